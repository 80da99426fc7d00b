package habilitationtest_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

const usual = `Intitulé;Rôle ou profession;Document;Attendu;Urgence;Date
l'éducateur lit le projet;GENR10;80788-3;Autorisé;;
le coordonnateur, pas le compte rendu;Coordination et orientation;CR hospitalier (séjour);non;;01/06/2026
;Infirmier;classe Prescription;X;oui;2026-06-01
`

func first(t *testing.T, name, text string) kit.Expectation {
	t.Helper()
	table, err := kit.Parse(name, []byte(text))
	require.NoError(t, err)
	require.Len(t, table.Lines, 1)
	return table.Lines[0]
}

func TestParse(t *testing.T) {
	table, err := kit.Parse("attentes.csv", []byte(usual))
	require.NoError(t, err)
	want := []kit.Expectation{
		{
			Title: "l'éducateur lit le projet", Who: kit.Role(roles.RoleSocialLife), What: kit.TypeCode("80788-3"), Want: kit.Allowed,
			Position: rule.Position{Line: 2},
		},
		{
			Title: "le coordonnateur, pas le compte rendu", Who: kit.Role(roles.RoleCoordination), What: kit.TypeCode("34112-3"),
			Want: kit.Denied, At: civil.MustNew(2026, 6, 1), Position: rule.Position{Line: 3},
		},
		{
			Who: kit.Profession(roles.ProfessionInfirmier), What: kit.Class(habilitation.ClassPrescription), Want: kit.Allowed,
			Facts: kit.Ordinary | habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused,
			At:    civil.MustNew(2026, 6, 1), Position: rule.Position{Line: 4},
		},
	}
	assert.Equal(t, want, table.Lines)
	assert.Equal(t, "attentes.csv", table.Name)
}

// TestEncodings: the same table in every form in which people send it.
func TestEncodings(t *testing.T) {
	want, err := kit.Parse("x.csv", []byte(usual))
	require.NoError(t, err)
	latin := []byte{}
	for _, r := range usual {
		if r > 0xFF {
			r = '?'
		}
		latin = append(latin, byte(r))
	}
	var wide bytes.Buffer
	wide.WriteString("\xFF\xFE")
	for _, u := range utf16.Encode([]rune(usual)) {
		wide.Write([]byte{byte(u), byte(u >> 8)})
	}
	for name, data := range map[string][]byte{
		"mark": []byte("\ufeff" + usual), "CRLF": []byte(strings.ReplaceAll(usual, "\n", "\r\n")), "CR": []byte(strings.ReplaceAll(usual, "\n", "\r")),
		"tabs": []byte(strings.ReplaceAll(usual, ";", "\t")), "Windows-1252": latin, "UTF-16": wide.Bytes(),
		"sep": []byte("sep=;\n" + usual), "quotes": []byte(`"` + strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(usual), ";", `";"`), "\n", "\"\n\"") + "\"\n"),
	} {
		got, err := kit.Parse("x.csv", data)
		require.NoError(t, err, name)
		for i := range got.Lines {
			if name == "sep" {
				got.Lines[i].Position.Line--
			}
		}
		assert.Equal(t, want, got, name)
	}
}

func TestMarkdown(t *testing.T) {
	nested := "````text\n```\n| Qui | Document | Attendu |\n|---|---|---|\n| x | y | z |\n```\n````\n| Qui | Document | Attendu |\n|---|---|---|\n| 60 | SYNTH | non |\n"
	assert.Equal(t, kit.TypeCode("SYNTH"), first(t, "x.md", nested).What)
	const text = "# Attentes\n\nQui lit quoi | et pourquoi.\n\n" +
		"| Cas | Qui | Document | Attendu |\n|:---|---|:-:|--:|\n" +
		"| a \\| b | **GENR10** | `80788-3` | oui |\n| | | | |\n" +
		"Infirmier | CR hospitalier (séjour)\n\n" +
		"```\n| Qui | Document | Attendu |\n|---|---|---|\n| x | y | z |\n```\n\n" +
		"| Autre | Tableau |\n|---|---|\n| 1 | 2 |\n\n" +
		"Rôle|Document|Attendu\n---|---|---\nGENR09|34112-3|refusé\n"
	table, err := kit.Parse("attentes.md", []byte(text))
	// A line short of cells is one whose cells are missing.
	var faults rule.Faults
	require.ErrorAs(t, err, &faults)
	assert.True(t, faults.Has(kit.CodeWho))
	assert.Equal(t, 9, faults[0].Position().Line)
	require.Len(t, table.Lines, 2)
	assert.Equal(t, kit.Expectation{
		Title: "a | b", Who: kit.Role(roles.RoleSocialLife), What: kit.TypeCode("80788-3"), Want: kit.Allowed, Position: rule.Position{Line: 7},
	}, table.Lines[0])
	assert.Equal(t, kit.Expectation{
		Who: kit.Role(roles.RoleAdministrative), What: kit.TypeCode("34112-3"), Want: kit.Denied, Position: rule.Position{Line: 23},
	}, table.Lines[1])
}

