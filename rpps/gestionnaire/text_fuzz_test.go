package gestionnaire_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
)

// FuzzTexts: every enumeration, and the policy, reads what it writes and nothing else.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f,
		textfuzz.Enum[gestionnaire.Access](), textfuzz.Enum[gestionnaire.Capacity](), textfuzz.Enum[gestionnaire.Right](),
		textfuzz.Enum[gestionnaire.State](), textfuzz.Enum[gestionnaire.Event](), textfuzz.Enum[gestionnaire.Need](),
		textfuzz.Enum[gestionnaire.Reach](), textfuzz.Enum[gestionnaire.CardKind](),
		textfuzz.Choice[gestionnaire.TrainingScope](), textfuzz.Choice[gestionnaire.Existing](), textfuzz.Choice[gestionnaire.ContractScope](),
		textfuzz.Choice[gestionnaire.CardScope](), textfuzz.Choice[gestionnaire.ECPSUse](), textfuzz.Choice[gestionnaire.LastDay](),
		textfuzz.Policy(
			gestionnaire.Policy{LastDay: gestionnaire.LastDayExcluded},
			`{"training":"esms-only","existing":"kept","contract":"gestionnaires","card":"nobody","ecps":"accepted","lastDay":"included"}`,
		),
	)
}
