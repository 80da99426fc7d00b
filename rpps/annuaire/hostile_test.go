package annuaire_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/situation"
)

const roleOf = "899700218896|99|S|F990000010|GENR08|"

const roleHeader = "Identification nationale PP|Code profession|Code mode exercice|Identifiant technique de la structure|Code genre activité|"

// Lines that end with CR only are one line for this package: a whole file would
// pass for a header, and be lost without a word.
func TestCarriageReturnsOnly(t *testing.T) {
	for _, text := range []string{
		roleHeader + "\r" + roleOf + "\r",
		roleHeader + "\r" + roleOf + "\r" + roleOf + "\n",
		"\n" + roleHeader + "\r" + roleOf + "\n",
		roleHeader + "\r" + strings.Repeat(roleOf+"\r", 10_000), // beyond the limit of a line
	} {
		_, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{})
		assert.ErrorIs(t, err, annuaire.CodeFileCR, "%q", text)
	}
	for _, text := range []string{roleHeader + "\r\n" + roleOf + "\r\n", roleHeader + "\r", roleHeader + "\r\r\n" + roleOf + "\r\r\n"} {
		_, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{})
		assert.NoError(t, err, "%q", text)
	}
}

// A line that was refused, or that names two persons, opens nothing, also for
// a caller who goes on with it.
func TestRefusedLinesOpenNothing(t *testing.T) {
	lines := map[string]string{
		"short": "899700218896|99|S|F990000010|\n", "long": roleOf + "x|\n", "NUL": strings.Replace(roleOf, "F99", "\x00", 1) + "\n",
		"cut": strings.TrimSuffix(roleOf, "|"),
	}
	for name, l := range lines {
		r, err := annuaire.NewReader(strings.NewReader(roleHeader+"\n"+l), annuaire.Options{Day: day})
		require.NoError(t, err)
		n := 0
		for rec, err := range r.Records() {
			n++
			require.Error(t, err, name)
			s, _ := rec.Situation()
			assert.Equal(t, situation.DatesUnknown, s.OpenAt(day), name)
			a := rec.Activity()
			assert.Equal(t, situation.DatesUnknown, a.Situation.OpenAt(day), name)
			assert.False(t, a.HasSituation, name)
		}
		assert.Equal(t, 1, n, name)
	}
	two := "Type d'identifiant PP|Identifiant PP|" + roleHeader + "\n8|99700366240|" + roleOf + "\n"
	r, err := annuaire.NewReader(strings.NewReader(two), annuaire.Options{Day: day})
	require.NoError(t, err)
	for rec, err := range r.Records() {
		require.NoError(t, err)
		a := rec.Activity()
		assert.True(t, a.Faults.Has(annuaire.CodePersonMismatch))
		assert.Equal(t, situation.DatesUnknown, a.Situation.OpenAt(day))
		s, _ := rec.Situation()
		assert.Equal(t, situation.DatesUnknown, s.OpenAt(day))
	}
}

// The number of a line that names two persons is that of none of them, nor
// that of a third.
func TestNoNumberOfTwoPersons(t *testing.T) {
	rec := one(t, extractgen.Restricted51, map[string]string{
		"Type d'identifiant PP": "8", "Identifiant PP": "99700218896", "Identification nationale PP": "899700366240",
		"Autres identifiants": "899700427885,RPPS,1",
	})
	p, fs := rec.Professional()
	assert.True(t, fs.Has(annuaire.CodePersonMismatch))
	assert.True(t, p.ID.IsZero())
	assert.True(t, p.Number.IsZero())
}

// What a record reads as an identifier, an establishment finds.
func TestEstablishmentInSmallLetters(t *testing.T) {
	rec := one(t, extractgen.Activity56, map[string]string{"Numéro FINESS site": "2a0000014"})
	st, _ := rec.Structure()
	require.False(t, st.FINESS.IsZero())
	assert.True(t, annuaire.Establishment{FINESS: st.FINESS}.Matches(rec))
	other := one(t, extractgen.Activity56, map[string]string{"Numéro FINESS site": "2b0000020"})
	assert.False(t, annuaire.Establishment{FINESS: st.FINESS}.Matches(other))
}

