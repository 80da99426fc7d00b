package matrixfile_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// told returns the findings of a code: line, column and path of each.
func told(faults rule.Faults, code rule.Code) (out []string) {
	for _, f := range faults {
		if f.Code() == code {
			out = append(out, strings.TrimSpace(fmt.Sprintf("%d:%d %s", f.Position().Line, f.Position().Column, f.Path())))
		}
	}
	return out
}

// jsonCell is a cell of the flat form; open is written as it is.
func jsonCell(code, profession, open string) string {
	return `{"field_type_de_document":"` + code + `","field_code_profession":"` + profession + `","field_consultation_document":` + open + `}`
}

// opened are the cells that a file opens.
func opened(m *habilitation.Matrix) (out []string) {
	for c := range m.Cells() {
		if c.Allowed {
			out = append(out, c.Column.Key+" "+c.Row.Document.Code())
		}
	}
	return out
}

// TestPlacesInJSON: a finding says line, column and path of the value that it is
// about, in the first document and in those after it.
func TestPlacesInJSON(t *testing.T) {
	one := `{"data":[` + jsonCell("34112-3", "60", "true") + `]}`
	for name, c := range map[string]struct {
		text string
		code rule.Code
		want string
	}{
		"the first line":     {`{"data":[{"field_type_de_document":"34112-3","field_code_profession":"60","field_consultation_document":"oui"}]}`, matrixfile.CodeValue, "1:105 data[0].field_consultation_document"},
		"blanks before":      {"{\n\"data\": [\n {\"field_type_de_document\": \"34112-3\", \"field_code_profession\": \"60\", \"field_consultation_document\": \"oui\"}]}", matrixfile.CodeValue, "3:102 data[0].field_consultation_document"},
		"a line of its own":  {"{\"data\":[{\"field_type_de_document\":\"34112-3\",\"field_code_profession\":\"60\",\"field_consultation_document\":\n\t\"oui\"}]}", matrixfile.CodeValue, "2:2 data[0].field_consultation_document"},
		"a line's first":     {"{\"data\":[{\"field_type_de_document\":\"34112-3\",\"field_code_profession\":\"60\",\"field_consultation_document\":\n\"oui\"}]}", matrixfile.CodeValue, "2:1 data[0].field_consultation_document"},
		"the second record":  {`{"data":[` + jsonCell("34112-3", "60", "true") + ",\n" + jsonCell("80788-3", "60", "1") + `]}`, matrixfile.CodeValue, "2:96 data[1].field_consultation_document"},
		"the second text":    {one + "\n" + `{"data":[` + jsonCell("80788-3", "60", "1") + `]}`, matrixfile.CodeValue, "2:105 documents[1].data[0].field_consultation_document"},
		"the third text":     {one + one + "\n" + `{"data":[` + jsonCell("80788-3", "60", "1") + `]}`, matrixfile.CodeValue, "2:105 documents[2].data[0].field_consultation_document"},
		"a list of texts":    {"[" + one + ",\n" + `{"data":[` + jsonCell("80788-3", "60", "1") + `]}]`, matrixfile.CodeValue, "2:105 documents[1].data[0].field_consultation_document"},
		"a wrong sign":       {"{\"data\":\n (", matrixfile.CodeSyntax, "2:2"},
		"far into the file":  {one + one + "\n{\"data\":\n [1, [{\"a\": [2], \"b\": [3}", matrixfile.CodeSyntax, "3:25"},
		"a comma too many":   {"{\"data\":[1\n,\n]}", matrixfile.CodeSyntax, "3:1"},
		"a comma after all":  {one + "\n ,", matrixfile.CodeSyntax, "2:2"},
		"no colon":           {"{\"data\"\n\n 1}", matrixfile.CodeSyntax, "3:2"},
		"a key of no text":   {"{\"data\":{\n  1:2}}", matrixfile.CodeSyntax, "2:3"},
		"too deep":           {"{\"data\":\n" + strings.Repeat("[", 33) + "1" + strings.Repeat("]", 33) + "}\n" + one, matrixfile.CodeSyntax, "2:33"},
		"a word cut":         {"{\"data\":[\ntru]}", matrixfile.CodeSyntax, "2:4"},
		"cut in a list":      {"{\"data\":\n[1,", matrixfile.CodeSyntax, "2:4"},
		"cut in a text":      {"{\"data\":\n[\"abc", matrixfile.CodeSyntax, "2:6"},
		"cut, and blanks":    {"{\"data\":\n  [1  \n", matrixfile.CodeSyntax, "2:5"},
		"not UTF-8":          {"{\"data\":\n\"a\xE9b\"}", matrixfile.CodeSyntax, "2:3"},
		"a sign for another": {"{\"data\":\n\"\uFFFD\xE9b\"}", matrixfile.CodeSyntax, "2:5"},
	} {
		r, err := matrixfile.LoadJSONAPI(strings.NewReader(c.text), stateds()[0])
		assert.Equal(t, c.code == matrixfile.CodeSyntax, err != nil, name)
		assert.Equal(t, []string{c.want}, told(r.Faults, c.code), name)
	}
}

