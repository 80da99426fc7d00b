package annuaire_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// TestBlanksAroundValues: they are of no value, on whichever side.
func TestBlanksAroundValues(t *testing.T) {
	for _, around := range []string{"%s", " %s", "%s ", "\t%s", "%s\t", " \t%s\t ", "  %s"} {
		rec := one(t, extractgen.Activity56, map[string]string{
			"Identification nationale PP": fmt.Sprintf(around, "899700366240"), "Nom d'exercice": fmt.Sprintf(around, "EXEMPLE"),
			"Code profession": fmt.Sprintf(around, "60"), "Code mode exercice": fmt.Sprintf(around, "S"), "Code genre activité": fmt.Sprintf(around, "GENR01"),
		})
		a := rec.Activity()
		assert.Empty(t, a.Faults, "%q", around)
		assert.Equal(t, rpps.MustParsePersonID("899700366240"), a.Professional.ID)
		assert.Equal(t, rpps.Private("EXEMPLE"), a.Professional.ExerciseName.Family)
		assert.Equal(t, situation.Stated{Profession: "60", Mode: "S", Role: "GENR01"}, a.Situation.Stated)
	}
	// Nor are the separators of a number that is read by itself.
	p, faults := one(t, extractgen.Activity56, map[string]string{"Identification nationale PP": "8 99700366 240"}).Professional()
	assert.Equal(t, rpps.MustParsePersonID("899700366240"), p.ID)
	assert.Empty(t, faults)
}

// TestOneStatement: a line states a situation by any one of a role, a function,
// a mode and a structure, and by nothing else.
func TestOneStatement(t *testing.T) {
	for label, want := range map[string]bool{
		"Code genre activité": true, "Code rôle": true, "Code mode exercice": true, "Numéro SIRET site": true, "Raison sociale site": true,
		"Code secteur d'activité": true, "Code profession": false, "Code catégorie professionnelle": false, "Code savoir-faire": false, "Libellé Voie (coord. structure)": false,
	} {
		a := one(t, extractgen.Activity56, map[string]string{"Identification nationale PP": "899700366240", label: "1"}).Activity()
		assert.Equal(t, want, a.HasSituation, label)
	}
}

// TestRefusedLines: the fields of a line that was refused are where they stand,
// however many there are.
func TestRefusedLines(t *testing.T) {
	for _, head := range []string{roleHeader + "\n", header(extractgen.Activity56)} {
		columns := strings.Count(head, "|")
		for n := range 3 * columns {
			if n == columns {
				continue
			}
			for rec, err := range reader(t, []byte(head+strings.Repeat("899700366240|", n)+"\n")).Records() {
				require.Error(t, err)
				a := rec.Activity()
				assert.False(t, a.HasSituation)
				assert.True(t, a.Situation.SeenOn.IsZero())
				for i := range columns {
					want := ""
					if i < n {
						want = "899700366240"
					}
					if got := string(rec.Field(i)); got != want {
						t.Errorf("%q: field %d of %d", got, i, n)
					}
				}
			}
		}
	}
}

// TestColumnsThatAreNone, and the first of a file.
func TestColumnsThatAreNone(t *testing.T) {
	rec := one(t, extractgen.Activity56, map[string]string{"Type d'identifiant PP": "8", "Identifiant PP": "99700366240"})
	last := annuaire.Column(0)
	for c := range annuaire.Columns() {
		last = c
	}
	for _, c := range []annuaire.Column{0, last + 1, last + 2, 255} {
		assert.Empty(t, rec.Bytes(c), c)
		assert.Empty(t, rec.Text(c), c)
		assert.False(t, rec.Has(c), c)
		assert.Empty(t, c.Label())
	}
	first, ok := annuaire.ColumnOf(extractgen.Activity56.Labels()[0])
	require.True(t, ok)
	assert.True(t, rec.Has(first))
	assert.True(t, reader(t, []byte(header(extractgen.Activity56))).Has(first))
	assert.Equal(t, "8", rec.Text(first))
}

// TestListsOfCodes: an unknown code is told with the lists of its column.
func TestListsOfCodes(t *testing.T) {
	for label, list := range map[string]string{"Code profession": "TRE_G15, TRE_R94", "Code rôle": "TRE_R85, TRE_R21"} {
		fs := one(t, extractgen.Activity56, map[string]string{"Identification nationale PP": "899700366240", label: "ZZ"}).Activity().Faults
		require.Len(t, fs, 1)
		assert.Contains(t, fs[0].Message(language.English), list)
	}
}

