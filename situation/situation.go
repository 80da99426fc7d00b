// Package situation models the practice situation (situation d'exercice, the
// "activité" of the RPPS): what one person does in one structure over a
// period, under one role.
//
// A person may hold several situations at once, each with its own employer,
// dates and role; none says anything about another. A role is chosen for each
// situation, and rights in the DMP follow from the one in which the person
// acts.
//
// [Situation.OpenAt] answers whether a situation is open on a day, and why
// not. What may happen to a situation over its life (modify, close, cancel) is
// in the table of [Cycle]: a Situation states facts and holds no state of its
// own, which [FactsOf] and [Situation.StateAt] draw from its dates. What was declared,
// refused or cancelled has dates too: see [State.IsAccepted].
//
//	s := situation.Situation{Role: roles.RoleCare, Start: civil.MustNew(2026, 1, 5)}
//	if o := s.OpenAt(day); !o.IsOpen() {
//		fmt.Println(o.Explain(language.French)) // pas encore commencée, terminée…
//	}
//
// # Dates
//
// A situation without dates is open only if its source says so by listing it,
// and only on the day on which it did ([Presence], Situation.SeenOn). Pro Santé
// Connect and the public extractions carry no dates. On the day after it is not
// open any more and has not ended ([SeenOtherDay]): what ends soon is what has an
// end. Whether the last day still
// counts is a [Policy] ([LastDay]); today's clock is never read.
//
// # Life cycle
//
// [Cycle] is the table of what may happen: declare, accept, start, modify,
// close, cancel; by whom, on which conditions. [AmendRole] and
// [CloseAndReplace] are the two ways to change a role, and [RoleHistory] tells
// which role was held on a day.
//
// # Not here
//
// What the person may read (package habilitation) and who may register them
// (packages gestionnaire and registration).
//
// # Errors
//
// Codes that are not known stay in [Stated] and open nothing. A change that the
// dates do not allow is an error with a code of [Rules].
//
// # Concurrency
//
// A Situation is a value. The machine of Cycle never changes.
//
// # Sources
//
// The objects of the ANS (modèle des objets de santé), the guide on the update
// of situations, training slides of 2025. What no source says is marked as
// inferred, move by move, in docs/cycles/situation.md of the repository.
package situation

import (
	"fmt"
	"io"
	"log/slog"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/choice"
	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Situation is one practice situation. An empty field is "not stated".
type Situation struct {
	// ID identifies the situation in its source.
	ID ID `json:"id,omitzero"`
	// Structure is where: one structure a situation.
	Structure rpps.Structure `json:"structure,omitzero"`
	// Role is the RPPS+ role (genre d'activité, TRE_R22): it, not the
	// profession, decides what a role professional may read.
	Role roles.Role `json:"role,omitzero"`
	// Profession is the profession of the exercise: a regulated one, or
	// [roles.ProfessionARole] (99).
	Profession roles.Profession `json:"profession,omitzero"`
	// Function is what the person does: the métier of a role professional
	// (TRE_R85), or a fonction (TRE_R21) of a regulated one.
	Function roles.Profession `json:"function,omitzero"`
	// Qualification is the code of savoir-faire of the exercise, such as SM26.
	Qualification string `json:"qualification,omitempty"`
	// RoleInferred: the source gives no role for this situation, and the one
	// above was drawn from elsewhere in it.
	RoleInferred bool `json:"roleInferred,omitempty"`
	// Category tells students (E) from the others.
	Category roles.Category     `json:"category,omitzero"`
	Mode     roles.PracticeMode `json:"mode,omitzero"`
	// LiberalActivity is stated with mode L.
	LiberalActivity roles.LiberalActivity `json:"liberalActivity,omitzero"`

	// Start is the first day, End the last; either may be not stated. Public
	// sources and Pro Santé Connect carry no dates.
	Start     civil.Date      `json:"start,omitzero"`
	End       civil.Date      `json:"end,omitzero"`
	EndReason roles.EndReason `json:"endReason,omitzero"`

	// Source is where the situation was read.
	Source Source `json:"source,omitzero"`
	// SeenOn is the day on which the source listed the situation: the day of
	// the sign-in for Pro Santé Connect, of the file for an extraction. On the day
	// after it proves nothing, and nothing has ended: [SeenOtherDay].
	SeenOn civil.Date `json:"seenOn,omitzero"`

	// Stated keeps the codes as the source wrote them, known or not.
	Stated Stated `json:"stated,omitzero"`
}

// Stated is the text of a situation in its source. A code that the tables do
// not know is kept here, while the typed field stays "not stated".
type Stated struct {
	Role       string `json:"role,omitempty"`
	Profession string `json:"profession,omitempty"`
	Function   string `json:"function,omitempty"`
	Category   string `json:"category,omitempty"`
	Mode       string `json:"mode,omitempty"`
}

// String tells whether a code is stated: a source may write anything in its place.
func (s Stated) String() string {
	if s == (Stated{}) {
		return "(not stated)"
	}
	return "(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (s Stated) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue implements [slog.LogValuer].
func (s Stated) LogValue() slog.Value { return slog.StringValue(s.String()) }

// ID identifies a situation in its source: a UUID or the directory's own
// identifier. It is comparable; the zero ID is "not stated".
type ID struct{ text string }

// DirectoryID returns the identifier that a directory gave, as written.
func DirectoryID(text string) ID { return ID{text} }

// UUID returns the identifier made of a UUID. A value of uuid.UUID
// (github.com/google/uuid) can be passed as it is.
func UUID(u [16]byte) ID {
	return ID{fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])}
}

