package annuaire_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
)

var errDisk = errors.New("the disk fails")

// breaking is a stream that fails after a text.
func breaking(text string) io.Reader {
	return io.MultiReader(strings.NewReader(text), iotest.ErrReader(errDisk))
}

func TestTextsOfValuesThatAreNone(t *testing.T) {
	text := func(v interface{ MarshalText() ([]byte, error) }) string {
		b, err := v.MarshalText()
		require.NoError(t, err)
		return string(b)
	}
	none := func(v interface {
		MarshalText() ([]byte, error)
		String() string
	},
	) {
		b, err := v.MarshalText()
		assert.Error(t, err)
		assert.Empty(t, b)
		assert.Equal(t, "(no such value: 99)", v.String())
	}
	none(annuaire.ChangeKind(99))
	none(annuaire.Layout(99))
	none(annuaire.Encoding(99))
	assert.Equal(t, annuaire.ChangeKind(0).Explain(language.French), annuaire.ChangeKind(99).Explain(language.French))
	assert.Equal(t, "UTF-8", text(annuaire.UTF8))
	assert.Equal(t, "ISO-8859-1", text(annuaire.EightBit))
	assert.Equal(t, "", text(annuaire.Encoding(0)))
	assert.Equal(t, "(not stated)", annuaire.Column(0).String())
	assert.Equal(t, "Identification nationale PP", annuaire.ColNationalID.String())
	for range annuaire.Columns() {
		break
	}
	var blank annuaire.Record
	assert.Zero(t, blank.Layout())
	rec := one(t, extractgen.Activity56, map[string]string{"Identification nationale PP": "899700366240"})
	assert.Empty(t, rec.Bytes(annuaire.Column(255)))

	for _, e := range []annuaire.Establishment{{}, {ID: rpps.MustParseStructureID("1990000010")}} {
		want := "Establishment(masked)"
		if e.IsZero() {
			want = "Establishment(not stated)"
		}
		assert.Equal(t, want, e.String())
		assert.Equal(t, want, fmt.Sprintf("%+v %#v", e, e)[:len(want)])
		assert.Equal(t, slog.StringValue(want), e.LogValue())
	}
}

// TestBrokenStreams: the error of the input is the last thing that comes, as it
// is, wherever it strikes.
func TestBrokenStreams(t *testing.T) {
	w := extractgen.NewWorld(3, 1200)
	b, _ := made(t, w, extractgen.Options{Layout: extractgen.Activity56})
	text := string(b)
	whole := func() *annuaire.Reader { return reader(t, b) }
	broken := func(n int) *annuaire.Reader {
		r, err := annuaire.NewReader(breaking(text[:n]), annuaire.Options{Day: day})
		require.NoError(t, err)
		return r
	}
	// In the first bytes, and in a header that goes on.
	for _, head := range []string{"", text[:100], strings.Repeat("x", 600)} {
		_, err := annuaire.NewReader(breaking(head), annuaire.Options{})
		require.ErrorIs(t, err, errDisk)
	}
	_, err := annuaire.NewReader(breaking(strings.Repeat("\n", 5000)), annuaire.Options{})
	require.ErrorIs(t, err, errDisk)

	for _, r := range [][2]*annuaire.Reader{{broken(len(text) / 2), whole()}, {whole(), broken(len(text) / 2)}} {
		_, err := annuaire.Diff(r[0], r[1], annuaire.DiffOptions{})
		require.ErrorIs(t, err, errDisk)
	}
	last := func(given []told) bool { return strings.HasSuffix(given[len(given)-1].err, ": "+errDisk.Error()) }
	assert.True(t, last(persons(broken(len(text)/2).Persons(annuaire.GroupIndexed))))
	assert.True(t, last(persons(broken(len(text)/2).Persons(annuaire.GroupSorted))))
	assert.True(t, last(persons(broken(len(text)/2).PersonsParallel(2))))

	// A stream that gives neither bytes nor an error is one that fails.
	r, err := annuaire.NewReader(io.MultiReader(strings.NewReader(text[:2000]), empty{}), annuaire.Options{Day: day})
	require.NoError(t, err)
	var end error
	for _, err := range r.Records() {
		end = err
	}
	require.ErrorIs(t, end, io.ErrNoProgress)
}

