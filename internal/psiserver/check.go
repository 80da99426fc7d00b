package psiserver

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// A Refusal is one reason for which a request is not accepted.
type Refusal struct {
	Kind       Kind
	Code       string // published code; empty where none is published for it
	Field      string // path of the field in the request, such as activity.function
	Message    string // as the interface words it, where that is published
	Constraint string // for [Kind]s before KindDate: Pattern, NotBlank, …
	Rejected   string // the value, as the answer repeats it
}

// String tells the refusal without the value.
func (r Refusal) String() string {
	return fmt.Sprintf("%s: %s %s: %s", r.Kind, r.Field, r.Code, r.Message)
}

// A Kind is the part of a request that is refused, or, for an activity, the
// published reason.
type Kind int

const (
	KindBody       Kind = iota + 1 // no JSON, an unknown field, a wrong type
	KindIdentity                   // a field of the person
	KindEmployment                 // the block employment
	KindCard                       // a block that orders a card: the card alone is refused

	KindDate         // activity: a date that is none
	KindHabilitation // activity: a profession that the caller may not use
	KindMissing      // activity: a parameter is missing
	KindValue        // activity: an unknown or forbidden value
	KindPerson       // activity: the person is unknown to the RPPS
	KindExercise     // activity: no exercise of that profession and category
	KindEndFirst     // activity: the end comes before the start
	KindMatrix       // activity: profession and role do not go with the sector of the structure
	KindSIRET        // activity: a malformed SIRET
	KindFINESS       // activity: a malformed FINESS
	KindRank         // activity: a malformed RPPS-rang
	KindManyPlaces   // activity: several identifiers of the structure
)

var kindNames = [...]string{
	KindBody: "body", KindIdentity: "identity", KindEmployment: "employment", KindCard: "card",
	KindDate: "activity date", KindHabilitation: "activity habilitation", KindMissing: "activity parameter missing",
	KindValue: "activity value", KindPerson: "activity person", KindExercise: "activity exercise",
	KindEndFirst: "activity end before start", KindMatrix: "activity matrix", KindSIRET: "activity SIRET",
	KindFINESS: "activity FINESS", KindRank: "activity RPPS-rang", KindManyPlaces: "activity structures",
}

func (k Kind) String() string {
	if k < KindBody || int(k) >= len(kindNames) {
		return fmt.Sprintf("Kind(%d)", int(k))
	}
	return kindNames[k]
}

// Activity reports whether the kind is a reason for which an activity is
// refused; the person is registered nevertheless.
func (k Kind) Activity() bool { return k >= KindDate && int(k) < len(kindNames) }

// The patterns of the OpenAPI document.
var (
	patternDate        = regexp.MustCompile(`^\d{4}(-\d{2})(-\d{2})$`)
	patternPhone       = regexp.MustCompile(`^\+?[0-9]{4,15}$`)
	patternProfession  = regexp.MustCompile(`^\d{2}$`)
	patternFunction    = regexp.MustCompile(`^(\d{3}|FON-\d{2})$`)
	patternGenre       = regexp.MustCompile(`^GENR\d{2}$`)
	patternLiberalType = regexp.MustCompile(`^ACT-LIB-\d{2}$`)
	patternRank        = regexp.MustCompile(`^1\d{13}$`)
	patternSIRET       = regexp.MustCompile(`^\d{14}$`)
	patternFINESS      = regexp.MustCompile(`^\d{9}$`) // refuses Corsica, as the interface does
)

