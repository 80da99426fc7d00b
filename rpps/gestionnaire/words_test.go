package gestionnaire_test

import (
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	ges "github.com/rppsplus/rppsplus/rpps/gestionnaire"
)

// TestFrenchMessages: no name of Go stands in a message in French.
func TestFrenchMessages(t *testing.T) {
	e := ges.Establishment{Structure: rpps.Structure{Kind: rpps.Hospital}}
	waived, unstated := 0, 0
	for _, p := range []ges.Policy{{}, {Card: ges.CardNobody}, {Card: ges.CardGestionnaires, Contract: ges.ContractGestionnaires}, {Training: ges.TrainingESMSOnly}} {
		for c := range ges.Capacities() {
			for _, by := range []ges.Capacity{0, ges.EquipeRH} {
				m := ges.Mandate{Capacity: c, AppointedBy: by}
				for _, need := range p.Prerequisites(&m, &e, civil.MustNew(2026, 11, 27)) {
					for _, f := range need.Faults {
						text := f.Message(language.French)
						if f.Code() == ges.CodePolicyWaived {
							waived++
							if strings.HasSuffix(text, ": "+need.Need.String()) && need.Need != ges.NeedAttestation || strings.HasSuffix(text, ": ") {
								t.Errorf("%v: %s", need.Need, text)
							}
						}
						if strings.Contains(text, "qualité non indiquée") {
							unstated++
						}
						if strings.Contains(text, "not stated") {
							t.Errorf("%v: %s", c, text)
						}
					}
				}
			}
		}
	}
	if waived < 3 || unstated < 1 {
		t.Errorf("%d conditions set aside and %d capacities not stated: nothing was looked at", waived, unstated)
	}
}
