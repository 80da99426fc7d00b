package export

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Input is what an engine is asked, as it is written in JSON. Its subject is
// one of two:
//
//   - Subject, resolved by the library: every engine takes it;
//   - Codes, as a source gives them: OPA takes them and classifies by the
//     exported tables; a program without Go needs nothing else.
//
// Both at once, or neither, is no subject, and denied.
type Input struct {
	Subject *ResolvedSubject `json:"subject,omitempty"`
	Codes   *SubjectCodes    `json:"codes,omitempty"`
	// Day is the day of the question, AAAA-MM-JJ, that of the subject.
	Day string `json:"day"`
	// Document is the code of the type. A type that the library does not know
	// is written "(unknown)".
	Document string `json:"document"`
	// Action is read, deposit, hide, unhide or delete.
	Action string `json:"action"`
	// Facts are the names of the facts that are stated ("care-team",
	// "initial-consent"…); see [habilitation.Facts]. A name that the rules do
	// not know denies.
	Facts []string `json:"facts"`
}

// ResolvedSubject is a subject that the library has classified, for one matrix
// under its policy and for one day.
type ResolvedSubject struct {
	// Columns are the keys of the columns that name the subject.
	Columns []string `json:"columns"`
	// Problems are the codes of what stands against it whatever it asks for.
	Problems []string `json:"problems"`
	// Traits are what the general rules look at: see [habilitation.Trait].
	Traits []string `json:"traits"`
}

// States of a practice situation, for [SubjectCodes]. Anything else, and what
// is not stated, counts as dates unknown.
const (
	SituationOpen          = "open"             // open on the day
	SituationByPresence    = "open-by-presence" // listed that day by a source without dates
	SituationNotStarted    = "not-started"
	SituationEnded         = "ended"
	SituationDatesReversed = "dates-reversed" // the end is before the start
	SituationDatesUnknown  = "dates-unknown"
)

// SubjectCodes is a subject by codes, each as its list writes it and empty when
// not stated.
type SubjectCodes struct {
	Profession string `json:"profession,omitempty"` // TRE_G15, R94, R95, R291
	Category   string `json:"category,omitempty"`   // TRE_R09
	Function   string `json:"function,omitempty"`   // métier of TRE_R85, or fonction of TRE_R21
	Role       string `json:"role,omitempty"`       // TRE_R22
	// Sector (TRE_R02) and Qualification (savoir-faire) tell an occupational
	// doctor and a doctor of a fire brigade. Leaving them out may open more
	// than the library would: they belong to the question. A sector that no list
	// knows denies everything: it may be one of these, misspelt.
	Sector        string `json:"sector,omitempty"`
	Qualification string `json:"qualification,omitempty"`
	// Situation is one of the states above.
	Situation string `json:"situation,omitempty"`
	// RoleInferred: the role was drawn from elsewhere. NoRegulation: the
	// sign-in is not one of an emergency call centre.
	RoleInferred bool `json:"role_inferred,omitempty"`
	NoRegulation bool `json:"no_regulation,omitempty"`
}

