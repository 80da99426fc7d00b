package coverage_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rppsplus/rppsplus/internal/coverage"
)

// tree has a function, methods, a generic one and a literal.
var tree = fstest.MapFS{
	"a/a.go": {Data: []byte(`package a

var f = func() int {
	return 1
}

func Plain(ok bool) int {
	if ok {
		return 1
	}
	if !ok {
		return 2
	}
	return 3
}

type T[X any] struct{}

func (t *T[X]) Do() {
	println()
}

type V struct{}

func (V) Do() {}
`)},
	"b/b.go": {Data: []byte("package b\n\nfunc B() {\n\tprintln()\n}\n")},
}

const profile = `mode: set
m/a/a.go:3.20,5.2 1 0
m/a/a.go:7.25,8.8 1 1
m/a/a.go:8.8,10.3 1 0
m/a/a.go:11.9,13.3 1 0
m/a/a.go:14.2,14.10 1 0
m/a/a.go:19.21,21.2 1 0
m/a/a.go:25.15,25.16 0 0
m/b/b.go:3.10,5.2 1 0
m/b/b.go:3.10,5.2 1 1
`

// TestReadNewest: a profile that names the first statement of a block gives the same.
func TestReadNewest(t *testing.T) {
	tree := fstest.MapFS{"a/a.go": {Data: []byte(`package a

func A(n int, c chan int) int {
	if n > 0 &&
		c != nil { // why

		// more
		return 1
	}
	switch n {
	case 0,
		1: /* both */
		/* a comment
		over lines */
		return 2
	}
	select {
	case <-c:
		return 3
	default:
	}
	println()
	return 4
}
`)}}
	want := []coverage.Block{
		{"a/a.go", "A", "func A(n int, c chan int) int {", 3, 5, 1},
		{"a/a.go", "A", "c != nil { // why", 5, 9, 1},
		{"a/a.go", "A", "1: /* both */", 12, 15, 1},
		{"a/a.go", "A", "case <-c:", 18, 19, 1},
		{"a/a.go", "A", "println()", 22, 23, 2},
	}
	for _, profile := range []string{
		"m/a/a.go:3.31,5.12 1 0\nm/a/a.go:5.12,9.3 1 0\nm/a/a.go:12.5,15.11 1 0\nm/a/a.go:18.11,19.11 1 0\nm/a/a.go:22.2,23.10 2 0\n",
		"m/a/a.go:4.2,5.12 1 0\nm/a/a.go:8.3,9.1 1 0\nm/a/a.go:15.3,15.11 1 0\nm/a/a.go:19.3,19.11 1 0\nm/a/a.go:22.2,23.10 2 0\n",
	} {
		r, err := coverage.Read(strings.NewReader("mode: set\n"+profile), "m", tree)
		if err != nil || !slices.Equal(r.Open, want) {
			t.Errorf("%v %+v", err, r.Open)
		}
	}
}

