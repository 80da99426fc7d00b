package matrixfile_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// stated is what the caller says of a file that repeats the embedded matrix.
func stated() matrixfile.Options {
	return matrixfile.Options{Version: habilitation.CNAM20240925().Version()}
}

// whole checks that a result is the embedded matrix again.
func whole(t testing.TB, r matrixfile.Result, err error) {
	t.Helper()
	require.NoError(t, err)
	require.NotNil(t, r.Matrix)
	want, got := habilitation.CNAM20240925().Spec(), r.Matrix.Spec()
	for i := range want.Rows {
		// The short labels of the sheets and of JSON are those of the file.
		require.Equal(t, want.Rows[i], got.Rows[i])
	}
	require.Equal(t, want, got)
	require.Equal(t, 108, r.Rows)
	require.Empty(t, r.Missing)
	require.Empty(t, r.Unlisted)
	require.Empty(t, r.MissingColumns)
}

// csvText writes a matrix in the project's form, apart from the writers of the
// library.
func csvText(m *habilitation.Matrix) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	header := []string{"class_code", "class_label", "type_code", "type_label"}
	for _, c := range m.Columns() {
		header = append(header, c.Key)
	}
	_ = w.Write(header)
	line := func(class habilitation.DocumentClass, code, label string, open habilitation.ColumnSet) {
		out := []string{class.Code(), class.Label(), code, label}
		for i := range m.Columns() {
			if open.Has(i) {
				out = append(out, "1")
			} else {
				out = append(out, "0")
			}
		}
		_ = w.Write(out)
	}
	for r := range m.Rows() {
		line(r.Class, r.Document.Code(), r.Label, r.Allowed)
	}
	for r := range m.Unlisted() {
		line(r.Class, r.Code, r.Label, r.Allowed)
	}
	w.Flush()
	return b.String()
}

// TestRoundTrip loads what the project has written of the embedded matrix: the
// output of the example, and the data file that the tables are made of.
func TestRoundTrip(t *testing.T) {
	for _, path := range []string{"../../examples/matrix/testdata/matrice.csv", "../data/matrice-cnam-2024-09-25.csv"} {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, matrixfile.FormatCSV, matrixfile.Detect(b))
		r, err := matrixfile.Load(bytes.NewReader(b), stated())
		whole(t, r, err)
		assert.Empty(t, r.Faults)
	}
	r, err := matrixfile.LoadCSV(strings.NewReader(csvText(habilitation.CNAM20240925())), stated())
	whole(t, r, err)

	// With types unknown, classes moved, columns gone and new.
	s := habilitation.CNAM20240925().Spec()
	s.Rows[3].Class = habilitation.ClassPatient
	s.Rows = slices.Delete(s.Rows, 10, 12)
	s.Unlisted = []habilitation.UnlistedRow{{Code: "FICTIF-1", Label: "Type; \"fictif\"\nsur deux lignes", Class: habilitation.ClassManagement, Allowed: 0b1001}}
	extra := habilitation.Column{Key: "GENR13", Label: "Rôle médico-administratif", Roles: []roles.Role{roles.GENR13}}
	s.Columns = append(s.Columns, extra)
	want, err := habilitation.New(s)
	require.NoError(t, err)
	o := stated()
	o.Columns = []habilitation.Column{extra}
	o.Accept = matrixfile.AcceptAll
	r, err = matrixfile.LoadCSV(strings.NewReader(csvText(want)), o)
	require.NoError(t, err)
	assert.Equal(t, want.Spec(), r.Matrix.Spec())
	assert.Len(t, r.Missing, 2)
	assert.Equal(t, s.Unlisted, r.Unlisted)
	for _, a := range []matrixfile.Acceptance{matrixfile.MissingTypes, matrixfile.UnlistedTypes, matrixfile.ReclassedTypes} {
		o.Accept = matrixfile.AcceptAll &^ a
		r, err = matrixfile.LoadCSV(strings.NewReader(csvText(want)), o)
		assert.ErrorIs(t, err, matrixfile.CodeAccept)
		assert.Nil(t, r.Matrix)
		assert.Equal(t, s.Unlisted, r.Unlisted, "listed also when refused")
	}
}

// headings of the short file, beside the keys.
func TestHeadings(t *testing.T) {
	f, err := os.Open("../data/colonnes-cnam-2024-09-25.csv")
	require.NoError(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.FieldsPerRecord = ';', -1
	rows, err := r.ReadAll()
	require.NoError(t, err)
	text := csvText(habilitation.CNAM20240925())
	for _, row := range rows[1:] {
		for _, heading := range []string{row[1], strings.ToUpper(row[1]), row[2]} {
			if strings.ContainsAny(heading, ",\n") {
				heading = `"` + heading + `"`
			}
			res, err := matrixfile.LoadCSV(strings.NewReader(strings.Replace(text, row[0], heading, 1)), stated())
			whole(t, res, err)
		}
	}
}

// A name that two columns share names neither.
func TestSharedHeading(t *testing.T) {
	o := stated()
	columns := habilitation.CNAM20240925().Spec().Columns
	columns[5].Label = columns[4].Label // nurse, midwife
	o.Columns = columns[5:6]
	text := csvText(habilitation.CNAM20240925())
	_, err := matrixfile.LoadCSV(strings.NewReader(text), o)
	require.NoError(t, err, "the keys are not shared")
	_, err = matrixfile.LoadCSV(strings.NewReader(strings.Replace(text, ",optician,", ","+columns[4].Label+",", 1)), o)
	require.ErrorIs(t, err, matrixfile.CodeColumnUnknown)
}

func TestVersionMustBeStated(t *testing.T) {
	text := csvText(habilitation.CNAM20240925())
	for path, spoil := range map[string]func(*habilitation.Version){
		"version.id":         func(v *habilitation.Version) { v.ID = "" },
		"version.source":     func(v *habilitation.Version) { v.Source = "" },
		"version.from":       func(v *habilitation.Version) { v.From = civil.Date{} },
		"version.confidence": func(v *habilitation.Version) { v.Confidence = rule.Text{FR: " "} },
	} {
		o := stated()
		spoil(&o.Version)
		r, err := matrixfile.LoadCSV(strings.NewReader(text), o)
		require.ErrorIs(t, err, matrixfile.CodeVersion)
		assert.Nil(t, r.Matrix)
		assert.Equal(t, path, r.Faults[0].Path())
	}
	// A date of end before the first day is found by the matrix itself.
	o := stated()
	o.Version.Until = civil.MustNew(2020, 1, 1)
	_, err := matrixfile.LoadCSV(strings.NewReader(text), o)
	assert.ErrorIs(t, err, matrixfile.CodeInvalid)
}

// damage is one thing wrong with a file.
type damage struct {
	name  string
	spoil func(string) string
	// refused by an error of this code, or mended and told by it.
	code    rule.Code
	refused bool
	// line is where the finding must be; 0 for the file as a whole.
	line int
	// other is a matrix that is not the embedded one all the same.
	other bool
	slow  bool // left out of -short
	o     func(*matrixfile.Options)
}

func replace(old, new string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, new, 1) }
}