// TestGrid: documents crossed with professionals, as the matrix is printed. An
// empty cell expects nothing.
func TestGrid(t *testing.T) {
	want := []kit.Expectation{
		{Who: kit.Role(roles.RoleSocialLife), What: kit.TypeCode("80788-3"), Want: kit.Allowed, At: day, Position: rule.Position{Line: 3, Column: 26}},
		{Who: kit.Profession(roles.ProfessionInfirmier), What: kit.TypeCode("80788-3"), Want: kit.Denied, At: day, Position: rule.Position{Line: 3, Column: 30}},
		{Who: kit.Role(roles.RoleSocialLife), What: kit.Class(habilitation.ClassReimbursement), Want: kit.Denied, Position: rule.Position{Line: 4, Column: 25}},
	}
	const grid = "| Document | date | GENR10 | Infirmier | # à revoir |\n|---|---|---|---|---|\n" +
		"| 80788-3  | 2026-06-01 | X | non |  |\n| classe 60 |          | refusé | | oui |\n| SYNTH | | | | |\n"
	table, err := kit.Parse("x.md", []byte(grid))
	require.NoError(t, err)
	assert.Equal(t, want, table.Lines)
	lines := strings.Split(grid, "\n")
	csv := strings.ReplaceAll(strings.Join(append(lines[:1:1], lines[2:]...), "\n"), "|", ";")
	table, err = kit.Parse("x.csv", []byte(strings.ReplaceAll(strings.ReplaceAll(csv, "\n;", "\n"), "; Document", "Document")))
	require.NoError(t, err, csv)
	require.Len(t, table.Lines, 3)
	for i := range want {
		table.Lines[i].Position = want[i].Position
	}
	assert.Equal(t, want, table.Lines)

	for text, code := range map[string]rule.Code{
		"document;GENR10;SECRET\nSYNTH;X;X\n":    kit.CodeColumnUnknown,
		"document;GENR10;GENR10\nSYNTH;X;X\n":    kit.CodeColumnTwice,
		"document;GENR10;infirmier\nSYNTH;X;?\n": kit.CodeWant,
		"document;GENR10;infirmier\nSYNTH;;\n":   kit.CodeNoLines,
		"document;GENR10;infirmier\n":            kit.CodeNoLines,
	} {
		_, err := kit.Parse("x.csv", []byte(text))
		assert.ErrorIs(t, err, code, text)
	}
}

