package export

import (
	"bufio"
	"encoding/csv"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/internal/plainjson"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Selection says which part of a matrix a table shows.
type Selection struct {
	// Columns are keys of columns, whatever their case, in the order in which
	// they are shown; without them, all.
	Columns []string
	// Documents are type codes, in the order in which they are shown; without
	// them, all rows.
	Documents []string
	// CellsOnly leaves the policy out: no cell depends on it.
	CellsOnly bool
}

// Table is a matrix, or a part of it, ready to be printed. It is immutable and
// safe for concurrent use.
type Table struct {
	version habilitation.Version
	policy  []choice // nil when left out
	columns []habilitation.Column
	rows    []tableRow
}

type tableRow struct {
	Class, ClassLabel, Code, Label string
	NewClass                       bool
	// Unlisted: the library does not know the type, and denies it.
	Unlisted bool
	Cells    []bool
}

// Name is the label, with a warning where the cells open nothing.
func (r tableRow) Name() string {
	if r.Unlisted {
		return r.Label + " (type inconnu de la bibliothèque, qui le refuse)"
	}
	return r.Label
}

// NewTable selects. The error is [rule.Faults] of [CodeColumnUnknown] and
// [CodeDocumentUnknown], or a fault of [CodeNoMatrix] or [CodePolicyUnknown].
func NewTable(m *habilitation.Matrix, sel Selection) (*Table, error) {
	s, err := read(m)
	if err != nil {
		return nil, err
	}
	t := &Table{version: s.version}
	if !sel.CellsOnly {
		t.policy = s.choices
	}
	var faults rule.Faults
	var indices []int
	if len(sel.Columns) == 0 {
		for i, c := range s.columns {
			indices, t.columns = append(indices, i), append(t.columns, c)
		}
	}
	for n, key := range sel.Columns {
		// To the letter first: two keys may differ by their case only.
		i := slices.IndexFunc(s.columns, func(c habilitation.Column) bool { return c.Key == key })
		if i < 0 {
			i = slices.IndexFunc(s.columns, func(c habilitation.Column) bool { return latin.EqualFold(c.Key, key) })
		}
		if i < 0 {
			faults.Add(rules[ruleColumn].At("columns[" + strconv.Itoa(n) + "]"))
			continue
		}
		indices, t.columns = append(indices, i), append(t.columns, s.columns[i])
	}
	add := func(x tableRow, c habilitation.DocumentClass, cells habilitation.ColumnSet) {
		x.Class, x.ClassLabel = c.Code(), c.Label()
		x.NewClass = len(t.rows) == 0 || t.rows[len(t.rows)-1].Class != x.Class
		for _, i := range indices {
			x.Cells = append(x.Cells, cells.Has(i))
		}
		t.rows = append(t.rows, x)
	}
	// Rows of one code, or all for the empty one; it tells whether there was one.
	rows := func(code string) (found bool) {
		for r := range m.Rows() {
			if code == "" || r.Document.Code() == code {
				add(tableRow{Code: r.Document.Code(), Label: r.Label}, r.Class, r.Allowed)
				found = true
			}
		}
		for r := range m.Unlisted() {
			if code == "" || r.Code == code {
				add(tableRow{Code: r.Code, Label: r.Label, Unlisted: true}, r.Class, r.Allowed)
				found = true
			}
		}
		return found
	}
	if len(sel.Documents) == 0 {
		rows("")
	}
	for n, code := range sel.Documents {
		found := code != "" && rows(code)
		if !found {
			faults.Add(rules[ruleDocument].At("documents[" + strconv.Itoa(n) + "]"))
		}
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return t, nil
}

func (t *Table) policyText() string {
	var out []string
	for _, c := range t.policy {
		out = append(out, c.name+" = "+c.value)
	}
	return strings.Join(out, ", ")
}

// CSV writes comma-separated values: class and type with their labels, then one
// column a key, 1 for an open cell and 0 for a closed one. It has no room for
// version and policy: see [Provenance]. The rows of types that the library does
// not know come last, as in every table; here nothing marks them. Labels are
// written as they are: a spreadsheet takes one that begins with "=" for a
// formula, so look at a matrix from elsewhere before opening its CSV there.
func (t *Table) CSV(w io.Writer) error {
	c := csv.NewWriter(w)
	header := []string{"class_code", "class_label", "type_code", "type_label"}
	for _, col := range t.columns {
		header = append(header, col.Key)
	}
	_ = c.Write(header) // the error stays with c
	for _, r := range t.rows {
		line := []string{r.Class, r.ClassLabel, r.Code, r.Label}
		for _, yes := range r.Cells {
			line = append(line, map[bool]string{true: "1", false: "0"}[yes])
		}
		_ = c.Write(line)
	}
	c.Flush()
	return c.Error()
}

// JSON writes one object on one line: matrix, policy, columns, rows with their
// cells by key. A row with "unlisted" is of a type that the library does not
// know: it denies it, whatever the cells say.
func (t *Table) JSON(w io.Writer) error {
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
		Unlisted   bool            `json:"unlisted,omitempty"`
		Cells      map[string]bool `json:"cells"`
	}
	var policy tree
	for _, c := range t.policy {
		policy = append(policy, pair{strings.ReplaceAll(c.name, "-", "_"), c.value})
	}
	out := struct {
		Matrix  habilitation.Version `json:"matrix"`
		Policy  tree                 `json:"policy,omitempty"`
		Columns []column             `json:"columns"`
		Rows    []line               `json:"rows"`
	}{Matrix: t.version, Policy: policy, Columns: []column{}, Rows: []line{}}
	for _, c := range t.columns {
		out.Columns = append(out.Columns, column{c.Key, c.Label, c.Printed})
	}
	for _, r := range t.rows {
		l := line{r.Class, r.ClassLabel, r.Code, r.Label, r.Unlisted, map[string]bool{}}
		for i, yes := range r.Cells {
			l.Cells[t.columns[i].Key] = yes
		}
		out.Rows = append(out.Rows, l)
	}
	b, err := plainjson.Marshal(out)
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

// Text writes a table to read, in French: columns by a letter, explained above.
func (t *Table) Text(w io.Writer) error {
	b := bufio.NewWriter(w)
	v := t.version
	b.WriteString(oneLine(v.Title+" ("+v.ID+"), publiée le "+v.Published.French()) + "\nSource : " + oneLine(v.Source) + "\n" + oneLine(v.Confidence.FR) + "\n")
	if t.policy != nil {
		b.WriteString("Politique : " + t.policyText() + "\n")
	}
	b.WriteByte('\n')
	for i, c := range t.columns {
		b.WriteString("  " + mark(i) + "  " + oneLine(c.Key+" : "+c.Label+" ["+c.Printed+"]") + "\n")
	}
	name := func(r tableRow) string { return oneLine(r.Name() + " (" + r.Code + ")") }
	width := 0
	for _, r := range t.rows {
		width = max(width, utf8.RuneCountInString(name(r)))
	}
	for _, r := range t.rows {
		if r.NewClass {
			b.WriteString("\n" + r.Class + " " + r.ClassLabel + "\n")
		}
		b.WriteString("  " + name(r) + strings.Repeat(" ", width-utf8.RuneCountInString(name(r))) + " ")
		for i, yes := range r.Cells {
			if yes {
				b.WriteString(" " + mark(i))
			} else {
				b.WriteString(" ·")
			}
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

// mark names a column in the text table: as many as a matrix may have.
func mark(i int) string {
	const marks = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+="
	i %= len(marks)
	return marks[i : i+1]
}

// Markdown writes a table in GitHub's Markdown, in French.
func (t *Table) Markdown(w io.Writer) error {
	marks := strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", "&lt;", "*", `\*`, "[", `\[`, "]", `\]`, "`", "\\`")
	cell := func(s string) string { return marks.Replace(oneLine(s)) }
	// Nothing but the bar can be escaped in a code.
	bare := strings.NewReplacer("|", `\|`, `\`, "/", "`", "'")
	code := func(s string) string { return bare.Replace(oneLine(s)) }
	b := bufio.NewWriter(w)
	v := t.version
	b.WriteString("# " + cell(v.Title) + "\n\n" + cell(v.ID) + ", publiée le " + v.Published.French() + ". Source : " + cell(v.Source) + ".\n\n" + cell(v.Confidence.FR) + "\n\n")
	if t.policy != nil {
		b.WriteString("Politique : " + t.policyText() + ".\n\n")
	}
	b.WriteString("| Classe | Code | Type |")
	for _, c := range t.columns {
		b.WriteString(" " + cell(c.Key) + " |")
	}
	b.WriteString("\n|---|---|---|" + strings.Repeat(":-:|", len(t.columns)) + "\n")
	for _, r := range t.rows {
		// A star at the start would be read as emphasis.
		b.WriteString("| " + cell(r.ClassLabel) + " | `" + code(r.Code) + "` | " + cell(r.Name()) + " |")
		for _, yes := range r.Cells {
			b.WriteString(" " + map[bool]string{true: "oui", false: ""}[yes] + " |")
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

const pageText = `<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{line .Version.Title}}</title>
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
<h1>{{line .Version.Title}}</h1>
<p>{{line .Version.ID}}, publiée le {{.Version.Published.French}}. Source : {{line .Version.Source}}.</p>
<p>{{line .Version.Confidence.FR}}</p>
{{if .Policy}}<p>Politique : {{line .Policy}}.</p>
{{end}}<table>
<caption>Lecture : oui, la profession ou le rôle peut consulter ce type de document, sous les règles générales d'accès.</caption>
<thead><tr><th scope="col">Code</th><th scope="col">Type de document</th>{{range .Columns}}<th scope="col"><abbr title="{{line .Label}}">{{line .Key}}</abbr></th>{{end}}</tr></thead>
<tbody>
{{$n := len .Columns}}{{range .Rows}}{{if .NewClass}}<tr><th scope="rowgroup" colspan="2">{{line .ClassLabel}}</th>{{range .Cells}}<td></td>{{end}}</tr>
{{end}}<tr><td><code>{{line .Code}}</code></td><th scope="row">{{line .Name}}</th>{{range .Cells}}{{if .}}<td class="oui">oui</td>{{else}}<td class="non">non</td>{{end}}{{end}}</tr>
{{end}}</tbody>
</table>
</body>
</html>
`

// HTML writes a page of its own, in French. It loads nothing, and its cells say
// yes and no in words, under headers that a screen reader finds.
func (t *Table) HTML(w io.Writer) error {
	page, err := template.New("matrix").Funcs(template.FuncMap{"line": oneLine}).Parse(pageText)
	if err != nil {
		return err // a test shows that it cannot be
	}
	b := bufio.NewWriter(w)
	if err := page.Execute(b, struct {
		Version habilitation.Version
		Policy  string
		Columns []habilitation.Column
		Rows    []tableRow
	}{t.version, t.policyText(), t.columns, t.rows}); err != nil {
		return err
	}
	return b.Flush()
}
