package annuaire_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

var day = civil.MustNew(2026, time.August, 25)

// made writes a file of a small world.
func made(t testing.TB, w *extractgen.World, o extractgen.Options) ([]byte, extractgen.Report) {
	t.Helper()
	var b bytes.Buffer
	report, err := w.Write(&b, o)
	require.NoError(t, err)
	return b.Bytes(), report
}

func reader(t testing.TB, text []byte) *annuaire.Reader {
	t.Helper()
	r, err := annuaire.NewReader(bytes.NewReader(text), annuaire.Options{Day: day})
	require.NoError(t, err)
	return r
}

// all reads a whole file: what the good lines say, and the faults of the others.
func all(t testing.TB, r *annuaire.Reader) (good []annuaire.Activity, bad rule.Faults) {
	t.Helper()
	for rec, err := range r.Records() {
		if f, ok := rule.AsFault(err); ok {
			assert.Equal(t, rec.Line(), f.Position().Line)
			bad.Add(f)
			continue
		}
		require.NoError(t, err)
		good = append(good, rec.Activity())
	}
	return good, bad
}

// same compares long lists: the difference of assert.Equal takes seconds, and
// masked values show none.
func same[T any](t testing.TB, want, got []T) {
	t.Helper()
	if !assert.Len(t, got, len(want)) {
		return
	}
	for i := range want {
		if !reflect.DeepEqual(want[i], got[i]) {
			t.Errorf("element %d of %d is another: %v, not %v", i, len(want), got[i], want[i])
			return
		}
	}
}

// line makes a line of a layout, with values by label.
func line(layout extractgen.Layout, values map[string]string) string {
	labels := layout.Labels()
	out := make([]string, len(labels))
	for label, v := range values {
		i := slices.Index(labels, label)
		if i < 0 {
			panic(label)
		}
		out[i] = v
	}
	return strings.Join(out, "|") + "|\n"
}

func header(layout extractgen.Layout) string { return strings.Join(layout.Labels(), "|") + "|\n" }

func one(t testing.TB, layout extractgen.Layout, values map[string]string) annuaire.Record {
	t.Helper()
	r := reader(t, []byte(header(layout)+line(layout, values)))
	for rec, err := range r.Records() {
		require.NoError(t, err)
		return rec.Clone()
	}
	t.Fatal("no line")
	return annuaire.Record{}
}

var layoutsOf = []struct {
	made    extractgen.Layout
	layout  annuaire.Layout
	columns int
	missing int
}{
	{extractgen.Activity56, annuaire.LayoutActivity, 56, 0},
	{extractgen.Activity48, annuaire.LayoutActivity, 48, 8},
	{extractgen.Restricted49, annuaire.LayoutRestricted, 49, 2},
	{extractgen.Restricted50, annuaire.LayoutRestricted, 50, 1},
	{extractgen.Restricted51, annuaire.LayoutRestricted, 51, 0},
	{extractgen.Qualification13, annuaire.LayoutQualification, 13, 0},
	{extractgen.Diploma13, annuaire.LayoutDiploma, 13, 0},
	{extractgen.Mailbox31, annuaire.LayoutMailbox, 31, 0},
}

func TestLayouts(t *testing.T) {
	w := extractgen.NewWorld(1, 300)
	for _, l := range layoutsOf {
		t.Run(fmt.Sprintf("%s-%d", l.layout, l.columns), func(t *testing.T) {
			text, report := made(t, w, extractgen.Options{Layout: l.made})
			r := reader(t, text)
			assert.Equal(t, l.layout, r.Layout())
			assert.Len(t, r.Labels(), l.columns)
			assert.Len(t, r.Header(), l.missing, "%v", r.Header())
			for _, f := range r.Header() {
				assert.ErrorIs(t, f, annuaire.CodeColumnMissing)
			}
			good, bad := all(t, r)
			assert.Empty(t, bad)
			assert.Len(t, good, report.Lines)
			for _, a := range good {
				require.True(t, a.Professional.Number.KeyValid() && a.Professional.Number.IsTest(), "line %d", a.Line)
				require.Empty(t, a.Faults, "line %d", a.Line)
			}
			assert.Equal(t, annuaire.Summary{Lines: report.Lines}, r.Summary())
			assert.Equal(t, annuaire.UTF8, r.Summary().Encoding())

			// Columns that moved or were added change nothing.
			moved, _ := made(t, w, extractgen.Options{Layout: l.made, Moved: true, Added: true})
			r = reader(t, moved)
			assert.Equal(t, l.layout, r.Layout())
			assert.Len(t, r.Header(), l.missing+1)
			assert.True(t, r.Header().Has(annuaire.CodeColumnUnknown))
			again, bad := all(t, r)
			assert.Empty(t, bad)
			same(t, good, again)
		})
	}
}

