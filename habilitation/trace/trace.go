package trace

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/internal/plainjson"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Schema is the name and the version of the form of a line.
const Schema = "rppsplus-trace/1"

// Record is one access that was decided on. An empty field is "not stated".
//
// It prints and logs masked; [Record.AppendLine] and MarshalJSON are raw.
type Record struct {
	// ID identifies the event, and At is its time: both the caller's.
	ID string
	At time.Time

	// Who is the professional; Name is how they are shown to the holder.
	Who  rpps.PersonID
	Name rpps.Private
	// Situation is the id of the practice situation in which they acted.
	Situation rpps.Private
	// Structure is the national identification of the structure (IDNST): the
	// prefix and the number, or a technical identifier without one.
	Structure rpps.Private
	// Profession, Category, Function and Role are codes.
	Profession, Category, Function, Role string

	// Patient refers to the holder of the record, DocumentID to the document:
	// as the caller writes them, of no form that the library knows.
	Patient    rpps.Private
	DocumentID rpps.Private
	// Document is the code of the type of document.
	Document string
	Action   habilitation.Action
	// Facts are the circumstances that were stated: the basis of the decision.
	Facts habilitation.Facts
	// Motive is why emergency access was asked for, in the words of the
	// professional.
	Motive rpps.Private

	// Allowed is the outcome of the decision, Done whether the access took
	// place.
	Allowed, Done rpps.Answer
	// Reasons are the codes of the rules behind the decision, grounds, denials
	// and caveats, in its order.
	Reasons []rule.Code
	// Day is the day of the decision, Matrix the version of its matrix.
	Day    civil.Date
	Matrix string

	// Extra are the members of a line that were not understood, as they stood.
	Extra map[string]json.RawMessage
}

// Of returns the record of a decision: outcome, reasons, matrix, day, action
// and type of document as the decision has them, codes and structure of the
// situation in which the professional acts, and the facts that were stated: those of
// the request as it was decided, completed for the document. Of what the source gave
// as no code that is known, the text is kept, unless it looks like a code of these
// lists: the decision was not drawn from that one, but for a function that closes,
// which does so under any list. Who, for whom and when is left to the caller.
//
// A situation of another profession, métier or role than the decision was drawn
// from is not the one in which the access took place: nothing of it is taken, the
// codes are those of the decision, and [Record.Check] misses the structure.
func Of(d habilitation.Decision, s situation.Situation, facts habilitation.Facts) Record {
	if who := d.Subject(); another(who, &s) {
		s = situation.Situation{Profession: who.Profession(), Function: who.Function(), Role: who.Role()}
	}
	r := Record{
		Structure:  structure(s.Structure),
		Profession: either(s.Profession.Code(), s.Stated.Profession, new(roles.Profession)),
		Category:   either(s.Category.Code(), s.Stated.Category, new(roles.Category)),
		Function:   either(s.Function.Code(), s.Stated.Function, new(roles.Profession)),
		Role:       either(s.Role.Code(), s.Stated.Role, new(roles.Role)),
		Document:   d.Document().Code(),
		Action:     d.Action(),
		Facts:      facts,
		Allowed:    rpps.AnswerOf(d.Allowed()),
		Reasons:    d.Codes(),
		Day:        d.At(),
	}
	if r.Function == "" && s.Stated.Function != "" {
		// One that closes does so whatever list it was given under.
		doctor := situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil}
		doctor.Stated.Function = s.Stated.Function
		if who := habilitation.SubjectOf(doctor, d.At()); who.IsOccupationalDoctor() || who.IsStudent() {
			r.Function = s.Stated.Function
		}
	}
	if !s.ID.IsZero() {
		r.Situation = rpps.Private(s.ID.String())
	}
	if m := d.Matrix(); m != nil {
		r.Matrix = m.Version().ID
	}
	return r
}

// another reports whether a situation is certainly not that of a subject. What
// one of them does not state, or the matrix has no use for, tells nothing.
func another(who habilitation.Subject, s *situation.Situation) bool {
	for _, c := range [...][2]roles.Profession{{who.Profession(), s.Profession}, {who.Function(), s.Function}} {
		if c[0] != 0 && c[1] != 0 && c[0] != c[1] {
			return true
		}
	}
	// What closes does so wherever the situation states it, and the decision knows.
	if own := habilitation.SubjectOf(*s, who.At()); who.Profession() != 0 &&
		(own.IsStudent() && !who.IsStudent() || own.IsOccupationalDoctor() && !who.IsOccupationalDoctor()) {
		return true
	}
	return who.Role() != 0 && s.Role != 0 && who.Role() != s.Role
}

func either(code, stated string, as encoding.TextUnmarshaler) string {
	switch {
	case code != "":
		return code
	case as.UnmarshalText([]byte(stated)) == nil:
		return "" // given under another list, or under none
	}
	return stated
}

