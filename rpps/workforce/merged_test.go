package workforce_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/workforce"
)

// TestMergedPlaces: after a merger that keeps the FINESS, a structure that is known by it is
// two establishments. Which of them comes first decides nothing.
func TestMergedPlaces(t *testing.T) {
	finess := rpps.MustParseFINESS("990000010")
	before, after := siteA, siteB
	before.FINESS, after.FINESS = finess, finess
	both := rpps.Structure{FINESS: finess}
	if !before.Same(both) || !after.Same(both) {
		t.Fatal("not the case that is tested")
	}
	contract := func(s rpps.Structure) gestionnaire.Establishment {
		return gestionnaire.Establishment{
			Structure: s, Contract: gestionnaire.Contract{SignedOn: civil.MustNew(2024, 2, 1), With: s},
		}
	}
	without := gestionnaire.Establishment{Structure: after}
	closed := contract(after)
	closed.Structure.Kind = rpps.Practice

	f := due("a", roles.GENR11)
	f.Structure = both
	for _, tt := range []struct {
		name    string
		second  gestionnaire.Establishment
		actors  []gestionnaire.Actor
		planned bool
	}{
		{"both have their contract", contract(after), []gestionnaire.Actor{registrar(both)}, true},
		{"one has none", without, []gestionnaire.Actor{registrar(both)}, false},
		{"who registers for one", contract(after), []gestionnaire.Actor{registrar(siteA)}, false},
		{"who registers for the other", contract(after), []gestionnaire.Actor{registrar(siteB)}, false},
	} {
		for _, places := range [][]gestionnaire.Establishment{{contract(before), tt.second}, {tt.second, contract(before)}} {
			o := options()
			o.Gestionnaires, o.Establishments = tt.actors, places
			a := assessment(f)
			a.Findings[0].Establishment = 0
			p := workforce.MakePlan(a, o)
			if planned := len(p.Waves) > 0; planned != tt.planned || !planned && (len(p.Blocked) != 1 || len(p.Blocked[0].Faults) < 2) {
				t.Errorf("%s: %s, %+v", tt.name, slots(p), p.Blocked)
			}
		}
	}

	elsewhere := closed
	elsewhere.Structure = rpps.Structure{SIRET: rpps.MustParseSIRET("00099702300015"), Kind: rpps.Practice}
	s := carer()
	s.Structure = both
	c := workforce.Context{At: monday, Establishments: []gestionnaire.Establishment{contract(before), contract(after), elsewhere}}
	if got := workforce.Assess([]workforce.Staff{s}, c).Findings[0]; got.Verdict != workforce.ToRegister {
		t.Errorf("with another place that has no access: %v", got.Verdict)
	}

	for _, places := range [][]gestionnaire.Establishment{{contract(before), closed}, {closed, contract(before)}} {
		c := workforce.Context{At: monday, Establishments: places}
		if got := workforce.Assess([]workforce.Staff{s}, c).Findings[0]; got.Verdict != workforce.NotEligible {
			t.Errorf("with one that has no access: %v", got.Verdict)
		}
	}
}
