package closing_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/internal/closing"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/situation"
)

func TestOf(t *testing.T) {
	for text, want := range map[string]closing.As{
		"SM25": closing.Skill, " sm25": closing.Skill, "C41^1.2.250.1.213.2.29": closing.Skill, "CAPA11": closing.Skill, "SCH35": closing.Skill,
		"SA66": closing.Sector, "sa47": closing.Sector, "SA68": closing.Sector,
		"FON-19": closing.Function, "fon-19": closing.Function, "FON-28": closing.Function, "FON-29": closing.Function, "fon-48": closing.Function, "FON-47": closing.Function, "FON-52": closing.Function, "FON-57": closing.Function, "346": closing.Function,
		"GENR13": closing.Role, "genr01 ": closing.Role,
		"": 0, "E": 0, "SM26": 0, "SA07": 0, "FON-AU": 0, "316": 0, "GENR77": 0, "médecine du travail": 0, "SM25 SM26": 0, "C41-B": 0, "C41 B": 0, "FON-2": 0, "FON-C41": 0,
	} {
		if got := closing.Of(closing.Spelt(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"": "", " sm26": "SM26", "SM26;sm25": "SM25", "SM26_SM25": "SM25", "SA66^1.2.250.1.71.4.2.4": "SA66", "SM26, FON-29": "FON-29", "346 - Étudiant": "346",
		"médecine du travail": "MÉDECINE DU TRAVAIL", "SM26^1.2.346": "SM26",
	} {
		if got := closing.Due(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if !closing.Holds(text, want) || closing.Holds(text, "SA68") {
			t.Errorf("%q: holds %t, %t", text, closing.Holds(text, want), closing.Holds(text, "SA68"))
		}
	}
	for text, want := range map[string]string{
		"": "", "SM25": "Skill SM25", "SA47;SM25": "Skill SM25, Sector SA47", "FON-48.fon\u201129": "Function FON-29, Function FON-48", "SA47 SA66": "Sector SA66, Sector SA47", "FON-48, fon-28": "Function FON-28, Function FON-48", "SA47 SA13": "Sector SA13, Sector SA47", "SM26": "", "SM26;x": "",
	} {
		var got []string
		closing.Each(text, func(as closing.As, code string) {
			got = append(got, map[closing.As]string{closing.Skill: "Skill ", closing.Sector: "Sector ", closing.Function: "Function "}[as]+code)
		})
		if strings.Join(slices.Compact(got), ", ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"": "", "SM26": "", "SA66": "", "SA47;SM25": "SM25", "c41": "C41"} {
		if got := closing.Occupational(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAdd(t *testing.T) {
	doctor := situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil}
	nurse := situation.Situation{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil}
	staff := situation.Situation{Profession: roles.ProfessionARole, Category: roles.CategoryCivil}
	with := func(s situation.Situation, change func(*situation.Situation)) situation.Situation {
		change(&s)
		return s
	}
	other := with(doctor, func(s *situation.Situation) { s.Stated.Function, s.Structure.Stated.Sector = "FON-01", "SA07" })
	undefined := with(doctor, func(s *situation.Situation) { s.Stated.Function, s.Structure.Sector = "fon-au ", roles.SA43 })
	extern := with(doctor, func(s *situation.Situation) { s.Category = roles.CategoryStudent })
	for _, c := range []struct {
		name          string
		s             situation.Situation
		as            closing.As
		code          string
		free, changed bool
	}{
		{"a savoir-faire", doctor, closing.Skill, "SM25", true, true},
		{"of a nurse", nurse, closing.Skill, "SM25", true, false},
		{"a sector", doctor, closing.Sector, "SA47", true, true},
		{"beside another", other, closing.Sector, "SA66", false, true},
		{"a function", doctor, closing.Function, "FON-29", true, true},
		{"beside another function", other, closing.Function, "FON-29", false, true},
		{"beside the function that is not defined", undefined, closing.Function, "FON-29", true, true},
		{"beside the sector that is not defined", undefined, closing.Sector, "SA66", true, true},
		{"a student's métier of a nurse", nurse, closing.Function, "346", true, true},
		{"an extern who is a student already", extern, closing.Function, "354", true, true},
		{"an intern who is a student already", extern, closing.Function, "FON-48", true, false},
		{"a category", with(nurse, func(s *situation.Situation) { s.Category = 0 }), closing.Category, "E", true, true},
		{"beside another category", nurse, closing.Category, "E", false, true},
		{"a role", staff, closing.Role, "GENR13", true, true},
		{"beside another role", with(staff, func(s *situation.Situation) { s.Role = roles.GENR11 }), closing.Role, "GENR13", true, false},
		{"a role of no care", staff, closing.Role, "GENR04", true, true}, // which a préparateur without one cannot have
		{"no role beside care", staff, closing.Role, "GENR01", true, false},
		{"no care", nurse, closing.Role, "GENR04", true, true},
		{"no care beside care", with(nurse, func(s *situation.Situation) { s.Role = roles.GENR01 }), closing.Role, "GENR04", false, true},
		{"no care beside no care", with(nurse, func(s *situation.Situation) { s.Role = roles.GENR05 }), closing.Role, "GENR04", false, false},
		{"a function of no care", nurse, closing.Function, "FON-19", true, true},
		{"of a role professional", staff, closing.Function, "FON-19", true, true},
		{"a role of a nurse", nurse, closing.Role, "GENR13", true, false},
		{"nothing", doctor, 0, "SM25", true, false},
	} {
		got, free, changed := closing.Add(c.s, c.as, c.code)
		if free != c.free || changed != c.changed {
			t.Errorf("%s: free %v, changed %v", c.name, free, changed)
		}
		if changed && c.as != closing.Role && c.name[:2] != "an" && !closing.More(got, c.s) {
			t.Errorf("%s: shuts out no more", c.name)
		}
		if got.Role != 0 && got.Role != c.s.Role {
			t.Errorf("%s: a role is held", c.name)
		}
	}
}

// TestDueBesideALabel: a label beside a code neither hides what shuts out nor shuts out.
func TestDueBesideALabel(t *testing.T) {
	check := func(code, label string) {
		for _, text := range []string{code + " - " + label, label + " (" + code + ")", code + ";" + label, "X99, " + code} {
			if got, want := closing.Of(closing.Due(text)), closing.Of(closing.Spelt(code)); got != want {
				t.Errorf("%s: %d, want %d", text, got, want)
			}
		}
	}
	for p := range roles.Professions() {
		check(p.Code(), p.Label())
	}
	for s := range roles.Sectors() {
		check(s.Code(), s.Label())
	}
}
