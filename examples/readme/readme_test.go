// The three programs of the README, as they stand there: a test of
// internal/house compares the two texts.
package readme_test

import (
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/registration"
)

// Decide says whether who signed in may read a document in this establishment,
// which Pro Santé Connect may name by its SIRET or by its FINESS alone.
func Decide(userinfo []byte, establishment rpps.Structure, today civil.Date) (habilitation.Decision, error) {
	u, err := psc.Parse(userinfo, psc.Options{SignIn: today}) // the day it came; fails on no JSON object, or too long a text
	if err != nil {
		return habilitation.Decision{}, err
	}
	matrix, err := habilitation.At(today) // or says that none is known for that day
	if err != nil {
		return habilitation.Decision{}, err
	}
	return matrix.Decide(habilitation.Request{
		Subject:  u.Subject(psc.ByStructure(establishment), habilitation.Policy{}),
		Document: habilitation.MustParseDocumentType("80788-3"), // projet personnalisé d'accompagnement
		Action:   habilitation.Read,
		Facts:    habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	}), nil
}

// Check reads a file of registrations and tells what would be refused, and why.
func Check(file io.Reader, today civil.Date, report io.Writer) (summary registration.Summary, err error) {
	r, err := registration.NewReader(file)
	if err != nil {
		return summary, err // no table of registrations
	}
	for _, f := range r.Header() { // a column that is not known is read on no line
		fmt.Fprintf(report, "colonnes : %s [%s, %s]\n", f.Message(language.French), f.Code(), f.Severity())
	}
	summary.AddFaults(r.Header())
	var seen registration.Duplicates // who is on two lines
	for result, err := range r.Check(registration.Context{At: today}, &seen) {
		if err != nil {
			return summary, err
		}
		summary.Add(result)
		for _, f := range result.Faults {
			fmt.Fprintf(report, "ligne %d, %s : %s [%s, %s]\n", result.Line, f.Path(), f.Message(language.French), f.Code(), f.Severity())
		}
	}
	return summary, nil
}

// TestAccess holds a product to what its functional analyst expects.
func TestAccess(t *testing.T) {
	kit.Pin(t, "cnam-2024-09-25 sha256:32b3cf3f84467524d9a873b4f832af7d0b76c9989c795280c6afad1d9ebc9dda")
	kit.Check(t, habilitation.CNAM20240925(), kit.Table{
		At: civil.MustNew(2026, 6, 1),
		Lines: []kit.Expectation{
			{Who: kit.Role(roles.RoleSocialLife), What: kit.TypeCode("80788-3"), Want: kit.Allowed},
			{Who: kit.Role(roles.RoleSocialLife), What: kit.Class(habilitation.ClassImaging), Want: kit.Denied},
		},
	})
}

// userinfo is the fictitious sign-in that examples/dui shows.
func userinfo() []byte {
	text, err := os.ReadFile("../dui/userinfo.json")
	if err != nil {
		panic(err)
	}
	return text
}

func ExampleDecide() {
	here := rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), FINESS: rpps.MustParseFINESS("990000010")}
	decision, err := Decide(userinfo(), here, civil.MustNew(2026, 6, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(decision.Allowed())
	fmt.Println(decision.Explain(language.French))
	// Output:
	// true
	// Autorisé : lire « Projet personnalisé d'accompagnement » (80788-3), par Acteur participant au système de santé caractérisé par rôle (99), Educateur spécialisé (326), rôle Accompagnement social/médico-social à la vie sociale, professionnelle, éducative (GENR10), le 01/06/2026
	// - la matrice ouvre ce type de document à cette profession ou à ce rôle [HAB-GROUND-CELL] (Matrice d'habilitations des PS pour le DMP, CNAM, 25 septembre 2024)
	// - le consentement initial de la personne couvre toute l'équipe de soins [HAB-GROUND-INITIAL-CONSENT] (Conseil d'État, 15 octobre 2025, n° 490409 ; CSP art. R. 1111-46)
	// - réserve : la matrice publie les colonnes des rôles, mais aucune source ne prouve que le service national les applique [HAB-CAVEAT-ROLE-COLUMN] (polecapneuro.sante-idf.fr ; Sénat, question 02144, 3 avril 2025)
	// - réserve : la source ne donne pas de dates : la situation est tenue pour ouverte parce qu'elle y figurait ce jour-là [HAB-CAVEAT-PRESENCE] (Pro Santé Connect : le userinfo ne porte pas de dates ; il est alimenté chaque jour par l'extraction du RPPS)
	// Matrice cnam-2024-09-25, case 80788-3 × Rôle vie sociale, professionnelle, éducative : ouverte
}

func ExampleCheck() {
	file, err := os.Open("../validate/registrations.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	var report strings.Builder
	summary, err := Check(file, civil.MustNew(2026, 11, 22), &report)
	fmt.Println(summary.Records, summary.Valid, err)
	for line := range strings.Lines(report.String()) {
		if strings.HasPrefix(line, "ligne 9,") {
			fmt.Print(line)
		}
	}
	// Output:
	// 13 6 <nil>
	// ligne 9, identity.birthDate : ce jour n'existe pas au calendrier ; si le jour est écrit après le mois, corrigez toute la colonne [REG-DATE-NO-SUCH-DAY, error]
	// ligne 9, situation.profession : Ce code est clos ; utilisez 328. [NOS-CODE-SUCCESSOR, error]
}

// The end of the contract stands under a name that is not known: the lines alone
// do not tell that it was left out.
func ExampleCheck_columns() {
	file := "nom_naissance;prenoms;sexe;date_naissance;lieu_naissance_code;email;telephone;profession;categorie;role;mode_exercice;" +
		"date_debut;dernier jour;finess;type_structure;information_date\n" +
		"EXEMPLE;Camille;F;12/03/1988;75101;camille@example.org;06 39 98 00 01;326;C;GENR10;S;" +
		"01/12/2026;31/12/2026;990000010;ESMS;12/11/2026\n"
	summary, err := Check(strings.NewReader(file), civil.MustNew(2026, 11, 22), os.Stdout)
	fmt.Println(summary.Valid, summary.Warnings, err)
	// Output:
	// colonnes : la colonne n° 13 (M dans un tableur) n'est pas connue : elle est ignorée [REG-COLUMN-UNKNOWN, warning]
	// 1 1 <nil>
}
