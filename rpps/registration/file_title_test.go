package registration_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestFileTitle: what HR software writes above the names of the columns is told once and
// not read; the lines keep their numbers.
func TestFileTitle(t *testing.T) {
	wide := strings.Repeat(";", strings.Count(cutHeader, ";"))
	for _, tt := range []struct {
		name, above string
		first, at   int // the first line above, 0 for none, and that of the names
	}{
		{"nothing", "", 0, 1},
		{"an empty line", "\n", 0, 2},
		{"blanks", " \n\u00a0\n;;;\n", 0, 4},
		{"a title", "Liste du personnel\n", 1, 2},
		{"a title as a spreadsheet writes it", "Liste du personnel" + wide + "\n" + wide + "\n", 1, 3},
		{"a title with commas", "Liste du personnel, association Les Tilleuls, site de Bordeaux\n\n", 1, 3},
		{"a separator and a title", "sep=;\nListe, du, personnel\n", 2, 3},
		{"a title of two lines in one cell", "\"Liste du personnel\nau 24/08/2026\"" + wide + "\n", 1, 3},
		{"a title with quotes", "\"Les Tilleuls\" : liste du personnel\n", 1, 2},
		{"quotes that do not close", "\"Liste du personnel\n", 1, 2},
		{"the names that the software has, above those that people read", "MATRI;NOMNAI;PRENOM;SEXE_;DATNAI;COMNAI;TELPOR;ADRMEL;EMPLOI_;CATPRO;ROLE_;MODEXE;NUMSIR;SECACT;DATENT;DATINF;REM\n", 1, 2},
		{"the form of each column", "texte;texte;M ou F;JJ/MM/AAAA;5 chiffres;10 chiffres;adresse;code;C ou M;code;S, L ou B;14 chiffres;code;JJ/MM/AAAA;JJ/MM/AAAA;;;\n", 1, 2},
		{"who, where and when", "Établissement;Les Tilleuls\nSIRET;00099701500011\nÉdité le;24/08/2026;à;10:12\n\nListe du personnel\n", 1, 6},
		{"groups of columns that are names", "Identité;;;;;Contact;;Profession;;Rôle;;Mode;;;;;;\n", 1, 2},
		{"groups of columns", "Identité;;;Naissance;;Contact;;Emploi;;Rôle;;;Mode;;;\n", 1, 2},
		{"the columns that are asked for", "Colonnes obligatoires : nom_naissance, prenoms, sexe, date_naissance\n", 1, 2},
		{"a legend, then a title", "Colonnes obligatoires : nom_naissance, prenoms, sexe\nListe du personnel\n", 1, 3},
		{"two numbers under their names", "SIRET;FINESS\n00099701500011;990000010\n\n", 1, 4},
		{"who sends it", "Contact;Email;Téléphone;Le\nRH;rh@example.org;01 99 00 00 01;24/08/2026\n", 1, 3},
		{"as many lines as are looked at", strings.Repeat("x\n", 10), 1, 11},
		{"what is not text", "Liste\x00 du personnel\nH\x82l\x8ane\n", 1, 3},
	} {
		for _, in := range []io.Reader{
			strings.NewReader(tt.above + cutHeader + cutLine + ";;;\n"), iotest.OneByteReader(strings.NewReader(tt.above + cutHeader + cutLine + ";;;\n")),
		} {
			header, results := fileResults(t, in, nil)
			if len(results) != 1 || !results[0].Valid() || results[0].Line != tt.at+1 {
				t.Fatalf("%s: %v", tt.name, results)
			}
			told := 0
			for _, f := range header {
				switch {
				case f.Code() == reg.CodeLineAbove:
					told++
					if f.Severity() != rule.Warning || f.Position().Line != tt.first {
						t.Errorf("%s: %v at %v, want %d", tt.name, f, f.Position(), tt.first)
					}
				case f.Position().Line != tt.at:
					t.Errorf("%s: %v at %v, want %d", tt.name, f, f.Position(), tt.at)
				}
			}
			if told != min(tt.first, 1) {
				t.Errorf("%s: told %d times: %v", tt.name, told, header)
			}
		}
	}
}

// TestFileTitleOtherSeparator: the title does not decide on the separator of the list.
func TestFileTitleOtherSeparator(t *testing.T) {
	for _, sep := range []string{",", "\t", ";"} {
		in := "Les Tilleuls; liste du personnel, au\t24/08/2026; site; de, Bordeaux\n" + strings.ReplaceAll(cutHeader+cutLine, ";", sep) + strings.Repeat(sep, 3) + "\n"
		if _, results := fileResults(t, strings.NewReader(in), nil); len(results) != 1 || !results[0].Valid() {
			t.Errorf("%q: %v", sep, results)
		}
	}
}

