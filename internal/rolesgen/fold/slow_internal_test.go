package fold

import (
	"testing"
	"unicode"
)

// TestQuickIsSlow: the quick way and the tables of Unicode fold alike.
func TestQuickIsSlow(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if s := "Î" + string(r) + "x"; string(Append(nil, s)) != string(slow(nil, s)) {
			t.Fatalf("%U: %q, and slowly %q", r, Append(nil, s), slow(nil, s))
		}
	}
}
