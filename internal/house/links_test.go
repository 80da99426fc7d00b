package house

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// link finds the target of a link in Markdown.
var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// TestLinks checks that the files that the documents link to are there.
func TestLinks(t *testing.T) {
	links := 0
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
			to, _, _ := strings.Cut(m[1], "#")
			if to == "" || strings.Contains(to, ":") {
				continue
			}
			links++
			if _, err := os.Stat(filepath.Join(root, path.Dir(name), to)); err != nil {
				t.Errorf("%s links to %s, which is not there", name, to)
			}
		}
		return nil
	})
	if err != nil || links == 0 {
		t.Errorf("%d links, %v", links, err)
	}
}
