package situation_test

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

var (
	_ fmt.Formatter  = situation.Circumstances{}
	_ slog.LogValuer = situation.Circumstances{}
	_ fmt.Formatter  = situation.RoleChange{}
	_ slog.LogValuer = situation.RoleChange{}
)

// Two sites of invented structures.
var (
	ehpad  = rpps.Structure{SIRET: rpps.MustParseSIRET("99900077100017"), Kind: rpps.ESMS}
	clinic = rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), Kind: rpps.ESMS}
)

// allYes are the circumstances in which an employer's hands are free.
func allYes(employer rpps.Structure) situation.Circumstances {
	return situation.Circumstances{Employer: employer, InScope: rpps.Yes, RequestPending: rpps.No, RoleChosen: rpps.Yes, Compatible: rpps.Yes}
}

func at(employer rpps.Structure, start, end civil.Date) situation.Situation {
	return situation.Situation{Structure: employer, Role: roles.RoleCare, Start: start, End: end}
}

func TestCycle(t *testing.T) {
	m := situation.Cycle()
	if _, err := lifecycle.New(m.Spec()); err != nil {
		t.Fatal(err)
	}
	if len(m.States()) != 7 || len(m.Events()) != 14 || len(m.Guards()) != 21 || len(m.Effects()) != 19 {
		t.Errorf("%d states, %d events, %d guards, %d effects", len(m.States()), len(m.Events()), len(m.Guards()), len(m.Effects()))
	}
	for _, s := range m.States() {
		if s.Code != s.State.String() || s.Final != s.State.IsFinal() {
			t.Errorf("%+v", s)
		}
	}
	for _, e := range m.Events() {
		if e.Code != e.Event.String() {
			t.Errorf("%+v", e)
		}
	}
	// Whatever changes the days, the place or the profession of a situation that has
	// begun says something of the access.
	for _, move := range m.Spec().Moves {
		if on := move.On; move.To == situation.Active || move.To == situation.EndScheduled {
			access := move.Then.Has(situation.EffectAccessFrom) || move.Then.Has(situation.EffectAccessUntil) ||
				move.Then.Has(situation.EffectAccessRole) || move.Then.Has(situation.EffectAccessChanges)
			if !access {
				t.Errorf("%s (%s) says nothing of the access", move.ID, on)
			}
		}
	}
	// What no source says is marked so.
	for _, e := range m.Effects() {
		want := slices.Contains([]lifecycle.Effect{situation.EffectTellProfessional, situation.EffectMailboxAfter, situation.EffectECPSAfter}, e.Effect)
		if e.Unknown != want {
			t.Errorf("%s: unknown %t", e.Code, e.Unknown)
		}
	}
	s, c := at(ehpad, day.AddDays(-1), civil.Date{}), allYes(ehpad)
	if n := testing.AllocsPerRun(100, func() {
		_, _ = m.Next(situation.Active, situation.EventModify, lifecycle.Gestionnaire, situation.FactsOf(&s, day, c))
	}); n != 0 {
		t.Errorf("FactsOf and Next: %v allocations", n)
	}
}

// Every move of an employer asks for its own structure and an open right, and
// whoever begins or changes a situation by themselves is the professional.
func TestCycleOwnStructureOnly(t *testing.T) {
	own := lifecycle.Holding(situation.GuardInScope, situation.GuardOwnStructure)
	employer := lifecycle.By(lifecycle.Gestionnaire, lifecycle.RepresentantLegal, lifecycle.Mandataire, lifecycle.TitulaireOfficine)
	for _, v := range situation.Cycle().Moves() {
		switch {
		case v.By&employer != 0:
			if v.If&own != own || v.By&^employer != 0 {
				t.Errorf("%s by %v asks for %v", v.ID, v.By, situation.Cycle().FactCodes(v.If))
			}
		case v.By == lifecycle.By(lifecycle.Professional):
			if v.To != situation.Declared && v.To != situation.Cancelled {
				t.Errorf("%s: the professional leads to %v", v.ID, v.To)
			}
		case v.By == lifecycle.By(lifecycle.Clock):
		case v.On != situation.EventDeath:
			t.Errorf("%s by %v", v.ID, v.By)
		}
	}
}

// While a request of the professional is in progress, no employer changes the
// situation, nor takes it away: they decide the request first.
func TestCycleOneRequestAtATime(t *testing.T) {
	changes := 0
	for _, v := range situation.Cycle().Moves() {
		begun := v.From == situation.Planned || v.From == situation.Active || v.From == situation.EndScheduled
		if !begun || v.By&lifecycle.By(lifecycle.Gestionnaire, lifecycle.RepresentantLegal) == 0 || v.On == situation.EventDeath {
			continue
		}
		if changes++; !v.If.Has(situation.GuardNoRequest) {
			t.Errorf("%s %s while a request is in progress", v.ID, v.On)
		}
	}
	if changes < 20 {
		t.Errorf("%d changes", changes)
	}
}

// A story is a life: each line changes the situation or the circumstances, and
// something happens on a day.
type scene struct {
	day  string
	on   situation.Event
	by   lifecycle.Actor
	edit func(*situation.Situation, *situation.Circumstances)
	to   situation.State
	code rule.Code // refused, when not empty
	move string
}

func play(t *testing.T, name string, s situation.Situation, c situation.Circumstances, p situation.Policy, scenes []scene) situation.State {
	t.Helper()
	m := situation.Cycle()
	var state situation.State
	for i, x := range scenes {
		ns, nc := s, c
		if x.edit != nil {
			x.edit(&ns, &nc)
		}
		step, err := m.Next(state, x.on, x.by, p.FactsOf(&ns, civil.MustParseISO(x.day), nc))
		if x.code != "" {
			if !errors.Is(err, x.code) {
				t.Errorf("%s, scene %d: %v %v, want %s", name, i, step.Move, err, x.code)
			}
			continue
		}
		if err != nil || step.To != x.to || x.move != "" && step.Move != x.move {
			t.Fatalf("%s, scene %d: %v %s %v, want %v %s", name, i, step.To, step.Move, err, x.to, x.move)
		}
		state, s = step.To, ns
	}
	return state
}

const (
	byGes   = lifecycle.Gestionnaire
	byRL    = lifecycle.RepresentantLegal
	byPro   = lifecycle.Professional
	byClock = lifecycle.Clock
	bySys   = lifecycle.System
)

func newEnd(iso string) func(*situation.Situation, *situation.Circumstances) {
	return func(_ *situation.Situation, c *situation.Circumstances) { c.NewEnd = civil.MustParseISO(iso) }
}

func end(iso string) func(*situation.Situation, *situation.Circumstances) {
	return func(s *situation.Situation, _ *situation.Circumstances) { s.End = civil.MustParseISO(iso) }
}

