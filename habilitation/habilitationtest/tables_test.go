package habilitationtest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
)

// TestBlocksThatSayMore: the first line of a block of code may go on behind a bar, also
// with the mark of code within a line; no line of the block is read, and it is told.
func TestBlocksThatSayMore(t *testing.T) {
	const table = "| qui | document | attendu |\n|---|---|---|\n| 60 | 34112-3 | oui |\n\n"
	for _, block := range []string{"```csv | exemple\n" + table + "```\n", "~~~ csv | `exemple`\n" + table + "~~~\n"} {
		read, err := kit.Parse("t.md", []byte(block+table))
		assert.ErrorIs(t, err, kit.CodeOutside, block)
		assert.ErrorContains(t, err, "line 4:", block)
		assert.Len(t, read.Lines, 1, block)
	}
}

// TestTablesOfOthers: a table with a profession above one of its columns, and what is
// no person above another, is of something else; with professions alone it is a grid.
func TestTablesOfOthers(t *testing.T) {
	const table = "| qui | document | attendu |\n|---|---|---|\n| 60 | 34112-3 | oui |\n\n"
	for names, other := range map[string]bool{
		"| Structure | Infirmier | Effectif |": true, "| Structure | Effectif | Infirmier |": true, "| Structure | Infirmier | Médecin |": false,
	} {
		_, err := kit.Parse("t.md", []byte(table+names+"\n|---|---|---|\n| A | 3 | 4 |\n"))
		assert.Equal(t, other, err == nil, "%s: %v", names, err)
	}
}

// TestTableAfterAGrid: a grid says who only of its own rows. A table after it that names
// documents and says yes of something else is none of expectations.
func TestTableAfterAGrid(t *testing.T) {
	const grid = "| document | 60 | 70 |\n|---|---|---|\n| 34112-3 | X | X |\n\n"
	read, err := kit.Parse("t.md", []byte(grid+"| Essai | Archivé |\n|---|---|\n| 34112-3 | oui |\n"))
	require.NoError(t, err)
	assert.Len(t, read.Lines, 2)
}

// TestStruckOut: what stands beside a letter that is struck out takes it back.
func TestStruckOut(t *testing.T) {
	for _, mark := range []rune{'\u0334', '\u0335', '\u0336', '\u0337', '\u0338', '\u20e0'} {
		_, err := kit.Parse("t.csv", []byte("qui;document;attendu;note\n60"+string(mark)+";34112-3;oui;x\n"))
		assert.ErrorIs(t, err, kit.CodeWho, "%U", mark)
	}
}
