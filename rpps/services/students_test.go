package services_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/services"
	"github.com/rppsplus/rppsplus/situation"
)

// TestStudentsAtRandom: whatever is known of somebody, what has ended and what is of
// other students makes no yes of another answer, no order matters, and
// without any category there is no yes.
func TestStudentsAtRandom(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 3))
	professions := []roles.Profession{0, roles.ProfessionARole, roles.ProfessionInfirmier, roles.ProfessionMedecin, roles.ProfessionSageFemme}
	functions := []roles.Profession{0, 0, 313, 347, roles.MetierExterneMedecine, roles.FonctionInterne, roles.FonctionEtudiantRemplacant}
	categories := []roles.Category{0, roles.CategoryCivil, roles.CategoryStudent}
	exercise := func() rpps.Exercise {
		return rpps.Exercise{Profession: professions[rng.IntN(len(professions))], Category: categories[rng.IntN(len(categories))]}
	}
	at := func(ended bool) situation.Situation {
		e := exercise()
		s := situation.Situation{Profession: e.Profession, Category: e.Category, Function: functions[rng.IntN(len(functions))], Start: civil.YMD(2024, 1, 1)}
		if ended {
			s.End = civil.YMD(2025, 1, 1)
		}
		return s
	}
	policies := []services.Policy{{}, {Students: roles.StudentPolicy{RolesOpenFrom: civil.YMD(2026, 1, 1)}}}
	seen := map[services.Verdict]int{}
	for range 30_000 {
		p, pol := someone(t), policies[rng.IntN(2)]
		p.Professional.Exercises, p.Situations = nil, nil
		for range rng.IntN(3) {
			p.Professional.Exercises = append(p.Professional.Exercises, exercise())
		}
		for range rng.IntN(4) {
			p.Situations = append(p.Situations, at(rng.IntN(2) == 0))
		}
		before := pol.ECPS(p, day)
		seen[before.Verdict]++

		q := p
		q.Professional.Exercises, q.Situations = slices.Clone(p.Professional.Exercises), slices.Clone(p.Situations)
		rng.Shuffle(len(q.Professional.Exercises), func(i, j int) {
			q.Professional.Exercises[i], q.Professional.Exercises[j] = q.Professional.Exercises[j], q.Professional.Exercises[i]
		})
		rng.Shuffle(len(q.Situations), func(i, j int) { q.Situations[i], q.Situations[j] = q.Situations[j], q.Situations[i] })
		if a := pol.ECPS(q, day); a.Verdict != before.Verdict {
			t.Fatalf("%v %v: %s, in another order %s", p.Professional.Exercises, p.Situations, codes(before), codes(a))
		}

		for i := range q.Professional.Exercises {
			q.Professional.Exercises[i].Category = 0
		}
		for i := range q.Situations {
			q.Situations[i].Category = 0
		}
		if a := pol.ECPS(q, day); a.Verdict == services.Yes {
			t.Fatalf("%v %v: %s, and without any category %s", p.Professional.Exercises, p.Situations, codes(before), codes(a))
		}
		q.Professional.Exercises, q.Situations = slices.Clone(p.Professional.Exercises), slices.Clone(p.Situations)

		if before.Verdict == services.Yes {
			continue
		}
		more := at(true)
		if rng.IntN(2) == 0 {
			more = at(false)
			more.Profession, more.Function, more.Category = roles.ProfessionInfirmier, 0, roles.CategoryStudent
		}
		q.Situations = append(q.Situations, more)
		if a := pol.ECPS(q, day); a.Verdict == services.Yes {
			t.Fatalf("%v %v: %s; and %v of %v: %s", p.Professional.Exercises, p.Situations, codes(before), more, more.Category, codes(a))
		}
	}
	if len(seen) != 3 {
		t.Error(seen)
	}
}
