package perf

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/internal/regsample"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
)

// A task is one way of reading the directory.
type task struct {
	name, what string
	base       string   // task of the same size to which it is compared; "" for none
	files      []string // that it reads: activity, next, registrations
	do         func(files []*os.File) (lines, found int, err error)
}

// tasks are in the order of the page.
func tasks() []task {
	grouped := func(from func(*annuaire.Reader) func(func(*annuaire.Person, error) bool)) func([]*os.File) (int, int, error) {
		return func(files []*os.File) (lines, persons int, err error) {
			r, err := openFile(files[0], 0)
			if err != nil {
				return 0, 0, err
			}
			for p, err := range from(r) {
				if err != nil {
					return 0, 0, err
				}
				lines += len(p.Lines)
				persons++
			}
			return lines, persons, nil
		}
	}
	return []task{
		{"bare", "bare splitter: 56 columns, nothing checked", "", []string{"activity"}, func(files []*os.File) (lines, found int, err error) {
			in := bufio.NewScanner(files[0])
			in.Buffer(make([]byte, 1<<20), 1<<20)
			for in.Scan() {
				line := in.Bytes()
				for i := bytes.IndexByte(line, '|'); i >= 0; i = bytes.IndexByte(line, '|') {
					line = line[i+1:]
					found++
				}
				lines++
			}
			return lines - 1, found / 56, in.Err()
		}},
		{"columns", "lines read, columns counted", "bare", []string{"activity"}, func(files []*os.File) (lines, found int, err error) {
			r, err := openFile(files[0], 0)
			if err != nil {
				return 0, 0, err
			}
			for rec, err := range r.Records() {
				if err != nil {
					return 0, 0, err
				}
				lines++
				found += rec.Len() / 56
			}
			return lines, found, nil
		}},
		{"full", "every record read and checked", "bare", []string{"activity"}, func(files []*os.File) (lines, found int, err error) {
			r, err := openFile(files[0], 0)
			if err != nil {
				return 0, 0, err
			}
			var a annuaire.Activity
			for rec, err := range r.Records() {
				if err != nil {
					return 0, 0, err
				}
				rec.Read(&a)
				lines++
				if a.HasSituation {
					found++
				}
			}
			return lines, found, nil
		}},
		{"chunks", "every record read and checked, two workers", "bare", []string{"activity"}, func(files []*os.File) (lines, found int, err error) {
			r, err := openFile(files[0], 0)
			if err != nil {
				return 0, 0, err
			}
			type counts struct {
				lines, found int
				err          error
			}
			for n, err := range annuaire.Chunks(r, 2, func(records iter.Seq2[annuaire.Record, error]) (n counts) {
				var a annuaire.Activity
				for rec, err := range records {
					n.err = errors.Join(n.err, err)
					rec.Read(&a)
					n.lines++
					if a.HasSituation {
						n.found++
					}
				}
				return n
			}) {
				if err := errors.Join(err, n.err); err != nil {
					return 0, 0, err
				}
				lines, found = lines+n.lines, found+n.found
			}
			return lines, found, nil
		}},
		{"sorted", "people grouped, sorted file", "bare", []string{"activity"}, grouped(func(r *annuaire.Reader) func(func(*annuaire.Person, error) bool) {
			return r.Persons(annuaire.GroupSorted)
		})},
		{"indexed", "people grouped, any file", "bare", []string{"activity"}, grouped(func(r *annuaire.Reader) func(func(*annuaire.Person, error) bool) {
			return r.Persons(annuaire.GroupIndexed)
		})},
		{"workers", "people grouped, sorted file, two workers", "bare", []string{"activity"}, grouped(func(r *annuaire.Reader) func(func(*annuaire.Person, error) bool) {
			return r.PersonsParallel(2)
		})},
		{"diff", "difference of two days", "", []string{"activity", "next"}, func(files []*os.File) (lines, found int, err error) {
			var readers [2]*annuaire.Reader
			for i, f := range files {
				if readers[i], err = openFile(f, i); err != nil {
					return 0, 0, err
				}
			}
			c, err := annuaire.Diff(readers[0], readers[1], annuaire.DiffOptions{})
			if err != nil {
				return 0, 0, err
			}
			return c.Before.Lines + c.After.Lines, len(c.Changes), nil
		}},
		{"csv", "registrations split by encoding/csv, nothing checked", "", []string{"registrations"}, func(files []*os.File) (lines, found int, err error) {
			in := csv.NewReader(files[0])
			in.Comma = ';'
			for {
				record, err := in.Read()
				if errors.Is(err, io.EOF) {
					return lines - 1, found, nil
				}
				if err != nil {
					return 0, 0, err
				}
				lines++
				if record[0] != "" {
					found++
				}
			}
		}},
		{"check", "registrations read and checked", "csv", []string{"registrations"}, func(files []*os.File) (int, int, error) {
			return checkFile(files[0], nil)
		}},
		{"duplicates", "the same, and who is on two lines", "csv", []string{"registrations"}, func(files []*os.File) (int, int, error) {
			return checkFile(files[0], new(registration.Duplicates))
		}},
	}
}

