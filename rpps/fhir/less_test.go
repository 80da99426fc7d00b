package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
)

// TestLessNeverOpens: what shuts somebody out goes on doing so where it is written in
// another shape than is due, or no longer tells for certain whose it is.
func TestLessNeverOpens(t *testing.T) {
	at := civil.YMD(2026, 1, 15)
	const ann = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/"
	const doctor = `{"resourceType":"Practitioner","id":"p","identifier":[{"system":"` + fhir.SystemRPPS + `","value":"99700366240"}],%x%"qualification":[%q%{"code":{"coding":[{"system":"` + g15 + `","code":"10"},{"system":"` + r09 + `","code":"C"}]}}]}`
	with := func(x, q string) string { return strings.NewReplacer("%x%", x, "%q%", q).Replace(doctor) }
	plain := with("", "")
	twin := func(id, x string) string { // of the same person, with x
		return `{"resourceType":"Practitioner","id":"q","identifier":[` + id + `],` + x + `"qualification":[]}`
	}
	const number = `{"system":"` + fhir.SystemRPPS + `","value":"99700366240"}`
	const unsure = `{"system":"` + fhir.SystemRPPS + `/x","value":"99700366240"}`
	const struck = `{"url":"` + ann + `as-ext-registration","extension":[{"url":"period","valuePeriod":{"start":"2000-01-01","end":"2010-01-01"}},` +
		`{"url":"status","valueCodeableConcept":{"coding":[{"system":"https://mos.esante.gouv.fr/NOS/TRE_R33-StatutInscription/FHIR/TRE-R33-StatutInscription","code":"D"}]}}]}`
	const dead = `{"url":"` + ann + `as-ext-practitioner-deceased-date-time","valueDateTime":"2020-01-01"}`
	const closed = `{"url":"http://hl7.org/fhir/StructureDefinition/organization-period","valuePeriod":{"end":"2020-01-01"}}`
	in := strings.Replace(nurseRole, `"id":"r"`, `"id":"r","organization":{"reference":"Organization/o"}`, 1)
	place := func(x string) string { return `{"resourceType":"Organization","id":"o",` + x + `"name":"x"}` }
	byNumber := strings.Replace(nurseRole, `{"reference":"Practitioner/p"}`, `{"identifier":`+number+`}`, 1)

	for name, c := range map[string]struct {
		open    bool
		entries []string
	}{
		"nothing":                              {true, []string{plain, nurseRole}},
		"registered":                           {true, []string{with(`"extension":[`+strings.Replace(struck, `,"end":"2010-01-01"`, "", 1)+`],`, ""), nurseRole}},
		"struck off":                           {false, []string{with(`"extension":[`+struck+`],`, ""), nurseRole}},
		"struck off, one extension":            {false, []string{with(`"extension":`+struck+`,`, ""), nurseRole}},
		"struck off, extensions of a list":     {false, []string{with(`"extension":[[`+struck+`]],`, ""), nurseRole}},
		"struck off, address in a list":        {false, []string{with(`"extension":[`+strings.Replace(struck, `"`+ann+`as-ext-registration"`, `["`+ann+`as-ext-registration"]`, 1)+`],`, ""), nurseRole}},
		"struck off, no address within":        {false, []string{with(`"extension":[`+strings.Replace(struck, `"period"`, `""`, 1)+`],`, ""), nurseRole}},
		"struck off, blanks within":            {false, []string{with(`"extension":[`+strings.Replace(struck, `"period"`, `" Period"`, 1)+`],`, ""), nurseRole}},
		"struck off, other letters":            {false, []string{with(`"Extension":[`+struck+`],`, ""), nurseRole}},
		"struck off, underscore":               {false, []string{with(`"_extension":[`+struck+`],`, ""), nurseRole}},
		"dead, one extension":                  {false, []string{with(`"extension":`+dead+`,`, ""), nurseRole}},
		"not active, other letters":            {false, []string{with(`"Active":false,`, ""), nurseRole}},
		"a date that is withheld of nobody":    {true, []string{with(`"_active":null,"active":true,`, ""), nurseRole}},
		"place closed":                         {false, []string{plain, in, place(`"extension":[` + closed + `],`)}},
		"place closed, blanks in the address":  {false, []string{plain, in, place(`"extension":[` + strings.Replace(closed, `period",`, `period ",`, 1) + `],`)}},
		"place, an extension without address":  {false, []string{plain, in, place(`"extension":[{"valuePeriod":{"end":"2020-01-01"}}],`)}},
		"twin struck off, number unsure":       {false, []string{plain, nurseRole, twin(unsure, `"extension":[`+struck+`],`)}},
		"twin of no use":                       {true, []string{plain, nurseRole, twin(unsure, ``)}},
		"twin of no use, by the number alone":  {false, []string{plain, byNumber, twin(unsure, ``)}},
		"by the number alone":                  {true, []string{plain, byNumber}},
		"twin, a code that is none":            {false, []string{plain, nurseRole, twin(number, `"extension":[{"valueCode":"x"}],`)}},
		"number unsure, twin struck off":       {false, []string{strings.Replace(plain, fhir.SystemRPPS, fhir.SystemRPPS+"/x", 1), nurseRole, twin(number, `"extension":[`+struck+`],`)}},
		"number unsure":                        {true, []string{strings.Replace(plain, fhir.SystemRPPS, fhir.SystemRPPS+"/x", 1), nurseRole}},
		"death of a twin whose number is none": {false, []string{plain, nurseRole, twin(unsure, ``), `{"resourceType":"Person","id":"n","extension":[` + dead + `],"link":[{"target":{"reference":"Practitioner/q"}}]}`}},
		"death, one extension":                 {false, []string{plain, nurseRole, `{"resourceType":"Person","id":"n","extension":` + dead + `,"link":[{"target":{"reference":"Practitioner/p"}}]}`}},
		"death, an extension without address":  {false, []string{plain, nurseRole, `{"resourceType":"Person","id":"n","extension":[{"valueDateTime":"2020-01-01"}],"link":[{"target":{"reference":"Practitioner/p"}}]}`}},
		"death of a twin in two versions": {false, []string{
			plain, nurseRole, twin(number, ``), twin(number, `"language":"fr",`),
			`{"resourceType":"Person","id":"n","extension":[` + dead + `],"link":[{"target":{"reference":"Practitioner/q"}}]}`,
		}},
		"an entry about a twin that is no resource": {false, []string{plain, nurseRole, twin(number, ``), `{"about":{"reference":"Practitioner/q"}}`}},
		"a type that is no name":                    {false, []string{plain, nurseRole, strings.Replace(twin(number, ""), "Practitioner", "Practitioner - x", 1)}},
		"student without a list":                    {false, []string{with("", `{"code":{"coding":[{"system":"`+g15+`","code":"10"},{"code":"E"}]}},`), nurseRole}},
		"twin, student without a list":              {false, []string{plain, nurseRole, strings.Replace(twin(number, ""), `[]`, `[{"code":{"coding":[{"system":"`+g15+`","code":"10"},{"code":"e"}]}}]`, 1)}},
	} {
		n := 0
		if c.open {
			n = 1
		}
		assert.Equal(t, n, opens(bundle(t, c.entries...), at), name)
	}

	// Civil, and a student without a list: no profession is certain.
	both := bundle(t, strings.Replace(plain, `"code":"C"}`, `"code":"C"},{"code":"E"}`, 1), nurseRole)
	assert.Zero(t, both.People()[0].Situations[0].Profession)
}

// TestExercisesInAnyOrder: one exercise that stands twice opens as little in whatever
// order.
func TestExercisesInAnyOrder(t *testing.T) {
	exercise := func(period string) string {
		return `{"code":{"coding":[{"system":"` + g15 + `","code":"60"},{"system":"` + r09 + `","code":"C"}]}` + period + `}`
	}
	for _, order := range [...][2]string{{"", `,"period":{"start":"2026-02-01"}`}, {"", `,"period":{"start":"x"}`}} {
		for i := range order {
			text := `{"resourceType":"Practitioner","id":"p","qualification":[` + exercise(order[i]) + "," + exercise(order[1-i]) + `]}`
			assert.Zero(t, opens(bundle(t, text, nurseRole), civil.YMD(2026, 1, 15)), text)
		}
	}
}
