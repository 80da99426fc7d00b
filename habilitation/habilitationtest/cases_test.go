package habilitationtest_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// TestEdgeCases asks every edge, and counts the reasons that they meet: all
// but those of a policy that is not the default, and of a question without a
// day or a document, or with a subject of another day.
func TestEdgeCases(t *testing.T) {
	table := kit.Table{Name: "edges", Lines: slices.Collect(kit.EdgeCases(french))}
	kit.Check(t, cnam, table)
	rec := kit.Record(cnam)
	kit.Check(t, rec, table)
	assert.Equal(t, []habilitation.Reason{
		habilitation.SubjectOtherDay, habilitation.DateNotStated, habilitation.DocumentNotStated,
		habilitation.RoleAccessSuspended, habilitation.CaveatOccupationalPolicy,
	}, slices.Collect(rec.Coverage().MissingReasons()))

	titles := map[string]bool{}
	en := slices.Collect(kit.EdgeCases(english))
	require.Len(t, en, len(table.Lines))
	for i, l := range table.Lines {
		assert.NotEmpty(t, l.Because, l.Title)
		assert.False(t, titles[l.Title], "%s twice", l.Title)
		titles[l.Title] = true
		assert.NotEqual(t, l.Title, en[i].Title)
		assert.Equal(t, l.Want, en[i].Want)
	}
	for range kit.EdgeCases(french) {
		break // a loop may end early
	}
	// The edges are edges: without the fact at hand the answer is the other one.
	denied := 0
	for _, l := range table.Lines {
		if l.Want == kit.Denied {
			denied++
		}
	}
	assert.Greater(t, denied, 40)
	assert.Greater(t, len(table.Lines)-denied, 20)
}

// TestProfessionals holds the fixtures against the columns of the matrix: who
// reads which, and who reads none.
func TestProfessionals(t *testing.T) {
	read := map[string][]string{}
	var without []string
	numbers := map[rpps.Number]kit.Person{}
	for p := range kit.Professionals() {
		s := p.Subject(day, habilitation.Policy{})
		set := cnam.ColumnsOf(s)
		for i, c := range cnam.Columns() {
			if set.Has(i) {
				read[c.Key] = append(read[c.Key], p.String())
			}
		}
		if set == 0 {
			without = append(without, p.String())
		}
		for reason := range s.Problems() {
			assert.Equal(t, habilitation.RoleNotStated, reason, "%v", p)
		}
		other, twice := numbers[p.Number()]
		assert.False(t, twice, "%v has the number of %v", p, other)
		numbers[p.Number()] = p
		assert.True(t, p.Number().KeyValid() && strings.HasPrefix(p.Number().Canonical(), "997"), "%v", p)
		prof := p.Professional()
		assert.Equal(t, p.Number(), prof.ID.Number())
		assert.Equal(t, p.Situation.Profession, prof.Exercises[0].Profession)
		assert.NotEmpty(t, p.Text(english))
	}
	var out strings.Builder
	for _, c := range cnam.Columns() {
		assert.NotEmpty(t, read[c.Key], c.Key)
		out.WriteString(c.Key + "\n  " + strings.Join(read[c.Key], "\n  ") + "\n")
		// Every code that the column names has its fixture.
		for _, prof := range c.Professions {
			assert.Contains(t, read[c.Key], kit.Profession(prof).String())
		}
		for _, prof := range c.Interns {
			assert.Contains(t, read[c.Key], kit.Profession(prof).Student().String())
		}
		for _, prof := range c.Functions {
			assert.Contains(t, read[c.Key], kit.Profession(prof).String())
		}
		for _, r := range c.Roles {
			assert.Contains(t, read[c.Key], kit.Role(r).String())
		}
	}
	out.WriteString("sans colonne\n  " + strings.Join(without, "\n  ") + "\n")
	golden.File(t, "testdata/professionals.txt", out.String())
	for range kit.Professionals() {
		break
	}
	for r := range roles.RPPSPlusRoles() {
		assert.Equal(t, r, kit.Role(r).Subject(day, habilitation.Policy{}).Role())
	}
}

func TestPerson(t *testing.T) {
	assert.True(t, kit.Person{}.IsZero())
	assert.Equal(t, habilitation.Subject{}, kit.Person{}.Subject(day, habilitation.Policy{}))
	assert.Equal(t, "personne n'est nommé", kit.Person{}.String())
	assert.Equal(t, "nobody is named", kit.Person{}.WithoutRegulation().Text(english))
	p := kit.Profession(roles.ProfessionMedecin)
	assert.Equal(t, p.Subject(day, habilitation.Policy{}).WithoutRegulation(), p.WithoutRegulation().Subject(day, habilitation.Policy{}))
	unknown := p
	unknown.Situation.Profession, unknown.Situation.Stated.Profession = 0, "??"
	unknown.Situation.Function, unknown.Situation.Stated.Function, unknown.Situation.Stated.Role = 0, "??", "??"
	assert.Equal(t, "profession de code inconnu, métier de code inconnu, rôle de code inconnu", unknown.String())
	assert.NotEqual(t, p.Number(), unknown.Number())
	assert.True(t, kit.Role(roles.RoleCare).In(kit.Establishment(2)).Situation.Structure.Same(kit.Establishment(2)))

	seen := map[string]bool{}
	for i := 1; i <= 99; i++ {
		e := kit.Establishment(i)
		assert.True(t, e.SIRET.KeyValid() && e.SIREN.KeyValid() && e.FINESS.KeyValid() && e.LegalFINESS.KeyValid())
		assert.False(t, seen[e.Canonical()])
		seen[e.Canonical()] = true
	}
	assert.Equal(t, "99700000008", kit.Number(0).Canonical()[:10]+"8")
	assert.True(t, kit.Number(9_999_999).KeyValid())
	assert.NotPanics(t, func() { kit.Number(-1); kit.Number(math.MaxInt); kit.Establishment(1000) })
}