// TestOtherIdentifierShape: identifier, origin and quality, or it is kept as it
// is written.
func TestOtherIdentifierShape(t *testing.T) {
	for text, whole := range map[string]bool{
		"0123456,ADELI,1": true, "0123456": false, "0123456,ADELI": false, "0123456,ADELI,": false, "0123456,ADELI,x": false, "0123456,ADELI,1,2": false,
		",ADELI,1": false, "0123456,,1": false, ",,1": false, ",,": false,
	} {
		p, faults := one(t, extractgen.Restricted51, map[string]string{"Identification nationale PP": "899700366240", "Autres identifiants": text}).Professional()
		require.Len(t, p.OtherIDs, 1, text)
		assert.Equal(t, !whole, faults.Has(annuaire.CodeOtherID), text)
		if whole {
			assert.Equal(t, rpps.OtherID{Text: "0123456", Origin: "ADELI", Quality: 1}, p.OtherIDs[0])
		} else {
			assert.Equal(t, rpps.OtherID{Text: rpps.Private(text)}, p.OtherIDs[0])
		}
	}
}

// TestManySituations: what stands twice is one situation, however many stand
// between.
func TestManySituations(t *testing.T) {
	for _, n := range []int{1, 2, 7, 8, 9, 10, 17, 40} {
		var text strings.Builder
		text.WriteString(header(extractgen.Restricted51))
		for range 3 {
			for i := range n {
				text.WriteString(line(extractgen.Restricted51, map[string]string{
					"Identification nationale PP": "899700366240", "Raison sociale site": fmt.Sprint("ESSAI ", i), "Prénoms": []string{"Camille'", ""}[min(i, 1)],
				}))
			}
		}
		for _, g := range []annuaire.Grouping{annuaire.GroupIndexed, annuaire.GroupSorted} {
			given := persons(reader(t, []byte(text.String())).Persons(g))
			require.Len(t, given, 1)
			p := given[0].person
			assert.Len(t, p.Lines, 3*n)
			require.Len(t, p.Situations, n)
			for i, s := range p.Situations {
				assert.Equal(t, rpps.Private(fmt.Sprint("ESSAI ", i)), s.Structure.Name)
			}
			repeated := 0
			for _, f := range p.Faults {
				if f.Code() == annuaire.CodeLineRepeated {
					repeated++
				}
			}
			assert.Equal(t, 2*n, repeated, n)
			assert.False(t, p.Faults.Has(annuaire.CodePersonDiffers), "a line without first names says nothing of them")
			assert.Equal(t, []rpps.Private{"Camille"}, p.Professional.CivilStatus.FirstNames)
		}
	}
}

// TestKeysOfLetters: two identifications that are no numbers are two persons.
func TestKeysOfLetters(t *testing.T) {
	keys := []string{"AK", "BA", "A:", "B0", "8AK", "8BA", "899700366240", "0899700366240", "//", "/%", "./", "1/", "/1", "123456789012345678", "0123456789012345678", "1234567890123456789", "00000000000000000001", "18446744073709551617"}
	var text strings.Builder
	text.WriteString("Identification nationale PP|Code profession|Code mode exercice|Identifiant technique de la structure|Code genre activité|\n")
	for range 2 {
		for _, k := range keys {
			text.WriteString(k + "|60|S||GENR01|\n")
		}
	}
	given := persons(reader(t, []byte(text.String())).Persons(annuaire.GroupIndexed))
	require.Len(t, given, len(keys))
	for i := range keys {
		assert.Equal(t, []int{i + 2, i + 2 + len(keys)}, given[i].person.Lines)
	}
}

// TestTextThatIsKept: as much as allowed, and not a byte more.
func TestTextThatIsKept(t *testing.T) {
	text := roleHeader + "\n" + roleOf + "\n" + roleOf + "\r\n"
	for more, large := range map[int64]bool{0: false, 1: false, -1: true} {
		r, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{MaxBytes: 2*int64(len(roleOf)) + more})
		require.NoError(t, err)
		var last error
		for _, err := range r.Persons(annuaire.GroupIndexed) {
			last = err
		}
		if large {
			require.ErrorIs(t, last, annuaire.CodeFileLarge)
		} else {
			require.NoError(t, last)
		}
	}
}

