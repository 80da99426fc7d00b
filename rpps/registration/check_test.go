package registration_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/internal/regsample"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	ges "github.com/rppsplus/rppsplus/rpps/gestionnaire"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

var (
	today  = civil.MustNew(2026, 11, 22)
	siretA = rpps.MustParseSIRET("00099701500011")
	siretB = rpps.MustParseSIRET("00099702300015")
)

// plain is a registration about which there is nothing to say.
func plain() regsample.Row {
	return regsample.Row{
		reg.FieldBirthName:     "Lefèvre",
		reg.FieldFirstNames:    "Zoë Marie-Thérèse",
		reg.FieldSex:           "F",
		reg.FieldBirthDate:     "1988-04-12",
		reg.FieldBirthPlace:    "75056",
		reg.FieldEmail:         "zoe.lefevre@example.org",
		reg.FieldPhone:         "06 39 98 12 34",
		reg.FieldProfession:    "328",
		reg.FieldCategory:      "C",
		reg.FieldRole:          "GENR10",
		reg.FieldMode:          "S",
		reg.FieldSIRET:         siretA.Canonical(),
		reg.FieldSector:        "SA17",
		reg.FieldStart:         "2026-09-01",
		reg.FieldInformation:   "2026-08-25",
		reg.FieldStructureKind: "ESMS",
	}
}

// want is one finding: a code, and the path where it matters.
type want struct {
	code rule.Code
	path string
}

func on(f reg.Field, code rule.Code) want { return want{code, f.Path()} }

// one is a case: changes to the plain registration, and all the findings.
type one struct {
	name string
	row  func(*regsample.Row)
	req  func(*reg.Request)
	ctx  func(*reg.Context)
	want []want
}

func text(f reg.Field, s string) func(*regsample.Row) {
	return func(r *regsample.Row) { r[f] = s }
}

func texts(pairs ...any) func(*regsample.Row) {
	return func(r *regsample.Row) {
		for i := 0; i < len(pairs); i += 2 {
			r[pairs[i].(reg.Field)] = pairs[i+1].(string)
		}
	}
}

func day(d civil.Date) func(*reg.Context) { return func(c *reg.Context) { c.At = d } }

func (o one) check() rule.Faults {
	row := plain()
	if o.row != nil {
		o.row(&row)
	}
	q := row.Request()
	if o.req != nil {
		o.req(&q)
	}
	c := reg.Context{At: today}
	if o.ctx != nil {
		o.ctx(&c)
	}
	return reg.Check(q, c)
}

func (o one) test(t *testing.T) {
	t.Helper()
	got := o.check()
	left := slices.Clone(o.want)
	for _, f := range got {
		i := slices.IndexFunc(left, func(w want) bool {
			return w.code == f.Code() && (w.path == "" || w.path == f.Path())
		})
		if i < 0 {
			t.Errorf("%s: found %s %s at %q: %v", o.name, f.Severity(), f.Code(), f.Path(), f)
			continue
		}
		left = slices.Delete(left, i, i+1)
	}
	for _, w := range left {
		t.Errorf("%s: no %s at %q", o.name, w.code, w.path)
	}
}

const (
	birthDate = reg.FieldBirthDate
	place     = reg.FieldBirthPlace
	town      = reg.FieldBirthTown
)

var foreignID, _ = rpps.ParsePersonID("3990000010/AGENT1")

func wrong[T any](v T, err error) T {
	if err != nil {
		panic("a fixture cannot be read")
	}
	return v
}

