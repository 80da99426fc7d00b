package rpps

import (
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// rnippLatin has a bit for each letter of U+00C0 to U+00FF that the RNIPP
// knows: ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜÆ, their small letters, and ÿ.
const rnippLatin uint64 = 0x9A50CFD51A50CFD5

// isRNIPPMarked reports whether the RNIPP knows a letter beyond A to Z.
func isRNIPPMarked(r rune) bool {
	if r >= 0xC0 && r <= 0xFF {
		return rnippLatin>>(r-0xC0)&1 != 0
	}
	return r == 'Œ' || r == 'œ' || r == 'Ÿ'
}

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
	if name == "" || len(name) > MaxNameLength && utf8.RuneCountInString(name) > MaxNameLength {
		return personRules[ruleNameLength].At(path)
	}
	for i, r := range name {
		switch {
		case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r == ' ', r == '\'', r == '-':
		case isRNIPPMarked(r):
		default:
			return personRules[ruleNameAlphabet].At(path).On(rule.Position{Column: i + 1})
		}
	}
	return nil
}
