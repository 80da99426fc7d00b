package situation_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
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
