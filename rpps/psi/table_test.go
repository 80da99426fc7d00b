package psi_test

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// A broken request breaks a rule, among others perhaps.
type broken struct {
	request registration.Request
	context registration.Context
	options psi.Options
	path    string // of rules of the package
}

// cases breaks each rule that the table names, and each rule of the package on
// requests.
func cases() map[rule.Code]broken {
	out := map[rule.Code]broken{}
	add := func(code rule.Code, path string, change func(*broken)) {
		b := broken{request: marie(), context: context(), path: path}
		change(&b)
		out[code] = b
	}
	request := func(code rule.Code, change func(*registration.Request)) {
		add(code, "", func(b *broken) { change(&b.request) })
	}
	set := func(code rule.Code, f registration.Field, text string) {
		request(code, func(r *registration.Request) { _ = r.Set(f, text) })
	}
	structure := func(code rule.Code, f registration.Field, text string) {
		request(code, func(r *registration.Request) {
			r.Situation.Structure = rpps.Structure{}
			_ = r.Set(f, text)
		})
	}
	metier := func(code rule.Code, p roles.Profession, k rpps.StructureKind) {
		request(code, func(r *registration.Request) { r.Situation.Function, r.Situation.Structure.Kind = p, k })
	}

	// Identity.
	set(registration.CodeBirthNameMissing, registration.FieldBirthName, "")
	set(registration.CodeFirstNamesMissing, registration.FieldFirstNames, "")
	set(registration.CodeFirstNamesLength, registration.FieldFirstNames, strings.Repeat("Zoé ", 80))
	set(registration.CodeNameTypography, registration.FieldBirthName, "D’ESSAI")
	set(registration.CodeNameNoLetter, registration.FieldBirthName, "--")
	set(rpps.CodeNameAlphabet, registration.FieldBirthName, "ŠTEST")
	set(rpps.CodeNameLength, registration.FieldBirthName, strings.Repeat("A", 301))
	set(registration.CodeSexMissing, registration.FieldSex, "")
	set(registration.CodeSexUnread, registration.FieldSex, "Q")
	set(registration.CodeBirthDateMissing, registration.FieldBirthDate, "")
	set(registration.CodeDateShape, registration.FieldBirthDate, "15 février")
	set(registration.CodeNoSuchDay, registration.FieldBirthDate, "31/02/1990")
	set(registration.CodeDateSerial, registration.FieldBirthDate, "32919")
	set(registration.CodeBirthPlaceMissing, registration.FieldBirthPlace, "")
	set(registration.CodeBirthPlaceLength, registration.FieldBirthPlace, "991310")
	set(registration.CodeBirthPlaceZeros, registration.FieldBirthPlace, "1004")
	set(registration.CodeBirthPlaceShape, registration.FieldBirthPlace, "99A31")
	set(registration.CodeBirthPlaceFrance, registration.FieldBirthPlace, "99100")
	set(registration.CodeBirthPlaceDepartment, registration.FieldBirthPlace, "00001")
	set(registration.CodeBirthPlaceCountry, registration.FieldBirthPlace, "99999")
	set(registration.CodeBirthPlacePostcode, registration.FieldBirthPlace, "33000")
	set(registration.CodeBirthTownMissing, registration.FieldBirthPlace, "99131")
	request(registration.CodeTextUnusable, func(r *registration.Request) {
		r.Identity.BirthPlace = rpps.BirthPlace{Country: "99131", Town: "VILLE\nD'ESSAI"}
	})
	set(registration.CodeAnswerUnread, registration.FieldFrenchNationality, "peut-être")
	set(registration.CodeEmailMissing, registration.FieldEmail, "")
	set(registration.CodeEmailShape, registration.FieldEmail, "zoe")
	set(registration.CodePhoneMissing, registration.FieldPhone, "")
	set(registration.CodePhoneShape, registration.FieldPhone, "rien")
	set(registration.CodePhoneLength, registration.FieldPhone, "06399800")
	set(registration.CodeIdentifierKind, registration.FieldIdentifier, "4000997015/LOCAL1")
	set(rpps.CodePersonIDUnknown, registration.FieldIdentifier, "2990000010")
	set(rpps.CodePersonIDShape, registration.FieldIdentifier, "3990000010")
	set(registration.CodeIdentifierOther, registration.FieldIdentifier, "899700000021")
	set(rpps.CodeRPPSShape, registration.FieldNumber, "9970000001345")
	set(rpps.CodeRPPSKey, registration.FieldNumber, "99700000014")
	set(registration.CodeNumberNIR, registration.FieldNumber, "295109912611193")
	set(registration.CodeNumberNone, registration.FieldNumber, "en cours")
	request(registration.CodeIdentifierKind, func(r *registration.Request) { r.Identifier = rpps.ForeignPersonID("X1") })
	request(registration.CodeNationalityIdentifier, func(r *registration.Request) {
		r.FrenchNationality, r.Number, r.Purpose = rpps.No, rpps.Number{}, registration.NewIdentity
	})
	request(registration.CodeSearchSeveral, func(r *registration.Request) { r.Search.Found = registration.FoundSeveral })
	request(registration.CodeSearchNone, func(r *registration.Request) { r.Search.Found = registration.FoundNone })
	request(registration.CodePurposeSituation, func(r *registration.Request) { r.Number = rpps.Number{} })

	// Situation.
	set(registration.CodeProfessionMissing, registration.FieldProfession, "")
	set(roles.CodeProfessionUnknown, registration.FieldProfession, "métier d'essai")
	set(registration.CodeCategoryMissing, registration.FieldCategory, "")
	set(roles.CodeCategoryUnknown, registration.FieldCategory, "Z")
	set(registration.CodeStartMissing, registration.FieldStart, "")
	set(registration.CodeRoleMissing, registration.FieldRole, "")
	set(roles.CodeRoleUnknown, registration.FieldRole, "GENR77")
	set(registration.CodeModeMissing, registration.FieldMode, "")
	set(roles.CodeModeUnknown, registration.FieldMode, "Z")
	set(roles.CodeEndReasonUnknown, registration.FieldEndReason, "ZZZ")
	set(roles.CodeLiberalUnknown, registration.FieldLiberalActivity, "ACT-LIB-77")
	set(registration.CodeEndBeforeStart, registration.FieldEnd, "2026-11-30")
	request(registration.CodeRoleList, func(r *registration.Request) { r.Situation.Role = roles.GENR04 })
	request(registration.CodeRoleGenre, func(r *registration.Request) { r.Situation.Role = roles.GENR01 })
	request(registration.CodeModeIndirect, func(r *registration.Request) { r.Situation.Mode = roles.ModeIndirect })
	metier(registration.CodeProfessionList, profession("373"), rpps.ESMS)
	// Both speak of codes that have ended since.
	add(registration.CodeProfessionCounterpart, "", func(b *broken) {
		b.context.At, b.request.Situation.Start = civil.MustParseISO("2024-06-01"), civil.MustParseISO("2024-06-01")
		b.request.Situation.Function = profession("35")
	})
	add(registration.CodeCategoryList, "", func(b *broken) {
		b.context.At, b.request.Situation.Start = civil.MustParseISO("2026-01-05"), civil.MustParseISO("2026-01-05")
		b.request.Situation.Category = category("F")
	})
	metier(registration.CodeProfessionOrder, profession("10"), rpps.ESMS)
	metier(registration.CodeProfessionARS, ars(), rpps.ESMS)
	metier(roles.CodeEnded, profession("364"), rpps.ESMS)
	metier(roles.CodeSuccessor, profession("318"), rpps.ESMS)
	metier(registration.CodeCompatibilityHospital, roles.MetierPreparateurHospitalier, rpps.ESMS)
	metier(registration.CodeCompatibilityOfficine, roles.MetierAideSoignant, rpps.Officine)
	metier(registration.CodeCompatibilityHomeCare, roles.MetierAideADomicile, rpps.Hospital)
	add(registration.CodeCompatibilityRefused, "", func(b *broken) {
		b.context.Compatible = registration.CompatibilityTable{{Profession: roles.MetierAideSoignant, Role: roles.GENR11, Answer: rpps.No}}
	})
	request(registration.CodeStructureMissing, func(r *registration.Request) { r.Situation.Structure = rpps.Structure{} })
	request(registration.CodeStructureSeveral, func(r *registration.Request) {
		r.Situation.Structure.FINESS = rpps.MustParseFINESS("990000010")
	})
	structure(registration.CodeNumberZeros, registration.FieldSIRET, "99701500011")
	structure(registration.CodeNumberRounded, registration.FieldSIRET, "9,97015E+13")
	structure(rpps.CodeSIRETShape, registration.FieldSIRET, "000997015000112")
	structure(rpps.CodeSIRETKey, registration.FieldSIRET, "00099701500012")
	structure(rpps.CodeSIRETSIREN, registration.FieldSIRET, "11122233344455")
	structure(rpps.CodeFINESSShape, registration.FieldFINESS, "9900000105")
	structure(rpps.CodeFINESSKey, registration.FieldFINESS, "990000011")
	structure(rpps.CodeRPPSRangShape, registration.FieldRPPSRang, "101009972450021")
	structure(rpps.CodeRPPSRangKey, registration.FieldRPPSRang, "10100997245003")
	structure(rpps.CodeRPPSRangRPPS, registration.FieldRPPSRang, rangOfWrongNumber())

	// The limits of the interface.
	add(psi.CodeTextUnusable, "card.psi.city", func(b *broken) {
		b.options.CardPSI = &psi.CardOrderPSI{Addressee: "ESSAI Zoé", StreetName: "RUE", PostalCode: "75002", City: "PARIS\xff"}
	})
	add(psi.CodeNotSent, "identity.usageName", func(b *broken) { b.request.Identity.UsageName = "ESSAI" })
	add(psi.CodePhonePrefix, "contact.phone", func(b *broken) { b.request.Contact.Phone = "0639980012" })
	add(psi.CodePhoneNoPrefix, "contact.phone", func(b *broken) { b.request.Contact.Phone = "12345678" })
	add(registration.CodePhonePrefix, "contact.phone", func(b *broken) { b.request.Contact.Phone = "+0639980012" })
	add(psi.CodeIssuerOther, psi.PathIssuer, func(b *broken) { b.options.Issuer = rpps.MustParseStructureID("1990000028") })
	add(psi.CodeIssuerDefault, psi.PathIssuer, func(b *broken) {})
	add(psi.CodeIssuerKind, psi.PathIssuer, func(b *broken) { b.options.Issuer = rpps.MustParseStructureID("2000997015") })
	add(psi.CodeIssuerLetter, psi.PathIssuer, func(b *broken) { b.options.Issuer = rpps.MustParseStructureID("12A0000014") })
	add(psi.CodeEmploymentLeftOut, psi.PathEmployment, func(b *broken) { b.options.Employment = psi.EmploymentLeftOut })
	add(psi.CodeFunctionDefault, psi.PathFunction, func(b *broken) {})
	add(psi.CodeOptionUnknown, "activity", func(b *broken) {
		_ = b.options.Activity.UnmarshalText([]byte("leftout")) // and nobody looked at the error
	})
	add(psi.CodeFunctionToday, psi.PathFunction, func(b *broken) { b.options.Function = psi.FunctionIT })
	add(psi.CodeFunctionKept, psi.PathFunction, func(b *broken) {
		b.options.Function, b.options.Functions = psi.FunctionIT, psi.FunctionsOfSchema
	})
	add(psi.CodeFunctionUnknown, psi.PathFunction, func(b *broken) { b.options.Function = 77 })
	add(psi.CodeEmploymentEnd, psi.PathEmploymentEnd, func(b *broken) {
		b.options.EmploymentStart, b.options.EmploymentEnd = civil.MustParseISO("2026-12-02"), civil.MustParseISO("2026-12-01")
	})
	add(psi.CodeMode, "situation.mode", func(b *broken) { b.request.Situation.Mode = roles.ModeIndirect })
	add(psi.CodeFINESSLetter, "situation.finess", func(b *broken) {
		b.request.Situation.Structure = rpps.Structure{FINESS: rpps.MustParseFINESS("2A0000014")}
	})
	add(psi.CodeRPPSRangFirst, "situation.rppsRang", func(b *broken) {
		b.request.Situation.Structure = rpps.Structure{RPPSRang: rpps.MustParseRPPSRang("99700000013000")}
	})
	add(psi.CodePersonUnknown, "identity.rpps", func(b *broken) {
		b.request.Number, b.request.Purpose = rpps.Number{}, registration.NewIdentity
	})
	address := psi.CardOrderPSI{StreetNumber: "1", StreetName: "RUE DE L'ESSAI", PostalCode: "75002", City: "PARIS"}
	card := func(code rule.Code, path string, change func(*psi.CardOrderPSI)) {
		add(code, path, func(b *broken) {
			c := address
			change(&c)
			b.options.CardPSI = &c
		})
	}
	card(psi.CodeCardPSINumber, psi.PathCardPSI, func(*psi.CardOrderPSI) {})
	card(psi.CodeAddressEmpty, psi.PathCardPSI, func(c *psi.CardOrderPSI) { *c = psi.CardOrderPSI{Addressee: "ESSAI"} })
	card(psi.CodeAddressAbroad, "card.psi.addressee", func(c *psi.CardOrderPSI) { c.Country = "NORVEGE" })
	card(psi.CodeAddressFrance, "card.psi.city", func(c *psi.CardOrderPSI) { c.City, c.Country = "", "France" })
	add(psi.CodeCardSeveral, psi.PathCard, func(b *broken) { b.options.CardPSI, b.options.CardCPS = &address, &psi.CardCPS{} })
	add(psi.CodeCardCPSNumber, psi.PathCardCPS, func(b *broken) {
		b.request.Number, b.request.Purpose, b.options.CardCPS = rpps.Number{}, registration.NewIdentity, &psi.CardCPS{}
	})
	add(psi.CodeCardCPSProfession, psi.PathCardProfession, func(b *broken) {
		b.options.CardCPS = &psi.CardCPS{Profession: roles.MetierAideSoignant}
	})
	add(psi.CodeCardCPSList, psi.PathCardProfession, func(b *broken) { b.options.CardCPS = &psi.CardCPS{} })
	add(psi.CodeCardCPSCategory, psi.PathCardCategory, func(b *broken) { b.options.CardCPS = &psi.CardCPS{Category: category("F")} })
	return out
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func category(code string) roles.Category     { return must(roles.ParseCategory(code)) }
func profession(code string) roles.Profession { return must(roles.ParseProfession(code)) }

func ars() roles.Profession {
	for p := range roles.Professions() {
		if p.Kind() == roles.KindARS {
			return p
		}
	}
	return 0
}

// rangOfWrongNumber is a RPPS-rang whose key is right and whose RPPS is wrong.
func rangOfWrongNumber() string {
	for key := range 10 {
		text := "1010099724600" + fmt.Sprint(key)
		if _, err := rpps.ParseRPPSRang(text); errors.Is(err, rpps.CodeRPPSRangRPPS) {
			return text
		}
	}
	return ""
}

// TestTable checks every row: what it names foresees a request that would be
// refused, and what nobody can know has a reason in both languages.
func TestTable(t *testing.T) {
	all := cases()
	rows := psi.Table()
	if len(rows) != 35+17 {
		t.Errorf("%d rows", len(rows))
	}
	named := 0
	for _, r := range rows {
		name := r.Code.String()
		if r.Kind != 0 {
			name = r.Kind.String()
		}
		if r.Meaning.FR == "" || r.Meaning.EN == "" || r.Path == "" || (r.Code == "") == (r.Kind == 0) {
			t.Errorf("%s: row not complete", name)
		}
		if len(r.Rules) == 0 && r.Unknowable.FR == "" || (r.Unknowable.FR == "") != (r.Unknowable.EN == "") {
			t.Errorf("%s: neither rules nor a reason", name)
		}
		if f := r.Code.ForeseenBy(); r.Kind == 0 && (!slices.Equal(f.Rules, r.Rules) || f.Unknowable != r.Unknowable || !r.Code.Known()) {
			t.Errorf("%s: the code says otherwise", name)
		}
		if f := r.Kind.ForeseenBy(); r.Kind != 0 && (!slices.Equal(f.Rules, r.Rules) || f.Unknowable != r.Unknowable) {
			t.Errorf("%s: the kind says otherwise", name)
		}
		for _, code := range r.Rules {
			named++
			c, ok := all[code]
			if !ok {
				t.Errorf("%s: no case breaks %s", name, code)
				continue
			}
			if _, faults := psi.New(c.request, c.context, c.options); !faults.Has(code) {
				t.Errorf("%s: the case of %s does not break it:\n%v", name, code, faults)
			}
		}
	}
	if named < 80 {
		t.Errorf("the table names %d rules", named)
	}
	// The slices are the caller's.
	rows[0].Rules[0] = "X"
	if psi.Table()[0].Rules[0] == "X" || psi.RequiredLastName.ForeseenBy().Rules[0] == "X" {
		t.Error("the table is shared")
	}
}

// TestDocumentedCodes holds the table to the lists of the interface, copied
// here: nothing documented is without a row.
func TestDocumentedCodes(t *testing.T) {
	const format = "E04_U010_KO_FORMAT_"
	for _, c := range []psi.Code{
		format + "REQUIRED_FIELD_LAST_NAME", format + "REQUIRED_FIELD_FIRST_NAMES", format + "REQUIRED_FIELD_GENDER_CODE",
		format + "REQUIRED_FIELD_BIRTH_DATE", format + "REQUIRED_FIELD_BIRTH_PLACE", format + "REQUIRED_FIELD_EMAIL",
		format + "REQUIRED_FIELD_PHONE", format + "REQUIRED_FIELD_PHONE_PREFIX", format + "DATE", format + "GENDER", format + "EMAIL",
		format + "PHONE", format + "PHONE_PREFIX", format + "ADDRESS", format + "BIRTH_PLACE", format + "BIRTH_LOCATION_CODE", format + "IDENTIFIER",
		"E04_U010_KO_RNIPP_SYNTAX_ERROR", "E04_U010_KO_RNIPP_FOUND_WITH_DIVERGENCES", "E04_U010_KO_RNIPP_NOT_FOUND",
		"E04_U010_KO_IDENTITY_MISMATCH_WITH_ID_INPUT", "E04_U010_KO_INTERNAL_ERROR",
		"E04_U010_KO_PSI_ACCOUNT_ALREADY_EXIST_AND_HAVE_ONE_RPPS_ID", "E04_U010_KO_PSI_ACCOUNT_ALREADY_EXIST_AND_HAVE_N_RPPS_ID",
		"E04_U010_KO_PSI_ACCOUNT_ALREADY_EXIST_AND_HAVE_ZERO_RPPS_ID",
		"E04_U010_KO_PSI_ACCOUNT_ALREADY_EXIST_AND_HAVE_ONE_RPPS_ID_CARD_ORDER_REQUESTED_SUCCESSFUL",
		"E04_U010_ACTIVITY_FAILED_DEPENDENCY", "E04_U010_ACTIVITY_SERVICE_UNAVAILABLE", "E04_U010_ACTIVITY_BAD_REQUEST", "E04_U010_ACTIVITY_FAILED",
		"E04_U010_CARD_ORDER_ADDRESS_REFUSED", "E04_U010_CARD_ORDER_FAILED_DEPENDENCY", "E04_U010_CARD_ORDER_REFUSED",
		"E04_U010_CARD_ORDER_REFUSED_CPS", "E04_U010_CARD_ORDER_SERVICE_UNAVAILABLE",
	} {
		if f := c.ForeseenBy(); len(f.Rules) == 0 && f.Unknowable.FR == "" {
			t.Errorf("%s has no row", string(c))
		}
	}
	for _, c := range []psi.Code{"E04_U010_ACTIVITY_CREATED", "E04_U010_ACTIVITY_UPDATED", "E04_U010_CARD_ORDER_SUCCESSFUL"} {
		if f := c.ForeseenBy(); !c.Known() || len(f.Rules) > 0 || f.Unknowable.FR != "" {
			t.Errorf("%s is no refusal", string(c))
		}
	}
	if c := psi.Code("ZZMARQUE"); c.Known() || c.String() != "(unknown)" {
		t.Error("an unknown code is known")
	}
}

// TestDocument checks that docs/psi.md says what the table says.
func TestDocument(t *testing.T) {
	want := document()
	golden.File(t, filepath.Join("..", "..", "docs", "psi.md"), want)
}

func document() []byte {
	var b bytes.Buffer
	b.WriteString("<!-- Generated by `go test ./rpps/psi -run TestDocument -update`. Do not edit. -->\n\n" +
		"# Refus de Pro Santé Identité / Refusals of Pro Santé Identité\n\n" +
		"Chaque refus que l'interface documente, et les règles de la bibliothèque qui le trouvent avant l'envoi, ou pourquoi personne ne le peut. " +
		"Quand les deux sont donnés, les règles trouvent les causes visibles dans une demande.\n\n" +
		"Each refusal that the interface documents, and the rules of the library that find it before sending, or why nobody can. " +
		"Where both are given, the rules find the causes that can be seen in a request.\n\n" +
		"Source : `ansforge/psc-psi-api`, OpenAPI v0.9.1 du 15 septembre 2026 et README ; « version 0.4 » : disparu depuis / gone since.\n")
	cell := func(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
	head := func(title string) {
		b.WriteString("\n## " + title + "\n\n| Refus / refusal | Sens | Meaning | Règles / rules | Ce que nul ne peut savoir | What nobody can know |\n|---|---|---|---|---|---|\n")
	}
	line := func(name string, r psi.Row) {
		codes := make([]string, len(r.Rules))
		for i, c := range r.Rules {
			prefix, _, _ := strings.Cut(string(c), "-")
			codes[i] = fmt.Sprintf("[`%s`](rules/%s.md#%s)", c, strings.ToLower(prefix), strings.ToLower(string(c)))
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", name, cell(r.Meaning.FR), cell(r.Meaning.EN), strings.Join(codes, ", "), cell(r.Unknowable.FR), cell(r.Unknowable.EN))
	}
	head("Codes / Codes")
	kinds := false
	for _, r := range psi.Table() {
		if r.Kind != 0 && !kinds {
			kinds = true
			head("Textes d'erreur d'une activité / Texts of errors of an activity")
		}
		if r.Kind != 0 {
			line(r.Kind.String(), r)
			continue
		}
		line("`"+string(r.Code)+"`", r)
	}
	return b.Bytes()
}