// What is behind the size given to NewReaderAt belongs to no line, in the
// second pass as in the first.
func TestNothingBehindTheSize(t *testing.T) {
	text := roleHeader + "\n" + roleOf
	more := text + "899700366240|\n" + roleOf + "\n"
	for _, g := range []annuaire.Grouping{annuaire.GroupSorted, annuaire.GroupIndexed} {
		r, err := annuaire.NewReaderAt(strings.NewReader(more), int64(len(text)), annuaire.Options{})
		require.NoError(t, err)
		got := persons(r.Persons(g))
		require.Len(t, got, 1)
		assert.Equal(t, "<nil>", got[0].err)
		assert.Len(t, got[0].person.Situations, 1)
	}
}

// changing is a file that somebody writes to between two passes.
type changing struct {
	now, then string
}

func (c *changing) ReadAt(p []byte, at int64) (int, error) {
	text := c.now
	if at > 0 && at < int64(len(c.now)) {
		text = c.then // the first read takes all, the second pass begins after the header
	}
	n := copy(p, text[at:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// A file that changes between the two passes of the index is an error, and no
// line of somebody else goes to a person.
func TestFileThatChanges(t *testing.T) {
	other := strings.Replace(roleOf, "899700218896", "899700366240", 1)
	now := roleHeader + "\n" + roleOf + "\n" + strings.Replace(roleOf, "GENR08", "GENR09", 1) + "\n"
	for name, then := range map[string]string{
		"another person": roleHeader + "\n" + roleOf + "\n" + other + "\n",
		"another shape":  roleHeader + "\n" + roleOf + "\n" + strings.Replace(roleOf, "|", "+", 1) + "\n",
		"fewer fields":   roleHeader + "\n" + roleOf + "\n" + strings.Replace(roleOf, "|S|", "|S+", 1) + "\n",
		"fewer at first": roleHeader + "\n" + strings.Replace(roleOf, "|S|", "|S+", 1) + "\n" + roleOf + "\n",
		"an empty line":  roleHeader + "\n\n" + roleOf[1:] + "\n" + roleOf + "\n",
		"no text":        roleHeader + "\n" + strings.Repeat("\n", 2*len(roleOf)+2),
		"another length": roleHeader + "\n" + strings.Replace(roleOf, "F990000010", "|||||||||", 1) + "\n" + roleOf + "\n",
	} {
		r, err := annuaire.NewReaderAt(&changing{now: now, then: then}, int64(len(now)), annuaire.Options{})
		require.NoError(t, err)
		var last error
		for p, err := range r.Persons(annuaire.GroupIndexed) {
			last = err
			if p != nil {
				assert.LessOrEqual(t, len(p.Lines), 1, name)
				assert.NotEmpty(t, p.Lines, name)
			}
		}
		require.Error(t, last, name)
		_, ofLine := annuaire.LineFault(last)
		assert.False(t, ofLine, name)
	}
}

// A person may have a name of exercise for each exercise: in another order of
// the lines they are the same.
func TestDiffOfNamesDoesNotFollowTheOrder(t *testing.T) {
	head := "Identification nationale PP|Nom d'exercice|Code profession|Code mode exercice|Identifiant technique de la structure|\n"
	one := "899700218896|UN|60|S|F990000010|\n"
	two := "899700218896|DEUX|26|S|F990000010|\n"
	none := "899700218896||26|L|F990000010|\n"
	for _, c := range []struct {
		before, after string
		want          int
	}{
		{one + two, two + one, 0},
		{one + none, none + one, 0},
		{one, none, 0},
		{one, strings.Replace(one, "UN", "TROIS", 1), 1},
		{one + two, two + strings.Replace(one, "UN", "TROIS", 1), 1},
		{one + two + none, none + two + one, 0},
	} {
		names := 0
		for _, x := range diff(t, []byte(head+c.before), []byte(head+c.after), annuaire.DiffOptions{}).Changes {
			if x.Kind == annuaire.NameChanged {
				names++
			}
		}
		assert.Equal(t, c.want, names, "%q and %q", c.before, c.after)
	}
}

// A comparison without the roles does not claim to have seen all changes.
func TestDiffWithoutAColumnIsNotComplete(t *testing.T) {
	whole := roleHeader + "\n" + roleOf + "\n"
	less := "Identification nationale PP|Code profession|Code mode exercice|Identifiant technique de la structure|\n899700218896|99|S|F990000010|\n"
	assert.True(t, diff(t, []byte(whole), []byte(whole), annuaire.DiffOptions{}).Complete())
	c := diff(t, []byte(whole), []byte(less), annuaire.DiffOptions{})
	assert.Empty(t, c.Changes)
	assert.False(t, c.Complete())
}

// A second address of a person is not lost without a word.
func TestTwoMailboxesOfOne(t *testing.T) {
	var text strings.Builder
	text.WriteString(strings.Join(extractgen.Mailbox31.Labels(), "|") + "\n")
	for _, address := range []string{"un@essai.mssante.fr", "deux@essai.mssante.fr"} {
		text.WriteString(strings.TrimSuffix(line(extractgen.Mailbox31, map[string]string{
			"Type de BAL": "PER", "Adresse BAL": address, "Identification nationale PP": "899700218896",
		}), "|\n") + "\n")
	}
	got := persons(reader(t, []byte(text.String())).Persons(annuaire.GroupIndexed))
	require.Len(t, got, 1)
	assert.True(t, got[0].person.Faults.Has(annuaire.CodePersonDiffers))
}

// No limit is a limit too.
func TestArchiveWithoutLimits(t *testing.T) {
	text := roleHeader + "\n" + strings.Repeat(roleOf+"\n", 100_000)
	packed := archive(t, "PS_LibreAcces_Personne_activite_202608250827.txt", text)
	for _, o := range []annuaire.ArchiveOptions{
		{MaxRatio: math.MaxInt64}, {MaxRatio: math.MaxInt64, MaxUnpacked: math.MaxInt64}, {MaxRatio: 1 << 40, MaxUnpacked: math.MaxInt64},
	} {
		a, err := annuaire.OpenArchive(bytes.NewReader(packed), int64(len(packed)), o)
		require.NoError(t, err)
		in, _, err := a.Open("")
		require.NoError(t, err)
		got, err := io.ReadAll(in)
		assert.NoError(t, err, "%+v", o)
		assert.Equal(t, len(text), len(got))
	}
}

// A file with a password is said to be one.
func TestArchiveWithPassword(t *testing.T) {
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "x.txt", Flags: 1, Method: zip.Store, CompressedSize64: 3, UncompressedSize64: 3})
	require.NoError(t, err)
	_, err = w.Write([]byte("abc"))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	a, err := annuaire.OpenArchive(bytes.NewReader(packed.Bytes()), int64(packed.Len()), annuaire.ArchiveOptions{})
	require.NoError(t, err)
	_, _, err = a.Open("")
	assert.ErrorIs(t, err, annuaire.CodeArchiveLocked)
}

// A code of no list says so in words.
func TestUnknownCodeInWords(t *testing.T) {
	text := roleHeader + "\n" + strings.Replace(roleOf, "|99|", "|ZZ|", 1) + "\n"
	for rec, err := range reader(t, []byte(text)).Records() {
		require.NoError(t, err)
		fs := rec.Activity().Faults
		require.True(t, fs.Has(annuaire.CodeCodeUnknown))
		for _, f := range fs {
			assert.NotContains(t, f.Message(language.French), "not stated")
			assert.NotContains(t, f.Message(language.English), "list (not stated)")
		}
	}
}

// An error of the input is the last thing told, whoever reads: what a caller
// has until then is the same with workers and without.
func TestErrorInTheMiddle(t *testing.T) {
	cut := errors.New("cut")
	text := roleHeader + "\n" + strings.Repeat(roleOf+"\n", 20)
	for n := 600; n < 700; n++ { // beyond what NewReader looks at
		for name, from := range map[string]func(*annuaire.Reader) iter.Seq2[*annuaire.Person, error]{
			"indexed":  func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.Persons(annuaire.GroupIndexed) },
			"sorted":   func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.Persons(annuaire.GroupSorted) },
			"parallel": func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.PersonsParallel(2) },
		} {
			r, err := annuaire.NewReader(io.MultiReader(strings.NewReader(text[:n]), &failing{err: cut}), annuaire.Options{})
			require.NoError(t, err)
			r.SetChunk(100)
			var last error
			given := 0
			for p, err := range from(r) {
				if last = err; p != nil {
					given += len(p.Lines)
				}
			}
			assert.ErrorIs(t, last, cut, "%s, %d bytes", name, n)
			if name != "indexed" {
				assert.Equal(t, strings.Count(text[:n], "\n")-1, given, "%s, %d bytes", name, n)
			}
		}
	}
}

