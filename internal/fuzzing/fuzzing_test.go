package fuzzing_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/internal/fuzzing"
)

// TestReadLog: logs of the go command, as they are.
func TestReadLog(t *testing.T) {
	const line = "fuzz: elapsed: 0s, gathering baseline coverage: 0/9 completed\n" +
		"fuzz: elapsed: 3s, execs: 1200 (400/sec), new interesting: 1 (total: 10)\n" +
		"fuzz: elapsed: 1m0s, execs: 45123 (700/sec), new interesting: 7 (total: 16)\n"
	const deadline = "--- FAIL: FuzzX (60.1s)\n    context deadline exceeded\nFAIL\n"
	const crash = "--- FAIL: FuzzX (0.4s)\n    --- FAIL: FuzzX (0.00s)\n        x_test.go:12: no\n    \n    Failing input written to testdata/fuzz/FuzzX/5838cdfae7b16cde\n    To re-run:\n    go test -run=FuzzX/5838cdfae7b16cde\nFAIL\n"
	for name, c := range map[string]struct {
		log      string
		exit     int
		failed   bool
		execs    int64
		crashers int
	}{
		"well":                       {line + "PASS\n", 0, false, 45123, 0},
		"out of time":                {line + deadline, 1, false, 45123, 0},
		"out of time, with an input": {line + deadline + crash, 1, true, 45123, 1},
		"crash":                      {line + crash, 1, true, 45123, 1},
		"a seed fails":               {"--- FAIL: FuzzX (0.01s)\n    --- FAIL: FuzzX/seed#0 (0.00s)\n        x_test.go:12: no\nFAIL\n", 1, true, 0, 0},
		"killed":                     {line, 1, true, 45123, 0},
		"panic in the time":          {line + deadline + "panic: x\n", 1, true, 45123, 0},
		"only the seeds":             {"fuzz: elapsed: 2s, gathering baseline coverage: 3/9 completed\nPASS\n", 0, false, 0, 0},
	} {
		o := fuzzing.ReadLog(c.log, c.exit)
		if o.Failed != c.failed || o.Executions != c.execs || len(o.Crashers) != c.crashers {
			t.Errorf("%s: %+v", name, o)
		}
		if c.execs > 0 && (o.Elapsed != time.Minute || o.New != 7) {
			t.Errorf("%s: %+v", name, o)
		}
	}
}

