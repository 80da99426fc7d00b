package cycles

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/bits"
	"math/rand/v2"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// Short names: the tables are to be read at a glance.
const (
	sourced  = rule.Sourced
	inferred = rule.Inferred
	policy   = rule.Policy

	pro       = lifecycle.Professional
	gest      = lifecycle.Gestionnaire
	legal     = lifecycle.RepresentantLegal
	mandatary = lifecycle.Mandataire
	titulaire = lifecycle.TitulaireOfficine
	hr        = lifecycle.EquipeRH
	direction = lifecycle.Direction
	candidate = lifecycle.Candidate
	ans       = lifecycle.ANS
	insee     = lifecycle.INSEE
	clock     = lifecycle.Clock
	system    = lifecycle.System
)

// actorsWalked are all actors, the one not stated, and one that does not exist.
const actorsWalked = int(lifecycle.System) + 2

type guard = lifecycle.Guard

// row is one line of a second table: in one of the states, on the event, at the
// hand of one of the actors, when the condition holds.
type row[S, E ~uint8] struct {
	from []S
	on   E
	by   lifecycle.Actors
	when cond
	to   S
	mark rule.Evidence
	// why names the source and what it says; for what no source says, how it
	// was inferred or that the library chose it.
	why string
}

// cond is a disjunction of conjunctions; nil is always true.
type cond []lifecycle.Facts

func all(gs ...guard) cond { return cond{lifecycle.Holding(gs...)} }

// and joins conditions.
func (c cond) and(others ...cond) cond {
	out := c
	for _, o := range others {
		var next cond
		for _, a := range out {
			for _, b := range o {
				next = append(next, a|b)
			}
		}
		out = next
	}
	return out
}

// or holds when one of them does.
func (c cond) or(o cond) cond { return append(append(cond{}, c...), o...) }

func (c cond) holds(f lifecycle.Facts) bool {
	for _, all := range c {
		if f&all == all {
			return true
		}
	}
	return c == nil
}

func (c cond) guards() (out lifecycle.Facts) {
	for _, all := range c {
		out |= all
	}
	return out
}

// table is a second opinion on a machine.
type table[S, E ~uint8] struct {
	states, events, guards int // how many
	// exclusive are guards of which two cannot both hold.
	exclusive []lifecycle.Facts
	// final are the states after which nothing comes.
	final []S
	rows  []row[S, E]
	// off are rows that the machine must not have on by default: by the ID of
	// the move that switches each on.
	off map[string]row[S, E]
}

// next answers as the second table does. Two rows that apply must agree.
func (o *table[S, E]) next(t *testing.T, from S, on E, by lifecycle.Actor, f lifecycle.Facts) (to S, mark rule.Evidence, ok bool) {
	if bits.Len64(uint64(f)) > o.guards+1 {
		return 0, 0, false
	}
	for _, x := range o.exclusive {
		if bits.OnesCount64(uint64(f&x)) > 1 {
			return 0, 0, false
		}
	}
	for i := range o.rows {
		r := &o.rows[i]
		if r.on != on || !r.by.Has(by) || !has(r.from, from) || !r.when.holds(f) {
			continue
		}
		if ok && r.to != to {
			t.Fatalf("the second table has two answers for state %d, event %d, actor %v, facts %b", from, on, by, f)
		}
		if !ok || r.mark < mark {
			mark = r.mark
		}
		to, ok = r.to, true
	}
	return to, mark, ok
}

func has[T comparable](list []T, x T) bool { return slices.Contains(list, x) }

// asked are the guards that either table names for a state and an event.
func (o *table[S, E]) asked(m *lifecycle.Machine[S, E], from S, on E) (f lifecycle.Facts) {
	for i := range o.rows {
		if o.rows[i].on == on && has(o.rows[i].from, from) {
			f |= o.rows[i].when.guards()
		}
	}
	for _, v := range m.Moves() {
		if v.From == from && v.On == on {
			f |= v.If
		}
	}
	return f
}

