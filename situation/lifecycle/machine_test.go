package lifecycle_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

type spec = lifecycle.Spec[state, event]

// TestDefects spoils the sample in one place at a time; New must find that,
// and nothing else but what follows from it.
func TestDefects(t *testing.T) {
	long := strings.Repeat("a", 65)
	for _, c := range []struct {
		name    string
		spoil   func(*spec)
		problem lifecycle.Problem
		at      string
		others  int
	}{
		{"no name", func(s *spec) { s.Name = "" }, lifecycle.BadName, "name of the machine", 0},
		{"name with a space", func(s *spec) { s.Name = "a b" }, lifecycle.BadName, "name of the machine", 0},
		{"name that ends in a dot", func(s *spec) { s.Name = "a." }, lifecycle.BadName, "name of the machine", 0},
		{"name that begins with a dash", func(s *spec) { s.Name = "-a" }, lifecycle.BadName, "name of the machine", 0},
		{"long name", func(s *spec) { s.Name = long }, lifecycle.BadName, "name of the machine", 0},
		{"no version", func(s *spec) { s.Version = "" }, lifecycle.BadName, "version of the machine", 0},
		{"no title", func(s *spec) { s.Title.EN = "" }, lifecycle.BadText, "title of the machine", 0},
		{"state without code", func(s *spec) { s.States[0].Code = "" }, lifecycle.BadName, "state ", 0},
		{"state with an accent", func(s *spec) { s.States[0].Code = "né" }, lifecycle.BadName, "state né", 0},
		{"title with a broken character", func(s *spec) { s.Title.FR = "a\xffb" }, lifecycle.BadText, "title of the machine", 0},
		{"title that begins with a control character", func(s *spec) { s.Title.EN = "\x00a" }, lifecycle.BadText, "title of the machine", 0},
		{"title that ends with a blank", func(s *spec) { s.Title.FR = "a " }, lifecycle.BadText, "title of the machine", 0},
		{"code of a 9 and more", func(s *spec) { s.States[0].Code = "9a" }, lifecycle.BadName, "state 9a", 0},
		{"state with a digit first", func(s *spec) { s.States[0].Code = "1a" }, lifecycle.BadName, "state 1a", 0},
		{"event with a long code", func(s *spec) { s.Events[0].Code = long }, lifecycle.BadName, "event " + long, 0},
		{"guard with a dash", func(s *spec) { s.Guards[0].Code = "a-b" }, lifecycle.BadName, "guard a-b", 0},
		{"effect without code", func(s *spec) { s.Effects[0].Code = "" }, lifecycle.BadName, "effect ", 0},
		{"move without ID", func(s *spec) { s.Moves[0].ID = "" }, lifecycle.BadName, "move ", 0},
		{"move with a quote", func(s *spec) { s.Moves[0].ID = `a"b` }, lifecycle.BadName, `move a"b`, 0},
		{"state without title", func(s *spec) { s.States[0].Title.FR = "" }, lifecycle.BadText, "state draft", 0},
		{"event with a line feed", func(s *spec) { s.Events[0].Title.FR = "a\nb" }, lifecycle.BadText, "event open", 0},
		{"guard without title", func(s *spec) { s.Guards[0].Title.EN = " " }, lifecycle.BadText, "guard complete", 0},
		{"effect without title", func(s *spec) { s.Effects[0].Title = rule.Text{} }, lifecycle.BadText, "effect mail", 0},
		{"half a note", func(s *spec) { s.States[2].Note.EN = "" }, lifecycle.BadText, "note of state held", 0},
		{"half a note of a move", func(s *spec) { s.Moves[4].Note.EN = "" }, lifecycle.BadText, "note of move B-5", 0},
		{"refusal without reason", func(s *spec) { s.Refusals[0].Why = rule.Text{} }, lifecycle.BadText, "refusal 1", 0},
		{"state without source", func(s *spec) { s.States[0].Source = "" }, lifecycle.NoSource, "state draft", 0},
		{"event without source", func(s *spec) { s.Events[0].Source = " " }, lifecycle.NoSource, "event open", 0},
		{"guard without source", func(s *spec) { s.Guards[0].Source = "" }, lifecycle.NoSource, "guard complete", 0},
		{"effect without source", func(s *spec) { s.Effects[0].Source = "" }, lifecycle.NoSource, "effect mail", 0},
		{"move without source", func(s *spec) { s.Moves[0].Source = "" }, lifecycle.NoSource, "move B-1", 0},
		{"refusal without source", func(s *spec) { s.Refusals[0].Source = "" }, lifecycle.NoSource, "refusal 1", 0},
		{"state without evidence", func(s *spec) { s.States[0].Evidence = 0 }, lifecycle.NoEvidence, "state draft", 0},
		{"event without evidence", func(s *spec) { s.Events[0].Evidence = 4 }, lifecycle.NoEvidence, "event open", 0},
		{"guard without evidence", func(s *spec) { s.Guards[0].Evidence = 0 }, lifecycle.NoEvidence, "guard complete", 0},
		{"effect without evidence", func(s *spec) { s.Effects[0].Evidence = 0 }, lifecycle.NoEvidence, "effect mail", 0},
		{"move without evidence", func(s *spec) { s.Moves[0].Evidence = 0 }, lifecycle.NoEvidence, "move B-1", 0},
		{"move with odd evidence", func(s *spec) { s.Moves[0].Evidence = 4 }, lifecycle.NoEvidence, "move B-1", 0},
		{"refusal without evidence", func(s *spec) { s.Refusals[0].Evidence = 0 }, lifecycle.NoEvidence, "refusal 1", 0},
		{"zero state", func(s *spec) {
			s.States = append(s.States, lifecycle.StateInfo[state]{Code: "zero", Title: text("z", "z"), Source: "x", Evidence: rule.Sourced})
		}, lifecycle.BadPosition, "state zero", 8}, // and it answers nothing
		{"zero event", func(s *spec) {
			s.Events = append(s.Events, lifecycle.EventInfo[event]{Code: "zero", Title: text("z", "z"), Source: "x", Evidence: rule.Sourced})
		}, lifecycle.BadPosition, "event zero", 4},
		{"zero guard", func(s *spec) {
			s.Guards = append(s.Guards, lifecycle.GuardInfo{Code: "zero", Title: text("z", "z"), Source: "x", Evidence: rule.Sourced})
		}, lifecycle.BadPosition, "guard zero", 1},
		{"guard 64", func(s *spec) {
			s.Guards = append(s.Guards, lifecycle.GuardInfo{Guard: 64, Code: "far", Title: text("z", "z"), Source: "x", Evidence: rule.Sourced})
		}, lifecycle.BadPosition, "guard far", 1},
		{"zero effect", func(s *spec) {
			s.Effects = append(s.Effects, lifecycle.EffectInfo{Code: "zero", Title: text("z", "z"), Source: "x", Evidence: rule.Sourced})
		}, lifecycle.BadPosition, "effect zero", 1},
		{"effect 64", func(s *spec) {
			s.Effects = append(s.Effects, lifecycle.EffectInfo{Effect: 64, Code: "far", Title: text("z", "z"), Source: "x", Evidence: rule.Sourced})
		}, lifecycle.BadPosition, "effect far", 1},
		{"code twice", func(s *spec) { s.States[1].Code = "draft" }, lifecycle.Duplicate, "state draft", 0},
		{"event code twice", func(s *spec) { s.Events[1].Code = "open" }, lifecycle.Duplicate, "event open", 0},
		{"guard code twice", func(s *spec) { s.Guards[1].Code = "complete" }, lifecycle.Duplicate, "guard complete", 0},
		{"effect code twice", func(s *spec) { s.Effects[1].Code = "mail" }, lifecycle.Duplicate, "effect mail", 0},
		{"ID twice", func(s *spec) { s.Moves[1].ID = "B-1" }, lifecycle.Duplicate, "move B-1", 0},
		{"state twice", func(s *spec) { s.States = append(s.States, s.States[5]); s.States[6].Code = "again" }, lifecycle.Duplicate, "value of state again", 0},
		{"event twice", func(s *spec) { s.Events = append(s.Events, s.Events[0]); s.Events[9].Code = "again" }, lifecycle.Duplicate, "value of event again", 0},
		{"guard twice", func(s *spec) { s.Guards = append(s.Guards, s.Guards[0]); s.Guards[6].Code = "again" }, lifecycle.Duplicate, "value of guard again", 0},
		{"effect twice", func(s *spec) { s.Effects = append(s.Effects, s.Effects[0]); s.Effects[2].Code = "again" }, lifecycle.Duplicate, "value of effect again", 0},
		{"pair twice", func(s *spec) { s.Exclusive = append(s.Exclusive, [2]lifecycle.Guard{later, soon}) }, lifecycle.Duplicate, "exclusive guards 5 and 4", 0},
		{"pair of one", func(s *spec) { s.Exclusive = append(s.Exclusive, [2]lifecycle.Guard{informed, informed}) }, lifecycle.Duplicate, "exclusive guards 2 and 2", 1},
		{"pair with an unknown guard first", func(s *spec) { s.Exclusive = append(s.Exclusive, [2]lifecycle.Guard{44, informed}) }, lifecycle.UnknownGuard, "exclusive guards 44 and 2", 0},
		{"pair with an unknown guard", func(s *spec) { s.Exclusive = append(s.Exclusive, [2]lifecycle.Guard{informed, 44}) }, lifecycle.UnknownGuard, "exclusive guards 2 and 44", 0},
		{"from nowhere", func(s *spec) { s.Moves[5].From = 77 }, lifecycle.UnknownState, "move B-6, from 77", 2}, // nobody reaches turnedDown; waiting does not answer
		{"to nowhere", func(s *spec) { s.Moves[0].To = 77 }, lifecycle.UnknownState, "move B-1, to 77", 0},
		{"back to nothing", func(s *spec) { s.Moves[7].To = 0 }, lifecycle.UnknownState, "move B-8, to 0", 0},
		{"on nothing", func(s *spec) { s.Moves[0].On = 0 }, lifecycle.UnknownEvent, "move B-1, on 0", 0},
		{"refusal in nowhere", func(s *spec) { s.Refusals[0].From = append(s.Refusals[0].From, 77) }, lifecycle.UnknownState, "refusal 1, from 77", 0},
		{"refusal of nothing", func(s *spec) { s.Refusals[1].On = nil }, lifecycle.UnknownEvent, "refusal 2, on none", 0},
		{"refusal from none", func(s *spec) { s.Refusals[1].From = nil }, lifecycle.UnknownState, "refusal 2, from none", 0},
		{"unforeseen nowhere", func(s *spec) { s.Unforeseen[0].From = append(s.Unforeseen[0].From, 77) }, lifecycle.UnknownState, "unforeseen 1, from 77", 0},
		{"unforeseen nothing", func(s *spec) { s.Unforeseen[0].On = append(s.Unforeseen[0].On, 77) }, lifecycle.UnknownEvent, "unforeseen 1, on 77", 0},
		{"unknown guard", func(s *spec) { s.Moves[0].If = lifecycle.Holding(44) }, lifecycle.UnknownGuard, "move B-1", 0},
		{"spoilt facts", func(s *spec) { s.Moves[0].If = lifecycle.Holding(99) }, lifecycle.UnknownGuard, "move B-1", 0},
		{"unknown effect", func(s *spec) { s.Moves[0].Then = lifecycle.Doing(44) }, lifecycle.UnknownEffect, "move B-1", 0},
		{"spoilt effects", func(s *spec) { s.Moves[0].Then = lifecycle.Doing(99) }, lifecycle.UnknownEffect, "move B-1", 0},
		{"no actor", func(s *spec) { s.Moves[0].By = 0 }, lifecycle.UnknownActor, "move B-1", 0},
		{"zero actor", func(s *spec) { s.Moves[0].By = lifecycle.By(lifecycle.Professional, 0) }, lifecycle.UnknownActor, "move B-1", 0},
		{"unknown actor", func(s *spec) { s.Moves[0].By = lifecycle.By(lifecycle.System + 1) }, lifecycle.UnknownActor, "move B-1", 0},
		{"unused guard", func(s *spec) { s.Moves[2].If = lifecycle.Holding(complete) }, lifecycle.Unused, "guard informed", 0},
		{"unused effect", func(s *spec) { s.Moves[2].Then, s.Moves[3].Then = 0, 0 }, lifecycle.Unused, "effect mail", 0},
		{"unused event", func(s *spec) {
			s.Events = append(s.Events, lifecycle.EventInfo[event]{Event: 20, Code: "never", Title: text("z", "z"), Source: "x", Evidence: rule.Sourced})
		}, lifecycle.Unused, "event never", 3},
		{"unreachable", func(s *spec) { s.Moves[4].To = active }, lifecycle.Unreachable, "state held", 0},
		{"dead end", func(s *spec) { s.States[5].Final = false; s.Unforeseen[0].From = append(s.Unforeseen[0].From, dropped) }, lifecycle.DeadEnd, "state end", 3},
		{"way out", func(s *spec) { s.States[2].Final = true }, lifecycle.WayOut, "state held", 0},
		{"unanswered", func(s *spec) { s.Unforeseen[0].On = s.Unforeseen[0].On[1:] }, lifecycle.Unanswered, "draft × grant", 0},
		{"moved and refused", func(s *spec) { s.Refusals[0].On = append(s.Refusals[0].On, submit) }, lifecycle.AnsweredTwice, "draft × submit", 2},
		{"moved and refused at the beginning", func(s *spec) { s.Refusals[0].From = append(s.Refusals[0].From, 0) }, lifecycle.AnsweredTwice, "– × open", 0},
		{"unforeseen twice", func(s *spec) { s.Unforeseen[0].On = append(s.Unforeseen[0].On, grant) }, lifecycle.AnsweredTwice, "draft × grant", 0},
		{"ambiguous", func(s *spec) { s.Exclusive = s.Exclusive[1:] }, lifecycle.Ambiguous, "moves B-4 and B-5", 0},
		{"ambiguous by a second actor", func(s *spec) { s.Moves[1].By |= lifecycle.By(lifecycle.Professional) }, lifecycle.Ambiguous, "moves B-1 and B-2", 0},
		{"impossible", func(s *spec) { s.Moves[10].If = lifecycle.Holding(soon, later) }, lifecycle.Impossible, "move B-11", 0},
	} {
		s := sample()
		c.spoil(&s)
		m, err := lifecycle.New(s)
		defects, ok := errors.AsType[lifecycle.Defects](err)
		if !ok || m != nil {
			t.Errorf("%s: taken (%v)", c.name, err)
			continue
		}
		if !slices.Contains(defects, lifecycle.Defect{Problem: c.problem, At: c.at}) || len(defects) != 1+c.others {
			t.Errorf("%s: %v", c.name, err)
		}
		if !errors.Is(err, c.problem) || errors.Is(err, lifecycle.UnknownMove) {
			t.Errorf("%s: errors.Is does not tell", c.name)
		}
	}
	if _, err := lifecycle.New(spec{}); err == nil {
		t.Error("an empty table was taken")
	}
	// All at once.
	s := sample()
	s.Name, s.Moves[0].Source, s.States[0].Evidence = "", "", 0
	_, err := lifecycle.New(s)
	if d, _ := errors.AsType[lifecycle.Defects](err); len(d) != 3 {
		t.Errorf("three defects: %v", err)
	}
}

