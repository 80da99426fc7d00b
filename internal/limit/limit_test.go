package limit_test

import (
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"

	"github.com/rppsplus/rppsplus/internal/limit"
)

func TestOr(t *testing.T) {
	for option, want := range map[int]int{0: 7, -1: 7, math.MinInt: 7, 1: 1, 8: 8, math.MaxInt: math.MaxInt} {
		assert.Equal(t, want, limit.Or(option, 7), option)
		assert.Equal(t, int64(want), limit.Or(int64(option), 7), option)
	}
	for option, want := range map[int]int{0: 32, -1: 32, 1: 1, 1000: 1000, 1001: 1000, math.MaxInt: 1000} {
		assert.Equal(t, want, limit.Depth(option, 32), option)
	}
}

func TestRead(t *testing.T) {
	for most, want := range map[int]string{0: "a", 3: "abcd", 4: "abcde", 5: "abcde", math.MaxInt: "abcde"} {
		source := strings.NewReader("abcde")
		text, err := limit.Read(source, most)
		assert.NoError(t, err)
		assert.Equal(t, want, string(text), most)
		assert.Equal(t, 5-len(want), source.Len(), "no more is read than one byte above %d", most)
	}
	broken := errors.New("broken")
	_, err := limit.Read(iotest.ErrReader(broken), 5)
	assert.ErrorIs(t, err, broken)

	_, err = limit.Read(idle{}, 5)
	assert.ErrorIs(t, err, io.ErrNoProgress)
	text, err := limit.Read(io.MultiReader(&late{99}, strings.NewReader("ab"), &late{99}), 5)
	assert.NoError(t, err)
	assert.Equal(t, "ab", string(text))
}

type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }

// late gives nothing some times before it ends.
type late struct{ times int }

func (l *late) Read([]byte) (int, error) {
	if l.times--; l.times < 0 {
		return 0, io.EOF
	}
	return 0, nil
}
