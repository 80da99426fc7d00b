package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The package that the tests break. Its own test sees the sum and the loop, not
// the limit.
const (
	broken = `package p

const width = 4 + 3

func Sum(a, b int) int { return a + b }

func Limit(n int) bool {
	switch {
	case n > 10 && n < 100:
		return true
	}
	return false
}

func Count(n int) (out int) {
	for i := 0; i < n; i++ {
		out++
	}
	return out
}

func Join(a, b string) string { return a + b }

func Width() int { return width }
`
	itsTest = `package p

import "testing"

func TestAll(t *testing.T) {
	if Sum(2, 3) != 5 || Count(3) != 3 || !Limit(50) || Limit(5) || Limit(200) || Width() != 7 || Join("a", "b") != "ab" {
		t.Error("wrong")
	}
}
`
)

// module writes the broken package and the listing of its mutants.
func writeModule(t *testing.T) (top, listing string) {
	t.Helper()
	top = t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(top, "p"), 0o755))
	for name, text := range map[string]string{"go.mod": "module example.org/m\n\ngo 1.26\n", "p/p.go": broken, "p/p_test.go": itsTest} {
		require.NoError(t, os.WriteFile(filepath.Join(top, filepath.FromSlash(name)), []byte(text), 0o644))
	}
	type mutation map[string]any
	var mutations []mutation
	for at, o := range operatorsOf([]byte(broken)) {
		for name, replace := range mutators {
			if _, can := replace[o.token]; can {
				status := "RUNNABLE"
				if at.line == 3 || at.line == 9 {
					status = "NOT COVERED" // as the coverage of Go has it
				}
				mutations = append(mutations, mutation{"type": name, "status": status, "line": at.line, "column": at.column})
			}
		}
	}
	below := mutation{"file_name": "below/x.go", "mutations": []mutation{{"type": "ARITHMETIC_BASE", "status": "KILLED", "line": 1, "column": 1}}}
	data, err := json.Marshal(map[string]any{"files": []mutation{{"file_name": "p.go", "mutations": mutations}, below}})
	require.NoError(t, err)
	listing = filepath.Join(top, "listing.json")
	require.NoError(t, os.WriteFile(listing, data, 0o644))
	return top, listing
}

func TestReadListing(t *testing.T) {
	top, listing := writeModule(t)
	mutants, err := readListing(listing, filepath.Join(top, "p"))
	require.NoError(t, err)
	var got []string
	for _, m := range mutants {
		got = append(got, fmt.Sprintf("%d %s %d %v", m.line, m.mutator, m.occurrence, m.covered))
		changed := 0
		was := strings.Split(broken, "\n")
		for i, line := range strings.Split(string(m.text), "\n") {
			if line != was[i] {
				changed++
				require.Equal(t, m.line, i+1)
				require.Equal(t, m.source, strings.TrimSpace(was[i]))
			}
		}
		require.Equal(t, 1, changed, "%+v", m)
	}
	require.Equal(t, []string{
		"3 ARITHMETIC_BASE 1 false",
		"5 ARITHMETIC_BASE 1 true",
		"9 CONDITIONALS_BOUNDARY 1 false", "9 CONDITIONALS_BOUNDARY 2 false",
		"9 CONDITIONALS_NEGATION 1 false", "9 CONDITIONALS_NEGATION 2 false",
		"9 INVERT_LOGICAL 1 false",
		"16 CONDITIONALS_BOUNDARY 1 true", "16 CONDITIONALS_NEGATION 1 true", "16 INCREMENT_DECREMENT 1 true",
		"17 INCREMENT_DECREMENT 1 true",
		"22 ARITHMETIC_BASE 1 true",
	}, got)
}

