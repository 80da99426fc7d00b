package habilitationtest_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Whatever runs a test is a T.
var (
	_ kit.T = (*testing.T)(nil)
	_ kit.T = (*testing.B)(nil)
	_ kit.T = (*testing.F)(nil)
	_ kit.T = testing.TB(nil)
	_ kit.T = assert.TestingT(nil)
	_ kit.T = require.TestingT(nil)
	// mock.TestingT of testify has these.
	_ kit.T = (interface {
		Logf(format string, args ...any)
		Errorf(format string, args ...any)
		FailNow()
	})(nil)
)

// Whatever decides can be checked.
var (
	_ kit.Decider = (*habilitation.Matrix)(nil)
	_ kit.Decider = habilitation.Timeline{}
	_ kit.Decider = (*kit.Recorder)(nil)
)

var cnam = habilitation.CNAM20240925()

// mixed is a table in which every kind of problem stands.
func mixed() kit.Table {
	nurse, educator := kit.Profession(roles.ProfessionInfirmier), kit.Role(roles.RoleSocialLife)
	return kit.Table{Name: "attentes.csv", At: day, Lines: []kit.Expectation{
		{Title: "le projet", Who: educator, What: kit.TypeCode("80788-3"), Want: kit.Allowed, Position: rule.Position{Line: 2}},
		{
			Title: "l'éducateur lit le compte rendu", Who: educator, What: kit.TypeCode("34112-3"), Want: kit.Allowed,
			Position: rule.Position{Line: 3}, Note: "demandé par le chef de service",
		},
		{Who: nurse, What: kit.Class(habilitation.ClassPrescription), Want: kit.Allowed, Position: rule.Position{Line: 4}},
		{
			Who: nurse, What: kit.TypeCode("34112-3"), Facts: habilitation.CareTeam | habilitation.NotOpposed | habilitation.Visible,
			Want: kit.Denied, Because: []habilitation.Reason{habilitation.OppositionStated},
		},
		{Title: "avant la matrice", Who: nurse, What: kit.TypeCode("34112-3"), At: civil.MustNew(2024, 1, 1), Want: kit.Denied},
		{Who: nurse, What: kit.TypeCode("34112-3")},
		{What: kit.TypeCode("34112-3"), Want: kit.Denied},
		{Who: nurse, Want: kit.Denied},
		{Who: nurse, What: kit.Class(habilitation.ClassSignature), Want: kit.Denied},
		{Who: kit.Profession(roles.ProfessionPharmacien), What: kit.TypeCode("89601-9"), Want: kit.Allowed},
		{Who: kit.Profession(roles.ProfessionMedecin), What: kit.TypeCode("ATTEST-RESID"), Want: kit.Denied},
		{Who: kit.Nobody(habilitation.IdentityMissing), What: kit.TypeCode("34112-3"), Want: kit.Allowed, Facts: kit.NoFacts},
		{Title: "l'assistante sociale lit les prescriptions", Who: kit.Profession(roles.ProfessionAssistantServiceSocial), What: kit.Class(habilitation.ClassPrescription), Want: kit.Allowed},
	}}
}

func TestReport(t *testing.T) {
	r := kit.Compare(cnam, mixed())
	golden.File(t, "testdata/report.fr.txt", r.Text(french))
	golden.File(t, "testdata/report.en.txt", r.Text(english))
	assert.Equal(t, r.Text(french), r.String())
	assert.False(t, r.OK())
	problems := map[kit.Problem]int{}
	for _, m := range r.Mismatches {
		problems[m.Problem]++
	}
	assert.NotZero(t, problems[kit.OtherAnswer])
	assert.Equal(t, 1, problems[kit.OtherReasons])
	assert.Equal(t, 1, problems[kit.Vacuous])
	assert.Equal(t, 4, problems[kit.Unusable])

	// The language is the table's.
	table := mixed()
	table.Language = english
	var f fake
	kit.Check(&f, cnam, table)
	assert.Equal(t, []string{r.Text(english)}, f.texts)
	assert.Equal(t, 1, f.framed)
}