type empty struct{}

func (empty) Read([]byte) (int, error) { return 0, nil }

// TestFileThatShrinks: an index of a file that is no longer what it was ends in
// an error, not in somebody else's lines.
func TestFileThatShrinks(t *testing.T) {
	w := extractgen.NewWorld(4, 3000)
	text, _ := made(t, w, extractgen.Options{Layout: extractgen.Activity56, Shuffled: true})
	for name, change := range map[string]func(f *shrinking){
		"empty":     func(f *shrinking) { f.size = 0 },
		"half":      func(f *shrinking) { f.size = int64(len(text) / 2) },
		"one line":  func(f *shrinking) { f.text = bytes.ReplaceAll(text, []byte("\n"), []byte("x")) },
		"an error":  func(f *shrinking) { f.err = errDisk },
		"no answer": func(f *shrinking) { f.silent = true },
	} {
		f := &shrinking{text: text, size: int64(len(text))}
		r, err := annuaire.NewReaderAt(f, int64(len(text)), annuaire.Options{Day: day})
		require.NoError(t, err)
		f.change = change
		var end error
		for _, err := range r.Persons(annuaire.GroupIndexed) {
			end = err
		}
		require.Error(t, end, name)
		if name == "an error" {
			require.ErrorIs(t, end, errDisk)
		} else if name != "one line" {
			require.ErrorIs(t, end, io.ErrUnexpectedEOF, name)
		}
	}
}

// shrinking is a file that changes once it was read to its end.
type shrinking struct {
	text   []byte
	size   int64
	err    error
	silent bool
	change func(*shrinking)
}

func (f *shrinking) ReadAt(p []byte, at int64) (int, error) {
	if f.silent {
		return 0, nil
	}
	if f.err != nil {
		return 0, f.err
	}
	n, err := io.NewSectionReader(bytes.NewReader(f.text), 0, f.size).ReadAt(p, at)
	if at+int64(n) >= f.size && f.change != nil {
		change := f.change
		f.change = nil
		change(f)
	}
	return n, err
}

// TestKeysOfPersons: a line without the national identifier is of the person of
// type and identifier, and that of a structure's mailbox of nobody.
func TestKeysOfPersons(t *testing.T) {
	text := header(extractgen.Mailbox31) +
		line(extractgen.Mailbox31, map[string]string{"Type de BAL": "PER", "Adresse BAL": "a@x.mssante.fr", "Type Identifiant PP": "8", "Identifiant PP": "99700366240"}) +
		line(extractgen.Mailbox31, map[string]string{"Type de BAL": "ORG", "Adresse BAL": "o@x.mssante.fr"}) +
		line(extractgen.Mailbox31, map[string]string{"Type de BAL": "PER", "Adresse BAL": "a@x.mssante.fr", "Type Identifiant PP": "8", "Identifiant PP": "99700366240"}) +
		line(extractgen.Mailbox31, map[string]string{"Type de BAL": "PER", "Adresse BAL": "b@x.mssante.fr", "Type Identifiant PP": "0", "Identifiant PP": "123456"})
	want := []string{"899700366240", "0123456"}
	for name, give := range map[string]func(*annuaire.Reader) []told{
		"indexed":  func(r *annuaire.Reader) []told { return persons(r.Persons(annuaire.GroupIndexed)) },
		"sorted":   func(r *annuaire.Reader) []told { return persons(r.Persons(annuaire.GroupSorted)) },
		"parallel": func(r *annuaire.Reader) []told { r.SetChunk(1); return persons(r.PersonsParallel(3)) },
	} {
		var got []string
		for _, p := range give(reader(t, []byte(text))) {
			if p.person != nil {
				got = append(got, p.person.Professional.ID.Canonical())
			}
		}
		assert.Equal(t, want, got, name)
	}
}

