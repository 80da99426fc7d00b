package gestionnaire_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	ges "github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

var cycleNeeds = lifecycle.Holding(ges.GuardAccess, ges.GuardContract, ges.GuardMandate, ges.GuardTraining, ges.GuardAttestation,
	ges.GuardCard, ges.GuardContact, ges.GuardTerms)

func TestCycle(t *testing.T) {
	m := ges.Cycle()
	if _, err := lifecycle.New(m.Spec()); err != nil {
		t.Fatal(err)
	}
	if len(m.States()) != 5 || len(m.Events()) != 10 || len(m.Guards()) != 17 || len(m.Effects()) != 8 {
		t.Errorf("%d states, %d events, %d guards, %d effects", len(m.States()), len(m.Events()), len(m.Guards()), len(m.Effects()))
	}
	for _, s := range m.States() {
		if s.Code != s.State.String() {
			t.Errorf("%+v", s)
		}
	}
	for _, e := range m.Events() {
		if e.Code != e.Event.String() {
			t.Errorf("%+v", e)
		}
	}
	for need := ges.NeedAccess; need <= ges.NeedTerms; need++ {
		if g, ok := m.Guard(lifecycle.Guard(need)); !ok || g.Code != need.String() {
			t.Errorf("%v: guard %s", need, g.Code)
		}
	}
	if n := testing.AllocsPerRun(100, func() {
		_, _ = m.Next(ges.Designated, ges.EventOpen, lifecycle.Mandataire, cycleNeeds.With(ges.GuardOwnStructure, ges.GuardGestionnaire))
	}); n != 0 {
		t.Errorf("Next: %v allocations", n)
	}
	testText[ges.State](t, 5)
	testText[ges.Event](t, 10)
}

// Whatever leads to an open habilitation asks for all prerequisites, and for
// the capacity that it opens for, under whatever policy.
func TestCycleOpensOnNeedsOnly(t *testing.T) {
	found := 0
	for _, v := range ges.Cycle().Moves() {
		if v.To != ges.Opened {
			continue
		}
		found++
		if v.If&cycleNeeds != cycleNeeds {
			t.Errorf("%s asks for %v", v.ID, ges.Cycle().FactCodes(v.If))
		}
	}
	if found != 6 {
		t.Errorf("%d moves", found)
	}
}

// The facts open a habilitation when, and only when, MayRegister allows: for
// every capacity and every two states of all dimensions, under policies that
// differ in every choice.
func TestFactsOfAgreeWithMayRegister(t *testing.T) {
	m := ges.Cycle()
	allowed, denied := 0, 0
	check := func(p ges.Policy, c ges.Capacity, pick [dims]int) {
		var w world
		for d := range dims {
			states[d][pick[d]].set(&w)
		}
		w.m.Capacity = c
		facts := p.FactsOf(&w.m, &w.e, day)
		_, err1 := m.Next(ges.Designated, ges.EventOpen, lifecycle.RepresentantLegal, facts.With(ges.GuardOwnStructure))
		_, err2 := m.Next(0, ges.EventOpenAutomatic, lifecycle.System, facts)
		opens := err1 == nil || err2 == nil
		v := p.MayRegister(&ges.Actor{ID: actorID, Mandates: []ges.Mandate{w.m}}, &w.e, day)
		if opens != v.Allowed || err1 == nil && c != ges.Gestionnaire || err2 == nil && c == ges.Gestionnaire {
			t.Fatalf("%+v %v %v: opens %t, %v\n%v", p, c, pick, opens, v.Faults, m.FactCodes(facts))
		}
		if facts.Has(ges.GuardUntrained) && facts.Has(ges.GuardTraining) && facts.Has(ges.GuardAttestation) {
			t.Fatalf("%+v %v %v: trained and untrained", p, c, pick)
		}
		if opens {
			allowed++
		} else {
			denied++
		}
	}
	for n, p := range policies() {
		for _, c := range capacities() {
			check(p, c, [dims]int{})
			for a := range dims {
				if n%13 > 0 || testing.Short() && n > 0 {
					break // pairs under some policies only
				}
				for i := 1; i < len(states[a]); i++ {
					var pick [dims]int
					pick[a] = i
					check(p, c, pick)
					for b := range a {
						for j := 1; j < len(states[b]); j++ {
							pick[b] = j
							check(p, c, pick)
						}
						pick[b] = 0
					}
				}
			}
		}
	}
	if allowed < 1000 || denied < 1000 {
		t.Errorf("%d allowed, %d denied", allowed, denied)
	}
}

