package situation_test

import (
	"encoding/json"
	"fmt"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

func ExampleSituation() {
	s := situation.Situation{
		Structure:  rpps.Structure{SIRET: rpps.MustParseSIRET("99900077100017"), Name: "EHPAD de l'Exemple"},
		Role:       roles.RoleCare,
		Profession: roles.ProfessionARole,
		Function:   roles.MetierAideSoignant,
		Start:      civil.MustNew(2026, 1, 5),
	}
	fmt.Println(s)
	b, _ := json.Marshal(s)
	fmt.Println(string(b))
	// Output:
	// Situation(role GENR11, profession 99, function 313, source (not stated))
	// {"structure":{"siret":"99900077100017","name":"EHPAD de l'Exemple"},"role":"GENR11","profession":"99","function":"313","start":"2026-01-05"}
}

func ExampleSituation_OpenAt() {
	s := situation.Situation{Start: civil.MustNew(2026, 1, 5), End: civil.MustNew(2026, 6, 30)}
	for _, day := range []civil.Date{civil.MustNew(2026, 1, 4), civil.MustNew(2026, 6, 30), civil.MustNew(2026, 7, 1)} {
		o := s.OpenAt(day)
		fmt.Println(day, o.IsOpen(), o.Explain(language.French))
	}
	// Output:
	// 2026-01-04 false pas encore commencée
	// 2026-06-30 true ouverte à cette date
	// 2026-07-01 false terminée
}

func ExamplePolicy() {
	signIn := civil.MustNew(2026, 6, 15)
	s := situation.Situation{Source: situation.SourceUserinfo, SeenOn: signIn}
	strict := situation.Policy{Presence: situation.PresenceIgnored}
	fmt.Println(s.OpenAt(signIn))
	fmt.Println(strict.OpenAt(&s, signIn))
	// Output:
	// open-by-presence
	// dates-unknown
}

func ExamplePresence() {
	signIn := civil.MustNew(2026, 6, 15)
	s := situation.Situation{SeenOn: signIn, Source: situation.SourceUserinfo}
	fmt.Println(s.OpenAt(signIn), s.OpenAt(signIn.AddDays(1)))
	s.End = signIn.AddDays(1)
	fmt.Println(s.OpenAt(signIn), s.OpenAt(signIn.AddDays(2)))
	// Output:
	// open-by-presence seen-other-day
	// open-by-presence ended
}

func ExampleLastDay() {
	last := civil.MustNew(2026, 6, 30)
	s := situation.Situation{Start: civil.MustNew(2026, 1, 5), End: last}
	for _, p := range []situation.Policy{{LastDay: situation.LastDayIncluded}, {LastDay: situation.LastDayExcluded}} {
		fmt.Println(p.OpenAt(&s, last))
	}
	// Output:
	// open
	// ended
}

func ExampleOpenness() {
	var o situation.Openness
	fmt.Println(o, o.IsOpen())
	fmt.Println(situation.DatesReversed.Explain(language.French))
	// Output:
	// (not stated) false
	// fin antérieure au début
}

func ExampleID() {
	a := situation.UUID([16]byte{0x0b, 0x0e, 0x5b, 0x0a, 0x6d, 0x0c, 0x4c, 0x1e, 0x9a, 0x53, 0x0d, 0x2f, 0x6f, 0x3a, 0x1c, 0x9e})
	b := situation.DirectoryID("005-1234567-890")
	fmt.Println(a)
	fmt.Println(b, situation.ID{})
	// Output:
	// 0b0e5b0a-6d0c-4c1e-9a53-0d2f6f3a1c9e
	// 005-1234567-890 (not stated)
}

func ExampleSource() {
	fmt.Println(situation.SourceFHIR, situation.Source(0))
	// Output: fhir (not stated)
}

func ExampleStated() {
	// A code that the tables do not know stays in view and opens nothing.
	s := situation.Situation{Stated: situation.Stated{Role: "GENR77"}}
	_, err := roles.ParseRole(s.Stated.Role)
	fmt.Println(s.Role.IsZero(), err)
	// Output: true roles: unknown code, or label where labels are read (TRE_R22-GenreActivite)
}

// A situation holds no state of its own: it is drawn from its dates.
func ExampleState() {
	s := situation.Situation{Role: roles.GENR11, Start: civil.MustNew(2026, 1, 5), End: civil.MustNew(2026, 6, 30)}
	for _, day := range []civil.Date{civil.MustNew(2025, 12, 1), civil.MustNew(2026, 2, 1), civil.MustNew(2026, 7, 1)} {
		state, evidence := s.StateAt(day)
		fmt.Println(day, state, state.IsFinal(), evidence)
	}
	// Output:
	// 2025-12-01 planned false inferred
	// 2026-02-01 endScheduled false sourced
	// 2026-07-01 closed true sourced
}

// The roles that one person held at one employer, and since when.
func ExampleRoleHistory() {
	s := situation.Situation{Role: roles.GENR11, Start: civil.MustNew(2026, 1, 5)}
	first, err := situation.RoleHeld(&s)
	if err != nil {
		fmt.Println(err)
		return
	}
	next, change, err := situation.AmendRole(s, roles.GENR08, civil.MustNew(2026, 6, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	var h situation.RoleHistory
	for _, c := range []situation.RoleChange{first, change} {
		if h, err = h.With(c); err != nil {
			fmt.Println(err)
		}
	}
	before, _ := h.At(civil.MustNew(2026, 5, 31))
	fmt.Println(before.Role, next.Role, len(h))
	// Output: GENR11 GENR08 2
}

// A change of role is one situation that ends and another that begins, or the
// same one amended: How says which.
func ExampleRoleChange() {
	s := situation.Situation{Role: roles.GENR11, Start: civil.MustNew(2026, 1, 5)}
	_, change, err := situation.AmendRole(s, roles.GENR08, civil.MustNew(2026, 6, 1))
	fmt.Println(change.From, change.Role, change.How, err)
	closed, next, err := situation.CloseAndReplace(s, civil.MustNew(2026, 5, 31), roles.EndChangeOfActivity, roles.GENR08)
	fmt.Println(closed.End, next.Start, next.Role, err)
	// Output:
	// 2026-06-01 GENR08 amended <nil>
	// 2026-05-31 2026-06-01 GENR08 <nil>
}

// A configuration states the choices by name; what is not known there is refused, and
// leaves the policy that opens least.
func ExamplePolicy_UnmarshalJSON() {
	var p situation.Policy
	err := json.Unmarshal([]byte(`{"lastDay": "excluded"}`), &p)
	fmt.Println(p.Presence, p.LastDay, err)
	err = json.Unmarshal([]byte(`{"last_day": "included"}`), &p)
	fmt.Println(p.Presence, p.LastDay, err)
	// Output:
	// counts excluded <nil>
	// ignored excluded SIT-POLICY-UNKNOWN: a key or a choice that the library does not know, or a key stated twice; known: presence, lastDay
}
