package registration

import (
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"strconv"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// Request is one registration request: a person, the practice situation that
// their employer declares, and what was declared and verified around it. An
// empty field is "not stated".
//
// It prints and logs masked. Its JSON reads back, but for a number with a wrong key,
// which is refused: see [rpps.Options].
type Request struct {
	// Purpose says whether the person enters the RPPS or gets one more
	// situation; see [Request.PurposeOf].
	Purpose Purpose `json:"purpose,omitzero"`
	// Method is the way of the request; not stated counts as [Manual].
	Method Method `json:"method,omitzero"`

	// Identity is the civil status, as in the register of persons (RNIPP).
	Identity rpps.CivilStatus `json:"identity,omitzero"`
	// FrenchNationality not stated counts as yes at the interface.
	FrenchNationality rpps.Answer `json:"frenchNationality,omitzero"`
	// Number is the RPPS number of a person who has one already.
	Number rpps.Number `json:"rpps,omitzero"`
	// Identifier is a national identification of the person: asked of those
	// who are not French.
	Identifier rpps.PersonID `json:"identifier,omitzero"`
	// ExerciseName is the name under which the person practises.
	ExerciseName rpps.Name `json:"exerciseName,omitzero"`
	// Contact is for the number and the e-CPS to reach the person.
	Contact rpps.Contact `json:"contact,omitzero"`

	// Situation is what is declared: its Function is the métier, its Role the
	// role. Profession stays empty or [roles.ProfessionARole].
	Situation situation.Situation `json:"situation,omitzero"`

	// Information is what the person was told.
	Information Information `json:"information,omitzero"`
	// NeedsHealthData declares that the work asks for access to, or exchange
	// of, health data.
	NeedsHealthData rpps.Answer `json:"needsHealthData,omitzero"`
	// LegalNotice declares that the legal notice of the portal is accepted.
	LegalNotice rpps.Answer `json:"legalNotice,omitzero"`
	// HomeCare is for the métier "aide à domicile qualifié(e)", 371.
	HomeCare HomeCare `json:"homeCare,omitzero"`

	// Search is the search in the directory before the request.
	Search Search `json:"search,omitzero"`
	// Pending says whether another request is in progress for this person.
	Pending rpps.Answer `json:"pending,omitzero"`

	// Unread holds the texts that [Request.Set] could not read: stated, and
	// of no use yet.
	Unread []Unread `json:"unread,omitempty"`
}

// Unread is the text of a field that could not be read.
type Unread struct {
	Field Field        `json:"field"`
	Text  rpps.Private `json:"text"`
}

// String names the field, not the text.
func (u Unread) String() string { return "Unread(" + u.Field.String() + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (u Unread) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, u.String()) }

// LogValue implements [slog.LogValuer].
func (u Unread) LogValue() slog.Value { return slog.StringValue(u.String()) }

// Purpose says what a request asks for. The zero value is "not stated".
type Purpose uint8

const (
	// NewIdentity: the person has no RPPS number.
	NewIdentity Purpose = iota + 1
	// NewSituation: the person has one, and gets a situation more.
	NewSituation
)

var purposes = [...]string{"", "new identity", "new situation"}

// String returns the name of the purpose, or "(not stated)".
func (p Purpose) String() string { return enum.String(purposes[:], p) }

// MarshalText returns the name, or the empty text when not stated.
func (p Purpose) MarshalText() ([]byte, error) { return enum.Text(purposes[:], p) }

// UnmarshalText is the inverse of MarshalText.
func (p *Purpose) UnmarshalText(b []byte) error { return readName(p, purposes[:], "purpose", b) }

// Method is the way of a request. The zero value is "not stated".
//
// Source: training slides of 2025 on the RPPS+ portal.
type Method uint8

const (
	// Manual: the gestionnaire types everything.
	Manual Method = iota + 1
	// PreRegistration: the professional signs in with FranceConnect, enters
	// the rest, and the gestionnaire verifies and validates. The gestionnaire
	// is not notified.
	PreRegistration
)

var methods = [...]string{"", "manual", "pre-registration"}

// String returns the name of the method, or "(not stated)".
func (m Method) String() string { return enum.String(methods[:], m) }

// MarshalText returns the name, or the empty text when not stated.
func (m Method) MarshalText() ([]byte, error) { return enum.Text(methods[:], m) }

// UnmarshalText is the inverse of MarshalText.
func (m *Method) UnmarshalText(b []byte) error { return readName(m, methods[:], "method", b) }

