package rpps

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"log/slog"
)

// Number is an RPPS number: the permanent national number of a health or
// social professional, the same for all activities. It has 11 digits of which
// the last is the Luhn key of the others, and its digits mean nothing.
//
// The zero Number is "not stated"; the text of eleven zeros is refused with
// [ProblemReserved], for the register gives it to nobody.
//
// Many published examples have a wrong key, official ones too: see
// Options.AcceptWrongKey. Source: ANS, modèle des objets de santé,
// Professionnel.
type Number struct{ v uint64 }

// ParseNumber reads an RPPS number, 11 digits, with a right key and nothing
// around. The error is a *[ParseError].
func ParseNumber(s string) (Number, error) { return Options{}.Number(s) }

// ParseNumberLenient is [ParseNumber] that ignores separators: see [Options].
func ParseNumberLenient(s string) (Number, error) { return Options{Separators: true}.Number(s) }

// MustParseNumber is [ParseNumber] that panics, for constants and tests. The
// panic does not show the text.
func MustParseNumber(s string) Number { return must(ParseNumber(s)) }

// Number is [ParseNumber] under the options.
func (o Options) Number(s string) (Number, error) {
	v, err := o.parse(formRPPS, s)
	if err != nil {
		return Number{}, err
	}
	return Number{cloak(v)}, nil
}

// IsZero reports whether the number is not stated.
func (n Number) IsZero() bool { return n.v == 0 }

// Canonical returns the 11 characters of the number, "" when not stated. With
// MarshalText and Value it is the explicit way to a number that no other
// method shows.
func (n Number) Canonical() string { return packedText(uncloak(n.v), 11) }

// String returns "RPPS(masked)" or "RPPS(not stated)": the number of a person
// stays out of logs. See [Number.Canonical].
func (n Number) String() string {
	if n.v == 0 {
		return "RPPS(not stated)"
	}
	return "RPPS(masked)"
}

// Format writes String for every verb.
func (n Number) Format(f fmt.State, verb rune) { printAs(f, verb, n.String()) }

// GoString returns String.
func (n Number) GoString() string { return n.String() }

// LogValue returns String for slog.
func (n Number) LogValue() slog.Value { return slog.StringValue(n.String()) }

// AppendText appends the canonical text, nothing when not stated.
func (n Number) AppendText(b []byte) ([]byte, error) {
	if n.v == 0 {
		return b, nil
	}
	return appendPacked(b, uncloak(n.v), 11), nil
}

// MarshalText returns the canonical text, the empty one when not stated.
func (n Number) MarshalText() ([]byte, error) { return n.AppendText(make([]byte, 0, 11)) }

// UnmarshalText reads the empty text as "not stated" and any other with
// [ParseNumber].
func (n *Number) UnmarshalText(b []byte) (err error) {
	*n = Number{}
	if len(b) > 0 {
		*n, err = ParseNumber(string(b))
	}
	return err
}

// Value gives SQL the canonical text, NULL when not stated.
func (n Number) Value() (driver.Value, error) {
	if n.v == 0 {
		return nil, nil
	}
	return n.Canonical(), nil
}

// Scan reads a text from SQL; NULL and the empty text are "not stated".
// An integer is refused: it has lost the zeros in front.
func (n *Number) Scan(src any) error {
	*n = Number{}
	text, err := scanned(KindRPPS, src)
	if err == nil && text != "" {
		*n, err = ParseNumber(text)
	}
	return err
}

// Compare orders by text; "not stated" comes first.
func (n Number) Compare(other Number) int { return cmp.Compare(uncloak(n.v), uncloak(other.v)) }

// KeyValid reports whether the number is stated and its key is right. It can
// be wrong only after Options.AcceptWrongKey.
func (n Number) KeyValid() bool {
	p, _ := verdict(formRPPS, uncloak(n.v), false)
	return p == 0
}

// IsTest reports whether the number is one of the test cards and test users
// of the ANS, which begin with 997. Observed, not stated by the ANS.
func (n Number) IsTest() bool { return uncloak(n.v)>>32 == 0x997 }
