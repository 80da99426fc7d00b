package registration_test

import (
	"errors"
	"testing"

	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/situation"
)

// TestRoleInferred: a role that the source does not give was not chosen for the
// situation.
func TestRoleInferred(t *testing.T) {
	r := cycleAsk(cycleHome)
	r.Situation.RoleInferred = true
	if err := reg.Check(*r, cycleContext()).Err(); !errors.Is(err, reg.CodeRoleMissing) {
		t.Errorf("valid: %v", err)
	}
	if f := reg.FactsOf(r, cycleContext(), reg.Standing{}); f.Has(reg.GuardRoleChosen) {
		t.Error("the role counts as chosen")
	}
	if err := r.Set(reg.FieldRole, "GENR10"); err != nil || reg.Check(*r, cycleContext()).Err() != nil {
		t.Errorf("chosen: %v, %v", err, reg.Check(*r, cycleContext()))
	}

	known, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	d, _, err := known.Next(byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)}))
	if err != nil {
		t.Fatal(err)
	}
	guess := func(r *reg.Request) { r.Situation.RoleInferred = true }
	if _, _, err := d.Next(byHome(reg.Act{OnSituation: situation.EventModify, Request: cycleAsk(cycleHome, guess)})); !errors.Is(err, reg.CodeRoleMissing) {
		t.Errorf("modified to a guess: %v", err)
	}
}
