// Command workforce follows a fictitious establishment of 60 people over a
// year: who of them is to be registered in the RPPS and under which role, the
// plan of the registrations, the registrations month by month, the arrivals,
// the departures and what is left.
//
//	go run ./examples/workforce
//	go run ./examples/workforce -strategy structure -at 2026-12-01
//	go run ./examples/workforce -format json -lang en
//
// The establishment is a foyer and a résidence, two sites of one association.
// Its people are in staff.csv: a reference, a post, a métier, what they do and
// what they need. All dates there are days counted from the first day, that of
// -at. Nobody exists: numbers, names and addresses are invented.
//
// The program reads from top to bottom: this file is the story, house.go the
// establishment and its people, year.go what happens in the year, print.go and
// json.go what is shown. Exit code 0; 2 when it cannot run.
package main

import (
	"errors"
	"io"
	"os"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/workforce"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, time.Now())) }

// options are the flags, read.
type options struct {
	at       civil.Date
	strategy workforce.Strategy
	lang     language.Tag
	json     bool
}

func run(args []string, _ io.Reader, stdout, stderr io.Writer, now time.Time) int {
	f := cli.New("workforce", stderr)
	o, err := parseFlags(f, args, now)
	if err == nil {
		err = tell(o, stdout)
	}
	return f.Exit(0, err)
}

func parseFlags(f *cli.Flags, args []string, now time.Time) (o options, err error) {
	at := f.Day("at", "first `DAY` of the year that is told, AAAA-MM-JJ (default today)", civil.OfTime(now))
	strategy := f.Choice("strategy", "order of the registrations: role, profession or structure", "role", "profession", "structure")
	lang := f.Lang()
	format := f.Choice("format", "", "text", "json")
	f.NoFile()
	if err := f.Parse(args); err != nil {
		return o, err
	}
	o.at, o.lang, o.json = *at, *lang, *format == "json"
	// The oldest contract begins and the last day ends within the calendar.
	if o.at.AddDays(-10000).IsZero() || o.at.AddDays(10000).IsZero() {
		return o, errors.New("-at: too near to an end of the calendar")
	}
	return o, o.strategy.UnmarshalText([]byte(*strategy))
}

// story is what is told: who needs what, what is planned once the roles are chosen, the
// year, and what is left.
type story struct {
	needs, assessment workforce.Assessment
	plan              workforce.Plan
	year              year
	last              workforce.Assessment
}

// tell is the whole story.
func tell(o options, stdout io.Writer) error {
	// 1. The establishment: two sites, those who may register, the staff.
	h, err := newHouse(o.at)
	if err != nil {
		return err
	}

	// 2. Before the roles are chosen: who needs what, and which roles the
	// missions and the documents suggest.
	var s story
	s.needs = workforce.Assess(h.present(o.at, false), h.context(o.at))

	// 3. The roles are chosen, the requests prepared: the plan.
	s.assessment = workforce.Assess(h.present(o.at, true), h.context(o.at))
	s.plan = workforce.MakePlan(s.assessment, h.planOptions(o.strategy, o.at))

	// 4. The year: registrations by the plan, arrivals, departures. At the
	// start of each month those who are left are assessed and planned again.
	if s.year, err = h.live(o.strategy, o.at, s.plan); err != nil {
		return err
	}

	// 5. What is left.
	s.last = workforce.Assess(h.present(s.year.until, true), h.context(s.year.until))

	if o.json {
		return writeJSON(stdout, o, s)
	}
	return writeText(stdout, o, h, s)
}
