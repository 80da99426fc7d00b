package gestionnaire_test

import (
	"encoding/json"
	"fmt"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
)

// exampleActor is a gestionnaire of one site who has not been trained.
func exampleActor() (*gestionnaire.Actor, *gestionnaire.Establishment) {
	home := rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), Kind: rpps.ESMS}
	actor := &gestionnaire.Actor{
		ID: rpps.PersonIDOf(rpps.MustParseNumber("99700000013")),
		Mandates: []gestionnaire.Mandate{{
			Capacity:        gestionnaire.Gestionnaire,
			Structure:       home,
			From:            civil.MustNew(2025, 9, 1),
			AppointedBy:     gestionnaire.Mandataire,
			Card:            gestionnaire.Card{Kind: gestionnaire.CPE, ExpiresOn: civil.MustNew(2028, 6, 30)},
			Contact:         rpps.Contact{Email: "rh@example.org"},
			TermsAcceptedOn: civil.MustNew(2025, 9, 1),
		}},
	}
	return actor, &gestionnaire.Establishment{
		Structure: home,
		Contract:  gestionnaire.Contract{SignedOn: civil.MustNew(2024, 2, 1), With: home},
	}
}

func ExampleMayRegister() {
	actor, home := exampleActor()
	day := civil.MustNew(2026, 11, 20)

	v := gestionnaire.MayRegister(actor, home, day)
	fmt.Println(v.Allowed)
	for _, f := range v.Faults {
		fmt.Println(f.Path(), f.Message(language.French))
	}

	m := &actor.Mandates[0]
	m.Training.CompletedOn = civil.MustNew(2026, 11, 18)
	m.Attestation = gestionnaire.Attestation{SignedOn: civil.MustNew(2026, 11, 19), SignedBy: gestionnaire.RepresentantLegal}
	fmt.Println(gestionnaire.MayRegister(actor, home, day).Allowed)
	// Output:
	// false
	// actor.mandates[0].attestation.signedOn l'attestation de suivi de la formation doit être signée par le représentant légal ou un mandataire
	// actor.mandates[0].training.completedOn depuis avril 2025, le gestionnaire doit avoir suivi le parcours de formation de l'ANS
	// true
}

func ExamplePolicy_Prerequisites() {
	actor, home := exampleActor()
	day := civil.MustNew(2026, 11, 20)
	for _, p := range (gestionnaire.Policy{}).Prerequisites(&actor.Mandates[0], home, day) {
		fmt.Println(p.Need, p.Met, p.Since)
	}
	// Output:
	// access true (date not stated)
	// contract true 2024-02-01
	// mandate true 2025-09-01
	// training false (date not stated)
	// attestation false (date not stated)
	// card true (date not stated)
	// contact true (date not stated)
	// terms true 2025-09-01
}

func ExamplePolicy() {
	actor, _ := exampleActor()
	pharmacy := rpps.Structure{FINESS: rpps.MustParseFINESS("990000010"), Kind: rpps.Officine}
	actor.Mandates[0].Structure = pharmacy
	e := &gestionnaire.Establishment{
		Structure: pharmacy,
		Contract:  gestionnaire.Contract{SignedOn: civil.MustNew(2024, 2, 1), With: pharmacy},
	}
	p := gestionnaire.Policy{Training: gestionnaire.TrainingESMSOnly}
	v := p.MayRegister(actor, e, civil.MustNew(2026, 11, 20))
	fmt.Println(v.Allowed)
	for _, f := range v.Faults {
		fmt.Println(f.Severity(), f.Path(), f.Code())
	}
	// Output:
	// true
	// warning actor.mandates[0].attestation.signedOn GES-POLICY-WAIVED
	// warning actor.mandates[0].training.completedOn GES-POLICY-WAIVED
}

func ExampleCapacity_May() {
	g := gestionnaire.Professionnel.May(gestionnaire.ChangeCivilStatus)
	fmt.Println(g.Allowed, g.Evidence, g.Note.In(language.English))
	g = gestionnaire.EquipeRH.May(gestionnaire.Register)
	fmt.Println(g.Allowed, g.Evidence, g.Note.In(language.English))
	g = gestionnaire.RepresentantLegal.May(gestionnaire.Register)
	fmt.Println(g.Allowed, g.Evidence, g.Note.In(language.English))
	// Output:
	// false sourced The professional cannot change their civil status.
	// false inferred A member of the HR team must be declared gestionnaire RPPS+.
	// true sourced Entitled automatically, for their own structure.
}

func ExampleAccessOf() {
	hospital := rpps.Structure{Kind: rpps.Hospital}
	for _, retained := range []rpps.Answer{rpps.Yes, rpps.No, 0} {
		a := gestionnaire.AccessOf(hospital, retained)
		fmt.Printf("%v: %v\n", retained, a.Access)
	}
	// Output:
	// yes: open
	// no: closed
	// (not stated): unknown
}