func check(t *testing.T, text string, load func(io.Reader, matrixfile.Options) (matrixfile.Result, error), o matrixfile.Options, damages []damage) {
	t.Helper()
	for _, d := range damages {
		t.Run(d.name, func(t *testing.T) {
			if testing.Short() && d.slow {
				t.Skip("a large file")
			}
			o := o
			if d.o != nil {
				d.o(&o)
			}
			spoilt := d.spoil(text)
			require.NotEqual(t, text, spoilt, "the damage does nothing")
			r, err := load(strings.NewReader(spoilt), o)
			i := slices.IndexFunc(r.Faults, func(f rule.Fault) bool {
				return f.Code() == d.code && (d.line == 0 || f.Position().Line == d.line)
			})
			require.GreaterOrEqual(t, i, 0, "no %s on line %d: %v", d.code, d.line, r.Faults)
			if d.refused {
				require.Error(t, err)
				require.Nil(t, r.Matrix)
				require.ErrorIs(t, err, d.code)
				require.Positive(t, r.Faults.Count(rule.Error))
				return
			}
			require.NoError(t, err)
			if d.other {
				require.NotEqual(t, habilitation.CNAM20240925().Spec(), r.Matrix.Spec())
				return
			}
			whole(t, r, err)
		})
	}
	// Nothing of the file stands in the findings but codes of lists.
	for _, d := range damages {
		if d.o == nil && d.code != matrixfile.CodeLarge {
			r, _ := load(strings.NewReader(strings.ReplaceAll(d.spoil(text), "CR de grossesse", "DUPONT Claire")), o)
			for _, f := range r.Faults {
				assert.NotContains(t, f.Error()+f.Message(language.French), "DUPONT", d.name)
			}
		}
	}
}

func windows1252(s string) string {
	b, err := charmap.Windows1252.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return b
}

func utf16(s string) string {
	b, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return b
}

