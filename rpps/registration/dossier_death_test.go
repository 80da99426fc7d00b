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
