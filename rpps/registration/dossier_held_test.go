package registration_test

import (
	"errors"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/situation"
)

// TestDossierHeldOnce: a request leaves the profession of the exercise empty,
// and an extraction says 99 of the same situation.
func TestDossierHeldOnce(t *testing.T) {
	known, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	created, _, err := known.Next(byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)}))
	if err != nil {
		t.Fatal(err)
	}
	listed := cycleAsk(cycleHome).Situation
	listed.Profession = roles.ProfessionARole
	if d, _, err := created.Adopt(cycleDay, listed); !errors.Is(err, reg.CodeDossierHeld) {
		t.Errorf("held twice: %v, %s", err, dossierLine(d))
	}
	listed.Function = roles.MetierAideSoignant
	if _, _, err := created.Adopt(cycleDay, listed); err != nil {
		t.Errorf("another function: %v", err)
	}
}
