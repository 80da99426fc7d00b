package registration_test

import (
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
)

// FuzzTexts: every enumeration, and the policy, reads what it writes and nothing else;
// a name is folded alike by all ways to fold it.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f,
		textfuzz.Enum[registration.State](), textfuzz.Enum[registration.Event](), textfuzz.Enum[registration.Field](),
		textfuzz.Enum[registration.WorkKind](), textfuzz.Enum[registration.Purpose](), textfuzz.Enum[registration.Method](),
		textfuzz.Enum[registration.Found](), textfuzz.Enum[registration.Task](), textfuzz.Enum[registration.Performer](),
		textfuzz.Enum[registration.System](),
		textfuzz.Choice[registration.Genres](), textfuzz.Choice[registration.Codes](), textfuzz.Choice[registration.Keys](),
		textfuzz.Policy(
			registration.Policy{Codes: registration.CodesOnStart, Gestionnaire: gestionnaire.Policy{LastDay: gestionnaire.LastDayExcluded}},
			`{"genres":"portal","codes":"on-start","keys":"warned","minAge":17,"students":{"rolesOpenFrom":"2027-01-01"}}`,
		),
		textfuzz.Of(func(t testing.TB, text string) {
			family, given, _ := strings.Cut(text, "|")
			sameFolds(t, family, strings.Split(given, "|")...)
		}, "Lefèvre-d’Argencé|Zoé Anne|Marie", "L'HAŸ|de la|Tour ÷"),
	)
}
