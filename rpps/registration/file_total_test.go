package registration_test

import (
	"strings"
	"testing"

	reg "github.com/rppsplus/rppsplus/rpps/registration"
)

// TestFileTotal: the line of a total is one finding, and never a person.
func TestFileTotal(t *testing.T) {
	const more = ";date_fin;remarque;motif_fin\n"
	header := "n_ligne;" + cutHeader
	for _, tt := range []struct {
		name, line string
		want       bool
	}{
		{"in a column of its own", "Total;;;;;;;;;;;;;;;;;;12\n", true},
		{"in the column of the names", ";TOTAL;12;;;;;;;;;;;;;;;;\n", true},
		{"with its number", ";Total : 12;;;;;;;;;;;;;;;;;\n", true},
		{"of a part", ";Sous-total;;;;;;;;;;;;;;4;;;\n", true},
		{"of all", "Total général;;;;;;;;;;;;;;;;;;\n", true},
		{"alone", "TOTAL\n", true},
		{"at the end of the file", "Totaux;12", true},
		{"with a remark", "total;;;;;;;;;;;;;;;;;à revoir;\n", true},
		{"with sums", "Total;;;;;;;;;;;;;12;12;12;3,5;;12 %\n", true},
		{"a name beside", "Total;Lavandier;;;;;;;;;;;;;;;;;\n", false},
		{"a first name beside", ";Total;Zoé;;;;;;;;;;;;;;;;\n", false},
		{"a birth date", ";Total;;;1990-03-12;;;;;;;;;;;;;;\n", false},
		{"a category", ";Total;;;;;;;326;C;;;;;;;;;\n", false},
		{"a person of that name", "1;" + strings.Replace(cutLine, "Lavandier", "Total", 1) + ";;;\n", false},
		{"another word", ";Totalement;;F;;;;;;;;;;;;;;;\n", false},
		{"a title alone", "Site de Bordeaux;;;;;;;;;;;;;;;;;;\n", true},
		{"a footer alone", ";;Page 3 sur 12;;;;;;;;;;;;;;;;\n", true},
		{"a name and a first name", ";Lavandier;Zoé;;;;;;;;;;;;;;;;\n", false},
	} {
		_, results := fileResults(t, strings.NewReader(header+"1;"+cutLine+";;;\n"+tt.line), nil)
		if len(results) != 2 || !results[0].Valid() {
			t.Fatalf("%s: %v", tt.name, results)
		}
		r := results[1]
		if r.Faults.Has(reg.CodeLineTotal) != tt.want || tt.want && (r.Valid() || r.Checked || len(r.Faults) != 1) {
			t.Errorf("%s: %v", tt.name, r.Faults)
		}
	}
	_, results := fileResults(t, strings.NewReader(strings.TrimSuffix(cutHeader, more)+"\n"+strings.Replace(cutLine, "Lavandier", "Total", 1)+"\n"), nil)
	if len(results) != 1 || !results[0].Valid() {
		t.Errorf("a person of that name: %v", results)
	}
}
