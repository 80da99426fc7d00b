package workforce_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps/workforce"
)

// FuzzTexts: every enumeration reads what it writes and nothing else, and a set
// is read as what it is written.
func FuzzTexts(f *testing.F) {
	checks := []textfuzz.Check{
		textfuzz.Enum[workforce.Need](), textfuzz.Enum[workforce.Mission](), textfuzz.Enum[workforce.Verdict](),
		textfuzz.Enum[workforce.Basis](), textfuzz.Enum[workforce.System](), textfuzz.Enum[workforce.Strategy](),
	}
	var needs, missions []string
	for n := range workforce.AllNeeds() {
		b, err := n.MarshalText()
		if err != nil {
			f.Fatal(err)
		}
		needs = append(needs, string(b), string(b)+" | "+firstOf(needs, string(b)))
	}
	for m := range 255 {
		if b, err := workforce.Mission(m + 1).MarshalText(); err == nil && len(b) > 0 {
			missions = append(missions, string(b), string(b)+"|"+firstOf(missions, string(b)))
		}
	}
	checks = append(checks, textfuzz.RoundTrip[workforce.Needs](needs...), textfuzz.RoundTrip[workforce.Missions](missions...))
	textfuzz.Run(f, checks...)
}

// firstOf is the first of a list, or else.
func firstOf(list []string, or string) string {
	if len(list) == 0 {
		return or
	}
	return list[0]
}
