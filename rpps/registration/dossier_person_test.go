package registration_test

import (
	"errors"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// TestDossierPerson: a dossier is of one person, living or dead.
func TestDossierPerson(t *testing.T) {
	known, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	another := func(r *reg.Request) { r.Number = rpps.MustParseNumber("99700000120") }
	renamed := func(r *reg.Request) { r.Identity.BirthName = "Autrement" }
	beside := func(r *reg.Request) {
		r.Number, r.Identifier = cycleNumber, rpps.PersonIDOf(rpps.MustParseNumber("99700000120"))
	}
	unnamed := func(r *reg.Request) { r.Identity = rpps.CivilStatus{} }
	named := func(name rpps.Private) func(*reg.Request) {
		return func(r *reg.Request) { r.Identity.BirthName = name }
	}
	system := func(a reg.Act) reg.Act { return byOther(lifecycle.System, a) }
	create := byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)})
	elsewhere := byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic)})
	died := civil.MustNew(2026, 11, 19)
	for name, tt := range map[string]struct {
		acts    []reg.Act
		refused rule.Code // of the last; empty: accepted
	}{
		"created for another number":        {[]reg.Act{byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, another)})}, reg.CodeDossierNumber},
		"created for another number beside": {[]reg.Act{byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, beside)})}, reg.CodeDossierNumber},
		"declared for another number":       {[]reg.Act{byOther(lifecycle.Professional, reg.Act{OnSituation: situation.EventDeclare, Request: cycleAsk(cycleHome, another)})}, reg.CodeDossierNumber},
		"modified for another number":       {[]reg.Act{create, byHome(reg.Act{OnSituation: situation.EventModify, Request: cycleAsk(cycleHome, another)})}, reg.CodeDossierNumber},
		"modified civil status":             {[]reg.Act{create, byHome(reg.Act{OnSituation: situation.EventModify, Request: cycleAsk(cycleHome, renamed)})}, reg.CodeDossierIdentity},
		"modified, the same person":         {[]reg.Act{create, byHome(reg.Act{OnSituation: situation.EventModify, Request: cycleAsk(cycleHome)})}, ""},
		"somebody else, after a modification without a civil status": {[]reg.Act{
			create, byHome(reg.Act{OnSituation: situation.EventModify, Request: cycleAsk(cycleHome, unnamed)}),
			byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic, renamed)}),
		}, reg.CodeDossierIdentity},
		"somebody else, after a validation without a civil status": {[]reg.Act{
			byOther(lifecycle.Professional, reg.Act{OnSituation: situation.EventDeclare, Request: cycleAsk(cycleHome)}),
			byHome(reg.Act{OnSituation: situation.EventValidate, Request: cycleAsk(cycleHome, unnamed)}),
			byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic, renamed)}),
		}, reg.CodeDossierIdentity},
		"the same person, after a modification without a civil status": {[]reg.Act{
			create, byHome(reg.Act{OnSituation: situation.EventModify, Request: cycleAsk(cycleHome, unnamed)}), elsewhere,
		}, ""},
		"a particle written together": {[]reg.Act{
			byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, named("Lefevre"))}),
			byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic, named("Le Fèvre"))}),
		}, ""},
		"a death as a reason":   {[]reg.Act{create, byHome(reg.Act{OnSituation: situation.EventSetEnd, End: civil.MustNew(2026, 12, 24), EndReason: roles.EndDeath})}, reg.CodeDossierAct},
		"a reason that is none": {[]reg.Act{create, byHome(reg.Act{OnSituation: situation.EventSetEnd, End: civil.MustNew(2026, 12, 24), EndReason: 200})}, reg.CodeDossierAct},
		"two events in one act": {[]reg.Act{
			create, byHome(reg.Act{OnRequest: reg.EventWithdraw, OnSituation: situation.EventClose, End: cycleDay}),
		}, reg.CodeDossierAct},
		"a day of death on another act": {[]reg.Act{
			byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome), DiedOn: cycleDay}),
		}, ""},
		"a death before any situation": {[]reg.Act{
			system(reg.Act{OnSituation: situation.EventDeath, DiedOn: died}), create,
		}, reg.CodeDossierDeath},
		"a death after all is closed": {[]reg.Act{
			create, byHome(reg.Act{OnSituation: situation.EventClose, End: cycleDay}),
			system(reg.Act{OnSituation: situation.EventDeath, DiedOn: died}), elsewhere,
		}, reg.CodeDossierDeath},
		"a death that an employer declares of what is closed": {[]reg.Act{
			create, byHome(reg.Act{OnSituation: situation.EventClose, End: cycleDay}),
			byHome(reg.Act{OnSituation: situation.EventDeath, DiedOn: died}),
		}, lifecycle.CodeFinal},
		"a death after all is closed, without its day": {[]reg.Act{
			create, byHome(reg.Act{OnSituation: situation.EventClose, End: cycleDay}),
			system(reg.Act{OnSituation: situation.EventDeath}),
		}, reg.CodeDossierAct},
		"a death to come, after all is closed": {[]reg.Act{
			create, byHome(reg.Act{OnSituation: situation.EventClose, End: cycleDay}),
			system(reg.Act{OnSituation: situation.EventDeath, DiedOn: cycleDay.AddDays(1)}),
		}, reg.CodeDossierAct},
		"a death, told of what is closed": {[]reg.Act{
			create, byHome(reg.Act{OnSituation: situation.EventClose, End: cycleDay}), elsewhere,
			system(reg.Act{OnSituation: situation.EventDeath, DiedOn: died, Item: 0}),
		}, ""},
		"a death that an employer declares": {[]reg.Act{
			create, byHome(reg.Act{OnSituation: situation.EventDeath, DiedOn: died}), elsewhere,
		}, reg.CodeDossierDeath},
	} {
		d := known
		for i, a := range tt.acts {
			next, _, err := d.Next(a)
			switch last := i == len(tt.acts)-1; {
			case last && tt.refused != "":
				if !errors.Is(err, tt.refused) {
					t.Errorf("%s: %v, want %s", name, err, tt.refused)
				}
			case err != nil:
				t.Errorf("%s, act %d: %v", name, i, err)
			}
			d = next
		}
	}
}

