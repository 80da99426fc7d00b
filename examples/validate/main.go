// Command validate checks a file of registrations before anything is sent: it
// says, line by line, what the RPPS+ portal or Pro Santé Identité would
// refuse, and why.
//
//	go run ./examples/validate
//	go run ./examples/validate FILE.csv
//	go run ./examples/validate -format json - <FILE.csv
//	go run ./examples/validate -psi FILE.csv >bodies.jsonl
//
// Without a file it checks a fictitious one, in which some lines have errors
// planted.
//
// The columns are named in the first line, or below a title, in any order;
// separators are semicolons, commas or tabs; the text is UTF-8 or Windows-1252.
// Lines are named by their number, and persons by their initials only.
//
// Exit code 0 when no record has an error, 1 when one has, 2 when the file
// cannot be read. Where Pro Santé Identité takes less than the portal, a warning
// says so; with -psi it is an error.
package main

import (
	_ "embed"
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/registration"
)

//go:embed registrations.csv
var example []byte

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, cli.Terminal(os.Stderr), time.Now()))
}

// options are the flags, read.
type options struct {
	file       string
	json, psi  bool
	duplicates bool
	lang       language.Tag
	context    registration.Context
}

func run(args []string, stdin io.Reader, stdout, stderr, progress io.Writer, now time.Time) int {
	f := cli.New("validate", stderr)
	o, err := parseFlags(f, args, now)
	f.Say = func(err error) string { return cli.Message(err, o.lang) }
	code := 0
	if err == nil {
		code, err = validate(o, stdin, stdout, stderr, progress)
	}
	return f.Exit(code, err)
}

func parseFlags(f *cli.Flags, args []string, now time.Time) (o options, err error) {
	f.Usage = func() {
		fmt.Fprintln(f.Output(), "validate [flags] [FILE.csv | -]\n\ncolumns, in any order:")
		for field := range registration.Fields() {
			fmt.Fprintln(f.Output(), "  "+field.Column())
		}
		fmt.Fprintln(f.Output(), "\nflags:")
		f.PrintDefaults()
	}
	lang := f.Lang()
	format := f.Choice("format", "", "text", "json")
	at := f.Day("at", "`DATE` on which the requests are to be sent, AAAA-MM-JJ (default today)", civil.OfTime(now))
	f.BoolVar(&o.psi, "psi", false, "print the body to send to Pro Santé Identité for each valid record, one a line; findings go to the standard error")
	f.BoolVar(&o.duplicates, "duplicates", true, "find who is on two lines; the memory it takes grows with the file")
	genres := f.Choice("genres", "six: the six roles only; portal: GENR01 and GENR99 too, with a warning", "six", "portal")
	students := f.Day("students", "`DATE` from which students are taken, AAAA-MM-JJ (default never)", civil.Date{})
	keys := f.Choice("keys", "wrong check digits: refused, or warned for test data", "refused", "warned")
	file := f.File()
	err = f.Parse(args)
	o.lang, o.json, o.file = *lang, *format == "json", *file
	o.context.At, o.context.Policy.Students.RolesOpenFrom = *at, *students
	if *genres == "portal" {
		o.context.Policy.Genres = registration.PortalGenres
	}
	if *keys == "warned" {
		o.context.Policy.Keys = registration.KeysWarned
	}
	return o, err
}

// validate checks the file and returns the exit code.
func validate(o options, stdin io.Reader, stdout, stderr, progress io.Writer) (int, error) {
	in, size, err := cli.Open(o.file, example, stdin)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	counted := &counter{in: in}
	r, err := registration.NewReader(counted)
	if err != nil {
		return 0, err
	}
	p := newPrinter(o, stdout, stderr)
	p.header(r.Header())
	var index *registration.Duplicates
	if o.duplicates {
		index = new(registration.Duplicates)
	}
	bar := cli.Progress{
		Out: progress, Size: size, Read: func() int64 { return counted.n },
		Noun: cli.Word(o.lang, "enregistrements", "records"),
	}
	for result, err := range r.Check(o.context, index) {
		if err != nil {
			p.flush()
			return 0, err
		}
		p.record(result)
		bar.Show(p.summary.Records)
	}
	bar.Clear()
	p.end()
	if err := p.flush(); err != nil {
		return 0, err
	}
	if p.summary.Errors > 0 || p.summary.Valid < p.summary.Records {
		return 1, nil
	}
	return 0, nil
}

// counter counts what is read.
type counter struct {
	in io.Reader
	n  int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.in.Read(b)
	c.n += int64(n)
	return n, err
}
