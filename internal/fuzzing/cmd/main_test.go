package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRun: rounds are imported into the ledger and the document, once, and odd
// arguments are refused.
func TestRun(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"internal/fuzzing/found.tsv": "",
		document:                     "",
		"a/a_test.go":                "package a\n\nfunc FuzzX() {}\n",
		"rounds.tsv":                 "18:45:42\ta\tFuzzX\t1m0s\t984249\t0\n18:46:42\ta\tFuzzX\t1m0s\t1\t1\n",
	} {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	call := func(args ...string) (int, string) {
		var out, errs bytes.Buffer
		code := run(context.Background(), args, root, &out, &errs)
		return code, out.String() + errs.String()
	}
	for range 2 {
		if code, out := call("import", filepath.Join(root, "rounds.tsv"), "db615da"); code != 0 || !strings.Contains(out, "look at its log") {
			t.Fatal(code, out)
		}
	}
	text, err := os.ReadFile(filepath.Join(root, document))
	if err != nil || !strings.Contains(string(text), "| a.FuzzX | 0:02:00 | 984,250 | 0 |") {
		t.Errorf("%s %v", text, err)
	}
	if code, out := call("-render"); code != 0 {
		t.Error(code, out)
	}
	for _, args := range [][]string{nil, {"-x"}, {"import", "x"}, {"-render", "20m"}, {"soon"}, {"1ms"}, {"-round", "0s", "20m"}} {
		if code, _ := call(args...); code != 2 {
			t.Errorf("%q: %d", args, code)
		}
	}
	if code, _ := call("import", "none", "c"); code != 1 {
		t.Error("a file that is not there")
	}
	if code, _ := call("-h"); code != 0 {
		t.Error("help")
	}
}
