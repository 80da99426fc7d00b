package matrixfile_test

import (
	"fmt"
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
			ID: "extrait-fictif", Source: "inventé", From: civil.Of(2030, 1, 1), Confidence: rule.Text{FR: "aucune"},
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
			ID: "extrait-fictif", Source: "inventé", From: civil.Of(2030, 1, 1), Confidence: rule.Text{FR: "aucune"},
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
	// 86531-1 nurse true
	// 86531-1 GENR13 true
}
