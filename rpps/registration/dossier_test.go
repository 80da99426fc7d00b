package registration_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// cycleBoth are the structures that everybody knows of.
var cycleBoth = []gestionnaire.Establishment{cycleHome, cycleClinic}

// byHome and byClinic complete an act of the gestionnaire of an employer.
func byHome(a reg.Act) reg.Act { return byEmployer(a, cycleHome, cycleAnna) }

func byClinic(a reg.Act) reg.Act { return byEmployer(a, cycleClinic, cycleBasile) }

// forHome is by somebody who is gestionnaire of both, and acts for one.
func forHome(a reg.Act) reg.Act {
	return byEmployer(a, cycleHome, gestionnaireOfBoth())
}

func byEmployer(a reg.Act, e gestionnaire.Establishment, who *gestionnaire.Actor) reg.Act {
	a.By, a.Employer, a.Caller, a.Establishments, a.Compatible = lifecycle.Gestionnaire, e.Structure, who, cycleBoth, rpps.Yes
	if a.Day.IsZero() {
		a.Day = cycleDay
	}
	return a
}

func byOther(who lifecycle.Actor, a reg.Act) reg.Act {
	a.By = who
	if a.Day.IsZero() {
		a.Day = cycleDay
	}
	return a
}

func cycleAsk(e gestionnaire.Establishment, edit ...func(*reg.Request)) *reg.Request {
	r := cycleRequest(e)
	for _, f := range edit {
		f(&r)
	}
	return &r
}

func withNumber(r *reg.Request) { r.Number, r.Search.Found = cycleNumber, reg.FoundOne }

func starting(d civil.Date) func(*reg.Request) {
	return func(r *reg.Request) { r.Situation.Start = d }
}

func ending(d civil.Date) func(*reg.Request) { return func(r *reg.Request) { r.Situation.End = d } }

// dossierLine writes a dossier on one line.
func dossierLine(d reg.Dossier) string {
	var b strings.Builder
	place := func(s rpps.Structure) string {
		if s.Same(cycleHome.Structure) {
			return "home"
		}
		return "clinic"
	}
	for _, r := range d.Requests() {
		fmt.Fprintf(&b, "%s@%s ", r.State, place(r.Request.Situation.Structure))
	}
	b.WriteString("|")
	for _, s := range d.Situations() {
		fmt.Fprintf(&b, " %s@%s %s..", s.State, place(s.Situation.Structure), s.Situation.Start)
		if !s.Situation.End.IsZero() {
			b.WriteString(s.Situation.End.String())
		}
		for _, role := range s.Roles {
			fmt.Fprintf(&b, " %s", role.Role.Code())
		}
	}
	return b.String()
}

// A scene is an act and what comes of it.
type scene struct {
	act     reg.Act
	want    string    // the dossier afterwards
	moves   string    // and the moves
	refused rule.Code // or why not
}