func TestReadListingRefuses(t *testing.T) {
	top, listing := writeModule(t)
	for name, text := range map[string]string{
		"no JSON":                "{",
		"a run that was not dry": `{"files":[{"file_name":"p.go","mutations":[{"type":"ARITHMETIC_BASE","status":"KILLED","line":5,"column":35}]}]}`,
		"another mutator":        `{"files":[{"file_name":"p.go","mutations":[{"type":"INVERT_LOOPCTRL","status":"RUNNABLE","line":5,"column":35}]}]}`,
		"another source":         `{"files":[{"file_name":"p.go","mutations":[{"type":"ARITHMETIC_BASE","status":"RUNNABLE","line":5,"column":34}]}]}`,
		"a line too far":         `{"files":[{"file_name":"p.go","mutations":[{"type":"ARITHMETIC_BASE","status":"RUNNABLE","line":500,"column":1}]}]}`,
		"no such file":           `{"files":[{"file_name":"q.go","mutations":[]}]}`,
	} {
		require.NoError(t, os.WriteFile(listing, []byte(text), 0o644))
		_, err := readListing(listing, filepath.Join(top, "p"))
		require.Error(t, err, name)
	}
}

// TestRun breaks the package for real.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a program")
	}
	t.Setenv("GOFLAGS", "-mod=mod")
	top, listing := writeModule(t)
	mutants, err := readListing(listing, filepath.Join(top, "p"))
	require.NoError(t, err)
	var log strings.Builder
	r := runner{top: top, scratch: t.TempDir(), pkg: "p", workers: 2, log: &log}
	r.equivalent = func(m *mutant) bool { return m.line == 16 && m.mutator == "CONDITIONALS_NEGATION" }
	require.NoError(t, r.run(mutants))
	var got []string
	for _, m := range mutants {
		if m.status != killed {
			got = append(got, fmt.Sprintf("%d %s %d %s", m.line, m.mutator, m.occurrence, m.status))
		}
		require.Equal(t, m.line == 3 || m.status == notViable, m.number == 0, "%+v", m)
	}
	require.Equal(t, []string{
		"9 CONDITIONALS_BOUNDARY 1 lived", "9 CONDITIONALS_BOUNDARY 2 lived",
		"16 INCREMENT_DECREMENT 1 timed out",
		"22 ARITHMETIC_BASE 1 not viable",
	}, got)
	require.Equal(t, 4, strings.Count(log.String(), "\n"))
	require.Contains(t, log.String(), "CONDITIONALS_NEGATION killed by Test")

	s := summarise("p", mutants)
	require.Equal(t, counts{Killed: 4, TimedOut: 1, NotViable: 1}, s.Covered)
	require.Equal(t, counts{Killed: 4, Lived: 2}, s.Outside)

	// Tests that fail without a mutant would kill all.
	test := filepath.Join(top, "p", "p_test.go")
	require.NoError(t, os.WriteFile(test, []byte(strings.Replace(itsTest, "!= 5", "!= 6", 1)), 0o644))
	require.Error(t, r.run(mutants))
	require.NoError(t, os.WriteFile(test, []byte("package p\n\nfunc x() { y() }\n"), 0o644))
	require.Error(t, r.run(mutants))
}

func TestKiller(t *testing.T) {
	for out, want := range map[string]string{
		"--- FAIL: TestA (0.05s)\n    x_test.go:1: no\nFAIL\n": "TestA",
		"--- FAIL: TestA (0.05s)\npanic: x [recovered]\n":      "TestA",
		"panic: index out of range\n\ngoroutine 1":             "panic: index out of range",
		"fatal error: out of memory\n":                         "fatal error: out of memory",
		"    --- FAIL: TestA/sub (0.05s)\n":                    "",
		"":                                                     "",
	} {
		require.Equal(t, want, killer(out))
	}
}

// TestProcessorTime moves with what the process does.
func TestProcessorTime(t *testing.T) {
	pid := os.Getpid()
	first := processorTime(pid)
	if first == "" {
		t.Skip("this system does not tell")
	}
	require.Regexp(t, `^\d+ \d+$`, first)
	n := 0
	for processorTime(pid) == first {
		n++ // reading it takes time
	}
	require.Empty(t, processorTime(-1))
}

