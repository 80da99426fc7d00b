package rpps

import (
	"cmp"
	"database/sql/driver"
)

// SIRET is the number of an establishment: the [SIREN] of its legal unit and
// the NIC, five digits. The 14 digits satisfy Luhn and the SIREN satisfies it
// alone; a SIRET can pass the first check and fail the second.
//
// The establishments of La Poste (SIREN 356000000) are an exception. By
// default their 14 digits satisfy Luhn or add up to a multiple of 5, which
// refuses no true number. With Options.StrictLaPoste the head office
// 35600000000048 satisfies Luhn and all others add up to a multiple of 5.
//
// The zero SIRET is "not stated". The NIC 00000 and the SIREN 000000000 are
// never given and are refused with [ProblemReserved]. Source: Insee.
type SIRET struct{ v uint64 }

// ParseSIRET reads a SIRET, 14 digits, with a right key and nothing around.
// The error is a *[ParseError].
func ParseSIRET(s string) (SIRET, error) { return Options{}.SIRET(s) }

// ParseSIRETLenient is [ParseSIRET] that ignores separators: see [Options].
func ParseSIRETLenient(s string) (SIRET, error) { return Options{Separators: true}.SIRET(s) }

// MustParseSIRET is [ParseSIRET] that panics, for constants and tests. The
// panic does not show the text.
func MustParseSIRET(s string) SIRET { return must(ParseSIRET(s)) }

// SIRET is [ParseSIRET] under the options.
func (o Options) SIRET(s string) (SIRET, error) {
	v, err := o.parse(formSIRET, s)
	if err != nil {
		return SIRET{}, err
	}
	return SIRET{v}, nil
}

// IsZero reports whether the number is not stated.
func (s SIRET) IsZero() bool { return s.v == 0 }

// Canonical returns the 14 characters of the number, "" when not stated.
func (s SIRET) Canonical() string { return packedText(s.v, 14) }

// String returns the number, or "SIRET(not stated)".
func (s SIRET) String() string {
	if s.v == 0 {
		return "SIRET(not stated)"
	}
	return s.Canonical()
}

// AppendText appends the canonical text, nothing when not stated.
func (s SIRET) AppendText(b []byte) ([]byte, error) {
	if s.v == 0 {
		return b, nil
	}
	return appendPacked(b, s.v, 14), nil
}

// MarshalText returns the canonical text, the empty one when not stated.
func (s SIRET) MarshalText() ([]byte, error) { return s.AppendText(make([]byte, 0, 14)) }

// UnmarshalText reads the empty text as "not stated" and any other with
// [ParseSIRET].
func (s *SIRET) UnmarshalText(b []byte) (err error) {
	*s = SIRET{}
	if len(b) > 0 {
		*s, err = ParseSIRET(string(b))
	}
	return err
}

// Value gives SQL the canonical text, NULL when not stated.
func (s SIRET) Value() (driver.Value, error) {
	if s.v == 0 {
		return nil, nil
	}
	return s.Canonical(), nil
}

// Scan reads a text from SQL; NULL and the empty text are "not stated".
// An integer is refused: it has lost the zeros in front.
func (s *SIRET) Scan(src any) error {
	*s = SIRET{}
	text, err := scanned(KindSIRET, src)
	if err == nil && text != "" {
		*s, err = ParseSIRET(text)
	}
	return err
}

// Compare orders by text; "not stated" comes first.
func (s SIRET) Compare(other SIRET) int { return cmp.Compare(s.v, other.v) }

// KeyValid reports whether the number is stated and its key is right. It can
// be wrong only after Options.AcceptWrongKey.
func (s SIRET) KeyValid() bool {
	p, _ := verdict(formSIRET, s.v, false)
	return p == 0
}

// SIREN returns the number of the legal unit, its first nine digits.
func (s SIRET) SIREN() SIREN { return SIREN{s.v >> 20} }

// NIC returns the last five digits, "" when not stated.
func (s SIRET) NIC() string {
	if s.v == 0 {
		return ""
	}
	return packedText(s.v&0xFFFFF, 5)
}

const (
	laPoste           = 0x356000000
	laPosteHeadOffice = 0x35600000000048
)

func verdictSIRET(v uint64, strictLaPoste bool) (Problem, string) {
	siren := v >> 20
	switch {
	case siren == 0:
		return ProblemReserved, "siren"
	case v&0xFFFFF == 0:
		return ProblemReserved, "nic"
	case siren == laPoste:
		// The strict reading leaves Luhn to the head office, whose sum is 26.
		byLuhn := luhn(v) == 0 && (!strictLaPoste || v == laPosteHeadOffice)
		if !byLuhn && digitSum(v)%5 != 0 {
			return ProblemKey, "la-poste"
		}
	case luhn(siren) != 0:
		return ProblemKey, "siren"
	case luhn(v) != 0:
		return ProblemKey, "luhn"
	}
	return 0, ""
}
