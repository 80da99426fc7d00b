package rpps

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"log/slog"
	"time"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// TechnicalIDKind says what a [TechnicalID] is made of. The zero kind is "not
// stated".
type TechnicalIDKind uint8

// The kinds of [TechnicalID].
const (
	TechnicalFINESS      TechnicalIDKind = iota + 1 // F + FINESS, and a date for pharmacies
	TechnicalPractice                               // R + digits: practice
	TechnicalSIRET                                  // C + SIRET
	TechnicalADELIRang                              // C + ADELI-rang: practice
	TechnicalLegalEntity                            // REJ + digits: legal entity of a practice
)

var technicalKindNames = [...]string{"(not stated)", "finess", "practice", "siret", "adelirang", "legalentity"}

// String returns the name of the kind, "(not stated)" for zero.
func (k TechnicalIDKind) String() string { return enum.String(technicalKindNames[:], k) }

// MarshalText returns the name of the kind, the empty text for zero. A kind
// that does not exist is a *[ParseError].
func (k TechnicalIDKind) MarshalText() ([]byte, error) {
	return kindText(technicalKindNames[:], k)
}

// UnmarshalText is the inverse of MarshalText.
func (k *TechnicalIDKind) UnmarshalText(b []byte) error {
	return readKind(k, technicalKindNames[:], b)
}

// personal reports whether the identifier holds, or may hold, the number of a
// person: what the digits of practices are made of is not published.
func (k TechnicalIDKind) personal() bool {
	return k == TechnicalPractice || k == TechnicalADELIRang || k == TechnicalLegalEntity
}

var technicalForms = [...]form{
	TechnicalFINESS: formFINESS, TechnicalSIRET: formSIRET,
	TechnicalADELIRang: formADELIRang, TechnicalLegalEntity: 0,
}

// TechnicalID is the technical identifier of a structure, which links the
// activities of the directory and of Pro Santé Connect to their structure:
//
//	F + FINESS              structure; pharmacies add a date ddmmyyyy
//	R + 1 to 14 digits      practice
//	C + SIRET               establishment, 14 digits
//	C + ADELI-rang          practice, 11 characters
//	REJ + 1 to 14 digits    legal entity of a practice
//
// The numbers of FINESS, SIRET and ADELI are checked with their keys, and the
// date is a day of the calendar; another beginning is [ProblemUnknown].
//
// The zero TechnicalID is "not stated". Kinds [TechnicalPractice],
// [TechnicalADELIRang] and [TechnicalLegalEntity] hold or may hold the number
// of a person and print masked.
//
// No document describes the form: it is drawn from published files.
type TechnicalID struct {
	v     uint64 // cloaked digits
	date  civil.Date
	kind  TechnicalIDKind
	width uint8 // digits of a practice or its legal entity, 0 otherwise
}

// ParseTechnicalID reads a technical id. The numbers in it must have the
// right key. The error is a *[ParseError].
func ParseTechnicalID(s string) (TechnicalID, error) { return Options{}.TechnicalID(s) }

// ParseTechnicalIDLenient is [ParseTechnicalID] that ignores spaces: see [Options].
func ParseTechnicalIDLenient(s string) (TechnicalID, error) {
	return Options{Separators: true}.TechnicalID(s)
}

// MustParseTechnicalID is [ParseTechnicalID] that panics, for constants and tests. The
// panic does not show the text.
func MustParseTechnicalID(s string) TechnicalID { return must(ParseTechnicalID(s)) }

// TechnicalID is [ParseTechnicalID] under the options.
func (o Options) TechnicalID(s string) (TechnicalID, error) {
	t := s
	if o.Separators {
		t = dropSpaces(s)
		o.Separators = false
	}
	v, err := o.technicalID(t)
	if err != nil {
		return TechnicalID{}, err.withSpaces(s, len(t))
	}
	return v, nil
}

// maxTechnical is the longest run of digits seen after R.
const maxTechnical = 14

func (o Options) technicalID(s string) (TechnicalID, *ParseError) {
	fail := func(p Problem, at int, control string) (TechnicalID, *ParseError) {
		return TechnicalID{}, &ParseError{KindTechnicalID, p, at, control}
	}
	if s == "" {
		return fail(ProblemShape, 0, "length")
	}
	id := TechnicalID{}
	number := s[1:]
	switch s[0] {
	case 'F':
		id.kind = TechnicalFINESS
		const width = 9
		if len(number) > width {
			date, at, control := ddmmyyyy(number[width:])
			if control != "" {
				// A wrong character further left is the better answer.
				if _, err := o.read(formFINESS, number[:width]); err != nil {
					return TechnicalID{}, err.within(KindTechnicalID, 1)
				}
				return fail(ProblemShape, 1+width+at, control)
			}
			id.date = date
			number = number[:width]
		}
	case 'C':
		id.kind = TechnicalSIRET
		if len(number) == formADELIRang.width() {
			id.kind = TechnicalADELIRang
		}
	case 'R':
		id.kind = TechnicalPractice
		start := 1
		if len(s) >= 3 && s[:3] == "REJ" {
			id.kind = TechnicalLegalEntity
			start = 3
		}
		var v uint64
		for i := start; i < len(s); i++ {
			switch {
			case i == start+maxTechnical:
				return fail(ProblemShape, i, "length")
			case s[i] < '0' || s[i] > '9':
				return fail(ProblemShape, i, "digit")
			}
			v = v<<4 | uint64(s[i]-'0')
		}
		if len(s) == start {
			return fail(ProblemShape, start, "length")
		}
		id.v, id.width = cloak(v), uint8(len(s)-start)
		return id, nil
	default:
		return fail(ProblemUnknown, -1, controlPrefix)
	}
	v, err := o.parse(technicalForms[id.kind], number)
	if err != nil {
		return TechnicalID{}, err.within(KindTechnicalID, 1)
	}
	id.v = cloak(v)
	return id, nil
}

