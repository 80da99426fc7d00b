package export_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
)

// TestUnlistedRows: a row of a type that the library does not know is in every
// table, and said to be denied where there is room to say it.
func TestUnlistedRows(t *testing.T) {
	spec := habilitation.CNAM20240925().Spec()
	report := spec.Rows[0].Class
	spec.Unlisted = []habilitation.UnlistedRow{
		{Code: "FICTIF-A", Label: "Type inventé", Class: report, Allowed: 1},
		{Code: "FICTIF`|B", Label: "Sans classe", Allowed: 2},
	}
	m, err := habilitation.New(spec)
	require.NoError(t, err)

	table, err := export.NewTable(m, export.Selection{CellsOnly: true, Columns: []string{spec.Columns[0].Key}})
	require.NoError(t, err)
	outputs := map[string]func(*bytes.Buffer) error{
		"csv":  func(b *bytes.Buffer) error { return table.CSV(b) },
		"json": func(b *bytes.Buffer) error { return table.JSON(b) },
		"text": func(b *bytes.Buffer) error { return table.Text(b) },
		"md":   func(b *bytes.Buffer) error { return table.Markdown(b) },
		"html": func(b *bytes.Buffer) error { return table.HTML(b) },
	}
	marks := map[string]string{
		"csv":  "\n" + report.Code() + "," + report.Label() + ",FICTIF-A,Type inventé,1\n,,FICTIF`|B,Sans classe,0\n",
		"json": `"code":"FICTIF-A","label":"Type inventé","unlisted":true,"cells":{"physician":true}`,
		"text": "Type inventé (type inconnu de la bibliothèque, qui le refuse) (FICTIF-A)",
		"md":   "| | `FICTIF'\\|B` | Sans classe (type inconnu de la bibliothèque, qui le refuse) | |\n",
		"html": "<th scope=\"row\">Type inventé (type inconnu de la bibliothèque, qui le refuse)</th><td class=\"oui\">oui</td>",
	}
	for name, write := range outputs {
		var b bytes.Buffer
		require.NoError(t, write(&b), name)
		got := b.String()
		if name == "md" { // blanks between the bars do not matter
			got = strings.ReplaceAll(got, "|  |", "| |")
		}
		assert.Contains(t, got, marks[name], name)
	}

	one, err := export.NewTable(m, export.Selection{Documents: []string{"FICTIF-A"}})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, one.CSV(&b))
	assert.Equal(t, 2, strings.Count(b.String(), "\n"))
	assert.Contains(t, b.String(), ",FICTIF-A,Type inventé,1,")

	_, err = export.NewTable(m, export.Selection{Documents: []string{""}})
	assert.Error(t, err, "no code is no row")
}