// The columns of the library are those of the files, written down twice.
func TestColumns(t *testing.T) {
	for _, l := range layoutsOf {
		if l.missing > 0 {
			continue
		}
		columns := l.layout.Columns()
		labels := l.made.Labels()
		require.Len(t, columns, len(labels))
		for i, label := range labels {
			c, ok := annuaire.ColumnOf(label)
			assert.True(t, ok, label)
			assert.Equal(t, columns[i], c, label)
		}
	}
	seen := map[string]bool{}
	for c := range annuaire.Columns() {
		assert.NotEmpty(t, c.Label())
		assert.False(t, seen[c.Label()], c.Label())
		seen[c.Label()] = true
		back, ok := annuaire.ColumnOf(strings.ToUpper(strings.ReplaceAll(c.Label(), "'", "’")))
		assert.True(t, ok)
		assert.Equal(t, c, back)
	}
	_, ok := annuaire.ColumnOf("Nom de jeune fille")
	assert.False(t, ok)
	assert.Equal(t, "(not stated)", annuaire.Column(0).String())
	assert.Equal(t, "(not stated)", annuaire.Column(255).String())
	for l := annuaire.LayoutActivity; l <= annuaire.LayoutToggle; l++ {
		text, err := l.MarshalText()
		require.NoError(t, err)
		var back annuaire.Layout
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, l, back)
	}
	var l annuaire.Layout
	assert.ErrorIs(t, l.UnmarshalText([]byte("x")), annuaire.CodeLayoutUnknown)
	assert.NoError(t, l.UnmarshalText(nil))
	assert.Nil(t, annuaire.Layout(99).Columns())
}

func TestHeader(t *testing.T) {
	h := strings.TrimSuffix(header(extractgen.Activity56), "\n")
	without := func(label string) string { return strings.Replace(h, label+"|", "", 1) }
	for _, c := range []struct {
		name, in string
		o        annuaire.Options
		want     rule.Code
		path     string
	}{
		{"empty", "", annuaire.Options{}, annuaire.CodeFileEmpty, ""},
		{"blank lines", "\n \n\n", annuaire.Options{}, annuaire.CodeFileEmpty, ""},
		{"only a BOM", "\uFEFF", annuaire.Options{}, annuaire.CodeFileEmpty, ""},
		{"ZIP", "PK\x03\x04rest", annuaire.Options{}, annuaire.CodeFileKind, ""},
		{"PDF", "%PDF-1.7", annuaire.Options{}, annuaire.CodeFileKind, ""},
		{"UTF-16", "\xFF\xFET\x00", annuaire.Options{}, annuaire.CodeFileKind, ""},
		{"binary", "\x01\x02\x03\x04\x05\x06", annuaire.Options{}, annuaire.CodeFileKind, ""},
		{"a person", "8|99700366240|899700366240|Dupont\n", annuaire.Options{}, annuaire.CodeLayoutUnknown, ""},
		{"words", "garbage\nmore\n", annuaire.Options{}, annuaire.CodeLayoutUnknown, ""},
		{"many columns", strings.Repeat("a|", 2000) + "\n", annuaire.Options{}, annuaire.CodeLayoutUnknown, ""},
		{"long line", strings.Repeat("a", 100_000) + "\n", annuaire.Options{}, annuaire.CodeLineTooLong, ""},
		{"no person", without("Identification nationale PP"), annuaire.Options{}, annuaire.CodeColumnRequired, "Identification nationale PP"},
		{"no mode", without("Code mode exercice"), annuaire.Options{}, annuaire.CodeColumnRequired, "Code mode exercice"},
		{"needed twice", h + "Code profession|", annuaire.Options{}, annuaire.CodeColumnRequired, "Code profession"},
		{"function twice", h + "Code rôle|", annuaire.Options{}, annuaire.CodeColumnTwice, "Code rôle"},
		{"sector twice", h + "Code secteur activité|", annuaire.Options{}, annuaire.CodeColumnTwice, "Code secteur d'activité"},
		{"category twice", h + "Catégorie profession|", annuaire.Options{}, annuaire.CodeColumnTwice, "Code catégorie professionnelle"},
		{"savoir-faire twice", header(extractgen.Restricted51)[:len(header(extractgen.Restricted51))-1] + "CODE SAVOIR-FAIRE|", annuaire.Options{}, annuaire.CodeColumnTwice, "Code savoir-faire"},
		{"role twice", h + "Code genre d'activité|", annuaire.Options{}, annuaire.CodeColumnTwice, "Code genre activité"},
		{"another", h, annuaire.Options{Layout: annuaire.LayoutDiploma}, annuaire.CodeLayoutOther, ""},
		// Files that list what has ended too: those of the profiles of the RPPS, brought to this separator.
		{"an end", h + "Date de fin activité|", annuaire.Options{}, annuaire.CodeColumnEnd, ""},
		{"a reason of an end", h + "Code motif de fin d'activité|", annuaire.Options{}, annuaire.CodeColumnEnd, ""},
		{"an end, restricted", header(extractgen.Restricted51)[:len(header(extractgen.Restricted51))-1] + "DATE FIN ACTIVITE|", annuaire.Options{}, annuaire.CodeColumnEnd, ""},
		{"an end, by the name of the MOS", h + "dateFinActivite|", annuaire.Options{}, annuaire.CodeColumnEnd, ""},
		{"its reason, by the name of the MOS", h + "motifFinActivite|", annuaire.Options{}, annuaire.CodeColumnEnd, ""},
		{"a closing, by the name of the MOS", h + "dateFermeture|", annuaire.Options{}, annuaire.CodeColumnEnd, ""},
		{"a death", h + "Date de décès|", annuaire.Options{}, annuaire.CodeColumnEnd, ""},
		{"activities of a profile", "Identification nationale PP|Identifiant de l'activité|Identifiant technique de la structure|Code fonction|Code mode exercice|" +
			"Date de début activité|Date de fin activité|Code genre activité|Code motif de fin d'activité|Code profession|Code catégorie professionnelle|", annuaire.Options{}, annuaire.CodeColumnEnd, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := annuaire.NewReader(strings.NewReader(c.in), c.o)
			require.ErrorIs(t, err, c.want)
			f, ok := rule.AsFault(err)
			require.True(t, ok)
			assert.Equal(t, c.path, f.Path())
			assert.NotContains(t, err.Error(), "Dupont")
			assert.NotContains(t, err.Error(), "garbage")
			assert.NotContains(t, f.Message(language.French), "{")
			if c.want == annuaire.CodeColumnEnd && strings.HasPrefix(c.in, h) {
				assert.Contains(t, f.Message(language.French), "la colonne 57 ")
			}
		})
	}

	// Other columns that are not known are passed over, also such in a file that lists no activities.
	for _, more := range []string{h + "Date de début activité|Finalité|Irradiation|Prédécesseur|", header(extractgen.Diploma13)[:len(header(extractgen.Diploma13))-1] + "Date de fin d'autorisation|"} {
		r, err := annuaire.NewReader(strings.NewReader(more+"\n"), annuaire.Options{})
		require.NoError(t, err)
		assert.True(t, r.Header().Has(annuaire.CodeColumnUnknown))
	}

	// What is there twice is not read, and says so.
	r, err := annuaire.NewReader(strings.NewReader(h+"Numéro SIRET site|\n"+
		strings.TrimSuffix(line(extractgen.Activity56, map[string]string{"Identification nationale PP": "899700366240", "Numéro SIRET site": "00099701500011"}), "\n")+"00099701600019|\n"), annuaire.Options{})
	require.NoError(t, err)
	assert.True(t, r.Header().Has(annuaire.CodeColumnTwice))
	good, bad := all(t, r)
	require.Empty(t, bad)
	assert.Zero(t, good[0].Situation.Structure.SIRET)
	assert.Empty(t, good[0].Situation.Structure.Stated.SIRET)

	// Case, accents and apostrophes of labels do not matter.
	r, err = annuaire.NewReader(strings.NewReader(strings.ToUpper(strings.ReplaceAll(h, "'", "’"))), annuaire.Options{})
	require.NoError(t, err)
	assert.Empty(t, r.Header())

	// An input that breaks.
	broken := errors.New("broken")
	_, err = annuaire.NewReader(iotest.ErrReader(broken), annuaire.Options{})
	assert.ErrorIs(t, err, broken)
	r, err = annuaire.NewReader(io.MultiReader(strings.NewReader(h+"\n"+strings.Repeat("\n", 1000)+"8|"), iotest.ErrReader(broken)), annuaire.Options{})
	require.NoError(t, err)
	for range 2 {
		n := 0
		for _, err := range r.Records() {
			n++
			assert.ErrorIs(t, err, broken)
			assert.ErrorContains(t, err, "line 1002")
		}
		assert.Equal(t, 1, n)
	}
}

