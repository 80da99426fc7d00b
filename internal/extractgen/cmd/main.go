// Command cmd writes an extraction of invented persons to the standard output,
// or with -next that of the day after:
//
//	go run ./internal/extractgen/cmd -lines 2300000 > PS_LibreAcces_Personne_activite_202608250827.txt
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/rppsplus/rppsplus/internal/extractgen"
)

var layouts = map[string]extractgen.Layout{
	"activity": extractgen.Activity56, "activity48": extractgen.Activity48,
	"restricted": extractgen.Restricted51, "restricted50": extractgen.Restricted50, "restricted49": extractgen.Restricted49,
	"savoirfaire": extractgen.Qualification13, "diploma": extractgen.Diploma13, "mssante": extractgen.Mailbox31,
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	f := flag.NewFlagSet("extractgen", flag.ContinueOnError)
	f.SetOutput(stderr)
	lines := f.Int("lines", 1000, "about how many lines")
	seed := f.Uint64("seed", 1, "another seed gives other persons")
	layout := f.String("layout", "activity", "activity, activity48, restricted, restricted50, restricted49, savoirfaire, diploma or mssante")
	traps := f.Bool("traps", false, "set every trap")
	latin1 := f.Bool("latin1", false, "write ISO-8859-1")
	shuffled := f.Bool("shuffled", false, "not sorted by person")
	next := f.Int("next", 0, "about how many changes: write the file of the next day")
	switch err := f.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	which, ok := layouts[*layout]
	if !ok || f.NArg() > 0 || *lines < 1 || *next < 0 {
		fmt.Fprintln(stderr, "extractgen: a layout of the list, at least one line, no argument after the flags; -h says more")
		return 2
	}
	o := extractgen.Options{Layout: which, Latin1: *latin1, Shuffled: *shuffled}
	if *traps {
		o.Traps = extractgen.AllTraps
	}
	w := extractgen.NewWorld(*seed, *lines)
	if *next > 0 {
		w, _ = w.NextDay(*seed, *next)
	}
	report, err := w.Write(stdout, o)
	if err != nil {
		fmt.Fprintln(stderr, "extractgen:", err)
		return 2
	}
	fmt.Fprintf(stderr, "%d lines, %d persons\n", report.Lines, report.Persons)
	return 0
}