// IsZero reports whether the identifier is not stated.
func (id ID) IsZero() bool { return id.text == "" }

// String returns the identifier, or "(not stated)".
func (id ID) String() string {
	if id.text == "" {
		return "(not stated)"
	}
	return id.text
}

// MarshalText returns the identifier, or the empty text when not stated.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.text), nil }

// UnmarshalText is the inverse of MarshalText.
func (id *ID) UnmarshalText(b []byte) error { id.text = string(b); return nil }

// Source says where a situation was read. The zero value is "not stated".
type Source uint8

const (
	// SourceUserinfo: the userinfo of Pro Santé Connect, at a sign-in.
	SourceUserinfo Source = iota + 1
	// SourceExtraction: a file of the Annuaire Santé.
	SourceExtraction
	// SourceFHIR: a resource of the Annuaire Santé.
	SourceFHIR
	// SourceEmployer: what the structure itself declares.
	SourceEmployer
)

var sourceNames = [...]string{"", "userinfo", "extraction", "fhir", "employer"}

// listsOpen reports whether the source lists only situations that are open.
func (s Source) listsOpen() bool { return s == SourceUserinfo || s == SourceExtraction }

// String returns the name of the source, or "(not stated)".
func (s Source) String() string {
	return enum.String(sourceNames[:], s)
}

// MarshalText returns the name, or the empty text when not stated.
func (s Source) MarshalText() ([]byte, error) {
	return enum.Text(sourceNames[:], s)
}

// UnmarshalText is the inverse of MarshalText.
func (s *Source) UnmarshalText(b []byte) error {
	if enum.Read(s, sourceNames[:], b) {
		return nil
	}
	return rules[ruleSourceUnknown].At("source")
}

// Policy holds what the sources leave open about the dates of a situation.
// The zero Policy is the documented default. A number that is no choice counts
// as the one that opens less.
type Policy struct {
	// Presence says what a listing without dates proves.
	Presence Presence `json:"presence,omitzero"`
	// LastDay says whether the end date is still a day of the situation.
	LastDay LastDay `json:"lastDay,omitzero"`
}

// UnmarshalJSON reads a policy from an object such as {"lastDay": "excluded"}. What is
// left out is the default. A key or a choice that is not known, a key that is there
// twice and null are a [rule.Fault] of [CodePolicyUnknown], and leave the policy that
// opens least.
func (p *Policy) UnmarshalJSON(b []byte) error {
	return choice.Object(p, b, Policy{Presence: PresenceIgnored, LastDay: LastDayExcluded}, &rules[rulePolicyUnknown])
}

// Presence says what it proves that a source without dates lists a situation.
type Presence uint8

