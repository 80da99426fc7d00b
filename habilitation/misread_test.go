package habilitation_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// TestMisreadFunctionOpensNothing: a métier or a fonction that is not written to the
// letter opens no column, as a role professional's métier would; one that closes still
// closes.
func TestMisreadFunctionOpensNothing(t *testing.T) {
	at := civil.YMD(2026, 1, 15)
	allowed := func(s habilitation.Subject) bool {
		for d := range habilitation.CNAM20240925().DecideEach(habilitation.Request{
			Subject: s, Action: habilitation.Read,
			Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
		}, habilitation.DocumentTypes()) {
			if d.Allowed() {
				return true
			}
		}
		return false
	}
	read := 0
	for p := range roles.Professions() {
		staff := situation.Situation{
			Profession: roles.ProfessionARole, Category: roles.CategoryCivil, Function: p,
			Source: situation.SourceUserinfo, SeenOn: at,
		}
		if allowed(habilitation.SubjectOf(staff, at)) {
			read++
		}
		for _, code := range []string{" " + p.Code(), p.Code() + "^1.2"} {
			staff.Function, staff.Stated.Function = 0, code
			if allowed(habilitation.SubjectOf(staff, at)) || allowed(habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", code, ""), at)) {
				t.Errorf("%q opens something", code)
			}
		}
	}
	if read == 0 {
		t.Error("no métier of a role professional reads: nothing is tested")
	}
	for _, code := range []string{"fon-47", " FON-52", "FON-48^1.2", "346 "} {
		if c := habilitation.ParseCodes("60", "C", code, ""); !habilitation.SubjectOfCodes(c, at).IsStudent() {
			t.Errorf("%q is no student", code)
		}
	}
}