// cases hold each rule with what triggers it, followed by the nearest
// neighbours that do not.
var cases = []one{
	{name: "plain"},

	// The person.
	{name: "birth name", row: text(reg.FieldBirthName, ""), want: []want{on(reg.FieldBirthName, reg.CodeBirthNameMissing)}},
	{name: "birth name of one letter", row: text(reg.FieldBirthName, "Ô")},
	{name: "name alphabet", row: text(reg.FieldBirthName, "Muñoz"), want: []want{on(reg.FieldBirthName, rpps.CodeNameAlphabet)}},
	{name: "every letter of the RNIPP", row: text(reg.FieldBirthName, "-' AZazÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒàâäçéèêëîïôöùûüÿæœ")},
	{name: "name of 300", row: text(reg.FieldBirthName, strings.Repeat("é", 300))},
	{name: "name of 301", row: text(reg.FieldBirthName, strings.Repeat("é", 301)), want: []want{on(reg.FieldBirthName, rpps.CodeNameLength)}},
	{name: "curly apostrophe", row: text(reg.FieldBirthName, "D\u2019Arc"), want: []want{on(reg.FieldBirthName, reg.CodeNameTypography)}},
	{name: "straight apostrophe", row: text(reg.FieldBirthName, "D'Arc")},
	{name: "no-break hyphen", row: text(reg.FieldFirstNames, "Anne\u2011Marie"), want: []want{on(reg.FieldFirstNames, reg.CodeNameTypography)}},
	{name: "no-break space", row: text(reg.FieldBirthName, "Le\u00a0Goff"), want: []want{on(reg.FieldBirthName, reg.CodeNameTypography)}},
	{name: "separate accent", row: text(reg.FieldFirstNames, "Zoe\u0308"), want: []want{on(reg.FieldFirstNames, reg.CodeNameTypography)}},
	{name: "no letter", row: text(reg.FieldBirthName, "- '"), want: []want{on(reg.FieldBirthName, reg.CodeNameNoLetter)}},
	{name: "first names", row: text(reg.FieldFirstNames, "  "), want: []want{on(reg.FieldFirstNames, reg.CodeFirstNamesMissing)}},
	{name: "first names of 300", row: text(reg.FieldFirstNames, strings.Repeat("a", 150)+" "+strings.Repeat("b", 149))},
	{name: "first names of 300 and two bytes more", row: text(reg.FieldFirstNames, "é"+strings.Repeat("a", 149)+" "+strings.Repeat("b", 148)+"é")},
	{name: "three first names of 301", row: text(reg.FieldFirstNames, strings.Repeat("a", 100)+" "+strings.Repeat("b", 99)+" "+strings.Repeat("c", 100)), want: []want{on(reg.FieldFirstNames, reg.CodeFirstNamesLength)}},
	{name: "first names of 301", row: text(reg.FieldFirstNames, strings.Repeat("a", 150)+" "+strings.Repeat("b", 150)), want: []want{on(reg.FieldFirstNames, reg.CodeFirstNamesLength)}},
	{name: "usage name", row: text(reg.FieldUsageName, "Dvořák"), want: []want{on(reg.FieldUsageName, reg.CodeNameUnusual)}},
	{name: "usage name right", row: text(reg.FieldUsageName, "d'Estienne-Œuvrard")},
	{name: "exercise name", row: texts(reg.FieldExerciseName, "Muñoz", reg.FieldExerciseFirstName, "Iñigo"), want: []want{on(reg.FieldExerciseName, reg.CodeNameUnusual), on(reg.FieldExerciseFirstName, reg.CodeNameUnusual)}},
	{name: "exercise name right", row: texts(reg.FieldExerciseName, "Lefèvre", reg.FieldExerciseFirstName, "Zoë")},
	{name: "sex", row: text(reg.FieldSex, ""), want: []want{on(reg.FieldSex, reg.CodeSexMissing)}},
	{name: "sex unread", row: text(reg.FieldSex, "Z"), want: []want{on(reg.FieldSex, reg.CodeSexUnread)}},
	{name: "sex unknown", row: text(reg.FieldSex, "I")},

	{name: "birth date", row: text(birthDate, ""), want: []want{on(birthDate, reg.CodeBirthDateMissing)}},
	{
		name: "born the day after the request", row: texts(birthDate, "2026-11-23"),
		want: []want{on(birthDate, reg.CodeBirthDateFuture), on(reg.FieldInformation, reg.CodeInformationBeforeBirth)},
	},
	{name: "born on the day of the start", row: text(birthDate, "2026-09-01"), want: []want{{reg.CodeBirthDateAfterStart, ""}, {reg.CodeInformationBeforeBirth, ""}}},
	{name: "born after the start", row: text(birthDate, "2026-10-01"), want: []want{on(birthDate, reg.CodeBirthDateAfterStart), on(reg.FieldInformation, reg.CodeInformationBeforeBirth)}},
	{name: "born after the request and before the start", row: texts(birthDate, "2026-12-01", reg.FieldStart, "2027-01-04"), want: []want{on(birthDate, reg.CodeBirthDateFuture), on(reg.FieldInformation, reg.CodeInformationBeforeBirth)}},
	{name: "aged 15", row: text(birthDate, "2010-09-02"), want: []want{on(birthDate, reg.CodeAgeUnusual)}},
	{name: "aged 16", row: text(birthDate, "2010-09-01")},
	{name: "aged 80", row: text(birthDate, "1945-09-02")},
	{name: "aged 81", row: text(birthDate, "1945-09-01"), want: []want{on(birthDate, reg.CodeAgeUnusual)}},
	{name: "bounds of the policy", row: text(birthDate, "2010-09-01"), ctx: func(c *reg.Context) { c.Policy.MinAge = 18 }, want: []want{on(birthDate, reg.CodeAgeUnusual)}},
	{name: "a bound that is none, of least", row: text(birthDate, "2015-09-01"), ctx: func(c *reg.Context) { c.Policy.MinAge = -1 }, want: []want{on(birthDate, reg.CodeAgeUnusual)}},
	{name: "a bound that is none, of most", ctx: func(c *reg.Context) { c.Policy.MaxAge = -1 }},
	{name: "29 February, 16 the day after", row: texts(birthDate, "2000-02-29", reg.FieldStart, "2016-02-28"), want: []want{on(birthDate, reg.CodeAgeUnusual), {reg.CodeCodeYounger, ""}, {reg.CodeCodeYounger, ""}}},
	{name: "29 February, 16 that day", row: texts(birthDate, "2000-02-29", reg.FieldStart, "2016-02-29"), want: []want{{reg.CodeCodeYounger, ""}, {reg.CodeCodeYounger, ""}}},
	{name: "29 February that is none", row: text(birthDate, "29/02/1900"), want: []want{on(birthDate, reg.CodeNoSuchDay)}},
	{name: "29 February", row: text(birthDate, "29/02/1988")},
	{name: "date in words", row: text(birthDate, "12 avril 1988"), want: []want{on(birthDate, reg.CodeDateShape)}},
	{name: "serial", row: text(birthDate, "32245"), want: []want{on(birthDate, reg.CodeDateSerial)}},

	{name: "birth place", row: text(place, ""), want: []want{on(place, reg.CodeBirthPlaceMissing)}},
	{name: "place of 6", row: text(place, "750560"), want: []want{on(place, reg.CodeBirthPlaceLength)}},
	{name: "place of 4 digits", row: text(place, "1053"), want: []want{on(place, reg.CodeBirthPlaceZeros)}},
	{name: "place of 5 digits", row: text(place, "01053")},
	{name: "place of 4, with a letter", row: text(place, "2A04"), want: []want{on(place, reg.CodeBirthPlaceLength)}},
	{name: "place of letters", row: text(place, "PARIS"), want: []want{on(place, reg.CodeBirthPlaceShape)}},
	{name: "South Corsica", row: text(place, "2A004")},
	{name: "Upper Corsica", row: text(place, "2B033")},
	{name: "no third Corsica", row: text(place, "2C033"), want: []want{on(place, reg.CodeBirthPlaceShape)}},
	{name: "Corsica and a letter", row: text(place, "2A0A4"), want: []want{on(place, reg.CodeBirthPlaceShape)}},
	{name: "La Réunion", row: text(place, "97411")},
	{name: "Mayotte", row: text(place, "97608")},
	{name: "Saint-Barthélemy", row: text(place, "97701")},
	{name: "Polynesia", row: text(place, "98735")},
	{name: "New Caledonia", row: text(place, "98818")},
	{name: "department 95", row: text(place, "95127")},
	{name: "department 96", row: text(place, "96001"), want: []want{on(place, reg.CodeBirthPlaceDepartment)}},
	{name: "department 00", row: text(place, "00001"), want: []want{on(place, reg.CodeBirthPlaceDepartment)}},
	{name: "birth name with the name by marriage", row: text(reg.FieldBirthName, "Dupont épouse Lavandier"), want: []want{on(reg.FieldBirthName, reg.CodeNameWords)}},
	{name: "birth name after another", row: text(reg.FieldBirthName, "LAVANDIER NÉE DUPONT"), want: []want{on(reg.FieldBirthName, reg.CodeNameWords)}},
	{name: "birth name with a civility", row: text(reg.FieldBirthName, "Mme  Lavandier"), want: []want{on(reg.FieldBirthName, reg.CodeNameWords)}},
	{name: "birth name of a widow", row: text(reg.FieldBirthName, "Lavandier veuve Dupont"), want: []want{on(reg.FieldBirthName, reg.CodeNameWords)}},
	{name: "a name that is such a word", row: text(reg.FieldBirthName, "Monsieur")},
	{name: "birth name with the longest civility", row: text(reg.FieldBirthName, "Mademoiselle Lavandier"), want: []want{on(reg.FieldBirthName, reg.CodeNameWords)}},
	{name: "a widow's name, cut short", row: text(reg.FieldBirthName, "VVE Martin"), want: []want{on(reg.FieldBirthName, reg.CodeNameWords)}},
	{name: "a name with one letter before it", row: text(reg.FieldBirthName, "N Diaye")},
	{name: "birth name with a civility in small letters", row: text(reg.FieldBirthName, "mme Lavandier"), want: []want{on(reg.FieldBirthName, reg.CodeNameWords)}},
	{name: "birth name with the shortest civility", row: text(reg.FieldBirthName, "Mr Lavandier"), want: []want{on(reg.FieldBirthName, reg.CodeNameWords)}},
	{name: "a civility for a name", row: text(reg.FieldBirthName, "Mme"), want: []want{on(reg.FieldBirthName, reg.CodeNameWords)}},
	{name: "a word for no name", row: text(reg.FieldBirthName, "NÉANT"), want: []want{on(reg.FieldBirthName, reg.CodeNameWords)}},
	{name: "first names with a civility", row: text(reg.FieldFirstNames, "Mlle Zoé Anne"), want: []want{on(reg.FieldFirstNames, reg.CodeNameWords)}},
	{name: "first names with a title in letters", row: text(reg.FieldFirstNames, "Madame Zoé"), want: []want{on(reg.FieldFirstNames, reg.CodeNameWords)}},
	{name: "a first name that is such a word", row: text(reg.FieldFirstNames, "Veuve")},
	{name: "usage name after another", row: text(reg.FieldUsageName, "Martin née Lavandier"), want: []want{on(reg.FieldUsageName, reg.CodeNameWords)}},
	{name: "usage name by a word for the same", row: text(reg.FieldUsageName, "idem"), want: []want{on(reg.FieldUsageName, reg.CodeNameWords)}},
	{name: "exercise name by a sign", row: text(reg.FieldExerciseName, "-"), want: []want{on(reg.FieldExerciseName, reg.CodeNameNoLetter)}},
	{name: "birth place rounded", row: text(place, "3,3E+04"), want: []want{on(place, reg.CodeNumberRounded)}},
	{name: "a name that holds such a word", row: text(reg.FieldBirthName, "Veuvet Née-Dupont Mademoiselles")},
	{name: "postcode of a town", row: text(place, "33000"), want: []want{on(place, reg.CodeBirthPlacePostcode)}},
	{name: "postcode of Ajaccio", row: text(place, "20000"), want: []want{on(place, reg.CodeBirthPlacePostcode)}},
	{name: "postcode of Bastia", row: text(place, "20200"), want: []want{on(place, reg.CodeBirthPlacePostcode)}},
	{name: "Corsica before 1976", row: texts(place, "20004", birthDate, "31/12/1975")},
	{name: "postcode of Paris", row: text(place, "75020"), want: []want{on(place, reg.CodeBirthPlacePostcode)}},
	{name: "postcode of Paris, of the first year", row: texts(place, "75012", birthDate, "01/01/1968"), want: []want{on(place, reg.CodeBirthPlacePostcode)}},
	{name: "postcode of Corsica, of the first year", row: texts(place, "20200", birthDate, "01/01/1976"), want: []want{on(place, reg.CodeBirthPlacePostcode)}},
	{name: "before the first arrondissement", row: text(place, "75100"), want: []want{on(place, reg.CodeBirthPlacePostcode)}},
	{name: "the first arrondissement", row: text(place, "75101")},
	{name: "the last arrondissement", row: text(place, "75120")},
	{name: "after the last arrondissement", row: text(place, "75121"), want: []want{on(place, reg.CodeBirthPlacePostcode)}},
	{name: "no arrondissement of Paris", row: text(place, "75121"), want: []want{on(place, reg.CodeBirthPlacePostcode)}},
	{name: "arrondissement of Paris", row: text(place, "75120")},
	{name: "Seine before 1968", row: texts(place, "75012", birthDate, "31/12/1967")},
	{name: "place by its name", row: text(place, "Bordeaux"), want: []want{on(place, reg.CodeBirthPlaceShape)}},
	{name: "place by a name of 5", row: text(place, "Alger"), want: []want{on(place, reg.CodeBirthPlaceShape)}},
	{name: "postcode overseas", row: text(place, "97400"), want: []want{on(place, reg.CodeBirthPlacePostcode)}},
	{name: "postcode of Nouméa", row: text(place, "98800"), want: []want{on(place, reg.CodeBirthPlacePostcode)}},
	{name: "a commune with zeros", row: text(place, "33100")},
	{name: "a commune of Corsica with zeros", row: text(place, "2A100")},
	{name: "France", row: texts(place, "99100", town, "Paris"), want: []want{on(place, reg.CodeBirthPlaceFrance)}},
	{name: "France, as extractions write it", row: texts(place, "99000", town, "Paris"), want: []want{on(place, reg.CodeBirthPlaceFrance)}},
	{name: "no country", row: texts(place, "99999", town, "Cadix", reg.FieldFrenchNationality, "oui"), want: []want{on(place, reg.CodeBirthPlaceCountry)}},
	{name: "no country, and no town", row: texts(place, "99001", reg.FieldFrenchNationality, "oui"), want: []want{on(place, reg.CodeBirthPlaceCountry), on(town, reg.CodeBirthTownMissing)}},
	{name: "the last continent", row: texts(place, "99501", town, "Perth", reg.FieldFrenchNationality, "oui")},
	{name: "the Antarctic", row: texts(place, "99699", town, "Base", reg.FieldFrenchNationality, "oui")},
	{name: "none after it", row: texts(place, "99600", town, "Perth", reg.FieldFrenchNationality, "oui"), want: []want{on(place, reg.CodeBirthPlaceCountry)}},
	{name: "place by its code and name", row: text(place, "59350 Lille"), want: []want{on(place, reg.CodeBirthPlaceShape)}},
	{name: "place by its name and department", row: text(place, "Brest (29)"), want: []want{on(place, reg.CodeBirthPlaceShape)}},
	{name: "place rounded", row: text(place, "3,3063E+04"), want: []want{on(place, reg.CodeNumberRounded)}},
	{name: "abroad without town", row: texts(place, "99134", reg.FieldFrenchNationality, "oui"), want: []want{on(town, reg.CodeBirthTownMissing)}},
	{name: "abroad with town", row: texts(place, "99134", town, "Cadix", reg.FieldFrenchNationality, "oui")},
	{name: "abroad, nothing stated", row: texts(place, "99134", town, "Cadix"), want: []want{on(reg.FieldFrenchNationality, reg.CodeNationalityAssumed)}},
	{name: "born in France, nothing stated"},
	{name: "not French, no identifier", row: text(reg.FieldFrenchNationality, "non"), want: []want{{reg.CodeNationalityIdentifier, ""}}},
	{name: "not French, identifier", row: texts(reg.FieldFrenchNationality, "non", reg.FieldIdentifier, "3990000010/AGENT1")},
	{name: "identifier of a SIREN", row: text(reg.FieldIdentifier, "4000997015/1"), want: []want{on(reg.FieldIdentifier, reg.CodeIdentifierKind)}},
	{name: "identifier of a SIRET", row: text(reg.FieldIdentifier, "500099701500011/1")},
	{name: "identifier of PSI", row: text(reg.FieldIdentifier, "8b0f1c6e-1111-4222-8333-444455556666"), want: []want{on(reg.FieldIdentifier, reg.CodeIdentifierKind)}},
	{name: "number and identifier of another", row: texts(reg.FieldNumber, "99700000013", reg.FieldIdentifier, "899700000021"), want: []want{on(reg.FieldIdentifier, reg.CodeIdentifierOther)}},
	{name: "number and identifier", row: texts(reg.FieldNumber, "99700000013", reg.FieldIdentifier, "899700000013")},
	{name: "FranceConnect by hand", row: texts(reg.FieldCertification, "FC"), want: []want{on(reg.FieldCertification, reg.CodeCertificationMethod)}},
	{name: "FranceConnect+ by hand", row: texts(reg.FieldCertification, "FCP", reg.FieldMethod, "manual"), want: []want{on(reg.FieldCertification, reg.CodeCertificationMethod)}},
	{name: "FranceConnect", row: texts(reg.FieldCertification, "FC", reg.FieldMethod, "pre-registration")},
	{name: "certified by INSEE by hand", row: texts(reg.FieldCertification, "C")},
	{name: "certification unread", row: text(reg.FieldCertification, "QQ"), want: []want{on(reg.FieldCertification, reg.CodeCertificationUnread)}},
	{name: "method unread", row: text(reg.FieldMethod, "pigeon"), want: []want{on(reg.FieldMethod, reg.CodeMethodUnread)}},
	{name: "answer unread", row: text(reg.FieldFrenchNationality, "bof"), want: []want{on(reg.FieldFrenchNationality, reg.CodeAnswerUnread)}},

	{name: "e-mail", row: text(reg.FieldEmail, ""), want: []want{on(reg.FieldEmail, reg.CodeEmailMissing)}},
	{name: "e-mail without at", row: text(reg.FieldEmail, "zoe.example.org"), want: []want{on(reg.FieldEmail, reg.CodeEmailShape)}},
	{name: "e-mail with a plus", row: text(reg.FieldEmail, "zoe+essai@sous.example.org")},
	{name: "telephone", row: text(reg.FieldPhone, ""), want: []want{on(reg.FieldPhone, reg.CodePhoneMissing)}},
	{name: "telephone of 3 digits", row: text(reg.FieldPhone, "112"), want: []want{on(reg.FieldPhone, reg.CodePhoneShape)}},
	{name: "telephone of 4 digits", row: text(reg.FieldPhone, "+1234")},
	{name: "telephone of 15 digits", row: text(reg.FieldPhone, "+123456789012345")},
	{name: "telephone, rounded", row: text(reg.FieldPhone, "6,3998E+8"), want: []want{on(reg.FieldPhone, reg.CodeNumberRounded)}},
	{name: "telephone, rounded, with a point", row: text(reg.FieldPhone, "6.3998E+08"), want: []want{on(reg.FieldPhone, reg.CodeNumberRounded)}},
	{name: "telephone of 16 digits", row: text(reg.FieldPhone, "+1234567890123456"), want: []want{on(reg.FieldPhone, reg.CodePhoneShape)}},
	{name: "telephone, two plus", row: text(reg.FieldPhone, "++33639981234"), want: []want{on(reg.FieldPhone, reg.CodePhoneShape)}},
	{name: "telephone of 11 digits", row: text(reg.FieldPhone, "06399812345"), want: []want{on(reg.FieldPhone, reg.CodePhoneLength)}},
	{name: "telephone after +33, 8 digits", row: text(reg.FieldPhone, "+3363998123"), want: []want{on(reg.FieldPhone, reg.CodePhoneLength)}},
	{name: "telephone after +33", row: text(reg.FieldPhone, "+33639981234")},
	{name: "telephone of 9 digits", row: text(reg.FieldPhone, "639981234"), want: []want{on(reg.FieldPhone, reg.CodePhoneZero)}},
	{name: "landline", row: text(reg.FieldPhone, "0199001234"), want: []want{on(reg.FieldPhone, reg.CodePhoneLandline)}},
	{name: "landline after +33", row: text(reg.FieldPhone, "+33 1 99 00 12 34"), want: []want{on(reg.FieldPhone, reg.CodePhoneLandline)}},
	{name: "mobile in 07", row: text(reg.FieldPhone, "0700000000")},
	{name: "mobile of Belgium", row: text(reg.FieldPhone, "+32 470 00 00 00")},

	// The métier.
	{name: "métier", row: text(reg.FieldProfession, ""), want: []want{on(reg.FieldProfession, reg.CodeProfessionMissing)}},
	{name: "métier unknown", row: text(reg.FieldProfession, "Astronaute"), want: []want{on(reg.FieldProfession, roles.CodeProfessionUnknown)}},
	{name: "order", row: text(reg.FieldProfession, "10"), want: []want{on(reg.FieldProfession, reg.CodeProfessionOrder)}},
	{name: "ARS", row: text(reg.FieldProfession, "Psychologue"), want: []want{on(reg.FieldProfession, reg.CodeProfessionARS)}},
	{name: "assistant de service social", row: text(reg.FieldProfession, "41"), want: []want{on(reg.FieldProfession, reg.CodeProfessionARS)}},
	{name: "a profession of an order beside the métier", req: func(q *reg.Request) { q.Situation.Profession = roles.ProfessionMedecin }, want: []want{on(reg.FieldProfession, reg.CodeProfessionOrder)}},
	{name: "a métier twice", req: func(q *reg.Request) { q.Situation.Profession = q.Situation.Function }, want: []want{on(reg.FieldProfession, reg.CodeProfessionNotRole)}},
	{name: "profession 99 beside the métier", req: func(q *reg.Request) { q.Situation.Profession = roles.ProfessionARole }},
	{name: "not listed", row: text(reg.FieldProfession, "373"), want: []want{on(reg.FieldProfession, reg.CodeProfessionList)}},
	{name: "profession 99 as métier", row: text(reg.FieldProfession, "99"), want: []want{on(reg.FieldProfession, reg.CodeProfessionMissing)}},
	{name: "former code", row: text(reg.FieldProfession, "38"), want: []want{on(reg.FieldProfession, reg.CodeProfessionCounterpart)}},
	{name: "student", row: text(reg.FieldProfession, "347"), want: []want{on(reg.FieldProfession, reg.CodeStudentClosed), on(reg.FieldCategory, reg.CodeStudentCategory)}},
	{name: "student, category E", row: texts(reg.FieldProfession, "347", reg.FieldCategory, "E"), want: []want{{reg.CodeStudentClosed, ""}}},
	{name: "student from the day", row: texts(reg.FieldProfession, "347", reg.FieldCategory, "E"), ctx: func(c *reg.Context) { c.Policy.Students.RolesOpenFrom = today }},
	{name: "student the day before", row: texts(reg.FieldProfession, "347", reg.FieldCategory, "E"), ctx: func(c *reg.Context) { c.Policy.Students.RolesOpenFrom = today.AddDays(1) }, want: []want{{reg.CodeStudentClosed, ""}}},
	{name: "student, not of category E", row: text(reg.FieldProfession, "347"), ctx: func(c *reg.Context) { c.Policy.Students.RolesOpenFrom = today }, want: []want{{reg.CodeStudentCategory, ""}}},
	{name: "student without category", row: texts(reg.FieldProfession, "347", reg.FieldCategory, ""), ctx: func(c *reg.Context) { c.Policy.Students.RolesOpenFrom = today }, want: []want{on(reg.FieldCategory, reg.CodeCategoryMissing)}},
	{name: "category E", row: text(reg.FieldCategory, "E"), want: []want{{reg.CodeStudentClosed, ""}}},
	{name: "category E from the day", row: text(reg.FieldCategory, "E"), ctx: func(c *reg.Context) { c.Policy.Students.RolesOpenFrom = today }},

	{name: "category", row: text(reg.FieldCategory, ""), want: []want{on(reg.FieldCategory, reg.CodeCategoryMissing)}},
	{name: "category M", row: text(reg.FieldCategory, "M")},
	{name: "category unknown", row: text(reg.FieldCategory, "Q"), want: []want{on(reg.FieldCategory, roles.CodeCategoryUnknown)}},
	{name: "category F", row: text(reg.FieldCategory, "F"), want: []want{on(reg.FieldCategory, reg.CodeCategoryList)}},
	{name: "category F the day before its end", row: texts(reg.FieldCategory, "F", reg.FieldStart, "2026-01-05", reg.FieldInformation, "2026-01-02"), ctx: day(civil.MustNew(2026, 2, 22)), want: []want{on(reg.FieldCategory, reg.CodeCategoryList)}},

	{name: "role", row: text(reg.FieldRole, ""), want: []want{on(reg.FieldRole, reg.CodeRoleMissing)}},
	{name: "role unknown", row: text(reg.FieldRole, "GENR55"), want: []want{on(reg.FieldRole, roles.CodeRoleUnknown)}},
	{name: "role by its label", row: text(reg.FieldRole, "coordination et orientation")},
	{name: "role by the label of the slides", row: text(reg.FieldRole, "Accompagnement à la vie sociale, professionnelle et éducative")},
	{name: "role GENR13", row: text(reg.FieldRole, "Médico-administratif"), want: []want{on(reg.FieldRole, reg.CodeRoleNoColumn)}},

	{name: "mode", row: text(reg.FieldMode, ""), want: []want{on(reg.FieldMode, reg.CodeModeMissing)}},
	{name: "mode unknown", row: text(reg.FieldMode, "W"), want: []want{on(reg.FieldMode, roles.CodeModeUnknown)}},
	{name: "liberal type unknown", row: texts(reg.FieldMode, "L", reg.FieldLiberalActivity, "ACT-LIB-07"), want: []want{on(reg.FieldLiberalActivity, roles.CodeLiberalUnknown)}},

	// The structure.
	{name: "structure", row: text(reg.FieldSIRET, ""), want: []want{{reg.CodeStructureMissing, reg.PathStructure}}},
	{name: "SIRET and FINESS", row: text(reg.FieldFINESS, "990000010"), want: []want{{reg.CodeStructureSeveral, reg.PathStructure}}},
	{name: "three identifiers", row: texts(reg.FieldFINESS, "990000010", reg.FieldRPPSRang, "19999970007011"), want: []want{{reg.CodeStructureSeveral, reg.PathStructure}}},
	{name: "SIRET and a FINESS that cannot be read", row: text(reg.FieldFINESS, "990000011"), want: []want{on(reg.FieldFINESS, rpps.CodeFINESSKey), {reg.CodeStructureSeveral, reg.PathStructure}}},
	{name: "FINESS", row: texts(reg.FieldSIRET, "", reg.FieldFINESS, "99 0000 028")},
	{name: "FINESS of Corsica", row: texts(reg.FieldSIRET, "", reg.FieldFINESS, "2A0000006"), want: []want{on(reg.FieldFINESS, reg.CodeFINESSLetter)}},
	{name: "RPPS-rang", row: texts(reg.FieldSIRET, "", reg.FieldRPPSRang, "19999970007011")},
	{name: "RPPS-rang of a test number", row: texts(reg.FieldSIRET, "", reg.FieldRPPSRang, "99700000013018"), want: []want{on(reg.FieldRPPSRang, reg.CodeRPPSRangFirst)}},
	{name: "SIRET, zeros lost", row: text(reg.FieldSIRET, "99701500011"), want: []want{on(reg.FieldSIRET, reg.CodeNumberZeros)}},
	{name: "a NIR", row: text(reg.FieldNumber, "2 95 10 99 126 111 93"), want: []want{on(reg.FieldNumber, reg.CodeNumberNIR)}},
	{name: "no number, in words", row: text(reg.FieldNumber, "néant"), want: []want{on(reg.FieldNumber, reg.CodeNumberNone)}},
	{name: "SIRET, zeros lost, in groups", row: text(reg.FieldSIRET, "997 015 000 11"), want: []want{on(reg.FieldSIRET, reg.CodeNumberZeros)}},
	{name: "SIRET, zeros lost, in groups by no-break spaces", row: text(reg.FieldSIRET, "997\u00a0015\u202f00011"), want: []want{on(reg.FieldSIRET, reg.CodeNumberZeros)}},
	{name: "SIRET, rounded, in groups", row: text(reg.FieldSIRET, "9,97 015 E+10"), want: []want{on(reg.FieldSIRET, reg.CodeNumberRounded)}},
	{name: "SIRET, rounded", row: text(reg.FieldSIRET, "9,97015E+10"), want: []want{on(reg.FieldSIRET, reg.CodeNumberRounded)}},
	{name: "sector unknown", row: text(reg.FieldSector, "SA99"), want: []want{on(reg.FieldSector, roles.CodeSectorUnknown)}},
	{name: "kind unread", row: text(reg.FieldStructureKind, "garage"), want: []want{on(reg.FieldStructureKind, reg.CodeKindUnread)}},
	{name: "hospital trade elsewhere", row: text(reg.FieldProfession, "316"), want: []want{{reg.CodeCompatibilityHospital, ""}}},
	{name: "hospital trade in a hospital", row: texts(reg.FieldProfession, "316", reg.FieldStructureKind, "hospital", reg.FieldSector, "SA01"), ctx: retained(rpps.Yes)},
	{name: "dispensary", row: texts(reg.FieldProfession, "317", reg.FieldStructureKind, "officine", reg.FieldSector, "SA33")},
	{name: "another trade in a dispensary", row: texts(reg.FieldStructureKind, "officine", reg.FieldSector, "SA33"), want: []want{{reg.CodeCompatibilityOfficine, ""}}},
	{name: "home care in a dispensary", row: texts(reg.FieldProfession, "372", reg.FieldStructureKind, "hospital", reg.FieldSector, "SA01"), ctx: retained(rpps.Yes), want: []want{{reg.CodeCompatibilityHomeCare, ""}}},
	{name: "home care in an ESMS", row: texts(reg.FieldProfession, "372")},
	{name: "table that refuses", ctx: table(rpps.No), want: []want{{reg.CodeCompatibilityRefused, ""}}},
	{name: "table that accepts", ctx: table(rpps.Yes)},
	{name: "table by the kind that the sector tells", row: text(reg.FieldStructureKind, ""), ctx: func(c *reg.Context) {
		c.Compatible = reg.CompatibilityTable{{Kind: rpps.ESMS, Answer: rpps.No}}
	}, want: []want{{reg.CodeCompatibilityRefused, reg.PathStructure}}},
	{name: "table that knows nothing", ctx: func(c *reg.Context) { c.Compatible = reg.CompatibilityTable{} }},

	// Dates.
	{name: "start", row: text(reg.FieldStart, ""), want: []want{on(reg.FieldStart, reg.CodeStartMissing)}},
	{name: "start a year ahead", row: text(reg.FieldStart, "2027-11-22")},
	{name: "end more than fifty years ahead", row: text(reg.FieldEnd, "2076-11-23"), want: []want{on(reg.FieldEnd, reg.CodeEndFar)}},
	{name: "end in fifty years", row: text(reg.FieldEnd, "2076-11-22")},
	{name: "end that stands for none", row: text(reg.FieldEnd, "31/12/9999"), want: []want{on(reg.FieldEnd, reg.CodeEndFar)}},
	{name: "end that stands for none, as another system writes it", row: text(reg.FieldEnd, "31/12/2099"), want: []want{on(reg.FieldEnd, reg.CodeEndFar)}},
	{name: "start more than a year ahead", row: text(reg.FieldStart, "2027-11-23"), want: []want{on(reg.FieldStart, reg.CodeStartFar)}},
	{name: "start to come", row: text(reg.FieldStart, "2027-01-04")},
	{name: "end the day before the start", row: text(reg.FieldEnd, "2026-08-31"), want: []want{on(reg.FieldEnd, reg.CodeEndBeforeStart)}},
	{name: "end on the day of the start", row: texts(reg.FieldStart, "2026-11-22", reg.FieldEnd, "2026-11-22")},
	{name: "end today", row: text(reg.FieldEnd, "2026-11-22")},
	{name: "end yesterday", row: text(reg.FieldEnd, "2026-11-21"), want: []want{on(reg.FieldEnd, reg.CodeEndPast)}},
	{name: "end to come", row: text(reg.FieldEnd, "2030-02-28")},
	{name: "death today", row: texts(reg.FieldEnd, "2026-11-22", reg.FieldEndReason, "DCD"), want: []want{on(reg.FieldEndReason, reg.CodeEndReasonDeath)}},
	{name: "death to come", row: texts(reg.FieldEnd, "2027-12-31", reg.FieldEndReason, "DCD"), want: []want{on(reg.FieldEndReason, reg.CodeEndReasonDeath)}},
	{name: "reason without end", row: text(reg.FieldEndReason, "CHL"), want: []want{on(reg.FieldEndReason, reg.CodeEndReasonAlone)}},
	{name: "reason with end", row: texts(reg.FieldEndReason, "CHL", reg.FieldEnd, "2027-01-31")},
	{name: "reason unknown", row: text(reg.FieldEndReason, "XX"), want: []want{on(reg.FieldEndReason, roles.CodeEndReasonUnknown)}},
	{name: "métier younger than the start", row: texts(reg.FieldProfession, "375", reg.FieldStart, "2026-03-29"), want: []want{on(reg.FieldProfession, reg.CodeCodeYounger)}},
	{name: "métier younger than the start, by a policy that is none", row: texts(reg.FieldProfession, "375", reg.FieldStart, "2026-03-29"), ctx: func(c *reg.Context) { c.Policy.Codes = 7 }, want: []want{on(reg.FieldProfession, roles.CodeNotYet)}},
	{name: "métier as old as the start", row: texts(reg.FieldProfession, "375", reg.FieldStart, "2026-03-30")},
	{name: "métier younger than the start, strictly", row: texts(reg.FieldProfession, "375", reg.FieldStart, "2026-03-29"), ctx: func(c *reg.Context) { c.Policy.Codes = reg.CodesOnStart }, want: []want{on(reg.FieldProfession, roles.CodeNotYet)}},
	{name: "métier to come", row: texts(reg.FieldProfession, "375", reg.FieldStart, "2026-03-01"), ctx: atWithInformation(civil.MustNew(2026, 3, 29)), req: informed(civil.MustNew(2026, 3, 1)), want: []want{on(reg.FieldProfession, roles.CodeNotYet)}},
	{name: "métier to come, in force at the start", row: texts(reg.FieldProfession, "375", reg.FieldStart, "2026-03-30"), ctx: atWithInformation(civil.MustNew(2026, 3, 29)), req: informed(civil.MustNew(2026, 3, 1))},

	// Declarations.
	{name: "information", row: text(reg.FieldInformation, ""), want: []want{on(reg.FieldInformation, reg.CodeInformationMissing)}},
	{name: "information today", row: text(reg.FieldInformation, "2026-11-22")},
	{name: "information tomorrow", row: text(reg.FieldInformation, "2026-11-23"), want: []want{on(reg.FieldInformation, reg.CodeInformationLate)}},
	{name: "information before birth", row: text(reg.FieldInformation, "1988-04-11"), want: []want{on(reg.FieldInformation, reg.CodeInformationBeforeBirth)}},
	{name: "first names with a comma", row: text(reg.FieldFirstNames, "Zoé, Anne"), want: []want{on(reg.FieldFirstNames, reg.CodeFirstNamesSeparator)}},
	{name: "birth name of blanks, typed", req: func(q *reg.Request) { q.Identity.BirthName = "\u00a0 " }, want: []want{on(reg.FieldBirthName, reg.CodeBirthNameMissing), on(reg.FieldBirthName, reg.CodeNameTypography)}},
	{name: "first name of a blank, typed", req: func(q *reg.Request) { q.Identity.FirstNames = []rpps.Private{" "} }, want: []want{on(reg.FieldFirstNames, reg.CodeFirstNamesMissing), on(reg.FieldFirstNames, reg.CodeNameNoLetter)}},
	{name: "two places of birth", req: func(q *reg.Request) {
		q.Identity.BirthPlace = rpps.BirthPlace{Commune: "33063", Country: "99104", Town: "Oslo"}
	}, want: []want{on(reg.FieldBirthPlace, reg.CodeBirthPlaceTwo), on(reg.FieldFrenchNationality, reg.CodeNationalityAssumed)}},
	{name: "town with a control character", row: texts(reg.FieldBirthPlace, "99104", reg.FieldBirthTown, "Os\tlo", reg.FieldFrenchNationality, "oui"), want: []want{on(reg.FieldBirthTown, reg.CodeTextUnusable)}},
	{name: "town in UTF-8 that was read as another character set", row: texts(reg.FieldBirthPlace, "99352", reg.FieldBirthTown, "MÃ©dÃ©a", reg.FieldFrenchNationality, "oui"), want: []want{on(reg.FieldBirthTown, reg.CodeTextUnusable)}},
	{name: "birth name read as another character set", row: text(reg.FieldBirthName, "LEFÃˆVRE"), want: []want{on(reg.FieldBirthName, reg.CodeTextUnusable)}},
	{name: "first names read as another character set", row: text(reg.FieldFirstNames, "ZoÃ© Dâ€™Anne"), want: []want{on(reg.FieldFirstNames, reg.CodeTextUnusable)}},
	{name: "exercise name read as another character set", row: text(reg.FieldExerciseName, "Dâ€™Almeida"), want: []want{on(reg.FieldExerciseName, reg.CodeTextUnusable)}},
	{name: "a town of Portugal", row: texts(reg.FieldBirthPlace, "99139", reg.FieldBirthTown, "SÃO JOÃO", reg.FieldFrenchNationality, "oui")},
	{name: "town with the ï of a Macintosh", row: texts(reg.FieldBirthPlace, "99404", reg.FieldBirthTown, "Ha•tiville", reg.FieldFrenchNationality, "oui"), want: []want{on(reg.FieldBirthTown, reg.CodeTextUnusable)}},
	{name: "exercise name with the ï of a Macintosh", row: text(reg.FieldExerciseName, "Lo•c"), want: []want{on(reg.FieldExerciseName, reg.CodeTextUnusable)}},
	{name: "a name of capitals with marks", row: texts(reg.FieldBirthName, "ÃÀ"), want: []want{on(reg.FieldBirthName, rpps.CodeNameAlphabet)}},
	{name: "a name that was read as Latin-1", row: texts(reg.FieldBirthName, "Ã\u0080GATHE"), want: []want{on(reg.FieldBirthName, reg.CodeTextUnusable)}},
	{name: "a town of Romania", row: texts(reg.FieldBirthPlace, "99114", reg.FieldBirthTown, "RÃŞINARI", reg.FieldFrenchNationality, "oui")},
	{name: "a town with an accent of its own", row: texts(reg.FieldBirthPlace, "99243", reg.FieldBirthTown, "Ã\u0323 â", reg.FieldFrenchNationality, "oui")},
	{name: "town that nobody sees", row: texts(reg.FieldBirthPlace, "99104", reg.FieldBirthTown, "\u2060", reg.FieldFrenchNationality, "oui"), want: []want{on(reg.FieldBirthTown, reg.CodeTextUnusable)}},
	{name: "exercise name with a broken byte", row: text(reg.FieldExerciseName, "A\xffB"), want: []want{on(reg.FieldExerciseName, reg.CodeTextUnusable)}},
	{name: "internal identifier of 15", row: text(reg.FieldIdentifier, "3990000010/ABCDEFGHIJKLMNO")},
	{name: "internal identifier of a sign", row: text(reg.FieldIdentifier, "3990000010/-A"), want: []want{on(reg.FieldIdentifier, reg.CodeIdentifierInternal)}},
	{name: "internal identifier of 16", row: text(reg.FieldIdentifier, "3990000010/ABCDEFGHIJKLMNOP"), want: []want{on(reg.FieldIdentifier, reg.CodeIdentifierInternal)}},
	{name: "internal identifier with a blank", row: text(reg.FieldIdentifier, "3990000010/AGENT 1"), want: []want{on(reg.FieldIdentifier, rpps.CodePersonIDShape)}},
	{name: "e-mail with an accent", row: text(reg.FieldEmail, "zoé@société.example.org"), want: []want{on(reg.FieldEmail, reg.CodeEmailUnusual)}},
	{name: "e-mail of one accent", row: text(reg.FieldEmail, "é@example.org"), want: []want{on(reg.FieldEmail, reg.CodeEmailUnusual)}},
	{name: "e-mail to a number", row: text(reg.FieldEmail, "zoe@[192.0.2.1]"), want: []want{on(reg.FieldEmail, reg.CodeEmailUnusual)}},
	{name: "e-mail quoted", row: text(reg.FieldEmail, `"a b"@example.org`), want: []want{on(reg.FieldEmail, reg.CodeEmailUnusual)}},
	{name: "prefix that begins with 0", row: text(reg.FieldPhone, "+0639980012"), want: []want{on(reg.FieldPhone, reg.CodePhonePrefix)}},
	{name: "zeros for a number", row: text(reg.FieldPhone, "0000"), want: []want{on(reg.FieldPhone, reg.CodePhonePrefix)}},
	{name: "an end that was kept and not read", req: func(q *reg.Request) {
		q.Unread = []reg.Unread{{Field: reg.FieldEnd, Text: "31/12/2027"}}
	}, want: []want{on(reg.FieldEnd, reg.CodeTextLeft)}},
	{name: "an answer that is none", req: func(q *reg.Request) { q.FrenchNationality = 7 }, want: []want{on(reg.FieldFrenchNationality, reg.CodeWordUnknown)}},
	{name: "an activity that is none", req: func(q *reg.Request) { q.Situation.Mode, q.Situation.LiberalActivity = roles.ModeLiberal, 250 }, want: []want{on(reg.FieldLiberalActivity, reg.CodeWordUnknown)}},
	{name: "an end reason that is none", req: func(q *reg.Request) { q.Situation.EndReason = 250; q.Situation.End = today }, want: []want{on(reg.FieldEndReason, reg.CodeWordUnknown)}},
	{name: "a method that is none", req: func(q *reg.Request) { q.Method = 9 }, want: []want{on(reg.FieldMethod, reg.CodeWordUnknown)}},
	{name: "information without article 13", req: func(q *reg.Request) { q.Information.Article13 = rpps.No }, want: []want{{reg.CodeInformationArticle13, ""}}},
	{name: "information without the right to object", req: func(q *reg.Request) { q.Information.NoObjection = rpps.No }, want: []want{{reg.CodeInformationNoObjection, ""}}},
	{name: "information without the publication", req: func(q *reg.Request) { q.Information.PublicData = rpps.No }, want: []want{{reg.CodeInformationPublicData, ""}}},
	{name: "information of all, one by one", req: func(q *reg.Request) {
		q.Information.Article13, q.Information.NoObjection, q.Information.PublicData = rpps.Yes, rpps.Yes, rpps.Yes
	}},
	{name: "three answers and no date", row: text(reg.FieldInformation, ""), req: func(q *reg.Request) {
		q.Information.Article13, q.Information.NoObjection, q.Information.PublicData = rpps.Yes, rpps.Yes, rpps.Yes
	}, want: []want{on(reg.FieldInformation, reg.CodeInformationMissing)}},
	{name: "no need", req: func(q *reg.Request) { q.NeedsHealthData = rpps.No }, want: []want{{reg.CodeNeedNone, ""}}},
	{name: "need", req: func(q *reg.Request) { q.NeedsHealthData = rpps.Yes }},
	{name: "notice refused", req: func(q *reg.Request) { q.LegalNotice = rpps.No }, want: []want{{reg.CodeNoticeRefused, ""}}},
	{name: "notice accepted", req: func(q *reg.Request) { q.LegalNotice = rpps.Yes }},

	// The request.
	{name: "no day", ctx: day(civil.Date{}), want: []want{{reg.CodeDayMissing, ""}}},
	{name: "pending", req: func(q *reg.Request) { q.Pending = rpps.Yes }, want: []want{{reg.CodePending, ""}}},
	{name: "not pending", req: func(q *reg.Request) { q.Pending = rpps.No }},
	{name: "new identity with a number", row: text(reg.FieldNumber, "99700000013"), req: func(q *reg.Request) { q.Purpose = reg.NewIdentity }, want: []want{{reg.CodePurposeIdentity, ""}}},
	{name: "new identity with the number in the identifier", row: text(reg.FieldIdentifier, "899700000013"), req: func(q *reg.Request) { q.Purpose = reg.NewIdentity }, want: []want{{reg.CodePurposeIdentity, ""}}},
	{name: "new identity and one number found", req: func(q *reg.Request) { q.Purpose, q.Search.Found = reg.NewIdentity, reg.FoundOne }, want: []want{{reg.CodePurposeIdentity, ""}}},
	{name: "new identity", req: func(q *reg.Request) { q.Purpose, q.Search.Found = reg.NewIdentity, reg.FoundNone }},
	{name: "new situation without number", req: func(q *reg.Request) { q.Purpose = reg.NewSituation }, want: []want{{reg.CodePurposeSituation, ""}}},
	{name: "new situation with a number that cannot be read", row: text(reg.FieldNumber, "99700000014"), req: func(q *reg.Request) { q.Purpose = reg.NewSituation }, want: []want{on(reg.FieldNumber, rpps.CodeRPPSKey)}},
	{name: "new situation", row: text(reg.FieldNumber, "99700000013"), req: func(q *reg.Request) { q.Purpose = reg.NewSituation }},
	{name: "one number found and none stated", req: func(q *reg.Request) { q.Search.Found = reg.FoundOne }, want: []want{{reg.CodePurposeSituation, ""}}},
	{name: "several numbers found", req: func(q *reg.Request) { q.Search.Found = reg.FoundSeveral }, want: []want{{reg.CodeSearchSeveral, ""}}},
	{name: "a number and none found", row: text(reg.FieldNumber, "99700000013"), req: func(q *reg.Request) { q.Search.Found = reg.FoundNone }, want: []want{{reg.CodeSearchNone, ""}}},
	{name: "a number and one found", row: text(reg.FieldNumber, "99700000013"), req: func(q *reg.Request) { q.Search.Found = reg.FoundOne }},

	// Keys.
	{name: "wrong key of the SIRET", req: func(q *reg.Request) { q.Situation.Structure.SIRET = wrongSIRET }, want: []want{on(reg.FieldSIRET, rpps.CodeSIRETKey)}},
	{name: "wrong key of the SIRET, warned", req: func(q *reg.Request) { q.Situation.Structure.SIRET = wrongSIRET }, ctx: keysWarned, want: []want{on(reg.FieldSIRET, reg.CodeKeyWrong)}},
	{name: "right keys, warned", ctx: keysWarned},
	{name: "wrong key of the number", req: func(q *reg.Request) { q.Number = wrongNumber }, want: []want{on(reg.FieldNumber, rpps.CodeRPPSKey)}},
	{name: "wrong key of the number, warned", req: func(q *reg.Request) { q.Number = wrongNumber }, ctx: keysWarned, want: []want{on(reg.FieldNumber, reg.CodeKeyWrong)}},

	// Home care.
	{name: "371", row: texts(reg.FieldProfession, "371", reg.FieldHomeCare, "oui")},
	{name: "371 not stated", row: texts(reg.FieldProfession, "371"), want: []want{on(reg.FieldHomeCare, reg.CodeHomeCareUnverified)}},
	{name: "371 not verified", row: texts(reg.FieldProfession, "371", reg.FieldHomeCare, "non"), want: []want{on(reg.FieldHomeCare, reg.CodeHomeCareUnverified)}},
	{name: "372 not verified", row: texts(reg.FieldProfession, "372", reg.FieldHomeCare, "non")},
	{name: "371 of level 2", row: texts(reg.FieldProfession, "371", reg.FieldHomeCare, "oui"), req: care(2, civil.Date{}), want: []want{{reg.CodeHomeCareLevel, ""}}},
	{name: "371 of level 3", row: texts(reg.FieldProfession, "371", reg.FieldHomeCare, "oui"), req: care(3, civil.Date{})},
	{name: "372 of level 2", row: texts(reg.FieldProfession, "372"), req: care(2, civil.Date{})},
	{name: "371 of level 2 and three years", row: texts(reg.FieldProfession, "371", reg.FieldHomeCare, "oui"), req: care(2, civil.Date{}, worked(3*365))},
	{name: "371 of three years", row: texts(reg.FieldProfession, "371", reg.FieldHomeCare, "oui"), req: care(0, civil.Date{}, worked(3*365))},
	{name: "371 of a day less", row: texts(reg.FieldProfession, "371", reg.FieldHomeCare, "oui"), req: care(0, civil.Date{}, worked(3*365-1)), want: []want{{reg.CodeHomeCareExperience, ""}}},
	{name: "371 of a day less and level 3", row: texts(reg.FieldProfession, "371", reg.FieldHomeCare, "oui"), req: care(3, civil.Date{}, worked(3*365-1))},
	{name: "card of five years", row: texts(reg.FieldProfession, "371", reg.FieldHomeCare, "oui"), req: care(0, civil.MustNew(2021, 11, 22)), want: []want{{reg.CodeHomeCareCardEnded, ""}}},
	{name: "card of a day less", row: texts(reg.FieldProfession, "371", reg.FieldHomeCare, "oui"), req: care(0, civil.MustNew(2021, 11, 23)), want: []want{{reg.CodeHomeCareCardRenewal, ""}}},
	{name: "card three months before its end", row: texts(reg.FieldProfession, "371", reg.FieldHomeCare, "oui"), req: care(0, civil.MustNew(2022, 2, 22)), want: []want{{reg.CodeHomeCareCardRenewal, ""}}},
	{name: "card three months and a day before its end", row: texts(reg.FieldProfession, "371", reg.FieldHomeCare, "oui"), req: care(0, civil.MustNew(2022, 2, 23))},

	// The caller.
	{name: "one of the establishments", ctx: func(c *reg.Context) { c.Establishments = []ges.Establishment{mine} }},
	{name: "sector contradicted", row: text(reg.FieldSector, "SA16"), ctx: knownAs(rpps.ESMS, roles.SA17), want: []want{{reg.CodeStructureContradicted, reg.PathStructure}}},
	{name: "kind contradicted", row: text(reg.FieldStructureKind, "CRT"), ctx: knownAs(rpps.ESMS, roles.SA17), want: []want{{reg.CodeStructureContradicted, reg.PathStructure}}},
	{name: "kind and sector confirmed", ctx: knownAs(rpps.ESMS, roles.SA17)},
	{name: "kind and sector known, not typed", row: texts(reg.FieldStructureKind, "", reg.FieldSector, ""), ctx: knownAs(rpps.ESMS, roles.SA17)},
	{name: "none of the establishments", row: text(reg.FieldSIRET, siretB.Canonical()), ctx: func(c *reg.Context) { c.Establishments = []ges.Establishment{mine} }, want: []want{{reg.CodeStructureOther, ""}}},
	{name: "somebody who may", ctx: caller(mine)},
	{name: "somebody who may elsewhere", row: text(reg.FieldSIRET, siretB.Canonical()), ctx: caller(mine), want: []want{{reg.CodeCallerStructure, ""}}},
	{name: "somebody who may elsewhere, and a place without access", row: texts(reg.FieldSIRET, siretB.Canonical(), reg.FieldStructureKind, "laboratoire", reg.FieldSector, ""), ctx: caller(mine), want: []want{{reg.CodeCallerStructure, ""}, {ges.CodeStructureClosed, ""}}},
	{name: "somebody without a mandate", ctx: func(c *reg.Context) {
		caller(mine)(c)
		c.Actor = &ges.Actor{ID: foreignID}
	}, want: []want{{ges.CodeMandateMissing, ""}}},
	{name: "a SIRET that cannot be read, and establishments", row: text(reg.FieldSIRET, "0009970150001A"), ctx: func(c *reg.Context) { c.Establishments = []ges.Establishment{mine} }, want: []want{on(reg.FieldSIRET, rpps.CodeSIRETShape)}},
	{name: "a SIRET that cannot be read, and a caller", row: text(reg.FieldSIRET, "0009970150001A"), ctx: caller(mine), want: []want{on(reg.FieldSIRET, rpps.CodeSIRETShape)}},
	{name: "no SIRET, and a caller", row: text(reg.FieldSIRET, ""), ctx: caller(mine), want: []want{{reg.CodeStructureMissing, reg.PathStructure}}},
	{name: "no SIRET, and establishments", row: text(reg.FieldSIRET, ""), ctx: func(c *reg.Context) { c.Establishments = []ges.Establishment{mine} }, want: []want{{reg.CodeStructureMissing, reg.PathStructure}}},
	{name: "somebody, and no establishment", ctx: func(c *reg.Context) {
		caller(mine)(c)
		c.Establishments = nil
	}, want: []want{{ges.CodeContractMissing, ""}}},
	{name: "no contract", ctx: caller(ges.Establishment{Structure: mine.Structure}), want: []want{{ges.CodeContractMissing, ""}}},
}

