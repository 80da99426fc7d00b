package lifecycle_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// A locker is the smallest life cycle: it is lent and given back.
type (
	LockerState uint8
	LockerEvent uint8
)

const (
	Lent LockerState = iota + 1
	Back
)

const (
	Lend LockerEvent = iota + 1
	GiveBack
)

const (
	Free  lifecycle.Guard = iota + 1 // the locker is free
	Empty                            // the locker is empty
)

const TellOwner lifecycle.Effect = 1

// lockers is empty until the first call of Lockers: nothing runs when the
// program starts, and a program that never calls Lockers does not link the
// table.
var lockers lifecycle.Lazy[LockerState, LockerEvent]

// Lockers returns the life cycle of a locker.
func Lockers() *lifecycle.Machine[LockerState, LockerEvent] { return lockers.Get(lockerTable) }

func lockerTable() lifecycle.Spec[LockerState, LockerEvent] {
	const house = "règlement intérieur, 3"
	return lifecycle.Spec[LockerState, LockerEvent]{
		Name: "locker", Version: "2026-11", Title: rule.Text{FR: "Casier", EN: "Locker"},
		States: []lifecycle.StateInfo[LockerState]{
			{State: Lent, Code: "lent", Title: rule.Text{FR: "prêté", EN: "lent"}, Source: house, Evidence: rule.Sourced},
			{State: Back, Code: "back", Title: rule.Text{FR: "rendu", EN: "given back"}, Source: house, Evidence: rule.Sourced, Final: true},
		},
		Events: []lifecycle.EventInfo[LockerEvent]{
			{Event: Lend, Code: "lend", Title: rule.Text{FR: "prêter", EN: "lend"}, Source: house, Evidence: rule.Sourced},
			{Event: GiveBack, Code: "giveBack", Title: rule.Text{FR: "rendre", EN: "give back"}, Source: house, Evidence: rule.Sourced},
		},
		Guards: []lifecycle.GuardInfo{
			{Guard: Free, Code: "free", Title: rule.Text{FR: "casier libre", EN: "the locker is free"}, Source: house, Evidence: rule.Sourced},
			{Guard: Empty, Code: "empty", Title: rule.Text{FR: "casier vide", EN: "the locker is empty"}, Source: "usage", Evidence: rule.Inferred},
		},
		Effects: []lifecycle.EffectInfo{
			{Effect: TellOwner, Code: "tellOwner", Title: rule.Text{FR: "prévenir le titulaire", EN: "tell the owner"}, Source: house, Evidence: rule.Sourced},
		},
		Moves: []lifecycle.Move[LockerState, LockerEvent]{
			{ID: "L-1", On: Lend, By: lifecycle.By(lifecycle.EquipeRH, lifecycle.Direction), If: lifecycle.Holding(Free), To: Lent, Then: lifecycle.Doing(TellOwner), Source: house, Evidence: rule.Sourced},
			{ID: "L-2", From: Lent, On: GiveBack, By: lifecycle.By(lifecycle.Professional), If: lifecycle.Holding(Empty), To: Back, Source: house, Evidence: rule.Inferred},
		},
		Refusals: []lifecycle.Refused[LockerState, LockerEvent]{{
			From: []LockerState{Lent}, On: []LockerEvent{Lend},
			Why:    rule.Text{FR: "Un casier n'a qu'un titulaire.", EN: "A locker has one owner."},
			Source: house, Evidence: rule.Sourced,
		}},
	}
}

func ExampleLazy() {
	m := Lockers()
	fmt.Println(m.Name(), m.Version(), m == Lockers())
	// Output: locker 2026-11 true
}

func ExampleMachine_Next() {
	m := Lockers()
	var state LockerState // kept by the caller; zero before the beginning
	step, err := m.Next(state, Lend, lifecycle.EquipeRH, lifecycle.Holding(Free))
	if err != nil {
		fmt.Println(err)
		return
	}
	state = step.To
	fmt.Println(m.StateCode(state), step.Move, step.Evidence, m.EffectCodes(step.Effects))
	// Output: lent L-1 sourced [tellOwner]
}

func ExampleRefusal() {
	_, err := Lockers().Next(Lent, GiveBack, lifecycle.Professional, 0)
	fmt.Println(err)
	if r, ok := errors.AsType[*lifecycle.Refusal[LockerState, LockerEvent]](err); ok {
		fmt.Println(r.Message(language.French))
		for _, set := range r.Missing() {
			fmt.Println(slices.Collect(set.All()))
		}
	}
	fmt.Println(errors.Is(err, lifecycle.CodeGuard))
	// Output:
	// LIF-GUARD: locker.lent.giveBack: The event is not possible. Not stated: the locker is empty (empty).
	// Dans l'état « prêté », l'événement « rendre » n'est pas possible. Il manque : « casier vide ».
	// [2]
	// true
}

func ExampleMachine_Permitted() {
	m := Lockers()
	for _, p := range m.Permitted(Lent, lifecycle.Professional, lifecycle.Holding(Empty)) {
		fmt.Println(m.EventCode(p.On), "→", m.StateCode(p.To))
	}
	// Output: giveBack → back
}

func ExampleMachine_Leaving() {
	m := Lockers()
	for _, v := range m.Leaving(0) {
		fmt.Println(v.ID, v.By, m.FactCodes(v.If))
	}
	// Output: L-1 equipeRH, direction [free]
}

