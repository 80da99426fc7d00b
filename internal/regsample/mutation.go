package regsample

import (
	"math/rand/v2"
	"strings"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Mutation breaks one field of a registration that [Valid] made, in one way.
type Mutation struct {
	// Name is for people, and no other mutation has it.
	Name string
	// Field is the one that is broken. Where a field is only wrong beside
	// another, Apply sets that one too, to something right.
	Field reg.Field
	Apply func(*rand.Rand, *Row)
	// Codes are the findings of severity error that follow, no more and no
	// less, in no order; with none, the registration stays valid.
	Codes []rule.Code
	// Warnings are findings of severity warning that follow, among others
	// that the valid registration may have had.
	Warnings []rule.Code
}

// Mutations returns every mutation. They hold for days from 2 November 2026
// on, when the codes that they call ended have ended.
func Mutations() []Mutation {
	var ms []Mutation
	add := func(name string, f reg.Field, apply func(*rand.Rand, *Row), codes ...rule.Code) {
		ms = append(ms, Mutation{Name: f.Column() + ": " + name, Field: f, Apply: apply, Codes: codes})
	}
	warn := func(name string, f reg.Field, apply func(*rand.Rand, *Row), codes ...rule.Code) {
		ms = append(ms, Mutation{Name: f.Column() + ": " + name, Field: f, Apply: apply, Warnings: codes})
	}
	// text makes a mutation that writes a text into the field, and others
	// into others.
	text := func(f reg.Field, value string, others ...Set) func(*rand.Rand, *Row) {
		return func(_ *rand.Rand, r *Row) {
			r[f] = value
			for _, o := range others {
				r[o.Field] = o.Text
			}
		}
	}

	// The person.
	f := reg.FieldBirthName
	add("missing", f, text(f, ""), reg.CodeBirthNameMissing)
	add("blank", f, text(f, " \u00a0 "), reg.CodeBirthNameMissing)
	add("digit", f, text(f, "Mart1n"), rpps.CodeNameAlphabet)
	add("foreign letter", f, text(f, "Muñoz"), rpps.CodeNameAlphabet)
	add("curly apostrophe", f, text(f, "D\u2019Almeida"), reg.CodeNameTypography)
	add("separate accent", f, text(f, "Lefe\u0300vre"), reg.CodeNameTypography)
	add("too long", f, text(f, strings.Repeat("a", 301)), rpps.CodeNameLength)
	warn("no letter", f, text(f, "-"), reg.CodeNameNoLetter)

	f = reg.FieldFirstNames
	add("missing", f, text(f, ""), reg.CodeFirstNamesMissing)
	add("comma", f, text(f, "Jean, Paul"), reg.CodeFirstNamesSeparator)
	add("dash", f, text(f, "Jean\u2013Paul"), reg.CodeNameTypography)
	add("too long together", f, text(f, strings.Repeat("a", 200)+" "+strings.Repeat("b", 200)), reg.CodeFirstNamesLength)

	for _, f := range []reg.Field{reg.FieldUsageName, reg.FieldExerciseName, reg.FieldExerciseFirstName} {
		warn("foreign letter", f, text(f, "Dvořák"), reg.CodeNameUnusual)
	}

	f = reg.FieldSex
	add("missing", f, text(f, ""), reg.CodeSexMissing)
	add("unknown", f, text(f, "X"), reg.CodeSexUnread)

	f = reg.FieldBirthDate
	add("missing", f, text(f, ""), reg.CodeBirthDateMissing)
	add("no such day", f, text(f, "29/02/1981"), reg.CodeNoSuchDay)
	add("words", f, text(f, "le 3 mars"), reg.CodeDateShape)
	add("serial", f, text(f, "29367"), reg.CodeDateSerial)
	add("future", f, text(f, "2199-01-01"), reg.CodeBirthDateFuture, reg.CodeInformationBeforeBirth)
	warn("very old", f, text(f, "1901-01-01"), reg.CodeAgeUnusual)

	f = reg.FieldBirthPlace
	add("missing", f, text(f, ""), reg.CodeBirthPlaceMissing)
	add("leading zero lost", f, text(f, "1053"), reg.CodeBirthPlaceZeros)
	add("too long", f, text(f, "750560"), reg.CodeBirthPlaceLength)
	add("too short", f, text(f, "75"), reg.CodeBirthPlaceLength)
	add("letters", f, text(f, "PARIS"), reg.CodeBirthPlaceShape)
	add("Corsica wrong", f, text(f, "2C004"), reg.CodeBirthPlaceShape)
	add("France as a country", f, text(f, "99100", Set{reg.FieldBirthTown, "Paris"}), reg.CodeBirthPlaceFrance)
	warn("no such department", f, text(f, "96001"), reg.CodeBirthPlaceDepartment)
	warn("no such country", f, text(f, "99999", Set{reg.FieldBirthTown, "Cadix"}, Set{reg.FieldFrenchNationality, "oui"}), reg.CodeBirthPlaceCountry)

	f = reg.FieldBirthTown
	add("missing abroad", f, text(f, "", Set{reg.FieldBirthPlace, "99134"}), reg.CodeBirthTownMissing)

	f = reg.FieldFrenchNationality
	add("neither", f, text(f, "peut-être"), reg.CodeAnswerUnread)
	add("no, and no identifier", f, text(f, "non", Set{reg.FieldIdentifier, ""}, Set{reg.FieldNumber, ""}), reg.CodeNationalityIdentifier)
	warn("born abroad and not stated", f, text(f, "", Set{reg.FieldBirthPlace, "99134"}, Set{reg.FieldBirthTown, "Cadix"}), reg.CodeNationalityAssumed)

	f = reg.FieldIdentifier
	add("not one", f, text(f, "XYZ"), rpps.CodePersonIDUnknown)
	add("wrong key", f, func(rng *rand.Rand, r *Row) {
		r[reg.FieldNumber], r[reg.FieldIdentifier] = "", "8"+wrongKey(Number(rng))
	}, rpps.CodePersonIDKey)
	add("another kind", f, text(f, "4000997015/1"), reg.CodeIdentifierKind)
	add("another person", f, func(rng *rand.Rand, r *Row) {
		a := Number(rng)
		r[reg.FieldNumber], r[reg.FieldIdentifier] = a, "8"+otherThan(a, func() string { return Number(rng) })
	}, reg.CodeIdentifierOther)

	f = reg.FieldNumber
	add("wrong key", f, func(rng *rand.Rand, r *Row) {
		r[reg.FieldNumber], r[reg.FieldIdentifier] = wrongKey(Number(rng)), "3990000010/AGENT1"
	}, rpps.CodeRPPSKey)
	add("letters", f, text(f, "9970000000A"), rpps.CodeRPPSShape)
	add("rounded", f, text(f, "9,97E+10"), reg.CodeNumberRounded)

	f = reg.FieldEmail
	add("missing", f, text(f, ""), reg.CodeEmailMissing)
	add("no at", f, text(f, "personne.example.org"), reg.CodeEmailShape)
	add("two ats", f, text(f, "a@b@example.org"), reg.CodeEmailShape)

	f = reg.FieldPhone
	add("missing", f, text(f, ""), reg.CodePhoneMissing)
	add("too short", f, text(f, "063"), reg.CodePhoneShape)
	add("too long", f, text(f, "0639980000000000"), reg.CodePhoneShape)
	add("letters", f, text(f, "06 39 98 OO OO"), reg.CodePhoneShape)
	warn("landline", f, text(f, "01 99 00 12 34"), reg.CodePhoneLandline)
	warn("leading zero lost", f, text(f, "639981234"), reg.CodePhoneZero)
	warn("a digit short", f, text(f, "+33 6 39 98 12 3"), reg.CodePhoneLength)

	f = reg.FieldCertification
	add("unknown", f, text(f, "ZZ"), reg.CodeCertificationUnread)
	warn("of FranceConnect, by hand", f, text(f, "FC", Set{reg.FieldMethod, "manual"}), reg.CodeCertificationMethod)

	f = reg.FieldMethod
	add("unknown", f, text(f, "par pigeon"), reg.CodeMethodUnread)

	// The situation.
	f = reg.FieldProfession
	add("missing", f, text(f, ""), reg.CodeProfessionMissing)
	add("unknown", f, text(f, "Astronaute"), roles.CodeProfessionUnknown)
	add("of an order", f, text(f, "60"), reg.CodeProfessionOrder)
	add("of an order, by its label", f, text(f, "Masseur-kinésithérapeute"), reg.CodeProfessionOrder)
	add("of the ARS", f, text(f, "Psychologue"), reg.CodeProfessionARS)
	add("of the ARS, by its code", f, text(f, "91"), reg.CodeProfessionARS)
	add("ended, with a successor", f, text(f, "318"), roles.CodeSuccessor)
	add("ended, with a successor, by its label", f, text(f, "Aide médico-psychologique"), roles.CodeSuccessor)
	add("ended", f, text(f, "364"), roles.CodeEnded)
	add("not of the portal", f, text(f, "373"), reg.CodeProfessionList)
	add("former code", f, text(f, "35"), reg.CodeProfessionCounterpart)
	add("student", f, text(f, "Externe en médecine"), reg.CodeStudentClosed)
	add("a function", f, text(f, "FON-43"), reg.CodeProfessionList)

	f = reg.FieldHomeCare
	add("not stated for 371", f, text(f, "", homeCareSets()...), reg.CodeHomeCareUnverified)
	add("no for 371", f, text(f, "non", homeCareSets()...), reg.CodeHomeCareUnverified)
	add("neither for 371", f, text(f, "bientôt", homeCareSets()...), reg.CodeAnswerUnread)

	f = reg.FieldCategory
	add("missing", f, text(f, ""), reg.CodeCategoryMissing)
	add("unknown", f, text(f, "Z"), roles.CodeCategoryUnknown)
	add("student", f, text(f, "E"), reg.CodeStudentClosed)

	f = reg.FieldRole
	add("missing", f, text(f, ""), reg.CodeRoleMissing)
	add("unknown", f, text(f, "GENR55"), roles.CodeRoleUnknown)
	add("care", f, text(f, "GENR01"), reg.CodeRoleGenre)
	add("other", f, text(f, "GENR99"), reg.CodeRoleGenre)
	add("not of the portal", f, text(f, "GENR04"), reg.CodeRoleList)
	warn("without a column", f, text(f, "GENR13"), reg.CodeRoleNoColumn)

	f = reg.FieldMode
	add("missing", f, text(f, ""), reg.CodeModeMissing)
	add("unknown", f, text(f, "Z"), roles.CodeModeUnknown)
	warn("indirect", f, text(f, "I"), reg.CodeModeIndirect)

	f = reg.FieldLiberalActivity
	add("unknown", f, text(f, "ACT-LIB-99"), roles.CodeLiberalUnknown)
	warn("with another mode", f, text(f, "ACT-LIB-01", Set{reg.FieldMode, "S"}), reg.CodeLiberalUnused)

	add("no structure", reg.FieldSIRET, structureText("", "", ""), reg.CodeStructureMissing)
	add("two", reg.FieldSIRET, structureText("00099701500011", "990000010", ""), reg.CodeStructureSeveral)
	add("wrong key", reg.FieldSIRET, structureText("00099701500012", "", ""), rpps.CodeSIRETKey)
	add("leading zeros lost", reg.FieldSIRET, structureText("99701500011", "", ""), reg.CodeNumberZeros)
	add("rounded", reg.FieldSIRET, structureText("9,97015E+10", "", ""), reg.CodeNumberRounded)
	add("letters", reg.FieldSIRET, structureText("0009970150001A", "", ""), rpps.CodeSIRETShape)
	add("wrong key", reg.FieldFINESS, structureText("", "990000011", ""), rpps.CodeFINESSKey)
	add("letters", reg.FieldFINESS, structureText("", "99000001X", ""), rpps.CodeFINESSShape)
	add("with a rank", reg.FieldFINESS, func(rng *rand.Rand, r *Row) { structureText("", "990000010", Rang(rng))(rng, r) }, reg.CodeStructureSeveral)
	add("wrong key", reg.FieldRPPSRang, func(rng *rand.Rand, r *Row) { structureText("", "", wrongKey(Rang(rng)))(rng, r) }, rpps.CodeRPPSRangKey)

	warn("of Corsica", reg.FieldFINESS, structureText("", "2A0000006", ""), reg.CodeFINESSLetter)
	warn("does not begin with 1", reg.FieldRPPSRang, structureText("", "", "99700000013018"), reg.CodeRPPSRangFirst)

	f = reg.FieldSector
	add("unknown", f, text(f, "SA99"), roles.CodeSectorUnknown)

	f = reg.FieldStructureKind
	add("unknown", f, text(f, "garage"), reg.CodeKindUnread)
	add("without access", f, text(f, "laboratoire", Set{reg.FieldSector, ""}), gestionnaire.CodeStructureClosed)

	f = reg.FieldStart
	add("missing", f, text(f, ""), reg.CodeStartMissing)
	add("no such day", f, text(f, "31/04/2026"), reg.CodeNoSuchDay)
	add("American", f, text(f, "12/31/2025"), reg.CodeNoSuchDay)
	add("serial", f, text(f, "46000"), reg.CodeDateSerial)
	add("words", f, text(f, "demain"), reg.CodeDateShape)

	f = reg.FieldEnd
	add("before the start", f, text(f, "2001-01-01"), reg.CodeEndBeforeStart)
	add("no such day", f, text(f, "2026-02-30"), reg.CodeNoSuchDay)

	f = reg.FieldEndReason
	add("unknown", f, text(f, "XYZ"), roles.CodeEndReasonUnknown)
	warn("without an end", f, text(f, "RS", Set{reg.FieldEnd, ""}), reg.CodeEndReasonAlone)

	f = reg.FieldInformation
	add("missing", f, text(f, ""), reg.CodeInformationMissing)
	add("late", f, text(f, "2199-12-31"), reg.CodeInformationLate)
	add("before birth", f, text(f, "1850-01-01"), reg.CodeInformationBeforeBirth)
	add("words", f, text(f, "oui"), reg.CodeDateShape)
	return ms
}

// Set is a field and a text for it.
type Set struct {
	Field reg.Field
	Text  string
}

func homeCareSets() []Set {
	return []Set{{reg.FieldProfession, homeCare}, {reg.FieldStructureKind, "ESMS"}, {reg.FieldSector, ""}}
}

func structureText(siret, finess, rang string) func(*rand.Rand, *Row) {
	return func(_ *rand.Rand, r *Row) {
		r[reg.FieldSIRET], r[reg.FieldFINESS], r[reg.FieldRPPSRang] = siret, finess, rang
	}
}

func wrongKey(digits string) string {
	last := len(digits) - 1
	return digits[:last] + string('0'+(digits[last]-'0'+1)%10)
}

func otherThan(a string, next func() string) string {
	for {
		if b := next(); b != a {
			return b
		}
	}
}