func TestCycleStories(t *testing.T) {
	d := civil.MustParseISO
	type S = situation.Situation
	type C = situation.Circumstances
	for _, c := range []struct {
		name   string
		s      S
		c      C
		p      situation.Policy
		scenes []scene
	}{
		{"a year in the life", at(ehpad, d("2026-02-01"), civil.Date{}), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2026-01-15", on: situation.EventCreate, by: byPro, code: lifecycle.CodeActor},
			{day: "2026-01-15", on: situation.EventCreate, by: byGes, to: situation.Planned, move: "SIT-1"},
			{day: "2026-01-31", on: situation.EventStart, by: byClock, code: lifecycle.CodeGuard},
			{day: "2026-02-01", on: situation.EventStart, by: byGes, code: lifecycle.CodeActor},
			{day: "2026-02-01", on: situation.EventStart, by: byClock, to: situation.Active, move: "SIT-10"},
			{day: "2026-02-01", on: situation.EventCancel, by: byGes, code: lifecycle.CodeRefused},
			{day: "2026-03-10", on: situation.EventModify, by: byGes, to: situation.Active, move: "SIT-13"},
			{day: "2026-03-10", on: situation.EventModify, by: byRL, to: situation.Active, move: "SIT-13a"},
			{day: "2026-03-11", on: situation.EventModify, by: byGes, edit: func(_ *S, c *C) { c.RequestPending = rpps.Yes }, code: lifecycle.CodeGuard},
			{day: "2026-03-11", on: situation.EventModify, by: byGes, edit: func(_ *S, c *C) { c.RequestPending = 0 }, code: lifecycle.CodeGuard},
			{day: "2026-04-01", on: situation.EventAmendRole, by: byGes, code: lifecycle.CodeGuard},
			{day: "2026-04-01", on: situation.EventAmendRole, by: byGes, edit: func(_ *S, c *C) { c.NewRole = roles.RoleCoordination }, to: situation.Active, move: "SIT-20"},
			{day: "2026-06-01", on: situation.EventSetEnd, by: byGes, edit: newEnd("2026-05-31"), code: lifecycle.CodeGuard},
			{day: "2026-06-01", on: situation.EventSetEnd, by: byGes, edit: newEnd("2026-08-31"), to: situation.EndScheduled, move: "SIT-23"},
			{day: "2026-06-01", on: situation.EventSetEnd, by: byGes, edit: func(s *S, c *C) { s.End, c.NewEnd = d("2026-08-31"), d("2026-09-30") }, to: situation.EndScheduled, move: "SIT-24"},
			{day: "2026-07-01", on: situation.EventClearEnd, by: byGes, to: situation.Active, move: "SIT-26"},
			{day: "2026-12-15", on: situation.EventClose, by: byPro, edit: func(s *S, c *C) { s.End, c.NewEnd = civil.Date{}, d("2026-12-15") }, code: lifecycle.CodeActor},
			{day: "2026-12-15", on: situation.EventClose, by: byGes, edit: func(s *S, c *C) { s.End, c.NewEnd = civil.Date{}, d("2026-12-15") }, to: situation.Closed, move: "SIT-28"},
			{day: "2027-01-10", on: situation.EventReopen, by: byGes, code: lifecycle.CodeRefused},
			{day: "2027-01-10", on: situation.EventModify, by: byGes, code: lifecycle.CodeFinal},
			{day: "2027-01-10", on: situation.EventCreate, by: byGes, code: lifecycle.CodeRefused},
		}},
		{"temp worker", at(ehpad, d("2026-03-02"), d("2026-03-06")), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2026-03-07", on: situation.EventCreate, by: byGes, code: lifecycle.CodeGuard}, // over already
			{day: "2026-03-02", on: situation.EventCreate, by: byGes, to: situation.EndScheduled, move: "SIT-3"},
			{day: "2026-03-06", on: situation.EventDayAfterEnd, by: byClock, code: lifecycle.CodeGuard},
			{day: "2026-03-07", on: situation.EventClearEnd, by: byGes, code: lifecycle.CodeGuard},
			{day: "2026-03-07", on: situation.EventSetEnd, by: byGes, edit: newEnd("2026-03-31"), code: lifecycle.CodeGuard},
			{day: "2026-03-07", on: situation.EventModify, by: byGes, code: lifecycle.CodeGuard},
			{day: "2026-03-07", on: situation.EventAmendRole, by: byGes, edit: func(_ *S, c *C) { c.NewRole = roles.GENR12 }, code: lifecycle.CodeGuard},
			{day: "2026-03-07", on: situation.EventClose, by: byGes, edit: newEnd("2026-03-07"), code: lifecycle.CodeGuard},
			{day: "2026-03-07", on: situation.EventDayAfterEnd, by: byClock, to: situation.Closed, move: "SIT-32"},
		}},
		{"temp worker whose last day does not count", at(ehpad, d("2026-03-02"), d("2026-03-06")), allYes(ehpad), situation.Policy{LastDay: situation.LastDayExcluded}, []scene{
			{day: "2026-03-02", on: situation.EventCreate, by: byGes, to: situation.EndScheduled},
			{day: "2026-03-05", on: situation.EventDayAfterEnd, by: byClock, code: lifecycle.CodeGuard},
			{day: "2026-03-06", on: situation.EventDayAfterEnd, by: byClock, to: situation.Closed},
		}},
		{"planned, with an end", at(ehpad, d("2028-02-29"), d("2028-03-31")), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2028-02-28", on: situation.EventCreate, by: byRL, to: situation.Planned},
			{day: "2028-02-28", on: situation.EventClose, by: byGes, edit: newEnd("2028-02-28"), code: lifecycle.CodeRefused},
			{day: "2028-02-28", on: situation.EventSetEnd, by: byGes, edit: newEnd("2028-02-28"), code: lifecycle.CodeGuard},
			{day: "2028-02-28", on: situation.EventSetEnd, by: byGes, edit: newEnd("2028-02-29"), to: situation.Planned, move: "SIT-25"},
			{day: "2028-02-28", on: situation.EventAmendRole, by: byGes, edit: func(_ *S, c *C) { c.NewRole = roles.GENR10 }, to: situation.Planned, move: "SIT-22"},
			{day: "2028-02-28", on: situation.EventClearEnd, by: byGes, to: situation.Planned, move: "SIT-27"},
			{day: "2028-02-29", on: situation.EventCancel, by: byGes, code: lifecycle.CodeGuard},
			{day: "2028-02-29", on: situation.EventStart, by: byClock, edit: end("2028-03-31"), to: situation.EndScheduled, move: "SIT-11"},
			{day: "2028-04-01", on: situation.EventDayAfterEnd, by: byClock, to: situation.Closed},
		}},
		{"start moved", at(ehpad, d("2026-05-01"), civil.Date{}), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2026-05-01", on: situation.EventCreate, by: byGes, to: situation.Active},
			{day: "2026-05-02", on: situation.EventModify, by: byGes, edit: func(_ *S, c *C) { c.NewStart = d("2026-06-01") }, code: lifecycle.CodePolicy},
		}},
		{"start of a planned one moved", at(ehpad, d("2026-05-10"), civil.Date{}), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2026-05-01", on: situation.EventCreate, by: byGes, to: situation.Planned},
			{day: "2026-05-03", on: situation.EventModify, by: byGes, edit: func(_ *S, c *C) { c.NewStart = d("2026-06-01") }, to: situation.Planned, move: "SIT-17"},
			{day: "2026-05-04", on: situation.EventModify, by: byGes, edit: func(_ *S, c *C) { c.NewStart = d("2026-05-04") }, to: situation.Active, move: "SIT-18"},
		}},
		{"start moved, with an end", at(ehpad, d("2026-05-01"), d("2026-05-20")), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2026-05-01", on: situation.EventCreate, by: byGes, to: situation.EndScheduled},
			{day: "2026-05-02", on: situation.EventModify, by: byGes, edit: func(_ *S, c *C) { c.NewStart = d("2026-05-21") }, code: lifecycle.CodeGuard},
			{day: "2026-05-02", on: situation.EventModify, by: byGes, edit: func(_ *S, c *C) { c.NewStart = d("2026-04-27") }, to: situation.EndScheduled, move: "SIT-15"},
			{day: "2026-05-02", on: situation.EventModify, by: byGes, edit: func(_ *S, c *C) { c.NewStart = d("2026-05-20") }, code: lifecycle.CodePolicy},
			{day: "2026-05-21", on: situation.EventModify, by: byGes, edit: func(_ *S, c *C) { c.NewStart = d("2026-06-01") }, code: lifecycle.CodeGuard},
		}},
		{"nobody looked", at(ehpad, d("2026-05-01"), d("2026-05-31")), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2026-04-01", on: situation.EventCreate, by: byGes, to: situation.Planned},
			{day: "2026-06-10", on: situation.EventStart, by: byClock, code: lifecycle.CodeGuard},
			{day: "2026-06-10", on: situation.EventDayAfterEnd, by: byClock, to: situation.Closed, move: "SIT-12"},
		}},
		{"called off", at(ehpad, d("2026-05-01"), civil.Date{}), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2026-04-01", on: situation.EventCreate, by: byGes, to: situation.Planned},
			{day: "2026-04-30", on: situation.EventCancel, by: byGes, to: situation.Cancelled, move: "SIT-33"},
			{day: "2026-05-01", on: situation.EventReopen, by: byGes, code: lifecycle.CodeRefused},
		}},
		{"declared, validated", at(ehpad, d("2026-05-01"), civil.Date{}), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2026-05-01", on: situation.EventDeclare, by: byGes, code: lifecycle.CodeActor},
			{day: "2026-05-01", on: situation.EventDeclare, by: byPro, to: situation.Declared, move: "SIT-4"},
			{day: "2026-05-02", on: situation.EventModify, by: byGes, code: lifecycle.CodeRefused},
			{day: "2026-05-02", on: situation.EventStart, by: byClock, code: lifecycle.CodeUndefined},
			{day: "2026-05-02", on: situation.EventValidate, by: byPro, code: lifecycle.CodeActor},
			{day: "2026-05-02", on: situation.EventValidate, by: byGes, edit: func(s *S, _ *C) { s.RoleInferred = true }, code: lifecycle.CodeGuard},
			{day: "2026-05-02", on: situation.EventValidate, by: byGes, edit: func(_ *S, c *C) { c.RoleChosen = 0 }, code: lifecycle.CodeGuard},
			{day: "2026-05-02", on: situation.EventValidate, by: byGes, edit: func(_ *S, c *C) { c.Compatible = 0 }, code: lifecycle.CodeGuard},
			{day: "2026-05-02", on: situation.EventValidate, by: byGes, edit: func(_ *S, c *C) { c.Employer = clinic }, code: lifecycle.CodeGuard},
			{day: "2026-05-02", on: situation.EventValidate, by: lifecycle.TitulaireOfficine, to: situation.Active, move: "SIT-6"},
			{day: "2026-05-03", on: situation.EventRefuse, by: byGes, code: lifecycle.CodeRefused},
		}},
		{"declared, refused", at(ehpad, d("2026-05-01"), civil.Date{}), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2026-05-01", on: situation.EventDeclare, by: byPro, to: situation.Declared},
			{day: "2026-05-02", on: situation.EventRefuse, by: byGes, edit: func(_ *S, c *C) { c.InScope = 0 }, code: lifecycle.CodeGuard},
			{day: "2026-05-02", on: situation.EventRefuse, by: byGes, to: situation.Refused, move: "SIT-8"},
		}},
		{"declared, given up", at(ehpad, d("2026-05-01"), civil.Date{}), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2026-05-01", on: situation.EventDeclare, by: byPro, to: situation.Declared},
			{day: "2026-05-02", on: situation.EventCancel, by: byGes, code: lifecycle.CodeActor},
			{day: "2026-05-02", on: situation.EventCancel, by: byPro, to: situation.Cancelled, move: "SIT-9"},
		}},
		{"death", at(ehpad, d("2026-01-05"), civil.Date{}), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2026-01-05", on: situation.EventCreate, by: byGes, to: situation.Active},
			{day: "2026-08-20", on: situation.EventDeath, by: bySys, code: lifecycle.CodeGuard},
			{day: "2026-08-20", on: situation.EventModify, by: byGes, edit: func(_ *S, c *C) { c.DiedOn = d("2026-08-12") }, code: lifecycle.CodeGuard},
			{day: "2026-08-20", on: situation.EventDeath, by: byGes, edit: func(_ *S, c *C) { c.DiedOn, c.Employer = d("2026-08-12"), clinic }, code: lifecycle.CodeGuard},
			{day: "2026-08-11", on: situation.EventDeath, by: bySys, edit: func(_ *S, c *C) { c.DiedOn = d("2026-08-12") }, code: lifecycle.CodeGuard},
			{day: "2026-08-20", on: situation.EventDeath, by: bySys, edit: func(_ *S, c *C) { c.DiedOn = d("2026-08-12") }, to: situation.Closed, move: "SIT-34"},
		}},
		{"death before the start", at(ehpad, d("2026-09-01"), civil.Date{}), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2026-08-01", on: situation.EventCreate, by: byGes, to: situation.Planned},
			{day: "2026-08-20", on: situation.EventDeath, by: byGes, edit: func(_ *S, c *C) { c.DiedOn = d("2026-08-12") }, to: situation.Cancelled, move: "SIT-36a"},
		}},
		{"closed on a day ahead", at(ehpad, d("2026-01-05"), civil.Date{}), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2026-01-05", on: situation.EventCreate, by: byGes, to: situation.Active},
			{day: "2026-08-20", on: situation.EventClose, by: byGes, code: lifecycle.CodeGuard},
			{day: "2026-08-20", on: situation.EventClose, by: byGes, edit: newEnd("2026-01-04"), code: lifecycle.CodeGuard},
			{day: "2026-08-20", on: situation.EventClose, by: byGes, edit: newEnd("2026-08-31"), to: situation.EndScheduled, move: "SIT-30"},
			{day: "2026-08-25", on: situation.EventClose, by: byGes, edit: func(s *S, c *C) { s.End, c.NewEnd = d("2026-08-31"), d("2026-08-24") }, to: situation.Closed, move: "SIT-29"},
		}},
		{"closed on the first day", at(ehpad, d("2026-01-05"), civil.Date{}), allYes(ehpad), situation.Policy{}, []scene{
			{day: "2026-01-05", on: situation.EventCreate, by: byGes, to: situation.Active},
			{day: "2026-01-05", on: situation.EventClose, by: byGes, edit: newEnd("2026-01-05"), to: situation.Closed},
		}},
	} {
		play(t, c.name, c.s, c.c, c.p, c.scenes)
	}
}

