package annuaire_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
)

// TestSeveralInTheirColumn: of several codes in the column that is theirs one that shuts
// out does so, and nobody is told that it stands in another column.
func TestSeveralInTheirColumn(t *testing.T) {
	for _, c := range []struct{ column, text string }{
		{"Code rôle", "FON-29,FON-01"}, {"Code rôle", "FON-29 - Médecin du travail"}, {"Code secteur d'activité", "SA66,SA07"}, {"Code savoir-faire", "SM26,SM25"},
	} {
		text := header(extractgen.Activity56) + line(extractgen.Activity56, map[string]string{
			"Identification nationale PP": "899700366240", "Code profession": "10", "Code catégorie professionnelle": "C",
			"Code mode exercice": "S", "Numéro FINESS site": "990000010", c.column: c.text,
		})
		r, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{Day: closingDay})
		require.NoError(t, err)
		for p, err := range r.Persons(annuaire.GroupSorted) {
			require.NoError(t, err)
			assert.Equal(t, "false", readsIn(p.Situations), c.text)
			assert.False(t, p.Faults.Has(annuaire.CodeCloses), "%s: %v", c.text, p.Faults)
		}
	}
}
