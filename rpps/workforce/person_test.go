package workforce_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
)

// ready is a line of an invented person to whose request nothing is lacking.
func ready(ref string) workforce.Staff {
	s := carer()
	s.Ref = ref
	s.Request = &registration.Request{
		Identity: rpps.CivilStatus{
			BirthName: "LAVANDIER", FirstNames: []rpps.Private{"Zoé"}, Sex: rpps.Female,
			BirthDate: civil.MustNew(1990, 3, 4), BirthPlace: rpps.BirthPlace{Commune: "31555"},
		},
		FrenchNationality: rpps.Yes,
		Contact:           rpps.Contact{Email: "zoe@example.org", Phone: "0639980011"},
		Situation:         situation.Situation{Role: roles.RoleCare},
		Information:       registration.Information{On: civil.MustNew(2026, 5, 4)},
		Search:            registration.Search{On: civil.MustNew(2026, 5, 4), Found: registration.FoundNone},
	}
	return s
}

// TestPersonOnTwoLines: a person has one identity. The line that shows them to be
// in the RPPS counts, else the first; of one situation there is one line.
func TestPersonOnTwoLines(t *testing.T) {
	number, other := rpps.MustParseNumber("99700366240"), rpps.MustParseNumber("99700218896")
	begun := civil.MustNew(2025, 1, 1)
	const register, more, there, unclear = workforce.ToRegister, workforce.NewSituation, workforce.AlreadyThere, workforce.Unclear
	type edit = func(*workforce.Staff)
	same := func(*workforce.Staff) {}
	numbered := func(s *workforce.Staff) { s.Number = number }
	found := func(s *workforce.Staff) { s.Request.Search.Found = registration.FoundOne }
	open := func(s *workforce.Staff) {
		s.Situations = []situation.Situation{practice(siteA, begun, civil.Date{})}
	}
	left := func(s *workforce.Staff) { s.End = monday.AddDays(-1) }
	metier := func(s *workforce.Staff) { s.Profession = roles.MetierMoniteurEducateur }
	elsewhere := func(s *workforce.Staff) { s.Structure = siteB }
	all := func(edits ...edit) edit {
		return func(s *workforce.Staff) {
			for _, e := range edits {
				e(s)
			}
		}
	}
	for _, tt := range []struct {
		name    string
		a, b    edit
		va, vb  workforce.Verdict
		perhaps bool
	}{
		{"the same", same, same, register, unclear, false},
		{"another métier", same, metier, register, unclear, false},
		{"another structure", same, elsewhere, register, unclear, false},
		{"small letters", same, func(s *workforce.Staff) { s.Request.Identity.BirthName = "Lavandier" }, register, unclear, false},
		{"there already", open, same, there, unclear, false},
		{"there, by the later line", same, open, unclear, there, false},
		{"there, with a number", all(open, numbered), metier, there, unclear, false},
		{"a number", numbered, same, more, unclear, false},
		{"a number on the later line", metier, numbered, unclear, more, false},
		{"a number on a line of the past", all(left, numbered), same, workforce.NotNeeded, unclear, false},
		{"found", found, same, more, unclear, false},
		{"found twice over", found, found, more, unclear, false},
		{"found, and by the number", found, numbered, more, unclear, false},
		{"by the number, and found", numbered, found, more, unclear, false},
		{"found, for two métiers", found, all(found, metier), more, more, false},
		{"found, and there", found, open, unclear, there, false},
		{"one number, there by the later line", numbered, all(numbered, open), unclear, there, false},
		{"two numbers", numbered, func(s *workforce.Staff) { s.Number = other }, more, more, false},
		{"a nurse also", func(s *workforce.Staff) { s.Profession = roles.ProfessionInfirmier }, same, workforce.OrderOrARS, unclear, false},
		{"has left", left, same, workforce.NotNeeded, register, false},
		{"another first name", same, func(s *workforce.Staff) { s.Request.Identity.FirstNames = []rpps.Private{"Léa"} }, register, register, false},
		{"another birth date", same, func(s *workforce.Staff) { s.Request.Identity.BirthDate = begun.AddYears(-30) }, register, register, false},
		{"another birth place", same, func(s *workforce.Staff) { s.Request.Identity.BirthPlace.Commune = "33063" }, register, register, true},
		{"without the accent", same, func(s *workforce.Staff) { s.Request.Identity.FirstNames = []rpps.Private{"Zoe"} }, register, register, true},
		{"no birth date", same, func(s *workforce.Staff) { s.Request.Identity.BirthDate = civil.Date{} }, register, register, false},
		{"no request", same, func(s *workforce.Staff) { s.Request = nil }, register, register, false},
	} {
		a, b := ready("A"), ready("B")
		tt.a(&a)
		tt.b(&b)
		got := workforce.Assess([]workforce.Staff{a, b}, workforce.Context{At: monday, Establishments: houses()})
		for i, want := range []workforce.Verdict{tt.va, tt.vb} {
			f := got.Findings[i]
			if f.Verdict != want || f.Has(workforce.CodePersonTwice) != (want == unclear) {
				t.Errorf("%s: %s is %s %v", tt.name, f.Ref, f.Verdict, f.Why)
			}
			if f.Has(workforce.CodePersonPerhaps) != (tt.perhaps && i == 1) {
				t.Errorf("%s: %s: %v", tt.name, f.Ref, f.Why)
			}
			if want == unclear && (f.Has(workforce.CodeToRegister) || f.Has(workforce.CodeNewSituation) || len(f.Missing)+len(f.Faults) > 0) {
				t.Errorf("%s: %s: verdict and reasons disagree: %v, %v", tt.name, f.Ref, f.Why, f.Faults)
			}
			for _, x := range f.Why {
				if m := x.Message(language.French); x.Code() == workforce.CodePersonTwice && m[:len("la ligne X")] != "la ligne "+[]string{"B", "A"}[i] {
					t.Errorf("%s: %s", tt.name, m)
				}
			}
		}
	}
}