func TestSlowest(t *testing.T) {
	const out = "=== RUN   TestA\n--- PASS: TestA (0.05s)\n    --- PASS: TestA/sub (9.00s)\n--- PASS: TestC (2.00s)\n--- PASS: TestB (3.00s)\nPASS\n"
	require.Equal(t, "^(TestB|TestC)$", slowest(out))
	require.Empty(t, slowest("PASS\n"))
}

var (
	seen     = survivor{File: "p.go", Line: 9, Mutator: "CONDITIONALS_BOUNDARY", Occurrence: 2, Source: "case a || b < 3:", Covered: true}
	rowOfIt  = explanation{pkg: "p", file: "p.go", mutator: "CONDITIONALS_BOUNDARY", source: "case a || b < 3:", reason: "b is never 3."}
	otherPkg = result{Package: "other", Covered: counts{Killed: 1, TimedOut: 2}, Survivors: []survivor{}}
)

func TestReport(t *testing.T) {
	result := func(killed, lived int, s ...survivor) results {
		return results{otherPkg, {Package: "p", Covered: counts{Killed: killed, Lived: lived}, Survivors: s}}
	}
	second, first := rowOfIt, rowOfIt
	second.occurrence, first.occurrence = 2, 1
	for name, c := range map[string]struct {
		results results
		rows    []explanation
		part    bool
		want    string // in the output; nothing is a pass
	}{
		"explained":                   {results: result(19, 1, seen), rows: []explanation{rowOfIt}},
		"explained by its operator":   {results: result(19, 1, seen), rows: []explanation{second}},
		"another operator":            {results: result(19, 1, seen), rows: []explanation{first}, want: "no test sees p/p.go:9"},
		"not explained":               {results: result(19, 1, seen), want: "no test sees p/p.go:9"},
		"not explained, in a part":    {results: result(19, 1, seen), part: true, want: "no test sees p/p.go:9"},
		"at the threshold":            {results: result(9, 1, seen), rows: []explanation{rowOfIt}},
		"below":                       {results: result(89, 11, seen), rows: []explanation{rowOfIt}, want: "89.00 %"},
		"below, in a part":            {results: result(1, 1, seen), rows: []explanation{rowOfIt}, part: true},
		"no survivor any more":        {results: result(20, 0), rows: []explanation{rowOfIt}, want: "no longer there: p/p.go"},
		"no survivor, in a part":      {results: result(20, 0), rows: []explanation{rowOfIt}, part: true},
		"a row for a package not run": {results: results{otherPkg}, rows: []explanation{rowOfIt}},
	} {
		var out strings.Builder
		ok := report(&out, c.results, c.rows, 90, c.part)
		require.Equal(t, c.want == "", ok, name)
		require.Equal(t, ok, out.String() == "", name)
		require.Contains(t, out.String(), c.want, name)
	}
}

func TestResultsKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "results.json")
	none, err := readResults(file)
	require.NoError(t, err)
	require.Empty(t, none)
	old := result{Package: "p", Commit: "old", Survivors: []survivor{seen}}
	rs := none.with(old).with(otherPkg)
	require.NoError(t, writeResults(file, rs))
	back, err := readResults(file)
	require.NoError(t, err)
	require.Equal(t, results{otherPkg, old}, back)
	fresh := result{Package: "p", Commit: "new"}
	require.Equal(t, results{otherPkg, fresh}, back.with(fresh))
	require.Equal(t, results{otherPkg, old}, back, "with changes its receiver")
	require.NoError(t, os.WriteFile(file, []byte("["), 0o644))
	_, err = readResults(file)
	require.Error(t, err)
}