// subsets calls yield with every subset of a set of guards, and with random
// sets of all guards of the machine and one that does not exist.
func subsets(of lifecycle.Facts, guards, random int, yield func(lifecycle.Facts)) {
	for sub := of; ; sub = (sub - 1) & of {
		yield(sub)
		if sub == 0 {
			break
		}
	}
	every := lifecycle.Facts(1)<<(guards+2) - 2
	src := rand.New(rand.NewPCG(uint64(of), uint64(guards)))
	for range random {
		f := lifecycle.Facts(src.Uint64()) & every
		if src.IntN(4) != 0 { // mostly without the one that does not exist
			f = f.Without(guard(guards + 1))
		}
		yield(f)
		yield(f | of) // and with all that is asked
	}
}

// names of a question, for a failure.
func question[S, E ~uint8](m *lifecycle.Machine[S, E], from S, on E, by lifecycle.Actor, f lifecycle.Facts) string {
	return fmt.Sprintf("%s: %q × %s by %v when %v", m.Name(), m.StateCode(from), m.EventCode(on), by, m.FactCodes(f))
}

// each calls yield with every question that a walk asks: all sets of the guards
// that either table names for the pair, or of all guards when they are few
// enough, and random sets of all guards.
func (o *table[S, E]) each(t *testing.T, m *lifecycle.Machine[S, E], few int, yield func(from S, on E, by lifecycle.Actor, f lifecycle.Facts)) {
	t.Helper()
	random := 400
	if testing.Short() {
		random = 20
	}
	for s := range o.states + 2 {
		for e := range o.events + 2 {
			of := o.asked(m, S(s), E(e))
			if o.guards <= few {
				of = lifecycle.Facts(1)<<(o.guards+1) - 2
			}
			if of.Len() > 16 {
				t.Fatalf("%s: %d guards for one pair are too many for a walk", m.Name(), of.Len())
			}
			for a := range actorsWalked + 1 {
				subsets(of, o.guards, random, func(f lifecycle.Facts) { yield(S(s), E(e), lifecycle.Actor(a), f) })
			}
		}
	}
}

// walk asks machine and table everything, and returns how many questions were
// asked and how many of them were answered by a move. A machine of no more than
// few guards is asked with all sets of all of them.
func walk[S, E ~uint8](t *testing.T, m *lifecycle.Machine[S, E], o *table[S, E], few int) (asked, moved int) {
	t.Helper()
	wrong, modest := map[string]int{}, map[string]bool{}
	o.each(t, m, few, func(from S, on E, by lifecycle.Actor, f lifecycle.Facts) {
		asked++
		step, err := m.Next(from, on, by, f)
		to, mark, ok := o.next(t, from, on, by, f)
		complaint := ""
		switch {
		case err == nil && !ok:
			complaint = "the machine allows what the second table does not: " + step.Move
		case err != nil && ok:
			complaint = "the machine refuses what the second table allows: " + string(err.(*lifecycle.Refusal[S, E]).Code())
		case err == nil && step.To != to:
			complaint = "another state: " + step.Move
		case err == nil && mark != sourced && step.Evidence == sourced:
			complaint = "the machine has for sourced what the second table has not: " + step.Move
		case err == nil && step.Evidence == 0:
			complaint = "no evidence: " + step.Move
		case err != nil && step != (lifecycle.Step[S]{}):
			complaint = "a refusal with a step"
		}
		if err == nil {
			moved++
			if mark == sourced && step.Evidence != sourced {
				modest[step.Move] = true
			}
		}
		if complaint == "" {
			return
		}
		key := fmt.Sprintf("%s × %s: %s", m.StateCode(from), m.EventCode(on), complaint)
		if wrong[key]++; wrong[key] <= 1 {
			t.Errorf("%s (want state %q, %v)\n\t%s", complaint, m.StateCode(to), mark, question(m, from, on, by, f))
		}
	})
	for _, key := range slices.Sorted(maps.Keys(wrong)) {
		t.Logf("%6d × %s", wrong[key], key)
	}
	if len(modest) > 0 {
		t.Logf("less sure in the machine than in the second table: %v", slices.Sorted(maps.Keys(modest)))
	}
	return asked, moved
}

