package perf

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/rpps/psc"
)

const root = "../.."

// TestPage: the page is what its data give, and both are there.
func TestPage(t *testing.T) {
	want, err := Rendered(root)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, PageFile))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what %s gives: go run ./internal/perf/cmd -render, and look at the difference", PageFile, DataFile)
	}
}

// benchmarks finds every benchmark function of the tree, with its file, by
// package and name.
func benchmarks(t *testing.T) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (path.Base(name) == ".git" || path.Base(name) == "node_modules" || path.Base(name) == "testdata"):
			return fs.SkipDir
		case !strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Benchmark") {
				pkg := path.Dir(name)
				if out[pkg] == nil {
					out[pkg] = map[string]string{}
				}
				out[pkg][strings.TrimPrefix(fn.Name.Name, "Benchmark")] = name
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestTable: every benchmark is in a row or excused, every row names one that
// is there, with a baseline of the same file.
func TestTable(t *testing.T) {
	have := benchmarks(t)
	if n := len(have); n < 15 {
		t.Fatalf("benchmarks in %d packages only", n)
	}
	for _, problem := range problems(have, Sections(), Excused) {
		t.Error(problem)
	}
}

// problems compares the tables with the tree.
func problems(have map[string]map[string]string, sections []Section, excused map[string]string) []string {
	var out []string
	used := map[string]bool{}
	titles := map[string]bool{}
	for _, s := range sections {
		if titles[s.Title] || s.Title == "" {
			out = append(out, "a section without a title, or with the title of another: "+s.Title)
		}
		titles[s.Title] = true
		whats := map[string]bool{}
		for _, r := range s.Rows {
			if whats[r.What] {
				out = append(out, s.Title+": two rows are called "+r.What)
			}
			whats[r.What] = true
			name, _, _ := strings.Cut(r.Name, "/")
			file := have[r.Package][name]
			used[r.Package+" "+name] = true
			if file == "" {
				out = append(out, "a row names Benchmark"+r.Name+" of "+r.Package+", which is not there")
				continue
			}
			if r.Base == "" {
				continue
			}
			base, _, _ := strings.Cut(r.Base, "/")
			used[r.Package+" "+base] = true
			if other := have[r.Package][base]; other != file {
				out = append(out, "the baseline of Benchmark"+r.Name+" of "+r.Package+" is not in "+file)
			}
			if r.Against == "" {
				out = append(out, "nothing says what the baseline of Benchmark"+r.Name+" does")
			}
		}
	}
	for k, why := range excused {
		pkg, name, one := strings.Cut(k, " ")
		if why == "" || have[pkg] == nil || one && have[pkg][name] == "" {
			out = append(out, "excused without a reason, or not there: "+k)
		}
	}
	for pkg, functions := range have {
		if excused[pkg] != "" {
			continue
		}
		for name := range functions {
			if !used[pkg+" "+name] && excused[pkg+" "+name] == "" {
				out = append(out, "Benchmark"+name+" of "+pkg+" is in no row of internal/perf/table.go: give it one, with its baseline, or excuse it with a reason")
			}
		}
	}
	return out
}

