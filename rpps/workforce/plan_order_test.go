package workforce_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/rpps/workforce"
)

var (
	monday = civil.MustNew(2026, 6, 1)
	siteA  = rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), Kind: rpps.ESMS}
	siteB  = rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500029"), Kind: rpps.ESMS}
)

func houses() []gestionnaire.Establishment {
	var out []gestionnaire.Establishment
	for _, s := range []rpps.Structure{siteA, siteB} {
		out = append(out, gestionnaire.Establishment{
			Structure: s, Contract: gestionnaire.Contract{SignedOn: civil.MustNew(2024, 2, 1), With: s},
		})
	}
	return out
}

// registrar may register for a structure; cases take something away.
func registrar(s rpps.Structure) gestionnaire.Actor {
	return gestionnaire.Actor{
		ID: rpps.PersonIDOf(rpps.MustParseNumber("99700366240")),
		Mandates: []gestionnaire.Mandate{{
			Capacity: gestionnaire.Gestionnaire, Structure: s, From: civil.MustNew(2025, 9, 2), AppointedBy: gestionnaire.RepresentantLegal,
			Training:        gestionnaire.Training{CompletedOn: civil.MustNew(2025, 9, 1)},
			Attestation:     gestionnaire.Attestation{SignedOn: civil.MustNew(2025, 9, 2), SignedBy: gestionnaire.RepresentantLegal},
			Card:            gestionnaire.Card{Kind: gestionnaire.CPE, ExpiresOn: civil.MustNew(2030, 6, 30)},
			Contact:         rpps.Contact{Email: "rh@example.org"},
			TermsAcceptedOn: civil.MustNew(2025, 9, 2),
		}},
	}
}

// due is somebody of whom nothing is missing.
func due(ref string, r roles.Role) workforce.Finding {
	return workforce.Finding{Ref: ref, Verdict: workforce.ToRegister, Role: r, Structure: siteA}
}

func assessment(findings ...workforce.Finding) workforce.Assessment {
	for i := range findings {
		findings[i].Index = i
	}
	return workforce.Assessment{At: monday, Findings: findings}
}

func options() workforce.PlanOptions {
	return workforce.PlanOptions{
		Strategy: workforce.StrategyRole, PerDay: 1, Start: monday,
		Gestionnaires: []gestionnaire.Actor{registrar(siteA)}, Establishments: houses(),
	}
}

// slots writes a plan on one line: wave, reference, day of the month, gestionnaire.
func slots(p workforce.Plan) string {
	var out []string
	for _, w := range p.Waves {
		var s strings.Builder
		s.WriteString(w.Key + ":")
		for _, x := range w.Slots {
			fmt.Fprintf(&s, " %s/%d/%d", x.Ref, x.On.Day(), x.Gestionnaire)
		}
		out = append(out, s.String())
	}
	return strings.Join(out, "; ")
}

func faultCodes(fs rule.Faults) string {
	var out []string
	for _, f := range fs {
		out = append(out, string(f.Code()))
	}
	return strings.Join(out, " ")
}

// TestPlanFull: who comes after the last free working day of the horizon is blocked, and
// nobody is both planned and blocked. One person has a registration a day, however many
// the gestionnaire has room for.
func TestPlanFull(t *testing.T) {
	t.Parallel()
	working := 0
	for i := range workforce.Horizon {
		if workforce.IsWorkingDay(monday.AddDays(i), nil) {
			working++
		}
	}
	for _, c := range []struct{ person, perDay int }{{0, 1}, {7, 1000}} {
		var all []workforce.Finding
		for i := range workforce.Horizon {
			f := due(fmt.Sprint(i), roles.RoleCare)
			f.Person = c.person
			all = append(all, f)
		}
		o := options()
		o.PerDay = c.perDay
		p := workforce.MakePlan(assessment(all...), o)
		seen := map[string]int{}
		for _, w := range p.Waves {
			for _, x := range w.Slots {
				seen[x.Ref]++
			}
		}
		if len(seen) != working || p.WorkingDays != working {
			t.Errorf("%d planned on %d days, want %d", len(seen), p.WorkingDays, working)
		}
		for _, b := range p.Blocked {
			if faultCodes(b.Faults) != "WRK-PLAN-FULL" {
				t.Errorf("%v: %s", b.Refs, faultCodes(b.Faults))
			}
			for _, ref := range b.Refs {
				seen[ref]++
			}
		}
		for _, f := range all {
			if seen[f.Ref] != 1 {
				t.Errorf("%s stands %d times", f.Ref, seen[f.Ref])
			}
		}
	}
}

