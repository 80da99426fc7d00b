package fhir_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/closing/closingtest"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// TestClosingAnywhere: a code that shuts out does so in whatever element, list or
// resource of the situation it stands.
func TestClosingAnywhere(t *testing.T) {
	at := civil.YMD(2026, 1, 15)
	const nos = "https://mos.esante.gouv.fr/NOS/"
	system := func(name string) string {
		return `"system":"` + nos + name + "/FHIR/" + strings.Replace(name, "_", "-", 1) + `",`
	}
	r01, r02, r09 := system("TRE_R01-EnsembleSavoirFaire-CISIS"), system("TRE_R02-SecteurActivite"), system("TRE_R09-CategorieProfessionnelle")
	r21, r22, r38, r85 := system("TRE_R21-Fonction"), system("TRE_R22-GenreActivite"), system("TRE_R38-SpecialiteOrdinale"), system("TRE_R85-RolePriseCharge")
	a02, j01 := system("TRE_A02-ProfessionSavFaire-CISIS"), system("JDV_J01-XdsAuthorSpecialty-CISIS")
	r32, r65 := system("TRE_R32-StatutHospitalier"), system("TRE_R65-AgregatCategorieEtablissement")
	const r397 = `"system":"https://smt.esante.gouv.fr/fhir/CodeSystem/tre-r397-categorie-entite-geographique-exercice",`
	g16, r66 := system("TRE_G16-ProfessionFormation"), system("TRE_R66-CategorieEtablissement")
	j65, oid := system("JDV_J65-SubjectRole-DMP"), `"system":"urn:oid:1.2.250.1.213.2.28",`
	concept := func(codings string) string { return `{"coding":[` + codings + `]}` }
	of := func(system, code string) string { return `{` + system + `"code":"` + code + `"}` }
	aux := concept(of(r21, "FON-AU"))

	// A %x% is where a case puts something.
	const person = `{"resourceType":"Practitioner","id":"p"%p%,"qualification":[%e%%q%]}`
	const role = `{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/p"},"organization":{"reference":"Organization/o"},` +
		`"period":{"start":"2020-01-01"},"code":[%c%]%r%}`
	const place = `{"resourceType":"Organization","id":"o","partOf":{"reference":"Organization/l"},"type":[%t%]%o%}`
	const legal = `{"resourceType":"Organization","id":"l","type":[%l%]}`
	coded := exercise("10", "C", "")
	nurse := exercise("60", "C", "")
	staff := strings.Replace(exercise("99", "C", ""), g15, nos+"TRE_R291-AutreProfession/FHIR/TRE-R291-AutreProfession", 1)
	fill := func(text, exercise string, puts map[string]string) string {
		for _, k := range []string{"p", "q", "c", "r", "t", "o", "l"} {
			v, ok := puts[k]
			if k == "c" && !ok {
				v = aux
			}
			text = strings.ReplaceAll(text, "%"+k+"%", v)
		}
		return strings.ReplaceAll(text, "%e%", exercise)
	}
	ext := func(value string) string { return `,"extension":[{"url":"https://example.org/x",` + value + `}]` }
	codeable := func(codings string) string { return `"valueCodeableConcept":` + concept(codings) }
	type puts = map[string]string

	for _, c := range []struct {
		name     string
		exercise string
		puts     puts
		open     bool
	}{
		{"nothing", coded, puts{}, true},
		{"nothing, by a nurse", nurse, puts{}, true},

		// Médecine du travail.
		{"savoir-faire in code", coded, puts{"c": aux + "," + concept(of(r38, "SM25"))}, false},
		{"savoir-faire in the concept of the fonction", coded, puts{"c": concept(of(r21, "FON-AU") + "," + of(r38, "SM25"))}, false},
		{"savoir-faire without a list in code", coded, puts{"c": aux + "," + concept(of("", "SM25"))}, false},
		{"savoir-faire as a fonction", coded, puts{"c": concept(of(r21, "SM25"))}, false},
		{"savoir-faire by its OID", coded, puts{"q": "," + `{"code":` + concept(of(oid, "SM25")) + `}`}, false},
		{"savoir-faire of a value set", coded, puts{"q": "," + `{"code":` + concept(of(j65, "SCH35")) + `}`}, false},
		{"savoir-faire by its OID in specialty", coded, puts{"r": `,"specialty":[` + concept(of(oid, "sm25")) + `]`}, false},
		{"savoir-faire in an extension of the person", coded, puts{"p": ext(codeable(of(r01, "CAPA11")))}, false},
		{"savoir-faire in an extension of the role", coded, puts{"r": ext(`"valueCoding":` + of(r01, "C41"))}, false},
		{"savoir-faire as a code of an extension", coded, puts{"r": ext(`"valueCode":"SM25"`)}, false},
		{"fonction in specialty", coded, puts{"r": `,"specialty":[` + concept(of(r21, "FON-29")) + `]`}, false},
		{"fonction of a value set", coded, puts{"c": aux + "," + concept(of(j65, "FON-29"))}, false},
		{"fonction of a foreign list", coded, puts{"c": aux + "," + concept(of(`"system":"https://example.org/list",`, "FON-29"))}, true},
		{"fonction in an extension of the role", coded, puts{"r": ext(codeable(of(r21, "FON-29")))}, false},
		{"fonction as a savoir-faire", coded, puts{"q": `,{"code":` + concept(of(r38, "FON-29")) + `}`}, false},
		{"fonction in a contained service", coded, puts{"r": `,"contained":[{"resourceType":"HealthcareService","id":"h","specialty":[` + concept(of(r21, "FON-29")) + `]}]`}, false},
		{"sector in code", coded, puts{"c": aux + "," + concept(of(r02, "SA66"))}, false},
		{"no care", coded, puts{"c": concept(of(r22, "GENR04"))}, false},
		{"no care, a nurse", nurse, puts{"c": concept(of(r22, "GENR05"))}, false},
		{"no care without a list", coded, puts{"c": aux + "," + concept(of("", "GENR04"))}, false},
		{"no care in small letters", coded, puts{"c": concept(of(r22, "genr04"))}, false},
		{"no care beside care, two codes of one list", coded, puts{"c": concept(of(r22, "GENR01")) + "," + concept(of(r22, "GENR04"))}, false},
		{"no care in an extension, care where it is due", nurse, puts{"c": concept(of(r22, "GENR01")), "r": ext(codeable(of(r22, "GENR04")))}, false},
		{"no care in an extension", nurse, puts{"r": ext(codeable(of(r22, "GENR04")))}, false},
		{"no care as a fonction", nurse, puts{"c": concept(of(r21, "GENR04"))}, false},
		{"intern by the status in the hospital, a midwife", exercise("50", "C", ""), puts{"c": concept(of(r32, "SH14"))}, false},
		{"another status in the hospital", exercise("50", "C", ""), puts{"c": concept(of(r32, "SH08"))}, true},
		{"intern by the status, beside the function of an intern", coded, puts{"c": concept(of(r21, "FON-48")) + "," + concept(of(r32, "SH14"))}, true},
		{"intern by the status, beside another function", coded, puts{"c": concept(of(r32, "SH14")) + "," + concept(of(r21, "FON-33"))}, true},
		{"intern by the status, beside another function, a midwife", exercise("50", "C", ""), puts{"c": concept(of(r32, "sh14")) + "," + concept(of(r21, "FON-33"))}, false},
		{"intern by the status, beside médecine du travail", coded, puts{"c": concept(of(r32, "SH14")) + "," + concept(of(r21, "FON-29"))}, false},
		{"intern by the status, beside médecine du travail in small letters", coded, puts{"c": concept(of(r32, "SH14")) + "," + concept(of(r21, "fon-29"))}, false},
		{"intern by the status, beside a praticien conseil", coded, puts{"c": concept(of(r32, "SH14")) + "," + concept(of(r21, "FON-19"))}, false},
		{"intern by the status, beside a fonction that is not known, a midwife", exercise("50", "C", ""), puts{"c": concept(of(r32, "SH14")) + "," + concept(of(r21, "FON-99"))}, false},
		{"intern by the status without a list, a midwife", exercise("50", "C", ""), puts{"c": concept(of("", "SH14"))}, false},
		{"a savoir-faire of another list with that code", exercise("50", "C", ""), puts{"q": `,{"code":` + concept(of(r38, "SH14")) + `}`}, true},
		{"care", nurse, puts{"c": concept(of(r22, "GENR01"))}, true},
		{"who stands in", nurse, puts{"c": concept(of(r22, "GENR03"))}, true},
		{"praticien conseil", coded, puts{"c": concept(of(r21, "FON-19"))}, false},
		{"praticien conseil in a contained service", coded, puts{"r": `,"contained":[{"resourceType":"HealthcareService","id":"h","specialty":[` + concept(of(r21, "FON-19")) + `]}]`}, false},
		{"sector of companies", coded, puts{"t": concept(of(r02, "SA13"))}, false},
		{"sector in a qualification", coded, puts{"q": `,{"code":` + concept(of(r02, "SA66")) + `}`}, false},
		{"sector as a category of FINESS", coded, puts{"t": concept(of(r66, "SA66"))}, false},
		{"category of FINESS of health at work", coded, puts{"t": concept(of(r66, "616"))}, false},
		{"category of FINESS of fire and rescue", coded, puts{"t": concept(of(r66, "642"))}, false},
		{"another category of FINESS", coded, puts{"t": concept(of(r66, "183"))}, true},
		{"category of FINESS of the legal entity", coded, puts{"l": concept(of(r66, "616"))}, false},
		{"category of FINESS beside another sector", coded, puts{"t": concept(of(r02, "SA07") + "," + of(r66, "616"))}, false},
		{"category of FINESS beside its sector", coded, puts{"t": concept(of(r02, "SA66") + "," + of(r66, "616"))}, false},
		{"category of FINESS that joins its list", coded, puts{"o": ext(codeable(of(a02, "R66_616")))}, false},
		{"category of FINESS+ that joins its list", coded, puts{"o": ext(codeable(of(a02, "R397_616")))}, false},
		{"group of categories that joins its list", coded, puts{"o": ext(codeable(of(a02, "R65_3410")))}, false},
		{"a number like a category that joins another list", coded, puts{"o": ext(codeable(of(a02, "R09_616")))}, true},
		{"category of FINESS by its OID", coded, puts{"t": concept(of(`"system":"urn:oid:1.2.250.1.213.1.6.1.8",`, "616"))}, false},
		{"category of FINESS+", coded, puts{"t": concept(of(r397, "616"))}, false},
		{"category of FINESS+ of fire and rescue", coded, puts{"t": concept(of(r397, "642"))}, false},
		{"another category of FINESS+", coded, puts{"t": concept(of(r397, "183"))}, true},
		{"group of categories of FINESS", coded, puts{"t": concept(of(r65, "3409"))}, false},
		{"group of categories of FINESS of fire and rescue", coded, puts{"t": concept(of(r65, "3410"))}, false},
		{"another group of categories of FINESS", coded, puts{"t": concept(of(r65, "1102"))}, true},
		{"a number of another list like a category", coded, puts{"t": concept(of(r09, "616"))}, true},
		{"category of FINESS, a nurse", nurse, puts{"t": concept(of(r66, "616"))}, true},
		{"sector of a value set", coded, puts{"t": concept(of(system("JDV_J101-SecteurActivite-RASS"), "SA66"))}, false},
		{"sector in an extension of the place", coded, puts{"o": ext(codeable(of(r02, "SA66")))}, false},
		{"sector of the legal entity", coded, puts{"l": concept(of(r02, "SA66"))}, false},
		{"none that is defined, and the legal entity", coded, puts{"t": concept(of(r02, "SA43")), "l": concept(of(r02, "SA66"))}, false},
		{"sector of the legal entity, in small letters", coded, puts{"l": concept(of(r02, "sa66"))}, false},
		{"sector of the legal entity, as a category of FINESS", coded, puts{"l": concept(of(r66, "SA66"))}, false},
		{"another sector than the legal entity", coded, puts{"t": concept(of(r02, "SA07")), "l": concept(of(r02, "SA66"))}, true},
		{"one of several savoir-faire in a code", coded, puts{"q": `,{"code":` + concept(of(r38, "SM26,SM25")) + `}`}, false},
		{"savoir-faire beside its label", coded, puts{"q": `,{"code":` + concept(of(r38, "SM25 - Médecine du travail")) + `}`}, false},
		{"one of several fonctions in a code", coded, puts{"c": concept(of(r21, "FON-01;FON-29"))}, false},
		{"one of several sectors in a code", coded, puts{"t": concept(of(r02, "SA07/SA66"))}, false},
		{"several in a code of an extension", coded, puts{"r": ext(`"valueCode":"SM26 SM25"`)}, false},
		{"a code that joins a savoir-faire", coded, puts{"r": `,"specialty":[` + concept(of(a02, "G15_10/C41")) + `]`}, false},
		{"a code that joins another savoir-faire", coded, puts{"r": `,"specialty":[` + concept(of(a02, "G15_10/SM26")) + `]`}, true},
		{"a code that joins the list of a fonction", coded, puts{"r": `,"specialty":[` + concept(of(j01, "R21_FON-29")) + `]`}, false},
		{"a code that joins the list of a métier", nurse, puts{"r": ext(codeable(of(a02, "R85_346")))}, false},
		{"a code that joins the list of those in training", nurse, puts{"q": `,{"code":` + concept(of(j01, "G16_60")) + `}`}, false},
		{"a code that joins the list of those in training for another", nurse, puts{"q": `,{"code":` + concept(of(j01, "G16_10")) + `}`}, true},
		{"a code that looks like one that joins", nurse, puts{"r": ext(codeable(of(r66, "R85_346")))}, true},
		{"one in words", coded, puts{"r": ext(`"valueString":"bâtiment C41 A"`)}, true},
		{"none of a nurse", nurse, puts{"c": aux + "," + concept(of(r02, "SA66")+","+of(r38, "SM25")), "q": `,{"code":` + concept(of(oid, "SM25")) + `}`}, true},

		// Fire and rescue: nothing without express consent.
		{"fire and rescue in code", coded, puts{"c": aux + "," + concept(of(r02, "SA47"))}, false},
		{"fire and rescue of the legal entity", coded, puts{"l": concept(of(r02, "SA68"))}, false},
		{"fire and rescue in an extension", coded, puts{"o": ext(`"valueCode":"sa68"`)}, false},

		// Students.
		{"category in code", nurse, puts{"c": aux + "," + concept(of(r09, "E"))}, false},
		{"category in an extension of the role", nurse, puts{"r": ext(codeable(of(r09, "E")))}, false},
		{"category in an extension of the person", nurse, puts{"p": ext(codeable(of(r09, "E")))}, false},
		{"category alone in a qualification", nurse, puts{"q": `,{"code":` + concept(of(r09, "E")) + `}`}, false},
		{"profession in training", nurse, puts{"q": `,{"code":` + concept(of(g16, "60")) + `}`}, false},
		{"another profession in training", nurse, puts{"q": `,{"code":` + concept(of(g16, "10")) + `}`}, true},
		{"profession in training in code", nurse, puts{"c": aux + "," + concept(of(g16, "60"))}, false},
		{"a student's fonction in specialty", nurse, puts{"r": `,"specialty":[` + concept(of(r21, "FON-52")) + `]`}, false},
		{"a student's métier in an extension", nurse, puts{"r": ext(codeable(of(r85, "346")))}, false},
		{"a student's métier in a qualification", nurse, puts{"q": `,{"code":` + concept(of(r85, "346")) + `}`}, false},
		{"a category of FINESS that is written like a métier", nurse, puts{"t": concept(of(r66, "354"))}, true},
		{"a code of another list that is written like the category", nurse, puts{"r": ext(codeable(of(r38, "E")))}, true},
		{"category by the OID of its list", nurse, puts{"r": ext(codeable(of(`"system":"urn:oid:`+roles.ListR09.OID()+`",`, "E")))}, false},
		{"category of a value set", nurse, puts{"r": ext(codeable(of(system("JDV_J89-CategorieProfessionnelle-RASS"), "E")))}, false},
		{"no profession in training", nurse, puts{"r": ext(codeable(of(g16, "")))}, true},
		{"a student's métier of a value set", nurse, puts{"r": ext(codeable(of(j65, "354")))}, false},
		{"a student's métier of no list", nurse, puts{"r": ext(codeable(of("", "354")))}, false},
		{"a category of FINESS in the role, written like a métier", nurse, puts{"r": ext(codeable(of(r66, "354")))}, true},
		{"a category of FINESS in the role, written like a savoir-faire", coded, puts{"r": ext(codeable(of(r66, "C41")))}, true},
		{"a number of a foreign list", nurse, puts{"r": ext(codeable(of(`"system":"https://example.org/list",`, "354")))}, true},
		{"savoir-faire in a copy of a list", coded, puts{"r": ext(codeable(of(`"system":"https://example.org/TRE_R66",`, "SM25")))}, false},
		{"its own category", nurse, puts{"c": aux + "," + concept(of(r09, "C"))}, true},

		// Numbers that are of something else.
		{"the number of a house", nurse, puts{"p": `,"address":[{"_line":[{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-houseNumber","valueString":"354"}]}]}]`}, true},
		{"a part of an address", coded, puts{"p": `,"address":[{"_line":[{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-additionalLocator","valueString":"C41"}]}]}]`}, true},
		{"an address of birth", nurse, puts{"p": ext(`"valueAddress":{"extension":[{"url":"https://example.org/x","valueCode":"346"}]}`)}, true},
		{"a number in an extension", nurse, puts{"r": ext(`"valueString":"346"`)}, true},
		{"a text in an extension", nurse, puts{"r": ext(`"valueString":"FON-52"`)}, false},

		// A role beside a métier that has a column of its own.
		{"a préparateur", staff, puts{"c": concept(of(r85, "316"))}, true},
		{"a role in a qualification", staff, puts{"c": concept(of(r85, "316")), "q": `,{"code":` + concept(of("", "GENR13")) + `}`}, false},
		{"a role beside the profession", strings.Replace(staff, `"coding":[`, `"coding":[`+of(r22, "GENR13")+`,`, 1), puts{"c": concept(of(r85, "316"))}, false},
		{"a role after the profession", strings.Replace(staff, `"code":"99"}`, `"code":"99"},`+of(r22, "GENR13"), 1), puts{"c": concept(of(r85, "316"))}, false},
		{"a role in specialty", staff, puts{"c": concept(of(r85, "316")), "r": `,"specialty":[` + concept(of(r22, "GENR13")) + `]`}, false},
		{"care in an extension", staff, puts{"c": concept(of(r85, "316")), "r": ext(codeable(of(r22, "GENR01")))}, true},
		{"a role in an extension", staff, puts{"c": concept(of(r85, "316")), "r": ext(codeable(of(r22, "GENR13")))}, false},
		{"care", staff, puts{"c": concept(of(r85, "316") + "," + of(r22, "GENR01"))}, true},
		{"care without a list", staff, puts{"c": concept(of(r85, "316") + "," + of("", "GENR01"))}, true},
		{"a role without a list", staff, puts{"c": concept(of(r85, "316") + "," + of("", "GENR13"))}, false},
		{"a code of no list, which is no role", staff, puts{"c": concept(of(r85, "316") + "," + of("", "X1"))}, true},
		{"a role in small letters", staff, puts{"c": concept(of(r85, "316") + "," + of("", "genr13"))}, false},
		{"a role of a value set", staff, puts{"c": concept(of(r85, "316") + "," + of(j65, "GENR13"))}, false},

		// Ends.
		{"an end of the code", coded, puts{"c": strings.Replace(aux, `{"coding"`, `{"extension":[{"url":"`+timed+`","valuePeriod":{"end":"2024-12-31"}}],"coding"`, 1)}, false},
		{"an end of the coding", coded, puts{"c": strings.Replace(aux, `"code":`, `"extension":[{"url":"`+timed+`","valuePeriod":{"end":"2024-12-31"}}],"code":`, 1)}, false},
		{"a start of the qualification to come", strings.Replace(coded, `"code":{"coding"`, `"code":{"extension":[{"url":"`+timed+`","valuePeriod":{"start":"2040-01-01"}}],"coding"`, 1), puts{}, false},
		{"an end of the qualification that is no day", strings.Replace(coded, `"code":{"coding"`, `"code":{"extension":[{"url":"`+timed+`","valuePeriod":{"start":"2010-01-01","end":"2040"}}],"coding"`, 1), puts{}, false},
		{"an end beside a start of the qualification", strings.Replace(exercise("10", "C", `,"period":{"end":"2024-12-31"}`), `"code":{"coding"`, `"code":{"extension":[{"url":"`+timed+`","valuePeriod":{"start":"2010-01-01"}}],"coding"`, 1), puts{}, false},
		{"an end beside a later one of the qualification", strings.Replace(exercise("10", "C", `,"period":{"end":"2024-12-31"}`), `"code":{"coding"`, `"code":{"extension":[{"url":"`+timed+`","valuePeriod":{"end":"2040-01-01"}}],"coding"`, 1), puts{}, false},
		{"an end of the qualification", strings.Replace(coded, `"code":{"coding"`, `"code":{"extension":[{"url":"`+timed+`","valuePeriod":{"end":"2024-12-31"}}],"coding"`, 1), puts{}, false},
	} {
		some := false
		set := bundle(t, fill(person, c.exercise, c.puts), fill(role, "", c.puts), fill(place, "", c.puts), fill(legal, "", c.puts))
		people := set.People()
		for _, s := range people[0].Situations {
			for d := range habilitation.CNAM20240925().DecideEach(habilitation.Request{
				Subject: habilitation.SubjectOf(s, at), Action: habilitation.Read, Facts: careTeam,
			}, habilitation.DocumentTypes()) {
				some = some || d.Allowed()
			}
		}
		assert.Equal(t, c.open, some, "%s: %v", c.name, people[0].Faults)
	}
}

