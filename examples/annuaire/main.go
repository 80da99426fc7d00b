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
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"

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

// source is an input that may be opened again; when at is nil it may not.
type source struct {
	name  string // of the extraction, for its day
	at    io.ReaderAt
	size  int64
	open  func() (io.ReadCloser, error) // a file of an archive
	once  io.Reader                     // the standard input
	close func() error

	toggle bool // the table from ADELI to RPPS numbers
}

// maxStdinArchive is how much of an archive is taken from a stream.
const maxStdinArchive = 1 << 30

// find opens the input, and the archive when it is one.
func find(name string, o options, stdin io.Reader) (s source, err error) {
	s.name, s.close = filepath.Base(name), func() error { return nil }
	switch name {
	case "":
		s.name, s.at, s.size = exampleName, bytes.NewReader(example), int64(len(example))
		return s, nil
	case "-":
		if f, ok := stdin.(*os.File); ok && atStart(f) {
			// "<FILE" is a file: read by all cores, and not kept in memory.
			plain, err := s.fromFile(f)
			if plain || err != nil {
				return s, err
			}
			break
		}
		in := bufio.NewReaderSize(stdin, 1<<16)
		head, err := in.Peek(64)
		if err != nil && err != io.EOF {
			return s, err
		}
		if !isArchive(head) {
			s.once, s.toggle = in, isToggle(head)
			return s, nil
		}
		all, err := io.ReadAll(io.LimitReader(in, maxStdinArchive+1))
		if err != nil {
			return s, err
		}
		if len(all) > maxStdinArchive {
			return s, errors.New(cli.Word(o.lang, "archive trop grande pour l'entrée standard : donner un fichier", "archive too large for the standard input: give a file"))
		}
		s.at, s.size = bytes.NewReader(all), int64(len(all))
	default:
		f, err := os.Open(name)
		if err != nil {
			return s, err
		}
		s.close = f.Close
		info, err := f.Stat()
		if err == nil && info.IsDir() {
			err = &fs.PathError{Op: "read", Path: name, Err: errors.New("is a directory")}
		}
		if err != nil {
			f.Close()
			return s, err
		}
		if !info.Mode().IsRegular() {
			s.once = f
			return s, nil
		}
		plain, err := s.fromFile(f)
		if plain || err != nil {
			return s, err
		}
	}
	a, err := annuaire.OpenArchive(s.at, s.size, annuaire.ArchiveOptions{})
	if err != nil {
		return s, err
	}
	in, entry, err := a.Open(o.entry)
	if err != nil {
		return s, err
	}
	// The day is in the name of the file, or in that of its archive.
	if _, dated := annuaire.FileNameOf(entry); dated {
		s.name = entry
	}
	s.at, s.size = nil, 0
	first := in
	s.open = func() (io.ReadCloser, error) {
		if first != nil {
			in := first
			first = nil
			return in, nil
		}
		in, _, err := a.Open(o.entry)
		return in, err
	}
	return s, nil
}

// fromFile takes a regular file. It reports whether that is plain, and no
// archive.
func (s *source) fromFile(f *os.File) (plain bool, err error) {
	info, err := f.Stat()
	if err != nil {
		return false, err
	}
	s.at, s.size = f, info.Size()
	head := make([]byte, 64)
	n, err := f.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return false, err
	}
	if isArchive(head[:n]) {
		return false, nil
	}
	s.toggle = isToggle(head[:n])
	return true, nil
}

// atStart reports whether a file is a regular one of which nothing was read.
func atStart(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	at, err := f.Seek(0, io.SeekCurrent)
	return err == nil && at == 0
}

func isArchive(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// isToggle reports whether the first line names the two numbers, and no more.
func isToggle(head []byte) bool {
	first, _, _ := bytes.Cut(bytes.ToUpper(head), []byte("\n"))
	return bytes.Contains(first, []byte("ADELI")) && bytes.Contains(first, []byte("RPPS")) && len(first) < 40
}

// reader opens the extraction. What is read is counted in n.
func (s source) reader(o options, n *atomic.Int64) (*annuaire.Reader, error) {
	day := o.day
	if f, ok := annuaire.FileNameOf(s.name); ok && day.IsZero() {
		day = f.Day
	}
	options := annuaire.Options{Day: day, MaxLine: o.maxLine}
	n.Store(0)
	switch {
	case s.once != nil:
		return annuaire.NewReader(counted{s.once, n}, options)
	case s.open != nil:
		in, err := s.open()
		if err != nil {
			return nil, err
		}
		return annuaire.NewReader(counted{in, n}, options)
	}
	return annuaire.NewReaderAt(countedAt{s.at, n}, s.size, options)
}

// counted and countedAt count what is read.
type counted struct {
	in io.Reader
	n  *atomic.Int64
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n.Add(int64(n))
	return n, err
}

type countedAt struct {
	at io.ReaderAt
	n  *atomic.Int64
}

func (c countedAt) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.at.ReadAt(p, off)
	c.n.Add(int64(n))
	return n, err
}
