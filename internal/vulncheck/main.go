// Command vulncheck reads what govulncheck -format json found and says it in a
// few lines, one for each vulnerability: called, imported or only required.
//
// It fails when code of this repository can reach a vulnerable function of a
// module. The standard library belongs to the Go that builds: what is found
// there fails with -std only, for a Go release that is the newest.
//
//	govulncheck -test -format json ./... | go run ./internal/vulncheck [-std]
package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
)

func main() {
	code, err := run(os.Args[1:], os.Stdin, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "vulncheck:", err)
		code = 2
	}
	os.Exit(code)
}

func run(args []string, in io.Reader, out io.Writer) (int, error) {
	f := flag.NewFlagSet("vulncheck", flag.ContinueOnError)
	std := f.Bool("std", false, "fail for the standard library too")
	if err := f.Parse(args); err != nil {
		return 0, err
	}
	found, modules, err := read(in)
	if err != nil {
		return 0, err
	}
	// The module, the standard library and one that is required: with less,
	// the packages or their tests were not looked at.
	if modules < 3 {
		return 0, fmt.Errorf("govulncheck saw %d modules", modules)
	}
	code := 0
	for _, v := range found {
		fmt.Fprintln(out, "  "+v.String())
		if v.reach == called && (*std || v.module != stdlib) {
			code = 1
		}
	}
	fmt.Fprintf(out, "  %d modules, %d vulnerabilities in them, %d called\n", modules, len(found), count(found, called))
	return code, nil
}

// stdlib is the name under which govulncheck has the standard library.
const stdlib = "stdlib"

// reach is how near the repository comes to a vulnerability.
type reach int

const (
	required reach = iota + 1 // the module is required
	imported                  // the package is imported
	called                    // the function can be reached
)

func (r reach) String() string { return [...]string{"", "required", "imported", "called"}[r] }

type vulnerability struct {
	id, summary            string
	module, version, fixed string
	reach                  reach
	// from is the function of this repository that reaches it.
	from string
}

func (v vulnerability) String() string {
	s := fmt.Sprintf("%-8s %s %s@%s", v.reach, v.id, v.module, v.version)
	if v.fixed != "" {
		s += ", fixed in " + v.fixed
	}
	if v.from != "" {
		s += ", from " + v.from
	}
	return s + ": " + v.summary
}

func count(found []vulnerability, r reach) (n int) {
	for _, v := range found {
		if v.reach == r {
			n++
		}
	}
	return n
}

// message is one of the JSON values that govulncheck writes.
type message struct {
	Config *struct {
		ScannerName string `json:"scanner_name"`
	} `json:"config"`
	SBOM *struct {
		Modules []struct{} `json:"modules"`
	} `json:"SBOM"`
	OSV *struct {
		ID      string `json:"id"`
		Summary string `json:"summary"`
	} `json:"osv"`
	Finding *struct {
		OSV   string `json:"osv"`
		Fixed string `json:"fixed_version"`
		// Trace goes from the vulnerable function to the one of the
		// repository.
		Trace []struct {
			Module, Version, Package, Function string
		} `json:"trace"`
	} `json:"finding"`
}

// read returns the vulnerabilities, the nearest first, then by id and module,
// and the number of modules that were looked at.
func read(in io.Reader) (out []vulnerability, modules int, err error) {
	summaries := map[string]string{}
	found := map[[2]string]vulnerability{}
	configured := false
	for d := json.NewDecoder(in); ; {
		var m message
		if err := d.Decode(&m); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, 0, err
		}
		configured = configured || m.Config != nil
		if m.SBOM != nil {
			modules += len(m.SBOM.Modules)
		}
		if m.OSV != nil {
			summaries[m.OSV.ID] = m.OSV.Summary
		}
		if m.Finding == nil || len(m.Finding.Trace) == 0 {
			continue
		}
		at := m.Finding.Trace[0]
		v := vulnerability{id: m.Finding.OSV, module: at.Module, version: at.Version, fixed: m.Finding.Fixed, reach: required}
		switch {
		case at.Function != "":
			v.reach = called
			last := m.Finding.Trace[len(m.Finding.Trace)-1]
			v.from = last.Package + "." + last.Function
		case at.Package != "":
			v.reach = imported
		}
		key := [2]string{v.id, v.module}
		if v.reach > found[key].reach {
			found[key] = v
		}
	}
	if !configured {
		return nil, 0, errors.New("this is no answer of govulncheck -format json")
	}
	for _, v := range found {
		v.summary = summaries[v.id]
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b vulnerability) int {
		return cmp.Or(cmp.Compare(b.reach, a.reach), cmp.Compare(a.id, b.id), cmp.Compare(a.module, b.module))
	})
	return out, modules, nil
}