// wanted says how each trap is told.
var wanted = map[extractgen.Traps]rule.Code{
	extractgen.TrapShort: annuaire.CodeLineShort, extractgen.TrapLong: annuaire.CodeLineLong, extractgen.TrapOverLong: annuaire.CodeLineTooLong,
	extractgen.TrapNUL: annuaire.CodeLineNUL, extractgen.TrapLastCut: annuaire.CodeLineShort,
	extractgen.TrapKey: annuaire.CodeIdentifierKey, extractgen.TrapCode: annuaire.CodeCodeUnknown, extractgen.TrapJunk: annuaire.CodeIdentifierKept,
	extractgen.TrapRepeated: annuaire.CodeLineRepeated,
}

func refused(t extractgen.Traps) bool {
	return t&(extractgen.TrapShort|extractgen.TrapLong|extractgen.TrapOverLong|extractgen.TrapNUL|extractgen.TrapLastCut) != 0
}

func TestTraps(t *testing.T) {
	w := extractgen.NewWorld(2, 200)
	for _, o := range []extractgen.Options{
		{Layout: extractgen.Activity56, Traps: extractgen.AllTraps},
		{Layout: extractgen.Activity56, Traps: extractgen.AllTraps, CRLF: true, BOM: true},
		{Layout: extractgen.Restricted51, Traps: extractgen.AllTraps},
		{Layout: extractgen.Restricted50, Traps: extractgen.AllTraps, Latin1: true},
		{Layout: extractgen.Activity48, Traps: extractgen.AllTraps &^ extractgen.TrapLastCut, NoEnd: true},
	} {
		text, report := made(t, w, o)
		r := reader(t, text)
		good, bad := all(t, r)
		byLine := map[int]annuaire.Activity{}
		for _, a := range good {
			byLine[a.Line] = a
		}
		n := 0
		for _, p := range report.Planted {
			a, ok := byLine[p.Line]
			code := wanted[p.Trap]
			if refused(p.Trap) {
				n++
				assert.False(t, ok)
				assert.True(t, slices.ContainsFunc(bad, func(f rule.Fault) bool {
					return f.Position().Line == p.Line && (f.Code() == code || p.Trap == extractgen.TrapLastCut && f.Code() == annuaire.CodeLineCut)
				}), "%v at line %d: %v", code, p.Line, bad)
				continue
			}
			require.True(t, ok, "line %d trap %d", p.Line, p.Trap)
			switch p.Trap {
			case extractgen.TrapQuotes:
				assert.Contains(t, []string{`"LE DÔME" DUBOIS`, `"LE PHARE`}, a.Professional.ExerciseName.Family.Reveal())
			case extractgen.TrapEightBit:
				assert.Equal(t, "HÉBERT", a.Professional.ExerciseName.Family.Reveal())
			case extractgen.TrapNoPerson:
				assert.True(t, a.Professional.ID.IsZero())
			default:
				assert.True(t, a.Faults.Has(code), "%v at line %d: %v", code, p.Line, a.Faults)
			}
		}
		assert.Len(t, bad, n)
		s := r.Summary()
		assert.Equal(t, report.Lines, s.Lines)
		assert.Equal(t, n, s.Rejected)
		assert.Equal(t, 1, s.Repeated)
		assert.Equal(t, annuaire.EightBit, s.Encoding())
		assert.True(t, s.Faults().Has(annuaire.CodeEncoding))
		assert.Equal(t, o.BOM, s.BOM)
		assert.Equal(t, o.CRLF, s.CRLF)
		assert.Equal(t, o.NoEnd || o.Traps&extractgen.TrapLastCut != 0, s.Unended)
		if o.Latin1 {
			assert.Equal(t, 1, s.FirstEightBit)
		}
		// The good lines of the world are all there, and are whole.
		assert.GreaterOrEqual(t, len(good), 200)
	}
}

