package rpps

import (
	"cmp"
	"database/sql/driver"
)

// FINESS is the number of a health or social structure, legal entity or site:
// the number does not say which, so carry that beside it. It has 9
// characters: two of department, an order number, and a Luhn key. The second
// may be a letter A or B, which counts 1 or 2 in the key.
//
// Numbers with a letter after another digit than 2 ("0B", "1B") are test
// structures of the ANS. Some satisfy the key and some do not, and no rule is
// known: a test number whose key fails is [ProblemUnknown], which
// Options.AcceptWrongKey lets through.
//
// The zero FINESS is "not stated"; nine zeros are refused with
// [ProblemReserved]. Source: ANS, modèle des objets de santé; the value of
// the letters is drawn from published numbers of Corsica.
type FINESS struct{ v uint64 }

// ParseFINESS reads a FINESS number, 9 characters, with a right key and
// nothing around. The error is a *[ParseError].
func ParseFINESS(s string) (FINESS, error) { return Options{}.FINESS(s) }

// ParseFINESSLenient is [ParseFINESS] that ignores separators: see [Options].
func ParseFINESSLenient(s string) (FINESS, error) { return Options{Separators: true}.FINESS(s) }

// MustParseFINESS is [ParseFINESS] that panics, for constants and tests. The
// panic does not show the text.
func MustParseFINESS(s string) FINESS { return must(ParseFINESS(s)) }

// FINESS is [ParseFINESS] under the options.
func (o Options) FINESS(s string) (FINESS, error) {
	v, err := o.parse(formFINESS, s)
	if err != nil {
		return FINESS{}, err
	}
	return FINESS{v}, nil
}

// IsZero reports whether the number is not stated.
func (n FINESS) IsZero() bool { return n.v == 0 }

// Canonical returns the 9 characters of the number, "" when not stated.
func (n FINESS) Canonical() string { return packedText(n.v, 9) }

// String returns the number, or "FINESS(not stated)".
func (n FINESS) String() string {
	if n.v == 0 {
		return "FINESS(not stated)"
	}
	return n.Canonical()
}

// AppendText appends the canonical text, nothing when not stated.
func (n FINESS) AppendText(b []byte) ([]byte, error) {
	if n.v == 0 {
		return b, nil
	}
	return appendPacked(b, n.v, 9), nil
}

// MarshalText returns the canonical text, the empty one when not stated.
func (n FINESS) MarshalText() ([]byte, error) { return n.AppendText(make([]byte, 0, 9)) }

// UnmarshalText reads the empty text as "not stated" and any other with
// [ParseFINESS].
func (n *FINESS) UnmarshalText(b []byte) (err error) {
	*n = FINESS{}
	if len(b) > 0 {
		*n, err = ParseFINESS(string(b))
	}
	return err
}

// Value gives SQL the canonical text, NULL when not stated.
func (n FINESS) Value() (driver.Value, error) {
	if n.v == 0 {
		return nil, nil
	}
	return n.Canonical(), nil
}

// Scan reads a text from SQL; NULL and the empty text are "not stated".
// An integer is refused: it has lost the zeros in front.
func (n *FINESS) Scan(src any) error {
	*n = FINESS{}
	text, err := scanned(KindFINESS, src)
	if err == nil && text != "" {
		*n, err = ParseFINESS(text)
	}
	return err
}

// Compare orders by text; "not stated" comes first.
func (n FINESS) Compare(other FINESS) int { return cmp.Compare(n.v, other.v) }

// KeyValid reports whether the number is stated and its key is right. It can
// be wrong only after Options.AcceptWrongKey.
func (n FINESS) KeyValid() bool {
	p, _ := verdict(formFINESS, n.v, false)
	return p == 0
}

// IsTest reports whether the number is a test structure of the ANS: a letter
// in second place after another digit than 2.
func (n FINESS) IsTest() bool { return isTestFINESS(n.v) }

func isTestFINESS(v uint64) bool { return v>>28&0xF > 9 && v>>32 != 2 }

// Department returns the first two characters, such as "75", "2A", or "97"
// for all departments overseas; "" when not stated.
func (n FINESS) Department() string {
	if n.v == 0 {
		return ""
	}
	return string(appendPacked(make([]byte, 0, 2), n.v>>28, 2))
}
