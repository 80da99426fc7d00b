package rpps_test

import (
	"encoding/csv"
	"errors"
	"os"
	"testing"

	"github.com/rppsplus/rppsplus/rpps"
)

type vector struct{ kind, value, expected, why string }

// corpus reads testdata/identifiers.csv, the identifiers right and wrong of
// other libraries, of official examples, and our own.
func corpus(t testing.TB) []vector {
	t.Helper()
	f, err := os.Open("testdata/identifiers.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []vector
	for _, row := range rows[1:] {
		out = append(out, vector{row[0], row[1], row[2], row[3]})
	}
	return out
}

// parseAs parses s as a kind and returns the canonical text.
func parseAs(o rpps.Options, k rpps.Kind, s string) (string, error) {
	switch k {
	case rpps.KindRPPS:
		v, err := o.Number(s)
		return v.Canonical(), err
	case rpps.KindSIREN:
		v, err := o.SIREN(s)
		return v.Canonical(), err
	case rpps.KindSIRET:
		v, err := o.SIRET(s)
		return v.Canonical(), err
	case rpps.KindFINESS:
		v, err := o.FINESS(s)
		return v.Canonical(), err
	case rpps.KindRPPSRang:
		v, err := o.RPPSRang(s)
		return v.Canonical(), err
	case rpps.KindADELI:
		v, err := o.ADELI(s)
		return v.Canonical(), err
	case rpps.KindPersonID:
		v, err := o.PersonID(s)
		return v.Canonical(), err
	case rpps.KindStructureID:
		v, err := o.StructureID(s)
		return v.Canonical(), err
	case rpps.KindTechnicalID:
		v, err := o.TechnicalID(s)
		return v.Canonical(), err
	case rpps.KindMSSante:
		v, err := o.MSSante(s)
		return v.Canonical(), err
	case rpps.KindNIR:
		return s, rpps.CheckNIR(s)
	}
	return "", errors.New("no such kind")
}

// problemOf returns the problem of an error, 0 for nil.
func problemOf(t testing.TB, err error) rpps.Problem {
	t.Helper()
	if err == nil {
		return 0
	}
	var e *rpps.ParseError
	if !errors.As(err, &e) {
		t.Fatalf("%T is no *ParseError", err)
	}
	return e.Problem
}

func TestCorpus(t *testing.T) {
	rows := corpus(t)
	if len(rows) < 135 {
		t.Fatalf("%d vectors", len(rows))
	}
	for _, v := range rows {
		k, err := rpps.ParseKind(v.kind)
		if err != nil {
			t.Fatal(v.kind)
		}
		text, err := parseAs(rpps.Options{}, k, v.value)
		_, strict := parseAs(rpps.Options{StrictLaPoste: true}, k, v.value)
		switch v.expected {
		case "valid":
			if err != nil || strict != nil {
				t.Errorf("%s %s (%s): %v, strict %v", v.kind, v.value, v.why, err, strict)
			}
			if text != v.value {
				t.Errorf("%s %s: canonical %s", v.kind, v.value, text)
			}
		case "depends":
			if err != nil || !errors.Is(strict, rpps.ProblemKey) || !errors.Is(strict, rpps.CodeSIRETLaPoste) {
				t.Errorf("%s %s (%s): %v, strict %v", v.kind, v.value, v.why, err, strict)
			}
		default:
			if p := problemOf(t, err); p.Name() != v.expected {
				t.Errorf("%s %s (%s): %v, want %s", v.kind, v.value, v.why, err, v.expected)
			}
			if p := problemOf(t, strict); p.Name() != v.expected {
				t.Errorf("%s %s (%s), strict: %v", v.kind, v.value, v.why, strict)
			}
			if k != rpps.KindNIR && text != "" {
				t.Errorf("%s %s: refused with a value", v.kind, v.value)
			}
			accepted := v.expected == "key" || v.expected == "unknown" && k == rpps.KindFINESS
			text, err = parseAs(rpps.Options{AcceptWrongKey: true}, k, v.value)
			if k == rpps.KindNIR {
				continue
			}
			if accepted != (err == nil) || accepted && text != v.value {
				t.Errorf("%s %s with AcceptWrongKey: %q, %v", v.kind, v.value, text, err)
			}
		}
	}
}