// The same persons in ISO-8859-1 and in UTF-8.
func TestEncoding(t *testing.T) {
	w := extractgen.NewWorld(3, 500)
	text, _ := made(t, w, extractgen.Options{Layout: extractgen.Restricted51})
	text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("Œ"), []byte("OE")), []byte("Ÿ"), []byte("Y"))
	eight, _ := made(t, w, extractgen.Options{Layout: extractgen.Restricted51, Latin1: true})
	require.NotEqual(t, text, eight)
	want, _ := all(t, reader(t, text))
	got, bad := all(t, reader(t, eight))
	assert.Empty(t, bad)
	same(t, want, got)

	// The first accent comes late, in one line of many.
	var b bytes.Buffer
	b.WriteString(header(extractgen.Activity56))
	for i := range 5000 {
		name := "DUPONT"
		if i == 4000 {
			name = "H\xC9BERT\x80\x81" // the last is nothing in Windows-1252 either
		}
		b.WriteString(line(extractgen.Activity56, map[string]string{"Identification nationale PP": fmt.Sprintf("39900000%02d/%d", i%100, i), "Nom d'exercice": name}))
	}
	r := reader(t, b.Bytes())
	good, bad := all(t, r)
	assert.Empty(t, bad)
	assert.Equal(t, "HÉBERT€\uFFFD", good[4000].Professional.ExerciseName.Family.Reveal())
	assert.True(t, good[4000].Faults.Has(annuaire.CodeLineNotText))
	s := r.Summary()
	assert.Equal(t, 4002, s.FirstEightBit)
	assert.Equal(t, 1, s.EightBit)
	assert.Equal(t, 4002, s.Faults()[0].Position().Line)
}

// The last line: without a line end, without its last separator, without both.
func TestLastLine(t *testing.T) {
	values := map[string]string{"Identification nationale PP": "899700366240", "Libellé genre activité": "Activité médico-administrative"}
	whole := strings.TrimSuffix(line(extractgen.Activity56, values), "\n")
	for end, want := range map[string]rule.Code{
		whole + "\n":                          "",
		whole:                                 "",
		whole + "\r\n":                        "",
		strings.TrimSuffix(whole, "|") + "\n": annuaire.CodeLineOpen,
		strings.TrimSuffix(whole, "|"):        annuaire.CodeLineCut,
		strings.TrimSuffix(whole, "rative|"):  annuaire.CodeLineCut,
		whole[:60]:                            annuaire.CodeLineShort,
		whole + "|":                           annuaire.CodeLineLong,
		whole + "x":                           annuaire.CodeLineLong,
	} {
		r := reader(t, []byte(header(extractgen.Activity56)+end))
		good, bad := all(t, r)
		switch want {
		case "", annuaire.CodeLineOpen:
			require.Len(t, good, 1, "%q", end)
			assert.Equal(t, want != "", good[0].Faults.Has(annuaire.CodeLineOpen))
		default:
			require.Len(t, bad, 1, "%q", end)
			assert.ErrorIs(t, bad[0], want, "%q", end)
		}
	}
	// The header of the mailboxes has no separator at its end; the lines may.
	labels := strings.Join(extractgen.Mailbox31.Labels(), "|")
	r := reader(t, []byte(labels+"\nPER"+strings.Repeat("|", 30)+"\nPER"+strings.Repeat("|", 31)+"\nPER"+strings.Repeat("|", 30)+"F\nPER"+strings.Repeat("|", 29)+"\nPER"+strings.Repeat("|", 32)))
	good, bad := all(t, r)
	assert.Len(t, good, 3)
	require.Len(t, bad, 2)
	assert.ErrorIs(t, bad[0], annuaire.CodeLineShort)
	assert.ErrorIs(t, bad[1], annuaire.CodeLineLong)
}