// What New takes, at the edges of what it refuses.
func TestTaken(t *testing.T) {
	for name, change := range map[string]func(*spec){
		"codes and names of 64 signs, of all kinds": func(s *spec) {
			s.Name, s.Version, s.States[0].Code = strings.Repeat("9", 64), "A.z-0/Z", strings.Repeat("Z", 64)
			s.Moves[0].ID, s.Events[0].Code = strings.Repeat("z", 64), "aAzZ09"
		},
		"one code in four lists": func(s *spec) {
			s.States[0].Code, s.Events[0].Code, s.Guards[0].Code, s.Effects[0].Code = "same", "same", "same", "same"
		},
		"an event that is only refused": func(s *spec) {
			s.Events = append(s.Events, lifecycle.EventInfo[event]{Event: 20, Code: "never", Title: text("z", "z"), Source: "x", Evidence: rule.Sourced})
			s.Refusals = append(s.Refusals, lifecycle.Refused[state, event]{
				From: []state{draft, waiting, held, active, turnedDown, dropped}, On: []event{20}, Why: text("non", "no"), Source: "x", Evidence: rule.Policy,
			})
		},
		"moves in the order of the ends": func(s *spec) { slices.Reverse(s.Moves) },
		"a move that stays, after the way out": func(s *spec) {
			s.Moves = append(s.Moves, lifecycle.Move[state, event]{
				ID: "B-14", From: draft, On: correct, By: lifecycle.By(lifecycle.Professional), To: draft, Source: "x", Evidence: rule.Policy,
			})
			s.Unforeseen[0].On = slices.DeleteFunc(s.Unforeseen[0].On, func(e event) bool { return e == correct })
		},
	} {
		s := sample()
		change(&s)
		if _, err := lifecycle.New(s); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An error of another kind is no problem of a table, whatever the defect.
func TestDefectIsNothingElse(t *testing.T) {
	for _, d := range []lifecycle.Defect{{}, {Problem: lifecycle.BadName, At: "x"}} {
		if errors.Is(d, fs.ErrNotExist) || !errors.Is(d, d.Problem) {
			t.Errorf("%+v", d)
		}
	}
}

func TestProblems(t *testing.T) {
	seen := map[string]bool{}
	for p := lifecycle.BadName; p <= lifecycle.PolicyConflict; p++ {
		if s := p.Error(); s == "" || seen[s] || strings.HasPrefix(s, "Problem(") {
			t.Errorf("%d: %q", p, s)
		} else {
			seen[s] = true
		}
	}
	if s := (lifecycle.PolicyConflict + 1).String(); s != "Problem(22)" {
		t.Error(s)
	}
}

// TestCopies changes everything that goes in and comes out.
func TestCopies(t *testing.T) {
	s := sample()
	m := must(t, s, lifecycle.Policy{})
	want := sample()
	spoil := func(s spec) {
		s.States[0].Code, s.Events[0].Code, s.Guards[0].Code, s.Effects[0].Code = "x", "x", "x", "x"
		s.Exclusive[0][0] = 9
		s.Moves[0].To = held
		s.Refusals[0].From[0], s.Refusals[0].On[0] = held, grant
		s.Unforeseen[0].From[0], s.Unforeseen[0].On[0] = held, grant
	}
	spoil(s)
	if !reflect.DeepEqual(m.Spec(), want) {
		t.Error("New keeps the caller's slices")
	}
	spoil(m.Spec())
	m.States()[0].Code, m.Events()[0].Code, m.Guards()[0].Code, m.Effects()[0].Code, m.Moves()[0].ID = "x", "x", "x", "x", "x"
	m.Refusals()[0].From[0] = held
	m.Leaving(draft)[0].ID = "x"
	if !reflect.DeepEqual(m.Spec(), want) {
		t.Error("the machine lends its slices")
	}
	if !reflect.DeepEqual(m.States(), want.States) || !reflect.DeepEqual(m.Events(), want.Events) || !reflect.DeepEqual(m.Guards(), want.Guards) ||
		!reflect.DeepEqual(m.Effects(), want.Effects) || !reflect.DeepEqual(m.Moves(), want.Moves) || !reflect.DeepEqual(m.Refusals(), want.Refusals) {
		t.Error("the lists are not those of the table")
	}
}

func TestReading(t *testing.T) {
	m := must(t, sample(), lifecycle.Policy{})
	want := sample()
	if m.Name() != want.Name || m.Version() != want.Version || m.Title() != want.Title {
		t.Error(m.Name(), m.Version(), m.Title())
	}
	for s := range state(12) {
		i, ok := m.State(s)
		code := m.StateCode(s)
		if ok != (s >= draft && s <= dropped) || i.Code != code || ok && !reflect.DeepEqual(i, want.States[s-1]) {
			t.Error(s, i, code)
		}
		if back, err := m.ParseState(code); err != nil || ok && back != s || !ok && back != 0 {
			t.Error(s, back, err)
		}
	}
	for e := range event(12) {
		i, ok := m.Event(e)
		code := m.EventCode(e)
		if ok != (e >= open && e <= printIt) || i.Code != code || ok && !reflect.DeepEqual(i, want.Events[e-1]) {
			t.Error(e, i, code)
		}
		if back, err := m.ParseEvent(code); (err == nil) != ok || back != i.Event {
			t.Error(e, back, err)
		}
	}
	for g := range 256 {
		i, ok := m.Guard(lifecycle.Guard(g))
		if ok != (g >= 1 && g <= 5 || g == 63) || ok && i.Guard != lifecycle.Guard(g) {
			t.Error(g, i, ok)
		}
		e, ok := m.Effect(lifecycle.Effect(g))
		if ok != (g == 1 || g == 63) || ok && e.Effect != lifecycle.Effect(g) {
			t.Error(g, e, ok)
		}
	}
	if v, ok := m.Move("B-5"); !ok || v.To != held {
		t.Error(v)
	}
	if v, ok := m.Move("B-99"); ok || v.ID != "" {
		t.Error(v)
	}
	for _, code := range []string{"Draft", "draf", "open"} {
		if _, err := m.ParseState(code); !errors.Is(err, lifecycle.CodeStateUnknown) {
			t.Error(code, err)
		}
	}
	f, err := m.ParseFacts("override", "complete")
	if err != nil || f != lifecycle.Holding(complete, override) || !slices.Equal(m.FactCodes(f), []string{"complete", "override"}) {
		t.Error(f, err)
	}
	if f, err := m.ParseFacts("complete", "nothing"); f != 0 || !errors.Is(err, lifecycle.CodeFactUnknown) || err.(rule.Fault).Path() != "facts[1]" {
		t.Error(f, err)
	}
	if got := m.EffectCodes(lifecycle.Doing(badge, mail, 7)); !slices.Equal(got, []string{"mail", "badge"}) {
		t.Error(got)
	}
	if got := m.FactCodes(lifecycle.Holding(7, 0)); got != nil {
		t.Error(got)
	}
}

func TestZeroMachine(t *testing.T) {
	var m lifecycle.Machine[state, event]
	_, err := m.Next(0, open, lifecycle.Professional, 0)
	if !errors.Is(err, lifecycle.CodeEventUnknown) && !errors.Is(err, lifecycle.CodeStateUnknown) {
		t.Error(err)
	}
	if m.Permitted(0, lifecycle.Professional, 0) != nil || m.Leaving(0) != nil || m.Refuses("") {
		t.Error("the zero machine allows something")
	}
	var r lifecycle.Refusal[state, event]
	if r.Error() != "lifecycle: no refusal" || r.Code() != "" || r.Message(language.French) != "" || r.Permitted() != nil || r.Actors() != 0 ||
		r.Missing() != nil || r.Moves() != nil || r.Contradiction() != 0 || errors.Is(&r, rule.Code("")) || r.Unwrap() != nil || r.Fault() != (rule.Fault{}) {
		t.Error(r.Error())
	}
	if b, err := json.Marshal(&r); err != nil || !strings.Contains(string(b), `"code":""`) {
		t.Errorf("%s %v", b, err)
	}
	if _, ok := r.Reason(); ok {
		t.Error("a reason")
	}
}

func TestUnder(t *testing.T) {
	base := must(t, sample(), lifecycle.Policy{})
	refused := func(m *lifecycle.Machine[state, event]) string {
		var ids []string
		for _, v := range m.Moves() {
			if m.Refuses(v.ID) {
				ids = append(ids, v.ID)
			}
		}
		return strings.Join(ids, " ")
	}
	for _, c := range []struct {
		p    lifecycle.Policy
		want string
	}{
		{lifecycle.Policy{}, "B-10"},
		{lifecycle.Policy{Allow: []string{"B-10"}}, ""},
		{lifecycle.Policy{Weakest: rule.Policy, Allow: []string{"B-10"}}, ""},
		{lifecycle.Policy{Weakest: rule.Inferred, Allow: []string{"B-10"}}, "B-10 B-13"},
		{lifecycle.Policy{Weakest: rule.Sourced}, "B-5 B-6 B-7 B-8 B-9 B-10 B-11 B-13"},
		{lifecycle.Policy{Refuse: []string{"B-1", "B-10"}}, "B-1 B-10"},
	} {
		m, err := base.Under(c.p)
		if err != nil || refused(m) != c.want {
			t.Errorf("%+v: %q, %v", c.p, refused(m), err)
		}
		if refused(base) != "B-10" {
			t.Fatal("the original changed")
		}
		// What was refused stays refused.
		again, err := m.Under(lifecycle.Policy{Refuse: []string{"B-12"}})
		if err != nil || !slices.Equal(strings.Fields(refused(again)), order(append(strings.Fields(c.want), "B-12"))) {
			t.Errorf("%+v, then B-12: %q, %v", c.p, refused(again), err)
		}
	}
	strict, _ := base.Under(lifecycle.Policy{Refuse: []string{"B-10"}})
	if loose, err := strict.Under(lifecycle.Policy{Allow: []string{"B-10"}}); err != nil || !loose.Refuses("B-10") {
		t.Error("a refused move was allowed again")
	}
	for _, c := range []struct {
		p    lifecycle.Policy
		want lifecycle.Defects
	}{
		{lifecycle.Policy{Refuse: []string{"B-99", "B-1"}, Allow: []string{"C"}}, lifecycle.Defects{{lifecycle.UnknownMove, "move B-99"}, {lifecycle.UnknownMove, "move C"}}},
		{lifecycle.Policy{Allow: []string{"B-1"}}, lifecycle.Defects{{lifecycle.PolicyConflict, "move B-1"}}},
		{lifecycle.Policy{Allow: []string{"B-10"}, Refuse: []string{"B-10"}}, lifecycle.Defects{{lifecycle.PolicyConflict, "move B-10"}}},
		{lifecycle.Policy{Weakest: 4}, lifecycle.Defects{{lifecycle.NoEvidence, "weakest evidence of the policy"}}},
	} {
		m, err := base.Under(c.p)
		if d, _ := errors.AsType[lifecycle.Defects](err); m != nil || !slices.Equal(d, c.want) {
			t.Errorf("%+v: %v", c.p, err)
		}
	}
	// A policy only takes away or switches on: nothing else appears.
	if _, err := base.Next(waiting, expire, lifecycle.Clock, 0); !errors.Is(err, lifecycle.CodePolicy) {
		t.Error(err)
	}
}

// order sorts IDs of the sample by their numbers.
func order(ids []string) []string {
	slices.SortFunc(ids, func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	return ids
}

func TestLazy(t *testing.T) {
	var l lifecycle.Lazy[state, event]
	var built int
	var g sync.WaitGroup
	for range 8 {
		g.Go(func() { l.Get(func() spec { built++; return sample() }) })
	}
	g.Wait()
	if built != 1 || l.Get(nil) == nil {
		t.Error(built)
	}
	var bad lifecycle.Lazy[state, event]
	for range 2 {
		func() {
			defer func() {
				if _, ok := recover().(lifecycle.Defects); !ok {
					t.Error("no panic with defects")
				}
			}()
			bad.Get(func() spec { return spec{} })
		}()
	}
}

func TestActors(t *testing.T) {
	n := 0
	titles := map[string]bool{}
	for a := range lifecycle.AllActors() {
		n++
		b, err := a.MarshalText()
		var back lifecycle.Actor
		if err != nil || back.UnmarshalText(b) != nil || back != a || a.String() != string(b) || a != lifecycle.Actor(n) {
			t.Error(a, back, err)
		}
		for _, tag := range []language.Tag{language.French, language.English} {
			if a.Title(tag) == "" || titles[tag.String()+a.Title(tag)] {
				t.Error(a, "title")
			}
			titles[tag.String()+a.Title(tag)] = true
		}
		if s := lifecycle.By(a); !s.Has(a) || s.Len() != 1 || lifecycle.By(a, 0).Len() != 1 || s.Has(a%14+1) || s.String() != a.String() || s.Has(0) {
			t.Error(a, s)
		}
	}
	if n != int(lifecycle.System) {
		t.Error(n)
	}
	var zero lifecycle.Actor
	if b, err := zero.MarshalText(); err != nil || string(b) != "" || zero.String() != "(not stated)" || zero.Title(language.French) != "non renseigné" {
		t.Error(zero)
	}
	odd := lifecycle.System + 1
	if _, err := odd.MarshalText(); err == nil || odd.String() != "(no such value: 15)" || odd.Title(language.French) != "(no such value: 15)" || lifecycle.By(odd).Has(odd) || lifecycle.By(odd, 40) != 1 {
		t.Error(odd)
	}
	a := lifecycle.ANS
	if err := a.UnmarshalText([]byte("Professional")); !errors.Is(err, lifecycle.CodeActorUnknown) || a != 0 {
		t.Error(a, err)
	}
	a = lifecycle.ANS
	if err := a.UnmarshalText(nil); err != nil || a != 0 {
		t.Error(a, err)
	}
	// An actor that does not exist spoils a set, and is nobody in it.
	spoilt := lifecycle.By(lifecycle.ANS, odd)
	if spoilt.Has(0) || spoilt.Has(odd) || spoilt.String() != "ans" || !slices.Equal(slices.Collect(spoilt.All()), []lifecycle.Actor{lifecycle.ANS}) {
		t.Error(spoilt)
	}
	for a := range lifecycle.By(lifecycle.ANS, lifecycle.Mandataire).All() {
		if a != lifecycle.Mandataire {
			t.Error(a)
		}
		break
	}
}

func TestSets(t *testing.T) {
	f := lifecycle.Holding(1, 63, 5).With(7).Without(5, 0, 64, 200)
	if !slices.Equal(slices.Collect(f.All()), []lifecycle.Guard{1, 7, 63}) || f.Len() != 3 || !f.Has(63) || f.Has(5) || f.Has(0) || f.Has(64) {
		t.Error(f)
	}
	spoilt := lifecycle.Holding(1, 64)
	if spoilt.Len() != 1 || spoilt.Has(0) || spoilt.Has(64) || spoilt == lifecycle.Holding(1) || spoilt.Without(0, 64) != spoilt {
		t.Error("a guard out of range leaves no trace")
	}
	e := lifecycle.Doing(2, 63, 1)
	if !slices.Equal(slices.Collect(e.All()), []lifecycle.Effect{1, 2, 63}) || e.Len() != 3 || !e.Has(2) || e.Has(3) || e.Has(0) || lifecycle.Doing(64) == 0 || lifecycle.Doing(64).Len() != 0 {
		t.Error(e)
	}
	// What spoils a set is no member of it.
	if lifecycle.Doing(64, 2).Has(0) || !slices.Equal(slices.Collect(lifecycle.Doing(64, 2).All()), []lifecycle.Effect{2}) ||
		!slices.Equal(slices.Collect(spoilt.All()), []lifecycle.Guard{1}) {
		t.Error("what spoils a set is in it")
	}
	for g := range f.All() {
		if g != 1 {
			t.Error(g)
		}
		break
	}
}

func TestRules(t *testing.T) {
	a := lifecycle.Rules()
	a[0].Code = "X"
	b := lifecycle.Rules()
	seen := map[rule.Code]bool{}
	for _, r := range b {
		if !strings.HasPrefix(string(r.Code), "LIF-") || seen[r.Code] || r.Area != rule.AreaLifecycle || r.Title.FR == "" {
			t.Errorf("%+v", r)
		}
		seen[r.Code] = true
	}
	if len(b) != 13 {
		t.Error(len(b))
	}
}

// refusals are one question for each code.
var refusals = []struct {
	policy lifecycle.Policy
	from   state
	on     event
	by     lifecycle.Actor
	facts  lifecycle.Facts
	err    string
	fr, en string
	json   string
}{
	{
		from: 77, on: open, by: lifecycle.ANS,
		err: "LIF-STATE-UNKNOWN: badge.request.?.open: This is not a state of this life cycle.",
		fr:  "Ce n'est pas un état de ce cycle de vie.", en: "This is not a state of this life cycle.",
		json: `"code":"LIF-STATE-UNKNOWN","machine":"badge.request","version":"2026-11","from":"","on":"open","by":"ans"`,
	},
	{
		from: draft, on: 77, by: lifecycle.Professional,
		err: "LIF-EVENT-UNKNOWN: badge.request.draft.?: This is not an event of this life cycle.",
		fr:  "Ce n'est pas un événement de ce cycle de vie.", en: "This is not an event of this life cycle.",
		json: `"from":"draft","on":"","by":"professional","permitted":["drop"]`,
	},
	{
		from: draft, on: submit,
		err: "LIF-ACTOR-UNKNOWN: badge.request.draft.submit: The actor is not stated or does not exist.",
		fr:  "L'acteur n'est pas renseigné ou n'existe pas.", en: "The actor is not stated or does not exist.",
		json: `"by":"","actors":["professional"],"message"`,
	},
	{
		from: draft, on: submit, by: lifecycle.Professional, facts: lifecycle.Holding(complete, 40),
		err: "LIF-FACT-UNKNOWN: badge.request.draft.submit: One of the facts is not a condition of this life cycle.",
		fr:  "Un des faits n'est pas une condition de ce cycle de vie.", en: "One of the facts is not a condition of this life cycle.",
		json: `"facts":["complete"]`,
	},
	{
		from: waiting, on: grant, by: lifecycle.Gestionnaire, facts: lifecycle.Holding(spaceLeft, soon, later),
		err: "LIF-CONTRADICTION: badge.request.awaitingValidation.grant: The facts soon and later exclude each other.",
		fr:  "Ces faits s'excluent : « début <= aujourd'hui », « début > aujourd'hui ».", en: "These facts exclude each other: “start <= today”, “start > today”.",
		json: `"contradiction":["soon","later"]`,
	},
	{
		from: active, on: open, by: lifecycle.Professional,
		err: "LIF-REFUSED: badge.request.active.open: State active rules out event open.",
		fr:  "Dans l'état « actif », l'événement « ouvrir » est exclu. Une demande est déjà ouverte.", en: "In state “active”, event “open” is ruled out. A request is open already.",
		json: `"source":"règlement \"A\" : art. 1 | 2","evidence":"sourced"`,
	},
	{
		from: draft, on: begin, by: lifecycle.Clock,
		err: "LIF-UNDEFINED: badge.request.draft.begin: No source foresees event begin in state draft.",
		fr:  "Dans l'état « brouillon », l'événement « commencer » n'est prévu par aucune source.", en: "In state “draft”, event “begin” is foreseen by no source.",
		json: `"by":"clock","message"`,
	},
	{
		from: 0, on: submit, by: lifecycle.Professional, facts: lifecycle.Holding(complete),
		err: "LIF-NOT-BEGUN: badge.request.–.submit: Nothing exists yet to which event submit could happen.",
		fr:  "Rien n'existe encore à quoi l'événement « soumettre » puisse arriver.", en: "Nothing exists yet to which event “submit” could happen.",
		json: `"from":"","on":"submit","by":"professional","facts":["complete"],"permitted":["open"]`,
	},
	{
		from: dropped, on: grant, by: lifecycle.Gestionnaire,
		err: "LIF-FINAL: badge.request.end.grant: State end is final: event grant has no place in it.",
		fr:  "L'état « abandonné » est final : l'événement « accorder : oui » n'y a plus lieu.", en: "State “dropped” is final: event “grant: yes” has no place in it.",
		json: `"code":"LIF-FINAL"`,
	},
	{
		from: waiting, on: grant, by: lifecycle.Professional, facts: lifecycle.Holding(spaceLeft, soon),
		err: "LIF-ACTOR: badge.request.awaitingValidation.grant: Event grant belongs to: gestionnaire, representantLegal.",
		fr:  "Dans l'état « en attente \"de\" validation [1] », l'événement « accorder : oui » ne revient pas à : professionnel. Il revient à : gestionnaire RPPS+, représentant légal.",
		en:  "In state “awaiting \"the\" validation [1]”, event “grant: yes” does not belong to: professional. It belongs to: RPPS+ gestionnaire, legal representative.", json: `"actors":["gestionnaire","representantLegal"],"permitted":["drop"]`,
	},
	{
		from: 0, on: open, by: lifecycle.ANS,
		err: "LIF-ACTOR: badge.request.–.open: Event open belongs to: professional, gestionnaire.",
		fr:  "Avant tout commencement, l'événement « ouvrir » ne revient pas à : ANS. Il revient à : professionnel, gestionnaire RPPS+.",
		en:  "Before the beginning, event “open” does not belong to: ANS. It belongs to: professional, RPPS+ gestionnaire.", json: `"from":""`,
	},
	{
		policy: lifecycle.Policy{Refuse: []string{"B-4", "B-5"}}, from: waiting, on: grant, by: lifecycle.Gestionnaire, facts: lifecycle.Holding(spaceLeft),
		err: "LIF-POLICY: badge.request.awaitingValidation.grant: The policy in force refuses event grant (B-4, B-5).",
		fr:  "Dans l'état « en attente \"de\" validation [1] », l'événement « accorder : oui » est écarté par la politique en vigueur (B-4, B-5).",
		en:  "In state “awaiting \"the\" validation [1]”, event “grant: yes” is refused by the policy in force (B-4, B-5).", json: `"moves":["B-4","B-5"],"permitted":["turnDown","correct"]`,
	},
	{
		from: waiting, on: grant, by: lifecycle.Gestionnaire,
		err: "LIF-GUARD: badge.request.awaitingValidation.grant: The event is not possible. Not stated: space is left (spaceLeft), start <= today (soon); or else: space is left (spaceLeft), start > today (later).",
		fr:  "Dans l'état « en attente \"de\" validation [1] », l'événement « accorder : oui » n'est pas possible. Il manque : « place libre », « début <= aujourd'hui » ; ou bien : « place libre », « début > aujourd'hui ».",
		en:  "In state “awaiting \"the\" validation [1]”, event “grant: yes” is not possible. Not stated: “space is left”, “start <= today”; or else: “space is left”, “start > today”.", json: `"missing":[["spaceLeft","soon"],["spaceLeft","later"]],"actors":["gestionnaire","representantLegal"],"permitted":["turnDown","correct"]`,
	},
	{
		from: waiting, on: grant, by: lifecycle.Gestionnaire, facts: lifecycle.Holding(later),
		err: "LIF-GUARD: badge.request.awaitingValidation.grant: The event is not possible. Not stated: space is left (spaceLeft).",
		fr:  "Dans l'état « en attente \"de\" validation [1] », l'événement « accorder : oui » n'est pas possible. Il manque : « place libre ».",
		en:  "In state “awaiting \"the\" validation [1]”, event “grant: yes” is not possible. Not stated: “space is left”.", json: `"missing":[["spaceLeft"]]`,
	},
}

// TestFaultInWords: the fault of a guard tells what is missing in both languages.
func TestFaultInWords(t *testing.T) {
	_, err := must(t, sample(), lifecycle.Policy{}).Next(waiting, grant, lifecycle.Gestionnaire, 0)
	f, _ := rule.AsFault(err)
	want := "L'événement n'est pas possible. Il manque : place libre (spaceLeft), début <= aujourd'hui (soon) ; ou bien : place libre (spaceLeft), début > aujourd'hui (later)."
	if got := f.Message(language.French); got != want {
		t.Error(got)
	}
}

func TestRefusals(t *testing.T) {
	seen := map[rule.Code]bool{}
	for _, c := range refusals {
		m := must(t, sample(), c.policy)
		_, err := m.Next(c.from, c.on, c.by, c.facts)
		r, ok := errors.AsType[*lifecycle.Refusal[state, event]](err)
		if !ok {
			t.Errorf("%s: %v", c.err, err)
			continue
		}
		seen[r.Code()] = true
		if r.Error() != c.err || r.Message(language.French) != c.fr || r.Message(language.BritishEnglish) != c.en {
			t.Errorf("%s\n%s\n%s\n%s", c.err, r.Error(), r.Message(language.French), r.Message(language.English))
		}
		b, err := json.Marshal(r)
		plain, err2 := r.JSON(language.French)
		var decoded struct{ Code, Message string }
		if err != nil || err2 != nil || !strings.Contains(string(plain), c.json) || json.Unmarshal(b, &decoded) != nil || decoded.Message != c.fr || decoded.Code != string(r.Code()) {
			t.Errorf("%s\n%s\n%s", c.err, c.json, plain)
		}
		f, ok := rule.AsFault(r)
		if !ok || f != r.Fault() || !errors.Is(r, r.Code()) || errors.Is(r, rule.Code("LIF-OTHER")) || f.Error() != c.err {
			t.Errorf("%s: fault %v", c.err, f)
		}
		why, ok := r.Reason()
		if ok != (r.Code() == lifecycle.CodeRefused) || ok && why.Why.EN != "A request is open already." {
			t.Errorf("%s: reason %+v", c.err, why)
		}
	}
	if len(seen) != len(lifecycle.Rules())-1 { // CodePolicyUnknown refuses no event
		t.Errorf("%d codes of %d", len(seen), len(lifecycle.Rules()))
	}
}

func TestGolden(t *testing.T) {
	m := must(t, sample(), lifecycle.Policy{Refuse: []string{"B-9"}})
	table, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]string{
		"badge.fr.mmd": m.Mermaid(language.French), "badge.en.mmd": m.Mermaid(language.English),
		"badge.fr.dot": m.DOT(language.French), "badge.en.dot": m.DOT(language.English),
		"badge.fr.txt": m.Text(language.French), "badge.en.txt": m.Text(language.English),
		"badge.fr.md": m.Markdown(language.French), "badge.en.md": m.Markdown(language.English),
		"badge.json": string(table) + "\n",
	} {
		golden.File(t, "testdata/"+name, got)
	}
}

// TestEscapes looks for raw signs of the formats in the texts of the exports.
func TestEscapes(t *testing.T) {
	s := sample()
	evil := "a\"b\\c;d:e#f{g}h[i]j|k<l>m&n%o*p_q`r~s-->t"
	s.Title, s.States[0].Title, s.Events[0].Title, s.Guards[0].Title = text(evil, evil), text(evil, evil), text(evil, evil), text(evil, evil)
	s.Moves[0].Source = evil
	m := must(t, s, lifecycle.Policy{})
	for line := range strings.Lines(m.Mermaid(language.French)) {
		label := line
		if _, after, ok := strings.Cut(line, " : "); ok {
			label = after
		} else if _, after, ok := strings.Cut(line, "accTitle: "); ok {
			label = after
		} else if parts := strings.Split(line, `"`); len(parts) > 1 {
			if len(parts) != 3 {
				t.Errorf("quotes: %s", line)
			}
			label = parts[1]
		} else {
			continue
		}
		for _, part := range strings.Split(label, "#")[1:] {
			if _, rest, ok := strings.Cut(part, ";"); !ok || strings.Contains(rest, ";") {
				t.Errorf("entity: %s", line)
			}
		}
		if strings.ContainsAny(label, "\":{}[]|<>&%*_`~\\") {
			t.Errorf("raw sign: %s", line)
		}
	}
	const want = `a\"b\\c;d:e#f{g}h[i]j|k&lt;l&gt;m&amp;n%o*p_q`
	if dot := m.DOT(language.French); strings.Count(dot, want) < 4 || strings.Contains(strings.ReplaceAll(dot, want, ""), "a\\\"b") {
		t.Error(dot)
	}
	for line := range strings.Lines(m.Markdown(language.French)) {
		if line == "\n" {
			continue
		}
		bars := strings.Count(line, "|") - strings.Count(line, `\|`)
		if bars != 10 && bars != 6 && bars != 5 && bars != 3 {
			t.Errorf("%d bars: %s", bars, line)
		}
	}
}

// Values between those of the table are of no state and no event.
func TestHoles(t *testing.T) {
	s := sample()
	for i := range s.States {
		s.States[i].State *= 3
	}
	for i := range s.Events {
		s.Events[i].Event *= 2
	}
	for i := range s.Moves {
		s.Moves[i].From, s.Moves[i].To, s.Moves[i].On = s.Moves[i].From*3, s.Moves[i].To*3, s.Moves[i].On*2
	}
	stretch := func(from []state, on []event) {
		for i := range from {
			from[i] *= 3
		}
		for i := range on {
			on[i] *= 2
		}
	}
	for i := range s.Refusals {
		stretch(s.Refusals[i].From, s.Refusals[i].On)
	}
	for i := range s.Unforeseen {
		stretch(s.Unforeseen[i].From, s.Unforeseen[i].On)
	}
	m := must(t, s, lifecycle.Policy{})
	for from := range state(30) {
		for on := range event(30) {
			_, err := m.Next(from, on, lifecycle.ANS, 0)
			noState, noEvent := from%3 != 0 || from > dropped*3, on == 0 || on%2 != 0 || on > printIt*2
			if errors.Is(err, lifecycle.CodeStateUnknown) != noState || errors.Is(err, lifecycle.CodeEventUnknown) != (noEvent && !noState) {
				t.Errorf("%d, %d: %v", from, on, err)
			}
		}
	}
}

// The texts of a refusal keep their signs in JSON.
func TestRefusalJSONKeepsSigns(t *testing.T) {
	_, err := must(t, sample(), lifecycle.Policy{}).Next(held, begin, lifecycle.Clock, 0)
	r, _ := errors.AsType[*lifecycle.Refusal[state, event]](err)
	if b, err := r.MarshalJSON(); err != nil || !strings.Contains(string(b), "début <= aujourd'hui") {
		t.Errorf("%s %v", b, err)
	}
	if errors.Is(r, fs.ErrExist) {
		t.Error("a refusal is an error of another kind")
	}
}

// A machine that refuses nothing, leaves nothing open and has neither conditions nor
// effects has no tables of them.
func TestMarkdownOfMovesOnly(t *testing.T) {
	one := spec{
		Name: "one", Version: "1", Title: text("un", "one"),
		States: []lifecycle.StateInfo[state]{{State: 1, Code: "over", Title: text("fini", "over"), Source: "x", Evidence: rule.Sourced, Final: true}},
		Events: []lifecycle.EventInfo[event]{{Event: 1, Code: "go", Title: text("aller", "go"), Source: "x", Evidence: rule.Sourced}},
		Moves: []lifecycle.Move[state, event]{
			{ID: "1", On: 1, By: lifecycle.By(lifecycle.ANS), To: 1, Source: "x", Evidence: rule.Sourced},
		},
	}
	const want = "| ID | From | Event | Actor | If | To | Then | Evidence | Source |\n|---|---|---|---|---|---|---|---|---|\n" +
		"| 1 | – | go | ANS |  | over |  | sourced | x |\n\n" +
		"| State | Code | Evidence | Source |\n|---|---|---|---|\n| over | over | sourced | x |\n\n" +
		"| Event | Code | Evidence | Source |\n|---|---|---|---|\n| go | go | sourced | x |\n"
	if got := must(t, one, lifecycle.Policy{}).Markdown(language.English); got != want {
		t.Error(got)
	}
}

var sink lifecycle.Step[state]

func TestAllocations(t *testing.T) {
	m := must(t, sample(), lifecycle.Policy{})
	facts := lifecycle.Holding(spaceLeft, later)
	if n := testing.AllocsPerRun(100, func() { sink, _ = m.Next(waiting, grant, lifecycle.Gestionnaire, facts) }); n != 0 {
		t.Errorf("accepted: %v", n)
	}
	if n := testing.AllocsPerRun(100, func() { sink, _ = m.Next(waiting, grant, lifecycle.Gestionnaire, 0) }); n > 1 {
		t.Errorf("refused: %v", n)
	}
}

// TestPolicyNotUnderstood: no machine follows a policy that was not understood, and
// would be the one that refuses nothing.
func TestPolicyNotUnderstood(t *testing.T) {
	var p lifecycle.Policy
	if err := json.Unmarshal([]byte(`{"refuses":["B-1"]}`), &p); !errors.Is(err, lifecycle.CodePolicyUnknown) {
		t.Error(err)
	}
	if m, err := must(t, sample(), lifecycle.Policy{}).Under(p); m != nil || err == nil {
		t.Error(m, err)
	}
}

// TestNilMachine: a program that does not look at the error of Under is refused
// everything.
func TestNilMachine(t *testing.T) {
	m, err := must(t, sample(), lifecycle.Policy{}).Under(lifecycle.Policy{Refuse: []string{"B-404"}})
	if m != nil || err == nil {
		t.Fatal(m, err)
	}
	if step, err := m.Next(0, 1, lifecycle.Professional, 0); !errors.Is(err, lifecycle.CodeStateUnknown) || step != (lifecycle.Step[state]{}) || err.Error() == "" {
		t.Error(step, err)
	}
	if m.Permitted(0, lifecycle.Professional, 0) != nil || m.Leaving(0) != nil || m.Name() != "" || m.Refuses("B-1") {
		t.Error("a nil machine permits something")
	}
	if again, err := m.Under(lifecycle.Policy{}); err != nil || again.Permitted(0, lifecycle.Professional, 0) != nil {
		t.Error(again, err)
	}
}
