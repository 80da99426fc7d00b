package registration_test

import (
	"errors"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// TestDossierDeathHasItsOwnEvent: no other act ends a situation by a death, and
// an adopted one that ended so tells that the person has died.
func TestDossierDeathHasItsOwnEvent(t *testing.T) {
	known, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	dead := func(r *reg.Request) { r.Situation.End, r.Situation.EndReason = cycleDay.AddDays(9), roles.EndDeath }
	over := func(r *reg.Request) { r.Situation.EndReason = roles.EndOther }
	declared := byOther(lifecycle.Professional, reg.Act{OnSituation: situation.EventDeclare, Request: cycleAsk(cycleHome)})
	create := byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)})
	toClinic := byOther(lifecycle.Professional, reg.Act{OnSituation: situation.EventDeclare, Request: cycleAsk(cycleClinic)})
	died := byHome(reg.Act{OnSituation: situation.EventDeath, Item: 0, DiedOn: cycleDay})
	for name, c := range map[string]struct {
		acts    []reg.Act
		refused rule.Code // of the last
	}{
		"created": {[]reg.Act{byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, dead)})}, reg.CodeDossierAct},
		"declared": {[]reg.Act{byOther(lifecycle.Professional, reg.Act{
			OnSituation: situation.EventDeclare, Request: cycleAsk(cycleHome, dead),
		})}, reg.CodeDossierAct},
		"validated": {[]reg.Act{declared, byHome(reg.Act{OnSituation: situation.EventValidate, Request: cycleAsk(cycleHome, dead)})}, reg.CodeDossierAct},
		"registered": {[]reg.Act{
			byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome, withNumber, dead)}),
			byHome(reg.Act{OnRequest: reg.EventRegister}),
		}, reg.CodeDossierAct},
		"planned, ended nobody knows when": {[]reg.Act{byHome(reg.Act{
			OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, starting(cycleDay.AddDays(9)), over),
		})}, reg.CodeDossierEnd},
		"declared, ended nobody knows when": {[]reg.Act{byOther(lifecycle.Professional, reg.Act{
			OnSituation: situation.EventDeclare, Request: cycleAsk(cycleHome, over),
		})}, reg.CodeDossierEnd},
		// An employer told the death while another had to decide.
		"validated of the dead": {[]reg.Act{create, toClinic, died, byClinic(reg.Act{OnSituation: situation.EventValidate, Item: 1})}, reg.CodeDossierDeath},
		"refused of the dead":   {[]reg.Act{create, toClinic, died, byClinic(reg.Act{OnSituation: situation.EventRefuse, Item: 1})}, ""},
	} {
		d, err := known, error(nil)
		for i, a := range c.acts {
			var next reg.Dossier
			if next, _, err = d.Next(a); err != nil && i < len(c.acts)-1 {
				t.Fatalf("%s: act %d: %v", name, i, err)
			}
			d = next
		}
		if c.refused == "" && err != nil || c.refused != "" && !errors.Is(err, c.refused) {
			t.Errorf("%s: %v, not %s: %s", name, err, c.refused, dossierLine(d))
		}
	}

	ended := cycleAsk(cycleHome, ending(cycleDay.AddDays(-1))).Situation
	ended.EndReason = roles.EndDeath
	d, _, err := known.Adopt(cycleDay, ended)
	if err != nil || dossierLine(d) != "| closed@home 2026-11-01..2026-11-19 GENR10" {
		t.Fatal(err, dossierLine(d))
	}
	if n, _, err := d.Next(byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic)})); !errors.Is(err, reg.CodeDossierDeath) {
		t.Errorf("created for the dead: %v, %s", err, dossierLine(n))
	}
	ended.End = cycleDay.AddDays(1)
	if n, _, err := known.Adopt(cycleDay, ended); !errors.Is(err, reg.CodeDossierAct) {
		t.Errorf("a death to come: %v, %s", err, dossierLine(n))
	}
}