// String tells whether a code is stated: a source may write anything in its place.
func (c SubjectCodes) String() string {
	if c == (SubjectCodes{}) {
		return "SubjectCodes(not stated)"
	}
	return "SubjectCodes(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (c SubjectCodes) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue implements [slog.LogValuer].
func (c SubjectCodes) LogValue() slog.Value { return slog.StringValue(c.String()) }

// NewInput resolves the subject of a request for a matrix under its policy: the
// one that was exported, under the same policy.
func NewInput(m *habilitation.Matrix, r habilitation.Request) Input {
	in := question(r.Document, r.Action, r.Facts, r.Subject.At())
	in.Subject = resolve(m, r.Subject)
	return in
}

// NewCodesInput is the question of [habilitation.Matrix.DecideCodes]: by codes,
// for a situation that the caller knows to be open. Sector and qualification,
// which such a request does not have, may be added to the codes.
func NewCodesInput(r habilitation.CodesRequest) Input {
	in := question(0, r.Action, r.Facts, r.At)
	in.Document = r.Document
	in.Codes = &SubjectCodes{
		Profession: r.Profession, Category: r.Category, Function: r.Function, Role: r.Role,
		Situation: SituationOpen,
	}
	return in
}

// CodesOf gives the codes of a practice situation on a day, its dates read
// under a policy. A code that the situation states and does not hold, such as one
// that its source gave under another list, is no code here either.
func CodesOf(s situation.Situation, p situation.Policy, day civil.Date) SubjectCodes {
	profession, _ := s.Profession.MarshalText()
	function, _ := s.Function.MarshalText()
	// A value of no code is not "not stated". Nor is a text that the source did
	// not give as a code of the list the code that it looks like.
	text := func(zero bool, code, stated string, as encoding.TextUnmarshaler) string {
		switch {
		case zero && stated != "" && as.UnmarshalText([]byte(stated)) == nil:
			return unknownText
		case zero:
			return stated
		case code == "":
			return unknownText
		}
		return code
	}
	c := SubjectCodes{
		Profession: text(s.Profession.IsZero(), string(profession), s.Stated.Profession, new(roles.Profession)),
		Function:   text(s.Function.IsZero(), string(function), s.Stated.Function, new(roles.Profession)),
		Category:   text(s.Category.IsZero(), s.Category.Code(), s.Stated.Category, new(roles.Category)),
		Role:       text(s.Role.IsZero(), s.Role.Code(), s.Stated.Role, new(roles.Role)),
		Sector:     s.Structure.Sector.Code(), Qualification: s.Qualification, RoleInferred: s.RoleInferred,
	}
	// What the library reads in a text that no list has to the letter.
	doctor := situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil}
	doctor.Stated.Function = s.Stated.Function
	m := habilitation.CNAM20240925()
	if who := habilitation.SubjectOf(doctor, day); s.Function.IsZero() && (who.IsStudent() || m.ColumnsOf(who) == 0) {
		c.Function = s.Stated.Function
	}
	doctor.Stated.Function, doctor.Stated.Role = "", s.Stated.Role
	if s.Role.IsZero() && s.Profession != 0 && s.Profession != roles.ProfessionARole && m.ColumnsOf(habilitation.SubjectOf(doctor, day)) == 0 {
		c.Role = s.Stated.Role
	}
	if s.Structure.Sector.IsZero() {
		c.Sector = closingSector(s.Structure.Stated.Sector, day)
	}
	switch p.OpenAt(&s, day) {
	case situation.Open:
		c.Situation = SituationOpen
	case situation.OpenByPresence:
		c.Situation = SituationByPresence
	case situation.NotStarted:
		c.Situation = SituationNotStarted
	case situation.Ended:
		c.Situation = SituationEnded
	case situation.DatesReversed:
		c.Situation = SituationDatesReversed
	default:
		c.Situation = SituationDatesUnknown
	}
	return c
}

// closingSector returns a sector that closes what this text closes; empty for a
// text that closes nothing.
func closingSector(stated string, day civil.Date) string {
	doctor := situation.Situation{Profession: roles.ProfessionMedecin}
	doctor.Structure.Stated.Sector = stated
	for t := range habilitation.SubjectOf(doctor, day).Traits() {
		switch t {
		case habilitation.TraitOccupational:
			return roles.SA66.Code()
		case habilitation.TraitFireBrigade:
			return roles.SA68.Code()
		}
	}
	return ""
}

// UnmarshalJSON reads a question strictly: a key that is unknown, misspelt or
// said twice, or a value of the wrong type, is a fault of [CodeInputUnreadable].
// Read loosely, what closes access could be lost.
func (in *Input) UnmarshalJSON(b []byte) error {
	type plain Input
	*in = Input{} // nothing of an earlier question stays
	err := strict(b, (*plain)(in), "input", []string{"subject", "codes", "day", "document", "action", "facts"}, nil)
	if err == nil && in.Facts == nil {
		in.Facts = []string{} // null is refused: what was read can be read again
	}
	return err
}

// UnmarshalJSON is as strict as that of [Input], and wants all three lists: no
// problem is an empty list, not a missing one.
func (s *ResolvedSubject) UnmarshalJSON(b []byte) error {
	type plain ResolvedSubject
	*s = ResolvedSubject{}
	lists := []string{"columns", "problems", "traits"}
	return strict(b, (*plain)(s), "subject", lists, lists)
}

