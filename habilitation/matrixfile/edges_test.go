package matrixfile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/roles"
)

// TestMoreOfSheets: what pages do to a sheet, and what is still refused.
func TestMoreOfSheets(t *testing.T) {
	text := sheetText()
	check(t, text, matrixfile.LoadSheet, sheetOptions(), []damage{
		{name: "hyphens of typography", spoil: replace("89233-1", "89233\u20111"), code: matrixfile.CodeCodeRepaired},
		{name: "a soft hyphen", spoil: replace("89233-1", "892\u00AD33-1"), code: matrixfile.CodeCodeRepaired},
		{name: "a code in many pieces", spoil: replace("89233-1", "\"8-\n9-\n2-\n3-\n3-\n1-\n1\""), code: matrixfile.CodeUnlisted, refused: true},
		{name: "only a header", spoil: func(string) string { return "Catégorie;Code;Infirmiers\n" }, code: matrixfile.CodeEmpty, refused: true},
	})
	// A dash says no, so that a blank says it no longer.
	for _, dash := range []string{"-", "–", "—"} {
		_, err := matrixfile.LoadSheet(strings.NewReader(replace("89233-1;X;;;;X", "89233-1;X;"+dash+";;;X")(text)), sheetOptions())
		require.ErrorIs(t, err, matrixfile.CodeCellBlanks)
	}
}

// TestMoreOfJSON: lists and references of odd sizes name nothing, and a code may
// stand in the place of a resource.
func TestMoreOfJSON(t *testing.T) {
	o := stateds()[0]
	load := func(records string) (matrixfile.Result, error) {
		return matrixfile.LoadJSONAPI(strings.NewReader(`{"data":[`+records+`]}`), o)
	}
	r, err := load(`{"field_consultation_document":true,"field_type_de_document":"34112-3","field_code_profession":"60"}`)
	require.NoError(t, err, "%v", r.Faults)
	row := false
	for c := range r.Matrix.Cells() {
		row = row || c.Allowed && c.Row.Document.Code() == "34112-3" && c.Column.Key == "nurse"
	}
	assert.True(t, row)
	for _, many := range []string{`[]`, `["34112-3","80788-3"]`} {
		_, err = load(`{"field_consultation_document":true,"field_type_de_document":` + many + `,"field_code_profession":"60"}`)
		require.ErrorIs(t, err, matrixfile.CodeShape, many)
	}
	// The name may come with a later record of the type.
	r, err = load(`{"field_consultation_document":true,"field_type_de_document":"34112-3","field_code_profession":"60"},` +
		`{"field_consultation_document":true,"field_type_de_document":{"field_code_loinc":"34112-3","name":"CR hospitalier"},"field_code_profession":"10"}`)
	require.NoError(t, err, "%v", r.Faults)
	// Two values of a key that the format does not have are told without it.
	_, err = load(`{"SECRET":1,"SECRET":2,"field_consultation_document":true,"field_type_de_document":"34112-3","field_code_profession":"60"}`)
	require.ErrorIs(t, err, matrixfile.CodeKeyTwice)
	assert.NotContains(t, err.Error(), "SECRET")
	for _, text := range []string{`{"data":[{1:2}]}`, `{"data":[{"a"`, `{"data":[` + strings.Repeat("[", 200) + `]}`} {
		_, err = matrixfile.LoadJSONAPI(strings.NewReader(text), o)
		require.ErrorIs(t, err, matrixfile.CodeSyntax, text[:12])
	}
}

// TestDetectOddHeads: a first line that cannot be read makes a sheet, which says
// so.
func TestDetectOddHeads(t *testing.T) {
	assert.Equal(t, matrixfile.FormatSheet, matrixfile.Detect([]byte("\"a\n")))
	for _, text := range []string{"", "\n", "\"a\n"} {
		_, err := matrixfile.LoadCSV(strings.NewReader(text), stated())
		require.Error(t, err, "%q", text)
	}
}

// TestTooManyColumns: more than a matrix can hold is refused.
func TestTooManyColumns(t *testing.T) {
	o := stated()
	for i := range habilitation.MaxColumns {
		o.Columns = append(o.Columns, habilitation.Column{Key: "x" + strings.Repeat("i", i), Professions: []roles.Profession{roles.ProfessionInfirmier}})
	}
	_, err := matrixfile.LoadCSV(strings.NewReader(csvText(habilitation.CNAM20240925())), o)
	require.ErrorIs(t, err, matrixfile.CodeInvalid)
}

// TestOddSheets: columns without a heading, titles, headings in other letters,
// and sheets of nothing but headings.
func TestOddSheets(t *testing.T) {
	load := func(text string) (matrixfile.Result, error) {
		return matrixfile.LoadSheet(strings.NewReader(text), stateds()[0])
	}
	opened := func(r matrixfile.Result) (out []string) {
		for c := range r.Matrix.Cells() {
			if c.Allowed {
				out = append(out, c.Column.Key+" "+c.Row.Document.Code())
			}
		}
		return out
	}
	// A column of nothing, and a title alone on its line.
	for _, text := range []string{
		"Code;;Infirmiers\n34112-3;;X\n", ";Publication de 2030;\nCode;;Infirmiers\n34112-3;;X\n",
	} {
		r, err := load(text)
		require.NoError(t, err, "%q: %v", text, r.Faults)
		assert.Equal(t, []string{"nurse 34112-3"}, opened(r), text)
	}
	// A cross below nothing, or below a title, might be anybody's.
	for _, text := range []string{"Code;;Infirmiers\n34112-3;X;X\n", ";Publication de 2030;\nCode;;Infirmiers\n34112-3;X;X\n", "Code;Врачи;Infirmiers\n34112-3;X;X\n"} {
		_, err := load(text)
		require.ErrorIs(t, err, matrixfile.CodeColumnUnknown, text)
	}
	// A class alone on its line, before the first row.
	r, err := load("Catégorie;Code;Infirmiers\nImagerie médicale;;\n;34112-3;X\n")
	require.NoError(t, err, "%v", r.Faults)
	assert.Equal(t, []string{"nurse 34112-3"}, opened(r))
	// No row at all, and a class alone.
	for _, text := range []string{"Code;Infirmiers\nabc;def\n", "Catégorie;Code;Infirmiers\nImagerie médicale;;\n"} {
		_, err := load(text)
		require.Error(t, err, text)
	}
	// Codes on several lines of a heading, with a line of nothing between.
	r, err = load("Code;\"Infirmiers\n60\n\n69\n\"\n34112-3;X\n")
	require.NoError(t, err, "%v", r.Faults)
	assert.Equal(t, []string{"nurse 34112-3"}, opened(r))
	r, err = load("Code;\"60\n\n69\"\n34112-3;X\n")
	if err == nil {
		assert.Empty(t, opened(r), "codes alone name no column")
	}
}