// TestDossierDeathGoesNoFurther: once a death is told, by a situation that was
// adopted or by an employer, no situation gets days, a place or a role that it
// has not; it can still end.
func TestDossierDeathGoesNoFurther(t *testing.T) {
	known, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	ended := cycleAsk(cycleHome, ending(cycleDay)).Situation
	ended.EndReason = roles.EndDeath
	adopted, _, err := known.Adopt(cycleDay, ended) // on the day of the death itself
	if err != nil {
		t.Fatal(err)
	}
	step := func(d reg.Dossier, acts ...reg.Act) reg.Dossier {
		t.Helper()
		for _, a := range acts {
			var err error
			if d, _, err = d.Next(a); err != nil {
				t.Fatal(err)
			}
		}
		return d
	}
	later := cycleDay.AddDays(40)
	create := byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)})
	died := byHome(reg.Act{OnSituation: situation.EventDeath, Item: 0, DiedOn: cycleDay})
	limited := step(known, create, byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic, ending(cycleDay.AddDays(20)))}), died)
	open := step(known, create, byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic)}), died)
	planned := step(known, create, byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic, starting(cycleDay.AddDays(9)))}), died)
	for name, c := range map[string]struct {
		d  reg.Dossier
		a  reg.Act
		ok bool
	}{
		"adopted, its end taken away":  {adopted, byHome(reg.Act{OnSituation: situation.EventClearEnd}), false},
		"adopted, its end put off":     {adopted, byHome(reg.Act{OnSituation: situation.EventSetEnd, End: later}), false},
		"adopted, another role":        {adopted, byHome(reg.Act{OnSituation: situation.EventAmendRole, Role: roles.GENR11}), false},
		"another's, its end taken":     {limited, byClinic(reg.Act{OnSituation: situation.EventClearEnd, Item: 1}), false},
		"another's, its end put off":   {limited, byClinic(reg.Act{OnSituation: situation.EventSetEnd, Item: 1, End: later}), false},
		"another's, its end nearer":    {limited, byClinic(reg.Act{OnSituation: situation.EventSetEnd, Item: 1, End: cycleDay.AddDays(1)}), true},
		"another's, closed":            {limited, byClinic(reg.Act{OnSituation: situation.EventClose, Item: 1, End: cycleDay}), true},
		"another's, another role":      {open, byClinic(reg.Act{OnSituation: situation.EventAmendRole, Item: 1, Role: roles.GENR11}), false},
		"another's, modified":          {open, byClinic(reg.Act{OnSituation: situation.EventModify, Item: 1, Request: cycleAsk(cycleClinic)}), false},
		"another's, with an end":       {open, byClinic(reg.Act{OnSituation: situation.EventSetEnd, Item: 1, End: later}), true},
		"another's, planned, given up": {planned, byClinic(reg.Act{OnSituation: situation.EventCancel, Item: 1}), true},
	} {
		if n, _, err := c.d.Next(c.a); (err == nil) != c.ok {
			t.Errorf("%s: %v, %s", name, err, dossierLine(n))
		}
	}
	now, out, err := planned.Advance(later)
	if err != nil || len(out) != 0 || len(now.Open(later)) != 0 || now.Situations()[1].State != situation.Planned {
		t.Errorf("begun after the death: %v, %s", err, dossierLine(now))
	}
	// What never began is not closed by its end: it would have been open until then.
	passed := step(known, create, byClinic(reg.Act{
		OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic, starting(cycleDay.AddDays(9)), ending(cycleDay.AddDays(20))),
	}), died)
	now, _, err = passed.Advance(later)
	if open := now.Open(cycleDay.AddDays(10)); err != nil || len(open) != 0 || now.Situations()[1].State != situation.Planned {
		t.Errorf("open on a day after the death: %v, %v, %s", err, open, dossierLine(now))
	}
	now, _, err = adopted.Advance(later)
	if err != nil || now.Situations()[0].State != situation.Closed {
		t.Errorf("not run out: %v, %s", err, dossierLine(now))
	}
}
