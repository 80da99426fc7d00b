package habilitation_test

import (
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
)

// TestMoreNeverOpens: of a regulated profession no role and no function opens a column
// that the profession alone has not, and what is no care closes in every spelling.
func TestMoreNeverOpens(t *testing.T) {
	m := habilitation.CNAM20240925()
	columns := func(p, category, function, role string) habilitation.ColumnSet {
		return m.ColumnsOf(habilitation.SubjectOfCodes(habilitation.ParseCodes(p, category, function, role), since))
	}
	spelt := func(code string) []string {
		return []string{
			code, strings.ToLower(code), " " + code + "\u00a0", code + "^1.2.250.1.213.1.6.1.19", "GENR01;" + code, code + " - Activité",
			strings.ReplaceAll(code, "-", "\u2011"), "FON-01, " + code, "FON-48 " + code,
		}
	}
	closed := 0
	for _, p := range []string{"10", "21", "40", "41", "50", "60", "80", "93"} {
		for _, category := range []string{"C", "E", "M", "", "Z"} {
			bare := columns(p, category, "", "")
			for r := range roles.Roles() {
				for _, text := range spelt(r.Code()) {
					got := columns(p, category, "", text)
					if got&^bare != 0 || r.OutsideCare() && got != 0 || !r.OutsideCare() && got != bare {
						t.Errorf("%s %s under %q: columns %b, alone %b", p, category, text, got, bare)
					}
					if bare != 0 && got == 0 {
						closed++
					}
				}
			}
			for f := range roles.Professions() {
				for _, text := range spelt(f.Code()) {
					got := columns(p, category, text, "")
					if got&^bare != 0 || f.OutsideCare() && got != 0 {
						t.Errorf("%s %s as %q: columns %b, alone %b", p, category, text, got, bare)
					}
				}
			}
		}
	}
	if closed == 0 {
		t.Error("nothing was closed")
	}
}
