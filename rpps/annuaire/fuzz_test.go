package annuaire_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
)

// slowLine is a line as the slow reader sees it.
type slowLine struct {
	line   int
	code   string // why it is refused
	fields []string
	repeat bool
	eight  bool
}

// slowRead reads the lines after a header of `columns` labels that ends with a
// separator, by splitting the whole text.
func slowRead(text string, columns, max int) (out []slowLine) {
	lines := strings.Split(text, "\n")
	ended := true
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	} else {
		ended = false
	}
	before := "\x00none"
	for i, l := range lines {
		last := i == len(lines)-1
		l = strings.TrimSuffix(l, "\r")
		previous := before
		before = l
		got := slowLine{line: i + 2}
		if len(l) > max {
			got.code = "ANN-LINE-TOO-LONG"
			before = "\x00none"
			out = append(out, got)
			continue
		}
		if strings.Trim(l, " \t") == "" {
			continue
		}
		got.repeat = l == previous
		fields := strings.Split(l, "|")
		closed := fields[len(fields)-1] == ""
		if closed {
			fields = fields[:len(fields)-1]
		}
		switch {
		case strings.Contains(l, "\x00"):
			got.code = "ANN-LINE-NUL"
		case len(fields) > columns:
			got.code = "ANN-LINE-LONG"
		case len(fields) < columns:
			got.code = "ANN-LINE-SHORT"
		case !closed && last && !ended:
			got.code = "ANN-LINE-CUT"
		}
		if !utf8.ValidString(l) {
			got.eight = true
			for k, f := range fields {
				var b strings.Builder
				for _, c := range []byte(f) {
					r := charmap.Windows1252.DecodeByte(c)
					if 0x80 <= r && r <= 0x9F {
						r = utf8.RuneError
					}
					b.WriteRune(r)
				}
				fields[k] = b.String()
			}
		}
		if got.code == "" {
			got.fields = fields
		}
		out = append(out, got)
	}
	return out
}

const fuzzHeader = "Identification nationale PP|Code profession|Code mode exercice|Identifiant technique de la structure|"

// records reads an input in all ways, which must agree.
func records(t *testing.T, text string, max int) (out []slowLine) {
	t.Helper()
	o := annuaire.Options{MaxLine: max, Day: day}
	of := func(rec annuaire.Record, err error) slowLine {
		got := slowLine{line: rec.Line(), repeat: rec.Repeated(), eight: rec.EightBit()}
		if f, ok := annuaire.LineFault(err); ok {
			got.code = string(f.Code())
			_ = rec.Activity() // of a refused line: no panic
			return got
		}
		if err != nil {
			got.code = err.Error()
			return got
		}
		// The last first: cutting goes on where it stopped.
		last := string(rec.Field(rec.Len() - 1))
		for i := range rec.Len() {
			got.fields = append(got.fields, string(rec.Field(i)))
		}
		if got.fields[len(got.fields)-1] != last {
			got.code = "cut in two ways"
		}
		return got
	}
	open := func(in string, whole bool) *annuaire.Reader {
		t.Helper()
		var r *annuaire.Reader
		var err error
		if whole {
			r, err = annuaire.NewReaderAt(strings.NewReader(in), int64(len(in)), o)
		} else {
			r, err = annuaire.NewReader(iotest.OneByteReader(strings.NewReader(in)), o)
		}
		if errors.Is(err, annuaire.CodeFileKind) {
			t.Skip("the first bytes are those of no text")
		}
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	all := fuzzHeader + "\n" + text
	r := open(all, true)
	for rec, err := range r.Records() {
		out = append(out, of(rec, err))
	}
	var bytewise []slowLine
	for rec, err := range open(all, false).Records() {
		bytewise = append(bytewise, of(rec, err))
	}
	if !reflect.DeepEqual(out, bytewise) {
		t.Errorf("byte by byte: %+v, not %+v", bytewise, out)
	}
	for _, chunk := range []int{1, 50} {
		p := open(all, true)
		p.SetChunk(chunk)
		var parallel []slowLine
		for l, err := range annuaire.Parallel(p, 2, of) {
			if err != nil {
				t.Error(err)
			}
			parallel = append(parallel, l)
		}
		if !reflect.DeepEqual(out, parallel) {
			t.Errorf("with workers, runs of %d: %+v, not %+v", chunk, parallel, out)
		}
		if p.Summary() != r.Summary() {
			t.Errorf("with workers: %+v, not %+v", p.Summary(), r.Summary())
		}
	}
	return out
}

func FuzzRecords(f *testing.F) {
	for _, s := range []string{
		"", "\n", "a|b|c|d|\n", "a|b|c|d|", "a|b|c|d", "a|b|c|d\n", "a|b|c|", "a|b|c|d|e|\n", "a|b|c|d|\na|b|c|d|\r\n\na|b|c|d|\n",
		"\"a|b|c|d|\n\"|\"\"|x|y|\n", "é|b|c|d|\n\xE9|\x80|\x81|d|\n", "a|\x00|c|d|\n", "||||\n", "|||||\n", " \t\n|||", "\r\n\r|||||\n",
		strings.Repeat("x", 300) + "\na|b|c|d|\n", "a|b|c|" + strings.Repeat("x", 300) + "|", "12345678|12345678|é2345678|12|\n",
	} {
		f.Add(s, uint8(200))
		f.Add(s, uint8(3))
	}
	f.Fuzz(func(t *testing.T, text string, max uint8) {
		if len(text) > 2000 || max == 0 {
			return
		}
		limit := len(fuzzHeader) + int(max) // the header must fit
		got := records(t, text, limit)
		want := slowRead(text, 4, limit)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q, limit %d:\n%+v\nslow:\n%+v", text, limit, got, want)
		}
	})
}

