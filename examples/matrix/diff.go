package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// errRefused: the faults of the file have been printed.
var errRefused = errors.New("the file is refused")

// more are the flags that print something else than the matrix.
type more struct {
	diff, staff      *string
	columns          *string
	rolesFor         *[]string
	blankIsNo, press *bool
	from             *civil.Date
	lang             *language.Tag
}

func moreFlags(f *cli.Flags) more {
	return more{
		diff:      f.String("diff", "", "`FILE` of another matrix (project CSV, official sheet saved as CSV, JSON:API): print what changes; - for the standard input"),
		from:      f.Day("from", "with -diff, first `DATE` of effect of the other matrix (default the day of -at)", civil.Date{}),
		columns:   f.String("new-columns", "", "with -diff, `FILE` of the columns that are new or no longer for the same people, in the form of habilitation/data/colonnes-cnam-2024-09-25.csv"),
		blankIsNo: f.Bool("blank-is-no", false, "with -diff, blank cells of a sheet are closed"),
		staff:     f.String("staff", "", "with -diff, `FILE` of the staff (columns clé, profession, catégorie, métier, rôle): print whom the changes touch"),
		press:     f.Bool("press", false, "compare with what the press wrote of the annex of 2023; with -diff, the other matrix"),
		rolesFor:  f.List("roles-for", "`CODES` of types of documents: print who reads all of them, the least far-reaching first"),
		lang:      f.Lang(),
	}
}

// asked: also by a flag that is stated and empty, such as that of a variable
// which a script forgot to set. It is no question about the matrix alone.
func (o more) asked(f *cli.Flags) bool {
	stated := *o.press || *o.blankIsNo
	f.Visit(func(x *flag.Flag) { stated = stated || wantsValue(x.Name) })
	return stated
}

func wantsValue(name string) bool {
	return name == "diff" || name == "from" || name == "new-columns" || name == "staff" || name == "roles-for"
}

func (o more) run(f *cli.Flags, m *habilitation.Matrix, day civil.Date, format string, stdout, stderr io.Writer) error {
	tag := *o.lang
	var err error
	f.Visit(func(x *flag.Flag) {
		switch {
		case x.Name == "column" || x.Name == "document":
			err = fmt.Errorf("-%s: only for the matrix itself", x.Name)
		case wantsValue(x.Name) && x.Value.String() == "":
			err = fmt.Errorf("-%s: empty", x.Name)
		}
	})
	switch {
	case err != nil:
		return err
	case *o.rolesFor != nil && (*o.press || *o.staff != ""):
		return errors.New("-roles-for: without -press, -staff")
	case *o.staff != "" && (*o.diff == "" || *o.press):
		return errors.New("-staff: with -diff, without -press")
	case *o.diff == "" && (!o.from.IsZero() || *o.blankIsNo || *o.columns != ""):
		return errors.New("-from, -new-columns, -blank-is-no: with -diff")
	case *o.rolesFor != nil && *o.diff == "":
		return rolesFor(m, day, *o.rolesFor, format, tag, stdout)
	case *o.diff == "":
		return write(stdout, format, tag, evolution.Press2023().Compare(m), nil)
	}

	first := day
	if !o.from.IsZero() {
		first = *o.from
	}
	result, err := o.load(m, first, stderr, tag)
	if err != nil {
		return err
	}
	switch {
	case *o.press:
		return write(stdout, format, tag, evolution.Press2023().Compare(result.Matrix), &result)
	case *o.rolesFor != nil:
		return rolesFor(result.Matrix, first, *o.rolesFor, format, tag, stdout)
	}
	changes := evolution.Diff(m, result.Matrix)
	if *o.staff == "" {
		return write(stdout, format, tag, changes, &result)
	}
	staff, err := readStaff(*o.staff, m.Policy(), first)
	if err != nil {
		return fmt.Errorf("-staff: %w", err)
	}
	return write(stdout, format, tag, evolution.Impact(changes, staff), &result)
}

