package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/internal/golden"
)

// call runs the program, and looks in what it writes for data of persons.
func call(t testing.TB, stdin io.Reader, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(args, stdin, &out, &errs, nil)
	if !slices.Contains(args, "-diff") {
		for _, secret := range secrets(string(example)) {
			if strings.Contains(out.String()+errs.String(), secret) {
				t.Errorf("data of a person is written: %q", secret)
			}
		}
	}
	return code, out.String(), errs.String()
}

// secrets are the identifiers and names of the embedded file.
func secrets(text string) (out []string) {
	for _, l := range strings.Split(text, "\n")[1:] {
		f := strings.Split(l, "|")
		for _, i := range []int{1, 7, 8, 19, 43} {
			if i < len(f) && len(f[i]) > 3 && f[i] != "MARIE" {
				out = append(out, f[i])
			}
		}
	}
	return out
}

func TestGolden(t *testing.T) {
	require.NotEmpty(t, secrets(string(example)))
	for name, args := range map[string][]string{
		"defaut.txt": nil, "defaut-en.txt": {"-lang", "en"}, "defaut.json": {"-format", "json"}, "autre-jour.txt": {"-at", "2020-01-15"},
	} {
		code, out, errs := call(t, nil, args...)
		assert.Equal(t, 1, code)
		assert.Empty(t, errs)
		golden.File(t, "testdata/"+name, out)
	}
}

// write makes files of two days.
func write(t *testing.T, name string, o extractgen.Options, day int) string {
	t.Helper()
	w := extractgen.NewWorld(1, 600)
	if day > 0 {
		w, _ = w.NextDay(1, 60)
	}
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	require.NoError(t, err)
	_, err = w.Write(f, o)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	return path
}

// keys are those that scripts rely on.
var keys = []string{"layout", "lines", "rejected", "persons", "situations", "by_profession", "by_role", "by_mode", "by_structure_kind", "faults"}

func counts(t *testing.T, out string) map[string]any {
	t.Helper()
	var got map[string]any
	require.NoError(t, json.Unmarshal([]byte(out), &got))
	for _, k := range keys {
		require.Contains(t, got, k)
	}
	return got
}

func TestSources(t *testing.T) {
	sorted := write(t, "PS_LibreAcces_Personne_activite_202608250827.txt", extractgen.Options{Layout: extractgen.Activity56}, 0)
	text, err := os.ReadFile(sorted)
	require.NoError(t, err)
	code, out, errs := call(t, nil, "-format", "json", sorted)
	require.Equal(t, 0, code, errs)
	want := counts(t, out)
	w := extractgen.NewWorld(1, 600)
	assert.EqualValues(t, w.Persons(), want["persons"])
	assert.EqualValues(t, w.Situations(), want["situations"])
	assert.EqualValues(t, bytes.Count(text, []byte("\n"))-1, want["lines"])
	assert.Equal(t, "2026-08-25", want["day"])
	professions := 0
	for _, n := range want["by_profession"].(map[string]any) {
		professions += int(n.(float64))
	}
	assert.EqualValues(t, want["lines"], professions)
	assert.Len(t, want["by_role"], 7)

	shuffled := write(t, "PS_LibreAcces_Personne_activite_202608250827.txt", extractgen.Options{Layout: extractgen.Activity56, Shuffled: true, CRLF: true, BOM: true}, 0)
	other, err := os.ReadFile(shuffled)
	require.NoError(t, err)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string][]byte{"x/PS_LibreAcces_Personne_activite_202608250827.txt": text, "x/lisez-moi.txt": []byte("bonjour\n")} {
		f, err := z.Create(name)
		require.NoError(t, err)
		_, err = f.Write(text)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	// A member without a day has that of its archive.
	var short bytes.Buffer
	z = zip.NewWriter(&short)
	f, err := z.Create("activites.txt")
	require.NoError(t, err)
	_, err = f.Write(text)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	dated := filepath.Join(t.TempDir(), "PS_LibreAcces_202608250827.zip")
	require.NoError(t, os.WriteFile(dated, short.Bytes(), 0o644))
	packed := filepath.Join(t.TempDir(), "extraction.zip")
	require.NoError(t, os.WriteFile(packed, b.Bytes(), 0o644))
	for name, got := range map[string]func() (int, string, string){
		"shuffled": func() (int, string, string) { return call(t, nil, "-format", "json", shuffled) },
		"stdin": func() (int, string, string) {
			return call(t, bytes.NewReader(other), "-format", "json", "-at", "2026-08-25", "-")
		},
		"redirected": func() (int, string, string) {
			f, err := os.Open(shuffled)
			require.NoError(t, err)
			defer f.Close()
			return call(t, f, "-format", "json", "-at", "2026-08-25", "-")
		},
		"archive, redirected": func() (int, string, string) {
			f, err := os.Open(packed)
			require.NoError(t, err)
			defer f.Close()
			return call(t, f, "-format", "json", "-")
		},
		"dated archive":  func() (int, string, string) { return call(t, nil, "-format", "json", dated) },
		"archive":        func() (int, string, string) { return call(t, nil, "-format", "json", packed) },
		"archive, stdin": func() (int, string, string) { return call(t, bytes.NewReader(b.Bytes()), "-format", "json", "-") },
	} {
		code, out, errs := got()
		require.Equal(t, 0, code, "%s: %s", name, errs)
		assert.Equal(t, want, counts(t, out), name)
	}
}