func TestFactsOf(t *testing.T) {
	m := ges.Cycle()
	actor, e := good()
	for name, c := range map[string]struct {
		p    ges.Policy
		edit func(*ges.Mandate)
		day  civil.Date
		add  []lifecycle.Guard
		drop []lifecycle.Guard
	}{
		"all met":            {day: day},
		"card expired":       {edit: func(m *ges.Mandate) { m.Card.ExpiresOn = day.AddDays(-1) }, day: day, add: []lifecycle.Guard{ges.GuardExpired}, drop: []lifecycle.Guard{ges.GuardCard}},
		"card's last day":    {edit: func(m *ges.Mandate) { m.Card.ExpiresOn = day }, day: day},
		"last day excluded":  {p: ges.Policy{LastDay: ges.LastDayExcluded}, edit: func(m *ges.Mandate) { m.Card.ExpiresOn = day }, day: day, add: []lifecycle.Guard{ges.GuardExpired}, drop: []lifecycle.Guard{ges.GuardCard}},
		"card opposed":       {edit: func(m *ges.Mandate) { m.Card.OpposedOn = day }, day: day, add: []lifecycle.Guard{ges.GuardOpposed}, drop: []lifecycle.Guard{ges.GuardCard}},
		"opposed tomorrow":   {edit: func(m *ges.Mandate) { m.Card.OpposedOn = day.AddDays(1) }, day: day},
		"nobody asks a card": {p: ges.Policy{Card: ges.CardNobody}, edit: func(m *ges.Mandate) { m.Card.ExpiresOn = day.AddDays(-1) }, day: day},
		"old, untrained": {
			edit: func(m *ges.Mandate) {
				m.From, m.Training, m.Attestation = civil.MustNew(2025, 3, 31), ges.Training{}, ges.Attestation{}
			}, day: day,
			add: []lifecycle.Guard{ges.GuardExisting, ges.GuardUntrained}, drop: []lifecycle.Guard{ges.GuardTraining, ges.GuardAttestation},
		},
		"old, kept": {p: ges.Policy{Existing: ges.ExistingKept}, edit: func(m *ges.Mandate) {
			m.From, m.Training, m.Attestation = civil.MustNew(2025, 3, 31), ges.Training{}, ges.Attestation{}
		}, day: day, add: []lifecycle.Guard{ges.GuardExisting}},
		"the first day of the process": {edit: func(m *ges.Mandate) {
			m.From, m.Attestation = civil.MustNew(2025, 4, 1), ges.Attestation{}
		}, day: day, add: []lifecycle.Guard{ges.GuardUntrained}, drop: []lifecycle.Guard{ges.GuardAttestation}},
		"mandate over":     {edit: func(m *ges.Mandate) { m.Until = day.AddDays(-1) }, day: day, add: []lifecycle.Guard{ges.GuardMandateOver}, drop: []lifecycle.Guard{ges.GuardMandate}},
		"mandate last day": {edit: func(m *ges.Mandate) { m.Until = day }, day: day},
		"no day": {
			drop: []lifecycle.Guard{ges.GuardContract, ges.GuardMandate, ges.GuardTraining, ges.GuardAttestation, ges.GuardCard, ges.GuardTerms},
			add:  []lifecycle.Guard{ges.GuardUntrained},
		},
	} {
		mandate := actor.Mandates[0]
		if c.edit != nil {
			c.edit(&mandate)
		}
		want := cycleNeeds.With(ges.GuardGestionnaire).With(c.add...).Without(c.drop...)
		if got := c.p.FactsOf(&mandate, &e, c.day); got != want {
			t.Errorf("%s: %v\nwant %v", name, m.FactCodes(got), m.FactCodes(want))
		}
	}
	// Who does not open the portal has no facts, nor has nobody.
	for _, c := range []ges.Capacity{0, ges.AutoriteEnregistrement, ges.Professionnel, ges.EquipeRH, 99} {
		mandate := actor.Mandates[0]
		mandate.Capacity = c
		if f := ges.FactsOf(&mandate, &e, day); f != 0 {
			t.Errorf("%v: %v", c, m.FactCodes(f))
		}
	}
	if f := ges.FactsOf(nil, nil, day); f != 0 {
		t.Errorf("nobody: %v", m.FactCodes(f))
	}
	if f := ges.FactsOf(&ges.Mandate{Capacity: ges.Gestionnaire}, nil, civil.MustNew(2025, 3, 31)); f != lifecycle.Holding(ges.GuardTraining, ges.GuardAttestation, ges.GuardGestionnaire) {
		t.Errorf("of nothing, before the process: %v", m.FactCodes(f))
	}
	pharmacy := ges.Establishment{Structure: rpps.Structure{SIRET: siteA, Kind: rpps.Officine}}
	if f := ges.FactsOf(&ges.Mandate{Capacity: ges.TitulaireOfficine}, &pharmacy, day); !f.Has(ges.GuardOfficine) || !f.Has(ges.GuardEntitled) || f.Has(ges.GuardGestionnaire) {
		t.Errorf("titulaire: %v", m.FactCodes(f))
	}
	// A sector that is none of a pharmacy: nobody knows what the structure is.
	pharmacy.Structure.Sector = roles.SA20
	if f := ges.FactsOf(&ges.Mandate{Capacity: ges.TitulaireOfficine}, &pharmacy, day); f.Has(ges.GuardOfficine) {
		t.Errorf("titulaire of an ESMS: %v", m.FactCodes(f))
	}
}

