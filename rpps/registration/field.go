package registration

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/internal/namekey"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// Field is a field of a request that text can fill. The zero value is "not
// stated".
type Field uint8

const (
	FieldBirthName         Field = iota + 1 // nom_naissance: family name at birth
	FieldFirstNames                         // prenoms: all of them, spaces between
	FieldSex                                // sexe: F, M or I
	FieldBirthDate                          // date_naissance
	FieldBirthPlace                         // lieu_naissance_code: INSEE, 5 characters
	FieldBirthTown                          // lieu_naissance_ville: for a birth abroad
	FieldFrenchNationality                  // nationalite_francaise: yes or no
	FieldEmail                              // email
	FieldPhone                              // telephone
	FieldExerciseName                       // nom_exercice
	FieldExerciseFirstName                  // prenom_exercice
	FieldNumber                             // numero_rpps: of those who have one
	FieldProfession                         // profession: the métier
	FieldCategory                           // categorie: C, E or M
	FieldRole                               // role: GENR08 to GENR13
	FieldMode                               // mode_exercice: S, L, B or I
	FieldSIRET                              // siret
	FieldFINESS                             // finess: of the site
	FieldRPPSRang                           // rpps_rang: a practice
	FieldSector                             // secteur: SAxx
	FieldStart                              // date_debut
	FieldEnd                                // date_fin
	FieldEndReason                          // motif_fin
	FieldInformation                        // information_date: day on which the person was informed
	FieldHomeCare                           // eligibilite_verifiee: yes or no, for métier 371
	FieldIdentifier                         // identifiant: national identification, with its prefix
	FieldUsageName                          // nom_usage
	FieldCertification                      // statut_etat_civil: code of TRE_R31
	FieldLiberalActivity                    // type_activite_liberale: ACT-LIB-xx, with mode L
	FieldStructureKind                      // type_structure: ESMS, DAC, CRT, officine, hospital…
	FieldMethod                             // methode: manual or pre-registration

	fieldCount
)

// Paths that are no single field.
const (
	// PathRequest is the path of faults on the request as a whole.
	PathRequest = "request"
	// PathCaller is the path of faults on who sends the request.
	PathCaller = "request.caller"
	// PathStructure is the path of faults on the structure as a whole.
	PathStructure = "situation.structure"
)

// fieldInfo is the path of a field in faults and its column in files.
type fieldInfo struct{ path, column string }

var fields = [fieldCount]fieldInfo{
	FieldBirthName:         {"identity.birthName", "nom_naissance"},
	FieldFirstNames:        {"identity.firstNames", "prenoms"},
	FieldSex:               {"identity.sex", "sexe"},
	FieldBirthDate:         {"identity.birthDate", "date_naissance"},
	FieldBirthPlace:        {"identity.birthPlace", "lieu_naissance_code"},
	FieldBirthTown:         {"identity.birthTown", "lieu_naissance_ville"},
	FieldFrenchNationality: {"identity.frenchNationality", "nationalite_francaise"},
	FieldEmail:             {"contact.email", "email"},
	FieldPhone:             {"contact.phone", "telephone"},
	FieldExerciseName:      {"identity.exerciseName", "nom_exercice"},
	FieldExerciseFirstName: {"identity.exerciseFirstName", "prenom_exercice"},
	FieldNumber:            {"identity.rpps", "numero_rpps"},
	FieldProfession:        {"situation.profession", "profession"},
	FieldCategory:          {"situation.category", "categorie"},
	FieldRole:              {"situation.role", "role"},
	FieldMode:              {"situation.mode", "mode_exercice"},
	FieldSIRET:             {"situation.siret", "siret"},
	FieldFINESS:            {"situation.finess", "finess"},
	FieldRPPSRang:          {"situation.rppsRang", "rpps_rang"},
	FieldSector:            {"situation.sector", "secteur"},
	FieldStart:             {"situation.start", "date_debut"},
	FieldEnd:               {"situation.end", "date_fin"},
	FieldEndReason:         {"situation.endReason", "motif_fin"},
	FieldInformation:       {"information.on", "information_date"},
	FieldHomeCare:          {"situation.homeCare", "eligibilite_verifiee"},
	FieldIdentifier:        {"identity.identifier", "identifiant"},
	FieldUsageName:         {"identity.usageName", "nom_usage"},
	FieldCertification:     {"identity.certification", "statut_etat_civil"},
	FieldLiberalActivity:   {"situation.liberalActivity", "type_activite_liberale"},
	FieldStructureKind:     {"situation.structureKind", "type_structure"},
	FieldMethod:            {"request.method", "methode"},
}