// structure returns the national identification of a structure, made with the
// prefixes of TRE_G07 when it is not stated.
func structure(s rpps.Structure) rpps.Private {
	for _, t := range [...]struct{ prefix, number string }{
		{"", s.ID.Canonical()},
		{"1", s.FINESS.Canonical()},
		{"3", s.SIRET.Canonical()},
		{"4", s.RPPSRang.Canonical()},
		{"", s.Technical.Canonical()},
		{"2", s.SIREN.Canonical()},
		{"1", s.LegalFINESS.Canonical()},
	} {
		if t.number != "" {
			return rpps.Private(t.prefix + t.number)
		}
	}
	return ""
}

// Check returns what is missing or odd: without the time, the professional, the
// action and the outcome a line proves nothing ([CodeMissing], an error; so does a
// number that is no value of them), nor where a reason says the contrary of the outcome
// ([CodeOutcome], an error too); without the holder, the document, the
// structure, the matrix or the reasons, without a circumstance that an
// authorisation rested on, or a motive where the glass was broken, it proves less
// ([CodeIncomplete]); an access that took place against a denial is
// [CodeDoneDenied]; a time that lies, by no clock of the earth, on the day of the
// decision is [CodeDay].
func (r Record) Check() rule.Faults {
	var fs rule.Faults
	for _, t := range [...]struct {
		missing bool
		rule    int
		path    string
	}{
		{r.At.IsZero(), ruleMissing, "at"},
		{r.Who.IsZero(), ruleMissing, "who"},
		{r.Action < habilitation.Read || r.Action > habilitation.Delete, ruleMissing, "action"},
		{r.Allowed != rpps.Yes && r.Allowed != rpps.No, ruleMissing, "outcome"},
		{r.Patient == "", ruleIncomplete, "patient"},
		{r.Document == "", ruleIncomplete, "document"},
		{r.Structure == "", ruleIncomplete, "structure"},
		{r.Matrix == "", ruleIncomplete, "matrix"},
		{len(r.Reasons) == 0, ruleIncomplete, "reasons"},
		{r.Allowed == rpps.Yes && !r.founded(), ruleIncomplete, "facts"},
		{r.brisDeGlace() && (r.Allowed == rpps.Yes || r.Done == rpps.Yes) && strings.TrimSpace(r.Motive.Reveal()) == "", ruleIncomplete, "motive"},
		{r.Done == rpps.Yes && r.Allowed == rpps.No, ruleDoneDenied, "done"},
		{!r.sameDay(), ruleDay, "day"},
		{r.contradicted(), ruleOutcome, "outcome"},
	} {
		if t.missing {
			fs.Add(rules[t.rule].At(t.path))
		}
	}
	fs.Sort()
	return fs
}

// contradicted reports whether a reason that is known denies what was allowed, or grounds
// what was denied.
func (r Record) contradicted() bool {
	for reason := range habilitation.Reasons() {
		against := r.Allowed == rpps.Yes && reason.IsDenial() || r.Allowed == rpps.No && reason.IsGround()
		if against && slices.Contains(r.Reasons, reason.Code()) {
			return true
		}
	}
	return false
}

// brisDeGlace reports whether the glass was broken: the facts say that it was asked for,
// the reasons that it opened.
func (r Record) brisDeGlace() bool {
	return r.Facts.Has(habilitation.BrisDeGlace) || slices.Contains(r.Reasons, habilitation.GroundEmergency.Code())
}

// founded reports whether the facts of an authorisation hold what it rests on: a caller
// may have kept those of the request before a document completed it.
func (r Record) founded() bool {
	const (
		initial  = habilitation.CareTeam | habilitation.InitialConsent
		explicit = habilitation.CareTeam | habilitation.ExplicitConsent
		outside  = habilitation.OutsideTeam | habilitation.ExplicitConsent
		later    = habilitation.DepositedBefore | habilitation.Informed
		glass    = habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused
	)
	type facts = []habilitation.Facts // one of these, with all that it names
	by := func(g habilitation.Reason) bool { return slices.Contains(r.Reasons, g.Code()) }
	for _, t := range [...]struct {
		rests bool
		on    facts
	}{
		{r.Action >= habilitation.Read && r.Action < habilitation.Delete, facts{habilitation.NotOpposed}},
		{r.Action == habilitation.Read, facts{habilitation.AnyDocument, habilitation.Visible, habilitation.HiddenByDepositor, habilitation.HiddenByPatient}},
		{r.Action == habilitation.Unhide, facts{habilitation.AnyDocument, habilitation.Visible, habilitation.HiddenByDepositor}},
		{by(habilitation.GroundInitialConsent), facts{initial}},
		{by(habilitation.GroundInformed), facts{habilitation.CareTeam | habilitation.Informed}},
		{by(habilitation.GroundExplicitConsent), facts{explicit, outside}},
		{by(habilitation.GroundExpressConsent), facts{habilitation.ExplicitConsent | habilitation.Informed}},
		{by(habilitation.GroundEmergency), facts{glass}},
		{by(habilitation.GroundRegulation), facts{habilitation.Regulation | habilitation.RegulationNotRefused}},
		{by(habilitation.GroundDepositConsent), facts{initial, explicit, outside}},
		{by(habilitation.GroundDepositInformed), facts{habilitation.CareTeam | later, habilitation.OutsideTeam | later}},
		{by(habilitation.GroundDepositor), facts{habilitation.Depositor}},
		{by(habilitation.GroundAdministrator), facts{habilitation.AdministratorDoctor}},
		{by(habilitation.GroundHiddenInEmergency), facts{habilitation.HiddenShownInEmergency}},
	} {
		if t.rests && !slices.ContainsFunc(t.on, r.Facts.Has) {
			return false
		}
	}
	return r.Facts != 0
}