var (
	wrongSIRET  = wrong(rpps.Options{AcceptWrongKey: true}.SIRET("00099701500012"))
	wrongNumber = wrong(rpps.Options{AcceptWrongKey: true}.Number("99700000014"))
	mine        = ges.Establishment{
		Structure: rpps.Structure{SIRET: siretA, Kind: rpps.ESMS},
		Contract:  ges.Contract{SignedOn: civil.MustNew(2023, 1, 2), With: rpps.Structure{SIRET: siretA}},
	}
)

// caller is the legal representative of a structure, with a card.
func caller(e ges.Establishment) func(*reg.Context) {
	return func(c *reg.Context) {
		c.Establishments = []ges.Establishment{e}
		c.Actor = &ges.Actor{ID: foreignID, Mandates: []ges.Mandate{{
			Capacity:  ges.RepresentantLegal,
			Structure: rpps.Structure{SIRET: siretA},
			From:      civil.MustNew(2023, 1, 2),
			Card:      ges.Card{Kind: ges.CPS, ExpiresOn: civil.MustNew(2028, 1, 1)},
		}}}
	}
}

func retained(a rpps.Answer) func(*reg.Context) {
	return func(c *reg.Context) {
		c.Establishments = []ges.Establishment{{Structure: rpps.Structure{SIRET: siretA}, HospiConnect: a}}
	}
}

