package habilitationtest_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing/fstest"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
)

// printing is a T that prints, in the place of a *testing.T.
type printing struct{}

func (printing) Errorf(format string, args ...any) { fmt.Printf(format+"\n", args...) }

var t printing

// What a test of a product looks like.
func Example() {
	table := kit.Table{
		Name: "équipe éducative", At: civil.MustNew(2026, 6, 1),
		Lines: []kit.Expectation{
			{Who: kit.Role(roles.RoleSocialLife), What: kit.TypeCode("80788-3"), Want: kit.Allowed},
			{Who: kit.Role(roles.RoleSocialLife), What: kit.Class(habilitation.ClassImaging), Want: kit.Denied},
			{Who: kit.Profession(roles.ProfessionPsychologue), What: kit.EveryType(), Want: kit.Denied},
		},
	}
	kit.Check(t, habilitation.CNAM20240925(), table)
	fmt.Println(kit.Compare(habilitation.CNAM20240925(), table))
	// Output:
	// équipe éducative : toutes les attentes sont tenues (3, questions posées : 114)
}

func ExampleCheck() {
	kit.Check(t, habilitation.CNAM20240925(), kit.Table{
		Name: "team", At: civil.MustNew(2026, 6, 1), Language: language.English,
		Lines: []kit.Expectation{
			{Title: "the nurse and the certificate", Who: kit.Profession(roles.ProfessionInfirmier), What: kit.TypeCode("89601-9"), Want: kit.Allowed},
		},
	})
	// Output:
	// team: expectations that do not hold: 1 of 1, matrix cnam-2024-09-25.
	//
	// 1. expectation 1 – the nurse and the certificate
	//    Expected: allowed; the answer is: denied.
	//    Question: read “Certificat médical” (89601-9), by Infirmier (60), on 2026-06-01; circumstances: care team, initial consent, no opposition to this professional, document visible.
	//    Cell: 89601-9 × nurse: closed
	//    Reasons:
	//    - the matrix does not open this type of document to this profession or role [HAB-CELL-DENIED] (Matrice d'habilitations des PS pour le DMP, CNAM, 25 septembre 2024)
	//
	// Source: Matrice d'habilitations des PS pour le DMP (cnam-2024-09-25), CNAM, https://www.dmp.fr/documents/d/dmp/matrice-habilitation, copie d'une conversion publique
}

// A product that forgot about opposition.
func ExampleCheckAnswers() {
	report := kit.CompareAnswers(habilitation.CNAM20240925(), kit.Table{
		At: civil.MustNew(2026, 6, 1),
		Lines: []kit.Expectation{{
			Who: kit.Profession(roles.ProfessionInfirmier), What: kit.TypeCode("34112-3"), Want: kit.Denied,
			Facts: kit.Ordinary&^habilitation.NotOpposed | habilitation.Opposed,
		}},
	}, func(kit.Case) (bool, error) { return true, nil })
	for _, m := range report.Mismatches {
		fmt.Println("expected denied, product:", m.Got, "- matrix:", m.Decision)
	}
	// Output:
	// expected denied, product: allowed - matrix: denied HAB-OPPOSED
}

func ExampleLoad() {
	fsys := fstest.MapFS{"attentes.csv": {Data: []byte("qui;document;attendu\nInfirmier;CR hospitalier (séjour);oui\nGENR09;34112-3;refusé\n")}}
	table := kit.Load(t, fsys, "attentes.csv")
	for _, line := range table.Lines {
		fmt.Println(line.Position.Line, line.Who, line.What, line.Want)
	}
	// Output:
	// 2 Infirmier (60) « CR hospitalier (séjour) » (34112-3) allowed
	// 3 professionnel à rôle (99), rôle Administratif ou appui à l'organisation de l'accompagnement social/médico-social (GENR09) « CR hospitalier (séjour) » (34112-3) denied
}

func ExampleParse() {
	_, err := kit.Parse("attentes.csv", []byte("qui;document;attendu\nInfirmier de nuit;34112-3;peut-être\n"))
	fmt.Println(err)
	// Output:
	// EXPECT-WHO-UNKNOWN: line 2: qui: column 1: neither a role nor a profession, by code or official label
	// EXPECT-ANSWER-UNKNOWN: line 2: attendu: column 27: autorisé or refusé, oui or non (allowed, denied, yes, no), X for allowed; no other sign
}

