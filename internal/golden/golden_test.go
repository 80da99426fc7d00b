package golden_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/internal/golden"
)

// spy keeps what a test would have said.
type spy struct {
	testing.TB
	errors int
}

func (s *spy) Helper()               {}
func (s *spy) Errorf(string, ...any) { s.errors++ }

func TestFile(t *testing.T) {
	if golden.Update() {
		t.Skip("the files of this test are not golden")
	}
	path := filepath.Join(t.TempDir(), "below", "x.txt")
	s := &spy{TB: t}
	assert.False(t, golden.File(s, path, "a"), "a file that is not there")
	assert.Equal(t, 1, s.errors)

	require.NoError(t, flag.Set("update", "true"))
	assert.True(t, golden.Update())
	assert.True(t, golden.File(t, path, []byte("a\nb\n")))
	require.NoError(t, flag.Set("update", "false"))
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "a\nb\n", string(b))

	assert.True(t, golden.File(t, path, "a\nb\n"))
	assert.False(t, golden.File(s, path, "a\nc\n"))
	assert.Equal(t, 2, s.errors)
}

func TestDifference(t *testing.T) {
	for _, tt := range []struct{ want, got, says string }{
		{"", "", ""},
		{"a\nb", "a\nb", ""},
		{"a\nb\n", "a\nc\n", "line 2\n\twant \"b\\n\"\n\tgot  \"c\\n\""},
		{"a\n", "a\nb\n", "line 2\n\twant \"\"\n\tgot  \"b\\n\""},
		{"a\nb\n", "a\n", "line 2\n\twant \"b\\n\"\n\tgot  \"\""},
		{"a", "", "line 1\n\twant \"a\"\n\tgot  \"\""},
		{"a\r\n", "a\n", "line 1\n\twant \"a\\r\\n\"\n\tgot  \"a\\n\""},
	} {
		assert.Equal(t, tt.says, golden.Difference([]byte(tt.want), []byte(tt.got)))
	}
}
