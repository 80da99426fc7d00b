package registration_test

import (
	"fmt"

	"golang.org/x/text/language"

	reg "github.com/rppsplus/rppsplus/rpps/registration"
)

// The lines of a file are compared as they come: here a double entry, and one
// that a person should look at.
func ExampleDuplicates() {
	lines := []struct{ name, firstNames, born string }{
		{"Lefèvre", "Anne Marie", "1990-02-03"},
		{"Martin", "Jean-Paul", "1985-07-14"},
		{"LEFÈVRE", "Anne", "03/02/1990"},
		{"Jean Paul", "Martin", "1985-07-14"},
		{"Martin", "Jean-Pierre", "1985-07-14"},
	}
	var seen reg.Duplicates
	for i, l := range lines {
		var r reg.Request
		_ = r.Set(reg.FieldBirthName, l.name)
		_ = r.Set(reg.FieldFirstNames, l.firstNames)
		_ = r.Set(reg.FieldBirthDate, l.born)
		for _, f := range seen.Add(i+2, &r) {
			fmt.Printf("ligne %d, %s : %s\n", f.Position().Line, f.Severity(), f.Message(language.French))
		}
	}
	// Output:
	// ligne 4, error : même personne qu'à la ligne 2 : attendez son numéro RPPS pour la seconde situation
	// ligne 5, warning : peut-être la même personne qu'à la ligne 3, écrite autrement ou avec d'autres données : vérifiez
}
