// Command matrix prints the DMP habilitation matrix: as a table to read, or as
// CSV, JSON, Markdown or HTML.
//
//	go run ./examples/matrix
//	go run ./examples/matrix -format csv
//	go run ./examples/matrix -column GENR10,GENR11,nurse -document 34112-3,80788-3
//
// or what changes against another matrix, read from a file; whom it touches; and
// who reads a list of types, the least far-reaching first:
//
//	go run ./examples/matrix -diff examples/matrix/testdata/demain-fictif.csv
//	go run ./examples/matrix -diff examples/matrix/testdata/demain-fictif.csv -staff examples/matrix/testdata/equipe-fictive.csv
//	go run ./examples/matrix -roles-for 83981-1,80788-3
//
// Columns are named by their key (physician, nurse, GENR10…), documents by
// their type code. Exit code 0 for a matrix, 1 when the file given is refused, 2
// when there is nothing to print.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, time.Now())) }

func run(args []string, stdout, stderr io.Writer, now time.Time) int {
	f := flag.NewFlagSet("matrix", flag.ContinueOnError)
	f.SetOutput(stderr)
	at := f.String("at", "", "`DATE` for which the matrix is asked, AAAA-MM-JJ (default today)")
	format := f.String("format", "text", "text, csv, json, md or html")
	columns := f.String("column", "", "`KEYS` of columns, separated by commas; without it, all")
	documents := f.String("document", "", "`CODES` of types of documents, separated by commas; without it, all")
	more := moreFlags(f)
	switch err := f.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	err := func() error {
		if f.NArg() > 0 {
			return errors.New("unexpected argument after the flags")
		}
		write, ok := writers[*format]
		if !ok {
			return errors.New("-format: text, csv, json, md or html")
		}
		day := civil.OfTime(now)
		if *at != "" {
			var err error
			if day, err = civil.ParseISO(*at); err != nil {
				return fmt.Errorf("-at: %w", err)
			}
		}
		m, err := habilitation.At(day)
		if err != nil {
			return err
		}
		if more.asked(f) {
			return more.run(f, m, day, *format, stdout, stderr)
		}
		// No cell depends on a policy.
		t, err := export.NewTable(m, export.Selection{Columns: split(*columns), Documents: split(*documents), CellsOnly: true})
		if err != nil {
			return err
		}
		b := bufio.NewWriter(stdout)
		if err := write(t, b); err != nil {
			return err
		}
		return b.Flush()
	}()
	if errors.Is(err, errRefused) {
		return 1
	}
	if err != nil {
		fmt.Fprintln(stderr, "matrix:", err)
		return 2
	}
	return 0
}

func split(list string) []string {
	var out []string
	for s := range strings.SplitSeq(list, ",") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

var writers = map[string]func(*export.Table, io.Writer) error{
	"text": (*export.Table).Text, "csv": (*export.Table).CSV, "json": (*export.Table).JSON,
	"md": (*export.Table).Markdown, "html": (*export.Table).HTML,
}