func play(t *testing.T, d reg.Dossier, scenes []scene) reg.Dossier {
	t.Helper()
	for i, s := range scenes {
		before := dossierLine(d)
		next, out, err := d.Next(s.act)
		if dossierLine(d) != before {
			t.Fatalf("%d: the dossier changed", i)
		}
		if s.refused != "" {
			if !errors.Is(err, s.refused) || out != nil || dossierLine(next) != before {
				t.Errorf("%d %v: %v, not %s", i, s.act, err, s.refused)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%d %v: %v", i, s.act, err)
		}
		var moves []string
		for _, c := range out {
			moves = append(moves, c.Request.Move+c.Situation.Move)
		}
		if got := strings.Join(moves, " "); dossierLine(next) != s.want || got != s.moves {
			t.Errorf("%d %v:\n%s by %s\n%s by %s", i, s.act, dossierLine(next), got, s.want, s.moves)
		}
		d = next
	}
	return d
}

func TestDossierStories(t *testing.T) {
	const pro, ans, clock, system = lifecycle.Professional, lifecycle.ANS, lifecycle.Clock, lifecycle.System
	day := cycleDay
	known, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	expiring, err := reg.NewDossier(rpps.Number{}, reg.Settings{Requests: lifecycle.Policy{Allow: []string{"REQ-13"}}, ExpireAfter: 30})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		from   reg.Dossier
		scenes []scene
	}{
		"manual, two employers": {scenes: []scene{
			{act: byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome)}), want: "draft@home |", moves: "REQ-2"},
			// One at a time.
			{act: byClinic(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleClinic)}), refused: lifecycle.CodeGuard},
			{act: byOther(pro, reg.Act{OnRequest: reg.EventStartPreRegistration, Request: cycleAsk(cycleClinic)}), refused: lifecycle.CodeGuard},
			// Not theirs.
			{act: byClinic(reg.Act{OnRequest: reg.EventRegister}), refused: lifecycle.CodeGuard},
			{act: byClinic(reg.Act{OnRequest: reg.EventRegister, Request: cycleAsk(cycleClinic)}), refused: lifecycle.CodeGuard},
			{act: byClinic(reg.Act{OnRequest: reg.EventWithdraw}), refused: lifecycle.CodeGuard},
			{act: byHome(reg.Act{OnRequest: reg.EventRegister}), want: "registered@home | active@home 2026-11-01.. GENR10", moves: "REQ-4 SIT-2"},
			// The number is on its way: neither a second identity nor a situation.
			{act: byClinic(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleClinic)}), want: "registered@home draft@clinic | active@home 2026-11-01.. GENR10", moves: "REQ-2"},
			{act: byClinic(reg.Act{OnRequest: reg.EventRegister, Item: 1}), refused: lifecycle.CodeGuard},
			{act: byClinic(reg.Act{OnRequest: reg.EventRegister, Item: 1, Request: cycleAsk(cycleClinic, withNumber)}), refused: lifecycle.CodeGuard},
			{act: byOther(ans, reg.Act{OnRequest: reg.EventSendNumber}), refused: reg.CodeDossierNumber},
			{act: byOther(ans, reg.Act{OnRequest: reg.EventSendNumber, Number: wrongNumber}), refused: reg.CodeDossierNumber},
			{act: byOther(ans, reg.Act{OnRequest: reg.EventSendNumber, Number: cycleNumber}), want: "numberSent@home draft@clinic | active@home 2026-11-01.. GENR10", moves: "REQ-14"},
			{act: byClinic(reg.Act{OnRequest: reg.EventRegister, Item: 1}), refused: lifecycle.CodeGuard},
			{act: byClinic(reg.Act{OnRequest: reg.EventRegister, Item: 1, Request: cycleAsk(cycleClinic, func(r *reg.Request) { r.Number = rpps.MustParseNumber("99700000021") })}), refused: lifecycle.CodeGuard},
			{
				act:  byClinic(reg.Act{OnRequest: reg.EventRegister, Item: 1, Request: cycleAsk(cycleClinic, withNumber, starting(day.AddDays(3)))}),
				want: "numberSent@home registered@clinic | active@home 2026-11-01.. GENR10 planned@clinic 2026-11-23.. GENR10", moves: "REQ-5 SIT-1",
			},
			// One employer cannot end the situation of another.
			{act: byClinic(reg.Act{OnSituation: situation.EventClose, End: day}), refused: lifecycle.CodeGuard},
			{act: byHome(reg.Act{OnSituation: situation.EventCancel, Item: 1}), refused: lifecycle.CodeGuard},
			{act: byHome(reg.Act{OnSituation: situation.EventClose, End: day.AddDays(-30)}), refused: lifecycle.CodeGuard},
			{
				act:  byHome(reg.Act{OnSituation: situation.EventClose, End: day.AddDays(5), Day: day.AddDays(4)}),
				want: "numberSent@home registered@clinic | endScheduled@home 2026-11-01..2026-11-25 GENR10 active@clinic 2026-11-23.. GENR10", moves: "SIT-10 SIT-30",
			},
			// The end has passed: nobody puts it off.
			{act: byHome(reg.Act{OnSituation: situation.EventSetEnd, End: day.AddDays(50), Day: day.AddDays(6)}), refused: lifecycle.CodeFinal},
			{
				act:  byOther(clock, reg.Act{OnSituation: situation.EventDayAfterEnd, Day: day.AddDays(6)}),
				want: "numberSent@home registered@clinic | closed@home 2026-11-01..2026-11-25 GENR10 active@clinic 2026-11-23.. GENR10", moves: "SIT-32",
			},
			{act: byHome(reg.Act{OnSituation: situation.EventReopen, Day: day.AddDays(6)}), refused: lifecycle.CodeRefused},
			{
				act:  byOther(ans, reg.Act{OnRequest: reg.EventPublish, Item: 1, Day: day.AddDays(6)}),
				want: "numberSent@home published@clinic | closed@home 2026-11-01..2026-11-25 GENR10 active@clinic 2026-11-23.. GENR10", moves: "REQ-16",
			},
			{act: byOther(ans, reg.Act{OnRequest: reg.EventPublish, Day: day}), refused: reg.CodeDossierOrder},
		}},
		"FranceConnect, corrected": {scenes: []scene{
			{act: byOther(pro, reg.Act{OnRequest: reg.EventStartPreRegistration}), want: "draft@clinic |", moves: "REQ-1"},
			{act: byOther(pro, reg.Act{OnRequest: reg.EventSubmit}), refused: lifecycle.CodeGuard},
			{act: byOther(pro, reg.Act{OnRequest: reg.EventSubmit, Request: cycleAsk(cycleHome)}), want: "awaitingValidation@home |", moves: "REQ-3"},
			{act: byClinic(reg.Act{OnRequest: reg.EventAskCorrection}), refused: lifecycle.CodeGuard},
			{act: byHome(reg.Act{OnRequest: reg.EventAskCorrection, Request: cycleAsk(cycleHome)}), refused: reg.CodeDossierAct},
			{act: byHome(reg.Act{OnRequest: reg.EventAskCorrection}), want: "draft@home |", moves: "REQ-9"},
			{act: byHome(reg.Act{OnRequest: reg.EventRegister}), refused: lifecycle.CodeGuard},
			{act: byOther(pro, reg.Act{OnRequest: reg.EventSubmit, Request: cycleAsk(cycleHome, func(r *reg.Request) { r.Identity.BirthName = "Martin" })}), refused: reg.CodeDossierIdentity},
			{act: byOther(pro, reg.Act{OnRequest: reg.EventSubmit}), want: "awaitingValidation@home |", moves: "REQ-3"},
			{act: byHome(reg.Act{OnRequest: reg.EventValidate, Request: cycleAsk(cycleHome, func(r *reg.Request) { r.Identity.BirthName = "Martin" })}), refused: reg.CodeDossierIdentity},
			{act: byHome(reg.Act{OnRequest: reg.EventValidate, Request: cycleAsk(cycleClinic)}), refused: lifecycle.CodeGuard},
			{act: byHome(reg.Act{OnRequest: reg.EventValidate}), want: "registered@home | active@home 2026-11-01.. GENR10", moves: "REQ-6 SIT-2"},
		}},
		"refused, then again": {scenes: []scene{
			{act: byOther(pro, reg.Act{OnRequest: reg.EventStartPreRegistration, Request: cycleAsk(cycleHome)}), want: "draft@home |", moves: "REQ-1"},
			{act: byOther(pro, reg.Act{OnRequest: reg.EventSubmit}), want: "awaitingValidation@home |", moves: "REQ-3"},
			{act: byHome(reg.Act{OnRequest: reg.EventRefuse}), refused: lifecycle.CodeGuard},
			{act: byHome(reg.Act{OnRequest: reg.EventRefuse, Reason: rpps.Yes}), want: "refused@home |", moves: "REQ-8"},
			{act: byOther(pro, reg.Act{OnRequest: reg.EventStartPreRegistration}), want: "refused@home draft@clinic |", moves: "REQ-1"},
			{act: byOther(pro, reg.Act{OnRequest: reg.EventWithdraw, Item: 1}), want: "refused@home cancelled@clinic |", moves: "REQ-10"},
		}},
		"expiry off": {scenes: []scene{
			{act: byOther(pro, reg.Act{OnRequest: reg.EventStartPreRegistration, Request: cycleAsk(cycleHome)}), want: "draft@home |", moves: "REQ-1"},
			{act: byOther(pro, reg.Act{OnRequest: reg.EventSubmit}), want: "awaitingValidation@home |", moves: "REQ-3"},
			{act: byHome(reg.Act{OnRequest: reg.EventValidate, Day: day.AddDays(400)}), want: "registered@home | active@home 2026-11-01.. GENR10", moves: "REQ-6 SIT-2"},
		}},
		"expiry on": {from: expiring, scenes: []scene{
			{act: byOther(pro, reg.Act{OnRequest: reg.EventStartPreRegistration, Request: cycleAsk(cycleHome)}), want: "draft@home |", moves: "REQ-1"},
			{act: byOther(pro, reg.Act{OnRequest: reg.EventSubmit, Day: day.AddDays(5)}), want: "awaitingValidation@home |", moves: "REQ-3"},
			{act: byOther(clock, reg.Act{OnRequest: reg.EventTimeout, Day: day.AddDays(35)}), refused: lifecycle.CodeGuard},
			{act: byHome(reg.Act{OnRequest: reg.EventValidate, Day: day.AddDays(36)}), refused: lifecycle.CodeFinal},
			{act: byOther(pro, reg.Act{OnRequest: reg.EventStartPreRegistration, Day: day.AddDays(36)}), want: "expired@home draft@clinic |", moves: "REQ-13 REQ-1"},
		}},
		"number known": {from: known, scenes: []scene{
			{act: byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome)}), want: "draft@home |", moves: "REQ-2"},
			{act: byHome(reg.Act{OnRequest: reg.EventRegister}), refused: lifecycle.CodeGuard},
			{
				act:  byHome(reg.Act{OnRequest: reg.EventRegister, Request: cycleAsk(cycleHome, withNumber, ending(day.AddDays(9)))}),
				want: "registered@home | endScheduled@home 2026-11-01..2026-11-29 GENR10", moves: "REQ-5 SIT-3",
			},
			{act: byOther(ans, reg.Act{OnRequest: reg.EventSendNumber, Number: cycleNumber}), refused: lifecycle.CodeGuard},
			{act: byHome(reg.Act{OnSituation: situation.EventClearEnd}), want: "registered@home | active@home 2026-11-01.. GENR10", moves: "SIT-26"},
			{
				act:  byHome(reg.Act{OnSituation: situation.EventAmendRole, Role: roles.RoleCoordination, Day: day.AddDays(1)}),
				want: "registered@home | active@home 2026-11-01.. GENR10 GENR08", moves: "SIT-20",
			},
			{act: byHome(reg.Act{OnSituation: situation.EventAmendRole, Role: roles.RoleCoordination, Day: day.AddDays(1)}), refused: lifecycle.CodeGuard},
			{act: byHome(reg.Act{OnSituation: situation.EventAmendRole, Role: roles.GENR01, Day: day.AddDays(1)}), refused: reg.CodeRoleGenre},
			// Closed on a day before the second role began.
			{
				act:  byHome(reg.Act{OnSituation: situation.EventClose, End: day, Day: day.AddDays(2), EndReason: roles.EndSalariedRetirement}),
				want: "registered@home | closed@home 2026-11-01..2026-11-20 GENR10", moves: "SIT-28",
			},
		}},
		"declared by the person": {from: known, scenes: []scene{
			{act: byOther(pro, reg.Act{OnSituation: situation.EventDeclare}), refused: reg.CodeDossierAct},
			{
				act:  byOther(pro, reg.Act{OnSituation: situation.EventDeclare, Request: cycleAsk(cycleHome, starting(day.AddDays(2)), func(r *reg.Request) { r.Situation.Role = 0 })}),
				want: "| declared@home 2026-11-22..", moves: "SIT-4",
			},
			// A declaration is a request in progress.
			{act: byOther(pro, reg.Act{OnRequest: reg.EventStartPreRegistration}), refused: lifecycle.CodeGuard},
			{act: byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic)}), refused: lifecycle.CodeGuard},
			{act: byClinic(reg.Act{OnSituation: situation.EventValidate}), refused: lifecycle.CodeGuard},
			{act: byHome(reg.Act{OnSituation: situation.EventValidate}), refused: lifecycle.CodeGuard},
			{act: byHome(reg.Act{OnSituation: situation.EventValidate, Request: cycleAsk(cycleHome, starting(day.AddDays(2)))}), want: "| planned@home 2026-11-22.. GENR10", moves: "SIT-5"},
			{act: byHome(reg.Act{OnSituation: situation.EventModify}), refused: reg.CodeDossierAct},
			{act: byHome(reg.Act{OnSituation: situation.EventModify, Request: cycleAsk(cycleHome, starting(day.AddDays(3)), ending(day.AddDays(4)))}), refused: reg.CodeDossierAct},
			{act: byHome(reg.Act{OnSituation: situation.EventModify, Request: cycleAsk(cycleClinic, starting(day.AddDays(3)))}), refused: lifecycle.CodeGuard},
			{act: byHome(reg.Act{OnSituation: situation.EventModify, Request: cycleAsk(cycleHome, starting(day.AddDays(3)), func(r *reg.Request) { r.Situation.Function = roles.ProfessionInfirmier })}), refused: reg.CodeProfessionOrder},
			{act: byHome(reg.Act{OnSituation: situation.EventModify, Request: cycleAsk(cycleHome, starting(day.AddDays(3)))}), want: "| planned@home 2026-11-23.. GENR10", moves: "SIT-17"},
			{act: byHome(reg.Act{OnSituation: situation.EventAmendRole, Role: roles.RoleCoordination}), want: "| planned@home 2026-11-23.. GENR10 GENR08", moves: "SIT-22"},
			{act: byHome(reg.Act{OnSituation: situation.EventCancel}), want: "| cancelled@home 2026-11-23..", moves: "SIT-33"},
		}},
		"declared and given up": {from: known, scenes: []scene{
			{act: byOther(pro, reg.Act{OnSituation: situation.EventDeclare, Request: cycleAsk(cycleHome, func(r *reg.Request) { r.Situation.Role = 0 })}), want: "| declared@home 2026-11-01..", moves: "SIT-4"},
			{act: byOther(pro, reg.Act{OnSituation: situation.EventCancel}), want: "| cancelled@home 2026-11-01..", moves: "SIT-9"},
		}},
		"created by the employer": {from: known, scenes: []scene{
			{act: byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, func(r *reg.Request) { r.Information = reg.Information{} })}), refused: reg.CodeInformationMissing},
			{act: byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, func(r *reg.Request) { r.Situation.Category = 0 })}), refused: reg.CodeCategoryMissing},
			{act: byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, func(r *reg.Request) { r.Situation.Role = 0 })}), refused: lifecycle.CodeGuard},
			{act: byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, ending(day.AddDays(-1)))}), refused: lifecycle.CodeGuard},
			{act: byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)}), want: "| active@home 2026-11-01.. GENR10", moves: "SIT-2"},
			{act: byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic)}), want: "| active@home 2026-11-01.. GENR10 active@clinic 2026-11-01.. GENR10", moves: "SIT-2"},
			// Entitled for both, but acting for one.
			{act: forHome(reg.Act{OnSituation: situation.EventClose, Item: 1, End: day}), refused: lifecycle.CodeGuard},
			{act: forHome(reg.Act{OnSituation: situation.EventModify, Item: 1, Request: cycleAsk(cycleHome)}), refused: lifecycle.CodeGuard},
			{act: forHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic)}), refused: lifecycle.CodeGuard},
			{act: forHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleClinic)}), refused: lifecycle.CodeGuard},
			// A death that an employer declares is that of their situation.
			{act: byClinic(reg.Act{OnSituation: situation.EventDeath, Item: 0, DiedOn: day}), refused: lifecycle.CodeGuard},
			{act: byClinic(reg.Act{OnSituation: situation.EventDeath, Item: 1, DiedOn: day.AddDays(1)}), refused: lifecycle.CodeGuard},
			{act: byClinic(reg.Act{OnSituation: situation.EventDeath, Item: 1, DiedOn: day}), want: "| active@home 2026-11-01.. GENR10 closed@clinic 2026-11-01..2026-11-20 GENR10", moves: "SIT-34a"},
		}},
		"moved to another of their structures": {from: known, scenes: []scene{
			{act: forHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)}), want: "| active@home 2026-11-01.. GENR10", moves: "SIT-2"},
			{act: byHome(reg.Act{OnSituation: situation.EventModify, Request: cycleAsk(cycleClinic)}), refused: lifecycle.CodeGuard},
			{act: forHome(reg.Act{OnSituation: situation.EventModify, Request: cycleAsk(cycleClinic)}), want: "| active@clinic 2026-11-01.. GENR10", moves: "SIT-13"},
			{act: byHome(reg.Act{OnSituation: situation.EventClose, End: day}), refused: lifecycle.CodeGuard},
			{act: byClinic(reg.Act{OnSituation: situation.EventClose, End: day}), want: "| closed@clinic 2026-11-01..2026-11-20 GENR10", moves: "SIT-28"},
		}},
		"death": {from: known, scenes: []scene{
			{act: byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)}), want: "| active@home 2026-11-01.. GENR10", moves: "SIT-2"},
			{act: byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic, starting(day.AddDays(2)))}), want: "| active@home 2026-11-01.. GENR10 planned@clinic 2026-11-22.. GENR10", moves: "SIT-1"},
			{act: byOther(system, reg.Act{OnSituation: situation.EventDeath}), refused: lifecycle.CodeGuard},
			{act: byOther(system, reg.Act{OnSituation: situation.EventDeath, DiedOn: civil.MustNew(2026, 10, 1)}), want: "| closed@home 2026-11-01..2026-11-01 GENR10 cancelled@clinic 2026-11-22..", moves: "SIT-34 SIT-36"},
			{act: byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)}), refused: reg.CodeDossierDeath},
			{act: byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome)}), refused: reg.CodeDossierDeath},
		}},
		"badly formed": {scenes: []scene{
			{act: reg.Act{}, refused: reg.CodeDayMissing},
			{act: byHome(reg.Act{}), refused: reg.CodeDossierAct},
			{act: byHome(reg.Act{OnRequest: reg.EventRegister, OnSituation: situation.EventClose}), refused: reg.CodeDossierAct},
			{act: byHome(reg.Act{OnRequest: reg.EventRegister}), refused: reg.CodeDossierAct},
			{act: byHome(reg.Act{OnRequest: reg.EventRegister, Item: -1}), refused: reg.CodeDossierAct},
			{act: byHome(reg.Act{OnSituation: situation.EventClose}), refused: reg.CodeDossierAct},
			{act: byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)}), refused: reg.CodeDossierNumber},
			{act: byOther(pro, reg.Act{OnSituation: situation.EventDeclare, Request: cycleAsk(cycleHome)}), refused: reg.CodeDossierNumber},
			{act: byOther(lifecycle.Gestionnaire, reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome)}), refused: lifecycle.CodeGuard},
			// In a capacity that they do not have.
			{act: func() reg.Act {
				a := byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome)})
				a.By = lifecycle.RepresentantLegal
				return a
			}(), refused: lifecycle.CodeGuard},
			// Nobody says that profession, role and sector go together.
			{act: byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome)}), want: "draft@home |", moves: "REQ-2"},
			{act: byHome(reg.Act{OnRequest: reg.EventWithdraw, OnSituation: situation.EventClose}), refused: reg.CodeDossierAct},
			{act: func() reg.Act {
				a := byHome(reg.Act{OnRequest: reg.EventRegister})
				a.Compatible = 0
				return a
			}(), refused: lifecycle.CodeGuard},
		}},
	} {
		t.Run(name, func(t *testing.T) { play(t, c.from, c.scenes) })
	}
}