// A report on a new matrix does not say that the old one closed the cell.
func TestReportNamesItsMatrix(t *testing.T) {
	spec := cnam.Spec()
	spec.Version.ID = "other"
	other, err := habilitation.New(spec)
	require.NoError(t, err)
	text := kit.Compare(other, kit.Table{At: day, Lines: []kit.Expectation{
		{Who: kit.Role(roles.RoleSocialLife), What: kit.TypeCode("34112-3"), Want: kit.Allowed},
	}}).String()
	assert.Contains(t, text, "[HAB-CELL-DENIED] (Matrice other)\n")
	assert.NotContains(t, text, "CNAM, 25 septembre 2024")
}

func TestCheck(t *testing.T) {
	// What holds is silent, here as in a real test.
	table := mixed()
	table.Lines = table.Lines[:1]
	kit.Check(t, cnam, table)
	assert.Equal(t, "attentes.csv : toutes les attentes sont tenues (1, questions posées : 1)", kit.Compare(cnam, table).String())

	// No line is no test.
	var f fake
	kit.Check(&f, cnam, kit.Table{})
	assert.Equal(t, []string{"table d'attentes : aucune attente : ce test ne pourrait jamais échouer"}, f.texts)

	// A day is never guessed.
	table.At = civil.Date{}
	r := kit.Compare(cnam, table)
	require.Len(t, r.Mismatches, 1)
	assert.True(t, r.Mismatches[0].Decision.Has(habilitation.DateNotStated))
	table.Lines[0].Want = kit.Denied
	assert.Equal(t, kit.Vacuous, kit.Compare(cnam, table).Mismatches[0].Problem)

	// The facts of the table, of the line, and none.
	table = kit.Table{At: day, Facts: habilitation.CareTeam, Lines: []kit.Expectation{
		{
			Who: kit.Profession(roles.ProfessionInfirmier), What: kit.TypeCode("34112-3"), Want: kit.Denied,
			Because: []habilitation.Reason{habilitation.InitialConsentMissing},
		},
		{Who: kit.Profession(roles.ProfessionInfirmier), What: kit.TypeCode("34112-3"), Want: kit.Allowed, Facts: kit.Ordinary},
		{
			Who: kit.Profession(roles.ProfessionInfirmier), What: kit.TypeCode("34112-3"), Want: kit.Denied, Facts: kit.NoFacts,
			Because: []habilitation.Reason{habilitation.CareNotStated},
		},
	}}
	kit.Check(t, cnam, table)
	kit.Check(t, kit.Record(cnam), table)

	// A timeline answers by the matrix of the day of each line.
	later := another(t, nil)
	lines := kit.Compare(habilitation.Embedded().With(later), kit.Table{Lines: []kit.Expectation{
		{Who: kit.Role(roles.RoleCare), What: kit.TypeCode("SYNTH"), Want: kit.Denied, At: day},
		{Who: kit.Role(roles.RoleCare), What: kit.TypeCode("SYNTH"), Want: kit.Denied, At: later.Version().From},
		{Who: kit.Role(roles.RoleCare), What: kit.TypeCode("SYNTH"), Want: kit.Denied, At: civil.MustNew(2000, 1, 1), Because: []habilitation.Reason{habilitation.MatrixNotInForce}},
	}})
	require.Len(t, lines.Matrices, 2)
	assert.Equal(t, cnam.Version().ID, lines.Matrices[0].Version().ID)
	assert.Same(t, later, lines.Matrices[1])

	// A role professional without a role is denied whatever the matrix says.
	rolefree := kit.Table{At: day, Lines: []kit.Expectation{{Who: kit.Profession(roles.MetierAideSoignant), What: kit.TypeCode("SYNTH"), Want: kit.Denied}}}
	assert.Equal(t, kit.Vacuous, kit.Compare(cnam, rolefree).Mismatches[0].Problem)
	rolefree.Lines[0].Because = []habilitation.Reason{habilitation.RoleNotStated}
	kit.Check(t, cnam, rolefree)
	// So is somebody made by hand of whom the day of the start or the category is
	// left out, or who begins later.
	for reason, change := range map[habilitation.Reason]func(*situation.Situation){
		habilitation.SituationDatesUnknown: func(s *situation.Situation) { s.Start = civil.Date{} },
		habilitation.SituationNotStarted:   func(s *situation.Situation) { s.Start = day.AddDays(1) },
		habilitation.CategoryNotStated:     func(s *situation.Situation) { s.Category = 0 },
	} {
		who := kit.Profession(roles.ProfessionInfirmier)
		change(&who.Situation)
		idle := kit.Table{At: day, Lines: []kit.Expectation{{Who: who, What: kit.TypeCode("34112-3"), Want: kit.Denied}}}
		require.Len(t, kit.Compare(cnam, idle).Mismatches, 1, reason)
		assert.Equal(t, kit.Vacuous, kit.Compare(cnam, idle).Mismatches[0].Problem, reason)
		idle.Lines[0].Because = []habilitation.Reason{reason}
		kit.Check(t, cnam, idle)
	}
	// Nothing at all denies.
	for _, d := range []kit.Decider{nil, (*habilitation.Matrix)(nil), kit.Record(nil)} {
		assert.Len(t, kit.Compare(d, table).Mismatches, 3)
	}
	assert.NotPanics(t, func() {
		kit.CompareAnswers(nil, table, func(kit.Case) (bool, error) { return true, nil })
		kit.Fingerprint(nil)
	})

	// A decider that decides nothing is told line by line.
	assert.Len(t, kit.Compare(none{}, table).Mismatches, 3)
}

