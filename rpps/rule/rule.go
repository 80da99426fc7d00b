// Package rule is the vocabulary in which the library says what it controls
// and what it found.
//
// A [Rule] is a fact of the field that can be broken or that grounds a
// decision: a stable [Code], an area, a severity, a title and a message in
// French and in English, where the rule comes from, and how sure that is. A
// [Fault] is one finding: the rule, the path of the field, the position in
// the input. [Faults] is a list of findings that behaves as an error.
//
//	faults := registration.Check(r, registration.Context{At: today})
//	for _, f := range faults {
//		fmt.Println(f.Path(), f.Message(language.French), f.Code(), f.Severity())
//	}
//	if errors.Is(err, rpps.CodeSIRETKey) { … } // a Code is an error, found in any error of this module
//
// # Languages
//
// Texts exist in French, the language of the field, and in English. A tag
// whose base language is English gets English; every other tag gets French.
//
// # Personal data
//
// A fault never carries the value that was refused. Its arguments are codes of
// published lists, counts, names of fields and capacities, days of codes,
// matrices and plans.
//
// # Not here
//
// Rules themselves: each package exports its own by a function Rules, and
// docs/rules.md of the repository lists them all. To link to the one of a
// finding: REG-END-PAST is at docs/rules/reg.md#reg-end-past there, and so on.
//
// # Errors
//
// [Faults] is an error when it holds one of severity [Error]: ask [Faults.Err],
// not whether the list is empty, for a list may hold warnings only.
//
// # Concurrency
//
// Rules and faults do not change once made. Build a list in one goroutine.
package rule

import (
	"errors"
	"strings"

	"github.com/rppsplus/rppsplus/internal/enum"

	"golang.org/x/text/language"
)

// Code names a rule for ever: a code is never reused for another meaning.
// Its form is AREA-WORDS, upper case, digits and hyphens.
//
// Code implements error so that it can be the target of [errors.Is].
type Code string

// Error returns the code itself.
func (c Code) Error() string { return string(c) }

// Area is the part of the field that a rule belongs to.
type Area string

// The areas of the rules of this module.
const (
	AreaIdentifier   Area = "identifier"   // numbers of persons and structures
	AreaNomenclature Area = "nomenclature" // codes of the NOS lists
	AreaIdentity     Area = "identity"     // civil status, names
	AreaUserinfo     Area = "userinfo"     // Pro Santé Connect payloads
	AreaSituation    Area = "situation"    // practice situations
	AreaHabilitation Area = "habilitation" // access to the DMP
	AreaMatrix       Area = "matrix"       // files of matrices
	AreaGestionnaire Area = "gestionnaire" // who may register whom
	AreaRegistration Area = "registration" // registration requests
	AreaFile         Area = "file"         // files of registrations
	AreaPSI          Area = "psi"          // Pro Santé Identité
	AreaLifecycle    Area = "lifecycle"    // moves of the life cycles
	AreaWorkforce    Area = "workforce"    // needs and plans of an establishment
	AreaTest         Area = "test"         // files of expectations, in tests
	AreaExtraction   Area = "extraction"   // extractions of the Annuaire Santé
	AreaFHIR         Area = "fhir"         // FHIR resources of the Annuaire Santé
	AreaTrace        Area = "trace"        // lines of the trace of accesses
	AreaServices     Area = "services"     // e-CPS, Pro Santé Connect, MSSanté
	AreaExport       Area = "export"       // exports of a matrix
)

// Severity says what a finding means for the one who acts on it. The zero
// value is "not stated".
type Severity uint8

const (
	// Error: the thing is refused, or the access denied.
	Error Severity = iota + 1
	// Warning: accepted, but somebody should look.
	Warning
	// Completion: the library filled something in, and says so.
	Completion
	// Information: a ground of a decision, neither refused nor doubtful.
	Information
)

var severityNames = [...]string{"", "error", "warning", "completion", "information"}

// String returns the name of the severity in lower case.
func (s Severity) String() string { return enum.String(severityNames[:], s) }

// MarshalText returns the name, or the empty text when not stated.
func (s Severity) MarshalText() ([]byte, error) { return enum.Text(severityNames[:], s) }

// UnmarshalText is the inverse of MarshalText. A refusal leaves "not stated".
func (s *Severity) UnmarshalText(b []byte) error {
	if enum.Read(s, severityNames[:], b) {
		return nil
	}
	return errors.New("rule: unknown severity")
}

// Evidence says how sure a rule is. The zero value is "not stated".
type Evidence uint8

const (
	// Sourced: an official or primary source says so; Rule.Source names it.
	Sourced Evidence = iota + 1
	// Inferred: drawn from sources by reasoning; nobody states it.
	Inferred
	// Policy: the sources are silent or disagree; the library chose the safe
	// side, and the choice can be switched where the documentation says so.
	Policy
)

var evidenceNames = [...]string{"", "sourced", "inferred", "policy"}

// String returns the name of the evidence mark in lower case.
func (e Evidence) String() string { return enum.String(evidenceNames[:], e) }

// MarshalText returns the name, or the empty text when not stated.
func (e Evidence) MarshalText() ([]byte, error) { return enum.Text(evidenceNames[:], e) }

// UnmarshalText is the inverse of MarshalText. A refusal leaves "not stated".
func (e *Evidence) UnmarshalText(b []byte) error {
	if enum.Read(e, evidenceNames[:], b) {
		return nil
	}
	return errors.New("rule: unknown evidence mark")
}

// Text is a text in the two languages of the library.
type Text struct {
	FR string `json:"fr"`
	EN string `json:"en"`
}

// In returns the text for a language: English for a tag whose base is
// English, French for every other.
func (t Text) In(tag language.Tag) string {
	if IsEnglish(tag) && t.EN != "" {
		return t.EN
	}
	return t.FR
}

// IsEnglish reports whether texts for the tag are the English ones. French is
// the language of the field, and the answer for every other language.
func IsEnglish(tag language.Tag) bool {
	// Raw, not Base: Base guesses, and its guess for und is English.
	base, _, _ := tag.Raw()
	return base.String() == "en"
}

// Rule is one rule of the field. Rules are made by the packages of this
// module in tables that do not change while a program runs.
type Rule struct {
	Code     Code     `json:"code"`
	Area     Area     `json:"area"`
	Severity Severity `json:"severity"`
	// Title is a short name, Message a sentence in which {0} and {1} stand
	// for the arguments of the fault.
	Title   Text `json:"title"`
	Message Text `json:"message"`
	// Source says where the rule comes from.
	Source   string   `json:"source"`
	Evidence Evidence `json:"evidence"`
}

// At returns a fault of this rule for the field at path. The receiver must
// not be changed afterwards.
func (r *Rule) At(path string) Fault { return Fault{rule: r, path: path} }

// format replaces {0} and {1} in s.
func format(s string, args [2]string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '{')
		switch {
		case i < 0 && b.Len() == 0:
			return s
		case i < 0:
			b.WriteString(s)
			return b.String()
		case strings.HasPrefix(s[i:], "{0}"), strings.HasPrefix(s[i:], "{1}"):
			b.WriteString(s[:i])
			b.WriteString(args[s[i+1]-'0'])
			s = s[i+3:]
		default:
			b.WriteString(s[:i+1])
			s = s[i+1:]
		}
	}
}
