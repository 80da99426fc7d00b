package attack_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/internal/fuzzing"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// said tells what became of an input: the codes of errors, "read" when there is
// none. An error without a code is a failure of the test.
type said map[string]bool

func (s said) add(err error) {
	if err == nil {
		return
	}
	if f, ok := err.(rule.Fault); ok {
		if c := string(f.Code()); !s[c] {
			s[c] = true
		}
		return
	}
	var all rule.Faults
	var own *history.Error
	switch f, ok := rule.AsFault(err); {
	case errors.As(err, &all):
		for _, f := range all {
			if f.Severity() == rule.Error {
				s[string(f.Code())] = true
			}
		}
	case errors.As(err, &own):
		s[string(own.Code())] = true
	case ok:
		s[string(f.Code())] = true
	default:
		s["no code: "+err.Error()] = true
	}
}

func (s said) String() string {
	if len(s) == 0 {
		return "read"
	}
	return strings.Join(slices.Sorted(maps.Keys(s)), " ")
}

// A target is one reader of the library.
type target struct {
	name string
	head string // with which an input begins that gets beyond the first check
	run  func(io.Reader) said
	// limit is what a reader of a whole text takes at most, 0 for a stream.
	limit int64
}

const (
	headRegistration = "nom_naissance;prenoms;sexe;date_naissance\n"
	headExtraction   = "Identification nationale PP|Nom d'exercice|Code profession|Code mode exercice|Identifiant technique de la structure|Code genre activité|\n"
	headToggle       = "N° ADELI;N° RPPS\n"
	headExpectations = "qui;document;attendu\n"
	headMatrix       = "type_code;physician\n"
)

func matrixOptions(limit int) matrixfile.Options {
	v := habilitation.CNAM20240925().Version()
	return matrixfile.Options{Version: v, MaxBytes: limit}
}

// Limits of the tests, lower than the default ones.
const (
	smallText = 256 << 10
	smallLine = 64 << 10
)

// readers are all readers of streams, under limits that are lower when small.
func readers(small bool) []target {
	limit := func(n int) int {
		if small {
			return smallText
		}
		return n
	}
	line := 0
	if small {
		line = smallLine
	}
	whole := func(name, head string, most int, run func(io.Reader, int) error) target {
		most = limit(most)
		return target{name: name, head: head, limit: int64(most), run: func(r io.Reader) said {
			s := said{}
			s.add(run(r, most))
			return s
		}}
	}
	return []target{
		{name: "registration.NewReader", head: headRegistration, run: func(r io.Reader) said {
			s := said{}
			in, err := registration.FileOptions{MaxLine: line}.NewReader(r)
			if s.add(err); err != nil {
				return s
			}
			for rec, err := range in.All() {
				s.add(err)
				s.add(rec.Faults.Err())
			}
			return s
		}},
		{name: "annuaire.NewReader", head: headExtraction, run: func(r io.Reader) said {
			s := said{}
			in, err := annuaire.NewReader(r, annuaire.Options{})
			if s.add(err); err != nil {
				return s
			}
			for _, err := range in.Records() {
				s.add(err)
			}
			return s
		}},
		{name: "annuaire.Parallel", head: headExtraction, run: func(r io.Reader) said {
			s := said{}
			in, err := annuaire.NewReader(r, annuaire.Options{})
			if s.add(err); err != nil {
				return s
			}
			for lineErr, err := range annuaire.Parallel(in, 2, func(_ annuaire.Record, err error) error { return err }) {
				s.add(lineErr)
				s.add(err)
			}
			return s
		}},
		{name: "annuaire.Toggles", head: headToggle, run: func(r io.Reader) said {
			s := said{}
			for _, err := range annuaire.Toggles(r) {
				s.add(err)
			}
			return s
		}},
		{name: "fhir.Lines", run: func(r io.Reader) said {
			s := said{}
			for _, err := range fhir.Lines(r, fhir.Options{MaxLine: line}) {
				s.add(err)
			}
			return s
		}},
		{name: "fhir.Set.AddLines", run: func(r io.Reader) said {
			s := said{}
			for _, err := range new(fhir.Set).AddLines(r, fhir.Options{MaxLine: line}) {
				s.add(err)
			}
			return s
		}},
		{name: "trace.Read", run: func(r io.Reader) said {
			s := said{}
			for _, err := range trace.Read(r) {
				s.add(err)
			}
			return s
		}},
		{name: "history.Read", run: func(r io.Reader) said {
			s := said{}
			_, err := history.Read(r, situation.Cycle())
			s.add(err)
			return s
		}},
		whole("fhir.Read", "", fhir.MaxBytes, func(r io.Reader, most int) error {
			_, err := fhir.Read(r, fhir.Options{MaxBytes: most})
			return err
		}),
		whole("psc.Read", "", psc.MaxBytes, func(r io.Reader, most int) error {
			_, err := psc.Read(r, psc.Options{MaxBytes: most})
			return err
		}),
		whole("matrixfile.Load", headMatrix, matrixfile.MaxBytes, func(r io.Reader, most int) error {
			_, err := matrixfile.Load(r, matrixOptions(most))
			return err
		}),
		whole("matrixfile.LoadCSV", headMatrix, matrixfile.MaxBytes, func(r io.Reader, most int) error {
			_, err := matrixfile.LoadCSV(r, matrixOptions(most))
			return err
		}),
		whole("matrixfile.LoadSheet", "", matrixfile.MaxBytes, func(r io.Reader, most int) error {
			_, err := matrixfile.LoadSheet(r, matrixOptions(most))
			return err
		}),
		whole("matrixfile.LoadJSONAPI", "", matrixfile.MaxBytes, func(r io.Reader, most int) error {
			_, err := matrixfile.LoadJSONAPI(r, matrixOptions(most))
			return err
		}),
		whole("habilitationtest.Read", headExpectations, habilitationtest.MaxBytes, func(r io.Reader, most int) error {
			_, err := habilitationtest.Options{MaxBytes: most}.Read("x.csv", r)
			return err
		}),
		whole("habilitationtest.ReadProfile", "", habilitationtest.MaxProfileBytes, func(r io.Reader, most int) error {
			_, err := habilitationtest.Options{MaxProfileBytes: most}.ReadProfile(r)
			return err
		}),
	}
}

