package rpps

import (
	"cmp"
	"database/sql/driver"
)

// SIREN is the number of a legal unit: 9 digits of which the last is a Luhn
// key.
//
// The zero SIREN is "not stated"; nine zeros are refused with
// [ProblemReserved]. Source: Insee.
type SIREN struct{ v uint64 }

// ParseSIREN reads a SIREN, 9 digits, with a right key and nothing around. The
// error is a *[ParseError].
func ParseSIREN(s string) (SIREN, error) { return Options{}.SIREN(s) }

// ParseSIRENLenient is [ParseSIREN] that ignores separators: see [Options].
func ParseSIRENLenient(s string) (SIREN, error) { return Options{Separators: true}.SIREN(s) }

// MustParseSIREN is [ParseSIREN] that panics, for constants and tests. The
// panic does not show the text.
func MustParseSIREN(s string) SIREN { return must(ParseSIREN(s)) }

// SIREN is [ParseSIREN] under the options.
func (o Options) SIREN(s string) (SIREN, error) {
	v, err := o.parse(formSIREN, s)
	if err != nil {
		return SIREN{}, err
	}
	return SIREN{v}, nil
}

// IsZero reports whether the number is not stated.
func (s SIREN) IsZero() bool { return s.v == 0 }

// Canonical returns the 9 characters of the number, "" when not stated.
func (s SIREN) Canonical() string { return packedText(s.v, 9) }

// String returns the number, or "SIREN(not stated)".
func (s SIREN) String() string {
	if s.v == 0 {
		return "SIREN(not stated)"
	}
	return s.Canonical()
}

// AppendText appends the canonical text, nothing when not stated.
func (s SIREN) AppendText(b []byte) ([]byte, error) {
	if s.v == 0 {
		return b, nil
	}
	return appendPacked(b, s.v, 9), nil
}

// MarshalText returns the canonical text, the empty one when not stated.
func (s SIREN) MarshalText() ([]byte, error) { return s.AppendText(make([]byte, 0, 9)) }

// UnmarshalText reads the empty text as "not stated" and any other with
// [ParseSIREN].
func (s *SIREN) UnmarshalText(b []byte) (err error) {
	*s = SIREN{}
	if len(b) > 0 {
		*s, err = ParseSIREN(string(b))
	}
	return err
}

// Value gives SQL the canonical text, NULL when not stated.
func (s SIREN) Value() (driver.Value, error) {
	if s.v == 0 {
		return nil, nil
	}
	return s.Canonical(), nil
}

// Scan reads a text from SQL; NULL and the empty text are "not stated".
// An integer is refused: it has lost the zeros in front.
func (s *SIREN) Scan(src any) error {
	*s = SIREN{}
	text, err := scanned(KindSIREN, src)
	if err == nil && text != "" {
		*s, err = ParseSIREN(text)
	}
	return err
}

// Compare orders by text; "not stated" comes first.
func (s SIREN) Compare(other SIREN) int { return cmp.Compare(s.v, other.v) }

// KeyValid reports whether the number is stated and its key is right. It can
// be wrong only after Options.AcceptWrongKey.
func (s SIREN) KeyValid() bool {
	p, _ := verdict(formSIREN, s.v, false)
	return p == 0
}
