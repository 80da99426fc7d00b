package rpps_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps"
)

// FuzzTexts: every enumeration reads what it writes and nothing else.
func FuzzTexts(f *testing.F) {
	checks := []textfuzz.Check{
		textfuzz.Enum[rpps.Answer](), textfuzz.Enum[rpps.Kind](), textfuzz.Enum[rpps.Sex](), textfuzz.Enum[rpps.Certification](),
		textfuzz.Enum[rpps.PersonIDKind](), textfuzz.Enum[rpps.StructureIDKind](), textfuzz.Enum[rpps.TechnicalIDKind](),
		textfuzz.Enum[rpps.StructureKind](),
	}
	textfuzz.Run(f, checks...)
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
// separators. The other targets compare the options with oracles.
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

// FuzzWords: the readers of short codes against a walk of the values.
func FuzzWords(f *testing.F) {
	for v := range 40 {
		f.Add(rpps.Kind(v).String())
		f.Add(rpps.Certification(v).Code())
	}
	for _, s := range []string{"M", "F", "U", "m", "", "001", "100"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var kind rpps.Kind
		var sex rpps.Sex
		var certification rpps.Certification
		for v := range 255 {
			if text == "" {
				break
			}
			if b, err := rpps.Kind(v + 1).MarshalText(); err == nil && string(b) == text {
				kind = rpps.Kind(v + 1)
			}
			if b, err := rpps.Sex(v + 1).MarshalText(); err == nil && string(b) == text {
				sex = rpps.Sex(v + 1)
			}
			if rpps.Certification(v+1).Code() == text {
				certification = rpps.Certification(v + 1)
			}
		}
		if got, err := rpps.ParseKind(text); got != kind || (err == nil) != (kind != 0) {
			t.Errorf("%q: kind %v %v, want %v", text, got, err, kind)
		}
		if got, err := rpps.ParseSex(text); got != sex || (err == nil) != (sex != 0) {
			t.Errorf("%q: sex %v %v, want %v", text, got, err, sex)
		}
		if got, err := rpps.ParseCertification(text); got != certification || (err == nil) != (certification != 0) {
			t.Errorf("%q: certification %v %v, want %v", text, got, err, certification)
		}
	})
}
