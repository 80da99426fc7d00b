package evolution_test

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

func doc(code string) habilitation.DocumentType { return habilitation.MustParseDocumentType(code) }

func build(t testing.TB, s habilitation.Spec) *habilitation.Matrix {
	t.Helper()
	m, err := habilitation.New(s)
	require.NoError(t, err)
	return m
}

func rowOf(s *habilitation.Spec, code string) *habilitation.Row {
	i := slices.IndexFunc(s.Rows, func(r habilitation.Row) bool { return r.Document == doc(code) })
	return &s.Rows[i]
}

func columnOf(s *habilitation.Spec, key string) int {
	return slices.IndexFunc(s.Columns, func(c habilitation.Column) bool { return c.Key == key })
}

func toggle(s *habilitation.Spec, code, key string) { rowOf(s, code).Allowed ^= 1 << columnOf(s, key) }

// tomorrow is an invented matrix: the embedded one with each kind of change.
func tomorrow(t testing.TB) *habilitation.Matrix {
	s := habilitation.CNAM20240925().Spec()
	s.Version = habilitation.Version{
		ID: "fictif-2030", Title: "Matrice fictive", Source: "inventée pour les tests",
		Published: civil.MustNew(2029, 12, 1), From: civil.MustNew(2030, 1, 1),
		Confidence: rule.Text{FR: "aucune : fictive", EN: "none: invented"},
	}
	toggle(&s, "11502-2", "GENR11")  // opened
	toggle(&s, "34112-3", "GENR11")  // opened
	toggle(&s, "89233-1", "midwife") // closed
	rowOf(&s, "SYNTH").Label = "Synthèse | *renommée*"
	rowOf(&s, "DOCPAT01").Class = habilitation.ClassPatient
	// A type that goes, one that comes, one that the library does not know.
	s.Rows = slices.DeleteFunc(s.Rows, func(r habilitation.Row) bool { return r.Document == doc("15508-5") })
	s.Rows = append(s.Rows, habilitation.Row{Document: doc("PIECE-IDENTITE"), Label: "Pièce d'identité", Class: habilitation.ClassManagement, Allowed: 1})
	s.Unlisted = []habilitation.UnlistedRow{{Code: "FICTIF-1", Label: "Type <fictif>", Class: habilitation.ClassManagement, Allowed: 0b100001}}
	// A column that changes its key, one that changes its people, one that comes.
	s.Columns[columnOf(&s, "optician")].Key = "opticiens"
	n := columnOf(&s, "nurse")
	s.Columns[n].Label = "Infirmiers et infirmiers psychiatriques"
	s.Columns[n].Printed = "60"
	s.Columns[n].Professions = []roles.Profession{roles.ProfessionInfirmier}
	s.Columns = append(s.Columns, habilitation.Column{Key: "GENR13", Label: "Professionnels à rôle : médico-administratif", Printed: "99 avec GENR13", Roles: []roles.Role{roles.GENR13}})
	rowOf(&s, "34112-3").Allowed |= 1 << (len(s.Columns) - 1)
	return build(t, s)
}

