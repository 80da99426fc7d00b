package lifecycle_test

import (
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// FuzzParse compares the readers of codes with a walk of the sample machine.
func FuzzParse(f *testing.F) {
	m, err := lifecycle.New(sample())
	if err != nil {
		f.Fatal(err)
	}
	spec := sample()
	for _, s := range spec.States {
		f.Add(s.Code)
	}
	for _, e := range spec.Events {
		f.Add(e.Code)
	}
	var guards []string
	for _, g := range spec.Guards {
		guards = append(guards, g.Code)
		f.Add(g.Code)
	}
	f.Add(strings.Join(guards, ","))
	for a := range lifecycle.Actor(40) {
		f.Add(actorText(a))
	}
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		var s state
		var e event
		var a lifecycle.Actor
		for _, i := range spec.States {
			if i.Code == text {
				s = i.State
			}
		}
		for _, i := range spec.Events {
			if i.Code == text {
				e = i.Event
			}
		}
		for i := range lifecycle.Actor(255) {
			if text != "" && actorText(i) == text {
				a = i
			}
		}
		if got, err := m.ParseState(text); got != s || (err == nil) != (s != 0 || text == "") {
			t.Errorf("state %q: %d %v, want %d", text, got, err, s)
		}
		if got, err := m.ParseEvent(text); got != e || (err == nil) != (e != 0) {
			t.Errorf("event %q: %d %v, want %d", text, got, err, e)
		}
		if got, err := lifecycle.ParseActor(text); got != a || (err == nil) != (a != 0) {
			t.Errorf("actor %q: %d %v, want %d", text, got, err, a)
		}
		codes := strings.Split(text, ",")
		facts, err := m.ParseFacts(codes...)
		known := true
		for _, c := range codes {
			found := false
			for _, g := range spec.Guards {
				if g.Code == c {
					found = true
					if err == nil && !facts.Has(g.Guard) {
						t.Errorf("%q: fact %q is not stated", text, c)
					}
				}
			}
			known = known && found
		}
		if known != (err == nil) || err != nil && facts != 0 {
			t.Errorf("facts %q: %v %v", text, facts, err)
		}
	})
}

func actorText(a lifecycle.Actor) string {
	b, err := a.MarshalText()
	if err != nil {
		return ""
	}
	return string(b)
}
