package perf

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

const module = "github.com/rppsplus/rppsplus"

// packages are those of the rows, in the order of the page.
func packages() []string {
	var out []string
	for _, s := range Sections() {
		for _, r := range s.Rows {
			if !slices.Contains(out, r.Package) {
				out = append(out, r.Package)
			}
		}
	}
	return out
}

// patternOf matches the benchmark functions of the rows of a package.
func patternOf(pkg string) string {
	var tops []string
	for _, s := range Sections() {
		for _, r := range s.Rows {
			for _, name := range []string{r.Name, r.Base} {
				top, _, _ := strings.Cut(name, "/")
				if r.Package == pkg && top != "" && !slices.Contains(tops, "Benchmark"+top) {
					tops = append(tops, "Benchmark"+top)
				}
			}
		}
	}
	return "^(" + strings.Join(tops, "|") + ")$"
}

// benchLine finds "BenchmarkX/y-2   100   12.5 ns/op   0 B/op".
var benchLine = regexp.MustCompile(`^Benchmark(\S+?)(-\d+)?\s+\d+\s+(\S.*)$`)

// parse reads the output of the benchmarks of a package, run once.
func parse(pkg, output string) ([]Benchmark, error) {
	var out []Benchmark
	in := bufio.NewScanner(strings.NewReader(output))
	for in.Scan() {
		m := benchLine.FindStringSubmatch(in.Text())
		if m == nil {
			continue
		}
		b := Benchmark{Package: pkg, Name: m[1], Values: map[string][]float64{}}
		fields := strings.Fields(m[3])
		if len(fields)%2 != 0 {
			return nil, fmt.Errorf("%s: %q", pkg, in.Text())
		}
		for i := 0; i < len(fields); i += 2 {
			v, err := strconv.ParseFloat(fields[i], 64)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", pkg, err)
			}
			b.Values[fields[i+1]] = []float64{v}
		}
		out = append(out, b)
	}
	return out, in.Err()
}

// add puts the values of one more pass behind those that are there.
func (r *Report) add(pass []Benchmark) {
	for _, b := range pass {
		have := r.benchmark(b.Package, b.Name)
		if have == nil {
			r.Benchmarks = append(r.Benchmarks, b)
			continue
		}
		for unit, v := range b.Values {
			have.Values[unit] = append(have.Values[unit], v...)
		}
	}
}

// moduleOf is the folder of the module of a package, and the package in it.
func moduleOf(pkg string) (folder, inside string) {
	if pkg == engines {
		return engines, "."
	}
	return ".", "./" + pkg
}

// testBinary is where the tests of a package are built.
func (r *run) testBinary(pkg string) string {
	name := strings.ReplaceAll(pkg, "/", "_") + ".test"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(r.dir, name)
}

// build builds the tests of a package.
func (r *run) build(ctx context.Context, pkg string) error {
	folder, inside := moduleOf(pkg)
	_, err := r.command(ctx, filepath.Join(r.Top, folder), nil, "go", "test", "-c", "-o", r.testBinary(pkg), inside)
	return err
}

// pass runs the benchmarks of a package once.
func (r *run) pass(ctx context.Context, pkg string) error {
	args := []string{"-test.run=^$", "-test.bench=" + patternOf(pkg), "-test.benchtime=" + r.size.bench, "-test.timeout=10m"}
	text, err := r.command(ctx, filepath.Join(r.Top, pkg), nil, r.testBinary(pkg), args...)
	if err != nil {
		return err
	}
	found, err := parse(pkg, text)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return fmt.Errorf("%s: no benchmark ran", pkg)
	}
	r.report.add(found)
	return nil
}

// command runs a program in a folder and returns what it prints.
func (r *run) command(ctx context.Context, folder string, env []string, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = folder
	cmd.Env = append(append(os.Environ(), "GOWORK=off"), env...)
	cmd.WaitDelay = time.Second // what the go command started may live on
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", fmt.Errorf("%s: %w\n%s%s", filepath.Base(name), err, out.String(), complaint.String())
	}
	// GODEBUG=inittrace=1 writes to the standard error.
	return out.String() + complaint.String(), nil
}
