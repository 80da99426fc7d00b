package gestionnaire_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
)

// FuzzTexts: every enumeration reads what it writes and nothing else.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f,
		textfuzz.Enum[gestionnaire.Access](), textfuzz.Enum[gestionnaire.Capacity](), textfuzz.Enum[gestionnaire.Right](),
		textfuzz.Enum[gestionnaire.State](), textfuzz.Enum[gestionnaire.Event](), textfuzz.Enum[gestionnaire.Need](),
		textfuzz.Enum[gestionnaire.Reach](), textfuzz.Enum[gestionnaire.CardKind](),
	)
}
