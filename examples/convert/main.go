// Command convert reads one format into the library's model and writes
// another:
//
//	go run ./examples/convert
//	go run ./examples/convert -from userinfo -to fhir userinfo.json
//	go run ./examples/convert -from extraction -to psi -informed 2026-11-20
//	go run ./examples/convert -from extraction -to json Extraction_ProSanteConnect_Personne_activite_202611220412.txt
//
// It reads: userinfo, a userinfo of Pro Santé Connect; extraction, a file of the
// Annuaire Santé; fhir, one resource, a Bundle or NDJSON; psi, bodies of
// Pro Santé Identité, one or more JSON objects. Without a file it reads an
// invented one that it carries.
//
// It writes to the standard output: json, the model of the library (below);
// fhir, a Bundle for the restricted profiles of the Annuaire Santé, one a line
// for each 100 people; psi, one body a line for each situation that may be sent
// on the day of -at. Whether the people were informed no format says: -informed
// declares it.
//
// What was odd in the input and what the output cannot carry is listed on the
// standard error, as text or with -format json as one JSON object a line:
//
//	{"path":"people[0].situations[0].endReason","code":"…","severity":"warning","message":"…"}
//
// The code of what is not carried is NOT-CARRIED, or a rule of the format.
// Exit code 0 when all is well, 1 when something has errors or is refused, 2
// when the input cannot be read at all.
//
// # The model as JSON
//
//	{"people":[
//	{"professional":{…},"situations":[{…},…]},
//	…
//	]}
//
// with the fields of rpps.Professional and situation.Situation under the names
// of their JSON tags: codes as their lists write them, dates AAAA-MM-JJ, what is
// not stated left out. Each person is on a line of their own, so that a file
// of any length is written as it is read.
package main

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Invented people, one file for each format.
//
//go:embed userinfo.json extraction.txt bundle.json psi.json
var examples embed.FS

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, time.Now())) }

// formats are what is read, and the example of each.
var formats = map[string]struct {
	example string
	read    func(*conversion, io.Reader, func(person) error) error
}{
	"userinfo":   {"userinfo.json", readUserinfo},
	"extraction": {"extraction.txt", readExtraction},
	"fhir":       {"bundle.json", readFHIR},
	"psi":        {"psi.json", readPSI},
}

// conversion is one run of the program.
type conversion struct {
	from, to string
	name     string // of the file
	day      civil.Date
	informed civil.Date // the people, of their registration
	lang     language.Tag
	json     bool
	out      *bufio.Writer
	notes    *bufio.Writer
	errors   int
	people   int
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer, now time.Time) int {
	c := &conversion{lang: language.French, out: bufio.NewWriterSize(stdout, 1<<16), notes: bufio.NewWriter(stderr)}
	f := cli.New("convert", stderr)
	from := f.Choice("from", "`FORMAT` to read: userinfo, extraction, fhir or psi", "userinfo", "extraction", "fhir", "psi")
	to := f.Choice("to", "`FORMAT` to write: json, fhir or psi", "json", "fhir", "psi")
	format := f.Choice("format", "form of the notes on the standard error: text or json", "text", "json")
	lang := f.Lang()
	at := f.Day("at", "`DATE` of the sign-in, of the file if its name does not say, and of the sending, AAAA-MM-JJ (default today)", civil.OfTime(now))
	informed := f.Day("informed", "with -to psi, your declaration that the people were informed on `DATE`, AAAA-MM-JJ", civil.Date{})
	file := f.File()
	f.Say = func(err error) string {
		_ = errors.Join(c.out.Flush(), c.notes.Flush())
		return c.message(err)
	}
	if err := f.Parse(args); err != nil {
		return f.Exit(0, err)
	}
	c.from, c.to, c.lang, c.json, c.day, c.informed, c.name = *from, *to, *lang, *format == "json", *at, *informed, *file
	err := c.run(stdin)
	code := 0
	if c.errors > 0 {
		code = 1
	}
	return f.Exit(code, err)
}

// run converts the input.
func (c *conversion) run(stdin io.Reader) error {
	source := formats[c.from]
	var write writer
	switch c.to {
	case "json":
		write = &jsonWriter{c: c}
	case "fhir":
		write = &fhirWriter{c: c}
	case "psi":
		write = &psiWriter{c: c}
	}
	text, err := examples.ReadFile(source.example)
	if err != nil {
		return err
	}
	in, _, err := cli.Open(c.name, text, stdin)
	if err != nil {
		return err
	}
	defer in.Close()
	err = source.read(c, in, func(p person) error {
		c.people++
		return write.person(c.people-1, p)
	})
	if err == nil {
		err = write.end()
	}
	if err == nil {
		err = errors.Join(c.out.Flush(), c.notes.Flush())
	}
	return err
}

// message is the text of an error in the language asked for.
func (c *conversion) message(err error) string {
	f, ok := rule.AsFault(err)
	if !ok {
		return err.Error()
	}
	return c.line(note{Line: f.Position().Line, Path: f.Path(), Code: string(f.Code()), Message: f.Message(c.lang)})
}

// note is one line of the standard error; people script it.
type note struct {
	Line     int           `json:"line,omitempty"`
	Path     string        `json:"path"`
	Code     string        `json:"code"`
	Severity rule.Severity `json:"severity"`
	Message  string        `json:"message"`
}

// Codes that are of this program, beside those of rules.
const (
	codeNotCarried  = "NOT-CARRIED"
	codeNoSituation = "NO-SITUATION"
	codeUnreadable  = "UNREADABLE"
)

func (c *conversion) word(fr, en string) string { return cli.Word(c.lang, fr, en) }

func (c *conversion) tell(n note) {
	if n.Severity == rule.Error {
		c.errors++
	}
	if c.json {
		_ = cli.JSON(c.notes, n, "")
		return
	}
	fmt.Fprintln(c.notes, c.line(n))
}

func (c *conversion) line(n note) string {
	colon := c.word(" : ", ": ")
	out := n.Code + colon + n.Message
	if n.Path != "" {
		out = n.Path + colon + out
	}
	if n.Line > 0 {
		out = fmt.Sprint(c.word("ligne ", "line "), n.Line, colon, out)
	}
	return out
}

// faults tells findings, with the path of the one they are about before
// theirs.
func (c *conversion) faults(under string, fs ...rule.Fault) {
	for _, f := range fs {
		f = f.Under(under)
		c.tell(note{f.Position().Line, f.Path(), string(f.Code()), f.Severity(), f.Message(c.lang)})
	}
}

// lost tells that something has no place in what is written.
func (c *conversion) lost(path string) {
	c.tell(note{
		Path: path, Code: codeNotCarried, Severity: rule.Warning,
		Message: c.word("n'est pas transporté vers "+c.to, "is not carried to "+c.to),
	})
}