func TestDossierSettings(t *testing.T) {
	if _, err := reg.NewDossier(rpps.Number{}, reg.Settings{Requests: lifecycle.Policy{Refuse: []string{"REQ-99"}}}); !errors.Is(err, lifecycle.UnknownMove) {
		t.Error(err)
	}
	if _, err := reg.NewDossier(rpps.Number{}, reg.Settings{Situations: lifecycle.Policy{Refuse: []string{"SIT-99"}}}); !errors.Is(err, lifecycle.UnknownMove) {
		t.Error(err)
	}
	// Only what a source states: no correction, no validation for a situation more.
	strict, err := reg.NewDossier(cycleNumber, reg.Settings{
		Requests: lifecycle.Policy{Weakest: rule.Sourced}, Situations: lifecycle.Policy{Refuse: []string{"SIT-10"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	play(t, strict, []scene{
		{act: byOther(lifecycle.Professional, reg.Act{OnRequest: reg.EventStartPreRegistration, Request: cycleAsk(cycleHome, withNumber)}), want: "draft@home |", moves: "REQ-1"},
		{act: byOther(lifecycle.Professional, reg.Act{OnRequest: reg.EventSubmit}), want: "awaitingValidation@home |", moves: "REQ-3"},
		{act: byHome(reg.Act{OnRequest: reg.EventAskCorrection}), refused: lifecycle.CodePolicy},
		{act: byHome(reg.Act{OnRequest: reg.EventValidate}), refused: lifecycle.CodePolicy},
	})
	// A planned situation never begins by itself, and is not open.
	strict, err = reg.NewDossier(cycleNumber, reg.Settings{Situations: lifecycle.Policy{Refuse: []string{"SIT-10"}}})
	if err != nil {
		t.Fatal(err)
	}
	strict = play(t, strict, []scene{
		{act: byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, starting(cycleDay.AddDays(2)))}), want: "| planned@home 2026-11-22.. GENR10", moves: "SIT-1"},
	})
	if got := strict.Open(cycleDay.AddDays(9)); got != nil {
		t.Errorf("open: %v", got)
	}
	// The table of the caller decides, and the act where it is silent.
	for answer, want := range map[rpps.Answer]rule.Code{rpps.Yes: "", rpps.No: lifecycle.CodeGuard, 0: lifecycle.CodeGuard} {
		d, _ := reg.NewDossier(cycleNumber, reg.Settings{Compatible: reg.CompatibilityTable{{Role: roles.RoleSocialLife, Kind: rpps.ESMS, Answer: answer}}})
		a := byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)})
		if a.Compatible = 0; answer == rpps.No {
			a.Compatible = rpps.Yes
		}
		if _, _, err := d.Next(a); want == "" && err != nil || want != "" && !errors.Is(err, want) {
			t.Errorf("table %s: %v", answer, err)
		}
	}
}

