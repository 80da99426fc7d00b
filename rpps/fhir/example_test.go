package fhir_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/situation"
)

// A role of the restricted profile, with the code of a structure in the place
// of its own identifier.
const roleText = `{"resourceType":"PractitionerRole","id":"7001","identifier":[{"system":"https://rpps.esante.gouv.fr","value":"F990000010"}],
 "period":{"start":"2024-01-08"},
 "code":[{"coding":[{"system":"https://mos.esante.gouv.fr/NOS/TRE_R22-GenreActivite/FHIR/TRE-R22-GenreActivite","code":"GENR10"}]}]}`

func ExampleParse() {
	r, err := fhir.Parse([]byte(roleText), fhir.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	role := r.(*fhir.PractitionerRole)
	fmt.Println(role.Situation.Role.Label())
	for _, f := range role.Faults {
		fmt.Println(f.Code(), f.Path())
	}
	// Output:
	// Accompagnement social/médico-social à la vie sociale, professionnelle, éducative
	// FHIR-SITUATION-ID-STRUCTURE identifier[0].value
}

// A change is written at its place, and nothing else moves.
func ExamplePractitionerRole_MarshalJSON() {
	r, _ := fhir.Parse([]byte(`{"resourceType":"PractitionerRole","period":{"start":"2024-01-08"},"x-unknown":[1.50]}`), fhir.Options{})
	r.(*fhir.PractitionerRole).Situation.End = civil.YMD(2026, 11, 30)
	text, err := fhir.Line(r)
	fmt.Println(string(text), err)
	// Output: {"resourceType":"PractitionerRole","period":{"start":"2024-01-08","end":"2026-11-30"},"x-unknown":[1.50]} <nil>
}

func ExampleLines() {
	const file = `{"resourceType":"Organization","id":"1","name":"IME LES TILLEULS (FICTIF)"}
not JSON
{"resourceType":"Practitioner","id":"2"}
`
	for r, err := range fhir.Lines(strings.NewReader(file), fhir.Options{}) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(r.Common().Type)
	}
	// Output:
	// Organization
	// FHIR-JSON: line 2: column 2: the text is not JSON from this place on
	// Practitioner
}

func ExampleSet_People() {
	practitioner, _ := fhir.Parse([]byte(`{"resourceType":"Practitioner","id":"9","qualification":[{"code":{"coding":[
		{"system":"https://mos.esante.gouv.fr/NOS/TRE_R291-AutreProfession/FHIR/TRE-R291-AutreProfession","code":"99"},
		{"system":"https://mos.esante.gouv.fr/NOS/TRE_R09-CategorieProfessionnelle/FHIR/TRE-R09-CategorieProfessionnelle","code":"C"}]}}]}`), fhir.Options{})
	role, _ := fhir.Parse([]byte(strings.Replace(roleText, `"period"`, `"practitioner":{"reference":"Practitioner/9"},"period"`, 1)), fhir.Options{})
	for _, p := range fhir.NewSet(practitioner, role).People() {
		s := p.Situations[0]
		fmt.Println(s.Profession, s.Role, s.OpenAt(civil.YMD(2026, 11, 26)))
	}
	// Output: 99 GENR10 open on that date
}

func ExampleNew() {
	p := fhir.Person{
		Professional: rpps.Professional{
			ID:        rpps.MustParsePersonID("899700366240"),
			Exercises: []rpps.Exercise{{Profession: roles.ProfessionARole, Category: roles.CategoryCivil}},
		},
		Situations: []situation.Situation{{
			Role: roles.RoleSocialLife, Profession: roles.ProfessionARole, Category: roles.CategoryCivil,
			Start: civil.YMD(2024, 1, 8), End: civil.YMD(2026, 11, 30), EndReason: roles.EndChangeOfPlace,
		}},
	}
	bundle, faults := fhir.New([]fhir.Person{p}, fhir.NewOptions{})
	fmt.Println(len(bundle.Entries), "resources")
	for _, f := range faults {
		fmt.Println(f.Code(), f.Path())
	}
	// Output:
	// 2 resources
	// FHIR-NOT-CARRIED people[0].situations[0].endReason
}

func ExampleAuditEvent() {
	r := trace.Record{
		At: time.Date(2026, 1, 15, 9, 30, 0, 0, time.UTC), Who: rpps.MustParsePersonID("899700366240"),
		Document: "34112-3", Action: habilitation.Read, Allowed: rpps.No, Facts: habilitation.BrisDeGlace,
	}
	event, faults := fhir.AuditEvent(r, fhir.AuditOptions{ObserverName: "DUI fictif"})
	text, _ := fhir.Line(event)
	fmt.Println(strings.Contains(string(text), `"outcome":"4"`), strings.Contains(string(text), `"code":"BTG"`), len(faults))
	// Output: true true 0
}