func knownAs(k rpps.StructureKind, s roles.Sector) func(*reg.Context) {
	return func(c *reg.Context) {
		c.Establishments = []ges.Establishment{{Structure: rpps.Structure{SIRET: siretA, Kind: k, Sector: s}}}
	}
}

func table(a rpps.Answer) func(*reg.Context) {
	return func(c *reg.Context) {
		c.Compatible = reg.CompatibilityTable{{Role: roles.GENR10, Sector: roles.SA17, Answer: a}}
	}
}

func atWithInformation(d civil.Date) func(*reg.Context) { return day(d) }

func informed(d civil.Date) func(*reg.Request) {
	return func(q *reg.Request) { q.Information.On = d }
}

func keysWarned(c *reg.Context) { c.Policy.Keys = reg.KeysWarned }

func care(level int, card civil.Date, periods ...reg.Period) func(*reg.Request) {
	return func(q *reg.Request) {
		q.HomeCare.Level, q.HomeCare.CardIssued, q.HomeCare.Periods = level, card, periods
	}
}

// worked is a period of so many days that ends well before today.
func worked(days int) reg.Period {
	last := civil.MustNew(2026, 6, 30)
	return reg.Period{From: last.AddDays(1 - days), Until: last, HalfTime: true}
}

func TestCheckCases(t *testing.T) {
	names := map[string]bool{}
	for _, o := range cases {
		if names[o.name] {
			t.Errorf("two cases %q", o.name)
		}
		names[o.name] = true
		t.Run(o.name, o.test)
	}
}

