package registration_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/language"

	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// exchanged is the line of a person below the names of the columns in another
// order: birth name and first names have changed places, and nothing else tells.
const exchanged = "Zoé;Lavandier;F;1990-03-12;33063;06 39 98 00 11;zoe.lavandier@example.org;326;C;GENR10;" +
	"S;00099701500011;SA16;2026-09-01;2026-08-24;;;\n"

// TestFileMoved: below other names of columns nobody is read, as two lists one
// below the other have them; a line of titles above the names is none.
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
		"titles above, one of which is a name": {"Identité;;;;;;;Profession;;;;;;;;;;\n" + cutHeader + line, "v"},
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

// TestFileHalf: a line that is filled to the half may be of nobody.
func TestFileHalf(t *testing.T) {
	for line, total := range map[string]bool{"Lavandier;x": true, "Lavandier;x;Zoé": false, "Lavandier;F": false} {
		_, results := fileResults(t, strings.NewReader("nom_naissance;sexe;prenoms;email\n"+line+"\n"), nil)
		if results[0].Faults.Has(reg.CodeLineTotal) != total {
			t.Errorf("%s: %v", line, results[0].Faults)
		}
	}
}

// TestFileSomebody: what tells a person may stand in few columns, in those of other
// names, or in none that is known.
func TestFileSomebody(t *testing.T) {
	for _, tt := range []struct {
		header, line string
		total        bool
	}{
		{"numero_rpps;nom_naissance;prenoms;date_debut", "99700366240;;;néant", false},
		{"numero_rpps;nom_naissance;prenoms;date_debut", "9970036624;;;néant", true},
		{"numero_rpps;nom_naissance;prenoms;date_debut", "99700366240;;;", false},
		{"numero_rpps;nom_naissance;prenoms;date_debut", "12;;;", true},
		{"nom_naissance;nom_usage;profession;siret;email", ";Lavandier;326;00099701500011;", false},
		{"nom_naissance;nom_exercice;profession;siret;email", ";Lavandier;326;00099701500011;", false},
		{"nom_naissance;identifiant;profession;siret;email", ";399700026/12;326;00099701500011;", false},
		{"nom_naissance;type_structure;profession;siret;email", ";;326;00099701500011;", true},
		{"nom et prénom;email;profession;siret", "Lavandier Zoé;;326;00099701500011", false},
		{"nom et prénom;prenoms;profession;siret", "Lavandier Zoé;;326;00099701500011", true},
		{"nom_naissance;prenoms;date_naissance;email;telephone;profession;siret;date_debut", "Lavandier;Zoé;12/03/1990;;;AS;;", false},
		{"nom_naissance;prenoms;date_naissance;email;telephone;profession;siret;date_debut", "Édité;le;24/08/2026;par;;;;", true},
	} {
		_, results := fileResults(t, strings.NewReader(tt.header+"\n"+tt.line+"\n"), nil)
		if results[0].Faults.Has(reg.CodeLineTotal) != tt.total {
			t.Errorf("%s, %s: %v", tt.header, tt.line, results[0].Faults)
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

// TestFileMacintosh: the accents of old Macintoshes and of MS-DOS are told as such,
// and no name is read from them: ü would be Ÿ, which names may have.
func TestFileMacintosh(t *testing.T) {
	line := cutLine + ";;;\n"
	for _, zoe := range []string{"Zo\x8E", "M\x9Fller", "Beno\x8Ct", "H\x8El\x8Fne", "No\x82", "Fran\x87ois", "Ren\x8Ee"} {
		file := cutHeader + strings.Replace(line, "Zoé", zoe, 1) + strings.Replace(line, "Zoé", "Ana\xEFs", 1)
		_, results := fileResults(t, strings.NewReader(strings.ReplaceAll(file, "\n", "\r")), nil)
		if len(results) != 2 || len(results[0].Faults) != 1 || !results[0].Faults.Has(reg.CodeLineText) {
			t.Errorf("%q: %v", zoe, results)
		} else if !results[1].Valid() {
			t.Errorf("%q: the line after: %v", zoe, results[1].Faults)
		}
	}
	// Of Windows-1252: a point amid words of both genders. In a name it is the ï of a Mac.
	job := "Éducateur•rice"
	file := cutHeader + strings.Replace(line, ";;;", ";;"+job+";", 1) + strings.Replace(line, "Zoé", "Ana•s", 1)
	file, err := charmap.Windows1252.NewEncoder().String(file)
	if err != nil {
		t.Fatal(err)
	}
	_, results := fileResults(t, strings.NewReader(file), nil)
	if len(results) != 2 || !results[0].Valid() || results[1].Valid() {
		t.Errorf("a point amid letters: %v", results)
	}
	header := strings.Replace(cutHeader, "prenoms", "Pr\x8Enoms", 1)
	if r, err := reg.NewReader(strings.NewReader(header + line)); err != nil || !r.Header().Has(reg.CodeLineText) {
		t.Errorf("the names of the columns: %v, %v", r.Header(), err)
	}
}

// TestFileSameContact: one e-mail or mobile for everybody is told once.
func TestFileSameContact(t *testing.T) {
	person := func(name, email, phone string) string {
		return strings.NewReplacer("Lavandier", name, "zoe.lavandier@example.org", email, "06 39 98 00 11", phone).Replace(cutLine) + ";;;\n"
	}
	a, b, c, d := "a@example.org", "b@example.org", "06 39 98 00 11", "0639980012"
	for name, tt := range map[string]struct {
		lines []string
		want  string // of each line: e and p
	}{
		"both":              {[]string{person("Un", a, c), person("Deux", a, c), person("Trois", a, c), person("Quatre", a, c)}, ",,ep,"},
		"one after another": {[]string{person("Un", a, c), person("Deux", a, d), person("Trois", a, d), person("Quatre", b, d)}, ",,e,p"},
		"spelt otherwise":   {[]string{person("Un", a, d), person("Deux", b, "06.39.98.00.12"), person("Trois", "", "06 39 98 00 12")}, ",,p"},
		"two only":          {[]string{person("Un", a, c), person("Deux", a, c), person("Trois", b, d), person("Quatre", a, c)}, ",,,"},
		"one person":        {[]string{person("Un", a, c), person("Un", a, c), person("Un", a, c), person("Deux", a, c)}, ",,,"},
		"one name": {[]string{
			person("Un", a, c), strings.Replace(person("Un", a, c), "1990", "1991", 1), strings.Replace(person("Un", a, d), "1990", "1992", 1),
		}, ",,e"},
		"not stated":     {[]string{person("Un", "", ""), person("Deux", "", ""), person("Trois", "", "")}, ",,"},
		"a line between": {[]string{person("Un", a, c), person("Deux", a, c), "Total;;\n", person("Trois", a, d)}, ",,,e"},
	} {
		_, results := fileResults(t, strings.NewReader(cutHeader+strings.Join(tt.lines, "")), nil)
		var got []string
		for _, r := range results {
			var told strings.Builder
			for _, f := range r.Faults {
				if f.Code() == reg.CodeColumnSame {
					told.WriteString(strings.TrimPrefix(f.Path(), "contact.")[:1])
				}
			}
			got = append(got, told.String())
		}
		if strings.Join(got, ",") != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