// One employer's moves never touch the situation of another: whoever acts for
// the clinic makes no move at all in a situation at the home.
func TestCycleTwoEmployers(t *testing.T) {
	m := situation.Cycle()
	home := at(ehpad, day.AddDays(-30), civil.Date{})
	for _, c := range []situation.Circumstances{allYes(clinic), allYes(rpps.Structure{}), allYes(rpps.Structure{SIREN: ehpad.SIRET.SIREN()})} {
		c.NewRole, c.NewEnd = roles.RoleCoordination, day
		for _, died := range []civil.Date{{}, day} {
			c.DiedOn = died
			for _, end := range []civil.Date{{}, day.AddDays(3)} {
				home.End = end
				facts := situation.FactsOf(&home, day, c)
				for _, s := range m.States() {
					for _, by := range []lifecycle.Actor{byGes, byRL, lifecycle.Mandataire, lifecycle.TitulaireOfficine} {
						if p := m.Permitted(s.State, by, facts); len(p) > 0 {
							t.Errorf("%v, %v: %+v", s.State, by, p)
						}
					}
				}
			}
		}
	}
}

// Under a policy of sourced moves a gestionnaire still creates, validates,
// modifies, amends, sets an end and closes, and the end date still ends.
func TestCycleSourcedOnly(t *testing.T) {
	m, err := situation.Cycle().Under(lifecycle.Policy{Weakest: rule.Sourced})
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, v := range m.Moves() {
		if !m.Refuses(v.ID) {
			left = append(left, v.ID)
		}
	}
	want := []string{"SIT-2", "SIT-4", "SIT-6", "SIT-13", "SIT-20", "SIT-23", "SIT-28", "SIT-29", "SIT-32"}
	if !slices.Equal(left, want) {
		t.Errorf("%q", left)
	}
}

// The start of a situation that has begun is not put off, also when nobody has
// noted that it began: the days on which it was open would disappear.
func TestCycleBegunIsNotPutOff(t *testing.T) {
	m := situation.Cycle()
	for name, end := range map[string]civil.Date{"open": {}, "limited": day.AddDays(90)} {
		for since := range 3 {
			s, c := at(ehpad, day.AddDays(-since), end), allYes(ehpad)
			c.NewStart = day.AddDays(30)
			if !s.OpenAt(day).IsOpen() {
				t.Fatalf("%s: not open", name)
			}
			for _, state := range []situation.State{situation.Planned, situation.Active, situation.EndScheduled} {
				if step, err := m.Next(state, situation.EventModify, byGes, situation.FactsOf(&s, day, c)); err == nil {
					t.Errorf("%s since %d days, %s: put off by %s", name, since, state, step.Move)
				}
			}
		}
	}
}