// Rules that no request triggers, and where they are tested.
var elsewhere = []string{
	"REG-COLUMN-",            // files
	"REG-LINE-", "REG-FILE-", // files
	"REG-DOSSIER-", // the life cycle
	"REG-DUP-",     // duplicates
	"REG-POLICY-",  // configurations
}

// TestEveryRuleTriggered fails when no case triggers a rule of the package.
func TestEveryRuleTriggered(t *testing.T) {
	seen := map[rule.Code]bool{}
	collect := func(fs rule.Faults) {
		for _, f := range fs {
			seen[f.Code()] = true
		}
	}
	for _, o := range cases {
		collect(o.check())
	}
	for _, r := range roleWalk() {
		collect(r.check())
	}
	for _, r := range modeWalk() {
		collect(r.check())
	}
	for _, r := range reg.Rules() {
		isElsewhere := slices.ContainsFunc(elsewhere, func(p string) bool { return strings.HasPrefix(string(r.Code), p) })
		switch {
		case !seen[r.Code] && !isElsewhere:
			t.Errorf("%s: no case gives it: add one to cases, or its beginning to elsewhere", r.Code)
		case seen[r.Code] && isElsewhere:
			t.Errorf("%s: a case gives it: take it out of elsewhere", r.Code)
		}
	}
}

