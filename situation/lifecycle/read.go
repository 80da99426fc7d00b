package lifecycle

import (
	"slices"
	"strconv"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Name returns the name of the machine.
func (m *Machine[S, E]) Name() string { return m.table().Name }

// Version returns the version of the table.
func (m *Machine[S, E]) Version() string { return m.table().Version }

// Title returns what people call the machine.
func (m *Machine[S, E]) Title() rule.Text { return m.table().Title }

// Spec returns a copy of the table, which may be changed and given to [New].
// It knows nothing of policies.
func (m *Machine[S, E]) Spec() Spec[S, E] { return convert[S, E](m.table().spec) }

// States returns the states in the order of the table.
func (m *Machine[S, E]) States() []StateInfo[S] { return m.Spec().States }

// Events returns the events in the order of the table.
func (m *Machine[S, E]) Events() []EventInfo[E] { return m.Spec().Events }

// Guards returns the guards in the order of the table.
func (m *Machine[S, E]) Guards() []GuardInfo { return slices.Clone(m.table().Guards) }

// Effects returns the effects in the order of the table.
func (m *Machine[S, E]) Effects() []EffectInfo { return slices.Clone(m.table().Effects) }

// Moves returns the moves in the order of the table, also those that the
// policy refuses: see [Machine.Refuses].
func (m *Machine[S, E]) Moves() []Move[S, E] {
	return mapped(m.table().Moves, move[S, E, uint8, uint8])
}

// Refusals returns what is refused on purpose, in the order of the table.
func (m *Machine[S, E]) Refusals() []Refused[S, E] {
	return mapped(m.table().Refusals, refused[S, E, uint8, uint8])
}

// State returns the description of a state; ok is false for one that is not
// in the table, and for the zero S.
func (m *Machine[S, E]) State(s S) (info StateInfo[S], ok bool) {
	i := m.table().state(uint8(s))
	if i == nil {
		return info, false
	}
	return StateInfo[S]{s, i.Code, i.Title, i.Note, i.Source, i.Evidence, i.Final}, true
}

// Event returns the description of an event; ok is false for one that is not
// in the table.
func (m *Machine[S, E]) Event(e E) (info EventInfo[E], ok bool) {
	i := m.table().event(uint8(e))
	if i == nil {
		return info, false
	}
	return EventInfo[E]{e, i.Code, i.Title, i.Note, i.Source, i.Evidence}, true
}

// Guard returns the description of a guard; ok is false for one that is not in
// the table.
func (m *Machine[S, E]) Guard(g Guard) (info GuardInfo, ok bool) {
	if g > 63 || m.table().guards[g] == 0 {
		return info, false
	}
	return m.table().Guards[m.table().guards[g]-1], true
}

// Effect returns the description of an effect; ok is false for one that is not
// in the table.
func (m *Machine[S, E]) Effect(e Effect) (info EffectInfo, ok bool) {
	if e > 63 || m.table().effects[e] == 0 {
		return info, false
	}
	return m.table().Effects[m.table().effects[e]-1], true
}

// Move returns the move with an ID; ok is false for one that is not in the
// table.
func (m *Machine[S, E]) Move(id string) (v Move[S, E], ok bool) {
	i := m.table().move(id)
	if i == nil {
		return v, false
	}
	return move[S, E](*i), true
}

// StateCode returns the code of a state; empty for the zero S and for a state
// that is not in the table.
func (m *Machine[S, E]) StateCode(s S) string {
	if i := m.table().state(uint8(s)); i != nil {
		return i.Code
	}
	return ""
}

// EventCode returns the code of an event; empty for one that is not in the
// table.
func (m *Machine[S, E]) EventCode(e E) string {
	if i := m.table().event(uint8(e)); i != nil {
		return i.Code
	}
	return ""
}

// ParseState returns the state of a code; the empty code is the zero S. The
// error is a [rule.Fault].
func (m *Machine[S, E]) ParseState(code string) (S, error) {
	for _, i := range m.table().States {
		if i.Code == code {
			return S(i.State), nil
		}
	}
	if code == "" {
		return 0, nil
	}
	return 0, rules[ruleStateUnknown].At("state")
}

// ParseEvent returns the event of a code. The error is a [rule.Fault].
func (m *Machine[S, E]) ParseEvent(code string) (E, error) {
	for _, i := range m.table().Events {
		if i.Code == code {
			return E(i.Event), nil
		}
	}
	return 0, rules[ruleEventUnknown].At("event")
}

// FactCodes returns the codes of the guards that the facts state, in the order
// of their positions. A guard that is not in the table has none.
func (m *Machine[S, E]) FactCodes(f Facts) []string { return m.table().factCodes(f) }

// ParseFacts returns the facts of the codes of guards. The error is a
// [rule.Fault].
func (m *Machine[S, E]) ParseFacts(codes ...string) (Facts, error) {
	var f Facts
	for n, code := range codes {
		i := slices.IndexFunc(m.table().Guards, func(g GuardInfo) bool { return g.Code == code })
		if i < 0 {
			return 0, rules[ruleFactUnknown].At("facts[" + strconv.Itoa(n) + "]")
		}
		f = f.With(m.table().Guards[i].Guard)
	}
	return f, nil
}

// EffectCodes returns the codes of effects, in the order of their positions.
func (m *Machine[S, E]) EffectCodes(s Effects) []string { return m.table().effectCodes(s) }

func (t *table) state(s uint8) *StateInfo[uint8] {
	if int(s) >= len(t.states) || t.states[s] == 0 {
		return nil
	}
	return &t.States[t.states[s]-1]
}

func (t *table) event(e uint8) *EventInfo[uint8] {
	if int(e) >= len(t.events) || t.events[e] == 0 {
		return nil
	}
	return &t.Events[t.events[e]-1]
}

func (t *table) factCodes(f Facts) []string {
	var out []string
	for g := range f.All() {
		if i := t.guards[g]; i > 0 {
			out = append(out, t.Guards[i-1].Code)
		}
	}
	return out
}

func (t *table) effectCodes(s Effects) []string {
	var out []string
	for e := range s.All() {
		if i := t.effects[e]; i > 0 {
			out = append(out, t.Effects[i-1].Code)
		}
	}
	return out
}