// A first table for an analyst to correct.
func ExampleTableOf() {
	matrix := habilitation.CNAM20240925()
	questions := kit.Questions{At: civil.MustNew(2026, 6, 1), People: []kit.Person{kit.Role(roles.RoleAdministrative)}}
	table := kit.TableOf(matrix, questions.OfClass(habilitation.ClassManagement))
	table.Lines = table.Lines[:2]
	var file strings.Builder
	_ = kit.WriteCSV(&file, table)
	text, marked := strings.CutPrefix(file.String(), "\ufeff") // by which a spreadsheet knows UTF-8
	fmt.Print(text, marked)
	// Output:
	// intitulé;profession;catégorie;métier;rôle;document;classe;action;circonstances;date;attendu;motif;remarque
	// ;99;C;;GENR09;DOCPAT09;;lire;;2026-06-01;autorisé;;
	// ;99;C;;GENR09;59284-0;;lire;;2026-06-01;refusé;;
	// true
}

func ExamplePin() {
	kit.Pin(t, "cnam-2024-09-25 sha256:32b3cf3f84467524d9a873b4f832af7d0b76c9989c795280c6afad1d9ebc9dda")
	// Output:
}

// The copy was made before a cell changed.
func ExamplePinFile() {
	var copy strings.Builder
	_ = kit.WriteCopy(&copy, habilitation.CNAM20240925())
	spec := habilitation.CNAM20240925().Spec()
	spec.Version.ID = "fictive"
	spec.Rows[0].Allowed ^= 1 << 17 // GENR11
	later, _ := habilitation.New(spec)

	var report strings.Builder
	kit.PinFile(writing{&report}, later, fstest.MapFS{"matrice.csv": {Data: []byte(copy.String())}}, "matrice.csv")
	fmt.Println(strings.Contains(report.String(), "ouvertes : 1"), strings.Contains(report.String(), "DOCPAT03"))
	// Output:
	// true true
}

type writing struct{ to *strings.Builder }

func (w writing) Errorf(format string, args ...any) { fmt.Fprintf(w.to, format, args...) }

func ExamplePerson() {
	carer := kit.Role(roles.RoleCare).As(roles.MetierAideSoignant)
	fmt.Println(carer)
	fmt.Println(carer.Subject(civil.MustNew(2026, 6, 1), habilitation.Policy{}))
	fmt.Println(kit.Profession(roles.MetierAideSoignant))
	// Output:
	// professionnel à rôle (99), Aide-soignant (313), rôle Accompagnement social/médico-social au soin (GENR11)
	// profession 99, function 313, role GENR11, on 2026-06-01
	// professionnel à rôle (99), sans rôle, Aide-soignant (313)
}

func ExampleProfessionals() {
	day := civil.MustNew(2026, 6, 1)
	for p := range kit.Professionals() {
		if habilitation.CNAM20240925().ColumnsOf(p.Subject(day, habilitation.Policy{})) == 0 && p.Situation.Role != 0 {
			fmt.Println(p)
		}
	}
	// Output:
	// professionnel à rôle (99), rôle Activité médico-administrative (GENR13)
	// professionnel à rôle (99), étudiant, rôle Accompagnement social/médico-social au soin (GENR11)
	// professionnel à rôle (99), Secrétaire assistante médico-administrative (331), rôle Activité médico-administrative (GENR13)
	// Médecin (10), rôle Activité non soignante (GENR04)
}

// A sign-in whose role stands at the top level only.
func ExampleUserinfo() {
	day := civil.MustNew(2026, 6, 1)
	body := kit.Role(roles.RoleSocialLife).Userinfo().With(kit.GenreOnlyOnTop | kit.Sparse).JSON()
	u, err := psc.Parse(body, psc.Options{SignIn: day})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range u.Faults {
		fmt.Println(f.Code())
	}
	fmt.Println(u.Subject(psc.BySIRET(kit.Establishment(1).SIRET), habilitation.Policy{}).Role())
	// Output:
	// PSC-GENRE-TOP-LEVEL
	// GENR10
}

func ExampleQuestions() {
	n := 0
	for c := range (kit.Questions{At: civil.MustNew(2026, 6, 1)}).OfRole(roles.RoleManagement) {
		if habilitation.CNAM20240925().Decide(c.Request).Allowed() {
			n++
		}
	}
	fmt.Println(n, "types")
	// Output:
	// 13 types
}

