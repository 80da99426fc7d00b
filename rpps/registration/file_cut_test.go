package registration_test

import (
	"strings"
	"testing"

	reg "github.com/rppsplus/rppsplus/rpps/registration"
)

const (
	cutHeader = "nom_naissance;prenoms;sexe;date_naissance;lieu_naissance_code;telephone;email;profession;categorie;role;" +
		"mode_exercice;siret;secteur;date_debut;information_date;date_fin;remarque;motif_fin\n"
	cutLine = "Lavandier;Zoé Anne;F;1990-03-12;33063;06 39 98 00 11;zoe.lavandier@example.org;326;C;GENR10;" +
		"S;00099701500011;SA16;2026-09-01;2026-08-24"
)

// TestFileCut cuts a file at each byte of its last line: what is left of it is
// never a record that may be sent, before the separator of its last column.
func TestFileCut(t *testing.T) {
	whole := cutHeader + strings.Replace(cutLine, "Zoé", "Léa", 1) + ";;;\n" + cutLine + ";2027-08-31;à voir;RS"
	last := strings.LastIndexByte(whole, ';')
	for n := len(whole) - strings.LastIndexByte(whole, '\n') - 1; n > 0; n-- {
		in := whole[:len(whole)-n]
		_, results := fileResults(t, strings.NewReader(in), nil)
		switch {
		case len(results) == 0 || !results[0].Valid() || len(results[0].Faults) > 0:
			t.Fatalf("%d bytes: the record before: %v", n, results)
		case len(results) == 1 && strings.HasSuffix(in, "\n"): // nothing of the line
		case len(results) != 2:
			t.Errorf("%d bytes: %d records", n, len(results))
		case len(in) <= last && (results[1].Valid() || !results[1].Faults.Has(reg.CodeLineCut)):
			t.Errorf("%d bytes: valid %v, %v", n, results[1].Valid(), results[1].Faults)
		}
	}
}

// TestFileShort gives lines that end before their columns.
func TestFileShort(t *testing.T) {
	for _, tt := range []struct {
		name, line string
		short      string
	}{
		{"all columns", cutLine + ";;;\n", ""},
		{"without the last", cutLine + ";;\n", "17"},
		{"without the last three", cutLine + "\n", "15"},
	} {
		_, results := fileResults(t, strings.NewReader(cutHeader+tt.line), nil)
		if len(results) != 1 || !results[0].Valid() {
			t.Fatalf("%s: %v", tt.name, results)
		}
		got, want := "", ""
		for _, f := range results[0].Faults {
			got += f.Error() + "\n"
		}
		if tt.short != "" {
			want = "REG-LINE-SHORT: line 2: " + tt.short + " fields for 18 columns: the last ones count as empty; see that the line is not cut\n"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", tt.name, got, want)
		}
	}

	// Columns of no known name lose nothing, and those without a name are none.
	for _, header := range []string{";remarque;autre\n", ";remarque;;;\n", ";;;\n"} {
		in := strings.TrimSuffix(cutHeader, ";date_fin;remarque;motif_fin\n") + header + cutLine + "\n"
		if _, results := fileResults(t, strings.NewReader(in), nil); len(results) != 1 || len(results[0].Faults) > 0 {
			t.Errorf("%q: %v", header, results)
		}
	}
	in := strings.TrimSuffix(cutHeader, ";date_fin;remarque;motif_fin\n") + ";;;\n" + cutLine
	if _, results := fileResults(t, strings.NewReader(in), nil); len(results) != 1 || len(results[0].Faults) > 0 {
		t.Errorf("no name of a column is missing: %v", results)
	}
}