// TestNumberOfTwoPeople: no situation is given to somebody by the number of another.
func TestNumberOfTwoPeople(t *testing.T) {
	for name, tt := range map[string]struct {
		edit func(a, b *workforce.Staff)
		want [2]bool
	}{
		"one person":         {func(_, _ *workforce.Staff) {}, [2]bool{}},
		"another name":       {func(_, b *workforce.Staff) { b.Request.Identity.BirthName = "ROMARIN" }, [2]bool{false, true}},
		"another birth date": {func(_, b *workforce.Staff) { b.Request.Identity.BirthDate = civil.MustNew(1991, 3, 4) }, [2]bool{false, true}},
		"names exchanged": {func(_, b *workforce.Staff) {
			b.Request.Identity.BirthName, b.Request.Identity.FirstNames = "ZOE", []rpps.Private{"Lavandier"}
		}, [2]bool{}},
		"no name": {func(_, b *workforce.Staff) { b.Request.Identity = rpps.CivilStatus{} }, [2]bool{}},
		"the later is there": {func(_, b *workforce.Staff) {
			b.Request.Identity.BirthName = "ROMARIN"
			b.Situations = []situation.Situation{practice(siteA, civil.MustNew(2025, 1, 1), civil.Date{})}
		}, [2]bool{true, false}},
	} {
		a, b := ready("A"), ready("B")
		for _, s := range []*workforce.Staff{&a, &b} {
			s.Number = rpps.MustParseNumber("99700366240")
		}
		b.Profession = roles.MetierMoniteurEducateur
		tt.edit(&a, &b)
		for i, f := range workforce.Assess([]workforce.Staff{a, b}, workforce.Context{At: monday, Establishments: houses()}).Findings {
			if f.Has(workforce.CodeNumberPerson) != tt.want[i] || (f.Verdict == workforce.Unclear) != tt.want[i] || len(f.Missing) > 0 && tt.want[i] {
				t.Errorf("%s: %s is %s %v", name, f.Ref, f.Verdict, f.Why)
			}
		}
	}
}

// TestPersonOnThreeLines: each line but one would be a second identity.
func TestPersonOnThreeLines(t *testing.T) {
	a := workforce.Assess([]workforce.Staff{ready("A"), ready("B"), ready("C")}, workforce.Context{At: monday, Establishments: houses()})
	if a.Count(workforce.ToRegister) != 1 || a.Count(workforce.Unclear) != 2 {
		t.Error(a.Findings)
	}
}