type none struct{}

func (none) Decide(habilitation.Request) habilitation.Decision { return habilitation.Decision{} }

// TestCheckAnswers: a product that answers by itself, with an error of its own
// and one that forgets the opposition.
func TestCheckAnswers(t *testing.T) {
	nurse := kit.Profession(roles.ProfessionInfirmier)
	table := kit.Table{Name: "dossier", At: day, Lines: []kit.Expectation{
		{Title: "opposition", Who: nurse, What: kit.TypeCode("34112-3"), Want: kit.Denied, Facts: kit.Ordinary&^habilitation.NotOpposed | habilitation.Opposed},
		{Title: "psychologue", Who: kit.Profession(roles.ProfessionPsychologue), What: kit.TypeCode("34112-3"), Want: kit.Allowed},
		{Title: "panne", Who: kit.Profession(roles.ProfessionMedecin), What: kit.TypeCode("34112-3"), Want: kit.Allowed},
		{Title: "bien", Who: nurse, What: kit.TypeCode("89601-9"), Want: kit.Denied},
	}}
	answer := func(c kit.Case) (bool, error) {
		if c.Who.Situation.Profession == roles.ProfessionMedecin {
			return false, errors.New("base indisponible")
		}
		c.Request.Facts |= kit.Ordinary
		c.Request.Facts &^= habilitation.Opposed
		return cnam.Decide(c.Request).Allowed(), nil
	}
	var f fake
	kit.CheckAnswers(&f, cnam, table, answer)
	require.Len(t, f.texts, 1)
	golden.File(t, "testdata/answers.fr.txt", f.texts[0])
	golden.File(t, "testdata/answers.en.txt", kit.CompareAnswers(cnam, table, answer).Text(english))
	kit.CheckAnswers(t, cnam, kit.Table{At: day, Lines: table.Lines[3:]}, answer)
}

// another is the embedded matrix with changes, in force from 2030 on.
func another(t testing.TB, change func(*habilitation.Spec)) *habilitation.Matrix {
	t.Helper()
	spec := cnam.Spec()
	spec.Version.ID, spec.Version.From = "fictive-2030", civil.MustNew(2030, 1, 1)
	if change != nil {
		change(&spec)
	}
	m, err := habilitation.New(spec)
	require.NoError(t, err)
	return m
}

// flipped is the embedded matrix with one cell changed.
func flipped(t testing.TB, row, column int) *habilitation.Matrix {
	t.Helper()
	return another(t, func(s *habilitation.Spec) {
		s.Version = cnam.Version()
		s.Version.Differences = nil
		s.Rows[row].Allowed ^= 1 << column
	})
}

