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

// An answer that is silent about what was sent does not tell that it was done.
func ExampleAnswer_TraceOf() {
	body, _ := psi.New(marie(), registration.Context{At: today}, psi.Options{})
	a, _ := psi.ParseAnswer(201, []byte(`{"status":201,"identity":{"status":201,"id":"00000000-0000-4000-8000-000000000001"}}`))
	fmt.Println(len(a.Trace()))
	for _, f := range a.TraceOf(body) {
		fmt.Println(f)
	}
	// Output:
	// 0
	// PSI-ANSWER-UNDECIDED: answer.activity: the answer does not say, or says in two ways, what became of it: verify before the request is held to be done or sent again
}

// A body is shown masked; its JSON, asked for by name, is raw.
func ExampleBody() {
	body, _ := psi.New(marie(), registration.Context{At: today}, psi.Options{
		Issuer:     rpps.StructureIDOfSIRET(rpps.MustParseSIRET("00099701500011")),
		IssuerForm: psi.IssuerBare,
		Function:   psi.FunctionCare,
		Functions:  psi.FunctionsOfSchema,
		Employment: psi.EmploymentSent,
		Activity:   psi.ActivitySent,
	})
	fmt.Println(body)
	fmt.Println(body.Activity, body.Employment)
	fmt.Println(body.Activity.PracticeMode, body.BirthDate)
	// Output:
	// Body(identity, employment, activity)
	// Activity(masked) Employment(masked)
	// S (masked)
}

// Each refusal that is documented: a rule that foresees it, or why none can.
func ExampleTable() {
	foreseen, unknowable := 0, 0
	for _, row := range psi.Table() {
		if len(row.Rules) > 0 {
			foreseen++
		}
		if row.Unknowable.EN != "" {
			unknowable++
		}
	}
	fmt.Println(foreseen > 0, unknowable > 0)
	fmt.Println(psi.RequiredLastName.ForeseenBy().Rules)
	// Output:
	// true true
	// [REG-BIRTHNAME-MISSING]
}

func ExampleCode() {
	fmt.Println(psi.RequiredLastName.Known(), psi.RequiredLastName)
	unknown := psi.Code("anything that a server may send")
	fmt.Println(unknown.Known(), unknown) // not listed: it may hold personal data
	// Output:
	// true E04_U010_KO_FORMAT_REQUIRED_FIELD_LAST_NAME
	// false (unknown)
}