// Whatever breaks and however short the reads, records and persons are the same
// with workers and without.
func TestWorkersOnABrokenInput(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for seed := range 24 {
		text, _ := made(t, extractgen.NewWorld(uint64(seed), 200), extractgen.Options{
			Layout: extractgen.Activity56, Traps: extractgen.AllTraps, Shuffled: seed%3 == 0, CRLF: seed%2 == 0, Latin1: seed%5 == 0,
		})
		text = text[:3000+rng.IntN(len(text)-3000)]
		open := func() *annuaire.Reader {
			var in io.Reader = bytes.NewReader(text)
			if seed%4 > 0 {
				in = io.MultiReader(in, &failing{err: errors.New("broken")})
			}
			switch seed % 3 {
			case 0:
				in = iotest.HalfReader(in)
			case 1:
				in = iotest.DataErrReader(in)
			}
			r, err := annuaire.NewReader(in, annuaire.Options{Day: day, MaxLine: 3000})
			require.NoError(t, err)
			r.SetChunk(1 + rng.IntN(5000))
			return r
		}
		described := func(rec annuaire.Record, err error) string {
			return fmt.Sprint(rec.Line(), rec.Repeated(), rec.EightBit(), err, string(rec.Raw()))
		}
		var one, several []string
		r, p := open(), open()
		for rec, err := range r.Records() {
			if _, ofLine := annuaire.LineFault(err); err != nil && !ofLine {
				one = append(one, err.Error())
				continue
			}
			one = append(one, described(rec, err))
		}
		for text, err := range annuaire.Parallel(p, 3, described) {
			if err != nil {
				text = err.Error()
			}
			several = append(several, text)
		}
		same(t, one, several)
		assert.Equal(t, r.Summary(), p.Summary(), seed)
		same(t, persons(open().Persons(annuaire.GroupSorted)), persons(open().PersonsParallel(3)))
	}
}

