// Command cmd measures the library and writes docs/performance.md and the data
// of it, docs/performance.json: see package perf.
//
//	go run ./internal/perf/cmd            # some minutes, on a quiet machine
//	go run ./internal/perf/cmd -quick     # a trial
//	go run ./internal/perf/cmd -resume    # go on where a run was stopped
//	go run ./internal/perf/cmd -render    # the page again from its data
//
// It ends with 1 when it wrote the page and the page shows something missed,
// with 2 when it could not measure.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"

	"github.com/rppsplus/rppsplus/internal/perf"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	code := run(ctx, os.Args[1:], os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, stderr io.Writer) int {
	// One task of the directory, in a process of its own.
	if len(args) > 0 && args[0] == "-child" {
		return ended(perf.Child(args[1:]), stderr)
	}
	f := flag.NewFlagSet("perf", flag.ContinueOnError)
	f.SetOutput(stderr)
	quick := f.Bool("quick", false, "short times and small files: a trial")
	resume := f.Bool("resume", false, "go on where a run of the same mode and commit was stopped")
	render := f.Bool("render", false, "only render the page from its data")
	only := f.String("only", "", "only the steps whose name begins with this; the page goes to the standard error")
	switch err := f.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case f.NArg() > 0:
		fmt.Fprintln(stderr, "perf: no argument after the flags; -h says more")
		return 2
	}
	top, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return ended(err, stderr)
	}
	root := strings.TrimSpace(string(top))
	if *render {
		return ended(perf.WritePage(root), stderr)
	}
	return ended(perf.Run(ctx, perf.Options{Top: root, Quick: *quick, Resume: *resume, Only: *only, Log: stderr}), stderr)
}

func ended(err error, stderr io.Writer) int {
	if err == nil {
		return 0
	}
	fmt.Fprintln(stderr, "perf:", err)
	if errors.Is(err, perf.ErrMissed) {
		return 1
	}
	return 2
}
