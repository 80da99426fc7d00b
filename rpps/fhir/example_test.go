package fhir_test

import (
	"encoding/json"
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
	// Output: 99 GENR10 open
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

// A Bundle of a site and its legal entity: what was read, and where it points.
func ExampleBundle() {
	const text = `{"resourceType":"Bundle","type":"searchset","entry":[
		{"fullUrl":"https://example.org/Organization/1","resource":{"resourceType":"Organization","id":"1","active":true,
			"meta":{"lastUpdated":"2026-05-04T10:00:00Z"},
			"identifier":[{"type":{"coding":[{"system":"https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203","code":"FINEG"}]},"system":"https://finess.esante.gouv.fr","value":"990000010"}],
			"name":"IME LES TILLEULS (FICTIF)","partOf":{"reference":"Organization/2"}}},
		{"resource":{"resourceType":"Organization","id":"2","name":"ASSOCIATION FICTIVE"}}]}`
	r, err := fhir.Read(strings.NewReader(text), fhir.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	bundle := r.(*fhir.Bundle)
	fmt.Println(bundle.Kind, len(bundle.Entries))
	for _, o := range fhir.NewSet(bundle).Organizations() {
		fmt.Println(o.Structure.Name, o.Structure.FINESS, o.Entity, !o.PartOf.IsZero(), o.Period.IsZero(), len(o.Mailboxes))
	}
	// Output:
	// searchset 2
	// (masked) 990000010 (not stated) true true 0
	// (masked) FINESS(not stated) (not stated) false true 0
}

// What all resources have: type, state, where from, and what was odd.
func ExampleBase() {
	r, _ := fhir.Parse([]byte(`{"resourceType":"Practitioner","id":"9","active":false,"meta":{"profile":["https://example.org/p"],"lastUpdated":"2026-05-04T10:00:00Z"},
		"identifier":[{"system":"urn:oid:1.2.250.1.71.4.2.1","value":"899700366241"}]}`), fhir.Options{})
	base := r.Common()
	fmt.Println(base.Type, base.Active, base.LastUpdated, base.Profiles, base.Provenance == fhir.Provenance{})
	for _, f := range base.Faults {
		fmt.Println(f.Code(), f.Path())
	}
	// Output:
	// Practitioner no 2026-05-04T10:00:00Z [https://example.org/p] true
	// FHIR-IDENTIFIER-KEY identifier[0].value
}

// A person with a savoir-faire and a mailbox.
func ExamplePractitioner() {
	r, _ := fhir.Parse([]byte(`{"resourceType":"Practitioner","qualification":[{"code":{"coding":[
		{"system":"https://mos.esante.gouv.fr/NOS/TRE_R04-TypeSavoirFaire/FHIR/TRE-R04-TypeSavoirFaire","code":"S"},
		{"system":"https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale","code":"SM26"}]}}]}`), fhir.Options{})
	p := r.(*fhir.Practitioner)
	for _, s := range p.Skills {
		fmt.Println(s.Kind, s.Code)
	}
	fmt.Println(p, len(p.Mailboxes))
	// Output:
	// S SM26
	// Practitioner(Professional(id not stated, name not stated, exercises 0)) 0
}

// A resource of a type that the package does not read is kept as it is.
func ExampleOther() {
	var o fhir.Other
	err := json.Unmarshal([]byte(`{"resourceType":"Patient","x":1.50}`), &o)
	text, _ := json.Marshal(o)
	fmt.Println(o.Type, string(text), err)
	// Output: Patient {"resourceType":"Patient","x":1.50} <nil>
}

// A type switch says what was read.
func ExampleResource() {
	for _, text := range []string{roleText, `{"resourceType":"Patient"}`} {
		r, err := fhir.Parse([]byte(text), fhir.Options{})
		if err != nil {
			fmt.Println(err)
			continue
		}
		switch r := r.(type) {
		case *fhir.PractitionerRole:
			fmt.Println("a situation:", r.Situation.Role)
		case *fhir.Practitioner, *fhir.Organization, *fhir.Bundle:
			fmt.Println("a person, a place, or many resources")
		default:
			fmt.Println("kept:", r.Common().Type)
		}
	}
	// Output:
	// a situation: GENR10
	// kept: Patient
}

// Resources are made for the restricted profiles unless others are asked for.
func ExampleNewOptions() {
	people := []fhir.Person{{Professional: rpps.Professional{ID: rpps.MustParsePersonID("899700366240")}}}
	for _, target := range []fhir.Target{fhir.Restricted, fhir.TDDUI} {
		bundle, faults := fhir.New(people, fhir.NewOptions{Target: target})
		fmt.Println(bundle.Kind, len(bundle.Entries), len(faults))
	}
	// Output:
	// collection 1 0
	// transaction 1 0
}