// TestFileNoTitle: nobody stands above the names of the columns, and these are not
// taken from further down.
func TestFileNoTitle(t *testing.T) {
	for name, in := range map[string]string{
		"somebody above":           cutLine + ";;;\n" + cutHeader + cutLine + ";;;\n",
		"somebody without dates":   strings.NewReplacer("1990-03-12", "", "2026-09-01", "").Replace(cutLine) + "\n" + cutHeader + cutLine + "\n",
		"somebody below a title":   "Liste\n" + cutLine + ";;;\n" + cutHeader,
		"too far down":             strings.Repeat("x\n", 11) + cutHeader + cutLine + ";;;\n",
		"a long text above":        strings.Repeat("x", 1<<16) + "\n" + cutHeader + cutLine + ";;;\n",
		"no names of columns":      "Liste du personnel\n" + cutLine + ";;;\n",
		"two lists without titles": strings.Repeat(cutLine+";;;\n", 3) + cutHeader + cutLine + ";;;\n",
	} {
		r, err := reg.NewReader(strings.NewReader(in))
		if f, ok := rule.AsFault(err); r != nil || !ok || f.Code() != reg.CodeFileHeader || f.Position().Line != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Names on the first line stay it, also when those of another list follow.
	header, results := fileResults(t, strings.NewReader("nom_naissance;prenoms;sexe\nLavandier;Zoé;F\n"+cutHeader+cutLine+";;;\n"), nil)
	if header.Has(reg.CodeLineAbove) || len(results) != 3 || !results[1].Faults.Has(reg.CodeLineHeader) || results[2].Valid() {
		t.Errorf("%v: %v", header, results)
	}
	// A file that breaks off where the names are looked for gives what is whole, and its
	// error.
	broken := errors.New("broken")
	r, err := reg.NewReader(io.MultiReader(strings.NewReader("Liste\n"+cutHeader+strings.Repeat(cutLine+";;;\n", 5)+"Lav"), iotest.ErrReader(broken)))
	if err != nil {
		t.Fatal(err)
	}
	whole := 0
	for _, err = range r.All() {
		if err == nil {
			whole++
		}
	}
	if whole != 5 || !errors.Is(err, broken) {
		t.Errorf("%d, %v", whole, err)
	}
}

// TestFileNoTitleWide: of a list with all columns, who fills in what is compulsory, or
// what little is known, stands above no names either.
func TestFileNoTitleWide(t *testing.T) {
	wide := strings.TrimSuffix(cutHeader, "\n")
	for f := range reg.Fields() {
		if !strings.Contains(";"+wide+";", ";"+f.Column()+";") {
			wide += ";" + f.Column()
		}
	}
	for name, above := range map[string]string{
		"all that is compulsory": cutLine,
		"without a sector":       strings.Replace(cutLine, "SA16", "", 1),
		"two texts and a name":   "Lavandier;Zoé;F;1990-03-12;;;;;;;;;;;",
		"a number and a name":    "Lavandier;Zoé;" + strings.Repeat(";", strings.Count(wide[:strings.Index(wide, "numero_rpps")], ";")-2) + "99700000013",
	} {
		_, err := reg.NewReader(strings.NewReader(above + "\n" + wide + "\n" + cutLine + "\n"))
		if f, ok := rule.AsFault(err); !ok || f.Code() != reg.CodeFileHeader {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Nor between the names of two lists: the second ones are names again.
	two := cutHeader + "Lavandier;Zoé;;;;;;326;C\n" + strings.TrimSuffix(cutHeader, "\n") + ";nom_usage\n" + cutLine + ";;;\n"
	if header, results := fileResults(t, strings.NewReader(two), nil); header.Has(reg.CodeLineAbove) || len(results) != 3 || results[0].Valid() {
		t.Error(header, results)
	}
	header, results := fileResults(t, strings.NewReader("Suivi par;Mme Dupont;;;;;rh@example.org\n"+wide+"\n"+cutLine+"\n"), nil)
	if !header.Has(reg.CodeLineAbove) || len(results) != 1 || !results[0].Valid() {
		t.Error(header, results)
	}
}

// TestFileWhichNames: of lines that name columns, and what stands between them.
func TestFileWhichNames(t *testing.T) {
	const few = "nom_naissance;prenoms;sexe"
	for _, tt := range []struct {
		name, above string
		title       bool // what stands above is a title
	}{
		{"a legend and an empty line", few + "\n;;\n", true},
		{"a legend and a remark below the name", few + "\nService de nuit;;\n", true},
		{"a legend and a remark below the first names", few + "\n;Service de nuit;\n", true},
		{"three names and somebody", few + "\nLavandier;Zoé;\n", false},
		{"half of what is named", few + ";date_naissance\nLavandier;;;1990-03-12\n", false},
		{"less than half of what is named", few + ";date_naissance;email\nLavandier;;;1990-03-12\n", true},
		{"one name many times", strings.Repeat("e-mail;", 40) + "\n", true},
	} {
		header, _ := fileResults(t, strings.NewReader(tt.above+cutHeader+cutLine+";;;\n"), nil)
		if header.Has(reg.CodeLineAbove) != tt.title {
			t.Errorf("%s: %v", tt.name, header)
		}
	}
}

// TestFileBreaksEarly: what tells the kind of a file is enough to begin.
func TestFileBreaksEarly(t *testing.T) {
	broken := errors.New("broken")
	names := strings.TrimSuffix(cutHeader, "\n") + ";"
	names += strings.Repeat("x", 511-len(names)) + "\n"
	for n, begins := range map[int]bool{511: false, 512: true} {
		r, err := reg.NewReader(io.MultiReader(strings.NewReader(names[:n]), iotest.ErrReader(broken)))
		if (r != nil) != begins || !begins && !errors.Is(err, broken) {
			t.Errorf("%d: %v", n, err)
		}
	}
}

// TestFileTownCode: a code where the town of birth is expected is a code: that of the
// place where there is no other, and an error where there is another one.
func TestFileTownCode(t *testing.T) {
	for _, tt := range []struct {
		code, town  string
		place, want string
		conflict    bool
	}{
		{"33063", "Bordeaux", "33063", "Bordeaux", false},
		{"33063", "33063", "33063", "", false},
		{"2A004", "2a004", "2A004", "", false},
		{"33063", "75056", "33063", "", true},
		{"", "33063", "33063", "", false},
		{"", "99109", "99109", "", false},
		{"99109", "99109", "99109", "", false},
		{"99109", "33063", "99109", "", true},
		{"99109", "Paris", "99109", "Paris", false},
		{"33063", "33 63", "33063", "33 63", false},
	} {
		for _, in := range []string{
			strings.TrimSuffix(cutHeader, "\n") + ";Lieu de naissance\n" + strings.Replace(cutLine, "33063", tt.code, 1) + ";;;;" + tt.town + "\n",
			"Lieu de naissance;" + cutHeader + tt.town + ";" + strings.Replace(cutLine, "33063", tt.code, 1) + ";;;\n",
		} {
			r, err := reg.NewReader(strings.NewReader(in))
			if err != nil {
				t.Fatal(err)
			}
			rec, err := r.Next()
			p := rec.Request.Identity.BirthPlace
			if err != nil || string(p.Commune+p.Country) != tt.place || string(p.Town) != tt.want || rec.Faults.Has(reg.CodeColumnConflict) != tt.conflict {
				t.Errorf("%s, %s: %s, %s, %v, %v", tt.code, tt.town, p.Commune.Reveal()+p.Country.Reveal(), p.Town.Reveal(), rec.Faults, err)
			}
		}
	}
}

// TestFileLooseNames: names that may mean something else are read where nothing else is
// there for it, and nothing differs on every line.
func TestFileLooseNames(t *testing.T) {
	head, rest, _ := strings.Cut(strings.TrimSuffix(cutHeader, "\n"), "lieu_naissance_code")
	line := cutLine + ";;;"
	for _, tt := range []struct {
		name, header, line string
		unknown            int
		town               string
	}{
		{"the code alone", head + "Lieu de naissance" + rest, line, 1, ""},
		{"beside its town", head + "lieu_naissance_code" + rest + ";Lieu de naissance", line + ";Bordeaux", 1, "Bordeaux"},
		{"and before it", "Lieu de naissance;" + cutHeader[:len(cutHeader)-1], "Bordeaux;" + line, 1, "Bordeaux"},
		{"beside both", cutHeader[:len(cutHeader)-1] + ";Lieu de naissance;Ville de naissance", line + ";Bordeaux;Talence", 2, "Talence"},
		{"sex, birth date and profession", strings.NewReplacer("sexe", "Civilité", "date_naissance", "Né(e) le", "profession", "Libellé emploi").Replace(cutHeader[:len(cutHeader)-1]), strings.Replace(line, ";F;", ";Mme;", 1), 1, ""},
		{"beside them", cutHeader[:len(cutHeader)-1] + ";M./Mme;Né le;Emploi", line + ";Dr;?;ASDE de jour", 4, ""},
		{"twice", strings.Replace(cutHeader[:len(cutHeader)-1], "profession", "Emploi", 1) + ";Libellé emploi", line + ";ASDE de jour", 2, ""},
	} {
		header, results := fileResults(t, strings.NewReader(tt.header+"\n"+tt.line+"\n"+tt.header+"\n"), nil)
		if len(results) != 2 || !results[0].Valid() || string(results[0].Request.Identity.BirthPlace.Town) != tt.town {
			t.Errorf("%s: %v, %v, %v", tt.name, header, results, results[0].Faults)
			continue
		}
		if n := countCode(header, reg.CodeColumnUnknown); n != tt.unknown || header.Count(rule.Error) > 0 || header.Has(reg.CodeColumnTwice) {
			t.Errorf("%s: %v", tt.name, header)
		}
		if again := results[1].Faults; len(again) != 1 || !again.Has(reg.CodeLineHeader) {
			t.Errorf("%s, again: %v", tt.name, again)
		}
	}
}