// A header may lack the separator that its lines have: a short line among them
// must not pass for one whose last value is empty, with its values shifted.
func TestShortLineUnderAnOpenHeader(t *testing.T) {
	head := strings.TrimSuffix(roleHeader, "|") + "\n"
	short := "899700218896|99|F990000010|GENR08|\n" // no mode
	for name, c := range map[string]struct {
		lines string
		want  []string
	}{
		"closed lines":          {roleOf + "\n" + short + roleOf + "\n", []string{"", "ANN-LINE-SHORT", ""}},
		"after the short one":   {"\n" + short + roleOf + "\r\n" + roleOf + "\n", []string{"ANN-LINE-SHORT", "", ""}},
		"open lines":            {strings.TrimSuffix(roleOf, "|") + "\n899700218896|60|S|F990000010|\n", []string{"", ""}},
		"open, one in excess":   {roleOf + "\n" + strings.Repeat(strings.TrimSuffix(roleOf, "|")+"\n", 2), []string{"", "", ""}},
		"nothing to tell by":    {"899700218896|60|S|F990000010|\n", []string{""}},
		"one line, without end": {roleOf, []string{""}},
		"no line":               {"", nil},
	} {
		for _, in := range []io.Reader{strings.NewReader(head + c.lines), iotest.OneByteReader(strings.NewReader(head + c.lines))} {
			r, err := annuaire.NewReader(in, annuaire.Options{})
			require.NoError(t, err)
			var got []string
			for _, err := range r.Records() {
				f, _ := annuaire.LineFault(err)
				got = append(got, string(f.Code()))
			}
			assert.Equal(t, c.want, got, name)
		}
	}
}

