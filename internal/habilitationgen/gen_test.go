package habilitationgen

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const home = "../../habilitation"

// The tables in the package are those that its data files give.
func TestGeneratedFilesAreFresh(t *testing.T) {
	files, err := Generate(os.DirFS(filepath.Join(home, "data")))
	require.NoError(t, err)
	matrices, err := filepath.Glob(filepath.Join(home, "data", MatrixFile+"*.csv"))
	require.NoError(t, err)
	require.NotEmpty(t, matrices)
	require.Len(t, files, 1+len(matrices))
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(home, name))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got), "%s is stale: run go generate in habilitation", name)
	}
}

// The same data give the same files every time.
func TestGenerateIsDeterministic(t *testing.T) {
	a, err := Generate(os.DirFS(filepath.Join(home, "data")))
	require.NoError(t, err)
	b, err := Generate(os.DirFS(filepath.Join(home, "data")))
	require.NoError(t, err)
	assert.Equal(t, a, b)
}

// Small files that are right, to be spoilt one at a time.
const (
	types = "code;libellé;terminologie;classe;listes\n" +
		"34112-3;CR hospitalier;LOINC;10;J66 J07\nPIECE;Pièce;TRE_A05;;J07\n*DICOM;Imagerie;DICOM;31;\n"
	columns = "clé;intitulé;libellé;codes imprimés;professions;internes;métiers;rôles;sauf médecin du travail\n" +
		"physician;Médecins;Médecins;10;10;10;;;oui\nGENR08;Coordination;Coordination;99 avec GENR08;;;;GENR08;\n"
	table = "classe;code;libellé imprimé;Médecins;Coordination\n" +
		"10;34112-3;CR imprimé;oui;non\n31;*DICOM;Imagerie;oui;oui\n"
)

const (
	columnsFile = "colonnes-essai-2024-01-31.csv"
	matrixFile  = "matrice-essai-2024-01-31.csv"
)

func small() fstest.MapFS {
	return fstest.MapFS{
		TypesFile: {Data: []byte(types)}, columnsFile: {Data: []byte(columns)}, matrixFile: {Data: []byte(table)},
	}
}

func TestGenerateSmall(t *testing.T) {
	files, err := Generate(small())
	require.NoError(t, err)
	documents, table := string(files[DocumentsGo]), string(files["zz_essai20240131.go"])
	assert.Contains(t, documents, "const documentCount = 4\n")
	assert.Contains(t, documents, `{"34112-3", "CR hospitalier", SystemLOINC, ClassReport, inJ66 | inJ07},`)
	assert.Contains(t, documents, `{"PIECE", "Pièce", SystemTREA05, 0, inJ07},`)
	assert.Contains(t, documents, `{"*DICOM", "Imagerie", SystemDICOM, ClassImaging, 0},`)
	assert.Contains(t, documents, "const DICOM DocumentType = 3\n")
	assert.Contains(t, table, `{1, 0x00001, "CR imprimé"}, // 34112-3`)
	assert.Contains(t, table, `{3, 0x00003, ""},`, "the label of the list is not repeated")
	assert.Equal(t, 1, strings.Count(table, "ExcludesOccupational: true"))
	assert.Contains(t, table, "func essai20240131Columns() []Column {")
	assert.Contains(t, table, "var essai20240131Rows = [...]matrixRow{")
	assert.True(t, strings.HasPrefix(table, "// Code generated "))
}

// A second matrix gets a file of its own and leaves that of the first.
func TestGenerateTwo(t *testing.T) {
	one, err := Generate(small())
	require.NoError(t, err)
	dir := small()
	dir["colonnes-essai-2027-01-31.csv"] = dir[columnsFile]
	dir["matrice-essai-2027-01-31.csv"] = &fstest.MapFile{Data: []byte(strings.Replace(table, ";oui;non", ";non;non", 1))}
	two, err := Generate(dir)
	require.NoError(t, err)
	require.Len(t, two, 3)
	for name, text := range one {
		assert.Equal(t, string(text), string(two[name]), name)
	}
	assert.Contains(t, string(two["zz_essai20270131.go"]), "{1, 0x00000, ")

	delete(dir, "colonnes-essai-2027-01-31.csv")
	_, err = Generate(dir)
	require.ErrorIs(t, err, fs.ErrNotExist)
	delete(dir, "matrice-essai-2027-01-31.csv")
	dir["matrice-essai-2027.csv"] = dir[matrixFile]
	_, err = Generate(dir)
	require.ErrorContains(t, err, "the name of a matrix is")
}