func ExampleEdgeCases() {
	lines := slices.Collect(kit.EdgeCases(language.English))
	for _, l := range lines {
		if strings.Contains(l.Title, "October 2025") {
			fmt.Println(l.Title, "-", l.Want)
		}
	}
	kit.Check(t, habilitation.CNAM20240925(), kit.Table{Lines: lines})
	// Output:
	// 14 October 2025: informed without opposition still suffices - allowed
	// 15 October 2025: informed without opposition no longer suffices - denied
	// 14 October 2025: neither consent nor information - denied
	// 15 October 2025: initial consent - allowed
}

// The recorder goes where the matrix goes.
func ExampleRecorder() {
	rec := kit.Record(habilitation.CNAM20240925())
	for c := range (kit.Questions{At: civil.MustNew(2026, 6, 1)}).OfRole(roles.RoleCoordination) {
		rec.Decide(c.Request)
	}
	coverage := rec.Coverage()
	coverage.Columns("GENR08").MinCells(t, 100)
	exercised, total := coverage.Columns("GENR08", "GENR09").Cells()
	fmt.Println(exercised, "of", total)
	// Output:
	// 108 of 216
}

// Two packages, one threshold.
func ExampleProfile() {
	day := civil.MustNew(2026, 6, 1)
	one, two := kit.Record(habilitation.CNAM20240925()), kit.Record(habilitation.CNAM20240925())
	for c := range (kit.Questions{At: day}).OfRole(roles.RoleCoordination) {
		one.Decide(c.Request)
	}
	for c := range (kit.Questions{At: day}).OfRole(roles.RoleCare) {
		two.Decide(c.Request)
	}
	var file strings.Builder // what the first package wrote
	_ = one.Profile().Write(&file)
	read, err := kit.ReadProfile(strings.NewReader(file.String()))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(read.Cells[0].Column, read.Cells[0].Count, read.Reasons[0].Code)
	sum, err := two.Profile().Merge(read)
	if err != nil {
		fmt.Println(err)
		return
	}
	coverage, err := sum.Coverage(habilitation.CNAM20240925())
	fmt.Println(err)
	fmt.Println(coverage.Columns("GENR08", "GENR11").Cells())
	// Output:
	// GENR08 1 HAB-CELL-DENIED
	// <nil>
	// 216 216
}

func ExampleCoverage() {
	rec := kit.Record(habilitation.CNAM20240925())
	for c := range (kit.Questions{At: civil.MustNew(2026, 6, 1)}).OfRole(roles.RoleAdministrative) {
		rec.Decide(c.Request)
	}
	few := rec.Coverage().Columns("GENR09", "GENR12").Among(habilitation.CellDenied, habilitation.NoColumn)
	fmt.Print(few.Text(language.English))
	// Output:
	// Coverage of the matrix cnam-2024-09-25: 108 of 216 cells (50 %), 1 of 2 reasons (50 %), 108 answers, of which allowed: 5
	// Cells that no answer rested on
	//   GENR09: 108 of 108
	//   GENR12: 0 of 108 (never)
	// Reasons never met
	//   HAB-NO-COLUMN: the matrix has no column for this profession, function or role: no right can be proved
}

// What the kit asks with: one request, in words, that a product answers in its
// own way.
func ExampleCase() {
	questions := kit.Questions{At: civil.MustNew(2026, 6, 1), People: []kit.Person{kit.Role(roles.RoleCare)}}
	for c := range questions.OfClass(habilitation.ClassManagement) {
		fmt.Println(c.Text(language.English))
		break
	}
	// Output: read “Document administratif déposé par le patient” (DOCPAT09), by role professional (99), role Accompagnement social/médico-social au soin (GENR11), on 2026-06-01; circumstances: care team, initial consent, no opposition to this professional, document visible
}

// An expectation speaks of one type, of a class, or of every type.
func ExampleDocuments() {
	matrix := habilitation.CNAM20240925()
	for _, d := range []kit.Documents{
		kit.Type(habilitation.MustParseDocumentType("80788-3")),
		kit.Class(habilitation.ClassReport),
		kit.EveryType(),
	} {
		fmt.Println(len(slices.Collect(d.In(matrix))), d.Text(language.English))
	}
	// Output:
	// 1 “Projet personnalisé d'accompagnement” (80788-3)
	// 37 every type of the class “Compte rendu” (10)
	// 108 every type of document
}

