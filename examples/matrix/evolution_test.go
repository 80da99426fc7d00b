package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/golden"
)

// tomorrowCSV is the matrix with invented changes, in the project's form. It is
// no publication and foretells none.
func tomorrowCSV(t *testing.T) string {
	_, out, _ := call(t, "-format", "csv")
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	turn := func(code, key string) {
		j := slices.Index(rows[0], key)
		for _, r := range rows {
			if r[2] == code {
				r[j] = map[string]string{"0": "1", "1": "0"}[r[j]]
			}
		}
	}
	turn("11502-2", "GENR11")
	turn("34112-3", "GENR11")
	turn("34112-3", "GENR08")
	turn("89601-9", "nurse")
	turn("ATTEST-RESID", "physician")
	turn("80788-3", "GENR09")
	rows = slices.DeleteFunc(rows, func(r []string) bool { return r[2] == "28653-4" })
	for _, r := range rows {
		if r[2] == "18776-5" {
			r[3] = "Plan personnalisé de soins (libellé fictif)"
		}
	}
	last := slices.Clone(rows[len(rows)-1])
	last[2], last[3] = "FICTIF-DEMAIN", "Type fictif, pour l'exemple"
	rows = append(rows, last)
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// perimeterCSV is the matrix with an invented column for a role that has none.
func perimeterCSV(t *testing.T) string {
	_, out, _ := call(t, "-format", "csv")
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		cell := "0"
		switch {
		case i == 0:
			cell = "Rôle médico-administratif"
		case r[2] == "86531-1":
			cell = "1"
		}
		rows[i] = append(r, cell)
	}
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	perimeterFile = "testdata/perimetre-fictif.csv"
	columnsFile   = "testdata/colonnes-fictives.csv"

	tomorrowFile = "testdata/demain-fictif.csv"
	staffFile    = "testdata/equipe-fictive.csv"
	sheetFile    = "../../habilitation/matrixfile/testdata/publication-fictive.csv"
)

func TestEvolutionGolden(t *testing.T) {
	golden.File(t, tomorrowFile, tomorrowCSV(t))
	golden.File(t, perimeterFile, perimeterCSV(t))
	diff := []string{"-at", "2026-06-01", "-diff", tomorrowFile}
	for name, args := range map[string][]string{
		"diff.txt":      diff,
		"diff.en.txt":   append(diff, "-lang", "en", "-from", "2027-01-01"),
		"diff.md":       append(diff, "-format", "md"),
		"diff.html":     append(diff, "-format", "html"),
		"diff.json":     append(diff, "-format", "json"),
		"diff.csv":      append(diff, "-format", "csv"),
		"impact.txt":    append(diff, "-staff", staffFile, "-from", "2027-01-01"),
		"impact.json":   append(diff, "-staff", staffFile, "-format", "json"),
		"sheet.txt":     {"-at", "2026-06-01", "-diff", sheetFile, "-blank-is-no"},
		"press.txt":     {"-at", "2026-06-01", "-press"},
		"roles.txt":     {"-at", "2026-06-01", "-roles-for", "83981-1,80788-3"},
		"roles.en.md":   {"-at", "2026-06-01", "-roles-for", "83981-1, 80788-3", "-format", "md", "-lang", "en"},
		"roles.json":    {"-at", "2026-06-01", "-roles-for", "83981-1,80788-3", "-format", "json"},
		"roles.csv":     {"-at", "2026-06-01", "-roles-for", "83981-1,80788-3", "-format", "csv"},
		"columns.txt":   {"-at", "2026-06-01", "-diff", perimeterFile, "-new-columns", columnsFile},
		"roles.new.txt": {"-at", "2026-06-01", "-diff", perimeterFile, "-new-columns", columnsFile, "-from", "2027-01-01", "-roles-for", "86531-1"},
		"roles.no.txt":  {"-at", "2026-06-01", "-roles-for", "86531-1,EXPORT_DUI"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := call(t, args...)
			if code != 0 {
				t.Fatal(errs)
			}
			golden.File(t, filepath.Join("testdata", name), out)
			if slices.Contains(args, tomorrowFile) && !strings.Contains(errs, `"FICTIF-DEMAIN"`) {
				t.Errorf("the unknown type is not listed: %s", errs)
			}
		})
	}
}