// TestStopEarly: a loop over persons may end at any of them, and at a refused
// line.
func TestStopEarly(t *testing.T) {
	w := extractgen.NewWorld(5, 400)
	text, _ := made(t, w, extractgen.Options{Layout: extractgen.Activity56, Traps: extractgen.AllTraps &^ extractgen.TrapLastCut})
	// Lines without a person, among those of persons.
	text = bytes.ReplaceAll(text, []byte("\n"), []byte("\n"+line(extractgen.Activity56, map[string]string{"Nom d'exercice": "ESSAI"})))
	for name, give := range map[string]func() func(func(*annuaire.Person, error) bool){
		"indexed": func() func(func(*annuaire.Person, error) bool) { return reader(t, text).Persons(annuaire.GroupIndexed) },
		"sorted":  func() func(func(*annuaire.Person, error) bool) { return reader(t, text).Persons(annuaire.GroupSorted) },
		"parallel": func() func(func(*annuaire.Person, error) bool) {
			r := reader(t, text)
			r.SetChunk(3000)
			return r.PersonsParallel(2)
		},
	} {
		all := 0
		for range give() {
			all++
		}
		require.Greater(t, all, 200, name)
		for stop := 1; stop <= all; stop += 1 + all/60 {
			n := 0
			for range give() {
				if n++; n == stop {
					break
				}
			}
			assert.Equal(t, stop, n, name)
		}
	}
}

// TestMergedPersons: identifiers and exercises of several lines are all there,
// each once.
func TestMergedPersons(t *testing.T) {
	person := func(more map[string]string) string {
		more["Identification nationale PP"] = "899700366240"
		return line(extractgen.Activity56, more)
	}
	var text strings.Builder
	text.WriteString(header(extractgen.Activity56) +
		person(map[string]string{"Code profession": "60", "Code catégorie professionnelle": "C"}) +
		person(map[string]string{"Code profession": "60", "Code catégorie professionnelle": "C"}) +
		person(map[string]string{"Code profession": "10", "Code catégorie professionnelle": "C"}))
	// A key that is longer than a number fits, and two that differ by a zero.
	for _, id := range []string{"3990000000123456789012", "0", "00"} {
		text.WriteString(line(extractgen.Activity56, map[string]string{"Identification nationale PP": id}))
	}
	given := persons(reader(t, []byte(text.String())).Persons(annuaire.GroupIndexed))
	require.Len(t, given, 4)
	assert.Len(t, given[0].person.Professional.Exercises, 2)
	assert.Equal(t, []int{2, 3, 4}, given[0].person.Lines)
}

// TestOtherIdentifiers of two lines of a person are all there, each once.
func TestOtherIdentifiers(t *testing.T) {
	var text strings.Builder
	text.WriteString(header(extractgen.Restricted51))
	for _, others := range []string{"899700366240;RPPS;1", "899700366240;RPPS;1", "0123456;ADELI;1"} {
		text.WriteString(line(extractgen.Restricted51, map[string]string{"Identification nationale PP": "899700366240", "Autres identifiants": others}))
	}
	given := persons(reader(t, []byte(text.String())).Persons(annuaire.GroupIndexed))
	require.Len(t, given, 1)
	assert.Len(t, given[0].person.Professional.OtherIDs, 2)
}

// TestLongLines: a line of more than the block that is read at once is read.
func TestLongLines(t *testing.T) {
	long := strings.Repeat("É", 300<<10)
	r, err := annuaire.NewReader(strings.NewReader(header(extractgen.Activity56)+
		line(extractgen.Activity56, map[string]string{"Identification nationale PP": "899700366240", "Nom d'exercice": long})), annuaire.Options{Day: day, MaxLine: 1 << 20})
	require.NoError(t, err)
	n := 0
	for rec, err := range r.Records() {
		require.NoError(t, err)
		assert.Len(t, rec.Bytes(annuaire.ColExerciseFamilyName), len(long))
		n++
	}
	assert.Equal(t, 1, n)
}

