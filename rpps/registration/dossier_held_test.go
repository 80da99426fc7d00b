package registration_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// TestDossierHeldOnce: a request leaves the profession of the exercise empty,
// and an extraction says 99 of the same situation.
func TestDossierHeldOnce(t *testing.T) {
	known, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	created, _, err := known.Next(byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)}))
	if err != nil {
		t.Fatal(err)
	}
	listed := cycleAsk(cycleHome).Situation
	listed.Profession = roles.ProfessionARole
	if d, _, err := created.Adopt(cycleDay, listed); !errors.Is(err, reg.CodeDossierHeld) {
		t.Errorf("held twice: %v, %s", err, dossierLine(d))
	}
	listed.Function = roles.MetierAideSoignant
	if _, _, err := created.Adopt(cycleDay, listed); err != nil {
		t.Errorf("another function: %v", err)
	}
}

// TestDossierCreatedOnce: the same work in the same place over days that meet is
// the same situation, as it is for [reg.Duplicates]: closed, it must not stay open
// by a second entry.
func TestDossierCreatedOnce(t *testing.T) {
	known, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	held, _, err := known.Adopt(cycleDay, cycleAsk(cycleHome, starting(cycleDay.AddYears(-1)), ending(cycleDay.AddDays(9))).Situation)
	if err != nil {
		t.Fatal(err)
	}
	create := func(edit ...func(*reg.Request)) reg.Act {
		return byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, edit...)})
	}
	elsewhere := byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic)})
	closed := byHome(reg.Act{OnSituation: situation.EventClose, End: cycleDay})
	carers := func(r *reg.Request) { r.Situation.Role = roles.RoleCare }
	until := func(days int) reg.Act {
		return byHome(reg.Act{OnSituation: situation.EventSetEnd, End: cycleDay.AddDays(days)})
	}
	for name, c := range map[string]struct {
		acts []reg.Act
		held bool // the last is refused
	}{
		"created": {[]reg.Act{create()}, true},
		"moved there": {[]reg.Act{
			byEmployer(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic)}, cycleClinic, gestionnaireOfBoth()),
			byEmployer(reg.Act{OnSituation: situation.EventModify, Item: 1, Request: cycleAsk(cycleHome)}, cycleClinic, gestionnaireOfBoth()),
		}, true},
		"on its end": {[]reg.Act{create(starting(cycleDay.AddDays(9)))}, true},
		"declared": {[]reg.Act{byOther(lifecycle.Professional, reg.Act{
			OnSituation: situation.EventDeclare, Request: cycleAsk(cycleHome),
		})}, true},
		"registered": {[]reg.Act{
			byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome, withNumber)}),
			byHome(reg.Act{OnRequest: reg.EventRegister}),
		}, true},
		"after its end":   {[]reg.Act{create(starting(cycleDay.AddDays(10)))}, false},
		"another role":    {[]reg.Act{create(carers)}, false},
		"another métier":  {[]reg.Act{create(func(r *reg.Request) { r.Situation.Function = roles.MetierAideSoignant })}, false},
		"elsewhere":       {[]reg.Act{elsewhere}, false},
		"after a closing": {[]reg.Act{closed, create(starting(cycleDay.AddDays(1)))}, false},

		"given the role":   {[]reg.Act{create(carers), byHome(reg.Act{OnSituation: situation.EventAmendRole, Item: 1, Role: cycleAsk(cycleHome).Situation.Role})}, true},
		"given another":    {[]reg.Act{create(carers), byHome(reg.Act{OnSituation: situation.EventAmendRole, Item: 1, Role: roles.RoleCoordination})}, false},
		"carried into it":  {[]reg.Act{create(starting(cycleDay.AddDays(12))), until(12)}, true},
		"carried up to it": {[]reg.Act{create(starting(cycleDay.AddDays(12))), until(11)}, false},
		"without its end":  {[]reg.Act{create(starting(cycleDay.AddDays(12))), byHome(reg.Act{OnSituation: situation.EventClearEnd})}, true},
		"shortened":        {[]reg.Act{create(starting(cycleDay.AddDays(12))), until(3)}, false},
	} {
		d, err := held, error(nil)
		for i, a := range c.acts {
			var next reg.Dossier
			if next, _, err = d.Next(a); err != nil && i < len(c.acts)-1 {
				t.Fatalf("%s: act %d: %v", name, i, err)
			}
			d = next
		}
		if c.held && !errors.Is(err, reg.CodeDossierHeld) || !c.held && err != nil {
			t.Errorf("%s: %v: %s", name, err, dossierLine(d))
		}
	}
	again := cycleAsk(cycleHome, starting(cycleDay.AddDays(-40))).Situation
	if d, _, err := held.Adopt(cycleDay, again); !errors.Is(err, reg.CodeDossierHeld) {
		t.Errorf("adopted from another day on: %v: %s", err, dossierLine(d))
	}
}

// gestionnaireOfBoth registers for both employers.
func gestionnaireOfBoth() *gestionnaire.Actor {
	both := *cycleAnna
	both.Mandates = slices.Concat(cycleAnna.Mandates, cycleBasile.Mandates)
	return &both
}

