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
		{"with sums in most columns", ";Total;3;3;;3;3;3;3;3;3;3;3;3;3;3;;;\n", true},
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
		{"a footer of several cells", ";Total : 5;salariés;;;;;;;;;;;;;;;;\n", true},
		{"counts", ";Dont;CDI;4;CDD;1;;;;;;;;;;;;;\n", true},
		{"who made it, and when", ";Édité par;Service RH;le;24/08/2026;;;;;;;;;;;;;;\n", true},
		{"pages", ";Page;1;sur;1;;;;;;;;;;;;;;\n", true},
		{"a total of a site", ";Sous-total Bordeaux;;;;;;;;;;;;;5;;;;\n", true},
		{"an extraction", ";Nombre de salariés : 5;;;Date d'extraction : 24/08/2026;;;;;;;;;;;;;;\n", true},
		{"a signature", ";Le directeur;;;;;;;;;Signature;;;;;;;;\n", true},
		{"a legend", ";Légende :;CDI = contrat à durée indéterminée;;;;;;;;;;;;;;;;\n", true},
		{"what a sheet fills in by itself", ";;;;;;;;;C;;S;00099701500011;;;;;;\n", true},
		{"a number of the line alone", "6;;;;;;;;;;;;;;;;;;\n", true},
		{"a name, a place and a mobile", ";Lavandier;Zoé;;;Bordeaux;06 39 98 00 11;;;;;;;;;;;;\n", false},
		{"names, a birth date and a job in words", ";Lavandier;Zoé;;1990-03-12;;;;AS;civil ?;;;;;;;;;\n", false},
		{"names, a mobile and a job in words", ";Lavandier;Zoé;;;;06 39 98 00 11;;AS;;;;;;;;;;\n", false},
		{"a name and a job in words", ";Lavandier;;;;;06 39 98 00 11;;AS;;;;;;;;;;\n", true},
		{"a place by its name beside two that can be read", ";Lavandier;Zoé;F;;Bordeaux;06 39 98 00 11;;;;;;;;;;;;\n", false},
		{"a sex and a short number beside a place by its name", ";Lavandier;;F;;Bordeaux;1234;;;;;;;;;;;;\n", false},
		{"a sex and three digits", ";Lavandier;;F;;Bordeaux;123;;;;;;;;;;;;\n", true},
		{"a sex and an address", ";Lavandier;;F;;Bordeaux;;zoe@example.org;;;;;;;;;;;\n", false},
		{"a sex and a place", ";Lavandier;;F;;33063;néant;;;;;;;;;;;;\n", false},
		{"a sex and a place cut short", ";Lavandier;;F;;3306;néant;;;;;;;;;;;;\n", true},
		{"a telephone and a category", ";;;;;;06 39 98 00 11;;;C;;;;;;;;;\n", false},
		{"an address and a category", ";;;;;;;zoe@example.org;;C;;;;;;;;;\n", false},
		{"nothing that can be read, and much of it", ";Lavandier;Zoé;fem;1990;Bordeaux;néant;néant;AS;civil ?;soin;sal;1;1;1;1;;;\n", false},
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
