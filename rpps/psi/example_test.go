package psi_test

import (
	"fmt"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

func ExampleNew() {
	var r registration.Request
	for f, text := range map[registration.Field]string{
		registration.FieldNumber:      "997 0000 0013",
		registration.FieldBirthName:   "ESSAI",
		registration.FieldFirstNames:  "Zoé Anne",
		registration.FieldSex:         "F",
		registration.FieldBirthDate:   "15/02/1990",
		registration.FieldBirthPlace:  "33063",
		registration.FieldEmail:       "zoe@example.org",
		registration.FieldPhone:       "06 39 98 00 12",
		registration.FieldProfession:  "Aide-soignant",
		registration.FieldRole:        "GENR11",
		registration.FieldCategory:    "C",
		registration.FieldMode:        "S",
		registration.FieldSIRET:       "00099701500011",
		registration.FieldStart:       "01/12/2026",
		registration.FieldInformation: "20/11/2026",

		registration.FieldStructureKind: "ESMS",
	} {
		if err := r.Set(f, text); err != nil {
			fmt.Println(err)
		}
	}
	body, faults := psi.New(r, registration.Context{At: civil.MustParseISO("2026-11-22")}, psi.Options{})
	for _, f := range faults {
		fmt.Println(f)
	}
	fmt.Println(body)
	text, _ := body.MarshalJSON()
	fmt.Println(string(text))
	// Output:
	// PSI-PHONE-PREFIX: contact.phone: the prefix is put before the number: +33, or that of the overseas department, without the leading zero
	// PSI-FUNCTION-DEFAULT: employment.function: function not stated: « Professionnel Soin » is sent, the only one accepted today
	// PSI-ISSUER-DEFAULT: issuingEstablishment: issuing establishment not stated: that of the situation is sent
	// Body(identity, employment, activity)
	// {"lastName":"ESSAI","firstNames":"Zoé Anne","birthDate":"1990-02-15","genderCode":"F","birthLocationCode":"33063","email":"zoe@example.org","phone":"+33639980012","identifier":"899700000013","employment":{"function":"Professionnel Soin","issuingEstablishment":"300099701500011"},"activity":{"professionCode":"99","professionalCategoryCode":"C","activityStartDate":"2026-12-01","function":"313","activityGenre":"GENR11","practiceMode":"S","issuingEstablishment":"00099701500011","numSIRET":"00099701500011"}}
}

func ExampleNew_corsica() {
	r := marie()
	r.Situation.Structure = rpps.Structure{FINESS: rpps.MustParseFINESS("2A0000014"), Kind: rpps.ESMS}
	r.Situation.Mode = roles.ModeIndirect
	body, faults := psi.New(r, registration.Context{At: today}, psi.Options{})
	fmt.Println(body == nil)
	for _, f := range faults {
		if f.Severity() == rule.Error {
			fmt.Println(f)
		}
	}
	// Output:
	// true
	// PSI-FINESS-LETTER: situation.finess: the interface takes digits only and refuses the FINESS 2A and 2B, which exist: a defect of the interface, give the SIRET
	// PSI-MODE: situation.mode: Pro Santé Identité takes the modes L, S and B only
}

func ExampleParseAnswer() {
	a, err := psi.ParseAnswer(207, []byte(`{"status":207,
		"identity":{"status":409,"rppsIdentifiers":[899700000013],"code":"E04_U010_KO_PSI_ACCOUNT_ALREADY_EXIST_AND_HAVE_ONE_RPPS_ID"},
		"activity":{"status":201,"code":"E04_U010_ACTIVITY_UPDATED"}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a)
	fmt.Println(a.Activity.Outcome, a.Activity.Outcome.Done(), a.Identity.Numbers[0].Number.Canonical())
	// Output:
	// Answer(207, identity already exists, activity updated)
	// updated true 99700000013
}

func ExampleAnswer_Trace() {
	a, _ := psi.ParseAnswer(400, []byte(`{"status":400,
		"identity":{"status":201,"id":"00000000-0000-4000-8000-000000000001"},
		"activity":{"status":400,"code":"E04_U010_ACTIVITY_BAD_REQUEST","erreurs":[
			{"message":"Le modeExercice utilise une valeure non autorisée ou inconnue."},
			{"message":"l'habilitation appliqué ne permet pas d'utiliser ce codeProfession"}]}}`))
	for _, f := range a.Trace() {
		fmt.Println(f)
	}
	fmt.Println(psi.ErrorHabilitation.ForeseenBy().Unknowable.EN)
	// Output:
	// PSI-REFUSED-FORESEEN: situation.mode: refusal « Mode d'exercice inconnu ou non autorisé », foreseen by: PSI-MODE, REG-MODE-INDIRECT, NOS-MODE-UNKNOWN
	// PSI-REFUSED-UNKNOWABLE: situation.profession: refusal « L'habilitation ne permet pas ce code profession », that nothing could foresee: the table of refusals says why
	// what the interface allows to the caller is not published
}
