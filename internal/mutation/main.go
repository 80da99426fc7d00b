// Command mutation breaks the library in many small ways, one at a time, and
// looks whether the tests of the package see it. gremlins lists the ways
// (mutants); this runs them, checks the explanations of those that no test
// saw, and writes the page. .ci/mutation calls it.
//
// Why gremlins does not run them: it counts a mutant that does not compile as
// killed, because go test ends in the same way as for a test that failed; and
// it leaves out what the coverage of Go does not count, such as the conditions
// of the clauses of a switch. Here all mutants that a program can choose while
// it runs are compiled into one test binary, which holds them apart by a number
// in its environment; the others, in constants, are compiled one by one. Both
// with -overlay, so that the work tree is never touched.
//
//	mutation [-write [-again]] [-only REGEXP [-quick]] [-workers N] [-commit C] [-gremlins V] PACKAGE=LISTING …
//
// LISTING is what gremlins unleash --dry-run -o wrote for the package. Without
// PACKAGE=LISTING nothing runs: the results as they are kept are checked.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"
)

const module = "github.com/rppsplus/rppsplus"

// Files, from the root of the module.
const (
	explanationsFile = "docs/trust/mutation-survivors.csv"
	resultsFile      = "docs/trust/mutation.json"
	pageFile         = "docs/trust/mutation.md"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run returns 0 when all is explained and above the threshold, 1 when not, 2
// when it could not work.
func run(args []string, stdout, stderr io.Writer) int {
	f := flag.NewFlagSet("mutation", flag.ContinueOnError)
	f.SetOutput(stderr)
	write := f.Bool("write", false, "keep the results and write the page")
	only := f.String("only", "", "run only the mutants whose file.go:line matches; nothing is kept")
	again := f.Bool("again", false, "with -write: run only those that lived, after new tests; their results take the place of the old ones")
	quick := f.Bool("quick", false, "with -only: leave the slowest tests out, so that more survive")
	workers := f.Int("workers", runtime.NumCPU(), "mutants at a time")
	threshold := f.Float64("threshold", 90, "least part of the covered mutants to kill in each package, in percent")
	commit := f.String("commit", "", "the commit, for the page")
	gremlins := f.String("gremlins", "", "the version of gremlins, for the page")
	switch err := f.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	pattern, err := regexp.Compile(*only)
	if err != nil || *workers < 1 || *write && *only != "" || *quick && *only == "" || *again && !*write {
		fmt.Fprintln(stderr, "mutation: -only is a regular expression and not with -write, -quick is with -only, -again is with -write, -workers is at least 1")
		return 2
	}
	ok, err := work(options{
		args: f.Args(), write: *write, again: *again, only: pattern, part: *only != "", quick: *quick, workers: *workers, threshold: *threshold,
		commit: *commit, gremlins: *gremlins,
	}, stdout)
	switch {
	case err != nil:
		fmt.Fprintln(stderr, "mutation:", err)
		return 2
	case !ok:
		return 1
	}
	return 0
}

type options struct {
	args             []string
	only             *regexp.Regexp
	write, again     bool
	part, quick      bool
	workers          int
	threshold        float64
	commit, gremlins string
}

func work(o options, out io.Writer) (ok bool, err error) {
	top, err := moduleRoot()
	if err != nil {
		return false, err
	}
	explanations, err := readExplanations(filepath.Join(top, filepath.FromSlash(explanationsFile)))
	if err != nil {
		return false, err
	}
	kept, err := readResults(filepath.Join(top, filepath.FromSlash(resultsFile)))
	if err != nil {
		return false, err
	}
	scratch, err := os.MkdirTemp("", "mutation")
	if err != nil {
		return false, err
	}
	defer func() {
		if e := os.RemoveAll(scratch); err == nil {
			err = e
		}
	}()

	checked := kept
	if len(o.args) > 0 {
		checked = nil
	}
	for _, a := range o.args {
		pkg, listing, found := strings.Cut(a, "=")
		if !found {
			return false, fmt.Errorf("%q is not PACKAGE=LISTING", a)
		}
		all, err := readListing(listing, filepath.Join(top, filepath.FromSlash(pkg)))
		if err != nil {
			return false, err
		}
		before := kept.of(pkg)
		var mutants []mutant
		for _, m := range all {
			if o.only.MatchString(fmt.Sprintf("%s:%d", m.file, m.line)) && (!o.again || before.has(m.survivor())) {
				mutants = append(mutants, m)
			}
		}
		start := time.Now()
		r := runner{top: top, scratch: scratch, pkg: pkg, quick: o.quick, workers: o.workers, log: out}
		r.equivalent = func(m *mutant) bool { return explain(explanations, pkg, m.survivor()) != "" }
		if err := r.run(mutants); err != nil {
			return false, err
		}
		result := summarise(pkg, mutants)
		commit := o.commit
		if o.again {
			result = before.after(result)
			commit = before.Commit + ", what lived again at " + commit
		}
		result.Date = start.UTC().Format(time.DateOnly)
		result.Go, result.Gremlins, result.Commit = runtime.Version(), o.gremlins, commit
		fmt.Fprintf(out, "%s: %v in %v\n", pkg, result, time.Since(start).Round(time.Second))
		checked = checked.with(result)
		kept = kept.with(result)
		if o.write {
			if err := save(top, kept, explanations); err != nil {
				return false, err
			}
		}
	}
	if o.write {
		err = save(top, kept, explanations)
	}
	return report(out, checked, explanations, o.threshold, o.part), err
}

// save keeps the results and writes the page.
func save(top string, rs results, explanations []explanation) error {
	if err := writeResults(filepath.Join(top, filepath.FromSlash(resultsFile)), rs); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(top, filepath.FromSlash(pageFile)), []byte(page(rs, explanations)), 0o644)
}

// report prints what is wrong with the results: a package below the threshold,
// a survivor without an explanation, an explanation without a survivor.
func report(out io.Writer, rs results, explanations []explanation, threshold float64, part bool) (ok bool) {
	ok = true
	for _, r := range rs {
		if r.efficacy() < threshold && !part {
			ok = false
			fmt.Fprintf(out, "FAIL: %s: %.2f %% of the covered mutants were killed, wanted %.0f %%\n", r.Package, r.efficacy(), threshold)
		}
		for _, s := range r.Survivors {
			if explain(explanations, r.Package, s) == "" {
				ok = false
				fmt.Fprintf(out, "FAIL: no test sees %s/%s:%d %s, operator %d: %s\n", r.Package, s.File, s.Line, s.Mutator, s.Occurrence, s.Source)
			}
		}
		if part {
			continue
		}
		for _, e := range explanations {
			if e.pkg == r.Package && !e.used(r) {
				ok = false
				fmt.Fprintf(out, "FAIL: explained, and no longer there: %s/%s %s: %s\n", e.pkg, e.file, e.mutator, e.source)
			}
		}
	}
	return ok
}

// moduleRoot returns the folder of this module's go.mod.
func moduleRoot() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	return strings.TrimSpace(string(out)), err
}
