package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestDocs runs the commands of docs/evolution.md, from the root of the
// repository as the page says.
func TestDocs(t *testing.T) {
	t.Chdir("../..")
	text, err := os.ReadFile("docs/evolution.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := regexp.MustCompile(`(?m)^\$ go run \./examples/matrix(.*)\n(exit status (\d))?`).FindAllStringSubmatch(string(text), -1)
	if len(commands) < 6 {
		t.Fatalf("%d commands found", len(commands))
	}
	for _, c := range commands {
		want := 0
		if c[3] != "" {
			want = int(c[3][0] - '0')
		}
		code, out, errs := call(t, strings.Fields(c[1])...)
		if code != want || code == 0 && out == "" {
			t.Errorf("%s: exit %d, %s", c[1], code, errs)
		}
	}
}
