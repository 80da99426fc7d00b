package annuaire_test

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
)

// change is a change in the words of the generator.
func change(c annuaire.Change) extractgen.Change {
	out := extractgen.Change{Kind: c.Kind.String(), Person: c.Person.Canonical()}
	switch c.Kind {
	case annuaire.SituationOpened:
		out.Structure = c.After.Structure.Reveal()
	case annuaire.SituationClosed:
		out.Structure = c.Before.Structure.Reveal()
	case annuaire.StructureChanged:
		out.From, out.To = c.Before.Structure.Reveal(), c.After.Structure.Reveal()
	case annuaire.RoleChanged:
		out.Structure, out.From, out.To = c.After.Structure.Reveal(), c.Before.Role, c.After.Role
	case annuaire.FunctionChanged:
		out.Structure, out.From, out.To = c.After.Structure.Reveal(), c.Before.Function, c.After.Function
	case annuaire.ProfessionChanged:
		out.Structure, out.From, out.To = c.After.Structure.Reveal(), c.Before.Profession, c.After.Profession
	case annuaire.ModeChanged:
		out.Structure, out.From, out.To = c.After.Structure.Reveal(), c.Before.Mode, c.After.Mode
	case annuaire.QualificationChanged:
		out.Structure, out.From, out.To = c.After.Structure.Reveal(), c.Before.Qualification, c.After.Qualification
	}
	return out
}

func sortChanges(cs []extractgen.Change) {
	slices.SortFunc(cs, func(a, b extractgen.Change) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Structure, b.Structure), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
}

func diff(t testing.TB, before, after []byte, o annuaire.DiffOptions) *annuaire.Comparison {
	t.Helper()
	c, err := annuaire.Diff(reader(t, before), reader(t, after), o)
	require.NoError(t, err)
	return c
}

// The difference of two days is the generator's own list of what it changed.
func TestDiff(t *testing.T) {
	kinds := map[string]int{}
	seeds, people := uint64(4), 3000
	if testing.Short() {
		seeds, people = 1, 1000
	}
	for seed := range seeds {
		w := extractgen.NewWorld(seed, people)
		next, want := w.NextDay(seed, 400)
		sortChanges(want)
		require.Greater(t, len(want), 200)
		for _, o := range [][2]extractgen.Options{
			{{Layout: extractgen.Activity56}, {Layout: extractgen.Activity56}},
			{{Layout: extractgen.Restricted51, Shuffled: true}, {Layout: extractgen.Activity56, Moved: true, Shuffled: true}},
			{{Layout: extractgen.Restricted50, CRLF: true}, {Layout: extractgen.Restricted51, BOM: true}},
		} {
			before, _ := made(t, w, o[0])
			after, report := made(t, next, o[1])
			c := diff(t, before, after, annuaire.DiffOptions{})
			assert.True(t, c.Complete())
			assert.Equal(t, report.Lines, c.After.Lines)
			var got []extractgen.Change
			changed := map[rpps.PersonID]bool{}
			for _, x := range c.Changes {
				got = append(got, change(x))
				changed[x.Person] = true
			}
			assert.True(t, slices.IsSortedFunc(c.Changes, func(a, b annuaire.Change) int {
				return cmp.Or(cmp.Compare(a.Person.Canonical(), b.Person.Canonical()), cmp.Compare(a.Kind, b.Kind))
			}))
			sortChanges(got)
			same(t, want, got)
			assert.Equal(t, c.Persons, c.Unchanged+len(changed))
			if o[0].Layout == o[1].Layout {
				assert.Empty(t, c.Faults)
			}
		}
		for _, c := range want {
			kinds[c.Kind]++
		}
		// Nothing changes from a day to itself, nor with the order of the lines.
		before, _ := made(t, w, extractgen.Options{Layout: extractgen.Activity56})
		other, _ := made(t, w, extractgen.Options{Layout: extractgen.Activity56, Shuffled: true})
		assert.Empty(t, diff(t, before, other, annuaire.DiffOptions{}).Changes)
		// The same result for every order of lines.
		after, _ := made(t, next, extractgen.Options{Layout: extractgen.Activity56})
		mixed, _ := made(t, next, extractgen.Options{Layout: extractgen.Activity56, Shuffled: true})
		same(t, diff(t, before, after, annuaire.DiffOptions{}).Changes, diff(t, other, mixed, annuaire.DiffOptions{}).Changes)
	}
	assert.Len(t, kinds, 11, "%v", kinds)
}

