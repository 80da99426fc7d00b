package latin_test

import (
	"slices"
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
	for _, s := range []string{"\xff", "a\xc3", "e\u0301", "Ł", "ß", "\u00a0", "ﬁ", "²", "\u00ad", "\u0080"} {
		if _, ok := latin.Append(nil, s); ok {
			t.Errorf("%q is none of its business", s)
		}
	}
}

// TestPairs walks all pairs of the characters that are known, between two words:
// what a character does must not hang on its neighbour.
func TestPairs(t *testing.T) {
	t.Parallel()
	var known []rune
	for r := range rune(0x3000) {
		if _, ok := latin.Append(nil, string(r)); ok {
			known = append(known, r)
		}
	}
	for _, a := range known {
		for _, b := range known {
			s := "x" + string(a) + string(b) + "É"
			if got, ok := latin.Append(nil, s); !ok || string(got) != slow(s) {
				t.Fatalf("%U, %U: %q %v, want %q", a, b, got, ok, slow(s))
			}
		}
	}
}

// TestASCIIOnly: no letter beyond ASCII is the same as one within, and all else
// is as package strings has it.
func TestASCIIOnly(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		s := "a" + string(r) + "Z"
		lower, upper := strings.ToLower(s), strings.ToUpper(s)
		if r >= 0x80 {
			lower, upper = "a"+string(r)+"z", "A"+string(r)+"Z"
		}
		if got := latin.Lower(s); got != lower {
			t.Fatalf("%U: Lower(%q) = %q", r, s, got)
		}
		if got := latin.Upper(s); got != upper {
			t.Fatalf("%U: Upper(%q) = %q", r, s, got)
		}
		if r > 0x3000 {
			continue
		}
		for _, c := range "AaZzK\u212Aİiısſ\x00@`[{" {
			want := string(r) == string(c) || r < 0x80 && c < 0x80 && strings.EqualFold(string(r), string(c))
			if latin.EqualFold(string(r), string(c)) != want {
				t.Fatalf("%U and %U", r, c)
			}
		}
	}
	for _, s := range []string{"", "ab z", "1é"} {
		if latin.Lower(s) != s || latin.Upper(strings.ToUpper(s)) != strings.ToUpper(s) {
			t.Errorf("%q has changed", s)
		}
	}
	if latin.EqualFold("a", "ab") || latin.EqualFold("\u212Ak", "k\u212A") || !latin.EqualFold("Oui", "oUI") || latin.Lower("\xffA") != "\xffa" {
		t.Error("EqualFold")
	}
}

func TestCode(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "SA66": "SA66", " sa66\t": "SA66", "SA66^1.2.250.1.71.4.2.4": "SA66", "fon-29 ^x": "FON-29", "^": "", "ſm25": "SM25", "ｓａ６６": "SA66", "\u200bSA66\ufeff": "SA66",
	} {
		if got := latin.Code(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"": "", " -. ": "", "SM25": "SM25", " sm26,ſm25 ": "SM26 SM25", "SM26;SM25": "SM26 SM25",
		"SM25 - Médecine du travail": "SM25 MÉDECINE DU TRAVAIL", "Médecine du travail (SM25)": "MÉDECINE DU TRAVAIL SM25",
		"SM25^1.2.250.1.346": "SM25 1.2.250.1.346", "fon-29": "FON-29 FON FON-29 29 FON-29", "SM25-x": "SM25-X SM25 SM25-X X SM25X", "a--b": "A--B A A-  -B B AB",
		"FON-29-x/346.": "FON-29-X FON FON-29 29 29-X X 346", "R38_SM25": "R38 SM25",
		"SM26.SM25": "SM26.SM25 SM26 SM25", "SM26\u2011SM25": "SM26-SM25 SM26 SM26-SM25 SM25", "fon\u201129\u2013346": "FON-29-346 FON FON-29 29 29-346 346",
		"FON\u00ad48": "FON-48 FON FON-48 48 FON-48", "FON-01.FON-29": "FON-01.FON-29 FON-01 FON-29 FON FON-01.FON FON-01 FON 01.FON 01 FON 01.FON-29 01 FON-29 29",
		"SM26\u2010A\u2015B": "SM26-A-B SM26 SM26-A A A-B B SM26AB", "346.0": "346.0 346 0", "1.2.346": "1.2.346", "SM25.1.2": "SM25.1.2 SM25 1 2",
		"ＳＭ２５": "SM25", "ｆｏｎ－２９": "FON-29 FON FON-29 29 FON-29", "\ufeffS\u200bM\u206025\u200e": "SM25", "SM\x0025": "SM25", "SM 25": "SM 25 SM25",
		"ſm\u00ad25": "SM-25 SM SM-25 25 SM25", "3 46": "3 46 346", "FON29": "FON29 FON-29", "C 41 A 1234": "C 41 A 1234", "3.46": "3.46 3 46", "é 1": "É 1",
	} {
		if got := strings.Join(slices.Collect(latin.Words(in)), " "); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	for most := 1; most <= 9; most++ {
		n := 0
		for range latin.Words("a-b c.d-e.f") {
			if n++; n == most {
				break
			}
		}
		if n != most {
			t.Errorf("%d of %d words", n, most)
		}
	}
}
