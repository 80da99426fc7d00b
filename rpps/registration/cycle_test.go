package registration_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

var (
	cycleDay    = civil.MustNew(2026, 11, 20)
	cycleNumber = rpps.MustParseNumber("99700000013")
	// cycleHome and cycleClinic are two employers.
	cycleHome   = cycleEmployer("00099701500011")
	cycleClinic = cycleEmployer("00099702300015")
	cycleAnna   = cycleGestionnaire(cycleHome, "99700000021")
	cycleBasile = cycleGestionnaire(cycleClinic, "99700000039")
)

func cycleEmployer(siret string) gestionnaire.Establishment {
	s := rpps.Structure{SIRET: rpps.MustParseSIRET(siret), Kind: rpps.ESMS, Sector: roles.SA17}
	return gestionnaire.Establishment{Structure: s, Contract: gestionnaire.Contract{SignedOn: civil.MustNew(2024, 2, 1), With: s}}
}

func cycleGestionnaire(e gestionnaire.Establishment, number string) *gestionnaire.Actor {
	from := civil.MustNew(2025, 9, 1)
	return &gestionnaire.Actor{
		ID: rpps.PersonIDOf(rpps.MustParseNumber(number)),
		Mandates: []gestionnaire.Mandate{{
			Capacity: gestionnaire.Gestionnaire, Structure: e.Structure, From: from, AppointedBy: gestionnaire.Mandataire,
			Training:        gestionnaire.Training{CompletedOn: from},
			Attestation:     gestionnaire.Attestation{SignedOn: from, SignedBy: gestionnaire.RepresentantLegal},
			Card:            gestionnaire.Card{Kind: gestionnaire.CPE, ExpiresOn: civil.MustNew(2030, 6, 30)},
			Contact:         rpps.Contact{Email: "rh@example.org"},
			TermsAcceptedOn: from,
		}},
	}
}

// cycleRequest is a request for a new identity that nothing refuses.
func cycleRequest(e gestionnaire.Establishment) reg.Request {
	return reg.Request{
		Method: reg.Manual,
		Identity: rpps.CivilStatus{
			BirthName: "Lefèvre", FirstNames: []rpps.Private{"Zoë"}, Sex: rpps.Female,
			BirthDate: civil.MustNew(1988, 4, 12), BirthPlace: rpps.BirthPlace{Commune: "75056"},
		},
		Contact: rpps.Contact{Email: "zoe.lefevre@example.org", Phone: "0639981234"},
		Situation: situation.Situation{
			Structure: rpps.Structure{SIRET: e.Structure.SIRET}, Role: roles.RoleSocialLife,
			Function: roles.MetierAccompagnantEducatifSocial, Category: roles.CategoryCivil, Mode: roles.ModeSalarie,
			Start: civil.MustNew(2026, 11, 1),
		},
		Information: reg.Information{On: civil.MustNew(2026, 11, 2)},
		LegalNotice: rpps.Yes,
		Search:      reg.Search{On: cycleDay, Found: reg.FoundNone},
	}
}

func cycleContext() reg.Context {
	return reg.Context{At: cycleDay, Actor: cycleAnna, Establishments: []gestionnaire.Establishment{cycleHome, cycleClinic}}
}

