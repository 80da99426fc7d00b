package psi

import (
	"fmt"
	"log/slog"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/internal/choice"
	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Options is what the interface asks beyond a registration request, and the
// choices where its documents disagree. The zero Options is the default.
type Options struct {
	// Issuer is the establishment that calls (issuingEstablishment): a
	// FINESS, a SIRET or an RPPS-rang. Zero: the structure of the situation,
	// which [CodeIssuerDefault] tells.
	Issuer     rpps.StructureID
	IssuerForm IssuerForm

	// Function is the function of the employment. Zero: [FunctionCare], which
	// [CodeFunctionDefault] tells.
	Function EmploymentFunction
	// EmploymentStart and EmploymentEnd are the dates of the employment; not
	// stated, they are not sent. They are not those of the situation, which
	// may begin later and end before.
	EmploymentStart, EmploymentEnd civil.Date

	// Employment, Activity and Functions choose what is sent.
	Employment EmploymentBlock
	Activity   ActivityBlock
	Functions  Functions

	// CardPSI orders a PSI card, CardCPS a CPS card: one of them at most.
	CardPSI *CardOrderPSI
	CardCPS *CardCPS
}

// String tells what is sent beside the identity, nothing of the establishment.
func (o Options) String() string {
	s := "Options("
	if o.Issuer.IsZero() {
		s += "issuer not stated"
	} else {
		s += "issuer stated"
	}
	return s + ", function " + o.Function.String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (o Options) Format(f fmt.State, _ rune) { mask(f, o) }

// LogValue implements [slog.LogValuer].
func (o Options) LogValue() slog.Value { return slog.StringValue(o.String()) }

// CardCPS orders a CPS card. Zero values are those of the activity.
type CardCPS struct {
	Profession roles.Profession
	Category   roles.Category
}

// IssuerForm says how issuingEstablishment is written.
type IssuerForm uint8

const (
	// IssuerAsPublished writes what the examples of each block show: the type
	// digit and the number (1 FINESS, 3 SIRET, 4 RPPS-rang) in employment,
	// the bare number in activity. The default.
	IssuerAsPublished IssuerForm = iota
	// IssuerPrefixed writes the type digit and the number in both.
	IssuerPrefixed
	// IssuerBare writes the number alone in both, as the text has it.
	IssuerBare
)

// EmploymentBlock says whether the block employment is sent.
type EmploymentBlock uint8

const (
	// EmploymentSent sends it: the README of the interface says that it is
	// compulsory. The default.
	EmploymentSent EmploymentBlock = iota
	// EmploymentLeftOut leaves it out: the schema says that it is optional.
	EmploymentLeftOut
)

// ActivityBlock says whether the block activity is sent.
type ActivityBlock uint8

const (
	// ActivitySent sends it. The default.
	ActivitySent ActivityBlock = iota
	// ActivityLeftOut enrols the person and leaves the situation for later.
	ActivityLeftOut
)

// Functions says what becomes of the functions of employment other than
// [FunctionCare].
type Functions uint8

const (
	// FunctionsOfToday refuses them: the README of the interface says that
	// this one alone is accepted today. The default.
	FunctionsOfToday Functions = iota
	// FunctionsOfSchema accepts the thirteen of the schema with a warning.
	FunctionsOfSchema
)

var issuerFormNames = [...]string{"as-published", "prefixed", "bare"}

// String returns the name of the choice, such as "as-published", the default.
func (i IssuerForm) String() string { return choice.String(issuerFormNames[:], i) }

// MarshalText returns the name of the choice.
func (i IssuerForm) MarshalText() ([]byte, error) { return choice.Text(issuerFormNames[:], i) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodeOptionUnknown], and leaves a number that is no choice, which [New] refuses.
func (i *IssuerForm) UnmarshalText(b []byte) error {
	return choice.Read(i, issuerFormNames[:], b, rules[ruleOptionUnknown].At("issuerForm"))
}

var employmentNames = [...]string{"sent", "left-out"}

// String returns the name of the choice, such as "sent", the default.
func (e EmploymentBlock) String() string { return choice.String(employmentNames[:], e) }

// MarshalText returns the name of the choice.
func (e EmploymentBlock) MarshalText() ([]byte, error) { return choice.Text(employmentNames[:], e) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodeOptionUnknown], and leaves a number that is no choice, which [New] refuses.
func (e *EmploymentBlock) UnmarshalText(b []byte) error {
	return choice.Read(e, employmentNames[:], b, rules[ruleOptionUnknown].At("employment"))
}

var activityNames = [...]string{"sent", "left-out"}

// String returns the name of the choice, such as "sent", the default.
func (a ActivityBlock) String() string { return choice.String(activityNames[:], a) }

// MarshalText returns the name of the choice.
func (a ActivityBlock) MarshalText() ([]byte, error) { return choice.Text(activityNames[:], a) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodeOptionUnknown], and leaves a number that is no choice, which [New] refuses.
func (a *ActivityBlock) UnmarshalText(b []byte) error {
	return choice.Read(a, activityNames[:], b, rules[ruleOptionUnknown].At("activity"))
}

var functionsNames = [...]string{"of-today", "of-schema"}

// String returns the name of the choice, such as "of-today", the default.
func (f Functions) String() string { return choice.String(functionsNames[:], f) }

// MarshalText returns the name of the choice.
func (f Functions) MarshalText() ([]byte, error) { return choice.Text(functionsNames[:], f) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodeOptionUnknown], and leaves a number that is no choice, which [New] refuses.
func (f *Functions) UnmarshalText(b []byte) error {
	return choice.Read(f, functionsNames[:], b, rules[ruleOptionUnknown].At("functions"))
}

// EmploymentFunction is the function of an employment. The zero value is "not
// stated".
type EmploymentFunction uint8

// The thirteen functions of the schema.
const (
	FunctionLegalRepresentative EmploymentFunction = iota + 1 // Responsable légal ou personne habilitée à engager la structure
	FunctionMandatary                                         // Mandataire
	FunctionIdentityManager                                   // Gestionnaire d'identité numérique
	FunctionLogistics                                         // Professionnel Achat-Logistique
	FunctionInformation                                       // Professionnel Gestion de l'information
	FunctionMaintenance                                       // Professionnel Ingénierie et maintenance technique
	FunctionManagement                                        // Professionnel Management, gestion et aide à la décision
	FunctionQuality                                           // Professionnel Qualité, hygiène, sécurité et environnement
	FunctionResearch                                          // Professionnel Recherche clinique
	FunctionSocial                                            // Professionnel Social, éducatif, psychologique et culturel
	FunctionCare                                              // Professionnel Soin: the one accepted today
	FunctionIT                                                // Professionnel Systèmes d'information
	FunctionCertification                                     // Autorité de certification d'identité EDC PSC
)

var functionLabels = [...]string{
	FunctionLegalRepresentative: "Responsable légal ou personne habilitée à engager la structure",
	FunctionMandatary:           "Mandataire",
	FunctionIdentityManager:     "Gestionnaire d'identité numérique",
	FunctionLogistics:           "Professionnel Achat-Logistique",
	FunctionInformation:         "Professionnel Gestion de l'information",
	FunctionMaintenance:         "Professionnel Ingénierie et maintenance technique",
	FunctionManagement:          "Professionnel Management, gestion et aide à la décision",
	FunctionQuality:             "Professionnel Qualité, hygiène, sécurité et environnement",
	FunctionResearch:            "Professionnel Recherche clinique",
	FunctionSocial:              "Professionnel Social, éducatif, psychologique et culturel",
	FunctionCare:                "Professionnel Soin",
	FunctionIT:                  "Professionnel Systèmes d'information",
	FunctionCertification:       "Autorité de certification d'identité EDC PSC",
}

// Label returns the label of the interface; empty when not stated.
func (e EmploymentFunction) Label() string {
	if int(e) < len(functionLabels) {
		return functionLabels[e]
	}
	return ""
}

// String returns the label, or "(not stated)".
func (e EmploymentFunction) String() string {
	if l := e.Label(); l != "" {
		return l
	}
	return enum.Nameless(e)
}

// MarshalText returns the label, or the empty text when not stated.
func (e EmploymentFunction) MarshalText() ([]byte, error) {
	if int(e) >= len(functionLabels) {
		return nil, enum.ErrNoSuchValue
	}
	return []byte(e.Label()), nil
}

// UnmarshalText is the inverse of MarshalText. Any other text is a
// [rule.Fault] of [CodeFunctionUnknown].
func (e *EmploymentFunction) UnmarshalText(b []byte) error {
	for i, l := range functionLabels {
		if l == string(b) {
			*e = EmploymentFunction(i)
			return nil
		}
	}
	*e = 0
	return rules[ruleFunctionUnknown].At("employment.function")
}

// Paths of faults on what is in the options, and not in the request.
const (
	PathIssuer         = "issuingEstablishment"
	PathFunction       = "employment.function"
	PathEmployment     = "employment"
	PathEmploymentEnd  = "employment.end"
	PathCard           = "card"
	PathCardPSI        = "card.psi"
	PathCardCPS        = "card.cps"
	PathCardProfession = "card.cps.profession"
	PathCardCategory   = "card.cps.category"
)

// New checks a request with [registration.Check], then against the limits of
// the interface, and returns its body. When a fault is a [rule.Error] the body
// is nil; other faults come with it.
//
// The request is completed first ([registration.Request.Completed]). What is
// sent:
//
//   - identifier is the one that is stated, else 8 and the RPPS number; with
//     a CPS card 8 and the number in any case;
//   - phone gets a + and a prefix when it has none: before ten digits that begin
//     with 0 that of the overseas department of the number, or of
//     Saint-Pierre-et-Miquelon, else 33;
//   - birthPlace only for a birth abroad, frenchNationality only when stated,
//     liberalActivityTypeCode only with mode L.
func New(r registration.Request, c registration.Context, o Options) (*Body, rule.Faults) {
	faults := registration.Check(r, c)
	r = r.Completed()
	m := maker{r: &r, o: &o, faults: faults, body: new(Body)}
	m.choices()
	m.identity()
	m.phone()
	m.identifier()
	employment, activity := o.Employment != EmploymentLeftOut, o.Activity != ActivityLeftOut
	issuer := ""
	if employment || activity {
		issuer = m.issuer()
	}
	if employment {
		m.employment(issuer)
	} else {
		m.at(ruleEmploymentLeftOut, PathEmployment)
	}
	if activity {
		m.activity(issuer)
	}
	m.cards()
	m.faults.Sort()
	if m.faults.Count(rule.Error) > 0 {
		return nil, m.faults
	}
	return m.body, m.faults
}

// maker is one run of New.
type maker struct {
	r      *registration.Request
	o      *Options
	body   *Body
	faults rule.Faults
}

func (m *maker) add(i int, f registration.Field) { m.at(i, f.Path()) }

func (m *maker) at(i int, path string, args ...string) {
	m.faults.Add(rules[i].At(path).With(args...))
}

// choices reports the numbers that are no choice: nothing is sent by a default that
// nobody chose.
func (m *maker) choices() {
	check := func(path string, names []string, v uint8) {
		if int(v) >= len(names) {
			m.at(ruleOptionUnknown, path, strings.Join(names, ", "))
		}
	}
	check("issuerForm", issuerFormNames[:], uint8(m.o.IssuerForm))
	check("employment", employmentNames[:], uint8(m.o.Employment))
	check("activity", activityNames[:], uint8(m.o.Activity))
	check("functions", functionsNames[:], uint8(m.o.Functions))
}

// text reports a free text that JSON cannot carry as it is, or in which
// nothing can be read.
func (m *maker) text(path string, p rpps.Private) rpps.Private {
	s := string(p)
	if s != "" && (!utf8.ValidString(s) || strings.TrimSpace(s) == "" || strings.ContainsFunc(s, unicode.IsControl)) {
		m.at(ruleText, path)
	}
	return p
}

func (m *maker) identity() {
	id, b := &m.r.Identity, m.body
	b.LastName = rpps.Private(strings.TrimSpace(string(id.BirthName)))
	var names []string
	for _, n := range id.FirstNames {
		names = append(names, strings.TrimSpace(string(n)))
	}
	b.FirstNames = rpps.Private(strings.Join(names, " "))
	b.BirthDate = date(id.BirthDate)
	b.GenderCode = rpps.Private(id.Sex.Code())
	if a := m.r.FrenchNationality; a != 0 {
		french := a != rpps.No
		b.FrenchNationality = &french
	}
	b.BirthLocationCode = id.BirthPlace.Country
	if b.BirthLocationCode == "" {
		b.BirthLocationCode = id.BirthPlace.Commune
	}
	if strings.HasPrefix(string(b.BirthLocationCode), "99") {
		b.BirthPlace = rpps.Private(strings.TrimSpace(string(id.BirthPlace.Town)))
	}
	b.ProfessionalLastName = rpps.Private(strings.TrimSpace(string(m.r.ExerciseName.Family)))
	b.Email = m.r.Contact.Email
	if id.UsageName != "" {
		m.add(ruleNotSent, registration.FieldUsageName)
	}
	if m.r.ExerciseName.Given != "" {
		m.add(ruleNotSent, registration.FieldExerciseFirstName)
	}
}

// phone puts the prefix before a number: an establishment must give one.
func (m *maker) phone() {
	stated := string(m.r.Contact.Phone)
	m.body.Phone = rpps.Private(stated)
	if stated == "" || !phoneShape(stated) {
		return // missing, or of no use: found by Check
	}
	sent := stated
	switch {
	case stated[0] == '+':
	case strings.HasPrefix(stated, "00") && len(stated) > 5:
		sent = "+" + stated[2:]
	case stated[0] == '0' && len(stated) == 10:
		sent = "+33" + stated[1:]
	case stated[0] != '0' && len(stated) == 9:
		sent = "+33" + stated
	case strings.HasPrefix(stated, "33") && len(stated) == 11:
		sent = "+" + stated
	default:
		m.add(rulePhoneNoPrefix, registration.FieldPhone)
		return
	}
	// People keep the zero of the national form after the prefix, or write +33
	// before a number of an overseas department: nobody answers these.
	if rest, ok := strings.CutPrefix(sent, "+33"); ok {
		if rest = strings.TrimPrefix(rest, "0"); len(rest) == 9 {
			sent = national(rest)
		}
	}
	if sent != stated && !(strings.HasPrefix(stated, "00") && sent == "+"+stated[2:]) {
		m.add(rulePhonePrefix, registration.FieldPhone)
	}
	m.body.Phone = rpps.Private(sent)
}

// overseas are the prefixes of the numbers of the overseas departments and of
// Saint-Pierre-et-Miquelon, by the digits after the zero: the first that a number begins
// with (numbering plan of the ARCEP; 268, 598, 708 and 709 by the metadata of
// google/libphonenumber). 639 is Mayotte, but for what is kept for fiction.
var overseas = [...][2]string{
	{"690", "+590"},
	{"691", "+590"},
	{"692", "+262"},
	{"693", "+262"},
	{"694", "+594"},
	{"696", "+596"},
	{"697", "+596"},
	{"63998", "+33"},
	{"639", "+262"},
	{"7084", "+508"},
	{"7085", "+508"},
	{"7090", "+590"},
	{"7091", "+596"},
	{"7092", "+262"},
	{"70930", "+594"},
	{"70931", "+594"},
	{"70932", "+594"},
	{"70933", "+594"},
	{"70935", "+262"},
	{"70936", "+262"},
	{"70937", "+262"},
	{"262", "+262"},
	{"263", "+262"},
	{"2688", "+262"},
	{"2689", "+262"},
	{"269", "+262"},
	{"590", "+590"},
	{"594", "+594"},
	{"596", "+596"},
	{"5987", "+590"},
	{"5988", "+594"},
	{"5989", "+596"},
}

// national puts the prefix before the nine digits of a number of the French plan.
func national(nine string) string {
	for _, o := range overseas {
		if strings.HasPrefix(nine, o[0]) {
			return o[1] + nine
		}
	}
	return "+33" + nine
}

// phoneShape is the pattern of the interface: ^\+?[0-9]{4,15}$.
func phoneShape(s string) bool {
	s = strings.TrimPrefix(s, "+")
	return len(s) >= 4 && len(s) <= 15 && strings.Trim(s, "0123456789") == ""
}

func (m *maker) identifier() {
	r, number := m.r, m.r.KnownNumber()
	id := r.Identifier
	if id.IsZero() || m.o.CardCPS != nil && id.Kind() != rpps.PersonRPPS && !number.IsZero() {
		id = rpps.PersonIDOf(number)
	}
	m.body.Identifier = rpps.Private(id.Canonical())
}

// issuer returns the issuing establishment with its type digit.
func (m *maker) issuer() string {
	id := m.o.Issuer
	if !id.IsZero() {
		switch id.Kind() {
		case rpps.StructureFINESS, rpps.StructureSIRET, rpps.StructureRPPSRang:
		default:
			m.at(ruleIssuerKind, PathIssuer)
		}
		m.letters(id.Canonical())
		s := &m.r.Situation.Structure
		if t := id.Canonical(); t != "1"+s.FINESS.Canonical() && t != "3"+s.SIRET.Canonical() && t != "4"+s.RPPSRang.Canonical() {
			m.at(ruleIssuerOther, PathIssuer)
		}
		return id.Canonical()
	}
	s := &m.r.Situation.Structure
	text := ""
	switch {
	case !s.FINESS.IsZero():
		text = "1" + s.FINESS.Canonical()
	case !s.SIRET.IsZero():
		text = "3" + s.SIRET.Canonical()
	case !s.RPPSRang.IsZero():
		text = "4" + s.RPPSRang.Canonical()
	default:
		return "" // refused by Check
	}
	m.at(ruleIssuerDefault, PathIssuer)
	m.letters(text)
	return text
}

func (m *maker) letters(text string) {
	if strings.Trim(text, "0123456789") != "" {
		m.at(ruleIssuerLetter, PathIssuer)
	}
}

// written returns the issuer as a block writes it.
func (m *maker) written(issuer string, bare bool) rpps.Private {
	switch m.o.IssuerForm {
	case IssuerPrefixed:
		bare = false
	case IssuerBare:
		bare = true
	}
	if bare && issuer != "" {
		issuer = issuer[1:]
	}
	return rpps.Private(issuer)
}

func (m *maker) employment(issuer string) {
	f := m.o.Function
	switch {
	case f == 0:
		f = FunctionCare
		m.at(ruleFunctionDefault, PathFunction)
	case f.Label() == "":
		m.at(ruleFunctionUnknown, PathFunction)
	case f == FunctionCare:
	case m.o.Functions == FunctionsOfSchema:
		m.at(ruleFunctionKept, PathFunction)
	default:
		m.at(ruleFunctionToday, PathFunction)
	}
	if m.o.EmploymentEnd.Before(m.o.EmploymentStart) {
		m.at(ruleEmploymentEnd, PathEmploymentEnd)
	}
	m.body.Employment = &Employment{
		Function:             f.Label(),
		IssuingEstablishment: m.written(issuer, false),
		EmploymentStartDate:  date(m.o.EmploymentStart),
		EmploymentEndDate:    date(m.o.EmploymentEnd),
	}
}

func (m *maker) activity(issuer string) {
	s := &m.r.Situation
	switch s.Mode {
	case 0, roles.ModeSalarie, roles.ModeLiberal, roles.ModeBenevole:
	default:
		m.add(ruleMode, registration.FieldMode)
	}
	if f := s.Structure.FINESS; strings.Trim(f.Canonical(), "0123456789") != "" {
		m.add(ruleFINESSLetter, registration.FieldFINESS)
	}
	if r := s.Structure.RPPSRang.Canonical(); r != "" && r[0] != '1' {
		m.add(ruleRPPSRangFirst, registration.FieldRPPSRang)
	}
	if m.r.KnownNumber().IsZero() {
		m.add(rulePersonUnknown, registration.FieldNumber)
	}
	a := &Activity{
		ProfessionCode:           roles.ProfessionARole.Code(),
		ProfessionalCategoryCode: s.Category.Code(),
		ActivityStartDate:        date(s.Start),
		ActivityEndDate:          date(s.End),
		Function:                 s.Function.Code(),
		ActivityGenre:            s.Role.Code(),
		PracticeMode:             s.Mode.Code(),
		ActivityEndReason:        rpps.Private(s.EndReason.Code()),
		IssuingEstablishment:     m.written(issuer, true),
		NumFINESSET:              rpps.Private(s.Structure.FINESS.Canonical()),
		NumSIRET:                 rpps.Private(s.Structure.SIRET.Canonical()),
		RPPSRank:                 rpps.Private(s.Structure.RPPSRang.Canonical()),
	}
	if s.Mode == roles.ModeLiberal {
		a.LiberalActivityTypeCode = s.LiberalActivity.Code()
	}
	m.body.Activity = a
}

func (m *maker) cards() {
	if m.o.CardPSI != nil && m.o.CardCPS != nil {
		m.at(ruleCardSeveral, PathCard)
	}
	number := m.r.KnownNumber()
	if m.o.CardPSI != nil {
		card := *m.o.CardPSI
		if !number.IsZero() {
			m.at(ruleCardPSINumber, PathCardPSI)
		}
		m.address(&card)
		m.body.CardOrderPSI = &card
	}
	if m.o.CardCPS != nil {
		if number.IsZero() {
			m.at(ruleCardCPSNumber, PathCardCPS)
		}
		p, c := m.o.CardCPS.Profession, m.o.CardCPS.Category
		if p == 0 {
			p = roles.ProfessionARole
		}
		if c == 0 {
			c = m.r.Situation.Category
		}
		switch code := p.Code(); {
		case len(code) != 2 || strings.Trim(code, "0123456789") != "":
			m.at(ruleCardCPSProfession, PathCardProfession)
		case p.List() != roles.ListG15:
			m.at(ruleCardCPSList, PathCardProfession, code)
		}
		if c != roles.CategoryCivil && c != roles.CategoryStudent && c != roles.CategoryAgentPublic {
			m.at(ruleCardCPSCategory, PathCardCategory)
		}
		m.body.CardOrderCPS = &CardOrderCPS{p.Code(), c.Code()}
	}
}

// address is where a PSI card goes.
func (m *maker) address(c *CardOrderPSI) {
	country := strings.TrimSpace(string(c.Country))
	abroad := country != "" && !latin.EqualFold(country, "FRANCE")
	if country != "" && !abroad {
		c.Country = "FRANCE" // what the interface does not find so written is a country abroad
	}
	if c.StreetName == "" && c.PostalCode == "" && c.City == "" {
		m.at(ruleAddressEmpty, PathCardPSI)
	}
	for _, part := range [...]struct {
		name   string
		value  rpps.Private
		abroad bool // compulsory abroad
		france bool // expected in France: they are among those above
	}{
		{"addressee", c.Addressee, true, false},
		{"streetNumber", c.StreetNumber, false, false},
		{"streetName", c.StreetName, true, true},
		{"additionalAddress", c.AdditionalAddress, false, false},
		{"postalCode", c.PostalCode, true, true},
		{"city", c.City, true, true},
		{"country", c.Country, false, false},
	} {
		path := PathCardPSI + "." + part.name
		m.text(path, part.value)
		switch {
		case part.value != "":
		case abroad && part.abroad:
			m.at(ruleAddressAbroad, path, part.name)
		case part.france: // abroad it is compulsory, above
			m.at(ruleAddressFrance, path, part.name)
		}
	}
}

// date is a date as the interface writes it; empty when not stated.
func date(d civil.Date) rpps.Private {
	if d.IsZero() {
		return ""
	}
	return rpps.Private(d.String())
}

const notStated = "(not stated)"
