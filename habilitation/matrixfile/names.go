package matrixfile

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/latin"
)

// names are the names of columns, folded.
type names map[string]int

// none marks a name that two columns share: it names neither.
const none = -1

func newNames(columns []habilitation.Column, more map[string]string) names {
	n := names{}
	add := func(text string, column int) {
		f := fold(text)
		if f == "" {
			return
		}
		if old, ok := n[f]; ok && old != column {
			column = none
		}
		n[f] = column
	}
	index := map[string]int{}
	for i, c := range columns {
		index[c.Key] = i
		add(c.Key, i)
		add(c.Heading, i)
		add(c.Label, i)
		for _, r := range c.Roles {
			add(r.Label(), i)
		}
	}
	// What the caller says comes before what is known.
	for text, key := range more {
		if i, ok := index[key]; ok && fold(text) != "" {
			n[fold(text)] = i
		}
	}
	return n
}

// find returns the column that a text names.
func (n names) find(text string) (column int, ok bool) {
	c, ok := n[fold(text)]
	return c, ok && c != none
}

// fold keeps the letters and digits of a text, in lower case and without marks:
// spaces, hyphens and line breaks are what a page puts in or takes out.
func fold(s string) string {
	var room [64]byte
	b, ok := latin.Append(room[:0], s)
	if ok {
		return strings.ReplaceAll(string(b), " ", "")
	}
	var out strings.Builder
	for _, r := range norm.NFKC.String(s) {
		if b, ok := latin.Append(room[:0], string(r)); ok {
			out.Write(b)
		} else if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out.WriteRune(unicode.ToLower(r))
		}
	}
	return out.String()
}
