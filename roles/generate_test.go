package roles_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/rppsplus/rppsplus/internal/rolesgen"
)

// TestGenerated regenerates the tables and compares with what is there.
func TestGenerated(t *testing.T) {
	files, err := rolesgen.Generate(os.DirFS("data"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is stale: run go generate in this folder", name)
		}
	}
}
