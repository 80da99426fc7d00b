package psi_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Answers in the shapes of the OpenAPI document v0.9.1, of the file of
// examples and of version 0.4, about invented people.
const (
	uuid   = "00000000-0000-4000-8000-000000000001"
	traits = `"identityTraits":{"lastName":"ESSAI","firstNames":"Zoé Anne","birthDate":"1990-02-15","genderCode":"F","frenchNationality":true,"birthLocationCode":"33063","professionalLastName":"Fictif"}`
	flags  = `"divergences":{"nom":false,"prenoms":false,"sexe":false,"dateNaissance":false,"lieuNaissance":false}`
	person = `"individu":{"identites":[{"statut":"O","nom":"ESSAI","prenoms":["Zoé","Anne"]},{"statut":"C","nom":"FICTIF"}],"sexe":"F",` +
		`"naissance":{"date":"1990-02-15","lieu":{"code":"33063","libelleCommune":"Bordeaux","libellePays":"France"},"numeroActe":"1234"}`
	rnipp2 = `"rnippData":{"metadonnees":{"dateIdentification":"2026-06-03 09:17:45+00:00","codeReponseIdentification":2,` + flags + `,"statutDuNomIdentifie":"O"},` + person + `,"deces":null}}`
	rnipp3 = `"rnippData":{"metadonnees":{"dateIdentification":"2026-06-03T09:17:45Z","codeReponseIdentification":3,"divergences":{"nom":true,"prenoms":false,"sexe":false,"dateNaissance":false,"lieuNaissance":true},"statutDuNomIdentifie":"O"},` +
		person + `,"deces":{"date":"2025-06-15","lieu":{"code":"76540","libelleCommune":"Rouen","libellePays":"France"},"numeroActe":"15"}}}`
	rnipp8    = `"rnippData":{"metadonnees":{"dateIdentification":"2026-09-10T17:11:52.64184701","codeReponseIdentification":8,` + flags + `,"statutDuNomIdentifie":null},"individu":null}`
	rnipp9    = `"rnippData":{"metadonnees":{"dateIdentification":"2026-06-03 09:17:45+00:00","codeReponseIdentification":9,` + flags + `,"statutDuNomIdentifie":null}}`
	nulls     = `"rnippData":{"metadonnees":{"dateIdentification":null,"codeReponseIdentification":2,"divergences":null,"statutDuNomIdentifie":"O"},"individu":{"identites":[],"sexe":"F","naissance":{"numeroActe":null,"date":"1990-02-15","lieu":{"code":"97416","libelleCommune":null,"libellePays":null}},"deces":null}}`
	one       = `"rppsIdentifiers":["899700000013"]`
	created   = `"identity":{"status":201,"id":"` + uuid + `",` + one + `,` + traits + `,"message":"Le compte PSI a été créé avec succès.",` + rnipp2 + `}`
	conflict  = `"identity":{"status":409,"psiIdentifier":"` + uuid + `",` + one + `,"error":"Le compte PSI existe déjà.","code":"E04_U010_KO_PSI_ACCOUNT_ALREADY_EXIST_AND_HAVE_ONE_RPPS_ID"}`
	none      = `"identity":{"status":404,` + one + `,"error":"La personne n'existe pas au RNIPP, le compte PSI ne peut pas être créé","code":"E04_U010_KO_RNIPP_NOT_FOUND",` + rnipp8 + `}`
	divergent = `"identity":{"status":400,"error":"Une identité a été trouvé au RNIPP mais elle diverge des traits d'identité fournis","code":"E04_U010_KO_RNIPP_FOUND_WITH_DIVERGENCES",` + rnipp3 + `}`
	badDate   = `"status":400,"error":"Des erreurs ont été détectées lors de la validation. Veuillez consulter le détail","code":"E04_U010_KO_FORMAT_DATE","detail":[{"object":"registerIdentityRequestDto","field":"birthDate","message":"Le format de date est invalide. Format attendu : aaaa-MM-jj","rejected":"01-01-2000","constraint":"Pattern"}]`
	actOK     = `"activity":{"status":201,"code":"E04_U010_ACTIVITY_CREATED","message":"L'activité a été créée"}`
	actBad    = `"activity":{"status":400,"code":"E04_U010_ACTIVITY_BAD_REQUEST","erreurs":[{"message":"Le format de la date doit être 'AAAA-MM-DD' (ex:2025-12-30) pour le champ : 'dateDebutActivite'"},{"message":"paramètre obligatoire manquant codeProfession"}]}`
	actDep    = `"activity":{"status":424,"code":"E04_U010_ACTIVITY_FAILED_DEPENDENCY","message":"La création d'activité n'a pas pu aboutir"}`
	cardOK    = `{"status":201,"code":"E04_U010_CARD_ORDER_SUCCESSFUL","message":"La commande de carte a été effectuée avec succès","addressee":"ESSAI Zoé","shippingAddress":"1 RUE DE L'ESSAI 75002 PARIS FRANCE"}`
	cardDep   = `{"status":424,"code":"E04_U010_CARD_ORDER_FAILED_DEPENDENCY","message":"La commande de carte n'a pas pu être traitée"}`
	cardNo    = `{"status":400,"code":"E04_U010_CARD_ORDER_REFUSED","message":"La commande de carte a été refusée"}`
	ended     = `,"timestamp":"2026-02-27 14:45:00.593000+00:00","path":"/v1/identities"}`
)

