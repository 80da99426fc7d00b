package matrixfile_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestDetectHeads: the first line tells, when it can be read whole.
func TestDetectHeads(t *testing.T) {
	for head, want := range map[string]matrixfile.Format{
		"Classe,Code,Libellé imprimé,Médecins\n":      matrixfile.FormatCSV,
		"classe;CODE;libellé imprimé\n":               matrixfile.FormatCSV,
		"Catégorie;Code;Libellé imprimé;Infirmiers\n": matrixfile.FormatSheet,
		"Classe;Type;Libellé imprimé;Infirmiers\n":    matrixfile.FormatSheet,
		"Classe;Code;Document;Infirmiers\n":           matrixfile.FormatSheet,
		"Classe;Code\n":                               matrixfile.FormatSheet,
		"Classe\n":                                    matrixfile.FormatSheet,
		"nurse, Type_Code \n":                         matrixfile.FormatCSV,
		"type_code,\"nurse\n":                         matrixfile.FormatSheet,
		"type_code,nur\x00se\n":                       matrixfile.FormatSheet,
	} {
		assert.Equal(t, want, matrixfile.Detect([]byte(head)), "%q", head)
	}
}

// TestBracketsAtTheBeginning: a sheet may begin with a bracket, and is not JSON
// for that.
func TestBracketsAtTheBeginning(t *testing.T) {
	r, err := matrixfile.LoadSheet(strings.NewReader("[[Fictif]];;\nCode;Infirmiers;\n34112-3;X;\n"), stateds()[0])
	require.NoError(t, err)
	assert.Equal(t, []string{"nurse 34112-3"}, opened(r.Matrix))
	_, err = matrixfile.LoadJSONAPI(strings.NewReader("Code;Infirmiers\n34112-3;X\n"), stateds()[0])
	assert.ErrorIs(t, err, matrixfile.CodeKind)
}

// TestMostColumns: as many columns as a matrix can hold are read.
func TestMostColumns(t *testing.T) {
	o := stated()
	n := len(habilitation.CNAM20240925().Spec().Columns)
	key := func(i int) string { return "x" + strings.Repeat("i", i) }
	for i := n; i < habilitation.MaxColumns; i++ {
		o.Columns = append(o.Columns, habilitation.Column{Key: key(i), Label: key(i), Professions: []roles.Profession{roles.ProfessionInfirmier}})
	}
	o.Accept, o.Version.Differences = matrixfile.AcceptAll, nil
	text := "type_code," + key(habilitation.MaxColumns-1) + "\n34112-3,1\n"
	r, err := matrixfile.LoadCSV(strings.NewReader(text), o)
	require.NoError(t, err)
	assert.Equal(t, []string{key(habilitation.MaxColumns-1) + " 34112-3"}, opened(r.Matrix))
}

// TestLargeSaysTheLimit, in the unit in which it was stated.
func TestLargeSaysTheLimit(t *testing.T) {
	for limit, want := range map[int]string{1: "1", 100: "100", 1 << 20: "1 MiB", 3 << 20: "3 MiB", 1<<20 + 1: "1048577", 1<<20 - 1: "1048575"} {
		o := stated()
		o.MaxBytes = limit
		r, err := matrixfile.LoadCSV(strings.NewReader(strings.Repeat("x", limit+1)), o)
		require.ErrorIs(t, err, matrixfile.CodeLarge)
		i := 0
		for !rule.Faults(r.Faults[i : i+1]).Has(matrixfile.CodeLarge) {
			i++
		}
		assert.Contains(t, r.Faults[i].Message(language.English), " "+want, limit)
		r, err = matrixfile.LoadCSV(strings.NewReader(strings.Repeat("x", limit)), o)
		require.Error(t, err, "no matrix")
		assert.False(t, r.Faults.Has(matrixfile.CodeLarge), limit)
	}
}