func TestCycleStories(t *testing.T) {
	actor, e := good()
	type scene struct {
		on   ges.Event
		by   lifecycle.Actor
		edit func(*ges.Mandate)
		to   ges.State
		code rule.Code
	}
	const rl, man, tit, sys, ans, clock = lifecycle.RepresentantLegal, lifecycle.Mandataire, lifecycle.TitulaireOfficine, lifecycle.System, lifecycle.ANS, lifecycle.Clock
	empty := func(m *ges.Mandate) {
		m.Training, m.Attestation, m.Card, m.Contact, m.TermsAcceptedOn = ges.Training{}, ges.Attestation{}, ges.Card{}, rpps.Contact{}, civil.Date{}
	}
	whole := actor.Mandates[0]
	old := func(m *ges.Mandate) {
		m.From, m.Training, m.Attestation = civil.MustNew(2024, 9, 2), ges.Training{}, ges.Attestation{}
	}
	trained := func(m *ges.Mandate) { m.Training, m.Attestation = whole.Training, whole.Attestation }
	for name, c := range map[string]struct {
		p      ges.Policy
		start  func(*ges.Mandate)
		scenes []scene
	}{
		"prerequisites in one order": {start: empty, scenes: []scene{
			{ges.EventOpen, rl, nil, 0, lifecycle.CodeNotBegun},
			{ges.EventDesignate, lifecycle.Gestionnaire, nil, 0, lifecycle.CodeActor},
			{ges.EventDesignate, tit, nil, 0, lifecycle.CodeGuard}, // no pharmacy
			{ges.EventDesignate, rl, nil, ges.Designated, ""},
			{ges.EventDesignate, rl, nil, 0, lifecycle.CodeRefused},
			{ges.EventOpen, rl, trained, 0, lifecycle.CodeGuard},
			{ges.EventOpen, rl, func(m *ges.Mandate) { trained(m); m.Card = whole.Card }, 0, lifecycle.CodeGuard},
			{ges.EventOpen, rl, func(m *ges.Mandate) { trained(m); m.Card, m.Contact = whole.Card, whole.Contact }, 0, lifecycle.CodeGuard},
			{ges.EventOpen, rl, func(m *ges.Mandate) { *m = whole }, ges.Opened, ""},
			{ges.EventOpen, rl, nil, 0, lifecycle.CodeRefused},
			{ges.EventRemove, lifecycle.Gestionnaire, nil, 0, lifecycle.CodeActor},
			{ges.EventRemove, man, nil, ges.Removed, ""},
			{ges.EventOpen, rl, nil, 0, lifecycle.CodeRefused},
			{ges.EventDesignate, man, nil, ges.Designated, ""},
			{ges.EventOpen, man, nil, ges.Opened, ""},
		}},
		"the other way round": {start: empty, scenes: []scene{
			{ges.EventDesignate, man, func(m *ges.Mandate) { m.TermsAcceptedOn, m.Contact = whole.TermsAcceptedOn, whole.Contact }, ges.Designated, ""},
			{ges.EventOpen, man, func(m *ges.Mandate) { m.Card = whole.Card }, 0, lifecycle.CodeGuard},
			{ges.EventOpen, man, func(m *ges.Mandate) { m.Card = whole.Card; trained(m) }, ges.Opened, ""},
		}},
		"added by mistake": {scenes: []scene{
			{ges.EventDesignate, rl, nil, ges.Designated, ""},
			{ges.EventOpenAutomatic, sys, nil, 0, lifecycle.CodeUndefined},
			{ges.EventRemove, rl, nil, ges.Removed, ""},
			{ges.EventRemove, rl, nil, 0, lifecycle.CodeRefused},
		}},
		"the card": {scenes: []scene{
			{ges.EventDesignate, rl, nil, ges.Designated, ""},
			{ges.EventCardExpired, clock, nil, 0, lifecycle.CodeRefused},
			{ges.EventOpen, rl, nil, ges.Opened, ""},
			{ges.EventCardExpired, clock, nil, 0, lifecycle.CodeGuard},
			{ges.EventCardExpired, clock, func(m *ges.Mandate) { m.Card.ExpiresOn = day.AddDays(-1) }, ges.UnableToConnect, ""},
			{ges.EventCardRenewed, sys, nil, 0, lifecycle.CodeGuard},
			{ges.EventCardRenewed, sys, func(m *ges.Mandate) { m.Card = whole.Card; m.Until = day.AddDays(-1) }, 0, lifecycle.CodeGuard},
			{ges.EventCardRenewed, sys, func(m *ges.Mandate) { m.Card = whole.Card }, ges.Opened, ""},
			{ges.EventCardOpposed, ans, func(m *ges.Mandate) { m.Card.OpposedOn = day }, ges.UnableToConnect, ""},
			{ges.EventRemove, rl, nil, ges.Removed, ""},
		}},
		"existing, untrained": {start: func(m *ges.Mandate) { m.From = civil.MustNew(2024, 9, 2) }, scenes: []scene{
			{ges.EventDesignate, rl, nil, ges.Designated, ""},
			{ges.EventOpen, rl, nil, ges.Opened, ""},
			{ges.EventTrainingRequired, ans, nil, 0, lifecycle.CodeGuard},
			{ges.EventTrainingRequired, ans, old, ges.Suspended, ""},
			{ges.EventCardRenewed, sys, nil, 0, lifecycle.CodeRefused},
			{ges.EventTrainingDone, sys, nil, 0, lifecycle.CodeGuard},
			{ges.EventTrainingDone, sys, trained, ges.Opened, ""},
		}},
		"existing, kept": {p: ges.Policy{Existing: ges.ExistingKept}, start: old, scenes: []scene{
			{ges.EventDesignate, rl, nil, ges.Designated, ""},
			{ges.EventOpen, rl, nil, ges.Opened, ""},
			{ges.EventTrainingRequired, ans, nil, 0, lifecycle.CodeGuard},
		}},
		"legal representative": {start: func(m *ges.Mandate) { empty(m); m.Capacity, m.Card = ges.RepresentantLegal, whole.Card }, scenes: []scene{
			{ges.EventDesignate, rl, nil, 0, lifecycle.CodeGuard},
			{ges.EventOpenAutomatic, rl, nil, 0, lifecycle.CodeActor},
			{ges.EventOpenAutomatic, sys, nil, ges.Opened, ""},
			{ges.EventTrainingRequired, ans, nil, 0, lifecycle.CodeGuard},
			{ges.EventRemove, rl, nil, 0, lifecycle.CodeGuard},
			{ges.EventDayAfterEnd, clock, nil, 0, lifecycle.CodeGuard},
			{ges.EventDayAfterEnd, clock, func(m *ges.Mandate) { m.Until = day.AddDays(-1) }, ges.Removed, ""},
			{ges.EventOpenAutomatic, sys, nil, 0, lifecycle.CodeGuard},
			{ges.EventOpenAutomatic, sys, func(m *ges.Mandate) { m.From, m.Until = day, civil.Date{} }, ges.Opened, ""},
		}},
	} {
		m := ges.Cycle()
		mandate := whole
		if c.start != nil {
			c.start(&mandate)
		}
		var state ges.State
		for i, s := range c.scenes {
			next := mandate
			if s.edit != nil {
				s.edit(&next)
			}
			step, err := m.Next(state, s.on, s.by, c.p.FactsOf(&next, &e, day).With(ges.GuardOwnStructure))
			if s.code != "" {
				if !errors.Is(err, s.code) {
					t.Errorf("%s, scene %d: %v %v, want %s", name, i, step.Move, err, s.code)
				}
				continue
			}
			if err != nil || step.To != s.to {
				t.Fatalf("%s, scene %d: %v %v", name, i, step.To, err)
			}
			state, mandate = step.To, next
		}
	}
	// Nobody designates, opens or removes for a structure that is not theirs.
	facts := ges.FactsOf(&whole, &e, day)
	for _, s := range []ges.State{0, ges.Designated, ges.Opened, ges.UnableToConnect, ges.Suspended, ges.Removed} {
		for _, by := range []lifecycle.Actor{rl, man, tit} {
			if p := ges.Cycle().Permitted(s, by, facts); len(p) > 0 {
				t.Errorf("%v by %v: %+v", s, by, p)
			}
		}
	}
}

