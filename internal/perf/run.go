package perf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// Where the page and its data stand, below the module.
const (
	PageFile = "docs/performance.md"
	DataFile = "docs/performance.json"
)

// Options say how a run is made.
type Options struct {
	Top    string // folder of the module
	Quick  bool
	Resume bool
	// Only takes the steps whose name begins with it: for trying one. The page
	// is then not written.
	Only string
	Log  io.Writer
}

// size is how much a run does.
type size struct {
	mode     string
	bench    string // -test.benchtime
	passes   int
	growth   time.Duration // for each size
	repeat   int           // of a growth
	firsts   int
	lines    []int // of the directory
	readings int   // of each task
	signIns  time.Duration
}

var (
	quick = size{mode: "quick", bench: "4ms", passes: 1, growth: 10 * time.Millisecond, repeat: 3, firsts: 3, lines: []int{1000, 10_000}, readings: 1, signIns: 300 * time.Millisecond}
	full  = size{mode: "full", bench: "150ms", passes: 6, growth: 40 * time.Millisecond, repeat: 5, firsts: 15, lines: []int{23_000, 230_000, directoryLines}, readings: 2, signIns: 8 * time.Second}
)

// run is a run in progress.
type run struct {
	Options
	size   size
	dir    string // for binaries, files and the state
	report *Report
}

// step is a part of a run that is taken whole or not at all.
type step struct {
	name string
	do   func(context.Context) error
}

func (r *run) steps() []step {
	out := []step{
		{"peers", r.peers},
		{"size", r.sizes},
		{"init", r.probes},
	}
	for _, o := range Operations() {
		out = append(out, step{"growth " + o.Name, func(context.Context) error {
			g, err := o.measure(r.size.growth, r.size.repeat)
			r.report.Growth = append(r.report.Growth, g)
			return err
		}})
	}
	for _, s := range r.simulations() {
		out = append(out, step{"sign-ins " + s.Label, func(context.Context) error {
			if s.Rate < 0 {
				s.Rate *= -r.capacity(s.Cores)
			}
			got, err := s.Run()
			r.report.SignIns = append(r.report.SignIns, got)
			return err
		}})
	}
	for _, lines := range r.size.lines {
		out = append(out, step{fmt.Sprint("directory ", lines), func(ctx context.Context) error { return r.readings(ctx, lines) }})
	}
	for pass := range r.size.passes {
		for _, pkg := range packages() {
			out = append(out, step{fmt.Sprint("benchmarks ", pass+1, " ", pkg), func(ctx context.Context) error {
				// Built again when a run goes on after its files were swept away.
				if _, err := os.Stat(r.testBinary(pkg)); err != nil {
					if err := r.build(ctx, pkg); err != nil {
						return err
					}
				}
				return r.pass(ctx, pkg)
			}})
		}
	}
	return out
}

// simulations are the closed loops, and the open ones at the estimated peaks
// and at shares of what was reached (negative rates, until that is known).
func (r *run) simulations() []Simulation {
	var out []Simulation
	for _, cores := range slices.Compact([]int{1, min(2, runtime.NumCPU())}) {
		for _, each := range []int{1, 64} {
			out = append(out, Simulation{Label: fmt.Sprintf("closed, %d cores, %d goroutines", cores, cores*each), Cores: cores, Goroutines: cores * each, Duration: r.size.signIns})
		}
	}
	for _, p := range Peaks() {
		out = append(out, Simulation{Label: p.Label, Cores: 1, Goroutines: 256, Rate: p.Rate, Duration: r.size.signIns})
	}
	for _, share := range []float64{0.5, 0.8} {
		out = append(out, Simulation{Label: fmt.Sprintf("%.0f %% of what one core reached", 100*share), Cores: 1, Goroutines: 256, Rate: -share, Duration: r.size.signIns})
	}
	return out
}

// capacity is what the closed loop reached with one goroutine for each core.
func (r *run) capacity(cores int) float64 {
	for _, s := range r.report.SignIns {
		if s.Rate == 0 && s.Cores == cores && s.Goroutines == cores {
			return float64(s.Count) / s.Seconds
		}
	}
	return 1
}

// ErrMissed says that the page was written, and that it shows a bar missed or
// an operation that grows too fast.
var ErrMissed = errors.New("the page shows something missed")