// TestFactColumns: the words of the columns of circumstances.
func TestFactColumns(t *testing.T) {
	const o = kit.Ordinary
	for _, c := range []struct {
		column, word string
		want         habilitation.Facts
	}{
		{"équipe de soins", "oui", o},
		{"équipe de soins", "non", o &^ habilitation.CareTeam},
		{"équipe de soins", "hors équipe", o&^habilitation.CareTeam | habilitation.OutsideTeam},
		{"consentement", "X", o},
		{"consentement", "initial", o},
		{"consentement", "non", o &^ habilitation.InitialConsent},
		{"consentement", "explicite", o&^habilitation.InitialConsent | habilitation.ExplicitConsent},
		{"consentement", "exprès", o&^habilitation.InitialConsent | habilitation.ExplicitConsent | habilitation.Informed},
		{"consentement", "informé", o&^habilitation.InitialConsent | habilitation.Informed},
		{"opposition", "non", o},
		{"opposition", "oui", o&^habilitation.NotOpposed | habilitation.Opposed},
		{"opposition", "non vérifiée", o &^ habilitation.NotOpposed},
		{"urgence", "non", o},
		{"bris de glace", "oui", o | habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused},
		{"urgence", "refusée", o | habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceRefused},
		{"régulation", "✔", o | habilitation.Regulation | habilitation.RegulationNotRefused},
		{"régulation", "refusée", o | habilitation.Regulation | habilitation.RegulationRefused},
		{"régulation", "non", o},
		{"masqué", "non", o},
		{"masqué", "oui", o&^habilitation.Visible | habilitation.HiddenByPatient},
		{"masqué", "par le déposant", o&^habilitation.Visible | habilitation.HiddenByDepositor},
		{"masqué", "en général", o&^habilitation.Visible | habilitation.AnyDocument},
		{"masqué", "inconnu", o &^ habilitation.Visible},
		{"déposant du document", "oui", o | habilitation.Depositor},
		{"déposant du document", "non", o},
		{"depositor", "", 0},
		{"document masqué par la personne", "oui", o&^habilitation.Visible | habilitation.HiddenByPatient},
		{"circonstances", "aucune", kit.NoFacts},
		{"circonstances", "équipe de soins + consentement initial", habilitation.CareTeam | habilitation.InitialConsent},
		{"circonstances", "care-team|initial-consent|not-opposed|visible", o},
		{"circonstances", "personne hors d'état d'exprimer sa volonté, risque immédiat, bris de glace", habilitation.Incapacity | habilitation.BrisDeGlace},
	} {
		if c.column == "depositor" {
			assert.Zero(t, first(t, "x.csv", "qui;document;attendu;depositor\n60;34112-3;oui;\n").Facts)
			continue
		}
		got := first(t, "x.csv", "qui;document;attendu;"+c.column+"\n60;34112-3;oui;"+c.word+"\n")
		assert.Equal(t, c.want, got.Facts, "%s %s: %v", c.column, c.word, got.Facts)
	}
	// Every fact has a column of its own, or one that stands for it.
	for i := range 24 {
		f := habilitation.Facts(1 << i)
		got := first(t, "x.csv", fmt.Sprintf("qui;document;attendu;circonstances;%q\n60;34112-3;oui;aucune;oui\n", f.Explain(french)))
		assert.True(t, got.Facts.Has(f), "%v", f)
		got = first(t, "x.csv", fmt.Sprintf("qui;document;attendu;circonstances\n60;34112-3;oui;%v\n", f))
		assert.Equal(t, f, got.Facts)
	}
}

// TestWho: roles and professions by code or label, alone or listed, in one
// column or in several.
func TestWho(t *testing.T) {
	for _, c := range []struct {
		header, cells string
		want          []kit.Person
	}{
		{"qui", "GENR11", []kit.Person{kit.Role(roles.RoleCare)}},
		{"rôle", "accompagnement social/médico-social à la vie sociale, professionnelle, éducative", []kit.Person{kit.Role(roles.RoleSocialLife)}},
		{"rôle", "infirmier", []kit.Person{kit.Profession(roles.ProfessionInfirmier)}},
		{"qui", "GENR10, GENR11 / infirmier", []kit.Person{kit.Role(roles.RoleSocialLife), kit.Role(roles.RoleCare), kit.Profession(roles.ProfessionInfirmier)}},
		{"qui", "aide-soignant", []kit.Person{kit.Profession(roles.MetierAideSoignant)}},
		{"qui;rôle", "aide-soignant;GENR11", []kit.Person{kit.Role(roles.RoleCare).As(roles.MetierAideSoignant)}},
		{"profession;catégorie", "10;E", []kit.Person{kit.Profession(roles.ProfessionMedecin).Student()}},
		{"profession;métier;rôle", "99;317;GENR11", []kit.Person{kit.Role(roles.RoleCare).As(roles.MetierPreparateur)}},
		{"métier;rôle", "Educateur spécialisé;GENR10", []kit.Person{kit.Role(roles.RoleSocialLife).As(roles.MetierEducateurSpecialise)}},
		{"profession;fonction", "médecin;FON-29", []kit.Person{kit.Profession(roles.ProfessionMedecin).As(roles.FonctionMedecinDuTravail)}},
		{"profession;catégorie", "60;non renseignée", func() []kit.Person {
			p := kit.Profession(roles.ProfessionInfirmier)
			p.Situation.Category = 0
			return []kit.Person{p}
		}()},
	} {
		table, err := kit.Parse("x.csv", []byte(c.header+";document;attendu\n\""+strings.ReplaceAll(c.cells, ";", `";"`)+"\";34112-3;non\n"))
		require.NoError(t, err, c.header+" "+c.cells)
		var got []kit.Person
		for _, l := range table.Lines {
			got = append(got, l.Who)
		}
		assert.Equal(t, c.want, got, "%s %s", c.header, c.cells)
	}
}

