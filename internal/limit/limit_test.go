package limit_test

import (
	"errors"
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
}
