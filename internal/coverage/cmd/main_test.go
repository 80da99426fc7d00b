package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRun: a small repository passes, is told what it lacks, and its document is
// written only when asked for.
func TestRun(t *testing.T) {
	root := t.TempDir()
	put := func(name, text string) string {
		t.Helper()
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	call := func(args ...string) (int, string) {
		var out, errs bytes.Buffer
		code := run(args, root, &out, &errs)
		return code, out.String() + errs.String()
	}
	put("a/a.go", "package a\n\nfunc A() {\n\tprintln()\n}\n")
	profile := put("profile", "mode: set\n"+module+"/a/a.go:3.10,5.2 1 0\n")
	put(explained, "a/a.go\tA\tfunc A() {\t1\ta sample\n")

	if code, _ := call("-profile", profile); code != 2 {
		t.Errorf("no document: %d", code)
	}
	put(document, "old")
	if code, out := call("-profile", profile, "-floor", "0"); code != 1 || !strings.Contains(out, "other explanations") {
		t.Errorf("a stale document: %d %s", code, out)
	}
	if code, out := call("-profile", profile, "-floor", "0", "-update"); code != 0 {
		t.Errorf("%d %s", code, out)
	}
	if code, out := call("-profile", profile, "-floor", "0"); code != 0 || !strings.Contains(out, "1 statements  a") {
		t.Errorf("%d %s", code, out)
	}
	if code, out := call("-profile", profile); code != 1 || !strings.Contains(out, "less than 97") {
		t.Errorf("below the floor: %d %s", code, out)
	}
	put(explained, "")
	if code, out := call("-profile", profile, "-floor", "0"); code != 1 || !strings.Contains(out, "nothing says why") {
		t.Errorf("unexplained: %d %s", code, out)
	}
	for _, args := range [][]string{nil, {"-profile", profile, "x"}, {"-x"}, {"-profile", "none"}} {
		if code, _ := call(args...); code != 2 {
			t.Errorf("%q: %d", args, code)
		}
	}
	if code, _ := call("-h"); code != 0 {
		t.Errorf("help: %d", code)
	}
}
