package evolution_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// slowMatrix is a matrix as the slow comparison sees it: texts, and a set of the
// cells that are open.
type slowMatrix struct {
	facts   map[string]string
	columns []slowColumn
	types   []slowType
	open    map[[2]string]bool // key and code
}

type slowColumn struct{ key, label, printed, people string }

type slowType struct {
	code, label, class string
	unlisted           bool
}

func slow(m *habilitation.Matrix) slowMatrix {
	s := m.Spec()
	v := s.Version
	out := slowMatrix{open: map[[2]string]bool{}, facts: map[string]string{
		"id": v.ID, "title": v.Title, "source": v.Source, "confidence": v.Confidence.FR,
		"published": "", "from": "", "until": "",
	}}
	for name, d := range map[string]civil.Date{"published": v.Published, "from": v.From, "until": v.Until} {
		if !d.IsZero() {
			out.facts[name] = d.String()
		}
	}
	for _, c := range s.Columns {
		people := map[string]bool{}
		for _, p := range c.Professions {
			people[fmt.Sprint("p", uint64(p))] = true
		}
		for _, p := range c.Interns {
			people[fmt.Sprint("i", uint64(p))] = true
		}
		for _, p := range c.Functions {
			people[fmt.Sprint("f", uint64(p))] = true
		}
		for _, r := range c.Roles {
			people[fmt.Sprint("r", uint64(r))] = true
		}
		if c.ExcludesOccupational {
			people["without"] = true
		}
		var all []string
		for p := range people {
			all = append(all, p)
		}
		slices.Sort(all)
		out.columns = append(out.columns, slowColumn{c.Key, c.Label, c.Printed, strings.Join(all, " ")})
	}
	add := func(code, label string, class habilitation.DocumentClass, allowed habilitation.ColumnSet, unlisted bool) {
		out.types = append(out.types, slowType{code, label, class.Code(), unlisted})
		for i, c := range s.Columns {
			if allowed>>i&1 == 1 {
				out.open[[2]string{c.Key, code}] = true
			}
		}
	}
	for _, r := range s.Rows {
		add(r.Document.Code(), r.Label, r.Class, r.Allowed, false)
	}
	for _, r := range s.Unlisted {
		add(r.Code, r.Label, r.Class, r.Allowed, true)
	}
	return out
}

// partner returns the index in b of column i of a; -1 for none.
func partner(a, b []slowColumn, i int) int {
	has := func(list []slowColumn, key string) bool {
		return slices.ContainsFunc(list, func(c slowColumn) bool { return c.key == key })
	}
	if j := slices.IndexFunc(b, func(c slowColumn) bool { return c.key == a[i].key }); j >= 0 {
		return j
	}
	alone := func(list, other []slowColumn) (found []int) {
		for j, c := range list {
			if c.people == a[i].people && !has(other, c.key) {
				found = append(found, j)
			}
		}
		return found
	}
	if found := alone(b, a); a[i].people != "" && len(found) == 1 && len(alone(a, b)) == 1 {
		return found[0]
	}
	return -1
}