// walkStrict asks the machine under a policy of sourced moves: it must accept
// what the open machine has for sourced, and nothing that the second table has
// not.
func walkStrict[S, E ~uint8](t *testing.T, m, strict *lifecycle.Machine[S, E], o *table[S, E]) (asked, moved int) {
	t.Helper()
	wrong := 0
	o.each(t, m, 7, func(from S, on E, by lifecycle.Actor, f lifecycle.Facts) {
		asked++
		open, errOpen := m.Next(from, on, by, f)
		step, err := strict.Next(from, on, by, f)
		to, mark, ok := o.next(t, from, on, by, f)
		if err == nil {
			moved++
		}
		if want := errOpen == nil && open.Evidence == sourced; want == (err == nil) &&
			(!want || step == open && ok && mark == sourced && to == step.To) {
			return
		}
		if wrong++; wrong <= 10 {
			t.Errorf("under a policy of sourced moves: %v %v, and without it: %v\n\t%s", step, err, open, question(m, from, on, by, f))
		}
	})
	return asked, moved
}

// refuseOne refuses each move by its ID: that move is gone, and every other
// answer stays.
func refuseOne[S, E ~uint8](t *testing.T, m *lifecycle.Machine[S, E]) {
	t.Helper()
	asked := 0
	for _, refused := range m.Moves() {
		if refused.Off {
			continue
		}
		without, err := m.Under(lifecycle.Policy{Refuse: []string{refused.ID}})
		if err != nil {
			t.Errorf("%s: %v", refused.ID, err)
			continue
		}
		for _, v := range m.Moves() {
			// All that v asks for, the same without each, and with each other guard.
			facts := []lifecycle.Facts{v.If}
			for g := range v.If.All() {
				facts = append(facts, v.If.Without(g))
			}
			for _, g := range m.Guards() {
				facts = append(facts, v.If.With(g.Guard))
			}
			for by := range lifecycle.AllActors() {
				for _, f := range facts {
					asked++
					before, errBefore := m.Next(v.From, v.On, by, f)
					after, errAfter := without.Next(v.From, v.On, by, f)
					switch {
					case errBefore == nil && before.Move == refused.ID:
						if !isRefusal(errAfter, lifecycle.CodePolicy) {
							t.Errorf("%s was refused by name and answers %v, %v\n\t%s", refused.ID, after, errAfter, question(m, v.From, v.On, by, f))
						}
					case (errBefore == nil) != (errAfter == nil) || before != after:
						t.Errorf("without %s another answer: %v, %v instead of %v, %v\n\t%s", refused.ID, after, errAfter, before, errBefore, question(m, v.From, v.On, by, f))
					}
				}
			}
		}
	}
	t.Logf("%s: %d moves refused one by one, %d questions", m.Name(), len(m.Moves()), asked)
}

