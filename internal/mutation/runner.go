package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A runner runs the tests of one package, once for each mutant.
type runner struct {
	top, scratch, pkg string
	quick             bool // without the slow tests
	workers           int
	log               io.Writer
	// equivalent reports whether a mutant is explained as one that no test can see:
	// of a test that sees it all the same, the name is printed. nil for none.
	equivalent func(*mutant) bool
	all        string        // the tests with all mutants that can be chosen
	slow       string        // a regular expression of the tests that take longest, or ""
	limit      time.Duration // of processor time
}

// run sets the status of every mutant.
func (r *runner) run(mutants []mutant) error {
	p, err := readPackage(filepath.Join(r.top, filepath.FromSlash(r.pkg)))
	if err != nil {
		return err
	}
	binary, complaint, err := build(r.top, r.scratch, r.pkg, "all", p.schema(mutants))
	if err != nil || complaint != "" {
		return errors.Join(err, fmt.Errorf("the mutants together do not compile:\n%s", complaint))
	}
	r.all = binary
	// Without a mutant first: tests that fail, or that do not run, would kill
	// everything.
	out, took, err := r.start(r.all, 0, "-test.v")
	if err != nil {
		return fmt.Errorf("the tests of %s without a mutant: %w\n%s", r.pkg, err, out)
	}
	r.slow = slowest(out)
	// A loop that does not end must end, and a busy machine must not look like
	// one: processor time counts.
	r.limit = (2*time.Second + 5*took).Truncate(time.Second)

	// gremlins lists x - y twice, as arithmetic and as a negative: run once.
	text := func(i int) string { return mutants[i].file + "\x00" + string(mutants[i].text) }
	first := make(map[string]int)
	var queue []int
	for i := range mutants {
		if _, seen := first[text(i)]; !seen && mutants[i].status == notStarted {
			first[text(i)] = i
			queue = append(queue, i)
		}
	}
	work := make(chan int)
	var wait sync.WaitGroup
	var mu sync.Mutex
	var broken error
	for w := range r.workers {
		wait.Go(func() {
			for i := range work {
				m := &mutants[i]
				s, by, err := r.test(fmt.Sprint("worker", w), m)
				mu.Lock()
				m.status = s
				broken = errors.Join(broken, err)
				if s == lived || s == timedOut {
					fmt.Fprintf(r.log, "  %s/%s:%d:%d %s %s: %s\n", r.pkg, m.file, m.line, m.column, m.mutator, s, m.source)
				}
				if s == killed && r.equivalent != nil && r.equivalent(m) {
					fmt.Fprintf(r.log, "  %s/%s:%d:%d %s killed by %s: %s\n", r.pkg, m.file, m.line, m.column, m.mutator, by, m.source)
				}
				mu.Unlock()
			}
		})
	}
	for _, i := range queue {
		work <- i
	}
	close(work)
	wait.Wait()
	for i := range mutants {
		if mutants[i].status == notStarted {
			mutants[i].status = mutants[first[text(i)]].status
		}
	}
	return broken
}

// test runs the tests with one mutant, and names what killed it. A file is named
// after the worker.
func (r *runner) test(name string, m *mutant) (_ status, by string, _ error) {
	binary := r.all
	if m.number == 0 {
		var complaint string
		var err error
		binary, complaint, err = build(r.top, r.scratch, r.pkg, name, map[string][]byte{m.file: m.text})
		if err != nil {
			return notStarted, "", err
		}
		if complaint != "" {
			return notViable, "", nil
		}
	}
	passes := [][]string{nil}
	if r.slow != "" {
		// Most mutants are seen by a quick test.
		passes = [][]string{{"-test.skip", r.slow}, {"-test.run", r.slow}}
		if r.quick {
			passes = passes[:1]
		}
	}
	for _, flags := range passes {
		out, took, err := r.start(binary, m.number, flags...)
		var exit *exec.ExitError
		switch {
		case took < 0:
			return timedOut, "", nil
		case errors.As(err, &exit):
			by := killer(out)
			if by == "" { // nothing of the mutant's, such as a machine without memory
				return notStarted, "", fmt.Errorf("%s:%d: the tests ended, and none has failed: %w\n%s", m.file, m.line, err, out)
			}
			return killed, by, nil
		case err != nil:
			return notStarted, "", err
		}
	}
	return lived, "", nil
}

