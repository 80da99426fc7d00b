// Command matrix prints the DMP habilitation matrix: as a table to read, or as
// CSV, JSON, Markdown or HTML.
//
//	go run ./examples/matrix
//	go run ./examples/matrix -format csv
//	go run ./examples/matrix -column GENR10,GENR11,nurse -document 34112-3,80788-3
//
// or what changes against another matrix, read from a file; whom it touches; and
// who reads a list of types, the least far-reaching first:
//
//	go run ./examples/matrix -diff examples/matrix/testdata/demain-fictif.csv
//	go run ./examples/matrix -diff examples/matrix/testdata/demain-fictif.csv -staff examples/matrix/testdata/equipe-fictive.csv
//	go run ./examples/matrix -roles-for 83981-1,80788-3
//
// Columns are named by their key (physician, nurse, GENR10…), documents by
// their type code. Exit code 0 for a matrix, 1 when the file given is refused, 2
// when there is nothing to print.
package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html/template"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, time.Now())) }

func run(args []string, stdout, stderr io.Writer, now time.Time) int {
	f := flag.NewFlagSet("matrix", flag.ContinueOnError)
	f.SetOutput(stderr)
	at := f.String("at", "", "`DATE` for which the matrix is asked, AAAA-MM-JJ (default today)")
	format := f.String("format", "text", "text, csv, json, md or html")
	columns := f.String("column", "", "`KEYS` of columns, separated by commas; without it, all")
	documents := f.String("document", "", "`CODES` of types of documents, separated by commas; without it, all")
	more := moreFlags(f)
	switch err := f.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	err := func() error {
		if f.NArg() > 0 {
			return errors.New("unexpected argument after the flags")
		}
		write, ok := writers[*format]
		if !ok {
			return errors.New("-format: text, csv, json, md or html")
		}
		day := civil.OfTime(now)
		if *at != "" {
			var err error
			if day, err = civil.ParseISO(*at); err != nil {
				return fmt.Errorf("-at: %w", err)
			}
		}
		m, err := habilitation.At(day)
		if err != nil {
			return err
		}
		if more.asked() {
			return more.run(f, m, day, *format, stdout, stderr)
		}
		v, err := newView(m, split(*columns), split(*documents))
		if err != nil {
			return err
		}
		b := bufio.NewWriter(stdout)
		if err := write(b, v); err != nil {
			return err
		}
		return b.Flush()
	}()
	if errors.Is(err, errRefused) {
		return 1
	}
	if err != nil {
		fmt.Fprintln(stderr, "matrix:", err)
		return 2
	}
	return 0
}