func TestWhat(t *testing.T) {
	for text, want := range map[string][]kit.Documents{
		"34112-3":                           {kit.TypeCode("34112-3")},
		"*DICOM":                            {kit.Type(habilitation.DICOM)},
		"cr d'accouchement":                 {kit.TypeCode("15508-5")},
		"Imagerie médicale":                 {kit.Class(habilitation.ClassImaging)},
		"classe 42":                         {kit.Class(habilitation.ClassPrescription)},
		"Plan de soins, protocole de soins": {kit.Class(habilitation.ClassCarePlan)},
		"tous":                              {kit.EveryType()},
		"*":                                 nil,
		"34112-3, 80788-3\nSYNTH":           {kit.TypeCode("34112-3"), kit.TypeCode("80788-3"), kit.TypeCode("SYNTH")},
	} {
		table, err := kit.Parse("x.csv", []byte("qui;document;attendu\n60;\""+text+"\";non\n"))
		var got []kit.Documents
		for _, l := range table.Lines {
			got = append(got, l.What)
		}
		assert.Equal(t, want, got, text)
		assert.Equal(t, want == nil, err != nil, text)
	}
	assert.Equal(t, kit.Class(habilitation.ClassImaging), first(t, "x.csv", "qui;classe;attendu\n60;31;oui\n").What)
	assert.Equal(t, kit.Class(habilitation.ClassImaging), first(t, "x.csv", "qui;document;classe;attendu\n60;tous;31;oui\n").What)
	assert.Equal(t, kit.TypeCode("34112-3"), first(t, "x.csv", "qui;document;classe;attendu\n60;34112-3;Compte rendu;oui\n").What)
	e := first(t, "x.csv", "qui;document;action;attendu;motif;remarque;# à nous\n60;34112-3;déposer;non;HAB-CARE-NOT-STATED, dépôt refusé pour motif légitime;voir avec le médecin;zzz\n")
	assert.Equal(t, habilitation.Deposit, e.Action)
	assert.Equal(t, habilitation.CareNotStated, e.Because[0])
	assert.Equal(t, "voir avec le médecin", e.Note)
}

