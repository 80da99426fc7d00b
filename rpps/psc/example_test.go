package psc_test

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
)

// userinfo is what Pro Santé Connect sends for a fictitious educator.
var userinfo = []byte(`{
  "SubjectNameID": "899700000013",
  "SubjectRefPro": {"exercices": [{
    "codeProfession": "99", "codeCategorieProfessionnelle": "C",
    "nomDexercice": "EXEMPLE", "prenomDexercice": "Camille",
    "activities": [{
      "codeModeExercice": "S", "codeSecteurDactivite": "SA16", "codeRole": "326", "codeGenreActivite": "GENR10",
      "numeroSiretSite": "00099701500011", "raisonSocialeSite": "IME LES TILLEULS (FICTIF)"
    }]
  }]}
}`)

func Example() {
	day := civil.MustNew(2026, 6, 1)
	u, err := psc.Parse(userinfo, psc.Options{SignIn: day})
	if err != nil {
		fmt.Println(err)
		return
	}
	matrix, err := habilitation.At(day)
	if err != nil {
		fmt.Println(err)
		return
	}
	decision := matrix.Decide(habilitation.Request{
		Subject:  u.Subject(psc.ByText("000 997 015 00011"), habilitation.Policy{}),
		Document: habilitation.MustParseDocumentType("80788-3"),
		Action:   habilitation.Read,
		Facts:    habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	})
	fmt.Println(decision.Allowed())
	for reason := range decision.Reasons() {
		fmt.Println("-", reason.Explain(language.French))
	}
	// Output:
	// true
	// - la matrice ouvre ce type de document à cette profession ou à ce rôle
	// - le consentement initial de la personne couvre toute l'équipe de soins
	// - la matrice publie les colonnes des rôles, mais aucune source ne prouve que le service national les applique
	// - la source ne donne pas de dates : la situation est tenue pour ouverte parce qu'elle y figurait ce jour-là
}

func ExampleUserinfo_Select() {
	u, _ := psc.Parse(userinfo, psc.Options{SignIn: civil.MustNew(2026, 6, 1)})
	found := u.Select(psc.ByName("ime les tilleuls (fictif)"))
	fmt.Println(u.Activities[found.Index].Situation.Role.Label())
	fmt.Println(u.Select(psc.ByName("ailleurs")).Err())
	// Output:
	// Accompagnement social/médico-social à la vie sociale, professionnelle, éducative
	// PSC-SELECT-NONE: structure: no activity belongs to this establishment
}

// A program knows the SIRET and the FINESS of its establishment, and cannot know by
// which of them Pro Santé Connect names it.
func ExampleByStructure() {
	here := psc.ByStructure(rpps.Structure{
		SIRET: rpps.MustParseSIRET("00099701500011"), FINESS: rpps.MustParseFINESS("990000010"),
	})
	for _, stated := range []string{
		`"numeroSiretSite": "00099701500011"`,
		`"numeroFinessSite": "990000010"`,
		`"numeroSiretSite": "00099701500011", "numeroFinessSite": "990000028"`, // a site beside
	} {
		u, err := psc.Parse([]byte(`{"SubjectNameID": "899700366240", "SubjectRefPro": {"exercices": [{
			"codeProfession": "99", "codeCategorieProfessionnelle": "C",
			"activities": [{"codeGenreActivite": "GENR10", `+stated+`}]}]}}`), psc.Options{})
		fmt.Println(u.Select(here).Found(), err)
	}
	// Output:
	// true <nil>
	// true <nil>
	// false <nil>
}

func ExampleUserinfo() {
	u, _ := psc.Parse(userinfo, psc.Options{SignIn: civil.MustNew(2026, 6, 1)})
	fmt.Println(u, u.Professional.ExerciseName)
	fmt.Println(u.Professional.ExerciseName.Given.Reveal())
	// Output:
	// Userinfo(exercises 1, activities 1, faults 0) (masked)
	// Camille
}

// The establishment knows that the contract has ended; the directory does not yet.
func ExampleActivity() {
	u, _ := psc.Parse(userinfo, psc.Options{SignIn: civil.MustNew(2026, 6, 1)})
	u.Activities[0].Situation.End = civil.MustNew(2026, 5, 31)
	for r := range u.Subject(psc.AnyStructure(), habilitation.Policy{}).Problems() {
		fmt.Println(r.Explain(language.French))
	}
	// Output: la situation d'exercice est terminée à cette date
}

// The establishment is that of the program's configuration, whichever number it
// knows.
func ExampleSelector() {
	u, err := psc.Read(strings.NewReader(string(userinfo)), psc.Options{SignIn: civil.MustNew(2026, 6, 1)})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, establishment := range []psc.Selector{
		psc.BySIRET(rpps.MustParseSIRET("00099701500011")),
		psc.ByFINESS(rpps.MustParseFINESS("990000010")),
		psc.ByTechnicalID(rpps.MustParseTechnicalID("F990000010")),
		psc.BySIRET(rpps.SIRET{}), // not stated: matches nobody
		psc.AnyStructure(),
	} {
		fmt.Println(i, u.Select(establishment).Found())
	}
	// Output:
	// 0 true
	// 1 false
	// 2 false
	// 3 false
	// 4 true
}

// Two situations in one establishment that give different rights are an
// ambiguity: the program shows them, and the person chooses.
func ExampleSelection() {
	activity := func(role string) string {
		return `{"codeModeExercice":"S","codeRole":"326","codeGenreActivite":"` + role + `","numeroSiretSite":"00099701500011"}`
	}
	u, _ := psc.Parse([]byte(`{"SubjectNameID":"899700000013","SubjectRole":["326^1.2.250.1.213.1.1.5.5"],"SubjectRefPro":{"exercices":[{
		"codeProfession":"99","codeCategorieProfessionnelle":"C","activities":[`+activity("GENR10")+`,`+activity("GENR08")+`]}]}}`),
		psc.Options{SignIn: civil.MustNew(2026, 6, 1)})
	q := psc.BySIRET(rpps.MustParseSIRET("00099701500011"))
	s := u.Select(q)
	fmt.Println(s.Found(), s.Ambiguous(), s.Candidates)
	fmt.Println(s.Err())
	for _, i := range s.Candidates {
		fmt.Println(u.Activities[i].Situation.Role.Label())
	}
	chosen := q.Chosen(s.Candidates[1])
	fmt.Println(u.Subject(chosen, habilitation.Policy{}).Role())
	fmt.Println(u.SubjectRoles[0].Code, u.Activities[0].Address)
	// Output:
	// false true [0 1]
	// PSC-SELECT-SEVERAL: structure: 2 different activities match this establishment: one must be chosen
	// Accompagnement social/médico-social à la vie sociale, professionnelle, éducative
	// Coordination et orientation
	// GENR08
	// 326 (not stated)
}
