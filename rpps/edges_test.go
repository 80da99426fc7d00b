package rpps_test

import (
	"encoding"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps"
)

// TestEveryValueOfEnumerations asks every number that a variable can hold; the
// first one after the last name before all.
func TestEveryValueOfEnumerations(t *testing.T) {
	type value interface {
		fmt.Stringer
		encoding.TextMarshaler
	}
	for name, c := range map[string]struct {
		of   func(uint8) value
		last uint8
	}{
		"Answer":        {func(i uint8) value { return rpps.Answer(i) }, uint8(rpps.No)},
		"Sex":           {func(i uint8) value { return rpps.Sex(i) }, uint8(rpps.UnknownSex)},
		"Certification": {func(i uint8) value { return rpps.Certification(i) }, uint8(rpps.CertificationAN)},
		"StructureKind": {func(i uint8) value { return rpps.StructureKind(i) }, uint8(rpps.OtherStructure)},
	} {
		for i := range uint8(255) {
			v := c.of(i)
			text, err := v.MarshalText()
			if (err == nil) != (i <= c.last) {
				t.Errorf("%s %d: %v", name, i, err)
			}
			without := "(not stated)"
			if i > 0 {
				without = fmt.Sprintf("(no such value: %d)", i)
			}
			if named := i > 0 && i <= c.last; named != (len(text) > 0) || named != (v.String() == string(text)) || !named && v.String() != without {
				t.Errorf("%s %d: %v, %q", name, i, v, text)
			}
		}
	}
	for i := range uint8(255) {
		if c := rpps.Certification(i); (c.Label() != "") != (c.Code() != "") || c.ValidFrom().IsZero() != (c.Code() == "") {
			t.Errorf("certification %d: %q since %v", i, c.Label(), c.ValidFrom())
		}
	}
}

// TestOffsetAfterSpaces: the place that an error names is in the text that was
// given, spaces included.
func TestOffsetAfterSpaces(t *testing.T) {
	o := rpps.Options{Separators: true}
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0},
		{" ", 1},
		{"\u00a0 ", 3},
	} {
		_, person := o.PersonID(c.text)
		_, structure := o.StructureID(c.text)
		_, technical := o.TechnicalID(c.text)
		for _, err := range []error{person, structure, technical} {
			var e *rpps.ParseError
			if !errors.As(err, &e) || e.Offset != c.want {
				t.Errorf("%q: %+v, want the place %d", c.text, e, c.want)
			}
		}
	}
}

// TestEveryProblem: a number without a name shows itself.
func TestEveryProblem(t *testing.T) {
	for i := range uint8(255) {
		p := rpps.Problem(i)
		text := p.Error()
		if named := p <= rpps.ProblemReserved; named == (p.Name() == fmt.Sprintf("problem(%d)", i)) || named == (text == "rpps: identifier: "+p.Name() && i > 0) {
			t.Errorf("%d: %q, %q", i, p.Name(), text)
		}
	}
}

// TestPlaceOfErrors: the first byte is a place, and -1 is none.
func TestPlaceOfErrors(t *testing.T) {
	var n rpps.Number
	for _, c := range []struct {
		err   error
		place int
		text  string
	}{
		{wrongOf(rpps.ParseNumber("")), 0, "rpps: number: wrong shape (length) at byte 0"},
		{wrongOf(rpps.ParseNumber("x")), 0, "rpps: number: wrong shape (digit) at byte 0"},
		{wrongOf(rpps.ParseNumber("99700218897")), -1, "rpps: number: wrong key (luhn)"},
		{wrongOf(rpps.ParsePersonID("3/AGENT1")), 1, "rpps: idnps: wrong shape (length) at byte 1"},
		{wrongOf(rpps.Kind(99).MarshalText()), -1, "rpps: (not stated): not known (name)"},
		{n.Scan(int64(99700218896)), -1, "rpps: number: wrong shape (type)"},
	} {
		var e *rpps.ParseError
		if !errors.As(c.err, &e) || e.Offset != c.place || e.Error() != c.text {
			t.Errorf("%v, want %q", c.err, c.text)
		}
	}
}

