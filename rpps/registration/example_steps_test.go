package registration_test

import (
	"fmt"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
)

// A care assistant who will pre-register: their e-mail is missing, and nobody
// has informed them yet.
func ExampleNextSteps() {
	r := reg.Request{
		Method: reg.PreRegistration,
		Identity: rpps.CivilStatus{
			BirthName: "Exemple", FirstNames: []rpps.Private{"Camille"}, Sex: rpps.Female,
			BirthDate: civil.MustNew(1990, 2, 3), BirthPlace: rpps.BirthPlace{Commune: "75114"},
		},
		Contact: rpps.Contact{Phone: "0639980012"},
		Search:  reg.Search{Found: reg.FoundNone},
	}
	s := &r.Situation
	s.Function, s.Role = roles.MetierAideSoignant, roles.RoleCare
	s.Category, s.Mode = roles.CategoryCivil, roles.ModeSalarie
	s.Start = civil.MustNew(2026, 3, 1)
	s.Structure = rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), Kind: rpps.ESMS}

	for i, step := range reg.NextSteps(r, reg.Context{At: civil.MustNew(2026, 3, 10)}) {
		fmt.Printf("%d. %s\n", i+1, step.Explain(language.French))
	}
	// Output:
	// 1. l'employeur (autorité d'enregistrement) : informer la personne, avant l'enregistrement, du traitement de ses données (RGPD, article 13), de l'absence de droit d'opposition et de la publication de sa situation d'exercice
	// 2. le professionnel ou le gestionnaire RPPS+ : recueillir les données qui manquent à la demande
	// 3. le professionnel, sur le portail RPPS+ avec FranceConnect : se pré-enregistrer ; l'état civil vient de FranceConnect, le reste est à saisir
	// 4. le gestionnaire RPPS+, sur le portail RPPS+ : consulter régulièrement les demandes à valider, car le portail n'envoie aucune notification
	// 5. le gestionnaire RPPS+, sur le portail RPPS+ : vérifier les données saisies par la personne et valider la demande
	// 6. l'ANS : envoyer par courriel le numéro RPPS à la personne (sous 24 h)
	// 7. le professionnel : communiquer le numéro RPPS à l'équipe RH
	// 8. l'ANS, dans l'Annuaire Santé : publier le nom, le rôle et le lieu d'exercice (sous 24 h)
	// 9. le professionnel, dans l'application e-CPS : activer son e-CPS, avec le courriel et le mobile de correspondance (à partir de 48 h après l'enregistrement)
}

// A profession of an Order does not go through the portal.
func ExampleStep_Explain() {
	r := reg.Request{}
	r.Situation.Function = roles.ProfessionMasseurKinesitherapeute
	for _, step := range reg.NextSteps(r, reg.Context{At: civil.MustNew(2026, 3, 10)}) {
		fmt.Println(step.Explain(language.English))
		fmt.Println(step.Evidence, step.Codes)
	}
	// Output:
	// the Order, on the portal of the Order: register the person (Ordre national des masseurs-kinésithérapeutes); human resources verify it, and nothing is to be done on the RPPS+ portal
	// sourced [REG-PROFESSION-ORDER]
}
