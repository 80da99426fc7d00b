package rpps_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps"
)

// FuzzTexts: a name is right as its regular expression has it.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f, textfuzz.Of(func(t testing.TB, s string) {
		checkName(t, s)
		if n := rpps.MaxNameLength / max(1, utf8.RuneCountInString(s)); len(s) < 50 { // about the longest
			checkName(t, strings.Repeat(s, n))
			checkName(t, strings.Repeat(s, n+1))
		}
	}, "Exemple", "D'Exemple-Œuvrard", "D’Exemple", "e\u0301", strings.Repeat("é", 300), strings.Repeat("é", 301)))
}

// same compares the functions that parse with the options that they stand for.
func same[T comparable](t *testing.T, s string, strict, lenient func(string) (T, error), by func(rpps.Options, string) (T, error)) {
	t.Helper()
	for _, x := range []struct {
		parse func(string) (T, error)
		o     rpps.Options
	}{{strict, rpps.Options{}}, {lenient, rpps.Options{Separators: true}}} {
		want, wantErr := by(x.o, s)
		if got, err := x.parse(s); got != want || (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
			t.Errorf("%q, %+v: %v %v, not %v %v", s, x.o, got, err, want, wantErr)
		}
	}
}

// FuzzParse: each ParseX is Options{}.X, each ParseXLenient the same with
// separators. FuzzIdentifiers compares the options with oracles.
func FuzzParse(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		same(t, s, rpps.ParseNumber, rpps.ParseNumberLenient, rpps.Options.Number)
		same(t, s, rpps.ParseSIREN, rpps.ParseSIRENLenient, rpps.Options.SIREN)
		same(t, s, rpps.ParseSIRET, rpps.ParseSIRETLenient, rpps.Options.SIRET)
		same(t, s, rpps.ParseFINESS, rpps.ParseFINESSLenient, rpps.Options.FINESS)
		same(t, s, rpps.ParseRPPSRang, rpps.ParseRPPSRangLenient, rpps.Options.RPPSRang)
		same(t, s, rpps.ParseADELI, rpps.ParseADELILenient, rpps.Options.ADELI)
		same(t, s, rpps.ParsePersonID, rpps.ParsePersonIDLenient, rpps.Options.PersonID)
		same(t, s, rpps.ParseStructureID, rpps.ParseStructureIDLenient, rpps.Options.StructureID)
		same(t, s, rpps.ParseTechnicalID, rpps.ParseTechnicalIDLenient, rpps.Options.TechnicalID)
		same(t, s, rpps.ParseMSSante, rpps.ParseMSSanteLenient, rpps.Options.MSSante)
	})
}
