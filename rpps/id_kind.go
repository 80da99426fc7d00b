package rpps

import (
	"strconv"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Kind says which identifier a text is, or was expected to be. The zero Kind
// is "not stated".
type Kind uint8

// The kinds of identifiers.
const (
	KindRPPS        Kind = iota + 1 // RPPS number of a professional: [Number]
	KindSIREN                       // SIREN of a legal unit: [SIREN]
	KindSIRET                       // SIRET of an establishment: [SIRET]
	KindFINESS                      // FINESS of a legal entity or a site: [FINESS]
	KindRPPSRang                    // practice of an RPPS professional: [RPPSRang]
	KindADELI                       // historic number of a professional: [ADELI]
	KindPersonID                    // IDNPS, person with its type prefix: [PersonID]
	KindStructureID                 // IDNST, structure with its type prefix: [StructureID]
	KindTechnicalID                 // technical id of a structure: [TechnicalID]
	KindMSSante                     // secure mail address: [MSSante]
	KindNIR                         // social security number, only recognised: [CheckNIR]
)

var kindNames = [...]string{
	"(not stated)", "rpps", "siren", "siret", "finess", "rppsrang", "adeli",
	"idnps", "idnst", "technicalid", "mssante", "nir",
}

// ParseKind reads the name of a kind: "rpps", "siren", "siret", "finess",
// "rppsrang", "adeli", "idnps", "idnst", "technicalid", "mssante", "nir". The
// error is a *[ParseError] with [ProblemUnknown].
func ParseKind(s string) (Kind, error) {
	var k Kind
	if s == "" || !enum.Read(&k, kindNames[:], []byte(s)) {
		return 0, errNoName()
	}
	return k, nil
}

// String returns the name of the kind, "(not stated)" for zero.
func (k Kind) String() string { return enum.String(kindNames[:], k) }

// MarshalText returns the name of the kind, the empty text for zero. A kind
// that does not exist is a *[ParseError].
func (k Kind) MarshalText() ([]byte, error) { return kindText(kindNames[:], k) }

// UnmarshalText is the inverse of MarshalText, with the error of [ParseKind].
func (k *Kind) UnmarshalText(b []byte) error {
	return readKind(k, kindNames[:], b)
}

// Problem is what is wrong with an identifier. It implements error to be the
// target of [errors.Is]:
//
//	if errors.Is(err, rpps.ProblemKey) { … }
//
// The zero Problem is "nothing wrong" in a [Guess].
type Problem uint8

const (
	// ProblemShape: not the right length, or a character out of place.
	ProblemShape Problem = iota + 1
	// ProblemKey: the shape is right and the check digit is not. Published
	// test numbers have this problem; Options.AcceptWrongKey lets it through.
	ProblemKey
	// ProblemUnknown: neither right nor wrong to the knowledge of this
	// package, such as an unknown prefix.
	ProblemUnknown
	// ProblemReserved: a number that is never given to anybody: all zeros, or
	// the NIC 00000 in a SIRET.
	ProblemReserved
)

var (
	problemNames = [...]string{"", "shape", "key", "unknown", "reserved"}
	problemTexts = [...]string{"no problem stated", "wrong shape", "wrong key", "not known", "reserved, never given"}
)

// Name returns "shape", "key", "unknown" or "reserved", and "" for zero.
func (p Problem) Name() string {
	if int(p) < len(problemNames) {
		return problemNames[p]
	}
	return "problem(" + strconv.Itoa(int(p)) + ")"
}

// Error returns the problem as a text.
func (p Problem) Error() string { return "rpps: identifier: " + p.text() }

func (p Problem) text() string {
	if int(p) < len(problemTexts) {
		return problemTexts[p]
	}
	return p.Name()
}

// ParseError tells why a text is not an identifier. It never carries the
// text, which may be the number of a person.
//
// [errors.Is] finds in it its [Problem] and the [rule.Code] of its rule.
type ParseError struct {
	// Kind is the identifier that was expected.
	Kind Kind
	// Problem is what is wrong.
	Problem Problem
	// Offset is the byte of the given text at which the shape breaks, from 0;
	// its length when something is missing at the end; -1 when the problem is
	// not about a place.
	Offset int
	// Control names the check that failed: "length", "digit", "luhn",
	// "siren", "la-poste", "nic", "prefix" and so on. It is for people and
	// logs; branch on Problem or on the code of the rule.
	Control string
}

// Error returns kind, problem, control and offset, without the value. The kind
// of a [Number] is "number": that of the package stands before it.
func (e *ParseError) Error() string {
	kind := e.Kind.String()
	if e.Kind == KindRPPS {
		kind = "number"
	}
	if e.Offset < 0 {
		return "rpps: " + kind + ": " + e.Problem.text() + " (" + e.Control + ")"
	}
	return "rpps: " + kind + ": " + e.Problem.text() + " (" + e.Control + ") at byte " + strconv.Itoa(e.Offset)
}

// Is reports whether target is the problem of e or the code of its rule.
func (e *ParseError) Is(target error) bool {
	switch t := target.(type) {
	case Problem:
		return t == e.Problem
	case rule.Code:
		r := e.rule()
		return r != nil && r.Code == t
	}
	return false
}

// Fault returns the finding for the field at path: the zero Fault, without a
// rule, for an error that this package did not make.
func (e *ParseError) Fault(path string) rule.Fault {
	if r := e.rule(); r != nil {
		return r.At(path)
	}
	return rule.Fault{}
}

// within turns the error of a part into the error of the identifier of kind
// k that holds the part at byte base.
func (e *ParseError) within(k Kind, base int) *ParseError {
	if e.Problem == ProblemKey || e.Problem == ProblemReserved {
		e.Control = e.Kind.String()
	}
	e.Kind = k
	if e.Offset >= 0 {
		e.Offset += base
	}
	return e
}

// kindText and readKind are MarshalText and UnmarshalText of the kinds.

func kindText[T ~uint8](names []string, v T) ([]byte, error) {
	b, err := enum.Text(names, v)
	if err != nil {
		return nil, errNoName()
	}
	return b, nil
}

func readKind[T ~uint8](to *T, names []string, b []byte) error {
	if enum.Read(to, names, b) {
		return nil
	}
	return errNoName()
}

func errNoName() error {
	return &ParseError{Problem: ProblemUnknown, Offset: -1, Control: "name"}
}
