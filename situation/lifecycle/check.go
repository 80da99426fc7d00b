package lifecycle

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Problem is the kind of a [Defect]. It implements error, to be the target of
// [errors.Is].
type Problem uint8

const (
	// BadName: a name, version, code or ID is missing or has not its form.
	BadName Problem = iota + 1
	// BadText: a text is missing in a language or holds a control character.
	BadText
	// NoSource: the source is missing.
	NoSource
	// NoEvidence: the evidence mark is missing.
	NoEvidence
	// BadPosition: a state or event is zero, or a guard or effect is not from
	// 1 to 63.
	BadPosition
	// Duplicate: a value, code, ID or pair stands twice.
	Duplicate
	// UnknownState: the state is not in the table.
	UnknownState
	// UnknownEvent: the event is not in the table.
	UnknownEvent
	// UnknownGuard: the guard is not in the table.
	UnknownGuard
	// UnknownEffect: the effect is not in the table.
	UnknownEffect
	// UnknownActor: the actors of a move are none, or one does not exist.
	UnknownActor
	// Unused: no move asks for the guard or has the effect, or nothing answers
	// the event.
	Unused
	// Unreachable: no moves lead to the state from the beginning.
	Unreachable
	// DeadEnd: no move leads out of a state that is not final.
	DeadEnd
	// WayOut: a move leads out of a final state.
	WayOut
	// Unanswered: a state and an event have no move, no reason for refusal,
	// and are not declared unforeseen.
	Unanswered
	// AnsweredTwice: a state and an event have more than one of these.
	AnsweredTwice
	// Ambiguous: two moves for the same state, event and actor could both
	// apply.
	Ambiguous
	// Impossible: a move asks for guards that exclude each other.
	Impossible
	// UnknownMove: a policy names a move that is not in the table.
	UnknownMove
	// PolicyConflict: a policy allows a move that it refuses, or one that
	// needs no permission.
	PolicyConflict
)

var problems = [...]string{
	"not stated",
	BadName:        "name, version, code or ID missing or malformed",
	BadText:        "text missing in a language or with a control character",
	NoSource:       "no source",
	NoEvidence:     "no evidence mark",
	BadPosition:    "position out of range",
	Duplicate:      "stands twice",
	UnknownState:   "unknown state",
	UnknownEvent:   "unknown event",
	UnknownGuard:   "unknown guard",
	UnknownEffect:  "unknown effect",
	UnknownActor:   "no actor, or an unknown one",
	Unused:         "never used",
	Unreachable:    "unreachable",
	DeadEnd:        "no way out, and not final",
	WayOut:         "final, with a way out",
	Unanswered:     "neither moved, nor refused, nor declared unforeseen",
	AnsweredTwice:  "answered in more than one way",
	Ambiguous:      "two moves could both apply",
	Impossible:     "asks for guards that exclude each other",
	UnknownMove:    "unknown move",
	PolicyConflict: "allowed and refused, or allowed without need",
}

// String returns the problem in words.
func (p Problem) String() string {
	if int(p) < len(problems) {
		return problems[p]
	}
	return fmt.Sprintf("Problem(%d)", uint8(p))
}

// Error returns the problem in words.
func (p Problem) Error() string { return p.String() }

// Defect is one thing wrong with a table or a policy.
type Defect struct {
	Problem Problem
	// At says where, such as "move REQ-3" or "draft × submit".
	At string
}

// Error returns place and problem.
func (d Defect) Error() string { return d.At + ": " + d.Problem.String() }

// Is reports whether target is the problem of d.
func (d Defect) Is(target error) bool {
	p, ok := target.(Problem)
	return ok && p == d.Problem
}

// Defects is all that is wrong with a table or a policy, in the order of the
// table. It is the type of the errors of [New] and [Machine.Under].
type Defects []Defect

// Error joins the texts of the defects, one a line.
func (ds Defects) Error() string {
	var b strings.Builder
	b.WriteString("lifecycle:")
	for _, d := range ds {
		b.WriteString("\n\t")
		b.WriteString(d.Error())
	}
	return b.String()
}

// Unwrap gives the defects to [errors.Is] and [errors.As].
func (ds Defects) Unwrap() []error { return mapped(ds, func(d Defect) error { return d }) }

// A checker collects the defects of one table.
type checker struct {
	spec
	defects   Defects
	states    map[uint8]*StateInfo[uint8]
	events    map[uint8]bool
	guards    Facts
	effects   Effects
	exclusive []Facts
}

