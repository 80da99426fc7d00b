package registration_test

import (
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestDuplicatesRefused: a line that will not be sent refuses no later one, and
// two kinds of work in one structure are two situations.
func TestDuplicatesRefused(t *testing.T) {
	known := func(edit func(*reg.Request)) *reg.Request {
		return cycleAsk(cycleHome, withNumber, edit)
	}
	same := func(*reg.Request) {}
	other := func(r *reg.Request) { r.Situation.Role = roles.GENR12 }
	for name, tt := range map[string]struct {
		refused bool
		second  func(*reg.Request)
		want    rule.Code
	}{
		"sent, the same work":       {false, same, reg.CodeDupSituation},
		"not sent, the same work":   {true, same, reg.CodeDupRefused},
		"sent, another work":        {false, other, reg.CodeDupPending},
		"not sent, and another job": {true, other, reg.CodeDupPending},
	} {
		var d reg.Duplicates
		add := d.Add
		if tt.refused {
			add = d.AddRefused
		}
		if fs := add(2, known(same)); fs != nil {
			t.Fatalf("%s: %v", name, fs)
		}
		fs := d.Add(3, known(tt.second))
		if len(fs) != 1 || fs[0].Code() != tt.want || fs[0].Position().Line != 3 {
			t.Errorf("%s: %v, want %s", name, fs, tt.want)
		}
	}
}

// TestFileRefused: a line mended below the wrong one may be sent.
func TestFileRefused(t *testing.T) {
	const good = "Lavandier;Zoé;F;1990-03-12;33063;zoe@example.org;0639980012;326;C;GENR10;S;00099701500011;SA16;2026-09-01;2026-08-24\n"
	in := "nom_naissance;prenoms;sexe;date_naissance;lieu_naissance_code;email;telephone;profession;categorie;role;mode_exercice;siret;secteur;date_debut;information_date\n" +
		strings.Replace(good, "zoe@example.org", "zoe", 1) + good + good
	r, err := reg.NewReader(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	var valid []bool
	for res, err := range r.Check(reg.Context{At: fileDay}, new(reg.Duplicates)) {
		if err != nil {
			t.Fatal(err)
		}
		valid = append(valid, res.Valid())
		if res.Line == 3 && !res.Faults.Has(reg.CodeDupRefused) {
			t.Errorf("line 3: %v", res.Faults)
		}
	}
	if len(valid) != 3 || valid[0] || !valid[1] || valid[2] {
		t.Errorf("valid: %v, want the second only", valid)
	}
}