// TestDossierWindow looks at the days of access and of the effects.
func TestDossierWindow(t *testing.T) {
	day := cycleDay
	d, err := reg.NewDossier(rpps.Number{}, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	days := map[string]string{}
	for _, a := range []reg.Act{
		byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome, starting(day.AddDays(2)), ending(day.AddDays(4)))}),
		byHome(reg.Act{OnRequest: reg.EventRegister}),
		byOther(lifecycle.ANS, reg.Act{OnRequest: reg.EventSendNumber, Number: cycleNumber}),
		byOther(lifecycle.ANS, reg.Act{OnRequest: reg.EventPublish}),
		byOther(lifecycle.ANS, reg.Act{OnRequest: reg.EventECPSReady, Day: day.AddDays(2)}),
		byHome(reg.Act{OnSituation: situation.EventAmendRole, Role: roles.RoleCoordination, Day: day.AddDays(3)}),
	} {
		next, out, err := d.Next(a)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range out {
			for _, e := range c.Effects {
				days[c.Request.Move+c.Situation.Move+" "+e.Code] = fmt.Sprint(e.From, " ", e.Until)
				if e.Unknown != (e.Code == "mailboxAfter" || e.Code == "eCPSAfter" || e.Code == "tellProfessional") {
					t.Errorf("%s: unknown %v", e.Code, e.Unknown)
				}
			}
		}
		d = next
	}
	const none = "(date not stated)"
	for effect, want := range map[string]string{
		"REQ-4 openSituation":   none + " " + none,
		"REQ-14 mailNumber":     none + " 2026-11-21",
		"REQ-17 directoryEntry": none + " 2026-11-21",
		"REQ-19 ecps":           "2026-11-22 " + none,
		"SIT-1 watchStart":      "2026-11-22 " + none,
		"SIT-11 accessFrom":     "2026-11-22 2026-11-24",
		"SIT-11 accessUntil":    none + " 2026-11-24",
		"SIT-11 watchEnd":       "2026-11-25 " + none,
		"SIT-21 accessRole":     "2026-11-23 2026-11-24",
	} {
		if days[effect] != want {
			t.Errorf("%s: %q, not %q", effect, days[effect], want)
		}
	}
	for i, want := range []bool{false, false, true, true, true, false, false} {
		if got := len(d.Open(day.AddDays(i))) == 1; got != want {
			t.Errorf("day %d: open %v", i, got)
		}
	}
	if d.Open(civil.Date{}) != nil {
		t.Error("open on no day")
	}
	later, out, err := d.Advance(day.AddDays(5))
	if err != nil || dossierLine(later) != "eCPSReady@home | closed@home 2026-11-22..2026-11-24 GENR10 GENR08" || len(out) != 1 || len(out[0].Effects) == 0 {
		t.Error(dossierLine(later), out, err)
	}
	if _, _, err := later.Advance(day); !errors.Is(err, reg.CodeDossierOrder) {
		t.Error(err)
	}
	h := later.Situations()[0].Roles
	if len(h) != 2 || h[0].Until != day.AddDays(2) || h[1].From != day.AddDays(3) || h[1].Until != day.AddDays(4) {
		t.Errorf("%+v", h)
	}
	if later.Day() != day.AddDays(5) || later.Number() != cycleNumber || later.Situations()[0].Request != 0 || later.Situations()[0].Since != day.AddDays(5) {
		t.Error("what the dossier says of itself")
	}
}

