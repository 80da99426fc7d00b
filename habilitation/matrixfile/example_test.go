package matrixfile_test

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// A file of two types and one column is a part of a matrix: what is missing must
// be accepted.
func ExampleLoad() {
	file := strings.NewReader("type_code;nurse\n34112-3;oui\n80788-3;\n")
	options := matrixfile.Options{
		Version: habilitation.Version{
			ID: "extrait-fictif", Source: "inventé", From: civil.MustNew(2030, 1, 1), Confidence: rule.Text{FR: "aucune"},
		},
		Accept: matrixfile.MissingTypes | matrixfile.MissingColumns,
	}
	result, err := matrixfile.Load(file, options)
	fmt.Println(result.Matrix != nil, err != nil, len(result.Missing), "types manquent")
	for _, f := range result.Faults {
		if f.Severity() == rule.Error {
			fmt.Println("ligne", f.Position().Line, ":", f.Message(language.French))
		}
	}
	// Output:
	// false true 106 types manquent
	// ligne 3 : la case de la colonne nurse est vide : ni oui ni non
}

// A publication names a role that the matrix of reference has no column for: the
// caller says what the new column is.
func ExampleOptions() {
	file := strings.NewReader("Code LOINC;Infirmiers;Rôle médico-administratif (e)\n34112-3;X;\n86531-1;X;X\n")
	result, err := matrixfile.Load(file, matrixfile.Options{
		Version: habilitation.Version{
			ID: "extrait-fictif", Source: "inventé", From: civil.MustNew(2030, 1, 1), Confidence: rule.Text{FR: "aucune"},
		},
		Columns:  []habilitation.Column{{Key: "GENR13", Label: "Professionnels à rôle : médico-administratif", Roles: genr13}},
		Headings: map[string]string{"Rôle médico-administratif": "GENR13"},
		Blanks:   matrixfile.BlankIsNo,
		Accept:   matrixfile.MissingTypes | matrixfile.MissingColumns,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for c := range result.Matrix.Cells() {
		fmt.Println(c.Row.Document, c.Column.Key, c.Allowed)
	}
	// Output:
	// 34112-3 nurse true
	// 34112-3 GENR13 false
	// 34112-3 metiers-without-column false
	// 86531-1 nurse true
	// 86531-1 GENR13 true
	// 86531-1 metiers-without-column false
}

// From the file of a new matrix to a decision on its first day.
func Example() {
	today, effect := civil.MustNew(2026, 11, 26), civil.MustNew(2027, 1, 1)
	file, err := os.Open("testdata/publication-fictive.csv") // invented
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	result, err := matrixfile.Load(file, matrixfile.Options{
		Version: habilitation.Version{
			ID: "fictif-2027", Source: "fichier inventé", From: effect, Confidence: rule.Text{FR: "aucune : fictive"},
		},
		Blanks: matrixfile.BlankIsNo,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	timeline := habilitation.Embedded().With(result.Matrix)
	fmt.Println(len(timeline.Check()), "finding about the days")

	next, ok := timeline.Next(today)
	fmt.Println(ok, next.From, next.Matrix.Version().ID)

	decision := timeline.Decide(habilitation.Request{
		Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), effect),
		Document: habilitation.MustParseDocumentType("34112-3"),
		Action:   habilitation.Read,
		Facts:    habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	})
	fmt.Println(decision.Allowed(), decision.Source(language.English))
	// Output:
	// 0 finding about the days
	// true 2027-01-01 fictif-2027
	// true Matrix fictif-2027, cell 34112-3 × nurse: open
}

// The form of a file is found out from its first bytes.
func ExampleFormat() {
	for _, head := range []string{"type_code;nurse\n", "Titre;;\n;Code LOINC;Infirmiers\n", `{"data":[`} {
		fmt.Println(matrixfile.Detect([]byte(head)))
	}
	// Output:
	// csv
	// sheet
	// jsonapi
}

// What was found is beside the matrix, or in its place.
func ExampleResult() {
	version := habilitation.Version{ID: "extrait-fictif", Source: "inventé", From: civil.MustNew(2030, 1, 1), Confidence: rule.Text{FR: "aucune"}}
	options := matrixfile.Options{Version: version, Accept: matrixfile.MissingTypes | matrixfile.MissingColumns | matrixfile.UnlistedTypes}

	result, err := matrixfile.LoadCSV(strings.NewReader("type_code;nurse\n34112-3;oui\n99999-0;non\n"), options)
	fmt.Println(result.Format, result.Rows, len(result.Unlisted), err)

	// The same through the loaders of the two other forms: what is no such file
	// is refused, and nothing is made of it.
	result, err = matrixfile.LoadSheet(strings.NewReader("a;b\n1;2\n"), options)
	fmt.Println(result.Matrix == nil, err != nil)
	result, err = matrixfile.LoadJSONAPI(strings.NewReader(`{"data":"rien"}`), options)
	fmt.Println(result.Matrix == nil, err != nil)
	// Output:
	// csv 2 1 <nil>
	// true true
	// true true
}
