package psi_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps/psi"
)

// FuzzTexts: every enumeration reads what it writes and nothing else.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f,
		textfuzz.Enum[psi.EmploymentFunction](), textfuzz.Choice[psi.IssuerForm](), textfuzz.Choice[psi.EmploymentBlock](),
		textfuzz.Choice[psi.ActivityBlock](), textfuzz.Choice[psi.Functions](),
	)
}