// TestDossierLends nothing: what goes in and comes out can be changed.
func TestDossierLends(t *testing.T) {
	r := cycleAsk(cycleHome)
	d, _, err := reg.Dossier{}.Next(byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: r}))
	if err != nil {
		t.Fatal(err)
	}
	r.Identity.FirstNames[0] = "Zénobie"
	d.Requests()[0].Request.Identity.FirstNames[0] = "Zénobie"
	d.Requests()[0].State = reg.Expired
	if got := d.Requests()[0]; got.Request.Identity.FirstNames[0] != "Zoë" || got.State != reg.Draft {
		t.Error("the request changed")
	}
	d, _, err = d.Next(byHome(reg.Act{OnRequest: reg.EventRegister}))
	if err != nil {
		t.Fatal(err)
	}
	d.Situations()[0].Roles[0].Role = roles.RoleCoordination
	if d.Situations()[0].Roles[0].Role != roles.RoleSocialLife {
		t.Error("the history changed")
	}
}

func TestDossierMasked(t *testing.T) {
	a := byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome), Number: cycleNumber, End: civil.MustNew(2026, 11, 1)})
	cycleMasked(t, a, "Act(enterManually by gestionnaire)")
	cycleMasked(t, reg.Act{OnSituation: situation.EventClose, By: lifecycle.Clock}, "Act(close by clock)")
	d, _, err := reg.Dossier{}.Next(a)
	if err != nil {
		t.Fatal(err)
	}
	d, out, err := d.Next(byHome(reg.Act{OnRequest: reg.EventRegister}))
	if err != nil {
		t.Fatal(err)
	}
	cycleMasked(t, d, "Dossier(1 requests, 1 situations)")
	cycleMasked(t, out, "[Change(REQ-4) Change(SIT-2)]")
	cycleMasked(t, out[1].Effects[0], "Consequence(mailProfessional)")
	h := d.Situations()[0]
	cycleMasked(t, h, "Held(active, "+h.Situation.String()+")")
}

