package gestionnaire_test

import (
	"encoding/json"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
)

// TestCycleGolden compares what the machine exports with the files that were
// read over.
func TestCycleGolden(t *testing.T) {
	m := gestionnaire.Cycle()
	table, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]string{
		"gestionnaire.mmd": m.Mermaid(language.French), "gestionnaire.dot": m.DOT(language.French),
		"gestionnaire.txt": m.Text(language.French), "gestionnaire.json": string(table) + "\n",
	} {
		golden.File(t, "testdata/cycle/"+name, got)
	}
}
