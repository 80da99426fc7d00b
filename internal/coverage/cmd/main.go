// Command cmd judges a profile of statement coverage; .ci/coverage calls it
// from the root of the module.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/internal/coverage"
)

const (
	module    = "github.com/rppsplus/rppsplus"
	document  = "docs/trust/coverage.md"
	explained = "internal/coverage/explained.tsv"
)

func main() { os.Exit(run(os.Args[1:], ".", os.Stdout, os.Stderr)) }

func run(args []string, root string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("coverage", flag.ContinueOnError)
	flags.SetOutput(stderr)
	profile := flags.String("profile", "", "the profile that go test wrote")
	floor := flags.Float64("floor", 97, "the least percentage, of a package and of all")
	update := flags.Bool("update", false, "write "+document)
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil || flags.NArg() > 0 || *profile == "":
		return 2
	}
	report, judged, err := judge(*profile, root, *floor, *update)
	if err != nil {
		fmt.Fprintln(stderr, "coverage:", err)
		return 2
	}
	for _, p := range report.Packages {
		fmt.Fprintf(stdout, "%6.1f %%  %5d statements  %s\n", p.Percent(), p.Statements, p.Path)
	}
	fmt.Fprintf(stdout, "%6.2f %%  %5d statements  in all, %d blocks not reached\n", report.Total.Percent(), report.Total.Statements, len(report.Open))
	if judged != nil {
		fmt.Fprintln(stderr, judged)
		return 1
	}
	return 0
}

// judge reads the profile, and writes the document or compares it.
func judge(profile, root string, floor float64, update bool) (report coverage.Report, judged, err error) {
	in, err := os.Open(profile)
	if err != nil {
		return report, nil, err
	}
	defer in.Close()
	if report, err = coverage.Read(in, module, os.DirFS(root)); err != nil {
		return report, nil, err
	}
	table, err := os.Open(filepath.Join(root, explained))
	if err != nil {
		return report, nil, err
	}
	defer table.Close()
	list, floors, err := coverage.ReadExplanations(table)
	if err != nil {
		return report, nil, err
	}
	judged = coverage.Judge(report, list, floors, floor)
	if update {
		text := coverage.Document(report, list, floors, floor, where(root))
		return report, judged, os.WriteFile(filepath.Join(root, document), []byte(text), 0o644)
	}
	have, err := os.ReadFile(filepath.Join(root, document))
	if err == nil && coverage.Stale(string(have), list, floors) {
		judged = errors.Join(judged, errors.New(document+" has other explanations: .ci/coverage -update"))
	}
	return report, judged, err
}

// where says what the figures are of.
func where(root string) string {
	commit := "a tree without commits"
	git := exec.Command("git", "rev-parse", "--short", "HEAD")
	git.Dir = root
	if out, err := git.Output(); err == nil {
		commit = "commit " + strings.TrimSpace(string(out))
	}
	return fmt.Sprintf("Figures of %s, %s and what was written since, %s.", time.Now().UTC().Format(time.DateOnly), commit, runtime.Version())
}