// TestEveryValue: no number is too much for the enumerations, and each has a
// text.
func TestEveryValue(t *testing.T) {
	layouts, kinds := 0, 0
	for n := range 256 {
		l, k := annuaire.Layout(n), annuaire.ChangeKind(n)
		assert.NotEmpty(t, l.String())
		assert.NotEmpty(t, k.String())
		assert.NotEmpty(t, k.Explain(language.French))
		text, err := l.MarshalText()
		if err == nil {
			layouts++
			assert.Equal(t, n == 0, len(text) == 0)
			assert.Equal(t, n == 0, l.String() != string(text))
		}
		if err != nil {
			assert.Nil(t, l.Columns())
		}
		text, err = k.MarshalText()
		if err == nil {
			kinds++
			assert.Equal(t, n == 0, k.String() != string(text))
		}
		assert.Equal(t, err != nil || n == 0, k.Explain(language.English) == "not stated", n)
	}
	assert.Equal(t, 7, layouts)
	assert.Equal(t, 14, kinds)
	assert.Equal(t, "(not stated)", annuaire.Layout(0).String())
	assert.Equal(t, "(not stated)", annuaire.ChangeKind(0).String())
}

// TestStampOfDigits: what is no digit is none of the time, wherever it stands.
func TestStampOfDigits(t *testing.T) {
	const stamp = "202608250827"
	_, ok := annuaire.FileNameOf("PS_LibreAcces_Personne_activite_" + stamp + ".txt")
	require.True(t, ok)
	for i := range stamp {
		for _, c := range "/:xA -" {
			_, ok := annuaire.FileNameOf("PS_LibreAcces_Personne_activite_" + stamp[:i] + string(c) + stamp[i+1:] + ".txt")
			assert.False(t, ok, "%c at %d", c, i)
		}
	}
	for _, name := range []string{stamp, "_" + stamp} {
		f, ok := annuaire.FileNameOf(name)
		assert.True(t, ok)
		assert.Zero(t, f.Layout)
	}
	for l := annuaire.Layout(1); l <= annuaire.LayoutMailbox; l++ {
		f, ok := annuaire.FileNameOf(l.String() + "_" + stamp)
		assert.True(t, ok)
		assert.Equal(t, l, f.Layout)
	}
}

// TestDiffOfFew: what a comparison tells of files with few columns, and how many
// of the refused lines.
func TestDiffOfFew(t *testing.T) {
	const head = "Identification nationale PP|Nom d'exercice|Code profession|Code mode exercice|Identifiant technique de la structure|Code rôle|Code genre activité|\n"
	before := []byte(head + "899700366240|A|99|||||\n")
	for after, want := range map[string]annuaire.ChangeKind{
		"899700366240|A|99||||": 0, "899700366240|B|99||||": annuaire.NameChanged, "899700366240||99||||": 0,
		"899700366240|A|99|||326|": annuaire.SituationOpened, "899700366240|A|99|S|||": annuaire.SituationOpened,
		"899700366240|A|99||S1||": annuaire.SituationOpened, "899700366240|A|99||||GENR08|": annuaire.SituationOpened,
	} {
		if strings.Count(after, "|") != 7 {
			after += "|"
		}
		c := diff(t, before, []byte(head+after+"\n"), annuaire.DiffOptions{})
		if want == 0 {
			assert.Empty(t, c.Changes, after)
			continue
		}
		require.Len(t, c.Changes, 1, after)
		assert.Equal(t, want, c.Changes[0].Kind, after)
		assert.Equal(t, rpps.MustParsePersonID("899700366240"), c.Changes[0].Person)
		assert.Equal(t, want == annuaire.NameChanged, c.Changes[0].After.IsZero(), after)
		assert.True(t, c.Changes[0].Before.IsZero())
	}
	c := diff(t, before, []byte(head+"8x|A|99|||||\n"), annuaire.DiffOptions{})
	require.Len(t, c.Changes, 2)
	assert.Equal(t, rpps.MustParsePersonID("899700366240"), c.Changes[0].Person)
	assert.Equal(t, rpps.ForeignPersonID("8x"), c.Changes[1].Person)
	assert.Equal(t, "State(not stated)", annuaire.State{}.String())
	assert.Equal(t, "State(masked)", annuaire.State{Role: "GENR08"}.String())
	for refused, kept := range map[int]int{0: 0, 2: 2, 3: 3, 4: 3} {
		c := diff(t, append(before, strings.Repeat("x\n", refused)...), before, annuaire.DiffOptions{MaxFaults: 3})
		assert.Len(t, c.BeforeFaults, kept)
		assert.Equal(t, refused == 0, c.Complete())
	}
}

