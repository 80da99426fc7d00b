package rpps

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"log/slog"
	"strings"

	"github.com/rppsplus/rppsplus/internal/enum"
)

// PersonIDKind says what a [PersonID] is made of. The zero kind is "not
// stated".
type PersonIDKind uint8

// The kinds of [PersonID].
const (
	PersonADELI     PersonIDKind = iota + 1 // 0 + ADELI: historic professional
	PersonADELIRang                         // 1 + ADELI-rang / id: employee of an ADELI practice
	PersonFINESS                            // 3 + FINESS / id: employee of a FINESS structure
	PersonSIREN                             // 4 + SIREN / id: defined, no known use
	PersonSIRET                             // 5 + SIRET / id: employee of a SIRET structure
	PersonRPPSRang                          // 6 + RPPS-rang / id: employee of an RPPS practice
	PersonRPPS                              // 8 + RPPS: professional or student
	PersonMSSante                           // 10 + address: secure mail only
	PersonPSI                               // a bare UUID of Pro Santé Identité
	PersonForeign                           // test identity, or a text kept as it came
)

var personKindNames = [...]string{
	"(not stated)", "adeli", "adelirang", "finess", "siren", "siret",
	"rppsrang", "rpps", "mssante", "psi", "foreign",
}

// String returns the name of the kind, "(not stated)" for zero.
func (k PersonIDKind) String() string { return enum.String(personKindNames[:], k) }

// MarshalText returns the name of the kind, the empty text for zero. A kind
// that does not exist is a *[ParseError].
func (k PersonIDKind) MarshalText() ([]byte, error) { return kindText(personKindNames[:], k) }

// UnmarshalText is the inverse of MarshalText.
func (k *PersonIDKind) UnmarshalText(b []byte) error {
	return readKind(k, personKindNames[:], b)
}

var (
	personForms = [...]form{
		PersonADELI: formADELI, PersonADELIRang: formADELIRang, PersonFINESS: formFINESS,
		PersonSIREN: formSIREN, PersonSIRET: formSIRET, PersonRPPSRang: formRPPSRang, PersonRPPS: formRPPS,
		PersonForeign: 0,
	}
	personPrefixes = [...]string{
		PersonADELI: "0", PersonADELIRang: "1", PersonFINESS: "3", PersonSIREN: "4",
		PersonSIRET: "5", PersonRPPSRang: "6", PersonRPPS: "8", PersonMSSante: "10", PersonForeign: "",
	}
)

// PersonID is the national identification of a person, IDNPS: a type prefix
// and an identifier, such as 8 and the RPPS number of a professional.
//
// The prefixes of persons are not those of structures: 3 is FINESS and 5 is
// SIRET here, 1 is FINESS and 3 is SIRET in a [StructureID]. Kinds 1, 3, 4, 5
// and 6 need a slash and an internal identifier, 1 to 64 printable ASCII
// characters. A text that begins with 10 is an MSSanté address when it holds
// an @, and an ADELI-rang otherwise; the sources do not say how to tell.
// Prefixes 2 and 9 are out of use since 2020 and are unknown here.
//
// A bare UUID is an identity of Pro Santé Identité (PSI). Sandbox identities,
// ANS and 14 digits, are [PersonForeign]. Any other text is refused with
// [ProblemUnknown]; [ForeignPersonID] keeps it.
//
// The zero PersonID is "not stated". A PersonID prints masked, whatever its
// kind. A printer that calls no method, as fmt on an unexported field or
// under a misplaced %p or %w, can still see an internal id, an address, a UUID
// or a foreign text, but no number. A PersonID may keep the text it was
// parsed from in memory.
//
// Source: ANS, modèle des objets de santé, Professionnel; NOS TRE_G08; the
// UUID from the PSI and Pro Santé Connect components of the ANS.
type PersonID struct {
	v    uint64 // cloaked digits
	text string // internal id, address, UUID, foreign text
	kind PersonIDKind
}

// ParsePersonID reads an IDNPS: a known prefix and, after it, the right
// shape and key. The error is a *[ParseError].
func ParsePersonID(s string) (PersonID, error) { return Options{}.PersonID(s) }

// ParsePersonIDLenient is [ParsePersonID] that ignores spaces: see [Options].
func ParsePersonIDLenient(s string) (PersonID, error) { return Options{Separators: true}.PersonID(s) }

// MustParsePersonID is [ParsePersonID] that panics, for constants and tests. The
// panic does not show the text.
func MustParsePersonID(s string) PersonID { return must(ParsePersonID(s)) }

