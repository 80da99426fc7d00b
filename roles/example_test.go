package roles_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

func ExampleRole() {
	for r := range roles.RPPSPlusRoles() {
		fmt.Println(r, r.Label())
	}
	// Output:
	// GENR08 Coordination et orientation
	// GENR09 Administratif ou appui à l'organisation de l'accompagnement social/médico-social
	// GENR10 Accompagnement social/médico-social à la vie sociale, professionnelle, éducative
	// GENR11 Accompagnement social/médico-social au soin
	// GENR12 Encadrement et organisation de l'accompagnement social/médico-social
	// GENR13 Activité médico-administrative
}

func ExampleFindRole() {
	r, err := roles.FindRole("accompagnement au soin")
	fmt.Println(r, r == roles.RoleCare, err)
	// Output: GENR11 true <nil>
}

func ExampleProfession() {
	p, err := roles.ParseProfession("313")
	if err != nil {
		panic(err)
	}
	fmt.Println(p.Label(), p.List(), p.Kind(), p.InJ121())
	fmt.Println(roles.Profession(0))
	// Output:
	// Aide-soignant TRE_R85-RolePriseCharge role true
	// (not stated)
}

func ExampleProfession_At() {
	avs := roles.MetierAuxiliaireVieSociale
	fmt.Println(avs.At(civil.MustNew(2025, 12, 21)), avs.At(civil.MustNew(2025, 12, 22)))
	next, _ := avs.Successor()
	fmt.Println(next, next.Label())
	// Output:
	// valid ended
	// 328 Accompagnant éducatif et social
}

func ExampleFindProfession() {
	p, err := roles.FindProfession("secretaire medicale")
	fmt.Println(p, p.Label(), err)
	_, err = roles.FindProfession("Étudiants")
	fmt.Println(errors.Is(err, roles.ProblemAmbiguous))
	// Output:
	// 331 Secrétaire assistante médico-administrative <nil>
	// true
}

func ExampleFindProfessions() {
	for _, p := range roles.FindProfessions("auxiliaire de vie sociale") {
		fmt.Println(p.List().Key(), p, p.Validity().Until)
	}
	// Output:
	// TRE_R85 318 2025-12-22
	// TRE_R94 42 2024-12-13
	// TRE_R94 201 2020-05-29
}

func ExampleParseProfessionIn() {
	p, _ := roles.ParseProfessionIn(roles.ListG15, "93")
	text, _ := p.MarshalText()
	fmt.Println(p, p.Label(), string(text))
	// Output: 93 Psychologue TRE_G15:93
}

func ExampleKind() {
	for _, p := range []roles.Profession{roles.ProfessionInfirmier, roles.ProfessionErgotherapeute, roles.MetierAnimateur, roles.MetierExterneMedecine} {
		fmt.Println(p.Label()+":", p.Kind())
	}
	// Output:
	// Infirmier: order
	// Ergothérapeute: ars
	// Animateur: role
	// Externe en médecine: student
}

func ExampleList() {
	fmt.Println(roles.ListR85.Name(), roles.ListR85.OID(), roles.ListR85.Version())
	fmt.Println(roles.ListR85.URL())
	// Output:
	// TRE_R85-RolePriseCharge 1.2.250.1.213.1.6.1.107 20261102120000
	// https://mos.esante.gouv.fr/NOS/TRE_R85-RolePriseCharge/FHIR/TRE-R85-RolePriseCharge
}

func ExampleListOf() {
	fmt.Println(roles.ListOf("urn:oid:1.2.250.1.71.1.2.7"))
	// Output: TRE_G15-ProfessionSante true
}

func ExampleCategory() {
	fmt.Println(roles.CategoryAgentPublic, roles.CategoryAgentPublic.Label())
	// Output: M Agent public
}

func ExamplePracticeMode() {
	m, _ := roles.FindPracticeMode("salarie")
	fmt.Println(m, m.Label())
	// Output: S Salarié
}

func ExampleSector() {
	fmt.Println(roles.SA16, roles.SA16.Label(), roles.SA16.InJ126())
	// Output: SA16 Etablissement pour personnes handicapées false
}

func ExampleLiberalActivity() {
	b, _ := json.Marshal(roles.LiberalAutreLieu)
	fmt.Println(string(b))
	// Output: "ACT-LIB-05"
}

func ExampleEndReason() {
	for r := range roles.EndReasons() {
		fmt.Print(r, " ")
	}
	// Output: AUT CHA CHL CHP DCD ETR RH RL RS
}

func ExampleStatus() {
	fmt.Println(roles.MetierAideSoignant.At(civil.Date{}))
	// Output: (not stated)
}

func ExampleValidity() {
	v := roles.MetierPADHUE.Validity()
	fmt.Println("from", v.From, "until", v.Until, v.At(civil.MustNew(2026, 11, 1)))
	// Output: from 2024-10-25 until 2026-11-02 valid
}

func ExampleParseError() {
	_, err := roles.ParseRole("GENR42")
	if e, ok := errors.AsType[*roles.ParseError](err); ok {
		fmt.Println(e)
		fmt.Println(e.Fault("situation.role").Message(language.French))
	}
	fmt.Println(errors.Is(err, roles.CodeRoleUnknown))
	// Output:
	// roles: unknown code, or label where labels are read (TRE_R22-GenreActivite)
	// Ce n'est pas un genre d'activité de TRE_R22 : indiquez le code (GENR08 à GENR13) ou le libellé.
	// true
}

