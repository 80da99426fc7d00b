package registration_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	stdunicode "unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/rppsplus/rppsplus/internal/regsample"
	"github.com/rppsplus/rppsplus/internal/rows"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

var fileDay = civil.YMD(2026, 11, 22)

// fileLayout is one of the ways in which a spreadsheet writes the same cells.
type fileLayout struct {
	sep      string
	encoding string
	eol      string
	quoted   bool // all cells; else those that need it
	shuffled bool
	noEnd    bool // no line end after the last line
}

func (l fileLayout) String() string {
	return fmt.Sprintf("%q %s %q quoted=%t shuffled=%t noEnd=%t", l.sep, l.encoding, l.eol, l.quoted, l.shuffled, l.noEnd)
}

// fileEncodings are written by the encoders of another module than the one
// that reads.
var fileEncodings = map[string]struct {
	mark string
	enc  encoding.Encoding
}{
	"UTF-8":        {"", encoding.Nop},
	"UTF-8 BOM":    {"\ufeff", encoding.Nop},
	"Windows-1252": {"", charmap.Windows1252},
	"UTF-16LE":     {"", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
	"UTF-16BE":     {"", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
}

func (l fileLayout) write(t testing.TB, grid [][]string) []byte {
	t.Helper()
	order := make([]int, len(grid[0]))
	for i := range order {
		order[i] = i
	}
	if l.shuffled {
		rand.New(rand.NewPCG(7, 7)).Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
	var b strings.Builder
	b.WriteString(fileEncodings[l.encoding].mark)
	for n, row := range grid {
		for i, from := range order {
			if i > 0 {
				b.WriteString(l.sep)
			}
			cell := row[from]
			if l.quoted || strings.ContainsAny(cell, "\"\r\n"+l.sep) {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		if n < len(grid)-1 || !l.noEnd {
			b.WriteString(l.eol)
		}
	}
	out, err := fileEncodings[l.encoding].enc.NewEncoder().Bytes([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// fileSample makes rows of which some are broken, and the texts of a file.
func fileSample(n int) ([]regsample.Row, [][]string) {
	rng := rand.New(rand.NewPCG(1, 2))
	var sample []regsample.Row
	for i := range n {
		row := regsample.Valid(rng, fileDay)
		switch i % 6 {
		case 1:
			row[reg.FieldBirthDate], row[reg.FieldSex] = "31/04/1990", "?"
		case 2:
			row[reg.FieldExerciseName] = `L"Hermitage, dit "le Grand"; fils`
		case 3:
			row[reg.FieldSIRET], row[reg.FieldFINESS] = "99701500011", "9,9E+08"
		case 4:
			row[reg.FieldBirthTown] = "\u00a0Œuvry–sur—Noye €\u00a0"
		case 5:
			row[reg.FieldEmail], row[reg.FieldEnd] = "à@é", "demain"
		}
		sample = append(sample, row)
	}
	var header []string
	for f := range reg.Fields() {
		header = append(header, f.Column())
	}
	grid := [][]string{header}
	for _, row := range sample {
		grid = append(grid, row[reg.FieldBirthName:])
	}
	return sample, grid
}

// unreadInOrder forgets the order of the columns.
func unreadInOrder(r reg.Request) reg.Request {
	r.Unread = slices.Clone(r.Unread)
	slices.SortFunc(r.Unread, func(a, b reg.Unread) int { return int(a.Field) - int(b.Field) })
	return r
}

// fileResults reads and checks a file to its end.
func fileResults(t testing.TB, in io.Reader, d *reg.Duplicates) (rule.Faults, []reg.Result) {
	t.Helper()
	r, err := reg.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	var out []reg.Result
	for res, err := range r.Check(reg.Context{At: fileDay}, d) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, res)
	}
	if rec, err := r.Next(); !errors.Is(err, io.EOF) || rec.Line != 0 {
		t.Fatalf("after the end: line %d, %v", rec.Line, err)
	}
	return r.Header(), out
}

// TestFileLayouts reads the same cells in every layout and compares with what
// is read without a file.
func TestFileLayouts(t *testing.T) {
	sample, grid := fileSample(12)
	var want []reg.Result
	index := new(reg.Duplicates)
	for i, row := range sample {
		res := reg.Result{Record: reg.Record{Line: i + 2, Request: unreadInOrder(row.Request())}, Checked: true}
		found := reg.Check(res.Request, reg.Context{At: fileDay})
		found.Add(index.Add(res.Line, &res.Request)...)
		for _, f := range found {
			res.Faults.Add(f.On(rule.Position{Line: res.Line}))
		}
		res.Faults.Sort()
		want = append(want, res)
	}
	if valid := slices.IndexFunc(want, reg.Result.Valid); valid < 0 || !slices.ContainsFunc(want, func(r reg.Result) bool { return !r.Valid() }) {
		t.Fatal("the sample must have valid and refused rows")
	}
	compare := func(t *testing.T, in io.Reader) {
		t.Helper()
		header, got := fileResults(t, in, new(reg.Duplicates))
		if len(header) > 0 || len(got) != len(want) {
			t.Fatalf("%d records, header: %v", len(got), header)
		}
		for i := range got {
			got[i].Request = unreadInOrder(got[i].Request)
			if !reflect.DeepEqual(got[i].Request, want[i].Request) {
				t.Errorf("row %d: another request: %v, want %v", i, got[i].Request, want[i].Request)
			}
			if !slices.Equal(got[i].Faults, want[i].Faults) || got[i].Line != want[i].Line || got[i].Checked != want[i].Checked {
				t.Errorf("row %d, line %d:\n%v\nwant\n%v", i, got[i].Line, got[i].Faults, want[i].Faults)
			}
		}
	}
	for _, sep := range []string{";", ",", "\t"} {
		for enc := range fileEncodings {
			for _, eol := range []string{"\n", "\r\n", "\r"} {
				for bits := range 8 {
					l := fileLayout{sep, enc, eol, bits&1 > 0, bits&2 > 0, bits&4 > 0}
					t.Run(l.String(), func(t *testing.T) { compare(t, bytes.NewReader(l.write(t, grid))) })
				}
			}
		}
	}
	// However the input comes.
	for name, in := range map[string]func(io.Reader) io.Reader{
		"bytes": iotest.OneByteReader, "halves": iotest.HalfReader, "end with data": iotest.DataErrReader,
	} {
		for enc := range fileEncodings {
			l := fileLayout{";", enc, "\r\n", false, true, true}
			t.Run(name+" "+l.String(), func(t *testing.T) { compare(t, in(bytes.NewReader(l.write(t, grid)))) })
		}
	}
	// Lines that are no records change nothing, line numbers set apart.
	plain := string(fileLayout{sep: ";", encoding: "UTF-8", eol: "\n"}.write(t, grid))
	t.Run("sep=;", func(t *testing.T) {
		_, got := fileResults(t, strings.NewReader("sep=;\n"+plain), nil)
		if len(got) != len(want) || got[0].Line != 3 {
			t.Errorf("%d records", len(got))
		}
	})
	t.Run("blanks before", func(t *testing.T) {
		_, got := fileResults(t, strings.NewReader(strings.Repeat(" \n", 400)+plain), nil)
		if len(got) != len(want) || got[0].Line != 402 {
			t.Errorf("%d records", len(got))
		}
	})
	t.Run("empty lines", func(t *testing.T) {
		_, got := fileResults(t, strings.NewReader("\n \n"+strings.ReplaceAll(plain, "\n", "\n\n;;;\n \t\n")), nil)
		if len(got) != len(want) {
			t.Fatalf("%d records", len(got))
		}
		for i := range got {
			if got[i].Line != 3+4*(i+1) || !reflect.DeepEqual(unreadInOrder(got[i].Request), want[i].Request) {
				t.Errorf("row %d is on line %d", i, got[i].Line)
			}
		}
	})
}

// TestFileHeaderNames reads one cell under one name of a column.
func TestFileHeaderNames(t *testing.T) {
	texts := regsample.Row{
		reg.FieldBirthName: "Lavandier", reg.FieldFirstNames: "Zoé Anne", reg.FieldSex: "F", reg.FieldBirthDate: "12/03/1990",
		reg.FieldBirthPlace: "33063", reg.FieldBirthTown: "Göteborg", reg.FieldFrenchNationality: "oui",
		reg.FieldEmail: "zoe.lavandier@example.org", reg.FieldPhone: "06 39 98 00 11", reg.FieldExerciseName: "Lavandier",
		reg.FieldExerciseFirstName: "Zoé", reg.FieldNumber: "99700000013", reg.FieldProfession: "326", reg.FieldCategory: "C",
		reg.FieldRole: "GENR10", reg.FieldMode: "S", reg.FieldSIRET: "00099701500011", reg.FieldFINESS: "990000010",
		reg.FieldRPPSRang: "99700366240007", reg.FieldSector: "SA16", reg.FieldStart: "01/09/2026", reg.FieldEnd: "2027-09-01",
		reg.FieldEndReason: "RS", reg.FieldInformation: "24/08/2026", reg.FieldHomeCare: "oui", reg.FieldIdentifier: "899700000013",
		reg.FieldUsageName: "Tassigny", reg.FieldCertification: "FC", reg.FieldLiberalActivity: "ACT-LIB-05",
		reg.FieldStructureKind: "ESMS", reg.FieldMethod: "manuelle",
	}
	names := map[string]reg.Field{
		"Nom de naissance": reg.FieldBirthName, "NOM DE FAMILLE": reg.FieldBirthName, "Nom patronymique": reg.FieldBirthName,
		"Prénom(s)": reg.FieldFirstNames, "Prénoms de naissance": reg.FieldFirstNames, "Prénom": reg.FieldFirstNames,
		"Date de naissance": reg.FieldBirthDate, "Code INSEE de naissance": reg.FieldBirthPlace,
		"Lieu de naissance (code)": reg.FieldBirthPlace, "Ville de naissance": reg.FieldBirthTown,
		"Nationalité française": reg.FieldFrenchNationality, "Nationalité": reg.FieldFrenchNationality, "E-mail": reg.FieldEmail, "Courriel": reg.FieldEmail,
		"Adresse e-mail": reg.FieldEmail, "Téléphone": reg.FieldPhone, "Tél.": reg.FieldPhone, "Tél. portable": reg.FieldPhone, "Tél mobile": reg.FieldPhone, "Téléphone portable": reg.FieldPhone,
		"Nom d'exercice": reg.FieldExerciseName, "Nom d’exercice": reg.FieldExerciseName, "Prénom d'exercice": reg.FieldExerciseFirstName,
		"Date de début (JJ/MM/AAAA)": reg.FieldStart, "date_fin AAAA-MM-JJ": reg.FieldEnd, "date_fin (facultatif)": reg.FieldEnd, "Sexe* (obligatoire)": reg.FieldSex,
		"N° RPPS": reg.FieldNumber, "Nº RPPS": reg.FieldNumber, "numéro RPPS": reg.FieldNumber, "N°\u00a0RPPS": reg.FieldNumber, "RPPS": reg.FieldNumber,
		"Métier": reg.FieldProfession, "Code profession": reg.FieldProfession, "Catégorie professionnelle": reg.FieldCategory,
		"Code rôle": reg.FieldRole, "Code catégorie": reg.FieldCategory, "Code secteur": reg.FieldSector, "Code mode d'exercice": reg.FieldMode,
		"SIRET de l'établissement": reg.FieldSIRET, "Sexe (F/M)": reg.FieldSex, "Sexe (M/F)": reg.FieldSex, "Nom marital": reg.FieldUsageName,
		"Commune de naissance": reg.FieldBirthPlace, "Lieu de naissance": reg.FieldBirthPlace,
		"Rôle RPPS+": reg.FieldRole, "Genre d'activité": reg.FieldRole, "Rôle": reg.FieldRole, "Mode d'exercice": reg.FieldMode,
		"N° SIRET": reg.FieldSIRET, "n°FINESS": reg.FieldFINESS, "FINESS géographique": reg.FieldFINESS, "FINESS ET": reg.FieldFINESS,
		"RPPS-rang": reg.FieldRPPSRang, "Secteur d'activité": reg.FieldSector,
		"Date de prise de fonction": reg.FieldStart, "Date de début": reg.FieldStart, "Date d'entrée": reg.FieldStart,
		"Date d'embauche": reg.FieldStart, "Nom de jeune fille": reg.FieldBirthName, "Code commune de naissance": reg.FieldBirthPlace,
		"Date de fin": reg.FieldEnd, "Date de fin de contrat": reg.FieldEnd, "Fin de contrat": reg.FieldEnd, "Date de sortie": reg.FieldEnd, "Motif de fin": reg.FieldEndReason,
		"Date d'information": reg.FieldInformation, "Éligibilité vérifiée": reg.FieldHomeCare, "Identifiant": reg.FieldIdentifier,
		"Nom d'usage": reg.FieldUsageName, "Statut d'état civil": reg.FieldCertification,
		"Type d'activité libérale": reg.FieldLiberalActivity, "Type de structure": reg.FieldStructureKind, "Méthode": reg.FieldMethod,
		"\u202fPre\u0301noms\u200b": reg.FieldFirstNames, // decomposed, with blanks that nobody sees
	}
	for f := range reg.Fields() {
		column := f.Column()
		names[column], names[strings.ToUpper(column)] = f, f
		names["  "+strings.ReplaceAll(column, "_", " ")+"  "] = f
		names[strings.ReplaceAll(column, "_", "")] = f
	}
	for name, f := range names {
		for _, enc := range []string{"UTF-8", "UTF-16LE"} {
			in := fileLayout{sep: ";", encoding: enc, eol: "\n"}.write(t, [][]string{{"autre", name}, {"rien", texts[f]}})
			r, err := reg.NewReader(bytes.NewReader(in))
			if err != nil {
				t.Errorf("%q: %v", name, err)
				continue
			}
			var row regsample.Row
			row[f] = texts[f]
			rec, err := r.Next()
			if err != nil || len(rec.Faults) > 0 || !reflect.DeepEqual(rec.Request, row.Request()) || reflect.DeepEqual(rec.Request, reg.Request{}) {
				t.Errorf("%q: %v, %v, %v", name, err, rec.Faults, rec.Request)
			}
			if n := countCode(r.Header(), reg.CodeColumnUnknown); n != 1 {
				t.Errorf("%q: %d unknown columns, want 1", name, n)
			}
			for _, m := range r.Header() {
				if m.Code() == reg.CodeColumnMissing && m.Path() == f.Path() {
					t.Errorf("%q: missing and there", name)
				}
			}
		}
	}
	// Names that may mean something else are not guessed.
	for _, name := range []string{"", "Nom", "Nom du père", "Date", "Code", "Numéro", "N°", "de la", "Statut", "Ville", "sexes", "role2", "JJ/MM/AAAA", "Date de début (MM/JJ/AAAA)", "date_debut AAAA-JJ-MM", "FINESS (EJ)", "Nom (obligatoire)"} {
		if _, err := reg.NewReader(strings.NewReader(name + ";x\n")); !errors.Is(err, reg.CodeFileHeader) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func countCode(fs rule.Faults, c rule.Code) (n int) {
	for _, f := range fs {
		if f.Code() == c {
			n++
		}
	}
	return n
}

func TestFileColumns(t *testing.T) {
	all := "nom_naissance;prenoms;sexe;date_naissance;lieu_naissance_code;email;telephone;profession;categorie;role;mode_exercice;siret;date_debut;information_date"
	for _, tt := range []struct {
		name, header string
		want         []string // path, code and arguments, sorted
	}{
		{"the compulsory ones", all, nil},
		{"FINESS for SIRET", strings.Replace(all, "siret", "finess", 1), nil},
		{"rank for SIRET", strings.Replace(all, "siret", "rpps_rang", 1), nil},
		{"one missing", strings.Replace(all, ";role", "", 1), []string{"situation.role REG-COLUMN-MISSING the column role is missing"}},
		{"two missing", strings.NewReplacer(";email", "", ";siret", "").Replace(all), []string{
			"contact.email REG-COLUMN-MISSING the column email is missing",
			"situation.structure REG-COLUMN-STRUCTURE one of the columns siret, finess, rpps_rang is needed",
		}},
		{"unknown", "matricule;" + all + ";;" + strings.Repeat("x;", 12) + "Motard", []string{
			" REG-COLUMN-UNKNOWN column No 1 (A in a spreadsheet) is not known: it is left out",
			" REG-COLUMN-UNKNOWN column No 17 (Q in a spreadsheet) is not known: it is left out",
			" REG-COLUMN-UNKNOWN column No 26 (Z in a spreadsheet) is not known: it is left out",
			" REG-COLUMN-UNKNOWN column No 27 (AA in a spreadsheet) is not known: it is left out",
			" REG-COLUMN-UNKNOWN column No 29 (AC in a spreadsheet) is not known: it is left out",
		}},
		{"twice", all + ";Rôle", []string{"situation.role REG-COLUMN-TWICE several columns of the file are read as role: keep one, or the same values in all"}},
		{"three times", all + ";Rôle;ROLE", []string{"situation.role REG-COLUMN-TWICE several columns of the file are read as role: keep one, or the same values in all"}},
	} {
		r, err := reg.NewReader(strings.NewReader("\n\n" + tt.header + "\n"))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var got []string
		for _, f := range r.Header() {
			if f.Position() != (rule.Position{Line: 3}) {
				t.Errorf("%s: at %+v", tt.name, f.Position())
			}
			text := f.Path() + " " + string(f.Code()) + " " + messageEN(f)
			if f.Code() == reg.CodeColumnUnknown && !slices.Contains(tt.want, text) {
				continue // the columns between
			}
			got = append(got, text)
		}
		slices.Sort(got)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
}

func messageEN(f rule.Fault) string {
	_, text, _ := strings.Cut(f.Error(), ": line 3: ")
	return strings.TrimPrefix(text, f.Path()+": ")
}

// showRecord writes a record as its line, its faults or the name and the
// initial of the sex.
func showRecord(rec reg.Record) string {
	var s strings.Builder
	s.WriteString(fmt.Sprint(rec.Line))
	for _, f := range rec.Faults {
		s.WriteString("!" + string(f.Code()))
		if f.Path() != "" {
			s.WriteString("@" + f.Path())
		}
		if f.Position() != (rule.Position{Line: rec.Line}) {
			s.WriteString(fmt.Sprintf(" at %+v", f.Position()))
		}
	}
	if len(rec.Faults) == 0 {
		s.WriteString("|" + rec.Request.Identity.BirthName.Reveal() + "|" + rec.Request.Identity.Sex.Code())
	}
	return s.String()
}

// TestFileLines gives bad lines among good ones.
func TestFileLines(t *testing.T) {
	long := strings.Repeat("x", reg.MaxLine-len("Alpha;;;"))
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"nothing but the header", "", nil},
		{"no line end", "Alpha;F;A", []string{"2|Alpha|F"}},
		{"short", "Alpha\nBeta;M\nGamma;;\n", []string{"2!REG-LINE-TOTAL", "3|Beta|M", "4!REG-LINE-TOTAL"}},
		{"cut", "Alpha;F;A\nBeta;M", []string{"2|Alpha|F", "3!REG-LINE-CUT"}},
		{"cut in the first field", "Alpha;F;A\nBe", []string{"2|Alpha|F", "3!REG-LINE-CUT"}},
		{"cut within quotes", "Alpha;F;A\nBeta;\"M", []string{"2|Alpha|F", "3!REG-LINE-QUOTE"}},
		{"cut after quotes", "Alpha;F;A\n\"Be\nta\";\"M\"", []string{"2|Alpha|F", "3!REG-LINE-CUT"}},
		{"cut, in Windows-1252", "Alpha;F;A\nB\xe9ta", []string{"2|Alpha|F", "3!REG-LINE-CUT"}},
		{"blanks, cut", "Alpha;F;A\n;", []string{"2|Alpha|F"}},
		{"the names again", "Alpha;F;A\nnom_naissance; sexe;\"autre\";\nBeta;M;B\n", []string{"2|Alpha|F", "3!REG-LINE-HEADER", "4|Beta|M"}},
		{"the names again, but one that is not known", "nom_naissance;sexe;A\n", []string{"2!REG-LINE-HEADER"}},
		{"the end of a file of old programs", "Alpha;F;A\nBeta;M;B\n\x1a", []string{"2|Alpha|F", "3|Beta|M"}},
		{"that mark beside others", "Alpha;F;A\nBeta;\x1a\n", []string{"2|Alpha|F", "3|Beta|"}},
		{"three names in another order", "Alpha;F;A\nsexe;nom_naissance;email\nM;Beta;x\n", []string{"2|Alpha|F", "3!REG-LINE-MOVED", "4!REG-LINE-MOVED"}},
		{"two names in another order", "Alpha;F;A\nsexe;nom_naissance;x\nBeta;M;B\n", []string{"2|Alpha|F", "3|sexe|", "4|Beta|M"}},
		{"one name alone", "nom_naissance;F;A\n", []string{"2|nom_naissance|F"}},
		{"one text alone", "Alpha;F;A\nPage 1/2\n;;x\nBeta;M;B\n", []string{"2|Alpha|F", "3!REG-LINE-TOTAL", "4!REG-LINE-TOTAL", "5|Beta|M"}},
		{"empty cells in excess", "Alpha;F;A;;;\nBeta;M;B; ;\u00a0\n", []string{"2|Alpha|F", "3|Beta|M"}},
		{"a cell in excess", "Alpha;F;A;x\nBeta;M;B;;x\nGamma;F;C\n", []string{"2!REG-LINE-FIELDS", "3!REG-LINE-FIELDS", "4|Gamma|F"}},
		{"NUL", "Al\x00pha;F;A\nBeta;M;\x00\nGamma;F;\n", []string{"2!REG-LINE-NUL", "3!REG-LINE-NUL", "4|Gamma|F"}},
		{"NUL, and a cell in excess", "Alpha;F;A;\x00\nBeta;M;\n", []string{"2!REG-LINE-NUL", "3|Beta|M"}},
		{"byte of no character set", "Al\x81pha\xe9;F;A\nBeta;M;\n", []string{"2!REG-LINE-TEXT", "3|Beta|M"}},
		{"quote not closed", "\"Alpha;F;A\nBeta;M;B\nGamma;F;\n", []string{"2!REG-LINE-QUOTE", "3|Beta|M", "4|Gamma|F"}},
		{"quote not closed at the end", "Alpha;F;A\nBeta;M;\"B", []string{"2|Alpha|F", "3!REG-LINE-QUOTE"}},
		{"quote not closed, many lines after", "Alpha;F;\"A\n" + strings.Repeat("Beta;M;B\n", 40), append([]string{"2!REG-LINE-QUOTE"}, lines(3, 40, "Beta|M")...)},
		{"quote not closed, then one closed", "\"Alpha;F;A\n\"Beta\";M;B\nGamma;F;\n", []string{"2!REG-LINE-QUOTE", "3|Beta|M", "4|Gamma|F"}},
		{"text after a quote", "\"Alpha\"x;F;A\nBeta;M;B\n", []string{"2!REG-LINE-QUOTE", "3|Beta|M"}},
		{"quote within", "Al\"pha;F;A\nBeta;M;5\"\n", []string{"2|Al\"pha|F", "3|Beta|M"}},
		{"lines in a cell", "Alpha;F;\"A\nA\n\nA\"\nBeta;M;B\n", []string{"2|Alpha|F", "6|Beta|M"}},
		{"quoted separators", "\"Al;pha\";\"F\";\";;\"\nBeta;M;B\n", []string{"2|Al;pha|F", "3|Beta|M"}},
		{"empty lines", "\nAlpha;F;A\n;;\n\n \t \nBeta;M;B\n\n", []string{"3|Alpha|F", "7|Beta|M"}},
		{"lines of blanks of every kind", "\u00a0;\u00a0;\n ;\u2003;\t\nBeta;M;B\n", []string{"4|Beta|M"}},
		{"nothing but letters beyond ASCII", "É;;\n;;é\n", []string{"2!REG-LINE-TOTAL", "3!REG-LINE-TOTAL"}},
		{"the longest line", "Alpha;;" + long + ";\nBeta;M;B\n", []string{"2|Alpha|", "3|Beta|M"}},
		{"one byte more", "Alpha;;" + long + "x;\nBeta;M;B\n", []string{"2!REG-LINE-LONG", "3|Beta|M"}},
		{"two MB", "Alpha;F;" + long + long + "\nBeta;M;B\n", []string{"2!REG-LINE-LONG", "3|Beta|M"}},
		{"two MB at the end", "Alpha;F;A\nBeta;M;" + long + long, []string{"2|Alpha|F", "3!REG-LINE-LONG"}},
		{"a quote that opens before two MB", "Alpha;F;\"A\n" + long + long + "\"\nBeta;M;B\n", []string{"2!REG-LINE-QUOTE", "3!REG-LINE-LONG", "4|Beta|M"}},
		{
			"everything at once", "\"Alpha;F\n\x00;F\nAlpha;F;;x\n" + long + long + "\nAl\x81;F\n\"A\"b;F\nBeta;M;B\n",
			[]string{"2!REG-LINE-QUOTE", "3!REG-LINE-NUL", "4!REG-LINE-FIELDS", "5!REG-LINE-LONG", "6!REG-LINE-TEXT", "7!REG-LINE-QUOTE", "8|Beta|M"},
		},
	} {
		for _, eol := range []string{"\n", "\r\n", "\r"} {
			in := strings.ReplaceAll("nom_naissance;sexe;autre\n"+tt.in, "\n", eol)
			var got []string
			r, err := reg.NewReader(strings.NewReader(in))
			if err != nil {
				t.Errorf("%s: %v", tt.name, err)
				continue
			}
			for rec, err := range r.All() {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, showRecord(rec))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%s, %q:\n%q\nwant\n%q", tt.name, eol, got, tt.want)
			}
		}
	}
}

// TestFileLabelsUnread: a text that is no label is told on every line that has
// it, and labels are read on all lines alike.
func TestFileLabelsUnread(t *testing.T) {
	const header = "profession;categorie;role;mode_exercice;secteur;motif_fin;type_activite_liberale\n"
	const bad = "no such profession;no such category;no such role;no such mode;no such sector;no such reason;no such activity\n"
	good := "Éducateur spécialisé;Civil;" + roles.GENR11.Label() + ";Salarié;;;\n"
	r, err := reg.NewReader(strings.NewReader(header + bad + good + bad + good))
	if err != nil {
		t.Fatal(err)
	}
	var first, second []reg.Record
	for rec, err := range r.All() {
		if err != nil {
			t.Fatal(err)
		}
		if rec.Line%2 == 0 {
			first = append(first, rec)
		} else {
			second = append(second, rec)
		}
	}
	for _, rec := range first {
		if len(rec.Request.Unread) != 7 {
			t.Errorf("line %d: %d of 7 texts are told", rec.Line, len(rec.Request.Unread))
		}
	}
	for _, rec := range second {
		s := rec.Request.Situation
		if len(rec.Request.Unread) > 0 || s.Function == 0 || s.Category == 0 || s.Role == 0 || s.Mode == 0 || s.Structure.Sector != 0 {
			t.Errorf("line %d: %v, unread %v", rec.Line, s, rec.Request.Unread)
		}
	}
}

// TestFileReaderPrints: how many columns are known, of how many.
func TestFileReaderPrints(t *testing.T) {
	for header, want := range map[string]string{
		"email":                 "Reader(columns known 1 of 1)",
		"email;sexe;shoe":       "Reader(columns known 2 of 3)",
		"shoe;hat;email;glove":  "Reader(columns known 1 of 4)",
		"shoe;sexe;email;siret": "Reader(columns known 3 of 4)",
	} {
		r, err := reg.NewReader(strings.NewReader(header + "\n"))
		if err != nil || r.String() != want {
			t.Errorf("%s: %v, %v, want %s", header, r, err, want)
		}
	}
}

// TestFileFieldsInExcess: beyond the limit nobody counts the fields.
func TestFileFieldsInExcess(t *testing.T) {
	o := reg.FileOptions{MaxColumns: 3}
	r, err := o.NewReader(strings.NewReader("email;sexe\na;b;c;d\na;b;c\na;b\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for rec, err := range r.All() {
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range rec.Faults {
			got = append(got, f.Error())
		}
	}
	want := []string{
		"REG-LINE-FIELDS: line 2: > 3 fields for 2 columns: a separator is in excess; a cell that holds one is put in quotes",
		"REG-LINE-FIELDS: line 3: 3 fields for 2 columns: a separator is in excess; a cell that holds one is put in quotes",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	_, err = o.NewReader(strings.NewReader("email;sexe;role;siret\n"))
	if want := "REG-LINE-FIELDS: line 1: > 3 fields for 3 columns: a separator is in excess; a cell that holds one is put in quotes"; fmt.Sprint(err) != want {
		t.Errorf("header: %v, want %s", err, want)
	}
}

func lines(from, n int, what string) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf("%d|%s", from+i, what))
	}
	return out
}

// TestFileTwice gives values in columns that are there twice.
func TestFileTwice(t *testing.T) {
	in := "nom_naissance;sexe;Nom de naissance;sexe;NOM_NAISSANCE\n" +
		"Alpha;F;Alpha;F;Alpha\n" +
		" Alpha ;; Alpha;F\u00a0;\n" +
		";;;F;Alpha\n" +
		"Alpha;F;Alpha;M;\n" +
		"Alpha;M;Beta;F;Gamma\n" +
		"Alpha;F\n"
	r, err := reg.NewReader(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"2|Alpha|F", "3|Alpha|F", "4|Alpha|F",
		"5!REG-COLUMN-CONFLICT@identity.sex",
		// Sorted, and each once.
		"6!REG-COLUMN-CONFLICT@identity.birthName!REG-COLUMN-CONFLICT@identity.sex",
		"7!REG-LINE-SHORT",
	}
	var got []string
	for rec := range r.All() {
		got = append(got, showRecord(rec))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant\n%q", got, want)
	}

	_, results := fileResults(t, strings.NewReader("sexe;sexe\nF;M\n"), new(reg.Duplicates))
	if len(results) != 1 || !results[0].Checked || results[0].Valid() || !results[0].Faults.Has(reg.CodeColumnConflict) {
		t.Errorf("a record with two values in a column: %+v", results)
	}
}

// TestFileTwiceAlike: a code and its label, or one day written in two ways, are one value.
func TestFileTwiceAlike(t *testing.T) {
	for _, tt := range []struct {
		first, second, a, b string
		want                bool
	}{
		{"Code métier", "Métier", "313", "Aide-soignante", true},
		{"Code métier", "Métier", "313", "Moniteur éducateur", false},
		{"Code métier", "Métier", "313", "AS", false},
		{"Code métier", "Métier", "AS", "AS de nuit", false},
		{"Code catégorie", "Catégorie", "C", "Civil", true},
		{"Code rôle", "Rôle", "GENR11", "GENR10", false},
		{"sexe", "Sexe (F/M)", "F", "Mme", true},
		{"sexe", "Sexe (F/M)", "F", "M", false},
		{"date_debut", "Date d'entrée", "01/09/2026", "2026-09-01", true},
		{"date_debut", "Date d'entrée", "01/09/2026", "2026-09-02", false},
		{"date_naissance", "Date de naissance", "12/03/1990", "12.03.1990", true},
		{"date_naissance", "Date de naissance", "12/03/1990", "12.04.1990", false},
		{"information_date", "Date d'information", "24/08/2026", "2026-08-24", true},
		{"information_date", "Date d'information", "24/08/2026", "2026-08-25", false},
		{"siret", "N° SIRET", "00099701500011", "000 997 015 00011", true},
		{"siret", "N° SIRET", "00099701500011", "00099702300015", false},
		{"eligibilite_verifiee", "Éligibilité", "oui", "O", true},
		{"eligibilite_verifiee", "Éligibilité", "oui", "non", false},
		{"nom_naissance", "Nom de famille", "Lefevre", "Lefèvre", false},
		{"email", "Courriel", "a@example.org", "A@example.org", false},
		{"nationalite_francaise", "Nationalité française", "oui", "non", false},
		{"lieu_naissance_code", "Code INSEE de naissance", "33063", "75056", false},
		{"numero_rpps", "RPPS", "99700000013", "99700366240", false},
	} {
		r, err := reg.NewReader(strings.NewReader(tt.first + ";" + tt.second + ";x\n" + tt.a + ";" + tt.b + ";y\n"))
		if err != nil {
			t.Fatal(err)
		}
		rec, err := r.Next()
		if err != nil || rec.Faults.Has(reg.CodeColumnConflict) == tt.want {
			t.Errorf("%s %s, %s %s: %v, %v", tt.first, tt.a, tt.second, tt.b, rec.Faults, err)
		}
	}
}

// TestFileColumnsTwiceMany: 100,000 columns of one name are one finding about
// a line, not 100,000.
func TestFileColumnsTwiceMany(t *testing.T) {
	const n = 100_000
	in := "sexe" + strings.Repeat(";sexe", n) + "\nF" + strings.Repeat(";M;F", n/2) + "\n"
	r, err := reg.FileOptions{MaxColumns: n + 1}.NewReader(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if c := countCode(r.Header(), reg.CodeColumnTwice); c != 1 {
		t.Errorf("header: %d findings", c)
	}
	for got, err := range r.All() {
		if err != nil || countCode(got.Faults, reg.CodeColumnConflict) != 1 {
			t.Errorf("%d findings, %v", len(got.Faults), err)
		}
	}
}

// TestFileColumnsManyAllocs: an unknown name is folded when the line of the names is
// looked for and when it is read, and no more.
func TestFileColumnsManyAllocs(t *testing.T) {
	const columns = 10_000
	head := "sexe" + strings.Repeat(";xyz", columns) + "\n"
	n := testing.AllocsPerRun(3, func() {
		if _, err := reg.NewReader(strings.NewReader(head)); err != nil {
			t.Fatal(err)
		}
	})
	if n > 7*columns {
		t.Errorf("%.1f allocations for each column", n/columns)
	}
}

// TestFileBlankDatesAllocs: a date behind a blank shows the line of a person as well, of
// which no cell is looked up among the names of columns.
func TestFileBlankDatesAllocs(t *testing.T) {
	allocs := func(line string) float64 {
		in := cutHeader + strings.Repeat(line+"\n", 1000)
		return testing.AllocsPerRun(3, func() {
			r, err := reg.NewReader(strings.NewReader(in))
			if err != nil {
				t.Fatal(err)
			}
			for range r.All() {
			}
		})
	}
	blank := strings.NewReplacer(";1990-03-12", "; 1990-03-12", ";2026-09-01", "; 2026-09-01").Replace(cutLine)
	if plain, n := allocs(cutLine), allocs(blank); blank == cutLine || n > plain+100 {
		t.Errorf("%.0f allocations, %.0f without blanks", n, plain)
	}
}

// BenchmarkFileColumnsMany: what a short line costs must not grow with the
// columns of the header, or a file of a few MB takes an hour. The baseline is a
// header of three.
func BenchmarkFileColumnsMany(b *testing.B) {
	for _, columns := range []int{3, 200_000} {
		b.Run(strconv.Itoa(columns), func(b *testing.B) {
			head, lines := "sexe"+strings.Repeat(";x", columns)+"\n", strings.Repeat("F\n", 20_000)
			for b.Loop() {
				b.StopTimer()
				r, err := reg.FileOptions{MaxColumns: columns + 1}.NewReader(strings.NewReader(head + lines))
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				n := 0
				for range r.All() {
					n++
				}
				if n != 20_000 {
					b.Fatalf("%d records", n)
				}
			}
		})
	}
}

// TestFileHeaderLine: the line of the columns can be bad itself.
func TestFileHeaderLine(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		code     rule.Code
	}{
		{"quote not closed", "nom_naissance;sexe;\"numero_rpps\nAlpha;F;\n", reg.CodeLineQuote},
		{"text after a quote", "nom_naissance;\"sexe\"x;numero_rpps\nAlpha;F;\n", reg.CodeLineQuote},
		{"NUL", "nom_naissance;sexe\x00;numero_rpps\nAlpha;F;\n", reg.CodeLineNUL},
	} {
		r, err := reg.NewReader(strings.NewReader(tt.in))
		if errors.Is(err, tt.code) {
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if !r.Header().Has(tt.code) {
			t.Errorf("%s: nothing says %s: %v", tt.name, tt.code, r.Header())
		}
	}
}

func fileGarbage(t testing.TB) map[string]struct {
	in   []byte
	code rule.Code
} {
	t.Helper()
	type sample = struct {
		in   []byte
		code rule.Code
	}
	pack := func(w io.WriteCloser, b *bytes.Buffer) []byte {
		if _, err := io.WriteString(w, "nom_naissance;prenoms\nAlpha;Zoé\n"); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	var zipped, compressed, picture bytes.Buffer
	z := zip.NewWriter(&zipped)
	if _, err := z.Create("xl/workbook.xml"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 9, 9))); err != nil {
		t.Fatal(err)
	}
	random := make([]byte, 5000)
	rng := rand.New(rand.NewPCG(3, 4))
	for i := range random {
		random[i] = byte(rng.Uint32())
	}
	utf16 := make([]byte, 0, 100)
	for _, c := range "nom_naissance;prenoms\r\nAlpha;Zoe\r\n" {
		utf16 = append(utf16, byte(c), 0)
	}
	return map[string]sample{
		"PDF":                 {[]byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"), reg.CodeFileKind},
		"gzip":                {pack(gzip.NewWriter(&compressed), &compressed), reg.CodeFileKind},
		"xlsx":                {zipped.Bytes(), reg.CodeFileSpreadsheet},
		"xls":                 {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...), reg.CodeFileSpreadsheet},
		"PNG":                 {picture.Bytes(), reg.CodeFileKind},
		"HTML":                {[]byte("\ufeff\n<!DOCTYPE html><html><table><tr><td>nom_naissance</td></tr></table></html>"), reg.CodeFileKind},
		"XML":                 {[]byte(`<?xml version="1.0"?><a/>`), reg.CodeFileKind},
		"JSON":                {[]byte(`[{"nom_naissance":"Alpha"}]`), reg.CodeFileKind},
		"binary":              {random, reg.CodeFileKind},
		"UTF-16, no mark":     {utf16, reg.CodeFileKind},
		"empty":               {nil, reg.CodeFileEmpty},
		"blanks":              {[]byte(" \r\n\t\n"), reg.CodeFileEmpty},
		"many blanks":         {bytes.Repeat([]byte(" \n"), 5000), reg.CodeFileEmpty},
		"separators":          {bytes.Repeat([]byte(";;;\n"), 5000), reg.CodeFileEmpty},
		"mark alone":          {[]byte("\xef\xbb\xbf"), reg.CodeFileEmpty},
		"mark of UTF-16":      {[]byte("\xff\xfe"), reg.CodeFileEmpty},
		"sep alone":           {[]byte("sep=;\n"), reg.CodeFileEmpty},
		"a letter":            {[]byte("Madame,\n\nje vous prie d'agréer…\n"), reg.CodeFileHeader},
		"no line of columns":  {[]byte("Lavandier;Zoé;F;12/03/1990\nTassigny;Inès;F;21/06/2001\n"), reg.CodeFileHeader},
		"no known column":     {[]byte("a;b;c\n1;2;3\n"), reg.CodeFileHeader},
		"other separator":     {[]byte("nom_naissance|prenoms\nAlpha|Zoé\n"), reg.CodeFileHeader},
		"a line of 2 MB":      {bytes.Repeat([]byte("x"), 2<<20), reg.CodeLineLong},
		"UTF-16 of something": {append([]byte("\xff\xfe"), random...), reg.CodeFileHeader},
	}
}

func TestFileGarbage(t *testing.T) {
	for name, g := range fileGarbage(t) {
		for _, in := range []io.Reader{bytes.NewReader(g.in), iotest.OneByteReader(bytes.NewReader(g.in))} {
			r, err := reg.NewReader(in)
			f, ok := rule.AsFault(err)
			if r != nil || !ok || f.Code() != g.code || f.Severity() != rule.Error {
				t.Errorf("%s: %v, want %s", name, err, g.code)
			}
		}
	}
	// Bytes at random: some file fault, whatever they begin with.
	rng := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		in := make([]byte, 1+rng.IntN(2000))
		for i := range in {
			in[i] = byte(rng.Uint32())
		}
		_, err := reg.NewReader(bytes.NewReader(in))
		if f, ok := rule.AsFault(err); !ok || !strings.HasPrefix(string(f.Code()), "REG-FILE-") && f.Code() != reg.CodeLineQuote {
			t.Fatalf("%v: %q", err, in)
		}
	}
}

func TestFileBroken(t *testing.T) {
	broken := errors.New("broken")
	in := func(text string) io.Reader {
		return io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken))
	}
	for _, text := range []string{"", "nom_nais", "nom_naissance;sexe\n" + "Alpha;F\n"} {
		// Less than what is looked at: nothing can be said.
		if r, err := reg.NewReader(in(text)); r != nil || !errors.Is(err, broken) {
			t.Errorf("%q: %v", text, err)
		}
	}
	text := "nom_naissance;sexe\n" + strings.Repeat("Alpha;F\n", 100_000)
	r, err := reg.NewReader(in(text + "Beta;"))
	if err != nil {
		t.Fatal(err)
	}
	records, ends := 0, 0
	for res, err := range r.Check(reg.Context{At: fileDay}, nil) {
		switch {
		case err == nil:
			records++
		case !errors.Is(err, broken) || res.Line != 0 || res.Valid():
			t.Errorf("%v, %+v", err, res.Line)
		default:
			ends++
		}
	}
	if records != 100_000 || ends != 1 {
		t.Errorf("%d records, %d errors", records, ends)
	}
	if _, err := r.Next(); !errors.Is(err, broken) {
		t.Error("the error must stay:", err)
	}
	// The error comes once, also to who goes on.
	ends = 0
	for _, err := range r.All() {
		if ends++; !errors.Is(err, broken) || ends > 1 {
			t.Fatalf("%d times: %v", ends, err)
		}
	}
	if ends != 1 {
		t.Error("the error was kept from the loop")
	}
}

// TestFileStop leaves the loops early.
func TestFileStop(t *testing.T) {
	r, err := reg.NewReader(strings.NewReader("nom_naissance\nAlpha\nBeta\nGamma\n"))
	if err != nil {
		t.Fatal(err)
	}
	for range r.All() {
		break
	}
	for res := range r.Check(reg.Context{At: fileDay}, nil) {
		if res.Line != 3 {
			t.Errorf("line %d", res.Line)
		}
		break
	}
	if rec, err := r.Next(); err != nil || rec.Line != 4 {
		t.Errorf("line %d, %v", rec.Line, err)
	}
}

func TestFileSummary(t *testing.T) {
	_, grid := fileSample(60)
	in := fileLayout{sep: ";", encoding: "UTF-8", eol: "\n"}.write(t, grid)
	header, results := fileResults(t, io.MultiReader(bytes.NewReader(in), strings.NewReader("\"\n")), nil)
	var s, want reg.Summary
	s.AddFaults(header)
	for _, r := range results {
		s.Add(r)
		errs := 0
		for _, f := range r.Faults {
			switch f.Severity() {
			case rule.Error:
				errs++
			case rule.Warning:
				want.Warnings++
			case rule.Completion:
				want.Completions++
			}
		}
		want.Records++
		want.Errors += errs
		if errs == 0 {
			want.Valid++
		}
	}
	if s != want || s.Records != 61 || s.Valid == 0 || s.Valid >= 60 || s.Errors == 0 || s.Warnings == 0 || s.Completions == 0 {
		t.Errorf("%+v, want %+v", s, want)
	}
}

// lineMaker makes the lines of a file when they are read.
type lineMaker struct {
	header string
	lines  []string
	left   int // lines to come
	text   string
}

func (m *lineMaker) Read(b []byte) (int, error) {
	if m.header != "" {
		m.text, m.header = m.header, ""
	}
	n := 0
	for n < len(b) {
		if m.text == "" {
			if m.left == 0 {
				break
			}
			m.left--
			m.text = m.lines[m.left%len(m.lines)]
		}
		k := copy(b[n:], m.text)
		m.text = m.text[k:]
		n += k
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

func newLineMaker(t testing.TB, n int) *lineMaker {
	t.Helper()
	_, grid := fileSample(500)
	text := string(fileLayout{sep: ";", encoding: "UTF-8", eol: "\n"}.write(t, grid))
	all := strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n")
	all[len(all)-1] += "\n"
	return &lineMaker{header: all[0], lines: all[1:], left: n}
}

func heapNow() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestFileCheckAsAlone: what is found on a line does not depend on the lines before
// it. The kinds of the structures, of which each has another fault, take turns.
func TestFileCheckAsAlone(t *testing.T) {
	rng := rand.New(rand.NewPCG(27, 11))
	kinds := []string{"laboratoire", "ESMS", "", "hôpital", "cabinet", "", "officine"}
	var file bytes.Buffer
	err := regsample.WriteRows(&file, slices.Collect(reg.Fields()), func(yield func(regsample.Row) bool) {
		for i := range 300 {
			row := regsample.Valid(rng, fileDay)
			row[reg.FieldStructureKind], row[reg.FieldSector] = kinds[i%len(kinds)], ""
			if !yield(row) {
				return
			}
		}
	}, regsample.CSVOptions{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := reg.NewReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	c, access := reg.Context{At: fileDay}, map[rule.Code]bool{}
	for res, err := range r.Check(c, nil) {
		if err != nil {
			t.Fatal(err)
		}
		alone := reg.Check(res.Request, c)
		for i, f := range alone {
			alone[i] = f.On(rule.Position{Line: res.Line})
			if strings.HasPrefix(string(f.Code()), "GES-") {
				access[f.Code()] = true
			}
		}
		if !slices.Equal(alone, res.Faults) {
			t.Fatalf("line %d:\n%v\nalone:\n%v", res.Line, res.Faults, alone)
		}
	}
	if len(access) != 3 {
		t.Errorf("%d kinds of faults of access: %v", len(access), access)
	}
}

// TestFileStreams reads a file that no memory holds.
func TestFileStreams(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 300,000 lines")
	}
	const n = 300_000
	r, err := reg.NewReader(newLineMaker(t, n))
	if err != nil {
		t.Fatal(err)
	}
	var s reg.Summary
	var early, late uint64
	for res, err := range r.Check(reg.Context{At: fileDay}, nil) {
		if err != nil {
			t.Fatal(err)
		}
		s.Add(res)
		switch s.Records {
		case n / 10:
			early = heapNow()
		case n * 9 / 10:
			late = heapNow()
		}
	}
	if s.Records != n || s.Valid == 0 || s.Valid == n {
		t.Errorf("%+v", s)
	}
	if late > early+64<<10 {
		t.Errorf("%d bytes after 10 %%, %d after 90 %%", early, late)
	}
}

// TestFileLongLineMemory: a line without an end costs no memory.
func TestFileLongLineMemory(t *testing.T) {
	in := io.MultiReader(strings.NewReader("nom_naissance;sexe\n"),
		&lineMaker{lines: []string{strings.Repeat("x", 1<<16)}, left: 1 << 10}, strings.NewReader("\nBeta;M\n"))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r, err := reg.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for rec := range r.All() {
		got = append(got, showRecord(rec))
	}
	runtime.ReadMemStats(&after)
	if !slices.Equal(got, []string{"2!REG-LINE-LONG", "3|Beta|M"}) {
		t.Error(got)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
		t.Errorf("64 MB of one line took %d bytes", used)
	}
}

func FuzzReader(f *testing.F) {
	// Short ones: long ones are minimised for minutes before anything is tried.
	grid := [][]string{{"Nom de naissance", "sexe", "n° RPPS", "date_debut"}, {"Lefèvre", "F", "9,97E+10", "31/04/2026"}, {"A;B", `"`, "", "46000"}}
	for enc := range fileEncodings {
		f.Add(fileLayout{sep: ";", encoding: enc, eol: "\r\n"}.write(f, grid))
	}
	for _, g := range fileGarbage(f) {
		f.Add(g.in[:min(len(g.in), 100)])
	}
	for _, in := range []string{
		"sep=,\nnom_naissance,sexe,sexe\n\"A\nB\",F,M\n\"x,y\nA\x00,F\n\x81;\xe9\nA,B,C,D\n",
		"nom_naissance\tsiret\r\"\r\r\"\t9,9E+13\r",
		"Liste, du personnel\n\n\u00a0\nSIRET;1\nnom_naissance;prenoms;siret\nA;B;1\n",
		"prenoms;prenoms;prenoms;sexe;sexe;x\na;b;a;F;M\n;;c\n;;;;;;d\n",
		"email\n\n \n;\na@b.fr\n\"\n",
		"nom_naissance;prenoms;sexe;\nA;B;F;x\nprenoms;nom_naissance;sexe\nA;B;F\nC\n\x1a",
	} {
		f.Add([]byte(in))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		most := 1 + bytes.Count(in, []byte("\n")) + bytes.Count(in, []byte("\r"))
		r, err := reg.NewReader(bytes.NewReader(in))
		again, err2 := reg.NewReader(iotest.HalfReader(bytes.NewReader(in)))
		if fmt.Sprint(err) != fmt.Sprint(err2) {
			t.Fatalf("%v, then %v", err, err2)
		}
		if err != nil {
			if found, ok := rule.AsFault(err); !ok || !strings.HasPrefix(string(found.Code()), "REG-FILE-") && !strings.HasPrefix(string(found.Code()), "REG-LINE-") || found.Position().Line > most {
				t.Fatal(err)
			}
			return
		}
		names := 0 // the line of the names, which any finding about the columns tells
		for _, found := range r.Header() {
			if found.Code() != reg.CodeLineAbove {
				names = found.Position().Line
			}
		}
		oracle := rows.NewReader(bytes.NewReader(in), rows.Options{MaxRecord: reg.MaxLine})
		head, err := oracle.Next()
		for ; err == nil && head.Line < names; head, err = oracle.Next() {
			text := head.Problem != 0 || strings.TrimFunc(strings.Join(head.Strings(nil), ""), isBlank) != ""
			if told := r.Header()[0]; text && (told.Code() != reg.CodeLineAbove || told.Position().Line > head.Line) {
				t.Fatalf("line %d was passed over: %v", head.Line, told)
			}
			oracle.Title()
		}
		if err != nil {
			t.Fatal("a file without a first line was taken:", err)
		}
		if !slices.Equal(r.Header(), again.Header()) {
			t.Fatalf("%v, then %v", r.Header(), again.Header())
		}
		for _, found := range r.Header() {
			if found.Position().Line != head.Line && (found.Code() != reg.CodeLineAbove || found.Position().Line > head.Line) {
				t.Fatalf("a fault of the header is at %+v, the header on line %d", found.Position(), head.Line)
			}
		}
		last := head.Line
		index := new(reg.Duplicates)
		for res, err := range r.Check(reg.Context{At: fileDay}, index) {
			if err != nil {
				t.Fatal(err)
			}
			want, err := nextText(oracle)
			if err != nil {
				t.Fatalf("line %d: a record that is not in the file: %v", res.Line, err)
			}
			if res.Line != want.Line || res.Line <= last || res.Line > most {
				t.Fatalf("line %d after %d, of %d; want %d", res.Line, last, most, want.Line)
			}
			last = res.Line
			for _, found := range res.Faults {
				if found.Position() != (rule.Position{Line: res.Line}) || found.Code() == "" {
					t.Fatalf("line %d: %v", res.Line, found)
				}
			}
			if sorted := slices.Clone(res.Faults); !res.Valid() || res.Checked {
				if sorted.Sort(); !slices.Equal(sorted, res.Faults) {
					t.Fatalf("line %d: not sorted, or repeated: %v", res.Line, res.Faults)
				}
			}
			if want.Problem != 0 && (res.Checked || res.Faults.Count(rule.Error) == 0) {
				t.Fatalf("line %d: %v was not seen", res.Line, want.Problem)
			}
			// Twice the same, also without the index.
			rec, err := again.Next()
			if err != nil || rec.Line != res.Line || !reflect.DeepEqual(rec.Request, res.Request) {
				t.Fatalf("line %d, then %d: %v", res.Line, rec.Line, err)
			}
			if !res.Checked && !slices.Equal(rec.Faults, res.Faults) {
				t.Fatalf("line %d: %v, then %v", res.Line, res.Faults, rec.Faults)
			}
		}
		if _, err := nextText(oracle); !errors.Is(err, io.EOF) {
			t.Fatalf("a record was left out: %v", err)
		}
	})
}

func isBlank(c rune) bool { return stdunicode.IsSpace(c) || c == '\u200b' || c == '\ufeff' }

// nextText is the next record that is not made of blanks only.
func nextText(r *rows.Reader) (rows.Record, error) {
	for {
		rec, err := r.Next()
		if err != nil || rec.Problem != 0 {
			return rec, err
		}
		for _, text := range rec.Strings(nil) {
			if (text != "\x1a" || rec.Len() > 1) && strings.Trim(strings.Join(strings.Fields(text), ""), "\u200b\ufeff") != "" {
				return rec, nil
			}
		}
	}
}

// TestShortLineOfNames: a line that has the first names of the columns and no more
// is told as the whole one, if it has all that are known.
func TestShortLineOfNames(t *testing.T) {
	for header, whole := range map[string]bool{"profession;role;end": true, "profession;role;date_fin": false} {
		r, err := reg.NewReader(strings.NewReader(header + "\nprofession;role\n" + header + "\n"))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []bool{whole, true} {
			res, err := r.Next()
			if err != nil || res.Faults.Has(reg.CodeLineHeader) != want {
				t.Errorf("%s, %v: %v %v", header, want, res.Faults, err)
			}
		}
	}
}