func ExampleReach() {
	actor, home := exampleActor()
	m := &actor.Mandates[0]
	m.Capacity = gestionnaire.RepresentantLegal
	home.Contract.Reach = gestionnaire.ReachLegalEntity

	home.Structure.SIRET = rpps.MustParseSIRET("00099701500029") // another site
	day := civil.MustNew(2026, 11, 20)
	fmt.Println(gestionnaire.MayRegister(actor, home, day).Faults)
	m.Reach = gestionnaire.ReachLegalEntity
	fmt.Println(gestionnaire.MayRegister(actor, home, day).Allowed)
	// Output:
	// GES-MANDATE-OTHER: actor.mandates[0].structure: rights are given structure by structure: one must be appointed for this establishment
	// true
}

func ExampleMandate() {
	actor, home := exampleActor()
	fmt.Println(actor)
	fmt.Println(actor.Mandates[0])
	fmt.Println(home)
	// Output:
	// Actor(id stated, mandates 1)
	// Mandate(gestionnaire, reach (not stated))
	// Establishment(Structure(kind ESMS, sector (not stated), identifier stated))
}

// Who may do what, whatever the structure: the table of rights.
func ExampleCapacities() {
	for c := range gestionnaire.Capacities() {
		n := 0
		for r := range gestionnaire.Rights() {
			if c.May(r).Allowed {
				n++
			}
		}
		fmt.Println(c, n)
	}
	// Output:
	// autorité d'enregistrement 2
	// représentant légal 13
	// mandataire 11
	// titulaire d'officine 9
	// gestionnaire 7
	// professionnel 4
	// équipe RH 3
}

// A verdict names the mandate that allows, or the one that comes closest.
func ExampleVerdict() {
	actor, home := exampleActor()
	v := gestionnaire.MayRegister(actor, home, civil.MustNew(2026, 11, 20))
	fmt.Println(v.Allowed, "mandate", v.Mandate, "faults", len(v.Faults))
	nobody := gestionnaire.MayRegister(&gestionnaire.Actor{}, home, civil.MustNew(2026, 11, 20))
	fmt.Println(nobody.Allowed, "mandate", nobody.Mandate)
	// Output:
	// false mandate 0 faults 2
	// false mandate -1
}

// The kind that was used may be stated or drawn from the sector.
func ExampleStructureAccess() {
	a := gestionnaire.AccessOf(rpps.Structure{Sector: roles.SA16}, 0)
	fmt.Println(a.Access, a.Kind, a.Evidence)
	a = gestionnaire.AccessOf(rpps.Structure{}, 0)
	fmt.Println(a.Access, a.Fault.Code())
	// Output:
	// open ESMS inferred
	// unknown GES-STRUCTURE-UNKNOWN
}

// Each doubt of the sources has a choice of its own; a verdict that rests on
// one says so.
func ExamplePolicy_choices() {
	actor, home := exampleActor()
	actor.Mandates[0].From = civil.MustNew(2024, 9, 1) // before the training was asked for
	p := gestionnaire.Policy{
		Existing: gestionnaire.ExistingKept,
		Contract: gestionnaire.ContractGestionnaires,
		Card:     gestionnaire.CardGestionnaires,
		ECPS:     gestionnaire.ECPSAccepted,
		LastDay:  gestionnaire.LastDayExcluded,
	}
	day := civil.MustNew(2026, 11, 20)
	fmt.Println(gestionnaire.MayRegister(actor, home, day).Allowed, p.MayRegister(actor, home, day).Allowed)
	for _, f := range p.MayRegister(actor, home, day).Faults {
		fmt.Println(f.Severity(), f.Code())
	}
	// Output:
	// false true
	// warning GES-POLICY-WAIVED
	// warning GES-POLICY-WAIVED
}

// A line of a staff list names the house by its FINESS; its number in the RPPS+
// portal is the SIRET.
func ExampleCompleted() {
	house := rpps.Structure{SIRET: rpps.MustParseSIRET("99900077100017"), FINESS: rpps.MustParseFINESS("990007775")}
	line := rpps.Structure{FINESS: house.FINESS}
	fmt.Println(gestionnaire.Completed(line, []gestionnaire.Establishment{{Structure: house}}).Canonical())
	// Output:
	// 99900077100017
}

// A configuration states the choices by name; what is not known there is refused, and
// leaves the policy that lets least pass.
func ExamplePolicy_UnmarshalJSON() {
	var p gestionnaire.Policy
	err := json.Unmarshal([]byte(`{"card": "gestionnaires", "lastDay": "excluded"}`), &p)
	fmt.Println(p.Card, p.LastDay, p.Training, err)
	err = json.Unmarshal([]byte(`{"card": "personne"}`), &p)
	fmt.Println(p.Card, err)
	// Output:
	// gestionnaires excluded everyone <nil>
	// everyone GES-POLICY-UNKNOWN: card: a key or a choice that the library does not know, or a key stated twice; known: everyone, gestionnaires, nobody
}
