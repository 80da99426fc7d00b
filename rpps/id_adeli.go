package rpps

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"log/slog"
)

// ADELI is a number of the register that came before the RPPS for some
// professions: 9 characters, of which the first two are the department, the
// third follows the profession and the last is a Luhn key. The second and
// third may be a letter A to F, which counts 1 to 6. The register is closed:
// the type is there to read old data.
//
// The zero ADELI is "not stated"; nine zeros are refused with
// [ProblemReserved]. The values of the letters A, D and F are drawn from
// published data, those of the others by analogy.
type ADELI struct{ v uint64 }

// ParseADELI reads an ADELI number, 9 characters, with a right key and nothing
// around. The error is a *[ParseError].
func ParseADELI(s string) (ADELI, error) { return Options{}.ADELI(s) }

// ParseADELILenient is [ParseADELI] that ignores separators: see [Options].
func ParseADELILenient(s string) (ADELI, error) { return Options{Separators: true}.ADELI(s) }

// MustParseADELI is [ParseADELI] that panics, for constants and tests. The
// panic does not show the text.
func MustParseADELI(s string) ADELI { return must(ParseADELI(s)) }

// ADELI is [ParseADELI] under the options.
func (o Options) ADELI(s string) (ADELI, error) {
	v, err := o.parse(formADELI, s)
	if err != nil {
		return ADELI{}, err
	}
	return ADELI{cloak(v)}, nil
}

// IsZero reports whether the number is not stated.
func (a ADELI) IsZero() bool { return a.v == 0 }

// Canonical returns the 9 characters of the number, "" when not stated. With
// MarshalText and Value it is the explicit way to a number that no other
// method shows.
func (a ADELI) Canonical() string { return packedText(uncloak(a.v), 9) }

// String returns "ADELI(masked)" or "ADELI(not stated)": the number of a
// person stays out of logs. See [ADELI.Canonical].
func (a ADELI) String() string {
	if a.v == 0 {
		return "ADELI(not stated)"
	}
	return "ADELI(masked)"
}

// Format writes String for every verb.
func (a ADELI) Format(f fmt.State, verb rune) { printAs(f, verb, a.String()) }

// GoString returns String.
func (a ADELI) GoString() string { return a.String() }

// LogValue returns String for slog.
func (a ADELI) LogValue() slog.Value { return slog.StringValue(a.String()) }

// AppendText appends the canonical text, nothing when not stated.
func (a ADELI) AppendText(b []byte) ([]byte, error) {
	if a.v == 0 {
		return b, nil
	}
	return appendPacked(b, uncloak(a.v), 9), nil
}

// MarshalText returns the canonical text, the empty one when not stated.
func (a ADELI) MarshalText() ([]byte, error) { return a.AppendText(make([]byte, 0, 9)) }

// UnmarshalText reads the empty text as "not stated" and any other with
// [ParseADELI].
func (a *ADELI) UnmarshalText(b []byte) (err error) {
	*a = ADELI{}
	if len(b) > 0 {
		*a, err = ParseADELI(string(b))
	}
	return err
}

// Value gives SQL the canonical text, NULL when not stated.
func (a ADELI) Value() (driver.Value, error) {
	if a.v == 0 {
		return nil, nil
	}
	return a.Canonical(), nil
}

// Scan reads a text from SQL; NULL and the empty text are "not stated".
// An integer is refused: it has lost the zeros in front.
func (a *ADELI) Scan(src any) error {
	*a = ADELI{}
	text, err := scanned(KindADELI, src)
	if err == nil && text != "" {
		*a, err = ParseADELI(text)
	}
	return err
}

// Compare orders by text; "not stated" comes first.
func (a ADELI) Compare(other ADELI) int { return cmp.Compare(uncloak(a.v), uncloak(other.v)) }

// KeyValid reports whether the number is stated and its key is right. It can
// be wrong only after Options.AcceptWrongKey.
func (a ADELI) KeyValid() bool {
	p, _ := verdict(formADELI, uncloak(a.v), false)
	return p == 0
}