// TestDiffOfKnownDifferences: what other sources say of a cell is a caveat of a
// decision, so that a change of it is told, though no cell changes. Their order
// says nothing.
func TestDiffOfKnownDifferences(t *testing.T) {
	old := habilitation.CNAM20240925()
	with := func(change func(d []habilitation.Difference) []habilitation.Difference) evolution.Changes {
		s := old.Spec()
		s.Version.Differences = change(s.Version.Differences)
		c := evolution.Diff(old, build(t, s))
		assert.True(t, c.Same())
		return c
	}
	assert.Empty(t, with(func(d []habilitation.Difference) []habilitation.Difference {
		d[0], d[9] = d[9], d[0]
		return d
	}).Version)
	c := with(func(d []habilitation.Difference) []habilitation.Difference { return d[:1] })
	require.Len(t, c.Version, 1)
	assert.Equal(t, "differences", c.Version[0].Field)
	assert.Equal(t, "physician ATTEST-RESID 1/0 (information-dentaire.fr, publication des règles d'accès aux DMP (arrêté du 26 octobre 2023))", c.Version[0].New)
	assert.Contains(t, c.Version[0].Old, "GENR08 57832-8 1/0?")
	assert.Contains(t, c.Text(language.English), "known differences with other sources (here/there; 1 open, 0 closed, ? doubtful): ")
	for name, change := range map[string]func(*habilitation.Difference){
		"there":    func(d *habilitation.Difference) { d.There = true },
		"doubtful": func(d *habilitation.Difference) { d.Doubtful = true },
		"source":   func(d *habilitation.Difference) { d.Source = "autre" },
		"column":   func(d *habilitation.Difference) { d.Column = "nurse" },
	} {
		c := with(func(d []habilitation.Difference) []habilitation.Difference { change(&d[0]); return d })
		assert.Len(t, c.Version, 1, name)
	}
}

func TestDiff(t *testing.T) {
	c := evolution.Diff(habilitation.CNAM20240925(), tomorrow(t))
	assert.Equal(t, "cnam-2024-09-25", c.Old.ID)
	assert.Equal(t, "fictif-2030", c.New.ID)
	assert.False(t, c.Same())
	assert.Equal(t, 107*19, c.Compared)

	var facts []string
	for _, v := range c.Version {
		facts = append(facts, v.Field)
	}
	assert.Equal(t, []string{"id", "title", "source", "published", "from", "confidence", "differences"}, facts)

	type d struct {
		kind  evolution.Kind
		code  string
		opens string
		new   bool
	}
	var docs []d
	for _, x := range c.Documents {
		docs = append(docs, d{x.Kind, x.Code, strings.Join(x.Opens, " "), x.Unlisted})
	}
	assert.Equal(t, []d{
		{evolution.Removed, "15508-5", "physician pharmacist-biologist pharmacist-dispensing dental-surgeon midwife nurse physiotherapist", false},
		{evolution.Reclassed, "DOCPAT01", "", false},
		{evolution.Renamed, "SYNTH", "", false},
		{evolution.Added, "PIECE-IDENTITE", "physician", false},
		{evolution.Added, "FICTIF-1", "physician nurse", true},
	}, docs)

	type s struct {
		kind     evolution.Kind
		key, old string
		opens    int
	}
	var subjects []s
	for _, x := range c.Subjects {
		subjects = append(subjects, s{x.Kind, x.Key, x.Keys.Old, len(x.Opens)})
	}
	assert.Equal(t, []s{
		{evolution.Renamed, "nurse", "nurse", 0},
		{evolution.Recoded, "nurse", "nurse", 0},
		{evolution.Renamed, "opticiens", "optician", 0},
		{evolution.Added, "GENR13", "", 1},
	}, subjects)
	assert.Equal(t, evolution.Change{Old: "professions 60 69", New: "professions 60"}, c.Subjects[1].Codes)

	assert.Equal(t, []evolution.CellChange{
		{Kind: evolution.Lost, Column: "midwife", Code: "89233-1", Document: doc("89233-1")},
		{Kind: evolution.Gained, Column: "GENR11", Code: "11502-2", Document: doc("11502-2")},
		{Kind: evolution.Gained, Column: "GENR11", Code: "34112-3", Document: doc("34112-3")},
	}, c.Cells)
	gained, lost := c.Count()
	assert.Equal(t, [2]int{2, 1}, [2]int{gained, lost})
	assert.Len(t, slices.Collect(c.Of("GENR11")), 2)
	assert.Empty(t, slices.Collect(c.Of("physician")))
}

