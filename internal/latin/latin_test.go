package latin_test

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/rppsplus/rppsplus/internal/latin"
)

// slow folds by the tables of Unicode.
func slow(s string) string {
	s = strings.NewReplacer("œ", "oe", "Œ", "oe", "æ", "ae", "Æ", "ae").Replace(s)
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// TestEveryCharacter walks all of Unicode, alone and between letters.
func TestEveryCharacter(t *testing.T) {
	known := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		for _, s := range []string{string(r), "É" + string(r) + "b"} {
			got, ok := latin.Append([]byte("kept"), s)
			if !ok {
				if string(got) != "kept" {
					t.Fatalf("%U: refused, and %q was appended", r, got)
				}
				continue
			}
			known++
			if want := "kept" + slow(s); string(got) != want {
				t.Fatalf("%U: %q, want %q", r, got, want)
			}
		}
	}
	for _, r := range "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜÆŒàâäçéèêëîïôöùûüÿæœ'-’ aZ09" {
		if _, ok := latin.Append(nil, string(r)); !ok {
			t.Errorf("%c of French is not known", r)
		}
	}
	if known < 2*(128+50) {
		t.Errorf("%d are known", known)
	}
	for _, s := range []string{"\xff", "a\xc3", "e\u0301", "Ł", "ß", "\u00a0", "ﬁ", "²", "\u00ad"} {
		if _, ok := latin.Append(nil, s); ok {
			t.Errorf("%q is none of its business", s)
		}
	}
}

func FuzzAppend(f *testing.F) {
	f.Add("Lefèvre-d'Argencé")
	f.Add("  Œuvre  ÆR ")
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := latin.Append(nil, s); ok && string(got) != slow(s) {
			t.Errorf("%q: %q, want %q", s, got, slow(s))
		}
	})
}
