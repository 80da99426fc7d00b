package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
)

// A runner compiles and runs the tests of one package, once for each mutant.
type runner struct {
	top, scratch, pkg string
	workers           int
	log               io.Writer
	took, timeout     time.Duration // of the tests without a mutant; allowed with one
	mu                sync.Mutex
}

// run sets the status of every mutant.
func (r *runner) run(mutants []mutant) error {
	// Without a mutant first: tests that fail, or that do not run, would kill
	// everything.
	got, err := r.test("base", nil)
	if err != nil {
		return err
	}
	if got != lived {
		return fmt.Errorf("the tests of %s without a mutant: %s", r.pkg, got)
	}
	// A loop that does not end must end; a busy machine must not look like one.
	r.timeout = 20*time.Second + 10*r.took

	// gremlins lists x - y twice, as arithmetic and as a negative: run once.
	first := make(map[string]int)
	var queue []int
	for i := range mutants {
		k := mutants[i].file + "\x00" + string(mutants[i].text)
		if _, seen := first[k]; !seen {
			first[k] = i
			queue = append(queue, i)
		}
	}
	work := make(chan int)
	var wait sync.WaitGroup
	var failed error
	for w := range r.workers {
		wait.Go(func() {
			for i := range work {
				s, err := r.test(fmt.Sprint("worker", w), &mutants[i])
				r.mu.Lock()
				mutants[i].status = s
				failed = errors.Join(failed, err)
				r.mu.Unlock()
				if s != killed && s != notViable && r.log != nil {
					m := &mutants[i]
					fmt.Fprintf(r.log, "  %s/%s:%d:%d %s %s: %s\n", r.pkg, m.file, m.line, m.column, m.mutator, s, m.source)
				}
			}
		})
	}
	for _, i := range queue {
		work <- i
	}
	close(work)
	wait.Wait()
	for i := range mutants {
		mutants[i].status = mutants[first[mutants[i].file+"\x00"+string(mutants[i].text)]].status
	}
	return failed
}

// test compiles the tests with one mutant, or none, and runs them. The files
// are named after the worker.
func (r *runner) test(name string, m *mutant) (status, error) {
	folder := filepath.Join(r.top, filepath.FromSlash(r.pkg))
	binary := filepath.Join(r.scratch, name+".test")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	args := []string{"test", "-c", "-buildvcs=false", "-ldflags=-s -w", "-o", binary}
	if m != nil {
		source := filepath.Join(r.scratch, name+".go")
		if err := os.WriteFile(source, m.text, 0o644); err != nil {
			return notStarted, err
		}
		overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(folder, m.file): source}})
		if err != nil {
			return notStarted, err
		}
		overlayFile := filepath.Join(r.scratch, name+".json")
		if err := os.WriteFile(overlayFile, overlay, 0o644); err != nil {
			return notStarted, err
		}
		args = append(args, "-overlay", overlayFile)
	}
	build := exec.Command("go", append(args, "./"+r.pkg)...)
	build.Dir = r.top
	if out, err := build.CombinedOutput(); err != nil {
		// Anything else that goes wrong must not look like a mutant.
		if m == nil || !strings.Contains(string(out), string(filepath.Separator)+name+".go:") {
			return notStarted, fmt.Errorf("go test -c ./%s: %w\n%s", r.pkg, err, out)
		}
		return notViable, nil
	}

	ctx, cancel := context.Background(), context.CancelFunc(func() {})
	if r.timeout > 0 {
		ctx, cancel = context.WithTimeout(ctx, r.timeout)
	}
	defer cancel()
	tests := exec.CommandContext(ctx, binary, "-test.short", "-test.failfast", "-test.timeout=0")
	tests.Dir = folder
	tests.WaitDelay = 10 * time.Second
	start := time.Now()
	err := tests.Run()
	if m == nil {
		r.took = time.Since(start)
	}
	var exit *exec.ExitError
	switch {
	case err == nil:
		return lived, nil
	case ctx.Err() != nil:
		return timedOut, nil
	case errors.As(err, &exit):
		return killed, nil
	}
	return notStarted, err
}