func TestLayouts(t *testing.T) {
	for layout, name := range map[extractgen.Layout]string{
		extractgen.Activity48: "PS_LibreAcces_Personne_activite", extractgen.Restricted49: "Extraction_ProSanteConnect_Personne_activite",
		extractgen.Qualification13: "PS_LibreAcces_SavoirFaire", extractgen.Diploma13: "PS_LibreAcces_Dipl_AutExerc",
		extractgen.Mailbox31: "Extraction_Correspondance_MSSante",
	} {
		code, out, _ := call(t, nil, "-format", "json", write(t, "x.txt", extractgen.Options{Layout: layout}, 0))
		assert.Equal(t, 0, code)
		assert.Equal(t, name, counts(t, out)["layout"])
	}
	code, out, _ := call(t, strings.NewReader("N\xB0 ADELI;N\xB0 RPPS\r\n00ESSAI01;99700366240\r\n00ESSAI02;99700366240\r\n1;2;3\r\n"), "-format", "json", "-")
	assert.Equal(t, 1, code)
	got := counts(t, out)
	assert.EqualValues(t, 3, got["lines"])
	assert.EqualValues(t, 1, got["rejected"])
	assert.EqualValues(t, 1, got["persons"])
}

func TestCompare(t *testing.T) {
	before := write(t, "a.txt", extractgen.Options{Layout: extractgen.Activity56}, 0)
	after := write(t, "b.txt", extractgen.Options{Layout: extractgen.Restricted51, Shuffled: true}, 1)
	code, out, errs := call(t, nil, "-diff", before, after)
	require.Equal(t, 0, code, errs)
	golden.File(t, "testdata/diff.txt", out)
	code, out, _ = call(t, nil, "-diff", before, "-format", "json", after)
	assert.Equal(t, 0, code)
	lines := strings.SplitAfter(out, "\n")
	assert.Len(t, lines, 241)
	golden.File(t, "testdata/diff.jsonl", strings.Join(lines[:12], ""))
	// Of one establishment: the technical identifier on the first line.
	id := strings.Split(strings.Split(string(mustRead(t, before)), "\n")[1], "|")[23]
	code, one, _ := call(t, nil, "-diff", before, "-structure", id, "-lang", "en", after)
	assert.Equal(t, 0, code)
	assert.Contains(t, one, "persons, of whom")
	// A file without technical identifiers is the same day: the number inside tells.
	lines = strings.SplitAfter(string(mustRead(t, before)), "\n")
	for i, l := range lines {
		if fields := strings.Split(l, "|"); i > 0 && len(fields) > 23 {
			fields[23] = ""
			lines[i] = strings.Join(fields, "|")
		}
	}
	bare := filepath.Join(t.TempDir(), "bare.txt")
	require.NoError(t, os.WriteFile(bare, []byte(strings.Join(lines, "")), 0o600))
	for _, args := range [][]string{{"-structure", id}, {}} {
		code, out, _ = call(t, nil, append(append([]string{"-diff", before, "-format", "json"}, args...), bare)...)
		assert.Equal(t, 0, code)
		assert.NotContains(t, out, `"kind"`, args)
	}
	bad := write(t, "c.txt", extractgen.Options{Layout: extractgen.Activity56, Traps: extractgen.AllTraps}, 0)
	code, out, _ = call(t, nil, "-diff", before, bad)
	assert.Equal(t, 1, code)
	assert.Contains(t, out, "lignes ont été refusées")
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	return b
}

