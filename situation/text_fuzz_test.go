package situation_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/situation"
)

// FuzzTexts: every enumeration reads what it writes and nothing else, and an
// identifier any text.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f,
		textfuzz.Enum[situation.State](), textfuzz.Enum[situation.Event](), textfuzz.Enum[situation.How](), textfuzz.Enum[situation.Source](),
		textfuzz.Enum[situation.Openness](),
		textfuzz.Choice[situation.Presence](), textfuzz.Choice[situation.LastDay](),
		textfuzz.Policy(
			situation.Policy{Presence: situation.PresenceIgnored, LastDay: situation.LastDayExcluded}, `{"presence":"counts","lastDay":"excluded"}`,
		),
		textfuzz.RoundTrip[situation.ID]("directory:1", "x"),
	)
}
