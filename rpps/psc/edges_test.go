package psc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps/psc"
)

// TestTopGenreTwice: two roles at the top level open neither.
func TestTopGenreTwice(t *testing.T) {
	u, err := psc.Parse([]byte(`{"codeGenreActivite":"GENR10","codeGenreActivite":"GENR11","SubjectRefPro":{"exercices":[{"codeProfession":"99","codeCategorieProfessionnelle":"C","activities":[{}]}]}}`),
		psc.Options{SignIn: signIn})
	if err != nil {
		t.Fatal(err)
	}
	if u.Genre != 0 || !u.Faults.Has(psc.CodeDuplicateMember) {
		t.Errorf("%v %v", u.Genre, u.Faults)
	}
	for _, a := range u.Activities {
		if a.Situation.Role != 0 {
			t.Errorf("role %v", a.Situation.Role)
		}
	}
}

// TestWrongKeyOfTheName: an IDNPS of a wrong key is kept and told.
func TestWrongKeyOfTheName(t *testing.T) {
	u, err := psc.Parse([]byte(`{"SubjectNameID":"899700366241"}`), psc.Options{SignIn: signIn})
	if err != nil {
		t.Fatal(err)
	}
	if !u.Faults.Has(psc.CodeIdentifierKey) || strings.Contains(u.Faults.Error(), "899700366241") {
		t.Errorf("%v", u.Faults)
	}
	var none *psc.Userinfo
	if none.String() != "Userinfo(nil)" {
		t.Error(none.String())
	}
}

// TestNothingStated: the zero value says that it is one.
func TestNothingStated(t *testing.T) {
	for _, c := range []struct {
		zero fmt.Stringer
		want string
	}{
		{psc.SubjectRole{}, "(not stated)"},
		{psc.SubjectRole{Code: "SECRET"}, "(masked)"},
	} {
		if got := c.zero.String(); got != c.want {
			t.Errorf("%T: %q, not %q", c.zero, got, c.want)
		}
	}
}

// TestPartsAreApart: what grows one part does not write into the next, and what
// a caller does to the text afterwards changes nothing.
func TestPartsAreApart(t *testing.T) {
	text := []byte(`{"SubjectNameID":"899700000013","x":[1],"y":[2]}`)
	u, err := psc.Parse(text, psc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_ = append(u.Extra["x"], `,"z":3`...)
	clear(text)
	if string(u.Extra["x"]) != "[1]" || string(u.Extra["y"]) != "[2]" {
		t.Errorf("%q", u.Extra)
	}
}