// The order of lines tells nothing, nor does a line that is there twice.
func TestDiffDoesNotFollowTheOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	head := "Identification nationale PP|Nom d'exercice|Code profession|Code mode exercice|Identifiant technique de la structure|Numéro FINESS site|Code genre activité|\n"
	pick := func(s ...string) string { return s[rng.IntN(len(s))] }
	lines := func() (out []string) {
		for range rng.IntN(8) {
			out = append(out, strings.Join([]string{
				pick("899700218896", "899700366240", "8x"), pick("A", "B", ""), pick("10", "21", "99"), pick("S", "L", ""), pick("F1", "F2", ""), pick("1", ""), pick("GENR01", "GENR08", ""),
			}, "|")+"|\n")
		}
		return out
	}
	compare := func(a, b []string) *annuaire.Comparison {
		return diff(t, []byte(head+strings.Join(a, "")), []byte(head+strings.Join(b, "")), annuaire.DiffOptions{})
	}
	rounds := 300
	if testing.Short() {
		rounds = 60
	}
	for range rounds {
		a, b := lines(), lines()
		want := compare(a, b)
		a = append(a, a...)
		rng.Shuffle(len(a), func(i, j int) { a[i], a[j] = a[j], a[i] })
		rng.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] })
		got := compare(a, b)
		same(t, want.Changes, got.Changes)
		assert.Equal(t, want.Unchanged, got.Unchanged)
	}
}

// A line without an activity opens nothing: that of a person of the register
// who practises nowhere, and those of files that list savoir-faire or mailboxes.
func TestNoActivityOpensNothing(t *testing.T) {
	person := "899700366240|"
	for name, c := range map[string]struct {
		text string
		open bool
	}{
		"an activity": {"Identification nationale PP|Code profession|Code catégorie professionnelle|Code mode exercice|Identifiant technique de la structure|\n" + person + "10|C|S|F990000010|\n", true},
		"nowhere":     {"Identification nationale PP|Code profession|Code catégorie professionnelle|Code mode exercice|Identifiant technique de la structure|\n" + person + "10|C|||\n", false},
		"savoir-faire": {
			"Identification nationale PP|Code profession|Code catégorie professionnelle|Code type savoir-faire|Code savoir-faire|\n" + person + "10|C|S|SM26|\n", false,
		},
		"a mailbox": {"Type de BAL|Adresse BAL|Identification nationale PP|Catégorie profession|Code profession|Type identifiant structure|Identification Structure|\nPER|a@example.org|" +
			person + "C|10|1|990000010|\n", false},
	} {
		r, err := annuaire.NewReader(strings.NewReader(c.text), annuaire.Options{Day: day})
		require.NoError(t, err, name)
		n := 0
		for rec, err := range r.Records() {
			require.NoError(t, err, name)
			n++
			s, _ := rec.Situation()
			a := rec.Activity()
			assert.Equal(t, roles.ProfessionMedecin, s.Profession, name)
			assert.Equal(t, c.open, s.OpenAt(day).IsOpen(), name)
			assert.Equal(t, c.open, a.Situation.OpenAt(day).IsOpen(), name)
			assert.Equal(t, c.open, a.HasSituation, name)
		}
		assert.Equal(t, 1, n, name)
	}
}
