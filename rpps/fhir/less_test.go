package fhir_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/situation"
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
		"twin dead, number unsure":             {false, []string{plain, nurseRole, twin(unsure, `"extension":[`+dead+`],`)}},
		"twin, a code of no text, unsure":      {false, []string{plain, nurseRole, strings.Replace(twin(unsure, ""), `[]}`, `[{"code":{"coding":[{"code":5}]}}]}`, 1)}},
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
		"a type of another resource":                {true, []string{plain, nurseRole, `{"resourceType":"OrganizationAffiliation","id":"z","identifier":[` + number + `]}`}},
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

// TestNamesInOtherLetters: what shuts somebody out does so whichever name on the way to it
// is in other letters, has an underscore before it or a blank behind it.
func TestNamesInOtherLetters(t *testing.T) {
	concept := func(list, code string) string {
		return `{"coding":[{"system":"https://mos.esante.gouv.fr/NOS/` + list + `/FHIR/` + strings.Replace(list, "_", "-", 1) + `","code":"` + code + `"}]}`
	}
	const ann = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/"
	struck := `,"extension":[{"url":"` + ann + `as-ext-registration","extension":[{"url":"period","valuePeriod":{"start":"2000-01-01","end":"2010-01-01"}},` +
		`{"url":"status","valueCodeableConcept":` + concept("TRE_R33-StatutInscription", "D") + `}]}]`
	const dead = `{"resourceType":"Person","id":"n","extension":[{"url":"` + ann + `as-ext-practitioner-deceased-date-time","valueDateTime":"2020-01-01"}],` +
		`"link":[{"target":{"reference":"Practitioner/p"}}]}`
	const number = `"identifier":[{"system":"` + fhir.SystemRPPS + `","value":"99700366240"}]`
	skill := `{"code":{"coding":[{"system":"` + r38 + `","code":"SM25"}]}}`
	person := func(x, q, more string) string {
		return `{"resourceType":"Practitioner","id":"p",` + number + x + `,"qualification":[` + exercise("10", "C", q) + more + `]}`
	}
	twin := func(x, q string) string {
		return `{"resourceType":"Practitioner","id":"q",` + number + x + `,"qualification":[` + q + `]}`
	}
	role := func(end, x string) string {
		return `{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/p"},"organization":{"reference":"Organization/o"},"period":{"start":"2020-01-01"` + end + `}` + x + `}`
	}
	place := func(x string) string { return `{"resourceType":"Organization","id":"o","name":"x"` + x + `}` }
	reads := func(entries []string) bool {
		set := bundle(t, entries...)
		return slices.ContainsFunc(set.People(), func(p fhir.Person) bool {
			return slices.ContainsFunc(p.Situations, func(s situation.Situation) bool {
				return habilitation.CNAM20240925().Decide(habilitation.Request{
					Subject: habilitation.SubjectOf(s, civil.YMD(2026, 1, 15)), Document: habilitation.MustParseDocumentType("34112-3"),
					Action: habilitation.Read, Facts: careTeam,
				}).Allowed()
			})
		})
	}
	require.True(t, reads([]string{person("", "", ""), role("", ""), place("")}))

	key := regexp.MustCompile(`"([A-Za-z]+)":`)
	for name, entries := range map[string][]string{
		"role ended":        {person("", "", ""), role(`,"end":"2025-01-01"`, ""), place("")},
		"exercise ended":    {person("", `,"period":{"end":"2025-01-01"}`, ""), role("", ""), place("")},
		"struck off":        {person(struck, "", ""), role("", ""), place("")},
		"struck off, role":  {person("", "", ""), role("", struck), place("")},
		"struck off, twin":  {person("", "", ""), twin(struck, ""), role("", ""), place("")},
		"dead":              {person("", "", ""), role("", ""), place(""), dead},
		"not active":        {person(`,"active":false`, "", ""), role("", ""), place("")},
		"fonction":          {person("", "", ""), role("", `,"code":[`+concept("TRE_R21-Fonction", "FON-29")+`]`), place("")},
		"savoir-faire":      {person("", "", ","+skill), role("", ""), place("")},
		"savoir-faire twin": {person("", "", ""), twin("", skill), role("", ""), place("")},
		"specialty":         {person("", "", ""), role("", `,"specialty":[{"coding":[{"system":"`+r38+`","code":"SM25"}]}]`), place("")},
		"sector":            {person("", "", ""), role("", ""), place(`,"type":[` + concept("TRE_R02-SecteurActivite", "SA66") + `]`)},
	} {
		require.False(t, reads(entries), name)
		for i, e := range entries {
			for _, at := range key.FindAllStringSubmatchIndex(e, -1) {
				k := e[at[2]:at[3]]
				for _, other := range []string{strings.ToUpper(k[:1]) + k[1:], strings.ToUpper(k), "_" + k, k + " "} {
					changed := slices.Clone(entries)
					changed[i] = e[:at[2]] + other + e[at[3]:]
					assert.False(t, reads(changed), "%s: %s", name, changed[i])
				}
			}
		}
	}

	// What FHIR writes beside a simple element is no such name.
	beside := strings.NewReplacer(`"system":`, `"_system":{"id":"a"},"system":`, `"code":"`, `"_code":{"id":"a"},"code":"`, `"reference":`, `"_reference":{"id":"a"},"_display":{"id":"b"},"reference":`,
		`"start":`, `"_start":{"id":"a"},"start":`, `"name":`, `"_name":{"id":"a"},"_alias":[null],"name":`, `"value":`, `"_value":{"id":"a"},"value":`, `"id":"p"`, `"id":"p","_birthDate":{"id":"a"},"_gender":{},"name":[{"family":"X","_family":{},"_given":[null]}]`)
	right := []string{beside.Replace(person("", "", "")), beside.Replace(role("", "")), beside.Replace(place(""))}
	for _, text := range right {
		assert.False(t, parse(t, []byte(text)).Common().Faults.Has(fhir.CodeModifier), text)
	}
	assert.True(t, reads(right))
}