// TestAgain: what lived and is run again takes the place of what it was.
func TestAgain(t *testing.T) {
	at := func(line, n int, covered bool) survivor {
		return survivor{File: "p.go", Line: line, Mutator: "INVERT_LOGICAL", Occurrence: n, Source: "a && b", Covered: covered}
	}
	r := result{Package: "p", Covered: counts{Killed: 90, Lived: 3}, Outside: counts{Killed: 5, Lived: 1}, Survivors: []survivor{at(1, 1, true), at(1, 2, true), at(9, 3, true), at(4, 4, false)}}
	rs := results{otherPkg, r}
	require.Equal(t, r, rs.of("p"))
	require.Equal(t, result{Package: "none"}, rs.of("none"))
	require.True(t, r.has(at(7, 2, false)), "lines move")
	require.False(t, r.has(at(1, 5, true)))
	// The first is killed, the second lives on, the third is gone, the fourth is killed.
	got := r.after(result{Covered: counts{Killed: 1, Lived: 1}, Outside: counts{Killed: 1}, Survivors: []survivor{at(7, 2, true)}})
	require.Equal(t, counts{Killed: 91, Lived: 1}, got.Covered)
	require.Equal(t, counts{Killed: 6}, got.Outside)
	require.Equal(t, []survivor{at(7, 2, true)}, got.Survivors)
}

func TestExplanations(t *testing.T) {
	const header = "package,file,mutator,source,occurrence,reason\n"
	got, err := parseExplanations(header + `p,p.go,CONDITIONALS_BOUNDARY,"case ""a"" < b:",,Equal.` + "\n" + "p,p.go,INVERT_LOGICAL,a && b,2,Same.\n")
	require.NoError(t, err)
	require.Equal(t, []explanation{
		{"p", "p.go", "CONDITIONALS_BOUNDARY", `case "a" < b:`, 0, "Equal."},
		{"p", "p.go", "INVERT_LOGICAL", "a && b", 2, "Same."},
	}, got)
	for _, text := range []string{
		"", "package,file\n", header + "p,p.go\n",
		header + "p,p.go,INVERT_LOGICAL,a && b,0,Same.\n",
		header + "p,p.go,INVERT_LOGICAL,a && b,x,Same.\n",
		header + "p,p.go,INVERT_LOGICAL,a && b,, \n",
		header + "p,p.go,INVERT_LOGICAL,,,Same.\n",
		header + "p,p.go,BOUNDARY,a < b,,Same.\n",
	} {
		_, err := parseExplanations(text)
		require.Error(t, err, "%q", text)
	}
}

func TestPage(t *testing.T) {
	rs := results{otherPkg, {
		Package: "p", Date: "2026-11-26", Go: "go1.26.8", Gremlins: "v0.6.0", Commit: "abc1234",
		Covered: counts{Killed: 97, Lived: 3, TimedOut: 1, NotViable: 4}, Outside: counts{Killed: 5}, Survivors: []survivor{seen},
	}}
	got := page(rs, []explanation{rowOfIt})
	for _, want := range []string{
		"| `p` | 97 | 3 | 1 | 4 | 97.00 | 5 | 0 | 0 | 0 |",
		"| together | 98 | 3 | 3 | 4 | 97.03 | 5 | 0 | 0 | 0 |",
		"| `p` | 2026-11-26 | abc1234 | go1.26.8 | v0.6.0 |",
		"### other\n\nNone.\n",
		"| p.go:9 | CONDITIONALS_BOUNDARY, operator 2 | `case a \\|\\| b < 3:` | b is never 3. |",
	} {
		require.Contains(t, got, want)
	}
	require.Contains(t, page(rs, nil), "**not explained**")
	require.Equal(t, "`` a`b ``", code("a`b"))
}

// TestKept checks what is committed: every survivor of the last run has its
// explanation, and the page shows the results.
func TestKept(t *testing.T) {
	top := filepath.Join("..", "..")
	explanations, err := readExplanations(filepath.Join(top, filepath.FromSlash(explanationsFile)))
	require.NoError(t, err)
	rs, err := readResults(filepath.Join(top, filepath.FromSlash(resultsFile)))
	require.NoError(t, err)
	require.NotEmpty(t, rs)
	var out strings.Builder
	require.True(t, report(&out, rs, explanations, 90, false), "%s", &out)
	written, err := os.ReadFile(filepath.Join(top, filepath.FromSlash(pageFile)))
	require.NoError(t, err)
	require.Equal(t, page(rs, explanations), string(written), ".ci/mutation -render")
}