// Patterns from elsewhere.
var (
	// The letters of the RNIPP, as it publishes them.
	patternName = regexp.MustCompile(`^[-' A-Za-zÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒàâäçéèêëîïôöùûüÿæœ]{1,300}$`)

	// The interface wants five characters and says they are a code of INSEE.
	patternCommune = regexp.MustCompile(`^(\d{5}|2[AB]\d{3})$`)
	patternCountry = regexp.MustCompile(`^99\d{3}$`)

	// The interface says format: email. Any name of letters is a domain, and
	// that of one label is none here.
	patternEmail = regexp.MustCompile(`^[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*` +
		`@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$`)

	// National identification of a person (MOS, TRE_G08), the four types of
	// the interface. The internal part is what the public extractions show:
	// letters and digits, 15 at most.
	patternPerson = regexp.MustCompile(`^(8\d{11}|3\d[0-9AB]\d{7}/[0-9A-Za-z]{1,15}|5\d{14}/[0-9A-Za-z]{1,15}|61\d{13}/[0-9A-Za-z]{1,15})$`)
	patternRPPS   = regexp.MustCompile(`^8\d{11}$`)

	patternPostcode = regexp.MustCompile(`^\d{5}$`)
)

// What a field must be.
type typ int

const (
	text typ = iota
	boolean
	block
	nullable // text or null, for which README says that null is as if absent
)

var fieldsOf = map[string]map[string]typ{
	"": {
		"lastName": text, "firstNames": text, "birthDate": text, "genderCode": text, "frenchNationality": boolean,
		"birthLocationCode": text, "birthPlace": text, "professionalLastName": text, "email": text, "phone": text,
		"identifier": text, "activity": block, "cardOrderPsi": block, "cardOrderCps": block, "employment": block,
	},
	"employment": {
		"function": text, "issuingEstablishment": text, "employmentStartDate": text, "employmentEndDate": text,
	},
	"activity": {
		"professionCode": text, "professionalCategoryCode": text, "activityStartDate": text, "activityEndDate": text,
		"function": text, "activityGenre": text, "practiceMode": text, "liberalActivityTypeCode": text,
		"activityEndReason": text, "issuingEstablishment": text,
		"numFINESSET": nullable, "numSIRET": nullable, "rppsRank": nullable,
	},
	"cardOrderPsi": {
		"addressee": text, "streetNumber": text, "streetName": text, "additionalAddress": text, "postalCode": text,
		"city": text, "country": text,
	},
	"cardOrderCps": {"professionCode": text, "professionalCategoryCode": text},
}

// checked is a request with what is wrong with it.
type checked struct {
	o        *Options
	body     object
	refusals []Refusal
	spoilt   map[string]bool // paths that are refused for their type
}

// Check returns why a body is refused, in the order of the description; none
// for one that is accepted. It asks [Options] what the caller may do and what
// the matrix says, and neither who is known nor what is out of order.
func (s *Server) Check(body []byte) []Refusal { return check(&s.o, body).refusals }

func check(o *Options, body []byte) *checked {
	c := &checked{o: o, spoilt: map[string]bool{}}
	b, twice, err := parse(body)
	if err != nil {
		c.refuse(KindBody, "", "", "JSON: cannot be read", "Json", "")
		return c
	}
	c.body = b
	for _, at := range twice {
		c.spoil(at, "a key comes twice", "Unique")
	}
	c.shape("", b)
	c.identity()
	c.employment()
	c.activity()
	c.cards()
	return c
}

func (c *checked) refuse(k Kind, code, field, message, constraint, value string) {
	c.refusals = append(c.refusals, Refusal{k, code, field, message, constraint, value})
}

func (c *checked) spoil(path, message, constraint string) {
	c.spoilt[path] = true
	c.refuse(KindBody, "", path, message, constraint, "")
}

// shape refuses unknown fields and wrong types. No document says what the
// interface does with them; a client that sends them is wrong.
func (c *checked) shape(path string, o object) {
	for _, name := range slices.Sorted(maps.Keys(o)) {
		at, v := join(path, name), o[name]
		want, known := fieldsOf[path][name]
		ok := true
		switch want {
		case text, nullable:
			_, ok = v.(string)
			ok = ok || v == nil && want == nullable
		case boolean:
			_, ok = v.(bool)
		case block:
			_, ok = v.(object)
		}
		switch {
		case !known && !c.o.IgnoreUnknown:
			c.spoil(at, "unknown field", "Unknown")
		case !known:
		case !ok:
			c.spoil(at, "wrong type", "Type")
		case want == block:
			c.shape(at, v.(object))
		}
	}
}