// UnmarshalJSON is as strict as that of [Input].
func (c *SubjectCodes) UnmarshalJSON(b []byte) error {
	type plain SubjectCodes
	*c = SubjectCodes{}
	return strict(b, (*plain)(c), "codes", []string{
		"profession", "category", "function", "role", "sector", "qualification", "situation", "role_inferred", "no_regulation",
	}, nil)
}

// strict reads an object that has keys of a list, each once, among them those
// that are needed. No fault repeats what was read.
func strict(b []byte, to any, path string, keys, needed []string) error {
	bad := func(path string) error { return rules[ruleInput].At(path) }
	if bytes.Equal(bytes.TrimSpace(b), []byte("null")) {
		return bad(path)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return bad(path)
	}
	seen := map[string]bool{}
	for d.More() {
		t, _ := d.Token()
		key, _ := t.(string) // none for what cannot be read
		if !slices.Contains(keys, key) || seen[key] {
			return bad(path)
		}
		seen[key] = true
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return bad(path)
		}
		if string(value) == "null" && key != "subject" && key != "codes" {
			return bad(path + "." + key)
		}
	}
	for _, key := range needed {
		if !seen[key] {
			return bad(path + "." + key)
		}
	}
	if err := json.Unmarshal(b, to); err != nil {
		if f, ok := rule.AsFault(err); ok {
			return f
		}
		return bad(path)
	}
	return nil
}

// unknownText stands for what has no code.
const unknownText = "(unknown)"

// subject is the resolved subject; nil when there is none, or codes beside it.
func (in Input) subject() *ResolvedSubject {
	if in.Codes != nil {
		return nil
	}
	return in.Subject
}

func question(d habilitation.DocumentType, a habilitation.Action, f habilitation.Facts, day civil.Date) Input {
	in := Input{Day: dayText(day), Document: d.Code(), Facts: []string{}}
	if in.Document == "" && d != 0 {
		in.Document = unknownText
	}
	action, _ := a.MarshalText()
	in.Action = string(action)
	if b, _ := f.MarshalText(); len(b) > 0 {
		in.Facts = strings.Split(string(b), "|")
	}
	return in
}

func resolve(m *habilitation.Matrix, s habilitation.Subject) *ResolvedSubject {
	out := &ResolvedSubject{Columns: []string{}, Problems: []string{}, Traits: []string{}}
	byMetier := false
	if m != nil {
		s = s.Under(m.Policy())
		set := m.ColumnsOf(s)
		for i, c := range m.Columns() {
			if set.Has(i) {
				out.Columns = append(out.Columns, c.Key)
			}
			for _, f := range c.Functions {
				byMetier = byMetier || f == s.Function()
			}
		}
	}
	for r := range s.Problems() {
		// A column of the métier needs no role.
		if r != habilitation.RoleNotStated || !byMetier {
			out.Problems = append(out.Problems, string(r.Code()))
		}
	}
	for t := range s.Traits() {
		out.Traits = append(out.Traits, t.String())
	}
	return out
}

// OPA returns the input as plain maps, as the Go API of OPA takes it without a
// detour through JSON; for a server, marshal the Input itself under the key
// "input".
func (in Input) OPA() map[string]any {
	out := map[string]any{"day": in.Day, "document": in.Document, "action": in.Action, "facts": anys(in.Facts)}
	if s := in.Subject; s != nil {
		out["subject"] = map[string]any{"columns": anys(s.Columns), "problems": anys(s.Problems), "traits": anys(s.Traits)}
	}
	if c := in.Codes; c != nil {
		codes := map[string]any{}
		for _, p := range [...]struct{ key, value string }{
			{"profession", c.Profession},
			{"category", c.Category},
			{"function", c.Function},
			{"role", c.Role},
			{"sector", c.Sector},
			{"qualification", c.Qualification},
			{"situation", c.Situation},
		} {
			if p.value != "" {
				codes[p.key] = p.value
			}
		}
		if c.RoleInferred {
			codes["role_inferred"] = true
		}
		if c.NoRegulation {
			codes["no_regulation"] = true
		}
		out["codes"] = codes
	}
	return out
}

func anys(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}