func TestActivity(t *testing.T) {
	rec := one(t, extractgen.Activity56, map[string]string{
		"Type d'identifiant PP": "8", "Identifiant PP": "99700366240", "Identification nationale PP": " 899700366240 ",
		"Code civilité": "MME", "Nom d'exercice": "D'ESSAI", "Prénom d'exercice": "CHLOÉ",
		"Code profession": "99", "Code catégorie professionnelle": "C", "Code mode exercice": "S",
		"Numéro SIRET site": "732 829 320 00074", "Numéro SIREN site": "732829320", "Numéro FINESS site": "2A0000014",
		"Numéro FINESS établissement juridique": "111", "Identifiant technique de la structure": "F2A0000014",
		"Raison sociale site": "LES \"TILLEULS\"", "Ancien identifiant de la structure": "12A0000014",
		"Code secteur d'activité": "SA16", "Code rôle": "330", "Code genre activité": "GENR08", "Autorité d'enregistrement": "ARS/ARS/ARS",
		"Code postal (coord. structure)": "20000", "Libellé commune (coord. structure)": "Ajaccio",
	})
	p, fs := rec.Professional()
	assert.Empty(t, fs)
	assert.Equal(t, rpps.Professional{
		ID: rpps.MustParsePersonID("899700366240"), Number: rpps.MustParseNumber("99700366240"), Civility: "MME",
		ExerciseName: rpps.Name{Family: "D'ESSAI", Given: "CHLOÉ"},
		Exercises: []rpps.Exercise{{
			Profession: roles.ProfessionARole, Category: roles.CategoryCivil,
			Stated: rpps.StatedExercise{Profession: "99", Category: "C"},
		}},
	}, rpps.Professional{ID: p.ID, Number: p.Number, Civility: p.Civility, ExerciseName: p.ExerciseName, Exercises: p.Exercises})
	st, fs := rec.Structure()
	require.Len(t, fs, 1)
	assert.ErrorIs(t, fs[0], annuaire.CodeIdentifierKept)
	assert.Equal(t, "Numéro FINESS établissement juridique", fs[0].Path())
	assert.Equal(t, 2, fs[0].Position().Line)
	assert.Equal(t, rpps.Structure{
		SIRET: rpps.MustParseSIRET("73282932000074"), SIREN: rpps.MustParseSIREN("732829320"), FINESS: rpps.MustParseFINESS("2A0000014"),
		Technical: rpps.MustParseTechnicalID("F2A0000014"), ID: rpps.MustParseStructureID("12A0000014"),
		Name: "LES \"TILLEULS\"", Kind: rpps.ESMS, Sector: roles.SA16,
		Stated: rpps.StatedStructure{LegalFINESS: "111", Sector: "SA16"},
	}, st)
	s, fs := rec.Situation()
	assert.Len(t, fs, 1)
	function, err := roles.ParseProfession("330")
	require.NoError(t, err)
	assert.Equal(t, situation.Situation{
		Structure: st, Role: roles.GENR08, Profession: roles.ProfessionARole, Function: function, Category: roles.CategoryCivil, Mode: roles.ModeSalarie,
		Source: situation.SourceExtraction, SeenOn: day,
		Stated: situation.Stated{Role: "GENR08", Profession: "99", Function: "330", Category: "C", Mode: "S"},
	}, s)
	assert.True(t, s.Start.IsZero() && s.End.IsZero())

	a := rec.Activity()
	assert.True(t, a.HasSituation)
	assert.Equal(t, s, a.Situation)
	assert.Equal(t, p, a.Professional)
	assert.Equal(t, "ARS/ARS/ARS", a.Authority)
	assert.Equal(t, annuaire.Address{PostalCode: "20000", Commune: "Ajaccio"}, rec.Address())

	// Presence in the file of that day, and of no other.
	assert.Equal(t, situation.OpenByPresence, s.OpenAt(day))
	assert.Equal(t, situation.SeenOtherDay, s.OpenAt(day.AddDays(1)))
	assert.Equal(t, situation.DatesUnknown, situation.Policy{Presence: situation.PresenceIgnored}.OpenAt(&s, day))

	// Any order of asking gives the same.
	assert.Equal(t, "GENR08", rec.Text(annuaire.ColRoleCode))
	assert.Equal(t, "8", rec.Text(annuaire.ColPersonIDType))
	assert.Equal(t, "899700366240", rec.Text(annuaire.ColNationalID))
	assert.Equal(t, " 899700366240 ", string(rec.Field(2)))
	assert.Empty(t, rec.Text(annuaire.ColBirthName))
	assert.False(t, rec.Has(annuaire.ColBirthName))
	assert.Nil(t, rec.Field(56))
	assert.Nil(t, rec.Field(-1))
	assert.Equal(t, 56, rec.Len())
	assert.Nil(t, annuaire.Record{}.Bytes(annuaire.ColSIRET))
	zero, fs := annuaire.Record{}.Professional()
	assert.True(t, zero.ID.IsZero())
	assert.Empty(t, fs)
	assert.False(t, annuaire.Record{}.Activity().HasSituation)
	none, fs := annuaire.Record{}.Situation()
	assert.Equal(t, situation.Situation{}, none)
	assert.Empty(t, fs)
	nowhere, fs := annuaire.Record{}.Structure()
	assert.True(t, nowhere.IsZero())
	assert.Empty(t, fs)
	assert.Equal(t, annuaire.Address{}, annuaire.Record{}.Address())
	assert.Equal(t, annuaire.Diploma{}, annuaire.Record{}.Diploma())
	assert.Zero(t, annuaire.Record{}.Len())
	assert.Nil(t, annuaire.Record{}.Field(0))
	assert.False(t, annuaire.Record{}.Has(annuaire.ColSIRET))
	annuaire.Record{}.Clone()
}

