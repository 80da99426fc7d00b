package psi

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/rppsplus/rppsplus/internal/plainjson"
	"github.com/rppsplus/rppsplus/rpps"
)

// Body is the body of POST /v1/identities, as it is sent: the names of the
// members are those of the interface. [New] makes it.
//
// It prints and logs masked; its JSON is raw.
type Body struct {
	// LastName is the birth name, FirstNames all of the first names with
	// spaces between.
	LastName   rpps.Private `json:"lastName"`
	FirstNames rpps.Private `json:"firstNames"`
	// BirthDate is AAAA-MM-JJ.
	BirthDate rpps.Private `json:"birthDate"`
	// GenderCode is M, F or I.
	GenderCode rpps.Private `json:"genderCode"`
	// FrenchNationality is nil when the request does not state it: the
	// interface then counts yes.
	FrenchNationality *bool `json:"frenchNationality,omitempty"`
	// BirthLocationCode is the INSEE code of the commune, or of the country
	// abroad, and then BirthPlace is the town.
	BirthLocationCode rpps.Private `json:"birthLocationCode"`
	BirthPlace        rpps.Private `json:"birthPlace,omitempty"`
	// ProfessionalLastName is the name under which the person practises.
	ProfessionalLastName rpps.Private `json:"professionalLastName,omitempty"`
	Email                rpps.Private `json:"email,omitempty"`
	Phone                rpps.Private `json:"phone,omitempty"`
	// Identifier is a national identification of the person (IDNPS).
	Identifier rpps.Private `json:"identifier,omitempty"`

	Employment   *Employment   `json:"employment,omitempty"`
	Activity     *Activity     `json:"activity,omitempty"`
	CardOrderPSI *CardOrderPSI `json:"cardOrderPsi,omitempty"`
	CardOrderCPS *CardOrderCPS `json:"cardOrderCps,omitempty"`
}

// Employment is the block employment: who employs the person, and claims the
// account.
type Employment struct {
	// Function is one of the labels of [EmploymentFunction].
	Function string `json:"function"`
	// IssuingEstablishment is private: a practice has the number of its owner.
	IssuingEstablishment rpps.Private `json:"issuingEstablishment"`
	EmploymentStartDate  rpps.Private `json:"employmentStartDate,omitempty"`
	EmploymentEndDate    rpps.Private `json:"employmentEndDate,omitempty"`
}

// Activity is the block activity: the practice situation.
type Activity struct {
	// ProfessionCode is 99 for a professional à rôle, whose métier is in
	// Function and whose role is in ActivityGenre.
	ProfessionCode           string       `json:"professionCode"`
	ProfessionalCategoryCode string       `json:"professionalCategoryCode"`
	ActivityStartDate        rpps.Private `json:"activityStartDate"`
	ActivityEndDate          rpps.Private `json:"activityEndDate,omitempty"`
	Function                 string       `json:"function"`
	ActivityGenre            string       `json:"activityGenre"`
	PracticeMode             string       `json:"practiceMode"`
	// LiberalActivityTypeCode goes with mode L only.
	LiberalActivityTypeCode string       `json:"liberalActivityTypeCode,omitempty"`
	ActivityEndReason       rpps.Private `json:"activityEndReason,omitempty"`
	IssuingEstablishment    rpps.Private `json:"issuingEstablishment"`
	// One of the three is stated.
	NumFINESSET rpps.Private `json:"numFINESSET,omitempty"`
	NumSIRET    rpps.Private `json:"numSIRET,omitempty"`
	RPPSRank    rpps.Private `json:"rppsRank,omitempty"`
}

// CardOrderPSI is the block cardOrderPsi: a PSI card, sent to an address.
type CardOrderPSI struct {
	Addressee         rpps.Private `json:"addressee,omitempty"`
	StreetNumber      rpps.Private `json:"streetNumber,omitempty"`
	StreetName        rpps.Private `json:"streetName,omitempty"`
	AdditionalAddress rpps.Private `json:"additionalAddress,omitempty"`
	PostalCode        rpps.Private `json:"postalCode,omitempty"`
	City              rpps.Private `json:"city,omitempty"`
	// Country is a label; empty or FRANCE, which [New] writes in capitals: an
	// address in France.
	Country rpps.Private `json:"country,omitempty"`
}

// CardOrderCPS is the block cardOrderCps: a CPS card, sent to the address that
// the RPPS has.
type CardOrderCPS struct {
	ProfessionCode           string `json:"professionCode"`
	ProfessionalCategoryCode string `json:"professionalCategoryCode"`
}

// String tells whether the codes are stated.
func (c CardOrderCPS) String() string {
	if c == (CardOrderCPS{}) {
		return "CardOrderCPS(not stated)"
	}
	return "CardOrderCPS(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (c CardOrderCPS) Format(f fmt.State, _ rune) { mask(f, c) }

// LogValue implements [slog.LogValuer].
func (c CardOrderCPS) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON returns the body as it is to be sent: members in the order of
// the struct, empty optional ones left out, no escape of <, > and &. Through
// [json.Marshal] these signs are escaped, which means the same.
func (b Body) MarshalJSON() ([]byte, error) { return b.AppendJSON(nil) }

// AppendJSON appends what MarshalJSON returns.
func (b Body) AppendJSON(to []byte) ([]byte, error) {
	type plain Body
	text, err := plainjson.Marshal(plain(b))
	return append(to, text...), err
}

// String tells which blocks there are.
func (b Body) String() string {
	s := "Body(identity"
	if b.Employment != nil {
		s += ", employment"
	}
	if b.Activity != nil {
		s += ", activity"
	}
	if b.CardOrderPSI != nil {
		s += ", cardOrderPsi"
	}
	if b.CardOrderCPS != nil {
		s += ", cardOrderCps"
	}
	return s + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (b Body) Format(f fmt.State, _ rune) { mask(f, b) }

// LogValue implements [slog.LogValuer].
func (b Body) LogValue() slog.Value { return slog.StringValue(b.String()) }

// String tells nothing of the person or the place.
func (e Employment) String() string { return "Employment(masked)" }

// Format implements [fmt.Formatter]: masked under every verb.
func (e Employment) Format(f fmt.State, _ rune) { mask(f, e) }

// LogValue implements [slog.LogValuer].
func (e Employment) LogValue() slog.Value { return slog.StringValue(e.String()) }

// String tells nothing of the person or the place.
func (a Activity) String() string { return "Activity(masked)" }

// Format implements [fmt.Formatter]: masked under every verb.
func (a Activity) Format(f fmt.State, _ rune) { mask(f, a) }

// LogValue implements [slog.LogValuer].
func (a Activity) LogValue() slog.Value { return slog.StringValue(a.String()) }

// String tells whether the address is stated.
func (c CardOrderPSI) String() string {
	if c == (CardOrderPSI{}) {
		return "CardOrderPSI(not stated)"
	}
	return "CardOrderPSI(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (c CardOrderPSI) Format(f fmt.State, _ rune) { mask(f, c) }

// LogValue implements [slog.LogValuer].
func (c CardOrderPSI) LogValue() slog.Value { return slog.StringValue(c.String()) }

// mask is the Format of the types that hold personal data.
func mask(f fmt.State, s fmt.Stringer) { _, _ = io.WriteString(f, s.String()) }