// slowDiff says in lines what differs, in the order that [evolution.Changes] promises.
func slowDiff(a, b slowMatrix) (out []string) {
	for _, f := range []string{"id", "title", "source", "published", "from", "until", "confidence"} {
		if a.facts[f] != b.facts[f] {
			out = append(out, fmt.Sprint(f, ": ", a.facts[f], " > ", b.facts[f]))
		}
	}
	find := func(m slowMatrix, code string) (slowType, bool) {
		for _, t := range m.types {
			if t.code == code {
				return t, true
			}
		}
		return slowType{}, false
	}
	readers := func(m slowMatrix, code string) (keys []string) {
		for _, c := range m.columns {
			if m.open[[2]string{c.key, code}] {
				keys = append(keys, c.key)
			}
		}
		return keys
	}
	reads := func(m slowMatrix, key string) (codes []string) {
		for _, t := range m.types {
			if m.open[[2]string{key, t.code}] {
				codes = append(codes, t.code)
			}
		}
		return codes
	}
	for _, t := range a.types {
		switch n, ok := find(b, t.code); {
		case !ok:
			out = append(out, fmt.Sprint("removed ", t, readers(a, t.code)))
		default:
			if n.label != t.label {
				out = append(out, fmt.Sprint("renamed ", t.code, t.label, " > ", n.label))
			}
			if n.class != t.class {
				out = append(out, fmt.Sprint("reclassed ", t.code, t.class, " > ", n.class))
			}
		}
	}
	for _, n := range b.types {
		if _, ok := find(a, n.code); !ok {
			out = append(out, fmt.Sprint("added ", n, readers(b, n.code)))
		}
	}
	for i, o := range a.columns {
		j := partner(a.columns, b.columns, i)
		if j < 0 {
			out = append(out, fmt.Sprint("removed column ", o.key, o.label, o.printed, reads(a, o.key)))
			continue
		}
		n := b.columns[j]
		if o.key != n.key || o.label != n.label {
			out = append(out, fmt.Sprint("renamed column ", o.key, o.label, " > ", n.key, n.label))
		}
		if o.printed != n.printed || o.people != n.people {
			out = append(out, fmt.Sprint("recoded column ", n.key, o.printed, " > ", n.printed, o.people != n.people))
		}
	}
	for j, n := range b.columns {
		if partner(b.columns, a.columns, j) < 0 {
			out = append(out, fmt.Sprint("added column ", n.key, n.label, n.printed, reads(b, n.key)))
		}
	}
	for i, o := range a.columns {
		j := partner(a.columns, b.columns, i)
		for _, t := range a.types {
			if _, ok := find(b, t.code); j < 0 || !ok {
				continue
			}
			key := b.columns[j].key
			switch was, is := a.open[[2]string{o.key, t.code}], b.open[[2]string{key, t.code}]; {
			case !was && is:
				out = append(out, fmt.Sprint("gained ", key, t.code))
			case was && !is:
				out = append(out, fmt.Sprint("lost ", key, t.code))
			}
		}
	}
	return out
}

// told says the same lines of changes.
func told(c evolution.Changes) (out []string) {
	for _, v := range c.Version {
		out = append(out, fmt.Sprint(v.Field, ": ", v.Old, " > ", v.New))
	}
	for _, d := range c.Documents {
		switch d.Kind {
		case evolution.Removed:
			out = append(out, fmt.Sprint("removed ", slowType{d.Code, d.Label.Old, d.Class.Old.Code(), d.Unlisted}, d.Opens))
		case evolution.Added:
			out = append(out, fmt.Sprint("added ", slowType{d.Code, d.Label.New, d.Class.New.Code(), d.Unlisted}, d.Opens))
		case evolution.Renamed:
			out = append(out, fmt.Sprint("renamed ", d.Code, d.Label.Old, " > ", d.Label.New))
		default:
			out = append(out, fmt.Sprint(d.Kind, " ", d.Code, d.Class.Old.Code(), " > ", d.Class.New.Code()))
		}
	}
	for _, s := range c.Subjects {
		switch s.Kind {
		case evolution.Removed:
			out = append(out, fmt.Sprint("removed column ", s.Key, s.Label.Old, s.Printed.Old, s.Opens))
		case evolution.Added:
			out = append(out, fmt.Sprint("added column ", s.Key, s.Label.New, s.Printed.New, s.Opens))
		case evolution.Renamed:
			out = append(out, fmt.Sprint("renamed column ", s.Keys.Old, s.Label.Old, " > ", s.Keys.New, s.Label.New))
		default:
			out = append(out, fmt.Sprint(s.Kind, " column ", s.Key, s.Printed.Old, " > ", s.Printed.New, s.Codes.Old != s.Codes.New))
		}
	}
	for _, x := range c.Cells {
		out = append(out, fmt.Sprint(x.Kind, " ", x.Column, x.Code))
	}
	return out
}

