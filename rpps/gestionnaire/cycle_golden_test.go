package gestionnaire_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
)

var update = flag.Bool("update", false, "write the golden files anew")

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
		file := filepath.Join("testdata", "cycle", name)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs: run go test -update and look at the difference", file)
		}
	}
}