func (c *checker) check(ok bool, p Problem, format string, args ...any) bool {
	if !ok {
		c.defects = append(c.defects, Defect{p, fmt.Sprintf(format, args...)})
	}
	return ok
}

// check returns everything that is wrong with the table.
func check(s spec) Defects {
	c := &checker{spec: s, states: map[uint8]*StateInfo[uint8]{}, events: map[uint8]bool{}}
	c.check(isName(s.Name), BadName, "name of the machine")
	c.check(isName(s.Version), BadName, "version of the machine")
	c.check(isText(s.Title), BadText, "title of the machine")
	c.lists()
	c.pairs()
	c.moves()
	c.cells()
	c.graph()
	return c.defects
}

// described checks what every entry of a table has.
func (c *checker) described(at string, text, note rule.Text, from string, e rule.Evidence) {
	c.check(isText(text), BadText, "%s", at)
	c.check(note == (rule.Text{}) || isText(note), BadText, "note of %s", at)
	c.check(isLine(from), NoSource, "%s", at)
	c.check(e >= rule.Sourced && e <= rule.Policy, NoEvidence, "%s", at)
}

// coded checks the code of an entry and that its list has it once.
func (c *checker) coded(seen map[string]bool, what, code string) string {
	at := what + " " + code
	c.check(isCode(code), BadName, "%s", at)
	c.check(!seen[code], Duplicate, "%s", at)
	seen[code] = true
	return at
}

func (c *checker) lists() {
	seen := map[string]bool{}
	for i, s := range c.States {
		at := c.coded(seen, "state", s.Code)
		c.check(s.State != 0, BadPosition, "%s", at)
		c.check(c.states[s.State] == nil, Duplicate, "value of %s", at)
		c.described(at, s.Title, s.Note, s.Source, s.Evidence)
		c.states[s.State] = &c.States[i]
	}
	seen = map[string]bool{}
	for _, e := range c.Events {
		at := c.coded(seen, "event", e.Code)
		c.check(e.Event != 0, BadPosition, "%s", at)
		c.check(!c.events[e.Event], Duplicate, "value of %s", at)
		c.described(at, e.Title, e.Note, e.Source, e.Evidence)
		c.events[e.Event] = true
	}
	var asked Facts
	var done Effects
	for _, m := range c.Moves {
		asked |= m.If
		done |= m.Then
	}
	seen = map[string]bool{}
	for _, g := range c.Guards {
		at := c.coded(seen, "guard", g.Code)
		c.check(g.Guard >= 1 && g.Guard <= 63, BadPosition, "%s", at)
		c.check(!c.guards.Has(g.Guard), Duplicate, "value of %s", at)
		c.check(asked.Has(g.Guard), Unused, "%s", at)
		c.described(at, g.Title, g.Note, g.Source, g.Evidence)
		c.guards = c.guards.With(g.Guard)
	}
	seen = map[string]bool{}
	for _, e := range c.Effects {
		at := c.coded(seen, "effect", e.Code)
		c.check(e.Effect >= 1 && e.Effect <= 63, BadPosition, "%s", at)
		c.check(!c.effects.Has(e.Effect), Duplicate, "value of %s", at)
		c.check(done.Has(e.Effect), Unused, "%s", at)
		c.described(at, e.Title, e.Note, e.Source, e.Evidence)
		c.effects |= Doing(e.Effect)
	}
}

// pairs checks the pairs of exclusive guards.
func (c *checker) pairs() {
	seen := map[Facts]bool{}
	for _, p := range c.Exclusive {
		at := fmt.Sprintf("exclusive guards %d and %d", p[0], p[1])
		both := Holding(p[0], p[1])
		c.check(c.guards.Has(p[0]) && c.guards.Has(p[1]), UnknownGuard, "%s", at)
		c.check(p[0] != p[1] && !seen[both], Duplicate, "%s", at)
		seen[both] = true
		c.exclusive = append(c.exclusive, both)
	}
}