// Fields gives every field, in the order of the columns.
func Fields() iter.Seq[Field] {
	return func(yield func(Field) bool) {
		for f := FieldBirthName; f < fieldCount; f++ {
			if !yield(f) {
				return
			}
		}
	}
}

func (f Field) info() fieldInfo {
	if f < fieldCount {
		return fields[f]
	}
	return fieldInfo{}
}

// Path returns the path of the field in faults, such as "situation.role".
func (f Field) Path() string { return f.info().path }

// Column returns the name of its column in files, such as "mode_exercice": what
// to show beside a fault to those who write files. [Field.UnmarshalText] finds
// the field of the path of a fault, unless that is of no field, as [PathStructure].
func (f Field) Column() string { return f.info().column }

// String returns the path, or "(not stated)".
func (f Field) String() string {
	if p := f.Path(); p != "" {
		return p
	}
	return enum.Nameless(f)
}

// MarshalText returns the path, or the empty text when not stated.
func (f Field) MarshalText() ([]byte, error) {
	if int(f) >= len(fields) {
		return nil, enum.ErrNoSuchValue
	}
	return []byte(f.Path()), nil
}

// UnmarshalText is the inverse of MarshalText.
func (f *Field) UnmarshalText(b []byte) error {
	for i := range fields {
		if fields[i].path == string(b) {
			*f = Field(i)
			return nil
		}
	}
	*f = 0
	return rules[ruleWordUnknown].At("field")
}

// identifierOptions reads numbers as people write them. Keys are judged by
// [Check], under its policy.
func identifierOptions() rpps.Options {
	return rpps.Options{Separators: true, AcceptWrongKey: true}
}

// rawPersonID reads an identification as it stands: what follows the slash is
// the text of an employer, in which blanks count.
func rawPersonID(o rpps.Options, text string) (rpps.PersonID, error) {
	o.Separators = strings.IndexByte(text, '/') < 0
	return o.PersonID(text)
}

// foldWords returns a text without case, accents and marks.
func foldWords(text string) string { return namekey.Of(text) }

// Set reads the text of a field as a person wrote it: official codes or
// labels, dates as AAAA-MM-JJ or JJ/MM/AAAA, yes and no in French or English,
// numbers with spaces. Blanks around are dropped; an empty text makes the
// field "not stated".
//
// A text that cannot be read is kept in Unread, and the error is the
// [rule.Fault] which [Check] will report for it. It never carries the text.
func (r *Request) Set(f Field, text string) error {
	if len(r.Unread) > 0 {
		r.forget(f)
	}
	return r.set(f, trim(text))
}

// set is Set for a field that was not set, and trimmed text.
func (r *Request) set(f Field, text string) error {
	err := r.read(f, text)
	if err != nil {
		r.Unread = append(slices.Clip(r.Unread), Unread{f, rpps.Private(text)})
	}
	return err
}

// forget drops what was unread of a field. Copies of the request keep theirs.
func (r *Request) forget(f Field) {
	if !slices.ContainsFunc(r.Unread, func(u Unread) bool { return u.Field == f }) {
		return
	}
	var kept []Unread
	for _, u := range r.Unread {
		if u.Field != f {
			kept = append(kept, u)
		}
	}
	r.Unread = kept
}

// trim drops blanks, also those that no keyboard shows.
func trim(s string) string {
	if noBlanks(s) {
		return s
	}
	if s = strings.Trim(s, " "); noBlanks(s) {
		return s
	}
	return strings.TrimFunc(s, isBlank)
}

// noBlanks reports whether a text begins and ends with visible characters of
// ASCII, as nearly all do.
func noBlanks(s string) bool {
	return s == "" || s[0] > ' ' && s[0] < utf8.RuneSelf && s[len(s)-1] > ' ' && s[len(s)-1] < utf8.RuneSelf
}

// isBlank: white space, and the two marks without width that spreadsheets leave.
func isBlank(c rune) bool { return unicode.IsSpace(c) || c == '\u200b' || c == '\ufeff' }

