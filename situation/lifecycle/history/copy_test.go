package history_test

import (
	"bytes"
	"math/rand"
	"sync"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/situation/lifecycle"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// TestCopies: what is appended to a copy of a history never stands in the place of an
// event of another, whoever goes on first, and also where all lie in one millisecond.
func TestCopies(t *testing.T) {
	m := door(t)
	for seed := range int64(300) {
		r := rand.New(rand.NewSource(seed))
		all := []*hist{newHistory(t, m, "request-42")}
		texts := [][]byte{all[0].AppendLines(nil)}
		for range 40 {
			i := r.Intn(len(all))
			switch r.Intn(4) {
			case 0:
				c := *all[i]
				all, texts = append(all, &c), append(texts, texts[i])
			case 1: // put back to what another one was
				j := r.Intn(len(all))
				*all[i], texts[i] = *all[j], texts[j]
			default:
				on, at := turn, start
				if all[i].Len() == 0 {
					on = build
				}
				for _, e := range all[i].Events() {
					at = e.At.Add(time.Duration(r.Intn(2)) * time.Millisecond)
				}
				if _, err := all[i].Append(newID(t, at, r), at, lifecycle.Direction, on, lifecycle.Holding(key)); err != nil {
					t.Fatal(err)
				}
				texts[i] = all[i].AppendLines(nil)
			}
			for k, h := range all {
				if got := h.AppendLines(nil); !bytes.Equal(got, texts[k]) {
					t.Fatalf("seed %d: copy %d of %d events is another", seed, k, h.Len())
				}
			}
		}
		for _, h := range all {
			if _, err := history.Read(bytes.NewReader(h.AppendLines(nil)), m); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestCopyKeepsItsOwnIDs: an ID that was added to one history is not one of its copy.
func TestCopyKeepsItsOwnIDs(t *testing.T) {
	h, r := newHistory(t, door(t), "request-42"), rand.New(rand.NewSource(1))
	for _, on := range []event{build, turn, turn} {
		if _, err := h.Append(newID(t, start, r), start, lifecycle.Direction, on, lifecycle.Holding(key)); err != nil {
			t.Fatal(err)
		}
	}
	c, id := *h, newID(t, start, r)
	for _, one := range []*hist{h, &c} {
		if _, err := one.Append(id, start, lifecycle.Direction, turn, lifecycle.Holding(key)); err != nil {
			t.Fatal(err)
		}
		if _, err := one.Append(id, start, lifecycle.Direction, turn, lifecycle.Holding(key)); err == nil {
			t.Fatal("an ID twice")
		}
	}
}

// TestCopiesInGoroutines: copies that go on at the same time, for the race detector.
func TestCopiesInGoroutines(t *testing.T) {
	h, r := newHistory(t, door(t), "request-42"), rand.New(rand.NewSource(1))
	for _, on := range []event{build, turn, turn} {
		if _, err := h.Append(newID(t, start, r), start, lifecycle.Direction, on, lifecycle.Holding(key)); err != nil {
			t.Fatal(err)
		}
	}
	copies := []hist{*h, *h, *h}
	all := []*hist{h, &copies[0], &copies[1], &copies[2]}
	var done sync.WaitGroup
	for i, one := range all {
		r := rand.New(rand.NewSource(int64(i + 2)))
		done.Go(func() {
			for range 20 {
				if _, err := one.Append(newID(t, start, r), start, lifecycle.Direction, turn, lifecycle.Holding(key)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done.Wait()
	for _, one := range all {
		if one.Len() != 23 {
			t.Errorf("%d events", one.Len())
		}
	}
}

// TestOwnEventsStay: only a copy pays for events of its own; a history that nobody
// copied keeps its events where they are.
func TestOwnEventsStay(t *testing.T) {
	h, r, at := newHistory(t, door(t), "request-42"), rand.New(rand.NewSource(1)), start
	on := build
	add := func() {
		if at = at.Add(time.Second); h.Len() > 0 {
			on = turn
		}
		if _, err := h.Append(newID(t, at, r), at, lifecycle.Direction, on, lifecycle.Holding(key)); err != nil {
			t.Fatal(err)
		}
	}
	few := testing.AllocsPerRun(100, add)
	copied := testing.AllocsPerRun(100, func() {
		c := *h
		h = &c
		add()
	})
	if copied < few+2 {
		t.Errorf("%v allocations an event, and %v with a copy: the events were copied each time, or never", few, copied)
	}
}
