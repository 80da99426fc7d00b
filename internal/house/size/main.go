// Command size measures what the library adds to a program: it builds an
// empty program, one that only decides, one that reads a userinfo and one that
// sorts names, and prints how large they are, stripped and not.
//
// It fails when the program that decides, stripped, is larger than the empty
// one by the limit or more, and when it links anything of the collation of
// golang.org/x/text, which only the sorting of names needs.
//
//	go run ./internal/house/size [-limit BYTES]
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

const module = "github.com/rppsplus/rppsplus"

// collation is what the program that decides must not link.
const collation = "golang.org/x/text/collate"

// A program is built and weighed.
type program struct{ name, text string }

// programs: the empty one first.
var programs = []program{
	{"empty", `package main

func main() {}
`},
	{"decides", `package main

import (
	"os"

	"` + module + `/habilitation"
	"` + module + `/rpps/civil"
)

func main() {
	m := habilitation.CNAM20240925()
	doc, err := habilitation.ParseDocumentType(os.Args[0])
	if err != nil {
		doc = habilitation.UnknownDocument
	}
	s := habilitation.SubjectOfCodes(habilitation.ParseCodes(os.Args[0], "C", "", ""), civil.YMD(2026, 1, 15))
	d := m.Decide(habilitation.Request{
		Subject: s, Document: doc, Action: habilitation.Read,
		Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	})
	if d.Allowed() {
		os.Exit(1)
	}
}
`},
	{"signs in", `package main

import (
	"os"

	"` + module + `/habilitation"
	"` + module + `/rpps/civil"
	"` + module + `/rpps/psc"
)

func main() {
	u, err := psc.Parse([]byte(os.Args[0]), psc.Options{SignIn: civil.YMD(2026, 1, 15)})
	if err != nil {
		os.Exit(1)
	}
	s := u.Subject(psc.ByText(os.Args[0]), habilitation.Policy{})
	if habilitation.CNAM20240925().Decide(habilitation.Request{Subject: s, Action: habilitation.Read}).Allowed() {
		os.Exit(1)
	}
}
`},
	{"sorts names", `package main

import (
	"` + module + `/rpps"
	"` + module + `/rpps/names"
)

func main() {
	names.Sort([]rpps.Professional{{}, {}})
}
`},
}

func main() {
	limit := flag.Int64("limit", 1<<20, "largest growth of the stripped program that decides, in bytes, not reached")
	flag.Parse()
	if flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	ok, err := run(*limit)
	if err != nil {
		fmt.Fprintln(os.Stderr, "size:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

// run builds and compares; it reports whether all is within the limits.
func run(limit int64) (ok bool, err error) {
	top, err := moduleRoot()
	if err != nil {
		return false, err
	}
	dir, err := os.MkdirTemp("", "size")
	if err != nil {
		return false, err
	}
	defer func() {
		if e := os.RemoveAll(dir); err == nil {
			err = e
		}
	}()

	fmt.Printf("%-12s %12s %12s %12s %12s\n", "program", "bytes", "growth", "stripped", "growth")
	ok = true
	var empty, emptyStripped int64
	for i, p := range programs {
		full, file, err := build(top, dir, p, "")
		if err != nil {
			return false, err
		}
		stripped, _, err := build(top, dir, p, "-s -w")
		if err != nil {
			return false, err
		}
		if i == 0 {
			empty, emptyStripped = full, stripped
		}
		fmt.Printf("%-12s %12d %12d %12d %12d\n", p.name, full, full-empty, stripped, stripped-emptyStripped)
		symbols, err := count(top, file, collation)
		if err != nil {
			return false, err
		}
		switch p.name {
		case "decides":
			if symbols > 0 {
				fmt.Printf("FAIL: a program that decides links %d symbols of %s\n", symbols, collation)
				ok = false
			}
			if growth := stripped - emptyStripped; growth >= limit {
				fmt.Printf("FAIL: a program that decides grows by %d bytes, limit %d\n", growth, limit)
				ok = false
			}
		case "sorts names":
			// Without these the check above would see nothing.
			if symbols == 0 {
				return false, fmt.Errorf("a program that sorts names shows no symbol of %s", collation)
			}
		}
	}
	return ok, nil
}

// build builds a program inside the module, where it stands only for the
// compiler, and returns its size and its file.
func build(top, dir string, p program, flags string) (size int64, file string, err error) {
	name := strings.ReplaceAll(p.name, " ", "-")
	source := filepath.Join(dir, name+".go")
	if err := os.WriteFile(source, []byte(p.text), 0o644); err != nil {
		return 0, "", err
	}
	place := filepath.Join(top, "internal", "house", "size", name, "main.go")
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{place: source}})
	if err != nil {
		return 0, "", err
	}
	overlayFile := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(overlayFile, overlay, 0o644); err != nil {
		return 0, "", err
	}
	file = filepath.Join(dir, name)
	if flags != "" {
		file += "-stripped"
	}
	if runtime.GOOS == "windows" {
		file += ".exe"
	}
	if _, err := output(top, "build", "-trimpath", "-buildvcs=false", "-ldflags="+flags, "-overlay", overlayFile, "-o", file, "./internal/house/size/"+name); err != nil {
		return 0, "", err
	}
	info, err := os.Stat(file)
	if err != nil {
		return 0, "", err
	}
	return info.Size(), file, nil
}

// count returns how many symbols of a package a program has.
func count(top, file, pkg string) (int, error) {
	out, err := output(top, "tool", "nm", file)
	if err != nil {
		return 0, err
	}
	n := 0
	for line := range strings.Lines(out) {
		if strings.Contains(line, pkg) {
			n++
		}
	}
	return n, nil
}

// moduleRoot returns the folder of this module's go.mod.
func moduleRoot() (string, error) {
	out, err := output("", "list", "-m", "-f", "{{.Dir}}", module)
	return strings.TrimSpace(out), err
}

// output runs the go command in dir and returns what it prints.
func output(dir string, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", args[0], err, complaint.String())
	}
	return string(out), nil
}