func openFile(f *os.File, days int) (*annuaire.Reader, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return annuaire.NewReaderAt(f, info.Size(), annuaire.Options{Day: day.AddDays(days)})
}

// checkFile counts the records, and those of which something is said.
func checkFile(f *os.File, d *registration.Duplicates) (lines, found int, err error) {
	r, err := registration.NewReader(f)
	if err != nil {
		return 0, 0, err
	}
	for res, err := range r.Check(registration.Context{At: day}, d) {
		if err != nil {
			return 0, 0, err
		}
		lines++
		if len(res.Faults) > 0 {
			found++
		}
	}
	return lines, found, nil
}

// makeFiles writes the files of a size, if they are not there.
func makeFiles(dir string, lines int) error {
	w := extractgen.NewWorld(1, lines)
	next, _ := w.NextDay(2, max(1, lines/1000))
	for name, write := range map[string]func(*bufio.Writer) error{
		"activity": func(out *bufio.Writer) error {
			_, err := w.Write(out, extractgen.Options{Layout: extractgen.Activity56})
			return err
		},
		"next": func(out *bufio.Writer) error {
			_, err := next.Write(out, extractgen.Options{Layout: extractgen.Activity56})
			return err
		},
		"registrations": func(out *bufio.Writer) error {
			return regsample.WriteCSV(out, rand.New(rand.NewPCG(1, uint64(lines))), day, lines, regsample.CSVOptions{})
		},
	} {
		path := fileOf(dir, name, lines)
		if _, err := os.Stat(path); err == nil {
			continue
		}
		f, err := os.Create(path + ".part")
		if err != nil {
			return err
		}
		out := bufio.NewWriterSize(f, 1<<20)
		err = errors.Join(write(out), out.Flush(), f.Close())
		if err == nil {
			err = os.Rename(path+".part", path)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func fileOf(dir, name string, lines int) string {
	return filepath.Join(dir, name+"-"+strconv.Itoa(lines)+".txt")
}

// Child is what the command does when it is called for one task: in a process
// of its own, so that the memory is of this task alone.
func Child(args []string) error {
	if len(args) != 3 {
		return errors.New("-child TASK DIR LINES")
	}
	lines, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	for _, t := range tasks() {
		if t.name != args[0] {
			continue
		}
		got, err := t.read(args[1], lines)
		if err != nil {
			return err
		}
		return json.NewEncoder(os.Stdout).Encode(got)
	}
	return fmt.Errorf("no task %q", args[0])
}

// read takes the time of a task.
func (t *task) read(dir string, lines int) (Reading, error) {
	out := Reading{What: t.name, Size: lines, Threads: runtime.GOMAXPROCS(0)}
	var files []*os.File
	for _, name := range t.files {
		f, err := os.Open(fileOf(dir, name, lines))
		if err != nil {
			return Reading{}, err
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return Reading{}, err
		}
		out.Bytes += info.Size()
		files = append(files, f)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start, used := time.Now(), processorTime()
	read, found, err := t.do(files)
	if err != nil {
		return Reading{}, err
	}
	out.NS, out.CPU = time.Since(start).Nanoseconds(), (processorTime() - used).Nanoseconds()
	runtime.ReadMemStats(&after)
	out.Lines, out.Found, out.Alloc, out.Peak = read, found, int64(after.TotalAlloc-before.TotalAlloc), peakMemory()
	if read == 0 {
		return Reading{}, errNothing
	}
	return out, nil
}

// peakMemory is the largest resident memory of this process; 0 where the system
// does not tell.
func peakMemory() int64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		var kb int64
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kb); err == nil {
			return kb << 10
		}
	}
	return 0
}

// readings does every task at one size, each some times; the quickest counts.
func (r *run) readings(ctx context.Context, lines int) error {
	dir := filepath.Join(r.dir, "directory")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := makeFiles(dir, lines); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var got []Reading
	for _, t := range tasks() {
		var best Reading
		for i := range r.size.readings {
			text, err := r.command(ctx, r.dir, nil, self, "-child", t.name, dir, strconv.Itoa(lines))
			if err != nil {
				return err
			}
			var one Reading
			if err := json.Unmarshal([]byte(text), &one); err != nil {
				return err
			}
			if i == 0 || one.NS < best.NS {
				peak := max(best.Peak, one.Peak)
				best = one
				best.Peak = peak
			}
		}
		got = append(got, best)
	}
	r.report.Directory = append(r.report.Directory, got...)
	// A gigabyte each: not kept for longer than needed.
	return os.RemoveAll(dir)
}
