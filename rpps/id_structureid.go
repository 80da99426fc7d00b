package rpps

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"log/slog"

	"github.com/rppsplus/rppsplus/internal/enum"
)

// StructureIDKind says what a [StructureID] is made of. The zero kind is "not
// stated".
type StructureIDKind uint8

// The kinds of [StructureID].
const (
	StructureADELIRang StructureIDKind = iota + 1 // 0 + ADELI-rang: practice
	StructureFINESS                               // 1 + FINESS: legal entity or site
	StructureSIREN                                // 2 + SIREN: legal unit
	StructureSIRET                                // 3 + SIRET: establishment
	StructureRPPSRang                             // 4 + RPPS-rang: practice
)

var structureKindNames = [...]string{"(not stated)", "adelirang", "finess", "siren", "siret", "rppsrang"}

// String returns the name of the kind, "(not stated)" for zero.
func (k StructureIDKind) String() string { return enum.String(structureKindNames[:], k) }

// MarshalText returns the name of the kind, the empty text for zero. A kind
// that does not exist is a *[ParseError].
func (k StructureIDKind) MarshalText() ([]byte, error) {
	return kindText(structureKindNames[:], k)
}

// UnmarshalText is the inverse of MarshalText.
func (k *StructureIDKind) UnmarshalText(b []byte) error {
	return readKind(k, structureKindNames[:], b)
}

// personal reports whether the identifier holds the number of a person.
func (k StructureIDKind) personal() bool { return k == StructureADELIRang || k == StructureRPPSRang }

var structureForms = [...]form{
	StructureADELIRang: formADELIRang, StructureFINESS: formFINESS,
	StructureSIREN: formSIREN, StructureSIRET: formSIRET, StructureRPPSRang: formRPPSRang,
}

// StructureID is the national identification of a structure, IDNST: a type
// prefix and an identifier, such as 1 and a FINESS number.
//
// The prefixes of structures are not those of persons: 1 is FINESS and 3 is
// SIRET here, 3 is FINESS and 5 is SIRET in a [PersonID]. The form without a
// prefix is a [TechnicalID] and is [ProblemUnknown] here.
//
// The zero StructureID is "not stated". Kinds [StructureADELIRang] and
// [StructureRPPSRang] hold the number of a person and print masked.
//
// Source: ANS, modèle des objets de santé; NOS TRE_G07.
type StructureID struct {
	v    uint64 // cloaked digits
	kind StructureIDKind
}

// ParseStructureID reads an IDNST: a known prefix and, after it, the right
// shape and key. The error is a *[ParseError].
func ParseStructureID(s string) (StructureID, error) { return Options{}.StructureID(s) }

// ParseStructureIDLenient is [ParseStructureID] that ignores spaces: see [Options].
func ParseStructureIDLenient(s string) (StructureID, error) {
	return Options{Separators: true}.StructureID(s)
}

// MustParseStructureID is [ParseStructureID] that panics, for constants and tests. The
// panic does not show the text.
func MustParseStructureID(s string) StructureID { return must(ParseStructureID(s)) }

// StructureID is [ParseStructureID] under the options.
func (o Options) StructureID(s string) (StructureID, error) {
	t := s
	if o.Separators {
		t = dropSpaces(s)
		o.Separators = false
	}
	v, err := o.structureID(t)
	if err != nil {
		return StructureID{}, err.withSpaces(s, len(t))
	}
	return v, nil
}

func (o Options) structureID(s string) (StructureID, *ParseError) {
	if s == "" {
		return StructureID{}, &ParseError{KindStructureID, ProblemShape, 0, "length"}
	}
	if s[0] < '0' || s[0] > '4' {
		return StructureID{}, &ParseError{KindStructureID, ProblemUnknown, -1, controlPrefix}
	}
	kind := StructureIDKind(s[0]-'0') + StructureADELIRang
	v, err := o.parse(structureForms[kind], s[1:])
	if err != nil {
		return StructureID{}, err.within(KindStructureID, 1)
	}
	return StructureID{cloak(v), kind}, nil
}

// StructureIDOfFINESS returns the IDNST of a FINESS structure, 1 and the
// number; zero for zero.
func StructureIDOfFINESS(f FINESS) StructureID {
	if f.IsZero() {
		return StructureID{}
	}
	return StructureID{cloak(f.v), StructureFINESS}
}

