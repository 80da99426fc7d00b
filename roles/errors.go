package roles

import (
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Problem is the kind of a [ParseError]. It implements error, to be the target
// of [errors.Is].
type Problem uint8

const (
	// ProblemEmpty: there is no text, or for a Find function blanks alone.
	ProblemEmpty Problem = iota + 1
	// ProblemUnknown: the lists of this version do not have it.
	ProblemUnknown
	// ProblemAmbiguous: several codes have the label.
	ProblemAmbiguous
)

// Error returns the name of the problem.
func (p Problem) Error() string {
	switch p {
	case ProblemEmpty:
		return "roles: no code"
	case ProblemUnknown:
		return "roles: unknown code, or label where labels are read"
	case ProblemAmbiguous:
		return "roles: several codes have this label"
	}
	return "roles: no problem stated"
}

// ParseError tells why a text is not a code or a label of a list. It never
// carries the text, which could be anything, somebody's name included.
//
// It matches its [Problem] and the code of its rule with [errors.Is].
type ParseError struct {
	// List is where the text was looked up; zero for all the lists of
	// professions together.
	List    List
	Problem Problem
}

// Error returns the problem and the list.
func (e *ParseError) Error() string {
	if e.List == 0 {
		return e.Problem.Error() + " (professions)"
	}
	return e.Problem.Error() + " (" + e.List.String() + ")"
}

// Is reports whether target is the problem of e or the code of its rule.
func (e *ParseError) Is(target error) bool {
	switch t := target.(type) {
	case Problem:
		return t == e.Problem
	case rule.Code:
		return t == e.rule().Code
	}
	return false
}

// Fault returns the finding for the field at path.
func (e *ParseError) Fault(path string) rule.Fault { return e.rule().At(path) }

func (e *ParseError) rule() *rule.Rule {
	switch e.Problem {
	case ProblemEmpty:
		return &rules[ruleEmpty]
	case ProblemAmbiguous:
		return &rules[ruleAmbiguous]
	}
	if int(e.List) < len(unknownRules) && unknownRules[e.List] != 0 {
		return &rules[unknownRules[e.List]]
	}
	return &rules[ruleProfession]
}

// unknown returns the error for a text that was not found.
func unknown(l List, text string) error {
	if text == "" {
		return &ParseError{l, ProblemEmpty}
	}
	return &ParseError{l, ProblemUnknown}
}

// Coded is a code with a validity: every code type of this package.
type Coded interface {
	Code() string
	IsZero() bool
	Validity() Validity
}

// CheckAt returns the finding for a code that is not valid on a day, for the
// field at path: [CodeNotYet], [CodeEnded], or [CodeSuccessor] when the ANS
// names another code to use. ok is false when there is nothing to find: the
// code is valid, or the code or the day is not stated.
func CheckAt(c Coded, day civil.Date, path string) (f rule.Fault, ok bool) {
	v := c.Validity()
	switch v.At(day) {
	case StatusNotYet:
		return rules[ruleNotYet].At(path).With(v.From.String()), true
	case StatusEnded:
		if p, ok := c.(Profession); ok {
			if next, ok := p.Successor(); ok {
				return rules[ruleSuccessor].At(path).With(next.Code()), true
			}
		}
		return rules[ruleEnded].At(path).With(v.Until.String()), true
	}
	return rule.Fault{}, false
}
