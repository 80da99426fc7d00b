package situation_test

import (
	"encoding/json"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/situation"
)

// TestCycleGolden compares what the machine exports with the files that were
// read over.
func TestCycleGolden(t *testing.T) {
	m := situation.Cycle()
	table, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]string{
		"situation.mmd": m.Mermaid(language.French), "situation.dot": m.DOT(language.French),
		"situation.txt": m.Text(language.French), "situation.json": string(table) + "\n",
	} {
		golden.File(t, "testdata/cycle/"+name, got)
	}
}