func wrongOf[T any](_ T, err error) error { return err }

// TestTestFINESS: a letter in second place after another digit than 2 is a
// test structure; a 9 there is no letter.
func TestTestFINESS(t *testing.T) {
	o := rpps.Options{AcceptWrongKey: true}
	for text, want := range map[string]bool{
		"0B0170003": true, "1A0170003": true, "9B0170003": true,
		"190170003": false, "990170003": false, "2A0000014": false, "2B0000012": false,
	} {
		v, err := o.FINESS(text)
		if err != nil || v.IsTest() != want {
			t.Errorf("%s: %v %v", text, v.IsTest(), err)
		}
		if _, err := rpps.ParseFINESS(text); want && err != nil && !errors.Is(err, rpps.ProblemUnknown) || !want && errors.Is(err, rpps.ProblemUnknown) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestLongAddresses: the local part has 64 characters at most, a label 63, the
// whole 254.
func TestLongAddresses(t *testing.T) {
	local, label := strings.Repeat("a", 64), strings.Repeat("b", 63)
	full := local + "@" + label + "." + label + "." + label[:61]
	if len(full) != 254 {
		t.Fatal(len(full))
	}
	for address, place := range map[string]int{
		local + "@example.org":        -1,
		"a" + local + "@example.org":  64,
		"a@" + label + ".org":         -1,
		"a@b" + label + ".org":        2 + 64,
		"a@example." + label:          -1,
		"a@example.b" + label:         10 + 64,
		full:                          -1,
		full + "b":                    254,
		"a@" + label[:61] + "-b.org":  -1,
		"a@-" + label[:61] + "b.org":  2 + 63,
		"a@" + label[:61] + "b-.org":  2 + 63,
		"a@example.org." + label[:61]: -1,
	} {
		_, err := rpps.ParseMSSante(address)
		var e *rpps.ParseError
		if (err == nil) != (place < 0) || errors.As(err, &e) && e.Offset != place {
			t.Errorf("%s: %v, want the place %d", address, err, place)
		}
	}
}

// TestNines: the last digit is a digit.
func TestNines(t *testing.T) {
	if p, err := rpps.ParsePersonID("ANS19999999999999"); err != nil || p.Kind() != rpps.PersonForeign {
		t.Error(p, err)
	}
	if _, err := rpps.ParsePersonID("ANS1999999999999:"); !errors.Is(err, rpps.ProblemUnknown) {
		t.Error(err)
	}
	for text, right := range map[string]bool{"F86078728209092019": true, "F8607872820909201:": false, "F8607872820909201/": false, "REJ9999": true, "R9999": true, "REJ999:": false, "R999/": false} {
		if _, err := rpps.ParseTechnicalID(text); (err == nil) != right {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestInternalIDs: what follows the slash is visible ASCII.
func TestInternalIDs(t *testing.T) {
	for internal, right := range map[string]bool{"!": true, "~": true, "A~": true, "/": true, " ": false, "\x7f": false, "": false, "é": false} {
		if p, err := rpps.ParsePersonID("3990000010/" + internal); (err == nil) != right || p.InternalID() != internal && right {
			t.Errorf("%q: %v", internal, err)
		}
	}
}

// TestNothingStated: the zero value says that it is one.
func TestNothingStated(t *testing.T) {
	for _, c := range []struct {
		zero fmt.Stringer
		want string
	}{
		{rpps.StatedExercise{}, "(not stated)"},
		{rpps.StatedExercise{Category: "SECRET"}, "(masked)"},
	} {
		if got := c.zero.String(); got != c.want {
			t.Errorf("%T: %q, not %q", c.zero, got, c.want)
		}
	}
}