// TestFirstColumn: what is true of a column is true of the first of the matrix
// and of the first of the file.
func TestFirstColumn(t *testing.T) {
	load := func(text string) (matrixfile.Result, error) {
		return matrixfile.LoadSheet(strings.NewReader(text), stateds()[0])
	}
	// A cross of a row without a code is no note: the row is lost otherwise.
	_, err := load("Code;Médecins\n34112-3;X\n;X\n")
	require.ErrorIs(t, err, matrixfile.CodeCodeMissing)
	// Labels stand first.
	r, err := load("Libellé;Code;Médecins\nEssai;34112-3;X\n")
	require.NoError(t, err)
	assert.Equal(t, "Essai", r.Matrix.Spec().Rows[0].Label)
	// A column twice is told by its key, whatever it is called.
	rows := "\n34112-3,1,0\n"
	for _, header := range []string{"type_code,physician,Médecins", "type_code,nurse,Infirmiers"} {
		r, err := matrixfile.LoadCSV(strings.NewReader(header+rows), stateds()[0])
		require.ErrorIs(t, err, matrixfile.CodeColumnTwice)
		assert.Contains(t, err.Error(), strings.Split(header, ",")[1])
		assert.Equal(t, []string{"1:" + map[bool]string{true: "21", false: "17"}[strings.Contains(header, "phys")] + " header"}, told(r.Faults, matrixfile.CodeColumnTwice))
	}
}

// TestHeadingsOfTheCaller: a heading of nothing but signs names no column, and
// one in other letters does.
func TestHeadingsOfTheCaller(t *testing.T) {
	load := func(heading, said string) (matrixfile.Result, error) {
		o := stateds()[0]
		o.Headings = map[string]string{said: "nurse"}
		return matrixfile.LoadCSV(strings.NewReader("type_code,"+heading+"\n34112-3,1\n"), o)
	}
	for _, said := range []string{"", " ", "—", "(…)"} {
		for _, heading := range []string{"", " ", "—"} {
			_, err := load(heading, said)
			require.ErrorIs(t, err, matrixfile.CodeColumnUnknown, "%q said %q", heading, said)
		}
	}
	for said, heading := range map[string]string{"ιατροί": "ΙΑΤΡΟΊ", "медсёстры": "Медсёстры", "٣": "(٣)", "№ 4": "No 4"} {
		r, err := load(heading, said)
		require.NoError(t, err, said)
		assert.Equal(t, []string{"nurse 34112-3"}, opened(r.Matrix))
	}
	_, err := load("Медсёстры", "ιατροί")
	require.ErrorIs(t, err, matrixfile.CodeColumnUnknown)
}

// TestClassesOfSheets: the class of merged cells is that above, and a note or a
// title between rows does not end it.
func TestClassesOfSheets(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		class  string // of 34112-3, a report: another is told
		filled bool
	}{
		"in the row":                   {"Catégorie;Code;Infirmiers\nCompte rendu;34112-3;X\n", "10", false},
		"in the row, another":          {"Catégorie;Code;Infirmiers\nPrescription;34112-3;X\n", "42", false},
		"in a merged cell":             {"Catégorie;Code;Infirmiers\nPrescription;57833-6;X\n;34112-3;X\n", "42", true},
		"on a line of its own":         {"Catégorie;Code;Infirmiers\nPrescription;;\n;34112-3;X\n", "42", true},
		"alone, below no name":         {";Infirmiers;Code\nPrescription;;\n;X;34112-3\n", "42", false},
		"alone, without such a column": {"Code;Infirmiers\n57833-6;X\nPrescription;\n34112-3;X\n", "42", false},
		"a note between":               {"Catégorie;Code;Infirmiers\nPrescription;57833-6;X\n(a) note;;\n;34112-3;X\n", "42", true},
		"a note between, elsewhere":    {"Catégorie;Code;Infirmiers\nPrescription;57833-6;X\n;note inventée;\n;34112-3;X\n", "42", true},
		"a class beside a note":        {"Catégorie;Document;Code;Infirmiers\nPrescription;;57833-6;X\nSynthèse;voir note;;\n;;34112-3;X\n", "42", true},
		"no class at all":              {"Code;Infirmiers\n34112-3;X\n", "", false},
	} {
		r, err := matrixfile.LoadSheet(strings.NewReader(c.text), stateds()[0])
		require.NoError(t, err, name)
		got := ""
		for row := range r.Matrix.Rows() {
			if row.Document.Code() == "34112-3" {
				got = row.Class.Code()
			}
		}
		if c.class == "" {
			c.class = habilitation.MustParseDocumentType("34112-3").Class().Code()
		}
		assert.Equal(t, c.class, got, name)
		assert.Equal(t, c.filled, r.Faults.Has(matrixfile.CodeClassFilled), name)
	}
}

