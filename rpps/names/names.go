// Package names compares and sorts the names of persons as French does.
//
// It is a package of its own, below rpps, so that the collation tables of
// golang.org/x/text (about a megabyte) are linked only by programs that sort
// names.
package names

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/rppsplus/rppsplus/rpps"
)

// Collator orders names as a French directory does: letters first, then
// accents, then case; hyphens, apostrophes and spaces count less than
// letters. It is not safe for concurrent use: give each goroutine its own.
type Collator struct{ c *collate.Collator }

// NewCollator returns a Collator.
func NewCollator() *Collator { return &Collator{collate.New(language.French)} }

// Compare orders two texts: -1, 0 or +1.
func (c *Collator) Compare(a, b string) int {
	return c.c.CompareString(norm.NFC.String(a), norm.NFC.String(b))
}

// CompareName orders two names: family name, then given name.
func (c *Collator) CompareName(a, b rpps.Name) int {
	if r := c.Compare(a.Family.Reveal(), b.Family.Reveal()); r != 0 {
		return r
	}
	return c.Compare(a.Given.Reveal(), b.Given.Reveal())
}

// Sort orders professionals by the name under which they practise, for equal
// names by RPPS number, then by identification. Those that are equal in all
// of these stay in the order given.
func Sort(ps []rpps.Professional) {
	c := NewCollator()
	slices.SortStableFunc(ps, func(a, b rpps.Professional) int {
		if r := c.CompareName(a.ExerciseName, b.ExerciseName); r != 0 {
			return r
		}
		return cmp.Or(a.Number.Compare(b.Number), a.ID.Compare(b.ID))
	})
}

// Key folds a name to what two spellings of it share: no accents, no case,
// ligatures opened, and one space for every run of spaces, hyphens,
// apostrophes, dots and other marks. Characters that cannot be seen, such as a
// soft hyphen, are dropped. Two names with the same key may be the same name;
// the key is for finding candidates, not for proving identity. Empty names
// have an empty key.
func Key(name string) string {
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

// Equal reports whether two names have the same [Key].
func Equal(a, b string) bool { return Key(a) == Key(b) }
