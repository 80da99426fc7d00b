package habilitation

import (
	"database/sql/driver"
	"iter"
)

// DocumentType is a type of document of the DMP: a code of the value set
// JDV_J66-TypeCode-DMP or of the wider JDV_J07-XdsTypeCode-CISIS, or [DICOM].
// It is a small index; the zero value is "not stated".
//
// A code that neither list knows has no DocumentType: [ParseDocumentType]
// says so, and a decision asked with [UnknownDocument] gives that reason.
type DocumentType uint16

// UnknownDocument stands for a type code that the tables do not know. It is
// never readable; the text of the code stays with the caller.
const UnknownDocument DocumentType = 0xFFFF

// CodeDICOM is the code under which the matrix names imaging objects, whose
// real type code is that of the procedure.
const CodeDICOM = "*DICOM"

// documentRow is one row of the generated table.
type documentRow struct {
	code, label string
	system      System
	class       DocumentClass
	in          uint8
}

const (
	inJ66 = 1 << iota
	inJ07
)

// System is the terminology that a type code belongs to.
type System uint8

const (
	SystemLOINC  System = iota + 1 // LOINC
	SystemTREA05                   // TRE_A05, the ANS's own type codes
	SystemTREA12                   // TRE_A12, signature formats
	SystemDICOM                    // the procedure codes of imaging objects
)

var systemNames = [...]string{"(not stated)", "LOINC", "TRE_A05", "TRE_A12", "DICOM"}

// String returns the name of the terminology.
func (s System) String() string {
	if int(s) < len(systemNames) {
		return systemNames[s]
	}
	return systemNames[0]
}

// ParseDocumentType reads a type code exactly as the lists write it. The
// error is a [rule.Fault] with [CodeDocumentUnknown], or with
// [CodeDocumentNotStated] for the empty text.
func ParseDocumentType(code string) (DocumentType, error) {
	if i := documentIndex(code); i != 0 {
		return i, nil
	}
	if code == "" {
		return 0, rules[DocumentNotStated].At("document")
	}
	return 0, rules[DocumentUnknown].At("document")
}

// MustParseDocumentType is like [ParseDocumentType] but panics: for constants
// in programs and tests.
func MustParseDocumentType(code string) DocumentType {
	d, err := ParseDocumentType(code)
	if err != nil {
		panic(err)
	}
	return d
}

// documentIndex returns the index of a code, 0 when no list has it. The
// multiplier of the generator gives every code a slot of its own.
func documentIndex(code string) DocumentType {
	n := len(code)
	if n < 4 {
		return 0
	}
	first, last := code[:4], code[n-4:]
	v := uint64(first[0]) | uint64(first[1])<<8 | uint64(first[2])<<16 | uint64(first[3])<<24 |
		uint64(last[0])<<32 | uint64(last[1])<<40 | uint64(last[2])<<48 | uint64(last[3])<<56
	i := documentSlots[(v+uint64(n))*documentMultiplier>>(64-documentSlotBits)]
	if documents[i].code != code {
		return 0
	}
	return DocumentType(i)
}

// DocumentTypes gives every type of the tables in the order of the matrix
// first, then the others by code.
func DocumentTypes() iter.Seq[DocumentType] {
	return func(yield func(DocumentType) bool) {
		for i := 1; i < len(documents); i++ {
			if !yield(DocumentType(i)) {
				return
			}
		}
	}
}

func (d DocumentType) row() *documentRow {
	if int(d) < len(documents) {
		return &documents[d]
	}
	return &documents[0]
}

// Code returns the type code; empty when not stated or unknown.
func (d DocumentType) Code() string { return d.row().code }

// Label returns the French label of J66, else of J07.
func (d DocumentType) Label() string { return d.row().label }

// System returns the terminology of the code.
func (d DocumentType) System() System { return d.row().system }

// Class returns the class of the type for the DMP (ASS_X16 and the matrix);
// zero for the types of J07 that the DMP does not take, which have none
// published.
func (d DocumentType) Class() DocumentClass { return d.row().class }

// InJ66 reports whether the DMP takes the type (JDV_J66-TypeCode-DMP).
func (d DocumentType) InJ66() bool { return d.row().in&inJ66 != 0 }

// InJ07 reports whether the type is in JDV_J07-XdsTypeCode-CISIS.
func (d DocumentType) InJ07() bool { return d.row().in&inJ07 != 0 }

// IsZero reports whether the type is not stated.
func (d DocumentType) IsZero() bool { return d == 0 }

