package testkit_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/examples/testkit"
	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
)

// today is the day of the sign-ins, house the establishment of the fixtures.
var (
	today = civil.MustNew(2026, 6, 1)
	house = psc.ByStructure(kit.Establishment(1))
	files = os.DirFS("testdata")
)

// product answers a case by what the product shows: sign-in, file, document.
func product(d *testkit.Dossier) func(kit.Case) (bool, error) {
	return func(c kit.Case) (bool, error) {
		f := c.Request.Facts
		// What this product does not know how to say must not pass unseen.
		const known = kit.Ordinary | habilitation.Opposed | habilitation.HiddenByPatient | habilitation.Depositor
		if c.Request.Action != habilitation.Read || f&^known != 0 {
			return false, errors.New("the file shows no such thing")
		}
		user, err := d.SignIn(c.Who.Userinfo().JSON(), c.Request.Subject.At())
		if err != nil {
			return false, err
		}
		me := c.Who.Number()
		resident := testkit.Resident{Consent: f.Has(habilitation.InitialConsent)}
		document := testkit.Document{Type: c.Request.Document, Hidden: f.Has(habilitation.HiddenByPatient)}
		for fact, list := range map[habilitation.Facts]*[]rpps.Number{habilitation.CareTeam: &resident.Team, habilitation.Opposed: &resident.Opposed} {
			if f.Has(fact) {
				*list = append(*list, me)
			}
		}
		if f.Has(habilitation.Depositor) {
			document.Author = me
		}
		resident.Documents = []testkit.Document{document}
		return d.Show(user, resident, c.Request.Subject.At())[0].Shown, nil
	}
}

// TestRights runs every table against the product, and looks at the end at
// what they left out.
func TestRights(t *testing.T) {
	matrix := habilitation.CNAM20240925()
	rec := kit.Record(matrix)
	dossier := testkit.New(rec, habilitation.Policy{}, house)

	// A table of Go values.
	t.Run("table", func(t *testing.T) {
		nurse, educator := kit.Profession(roles.ProfessionInfirmier), kit.Role(roles.RoleSocialLife).As(roles.MetierEducateurSpecialise)
		kit.CheckAnswers(t, matrix, kit.Table{Name: "équipe", At: today, Lines: []kit.Expectation{
			{Title: "projet", Who: educator, What: kit.TypeCode("80788-3"), Want: kit.Allowed},
			{Title: "hôpital", Who: educator, What: kit.TypeCode("34112-3"), Want: kit.Denied, Because: []habilitation.Reason{habilitation.CellDenied}},
			{Title: "hôpital, infirmière", Who: nurse, What: kit.TypeCode("34112-3"), Want: kit.Allowed},
			{
				Title: "son document, masqué par la personne", Who: nurse, What: kit.TypeCode("34112-3"), Want: kit.Allowed,
				Facts: kit.Ordinary&^habilitation.Visible | habilitation.HiddenByPatient | habilitation.Depositor,
			},
		}}, product(dossier))
	})

	// The tables of the functional analyst.
	t.Run("csv", func(t *testing.T) {
		table := kit.Load(t, files, "attentes.csv")
		table.At = today
		kit.CheckAnswers(t, matrix, table, product(dossier))
	})
	t.Run("markdown", func(t *testing.T) {
		table := kit.Load(t, files, "attentes.md")
		table.At = today
		// Circumstances of before 2025, which the product has no word for: the
		// matrix itself is asked.
		kit.Check(t, rec, table)
	})

	// Everything that the roles can ask: the product answers as the matrix.
	t.Run("roles", func(t *testing.T) {
		for role := range roles.RPPSPlusRoles() {
			var cases []kit.Case
			for c := range (kit.Questions{At: today}).OfRole(role) {
				cases = append(cases, c)
			}
			ask := product(dossier)
			for _, c := range cases {
				got, err := ask(c)
				require.NoError(t, err)
				assert.Equal(t, matrix.Decide(c.Request).Allowed(), got, "%v", c)
			}
		}
	})

	// What was never asked: all the columns of the roles must be.
	coverage := rec.Coverage()
	coverage.Columns("GENR08", "GENR09", "GENR10", "GENR11", "GENR12").MinCells(t, 100)
	// And every reason that this product can meet in its ordinary life.
	coverage.Among(
		habilitation.CellDenied, habilitation.NoColumn, habilitation.RoleNotStated, habilitation.InitialConsentMissing,
		habilitation.OppositionStated, habilitation.DocumentHidden, habilitation.GroundCell, habilitation.GroundInitialConsent,
		habilitation.GroundInformed, habilitation.GroundDepositor, habilitation.CaveatRoleColumn, habilitation.CaveatPresence,
	).MinReasons(t, 100)
	t.Log(strings.SplitN(coverage.String(), "\n", 2)[0])
}

// TestPinned fails on the day on which the library brings another matrix. Then
// read what changes, let the analyst look at the tables, and renew both.
func TestPinned(t *testing.T) {
	kit.Pin(t, "cnam-2024-09-25 sha256:32b3cf3f84467524d9a873b4f832af7d0b76c9989c795280c6afad1d9ebc9dda")
	var copied bytes.Buffer
	require.NoError(t, kit.WriteCopy(&copied, habilitation.CNAM20240925()))
	golden.File(t, "testdata/matrice.csv", copied.Bytes())
	kit.PinFile(t, habilitation.CNAM20240925(), files, "matrice.csv")
}