// TestIsWorkingDay walks two weeks and the days that are none.
func TestIsWorkingDay(t *testing.T) {
	holiday := monday.AddDays(8)
	for i := range 14 {
		d := monday.AddDays(i)
		w := d.Time(time.UTC).Weekday()
		want := w != time.Saturday && w != time.Sunday && d != holiday
		if weekend := i%7 > 4; want == weekend && i != 8 {
			t.Fatalf("%s is no %s", d, w)
		}
		if got := workforce.IsWorkingDay(d, []civil.Date{holiday}); got != want {
			t.Errorf("%s, %s: %t", d, w, got)
		}
	}
	if workforce.IsWorkingDay(civil.Date{}, nil) {
		t.Error("a day that is not stated")
	}
}

// TestPlanOrder: the keys asked for come first, in that order; then those with
// the most persons; then by key. A key makes one wave.
func TestPlanOrder(t *testing.T) {
	a := assessment(
		due("a", roles.GENR08), due("b", roles.GENR12), due("c", roles.GENR11), due("d", roles.GENR11),
		due("e", roles.GENR09), due("f", roles.GENR10), due("g", roles.GENR12), due("h", roles.GENR12),
	)
	for _, tt := range []struct {
		name  string
		order []string
		want  string
	}{
		{"none asked for", nil, "GENR12: b/1/0 g/1/0 h/1/0; GENR11: c/1/0 d/1/0; GENR08: a/1/0; GENR09: e/1/0; GENR10: f/1/0"},
		{"one", []string{"GENR10"}, "GENR10: f/1/0; GENR12: b/1/0 g/1/0 h/1/0; GENR11: c/1/0 d/1/0; GENR08: a/1/0; GENR09: e/1/0"},
		{"two", []string{"GENR09", "GENR08"}, "GENR09: e/1/0; GENR08: a/1/0; GENR12: b/1/0 g/1/0 h/1/0; GENR11: c/1/0 d/1/0; GENR10: f/1/0"},
		{"one of nobody", []string{"GENR13", "GENR11", "GENR12"}, "GENR11: c/1/0 d/1/0; GENR12: b/1/0 g/1/0 h/1/0; GENR08: a/1/0; GENR09: e/1/0; GENR10: f/1/0"},
	} {
		o := options()
		o.PerDay, o.Order = 20, tt.order
		if got := slots(workforce.MakePlan(a, o)); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

// TestPlanShares: of several gestionnaires the one with the least to do on the
// day, then the first; a day that is full is left alone, and so is a weekend.
func TestPlanShares(t *testing.T) {
	all := assessment(
		due("a", roles.GENR11), due("b", roles.GENR11), due("c", roles.GENR11), due("d", roles.GENR11),
		due("e", roles.GENR11), due("f", roles.GENR11), due("g", roles.GENR11),
	)
	for _, tt := range []struct {
		name   string
		change func(*workforce.PlanOptions)
		want   string
	}{
		{"one", func(*workforce.PlanOptions) {}, "GENR11: a/1/0 b/2/0 c/3/0 d/4/0 e/5/0 f/8/0 g/9/0"},
		{"two, two a day", func(o *workforce.PlanOptions) {
			o.PerDay, o.Gestionnaires = 2, []gestionnaire.Actor{registrar(siteA), registrar(siteA)}
		}, "GENR11: a/1/0 b/1/1 c/1/0 d/1/1 e/2/0 f/2/1 g/2/0"},
		{"three, two a day", func(o *workforce.PlanOptions) {
			o.PerDay, o.Gestionnaires = 2, []gestionnaire.Actor{registrar(siteA), registrar(siteA), registrar(siteA)}
		}, "GENR11: a/1/0 b/1/1 c/1/2 d/1/0 e/1/1 f/1/2 g/2/0"},
		{"the first of another structure", func(o *workforce.PlanOptions) {
			o.PerDay, o.Gestionnaires = 2, []gestionnaire.Actor{registrar(siteB), registrar(siteA), registrar(siteA)}
		}, "GENR11: a/1/1 b/1/2 c/1/1 d/1/2 e/2/1 f/2/2 g/2/1"},
	} {
		o := options()
		tt.change(&o)
		if got := slots(workforce.MakePlan(all, o)); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

// TestSlotsByDay: the slots of a wave are in the order of the days, then of the
// staff, also where one structure must wait and another must not.
func TestSlotsByDay(t *testing.T) {
	late := registrar(siteA)
	late.Mandates[0].From = monday.AddDays(2)
	elsewhere := func(ref string) workforce.Finding {
		f := due(ref, roles.GENR11)
		f.Structure, f.Establishment = siteB, 1
		return f
	}
	o := options()
	o.PerDay, o.Gestionnaires = 2, []gestionnaire.Actor{late, registrar(siteB)}
	p := workforce.MakePlan(assessment(
		due("a", roles.GENR11), elsewhere("b"), due("c", roles.GENR11), elsewhere("d"), elsewhere("e"), due("f", roles.GENR11), elsewhere("g"), elsewhere("h"), elsewhere("i"),
	), o)
	if got, want := slots(p), "GENR11: b/1/1 d/1/1 e/2/1 g/2/1 a/3/0 c/3/0 h/3/1 i/3/1 f/4/0"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if p.From != monday || p.Until != monday.AddDays(3) || p.WorkingDays != 4 {
		t.Errorf("%s to %s, %d working days", p.From, p.Until, p.WorkingDays)
	}
}

// TestStrategies: three are known, and no other makes a plan.
func TestStrategies(t *testing.T) {
	for s := range 256 {
		o := options()
		o.Strategy = workforce.Strategy(s)
		p := workforce.MakePlan(assessment(due("a", roles.GENR11)), o)
		known := s >= 1 && s <= 3
		if (p.Planned() == 1) != known || known == (len(p.Blocked) == 1 && p.Blocked[0].Faults.Has(workforce.CodePlanStrategy)) {
			t.Errorf("strategy %d: %d planned, %v", s, p.Planned(), p.Blocked)
		}
	}
}

// TestBlocks: persons are in one block when they have the same reasons, and in
// no other's.
func TestBlocks(t *testing.T) {
	lacks := func(ref string, missing ...string) workforce.Finding {
		f := due(ref, roles.GENR11)
		f.Missing = missing
		return f
	}
	away := func(ref string) workforce.Finding {
		f := due(ref, roles.GENR11)
		f.Establishment = -1
		return f
	}
	p := workforce.MakePlan(assessment(
		lacks("a", "contact.email"), lacks("b", "identity.birthName"), away("c"), lacks("d", "contact.email"), away("e"),
		lacks("f", "contact.email", "identity.birthName"), lacks("g", "identity.birthName"),
	), options())
	var got []string
	for _, b := range p.Blocked {
		got = append(got, strings.Join(b.Refs, "+")+": "+strings.Join(b.Missing, ",")+faultCodes(b.Faults))
	}
	want := []string{
		"a+d: contact.email", "b+g: identity.birthName", "c+e: " + string(workforce.CodeStructureOther), "f: contact.email,identity.birthName",
	}
	if !slices.Equal(got, want) || p.Planned() != 0 {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// TestWhyNobody: the reasons are those of the gestionnaire who comes closest on
// the first day of the plan, the first of equals.
func TestWhyNobody(t *testing.T) {
	with := func(changes ...func(*gestionnaire.Mandate)) gestionnaire.Actor {
		a := registrar(siteA)
		for _, c := range changes {
			c(&a.Mandates[0])
		}
		return a
	}
	noCard := func(m *gestionnaire.Mandate) { m.Card = gestionnaire.Card{} }
	noContact := func(m *gestionnaire.Mandate) { m.Contact = rpps.Contact{} }
	noTerms := func(m *gestionnaire.Mandate) { m.TermsAcceptedOn = civil.Date{} }
	saturday := monday.AddDays(5)
	weekend := func(m *gestionnaire.Mandate) { m.Until = saturday.AddDays(1) }
	for _, tt := range []struct {
		name   string
		start  civil.Date
		actors []gestionnaire.Actor
		want   string
	}{
		{"the last is closest", monday, []gestionnaire.Actor{with(noCard, noTerms, noContact), with(noCard, noTerms), with(noTerms)}, "WRK-PLAN-NO-DAY GES-TERMS-MISSING"},
		{"the first is closest", monday, []gestionnaire.Actor{with(noTerms), with(noCard, noTerms), with(noContact, noTerms)}, "WRK-PLAN-NO-DAY GES-TERMS-MISSING"},
		{"the first of equals", monday, []gestionnaire.Actor{with(noContact), with(noCard), with(noTerms)}, "GES-CONTACT WRK-PLAN-NO-DAY"},
		{"one for the weekend, and one never", saturday, []gestionnaire.Actor{with(weekend), with(noCard)}, "WRK-PLAN-NO-DAY"},
		{"one never, and one for the weekend", saturday, []gestionnaire.Actor{with(noCard), with(weekend)}, "WRK-PLAN-NO-DAY"},
	} {
		o := options()
		o.Start, o.Gestionnaires = tt.start, tt.actors
		p := workforce.MakePlan(assessment(due("a", roles.GENR11)), o)
		if p.Planned() != 0 || len(p.Blocked) != 1 {
			t.Errorf("%s: %d planned", tt.name, p.Planned())
			continue
		}
		got, want := strings.Fields(faultCodes(p.Blocked[0].Faults)), strings.Fields(tt.want)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", tt.name, got, want)
		}
	}
}

// TestPlanText: what a gestionnaire does on one day is one line, a reference
// stands as it was given, and nothing is headed that is not there.
func TestPlanText(t *testing.T) {
	o := options()
	o.PerDay, o.Gestionnaires = 2, []gestionnaire.Actor{registrar(siteA), registrar(siteA)}
	a := assessment(
		due("agent 1", roles.GENR11), due("agent 2", roles.GENR11), due("agent\t3", roles.GENR11), due("agent 4", roles.GENR11), due("agent 5", roles.GENR11),
	)
	for tag, want := range map[language.Tag]string{
		language.French: `Plan par rôle, enregistrement manuel : 5 personne(s) du 01/06/2026 au 02/06/2026, en 2 jour(s) ouvré(s)
  1. GENR11 Accompagnement social/médico-social au soin : 5 personne(s), du 01/06/2026 au 02/06/2026
       01/06/2026, gestionnaire 1 : agent 1, agent?3
       01/06/2026, gestionnaire 2 : agent 2, agent 4
       02/06/2026, gestionnaire 1 : agent 5
`,
		language.English: `Plan by role, manual registration: 5 person(s) from 2026-06-01 to 2026-06-02, in 2 working day(s)
  1. GENR11 Accompagnement social/médico-social au soin: 5 person(s), from 2026-06-01 to 2026-06-02
       2026-06-01, gestionnaire 1: agent 1, agent?3
       2026-06-01, gestionnaire 2: agent 2, agent 4
       2026-06-02, gestionnaire 1: agent 5
`,
	} {
		if got := workforce.MakePlan(a, o).Text(tag); got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
	}
	want := `## Plan par rôle, enregistrement manuel : 5 personne(s) du 01/06/2026 au 02/06/2026, en 2 jour(s) ouvré(s)

| Vague | Groupe | Personnes | Du | Au | Références |
|---|---|---|---|---|---|
| 1 | GENR11 Accompagnement social/médico-social au soin | 5 | 01/06/2026 | 02/06/2026 | agent 1, agent 2, agent?3, agent 4, agent 5 |
`
	if got := workforce.MakePlan(a, o).Markdown(language.French); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestPlanHeading: a plan names its method where it has one.
func TestPlanHeading(t *testing.T) {
	for m := range 256 {
		p := workforce.Plan{Strategy: workforce.StrategyStructure, Method: registration.Method(m)}
		want := "Plan by structure: 0 person(s)"
		switch p.Method {
		case registration.Manual:
			want = "Plan by structure, manual registration: 0 person(s)"
		case registration.PreRegistration:
			want = "Plan by structure, pre-registration: 0 person(s)"
		}
		if got := p.Text(language.English); got != want+"\n  Nobody is planned.\n" {
			t.Errorf("method %d: %q", m, got)
		}
		if got := p.Markdown(language.English); got != "## "+want+"\n" {
			t.Errorf("method %d: %q", m, got)
		}
	}
}

// TestPlanCodeEnds: a métier that is in force at the assessment may have ended by
// the day of the registration, which would be refused.
func TestPlanCodeEnds(t *testing.T) {
	f := due("A", roles.RoleCare)
	f.Profession = roles.MetierPADHUE
	for start, want := range map[civil.Date]int{civil.MustNew(2026, 10, 1): 1, civil.MustNew(2026, 12, 1): 0} {
		a := assessment(f)
		o := workforce.PlanOptions{
			Strategy: workforce.StrategyRole, PerDay: 1, Start: start,
			Gestionnaires: []gestionnaire.Actor{registrar(siteA)}, Establishments: houses(),
		}
		p := workforce.MakePlan(a, o)
		if p.Planned() != want || want == 0 && (len(p.Blocked) != 1 || len(p.Blocked[0].Faults) != 1 || p.Blocked[0].Faults[0].Path() != "profession") {
			t.Errorf("%s: %d planned, blocked %v", start, p.Planned(), p.Blocked)
		}
	}
}
