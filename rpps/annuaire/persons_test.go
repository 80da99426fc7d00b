package annuaire_test

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// told is what a loop over persons is given, in a form that compares.
type told struct {
	person *annuaire.Person
	err    string
}

func persons(seq iter.Seq2[*annuaire.Person, error]) (out []told) {
	for p, err := range seq {
		out = append(out, told{p, fmt.Sprint(err)})
	}
	return out
}

// slowPersons groups by a map, from the activities of each line.
func slowPersons(r *annuaire.Reader) (out []*annuaire.Person, refused []string) {
	byKey := map[string]*annuaire.Person{}
	var order []string
	for rec, err := range r.Records() {
		if err != nil {
			refused = append(refused, err.Error())
			continue
		}
		a := rec.Activity()
		key := rec.Text(annuaire.ColNationalID)
		if key == "" {
			key = rec.Text(annuaire.ColPersonIDType) + rec.Text(annuaire.ColPersonID)
		}
		if key == "" {
			refused = append(refused, fmt.Sprintf("no person on line %d", a.Line))
			continue
		}
		p := byKey[key]
		if p == nil {
			p = &annuaire.Person{Professional: a.Professional}
			byKey[key] = p
			order = append(order, key)
		}
		p.Lines = append(p.Lines, a.Line)
		for _, e := range a.Professional.Exercises {
			if !slices.Contains(p.Professional.Exercises, e) {
				p.Professional.Exercises = append(p.Professional.Exercises, e)
			}
		}
		if a.HasSituation && !slices.Contains(p.Situations, a.Situation) {
			p.Situations = append(p.Situations, a.Situation)
		}
	}
	for _, key := range order {
		out = append(out, byKey[key])
	}
	return out, refused
}

func TestPersons(t *testing.T) {
	lines := 2000
	if testing.Short() {
		lines = 300
	}
	w := extractgen.NewWorld(7, lines)
	for _, o := range []extractgen.Options{
		{Layout: extractgen.Activity56},
		{Layout: extractgen.Restricted51, Traps: extractgen.AllTraps, CRLF: true},
		{Layout: extractgen.Mailbox31, NoEnd: true},
		{Layout: extractgen.Activity56, Latin1: true, Traps: extractgen.AllTraps},
		{Layout: extractgen.Activity56, Shuffled: true, Traps: extractgen.AllTraps &^ extractgen.TrapLastCut, NoEnd: true},
	} {
		text, report := made(t, w, o)
		slow, refused := slowPersons(reader(t, text))

		indexed := persons(reader(t, text).Persons(annuaire.GroupIndexed))
		var found []*annuaire.Person
		for _, p := range indexed {
			if p.person != nil {
				found = append(found, p.person)
			}
		}
		require.Len(t, found, len(slow))
		assert.Len(t, indexed, len(slow)+len(refused))
		assert.GreaterOrEqual(t, len(found), report.Persons)
		for i, p := range found {
			require.Equal(t, slow[i].Lines, p.Lines)
			require.True(t, slices.Equal(slow[i].Situations, p.Situations), "person %d", i)
			require.True(t, slices.Equal(slow[i].Professional.Exercises, p.Professional.Exercises))
			require.Equal(t, slow[i].Professional.ID, p.Professional.ID)
		}

		// An index without the text is the same.
		at, err := annuaire.NewReaderAt(bytes.NewReader(text), int64(len(text)), annuaire.Options{Day: day})
		require.NoError(t, err)
		same(t, indexed, persons(at.Persons(annuaire.GroupIndexed)))

		sorted := persons(reader(t, text).Persons(annuaire.GroupSorted))
		if !o.Shuffled {
			// The same persons; the refused lines come where they stand.
			var inOrder []*annuaire.Person
			for _, p := range sorted {
				if p.person != nil {
					inOrder = append(inOrder, p.person)
					assert.Equal(t, "<nil>", p.err)
				}
			}
			same(t, found, inOrder)
		} else {
			// Nobody is given twice without a word.
			seen := map[string]bool{}
			outOfOrder := 0
			for _, p := range sorted {
				if p.person == nil {
					continue
				}
				id := p.person.Professional.ID.Canonical()
				if seen[id] {
					require.Contains(t, p.err, string(annuaire.CodeOrder))
				}
				if strings.Contains(p.err, string(annuaire.CodeOrder)) {
					outOfOrder++
				}
				seen[id] = true
			}
			assert.Greater(t, outOfOrder, lines/20)
		}
		// Workers change nothing, wherever their runs begin.
		for _, workers := range []int{1, 3} {
			for _, chunk := range []int{1, 700, 10_000, 1 << 20} {
				if testing.Short() && chunk == 1 {
					continue
				}
				r := reader(t, text)
				r.SetChunk(chunk)
				same(t, sorted, persons(r.PersonsParallel(workers)))
			}
		}
	}
}