// TestFirstBlank: of the blank cells the first is named.
func TestFirstBlank(t *testing.T) {
	o := stateds()[0]
	o.Blanks = matrixfile.BlankIsFault
	r, err := matrixfile.LoadSheet(strings.NewReader("Code;Médecins;Infirmiers\n34112-3;X;X\n80788-3;X;\n57833-6;;\n"), o)
	require.ErrorIs(t, err, matrixfile.CodeCellBlanks)
	assert.Equal(t, []string{"3:11"}, told(r.Faults, matrixfile.CodeCellBlanks))
}

// TestShortLines: titles and notes are not always as wide as the table.
func TestShortLines(t *testing.T) {
	for _, text := range []string{
		"Titre\nLibellé;Code;Infirmiers\nEssai;34112-3;X\nnote\n",
		"A;\n;;Publication\nCode;Infirmiers;\n34112-3;X;\n",
		"A\n;;Publication\nCode;Infirmiers;\n34112-3;X;\n",
		"Code;\n;Infirmiers\n34112-3;X\n", // a heading alone on its line is no title
		"Titre;\nCatégorie;Document;Code;Infirmiers\n;Essai;34112-3;X\nnote;\n(a) note;suite\n",
	} {
		r, err := matrixfile.LoadSheet(strings.NewReader(text), stateds()[0])
		require.NoError(t, err)
		assert.Equal(t, []string{"nurse 34112-3"}, opened(r.Matrix), text)
	}
}

// TestTwoColumnsOfCodes: of two columns with as many codes the first is that of
// the codes; one with more is, wherever it stands.
func TestTwoColumnsOfCodes(t *testing.T) {
	for _, text := range []string{
		"Code;Document;Infirmiers\n34112-3;80788-3;X\n",
		"Document;Code;Infirmiers\n57833-6;34112-3;X\nEssai;80788-3;non\n",
		"Code;Document;Infirmiers\n34112-3;57833-6;X\n80788-3;Essai;non\n",
	} {
		r, err := matrixfile.LoadSheet(strings.NewReader(text), stateds()[0])
		require.NoError(t, err, text)
		assert.Equal(t, []string{"nurse 34112-3"}, opened(r.Matrix), text)
	}
}

// TestSecondHeadings: class and label stand in one column each, and a column
// that nobody knows is told, also when nothing stands in it: a blank is a no.
func TestSecondHeadings(t *testing.T) {
	for _, header := range []string{
		"Classe;Code;Catégorie;Infirmiers", "Libellé;Code;Document;Infirmiers", "Code;Classe;Catégorie;Infirmiers", "Code;Libellé;Document;Infirmiers",
		";Code;Soignants;Infirmiers",
	} {
		cells := ";34112-3;;X"
		if strings.HasPrefix(header, "Code") {
			cells = "34112-3;;;X"
		}
		r, err := matrixfile.LoadSheet(strings.NewReader(header+"\n"+cells+"\n"), stateds()[0])
		require.ErrorIs(t, err, matrixfile.CodeColumnUnknown, header)
		assert.Len(t, told(r.Faults, matrixfile.CodeColumnUnknown), 1, header)
	}
}

// TestFootnotesOfCells: a small letter between brackets, stars and daggers are
// marks of footnotes, and a cell with one is neither yes nor no.
func TestFootnotesOfCells(t *testing.T) {
	for cell, code := range map[string]rule.Code{
		"X (a)": matrixfile.CodeCellFootnote, "X(z)": matrixfile.CodeCellFootnote, "non (b)": matrixfile.CodeCellFootnote, "X (a) (b)": matrixfile.CodeCellFootnote,
		"(a)": matrixfile.CodeCellFootnote, "*": matrixfile.CodeCellFootnote, "X*": matrixfile.CodeCellFootnote, "X ‡": matrixfile.CodeCellFootnote, "X† (c)": matrixfile.CodeCellFootnote,
		"X (A)": matrixfile.CodeCellUnreadable, "X (1)": matrixfile.CodeCellUnreadable, "X ({)": matrixfile.CodeCellUnreadable, "X (`)": matrixfile.CodeCellUnreadable,
		"a)": matrixfile.CodeCellUnreadable, "X a)": matrixfile.CodeCellUnreadable, "X (a": matrixfile.CodeCellUnreadable, "Y (a)": matrixfile.CodeCellUnreadable, "?*": matrixfile.CodeCellUnreadable,
	} {
		r, err := matrixfile.LoadSheet(strings.NewReader("Code;Médecins;Infirmiers\n34112-3;X;"+cell+"\n"), stateds()[0])
		require.ErrorIs(t, err, code, cell)
		assert.Equal(t, []string{"2:11 nurse"}, told(r.Faults, code), cell)
	}
}