const timed = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-codeableconcept-timed-metadata"

// TestEveryClosingCode: each code that shuts a doctor out does so in an extension too.
func TestEveryClosingCode(t *testing.T) {
	closingtest.Every(t, civil.YMD(2026, 1, 15), func(code string) situation.Situation {
		role := strings.Replace(nurseRole, `"id":"r"`, `"id":"r","extension":[{"url":"https://example.org/x","valueCode":"`+code+`"}]`, 1)
		return bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+exercise("10", "C", "")+`]}`, role).People()[0].Situations[0]
	})
}

// TestTwoResourcesOfOnePerson: what one resource of a person says shuts out where
// another is referred to.
func TestTwoResourcesOfOnePerson(t *testing.T) {
	person := func(id, number, qualifications string) string {
		return `{"resourceType":"Practitioner","id":"` + id + `","identifier":[{"system":"` + fhir.SystemRPPS + `","value":"` + number + `"}],"qualification":[` + qualifications + `]}`
	}
	skill := `{"code":{"coding":[{"system":"` + r38 + `","code":"SM25"}]}}`
	doctor := exercise("10", "C", "")
	for name, c := range map[string]struct {
		other string
		open  bool
	}{
		"the same":              {person("q", "99700366240", doctor), true},
		"a savoir-faire":        {person("q", "99700366240", doctor+","+skill), false},
		"a savoir-faire alone":  {person("q", "99700366240", skill), false},
		"of somebody else":      {person("q", "99700218896", doctor+","+skill), true},
		"a student":             {person("q", "99700366240", exercise("10", "E", "")), false},
		"a student for a time":  {person("q", "99700366240", exercise("10", "E", `,"period":{"end":"2027-01-01"}`)), false},
		"once a student":        {person("q", "99700366240", exercise("10", "E", `,"period":{"end":"2010-01-01"}`)), true},
		"another category":      {person("q", "99700366240", exercise("10", "M", "")), true}, // a second exercise
		"a category of no list": {person("q", "99700366240", exercise("10", "X", "")), false},
		"another profession":    {person("q", "99700366240", exercise("60", "C", "")), true},
		"no category elsewhere": {person("q", "99700366240", strings.Replace(doctor, `"code":"C"`, `"code":""`, 1)), true},
	} {
		third := person("third", "99700366240", doctor)
		for order, entries := range [][]string{
			{person("p", "99700366240", doctor), nurseRole, c.other},
			{c.other, nurseRole, person("p", "99700366240", doctor)},
			{third, c.other, nurseRole, person("p", "99700366240", doctor)},
			{c.other, third, nurseRole, person("p", "99700366240", doctor)},
		} {
			assert.Equal(t, c.open, reads(bundle(t, entries...)), "%s, %d", name, order)
		}
	}
}

