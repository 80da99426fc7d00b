package house

import (
	"path/filepath"
	"testing"

	"github.com/rppsplus/rppsplus/internal/fuzzing"
	"github.com/rppsplus/rppsplus/internal/golden"
)

// TestReadersAreFuzzed: what takes in text has a fuzz target, or a reason.
func TestReadersAreFuzzed(t *testing.T) {
	readers, err := fuzzing.Readers(root)
	if err != nil || len(readers) < 150 {
		t.Fatalf("%d readers found, %v", len(readers), err)
	}
	reasons := map[string]bool{}
	for _, r := range readers {
		why, excused := fuzzing.Unfuzzed[r.String()]
		reasons[r.String()] = true
		switch {
		case len(r.Targets) == 0 && !excused:
			t.Errorf("%s takes in text and no fuzz target calls it: write one, with an oracle or a round trip", r)
		case len(r.Targets) > 0 && excused:
			t.Errorf("%s is fuzzed: it needs no reason (%s)", r, why)
		}
	}
	for name := range fuzzing.Unfuzzed {
		if !reasons[name] {
			t.Errorf("%s is excused from fuzzing and does not exist", name)
		}
	}
}

// TestFuzzingDocument: docs/trust/fuzzing.md is what ledger, finds and targets
// give.
func TestFuzzingDocument(t *testing.T) {
	want, err := fuzzing.Render(root)
	if err != nil {
		t.Fatal(err)
	}
	golden.File(t, filepath.Join(root, "docs/trust/fuzzing.md"), want)
}