// TestDossierAdopt: staff who were registered before the dossier began.
func TestDossierAdopt(t *testing.T) {
	known, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	at := func(edit ...func(*reg.Request)) situation.Situation { return cycleAsk(cycleHome, edit...).Situation }
	for name, c := range map[string]struct {
		s    situation.Situation
		want situation.State
	}{
		"begins tomorrow":            {at(starting(cycleDay.AddDays(1))), situation.Planned},
		"begins tomorrow, ends then": {at(starting(cycleDay.AddDays(1)), ending(cycleDay.AddDays(1))), situation.Planned},
		"began today":                {at(starting(cycleDay)), situation.Active},
		"for years":                  {at(starting(cycleDay.AddYears(-9))), situation.Active},
		"ends today":                 {at(starting(cycleDay.AddYears(-1)), ending(cycleDay)), situation.EndScheduled},
		"ends later":                 {at(starting(cycleDay.AddYears(-1)), ending(cycleDay.AddDays(9))), situation.EndScheduled},
		"ended yesterday":            {at(starting(cycleDay.AddYears(-1)), ending(cycleDay.AddDays(-1))), situation.Closed},
	} {
		d, out, err := known.Adopt(cycleDay, c.s)
		if err != nil || len(out) > 0 || len(known.Situations()) > 0 || d.Day() != cycleDay {
			t.Errorf("%s: %v, %v", name, out, err)
			continue
		}
		h := d.Situations()[0]
		if h.State != c.want || h.Situation != c.s || h.Request != -1 || !h.Since.IsZero() || len(h.Roles) != 1 || h.Roles[0].From != c.s.Start || h.Roles[0].Until != c.s.End {
			t.Errorf("%s: %v since %v, %v", name, h.State, h.Since, h.Roles)
		}
		open := h.State == situation.Active || h.State == situation.EndScheduled
		if got := d.Open(cycleDay); (len(got) == 1) != open {
			t.Errorf("%s: open %v", name, got)
		}
		if wrong := broken(known, reg.Act{By: lifecycle.ANS}, d, out); wrong != "" {
			t.Errorf("%s: %s", name, wrong)
		}
	}

	// An employer goes on from it as from one of their own, and nobody else does.
	d, _, err := known.Adopt(cycleDay, at(starting(cycleDay.AddYears(-2))))
	if err != nil {
		t.Fatal(err)
	}
	d, out, err := d.Adopt(cycleDay.AddDays(1), cycleAsk(cycleClinic, starting(cycleDay.AddDays(2)), ending(cycleDay.AddDays(4))).Situation)
	if err != nil || len(out) > 0 {
		t.Fatal(out, err)
	}
	play(t, d, []scene{
		{act: byClinic(reg.Act{OnSituation: situation.EventClose, Item: 0, Day: cycleDay.AddDays(1), End: cycleDay.AddDays(1)}), refused: lifecycle.CodeGuard},
		{
			act:  byHome(reg.Act{OnSituation: situation.EventClose, Item: 0, Day: cycleDay.AddDays(1), End: cycleDay.AddDays(1)}),
			want: "| closed@home 2024-11-20..2026-11-21 GENR10 planned@clinic 2026-11-22..2026-11-24 GENR10", moves: "SIT-28",
		},
	})
	// The clock runs before the next one is adopted.
	d, out, err = d.Adopt(cycleDay.AddDays(5), cycleAsk(cycleClinic, starting(cycleDay.AddDays(5))).Situation)
	if err != nil || len(out) != 1 || dossierLine(d) != "| active@home 2024-11-20.. GENR10 closed@clinic 2026-11-22..2026-11-24 GENR10 active@clinic 2026-11-25.. GENR10" {
		t.Errorf("%v %v %s", out, err, dossierLine(d))
	}

	dead := play(t, d, []scene{{
		act:  byOther(lifecycle.INSEE, reg.Act{OnSituation: situation.EventDeath, Day: cycleDay.AddDays(6), DiedOn: cycleDay.AddDays(6)}),
		want: "| closed@home 2024-11-20..2026-11-26 GENR10 closed@clinic 2026-11-22..2026-11-24 GENR10 closed@clinic 2026-11-25..2026-11-26 GENR10", moves: "SIT-34 SIT-34",
	}})
	short, err := reg.NewDossier(cycleNumber, reg.Settings{Dates: situation.Policy{LastDay: situation.LastDayExcluded}})
	if err != nil {
		t.Fatal(err)
	}
	withID := func(s situation.Situation) situation.Situation { s.ID = situation.DirectoryID("997-1"); return s }
	identified, _, err := known.Adopt(cycleDay, withID(at()))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		d    reg.Dossier
		day  civil.Date
		s    situation.Situation
		code rule.Code
		path string
	}{
		"no day":              {known, civil.Date{}, at(), reg.CodeDayMissing, "day"},
		"before the last act": {d, cycleDay, at(), reg.CodeDossierOrder, "day"},
		"nobody's":            {reg.Dossier{}, cycleDay, at(), reg.CodeDossierNumber, "number"},
		"dead":                {dead, cycleDay.AddDays(6), at(starting(cycleDay)), reg.CodeDossierDeath, "act"},
		"twice":               {d, cycleDay.AddDays(5), at(starting(cycleDay.AddYears(-2))), reg.CodeDossierHeld, "situation"},
		"the same identifier": {identified, cycleDay, withID(at(starting(cycleDay.AddDays(-7)))), reg.CodeDossierHeld, "situation"},
		"no start":            {known, cycleDay, at(starting(civil.Date{})), reg.CodeStartMissing, "situation.start"},
		"end before start":    {known, cycleDay, at(starting(cycleDay), ending(cycleDay.AddDays(-1))), reg.CodeEndBeforeStart, "situation.end"},
		"no role":             {known, cycleDay, at(func(r *reg.Request) { r.Situation.Role = 0 }), reg.CodeRoleMissing, "situation.role"},
		"none of the roles":   {known, cycleDay, at(func(r *reg.Request) { r.Situation.Role = roles.GENR01 }), reg.CodeRoleGenre, "situation.role"},
		"a role by guess":     {known, cycleDay, at(func(r *reg.Request) { r.Situation.RoleInferred = true }), reg.CodeRoleMissing, "situation.role"},
		"no day at all":       {short, cycleDay, at(starting(cycleDay), ending(cycleDay)), situation.CodeDayOutside, "situation.end"},
		"a reason alone":      {known, cycleDay, at(func(r *reg.Request) { r.Situation.EndReason = roles.EndDeath }), reg.CodeDossierEnd, "situation.end"},
		"nowhere":             {known, cycleDay, at(func(r *reg.Request) { r.Situation.Structure = rpps.Structure{} }), reg.CodeStructureMissing, "situation.structure"},
		"a legal entity": {known, cycleDay, at(func(r *reg.Request) {
			r.Situation.Structure = rpps.Structure{LegalFINESS: rpps.MustParseFINESS("990000036")}
		}), reg.CodeStructureMissing, "situation.structure"},
	} {
		n, out, err := c.d.Adopt(c.day, c.s)
		if !errors.Is(err, c.code) || !strings.Contains(fmt.Sprint(err), c.path+": ") || out != nil || dossierKey(n) != dossierKey(c.d) {
			t.Errorf("%s: %v, %v, want %s at %s", name, out, err, c.code, c.path)
		}
	}
}

