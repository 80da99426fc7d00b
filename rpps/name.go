package rpps

import (
	"strings"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// rnippMarked are the letters beyond A to Z that the RNIPP knows.
const rnippMarked = "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒàâäçéèêëîïôöùûüÿæœ"

// MaxNameLength is the longest name that the register takes, in characters.
const MaxNameLength = 300

// CheckName controls a family name or first names against the alphabet of
// the register of persons (RNIPP): letters of French with their accents and
// ligatures, straight apostrophe, hyphen, space, 1 to 300 characters. The
// fault carries the position of the first character refused, counted from 1
// in bytes, and never the name.
//
// Names written with a typographic apostrophe, in decomposed Unicode or with
// letters of other languages are refused by the register, whatever is right
// in the person's own language.
//
// The error is nil or a [rule.Fault]. Source: pattern of lastName and
// firstNames, Pro Santé Identité.
func CheckName(path, name string) error {
	if n := utf8.RuneCountInString(name); n == 0 || n > MaxNameLength {
		return personRules[ruleNameLength].At(path)
	}
	for i, r := range name {
		switch {
		case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r == ' ', r == '\'', r == '-':
		case r != utf8.RuneError && strings.ContainsRune(rnippMarked, r):
		default:
			return personRules[ruleNameAlphabet].At(path).On(rule.Position{Column: i + 1})
		}
	}
	return nil
}
