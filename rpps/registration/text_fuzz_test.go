package registration_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps/registration"
)

// FuzzTexts: every enumeration reads what it writes and nothing else.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f,
		textfuzz.Enum[registration.State](), textfuzz.Enum[registration.Event](), textfuzz.Enum[registration.Field](),
		textfuzz.Enum[registration.WorkKind](), textfuzz.Enum[registration.Purpose](), textfuzz.Enum[registration.Method](),
		textfuzz.Enum[registration.Found](), textfuzz.Enum[registration.Task](), textfuzz.Enum[registration.Performer](),
		textfuzz.Enum[registration.System](),
	)
}