// TestArchiveMethods: a file that is packed in a way that nobody reads is
// damaged, and a stream that has ended has ended.
func TestArchiveMethods(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(93, func(out io.Writer) (io.WriteCloser, error) { return nop{out}, nil })
	for i, method := range []uint16{93, zip.Store} {
		f, err := w.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(i, ".txt"), Method: method})
		require.NoError(t, err)
		_, err = io.WriteString(f, "a|b\n")
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	a, err := annuaire.OpenArchive(bytes.NewReader(b.Bytes()), int64(b.Len()), annuaire.ArchiveOptions{})
	require.NoError(t, err)
	_, _, err = a.Open("0.txt")
	require.ErrorIs(t, err, annuaire.CodeArchiveDamaged)
	in, _, err := a.Open("1.txt")
	require.NoError(t, err)
	text, err := io.ReadAll(in)
	require.NoError(t, err)
	assert.Equal(t, "a|b\n", string(text))
	n, err := in.Read(make([]byte, 1))
	assert.Zero(t, n)
	require.Equal(t, io.EOF, err)
}

type nop struct{ io.Writer }

func (nop) Close() error { return nil }

// TestOddToggles: a line that is too long, a separator more at the end, and a
// stream that fails.
func TestOddToggles(t *testing.T) {
	const head = "N° ADELI;N° RPPS\n"
	var got []string
	for x, err := range annuaire.Toggles(strings.NewReader(head + "759300015;99700366240;\n" + strings.Repeat("1", annuaire.MaxLine+1) + "\n759300015;99700366240\n")) {
		got = append(got, fmt.Sprint(x.Line, " ", err == nil, " ", errors.Is(err, annuaire.CodeLineTooLong)))
	}
	assert.Equal(t, []string{"2 true false", "3 false true", "4 true false"}, got)
	for _, text := range []string{"", head, head + "759300015;99700366240\n"} {
		var last error
		for _, err := range annuaire.Toggles(breaking(text)) {
			last = err
		}
		require.ErrorIs(t, last, errDisk, "%q", text)
	}
}

// TestMailboxOfAWrongKey: the structure is kept, and the key told.
func TestMailboxOfAWrongKey(t *testing.T) {
	rec := one(t, extractgen.Mailbox31, map[string]string{
		"Type de BAL": "ORG", "Adresse BAL": "o@x.mssante.fr", "Type identifiant structure": "1", "Identification Structure": "010000018",
	})
	m, faults := rec.Mailbox()
	assert.Equal(t, "1010000018", m.Structure.ID.Canonical())
	assert.True(t, faults.Has(annuaire.CodeIdentifierKey), "%v", faults)
}

// TestNothingStated: the zero value says that it is one.
func TestNothingStated(t *testing.T) {
	for _, c := range []struct {
		zero fmt.Stringer
		want string
	}{
		{annuaire.DiffOptions{}, "DiffOptions(everybody)"},
		{annuaire.DiffOptions{Establishment: &annuaire.Establishment{}}, "DiffOptions(one establishment)"},
		{annuaire.Diploma{}, "Diploma(not stated)"},
		{annuaire.Diploma{Code: "SECRET"}, "Diploma(masked)"},
	} {
		if got := c.zero.String(); got != c.want {
			t.Errorf("%T: %q, not %q", c.zero, got, c.want)
		}
	}
}

// TestToggleOfManyColumns: a line beyond the limit costs that line.
func TestToggleOfManyColumns(t *testing.T) {
	var got []string
	for x, err := range (annuaire.Options{MaxColumns: 3}).Toggles(strings.NewReader("N° ADELI;N° RPPS\n1;2;3;4;5\n759300015;99700366240\n")) {
		got = append(got, fmt.Sprint(x.Line, " ", err == nil, " ", errors.Is(err, annuaire.CodeLineLong)))
	}
	assert.Equal(t, []string{"2 false true", "3 true false"}, got)
}

// TestParallelManyLines: lines of nothing are cut into runs by their number, and
// none is lost or told twice.
func TestParallelManyLines(t *testing.T) {
	text := header(extractgen.Activity56) + strings.Repeat("|\n", 80_000) + line(extractgen.Activity56, nil)
	var want, got []int
	for rec := range reader(t, []byte(text)).Records() {
		want = append(want, rec.Line())
	}
	for n, err := range annuaire.Parallel(reader(t, []byte(text)), 2, func(rec annuaire.Record, _ error) int { return rec.Line() }) {
		require.NoError(t, err)
		got = append(got, n)
	}
	require.Len(t, got, 80_001)
	assert.Equal(t, want, got)
}