// TestDossierSearch tries every act on every dossier that a few acts lead to,
// and holds each to the invariants: four for somebody who is unknown, three for
// somebody who has a number.
func TestDossierSearch(t *testing.T) {
	day := cycleDay
	var acts []reg.Act
	for later := range 2 {
		at := day.AddDays(3 * later)
		for item := range 2 {
			for on := reg.EventStartPreRegistration; on <= reg.EventECPSReady; on++ {
				a := reg.Act{OnRequest: on, Item: item, Day: at, Reason: rpps.Yes, Number: cycleNumber}
				switch on {
				case reg.EventStartPreRegistration, reg.EventEnterManually:
					if item == 0 {
						home, clinic := a, a
						home.Request = cycleAsk(cycleHome)
						clinic.Request = cycleAsk(cycleClinic, withNumber, starting(at.AddDays(2)))
						acts = append(acts, byHome(home), byClinic(clinic), byOther(lifecycle.Professional, home))
					}
				case reg.EventRegister, reg.EventValidate:
					known := a
					known.Request = cycleAsk(cycleClinic, withNumber)
					acts = append(acts, byHome(a), byClinic(a), byClinic(known))
				case reg.EventSubmit:
					acts = append(acts, byOther(lifecycle.Professional, a))
				case reg.EventRefuse, reg.EventAskCorrection, reg.EventWithdraw:
					acts = append(acts, byHome(a), byClinic(a), byOther(lifecycle.Professional, a))
				case reg.EventTimeout:
					acts = append(acts, byOther(lifecycle.Clock, a))
				default:
					acts = append(acts, byOther(lifecycle.ANS, a))
				}
			}
			for on := situation.EventCreate; on <= situation.EventReopen; on++ {
				a := reg.Act{OnSituation: on, Item: item, Day: at, Role: roles.RoleCoordination, DiedOn: at}
				switch on {
				case situation.EventCreate, situation.EventDeclare:
					if item == 0 {
						home, clinic := a, a
						home.Request = cycleAsk(cycleHome, starting(at.AddDays(1)), ending(at.AddDays(2)))
						clinic.Request = cycleAsk(cycleClinic)
						acts = append(acts, byHome(home), byClinic(clinic), byOther(lifecycle.Professional, home))
					}
				case situation.EventModify:
					a.Request = cycleAsk(cycleHome, starting(at.AddDays(-1)), ending(day.AddDays(2)))
					moved := a
					moved.Request = cycleAsk(cycleClinic, starting(at.AddDays(1)))
					acts = append(acts, byHome(a), byHome(moved), byClinic(moved))
				case situation.EventSetEnd, situation.EventClose:
					for _, n := range []int{-40, -1, 1} {
						a.End = at.AddDays(n)
						acts = append(acts, byHome(a), byClinic(a))
					}
				case situation.EventStart, situation.EventDayAfterEnd:
					acts = append(acts, byOther(lifecycle.Clock, a))
				case situation.EventDeath:
					acts = append(acts, byHome(a), byClinic(a), byOther(lifecycle.System, a))
				default:
					acts = append(acts, byHome(a), byClinic(a), byOther(lifecycle.Professional, a))
				}
			}
		}
	}
	known, _ := reg.NewDossier(cycleNumber, reg.Settings{})
	adopted, _, err := known.Adopt(day, cycleAsk(cycleHome, starting(day.AddDays(-30))).Situation)
	if err != nil {
		t.Fatal(err)
	}
	accepted := 0
	for _, root := range []struct {
		d     reg.Dossier
		depth int
	}{{reg.Dossier{}, 4}, {known, 3}, {adopted, 2}} {
		seen := map[string]bool{}
		front := []reg.Dossier{root.d}
		for range root.depth {
			var next []reg.Dossier
			for _, d := range front {
				before := dossierKey(d)
				for _, a := range acts {
					n, out, err := d.Next(a)
					if after := dossierKey(d); after != before {
						t.Fatalf("%v: the dossier changed", a)
					}
					if err != nil {
						continue
					}
					accepted++
					if wrong := broken(d, a, n, out); wrong != "" {
						t.Fatalf("%s\n%v\n%s\n%s", wrong, a, dossierLine(d), dossierLine(n))
					}
					if key := dossierKey(n); !seen[key] {
						seen[key] = true
						next = append(next, n)
					}
				}
			}
			front = next
		}
		t.Logf("%d acts, %d dossiers", len(acts), len(seen))
		if len(seen) < 100 {
			t.Errorf("only %d dossiers", len(seen))
		}
	}
	if accepted < 1000 {
		t.Errorf("only %d acts were accepted", accepted)
	}
}