// reads reports whether somebody of the set may read something in a situation.
func reads(set *fhir.Set) bool {
	for _, p := range set.People() {
		for _, s := range p.Situations {
			for d := range habilitation.CNAM20240925().DecideEach(habilitation.Request{
				Subject: habilitation.SubjectOf(s, civil.YMD(2026, 1, 15)), Action: habilitation.Read, Facts: careTeam,
			}, habilitation.DocumentTypes()) {
				if d.Allowed() {
					return true
				}
			}
		}
	}
	return false
}

// TestChangedSectorCounts: a sector that the caller corrects after the reading no longer
// closes by the text that it was read from.
func TestChangedSectorCounts(t *testing.T) {
	const r02 = "https://mos.esante.gouv.fr/NOS/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite"
	for _, corrected := range []bool{false, true} {
		o := parse(t, []byte(`{"resourceType":"Organization","id":"o","type":[{"coding":[{"system":"`+r02+`","code":"SA66"}]}]}`)).(*fhir.Organization)
		if corrected {
			o.Structure.Sector, o.Structure.Stated.Sector = roles.SA07, "SA07"
		}
		set := bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+exercise("10", "C", "")+`]}`,
			strings.Replace(nurseRole, `"id":"r"`, `"id":"r","organization":{"reference":"Organization/o"}`, 1))
		set.Add(o)
		assert.Equal(t, corrected, reads(set))
	}
}

// TestSeveralExercises: a situation that names its profession belongs to the exercise of
// that profession; one that a category stands alone beside may be of that category.
func TestSeveralExercises(t *testing.T) {
	category := func(c string) string { return `{"code":{"coding":[{"system":"` + r09 + `","code":"` + c + `"}]}}` }
	nurse := exercise("60", "C", "")
	for name, c := range map[string]struct {
		exercises string
		open      bool
		fault     rule.Code
	}{
		"its own":                 {nurse, true, ""},
		"beside another":          {nurse + "," + exercise("10", "C", ""), true, ""},
		"beside a category alone": {nurse + "," + category("E"), false, fhir.CodeExerciseSeveral},
		"a category alone":        {category("C"), false, fhir.CodeCodeConflict},
		"another":                 {exercise("10", "C", ""), false, fhir.CodeCodeConflict},
	} {
		set := bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+c.exercises+`]}`, tddui(`{"coding":[{"system":"`+g15+`","code":"60"}]}`))
		assert.Equal(t, c.open, reads(set), name)
		if f := set.People()[0].Faults; c.fault != "" {
			assert.True(t, f.Has(c.fault), "%s: %v", name, f)
		}
	}
}

// TestClosingCodeWithoutASystem: a code that shuts out is read although its list is
// missing, and the want of the list is told.
func TestClosingCodeWithoutASystem(t *testing.T) {
	p := parse(t, []byte(`{"resourceType":"Practitioner","id":"p","qualification":[{"code":{"coding":[{"code":"SM25"}]}}]}`)).(*fhir.Practitioner)
	assert.True(t, p.Faults.Has(fhir.CodeSystemMissing))
	if assert.Len(t, p.Skills, 1) {
		assert.Equal(t, "SM25", p.Skills[0].Code)
	}
	for code, want := range map[string]roles.Profession{"354": roles.MetierExterneMedecine, "FON-48": roles.FonctionInterne} {
		r := parse(t, []byte(`{"resourceType":"PractitionerRole","id":"r","code":[{"coding":[{"code":"`+code+`"}]}]}`)).(*fhir.PractitionerRole)
		assert.Equal(t, want, r.Situation.Function, code)
		assert.True(t, r.Faults.Has(fhir.CodeSystemMissing))
	}
}

// TestClosingCodeBesideTheProfession: of a profession and a fonction that shuts out in
// one concept nobody knows which is meant; any other fonction leaves the profession.
func TestClosingCodeBesideTheProfession(t *testing.T) {
	for code, want := range map[string]roles.Profession{"FON-29": 0, "FON-AU": roles.ProfessionMedecin} {
		p := parse(t, []byte(`{"resourceType":"Practitioner","id":"p","qualification":[{"code":{"coding":[{"system":"`+g15+`","code":"10"},`+
			`{"system":"https://mos.esante.gouv.fr/NOS/TRE_R21-Fonction/FHIR/TRE-R21-Fonction","code":"`+code+`"}]}}]}`)).(*fhir.Practitioner)
		if assert.Len(t, p.Professional.Exercises, 1) {
			assert.Equal(t, want, p.Professional.Exercises[0].Profession, code)
		}
		assert.True(t, p.Faults.Has(fhir.CodeProfessionRole), code)
	}
}

// TestCategoryTwiceInOneConcept: of two categories nobody knows which is meant; one that
// stands twice is one.
func TestCategoryTwiceInOneConcept(t *testing.T) {
	for second, want := range map[string]roles.Profession{"C": roles.ProfessionInfirmier, "E": 0, "M": 0} {
		p := parse(t, []byte(`{"resourceType":"Practitioner","id":"p","qualification":[`+
			strings.Replace(exercise("60", "C", ""), `"code":"C"}`, `"code":"C"},{"system":"`+r09+`","code":"`+second+`"}`, 1)+`]}`)).(*fhir.Practitioner)
		assert.Equal(t, want, p.Professional.Exercises[0].Profession, second)
		assert.Equal(t, want == 0, p.Faults.Has(fhir.CodeCodeConflict), second)
	}
}

// TestLevelInAQualification: the level of a student is one in a qualification too.
func TestLevelInAQualification(t *testing.T) {
	for name, want := range map[string]bool{"as-ext-education-level": true, "as-ext-other": false} {
		nurse := `{"resourceType":"Practitioner","id":"p","qualification":[` + exercise("60", "", `,"extension":[{"url":"https://example.org/`+name+`","valueString":"3"}]`) + `]}`
		s := bundle(t, nurse, nurseRole).People()[0].Situations[0]
		policy := habilitation.Policy{UnstatedCategory: habilitation.CategoryAssumedCivil}
		assert.Equal(t, want, policy.SubjectOf(s, civil.YMD(2026, 1, 15)).IsStudent(), name)
	}
}

