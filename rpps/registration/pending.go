package registration

import (
	"fmt"
	"io"
	"log/slog"
	"slices"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
)

// Item is a request and where it stands. It prints and logs masked.
type Item struct {
	Request Request `json:"request,omitzero"`
	State   State   `json:"state,omitzero"`
	// Since is the day on which it came to this state.
	Since civil.Date `json:"since,omitzero"`
	// SentBack: an employer asked for a correction, and the request has not
	// been submitted again.
	SentBack bool `json:"sentBack,omitempty"`
	// Declared: not a request, but a practice situation that the professional
	// declared ([Held.Item]), which waits for an employer as a request does.
	Declared bool `json:"declared,omitempty"`
}

// String tells state and codes, and neither the person nor the place.
func (i Item) String() string {
	return "Item(" + i.State.String() + ", " + i.Request.String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (i Item) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, i.String()) }

// LogValue implements [slog.LogValuer].
func (i Item) LogValue() slog.Value { return slog.StringValue(i.String()) }

// WorkKind is what a request asks of a gestionnaire. The zero value is "not
// stated".
type WorkKind uint8

const (
	// WorkValidate: a professional has submitted it; verify, then validate,
	// refuse or ask for a correction.
	WorkValidate WorkKind = iota + 1
	// WorkFinish: an entry by the employer, to be registered or given up.
	WorkFinish
	// WorkRemind: sent back for correction; the professional has not
	// submitted it again, and nothing says that the portal reminds them.
	WorkRemind
	// WorkValidateSituation: a professional has declared a practice situation;
	// verify, then validate or refuse it ([situation.Cycle]).
	WorkValidateSituation
)

var workKinds = [...]string{"", "validate", "finish", "remind", "validateSituation"}

// String returns the name, or "(not stated)".
func (k WorkKind) String() string { return enum.String(workKinds[:], k) }

// MarshalText returns the name, or the empty text when not stated.
func (k WorkKind) MarshalText() ([]byte, error) { return enum.Text(workKinds[:], k) }

// UnmarshalText is the inverse of MarshalText.
func (k *WorkKind) UnmarshalText(b []byte) error { return readName(k, workKinds[:], "kind", b) }

// Work is a request, or a situation declared, that somebody must look at.
type Work struct {
	Kind WorkKind `json:"kind"`
	// Item is its place in the list that was given, Establishment that of its
	// structure.
	Item          int `json:"item"`
	Establishment int `json:"establishment"`
	// Since is the day from which it has waited, Days how long: 0 when Since
	// is not stated or to come.
	Since civil.Date `json:"since,omitzero"`
	Days  int        `json:"days"`
}

// PendingWork lists what somebody must look at on a day, for nobody notifies
// them: the portal sends the gestionnaire no e-mail about a pre-registration,
// and this is the poll that stands in its place. Of situations that a
// professional declares no source says that they are told: those of a [Dossier]
// are listed when they are given too ([Held.Item]).
//
// It lists the requests for the establishments for which the actor may
// register on that day ([gestionnaire.Policy.MayRegister]); an actor whose
// card or training has lapsed sees none, so an empty list is not yet an empty
// desk. A request counts for the first such establishment that is certainly
// its structure. A draft that a professional has not submitted is theirs.
//
// The oldest comes first, before it those that do not state their day; of the
// same day, in the order given.
//
// Source: training slides of 2025 on the RPPS+ portal.
func PendingWork(actor *gestionnaire.Actor, establishments []gestionnaire.Establishment, items []Item, day civil.Date, p gestionnaire.Policy) []Work {
	mine := make([]bool, len(establishments))
	for i := range establishments {
		mine[i] = p.MayRegister(actor, &establishments[i], day).Allowed
	}
	var out []Work
	for i := range items {
		it := &items[i]
		kind := it.work()
		if kind == 0 {
			continue
		}
		for e := range establishments {
			if mine[e] && establishments[e].Structure.Same(it.Request.Situation.Structure) {
				days, _ := day.DaysSince(it.Since)
				out = append(out, Work{Kind: kind, Item: i, Establishment: e, Since: it.Since, Days: max(0, days)})
				break
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Work) int { return a.Since.Compare(b.Since) })
	return out
}

// work is what the item asks of those who register.
func (i *Item) work() WorkKind {
	switch {
	case i.Declared && i.State == AwaitingValidation:
		return WorkValidateSituation
	case i.Declared:
		return 0
	case i.State == AwaitingValidation:
		return WorkValidate
	case i.State != Draft:
		return 0
	case i.Request.Method != PreRegistration:
		return WorkFinish
	case i.SentBack:
		return WorkRemind
	}
	return 0
}