// mutants breaks the machine on purpose, one thing at a time: a guard not asked
// for, an actor too many, another target, a move that is gone, more evidence
// than there is. The second table must see each.
func mutants[S, E ~uint8](t *testing.T, m *lifecycle.Machine[S, E], o *table[S, E]) {
	t.Helper()
	made := 0
	try := func(what string, i int, change func(*lifecycle.Spec[S, E], *lifecycle.Move[S, E])) {
		spec := m.Spec()
		if spec.Moves[i].Off {
			return
		}
		v := spec.Moves[i]
		change(&spec, &spec.Moves[i])
		mutant, err := lifecycle.New(spec)
		if err != nil {
			return // the engine takes no such table
		}
		made++
		for by := range lifecycle.AllActors() {
			found := false
			subsets(o.asked(m, v.From, v.On), o.guards, 0, func(f lifecycle.Facts) {
				step, err := mutant.Next(v.From, v.On, by, f)
				to, mark, ok := o.next(t, v.From, v.On, by, f)
				found = found || (err == nil) != ok || ok && (step.To != to || step.Evidence == sourced && mark != sourced)
			})
			if found {
				return
			}
		}
		t.Errorf("%s %s: the second table does not see it", v.ID, what)
	}
	for i, v := range m.Moves() {
		for g := range v.If.All() {
			try("without a guard", i, func(_ *lifecycle.Spec[S, E], v *lifecycle.Move[S, E]) { v.If = v.If.Without(g) })
		}
		for by := range lifecycle.AllActors() {
			if !v.By.Has(by) {
				try("with another actor", i, func(_ *lifecycle.Spec[S, E], v *lifecycle.Move[S, E]) { v.By |= lifecycle.By(by) })
			}
		}
		for _, s := range m.States() {
			if s.State != v.To {
				try("to another state", i, func(_ *lifecycle.Spec[S, E], v *lifecycle.Move[S, E]) { v.To = s.State })
			}
		}
		if v.Evidence != sourced {
			if _, mark, ok := o.next(t, v.From, v.On, first(v.By), v.If); ok && mark != sourced {
				try("with more evidence", i, func(_ *lifecycle.Spec[S, E], v *lifecycle.Move[S, E]) { v.Evidence = sourced })
			}
		}
		try("gone", i, func(s *lifecycle.Spec[S, E], _ *lifecycle.Move[S, E]) {
			s.Moves = slices.Delete(s.Moves, i, i+1)
			s.Unforeseen = append(s.Unforeseen, lifecycle.Pairs[S, E]{From: []S{v.From}, On: []E{v.On}})
		})
		try("gone, and others for the pair stay", i, func(s *lifecycle.Spec[S, E], _ *lifecycle.Move[S, E]) { s.Moves = slices.Delete(s.Moves, i, i+1) })
	}
	t.Logf("%s: broken in %d ways", m.Name(), made)
}

func first(by lifecycle.Actors) lifecycle.Actor {
	for a := range by.All() {
		return a
	}
	return 0
}

// switchedOn holds the moves that are off against those of the second table.
func switchedOn[S, E ~uint8](t *testing.T, m *lifecycle.Machine[S, E], o *table[S, E]) {
	t.Helper()
	off := 0
	for _, v := range m.Moves() {
		if !v.Off {
			continue
		}
		off++
		r, ok := o.off[v.ID]
		if !ok {
			t.Errorf("%s is off, and the second table has no such row", v.ID)
			continue
		}
		on, err := m.Under(lifecycle.Policy{Allow: []string{v.ID}})
		if err != nil {
			t.Errorf("%s: %v", v.ID, err)
			continue
		}
		if v.Evidence == sourced {
			t.Errorf("%s is off and sourced", v.ID)
		}
		with := *o
		with.rows = append(slices.Clone(o.rows), r)
		walk(t, on, &with, 7)
		if _, err := m.Under(lifecycle.Policy{Weakest: sourced, Allow: []string{v.ID}}); err != nil {
			t.Errorf("%s: %v", v.ID, err)
		}
	}
	if off != len(o.off) {
		t.Errorf("%d moves are off, the second table has %d", off, len(o.off))
	}
}