// TestMutation changes the cells of a copy one by one: a table of what the
// matrix says notices, and names the cell; so do both kinds of pin.
func TestMutation(t *testing.T) {
	readers := make([]kit.Person, 0, 19)
	_, columns, _ := cnam.Size()
	for i := range columns {
		var who kit.Person
		for p := range kit.Professionals() {
			// The columns of pharmacists are read together, but for the préparateurs.
			if s := cnam.ColumnsOf(p.Subject(day, habilitation.Policy{})); s == 1<<i || i == 1 && s.Has(1) {
				who = p
				break
			}
		}
		require.False(t, who.IsZero(), "nobody reads column %d", i)
		readers = append(readers, who)
	}
	table := kit.TableOf(cnam, kit.Questions{At: day, People: readers}.All())
	require.Len(t, table.Lines, 108*columns)
	kit.Check(t, cnam, table)
	var kept strings.Builder
	require.NoError(t, kit.WriteCopy(&kept, cnam))
	pin := kit.Fingerprint(cnam)

	step := 1
	if testing.Short() || reduced {
		step = 37
	}
	rows := slices.Collect(cnam.Rows())
	names := cnam.Spec().Columns
	for n := 0; n < len(rows)*columns; n += step {
		row, column := n/columns, n%columns
		m := flipped(t, row, column)
		cell := rows[row].Document.Code() + " × " + names[column].Heading
		// Only the lines of the cell: the others of the table are the same 2,051 times.
		few := kit.Table{At: day}
		for i := row; i < len(table.Lines); i += len(rows) {
			few.Lines = append(few.Lines, table.Lines[i])
		}
		var f fake
		kit.Check(&f, m, few)
		noticed := len(f.texts) == 1 && strings.Contains(f.texts[0], cell)
		if column == 1 || column == 2 {
			// Pharmacists need both columns: one that opens alone opens nothing to them.
			noticed = len(f.texts) == 1 == (rows[row].Allowed.Has(column) || column == 2)
		}
		if !noticed {
			t.Fatalf("%s: %v", cell, f.texts)
		}
		if kit.Fingerprint(m) == pin {
			t.Fatalf("%s: same pin", cell)
		}
		if n%(step*50) == 0 {
			f = fake{}
			kit.PinFile(&f, m, fileOf(kept.String()), "copie.csv")
			require.Len(t, f.texts, 1, cell)
			assert.Contains(t, f.texts[0], names[column].Heading)
			assert.Contains(t, f.texts[0], rows[row].Document.Code())
		}
	}
}

func columnKeys() []string {
	var keys []string
	for _, c := range cnam.Columns() {
		keys = append(keys, c.Key)
	}
	return keys
}

func TestWords(t *testing.T) {
	assert.Equal(t, "allowed denied (not stated) (not stated)", strings.Join([]string{kit.Allowed.String(), kit.Denied.String(), kit.Want(0).String(), kit.Want(9).String()}, " "))
	assert.Equal(t, "autorisé refusé non renseigné", kit.Allowed.Text(french)+" "+kit.Denied.Text(french)+" "+kit.Want(0).Text(french))
	assert.Equal(t, "allowed denied not stated", kit.Allowed.Text(english)+" "+kit.Denied.Text(english)+" "+kit.Want(0).Text(english))
	assert.Equal(t, "tous les types de documents", kit.EveryType().String())
	assert.Equal(t, "every type of the class “Prescription” (42)", kit.Class(habilitation.ClassPrescription).Text(english))
	assert.Equal(t, "un document de type inconnu", kit.Type(habilitation.UnknownDocument).String())
	assert.Equal(t, "un document de type non renseigné", kit.Documents{}.String())
	assert.Panics(t, func() { kit.TypeCode("?") })
}

// cached is a product that keeps answers under too short a key.
type cached struct {
	*habilitation.Matrix
	kept habilitation.Decision
}

func (c cached) Decide(habilitation.Request) habilitation.Decision { return c.kept }

