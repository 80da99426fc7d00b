package matrixfile_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestWordsBesideHeadings: what a heading says beside a name or its codes may
// restrict, and is never passed over.
func TestWordsBesideHeadings(t *testing.T) {
	text := sheetText()
	const codes, heading = `;"60 ; 69";`, ";Infirmiers;"
	below := func(word string) func(string) string { // one line more of headings
		return func(s string) string {
			i := strings.LastIndex(s[:strings.Index(s, "DOCPAT03")], "\r\n") + 2
			return s[:i] + ";;" + strings.Repeat(";"+word, 19) + "\r\n" + s[i:]
		}
	}
	check(t, text, matrixfile.LoadSheet, sheetOptions(), []damage{
		{name: "codes with an exception", spoil: replace(codes, ";60 sauf 69;"), code: matrixfile.CodeColumnUnknown, refused: true},
		{name: "codes with a condition", spoil: replace(codes, ";60 et 69 en pratique avancée;"), code: matrixfile.CodeColumnUnknown, refused: true},
		{name: "words in place of codes", spoil: replace(codes, ";sauf 69;"), code: matrixfile.CodeColumnUnknown, refused: true},
		{name: "a code fewer", spoil: replace(codes, ";60;"), code: matrixfile.CodeColumnConflict, refused: true},
		{name: "a métier fewer", spoil: replace("316 ou 317", "316"), code: matrixfile.CodeColumnConflict, refused: true},
		{name: "a condition below the name", spoil: replace(heading, ";\"Infirmiers\n60 hors libéraux\";"), code: matrixfile.CodeColumnUnknown, refused: true},
		{name: "a right of another kind", spoil: below("Écriture"), code: matrixfile.CodeColumnUnknown, refused: true},
		{name: "a number below the codes", spoil: below("1"), code: matrixfile.CodeColumnUnknown, refused: true},
		{name: "words between codes", spoil: replace(codes, ";\"Codes profession : 60 et\n69 (b)\";"), code: matrixfile.CodeFootnote},
		{name: "a star", spoil: replace(heading, ";Infirmiers*;"), code: matrixfile.CodeFootnote, line: 9},
		{name: "a dagger on a cell", spoil: replace("CR de grossesse;89233-1;X", "CR de grossesse;89233-1;X†"), code: matrixfile.CodeCellFootnote, refused: true},
	})
	check(t, csvText(habilitation.CNAM20240925()), matrixfile.LoadCSV, stated(), []damage{
		{name: "a star", spoil: replace(",nurse,", ",Infirmiers*,"), code: matrixfile.CodeFootnote, line: 1},
	})
}

// TestManyHeadings: the work grows with the size of the file, not with its square.
func TestManyHeadings(t *testing.T) {
	if testing.Short() {
		t.Skip("a large file")
	}
	long := strings.Repeat("é", 1500)
	text := strings.Repeat(long+";a\r\n", 4900) + "34112-3;X\r\n" + strings.Repeat(long+";\r\n", 4900)
	late := time.AfterFunc(time.Minute, func() { panic("not read in a minute") })
	defer late.Stop()
	_, err := matrixfile.LoadSheet(strings.NewReader(text), sheetOptions())
	assert.Error(t, err)
}

func TestDoubtfulJSONAPI(t *testing.T) {
	text := jsonText(t)
	const open = `"field_consultation_document": true`
	check(t, text, matrixfile.LoadJSONAPI, stated(), []damage{
		{
			name: "a value in the record and in its attributes", spoil: replace(open, open+`, "attributes": {"field_consultation_document": false}`),
			code: matrixfile.CodeKeyTwice, refused: true, line: 10,
		},
		{
			name: "a code in the type and in its attributes", spoil: replace(`"field_code_loinc": "DOCPAT03"`, `"field_code_loinc": "DOCPAT03", "attributes": {"field_code_loinc": "34112-3"}`),
			code: matrixfile.CodeKeyTwice, refused: true,
		},
		{name: "codes that have slipped in one document", spoil: func(s string) string {
			i := strings.Index(s, "\n}\n{") // the first is told as it is
			return s[:i] + strings.NewReplacer(`"89233-1"`, `"15508-5"`, `"15508-5"`, `"89233-1"`).Replace(s[i:])
		}, code: matrixfile.CodeLabelConflict, refused: true},
		{name: "a profession of a column without records", spoil: func(s string) string {
			var kept []string
			for _, d := range strings.SplitAfter(s, "\n}\n") {
				if !strings.Contains(d, `"field_code_profession": "69"`) {
					kept = append(kept, d)
				}
			}
			return strings.Join(kept, "")
		}, code: matrixfile.CodeProfession, refused: true},
		{name: "a resource that nothing can refer to", spoil: func(string) string {
			return strings.Replace(sampleJSON, `"included": [`, `"included": [{"attributes": {"field_code_loinc": "34112-3"}},`, 1)
		}, code: matrixfile.CodeShape, refused: true, line: 28},
	})
}