// Outcomes of a profession as a métier, from the lists of the ANS as exported
// (TRE_R85 of 2026-11-02, G15, R94, R95, R291, R96, R21; JDV_J121 of
// 2026-05-05) and from the arrêté of 6 February 2009.
//
//	R = of JDV_J121 and in force    S = of JDV_J121, a student's
//	E = ended                       N = ended, successor named by the ANS
//	L = on no list of the portal (a code of another list: ended or not)
//	C = former code, a métier has its label
//	M = of all professionals à rôle    B = a student's, and on no list of the portal
//	O = registered by an order      A = registered by the ARS
var outcomes = map[string]string{
	"TRE_R85": `
		300L 301L 302L 303L 304L 305L 306L 307R 308L 309L 310L 311L 312R 313R 314R 315R 316R 317R 318N 319R
		320R 321R 322R 323N 324R 325R 326R 327R 328R 329R 330R 331R 332R 333R 334R 335R 336R 337R 338R 339R
		340R 341R 342R 343R 344R 345R 346B 347S 348S 349S 350C 351L 352E 353L 354S 355S 356S 357S 358S 359R
		360R 361R 362R 363R 364E 365R 366R 367R 368R 369E 370R 371R 372R 373L 374R 375R 376R 377R 378R 379R`,
	"TRE_G15": `
		10O 21O 26A 28A 31A 32A 35C 36C 37C 38C 39C 40O 50O 60O 69O 70O 80O 81A 82A 83A 84A 85A 86A 91A 92A
		93A 94A 95A 96A 98A`,
	"TRE_R94": `
		200A 201C 202C 203C 204C 205C 206C 207C 208C 209C 210C 211C 212L 213C
		41A 42C 43C 44C 45C 46C 47C 48C 49C 51C 52C 53C`,
	"TRE_R95":  `171A 172A 173A 193A 194C 71A 72A 73A 93A 97C`,
	"TRE_R291": `950L 99M`,
	"TRE_R96":  `400C 401C 402C 403C 404C 405A 406A 407L 408L 409L`,
}

// counterparts are the métiers of the same label, or their successors.
var counterparts = map[string]string{
	"TRE_R85 350": "372",
	"TRE_G15 35":  "313", "TRE_G15 36": "314", "TRE_G15 37": "315", "TRE_G15 38": "316", "TRE_G15 39": "317",
	"TRE_R94 201": "328", "TRE_R94 202": "319", "TRE_R94 203": "320", "TRE_R94 204": "321", "TRE_R94 205": "322",
	"TRE_R94 206": "328", "TRE_R94 207": "324", "TRE_R94 208": "325", "TRE_R94 209": "326", "TRE_R94 210": "327",
	"TRE_R94 211": "372", "TRE_R94 213": "328",
	"TRE_R94 42": "328", "TRE_R94 43": "319", "TRE_R94 44": "320", "TRE_R94 45": "321", "TRE_R94 46": "322",
	"TRE_R94 47": "328", "TRE_R94 48": "324", "TRE_R94 49": "325", "TRE_R94 51": "326", "TRE_R94 52": "327", "TRE_R94 53": "328",
	"TRE_R95 194": "329", "TRE_R95 97": "329",
	"TRE_R96 400": "313", "TRE_R96 401": "315", "TRE_R96 402": "316", "TRE_R96 403": "317", "TRE_R96 404": "329",
}

// TestProfessions walks every profession through every category.
func TestProfessions(t *testing.T) {
	expected := map[string]byte{}
	for list, codes := range outcomes {
		for c := range strings.FieldsSeq(codes) {
			expected[list+" "+c[:len(c)-1]] = c[len(c)-1]
		}
	}
	walked := 0
	for p := range roles.Professions() {
		key := strings.SplitN(p.List().Name(), "-", 2)[0] + " " + p.Code()
		outcome := expected[key]
		if strings.HasPrefix(key, "TRE_R21 ") {
			outcome = 'L' // a function and no métier, ended or not
		}
		if outcome == 0 {
			t.Errorf("%s: not in the table of the test", key)
			continue
		}
		walked++
		for c := range roles.Categories() {
			got := one{
				row: text(reg.FieldHomeCare, "oui"),
				req: func(q *reg.Request) {
					q.Situation.Function, q.Situation.Category = p, c
				},
			}.check()
			var errs []rule.Code
			var about rule.Fault
			for _, f := range got {
				if f.Severity() != rule.Error {
					continue
				}
				if f.Path() == reg.FieldCategory.Path() && f.Code() != reg.CodeStudentClosed {
					continue // TestCheckCases has the categories
				}
				errs, about = append(errs, f.Code()), f
			}
			var codes []rule.Code
			switch outcome {
			case 'R':
				if c == roles.CategoryStudent {
					codes = []rule.Code{reg.CodeStudentClosed}
				}
			case 'S':
				codes = []rule.Code{reg.CodeStudentClosed}
			case 'E':
				codes = []rule.Code{roles.CodeEnded}
			case 'N':
				codes = []rule.Code{roles.CodeSuccessor}
			case 'M':
				codes = []rule.Code{reg.CodeProfessionMissing}
			case 'B':
				codes = []rule.Code{reg.CodeProfessionList, reg.CodeStudentClosed}
			case 'L':
				codes = []rule.Code{reg.CodeProfessionList}
			case 'C':
				codes = []rule.Code{reg.CodeProfessionCounterpart}
			case 'O':
				codes = []rule.Code{reg.CodeProfessionOrder}
			case 'A':
				codes = []rule.Code{reg.CodeProfessionARS}
			}
			if c == roles.CategoryStudent && outcome != 'R' && outcome != 'S' {
				// What is refused stays refused for a student, whatever is said.
				if len(errs) == 0 {
					t.Errorf("%s %s, category E: nothing refuses it", key, p.Label())
				}
				continue
			}
			if !slices.Equal(errs, codes) {
				t.Errorf("%s %s, category %s: %v, want %v", key, p.Label(), c, errs, codes)
				continue
			}
			message := about.Message(french)
			switch outcome {
			case 'N':
				if !strings.Contains(message, "328") {
					t.Errorf("%s: the successor is not named: %s", key, message)
				}
			case 'C':
				if !strings.Contains(message, counterparts[key]) || counterparts[key] == "" {
					t.Errorf("%s: %s is not named: %s", key, counterparts[key], message)
				}
			case 'O':
				if !strings.Contains(message, "Ordre") {
					t.Errorf("%s: the order is not named: %s", key, message)
				}
			case 'A':
				if !strings.Contains(message, "ARS") || !strings.Contains(message, "eRPPS") {
					t.Errorf("%s: it is not said where to register: %s", key, message)
				}
			}
		}
	}
	if walked < 200 {
		t.Errorf("%d professions walked", walked)
	}
}

