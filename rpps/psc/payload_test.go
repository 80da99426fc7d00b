package psc_test

import (
	"encoding/json"
	"testing"

	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
)

// signIn is the day of the sign-ins of the tests.
var signIn = civil.MustNew(2026, 6, 1)

// activity is one activity of a payload built for the tests, with the members
// that matter here; the others are empty, as real payloads have them.
type activity struct {
	Role, Genre, Mode, Sector                   string
	SIRET, SIREN, FINESS, LegalFINESS, Tech, ID string
	Name, TradeName                             string
}

func (a activity) members() map[string]any {
	return map[string]any{
		"codeModeExercice": or(a.Mode, "S"), "codeSecteurDactivite": or(a.Sector, "SA16"), "codeSectionPharmacien": "",
		"codeRole": a.Role, "codeGenreActivite": a.Genre, "numeroSiretSite": a.SIRET, "numeroSirenSite": a.SIREN,
		"numeroFinessSite": a.FINESS, "numeroFinessetablissementJuridique": a.LegalFINESS,
		"identifiantTechniqueDeLaStructure": a.Tech, "ancienIdentifiantDeLaStructure": a.ID,
		"raisonSocialeSite": or(a.Name, "ETABLISSEMENT FICTIF"), "enseigneCommercialeSite": a.TradeName,
		"adresseEMail": "", "telephone": "", "codePostal": "99000", "autoriteDenregistrement": "",
	}
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// payload builds a userinfo with one exercise.
func payload(profession, category string, activities ...activity) map[string]any {
	var list []any
	for _, a := range activities {
		list = append(list, a.members())
	}
	return map[string]any{
		"sub": "f:00000000-0000-4000-8000-000000000000:899700000013", "SubjectNameID": "899700000013",
		"preferred_username": "899700000013", "given_name": "Dominique", "family_name": "FICTIF",
		"SubjectOrganization": "", "SubjectOrganizationID": "", "Secteur_Activite": "SA16^1.2.250.1.71.4.2.4",
		"Acces_Regulation_Medicale": "FAUX", "UITVersion": "1.0",
		"SubjectRole": []any{profession + "^1.2.250.1.213.1.1.5.5"},
		"otherIds":    []any{map[string]any{"identifiant": "899700000013", "origine": "RPPS", "qualite": 1}},
		"SubjectRefPro": map[string]any{
			"codeCivilite": "MME",
			"exercices": []any{map[string]any{
				"codeProfession": profession, "codeCategorieProfessionnelle": category, "codeCiviliteDexercice": "",
				"nomDexercice": "FICTIF", "prenomDexercice": "Dominique", "codeTypeSavoirFaire": "", "codeSavoirFaire": "",
				"activities": list,
			}},
		},
	}
}

func parse(t testing.TB, p map[string]any) *psc.Userinfo {
	t.Helper()
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	u, err := psc.Parse(b, psc.Options{SignIn: signIn})
	if err != nil {
		t.Fatal(err)
	}
	return u
}