func TestWithoutDayNothingIsProved(t *testing.T) {
	r, err := annuaire.NewReader(strings.NewReader(header(extractgen.Activity56)+line(extractgen.Activity56, map[string]string{"Code mode exercice": "S"})), annuaire.Options{})
	require.NoError(t, err)
	for rec := range r.Records() {
		s, _ := rec.Situation()
		assert.Equal(t, situation.DatesUnknown, s.OpenAt(day))
	}
}

func TestRestricted(t *testing.T) {
	rec := one(t, extractgen.Restricted51, map[string]string{
		"Type d'identifiant PP": "8", "Identifiant PP": "99700366240", "Identification nationale PP": "899700366240",
		"Nom de famille": "ESSAI", "Prénoms": "CHLOÉ'ANNE MARIE'", "Date de naissance": "07/07/1999", "Code commune de naissance": "59530",
		"Code pays de naissance": "99000", "Lieu de naissance": "Lille", "Code sexe": "F", "Téléphone (coord. correspondance)": "0639980000",
		"Adresse e-mail (coord. correspondance)": "essai@example.org", "Autres identifiants": "899700366240,RPPS,1", "Code genre d'activité": "GENR01",
		"Code profession": "10",
	})
	p, fs := rec.Professional()
	assert.Empty(t, fs)
	assert.Equal(t, rpps.CivilStatus{
		BirthName: "ESSAI", FirstNames: []rpps.Private{"CHLOÉ", "ANNE MARIE"}, Sex: rpps.Female, BirthDate: civil.MustNew(1999, time.July, 7),
		BirthPlace: rpps.BirthPlace{Commune: "59530", Country: "99000", Town: "Lille"},
	}, p.CivilStatus)
	assert.Equal(t, rpps.Contact{Phone: "0639980000", Email: "essai@example.org"}, p.Contact)
	assert.Equal(t, []rpps.OtherID{{ID: p.ID, Text: "899700366240", Origin: "RPPS", Quality: 1}}, p.OtherIDs)

	rec = one(t, extractgen.Restricted51, map[string]string{
		"Type d'identifiant PP": "8", "Identifiant PP": "00ESSAI1", "Identification nationale PP": "800ESSAI1",
		"Date de naissance": "31/02/1999", "Code sexe": "X", "Autres identifiants": "a;b",
	})
	p, fs = rec.Professional()
	for _, c := range []rule.Code{annuaire.CodePersonUnknown, annuaire.CodeBirthDate, annuaire.CodeCodeUnknown, annuaire.CodeOtherID} {
		assert.True(t, fs.Has(c), c)
	}
	assert.Equal(t, rpps.ForeignPersonID("800ESSAI1"), p.ID)
	assert.Equal(t, []rpps.OtherID{{Text: "a;b"}}, p.OtherIDs)
}

func TestPersonID(t *testing.T) {
	for _, c := range []struct {
		kind, bare, national string
		want                 string
		fault                rule.Code
	}{
		{"8", "99700366240", "899700366240", "899700366240", ""},
		{"8", "99700366240", "", "899700366240", ""},
		{"", "", "899700366240", "899700366240", ""},
		{"8", "99700366241", "899700366241", "899700366241", annuaire.CodeIdentifierKey},
		{"8", "99700366240", "899700218896", "", annuaire.CodePersonMismatch},
		{"0", "99700366240", "899700366240", "", annuaire.CodePersonMismatch},
		{"8", "9970036624", "899700366240", "", annuaire.CodePersonMismatch},
		{"8", "personne", "8personne", "8personne", annuaire.CodePersonUnknown},
		{"3", "2A0000014/77", "32A0000014/77", "32A0000014/77", ""},
		{"", "", "", "", ""},
	} {
		rec := one(t, extractgen.Activity56, map[string]string{
			"Type d'identifiant PP": c.kind, "Identifiant PP": c.bare, "Identification nationale PP": c.national,
		})
		p, fs := rec.Professional()
		assert.Equal(t, c.want, p.ID.Canonical())
		if c.fault == "" {
			assert.Empty(t, fs)
		} else {
			assert.True(t, fs.Has(c.fault), "%v: %v", c, fs)
		}
	}
}

