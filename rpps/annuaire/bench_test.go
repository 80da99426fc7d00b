package annuaire_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// -lines 2300000 measures a national file.
var (
	benchLines = flag.Int("lines", 20_000, "lines of the file of the benchmarks")
	benchPath  = flag.String("file", "", "file of the benchmarks, in the place of a generated one")
)

var benchDay = civil.MustNew(2026, time.August, 25)

// benchFile makes the file of the benchmarks once, and removes it with the
// directory of the first who asks.
type benchFile struct {
	path           string
	size           int64
	lines, persons int
}

func makeFile(b *testing.B) benchFile {
	b.Helper()
	if *benchPath != "" {
		return measured(b, *benchPath)
	}
	path := filepath.Join(b.TempDir(), "extraction.txt")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	report, err := extractgen.NewWorld(1, *benchLines).Write(f, extractgen.Options{Layout: extractgen.Activity56})
	if err := errors.Join(err, f.Close()); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	return benchFile{path, info.Size(), report.Lines, report.Persons}
}

// measured counts what is in a file that was there.
func measured(b *testing.B, path string) benchFile {
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		b.Fatal(err)
	}
	r, err := annuaire.NewReader(f, annuaire.Options{})
	if err != nil {
		b.Fatal(err)
	}
	out := benchFile{path: path, size: info.Size()}
	var before []byte
	for rec, err := range r.Records() {
		if err != nil {
			b.Fatal(err)
		}
		out.lines++
		if id := rec.Bytes(annuaire.ColNationalID); !bytes.Equal(id, before) {
			out.persons++
			before = append(before[:0], id...)
		}
	}
	return out
}

// BenchmarkExtraction reads one file with the library and with what one would
// write without it. The last rows of a run are compared with each other, and
// with no other run.
func BenchmarkExtraction(b *testing.B) {
	file := makeFile(b)
	run := func(name string, count int, read func(f *os.File) (int, error)) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(file.size)
			b.ReportAllocs()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				f, err := os.Open(file.path)
				if err != nil {
					b.Fatal(err)
				}
				n, err := read(f)
				f.Close()
				if err != nil || n != count {
					b.Fatal(n, count, err)
				}
			}
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(b.N)/float64(file.lines), "allocs/line")
		})
	}
	open := func(f *os.File) (*annuaire.Reader, error) {
		return annuaire.NewReader(f, annuaire.Options{Day: benchDay})
	}

	// Without the library.
	run("newlines", file.lines+1, func(f *os.File) (n int, err error) {
		buf := make([]byte, 1<<20)
		for {
			k, err := f.Read(buf)
			n += bytes.Count(buf[:k], []byte("\n"))
			if err == io.EOF {
				return n, nil
			}
		}
	})
	run("bare-IndexByte-56", file.lines+1, func(f *os.File) (int, error) {
		in := bufio.NewScanner(f)
		in.Buffer(make([]byte, 1<<20), 1<<20)
		var fields [57][]byte
		n, total := 0, 0
		for in.Scan() {
			line := in.Bytes()
			k := 0
			for {
				i := bytes.IndexByte(line, '|')
				if i < 0 {
					break
				}
				fields[k] = line[:i]
				line = line[i+1:]
				k++
			}
			n++
			total += len(fields[2])
		}
		if total == 0 {
			return 0, in.Err()
		}
		return n, in.Err()
	})
	run("encoding-csv-lazy", file.lines+1, func(f *os.File) (n int, err error) {
		in := csv.NewReader(f)
		in.Comma, in.LazyQuotes, in.ReuseRecord = '|', true, true
		for {
			if _, err := in.Read(); err == io.EOF {
				return n, nil
			} else if err != nil {
				return n, err
			}
			n++
		}
	})

	// With it.
	run("columns-counted", file.lines, func(f *os.File) (n int, err error) {
		r, err := open(f)
		if err != nil {
			return 0, err
		}
		for rec, err := range r.Records() {
			if err != nil || rec.Len() != 56 {
				return n, err
			}
			n++
		}
		return n, nil
	})
	run("two-columns", file.lines, func(f *os.File) (n int, err error) {
		r, err := open(f)
		if err != nil {
			return 0, err
		}
		for rec, err := range r.Records() {
			if err != nil || len(rec.Bytes(annuaire.ColNationalID)) == 0 || len(rec.Bytes(annuaire.ColProfessionCode)) == 0 {
				return n, err
			}
			n++
		}
		return n, nil
	})
	run("full", file.lines, func(f *os.File) (n int, err error) {
		r, err := open(f)
		if err != nil {
			return 0, err
		}
		var a annuaire.Activity
		for rec, err := range r.Records() {
			if err != nil {
				return n, err
			}
			if rec.Read(&a); a.Professional.Number.KeyValid() {
				n++
			}
		}
		return n, nil
	})
	for _, workers := range []int{1, 2} {
		run("full-workers-"+string(rune('0'+workers)), file.lines, func(f *os.File) (n int, err error) {
			r, err := open(f)
			if err != nil {
				return 0, err
			}
			for k, err := range annuaire.Chunks(r, workers, func(records iter.Seq2[annuaire.Record, error]) (n int) {
				var a annuaire.Activity
				for rec, err := range records {
					if rec.Read(&a); err == nil && a.Professional.Number.KeyValid() {
						n++
					}
				}
				return n
			}) {
				if n += k; err != nil {
					return n, err
				}
			}
			return n, nil
		})
	}
	persons := func(from func(*annuaire.Reader) iter.Seq2[*annuaire.Person, error]) func(f *os.File) (int, error) {
		return func(f *os.File) (n int, err error) {
			r, err := annuaire.NewReaderAt(f, file.size, annuaire.Options{Day: benchDay})
			if err != nil {
				return 0, err
			}
			for p, err := range from(r) {
				if err != nil || len(p.Lines) == 0 {
					return n, err
				}
				n++
			}
			return n, nil
		}
	}
	run("persons-sorted", file.persons, persons(func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] {
		return r.Persons(annuaire.GroupSorted)
	}))
	run("persons-indexed", file.persons, persons(func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] {
		return r.Persons(annuaire.GroupIndexed)
	}))
	run("persons-workers-2", file.persons, persons(func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] {
		return r.PersonsParallel(2)
	}))
}