// A house follows its own staff: the difference of its lines alone.
func TestDiffOfOneEstablishment(t *testing.T) {
	w := extractgen.NewWorld(3, 400)
	next, _ := w.NextDay(3, 200)
	before, _ := made(t, w, extractgen.Options{Layout: extractgen.Activity56})
	after, _ := made(t, next, extractgen.Options{Layout: extractgen.Activity56})
	tested, houses := 0, uint32(128)
	if testing.Short() {
		houses = 40
	}
	for i := range houses {
		id := w.Structure(i)
		e := annuaire.Establishment{Technical: rpps.MustParseTechnicalID(id)}
		only := func(text []byte) []byte {
			lines := bytes.SplitAfter(text, []byte("\n"))
			out := bytes.Clone(lines[0])
			for _, l := range lines[1:] {
				if bytes.Contains(l, []byte("|"+id+"|")) {
					out = append(out, l...)
				}
			}
			return out
		}
		got := diff(t, before, after, annuaire.DiffOptions{Establishment: &e}).Changes
		want := diff(t, only(before), only(after), annuaire.DiffOptions{}).Changes
		same(t, want, got)
		tested += len(got)
	}
	assert.Greater(t, tested, int(houses)/3)

	_, err := annuaire.Diff(reader(t, before), reader(t, after), annuaire.DiffOptions{Establishment: new(annuaire.Establishment)})
	assert.ErrorIs(t, err, annuaire.CodeEstablishmentNil)
	diplomas, _ := made(t, w, extractgen.Options{Layout: extractgen.Diploma13})
	_, err = annuaire.Diff(reader(t, before), reader(t, diplomas), annuaire.DiffOptions{})
	assert.ErrorIs(t, err, annuaire.CodeDiffUnfit)
}