const (
	// PresenceCounts: listed by Pro Santé Connect or an extraction on the day
	// asked, the situation is open on that day, and only on it. Other sources
	// list closed situations too. The default: Pro Santé Connect is fed
	// by the daily extraction of the directory, from which closed situations
	// are gone. Its loader has exceptions (SYNC.md, The practice situation):
	// where a program knows better days, it sets them.
	PresenceCounts Presence = iota
	// PresenceIgnored: without dates, nothing is proved.
	PresenceIgnored
)

// LastDay says how an end date is read.
type LastDay uint8

const (
	// LastDayIncluded: the situation is open on its end date and closed on
	// the day after. The default; the press of 2022 and 2023 on the portal
	// says that rights stop by themselves at the end date, and contracts end
	// at the end of their last day.
	LastDayIncluded LastDay = iota
	// LastDayExcluded: the situation is closed on its end date.
	LastDayExcluded
)

var presenceNames = [...]string{"counts", "ignored"}

// String returns the name of the choice, such as "counts", the default.
func (p Presence) String() string { return choice.String(presenceNames[:], p) }

// MarshalText returns the name of the choice.
func (p Presence) MarshalText() ([]byte, error) { return choice.Text(presenceNames[:], p) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (p *Presence) UnmarshalText(b []byte) error {
	return choice.Read(p, presenceNames[:], b, rules[rulePolicyUnknown].At("presence"))
}

var lastDayNames = [...]string{"included", "excluded"}

// String returns the name of the choice, such as "included", the default.
func (l LastDay) String() string { return choice.String(lastDayNames[:], l) }

// MarshalText returns the name of the choice.
func (l LastDay) MarshalText() ([]byte, error) { return choice.Text(lastDayNames[:], l) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (l *LastDay) UnmarshalText(b []byte) error {
	return choice.Read(l, lastDayNames[:], b, rules[rulePolicyUnknown].At("lastDay"))
}

// Openness is the answer of [Situation.OpenAt]. The zero value is "not
// stated" and is not open.
type Openness uint8

const (
	// Open: the day lies between the stated start and the end, if there is one.
	Open Openness = iota + 1
	// OpenByPresence: no start is stated, but the source listed the situation
	// on that very day. See [PresenceCounts].
	OpenByPresence
	// NotStarted: the start lies after the day.
	NotStarted
	// Ended: the end lies before the day, or on it under [LastDayExcluded].
	Ended
	// DatesUnknown: no start is stated and nothing else proves that the
	// situation is open, or an end has a reason and no day.
	DatesUnknown
	// DatesReversed: the end is before the start: nothing can be said.
	DatesReversed
	// DayNotStated: the day asked about is not stated.
	DayNotStated
	// SeenOtherDay: no start is stated, and the source listed the situation on
	// another day than this one. It is not open on this day, and no end is known: who
	// compares two days must not take it for a departure.
	SeenOtherDay
)

// Names that habilitation/export has too are those.
var opennessNames = [...]string{"", "open", "open-by-presence", "not-started", "ended", "dates-unknown", "dates-reversed", "day-not-stated", "seen-other-day"}

var opennessTexts = [...]rule.Text{
	{FR: "non renseigné", EN: "not stated"},
	Open:           {FR: "ouverte à cette date", EN: "open on that date"},
	OpenByPresence: {FR: "sans date, mais présente dans la source ce jour-là", EN: "without dates, but listed by its source on that day"},
	NotStarted:     {FR: "pas encore commencée", EN: "not started yet"},
	Ended:          {FR: "terminée", EN: "ended"},
	DatesUnknown:   {FR: "dates inconnues", EN: "dates unknown"},
	SeenOtherDay:   {FR: "sans date, présente dans la source un autre jour", EN: "without dates, listed by its source on another day"},
	DatesReversed:  {FR: "fin antérieure au début", EN: "end before start"},
	DayNotStated:   {FR: "date de la question non renseignée", EN: "the date asked about is not stated"},
}

// IsOpen reports whether the situation is open.
func (o Openness) IsOpen() bool { return o == Open || o == OpenByPresence }

// Explain returns the answer in words.
func (o Openness) Explain(tag language.Tag) string {
	if int(o) < len(opennessTexts) {
		return opennessTexts[o].In(tag)
	}
	return opennessTexts[0].In(tag)
}

// String returns the name of the answer, such as "open-by-presence", or "(not stated)".
func (o Openness) String() string { return enum.String(opennessNames[:], o) }

// MarshalText returns the name, or the empty text when not stated.
func (o Openness) MarshalText() ([]byte, error) { return enum.Text(opennessNames[:], o) }

// UnmarshalText is the inverse of MarshalText. A refusal leaves "not stated", which is
// not open.
func (o *Openness) UnmarshalText(b []byte) error {
	return readCode(o, opennessNames[:], "openness", b)
}

// OpenAt reports whether the situation is open on a day, under the default
// policy, and why not.
func (s *Situation) OpenAt(day civil.Date) Openness { return Policy{}.OpenAt(s, day) }

// OpenAt reports whether a situation is open on a day under the policy.
//
// A stated start with no end is open from the start on: the portal does not
// ask for an end. A reason of an end without its date proves that it has ended
// or will, and nothing is open then. A start that is not stated proves nothing by itself, and a
// stated end in the past closes the situation whatever else is said. A nil
// situation counts as an empty one.
func (p Policy) OpenAt(s *Situation, day civil.Date) Openness {
	if s == nil {
		s = &Situation{}
	}
	switch {
	case day.IsZero():
		return DayNotStated
	case s.End.Before(s.Start):
		return DatesReversed
	case s.Start.After(day):
		return NotStarted
	case s.End.Before(day), p.LastDay != LastDayIncluded && s.End == day:
		return Ended
	case s.EndReason != 0 && s.End.IsZero():
		return DatesUnknown // ended, on a day that is not stated
	case !s.Start.IsZero():
		return Open
	case p.Presence != PresenceCounts || s.SeenOn.IsZero() || !s.Source.listsOpen():
		return DatesUnknown
	case s.SeenOn == day:
		return OpenByPresence
	}
	return SeenOtherDay
}

// String tells the codes of the situation, and neither the person nor the
// place.
func (s Situation) String() string {
	return "Situation(role " + s.Role.String() + ", profession " + s.Profession.String() +
		", function " + s.Function.String() + ", source " + s.Source.String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (s Situation) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue implements [slog.LogValuer]: the codes, and neither the person nor
// the place nor the dates, which the directory does not publish.
func (s Situation) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("role", s.Role.String()),
		slog.String("profession", s.Profession.String()),
		slog.String("function", s.Function.String()),
		slog.String("source", s.Source.String()),
	)
}

// CodeSourceUnknown is the rule on names of sources.
const CodeSourceUnknown rule.Code = "SIT-SOURCE-UNKNOWN"

// CodePolicyUnknown is the rule on names of choices of a [Policy].
const CodePolicyUnknown rule.Code = "SIT-POLICY-UNKNOWN"

const (
	ruleSourceUnknown = iota
	rulePolicyUnknown
)

var rules = [...]rule.Rule{
	ruleSourceUnknown: {
		Code: CodeSourceUnknown, Area: rule.AreaSituation, Severity: rule.Error,
		Title:   rule.Text{FR: "Source de situation inconnue", EN: "Unknown source of a situation"},
		Message: rule.Text{FR: "la source n'est pas de la liste de la bibliothèque", EN: "the source is not in the list of the library"},
		Source:  "list of package situation", Evidence: rule.Policy,
	},
	rulePolicyUnknown: {
		Code: CodePolicyUnknown, Area: rule.AreaSituation, Severity: rule.Error,
		Title:   rule.Text{FR: "Choix de politique inconnu", EN: "Unknown choice of a policy"},
		Message: rule.Text{FR: "clé ou choix inconnu de la bibliothèque, ou clé répétée ; connus : {0}", EN: "a key or a choice that the library does not know, or a key stated twice; known: {0}"},
		Source:  "choices of package situation", Evidence: rule.Policy,
	},
}

// Rules returns every rule of the package.
func Rules() []rule.Rule { return append(append([]rule.Rule(nil), rules[:]...), cycleRules[:]...) }