func TestGenerateRefuses(t *testing.T) {
	for _, c := range []struct {
		name, file, old, new, want string
	}{
		{"no file of types", TypesFile, "", "", "file does not exist"},
		{"no file of columns", columnsFile, "", "", "file does not exist"},
		{"no matrix", matrixFile, "", "", "file does not exist"},
		{"an empty file", TypesFile, types, "", "header"},
		{"a header and nothing else", TypesFile, types[strings.Index(types, "\n")+1:], "", "header"},
		{"another header", TypesFile, "terminologie", "system", "header"},
		{"a column of the header missing", columnsFile, ";rôles", "", "wrong number of fields"},
		{"columns in another order", matrixFile, "Médecins;Coordination", "Coordination;Médecins", "header"},
		{"a row with a cell too few", matrixFile, ";oui;non", ";oui", "wrong number of fields"},
		{"a stray quote", TypesFile, "CR hospitalier", `CR "hospitalier`, "bare \""},
		{"a code twice", TypesFile, "PIECE;", "34112-3;", "line 3: code missing or repeated"},
		{"a code missing", TypesFile, "PIECE;", ";", "line 3: code missing"},
		{"a label missing", TypesFile, "CR hospitalier", "", "line 2"},
		{"an unknown terminology", TypesFile, "LOINC", "SNOMED", "line 2"},
		{"an unknown class", TypesFile, ";10;", ";12;", "line 2"},
		{"an unknown list", TypesFile, "J66 J07", "J66 J08", "line 2: unknown list"},
		{"no type of imaging objects", TypesFile, "Imagerie;DICOM;", "Imagerie;LOINC;", "no row for imaging objects"},
		{"a code of three bytes", TypesFile, "PIECE;", "ABC;", "at least four bytes"},
		{"another word than oui", columnsFile, ";oui\n", ";yes\n", "line 2: the last column"},
		{"a row of an unknown type", matrixFile, "10;34112-3", "10;34112-4", "line 2: type unknown"},
		{"a row twice", matrixFile, "31;*DICOM;Imagerie", "10;34112-3;CR imprimé", "line 3: type unknown or repeated"},
		{"the class of another type", matrixFile, "31;*DICOM", "10;*DICOM", "line 3: the class"},
		{"a cell that is neither oui nor non", matrixFile, ";oui;non", ";oui;", "line 2 column 5: a cell is oui or non"},
		{"an upper-case cell", matrixFile, ";oui;non", ";Oui;non", "line 2 column 4: a cell is oui or non"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := small()
			if c.old == "" {
				delete(dir, c.file)
			} else {
				text := string(dir[c.file].Data)
				require.Contains(t, text, c.old)
				dir[c.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, c.old, c.new, 1))}
			}
			files, err := Generate(dir)
			require.ErrorContains(t, err, c.want)
			assert.Nil(t, files)
			if c.want != "file does not exist" {
				assert.ErrorContains(t, err, c.file)
			} else {
				assert.ErrorIs(t, err, fs.ErrNotExist)
			}
		})
	}
}

func TestTooManyCodes(t *testing.T) {
	var b strings.Builder
	b.WriteString("code;libellé;terminologie;classe;listes\n")
	b.WriteString("*DICOM;Imagerie;DICOM;31;\n")
	for i := range 255 {
		b.WriteString("CODE" + string(rune('A'+i/26)) + string(rune('A'+i%26)) + ";x;LOINC;10;J66\n")
	}
	dir := small()
	dir[TypesFile] = &fstest.MapFile{Data: []byte(b.String())}
	_, err := Generate(dir)
	require.ErrorContains(t, err, "more codes than a byte can count")
}
