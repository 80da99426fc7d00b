package registration_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
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
		"another role":    {[]reg.Act{create(func(r *reg.Request) { r.Situation.Role = roles.RoleCare })}, false},
		"another métier":  {[]reg.Act{create(func(r *reg.Request) { r.Situation.Function = roles.MetierAideSoignant })}, false},
		"elsewhere":       {[]reg.Act{elsewhere}, false},
		"after a closing": {[]reg.Act{closed, create(starting(cycleDay.AddDays(1)))}, false},
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