// TestAnswers decodes one answer of each documented shape.
func TestAnswers(t *testing.T) {
	type outcomes = [4]psi.Outcome // identity, activity, PSI card, CPS card
	for _, tt := range []struct {
		name   string
		status int
		body   string
		want   outcomes
		faults []rule.Code // of Trace
	}{
		{
			"created, several numbers", 201, `{"status":201,"identity":{"status":201,"id":"` + uuid + `","rppsIdentifiers":["899700000013","899700000021"],` + traits + `,"message":"x",` + rnipp2 + `}}`,
			outcomes{psi.Created},
			[]rule.Code{psi.CodeNumbersSeveral},
		},
		{"created with activity", 207, `{"status":207,` + created + `,` + actOK + `}`, outcomes{psi.Created, psi.Created}, nil},
		{"created, activity and PSI card", 207, `{"status":207,` + created + `,` + actOK + `,"cardOrderPsi":` + cardOK + `}`, outcomes{psi.Created, psi.Created, psi.Ordered}, nil},
		{
			"activity and card failed", 207, `{"status":207,` + created + `,"activity":{"status":400,"code":"E04_U010_ACTIVITY_FAILED","message":"La création de l'activité a échoué"},"cardOrderPsi":` + cardDep + `}`,
			outcomes{psi.Created, psi.Refused, psi.Dependent},
			[]rule.Code{psi.CodeRefusedDependency, psi.CodeRefusedUnknowable},
		},
		{"created, activity and CPS card", 207, `{"status":207,` + created + `,` + actOK + `,"cardOrderCps":` + cardOK + `}`, outcomes{psi.Created, psi.Created, 0, psi.Ordered}, nil},
		{"activity refused", 207, `{"status":207,` + created + `,` + actBad + `}`, outcomes{psi.Created, psi.Refused}, []rule.Code{psi.CodeRefusedForeseen, psi.CodeRefusedPartly}},
		{
			"account exists, activity updated", 207, `{"status":207,` + conflict + `,"activity":{"status":200,"code":"E04_U010_ACTIVITY_UPDATED","message":"L'activité a été modifiée"}}`,
			outcomes{psi.AlreadyExists, psi.Updated},
			[]rule.Code{psi.CodeAccountExists},
		},
		{
			"updated, with the status of the text", 207, `{"status":207,` + conflict + `,"activity":{"status":201,"code":"E04_U010_ACTIVITY_UPDATED"}}`,
			outcomes{psi.AlreadyExists, psi.Updated},
			[]rule.Code{psi.CodeAccountExists},
		},
		{
			"account exists, card ordered", 207, `{"status":207,` + strings.Replace(conflict, "ONE_RPPS_ID", "ONE_RPPS_ID_CARD_ORDER_REQUESTED_SUCCESSFUL", 1) + `,"cardOrderPsi":` + strings.Replace(cardOK, "201", "200", 1) + `}`,
			outcomes{psi.AlreadyExists, 0, psi.Ordered},
			[]rule.Code{psi.CodeAccountExists},
		},
		{"foreigner unknown to the RNIPP, activity created", 207, `{"status":207,` + none + `,` + actOK + `}`, outcomes{psi.Refused, psi.Created}, []rule.Code{psi.CodeRefusedUnknowable}},
		{"PSI card refused", 207, `{"status":207,` + created + `,"cardOrderPsi":` + cardNo + `}`, outcomes{psi.Created, 0, psi.Refused}, []rule.Code{psi.CodeRefusedPartly}},
		{"CPS card refused", 207, `{"status":207,` + created + `,"cardOrderCps":` + cardNo + `}`, outcomes{psi.Created, 0, 0, psi.Refused}, []rule.Code{psi.CodeRefusedPartly}},
		{
			"divergences", 400, `{"status":400,` + divergent + ended,
			outcomes{psi.Refused},
			[]rule.Code{psi.CodeDeath, psi.CodeDivergence, psi.CodeDivergence, psi.CodeRefusedUnknowable},
		},
		{"syntax", 400, `{"status":400,"identity":{"status":400,"error":"x","code":"E04_U010_KO_RNIPP_SYNTAX_ERROR",` + rnipp9 + `}` + ended, outcomes{psi.Refused}, []rule.Code{psi.CodeRefusedPartly}},
		{"bad field", 400, `{"status":400,"identity":{` + badDate + `}` + ended, outcomes{psi.Refused}, []rule.Code{psi.CodeRefusedForeseen}},
		{"bad field with activity", 400, `{"status":400,"identity":{` + badDate + `},` + actDep + ended, outcomes{psi.Refused, psi.Dependent}, []rule.Code{psi.CodeRefusedDependency, psi.CodeRefusedForeseen}},
		{
			"divergences with activity", 400, `{"status":400,` + divergent + `,` + actDep + ended,
			outcomes{psi.Refused, psi.Dependent},
			[]rule.Code{psi.CodeDeath, psi.CodeDivergence, psi.CodeDivergence, psi.CodeRefusedDependency, psi.CodeRefusedUnknowable},
		},
		{"account exists, activity refused", 400, `{"status":400,` + conflict + `,` + actBad + ended, outcomes{psi.AlreadyExists, psi.Refused}, []rule.Code{psi.CodeAccountExists, psi.CodeRefusedForeseen, psi.CodeRefusedPartly}},
		{
			"identifier of another", 400, `{"status":400,"identity":{"status":400,"error":"x","code":"E04_U010_KO_IDENTITY_MISMATCH_WITH_ID_INPUT"},` + actDep + `,"cardOrderPsi":` + cardDep + ended,
			outcomes{psi.Refused, psi.Dependent, psi.Dependent},
			[]rule.Code{psi.CodeRefusedDependency, psi.CodeRefusedDependency, psi.CodeRefusedPartly},
		},
		{"bad field, named without a code", 400, `{"identity":{"status":400,"detail":[{"field":"birthDate","constraint":"Pattern"}]}}`, outcomes{psi.Refused}, []rule.Code{psi.CodeRefusedForeseen}},
		{"created, by 200", 200, `{"identity":{"status":200,"id":"` + uuid + `",` + one + `}}`, outcomes{psi.Created}, nil},
		{"not found", 404, `{"status":404,` + none + ended, outcomes{psi.Refused}, []rule.Code{psi.CodeRefusedUnknowable}},
		{"not found, as the schema nests it", 404, `{"status":404,"identity":{` + none + `}` + ended, outcomes{psi.Refused}, []rule.Code{psi.CodeRefusedUnknowable}},
		{"not found, activity refused", 404, `{"status":404,` + none + `,` + actBad + ended, outcomes{psi.Refused, psi.Refused}, []rule.Code{psi.CodeRefusedForeseen, psi.CodeRefusedPartly, psi.CodeRefusedUnknowable}},
		{
			"conflict, numbers as numbers", 409, `{"status":"409",` + strings.NewReplacer(`"899700000013"`, `899700000013`, `"status":409`, `"status":"409"`).Replace(conflict) + ended,
			outcomes{psi.AlreadyExists},
			[]rule.Code{psi.CodeAccountExists},
		},
		{"failure", 500, `{"status":500,"error":"Une erreur interne est survenue"` + ended, outcomes{}, []rule.Code{psi.CodeAnswerUndecided}},
		{"no service", 503, "", outcomes{}, []rule.Code{psi.CodeAnswerUndecided}},
		{"nulls", 207, `{"status":207,"identity":{"status":201,"id":"` + uuid + `","rppsIdentifiers":[],` + nulls + `},"activity":null,"cardOrderPsi":` + cardOK + `}`, outcomes{psi.Created, 0, psi.Ordered}, nil},
		{"flat, bad field", 400, `{` + badDate + ended, outcomes{psi.Refused}, []rule.Code{psi.CodeRefusedForeseen}},
		{
			"flat, divergences, dataRnipp", 400, `{"status":400,"error":"x","code":"E04_U010_KO_RNIPP_FOUND_WITH_DIVERGENCES",` + strings.Replace(rnipp3, "rnippData", "dataRnipp", 1) + ended,
			outcomes{psi.Refused},
			[]rule.Code{psi.CodeDeath, psi.CodeDivergence, psi.CodeDivergence, psi.CodeRefusedUnknowable},
		},
		{"flat, created, list of first names", 201, `{"id":"` + uuid + `",` + one + `,` + strings.Replace(traits, `"Zoé Anne"`, `["Zoé","Anne"]`, 1) + `}`, outcomes{psi.Created}, nil},
		{
			"flat, conflict", 409, `{"status":409,"psiIdentifier":"` + uuid + `","rppsIdentifiers":["899700000013","899700000021"],"error":"x","code":"E04_U010_KO_PSI_ACCOUNT_ALREADY_EXIST_AND_HAVE_N_RPPS_ID"` + ended,
			outcomes{psi.AlreadyExists},
			[]rule.Code{psi.CodeAccountExists, psi.CodeNumbersSeveral},
		},
		{"flat, internal error", 500, `{"status":500,"error":"x","code":"E04_U010_KO_INTERNAL_ERROR"` + ended, outcomes{psi.Unavailable}, []rule.Code{psi.CodeRefusedUnknowable}},
		{
			"unknown code", 400, `{"status":400,"identity":{"status":400,"code":"E04_U010_KO_NEW"},"activity":{"status":400,"code":"NEW","erreurs":[{"message":"texte nouveau"}]},"cardOrderCps":{"status":400,"code":"NEW"}` + ended,
			outcomes{psi.Refused, psi.Refused, 0, psi.Refused},
			[]rule.Code{psi.CodeRefusedUnknown, psi.CodeRefusedUnknown, psi.CodeRefusedUnknown},
		},
		{
			"no code", 207, `{"status":207,"identity":{"status":200},"activity":{"status":200},"cardOrderPsi":{"status":503},"cardOrderCps":{"status":200}}`,
			outcomes{0, psi.Recorded, psi.Unavailable, psi.Ordered},
			[]rule.Code{psi.CodeRefusedUnknowable, psi.CodeAnswerUndecided},
		},
		{
			"services down", 207, `{"status":207,` + created + `,"activity":{"status":503,"code":"E04_U010_ACTIVITY_SERVICE_UNAVAILABLE"},"cardOrderCps":{"status":503,"code":"E04_U010_CARD_ORDER_SERVICE_UNAVAILABLE"}}`,
			outcomes{psi.Created, psi.Unavailable, 0, psi.Unavailable},
			[]rule.Code{psi.CodeRefusedUnknowable, psi.CodeRefusedUnknowable},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := psi.ParseAnswer(tt.status, []byte(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			var got outcomes
			if a.Identity != nil {
				got[0] = a.Identity.Outcome
			}
			if a.Activity != nil {
				got[1] = a.Activity.Outcome
			}
			if a.CardPSI != nil {
				got[2] = a.CardPSI.Outcome
			}
			if a.CardCPS != nil {
				got[3] = a.CardCPS.Outcome
			}
			if got != tt.want {
				t.Errorf("outcomes %v, want %v", got, tt.want)
			}
			if a.Faults != nil || a.Extra != nil {
				t.Errorf("a documented shape is odd: %v, %d left", a.Faults, len(a.Extra))
			}
			if codes := codesOf(a.Trace()); !slices.Equal(codes, slices.Sorted(slices.Values(tt.faults))) {
				t.Errorf("trace %v, want %v", a.Trace(), tt.faults)
			}
			if a.Identity != nil {
				for _, n := range a.Identity.Numbers {
					if n.ID.Kind() != rpps.PersonRPPS || n.Number.IsZero() {
						t.Error("a number was not read")
					}
				}
				if p := a.Identity.PSIText; p != "" && a.Identity.PSI.Canonical() != uuid {
					t.Error("the account was not read")
				}
				if a.Identity.Flat != strings.HasPrefix(tt.name, "flat") && tt.name != "failure" {
					t.Error("flat or not")
				}
			}
		})
	}
}

func parse(t testing.TB, status int, body string) *psi.Answer {
	t.Helper()
	a, err := psi.ParseAnswer(status, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestValues reads every value of the longest answers.
func TestValues(t *testing.T) {
	a := parse(t, 400, `{"status":400,`+divergent+`,`+actBad+`,"cardOrderPsi":`+cardOK+ended)
	if at, zoned, ok := a.Timestamp.Time(); !ok || !zoned || at.UTC().Format("2006-01-02T15:04:05.000") != "2026-02-27T14:45:00.593" {
		t.Error("timestamp", at, zoned, ok)
	}
	r := a.Identity.RNIPP
	if r.Response != psi.RNIPPDivergent || r.NameStatus != psi.NameOfficial || r.IdentifiedAt != "2026-06-03T09:17:45Z" {
		t.Error(r)
	}
	if f := r.Divergences.Fields(); !slices.Equal(f, []registration.Field{registration.FieldBirthName, registration.FieldBirthPlace}) || r.Divergences.Sex != rpps.No {
		t.Error(f)
	}
	yes := psi.Divergences{BirthName: rpps.Yes, FirstNames: rpps.Yes, Sex: rpps.Yes, BirthDate: rpps.Yes, BirthPlace: rpps.Yes}
	if f := yes.Fields(); !slices.Equal(f, []registration.Field{registration.FieldBirthName, registration.FieldFirstNames, registration.FieldSex, registration.FieldBirthDate, registration.FieldBirthPlace}) {
		t.Error(f)
	}
	p := r.Person
	if len(p.Names) != 2 || p.Names[0].Family != "ESSAI" || p.Names[0].FirstNames[1] != "Anne" || p.Names[1].Status != psi.NameSpouse || p.Sex != rpps.Female {
		t.Error("person")
	}
	if b := p.Birth; b.Date.String() != "1990-02-15" || b.PlaceCode != "33063" || b.Commune != "Bordeaux" || b.Country != "France" || b.Act != "1234" {
		t.Error("birth")
	}
	if day, ok := r.Death(); !ok || day.String() != "2025-06-15" {
		t.Error("death")
	}
	e := a.Activity.Errors
	if e[0].Kind != psi.ErrorDateFormat || e[0].Parameter != "dateDebutActivite" || e[0].Path() != "situation.start" ||
		e[1].Kind != psi.ErrorParameterMissing || e[1].Parameter != "codeProfession" || e[1].Path() != "situation.profession" {
		t.Error("errors")
	}
	if a.CardPSI.Address.Reveal() != "1 RUE DE L'ESSAI 75002 PARIS FRANCE" || a.CardPSI.Addressee.Reveal() != "ESSAI Zoé" {
		t.Error("card")
	}
	a = parse(t, 201, `{`+created+`}`)
	tr := a.Identity.Traits
	if tr.LastName != "ESSAI" || tr.FirstNames != "Zoé Anne" || tr.BirthDate.String() != "1990-02-15" || tr.Sex != rpps.Female ||
		tr.BirthLocationCode != "33063" || tr.ProfessionalLastName != "Fictif" || tr.FrenchNationality != rpps.Yes {
		t.Error("traits")
	}
	if _, ok := a.Identity.RNIPP.Death(); ok {
		t.Error("a null death is a death")
	}
	a = parse(t, 400, `{"identity":{`+badDate+`}}`)
	d := a.Identity.Details[0]
	if d.Path() != "identity.birthDate" || d.Rejected != "01-01-2000" || d.Field != "birthDate" || d.Constraint != "Pattern" || d.Object != "registerIdentityRequestDto" || d.Message == "" {
		t.Error("detail")
	}
	if f := a.Trace()[0]; f.Path() != "identity.birthDate" || !strings.Contains(f.Error(), "REG-DATE-SHAPE") || !strings.Contains(f.Error(), "E04_U010_KO_FORMAT_DATE") {
		t.Error(f)
	}
}

func TestInstant(t *testing.T) {
	for text, want := range map[psi.Instant]string{
		"2026-02-27T14:45:00.593000+00:00":    "2026-02-27T14:45:00.593 true true",
		"2026-02-27 14:45:00.593000+00:00":    "2026-02-27T14:45:00.593 true true",
		"2025-09-17T12:40:04.8687343+02:00":   "2025-09-17T10:40:04.868 true true",
		"2026-07-27T14:06:13.661477388+02:00": "2026-07-27T12:06:13.661 true true",
		"2025-06-03T09:17:45Z":                "2025-06-03T09:17:45.000 true true",
		"2026-09-10T17:11:52.64184701":        "2026-09-10T17:11:52.641 false true",
		"":                                    "0001-01-01T00:00:00.000 false false",
		"hier":                                "0001-01-01T00:00:00.000 false false",
	} {
		at, zoned, ok := text.Time()
		if got := fmt.Sprint(at.UTC().Format("2006-01-02T15:04:05.000"), " ", zoned, " ", ok); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestKinds recognises the documented texts and spellings near to them.
func TestKinds(t *testing.T) {
	for text, want := range map[string]psi.ActivityErrorKind{
		"Le format de la date doit être 'AAAA-MM-DD' (ex:2025-12-30) pour le champ : 'dateDebutActivite'":                              psi.ErrorDateFormat,
		"Le format de la date doit être 'AAAA-MM-DD'":                                                                                  psi.ErrorDateFormat,
		"l'habilitation appliqué ne permet pas d'utiliser ce codeProfession":                                                           psi.ErrorHabilitation,
		"paramètre obligatoire manquant {$param}":                                                                                      psi.ErrorParameterMissing,
		"paramètre {$param} utilise une valeure non autorisée ou inconnue":                                                             psi.ErrorParameterValue,
		"La catégorie professionnelle utilise une valeure non autorisée ou inconnue.":                                                  psi.ErrorCategory,
		"La fonction utilise une valeure non autorisée ou inconnue.":                                                                   psi.ErrorFunction,
		"Le Role utilise une valeure non autorisée ou inconnue.":                                                                       psi.ErrorRole,
		"Le modeExercice utilise une valeure non autorisée ou inconnue.":                                                               psi.ErrorMode,
		"Le motifFinActivite utilise une valeure non autorisée ou inconnue.":                                                           psi.ErrorEndReason,
		"L idPP n'existe pas au RPPS":                                                                                                  psi.ErrorPersonUnknown,
		"L exercice professionnel n'existe pas au RPPS pour cette profession et/ou cette catégorie professionnelle":                    psi.ErrorExerciseUnknown,
		"La dateFinActivite est antérieure à la date de début d'activité .":                                                            psi.ErrorEndBeforeStart,
		"La profession et le rôle saisis sont non compatibles avec le secteur d activité  de la structure vis à vis de la matrice DMP": psi.ErrorSector,
		"Le format du numéro SIRET n'est pas conforme, veuillez le modifier":                                                           psi.ErrorSIRET,
		"Le format du numéro FINESSET n'est pas conforme, veuillez le modifier":                                                        psi.ErrorFINESS,
		"Le format du numéro RPPS RANG n'est pas conforme, veuillez le modifier":                                                       psi.ErrorRPPSRang,
		"Nous avons détecté plusieurs identifiants structure (SIRET, FINESS, RPPS RANG), veuillez en utiliser qu'un seul":              psi.ErrorStructureSeveral,
		// Near to them.
		"LE ROLE UTILISE UNE VALEUR NON AUTORISEE OU INCONNUE": psi.ErrorRole,
		"L’idPP  n’existe pas au RPPS.":                        psi.ErrorPersonUnknown,
		"paramètre codeX utilise une valeur non autorisée":     psi.ErrorParameterValue, // decomposed
		"Le format du numéro FINESS n'est pas conforme":        psi.ErrorFINESS,
		"":              0,
		"texte nouveau": 0,
	} {
		body, _ := json.Marshal(map[string]any{"activity": map[string]any{"status": 400, "erreurs": []any{map[string]any{"message": text}}}})
		a := parse(t, 400, string(body))
		e := a.Activity.Errors[0]
		if e.Kind != want || e.Text.Reveal() != text || a.Activity.Outcome != psi.Refused {
			t.Errorf("%q is %v, want %v", text, e.Kind, want)
		}
	}
	for text, want := range map[string]string{
		"paramètre obligatoire manquant codeProfession":                         "situation.profession",
		"Paramètre obligatoire manquant : 'practiceMode'.":                      "situation.mode",
		"paramètre activityGenre utilise une valeure non autorisée ou inconnue": "situation.role",
		"paramètre obligatoire manquant":                                        "situation",
		"paramètre obligatoire manquant inconnu":                                "situation",
		"Le modeExercice utilise une valeure non autorisée ou inconnue.":        "situation.mode",
		"paramètre obligatoire manquant codeProfessionZ":                        "situation",
		"paramètre obligatoire manquant codeProfession0":                        "situation",
		"paramètre obligatoire manquant codeProfession9":                        "situation",
		"paramètre obligatoire manquant Acodeprofession":                        "situation",
		"autre": "",
	} {
		body, _ := json.Marshal(map[string]any{"activity": map[string]any{"erreurs": []any{text}}})
		if got := parse(t, 400, string(body)).Activity.Errors[0].Path(); got != want {
			t.Errorf("%q is about %q, want %q", text, got, want)
		}
	}
}

// TestDetails checks what foresees each field.
func TestDetails(t *testing.T) {
	all := cases()
	known := map[rule.Code]bool{}
	for _, r := range slices.Concat(psi.Rules(), registration.Rules(), rpps.Rules()) {
		known[r.Code] = true
	}
	for path := range schema {
		for _, constraint := range []rpps.Private{"NotBlank", "Pattern"} {
			d := psi.Detail{Field: rpps.Private(path), Constraint: constraint}
			for _, c := range d.ForeseenBy().Rules {
				if _, ok := all[c]; !ok || !known[c] {
					t.Errorf("%s: no case breaks %s", path, c)
				}
			}
			if d.Path() != "" && constraint == "Pattern" && len(d.ForeseenBy().Rules) == 0 {
				t.Errorf("%s: nothing foresees it", path)
			}
		}
	}
	if d := (psi.Detail{Field: "birthDate", Constraint: "NotBlank"}); !slices.Equal(d.ForeseenBy().Rules, []rule.Code{registration.CodeBirthDateMissing}) {
		t.Error(d.ForeseenBy())
	}
	// What is named for the town is what finds it.
	town := all[registration.CodeTextUnusable]
	_, faults := psi.New(town.request, town.context, town.options)
	for _, c := range (psi.Detail{Field: "birthPlace", Constraint: "Pattern"}).ForeseenBy().Rules {
		if !slices.ContainsFunc(faults, func(f rule.Fault) bool { return f.Code() == c && f.Path() == "identity.birthTown" }) {
			t.Errorf("%s does not find a town of no use: %v", c, faults)
		}
	}
	a := parse(t, 400, `{"identity":{"status":400,"code":"E04_U010_KO_FORMAT_DATE","detail":[{"field":"frenchNationality","constraint":"NotNull"},{"field":"nouveau"}]}}`)
	if got := a.Trace(); len(got) != 2 || got[0].Code() != psi.CodeRefusedForeseen || got[0].Path() != psi.PathAnswerIdentity ||
		got[1].Code() != psi.CodeRefusedUnknown || got[1].Path() != "identity.frenchNationality" {
		t.Error(got)
	}
	a = parse(t, 400, `{"identity":{"status":400,"code":"E04_U010_KO_FORMAT_PHONE_PREFIX","detail":[{"field":"phone","constraint":"Pattern"},{"field":"email","constraint":"Email"}]}}`)
	if got := a.Trace(); len(got) != 2 || got[0].Code() != psi.CodeRefusedForeseen || strings.Contains(got[0].Error(), "REG-PHONE-PREFIX") ||
		got[1].Code() != psi.CodeRefusedPartly || !strings.Contains(got[1].Error(), "REG-PHONE-SHAPE, REG-PHONE-PREFIX") {
		t.Error(got)
	}
	if d := (psi.Detail{Field: "nouveau"}); d.Path() != "" || d.ForeseenBy().Rules != nil {
		t.Error("an unknown field is known")
	}
}

// TestNothingLost checks that unknown members and values of unexpected types
// are kept, at each level.
func TestNothingLost(t *testing.T) {
	body := `{"status":207,"nouveau":{"a":1},"a/b~c":0,"timestamp":[1],"identity":{"status":"beaucoup","n1":1,"birth":null,"identityTraits":{"n2":2,"birthCountryCode":"99100","genderCode":"Z","birthDate":"1990"},` +
		`"rppsIdentifiers":["X9",7,{"n9":9},"99700000021","3990000010/1"],"detail":[{"n3":3,"rejected":{"x":1}},5],"rnippData":{"n4":4,"metadonnees":{"n5":5,"codeReponseIdentification":300,"statutDuNomIdentifie":"ZZ","divergences":{"n6":6,"nom":"peut-être"}},` +
		`"individu":{"n7":7,"identites":[{"n8":8}],"naissance":"x"}}},"activity":{"n10":10,"code":"A","code":"B","erreurs":{"message":"m","n11":11}},"cardOrderPsi":[],"cardOrderCps":{"n12":12}}`
	a := parse(t, 207, body)
	for pointer, want := range map[string]string{
		"/nouveau": `{"a":1}`, "/a~1b~0c": "0", "/timestamp": "[1]", "/identity/status": `"beaucoup"`, "/identity/n1": "1", "/identity/birth": "null",
		"/identity/identityTraits/n2": "2", "/identity/rppsIdentifiers/2": `{"n9":9}`, "/identity/detail/0/n3": "3", "/identity/detail/1": "5",
		"/identity/rnippData/n4": "4", "/identity/rnippData/metadonnees/n5": "5", "/identity/rnippData/metadonnees/codeReponseIdentification": "300",
		"/identity/rnippData/metadonnees/statutDuNomIdentifie": `"ZZ"`, "/identity/rnippData/metadonnees/divergences/n6": "6",
		"/identity/rnippData/metadonnees/divergences/nom": `"peut-être"`, "/identity/rnippData/individu/n7": "7",
		"/identity/rnippData/individu/identites/0/n8": "8", "/identity/rnippData/individu/naissance": `"x"`,
		"/activity/n10": "10", "/activity/code": `"A"`, "/activity/erreurs/0/n11": "11", "/cardOrderPsi": "[]", "/cardOrderCps/n12": "12",
	} {
		if string(a.Extra[pointer]) != want {
			t.Errorf("%s: %q, want %q", pointer, a.Extra[pointer], want)
		}
		delete(a.Extra, pointer)
	}
	for pointer := range a.Extra {
		t.Errorf("%s is kept, and known", pointer)
	}
	tr := a.Identity.Traits
	if tr.BirthCountryCode != "99100" || tr.SexText != "Z" || tr.BirthDateText != "1990" || tr.Sex != 0 {
		t.Error("a text of the traits was lost")
	}
	n := a.Identity.Numbers
	if len(n) != 4 || !n[3].ID.IsZero() || n[3].Text != "3990000010/1" || n[0].Text != "X9" || n[1].Text != "7" || n[2].Number.Canonical() != "99700000021" || n[2].ID.Canonical() != "899700000021" || !n[0].ID.IsZero() {
		t.Error("numbers")
	}
	if a.Identity.Details[0].Rejected != `{"x":1}` || a.Activity.Code != "B" || a.Activity.Errors[0].Text != "m" {
		t.Error("values")
	}
	for _, code := range []rule.Code{psi.CodeAnswerType, psi.CodeAnswerTwice} {
		if !a.Faults.Has(code) {
			t.Errorf("%s is not told", code)
		}
	}
}

// TestUnsure: a block that says two things of itself, or something that it should
// not, is not held to be done; the same thing twice is.
func TestUnsure(t *testing.T) {
	const uuid = "00000000-0000-4000-8000-000000000001"
	for _, b := range []struct {
		name, block, code string
		of                func(*psi.Answer) psi.Outcome
		done              psi.Outcome
	}{
		{"identity", `"identity":{"status":201,"id":"` + uuid + `"%s}`, "", func(a *psi.Answer) psi.Outcome { return a.Identity.Outcome }, psi.Created},
		{"identity in the identity", `"identity":{"identity":{"status":201,"id":"` + uuid + `"%s}}`, "", func(a *psi.Answer) psi.Outcome { return a.Identity.Outcome }, psi.Created},
		{"flat", `"id":"` + uuid + `"%s`, "", func(a *psi.Answer) psi.Outcome { return a.Identity.Outcome }, psi.Created},
		{"activity", `"activity":{"status":201,"code":"` + string(psi.ActivityCreated) + `"%s}`, string(psi.ActivityCreated), func(a *psi.Answer) psi.Outcome { return a.Activity.Outcome }, psi.Created},
		{"PSI card", `"cardOrderPsi":{"status":201,"code":"` + string(psi.CardSuccessful) + `"%s}`, string(psi.CardSuccessful), func(a *psi.Answer) psi.Outcome { return a.CardPSI.Outcome }, psi.Ordered},
		{"CPS card", `"cardOrderCps":{"status":201,"code":"` + string(psi.CardSuccessful) + `"%s}`, string(psi.CardSuccessful), func(a *psi.Answer) psi.Outcome { return a.CardCPS.Outcome }, psi.Ordered},
	} {
		sure := map[string]bool{"": true, `,"message":["x"]`: true, `,"status":201`: true, `,"status":[201]`: false, `,"status":{}`: false, `,"status":"x"`: false}
		if b.code != "" {
			sure[`,"code":"`+b.code+`"`] = true
			sure[`,"code":["E"]`] = false
			sure[`,"code":"`+string(psi.ActivityFailed)+`","code":"`+b.code+`"`] = false
		} else {
			sure[`,"code":["E04_U010_KO_X"]`] = false
			sure[`,"code":"E04_U010_KO_X","code":""`] = false
			sure[`,"error":{"x":1}`] = false
			sure[`,"error":"x","error":null`] = false
		}
		for more, want := range sure {
			if b.name == "flat" && strings.HasPrefix(more, `,"status":`) {
				more = strings.TrimPrefix(more, ",") + ","
				body := `{"status":201,` + more + strings.Replace(b.block, "%s", "", 1) + `}`
				check(t, b.name, body, want, b.of, b.done)
				continue
			}
			check(t, b.name, `{"status":201,`+strings.Replace(b.block, "%s", more, 1)+`}`, want, b.of, b.done)
		}
	}
}

func check(t *testing.T, name, body string, sure bool, of func(*psi.Answer) psi.Outcome, done psi.Outcome) {
	t.Helper()
	a, err := psi.ParseAnswer(201, []byte(body))
	if err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	if got := of(a); got.Done() != sure || sure && got != done {
		t.Errorf("%s: %s: %v", name, body, got)
	}
	if strings.Contains(body, `,"code":"E04_U010_KO_X"`) && len(a.Extra) == 0 {
		t.Errorf("%s: what was said first is lost", body)
	}
}

func TestUnreadable(t *testing.T) {
	for body, want := range map[string]rule.Code{
		`{"status": ZZMARQUE`: psi.CodeAnswerJSON, `{} {}`: psi.CodeAnswerJSON, `<html>ZZMARQUE</html>`: psi.CodeAnswerJSON,
		`["ZZMARQUE"]`: psi.CodeAnswerNotObject, `"ZZMARQUE"`: psi.CodeAnswerNotObject, "null": psi.CodeAnswerNotObject,
		strings.Repeat(" ", psi.MaxBytes) + "{}": psi.CodeAnswerTooLarge,
	} {
		a, err := psi.ParseAnswer(502, []byte(body))
		if a != nil || !errors.Is(err, want) || strings.Contains(err.Error(), "ZZ") {
			t.Errorf("%.20s: %v", body, err)
		}
	}
}

// TestPrivacy fills every text with a mark and prints everything.
func TestPrivacy(t *testing.T) {
	const mark = "ZZMARQUE"
	var out bytes.Buffer
	show := func(values ...any) {
		for _, v := range values {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
				fmt.Fprintf(&out, verb, v)
			}
			// The JSON handler shows what is in a slice: see rpps.Private.
			if reflect.TypeOf(v).Kind() == reflect.Slice {
				continue
			}
			for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
				slog.New(h).Info("x", "v", v)
			}
		}
	}

	r := foreign()
	r.Identity.BirthName, r.Identity.FirstNames = mark, []rpps.Private{mark}
	r.Identity.BirthPlace.Town, r.ExerciseName.Family, r.Identity.UsageName = mark, mark, mark
	r.Contact.Email = mark + "@example.org"
	o := psi.Options{CardPSI: &psi.CardOrderPSI{mark, mark, mark, mark, mark, mark, mark}}
	b, faults := psi.New(r, context(), o)
	if b == nil {
		t.Fatal(faults)
	}
	show(b, *b, b.Employment, *b.Employment, b.Activity, *b.Activity, b.CardOrderPSI, *b.CardOrderPSI, faults, faults.Error(), []any{b, b.LastName, b.Identifier})
	for _, c := range cases() {
		c.request.Identity.FirstNames = append(c.request.Identity.FirstNames, mark)
		_, faults := psi.New(c.request, c.context, c.options)
		text, _ := json.Marshal(faults)
		out.Write(text)
	}
	if raw, _ := b.MarshalJSON(); !strings.Contains(string(raw), mark) {
		t.Error("the body is not raw")
	}

	m := `"` + mark + `"`
	full := `{"status":400,"timestamp":` + m + `,"path":` + m + `,` + m + `:` + m + `,"identity":{"status":` + m + `,"code":` + m + `,"id":` + m + `,"message":` + m + `,"error":` + m + `,"rppsIdentifiers":[` + m + `,"899700000013"],` +
		`"identityTraits":{"lastName":` + m + `,"firstNames":` + m + `,"birthDate":` + m + `,"genderCode":` + m + `,` + m + `:1},` +
		`"rnippData":{"metadonnees":{"statutDuNomIdentifie":` + m + `,"divergences":{"nom":` + m + `,"sexe":true}},"individu":{"identites":[{"nom":` + m + `,"prenoms":[` + m + `]}],"naissance":{"date":` + m + `},"deces":{"date":"2020-02-02"}}},` +
		`"detail":[{"object":` + m + `,"field":` + m + `,"message":` + m + `,"rejected":` + m + `,"constraint":` + m + `},{"field":"birthDate","rejected":` + m + `}]},` +
		`"activity":{"status":400,"code":` + m + `,"message":` + m + `,"erreurs":[{"message":"paramètre obligatoire manquant ` + mark + `"},{"message":` + m + `}]},` +
		`"cardOrderPsi":{"status":400,"code":` + m + `,"message":` + m + `,"addressee":` + m + `,"shippingAddress":` + m + `},"cardOrderCps":{"status":503,"code":` + m + `}}`
	a := parse(t, 400, full)
	i := a.Identity
	trace := a.Trace()
	text, _ := json.Marshal(slices.Concat(trace, a.Faults))
	out.Write(text)
	show(a, *a, i, *i, i.Numbers, i.Numbers[0], i.Traits, *i.Traits, i.RNIPP, *i.RNIPP, i.RNIPP.Person, *i.RNIPP.Person, i.RNIPP.Person.Names, i.RNIPP.Person.Names[0],
		i.RNIPP.Person.Birth, *i.RNIPP.Person.Death, i.Details, i.Details[0], a.Activity, *a.Activity, a.Activity.Errors, a.Activity.Errors[0],
		a.CardPSI, *a.CardPSI, trace, trace.Error(), a.Faults, a.Faults.Error(), i.Code, i.PSI)
	for _, v := range []fmt.Stringer{
		b, b.Employment, b.Activity, b.CardOrderPSI, a, i, i.Numbers[0], i.Traits, i.RNIPP, i.RNIPP.Person, i.RNIPP.Person.Names[0],
		i.RNIPP.Person.Birth, i.Details[0], i.Details[1], a.Activity, a.Activity.Errors[0], a.CardPSI, i.Code,
	} {
		if got := fmt.Sprintf("%d", v); got != v.String() || v.(slog.LogValuer).LogValue().String() != v.String() || !strings.Contains(got, "(") {
			t.Errorf("%T prints %s", v, got)
		}
	}
	if len(trace) < 6 {
		t.Error(trace)
	}
	low := strings.ToLower(out.String())
	for _, s := range []string{mark, fmt.Sprintf("%x", mark), "99700000013", "1990-02-15", "639980012", "2020-02-02"} {
		if at := strings.Index(low, strings.ToLower(s)); at >= 0 {
			t.Errorf("%s is shown: …%s…", s, low[max(0, at-80):min(len(low), at+80)])
		}
	}
}

// FuzzParseAnswer: no panic, the unknown members of the top are kept, and
// what is found does not change from one reading to the next.
func FuzzParseAnswer(f *testing.F) {
	f.Add(207, `{"status":207,`+created+`,`+actBad+`,"cardOrderPsi":`+cardOK+`}`)
	f.Add(400, `{"status":400,`+divergent+ended)
	f.Add(400, `{`+badDate+ended)
	f.Add(404, `{"identity":{`+none+`}}`)
	f.Add(200, `{"identity":{"identity":5,"detail":[null],"rppsIdentifiers":7},"activity":{"erreurs":[[]]},"x":1,"x":2}`)
	f.Fuzz(func(t *testing.T, status int, body string) {
		a, err := psi.ParseAnswer(status, []byte(body))
		var m map[string]json.RawMessage
		if jsonErr := json.Unmarshal([]byte(strings.TrimPrefix(body, "\ufeff")), &m); err != nil {
			if a != nil || (jsonErr == nil && m != nil) {
				t.Fatalf("refused: %v", err)
			}
			return
		}
		known := []string{
			"status", "timestamp", "path", "identity", "activity", "cardOrderPsi", "cardOrderCps",
			"code", "error", "detail", "id", "psiIdentifier", "rppsIdentifiers", "identityTraits", "rnippData", "dataRnipp", "message",
		}
		for k, v := range m {
			if slices.Contains(known, k) {
				continue
			}
			if string(a.Extra["/"+strings.NewReplacer("~", "~0", "/", "~1").Replace(k)]) != string(v) {
				t.Errorf("member %q is lost", k)
			}
		}
		again, _ := psi.ParseAnswer(status, []byte(body))
		if a.Trace().Error() != again.Trace().Error() || a.String() != again.String() || len(a.Extra) != len(again.Extra) {
			t.Error("two readings differ")
		}
	})
}