func TestEvolutionJSON(t *testing.T) {
	_, out, _ := call(t, "-diff", tomorrowFile, "-format", "json")
	var v struct {
		File struct {
			Format   string
			Rows     int
			Missing  []string
			Unlisted []string
		}
		Report struct {
			New          string
			Gained, Lost int
			Documents    []struct{ Kind, Code string }
		}
	}
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		t.Fatal(err)
	}
	if v.File.Format != "csv" || v.File.Rows != 108 || len(v.File.Missing) != 1 || len(v.File.Unlisted) != 1 ||
		v.Report.New != "demain-fictif" || v.Report.Gained != 4 || v.Report.Lost != 2 || len(v.Report.Documents) != 3 {
		t.Errorf("%+v", v)
	}

	_, out, _ = call(t, "-roles-for", "80788-3", "-format", "json")
	var r struct {
		Matrix string
		Found  []struct {
			Columns []string
			Reads   int
			Beyond  []string
		}
	}
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	// By hand: the columns with a yes in the golden table of the matrix.
	_, table, _ := call(t, "-format", "csv", "-document", "80788-3")
	rows, _ := csv.NewReader(strings.NewReader(table)).ReadAll()
	var want, got []string
	for j, yes := range rows[1] {
		if yes == "1" && j > 3 {
			want = append(want, rows[0][j])
		}
	}
	for i, f := range r.Found {
		got = append(got, f.Columns...)
		if f.Reads != len(f.Beyond)+1 || i > 0 && f.Reads < r.Found[i-1].Reads {
			t.Errorf("%+v", f)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	got = slices.Compact(got)
	if !slices.Equal(want, got) || r.Matrix != habilitation.CNAM20240925().Version().ID {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestEvolutionRefused(t *testing.T) {
	for _, args := range [][]string{
		{"-diff", "testdata/none.csv"},
		{"-diff", tomorrowFile, "-column", "nurse"},
		{"-diff", tomorrowFile, "-roles-for", "80788-3", "-staff", staffFile},
		{"-diff", tomorrowFile, "-roles-for", "80788-3", "-press"},
		{"-new-columns", columnsFile},
		{"-diff", perimeterFile, "-new-columns", ""},
		{"-diff", perimeterFile, "-new-columns", "testdata/none.csv"},
		{"-diff", perimeterFile, "-new-columns", staffFile},
		{"-roles-for", "x"},
		{"-roles-for", ","},
		{"-roles-for", "80788-3", "-format", "html"},
		{"-roles-for", "80788-3", "-lang", "de"},
		{"-staff", staffFile},
		{"-diff", tomorrowFile, "-staff", "testdata/none.csv"},
		{"-diff", tomorrowFile, "-staff", tomorrowFile},
		{"-diff", tomorrowFile, "-staff", staffFile, "-format", "csv"},
		{"-diff", tomorrowFile, "-from", "x"},
		{"-from", "2027-01-01"},
		{"-blank-is-no"},
		{"-roles-for", "80788-3", "-from", "2027-01-01"},
		{"-diff", ""},
		{"-roles-for", ""},
		{"-staff", "", "-diff", tomorrowFile},
		{"-diff", tomorrowFile, "-from", ""},
	} {
		if code, out, errs := call(t, args...); code != 2 || out != "" || errs == "" {
			t.Errorf("%v: code %d, %q, %q", args, code, out, errs)
		}
	}
	// A file that is no matrix, and a sheet whose blanks nobody explained.
	// A column that nobody explained, likewise.
	for _, path := range []string{"testdata/extrait.md", "testdata/extrait.html", staffFile, sheetFile, perimeterFile} {
		if code, out, errs := call(t, "-diff", path); code != 1 || out != "" || !strings.Contains(errs, "[MAT-") {
			t.Errorf("%s: code %d, %q, %q", path, code, out, errs)
		}
	}
	// Of what is told, the findings that refuse it stand last.
	text, err := os.ReadFile(tomorrowFile)
	if err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(t.TempDir(), "coupee.csv")
	if err := os.WriteFile(broken, bytes.Replace(text, []byte("1,1,1\n"), []byte("1,1\n"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, errs := call(t, "-diff", broken)
	if lines := strings.Split(strings.TrimSpace(errs), "\n"); code != 1 || len(lines) < 4 ||
		lines[len(lines)-2] != "Le fichier est refusé, et rien n'est comparé :" || !strings.HasSuffix(lines[len(lines)-1], "[MAT-LINE-FIELDS]") {
		t.Errorf("code %d, %q", code, errs)
	}
}

// TestStaff: whom a code or a column written wrong would make untouched, the
// program does not leave out in silence.
func TestStaff(t *testing.T) {
	const head = "clé;profession;catégorie;métier;rôle\n"
	impact := func(text string) (code int, out, errs string) {
		path := filepath.Join(t.TempDir(), "equipe.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return call(t, "-diff", tomorrowFile, "-from", "2027-01-01", "-staff", path)
	}
	_, want, _ := impact(head + "p1;99;C;313;GENR11\n")
	if !strings.Contains(want, "touchées : 1") {
		t.Error(want)
	}
	for name, text := range map[string]string{
		"columns in another order": "Rôle;clé;profession;catégorie;métier\nGENR11;p1;99;C;313\n",
		"commas, blanks and a BOM": "\uFEFFclé,profession,catégorie,métier,rôle\r\np1, 99 ,C,313,GENR11\r\n",
	} {
		if code, out, errs := impact(text); code != 0 || out != want {
			t.Errorf("%s: code %d, %s%s", name, code, out, errs)
		}
	}
	// Who it is says the line, also below a blank one.
	if _, _, errs := impact(head + "p1;60;C;;\n\n\"p\n2\";99;C;;GENR77\n"); !strings.Contains(errs, "line 4: rôle: a code that no list knows") {
		t.Error(errs)
	}
	for name, text := range map[string]string{
		"no header":          "p1;99;C;313;GENR11\n",
		"a label for a code": head + "p1;infirmier;C;;\n",
		"an unknown role":    head + "p1;99;C;;GENR 11\n",
		"an unknown métier":  head + "p1;99;C;000;GENR11\n",
		"a category":         head + "p1;60;Civil;;\n",
		"two codes":          head + "p1;60 69;C;;\n",
		"a field fewer":      head + "p1;60;C;\n",
		"nobody":             head,
		"Windows-1252":       "cl\xE9;profession;cat\xE9gorie;m\xE9tier;r\xF4le\np1;99;C;313;GENR11\n",
	} {
		if code, out, errs := impact(text); code != 2 || out != "" || !strings.Contains(errs, "-staff") {
			t.Errorf("%s: code %d, %q, %q", name, code, out, errs)
		}
	}
}

// TestNewColumns: what is doubtful in the file of the columns ends the program.
func TestNewColumns(t *testing.T) {
	const head = "clé;intitulé;libellé;codes imprimés;professions;internes;métiers;rôles;sauf médecin du travail\n"
	const good = "GENR13;Rôle médico-administratif;;;;;;GENR13;\n"
	read := func(text string) (code int, out, errs string) {
		path := filepath.Join(t.TempDir(), "colonnes.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return call(t, "-diff", perimeterFile, "-new-columns", path)
	}
	if code, _, errs := read(head + good); code != 0 {
		t.Error(errs)
	}
	for name, text := range map[string]string{
		"no key":           head + ";Rôle médico-administratif;;;;;;GENR13;\n",
		"a key twice":      head + good + good,
		"nobody":           head + "GENR13;Rôle médico-administratif;;;;;;;\n",
		"an unknown role":  head + "GENR13;Rôle médico-administratif;;;;;;GENR77;\n",
		"neither yes nor":  head + "GENR13;Rôle médico-administratif;;;;;;GENR13;non\n",
		"a profession":     head + "x;Psychologues;;;psychologue;;;;\n",
		"an intern":        head + "x;Psychologues;;;93;x;;;\n",
		"a métier":         head + "x;Psychologues;;;93;;x;;\n",
		"a column missing": "clé;rôles\nGENR13;GENR13\n",
	} {
		if code, out, errs := read(text); code != 2 || out != "" || !strings.Contains(errs, "-new-columns") {
			t.Errorf("%s: code %d, %q, %q", name, code, out, errs)
		}
	}
}
