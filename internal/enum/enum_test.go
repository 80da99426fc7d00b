package enum_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/rppsplus/rppsplus/internal/enum"
)

type size uint8

// A value left without a name is none that a text can name.
var sizes = []string{"not used", "small", "large"}

// TestEvery walks every number that an enumeration can hold.
func TestEvery(t *testing.T) {
	said := map[string]bool{}
	for n := range 256 {
		v := size(n)
		s := enum.String(sizes, v)
		assert.NotEmpty(t, s)
		assert.False(t, said[s], "%q is said of two values", s)
		said[s] = true
		text, err := enum.Text(sizes, v)
		switch {
		case n == 0:
			assert.Equal(t, enum.NotStated, s)
			assert.NotNil(t, text)
			assert.Empty(t, text)
		case n < len(sizes):
			assert.Equal(t, sizes[n], s)
			assert.Equal(t, sizes[n], string(text))
		default:
			assert.ErrorIs(t, err, enum.ErrNoSuchValue)
			assert.Nil(t, text)
			continue
		}
		assert.NoError(t, err)
		back := size(9)
		assert.True(t, enum.Read(&back, sizes, text))
		assert.Equal(t, v, back)
	}
	for _, text := range []string{"not used", enum.NotStated, "Small", "small ", "smal", "3"} {
		back := size(1)
		assert.False(t, enum.Read(&back, sizes, []byte(text)), text)
		assert.Zero(t, back, text)
	}
}

func TestAllocs(t *testing.T) {
	var v size
	text := []byte("large")
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		_ = enum.String(sizes, v)
		enum.Read(&v, sizes, text)
	}))
}
