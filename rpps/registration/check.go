package registration

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/internal/choice"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Context is what a request is checked against: the day, the policies, who
// sends it and for which structures. The zero Context lacks its day.
type Context struct {
	// At is the day on which the request is to be sent. Without it nothing is
	// valid.
	At civil.Date
	// Policy chooses where the sources are silent or disagree.
	Policy Policy

	// Actor is who sends the request. Nil: who sends is not checked.
	Actor *gestionnaire.Actor
	// Establishments are the structures for which requests are sent, with
	// what is known of them: kind, sector, contract. The structure of a
	// request is looked up among them; where it is several, the Actor must be one
	// who may for each. Empty: not checked; but an Actor may
	// then register nobody, since no contract is known.
	Establishments []gestionnaire.Establishment

	// Compatible is the caller's table of what profession, role and sector go
	// together. Nil: only what the sources prove is refused.
	Compatible Compatibility
}

// String tells the day and how many establishments there are.
func (c Context) String() string {
	return "Context(" + c.At.String() + ", establishments " + itoa(len(c.Establishments)) + ")"
}

// Format implements [fmt.Formatter]: who sends is masked under every verb.
func (c Context) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue implements [slog.LogValuer].
func (c Context) LogValue() slog.Value { return slog.StringValue(c.String()) }

// Policy chooses where the sources are silent or disagree. The zero Policy is
// the documented default, on the safe side. A number that is no choice counts as
// the one that lets less pass.
type Policy struct {
	// Genres says what becomes of GENR01 and GENR99.
	Genres Genres `json:"genres,omitzero"`
	// Students says from when students are taken.
	Students roles.StudentPolicy `json:"students,omitzero"`
	// Codes says against which day a code is young.
	Codes Codes `json:"codes,omitzero"`
	// Keys says what becomes of a wrong check digit.
	Keys Keys `json:"keys,omitzero"`
	// MinAge and MaxAge bound the ages at the start that raise no warning; 0, or a
	// number below, which a configuration may not state: 16 and 80.
	MinAge int `json:"minAge,omitzero"`
	MaxAge int `json:"maxAge,omitzero"`
	// Gestionnaire is the policy on who may register.
	Gestionnaire gestionnaire.Policy `json:"gestionnaire,omitzero"`
}

// UnmarshalJSON reads a policy from an object such as
// {"keys": "warned", "gestionnaire": {"card": "gestionnaires"}}. What is left out is the
// default. A key or a choice that is not known, a key that is there twice and null are a
// [rule.Fault] of [CodePolicyUnknown], or of the package of the policy within, and leave
// the policy that lets least pass.
func (p *Policy) UnmarshalJSON(b []byte) error {
	return choice.Object(p, b, Policy{
		Codes: CodesOnStart, Gestionnaire: gestionnaire.Policy{LastDay: gestionnaire.LastDayExcluded},
	}, &rules[rulePolicyUnknown])
}

// Genres says what becomes of the two genres d'activité that the portal lists
// and that are none of the six roles: GENR01 and GENR99.
type Genres uint8

const (
	// SixRoles refuses them. The default.
	SixRoles Genres = iota
	// PortalGenres accepts them with a warning.
	PortalGenres
)

// Codes says against which day a code must have come into force. Whatever the
// choice, a code that has ended by the later of the start and the day of the
// request is refused.
type Codes uint8

const (
	// CodesOnSending wants codes in force on the later of the start and the
	// day of the request; a code that is younger than the start gets a
	// warning. The default: people hired before a role existed are registered
	// with it every day.
	CodesOnSending Codes = iota
	// CodesOnStart wants them in force on the start also.
	CodesOnStart
)

// Keys says what becomes of a number whose check digit is wrong.
type Keys uint8

const (
	// KeysRefused refuses it. The default.
	KeysRefused Keys = iota
	// KeysWarned accepts it with a warning: for test data of the ANS, of which
	// many numbers have wrong keys.
	KeysWarned
)

var genresNames = [...]string{"six-roles", "portal"}

// String returns the name of the choice, such as "six-roles", the default.
func (g Genres) String() string { return choice.String(genresNames[:], g) }