// TestTextInPlaceOfACode: on a line with a mark it is a code that nobody knows,
// on any other it is a note, unless it looks like a code.
func TestTextInPlaceOfACode(t *testing.T) {
	for _, c := range []struct {
		line     string
		unlisted string
		code     rule.Code
	}{
		{"inconnu;X", "inconnu", matrixfile.CodeUnlisted},
		{"Un type;non", "Untype", matrixfile.CodeUnlisted},
		{"99999-9;X", "99999-9", matrixfile.CodeUnlisted},
		{"99999-9;", "99999-9", matrixfile.CodeUnlisted},
		{"NOUVEAU_1;", "NOUVEAU_1", matrixfile.CodeUnlisted},
		{"AB;", "", matrixfile.CodeIgnored},
		{"ABC;", "ABC", matrixfile.CodeUnlisted},
		{"CODES;", "", matrixfile.CodeIgnored}, // a heading again, in other words
		{"CODE_DOC;", "", matrixfile.CodeIgnored},
		{"CODE LOINC;", "", matrixfile.CodeIgnored},
		{"CODE;X", "CODE", matrixfile.CodeUnlisted},
		{strings.Repeat("A", 20) + ";", strings.Repeat("A", 20), matrixfile.CodeUnlisted},
		{strings.Repeat("A", 21) + ";", "", matrixfile.CodeIgnored},
		{"note inventée;", "", matrixfile.CodeIgnored},
		{"(a);", "", matrixfile.CodeIgnored},
		{";", "", matrixfile.CodeIgnored},
	} {
		o := stateds()[0]
		o.Blanks = matrixfile.BlankIsNo
		if strings.HasSuffix(c.line, "non") {
			o.Blanks = matrixfile.BlankIsFault
		}
		r, err := matrixfile.LoadSheet(strings.NewReader("Code;Infirmiers\n34112-3;X\n80788-3;X\n"+c.line+"\n57833-6;X\n"), o)
		require.NoError(t, err, c.line)
		var got strings.Builder
		for _, u := range r.Unlisted {
			got.WriteString(u.Code)
		}
		assert.Equal(t, c.unlisted, got.String(), c.line)
		if c.line != ";" { // a line of nothing is none
			assert.True(t, r.Faults.Has(c.code), c.line)
		}
		assert.False(t, r.Faults.Has(matrixfile.CodeFootnote), c.line)
		assert.Equal(t, c.line == "Un type;non", r.Faults.Has(matrixfile.CodeCodeRepaired), "%s: said when the code is not as it stood", c.line)
	}
}

// TestCodesInPieces: a code that the page has cut is put together, up to six
// pieces; in more, each hyphen has too many meanings.
func TestCodesInPieces(t *testing.T) {
	for text, known := range map[string]bool{
		"89233-1": true, "89233-\n1": true, "892-\n33-1": true, "892-\n33-\n1": true, "8-\n9-\n2-\n3-\n3-1": true, "8-\n9-\n2-\n3-\n3-\n1": true,
		"8-\n9-\n2-\n3-\n3-\n1-\n1": false, "892-33-1": false, "DOC-\nPAT-\n06": true, "PRESC-\nORTHO-\nPHO": true, "PRE-\nSC-ORTHO-\nPHO": true,
	} {
		r, err := matrixfile.LoadSheet(strings.NewReader("Code;Infirmiers\n34112-3;X\n\""+text+"\";X\n"), stateds()[0])
		require.NoError(t, err, text)
		assert.Equal(t, known, len(r.Unlisted) == 0, text)
		assert.Equal(t, strings.Contains(text, "\n"), r.Faults.Has(matrixfile.CodeCodeRepaired), text)
	}
}