// TestLinesOfTheLimit: a line of as many bytes as allowed is read, however the
// bytes come and the line ends, and one with a byte more is refused.
func TestLinesOfTheLimit(t *testing.T) {
	limit := len(roleHeader) + 20
	full := strings.Replace(roleOf, "F990000010", strings.Repeat("x", limit-len(roleOf)+len("F990000010")), 1)
	require.Len(t, full, limit)
	for _, end := range []string{"\n", "\r\n", ""} {
		for name, text := range map[string]string{"full": full + end, "long": full + "x" + end} {
			for _, last := range []string{"", roleOf + "\n"} {
				if end == "" && last != "" {
					continue
				}
				input := roleHeader + "\n" + roleOf + "\n" + text + last
				for _, in := range []io.Reader{strings.NewReader(input), iotest.OneByteReader(strings.NewReader(input)), iotest.HalfReader(strings.NewReader(input))} {
					r, err := annuaire.NewReader(in, annuaire.Options{MaxLine: limit})
					require.NoError(t, err)
					var codes []string
					for _, err := range r.Records() {
						code := ""
						if f, ok := annuaire.LineFault(err); ok {
							code = string(f.Code())
						}
						codes = append(codes, code)
					}
					want := []string{"", ""}
					if name == "long" {
						want[1] = string(annuaire.CodeLineTooLong)
					}
					if last != "" {
						want = append(want, "")
					}
					assert.Equal(t, want, codes, "%s %q", name, end)
				}
			}
		}
	}
}

// TestLineOfTheLimitByBytes: nor does it matter where what was read so far ends,
// beyond the lines that are read ahead.
func TestLineOfTheLimitByBytes(t *testing.T) {
	limit := len(roleHeader)
	full := strings.Replace(roleOf, "F990000010", strings.Repeat("x", limit-len(roleOf)+len("F990000010")), 1)
	input := roleHeader + "\n" + strings.Repeat(roleOf+"\n", 2000) + full + "\r\n" + full + "\n" + full + "x\n" + full
	r, err := annuaire.NewReader(iotest.OneByteReader(strings.NewReader(input)), annuaire.Options{MaxLine: limit})
	require.NoError(t, err)
	n, refused := 0, []int(nil)
	for rec, err := range r.Records() {
		n++
		if err != nil {
			refused = append(refused, rec.Line())
		}
	}
	assert.Equal(t, 2004, n)
	assert.Equal(t, []int{2004}, refused)
}

// TestArchiveOfTheLimits: what is as long as allowed is read, by whatever piece.
func TestArchiveOfTheLimits(t *testing.T) {
	small := archive(t, "a.txt", strings.Repeat("A", 1000))
	for _, c := range []struct {
		most, read int64
		limit      bool
	}{{999, 999, true}, {1000, 1000, false}, {1001, 1000, false}} {
		for _, piece := range []int{1, 7, 998, 999, 1000, 1001, 1002, 4096} {
			a, err := annuaire.OpenArchive(bytes.NewReader(small), int64(len(small)), annuaire.ArchiveOptions{MaxUnpacked: c.most})
			require.NoError(t, err)
			in, _, err := a.Open("")
			require.NoError(t, err)
			n, buf := int64(0), make([]byte, piece)
			for err == nil {
				var k int
				k, err = in.Read(buf)
				n += int64(k)
			}
			assert.Equal(t, c.read, n, "%d by %d", c.most, piece)
			assert.Equal(t, c.limit, errors.Is(err, annuaire.CodeArchiveLimit), "%d by %d: %v", c.most, piece, err)
			require.NoError(t, in.Close())
		}
	}
	var names []string
	for i := range 3 {
		names = append(names, fmt.Sprintf("%d.txt", i), "x")
	}
	three := archive(t, names...)
	for most, want := range map[int]error{2: annuaire.CodeArchiveLimit, 3: nil, 4: nil} {
		a, err := annuaire.OpenArchive(bytes.NewReader(three), int64(len(three)), annuaire.ArchiveOptions{MaxEntries: most})
		if want != nil {
			require.ErrorIs(t, err, want)
			continue
		}
		require.NoError(t, err)
		_, _, err = a.Open("")
		require.ErrorIs(t, err, annuaire.CodeArchiveSeveral)
	}
}

