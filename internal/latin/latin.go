// Package latin is the quick way of folding the letters that French texts are
// made of. What it does not know is left to Unicode normalisation, which is
// right for all and slow.
//
// Words and codes of a format are compared in ASCII alone ([EqualFold],
// [Lower], [Upper]): package strings takes a dotless i for an I, a long s for
// an S and the sign of the kelvin for a K, and so reads a word that nobody
// defined.
package latin

import (
	"bytes"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bases are the letters of U+00C0 to U+00FF without their marks, in lower
// case; a blank where there is none, or more than one letter.
const bases = "aaaaaa ceeeeiiii nooooo  uuuuy  aaaaaa ceeeeiiii nooooo  uuuuy y"

// Append appends the letters and digits of s to dst, in lower case and without
// marks, with one space in place of each run of anything else, and none at the
// ends. ok is false, and dst as it was, when s holds a character that only
// normalisation can fold.
func Append(dst []byte, s string) (out []byte, ok bool) {
	start, gap := len(dst), false
	for _, r := range s {
		var c, second byte
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			c = byte(r)
		case r >= 'A' && r <= 'Z':
			c = byte(r) + 'a' - 'A'
		case r < 0x80, r == '’':
			gap = true
			continue
		case r == 'œ', r == 'Œ':
			c, second = 'o', 'e'
		case r == 'æ', r == 'Æ':
			c, second = 'a', 'e'
		case r >= 0xC0 && r <= 0xFF && bases[r-0xC0] != ' ':
			c = bases[r-0xC0]
		default:
			return dst[:start], false
		}
		if gap && len(dst) > start {
			dst = append(dst, ' ')
		}
		gap = false
		dst = append(dst, c)
		if second != 0 {
			dst = append(dst, second)
		}
	}
	return dst, true
}

// Lower returns s with the capitals of ASCII made small, and nothing else.
func Lower(s string) string { return turn(s, 'A', 'Z') }

// Upper returns s with the small letters of ASCII made capitals, and nothing
// else.
func Upper(s string) string { return turn(s, 'a', 'z') }

// Code returns a code as it is compared where it shuts somebody out: in capitals,
// without blanks around it and without its list, which some sources write after it
// ("SA66^1.2.250.1.71.4.2.4"). Other than [Upper] it takes a long s for an S: nobody
// is let in by the spelling of a code that shuts out.
func Code(s string) string {
	s, _, _ = strings.Cut(plain(s), "^")
	return strings.ToUpper(strings.TrimSpace(s))
}

// plain returns a text without what nobody sees in it (blanks without width, marks of a
// direction, control characters), with the hyphens and dashes of printers as that of the
// keyboard, and with wide letters and digits as those of ASCII.
func plain(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c < ' ' {
			return strings.Map(plainRune, s)
		}
	}
	return s
}

// Words yields the words of a text in which a code is due and may stand beside others
// or its label ("SM26;SM25", "SM25 - Médecine du travail"), in capitals: letters, digits,
// and hyphens and points within, whatever hyphen it is. Of one with hyphens also each part
// and each two that follow each other: a code may have one ("FON-29"), or a label behind
// it. Of one with points ("SM26.SM25") also what they part, but for an OID. Of a text that
// is no longer than a code also that code, when something parts it ("SM 25").
func Words(s string) iter.Seq[string] {
	return func(yield func(string) bool) { words(s, yield) } // which allocates nothing
}

func words(s string, yield func(string) bool) {
	s = plain(s)
	for rest := s; rest != ""; {
		w := strings.TrimLeftFunc(rest, between)
		end := strings.IndexFunc(w, between)
		if end < 0 {
			end = len(w)
		}
		w, rest = strings.ToUpper(strings.Trim(w[:end], "-.")), w[end:]
		if w != "" && !dotted(w, yield) {
			return
		}
		for {
			part, after, found := strings.Cut(w, "-")
			if !found {
				break
			}
			next, _, more := strings.Cut(after, "-")
			if !dotted(part, yield) || !dotted(w[:len(part)+1+len(next)], yield) || !more && !dotted(next, yield) {
				return
			}
			w = after
		}
	}
	if code := whole(strings.ToUpper(s)); code != "" {
		yield(code)
	}
}

// dotted yields a word, and the parts of one with points.
func dotted(w string, yield func(string) bool) bool {
	if !yield(w) {
		return false
	}
	if n := strings.Count(w, "."); n == 0 || n > 1 && strings.Trim(w, "0123456789.") == "" {
		return true // an OID
	}
	for part, rest, found := strings.Cut(w, "."); found; {
		if !yield(part) {
			return false
		}
		if part, rest, found = strings.Cut(rest, "."); !found && !yield(part) {
			return false
		}
	}
	return true
}

// between reports whether a character stands between two words.
func between(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '-' && r != '.'
}

// plainRune is [plain] for a character: below zero where nobody sees it. The soft hyphen
// is one.
func plainRune(r rune) rune {
	const wide = '！' - '!'
	switch {
	case '\u2010' <= r && r <= '\u2015', r == '\u00ad', r == '\u2212':
		return '-'
	case '！' <= r && r <= '～':
		return r - wide
	case unicode.Is(unicode.Cf, r), r < ' ' && r != '\t' && r != '\n' && r != '\r':
		return -1
	}
	return r
}

// longest is how many letters and digits a code that shuts out has at most.
const longest = len("CAPA11")

// whole returns the letters and digits of a text that has no more than a code: one that is
// parted ("SM 25", "FON 29"), or lacks its hyphen ("FON29").
func whole(s string) string {
	var code [longest]byte
	n, inside, parted := 0, false, false
	for _, r := range s {
		switch {
		case r == '.': // of an OID, or a number
			return ""
		case between(r), r == '-':
			inside = n > 0
		case r >= utf8.RuneSelf, n == longest:
			return ""
		default:
			parted = parted || inside
			code[n] = byte(r)
			n++
		}
	}
	switch rest, function := bytes.CutPrefix(code[:n], []byte("FON")); {
	case function:
		return "FON-" + string(rest)
	case parted:
		return string(code[:n])
	}
	return "" // nearly always: a word
}

// turn changes the case of the letters of ASCII from first to last.
func turn(s string, first, last byte) string {
	for i := range len(s) {
		if s[i] >= first && s[i] <= last {
			b := []byte(s)
			for ; i < len(b); i++ {
				if b[i] >= first && b[i] <= last {
					b[i] ^= 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}

// EqualFold reports whether two texts differ at most in the case of letters of
// ASCII.
func EqualFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		x, y := a[i], b[i]
		if x == y {
			continue
		}
		if l := x | 0x20; x^y != 0x20 || l < 'a' || l > 'z' {
			return false
		}
	}
	return true
}