// StructureIDOfSIRET returns the IDNST of an establishment, 3 and the number;
// zero for zero.
func StructureIDOfSIRET(s SIRET) StructureID {
	if s.IsZero() {
		return StructureID{}
	}
	return StructureID{cloak(s.v), StructureSIRET}
}

// IsZero reports whether the identifier is not stated.
func (s StructureID) IsZero() bool { return s.kind == 0 }

// Kind returns the kind of the identifier, zero when not stated.
func (s StructureID) Kind() StructureIDKind { return s.kind }

// Canonical returns the text of the identifier, "" when not stated. With
// MarshalText and Value it is the explicit way to a text that the other
// methods mask.
func (s StructureID) Canonical() string {
	b, _ := s.AppendText(make([]byte, 0, 48))
	return string(b)
}

// String returns the canonical text, "IDNST(masked)" when it holds or may
// hold the number of a person (see [StructureID]), or "IDNST(not stated)".
func (s StructureID) String() string {
	switch {
	case s.kind == 0:
		return "IDNST(not stated)"
	case s.kind.personal():
		return "IDNST(masked)"
	}
	return s.Canonical()
}

// Format writes String for every verb.
func (s StructureID) Format(f fmt.State, verb rune) { printAs(f, verb, s.String()) }

// GoString returns String.
func (s StructureID) GoString() string { return s.String() }

// LogValue returns String for slog.
func (s StructureID) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText returns the canonical text, the empty one when not stated.
func (s StructureID) MarshalText() ([]byte, error) { return s.AppendText(make([]byte, 0, 48)) }

// UnmarshalText reads the empty text as "not stated" and any other with
// [ParseStructureID].
func (s *StructureID) UnmarshalText(b []byte) (err error) {
	*s = StructureID{}
	if len(b) > 0 {
		*s, err = ParseStructureID(string(b))
	}
	return err
}

// Value gives SQL the canonical text, NULL when not stated.
func (s StructureID) Value() (driver.Value, error) {
	if s.kind == 0 {
		return nil, nil
	}
	return s.Canonical(), nil
}

// Scan reads a text from SQL; NULL and the empty text are "not stated".
func (s *StructureID) Scan(src any) error {
	*s = StructureID{}
	text, err := scanned(KindStructureID, src)
	if err == nil && text != "" {
		*s, err = ParseStructureID(text)
	}
	return err
}

// AppendText appends the canonical text, nothing when not stated.
func (s StructureID) AppendText(b []byte) ([]byte, error) {
	if s.kind == 0 {
		return b, nil
	}
	b = append(b, '0'+byte(s.kind-StructureADELIRang))
	return appendPacked(b, uncloak(s.v), structureForms[s.kind].width()), nil
}

// Compare orders by kind, then by number; "not stated" comes first.
func (s StructureID) Compare(other StructureID) int {
	return cmp.Or(cmp.Compare(s.kind, other.kind), cmp.Compare(uncloak(s.v), uncloak(other.v)))
}

// KeyValid reports whether the identifier is stated and the key of the number
// in it is right.
func (s StructureID) KeyValid() bool {
	if s.kind == 0 {
		return false
	}
	p, _ := verdict(structureForms[s.kind], uncloak(s.v), false)
	return p == 0
}

func (s StructureID) number(k StructureIDKind) uint64 {
	if s.kind != k {
		return 0
	}
	return uncloak(s.v)
}

// FINESS returns the number of a [StructureFINESS], zero for other kinds.
func (s StructureID) FINESS() FINESS { return FINESS{s.number(StructureFINESS)} }

// SIREN returns the number of a [StructureSIREN], zero for other kinds.
func (s StructureID) SIREN() SIREN { return SIREN{s.number(StructureSIREN)} }

// SIRET returns the number of a [StructureSIRET], zero for other kinds.
func (s StructureID) SIRET() SIRET { return SIRET{s.number(StructureSIRET)} }

// RPPSRang returns the practice of a [StructureRPPSRang], zero for other
// kinds.
func (s StructureID) RPPSRang() RPPSRang { return RPPSRang{cloak(s.number(StructureRPPSRang))} }

// ADELI returns the practice of a [StructureADELIRang] without its rank, zero
// for other kinds.
func (s StructureID) ADELI() ADELI { return ADELI{cloak(s.number(StructureADELIRang) >> 8)} }