// TestArchiveThatLies: a bomb is one, whatever the list says that it was packed
// into, and what is none is read.
func TestArchiveThatLies(t *testing.T) {
	bomb := archive(t, "a.txt", strings.Repeat("A", 8<<20))
	lying := bytes.Clone(bomb)
	binary.LittleEndian.PutUint32(lying[bytes.LastIndex(lying, []byte("PK\x01\x02"))+20:], 1<<30)
	for name, file := range map[string][]byte{"as it is": bomb, "lying": lying} {
		a, err := annuaire.OpenArchive(bytes.NewReader(file), int64(len(file)), annuaire.ArchiveOptions{})
		require.NoError(t, err)
		in, _, err := a.Open("")
		require.NoError(t, err)
		_, err = io.Copy(io.Discard, in)
		assert.ErrorIs(t, err, annuaire.CodeArchiveLimit, name)
	}
	// Of an archive that is open the length is not known, and no limit.
	var noise strings.Builder
	for i := range 150_000 {
		fmt.Fprintf(&noise, "%x|", uint32(i)*2654435761)
	}
	plain := archive(t, "a.txt", noise.String())
	z, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	require.NoError(t, err)
	a, err := annuaire.ArchiveOf(z, annuaire.ArchiveOptions{})
	require.NoError(t, err)
	in, _, err := a.Open("")
	require.NoError(t, err)
	n, err := io.Copy(io.Discard, in)
	require.NoError(t, err)
	assert.Equal(t, int64(noise.Len()), n)
}

// TestCutAll: every separator is found, and nothing else, wherever it stands.
func TestCutAll(t *testing.T) {
	for b := range 256 {
		for n := range 20 {
			for i := range n {
				text := bytes.Repeat([]byte{byte(b)}, n)
				text[i] = '|'
				var want []int32
				for k, c := range text {
					if c == '|' {
						want = append(want, int32(k))
					}
				}
				if got := annuaire.CutAll(text); !slices.Equal(got, want) {
					t.Errorf("%q: %v", text, got)
				}
			}
		}
	}
}

// TestHeaderLine: what a header may be, and what is told of it.
func TestHeaderLine(t *testing.T) {
	open := func(text string, o annuaire.Options) (*annuaire.Reader, error) {
		return annuaire.NewReader(strings.NewReader(text), o)
	}
	columns := strings.Count(roleHeader, "|")
	for most, ok := range map[int]bool{columns - 1: false, columns: true, columns + 1: true} {
		_, err := open(roleHeader+"\n", annuaire.Options{MaxColumns: most})
		assert.Equal(t, ok, err == nil, most)
	}
	_, err := open("\r"+roleHeader+"\n", annuaire.Options{})
	require.ErrorIs(t, err, annuaire.CodeFileCR)
	for _, text := range []string{"|", "||", " | ", "\"", "x"} {
		_, err := open(text+"\n"+roleHeader+"\n", annuaire.Options{})
		require.ErrorIs(t, err, annuaire.CodeLayoutUnknown, text)
	}
	r, err := open(strings.Replace(roleHeader, "|Code mode", "|Inconnu|Code mode", 1)+"\n", annuaire.Options{})
	require.NoError(t, err)
	var told strings.Builder
	for _, f := range r.Header() {
		if f.Code() == annuaire.CodeColumnUnknown {
			told.WriteString(f.Message(language.French))
		}
	}
	assert.Contains(t, told.String(), "3")
}

// TestBlankLines: a line of blanks is none, whatever its length.
func TestBlankLines(t *testing.T) {
	for n := range 200 {
		blanks := strings.Repeat(" ", n)
		for _, l := range []string{blanks, blanks + "\t", "\t" + blanks + "\r"} {
			r := reader(t, []byte(l+"\n"+roleHeader+"\n"+l+"\n"+roleOf+"\n"+l+"\n"))
			good, bad := all(t, r)
			assert.Len(t, good, 1)
			assert.Empty(t, bad)
			assert.Equal(t, 1, r.Summary().Lines, n)
		}
	}
}