// TestAbandonedSkill: médecine du travail that was given up before the situation began
// says nothing of it.
func TestAbandonedSkill(t *testing.T) {
	person := func(id, qualifications string) string {
		return `{"resourceType":"Practitioner","id":"` + id + `","identifier":[{"system":"` + fhir.SystemRPPS + `","value":"99700366240"}],"qualification":[` + qualifications + `]}`
	}
	doctor := exercise("10", "C", "")
	for period, want := range map[string]bool{
		`"start":"1990-01-01","end":"2019-12-31"`: false,
		`"end":"2020-01-01"`:                      false, // from the day after
		`"end":"2019"`:                            true,
		`"start":"1990","end":"2019-12-31"`:       true, // in doubt
		`"start":"1990-01-01"`:                    true,
	} {
		skill := `,{"code":{"coding":[{"system":"` + r38 + `","code":"SM25"}]},"period":{` + period + `}}`
		for name, set := range map[string]*fhir.Set{
			"alone":        bundle(t, person("p", doctor+skill), nurseRole),
			"with another": bundle(t, person("p", doctor+skill+strings.Replace(skill, "SM25", "SM26", 1)), nurseRole),
			"of a twin":    bundle(t, person("p", doctor), nurseRole, person("q", doctor+skill)),
		} {
			who := habilitation.SubjectOf(set.People()[0].Situations[0], civil.YMD(2026, 1, 15))
			assert.Equal(t, want, who.IsOccupationalDoctor(), "%s, %s", name, period)
		}
	}
}

// TestSkillGivenUpInASituation: médecine du travail that is given up in the course of a
// situation cuts off what was before, unless another one goes on.
func TestSkillGivenUpInASituation(t *testing.T) {
	skill := func(code, period string) string {
		return `,{"code":{"coding":[{"system":"` + r38 + `","code":"` + code + `"}]},"period":{` + period + `}}`
	}
	person := func(id, skills string) string {
		return `{"resourceType":"Practitioner","id":"` + id + `","identifier":[{"system":"` + fhir.SystemRPPS + `","value":"99700366240"}],"qualification":[` + exercise("10", "C", "") + skills + `]}`
	}
	given := skill("SM25", `"end":"2023-06-30"`)
	for name, c := range map[string]struct{ skills, end, want string }{
		"given up":                         {given, "", "2023-07-01"},
		"two, the later counts":            {skill("C41", `"end":"2024-02-29"`) + given, "", "2024-03-01"},
		"two, in the other order":          {given + skill("C41", `"end":"2024-02-29"`), "", "2024-03-01"},
		"another one goes on":              {given + skill("C41", ""), "", ""},
		"another one is in doubt":          {given + skill("C41", `"end":"2023"`), "", ""},
		"of a start in doubt":              {given + skill("C41", `"start":"1990","end":"2024-02-29"`), "", ""},
		"given up after the end":           {given, `,"end":"2023-06-30"`, ""},
		"given up in it, and it has ended": {given, `,"end":"2025-12-31"`, "2023-07-01"},
		"another savoir-faire":             {skill("SM26", `"end":"2023-06-30"`), "", "2020-01-01"},
	} {
		role := strings.Replace(nurseRole, `"2020-01-01"`, `"2020-01-01"`+c.end, 1)
		for of, set := range map[string]*fhir.Set{
			"alone":     bundle(t, person("p", c.skills), role),
			"of a twin": bundle(t, person("p", ""), role, person("q", c.skills)),
		} {
			p := set.People()[0]
			s := p.Situations[0]
			who := habilitation.SubjectOf(s, civil.YMD(2026, 1, 15))
			if c.want == "" {
				assert.True(t, who.IsOccupationalDoctor(), "%s, %s", name, of)
				assert.Equal(t, "2020-01-01", s.Start.String(), "%s, %s", name, of)
				continue
			}
			assert.False(t, who.IsOccupationalDoctor(), "%s, %s", name, of)
			assert.Equal(t, c.want, s.Start.String(), "%s, %s", name, of)
			assert.Equal(t, c.want != "2020-01-01", p.Faults.Has(fhir.CodeExercisePeriod), "%s, %s", name, of)
		}
	}
}

// TestDeathInATwin: a death that another resource of the person states, or a Person
// that links to that one, counts.
func TestDeathInATwin(t *testing.T) {
	const death = `"extension":[{"url":"http://hl7.org/fhir/5.0/StructureDefinition/extension-Person.deceasedDateTime","valueDateTime":"2025-05-05"}]`
	nurse := func(id, number, more string) string {
		return `{"resourceType":"Practitioner","id":"` + id + `","identifier":[{"system":"` + fhir.SystemRPPS + `","value":"` + number + `"}],` +
			more + `"qualification":[` + exercise("60", "C", "") + `]}`
	}
	linked := `{"resourceType":"Person","id":"x","link":[{"target":{"reference":"Practitioner/q"}}],` + death + `}`
	for number, want := range map[string]int{"99700366240": 0, "99700218896": 1} {
		p := nurse("p", "99700366240", "")
		assert.Equal(t, want, opens(bundle(t, p, nurseRole, nurse("q", number, death+",")), civil.YMD(2026, 1, 15)), number)
		assert.Equal(t, want, opens(bundle(t, p, nurseRole, nurse("q", number, ""), linked), civil.YMD(2026, 1, 15)), number)
	}
}

// TestTwinsByTheirIDNPS: people who have no RPPS number are one by their IDNPS, but not by
// a text that is none.
func TestTwinsByTheirIDNPS(t *testing.T) {
	const death = `"extension":[{"url":"http://hl7.org/fhir/5.0/StructureDefinition/extension-Person.deceasedDateTime","valueDateTime":"2025-05-05"}],`
	person := func(id, idnps, more string) string {
		return `{"resourceType":"Practitioner","id":"` + id + `","identifier":[{"system":"` + fhir.SystemIDNPS + `","value":"` + idnps + `"}],` +
			more + `"qualification":[` + exercise("60", "C", "") + `]}`
	}
	for _, c := range []struct {
		idnps, other string
		want         int
	}{
		{"0533100558", "0533100558", 0}, {"0533100558", "0533100559", 1}, {"INCONNU", "INCONNU", 1},
	} {
		set := bundle(t, person("p", c.idnps, ""), nurseRole, person("q", c.other, death))
		assert.Equal(t, c.want, opens(set, civil.YMD(2026, 1, 15)), c.idnps+" "+c.other)
	}
}

// TestDeathsOfSeveralPersons: whichever of two resources of one person states it, a
// death counts, and the earlier of two.
func TestDeathsOfSeveralPersons(t *testing.T) {
	person := func(id, day string) string {
		return `{"resourceType":"Person","id":"` + id + `","link":[{"target":{"reference":"Practitioner/p"}}],` +
			`"extension":[{"url":"http://hl7.org/fhir/5.0/StructureDefinition/extension-Person.deceasedDateTime","valueDateTime":"` + day + `"}]}`
	}
	nurse := `{"resourceType":"Practitioner","id":"p","qualification":[` + exercise("60", "C", "") + `]}`
	for days, want := range map[[2]string]bool{
		{"2025-05-05", "2026-05-05"}: false,
		{"2026-06-05", "2026-05-05"}: true,
		{"2025", "2026-05-05"}:       false, // of the one, the day is not known
	} {
		for _, second := range []string{days[0], days[1]} {
			first := days[0]
			if first == second {
				first = days[1]
			}
			set := bundle(t, nurse, nurseRole, person("x", first), person("y", second))
			assert.Equal(t, want, set.People()[0].Situations[0].OpenAt(civil.YMD(2026, 1, 15)).IsOpen(), "%s %s", first, second)
		}
	}
}

// TestTwinOfMany: of another resource of the person that is longer than is read, and
// of more resources than are held against each other, what they say is not known.
func TestTwinOfMany(t *testing.T) {
	person := func(id, more string, n int) string {
		return `{"resourceType":"Practitioner","id":"` + id + `","identifier":[{"system":"` + fhir.SystemRPPS + `","value":"99700366240"}],"qualification":[` +
			exercise("10", "C", "") + strings.Repeat(","+more, n) + `]}`
	}
	skill := `{"code":{"coding":[{"system":"` + r38 + `","code":"SM26"}]}}`
	doctor := exercise("10", "C", "")
	for more, want := range map[int]int{0: 1, 1: 0} {
		first := person("p", skill, 1)
		assert.Equal(t, want, opens(bundle(t, first, nurseRole, person("q", skill, fhir.MaxExercises+more)), civil.YMD(2026, 1, 15)), more)
		assert.Equal(t, want, opens(bundle(t, first, nurseRole, person("q", doctor, fhir.MaxExercises-1+more)), civil.YMD(2026, 1, 15)), more)
		all := []string{first, nurseRole}
		for i := range fhir.MaxExercises - 1 + more {
			all = append(all, person(fmt.Sprintf("q%d", i), skill, 0))
		}
		assert.Equal(t, want, opens(bundle(t, all...), civil.YMD(2026, 1, 15)), more)
	}
}

// TestEndOfARegistrationWithAnOrder: it ends what has an order, and says nothing of what
// somebody does now under a role.
func TestEndOfARegistrationWithAnOrder(t *testing.T) {
	const ended = `,"extension":[{"url":"https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-registration",` +
		`"extension":[{"url":"period","valuePeriod":{"start":"2010-01-01","end":"2024-01-01"}}]}]`
	r291 := strings.Replace(exercise("99", "C", ""), g15, "https://mos.esante.gouv.fr/NOS/TRE_R291-AutreProfession/FHIR/TRE-R291-AutreProfession", 1)
	for name, c := range map[string]struct {
		exercise      string
		person, role  string
		wantEnd, told bool
	}{
		"a nurse":                          {exercise: exercise("60", "C", ""), person: ended, wantEnd: true, told: true},
		"a nurse, in the role":             {exercise: exercise("60", "C", ""), role: ended, wantEnd: true, told: true},
		"a role professional":              {exercise: r291, person: ended},
		"a role professional, in the role": {exercise: r291, role: ended},
		"an unknown profession":            {exercise: exercise("ZZ", "C", ""), person: ended, wantEnd: true, told: true},
	} {
		p := bundle(t, `{"resourceType":"Practitioner","id":"p"`+c.person+`,"qualification":[`+c.exercise+`]}`,
			`{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/p"},"period":{"start":"2020-01-01"}`+c.role+`}`).People()[0]
		assert.Equal(t, c.wantEnd, !p.Situations[0].End.IsZero(), name)
		assert.Equal(t, c.told, p.Faults.Has(fhir.CodeEnded), name)
	}
}

