package rpps_test

import (
	"encoding"
	"errors"
	"fmt"
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
			if err != nil {
				t.Errorf("%s %d: %v", name, i, err)
			}
			if named := i > 0 && i <= c.last; named != (len(text) > 0) || named != (v.String() == string(text)) || !named && v.String() != "(not stated)" {
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
