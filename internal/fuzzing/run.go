package fuzzing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Target is a fuzz target.
type Target struct {
	Package string // below the root of the repository
	Name    string // "FuzzParse"
}

func (t Target) String() string { return t.Package + "." + t.Name }

// A Runner fuzzes the targets of a repository.
type Runner struct {
	Root     string        // of the repository
	Filters  []string      // parts of "package.Target"; none for all
	Time     time.Duration // for each target
	Round    time.Duration // the longest run at once
	Parallel int           // workers of one target
	Jobs     int           // targets at the same time
	Corpus   string        // folder that is kept
	Scratch  string        // folder that is not
	// Check: the targets must have run, in 6 s or in 30 if not at once. Nothing is
	// recorded.
	Check bool
	// Done says how long a target was fuzzed already; nil for not at all.
	Done map[Target]time.Duration
	// Record is called after each run of a target, one at a time.
	Record func(Target, Outcome) error
	Log    io.Writer

	mu     sync.Mutex
	broken map[Target]bool
}

// modules are the folders of the modules that have fuzz targets.
var modules = []string{".", "examples/engines"}

// shortest is the shortest run for what is left of the time: one of few seconds
// reads the corpus, and fuzzes nothing.
const shortest = 30 * time.Second

// Run fuzzes all targets in rounds, the targets one after the other in each,
// so that a run that is stopped has fuzzed all of them about as long. What
// fails does not stop the others.
func (r *Runner) Run(ctx context.Context) error {
	targets, err := r.build(ctx)
	if err != nil {
		return err
	}
	if len(targets) == 0 {
		return errors.New("no fuzz target")
	}
	var mu sync.Mutex
	left := map[Target]time.Duration{}
	for _, t := range targets {
		left[t] = r.Time - r.Done[t]
	}
	r.broken = map[Target]bool{}
	for {
		var next []Target
		for _, t := range targets {
			if left[t] >= time.Second && !r.broken[t] {
				next = append(next, t)
			}
		}
		if len(next) == 0 {
			break
		}
		err := r.each(next, func(t Target) error {
			mu.Lock()
			round := left[t]
			if round < r.Time {
				round = max(round, shortest)
			}
			mu.Unlock()
			round = min(round, r.Round)
			took, err := r.once(ctx, t, round)
			if took < time.Second { // it waits for something: no reason to go on for ever
				took = round
			}
			mu.Lock()
			left[t] -= took
			mu.Unlock()
			return err
		})
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(r.Log, "  %d targets, %d failed\n", len(targets), len(r.broken))
	if len(r.broken) > 0 {
		return fmt.Errorf("%d targets failed", len(r.broken))
	}
	return nil
}

// each calls f for all targets, Jobs at the same time.
func (r *Runner) each(targets []Target, f func(Target) error) error {
	work, errs := make(chan Target), make(chan error, len(targets))
	var wait sync.WaitGroup
	for range max(r.Jobs, 1) {
		wait.Go(func() {
			for t := range work {
				errs <- f(t)
			}
		})
	}
	for _, t := range targets {
		work <- t
	}
	close(work)
	wait.Wait()
	close(errs)
	var all []error
	for err := range errs {
		all = append(all, err)
	}
	return errors.Join(all...)
}

// once runs a target and records it. It returns how long it was fuzzed.
func (r *Runner) once(ctx context.Context, t Target, d time.Duration) (time.Duration, error) {
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	o, log := r.fuzz(ctx, t, d)
	// The seeds alone can take longer, where they are many or the machine is busy.
	for _, longer := range []time.Duration{6 * time.Second, 30 * time.Second} {
		if ctx.Err() == nil && r.Check && !o.Failed && o.Executions == 0 {
			o, log = r.fuzz(ctx, t, max(longer, d))
		}
	}
	if ctx.Err() != nil { // a round that was stopped counts for nothing
		return 0, ctx.Err()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	fmt.Fprintf(r.Log, "  %s: %s, %d executions\n", t, o.Elapsed, o.Executions)
	if !o.Failed && o.Executions == 0 {
		fmt.Fprintf(r.Log, "%s fuzzed nothing\n", t)
		o.Failed = true
	}
	if o.Failed {
		r.broken[t] = true
		fmt.Fprintf(r.Log, "%s\n", log)
	}
	if r.Record == nil {
		return o.Elapsed, nil
	}
	return o.Elapsed, r.Record(t, o)
}

// fuzz runs the program of a target in the folder of its package.
func (r *Runner) fuzz(ctx context.Context, t Target, d time.Duration) (Outcome, string) {
	// It may need more than its time, not without end.
	ctx, cancel := context.WithTimeout(ctx, d+5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, r.program(t.Package),
		"-test.run=^$", "-test.fuzz=^"+t.Name+"$", "-test.fuzztime="+d.String(),
		// It takes a minute for each input otherwise.
		"-test.fuzzminimizetime=10x", fmt.Sprintf("-test.parallel=%d", max(r.Parallel, 1)),
		"-test.fuzzcachedir="+filepath.Join(r.Corpus, strings.ReplaceAll(t.Package, "/", "_")))
	cmd.Dir = filepath.Join(r.Root, t.Package)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	exit := 0
	if err := cmd.Run(); err != nil {
		fmt.Fprintln(&log, err)
		exit = 1
	}
	o := ReadLog(log.String(), exit)
	if s := cmd.ProcessState; s != nil {
		// On a busy machine the clock runs on while nothing is fuzzed.
		o.Elapsed = min(o.Elapsed, s.UserTime()+s.SystemTime())
	}
	return o, log.String()
}

// program is the test program of a package, built for fuzzing.
func (r *Runner) program(pkg string) string {
	name := strings.ReplaceAll(pkg, "/", "_") + ".test"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(r.Scratch, name)
}

// build builds the test program of each package that has a target and returns
// the targets that the filters let through.
func (r *Runner) build(ctx context.Context) ([]Target, error) {
	var out []Target
	for _, mod := range modules {
		names, err := r.command(ctx, mod, "go", "list", "-f", `{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}`, "./...")
		if err != nil {
			return nil, err
		}
		for name := range strings.FieldsSeq(names) {
			_, pkg, ok := strings.Cut(name, "rppsplus/rppsplus/")
			if !ok {
				return nil, fmt.Errorf("package %s is of another module", name)
			}
			has, err := declared(filepath.Join(r.Root, pkg))
			if err != nil {
				return nil, err
			}
			var wanted []Target
			for _, n := range has {
				t := Target{pkg, n}
				if len(r.Filters) == 0 || slices.ContainsFunc(r.Filters, func(f string) bool { return strings.Contains(strings.ToLower(t.String()), strings.ToLower(f)) }) {
					wanted = append(wanted, t)
				}
			}
			if len(wanted) == 0 {
				continue
			}
			if _, err := r.command(ctx, mod, "go", "test", "-c", "-fuzz=.", "-o", r.program(pkg), name); err != nil {
				return nil, err
			}
			out = append(out, wanted...)
		}
	}
	return out, nil
}

// declared are the fuzz targets in the test files of a folder, by name.
func declared(dir string) ([]string, error) {
	tests, err := parseTests(dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, t := range tests {
		out = append(out, t.targets()...)
	}
	slices.Sort(out)
	return out, nil
}

func (r *Runner) command(ctx context.Context, dir, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = filepath.Join(r.Root, dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s in %s: %w\n%s%s", name, strings.Join(args, " "), path.Clean(dir), err, out, stderr.Bytes())
	}
	return string(out), nil
}