// TestEndsInExtensions: what the guide says of an end in its extensions ends a
// situation: the reason, a death, the end of the registration, a closed structure, and
// what only students have.
func TestEndsInExtensions(t *testing.T) {
	const guide, former = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/", "https://annuaire.sante.gouv.fr/fhir/StructureDefinition/"
	ext := func(url, value string) string { return `,"extension":[{"url":"` + url + `",` + value + `}]` }
	r25 := func(code string) string {
		return `"valueCodeableConcept":{"coding":[{"system":"https://mos.esante.gouv.fr/NOS/TRE_R25-MotifFinActivite/FHIR/TRE-R25-MotifFinActivite","code":"` + code + `"}]}`
	}
	registration := func(url string, periods ...string) string {
		var out []string
		for _, p := range periods {
			out = append(out, `{"url":"`+url+`","extension":[{"url":"period","valuePeriod":{"start":"2010-01-01"`+p+`}}]}`)
		}
		return `,"extension":[` + strings.Join(out, ",") + `]`
	}
	const end2024, end2027 = `,"end":"2024-01-01"`, `,"end":"2027-01-01"`
	const number = `,"identifier":[{"system":"` + fhir.SystemRPPS + `","value":"99700366240"}]`
	const idnps = `,"identifier":[{"system":"` + fhir.SystemIDNPS + `","value":"899700366240"}]`
	const own = `,"identifier":[{"system":"https://example.org/people","value":"7"}]`
	with := func(link string) string {
		return `{"resourceType":"Person","id":"x","link":[{"target":{"reference":"` + link + `"}}],` +
			`"extension":[{"url":"http://hl7.org/fhir/5.0/StructureDefinition/extension-Person.deceasedDateTime","valueDateTime":"2025-05-05"}]}`
	}
	for name, c := range map[string]struct {
		person, role, place, other, category, period string
		open                                         bool
	}{
		"nothing":                                         {open: true},
		"a reason without an end":                         {role: ext(guide+"as-ext-practitionerrole-end-cause", r25("DCD"))},
		"a reason of the former API":                      {role: ext(former+"PractitionerRole-EndCause", r25("RL"))},
		"a reason that is not known":                      {role: ext(guide+"as-ext-practitionerrole-end-cause", r25("ZZZ"))},
		"a reason that is not known, with an end to come": {role: ext(guide+"as-ext-practitionerrole-end-cause", r25("ZZZ")), period: end2027, open: true},
		"a reason that is withheld":                       {role: ext(guide+"as-ext-practitionerrole-end-cause", `"valueCodeableConcept":{"text":"x"}`)},
		"a reason with an end to come":                    {role: ext(guide+"as-ext-practitionerrole-end-cause", r25("CHA")), period: end2027, open: true},
		"a death":                                         {person: ext(guide+"as-ext-practitioner-deceased-date-time", `"valueDateTime":"2025-05-05"`)},
		"a death after the day":                           {person: ext(guide+"as-ext-practitioner-deceased-date-time", `"valueDateTime":"2026-05-05"`), open: true},
		"a death of the former API":                       {person: ext(former+"Practitioner-DeceasedDateTime", `"valueDateTime":"2025-05-05T10:00:00Z"`)},
		"a death of which the day cannot be read":         {person: ext(guide+"as-ext-practitioner-deceased-date-time", `"valueDateTime":"2025"`)},
		"a death of which the day is withheld":            {person: ext(guide+"as-ext-practitioner-deceased-date-time", `"extension":[]`)},
		"a death by its date after the day":               {person: ext(former+"Practitioner-DeceasedDate", `"valueDate":"2026-05-05"`), open: true},
		"no death":                                        {person: ext(guide+"as-ext-practitioner-deceased-date-time", `"valueBoolean":false`), open: true},
		"a death, without a day":                          {person: ext(guide+"as-ext-practitioner-deceased-date-time", `"valueBoolean":true`)},
		"a death of R5 that is withheld":                  {person: `,"_deceasedDateTime":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}`},
		"a death of R5":                                   {person: `,"deceasedDateTime":"2025-05-05"`},
		"a death by its date":                             {person: ext(former+"Practitioner-DeceasedDate", `"valueDate":"2025-05-05"`)},
		"dead of R5":                                      {person: `,"deceasedBoolean":true`},
		"not dead of R5":                                  {person: `,"deceasedBoolean":false`, open: true},
		"a death in the Person":                           {other: with("Practitioner/p")},
		"a Person who lives":                              {other: `{"resourceType":"Person","id":"x","link":[{"target":{"reference":"Practitioner/p"}}]}`, open: true},
		"a death in the Person, by the number":            {person: number, other: strings.Replace(with("Practitioner/z"), `"id":"x"`, `"id":"x"`+number, 1)},
		"a death in the Person, by the IDNPS":             {person: idnps, other: strings.Replace(with("Practitioner/z"), `"id":"x"`, `"id":"x"`+idnps, 1)},
		"a death in the Person, by a number of its own":   {person: own, other: strings.Replace(with("Practitioner/z"), `"id":"x"`, `"id":"x"`+own, 1), open: true},
		"a death in what is no Person":                    {other: strings.Replace(with("Practitioner/p"), "Person", "Basic", 1), open: true},
		"a death of another Person":                       {other: with("Practitioner/q"), open: true},
		"a registration that goes on":                     {person: registration(guide+"as-ext-registration", ""), open: true},
		"a registration that has ended":                   {person: registration(guide+"as-ext-registration", end2024)},
		"a registration that ends":                        {person: registration(guide+"as-ext-registration", end2027), open: true},
		"another one goes on":                             {person: registration(guide+"as-ext-registration", end2024, ""), open: true},
		"both have ended":                                 {person: registration(guide+"as-ext-registration", end2024, `,"end":"2025-01-01"`)},
		"a registration of the former API":                {role: registration(former+"PractitionerRole-Registration", end2024)},
		"one has ended, one is in doubt":                  {person: registration(guide+"as-ext-registration", end2024, `,"end":"2024"`)},
		"struck off on the day":                           {person: registration(guide+"as-ext-registration", `,"end":"2026-01-15"`)},
		"a closed structure without a day":                {place: ext(guide+"as-ext-organization-closing-type", r25("D"))},
		"a student by the level":                          {category: "", person: ext(guide+"as-ext-education-level", `"extension":[]`)},
		"a level of somebody who is a civil":              {category: "C", person: ext(guide+"as-ext-education-level", `"extension":[]`), open: true},
		"a student by the level of the former situation":  {category: "", role: ext(former+"PractitionerRole-EducationLevel", `"extension":[]`)},
		"struck off on the first of all days":             {person: registration(guide+"as-ext-registration", `,"end":"0001-01-01"`)},
	} {
		category := c.category
		if !strings.Contains(name, "student") {
			category = "C"
		}
		set := bundle(t, `{"resourceType":"Practitioner","id":"p"`+c.person+`,"qualification":[`+exercise("60", category, "")+`]}`,
			`{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/p"},"organization":{"reference":"Organization/o"},"period":{"start":"2020-01-01"`+c.period+`}`+c.role+`}`,
			`{"resourceType":"Organization","id":"o"`+c.place+`}`, `{"resourceType":"Practitioner","id":"q"}`)
		if c.other != "" {
			r, err := fhir.Parse([]byte(c.other), fhir.Options{})
			if err != nil {
				t.Fatal(err)
			}
			set.Add(r)
		}
		p := set.People()[0]
		policy := habilitation.Policy{UnstatedCategory: habilitation.CategoryAssumedCivil}
		d := habilitation.CNAM20240925().Decide(habilitation.Request{
			Subject: policy.SubjectOf(p.Situations[0], civil.YMD(2026, 1, 15)), Action: habilitation.Read,
			Document: habilitation.MustParseDocumentType("57833-6"), Facts: careTeam,
		})
		assert.Equal(t, c.open, d.Allowed(), "%s: %v %v", name, d, p.Faults)
		for _, r := range p.Roles { // nothing is written otherwise
			text, err := r.MarshalJSON()
			if err != nil || !strings.Contains(string(text), `"2020-01-01"`) {
				t.Errorf("%s: %s %v", name, text, err)
			}
		}
	}
}

