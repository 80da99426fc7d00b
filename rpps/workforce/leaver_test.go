package workforce

import (
	"slices"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/situation"
)

// TestLeaverOfAnOrder: whoever the profession belongs to, a situation à rôle
// that is open here is closed when the person leaves, and none elsewhere.
func TestLeaverOfAnOrder(t *testing.T) {
	open := func(s rpps.Structure) situation.Situation {
		return situation.Situation{Structure: s, Role: roles.GENR11, Profession: roles.ProfessionARole, Function: roles.MetierAideSoignant, Start: day.AddYears(-1)}
	}
	away := site("00099702300015")
	for name, tt := range map[string]struct {
		profession roles.Profession
		situations []situation.Situation
		remind     bool
		closes     []int
	}{
		"a nurse now, with a role here and elsewhere": {roles.ProfessionInfirmier, []situation.Situation{open(away), open(home)}, true, []int{1}},
		"a nurse, with a role elsewhere":              {roles.ProfessionInfirmier, []situation.Situation{open(away)}, true, nil},
		"nobody knows what, with a role here":         {0, []situation.Situation{open(home)}, false, []int{0}},
		"a role here":                                 {roles.MetierAideSoignant, []situation.Situation{open(home)}, false, []int{0}},
	} {
		s := Staff{Ref: "A", Profession: tt.profession, Category: roles.CategoryCivil, Structure: home, Situations: tt.situations}
		var closes []int
		remind := false
		for _, task := range ExitTasks(&s, context()) {
			switch task.Code {
			case "closeSituation":
				closes = append(closes, task.Situation)
			case "remind":
				remind = true
			}
		}
		if remind != tt.remind || !slices.Equal(closes, tt.closes) {
			t.Errorf("%s: reminded %v, closes %v; want %v, %v", name, remind, closes, tt.remind, tt.closes)
		}
	}
}

// TestPlanOtherOrder: a plan never takes one structure for another because the
// establishments come in another order.
func TestPlanOtherOrder(t *testing.T) {
	a := Assessment{At: day, Findings: []Finding{{Ref: "A", Verdict: ToRegister, Role: roles.GENR11, Establishment: 1, Structure: other}}}
	o := PlanOptions{
		Strategy: StrategyRole, Start: day, PerDay: 5, Gestionnaires: []gestionnaire.Actor{actor(home, day.AddYears(-1))},
		Establishments: []gestionnaire.Establishment{establishment(other), establishment(home)},
	}
	if p := MakePlan(a, o); p.Planned() != 0 || len(p.Blocked) == 0 {
		t.Errorf("%d planned with the gestionnaire of the other structure", p.Planned())
	}
}