func TestDiffOfTheSame(t *testing.T) {
	m := habilitation.CNAM20240925()
	c := evolution.Diff(m, m.Under(habilitation.Policy{RoleAccess: habilitation.RoleSuspended}))
	assert.True(t, c.Same(), "policies are not compared")
	assert.Empty(t, c.Version)
	assert.Equal(t, 2052, c.Compared)
	assert.Contains(t, c.Text(language.French), "aucun type, aucune colonne, aucune case ne change")

	// The order of rows and columns is no difference.
	s := m.Spec()
	slices.Reverse(s.Rows)
	s.Columns[0], s.Columns[1] = s.Columns[1], s.Columns[0]
	for i, r := range s.Rows {
		s.Rows[i].Allowed = r.Allowed&^3 | r.Allowed&1<<1 | r.Allowed>>1&1
	}
	assert.True(t, evolution.Diff(m, build(t, s)).Same())
}

func TestDiffOfNone(t *testing.T) {
	m := habilitation.CNAM20240925()
	c := evolution.Diff(nil, m)
	assert.Len(t, c.Documents, 108)
	assert.Len(t, c.Subjects, 19)
	assert.Empty(t, c.Cells, "a type that is new is told once")
	back := evolution.Diff(m, nil)
	assert.Len(t, back.Documents, 108)
	assert.Len(t, back.Subjects, 19)
	assert.True(t, evolution.Diff(nil, nil).Same())
	assert.Contains(t, c.Text(language.French), "de aucune à cnam-2024-09-25")
}

// A key that changed is recognised only where it cannot be mistaken: the two
// columns of pharmacists name the same profession.
func TestRenamedKeys(t *testing.T) {
	nurses := func(keys ...string) *habilitation.Matrix {
		s := habilitation.Spec{
			Version: habilitation.Version{ID: "x", From: civil.MustNew(2030, 1, 1)},
			Columns: []habilitation.Column{{Key: "physician", Professions: []roles.Profession{roles.ProfessionMedecin}}},
			Rows:    []habilitation.Row{{Document: doc("34112-3"), Allowed: 1}},
		}
		for _, k := range keys {
			s.Columns = append(s.Columns, habilitation.Column{Key: k, Professions: []roles.Profession{roles.ProfessionInfirmier}})
		}
		return build(t, s)
	}
	for _, c := range []struct {
		old, new []string
		want     []evolution.Kind
	}{
		{[]string{"a"}, []string{"b"}, []evolution.Kind{evolution.Renamed}},
		{[]string{"a"}, []string{"b", "c"}, []evolution.Kind{evolution.Removed, evolution.Added, evolution.Added}},
		{[]string{"a", "b"}, []string{"c"}, []evolution.Kind{evolution.Removed, evolution.Removed, evolution.Added}},
		{[]string{"a", "b"}, []string{"c", "d"}, []evolution.Kind{evolution.Removed, evolution.Removed, evolution.Added, evolution.Added}},
		{[]string{"a", "b"}, []string{"a", "c"}, []evolution.Kind{evolution.Renamed}},
	} {
		var got []evolution.Kind
		for _, x := range evolution.Diff(nurses(c.old...), nurses(c.new...)).Subjects {
			got = append(got, x.Kind)
		}
		assert.Equal(t, c.want, got, "%v to %v", c.old, c.new)
	}
}

// TestEveryCell turns each cell of the embedded matrix, one at a time.
func TestEveryCell(t *testing.T) {
	m := habilitation.CNAM20240925()
	n := 0
	for cell := range m.Cells() {
		if testing.Short() && n%17 != 0 {
			n++
			continue
		}
		s := m.Spec()
		i := slices.IndexFunc(s.Rows, func(r habilitation.Row) bool { return r.Document == cell.Row.Document })
		s.Rows[i].Allowed ^= 1 << cell.Index
		c := evolution.Diff(m, build(t, s))
		want := evolution.CellChange{Kind: evolution.Gained, Column: cell.Column.Key, Code: cell.Row.Document.Code(), Document: cell.Row.Document}
		if cell.Allowed {
			want.Kind = evolution.Lost
		}
		if len(c.Cells) != 1 || c.Cells[0] != want || len(c.Documents)+len(c.Subjects)+len(c.Version) != 0 {
			t.Fatalf("%s × %s: %+v", want.Code, want.Column, c)
		}
		n++
	}
	assert.Equal(t, 2052, n)
}

