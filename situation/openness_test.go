package situation_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// TestReasonWithoutEnd: a situation that ended for a reason, on a day that is
// not stated, is not open, whatever else is known of it.
func TestReasonWithoutEnd(t *testing.T) {
	day := civil.MustNew(2026, 11, 22)
	for reason := range roles.EndReasons() {
		s := situation.Situation{Role: roles.GENR10, Start: civil.MustNew(2025, 1, 1), EndReason: reason}
		if got := s.OpenAt(day); got != situation.DatesUnknown {
			t.Errorf("%s: %s", reason, got)
		}
		if _, _, ok := (situation.Policy{}).AccessWindow(&s); ok {
			t.Errorf("%s: there is a window", reason)
		}
		s.Start, s.Source, s.SeenOn = civil.Date{}, situation.SourceUserinfo, day
		if s.OpenAt(day).IsOpen() {
			t.Errorf("%s: open by presence", reason)
		}
		s.End = day.AddDays(1)
		s.Start = civil.MustNew(2025, 1, 1)
		if got := s.OpenAt(day); got != situation.Open {
			t.Errorf("%s, with an end to come: %s", reason, got)
		}
	}
}

// TestNoChoice: a number that is no choice of a policy opens no day.
func TestNoChoice(t *testing.T) {
	start, end := civil.MustNew(2026, 11, 1), civil.MustNew(2026, 11, 22)
	dated := situation.Situation{Start: start, End: end}
	p := situation.Policy{LastDay: 9}
	if got := p.OpenAt(&dated, end); got != situation.Ended {
		t.Errorf("the last day: %s", got)
	}
	if _, last, ok := p.AccessWindow(&dated); !ok || last != end.AddDays(-1) {
		t.Errorf("the window ends on %s, %t", last, ok)
	}
	listed := situation.Situation{Source: situation.SourceUserinfo, SeenOn: end}
	if (situation.Policy{Presence: 9}).OpenAt(&listed, end).IsOpen() {
		t.Error("open by presence")
	}
}

// TestAccepted: the dates of a situation that nobody accepted, or that was given up, say
// nothing of rights.
func TestAccepted(t *testing.T) {
	accepted := map[situation.State]bool{situation.Planned: true, situation.Active: true, situation.EndScheduled: true, situation.Closed: true}
	for n := range 256 {
		if s := situation.State(n); s.IsAccepted() != accepted[s] {
			t.Errorf("%v: %v", s, s.IsAccepted())
		}
	}
	for _, v := range situation.Cycle().Moves() {
		if (v.Then.Has(situation.EffectAccessFrom) || v.Then.Has(situation.EffectWatchStart) || v.Then.Has(situation.EffectAccessUntil)) && !v.To.IsAccepted() {
			t.Errorf("%s begins an access, and leads to %v", v.ID, v.To)
		}
	}
	// Open by its dates, and given up before them.
	start := civil.MustNew(2026, 11, 22)
	s := situation.Situation{Role: roles.GENR10, Start: start}
	step, err := situation.Cycle().Next(situation.Planned, situation.EventCancel, lifecycle.Gestionnaire,
		situation.FactsOf(&s, start.AddDays(-1), situation.Circumstances{InScope: rpps.Yes, RequestPending: rpps.No}).With(situation.GuardOwnStructure))
	if err != nil || step.To.IsAccepted() || !s.OpenAt(start).IsOpen() {
		t.Errorf("%v: %v, %v", err, step.To, s.OpenAt(start))
	}
}