func ExampleMachine_Under() {
	strict, err := Lockers().Under(lifecycle.Policy{Weakest: rule.Sourced})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = strict.Next(Lent, GiveBack, lifecycle.Professional, lifecycle.Holding(Empty))
	fmt.Println(err)
	// Output: LIF-POLICY: locker.lent.giveBack: The policy in force refuses event giveBack (L-2).
}

func ExampleNew() {
	table := lockerTable()
	table.Refusals = nil
	table.Moves[0].Source = ""
	_, err := lifecycle.New(table)
	fmt.Println(err)
	fmt.Println(errors.Is(err, lifecycle.Unanswered))
	// Output:
	// lifecycle:
	// 	move L-1: no source
	// 	lent × lend: neither moved, nor refused, nor declared unforeseen
	// true
}

func ExampleMachine_Text() {
	fmt.Print(Lockers().Text(language.French))
	// Output:
	// Casier (locker, version 2026-11)
	//
	// Avant tout commencement
	//   prêter → prêté
	//       par équipe RH, direction
	//       si casier libre
	//       puis prévenir le titulaire
	//       [L-1, sourcé : règlement intérieur, 3]
	//
	// prêté
	//   rendre → rendu
	//       par professionnel
	//       si casier vide
	//       [L-2, déduit : règlement intérieur, 3]
	//   prêter : Un casier n'a qu'un titulaire. [sourcé : règlement intérieur, 3]
	//
	// rendu (état final)
}

func ExampleMachine_Mermaid() {
	fmt.Print(Lockers().Mermaid(language.English))
	// Output:
	// %% locker 2026-11
	// stateDiagram-v2
	//     accTitle: Locker
	//     state "lent" as s_lent
	//     state "given back" as s_back
	//     [*] --> s_lent : lend · by HR team, management · if the locker is free · then tell the owner · L-1, sourced
	//     s_lent --> s_back : give back · by professional · if the locker is empty · L-2, inferred
	//     s_back --> [*]
}

func ExampleFacts() {
	f := lifecycle.Holding(Free).With(Empty).Without(Free)
	fmt.Println(f.Has(Free), f.Has(Empty), f == lifecycle.Holding(Empty))
	// Output: false true true
}

func ExampleActor() {
	a, err := lifecycle.ParseActor("representantLegal")
	fmt.Println(a, a.Title(language.French), err)
	fmt.Println(lifecycle.By(lifecycle.ANS, lifecycle.Gestionnaire))
	// Output:
	// representantLegal représentant légal <nil>
	// gestionnaire, ans
}

func ExampleMachine_States() {
	m := Lockers()
	for _, s := range m.States() {
		fmt.Println("state", s.Code, s.Final, s.Evidence)
	}
	for _, e := range m.Events() {
		fmt.Println("event", e.Code, e.Title.In(language.French))
	}
	for _, g := range m.Guards() {
		fmt.Println("guard", g.Code, g.Evidence)
	}
	for _, e := range m.Effects() {
		fmt.Println("effect", e.Code, e.Unknown)
	}
	// Output:
	// state lent false sourced
	// state back true sourced
	// event lend prêter
	// event giveBack rendre
	// guard free sourced
	// guard empty inferred
	// effect tellOwner false
}

func ExampleActors() {
	s := lifecycle.By(lifecycle.EquipeRH, lifecycle.Direction)
	fmt.Println(s, s.Has(lifecycle.ANS))
	for a := range s.All() {
		fmt.Println(a.Title(language.French))
	}
	fmt.Println(len(slices.Collect(lifecycle.AllActors())), "actors in all")
	// Output:
	// equipeRH, direction false
	// équipe RH
	// direction
	// 14 actors in all
}

func ExampleEffects() {
	step, _ := Lockers().Next(0, Lend, lifecycle.EquipeRH, lifecycle.Holding(Free))
	fmt.Println(step.Effects == lifecycle.Doing(TellOwner), step.Effects.Len())
	for e := range step.Effects.All() {
		info, _ := Lockers().Effect(e)
		fmt.Println(info.Title.In(language.English))
	}
	// Output:
	// true 1
	// tell the owner
}

// A table is refused with all that is wrong with it, each with its place.
func ExampleDefects() {
	table := lockerTable()
	table.States[0].Code = "not a code"
	table.Unforeseen = []lifecycle.Pairs[LockerState, LockerEvent]{{From: []LockerState{Lent}, On: []LockerEvent{Lend}}}
	_, err := lifecycle.New(table)
	if ds, ok := errors.AsType[lifecycle.Defects](err); ok {
		for _, d := range ds {
			fmt.Println(d.At, "-", d.Problem)
		}
	}
	// Output:
	// state not a code - name, version, code or ID missing or malformed
	// not a code × lend - answered in more than one way
}

// A configuration may narrow a machine. One that is not understood leaves a policy under
// which there is no machine.
func ExamplePolicy_UnmarshalJSON() {
	var p lifecycle.Policy
	err := json.Unmarshal([]byte(`{"weakest": "inferred", "refuse": ["SIT-30"]}`), &p)
	fmt.Println(p.Weakest, p.Refuse, err)
	err = json.Unmarshal([]byte(`{"weakest": "certain"}`), &p)
	fmt.Println(p.Weakest, err)
	// Output:
	// inferred [SIT-30] <nil>
	// (no such value: 255) LIF-POLICY-UNKNOWN: weakest: A key or a choice that the library does not know, or a key stated twice; known: sourced, inferred, policy.
}