func TestDiffTexts(t *testing.T) {
	c := evolution.Diff(habilitation.CNAM20240925(), tomorrow(t))
	golden.File(t, "testdata/diff.fr.txt", c.Text(language.French))
	golden.File(t, "testdata/diff.en.txt", c.Text(language.English))
	golden.File(t, "testdata/diff.fr.md", c.Markdown(language.French))
	golden.File(t, "testdata/diff.fr.html", c.HTML(language.French))
	golden.File(t, "testdata/diff.csv", c.CSV())
	b, err := json.MarshalIndent(c, "", " ")
	require.NoError(t, err)
	golden.File(t, "testdata/diff.json", string(b)+"\n")
	rows, err := csv.NewReader(strings.NewReader(c.CSV())).ReadAll()
	require.NoError(t, err)
	assert.Len(t, rows, 1+len(c.Version)+len(c.Documents)+len(c.Subjects)+len(c.Cells))
	assert.NotContains(t, c.HTML(language.French), "<fictif>")
	assert.NotContains(t, c.Markdown(language.French), " *renommée*")

	empty, err := json.Marshal(evolution.Diff(nil, nil))
	require.NoError(t, err)
	assert.NotContains(t, string(empty), "null")
}

func TestKinds(t *testing.T) {
	seen := map[string]bool{}
	for k := evolution.Added; k <= evolution.Lost; k++ {
		b, err := k.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, k.String(), string(b))
		assert.False(t, seen[k.String()])
		seen[k.String()] = true
	}
	for _, k := range []evolution.Kind{0, evolution.Lost + 1} {
		b, err := k.MarshalText()
		assert.Equal(t, k == 0, err == nil)
		assert.Empty(t, b)
		assert.Equal(t, k == 0, k.String() == "(not stated)")
	}
}

// The baseline is what any comparison must do: look at every cell twice.
func BenchmarkDiff(b *testing.B) {
	old, new := habilitation.CNAM20240925(), tomorrow(b)
	b.ReportAllocs()
	for b.Loop() {
		evolution.Diff(old, new)
	}
}

func BenchmarkCellsTwice(b *testing.B) {
	old, new := habilitation.CNAM20240925(), tomorrow(b)
	for b.Loop() {
		n := 0
		for c := range old.Cells() {
			if c.Allowed {
				n++
			}
		}
		for c := range new.Cells() {
			if c.Allowed {
				n--
			}
		}
		if n == 0 {
			b.Fatal(n)
		}
	}
}

// The baseline asks both matrices what each member may read.
func BenchmarkImpact(b *testing.B) {
	old, new := habilitation.CNAM20240925(), tomorrow(b)
	c := evolution.Diff(old, new)
	var many []evolution.Member
	for range 100 {
		many = append(many, staff()...)
	}
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			evolution.Impact(c, many)
		}
	})
	b.Run("baseline", func(b *testing.B) {
		facts := habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.AnyDocument
		b.ReportAllocs()
		for b.Loop() {
			touched := 0
			for _, who := range many {
				may := map[habilitation.DocumentType]int{}
				for d := range old.Readable(habilitation.Request{Subject: who.Subject, Facts: facts}) {
					may[d]++
				}
				for d := range new.Readable(habilitation.Request{Subject: who.Subject, Facts: facts}) {
					may[d]--
				}
				for _, n := range may {
					if n != 0 {
						touched++
						break
					}
				}
			}
			if touched == 0 {
				b.Fatal("nobody is touched")
			}
		}
	})
}
