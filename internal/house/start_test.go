package house

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestNothingAtStart builds a program that imports every room and watches
// its start: no package of this module may compute anything there.
func TestNothingAtStart(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	lines := atStart(t, slices.Sorted(maps.Keys(rooms)), "")
	for _, l := range lines {
		if strings.Contains(l, module) {
			t.Errorf("computed at start: %s", l)
		}
	}
	// The trace must see what it is asked to see.
	if !slices.ContainsFunc(atStart(t, nil, "func work() map[string]int { return map[string]int{os.Args[0]: 1} }; var m = work()"),
		func(l string) bool { return strings.HasPrefix(l, "init main @") }) || len(lines) == 0 {
		t.Error("the trace shows nothing")
	}
}

// atStart builds and runs a program with these imports and declarations, and
// returns its trace of initialisation.
func atStart(t *testing.T, imports []string, declarations string) []string {
	t.Helper()
	var src strings.Builder
	src.WriteString("package main\n\nimport (\n\t\"os\"\n")
	for _, i := range imports {
		fmt.Fprintf(&src, "\t_ %q\n", module+"/"+i)
	}
	fmt.Fprintf(&src, ")\n\n%s\n\nfunc main() { os.Exit(0) }\n", declarations)

	// The program stands in the module only for the compiler.
	dir := t.TempDir()
	top, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "main.go")
	overlay, err := json.Marshal(map[string]any{
		"Replace": map[string]string{filepath.Join(top, "internal", "house", "start", "main.go"): file},
	})
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "start")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	for name, text := range map[string][]byte{file: []byte(src.String()), filepath.Join(dir, "overlay.json"): overlay} {
		if err := os.WriteFile(name, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	build := exec.Command("go", "build", "-buildvcs=false", "-overlay", filepath.Join(dir, "overlay.json"), "-o", program, "./internal/house/start")
	build.Dir = top
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	run := exec.Command(program)
	run.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var trace bytes.Buffer
	run.Stderr = &trace
	if err := run.Run(); err != nil {
		t.Fatalf("%v\n%s", err, &trace)
	}
	return strings.Split(strings.TrimSpace(trace.String()), "\n")
}