func TestCycleTable(t *testing.T) {
	m := reg.Cycle()
	if _, err := lifecycle.New(m.Spec()); err != nil {
		t.Fatal(err)
	}
	for i, s := range m.States() {
		if int(s.State) != i+1 || s.Code != s.State.String() {
			t.Errorf("state %d: %s, %s", i+1, s.Code, s.State)
		}
		var back reg.State
		b, err := s.State.MarshalText()
		if err != nil || back.UnmarshalText(b) != nil || back != s.State {
			t.Errorf("%s: %s, %v", s.State, back, err)
		}
	}
	for i, e := range m.Events() {
		if int(e.Event) != i+1 || e.Code != e.Event.String() {
			t.Errorf("event %d: %s, %s", i+1, e.Code, e.Event)
		}
		var back reg.Event
		b, err := e.Event.MarshalText()
		if err != nil || back.UnmarshalText(b) != nil || back != e.Event {
			t.Errorf("%s: %s, %v", e.Event, back, err)
		}
	}
	var s reg.State
	var e reg.Event
	if s.String() != "(not stated)" || (reg.Expired+1).String() != "(no such value: 11)" || e.String() != "(not stated)" ||
		!errors.Is(s.UnmarshalText([]byte("nowhere")), reg.CodeWordUnknown) || !errors.Is(e.UnmarshalText([]byte("never")), reg.CodeWordUnknown) {
		t.Error("codes that do not exist")
	}
	// Nothing is said without an address or a named document behind it.
	for _, v := range m.Moves() {
		if v.Evidence == rule.Sourced && !strings.Contains(v.Source, "https://") && !strings.Contains(v.Source, "slides") {
			t.Errorf("%s: sourced by %q", v.ID, v.Source)
		}
	}
	if v, _ := m.Move("REQ-13"); !v.Off || !m.Refuses("REQ-13") {
		t.Error("expiry is on")
	}
}

func TestCycleStates(t *testing.T) {
	var progress, decided []string
	for s := reg.State(0); s <= reg.Expired+1; s++ {
		if s.InProgress() {
			progress = append(progress, s.String())
		}
		if s.Decided() {
			decided = append(decided, s.String())
		}
	}
	if got := strings.Join(progress, " "); got != "draft awaitingValidation" {
		t.Error(got)
	}
	if got := strings.Join(decided, " "); got != "registered numberSent listed published eCPSReady" {
		t.Error(got)
	}
}

func TestCycleExports(t *testing.T) {
	m := reg.Cycle()
	json, err := m.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	cycleGolden(t, map[string]string{
		"request.mmd": m.Mermaid(language.French), "request.dot": m.DOT(language.French), "request.json": string(json) + "\n",
		"request.txt": m.Text(language.French), "request.md": m.Markdown(language.English),
	})
}

func cycleGolden(t *testing.T, files map[string]string) {
	t.Helper()
	for name, got := range files {
		golden.File(t, "testdata/cycle/"+name, got)
	}
}

// A chapter of a story: what happens, and where it leads; "" and a code when
// it is refused.
type chapter struct {
	on      reg.Event
	by      lifecycle.Actor
	edit    func(*reg.Request, *reg.Context, *reg.Standing)
	to      reg.State
	move    string
	effects string
	refused rule.Code
	missing string
}

