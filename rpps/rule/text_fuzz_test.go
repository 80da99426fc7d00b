package rule_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// FuzzTexts: every enumeration reads what it writes and nothing else; faults are
// sorted alike.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f, textfuzz.Enum[rule.Severity](), textfuzz.Enum[rule.Evidence](), textfuzz.Of(sortsAlike, "\x00\x01\x02\x03\x04\x05\x06\x07\x08", "abcdefghiabcdefghijkl"))
}
