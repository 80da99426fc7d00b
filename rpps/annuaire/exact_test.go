package annuaire_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
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
	columns := strings.Count(roleHeader, "|")
	for n := range 4 * columns {
		if n == columns {
			continue
		}
		text := roleHeader + "\n" + strings.Repeat("899700366240|", n) + "\n"
		for rec, err := range reader(t, []byte(text)).Records() {
			require.Error(t, err)
			for i := range columns {
				want := ""
				if i < n {
					want = "899700366240"
				}
				assert.Equal(t, want, string(rec.Field(i)), "%d of %d", i, n)
			}
			a := rec.Activity()
			assert.False(t, a.HasSituation)
			assert.True(t, a.Situation.SeenOn.IsZero())
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
	keys := []string{"AK", "BA", "A:", "B0", "8AK", "8BA", "899700366240", "0899700366240", "//", "/%", "./", "1/", "/1", "123456789012345678", "0123456789012345678", "1234567890123456789"}
	text := "Identification nationale PP|Code profession|Code mode exercice|Identifiant technique de la structure|Code genre activité|\n"
	for range 2 {
		for _, k := range keys {
			text += k + "|60|S||GENR01|\n"
		}
	}
	given := persons(reader(t, []byte(text)).Persons(annuaire.GroupIndexed))
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
