package fuzzing

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Bar is how long each target is to be fuzzed before a release.
const Bar = 20 * time.Minute

// A Find is a defect that fuzzing found, and how it was mended.
type Find struct {
	Date, Target, What, Mended string
}

// ReadFinds reads a table with tabulators: day, target, what was found, how it
// was mended. Lines that begin with # are comments.
func ReadFinds(in io.Reader) ([]Find, error) {
	var out []Find
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		if lines.Text() == "" || lines.Text()[0] == '#' {
			continue
		}
		c := strings.Split(lines.Text(), "\t")
		if len(c) != 4 || slices.Contains(c, "") {
			return nil, fmt.Errorf("finds, line %d: not four cells", n)
		}
		out = append(out, Find{c[0], c[1], c[2], c[3]})
	}
	return out, lines.Err()
}

// Unfuzzed are functions that take in text and that no target calls by name, each
// with why.
var Unfuzzed map[string]string

// Document writes docs/trust/fuzzing.md.
func Document(rounds []Round, targets []Target, finds []Find, readers []Reader) string {
	type sum struct {
		seconds, execs, crashers int64
		date, commit             string
	}
	sums := map[Target]sum{}
	var all sum
	for _, r := range rounds {
		t := Target{r.Package, r.Target}
		s := sums[t]
		s.seconds += r.Seconds
		s.execs += r.Executions
		s.crashers += r.Crashers
		if r.Date >= s.date { // the ledger is sorted by day
			s.date, s.commit = r.Date, r.Commit
		}
		sums[t] = s
		all.seconds += r.Seconds
		all.execs += r.Executions
		all.crashers += r.Crashers
	}
	reached := 0
	for _, t := range targets {
		if sums[t].seconds >= int64(Bar.Seconds()) {
			reached++
		}
	}

	var b strings.Builder
	fmt.Fprintf(&b, `# Fuzzing

<!-- Written by .ci/fuzz -render. -->

    .ci/fuzz 20m                  # every target for 20 minutes, in rounds of one
    .ci/fuzz -resume 20m psc      # what the ledger lacks to 20 minutes, of targets with "psc" in their name
    .ci/fuzz -check 1s            # CI: every target, and it must have run

Every target compares with an oracle (a second, slow reading) or goes round (read, written, read again is the same). Readers of
one kind of text share a target, and each gets every text: the engine takes longer for one than all of them. CI runs each for a second; [the ledger](fuzzing.tsv) holds the longer runs. The time is that of all commits together, by the clock or of the
processor, whichever is less; the commit is the newest. What a target found stays in its `+"`testdata/fuzz`"+`, and is run with the tests from then on.

**%d targets, %s executions in %s; %d of %d targets have had the %d minutes that each is to have.**

| Target | Time | Executions | Crashers | Last on | Commit |
|---|--:|--:|--:|---|---|
`, len(targets), thousands(all.execs), clock(all.seconds), reached, len(targets), int(Bar.Minutes()))
	for _, t := range targets {
		s := sums[t]
		delete(sums, t)
		if s.date == "" {
			fmt.Fprintf(&b, "| %s | 0 | 0 | 0 | | |\n", t)
			continue
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %d | %s | %s |\n", t, clock(s.seconds), thousands(s.execs), s.crashers, s.date, s.commit)
	}
	if len(sums) > 0 {
		fmt.Fprintf(&b, "\nThe sums hold %d targets that are gone.\n", len(sums))
	}

	b.WriteString("\n## What was found\n\n| Day | Target | What | Mended |\n|---|---|---|---|\n")
	for _, f := range finds {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", f.Date, f.Target, f.What, f.Mended)
	}

	b.WriteString("\n## What reads, and its targets\n\nEvery exported function and method of the library that takes in text, bytes or a stream; `internal/house` fails when one has no target.\n\n| Reads | Targets |\n|---|---|\n")
	for _, r := range readers {
		names := make([]string, len(r.Targets))
		for i, t := range r.Targets {
			names[i] = t.Name
			if t.Package != r.Package {
				names[i] = t.String()
			}
		}
		if len(names) == 0 {
			names = []string{strings.TrimSpace("none: " + Unfuzzed[r.String()])}
		}
		fmt.Fprintf(&b, "| %s | %s |\n", r, strings.Join(names, ", "))
	}
	return b.String()
}

// clock writes seconds as 1:05:00.
func clock(seconds int64) string {
	return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

// thousands writes a number in groups of three digits.
func thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Targets are the fuzz targets of all modules of the repository, by name.
func Targets(root string) ([]Target, error) {
	var out []Target
	err := folders(root, func(dir string) error {
		names, err := declared(root + "/" + dir)
		for _, n := range names {
			out = append(out, Target{dir, n})
		}
		return err
	})
	slices.SortFunc(out, func(a, b Target) int { return strings.Compare(a.String(), b.String()) })
	return out, err
}

// Render writes the document of a repository from its files.
func Render(root string) (string, error) {
	var rounds []Round
	var finds []Find
	for name, read := range map[string]func(io.Reader) (err error){
		"docs/trust/fuzzing.tsv":     func(in io.Reader) (err error) { rounds, err = ReadLedger(in); return err },
		"internal/fuzzing/found.tsv": func(in io.Reader) (err error) { finds, err = ReadFinds(in); return err },
	} {
		in, err := os.Open(filepath.Join(root, name))
		if err != nil {
			return "", err
		}
		err = read(in)
		in.Close()
		if err != nil {
			return "", err
		}
	}
	targets, err := Targets(root)
	if err != nil {
		return "", err
	}
	readers, err := Readers(root)
	if err != nil {
		return "", err
	}
	return Document(rounds, targets, finds, readers), nil
}