// TestTableCanFail shows the comparison what it must see.
func TestTableCanFail(t *testing.T) {
	have := map[string]map[string]string{"a": {"X": "a/x_test.go", "Y": "a/y_test.go"}}
	row := Row{Package: "a", What: "x", Name: "X/library", Base: "X/baseline", Against: "a loop"}
	for name, c := range map[string]struct {
		rows    []Row
		excused map[string]string
		want    int
	}{
		"right":              {[]Row{row}, map[string]string{"a Y": "why"}, 0},
		"in no row":          {[]Row{row}, nil, 1},
		"gone":               {[]Row{row, {Package: "a", What: "z", Name: "Z"}}, map[string]string{"a Y": "why"}, 1},
		"in another file":    {[]Row{{Package: "a", What: "x", Name: "X", Base: "Y", Against: "a loop"}}, nil, 1},
		"baseline not told":  {[]Row{{Package: "a", What: "x", Name: "X", Base: "X/base"}}, map[string]string{"a Y": "why"}, 1},
		"no reason":          {[]Row{row}, map[string]string{"a Y": ""}, 2},
		"excused, not there": {[]Row{row}, map[string]string{"a Y": "why", "b": "why"}, 1},
		"twice":              {[]Row{row, row}, map[string]string{"a Y": "why"}, 1},
	} {
		if got := problems(have, []Section{{Title: "t", Rows: c.rows}}, c.excused); len(got) != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestParse(t *testing.T) {
	got, err := parse("rpps", "goos: linux\ncpu: X\n"+
		"BenchmarkParse/RPPS-rang/valid-2   \t 1000000\t        55.96 ns/op\t       0 B/op\t       0 allocs/op\n"+
		"BenchmarkFile/codes-16 \t 1 \t 2.5e3 ns/op\t 42.84 MB/s\t 3.311 allocs/record\nPASS\n")
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	if got[0].Name != "Parse/RPPS-rang/valid" || got[0].Values["ns/op"][0] != 55.96 || got[0].Values["B/op"][0] != 0 {
		t.Error(got[0])
	}
	if got[1].Name != "File/codes" || got[1].Values["ns/op"][0] != 2500 || got[1].Values["allocs/record"][0] != 3.311 {
		t.Error(got[1])
	}
	for _, bad := range []string{"BenchmarkX-2 \t 1 \t 5 ns/op 3\n", "BenchmarkX-2 \t 1 \t five ns/op\n"} {
		if _, err := parse("rpps", bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	r := &Report{}
	r.add(got)
	r.add(got)
	if b := r.benchmark("rpps", "File/codes"); len(r.Benchmarks) != 2 || len(b.Values["ns/op"]) != 2 {
		t.Error(r.Benchmarks)
	}
}

func TestParseSizes(t *testing.T) {
	got, err := parseSizes("program             bytes       growth     stripped       growth\n" +
		"empty             1824568            0      1196034            0\n" +
		"signs in          4301234      2476666      2977890      1781856\n")
	if err != nil || len(got) != 2 || got[1] != (Size{"signs in", 4301234, 2476666, 2977890, 1781856}) {
		t.Error(got, err)
	}
	if _, err := parseSizes("size: no\n"); err == nil {
		t.Error("sizes of nothing")
	}
}

func TestParseInit(t *testing.T) {
	got, err := parseInit("init internal/cpu @0.1 ms, 0.5 ms clock, 10 bytes, 2 allocs\n" +
		"first 1 second 2 kept 3 true\n" +
		"init " + module + "/rpps @0.2 ms, 0.25 ms clock, 6 bytes, 1 allocs\n")
	if err != nil || got != (Init{"", 2, 750_000, 16, 3, 250_000, 6}) {
		t.Error(got, err)
	}
	if _, err := parseInit(""); err == nil {
		t.Error("an init of nothing")
	}
}

func TestStats(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   Spread
	}{
		{nil, Spread{}},
		{[]float64{3}, Spread{3, 3, 3}},
		{[]float64{5, 1, 3}, Spread{3, 1, 5}},
		{[]float64{4, 1, 2, 9}, Spread{3, 1, 9}},
	} {
		if got := spread(c.values); got != c.want {
			t.Errorf("%v: %v", c.values, got)
		}
	}
	if got := ratios([]float64{4, 9, 5}, []float64{2, 3, 0}); len(got) != 2 || got[0] != 2 || got[1] != 3 {
		t.Error(got)
	}
	for _, c := range []struct {
		of   func(n float64) float64
		want float64
	}{
		{func(n float64) float64 { return 7 * n }, 1},
		{func(n float64) float64 { return n * n }, 2},
		{func(float64) float64 { return 5 }, 0},
		{func(n float64) float64 { return n * math.Sqrt(n) }, 1.5},
	} {
		var points []Point
		for _, n := range []int{10, 100, 1000} {
			points = append(points, Point{N: n, NS: c.of(float64(n)), Bytes: c.of(float64(n))})
		}
		if got := exponent(points); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("exponent %v, not %v", got, c.want)
		}
		if got := bytesExponent(points); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("exponent of bytes %v, not %v", got, c.want)
		}
	}
	if exponent(nil) != 0 || exponent([]Point{{N: 1, NS: 1}}) != 0 || bytesExponent([]Point{{N: 1}, {N: 10, Bytes: 5}}) != 0 {
		t.Error("an exponent of too little")
	}
	sorted := []int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	for q, want := range map[float64]int64{0: 1, .5: 5, .9: 9, .91: 10, 1: 10} {
		if got := quantile(sorted, q); got != want {
			t.Errorf("quantile %v: %d", q, got)
		}
	}
	if quantile(nil, .5) != 0 {
		t.Error("a quantile of nothing")
	}
}

func TestFormats(t *testing.T) {
	for got, want := range map[string]string{
		three(0): "0", three(0.5): "0.5", three(12.345): "12.3", three(99.96): "100", three(1234.5): "1,235", three(0.01234): "0.0123",
		duration(3.456): "3.46 ns", duration(1500): "1.5 µs", duration(2.5e6): "2.5 ms", duration(3.2e9): "3.2 s",
		size3(12): "12 B", size3(2048): "2 KiB", size3(5 << 20): "5 MiB", size3(1.5 * (1 << 30)): "1.5 GiB",
		grouped(0): "0", grouped(999): "999", grouped(1000): "1,000", grouped(-1234567): "-1,234,567",
		atMost(5, "ns/op").String(): "≤ 5 ns", noAllocs.String(): "0 allocs", atLeast(600, "MB/s").String(): "≥ 600 MB/s",
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// TestGrowths runs every operation small, and holds the table to itself.
func TestGrowths(t *testing.T) {
	names := map[string]bool{}
	for _, o := range Operations() {
		if names[o.Name] {
			t.Errorf("two operations are called %q", o.Name)
		}
		names[o.Name] = true
		switch o.Order {
		case "1", "n", "n log n":
		case "n²":
			if o.Why == "" {
				t.Errorf("%s: nothing says why", o.Name)
			}
		default:
			t.Errorf("%s: order %q", o.Name, o.Order)
		}
		sizes := o.sizes()[:2]
		if testing.Short() {
			sizes = sizes[:1]
		}
		for _, n := range sizes {
			if err := o.Make(n)(); err != nil {
				t.Errorf("%s, n = %d: %v", o.Name, n, err)
			}
		}
	}
	if len(names) < 30 {
		t.Errorf("%d operations only", len(names))
	}
}

// TestMeasure: what grows with the square is seen.
func TestMeasure(t *testing.T) {
	o := Operation{Name: "square", N: 20, Order: "n", Make: func(n int) func() error {
		return func() error {
			for range n * n {
				burn = burn*31 + 7
			}
			return nil
		}
	}}
	g, err := o.measure(2*time.Millisecond, 3)
	if err != nil || len(g.Points) != 3 || g.Points[2].N != 2000 {
		t.Fatal(g, err)
	}
	if e := exponent(g.Points); e < 1.5 {
		t.Errorf("exponent %v", e)
	}
	fail := Operation{Name: "fails", N: 1, Make: func(int) func() error { return func() error { return errNothing } }}
	if _, err := fail.measure(0, 1); !errors.Is(err, errNothing) {
		t.Error(err)
	}
}

// TestTooFast: a growth without a reason is told, and is a thing missed.
func TestTooFast(t *testing.T) {
	name := Operations()[0].Name
	r := &Report{Growth: []Growth{{Name: name, Points: []Point{{N: 1, NS: 1}, {N: 10, NS: 100}}}}}
	if got := r.tooFast(); len(got) != 1 || got[0] != name || len(r.missed()) != 1 {
		t.Error(got, r.missed())
	}
	if e := (&Operation{N: 50, Order: "n log n"}).sorting(); e < 1.1 || e > 1.2 {
		t.Error(e)
	}
	r.Growth[0].Points[1].NS = 10
	if got := r.missed(); len(got) != 0 {
		t.Error(got)
	}
}

// TestBars: a bar that is missed is told on the page.
func TestBars(t *testing.T) {
	r := &Report{Schema: Schema, Mode: "full"}
	for _, v := range []float64{4, 400} {
		r.Benchmarks = []Benchmark{
			{Package: "habilitation", Name: "Decide/library", Values: map[string][]float64{"ns/op": {v, v}, "allocs/op": {0, 0}}},
			{Package: "habilitation", Name: "Decide/baseline", Values: map[string][]float64{"ns/op": {2, 2}}},
		}
		page, err := Render(r)
		if err != nil {
			t.Fatal(err)
		}
		missed := v > 5
		if (len(r.missed()) > 0) != missed || bytes.Contains(page, []byte("missed: Decision, typed, all reasons: 400 ns, bar ≤ 5 ns")) != missed {
			t.Errorf("%v ns: %q", v, r.missed())
		}
		if !bytes.Contains(page, []byte(map[bool]string{false: "**2×**", true: "**200×**"}[missed])) {
			t.Errorf("%v ns: no ratio", v)
		}
	}
}

// TestReport: what is written is read back, and nothing else is read.
func TestReport(t *testing.T) {
	r := &Report{
		Schema: Schema, Mode: "quick", Started: time.Date(2026, 11, 26, 19, 0, 0, 0, time.UTC), Machine: Machine{CPU: "X", Load: []string{"1"}},
		Benchmarks: []Benchmark{{"a", "B", map[string][]float64{"ns/op": {1, 2.5}}}}, Growth: []Growth{{"g", []Point{{1, 2, 3}}}},
		SignIns: []SignIns{{Label: "x"}}, Done: []string{"peers"},
	}
	text, err := r.Encode()
	if err != nil || !json.Valid(text) {
		t.Fatal(err)
	}
	again, err := Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	if more, _ := again.Encode(); !bytes.Equal(more, text) {
		t.Errorf("%s\n%s", text, more)
	}
	for _, bad := range []string{"{}", `{"schema":"other"}`, strings.Replace(string(text), `"mode"`, `"mood"`, 1), ""} {
		if _, err := Decode([]byte(bad)); err == nil {
			t.Errorf("%.40q was read", bad)
		}
	}
}

// TestUserinfo: what the simulation sends can be read, and opens something.
func TestUserinfo(t *testing.T) {
	u, err := psc.Parse(Userinfo(rand.New(rand.NewPCG(1, 1)), 3), psc.Options{SignIn: day})
	if err != nil || len(u.Activities) != 3 || len(u.Faults) != 0 {
		t.Fatal(u, err)
	}
	for _, s := range []Simulation{
		{Cores: 1, Goroutines: 2, Duration: 20 * time.Millisecond},
		{Cores: 1, Goroutines: 8, Rate: 500, Duration: 50 * time.Millisecond},
	} {
		got, err := s.Run()
		if err != nil {
			t.Fatal(err)
		}
		if got.Count == 0 || got.Allowed == 0 || got.Allowed >= got.Decisions || got.P50 <= 0 || got.P50 > got.P99 || got.P99 > got.Max || got.Alloc <= 0 {
			t.Errorf("%+v", got)
		}
	}
	if peaks := Peaks(); peaks[0].Rate != 315 || peaks[1].Rate != 639 {
		t.Error(peaks)
	}
}

// TestDirectory: every task reads the files that are made for it.
func TestDirectory(t *testing.T) {
	dir := t.TempDir()
	if err := makeFiles(dir, 200); err != nil {
		t.Fatal(err)
	}
	for _, task := range tasks() {
		got, err := task.read(dir, 200)
		if err != nil {
			t.Fatal(task.name, err)
		}
		if got.Lines < 200 || got.Found == 0 || got.Bytes == 0 || got.NS <= 0 {
			t.Errorf("%+v", got)
		}
	}
	for _, args := range [][]string{nil, {"full", dir, "many"}, {"nothing", dir, "200"}, {"full", dir, "7"}} {
		if Child(args) == nil {
			t.Errorf("%q was done", args)
		}
	}
	if got := straight([]Point{{N: 1, NS: 10}, {N: 2, NS: 11}}); got != directoryLines+9 {
		t.Error(got)
	}
}

// TestStops: a run that is stopped has written no page, and says so.
func TestStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Run(ctx, Options{Top: t.TempDir(), Quick: true, Only: "peers", Log: new(bytes.Buffer)}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// burn keeps a loop from being left out.
var burn uint64