// TestFaults: what is wrong is told with its line and column, all of it, and
// never with the text of the cell.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		text string
		code rule.Code
		line int
		col  int
	}{
		{"", kit.CodeFileEmpty, 0, 0},
		{" \n\n", kit.CodeFileEmpty, 0, 0},
		{"%PDF-1.7", kit.CodeFileKind, 0, 0},
		{"PK\x03\x04zip", kit.CodeFileKind, 0, 0},
		{"<html><body>", kit.CodeFileKind, 0, 0},
		{"qui;document;attendu\n", kit.CodeNoLines, 0, 0},
		{"qui;document\n60;34112-3\n", kit.CodeColumnMissing, 1, 0},
		{"document;attendu\n34112-3;oui\n", kit.CodeColumnMissing, 1, 0},
		{"qui;attendu\n60;oui\n", kit.CodeColumnMissing, 1, 0},
		{"qui;document;atendu;attendu\n60;34112-3;;oui\n", kit.CodeColumnUnknown, 1, 14},
		{"qui;document;attendu;résultat\n60;34112-3;oui;oui\n", kit.CodeColumnTwice, 1, 22},
		{"qui;document;attendu\n60;34112-3;oui;reste\n", kit.CodeLineFields, 2, 16},
		{"qui;document;attendu\nSECRET;34112-3;oui\n", kit.CodeWho, 2, 1},
		{"qui;document;attendu\n;34112-3;oui\n", kit.CodeWhoMissing, 2, 0},
		{"qui;document;attendu\nGENR10,SECRET;34112-3;oui\n", kit.CodeWho, 2, 1},
		{"qui;document;attendu\nFON-29;34112-3;oui\n", kit.CodeWho, 2, 1},
		{"qui;rôle;document;attendu\n60;SECRET;34112-3;oui\n", kit.CodeWho, 2, 4},
		{"qui;catégorie;document;attendu\n60;SECRET;34112-3;oui\n", kit.CodeWho, 2, 4},
		{"qui;métier;document;attendu\n60;SECRET;34112-3;oui\n", kit.CodeWho, 2, 4},
		{"qui;profession;document;attendu\n60;10;34112-3;oui\n", kit.CodeWho, 2, 4},
		{"qui;document;attendu\n60;SECRET;oui\n", kit.CodeDocument, 2, 4},
		{"qui;document;attendu\n60;;oui\n", kit.CodeDocumentMissing, 2, 0},
		{"qui;document;classe;attendu\n60;34112-3;31;oui\n", kit.CodeClassOther, 2, 12},
		{"qui;classe;attendu\n60;SECRET;oui\n", kit.CodeClass, 2, 4},
		{"qui;document;attendu\n60;34112-3;SECRET\n", kit.CodeWant, 2, 12},
		{"qui;document;attendu\n60;34112-3;\n", kit.CodeWantMissing, 2, 12},
		{"qui;document;attendu;action\n60;34112-3;oui;SECRET\n", kit.CodeAction, 2, 16},
		{"qui;document;attendu;date\n60;34112-3;oui;31/02/2026\n", kit.CodeDate, 2, 16},
		{"qui;document;attendu;urgence\n60;34112-3;oui;SECRET\n", kit.CodeFact, 2, 16},
		{"qui;document;attendu;document visible\n60;34112-3;oui;SECRET\n", kit.CodeFact, 2, 16},
		{"qui;document;attendu;circonstances\n60;34112-3;oui;équipe de soins + SECRET\n", kit.CodeFact, 2, 16},
		{"qui;document;attendu;motif\n60;34112-3;non;SECRET\n", kit.CodeReason, 2, 16},
		{"qui;document;attendu\n\"60;34112-3;oui\n", kit.CodeLine, 2, 0},
		{"qui;document;attendu\n60;34112\x00-3;oui\n", kit.CodeLine, 2, 0},
		{"qui;document;attendu\n60;" + strings.Repeat("SYNTH,", 40) + ";oui\n", kit.CodeDocument, 2, 4},
	} {
		table, err := kit.Parse("x.csv", []byte(c.text))
		var faults rule.Faults
		if assert.ErrorAs(t, err, &faults, "%q", c.text) {
			assert.True(t, errors.Is(err, c.code), "%q: %v", c.text, err)
			assert.Equal(t, rule.Position{Line: c.line, Column: c.col}, faults[0].Position(), "%q: %v", c.text, err)
		}
		assert.Empty(t, table.Lines, "%q", c.text)
		assert.NotContains(t, fmt.Sprint(err), "SECRET")
	}
	_, err := kit.Parse("x.csv", make([]byte, kit.MaxBytes+1))
	assert.ErrorIs(t, err, kit.CodeFileLarge)
	_, err = kit.Parse("x.md", []byte("# Rien\n\ntexte\n"))
	assert.ErrorIs(t, err, kit.CodeFileHeader)
	_, err = kit.Parse("x.md", []byte("| Qui | Document | Attendu |\n|---|---|---|\n| GENR10 | SECRET | oui |\n"))
	assert.EqualError(t, err, "EXPECT-DOCUMENT-UNKNOWN: line 3: document: column 11: neither the code nor the label of a type of document or of a class")

	for text, code := range map[string]rule.Code{
		"| Qui | Document | Attendu |\n| GENR10 | SYNTH | oui |\n":                                                       kit.CodeDashes,
		"| Qui | Document | Attendu |\n|---|---|---|\n| GENR10 | SYNTH | oui |\n\n```\n| Qui | Document |\n|---|---|\n":  kit.CodeFence,
		"| Qui | Document | Attendu |\n|---|---|---|\n| GENR10 | SYNTH | ou\x00i |\n":                                    kit.CodeLine,
		"| Qui | Document | Attendu | " + strings.Repeat("# | ", 25) + "SECRET |\n" + strings.Repeat("|---", 29) + "|\n": kit.CodeColumnUnknown,
	} {
		_, err := kit.Parse("x.md", []byte(text))
		assert.ErrorIs(t, err, code, text)
	}
	// An open cross may be a yes or a no.
	_, err = kit.Parse("x.csv", []byte("qui;document;attendu\n60;SYNTH;✗\n"))
	assert.ErrorIs(t, err, kit.CodeWant)

	// Every fault of a file, and the lines without one.
	table, err := kit.Parse("x.csv", []byte("qui;document;attendu\n60;34112-3;oui\nX;Y;Z\n50;34112-3;oui\n"))
	var faults rule.Faults
	require.ErrorAs(t, err, &faults)
	assert.Len(t, faults, 3)
	assert.Len(t, table.Lines, 2)
}