// block returns a block of the request, and whether it is there.
func (c *checked) block(name string) (object, bool) {
	v, ok := c.body[name].(object)
	return v, ok
}

// text returns the text of a field, and whether it is there to be judged. A
// spoilt field is not judged again: both answers are no.
func (c *checked) text(o object, path, name string) (v string, there, missing bool) {
	v, there = o[name].(string)
	if c.spoilt[join(path, name)] {
		return "", false, false
	}
	if v == "" && c.o.EmptyIsAbsent {
		there = false
	}
	return v, there, !there
}

// identity checks the fields of the person.
func (c *checked) identity() {
	need := func(name, code, message string) (string, bool) {
		v, there, missing := c.text(c.body, "", name)
		if missing || there && strings.TrimSpace(v) == "" {
			c.refuse(KindIdentity, code, name, message, "NotBlank", v)
			return "", false
		}
		return v, there
	}
	bad := func(name, code, message, value string) {
		c.refuse(KindIdentity, code, name, message, "Pattern", value)
	}

	// Names outside the letters of the RNIPP: no code of the interface speaks
	// of them, and the RNIPP answers so.
	for _, n := range [...][3]string{{"lastName", codeLastName, textLastName}, {"firstNames", codeFirstNames, textFirstNames}} {
		if v, ok := need(n[0], n[1], n[2]); ok && !patternName.MatchString(v) {
			bad(n[0], codeSyntax, textSyntax, v)
		}
	}
	if v, ok := need("birthDate", codeBirthDate, textBirthDate); ok && !isDate(v) {
		bad("birthDate", codeBadDate, textBadDate, v)
	}
	if v, ok := need("genderCode", codeGender, textGender); ok && !in("M F I", v) {
		bad("genderCode", codeBadGender, textBadGender, v)
	}

	abroad := false
	if v, ok := need("birthLocationCode", codeBirthPlace, textBirthPlace); ok {
		abroad = strings.HasPrefix(v, "99")
		switch {
		case abroad && !patternCountry.MatchString(v):
			bad("birthLocationCode", codeBadCountry, textBadCountry, v)
		case !abroad && !patternCommune.MatchString(v):
			bad("birthLocationCode", codeBadCommune, textBadCommune, v)
		}
	}
	if v, there, missing := c.text(c.body, "", "birthPlace"); abroad && missing || there && strings.TrimSpace(v) == "" {
		c.refuse(KindIdentity, codeBirthPlace, "birthPlace", textBirthPlace, "NotBlank", v)
	}
	if v, there, _ := c.text(c.body, "", "professionalLastName"); there && v == "" {
		c.refuse(KindIdentity, "", "professionalLastName", "minLength 1", "Size", v)
	}

	if v, there, missing := c.text(c.body, "", "email"); missing && !c.o.CallerIsRPPS || there && v == "" {
		c.refuse(KindIdentity, codeEmail, "email", textEmail, "NotBlank", v)
	} else if there && !isEmail(v) {
		bad("email", codeBadEmail, textBadEmail, v)
	}
	c.phone()
	c.identifier()
}

// phone: for an establishment there is a published refusal for a number
// without prefix; README has +33 added for everybody.
func (c *checked) phone() {
	v, there, missing := c.text(c.body, "", "phone")
	code, message, constraint := "", "", "Pattern"
	switch {
	case missing && c.o.CallerIsRPPS, !missing && !there:
	case missing, v == "":
		code, message, constraint = codePhone, textPhone, "NotBlank"
	case !patternPhone.MatchString(v):
		code, message = codeBadPhone, textBadPhone
	case v[0] != '+' && !c.o.CallerIsRPPS && !c.o.PhonePrefixOptional:
		code, message = codePhonePrefix, textPhonePrefix
	case strings.HasPrefix(v, "+0"): // no country begins so; not published
		code, message = codeBadPrefix, textBadPrefix
	}
	if code != "" {
		c.refuse(KindIdentity, code, "phone", message, constraint, v)
	}
}

