package rpps

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"log/slog"
)

// RPPSRang names the practice of an RPPS professional: the [Number] of the
// professional, two digits of rank, and the Luhn key of these 13. Both keys
// are checked. As it holds the number of a person it prints masked.
//
// The zero RPPSRang is "not stated"; a text whose RPPS part is all zeros is
// refused with [ProblemReserved]. Source: ANS, modèle des objets de santé.
type RPPSRang struct{ v uint64 }

// ParseRPPSRang reads an RPPS-rang, 14 digits, with a right key and nothing
// around. The error is a *[ParseError].
func ParseRPPSRang(s string) (RPPSRang, error) { return Options{}.RPPSRang(s) }

// ParseRPPSRangLenient is [ParseRPPSRang] that ignores separators: see
// [Options].
func ParseRPPSRangLenient(s string) (RPPSRang, error) { return Options{Separators: true}.RPPSRang(s) }

// MustParseRPPSRang is [ParseRPPSRang] that panics, for constants and tests.
// The panic does not show the text.
func MustParseRPPSRang(s string) RPPSRang { return must(ParseRPPSRang(s)) }

// RPPSRang is [ParseRPPSRang] under the options.
func (o Options) RPPSRang(s string) (RPPSRang, error) {
	v, err := o.parse(formRPPSRang, s)
	if err != nil {
		return RPPSRang{}, err
	}
	return RPPSRang{cloak(v)}, nil
}

// IsZero reports whether the number is not stated.
func (r RPPSRang) IsZero() bool { return r.v == 0 }

// Canonical returns the 14 characters of the number, "" when not stated. With
// MarshalText and Value it is the explicit way to a number that no other
// method shows.
func (r RPPSRang) Canonical() string { return packedText(uncloak(r.v), 14) }

// String returns "RPPSRang(masked)" or "RPPSRang(not stated)": the number of a
// person stays out of logs. See [RPPSRang.Canonical].
func (r RPPSRang) String() string {
	if r.v == 0 {
		return "RPPSRang(not stated)"
	}
	return "RPPSRang(masked)"
}

// Format writes String for every verb.
func (r RPPSRang) Format(f fmt.State, verb rune) { printAs(f, verb, r.String()) }

// GoString returns String.
func (r RPPSRang) GoString() string { return r.String() }

// LogValue returns String for slog.
func (r RPPSRang) LogValue() slog.Value { return slog.StringValue(r.String()) }

// AppendText appends the canonical text, nothing when not stated.
func (r RPPSRang) AppendText(b []byte) ([]byte, error) {
	if r.v == 0 {
		return b, nil
	}
	return appendPacked(b, uncloak(r.v), 14), nil
}

// MarshalText returns the canonical text, the empty one when not stated.
func (r RPPSRang) MarshalText() ([]byte, error) { return r.AppendText(make([]byte, 0, 14)) }

// UnmarshalText reads the empty text as "not stated" and any other with
// [ParseRPPSRang].
func (r *RPPSRang) UnmarshalText(b []byte) (err error) {
	*r = RPPSRang{}
	if len(b) > 0 {
		*r, err = ParseRPPSRang(string(b))
	}
	return err
}

// Value gives SQL the canonical text, NULL when not stated.
func (r RPPSRang) Value() (driver.Value, error) {
	if r.v == 0 {
		return nil, nil
	}
	return r.Canonical(), nil
}

// Scan reads a text from SQL; NULL and the empty text are "not stated".
// An integer is refused: it has lost the zeros in front.
func (r *RPPSRang) Scan(src any) error {
	*r = RPPSRang{}
	text, err := scanned(KindRPPSRang, src)
	if err == nil && text != "" {
		*r, err = ParseRPPSRang(text)
	}
	return err
}

// Compare orders by text; "not stated" comes first.
func (r RPPSRang) Compare(other RPPSRang) int { return cmp.Compare(uncloak(r.v), uncloak(other.v)) }

// KeyValid reports whether the number is stated and its key is right. It can
// be wrong only after Options.AcceptWrongKey.
func (r RPPSRang) KeyValid() bool {
	p, _ := verdict(formRPPSRang, uncloak(r.v), false)
	return p == 0
}

// Number returns the RPPS number of the professional whose practice it is.
func (r RPPSRang) Number() Number { return Number{cloak(uncloak(r.v) >> 12)} }

// Rank returns the rank of the practice among those of the professional, 0
// to 99; 0 also when not stated.
func (r RPPSRang) Rank() int {
	v := uncloak(r.v)
	return int(10*(v>>8&0xF) + v>>4&0xF)
}