// TestLimitsOfJSON: what is at a limit is read, and what is one above it is not.
func TestLimitsOfJSON(t *testing.T) {
	// Ten values, lists and objects among them, and the deepest in six others.
	text := `{"data":[{"field_type_de_document":"34112-3","field_code_profession":"60","field_consultation_document":true,"x":[[[1]]]}]}`
	for _, c := range []struct {
		set  func(*matrixfile.Options, int)
		fits int
		code rule.Code
		at   string
	}{
		{set: func(o *matrixfile.Options, n int) { o.MaxValues = n }, fits: 10, code: matrixfile.CodeLarge, at: "1:" + strconv.Itoa(strings.Index(text, "1]]]")+1)},
		{set: func(o *matrixfile.Options, n int) { o.MaxDepth = n }, fits: 6, code: matrixfile.CodeSyntax},
		{set: func(o *matrixfile.Options, n int) { o.MaxBytes = n }, fits: len(text), code: matrixfile.CodeLarge, at: "0:0"},
	} {
		o := stateds()[0]
		c.set(&o, c.fits)
		r, err := matrixfile.LoadJSONAPI(strings.NewReader(text), o)
		require.NoError(t, err, "%v", r.Faults)
		assert.Equal(t, []string{"nurse 34112-3"}, opened(r.Matrix))
		c.set(&o, c.fits-1)
		r, err = matrixfile.LoadJSONAPI(strings.NewReader(text), o)
		require.ErrorIs(t, err, c.code, c.fits)
		assert.Nil(t, r.Matrix)
		if c.at != "" {
			assert.Equal(t, []string{c.at}, told(r.Faults, c.code))
		}
	}
}

// TestCellsOfJSON: what a value that is no boolean says, and that of two values
// of a cell neither wins.
func TestCellsOfJSON(t *testing.T) {
	for open, want := range map[string]struct {
		code rule.Code // of the finding; "" for none
		open bool
		bad  bool
	}{
		"true": {open: true}, "false": {},
		`"true"`: {code: matrixfile.CodeValue, open: true}, `"false"`: {code: matrixfile.CodeValue},
		"1": {code: matrixfile.CodeValue, open: true}, "0": {code: matrixfile.CodeValue},
		`"oui"`: {code: matrixfile.CodeValue, open: true}, `"non"`: {code: matrixfile.CodeValue},
		"null": {code: matrixfile.CodeCellBlank, bad: true}, `""`: {code: matrixfile.CodeCellUnreadable, bad: true},
		"2": {code: matrixfile.CodeCellUnreadable, bad: true}, `"x"`: {code: matrixfile.CodeCellUnreadable, bad: true}, `"-"`: {code: matrixfile.CodeCellUnreadable, bad: true},
		"[]": {code: matrixfile.CodeCellUnreadable, bad: true}, `{"a":true}`: {code: matrixfile.CodeCellUnreadable, bad: true},
	} {
		// A second record, so that the row is not wholly closed.
		text := `{"data":[` + jsonCell("34112-3", "60", open) + "," + jsonCell("34112-3", "10", "true") + `]}`
		r, err := matrixfile.LoadJSONAPI(strings.NewReader(text), stateds()[0])
		assert.Equal(t, want.bad, err != nil, open)
		for _, code := range []rule.Code{matrixfile.CodeValue, matrixfile.CodeCellBlank, matrixfile.CodeCellUnreadable} {
			assert.Equal(t, code == want.code, r.Faults.Has(code), "%s %s", open, code)
		}
		if err == nil {
			assert.Equal(t, want.open, strings.Contains(strings.Join(opened(r.Matrix), " "), "nurse"), open)
		}
	}
	for _, c := range []struct {
		first, second string
		conflict      bool
	}{
		{"true", "true", false},
		{"false", "false", false},
		{"true", "false", true},
		{"false", "true", true},
		{"false", "1", true},
		{"true", `"non"`, true},
		{"false", `"false"`, false},
		{"true", "1", false},
	} {
		text := `{"data":[` + jsonCell("34112-3", "60", c.first) + "," + jsonCell("34112-3", "60", c.second) + `]}`
		r, err := matrixfile.LoadJSONAPI(strings.NewReader(text), stateds()[0])
		assert.Equal(t, c.conflict, err != nil, text)
		assert.Equal(t, c.conflict, r.Faults.Has(matrixfile.CodeCellConflict), text)
	}
	// A blank is told as a blank, whatever was said of the cell before.
	for _, first := range []string{"true", "false"} {
		r, err := matrixfile.LoadJSONAPI(strings.NewReader(`{"data":[`+jsonCell("34112-3", "60", first)+","+jsonCell("34112-3", "60", "null")+`]}`), stateds()[0])
		require.ErrorIs(t, err, matrixfile.CodeCellBlank)
		assert.False(t, r.Faults.Has(matrixfile.CodeCellConflict))
	}
}