func (c *checked) identifier() {
	v, there, missing := c.text(c.body, "", "identifier")
	french, stated := c.body["frenchNationality"].(bool)
	foreign := stated && !french
	_, cps := c.block("cardOrderCps")
	pattern := patternPerson
	if c.o.CallerIsRPPS || cps {
		pattern = patternRPPS
	}
	switch {
	case missing && (foreign || c.o.CallerIsRPPS || cps):
		c.refuse(KindIdentity, codeIdentifier, "identifier", textIdentifier, "NotBlank", "")
	case there && !pattern.MatchString(v):
		c.refuse(KindIdentity, codeIdentifier, "identifier", textIdentifier, "Pattern", v)
	}
}

// employment has no codes of its own, but the one for dates.
func (c *checked) employment() {
	o, ok := c.block("employment")
	if !ok {
		if !c.o.EmploymentOptional && !c.spoilt["employment"] {
			c.refuse(KindEmployment, "", "employment", "the block is compulsory", "NotNull", "")
		}
		return
	}
	const path = "employment"
	need := func(name string) (string, bool) {
		v, there, missing := c.text(o, path, name)
		if missing || there && v == "" {
			c.refuse(KindEmployment, "", join(path, name), "compulsory", "NotBlank", v)
			return "", false
		}
		return v, there
	}
	if v, ok := need("function"); ok {
		switch {
		case !slices.Contains(employmentFunctions[:], v):
			c.refuse(KindEmployment, "", "employment.function", "not one of the list", "Pattern", v)
		case v != careFunction && !c.o.AnyEmployment:
			c.refuse(KindEmployment, "", "employment.function", "not accepted today", "Pattern", v)
		}
	}
	if v, ok := need("issuingEstablishment"); ok && !c.o.Issuer.accepts(v) {
		c.refuse(KindEmployment, "", "employment.issuingEstablishment", "neither 9 nor 14 digits", "Pattern", v)
	}
	start, hasStart := c.employmentDate(o, "employmentStartDate")
	end, hasEnd := c.employmentDate(o, "employmentEndDate")
	if hasStart && hasEnd && end < start {
		c.refuse(KindEmployment, codeBadDate, "employment.employmentEndDate", "before the start", "Order", end)
	}
}

func (c *checked) employmentDate(o object, name string) (string, bool) {
	v, there, _ := c.text(o, "employment", name)
	if there && !isDate(v) {
		c.refuse(KindEmployment, codeBadDate, join("employment", name), textBadDate, "Pattern", v)
		return "", false
	}
	return v, there
}

// activity. Its refusals are free text. Where the published text has a
// parameter, its name is that of the request, but for the three that the
// published texts name otherwise.
func (c *checked) activity() {
	o, ok := c.block("activity")
	if !ok {
		return
	}
	a := activityBlock{c, o}
	profession := a.profession()
	a.dates()
	function := a.function(profession)
	role := a.need("activityGenre", "activityGenre")
	if role != "" && !member(patternGenre, genres, role) {
		a.refuse(KindValue, "activityGenre", errRole, role)
		role = ""
	}
	a.mode()
	if v, there, _ := a.text("activityEndReason"); there && !in(endReasons, v) {
		a.refuse(KindValue, "activityEndReason", errReason, v)
	}
	place, typed := a.place()
	if v := a.need("issuingEstablishment", "issuingEstablishment"); v != "" {
		// "Must correspond to the identifier of the structure used in the
		// call"; one of the examples in README breaks it.
		if !c.o.Issuer.accepts(v) || place != "" && !c.o.IssuerMayDiffer && v != place && v != typed {
			a.refuse(KindValue, "issuingEstablishment", fmt.Sprintf(errValue, "issuingEstablishment"), v)
		}
	}
	if profession != "" && function != "" && role != "" && place != "" && c.o.Compatible != nil &&
		!c.o.Compatible(profession, function, role, place) {
		a.refuse(KindMatrix, "activityGenre", errMatrix, role)
	}
}

