package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
)

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
	archive := false
	switch name {
	case "":
		s.name, s.at, s.size = exampleName, bytes.NewReader(example), int64(len(example))
	case "-":
		archive, err = s.fromInput(stdin, o.lang)
	default:
		archive, err = s.fromPath(name)
	}
	if archive && err == nil {
		err = s.fromArchive(o.entry)
	}
	return s, err
}

// fromInput takes the standard input, and reports whether it is an archive. "<FILE"
// is a file: read by all cores, and not kept in memory.
func (s *source) fromInput(stdin io.Reader, lang language.Tag) (archive bool, err error) {
	if f, ok := stdin.(*os.File); ok && atStart(f) {
		return s.fromFile(f)
	}
	in := bufio.NewReaderSize(stdin, 1<<16)
	head, err := in.Peek(64)
	if err != nil && err != io.EOF {
		return false, err
	}
	if !isArchive(head) {
		s.once, s.toggle = in, isToggle(head)
		return false, nil
	}
	all, err := io.ReadAll(io.LimitReader(in, maxStdinArchive+1))
	if err != nil {
		return true, err
	}
	if len(all) > maxStdinArchive {
		return true, errors.New(cli.Word(lang, "archive trop grande pour l'entrée standard : donner un fichier", "archive too large for the standard input: give a file"))
	}
	s.at, s.size = bytes.NewReader(all), int64(len(all))
	return true, nil
}

// fromPath takes a file by its name, and reports whether it is an archive.
func (s *source) fromPath(name string) (archive bool, err error) {
	f, err := os.Open(name)
	if err != nil {
		return false, err
	}
	s.close = f.Close
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = &fs.PathError{Op: "read", Path: name, Err: errors.New("is a directory")}
	}
	if err != nil {
		f.Close()
		return false, err
	}
	if !info.Mode().IsRegular() {
		s.once = f
		return false, nil
	}
	return s.fromFile(f)
}

// fromFile takes a regular file, and reports whether it is an archive.
func (s *source) fromFile(f *os.File) (archive bool, err error) {
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
	archive = isArchive(head[:n])
	s.toggle = !archive && isToggle(head[:n])
	return archive, nil
}

// fromArchive takes a file of the archive that was found.
func (s *source) fromArchive(entry string) error {
	a, err := annuaire.OpenArchive(s.at, s.size, annuaire.ArchiveOptions{})
	if err != nil {
		return err
	}
	first, name, err := a.Open(entry)
	if err != nil {
		return err
	}
	// The day is in the name of the file, or in that of its archive.
	if _, dated := annuaire.FileNameOf(name); dated {
		s.name = name
	}
	s.at, s.size = nil, 0
	s.open = func() (io.ReadCloser, error) {
		if in := first; in != nil {
			first = nil
			return in, nil
		}
		in, _, err := a.Open(entry)
		return in, err
	}
	return nil
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