func TestParallel(t *testing.T) {
	w := extractgen.NewWorld(8, 1500)
	for _, o := range []extractgen.Options{
		{Layout: extractgen.Activity56, Traps: extractgen.AllTraps},
		{Layout: extractgen.Restricted51, Traps: extractgen.AllTraps &^ extractgen.TrapLastCut, CRLF: true, NoEnd: true, BOM: true},
		{Layout: extractgen.Activity56, Latin1: true},
	} {
		text, _ := made(t, w, o)
		type got struct {
			line   int
			raw    string
			flags  [2]bool
			err    string
			faults string
		}
		of := func(rec annuaire.Record, err error) got {
			return got{rec.Line(), string(rec.Raw()), [2]bool{rec.Repeated(), rec.EightBit()}, fmt.Sprint(err), rec.Faults().Error()}
		}
		r := reader(t, text)
		var want []got
		for rec, err := range r.Records() {
			want = append(want, of(rec, err))
		}
		for _, chunk := range []int{1, 300, 5000, 1 << 20} {
			if testing.Short() && chunk == 1 {
				continue
			}
			for workers := range 4 {
				p := reader(t, text)
				p.SetChunk(chunk)
				var out []got
				for g, err := range annuaire.Parallel(p, workers, of) {
					require.NoError(t, err)
					out = append(out, g)
				}
				same(t, want, out)
				assert.Equal(t, r.Summary(), p.Summary())
				for range p.Records() {
					t.Error("a record after the end")
				}
				for range annuaire.Parallel(p, workers, of) {
					t.Error("a result after the end")
				}
			}
		}
	}
}

// A loop that ends early, an input that breaks, a panic: the workers end too.
func TestParallelEnds(t *testing.T) {
	text, _ := made(t, extractgen.NewWorld(9, 2000), extractgen.Options{Layout: extractgen.Activity56})
	number := func(rec annuaire.Record, _ error) int { return rec.Line() }
	r := reader(t, text)
	r.SetChunk(1000)
	for n := range annuaire.Parallel(r, 2, number) {
		if n == 10 {
			break
		}
	}
	for range r.Records() {
		t.Error("a record after the end")
	}

	broken := fmt.Errorf("broken")
	r, err := annuaire.NewReader(io.MultiReader(bytes.NewReader(text), &failing{broken}), annuaire.Options{})
	require.NoError(t, err)
	r.SetChunk(1000)
	last, failed := 0, 0
	for n, err := range annuaire.Parallel(r, 2, number) {
		if err != nil {
			require.ErrorIs(t, err, broken)
			failed++
			continue
		}
		last = n
	}
	assert.Equal(t, 1, failed)
	assert.Equal(t, bytes.Count(text, []byte("\n")), last)
	for range 2 {
		again := 0
		for _, err := range annuaire.Parallel(r, 2, number) {
			assert.ErrorIs(t, err, broken)
			again++
		}
		assert.Equal(t, 1, again, "the error is told again")
	}
	r, err = annuaire.NewReader(io.MultiReader(bytes.NewReader(text), &failing{broken}), annuaire.Options{})
	require.NoError(t, err)
	got := persons(r.PersonsParallel(2))
	assert.Contains(t, got[len(got)-1].err, "broken")
	assert.Nil(t, got[len(got)-1].person)

	r = reader(t, text)
	assert.PanicsWithValue(t, "mine", func() {
		for range annuaire.Parallel(r, 2, func(annuaire.Record, error) int { panic("mine") }) {
			t.Error("a result")
		}
	})
}

type failing struct{ err error }

func (f *failing) Read([]byte) (int, error) { return 0, f.err }