// TestOtherQuestion: the right word about another document, person, day or
// action is no answer.
func TestOtherQuestion(t *testing.T) {
	nurse := kit.Profession(roles.ProfessionInfirmier)
	asked := habilitation.Request{Subject: nurse.Subject(day, habilitation.Policy{}), Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read, Facts: kit.Ordinary}
	table := kit.Table{At: day, Lines: []kit.Expectation{{Who: nurse, What: kit.TypeCode("34112-3"), Want: kit.Allowed}}}
	assert.True(t, kit.Compare(cached{cnam, cnam.Decide(asked)}, table).OK())

	for name, change := range map[string]func(*habilitation.Request){
		"document": func(r *habilitation.Request) { r.Document = habilitation.MustParseDocumentType("11502-2") },
		"person": func(r *habilitation.Request) {
			r.Subject = kit.Profession(roles.ProfessionMedecin).Subject(day, habilitation.Policy{})
		},
		"day":    func(r *habilitation.Request) { r.Subject = nurse.Subject(day.AddDays(1), habilitation.Policy{}) },
		"action": func(r *habilitation.Request) { r.Action = habilitation.Deposit },
	} {
		other := asked
		change(&other)
		kept := cnam.Decide(other)
		require.True(t, kept.Allowed(), name)
		r := kit.Compare(cached{cnam, kept}, table)
		require.Len(t, r.Mismatches, 1, name)
		assert.Equal(t, kit.OtherQuestion, r.Mismatches[0].Problem, name)
		assert.Contains(t, r.String(), "porte sur une autre question", name)
		assert.Contains(t, r.String(), strings.SplitN(kept.Explain(language.French), "\n", 2)[0], name)
	}
	// A product that refuses without an explanation is told what it was.
	closed := kit.Table{At: day, Lines: []kit.Expectation{{Who: nurse, What: kit.TypeCode("34112-3"), Want: kit.Denied}}}
	assert.Equal(t, kit.Vacuous, kit.Compare(cached{cnam, habilitation.Decision{}}, closed).Mismatches[0].Problem)
}

// TestCaseWords: what is not stated, or no value, reads as what it is.
func TestCaseWords(t *testing.T) {
	c := kit.Case{Who: kit.Profession(roles.ProfessionInfirmier), Request: habilitation.Request{Action: 9}}
	assert.Contains(t, c.String(), "action non renseignée sur ")
	assert.NotContains(t, c.String(), "supprimer")
	assert.Contains(t, c.String(), ", un jour non renseigné")
	assert.Contains(t, c.Text(language.English), ", on a day not stated")
	c.Request.Subject = c.Who.Subject(day, habilitation.Policy{})
	assert.Contains(t, c.String(), ", le 01/06/2026")

	// A matrix without a version has no name to be told by.
	table := kit.Table{At: day, Lines: []kit.Expectation{{Who: c.Who, What: kit.TypeCode("34112-3"), Want: kit.Denied}}}
	text := kit.Compare(new(habilitation.Matrix), table).String()
	assert.Contains(t, text, "1 sur 1.\n")
	assert.NotContains(t, text, "Source : ")
}

// TestTypeOfAnotherList: a type that the DMP does not take is denied whatever a
// matrix opens, as a code that was taken from the wrong list is.
func TestTypeOfAnotherList(t *testing.T) {
	nurse := kit.Profession(roles.ProfessionInfirmier)
	n := 0
	for d := range habilitation.DocumentTypes() {
		if d.InJ66() || d == habilitation.DICOM {
			continue
		}
		n++
		for action, reason := range map[habilitation.Action]habilitation.Reason{habilitation.Read: habilitation.DocumentNoRow, habilitation.Deposit: habilitation.DocumentNotDMP} {
			table := kit.Table{At: day, Lines: []kit.Expectation{{Who: nurse, What: kit.Type(d), Action: action, Want: kit.Denied}}}
			r := kit.Compare(cnam, table)
			require.Len(t, r.Mismatches, 1, d)
			assert.Equal(t, kit.Vacuous, r.Mismatches[0].Problem, d)
			table.Lines[0].Because = []habilitation.Reason{reason}
			kit.Check(t, cnam, table)
		}
		c := kit.Case{Who: nurse, Request: habilitation.Request{Subject: nurse.Subject(day, habilitation.Policy{}), Document: d, Action: habilitation.Read, Facts: kit.Ordinary}}
		kit.Check(t, cnam, kit.TableOf(cnam, slices.Values([]kit.Case{c})))
	}
	assert.Positive(t, n)
	// One that the DMP takes and the matrix has no row for, the next one may open.
	kit.Check(t, cnam, kit.Table{At: day, Lines: []kit.Expectation{{Who: nurse, What: kit.TypeCode("E1762"), Want: kit.Denied}}})
}

