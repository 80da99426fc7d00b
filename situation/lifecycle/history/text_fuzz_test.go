package history_test

import (
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// FuzzTexts: a digest is read as it is written.
func FuzzTexts(f *testing.F) {
	digits := strings.Repeat("0123456789abcdef", 4)
	textfuzz.Run(f, textfuzz.RoundTrip[history.Digest](digits, strings.ToUpper(digits), digits[1:], digits[1:]+"g"))
}