// Information is what the registration authority told the person before the
// registration: the processing of the data (GDPR, article 13), that the right
// to object does not apply, and that the data of the situation are published.
//
// A stated date declares the three; an answer that is stated overrides it.
//
// Source: training slides of 2025, after the arrêté on the RPPS.
type Information struct {
	// On is the day on which the person was told.
	On civil.Date `json:"on,omitzero"`
	// Article13, NoObjection and PublicData are the three contents.
	Article13   rpps.Answer `json:"article13,omitzero"`
	NoObjection rpps.Answer `json:"noObjection,omitzero"`
	PublicData  rpps.Answer `json:"publicData,omitzero"`
}

// String tells nothing of the person.
func (i Information) String() string { return "Information(masked)" }

// Format implements [fmt.Formatter]: masked under every verb.
func (i Information) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, i.String()) }

// LogValue implements [slog.LogValuer].
func (i Information) LogValue() slog.Value { return slog.StringValue(i.String()) }

// Search is the search that comes before the creation of an identity.
//
// Source: ANS guide on the update of situations; Pro Santé Identité.
type Search struct {
	// On is the day of the search.
	On civil.Date `json:"on,omitzero"`
	// Found is its outcome.
	Found Found `json:"found,omitzero"`
}

// Found is the outcome of a search in the directory. The zero value is "not
// stated".
type Found uint8

const (
	// FoundNone: no number for this person.
	FoundNone Found = iota + 1
	// FoundOne: one number.
	FoundOne
	// FoundSeveral: several numbers, which only the ANS can sort out.
	FoundSeveral
)

var founds = [...]string{"", "none", "one", "several"}

// String returns the name of the outcome, or "(not stated)".
func (f Found) String() string { return enum.String(founds[:], f) }

// MarshalText returns the name, or the empty text when not stated.
func (f Found) MarshalText() ([]byte, error) { return enum.Text(founds[:], f) }

// UnmarshalText is the inverse of MarshalText.
func (f *Found) UnmarshalText(b []byte) error { return readName(f, founds[:], "found", b) }

// PurposeOf returns what the request asks for: what is stated, else
// [NewSituation] when a number is stated or was found, else [NewIdentity].
func (r *Request) PurposeOf() Purpose {
	switch {
	case r.Purpose != 0:
		return r.Purpose
	case !r.Number.IsZero() || !r.Identifier.Number().IsZero() || r.Search.Found == FoundOne:
		return NewSituation
	}
	return NewIdentity
}

// KnownNumber returns the RPPS number that the request states: Number, else
// the one in Identifier.
func (r *Request) KnownNumber() rpps.Number {
	if !r.Number.IsZero() {
		return r.Number
	}
	return r.Identifier.Number()
}

// unread reports whether a text was given for the field that could not be
// read, or that was left beside an empty one.
func (r *Request) unread(f Field) bool {
	for i := range r.Unread {
		if u := &r.Unread[i]; u.Field == f {
			var scratch Request
			return scratch.read(f, trim(string(u.Text))) != nil || r.left(u)
		}
	}
	return false
}

// left reports whether a text that can be read stands beside a field that is empty, as
// of a request that was kept before the library could read it. Where the field is
// stated, it counts.
func (r *Request) left(u *Unread) bool {
	if trim(string(u.Text)) == "" {
		return false
	}
	as, blank := *r, *r // copies: the request itself stays off the heap
	_ = blank.read(u.Field, "")
	return reflect.DeepEqual(blank, as)
}

// String tells the codes of the request, and neither the person nor the place.
func (r Request) String() string {
	return "Request(" + r.PurposeOf().String() + ", function " + r.Situation.Function.String() +
		", role " + r.Situation.Role.String() + ", unread " + strconv.Itoa(len(r.Unread)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (r Request) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue implements [slog.LogValuer].
func (r Request) LogValue() slog.Value { return slog.StringValue(r.String()) }

// readName is the UnmarshalText of the enumerations of the package.
func readName[T ~uint8](to *T, names []string, path string, b []byte) error {
	if enum.Read(to, names, b) {
		return nil
	}
	return rules[ruleWordUnknown].At(path)
}

// Completed returns the request with what its rules of severity
// [rule.Completion] fill in: the type of liberal activity of mode L.
func (r Request) Completed() Request {
	s := &r.Situation
	if s.Mode == roles.ModeLiberal && s.LiberalActivity == 0 && !r.unread(FieldLiberalActivity) {
		s.LiberalActivity = DefaultLiberalActivity
	}
	return r
}