// Oddities of real sign-ins, one by one: which keep somebody out?
func ExampleQuirk() {
	for q := range kit.Quirks() {
		if !q.Harmless() {
			fmt.Println(q)
		}
	}
	// Output:
	// genre-only-on-top
	// no-genre
	// no-function
	// no-category
	// no-activities
	// no-refpro
	// no-identity
}

// The same questions to the matrix and to the product, compared in words.
func ExampleReport() {
	table := kit.Table{
		Name: "deux attentes", At: civil.MustNew(2026, 6, 1),
		Lines: []kit.Expectation{
			{Who: kit.Role(roles.RoleSocialLife), What: kit.TypeCode("80788-3"), Want: kit.Allowed},
			{Who: kit.Role(roles.RoleSocialLife), What: kit.TypeCode("34112-3"), Want: kit.Allowed},
		},
	}
	report := kit.Compare(habilitation.CNAM20240925(), table)
	fmt.Println(report.OK(), report.Cases)
	for _, m := range report.Mismatches {
		fmt.Println(m.Problem == kit.OtherAnswer, m.Decision)
	}
	// Output:
	// false 2
	// true denied HAB-CELL-DENIED HAB-CAVEAT-ROLE-COLUMN
}

// A table that an analyst keeps, read and written as Markdown.
func ExampleTable() {
	table, err := kit.Read("attentes.csv", strings.NewReader("qui;document;attendu\nGENR10;80788-3;oui\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	table.At = civil.MustNew(2026, 6, 1)
	fmt.Println(len(slices.Collect(table.Cases(table.Lines[0], habilitation.CNAM20240925()))), "question")
	_ = kit.WriteMarkdown(os.Stdout, table)
	// Output:
	// 1 question
	// | intitulé | profession | catégorie | métier | rôle | document | classe | action | circonstances | date | attendu | motif | remarque |
	// |---|---|---|---|---|---|---|---|---|---|---|---|---|
	// |  | 99 | C |  | GENR10 | 80788-3 |  |  |  |  | autorisé |  |  |
}

func ExampleWant() {
	fmt.Println(kit.Denied, kit.Denied.Text(language.French), kit.Want(0))
	// Output: denied refusé (not stated)
}

// A pin is the version and the fingerprint of a matrix: a pin of the timeline
// names all that the product may be given.
func ExamplePinTimeline() {
	pin := kit.Fingerprint(habilitation.CNAM20240925())
	fmt.Println(strings.HasPrefix(pin, "cnam-2024-09-25 sha256:"))
	kit.PinTimeline(t, habilitation.Embedded(), pin)
	// Output: true
}

// The copy that lies beside the tests is a matrix again.
func ExampleReadCopy() {
	var file strings.Builder
	_ = kit.WriteCopy(&file, habilitation.CNAM20240925())
	copy, err := kit.ReadCopy([]byte(file.String()))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(kit.Fingerprint(copy) == kit.Fingerprint(habilitation.CNAM20240925()))
	// Output: true
}

// Somebody who signed in without a professional identity, and a number of
// nobody.
func ExampleNobody() {
	nobody := kit.Nobody(habilitation.IdentityMissing)
	decision := habilitation.CNAM20240925().Decide(habilitation.Request{
		Subject:  nobody.Subject(civil.MustNew(2026, 6, 1), habilitation.Policy{}),
		Document: habilitation.MustParseDocumentType("80788-3"), Action: habilitation.Read, Facts: kit.Ordinary,
	})
	fmt.Println(decision)
	fmt.Println(kit.Number(3).IsTest())
	// Output:
	// denied HAB-IDENTITY-MISSING
	// true
}

// How often each cell and each reason was met.
func ExampleRecorder_Decide() {
	var product kit.Decider = kit.Record(habilitation.CNAM20240925())
	for c := range (kit.Questions{At: civil.MustNew(2026, 6, 1)}).OfRole(roles.RoleAdministrative) {
		product.Decide(c.Request)
	}
	coverage := product.(*kit.Recorder).Coverage()
	fmt.Println(coverage.Columns("GENR09").Cells())
	// Output: 108 108
}

// A table that users send is kept small.
func ExampleOptions() {
	_, err := kit.Options{MaxBytes: 20}.Parse("attentes.csv", []byte("qui;document;attendu\nInfirmier;34112-3;oui\n"))
	fmt.Println(err)
	// Output: EXPECT-FILE-LARGE: the file is longer than 20 bytes
}
