package situation_test

import (
	"math/rand/v2"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// TestCycleAgreesWithDates makes moves from random situations, in any state,
// carries them out on the dates, and holds the state reached against what the
// dates tell: whatever a machine allows, nothing is open that is over, nothing
// that has ended gets a day, and a move by an employer is of their own.
func TestCycleAgreesWithDates(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 2026))
	m := situation.Cycle()
	moved := map[string]int{}
	date := func(none int) civil.Date {
		if r.IntN(10) < none {
			return civil.Date{}
		}
		return day.AddDays(r.IntN(9) - 4)
	}
	answer := func() rpps.Answer {
		return []rpps.Answer{rpps.Yes, rpps.Yes, rpps.Yes, rpps.Yes, rpps.Yes, rpps.No, 0}[r.IntN(7)]
	}
	for range 200_000 {
		p := situation.Policy{LastDay: []situation.LastDay{situation.LastDayIncluded, situation.LastDayExcluded}[r.IntN(2)]}
		s := situation.Situation{Structure: ehpad, Role: []roles.Role{roles.RoleCare, roles.RoleCare, 0}[r.IntN(3)], Start: date(1), End: date(5)}
		s.RoleInferred = r.IntN(8) == 0
		s.EndReason = []roles.EndReason{0, 0, 0, roles.EndOther, roles.EndDeath}[r.IntN(5)]
		c := situation.Circumstances{
			Employer: ehpad, InScope: answer(), RequestPending: rpps.No, RoleChosen: answer(), Compatible: answer(),
			NewRole: roles.GENR10, NewEnd: date(2), NewStart: date(4),
		}
		if r.IntN(6) == 0 {
			c.RequestPending = answer()
		}
		if r.IntN(8) == 0 {
			c.Employer = clinic
		}
		if r.IntN(8) == 0 {
			c.DiedOn = date(0)
		}
		from, on := situation.State(r.IntN(8)), situation.Event(1+r.IntN(14))
		by := []lifecycle.Actor{byGes, lifecycle.TitulaireOfficine, lifecycle.Professional, lifecycle.Clock, lifecycle.INSEE}[r.IntN(5)]
		step, err := m.Next(from, on, by, p.FactsOf(&s, day, c))
		if err != nil {
			continue
		}
		moved[step.Move]++
		will := s
		switch on {
		case situation.EventModify:
			if !c.NewStart.IsZero() {
				will.Start = c.NewStart
			}
		case situation.EventAmendRole:
			will.Role = c.NewRole
		case situation.EventSetEnd, situation.EventClose:
			will.End, will.EndReason = c.NewEnd, 0
		case situation.EventClearEnd:
			will.End, will.EndReason = civil.Date{}, 0
		}
		bad := func(what string) {
			t.Errorf("%s: %s, from %s, start %v end %v reason %s, by %s, %+v %+v", step.Move, what, from, s.Start, s.End, s.EndReason, by, p, c)
		}
		employer := by == byGes || by == lifecycle.TitulaireOfficine
		if employer && (c.InScope != rpps.Yes || c.Employer != ehpad) {
			bad("not theirs")
		}
		decides := on == situation.EventValidate || on == situation.EventRefuse || on == situation.EventDeath
		if employer && !decides && c.RequestPending != rpps.No {
			bad("while a request is in progress")
		}
		if on == situation.EventDeath {
			if c.DiedOn.IsZero() || c.DiedOn.After(day) {
				bad("no death")
			}
			continue
		}
		if !c.DiedOn.IsZero() && on != situation.EventCancel && on != situation.EventRefuse {
			bad("somebody dead")
		}
		switch on {
		case situation.EventCreate, situation.EventValidate:
			if s.Role == 0 || s.RoleInferred || c.RoleChosen != rpps.Yes || c.Compatible != rpps.Yes {
				bad("without a role of its own")
			}
		}
		was, is := p.OpenAt(&s, day), p.OpenAt(&will, day)
		if was == situation.Ended && is == situation.Open {
			bad("opened again")
		}
		if on == situation.EventClose && will.End.After(s.End) {
			bad("carried further by closing")
		}
		switch step.To {
		case situation.Planned:
			if is != situation.NotStarted {
				bad("planned, and " + is.String())
			}
			if was == situation.Open && from != 0 {
				bad("put off")
			}
		case situation.Active, situation.EndScheduled:
			last := p.LastDay == situation.LastDayExcluded && will.End == day // the clock closes it on the same day
			if is != situation.Open && !last || (step.To == situation.Active) != will.End.IsZero() {
				bad(step.To.String() + ", and " + is.String())
			}
			if will.EndReason == roles.EndDeath {
				bad("goes on after a death")
			}
		case situation.Closed:
			if will.End.IsZero() || will.End.After(day) {
				bad("closed, and not over")
			}
		}
	}
	for _, v := range m.Moves() {
		if moved[v.ID] == 0 && !v.Off {
			t.Errorf("%s was never made", v.ID)
		}
	}
}
