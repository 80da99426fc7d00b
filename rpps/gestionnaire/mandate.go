package gestionnaire

import (
	"fmt"
	"io"
	"log/slog"
	"strconv"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// Actor is somebody who wants to register a professional. It prints and logs
// masked.
type Actor struct {
	// ID is the identifier of the card: the RPPS number, or a number in the
	// structure (FINESS or SIRET). Without one nobody may register.
	ID rpps.PersonID `json:"id,omitzero"`
	// Mandates are all that the person is, for all structures.
	Mandates []Mandate `json:"mandates,omitempty"`
}

// Mandate is a capacity that somebody has for a structure. Its facts are
// independent of each other: the sources fix no order between training and
// appointment.
type Mandate struct {
	Capacity Capacity `json:"capacity,omitzero"`
	// Structure is the one that the mandate was given for: a site, or a legal
	// entity when Reach says so.
	Structure rpps.Structure `json:"structure,omitzero"`
	// Reach must be stated for a mandate that covers every site of a legal
	// entity; zero is the site only. A titulaire has but their own pharmacy, and
	// appoints a gestionnaire for no more.
	Reach Reach `json:"reach,omitzero"`
	// From is the first day, and must be stated: of the appointment, or of
	// the quality of those who need none. Until is the last day: see
	// [LastDay].
	From  civil.Date `json:"from,omitzero"`
	Until civil.Date `json:"until,omitzero"`
	// AppointedBy is the capacity of the one who appointed. It must be stated
	// for a gestionnaire.
	AppointedBy Capacity `json:"appointedBy,omitzero"`

	Training    Training    `json:"training,omitzero"`
	Attestation Attestation `json:"attestation,omitzero"`
	// Card is the one with which the person signs in for this mandate.
	Card Card `json:"card,omitzero"`
	// Contact was given with the appointment: an e-mail, a telephone number,
	// or both.
	Contact rpps.Contact `json:"contact,omitzero"`
	// TermsAcceptedOn is the day on which the terms of use were accepted,
	// in the request of appointment.
	TermsAcceptedOn civil.Date `json:"termsAcceptedOn,omitzero"`
}

// Training is the e-learning course for gestionnaires.
type Training struct {
	CompletedOn civil.Date `json:"completedOn,omitzero"`
}

// Attestation is the one that ends the training, signed when the gestionnaire
// is appointed.
type Attestation struct {
	SignedOn civil.Date `json:"signedOn,omitzero"`
	// SignedBy is the capacity of the signatory.
	SignedBy Capacity `json:"signedBy,omitzero"`
}

// Card is a means to sign in to the portal.
type Card struct {
	Kind CardKind `json:"kind,omitzero"`
	// ExpiresOn is the last day of validity, and must be stated: see
	// [LastDay].
	ExpiresOn civil.Date `json:"expiresOn,omitzero"`
	// OpposedOn is the first day on which the card is opposed; zero: it is
	// not.
	OpposedOn civil.Date `json:"opposedOn,omitzero"`
}

// CardKind is the kind of a card. The zero value is "not stated" and opens
// nothing.
type CardKind uint8

const (
	CPS  CardKind = iota + 1 // carte de professionnel de santé
	CPF                      // carte de professionnel de santé en formation
	CPE                      // carte de personnel d'établissement
	CPA                      // carte de personnel autorisé
	ECPS                     // e-CPS, which is no card: see [ECPSUse]
)

var cardNames = [...]string{"", "CPS", "CPF", "CPE", "CPA", "e-CPS"}

// String returns the name, or "(not stated)".
func (k CardKind) String() string { return enum.String(cardNames[:], k) }

// MarshalText returns the name, or the empty text when not stated.
func (k CardKind) MarshalText() ([]byte, error) { return enum.Text(cardNames[:], k) }

// UnmarshalText is the inverse of MarshalText.
func (k *CardKind) UnmarshalText(b []byte) error { return readName(k, cardNames[:], "kind", b) }

// covers says whether the mandate holds for a structure. The right of a
// titulaire is for their own pharmacy, so no reach widens it, nor that of a
// gestionnaire whom they appointed.
func (m *Mandate) covers(s rpps.Structure) coverage {
	reach := m.Reach
	if m.Capacity == TitulaireOfficine || m.Capacity == Gestionnaire && m.AppointedBy == TitulaireOfficine {
		reach = ReachSite
	}
	return cover(m.Structure, reach, s)
}

// String tells how many mandates there are, never who the person is.
func (a Actor) String() string {
	return "Actor(id " + stated(!a.ID.IsZero()) + ", mandates " + strconv.Itoa(len(a.Mandates)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (a Actor) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, a.String()) }

// LogValue implements [slog.LogValuer].
func (a Actor) LogValue() slog.Value {
	return slog.GroupValue(slog.String("id", a.ID.String()), slog.Int("mandates", len(a.Mandates)))
}

// String tells capacity and reach, neither the place nor the dates.
func (m Mandate) String() string {
	return "Mandate(" + m.Capacity.String() + ", reach " + m.Reach.String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (m Mandate) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, m.String()) }

// LogValue implements [slog.LogValuer].
func (m Mandate) LogValue() slog.Value {
	return slog.GroupValue(slog.String("capacity", m.Capacity.String()), slog.String("reach", m.Reach.String()))
}

// String tells whether the training is completed.
func (t Training) String() string {
	return "Training(completed " + stated(!t.CompletedOn.IsZero()) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (t Training) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, t.String()) }

// LogValue implements [slog.LogValuer].
func (t Training) LogValue() slog.Value { return slog.StringValue(t.String()) }

// String tells the capacity of the signatory.
func (a Attestation) String() string {
	return "Attestation(signed " + stated(!a.SignedOn.IsZero()) + ", by " + a.SignedBy.String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (a Attestation) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, a.String()) }

// LogValue implements [slog.LogValuer].
func (a Attestation) LogValue() slog.Value { return slog.StringValue(a.String()) }

// String tells the kind of the card.
func (c Card) String() string { return "Card(" + c.Kind.String() + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (c Card) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue implements [slog.LogValuer].
func (c Card) LogValue() slog.Value { return slog.StringValue(c.String()) }
