package house

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"testing"
)

// machinePath finds a path that exists on somebody's machine only. Its own
// text has a bar where a path has a letter.
var machinePath = regexp.MustCompile(`(^|[^A-Za-z0-9_.~-])/(work|farm|root|home|tmp)/`)

// TestNoMachinePath reads every file of the repository.
func TestNoMachinePath(t *testing.T) {
	read := 0
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (path.Base(name) == ".git" || path.Base(name) == "node_modules" || name == "dist"):
			return fs.SkipDir
		case !d.Type().IsRegular(), name == ".git": // a file, in a second work tree
			return nil
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		read++
		for i, line := range bytes.Split(text, []byte("\n")) {
			if machinePath.Match(line) {
				t.Errorf("%s:%d: a path of a machine", name, i+1)
			}
		}
		return nil
	})
	if err != nil || read < 50 {
		t.Errorf("%d files read, %v", read, err)
	}
	for text, want := range map[string]bool{
		"see /" + "work/x": true, "/" + "home/me": true, "\"/" + "tmp/a\"": true,
		"https://example.org/" + "home/x": false, "rework/" + "x": false, "../" + "tmp/x": false,
	} {
		if machinePath.MatchString(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}