// TestEndedCodes asks on the borders of the ends of métiers.
func TestEndedCodes(t *testing.T) {
	for _, tt := range []struct {
		profession, start, at string
		want                  rule.Code
	}{
		{"318", "2025-01-06", "2025-12-21", ""},
		{"318", "2025-01-06", "2025-12-22", roles.CodeSuccessor},
		{"318", "2025-01-06", "2025-12-23", roles.CodeSuccessor},
		{"318", "2025-12-21", "2025-12-01", ""},
		{"318", "2025-12-22", "2025-12-01", roles.CodeSuccessor},
		{"318", "2025-12-23", "2025-12-01", roles.CodeSuccessor},
		{"323", "2025-01-06", "2025-12-21", ""},
		{"323", "2025-01-06", "2025-12-22", roles.CodeSuccessor},
		{"350", "2025-01-06", "2025-03-27", ""},
		{"350", "2025-01-06", "2025-03-28", reg.CodeProfessionCounterpart},
		{"364", "2026-01-06", "2026-11-01", ""},
		{"364", "2026-01-06", "2026-11-02", roles.CodeEnded},
		{"364", "2026-01-06", "2026-11-03", roles.CodeEnded},
		{"364", "2026-11-01", "2026-10-01", ""},
		{"364", "2026-11-02", "2026-10-01", roles.CodeEnded},
	} {
		at := civil.MustParseISO(tt.at)
		o := one{
			name: tt.profession + " from " + tt.start + ", sent on " + tt.at,
			row:  texts(reg.FieldProfession, tt.profession, reg.FieldStart, tt.start, reg.FieldInformation, "2025-01-02"),
			ctx:  day(at),
		}
		if tt.want != "" {
			o.want = []want{on(reg.FieldProfession, tt.want)}
		}
		t.Run(o.name, o.test)
	}
}

// roleWalk is every role under both policies.
func roleWalk() []one {
	var out []one
	for r := range roles.Roles() {
		for _, g := range []reg.Genres{reg.SixRoles, reg.PortalGenres} {
			o := one{
				name: fmt.Sprintf("%s, policy %d", r, g),
				req:  func(q *reg.Request) { q.Situation.Role = r },
				ctx:  func(c *reg.Context) { c.Policy.Genres = g },
			}
			switch r.Code() {
			case "GENR08", "GENR09", "GENR10", "GENR11", "GENR12":
			case "GENR13": // in no column of the matrix of the CNAM
				o.want = []want{on(reg.FieldRole, reg.CodeRoleNoColumn)}
			case "GENR05", "GENR07":
				o.want = []want{on(reg.FieldRole, roles.CodeEnded)}
			case "GENR01", "GENR99":
				o.want = []want{on(reg.FieldRole, reg.CodeRoleGenre)}
				if g == reg.PortalGenres {
					o.want = []want{on(reg.FieldRole, reg.CodeRoleGenreKept)}
				}
			default:
				o.want = []want{on(reg.FieldRole, reg.CodeRoleList)}
			}
			out = append(out, o)
		}
	}
	return out
}

func TestRoles(t *testing.T) {
	walk := roleWalk()
	if len(walk) != 28 {
		t.Errorf("%d cases", len(walk))
	}
	for _, o := range walk {
		t.Run(o.name, o.test)
	}
}

// modeWalk is every mode with every type of liberal activity, and without.
func modeWalk() []one {
	var out []one
	types := append([]roles.LiberalActivity{0}, slices.Collect(roles.LiberalActivities())...)
	for m := range roles.PracticeModes() {
		for _, l := range types {
			o := one{
				name: fmt.Sprintf("mode %s, type %s", m, l),
				req:  func(q *reg.Request) { q.Situation.Mode, q.Situation.LiberalActivity = m, l },
			}
			if m.Code() == "L" && l == 0 {
				o.want = append(o.want, on(reg.FieldLiberalActivity, reg.CodeLiberalDefault))
			}
			if m.Code() != "L" && l != 0 {
				o.want = append(o.want, on(reg.FieldLiberalActivity, reg.CodeLiberalUnused))
			}
			if m.Code() == "I" {
				o.want = append(o.want, on(reg.FieldMode, reg.CodeModeIndirect))
			}
			out = append(out, o)
		}
	}
	return out
}

func TestModes(t *testing.T) {
	for _, o := range modeWalk() {
		t.Run(o.name, o.test)
	}
	// The completion is what Completed does, and nothing else.
	row := plain()
	row[reg.FieldMode] = "L"
	q := row.Request()
	if got := q.Completed().Situation.LiberalActivity.Code(); got != "ACT-LIB-05" {
		t.Errorf("completed with %q", got)
	}
	if q.Situation.LiberalActivity != 0 {
		t.Error("Completed changed its receiver")
	}
	if fs := reg.Check(q.Completed(), reg.Context{At: today}); len(fs) != 0 {
		t.Errorf("after the completion: %v", fs)
	}
	for _, r := range []struct {
		mode, liberal, want string
	}{
		{"S", "", ""},
		{"B", "", ""},
		{"", "", ""},
		{"L", "ACT-LIB-02", "ACT-LIB-02"},
		{"S", "ACT-LIB-02", "ACT-LIB-02"},
		{"L", "remplaçant de tous", ""}, // what cannot be read is not written over
		{"S", "remplaçant de tous", ""},
	} {
		var q reg.Request
		_, _ = q.Set(reg.FieldMode, r.mode), q.Set(reg.FieldLiberalActivity, r.liberal)
		if got := q.Completed().Situation.LiberalActivity.Code(); got != r.want {
			t.Errorf("mode %q, activity %q: completed with %q, want %q", r.mode, r.liberal, got, r.want)
		}
	}
	for _, f := range reg.Check(q, reg.Context{At: today}) {
		if f.Severity() != rule.Completion || !strings.Contains(f.Message(french), "ACT-LIB-05") {
			t.Errorf("the completion does not say with what: %v", f)
		}
	}
}

// TestAccess walks every kind of structure, sector and answer on HospiConnect.
func TestAccess(t *testing.T) {
	told := map[string]rpps.StructureKind{}
	for k, sectors := range map[rpps.StructureKind]string{
		rpps.ESMS:       "SA16 SA17 SA18 SA20 SA21 SA41",
		rpps.Officine:   "SA33 SA38 SA39 SA65",
		rpps.Hospital:   "SA01 SA02 SA03 SA04 SA36",
		rpps.Practice:   "SA07 SA08 SA09",
		rpps.Laboratory: "SA25 SA29 SA59",
	} {
		for s := range strings.FieldsSeq(sectors) {
			told[s] = k
		}
	}
	social := func(k rpps.StructureKind) bool { return k == rpps.ESMS || k == rpps.DAC || k == rpps.CRT }
	sectors := append([]roles.Sector{0}, slices.Collect(roles.Sectors())...)
	for kind := rpps.StructureKind(0); kind <= rpps.OtherStructure; kind++ {
		for _, sector := range sectors {
			for _, hc := range []rpps.Answer{0, rpps.Yes, rpps.No} {
				of := told[sector.Code()]
				use, code := kind, rule.Code("")
				switch {
				case kind == 0:
					use = of
				case of != 0 && of != kind && !(social(of) && social(kind)):
					code = ges.CodeStructureKinds
				}
				if code == "" {
					switch use {
					case 0:
						code = ges.CodeStructureUnknown
					case rpps.Hospital:
						code = map[rpps.Answer]rule.Code{0: ges.CodeHospiConnectUnknown, rpps.No: ges.CodeStructureHospiConnect}[hc]
					case rpps.Practice, rpps.Laboratory, rpps.OtherStructure:
						code = ges.CodeStructureClosed
					}
				}
				got := one{
					req: func(q *reg.Request) { q.Situation.Structure.Kind, q.Situation.Structure.Sector = kind, sector },
					ctx: func(c *reg.Context) {
						if hc != 0 {
							retained(hc)(c)
						}
					},
				}.check()
				var codes []rule.Code
				for _, f := range got {
					if strings.HasPrefix(string(f.Code()), "GES-") {
						codes = append(codes, f.Code())
						if f.Path() != reg.PathStructure {
							t.Errorf("kind %s, sector %s: at %q", kind, sector, f.Path())
						}
					}
				}
				if code == "" && len(codes) != 0 || code != "" && !slices.Equal(codes, []rule.Code{code}) {
					t.Errorf("kind %s, sector %s, HospiConnect %s: %v, want %s", kind, sector, hc, codes, code)
				}
			}
		}
	}
}

// TestNothingStops checks the empty request: all that is compulsory is asked
// for at once.
func TestNothingStops(t *testing.T) {
	got := reg.Check(reg.Request{}, reg.Context{At: today})
	for _, c := range []rule.Code{
		reg.CodeBirthNameMissing, reg.CodeFirstNamesMissing, reg.CodeSexMissing, reg.CodeBirthDateMissing,
		reg.CodeBirthPlaceMissing, reg.CodeEmailMissing, reg.CodePhoneMissing, reg.CodeProfessionMissing,
		reg.CodeCategoryMissing, reg.CodeRoleMissing, reg.CodeModeMissing, reg.CodeStructureMissing,
		reg.CodeStartMissing, reg.CodeInformationMissing,
	} {
		if !got.Has(c) {
			t.Errorf("no %s", c)
		}
	}
	if n := got.Count(rule.Error); n != 14 {
		t.Errorf("%d errors, want 14: %v", n, got)
	}
	if !slices.IsSortedFunc(got, func(a, b rule.Fault) int {
		return strings.Compare(a.Path()+"\x00"+string(a.Code()), b.Path()+"\x00"+string(b.Code()))
	}) {
		t.Errorf("not sorted: %v", got)
	}
}

// TestNamesWithoutRule: Pro Santé Identité gives its alphabet for lastName and
// firstNames; of professionalLastName it only says that it is not empty, and
// the usage name is not sent. Nothing refuses another letter there.
func TestNamesWithoutRule(t *testing.T) {
	for _, f := range []reg.Field{reg.FieldExerciseName, reg.FieldExerciseFirstName, reg.FieldUsageName} {
		for _, name := range []string{"Muñoz", "D\u2019Arc", "Dvořák"} {
			for _, fault := range (one{row: text(f, name)}).check() {
				if fault.Severity() == rule.Error {
					t.Errorf("%s: refused: %v", f.Column(), fault)
				}
			}
		}
	}
}

