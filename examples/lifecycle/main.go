// Command lifecycle prints and draws the six life cycles of the library, and
// replays what happened in one: each event is made, or refused with what was
// missing, who may, and what was permitted instead.
//
//	go run ./examples/lifecycle
//	go run ./examples/lifecycle -machine situation
//	go run ./examples/lifecycle -machine situation -replay example
//	go run ./examples/lifecycle -replay examples/lifecycle/stories/situation.json -strict
//	go run ./examples/lifecycle -replay examples/lifecycle/testdata/history.jsonl
//
// Without flags it lists the six and sketches the situation. What -replay takes
// is told apart by the content:
//
//   - a script, one JSON document with the codes of the machine (those of
//     -format json): {"machine":"situation","events":[{"at":"2026-01-05",
//     "actor":"gestionnaire","event":"create","facts":["roleChosen"]}]};
//   - a sealed history of package history: the moves, and whether the seal
//     holds or at which line it breaks.
//
// In a script "version", a "title", and a "note" on an event may stand too.
// Titles and notes are printed as they are: they are no place for the data of
// persons. After a refusal the state stays and the replay goes on.
//
// Exit code 0; 1 when something was refused, or the seal does not hold; 2 when
// it cannot run, and then nothing is written to the standard output.
package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// options are the flags, read.
type options struct {
	machine string // "" for all
	format  string
	replay  string
	short   bool
	lang    language.Tag
	policy  lifecycle.Policy
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	f := cli.New("lifecycle", stderr)
	o, err := parseFlags(f, args)
	f.Say = func(err error) string { return strings.Join(messages(err, o.lang), "\n") }
	var out bytes.Buffer
	code := 0
	if err == nil {
		if o.replay != "" {
			code, err = replay(o, stdin, &out)
		} else {
			err = draw(o, &out)
		}
	}
	if err == nil {
		_, err = stdout.Write(out.Bytes())
	}
	return f.Exit(code, err)
}

const (
	formatText     = "text"
	formatMermaid  = "mermaid"
	formatDOT      = "dot"
	formatJSON     = "json"
	formatMarkdown = "markdown"
)

// exampleName is the name of the file of -replay that stands for the embedded
// story.
const exampleName = "example"

func parseFlags(f *cli.Flags, args []string) (o options, err error) {
	names := strings.Join(machineNames(), "|")
	f.StringVar(&o.machine, "machine", "", names+" (default: all six; for mermaid and dot, the situation)")
	format := f.Choice("format", "text, mermaid, dot, json or markdown; a replay is text or json", formatText, formatMermaid, formatDOT, formatJSON, formatMarkdown)
	f.StringVar(&o.replay, "replay", "", "`FILE` to replay, a script or a sealed history; - for the standard input; example for the fictitious story of the machine (default situation)")
	f.Filled("machine", "replay")
	lang := f.Lang()
	strict := f.Bool("strict", false, "only the moves that a source states; the others are refused by policy")
	refuse := f.List("refuse", "`ID,ID` of moves to refuse")
	allow := f.List("allow", "`ID,ID` of moves to allow that are off by default")
	f.BoolVar(&o.short, "short", false, "events and evidence only, without actors and conditions (text and mermaid)")
	err = f.Parse(args)
	o.lang, o.format = *lang, *format
	if err != nil {
		return o, err
	}
	drawn := o.format == formatMermaid || o.format == formatDOT
	switch {
	case o.machine != "" && find(o.machine) == nil:
		return o, errors.New("-machine: " + names)
	case o.replay != "" && o.format != formatText && o.format != formatJSON:
		return o, errors.New("-replay: the format is text or json")
	case o.short && (o.replay != "" || o.format != formatText && o.format != formatMermaid):
		return o, errors.New("-short: for text and mermaid, without -replay")
	case f.NArg() > 0:
		return o, errors.New("only flags are taken; a file to replay comes after -replay")
	}
	if *strict {
		o.policy.Weakest = rule.Sourced
	}
	o.policy.Refuse, o.policy.Allow = *refuse, *allow
	if o.machine == "" && (o.replay == exampleName || o.replay == "" && drawn) {
		o.machine = "situation"
	}
	if o.machine == "" && o.replay == "" && len(o.policy.Refuse)+len(o.policy.Allow) > 0 {
		return o, errors.New("-refuse, -allow: name the machine with -machine")
	}
	return o, nil
}

// draw prints the machines, or one.
func draw(o options, out *bytes.Buffer) error {
	if o.machine == "" {
		return drawAll(o, out)
	}
	m, err := find(o.machine).get().under(o.policy)
	if err != nil {
		return err
	}
	switch {
	case o.format == formatText && o.short:
		printSketch(out, m, o.lang)
	case o.format == formatText:
		out.WriteString(m.Text(o.lang))
	case o.format == formatMermaid && o.short:
		out.WriteString(shortMermaid(m, o.lang))
	case o.format == formatMermaid:
		out.WriteString(m.Mermaid(o.lang))
	case o.format == formatDOT:
		out.WriteString(m.DOT(o.lang))
	case o.format == formatMarkdown:
		out.WriteString(section(find(o.machine), m, o.lang))
	default:
		return cli.JSON(out, m, "")
	}
	return nil
}

// drawAll prints what there is, and what to ask for.
func drawAll(o options, out *bytes.Buffer) error {
	var all []counts
	for i := range machines {
		m, err := machines[i].get().under(o.policy)
		if err != nil {
			return err
		}
		if o.format == formatMarkdown {
			if i > 0 {
				out.WriteString("\n")
			}
			out.WriteString(section(&machines[i], m, o.lang))
		}
		if o.format == formatText && o.short {
			if i > 0 {
				out.WriteString("\n")
			}
			printSketch(out, m, o.lang)
		}
		c := m.counts()
		c.Machine = machines[i].flag
		all = append(all, c)
	}
	switch {
	case o.format == formatJSON:
		return cli.JSON(out, map[string]any{"machines": all}, "")
	case o.format == formatText && !o.short:
		printList(out, all, o.lang)
		m, err := find("situation").get().under(o.policy)
		if err != nil {
			return err
		}
		out.WriteString("\n")
		printSketch(out, m, o.lang)
		printHints(out, o.lang)
	}
	return nil
}

// messages are the lines of an error in a language.
func messages(err error, lang language.Tag) []string {
	if fs, ok := errors.AsType[scriptFaults](err); ok {
		return fs.lines(lang)
	}
	if ds, ok := errors.AsType[lifecycle.Defects](err); ok {
		var out []string
		for _, d := range ds {
			out = append(out, "-refuse, -allow"+cli.Colon(lang)+defect(d, lang))
		}
		return out
	}
	return []string{err.Error()}
}

// defect is what is wrong with a policy.
func defect(d lifecycle.Defect, lang language.Tag) string {
	id := strings.TrimPrefix(d.At, "move ")
	switch d.Problem {
	case lifecycle.UnknownMove:
		return cli.Word(lang, "ce cycle de vie n'a pas de passage ", "this life cycle has no move ") + quote(id)
	case lifecycle.PolicyConflict:
		return cli.Word(lang, "le passage "+id+" est déjà permis, ou refusé en même temps", "move "+id+" is permitted already, or refused at the same time")
	}
	return d.Error()
}
