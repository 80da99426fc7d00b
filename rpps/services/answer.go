package services

import (
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Verdict is the answer in one word. The zero value is "not stated" and belongs
// to no answer of this package.
type Verdict uint8

const (
	Yes     Verdict = iota + 1 // the sources and the data show that it may
	No                         // they show that it may not
	Unknown                    // no source says, or the data do not suffice
)

var verdictNames = [...]string{"(not stated)", "yes", "no", "unknown"}

// String returns the name of the verdict.
func (v Verdict) String() string { return enum.String(verdictNames[:], v) }

// MarshalText returns the name, or the empty text when not stated.
func (v Verdict) MarshalText() ([]byte, error) { return enum.Text(verdictNames[:], v) }

// Answer is the answer to one question, with all its reasons in a fixed order.
// By severity a reason is
//
//   - [rule.Error]: it speaks against; one suffices for [No];
//   - [rule.Warning]: the data or the sources leave it open;
//   - [rule.Completion]: a condition that remains to be fulfilled, and changes
//     no verdict;
//   - [rule.Information]: a ground.
type Answer struct {
	Verdict Verdict     `json:"verdict"`
	Reasons rule.Faults `json:"reasons"`
}

// Explain returns verdict and reasons as sentences, one a line.
func (a Answer) Explain(tag language.Tag) string {
	words := [...]rule.Text{{}, {FR: "oui", EN: "yes"}, {FR: "non", EN: "no"}, {FR: "indéterminé", EN: "unknown"}}
	var b strings.Builder
	if int(a.Verdict) < len(words) {
		b.WriteString(words[a.Verdict].In(tag))
	}
	for _, f := range a.Reasons {
		b.WriteString("\n- " + f.Message(tag) + " [" + string(f.Code()) + "]")
	}
	return b.String()
}

// builder collects reasons; the order is that of the questions asked.
type builder struct{ reasons rule.Faults }

func (b *builder) add(r int, path string, args ...string) {
	b.reasons.Add(rules[r].At(path).With(args...))
}

func (b *builder) answer() Answer {
	v := Unknown
	open, ground := false, false
	for _, f := range b.reasons {
		switch f.Severity() {
		case rule.Error:
			return Answer{No, b.reasons}
		case rule.Warning:
			open = true
		case rule.Information:
			ground = true
		}
	}
	// Nothing open is not enough: a yes rests on something.
	if !open && ground {
		v = Yes
	}
	return Answer{v, b.reasons}
}
