package psi

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// recognise finds the kind of a text of erreurs, whatever its case, accents,
// spacing and punctuation, and the parameter that it names.
func recognise(text string) (ActivityErrorKind, rpps.Private) {
	// "valeure" is the spelling of the interface.
	key := strings.ReplaceAll(fold(text), "valeurenon", "valeurnon")
	for i := range kindRows {
		all := true
		for _, p := range kindRows[i].parts {
			all = all && strings.Contains(key, p)
		}
		if all {
			k := ActivityErrorKind(i + 1)
			return k, rpps.Private(parameter(k, text))
		}
	}
	return 0, ""
}

// fold returns a text without case, accents, spaces and punctuation.
func fold(text string) string {
	var b strings.Builder
	for _, r := range text {
		r = unicode.ToLower(r)
		switch r {
		case 'à', 'â', 'ä':
			r = 'a'
		case 'é', 'è', 'ê', 'ë':
			r = 'e'
		case 'î', 'ï':
			r = 'i'
		case 'ô', 'ö':
			r = 'o'
		case 'ù', 'û', 'ü':
			r = 'u'
		case 'ç':
			r = 'c'
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// parameter returns the name of the parameter that stands in a text: after
// "manquant" or "paramètre", or at the end of a text on a date.
func parameter(k ActivityErrorKind, text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && r != '_' && r != '.'
	})
	after := ""
	switch k {
	case ErrorParameterMissing:
		after = "manquant"
	case ErrorParameterValue:
		after = "parametre"
	case ErrorDateFormat:
		after = "champ"
	default:
		return ""
	}
	for i := len(words) - 2; i >= 0; i-- {
		if fold(words[i]) == after {
			return strings.Trim(words[i+1], "._")
		}
	}
	return ""
}

// Path returns the path in a request of what the error is about: of the
// parameter when it names one that is known, else of its kind; empty for an
// unknown text.
func (e ActivityError) Path() string {
	p := fold(string(e.Parameter))
	for i := range parameters {
		if p != "" && parameters[i].name == p {
			return parameters[i].field.Path()
		}
	}
	if r := e.Kind.row(); r != nil {
		return r.path
	}
	return ""
}

// parameters are names of parameters, folded: those of the texts and those of
// the schema.
var parameters = [...]struct {
	name  string
	field registration.Field
}{
	{"codeprofession", registration.FieldProfession},
	{"professioncode", registration.FieldProfession},
	{"fonction", registration.FieldProfession},
	{"function", registration.FieldProfession},
	{"professionalcategorycode", registration.FieldCategory},
	{"categorieprofessionnelle", registration.FieldCategory},
	{"activitystartdate", registration.FieldStart},
	{"datedebutactivite", registration.FieldStart},
	{"activityenddate", registration.FieldEnd},
	{"datefinactivite", registration.FieldEnd},
	{"activitygenre", registration.FieldRole},
	{"role", registration.FieldRole},
	{"practicemode", registration.FieldMode},
	{"modeexercice", registration.FieldMode},
	{"liberalactivitytypecode", registration.FieldLiberalActivity},
	{"typeactiviteliberal", registration.FieldLiberalActivity},
	{"activityendreason", registration.FieldEndReason},
	{"motiffinactivite", registration.FieldEndReason},
	{"numfinesset", registration.FieldFINESS},
	{"numsiret", registration.FieldSIRET},
	{"rppsrank", registration.FieldRPPSRang},
	{"idpp", registration.FieldNumber},
}

// detailField is a field of the identity block: its path in a request, the
// rules on its absence and on its form.
type detailField struct {
	name, path    string
	absent, shape []rule.Code
}

var detailFields = [...]detailField{
	{
		"lastName", "identity.birthName",
		[]rule.Code{registration.CodeBirthNameMissing},
		[]rule.Code{registration.CodeNameTypography, registration.CodeNameNoLetter, rpps.CodeNameAlphabet, rpps.CodeNameLength},
	},
	{
		"firstNames", "identity.firstNames",
		[]rule.Code{registration.CodeFirstNamesMissing},
		[]rule.Code{registration.CodeNameTypography, registration.CodeNameNoLetter, registration.CodeFirstNamesLength, rpps.CodeNameAlphabet, rpps.CodeNameLength},
	},
	{
		"birthDate", "identity.birthDate",
		[]rule.Code{registration.CodeBirthDateMissing},
		[]rule.Code{registration.CodeDateShape, registration.CodeNoSuchDay, registration.CodeDateSerial},
	},
	{"genderCode", "identity.sex", []rule.Code{registration.CodeSexMissing}, []rule.Code{registration.CodeSexUnread}},
	{
		"birthLocationCode", "identity.birthPlace",
		[]rule.Code{registration.CodeBirthPlaceMissing},
		[]rule.Code{registration.CodeBirthPlaceLength, registration.CodeBirthPlaceZeros, registration.CodeBirthPlaceShape},
	},
	{"birthPlace", "identity.birthTown", []rule.Code{registration.CodeBirthTownMissing}, []rule.Code{registration.CodeTextUnusable}},
	{
		"professionalLastName", "identity.exerciseName",
		[]rule.Code{registration.CodeNameNoLetter},
		[]rule.Code{registration.CodeNameTypography, registration.CodeNameNoLetter, rpps.CodeNameAlphabet, rpps.CodeNameLength},
	},
	{"email", "contact.email", []rule.Code{registration.CodeEmailMissing}, []rule.Code{registration.CodeEmailShape}},
	{"phone", "contact.phone", []rule.Code{registration.CodePhoneMissing}, []rule.Code{registration.CodePhoneShape}},
	{
		"identifier", "identity.identifier",
		[]rule.Code{registration.CodeNationalityIdentifier, CodeCardCPSNumber},
		[]rule.Code{registration.CodeIdentifierKind, rpps.CodePersonIDUnknown, rpps.CodePersonIDShape},
	},
	{"frenchNationality", "identity.frenchNationality", nil, []rule.Code{registration.CodeAnswerUnread}},
	{"employment.function", PathFunction, []rule.Code{CodeFunctionDefault}, []rule.Code{CodeFunctionUnknown, CodeFunctionToday, CodeFunctionKept}},
	{"employment.issuingEstablishment", PathIssuer, []rule.Code{CodeIssuerDefault}, []rule.Code{CodeIssuerKind, CodeIssuerLetter}},
	{"employment.employmentEndDate", PathEmploymentEnd, nil, []rule.Code{CodeEmploymentEnd}},
	{"activity.professionalCategoryCode", "situation.category", []rule.Code{registration.CodeCategoryMissing}, []rule.Code{registration.CodeCategoryList}},
	{"activity.activityStartDate", "situation.start", []rule.Code{registration.CodeStartMissing}, []rule.Code{registration.CodeDateShape}},
	{"activity.activityEndDate", "situation.end", nil, []rule.Code{registration.CodeDateShape, registration.CodeEndBeforeStart}},
	{"activity.function", "situation.profession", []rule.Code{registration.CodeProfessionMissing}, []rule.Code{registration.CodeProfessionList}},
	{"activity.activityGenre", "situation.role", []rule.Code{registration.CodeRoleMissing}, []rule.Code{registration.CodeRoleList, registration.CodeRoleGenre}},
	{"activity.practiceMode", "situation.mode", []rule.Code{registration.CodeModeMissing}, []rule.Code{CodeMode}},
	{"activity.numFINESSET", "situation.finess", nil, []rule.Code{CodeFINESSLetter, rpps.CodeFINESSShape}},
	{"activity.numSIRET", "situation.siret", nil, []rule.Code{rpps.CodeSIRETShape}},
	{"activity.rppsRank", "situation.rppsRang", nil, []rule.Code{CodeRPPSRangFirst, rpps.CodeRPPSRangShape}},
}

func (d Detail) info() *detailField {
	for i := range detailFields {
		if detailFields[i].name == string(d.Field) {
			return &detailFields[i]
		}
	}
	return nil
}

// Path returns the path in a request of the field that was refused; empty for
// a field that is not known.
func (d Detail) Path() string {
	if f := d.info(); f != nil {
		return f.path
	}
	return ""
}

// ForeseenBy returns which rules foresee the refusal of the field: those on
// its absence for the constraints NotNull, NotBlank and NotEmpty, those on its
// form for any other; nothing for a field that is not known.
func (d Detail) ForeseenBy() Foresight {
	f := d.info()
	if f == nil {
		return Foresight{}
	}
	codes := f.shape
	switch string(d.Constraint) {
	case "NotNull", "NotBlank", "NotEmpty":
		codes = f.absent
	}
	return Foresight{Rules: append([]rule.Code(nil), codes...)}
}

// Paths of faults on blocks of the answer.
const (
	PathAnswerIdentity = "answer.identity"
	PathAnswerActivity = "answer.activity"
	PathAnswerCard     = "answer.card"
)

// Trace returns what was refused, sorted: each refusal at the path of the
// request that it is about, with the rules that foresee it
// ([CodeRefusedForeseen], [CodeRefusedPartly]), why none can
// ([CodeRefusedUnknowable]), or that it is not documented
// ([CodeRefusedUnknown]). Accounts that existed, blocks that were not handled
// because of another, divergences and a death known to the register are told
// without being errors. A block that is neither done nor refused, and an answer
// without one, a nil one too, is an error ([CodeAnswerUndecided]). Nil: every block of the answer
// was done; what was sent and has no block in it is looked for by [Answer.TraceOf].
func (a *Answer) Trace() rule.Faults {
	if a == nil {
		a = new(Answer)
	}
	var fs rule.Faults
	if i := a.Identity; i != nil {
		i.trace(&fs, a.HTTPStatus)
	}
	if r := a.Activity; r != nil {
		if r.Outcome == Refused && len(r.Errors) > 0 {
			for _, e := range r.Errors {
				path := e.Path()
				if path == "" {
					path = PathAnswerActivity
				}
				refused(&fs, path, e.Kind.quoted(), e.Kind.row())
			}
		} else {
			block(&fs, r.Outcome, r.Code, cmp.Or(r.Status, a.HTTPStatus), PathAnswerActivity)
		}
	}
	for _, c := range [...]*CardResult{a.CardPSI, a.CardCPS} {
		if c != nil {
			block(&fs, c.Outcome, c.Code, cmp.Or(c.Status, a.HTTPStatus), PathAnswerCard)
		}
	}
	if a.Identity == nil && a.Activity == nil && a.CardPSI == nil && a.CardCPS == nil {
		o := ofStatus(a.HTTPStatus)
		if o == Unavailable {
			o = 0 // of what stands between, maybe: the request may have come through
		}
		block(&fs, o, "", a.HTTPStatus, "")
	}
	fs.Sort()
	return fs
}

// TraceOf is [Answer.Trace] of the answer to a body: a block that was sent, and of
// which an answer with others says nothing, is an error ([CodeAnswerUndecided]), unless
// the identity was not taken, which tells why. The activity of somebody who is not
// French may be created all the same when the RNIPP does not know them; when it knows
// somebody else, the documents say of the French only that none is. Nil: all that was
// sent was done, as far as the interface tells: of the employment it says nothing.
func (a *Answer) TraceOf(b *Body) rule.Faults {
	if a == nil {
		a = new(Answer)
	}
	fs := a.Trace()
	blocks := a.Identity != nil || a.Activity != nil || a.CardPSI != nil || a.CardCPS != nil
	if b == nil || !blocks {
		return fs
	}
	activity, cards := true, true
	if i := a.Identity; i != nil {
		switch i.Outcome {
		case Refused, Dependent, Unavailable:
			cards = false
			foreign := b.FrenchNationality != nil && !*b.FrenchNationality
			activity = foreign && (i.Code == RNIPPNotFound || i.Code == RNIPPDivergences || i.Status == 404)
		}
	}
	for _, part := range [...]struct {
		sent, answered bool
		path           string
	}{
		{true, a.Identity != nil, PathAnswerIdentity},
		{activity && b.Activity != nil, a.Activity != nil, PathAnswerActivity},
		{cards && b.CardOrderPSI != nil, a.CardPSI != nil, PathAnswerCard},
		{cards && b.CardOrderCPS != nil, a.CardCPS != nil, PathAnswerCard},
	} {
		if part.sent && !part.answered {
			fs.Add(rules[ruleAnswerUndecided].At(part.path))
		}
	}
	fs.Sort()
	return fs
}

func (i *IdentityResult) trace(fs *rule.Faults, http int) {
	name := nameOf(i.Code, cmp.Or(i.Status, http))
	switch {
	case i.Outcome == AlreadyExists:
		fs.Add(rules[ruleAccountExists].At(PathAnswerIdentity).With(name))
	case i.Outcome == Refused && len(i.Details) > 0:
		for _, d := range i.Details {
			path, code := d.Path(), i.Code.row()
			if path == "" {
				refused(fs, PathAnswerIdentity, name, code)
				continue
			}
			// The code is about one of the fields: there, it says more.
			r := row{rules: d.ForeseenBy().Rules}
			if code != nil && code.path == path {
				r.unknowable = code.unknowable
				for _, c := range code.rules {
					if !slices.Contains(r.rules, c) {
						r.rules = append(r.rules, c)
					}
				}
			}
			if len(r.rules) == 0 && r.unknowable.FR == "" {
				refused(fs, path, "", nil)
				continue
			}
			refused(fs, path, name, &r)
		}
	default:
		block(fs, i.Outcome, i.Code, cmp.Or(i.Status, http), PathAnswerIdentity)
	}
	if n := len(i.Numbers); n > 1 {
		fs.Add(rules[ruleNumbersSeveral].At(registration.FieldNumber.Path()).With(strconv.Itoa(n)))
	}
	if i.RNIPP != nil {
		for _, f := range i.RNIPP.Divergences.Fields() {
			fs.Add(rules[ruleDivergence].At(f.Path()))
		}
		if _, dead := i.RNIPP.Death(); dead {
			fs.Add(rules[ruleDeath].At(PathAnswerIdentity))
		}
	}
}

// block adds what became of a block that has a code and no list of errors.
func block(fs *rule.Faults, o Outcome, c Code, status int, path string) {
	r, name := c.row(), nameOf(c, status)
	switch o {
	case Dependent:
		fs.Add(rules[ruleRefusedDependency].At(path).With(name))
	case Unavailable:
		fs.Add(rules[ruleRefusedUnknowable].At(path).With(name))
	case Refused:
		if r != nil {
			path = r.path
		}
		refused(fs, path, name, r)
	case 0:
		fs.Add(rules[ruleAnswerUndecided].At(path))
	}
}

// nameOf names what was refused: by its code, or by the status where it has none.
func nameOf(c Code, status int) string {
	if c == "" && status != 0 {
		return strconv.Itoa(status)
	}
	return c.String()
}

// refused adds a refusal with what the table says of it. name is a code, or the
// meaning of a kind: never a text of the server.
func refused(fs *rule.Faults, path, name string, r *row) {
	if r == nil {
		fs.Add(rules[ruleRefusedUnknown].At(path))
		return
	}
	var codes []string
	for _, c := range r.rules {
		codes = append(codes, string(c))
	}
	list := strings.Join(codes, ", ")
	switch {
	case len(codes) == 0:
		fs.Add(rules[ruleRefusedUnknowable].At(path).With(name))
	case r.unknowable.FR != "":
		fs.Add(rules[ruleRefusedPartly].At(path).With(name, list))
	default:
		fs.Add(rules[ruleRefusedForeseen].At(path).With(name, list))
	}
}
