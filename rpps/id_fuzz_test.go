package rpps_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/rppsplus/rppsplus/rpps"
)

// seed gives a fuzz target all texts of the corpus: what is one identifier is
// a near miss of another.
func seed(f *testing.F) {
	for _, v := range corpus(f) {
		f.Add(v.value)
	}
	for _, s := range []string{
		"", " ", "997 002 188 96", "153310055801/A1", "0b0e5b0a-6d0c-4c1e-9a53-0d2f6f3a1c9e", "10a@example.org",
		"4443121975/7", "581024738700014/b", "699700366240007/12", "C81024738700014", "C53310055801", "REJ1000", "9F1000007", "2a 000 001 4",
		"443\u00a0121\u202f975", "443.121-975\u2009", "a@b\u2013c.org",
	} {
		f.Add(s)
	}
}

// against compares a parse with the oracle, and goes round the encodings.
func against[T identifier[T], P decoder[T]](t *testing.T, s string, want rpps.Problem, parse func(rpps.Options, string) (T, error)) {
	t.Helper()
	v, err := parse(rpps.Options{}, s)
	if got := problemOf(t, err); got != want {
		t.Fatalf("%q: %v, oracle %q", s, err, want.Name())
	}
	if (err == nil) == v.IsZero() {
		t.Fatalf("%q: %v with %s", s, err, v.Canonical())
	}
	var e *rpps.ParseError
	if errors.As(err, &e) {
		if e.Offset < -1 || e.Offset > len(s) || (e.Offset >= 0) != (e.Problem == shape) || e.Fault("x").Code() == "" || e.Control == "" {
			t.Fatalf("%q: %+v", s, *e)
		}
	}
	if err == nil {
		goRound[T, P](t, v)
	}
	// What is right strictly is the same leniently, but for the marks in a
	// number, which have no business there.
	l, lerr := parse(rpps.Options{Separators: true}, s)
	if err == nil && (lerr != nil || l != v) {
		t.Fatalf("%q: lenient %v", s, lerr)
	}
	if lerr == nil {
		goRound[T, P](t, l)
	} else if errors.As(lerr, &e) && (e.Offset < -1 || e.Offset > len(s)) {
		t.Fatalf("%q: lenient %+v", s, *e)
	}
	// Only keys are excused, and the value is the text.
	a, aerr := parse(rpps.Options{AcceptWrongKey: true}, s)
	switch {
	case err == nil && (aerr != nil || a != v),
		want == key && aerr != nil,
		(want == shape || want == reserved) && aerr == nil,
		aerr == nil && err != nil && a.Canonical() != s:
		t.Fatalf("%q: %v, with AcceptWrongKey %v", s, err, aerr)
	}
	if k, ok := any(a).(interface{ KeyValid() bool }); ok && aerr == nil && k.KeyValid() != (err == nil) {
		t.Fatalf("%q: KeyValid %v", s, k.KeyValid())
	}
}

func goRound[T identifier[T], P decoder[T]](t *testing.T, v T) {
	t.Helper()
	b, err := v.MarshalText()
	if err != nil || string(b) != v.Canonical() {
		t.Fatalf("%q: text %q, %v", v.Canonical(), b, err)
	}
	var back T
	if err := P(&back).UnmarshalText(b); err != nil || back != v || v.Compare(back) != 0 {
		t.Fatalf("%q: text back: %v", b, err)
	}
	src, err := v.Value()
	if err != nil || P(&back).Scan(src) != nil || back != v {
		t.Fatalf("%q: SQL", b)
	}
}

// FuzzIdentifiers gives the same text to all: what is one identifier is refused by
// the others, and the engine takes far longer for a text than they do.
func FuzzIdentifiers(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		against[rpps.Number](t, s, slowNumber(s), rpps.Options.Number)
		against[rpps.SIREN](t, s, slowSIREN(s), rpps.Options.SIREN)
		againstSIRET(t, s)
		against[rpps.FINESS](t, s, slowFINESS(s), rpps.Options.FINESS)
		against[rpps.RPPSRang](t, s, slowRPPSRang(s), rpps.Options.RPPSRang)
		if v, err := rpps.ParseRPPSRang(s); err == nil && (v.Number().Canonical() != s[:11] || v.Rank() != int(s[11]-'0')*10+int(s[12]-'0')) {
			t.Fatalf("%q: %s %d", s, v.Number().Canonical(), v.Rank())
		}
		against[rpps.ADELI](t, s, slowADELI(s), rpps.Options.ADELI)
		if err := rpps.CheckNIR(s); problemOf(t, err) != slowNIR(s) {
			t.Fatalf("%q: NIR %v", s, err)
		}
		againstPersonID(t, s)
		kind, want := slowStructureID(s)
		if v, err := rpps.ParseStructureID(s); err == nil && v.Kind() != kind {
			t.Fatalf("%q: kind %v, oracle %v", s, v.Kind(), kind)
		}
		against[rpps.StructureID](t, s, want, rpps.Options.StructureID)
		technical, want := slowTechnicalID(s)
		if v, err := rpps.ParseTechnicalID(s); err == nil && v.Kind() != technical {
			t.Fatalf("%q: kind %v, oracle %v", s, v.Kind(), technical)
		}
		against[rpps.TechnicalID](t, s, want, rpps.Options.TechnicalID)
		against[rpps.MSSante](t, s, slowMSSante(s), rpps.Options.MSSante)
		if got, want := rpps.Detect(s), slowDetect(s); !slices.Equal(got, want) {
			t.Fatalf("%q: %v, oracle %v", s, got, want)
		}
	})
}

func againstSIRET(t *testing.T, s string) {
	t.Helper()
	against[rpps.SIRET](t, s, slowSIRET(s, false), rpps.Options.SIRET)
	v, err := rpps.Options{StrictLaPoste: true}.SIRET(s)
	if problemOf(t, err) != slowSIRET(s, true) {
		t.Fatalf("%q: strict %v", s, err)
	}
	if err == nil && (v.SIREN().Canonical() != s[:9] || v.NIC() != s[9:]) {
		t.Fatalf("%q: %s %s", s, v.SIREN(), v.NIC())
	}
}

func againstPersonID(t *testing.T, s string) {
	t.Helper()
	kind, want := slowPersonID(s)
	v, err := rpps.ParsePersonID(s)
	if err == nil && v.Kind() != kind {
		t.Fatalf("%q: kind %v, oracle %v", s, v.Kind(), kind)
	}
	// A small UUID or domain is another text: compare what is canonical.
	if err == nil && v.Canonical() != s {
		s = v.Canonical()
	}
	against[rpps.PersonID](t, s, want, rpps.Options.PersonID)
	if foreign := rpps.ForeignPersonID(s); foreign.Canonical() != s {
		t.Fatalf("%q: kept as %q", s, foreign.Canonical())
	}
}