func TestDamagedCSV(t *testing.T) {
	text := csvText(habilitation.CNAM20240925())
	lines := strings.SplitAfter(text, "\n")
	line := func(code string) int {
		return slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, ","+code+",") }) + 1
	}
	grossesse := lines[line("89233-1")-1]
	check(t, text, matrixfile.LoadCSV, stated(), []damage{
		{name: "a blank cell", spoil: replace("CR de grossesse,1", "CR de grossesse,"), code: matrixfile.CodeCellBlank, refused: true, line: 5},
		{name: "a cell that is neither", spoil: replace("CR de grossesse,1", "CR de grossesse,?"), code: matrixfile.CodeCellUnreadable, refused: true, line: 5},
		{name: "a cross is of sheets", spoil: replace("CR de grossesse,1", "CR de grossesse,X"), code: matrixfile.CodeCellUnreadable, refused: true, line: 5},
		{name: "a row twice", spoil: func(s string) string { return s + grossesse }, code: matrixfile.CodeTypeTwice, refused: true, line: 110},
		{name: "a row lost", spoil: replace(grossesse, ""), code: matrixfile.CodeMissing, refused: true},
		{
			name: "a row lost, accepted", spoil: replace(grossesse, ""), code: matrixfile.CodeMissing, other: true,
			o: func(o *matrixfile.Options) { o.Accept = matrixfile.MissingTypes },
		},
		{name: "cut in the middle of a line", spoil: func(s string) string { return s[:len(s)/2] }, code: matrixfile.CodeFields, refused: true},
		{name: "cut between two lines", spoil: func(s string) string { return strings.Join(lines[:60], "") }, code: matrixfile.CodeMissing, refused: true},
		{name: "an unknown type", spoil: replace("89233-1", "89233-9"), code: matrixfile.CodeUnlisted, refused: true, line: 5},
		{name: "a code in small letters", spoil: replace("DOCPAT03", "docpat03"), code: matrixfile.CodeUnlisted, refused: true, line: 2},
		{name: "a row without a code", spoil: replace("89233-1", " "), code: matrixfile.CodeCodeMissing, refused: true, line: 5},
		{name: "another class", spoil: replace("10,Compte rendu,89233-1", "42,Prescription,89233-1"), code: matrixfile.CodeClassDiffers, refused: true, line: 5},
		{
			name: "another class, accepted", spoil: replace("10,Compte rendu,89233-1", "42,Prescription,89233-1"), code: matrixfile.CodeClassDiffers, other: true, line: 5,
			o: func(o *matrixfile.Options) { o.Accept = matrixfile.ReclassedTypes },
		},
		{name: "an unknown class", spoil: replace("10,Compte rendu,89233-1", "10,Rapport,89233-1"), code: matrixfile.CodeClassUnknown, refused: true, line: 5},
		{name: "code and label of the class disagree", spoil: replace("10,Compte rendu,89233-1", "10,Prescription,89233-1"), code: matrixfile.CodeClassConflict, refused: true, line: 5},
		{name: "codes that have slipped", spoil: func(s string) string {
			return strings.NewReplacer("89233-1", "15508-5", "15508-5", "89233-1").Replace(s)
		}, code: matrixfile.CodeLabelOther, refused: true, line: 5},
		{name: "codes that have slipped, accepted", spoil: func(s string) string {
			return strings.NewReplacer("89233-1", "15508-5", "15508-5", "89233-1").Replace(s)
		}, code: matrixfile.CodeLabelOther, other: true, line: 5, o: func(o *matrixfile.Options) { o.Accept = matrixfile.OtherLabels }},
		{
			name: "a new code for a type", spoil: replace("89233-1", "99999-9"), code: matrixfile.CodeUnlisted, other: true, line: 5,
			o: func(o *matrixfile.Options) { o.Accept = matrixfile.MissingTypes | matrixfile.UnlistedTypes },
		},
		{name: "an unknown type with the label of another", spoil: func(s string) string {
			return s + strings.Replace(grossesse, "89233-1", "99999-9", 1)
		}, code: matrixfile.CodeLabelOther, refused: true, line: 110, o: func(o *matrixfile.Options) { o.Accept = matrixfile.UnlistedTypes }},
		{
			name: "a heading said to be a column that is not", spoil: func(s string) string { return s + "\n" }, code: matrixfile.CodeColumnUnknown, refused: true,
			o: func(o *matrixfile.Options) { o.Headings = map[string]string{"Soignants": "nurses"} },
		},
		{name: "an unknown column", spoil: replace(",nurse,", ",infirmerie,"), code: matrixfile.CodeColumnUnknown, refused: true, line: 1},
		{name: "a column twice", spoil: replace(",nurse,", ",midwife,"), code: matrixfile.CodeColumnTwice, refused: true, line: 1},
		{name: "a column missing", spoil: func(string) string {
			s := habilitation.CNAM20240925().Spec()
			s.Columns = s.Columns[:18]
			for i := range s.Rows {
				s.Rows[i].Allowed &= 1<<18 - 1
			}
			m, err := habilitation.New(s)
			require.NoError(t, err)
			return csvText(m)
		}, code: matrixfile.CodeColumnMissing, refused: true},
		{name: "no column of codes", spoil: replace("type_code", "GENR08x"), code: matrixfile.CodeHeader, refused: true, line: 1},
		{name: "the codes twice", spoil: replace("type_label", "code"), code: matrixfile.CodeColumnTwice, refused: true, line: 1},
		{name: "a quote that is not closed", spoil: replace(",89233-1,", `,"89233-1,`), code: matrixfile.CodeRecord, refused: true, line: 5},
		{name: "a NUL byte", spoil: replace("89233-1", "89233\x00-1"), code: matrixfile.CodeRecordText, refused: true, line: 5},
		{name: "bytes of MS-DOS", spoil: replace("CR de grossesse", "CR de grossess\x82"), code: matrixfile.CodeRecordText, refused: true, line: 5},
		{name: "a line beyond the limit", spoil: replace("CR de grossesse", strings.Repeat("CR", 1<<16)), code: matrixfile.CodeRecordLong, refused: true, line: 5},
		{name: "one field more", spoil: replace("CR de grossesse,", "CR, de grossesse,"), code: matrixfile.CodeFields, refused: true, line: 5},
		{name: "a row that nobody reads", spoil: replace("CR de grossesse,1,0,0,0,1", "CR de grossesse,0,0,0,0,0"), code: matrixfile.CodeClosed, other: true, line: 5},
		{name: "Windows-1252", spoil: windows1252, code: matrixfile.CodeEncoding},
		{name: "UTF-16", spoil: utf16, code: matrixfile.CodeEncoding},
		{name: "nothing", spoil: func(string) string { return "" }, code: matrixfile.CodeEmpty, refused: true},
		{name: "the header alone", spoil: func(string) string { return lines[0] }, code: matrixfile.CodeEmpty, refused: true},
		{name: "a spreadsheet", spoil: func(string) string { return "PK\x03\x04abc" }, code: matrixfile.CodeKind, refused: true},
		{name: "a PDF", spoil: func(string) string { return "%PDF-1.7" }, code: matrixfile.CodeKind, refused: true},
		{name: "a page of HTML", spoil: func(string) string { return "<html><table></table></html>" }, code: matrixfile.CodeKind, refused: true},
		{name: "a page of Markdown", spoil: func(string) string { return "# Titre\n\n| Code | GENR08 |\n|---|:-:|\n| 34112-3 | X |\n" }, code: matrixfile.CodeKind, refused: true},
		{name: "too large", spoil: func(s string) string { return s + strings.Repeat("\n", 33<<20) }, code: matrixfile.CodeLarge, refused: true},
		{name: "too many lines", spoil: func(s string) string { return s + strings.Repeat("x\n", 10001) }, code: matrixfile.CodeLarge, refused: true},
		{name: "too many fields", spoil: func(s string) string { return s + strings.Repeat("x,", 300) + "\n" }, code: matrixfile.CodeLarge, refused: true, line: 110},
	})
	for name, same := range map[string]func(string) string{
		"semicolons":        func(s string) string { return asSemicolons(t, s) },
		"a byte order mark": func(s string) string { return "\uFEFF" + s },
		"CRLF":              func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"oui and non": func(s string) string {
			// Twice: cells share their commas.
			r := strings.NewReplacer(",1,", ",oui,", ",0,", ",NON,", ",1\n", ",oui\n", ",0\n", ",non\n")
			return r.Replace(r.Replace(s))
		},
	} {
		r, err := matrixfile.Load(strings.NewReader(same(text)), stated())
		whole(t, r, err)
		assert.Empty(t, r.Faults, name)
	}
}

func asSemicolons(t *testing.T, s string) string {
	rows, err := csv.NewReader(strings.NewReader(s)).ReadAll()
	require.NoError(t, err)
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = ';'
	require.NoError(t, w.WriteAll(rows))
	return b.String()
}

func TestReaderFails(t *testing.T) {
	broken := errors.New("broken")
	for _, load := range []func(io.Reader, matrixfile.Options) (matrixfile.Result, error){
		matrixfile.Load, matrixfile.LoadCSV, matrixfile.LoadSheet, matrixfile.LoadJSONAPI,
	} {
		r, err := load(iotest.ErrReader(broken), stated())
		assert.ErrorIs(t, err, broken)
		assert.Nil(t, r.Matrix)
	}
}

// genr13 is for the examples.
var genr13 = []roles.Role{roles.GENR13}

func TestFormat(t *testing.T) {
	for f := matrixfile.FormatCSV; f <= matrixfile.FormatJSONAPI; f++ {
		b, err := f.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, f.String(), string(b))
	}
	for f, want := range map[matrixfile.Format]string{0: "(not stated)", 9: "(no such value: 9)"} {
		b, err := f.MarshalText()
		assert.Empty(t, b)
		assert.Equal(t, f == 0, err == nil)
		assert.Equal(t, want, f.String())
	}
	assert.Equal(t, matrixfile.FormatSheet, matrixfile.Detect([]byte("Matrice\n;;Médecins\n")))
	assert.Equal(t, matrixfile.FormatJSONAPI, matrixfile.Detect([]byte(` {"data": []}`)))
}

