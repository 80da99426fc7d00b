package rpps

import (
	"fmt"
	"log/slog"
	"strconv"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// Professional is a person of the directory RPPS: who they are, under which
// names they practise, and which professions they exercise. Where they work
// is a practice situation (package situation).
//
// Its fields are what the sources state; an empty field is "not stated". Text
// about the person is [Private], and the whole prints and logs masked.
type Professional struct {
	// ID is the national identification (IDNPS), as the source gave it.
	ID PersonID `json:"id,omitzero"`
	// Number is the RPPS number: of ID, or of another identifier of the same
	// person when ID is none.
	Number Number `json:"rpps,omitzero"`

	CivilStatus CivilStatus `json:"civilStatus,omitzero"`

	// Civility is the code of civil courtesy (M, MME…), ExerciseCivility that
	// of the profession (DR, PR).
	Civility         string `json:"civility,omitempty"`
	ExerciseCivility string `json:"exerciseCivility,omitempty"`
	// ExerciseName is the name under which the person practises, which they
	// may change; the civil status they may not.
	ExerciseName Name `json:"exerciseName,omitzero"`

	Contact   Contact    `json:"contact,omitzero"`
	Languages []string   `json:"languages,omitempty"`
	Exercises []Exercise `json:"exercises,omitempty"`
	OtherIDs  []OtherID  `json:"otherIds,omitempty"`
}

// Name is a family name and given name.
type Name struct {
	Family Private `json:"family,omitempty"`
	Given  Private `json:"given,omitempty"`
}

// IsZero reports whether no part of the name is stated.
func (n Name) IsZero() bool { return n == Name{} }

// Exercise is a professional exercise: a profession in a category (civil,
// student, public agent). Situations belong to one exercise.
type Exercise struct {
	Profession roles.Profession `json:"profession,omitzero"`
	Category   roles.Category   `json:"category,omitzero"`
	// Stated keeps the codes as the source wrote them, known or not.
	Stated StatedExercise `json:"stated,omitzero"`
	// QualificationType and Qualification are the codes of savoir-faire, such
	// as S and SM26.
	QualificationType string `json:"qualificationType,omitempty"`
	Qualification     string `json:"qualification,omitempty"`
}

// String tells the profession and the category, of those that are known.
func (e Exercise) String() string {
	return "Exercise(profession " + e.Profession.String() + ", category " + e.Category.String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (e Exercise) Format(f fmt.State, _ rune) { printMasked(f, e) }

// LogValue implements [slog.LogValuer].
func (e Exercise) LogValue() slog.Value { return slog.StringValue(e.String()) }

// StatedExercise is the text of an exercise in its source.
type StatedExercise struct {
	Profession string `json:"profession,omitempty"`
	Category   string `json:"category,omitempty"`
}

// String tells whether a code is stated: a source may write anything in its place.
func (s StatedExercise) String() string {
	if s == (StatedExercise{}) {
		return notStatedText
	}
	return maskedText
}

// Format implements [fmt.Formatter]: masked under every verb.
func (s StatedExercise) Format(f fmt.State, _ rune) { printMasked(f, s) }

// LogValue implements [slog.LogValuer].
func (s StatedExercise) LogValue() slog.Value { return slog.StringValue(s.String()) }

// OtherID is another identifier of the same person, with where it comes from
// (RPPS, ADELI, EDIT, PSI…) and the quality figure of its source.
type OtherID struct {
	// ID is zero when the text is no identification known to the library.
	ID      PersonID `json:"id,omitzero"`
	Text    Private  `json:"text,omitempty"`
	Origin  string   `json:"origin,omitempty"`
	Quality int      `json:"quality,omitempty"`
}

// CivilStatus is the civil identity, as in the national register of persons
// (RNIPP).
type CivilStatus struct {
	// BirthName is the family name at birth; FirstNames are all of them, in
	// order; UsageName is the name in use, if another.
	BirthName  Private    `json:"birthName,omitempty"`
	FirstNames []Private  `json:"firstNames,omitempty"`
	UsageName  Private    `json:"usageName,omitempty"`
	Sex        Sex        `json:"sex,omitzero"`
	BirthDate  civil.Date `json:"birthDate,omitzero"`
	BirthPlace BirthPlace `json:"birthPlace,omitzero"`
	// Certification says how far the civil status has been verified.
	Certification Certification `json:"certification,omitzero"`
}

// IsZero reports whether nothing of the civil status is stated.
func (c CivilStatus) IsZero() bool {
	return c.BirthName == "" && len(c.FirstNames) == 0 && c.UsageName == "" && c.Sex == 0 &&
		c.BirthDate.IsZero() && c.BirthPlace == BirthPlace{} && c.Certification == 0
}

// BirthPlace is where a person was born: the INSEE code of the commune in
// France, or the INSEE code of the country (99xxx) and the town abroad.
type BirthPlace struct {
	Commune Private `json:"commune,omitempty"`
	Country Private `json:"country,omitempty"`
	Town    Private `json:"town,omitempty"`
}

// IsZero reports whether nothing of the place is stated.
func (b BirthPlace) IsZero() bool { return b == BirthPlace{} }

// Contact is the correspondence address of a person.
type Contact struct {
	Email   Private `json:"email,omitempty"`
	Phone   Private `json:"phone,omitempty"`
	MSSante MSSante `json:"mssante,omitzero"`
}

// IsZero reports whether nothing of the contact is stated.
func (c Contact) IsZero() bool { return c == Contact{} }

// Sex is the sex of the civil status, with the codes of Pro Santé Identité.
type Sex uint8

const (
	Female     Sex = iota + 1 // F
	Male                      // M
	UnknownSex                // I, "inconnu": stated to be unknown
)

var sexCodes = [...]string{"", "F", "M", "I"}

// Code returns F, M or I; empty when not stated.
func (s Sex) Code() string {
	if int(s) < len(sexCodes) {
		return sexCodes[s]
	}
	return ""
}

// String returns the code, or "(not stated)".
func (s Sex) String() string { return enum.String(sexCodes[:], s) }

// ParseSex reads F, M or I, to the letter. The error is a [rule.Fault] of
// [CodeSex] at the path "sex".
func ParseSex(code string) (Sex, error) {
	for i, c := range sexCodes[1:] {
		if c == code {
			return Sex(i + 1), nil
		}
	}
	return 0, personRules[ruleSex].At("sex")
}

// MarshalText returns the code, or the empty text when not stated.
func (s Sex) MarshalText() ([]byte, error) { return enum.Text(sexCodes[:], s) }

// UnmarshalText is the inverse of MarshalText.
func (s *Sex) UnmarshalText(b []byte) error {
	*s = 0
	if len(b) == 0 {
		return nil
	}
	v, err := ParseSex(string(b))
	*s = v
	return err
}

// Certification is the status of the certification of the civil status
// (TRE_R31-StatutEtatCivil, value set JDV_J111).
type Certification uint8

// VersionR31 is the version of TRE_R31 that the table was written from.
const VersionR31 = "20250131120000"

// The eight states of TRE_R31, by their code.
const (
	CertificationDI  Certification = iota + 1 // ordinary request
	CertificationAC                           // request forced by the counter
	CertificationC                            // certified by INSEE
	CertificationFC                           // certified through FranceConnect
	CertificationFCP                          // certified through FranceConnect+
	CertificationNC                           // cannot be certified
	CertificationNCI                          // not certified, immatriculation in progress
	CertificationAN                           // request cancelled
)

type certificationRow struct {
	code, label string
	y           int
	m           uint8
	d           uint8
}

var certifications = [...]certificationRow{
	CertificationDI:  {"DI", "Demande de certification normale", 2007, 7, 25},
	CertificationAC:  {"AC", "Demande de certification forcée par le guichet", 2007, 7, 25},
	CertificationC:   {"C", "Certifié INSEE", 2007, 7, 25},
	CertificationFC:  {"FC", "Certifié par FranceConnect", 2021, 11, 26},
	CertificationFCP: {"FCP", "Certifié par FranceConnect+", 2025, 1, 31},
	CertificationNC:  {"NC", "Non certifiable", 2007, 7, 25},
	CertificationNCI: {"NCI", "Non certifié INSEE, Immatriculation en cours", 2007, 7, 25},
	CertificationAN:  {"AN", "Demande annulée", 2007, 7, 25},
}

func (c Certification) row() certificationRow {
	if int(c) < len(certifications) {
		return certifications[c]
	}
	return certificationRow{}
}

// Code returns the code of TRE_R31; empty when not stated.
func (c Certification) Code() string { return c.row().code }

// Label returns the official French label.
func (c Certification) Label() string { return c.row().label }

// ValidFrom returns the day from which the code exists.
func (c Certification) ValidFrom() civil.Date {
	r := c.row()
	if r.code == "" {
		return civil.Date{}
	}
	return civil.MustNew(r.y, timeMonth(r.m), int(r.d))
}

// IsCertified reports whether an authority has certified the civil status:
// INSEE, FranceConnect or FranceConnect+.
func (c Certification) IsCertified() bool {
	return c == CertificationC || c == CertificationFC || c == CertificationFCP
}

// String returns the code, or "(not stated)".
func (c Certification) String() string {
	if s := c.Code(); s != "" {
		return s
	}
	return enum.Nameless(c)
}

// ParseCertification reads a code of TRE_R31, to the letter. The error is a
// [rule.Fault] of [CodeCertification] at the path "certification".
func ParseCertification(code string) (Certification, error) {
	for i, r := range certifications {
		if i > 0 && r.code == code {
			return Certification(i), nil
		}
	}
	return 0, personRules[ruleCertification].At("certification")
}

// MarshalText returns the code, or the empty text when not stated.
func (c Certification) MarshalText() ([]byte, error) {
	if int(c) >= len(certifications) {
		return nil, enum.ErrNoSuchValue
	}
	return []byte(c.Code()), nil
}

// UnmarshalText is the inverse of MarshalText.
func (c *Certification) UnmarshalText(b []byte) error {
	*c = 0
	if len(b) == 0 {
		return nil
	}
	v, err := ParseCertification(string(b))
	*c = v
	return err
}

// String tells what is stated about the person, never what it says.
func (p Professional) String() string {
	return "Professional(id " + stated(!p.ID.IsZero()) + ", name " + stated(!p.ExerciseName.IsZero()) +
		", exercises " + strconv.Itoa(len(p.Exercises)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (p Professional) Format(f fmt.State, _ rune) { printMasked(f, p) }

// LogValue implements [slog.LogValuer]: a masked group with the professions,
// which are public codes.
func (p Professional) LogValue() slog.Value {
	attrs := []slog.Attr{
		slog.String("id", p.ID.String()),
		slog.String("name", p.ExerciseName.String()),
	}
	for i, e := range p.Exercises {
		attrs = append(attrs, slog.String("profession."+strconv.Itoa(i), e.Profession.String()))
	}
	return slog.GroupValue(attrs...)
}

// String tells whether the name is stated.
func (n Name) String() string {
	if n.IsZero() {
		return notStatedText
	}
	return maskedText
}

// Format implements [fmt.Formatter]: masked under every verb.
func (n Name) Format(f fmt.State, _ rune) { printMasked(f, n) }

// LogValue implements [slog.LogValuer].
func (n Name) LogValue() slog.Value { return slog.StringValue(n.String()) }

// String tells whether the civil status is stated, and its certification.
func (c CivilStatus) String() string {
	if c.IsZero() {
		return notStatedText
	}
	return "CivilStatus(masked, certification " + c.Certification.String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (c CivilStatus) Format(f fmt.State, _ rune) { printMasked(f, c) }

// LogValue implements [slog.LogValuer].
func (c CivilStatus) LogValue() slog.Value { return slog.StringValue(c.String()) }

// String tells whether the place is stated.
func (b BirthPlace) String() string {
	if b.IsZero() {
		return notStatedText
	}
	return maskedText
}

// Format implements [fmt.Formatter]: masked under every verb.
func (b BirthPlace) Format(f fmt.State, _ rune) { printMasked(f, b) }

// LogValue implements [slog.LogValuer].
func (b BirthPlace) LogValue() slog.Value { return slog.StringValue(b.String()) }

// String tells whether the contact is stated.
func (c Contact) String() string {
	if c.IsZero() {
		return notStatedText
	}
	return maskedText
}

// Format implements [fmt.Formatter]: masked under every verb.
func (c Contact) Format(f fmt.State, _ rune) { printMasked(f, c) }

// LogValue implements [slog.LogValuer].
func (c Contact) LogValue() slog.Value { return slog.StringValue(c.String()) }

// String tells the origin of the identifier, not the identifier.
func (o OtherID) String() string { return "OtherID(masked)" }

// Format implements [fmt.Formatter]: masked under every verb.
func (o OtherID) Format(f fmt.State, _ rune) { printMasked(f, o) }

// LogValue implements [slog.LogValuer].
func (o OtherID) LogValue() slog.Value { return slog.StringValue(o.String()) }

func stated(b bool) string {
	if b {
		return "stated"
	}
	return "not stated"
}
