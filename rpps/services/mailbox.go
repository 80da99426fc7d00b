package services

import (
	"fmt"
	"io"
	"iter"
	"log/slog"
	"strings"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// Mailbox is the type of a mailbox of MSSanté (TRE_R257, value set
// JDV_J139-TypeBAL-RASS). The zero value is "not stated".
type Mailbox uint8

const (
	Personal       Mailbox = iota + 1 // PER, of a natural person
	Organisational                    // ORG, of a structure
	Applicative                       // APP, of a software of a structure
	Practice                          // CAB, of a practice
)

// Versions of the lists that the table was made from.
const (
	VersionR257 = "20231215120000" // TRE_R257-TypeBAL
	VersionJ139 = "20231124120000" // JDV_J139-TypeBAL-RASS
)

// mailboxes are the rows of TRE_R257.
var mailboxes = [...]struct {
	code, label   string
	y, m, d       int
	openFile      bool
	person, place bool
}{
	Personal:       {"PER", "Boîte aux lettres personnelle", 2018, 3, 30, true, true, false},
	Organisational: {"ORG", "Boîte aux lettres organisationnelle", 2018, 3, 30, true, false, true},
	Applicative:    {"APP", "Boîte aux lettres applicative", 2018, 3, 30, false, false, true},
	Practice:       {"CAB", "Boîte aux lettres cabinet", 2023, 11, 24, false, true, false},
}

// Mailboxes gives the types in the order of the list.
func Mailboxes() iter.Seq[Mailbox] {
	return func(yield func(Mailbox) bool) {
		for m := Personal; m <= Practice; m++ {
			if !yield(m) {
				return
			}
		}
	}
}

// ParseMailbox reads a code of TRE_R257 to the letter. The error is a
// [rule.Fault] of [CodeMailboxUnknown].
func ParseMailbox(code string) (Mailbox, error) {
	for m := range Mailboxes() {
		if mailboxes[m].code == code {
			return m, nil
		}
	}
	return 0, rules[ruleMailboxCode].At("mailbox")
}

func (m Mailbox) known() bool { return m > 0 && int(m) < len(mailboxes) }

// Code returns the code; empty when not stated.
func (m Mailbox) Code() string {
	if m.known() {
		return mailboxes[m].code
	}
	return ""
}

// Label returns the French label of the list.
func (m Mailbox) Label() string {
	if m.known() {
		return mailboxes[m].label
	}
	return ""
}

// From returns the first day on which the code is valid.
func (m Mailbox) From() civil.Date {
	if m.known() {
		return civil.YMD(mailboxes[m].y, mailboxes[m].m, mailboxes[m].d)
	}
	return civil.Date{}
}

// OfPerson reports whether mailboxes of the type are attached to the RPPS
// number of a person (FHIR: Practitioner; for PER also PractitionerRole).
func (m Mailbox) OfPerson() bool { return m.known() && mailboxes[m].person }

// OfStructure reports whether mailboxes of the type are attached to a structure
// (FHIR: Organization).
func (m Mailbox) OfStructure() bool { return m.known() && mailboxes[m].place }

// InOpenFile reports whether the open extraction of MSSanté lists the type: it
// carries PER and ORG, as read on 25 August 2026.
func (m Mailbox) InOpenFile() bool { return m.known() && mailboxes[m].openFile }

// String returns the code, or "(not stated)".
func (m Mailbox) String() string {
	if m.known() {
		return mailboxes[m].code
	}
	return enum.Nameless(m)
}

// MarshalText returns the code, or the empty text when not stated.
func (m Mailbox) MarshalText() ([]byte, error) {
	if m != 0 && !m.known() {
		return nil, enum.ErrNoSuchValue
	}
	return []byte(m.Code()), nil
}

// UnmarshalText is the inverse of MarshalText.
func (m *Mailbox) UnmarshalText(b []byte) error {
	*m = 0
	if len(b) == 0 {
		return nil
	}
	v, err := ParseMailbox(string(b))
	*m = v
	return err
}

// Holder is who a mailbox would belong to: a person, alone or in one of their
// situations, or a structure.
type Holder struct {
	Professional *rpps.Professional
	// Situation narrows a personal mailbox to one practice situation.
	Situation *situation.Situation
	Structure *rpps.Structure
	// Entitled: the person, or those under whose responsibility the mailbox of
	// a structure is used, are entitled to exchange health data of persons. No
	// list says who is: somebody must state it.
	Entitled rpps.Answer
}

// String tells what the holder is made of, not who it is.
func (h Holder) String() string {
	var parts []string
	if h.Professional != nil {
		parts = append(parts, "professional")
	}
	if h.Situation != nil {
		parts = append(parts, "situation")
	}
	if h.Structure != nil {
		parts = append(parts, "structure")
	}
	if parts == nil {
		return "Holder(not stated)"
	}
	return "Holder(" + strings.Join(parts, ", ") + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (h Holder) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, h.String()) }

