// Command export writes the DMP habilitation matrix and its general rules into
// a folder, as files for Open Policy Agent, Cedar and Casbin and as tables.
//
//	go run ./examples/export DIR
//	go run ./examples/export -to opa,tables -role-access suspended DIR
//
// It prints the files that it wrote, and replaces files of the same names. Exit
// code 0, or 2 when it cannot write.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, time.Now())) }

// A file is one file of a target, a folder of its own.
type file struct {
	target, name string
	write        func(io.Writer, *habilitation.Matrix) error
}

func table(write func(*export.Table, io.Writer) error) func(io.Writer, *habilitation.Matrix) error {
	return func(w io.Writer, m *habilitation.Matrix) error {
		t, err := export.NewTable(m, export.Selection{})
		if err != nil {
			return err
		}
		return write(t, w)
	}
}

var files = []file{
	{"opa", "habilitation.rego", export.Rego},
	{"opa", "data.json", export.RegoData},
	{"cedar", "policies.cedar", export.CedarPolicies},
	{"cedar", "reasons.cedar", export.CedarReasons},
	{"cedar", "entities.json", export.CedarEntities},
	{"cedar", "schema.cedarschema", export.CedarSchema},
	{"casbin", "model.conf", export.CasbinModel},
	{"casbin", "policy.csv", export.CasbinPolicy},
	{"tables", "matrix.csv", table((*export.Table).CSV)},
	{"tables", "provenance.json", export.Provenance},
	{"tables", "matrix.json", table((*export.Table).JSON)},
	{"tables", "matrix.md", table((*export.Table).Markdown)},
	{"tables", "matrix.html", table((*export.Table).HTML)},
}

func run(args []string, stdout, stderr io.Writer, now time.Time) int {
	f := cli.New("export", stderr)
	f.Usage = func() {
		fmt.Fprint(stderr, "Usage: export [flags] DIR\n\nWrites the matrix and its rules for engines, and as tables.\n\n")
		f.PrintDefaults()
	}
	to := f.String("to", "opa,cedar,casbin,tables", "`TARGETS`, separated by commas: each is a folder of DIR")
	f.Check(func() error {
		for t := range strings.SplitSeq(*to, ",") {
			if !slices.ContainsFunc(files, func(f file) bool { return f.target == t }) {
				return errors.New("-to: opa, cedar, casbin or tables")
			}
		}
		return nil
	})
	at := f.Day("at", "`DATE` for which the matrix is asked, AAAA-MM-JJ (default today)", civil.OfTime(now))
	access := f.Choice("role-access", "published or suspended: whether the columns of the roles operate", "published", "suspended")
	f.Check(func() error {
		if f.NArg() != 1 {
			return errors.New("one folder is needed, after the flags")
		}
		return nil
	})
	err := f.Parse(args)
	if err == nil {
		var p habilitation.Policy
		if *access == "suspended" {
			p.RoleAccess = habilitation.RoleSuspended
		}
		err = write(f.Arg(0), strings.Split(*to, ","), *at, p, stdout)
	}
	return f.Exit(0, err)
}

func write(folder string, targets []string, day civil.Date, p habilitation.Policy, stdout io.Writer) error {
	m, err := habilitation.At(day)
	if err != nil {
		return err
	}
	m = m.Under(p)
	for _, f := range files {
		if !slices.Contains(targets, f.target) {
			continue
		}
		dir := filepath.Join(folder, f.target)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		if err := writeFile(filepath.Join(dir, f.name), f, m); err != nil {
			return err
		}
		fmt.Fprintln(stdout, filepath.Join(dir, f.name))
	}
	return nil
}

func writeFile(path string, f file, m *habilitation.Matrix) error {
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(out)
	return errors.Join(f.write(b, m), b.Flush(), out.Close())
}