// TestDiffAgainstSlow compares matrices at random with a comparison of their texts.
func TestDiffAgainstSlow(t *testing.T) {
	rounds := 1500
	if testing.Short() {
		rounds = 150
	}
	r := rand.New(rand.NewPCG(3, 5))
	base := habilitation.CNAM20240925().Spec()
	base.Version.Differences = nil
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	made := func() habilitation.Spec {
		s := habilitation.Spec{Version: base.Version}
		v := &s.Version
		v.ID, v.Title, v.Source, v.Confidence.FR = pick("a", "b"), pick("", "t"), pick("x", "y"), pick("sûr", "peu")
		v.From, v.Published, v.Until = civil.YMD(2024, 9, 1+r.IntN(2)), civil.Date{}, civil.Date{}
		if r.IntN(2) == 0 {
			v.Published, v.Until = civil.YMD(2024, 9, 1+r.IntN(2)), civil.YMD(2030, 1, 1+r.IntN(2))
		}
		people := []roles.Profession{roles.ProfessionMedecin, roles.ProfessionInfirmier, roles.ProfessionPharmacien}
		held := map[roles.Role]bool{}
		for _, key := range []string{"k1", "k2", "k3", "k4", "k5", "k6"}[r.IntN(4):] {
			if r.IntN(3) == 0 {
				continue
			}
			c := habilitation.Column{Key: key, Label: pick("l", "m"), Printed: pick("", "60"), ExcludesOccupational: r.IntN(4) == 0}
			for _, list := range []*[]roles.Profession{&c.Professions, &c.Interns} {
				for range r.IntN(3) {
					*list = append(*list, people[r.IntN(len(people))])
				}
			}
			if r.IntN(3) == 0 {
				c.Functions = append(c.Functions, roles.MetierPreparateur)
			}
			if role := []roles.Role{roles.GENR08, roles.GENR09}[r.IntN(2)]; r.IntN(3) == 0 && !held[role] {
				held[role] = true
				c.Roles = append(c.Roles, role)
			}
			s.Columns = append(s.Columns, c)
		}
		if len(s.Columns) == 0 {
			s.Columns = append(s.Columns, base.Columns[0])
		}
		cells := func() habilitation.ColumnSet { return habilitation.ColumnSet(r.Uint64N(1 << len(s.Columns))) }
		for _, row := range base.Rows[:6] {
			if r.IntN(4) > 0 {
				row.Allowed, row.Label = cells(), pick(row.Label, "autre")
				if r.IntN(4) == 0 {
					row.Class = habilitation.ClassPrescription
				}
				s.Rows = append(s.Rows, row)
			}
		}
		for _, code := range []string{"NEUF-1", "NEUF-2"} {
			if r.IntN(2) == 0 {
				s.Unlisted = append(s.Unlisted, habilitation.UnlistedRow{Code: code, Label: pick("n", "o"), Class: habilitation.DocumentClass(r.IntN(3)), Allowed: cells()})
			}
		}
		r.Shuffle(len(s.Rows), func(i, j int) { s.Rows[i], s.Rows[j] = s.Rows[j], s.Rows[i] })
		return s
	}
	kinds := map[string]int{}
	for range rounds {
		a, b := build(t, made()), build(t, made())
		c := evolution.Diff(a, b)
		want := slowDiff(slow(a), slow(b))
		require.Equal(t, want, told(c), "%+v\n%+v", slow(a), slow(b))
		for _, line := range want {
			kinds[strings.Fields(line)[0]+strings.Fields(line)[1][:1]]++
		}
		require.Empty(t, told(evolution.Diff(a, a)))
		// The other way round, what was opened is closed.
		gained, lost := c.Count()
		lostBack, gainedBack := evolution.Diff(b, a).Count()
		require.Equal(t, [2]int{gained, lost}, [2]int{gainedBack, lostBack})
	}
	require.Greater(t, len(kinds), 15)
}
