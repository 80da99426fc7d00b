package roles_test

import (
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestEveryValue asks every number that a variable can hold: those without a
// code, the first one after the last code before all, know nothing.
func TestEveryValue(t *testing.T) {
	known := map[roles.Profession]bool{}
	for p := range roles.Professions() {
		known[p] = true
	}
	for p := range roles.Profession(65535) {
		if known[p] != (p.Code() != "") || known[p] != (p.Kind() != 0) || known[p] != (p.List() != 0) || !known[p] && p.Label() != "" {
			t.Fatalf("profession %d: %v %v %v", p, p, p.Kind(), p.List())
		}
	}
	roleOf := map[roles.Role]bool{}
	for r := range roles.Roles() {
		roleOf[r] = true
	}
	for r := range roles.Role(255) {
		if roleOf[r] != (r.Code() != "") || !roleOf[r] && (r.Label() != "" || r.InJ116()) {
			t.Fatalf("role %d: %v", r, r)
		}
	}
	for v := range roles.List(255) {
		if known := v > 0 && v <= roles.ListR25; known != (v.Name() != "") || known != (v.OID() != "") || known != (v.Version() != "") {
			t.Errorf("list %d: %q %q %q, and ListR25 is not the last or has no facts", v, v.Name(), v.OID(), v.Version())
		}
	}
	for v := range uint8(255) {
		noName(t, v > uint8(roles.KindOther), roles.Kind(v))
		noName(t, v > uint8(roles.StatusEnded), roles.Status(v))
		noName(t, v > uint8(roles.ChannelNone), roles.Channel(v))
	}
}

// noName checks that a value without a name shows its number, and is not
// written to a file.
func noName(t *testing.T, want bool, v interface {
	String() string
	MarshalText() ([]byte, error)
},
) {
	t.Helper()
	text, err := v.MarshalText()
	if (err != nil) != want || strings.Contains(v.String(), ")") != (want || len(text) == 0) {
		t.Errorf("%v: %q %v", v, text, err)
	}
}

// TestEveryForm tries all texts that have the form of a code or nearly:
// nothing is read as a code but the codes.
func TestEveryForm(t *testing.T) {
	professions, genres := map[string]bool{}, map[string]bool{}
	for p := range roles.Professions() {
		professions[p.Code()] = true
	}
	for r := range roles.Roles() {
		genres[r.Code()] = true
	}
	try := func(text string) {
		p, err := roles.ParseProfession(text)
		if (err == nil) != professions[text] || err == nil && p.Code() != text {
			t.Errorf("profession %q: %v %v", text, p, err)
		}
		r, err := roles.ParseRole(text)
		if (err == nil) != genres[text] || err == nil && r.Code() != text {
			t.Errorf("role %q: %v %v", text, r, err)
		}
	}
	for a := range 256 {
		try(string([]byte{byte(a)}))
		for b := range 256 {
			two := string([]byte{byte(a), byte(b)})
			try(two)
			try("FON-" + two)
			try("GENR" + two)
			try("GENS" + two)
			// Digits, and the bytes around them.
			for c := '0' - 12; c <= '9'+12; c++ {
				if a < 64 && b < 64 {
					try(two + string(c))
				}
			}
		}
	}
}

// TestLongestText pads a label up to the longest text that is looked at.
func TestLongestText(t *testing.T) {
	const longest = 1024
	got, err := roles.FindProfession("Médecin" + strings.Repeat(".", longest-len("Médecin")))
	if err != nil || got != roles.ProfessionMedecin {
		t.Errorf("%d bytes: %v %v", longest, got, err)
	}
	if got, err := roles.FindProfession("Médecin" + strings.Repeat(".", longest-len("Médecin")+1)); err == nil {
		t.Errorf("%d bytes: %v", longest+1, got)
	}
}

// TestArmedForcesOthers: the arrêté names military health professionals; that others
// who serve are meant is inferred, and told so.
func TestArmedForcesOthers(t *testing.T) {
	for p := range roles.Professions() {
		q := roles.RegistrationQuery{Profession: p, Category: roles.CategoryCivil, ArmedForces: true, At: date("2026-06-01")}
		r := roles.RegistrationOf(q, roles.StudentPolicy{})
		if r.Channel != roles.ChannelArmedForces || p.List() == roles.ListG15 {
			continue
		}
		if r.Evidence != rule.Inferred || r.Note.FR == "" {
			t.Errorf("%v %v: %+v", p.List(), p, r)
		}
	}
}

// TestArmedForcesStudents: the arrêté names those who serve; their students are
// inferred, and are told so.
func TestArmedForcesStudents(t *testing.T) {
	for _, c := range []struct {
		category roles.Category
		evidence rule.Evidence
		note     bool
	}{
		{roles.CategoryStudent, rule.Inferred, true},
		{roles.CategoryCivil, rule.Sourced, false},
		{0, rule.Sourced, false},
	} {
		q := roles.RegistrationQuery{Profession: roles.ProfessionMedecin, Category: c.category, ArmedForces: true, At: date("2026-06-01")}
		r := roles.RegistrationOf(q, roles.StudentPolicy{})
		if r.Channel != roles.ChannelArmedForces || r.Evidence != c.evidence || (r.Note != rule.Text{}) != c.note {
			t.Errorf("%v: %+v", c.category, r)
		}
	}
}
