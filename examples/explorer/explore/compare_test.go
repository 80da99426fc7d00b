package explore_test

import (
	"encoding/base64"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/explorer/explore"
	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

func compare(t *testing.T, name, text string, blanks bool) explore.Compared {
	t.Helper()
	return call[explore.Compared](t, "compare", explore.FileQuestion{
		Name: name, Data: base64.StdEncoding.EncodeToString([]byte(text)), Blanks: blanks, Day: day,
	})
}

// embedded is the embedded matrix in the form that the page saves.
func embedded(t *testing.T) string {
	t.Helper()
	return call[explore.Text](t, "csv", explore.PartQuestion{Day: day}).Text
}

// figure returns a figure of a comparison, -1 when it is not told.
func figure(c explore.Compared, label string) int {
	for _, f := range c.Counts {
		if f.Label == label {
			return f.Count
		}
	}
	return -1
}

func TestCompareSame(t *testing.T) {
	c := compare(t, "meme.csv", embedded(t), false)
	require.True(t, c.Read)
	require.True(t, c.Same)
	require.Empty(t, c.Cells)
	require.Empty(t, c.Lists)
	require.Equal(t, 2052, figure(c, "cases comparées"))
	require.Equal(t, "meme.csv", c.New)
}

// TestCompareChanged spoils the file line by line and reads what is told.
func TestCompareChanged(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(embedded(t))).ReadAll()
	require.NoError(t, err)
	want := map[string]bool{} // cell to gained
	for _, fields := range rows {
		switch fields[2] {
		case "80788-3": // one cell each way
			require.Equal(t, "1", fields[4])
			fields[4] = "0"
			want["80788-3 Médecins"] = false
			j := 5 + slices.Index(fields[5:], "0")
			fields[j] = "1"
			want["80788-3 "+shortOf(t, rows[0][j])] = true
		case "DOCPAT03": // a label that changes
			fields[3] = "CR remis par le patient"
		}
	}
	// A type that goes, and one that comes, which the library does not know.
	rows = slices.DeleteFunc(rows, func(r []string) bool { return r[2] == "ATTEST-RESID" })
	rows = append(rows, slices.Concat([]string{"10", "Compte rendu", "99999-9", "CR inventé"}, slices.Repeat([]string{"1"}, 18), []string{"0"}))
	var file strings.Builder
	require.NoError(t, csv.NewWriter(&file).WriteAll(rows))
	text := file.String()
	c := compare(t, "../dossier/demain.csv", text, false)
	require.True(t, c.Read, c.Faults)
	require.False(t, c.Same)
	require.Equal(t, "demain.csv", c.New, "no path")
	got := map[string]bool{}
	for _, x := range c.Cells {
		got[x.Document+" "+x.Column] = x.Gained
		require.Equal(t, "Projet personnalisé d'accompagnement", x.Label)
	}
	require.Equal(t, want, got)
	require.Equal(t, 1, figure(c, "cases ouvertes"))
	require.Equal(t, 1, figure(c, "cases fermées"))
	require.Equal(t, 1, figure(c, "types ajoutés"))
	require.Equal(t, 1, figure(c, "types retirés"))
	require.Equal(t, 1, figure(c, "types renommés"))
	var items []string
	for _, l := range c.Lists {
		items = append(items, l.Label+": "+strings.Join(l.Items, "; "))
	}
	all := strings.Join(items, "\n")
	require.Contains(t, all, "Types ajoutés: 99999-9 CR inventé (type inconnu de la bibliothèque : refusé dans tous les cas) : lu par Médecins, ")
	require.Contains(t, all, "Types retirés: ATTEST-RESID Attestation de résidence : était lu par Médecins")
	require.Contains(t, all, "« CR déposé par le patient » devient « CR remis par le patient »")

	// The Markdown is the library's own, on the same file.
	result, err := matrixfile.Load(strings.NewReader(text), matrixfile.Options{
		Version: habilitation.Version{
			ID: "fichier", Title: "demain.csv", Source: "demain.csv", Published: today, From: today,
			Confidence: rule.Text{FR: "Fichier choisi par l'utilisateur, pour une comparaison.", EN: "A file chosen by the user, for a comparison."},
		},
		Accept: matrixfile.AcceptAll,
	})
	require.NoError(t, err)
	require.Equal(t, evolution.Diff(habilitation.CNAM20240925(), result.Matrix).Markdown(language.French), c.Markdown)
	require.Len(t, c.Faults, len(result.Faults))
}

func shortOf(t *testing.T, key string) string {
	t.Helper()
	for _, c := range call[explore.Page](t, "page", explore.PageQuestion{Day: day}).Columns {
		if c.Key == key {
			return c.Short
		}
	}
	t.Fatal(key)
	return ""
}

// TestCompareColumns: a file with part of the columns is compared too.
func TestCompareColumns(t *testing.T) {
	text := call[explore.Text](t, "csv", explore.PartQuestion{Day: day, Columns: []string{"nurse", "GENR10"}}).Text
	c := compare(t, "deux.csv", text, false)
	require.True(t, c.Read, c.Faults)
	require.Equal(t, 17, figure(c, "colonnes retirées"))
	require.Equal(t, []string{"Métiers dont le fichier ne dit rien, fermés (metiers-without-column)"}, c.Lists[0].Items, "under GENR10 nothing opens to the préparateurs, of whom the file says nothing")
	require.Equal(t, "Sages-femmes (midwife)", c.Lists[1].Items[4], "for people, the key behind")
	require.Equal(t, 216, figure(c, "cases comparées"))
	require.Empty(t, c.Cells)
}

// TestCompareRefused: what is no matrix is refused with what is wrong in it.
func TestCompareRefused(t *testing.T) {
	good := embedded(t)
	blank := strings.Replace(good, ",1,", ",,", 1)
	for name, text := range map[string]string{
		"empty": "", "words": "ceci n'est pas une matrice", "a cell": strings.Replace(good, ",1,", ",peut-être,", 1), "blank": blank,
		"twice": good + strings.Split(good, "\n")[1] + "\n", "binary": "PK\x03\x04\x00\x00", "json": `{"data":[]}`,
	} {
		c := compare(t, "faux.csv", text, false)
		require.False(t, c.Read, name)
		require.NotEmpty(t, c.Faults, name)
		require.Empty(t, c.Markdown)
		for _, f := range c.Faults {
			require.NotEmpty(t, f.Text)
		}
	}
	refused(t, "compare", `{"name":"x","data":"§","day":"2026-06-01"}`)
	refused(t, "compare", `{"name":"x","data":"","day":""}`)
}

// TestCompareSheet compares with a sheet in the form of the official one, where
// a blank may mean closed: the page is told that it may.
func TestCompareSheet(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "habilitation", "matrixfile", "testdata", "publication-fictive.csv"))
	require.NoError(t, err)
	c := compare(t, "publication.csv", string(text), false)
	require.False(t, c.Read)
	require.True(t, c.Blanks)
	c = compare(t, "publication.csv", string(text), true)
	require.True(t, c.Read, c.Faults)
	require.False(t, c.Blanks)
	require.NotEmpty(t, c.Faults, "what was mended is told")
	require.Equal(t, 2052, figure(c, "cases comparées"))
}