// sameDay reports whether the access may lie on the day of the decision: clocks
// are between twelve hours behind UTC and fourteen ahead. Nothing is odd where
// one of the two is not stated.
func (r Record) sameDay() bool {
	if r.At.IsZero() || r.Day.IsZero() {
		return true
	}
	day := r.Day.Time(time.UTC)
	return !r.At.Before(day.Add(-14*time.Hour)) && r.At.Before(day.Add((24+12)*time.Hour))
}

// line is the form of a line. Part of the API.
type line struct {
	Schema     string       `json:"schema"`
	ID         string       `json:"id,omitempty"`
	At         string       `json:"at,omitempty"`
	Who        string       `json:"who,omitempty"`
	Name       rpps.Private `json:"name,omitempty"`
	Situation  rpps.Private `json:"situation,omitempty"`
	Structure  rpps.Private `json:"structure,omitempty"`
	Profession string       `json:"profession,omitempty"`
	Category   string       `json:"category,omitempty"`
	Function   string       `json:"function,omitempty"`
	Role       string       `json:"role,omitempty"`
	Patient    rpps.Private `json:"patient,omitempty"`
	Document   string       `json:"document,omitempty"`
	DocumentID rpps.Private `json:"documentId,omitempty"`
	Action     string       `json:"action,omitempty"`
	Facts      []string     `json:"facts,omitempty"`
	Motive     rpps.Private `json:"motive,omitempty"`
	Outcome    string       `json:"outcome,omitempty"`
	Done       string       `json:"done,omitempty"`
	Reasons    []rule.Code  `json:"reasons,omitempty"`
	Day        string       `json:"day,omitempty"`
	Matrix     string       `json:"matrix,omitempty"`
}

const (
	allowed = "allowed"
	denied  = "denied"
)

// AppendLine appends the line of the record, without the end of the line. A
// line holds no line break, whatever the texts in it.
func (r Record) AppendLine(dst []byte) []byte {
	l := line{
		Schema: Schema, ID: r.ID, Who: r.Who.Canonical(), Name: r.Name, Situation: r.Situation, Structure: r.Structure,
		Profession: r.Profession, Category: r.Category, Function: r.Function, Role: r.Role,
		Patient: r.Patient, Document: r.Document, DocumentID: r.DocumentID, Motive: r.Motive,
		Reasons: r.Reasons, Matrix: r.Matrix,
	}
	if !r.At.IsZero() {
		l.At = r.At.Format(time.RFC3339Nano)
	}
	if r.Action != 0 {
		l.Action = r.Action.String()
	}
	if r.Facts != 0 {
		l.Facts = strings.Split(r.Facts.String(), "|")
	}
	switch r.Allowed {
	case rpps.Yes:
		l.Outcome = allowed
	case rpps.No:
		l.Outcome = denied
	}
	if r.Done != 0 {
		l.Done = r.Done.String()
	}
	if !r.Day.IsZero() {
		l.Day = r.Day.String()
	}
	text, _ := plainjson.Marshal(l) // texts and lists of texts
	if len(r.Extra) == 0 {
		return append(dst, text...)
	}
	dst = append(dst, bytes.TrimSuffix(text, []byte("}"))...)
	written, _ := jsontree.Parse(text, jsontree.Limits{})
	for _, k := range slices.Sorted(maps.Keys(r.Extra)) {
		if written.Get(k) != nil {
			continue // a field says it
		}
		var compact bytes.Buffer
		if json.Compact(&compact, r.Extra[k]) != nil {
			continue // no JSON: it was not read from a line
		}
		key, _ := plainjson.Marshal(k)
		dst = append(append(append(append(dst, ','), key...), ':'), compact.Bytes()...)
	}
	return append(dst, '}')
}

// MarshalJSON returns the line of the record.
func (r Record) MarshalJSON() ([]byte, error) { return r.AppendLine(nil), nil }

// UnmarshalJSON is [Parse]; its error is a fault of severity error.
func (r *Record) UnmarshalJSON(b []byte) error {
	v, faults := Parse(b)
	*r = v
	return faults.Err()
}

// String tells outcome and codes, and neither who nor for whom nor when.
func (r Record) String() string {
	outcome := "(not stated)"
	switch r.Allowed {
	case rpps.Yes:
		outcome = allowed
	case rpps.No:
		outcome = denied
	}
	return "Record(" + outcome + ", action " + r.Action.String() + ", reasons " + strconv.Itoa(len(r.Reasons)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (r Record) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue implements [slog.LogValuer]: outcome and action, and no person.
func (r Record) LogValue() slog.Value { return slog.StringValue(r.String()) }