func TestPersonFaults(t *testing.T) {
	lineOf := func(id, name, mode string) string {
		return line(extractgen.Restricted51, map[string]string{
			"Identification nationale PP": id, "Nom d'exercice": name, "Code mode exercice": mode, "Code profession": "60", "Prénoms": name + "'",
		})
	}
	text := header(extractgen.Restricted51) +
		lineOf("899700218896", "UN", "S") + lineOf("899700218896", "DEUX", "L") + lineOf("899700218896", "UN", "S") +
		lineOf("899700366240", "", "S") + lineOf("899700366240", "TROIS", "S") + lineOf("899700366240", "TROIS", "S") +
		lineOf("899700218896", "UN", "B")
	got := persons(reader(t, []byte(text)).Persons(annuaire.GroupIndexed))
	require.Len(t, got, 2)
	p := got[0].person
	assert.Equal(t, []int{2, 3, 4, 8}, p.Lines)
	assert.Len(t, p.Situations, 3)
	assert.Len(t, p.Professional.Exercises, 1)
	assert.Equal(t, "UN", p.Professional.ExerciseName.Family.Reveal())
	codes := func(fs rule.Faults) (out []string) {
		for _, f := range fs {
			out = append(out, fmt.Sprintf("%d %s %s", f.Position().Line, f.Code(), f.Path()))
		}
		return out
	}
	assert.Equal(t, []string{"3 ANN-PERSON-DIFFERS Nom d'exercice", "3 ANN-PERSON-DIFFERS Prénoms", "4 ANN-LINE-REPEATED "}, codes(p.Faults))
	q := got[1].person
	assert.Equal(t, "TROIS", q.Professional.ExerciseName.Family.Reveal())
	assert.Len(t, q.Situations, 1)
	assert.Equal(t, []string{"7 ANN-LINE-REPEATED "}, codes(q.Faults))

	sorted := persons(reader(t, []byte(text)).Persons(annuaire.GroupSorted))
	require.Len(t, sorted, 3)
	assert.Equal(t, "<nil>", sorted[1].err)
	assert.Contains(t, sorted[2].err, "ANN-ORDER: line 8")
	assert.True(t, reflect.DeepEqual([]int{8}, sorted[2].person.Lines))
}

// A line that names two persons belongs to neither.
func TestTwoPersonsOnOneLine(t *testing.T) {
	two := header(extractgen.Activity56) + line(extractgen.Activity56, map[string]string{
		"Type d'identifiant PP": "8", "Identifiant PP": "99700218896", "Identification nationale PP": "899700366240", "Code mode exercice": "S",
	})
	for _, seq := range []iter.Seq2[*annuaire.Person, error]{
		reader(t, []byte(two)).Persons(annuaire.GroupIndexed), reader(t, []byte(two)).Persons(annuaire.GroupSorted), reader(t, []byte(two)).PersonsParallel(2),
	} {
		got := persons(seq)
		require.Len(t, got, 1)
		assert.Nil(t, got[0].person)
		assert.Contains(t, got[0].err, "ANN-PERSON-MISMATCH: line 2")
	}
	c := diff(t, []byte(two), []byte(header(extractgen.Activity56)), annuaire.DiffOptions{})
	assert.Empty(t, c.Changes)
	assert.True(t, c.BeforeFaults.Has(annuaire.CodePersonMismatch))
}

// A hostile file of one person costs what the limit allows.
func TestManyLinesOfOne(t *testing.T) {
	var b strings.Builder
	b.WriteString(header(extractgen.Activity56))
	for i := range annuaire.RowsOfPersons + 5 {
		b.WriteString(line(extractgen.Activity56, map[string]string{"Identification nationale PP": "899700218896", "Raison sociale site": fmt.Sprint(i)}))
	}
	for _, g := range []annuaire.Grouping{annuaire.GroupIndexed, annuaire.GroupSorted} {
		got := persons(reader(t, []byte(b.String())).Persons(g))
		require.Len(t, got, 1)
		assert.Len(t, got[0].person.Lines, annuaire.MaxPersonLines)
		assert.Len(t, got[0].person.Situations, annuaire.MaxPersonLines)
		assert.True(t, got[0].person.Faults.Has(annuaire.CodeTooMany))
	}
}

func TestPersonsEndEarly(t *testing.T) {
	text, _ := made(t, extractgen.NewWorld(9, 500), extractgen.Options{Layout: extractgen.Activity56, Traps: extractgen.AllTraps})
	for name, from := range map[string]func(*annuaire.Reader) iter.Seq2[*annuaire.Person, error]{
		"indexed":  func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.Persons(annuaire.GroupIndexed) },
		"sorted":   func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.Persons(annuaire.GroupSorted) },
		"parallel": func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.PersonsParallel(2) },
	} {
		for stop := 1; stop < 340; stop += 7 {
			n := 0
			r := reader(t, text)
			r.SetChunk(2000)
			for range from(r) {
				if n++; n == stop {
					break
				}
			}
			assert.LessOrEqual(t, n, stop, name)
		}
	}
}
