package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestReadme: the drawing of the README is that of the machine.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := run([]string{"-machine", "request", "-format", "mermaid", "-short"}, strings.NewReader(""), &out, &errs); code != 0 {
		t.Fatal(errs.String())
	}
	_, drawing, _ := strings.Cut(out.String(), "\n") // the first line names the version
	if !strings.Contains(string(readme), "```mermaid\n"+drawing+"```") {
		t.Errorf("the README shows another drawing than:\n%s", drawing)
	}
}