// PersonID is [ParsePersonID] under the options.
func (o Options) PersonID(s string) (PersonID, error) {
	t := s
	if o.Separators {
		t = dropSpaces(s)
		o.Separators = false
	}
	v, err := o.personID(t)
	if err != nil {
		return PersonID{}, err.withSpaces(s, len(t))
	}
	return v, nil
}

// maxInternal bounds the internal id of the employees of a structure; the
// longest seen has 15 characters.
const maxInternal = 64

func (o Options) personID(s string) (PersonID, *ParseError) {
	fail := func(p Problem, at int, control string) (PersonID, *ParseError) {
		return PersonID{}, &ParseError{KindPersonID, p, at, control}
	}
	if s == "" {
		return fail(ProblemShape, 0, "length")
	}
	if isUUID(s) {
		if strings.Trim(s, "0-") == "" {
			return fail(ProblemReserved, -1, "zero")
		}
		return PersonID{text: strings.ToLower(s), kind: PersonPSI}, nil
	}
	if isSandboxID(s) {
		return PersonID{text: s, kind: PersonForeign}, nil
	}
	var kind PersonIDKind
	switch s[0] {
	case '0':
		kind = PersonADELI
	case '1':
		kind = PersonADELIRang
		if strings.HasPrefix(s, "10") && strings.IndexByte(s, '@') >= 0 {
			addr, err := parseAddr(s[2:])
			if err != nil {
				return PersonID{}, err.within(KindPersonID, 2)
			}
			return PersonID{text: addr, kind: PersonMSSante}, nil
		}
	case '3':
		kind = PersonFINESS
	case '4':
		kind = PersonSIREN
	case '5':
		kind = PersonSIRET
	case '6':
		kind = PersonRPPSRang
	case '8':
		kind = PersonRPPS
	default:
		return fail(ProblemUnknown, -1, controlPrefix)
	}
	number, internal := s[1:], ""
	employee := kind != PersonADELI && kind != PersonRPPS
	slash := -1
	if employee {
		if slash = strings.IndexByte(number, '/'); slash >= 0 {
			number, internal = number[:slash], number[slash+1:]
		}
	}
	v, err := o.parse(personForms[kind], number)
	if err != nil && err.Problem == ProblemShape {
		return PersonID{}, err.within(KindPersonID, 1)
	}
	// The rest of the shape comes before the key, which options may excuse.
	if employee {
		if slash < 0 {
			return fail(ProblemShape, len(s), "slash")
		}
		if at := badInternal(internal); at >= 0 {
			return fail(ProblemShape, slash+2+at, "internal-id")
		}
	}
	if err != nil {
		return PersonID{}, err.within(KindPersonID, 1)
	}
	return PersonID{v: cloak(v), text: internal, kind: kind}, nil
}

// badInternal returns the byte at which s is no internal id, or -1.
func badInternal(s string) int {
	for i := range len(s) {
		if i == maxInternal || s[i] <= ' ' || s[i] > '~' {
			return i
		}
	}
	if s == "" {
		return 0
	}
	return -1
}

// isUUID reports whether s has the 36 characters of a UUID, of any version.
func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F') {
				return false
			}
		}
	}
	return true
}

