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

// diffLine is a line of an extraction as the slow comparison sees it.
type diffLine struct {
	person, name string
	state        annuaire.State
}

func (l diffLine) text() string {
	v := map[string]string{
		"Identification nationale PP": l.person, "Nom d'exercice": l.name, "Code profession": l.state.Profession,
		"Code catégorie professionnelle": l.state.Category, "Code mode exercice": l.state.Mode, "Code savoir-faire": l.state.Qualification,
		"Code secteur d'activité": l.state.Sector, "Code rôle": l.state.Function, "Code genre activité": l.state.Role,
	}
	switch l.state.StructureBy {
	case annuaire.ColFINESS:
		v["Numéro FINESS site"] = l.state.Structure.Reveal()
	case annuaire.ColTechnicalID:
		v["Identifiant technique de la structure"] = l.state.Structure.Reveal()
		v["Numéro SIREN site"] = "other" // says nothing beside a better one
	}
	return line(extractgen.Activity56, v)
}

// isSituation: a line that says neither where nor how somebody works is none.
func isSituation(s annuaire.State) bool {
	return s.Structure != "" || s.Role != "" || s.Function != "" || s.Mode != ""
}

// fieldsOf are the fields of a situation by the kind of their change.
func fieldsOf(s annuaire.State) map[annuaire.ChangeKind]string {
	place := ""
	if s.Structure != "" {
		place = s.StructureBy.String() + s.Structure.Reveal()
	}
	return map[annuaire.ChangeKind]string{
		annuaire.StructureChanged: place, annuaire.RoleChanged: s.Role, annuaire.FunctionChanged: s.Function,
		annuaire.ProfessionChanged: s.Profession, annuaire.CategoryChanged: s.Category, annuaire.ModeChanged: s.Mode,
		annuaire.SectorChanged: s.Sector, annuaire.QualificationChanged: s.Qualification,
	}
}

// between are the kinds of the fields that differ, in their order.
func between(a, b annuaire.State) (out []annuaire.ChangeKind) {
	x, y := fieldsOf(a), fieldsOf(b)
	for k := range x {
		if x[k] != y[k] {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

// samePlace: both are of one structure, or of none.
func samePlace(a, b annuaire.State) bool {
	return !slices.Contains(between(a, b), annuaire.StructureChanged)
}

// onlyPlace: nothing but the structure and its sector differs.
func onlyPlace(a, b annuaire.State) bool {
	for _, k := range between(a, b) {
		if k != annuaire.StructureChanged && k != annuaire.SectorChanged {
			return false
		}
	}
	return true
}

// states are the different states of a person, without those that are no
// situation when either side has one.
func states(before, after []diffLine) (left, right map[annuaire.State]bool) {
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
	for s := range left {
		if right[s] {
			delete(left, s)
			delete(right, s)
		}
	}
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
func checkPerson(t *testing.T, before, after []diffLine, got []annuaire.Change) bool {
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
	left, right := states(before, after)
	// How far the pair of a state is; far for one that is paired with none of its
	// own structure.
	const far = 100
	distance := map[annuaire.State]int{}
	distanceAfter := map[annuaire.State]int{}
	for p, told := range pairs {
		hold(left[p.a] && right[p.b], "a state that is there once too often")
		delete(left, p.a)
		delete(right, p.b)
		hold(slices.Equal(told, between(p.a, p.b)), "not the fields that differ")
		hold(samePlace(p.a, p.b) || onlyPlace(p.a, p.b), "a pair that is none")
		distance[p.a], distanceAfter[p.b] = far, far
		if samePlace(p.a, p.b) {
			distance[p.a] = len(between(p.a, p.b))
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
			if samePlace(a, b) {
				n := len(between(a, b))
				hold(n >= da || n >= db, "a pair that is more alike was passed over")
			} else if left[a] && right[b] {
				hold(!onlyPlace(a, b), "a move that was not told")
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
	made := func() (out []diffLine) {
		for range r.IntN(9) {
			l := diffLine{person: people[r.IntN(3)], name: pick("", "N", "N", "M"), state: annuaire.State{
				Profession: pick("99", "99", "10"), Category: pick("C", "C", "E"), Mode: pick("", "S", "L"),
				Role: pick("", "GENR08", "GENR09"), Function: pick("", "", "313"), Sector: pick("", "SA16"), Qualification: pick("", "", "SM26"),
			}}
			switch r.IntN(5) {
			case 0:
			case 1:
				l.state.Structure, l.state.StructureBy = "S1", annuaire.ColFINESS
			default:
				l.state.Structure, l.state.StructureBy = rpps.Private(pick("S1", "S2", "S2", "S3")), annuaire.ColTechnicalID
			}
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
			if !checkPerson(t, of(before), of(after), changes) {
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