// TestOddSignIns: no oddity of a payload shows more than the plain one.
func TestOddSignIns(t *testing.T) {
	dossier := testkit.New(habilitation.CNAM20240925(), habilitation.Policy{}, house)
	nurse := kit.Profession(roles.ProfessionInfirmier)
	resident := testkit.Resident{
		Consent: true, Team: []rpps.Number{nurse.Number()},
		Documents: []testkit.Document{{Title: "Séjour de mai", Type: habilitation.MustParseDocumentType("34112-3")}},
	}
	for quirk := range kit.Quirks() {
		user, err := dossier.SignIn(nurse.Userinfo().With(quirk).JSON(), today)
		require.NoError(t, err, quirk)
		line := dossier.Show(user, resident, today)[0]
		if quirk.Harmless() {
			assert.True(t, line.Shown, quirk)
		}
		assert.Equal(t, line.Shown, len(line.Why) == 0, "%v: what is not shown says why", quirk)
	}
	_, err := dossier.SignIn([]byte("<html>"), today)
	assert.Error(t, err)
}

// TestNightShift: after midnight a session shows nothing until its user signs in again.
func TestNightShift(t *testing.T) {
	dossier := testkit.New(habilitation.Embedded(), habilitation.Policy{}, house)
	nurse := kit.Profession(roles.ProfessionInfirmier)
	resident := testkit.Resident{
		Consent: true, Team: []rpps.Number{nurse.Number()},
		Documents: []testkit.Document{{Title: "Séjour de mai", Type: habilitation.MustParseDocumentType("34112-3")}},
	}
	user, err := dossier.SignIn(nurse.Userinfo().JSON(), today)
	require.NoError(t, err)
	assert.True(t, dossier.Show(user, resident, today)[0].Shown)
	assert.False(t, dossier.Show(user, resident, today.AddDays(1))[0].Shown)
	user, err = dossier.SignIn(nurse.Userinfo().JSON(), today.AddDays(1))
	require.NoError(t, err)
	assert.True(t, dossier.Show(user, resident, today.AddDays(1))[0].Shown)
	assert.False(t, dossier.Show(testkit.User{}, resident, today)[0].Shown)
}

// TestWithoutNumber: who signed in without a number that is known is nobody in
// the lists of a resident, and wrote none of the documents without an author.
func TestWithoutNumber(t *testing.T) {
	dossier := testkit.New(habilitation.CNAM20240925(), habilitation.Policy{}, house)
	nurse := kit.Profession(roles.ProfessionInfirmier)
	payload := strings.ReplaceAll(string(nurse.Userinfo().JSON()), nurse.Number().Canonical(), "")
	user, err := dossier.SignIn([]byte(payload), today)
	require.NoError(t, err)
	hidden := testkit.Document{Type: habilitation.MustParseDocumentType("34112-3"), Hidden: true}
	visible := hidden
	visible.Hidden = false
	resident := testkit.Resident{
		Consent: true, Team: []rpps.Number{nurse.Number(), {}}, // a member of the team whose number is not known
		Documents: []testkit.Document{hidden, visible},
	}
	for _, line := range dossier.Show(user, resident, today) {
		assert.False(t, line.Shown, "%v", line.Why)
	}
}

// remember is a running test that only remembers what was reported.
type remember struct{ text string }

func (r *remember) Errorf(format string, args ...any) { r.text += fmt.Sprintf(format, args...) }

// TestWrongExpectation shows what an expectation that does not hold looks like
// when it is reported. docs/testkit.md prints it; the test that compares both is
// below.
func TestWrongExpectation(t *testing.T) {
	table := kit.Load(t, files, "fausse.csv")
	table.At = today
	var r remember
	kit.Check(&r, habilitation.CNAM20240925(), table)
	golden.File(t, "testdata/fausse.txt", r.text)
}

// TestDocument: what docs/testkit.md prints of this folder is what stands here.
func TestDocument(t *testing.T) {
	text, err := os.ReadFile("../../docs/testkit.md")
	require.NoError(t, err)
	for _, name := range []string{"fausse.txt", "fausse.csv", "attentes.csv", "attentes.md"} {
		part, err := os.ReadFile("testdata/" + name)
		require.NoError(t, err)
		assert.Contains(t, string(text), "\n"+string(part)+"```", "docs/testkit.md does not print testdata/%s as it is", name)
	}
	assert.Contains(t, string(text), "examples/testkit")
}

// TestProductionBuild: neither the kit nor package testing is linked into the
// product.
func TestProductionBuild(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	deps := func(arguments ...string) map[string]bool {
		out, err := exec.Command("go", append([]string{"list", "-deps"}, arguments...)...).Output()
		require.NoError(t, err)
		list := map[string]bool{}
		for path := range strings.FieldsSeq(string(out)) {
			list[path] = true
		}
		return list
	}
	const lib = "github.com/rppsplus/rppsplus/"
	closed := []string{"testing", "github.com/stretchr/testify/assert", "github.com/stretchr/testify/require", lib + "habilitation/habilitationtest"}
	built := deps(".")
	assert.True(t, built[lib+"habilitation"], "the list shows nothing")
	for _, path := range closed {
		assert.False(t, built[path], path)
	}
	// The kit alone brings no package of tests either, and the list would show it.
	assert.False(t, deps(lib + "habilitation/habilitationtest")["testing"])
	assert.True(t, deps("-test", ".")[closed[3]])
}