// TestTitles: what lets somebody practise bounds their situations: their registrations
// with an order, whichever resource states them, else their authorisations.
func TestTitles(t *testing.T) {
	const guide = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/"
	period := func(p string) string { return `{"url":"period","valuePeriod":{` + p + `}}` }
	status := func(code string) string {
		return `,{"url":"status","valueCodeableConcept":{"coding":[{"system":"https://mos.esante.gouv.fr/NOS/TRE_R33-StatutInscription/FHIR/TRE-R33-StatutInscription","code":"` + code + `"}]}}`
	}
	of := func(code string) string {
		return `,{"url":"profession","valueCodeableConcept":{"coding":[{"system":"` + g15 + `","code":"` + code + `"}]}}`
	}
	order := func(parts string) string {
		return `{"url":"` + guide + `as-ext-registration","extension":[` + parts + `]}`
	}
	permit := func(parts string) string {
		return `{"url":"` + guide + `as-ext-practitioner-authorization","extension":[` + parts + `]}`
	}
	const first = `,{"url":"isFirst","valueBoolean":true}`
	const former = `,{"url":"status","valueCodeableConcept":{"coding":[{"system":"urn:oid:1.2.250.1.213.1.6.1.12","code":null}]}}`
	const goes, ended, late = `"start":"2010-01-01"`, `"start":"2010-01-01","end":"2024-01-01"`, `"start":"2027-01-01"`
	for name, c := range map[string]struct {
		titles, twin, category, profession string
		open, told                         bool
	}{
		"definite":                {titles: order(period(goes) + status("D")), open: true},
		"provisional":             {titles: order(period(goes) + status("P")), open: true},
		"transferred":             {titles: order(period(goes) + status("t")), open: true},
		"not registered":          {titles: order(period(goes) + status("N")), told: true},
		"not registered any more": {titles: order(period(ended) + status("N")), told: true},
		"not registered, as agents of the State need not":  {titles: order(period(goes) + status("N")), category: "M", open: true},
		"not registered, as officials of the State":        {titles: order(period(goes) + status("N")), category: "F", open: true},
		"not registered, as a student":                     {titles: order(period(goes) + status("N")), category: "E", open: true},
		"two that end, the later after the day":            {titles: order(period(`"end":"2027-01-01"`)) + "," + order(period(ended)), open: true, told: true},
		"two that end, the other way round":                {titles: order(period(ended)) + "," + order(period(`"end":"2027-01-01"`)), open: true, told: true},
		"one that is to begin, and one without a start":    {titles: order(period(late)) + "," + order(period("")), open: true},
		"not registered here, and there":                   {titles: order(period(goes)+status("N")) + "," + order(period(goes)+status("D")), open: true},
		"a status that is not known":                       {titles: order(period(goes) + status("Z")), told: true},
		"a status without a code":                          {titles: order(period(goes) + `,{"url":"status","valueCodeableConcept":{"text":"x"}}`), told: true},
		"of two statuses":                                  {titles: order(period(goes) + status("D") + status("N")), told: true},
		"of a status in two ways":                          {titles: order(period(goes) + strings.Replace(status("N"), `"coding":[`, `"coding":[{"code":"D"},`, 1)), told: true},
		"of one status twice":                              {titles: order(period(goes) + status("D") + status("D")), open: true},
		"of two periods":                                   {titles: order(period(ended) + "," + period(goes)), told: true},
		"of one period twice":                              {titles: order(period(goes) + "," + period(goes)), open: true},
		"of a period that is withheld":                     {titles: order(`{"url":"period"}`), told: true},
		"an authorisation for two professions":             {titles: permit(period(ended) + of("60") + of("10")), told: true},
		"the first, which is the only one":                 {titles: order(period(goes) + first), open: true},
		"the first, and one that has ended":                {titles: order(period(goes)+first) + "," + order(period(ended)), told: true},
		"the first, and one that goes on":                  {titles: order(period(goes)+first) + "," + order(period(goes)), open: true},
		"the first that has ended, and one that goes on":   {titles: order(period(ended)+first) + "," + order(period(goes)), open: true},
		"one that is to begin":                             {titles: order(period(late)), told: true},
		"one that goes on, and one that is to begin":       {titles: order(period(late)) + "," + order(period(goes)), open: true},
		"one without a start, and one that is to begin":    {titles: order(period("")) + "," + order(period(late)), open: true},
		"ended in another resource of the person":          {twin: order(period(ended)), told: true},
		"ended there, and going on here":                   {titles: order(period(goes)), twin: order(period(ended)), told: true},
		"going on in both":                                 {titles: order(period(goes)), twin: order(period(goes)), open: true},
		"ended here, and going on there":                   {titles: order(period(ended)), twin: order(period(goes)), told: true},
		"ended, and another is to begin":                   {titles: order(period(ended)) + "," + order(period(late)), told: true},
		"another is to begin, and ended":                   {titles: order(period(late)) + "," + order(period(ended)), told: true},
		"not registered, and to be":                        {titles: order(period(goes)+status("N")) + "," + order(period(late)), told: true},
		"the first, and another is to begin":               {titles: order(period(goes)+first) + "," + order(period(late)), told: true},
		"ended, and one without a period":                  {titles: order(period(ended)) + "," + order(status("D")[1:]), told: true},
		"going on, and one without a period":               {titles: order(period(goes)) + "," + order(status("D")[1:]), open: true},
		"the first that ended, and one without a period":   {titles: order(period(ended)+first) + "," + order(status("D")[1:]), told: true},
		"the first, and one without a period":              {titles: order(period(goes)+first) + "," + order(status("D")[1:]), open: true},
		"one without a period":                             {titles: order(status("D")[1:]), open: true},
		"moved to another department":                      {titles: order(period(ended)) + "," + order(period(`"start":"2024-01-01"`)), open: true},
		"moved some time later":                            {titles: order(period(ended)) + "," + order(period(`"start":"2024-01-02"`)), open: true, told: true},
		"moved, and one within":                            {titles: order(period(goes)) + "," + order(period(`"start":"2024-01-01","end":"2024-02-01"`)), open: true},
		"a status as the former API wrote none":            {titles: order(period(goes) + former), open: true},
		"a status that is withheld":                        {titles: order(period(goes) + strings.Replace(former, `"code":null`, `"code":null,"_code":{"extension":[{"url":"x","valueCode":"masked"}]}`, 1)), told: true},
		"a status in words":                                {titles: order(period(goes) + strings.Replace(former, `"code":null`, `"code":null,"display":"x"`, 1)), told: true},
		"a status without a value":                         {titles: order(period(goes) + `,{"url":"status"}`), told: true},
		"no order, as an orthophoniste":                    {titles: order(period(goes) + status("N")), profession: "91", open: true},
		"no order, as an aide-soignant":                    {titles: order(period(goes) + status("N")), profession: "35", open: true},
		"a doctor in none":                                 {titles: order(period(goes) + status("N")), profession: "10", told: true},
		"the first, in a text":                             {titles: order(period(goes) + strings.Replace(first, "true", `"true"`, 1))},
		"more than anybody has":                            {titles: strings.Repeat(order(period(goes))+",", fhir.MaxExercises) + order(period(goes)), told: true},
		"as many as are held":                              {titles: strings.Repeat(order(period(goes))+",", fhir.MaxExercises-1) + order(period(goes)), open: true},
		"more, in two resources":                           {titles: strings.Repeat(order(period(goes))+",", fhir.MaxExercises-1) + order(period(goes)), twin: order(period(goes)), told: true},
		"an authorisation for nobody known":                {titles: permit(period(ended) + of("x")), open: true},
		"an authorisation":                                 {titles: permit(period(goes) + of("60")), open: true},
		"an authorisation that has ended":                  {titles: permit(period(ended) + of("60")), told: true},
		"an authorisation of no profession that has ended": {titles: permit(period(ended)), told: true},
		"an authorisation for another profession":          {titles: permit(period(ended) + of("10")), open: true},
		"an authorisation that has ended, and another":     {titles: permit(period(ended)) + "," + permit(period(goes)), open: true},
		"an authorisation that has ended, and an order":    {titles: permit(period(ended)) + "," + order(period(goes)), open: true},
		"an authorisation, and an order that has ended":    {titles: permit(period(goes)) + "," + order(period(ended)), told: true},
	} {
		category := cmp.Or(c.category, "C")
		nurse := func(id, titles string) string {
			return `{"resourceType":"Practitioner","id":"` + id + `","identifier":[{"system":"` + fhir.SystemRPPS + `","value":"99700366240"}],"extension":[` + titles +
				`],"qualification":[` + exercise(cmp.Or(c.profession, "60"), category, "") + `]}`
		}
		set := bundle(t, nurse("p", c.titles), nurseRole)
		if c.twin != "" {
			set = bundle(t, nurse("p", c.titles), nurseRole, nurse("q", c.twin))
		}
		assert.Equal(t, c.open, opens(set, civil.YMD(2026, 1, 15)) == 1, name)
		assert.Equal(t, c.told, set.People()[0].Faults.Has(fhir.CodeEnded), name)
	}
}

// TestRegistrationOfAProfession: a registration is for the professions of its order, so that
// a doctor who was struck off is not open by being a registered nurse. One that names
// no order may be for each profession of the person.
func TestRegistrationOfAProfession(t *testing.T) {
	registered := func(authority, period, more string) string {
		by := ""
		if authority != "" {
			by = `,{"url":"registeringOrganization","valueCodeableConcept":{"coding":[{"system":"urn:oid:1.2.250.1.213.1.6.1.57","code":"` + authority + `"}]}}`
		}
		return `{"url":"https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-registration","extension":[{"url":"period","valuePeriod":{` + period + `}}` + by + more + `]}`
	}
	const first = `,{"url":"isFirst","valueBoolean":true}`
	const goes, ended, next = `"start":"2010-01-01"`, `"start":"2010-01-01","end":"2024-01-01"`, `"start":"2024-01-01"`
	permit := `{"url":"https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-practitioner-authorization","extension":[` +
		`{"url":"profession","valueCodeableConcept":{"coding":[{"system":"` + g15 + `","code":"10"}]}},{"url":"period","valuePeriod":{"start":"2010-01-01"}}]}`
	both := exercise("10", "C", "") + "," + exercise("60", "C", "")
	list := func(titles ...string) string { return strings.Join(titles, ",") }
	for name, c := range map[string]struct {
		exercises, titles, twin string
		doctor, nurse           bool
	}{
		"registered as both":                                     {titles: list(registered("CNOM", goes, ""), registered("ONI", goes, "")), doctor: true, nurse: true},
		"struck off as a doctor":                                 {titles: list(registered("CNOM", ended, ""), registered("ONI", goes, "")), nurse: true},
		"struck off as a nurse":                                  {titles: list(registered("CNOM", goes, ""), registered(" oni", ended, "")), doctor: true},
		"struck off as a doctor, the first in words":             {titles: list(registered("CNOM", goes, first), registered("CNOM", ended, ""), registered("ONI", goes, "")), nurse: true},
		"struck off, in another resource":                        {titles: registered("ONI", goes, ""), twin: registered("CNOM", ended, ""), nurse: true},
		"each in a resource of its own":                          {titles: registered("ONI", goes, ""), twin: registered("CNOM", goes, ""), doctor: true, nurse: true},
		"one of the two over, and no order named":                {titles: list(registered("CNOM", goes, first), registered("ONI", goes, first), registered("", ended, ""), registered("", goes, ""))},
		"no order named, and both go on":                         {titles: list(registered("", goes, ""), registered("", goes, "")), doctor: true, nurse: true},
		"by an authority that is no order":                       {titles: list(registered("CNOM", goes, ""), registered("SSA", ended, ""))},
		"by two orders":                                          {titles: list(registered("CNOM", goes, ""), strings.Replace(registered("CNOM", ended, ""), `"coding":[`, `"coding":[{"code":"ONI"},`, 1))},
		"as a nurse, and by no order named":                      {titles: list(registered("ONI", goes, first), registered("", goes, "")), nurse: true},
		"as a nurse, and authorised as who knows":                {titles: list(registered("ONI", goes, first), strings.Replace(permit, `"profession"`, `"x"`, 1)), nurse: true},
		"as both, and no order named beside another status":      {titles: list(registered("CNOM", goes, ""), registered("ONI", goes, ""), registered("", goes, `,{"url":"status","valueCodeableConcept":{"coding":[{"code":"X"}]}}`))},
		"as a nurse, and the authorisation of who knows is over": {exercises: exercise("60", "C", ""), titles: strings.NewReplacer("as-ext-registration", "as-ext-practitioner-authorization").Replace(registered("CNOM", ended, ""))},
		"a doctor who was a nurse":                               {exercises: exercise("10", "C", ""), titles: list(registered("ONI", goes, first), registered("CNOM", next, first), registered("", next, "")), doctor: true},
		"as a nurse alone":                                       {titles: registered("ONI", goes, ""), nurse: true},
		"as a nurse alone, and not registered":                   {titles: registered("ONI", ended, `,{"url":"status","valueCodeableConcept":{"coding":[{"code":"N"}]}}`), doctor: true},
		"as a nurse, and authorised as a doctor":                 {titles: list(registered("ONI", goes, ""), permit), doctor: true, nurse: true},
		"a psychiatric nurse, struck off":                        {exercises: exercise("69", "C", ""), titles: registered("ONI", ended, "")},
		"a psychiatric nurse":                                    {exercises: exercise("69", "C", "") + "," + exercise("60", "C", ""), titles: list(registered("ONI", goes, first), registered("", ended, ""), registered("", next, "")), nurse: true},
		"a pharmacist's, of a nurse":                             {exercises: exercise("60", "C", ""), titles: registered("CNOP", goes, "")},
		"moved, and no order named":                              {exercises: exercise("60", "C", ""), titles: list(registered("ONI", ended, first), registered("", ended, ""), registered("", next, "")), nurse: true},
		"moved, of a nurse who studies medicine":                 {exercises: exercise("60", "C", "") + "," + exercise("10", "E", ""), titles: list(registered("ONI", ended, first), registered("", ended, ""), registered("", next, "")), doctor: true, nurse: true},
	} {
		person := func(id, titles string) string {
			return `{"resourceType":"Practitioner","id":"` + id + `","identifier":[{"system":"` + fhir.SystemRPPS + `","value":"99700366240"}],"extension":[` + titles +
				`],"qualification":[` + cmp.Or(c.exercises, both) + `]}`
		}
		for profession, want := range map[string]bool{"10": c.doctor, "60": c.nurse, "69": c.nurse} {
			if !strings.Contains(cmp.Or(c.exercises, both), `"`+profession+`"`) {
				continue
			}
			role := tddui(`{"coding":[{"system":"` + g15 + `","code":"` + profession + `"}]}`)
			set := bundle(t, person("p", c.titles), role)
			if c.twin != "" {
				set = bundle(t, person("p", c.titles), role, person("q", c.twin))
			}
			assert.Equal(t, want, opens(set, civil.YMD(2026, 1, 15)) == 1, "%s: %s %v", name, profession, set.People()[0].Faults)
			if !want {
				assert.True(t, set.People()[0].Faults.Has(fhir.CodeEnded), "%s: %s", name, profession)
			}
		}
	}
}