// activityBlock is the block activity of a request. What its methods return is empty when it is
// missing or refused.
type activityBlock struct {
	*checked
	block object
}

func (a activityBlock) refuse(k Kind, name, message, value string) {
	a.checked.refuse(k, codeActivityBad, join("activity", name), message, "", value)
}

func (a activityBlock) text(name string) (v string, there, missing bool) {
	return a.checked.text(a.block, "activity", name)
}

// need returns a field that must be there.
func (a activityBlock) need(name, param string) string {
	v, there, missing := a.text(name)
	if missing || there && v == "" {
		a.refuse(KindMissing, name, fmt.Sprintf(errMissing, param), v)
		return ""
	}
	return v
}

// member reports whether a text is one of a set, of the shape that the pattern says.
func member(pattern *regexp.Regexp, set, v string) bool {
	return pattern.MatchString(v) && in(set, v)
}

// profession checks the profession, and its category.
func (a activityBlock) profession() string {
	v := a.need("professionCode", paramCode)
	switch {
	case v == "":
	case !member(patternProfession, professions, v):
		a.refuse(KindValue, "professionCode", fmt.Sprintf(errValue, paramCode), v)
		v = ""
	case a.o.Professions != nil && !slices.Contains(a.o.Professions, v):
		a.refuse(KindHabilitation, "professionCode", errRight, v)
	}
	if c := a.need("professionalCategoryCode", "professionalCategoryCode"); c != "" && !in(categories, c) {
		a.refuse(KindValue, "professionalCategoryCode", errCategory, c)
	}
	return v
}

func (a activityBlock) dates() {
	start := a.need("activityStartDate", paramStart)
	if start != "" && !isDate(start) {
		a.refuse(KindDate, "activityStartDate", fmt.Sprintf(errDate, paramStart), start)
		start = ""
	}
	end, there, _ := a.text("activityEndDate")
	switch {
	case there && !isDate(end):
		a.refuse(KindDate, "activityEndDate", fmt.Sprintf(errDate, paramEnd), end)
	case there && start != "" && end < start:
		a.refuse(KindEndFirst, "activityEndDate", errEndFirst, end)
	}
}

// function: for an actor with a role, three digits of J121; the interface names no
// set for the others, who have a function of TRE_R21.
func (a activityBlock) function(profession string) string {
	v := a.need("function", "function")
	set := functions
	switch profession {
	case roleProfession:
		set = roleFunctions
	case "":
		set += " " + roleFunctions
	}
	if v != "" && !member(patternFunction, set, v) {
		a.refuse(KindValue, "function", errFunction, v)
		return ""
	}
	return v
}

// mode checks the mode, and the type of a liberal activity. The schema leaves that
// optional; it says something of a liberal activity only.
func (a activityBlock) mode() {
	mode := a.need("practiceMode", paramMode)
	if mode != "" && !in(modes, mode) {
		a.refuse(KindValue, "practiceMode", errMode, mode)
		mode = ""
	}
	const name = "liberalActivityTypeCode"
	liberal, there, missing := a.text(name)
	switch {
	case mode == "L" && missing:
		a.refuse(KindMissing, name, fmt.Sprintf(errMissing, name), "")
	case there && (!member(patternLiberalType, liberalTypes, liberal) || mode != "" && mode != "L"):
		a.refuse(KindValue, name, fmt.Sprintf(errValue, name), liberal)
	}
}

