package lifecycle

import (
	"slices"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Spec is the table of a machine as its author writes it. S and E are the
// author's enumerations of states and events, from 1.
//
// The zero S is the state before anything exists: the From of the moves that
// begin, and the To of none. It is not listed in States.
type Spec[S, E ~uint8] struct {
	// Name names the machine for ever, such as "situation": letters, digits,
	// and . - / inside.
	Name string
	// Title is what people call it.
	Title rule.Text
	// Version changes with the table: histories are bound to it. Same form as
	// Name.
	Version string

	States  []StateInfo[S]
	Events  []EventInfo[E]
	Guards  []GuardInfo
	Effects []EffectInfo
	// Exclusive are pairs of guards that cannot both hold. Facts with both are
	// refused as contradictory.
	Exclusive [][2]Guard

	Moves []Move[S, E]
	// Refusals are the pairs refused on purpose, with the reason.
	Refusals []Refused[S, E]
	// Unforeseen are the pairs about which the sources are silent. They are
	// refused too; declaring them tells a pair that was considered from one
	// that was forgotten. In a final state and before the beginning, a pair
	// that nothing answers needs no declaration.
	Unforeseen []Pairs[S, E]
}

// StateInfo describes a state.
type StateInfo[S ~uint8] struct {
	State S
	// Code names the state in files and histories, for ever: letters and
	// digits, such as "awaitingValidation".
	Code string
	// Title is the state in words.
	Title rule.Text
	// Note is what a reader should know; may be empty.
	Note rule.Text
	// Source says where the state comes from, and Evidence how sure that is.
	Source   string
	Evidence rule.Evidence
	// Final: no move leads to another state. Moves that stay are possible.
	Final bool
}

// EventInfo describes an event.
type EventInfo[E ~uint8] struct {
	Event E
	// Code, Title, Note, Source and Evidence are as in [StateInfo].
	Code     string
	Title    rule.Text
	Note     rule.Text
	Source   string
	Evidence rule.Evidence
}

// GuardInfo describes a guard.
type GuardInfo struct {
	Guard Guard
	// Code, Note, Source and Evidence are as in [StateInfo]; Title is the
	// condition in words that can follow "if".
	Code     string
	Title    rule.Text
	Note     rule.Text
	Source   string
	Evidence rule.Evidence
}

// EffectInfo describes an effect.
type EffectInfo struct {
	Effect Effect
	// Code, Title, Note, Source and Evidence are as in [StateInfo].
	Code     string
	Title    rule.Text
	Note     rule.Text
	Source   string
	Evidence rule.Evidence
	// Unknown: no source says what happens; whoever carries the move out must
	// find out.
	Unknown bool
}

// Move is one row of the table: in state From, on event On, one of the actors
// By leads to state To if all guards of If hold; Then is to be done.
type Move[S, E ~uint8] struct {
	// ID names the move in policies and histories, for ever: letters, digits,
	// and . - / inside.
	ID   string
	From S
	On   E
	By   Actors
	If   Facts
	To   S
	Then Effects
	// Note, Source and Evidence are as in [StateInfo].
	Note     rule.Text
	Source   string
	Evidence rule.Evidence
	// Off: refused unless [Policy.Allow] switches it on.
	Off bool
}

// Pairs are all pairs of one of the states and one of the events. The zero S
// may stand among the states.
type Pairs[S, E ~uint8] struct {
	From []S
	On   []E
}

// Refused are pairs of a state and an event that are refused for a reason.
type Refused[S, E ~uint8] struct {
	From []S
	On   []E
	// Why is the reason, a sentence.
	Why rule.Text
	// Source says where the refusal comes from, and Evidence how sure that is.
	Source   string
	Evidence rule.Evidence
}

// spec is a table without the author's types.
type spec = Spec[uint8, uint8]

// convert returns a deep copy with other types of the same values.
func convert[S2, E2, S1, E1 ~uint8](s Spec[S1, E1]) Spec[S2, E2] {
	return Spec[S2, E2]{
		Name: s.Name, Title: s.Title, Version: s.Version,
		States: mapped(s.States, func(i StateInfo[S1]) StateInfo[S2] {
			return StateInfo[S2]{S2(i.State), i.Code, i.Title, i.Note, i.Source, i.Evidence, i.Final}
		}),
		Events: mapped(s.Events, func(i EventInfo[E1]) EventInfo[E2] {
			return EventInfo[E2]{E2(i.Event), i.Code, i.Title, i.Note, i.Source, i.Evidence}
		}),
		Guards:    slices.Clone(s.Guards),
		Effects:   slices.Clone(s.Effects),
		Exclusive: slices.Clone(s.Exclusive),
		Moves:     mapped(s.Moves, move[S2, E2, S1, E1]),
		Refusals:  mapped(s.Refusals, refused[S2, E2, S1, E1]),
		Unforeseen: mapped(s.Unforeseen, func(p Pairs[S1, E1]) Pairs[S2, E2] {
			return Pairs[S2, E2]{values[S2](p.From), values[E2](p.On)}
		}),
	}
}

func move[S2, E2, S1, E1 ~uint8](m Move[S1, E1]) Move[S2, E2] {
	return Move[S2, E2]{m.ID, S2(m.From), E2(m.On), m.By, m.If, S2(m.To), m.Then, m.Note, m.Source, m.Evidence, m.Off}
}

func refused[S2, E2, S1, E1 ~uint8](r Refused[S1, E1]) Refused[S2, E2] {
	return Refused[S2, E2]{values[S2](r.From), values[E2](r.On), r.Why, r.Source, r.Evidence}
}

func values[T2, T1 ~uint8](list []T1) []T2 { return mapped(list, func(v T1) T2 { return T2(v) }) }

// mapped returns the list of the images, never nil.
func mapped[T1, T2 any](list []T1, f func(T1) T2) []T2 {
	out := make([]T2, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}
