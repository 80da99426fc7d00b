package services_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/rpps/services"
	"github.com/rppsplus/rppsplus/situation"
)

var day = civil.YMD(2026, 6, 1)

func number(t testing.TB) rpps.Number {
	t.Helper()
	n, err := rpps.ParseNumber("99700366240")
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func id(t testing.TB, text string) rpps.PersonID {
	t.Helper()
	p, err := rpps.ParsePersonID(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func codes(a services.Answer) string {
	var out []string
	for _, f := range a.Reasons {
		out = append(out, strings.TrimPrefix(string(f.Code()), "SRV-"))
	}
	return strings.Join(out, " ")
}

// someone is a nurse with everything; cases take away or change.
func someone(t testing.TB) services.Person {
	return services.Person{
		Professional: rpps.Professional{
			Number: number(t), Contact: rpps.Contact{Email: "a@example.org", Phone: "0639980001"},
			Exercises: []rpps.Exercise{{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil}},
		},
		Situations: []situation.Situation{{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, Start: civil.YMD(2025, 1, 1)}},
		Card:       rpps.No, Terminal: rpps.Yes,
	}
}

// TestTwoNumbers: of somebody of whom two RPPS numbers are stated nothing is sure.
func TestTwoNumbers(t *testing.T) {
	p := someone(t)
	p.Professional.ID = id(t, "899700366240")
	if a := services.ECPS(p, day); a.Verdict != services.Yes {
		t.Errorf("one number, twice: %s", codes(a))
	}
	p.Professional.ID = id(t, "899700218896")
	entitled := services.Holder{Professional: &p.Professional, Entitled: rpps.Yes}
	for name, a := range map[string]services.Answer{
		"e-CPS": services.ECPS(p, day), "sign-in": services.ProSanteConnect(p, day), "mailbox": services.MSSante(services.Personal, entitled, day),
	} {
		if a.Verdict != services.Unknown || !a.Reasons.Has("SRV-IDENTITY-CONTRADICTORY") {
			t.Errorf("%s: %v %s", name, a.Verdict, codes(a))
		}
	}
}

func TestECPSAndProSanteConnect(t *testing.T) {
	exercise := func(p roles.Profession, c roles.Category) func(*services.Person) {
		return func(x *services.Person) {
			x.Professional.Exercises = []rpps.Exercise{{Profession: p, Category: c}}
			x.Situations = nil
		}
	}
	identity := func(text string, card rpps.Answer) func(*services.Person) {
		return func(x *services.Person) {
			x.Professional.Number, x.Professional.ID, x.Card = rpps.Number{}, id(t, text), card
		}
	}
	for name, c := range map[string]struct {
		change       func(*services.Person)
		ecps, psc    services.Verdict
		ecpsR, pscR  string
		unstatedDate bool
	}{
		"a nurse with everything": {func(*services.Person) {}, services.Yes, services.Yes, "REGISTERED ECPS-TERMINAL", "REGISTERED ECPS-TERMINAL PSC-ECPS", false},
		"known by the IDNPS": {
			func(x *services.Person) {
				x.Professional.Number = rpps.Number{}
				x.Professional.ID = id(t, "899700366240")
			},
			services.Yes, services.Yes, "REGISTERED ECPS-TERMINAL", "REGISTERED ECPS-TERMINAL PSC-ECPS", false,
		},
		"a day not stated": {func(*services.Person) {}, services.Unknown, services.Unknown, "DAY-NOT-STATED REGISTERED ECPS-TERMINAL", "DAY-NOT-STATED REGISTERED ECPS-TERMINAL PSC-ECPS", true},
		"means not stated": {
			func(x *services.Person) { x.Card, x.Terminal, x.Professional.Contact = 0, 0, rpps.Contact{} },
			services.Yes, services.Yes, "REGISTERED ECPS-TERMINAL-NEEDED ECPS-ACTIVATION", "REGISTERED ECPS-TERMINAL-NEEDED ECPS-ACTIVATION PSC-ECPS", false,
		},
		"no mobile, no card": {
			func(x *services.Person) { x.Terminal = rpps.No }, services.No, services.No,
			"REGISTERED ECPS-NO-TERMINAL", "REGISTERED ECPS-NO-TERMINAL PSC-ECPS", false,
		},
		"no mobile, card not stated": {
			func(x *services.Person) { x.Terminal, x.Card = rpps.No, 0 }, services.No, services.Unknown,
			"REGISTERED ECPS-NO-TERMINAL", "REGISTERED PSC-MEANS", false,
		},
		"no mobile, a card": {
			func(x *services.Person) { x.Terminal, x.Card = rpps.No, rpps.Yes }, services.No, services.Yes,
			"REGISTERED ECPS-NO-TERMINAL", "REGISTERED PSC-CARD", false,
		},
		"no mobile number to activate with": {
			func(x *services.Person) { x.Professional.Contact.Phone = "" }, services.Yes, services.Yes,
			"REGISTERED ECPS-TERMINAL ECPS-ACTIVATION", "REGISTERED ECPS-TERMINAL ECPS-ACTIVATION PSC-ECPS", false,
		},
		"no address to activate with": {
			func(x *services.Person) { x.Professional.Contact.Email = "" }, services.Yes, services.Yes,
			"REGISTERED ECPS-TERMINAL ECPS-ACTIVATION", "REGISTERED ECPS-TERMINAL ECPS-ACTIVATION PSC-ECPS", false,
		},
		"a role professional": {func(x *services.Person) {
			x.Professional.Exercises, x.Situations = nil, []situation.Situation{{Profession: roles.ProfessionARole, Role: roles.GENR11, Category: roles.CategoryCivil, Start: civil.YMD(2025, 1, 1)}}
		}, services.Yes, services.Yes, "REGISTERED ECPS-ONLY ECPS-TERMINAL", "REGISTERED ECPS-TERMINAL PSC-ECPS", false},
		"no situation is open": {
			func(x *services.Person) { x.Situations[0].End = civil.YMD(2026, 1, 1) }, services.Unknown, services.Unknown,
			"REGISTERED NO-OPEN-SITUATION ECPS-TERMINAL", "REGISTERED NO-OPEN-SITUATION ECPS-TERMINAL PSC-ECPS", false,
		},
		"one of two is open": {func(x *services.Person) {
			x.Situations = append(x.Situations, situation.Situation{End: civil.YMD(2026, 1, 1)})
		}, services.Yes, services.Yes, "REGISTERED ECPS-TERMINAL", "REGISTERED ECPS-TERMINAL PSC-ECPS", false},
		"registered tomorrow":     {func(x *services.Person) { x.RegisteredOn = day.AddDays(1) }, services.No, services.No, "REGISTERED NOT-YET-REGISTERED ECPS-TERMINAL", "REGISTERED NOT-YET-REGISTERED ECPS-TERMINAL PSC-ECPS PSC-NEXT-DAY", false},
		"registered today":        {func(x *services.Person) { x.RegisteredOn = day }, services.No, services.No, "REGISTERED ECPS-48-HOURS ECPS-TERMINAL", "REGISTERED ECPS-48-HOURS ECPS-TERMINAL PSC-ECPS PSC-NEXT-DAY", false},
		"registered yesterday":    {func(x *services.Person) { x.RegisteredOn = day.AddDays(-1) }, services.No, services.No, "REGISTERED ECPS-48-HOURS ECPS-TERMINAL", "REGISTERED ECPS-48-HOURS ECPS-TERMINAL PSC-ECPS", false},
		"yesterday, and a card":   {func(x *services.Person) { x.RegisteredOn, x.Card = day.AddDays(-1), rpps.Yes }, services.No, services.Yes, "REGISTERED ECPS-48-HOURS ECPS-TERMINAL", "REGISTERED PSC-CARD", false},
		"registered two days ago": {func(x *services.Person) { x.RegisteredOn = day.AddDays(-2) }, services.Yes, services.Yes, "REGISTERED ECPS-TERMINAL", "REGISTERED ECPS-TERMINAL PSC-ECPS", false},
		"an intern in medicine":   {exercise(roles.ProfessionMedecin, roles.CategoryStudent), services.Yes, services.Yes, "REGISTERED STUDENT-NAMED ECPS-TERMINAL", "REGISTERED STUDENT-NAMED ECPS-TERMINAL PSC-ECPS", false},
		"a midwifery student":     {exercise(roles.ProfessionSageFemme, roles.CategoryStudent), services.Yes, services.Yes, "REGISTERED STUDENT-NAMED ECPS-TERMINAL", "REGISTERED STUDENT-NAMED ECPS-TERMINAL PSC-ECPS", false},
		"a nursing student":       {exercise(roles.ProfessionInfirmier, roles.CategoryStudent), services.No, services.No, "REGISTERED STUDENT-LEFT-OUT ECPS-TERMINAL", "REGISTERED STUDENT-LEFT-OUT ECPS-TERMINAL PSC-ECPS", false},
		"a nurse who studies again": {func(x *services.Person) {
			x.Professional.Exercises = append(x.Professional.Exercises, rpps.Exercise{Profession: roles.ProfessionInfirmier, Category: roles.CategoryStudent})
		}, services.Yes, services.Yes, "REGISTERED ECPS-TERMINAL", "REGISTERED ECPS-TERMINAL PSC-ECPS", false},
		"a student by the situation": {func(x *services.Person) {
			x.Professional.Exercises = nil
			x.Situations[0].Profession, x.Situations[0].Function = roles.ProfessionARole, 347
		}, services.No, services.No, "REGISTERED STUDENT-LEFT-OUT ECPS-ONLY ECPS-TERMINAL", "REGISTERED STUDENT-LEFT-OUT ECPS-TERMINAL PSC-ECPS", false},
		"a student métier among other situations": {func(x *services.Person) {
			x.Professional.Exercises = []rpps.Exercise{{Profession: roles.ProfessionARole, Category: roles.CategoryCivil}}
			x.Situations = append(x.Situations, x.Situations[0])
			x.Situations[0].Profession = roles.ProfessionInfirmier
			x.Situations[0].Category = 0 // that of the exercise, perhaps
			x.Situations[1].Profession, x.Situations[1].Function = roles.ProfessionARole, 347
		}, services.No, services.No, "REGISTERED STUDENT-LEFT-OUT ECPS-TERMINAL", "REGISTERED STUDENT-LEFT-OUT ECPS-TERMINAL PSC-ECPS", false},
		"a student métier beside an exercise": {func(x *services.Person) {
			x.Professional.Exercises = []rpps.Exercise{{Profession: roles.ProfessionARole, Category: roles.CategoryCivil}}
			x.Situations[0].Profession, x.Situations[0].Function = roles.ProfessionARole, 347
		}, services.No, services.No, "REGISTERED STUDENT-LEFT-OUT ECPS-ONLY ECPS-TERMINAL", "REGISTERED STUDENT-LEFT-OUT ECPS-TERMINAL PSC-ECPS", false},
		"a student métier and another": {func(x *services.Person) {
			x.Professional.Exercises = []rpps.Exercise{{Profession: roles.ProfessionARole, Category: roles.CategoryCivil}}
			x.Situations[0].Profession, x.Situations[0].Function = roles.ProfessionARole, 347
			x.Situations = append(x.Situations, situation.Situation{Profession: roles.ProfessionARole, Function: 313, Start: civil.YMD(2025, 1, 1)})
		}, services.Yes, services.Yes, "REGISTERED ECPS-ONLY ECPS-TERMINAL", "REGISTERED ECPS-TERMINAL PSC-ECPS", false},
		// Whatever card it is, it is not the CPS of a role professional.
		"a role professional with a card": {func(x *services.Person) {
			x.Professional.Exercises, x.Situations = []rpps.Exercise{{Profession: roles.ProfessionARole, Category: roles.CategoryCivil}}, nil
			x.Card = rpps.Yes
		}, services.Yes, services.Yes, "REGISTERED ECPS-ONLY ECPS-TERMINAL", "REGISTERED ECPS-TERMINAL PSC-ECPS", false},
		"a role professional with a card, no mobile": {func(x *services.Person) {
			x.Professional.Exercises, x.Situations = []rpps.Exercise{{Profession: roles.ProfessionARole, Category: roles.CategoryCivil}}, nil
			x.Card, x.Terminal = rpps.Yes, rpps.No
		}, services.No, services.Unknown, "REGISTERED ECPS-ONLY ECPS-NO-TERMINAL", "REGISTERED PSC-EMPLOYEE", false},
		// A nurse no more: the card of today is another one, perhaps.
		"a former nurse with a card, no mobile": {func(x *services.Person) {
			x.Situations[0].End = civil.YMD(2026, 1, 1)
			x.Situations = append(x.Situations, situation.Situation{Profession: roles.ProfessionARole, Function: 313, Category: roles.CategoryCivil, Start: civil.YMD(2026, 1, 2)})
			x.Card, x.Terminal = rpps.Yes, rpps.No
		}, services.No, services.Unknown, "REGISTERED ECPS-NO-TERMINAL", "REGISTERED PSC-EMPLOYEE", false},
		"nothing known of exercises":                {func(x *services.Person) { x.Professional.Exercises, x.Situations = nil, nil }, services.Unknown, services.Unknown, "REGISTERED STUDENT-UNSTATED ECPS-TERMINAL", "REGISTERED STUDENT-UNSTATED ECPS-TERMINAL PSC-ECPS", false},
		"the category of the exercise is not known": {func(x *services.Person) { x.Professional.Exercises[0].Category, x.Situations = 0, nil }, services.Unknown, services.Unknown, "REGISTERED STUDENT-UNSTATED ECPS-TERMINAL", "REGISTERED STUDENT-UNSTATED ECPS-TERMINAL PSC-ECPS", false},
		"the category of the exercise is of no list": {func(x *services.Person) {
			x.Professional.Exercises[0].Category, x.Professional.Exercises[0].Stated.Category = 0, "R"
			x.Situations[0].Category, x.Situations[0].Stated.Category = 0, "R"
		}, services.Unknown, services.Unknown, "REGISTERED STUDENT-UNSTATED ECPS-TERMINAL", "REGISTERED STUDENT-UNSTATED ECPS-TERMINAL PSC-ECPS", false},
		"no category but that of an open situation": {func(x *services.Person) { x.Professional.Exercises[0].Category = 0 }, services.Yes, services.Yes, "REGISTERED ECPS-TERMINAL", "REGISTERED ECPS-TERMINAL PSC-ECPS", false},
		"a situation alone, and no category":        {func(x *services.Person) { x.Professional.Exercises, x.Situations[0].Category = nil, 0 }, services.Unknown, services.Unknown, "REGISTERED STUDENT-UNSTATED ECPS-TERMINAL", "REGISTERED STUDENT-UNSTATED ECPS-TERMINAL PSC-ECPS", false},
		"a student's exercise beside one without a category": {func(x *services.Person) {
			x.Professional.Exercises[0].Category = roles.CategoryStudent
			x.Professional.Exercises = append(x.Professional.Exercises, rpps.Exercise{Profession: roles.ProfessionMasseurKinesitherapeute})
			x.Situations = nil
		}, services.Unknown, services.Unknown, "REGISTERED STUDENT-UNSTATED ECPS-TERMINAL", "REGISTERED STUDENT-UNSTATED ECPS-TERMINAL PSC-ECPS", false},

		"ADELI and a card":        {identity("0533100558", rpps.Yes), services.Yes, services.Yes, "ECPS-ADELI-CARD ECPS-TERMINAL", "ECPS-ADELI-CARD ECPS-TERMINAL PSC-ECPS", false},
		"ADELI without a card":    {identity("0533100558", rpps.No), services.No, services.No, "ECPS-ADELI-NO-CARD ECPS-TERMINAL", "ECPS-ADELI-NO-CARD ECPS-TERMINAL PSC-ECPS", false},
		"ADELI, card not stated":  {identity("0533100558", 0), services.Unknown, services.Unknown, "ECPS-ADELI-CARD-NOT-STATED ECPS-TERMINAL", "ECPS-ADELI-CARD-NOT-STATED ECPS-TERMINAL PSC-ECPS", false},
		"employee with a card":    {identity("3860787282/A1", rpps.Yes), services.Unknown, services.Unknown, "ECPS-EMPLOYEE ECPS-TERMINAL", "ECPS-EMPLOYEE PSC-EMPLOYEE", false},
		"employee without a card": {identity("3860787282/A1", rpps.No), services.No, services.No, "ECPS-EMPLOYEE-NO-CARD ECPS-TERMINAL", "ECPS-EMPLOYEE-NO-CARD PSC-EMPLOYEE", false},
		"employee with a card, no mobile": {func(x *services.Person) {
			identity("3860787282/A1", rpps.Yes)(x)
			x.Terminal = rpps.No
		}, services.No, services.Unknown, "ECPS-EMPLOYEE ECPS-NO-TERMINAL", "ECPS-EMPLOYEE PSC-EMPLOYEE", false},
		"ADELI, card not stated, no mobile": {func(x *services.Person) {
			identity("0533100558", 0)(x)
			x.Terminal = rpps.No
		}, services.No, services.Unknown, "ECPS-ADELI-CARD-NOT-STATED ECPS-NO-TERMINAL", "ECPS-ADELI-CARD-NOT-STATED PSC-MEANS", false},
		"an identity of PSI":        {identity("0b6e2c0e-8a0f-4a52-9a39-0e1b6a2f3c4d", 0), services.Unknown, services.Unknown, "IDENTITY-OTHER ECPS-TERMINAL", "IDENTITY-OTHER", false},
		"an address and nothing":    {identity("10a@example.org", rpps.Yes), services.Unknown, services.Unknown, "IDENTITY-OTHER ECPS-TERMINAL", "IDENTITY-OTHER", false},
		"nobody":                    {func(x *services.Person) { *x = services.Person{} }, services.Unknown, services.Unknown, "IDENTITY-NOT-STATED ECPS-TERMINAL-NEEDED ECPS-ACTIVATION", "IDENTITY-NOT-STATED", false},
		"nobody, with card, mobile": {func(x *services.Person) { *x = services.Person{Card: rpps.Yes, Terminal: rpps.Yes} }, services.Unknown, services.Unknown, "IDENTITY-NOT-STATED ECPS-TERMINAL", "IDENTITY-NOT-STATED", false},
	} {
		p, at := someone(t), day
		c.change(&p)
		if c.unstatedDate {
			at = civil.Date{}
		}
		if a := services.ECPS(p, at); a.Verdict != c.ecps || codes(a) != c.ecpsR {
			t.Errorf("%s: e-CPS %s %q, want %s %q", name, a.Verdict, codes(a), c.ecps, c.ecpsR)
		}
		if a := services.ProSanteConnect(p, at); a.Verdict != c.psc || codes(a) != c.pscR {
			t.Errorf("%s: Pro Santé Connect %s %q, want %s %q", name, a.Verdict, codes(a), c.psc, c.pscR)
		}
	}
}

// TestStudentPolicy: what the caller opens is said to be so, and stays open.
func TestStudentPolicy(t *testing.T) {
	p := someone(t)
	p.Professional.Exercises[0].Category = roles.CategoryStudent
	pol := services.Policy{Students: roles.StudentPolicy{RolesOpenFrom: day}}
	for at, want := range map[civil.Date]services.Verdict{day: services.Unknown, day.AddDays(-1): services.No} {
		if a := pol.ECPS(p, at); a.Verdict != want {
			t.Errorf("%s: %s %s", at, a.Verdict, codes(a))
		}
	}
}

// TestEmptyBesideStudent: what says nothing is no exercise in somebody's own right.
func TestEmptyBesideStudent(t *testing.T) {
	student := rpps.Exercise{Profession: roles.ProfessionInfirmier, Category: roles.CategoryStudent}
	for name, change := range map[string]func(*services.Person){
		"an empty exercise": func(p *services.Person) { p.Professional.Exercises = []rpps.Exercise{{}, student} },
		"a savoir-faire alone": func(p *services.Person) {
			p.Professional.Exercises = []rpps.Exercise{student, {QualificationType: "S", Qualification: "SM54"}}
		},
		"an empty situation": func(p *services.Person) {
			p.Professional.Exercises = nil
			p.Situations[0].Category = roles.CategoryStudent
			p.Situations = append(p.Situations, situation.Situation{Start: civil.YMD(2025, 1, 1)})
		},
	} {
		p := someone(t)
		change(&p)
		if a := services.ECPS(p, day); a.Verdict != services.No || !a.Reasons.Has(services.CodeStudentLeftOut) {
			t.Errorf("%s: %s %s", name, a.Verdict, codes(a))
		}
	}
}

// TestStudentAgain: studies that the law leaves out keep nothing open that has ended,
// and close nothing.
func TestStudentAgain(t *testing.T) {
	own := situation.Situation{Profession: roles.ProfessionARole, Function: 313, Category: roles.CategoryCivil, Start: civil.YMD(2024, 1, 1)}
	ended := own
	ended.End = civil.YMD(2025, 1, 1)
	studies := situation.Situation{Profession: roles.ProfessionInfirmier, Category: roles.CategoryStudent, Start: civil.YMD(2025, 1, 2)}
	intern := situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryStudent, Start: civil.YMD(2025, 1, 2)}
	exercise := []rpps.Exercise{{Profession: roles.ProfessionARole, Category: roles.CategoryCivil}}
	students := []rpps.Exercise{{Profession: roles.ProfessionInfirmier, Category: roles.CategoryStudent}}
	bare := studies
	bare.Category = 0
	doctor := []rpps.Exercise{{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil}}
	was, replaced, untold := own, intern, intern
	was.Profession, was.Function, was.End = roles.ProfessionMedecin, 0, ended.End
	replaced.Function, replaced.Start, replaced.End = roles.FonctionEtudiantRemplacant, own.Start, ended.End
	untold.Category = 0
	for name, c := range map[string]struct {
		exercises  []rpps.Exercise
		situations []situation.Situation
		want       services.Verdict
	}{
		"ended":                           {nil, []situation.Situation{ended}, services.Unknown},
		"ended, and studies":              {nil, []situation.Situation{ended, studies}, services.Unknown},
		"exercise, ended, and studies":    {exercise, []situation.Situation{ended, studies}, services.Unknown},
		"exercise, and studies":           {exercise, []situation.Situation{studies}, services.Yes},
		"exercise":                        {exercise, nil, services.Yes},
		"open, and studies":               {nil, []situation.Situation{studies, own}, services.Yes},
		"ended, and studies of an intern": {nil, []situation.Situation{ended, intern}, services.Yes},
		"studies":                         {nil, []situation.Situation{studies}, services.No},
		// Exercises have no dates, and a list of them may lack one.
		"exercise of studies":                    {students, []situation.Situation{studies}, services.No},
		"exercise of studies, ended":             {students, []situation.Situation{ended}, services.Unknown},
		"exercise of studies, ended and studies": {students, []situation.Situation{ended, studies}, services.Unknown},
		"exercise of studies, open":              {students, []situation.Situation{own, studies}, services.Yes},
		"exercise of studies, no category":       {students, []situation.Situation{bare}, services.No},
		"exercise of studies, no profession":     {students, []situation.Situation{{Category: roles.CategoryCivil, Start: own.Start}}, services.No},
		"exercise, ended, and no category":       {doctor, []situation.Situation{was, untold}, services.Yes},
		"exercise, replaced, and no category":    {doctor, []situation.Situation{replaced, untold}, services.Unknown},
		"exercise of nothing, studies":           {[]rpps.Exercise{{}}, []situation.Situation{studies}, services.No},
	} {
		p := someone(t)
		p.Professional.Exercises, p.Situations = c.exercises, c.situations
		e, psc := services.ECPS(p, day), services.ProSanteConnect(p, day)
		if e.Verdict != c.want || psc.Verdict != c.want {
			t.Errorf("%s: %s %s, %s %s; want %s", name, e.Verdict, codes(e), psc.Verdict, codes(psc), c.want)
		}
	}
	// Who lets students in is told that no source does, of a former professional too.
	pol := services.Policy{Students: roles.StudentPolicy{RolesOpenFrom: day}}
	for name, situations := range map[string][]situation.Situation{"studies": {studies}, "ended, and studies": {ended, studies}} {
		p := someone(t)
		p.Professional.Exercises, p.Situations = nil, situations
		if a := pol.ECPS(p, day); a.Verdict != services.Unknown {
			t.Errorf("policy, %s: %s %s", name, a.Verdict, codes(a))
		}
	}
}

// TestStudentsOfNamedProfessions: the FAQ names interns, and whoever studies midwifery.
func TestStudentsOfNamedProfessions(t *testing.T) {
	const substitute, military, intern = roles.FonctionEtudiantRemplacant, roles.FonctionEtudiantMilitaire, roles.FonctionInterne
	for _, profession := range []roles.Profession{roles.ProfessionMedecin, roles.ProfessionPharmacien, roles.ProfessionChirurgienDentiste, roles.ProfessionSageFemme, roles.ProfessionInfirmier} {
		for _, c := range []struct {
			functions   []roles.Profession
			of, midwife services.Verdict
		}{
			{[]roles.Profession{0}, services.Yes, services.Yes},
			{[]roles.Profession{intern}, services.Yes, services.Yes},
			{[]roles.Profession{substitute}, services.Unknown, services.Yes},
			{[]roles.Profession{military}, services.Unknown, services.Yes},
			{[]roles.Profession{substitute, intern}, services.Yes, services.Yes},
			{[]roles.Profession{intern, military}, services.Yes, services.Yes},
			{[]roles.Profession{roles.MetierExterneMedecine, substitute}, services.Unknown, services.Yes},
			{[]roles.Profession{roles.MetierExterneMedecine}, services.No, services.No},
			{[]roles.Profession{roles.MetierExterneMaieutique}, services.No, services.Yes},
		} {
			want := c.of
			switch profession {
			case roles.ProfessionSageFemme:
				want = c.midwife
			case roles.ProfessionInfirmier:
				want = services.No
			}
			exercise := []rpps.Exercise{{Profession: profession, Category: roles.CategoryStudent}}
			for _, exercises := range [][]rpps.Exercise{nil, exercise} {
				p := someone(t)
				p.Professional.Exercises, p.Situations = exercises, nil
				for _, f := range c.functions {
					p.Situations = append(p.Situations, situation.Situation{Profession: profession, Function: f, Category: roles.CategoryStudent, Start: civil.YMD(2025, 1, 1)})
				}
				if a := services.ECPS(p, day); a.Verdict != want {
					t.Errorf("%s, %v, %d exercises: %s %s, want %s", profession, c.functions, len(exercises), a.Verdict, codes(a), want)
				}
			}
		}
	}
	// What is not known to be an intern keeps nothing open that has ended.
	p := someone(t)
	p.Professional.Exercises, p.Situations[0].End = nil, civil.YMD(2026, 1, 1)
	p.Situations = append(p.Situations, situation.Situation{Profession: roles.ProfessionMedecin, Function: substitute, Category: roles.CategoryStudent, Start: civil.YMD(2025, 1, 1)})
	if a := services.ECPS(p, day); a.Verdict != services.Unknown {
		t.Errorf("%s %s", a.Verdict, codes(a))
	}
}

// TestBlankContact: blanks are no address.
func TestBlankContact(t *testing.T) {
	p := someone(t)
	p.Card, p.Professional.Contact.Phone = rpps.No, " "
	if a := services.ECPS(p, day); !a.Reasons.Has("SRV-ECPS-ACTIVATION") {
		t.Error(codes(a))
	}
}

// TestADELICardAlone: no source says that the card does not serve where the
// e-CPS cannot.
func TestADELICardAlone(t *testing.T) {
	p := services.Person{Card: rpps.Yes, Terminal: rpps.No}
	p.Professional.ID = id(t, "0533100558")
	p.Situations = []situation.Situation{{Start: civil.YMD(2020, 1, 1), Profession: roles.ProfessionInfirmier}}
	if a := services.ECPS(p, day); a.Verdict != services.No {
		t.Errorf("e-CPS: %s %s", a.Verdict, codes(a))
	}
	if a := services.ProSanteConnect(p, day); a.Verdict != services.Unknown || a.Reasons[len(a.Reasons)-1].Code() != "SRV-PSC-ADELI-CARD" {
		t.Errorf("sign-in: %s %s", a.Verdict, codes(a))
	}
	p.Card = rpps.No
	if a := services.ProSanteConnect(p, day); a.Verdict != services.No {
		t.Errorf("no card: %s %s", a.Verdict, codes(a))
	}
}

// TestCardNotStated: whoever it is, what would be open with a card, or without
// one, is no "no" while nothing is said of the card.
func TestCardNotStated(t *testing.T) {
	for _, who := range []string{"899700366240", "0533100558", "3860787282/A1", "10a@example.org"} {
		for _, terminal := range []rpps.Answer{0, rpps.Yes, rpps.No} {
			for _, on := range []civil.Date{{}, day.AddDays(-5), day.AddDays(-1), day, day.AddDays(1)} {
				p := services.Person{Terminal: terminal, RegisteredOn: on}
				p.Professional.ID = id(t, who)
				p.Professional.Exercises = []rpps.Exercise{{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil}}
				for name, ask := range map[string]func(services.Person, civil.Date) services.Answer{"e-CPS": services.ECPS, "sign-in": services.ProSanteConnect} {
					p.Card = 0
					if a := ask(p, day); a.Verdict != services.No {
						continue
					}
					for _, p.Card = range []rpps.Answer{rpps.Yes, rpps.No} {
						if a := ask(p, day); a.Verdict != services.No {
							t.Errorf("%s, kind %s, terminal %s, card %s: %s %s, and no without the card stated", name, p.Professional.ID.Kind(), terminal, p.Card, a.Verdict, codes(a))
						}
					}
				}
			}
		}
	}
}

// TestYesRestsOnSomething walks identities, means and dates: a yes has a ground
// and nothing open; a no, a reason against; a person without a number never
// gets a yes but by the card of ADELI.
func TestYesRestsOnSomething(t *testing.T) {
	ids := []rpps.PersonID{
		{},
		id(t, "899700366240"), id(t, "0533100558"), id(t, "3860787282/A1"), id(t, "573282932000074/1"), id(t, "10a@example.org"),
		id(t, "0b6e2c0e-8a0f-4a52-9a39-0e1b6a2f3c4d"), rpps.ForeignPersonID("ANS20231122132732"),
	}
	answers := []rpps.Answer{0, rpps.Yes, rpps.No}
	seen := map[services.Verdict]int{}
	for _, who := range ids {
		for _, card := range answers {
			for _, terminal := range answers {
				for _, at := range []civil.Date{{}, day} {
					for _, on := range []civil.Date{{}, day.AddDays(-5), day.AddDays(-1), day.AddDays(1)} {
						for _, end := range []civil.Date{{}, day.AddDays(-1)} {
							p := services.Person{Card: card, Terminal: terminal, RegisteredOn: on}
							p.Professional.ID = who
							p.Situations = []situation.Situation{{Start: civil.YMD(2020, 1, 1), End: end, Profession: roles.ProfessionInfirmier}}
							for i, a := range []services.Answer{services.ECPS(p, at), services.ProSanteConnect(p, at)} {
								seen[a.Verdict]++
								n := func(s rule.Severity) int { return a.Reasons.Count(s) }
								right := map[services.Verdict]bool{
									services.Yes:     n(rule.Error) == 0 && n(rule.Warning) == 0 && n(rule.Information) > 0,
									services.No:      n(rule.Error) > 0,
									services.Unknown: n(rule.Error) == 0 && n(rule.Warning) > 0,
								}[a.Verdict]
								if a.Verdict == services.Yes && who.Kind() != rpps.PersonRPPS && (who.Kind() != rpps.PersonADELI || card != rpps.Yes) {
									right = false
								}
								if !right {
									t.Fatalf("question %d, %s, card %s: %s %s", i, who.Kind(), card, a.Verdict, codes(a))
								}
							}
						}
					}
				}
			}
		}
	}
	if seen[services.Yes] == 0 || seen[services.No] == 0 || seen[services.Unknown] == 0 {
		t.Error(seen)
	}
}

// TestCardOfUnknownProfession: a card opens the sign-in to those who are known to
// have a profession of which it is; a role professional's may be a CPE.
func TestCardOfUnknownProfession(t *testing.T) {
	p := services.Person{Professional: rpps.Professional{Number: number(t)}, Card: rpps.Yes, Terminal: rpps.No}
	for name, exercises := range map[string][]rpps.Exercise{
		"nothing is known":         nil,
		"of a code of no list":     {{Stated: rpps.StatedExercise{Profession: "9Z"}}},
		"of a role, and unstated":  {{Profession: roles.ProfessionARole}, {}},
		"of a role professional's": {{Profession: roles.ProfessionARole}},
	} {
		p.Professional.Exercises = exercises
		if a := services.ProSanteConnect(p, day); a.Verdict != services.Unknown || !a.Reasons.Has("SRV-PSC-EMPLOYEE") {
			t.Errorf("%s: %s %s", name, a.Verdict, codes(a))
		}
	}
	p.Situations = []situation.Situation{{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, Start: civil.YMD(2025, 1, 1)}}
	if a := services.ProSanteConnect(p, day); a.Verdict != services.Yes {
		t.Errorf("a nurse: %s %s", a.Verdict, codes(a))
	}
}

func TestMSSante(t *testing.T) {
	person := &rpps.Professional{Number: number(t)}
	other := &rpps.Professional{ID: id(t, "10a@example.org")}
	siret, err := rpps.ParseSIRET("73282932000074")
	if err != nil {
		t.Fatal(err)
	}
	place := &rpps.Structure{SIRET: siret}
	second := &rpps.Structure{Name: "x"}
	at := func(p *rpps.Structure, end civil.Date) *situation.Situation {
		return &situation.Situation{Structure: *p, Start: civil.YMD(2025, 1, 1), End: end}
	}
	ok := rpps.Yes
	type want struct {
		v services.Verdict
		r string
	}
	for name, c := range map[string]struct {
		h    services.Holder
		want [4]want // PER, ORG, APP, CAB
	}{
		"a person": {services.Holder{Professional: person, Entitled: ok}, [4]want{
			{services.Yes, "MSS-OF-PERSON MSS-ENTITLED"},
			{services.No, "MSS-NEEDS-STRUCTURE MSS-ENTITLED"},
			{services.No, "MSS-NEEDS-STRUCTURE MSS-ENTITLED"},
			{services.Unknown, "MSS-OF-PERSON MSS-CAB-DRAFT MSS-ENTITLED"},
		}},
		"a person, nothing said of entitlement": {services.Holder{Professional: person}, [4]want{
			{services.Unknown, "MSS-OF-PERSON MSS-ENTITLED-NOT-STATED"},
			{services.No, "MSS-NEEDS-STRUCTURE MSS-ENTITLED-NOT-STATED"},
			{services.No, "MSS-NEEDS-STRUCTURE MSS-ENTITLED-NOT-STATED"},
			{services.Unknown, "MSS-OF-PERSON MSS-CAB-DRAFT MSS-ENTITLED-NOT-STATED"},
		}},
		"a person who is not entitled": {services.Holder{Professional: person, Entitled: rpps.No}, [4]want{
			{services.No, "MSS-OF-PERSON MSS-NOT-ENTITLED"},
			{services.No, "MSS-NEEDS-STRUCTURE MSS-NOT-ENTITLED"},
			{services.No, "MSS-NEEDS-STRUCTURE MSS-NOT-ENTITLED"},
			{services.No, "MSS-OF-PERSON MSS-CAB-DRAFT MSS-NOT-ENTITLED"},
		}},
		"a person without a number": {services.Holder{Professional: other, Entitled: ok}, [4]want{
			{services.Unknown, "MSS-NO-NUMBER MSS-ENTITLED"},
			{services.No, "MSS-NEEDS-STRUCTURE MSS-ENTITLED"},
			{services.No, "MSS-NEEDS-STRUCTURE MSS-ENTITLED"},
			{services.Unknown, "MSS-NO-NUMBER MSS-CAB-DRAFT MSS-ENTITLED"},
		}},
		"a person in a situation": {services.Holder{Professional: person, Situation: at(place, civil.Date{}), Structure: place, Entitled: ok}, [4]want{
			{services.Yes, "MSS-OF-PERSON MSS-OF-SITUATION MSS-ENTITLED"},
			{services.Yes, "MSS-OF-STRUCTURE MSS-ENTITLED"},
			{services.Yes, "MSS-OF-STRUCTURE MSS-ENTITLED"},
			{services.Unknown, "MSS-OF-PERSON MSS-CAB-DRAFT MSS-ENTITLED"},
		}},
		"a situation that has ended": {services.Holder{Professional: person, Situation: at(place, day.AddDays(-1)), Entitled: ok}, [4]want{
			{services.Unknown, "MSS-OF-PERSON MSS-OF-SITUATION MSS-SITUATION-CLOSED MSS-ENTITLED"},
			{services.No, "MSS-NEEDS-STRUCTURE MSS-ENTITLED"},
			{services.No, "MSS-NEEDS-STRUCTURE MSS-ENTITLED"},
			{services.Unknown, "MSS-OF-PERSON MSS-CAB-DRAFT MSS-ENTITLED"},
		}},
		"a situation elsewhere": {services.Holder{Professional: person, Situation: at(second, civil.Date{}), Structure: place, Entitled: ok}, [4]want{
			{services.Unknown, "MSS-OF-PERSON MSS-OF-SITUATION MSS-SITUATION-PLACE MSS-ENTITLED"},
			{services.Yes, "MSS-OF-STRUCTURE MSS-ENTITLED"},
			{services.Yes, "MSS-OF-STRUCTURE MSS-ENTITLED"},
			{services.Unknown, "MSS-OF-PERSON MSS-CAB-DRAFT MSS-ENTITLED"},
		}},
		"a person and a structure": {services.Holder{Professional: person, Structure: place, Entitled: ok}, [4]want{
			{services.Unknown, "MSS-OF-PERSON MSS-SITUATION-PLACE MSS-ENTITLED"},
			{services.Yes, "MSS-OF-STRUCTURE MSS-ENTITLED"},
			{services.Yes, "MSS-OF-STRUCTURE MSS-ENTITLED"},
			{services.Unknown, "MSS-OF-PERSON MSS-CAB-DRAFT MSS-ENTITLED"},
		}},
		"a structure": {services.Holder{Structure: place, Entitled: ok}, [4]want{
			{services.No, "MSS-NEEDS-PERSON MSS-ENTITLED"},
			{services.Yes, "MSS-OF-STRUCTURE MSS-ENTITLED"},
			{services.Yes, "MSS-OF-STRUCTURE MSS-ENTITLED"},
			{services.No, "MSS-NEEDS-PERSON MSS-ENTITLED"},
		}},
		"a structure by its FINESS in an identifier": {services.Holder{Structure: &rpps.Structure{ID: rpps.StructureIDOfFINESS(rpps.MustParseFINESS("010000024"))}, Entitled: ok}, [4]want{
			{services.No, "MSS-NEEDS-PERSON MSS-ENTITLED"},
			{services.Yes, "MSS-OF-STRUCTURE MSS-ENTITLED"},
			{services.Yes, "MSS-OF-STRUCTURE MSS-ENTITLED"},
			{services.No, "MSS-NEEDS-PERSON MSS-ENTITLED"},
		}},
		"a practice by its technical identifier": {services.Holder{Structure: &rpps.Structure{Technical: rpps.MustParseTechnicalID("R12345")}, Entitled: ok}, [4]want{
			{services.No, "MSS-NEEDS-PERSON MSS-ENTITLED"},
			{services.Unknown, "MSS-STRUCTURE-DOUBT MSS-ENTITLED"},
			{services.Unknown, "MSS-STRUCTURE-DOUBT MSS-ENTITLED"},
			{services.No, "MSS-NEEDS-PERSON MSS-ENTITLED"},
		}},
		"a structure that only has a name": {services.Holder{Structure: second, Entitled: ok}, [4]want{
			{services.No, "MSS-NEEDS-PERSON MSS-ENTITLED"},
			{services.Unknown, "MSS-STRUCTURE-DOUBT MSS-ENTITLED"},
			{services.Unknown, "MSS-STRUCTURE-DOUBT MSS-ENTITLED"},
			{services.No, "MSS-NEEDS-PERSON MSS-ENTITLED"},
		}},
		"nobody": {services.Holder{Professional: &rpps.Professional{}, Structure: &rpps.Structure{}, Entitled: ok}, [4]want{
			{services.Unknown, "MSS-HOLDER-NOT-STATED MSS-SITUATION-PLACE MSS-ENTITLED"},
			{services.Unknown, "MSS-HOLDER-NOT-STATED MSS-ENTITLED"},
			{services.Unknown, "MSS-HOLDER-NOT-STATED MSS-ENTITLED"},
			{services.Unknown, "MSS-HOLDER-NOT-STATED MSS-CAB-DRAFT MSS-ENTITLED"},
		}},
		"nothing": {services.Holder{}, [4]want{
			{services.Unknown, "MSS-HOLDER-NOT-STATED MSS-ENTITLED-NOT-STATED"},
			{services.Unknown, "MSS-HOLDER-NOT-STATED MSS-ENTITLED-NOT-STATED"},
			{services.Unknown, "MSS-HOLDER-NOT-STATED MSS-ENTITLED-NOT-STATED"},
			{services.Unknown, "MSS-HOLDER-NOT-STATED MSS-ENTITLED-NOT-STATED"},
		}},
	} {
		for i, m := range slices.Collect(services.Mailboxes()) {
			if a := services.MSSante(m, c.h, day); a.Verdict != c.want[i].v || codes(a) != c.want[i].r {
				t.Errorf("%s, %s: %s %q, want %s %q", name, m, a.Verdict, codes(a), c.want[i].v, c.want[i].r)
			}
			// Without a day nothing is said to be possible.
			if a := services.MSSante(m, c.h, civil.Date{}); a.Verdict == services.Yes {
				t.Errorf("%s, %s: yes on no day", name, m)
			}
			// Before the code is in force it is not.
			if a := services.MSSante(m, c.h, m.From().AddDays(-1)); a.Verdict != services.No {
				t.Errorf("%s, %s: %s before the code is in force", name, m, a.Verdict)
			}
		}
	}
	for _, m := range []services.Mailbox{0, 5, 255} {
		if a := services.MSSante(m, services.Holder{Professional: person, Entitled: ok}, day); a.Verdict != services.Unknown || codes(a) != "MSS-NOT-STATED" {
			t.Errorf("%s: %s %s", m, a.Verdict, codes(a))
		}
	}
}

func TestMailbox(t *testing.T) {
	for i, want := range []string{
		"PER|Boîte aux lettres personnelle|2018-03-30|person=true structure=false open=true",
		"ORG|Boîte aux lettres organisationnelle|2018-03-30|person=false structure=true open=true",
		"APP|Boîte aux lettres applicative|2018-03-30|person=false structure=true open=false",
		"CAB|Boîte aux lettres cabinet|2023-11-24|person=true structure=false open=false",
	} {
		m := slices.Collect(services.Mailboxes())[i]
		b := func(v bool) string { return map[bool]string{true: "true", false: "false"}[v] }
		got := m.Code() + "|" + m.Label() + "|" + m.From().String() + "|person=" + b(m.OfPerson()) + " structure=" + b(m.OfStructure()) + " open=" + b(m.InOpenFile())
		if got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
		var back services.Mailbox
		text, _ := m.MarshalText()
		if err := back.UnmarshalText(text); err != nil || back != m || m.String() != m.Code() {
			t.Errorf("%s does not come back: %s, %v", m, back, err)
		}
	}
	for _, code := range []string{"per", "PER ", "XXX"} {
		m := services.Personal
		if err := m.UnmarshalText([]byte(code)); !errors.Is(err, services.CodeMailboxUnknown) || m != 0 {
			t.Errorf("%q: %v, %s", code, err, m)
		}
	}
	m := services.Personal
	if err := m.UnmarshalText(nil); err != nil || m != 0 || m.String() != "(not stated)" || m.Code() != "" || m.Label() != "" || !m.From().IsZero() {
		t.Error("the zero mailbox")
	}
	for m, want := range map[services.Mailbox]string{0: "(not stated)", 9: "(no such value: 9)", 255: "(no such value: 255)"} {
		if text, err := m.MarshalText(); m.String() != want || len(text) > 0 || (err == nil) != (m == 0) {
			t.Errorf("%d: %q %q %v", uint8(m), m, text, err)
		}
	}
}

func TestAnswerInWords(t *testing.T) {
	p := someone(t)
	a := services.ECPS(p, day)
	if got := a.Explain(language.French); !strings.HasPrefix(got, "oui\n- la personne a un numéro RPPS") || strings.Contains(got, "99700366240") {
		t.Error(got)
	}
	b, err := json.Marshal(a)
	if err != nil || !strings.HasPrefix(string(b), `{"verdict":"yes","reasons":[{`) || strings.Contains(string(b), "99700366240") {
		t.Errorf("%s, %v", b, err)
	}
	for v := range 256 {
		want := map[services.Verdict]string{services.Yes: "oui", services.No: "non", services.Unknown: "indéterminé"}[services.Verdict(v)]
		if got := (services.Answer{Verdict: services.Verdict(v)}).Explain(language.French); got != want {
			t.Errorf("%d: %q", v, got)
		}
	}
	for v, want := range map[services.Verdict]string{0: "(not stated)", services.Yes: "yes", services.No: "no", services.Unknown: "unknown", 9: "(no such value: 9)"} {
		text, _ := v.MarshalText()
		if v.String() != want || v > 0 && v < 4 && string(text) != want || (v == 0 || v > 3) && len(text) != 0 {
			t.Errorf("%d: %s, %q", v, v, text)
		}
	}
	if len(services.Rules()) < 40 {
		t.Error("rules")
	}
}

// TestHolderOfNothing: the zero value says that it is one.
func TestHolderOfNothing(t *testing.T) {
	if got := (services.Holder{Entitled: rpps.Yes}).String(); got != "Holder(not stated)" {
		t.Error(got)
	}
}

// TestStudentsHoweverWritten: a student whose category or fonction is not written as
// the lists have it, or who is known by the fonction alone, is one.
func TestStudentsHoweverWritten(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*services.Person)
		want   services.Verdict
	}{
		"no student":   {func(*services.Person) {}, services.Yes},
		"the category": {func(p *services.Person) { p.Professional.Exercises[0].Category = roles.CategoryStudent }, services.No},
		"the category in small letters": {func(p *services.Person) {
			p.Professional.Exercises[0].Category, p.Professional.Exercises[0].Stated.Category = 0, " e"
		}, services.No},
		"the category beside its label": {func(p *services.Person) {
			p.Professional.Exercises[0].Category, p.Professional.Exercises[0].Stated.Category = 0, "E - Etudiant"
		}, services.No},
		"a category of words that end in a letter": {func(p *services.Person) {
			p.Professional.Exercises[0].Category, p.Professional.Exercises[0].Stated.Category = 0, "civil(e)"
		}, services.Yes},
		"in the situation alone": {func(p *services.Person) {
			p.Professional.Exercises, p.Situations[0].Category, p.Situations[0].Stated.Category = nil, 0, "E^1.2.250.1.213.1.6.1.10"
		}, services.No},
		"a fonction":                  {func(p *services.Person) { p.Situations[0].Function = roles.FonctionEtudiantMilitaire }, services.No},
		"a fonction in small letters": {func(p *services.Person) { p.Situations[0].Stated.Function = "fon-48" }, services.No},
		"a métier with blanks":        {func(p *services.Person) { p.Situations[0].Stated.Function = " 346 " }, services.No},
		"a fonction among others":     {func(p *services.Person) { p.Situations[0].Stated.Function = "FON-01;FON-48" }, services.No},
		"another fonction":            {func(p *services.Person) { p.Situations[0].Stated.Function = "fon-29" }, services.Yes},
		"a fonction of one situation": {func(p *services.Person) {
			p.Situations = append(p.Situations, p.Situations[0])
			p.Situations[0].Function = roles.FonctionEtudiantMilitaire
		}, services.Yes},
	} {
		p := someone(t)
		c.change(&p)
		if got := services.ECPS(p, day); got.Verdict != c.want {
			t.Errorf("%s: %v %s", name, got.Verdict, codes(got))
		}
	}
}
