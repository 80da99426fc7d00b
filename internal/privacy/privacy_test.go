package privacy

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

// isWord reports whether the texts of a package, type or function are words of
// a program or of a published table, by words.
func isWord(name string) bool {
	pkg, _, _ := strings.Cut(name, ".")
	return wordsOf[name] != "" || wordsOf[pkg] != ""
}

// wordsOf are the packages, types and functions whose texts are no input about
// a person: no canary goes in.
var wordsOf = map[string]string{
	"rule":                     "codes, titles, paths and messages of rules; With says that no argument may be personal data",
	"lifecycle":                "the codes and labels of a machine, written with the program",
	"evolution":                "versions, columns and codes of matrices; Member.Key says to give no name and no number",
	"export":                   "codes and names of facts",
	"habilitationtest":         "titles of expectations, names of files and pins: invented persons of tests",
	"civil.Error":              "the form that was expected",
	"rpps.ParseError":          "the word for what is wrong",
	"roles.ParseError":         "the word for what is wrong",
	"rpps.CheckName":           "its first text is a path",
	"habilitation.Column":      "labels of a matrix",
	"habilitation.Row":         "labels of a matrix",
	"habilitation.Cell":        "labels of a matrix",
	"habilitation.Version":     "labels of a matrix",
	"habilitation.Spec":        "labels of a matrix",
	"habilitation.UnlistedRow": "labels of a matrix",
	"habilitation.Difference":  "labels of a matrix",
	"habilitation.Reach":       "labels of a matrix",
}

// slow are what is called once only.
var slow = map[string]bool{}

var stride = 1

func texts() []string {
	var out []string
	for _, c := range words {
		out = append(out, c.text)
	}
	for _, c := range numbers {
		out = append(out, c.text)
	}
	return out
}

func TestEverything(t *testing.T) {
	e := newExplorer(limits{kept: 6, full: 4, light: 40, rounds: 2})
	e.texts = texts()
	for _, ty := range types {
		if ty.Kind() == reflect.Struct && !opensNothing(ty) {
			for i := range 2 {
				e.take(e.fill(ty, i, 0), "filled", 0)
			}
		}
	}
	t0 := time.Now()
	docs := documents(t)
	n := 0
	for _, d := range docs {
		e.streams = append(e.streams, d.text)
		before, t1 := n, time.Now()
		for i, text := range d.breaks(d.text, func(i int) string { return e.texts[(i+n)%len(e.texts)] }) {
			if i%stride == 0 {
				d.read(e, text)
			}
			n++
		}
		t.Logf("%s: %d texts, %v", d.name, n-before, time.Since(t1))
	}
	t.Logf("documents %v", time.Since(t0))
	e.explore()
	t.Logf("%d calls, %d values printed, %d errors", e.calls, e.prints, len(e.errs))
	for _, k := range keys(e.found) {
		t.Errorf("%s: %s", k, e.found[k])
	}
	for _, k := range keys(e.panics) {
		t.Logf("panic %s: %s", k, e.panics[k])
	}
	a, err := exported()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range a.types {
		if !e.types[n] {
			t.Logf("type %s not printed", n)
		}
	}
	for _, list := range [][]string{a.functions, a.methods} {
		for _, n := range list {
			if !e.called[n] {
				t.Logf("%s not called", n)
			}
		}
	}
}