// A flood is an input that does not end by itself.
type flood struct {
	name         string
	begin, again string
	headed       bool // behind the head of the target
}

var floods = []flood{
	{name: "one line", again: "x"},
	{name: "one line below the header", again: "x", headed: true},
	{name: "one quoted field", begin: `"`, again: "x", headed: true},
	{name: "a quote on each line", again: "\"x\n", headed: true},
	{name: "semicolons", again: ";", headed: true},
	{name: "bars", again: "|", headed: true},
	{name: "columns of a header", again: "x;"},
	{name: "columns of a header of bars", begin: "Code profession|", again: "x|"},
	{name: "the header again and again", again: "sexe;", headed: true},
	{name: "line ends", again: "\n", headed: true},
	{name: "carriage returns", again: "\r", headed: true},
	{name: "blanks", again: " "},
	{name: "NUL", again: "\x00"},
	{name: "bytes that are no UTF-8", again: "\xff\xc0\x80", headed: true},
	{name: "byte order marks", again: "\ufeff"},
	{name: "UTF-16 without an end", begin: "\xff\xfe", again: "x\x00"},
	{name: "arrays in arrays", again: "["},
	{name: "objects in objects", again: `{"a":`},
	{name: "one JSON text", begin: `{"a":"`, again: "x"},
	{name: "one JSON number", again: "9"},
	{name: "an accent on an accent", begin: "e", again: "\u0301", headed: true},
	{name: "short lines", again: "x\n", headed: true},
}

// lines reports whether the flood is one of lines.
func (f flood) lines() bool { return f.again[len(f.again)-1] == '\n' }

// flow makes an input while it is read. At some places it looks at how much
// memory is alive.
type flow struct {
	head  string
	chunk []byte
	at    int // in chunk
	left  int64
	read  int64

	look []int64 // places, ascending
	peak uint64
}

const chunkSize = 64 << 10

func (f flood) of(head string, n int64) *flow {
	begin := f.begin
	if f.headed {
		begin = head + begin
	}
	chunk := bytes.Repeat([]byte(f.again), chunkSize/len(f.again))
	return &flow{head: begin, chunk: chunk, left: n, look: []int64{n * 7 / 8}}
}

