package lifecycle_test

import (
	"errors"
	"testing"

	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// plain is the sample as somebody would write it by hand for one question:
// the baseline of the benchmarks.
type plainMove struct {
	by   uint32
	need uint64
	to   state
	then uint64
}

func plainTable() *[7][10][]plainMove {
	var t [7][10][]plainMove
	for _, m := range sample().Moves {
		t[m.From][m.On] = append(t[m.From][m.On], plainMove{uint32(m.By), uint64(m.If), m.To, uint64(m.Then)})
	}
	return &t
}

//go:noinline
func plainNext(t *[7][10][]plainMove, from state, on event, by lifecycle.Actor, facts uint64) (state, uint64, bool) {
	if int(from) >= len(t) || int(on) >= len(t[0]) {
		return 0, 0, false
	}
	for i := range t[from][on] {
		if m := &t[from][on][i]; m.by&(1<<by) != 0 && facts&m.need == m.need {
			return m.to, m.then, true
		}
	}
	return 0, 0, false
}

func BenchmarkTransition(b *testing.B) {
	facts := lifecycle.Holding(spaceLeft, later)
	b.Run("library", func(b *testing.B) {
		m := must(b, sample(), lifecycle.Policy{})
		b.ReportAllocs()
		for b.Loop() {
			if s, err := m.Next(waiting, grant, lifecycle.Gestionnaire, facts); err != nil || s.To != held {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline", func(b *testing.B) {
		t := plainTable()
		for b.Loop() {
			if to, _, ok := plainNext(t, waiting, grant, lifecycle.Gestionnaire, uint64(facts)); !ok || to != held {
				b.Fatal(to)
			}
		}
	})
}

// errNo is what the plain table says of a refusal: no, and nothing else.
var errNo = errors.New("no")

func BenchmarkRefused(b *testing.B) {
	facts := lifecycle.Holding(later)
	b.Run("library", func(b *testing.B) {
		m := must(b, sample(), lifecycle.Policy{})
		b.ReportAllocs()
		for b.Loop() {
			if _, err := m.Next(waiting, grant, lifecycle.Gestionnaire, facts); err == nil {
				b.Fatal("accepted")
			}
		}
	})
	b.Run("baseline", func(b *testing.B) {
		t := plainTable()
		b.ReportAllocs()
		for b.Loop() {
			err := errNo
			if _, _, ok := plainNext(t, waiting, grant, lifecycle.Gestionnaire, uint64(facts)); ok {
				err = nil
			}
			if err == nil {
				b.Fatal("accepted")
			}
		}
	})
}

// BenchmarkPlainPermitted asks the plain table for every event.
func BenchmarkPlainPermitted(b *testing.B) {
	t := plainTable()
	facts := uint64(lifecycle.Holding(spaceLeft, later))
	b.ReportAllocs()
	for b.Loop() {
		var out []event
		for on := range event(len(t[0])) {
			if _, _, ok := plainNext(t, waiting, on, lifecycle.Gestionnaire, facts); ok {
				out = append(out, on)
			}
		}
		if len(out) == 0 {
			b.Fatal("nothing is permitted")
		}
	}
}

// BenchmarkPlainNew fills the plain table, and checks nothing.
func BenchmarkPlainNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		plainTable()
	}
}

func BenchmarkPermitted(b *testing.B) {
	m := must(b, sample(), lifecycle.Policy{})
	b.ReportAllocs()
	for b.Loop() {
		if p := m.Permitted(waiting, lifecycle.Gestionnaire, lifecycle.Holding(spaceLeft, later)); len(p) != 3 {
			b.Fatal(p)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		must(b, sample(), lifecycle.Policy{})
	}
}
