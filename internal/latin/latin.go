// Package latin is the quick way of folding the letters that French texts are
// made of. What it does not know is left to Unicode normalisation, which is
// right for all and slow.
package latin

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