// load reads the other matrix. To look at it, everything that can be accepted
// is; the findings are printed.
func (o more) load(base *habilitation.Matrix, first civil.Date, stderr io.Writer, tag language.Tag) (matrixfile.Result, error) {
	in, name := io.Reader(os.Stdin), "-"
	if *o.diff != "-" {
		file, err := os.Open(*o.diff)
		if err != nil {
			return matrixfile.Result{}, fmt.Errorf("-diff: %w", err)
		}
		defer file.Close()
		in, name = file, filepath.Base(*o.diff)
	}
	options := matrixfile.Options{
		Base:   base,
		Accept: matrixfile.AcceptAll,
		Version: habilitation.Version{
			ID: strings.TrimSuffix(name, filepath.Ext(name)), Title: name, Source: "fichier " + name, From: first,
			Confidence: rule.Text{FR: "lue d'un fichier pour comparaison, non vérifiée", EN: "read from a file to compare, not verified"},
		},
	}
	if *o.blankIsNo {
		options.Blanks = matrixfile.BlankIsNo
	}
	if *o.columns != "" {
		var err error
		if options.Columns, err = readColumns(*o.columns); err != nil {
			return matrixfile.Result{}, fmt.Errorf("-new-columns: %w", err)
		}
	}
	result, err := matrixfile.Load(in, options)
	tell := func(f rule.Fault) {
		place := ""
		if p := f.Position(); p.Line > 0 {
			place = fmt.Sprintf(map[bool]string{false: "ligne %d, colonne %d : ", true: "line %d, column %d: "}[rule.IsEnglish(tag)], p.Line, max(p.Column, 1))
		}
		fmt.Fprintf(stderr, "%s%s [%s]\n", place, f.Message(tag), f.Code())
	}
	// What refuses the file stands last, below what was only doubtful.
	for _, f := range result.Faults {
		if f.Severity() != rule.Error {
			tell(f)
		}
	}
	for _, u := range result.Unlisted {
		fmt.Fprintf(stderr, map[bool]string{false: "type inconnu de la bibliothèque : %q\n", true: "type unknown to the library: %q\n"}[rule.IsEnglish(tag)], u.Code)
	}
	switch {
	case err == nil:
		return result, nil
	case result.Faults.Err() != nil:
		fmt.Fprintln(stderr, cli.Word(tag, "Le fichier est refusé, et rien n'est comparé :", "The file is refused, and nothing is compared:"))
		for _, f := range result.Faults {
			if f.Severity() == rule.Error {
				tell(f)
			}
		}
		return result, errRefused
	}
	return result, fmt.Errorf("-diff: %w", err)
}

// report is what package evolution prints.
type report interface {
	Text(language.Tag) string
	Markdown(language.Tag) string
	HTML(language.Tag) string
}

func write(w io.Writer, format string, tag language.Tag, r report, file *matrixfile.Result) error {
	var text string
	switch format {
	case "text":
		text = r.Text(tag)
	case "md":
		text = r.Markdown(tag)
	case "html":
		text = r.HTML(tag)
	case "csv":
		c, ok := r.(interface{ CSV() string })
		if !ok {
			return errors.New("-format csv: not for this")
		}
		text = c.CSV()
	case "json":
		return writeReport(w, r, file)
	}
	_, err := io.WriteString(w, text)
	return err
}

// writeReport prints {"file":{"format","rows","missing","unlisted","faults"},
// "report":…}: the file is missing when there was none.
func writeReport(w io.Writer, r report, file *matrixfile.Result) error {
	type fileJSON struct {
		Format   matrixfile.Format           `json:"format"`
		Rows     int                         `json:"rows"`
		Missing  []habilitation.DocumentType `json:"missing"`
		Unlisted []string                    `json:"unlisted"`
		Faults   rule.Faults                 `json:"faults"`
	}
	out := struct {
		File   *fileJSON `json:"file,omitempty"`
		Report report    `json:"report"`
	}{Report: r}
	if file != nil {
		out.File = &fileJSON{file.Format, file.Rows, append([]habilitation.DocumentType{}, file.Missing...), []string{}, append(rule.Faults{}, file.Faults...)}
		for _, u := range file.Unlisted {
			out.File.Unlisted = append(out.File.Unlisted, u.Code)
		}
	}
	return cli.JSON(w, out, "")
}