func TestCycleStories(t *testing.T) {
	const (
		pro, ges, ans = lifecycle.Professional, lifecycle.Gestionnaire, lifecycle.ANS
		clock         = lifecycle.Clock
	)
	type edits = func(*reg.Request, *reg.Context, *reg.Standing)
	known := edits(func(r *reg.Request, _ *reg.Context, s *reg.Standing) {
		r.Number, s.Number, r.Search.Found = cycleNumber, cycleNumber, reg.FoundOne
	})
	reason := edits(func(_ *reg.Request, _ *reg.Context, s *reg.Standing) { s.Reason = rpps.Yes })
	waited := func(days, delay int) edits {
		return func(_ *reg.Request, c *reg.Context, s *reg.Standing) {
			s.Submitted, s.ExpireAfter, c.At = cycleDay, delay, cycleDay.AddDays(days)
		}
	}
	on := lifecycle.Policy{Allow: []string{"REQ-13"}}
	for name, story := range map[string]struct {
		method   reg.Method
		policy   lifecycle.Policy
		chapters []chapter
	}{
		"manual": {method: reg.Manual, chapters: []chapter{
			{on: reg.EventStartPreRegistration, by: ges, refused: lifecycle.CodeActor},
			{on: reg.EventEnterManually, by: ges, to: reg.Draft, move: "REQ-2"},
			{on: reg.EventEnterManually, by: ges, refused: lifecycle.CodeRefused},
			{on: reg.EventSubmit, by: pro, refused: lifecycle.CodeGuard, missing: "franceConnect"},
			{on: reg.EventValidate, by: ges, refused: lifecycle.CodeRefused},
			{on: reg.EventSendNumber, by: ans, refused: lifecycle.CodeRefused},
			{on: reg.EventRegister, by: ges, to: reg.Registered, move: "REQ-4", effects: "openSituation certifyCivilStatus"},
			{on: reg.EventWithdraw, by: pro, refused: lifecycle.CodeRefused},
			{on: reg.EventECPSReady, by: ans, refused: lifecycle.CodeRefused},
			{on: reg.EventSendNumber, by: ges, refused: lifecycle.CodeActor},
			{on: reg.EventSendNumber, by: ans, to: reg.NumberSent, move: "REQ-14", effects: "mailNumber"},
			{on: reg.EventSendNumber, by: ans, refused: lifecycle.CodeRefused},
			{on: reg.EventPublish, by: ans, to: reg.Published, move: "REQ-17", effects: "directoryEntry mssanteMailbox"},
			{on: reg.EventPublish, by: ans, refused: lifecycle.CodeUndefined},
			{on: reg.EventECPSReady, by: ans, to: reg.ECPSReady, move: "REQ-19", effects: "ecps"},
			{on: reg.EventEnterManually, by: ges, refused: lifecycle.CodeFinal},
		}},
		"published first": {method: reg.Manual, chapters: []chapter{
			{on: reg.EventEnterManually, by: ges, to: reg.Draft, move: "REQ-2"},
			{on: reg.EventRegister, by: ges, to: reg.Registered, move: "REQ-4", effects: "openSituation certifyCivilStatus"},
			{on: reg.EventPublish, by: ans, to: reg.Listed, move: "REQ-15", effects: "directoryEntry mssanteMailbox"},
			{on: reg.EventECPSReady, by: ans, refused: lifecycle.CodeRefused},
			{on: reg.EventSendNumber, by: ans, to: reg.Published, move: "REQ-18", effects: "mailNumber"},
		}},
		"FranceConnect, corrected": {method: reg.PreRegistration, chapters: []chapter{
			{on: reg.EventSubmit, by: pro, refused: lifecycle.CodeNotBegun},
			{on: reg.EventEnterManually, by: ges, refused: lifecycle.CodeGuard, missing: "manual"},
			{on: reg.EventStartPreRegistration, by: pro, to: reg.Draft, move: "REQ-1"},
			{on: reg.EventRegister, by: ges, refused: lifecycle.CodeGuard, missing: "manual, manual newSituation"},
			{
				on: reg.EventSubmit, by: pro, refused: lifecycle.CodeGuard, missing: "noticeAccepted",
				edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.LegalNotice = 0 },
			},
			{on: reg.EventSubmit, by: pro, to: reg.AwaitingValidation, move: "REQ-3", effects: "pendingWork"},
			{on: reg.EventSubmit, by: pro, refused: lifecycle.CodeUndefined},
			{on: reg.EventRegister, by: ges, refused: lifecycle.CodeRefused},
			{on: reg.EventValidate, by: pro, refused: lifecycle.CodeActor},
			{on: reg.EventAskCorrection, by: ges, to: reg.Draft, move: "REQ-9", effects: "tellProfessional"},
			{on: reg.EventWithdraw, by: ges, refused: lifecycle.CodeGuard, missing: "manual"},
			{on: reg.EventSubmit, by: pro, to: reg.AwaitingValidation, move: "REQ-3", effects: "pendingWork"},
			{
				on: reg.EventValidate, by: ges, refused: lifecycle.CodeGuard, missing: "noErrors roleChosen",
				edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Situation.Role = 0 },
			},
			{on: reg.EventValidate, by: ges, to: reg.Registered, move: "REQ-6", effects: "openSituation certifyCivilStatus"},
		}},
		"refused": {method: reg.PreRegistration, chapters: []chapter{
			{on: reg.EventStartPreRegistration, by: pro, to: reg.Draft, move: "REQ-1"},
			{on: reg.EventRefuse, by: ges, refused: lifecycle.CodeRefused},
			{on: reg.EventSubmit, by: pro, to: reg.AwaitingValidation, move: "REQ-3", effects: "pendingWork"},
			{on: reg.EventRefuse, by: ges, refused: lifecycle.CodeGuard, missing: "reasonGiven"},
			{
				on: reg.EventRefuse, by: ges, refused: lifecycle.CodeGuard, missing: "structureMine",
				edit: func(_ *reg.Request, c *reg.Context, s *reg.Standing) { c.Actor, s.Reason = cycleBasile, rpps.Yes },
			},
			{on: reg.EventRefuse, by: ges, to: reg.Refused, move: "REQ-8", effects: "tellProfessional", edit: reason},
			{on: reg.EventValidate, by: ges, refused: lifecycle.CodeFinal},
		}},
		"withdrawn": {method: reg.PreRegistration, chapters: []chapter{
			{on: reg.EventStartPreRegistration, by: pro, to: reg.Draft, move: "REQ-1"},
			{on: reg.EventSubmit, by: pro, to: reg.AwaitingValidation, move: "REQ-3", effects: "pendingWork"},
			{on: reg.EventWithdraw, by: ges, refused: lifecycle.CodeActor},
			{on: reg.EventWithdraw, by: pro, to: reg.Cancelled, move: "REQ-12"},
			{on: reg.EventSubmit, by: pro, refused: lifecycle.CodeFinal},
		}},
		"withdrawn as a draft": {method: reg.PreRegistration, chapters: []chapter{
			{on: reg.EventStartPreRegistration, by: pro, to: reg.Draft, move: "REQ-1"},
			{on: reg.EventWithdraw, by: pro, to: reg.Cancelled, move: "REQ-10"},
		}},
		"an entry that is left": {method: reg.Manual, chapters: []chapter{
			{on: reg.EventEnterManually, by: lifecycle.TitulaireOfficine, to: reg.Draft, move: "REQ-2"},
			{on: reg.EventWithdraw, by: pro, refused: lifecycle.CodeGuard, missing: "franceConnect"},
			{on: reg.EventWithdraw, by: ges, to: reg.Cancelled, move: "REQ-11"},
		}},
		"expiry off": {method: reg.PreRegistration, chapters: []chapter{
			{on: reg.EventStartPreRegistration, by: pro, to: reg.Draft, move: "REQ-1"},
			{on: reg.EventTimeout, by: clock, refused: lifecycle.CodeRefused},
			{on: reg.EventSubmit, by: pro, to: reg.AwaitingValidation, move: "REQ-3", effects: "pendingWork"},
			{on: reg.EventTimeout, by: clock, refused: lifecycle.CodePolicy, edit: waited(400, 30)},
		}},
		"expiry on": {method: reg.PreRegistration, policy: on, chapters: []chapter{
			{on: reg.EventStartPreRegistration, by: pro, to: reg.Draft, move: "REQ-1"},
			{on: reg.EventSubmit, by: pro, to: reg.AwaitingValidation, move: "REQ-3", effects: "pendingWork"},
			{on: reg.EventTimeout, by: clock, refused: lifecycle.CodeGuard, missing: "delayElapsed", edit: waited(30, 30)},
			{on: reg.EventTimeout, by: clock, refused: lifecycle.CodeGuard, missing: "delayElapsed", edit: waited(400, 0)},
			{on: reg.EventTimeout, by: clock, to: reg.Expired, move: "REQ-13", edit: waited(31, 30)},
		}},
		"number known": {method: reg.Manual, chapters: []chapter{
			{on: reg.EventEnterManually, by: ges, to: reg.Draft, move: "REQ-2"},
			// An identity for somebody who has one.
			{
				on: reg.EventRegister, by: ges, refused: lifecycle.CodeGuard, missing: "newIdentity, newSituation",
				edit: func(_ *reg.Request, _ *reg.Context, s *reg.Standing) { s.Number = cycleNumber },
			},
			{on: reg.EventRegister, by: ges, to: reg.Registered, move: "REQ-5", effects: "openSituation", edit: known},
			{on: reg.EventSendNumber, by: ans, refused: lifecycle.CodeGuard, missing: "newIdentity", edit: known},
			{on: reg.EventPublish, by: ans, to: reg.Published, move: "REQ-16", effects: "directoryEntry mssanteMailbox", edit: known},
		}},
		"number known, FranceConnect": {method: reg.PreRegistration, chapters: []chapter{
			{on: reg.EventStartPreRegistration, by: pro, to: reg.Draft, move: "REQ-1"},
			{on: reg.EventSubmit, by: pro, to: reg.AwaitingValidation, move: "REQ-3", effects: "pendingWork"},
			{on: reg.EventValidate, by: lifecycle.RepresentantLegal, to: reg.Registered, move: "REQ-7", effects: "openSituation", edit: known},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := reg.Cycle().Under(story.policy)
			if err != nil {
				t.Fatal(err)
			}
			state := reg.State(0)
			for i, ch := range story.chapters {
				r, c, s := cycleRequest(cycleHome), cycleContext(), reg.Standing{OtherRequest: rpps.No}
				r.Method = story.method
				if ch.edit != nil {
					ch.edit(&r, &c, &s)
				}
				step, err := m.Next(state, ch.on, ch.by, reg.FactsOf(&r, c, s))
				if ch.refused != "" {
					refusal, ok := errors.AsType[*lifecycle.Refusal[reg.State, reg.Event]](err)
					if !ok || refusal.Code() != ch.refused {
						t.Errorf("%d %s: %v, not %s", i, ch.on, err, ch.refused)
					} else if got := cycleMissing(refusal); ch.missing != "" && got != ch.missing {
						t.Errorf("%d %s: missing %q, not %q", i, ch.on, got, ch.missing)
					}
					continue
				}
				if err != nil {
					t.Fatalf("%d %s: %v", i, ch.on, err)
				}
				if got := strings.Join(m.EffectCodes(step.Effects), " "); step.To != ch.to || step.Move != ch.move || got != ch.effects {
					t.Errorf("%d %s: %s by %s, %q", i, ch.on, step.To, step.Move, got)
				}
				state = step.To
			}
		})
	}
}

