package habilitationtest_test

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestPersonWords tell what is missing too.
func TestPersonWords(t *testing.T) {
	for _, c := range []struct {
		who    kit.Person
		fr, en string
	}{
		{kit.Person{}.As(roles.ProfessionInfirmier), "profession non renseignée", "profession not stated"},
		{kit.Profession(roles.ProfessionMedecin).WithoutRegulation(), "connexion hors régulation", "signed in outside regulation"},
	} {
		assert.Contains(t, c.who.Text(language.French), c.fr)
		assert.Contains(t, c.who.Text(language.English), c.en)
	}
	q := kit.Case{Who: kit.Role(roles.RoleCare)}
	assert.Contains(t, q.Text(language.French), "un jour non renseigné")
	assert.Contains(t, q.Text(language.English), "a day not stated")
}

// TestQuirksStop when asked.
func TestQuirksStop(t *testing.T) {
	n := 0
	for range kit.Quirks() {
		n++
		break
	}
	assert.Equal(t, 1, n)
}

// TestNobodysSignIn: the payload of somebody who is nobody at the place gives no
// subject there, for the reason that was asked for.
func TestNobodysSignIn(t *testing.T) {
	for _, reason := range []habilitation.Reason{habilitation.StructureUnknown, habilitation.StructureAmbiguous, habilitation.IdentityMissing} {
		u, err := psc.Parse(kit.Nobody(reason).Userinfo().JSON(), psc.Options{SignIn: civil.MustNew(2026, 6, 1)})
		require.NoError(t, err)
		s := u.Subject(psc.ByTechnicalID(kit.Establishment(1).Technical), habilitation.Policy{})
		d := cnam.Decide(habilitation.Request{Subject: s, Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read})
		assert.True(t, d.Has(reason), "%s: %v", reason.Code(), d.Explain(language.English))
	}
}

// TestRecorderOfTheUnknown: an answer about a type that no row has counts, and
// exercises no cell.
func TestRecorderOfTheUnknown(t *testing.T) {
	r := kit.Record(cnam)
	r.Decide(habilitation.Request{
		Subject: kit.Role(roles.RoleCare).Subject(day, habilitation.Policy{}), Document: habilitation.UnknownDocument, Action: habilitation.Read,
	})
	p := r.Profile()
	assert.Equal(t, uint64(1), p.Answers)
	assert.Empty(t, p.Cells)
}

// TestReadErrors: the error of the stream is passed on.
func TestReadErrors(t *testing.T) {
	disk := errors.New("the disk fails")
	_, err := kit.Read("x.csv", iotest.ErrReader(disk))
	require.ErrorIs(t, err, disk)
	_, err = kit.ReadProfile(iotest.ErrReader(disk))
	require.ErrorIs(t, err, disk)
}

// TestBrokenHeader: a table whose header cannot be read has no lines, and one
// fault.
func TestBrokenHeader(t *testing.T) {
	table, err := kit.Parse("x.csv", []byte("\"qui;document;attendu\n60;34112-3;oui\n"))
	require.ErrorIs(t, err, kit.CodeLine)
	assert.Empty(t, table.Lines)
	assert.Equal(t, 1, strings.Count(err.Error(), string(kit.CodeLine)))
}

// TestColumnsNarrow: a second choice of columns is one among the first, and forgets no
// key that the matrix has not.
func TestColumnsNarrow(t *testing.T) {
	c := kit.Record(habilitation.CNAM20240925()).Coverage()
	_, one := c.Columns("GENR08").Cells()
	for _, x := range []struct {
		narrow kit.Coverage
		total  int
	}{
		{c.Columns("GENR08", "nurse").Columns("nurse", "physician"), one},
		{c.Columns("GENR08").Columns("nurse"), 0},
		{c.Columns().Columns("GENR08"), 0},
		{c.Columns("GENR08").Columns("GENR08"), one},
	} {
		if _, total := x.narrow.Cells(); total != x.total {
			t.Errorf("%d cells, not %d", total, x.total)
		}
	}
	var f fake
	c.Columns("nurze", "nurse").Columns("nurse").MinCells(&f, 0)
	if len(f.texts) != 1 || !strings.Contains(f.texts[0], "nurze") {
		t.Error(f.texts)
	}
	if _, total := c.Cells(); total != 2052 {
		t.Error("the wide one has changed")
	}
}

// TestSeverities: whatever a file of expectations or a profile has wrong refuses it: read
// with a warning, an expectation would be lost.
func TestSeverities(t *testing.T) {
	for _, r := range kit.Rules() {
		if r.Severity != rule.Error {
			t.Errorf("%s: %v", r.Code, r.Severity)
		}
	}
}
