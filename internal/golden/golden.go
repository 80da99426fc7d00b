// Package golden compares what a test got with a file of the repository, or,
// with the flag -update, writes the file: golden files of testdata, and
// documents that are made from the code.
package golden

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write golden files and generated documents anew")

// Update reports whether the flag -update is given.
func Update() bool { return *update }

// File compares got with the file at path, below the folder of the package.
// With -update it writes the file, and its folder, instead. It reports whether
// they are equal.
func File[T ~string | ~[]byte](t testing.TB, path string, got T) bool {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return true
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("%v: run the test with -update", err)
		return false
	}
	if where := Difference(want, []byte(got)); where != "" {
		t.Errorf("%s: %s\nrun the test with -update and read the difference", path, where)
		return false
	}
	return true
}

// Difference says at which line two texts begin to differ, and both lines;
// empty when they do not.
func Difference(want, got []byte) string {
	if bytes.Equal(want, got) {
		return ""
	}
	w, g := bytes.SplitAfter(want, []byte("\n")), bytes.SplitAfter(got, []byte("\n"))
	i := 0
	for i < len(w)-1 && i < len(g)-1 && bytes.Equal(w[i], g[i]) {
		i++
	}
	return fmt.Sprintf("line %d\n\twant %q\n\tgot  %q", i+1, w[i], g[i])
}