// read sets a field from trimmed text. The error is a [rule.Fault] that says why
// it cannot be read; the field is then "not stated".
func (r *Request) read(f Field, text string) error {
	id, s := &r.Identity, &r.Situation
	switch f {
	case FieldBirthName:
		id.BirthName = rpps.Private(text)
	case FieldFirstNames:
		id.FirstNames = firstNames(text)
	case FieldUsageName:
		id.UsageName = rpps.Private(text)
	case FieldExerciseName:
		r.ExerciseName.Family = rpps.Private(text)
	case FieldExerciseFirstName:
		r.ExerciseName.Given = rpps.Private(text)
	case FieldBirthPlace:
		id.BirthPlace.Commune, id.BirthPlace.Country = birthPlace(text)
	case FieldBirthTown:
		id.BirthPlace.Town = rpps.Private(text)
	case FieldEmail:
		// What a link in a sheet has before the address.
		if n := len("mailto:"); len(text) > n && latin.EqualFold(text[:n], "mailto:") {
			text = trim(text[n:])
		}
		r.Contact.Email = rpps.Private(text)
	case FieldPhone:
		r.Contact.Phone = rpps.Private(phoneDigits(text))
	case FieldSex:
		return word(f, text, &id.Sex, ruleSexUnread, sexWords[:])
	case FieldFrenchNationality:
		return word(f, text, &r.FrenchNationality, ruleAnswerUnread, answerWords[:], nationalityWords[:])
	case FieldHomeCare:
		return word(f, text, &r.HomeCare.Verified, ruleAnswerUnread, answerWords[:])
	case FieldMethod:
		return word(f, text, &r.Method, ruleMethodUnread, methodWords[:])
	case FieldStructureKind:
		return word(f, text, &s.Structure.Kind, ruleKindUnread, kindWords[:])
	case FieldBirthDate:
		return date(f, text, &id.BirthDate)
	case FieldStart:
		return date(f, text, &s.Start)
	case FieldEnd:
		return date(f, text, &s.End)
	case FieldInformation:
		return date(f, text, &r.Information.On)
	case FieldCertification:
		c, err := rpps.ParseCertification(latin.Upper(text))
		id.Certification = c
		if err != nil && text != "" {
			return rules[ruleCertificationUnread].At(f.Path())
		}
	case FieldNumber:
		// Cards print the number after the 8 of its type.
		if strings.HasPrefix(text, "8") {
			if bare := strings.ReplaceAll(text, " ", ""); len(bare) == 12 {
				text = bare[1:]
			}
		}
		if text != "" && !hasDigit(text) {
			r.Number = rpps.Number{}
			return rules[ruleNumberNone].At(f.Path())
		}
		if isNIR(text) {
			r.Number = rpps.Number{}
			return rules[ruleNumberNIR].At(f.Path())
		}
		// None begins with a zero: nine digits are those of ADELI.
		return number(f, text, &r.Number, rpps.Options.Number, 0)
	case FieldIdentifier:
		return number(f, text, &r.Identifier, rawPersonID, 0)
	case FieldSIRET:
		return number(f, text, &s.Structure.SIRET, rpps.Options.SIRET, 14)
	case FieldFINESS:
		return number(f, text, &s.Structure.FINESS, rpps.Options.FINESS, 9)
	case FieldRPPSRang:
		return number(f, text, &s.Structure.RPPSRang, rpps.Options.RPPSRang, 0)
	case FieldProfession:
		return code(f, text, &s.Function, roles.ParseProfession, roles.FindProfession)
	case FieldCategory:
		return code(f, text, &s.Category, roles.ParseCategory, roles.FindCategory)
	case FieldRole:
		s.RoleInferred = false
		return code(f, text, &s.Role, roles.ParseRole, roles.FindRole)
	case FieldMode:
		return code(f, text, &s.Mode, roles.ParsePracticeMode, roles.FindPracticeMode)
	case FieldSector:
		return code(f, text, &s.Structure.Sector, roles.ParseSector, roles.FindSector)
	case FieldEndReason:
		return code(f, text, &s.EndReason, roles.ParseEndReason, roles.FindEndReason)
	case FieldLiberalActivity:
		return code(f, text, &s.LiberalActivity, roles.ParseLiberalActivity, roles.FindLiberalActivity)
	default:
		return rules[ruleWordUnknown].At("field")
	}
	return nil
}

// maxCode is the length of the longest code of the lists, ACT-LIB-05.
const maxCode = 10