func TestLedger(t *testing.T) {
	target := fuzzing.Target{Package: "a/b", Name: "FuzzX"}
	o := fuzzing.Outcome{Elapsed: 59600 * time.Millisecond, Executions: 10, New: 2, Crashers: []string{"x"}}
	var rounds []fuzzing.Round
	rounds = fuzzing.Add(rounds, o.Round(target, "c1", "2026-01-02"))
	rounds = fuzzing.Add(rounds, o.Round(target, "c1", "2026-01-02"))
	rounds = fuzzing.Add(rounds, o.Round(target, "c2", "2026-01-01"))
	var b strings.Builder
	if err := fuzzing.WriteLedger(&b, rounds); err != nil {
		t.Fatal(err)
	}
	const want = "package\ttarget\tcommit\tdate\tfrom\tseconds\texecutions\tnew\tcrashers\n" +
		"a/b\tFuzzX\tc2\t2026-01-01\trun\t60\t10\t2\t1\n" + "a/b\tFuzzX\tc1\t2026-01-02\trun\t120\t20\t4\t2\n"
	if b.String() != want {
		t.Errorf("%s", b.String())
	}
	back, err := fuzzing.ReadLedger(strings.NewReader(want))
	if err != nil || len(back) != 2 || back[1].Seconds != 120 {
		t.Errorf("%+v %v", back, err)
	}
	for _, bad := range []string{"x\n", strings.Replace(want, "\t60\t", "\t-1\t", 1), strings.Replace(want, "\trun\t", "\t", 1)} {
		if _, err := fuzzing.ReadLedger(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

// TestImport twice is the same as once, and leaves the other rounds.
func TestImport(t *testing.T) {
	const table = "18:45:42\ta/b\tFuzzX\t1m0s\t984249\t0\n18:46:42\ta/b\tFuzzX\t1m1s\t1\t1\n18:47:42\ta\tFuzzY\t\t\t124\n"
	rounds := []fuzzing.Round{{Package: "a/b", Target: "FuzzX", Commit: "c", From: fuzzing.Run, Seconds: 5}}
	for range 2 {
		var odd []string
		var err error
		rounds, odd, err = fuzzing.Import(rounds, strings.NewReader(table), "rounds.tsv", "db615da", "2026-11-26")
		if err != nil || len(odd) != 2 {
			t.Fatal(odd, err)
		}
	}
	want := []fuzzing.Round{
		{Package: "a/b", Target: "FuzzX", Commit: "c", From: fuzzing.Run, Seconds: 5},
		{Package: "a/b", Target: "FuzzX", Commit: "db615da", Date: "2026-11-26", From: "rounds.tsv", Seconds: 121, Executions: 984250},
	}
	if !slices.Equal(rounds, want) {
		t.Errorf("%+v", rounds)
	}
	for _, bad := range []string{"a\tb\n", "1\ta\tF\tx\t1\t0\n", "1\ta\tF\t1s\tx\t0\n"} {
		if _, _, err := fuzzing.Import(nil, strings.NewReader(bad), "x", "c", "d"); err == nil {
			t.Errorf("%q is imported", bad)
		}
	}
}

func TestReadFinds(t *testing.T) {
	list, err := fuzzing.ReadFinds(strings.NewReader("# day\n\n2026-01-01\ta.FuzzX\ta crash\tmended\n"))
	if err != nil || len(list) != 1 || list[0].What != "a crash" {
		t.Errorf("%+v %v", list, err)
	}
	if _, err := fuzzing.ReadFinds(strings.NewReader("a\tb\tc\n")); err == nil {
		t.Error("three cells are read")
	}
}

// write puts files into a folder.
func write(t *testing.T, root string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestReaders: calls are seen in the target, in what it calls and in tables; a
// method only with its type.
func TestReaders(t *testing.T) {
	root := t.TempDir()
	write(t, root, map[string]string{
		"roles/a.go": `package roles

import "io"

type Role uint8
type hidden uint8

func ParseRole(s string) (Role, error) { return 0, nil }
func MustParseRole(s string) Role { return 0 }
func FindRole(s string) Role { return 0 }
func Names(s string) []string { return nil }
func Check(s ...string) error { return nil }
func New(r io.Reader, n int) (*Role, error) { return nil, nil }
func Each(r io.Reader) func(func(error) bool) { return nil }
func (r *Role) UnmarshalText(b []byte) error { return nil }
func (r *Role) Scan(src any) error { return nil }
func (r Role) AppendText(b []byte) ([]byte, error) { return nil, nil }
func (h *hidden) UnmarshalText(b []byte) error { return nil }
func parse(s string) error { return nil }
`,
		"roles/a_test.go": `package roles_test

import (
	"testing"
	list "github.com/rppsplus/rppsplus/roles"
)

var table = []func(string) list.Role{list.FindRole}

func FuzzA(f *testing.F) { f.Fuzz(func(t *testing.T, s string) { help(s); _ = table }) }

func help(s string) { _, _ = list.ParseRole(s); _ = list.Check(s) }

func TestNot(t *testing.T) { list.Each(nil) }
`,
		"roles/inside_test.go": `package roles

func FuzzInside(f *F) { new(Role).Scan("x") }
`,
		"roles/b.go": `package roles

type Kind uint8

func (k *Kind) UnmarshalText(b []byte) error { return nil }
func (k *Kind) Scan(src any) error { return nil }
`,
		"roles/b_test.go": `package roles_test

import (
	"testing"
	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/roles"
)

func FuzzB(f *testing.F) { textfuzz.Run(f, textfuzz.Enum[roles.Kind](), textfuzz.Scan[roles.Role]()) }
`,
		"rpps/testdata/x_test.go": "package no\n\nfunc FuzzNo() { broken",
	})
	readers, err := fuzzing.Readers(root)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range readers {
		var names []string
		for _, x := range r.Targets {
			names = append(names, x.String())
		}
		got[r.String()] = strings.Join(names, " ")
		if want := r.Name == "New" || r.Name == "Each"; r.Stream != want {
			t.Errorf("%s reads a stream: %v", r, r.Stream)
		}
	}
	want := map[string]string{
		"roles.ParseRole": "roles.FuzzA", "roles.FindRole": "roles.FuzzA", "roles.Check": "roles.FuzzA", "roles.New": "", "roles.Each": "",
		"roles.Role.UnmarshalText": "roles.FuzzB", "roles.Role.Scan": "roles.FuzzB roles.FuzzInside",
		"roles.Kind.UnmarshalText": "roles.FuzzB", "roles.Kind.Scan": "",
	}
	if len(got) != len(want) {
		t.Errorf("%v", got)
	}
	for name, targets := range want {
		if have, ok := got[name]; !ok || have != targets {
			t.Errorf("%s: %q, %v, want %q", name, have, ok, targets)
		}
	}
	targets, err := fuzzing.Targets(root)
	if err != nil || len(targets) != 3 || targets[0].String() != "roles.FuzzA" {
		t.Errorf("%v %v", targets, err)
	}
	text := fuzzing.Document([]fuzzing.Round{
		{Package: "roles", Target: "FuzzA", Commit: "c1", Date: "2026-01-01", Seconds: 1190, Executions: 1234567},
		{Package: "roles", Target: "FuzzA", Commit: "c2", Date: "2026-01-02", Seconds: 10, Executions: 3, Crashers: 1},
		{Package: "gone", Target: "FuzzB", Commit: "c2", Date: "2026-01-02", Seconds: 3600},
	}, targets, []fuzzing.Find{{"2026-01-02", "roles.FuzzA", "a crash", "mended"}}, readers)
	for _, part := range []string{
		"**3 targets, 1,234,570 executions in 1:20:00; 1 of 3 targets have had the 20 minutes",
		"| roles.FuzzA | 0:20:00 | 1,234,570 | 1 | 2026-01-02 | c2 |", "| roles.FuzzInside | 0 | 0 | 0 | | |",
		"The sums hold 1 targets that are gone.", "| 2026-01-02 | roles.FuzzA | a crash | mended |",
		"| roles.ParseRole | FuzzA |", "| roles.New | none: |",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
}

// TestRunner fuzzes a small module: one target that runs, one that crashes, one
// whose seeds fail. All are run, and told apart.
func TestRunner(t *testing.T) {
	if testing.Short() {
		t.Skip("builds test programs")
	}
	root := t.TempDir()
	write(t, root, map[string]string{
		"go.mod":                  "module github.com/rppsplus/rppsplus\n\ngo 1.25\n",
		"examples/engines/go.mod": "module github.com/rppsplus/rppsplus/examples/engines\n\ngo 1.25\n",
		"examples/engines/a.go":   "package engines\n",
		"a/a_test.go": `package a

import (
	"testing"
	"time"
)

func FuzzGood(f *testing.F) { f.Add("x"); f.Fuzz(func(t *testing.T, s string) {}) }

func FuzzCrash(f *testing.F) {
	f.Add("x")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 2 {
			t.Fatal("long")
		}
	})
}

func FuzzIdle(f *testing.F) { f.Add("x"); f.Fuzz(func(t *testing.T, s string) { time.Sleep(20 * time.Millisecond) }) }

func FuzzSeed(f *testing.F) { f.Add("x"); f.Fuzz(func(t *testing.T, s string) { t.Fatal("no") }) }
`,
		"b/b_test.go": "package b\n\nimport \"testing\"\n\nfunc TestNothing(t *testing.T) {}\n",
	})
	run := func(filters ...string) (map[string]fuzzing.Outcome, error) {
		got := map[string]fuzzing.Outcome{}
		var log strings.Builder
		r := fuzzing.Runner{
			Root: root, Filters: filters, Time: 2 * time.Second, Round: time.Second, Corpus: t.TempDir(), Scratch: t.TempDir(), Log: &log,
			Done:   map[fuzzing.Target]time.Duration{{Package: "a", Name: "FuzzGood"}: time.Second},
			Record: func(x fuzzing.Target, o fuzzing.Outcome) error { got[x.Name] = o; return nil },
		}
		err := r.Run(context.Background())
		t.Log(log.String())
		return got, err
	}
	got, err := run()
	if err == nil || len(got) != 4 {
		t.Fatalf("%+v %v", got, err)
	}
	if o := got["FuzzGood"]; o.Failed || o.Executions == 0 {
		t.Errorf("good: %+v", o)
	}
	// It waits half of its time and more: what counts is what the processor did.
	if o := got["FuzzIdle"]; o.Failed || o.Executions == 0 || o.Elapsed > 900*time.Millisecond {
		t.Errorf("idle: %+v", o)
	}
	if o := got["FuzzCrash"]; !o.Failed || len(o.Crashers) != 1 {
		t.Errorf("crash: %+v", o)
	} else if _, err := os.Stat(filepath.Join(root, "a", o.Crashers[0])); err != nil {
		t.Errorf("the crasher is not kept: %v", err)
	}
	if o := got["FuzzSeed"]; !o.Failed || o.Executions != 0 {
		t.Errorf("seed: %+v", o)
	}
	if got, err = run("fuzzgood"); err != nil || len(got) != 1 {
		t.Errorf("%+v %v", got, err)
	}
	if _, err = run("none"); err == nil {
		t.Error("no target is no error")
	}
}