// MarshalText returns the name of the choice.
func (g Genres) MarshalText() ([]byte, error) { return choice.Text(genresNames[:], g) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (g *Genres) UnmarshalText(b []byte) error {
	return choice.Read(g, genresNames[:], b, rules[rulePolicyUnknown].At("genres"))
}

var codesNames = [...]string{"on-sending", "on-start"}

// String returns the name of the choice, such as "on-sending", the default.
func (c Codes) String() string { return choice.String(codesNames[:], c) }

// MarshalText returns the name of the choice.
func (c Codes) MarshalText() ([]byte, error) { return choice.Text(codesNames[:], c) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (c *Codes) UnmarshalText(b []byte) error {
	return choice.Read(c, codesNames[:], b, rules[rulePolicyUnknown].At("codes"))
}

var keysNames = [...]string{"refused", "warned"}

// String returns the name of the choice, such as "refused", the default.
func (k Keys) String() string { return choice.String(keysNames[:], k) }

// MarshalText returns the name of the choice.
func (k Keys) MarshalText() ([]byte, error) { return choice.Text(keysNames[:], k) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (k *Keys) UnmarshalText(b []byte) error {
	return choice.Read(k, keysNames[:], b, rules[rulePolicyUnknown].At("keys"))
}

// Check applies every rule to a request and returns all the findings, sorted
// by path and code. The request may be sent when none is a [rule.Error]; nil
// means that there is nothing to say.
//
// The faults have no position: [Reader] gives them the line.
func Check(r Request, c Context) rule.Faults {
	k := checker{r: r, c: c, day: c.At}
	return k.check()
}

// check runs every rule.
func (k *checker) check() rule.Faults {
	k.site, k.next = k.c.establishmentFrom(0, k.r.Situation.Structure)
	k.place = k.described(k.site)
	k.reading()
	k.values()
	k.identity()
	k.numbers()
	k.contact()
	k.profession()
	k.situation()
	k.structure()
	k.compatibility()
	k.homeCare()
	k.information()
	k.request()
	k.caller()
	k.faults.Sort()
	return k.faults
}

// checker is one run of Check. It holds the values themselves: what it pointed
// to would be moved to the heap.
type checker struct {
	r      Request
	c      Context
	day    civil.Date
	site   *gestionnaire.Establishment // the first that the request is for
	next   int                         // where another one may stand
	place  rpps.Structure              // as described by the request and the caller
	faults rule.Faults
	told   rule.Fault // of the access of the record before: its path is made once for a file
}

func (k *checker) add(i int, f Field, args ...string) { k.at(i, f.Path(), args...) }

func (k *checker) at(i int, path string, args ...string) {
	if k.faults == nil {
		// Few records have none, and few more than three.
		k.faults = make(rule.Faults, 0, 3)
	}
	fault := rules[i].At(path)
	if len(args) > 0 {
		fault = fault.With(args...)
	}
	k.faults = append(k.faults, fault)
}

// missing adds a rule when a field is neither stated nor unread.
func (k *checker) missing(i int, f Field, absent bool) {
	if absent && !k.r.unread(f) {
		k.add(i, f)
	}
}

// reading reports the texts that could not be read.
func (k *checker) reading() {
	for i := range k.r.Unread {
		u := &k.r.Unread[i]
		var scratch Request
		// Of a text that can be read after all its field is what counts, unless that
		// is empty: an end would be lost.
		if fault, bad := rule.AsFault(scratch.read(u.Field, trim(string(u.Text)))); bad {
			k.faults.Add(fault)
		} else if k.r.left(u) {
			k.add(ruleTextLeft, u.Field)
		}
	}
	if k.day.IsZero() {
		k.at(ruleDayMissing, PathRequest)
	}
}

// values reports numbers that are no value of their type: typed fields can hold
// anything.
func (k *checker) values() {
	r, s := &k.r, &k.r.Situation
	odd := func(wrong bool, path string) {
		if wrong {
			k.at(ruleWordUnknown, path)
		}
	}
	odd(r.FrenchNationality > rpps.No, FieldFrenchNationality.Path())
	odd(r.Identity.Sex != 0 && r.Identity.Sex.Code() == "", FieldSex.Path())
	odd(r.Identity.Certification != 0 && r.Identity.Certification.Code() == "", FieldCertification.Path())
	odd(s.Function != 0 && s.Function.Code() == "", FieldProfession.Path())
	odd(s.Profession != 0 && s.Profession.Code() == "", FieldProfession.Path())
	odd(s.Category != 0 && s.Category.Code() == "", FieldCategory.Path())
	odd(s.Role != 0 && s.Role.Code() == "", FieldRole.Path())
	odd(s.Mode != 0 && s.Mode.Code() == "", FieldMode.Path())
	odd(s.LiberalActivity != 0 && s.LiberalActivity.Code() == "", FieldLiberalActivity.Path())
	odd(s.EndReason != 0 && s.EndReason.Code() == "", FieldEndReason.Path())
	odd(s.Structure.Sector != 0 && s.Structure.Sector.Code() == "", FieldSector.Path())
	odd(s.Structure.Kind > rpps.OtherStructure, FieldStructureKind.Path())
	odd(r.Method > PreRegistration, FieldMethod.Path())
	odd(r.HomeCare.Verified > rpps.No || r.HomeCare.Level < 0, FieldHomeCare.Path())
	odd(r.Purpose > NewSituation || r.Search.Found > FoundSeveral || r.Pending > rpps.No ||
		r.NeedsHealthData > rpps.No || r.LegalNotice > rpps.No, PathRequest)
	i := &r.Information
	odd(i.Article13 > rpps.No || i.NoObjection > rpps.No || i.PublicData > rpps.No, FieldInformation.Path())
}

func (k *checker) identity() {
	id := &k.r.Identity
	k.missing(ruleBirthNameMissing, FieldBirthName, trim(string(id.BirthName)) == "")
	k.name(FieldBirthName, string(id.BirthName), false)
	k.missing(ruleFirstNamesMissing, FieldFirstNames, len(id.FirstNames) == 0)
	k.firstNames(id.FirstNames)
	k.otherName(FieldUsageName, string(id.UsageName))
	k.otherName(FieldExerciseName, string(k.r.ExerciseName.Family))
	k.otherName(FieldExerciseFirstName, string(k.r.ExerciseName.Given))
	k.missing(ruleSexMissing, FieldSex, id.Sex.Code() == "")

	k.missing(ruleBirthDateMissing, FieldBirthDate, id.BirthDate.IsZero())
	start := k.r.Situation.Start
	switch {
	case id.BirthDate.After(k.day):
		k.add(ruleBirthDateFuture, FieldBirthDate)
	case !id.BirthDate.IsZero() && !start.IsZero() && !id.BirthDate.Before(start):
		k.add(ruleBirthDateAfterStart, FieldBirthDate)
	default:
		k.age(start)
	}
	k.birthPlace()

	if (id.Certification == rpps.CertificationFC || id.Certification == rpps.CertificationFCP) && k.r.Method != PreRegistration {
		k.add(ruleCertificationMethod, FieldCertification, id.Certification.Code())
	}
}

// age warns of ages that are rather a slip of the keyboard.
func (k *checker) age(start civil.Date) {
	if start.IsZero() {
		start = k.day
	}
	least, most := k.c.Policy.MinAge, k.c.Policy.MaxAge
	if least <= 0 {
		least = 16
	}
	if most <= 0 {
		most = 80
	}
	if years, ok := start.YearsSince(k.r.Identity.BirthDate); ok && (years < least || years > most) {
		k.add(ruleAgeUnusual, FieldBirthDate)
	}
}

func (k *checker) firstNames(names []rpps.Private) {
	several := len(names) > 1
	for _, n := range names {
		before := len(k.faults)
		k.name(FieldFirstNames, string(n), several)
		if trim(string(n)) == "" {
			k.add(ruleFirstNamesMissing, FieldFirstNames)
		}
		if len(k.faults) > before {
			break // one finding says what to look at
		}
	}
	if runes(names) > rpps.MaxNameLength {
		k.add(ruleFirstNamesLength, FieldFirstNames)
	}
}

// runes is the length of first names with a space between them, in characters.
func runes(names []rpps.Private) int {
	n := len(names) - 1
	for _, name := range names {
		n += utf8.RuneCountInString(string(name))
	}
	return n
}

// name controls a name that is stated against the alphabet of the register. Beside
// others, it is one of several.
func (k *checker) name(f Field, name string, beside bool) {
	if name == "" {
		return
	}
	if err := rpps.CheckName(f.Path(), name); err != nil {
		if isGarbled(name) {
			k.add(ruleTextUnusable, f)
			return
		}
		fault, _ := rule.AsFault(err)
		if c := name[max(0, fault.Position().Column-1)]; f == FieldFirstNames && (c == ',' || c == ';') {
			k.add(ruleFirstNamesSeparator, f)
			return
		}
		if fault.Code() == rpps.CodeNameAlphabet && isTypography(name[fault.Position().Column-1:]) {
			k.add(ruleNameTypography, f)
			return
		}
		// The column is that of the name; faults of files have their own.
		k.faults.Add(fault.On(rule.Position{}))
		return
	}
	k.words(f, name, beside)
}

// words looks at a name of letters for what is of no name.
func (k *checker) words(f Field, name string, beside bool) {
	if isBeside(name, beside) {
		k.add(ruleNameWords, f)
	}
	// A first letter without accent settles it: no need to look at the others.
	if name[0]|0x20 < 'a' && strings.IndexFunc(name, unicode.IsLetter) < 0 {
		k.add(ruleNameNoLetter, f)
	}
}

// isBeside reports whether a name has a word that people write beside names, or is one
// that they write for none. Monsieur and Veuve are names too, when they stand alone.
func isBeside(name string, beside bool) bool {
	beside = beside || strings.Contains(name, " ")
	for word := range strings.SplitSeq(name, " ") {
		// Nearly all names stop here: no word below begins so.
		if len(word) < len("mr") || len(word) > len("mademoiselle") || strings.IndexByte("mdvnaieMDVNAIE\xc3", word[0]) < 0 {
			continue
		}
		if is(word, "mme", "mlle", "mr", "dr", "vve") ||
			beside && is(word, "madame", "mademoiselle", "monsieur", "docteur", "née", "nee", "épouse", "epouse", "veuve") ||
			!beside && is(word, "idem", "néant", "neant", "null", "aucun", "inconnu", "inconnue") {
			return true
		}
	}
	return false
}

// is reports whether a word is one of some, in any case.
func is(word string, words ...string) bool {
	for _, w := range words {
		if len(w) == len(word) && strings.EqualFold(word, w) {
			return true
		}
	}
	return false
}

// otherName looks at a name that no published pattern governs.
func (k *checker) otherName(f Field, name string) {
	switch {
	case name == "":
	case rpps.CheckName(f.Path(), name) == nil:
		k.words(f, name, false)
	case !usable(name):
		k.add(ruleTextUnusable, f)
	default:
		k.add(ruleNameUnusual, f)
	}
}

// isGarbled recognises UTF-8 that was read as Windows-1252: é as Ã©, ’ as â€™.
func isGarbled(s string) bool {
	was := rune(0)
	for _, r := range s {
		switch was {
		case 'Ã': // and no other letter: Romania wrote RÃŞINARI
			if r >= utf8.RuneSelf && r < 'À' || strings.ContainsRune("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ", r) {
				return true
			}
		case 'â':
			if r == '€' {
				return true
			}
		}
		was = r
	}
	return false
}

// usable reports whether a text can be sent: UTF-8, without control characters,
// its accents whole, and with something to see. A • is the ï of a Macintosh.
func usable(s string) bool {
	if isGarbled(s) || strings.ContainsRune(s, '•') {
		return false
	}
	seen := false
	for _, r := range s {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return false
		}
		seen = seen || unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return seen
}

// isTypography reports whether a text begins with what word processors put in
// the place of plain signs.
func isTypography(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	switch r {
	case '’', '‘', 'ʼ', '`', '´', '‐', '‑', '–', '—', '\u00a0', '\u202f', '\u2009', '\u00ad', '\u200b':
		return true
	}
	return unicode.Is(unicode.Mn, r)
}

func (k *checker) birthPlace() {
	p := k.r.Identity.BirthPlace
	code := string(p.Country)
	if code == "" {
		code = string(p.Commune)
	}
	france := code == "99100" || code == "99000"
	abroad := len(code) == 5 && strings.HasPrefix(code, "99") && !france
	k.missing(ruleBirthPlaceMissing, FieldBirthPlace, code == "")
	switch n := utf8.RuneCountInString(code); {
	case code == "":
	case !hasDigit(code), n != 5 && isNamed(code):
		k.add(ruleBirthPlaceShape, FieldBirthPlace) // a name, whatever its length
	case n == 4 && digitsOnly(code) == 4:
		k.add(ruleBirthPlaceZeros, FieldBirthPlace)
	case n != 5 && isScientific(code):
		k.add(ruleNumberRounded, FieldBirthPlace)
	case n != 5:
		k.add(ruleBirthPlaceLength, FieldBirthPlace, itoa(n))
	case !isINSEE(code), p.Country != "" && code[:2] != "99":
		k.add(ruleBirthPlaceShape, FieldBirthPlace)
	case p.Commune != "" && p.Country != "":
		k.add(ruleBirthPlaceTwo, FieldBirthPlace)
	case france:
		k.add(ruleBirthPlaceFrance, FieldBirthPlace)
	case abroad && trim(string(p.Town)) == "":
		k.missing(ruleBirthTownMissing, FieldBirthTown, true)
	case abroad && !usable(string(p.Town)):
		k.add(ruleTextUnusable, FieldBirthTown)
	case code[:2] == "00", code[:2] == "96":
		k.add(ruleBirthPlaceDepartment, FieldBirthPlace)
	case !abroad && isPostcode(code, k.r.Identity.BirthDate):
		k.add(ruleBirthPlacePostcode, FieldBirthPlace)
	}
	if abroad && isINSEE(code) && (code[2] < '1' || code[2] > '5') && code != "99699" { // the Antarctic
		k.add(ruleBirthPlaceCountry, FieldBirthPlace)
	}
	if abroad && k.r.FrenchNationality == 0 && !k.r.unread(FieldFrenchNationality) {
		k.add(ruleNationalityAssumed, FieldFrenchNationality)
	}
}

// isNamed reports whether a text has a name beside digits: more than the letter of
// 3,3E+04.
func isNamed(code string) bool {
	first := strings.IndexFunc(code, unicode.IsLetter)
	return first >= 0 && strings.LastIndexFunc(code, unicode.IsLetter) > first
}

// isINSEE reports whether five characters are a code of a commune or country.
func isINSEE(code string) bool {
	if strings.HasPrefix(code, "2A") || strings.HasPrefix(code, "2B") {
		code = code[2:]
	}
	return digitsOnly(code) == len(code)
}

// isPostcode reports whether a code of a commune is rather a postcode: it has its
// department and then zeros, as those of chief towns, while communes are counted from
// 001, from 01 overseas; or it begins as one of Paris or Corsica, and no commune had it
// at the birth. Paris is 75056 and its arrondissements since the department has no
// other commune (1968), Corsica 2A and 2B since 1976.
func isPostcode(code string, born civil.Date) bool {
	switch code[:2] {
	case "97", "98":
		return code[3:] == "00"
	case "75":
		if born.Year() >= 1968 && code != "75056" {
			return code < "75101" || code > "75120"
		}
	case "20":
		if born.Year() >= 1976 {
			return true
		}
	}
	return code[2:] == "000"
}

// numbers are the identifiers of the person.
func (k *checker) numbers() {
	r := &k.r
	if !r.Number.IsZero() && !r.Number.KeyValid() {
		_, err := rpps.ParseNumber(r.Number.Canonical())
		k.key(FieldNumber, err)
	}
	id := r.Identifier
	if !id.IsZero() {
		switch id.Kind() {
		case rpps.PersonRPPS, rpps.PersonFINESS, rpps.PersonSIRET, rpps.PersonRPPSRang:
			if !id.KeyValid() {
				_, err := rpps.ParsePersonID(id.Canonical())
				k.key(FieldIdentifier, err)
			}
			if internal := id.InternalID(); internal != "" && (len(internal) > 15 || strings.IndexFunc(internal, notAlnum) >= 0) {
				k.add(ruleIdentifierInternal, FieldIdentifier)
			}
		default:
			k.add(ruleIdentifierKind, FieldIdentifier)
		}
		if n := id.Number(); !n.IsZero() && !r.Number.IsZero() && n != r.Number {
			k.add(ruleIdentifierOther, FieldIdentifier)
		}
	}
	if r.FrenchNationality == rpps.No && id.IsZero() && r.Number.IsZero() &&
		!r.unread(FieldIdentifier) && !r.unread(FieldNumber) {
		k.add(ruleNationalityIdentifier, FieldIdentifier)
	}
}

// key reports a wrong check digit under the policy.
func (k *checker) key(f Field, err error) {
	if k.c.Policy.Keys == KeysWarned {
		k.add(ruleKeyWrong, f)
		return
	}
	if e, ok := parseError(err); ok {
		k.faults.Add(e.Fault(f.Path()))
	}
}

func (k *checker) contact() {
	email, phone := string(k.r.Contact.Email), string(k.r.Contact.Phone)
	k.missing(ruleEmailMissing, FieldEmail, email == "")
	if email != "" && !isEmail(email) {
		if isUnusualEmail(email) {
			k.add(ruleEmailUnusual, FieldEmail)
		} else {
			k.add(ruleEmailShape, FieldEmail)
		}
	}
	k.missing(rulePhoneMissing, FieldPhone, phone == "")
	if phone == "" {
		return
	}
	digits := strings.TrimPrefix(phone, "+")
	if n := digitsOnly(digits); n < 4 || n > 15 {
		if isScientific(digits) {
			k.add(ruleNumberRounded, FieldPhone)
		} else {
			k.add(rulePhoneShape, FieldPhone)
		}
		return
	}
	national, french := "", true
	switch {
	case strings.HasPrefix(phone, "+0"), strings.HasPrefix(phone, "000"):
		k.add(rulePhonePrefix, FieldPhone)
		return
	case strings.HasPrefix(phone, "+33"):
		national = strings.TrimPrefix(phone[3:], "0")
	case strings.HasPrefix(phone, "0033"):
		national = strings.TrimPrefix(phone[4:], "0")
	case phone[0] == '+', strings.HasPrefix(phone, "00"):
		french = false
	case phone[0] == '0':
		national = phone[1:]
	case len(phone) == 9:
		k.add(rulePhoneZero, FieldPhone)
		return
	default:
		// The interface puts +33 before a number without a prefix.
		national = phone
	}
	switch {
	case !french:
	case len(national) != 9:
		k.add(rulePhoneLength, FieldPhone)
	case national[0] != '6' && national[0] != '7':
		k.add(rulePhoneLandline, FieldPhone)
	}
}

// isEmail holds an address to a form that every mail system takes: letters,
// digits and a few signs, a domain of two labels or more.
func isEmail(s string) bool {
	at := strings.LastIndexByte(s, '@')
	if at < 1 || at > 64 || len(s) > 254 {
		return false
	}
	local, domain := s[:at], s[at+1:]
	dot := true // before the first character, too, one more is too many
	for i := range len(local) {
		c := local[i]
		if c == '.' && dot || !isAlnum(c) && strings.IndexByte(".!#$%&'*+/=?^_`{|}~-", c) < 0 {
			return false
		}
		dot = c == '.'
	}
	if dot {
		return false
	}
	start := 0 // of the label
	for i := 0; ; i++ {
		if i < len(domain) && domain[i] != '.' {
			if !isAlnum(domain[i]) && domain[i] != '-' {
				return false
			}
			continue
		}
		label := domain[start:i]
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		if i == len(domain) {
			return start > 0 && len(label) >= 2 && label[0] > '9'
		}
		start = i + 1
	}
}

// isUnusualEmail reports an address that some mail systems take: letters beyond
// ASCII, a quoted name, a numeric domain. No source says that it is refused.
func isUnusualEmail(s string) bool {
	if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
		return false
	}
	plain := strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf && unicode.IsLetter(r) {
			return 'x'
		}
		return r
	}, s)
	at := strings.LastIndexByte(plain, '@')
	if at < 1 {
		return false
	}
	local, domain := plain[:at], plain[at+1:]
	if len(local) > 2 && local[0] == '"' && local[len(local)-1] == '"' {
		local = "x"
	}
	if n := len(domain); n > 2 && domain[0] == '[' && domain[n-1] == ']' {
		domain = "x.xx"
	}
	return isEmail(local + "@" + domain)
}