func (c *checker) moves() {
	seen := map[string]bool{}
	for _, m := range c.Moves {
		at := "move " + m.ID
		c.check(isName(m.ID), BadName, "%s", at)
		c.check(!seen[m.ID], Duplicate, "%s", at)
		seen[m.ID] = true
		c.check(m.From == 0 || c.states[m.From] != nil, UnknownState, "%s, from %d", at, m.From)
		c.check(c.states[m.To] != nil, UnknownState, "%s, to %d", at, m.To)
		c.check(c.events[m.On], UnknownEvent, "%s, on %d", at, m.On)
		c.check(m.By != 0 && m.By&^allActors == 0, UnknownActor, "%s", at)
		c.check(m.If&^c.guards == 0, UnknownGuard, "%s", at)
		c.check(m.Then&^c.effects == 0, UnknownEffect, "%s", at)
		for _, both := range c.exclusive {
			c.check(m.If&both != both, Impossible, "%s", at)
		}
		c.check(m.Note == (rule.Text{}) || isText(m.Note), BadText, "note of %s", at)
		c.check(isLine(m.Source), NoSource, "%s", at)
		c.check(m.Evidence >= rule.Sourced && m.Evidence <= rule.Policy, NoEvidence, "%s", at)
	}
	for i, m := range c.Moves {
		for _, n := range c.Moves[:i] {
			if m.From == n.From && m.On == n.On && m.By&n.By != 0 {
				c.check(c.separate(m.If, n.If), Ambiguous, "moves %s and %s", n.ID, m.ID)
			}
		}
	}
}

// separate reports whether no facts without contradiction meet both.
func (c *checker) separate(a, b Facts) bool {
	for _, both := range c.exclusive {
		if (a|b)&both == both {
			return true
		}
	}
	return false
}

// cells checks that every pair of a state and an event is answered once.
func (c *checker) cells() {
	answers := map[[2]uint8]int{}
	used := map[uint8]bool{}
	for _, m := range c.Moves {
		answers[[2]uint8{m.From, m.On}] = 1
		used[m.On] = true
	}
	add := func(at string, from, on []uint8) {
		for _, s := range from {
			c.check(s == 0 || c.states[s] != nil, UnknownState, "%s, from %d", at, s)
			for _, e := range on {
				answers[[2]uint8{s, e}]++
				used[e] = true
			}
		}
		for _, e := range on {
			c.check(c.events[e], UnknownEvent, "%s, on %d", at, e)
		}
		c.check(len(from) > 0, UnknownState, "%s, from none", at)
		c.check(len(on) > 0, UnknownEvent, "%s, on none", at)
	}
	for i, r := range c.Refusals {
		at := fmt.Sprintf("refusal %d", i+1)
		add(at, r.From, r.On)
		c.described(at, r.Why, rule.Text{}, r.Source, r.Evidence)
	}
	for i, p := range c.Unforeseen {
		add(fmt.Sprintf("unforeseen %d", i+1), p.From, p.On)
	}
	for _, e := range c.Events {
		c.check(used[e.Event], Unused, "event %s", e.Code)
		c.check(answers[[2]uint8{0, e.Event}] <= 1, AnsweredTwice, "– × %s", e.Code)
		for _, s := range c.States {
			n := answers[[2]uint8{s.State, e.Event}]
			c.check(n > 0 || s.Final, Unanswered, "%s × %s", s.Code, e.Code)
			c.check(n <= 1, AnsweredTwice, "%s × %s", s.Code, e.Code)
		}
	}
}

// graph checks the ways from the beginning to the ends.
func (c *checker) graph() {
	reached := map[uint8]bool{0: true}
	for grown := true; grown; {
		grown = false
		for _, m := range c.Moves {
			if reached[m.From] && !reached[m.To] {
				reached[m.To], grown = true, true
			}
		}
	}
	left := map[uint8]bool{}
	for _, m := range c.Moves {
		left[m.From] = left[m.From] || m.From != m.To
	}
	for _, s := range c.States {
		c.check(reached[s.State], Unreachable, "state %s", s.Code)
		c.check(s.Final || left[s.State], DeadEnd, "state %s", s.Code)
		c.check(!s.Final || !left[s.State], WayOut, "state %s", s.Code)
	}
}

func isAlnum(r byte) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}

// isCode: a letter, then letters and digits, 64 at most.
func isCode(s string) bool {
	for i := range len(s) {
		if !isAlnum(s[i]) {
			return false
		}
	}
	return s != "" && len(s) <= 64 && s[0] > '9'
}

// isName: letters and digits, with . - / inside.
func isName(s string) bool {
	for i := range len(s) {
		inside := i > 0 && i < len(s)-1 && strings.IndexByte(".-/", s[i]) >= 0
		if !isAlnum(s[i]) && !inside {
			return false
		}
	}
	return s != "" && len(s) <= 64
}

func isText(t rule.Text) bool { return isLine(t.FR) && isLine(t.EN) }

// isLine: something to read, on one line.
func isLine(s string) bool {
	return s != "" && utf8.ValidString(s) && s == strings.TrimSpace(s) && strings.IndexFunc(s, unicode.IsControl) < 0
}
