package habilitationtest_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// pinned is the embedded matrix on the day on which this was written: when
// it changes, products that pinned it are told.
const pinned = "cnam-2024-09-25 sha256:32b3cf3f84467524d9a873b4f832af7d0b76c9989c795280c6afad1d9ebc9dda"

func fileOf(text string) fstest.MapFS { return fstest.MapFS{"copie.csv": {Data: []byte(text)}} }

// TestPinOfNothing: a timeline without a matrix, pinned by nothing, is no pin
// that holds.
func TestPinOfNothing(t *testing.T) {
	for _, timeline := range []habilitation.Timeline{{}, habilitation.Timeline{}.With(nil, &habilitation.Matrix{})} {
		var f fake
		kit.PinTimeline(&f, timeline)
		require.Len(t, f.texts, 1)
		assert.Contains(t, f.texts[0], "No matrix to pin")
	}
}

func TestPin(t *testing.T) {
	kit.Pin(t, pinned)
	assert.Equal(t, pinned, kit.Fingerprint(cnam))
	// A policy changes no cell, and neither does the order.
	assert.Equal(t, pinned, kit.Fingerprint(cnam.Under(habilitation.Policy{RoleAccess: habilitation.RoleSuspended})))
	turned := cnam.Spec()
	for i, j := 0, len(turned.Rows)-1; i < j; i, j = i+1, j-1 {
		turned.Rows[i], turned.Rows[j] = turned.Rows[j], turned.Rows[i]
	}
	turned.Rows[0].Label = "autre libellé"
	m, err := habilitation.New(turned)
	require.NoError(t, err)
	assert.Equal(t, pinned, kit.Fingerprint(m))

	// Whatever decides changes it.
	for i, change := range []func(*habilitation.Spec){
		func(s *habilitation.Spec) { s.Version.ID = "x" },
		func(s *habilitation.Spec) { s.Version.From = civil.MustNew(2024, 9, 26) },
		func(s *habilitation.Spec) { s.Version.Until = civil.MustNew(2027, 1, 1) },
		func(s *habilitation.Spec) { s.Columns[5].Professions = s.Columns[5].Professions[:1] },
		func(s *habilitation.Spec) { s.Columns[0].Interns = nil },
		func(s *habilitation.Spec) { s.Columns[2].Functions = nil },
		func(s *habilitation.Spec) {
			s.Columns[13].Roles = append(s.Columns[13].Roles, roles.RoleMedicoAdministrative)
		},
		func(s *habilitation.Spec) { s.Columns[0].ExcludesOccupational = false },
		func(s *habilitation.Spec) { s.Columns[18].Key = "GENR12bis" },
		func(s *habilitation.Spec) { s.Rows = s.Rows[1:] },
		func(s *habilitation.Spec) { s.Rows[0].Allowed ^= 1 },
	} {
		spec := cnam.Spec()
		spec.Version.Differences = nil
		change(&spec)
		m, err := habilitation.New(spec)
		require.NoError(t, err)
		assert.NotEqual(t, pinned, kit.Fingerprint(m), "%d", i)
	}
}

var digest = regexp.MustCompile(`[0-9a-f]{64}`)

// TestPinReports: what is said when the library brings another matrix.
func TestPinReports(t *testing.T) {
	later := another(t, func(s *habilitation.Spec) {
		s.Rows[0].Allowed ^= 1 << 18
		s.Rows[3].Allowed ^= 1 << 5
		s.Rows = append(s.Rows[:10:10], s.Rows[11:]...)
	})
	var f fake
	kit.PinTimeline(&f, habilitation.Timeline{}.With(cnam, later), pinned)
	kit.PinTimeline(&f, habilitation.Timeline{}.With(flipped(t, 0, 0)), pinned)
	kit.PinTimeline(&f, habilitation.Timeline{}.With(later), pinned)
	kit.Pin(&f)
	kit.Pin(&f, pinned, pinned)
	kit.Pin(&f, pinned, "n'importe quoi")
	require.Len(t, f.texts, 6)
	golden.File(t, "testdata/pin.txt", digest.ReplaceAllString(strings.Join(f.texts, "\n----\n"), "…"))
	assert.Equal(t, 6, f.framed)

	f = fake{}
	kit.PinTimeline(&f, habilitation.Timeline{}.With(cnam, later), pinned, kit.Fingerprint(later))
	assert.Empty(t, f.texts)
}