// Whatever the header, a reader says what it is or what is missing, and what it
// binds it finds.
func FuzzHeader(f *testing.F) {
	// Short ones: the fuzzer is slow with long inputs.
	for _, l := range layoutsOf {
		labels := l.made.Labels()
		f.Add(strings.ToUpper(strings.Join(labels[:3], "|")) + "|" + labels[len(labels)-1])
	}
	f.Add("Identification nationale PP|Code profession|Code mode exercice|Identifiant technique de la structure|")
	f.Add("IDENTIFICATION NATIONALE PP|code diplome obtenu")
	f.Add("adresse bal|type de bal")
	f.Add("Identification nationale PP|Identification nationale PP|Code profession")
	f.Add("\xEF\xBB\xBFCode r\xF4le|\x00")
	f.Fuzz(func(t *testing.T, head string) {
		if len(head) > 4000 {
			return
		}
		r, err := annuaire.NewReader(strings.NewReader(head), annuaire.Options{})
		if err != nil {
			if len(fmt.Sprint(err)) == 0 {
				t.Error("an error without a text")
			}
			return
		}
		if r.Layout() == 0 {
			t.Error("no layout and no error")
		}
		labels := r.Labels()
		count, places := map[annuaire.Column]int{}, map[annuaire.Column]string{}
		for i, l := range labels {
			if c, ok := annuaire.ColumnOf(l); ok {
				count[c]++
				places[c] = fmt.Sprint(i)
			}
		}
		for c := range annuaire.Columns() {
			if r.Has(c) != (count[c] == 1) {
				t.Errorf("column %v stands there %d times; has: %v", c, count[c], r.Has(c))
			}
		}
		// A line in which each field is the number of its column.
		if strings.ContainsAny(head, "\n\r\x00") {
			return
		}
		fields := make([]string, len(labels))
		for i := range fields {
			fields[i] = fmt.Sprint(i)
		}
		r, err = annuaire.NewReader(strings.NewReader(head+"\n"+strings.Join(fields, "|")+"|\n"), annuaire.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for rec, err := range r.Records() {
			if err != nil {
				t.Fatal(err)
			}
			for c := range annuaire.Columns() {
				if rec.Has(c) && rec.Text(c) != places[c] {
					t.Errorf("%v: %s", c, rec.Text(c))
				}
			}
			_ = rec.Activity()
		}
	})
}

// The persons of an index, of an order and of workers are the same.
func FuzzPersons(f *testing.F) {
	f.Add("8|a|S|F1|\n8|a|L|F1|\n9|b|S||\n")
	f.Add("8|a|S|F1|\n9|a|S|F1|\n8|a|S|F1|\n8|a|S|F1|\n|a|S|F1|\nx\n7|||\n")
	f.Add("8\n0\n8||||")
	f.Add("899700366240|99|S|F990000010|\r\n899700366240|99|S|F990000010|\r\n\n899700366240|99|S|F990000010|")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1000 || strings.HasPrefix(text, "\r") {
			return
		}
		all := fuzzHeader + "\n" + text
		open := func(at bool) *annuaire.Reader {
			var r *annuaire.Reader
			var err error
			if at {
				r, err = annuaire.NewReaderAt(strings.NewReader(all), int64(len(all)), annuaire.Options{})
			} else {
				r, err = annuaire.NewReader(strings.NewReader(all), annuaire.Options{})
			}
			if errors.Is(err, annuaire.CodeFileKind) {
				t.Skip("the first bytes are those of no text")
			}
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		indexed := persons(open(false).Persons(annuaire.GroupIndexed))
		if at := persons(open(true).Persons(annuaire.GroupIndexed)); !reflect.DeepEqual(indexed, at) {
			t.Errorf("%q: with the text and without: %v, %v", text, indexed, at)
		}
		sorted := persons(open(false).Persons(annuaire.GroupSorted))
		for _, chunk := range []int{1, 20} {
			p := open(false)
			p.SetChunk(chunk)
			if got := persons(p.PersonsParallel(2)); !reflect.DeepEqual(sorted, got) {
				t.Errorf("%q: with workers %v, without %v", text, got, sorted)
			}
		}
		// Of persons in their order, all; of others, none without a word.
		lines := map[int]int{}
		inOrder := true
		for _, p := range sorted {
			if p.person != nil {
				inOrder = inOrder && p.err == "<nil>"
				for _, l := range p.person.Lines {
					lines[l]++
				}
			}
		}
		// A refused line of a person who was given before is out of order too.
		passed := ""
		for rec, err := range open(false).Records() {
			national := rec.Text(annuaire.ColNationalID)
			if err != nil {
				inOrder = inOrder && (national == "" || national >= passed)
			} else if national > passed {
				passed = national
			}
		}
		var a, b []*annuaire.Person
		for _, p := range indexed {
			if p.person != nil {
				a = append(a, p.person)
				for _, l := range p.person.Lines {
					lines[l]--
				}
			}
		}
		for l, n := range lines {
			if n != 0 {
				t.Errorf("%q: line %d is with a person %d times more in order than by index", text, l, n)
			}
		}
		for _, p := range sorted {
			if p.person != nil {
				b = append(b, p.person)
			}
		}
		if inOrder && !reflect.DeepEqual(a, b) {
			t.Errorf("%q: in order %v, by index %v", text, b, a)
		}
		if !inOrder && len(b) < len(a) {
			t.Errorf("%q: %d groups of %d persons", text, len(b), len(a))
		}
	})
}