// code reads a code or a label of a list; codes are tried first, being quicker.
func code[T comparable](f Field, text string, to *T, parse, find func(string) (T, error)) error {
	var none T
	*to = none
	if text == "" {
		return nil
	}
	var v T
	var err error
	if len(text) <= maxCode {
		v, err = parse(text)
	}
	if len(text) > maxCode || err != nil {
		if strings.ContainsFunc(text, noLabel) || strings.Contains(text, "( )") || strings.Contains(text, "()") {
			find = parse // which it is not either: "GENR10 ?", "☐ Salarié"
		}
		v, err = find(text)
	}
	if err == nil {
		*to = v
		return nil
	}
	fault := rules[ruleWordUnknown].At(f.Path())
	if e, ok := errors.AsType[*roles.ParseError](err); ok {
		fault = e.Fault(f.Path())
	}
	return fault
}

// number reads an identifier. digits is its length when it is made of digits and
// may begin with a zero, for what spreadsheets do to numbers.
func number[T comparable](f Field, text string, to *T, parse func(rpps.Options, string) (T, error), digits int) error {
	var none T
	*to = none
	if text == "" {
		return nil
	}
	v, err := parse(identifierOptions(), text)
	if err == nil {
		*to = v
		return nil
	}
	compact := strings.Map(dropBlank, text)
	switch n := digitsOnly(compact); {
	case isScientific(compact):
		return rules[ruleNumberRounded].At(f.Path())
	case n < digits && digits-n <= 3:
		return rules[ruleNumberZeros].At(f.Path()).With(itoa(n), itoa(digits))
	}
	fault := rules[ruleWordUnknown].At(f.Path())
	if e, ok := errors.AsType[*rpps.ParseError](err); ok {
		fault = e.Fault(f.Path())
	}
	return fault
}

func hasDigit(s string) bool {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			return true
		}
	}
	return false
}

// digitsOnly returns the number of digits of a text made of digits, else 0.
func digitsOnly(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0
		}
	}
	return len(s)
}

// isNIR recognises a social security number, with blanks and signs in it. People
// leave out its key: then the sex and the month must be right.
func isNIR(s string) bool {
	n := 0
	for i := range len(s) {
		if isAlnum(s[i]) {
			n++
		}
	}
	if n != 13 && n != 15 {
		return false // most numbers are told by that, and cost nothing
	}
	s = strings.NewReplacer(".", "", "-", "", "/", "").Replace(strings.Map(dropBlank, s))
	if len(s) != 13 {
		return rpps.CheckNIR(s) == nil
	}
	commune := s[5:]
	if commune[0] == '2' && (commune[1]|0x20 == 'a' || commune[1]|0x20 == 'b') {
		commune = commune[2:]
	}
	return (s[0] == '1' || s[0] == '2') && digitsOnly(s[:5]) > 0 && "01" <= s[3:5] && s[3:5] <= "12" && digitsOnly(commune) > 0
}

// isScientific recognises 9,97015E+13, to which spreadsheets round numbers. Without
// a sign it wants the comma or the point: 2E004 is something else.
func isScientific(s string) bool {
	mantissa, exponent, _ := strings.Cut(strings.ToUpper(s), "E")
	exponent, signed := strings.CutPrefix(exponent, "+")
	whole := strings.NewReplacer(",", "", ".", "").Replace(mantissa)
	return digitsOnly(whole) > 0 && digitsOnly(exponent) > 0 && (signed || whole != mantissa)
}

// date reads AAAA-MM-JJ or JJ/MM/AAAA, with the midnight that spreadsheets add.
func date(f Field, text string, to *civil.Date) error {
	*to = civil.Date{}
	if text == "" {
		return nil
	}
	d, err := readDate(text)
	if err == nil {
		*to = d
		return nil
	}
	n := digitsOnly(text)
	switch {
	case errors.Is(err, civil.NoSuchDay):
		return rules[ruleNoSuchDay].At(f.Path())
	case n == 5:
		return rules[ruleDateSerial].At(f.Path())
	}
	return rules[ruleDateShape].At(f.Path())
}