// dossierKey tells dossiers apart.
func dossierKey(d reg.Dossier) string {
	var b strings.Builder
	fmt.Fprint(&b, dossierLine(d), d.Day(), d.Number().Canonical())
	for _, r := range d.Requests() {
		fmt.Fprint(&b, r.Since, r.SentBack, r.Request.Method, r.Request.Number.Canonical(), r.Request.Situation.Start)
	}
	for _, s := range d.Situations() {
		fmt.Fprint(&b, s.Since, s.Request)
		for _, role := range s.Roles {
			fmt.Fprint(&b, role.From, role.Until)
		}
	}
	return b.String()
}

// broken says which invariant an act has broken.
func broken(d reg.Dossier, a reg.Act, n reg.Dossier, out reg.Outcome) string {
	progress, identities := 0, 0
	now, was := n.Requests(), d.Requests()
	for i, r := range now {
		if r.State.InProgress() {
			progress++
		}
		if r.State.Decided() && r.Request.PurposeOf() == reg.NewIdentity {
			identities++
		}
		if i < len(was) && !reflect.DeepEqual(r, was[i]) {
			info, _ := reg.Cycle().State(was[i].State)
			if info.Final {
				return "a final request changed"
			}
		}
		if r.Request.Situation.Structure.IsZero() && r.State != reg.Draft && r.State != reg.Cancelled {
			return "a request for nowhere"
		}
	}
	held, before := n.Situations(), d.Situations()
	for i, s := range held {
		p := s.Situation
		switch s.State {
		case situation.Declared:
			progress++
		case situation.Planned, situation.Active, situation.EndScheduled, situation.Closed:
			if p.Role == 0 || len(s.Roles) == 0 || s.Roles[len(s.Roles)-1].Role != p.Role && s.State != situation.Closed {
				return "an accepted situation without its role"
			}
		}
		if p.End.Before(p.Start) {
			return "an end before the start"
		}
		if s.State == situation.EndScheduled && p.End.IsZero() || s.State == situation.Active && !p.End.IsZero() || s.State == situation.Closed && p.End.IsZero() {
			return "an end that is not there, or should not be"
		}
		for j, role := range s.Roles {
			if role.Until.Before(role.From) || role.From.Before(p.Start) || !p.End.IsZero() && (role.Until.IsZero() || role.Until.After(p.End)) {
				return "a role outside the situation"
			}
			if j > 0 && role.From.Before(s.Roles[j-1].Until) {
				return "roles out of order"
			}
		}
		if i < len(before) && before[i].State.IsFinal() && !reflect.DeepEqual(s, before[i]) {
			return "a final situation changed"
		}
	}
	switch {
	case progress > 1:
		return "two requests in progress"
	case identities > 1 || identities == 1 && a.OnRequest == reg.EventRegister && d.Number() == cycleNumber && len(was) == 1 && was[0].State == reg.Draft && now[0].State == reg.Registered && now[0].Request.PurposeOf() == reg.NewIdentity:
		return "a second identity"
	case n.Day().Before(d.Day()):
		return "back in time"
	}
	// An employer touches what is theirs, apart from what the clock did.
	for _, c := range out {
		var place, old rpps.Structure
		if c.Request.Move != "" {
			v, _ := reg.Cycle().Move(c.Request.Move)
			if v.By.Has(lifecycle.Clock) {
				continue
			}
			if place = now[c.Item].Request.Situation.Structure; c.Item < len(was) {
				old = was[c.Item].Request.Situation.Structure
			}
		} else {
			v, _ := situation.Cycle().Move(c.Situation.Move)
			if v.By.Has(lifecycle.Clock) {
				continue
			}
			if place = held[c.Item].Situation.Structure; c.Item < len(before) {
				old = before[c.Item].Situation.Structure
			}
		}
		if a.By == lifecycle.Gestionnaire && (!place.Same(a.Employer) || !old.IsZero() && !old.Same(a.Employer)) {
			return "an employer touched what is not theirs"
		}
	}
	// No access outside the days of a situation that was accepted.
	for i := range 50 {
		on := n.Day().AddDays(i - 45)
		for _, j := range n.Open(on) {
			s := held[j]
			if s.State == situation.Declared || s.State == situation.Refused || s.State == situation.Cancelled ||
				on.Before(s.Situation.Start) || on.After(s.Situation.End) || s.Situation.Role == 0 {
				return "access outside the situation"
			}
		}
	}
	if slices.ContainsFunc(out, func(c reg.Change) bool { return c.Request.To == 0 && c.Situation.To == 0 }) {
		return "a change to nothing"
	}
	return ""
}
