package services_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps/services"
	"github.com/rppsplus/rppsplus/situation"
)

// FuzzTexts: every enumeration, and the policy, reads what it writes and nothing else.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f,
		textfuzz.Enum[services.Mailbox](), textfuzz.Parse(services.ParseMailbox),
		textfuzz.Policy(
			services.Policy{Situation: situation.Policy{Presence: situation.PresenceIgnored, LastDay: situation.LastDayExcluded}},
			`{"situation":{"lastDay":"excluded"},"students":{"rolesOpenFrom":"2027-01-01"}}`,
		),
	)
}
