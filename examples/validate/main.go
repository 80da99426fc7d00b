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
// The columns are named in the first line, in any order; separators are
// semicolons, commas or tabs; the text is UTF-8 or Windows-1252. Lines are
// named by their number, and persons by their initials only.
//
// Exit code 0 when no record has an error, 1 when one has, 2 when the file
// cannot be read. Where Pro Santé Identité takes less than the portal, a warning
// says so; with -psi it is an error.
package main

import (
	"bytes"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

//go:embed registrations.csv
var example []byte

func main() {
	var progress io.Writer
	if info, err := os.Stderr.Stat(); err == nil && info.Mode()&fs.ModeCharDevice != 0 {
		progress = os.Stderr
	}
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, progress, time.Now()))
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
	o, err := parseFlags(args, stderr, now)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	code := 2
	if err == nil {
		code, err = validate(o, stdin, stdout, stderr, progress)
	}
	if err != nil {
		fmt.Fprintln(stderr, "validate:", message(err, o.lang))
		return 2
	}
	return code
}

// message is the text of an error in the language asked for.
func message(err error, lang language.Tag) string {
	f, ok := rule.AsFault(err)
	if !ok {
		return err.Error()
	}
	text := string(f.Code()) + colon(lang) + f.Message(lang)
	if line := f.Position().Line; line > 0 {
		text = word(lang, "ligne ", "line ") + fmt.Sprint(line) + colon(lang) + text
	}
	return text
}

func parseFlags(args []string, stderr io.Writer, now time.Time) (o options, err error) {
	o.lang = language.French
	f := flag.NewFlagSet("validate", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.Usage = func() {
		fmt.Fprintln(stderr, "validate [flags] [FILE.csv | -]\n\ncolumns, in any order:")
		for field := range registration.Fields {
			fmt.Fprintln(stderr, "  "+field.Column())
		}
		fmt.Fprintln(stderr, "\nflags:")
		f.PrintDefaults()
	}
	lang := f.String("lang", "fr", "fr or en")
	format := f.String("format", "text", "text or json")
	at := f.String("at", "", "`DATE` on which the requests are to be sent, AAAA-MM-JJ (default today)")
	f.BoolVar(&o.psi, "psi", false, "print the body to send to Pro Santé Identité for each valid record, one a line; findings go to the standard error")
	f.BoolVar(&o.duplicates, "duplicates", true, "find who is on two lines; the memory it takes grows with the file")
	genres := f.String("genres", "six", "six: the six roles only; portal: GENR01 and GENR99 too, with a warning")
	students := f.String("students", "", "`DATE` from which students are taken, AAAA-MM-JJ (default never)")
	keys := f.String("keys", "refused", "wrong check digits: refused, or warned for test data")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	switch *lang {
	case "fr":
	case "en":
		o.lang = language.English
	default:
		return o, errors.New("-lang: fr or en")
	}
	switch *format {
	case "text":
	case "json":
		o.json = true
	default:
		return o, errors.New("-format: text or json")
	}
	o.context.At = civil.OfTime(now)
	if *at != "" {
		if o.context.At, err = civil.ParseISO(*at); err != nil {
			return o, fmt.Errorf("-at: %w", err)
		}
	}
	if *students != "" {
		if o.context.Policy.Students.RolesOpenFrom, err = civil.ParseISO(*students); err != nil {
			return o, fmt.Errorf("-students: %w", err)
		}
	}
	switch *genres {
	case "six":
	case "portal":
		o.context.Policy.Genres = registration.PortalGenres
	default:
		return o, errors.New("-genres: six or portal")
	}
	switch *keys {
	case "refused":
	case "warned":
		o.context.Policy.Keys = registration.KeysWarned
	default:
		return o, errors.New("-keys: refused or warned")
	}
	if f.NArg() > 1 {
		return o, errors.New("one file at most; flags come before it")
	}
	o.file = f.Arg(0)
	return o, nil
}

// open returns the file to check, and its size when it is known.
func open(name string, stdin io.Reader) (io.ReadCloser, int64, error) {
	switch name {
	case "":
		return io.NopCloser(bytes.NewReader(example)), int64(len(example)), nil
	case "-":
		return io.NopCloser(stdin), 0, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = &fs.PathError{Op: "read", Path: name, Err: errors.New("is a directory")}
	}
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// validate checks the file and returns the exit code.
func validate(o options, stdin io.Reader, stdout, stderr, progress io.Writer) (int, error) {
	in, size, err := open(o.file, stdin)
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
	bar := progressBar{out: progress, size: size, in: counted, lang: o.lang}
	for result, err := range r.Check(o.context, index) {
		if err != nil {
			p.flush()
			return 0, err
		}
		p.record(result)
		bar.show(p.summary.Records)
	}
	bar.clear()
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

// progressBar shows how far a long file is, on a terminal only.
type progressBar struct {
	out   io.Writer
	size  int64
	in    *counter
	lang  language.Tag
	shown bool
}

// every is how many records pass between two signs of progress.
const every = 20_000

func (b *progressBar) show(records int) {
	if b.out == nil || records%every != 0 {
		return
	}
	b.shown = true
	text := fmt.Sprintf("%d %s", records, word(b.lang, "enregistrements", "records"))
	if b.size > 0 {
		text += fmt.Sprintf(", %d %%", min(100, b.in.n*100/b.size))
	}
	fmt.Fprintf(b.out, "\r%s ", text)
}

func (b *progressBar) clear() {
	if b.shown {
		fmt.Fprintf(b.out, "\r%40s\r", "")
	}
}

func word(lang language.Tag, fr, en string) string { return rule.Text{FR: fr, EN: en}.In(lang) }
