package habilitation_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
)

// TestCellsAreCopies writes to what a loop over the cells gives, and finds
// nothing of it in the matrix that everybody shares.
func TestCellsAreCopies(t *testing.T) {
	m := habilitation.CNAM20240925()
	before := m.Spec()
	for c := range m.Cells() {
		c.Column.Label, c.Column.Printed, c.Column.Key = "x", "x", "x"
		for i := range c.Column.Professions {
			c.Column.Professions[i] = 0
		}
		for i := range c.Column.Roles {
			c.Column.Roles[i] = 0
		}
	}
	assert.Equal(t, before, m.Spec())
	assert.Equal(t, before, habilitation.CNAM20240925().Spec())
}

func TestColumnSet(t *testing.T) {
	set := habilitation.ColumnSet(1<<63 | 1<<4 | 1)
	assert.Equal(t, []int{0, 4, 63}, slices.Collect(set.All()))
	assert.Equal(t, 3, set.Len())
	assert.Zero(t, habilitation.ColumnSet(0).Len())
	for i := range set.All() {
		require.Zero(t, i)
		break
	}
	for i := range habilitation.MaxColumns {
		assert.Equal(t, slices.Contains([]int{0, 4, 63}, i), set.Has(i))
	}
}