// TestProfessionWithoutRecords: the cells of one profession of a column are not
// taken for those of another of which the file says nothing.
func TestProfessionWithoutRecords(t *testing.T) {
	b, err := json.Marshal(map[string]any{"data": []any{jsonRecord("34112-3", "CR hospitalier (séjour)", "10", "60", true)}})
	require.NoError(t, err)
	o := stated()
	o.Accept, o.Version.Differences = matrixfile.AcceptAll, nil
	r, err := matrixfile.LoadJSONAPI(strings.NewReader(string(b)), o)
	require.NoError(t, err)
	var names []roles.Profession
	for _, c := range r.Matrix.Columns() {
		names = append(names, c.Professions...)
	}
	assert.Equal(t, []roles.Profession{roles.ProfessionInfirmier}, names)
	assert.True(t, r.Faults.Has(matrixfile.CodeProfession))

	// Said by the caller to be the column, it is the whole of it.
	o.Headings = map[string]string{"60": "nurse"}
	r, err = matrixfile.LoadJSONAPI(strings.NewReader(string(b)), o)
	require.NoError(t, err)
	for _, c := range r.Matrix.Columns() {
		assert.Len(t, c.Professions, 2)
	}
}

// TestOthersWithoutRecords: nor for those of the métiers and roles of the column.
func TestOthersWithoutRecords(t *testing.T) {
	record := func(profession string, open bool) any {
		return jsonRecord("34112-3", "CR hospitalier (séjour)", "10", profession, open)
	}
	mixed := habilitation.Column{
		Key: "mixte", Professions: []roles.Profession{roles.ProfessionPharmacien}, Interns: []roles.Profession{roles.ProfessionPharmacien},
		Functions: []roles.Profession{roles.MetierPreparateurHospitalier, roles.MetierPreparateur}, Roles: []roles.Role{roles.GENR11},
	}
	base, err := habilitation.New(habilitation.Spec{Version: habilitation.Version{ID: "fictif", From: civil.MustNew(2030, 1, 1)}, Columns: []habilitation.Column{mixed}})
	require.NoError(t, err)
	o := stated()
	o.Base, o.Version.Differences = base, nil
	for _, c := range []struct {
		name    string
		records []any
		want    habilitation.Column
		silent  int
	}{
		{"the pharmacists", []any{record("21", true)}, habilitation.Column{Professions: mixed.Professions, Interns: mixed.Interns}, 3},
		{"one of the technicians", []any{record("316", true)}, habilitation.Column{Functions: mixed.Functions[:1]}, 3},
		{"the column", []any{record("mixte", true)}, mixed, 0},
	} {
		b, err := json.Marshal(map[string]any{"data": c.records})
		require.NoError(t, err)
		o.Accept = 0
		r, err := matrixfile.LoadJSONAPI(strings.NewReader(string(b)), o)
		assert.Equal(t, c.silent > 0, errors.Is(err, matrixfile.CodeAccept), "%s: %v", c.name, r.Faults)
		assert.Equal(t, c.silent, count(r.Faults, matrixfile.CodeProfession), c.name)
		o.Accept = matrixfile.MissingColumns
		r, err = matrixfile.LoadJSONAPI(strings.NewReader(string(b)), o)
		require.NoError(t, err, c.name)
		c.want.Key = "mixte"
		for _, got := range r.Matrix.Columns() {
			assert.Equal(t, c.want, got, c.name)
		}
	}
	// Two professions of one column that are told differently are a conflict.
	b, err := json.Marshal(map[string]any{"data": []any{record("21", true), record("317", false)}})
	require.NoError(t, err)
	_, err = matrixfile.LoadJSONAPI(strings.NewReader(string(b)), o)
	assert.ErrorIs(t, err, matrixfile.CodeCellConflict)
}

func count(all rule.Faults, code rule.Code) (n int) {
	for _, f := range all {
		if f.Code() == code {
			n++
		}
	}
	return n
}

// TestManyFaults: findings take no more memory than a file deserves.
func TestManyFaults(t *testing.T) {
	for name, load := range map[string]func() (matrixfile.Result, error){
		"broken lines": func() (matrixfile.Result, error) {
			return matrixfile.LoadSheet(strings.NewReader(strings.Repeat("\"a\n", 150_000)), sheetOptions())
		},
		"empty documents": func() (matrixfile.Result, error) {
			return matrixfile.LoadJSONAPI(strings.NewReader(strings.Repeat("{}", 150_000)), stated())
		},
	} {
		r, err := load()
		assert.ErrorIs(t, err, matrixfile.CodeLarge, name)
		assert.Nil(t, r.Matrix)
		assert.Len(t, r.Faults, 100_001, name)
	}
}

