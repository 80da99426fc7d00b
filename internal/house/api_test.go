package house

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/internal/apirecord"
	"github.com/rppsplus/rppsplus/internal/golden"
)

const (
	apiCommand = "go test ./internal/house -run TestAPI -update"
	apiFolder  = root + "/docs/api"
	breaksFile = apiFolder + "/breaks.txt"
)

// TestAPI compares the exported API of the packages that programs can import
// with the record in docs/api, or writes the record with -update. What is then
// gone from the record is added to docs/api/breaks.txt.
func TestAPI(t *testing.T) {
	var paths []string
	for room := range rooms {
		if !strings.HasPrefix(room, "internal/") {
			paths = append(paths, module+"/"+room)
		}
	}
	slices.Sort(paths)
	api, err := apirecord.Of(root, paths...)
	if err != nil {
		t.Fatal(err)
	}
	breaks := recordLines(t, breaksFile)
	want := map[string]bool{filepath.Clean(breaksFile): true}
	for _, path := range paths {
		room := strings.TrimPrefix(path, module+"/")
		file := filepath.Join(apiFolder, filepath.FromSlash(room)+".txt")
		want[file] = true
		had := recordLines(t, file)
		have := api[path]
		if slices.Equal(had, have) {
			continue
		}
		if !golden.Update() {
			for _, l := range apirecord.Gone(had, have) {
				t.Errorf("%s: gone: %s", room, l)
			}
			for _, l := range apirecord.Gone(have, had) {
				t.Errorf("%s: new: %s", room, l)
			}
			t.Errorf("the API of %s is not the recorded one: run %s, and look at what changed", room, apiCommand)
			continue
		}
		for _, l := range apirecord.Gone(had, have) {
			breaks = append(breaks, room+": "+l)
		}
		breaks = slices.DeleteFunc(breaks, func(b string) bool {
			l, ok := strings.CutPrefix(b, room+": ")
			return ok && slices.Contains(have, l)
		})
		write(t, file, "# API of "+path+", by "+apiCommand+"\n"+strings.Join(have, "\n")+"\n")
	}
	err = filepath.WalkDir(apiFolder, func(file string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(file) != ".txt" || want[file] {
			return err
		}
		if !golden.Update() {
			t.Errorf("%s records no package: run %s", file, apiCommand)
			return nil
		}
		gone := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(file), apiFolder+"/"), ".txt")
		breaks = append(breaks, gone+": package removed")
		return os.Remove(file)
	})
	if err != nil {
		t.Fatal(err)
	}
	if golden.Update() {
		slices.Sort(breaks)
		write(t, breaksFile, "# Gone from the API since the last release, by "+apiCommand+".\n"+
			"# Each is named by an item of CHANGELOG.md that begins with **Breaking**. A release empties this file.\n"+
			strings.Join(append(slices.Compact(breaks), ""), "\n"))
	}
}

// TestBreaksAnnounced checks that CHANGELOG.md tells users of every break.
func TestBreaksAnnounced(t *testing.T) {
	changelog, err := os.ReadFile(root + "/CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range apirecord.Unannounced(string(changelog), recordLines(t, breaksFile)) {
		t.Errorf("%s\n\tis gone, and no item of CHANGELOG.md under Unreleased that begins with **Breaking** names it with its package, in backquotes", b)
	}
}

// TestAPISeen checks that the record has seen packages with something in them.
func TestAPISeen(t *testing.T) {
	for room := range maps.Keys(rooms) {
		if strings.HasPrefix(room, "internal/") {
			continue
		}
		if lines := recordLines(t, filepath.Join(apiFolder, room+".txt")); len(lines) == 0 {
			t.Errorf("the record of %s is empty: run %s", room, apiCommand)
		}
	}
}

// recordLines returns the lines of a file without its comments; none when it
// does not exist.
func recordLines(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for l := range strings.Lines(string(text)) {
		if l = strings.TrimSuffix(l, "\n"); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, l)
		}
	}
	return out
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