// Of a situation with a reason for its end and no day of it nobody knows whether
// it is over, and one whose dates are reversed has no days: neither is created,
// validated, modified or given another role, not even while its start lies
// ahead. It may still be given up.
func TestCyclePlannedWithoutDays(t *testing.T) {
	m := situation.Cycle()
	unknown := at(ehpad, day.AddDays(10), civil.Date{})
	unknown.EndReason = roles.EndOther
	dead := at(ehpad, day.AddDays(10), day.AddDays(20))
	dead.EndReason = roles.EndDeath
	for name, s := range map[string]situation.Situation{
		"reason and no day": unknown, "reversed": at(ehpad, day.AddDays(10), day.AddDays(5)), "ended by a death": dead,
	} {
		c := allYes(ehpad)
		c.NewRole = roles.GENR13
		f := situation.FactsOf(&s, day, c)
		for _, on := range []situation.Event{situation.EventCreate, situation.EventDeclare, situation.EventValidate, situation.EventModify, situation.EventAmendRole} {
			for _, by := range []lifecycle.Actor{byGes, lifecycle.Professional} {
				state := situation.Planned
				switch on {
				case situation.EventCreate, situation.EventDeclare:
					state = 0
				case situation.EventValidate:
					state = situation.Declared
				}
				if step, err := m.Next(state, on, by, f); err == nil && !(name == "ended by a death" && on == situation.EventDeclare) {
					t.Errorf("%s, %s: %s", name, on, step.Move)
				}
			}
		}
		if _, err := m.Next(situation.Planned, situation.EventCancel, byGes, f); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Closing carries a situation no further than the end that is set, as in
// CloseAndReplace; setting the end anew does.
func TestCycleClosingIsNoLaterEnd(t *testing.T) {
	m := situation.Cycle()
	s := at(ehpad, day.AddDays(-90), day.AddDays(30))
	for later, want := range map[int]string{0: "SIT-29", 1: "SIT-31", 30: "SIT-31", 31: ""} {
		c := allYes(ehpad)
		c.NewEnd = day.AddDays(later)
		step, err := m.Next(situation.EndScheduled, situation.EventClose, byGes, situation.FactsOf(&s, day, c))
		if step.Move != want || (err == nil) != (want != "") {
			t.Errorf("closed %d days ahead: %q %v", later, step.Move, err)
		}
		if _, _, err := situation.CloseAndReplace(s, c.NewEnd, 0, roles.GENR13); (err == nil) != (want != "") {
			t.Errorf("replaced %d days ahead: %v", later, err)
		}
		if step, err := m.Next(situation.EndScheduled, situation.EventSetEnd, byGes, situation.FactsOf(&s, day, c)); err != nil || step.To != situation.EndScheduled {
			t.Errorf("end set %d days ahead: %v", later, err)
		}
	}
}

// A situation that a death ends on the day runs out, and goes on for nobody.
func TestCycleEndedByDeath(t *testing.T) {
	m := situation.Cycle()
	s := at(ehpad, day.AddDays(-90), day)
	s.EndReason = roles.EndDeath
	for name, end := range map[string]civil.Date{"today": day, "later": day.AddDays(30)} {
		c := allYes(ehpad)
		c.NewEnd, c.NewRole = end, roles.GENR13
		f := situation.FactsOf(&s, day, c)
		for _, on := range []situation.Event{situation.EventModify, situation.EventAmendRole, situation.EventSetEnd, situation.EventClearEnd, situation.EventClose} {
			if step, err := m.Next(situation.EndScheduled, on, byGes, f); err == nil {
				t.Errorf("%s, %s: %s", name, on, step.Move)
			}
		}
	}
	next := situation.FactsOf(&s, day.AddDays(1), situation.Circumstances{})
	if step, err := m.Next(situation.EndScheduled, situation.EventDayAfterEnd, lifecycle.Clock, next); err != nil || step.To != situation.Closed {
		t.Errorf("the day after: %v %v", step.To, err)
	}
}

func TestFactsOf(t *testing.T) {
	m := situation.Cycle()
	d := civil.MustParseISO
	for _, c := range []struct {
		name string
		s    situation.Situation
		day  civil.Date
		c    situation.Circumstances
		p    situation.Policy
		want string
	}{
		{name: "nothing", day: day},
		{name: "nothing, no day"},
		{
			name: "answers that are no", s: at(ehpad, civil.Date{}, civil.Date{}), day: day,
			c: situation.Circumstances{Employer: clinic, InScope: rpps.No, RequestPending: rpps.Yes, RoleChosen: rpps.No, Compatible: rpps.No},
		},
		{name: "answers", s: at(ehpad, civil.Date{}, civil.Date{}), day: day, c: allYes(ehpad), want: "roleChosen inScope ownStructure noRequest compatible"},
		{name: "no role", s: situation.Situation{Structure: ehpad}, c: allYes(ehpad), want: "inScope ownStructure noRequest compatible"},
		{name: "role of no list", s: situation.Situation{Role: 77}, c: situation.Circumstances{RoleChosen: rpps.Yes, NewRole: 78}},
		{name: "inferred role confirmed", s: situation.Situation{Role: roles.RoleCare, RoleInferred: true}, c: situation.Circumstances{RoleChosen: rpps.Yes, NewRole: roles.RoleCare}, want: "roleChanges"},
		{name: "same role", s: situation.Situation{Role: roles.RoleCare}, c: situation.Circumstances{NewRole: roles.RoleCare}},
		{name: "other role", s: situation.Situation{Role: roles.RoleCare}, c: situation.Circumstances{NewRole: roles.GENR13}, want: "roleChanges"},

		{name: "no start", s: situation.Situation{End: d("2026-06-20")}, day: day, want: "endAhead"},
		{name: "from a source without dates", s: situation.Situation{Source: situation.SourceUserinfo, SeenOn: day}, day: day},
		{name: "start tomorrow", s: situation.Situation{Start: day.AddDays(1)}, day: day, want: "datesInOrder startAhead endOpen"},
		{name: "start today", s: situation.Situation{Start: day}, day: day, want: "datesInOrder startReached endOpen"},
		{name: "no day", s: situation.Situation{Start: day, End: day}, want: "datesInOrder"},
		{name: "reason without an end", s: situation.Situation{Start: day, EndReason: roles.EndOther}, day: day, want: "startReached"},
		{name: "reason without an end, planned", s: situation.Situation{Start: day.AddDays(1), EndReason: roles.EndOther}, day: day, want: "startAhead"},
		{
			name: "the end tells a death", s: situation.Situation{Structure: ehpad, Role: roles.RoleCare, Start: day, End: day, EndReason: roles.EndDeath}, day: day,
			c:    func() situation.Circumstances { c := allYes(ehpad); c.NewEnd, c.NewRole = day, roles.GENR13; return c }(),
			want: "inScope ownStructure noRequest datesInOrder startReached newEndNotPast newEndReached newEndWithin",
		},
		{name: "the end tells a death, over", s: situation.Situation{Start: day.AddDays(-2), End: day.AddDays(-1), EndReason: roles.EndDeath}, day: day, want: "datesInOrder startReached endPassed"},
		{name: "end today", s: situation.Situation{Start: day, End: day}, day: day, want: "datesInOrder startReached endAhead"},
		{name: "end today, excluded", s: situation.Situation{Start: day, End: day}, day: day, p: situation.Policy{LastDay: situation.LastDayExcluded}, want: "datesInOrder startReached endPassed"},
		{name: "ended yesterday", s: situation.Situation{Start: day.AddDays(-1), End: day.AddDays(-1)}, day: day, want: "datesInOrder startReached endPassed"},
		{name: "reversed", s: situation.Situation{Start: day, End: day.AddDays(-1)}, day: day, want: "startReached endPassed"},
		{name: "leap day", s: situation.Situation{Start: d("2028-02-29"), End: d("2028-02-29")}, day: d("2028-03-01"), want: "datesInOrder startReached endPassed"},

		{name: "new end without start", day: day, c: situation.Circumstances{NewEnd: day}, want: "newEndNotPast newEndReached"},
		{name: "new end before the start", s: situation.Situation{Start: day}, day: day, c: situation.Circumstances{NewEnd: day.AddDays(-1)}, want: "datesInOrder startReached endOpen newEndReached"},
		{name: "new end today", s: situation.Situation{Start: day}, day: day, c: situation.Circumstances{NewEnd: day}, want: "datesInOrder startReached endOpen newEndInOrder newEndNotPast newEndReached"},
		{name: "new end tomorrow", s: situation.Situation{Start: day}, day: day, c: situation.Circumstances{NewEnd: day.AddDays(1)}, want: "datesInOrder startReached endOpen newEndInOrder newEndNotPast newEndLater"},

		{name: "new start ahead", s: situation.Situation{Start: day, End: day.AddDays(5)}, day: day, c: situation.Circumstances{NewStart: day.AddDays(5)}, want: "datesInOrder startReached endAhead newDatesInOrder newStartAhead"},
		{name: "new start after the end", s: situation.Situation{Start: day, End: day.AddDays(5)}, day: day, c: situation.Circumstances{NewStart: day.AddDays(6)}, want: "datesInOrder startReached endAhead newStartAhead"},
		{name: "new start for a planned one", s: situation.Situation{Start: day.AddDays(3)}, day: day, c: situation.Circumstances{NewStart: day}, want: "datesInOrder startAhead endOpen newDatesInOrder newStartReached"},
		{name: "new start where none was", day: day, c: situation.Circumstances{NewStart: day}, want: "newDatesInOrder newStartReached"},

		{name: "dead", s: at(ehpad, day, civil.Date{}), day: day, c: func() situation.Circumstances { c := allYes(ehpad); c.DiedOn = day; return c }(), want: "inScope ownStructure deathKnown"},
		{name: "dead tomorrow", s: at(ehpad, day, civil.Date{}), day: day, c: func() situation.Circumstances { c := allYes(ehpad); c.DiedOn = day.AddDays(1); return c }()},
		{name: "dead, no day", s: at(ehpad, day, civil.Date{}), c: func() situation.Circumstances { c := allYes(ehpad); c.DiedOn = day; return c }()},
	} {
		got := strings.Join(m.FactCodes(c.p.FactsOf(&c.s, c.day, c.c)), " ")
		gotSet, wantSet := strings.Fields(got), strings.Fields(c.want)
		if c.c.NewStart.IsZero() {
			// A start that stays is the start asked for.
			for _, g := range []string{"datesInOrder newDatesInOrder", "startAhead newStartAhead", "startReached newStartReached"} {
				is, asked, _ := strings.Cut(g, " ")
				if slices.Contains(wantSet, is) {
					wantSet = append(wantSet, asked)
				}
			}
		}
		slices.Sort(gotSet)
		slices.Sort(wantSet)
		if !slices.Equal(gotSet, wantSet) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if f := situation.FactsOf(nil, day, situation.Circumstances{}); f != 0 {
		t.Errorf("of nothing: %v", m.FactCodes(f))
	}
	// What is derived never contradicts itself.
	for _, start := range []int{-2, -1, 0, 1, 2} {
		for _, end := range []int{-2, -1, 0, 1, 2} {
			for _, next := range []int{-1, 0, 1} {
				s := at(ehpad, day.AddDays(start), day.AddDays(end))
				c := allYes(ehpad)
				c.NewEnd = day.AddDays(next)
				if _, err := m.Next(situation.Active, situation.EventReopen, byGes, situation.FactsOf(&s, day, c)); !errors.Is(err, lifecycle.CodeRefused) {
					t.Errorf("%d %d %d: %v", start, end, next, err)
				}
			}
		}
	}
}

// An employer registers nobody whose profession an order or a regional agency
// registers, whatever they say about compatibility, and by neither code.
func TestRegulatedProfessionsAreNotCompatible(t *testing.T) {
	kinds := map[roles.Kind]int{}
	for p := range roles.Professions() {
		kinds[p.Kind()]++
		want := p.Kind() != roles.KindOrder && p.Kind() != roles.KindARS
		for name, s := range map[string]situation.Situation{
			"profession": {Profession: p}, "function": {Profession: roles.ProfessionARole, Function: p}, "both": {Profession: p, Function: p},
		} {
			f := situation.FactsOf(&s, day, allYes(ehpad))
			if got := lifecycle.Holding(situation.GuardCompatible)&f != 0; got != want {
				t.Errorf("%s %s: compatible %t", name, p.Code(), got)
			}
		}
	}
	if kinds[roles.KindOrder] == 0 || kinds[roles.KindARS] == 0 || kinds[roles.KindRole] == 0 {
		t.Errorf("kinds met: %v", kinds)
	}
}

func TestStateAt(t *testing.T) {
	const policy, inferred, sourced = rule.Policy, rule.Inferred, rule.Sourced
	excluded := situation.Policy{LastDay: situation.LastDayExcluded}
	seen := situation.Situation{Source: situation.SourceUserinfo, SeenOn: day}
	seenEnd := seen
	seenEnd.End = day.AddDays(9)
	for i, c := range []struct {
		s    situation.Situation
		p    situation.Policy
		want situation.State
		e    rule.Evidence
	}{
		{situation.Situation{}, situation.Policy{}, 0, 0},
		{situation.Situation{Start: day.AddDays(1)}, situation.Policy{}, situation.Planned, inferred},
		{situation.Situation{Start: day}, situation.Policy{}, situation.Active, sourced},
		{situation.Situation{Start: day, EndReason: roles.EndOther}, situation.Policy{}, 0, 0},
		{situation.Situation{Start: day, End: day.AddDays(1)}, situation.Policy{}, situation.EndScheduled, sourced},
		{situation.Situation{Start: day, End: day}, situation.Policy{}, situation.EndScheduled, policy},
		{situation.Situation{Start: day, End: day}, excluded, situation.Closed, policy},
		{situation.Situation{Start: day.AddDays(-3), End: day.AddDays(-1), EndReason: roles.EndDeath}, situation.Policy{}, situation.Closed, sourced},
		{situation.Situation{End: day.AddDays(-1)}, situation.Policy{}, situation.Closed, sourced},
		{situation.Situation{Start: day, End: day.AddDays(-1)}, situation.Policy{}, 0, 0},
		{seen, situation.Policy{}, situation.Active, policy},
		{seenEnd, situation.Policy{}, situation.EndScheduled, policy},
		{seen, situation.Policy{Presence: situation.PresenceIgnored}, 0, 0},
	} {
		if got, e := c.p.StateAt(&c.s, day); got != c.want || e != c.e {
			t.Errorf("%d: %v %v, want %v %v", i, got, e, c.want, c.e)
		}
	}
	var none *situation.Situation
	if got, e := none.StateAt(day); got != 0 || e != 0 || none.OpenAt(day) != situation.DatesUnknown {
		t.Errorf("no situation: %v %v, %v", got, e, none.OpenAt(day))
	}
	s := situation.Situation{Start: day}
	if got, e := s.StateAt(civil.Date{}); got != 0 || e != 0 {
		t.Errorf("without a day: %v %v", got, e)
	}
	// The clock's machine and the dates agree, day by day.
	s = at(ehpad, day, day.AddDays(4))
	state := situation.Planned
	for i := -2; i < 8; i++ {
		now := day.AddDays(i)
		for _, e := range []situation.Event{situation.EventStart, situation.EventDayAfterEnd} {
			if step, err := situation.Cycle().Next(state, e, byClock, situation.FactsOf(&s, now, situation.Circumstances{})); err == nil {
				state = step.To
			}
		}
		if got, _ := s.StateAt(now); got != state {
			t.Errorf("day %d: %v by its dates, %v by the clock", i, got, state)
		}
	}
}

// Within the window, and only there, OpenAt says Open.
func TestAccessWindow(t *testing.T) {
	d := civil.MustParseISO
	dates := []civil.Date{{}, d("2028-02-27"), d("2028-02-28"), d("2028-02-29"), d("2028-03-01"), d("2028-03-02")}
	for _, p := range []situation.Policy{{}, {LastDay: situation.LastDayExcluded}} {
		for _, start := range dates {
			for _, end := range dates {
				s := situation.Situation{Start: start, End: end, Source: situation.SourceUserinfo}
				from, until, ok := p.AccessWindow(&s)
				if !ok && (!from.IsZero() || !until.IsZero()) {
					t.Errorf("%v–%v: a window that is none", start, end)
				}
				for now := d("2028-02-25"); now.Before(d("2028-03-05")); now = now.AddDays(1) {
					inside := ok && !now.Before(from) && (until.IsZero() || !now.After(until))
					if open := p.OpenAt(&s, now) == situation.Open; open != inside {
						t.Errorf("%+v, %v–%v on %v: open %t, window %v–%v %t", p, start, end, now, open, from, until, ok)
					}
				}
			}
		}
	}
	for _, c := range []struct {
		p                       situation.Policy
		start, end, from, until string
		ok                      bool
	}{
		{situation.Policy{}, "2028-02-01", "2028-03-01", "2028-02-01", "2028-03-01", true},
		{situation.Policy{LastDay: situation.LastDayExcluded}, "2028-02-01", "2028-03-01", "2028-02-01", "2028-02-29", true},
		{situation.Policy{LastDay: situation.LastDayExcluded}, "2027-02-01", "2027-03-01", "2027-02-01", "2027-02-28", true},
		{situation.Policy{}, "2028-02-29", "2028-02-29", "2028-02-29", "2028-02-29", true},
		{situation.Policy{LastDay: situation.LastDayExcluded}, "2028-02-29", "2028-02-29", "", "", false},
		{situation.Policy{}, "2028-02-29", "", "2028-02-29", "", true},
		{situation.Policy{LastDay: situation.LastDayExcluded}, "2028-02-29", "", "2028-02-29", "", true},
		{situation.Policy{}, "", "2028-02-29", "", "", false},
		{situation.Policy{}, "2028-03-01", "2028-02-29", "", "", false},
	} {
		s := situation.Situation{Start: isoOrZero(c.start), End: isoOrZero(c.end)}
		if from, until, ok := c.p.AccessWindow(&s); from != isoOrZero(c.from) || until != isoOrZero(c.until) || ok != c.ok {
			t.Errorf("%s–%s: %v–%v %t", c.start, c.end, from, until, ok)
		}
	}
	if _, _, ok := (situation.Policy{}).AccessWindow(nil); ok {
		t.Error("nothing has a window")
	}
}

func isoOrZero(s string) civil.Date {
	if s == "" {
		return civil.Date{}
	}
	return civil.MustParseISO(s)
}

func TestAmendRole(t *testing.T) {
	excluded := situation.Policy{LastDay: situation.LastDayExcluded}
	care := at(ehpad, civil.MustNew(2028, 2, 28), civil.MustNew(2028, 3, 1))
	guessed := care
	guessed.RoleInferred, guessed.Stated.Role = true, "G?"
	reversed := at(ehpad, civil.MustNew(2028, 3, 2), civil.MustNew(2028, 3, 1))
	for i, c := range []struct {
		p    situation.Policy
		s    situation.Situation
		role roles.Role
		day  string
		code rule.Code
	}{
		{situation.Policy{}, care, roles.RoleCoordination, "2028-02-28", ""},
		{situation.Policy{}, care, roles.RoleCoordination, "2028-02-29", ""},
		{situation.Policy{}, care, roles.RoleCoordination, "2028-03-01", ""},
		{situation.Policy{}, guessed, roles.RoleCare, "2028-02-29", ""},
		{situation.Policy{}, care, roles.RoleCoordination, "2028-02-27", situation.CodeDayOutside},
		{situation.Policy{}, care, roles.RoleCoordination, "2028-03-02", situation.CodeDayOutside},
		{excluded, care, roles.RoleCoordination, "2028-03-01", situation.CodeDayOutside},
		{excluded, at(ehpad, civil.MustNew(2028, 3, 1), civil.MustNew(2028, 3, 1)), roles.RoleCoordination, "2028-03-01", situation.CodeDayOutside},
		{situation.Policy{}, care, roles.RoleCare, "2028-02-29", situation.CodeRoleSame},
		{situation.Policy{}, care, 0, "2028-02-29", situation.CodeRoleMissing},
		{situation.Policy{}, care, 77, "2028-02-29", situation.CodeRoleMissing},
		{situation.Policy{}, care, roles.RoleCoordination, "", situation.CodeDayMissing},
		{situation.Policy{}, situation.Situation{Role: roles.RoleCare}, roles.RoleCoordination, "2028-02-29", situation.CodeStartMissing},
		{situation.Policy{}, reversed, roles.RoleCoordination, "2028-03-01", situation.CodeEndBeforeStart},
	} {
		got, change, err := c.p.AmendRole(c.s, c.role, isoOrZero(c.day))
		if c.code != "" {
			if !errors.Is(err, c.code) || got != c.s || change != (situation.RoleChange{}) {
				t.Errorf("%d: %v, want %s", i, err, c.code)
			}
			continue
		}
		want := c.s
		want.Role, want.RoleInferred, want.Stated.Role = c.role, false, ""
		if err != nil || got != want ||
			change != (situation.RoleChange{From: isoOrZero(c.day), Until: c.s.End, Role: c.role, How: situation.HowAmended}) {
			t.Errorf("%d: %v %v", i, change, err)
		}
	}
}

func TestCloseAndReplace(t *testing.T) {
	excluded := situation.Policy{LastDay: situation.LastDayExcluded}
	open := full()
	open.Start, open.End, open.EndReason = civil.MustNew(2027, 1, 4), civil.Date{}, 0
	limited := open
	limited.End, limited.EndReason = civil.MustNew(2028, 2, 29), roles.EndOther
	dead := open
	dead.EndReason = roles.EndDeath
	reversed := open
	reversed.End = civil.MustNew(2027, 1, 3)
	undated := open
	undated.Start = civil.Date{}
	for i, c := range []struct {
		p      situation.Policy
		s      situation.Situation
		end    string
		reason roles.EndReason
		role   roles.Role
		next   string
		code   rule.Code
	}{
		{situation.Policy{}, open, "2028-02-28", roles.EndChangeOfActivity, roles.RoleCoordination, "2028-02-29", ""},
		{situation.Policy{}, open, "2028-02-29", 0, roles.RoleCare, "2028-03-01", ""},
		{situation.Policy{}, open, "2027-02-28", 0, roles.RoleCare, "2027-03-01", ""},
		{situation.Policy{}, open, "2027-12-31", 0, roles.RoleCare, "2028-01-01", ""},
		{situation.Policy{}, open, "2027-01-04", 0, roles.RoleCare, "2027-01-05", ""},
		{excluded, open, "2028-02-29", 0, roles.RoleCare, "2028-02-29", ""},
		{situation.Policy{}, limited, "2028-02-29", 0, roles.RoleCare, "2028-03-01", ""},
		{situation.Policy{}, limited, "2028-02-28", 0, roles.RoleCare, "2028-02-29", ""},
		{situation.Policy{}, limited, "2027-06-30", roles.EndChangeOfActivity, roles.RoleCare, "2027-07-01", ""},
		{excluded, limited, "2028-02-28", 0, roles.RoleCare, "2028-02-28", ""},
		{situation.Policy{}, limited, "2028-03-01", 0, roles.RoleCare, "", situation.CodeEndLater},
		{situation.Policy{}, open, "2027-01-03", 0, roles.RoleCare, "", situation.CodeEndBeforeStart},
		{situation.Policy{}, reversed, "2027-01-04", 0, roles.RoleCare, "", situation.CodeEndBeforeStart},
		{situation.Policy{}, undated, "2027-01-04", 0, roles.RoleCare, "", situation.CodeStartMissing},
		{situation.Policy{}, open, "", 0, roles.RoleCare, "", situation.CodeDayMissing},
		{situation.Policy{}, open, "2028-02-28", 0, 0, "", situation.CodeRoleMissing},
		{situation.Policy{}, open, "2028-02-28", roles.EndDeath, roles.RoleCare, "", situation.CodeEndDeath},
		{situation.Policy{}, dead, "2028-02-28", 0, roles.RoleCare, "", situation.CodeEndDeath},
		{situation.Policy{}, open, "9999-12-31", 0, roles.RoleCare, "", situation.CodeDayOutside},
		{situation.Policy{}, open, "2028-02-28", 200, roles.RoleCare, "", situation.CodeUnknown},
	} {
		closed, next, err := c.p.CloseAndReplace(c.s, isoOrZero(c.end), c.reason, c.role)
		if c.code != "" {
			if !errors.Is(err, c.code) || closed != c.s || next != (situation.Situation{}) {
				t.Errorf("%d: %v, want %s", i, err, c.code)
			}
			continue
		}
		wantClosed, wantNext := c.s, c.s
		wantClosed.End, wantClosed.EndReason = isoOrZero(c.end), c.reason
		wantNext.ID, wantNext.Role, wantNext.Stated.Role = situation.ID{}, c.role, ""
		wantNext.RoleInferred = false
		wantNext.Start = isoOrZero(c.next)
		if wantClosed.End == c.s.End {
			wantNext.End, wantNext.EndReason = civil.Date{}, 0
		}
		wantNext.Source, wantNext.SeenOn = situation.SourceEmployer, civil.Date{}
		if err != nil || closed != wantClosed || next != wantNext {
			t.Errorf("%d: %v\n%s\n%s", i, err, mustJSON(t, closed), mustJSON(t, next))
		}
		// No day is without one of the two, and none has both, up to an end
		// that was set: a change of role puts it off no further.
		for now := c.s.Start; now.Before(isoOrZero(c.next).AddDays(5)); now = now.AddDays(1) {
			if over := c.p.OpenAt(&c.s, now) == situation.Ended && wantClosed.End != c.s.End; over && c.p.OpenAt(&next, now).IsOpen() {
				t.Fatalf("%d, %v: open after the end that was set", i, now)
			} else if over {
				continue
			}
			if c.p.OpenAt(&closed, now).IsOpen() == c.p.OpenAt(&next, now).IsOpen() {
				t.Fatalf("%d, %v: both or none open", i, now)
			}
		}
	}
}

// Both ways of changing a role give the same history, but for how.
func TestRoleHistory(t *testing.T) {
	d := civil.MustParseISO
	s := at(ehpad, d("2027-06-01"), civil.Date{})
	first, err := situation.RoleHeld(&s)
	if err != nil || first != (situation.RoleChange{From: s.Start, Role: roles.RoleCare, How: situation.HowNewSituation}) {
		t.Fatal(first, err)
	}
	start, err := situation.RoleHistory{}.With(first)
	if err != nil {
		t.Fatal(err)
	}
	_, amended, err := situation.AmendRole(s, roles.RoleCoordination, d("2028-03-01"))
	if err != nil {
		t.Fatal(err)
	}
	one, err := start.With(amended)
	if err != nil {
		t.Fatal(err)
	}
	closed, next, err := situation.CloseAndReplace(s, d("2028-02-29"), roles.EndChangeOfActivity, roles.RoleCoordination)
	if err != nil {
		t.Fatal(err)
	}
	held, err1 := situation.RoleHeld(&closed)
	new, err2 := situation.RoleHeld(&next)
	h1, err3 := situation.RoleHistory{}.With(held)
	two, err4 := h1.With(new)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	for _, h := range []situation.RoleHistory{one, two} {
		for iso, want := range map[string]roles.Role{"2027-05-31": 0, "2027-06-01": roles.RoleCare, "2028-02-29": roles.RoleCare, "2028-03-01": roles.RoleCoordination, "2040-01-01": roles.RoleCoordination} {
			if c, ok := h.At(d(iso)); c.Role != want || ok != (want != 0) {
				t.Errorf("%s: %v %t", iso, c, ok)
			}
		}
	}
	if one[1].How != situation.HowAmended || two[1].How != situation.HowNewSituation || one[0] != two[0] || one[0].Until != d("2028-02-29") {
		t.Errorf("%s %s", mustJSON(t, one), mustJSON(t, two))
	}
	if start[0].Until != (civil.Date{}) {
		t.Error("With changed the history itself")
	}
	if _, ok := one.At(civil.Date{}); ok {
		t.Error("a role on no day")
	}
	// Twice on one day: the later one, and nothing is lost.
	again, err := one.With(situation.RoleChange{From: d("2028-03-01"), Role: roles.GENR13, How: situation.HowAmended})
	if err != nil || len(again) != 3 || again[1].Until != d("2028-03-01") {
		t.Fatal(mustJSON(t, again), err)
	}
	if c, _ := again.At(d("2028-03-01")); c.Role != roles.GENR13 {
		t.Errorf("%v", c)
	}
	// An interruption stays one.
	gap, err := two.With(situation.RoleChange{From: d("2029-01-01"), Until: d("2029-01-31"), Role: roles.RoleCare, How: situation.HowNewSituation})
	if err != nil {
		t.Fatal(err)
	}
	after, err := gap.With(situation.RoleChange{From: d("2029-03-01"), Role: roles.RoleCare, How: situation.HowNewSituation})
	if _, ok := after.At(d("2029-02-10")); ok || err != nil {
		t.Error("a role in an interruption", err)
	}
	// An end that was set is brought forward to the day before the next role.
	limited, err := start.With(situation.RoleChange{From: d("2028-03-01"), Until: d("2028-12-31"), Role: roles.RoleCoordination, How: situation.HowAmended})
	if err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{"2028-06-01", "2028-12-31"} {
		cut, err := limited.With(situation.RoleChange{From: d(from), Role: roles.RoleCare, How: situation.HowAmended})
		if err != nil || cut[1].Until != d(from).AddDays(-1) {
			t.Errorf("%s: %s %v", from, mustJSON(t, cut), err)
		}
	}
	// A change that somebody wrote by hand without its first day held on no day.
	if c, ok := (situation.RoleHistory{{Role: roles.RoleCare, Until: d("2030-01-01")}}).At(d("2029-01-01")); ok {
		t.Errorf("a role without a first day: %v", c)
	}
	for name, c := range map[rule.Code]situation.RoleChange{
		situation.CodeRoleOrder:      {From: d("2028-02-29"), Role: roles.RoleCare},
		situation.CodeDayMissing:     {Role: roles.RoleCare},
		situation.CodeRoleMissing:    {From: d("2030-01-01")},
		situation.CodeEndBeforeStart: {From: d("2030-01-01"), Until: d("2029-12-31"), Role: roles.RoleCare},
	} {
		if h, err := one.With(c); !errors.Is(err, name) || h != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	guessed := s
	guessed.RoleInferred = true
	for name, s := range map[rule.Code]*situation.Situation{
		situation.CodeRoleMissing: nil, situation.CodeStartMissing: {Role: roles.RoleCare},
	} {
		if _, err := situation.RoleHeld(s); !errors.Is(err, name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := situation.RoleHeld(&guessed); !errors.Is(err, situation.CodeRoleMissing) {
		t.Errorf("inferred role: %v", err)
	}
}

// A number without a name is no state, no event and no way, and is not final.
func TestCycleTextsOfUnknownValues(t *testing.T) {
	for name, text := range map[string]interface {
		fmt.Stringer
		encoding.TextMarshaler
	}{
		"8": situation.State(8), "15": situation.Event(15), "3": situation.How(3), "255": situation.State(255), "254": situation.How(254),
	} {
		if b, err := text.MarshalText(); text.String() != "(no such value: "+name+")" || err == nil || len(b) != 0 {
			t.Errorf("%T %s: %v %q %v", text, name, text, b, err)
		}
	}
	for _, v := range []uint8{0, 8, 9, 255} {
		if situation.State(v).IsFinal() {
			t.Errorf("State(%d) is final", v)
		}
	}
}

func TestCycleTexts(t *testing.T) {
	for s := situation.State(0); s <= 8; s++ {
		back := situation.Active
		b, err := s.MarshalText()
		if err2 := back.UnmarshalText(b); (err == nil) != (s <= 7) || err2 != nil || s <= 7 && back != s || s > 7 && len(b) > 0 {
			t.Errorf("%v: %s %v %v", s, b, back, err2)
		}
	}
	for e := situation.Event(0); e <= 15; e++ {
		back := situation.EventClose
		b, err := e.MarshalText()
		if err2 := back.UnmarshalText(b); (err == nil) != (e <= 14) || err2 != nil || e <= 14 && back != e || e > 14 && len(b) > 0 {
			t.Errorf("%v: %s %v %v", e, b, back, err2)
		}
	}
	s, e, h := situation.Active, situation.EventClose, situation.HowAmended
	for _, err := range []error{s.UnmarshalText([]byte("open")), e.UnmarshalText([]byte("shut")), h.UnmarshalText([]byte("x"))} {
		if !errors.Is(err, situation.CodeUnknown) {
			t.Error(err)
		}
	}
	if s != 0 || e != 0 || h != 0 || s.String() != "(not stated)" {
		t.Error("a refusal leaves something")
	}
	c := situation.RoleChange{From: day, Until: day, Role: roles.RoleCare, How: situation.HowAmended}
	var back situation.RoleChange
	if b := mustJSON(t, c); b != `{"from":"2026-06-15","until":"2026-06-15","role":"GENR11","how":"amended"}` || json.Unmarshal([]byte(b), &back) != nil || back != c {
		t.Error(b, back)
	}
}

func TestCyclePrivacy(t *testing.T) {
	died := civil.MustNew(2019, 3, 17)
	c := situation.Circumstances{Employer: full().Structure, InScope: rpps.Yes, NewEnd: died, DiedOn: died, NewRole: roles.RoleCare}
	r := situation.RoleChange{From: died, Until: died, Role: roles.RoleCare}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%q", "%x"} {
		for _, x := range []any{c, &c, r, &r, situation.RoleHistory{r}} {
			checkMasked(t, verb, fmt.Sprintf(verb, x))
		}
	}
	for _, x := range []slog.LogValuer{c, r} {
		checkMasked(t, "slog", x.LogValue().String())
	}
	_, _, err := situation.AmendRole(full(), roles.RoleCoordination, civil.MustNew(2018, 3, 17))
	checkMasked(t, "error", fmt.Sprint(err))
}

func ExampleCycle() {
	// A gestionnaire of the EHPAD enters somebody who begins next Monday.
	ehpad := rpps.Structure{SIRET: rpps.MustParseSIRET("99900077100017")}
	s := situation.Situation{Structure: ehpad, Role: roles.RoleCare, Start: civil.MustNew(2026, 11, 30)}
	c := situation.Circumstances{Employer: ehpad, InScope: rpps.Yes, RequestPending: rpps.No, RoleChosen: rpps.Yes, Compatible: rpps.Yes}
	m := situation.Cycle()

	var state situation.State // kept by the caller
	today := civil.MustNew(2026, 11, 23)
	step, err := m.Next(state, situation.EventCreate, lifecycle.Gestionnaire, situation.FactsOf(&s, today, c))
	if err != nil {
		fmt.Println(err)
		return
	}
	state = step.To
	fmt.Println(state, step.Move, m.EffectCodes(step.Effects))

	// The clock does the rest, a week later.
	step, err = m.Next(state, situation.EventStart, lifecycle.Clock, situation.FactsOf(&s, today.AddDays(7), c))
	fmt.Println(step.To, step.Move, m.EffectCodes(step.Effects), err)

	// Another employer cannot close it.
	c.Employer, c.NewEnd = rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011")}, today.AddDays(7)
	_, err = m.Next(step.To, situation.EventClose, lifecycle.Gestionnaire, situation.FactsOf(&s, today.AddDays(7), c))
	fmt.Println(err)
	// Output:
	// planned SIT-1 [mailProfessional watchStart]
	// active SIT-10 [directoryEntry signIn eCPS mailbox accessFrom] <nil>
	// LIF-GUARD: situation.active.close: The event is not possible. Not stated: the situation is one of this structure (ownStructure).
}

// What ends soon is what has an end: a situation that was only seen has no window.
func ExamplePolicy_AccessWindow() {
	s := situation.Situation{Start: civil.MustNew(2028, 1, 3), End: civil.MustNew(2028, 3, 1)}
	fmt.Println(situation.Policy{}.AccessWindow(&s))
	fmt.Println(situation.Policy{LastDay: situation.LastDayExcluded}.AccessWindow(&s))
	seen := situation.Situation{Source: situation.SourceUserinfo, SeenOn: civil.MustNew(2028, 1, 3)}
	_, _, ok := situation.Policy{}.AccessWindow(&seen)
	fmt.Println(ok)
	// Output:
	// 2028-01-03 2028-03-01 true
	// 2028-01-03 2028-02-29 true
	// false
}

func ExampleAmendRole() {
	s := situation.Situation{Role: roles.RoleCare, Start: civil.MustNew(2026, 1, 5)}
	held, _ := situation.RoleHeld(&s)
	history, _ := situation.RoleHistory{}.With(held)
	s, change, err := situation.AmendRole(s, roles.RoleCoordination, civil.MustNew(2026, 9, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	history, _ = history.With(change)
	for _, c := range history {
		fmt.Println(c.Role, c.How, c.From, c.Until)
	}
	fmt.Println(s.Role)
	// Output:
	// GENR11 newSituation 2026-01-05 2026-08-31
	// GENR08 amended 2026-09-01 (date not stated)
	// GENR08
}

func ExampleCloseAndReplace() {
	s := situation.Situation{ID: situation.DirectoryID("1234"), Role: roles.RoleCare, Start: civil.MustNew(2026, 1, 5)}
	closed, next, err := situation.CloseAndReplace(s, civil.MustNew(2026, 8, 31), roles.EndChangeOfActivity, roles.RoleCoordination)
	fmt.Println(closed.ID, closed.Role, closed.End, closed.EndReason)
	fmt.Println(next.ID, next.Role, next.Start, err)
	_, _, err = situation.CloseAndReplace(closed, civil.MustNew(2026, 12, 31), 0, roles.RoleCare)
	fmt.Println(err)
	// Output:
	// 1234 GENR11 2026-08-31 CHA
	// (not stated) GENR08 2026-09-01 <nil>
	// SIT-END-LATER: end: closing cannot carry a situation beyond the end that is set already
}

// TestCloseAndReplaceOver: a reason of an end without its day says that the
// situation is over, or will be, nobody knows when: no end can be put to it.
func TestCloseAndReplaceOver(t *testing.T) {
	s := situation.Situation{Role: roles.RoleCare, Start: civil.MustNew(2026, 1, 5), EndReason: roles.EndOther}
	end := civil.MustNew(2026, 3, 31)
	closed, next, err := situation.CloseAndReplace(s, end, 0, roles.RoleSocialLife)
	if !errors.Is(err, situation.CodeDayOutside) || closed != s || next != (situation.Situation{}) {
		t.Errorf("%v: open %v, then %v", err, closed.OpenAt(end), next.Start)
	}
}