// TestFirstRowsUnknown: a row of a type that nobody knows is a row at the top of
// the sheet too, where no row that is known stands above it; what is above the
// rows and names no column is told.
func TestFirstRowsUnknown(t *testing.T) {
	for _, c := range []struct {
		text     string
		unlisted string // codes of unknown types
		ignored  string // lines that were not read
	}{
		{"Code;Infirmiers\nNOUVEAU_1;\n34112-3;X\n", "NOUVEAU_1", ""},
		{"Code;Infirmiers\n99999-9;\nNOUVEAU_1;\n34112-3;X\n", "99999-9 NOUVEAU_1", ""},
		{"Code;Document;Infirmiers\nNOUVEAU_1;Document nouveau;\n34112-3;;X\n", "NOUVEAU_1", ""},
		{"Classe;Libellé;Code;Infirmiers\nPrescription;Libellé nouveau;NOUVEAU_1;\n;;57833-6;X\n", "NOUVEAU_1", ""},
		{"Titre\n;;;Soins\nClasse;Libellé;Code;Infirmiers\n;;;60 69\nSynthèse;Document;CODE_NEUF;\n;;34112-3;X\n", "CODE_NEUF", ""},
		// Also where the column of the codes has another name, or none.
		{"Réf.;Infirmiers\nTYPE-9;\n34112-3;X\n", "TYPE-9", ""},
		{";Infirmiers\nCODE_NEUF;\nLOINC-3;\n34112-3;X\n", "CODE_NEUF LOINC-3", ""},
		// A row without a code, a note: told, as further down.
		{"Code;Document;Infirmiers\n;Document nouveau;\n34112-3;;X\n", "", "2"},
		{"Code;Document;Infirmiers\nnote inventée;;\nnouveau-1;Document;\n34112-3;;X\n", "", "2 3"},
		{"Document;Code;Infirmiers\nnote inventée\n;34112-3;X\n", "", "2"},
		// Headings on several lines are headings still.
		{"CODE;;Infirmiers\n;Document;\n34112-3;;X\n", "", ""},
		{";;Infirmiers\nCODE;DOCUMENT;\n34112-3;;X\n", "", ""},
		{";;Infirmiers\nTYPE_CODE;;\n34112-3;;X\n", "", ""},
		{";;Infirmiers\nCODE LOINC;LIBELLE;60 69\n34112-3;;X\n", "", ""},
		{";;Infirmiers\nCode du document;;\n34112-3;;X\n", "", ""},
		{";;Infirmiers\nType (code);;\n34112-3;;X\n", "", ""},
		{";;Infirmiers\nLOINC (code);;\n34112-3;;X\n", "", ""},
		{"Publication\nCode;;Infirmiers\n34112-3;;X\n", "", ""},
	} {
		r, err := matrixfile.LoadSheet(strings.NewReader(c.text), stateds()[0])
		require.NoError(t, err, "%q: %v", c.text, r.Faults)
		var codes, lines []string
		for _, u := range r.Unlisted {
			codes = append(codes, u.Code)
			assert.Zero(t, u.Allowed, c.text)
		}
		for _, at := range told(r.Faults, matrixfile.CodeIgnored) {
			line, _, _ := strings.Cut(at, ":")
			lines = append(lines, line)
		}
		assert.Equal(t, c.unlisted, strings.Join(codes, " "), c.text)
		assert.Equal(t, c.ignored, strings.Join(lines, " "), c.text)
	}
	// A mark of it is read as further down.
	for text, open := range map[string]int{
		"Code;Infirmiers\nNOUVEAU_1;non\n34112-3;X\n": 0, "Code;Infirmiers\nNOUVEAU_1;1\n34112-3;X\n": 1, "Code;Infirmiers\nNOUVEAU_1;X\n34112-3;X\n": 1,
	} {
		r, err := matrixfile.LoadSheet(strings.NewReader(text), stateds()[0])
		require.NoError(t, err, "%q: %v", text, r.Faults)
		require.Len(t, r.Unlisted, 1, text)
		assert.Equal(t, habilitation.ColumnSet(open), r.Unlisted[0].Allowed, text)
	}
	// A row of them is refused as any unknown type when nobody accepts it.
	o := stateds()[0]
	o.Accept &^= matrixfile.UnlistedTypes
	_, err := matrixfile.LoadSheet(strings.NewReader("Code;Infirmiers\nNOUVEAU_1;\n34112-3;X\n"), o)
	require.ErrorIs(t, err, matrixfile.CodeUnlisted)
}