// TestProfessionNumber: the public code reads the code of a profession as a number,
// and its demonstration data count from 1: 10 need not be the doctors.
func TestProfessionNumber(t *testing.T) {
	doc := habilitation.MustParseDocumentType("34112-3")
	base, err := habilitation.New(habilitation.Spec{
		Version: habilitation.Version{ID: "fictif", Source: "inventé", From: civil.MustNew(2030, 1, 1), Confidence: rule.Text{FR: "aucune"}},
		Columns: []habilitation.Column{
			{Key: "physician", Heading: "Médecins", Professions: []roles.Profession{roles.ProfessionMedecin}},
			{Key: "nurse", Heading: "Infirmiers", Professions: []roles.Profession{roles.ProfessionInfirmier}},
		},
		Rows: []habilitation.Row{{Document: doc, Label: "CR hospitalier", Allowed: 0b01}},
	})
	require.NoError(t, err)
	for name, c := range map[string]struct {
		profession string
		headings   map[string]string
		code       rule.Code // of the refusal
		column     string    // the one that is open, or that the refusal names
	}{
		"a number":                             {`{"field_code_profession": 10}`, nil, matrixfile.CodeProfessionNumber, ""},
		"with a name that is not known":        {`{"field_code_profession": 10, "name": "Médecins généralistes"}`, nil, matrixfile.CodeProfessionNumber, ""},
		"with the name of another":             {`{"field_code_profession": 10, "name": "Infirmiers"}`, nil, matrixfile.CodeColumnConflict, "nurse"},
		"with its name":                        {`{"field_code_profession": 10, "name": "Médecins"}`, nil, "", "physician"},
		"a name beside another number":         {`{"field_code_profession": 6, "name": "Infirmiers"}`, nil, "", "nurse"},
		"the word of the caller":               {`{"field_code_profession": 10}`, map[string]string{"10": "nurse"}, "", "nurse"},
		"that word for a name":                 {`{"field_code_profession": 2, "name": "Médecins généralistes"}`, map[string]string{"Médecins généralistes": "physician"}, "", "physician"},
		"that word against a name":             {`{"field_code_profession": 10, "name": "Médecins"}`, map[string]string{"10": "nurse"}, matrixfile.CodeColumnConflict, "physician"},
		"a text with a name that is not known": {`{"field_code_profession": "10", "name": "Médecins généralistes"}`, nil, matrixfile.CodeProfessionNumber, ""},
		"a text with the label of another":     {`{"field_code_profession": "10", "name": "Diététicien"}`, nil, matrixfile.CodeProfessionNumber, ""},
		"a text with its label":                {`{"field_code_profession": "10", "name": "M&eacute;decin"}`, nil, "", "physician"},
		"a text, and the word of the caller":   {`{"field_code_profession": "10", "name": "Diététicien"}`, map[string]string{"10": "nurse"}, "", "nurse"},
		"a text":                               {`{"field_code_profession": "10"}`, nil, "", "physician"},
		"a text with the name of another":      {`{"field_code_profession": "10", "name": "Infirmiers"}`, nil, matrixfile.CodeColumnConflict, "nurse"},
		"a text of no column and a name":       {`{"field_code_profession": "93", "name": "Infirmiers"}`, nil, matrixfile.CodeColumnCode, ""},
	} {
		text := `{"data":[{"field_consultation_document":true,"field_type_de_document":{"field_code_loinc":"34112-3","name":"CR hospitalier"},"field_code_profession":` + c.profession + `}]}`
		r, err := matrixfile.Load(strings.NewReader(text), matrixfile.Options{
			Version: base.Version(), Base: base, Headings: c.headings, Accept: matrixfile.AcceptAll,
		})
		if c.code != "" {
			if err == nil || !r.Faults.Has(c.code) {
				t.Errorf("%s: %v, %v", name, err, r.Faults)
			}
			for _, f := range r.Faults {
				if f.Code() == c.code && !strings.Contains(f.Message(language.English), c.column) {
					t.Errorf("%s: %s does not name %s", name, f.Message(language.English), c.column)
				}
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, r.Faults)
			continue
		}
		for cell := range r.Matrix.Cells() {
			if cell.Allowed != (cell.Column.Key == c.column) {
				t.Errorf("%s: %s is open: %t", name, cell.Column.Key, cell.Allowed)
			}
		}
	}
}