func read(t *testing.T) coverage.Report {
	t.Helper()
	r, err := coverage.Read(strings.NewReader(profile), "m", tree)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRead(t *testing.T) {
	r := read(t)
	if len(r.Packages) != 2 || r.Packages[0] != (coverage.Package{Path: "a", Statements: 6, Covered: 1}) ||
		r.Packages[1] != (coverage.Package{Path: "b", Statements: 1, Covered: 1}) || r.Total.Statements != 7 || r.Total.Covered != 2 {
		t.Errorf("%+v", r)
	}
	want := []coverage.Block{
		{"a/a.go", "var", "var f = func() int {", 3, 5, 1},
		{"a/a.go", "Plain", "if ok {", 8, 10, 1},
		{"a/a.go", "Plain", "if !ok {", 11, 13, 1},
		{"a/a.go", "Plain", "return 3", 14, 14, 1},
		{"a/a.go", "(*T).Do", "func (t *T[X]) Do() {", 19, 21, 1},
	}
	if len(r.Open) != len(want) {
		t.Fatalf("%+v", r.Open)
	}
	for i, b := range r.Open {
		if b != want[i] {
			t.Errorf("%+v, want %+v", b, want[i])
		}
	}
	if p := (coverage.Package{}).Percent(); p != 100 {
		t.Error(p)
	}
	for _, bad := range []string{"m/a/a.go:3.x", "other/a.go:3.20,5.2 1 0", "m/none.go:3.20,5.2 1 0"} {
		if _, err := coverage.Read(strings.NewReader(bad), "m", tree); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

const explained = `# file, function, text, blocks, why
a/a.go	var	var f = func() int {	1	a literal
a/a.go	Plain	if ok {	1	one
a/a.go	Plain	if !ok {	1	two
a/a.go	Plain	return 3	1	three
a/a.go	(*T).Do	func (t *T[X]) Do() {	1	four

floor	a	16.5	a sample
`

func TestJudge(t *testing.T) {
	for name, c := range map[string]struct {
		table string
		floor float64
		wrong []string // parts of the errors; none for none
	}{
		"all explained": {explained, 28, nil},
		"below in all":  {explained, 29, []string{"28.6 % of all"}},
		"no floor":      {strings.Replace(explained, "floor\ta", "floor\tz", 1), 28, []string{"a: 16.67 %", "z: a floor for no package"}},
		"too high":      {strings.Replace(explained, "16.5", "16.8", 1), 28, []string{"a: 16.67 %"}},
		"floor too low": {explained, 10, []string{"a: needs no floor"}},
		"unexplained":   {strings.Replace(explained, "return 3", "return 4", 1), 28, []string{"a/a.go:14-14: Plain", "explained without need"}},
		"other function": {
			strings.Replace(explained, "(*T).Do", "T.Do", 1), 28, []string{"a/a.go:19-21: (*T).Do", "T.Do: explained without need"},
		},
		"more than there are": {strings.Replace(explained, "if ok {\t1", "if ok {\t2", 1), 28, []string{"1 of 2 blocks"}},
	} {
		list, floors, err := coverage.ReadExplanations(strings.NewReader(c.table))
		if err != nil {
			t.Fatal(name, err)
		}
		err = coverage.Judge(read(t), list, floors, c.floor)
		if len(c.wrong) == 0 {
			if err != nil {
				t.Error(name, err)
			}
			continue
		}
		if err == nil {
			t.Error(name, "is not noticed")
			continue
		}
		if n := strings.Count(err.Error(), "% of") + strings.Count(err.Error(), "without need") + strings.Count(err.Error(), "floor") + strings.Count(err.Error(), "nothing says"); n != len(c.wrong) {
			t.Errorf("%s: %d errors, not %d: %v", name, n, len(c.wrong), err)
		}
		for _, part := range c.wrong {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %q is not in %v", name, part, err)
			}
		}
	}
	if coverage.Judge(coverage.Report{}, nil, nil, 0) == nil {
		t.Error("an empty profile is right")
	}
}

func TestReadExplanations(t *testing.T) {
	for _, bad := range []string{"a\tb\tc\tx\td", "a\tb\tc\t1", "a\t\tc\t1\td", "floor\ta\tx\twhy"} {
		if _, _, err := coverage.ReadExplanations(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

func TestDocument(t *testing.T) {
	list, floors, err := coverage.ReadExplanations(strings.NewReader(strings.Replace(explained, "if ok {\t1", "if ok {\t2", 1)))
	if err != nil {
		t.Fatal(err)
	}
	text := coverage.Document(read(t), list, floors, 28, "Figures of a day.")
	for _, part := range []string{"| a | 6 | 1 | 16.7 |", "| **all** | 7 | 2 | **28.57** |", "`if ok {` (2 times). one", "- a: 16.5 %. a sample", "Figures of a day."} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
	if coverage.Stale(strings.Replace(text, "of a day", "of another", 1), list, floors) {
		t.Error("another day is stale")
	}
	if !coverage.Stale(text, list[1:], floors) || !coverage.Stale("", list, floors) {
		t.Error("other explanations are not stale")
	}
	if !strings.Contains(coverage.Explained(nil, nil), "Nothing.") {
		t.Error("no list, no word")
	}
}