func TestPinFile(t *testing.T) {
	var b strings.Builder
	require.NoError(t, kit.WriteCopy(&b, cnam))
	golden.File(t, "testdata/copie.csv", b.String())
	kit.PinFile(t, cnam, fileOf(b.String()), "copie.csv")
	back, err := kit.ReadCopy([]byte(b.String()))
	require.NoError(t, err)
	assert.Equal(t, pinned, kit.Fingerprint(back))
	var again strings.Builder
	require.NoError(t, kit.WriteCopy(&again, back))
	assert.Equal(t, b.String(), again.String())

	var f fake
	kit.PinFile(&f, flipped(t, 4, 14), fileOf(b.String()), "copie.csv")
	require.Len(t, f.texts, 1)
	golden.File(t, "testdata/pinfile.txt", digest.ReplaceAllString(f.texts[0], "…"))

	f = fake{}
	kit.PinFile(&f, cnam, fileOf("x"), "autre.csv")
	kit.PinFile(&f, cnam, fileOf("x"), "copie.csv")
	require.Len(t, f.texts, 2)
	assert.Contains(t, f.texts[1], "MAT-")
	f = fake{}
	kit.PinFile(&f, cnam, fileOf(strings.Replace(b.String(), "ligne;", "lignes;", 1)), "copie.csv")
	require.Len(t, f.texts, 1)
	assert.Contains(t, f.texts[0], "EXPECT-COPY-UNREADABLE")
	f = fake{}
	kit.PinFile(&f, nil, fileOf(b.String()), "copie.csv")
	assert.Len(t, f.texts, 1)
}

// TestPinCells: the project's own form holds the cells.
func TestPinCells(t *testing.T) {
	var b strings.Builder
	b.WriteString("code;" + strings.Join(columnKeys(), ";") + "\n")
	for r := range cnam.Rows() {
		b.WriteString(r.Document.Code())
		for i := range columnKeys() {
			b.WriteString(map[bool]string{true: ";1", false: ";0"}[r.Allowed.Has(i)])
		}
		b.WriteString("\n")
	}
	kit.PinFile(t, cnam, fileOf(b.String()), "copie.csv")
	var f fake
	kit.PinFile(&f, flipped(t, 4, 14), fileOf(b.String()), "copie.csv")
	require.Len(t, f.texts, 1)
	assert.Contains(t, f.texts[0], "ouvertes : 1")
	assert.Contains(t, f.texts[0], "15508-5")
	// A column or a row that the copy has not is a difference too.
	f = fake{}
	kit.PinFile(&f, cnam, fileOf(strings.Replace(b.String(), "\nSYNTH;", "\n#;", 1)), "copie.csv")
	assert.Len(t, f.texts, 1)
	// So is a column of the copy that is gone.
	gone := another(t, func(s *habilitation.Spec) {
		s.Columns = s.Columns[:len(s.Columns)-1]
		for i := range s.Rows {
			s.Rows[i].Allowed &= 1<<len(s.Columns) - 1
		}
	})
	f = fake{}
	kit.PinFile(&f, gone, fileOf(b.String()), "copie.csv")
	require.Len(t, f.texts, 1)
	assert.Contains(t, f.texts[0], "GENR12")
	assert.NotContains(t, f.texts[0], "MAT-")
}

// TestCopyFaults spoils a copy line by line.
func TestCopyFaults(t *testing.T) {
	var b strings.Builder
	require.NoError(t, kit.WriteCopy(&b, cnam))
	good := b.String()
	lines := strings.SplitAfter(good, "\n")
	for i, c := range []string{
		"", "\n", "ligne;10;SYNTH;x\n", strings.Join(lines[1:], ""), strings.Join(lines[:2], ""),
		strings.Join(lines[:1], "") + strings.Join(lines[2:], ""),
		strings.Replace(good, ";X", ";x", 1), strings.Replace(good, ";X", "", 1), strings.Replace(good, "34112-3", "00000-0", 1),
		strings.Replace(good, "ligne;10;", "ligne;zz;", 1), strings.Replace(good, "ligne;10;", "autre;10;", 1),
		strings.Replace(good, ";2024-09-25", ";25/09/2024", 1), strings.Replace(good, ";60 69;", ";60 xx;", 1),
		strings.Replace(good, ";GENR08;", ";GENR77;", 2), good + lines[len(lines)-2], good + lines[2], good + lines[1],
		good + "\"ligne\n",
	} {
		_, err := kit.ReadCopy([]byte(c))
		assert.Error(t, err, "%d", i)
	}
}

// FuzzReadCopy: no input breaks the reader, and what it reads is written back
// to the same pin.
func FuzzReadCopy(f *testing.F) {
	var b strings.Builder
	if err := kit.WriteCopy(&b, cnam); err != nil {
		f.Fatal(err)
	}
	f.Add(b.String())
	f.Add("copie d'une matrice d'habilitation;1\nversion;x;2024-09-25;;;t;s\ncolonne;nurse;Infirmiers;60;60;;;;\nligne;11;SYNTH;Synthèse;X\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := kit.ReadCopy([]byte(text))
		if err != nil {
			return
		}
		var b strings.Builder
		if err := kit.WriteCopy(&b, m); err != nil {
			t.Fatal(err)
		}
		back, err := kit.ReadCopy([]byte(b.String()))
		if err != nil {
			t.Fatalf("%v\n%s", err, b.String())
		}
		if kit.Fingerprint(m) != kit.Fingerprint(back) {
			t.Fatal(b.String())
		}
	})
}