// failed finds the test that failed in what a test program prints, or why it ended.
var failed = regexp.MustCompile(`(?m)^(?:--- FAIL: (\w+)|(panic: .*|fatal error: .*))`)

// killer names the test that failed, or what ended the program; empty for neither.
func killer(out string) string {
	if m := failed.FindStringSubmatch(out); m != nil {
		return m[1] + m[2]
	}
	return ""
}

// start runs the tests of a binary, with a mutant of this number, in the folder of
// the package, and returns what they print and the processor time that they took,
// negative when it was too much.
func (r *runner) start(binary string, number int, flags ...string) (out string, took time.Duration, err error) {
	// Tests that wait for each other take no processor time: stopped by stalled,
	// and where that cannot be told, by the clock.
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	limit := "unlimited"
	if r.limit > 0 {
		limit = strconv.Itoa(int(r.limit / time.Second))
	}
	flags = append([]string{"-c", `ulimit -t "$0" && exec "$@"`, limit, binary, "-test.short", "-test.failfast", "-test.timeout=0"}, flags...)
	c := exec.CommandContext(ctx, "sh", flags...)
	c.Dir = filepath.Join(r.top, filepath.FromSlash(r.pkg))
	c.Env = append(os.Environ(), variable+"="+strconv.Itoa(number))
	c.WaitDelay = 10 * time.Second
	var text bytes.Buffer
	c.Stdout, c.Stderr = &text, &text
	if err := c.Start(); err != nil {
		return "", 0, err
	}
	done := make(chan struct{})
	go stalled(c.Process.Pid, done, cancel)
	err = c.Wait()
	close(done)
	if c.ProcessState != nil {
		took = c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	}
	// Tests that fail end by themselves: a signal is that of the limit.
	if ctx.Err() != nil || c.ProcessState != nil && c.ProcessState.ExitCode() < 0 {
		took = -1
	}
	return text.String(), took, err
}

// stalled calls stop when a process has taken no processor time for half a minute.
// Where the system does not tell, it does nothing.
func stalled(pid int, done <-chan struct{}, stop func()) {
	const patience = 30
	last, quiet := "", 0
	for tick := time.NewTicker(time.Second); ; {
		select {
		case <-done:
			tick.Stop()
			return
		case <-tick.C:
		}
		now := processorTime(pid)
		if quiet++; now == "" || now != last {
			last, quiet = now, 0
		}
		if quiet >= patience {
			stop()
		}
	}
}

// processorTime is the time that a process took, as Linux tells it; empty
// elsewhere.
func processorTime(pid int) string {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return ""
	}
	// The name of the program can hold blanks and parentheses.
	_, rest, _ := strings.Cut(string(text[bytes.LastIndexByte(text, ')')+1:]), " ")
	if f := strings.Fields(rest); len(f) > 12 {
		return f[11] + " " + f[12]
	}
	return ""
}

// passed finds the tests and their times in what -test.v prints.
var passed = regexp.MustCompile(`(?m)^--- PASS: (\w+) \(([0-9.]+)s\)$`)

// slowest returns the regular expression of the tests that take more than a
// tenth of the time each, or "".
func slowest(out string) string {
	times := map[string]float64{}
	total := 0.0
	for _, m := range passed.FindAllStringSubmatch(out, -1) {
		// An example can print anything.
		if seconds, err := strconv.ParseFloat(m[2], 64); err == nil {
			times[m[1]] = seconds
			total += seconds
		}
	}
	var names []string
	for name, seconds := range times {
		if seconds > total/10 {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	slices.Sort(names)
	return "^(" + strings.Join(names, "|") + ")$"
}
