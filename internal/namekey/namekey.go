// Package namekey folds names for comparison. It stands apart from rpps/names
// so that a program which only compares links no collation.
package namekey

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/rppsplus/rppsplus/internal/latin"
)

// Of returns the key of a name: see names.Key, which documents it.
func Of(name string) string {
	var buf [64]byte
	if key, ok := latin.Append(buf[:0], name); ok {
		return string(key)
	}
	return slow(name)
}

// slow folds what is beyond the letters of French.
func slow(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	gap := false
	// Compatibility decomposition: full-width forms and ﬁ ligatures come from
	// copied documents. A byte that is no character is a mark as others are;
	// package norm may leave composed what follows one.
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(name, " ")) {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Cf):
			continue
		// U+02BB and U+02BC are apostrophes that Unicode counts as letters.
		case !unicode.IsLetter(r) && !unicode.IsDigit(r), r == 'ʻ', r == 'ʼ':
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		switch r {
		case 'œ', 'Œ':
			b.WriteString("oe")
		case 'æ', 'Æ':
			b.WriteString("ae")
		case 'ß', 'ẞ':
			b.WriteString("ss")
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