func TestDiffCases(t *testing.T) {
	type row struct{ structure, role, mode, name, profession string }
	text := func(layout extractgen.Layout, rows ...row) []byte {
		var b strings.Builder
		b.WriteString(header(layout))
		genre := "Code genre activité"
		if layout == extractgen.Restricted51 {
			genre = "Code genre d'activité"
		}
		for _, r := range rows {
			v := map[string]string{
				"Identification nationale PP": "899700218896", "Identifiant technique de la structure": r.structure,
				"Code mode exercice": r.mode, "Nom d'exercice": r.name, "Code profession": r.profession,
			}
			if layout != extractgen.Activity48 {
				v[genre] = r.role
			}
			b.WriteString(line(layout, v))
		}
		return []byte(b.String())
	}
	a := func(rows ...row) []byte { return text(extractgen.Activity56, rows...) }
	for _, c := range []struct {
		name          string
		before, after []byte
		want          []string
	}{
		{"one role of two", a(row{"S1", "GENR08", "S", "N", "99"}, row{"S1", "GENR09", "S", "N", "99"}), a(row{"S1", "GENR09", "S", "N", "99"}, row{"S1", "GENR11", "S", "N", "99"}), []string{"role"}},
		{"closest pair first", a(row{"S1", "GENR08", "S", "N", "99"}, row{"S1", "GENR09", "L", "N", "99"}), a(row{"S1", "GENR10", "L", "N", "99"}, row{"S1", "GENR08", "B", "N", "99"}), []string{"role", "mode"}},
		{"one of one becomes one of two", a(row{"S1", "GENR08", "S", "N", "99"}), a(row{"S1", "GENR09", "S", "N", "99"}, row{"S1", "GENR10", "S", "N", "99"}), []string{"situation-opened", "role"}},
		{"one of two becomes one of one", a(row{"S1", "GENR09", "S", "N", "99"}, row{"S1", "GENR10", "S", "N", "99"}), a(row{"S1", "GENR08", "S", "N", "99"}), []string{"situation-closed", "role"}},
		{"place and role", a(row{"S1", "GENR08", "S", "N", "99"}), a(row{"S2", "GENR09", "S", "N", "99"}), []string{"situation-opened", "situation-closed"}},
		{"place", a(row{"S1", "GENR08", "S", "N", "99"}), a(row{"S2", "GENR08", "S", "N", "99"}), []string{"structure"}},
		{"first situation", a(row{"", "", "", "N", "99"}), a(row{"S2", "GENR08", "S", "N", "99"}), []string{"situation-opened"}},
		{"last situation", a(row{"S2", "GENR08", "S", "N", "99"}), a(row{"", "", "", "N", "99"}), []string{"situation-closed"}},
		{"name that comes", a(row{"S1", "GENR08", "S", "", "99"}), a(row{"S1", "GENR08", "S", "N", "99"}), nil},
		{"name that goes", a(row{"S1", "GENR08", "S", "N", "99"}), a(row{"S1", "GENR08", "S", "", "99"}), nil},
		{"another name", a(row{"S1", "GENR08", "S", "N", "99"}), a(row{"S1", "GENR08", "S", "M", "99"}), []string{"name"}},
		{"situation of a structure alone", a(row{"", "", "", "N", "99"}), a(row{"S1", "", "", "N", "99"}), []string{"situation-opened"}},
		{"situation of a role alone", a(row{"", "", "", "N", "99"}), a(row{"", "GENR08", "", "N", "99"}), []string{"situation-opened"}},
		{"situation of a mode alone", a(row{"", "", "S", "N", "99"}), a(row{"", "", "", "N", "99"}), []string{"situation-closed"}},
		{"profession without a situation", a(row{"", "", "", "N", "10"}), a(row{"", "", "", "N", "21"}), []string{"profession"}},
		{"one more exercise without a situation", a(row{"", "", "", "N", "10"}), a(row{"", "", "", "N", "10"}, row{"", "", "", "N", "21"}), nil},
		{"repeated", a(row{"S1", "GENR08", "S", "N", "99"}), a(row{"S1", "GENR08", "S", "N", "99"}, row{"S1", "GENR08", "S", "N", "99"}), nil},
		{"name", a(row{"S1", "GENR08", "S", "N", "99"}), a(row{"S1", "GENR08", "S", "M", "99"}), []string{"name"}},
		{"an unknown code", a(row{"S1", "inconnu", "S", "N", "99"}), a(row{"S1", "autre", "S", "N", "99"}), []string{"role"}},
		{"a column less", text(extractgen.Activity48, row{"S1", "", "S", "N", "99"}), a(row{"S1", "GENR08", "S", "N", "99"}), nil},
		{"nobody", a(), a(row{"S1", "GENR08", "S", "N", "99"}), []string{"person-appeared", "situation-opened"}},
		{"nobody any more", a(row{"S1", "GENR08", "S", "N", "99"}), a(), []string{"person-left", "situation-closed"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := diff(t, c.before, c.after, annuaire.DiffOptions{})
			var got []string
			for _, x := range out.Changes {
				got = append(got, x.Kind.String())
				assert.Equal(t, "899700218896", x.Person.Canonical())
			}
			assert.Equal(t, c.want, got)
			if c.name == "a column less" {
				assert.Len(t, out.Faults, 3)
				assert.True(t, out.Faults.Has(annuaire.CodeLayoutsDiffer))
			}
		})
	}

	// A line that was refused makes the comparison incomplete.
	bad := append(a(row{"S1", "GENR08", "S", "N", "99"}), "8|short|\n"...)
	out := diff(t, bad, a(row{"S1", "GENR08", "S", "N", "99"}), annuaire.DiffOptions{})
	assert.False(t, out.Complete())
	assert.Len(t, out.BeforeFaults, 1)
	assert.Empty(t, out.AfterFaults)

	// Many situations are not paired, and cost no square of their number.
	var many, others []row
	for i := range 3000 {
		many = append(many, row{fmt.Sprintf("S%d", i), "GENR08", "S", "N", "99"})
		others = append(others, row{fmt.Sprintf("S%d", i), "GENR09", "S", "N", "99"})
	}
	out = diff(t, a(many...), a(others...), annuaire.DiffOptions{})
	assert.Len(t, out.Changes, 6000)
}

