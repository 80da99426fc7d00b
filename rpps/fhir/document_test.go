package fhir_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/rpps/fhir"
)

// TestDocument holds docs/fhir.md to the rules: the table is theirs, and the
// text names no rule that does not exist.
func TestDocument(t *testing.T) {
	const name, begin, end = "../../docs/fhir.md", "<!-- rules -->\n", "<!-- end of rules -->"
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(text), begin)
	require.True(t, ok)
	_, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	var table strings.Builder
	table.WriteString("| Rule | Severity | What | Source |\n|---|---|---|---|\n")
	known := map[string]bool{}
	for _, r := range fhir.Rules() {
		fmt.Fprintf(&table, "| `%s` | %s | %s | %s |\n", r.Code, r.Severity, r.Title.EN, r.Source)
		known[string(r.Code)] = true
	}
	want := before + begin + table.String() + end + after
	golden.File(t, name, want)
	for _, code := range regexp.MustCompile(`FHIR-[A-Z0-9-]+[A-Z0-9]`).FindAllString(before+after, -1) {
		assert.True(t, known[code], code)
	}
}
