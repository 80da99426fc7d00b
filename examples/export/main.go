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
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

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
	f := flag.NewFlagSet("export", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.Usage = func() {
		fmt.Fprint(stderr, "Usage: export [flags] DIR\n\nWrites the matrix and its rules for engines, and as tables.\n\n")
		f.PrintDefaults()
	}
	to := f.String("to", "opa,cedar,casbin,tables", "`TARGETS`, separated by commas: each is a folder of DIR")
	at := f.String("at", "", "`DATE` for which the matrix is asked, AAAA-MM-JJ (default today)")
	access := f.String("role-access", "published", "published or suspended: whether the columns of the roles operate")
	switch err := f.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	if err := write(f.Args(), *to, *at, *access, stdout, now); err != nil {
		fmt.Fprintln(stderr, "export:", err)
		return 2
	}
	return 0
}

func write(args []string, to, at, access string, stdout io.Writer, now time.Time) error {
	if len(args) != 1 {
		return errors.New("one folder is needed, after the flags")
	}
	targets := strings.Split(to, ",")
	for _, t := range targets {
		if !slices.ContainsFunc(files, func(f file) bool { return f.target == t }) {
			return errors.New("-to: opa, cedar, casbin or tables")
		}
	}
	var p habilitation.Policy
	switch access {
	case "published":
	case "suspended":
		p.RoleAccess = habilitation.RoleSuspended
	default:
		return errors.New("-role-access: published or suspended")
	}
	day := civil.OfTime(now)
	if at != "" {
		var err error
		if day, err = civil.ParseISO(at); err != nil {
			return fmt.Errorf("-at: %w", err)
		}
	}
	m, err := habilitation.At(day)
	if err != nil {
		return err
	}
	m = m.With(p)
	for _, f := range files {
		if !slices.Contains(targets, f.target) {
			continue
		}
		dir := filepath.Join(args[0], f.target)
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
