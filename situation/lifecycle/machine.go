package lifecycle

import (
	"slices"
	"sync"

	"github.com/rppsplus/rppsplus/internal/choice"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Machine is a table that was checked: it answers what follows from a state,
// an event, an actor and the facts. It never changes and may be used by many
// goroutines. The zero Machine has no state and refuses everything; a nil one, which
// [New] and [Machine.Under] give with an error, is taken for it.
type Machine[S, E ~uint8] struct{ t table }

// table is that of the machine; a nil machine has the empty one of the zero Machine.
func (m *Machine[S, E]) table() *table {
	if m == nil {
		return new(table)
	}
	return &m.t
}

// Step is a move that was accepted. It is comparable.
type Step[S ~uint8] struct {
	// To is the state after the move.
	To S
	// Evidence says how sure it is that the move exists.
	Evidence rule.Evidence
	// Effects are to be carried out by the caller. They print as a number: their
	// names are those of a table, and [Machine.EffectCodes] gives them.
	Effects Effects
	// Move is the ID of the move in the table.
	Move string
}

// New checks the table and returns its machine. The error is [Defects]: all of
// them. The table is copied.
func New[S, E ~uint8](s Spec[S, E]) (*Machine[S, E], error) {
	t := table{spec: convert[uint8, uint8](s)}
	if d := check(t.spec); len(d) > 0 {
		return nil, d
	}
	t.build()
	return &Machine[S, E]{t}, nil
}

// Lazy is the machine of a package, built when it is first asked for. The zero
// Lazy is ready, and a package-level variable of it costs nothing at the start
// of a program. It is safe for concurrent use, and must not be copied after first
// use.
type Lazy[S, E ~uint8] struct {
	once sync.Once
	m    *Machine[S, E]
	err  error
}

// Get returns the machine of the table, which it builds once. It panics when
// the table has defects: the author's tests call [New] with it.
func (l *Lazy[S, E]) Get(table func() Spec[S, E]) *Machine[S, E] {
	l.once.Do(func() { l.m, l.err = New(table()) })
	if l.m == nil {
		panic(l.err)
	}
	return l.m
}

// A table is a machine without the author's types.
type table struct {
	spec
	// cells has a row for each state, from 0, and width events in each.
	cells []cell
	width int
	rows  []row
	known Facts
	// odd are the facts to look at twice: those of pairs that exclude each
	// other, and those that the table does not know.
	odd   Facts
	pairs []Facts
	// Entries by value: position in the list of spec plus 1; 0 for none.
	states, events  []uint8
	guards, effects [64]uint8
}

// A cell is what a state and an event have: moves, or the kind of a refusal.
type cell struct {
	first, end uint32 // in rows
	kind       kind   // for a cell without moves
	reason     uint32 // position in Refusals, for ruleRefused
}

// A row is a move as it is looked for.
type row struct {
	need Facts
	then Effects
	by   Actors // none when the policy refuses the move
	to   uint8
	evid rule.Evidence
	id   string

	who     Actors // as the table says
	off     bool   // switched off by default
	refused bool   // by a policy
}

func (t *table) build() {
	rows, width := 0, 0
	for _, s := range t.States {
		rows = max(rows, int(s.State))
	}
	for _, e := range t.Events {
		width = max(width, int(e.Event))
	}
	t.width = width + 1
	t.cells = make([]cell, (rows+1)*t.width)
	t.states, t.events = make([]uint8, rows+1), make([]uint8, t.width)
	for i, e := range t.Events {
		t.events[e.Event] = uint8(i + 1)
		t.cell(0, e.Event).kind = ruleNotBegun
	}
	for i, s := range t.States {
		t.states[s.State] = uint8(i + 1)
		for _, e := range t.Events {
			if s.Final {
				t.cell(s.State, e.Event).kind = ruleFinal
			}
		}
	}
	for _, p := range t.Unforeseen {
		for _, s := range p.From {
			for _, e := range p.On {
				t.cell(s, e).kind = ruleUndefined
			}
		}
	}
	for i, r := range t.Refusals {
		for _, s := range r.From {
			for _, e := range r.On {
				*t.cell(s, e) = cell{kind: ruleRefused, reason: uint32(i)}
			}
		}
	}
	for i, g := range t.Guards {
		t.guards[g.Guard] = uint8(i + 1)
		t.known = t.known.With(g.Guard)
	}
	for i, e := range t.Effects {
		t.effects[e.Effect] = uint8(i + 1)
	}
	for _, p := range t.Exclusive {
		t.pairs = append(t.pairs, Holding(p[0], p[1]))
		t.odd |= Holding(p[0], p[1])
	}
	t.odd |= ^t.known
	for i := range t.cells {
		c := &t.cells[i]
		c.first = uint32(len(t.rows))
		for _, m := range t.Moves {
			if t.cell(m.From, m.On) == c {
				t.rows = append(t.rows, row{need: m.If, then: m.Then, to: m.To, evid: m.Evidence, id: m.ID, who: m.By, off: m.Off})
			}
		}
		c.end = uint32(len(t.rows))
	}
	t.settle()
}

// settle gives each move to the actors of the table, or to none when it is off
// or refused.
func (t *table) settle() {
	for i := range t.rows {
		r := &t.rows[i]
		r.by = r.who
		if r.off || r.refused {
			r.by = 0
		}
	}
}

func (t *table) cell(state, event uint8) *cell { return &t.cells[int(state)*t.width+int(event)] }

// find returns the move, or nil when it is refused.
func (t *table) find(from, on uint8, by Actor, facts Facts) *row {
	i := int(from)*t.width + int(on)
	if int(on) >= t.width || i >= len(t.cells) {
		return nil
	}
	if facts&t.odd != 0 && (facts&^t.known != 0 || t.contradiction(facts) != 0) {
		return nil
	}
	c := &t.cells[i]
	for j := c.first; j < c.end; j++ {
		if r := &t.rows[j]; r.by&(1<<by) != 0 && facts&r.need == r.need {
			return r
		}
	}
	return nil
}

// contradiction returns the first pair of exclusive guards that both hold, and
// 0 for none.
func (t *table) contradiction(facts Facts) Facts {
	for _, both := range t.pairs {
		if facts&both == both {
			return both
		}
	}
	return 0
}

// kind returns why find found nothing.
func (t *table) kind(from, on uint8, by Actor, facts Facts) kind {
	switch {
	case int(from) >= len(t.states) || from > 0 && t.states[from] == 0:
		return ruleStateUnknown
	case int(on) >= len(t.events) || t.events[on] == 0:
		return ruleEventUnknown
	case !by.known():
		return ruleActorUnknown
	case facts&^t.known != 0:
		return ruleFactUnknown
	case t.contradiction(facts) != 0:
		return ruleContradiction
	}
	c := t.cell(from, on)
	if c.first == c.end {
		return c.kind
	}
	var mine, open, mineOpen, holds bool
	for _, r := range t.rows[c.first:c.end] {
		is := r.who.Has(by)
		mine = mine || is
		open = open || r.by != 0
		mineOpen = mineOpen || is && r.by != 0
		holds = holds || is && facts&r.need == r.need
	}
	switch {
	case !mine && open:
		return ruleActor
	case mineOpen && !holds:
		return ruleGuard
	}
	// The move is there, and only the policy is against it.
	return rulePolicy
}

// Next returns what follows in state from on the event, at the hand of the
// actor, when the facts hold and no others. A move that is accepted costs no
// allocation. The error is a [*Refusal].
func (m *Machine[S, E]) Next(from S, on E, by Actor, facts Facts) (Step[S], error) {
	if r := m.table().find(uint8(from), uint8(on), by, facts); r != nil {
		return Step[S]{S(r.to), r.evid, r.then, r.id}, nil
	}
	return Step[S]{}, m.refusal(from, on, by, facts)
}

//go:noinline
func (m *Machine[S, E]) refusal(from S, on E, by Actor, facts Facts) *Refusal[S, E] {
	k := m.table().kind(uint8(from), uint8(on), by, facts)
	return &Refusal[S, E]{From: from, On: on, By: by, kind: k, Facts: facts, machine: m}
}

// Permission is an event that [Machine.Next] accepts.
type Permission[S, E ~uint8] struct {
	On E
	Step[S]
}

// Permitted returns the events that Next accepts in state from at the hand of
// the actor when the facts hold, in the order of the events.
func (m *Machine[S, E]) Permitted(from S, by Actor, facts Facts) []Permission[S, E] {
	var out []Permission[S, E]
	for _, e := range m.table().Events {
		if r := m.table().find(uint8(from), e.Event, by, facts); r != nil {
			out = append(out, Permission[S, E]{E(e.Event), Step[S]{S(r.to), r.evid, r.then, r.id}})
		}
	}
	return out
}

// Leaving returns the moves from a state, with what each asks for, in the
// order of the table. Moves that the policy refuses are left out.
func (m *Machine[S, E]) Leaving(from S) []Move[S, E] {
	var out []Move[S, E]
	for _, v := range m.table().Moves {
		if v.From == uint8(from) && !m.Refuses(v.ID) {
			out = append(out, move[S, E](v))
		}
	}
	return out
}

// Policy narrows or opens a table. The zero Policy changes nothing: the moves
// of the table are those that its author took for true, marked with how sure
// that is, and those marked Off stay refused.
type Policy struct {
	// Weakest is the weakest evidence on which a move is accepted:
	// [rule.Sourced] refuses the moves that no source states, [rule.Inferred]
	// those that the library chose. Zero accepts all.
	Weakest rule.Evidence `json:"weakest,omitzero"`
	// Refuse are IDs of moves to refuse.
	Refuse []string `json:"refuse,omitempty"`
	// Allow are IDs of moves that are off by default and become possible.
	// Weakest is stronger.
	Allow []string `json:"allow,omitempty"`
}

// UnmarshalJSON reads a policy from an object such as
// {"weakest": "inferred", "refuse": ["SIT-30"]}. What is left out changes nothing. A key
// or an evidence mark that is not known, a key that is there twice and null are a
// [rule.Fault] of [CodePolicyUnknown], and leave a policy that [Machine.Under] refuses.
func (p *Policy) UnmarshalJSON(b []byte) error {
	return choice.Object(p, b, Policy{Weakest: ^rule.Evidence(0)}, &rules[rulePolicyUnknown])
}

// Under returns the machine under a policy; m does not change. What m refuses
// by an earlier policy stays refused. The error is [Defects], for IDs that the
// table does not have and for moves allowed that are not off or are refused
// by name.
func (m *Machine[S, E]) Under(p Policy) (*Machine[S, E], error) {
	var c checker
	t := *m.table()
	t.rows = slices.Clone(t.rows)
	c.check(p.Weakest <= rule.Policy, NoEvidence, "weakest evidence of the policy")
	byID := map[string]*row{}
	for i := range t.rows {
		r := &t.rows[i]
		byID[r.id] = r
		r.refused = r.refused || p.Weakest != 0 && r.evid > p.Weakest
	}
	for _, id := range p.Refuse {
		if r := byID[id]; c.check(r != nil, UnknownMove, "move %s", id) {
			r.refused = true
		}
	}
	for _, id := range p.Allow {
		if r := byID[id]; c.check(r != nil, UnknownMove, "move %s", id) &&
			c.check(t.move(id).Off && !slices.Contains(p.Refuse, id), PolicyConflict, "move %s", id) {
			r.off = false
		}
	}
	if len(c.defects) > 0 {
		return nil, c.defects
	}
	t.settle()
	return &Machine[S, E]{t}, nil
}

// Refuses reports whether the policy of the machine refuses a move of the
// table, by its ID.
func (m *Machine[S, E]) Refuses(id string) bool {
	return slices.ContainsFunc(m.table().rows, func(r row) bool { return r.id == id && r.by == 0 })
}

// move returns the move with an ID, nil for none.
func (t *table) move(id string) *Move[uint8, uint8] {
	for i := range t.Moves {
		if t.Moves[i].ID == id {
			return &t.Moves[i]
		}
	}
	return nil
}