// ddmmyyyy reads eight digits as a day; control is empty when they are one,
// or says what is wrong at byte at.
func ddmmyyyy(s string) (d civil.Date, at int, control string) {
	n := 0
	for i := range len(s) {
		if i == 8 {
			return d, i, "length"
		}
		if s[i] < '0' || s[i] > '9' {
			return d, i, "digit"
		}
		n = n*10 + int(s[i]-'0')
	}
	if len(s) < 8 {
		return d, len(s), "length"
	}
	d, err := civil.New(n%10000, time.Month(n/10000%100), n/1000000)
	if err != nil {
		return d, 0, "date"
	}
	return d, 0, ""
}

// IsZero reports whether the identifier is not stated.
func (t TechnicalID) IsZero() bool { return t.kind == 0 }

// Kind returns the kind of the identifier, zero when not stated.
func (t TechnicalID) Kind() TechnicalIDKind { return t.kind }

// Canonical returns the text of the identifier, "" when not stated. With
// MarshalText and Value it is the explicit way to a text that the other
// methods mask.
func (t TechnicalID) Canonical() string {
	b, _ := t.AppendText(make([]byte, 0, 48))
	return string(b)
}

// String returns the canonical text, "TechnicalID(masked)" when it holds or may
// hold the number of a person (see [TechnicalID]), or "TechnicalID(not stated)".
func (t TechnicalID) String() string {
	switch {
	case t.kind == 0:
		return "TechnicalID(not stated)"
	case t.kind.personal():
		return "TechnicalID(masked)"
	}
	return t.Canonical()
}

// Format writes String for every verb.
func (t TechnicalID) Format(f fmt.State, verb rune) { printAs(f, verb, t.String()) }

// GoString returns String.
func (t TechnicalID) GoString() string { return t.String() }

// LogValue returns String for slog.
func (t TechnicalID) LogValue() slog.Value { return slog.StringValue(t.String()) }

// MarshalText returns the canonical text, the empty one when not stated.
func (t TechnicalID) MarshalText() ([]byte, error) { return t.AppendText(make([]byte, 0, 48)) }

// UnmarshalText reads the empty text as "not stated" and any other with
// [ParseTechnicalID].
func (t *TechnicalID) UnmarshalText(b []byte) (err error) {
	*t = TechnicalID{}
	if len(b) > 0 {
		*t, err = ParseTechnicalID(string(b))
	}
	return err
}

// Value gives SQL the canonical text, NULL when not stated.
func (t TechnicalID) Value() (driver.Value, error) {
	if t.kind == 0 {
		return nil, nil
	}
	return t.Canonical(), nil
}

// Scan reads a text from SQL; NULL and the empty text are "not stated".
func (t *TechnicalID) Scan(src any) error {
	*t = TechnicalID{}
	text, err := scanned(KindTechnicalID, src)
	if err == nil && text != "" {
		*t, err = ParseTechnicalID(text)
	}
	return err
}

// AppendText appends the canonical text, nothing when not stated.
func (t TechnicalID) AppendText(b []byte) ([]byte, error) {
	width := int(t.width)
	switch t.kind {
	case 0:
		return b, nil
	case TechnicalFINESS:
		b = append(b, 'F')
	case TechnicalPractice:
		b = append(b, 'R')
	case TechnicalLegalEntity:
		b = append(b, "REJ"...)
	default:
		b = append(b, 'C')
	}
	if width == 0 {
		width = technicalForms[t.kind].width()
	}
	b = appendPacked(b, uncloak(t.v), width)
	if !t.date.IsZero() {
		y, m, d := t.date.Year(), int(t.date.Month()), t.date.Day()
		for _, n := range [...]int{d, m, y / 100, y % 100} {
			b = append(b, byte('0'+n/10), byte('0'+n%10))
		}
	}
	return b, nil
}

// Compare orders by kind, then by length and value of the number, then by
// date; "not stated" comes first.
func (t TechnicalID) Compare(other TechnicalID) int {
	return cmp.Or(
		cmp.Compare(t.kind, other.kind),
		cmp.Compare(t.width, other.width),
		cmp.Compare(uncloak(t.v), uncloak(other.v)),
		t.date.Compare(other.date),
	)
}

// KeyValid reports whether the identifier is stated and the key of the number
// in it is right; true also for the kinds that have no known key.
func (t TechnicalID) KeyValid() bool {
	f := technicalForms[t.kind]
	if f == 0 {
		return t.kind != 0
	}
	p, _ := verdict(f, uncloak(t.v), false)
	return p == 0
}

func (t TechnicalID) number(k TechnicalIDKind) uint64 {
	if t.kind != k {
		return 0
	}
	return uncloak(t.v)
}

// FINESS returns the number of a [TechnicalFINESS], zero for other kinds.
func (t TechnicalID) FINESS() FINESS { return FINESS{t.number(TechnicalFINESS)} }

// SIRET returns the number of a [TechnicalSIRET], zero for other kinds.
func (t TechnicalID) SIRET() SIRET { return SIRET{t.number(TechnicalSIRET)} }

// ADELI returns the practice of a [TechnicalADELIRang] without its rank, zero
// for other kinds.
func (t TechnicalID) ADELI() ADELI { return ADELI{cloak(t.number(TechnicalADELIRang) >> 8)} }

// Date returns the date that pharmacies have after their FINESS number, zero
// when there is none. What the date means is not documented.
func (t TechnicalID) Date() civil.Date { return t.date }
