package habilitation_test

import (
	"slices"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

func TestTraits(t *testing.T) {
	day := civil.YMD(2026, 6, 1)
	names := func(s habilitation.Subject) []string {
		var out []string
		for x := range s.Traits() {
			out = append(out, x.String())
		}
		return out
	}
	open := func(s situation.Situation) habilitation.Subject {
		s.Start = civil.YMD(2025, 1, 1)
		return habilitation.SubjectOf(s, day)
	}
	for name, c := range map[string]struct {
		s    habilitation.Subject
		want []string
	}{
		"nobody": {habilitation.Subject{}, nil},
		"doctor": {open(situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil}), []string{"health-professional", "physician"}},
		"occupational doctor": {
			open(situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil, Structure: rpps.Structure{Sector: roles.SA66}}),
			[]string{"health-professional", "physician", "occupational"},
		},
		"doctor of a fire brigade": {
			open(situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil, Structure: rpps.Structure{Sector: roles.SA47}}),
			[]string{"health-professional", "physician", "fire-brigade"},
		},
		"intern": {open(situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryStudent}), []string{"intern", "student"}},
		"préparateur, métier and role inferred": {
			open(situation.Situation{Profession: roles.ProfessionARole, Category: roles.CategoryCivil, Function: roles.MetierPreparateur, Role: roles.GENR11, RoleInferred: true}),
			[]string{"technician", "role-inferred"},
		},
		"listed without dates, not for regulation": {
			habilitation.SubjectOf(situation.Situation{
				Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil, Source: situation.SourceUserinfo, SeenOn: day,
			}, day).WithoutRegulation(),
			[]string{"health-professional", "physician", "open-by-presence", "no-regulation"},
		},
		"roles suspended, unknown métier": {
			habilitation.Policy{RoleAccess: habilitation.RoleSuspended}.SubjectOfCodes(habilitation.ParseCodes("99", "C", "000", "GENR10"), day),
			[]string{"metier-to-check", "role-suspended"},
		},
	} {
		if got := names(c.s); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}

	seen := map[string]bool{}
	for x := range habilitation.Traits() {
		b, err := x.MarshalText()
		if err != nil || string(b) != x.String() || seen[x.String()] {
			t.Errorf("trait %d: %q, %v", x, b, err)
		}
		seen[x.String()] = true
	}
	if len(seen) != 12 {
		t.Errorf("%d traits", len(seen))
	}
	if s := habilitation.Trait(0).String(); s != "(not stated)" {
		t.Error(s)
	}
	if b, err := habilitation.Trait(99).MarshalText(); err == nil || len(b) != 0 || habilitation.Trait(99).String() != "(no such value: 99)" {
		t.Error("a trait beyond the last has a name")
	}
}
