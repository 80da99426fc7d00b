package annuaire_test

import (
	"cmp"
	"maps"
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

// diffLine is a line of an extraction as the slow comparison sees it. site is what
// it states of the structure, that of the state among it.
type diffLine struct {
	person, name string
	site         diffSite
	state        annuaire.State
}

// diffSite has the identifiers of a structure as a line states them.
type diffSite struct{ technical, finess, siret string }

// best are the identifier that names the structure, and its column.
func (s diffSite) best() (rpps.Private, annuaire.Column) {
	switch {
	case s.technical != "":
		return rpps.Private(s.technical), annuaire.ColTechnicalID
	case s.finess != "":
		return rpps.Private(s.finess), annuaire.ColFINESS
	case s.siret != "":
		return rpps.Private(s.siret), annuaire.ColSIRET
	}
	return "", 0
}

// diffSites is what the lines of a day state of the structure of each best
// identifier.
type diffSites map[rpps.Private]map[diffSite]bool

func sitesOf(lines []diffLine) diffSites {
	out := diffSites{}
	for _, l := range lines {
		id := l.state.Structure
		if out[id] == nil {
			out[id] = map[diffSite]bool{}
		}
		out[id][l.site] = true
	}
	return out
}

// numbers are those of a structure, by kind: several of a kind are a contradiction.
// ok is false for one, and where one cannot be read.
func (s diffSites) numbers(id rpps.Private) (map[string]string, bool) {
	out, ok := map[string]string{}, len(s[id]) > 0
	add := func(kind, number string) {
		if number != "" && out[kind] != "" && out[kind] != number {
			ok = false
		}
		out[kind] = cmp.Or(number, out[kind])
	}
	for site := range s[id] {
		add("technical", site.technical)
		add("finess", site.finess)
		add("siret", site.siret)
		ok = ok && (site.technical == "" || site.technical[0] == 'F') && (site.finess == "" || len(site.finess) == 9)
	}
	return out, ok
}

// samePlace: both are of one structure, or of none: by the best identifier, or by a
// number of the site that they share while they contradict each other on none.
func samePlace(before, after diffSites, a, b annuaire.State) bool {
	if a.Structure == b.Structure && a.StructureBy == b.StructureBy {
		return true
	}
	x, ok := before.numbers(a.Structure)
	y, too := after.numbers(b.Structure)
	if !ok || !too {
		return false
	}
	inside := func(m map[string]string) []string {
		return slices.DeleteFunc([]string{m["finess"], strings.TrimPrefix(m["technical"], "F")}, func(s string) bool { return s == "" })
	}
	for _, f := range inside(x) {
		for _, g := range inside(y) {
			if f != g {
				return false
			}
		}
	}
	for _, kind := range [...]string{"technical", "siret"} {
		if x[kind] != "" && y[kind] != "" && x[kind] != y[kind] {
			return false
		}
	}
	return len(inside(x)) > 0 && len(inside(y)) > 0 || x["siret"] != "" && x["siret"] == y["siret"]
}

func (l diffLine) text() string {
	v := map[string]string{
		"Identification nationale PP": l.person, "Nom d'exercice": l.name, "Code profession": l.state.Profession,
		"Code catégorie professionnelle": l.state.Category, "Code mode exercice": l.state.Mode, "Code savoir-faire": l.state.Qualification,
		"Code secteur d'activité": l.state.Sector, "Code rôle": l.state.Function, "Code genre activité": l.state.Role,
	}
	v["Identifiant technique de la structure"], v["Numéro FINESS site"], v["Numéro SIRET site"] = l.site.technical, l.site.finess, l.site.siret
	return line(extractgen.Activity56, v)
}

// isSituation: a line that says neither where nor how somebody works is none.
func isSituation(s annuaire.State) bool {
	return s.Structure != "" || s.Role != "" || s.Function != "" || s.Mode != ""
}

// fieldsOf are the fields of a situation by the kind of their change.
func fieldsOf(s annuaire.State) map[annuaire.ChangeKind]string {
	return map[annuaire.ChangeKind]string{
		annuaire.RoleChanged: s.Role, annuaire.FunctionChanged: s.Function,
		annuaire.ProfessionChanged: s.Profession, annuaire.CategoryChanged: s.Category, annuaire.ModeChanged: s.Mode,
		annuaire.SectorChanged: s.Sector, annuaire.QualificationChanged: s.Qualification,
	}
}

// diffDays are what both files state of structures.
type diffDays struct{ before, after diffSites }

// between are the kinds of the fields that differ, in their order.
func (d diffDays) between(a, b annuaire.State) (out []annuaire.ChangeKind) {
	x, y := fieldsOf(a), fieldsOf(b)
	if !d.samePlace(a, b) {
		out = append(out, annuaire.StructureChanged)
	}
	for k := range x {
		if x[k] != y[k] {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

func (d diffDays) samePlace(a, b annuaire.State) bool { return samePlace(d.before, d.after, a, b) }

// onlyPlace: nothing but the structure and its sector differs.
func (d diffDays) onlyPlace(a, b annuaire.State) bool {
	for _, k := range d.between(a, b) {
		if k != annuaire.StructureChanged && k != annuaire.SectorChanged {
			return false
		}
	}
	return true
}

// states are the different states of a person that are on one side only, without
// those that are no situation when either side has one.
func (d diffDays) states(before, after []diffLine) (left, right map[annuaire.State]bool) {
	set := func(lines []diffLine, only bool) map[annuaire.State]bool {
		out := map[annuaire.State]bool{}
		for _, l := range lines {
			if !only || isSituation(l.state) {
				out[l.state] = true
			}
		}
		return out
	}
	only := slices.ContainsFunc(slices.Concat(before, after), func(l diffLine) bool { return isSituation(l.state) })
	left, right = set(before, only), set(after, only)
	was, is := slices.Collect(maps.Keys(left)), slices.Collect(maps.Keys(right))
	maps.DeleteFunc(left, func(a annuaire.State, _ bool) bool {
		return slices.ContainsFunc(is, func(b annuaire.State) bool { return len(d.between(a, b)) == 0 })
	})
	maps.DeleteFunc(right, func(b annuaire.State, _ bool) bool {
		return slices.ContainsFunc(was, func(a annuaire.State) bool { return len(d.between(a, b)) == 0 })
	})
	return left, right
}

func namesOf(lines []diffLine) map[string]bool {
	out := map[string]bool{}
	for _, l := range lines {
		if l.name != "" {
			out[l.name] = true
		}
	}
	return out
}

// checkPerson holds the changes of one person against what [annuaire.Diff]
// says of itself; it does not compute them.
func (d diffDays) checkPerson(t *testing.T, before, after []diffLine, got []annuaire.Change) bool {
	ok := true
	hold := func(holds bool, what string) {
		if !holds && ok {
			ok = false
			var text []string
			for _, c := range got {
				text = append(text, c.Kind.String())
			}
			t.Errorf("%s: %v\nbefore:\n%+v\nafter:\n%+v", what, text, before, after)
		}
	}
	kinds := map[annuaire.ChangeKind]int{}
	closed, opened := map[annuaire.State]bool{}, map[annuaire.State]bool{}
	type pair struct{ a, b annuaire.State }
	pairs := map[pair][]annuaire.ChangeKind{}
	for _, c := range got {
		kinds[c.Kind]++
		switch c.Kind {
		case annuaire.PersonAppeared, annuaire.PersonLeft, annuaire.NameChanged:
			hold(c.Before.IsZero() && c.After.IsZero(), "a person has no state")
		case annuaire.SituationClosed:
			hold(!closed[c.Before] && c.After.IsZero(), "closed twice")
			closed[c.Before] = true
		case annuaire.SituationOpened:
			hold(!opened[c.After] && c.Before.IsZero(), "opened twice")
			opened[c.After] = true
		default:
			pairs[pair{c.Before, c.After}] = append(pairs[pair{c.Before, c.After}], c.Kind)
		}
	}
	count := func(k annuaire.ChangeKind, want bool) {
		hold(kinds[k] == 1 == want && kinds[k] <= 1, k.String())
	}
	was, is := namesOf(before), namesOf(after)
	count(annuaire.PersonAppeared, len(before) == 0)
	count(annuaire.PersonLeft, len(after) == 0)
	count(annuaire.NameChanged, len(was) > 0 && len(is) > 0 && !maps.Equal(was, is))

	// Every state that is on one side only is told once: paired, opened or closed.
	left, right := d.states(before, after)
	// How far the pair of a state is; far for one that is paired with none of its
	// own structure.
	const far = 100
	distance := map[annuaire.State]int{}
	distanceAfter := map[annuaire.State]int{}
	for p, told := range pairs {
		hold(left[p.a] && right[p.b], "a state that is there once too often")
		delete(left, p.a)
		delete(right, p.b)
		hold(slices.Equal(told, d.between(p.a, p.b)), "not the fields that differ")
		hold(d.samePlace(p.a, p.b) || d.onlyPlace(p.a, p.b), "a pair that is none")
		distance[p.a], distanceAfter[p.b] = far, far
		if d.samePlace(p.a, p.b) {
			distance[p.a] = len(d.between(p.a, p.b))
			distanceAfter[p.b] = distance[p.a]
		}
	}
	for s := range left {
		hold(closed[s] == isSituation(s), "closed")
		distance[s] = far
		delete(closed, s)
	}
	for s := range right {
		hold(opened[s] == isSituation(s), "opened")
		distanceAfter[s] = far
		delete(opened, s)
	}
	hold(len(closed) == 0 && len(opened) == 0, "a situation that was not there")
	for a, da := range distance {
		for b, db := range distanceAfter {
			if d.samePlace(a, b) {
				n := len(d.between(a, b))
				hold(n >= da || n >= db, "a pair that is more alike was passed over")
			} else if left[a] && right[b] {
				hold(!d.onlyPlace(a, b), "a move that was not told")
			}
		}
	}
	return ok
}

// TestDiffAgainstItsWords compares small files at random, and holds the outcome
// against what the documentation of Diff says, person by person.
func TestDiffAgainstItsWords(t *testing.T) {
	rounds := 4000
	if testing.Short() {
		rounds = 500
	}
	r := rand.New(rand.NewPCG(7, 11))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	people := [...]string{"899700366240", "899700218896", "899700427885"}
	sites := [...]diffSite{
		{},
		{"S2", "", ""},
		{"S2", "", "00099701500011"},
		{"", "S2", ""},
		{"", "2A0000014", ""},
		{"F2A0000014", "", ""},
		{"F2A0000014", "2A0000014", "73282932000074"},
		{"", "2A0000014", "73282932000074"},
		{"", "2A0000014", "00099701500011"},
		{"", "", "73282932000074"},
		{"", "", "00099701500011"},
		{"F990000010", "990000010", "00099701500011"},
	}
	made := func() (out []diffLine) {
		for range r.IntN(9) {
			l := diffLine{person: people[r.IntN(3)], name: pick("", "N", "N", "M"), state: annuaire.State{
				Profession: pick("99", "99", "10"), Category: pick("C", "C", "E"), Mode: pick("", "S", "L"),
				Role: pick("", "GENR08", "GENR09"), Function: pick("", "", "313"), Sector: pick("", "SA16"), Qualification: pick("", "", "SM26"),
			}}
			l.site = sites[r.IntN(len(sites))]
			l.state.Structure, l.state.StructureBy = l.site.best()
			out = append(out, l)
		}
		return out
	}
	file := func(lines []diffLine) []byte {
		var b strings.Builder
		b.WriteString(header(extractgen.Activity56))
		for _, l := range lines {
			b.WriteString(l.text())
		}
		return []byte(b.String())
	}
	told := map[annuaire.ChangeKind]int{}
	for range rounds {
		before := made()
		after := made()
		// Days have much in common.
		for _, l := range before {
			if r.IntN(3) > 0 {
				after = append(after, l)
			}
		}
		c := diff(t, file(before), file(after), annuaire.DiffOptions{})
		require.True(t, c.Complete())
		seen, changed := 0, 0
		for _, p := range people {
			of := func(lines []diffLine) []diffLine {
				return slices.DeleteFunc(slices.Clone(lines), func(l diffLine) bool { return l.person != p })
			}
			changes := slices.DeleteFunc(slices.Clone(c.Changes), func(x annuaire.Change) bool { return x.Person.Canonical() != p })
			if len(of(before))+len(of(after)) == 0 {
				require.Empty(t, changes)
				continue
			}
			if seen++; len(changes) > 0 {
				changed++
			}
			if !(diffDays{sitesOf(before), sitesOf(after)}).checkPerson(t, of(before), of(after), changes) {
				return
			}
		}
		require.Equal(t, [2]int{seen, seen - changed}, [2]int{c.Persons, c.Unchanged})
		require.True(t, slices.IsSortedFunc(c.Changes, func(a, b annuaire.Change) int {
			return cmp.Or(cmp.Compare(a.Person.Canonical(), b.Person.Canonical()), cmp.Compare(a.Kind, b.Kind))
		}))
		for _, x := range c.Changes {
			told[x.Kind]++
		}
		r.Shuffle(len(before), func(i, j int) { before[i], before[j] = before[j], before[i] })
		r.Shuffle(len(after), func(i, j int) { after[i], after[j] = after[j], after[i] })
		require.Equal(t, c.Changes, diff(t, file(before), file(after), annuaire.DiffOptions{}).Changes, "the order of lines says nothing")
	}
	if testing.Short() {
		return // too few to see every kind
	}
	for k := annuaire.PersonAppeared; k <= annuaire.QualificationChanged; k++ {
		assert.Positive(t, told[k], k)
	}
}