func TestReadAndLoad(t *testing.T) {
	table, err := kit.Read("a.csv", strings.NewReader(usual))
	require.NoError(t, err)
	fsys := fstest.MapFS{"a.csv": {Data: []byte(usual)}, "b.csv": {Data: []byte("qui;document;attendu\nX;34112-3;oui\n")}}
	assert.Equal(t, table, kit.Load(t, fsys, "a.csv"))
	_, err = kit.Read("a.csv", failing{})
	assert.ErrorIs(t, err, errRead)

	var f fake
	assert.True(t, f.stopped(func() { kit.Load(&f, fsys, "b.csv") }))
	require.Len(t, f.texts, 1)
	assert.Equal(t, "b.csv : 1 anomalies / faults\n  ligne 2, position 1 : qui : ni un rôle ni une profession, par code ou libellé officiel / "+
		"neither a role nor a profession, by code or official label [EXPECT-WHO-UNKNOWN]\n", f.texts[0])
	f = fake{}
	assert.True(t, f.stopped(func() { kit.Load(&f, fsys, "none.csv") }))
	assert.Len(t, f.texts, 1)
	// A T that cannot end the test is told and given what could be read.
	var bare bareT
	assert.Empty(t, kit.Load(&bare, fsys, "b.csv").Lines)
	assert.Empty(t, kit.Load(&bare, fsys, "none.csv").Lines)
	assert.Equal(t, bareT(2), bare)
}

var errRead = errors.New("no more")

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errRead }

// fake is a running test that only remembers.
type fake struct {
	texts  []string
	framed int
}

type stop struct{}

func (f *fake) Errorf(format string, args ...any) {
	f.texts = append(f.texts, fmt.Sprintf(format, args...))
}
func (f *fake) Helper()  { f.framed++ }
func (f *fake) FailNow() { panic(stop{}) }

// stopped runs something and reports whether it ended the test.
func (f *fake) stopped(run func()) (ended bool) {
	defer func() {
		if r := recover(); r != nil {
			_, ended = r.(stop)
		}
	}()
	run()
	return false
}

// bareT is the least that a T can be.
type bareT int

func (b *bareT) Errorf(string, ...any) { *b++ }

// written is a table of everything that a file can say.
func written() kit.Table {
	student := kit.Profession(roles.ProfessionMedecin).Student()
	unstated := kit.Role(roles.RoleCare)
	unstated.Situation.Category = 0
	return kit.Table{Name: "x", Lines: []kit.Expectation{
		{Title: `a "b"; c | *d* #`, Who: student, What: kit.Type(habilitation.DICOM), Action: habilitation.Read, Facts: kit.NoFacts, Want: kit.Denied},
		{Who: unstated, What: kit.EveryType(), Action: habilitation.Unhide, Want: kit.Denied, Because: []habilitation.Reason{habilitation.NotDepositor, habilitation.CategoryNotStated}},
		{Who: kit.Role(roles.RoleManagement).As(roles.MetierPreparateur), What: kit.Class(habilitation.ClassSignature), Facts: habilitation.AllFacts, At: day, Want: kit.Allowed, Note: "n; m"},
		{Who: kit.Profession(roles.ProfessionARole), What: kit.TypeCode("SYNTH"), Facts: kit.Ordinary, Want: kit.Denied},
	}}
}

