package rpps

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"log/slog"
	"strings"
)

// MSSante is an address of the secure mail of health, MSSanté. It is checked
// as an e-mail address and not by its domain, for the accepted domains are a
// list that changes: a local part of RFC 5322 atoms, up to 64 bytes, and a
// host name of at least two labels, 254 bytes in all. Quoted local parts and
// characters out of ASCII are refused.
//
// The canonical form has the domain in small letters; the local part is kept
// as it is. The zero MSSante is "not stated". As the address of a person it
// prints masked; a printer that calls no method, as fmt on an unexported
// field or under a misplaced %p or %w, can still see it.
type MSSante struct{ addr string }

// ParseMSSante reads an address. The error is a *[ParseError].
func ParseMSSante(s string) (MSSante, error) { return Options{}.MSSante(s) }

// ParseMSSanteLenient is [ParseMSSante] that ignores spaces at both ends.
func ParseMSSanteLenient(s string) (MSSante, error) { return Options{Separators: true}.MSSante(s) }

// MustParseMSSante is [ParseMSSante] that panics, for constants and tests.
// The panic does not show the text.
func MustParseMSSante(s string) MSSante { return must(ParseMSSante(s)) }

// MSSante is [ParseMSSante] under the options.
func (o Options) MSSante(s string) (MSSante, error) {
	start := 0
	if o.Separators {
		for start < len(s) {
			w := separator(s[start:], false)
			if w == 0 {
				break
			}
			start += w
		}
		s = trimSpacesRight(s)
		start = min(start, len(s))
	}
	addr, err := parseAddr(s[start:])
	if err != nil {
		err.Offset += start
		return MSSante{}, err
	}
	return MSSante{addr}, nil
}

func trimSpacesRight(s string) string {
	for {
		n := len(s)
		for _, w := range [...]int{1, 2, 3} {
			if n >= w && separator(s[n-w:], false) == w {
				s = s[:n-w]
				break
			}
		}
		if len(s) == n {
			return s
		}
	}
}

const (
	maxLocal = 64
	maxLabel = 63
	maxAddr  = 254
)

// parseAddr checks an address and returns its canonical form.
func parseAddr(s string) (string, *ParseError) {
	fail := func(at int, control string) (string, *ParseError) {
		return "", &ParseError{KindMSSante, ProblemShape, at, control}
	}
	if len(s) > maxAddr {
		return fail(maxAddr, "length")
	}
	at := strings.IndexByte(s, '@')
	if at < 0 {
		return fail(len(s), "at")
	}
	if at > maxLocal {
		return fail(maxLocal, "length")
	}
	local := s[:at+1] // with its @, which ends the last atom
	atom := 0
	for i := range len(local) {
		switch c := local[i]; {
		case c == '.' || c == '@':
			if i == atom {
				return fail(i, "local")
			}
			atom = i + 1
		case !isAtom(c):
			return fail(i, "local")
		}
	}
	labels, label, upper := 0, at+1, false
	for i := label; i <= len(s); i++ {
		if i == len(s) || s[i] == '.' {
			if i == label || i-label > maxLabel || s[label] == '-' || s[i-1] == '-' {
				return fail(i, "domain")
			}
			labels++
			label = i + 1
			continue
		}
		switch c := s[i]; {
		case 'A' <= c && c <= 'Z':
			upper = true
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '-':
		default:
			return fail(i, "domain")
		}
	}
	if labels < 2 {
		return fail(len(s), "domain")
	}
	if upper {
		s = local + strings.ToLower(s[at+1:])
	}
	return s, nil
}

// isAtom reports whether c is atext of RFC 5322.
func isAtom(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		strings.IndexByte("!#$%&'*+-/=?^_`{|}~", c) >= 0
}

// IsZero reports whether the address is not stated.
func (m MSSante) IsZero() bool { return m.addr == "" }

// Canonical returns the address with its domain in small letters, "" when not
// stated. With MarshalText and Value it is the explicit way to the address.
func (m MSSante) Canonical() string { return m.addr }

// String returns "MSSante(masked)" or "MSSante(not stated)".
func (m MSSante) String() string {
	if m.addr == "" {
		return "MSSante(not stated)"
	}
	return "MSSante(masked)"
}

// Format writes String for every verb.
func (m MSSante) Format(f fmt.State, verb rune) { printAs(f, verb, m.String()) }

// GoString returns String.
func (m MSSante) GoString() string { return m.String() }

// LogValue returns String for slog.
func (m MSSante) LogValue() slog.Value { return slog.StringValue(m.String()) }

// AppendText appends the canonical text, nothing when not stated.
func (m MSSante) AppendText(b []byte) ([]byte, error) { return append(b, m.addr...), nil }

// MarshalText returns the canonical text, the empty one when not stated.
func (m MSSante) MarshalText() ([]byte, error) { return []byte(m.addr), nil }

// UnmarshalText reads the empty text as "not stated" and any other with
// [ParseMSSante].
func (m *MSSante) UnmarshalText(b []byte) (err error) {
	*m = MSSante{}
	if len(b) > 0 {
		*m, err = ParseMSSante(string(b))
	}
	return err
}

// Value gives SQL the canonical text, NULL when not stated.
func (m MSSante) Value() (driver.Value, error) {
	if m.addr == "" {
		return nil, nil
	}
	return m.addr, nil
}

// Scan reads a text from SQL; NULL and the empty text are "not stated".
func (m *MSSante) Scan(src any) error {
	*m = MSSante{}
	text, err := scanned(KindMSSante, src)
	if err == nil && text != "" {
		*m, err = ParseMSSante(text)
	}
	return err
}

// Compare orders by text; "not stated" comes first.
func (m MSSante) Compare(other MSSante) int { return cmp.Compare(m.addr, other.addr) }
