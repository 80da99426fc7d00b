package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/golden"
)

var today = time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC)

func call(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(args, &out, &errs, today)
	return code, out.String(), errs.String()
}

func TestGolden(t *testing.T) {
	for name, args := range map[string][]string{
		"matrice.csv":  {"-format", "csv"},
		"matrice.txt":  {},
		"extrait.md":   {"-format", "md", "-column", "GENR10,nurse", "-document", "80788-3,*DICOM"},
		"extrait.html": {"-format", "html", "-column", "GENR10,nurse", "-document", "80788-3,34112-3"},
		"extrait.json": {"-format", "json", "-column", "GENR10", "-document", "80788-3"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := call(t, args...)
			if code != 0 {
				t.Fatal(errs)
			}
			golden.File(t, "testdata/"+name, out)
		})
	}
}

// TestCSV compares every cell of the CSV with the library.
func TestCSV(t *testing.T) {
	_, out, _ := call(t, "-format", "csv")
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]map[string]string{}
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, key := range rows[0] {
			m[key] = r[i]
		}
		cells[r[2]] = m
	}
	n := 0
	for c := range habilitation.CNAM20240925().Cells() {
		want := "0"
		if c.Allowed {
			want = "1"
		}
		if got := cells[c.Row.Document.Code()][c.Column.Key]; got != want {
			t.Fatalf("%s × %s: %q, want %s", c.Row.Document, c.Column.Key, got, want)
		}
		n++
	}
	if n != 2052 || len(rows) != 109 || len(rows[0]) != 23 {
		t.Errorf("%d cells, %d lines of %d fields", n, len(rows), len(rows[0]))
	}
}

func TestJSONIsWhole(t *testing.T) {
	_, out, _ := call(t, "-format", "json")
	var v struct {
		Matrix  struct{ ID string }
		Columns []struct{ Key string }
		Rows    []struct {
			Code  string
			Cells map[string]bool
		}
	}
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		t.Fatal(err)
	}
	open := 0
	for _, r := range v.Rows {
		for _, yes := range r.Cells {
			if yes {
				open++
			}
		}
	}
	if v.Matrix.ID != "cnam-2024-09-25" || len(v.Columns) != 19 || len(v.Rows) != 108 || open != 912 {
		t.Errorf("%s: %d columns, %d rows, %d open cells", v.Matrix.ID, len(v.Columns), len(v.Rows), open)
	}
}

func TestRefused(t *testing.T) {
	for _, args := range [][]string{
		{"-at", "2024-09-24"}, {"-at", "x"}, {"-format", "xml"}, {"-column", "nobody"}, {"-column", "GENR13"}, {"-document", "none"}, {"-document", ","}, {"-document", ""}, {"-column", ","}, {"extra"}, {"-nothing"},
	} {
		if code, out, errs := call(t, args...); code != 2 || out != "" || errs == "" {
			t.Errorf("%v: code %d, %q, %q", args, code, out, errs)
		}
	}
	if code, _, _ := call(t, "-h"); code != 0 {
		t.Error("help is no failure")
	}
	for lang, want := range map[string]string{
		"fr": "matrix: HAB-NO-MATRIX : aucune matrice connue ne vaut ce jour-là\n",
		"en": "matrix: HAB-NO-MATRIX: no known matrix answers for that day\n",
	} {
		if _, _, errs := call(t, "-at", "2024-09-24", "-lang", lang); errs != want {
			t.Errorf("%s: %q", lang, errs)
		}
	}
}
