// Command cmd fuzzes the targets of the repository and keeps the ledger of it;
// .ci/fuzz calls it from the root.
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
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/rppsplus/rppsplus/internal/fuzzing"
)

const (
	ledger   = "docs/trust/fuzzing.tsv"
	document = "docs/trust/fuzzing.md"
)

const usage = `fuzz [flags] TIME [PART …]    fuzz the targets whose "package.Target" has a part
fuzz import FILE COMMIT       take rounds of a table of others into the ledger
fuzz -render                  write the document anew
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], ".", os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, root string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("fuzz", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, usage)
		flags.PrintDefaults()
	}
	r := fuzzing.Runner{Root: root, Log: stdout}
	flags.BoolVar(&r.Check, "check", false, "for CI: an empty corpus, nothing recorded, a target that does not run fails")
	flags.IntVar(&r.Parallel, "parallel", 1, "workers of one target")
	flags.IntVar(&r.Jobs, "jobs", 0, "targets at the same time; 0 for one, with -check for as many as processors")
	flags.DurationVar(&r.Round, "round", time.Minute, "the longest run of a target before the next has its turn")
	flags.StringVar(&r.Corpus, "corpus", "", "folder of the corpus; default in the cache of the user")
	resume := flags.Bool("resume", false, "only what the ledger lacks to the time")
	render := flags.Bool("render", false, "only write "+document)
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	var err error
	switch rest := flags.Args(); {
	case *render && len(rest) == 0:
		err = write(root, func(rounds []fuzzing.Round) ([]fuzzing.Round, error) { return rounds, nil })
	case len(rest) == 3 && rest[0] == "import" && !*render:
		err = take(root, rest[1], rest[2], stdout)
	case len(rest) > 0 && !*render:
		if r.Time, err = time.ParseDuration(rest[0]); err != nil || r.Time < time.Second || r.Round < time.Second {
			fmt.Fprintln(stderr, "fuzz: a time of a second at least, such as 20m")
			return 2
		}
		r.Filters = rest[1:]
		err = fuzz(ctx, &r, *resume)
	default:
		flags.Usage()
		return 2
	}
	if err != nil {
		fmt.Fprintln(stderr, "fuzz:", err)
		return 1
	}
	return 0
}

// fuzz runs the targets, and records each run.
func fuzz(ctx context.Context, r *fuzzing.Runner, resume bool) (err error) {
	if r.Scratch, err = os.MkdirTemp("", "fuzz"); err != nil {
		return err
	}
	defer os.RemoveAll(r.Scratch)
	switch {
	case r.Check && r.Corpus == "":
		// A corpus that grew on this machine would take the whole time to read.
		r.Corpus = filepath.Join(r.Scratch, "corpus")
	case r.Corpus == "":
		cache, err := os.UserCacheDir()
		if err != nil {
			return err
		}
		r.Corpus = filepath.Join(cache, "rppsplus-fuzz")
	}
	if r.Corpus, err = filepath.Abs(r.Corpus); err != nil {
		return err
	}
	if r.Check {
		r.Round = r.Time
		if r.Jobs == 0 {
			r.Jobs = runtime.NumCPU()
		}
		return r.Run(ctx)
	}
	if resume {
		rounds, err := read(r.Root)
		if err != nil {
			return err
		}
		r.Done = map[fuzzing.Target]time.Duration{}
		for _, l := range rounds {
			r.Done[fuzzing.Target{Package: l.Package, Name: l.Target}] += time.Duration(l.Seconds) * time.Second
		}
	}
	commit := commitOf(r.Root)
	r.Record = func(t fuzzing.Target, o fuzzing.Outcome) error {
		line := o.Round(t, commit, time.Now().UTC().Format(time.DateOnly))
		return write(r.Root, func(rounds []fuzzing.Round) ([]fuzzing.Round, error) { return fuzzing.Add(rounds, line), nil })
	}
	return r.Run(ctx)
}

// take imports a table of rounds.
func take(root, name, commit string, stdout io.Writer) error {
	in, err := os.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	return write(root, func(rounds []fuzzing.Round) ([]fuzzing.Round, error) {
		out, odd, err := fuzzing.Import(rounds, in, filepath.Base(name), commit, time.Now().UTC().Format(time.DateOnly))
		for _, l := range odd {
			fmt.Fprintln(stdout, "look at its log, crashers of it are not counted:", l)
		}
		return out, err
	})
}

func read(root string) ([]fuzzing.Round, error) {
	in, err := os.Open(filepath.Join(root, ledger))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return fuzzing.ReadLedger(in)
}

// write changes the ledger and writes the document from it.
func write(root string, change func([]fuzzing.Round) ([]fuzzing.Round, error)) error {
	rounds, err := read(root)
	if err != nil {
		return err
	}
	if rounds, err = change(rounds); err != nil {
		return err
	}
	var table strings.Builder
	if err := fuzzing.WriteLedger(&table, rounds); err != nil {
		return err
	}
	if err := replace(filepath.Join(root, ledger), table.String()); err != nil {
		return err
	}
	text, err := fuzzing.Render(root)
	if err != nil {
		return err
	}
	return replace(filepath.Join(root, document), text)
}

// replace writes a file in one step, so that a run that is stopped leaves the old
// one.
func replace(name, text string) error {
	if err := os.WriteFile(name+".new", []byte(text), 0o644); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

// commitOf names the commit, with a plus when Go files have changed since.
func commitOf(root string) string {
	git := func(args ...string) string {
		c := exec.Command("git", args...)
		c.Dir = root
		out, err := c.Output()
		if err != nil {
			return ""
		}
		return strings.TrimSpace(string(out))
	}
	commit := git("rev-parse", "--short", "HEAD")
	if commit == "" {
		return "-"
	}
	changed := strings.Fields(git("status", "--porcelain", "--", "*.go"))
	if slices.ContainsFunc(changed, func(s string) bool { return strings.HasSuffix(s, ".go") }) {
		commit += "+"
	}
	return commit
}
