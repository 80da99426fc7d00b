package situation_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/situation"
)

var update = flag.Bool("update", false, "write the golden files anew")

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