func cycleMissing(r *lifecycle.Refusal[reg.State, reg.Event]) string {
	var sets []string
	for _, set := range r.Missing() {
		sets = append(sets, strings.Join(reg.Cycle().FactCodes(set), " "))
	}
	return strings.Join(sets, ", ")
}

// TestFactsOf spoils one thing at a time: what is gone, and what has come.
func TestFactsOf(t *testing.T) {
	m := reg.Cycle()
	base := []string{
		"manual", "contactGiven", "structureGiven", "noticeAccepted", "noErrors", "roleChosen", "notRegulated",
		"structureMine", "personInformed", "noOtherRequest", "newIdentity",
	}
	type edits = func(*reg.Request, *reg.Context, *reg.Standing)
	for name, c := range map[string]struct {
		edit       edits
		gone, come string
	}{
		"nothing":              {edit: func(*reg.Request, *reg.Context, *reg.Standing) {}},
		"method not stated":    {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Method = 0 }},
		"FranceConnect":        {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Method = reg.PreRegistration }, gone: "manual", come: "franceConnect"},
		"no telephone":         {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Contact.Phone = " " }, gone: "contactGiven noErrors"},
		"no e-mail":            {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Contact.Email = "" }, gone: "contactGiven noErrors"},
		"no structure":         {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Situation.Structure = rpps.Structure{} }, gone: "structureGiven noErrors structureMine"},
		"legal notice open":    {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.LegalNotice = 0 }, gone: "noticeAccepted"},
		"legal notice refused": {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.LegalNotice = rpps.No }, gone: "noticeAccepted noErrors"},
		"an error":             {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Identity.BirthName = "" }, gone: "noErrors"},
		"no role":              {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Situation.Role = 0 }, gone: "noErrors roleChosen"},
		"no métier":            {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Situation.Function = 0 }, gone: "noErrors notRegulated"},
		"a nurse": {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) {
			r.Situation.Profession = roles.ProfessionInfirmier
		}, gone: "noErrors notRegulated"},
		"a psychologist": {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) {
			r.Situation.Function = roles.ProfessionPsychologue
		}, gone: "noErrors notRegulated"},
		"nobody acts":         {edit: func(_ *reg.Request, c *reg.Context, _ *reg.Standing) { c.Actor = nil }, gone: "structureMine"},
		"of another employer": {edit: func(_ *reg.Request, c *reg.Context, _ *reg.Standing) { c.Actor = cycleBasile }, gone: "noErrors structureMine"},
		"structure elsewhere": {edit: func(_ *reg.Request, c *reg.Context, _ *reg.Standing) { c.Establishments = c.Establishments[1:] }, gone: "noErrors structureMine"},
		"nothing of its contract": {
			edit: func(_ *reg.Request, c *reg.Context, _ *reg.Standing) { c.Establishments = nil },
			gone: "noErrors structureMine",
		},
		"not informed":        {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Information = reg.Information{} }, gone: "noErrors personInformed"},
		"informed afterwards": {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Information.On = cycleDay.AddDays(1) }, gone: "noErrors personInformed"},
		"informed in part":    {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Information.PublicData = rpps.No }, gone: "noErrors personInformed"},
		"no day":              {edit: func(_ *reg.Request, c *reg.Context, _ *reg.Standing) { c.At = civil.Date{} }, gone: "noErrors structureMine personInformed"},
		"another request":     {edit: func(_ *reg.Request, _ *reg.Context, s *reg.Standing) { s.OtherRequest = rpps.Yes }, gone: "noOtherRequest"},
		"pending":             {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Pending = rpps.Yes }, gone: "noErrors noOtherRequest"},
		"not stated whether":  {edit: func(_ *reg.Request, _ *reg.Context, s *reg.Standing) { s.OtherRequest = 0 }, gone: "noOtherRequest"},
		"the request says no": {edit: func(r *reg.Request, _ *reg.Context, s *reg.Standing) { s.OtherRequest, r.Pending = 0, rpps.No }},
		"no search":           {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Search = reg.Search{} }, gone: "newIdentity"},
		"a search to come":    {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Search.On = cycleDay.AddDays(1) }, gone: "newIdentity"},
		"one found":           {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Search.Found = reg.FoundOne }, gone: "noErrors newIdentity"},
		"several found":       {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Search.Found = reg.FoundSeveral }, gone: "noErrors newIdentity"},
		"number elsewhere":    {edit: func(_ *reg.Request, _ *reg.Context, s *reg.Standing) { s.Number = cycleNumber }, gone: "newIdentity"},
		"number to come":      {edit: func(_ *reg.Request, _ *reg.Context, s *reg.Standing) { s.NumberToCome = true }, gone: "newIdentity"},
		"number unread": {
			edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Set(reg.FieldNumber, "99700") },
			gone: "noErrors newIdentity",
		},
		"number stated": {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Number = cycleNumber }, gone: "newIdentity", come: "newSituation"},
		"number, and identity": {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) {
			r.Number, r.Purpose = cycleNumber, reg.NewIdentity
		}, gone: "noErrors newIdentity"},
		"situation, and no number": {edit: func(r *reg.Request, _ *reg.Context, _ *reg.Standing) { r.Purpose = reg.NewSituation }, gone: "noErrors newIdentity"},
		"the number that is known": {edit: func(r *reg.Request, _ *reg.Context, s *reg.Standing) { r.Number, s.Number = cycleNumber, cycleNumber }, gone: "newIdentity", come: "newSituation"},
		"another number": {edit: func(r *reg.Request, _ *reg.Context, s *reg.Standing) {
			r.Number, s.Number = cycleNumber, rpps.MustParseNumber("99700000021")
		}, gone: "newIdentity"},
		"a number, and one to come": {edit: func(r *reg.Request, _ *reg.Context, s *reg.Standing) { r.Number, s.NumberToCome = cycleNumber, true }, gone: "newIdentity"},
		"a reason":                  {edit: func(_ *reg.Request, _ *reg.Context, s *reg.Standing) { s.Reason = rpps.Yes }, come: "reasonGiven"},
		"no reason":                 {edit: func(_ *reg.Request, _ *reg.Context, s *reg.Standing) { s.Reason = rpps.No }},
		"30 days": {edit: func(_ *reg.Request, _ *reg.Context, s *reg.Standing) {
			s.Submitted, s.ExpireAfter = cycleDay.AddDays(-30), 30
		}},
		"31 days": {edit: func(_ *reg.Request, _ *reg.Context, s *reg.Standing) {
			s.Submitted, s.ExpireAfter = cycleDay.AddDays(-31), 30
		}, come: "delayElapsed"},
		"31 days, no day": {edit: func(_ *reg.Request, c *reg.Context, s *reg.Standing) {
			c.At, s.Submitted, s.ExpireAfter = civil.Date{}, cycleDay.AddDays(-31), 30
		}, gone: "noErrors structureMine personInformed"},
	} {
		r, x, s := cycleRequest(cycleHome), cycleContext(), reg.Standing{OtherRequest: rpps.No}
		c.edit(&r, &x, &s)
		got := m.FactCodes(reg.FactsOf(&r, x, s))
		want := slices.Concat(base, strings.Fields(c.come))
		want = slices.DeleteFunc(want, func(code string) bool { return slices.Contains(strings.Fields(c.gone), code) })
		if slices.Sort(want); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
			t.Errorf("%s: %s\nwant %s\n%v", name, got, want, reg.Check(r, x))
		}
	}
	if got := reg.FactsOf(nil, reg.Context{}, reg.Standing{}); !slices.Equal(m.FactCodes(got), []string{"manual"}) {
		t.Error(m.FactCodes(got))
	}
}

func TestExpiresOn(t *testing.T) {
	for _, c := range []struct {
		days int
		want string
	}{{-1, "(date not stated)"}, {0, "(date not stated)"}, {1, "2026-11-22"}, {30, "2026-12-21"}} {
		if got := reg.ExpiresOn(cycleDay, c.days).String(); got != c.want {
			t.Errorf("%d days: %s", c.days, got)
		}
	}
	if !reg.ExpiresOn(civil.Date{}, 30).IsZero() {
		t.Error("what was not submitted expires")
	}
}

func TestDeadlines(t *testing.T) {
	next, after := cycleDay.AddDays(1), cycleDay.AddDays(2)
	if got := reg.Deadlines(cycleDay, reg.NewIdentity); got != (reg.Due{Number: next, Directory: next, ECPS: after}) {
		t.Error(got)
	}
	if got := reg.Deadlines(cycleDay, reg.NewSituation); got != (reg.Due{Directory: next, ECPS: after}) {
		t.Error(got)
	}
	if got := reg.Deadlines(civil.Date{}, reg.NewIdentity); got != (reg.Due{}) {
		t.Error(got)
	}
}