// isSandboxID reports whether s is a test identity of origin EDIT in the
// sandbox of Pro Santé Connect: ANS and 14 digits.
func isSandboxID(s string) bool {
	if len(s) != 17 || s[:3] != "ANS" {
		return false
	}
	for i := 3; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// PersonIDOf returns the IDNPS of a professional, 8 and the RPPS number; zero
// for zero.
func PersonIDOf(n Number) PersonID {
	if n.IsZero() {
		return PersonID{}
	}
	return PersonID{v: n.v, kind: PersonRPPS}
}

// ForeignPersonID keeps a text that is no IDNPS, for the callers who need it
// all the same. A text that [ParsePersonID] accepts gives the value it gives
// there, and the empty text gives zero. UnmarshalText and Scan, which are
// strict, refuse the text of a foreign value other than ANS and 14 digits.
func ForeignPersonID(s string) PersonID {
	if s == "" {
		return PersonID{}
	}
	if p, err := ParsePersonID(s); err == nil {
		return p
	}
	return PersonID{text: s, kind: PersonForeign}
}

// IsZero reports whether the identifier is not stated.
func (p PersonID) IsZero() bool { return p.kind == 0 }

// Kind returns the kind of the identifier, zero when not stated.
func (p PersonID) Kind() PersonIDKind { return p.kind }

// Canonical returns the text of the identifier, "" when not stated. With
// MarshalText and Value it is the explicit way to a text that the other
// methods mask.
func (p PersonID) Canonical() string {
	b, _ := p.AppendText(make([]byte, 0, 48))
	return string(b)
}

// String returns "IDNPS(masked)" or "IDNPS(not stated)".
func (p PersonID) String() string {
	if p.kind == 0 {
		return "IDNPS(not stated)"
	}
	return "IDNPS(masked)"
}

// Format writes String for every verb.
func (p PersonID) Format(f fmt.State, verb rune) { printAs(f, verb, p.String()) }

// GoString returns String.
func (p PersonID) GoString() string { return p.String() }

// LogValue returns String for slog.
func (p PersonID) LogValue() slog.Value { return slog.StringValue(p.String()) }

// MarshalText returns the canonical text, the empty one when not stated.
func (p PersonID) MarshalText() ([]byte, error) { return p.AppendText(make([]byte, 0, 48)) }

// UnmarshalText reads the empty text as "not stated" and any other with
// [ParsePersonID].
func (p *PersonID) UnmarshalText(b []byte) (err error) {
	*p = PersonID{}
	if len(b) > 0 {
		*p, err = ParsePersonID(string(b))
	}
	return err
}

// Value gives SQL the canonical text, NULL when not stated.
func (p PersonID) Value() (driver.Value, error) {
	if p.kind == 0 {
		return nil, nil
	}
	return p.Canonical(), nil
}

// Scan reads a text from SQL; NULL and the empty text are "not stated".
func (p *PersonID) Scan(src any) error {
	*p = PersonID{}
	text, err := scanned(KindPersonID, src)
	if err == nil && text != "" {
		*p, err = ParsePersonID(text)
	}
	return err
}

// AppendText appends the canonical text, nothing when not stated.
func (p PersonID) AppendText(b []byte) ([]byte, error) {
	if p.kind == 0 {
		return b, nil
	}
	b = append(b, personPrefixes[p.kind]...)
	if f := personForms[p.kind]; f != 0 {
		b = appendPacked(b, uncloak(p.v), f.width())
		if p.text == "" {
			return b, nil
		}
		b = append(b, '/')
	}
	return append(b, p.text...), nil
}

// Compare orders by kind, then by number, then by the rest of the text; "not
// stated" comes first.
func (p PersonID) Compare(other PersonID) int {
	return cmp.Or(
		cmp.Compare(p.kind, other.kind),
		cmp.Compare(uncloak(p.v), uncloak(other.v)),
		strings.Compare(p.text, other.text),
	)
}

// KeyValid reports whether the identifier is stated and the key of the number
// in it is right; true also for the kinds that have no key.
func (p PersonID) KeyValid() bool {
	f := personForms[p.kind]
	if f == 0 {
		return p.kind != 0
	}
	problem, _ := verdict(f, uncloak(p.v), false)
	return problem == 0
}

func (p PersonID) number(k PersonIDKind) uint64 {
	if p.kind != k {
		return 0
	}
	return uncloak(p.v)
}

// Number returns the RPPS number of a [PersonRPPS], zero for other kinds.
func (p PersonID) Number() Number { return Number{cloak(p.number(PersonRPPS))} }

// FINESS returns the employer of a [PersonFINESS], zero for other kinds.
func (p PersonID) FINESS() FINESS { return FINESS{p.number(PersonFINESS)} }

// SIREN returns the employer of a [PersonSIREN], zero for other kinds.
func (p PersonID) SIREN() SIREN { return SIREN{p.number(PersonSIREN)} }

// SIRET returns the employer of a [PersonSIRET], zero for other kinds.
func (p PersonID) SIRET() SIRET { return SIRET{p.number(PersonSIRET)} }

// RPPSRang returns the employing practice of a [PersonRPPSRang], zero for
// other kinds. Its number is that of the employer, not of this person.
func (p PersonID) RPPSRang() RPPSRang { return RPPSRang{cloak(p.number(PersonRPPSRang))} }

// ADELI returns the number of a [PersonADELI], or the practice without its
// rank for a [PersonADELIRang], where it is the number of the employer; zero
// for other kinds.
func (p PersonID) ADELI() ADELI {
	v := p.number(PersonADELI) | p.number(PersonADELIRang)>>8
	return ADELI{cloak(v)}
}

// MSSante returns the address of a [PersonMSSante], zero for other kinds.
func (p PersonID) MSSante() MSSante {
	if p.kind != PersonMSSante {
		return MSSante{}
	}
	return MSSante{p.text}
}

// InternalID returns what follows the slash for the employees of a
// structure, "" for other kinds.
func (p PersonID) InternalID() string {
	if personForms[p.kind] == 0 {
		return ""
	}
	return p.text
}

// UUID returns the UUID of a [PersonPSI] in small letters, "" for other
// kinds.
func (p PersonID) UUID() string {
	if p.kind != PersonPSI {
		return ""
	}
	return p.text
}