// TestLegalEntityAbove: a legal entity that has closed, is in doubt or not active ends or
// shuts what its sites hold open; one that began later than a situation, or is not in the
// set, says nothing.
func TestLegalEntityAbove(t *testing.T) {
	const site = `{"resourceType":"Organization","id":"o","partOf":{"reference":"Organization/e"}}`
	in := strings.Replace(nurseRole, `"id":"r"`, `"id":"r","organization":{"reference":"Organization/o"}`, 1)
	period := func(p string) string {
		return `,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/organization-period","valuePeriod":{` + p + `}}]`
	}
	entity := func(more string) string { return `{"resourceType":"Organization","id":"e"` + more + `}` }
	const closing = `,"extension":[{"url":"https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-organization-closing-type","valueCodeableConcept":{"coding":[{"code":"D"}]}}]`
	for name, c := range map[string]struct {
		above []string
		open  bool
	}{
		"open":            {[]string{entity("")}, true},
		"not in the set":  {nil, true},
		"began later":     {[]string{entity(period(`"start":"2024-01-01"`))}, true},
		"has closed":      {[]string{entity(period(`"end":"2025-12-31"`))}, false},
		"will close":      {[]string{entity(period(`"end":"2026-12-31"`))}, true},
		"in doubt":        {[]string{entity(period(`"end":"2025"`))}, false},
		"closed, no day":  {[]string{entity(closing)}, false},
		"not active":      {[]string{entity(`,"active":false`)}, false},
		"of two versions": {[]string{entity(""), entity(period(`"end":"2025-12-31"`))}, false},
	} {
		set := bundle(t, append([]string{nurse, in, site}, c.above...)...)
		assert.Equal(t, c.open, opens(set, civil.YMD(2026, 1, 15)) == 1, "%s: %v", name, set.People()[0].Faults)
	}
}

// TestPlaceNotInTheSet: of a place that is named and not there nobody knows whether it
// has closed, or is one of occupational health.
func TestPlaceNotInTheSet(t *testing.T) {
	in := func(place string) string {
		return strings.Replace(nurseRole, `"id":"r"`, `"id":"r","organization":`+place, 1)
	}
	there := []string{`{"reference":"Organization/o"}`, `{"reference":"Organization/o","identifier":{"system":"urn:x","value":"1"},"display":"X"}`}
	for _, place := range append(there, `{"reference":"Organization/x"}`, `{"reference":"#x"}`, `{"display":"SERVICE FICTIF"}`,
		`{"identifier":{"system":"`+fhir.SystemIDNST+`","value":"1990000010"}}`) {
		open := slices.Contains(there, place)
		set := bundle(t, nurse, in(place), `{"resourceType":"Organization","id":"o"}`)
		assert.Equal(t, open, opens(set, civil.YMD(2026, 1, 15)) == 1, place)
		assert.Equal(t, !open, set.People()[0].Faults.Has(fhir.CodeReferenceMissing), place)
	}
	assert.Equal(t, 1, opens(bundle(t, nurse, nurseRole), civil.YMD(2026, 1, 15)), "none is named")
	r := parse(t, []byte(in(`{"reference":"Organization/x"}`))).(*fhir.PractitionerRole)
	r.Situation.Structure.Sector = roles.SA07 // the caller knows it
	assert.Equal(t, 1, opens(fhir.NewSet(parse(t, []byte(nurse)), r), civil.YMD(2026, 1, 15)))
}

// TestPersonNotInTheSet: of a person whom the set lacks nobody knows whether they have
// died or do médecine du travail, although the role states their profession (TDDUI).
func TestPersonNotInTheSet(t *testing.T) {
	role := tddui(`{"coding":[{"system":"` + g15 + `","code":"10"}]}`)
	doctor := `{"resourceType":"Practitioner","id":"p","qualification":[` + exercise("10", "C", "") + `]}`
	assert.True(t, reads(bundle(t, role, doctor)))
	for _, text := range []string{role, strings.Replace(role, `"practitioner":{"reference":"Practitioner/p"},`, "", 1)} {
		set := bundle(t, text)
		assert.False(t, reads(set))
		assert.True(t, set.People()[0].Faults.Has(fhir.CodeReferenceMissing))
	}
}

// TestTitlesAtRandom: nobody is open on a day that no registration covers, and who has
// some that leave no gap is open exactly on the days that one covers.
func TestTitlesAtRandom(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	first := civil.YMD(2024, 1, 1)
	const url = `{"url":"https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-registration","extension":[`
	role := strings.Replace(nurseRole, "2020-01-01", first.String(), 1)
	for range 2000 {
		var covered [16]bool
		var parts []string
		for range 1 + rnd.IntN(4) {
			from, until := rnd.IntN(12), 16
			period := `"start":"` + first.AddDays(from).String() + `"`
			if from == 0 {
				period = `"id":"x"` // not stated
			}
			if rnd.IntN(3) > 0 {
				until = from + 1 + rnd.IntN(15-from)
				period += `,"end":"` + first.AddDays(until).String() + `"`
			}
			status := ""
			if rnd.IntN(4) == 0 {
				status = `,{"url":"status","valueCodeableConcept":{"coding":[{"code":"N"}]}}`
			} else {
				for d := from; d < until; d++ {
					covered[d] = true
				}
			}
			parts = append(parts, url+`{"url":"period","valuePeriod":{`+period+`}}`+status+`]}`)
		}
		titles := strings.Join(parts, ",")
		set := bundle(t, strings.Replace(nurse, `"qualification"`, `"extension":[`+titles+`],"qualification"`, 1), role)
		turns := 0
		for d := range 15 {
			if covered[d] != covered[d+1] {
				turns++
			}
		}
		gap, sure := turns > 2 || turns == 2 && covered[0], !strings.Contains(titles, `"N"`)
		for d := range covered {
			open := opens(set, first.AddDays(d)) == 1
			if open && !covered[d] || sure && !gap && open != covered[d] {
				t.Fatalf("day %d, open %t, covered %v: %s", d, open, covered, titles)
			}
		}
	}
}

// TestOrders: each order ends the professions that are its own, and no other.
func TestOrders(t *testing.T) {
	for authority, of := range map[string]string{
		"CNOM": "10", "CNOP": "21", "ONCD": "40", "CNOSF": "50", "ONI": "60 69", "CNOMK": "70", "CNOPP": "80",
		"ARS-11": "10 21 40 50 60 69 70 80 91", "SSA": "10 21 40 50 60 69 70 80 91", "": "10 21 40 50 60 69 70 80 91",
	} {
		for _, profession := range []string{"10", "21", "40", "50", "60", "69", "70", "80", "91"} {
			registered := func(end string) string {
				return `{"url":"https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-registration","extension":[{"url":"period","valuePeriod":{"start":"2010-01-01"` + end + `}},` +
					`{"url":"registeringOrganization","valueCodeableConcept":{"coding":[{"code":"` + authority + `"}]}}]}`
			}
			open := func(end string) bool {
				return opens(bundle(t, `{"resourceType":"Practitioner","id":"p","extension":[`+registered(end)+`],"qualification":[`+exercise(profession, "C", "")+`]}`, nurseRole), civil.YMD(2026, 1, 15)) == 1
			}
			own := strings.Contains(of, profession)
			assert.Equal(t, own || profession == "91", open(""), "%s: %s", authority, profession)
			assert.Equal(t, !own && profession == "91", open(`,"end":"2024-01-01"`), "%s: %s, ended", authority, profession)
		}
	}
}