// TestDiffOfPlaces: a place that is known by other numbers on the next day is no
// other place; one that shares no number, or contradicts one, is told.
func TestDiffOfPlaces(t *testing.T) {
	type place struct{ technical, finess, siret, former, legal, siren, name string }
	text := func(role string, places ...place) []byte {
		var b strings.Builder
		b.WriteString(header(extractgen.Activity56))
		for _, p := range places {
			b.WriteString(line(extractgen.Activity56, map[string]string{
				"Identification nationale PP": "899700218896", "Code mode exercice": "S", "Code profession": "99", "Code genre activité": role,
				"Identifiant technique de la structure": p.technical, "Numéro FINESS site": p.finess, "Numéro SIRET site": p.siret,
				"Ancien identifiant de la structure": p.former, "Numéro FINESS établissement juridique": p.legal, "Numéro SIREN site": p.siren,
				"Raison sociale site": p.name,
			}))
		}
		return []byte(b.String())
	}
	full := place{technical: "F2A0000014", finess: "2A0000014", siret: "73282932000074", legal: "750803447", siren: "732829320", name: "A"}
	without := func(change func(*place)) place {
		p := full
		change(&p)
		return p
	}
	for name, c := range map[string]struct {
		before, after place
		same          bool
	}{
		"technical identifier lost":      {full, without(func(p *place) { p.technical = "" }), true},
		"FINESS alone":                   {full, place{finess: "2A0000014"}, true},
		"SIRET alone":                    {full, place{siret: "73282932000074"}, true},
		"former identifier alone":        {full, place{former: "12A0000014"}, true},
		"FINESS inside an identifier":    {place{finess: "2A0000014"}, place{technical: "F2A0000014"}, true},
		"another name too":               {full, place{siret: "73282932000074", name: "B"}, true},
		"another site of the entity":     {full, place{siret: "73282932000082", siren: "732829320", legal: "750803447"}, false},
		"the entity alone":               {full, place{legal: "750803447", siren: "732829320"}, false},
		"the name alone":                 {full, place{name: "A"}, false},
		"nothing at all":                 {full, place{}, false},
		"another SIRET, the same FINESS": {full, place{finess: "2A0000014", siret: "73282932000082"}, false},
		"two technical identifiers":      {full, without(func(p *place) { p.technical = "F990000010" }), false},
		"one that cannot be read":        {full, without(func(p *place) { p.technical = "S1" }), false},
		"nothing to compare":             {place{finess: "2A0000014"}, place{siret: "73282932000074"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			same := c.same
			for _, c := range [][2]place{{c.before, c.after}, {c.after, c.before}} {
				kinds := func(before, after []byte) (out []string) {
					d := diff(t, before, after, annuaire.DiffOptions{})
					for _, x := range d.Changes {
						out = append(out, x.Kind.String())
					}
					assert.Equal(t, d.Persons-d.Unchanged == 1, len(out) > 0)
					return out
				}
				want, other := []string(nil), []string{"role"}
				if !same {
					want, other = []string{"structure"}, []string{"situation-opened", "situation-closed"}
				}
				assert.Equal(t, want, kinds(text("GENR08", c[0]), text("GENR08", c[1])))
				assert.Equal(t, other, kinds(text("GENR08", c[0]), text("GENR09", c[1])))
				// Of two lines of one place one may go.
				assert.Equal(t, same, len(kinds(text("GENR08", c[0], c[1]), text("GENR08", c[1]))) == 0)
				assert.Equal(t, same, len(kinds(text("GENR08", c[0]), text("GENR08", c[0], c[1]))) == 0)
			}
		})
	}
	// A number in many spellings is one; in more than are kept, nothing certain.
	siret := full.siret
	for n, want := range map[int]int{0: 0, 1: 0, 60: 0, 70: 1} {
		lines := []place{full}
		for i := range n {
			spelt := full
			spelt.siret = siret[:1+i%13] + strings.Repeat(" ", 1+i/13) + siret[1+i%13:]
			lines = append(lines, spelt)
		}
		assert.Len(t, diff(t, text("GENR08", lines...), text("GENR08", place{siret: siret}), annuaire.DiffOptions{}).Changes, want, n)
	}
}

// TestDiffOfPlacesAtRandom: by all columns, two files tell no change of structure where
// the best identifiers are equal, or the structures that the lines give the same.
func TestDiffOfPlacesAtRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 12))
	columns := []string{
		"Identifiant technique de la structure", "Numéro FINESS site", "Numéro SIRET site", "Ancien identifiant de la structure",
		"Numéro FINESS établissement juridique", "Numéro SIREN site", "Raison sociale site",
	}
	texts := [][]string{
		{"", "", "F2A0000014", "F990000010"},
		{"", "", "2A0000014", "990000010", "750803447"},
		{"", "", "73282932000074", "732 829 320 00074", "73282932000082"},
		{"", "", "12A0000014", "373282932000074", "499700218896001", "1750803447"},
		{"", "750803447", "2A0000014"},
		{"", "732829320", "552100554"},
		{"", "A", "B"},
	}
	made := func() (file []byte, best string, s rpps.Structure) {
		v := map[string]string{"Identification nationale PP": "899700218896", "Code mode exercice": "S", "Code profession": "99"}
		for i, c := range columns {
			v[c] = texts[i][r.IntN(len(texts[i]))]
			if best == "" && v[c] != "" {
				best = c + v[c]
			}
		}
		file = []byte(header(extractgen.Activity56) + line(extractgen.Activity56, v))
		x, err := annuaire.NewReader(bytes.NewReader(file), annuaire.Options{})
		require.NoError(t, err)
		for rec, err := range x.Records() {
			require.NoError(t, err)
			s, _ = rec.Structure()
		}
		return file, best, s
	}
	equal, same, rounds := 0, 0, 400
	for range rounds {
		before, was, p := made()
		after, is, q := made()
		want := 1
		switch {
		case was == is:
			equal++
			want = 0
		case p.Same(q):
			same++
			want = 0
		}
		require.Len(t, diff(t, before, after, annuaire.DiffOptions{}).Changes, want, "%s\n%s", before, after)
	}
	assert.Greater(t, min(equal, same), rounds/50)
}