func TestMailboxAndDiploma(t *testing.T) {
	labels := extractgen.Mailbox31.Labels()
	mailbox := func(values map[string]string) annuaire.Record {
		text := strings.TrimSuffix(line(extractgen.Mailbox31, values), "|\n")
		r := reader(t, []byte(strings.Join(labels, "|")+"\n"+text))
		for rec, err := range r.Records() {
			require.NoError(t, err)
			return rec.Clone()
		}
		panic("no line")
	}
	m, fs := mailbox(map[string]string{
		"Type de BAL": "PER", "Adresse BAL": "essai@Essai.mssante.example.org", "Type Identifiant PP": "8", "Identifiant PP": "99700366240",
		"Identification nationale PP": "899700366240", "Type identifiant structure": "1", "Identification Structure": "2A0000014",
		"Service de rattachement": "URGENCES", "Raison Sociale structure BAL": "ESSAI", "Dématérialisation": "O",
	}).Mailbox()
	assert.Empty(t, fs)
	assert.Equal(t, annuaire.Mailbox{
		Type: "PER", Address: rpps.MustParseMSSante("essai@essai.mssante.example.org"), Person: rpps.MustParsePersonID("899700366240"),
		Structure: rpps.Structure{ID: rpps.MustParseStructureID("12A0000014"), FINESS: rpps.MustParseFINESS("2A0000014"), Name: "ESSAI"},
		Service:   "URGENCES", Paperless: "O",
	}, m)
	with, _ := mailbox(map[string]string{"Type de BAL": "ORG", "Adresse BAL": "essai@example.org", "Type identifiant structure": "1", "Identification Structure": "12A0000014"}).Mailbox()
	assert.Equal(t, m.Structure.ID, with.Structure.ID)
	assert.True(t, with.Person.IsZero())
	odd, fs := mailbox(map[string]string{"Type de BAL": "PER", "Adresse BAL": "not an address", "Type identifiant structure": "1", "Identification Structure": "111"}).Mailbox()
	assert.True(t, fs.Has(annuaire.CodeIdentifierKept))
	assert.Len(t, fs, 2)
	assert.Equal(t, rpps.Private("not an address"), odd.Text)
	assert.Equal(t, rpps.Private("111"), odd.Structure.Stated.ID)
	p, _ := mailbox(map[string]string{"Type de BAL": "PER", "Adresse BAL": "essai@example.org"}).Professional()
	assert.Equal(t, "essai@example.org", p.Contact.MSSante.Canonical())
	p, _ = mailbox(map[string]string{"Type de BAL": "ORG", "Adresse BAL": "essai@example.org"}).Professional()
	assert.True(t, p.Contact.MSSante.IsZero())

	rec := one(t, extractgen.Diploma13, map[string]string{"Code diplôme obtenu": "DE09", "Libellé discipline autorisation": "X"})
	assert.Equal(t, annuaire.Diploma{Code: "DE09", AuthorisationDisciplineName: "X"}, rec.Diploma())
	empty, fs := rec.Mailbox()
	assert.Equal(t, annuaire.Mailbox{}, empty)
	assert.Empty(t, fs)
}

// The addresses of the correspondence of MSSanté are named with " structure BAL" behind, as
// programs that read the published files look them up, and without.
func TestMailboxLabels(t *testing.T) {
	labels := extractgen.Mailbox31.Labels()
	for i := range labels[20:] {
		labels[20+i] = strings.TrimSuffix(labels[20+i], " structure BAL")
	}
	for _, labels := range [][]string{labels, extractgen.Mailbox31.Labels()} {
		r := reader(t, []byte(strings.Join(labels, "|")+"\n"))
		assert.Empty(t, r.Header())
		for _, c := range annuaire.LayoutMailbox.Columns() {
			assert.True(t, r.Has(c), c.Label())
		}
	}
	c, ok := annuaire.ColumnOf("Département structure BAL")
	assert.True(t, ok)
	assert.Equal(t, annuaire.ColDepartmentLabel, c)
}

// A code that had ended on the day of the file is told, as is a role
// professional without a role.
func TestCodes(t *testing.T) {
	rec := one(t, extractgen.Activity56, map[string]string{"Code profession": "99", "Code mode exercice": "S", "Code secteur d'activité": "SA11", "Code rôle": "inconnu"})
	s, fs := rec.Situation()
	assert.True(t, fs.Has(annuaire.CodeRoleMissing))
	assert.True(t, fs.Has(annuaire.CodeCodeInvalid))
	assert.True(t, fs.Has(annuaire.CodeCodeUnknown))
	assert.Len(t, fs, 3)
	assert.Equal(t, "inconnu", s.Stated.Function)
	assert.Zero(t, s.Function)

	// A file without the column says it in its header, and not on each line.
	rec = one(t, extractgen.Activity48, map[string]string{"Code profession": "99", "Code mode exercice": "S"})
	_, fs = rec.Situation()
	assert.Empty(t, fs)
}

