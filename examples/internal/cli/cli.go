// Package cli is what the example programs have around the library: flags,
// the input, the sign of progress, the exit code.
//
// A program declares its flags, which are read by Parse and checked in the
// order of their declaration:
//
//	f := cli.New("dui", stderr)
//	lang, at := f.Lang(), f.Day("at", "`DATE` of the sign-in", civil.OfTime(now))
//	if err := f.Parse(args); err != nil {
//		return f.Exit(0, err)
//	}
//
// Exit codes are those of every example: 0 done, 1 something was found, 2 it
// could not be done.
package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Flags are the flags of one program.
type Flags struct {
	*flag.FlagSet
	// Say puts an error into words; nil for Error.
	Say func(error) string

	stderr io.Writer
	checks []func() error
}

// New returns flags that tell their usage and errors to stderr.
func New(name string, stderr io.Writer) *Flags {
	f := &Flags{FlagSet: flag.NewFlagSet(name, flag.ContinueOnError), stderr: stderr}
	f.SetOutput(stderr)
	return f
}

// Check adds a check for Parse. Values of flags are there when it runs.
func (f *Flags) Check(check func() error) { f.checks = append(f.checks, check) }

// Choice declares a flag that takes one of some words, the first by default.
func (f *Flags) Choice(name, usage string, words ...string) *string {
	list := strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
	if usage == "" {
		usage = list
	}
	v := f.String(name, words[0], usage)
	f.Check(func() error {
		if !slices.Contains(words, *v) {
			return fmt.Errorf("-%s: %s", name, list)
		}
		return nil
	})
	return v
}

// Lang declares -lang, French by default.
func (f *Flags) Lang() *language.Tag {
	tag := language.French
	v := f.Choice("lang", "", "fr", "en")
	f.Check(func() error {
		if *v == "en" {
			tag = language.English
		}
		return nil
	})
	return &tag
}

// Day declares a flag that takes a day, AAAA-MM-JJ; empty is otherwise, which
// the zero date leaves not stated.
func (f *Flags) Day(name, usage string, otherwise civil.Date) *civil.Date {
	day := otherwise
	v := f.String(name, "", usage)
	f.Check(func() (err error) {
		if *v != "" {
			if day, err = civil.ParseISO(*v); err != nil {
				return fmt.Errorf("-%s: %w", name, err)
			}
		}
		return nil
	})
	return &day
}

// List declares a flag that takes values separated by commas; blanks and empty places
// go. Stated without a value, as from a variable that a script forgot to set, it is
// refused: for what it narrows all would be meant unseen.
func (f *Flags) List(name, usage string) *[]string {
	var out []string
	v := f.String(name, "", usage)
	f.Check(func() error {
		for s := range strings.SplitSeq(*v, ",") {
			if s = strings.TrimSpace(s); s != "" {
				out = append(out, s)
			}
		}
		if out == nil && f.Stated(name) {
			return fmt.Errorf("-%s: empty", name)
		}
		return nil
	})
	return &out
}

// Stated reports whether the arguments have a flag, be it empty.
func (f *Flags) Stated(name string) (stated bool) {
	f.Visit(func(x *flag.Flag) { stated = stated || x.Name == name })
	return stated
}

// Filled refuses these flags, of texts, when they are stated and empty, as [Flags.List]
// does: the example, or all, would be meant unseen.
func (f *Flags) Filled(names ...string) {
	f.Check(func() error {
		for _, name := range names {
			if f.Stated(name) && f.Lookup(name).Value.String() == "" {
				return fmt.Errorf("-%s: empty", name)
			}
		}
		return nil
	})
}

// File takes the only argument: a file, - for the standard input, or nothing.
func (f *Flags) File() *string {
	var name string
	f.Check(func() error {
		switch {
		case f.NArg() > 1:
			return errors.New("one file at most; flags come before it")
		case f.NArg() == 1 && f.Arg(0) == "":
			return errors.New("the name of the file is empty")
		}
		name = f.Arg(0)
		return nil
	})
	return &name
}