// Under a policy of sourced moves the ways in stay, and taking out somebody
// added by mistake.
func TestCycleSourcedOnly(t *testing.T) {
	m, err := ges.Cycle().Under(lifecycle.Policy{Weakest: rule.Sourced})
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, v := range m.Moves() {
		if !m.Refuses(v.ID) {
			left = append(left, v.ID)
		}
	}
	if !slices.Equal(left, []string{"GES-1", "GES-5", "GES-7", "GES-15"}) {
		t.Errorf("%q", left)
	}
}

func ExampleCycle() {
	site := rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), Kind: rpps.ESMS}
	e := ges.Establishment{Structure: site, Contract: ges.Contract{SignedOn: civil.MustNew(2023, 1, 2), With: site}}
	m := ges.Mandate{
		Capacity: ges.Gestionnaire, Structure: site, From: civil.MustNew(2026, 3, 2), AppointedBy: ges.RepresentantLegal,
		Card:    ges.Card{Kind: ges.CPE, ExpiresOn: civil.MustNew(2028, 12, 31)},
		Contact: rpps.Contact{Email: "gestionnaire@example.org"}, TermsAcceptedOn: civil.MustNew(2026, 3, 2),
	}
	today := civil.MustNew(2026, 3, 10)
	cycle := ges.Cycle()
	open := func() {
		facts := ges.FactsOf(&m, &e, today).With(ges.GuardOwnStructure)
		step, err := cycle.Next(ges.Designated, ges.EventOpen, lifecycle.RepresentantLegal, facts)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(step.To, cycle.EffectCodes(step.Effects))
	}
	open()
	m.Training.CompletedOn = civil.MustNew(2026, 3, 4)
	m.Attestation = ges.Attestation{SignedOn: civil.MustNew(2026, 3, 5), SignedBy: ges.RepresentantLegal}
	open()
	// Output:
	// LIF-GUARD: gestionnaire.designated.open: The event is not possible. Not stated: the training was followed (if asked for) (training), the attestation is signed by somebody who may (if asked for) (attestation).
	// open [portal confirmation]
}