// TestWrite: what is written is read back.
func TestWrite(t *testing.T) {
	table := written()
	for name, write := range map[string]func(w *bytes.Buffer, t kit.Table) error{
		"x.csv": func(w *bytes.Buffer, t kit.Table) error { return kit.WriteCSV(w, t) },
		"x.md":  func(w *bytes.Buffer, t kit.Table) error { return kit.WriteMarkdown(w, t) },
	} {
		var b bytes.Buffer
		require.NoError(t, write(&b, table))
		got, err := kit.Parse(name, b.Bytes())
		require.NoError(t, err, b.String())
		for i := range got.Lines {
			got.Lines[i].Position = rule.Position{}
		}
		assert.Equal(t, table.Lines, got.Lines, b.String())

		for i, spoil := range []func(*kit.Expectation){
			func(e *kit.Expectation) { e.Who = kit.Person{} },
			func(e *kit.Expectation) { e.Who = kit.Nobody(habilitation.IdentityMissing) },
			func(e *kit.Expectation) { e.Who = e.Who.In(kit.Establishment(2)) },
			func(e *kit.Expectation) { e.Who = e.Who.WithoutRegulation() },
			func(e *kit.Expectation) { e.Who.Situation.Profession = roles.MetierAideSoignant },
			func(e *kit.Expectation) { e.What = kit.Type(habilitation.UnknownDocument) },
			func(e *kit.Expectation) { e.What = kit.Documents{} },
			func(e *kit.Expectation) { e.Want = 0 },
			func(e *kit.Expectation) { e.Action = 77 },
		} {
			bad := written()
			spoil(&bad.Lines[1])
			b.Reset()
			err := write(&b, bad)
			assert.ErrorIs(t, err, kit.CodeNotWritable, "%d", i)
			assert.ErrorContains(t, err, "lines[1]")
			assert.Zero(t, b.Len())
		}
	}
	assert.ErrorIs(t, kit.WriteCSV(full{}, table), errRead)
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errRead }

// FuzzParse: no input breaks the readers, the lines that a file gives can be
// written, and come back as they were.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"x.csv", "x.md"} {
		f.Add(name == "x.md", usual)
		var b bytes.Buffer
		if name == "x.csv" {
			_ = kit.WriteCSV(&b, written())
		} else {
			_ = kit.WriteMarkdown(&b, written())
		}
		f.Add(name == "x.md", b.String())
		f.Add(name == "x.md", "qui|document|attendu\n-|-|-\n60|34112-3|oui\n")
	}
	f.Fuzz(func(t *testing.T, markdown bool, text string) {
		name := "x.csv"
		if markdown {
			name = "x.md"
		}
		table, err := kit.Parse(name, []byte(text))
		if err == nil && len(table.Lines) == 0 {
			t.Fatal("neither a line nor a fault")
		}
		for i := range table.Lines {
			table.Lines[i].Position = rule.Position{}
		}
		if len(table.Lines) == 0 || len(table.Lines) > 200 {
			return
		}
		for _, again := range []string{"y.csv", "y.md"} {
			var b bytes.Buffer
			write := kit.WriteCSV
			if again == "y.md" {
				write = kit.WriteMarkdown
			}
			if err := write(&b, table); err != nil {
				t.Fatal(err)
			}
			back, err := kit.Parse(again, b.Bytes())
			if err != nil {
				t.Fatalf("%v\n%s", err, b.String())
			}
			for i := range back.Lines {
				back.Lines[i].Position = rule.Position{}
			}
			if fmt.Sprintf("%+v", back.Lines) != fmt.Sprintf("%+v", table.Lines) {
				t.Fatalf("%+v\n%+v\n%s", back.Lines, table.Lines, b.String())
			}
		}
	})
}