// TestNULAnywhere: a line with a NUL is refused, wherever it stands.
func TestNULAnywhere(t *testing.T) {
	for i := range roleOf {
		if roleOf[i] == '|' {
			continue
		}
		good, bad := all(t, reader(t, []byte(roleHeader+"\n"+roleOf[:i]+"\x00"+roleOf[i+1:]+"\n"+roleOf+"\n")))
		assert.Len(t, good, 1)
		require.Len(t, bad, 1)
		assert.Equal(t, annuaire.CodeLineNUL, bad[0].Code())
	}
}

// TestToggleColumns: both columns are needed, wherever they stand.
func TestToggleColumns(t *testing.T) {
	for head, missing := range map[string]string{
		"N° ADELI;N° RPPS": "", "N° RPPS;N° ADELI": "", "Nom;N° RPPS;N° ADELI": "", "N° RPPS;Nom;N° ADELI": "",
		"N° ADELI": "N° RPPS", "N° ADELI;Nom": "N° RPPS", "Nom;N° ADELI": "N° RPPS", "N° RPPS": "N° ADELI", "N° RPPS;Nom;Nom": "N° ADELI", "Nom;N° RPPS": "N° ADELI", "Nom;Nom;Nom": "N° ADELI",
	} {
		fields := strings.NewReplacer("N° ADELI", "750000012", "N° RPPS", "99700366240", "Nom", "EXEMPLE").Replace(head)
		lines := 0
		for toggle, err := range annuaire.Toggles(strings.NewReader(head + "\n" + fields + "\n" + fields + ";\n")) {
			lines++
			if missing != "" {
				require.ErrorIs(t, err, annuaire.CodeColumnRequired, head)
				f, ok := rule.AsFault(err)
				require.True(t, ok)
				assert.Equal(t, missing, f.Path(), head)
				continue
			}
			assert.Equal(t, rpps.MustParseNumber("99700366240"), toggle.RPPS, head)
			assert.Equal(t, rpps.Private("750000012"), toggle.ADELIText, head)
		}
		assert.Equal(t, map[bool]int{true: 2, false: 1}[missing == ""], lines, head)
	}
	for more, want := range map[string]rule.Code{"": "", ";": "", ";x": annuaire.CodeLineLong, ";;": annuaire.CodeLineLong, "-": ""} {
		text := "750000012;99700366240" + more
		if more == "-" {
			text, want = "750000012", annuaire.CodeLineShort
		}
		for _, err := range annuaire.Toggles(strings.NewReader("N° ADELI;N° RPPS\n" + text + "\n")) {
			f, _ := rule.AsFault(err)
			if want != "" {
				assert.Equal(t, want, f.Code(), more)
			} else {
				assert.NotContains(t, []rule.Code{annuaire.CodeLineLong, annuaire.CodeLineShort}, f.Code(), more)
			}
		}
	}
}

// TestOpenHeaderByPieces: whether the lines end with a separator is found out
// however the bytes come.
func TestOpenHeaderByPieces(t *testing.T) {
	text := strings.TrimSuffix(roleHeader, "|") + "\n" + strings.Replace(roleOf, "F99", strings.Repeat("x", 600), 1) + "\n" + strings.Repeat(roleOf+"\n", 2) + "899700218896|99|S|F990000010|\n"
	for _, in := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text))} {
		r, err := annuaire.NewReader(in, annuaire.Options{Day: day})
		require.NoError(t, err)
		good, bad := all(t, r)
		assert.Len(t, good, 3)
		require.Len(t, bad, 1)
		assert.Equal(t, annuaire.CodeLineShort, bad[0].Code())
	}
}