// TestDossierDeathClosesAll: however many situations there are.
func TestDossierDeathClosesAll(t *testing.T) {
	for count := range 5 {
		d, err := reg.NewDossier(cycleNumber, reg.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		var acts []reg.Act
		for i := range count {
			work := func(r *reg.Request) { r.Situation.Role = roles.RoleCoordination + roles.Role(i/2) }
			create := byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, work)})
			if i%2 == 1 {
				create = byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic, work)})
			}
			acts = append(acts, create)
		}
		for i, a := range append(acts, byOther(lifecycle.INSEE, reg.Act{OnSituation: situation.EventDeath, Item: count / 2, DiedOn: cycleDay})) {
			if d, _, err = d.Next(a); err != nil {
				t.Fatalf("%d of %d: %v", i, count, err)
			}
		}
		if got := d.Open(cycleDay.AddDays(1)); got != nil {
			t.Errorf("%d situations: open after the death: %v", count, got)
		}
		for i, h := range d.Situations() {
			if h.State != situation.Closed {
				t.Errorf("%d situations: the one at %d is %v", count, i, h.State)
			}
		}
	}
}

// TestDossierNothingOpenAfterDeath: whatever the dates say, who told of it, and
// what had ended before.
func TestDossierNothingOpenAfterDeath(t *testing.T) {
	create := byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)})
	start := cycleRequest(cycleHome).Situation.Start
	for name, c := range map[string]struct {
		acts []reg.Act
		died civil.Date
	}{
		"an employer, before the start": {[]reg.Act{
			create, byHome(reg.Act{OnSituation: situation.EventDeath, DiedOn: start.AddDays(-31)}),
		}, start.AddDays(-31)},
		"the register, before the start": {[]reg.Act{
			create, byOther(lifecycle.INSEE, reg.Act{OnSituation: situation.EventDeath, DiedOn: start.AddDays(-31)}),
		}, start.AddDays(-31)},
		"the register, before an end that was set": {[]reg.Act{
			create, byHome(reg.Act{OnSituation: situation.EventClose, End: cycleDay}),
			byOther(lifecycle.INSEE, reg.Act{OnSituation: situation.EventDeath, DiedOn: cycleDay.AddDays(-1)}),
		}, cycleDay.AddDays(-1)},
	} {
		d, err := reg.NewDossier(cycleNumber, reg.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		for i, a := range c.acts {
			if d, _, err = d.Next(a); err != nil {
				t.Fatalf("%s, act %d: %v", name, i, err)
			}
		}
		for after := 1; after < 60; after++ {
			if got := d.Open(c.died.AddDays(after)); got != nil {
				t.Errorf("%s: open %d days after the death", name, after)
			}
		}
	}
}