// ---- the sheet

// sheetText is the embedded matrix in the shape that the official publication is
// said to have: titles, groups over merged cells, headings and labels broken by
// the page, codes of columns with footnote marks, classes in merged cells,
// crosses, notes below. Wording and layout are invented.
func sheetText() string {
	m := habilitation.CNAM20240925()
	var rows [][]string
	width := 3
	row := func(cells ...string) { rows = append(rows, cells) }
	title := []string{"Matrice d'habilitations (fichier fictif, fait pour les tests)"}
	groups := []string{"", "", ""}
	head := []string{"Catégorie\nde document", "Type de\ndocument (d)", "Code\nLOINC"}
	codes := []string{"", "", ""}
	for i, c := range m.Columns() {
		group := ""
		switch i {
		case 0:
			group = "Professionnels de santé"
		case 13:
			group = "Professionnels à rôle\net du social"
		}
		groups = append(groups, group)
		label := c.Label
		switch c.Key {
		case "physician":
			label = "Médecins géné-\nralistes et spécialistes (radiologues et biologistes compris), libéraux ou salariés, SAMU et Centre 15, internes ; médecin du travail exclu par le libellé"
		case "dental-surgeon":
			label = "Chirurgiens-\ndentistes"
		case "GENR09":
			label = "Professionnels à rôle : adminis-\ntratif ou appui à l'organisation de l'accompa-\ngnement (e)"
		}
		head = append(head, label)
		printed := c.Printed
		switch c.Key {
		case "pharmacist-biologist":
			printed = "21 (b)"
		case "pharmacist-dispensing":
			printed = "21 (b)\n99 avec code rôle\n316 ou 317"
		case "GENR08":
			printed = "99 (e)"
		}
		codes = append(codes, printed)
		width++
	}
	pad := func(r []string) []string { return append(r, make([]string, width-len(r))...) }
	row(pad(title)...)
	row(pad(groups)...)
	row(head...)
	row(codes...)
	last := habilitation.DocumentClass(0)
	n := 0
	for r := range m.Rows() {
		class := ""
		if r.Class != last {
			class, last = r.Class.Label(), r.Class
		}
		code, label := r.Document.Code(), r.Label
		switch code {
		case "BIL_AUTO":
			label = "CR de bilan d'évalu-\nation de la perte d'autonomie"
		case "28653-4":
			label = "Document du secteur\nsocial / médico-\nsocial"
		case "11502-2":
			code = "11502-\n2"
		case "PRESC-ORTHOPHO":
			code = "PRESC-\nORTHO-\nPHO"
		case "DOCPAT06":
			code = "DOC-\nPAT06"
		case "*DICOM", "IMG-KOS":
			code += " (c)"
		}
		out := []string{class, label, code}
		for i := range m.Columns() {
			if r.Allowed.Has(i) {
				out = append(out, "X")
			} else {
				out = append(out, "")
			}
		}
		row(out...)
		if n++; n == 50 {
			row(head...) // a page break repeats the headings
		}
	}
	row(pad([]string{"(b) les pharmaciens ont deux colonnes"})...)
	row(pad([]string{"(c) note inventée"})...)
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	_ = w.WriteAll(rows)
	return "\uFEFF" + b.String()
}

func sheetOptions() matrixfile.Options {
	o := stated()
	o.Blanks = matrixfile.BlankIsNo
	return o
}

func TestSheet(t *testing.T) {
	text := sheetText()
	golden.File(t, "testdata/publication-fictive.csv", text)
	assert.Equal(t, matrixfile.FormatSheet, matrixfile.Detect([]byte(text)))
	r, err := matrixfile.Load(strings.NewReader(text), sheetOptions())
	require.NoError(t, err, "%v", r.Faults)
	whole(t, r, err)
	assert.Equal(t, 2052-912, r.Blanks)
	var lines []string
	for _, f := range r.Faults {
		lines = append(lines, f.Error())
	}
	golden.File(t, "testdata/publication-fictive.txt", strings.Join(lines, "\n")+"\n")

	// Without being told what a blank is, nothing is a no.
	r, err = matrixfile.Load(strings.NewReader(text), stated())
	require.ErrorIs(t, err, matrixfile.CodeCellBlanks)
	assert.Nil(t, r.Matrix)

	// Commas, Windows-1252, tabs: the same.
	rows := readAll(t, text)
	for _, sep := range []rune{',', '\t'} {
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Comma = sep
		require.NoError(t, w.WriteAll(rows))
		r, err = matrixfile.Load(strings.NewReader(b.String()), sheetOptions())
		whole(t, r, err)
		r, err = matrixfile.Load(strings.NewReader(windows1252(b.String())), sheetOptions())
		whole(t, r, err)
		assert.True(t, r.Faults.Has(matrixfile.CodeEncoding))
	}
}

func readAll(t *testing.T, text string) [][]string {
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\uFEFF")))
	r.Comma = ';'
	rows, err := r.ReadAll()
	require.NoError(t, err)
	return rows
}

