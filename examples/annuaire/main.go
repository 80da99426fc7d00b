// Command annuaire reads an extraction of the Annuaire Santé and counts what is
// in it: lines, persons, practice situations, professions, roles, and what is
// odd.
//
//	go run ./examples/annuaire
//	go run ./examples/annuaire PS_LibreAcces_202608250827.zip
//	go run ./examples/annuaire -format json - <PS_LibreAcces_Personne_activite_202608250827.txt
//	go run ./examples/annuaire -diff YESTERDAY.txt -structure 990000010 TODAY.txt
//
// Without a file it reads a fictitious one, in which some lines have errors
// planted. It takes every extraction that package annuaire knows, as text or
// in a ZIP archive. No name and no number of a person is printed.
//
// Persons and lines are counted once each. Professions, roles, modes and kinds
// of structures are counted by line, without the lines that repeat another of
// the same person; a line that does not state a code is not counted there, and
// a code of no list counts as "(unknown)", as does a structure whose sector
// does not tell its kind.
//
// Exit code 0 when all lines could be read, 1 when one could not or, with -diff,
// a column is in one of the two files only, 2 when the file cannot be read.
package main

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

//go:embed PS_LibreAcces_Personne_activite_202608250827.txt
var example []byte

const exampleName = "PS_LibreAcces_Personne_activite_202608250827.txt"

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, cli.Terminal(os.Stderr)))
}

// options are the flags, read.
type options struct {
	file, entry, old string
	json             bool
	lang             language.Tag
	day              civil.Date
	maxLine          int
	establishment    *annuaire.Establishment
}

func run(args []string, stdin io.Reader, stdout, stderr, progress io.Writer) int {
	f := cli.New("annuaire", stderr)
	o, err := parseFlags(f, args)
	f.Say = func(err error) string { return cli.Message(err, o.lang) }
	code := 0
	if err == nil {
		out := bufio.NewWriter(stdout)
		if o.old != "" {
			code, err = compare(o, stdin, out)
		} else {
			code, err = count(o, stdin, out, progress)
		}
		if err == nil {
			err = out.Flush()
		}
	}
	return f.Exit(code, err)
}

func parseFlags(f *cli.Flags, args []string) (o options, err error) {
	f.Usage = func() {
		fmt.Fprintln(f.Output(), "annuaire [flags] [FILE | -]\n\nflags:")
		f.PrintDefaults()
	}
	lang := f.Lang()
	format := f.Choice("format", "", "text", "json")
	at := f.Day("at", "`DATE` of the file, AAAA-MM-JJ (default: that in its name)", civil.Date{})
	f.StringVar(&o.entry, "entry", "", "`PATTERN` of the file in a ZIP archive (default: the one of the activities)")
	f.IntVar(&o.maxLine, "maxline", 0, "`BYTES` that a line may have (default 65536)")
	f.StringVar(&o.old, "diff", "", "`FILE` of another day: print what changed from it to FILE, one JSON object a line with -format json")
	f.Filled("entry", "diff")
	structure := f.String("structure", "", "with -diff: SIRET, FINESS or technical `ID` of the only establishment to look at")
	f.Check(func() (err error) {
		switch {
		case !f.Stated("structure"):
		case o.old == "":
			err = errors.New("-structure: with -diff only")
		default:
			o.establishment, err = establishment(*structure)
		}
		return err
	})
	file := f.File()
	f.Check(func() error {
		switch {
		case o.old != "" && f.NArg() == 0:
			return errors.New("-diff: the file of the later day is missing")
		case o.old == "-" && *file == "-":
			return errors.New("-diff: the standard input is one file, not two")
		}
		return nil
	})
	err = f.Parse(args)
	o.lang, o.json, o.day, o.file = *lang, *format == "json", *at, *file
	return o, err
}

// establishment reads an identifier of an establishment, of whichever kind.
func establishment(text string) (*annuaire.Establishment, error) {
	lenient := rpps.Options{Separators: true, AcceptWrongKey: true}
	var e annuaire.Establishment
	if id, err := lenient.SIRET(text); err == nil {
		e.SIRET = id
	} else if id, err := lenient.FINESS(text); err == nil {
		e.FINESS, e.LegalFINESS = id, id
	} else if id, err := lenient.TechnicalID(text); err == nil {
		// A file may have the number inside alone.
		e.Technical, e.FINESS, e.SIRET = id, id.FINESS(), id.SIRET()
	} else {
		return nil, errors.New("-structure: not a SIRET, a FINESS or a technical identifier")
	}
	return &e, nil
}
