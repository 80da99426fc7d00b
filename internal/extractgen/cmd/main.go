// Command cmd writes an extraction of invented persons to the standard output,
// or with -next that of the day after:
//
//	go run ./internal/extractgen/cmd -lines 2300000 > PS_LibreAcces_Personne_activite_202608250827.txt
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/rppsplus/rppsplus/internal/extractgen"
)

var layouts = map[string]extractgen.Layout{
	"activity": extractgen.Activity56, "activity48": extractgen.Activity48,
	"restricted": extractgen.Restricted51, "restricted50": extractgen.Restricted50, "restricted49": extractgen.Restricted49,
	"savoirfaire": extractgen.Qualification13, "diploma": extractgen.Diploma13, "mssante": extractgen.Mailbox31,
}

func main() {
	lines := flag.Int("lines", 1000, "about how many lines")
	seed := flag.Uint64("seed", 1, "another seed gives other persons")
	layout := flag.String("layout", "activity", "activity, activity48, restricted, restricted50, restricted49, savoirfaire, diploma or mssante")
	traps := flag.Bool("traps", false, "set every trap")
	latin1 := flag.Bool("latin1", false, "write ISO-8859-1")
	shuffled := flag.Bool("shuffled", false, "not sorted by person")
	next := flag.Int("next", 0, "about how many changes: write the file of the next day")
	flag.Parse()
	o := extractgen.Options{Layout: layouts[*layout], Latin1: *latin1, Shuffled: *shuffled}
	if *traps {
		o.Traps = extractgen.AllTraps
	}
	w := extractgen.NewWorld(*seed, *lines)
	if *next > 0 {
		w, _ = w.NextDay(*seed, *next)
	}
	report, err := w.Write(os.Stdout, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "extractgen:", err)
		os.Exit(2)
	}
	fmt.Fprintf(os.Stderr, "%d lines, %d persons\n", report.Lines, report.Persons)
}
