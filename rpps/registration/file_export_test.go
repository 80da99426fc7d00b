package registration_test

import (
	"strings"
	"testing"

	"golang.org/x/text/language"

	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// exchanged is the line of a person below the names of the columns in another
// order: birth name and first names have changed places, and nothing else tells.
const exchanged = "Zoé;Lavandier;F;1990-03-12;33063;06 39 98 00 11;zoe.lavandier@example.org;326;C;GENR10;" +
	"S;00099701500011;SA16;2026-09-01;2026-08-24;;;\n"

// TestFileMoved: below other names of columns nobody is read, as two lists one
// below the other have them, or a line of titles above the names.
func TestFileMoved(t *testing.T) {
	other := "Prénoms;Nom de naissance" + cutHeader[len("nom_naissance;prenoms"):]
	line := cutLine + ";;;\n"
	for name, c := range map[string]struct {
		file string
		want string // of each line: v valid, h the names again, m moved, else other
	}{
		"two lists":               {cutHeader + line + other + exchanged + exchanged, "vmmm"},
		"and the first one again": {cutHeader + line + other + exchanged + cutHeader + line, "vmmhv"},
		"the same, spelt otherwise": {
			cutHeader + line + strings.ToUpper(strings.ReplaceAll(cutHeader, "_", " ")) + line, "vhv",
		},
		"titles above, one of which is a name": {"Identité;;;;;;;Profession;;;;;;;;;;\n" + cutHeader + line, "mm"},
		"a column less":                        {cutHeader + line + strings.Replace(other, ";telephone", "", 1) + line, "vmm"},
		"names with an example": {
			cutHeader + line + strings.NewReplacer("date_naissance", "Date de naissance (12/03/1990)", "date_debut", "Date de début (01/09/2026)").Replace(other) + exchanged, "vmm",
		},
		"a person with dates, and with what three cells should hold": {
			cutHeader + strings.NewReplacer("06 39 98 00 11", "Mobile", "zoe.lavandier@example.org", "Mail", ";326;", ";Profession;", "1990-03-12", "9/3/1990").Replace(line) + line, ".v",
		},
		"a person with few data": {cutHeader + ";;Mail;;;;Mobile;;;;;;;;;;;\n" + line, ".v"},
	} {
		_, results := fileResults(t, strings.NewReader(c.file), nil)
		var got strings.Builder
		for _, r := range results {
			switch {
			case r.Valid():
				got.WriteByte('v')
			case r.Faults.Has(reg.CodeLineHeader) && len(r.Faults) == 1:
				got.WriteByte('h')
			case r.Faults.Has(reg.CodeLineMoved) && len(r.Faults) == 1 && !r.Checked:
				got.WriteByte('m')
			default:
				got.WriteByte('.')
			}
		}
		if got.String() != c.want {
			t.Errorf("%s: %s, want %s", name, got.String(), c.want)
		}
	}
}

// TestFileUnnamed: what stands below no name is told, once a line.
func TestFileUnnamed(t *testing.T) {
	header := strings.TrimSuffix(cutHeader, "\n") + ";;;\n"
	for name, c := range map[string]struct {
		line string
		want string
	}{
		"nothing":  {cutLine + ";;;;;;\n", ""},
		"blanks":   {cutLine + ";;;; ;\u00a0;\n", ""},
		"a remark": {cutLine + ";;;;;à revoir;x\n", "la colonne n° 20 (T dans un tableur)"},
		"a cell in excess": {
			strings.Replace(cutLine, "2026-08-24", "2026-08-24;", 1) + ";à voir;\n", "",
		},
		"cells that have moved": {cutLine + ";;;" + ";RS\n", "la colonne n° 19 (S dans un tableur)"},
		"named, not known":      {cutLine + ";;à voir;;;;\n", ""},
	} {
		_, results := fileResults(t, strings.NewReader(header+c.line), nil)
		var found strings.Builder
		for _, f := range results[0].Faults {
			if f.Code() == reg.CodeLineUnnamed {
				found.WriteString(f.Message(language.French))
			}
		}
		if c.want == "" && found.String() != "" || !strings.Contains(found.String(), c.want) || strings.Count(found.String(), "colonne n°") > 1 {
			t.Errorf("%s: %q, want %q", name, found.String(), c.want)
		}
		if c.want != "" && (!results[0].Valid() || results[0].Faults.Count(rule.Warning) == 0) {
			t.Errorf("%s: refused: %v", name, results[0].Faults)
		}
	}
}

// TestFileUnnamedFirst: people tick off in the first column; that one is told, and
// no other after it.
func TestFileUnnamedFirst(t *testing.T) {
	file := ";" + strings.TrimSuffix(cutHeader, "\n") + ";;\n" + "x;" + cutLine + ";;;;y;\n"
	_, results := fileResults(t, strings.NewReader(file), nil)
	f := results[0].Faults
	if !results[0].Valid() || len(f) != 1 || f[0].Code() != reg.CodeLineUnnamed || !strings.Contains(f[0].Message(language.French), "la colonne n° 1 (A dans un tableur)") {
		t.Errorf("%v", f)
	}
}

// TestFilePointZero: programs write the numbers of a column that has empty cells
// with a point and a zero.
func TestFilePointZero(t *testing.T) {
	line := cutLine + ";;;\n"
	for old, text := range map[string]string{"326": "326.0", "33063": "33063,0", "06 39 98 00 11": "33639980011.0", "00099701500011": "00099701500011.0", ";F;": ";2.0;"} {
		_, results := fileResults(t, strings.NewReader(cutHeader+strings.Replace(line, old, text, 1)), nil)
		if !results[0].Valid() {
			t.Errorf("%s: %v", text, results[0].Faults)
		}
	}
	for text, want := range map[string]rule.Code{"32944.0": reg.CodeDateSerial, "12.03.0": reg.CodeDateShape, ".0": reg.CodeDateShape, "0": reg.CodeDateShape, "3.00": reg.CodeDateShape} {
		_, results := fileResults(t, strings.NewReader(cutHeader+strings.Replace(line, "1990-03-12", text, 1)), nil)
		if !results[0].Faults.Has(want) {
			t.Errorf("%s: %v", text, results[0].Faults)
		}
	}
}

// TestFileOneColumn: one text alone is a line where there is one column.
func TestFileOneColumn(t *testing.T) {
	for header, total := range map[string]bool{"email": false, "email;remarque": false, "email;sexe": true, "remarque;email": true} {
		_, results := fileResults(t, strings.NewReader(header+"\nzoe@example.org\n"), nil)
		if results[0].Faults.Has(reg.CodeLineTotal) != total {
			t.Errorf("%s: %v", header, results[0].Faults)
		}
	}
}