func (f *flow) Read(p []byte) (int, error) {
	if len(f.look) > 0 && f.read >= f.look[0] {
		f.look = f.look[1:]
		f.peak = max(f.peak, alive())
	}
	n := copy(p, f.head)
	f.head = f.head[n:]
	for n < len(p) && f.left > 0 && n < chunkSize {
		k := copy(p[n:min(int64(len(p)), int64(n)+f.left)], f.chunk[f.at:])
		f.at = (f.at + k) % len(f.chunk)
		f.left -= int64(k)
		n += k
	}
	f.read += int64(n)
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// alive is how many bytes are in use after a collection.
func alive() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// cost is what a run took.
type cost struct {
	said   string
	read   int64
	alive  int64 // more than before, at most
	bytes  uint64
	allocs uint64
}

func run(tg target, f flood, n int64) cost {
	in := f.of(tg.head, n)
	before := alive()
	var a, b runtime.MemStats
	runtime.ReadMemStats(&a)
	s := tg.run(in)
	runtime.ReadMemStats(&b)
	return cost{s.String(), in.read, max(int64(in.peak)-int64(before), 0), b.TotalAlloc - a.TotalAlloc, b.Mallocs - a.Mallocs}
}

// TestEveryStreamIsFlooded: what reads a stream is among the readers.
func TestEveryStreamIsFlooded(t *testing.T) {
	flooded := map[string]bool{
		"history.NewID":    true, // takes some bytes of randomness
		"history.ReadWith": true, // is history.Read
	}
	for _, tg := range readers(true) {
		flooded[tg.name] = true
	}
	all, err := fuzzing.Readers("../..")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, r := range all {
		name := path.Base(r.Package) + "." + r.Name
		if !r.Stream || r.Type != "" { // a method is that of Options
			continue
		}
		if found++; !flooded[name] {
			t.Errorf("%s reads a stream: enter it in readers of stream_test.go", name)
		}
	}
	if found < 10 {
		t.Errorf("only %d readers of streams found", found)
	}
}

// TestFloods sends every flood to every reader, at two lengths. A reader of a
// whole text stops a little beyond its limit, and costs the same however much
// would follow. A reader of a stream may go on, with the memory of one line. The
// outcome is the same.
func TestFloods(t *testing.T) {
	for _, tg := range readers(true) {
		for i, f := range floods {
			n, long := int64(640<<10), int64(2<<20)
			switch {
			case f.lines():
				// Each line costs its time.
				if testing.Short() && tg.limit == 0 {
					n, long = 1<<16, 1<<18
				}
			case i < 3 && !testing.Short() && !raceDetector:
				long = 100 << 20
			}
			if testing.Short() && i%4 > 0 && f.name != "short lines" {
				continue // one in four, and the lines
			}
			if f.lines() { // whole ones: of a file that is cut another thing is said
				n -= n % int64(len(f.again))
				long -= long % int64(len(f.again))
			}
			if tg.limit > 0 && n <= tg.limit {
				t.Fatalf("%s: %d bytes are no flood", tg.name, n)
			}
			x, y := run(tg, f, n), run(tg, f, long)
			name := tg.name + ", " + f.name
			if x.said != y.said {
				t.Errorf("%s: %q at %d bytes, %q at %d", name, x.said, n, y.said, long)
			}
			if strings.Contains(y.said, "no code") {
				t.Errorf("%s: %s", name, y.said)
			}
			if stopped := y.read < long; stopped || tg.limit > 0 {
				const ahead = 1 << 20 // of buffers
				if y.read > tg.limit+ahead || y.bytes > x.bytes+x.bytes/4+1<<20 {
					t.Errorf("%s: does not stop: %+v, then %+v", name, x, y)
				}
				continue
			}
			if y.alive > 40<<20 || y.alive > x.alive+16<<20 && tg.name != "annuaire.Parallel" {
				t.Errorf("%s: memory follows the input: %d bytes are alive of %d, %d of %d", name, x.alive, x.read, y.alive, y.read)
			}
			if times := uint64(long / n); y.allocs > (times+2)*x.allocs+10_000 {
				t.Errorf("%s: work outruns the input: %d allocations, then %d", name, x.allocs, y.allocs)
			}
		}
	}
}

// TestDefaultLimits: the constants are what counts when nobody says otherwise.
func TestDefaultLimits(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("reads some hundred megabytes")
	}
	for _, tg := range readers(false) {
		if tg.limit == 0 {
			continue
		}
		f := floods[0]
		c := run(tg, f, tg.limit+2<<20)
		if c.read <= tg.limit || c.read > tg.limit+1<<20 {
			t.Errorf("%s: %d bytes were read, the limit is %d", tg.name, c.read, tg.limit)
		}
		if want := run(readers(true)[slices.IndexFunc(readers(true), func(o target) bool { return o.name == tg.name })], f, 1<<20); c.said != want.said {
			t.Errorf("%s: %s, under a lower limit %s", tg.name, c.said, want.said)
		}
		// Doubling buffers and a copy as text.
		if c.bytes > 8*uint64(tg.limit)+8<<20 {
			t.Errorf("%s: %d bytes were allocated for %d", tg.name, c.bytes, tg.limit)
		}
	}
}

// TestFlow: the floods are what they say.
func TestFlow(t *testing.T) {
	for _, f := range floods {
		in := f.of("head\n", 100_000)
		text, err := io.ReadAll(in)
		want := f.begin
		if f.headed {
			want = "head\n" + want
		}
		if err != nil || len(text) != len(want)+100_000 || !strings.HasPrefix(string(text), want+f.again+f.again) ||
			bytes.Count(text[len(want):], []byte(f.again)) != 100_000/len(f.again) || in.read != int64(len(text)) {
			t.Errorf("%s: %d bytes, %v", f.name, len(text), err)
		}
	}
	if fmt.Sprint(said{"b": true, "a": true}) != "a b" || fmt.Sprint(said{}) != "read" {
		t.Error("said")
	}
}