func TestQuestions(t *testing.T) {
	count := func(q kit.Questions, cases func(kit.Questions) []kit.Case) int { return len(cases(q)) }
	all := func(q kit.Questions) []kit.Case { return slices.Collect(q.All()) }
	people := len(slices.Collect(kit.Professionals()))
	assert.Equal(t, people*108, count(kit.Questions{At: day}, all))
	assert.Equal(t, people*108, count(kit.Questions{}, all), "a day forgotten does not empty the loop")
	assert.True(t, cnam.Decide(all(kit.Questions{})[0].Request).Has(habilitation.DateNotStated))
	assert.Equal(t, people*108, count(kit.Questions{Matrix: cnam}, all), "a matrix without a day")
	assert.Zero(t, count(kit.Questions{At: day, People: []kit.Person{}}, all))

	own := kit.Questions{At: day, People: []kit.Person{kit.Role(roles.RoleCare)}, Action: habilitation.Deposit, Facts: kit.NoFacts}
	cases := all(own)
	require.Len(t, cases, 108)
	assert.Equal(t, habilitation.Deposit, cases[0].Request.Action)
	assert.Zero(t, cases[0].Request.Facts)
	assert.Equal(t, "déposer « CR déposé par le patient » (DOCPAT03), par professionnel à rôle (99), rôle Accompagnement social/médico-social au soin (GENR11), le 01/06/2026 ; circonstances : aucune", cases[0].String())

	for r := range roles.RPPSPlusRoles() {
		n := 0
		for c := range (kit.Questions{At: day}).OfRole(r) {
			n++
			assert.Equal(t, r, c.Who.Situation.Role)
		}
		assert.GreaterOrEqual(t, n, 108)
	}
	sum := 0
	for class := habilitation.ClassReport; class <= habilitation.ClassManagement; class++ {
		for c := range (kit.Questions{At: day}).OfClass(class) {
			sum++
			if c.Request.Document.Class() != class {
				t.Fatal(c)
			}
		}
	}
	assert.Equal(t, people*108, sum, "the classes share the rows out")
	for range own.All() {
		break
	}

	// All cells of the matrix, by all those whom it names.
	rec := kit.Record(cnam)
	for c := range (kit.Questions{At: day}).All() {
		rec.Decide(c.Request)
	}
	n, total := rec.Coverage().Cells()
	assert.Equal(t, 2052, total)
	assert.Equal(t, 2052, n)
}

func TestTableOf(t *testing.T) {
	q := kit.Questions{At: civil.MustNew(2025, 10, 15), People: []kit.Person{kit.Role(roles.RoleSocialLife)}, Facts: kit.NoFacts}
	table := kit.TableOf(cnam, q.OfClass(habilitation.ClassCarePlan))
	require.NotEmpty(t, table.Lines)
	assert.Equal(t, kit.NoFacts, table.Lines[0].Facts)
	kit.Check(t, cnam, table)
	// Whatever is asked, the table of the answers holds.
	var cases []kit.Case
	for e := range kit.EdgeCases(french) {
		cases = append(cases, slices.Collect(kit.Table{}.Cases(e, cnam))...)
	}
	kit.Check(t, cnam, kit.TableOf(cnam, slices.Values(cases)))
	kit.Check(t, cnam, kit.TableOf(cnam, kit.Questions{At: day}.All()))
	kit.Check(t, cnam, kit.TableOf(cnam, kit.Questions{}.All()))
	// Written for an analyst, read again, it says the same.
	var b strings.Builder
	require.NoError(t, kit.WriteMarkdown(&b, table))
	back, err := kit.Parse("x.md", []byte(b.String()))
	require.NoError(t, err)
	kit.Check(t, cnam, back)
	assert.Len(t, back.Lines, len(table.Lines))
}

// TestPersonText: what shuts somebody out is told, as far as it is a code of a list.
func TestPersonText(t *testing.T) {
	doctor := kit.Profession(roles.ProfessionMedecin)
	require.Equal(t, "Médecin (10)", doctor.String())
	doctor.Situation.Qualification, doctor.Situation.Structure.Sector = "SM25", roles.SA66
	require.Equal(t, "Médecin (10), avec un savoir-faire, secteur "+roles.SA66.Label()+" (SA66)", doctor.String())
	require.Equal(t, "Médecin (10), with a savoir-faire, sector "+roles.SA66.Label()+" (SA66)", doctor.Text(english))
}