// TestDiffOfMany: what is the same is set aside however much it is, and what is
// left is paired up to a hundred on each side.
func TestDiffOfMany(t *testing.T) {
	text := func(n int, role string, more ...string) []byte {
		var b strings.Builder
		b.WriteString(roleHeader + "\n")
		for i := range n {
			fmt.Fprintf(&b, "899700218896|99|S|S%d|%s|\n", i, role)
		}
		return []byte(b.String() + strings.Join(more, ""))
	}
	const other = "899700218896|99|S|T|GENR10|\n"
	for _, n := range []int{1, 99, 100, 101, 150} {
		c := diff(t, text(n, "GENR08"), text(n, "GENR08", other), annuaire.DiffOptions{})
		require.Len(t, c.Changes, 1, n)
		assert.Equal(t, annuaire.SituationOpened, c.Changes[0].Kind)
		c = diff(t, text(n, "GENR08", other), text(n, "GENR08"), annuaire.DiffOptions{})
		require.Len(t, c.Changes, 1, n)
		assert.Equal(t, annuaire.SituationClosed, c.Changes[0].Kind)
	}
	for _, n := range [][3]int{{100, 100, 100}, {99, 100, 100}, {100, 99, 100}, {100, 101, 201}, {101, 100, 201}, {101, 101, 202}} {
		c := diff(t, text(n[0], "GENR08"), text(n[1], "GENR09"), annuaire.DiffOptions{})
		assert.Len(t, c.Changes, n[2], n)
		paired := slices.ContainsFunc(c.Changes, func(x annuaire.Change) bool { return x.Kind == annuaire.RoleChanged })
		assert.Equal(t, n[2] == 100, paired, n)
	}
}

// reads counts what is read.
type reads struct {
	r io.ReaderAt
	n int
}

func (r *reads) ReadAt(p []byte, at int64) (int, error) {
	n, err := r.r.ReadAt(p, at)
	r.n += n
	return n, err
}

// TestArchiveOfManyFiles: of a list that is too long not all is read.
func TestArchiveOfManyFiles(t *testing.T) {
	files := 20_000
	if testing.Short() {
		files = 5_000
	}
	var names []string
	for i := range files {
		names = append(names, fmt.Sprintf("PS_LibreAcces_%020d.txt", i), "")
	}
	many := archive(t, names...)
	in := &reads{r: bytes.NewReader(many)}
	_, err := annuaire.OpenArchive(in, int64(len(many)), annuaire.ArchiveOptions{MaxEntries: 10})
	require.ErrorIs(t, err, annuaire.CodeArchiveLimit)
	assert.Less(t, in.n, 300<<10)
	_, err = annuaire.OpenArchive(in, int64(len(many)), annuaire.ArchiveOptions{MaxEntries: files})
	require.NoError(t, err)
}

// TestRunsOfOneLine: a line that repeats the one before it is known as such also
// where a run ends between them, at the limit of a line and beside empty lines.
func TestRunsOfOneLine(t *testing.T) {
	limit := len(roleHeader)
	full := strings.Replace(roleOf, "F990000010", strings.Repeat("x", limit-len(roleOf)+len("F990000010")), 1)
	for _, end := range []string{"\n", "\r\n"} {
		text := roleHeader + "\n" + strings.Repeat(full+end, 4) + strings.Repeat(end, 3) + strings.Repeat(roleOf+end, 3) + strings.Repeat(full+"x"+end, 2) + end + full + end
		of := func(rec annuaire.Record, err error) string { return fmt.Sprint(rec.Line(), rec.Repeated(), err) }
		for _, chunk := range []int{1, 10, limit, limit + 1, 2*limit + 2, 1 << 20} {
			open := func() *annuaire.Reader {
				r, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{MaxLine: limit})
				require.NoError(t, err)
				r.SetChunk(chunk)
				return r
			}
			var want, got []string
			for rec, err := range open().Records() {
				want = append(want, of(rec, err))
			}
			for s := range annuaire.Parallel(open(), 2, of) {
				got = append(got, s)
			}
			assert.Equal(t, want, got, chunk)
			assert.Contains(t, want, "5 true <nil>")
		}
	}
}

// TestNoEmptyRun: of lines that are not empty, no run has none.
func TestNoEmptyRun(t *testing.T) {
	text := roleHeader + "\n" + strings.Repeat(roleOf+"\n", 50) + strings.Repeat("x", 500) + "\n" + strings.Repeat("x", 500) + "\n" + roleOf
	for _, chunk := range []int{1, 100, 1 << 20} {
		r, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{MaxLine: 200})
		require.NoError(t, err)
		r.SetChunk(chunk)
		all := 0
		for n, err := range annuaire.Chunks(r, 2, func(records iter.Seq2[annuaire.Record, error]) (n int) {
			for range records {
				n++
			}
			return n
		}) {
			require.NoError(t, err)
			assert.Positive(t, n, chunk)
			all += n
		}
		assert.Equal(t, 53, all)
	}
}
