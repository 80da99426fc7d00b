package lifecycle_test

import (
	"errors"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// answer is what the oracle says.
type answer struct {
	code    rule.Code // empty: accepted
	to      state
	move    string
	effects lifecycle.Effects
	missing []string // of LIF-GUARD, as text
	actors  string   // of LIF-ACTOR
	moves   []string // of LIF-POLICY
}

// oracle reads the table as its documentation says, slowly, and knows no
// index. It panics when two moves apply.
func oracle(spec lifecycle.Spec[state, event], p lifecycle.Policy, from state, on event, by lifecycle.Actor, facts lifecycle.Facts) answer {
	stated := map[lifecycle.Guard]bool{}
	for g := range lifecycle.Guard(64) {
		if facts>>g&1 == 1 {
			stated[g] = true
		}
	}
	final := false
	known := from == 0
	for _, s := range spec.States {
		if s.State == from {
			known, final = true, s.Final
		}
	}
	if !known {
		return answer{code: lifecycle.CodeStateUnknown}
	}
	if !slices.ContainsFunc(spec.Events, func(e lifecycle.EventInfo[event]) bool { return e.Event == on }) {
		return answer{code: lifecycle.CodeEventUnknown}
	}
	if by < lifecycle.Professional || by > lifecycle.System {
		return answer{code: lifecycle.CodeActorUnknown}
	}
	for g := range stated {
		if !slices.ContainsFunc(spec.Guards, func(i lifecycle.GuardInfo) bool { return i.Guard == g }) {
			return answer{code: lifecycle.CodeFactUnknown}
		}
	}
	clash := func(set map[lifecycle.Guard]bool) bool {
		for _, pair := range spec.Exclusive {
			if set[pair[0]] && set[pair[1]] {
				return true
			}
		}
		return false
	}
	if clash(stated) {
		return answer{code: lifecycle.CodeContradiction}
	}
	against := func(m lifecycle.Move[state, event]) bool {
		weak := p.Weakest == rule.Sourced && m.Evidence != rule.Sourced || p.Weakest == rule.Inferred && m.Evidence == rule.Policy
		return weak || slices.Contains(p.Refuse, m.ID) || m.Off && !slices.Contains(p.Allow, m.ID)
	}
	anything := false
	var open, mine, refusedMine, refusedHolding []lifecycle.Move[state, event]
	var accepted []lifecycle.Move[state, event]
	var who []string
	for _, m := range spec.Moves {
		if m.From != from || m.On != on {
			continue
		}
		anything = true
		holds := true
		for g := range m.If.All() {
			holds = holds && stated[g]
		}
		isMine := slices.Contains(slices.Collect(m.By.All()), by)
		switch {
		case against(m) && isMine:
			refusedMine = append(refusedMine, m)
			if holds {
				refusedHolding = append(refusedHolding, m)
			}
		case against(m):
		case isMine && holds:
			accepted = append(accepted, m)
		case isMine:
			mine = append(mine, m)
		}
		if !against(m) {
			open = append(open, m)
			for a := range m.By.All() {
				who = append(who, a.String())
			}
		}
	}
	if len(accepted) > 1 {
		panic("two moves apply")
	}
	if len(accepted) == 1 {
		m := accepted[0]
		return answer{to: m.To, move: m.ID, effects: m.Then}
	}
	if anything {
		switch {
		case len(mine) == 0 && len(refusedMine) == 0 && len(open) > 0:
			slices.SortFunc(who, func(a, b string) int {
				x, _ := lifecycle.ParseActor(a)
				y, _ := lifecycle.ParseActor(b)
				return int(x) - int(y)
			})
			return answer{code: lifecycle.CodeActor, actors: strings.Join(slices.Compact(who), ", ")}
		case len(mine) > 0 && len(refusedHolding) == 0:
			var all, possible []string
			for _, m := range mine {
				var names []string
				union := map[lifecycle.Guard]bool{}
				for _, g := range spec.Guards {
					if stated[g.Guard] || m.If.Has(g.Guard) {
						union[g.Guard] = true
					}
					if m.If.Has(g.Guard) && !stated[g.Guard] {
						names = append(names, g.Code)
					}
				}
				all = append(all, strings.Join(names, "+"))
				if !clash(union) {
					possible = append(possible, strings.Join(names, "+"))
				}
			}
			if len(possible) == 0 {
				possible = all
			}
			return answer{code: lifecycle.CodeGuard, missing: possible}
		}
		var ids []string
		for _, m := range refusedMine {
			ids = append(ids, m.ID)
		}
		if ids == nil {
			for _, m := range spec.Moves {
				if m.From == from && m.On == on {
					ids = append(ids, m.ID)
				}
			}
		}
		return answer{code: lifecycle.CodePolicy, moves: ids}
	}
	for _, r := range spec.Refusals {
		if slices.Contains(r.From, from) && slices.Contains(r.On, on) {
			return answer{code: lifecycle.CodeRefused}
		}
	}
	for _, r := range spec.Unforeseen {
		if slices.Contains(r.From, from) && slices.Contains(r.On, on) {
			return answer{code: lifecycle.CodeUndefined}
		}
	}
	switch {
	case from == 0:
		return answer{code: lifecycle.CodeNotBegun}
	case final:
		return answer{code: lifecycle.CodeFinal}
	}
	panic("a pair without an answer")
}

// walk compares a machine with the oracle for every question: all states and
// events with two unknown ones, all actors with two unknown ones, all sets of
// facts with three spoilt ones. It returns how often each code came.
func walk(t *testing.T, spec lifecycle.Spec[state, event], p lifecycle.Policy) map[rule.Code]int {
	t.Helper()
	m := must(t, spec, p)
	var subsets []lifecycle.Facts
	for n := range 1 << len(spec.Guards) {
		var f lifecycle.Facts
		for i, g := range spec.Guards {
			if n>>i&1 == 1 {
				f = f.With(g.Guard)
			}
		}
		subsets = append(subsets, f)
	}
	subsets = append(subsets, lifecycle.Holding(0), lifecycle.Holding(40), lifecycle.Holding(200, 1))
	seen := map[rule.Code]int{}
	for from := range state(len(spec.States) + 3) {
		for by := range lifecycle.System + 3 {
			for _, facts := range subsets {
				var permitted []event
				for on := range event(len(spec.Events) + 3) {
					want := oracle(spec, p, from, on, by, facts)
					step, err := m.Next(from, on, by, facts)
					question := func() string {
						return fmt.Sprintf("%d × %d by %v with %v under %+v", from, on, by, m.FactCodes(facts), p)
					}
					seen[want.code]++
					if want.code == "" {
						if err != nil || step.To != want.to || step.Move != want.move || step.Effects != want.effects {
							t.Fatalf("%s: %+v, %v; want %+v", question(), step, err, want)
						}
						permitted = append(permitted, on)
						continue
					}
					r, ok := errors.AsType[*lifecycle.Refusal[state, event]](err)
					if !ok || r.Code() != want.code || step != (lifecycle.Step[state]{}) {
						t.Fatalf("%s: %+v, %v; want %+v", question(), step, err, want)
					}
					if r.From != from || r.On != on || r.By != by || r.Facts != facts {
						t.Fatalf("%s: %+v", question(), r)
					}
					var missing []string
					for _, set := range r.Missing() {
						codes := m.FactCodes(set)
						slices.SortFunc(codes, func(a, b string) int { return place(spec, a) - place(spec, b) })
						missing = append(missing, strings.Join(codes, "+"))
					}
					if !slices.Equal(missing, want.missing) || !slices.Equal(r.Moves(), want.moves) {
						t.Fatalf("%s: missing %q, moves %q; want %+v", question(), missing, r.Moves(), want)
					}
					if want.code == lifecycle.CodeActor && r.Actors().String() != want.actors {
						t.Fatalf("%s: actors %v; want %+v", question(), r.Actors(), want)
					}
				}
				// Permitted is what Next accepts.
				var got []event
				for _, q := range m.Permitted(from, by, facts) {
					got = append(got, q.On)
					if step, err := m.Next(from, q.On, by, facts); err != nil || step != q.Step {
						t.Fatalf("permitted %+v; next %+v, %v", q, step, err)
					}
				}
				if !slices.Equal(got, permitted) {
					t.Fatalf("%d by %v: permitted %v, want %v", from, by, got, permitted)
				}
			}
		}
		for _, v := range m.Leaving(from) {
			if v.From != from || m.Refuses(v.ID) {
				t.Fatalf("leaving %d: %+v", from, v)
			}
			if step, err := m.Next(from, v.On, slices.Collect(v.By.All())[0], v.If); err != nil || step.Move != v.ID {
				t.Fatalf("leaving %d: %+v gives %+v, %v", from, v, step, err)
			}
		}
	}
	return seen
}

func place(spec lifecycle.Spec[state, event], code string) int {
	return slices.IndexFunc(spec.Guards, func(g lifecycle.GuardInfo) bool { return g.Code == code })
}

func TestWalk(t *testing.T) {
	all := map[rule.Code]int{}
	for _, p := range []lifecycle.Policy{
		{},
		{Allow: []string{"B-10"}},
		{Weakest: rule.Sourced},
		{Weakest: rule.Inferred, Allow: []string{"B-10"}},
		{Weakest: rule.Policy, Refuse: []string{"B-4"}},
		{Refuse: []string{"B-1", "B-2", "B-5"}},
		{Refuse: []string{"B-4", "B-5"}},
	} {
		for code, n := range walk(t, sample(), p) {
			all[code] += n
		}
	}
	for _, r := range lifecycle.Rules() {
		if all[r.Code] == 0 && r.Code != lifecycle.CodePolicyUnknown { // which refuses no event
			t.Errorf("%s never came", r.Code)
		}
	}
	if all[""] == 0 {
		t.Error("nothing was accepted")
	}
}

// chance returns a set of the guards 1 to 4, each in one of four.
func chance(r *rand.Rand) lifecycle.Facts {
	var f lifecycle.Facts
	for g := range lifecycle.Guard(4) {
		if r.Intn(4) == 0 {
			f = f.With(g + 1)
		}
	}
	return f
}

// TestRandomMachines walks tables made by chance: New must refuse those for
// which the oracle would find two moves or no answer.
func TestRandomMachines(t *testing.T) {
	accepted, ambiguous := 0, 0
	for seed := range int64(4000) {
		r := rand.New(rand.NewSource(seed))
		s := lifecycle.Spec[state, event]{Name: "random", Version: "1", Title: text("hasard", "chance")}
		const states, events, guards = 3, 2, 4
		for i := range states {
			s.States = append(s.States, lifecycle.StateInfo[state]{State: state(i + 1), Code: fmt.Sprintf("s%d", i+1), Title: text("é", "s"), Source: "x", Evidence: rule.Sourced})
		}
		for i := range events {
			s.Events = append(s.Events, lifecycle.EventInfo[event]{Event: event(i + 1), Code: fmt.Sprintf("e%d", i+1), Title: text("é", "e"), Source: "x", Evidence: rule.Sourced})
		}
		for range 2 {
			a := lifecycle.Guard(r.Intn(guards) + 1)
			b := a%guards + 1
			s.Exclusive = append(s.Exclusive, [2]lifecycle.Guard{a, b})
		}
		answered := map[[2]int]bool{}
		left := map[state]bool{}
		var asked lifecycle.Facts
		for i := range 7 {
			m := lifecycle.Move[state, event]{
				ID: fmt.Sprintf("M%d", i), From: state(r.Intn(states + 1)), On: event(r.Intn(events) + 1), To: state(r.Intn(states) + 1),
				By: lifecycle.By(lifecycle.Actor(r.Intn(3)+1), lifecycle.Actor(r.Intn(3)+1)), If: chance(r),
				Source: "x", Evidence: rule.Evidence(r.Intn(3) + 1), Off: r.Intn(5) == 0,
			}
			asked |= m.If
			left[m.From] = left[m.From] || m.From != m.To
			answered[[2]int{int(m.From), int(m.On)}] = true
			s.Moves = append(s.Moves, m)
		}
		for g := range lifecycle.Guard(guards) {
			if asked.Has(g + 1) {
				s.Guards = append(s.Guards, lifecycle.GuardInfo{Guard: g + 1, Code: fmt.Sprintf("g%d", g+1), Title: text("é", "g"), Source: "x", Evidence: rule.Sourced})
			}
		}
		s.Exclusive = slices.DeleteFunc(s.Exclusive, func(p [2]lifecycle.Guard) bool { return !asked.Has(p[0]) || !asked.Has(p[1]) })
		for i := range s.States {
			st := s.States[i].State
			s.States[i].Final = !left[st]
			for e := range events {
				if !answered[[2]int{int(st), e + 1}] {
					s.Unforeseen = append(s.Unforeseen, lifecycle.Pairs[state, event]{From: []state{st}, On: []event{event(e + 1)}})
				}
			}
		}
		if _, err := lifecycle.New(s); err != nil {
			defects, _ := errors.AsType[lifecycle.Defects](err)
			if !slices.ContainsFunc(defects, func(d lifecycle.Defect) bool { return d.Problem != lifecycle.Ambiguous }) {
				ambiguous++
				if !twice(s) {
					t.Fatalf("seed %d: %v, and no question has two moves", seed, err)
				}
			}
			continue
		}
		accepted++
		walk(t, s, lifecycle.Policy{})
		walk(t, s, lifecycle.Policy{Weakest: rule.Inferred, Refuse: []string{"M0"}})
	}
	if accepted < 30 || ambiguous < 30 {
		t.Errorf("only %d tables were taken, and %d found ambiguous", accepted, ambiguous)
	}
}

// twice reports whether the oracle finds a question with two moves.
func twice(s lifecycle.Spec[state, event]) (found bool) {
	defer func() { found = recover() == "two moves apply" }()
	var p lifecycle.Policy
	for _, m := range s.Moves {
		if m.Off {
			p.Allow = append(p.Allow, m.ID)
		}
	}
	for _, m := range s.Moves {
		for by := range m.By.All() {
			for facts := range lifecycle.Facts(32) {
				if facts&1 == 0 {
					oracle(s, p, m.From, m.On, by, facts)
				}
			}
		}
	}
	return false
}
