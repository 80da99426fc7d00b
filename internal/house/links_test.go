package house

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// link finds the target of a link in Markdown.
var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// TestLinks checks that the files and headings that the documents link to are there.
func TestLinks(t *testing.T) {
	links, places := 0, 0
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (path.Base(name) == ".git" || path.Base(name) == "node_modules") {
			return fs.SkipDir
		}
		if path.Ext(name) != ".md" {
			return nil
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			to, place, _ := strings.Cut(m[1], "#")
			if strings.Contains(to, ":") {
				continue
			}
			target := filepath.Join(root, path.Dir(name), to)
			if to == "" {
				target = filepath.Join(root, name)
			}
			links++
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s links to %s, which is not there", name, to)
				continue
			}
			if place == "" || path.Ext(target) != ".md" {
				continue
			}
			places++
			b, err := os.ReadFile(target)
			if err != nil {
				return err
			}
			if !anchors(string(b))[place] {
				t.Errorf("%s links to %s, a heading that is not there", name, m[1])
			}
		}
		return nil
	})
	if err != nil || links == 0 || places < 20 {
		t.Errorf("%d links, %d to headings, %v", links, places, err)
	}
}

// placed finds a place that a document names by itself.
var placed = regexp.MustCompile(`<a id="([^"]+)"></a>`)

// anchors returns the names under which places of a Markdown text can be linked to:
// those that it states, and of the headings those that GitHub makes: small letters,
// signs left out, a dash for each blank, a number behind one that was there.
func anchors(text string) map[string]bool {
	out := map[string]bool{}
	fenced := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		}
		for _, m := range placed.FindAllStringSubmatch(line, -1) {
			out[m[1]] = out[m[1]] || !fenced
		}
		title, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " ")
		if fenced || !ok || !strings.HasPrefix(line, "#") {
			continue
		}
		name := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
				return unicode.ToLower(r)
			}
			return -1
		}, strings.TrimSpace(title))
		free := name
		for i := 1; out[free]; i++ {
			free = fmt.Sprintf("%s-%d", name, i)
		}
		out[free] = true
	}
	return out
}

func TestAnchors(t *testing.T) {
	got := anchors("# L'État ?\n## A `b`, c\n```\n# no heading\n```\n## A `b`, c\n#none\n| <a id=\"x-1\"></a>X |\n")
	want := map[string]bool{"x-1": true, "létat-": true, "a-b-c": true, "a-b-c-1": true}
	if !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