func TestCannotRun(t *testing.T) {
	file := write(t, "a.txt", extractgen.Options{Layout: extractgen.Activity56}, 0)
	garbage := filepath.Join(t.TempDir(), "garbage.txt")
	require.NoError(t, os.WriteFile(garbage, []byte("DUPONT Jean\nsecret\n"), 0o644))
	broken := filepath.Join(t.TempDir(), "broken.zip")
	require.NoError(t, os.WriteFile(broken, []byte("PK\x03\x04 nothing"), 0o644))
	for _, c := range []struct {
		stdin string
		args  []string
		want  string
	}{
		{"", []string{garbage}, "ANN-LAYOUT-UNKNOWN"},
		{"garbage", []string{"-"}, "ANN-LAYOUT-UNKNOWN"},
		{"", []string{"-"}, "ANN-FILE-EMPTY"},
		{"%PDF-1.7", []string{"-"}, "ANN-FILE-KIND"},
		{"", []string{broken}, "ANN-ARCHIVE-DAMAGED"},
		{"", []string{filepath.Join(t.TempDir(), "missing.txt")}, "no such file"},
		{"", []string{t.TempDir()}, "is a directory"},
		{"Type d'identifiant PP|Code mode exercice|\n", []string{"-lang", "en", "-"}, "ANN-COLUMN-REQUIRED"},
		{"", []string{"-format", "xml"}, "-format"},
		{"", []string{"-lang", "de"}, "-lang"},
		{"", []string{"-at", "hier"}, "-at"},
		{"", []string{"-unknown"}, "unknown"},
		{"", []string{file, file}, "one file"},
		{"", []string{"-structure", "990000010", file}, "-diff"},
		{"", []string{"-diff", file}, "-diff"},
		{"", []string{"-diff", file, "-structure", "Dupont", file}, "-structure"},
		{"", []string{"-diff", file, "-structure", "", file}, "-structure"},
		{"", []string{"-diff", garbage, file}, "ANN-LAYOUT-UNKNOWN"},
		{"", []string{"-diff", "", file}, "-diff: empty"},
		{"", []string{"-entry=", file}, "-entry: empty"},
		{"", []string{""}, "empty"},
		{"x", []string{"-diff", "-", "-"}, "-diff"},
		{"Adresse BAL|Type de BAL|\ra@example.org|PER|\r", []string{"-"}, "ANN-FILE-CR"},
	} {
		code, out, errs := call(t, strings.NewReader(c.stdin), c.args...)
		assert.Equal(t, 2, code, c.args)
		assert.Empty(t, out, c.args)
		assert.Contains(t, errs, c.want)
		assert.NotContains(t, errs, "DUPONT")
		if c.args[0] != "-unknown" {
			assert.Equal(t, 1, strings.Count(errs, "\n"), errs)
		}
	}
	code, _, errs := call(t, nil, "-h")
	assert.Equal(t, 0, code)
	assert.Contains(t, errs, "-entry")
}

func TestProgress(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.txt")
	f, err := os.Create(path)
	require.NoError(t, err)
	_, err = extractgen.NewWorld(1, 40_000).Write(f, extractgen.Options{Layout: extractgen.Qualification13})
	require.NoError(t, err)
	require.NoError(t, f.Close())
	var out, errs, bar bytes.Buffer
	assert.Equal(t, 0, run([]string{path}, nil, &out, &errs, &bar))
	assert.Contains(t, bar.String(), "\r20000 personnes, ")
	assert.True(t, strings.HasSuffix(bar.String(), "\r"))
}