// The same faults, whoever asks: a fault of a field is found by its path.
func TestReadReuses(t *testing.T) {
	w := extractgen.NewWorld(4, 300)
	text, _ := made(t, w, extractgen.Options{Layout: extractgen.Restricted51, Traps: extractgen.AllTraps})
	want, _ := all(t, reader(t, text))
	var a annuaire.Activity
	var got []annuaire.Activity
	for rec, err := range reader(t, text).Records() {
		if err == nil {
			rec.Read(&a)
			got = append(got, a.Clone())
		}
	}
	require.Len(t, got, len(want))
	for i := range want {
		// Lists that are empty may be nil or not.
		assert.Equal(t, fmt.Sprintf("%#v", want[i]), fmt.Sprintf("%#v", got[i]))
		assert.Equal(t, want[i].Situation, got[i].Situation)
		assert.Equal(t, want[i].Professional.ExerciseName, got[i].Professional.ExerciseName)
		assert.ElementsMatch(t, want[i].Professional.Exercises, got[i].Professional.Exercises)
		assert.ElementsMatch(t, want[i].Faults, got[i].Faults)
	}
}

func TestClone(t *testing.T) {
	text := header(extractgen.Activity56) + line(extractgen.Activity56, map[string]string{"Nom d'exercice": "UN"}) + line(extractgen.Activity56, map[string]string{"Nom d'exercice": "DEUX"})
	var kept []annuaire.Record
	for rec, err := range reader(t, []byte(text)).Records() {
		require.NoError(t, err)
		kept = append(kept, rec.Clone())
	}
	assert.Equal(t, "UN", kept[0].Text(annuaire.ColExerciseFamilyName))
	assert.Equal(t, "DEUX", kept[1].Text(annuaire.ColExerciseFamilyName))
}

// A line of 100 MB costs that line, and memory that does not grow with it.
func TestHostileLine(t *testing.T) {
	size := 100 << 20
	if testing.Short() {
		size = 20 << 20
	}
	read := func(in io.Reader, o annuaire.Options) (good, bad int) {
		r, err := annuaire.NewReader(in, o)
		require.NoError(t, err)
		for _, err := range r.Records() {
			if err == nil {
				good++
				continue
			}
			require.ErrorIs(t, err, annuaire.CodeLineTooLong)
			bad++
		}
		return good, bad
	}
	short := line(extractgen.Activity56, map[string]string{"Nom d'exercice": "COURT"})
	for _, o := range []annuaire.Options{{}, {MaxLine: 2000}} {
		in := io.MultiReader(strings.NewReader(header(extractgen.Activity56)+short), io.LimitReader(endless('A'), int64(size)), strings.NewReader("\n"+short),
			io.LimitReader(endless('|'), int64(size)/10))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		good, bad := read(in, o)
		runtime.ReadMemStats(&after)
		assert.Equal(t, 2, good)
		assert.Equal(t, 2, bad)
		assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(2<<20))
	}
	// And with workers.
	in := io.MultiReader(strings.NewReader(header(extractgen.Activity56)+short), io.LimitReader(endless('A'), int64(size)), strings.NewReader("\n"+short))
	r, err := annuaire.NewReader(in, annuaire.Options{})
	require.NoError(t, err)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var lines []int
	for n, err := range annuaire.Parallel(r, 2, func(rec annuaire.Record, err error) int {
		if err != nil {
			return -rec.Line()
		}
		return rec.Line()
	}) {
		require.NoError(t, err)
		lines = append(lines, n)
	}
	runtime.ReadMemStats(&after)
	assert.Equal(t, []int{2, -3, 4}, lines)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16<<20))
}

// endless is a reader of one byte.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

func TestAllocations(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector allocates")
	}
	w := extractgen.NewWorld(5, 3000)
	text, report := made(t, w, extractgen.Options{Layout: extractgen.Activity56})
	each := func(f func(annuaire.Record)) float64 {
		return testing.AllocsPerRun(3, func() {
			r := reader(t, text)
			for rec, err := range r.Records() {
				if err != nil {
					t.Fatal(err)
				}
				f(rec)
			}
		})
	}
	opening := testing.AllocsPerRun(3, func() { reader(t, text) })
	n := 0
	assert.InDelta(t, 0, (each(func(rec annuaire.Record) { n += rec.Len() })-opening)/float64(report.Lines), 0.01)
	assert.InDelta(t, 0, (each(func(rec annuaire.Record) { n += len(rec.Bytes(annuaire.ColRoleCode)) })-opening)/float64(report.Lines), 0.01)
	var a annuaire.Activity
	assert.InDelta(t, 1, (each(func(rec annuaire.Record) { rec.Read(&a) })-opening)/float64(report.Lines), 0.01)
}

// Reading takes the same memory however long the file is.
func TestMemoryIsFlat(t *testing.T) {
	spent := func(lines int) uint64 {
		text, _ := made(t, extractgen.NewWorld(1, lines), extractgen.Options{Layout: extractgen.Activity56})
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := reader(t, text)
		for rec, err := range r.Records() {
			if err != nil || rec.Len() != 56 {
				t.Fatal(err)
			}
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	few, many := spent(2000), spent(30_000)
	assert.Less(t, many, few+few/4, "bytes for 2,000 lines and for 30,000")
}
