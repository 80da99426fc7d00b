package annuaire

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

const mailboxPerson = "PER"

// Mailbox is a line of the correspondence of MSSanté: an address, and the
// person or the structure that has it.
type Mailbox struct {
	// Type is as written: PER (one person), ORG (a structure), APP (a
	// program), CAB (a practice).
	Type string
	// Address is zero when it cannot be read; Text is then what was written.
	Address rpps.MSSante
	Text    rpps.Private
	// Person is zero for the mailbox of a structure.
	Person rpps.PersonID
	// Structure has the identifier, the names, and nothing else.
	Structure rpps.Structure
	// Service is the service of the structure, as written.
	Service rpps.Private
	// Paperless is the column "Dématérialisation", as written: no source says
	// what its values mean.
	Paperless string
}

// String tells the type and not the address.
func (m Mailbox) String() string { return "Mailbox(masked)" }

// Format implements [fmt.Formatter]: masked under every verb.
func (m Mailbox) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, m.String()) }

// LogValue implements [slog.LogValuer].
func (m Mailbox) LogValue() slog.Value { return slog.StringValue(m.String()) }

// Mailbox returns what a line of [LayoutMailbox] says, and what is odd about
// it, sorted. For another layout everything is "not stated".
func (rec Record) Mailbox() (Mailbox, rule.Faults) {
	var m Mailbox
	var fs rule.Faults
	if rec.Layout() != LayoutMailbox {
		return m, nil
	}
	v := rec.values(&fs, false)
	m.Type = v.get(ColMailboxType)
	m.Address, m.Text = v.mailbox()
	m.Person = v.personID()
	v.structure(&m.Structure)
	m.Service, m.Paperless = rpps.Private(v.get(ColService)), v.get(ColPaperless)
	fs.Sort()
	return m, fs
}

func (v *values) mailbox() (rpps.MSSante, rpps.Private) {
	text := v.get(ColMailboxAddress)
	if text == "" {
		return rpps.MSSante{}, ""
	}
	m, err := lenient.MSSante(text)
	if err != nil {
		v.fault(ruleIdentifierKept, ColMailboxAddress, rpps.KindMSSante.String(), "")
		return rpps.MSSante{}, rpps.Private(text)
	}
	return m, ""
}

// mailboxStructure reads the identifier of the structure of a mailbox. Whether
// it begins with its type is stated nowhere: the lengths of the numbers tell.
func (v *values) mailboxStructure(st *rpps.Structure) {
	text, kind := v.get(ColStructureID), v.get(ColStructureIDType)
	if text == "" {
		return
	}
	for _, t := range [...]string{text, kind + text} {
		id, err := exact.StructureID(t)
		if err != nil {
			continue
		}
		if !id.KeyValid() {
			v.fault(ruleIdentifierKey, ColStructureID)
		}
		st.ID, st.FINESS, st.SIRET, st.SIREN = id, id.FINESS(), id.SIRET(), id.SIREN()
		return
	}
	st.Stated.ID = rpps.Private(text)
	v.fault(ruleIdentifierKept, ColStructureID, rpps.KindStructureID.String(), "")
}

// Diploma is what a line of [LayoutDiploma] says of a diploma or an
// authorisation to practise: codes and labels as written.
type Diploma struct {
	TypeCode, TypeLabel, Code, Label                         string
	AuthorisationTypeCode, AuthorisationTypeLabel            string
	AuthorisationDisciplineCode, AuthorisationDisciplineName string
}

// String tells whether something is stated: a line may hold anything.
func (d Diploma) String() string {
	if d == (Diploma{}) {
		return "Diploma(not stated)"
	}
	return "Diploma(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (d Diploma) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, d.String()) }

// LogValue implements [slog.LogValuer].
func (d Diploma) LogValue() slog.Value { return slog.StringValue(d.String()) }

// Diploma returns the diploma or authorisation of the line.
func (rec Record) Diploma() Diploma {
	if rec.h == nil {
		return Diploma{}
	}
	v := rec.values(nil, true)
	return Diploma{
		TypeCode: v.get(ColDiplomaTypeCode), TypeLabel: v.get(ColDiplomaTypeLabel),
		Code: v.get(ColDiplomaCode), Label: v.get(ColDiplomaLabel),
		AuthorisationTypeCode: v.get(ColAuthorisationTypeCode), AuthorisationTypeLabel: v.get(ColAuthorisationTypeLabel),
		AuthorisationDisciplineCode: v.get(ColDisciplineCode), AuthorisationDisciplineName: v.get(ColDisciplineLabel),
	}
}