// String returns the code, "(not stated)" or "(unknown)".
func (d DocumentType) String() string {
	switch {
	case d == 0:
		return "(not stated)"
	case int(d) >= len(documents):
		return "(unknown)"
	}
	return documents[d].code
}

// AppendText appends the code, or nothing when not stated or unknown.
func (d DocumentType) AppendText(b []byte) ([]byte, error) { return append(b, d.Code()...), nil }

// MarshalText returns the code, or the empty text when not stated or unknown.
func (d DocumentType) MarshalText() ([]byte, error) { return []byte(d.Code()), nil }

// UnmarshalText is the inverse of MarshalText.
func (d *DocumentType) UnmarshalText(b []byte) error {
	*d = 0
	if len(b) == 0 {
		return nil
	}
	v, err := ParseDocumentType(string(b))
	*d = v
	return err
}

// Value gives SQL the code; NULL when not stated or unknown.
func (d DocumentType) Value() (driver.Value, error) {
	if c := d.Code(); c != "" {
		return c, nil
	}
	return nil, nil
}

// Scan reads a code from SQL; NULL is "not stated".
func (d *DocumentType) Scan(src any) error {
	*d = 0
	switch v := src.(type) {
	case nil:
		return nil
	case string:
		return d.UnmarshalText([]byte(v))
	case []byte:
		return d.UnmarshalText(v)
	}
	return rules[DocumentUnknown].At("document")
}

// DocumentClass is the class of a document for the DMP (TRE_A03, value set
// JDV_J57-ClassCode-DMP). The zero value is "not stated".
type DocumentClass uint8

// The classes, in the order of the matrix.
const (
	ClassReport         DocumentClass = iota + 1 // 10 Compte rendu
	ClassSynthesis                               // 11 Synthèse
	ClassImaging                                 // 31 Imagerie médicale
	ClassPrescription                            // 42 Prescription
	ClassDispensation                            // 43 Dispensation
	ClassCarePlan                                // 44 Plan de soins, protocole de soins
	ClassAdministration                          // 45 Traitement administré
	ClassCertificate                             // 52 Certificat, déclaration
	ClassReimbursement                           // 60 Données de remboursement
	ClassPatient                                 // 90 Autres documents déposés par le patient
	ClassManagement                              // 95 Document de gestion
	ClassSignature                               // digital signature, by its OID
)

type classRow struct{ code, label string }

var classes = [...]classRow{
	ClassReport:         {"10", "Compte rendu"},
	ClassSynthesis:      {"11", "Synthèse"},
	ClassImaging:        {"31", "Imagerie médicale"},
	ClassPrescription:   {"42", "Prescription"},
	ClassDispensation:   {"43", "Dispensation"},
	ClassCarePlan:       {"44", "Plan de soins, protocole de soins"},
	ClassAdministration: {"45", "Traitement administré"},
	ClassCertificate:    {"52", "Certificat, déclaration"},
	ClassReimbursement:  {"60", "Données de remboursement"},
	ClassPatient:        {"90", "Autres documents déposés par le patient"},
	ClassManagement:     {"95", "Document de gestion"},
	ClassSignature:      {"urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1", "Digital Signature"},
}

// ParseDocumentClass reads a class code. The error is a [rule.Fault] with
// [CodeClassUnknown].
func ParseDocumentClass(code string) (DocumentClass, error) {
	for i, c := range classes {
		if i > 0 && c.code == code {
			return DocumentClass(i), nil
		}
	}
	return 0, rules[ruleClass].At("class")
}

// Code returns the class code; empty when not stated.
func (c DocumentClass) Code() string {
	if int(c) < len(classes) {
		return classes[c].code
	}
	return ""
}

// Label returns the French label of JDV_J57.
func (c DocumentClass) Label() string {
	if int(c) < len(classes) {
		return classes[c].label
	}
	return ""
}

// String returns the code, or "(not stated)".
func (c DocumentClass) String() string {
	if s := c.Code(); s != "" {
		return s
	}
	return "(not stated)"
}

// MarshalText returns the code, or the empty text when not stated.
func (c DocumentClass) MarshalText() ([]byte, error) { return []byte(c.Code()), nil }

// UnmarshalText is the inverse of MarshalText.
func (c *DocumentClass) UnmarshalText(b []byte) error {
	*c = 0
	if len(b) == 0 {
		return nil
	}
	v, err := ParseDocumentClass(string(b))
	*c = v
	return err
}

// IsZero reports whether the class is not stated.
func (c DocumentClass) IsZero() bool { return c == 0 }