// BenchmarkDiff compares the files of two days; the baseline keeps the lines of
// the first in a map, strikes out those of the second, and knows nothing of
// persons, roles and what changed.
func BenchmarkDiff(b *testing.B) {
	world := extractgen.NewWorld(1, *benchLines)
	next, _ := world.NextDay(2, max(1, *benchLines/1000))
	var before, after bytes.Buffer
	for w, out := range map[*extractgen.World]*bytes.Buffer{world: &before, next: &after} {
		if _, err := w.Write(out, extractgen.Options{Layout: extractgen.Activity56}); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("library", func(b *testing.B) {
		b.SetBytes(int64(before.Len() + after.Len()))
		b.ReportAllocs()
		for b.Loop() {
			var readers [2]*annuaire.Reader
			for i, in := range []*bytes.Buffer{&before, &after} {
				r, err := annuaire.NewReader(bytes.NewReader(in.Bytes()), annuaire.Options{Day: benchDay.AddDays(i)})
				if err != nil {
					b.Fatal(err)
				}
				readers[i] = r
			}
			c, err := annuaire.Diff(readers[0], readers[1], annuaire.DiffOptions{})
			if err != nil || len(c.Changes) == 0 {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline", func(b *testing.B) {
		b.SetBytes(int64(before.Len() + after.Len()))
		b.ReportAllocs()
		for b.Loop() {
			lines := map[string]int{}
			for l := range bytes.Lines(before.Bytes()) {
				lines[string(l)]++
			}
			for l := range bytes.Lines(after.Bytes()) {
				lines[string(l)]--
			}
			n := 0
			for _, k := range lines {
				if k != 0 {
					n++
				}
			}
			if n == 0 {
				b.Fatal("no line differs")
			}
		}
	})
}