func notAlnum(r rune) bool { return r >= utf8.RuneSelf || !isAlnum(byte(r)) }

func isAlnum(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// profession is who must not be registered by their employer, and the métier.
func (k *checker) profession() {
	s := &k.r.Situation
	if s.Profession != 0 && s.Profession != roles.ProfessionARole {
		if !k.regulated(s.Profession) {
			k.add(ruleProfessionNotRole, FieldProfession)
		}
	}
	if k.regulated(s.Function) {
		return
	}
	f := s.Function
	bare := f == roles.ProfessionARole
	k.missing(ruleProfessionMissing, FieldProfession, f == 0 || bare)
	student := f.Kind() == roles.KindStudent || s.Category == roles.CategoryStudent
	if student {
		q := roles.RegistrationQuery{Profession: roles.MetierAutreEtudiant, Category: roles.CategoryStudent, At: k.latest()}
		if roles.RegistrationOf(q, k.c.Policy.Students).Channel != roles.ChannelRPPSPlus {
			path := FieldProfession
			if f.Kind() != roles.KindStudent {
				path = FieldCategory
			}
			k.add(ruleStudentClosed, path)
		}
		if s.Category != roles.CategoryStudent && s.Category != 0 {
			k.add(ruleStudentCategory, FieldCategory)
		}
	}
	if f == 0 || bare {
		return
	}
	if other := instead(f); other.At(k.latest()) == roles.StatusValid && !f.InJ121() {
		// Says more than that the code has ended: the code to use.
		k.add(ruleProfessionCounterpart, FieldProfession, f.Code(), other.Code())
	} else if !f.InJ121() && !wasListed(f) {
		// Says more than that a function has ended, which was no métier.
		k.add(ruleProfessionList, FieldProfession, f.Code())
	} else {
		checkCode(k, f, FieldProfession)
	}
}

// instead is the métier of the portal that has the label of a code of another
// list, or has followed it; 0 for none.
func instead(f roles.Profession) roles.Profession {
	other, ok := f.Counterpart()
	if !ok {
		return 0
	}
	if next, ok := other.Successor(); ok {
		other = next
	}
	if !other.InJ121() {
		return 0
	}
	return other
}

// wasListed reports a métier that has an end: the version of JDV_J121 that was
// read is younger, and an earlier one may have listed it while it was in force.
func wasListed(f roles.Profession) bool {
	return f.List() == roles.ListR85 && !f.Validity().Until.IsZero()
}

// regulated reports a profession that an Order or the ARS registers.
func (k *checker) regulated(p roles.Profession) bool {
	switch p.Kind() {
	case roles.KindOrder:
		q := roles.RegistrationQuery{Profession: p, Category: k.r.Situation.Category, At: k.latest()}
		r := roles.RegistrationOf(q, roles.StudentPolicy{})
		if r.Channel == roles.ChannelARS {
			// The interns of some professions.
			k.add(ruleProfessionARS, FieldProfession)
			return true
		}
		if r.Authority == "" {
			q.Category = roles.CategoryCivil
			r = roles.RegistrationOf(q, roles.StudentPolicy{})
		}
		k.add(ruleProfessionOrder, FieldProfession, r.Authority)
	case roles.KindARS:
		k.add(ruleProfessionARS, FieldProfession)
	default:
		return false
	}
	return true
}

// latest is the later of the start and the day of the request: the day on
// which codes must still be in force.
func (k *checker) latest() civil.Date {
	if k.r.Situation.Start.After(k.day) {
		return k.r.Situation.Start
	}
	return k.day
}

// coded is a code of a list: a type parameter, so that nothing is boxed.
type coded interface {
	comparable
	roles.Coded
	At(civil.Date) roles.Status
}

// checkCode reports a code that is not in force, and whether it is out of use
// on the day that counts.
func checkCode[C coded](k *checker, c C, f Field) (out bool) {
	day := k.latest()
	switch c.At(day) {
	case roles.StatusEnded, roles.StatusNotYet:
		if fault, ok := roles.CheckAt(c, day, f.Path()); ok {
			k.faults.Add(fault)
		}
		return true
	}
	start := k.r.Situation.Start
	if start.Before(day) && c.At(start) == roles.StatusNotYet {
		if k.c.Policy.Codes != CodesOnSending {
			if fault, ok := roles.CheckAt(c, start, f.Path()); ok {
				k.faults.Add(fault)
			}
		} else {
			k.add(ruleCodeYounger, f, c.Validity().From.String())
		}
	}
	return false
}

func (k *checker) situation() {
	s := &k.r.Situation
	k.role()

	k.missing(ruleCategoryMissing, FieldCategory, s.Category == 0)
	switch {
	case s.Category == 0:
	case inJ118(s.Category):
		checkCode(k, s.Category, FieldCategory)
	default:
		k.add(ruleCategoryList, FieldCategory) // says more than that the code has ended
	}

	k.missing(ruleModeMissing, FieldMode, s.Mode == 0)
	if s.Mode != 0 {
		checkCode(k, s.Mode, FieldMode)
	}
	if s.Mode == roles.ModeIndirect {
		k.add(ruleModeIndirect, FieldMode)
	}
	switch {
	case s.Mode == roles.ModeLiberal && s.LiberalActivity == 0 && !k.r.unread(FieldLiberalActivity):
		k.add(ruleLiberalDefault, FieldLiberalActivity, DefaultLiberalActivity.Code())
	case s.Mode != roles.ModeLiberal && s.Mode != 0 && s.LiberalActivity != 0:
		k.add(ruleLiberalUnused, FieldLiberalActivity)
	}
	if s.LiberalActivity != 0 {
		checkCode(k, s.LiberalActivity, FieldLiberalActivity)
	}

	k.missing(ruleStartMissing, FieldStart, s.Start.IsZero())
	// Most starts are past: no calendar for those.
	if s.Start.After(k.day) && s.Start.After(k.day.AddYears(1)) {
		k.add(ruleStartFar, FieldStart)
	}
	switch {
	case s.End.Before(s.Start):
		k.add(ruleEndBeforeStart, FieldEnd)
	case s.End.Before(k.day):
		k.add(ruleEndPast, FieldEnd)
	case s.End.After(k.day) && s.End.After(k.day.AddYears(50)):
		k.add(ruleEndFar, FieldEnd)
	}
	if s.EndReason != 0 {
		checkCode(k, s.EndReason, FieldEndReason)
		if s.End.IsZero() && !k.r.unread(FieldEnd) {
			k.add(ruleEndReasonAlone, FieldEndReason)
		}
		if s.EndReason == roles.EndDeath && !s.End.IsZero() && !s.End.Before(k.day) {
			k.add(ruleEndReasonDeath, FieldEndReason)
		}
	}
}

// DefaultLiberalActivity is the type that a request in mode L gets when it
// states none. Source: ASS_A24-ModeExercice-TypeActivite-ENREG.
const DefaultLiberalActivity = roles.LiberalAutreLieu

func inJ118(c roles.Category) bool {
	return c == roles.CategoryCivil || c == roles.CategoryStudent || c == roles.CategoryAgentPublic
}

func (k *checker) role() {
	role := k.r.Situation.Role
	// One that was drawn from elsewhere was not chosen for this situation.
	k.missing(ruleRoleMissing, FieldRole, role == 0 || k.r.Situation.RoleInferred)
	if role == 0 || checkCode(k, role, FieldRole) {
		return
	}
	switch {
	case !role.InJ116():
		k.add(ruleRoleList, FieldRole, role.Code())
	case role.IsRPPSPlus():
		if role == roles.RoleMedicoAdministrative {
			k.add(ruleRoleNoColumn, FieldRole, role.Code())
		}
	case k.c.Policy.Genres == PortalGenres:
		k.add(ruleRoleGenreKept, FieldRole, role.Code())
	default:
		k.add(ruleRoleGenre, FieldRole, role.Code())
	}
}

func (k *checker) structure() {
	s := &k.r.Situation.Structure
	keys := 0
	for _, key := range [...]struct {
		f      Field
		stated bool
	}{{FieldSIRET, !s.SIRET.IsZero()}, {FieldFINESS, !s.FINESS.IsZero()}, {FieldRPPSRang, !s.RPPSRang.IsZero()}} {
		if key.stated || k.r.unread(key.f) {
			keys++
		}
	}
	if !s.SIRET.IsZero() && !s.SIRET.KeyValid() {
		_, err := rpps.ParseSIRET(s.SIRET.Canonical())
		k.key(FieldSIRET, err)
	}
	if !s.FINESS.IsZero() && !s.FINESS.KeyValid() {
		_, err := rpps.ParseFINESS(s.FINESS.Canonical())
		k.key(FieldFINESS, err)
	}
	if !s.RPPSRang.IsZero() && !s.RPPSRang.KeyValid() {
		_, err := rpps.ParseRPPSRang(s.RPPSRang.Canonical())
		k.key(FieldRPPSRang, err)
	}
	switch {
	case keys == 0:
		k.at(ruleStructureMissing, PathStructure)
	case keys > 1:
		k.at(ruleStructureSeveral, PathStructure, itoa(keys))
	}

	e := k.site
	if d := &k.place; s.Kind != 0 && s.Kind != d.Kind || s.Sector != 0 && s.Sector != d.Sector {
		k.at(ruleStructureContradicted, PathStructure)
	}
	if !s.FINESS.IsZero() && digitsOnly(s.FINESS.Canonical()) == 0 {
		k.add(ruleFINESSLetter, FieldFINESS)
	}
	if !s.RPPSRang.IsZero() && s.RPPSRang.Canonical()[0] != '1' {
		k.add(ruleRPPSRangFirst, FieldRPPSRang)
	}
	if e == nil && len(k.c.Establishments) > 0 && k.c.Actor == nil && k.placed() {
		k.at(ruleStructureOther, PathStructure)
	}
	if k.c.Actor == nil {
		// With an actor, the answer on the actor says it.
		k.access()
	}
}

// placed reports whether the structure has an identifier that was read.
func (k *checker) placed() bool {
	s := &k.r.Situation.Structure
	return !s.SIRET.IsZero() || !s.FINESS.IsZero() || !s.RPPSRang.IsZero()
}

// establishmentFrom returns the first establishment from a place on that is a structure,
// and the place after it.
func (c *Context) establishmentFrom(i int, s rpps.Structure) (*gestionnaire.Establishment, int) {
	for ; i < len(c.Establishments); i++ {
		if c.Establishments[i].Structure.Same(s) {
			return &c.Establishments[i], i + 1
		}
	}
	return nil, i
}

// mayRegister asks for each establishment that a structure is. There is one as a rule; of
// a place with another SIRET since some day, that a request names by its FINESS, there may
// be two, and which comes first says nothing.
func (c *Context) mayRegister(s rpps.Structure, day civil.Date) (v gestionnaire.Verdict) {
	asked := false
	for e, next := c.establishmentFrom(0, s); e != nil; e, next = c.establishmentFrom(next, s) {
		site := *e
		site.Structure.Kind, site.Structure.Sector = cmp.Or(site.Structure.Kind, s.Kind), cmp.Or(site.Structure.Sector, s.Sector)
		if w := c.Policy.Gestionnaire.MayRegister(c.Actor, &site, day); !asked || v.Allowed && !w.Allowed {
			v, asked = w, true
		}
	}
	return v
}

// access says whether the kind of structure has access to the portal: each establishment
// that it is.
func (k *checker) access() {
	a := gestionnaire.AccessOf(k.place, 0)
	if k.site != nil {
		a = gestionnaire.AccessOf(k.place, k.site.HospiConnect)
		here := k.r.Situation.Structure
		for e, next := k.c.establishmentFrom(k.next, here); e != nil; e, next = k.c.establishmentFrom(next, here) {
			if b := gestionnaire.AccessOf(k.described(e), e.HospiConnect); a.Access == gestionnaire.AccessOpen || b.Access == gestionnaire.AccessClosed {
				a = b
			}
		}
	}
	if a.Fault.Code() == "" {
		return
	}
	if k.told.Code() != a.Fault.Code() {
		k.told = a.Fault.Under("situation")
	}
	k.faults.Add(k.told)
}

// described is the structure of the request, with kind and sector as the caller
// declared them for the establishment: what is typed does not outweigh it.
func (k *checker) described(e *gestionnaire.Establishment) rpps.Structure {
	s := k.r.Situation.Structure
	if e != nil {
		if e.Structure.Kind != 0 {
			s.Kind = e.Structure.Kind
		}
		if e.Structure.Sector != 0 {
			s.Sector = e.Structure.Sector
		}
	}
	return s
}

func (k *checker) homeCare() {
	h := &k.r.HomeCare
	if k.r.Situation.Function != roles.MetierAideADomicileQualifie {
		return
	}
	if h.Verified != rpps.Yes && !k.r.unread(FieldHomeCare) {
		k.add(ruleHomeCareUnverified, FieldHomeCare)
	}
	_, enough := Experience(h.Periods, k.day)
	switch {
	case h.Level >= HomeCareLevel || enough:
	case len(h.Periods) > 0:
		k.add(ruleHomeCareExperience, FieldHomeCare, itoa(HomeCareYears*365))
	case h.Level > 0:
		k.add(ruleHomeCareLevel, FieldHomeCare, itoa(HomeCareLevel))
	}
	end, renewal := HomeCareCardEnd(h.CardIssued)
	switch {
	case end.IsZero() || k.day.IsZero() || k.day.Before(renewal):
	case k.day.Before(end):
		k.add(ruleHomeCareCardRenewal, FieldHomeCare)
	default:
		k.add(ruleHomeCareCardEnded, FieldHomeCare)
	}
}

func (k *checker) information() {
	i := &k.r.Information
	k.missing(ruleInformationMissing, FieldInformation, i.On.IsZero())
	switch {
	case i.On.After(k.day):
		k.add(ruleInformationLate, FieldInformation)
	case i.On.Before(k.r.Identity.BirthDate):
		k.add(ruleInformationBeforeBirth, FieldInformation)
	}
	if i.Article13 == rpps.No {
		k.at(ruleInformationArticle13, "information.article13")
	}
	if i.NoObjection == rpps.No {
		k.at(ruleInformationNoObjection, "information.noObjection")
	}
	if i.PublicData == rpps.No {
		k.at(ruleInformationPublicData, "information.publicData")
	}
	if k.r.NeedsHealthData == rpps.No {
		k.at(ruleNeedNone, PathRequest)
	}
	if k.r.LegalNotice == rpps.No {
		k.at(ruleNoticeRefused, PathRequest)
	}
}

// request is what the request asks for, and what was found before.
func (k *checker) request() {
	r := &k.r
	if r.Pending == rpps.Yes {
		k.at(rulePending, PathRequest)
	}
	number := !r.KnownNumber().IsZero() || r.unread(FieldNumber)
	switch {
	case r.Search.Found == FoundSeveral:
		k.at(ruleSearchSeveral, PathRequest)
	case r.Purpose == NewIdentity && (number || r.Search.Found == FoundOne):
		k.at(rulePurposeIdentity, PathRequest)
	case r.PurposeOf() == NewSituation && !number:
		k.add(rulePurposeSituation, FieldNumber)
	case number && r.Search.Found == FoundNone:
		k.add(ruleSearchNone, FieldNumber)
	}
}

// caller is whether the one who sends may register for this structure.
func (k *checker) caller() {
	if k.c.Actor == nil {
		return
	}
	var v gestionnaire.Verdict
	switch {
	case k.site != nil:
		v = k.c.mayRegister(k.r.Situation.Structure, k.day)
	case len(k.c.Establishments) > 0:
		if k.placed() {
			k.at(ruleCallerStructure, PathCaller)
		}
		k.access()
		return
	default:
		v = k.c.Policy.Gestionnaire.MayRegister(k.c.Actor, &gestionnaire.Establishment{Structure: k.r.Situation.Structure}, k.day)
	}
	for _, f := range v.Faults {
		k.faults.Add(f.Under(PathCaller))
	}
}
