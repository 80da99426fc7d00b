// Package names compares and sorts the names of persons as French does.
//
// It is a package of its own, below rpps, so that the collation tables of
// golang.org/x/text (about a megabyte) are linked only by programs that sort
// names.
//
//	team := []rpps.Professional{…}
//	names.Sort(team)                                // Œuvrard between Ofélie and Zoé
//	names.Equal("Saint-Exemple", "SAINT EXEMPLE")   // true: candidates, not proof
//
// # Not here
//
// Whether two records are of one person: [Key] finds candidates; package
// registration weighs them (Duplicates).
//
// # Errors
//
// There are none: every text has a key and a place in the order.
//
// # Concurrency
//
// [Key], [Equal] and [Sort] may be called from many goroutines. A [Collator] may
// not.
package names

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/rppsplus/rppsplus/internal/namekey"
	"github.com/rppsplus/rppsplus/rpps"
)

// Collator orders names as a French directory does: letters first, then
// accents, then case; hyphens, apostrophes and spaces count less than
// letters. [NewCollator] makes it. It is not safe for concurrent use: give each
// goroutine its own.
type Collator struct{ c *collate.Collator }

// Format implements [fmt.Formatter]: a Collator keeps the last names that it
// compared.
func (c Collator) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "Collator") }

// LogValue implements [slog.LogValuer].
func (c Collator) LogValue() slog.Value { return slog.StringValue("Collator") }

// NewCollator returns a Collator.
func NewCollator() *Collator { return &Collator{collate.New(language.French)} }

// Compare orders two texts: -1, 0 or +1. Texts with the same letters are
// ordered by their other characters.
func (c *Collator) Compare(a, b string) int {
	return c.compare(prepare(a), prepare(b))
}

// prepared is a name as it is compared.
type prepared struct{ composed, letters string }

// prepare takes the letters out: package collate knows how to set punctuation
// aside, but its order is then not always one.
func prepare(name string) prepared {
	name = norm.NFC.String(name)
	return prepared{name, letters(name)}
}

func (c *Collator) compare(a, b prepared) int {
	if a.letters != b.letters {
		if r := c.c.CompareString(a.letters, b.letters); r != 0 {
			return r
		}
	}
	return c.c.CompareString(a.composed, b.composed)
}

// letters drops what is neither a letter, nor a digit, nor the mark of one.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.L, unicode.N, unicode.M) {
			return r
		}
		return -1
	}, s)
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
	type keyed struct {
		family, given prepared
		p             rpps.Professional
	}
	c := NewCollator()
	all := make([]keyed, len(ps))
	for i, p := range ps {
		all[i] = keyed{prepare(p.ExerciseName.Family.Reveal()), prepare(p.ExerciseName.Given.Reveal()), p}
	}
	order := make([]*keyed, len(ps)) // a professional is large: pointers are moved
	for i := range all {
		order[i] = &all[i]
	}
	slices.SortStableFunc(order, func(a, b *keyed) int {
		if r := c.compare(a.family, b.family); r != 0 {
			return r
		}
		if r := c.compare(a.given, b.given); r != 0 {
			return r
		}
		return cmp.Or(a.p.Number.Compare(b.p.Number), a.p.ID.Compare(b.p.ID))
	})
	for i, k := range order {
		ps[i] = k.p
	}
}

// Key folds a name to what two spellings of it share: no accents, no case,
// ligatures opened, and one space for every run of spaces, hyphens,
// apostrophes, dots and other marks. Characters that cannot be seen, such as a
// soft hyphen, are dropped. Two names with the same key may be the same name;
// the key is for finding candidates, not for proving identity. Empty names
// have an empty key.
func Key(name string) string { return namekey.Of(name) }

// Equal reports whether two names have the same [Key].
func Equal(a, b string) bool { return Key(a) == Key(b) }