func split(list string) []string {
	var out []string
	for s := range strings.SplitSeq(list, ",") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// view is the part of a matrix that is printed.
type view struct {
	Version habilitation.Version
	Columns []habilitation.Column
	Rows    []row
}

type row struct {
	Class, ClassLabel, Code, Label string
	NewClass                       bool
	Cells                          []bool
}

func newView(m *habilitation.Matrix, columns, documents []string) (*view, error) {
	v := &view{Version: m.Version()}
	var indices []int
	if columns == nil {
		for i, c := range m.Columns() {
			indices, v.Columns = append(indices, i), append(v.Columns, c)
		}
	}
	for _, key := range columns {
		found := false
		for i, c := range m.Columns() {
			if strings.EqualFold(c.Key, key) {
				indices, v.Columns, found = append(indices, i), append(v.Columns, c), true
			}
		}
		if !found {
			return nil, fmt.Errorf("-column: no column %q", key)
		}
	}
	add := func(r habilitation.Row) {
		c := r.Document.Class()
		x := row{Class: c.Code(), ClassLabel: c.Label(), Code: r.Document.Code(), Label: r.Label}
		x.NewClass = len(v.Rows) == 0 || v.Rows[len(v.Rows)-1].Class != x.Class
		for _, i := range indices {
			x.Cells = append(x.Cells, r.Allowed.Has(i))
		}
		v.Rows = append(v.Rows, x)
	}
	if documents == nil {
		for r := range m.Rows() {
			add(r)
		}
	}
	for _, code := range documents {
		found := false
		for r := range m.Rows() {
			if r.Document.Code() == code {
				add(r)
				found = true
			}
		}
		if !found {
			return nil, fmt.Errorf("-document: no row %q", code)
		}
	}
	return v, nil
}

var writers = map[string]func(io.Writer, *view) error{
	"text": writeText, "csv": writeCSV, "json": writeJSON, "md": writeMarkdown, "html": writeHTML,
}

func writeCSV(w io.Writer, v *view) error {
	c := csv.NewWriter(w)
	header := []string{"class_code", "class_label", "type_code", "type_label"}
	for _, col := range v.Columns {
		header = append(header, col.Key)
	}
	_ = c.Write(header)
	for _, r := range v.Rows {
		line := []string{r.Class, r.ClassLabel, r.Code, r.Label}
		for _, yes := range r.Cells {
			line = append(line, map[bool]string{true: "1", false: "0"}[yes])
		}
		_ = c.Write(line)
	}
	c.Flush()
	return c.Error()
}

func writeJSON(w io.Writer, v *view) error {
	type column struct {
		Key     string `json:"key"`
		Label   string `json:"label"`
		Printed string `json:"printed"`
	}
	type line struct {
		Class      string          `json:"class"`
		ClassLabel string          `json:"class_label"`
		Code       string          `json:"code"`
		Label      string          `json:"label"`
		Cells      map[string]bool `json:"cells"`
	}
	out := struct {
		Matrix  habilitation.Version `json:"matrix"`
		Columns []column             `json:"columns"`
		Rows    []line               `json:"rows"`
	}{Matrix: v.Version, Columns: []column{}, Rows: []line{}}
	for _, c := range v.Columns {
		out.Columns = append(out.Columns, column{c.Key, c.Label, c.Printed})
	}
	for _, r := range v.Rows {
		l := line{r.Class, r.ClassLabel, r.Code, r.Label, map[string]bool{}}
		for i, yes := range r.Cells {
			l.Cells[v.Columns[i].Key] = yes
		}
		out.Rows = append(out.Rows, l)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

func writeText(w io.Writer, v *view) error {
	fmt.Fprintf(w, "%s (%s), publiée le %s\nSource : %s\n%s\n\n", v.Version.Title, v.Version.ID, v.Version.Published.French(), v.Version.Source, v.Version.Confidence.FR)
	for i, c := range v.Columns {
		fmt.Fprintf(w, "  %c  %s : %s [%s]\n", mark(i), c.Key, c.Label, c.Printed)
	}
	width := 0
	for _, r := range v.Rows {
		width = max(width, utf8.RuneCountInString(r.Label)+utf8.RuneCountInString(r.Code)+3)
	}
	for _, r := range v.Rows {
		if r.NewClass {
			fmt.Fprintf(w, "\n%s %s\n", r.Class, r.ClassLabel)
		}
		name := r.Label + " (" + r.Code + ")"
		fmt.Fprintf(w, "  %s%s ", name, strings.Repeat(" ", width-utf8.RuneCountInString(name)))
		for i, yes := range r.Cells {
			if yes {
				fmt.Fprintf(w, " %c", mark(i))
			} else {
				fmt.Fprint(w, " ·")
			}
		}
		fmt.Fprintln(w)
	}
	return nil
}

// mark names a column in the text table.
func mark(i int) rune {
	const marks = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+="
	return rune(marks[i%len(marks)])
}

func writeMarkdown(w io.Writer, v *view) error {
	cell := strings.NewReplacer("|", `\|`, "\n", " ").Replace
	fmt.Fprintf(w, "# %s\n\n%s, publiée le %s. Source : %s.\n\n%s\n\n", cell(v.Version.Title), v.Version.ID, v.Version.Published.French(), v.Version.Source, v.Version.Confidence.FR)
	fmt.Fprint(w, "| Classe | Code | Type |")
	for _, c := range v.Columns {
		fmt.Fprintf(w, " %s |", cell(c.Key))
	}
	fmt.Fprintf(w, "\n|---|---|---|%s\n", strings.Repeat(":-:|", len(v.Columns)))
	for _, r := range v.Rows {
		// A star at the start would be read as emphasis.
		fmt.Fprintf(w, "| %s | `%s` | %s |", cell(r.ClassLabel), r.Code, cell(r.Label))
		for _, yes := range r.Cells {
			fmt.Fprintf(w, " %s |", map[bool]string{true: "oui", false: ""}[yes])
		}
		fmt.Fprintln(w)
	}
	return nil
}

var page = template.Must(template.New("matrix").Parse(`<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Version.Title}}</title>
<style>
body { font-family: sans-serif; margin: 1rem; color: #111; background: #fff; }
table { border-collapse: collapse; }
caption { text-align: left; padding: .5rem 0; }
th, td { border: 1px solid #999; padding: .2rem .4rem; }
thead th { position: sticky; top: 0; background: #eee; }
td.oui { background: #cfe8cf; text-align: center; }
td.non { text-align: center; color: #555; }
th[scope=row] { text-align: left; font-weight: normal; }
</style>
</head>
<body>
<h1>{{.Version.Title}}</h1>
<p>{{.Version.ID}}, publiée le {{.Version.Published.French}}. Source : {{.Version.Source}}.</p>
<p>{{.Version.Confidence.FR}}</p>
<table>
<caption>Lecture : oui, la profession ou le rôle peut consulter ce type de document, sous les règles générales d'accès.</caption>
<thead><tr><th scope="col">Code</th><th scope="col">Type de document</th>{{range .Columns}}<th scope="col"><abbr title="{{.Label}}">{{.Key}}</abbr></th>{{end}}</tr></thead>
<tbody>
{{$n := len .Columns}}{{range .Rows}}{{if .NewClass}}<tr><th scope="rowgroup" colspan="2">{{.ClassLabel}}</th>{{range .Cells}}<td></td>{{end}}</tr>
{{end}}<tr><td><code>{{.Code}}</code></td><th scope="row">{{.Label}}</th>{{range .Cells}}{{if .}}<td class="oui">oui</td>{{else}}<td class="non">non</td>{{end}}{{end}}</tr>
{{end}}</tbody>
</table>
</body>
</html>
`))

func writeHTML(w io.Writer, v *view) error { return page.Execute(w, v) }