// TestTwoOrdersAtRandom: a doctor who is a nurse too is open as a doctor on no day that the
// registrations with the order of doctors leave out, or one that names no order.
func TestTwoOrdersAtRandom(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	first := civil.YMD(2024, 1, 1)
	const days = 10
	role := strings.Replace(tddui(`{"coding":[{"system":"`+g15+`","code":"10"}]}`), "2020-01-01", first.String(), 1)
	open := 0
	for range 2000 {
		var parts []string
		var may, named [days]bool // by each that names no order; by some of the order
		for d := range may {
			may[d] = true
		}
		orders := map[string]bool{}
		for range 1 + rnd.IntN(4) {
			from, until := rnd.IntN(5), days
			period := `"start":"` + first.AddDays(from).String() + `"`
			if rnd.IntN(2) > 0 {
				until = from + 1 + rnd.IntN(days-1-from)
				period += `,"end":"` + first.AddDays(until).String() + `"`
			}
			authority := [...]string{"CNOM", "ONI", ""}[rnd.IntN(3)]
			by := ""
			if authority != "" {
				by = `,{"url":"registeringOrganization","valueCodeableConcept":{"coding":[{"code":"` + authority + `"}]}}`
			}
			for d := range days {
				covers := from <= d && d < until
				may[d] = may[d] && (authority != "" || covers)
				named[d] = named[d] || authority == "CNOM" && covers
			}
			orders[authority] = true
			parts = append(parts, `{"url":"https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-registration","extension":[{"url":"period","valuePeriod":{`+period+`}}`+by+`]}`)
		}
		titles := strings.Join(parts, ",")
		set := bundle(t, `{"resourceType":"Practitioner","id":"p","extension":[`+titles+`],"qualification":[`+exercise("10", "C", "")+","+exercise("60", "C", "")+`]}`, role)
		for d := range days {
			if opens(set, first.AddDays(d)) == 0 {
				continue
			}
			if open++; !may[d] || !named[d] && (orders["CNOM"] || orders["ONI"]) {
				t.Fatalf("open on day %d: %s", d, titles)
			}
		}
	}
	if open < 2000 {
		t.Errorf("open on %d days only", open)
	}
}

// TestLearntForMany: students of more professions than are held apart are students.
func TestLearntForMany(t *testing.T) {
	codings := func(n int) (out string) {
		for i := range n {
			out += `,{"code":{"coding":[{"system":"https://mos.esante.gouv.fr/NOS/TRE_G16-ProfessionFormation/FHIR/TRE-G16-ProfessionFormation","code":"X` + strconv.Itoa(i) + `"}]}}`
		}
		return out
	}
	for n, want := range map[int]bool{fhir.MaxExercises + 1: true, fhir.MaxExercises + 2: false} {
		person := `{"resourceType":"Practitioner","id":"p","qualification":[` + exercise("10", "C", "") + codings(n) + `]}`
		assert.Equal(t, want, reads(bundle(t, person, nurseRole)), n)
	}
}

// TestSkillWithoutAnExercise: what somebody has learnt counts also where the situation
// states their profession, and they no exercise (TDDUI).
func TestSkillWithoutAnExercise(t *testing.T) {
	role := tddui(`{"coding":[{"system":"` + g15 + `","code":"10"}]}`)
	skill := func(code, period string) string {
		return `{"code":{"coding":[{"system":"` + r38 + `","code":"` + code + `"}]},"period":{` + period + `}}`
	}
	for skills, want := range map[string]bool{
		"":                true,
		skill("SM26", ""): true,
		skill("SM25", ""): false,
		skill("SM26", "") + "," + skill("sm25", ""): false,
		skill("SM25", `"end":"2021-01-01"`):         true,
		skill("SM25", `"end":"2026-12-31"`):         false,
	} {
		set := bundle(t, role, `{"resourceType":"Practitioner","id":"p","qualification":[`+skills+`]}`)
		assert.Equal(t, want, reads(set), skills)
	}
}

// TestContainedPersonOfTheSet: what the set knows of a person counts where a situation
// contains another resource of theirs.
func TestContainedPersonOfTheSet(t *testing.T) {
	person := func(id, more, skills string) string {
		return `{"resourceType":"Practitioner","id":"` + id + `","identifier":[{"system":"` + fhir.SystemRPPS + `","value":"99700366240"}],` + more +
			`"qualification":[` + exercise("10", "C", "") + skills + `]}`
	}
	role := strings.NewReplacer(`"id":"r"`, `"id":"r","contained":[`+person("c", "", "")+`]`, "Practitioner/p", "#c").Replace(nurseRole)
	const url = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/"
	for of, q := range map[string]string{
		"nothing":      person("q", "", ""),
		"skill":        person("q", "", `,{"code":{"coding":[{"system":"`+r38+`","code":"SM25"}]}}`),
		"death":        person("q", `"extension":[{"url":"`+url+`as-ext-practitioner-deceased-date-time","valueDateTime":"2025-05-05"}],`, ""),
		"registration": person("q", `"extension":[{"url":"`+url+`as-ext-registration","extension":[{"url":"period","valuePeriod":{"end":"2025-05-05"}}]}],`, ""),
	} {
		assert.Equal(t, of == "nothing", reads(bundle(t, role, q)), of)
		assert.Equal(t, of == "nothing", reads(bundle(t, role, q, person("t", "", ""))), of)
	}
	assert.True(t, reads(bundle(t, role)))
	set := bundle(t, role)
	set.Add(parse(t, []byte(`{"resourceType":"Person","id":"x","identifier":[{"system":"`+fhir.SystemRPPS+`","value":"99700366240"}],"deceasedDateTime":"2025-05-05"}`)))
	assert.False(t, reads(set), "by a Person")
	// Two situations that contain the person see each other.
	const skill = `,{"code":{"coding":[{"system":"` + r38 + `","code":"SM25"}]}}`
	assert.True(t, reads(bundle(t, role, strings.Replace(role, `"id":"r"`, `"id":"s"`, 1))))
	assert.False(t, reads(bundle(t, role, strings.NewReplacer(`"id":"r"`, `"id":"s"`, person("c", "", ""), person("c", "", skill)).Replace(role))))
	assert.True(t, reads(bundle(t, role, strings.NewReplacer(`"id":"r"`, `"id":"s"`, person("c", "", ""), strings.Replace(person("c", "", skill), "99700366240", "99700218896", 1)).Replace(role))))
}

// TestLostEntry: an entry that is no resource may be the one that shuts somebody out,
// and its numbers tell whom; so do those of a Practitioner who is shut out and whose
// number is not certain. Nobody else is touched.
func TestLostEntry(t *testing.T) {
	const mos = "https://mos.esante.gouv.fr/NOS/"
	doctor := func(id, identifier, skill string) string {
		return `{"resourceType":"Practitioner","id":"` + id + `","active":true,"identifier":[` + identifier + `],"qualification":[` +
			`{"code":{"coding":[{"system":"` + mos + `TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante","code":"10"},` +
			`{"system":"` + mos + `TRE_R09-CategorieProfessionnelle/FHIR/TRE-R09-CategorieProfessionnelle","code":"C"}]}},` +
			`{"code":{"coding":[{"system":"` + mos + `TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale","code":"` + skill + `"}]}}]}`
	}
	rpps := func(n string) string { return `{"system":"` + fhir.SystemRPPS + `","value":"` + n + `"}` }
	idnps := func(n string) string { return `{"system":"` + fhir.SystemIDNPS + `","value":"` + n + `"}` }
	const number, other = "99700000013", "99700000021"
	role := `{"resourceType":"PractitionerRole","id":"r","active":true,"practitioner":{"reference":"Practitioner/1"},"period":{"start":"2020-01-01"}}`
	for name, c := range map[string]struct {
		entry string
		open  bool
	}{
		"nothing":             {`{}`, true},
		"null":                {`{"resource":null}`, true},
		"another person":      {`{"resource":` + strings.Replace(doctor("2", rpps(other), "SM25"), `"Practitioner"`, `1`, 1) + `}`, true},
		"the same, a number":  {`{"resource":` + strings.Replace(doctor("2", rpps(number), "SM25"), `"Practitioner"`, `1`, 1) + `}`, false},
		"the same, a list":    {`{"resource":` + strings.Replace(doctor("2", rpps(number), "SM25"), `"Practitioner"`, `["Practitioner"]`, 1) + `}`, false},
		"the same, an IDNPS":  {`{"resource":` + strings.Replace(doctor("2", idnps("8"+number), "SM25"), `"resourceType":"Practitioner",`, ``, 1) + `}`, false},
		"the same, too deep":  {`{"resource":{"resourceType":"Bundle","type":"collection","entry":[{"resource":` + doctor("2", rpps(number), "SM25") + `}]}}`, false},
		"two numbers":         {`{"resource":` + doctor("2", rpps(other)+","+rpps(number), "SM25") + `}`, false},
		"two that differ":     {`{"resource":` + doctor("2", rpps(other)+","+idnps("8"+number), "SM25") + `}`, false},
		"without its system":  {`{"resource":` + doctor("2", `{"value":"`+number+`"}`, "SM25") + `}`, false},
		"a number of JSON":    {`{"resource":` + doctor("2", `{"system":"`+fhir.SystemRPPS+`","value":`+number+`}`, "SM25") + `}`, false},
		"a student":           {`{"resource":` + strings.Replace(doctor("2", rpps(other)+","+rpps(number), "SM26"), `"code":"C"`, `"code":"E"`, 1) + `}`, false},
		"with a modifier":     {`{"resource":` + strings.Replace(doctor("2", rpps(other)+","+rpps(number), "SM26"), `"id":"2"`, `"id":"2","modifierExtension":[{"url":"x"}]`, 1) + `}`, false},
		"not shut out":        {`{"resource":` + doctor("2", rpps(other)+","+rpps(number), "SM26") + `}`, true},
		"two of other people": {`{"resource":` + doctor("2", rpps(other)+","+rpps("99700000039"), "SM25") + `}`, true},
		"the same, read":      {`{"resource":` + doctor("2", rpps(number), "SM26") + `}`, true},
	} {
		text := `{"resourceType":"Bundle","type":"collection","entry":[{"resource":` + doctor("1", rpps(number), "SM26") + `},{"resource":` + role + `},` + c.entry + `]}`
		r, err := fhir.Parse([]byte(text), fhir.Options{MaxNested: 1})
		require.NoError(t, err, name)
		people := fhir.NewSet(r).People()
		require.NotEmpty(t, people, name)
		require.Len(t, people[0].Situations, 1, name)
		assert.Equal(t, c.open, !people[0].Situations[0].Start.IsZero(), "%s: %v", name, people[0].Faults)
		assert.Equal(t, !c.open, people[0].Faults.Has(fhir.CodeReferenceSeveral), name)
	}
}