func readDate(text string) (civil.Date, error) {
	if len(text) > 10 {
		for _, midnight := range [...]string{" 00:00:00", "T00:00:00", " 00:00", "T00:00:00Z", " 0:00:00", " 0:00", " 00:00:00.000", "T00:00:00.000Z"} {
			if rest, ok := strings.CutSuffix(text, midnight); ok {
				text = rest
				break
			}
		}
	}
	if len(text) == 10 && text[2] == '/' {
		return civil.ParseFrench(text)
	}
	if len(text) == 10 && (text[2] == '.' || text[2] == '-') && text[5] == text[2] {
		var b [10]byte
		copy(b[:], text)
		b[2], b[5] = '/', '/'
		return civil.ParseFrench(string(b[:]))
	}
	if len(text) == 10 && text[4] == '/' && text[7] == '/' {
		var b [10]byte
		copy(b[:], text)
		b[4], b[7] = '-', '-'
		return civil.ParseISO(string(b[:]))
	}
	if len(text) < 10 {
		if d, ok := shortDate(text); ok {
			return d, nil
		}
	}
	return civil.ParseISO(text)
}

// shortDate reads J/M/AAAA, as spreadsheets show it when they drop the zeros.
func shortDate(text string) (civil.Date, bool) {
	sign := strings.IndexAny(text, "/.-")
	if sign < 0 {
		return civil.Date{}, false
	}
	day, rest, _ := strings.Cut(text, text[sign:sign+1])
	month, year, _ := strings.Cut(rest, text[sign:sign+1])
	if digitsOnly(year) != 4 {
		return civil.Date{}, false
	}
	for _, part := range [...]*string{&day, &month} {
		switch digitsOnly(*part) {
		case 1:
			*part = "0" + *part
		case 2:
		default:
			return civil.Date{}, false
		}
	}
	d, err := civil.ParseFrench(day + "/" + month + "/" + year)
	return d, err == nil
}

// A wordOf is a way of writing a value, folded: lower case without accents.
type wordOf[T any] struct {
	text  string
	value T
}

var sexWords = [...]wordOf[rpps.Sex]{
	{"f", rpps.Female},
	{"feminin", rpps.Female},
	{"mme", rpps.Female},
	{"madame", rpps.Female},
	{"mlle", rpps.Female},
	{"mademoiselle", rpps.Female},
	{"melle", rpps.Female},
	{"fem", rpps.Female},
	{"femme", rpps.Female},
	{"2", rpps.Female},
	{"m", rpps.Male},
	{"masculin", rpps.Male},
	{"masc", rpps.Male},
	{"mr", rpps.Male},
	{"monsieur", rpps.Male},
	{"homme", rpps.Male},
	{"h", rpps.Male},
	{"1", rpps.Male},
	{"i", rpps.UnknownSex},
	{"inconnu", rpps.UnknownSex},
	{"indetermine", rpps.UnknownSex},
}

var answerWords = [...]wordOf[rpps.Answer]{
	{"oui", rpps.Yes},
	{"o", rpps.Yes},
	{"vrai", rpps.Yes},
	{"yes", rpps.Yes},
	{"y", rpps.Yes},
	{"true", rpps.Yes},
	{"1", rpps.Yes},
	{"x", rpps.Yes},
	{"non", rpps.No},
	{"n", rpps.No},
	{"faux", rpps.No},
	{"no", rpps.No},
	{"false", rpps.No},
	{"0", rpps.No},
}

// nationalityWords answer whether somebody is French, beside yes and no.
var nationalityWords = [...]wordOf[rpps.Answer]{
	{"francaise", rpps.Yes},
	{"francais", rpps.Yes},
	{"fr", rpps.Yes},
	{"fra", rpps.Yes},
	{"france", rpps.Yes},
	{"etrangere", rpps.No},
	{"etranger", rpps.No},
}

var methodWords = [...]wordOf[Method]{
	{"manuelle", Manual},
	{"manuel", Manual},
	{"manual", Manual},
	{"gestionnaire", Manual},
	{"pre enregistrement", PreRegistration},
	{"preenregistrement", PreRegistration},
	{"pre registration", PreRegistration},
	{"franceconnect", PreRegistration},
}

var kindWords = [...]wordOf[rpps.StructureKind]{
	{"esms", rpps.ESMS},
	{"essms", rpps.ESMS},
	{"dac", rpps.DAC},
	{"crt", rpps.CRT},
	{"officine", rpps.Officine},
	{"pharmacie", rpps.Officine},
	{"hospital", rpps.Hospital},
	{"hopital", rpps.Hospital},
	{"es", rpps.Hospital},
	{"etablissement de sante", rpps.Hospital},
	{"practice", rpps.Practice},
	{"cabinet", rpps.Practice},
	{"laboratory", rpps.Laboratory},
	{"laboratoire", rpps.Laboratory},
	{"other", rpps.OtherStructure},
	{"autre", rpps.OtherStructure},
}

