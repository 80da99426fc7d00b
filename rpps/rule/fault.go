package rule

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/plainjson"
)

// Position is a place in an input: line and column count from 1, in lines
// and bytes; 0 means not stated.
type Position struct {
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
}

// Fault is one finding: a rule, the path of the field it concerns, and its
// position. It is a small comparable value and an error. The zero Fault
// stands for no rule and is never returned by this module.
type Fault struct {
	rule *Rule
	path string
	pos  Position
	args [2]string
}

// With returns the fault with the arguments of its message, in the place of
// those it had: at most two are kept. They must not be personal data: give
// codes of published lists, counts, names of fields. A day is given as 2006-01-02: the
// French message shows it, and any argument of that form, as 02/01/2006.
func (f Fault) With(args ...string) Fault {
	f.args = [2]string{}
	copy(f.args[:], args)
	return f
}

// On returns the fault at a position.
func (f Fault) On(p Position) Fault { f.pos = p; return f }

// Under returns the fault with its path below prefix: the fault at "role"
// under "activities[2]" is at "activities[2].role".
func (f Fault) Under(prefix string) Fault {
	switch {
	case prefix == "":
	case f.path == "":
		f.path = prefix
	case f.path[0] == '[':
		f.path = prefix + f.path
	default:
		f.path = prefix + "." + f.path
	}
	return f
}

// Rule returns the rule; the zero Rule for the zero Fault.
func (f Fault) Rule() Rule {
	if f.rule == nil {
		return Rule{}
	}
	return *f.rule
}

// Code returns the code of the rule.
func (f Fault) Code() Code {
	if f.rule == nil {
		return ""
	}
	return f.rule.Code
}

// Severity returns the severity of the rule.
func (f Fault) Severity() Severity {
	if f.rule == nil {
		return 0
	}
	return f.rule.Severity
}

// Path returns the path of the field, such as
// "SubjectRefPro.exercices[0].codeProfession"; empty for the whole input.
func (f Fault) Path() string { return f.path }

// Position returns the place in the input; zero when not stated.
func (f Fault) Position() Position { return f.pos }

// Message returns the message of the rule with the arguments of the fault.
func (f Fault) Message(tag language.Tag) string {
	if f.rule == nil {
		return ""
	}
	args := f.args
	if !IsEnglish(tag) || f.rule.Message.EN == "" {
		for i, a := range args {
			args[i] = frenchDay(a)
		}
	}
	return format(f.rule.Message.In(tag), args)
}

// frenchDay returns a day of the form 2006-01-02 as French texts have it; every other text
// is its own.
func frenchDay(s string) string {
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return s
	}
	for i := range len(s) {
		if i != 4 && i != 7 && (s[i] < '0' || s[i] > '9') {
			return s
		}
	}
	return s[8:] + "/" + s[5:7] + "/" + s[:4]
}

// Error returns code, place and English message, without the value.
func (f Fault) Error() string {
	if f.rule == nil {
		return "rule: no fault"
	}
	var b strings.Builder
	b.WriteString(string(f.rule.Code))
	if f.pos.Line > 0 {
		b.WriteString(": line ")
		b.WriteString(strconv.Itoa(f.pos.Line))
	}
	if f.path != "" {
		b.WriteString(": ")
		b.WriteString(f.path)
	}
	if f.pos.Column > 0 {
		b.WriteString(": column ")
		b.WriteString(strconv.Itoa(f.pos.Column))
	}
	b.WriteString(": ")
	b.WriteString(format(f.rule.Message.EN, f.args))
	return b.String()
}

// Is reports whether target is the code of the rule.
func (f Fault) Is(target error) bool {
	c, ok := target.(Code)
	return ok && f.rule != nil && c == f.rule.Code
}

// faultJSON is the JSON form of a fault: part of the API.
type faultJSON struct {
	Line     int      `json:"line,omitempty"`
	Column   int      `json:"column,omitempty"`
	Path     string   `json:"path"`
	Code     Code     `json:"code"`
	Severity Severity `json:"severity"`
	Message  string   `json:"message"`
}

// MarshalJSON returns {"line","column","path","code","severity","message"}
// with the French message; line and column only when stated.
func (f Fault) MarshalJSON() ([]byte, error) { return f.JSON(language.French) }

// JSON is MarshalJSON with the message in the language of the tag.
func (f Fault) JSON(tag language.Tag) ([]byte, error) {
	return plainjson.Marshal(faultJSON{
		Line: f.pos.Line, Column: f.pos.Column, Path: f.path,
		Code: f.Code(), Severity: f.Severity(), Message: f.Message(tag),
	})
}

// compare orders faults as a reader meets them: line, column, path, code.
func (f Fault) compare(g Fault) int {
	// Step by step: most faults differ in their path, if not before.
	if c := cmp.Or(cmp.Compare(f.pos.Line, g.pos.Line), cmp.Compare(f.pos.Column, g.pos.Column)); c != 0 {
		return c
	}
	if c := strings.Compare(f.path, g.path); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(string(f.Code()), string(g.Code())), slices.Compare(f.args[:], g.args[:]))
}

// Faults is a list of findings. A nil list means nothing was found. Packages
// of this module return it sorted: line, column, path, code.
type Faults []Fault

// Add appends a fault.
func (fs *Faults) Add(f ...Fault) { *fs = append(*fs, f...) }

// Sort puts the list in reading order and drops exact repetitions.
func (fs *Faults) Sort() {
	if len(*fs) < 2 {
		return
	}
	slices.SortStableFunc(*fs, Fault.compare)
	*fs = slices.Compact(*fs)
}

// Err returns the list as an error when at least one finding has severity
// [Error], and nil otherwise.
func (fs Faults) Err() error {
	if fs.Count(Error) == 0 {
		return nil
	}
	return fs
}

// Count returns how many findings have the severity.
func (fs Faults) Count(s Severity) int {
	n := 0
	for _, f := range fs {
		if f.Severity() == s {
			n++
		}
	}
	return n
}

// Has reports whether a finding has the code.
func (fs Faults) Has(c Code) bool {
	return slices.ContainsFunc(fs, func(f Fault) bool { return f.Code() == c })
}

// Error joins the texts of the findings, one a line.
func (fs Faults) Error() string {
	if len(fs) == 0 {
		return "rule: no fault"
	}
	var b strings.Builder
	for i, f := range fs {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(f.Error())
	}
	return b.String()
}

// Unwrap gives the findings to [errors.Is] and [errors.As].
func (fs Faults) Unwrap() []error {
	out := make([]error, len(fs))
	for i, f := range fs {
		out[i] = f
	}
	return out
}

// AsFault returns the first fault found in err.
func AsFault(err error) (Fault, bool) {
	var f Fault
	ok := errors.As(err, &f)
	return f, ok
}
