package annuaire_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
)

// TestManyShortLines: a run that ends by the number of its lines changes
// nothing either.
func TestManyShortLines(t *testing.T) {
	made, _ := made(t, extractgen.NewWorld(5, 3), extractgen.Options{Layout: extractgen.Activity56})
	header, rest, _ := strings.Cut(string(made), "\n")
	first, _, _ := strings.Cut(rest, "\n")
	for name, text := range map[string]string{
		"blank":   strings.Repeat("\n", 70_000),
		"short":   strings.Repeat("x\n", 70_000),
		"between": strings.Repeat("\r\nx\n\n", 20_000) + first + "\n" + first + "\n" + strings.Repeat("|\n", 40_000) + first,
		"at once": strings.Repeat("y\n", 32<<10-1) + first + "\n" + first + "\n" + strings.Repeat("\n", 32<<10-2) + first + "\n" + first + "\n",
		"exactly": strings.Repeat("y\n", 64<<10),
	} {
		of := func(rec annuaire.Record, err error) string {
			return fmt.Sprint(rec.Line(), len(rec.Raw()), rec.Repeated(), err)
		}
		r := reader(t, []byte(header+"\n"+text))
		var want, got []string
		for rec, err := range r.Records() {
			want = append(want, of(rec, err))
		}
		p := reader(t, []byte(header+"\n"+text))
		for s, err := range annuaire.Parallel(p, 2, of) {
			require.NoError(t, err)
			got = append(got, s)
		}
		assert.True(t, assert.ObjectsAreEqual(want, got), "%s: %d, %d", name, len(want), len(got))
		assert.Equal(t, r.Summary(), p.Summary(), name)
	}
}