// word reads one of a few words.
func word[T comparable](f Field, text string, to *T, ruleIndex int, lists ...[]wordOf[T]) error {
	var none T
	*to = none
	if text == "" {
		return nil
	}
	var buf [32]byte
	key, ok := latin.Append(buf[:0], text)
	if !ok {
		key = []byte(foldWords(text))
	}
	// The folding drops signs, and some of them say that it is not so: "oui ?", "-1",
	// "≠ oui", "☐ oui".
	if strings.ContainsFunc(bare(text), isDoubtful) || len(key) > 0 && key[0] <= '9' && text != string(key) {
		return rules[ruleIndex].At(f.Path())
	}
	for _, words := range lists {
		for i := range words {
			if words[i].text == string(key) {
				*to = words[i].value
				return nil
			}
		}
	}
	return rules[ruleIndex].At(f.Path())
}

// bare returns a text without the brackets around all of it.
func bare(text string) string {
	if n := len(text) - 1; n > 0 && (text[0] == '(' && text[n] == ')' || text[0] == '[' && text[n] == ']') {
		return text[1:n]
	}
	return text
}

// noLabel is isDoubtful for the labels of the nomenclatures.
func noLabel(c rune) bool {
	switch c {
	case ',', ':', ';', '(', ')', '/', '"', '«', '»', '&', '°', '`', '´', '‘', '–', '—', '·':
		return false
	}
	return isDoubtful(c)
}

// isDoubtful reports the signs that no word of a list is written with.
func isDoubtful(c rune) bool {
	switch c {
	case '.', '-', '_', '\'', '’', '‐', '‑':
		return false
	}
	return unicode.IsPunct(c) || unicode.IsSymbol(c)
}

// firstNames cuts at spaces: compound first names hold a hyphen.
func firstNames(text string) []rpps.Private {
	if text == "" {
		return nil
	}
	out := make([]rpps.Private, 0, strings.Count(text, " ")+1)
	for p := range strings.FieldsSeq(text) {
		out = append(out, rpps.Private(p))
	}
	return out
}

// birthPlace tells the INSEE codes of countries from those of communes. Blanks
// within are dropped, but not between broken bytes: two halves would become a
// character that nobody wrote. The letters of Corsica are raised.
func birthPlace(text string) (commune, country rpps.Private) {
	if !visible(text) && utf8.ValidString(text) {
		text = strings.Map(dropBlank, text)
	}
	if len(text) == 5 && (text[1] == 'a' || text[1] == 'b') {
		text = text[:1] + strings.ToUpper(text[1:2]) + text[2:]
	}
	if strings.HasPrefix(text, "99") {
		return "", rpps.Private(text)
	}
	return rpps.Private(text), ""
}

// visible reports whether a text is nothing but the visible characters of ASCII.
func visible(text string) bool {
	for i := range len(text) {
		if text[i] <= ' ' || text[i] >= 0x7F {
			return false
		}
	}
	return true
}

func dropBlank(c rune) rune {
	if isBlank(c) {
		return -1
	}
	return c
}

// phoneDigits drops what people write between digits, and the national zero
// of "+33 (0)6". Anything else stays for [Check] to see.
func phoneDigits(text string) string {
	if digitsOnly(strings.TrimPrefix(text, "+")) > 0 || !utf8.ValidString(text) {
		return text
	}
	if text != "" && (text[0] == '+' || strings.HasPrefix(text, "00")) {
		text = strings.Replace(text, "(0)", "", 1)
	}
	var buf [32]byte
	digits := buf[:0]
	for _, c := range text {
		switch c {
		case ' ', '\t', '.', '-', '(', ')', '\u00a0', '\u2007', '\u2009', '\u200b', '\u2010', '\u2011', '\u202f':
		default:
			digits = utf8.AppendRune(digits, c)
		}
	}
	if rest := trim(string(digits)); rest != "" {
		return rest
	}
	return text // something was written, and no number
}

func parseError(err error) (*rpps.ParseError, bool) {
	var e *rpps.ParseError
	ok := errors.As(err, &e)
	return e, ok
}