// TestOlderMatrix: a product that answers by a matrix of before the one that the
// library has for the day is asked for the types that came since, too.
func TestOlderMatrix(t *testing.T) {
	gone := slices.Collect(cnam.Rows())[7]
	doctor, psychologist := kit.Profession(roles.ProfessionMedecin), kit.Profession(roles.ProfessionPsychologue)
	lacking := func(from civil.Date) *habilitation.Matrix {
		return another(t, func(s *habilitation.Spec) {
			s.Version.From = from
			s.Rows = slices.DeleteFunc(s.Rows, func(r habilitation.Row) bool { return r.Document == gone.Document })
		})
	}
	older, newer := lacking(civil.YMD(2023, 1, 1)), lacking(civil.YMD(2026, 1, 1))
	require.NotEqual(t, habilitation.ClassPrescription, gone.Class)
	for what, want := range map[kit.Documents][]string{
		kit.EveryType(): {gone.Document.Code()}, kit.Class(gone.Class): {gone.Document.Code()}, kit.Class(habilitation.ClassPrescription): nil,
	} {
		told := func(d kit.Decider, day civil.Date) (out []string) {
			r := kit.Compare(d, kit.Table{At: day, Lines: []kit.Expectation{{Who: doctor, What: what, Want: kit.Allowed}, {Who: psychologist, What: what, Want: kit.Denied}}})
			for _, bad := range r.Mismatches {
				if bad.Decision.Has(habilitation.DocumentNoRow) {
					out = append(out, bad.Case.Request.Document.Code())
				}
			}
			return out
		}
		assert.Equal(t, want, told(older, day), what)
		assert.Equal(t, want, told(kit.Record(older), day), what)
		assert.Empty(t, told(older, civil.YMD(2024, 9, 24)), "the library has none for the day")
		assert.Empty(t, told(newer, day), "a type may go")
		assert.Empty(t, told(cnam, day))
		assert.Empty(t, told(new(habilitation.Matrix), day), "nothing is asked")
	}
	asked := 0
	for c := range (kit.Table{At: day}).Cases(kit.Expectation{Who: doctor, What: kit.EveryType()}, older) {
		if asked++; c.Request.Document == gone.Document {
			break
		}
	}
	assert.Equal(t, 108, asked)
}

// TestProductOpensMore: an authorisation that is expected and given holds nothing
// where the matrix denies: the expectation and the product are wrong together.
func TestProductOpensMore(t *testing.T) {
	table := kit.Table{At: day, Lines: []kit.Expectation{
		{Who: kit.Profession(roles.ProfessionPsychologue), What: kit.TypeCode("34112-3"), Want: kit.Allowed},
		{Who: kit.Profession(roles.ProfessionInfirmier), What: kit.TypeCode("34112-3"), Want: kit.Allowed},
	}}
	report := kit.CompareAnswers(cnam, table, func(kit.Case) (bool, error) { return true, nil })
	require.Len(t, report.Mismatches, 1)
	assert.Equal(t, 0, report.Mismatches[0].Line)
	assert.Equal(t, kit.OtherAnswer, report.Mismatches[0].Problem)
	assert.Contains(t, report.Text(english), "Expected: allowed; your program answers: allowed.\n   The matrix and the general rules answer: denied.")
	// A product may deny more than the matrix does.
	table.Lines[1].Want = kit.Denied
	kit.CheckAnswers(t, cnam, kit.Table{At: day, Lines: table.Lines[1:]}, func(kit.Case) (bool, error) { return false, nil })
}