func ExampleProblem() {
	_, err := roles.ParseSector("")
	fmt.Println(errors.Is(err, roles.ProblemEmpty))
	// Output: true
}

func ExampleCheckAt() {
	f, found := roles.CheckAt(roles.MetierAideMedicoPsychologique, civil.MustNew(2026, 6, 1), "situation.profession")
	fmt.Println(found, f)
	// Output: true NOS-CODE-SUCCESSOR: situation.profession: This code has ended; use 328.
}

func ExampleRegistrationOf() {
	at := civil.MustNew(2026, 6, 1)
	for _, p := range []roles.Profession{roles.MetierAideSoignant, roles.ProfessionInfirmier, roles.ProfessionPsychologue, roles.MetierAuxiliaireVieSociale} {
		r := roles.RegistrationOf(roles.RegistrationQuery{Profession: p, Category: roles.CategoryCivil, At: at}, roles.StudentPolicy{})
		fmt.Printf("%s: %v. %s\n", p.Label(), r.Channel, cmp.Or(r.Note.FR, r.Authority))
	}
	// Output:
	// Aide-soignant: rpps+. Employeur, autorité d'enregistrement (portail RPPS+)
	// Infirmier: order. Ordre national des infirmiers
	// Psychologue: ars. Agence régionale de santé
	// Auxiliaire de vie sociale: none. Code clos : plus valide depuis le 22/12/2025. Code à utiliser : 328 Accompagnant éducatif et social.
}

func ExampleStudentPolicy() {
	q := roles.RegistrationQuery{Profession: roles.MetierEtudiantAideSoignant, Category: roles.CategoryStudent, At: civil.MustNew(2026, 6, 1)}
	fmt.Println(roles.RegistrationOf(q, roles.StudentPolicy{}).Channel)
	fmt.Println(roles.RegistrationOf(q, roles.StudentPolicy{RolesOpenFrom: civil.MustNew(2026, 1, 1)}).Channel)
	// Output:
	// none
	// rpps+
}

// The lists of a form: what may be chosen on the day of the registration.
func Example_lists() {
	day := civil.MustNew(2026, 6, 1)
	chosen := func(c roles.Coded) bool { return c.Validity().At(day) == roles.StatusValid }
	for c := range roles.Categories() {
		fmt.Println(c, c.Label(), chosen(c))
	}
	for m := range roles.PracticeModes() {
		fmt.Println(m, m.Label(), chosen(m))
	}
	for l := range roles.LiberalActivities() {
		fmt.Println(l, chosen(l))
	}
	fmt.Println(len(slices.Collect(roles.Professions())), len(slices.Collect(roles.Roles())), len(slices.Collect(roles.Sectors())))
	// Output:
	// C Civil true
	// E Etudiant true
	// F Fonctionnaire d'Etat ou de collectivité locale false
	// M Agent public true
	// B Bénévole true
	// I Indirect true
	// L Libéral, indépendant, artisan, commerçant true
	// S Salarié true
	// ACT-LIB-01 true
	// ACT-LIB-02 true
	// ACT-LIB-03 true
	// ACT-LIB-04 true
	// ACT-LIB-05 true
	// ACT-LIB-06 true
	// 215 14 69
}

// A code comes from a file, a label from a person: the first is taken to the
// letter, the second whatever its case and accents.
func Example_codesAndLabels() {
	category, _ := roles.ParseCategory("C")
	same, _ := roles.FindCategory("civil")
	fmt.Println(category, category == same)

	mode, _ := roles.ParsePracticeMode("S")
	fmt.Println(mode, mode.Label())

	activity, _ := roles.ParseLiberalActivity("ACT-LIB-05")
	found, _ := roles.FindLiberalActivity(activity.Label())
	fmt.Println(activity == found)

	reason, _ := roles.ParseEndReason("DCD")
	sought, _ := roles.FindEndReason(reason.Label())
	fmt.Println(reason, reason.Label(), reason == sought)

	sector, _ := roles.FindSector("etablissement pour personnes handicapees")
	fmt.Println(sector)

	_, err := roles.ParseCategory("civil")
	fmt.Println(err)
	// Output:
	// C true
	// S Salarié
	// true
	// DCD Décès true
	// SA16
	// roles: unknown code, or label where labels are read (TRE_R09-CategorieProfessionnelle)
}

// The answer says by what it is grounded, and how sure that is.
func ExampleRegistration() {
	r := roles.RegistrationOf(roles.RegistrationQuery{
		Profession: roles.ProfessionErgotherapeute, Category: roles.CategoryCivil, At: civil.MustNew(2026, 6, 1),
	}, roles.StudentPolicy{})
	fmt.Println(r.Channel, r.Evidence)
	fmt.Println(r.Authority)
	// Output:
	// ars sourced
	// Agence régionale de santé
}

// A configuration states the day.
func ExampleStudentPolicy_UnmarshalJSON() {
	var p roles.StudentPolicy
	err := json.Unmarshal([]byte(`{"rolesOpenFrom": "2027-01-01"}`), &p)
	fmt.Println(p.RolesOpenFrom, err)
	err = json.Unmarshal([]byte(`{"rolesOpenFrom": "01/01/2027"}`), &p)
	fmt.Println(p.RolesOpenFrom.IsZero(), err)
	// Output:
	// 2027-01-01 <nil>
	// true NOS-POLICY-UNKNOWN: rolesOpenFrom: A key or a choice that the library does not know, or a key stated twice; known: AAAA-MM-JJ.
}