func TestDamagedSheet(t *testing.T) {
	text := sheetText()
	at := func(code string) int { // the line on which a row begins
		i := strings.Index(text, code)
		return 1 + strings.Count(text[:i], "\n")
	}
	grossesse := func(s string) string {
		i := strings.Index(s, ";CR de grossesse")
		return s[i : i+strings.Index(s[i:], "\n")+1]
	}(text)
	check(t, text, matrixfile.LoadSheet, sheetOptions(), []damage{
		{name: "a mark of another kind", spoil: replace("CR de grossesse;89233-1;X", "CR de grossesse;89233-1;O?"), code: matrixfile.CodeCellUnreadable, refused: true, line: at("CR de grossesse")},
		{name: "a mark with a footnote", spoil: replace("CR de grossesse;89233-1;X", "CR de grossesse;89233-1;X (a)"), code: matrixfile.CodeCellFootnote, refused: true, line: at("CR de grossesse")},
		{name: "noes beside blanks", spoil: replace("CR de grossesse;89233-1;X;", "CR de grossesse;89233-1;X;non"), code: matrixfile.CodeCellBlanks, refused: true},
		{name: "a row twice", spoil: replace(grossesse, grossesse+grossesse), code: matrixfile.CodeTypeTwice, refused: true, line: at("CR de grossesse") + 1},
		{name: "a row lost", spoil: replace(grossesse, ""), code: matrixfile.CodeMissing, refused: true},
		{name: "a row cut", spoil: replace("CR de grossesse;89233-1;X;;;;X;;;;;;;;;;;;;;", "CR de grossesse;89233-1;X;;;;X"), code: matrixfile.CodeFields, refused: true, line: at("CR de grossesse")},
		{name: "a row without a code", spoil: replace(";89233-1;", ";;"), code: matrixfile.CodeCodeMissing, refused: true, line: at("CR de grossesse")},
		{name: "an unknown type", spoil: replace("89233-1", "89233-9"), code: matrixfile.CodeUnlisted, refused: true, line: at("CR de grossesse")},
		{name: "an unknown type that nobody reads", spoil: replace("89233-1;X;;;;X", "89233-9;;;;;"), code: matrixfile.CodeUnlisted, refused: true, line: at("CR de grossesse")},
		{name: "an unknown type in the first row", spoil: replace("DOCPAT03", "DOCPAT99"), code: matrixfile.CodeUnlisted, refused: true, line: at("DOCPAT03")},
		{name: "codes that have slipped", spoil: func(s string) string {
			return strings.NewReplacer("89233-1", "15508-5", "15508-5", "89233-1").Replace(s)
		}, code: matrixfile.CodeLabelOther, refused: true, line: at("CR de grossesse")},
		{name: "an unknown heading", spoil: replace(";Infirmiers;", ";Soignants;"), code: matrixfile.CodeColumnUnknown, refused: true},
		{
			name: "an unknown heading, said", spoil: func(s string) string { return strings.ReplaceAll(s, ";Infirmiers;", ";Soignants (a);") }, code: matrixfile.CodeFootnote,
			o: func(o *matrixfile.Options) { o.Headings = map[string]string{"soignants": "nurse"} },
		},
		{name: "a heading twice", spoil: replace(";Infirmiers;", ";Sages-femmes;"), code: matrixfile.CodeColumnTwice, refused: true},
		{name: "a column shifted", spoil: replace(";\"60 ; 69\";", ";70;"), code: matrixfile.CodeColumnConflict, refused: true},
		{name: "a class that does not exist", spoil: replace("Imagerie médicale;", "Images;"), code: matrixfile.CodeClassUnknown, refused: true},
		{name: "a class too high", spoil: func(s string) string {
			return strings.Replace(s, "\n;CR de grossesse", "\nSynthèse;CR de grossesse", 1)
		}, code: matrixfile.CodeClassDiffers, refused: true},
		{name: "a line break without quotes", spoil: replace("\nImagerie médicale;", "\nImagerie mé-\ndicale;"), code: matrixfile.CodeClassUnknown, refused: true},
		{name: "a class hyphenated", spoil: replace("\nImagerie médicale;", "\n\"31 Imagerie mé-\ndicale (c)\";"), code: matrixfile.CodeFootnote},
		{name: "a class as a line of its own", spoil: replace("\nImagerie médicale;", "\nImagerie médicale"+strings.Repeat(";", 21)+"\n;"), code: matrixfile.CodeIgnored},
		{name: "a label cut after its own hyphen", spoil: replace("Lettre d'adressage", "\"Lettre d'adres-\nsage autre\""), code: matrixfile.CodeLabelHyphen, other: true},
		{name: "a row that lost its crosses", spoil: replace("89233-1;X;;;;X", "89233-1;;;;;"), code: matrixfile.CodeClosed, other: true},
		{name: "a cell beyond the headings", spoil: replace("89233-1;X;;;;X;;;;;;;;;;;;;;", "89233-1;X;;;;X;;;;;;;;;;;;;;;X"), code: matrixfile.CodeFields, refused: true},
		{name: "a quote that is not closed", spoil: replace(";CR de grossesse", ";\"CR de grossesse"), code: matrixfile.CodeRecord, refused: true},
		{name: "no row of the matrix", spoil: func(s string) string { return "a;b;c\n1;2;3\n" }, code: matrixfile.CodeEmpty, refused: true},
		{name: "no heading", spoil: func(s string) string { return grossesse }, code: matrixfile.CodeHeader, refused: true},
		{name: "a spreadsheet", spoil: func(string) string { return "\xD0\xCF\x11\xE0abc" }, code: matrixfile.CodeKind, refused: true},
		{name: "UTF-16", spoil: utf16, code: matrixfile.CodeEncoding},
	})
}

// A code that the page has cut can be read in two ways only when both are known
// types: none of today's is, which the test would tell.
func TestNoAmbiguousCode(t *testing.T) {
	for d := range habilitation.DocumentTypes() {
		if joined := strings.ReplaceAll(d.Code(), "-", ""); joined != d.Code() {
			_, err := habilitation.ParseDocumentType(joined)
			assert.Error(t, err, d)
		}
	}
}

// ---- JSON:API

// jsonRecord is one record of the shape that the field names tell. All values
// are invented or those of the embedded matrix; the codes of the roles, which no
// public source gives, are those of TRE_R22.
func jsonRecord(code, label, class, profession string, open bool) map[string]any {
	return map[string]any{
		"type":                        "node--matrice_professionnel_document",
		"field_consultation_document": open,
		"field_type_de_document":      map[string]any{"type": "taxonomy_term--type_de_document", "name": label, "field_code_loinc": code},
		"field_categorie_de_document": map[string]any{"field_code_categorie_document": class},
		"field_code_profession":       map[string]any{"field_code_profession": profession},
	}
}

// jsonProfessions are the codes asked for, with the columns that they name.
func jsonProfessions() [][2]string {
	var out [][2]string
	for _, c := range habilitation.CNAM20240925().Columns() {
		for _, p := range c.Professions {
			if c.Key != "pharmacist-dispensing" { // 21 again
				out = append(out, [2]string{p.Code(), c.Key})
			}
		}
		for _, p := range c.Functions {
			out = append(out, [2]string{p.Code(), c.Key})
		}
		for _, r := range c.Roles {
			out = append(out, [2]string{r.Code(), c.Key})
		}
	}
	return out
}

func jsonText(t testing.TB) string {
	m := habilitation.CNAM20240925()
	var docs []string
	for _, p := range jsonProfessions() {
		var data []any
		for c := range m.Cells() {
			if c.Column.Key == p[1] {
				data = append(data, jsonRecord(c.Row.Document.Code(), c.Row.Label, c.Row.Class.Code(), p[0], c.Allowed))
			}
		}
		b, err := json.MarshalIndent(map[string]any{"jsonapi": map[string]any{"version": "1.0"}, "data": data, "links": map[string]any{"self": "https://example.org/"}}, "", " ")
		require.NoError(t, err)
		docs = append(docs, string(b))
	}
	return strings.Join(docs, "\n") + "\n"
}

