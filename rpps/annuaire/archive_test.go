package annuaire_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

func archive(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		require.NoError(t, err)
		_, err = io.WriteString(w, files[i+1])
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

func TestArchive(t *testing.T) {
	w := extractgen.NewWorld(1, 400)
	text := func(l extractgen.Layout) string {
		b, _ := made(t, w, extractgen.Options{Layout: l})
		return string(b)
	}
	three := archive(t,
		"dossier/", "",
		"dossier/PS_LibreAcces_Dipl_AutExerc_202608250827.txt", text(extractgen.Diploma13),
		"dossier/PS_LibreAcces_Personne_activite_202608250827.txt", text(extractgen.Activity56),
		`dossier\PS_LibreAcces_SavoirFaire_202608250827.txt`, text(extractgen.Qualification13))
	a, err := annuaire.OpenArchive(bytes.NewReader(three), int64(len(three)), annuaire.ArchiveOptions{})
	require.NoError(t, err)
	assert.Equal(t, []string{"PS_LibreAcces_Dipl_AutExerc_202608250827.txt", "PS_LibreAcces_Personne_activite_202608250827.txt", "PS_LibreAcces_SavoirFaire_202608250827.txt"}, a.Names())
	for pattern, want := range map[string]annuaire.Layout{
		"": annuaire.LayoutActivity, "*dipl*": annuaire.LayoutDiploma, "PS_LibreAcces_SavoirFaire_*.txt": annuaire.LayoutQualification,
	} {
		in, name, err := a.Open(pattern)
		require.NoError(t, err, pattern)
		r, err := annuaire.NewReader(in, annuaire.Options{Day: day})
		require.NoError(t, err)
		assert.Equal(t, want, r.Layout())
		f, ok := annuaire.FileNameOf(name)
		assert.True(t, ok)
		assert.Equal(t, want, f.Layout)
		good, bad := all(t, r)
		assert.Empty(t, bad)
		assert.NotEmpty(t, good)
		if pattern == "" {
			direct, _ := all(t, reader(t, []byte(text(extractgen.Activity56))))
			same(t, direct, good)
		}
		assert.NoError(t, in.Close())
	}
	for pattern, want := range map[string]rule.Code{"*.csv": annuaire.CodeArchiveNone, "*.txt": annuaire.CodeArchiveSeveral} {
		_, _, err := a.Open(pattern)
		assert.ErrorIs(t, err, want)
	}
	_, _, err = a.Open("[")
	assert.Error(t, err)

	alone := archive(t, "Extraction_Correspondance_MSSante_202608250827.txt", text(extractgen.Mailbox31))
	a, err = annuaire.OpenArchive(bytes.NewReader(alone), int64(len(alone)), annuaire.ArchiveOptions{})
	require.NoError(t, err)
	in, _, err := a.Open("")
	require.NoError(t, err)
	r, err := annuaire.NewReader(in, annuaire.Options{Layout: annuaire.LayoutMailbox})
	require.NoError(t, err)
	got := persons(r.PersonsParallel(2))
	assert.Len(t, got, w.Persons())

	empty := archive(t)
	a, err = annuaire.OpenArchive(bytes.NewReader(empty), int64(len(empty)), annuaire.ArchiveOptions{})
	require.NoError(t, err)
	_, _, err = a.Open("")
	assert.ErrorIs(t, err, annuaire.CodeArchiveNone)

	for _, damaged := range [][]byte{nil, []byte("PK\x03\x04"), three[:len(three)/2]} {
		_, err = annuaire.OpenArchive(bytes.NewReader(damaged), int64(len(damaged)), annuaire.ArchiveOptions{})
		assert.ErrorIs(t, err, annuaire.CodeArchiveDamaged)
	}
}

func TestArchiveLimits(t *testing.T) {
	read := func(file []byte, o annuaire.ArchiveOptions) (int64, error) {
		a, err := annuaire.OpenArchive(bytes.NewReader(file), int64(len(file)), o)
		if err != nil {
			return 0, err
		}
		in, _, err := a.Open("")
		if err != nil {
			return 0, err
		}
		defer in.Close()
		return io.Copy(io.Discard, in)
	}
	// 64 MB of one letter pack into 64 to 100 kB, by the version of Go: a bomb.
	size := 64 << 20
	if testing.Short() {
		size = 8 << 20
	}
	bomb := archive(t, "PS_LibreAcces_Personne_activite_202608250827.txt", header(extractgen.Activity56)+strings.Repeat("A", size))
	n, err := read(bomb, annuaire.ArchiveOptions{})
	require.ErrorIs(t, err, annuaire.CodeArchiveLimit)
	assert.LessOrEqual(t, n, int64(len(bomb))*annuaire.MaxRatio+1<<20)
	n, err = read(bomb, annuaire.ArchiveOptions{MaxRatio: 1 << 40})
	assert.NoError(t, err)
	assert.Greater(t, n, int64(size))
	n, err = read(bomb, annuaire.ArchiveOptions{MaxRatio: 1 << 40, MaxUnpacked: 1000})
	require.ErrorIs(t, err, annuaire.CodeArchiveLimit)
	assert.Equal(t, int64(1000), n)
	small := archive(t, "a.txt", strings.Repeat("A", 1000))
	n, err = read(small, annuaire.ArchiveOptions{MaxUnpacked: 1000})
	assert.NoError(t, err)
	assert.Equal(t, int64(1000), n)

	// A reader of the bomb says so as well, as an error of the input.
	a, err := annuaire.OpenArchive(bytes.NewReader(bomb), int64(len(bomb)), annuaire.ArchiveOptions{})
	require.NoError(t, err)
	in, _, err := a.Open("")
	require.NoError(t, err)
	r, err := annuaire.NewReader(in, annuaire.Options{})
	require.NoError(t, err)
	ends := 0
	for _, err := range r.Records() {
		if errors.Is(err, annuaire.CodeArchiveLimit) {
			ends++
		}
	}
	assert.Equal(t, 1, ends)

	// The length that the archive states is believed by nobody.
	lying := bytes.Clone(bomb)
	i := bytes.LastIndex(lying, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(lying[i+24:], 10)
	_, err = read(lying, annuaire.ArchiveOptions{})
	assert.Error(t, err)
	spoilt := bytes.Clone(small)
	spoilt[len("a.txt")+32] ^= 0xFF
	_, err = read(spoilt, annuaire.ArchiveOptions{})
	assert.ErrorIs(t, err, annuaire.CodeArchiveDamaged)

	var many []string
	for i := range 300 {
		many = append(many, fmt.Sprintf("%d.txt", i), "")
	}
	_, err = read(archive(t, many...), annuaire.ArchiveOptions{})
	assert.ErrorIs(t, err, annuaire.CodeArchiveLimit)
}

func TestFileName(t *testing.T) {
	d := civil.MustNew(2026, time.August, 25)
	for name, want := range map[string]annuaire.FileName{
		"PS_LibreAcces_Personne_activite_202608250827.txt":              {annuaire.LayoutActivity, d, 8, 27},
		"dossier/x/ps_libreacces_savoirfaire_202608252359.TXT":          {annuaire.LayoutQualification, d, 23, 59},
		`dossier\PS_LibreAcces_Dipl_AutExerc_202608250000.txt.gz`:       {annuaire.LayoutDiploma, d, 0, 0},
		"Extraction_ProSanteConnect_Personne_activite_202608250827.txt": {annuaire.LayoutRestricted, d, 8, 27},
		"Extraction_Correspondance_MSSante_202608250827.zip":            {annuaire.LayoutMailbox, d, 8, 27},
		"PS_LibreAcces_202608250827.zip":                                {0, d, 8, 27},
		"202608250827":                                                  {0, d, 8, 27},
		"PS_LibreAcces_Personne_activite.txt":                           {},
		"PS_LibreAcces_Personne_activite_20260825.txt":                  {},
		"PS_LibreAcces_Personne_activite_202602300827.txt":              {},
		"PS_LibreAcces_Personne_activite_202608252400.txt":              {},
		"PS_LibreAcces_Personne_activite_202608250860.txt":              {},
		"PS_LibreAcces_Personne_activite_2026082508x7.txt":              {},
		"":  {},
		"_": {},
	} {
		got, ok := annuaire.FileNameOf(name)
		assert.Equal(t, want, got, name)
		assert.Equal(t, want != annuaire.FileName{}, ok, name)
		assert.Equal(t, !ok, got.IsZero())
	}

	f := annuaire.FileName{Day: d}
	for _, c := range []struct {
		today civil.Date
		max   int
		age   int
		known bool
		fresh bool
		seen  civil.Date
	}{
		{d, 0, 0, true, true, d},
		{d.AddDays(1), 0, 1, true, false, d},
		{d.AddDays(1), 1, 1, true, true, d.AddDays(1)},
		{d.AddDays(10), 1, 10, true, false, d},
		{d.AddDays(-1), 5, 0, false, false, d},
		{civil.Date{}, 5, 0, false, false, d},
	} {
		age, ok := f.Age(c.today)
		assert.Equal(t, c.age, age)
		assert.Equal(t, c.known, ok)
		p := annuaire.Freshness{MaxDays: c.max}
		assert.Equal(t, c.fresh, p.Fresh(f, c.today))
		assert.Equal(t, c.seen, p.SeenOn(f, c.today))
	}
	assert.True(t, annuaire.Freshness{MaxDays: 9}.SeenOn(annuaire.FileName{}, d).IsZero())
}

func TestToggles(t *testing.T) {
	read := func(text string) (good []annuaire.Toggle, errs []error) {
		for x, err := range annuaire.Toggles(strings.NewReader(text)) {
			if err != nil {
				errs = append(errs, err)
				continue
			}
			good = append(good, x)
		}
		return good, errs
	}
	for _, head := range []string{"N\xB0 ADELI;N\xB0 RPPS\r\n", "N° ADELI;N° RPPS\n", "\uFEFFn° rpps;N° Adeli\n", "N° ADELI|N° RPPS|\n"} {
		pair := "010000123;99700366240"
		if strings.Contains(head, "rpps;") {
			pair = "99700366240;010000123"
		}
		if strings.Contains(head, "|") {
			pair = strings.ReplaceAll(pair, ";", "|") + "|"
		}
		good, errs := read(head + pair + "\r\n")
		require.Len(t, append(errs, make([]error, len(good))...), 1, "%q %v", head, errs)
		if len(good) == 1 {
			assert.Equal(t, "99700366240", good[0].RPPS.Canonical())
			assert.Equal(t, 2, good[0].Line)
		}
	}
	good, errs := read("N° ADELI;N° RPPS\n00ESSAI01;99700366240\n;\n1;2;3\nseul\n\x00;1\n75000012" + ";99700366241\n")
	assert.Empty(t, good)
	require.Len(t, errs, 5)
	for i, want := range []rule.Code{annuaire.CodeIdentifierKept, annuaire.CodeLineLong, annuaire.CodeLineShort, annuaire.CodeLineNUL, annuaire.CodeIdentifierKey} {
		assert.ErrorIs(t, errs[i], want)
	}
	for text, want := range map[string]rule.Code{"": annuaire.CodeFileEmpty, "a;b\n1;2\n": annuaire.CodeColumnRequired, "N° ADELI\n": annuaire.CodeColumnRequired} {
		good, errs := read(text)
		assert.Empty(t, good)
		require.Len(t, errs, 1)
		assert.ErrorIs(t, errs[0], want)
	}
	for x, err := range annuaire.Toggles(strings.NewReader("N° ADELI;N° RPPS\n00ESSAI01;99700366240\n")) {
		assert.Error(t, err)
		assert.Equal(t, "00ESSAI01", x.ADELIText.Reveal())
		assert.Equal(t, "99700366240", x.RPPS.Canonical())
		break
	}
}
