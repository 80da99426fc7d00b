package registration_test

import (
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
)

// FuzzTexts: a name is folded alike by all ways to fold it.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f, textfuzz.Of(func(t testing.TB, text string) {
		family, given, _ := strings.Cut(text, "|")
		sameFolds(t, family, strings.Split(given, "|")...)
	}, "Lefèvre-d’Argencé|Zoé Anne|Marie", "L'HAŸ|de la|Tour ÷"))
}