// place checks the identifiers of the structure and returns the one that is
// there, without and with its type, empty for one that is not well formed. The examples of the OpenAPI
// document send empty texts beside it, which its patterns refuse; README
// wants null or nothing.
func (a activityBlock) place() (place, typed string) {
	n, spoilt := 0, false
	for _, f := range [...]struct {
		name    string
		typ     string // TRE_G07
		pattern *regexp.Regexp
		kind    Kind
		message string
	}{
		{"numFINESSET", "1", patternFINESS, KindFINESS, errFINESS},
		{"numSIRET", "3", patternSIRET, KindSIRET, errSIRET},
		{"rppsRank", "4", patternRank, KindRank, errRank},
	} {
		spoilt = spoilt || a.spoilt["activity."+f.name]
		v, there, _ := a.text(f.name)
		if !there {
			continue
		}
		if v != "" {
			n++
		}
		if !f.pattern.MatchString(v) {
			a.refuse(f.kind, f.name, f.message, v)
			spoilt = true
			continue
		}
		place, typed = v, f.typ+v
	}
	switch {
	case n > 1:
		a.refuse(KindManyPlaces, "rppsRank", errManyPlaces, "")
		return "", ""
	case spoilt:
		return "", ""
	case n == 0:
		// The schema requires none of the three. No name is published.
		a.refuse(KindMissing, "numSIRET", fmt.Sprintf(errMissing, "numFINESSET, numSIRET, rppsRank"), "")
	}
	return place, typed
}

// cards. No code is published for two orders at once: both are refused.
func (c *checked) cards() {
	psi, hasPSI := c.block("cardOrderPsi")
	cps, hasCPS := c.block("cardOrderCps")
	if hasPSI && hasCPS {
		c.refuse(KindCard, codeCardRefused, "cardOrderPsi", textOneCard, "", "")
		c.refuse(KindCard, codeCardRefusedCPS, "cardOrderCps", textOneCard, "", "")
	}
	if hasPSI {
		c.address(psi)
	}
	if hasCPS {
		for _, f := range [...][2]string{{"professionCode", cardProfessions}, {"professionalCategoryCode", categories}} {
			v, there, missing := c.text(cps, "cardOrderCps", f[0])
			if missing || there && !in(f[1], v) {
				c.refuse(KindCard, codeCardRefusedCPS, join("cardOrderCps", f[0]), textCardRefusedCPS, "", v)
			}
		}
	}
}

// address refuses one that cannot be used before anybody looks for it. What
// a French address must have is what the geocoding asks for.
func (c *checked) address(o object) {
	a := addressOf(o)
	required := []string{"streetName", "postalCode", "city"}
	if a.foreign() {
		required = append(required, "addressee")
	}
	for _, name := range required {
		v, there, missing := c.text(o, "cardOrderPsi", name)
		if missing || there && strings.TrimSpace(v) == "" {
			c.refuse(KindIdentity, codeBadAddress, join("cardOrderPsi", name), textBadAddress, "NotBlank", v)
		} else if there && name == "postalCode" && !a.foreign() && !patternPostcode.MatchString(v) {
			c.refuse(KindIdentity, codeBadAddress, "cardOrderPsi.postalCode", textBadAddress, "Pattern", v)
		}
	}
}

// isDate reports whether a text is a day of the calendar, AAAA-MM-JJ.
func isDate(s string) bool {
	t, err := time.Parse(time.DateOnly, s)
	return err == nil && t.Year() > 0 && patternDate.MatchString(s)
}

func isEmail(s string) bool {
	at := strings.LastIndexByte(s, '@')
	return len(s) <= 254 && at <= 64 && patternEmail.MatchString(s)
}

// An IssuerForm says how an issuing establishment is written. The text of the
// interface says 9 or 14 digits; its examples of an employment have a type
// before (1 and a FINESS, 3 and a SIRET, 4 and an RPPS-rang), those of an
// activity have not, nor those of README. No form satisfies all: zero accepts
// both.
type IssuerForm int

const (
	IssuerEither   IssuerForm = iota // with or without type
	IssuerBare                       // 9 or 14 digits
	IssuerPrefixed                   // a type and 9 or 14 digits
)

var (
	patternIssuerBare     = regexp.MustCompile(`^(\d{9}|\d{14})$`)
	patternIssuerPrefixed = regexp.MustCompile(`^(1\d{9}|[34]\d{14})$`)
)

func (f IssuerForm) accepts(v string) bool {
	n := utf8.RuneCountInString(v)
	return n >= 2 && n <= 30 &&
		(f != IssuerPrefixed && patternIssuerBare.MatchString(v) || f != IssuerBare && patternIssuerPrefixed.MatchString(v))
}
