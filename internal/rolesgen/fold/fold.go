// Package fold reduces a label to the key under which it is looked up. The
// generator folds the labels of the tables with it, package roles the text of
// the caller: both sides must be the same code.
package fold

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/rppsplus/rppsplus/internal/latin"
)

// Append appends the key of s to dst: letters in lower case without their
// marks, digits, and one space in place of each run of anything else, with
// none at the ends. Œ, æ and the typographic ligatures of f are spelt out;
// marks and invisible signs vanish.
func Append(dst []byte, s string) []byte {
	if out, ok := latin.Append(dst, s); ok {
		return out
	}
	return slow(dst, s)
}

// slow folds what is beyond the letters of French.
func slow(dst []byte, s string) []byte {
	start, gap := len(dst), false
	// Norm can leave a letter whole when bytes that are not UTF-8 stand before.
	for _, r := range norm.NFD.String(strings.ToValidUTF8(s, " ")) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && len(dst) > start {
				dst = append(dst, ' ')
			}
			gap = false
			dst = appendLower(dst, r)
		case unicode.In(r, unicode.M, unicode.Cf):
		default:
			gap = true
		}
	}
	return dst
}

func appendLower(dst []byte, r rune) []byte {
	switch r = unicode.ToLower(r); r {
	case 'œ':
		return append(dst, "oe"...)
	case 'æ':
		return append(dst, "ae"...)
	case 'ﬀ':
		return append(dst, "ff"...)
	case 'ﬁ':
		return append(dst, "fi"...)
	case 'ﬂ':
		return append(dst, "fl"...)
	}
	return append(dst, string(r)...)
}