// TestKindContradicted: what is typed does not outweigh what is known of the
// establishment.
func TestKindContradicted(t *testing.T) {
	known := ges.Establishment{
		Structure: rpps.Structure{SIRET: siretA, Kind: rpps.Laboratory, Sector: roles.SA25},
		Contract:  mine.Contract,
	}
	for name, ctx := range map[string]func(*reg.Context){
		"establishment": func(c *reg.Context) { c.Establishments = []ges.Establishment{known} },
		"caller":        caller(known),
	} {
		t.Run(name, func(t *testing.T) {
			// Nothing typed: the laboratory has no access.
			fs := one{row: texts(reg.FieldStructureKind, "", reg.FieldSector, ""), ctx: ctx}.check()
			if !fs.Has(ges.CodeStructureClosed) {
				t.Errorf("a laboratory has access: %v", fs)
			}
			// ESMS typed: the contradiction is said.
			if fs := (one{ctx: ctx}).check(); len(fs) == 0 {
				t.Error("a laboratory has access because somebody typed ESMS")
			}
		})
	}
}

// longest is an address of n bytes with long labels.
func longest(n int) string {
	label := strings.Repeat("b", 63)
	start := "zoe@" + label + "." + label + "." + label + "."
	return start + strings.Repeat("c", n-len(start))
}

func TestEmails(t *testing.T) {
	for address, right := range map[string]bool{
		"zoe@example.org":                         true,
		"zoe.lefevre@example.org":                 true,
		"z@sous.domaine.example.org":              true,
		"o'brien@example.org":                     true,
		"a_b-c+d@example.org":                     true,
		"zoe@exa-mple.org":                        true,
		"zoe@xn--exmple-cua.org":                  true,
		strings.Repeat("a", 64) + "@example.org":  true,
		strings.Repeat("a", 65) + "@example.org":  false,
		"zoe@example.fr":                          true,
		"zoe@" + strings.Repeat("a", 63) + ".org": true,
		longest(254):                              true,
		longest(255):                              false,
		"zoe@example.0rg":                         false,
		"zoe@example.9rg":                         false,
		"zoe@example.a1":                          true,
		`ab"@example.org`:                         false,
		`"ab@example.org`:                         false,
		`""@example.org`:                          false,
		"zo€@example.org":                         false,
		"\"a\tb\"@example.org":                    false,
		"\"a\x80b\"@example.org":                  false,
		"zoe@[192.0.2.1":                          false,
		"zoe@192.0.2.1]":                          false,
		"zoe@[]":                                  false,
		"zo\x80@example.org":                      false,
		"zo\u0085@example.org":                    false,
		"zo\t@example.org":                        false,
		"zoe":                                     false,
		"@example.org":                            false,
		"zoe@":                                    false,
		"zoe@example":                             false,
		"zoe@.org":                                false,
		"zoe@example..org":                        false,
		"zoe@example.org.":                        false,
		"zoe@-example.org":                        false,
		"zoe@example-.org":                        false,
		"zoe@example.o":                           false,
		"zoe@192.0.2.1":                           false,
		".zoe@example.org":                        false,
		"zoe.@example.org":                        false,
		"zoe..l@example.org":                      false,
		"zoe l@example.org":                       false,
		"zoe,l@example.org":                       false,
		"zoe@exam ple.org":                        false,
		"a@b@example.org":                         false,
		"<zoe@example.org>":                       false,
		"zoe@example.org; l@example.org":          false,
		"zoe@" + strings.Repeat("a", 64) + ".org": false,
	} {
		// Typed: the reader of texts refuses some before.
		o := one{name: address, req: func(q *reg.Request) { q.Contact.Email = rpps.Private(address) }}
		if !right {
			o.want = []want{on(reg.FieldEmail, reg.CodeEmailShape)}
		}
		o.test(t)
	}
}

func TestPhones(t *testing.T) {
	for phone, code := range map[string]rule.Code{
		"0639981234": "", "0033639981234": "", "+33639981234": "", "+330639981234": "", "+33 (0)6 39 98 12 34": "",
		"0692000000": "", "+262692000000": "", "00262692000000": "", "+41790000000": "",
		"0033199001234": reg.CodePhoneLandline, "0590000000": reg.CodePhoneLandline, "0900000000": reg.CodePhoneLandline,
		"00336399812": reg.CodePhoneLength, "12345": reg.CodePhoneLength, "063998123": reg.CodePhoneLength,
		"639981234": reg.CodePhoneZero,
		"06x":       reg.CodePhoneShape, "+": reg.CodePhoneShape, "6+39981234": reg.CodePhoneShape, "06 39 98 12 34 / 07": reg.CodePhoneShape,
	} {
		o := one{name: phone, row: text(reg.FieldPhone, phone)}
		if code != "" {
			o.want = []want{on(reg.FieldPhone, code)}
		}
		o.test(t)
	}
}

// TestFirstNamesOfPrograms: what a program puts in the list, without Set.
func TestFirstNamesOfPrograms(t *testing.T) {
	for _, tt := range []struct {
		names []rpps.Private
		code  rule.Code
	}{
		{[]rpps.Private{"Zoë", "Marie Thérèse"}, ""},
		{[]rpps.Private{}, reg.CodeFirstNamesMissing},
		{[]rpps.Private{""}, reg.CodeFirstNamesMissing},
		{[]rpps.Private{"Zoë", ""}, reg.CodeFirstNamesMissing},
		{[]rpps.Private{"Zoë", "Mar1e"}, rpps.CodeNameAlphabet},
	} {
		o := one{name: fmt.Sprint(len(tt.names), tt.code), req: func(q *reg.Request) { q.Identity.FirstNames = tt.names }}
		if tt.code != "" {
			o.want = []want{on(reg.FieldFirstNames, tt.code)}
		}
		o.test(t)
	}
}

func TestExperience(t *testing.T) {
	d := civil.MustParseISO
	half := func(from, to string) reg.Period {
		p := reg.Period{From: d(from), HalfTime: true}
		if to != "" {
			p.Until = d(to)
		}
		return p
	}
	for _, tt := range []struct {
		name    string
		day     string
		periods []reg.Period
		days    int
	}{
		{"none", "2026-11-22", nil, 0},
		{"one day", "2026-11-22", []reg.Period{half("2026-11-22", "2026-11-22")}, 1},
		{"first day of the window", "2026-11-22", []reg.Period{half("2021-11-23", "2021-11-23")}, 1},
		{"day before the window", "2026-11-22", []reg.Period{half("2021-11-22", "2021-11-22")}, 0},
		{"day after", "2026-11-22", []reg.Period{half("2026-11-23", "")}, 0},
		{"the window, still running", "2026-11-22", []reg.Period{half("1990-01-01", "")}, 1826},
		{"the window of a 29 February", "2024-02-29", []reg.Period{half("1990-01-01", "")}, 1827},
		{"days counted once", "2026-11-22", []reg.Period{half("2025-01-01", "2025-01-31"), half("2025-01-15", "2025-02-10"), half("2025-01-20", "2025-01-21")}, 41},
		{"less than half time", "2026-11-22", []reg.Period{{From: d("2025-01-01")}}, 0},
		{"no start", "2026-11-22", []reg.Period{{Until: d("2025-01-01"), HalfTime: true}}, 0},
		{"end before start", "2026-11-22", []reg.Period{half("2025-02-01", "2025-01-01")}, 0},
		{"three years", "2026-11-22", []reg.Period{half("2023-11-24", "")}, 1095},
		{"three years less a day", "2026-11-22", []reg.Period{half("2023-11-25", "")}, 1094},
	} {
		days, enough := reg.Experience(tt.periods, d(tt.day))
		if days != tt.days || enough != (tt.days >= 1095) {
			t.Errorf("%s: %d, %v, want %d", tt.name, days, enough, tt.days)
		}
	}
	if days, enough := reg.Experience([]reg.Period{half("1990-01-01", "")}, civil.Date{}); days != 0 || enough {
		t.Errorf("no day: %d, %v", days, enough)
	}
}

func TestHomeCareCardEnd(t *testing.T) {
	for issued, want := range map[string][2]string{
		"2021-11-22": {"2026-11-22", "2026-08-22"},
		"2024-02-29": {"2029-02-28", "2028-11-28"},
		"2025-05-31": {"2030-05-31", "2030-02-28"},
	} {
		end, renewal := reg.HomeCareCardEnd(civil.MustParseISO(issued))
		if iso(end) != want[0] || iso(renewal) != want[1] {
			t.Errorf("%s: %s, %s, want %v", issued, end, renewal, want)
		}
	}
	if end, renewal := reg.HomeCareCardEnd(civil.Date{}); !end.IsZero() || !renewal.IsZero() {
		t.Error("an end for no card")
	}
}

func TestCompatibilityTable(t *testing.T) {
	from, until := civil.MustNew(2026, 1, 1), civil.MustNew(2026, 12, 31)
	table := reg.CompatibilityTable{
		{Role: roles.GENR08, Sector: roles.SA17, From: from, Until: until, Answer: rpps.No},
		{Role: roles.GENR08, Answer: rpps.Yes},
		{Kind: rpps.DAC, Answer: rpps.No},
	}
	for _, tt := range []struct {
		c    reg.Combination
		want rpps.Answer
	}{
		{reg.Combination{Role: roles.GENR08, Sector: roles.SA17, At: from}, rpps.No},
		{reg.Combination{Role: roles.GENR08, Sector: roles.SA17, At: until}, rpps.No},
		{reg.Combination{Role: roles.GENR08, Sector: roles.SA17, At: from.AddDays(-1)}, rpps.Yes},
		{reg.Combination{Role: roles.GENR08, Sector: roles.SA17, At: until.AddDays(1)}, rpps.Yes},
		{reg.Combination{Role: roles.GENR08, Sector: roles.SA16, Kind: rpps.DAC, At: from}, rpps.Yes},
		// What is left out might be what an earlier row refuses.
		{reg.Combination{Role: roles.GENR08, Sector: roles.SA17}, 0},
		{reg.Combination{Role: roles.GENR08, Kind: rpps.DAC, At: from}, 0},
		{reg.Combination{Role: roles.GENR08, Kind: rpps.DAC, At: from.AddDays(-1)}, rpps.Yes},
		{reg.Combination{Role: roles.GENR08}, 0},
		{reg.Combination{Sector: roles.SA17, At: from}, 0},
		{reg.Combination{Role: roles.GENR09, Kind: rpps.DAC, At: from}, rpps.No},
		{reg.Combination{Role: roles.GENR09, Kind: rpps.ESMS, At: from}, 0},
		{reg.Combination{}, 0},
	} {
		if got := table.Compatible(tt.c); got != tt.want {
			t.Errorf("%+v: %s, want %s", tt.c, got, tt.want)
		}
	}
	// A doubt keeps no later row from refusing; a row may have one of its two days.
	doubted := reg.CompatibilityTable{
		{Sector: roles.SA17, Answer: rpps.No}, {Role: roles.GENR09, Answer: rpps.Yes}, {Role: roles.GENR11, Answer: rpps.No},
	}
	if got := doubted.Compatible(reg.Combination{Role: roles.GENR11, At: from}); got != rpps.No {
		t.Errorf("refused by a later row: %s", got)
	}
	for _, row := range []reg.CompatibilityRow{{From: until, Answer: rpps.Yes}, {Until: from, Answer: rpps.Yes}} {
		if got := (reg.CompatibilityTable{row}).Compatible(reg.Combination{At: from.AddDays(30)}); got != 0 {
			t.Errorf("out of the days of %+v: %s", row, got)
		}
		if got := (reg.CompatibilityTable{row}).Compatible(reg.Combination{}); got != 0 {
			t.Errorf("on no day, %+v: %s", row, got)
		}
	}
}