func TestJSONAPI(t *testing.T) {
	text := jsonText(t)
	r, err := matrixfile.Load(strings.NewReader(text), stated())
	whole(t, r, err)
	assert.Empty(t, r.Faults)
	assert.Equal(t, matrixfile.FormatJSONAPI, r.Format)
	// As a list of documents.
	r, err = matrixfile.Load(strings.NewReader("["+strings.ReplaceAll(strings.TrimSpace(text), "\n}\n{", "\n},\n{")+"]"), stated())
	whole(t, r, err)
	// With the names in HTML, from which the public code takes them.
	html := strings.NewReplacer("'", "&#039;", "é", "&eacute;", "à", "&agrave;").Replace(text)
	require.Greater(t, strings.Count(html, "&eacute;"), 1000)
	r, err = matrixfile.Load(strings.NewReader(html), stated())
	whole(t, r, err)
	assert.Empty(t, r.Faults)

	// The standard form: attributes, relationships, included.
	sample := sampleJSON
	golden.File(t, "testdata/jsonapi-fictif.json", sample)
	base := smallBase(t)
	o := matrixfile.Options{Version: base.Version(), Base: base, Headings: map[string]string{"99-11": "GENR11"}}
	r, err = matrixfile.Load(strings.NewReader(sample), o)
	require.NoError(t, err, "%v", r.Faults)
	assert.Equal(t, base.Spec(), r.Matrix.Spec())
	assert.True(t, r.Faults.Has(matrixfile.CodeValue), "one value was a text")
}

// smallBase is the matrix of two types and two columns that sampleJSON tells.
func smallBase(t testing.TB) *habilitation.Matrix {
	doc := habilitation.MustParseDocumentType
	m, err := habilitation.New(habilitation.Spec{
		Version: habilitation.Version{ID: "fictif", Source: "inventé", From: civil.MustNew(2030, 1, 1), Confidence: rule.Text{FR: "aucune"}},
		Columns: []habilitation.Column{
			{Key: "nurse", Professions: []roles.Profession{roles.ProfessionInfirmier}},
			{Key: "GENR11", Roles: []roles.Role{roles.GENR11}},
		},
		Rows: []habilitation.Row{
			{Document: doc("34112-3"), Label: "CR hospitalier (séjour)", Allowed: 0b01},
			{Document: doc("80788-3"), Label: "Projet personnalisé d'accompagnement", Allowed: 0b11},
		},
	})
	require.NoError(t, err)
	return m
}

const sampleJSON = `{
 "data": [
  {"type": "node--matrice_professionnel_document", "id": "n1",
   "attributes": {"title": "échantillon fictif", "field_consultation_document": true},
   "relationships": {
    "field_type_de_document": {"data": {"type": "t", "id": "t1"}},
    "field_categorie_de_document": {"data": {"type": "c", "id": "c1"}},
    "field_code_profession": {"data": {"type": "p", "id": "p1"}}}},
  {"type": "node--matrice_professionnel_document", "id": "n2",
   "attributes": {"field_consultation_document": "1"},
   "relationships": {
    "field_type_de_document": {"data": [{"type": "t", "id": "t2"}]},
    "field_categorie_de_document": {"data": {"type": "c", "id": "c2"}},
    "field_code_profession": {"data": {"type": "p", "id": "p1"}}}},
  {"type": "node--matrice_professionnel_document", "id": "n3",
   "attributes": {"field_consultation_document": false},
   "relationships": {
    "field_type_de_document": {"data": {"type": "t", "id": "t1"}},
    "field_categorie_de_document": {"data": {"type": "c", "id": "c1"}},
    "field_code_profession": {"data": {"type": "p", "id": "p2"}}}},
  {"type": "node--matrice_professionnel_document", "id": "n4",
   "attributes": {"field_consultation_document": true},
   "relationships": {
    "field_type_de_document": {"data": {"type": "t", "id": "t2"}},
    "field_categorie_de_document": {"data": {"type": "c", "id": "c2"}},
    "field_code_profession": {"data": {"type": "p", "id": "p2"}}}}
 ],
 "included": [
  {"type": "t", "id": "t1", "attributes": {"name": "CR hospitalier (séjour)", "field_code_loinc": "34112-3"}},
  {"type": "t", "id": "t2", "attributes": {"name": "Projet personnalisé d'accompagnement", "field_code_loinc": "80788-3"}},
  {"type": "c", "id": "c1", "attributes": {"field_code_categorie_document": 10}},
  {"type": "c", "id": "c2", "attributes": {"field_code_categorie_document": "44"}},
  {"type": "p", "id": "p1", "attributes": {"field_code_profession": "60"}},
  {"type": "p", "id": "p2", "attributes": {"field_code_profession": "99-11"}}
 ]
}
`