// Run measures and writes the page and its data. Where it is stopped, what was
// measured stays in a file beside the temporary ones, and Options.Resume goes
// on from there.
func Run(ctx context.Context, o Options) error {
	r := &run{Options: o, size: full}
	if o.Quick {
		r.size = quick
	}
	r.dir = filepath.Join(os.TempDir(), "rppsplus-performance", r.size.mode)
	if err := os.MkdirAll(r.dir, 0o755); err != nil {
		return err
	}
	state := filepath.Join(r.dir, "state.json")
	if o.Only != "" {
		state = filepath.Join(r.dir, "only.json") // nothing to go on from
	}
	if err := r.begin(ctx, state); err != nil {
		return err
	}
	steps := r.steps()
	for i, s := range steps {
		if slices.Contains(r.report.Done, s.name) || !strings.HasPrefix(s.name, o.Only) {
			continue
		}
		fmt.Fprintf(o.Log, "%3d/%d %6.1fs %s\n", i+1, len(steps), time.Since(r.report.Started).Seconds(), s.name)
		if err := s.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r.report.Done = append(r.report.Done, s.name)
		if err := save(state, r.report); err != nil {
			return err
		}
	}
	r.report.Ended = now()
	r.report.Machine.Load = append(r.report.Machine.Load, loadAverage())
	if o.Only != "" {
		page, err := Render(r.report)
		fmt.Fprintf(o.Log, "%s", page)
		return err
	}
	r.report.Done = nil
	page, err := Render(r.report)
	if err != nil {
		return err
	}
	if err := errors.Join(save(filepath.Join(o.Top, DataFile), r.report), replace(filepath.Join(o.Top, PageFile), page)); err != nil {
		return err
	}
	if err := os.RemoveAll(r.dir); err != nil {
		return err
	}
	if missed := r.report.missed(); len(missed) > 0 && !o.Quick {
		return fmt.Errorf("%w:\n  %s", ErrMissed, strings.Join(missed, "\n  "))
	}
	return nil
}

func now() time.Time { return time.Now().UTC().Truncate(time.Second) }

// begin starts a report, or takes up the one of a run that was stopped.
func (r *run) begin(ctx context.Context, state string) error {
	r.report = &Report{Schema: Schema, Mode: r.size.mode, Started: now()}
	if err := r.machine(ctx); err != nil {
		return err
	}
	if r.Resume {
		text, err := os.ReadFile(state)
		if err != nil {
			return fmt.Errorf("nothing to go on from: %w", err)
		}
		before, err := Decode(text)
		if err != nil {
			return err
		}
		if before.Commit != r.report.Commit || before.Machine.Go != r.report.Machine.Go {
			return fmt.Errorf("what was measured is of commit %s and %s", before.Commit, before.Machine.Go)
		}
		before.Changed = before.Changed || r.report.Changed
		r.report = before
	}
	return nil
}

// machine says where and of what.
func (r *run) machine(ctx context.Context) error {
	m := &r.report.Machine
	m.Cores, m.OS, m.Go, m.CPU = runtime.NumCPU(), systemName(), runtime.Version(), processor()
	m.Memory, m.Load = memoryOf(), []string{loadAverage()}
	text, err := r.command(ctx, r.Top, nil, "git", "rev-parse", "--short=12", "HEAD")
	if err != nil {
		return err
	}
	r.report.Commit = strings.TrimSpace(text)
	// The page itself does not count.
	text, err = r.command(ctx, r.Top, nil, "git", "status", "--porcelain", "--", ".", ":!"+PageFile, ":!"+DataFile)
	r.report.Changed = strings.TrimSpace(text) != ""
	return err
}

// save writes a report in the place of the one before, at once.
func save(path string, r *Report) error {
	text, err := r.Encode()
	if err != nil {
		return err
	}
	return replace(path, text)
}

func replace(path string, text []byte) error {
	if have, err := os.ReadFile(path); err == nil && bytes.Equal(have, text) {
		return nil
	}
	if err := os.WriteFile(path+".part", text, 0o644); err != nil {
		return err
	}
	return os.Rename(path+".part", path)
}

// Rendered reads the data of the page and renders it.
func Rendered(top string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(top, DataFile))
	if err != nil {
		return nil, err
	}
	r, err := Decode(text)
	if err != nil {
		return nil, err
	}
	return Render(r)
}

// WritePage renders the page from its data.
func WritePage(top string) error {
	page, err := Rendered(top)
	if err != nil {
		return err
	}
	return replace(filepath.Join(top, PageFile), page)
}
