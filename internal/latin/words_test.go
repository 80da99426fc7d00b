package latin_test

import (
	"slices"
	"testing"

	"github.com/rppsplus/rppsplus/internal/latin"
)

// TestWordsWhole: a code without what nobody sees in it, and nothing twice.
func TestWordsWhole(t *testing.T) {
	for text, want := range map[string][]string{
		"SM\x0125":   {"SM25"}, // all of ASCII
		"SM\t25":     {"SM", "25", "SM25"},
		" SM25":      {"SM25"},
		" SM 25":     {"SM", "25", "SM25"},
		"CAPA 11":    {"CAPA", "11", "CAPA11"},
		"CAPA 111":   {"CAPA", "111"},
		"SM25 é":     {"SM25", "É"},
		"FON29":      {"FON29", "FON-29"},
		"1.2 3":      {"1.2", "1", "2", "3"},
		"\u200bSM25": {"SM25"},
	} {
		if got := slices.Collect(latin.Words(text)); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
