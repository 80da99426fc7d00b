// Package closingtest holds a reader of a format to every code that shuts somebody
// out, for tests.
package closingtest

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// Every fails for a code that shuts a doctor out as a fonction, a savoir-faire, a
// sector or a role, and not in the situation that read returns for a doctor beside whom the
// code stands in a place that is not due; and for one that shuts out only there, or is
// lost behind another that shuts out less (SA47, fire and rescue). A
// code that is added to package habilitation and passed over by a format is missed.
func Every(t *testing.T, day civil.Date, read func(code string) situation.Situation) {
	t.Helper()
	found := 0
	for _, code := range codes() {
		doctor := situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil}
		skill, sector, function, role := doctor, doctor, doctor, doctor
		skill.Qualification, sector.Structure.Stated.Sector, function.Stated.Function, role.Stated.Role = code, code, code, code
		want := shut(skill, day) || shut(sector, day) || shut(function, day) || shut(role, day)
		if got := shut(read(code), day); got != want {
			t.Errorf("%s: shuts out %v, want %v", code, got, want)
		}
		if want {
			found++
			if (columnless(function, day) || columnless(role, day)) && !columnless(read("SA47;"+code), day) {
				t.Errorf("%s is lost behind another code", code)
			}
			alone, behind := habilitation.SubjectOf(read(code), day), habilitation.SubjectOf(read("SA47;"+code), day)
			if alone.IsOccupationalDoctor() && !behind.IsOccupationalDoctor() || alone.IsStudent() && !behind.IsStudent() {
				t.Errorf("%s is lost behind another code", code)
			}
		}
	}
	if found <= 15 {
		t.Errorf("only %d codes", found)
	}
}

// codes are those of the professions and of the sectors, and all that a savoir-faire
// may have.
func codes() (out []string) {
	for p := range roles.Professions() {
		out = append(out, p.Code())
	}
	for s := range roles.Sectors() {
		out = append(out, s.Code())
	}
	for r := range roles.Roles() {
		out = append(out, r.Code())
	}
	for _, prefix := range []string{"C", "CAPA", "CEX", "D", "DEC", "DNQ", "DSM", "FQ", "OP", "PAC", "SCD", "SCH", "SI", "SM"} {
		for n := range 100 {
			out = append(out, prefix+strconv.Itoa(n), prefix+fmt.Sprintf("%02d", n))
		}
	}
	return out
}

func shut(s situation.Situation, day civil.Date) bool {
	who := habilitation.SubjectOf(s, day)
	out := who.IsOccupationalDoctor() || who.IsStudent()
	for t := range who.Traits() {
		out = out || t == habilitation.TraitFireBrigade
	}
	return out || columnless(s, day)
}

func columnless(s situation.Situation, day civil.Date) bool {
	return habilitation.CNAM20240925().ColumnsOf(habilitation.SubjectOf(s, day)) == 0
}