// LogValue implements [slog.LogValuer].
func (h Holder) LogValue() slog.Value { return slog.StringValue(h.String()) }

// MSSante answers whether a mailbox of a type may belong to a holder on a day,
// under the default policy.
func MSSante(m Mailbox, h Holder, day civil.Date) Answer { return Policy{}.MSSante(m, h, day) }

// MSSante answers whether a mailbox of a type may belong to a holder on a day:
// PER to a person of the RPPS, alone or in a situation, ORG and APP to a
// structure, CAB to persons of the RPPS, of which nothing certain is published
// yet.
func (pol Policy) MSSante(m Mailbox, h Holder, day civil.Date) Answer {
	var b builder
	if day.IsZero() {
		b.add(ruleDay, "day")
	}
	if !m.known() {
		b.add(ruleMailboxUnstated, "mailbox")
		return b.answer()
	}
	if !day.IsZero() && day.Before(m.From()) {
		b.add(ruleMailboxNotYet, "mailbox", m.Code())
	}
	if m.OfPerson() {
		pol.ofPerson(&b, m, h, day)
	} else {
		ofStructure(&b, m, h)
	}
	switch h.Entitled {
	case rpps.Yes:
		b.add(ruleEntitled, "entitled")
	case rpps.No:
		b.add(ruleNotEntitled, "entitled")
	default:
		b.add(ruleEntitledUnstated, "entitled")
	}
	return b.answer()
}

func (pol Policy) ofPerson(b *builder, m Mailbox, h Holder, day civil.Date) {
	p := h.Professional
	switch {
	case p == nil && h.Structure != nil:
		b.add(ruleNeedsPerson, "structure", m.Code())
		return
	case p == nil:
		b.add(ruleHolder, "holder")
		return
	case hasNumber(p):
		b.oneNumber(p)
		b.add(ruleOfNumber, "professional.rpps", m.Code())
	case p.ID.Kind() == 0:
		b.add(ruleHolder, "professional")
	default:
		b.add(ruleNoNumber, "professional.id", m.Code())
	}
	if m == Practice {
		b.add(rulePracticeDraft, "mailbox")
		return
	}
	s := h.Situation
	if s == nil {
		if h.Structure != nil {
			// A person in a structure is a situation: without it nothing shows
			// that they practise there.
			b.add(ruleSituationPlace, "situation")
		}
		return
	}
	b.add(ruleOfSituation, "situation")
	if s.Structure.IsZero() || h.Structure != nil && !h.Structure.Same(s.Structure) {
		b.add(ruleSituationPlace, "situation.structure")
	}
	if !day.IsZero() && !pol.Situation.OpenAt(s, day).IsOpen() {
		b.add(ruleMailboxSituationClosed, "situation")
	}
}

func ofStructure(b *builder, m Mailbox, h Holder) {
	s := h.Structure
	switch {
	case s == nil && h.Professional != nil:
		b.add(ruleNeedsStructure, "professional", m.Code())
	case s == nil || s.IsZero():
		b.add(ruleHolder, "holder")
	case s.SIRET.IsZero() && s.SIREN.IsZero() && s.FINESS.IsZero() && s.LegalFINESS.IsZero() &&
		s.ID.SIRET().IsZero() && s.ID.SIREN().IsZero() && s.ID.FINESS().IsZero() &&
		s.Technical.SIRET().IsZero() && s.Technical.FINESS().IsZero():
		// A practice known by its owner, or nothing to know it by.
		b.add(rulePracticeStructure, "structure", m.Code())
	default:
		b.add(ruleOfStructure, "structure", m.Code())
	}
}