// TestCodeBesideRelation: a code of the record itself is the code, whatever its
// relation says in a text.
func TestCodeBesideRelation(t *testing.T) {
	text := `{"data":[{"field_type_de_document":"80788-3","field_code_loinc":"34112-3","field_code_profession":"60","field_consultation_document":true}]}`
	r, err := matrixfile.LoadJSONAPI(strings.NewReader(text), stateds()[0])
	require.NoError(t, err, "%v", r.Faults)
	assert.Equal(t, []string{"nurse 34112-3"}, opened(r.Matrix))
}

// TestInternsWithoutRecords: interns of a profession of which the file says
// nothing lose the column with it; those that the column has alone keep it.
func TestInternsWithoutRecords(t *testing.T) {
	spec := smallBase(t).Spec()
	nurse, midwife, doctor := roles.ProfessionInfirmier, roles.ProfessionSageFemme, roles.ProfessionMedecin
	spec.Columns[0].Professions = []roles.Profession{nurse, midwife}
	spec.Columns[0].Interns = []roles.Profession{nurse, midwife, doctor}
	base, err := habilitation.New(spec)
	require.NoError(t, err)
	o := matrixfile.Options{Version: base.Version(), Base: base, Accept: matrixfile.AcceptAll}
	for _, c := range []struct {
		told                 []string
		professions, interns []roles.Profession
	}{
		{[]string{"60"}, []roles.Profession{nurse}, []roles.Profession{nurse, doctor}},
		{[]string{"50"}, []roles.Profession{midwife}, []roles.Profession{midwife, doctor}},
		{[]string{"50", "60"}, []roles.Profession{nurse, midwife}, []roles.Profession{nurse, midwife, doctor}},
	} {
		var cells []string
		for _, code := range c.told {
			cells = append(cells, jsonCell("34112-3", code, "true"))
		}
		r, err := matrixfile.LoadJSONAPI(strings.NewReader(`{"data":[`+strings.Join(cells, ",")+`]}`), o)
		require.NoError(t, err, "%v", r.Faults)
		column := r.Matrix.Spec().Columns[0]
		assert.Equal(t, c.professions, column.Professions, c.told)
		assert.Equal(t, c.interns, column.Interns, c.told)
	}
}

// TestKeysOfLargeObjects: a key twice is found among few keys and among many.
func TestKeysOfLargeObjects(t *testing.T) {
	for _, n := range []int{1, 2, 22, 23, 24, 25, 26, 60} {
		var keys []string
		for i := range n {
			keys = append(keys, fmt.Sprintf(`"k%d":1`, i))
		}
		for first := range n {
			text := `{"data":[{` + strings.Join(keys, ",") + "," + keys[first] + `}]}`
			r, err := matrixfile.LoadJSONAPI(strings.NewReader(text), stateds()[0])
			require.ErrorIs(t, err, matrixfile.CodeKeyTwice)
			assert.Len(t, told(r.Faults, matrixfile.CodeKeyTwice), 1)
		}
	}
}
