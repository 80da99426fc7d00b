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
//	go run ./examples/matrix -diff examples/matrix/testdata/perimetre-fictif.csv -new-columns examples/matrix/testdata/colonnes-fictives.csv
//	go run ./examples/matrix -roles-for 83981-1,80788-3
//
// Columns are named by their key (physician, nurse, GENR10…), documents by
// their type code. Exit code 0 for a matrix, 1 when the file given is refused, 2
// when there is nothing to print.
package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"time"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, time.Now())) }

func run(args []string, stdout, stderr io.Writer, now time.Time) int {
	f := cli.New("matrix", stderr)
	at := f.Day("at", "`DATE` for which the matrix is asked, AAAA-MM-JJ (default today)", civil.OfTime(now))
	format := f.Choice("format", "", "text", "csv", "json", "md", "html")
	columns := f.List("column", "`KEYS` of columns, separated by commas; without it, all")
	documents := f.List("document", "`CODES` of types of documents, separated by commas; without it, all")
	more := moreFlags(f)
	f.Say = func(err error) string { return cli.Message(err, *more.lang) }
	f.NoFile()
	err := f.Parse(args)
	if err == nil {
		err = print(f, *at, *format, export.Selection{Columns: *columns, Documents: *documents}, more, stdout, stderr)
	}
	if errors.Is(err, errRefused) {
		return 1
	}
	return f.Exit(0, err)
}

// print writes the matrix of a day, or what else the flags ask.
func print(f *cli.Flags, day civil.Date, format string, s export.Selection, more more, stdout, stderr io.Writer) error {
	m, err := habilitation.At(day)
	if err != nil {
		return err
	}
	if more.asked(f) {
		return more.run(f, m, day, format, stdout, stderr)
	}
	// No cell depends on a policy.
	s.CellsOnly = true
	t, err := export.NewTable(m, s)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(stdout)
	if err := writers[format](t, b); err != nil {
		return err
	}
	return b.Flush()
}

var writers = map[string]func(*export.Table, io.Writer) error{
	"text": (*export.Table).Text, "csv": (*export.Table).CSV, "json": (*export.Table).JSON,
	"md": (*export.Table).Markdown, "html": (*export.Table).HTML,
}
