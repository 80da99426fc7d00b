package names_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/names"
)

func BenchmarkKey(b *testing.B) {
	const name = "Hélène d’Exemple-Œuvrard"
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = names.Key(name)
		}
	})
	// As one writes it with x/text; the ligature and the apostrophe stay.
	b.Run("baseline", func(b *testing.B) {
		t := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
		b.ReportAllocs()
		for b.Loop() {
			s, _, err := transform.String(t, name)
			if err != nil || len(strings.ToUpper(s)) == 0 {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkSort sorts a thousand people; the baseline compares their names
// with the French collation of x/text, text by text.
func BenchmarkSort(b *testing.B) {
	people := make([]rpps.Professional, 1000)
	for i := range people {
		p := &people[i]
		p.ExerciseName = rpps.Name{Family: rpps.Private(fmt.Sprintf("Exemplé-%c%c", 'A'+i*7%26, 'a'+i*11%26)), Given: rpps.Private(fmt.Sprintf("Zoé%d", i%97))}
	}
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			names.Sort(slices.Clone(people))
		}
	})
	b.Run("baseline", func(b *testing.B) {
		c := collate.New(language.French)
		b.ReportAllocs()
		for b.Loop() {
			slices.SortStableFunc(slices.Clone(people), func(a, b rpps.Professional) int {
				return cmp.Or(
					c.CompareString(a.ExerciseName.Family.Reveal(), b.ExerciseName.Family.Reveal()),
					c.CompareString(a.ExerciseName.Given.Reveal(), b.ExerciseName.Given.Reveal()))
			})
		}
	})
}