func TestDamagedJSONAPI(t *testing.T) {
	text := jsonText(t)
	check(t, text, matrixfile.LoadJSONAPI, stated(), []damage{
		{name: "no value", spoil: replace(`"field_consultation_document": true`, `"field_consultation_document": null`), code: matrixfile.CodeCellBlank, refused: true, line: 10},
		{name: "the field is missing", spoil: replace(`"field_consultation_document": true`, `"field_consultation": true`), code: matrixfile.CodeCellBlank, refused: true},
		{name: "a number for a value", spoil: replace(`"field_consultation_document": true`, `"field_consultation_document": 1`), code: matrixfile.CodeValue},
		{name: "a text for a value", spoil: replace(`"field_consultation_document": true`, `"field_consultation_document": "true"`), code: matrixfile.CodeValue},
		{name: "a value that is neither", spoil: replace(`"field_consultation_document": true`, `"field_consultation_document": "peut-être"`), code: matrixfile.CodeCellUnreadable, refused: true, line: 10},
		{name: "a list for a value", spoil: replace(`"field_consultation_document": true`, `"field_consultation_document": [true]`), code: matrixfile.CodeCellUnreadable, refused: true, line: 10},
		{name: "a value twice in a record", spoil: replace(`"field_consultation_document": true`, `"field_consultation_document": true, "field_consultation_document": false`), code: matrixfile.CodeKeyTwice, refused: true, line: 10},
		{name: "no type", spoil: replace(`"field_code_loinc": "DOCPAT03"`, `"code": "DOCPAT03"`), code: matrixfile.CodeShape, refused: true},
		{name: "no profession", spoil: replace("\"field_code_profession\": {\n    \"field_code_profession\": \"10\"", "\"field_code_profession\": {\n    \"code\": \"10\""), code: matrixfile.CodeShape, refused: true},
		{name: "an unknown profession", spoil: func(s string) string { return strings.ReplaceAll(s, `"GENR08"`, `"9908"`) }, code: matrixfile.CodeColumnCode, refused: true},
		{
			name: "an unknown profession, said", spoil: func(s string) string {
				return strings.Replace(strings.ReplaceAll(s, `"GENR08"`, `"9908"`), `"field_consultation_document": true`, `"field_consultation_document": "1"`, 1)
			}, code: matrixfile.CodeValue,
			o: func(o *matrixfile.Options) { o.Headings = map[string]string{"9908": "GENR08"} },
		},
		{name: "an unknown type", spoil: func(s string) string { return strings.ReplaceAll(s, `"89233-1"`, `"89233-9"`) }, code: matrixfile.CodeUnlisted, refused: true},
		{name: "an unknown type in one document", spoil: replace(`"89233-1"`, `"89233-9"`), code: matrixfile.CodeCellMissing, refused: true},
		{name: "an unknown class", spoil: replace(`"field_code_categorie_document": "10"`, `"field_code_categorie_document": "1O"`), code: matrixfile.CodeClassUnknown, refused: true},
		{name: "two classes", spoil: replace(`"field_code_categorie_document": "10"`, `"field_code_categorie_document": "11"`), code: matrixfile.CodeClassConflict, refused: true},
		{name: "another class", spoil: func(s string) string {
			return strings.ReplaceAll(s, `"field_code_categorie_document": "60"`, `"field_code_categorie_document": "95"`)
		}, code: matrixfile.CodeClassDiffers, refused: true},
		{name: "a cell said twice", spoil: func(s string) string {
			return s + `{"data": [` + record(t, jsonRecord("89233-1", "CR de grossesse", "10", "10", false)) + `]}`
		}, code: matrixfile.CodeCellConflict, refused: true},
		{name: "the same cell again", spoil: func(s string) string {
			return s + `{"data": [` + record(t, jsonRecord("89233-1", "CR de grossesse", "10", "10", true)) + `], "links": {"next": {"href": "https://example.org/"}}}`
		}, code: matrixfile.CodePage},
		{name: "a document lost", spoil: func(s string) string { return s[strings.Index(s, "\n}\n{")+2:] }, code: matrixfile.CodeColumnMissing, refused: true},
		{name: "cut", spoil: func(s string) string { return s[:len(s)/2] }, code: matrixfile.CodeSyntax, refused: true},
		{name: "a comma after all", spoil: func(s string) string { return s + "," }, code: matrixfile.CodeSyntax, refused: true},
		{name: "a resource included twice", spoil: func(string) string {
			return strings.Replace(sampleJSON, `"included": [`, `"included": [{"type": "t", "id": "t1"},`, 1)
		}, code: matrixfile.CodeShape, refused: true, line: 29},
		{name: "no JSON", spoil: replace(`"data": [`, `"data": (`), code: matrixfile.CodeSyntax, refused: true},
		{name: "no data", spoil: func(string) string { return `{"errors": [{"status": "403"}]}` }, code: matrixfile.CodeShape, refused: true, line: 1},
		{name: "data that is a text", spoil: func(string) string { return `{"data": "x"}` }, code: matrixfile.CodeShape, refused: true, line: 1},
		{name: "a record that is a text", spoil: func(string) string { return `{"data": ["x"]}` }, code: matrixfile.CodeShape, refused: true, line: 1},
		{name: "a list of texts", spoil: func(string) string { return `["x"]` }, code: matrixfile.CodeShape, refused: true, line: 1},
		{name: "no record", spoil: func(string) string { return `{"data": []}` }, code: matrixfile.CodeEmpty, refused: true},
		{name: "too many fields", spoil: func(string) string {
			var b strings.Builder
			for i := range 1001 {
				fmt.Fprintf(&b, `"k%d": 1, `, i)
			}
			return `{"data": [{` + b.String() + `"z": 1}]}`
		}, code: matrixfile.CodeShape, refused: true},
		{name: "too many values", spoil: func(string) string { return `{"data": [` + strings.Repeat("1,", 2_000_001) + `1]}` }, code: matrixfile.CodeLarge, refused: true, slow: true},
		{name: "too deep", spoil: func(string) string { return `{"data": ` + strings.Repeat("[", 9999) }, code: matrixfile.CodeSyntax, refused: true},
		{name: "a sheet", spoil: func(string) string { return "a;b\n" }, code: matrixfile.CodeKind, refused: true},
	})
}

func record(t testing.TB, r map[string]any) string {
	b, err := json.Marshal(r)
	require.NoError(t, err)
	return string(b)
}

// ---- fuzzing

func stateds() []matrixfile.Options {
	o := sheetOptions()
	o.Accept = matrixfile.AcceptAll
	// They must be cells of the matrix, and refuse nearly every file that a fuzzer
	// thinks of.
	o.Version.Differences = nil
	return []matrixfile.Options{o}
}

// again checks that what was loaded, written and loaded again is the same.
func again(t *testing.T, m *habilitation.Matrix) {
	o := stateds()[0]
	o.Columns = m.Spec().Columns // without professions that the file left out
	r, err := matrixfile.LoadCSV(strings.NewReader(csvText(m)), o)
	if err != nil {
		// Labels of the file can look like anything; cells cannot.
		t.Fatalf("%v", err)
	}
	want, got := m.Spec(), r.Matrix.Spec()
	for i := range want.Rows {
		want.Rows[i].Label, got.Rows[i].Label = "", ""
	}
	for i := range want.Unlisted {
		want.Unlisted[i].Label, got.Unlisted[i].Label = "", ""
	}
	require.Equal(t, want, got)
}