// An outcome is what became of a block, and not the status of HTTP.
func ExampleOutcome() {
	a, err := psi.ParseAnswer(207, []byte(`{"status":207,"timestamp":"2026-11-22T10:00:00Z",
		"identity":{"status":201,"id":"00000000-0000-4000-8000-000000000001"},
		"activity":{"status":400,"code":"E04_U010_ACTIVITY_BAD_REQUEST","erreurs":[{"message":"Le modeExercice utilise une valeure non autorisée ou inconnue."}]}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Identity.Outcome, a.Identity.Outcome.Done(), a.Activity.Outcome.Done())
	for _, e := range a.Activity.Errors {
		fmt.Println(e.Kind, e.Path())
	}
	at, zoned, ok := a.Timestamp.Time()
	fmt.Println(at, zoned, ok)
	// Output:
	// created true false
	// mode situation.mode
	// 2026-11-22 10:00:00 +0000 UTC true true
}

// What the register of persons answered: with which traits it differs, and a
// death, which the message of the refusal does not tell.
func ExampleRNIPP() {
	a, err := psi.ParseAnswer(400, []byte(`{"status":400,"identity":{"status":400,"code":"E04_U010_KO_RNIPP_FOUND_WITH_DIVERGENCES",
		"identityTraits":{"lastName":"ESSAI","firstNames":"Zoé","birthDate":"1990-02-15","genderCode":"F"},
		"rnippData":{"metadonnees":{"codeReponseIdentification":3,"statutDuNomIdentifie":"O",
			"divergences":{"nom":true,"prenoms":false,"sexe":false,"dateNaissance":false,"lieuNaissance":true}},
		"individu":{"identites":[{"statut":"O","nom":"ESSAI","prenoms":["Zoé"]}],"sexe":"F",
			"naissance":{"date":"1990-02-15","lieu":{"code":"33063"}},
			"deces":{"date":"2025-06-15","lieu":{"code":"76540"}}}}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	r := a.Identity.RNIPP
	fmt.Println(r.Response, r.Response == psi.RNIPPIdentified, r.NameStatus, r.Divergences.Fields())
	fmt.Println(r.Death())
	fmt.Println(r.Person.Names[0].Status, r.Person.Birth.Date, r.Person.Names[0], a.Identity.Traits) // names are masked
	for _, f := range a.Trace() {
		fmt.Println(f.Code(), f.Path())
	}
	// Output:
	// identified with a divergence false O [identity.birthName identity.birthPlace]
	// 2025-06-15 true
	// O 1990-02-15 RNIPPName(masked) Traits(masked)
	// PSI-RNIPP-DEATH answer.identity
	// PSI-REFUSED-UNKNOWABLE identity
	// PSI-RNIPP-DIVERGENCE identity.birthName
	// PSI-RNIPP-DIVERGENCE identity.birthPlace
}

// A field that was refused: which, and the rule that foresees it. The value
// stays private.
func ExampleDetail() {
	a, _ := psi.ParseAnswer(400, []byte(`{"status":400,"identity":{"status":400,"code":"E04_U010_KO_FORMAT_DATE",
		"detail":[{"object":"registerIdentityRequestDto","field":"birthDate","message":"Le format de date est invalide.","rejected":"01-01-2000","constraint":"Pattern"}]}}`))
	for _, d := range a.Identity.Details {
		fmt.Println(d.Path(), d.ForeseenBy().Rules, d.Rejected)
	}
	// Output: identity.birthDate [REG-DATE-SHAPE REG-DATE-NO-SUCH-DAY REG-DATE-SERIAL] (masked)
}

// One card at most: PSI, sent to an address, or CPS, sent to the one that the
// RPPS has. The answer tells what became of the order.
func ExampleCardResult() {
	body, _ := psi.New(marie(), registration.Context{At: today}, psi.Options{
		CardPSI: &psi.CardOrderPSI{StreetNumber: "1", StreetName: "rue de l'Essai", PostalCode: "75002", City: "Paris"},
	})
	fmt.Println(body, body.CardOrderPSI)
	body, _ = psi.New(marie(), registration.Context{At: today}, psi.Options{CardCPS: &psi.CardCPS{}})
	fmt.Println(body.CardOrderCPS.ProfessionCode, body.CardOrderCPS.ProfessionalCategoryCode)

	a, _ := psi.ParseAnswer(207, []byte(`{"status":207,"identity":{"status":201},"cardOrderPsi":{"status":424,"code":"E04_U010_CARD_ORDER_FAILED_DEPENDENCY"}}`))
	fmt.Println(a.CardPSI.Outcome, a.CardPSI.Outcome.Done())
	// Output:
	// Body(identity, employment, activity, cardOrderPsi) CardOrderPSI(masked)
	// 99 C
	// dependent false
}

// What a proxy answers in place of the interface may be long.
func ExampleAnswerOptions() {
	_, err := psi.AnswerOptions{MaxBytes: 20}.ParseAnswer(502, []byte("<html><body>Bad gateway</body></html>"))
	fmt.Println(err)
	// Output: PSI-ANSWER-TOO-LARGE: the answer is longer than 20 bytes
}

// A configuration states the choices of the options by name.
func ExampleFunctions() {
	var o psi.Options
	fmt.Println(o.Functions.UnmarshalText([]byte("of-schema")), o.Functions, o.Activity)
	fmt.Println(o.Activity.UnmarshalText([]byte("leftout")))
	// Output:
	// <nil> of-schema sent
	// PSI-OPTION-UNKNOWN: activity: a choice that the library does not know; known: sent, left-out
}
