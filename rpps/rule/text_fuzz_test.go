package rule_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// FuzzTexts: every enumeration reads what it writes and nothing else.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f, textfuzz.Enum[rule.Severity](), textfuzz.Enum[rule.Evidence]())
}
