package workforce

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// TestActorsAgree: whoever makes a move of an arrival or a departure has the right to
// in their capacity, and whoever has the right makes it.
func TestActorsAgree(t *testing.T) {
	entry, exit := map[EntryEvent]lifecycle.Actors{}, map[ExitEvent]lifecycle.Actors{}
	for _, m := range Entry().Moves() {
		entry[m.On] |= m.By
	}
	for _, m := range Exit().Moves() {
		exit[m.On] |= m.By
	}
	capacities := map[lifecycle.Actor]gestionnaire.Capacity{
		lifecycle.RepresentantLegal: gestionnaire.RepresentantLegal, lifecycle.Mandataire: gestionnaire.Mandataire,
		lifecycle.TitulaireOfficine: gestionnaire.TitulaireOfficine, lifecycle.Gestionnaire: gestionnaire.Gestionnaire,
		lifecycle.Professional: gestionnaire.Professionnel, lifecycle.EquipeRH: gestionnaire.EquipeRH,
	}
	for _, x := range []struct {
		right gestionnaire.Right
		by    lifecycle.Actors
	}{
		{gestionnaire.InformProfessional, entry[EntryInform]},
		{gestionnaire.CheckOrderOrARS, entry[EntryCheckOrder]},
		{gestionnaire.PreRegister, entry[EntryPreRegister]},
		{gestionnaire.Register, entry[EntryRegister]},
		{gestionnaire.Validate, entry[EntryValidate]},
		{gestionnaire.Validate, entry[EntryValidateSituation]},
		{gestionnaire.CreateSituation, entry[EntryCreateSituation]},
		{gestionnaire.DeclareSituation, entry[EntryDeclareSituation]},
		{gestionnaire.CloseSituation, exit[ExitCloseSituation]},
		{gestionnaire.RemoveGestionnaire, exit[ExitCloseHabilitation]},
	} {
		for actor, capacity := range capacities {
			if may := capacity.May(x.right).Allowed; may != x.by.Has(actor) {
				t.Errorf("%s, %s: the right is %v, the move %v", capacity, x.right, may, !may)
			}
		}
	}
}

// oneOf returns one of the values.
func oneOf[T any](rng *rand.Rand, values ...T) T { return values[rng.IntN(len(values))] }

// TestTasksAgree: at random, the tasks of an arrival create what the assessment finds
// to be due and nothing else, and those of a departure close what is open in the
// structure; that nothing is to be closed is said of nobody of whom nothing is known that day.
func TestTasksAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	numbers := []rpps.Number{{}, {}, rpps.MustParseNumber("99700000013"), rpps.MustParseNumber("99700366240")}
	seen := map[Verdict]int{}
	for range 20_000 {
		s := educator()
		s.Profession = oneOf(rng, roles.MetierEducateurSpecialise, roles.MetierAideSoignant, roles.ProfessionARole, roles.ProfessionInfirmier, 347, 0)
		s.Category = oneOf(rng, roles.CategoryCivil, roles.CategoryCivil, roles.CategoryStudent, 0)
		s.Number, s.Gestionnaire = oneOf(rng, numbers...), oneOf(rng, 0, rpps.Yes, rpps.No)
		s.Request.Number = oneOf(rng, numbers...)
		s.Request.Search.Found = oneOf(rng, 0, registration.FoundNone, registration.FoundOne, registration.FoundSeveral)
		s.Request.Search.On = oneOf(rng, civil.Date{}, day.AddDays(-1), day, day, day.AddDays(1))
		s.Request.Purpose = oneOf(rng, 0, registration.NewIdentity, registration.NewSituation)
		s.Request.Method = oneOf(rng, 0, registration.Manual, registration.PreRegistration)
		if oneOf(rng, true, false, false, false) {
			s.Needs, s.NeedsHealthData = oneOf(rng, 0, s.Needs), oneOf(rng, 0, rpps.Yes, rpps.No)
			s.Missions = oneOf(rng, 0, s.Missions, Doing(MissionOther))
			s.End = oneOf(rng, civil.Date{}, day, day.AddDays(-1))
		}
		if oneOf(rng, true, false, false) {
			s.Request = nil
		}
		open := false
		for range rng.IntN(3) {
			x := situation.Situation{
				Structure: oneOf(rng, home, other, rpps.Structure{}), Role: roles.GENR10,
				Profession: oneOf(rng, roles.ProfessionARole, roles.ProfessionInfirmier, 0),
				Start:      oneOf(rng, civil.Date{}, day, day.AddDays(5), day.AddYears(-2)),
				End:        oneOf(rng, civil.Date{}, civil.Date{}, day, day.AddDays(-5), day.AddDays(9)),
			}
			s.Situations = append(s.Situations, x)
			open = open || x.Structure.Same(home) && x.Profession != roles.ProfessionInfirmier && x.OpenAt(day).IsOpen()
		}
		f := Assess([]Staff{s}, context()).Findings[0]
		seen[f.Verdict]++
		entry, exit := codes(EntryTasks(&s, context())), codes(ExitTasks(&s, context()))
		has := func(tasks, code string) bool { return strings.Contains(" "+tasks+" ", " "+code+" ") }
		switch {
		case has(entry, "createSituation") || has(entry, "declareSituation"):
			if f.Verdict != NewSituation {
				t.Fatalf("%s: %s", f.Verdict, entry)
			}
		case has(entry, "register") || has(entry, "preRegister"):
			if f.Verdict != ToRegister {
				t.Fatalf("%s: %s", f.Verdict, entry)
			}
		}
		if has(exit, "closeHabilitation") != (s.Gestionnaire == rpps.Yes) || has(exit, "gestionnaire=(not stated)") != (s.Gestionnaire == 0) {
			t.Fatalf("gestionnaire %v: %s", s.Gestionnaire, exit)
		}
		if open && !has(exit, "closeSituation") {
			t.Fatalf("open, and not closed: %s", exit)
		}
		if has(exit, "nothingToClose") && (open || len(s.Situations) == 0 && (s.Request == nil || s.Request.Search != registration.Search{On: day, Found: registration.FoundNone})) {
			t.Fatalf("nothing is to be closed: %s", exit)
		}
	}
	if len(seen) < 6 {
		t.Error(seen)
	}
}

// TestSuggestedReads: what a suggestion says is open to somebody with that métier and
// role is what a decision opens to them.
func TestSuggestedReads(t *testing.T) {
	m, at := habilitation.CNAM20240925(), civil.YMD(2026, 6, 1)
	narrower := 0
	for p := range roles.Professions() {
		if p.List() != roles.ListR85 || p.At(at) != roles.StatusValid {
			continue
		}
		for mission := range AllMissions() {
			for _, s := range SuggestRoles(RoleQuery{Missions: Doing(mission), Profession: p}, m) {
				who := habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", p.Code(), s.Role.Code()), at)
				open := slices.Collect(m.Readable(habilitation.Request{
					Subject: who, Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed,
				}))
				if s.Reads != len(open) {
					t.Errorf("%s as %s: %d types, a decision opens %d", p.Code(), s.Role.Code(), s.Reads, len(open))
				}
				if reach, _ := m.ReachOfRole(s.Role); len(reach.Reads) > len(open) {
					narrower++
				}
			}
		}
	}
	student := SuggestRoles(RoleQuery{Missions: Doing(MissionCare), Profession: roles.MetierExternePharmacie}, m)
	if text := student[0].Notes.Error(); !strings.Contains(text, "no column for GENR11 ("+roles.MetierExternePharmacie.Code()+")") {
		t.Error(text)
	}
	if narrower == 0 {
		t.Error("nobody reads less than the role alone")
	}
}