// FuzzCSV compares with encoding/csv, cell by cell.
func FuzzCSV(f *testing.F) {
	text := csvText(habilitation.CNAM20240925())
	f.Add(strings.Join(strings.SplitAfter(text, "\n")[:4], "")) // the whole would be slow to shrink
	f.Add("type_code,nurse\n34112-3,oui\n80788-3,0\n")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := matrixfile.LoadCSV(strings.NewReader(text), stateds()[0])
		if err != nil {
			require.Nil(t, r.Matrix)
			return
		}
		again(t, r.Matrix)
		slow := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\uFEFF")))
		rows, err := slow.ReadAll()
		if err != nil || len(rows[0]) < 2 || len(rows)-1 != r.Rows {
			return // another separator, or quotes that only the loader takes
		}
		m := r.Matrix.Spec()
		key := slices.IndexFunc(rows[0], func(s string) bool { s = strings.ToLower(strings.TrimSpace(s)); return s == "type_code" || s == "code" })
		if key < 0 {
			return
		}
		for _, row := range m.Rows {
			i := slices.IndexFunc(rows[1:], func(x []string) bool { return strings.TrimSpace(x[key]) == row.Document.Code() })
			if i < 0 {
				return
			}
			for j, c := range m.Columns {
				k := slices.Index(rows[0], c.Key)
				if k < 0 {
					continue
				}
				yes := slices.Contains([]string{"1", "oui", "yes", "true", "vrai"}, strings.ToLower(strings.TrimSpace(rows[i+1][k])))
				require.Equal(t, yes, row.Allowed.Has(j), "%s × %s", row.Document, c.Key)
			}
		}
	})
}

// FuzzSheet: no more cells are open than there are marks in the text.
func FuzzSheet(f *testing.F) {
	text := sheetText()
	f.Add(strings.Join(strings.SplitAfter(text, "\n")[:20], ""))
	f.Add("Code;Infirmiers\n34112-3;X\n80788-3;\n")
	f.Add("Infirmiers;Code\nX;34112-\n3\n")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := matrixfile.LoadSheet(strings.NewReader(text), stateds()[0])
		if err != nil {
			require.Nil(t, r.Matrix)
			return
		}
		again(t, r.Matrix)
		open := 0
		for c := range r.Matrix.Cells() {
			if c.Allowed {
				open++
			}
		}
		for u := range r.Matrix.Unlisted() {
			for i := range habilitation.MaxColumns {
				if u.Allowed.Has(i) {
					open++
				}
			}
		}
		marks := 0
		low := strings.ToLower(text)
		for _, m := range []string{"x", "✓", "✔", "1", "oui", "yes", "true", "vrai"} {
			marks += strings.Count(low, m)
		}
		if strings.HasPrefix(text, "\xFF\xFE") || strings.HasPrefix(text, "\xFE\xFF") {
			return
		}
		require.LessOrEqual(t, open, marks)
	})
}

// FuzzJSONAPI compares with encoding/json, for documents of the usual shape.
func FuzzJSONAPI(f *testing.F) {
	f.Add(sampleJSON)
	one := func(code, p string, open bool) string {
		return `{"data": [` + record(f, jsonRecord(code, "x", "", p, open)) + `]}`
	}
	f.Add(one("34112-3", "60", true))
	f.Add(one("34112-3", "21", true) + one("80788-3", "21", false))
	f.Fuzz(func(t *testing.T, text string) {
		o := stateds()[0]
		o.Headings = map[string]string{"99-11": "GENR11"}
		r, err := matrixfile.LoadJSONAPI(strings.NewReader(text), o)
		if err != nil {
			require.Nil(t, r.Matrix)
			return
		}
		again(t, r.Matrix)
		type plain struct {
			Data []struct {
				Open any `json:"field_consultation_document"`
				Type struct {
					Code any `json:"field_code_loinc"`
				} `json:"field_type_de_document"`
				Profession struct {
					Code any `json:"field_code_profession"`
				} `json:"field_code_profession"`
			}
		}
		open := map[string]bool{}
		d := json.NewDecoder(strings.NewReader(text))
		for {
			var doc plain
			if err := d.Decode(&doc); err != nil {
				break
			}
			for _, x := range doc.Data {
				if b, ok := x.Open.(bool); ok {
					open[fmt.Sprint(x.Type.Code, " ", x.Profession.Code)] = b
				}
			}
		}
		for c := range r.Matrix.Cells() {
			for _, p := range c.Column.Professions {
				if b, ok := open[c.Row.Document.Code()+" "+p.Code()]; ok {
					require.Equal(t, b, c.Allowed, "%s × %s", c.Row.Document, p)
				}
			}
		}
	})
}

// BenchmarkLoadCSV has encoding/csv alone beside it.
func BenchmarkLoadCSV(b *testing.B) {
	text := csvText(habilitation.CNAM20240925())
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := matrixfile.LoadCSV(strings.NewReader(text), stated()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncodingCSV(b *testing.B) {
	text := csvText(habilitation.CNAM20240925())
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := csv.NewReader(strings.NewReader(text)).ReadAll(); err != nil {
			b.Fatal(err)
		}
	}
}

// TestDashesAreNoMarkdown: a line of dashes or of bars alone, as people draw them below
// a title, makes no Markdown of a file: the line itself is told.
func TestDashesAreNoMarkdown(t *testing.T) {
	text := csvText(habilitation.CNAM20240925())
	for _, drawn := range []string{"----\n", "|\n", "| : |\n", "|---|---\n"} {
		_, err := matrixfile.Load(strings.NewReader(text+drawn), stated())
		assert.Equal(t, strings.HasPrefix(drawn, "|---"), errors.Is(err, matrixfile.CodeKind), "%q: %v", drawn, err)
	}
}

// TestHeadingsOfColumns: the short heading of a column names it, also that of a
// column which the caller adds.
func TestHeadingsOfColumns(t *testing.T) {
	psychologist, _ := roles.ParseProfession("93")
	column := habilitation.Column{Key: "psychologist", Heading: "Psychologues (cliniciens)", Label: "Psychologues", Professions: []roles.Profession{psychologist}}
	for _, heading := range []string{column.Key, column.Heading, column.Label} {
		o := stated()
		o.Version.Differences = nil // of cells that the file has not
		o.Columns = []habilitation.Column{column}
		o.Accept = matrixfile.AcceptAll
		res, err := matrixfile.Load(strings.NewReader("classe;code;libellé imprimé;"+heading+"\n10;34112-3;;oui\n"), o)
		require.NoError(t, err, heading)
		require.Equal(t, column.Key, res.Matrix.Spec().Columns[0].Key)
	}
}