// marks wants evidence and source on everything that a table holds, and a mark
// on every row of its page.
func marks[S, E ~uint8](t *testing.T, m *lifecycle.Machine[S, E]) {
	t.Helper()
	n := 0
	check := func(what string, e rule.Evidence, source string) {
		n++
		if e < rule.Sourced || e > rule.Policy || strings.TrimSpace(source) == "" {
			t.Errorf("%s %s: evidence %v, source %q", m.Name(), what, e, source)
		}
	}
	for _, x := range m.States() {
		check("state "+x.Code, x.Evidence, x.Source)
	}
	for _, x := range m.Events() {
		check("event "+x.Code, x.Evidence, x.Source)
	}
	for _, x := range m.Guards() {
		check("guard "+x.Code, x.Evidence, x.Source)
	}
	for _, x := range m.Effects() {
		check("effect "+x.Code, x.Evidence, x.Source)
	}
	for _, x := range m.Moves() {
		check("move "+x.ID, x.Evidence, x.Source)
	}
	for i, x := range m.Refusals() {
		check(fmt.Sprint("refusal ", i), x.Evidence, x.Source)
	}
	words := map[language.Tag][]string{
		language.French:  {rule.Sourced: "sourcé", rule.Inferred: "déduit", rule.Policy: "choix de la bibliothèque"},
		language.English: {rule.Sourced: "sourced", rule.Inferred: "inferred", rule.Policy: "choice of the library"},
	}
	for tag, word := range words {
		page := m.Markdown(tag)
		for _, v := range m.Moves() {
			row := ""
			for line := range strings.Lines(page) {
				if strings.HasPrefix(line, "| "+v.ID+" |") {
					row = line
				}
			}
			mark := word[v.Evidence]
			if v.Off {
				mark += map[language.Tag]string{language.French: ", écarté", language.English: ", refused"}[tag]
			}
			if !strings.Contains(strings.ReplaceAll(row, `\`, ""), "| "+mark+" | "+v.Source) {
				t.Errorf("%v: the row of %s has no mark %s: %q", tag, v.ID, mark, row)
			}
		}
	}
	t.Logf("%s: %d marks", m.Name(), n)
}

// judge holds a machine against its second table in all respects.
func judge[S, E ~uint8](t *testing.T, m *lifecycle.Machine[S, E], o *table[S, E]) {
	t.Helper()
	t.Run("size", func(t *testing.T) {
		if s, e, g := len(m.States()), len(m.Events()), len(m.Guards()); s != o.states || e != o.events || g != o.guards {
			t.Errorf("%d states, %d events, %d guards; the second table knows %d, %d, %d", s, e, g, o.states, o.events, o.guards)
		}
		for _, s := range m.States() {
			if s.Final != has(o.final, s.State) {
				t.Errorf("state %s: final is %v", s.Code, s.Final)
			}
		}
		for i := range o.rows {
			if r := &o.rows[i]; r.mark == 0 || r.why == "" {
				t.Errorf("row %d of the second table has no mark or no reason", i)
			}
		}
	})
	t.Run("walk", func(t *testing.T) {
		few := 15
		if testing.Short() {
			few = 7
		}
		asked, moved := walk(t, m, o, few)
		t.Logf("%s: %d questions, %d moves", m.Name(), asked, moved)
		total.asked += asked
		total.moved += moved
	})
	t.Run("sourced only", func(t *testing.T) {
		strict, err := m.Under(lifecycle.Policy{Weakest: sourced})
		if err != nil {
			t.Fatal(err)
		}
		asked, moved := walkStrict(t, m, strict, o)
		t.Logf("%s: %d questions, %d moves", m.Name(), asked, moved)
		total.asked += asked
		total.moved += moved
	})
	t.Run("one refused", func(t *testing.T) { refuseOne(t, m) })
	t.Run("mutants", func(t *testing.T) { mutants(t, m, o) })
	t.Run("off", func(t *testing.T) { switchedOn(t, m, o) })
	t.Run("marks", func(t *testing.T) { marks(t, m) })
}

// total is what was asked over all machines.
var total struct{ asked, moved int }

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // the searches make garbage for a minute, and a third of it went into collecting it
	code := m.Run()
	if flag.Lookup("test.v").Value.String() != "false" {
		fmt.Printf("six machines: %d questions, %d of them answered by a move\n", total.asked, total.moved)
	}
	os.Exit(code)
}

// isRefusal reports whether the error is of the kind.
func isRefusal(err error, code rule.Code) bool { return errors.Is(err, code) }
