package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var today = time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC)

func call(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(args, &out, &errs, today)
	return code, out.String(), errs.String()
}

func TestExport(t *testing.T) {
	dir := t.TempDir()
	code, out, errs := call("-role-access", "suspended", dir)
	if code != 0 || errs != "" {
		t.Fatal(code, errs)
	}
	lines := strings.Fields(out)
	if len(lines) != len(files) {
		t.Fatalf("%d files told of %d", len(lines), len(files))
	}
	for i, path := range lines {
		if want := filepath.Join(dir, files[i].target, files[i].name); path != want {
			t.Errorf("%s, not %s", path, want)
		}
		text, err := os.ReadFile(path)
		if err != nil || len(text) == 0 {
			t.Error(path, err)
		}
		if files[i].name != "matrix.csv" && !bytes.Contains(text, []byte("suspended")) {
			t.Errorf("%s does not say the policy", path)
		}
	}

	// One target only; again over the same files.
	dir = t.TempDir()
	for range 2 {
		if code, out, _ := call("-to", "opa", "-at", "2025-01-01", dir); code != 0 || len(strings.Fields(out)) != 2 {
			t.Errorf("code %d, %s", code, out)
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Error(entries, err)
	}
}

func TestRefused(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "file")
	if err := os.WriteFile(taken, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{}, {dir, "x"}, {"-to", "xacml", dir}, {"-to", "", dir}, {"-role-access", "x", dir}, {"-at", "x", dir}, {"-at", "2024-09-24", dir}, {taken}, {"-nothing"},
	} {
		if code, out, errs := call(args...); code != 2 || out != "" || errs == "" {
			t.Errorf("%v: code %d, %q, %q", args, code, out, errs)
		}
	}
	if code, _, _ := call("-h"); code != 0 {
		t.Error("help is no failure")
	}
}