// A comparison of a file with itself finds nothing, and is the mirror of the
// other way round.
func FuzzDiff(f *testing.F) {
	f.Add("8|a|S|F1|\n8|a|L|F1|\n", "8|a|S|F1|\n8|a|B|F1|\n9|a|S|F1|\n")
	f.Add("8|a|||\n", "8|a|S||\n")
	f.Fuzz(func(t *testing.T, before, after string) {
		if len(before)+len(after) > 1000 {
			return
		}
		compare := func(a, b string) *annuaire.Comparison {
			open := func(s string) *annuaire.Reader {
				r, err := annuaire.NewReader(strings.NewReader(fuzzHeader+"\n"+s), annuaire.Options{})
				if errors.Is(err, annuaire.CodeFileKind) {
					t.Skip("the first bytes are those of no text")
				}
				if err != nil {
					t.Fatal(err)
				}
				return r
			}
			c, err := annuaire.Diff(open(a), open(b), annuaire.DiffOptions{})
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		if c := compare(before, before); len(c.Changes) > 0 || c.Unchanged != c.Persons {
			t.Errorf("%q changes: %v", before, c.Changes)
		}
		mirror := map[annuaire.ChangeKind]annuaire.ChangeKind{
			annuaire.PersonAppeared: annuaire.PersonLeft, annuaire.PersonLeft: annuaire.PersonAppeared,
			annuaire.SituationOpened: annuaire.SituationClosed, annuaire.SituationClosed: annuaire.SituationOpened,
		}
		there, back := map[string]int{}, map[string]int{}
		for _, c := range compare(before, after).Changes {
			there[fmt.Sprint(c.Person.Canonical(), c.Kind)]++
		}
		for _, c := range compare(after, before).Changes {
			k := c.Kind
			if m, ok := mirror[k]; ok {
				k = m
			}
			back[fmt.Sprint(c.Person.Canonical(), k)]++
		}
		// Which situation became which may be seen otherwise from the other
		// side; who came and who left may not.
		for key, n := range there {
			if strings.Contains(key, "person-") && back[key] != n {
				t.Errorf("%q and %q: %s", before, after, key)
			}
		}
	})
}

func TestGeneratedIsSlowlyTheSame(t *testing.T) {
	text, _ := made(t, extractgen.NewWorld(1, 500), extractgen.Options{Layout: extractgen.Activity56, Traps: extractgen.AllTraps, CRLF: true})
	_, body, _ := bytes.Cut(text, []byte("\n"))
	want := slowRead(string(body), 56, annuaire.MaxLine)
	i := 0
	for rec, err := range reader(t, text).Records() {
		f, _ := annuaire.LineFault(err)
		w := want[i]
		i++
		if rec.Line() != w.line || string(f.Code()) != w.code || rec.EightBit() != w.eight || rec.Repeated() != w.repeat {
			t.Fatalf("line %d: %v, slow %+v", rec.Line(), err, w)
		}
		for k, field := range w.fields {
			if string(rec.Field(k)) != field {
				t.Fatalf("line %d, field %d", rec.Line(), k)
			}
		}
	}
	if i != len(want) {
		t.Errorf("%d lines, slow %d", i, len(want))
	}
}
