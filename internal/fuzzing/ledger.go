// Package fuzzing runs the fuzz targets of the repository, keeps a ledger of
// how long each was run and what it found, and says which target reads what
// the library lets in. .ci/fuzz runs it.
package fuzzing

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Round is the fuzzing of one target at one commit on one day: one line of
// the ledger.
type Round struct {
	Package    string // below the root of the repository
	Target     string
	Commit     string // with a "+" when the Go files had changed since
	Date       string // 2026-11-26
	From       string // "run", or the name of the file that it was imported from
	Seconds    int64
	Executions int64
	New        int64 // inputs that reached something new
	Crashers   int64
}

// Run is the From of a round of .ci/fuzz.
const Run = "run"

const columns = "package\ttarget\tcommit\tdate\tfrom\tseconds\texecutions\tnew\tcrashers"

// ReadLedger reads the lines that WriteLedger wrote.
func ReadLedger(in io.Reader) ([]Round, error) {
	var out []Round
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		if n == 1 {
			if lines.Text() != columns {
				return nil, fmt.Errorf("ledger: other columns: %q", lines.Text())
			}
			continue
		}
		c := strings.Split(lines.Text(), "\t")
		if len(c) != 9 {
			return nil, fmt.Errorf("ledger, line %d: %d cells", n, len(c))
		}
		r := Round{Package: c[0], Target: c[1], Commit: c[2], Date: c[3], From: c[4]}
		for i, to := range []*int64{&r.Seconds, &r.Executions, &r.New, &r.Crashers} {
			v, err := strconv.ParseInt(c[5+i], 10, 64)
			if err != nil || v < 0 {
				return nil, fmt.Errorf("ledger, line %d: %q is no number", n, c[5+i])
			}
			*to = v
		}
		out = append(out, r)
	}
	return out, lines.Err()
}

// WriteLedger writes rounds as a table with tabulators, sorted.
func WriteLedger(out io.Writer, rounds []Round) error {
	rounds = slices.Clone(rounds)
	slices.SortFunc(rounds, func(a, b Round) int {
		return cmp.Or(strings.Compare(a.Package, b.Package), strings.Compare(a.Target, b.Target),
			strings.Compare(a.Date, b.Date), strings.Compare(a.Commit, b.Commit), strings.Compare(a.From, b.From))
	})
	b := bufio.NewWriter(out)
	fmt.Fprintln(b, columns)
	for _, r := range rounds {
		fmt.Fprintf(b, "%s\t%s\t%s\t%s\t%s\t%d\t%d\t%d\t%d\n", r.Package, r.Target, r.Commit, r.Date, r.From, r.Seconds, r.Executions, r.New, r.Crashers)
	}
	return b.Flush()
}

// Add adds a round to that of the same target, commit, day and origin, or
// appends it.
func Add(rounds []Round, r Round) []Round {
	for i, o := range rounds {
		if o.Package == r.Package && o.Target == r.Target && o.Commit == r.Commit && o.Date == r.Date && o.From == r.From {
			rounds[i].Seconds += r.Seconds
			rounds[i].Executions += r.Executions
			rounds[i].New += r.New
			rounds[i].Crashers += r.Crashers
			return rounds
		}
	}
	return append(rounds, r)
}

// Import replaces what was imported under the same name before by the rounds
// of a table of others: time of day, package, target, time elapsed,
// executions, exit code. Odd are the lines with another exit code than 0: a
// person looks at them, since the table does not tell a crash from a fuzzer
// that ran out of time.
func Import(rounds []Round, in io.Reader, from, commit, date string) (out []Round, odd []string, err error) {
	out = slices.DeleteFunc(slices.Clone(rounds), func(r Round) bool { return r.From == from })
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		c := strings.Split(lines.Text(), "\t")
		if len(c) != 6 {
			return nil, nil, fmt.Errorf("%s, line %d: %d cells", from, n, len(c))
		}
		if c[5] != "0" {
			odd = append(odd, lines.Text())
		}
		if c[3] == "" || c[4] == "" { // it never came to fuzz
			continue
		}
		elapsed, err := time.ParseDuration(c[3])
		if err != nil {
			return nil, nil, fmt.Errorf("%s, line %d: %w", from, n, err)
		}
		execs, err := strconv.ParseInt(c[4], 10, 64)
		if err != nil {
			return nil, nil, fmt.Errorf("%s, line %d: %w", from, n, err)
		}
		out = Add(out, Round{
			Package: c[1], Target: c[2], Commit: commit, Date: date, From: from,
			Seconds: int64(elapsed.Seconds()), Executions: execs,
		})
	}
	return out, odd, lines.Err()
}

// An Outcome is what the log of one run of a fuzz target says.
type Outcome struct {
	Elapsed    time.Duration
	Executions int64
	New        int64
	Crashers   []string // files below the folder of the package
	Failed     bool
}

var (
	progress = regexp.MustCompile(`(?m)^fuzz: elapsed: ([^,]+), execs: (\d+) \([^)]*\)(?:, new interesting: (\d+) \(total: \d+\))?`)
	written  = regexp.MustCompile(`(?m)^\s*Failing input written to (\S+)`)
	// The time can run out while the fuzzer shortens an input: it calls that a
	// failure, without an input that fails.
	outOfTime = regexp.MustCompile(`(?m)^ +context deadline exceeded$`)
	realFault = regexp.MustCompile(`Failing input|panic|[a-z_]+_test\.go:\d+`)
)

// ReadLog reads the log of a run that ended with an exit code.
func ReadLog(log string, exit int) Outcome {
	var o Outcome
	if all := progress.FindAllStringSubmatch(log, -1); len(all) > 0 {
		last := all[len(all)-1]
		o.Elapsed, _ = time.ParseDuration(last[1])
		o.Executions, _ = strconv.ParseInt(last[2], 10, 64)
		o.New, _ = strconv.ParseInt(last[3], 10, 64)
	}
	for _, m := range written.FindAllStringSubmatch(log, -1) {
		o.Crashers = append(o.Crashers, m[1])
	}
	o.Failed = exit != 0 && (!outOfTime.MatchString(log) || realFault.MatchString(log))
	return o
}

// Round makes a line of the ledger of it.
func (o Outcome) Round(t Target, commit, date string) Round {
	return Round{
		Package: t.Package, Target: t.Name, Commit: commit, Date: date, From: Run,
		Seconds: int64(math.Round(o.Elapsed.Seconds())), Executions: o.Executions, New: o.New, Crashers: int64(len(o.Crashers)),
	}
}
