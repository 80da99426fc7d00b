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
		textfuzz.Enum[services.Mailbox](),
		textfuzz.Policy(
			services.Policy{Situation: situation.Policy{Presence: situation.PresenceIgnored, LastDay: situation.LastDayExcluded}},
			`{"situation":{"lastDay":"excluded"},"students":{"rolesOpenFrom":"2027-01-01"}}`,
		),
	)
}

// FuzzMailbox compares with a walk of the kinds.
func FuzzMailbox(f *testing.F) {
	for m := range services.Mailboxes() {
		f.Add(m.Code())
	}
	f.Fuzz(func(t *testing.T, code string) {
		var want services.Mailbox
		for m := range services.Mailboxes() {
			if m.Code() == code {
				want = m
			}
		}
		if got, err := services.ParseMailbox(code); got != want || (err == nil) != (want != 0) {
			t.Errorf("%q: %v %v, want %v", code, got, err, want)
		}
	})
}