// TestPlanOnePersonADay: one request of a person is in progress at a time, so two
// situations of one person are never planned on one day, whoever registers.
func TestPlanOnePersonADay(t *testing.T) {
	var staff []workforce.Staff
	for i, p := range []roles.Profession{roles.MetierAideSoignant, roles.MetierMoniteurEducateur, roles.MetierAnimateur} {
		s := ready(fmt.Sprint("P", i))
		s.Profession, s.Number, s.Request.Search = p, rpps.MustParseNumber("99700366240"), registration.Search{}
		staff = append(staff, s)
	}
	other := ready("Q")
	other.Request.Identity.BirthName = "ROMARIN"
	staff = append(staff, other)
	a := workforce.Assess(staff, workforce.Context{At: monday, Establishments: houses()})
	o := options()
	o.PerDay = 5
	o.Gestionnaires = []gestionnaire.Actor{registrar(siteA), registrar(siteA)}
	p := workforce.MakePlan(a, o)
	if got := slots(p); got != "GENR11: P0/1/0 Q/1/1 P1/2/0 P2/3/0" || len(p.Blocked) > 0 {
		t.Errorf("%s, blocked %v", got, p.Blocked)
	}
}

// TestPersonOnManyLines: a line is compared with a bounded number of lines of its
// person, and with more than these it gets no situation.
func TestPersonOnManyLines(t *testing.T) {
	const bound, lines = 100, 250
	site := func(i int) rpps.Structure {
		digits, sum := fmt.Sprintf("99%06d", i+1), 0
		for k := range digits {
			d := int(digits[len(digits)-1-k] - '0')
			if k%2 == 0 {
				d = d/5 + d*2%10
			}
			sum += d
		}
		return rpps.Structure{FINESS: rpps.MustParseFINESS(digits + fmt.Sprint((10-sum%10)%10))}
	}
	for _, tt := range []struct {
		name  string
		there int // lines, the last ones, with a situation that is open there
	}{{"new situations", 0}, {"some there", 30}, {"all there but the first", lines - 1}} {
		t.Run(tt.name, func(t *testing.T) {
			staff := make([]workforce.Staff, lines)
			for i := range staff {
				staff[i] = ready(fmt.Sprint("P", i))
				at := i
				if i == bound+1 {
					at = bound // as a line that gets none
				}
				staff[i].Number, staff[i].Structure = rpps.MustParseNumber("99700366240"), site(at)
				if i >= lines-tt.there {
					staff[i].Situations = []situation.Situation{practice(site(at), civil.MustNew(2025, 1, 1), civil.Date{})}
				}
			}
			a := workforce.Assess(staff, workforce.Context{At: monday})
			if n := a.Count(workforce.AlreadyThere); n != tt.there {
				t.Errorf("%d are there", n)
			}
			if n, want := a.Count(workforce.NewSituation), max(0, bound-tt.there); n != want {
				t.Errorf("%d get a situation, want %d", n, want)
			}
			for i := range a.Findings {
				f := &a.Findings[i]
				if f.Verdict == workforce.Unclear != f.Has(workforce.CodePersonTwice) || f.Person != 1 && tt.there == 0 {
					t.Fatalf("%v, person %d: %v", f, f.Person, f.Why)
				}
			}
		})
	}
}

// TestNamesakes: two people of one name and one birth date are told apart by what
// the finding asks for.
func TestNamesakes(t *testing.T) {
	born := func(commune rpps.Private) workforce.Staff {
		s := ready("A" + string(commune))
		s.Request.Identity.BirthPlace.Commune = commune
		return s
	}
	context := workforce.Context{At: monday, Establishments: houses()}
	a, b := born(""), born("33063")
	f := workforce.Assess([]workforce.Staff{a, b}, context).Findings[1]
	if f.Verdict != workforce.Unclear || !f.Has(workforce.CodePersonTwice) {
		t.Fatal(f.Verdict, f.Why)
	}
	for _, w := range f.Why {
		if w.Code() == workforce.CodePersonTwice && !strings.Contains(w.Message(language.French), "homonymes, le lieu de naissance") {
			t.Error(w.Message(language.French))
		}
	}
	a = born("31555")
	for i, f := range workforce.Assess([]workforce.Staff{a, b}, context).Findings {
		if f.Verdict != workforce.ToRegister || f.Has(workforce.CodePersonTwice) {
			t.Errorf("%d: %s %v", i, f.Verdict, f.Why)
		}
	}
}