// TestProfessionOfTwoColumns: a record that names one of the columns of its code says
// nothing of the other.
func TestProfessionOfTwoColumns(t *testing.T) {
	base, err := habilitation.New(habilitation.Spec{
		Version: habilitation.Version{ID: "fictif", Source: "inventé", From: civil.MustNew(2030, 1, 1), Confidence: rule.Text{FR: "aucune"}},
		Columns: []habilitation.Column{
			{Key: "biologist", Label: "Pharmaciens biologistes", Professions: []roles.Profession{roles.ProfessionPharmacien}},
			{Key: "dispensing", Label: "Pharmaciens d'officine", Professions: []roles.Profession{roles.ProfessionPharmacien}},
		},
		Rows: []habilitation.Row{{Document: habilitation.MustParseDocumentType("34112-3"), Label: "CR hospitalier", Allowed: 0b11}},
	})
	require.NoError(t, err)
	record := func(open, profession string) string {
		return `{"field_consultation_document":` + open + `,"field_type_de_document":{"field_code_loinc":"34112-3","name":"CR hospitalier"},"field_code_profession":{"field_code_profession":` + profession + `}}`
	}
	const biologists, dispensing = `,"name":"Pharmaciens biologistes"`, `,"name":"Pharmaciens d'officine"`
	for name, c := range map[string]struct {
		records string
		columns int
		open    habilitation.ColumnSet
	}{
		"a number and one name":    {record("true", "21"+biologists), 1, 0b01},
		"a code and one name":      {record("true", `"21"`+biologists), 1, 0b01},
		"a number and both names":  {record("true", "21"+biologists) + "," + record("false", "21"+dispensing), 2, 0b01},
		"a code and both names":    {record("true", `"21"`+biologists) + "," + record("false", `"21"`+dispensing), 2, 0b01},
		"a code, without a name":   {record("true", `"21"`), 2, 0b11},
		"a name in HTML":           {record("true", `22,"name":"Pharmaciens d&#039;officine"`), 1, 0b01},
		"two numbers, each a name": {record("false", "3"+biologists) + "," + record("true", "4"+dispensing), 2, 0b10},
	} {
		r, err := matrixfile.Load(strings.NewReader(`{"data":[`+c.records+`]}`), matrixfile.Options{
			Version: base.Version(), Base: base, Accept: matrixfile.AcceptAll,
		})
		if err != nil {
			t.Errorf("%s: %v", name, r.Faults)
			continue
		}
		for _, col := range r.Matrix.Columns() {
			if len(col.Professions) != 1 {
				t.Errorf("%s: %s has %d professions", name, col.Key, len(col.Professions))
			}
		}
		_, columns, _ := r.Matrix.Size()
		for row := range r.Matrix.Rows() {
			if columns != c.columns || row.Allowed != c.open {
				t.Errorf("%s: %d columns, %b open", name, columns, row.Allowed)
			}
		}
	}
}

// TestClassNumber: the demonstration data count the categories of documents by numbers
// of their own too, 6 being the reports. What is named is said by the name.
func TestClassNumber(t *testing.T) {
	base := habilitation.CNAM20240925()
	for name, c := range map[string]struct {
		class string
		code  rule.Code // of a refusal or a question
	}{
		"a number of their own":           {`6,"name":"Compte rendu"`, ""},
		"a name of theirs":                {`4,"name":"Autres donn&eacute;es"`, ""},
		"a number that is another's code": {`31,"name":"Comptes rendus"`, ""},
		"the name of another":             {`10,"name":"Imagerie m&eacute;dicale"`, matrixfile.CodeClassDiffers},
		"a code":                          {`10`, ""},
		"another code":                    {`31`, matrixfile.CodeClassDiffers},
		"no code":                         {`6`, matrixfile.CodeClassUnknown},
		"a text that is none, and a name": {`"6","name":"Compte rendu"`, matrixfile.CodeClassUnknown},
	} {
		r, _ := matrixfile.LoadJSONAPI(strings.NewReader(`{"data":[{"field_consultation_document":true,"field_type_de_document":{"field_code_loinc":"34112-3"},"field_code_profession":"50","field_categorie_de_document":{"field_code_categorie_document":`+c.class+`}}]}`), matrixfile.Options{
			Version: base.Version(), Accept: matrixfile.AcceptAll,
		})
		for _, code := range []rule.Code{matrixfile.CodeClassDiffers, matrixfile.CodeClassUnknown, matrixfile.CodeClassConflict} {
			if r.Faults.Has(code) != (code == c.code) {
				t.Errorf("%s: %s: %v", name, code, r.Faults)
			}
		}
	}
}