// NoFile refuses arguments.
func (f *Flags) NoFile() {
	f.Check(func() error {
		if f.NArg() > 0 {
			return errors.New("unexpected argument after the flags")
		}
		return nil
	})
}

// errTold: package flag has printed the error.
var errTold = errors.New("told")

// Parse reads the arguments and runs the checks. The error is for Exit.
func (f *Flags) Parse(args []string) error {
	switch err := f.FlagSet.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return err
	case err != nil:
		return errTold
	}
	for _, check := range f.checks {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// Exit returns the exit code of the program: code without an error, 0 after
// the usage was asked for, 2 after an error, which it prints.
func (f *Flags) Exit(code int, err error) int {
	switch {
	case err == nil:
		return code
	case errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errTold):
		return 2
	}
	text := err.Error()
	if f.Say != nil {
		text = f.Say(err)
	}
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintf(f.stderr, "%s: %s\n", f.Name(), line)
	}
	return 2
}

// Open opens the input of a program: example without a name, the standard
// input for -. The size is 0 when it is not known.
func Open(name string, example []byte, stdin io.Reader) (in io.ReadCloser, size int64, err error) {
	switch name {
	case "":
		return io.NopCloser(bytes.NewReader(example)), int64(len(example)), nil
	case "-":
		return io.NopCloser(stdin), 0, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = &fs.PathError{Op: "read", Path: name, Err: errors.New("is a directory")}
	}
	if err != nil {
		file.Close()
		return nil, 0, err
	}
	return file, info.Size(), nil
}

// Word returns a text in the language.
func Word(lang language.Tag, fr, en string) string { return rule.Text{FR: fr, EN: en}.In(lang) }

// Colon returns the colon of the language, with its blanks.
func Colon(lang language.Tag) string { return Word(lang, " : ", ": ") }

// JSON writes a value and a line end, with <, > and & as they are: on one line, or
// indented.
func JSON(w io.Writer, v any, indent string) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	return e.Encode(v)
}

// Message is the text of an error, on one line, in the language: a fault of the
// library with its line and code.
func Message(err error, lang language.Tag) string {
	var all rule.Faults
	if errors.As(err, &all) && len(all) > 1 {
		return Message(all[0], lang) + fmt.Sprintf(Word(lang, " (et %d autres)", " (and %d more)"), len(all)-1)
	}
	f, ok := rule.AsFault(err)
	if !ok {
		return strings.ReplaceAll(err.Error(), "\n", " ")
	}
	text := string(f.Code()) + Colon(lang) + f.Message(lang)
	if line := f.Position().Line; line > 0 {
		text = Word(lang, "ligne ", "line ") + strconv.Itoa(line) + Colon(lang) + text
	}
	return text
}

// Progress shows how far a long file is. The zero Progress shows nothing.
type Progress struct {
	// Out is a terminal, or nil.
	Out io.Writer
	// Size is that of the input in bytes, 0 when not known, and Read says how
	// much of it was read.
	Size int64
	Read func() int64
	// Noun names what is counted.
	Noun string

	shown bool
}

// Every is how many of them pass between two signs.
const Every = 20_000

// Show tells the count, now and then.
func (p *Progress) Show(count int) {
	if p.Out == nil || count%Every != 0 {
		return
	}
	p.shown = true
	text := fmt.Sprintf("%d %s", count, p.Noun)
	if p.Size > 0 {
		text += fmt.Sprintf(", %d %%", min(100, p.Read()*100/p.Size))
	}
	fmt.Fprintf(p.Out, "\r%s ", text)
}

// Clear wipes the line.
func (p *Progress) Clear() {
	if p.shown {
		fmt.Fprintf(p.Out, "\r%40s\r", "")
	}
	p.shown = false
}

// Terminal returns f when it is a terminal, else nil: for Progress.Out.
func Terminal(f *os.File) io.Writer {
	if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		return f
	}
	return nil
}