// TestNoLineLost: of sheets at random, each line below the names of the columns is
// a row of the matrix, or a finding says what became of it.
func TestNoLineLost(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 9))
	rounds := 4000
	if testing.Short() {
		rounds = 400
	}
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	heads := [][]string{
		{"Catégorie;Document;Code;Médecins;Infirmiers"},
		{"Matrice;;;;", "Catégorie;Document;Code;Médecins;Infirmiers"},
		{"Catégorie;;Code;Médecins;Infirmiers", ";Document;;10;60 69"},
		{"Catégorie;Document;Réf.;Médecins;Infirmiers"},
		{";;;Soins;", "Catégorie;Document;Code LOINC;Médecins;Infirmiers", ";;;10;60 69"},
	}
	known := []string{"34112-3", "57833-6", "80788-3", "11502-2", "SYNTH", "28653-4"}
	read, refused := 0, 0
	for range rounds {
		head := heads[r.IntN(len(heads))]
		type row struct{ code, line string }
		var body []row
		left := slices.Clone(known)
		for range 2 + r.IntN(6) {
			class, label := pick("", "", "Prescription"), pick("", "Document", "Libellé neuf", "CODE")
			cells := pick(";", "X;", ";X", "X;X", "1;", ";", "")
			code := pick("NEUF-1", "99999-9", "neuf", "Nouveau document", "AB", "", "(a)", "DOC_NEUF", "TYPE-9", "LOINC-3")
			if len(left) > 0 && r.IntN(2) == 0 {
				code, left = left[0], left[1:]
			}
			line := strings.TrimRight(class+";"+label+";"+code+";"+cells, ";")
			if r.IntN(3) > 0 {
				line += strings.Repeat(";", 4-strings.Count(line, ";"))
			}
			body = append(body, row{code, pick(line, line, line, line, "Prescription;;;;", "note;;;;", head[len(head)-1])})
			if body[len(body)-1].line != line {
				body[len(body)-1].code = "?"
			}
		}
		var text strings.Builder
		for _, l := range head {
			text.WriteString(l + "\n")
		}
		for _, l := range body {
			text.WriteString(l.line + "\n")
		}
		res, err := matrixfile.LoadSheet(strings.NewReader(text.String()), stateds()[0])
		if err != nil {
			refused++
			continue
		}
		read++
		there := map[string]bool{}
		for x := range res.Matrix.Rows() {
			there[x.Document.Code()] = true
		}
		for x := range res.Matrix.Unlisted() {
			there[x.Code] = true
		}
		for i, l := range body {
			n := len(head) + 1 + i
			told := slices.ContainsFunc(res.Faults, func(f rule.Fault) bool { return f.Position().Line == n })
			if strings.Trim(l.line, ";") != "" && !slices.Contains(head, l.line) && !there[l.code] && !told {
				t.Fatalf("line %d is lost: %q\n%s%v", n, l.line, text.String(), res.Faults.Error())
			}
		}
	}
	assert.Greater(t, min(read, refused), rounds/10)
}

// TestNoHeadings: a title or a new type above the rows is no heading, and without any
// that is what is said, not what each column and type lacks.
func TestNoHeadings(t *testing.T) {
	for _, above := range []string{"Matrice;\n", "Matrice\n", "NOUVEAU_1;\n", "NOUVEAU_1;\nNOUVEAU_2;\n"} {
		r, err := matrixfile.LoadSheet(strings.NewReader(above+"34112-3;X\n"), stateds()[0])
		require.ErrorIs(t, err, matrixfile.CodeHeader, above)
		assert.False(t, r.Faults.Has(matrixfile.CodeColumnMissing), above)
	}
}