// TestDossierHeldAgain: what is held is known again by its identifier, or by its
// place, start and work, even when it is over; what goes on, by its place and work.
func TestDossierHeldAgain(t *testing.T) {
	d, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	over := cycleAsk(cycleHome, starting(cycleDay.AddYears(-3)), ending(cycleDay.AddYears(-2))).Situation
	over.ID = situation.DirectoryID("997-1")
	clinic := cycleAsk(cycleClinic, starting(cycleDay.AddYears(-1))).Situation
	clinic.ID = situation.DirectoryID("997-2")
	for _, s := range []situation.Situation{over, clinic} {
		if d, _, err = d.Adopt(cycleDay, s); err != nil {
			t.Fatal(err)
		}
	}
	// of is a copy without its identifier, changed.
	of := func(s situation.Situation, edit func(*situation.Situation)) situation.Situation {
		s.ID = situation.ID{}
		edit(&s)
		return s
	}
	later := func(s *situation.Situation) { s.Start = s.Start.AddDays(9) }
	other := func(s *situation.Situation) { s.Function = roles.MetierAideSoignant }
	for name, c := range map[string]struct {
		s    situation.Situation
		code rule.Code // empty for adopted
	}{
		"by its identifier":         {of(over, func(s *situation.Situation) { later(s); other(s); s.ID = over.ID }), reg.CodeDossierHeld},
		"by place, start and work":  {of(over, func(*situation.Situation) {}), reg.CodeDossierHeld},
		"over, on other days":       {of(over, later), ""},
		"over, another work":        {of(over, other), ""},
		"over, another place":       {of(over, func(s *situation.Situation) { s.Structure = clinic.Structure }), ""},
		"another identifier":        {of(over, func(s *situation.Situation) { later(s); s.ID = situation.DirectoryID("997-3") }), ""},
		"the second, which goes on": {of(clinic, later), reg.CodeDossierHeld},
		"goes on, work not stated":  {of(clinic, func(s *situation.Situation) { later(s); s.Function = 0 }), reg.CodeDossierHeld},
		"goes on, mode not stated":  {of(clinic, func(s *situation.Situation) { later(s); s.Mode = 0 }), reg.CodeDossierHeld},
		"goes on, another work":     {of(clinic, func(s *situation.Situation) { later(s); other(s) }), ""},
		"beside it, without start":  {of(clinic, func(s *situation.Situation) { s.Start = civil.Date{} }), reg.CodeStartMissing},
		"over before it":            {of(clinic, func(s *situation.Situation) { s.Start, s.End = s.Start.AddDays(-9), s.Start.AddDays(-1) }), ""},
		"over on its first day":     {of(clinic, func(s *situation.Situation) { s.Start, s.End = s.Start.AddDays(-9), s.Start }), reg.CodeDossierHeld},
	} {
		if _, _, err := d.Adopt(cycleDay, c.s); c.code == "" && err != nil || c.code != "" && !errors.Is(err, c.code) {
			t.Errorf("%s: %v, want %q", name, err, c.code)
		}
	}
}

// TestDossierSinceTheDayItself: what the clock does is of its own day, also when
// nobody looked before a later one.
func TestDossierSinceTheDayItself(t *testing.T) {
	expiring := reg.Settings{Requests: lifecycle.Policy{Allow: []string{"REQ-13"}}, ExpireAfter: 30}
	excluded := expiring
	excluded.Dates.LastDay = situation.LastDayExcluded
	start, end, late := cycleDay.AddDays(10), cycleDay.AddDays(20), cycleDay.AddDays(200)
	for name, c := range map[string]struct {
		s       reg.Settings
		r       *reg.Request
		look    int
		state   situation.State
		since   civil.Date
		expired civil.Date
	}{
		"begun":                   {expiring, cycleAsk(cycleHome, starting(start)), 200, situation.Active, start, cycleDay.AddDays(31)},
		"begun, ending":           {expiring, cycleAsk(cycleHome, starting(start), ending(late)), 15, situation.EndScheduled, start, civil.Date{}},
		"begun and over":          {expiring, cycleAsk(cycleHome, starting(start), ending(end)), 200, situation.Closed, end.AddDays(1), cycleDay.AddDays(31)},
		"over":                    {expiring, cycleAsk(cycleHome, ending(end)), 40, situation.Closed, end.AddDays(1), cycleDay.AddDays(31)},
		"over, without last days": {excluded, cycleAsk(cycleHome, ending(end)), 40, situation.Closed, end, cycleDay.AddDays(31)},
	} {
		d, err := reg.NewDossier(cycleNumber, c.s)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range []reg.Act{
			byHome(reg.Act{OnSituation: situation.EventCreate, Request: c.r}),
			byOther(lifecycle.Professional, reg.Act{OnRequest: reg.EventStartPreRegistration, Request: cycleAsk(cycleClinic, withNumber)}),
			byOther(lifecycle.Professional, reg.Act{OnRequest: reg.EventSubmit}),
		} {
			if d, _, err = d.Next(a); err != nil {
				t.Fatal(name, err)
			}
		}
		// What somebody did is of the day on which they did it, whatever end was asked for.
		if s := d.Situations()[0]; s.Since != cycleDay {
			t.Errorf("%s: %s since %s, before the clock moved it", name, s.State, s.Since)
		}
		if d, _, err = d.Advance(cycleDay.AddDays(c.look)); err != nil {
			t.Fatal(name, err)
		}
		if s := d.Situations()[0]; s.State != c.state || s.Since != c.since {
			t.Errorf("%s: %s since %s", name, s.State, s.Since)
		}
		if r := d.Requests()[0]; (r.State == reg.Expired) != !c.expired.IsZero() || r.State == reg.Expired && r.Since != c.expired {
			t.Errorf("%s: request %s since %s", name, r.State, r.Since)
		}
	}
}