func TestChangeKind(t *testing.T) {
	for k := annuaire.PersonAppeared; k <= annuaire.QualificationChanged; k++ {
		text, err := k.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, k.String(), string(text))
		var back annuaire.ChangeKind
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, k, back)
	}
	var k annuaire.ChangeKind
	assert.NoError(t, k.UnmarshalText(nil))
	assert.ErrorIs(t, k.UnmarshalText([]byte("x")), annuaire.CodeChangeUnknown)
	assert.Equal(t, "(no such value: 99)", annuaire.ChangeKind(99).String())
}

func TestEstablishment(t *testing.T) {
	rec := one(t, extractgen.Activity56, map[string]string{
		"Numéro SIRET site": "732 829 320 00074", "Numéro FINESS site": "2A0000014", "Numéro FINESS établissement juridique": "750803447",
		"Identifiant technique de la structure": "F2A0000014", "Ancien identifiant de la structure": "12A0000014",
	})
	for _, c := range []struct {
		e    annuaire.Establishment
		want bool
	}{
		{annuaire.Establishment{}, false},
		{annuaire.Establishment{SIRET: rpps.MustParseSIRET("73282932000074")}, true},
		{annuaire.Establishment{SIRET: rpps.MustParseSIRET("00099701500011")}, false},
		{annuaire.Establishment{FINESS: rpps.MustParseFINESS("2A0000014")}, true},
		{annuaire.Establishment{FINESS: rpps.MustParseFINESS("750803447")}, false},
		{annuaire.Establishment{LegalFINESS: rpps.MustParseFINESS("750803447")}, true},
		{annuaire.Establishment{Technical: rpps.MustParseTechnicalID("F2A0000014")}, true},
		{annuaire.Establishment{ID: rpps.MustParseStructureID("12A0000014")}, true},
		{annuaire.Establishment{ID: rpps.MustParseStructureID("1750803447")}, false},
	} {
		assert.Equal(t, c.want, c.e.Matches(rec), "%+v", c.e.FINESS)
	}
}

// TestDiffOfReadReaders: who stands on a line that was read before would have left, or
// appeared, and the numbers of lines would be the same all the same.
func TestDiffOfReadReaders(t *testing.T) {
	text, _ := made(t, extractgen.NewWorld(9, 20), extractgen.Options{Layout: extractgen.Activity56})
	used := map[string]func(*annuaire.Reader){
		"one line": func(r *annuaire.Reader) {
			for range r.Records() {
				return
			}
		},
		"all": func(r *annuaire.Reader) {
			for range r.Records() {
			}
		},
		"one person": func(r *annuaire.Reader) {
			for range r.Persons(annuaire.GroupSorted) {
				return
			}
		},
		"compared": func(r *annuaire.Reader) {
			_, err := annuaire.Diff(r, reader(t, text), annuaire.DiffOptions{})
			require.NoError(t, err)
		},
	}
	for name, use := range used {
		r := reader(t, text)
		use(r)
		_, err := annuaire.Diff(r, reader(t, text), annuaire.DiffOptions{})
		assert.ErrorContains(t, err, "no line was read", name)
		_, err = annuaire.Diff(reader(t, text), r, annuaire.DiffOptions{})
		assert.ErrorContains(t, err, "no line was read", name)
	}
	r := reader(t, text)
	_, err := annuaire.Diff(r, r, annuaire.DiffOptions{})
	assert.ErrorContains(t, err, "two readers")
	// A file without lines is read to its end at once.
	empty := header(extractgen.Activity56)
	c, err := annuaire.Diff(reader(t, []byte(empty)), reader(t, []byte(empty)), annuaire.DiffOptions{})
	require.NoError(t, err)
	assert.Empty(t, c.Changes)
}
