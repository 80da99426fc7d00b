package rolesgen

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"go/format"
	"io/fs"
	"slices"
	"strings"
	"text/template"
	"time"
)

// A table is what the templates write for one Go type.
type table struct {
	Type, Plural, Var string // Role, Roles, role
	Article           string // a, an
	List              string // ListR22; empty for several
	Doc               string // what a code of it is called
	Rule              string // index of the rule for an unknown code of a single list
	Own               bool   // parse and find are written by hand
	Lettered          bool   // codes hold no number: values are given in their order
	Codes             []*code
	Keys              []labelKey
	At                []int // value → 1 + position
}

type labelKey struct {
	Key   string
	Value int
}

var tables = []table{
	{Type: "Role", Plural: "Roles", Var: "role", Article: "a", List: "ListR22", Doc: "genre d'activité", Rule: "ruleRole", Own: true},
	{Type: "Profession", Plural: "Professions", Var: "profession", Article: "a", Doc: "profession", Own: true},
	{Type: "Category", Plural: "Categories", Var: "category", Article: "a", List: "ListR09", Doc: "catégorie professionnelle", Rule: "ruleCategory", Lettered: true},
	{Type: "PracticeMode", Plural: "PracticeModes", Var: "mode", Article: "a", List: "ListR23", Doc: "mode d'exercice", Rule: "ruleMode", Lettered: true},
	{Type: "Sector", Plural: "Sectors", Var: "sector", Article: "a", List: "ListR02", Doc: "secteur d'activité", Rule: "ruleSector"},
	{Type: "LiberalActivity", Plural: "LiberalActivities", Var: "liberal", Article: "a", List: "ListR24", Doc: "type d'activité libérale", Rule: "ruleLiberal"},
	{Type: "EndReason", Plural: "EndReasons", Var: "endReason", Article: "an", List: "ListR25", Doc: "motif de fin d'activité", Rule: "ruleEndReason", Lettered: true},
}

//go:embed tables.tmpl
var tablesText string

//go:embed methods.tmpl
var methodsText string

// Generate returns the generated files of package roles, by name, from its
// data files. The result depends on nothing but the data.
func Generate(dir fs.FS) (map[string][]byte, error) {
	d, err := read(dir)
	if err != nil {
		return nil, err
	}
	view := struct {
		Lists, Sets []list
		Tables      []table
		Dates       []time.Time
	}{Lists: d.lists, Sets: d.sets, Dates: d.dates()}
	for _, t := range tables {
		if err := t.fill(d.codes); err != nil {
			return nil, err
		}
		view.Tables = append(view.Tables, t)
	}
	files := map[string][]byte{}
	for name, text := range map[string]string{"zz_tables.go": tablesText, "zz_methods.go": methodsText} {
		var b bytes.Buffer
		if err := template.Must(template.New(name).Funcs(funcs).Parse(text)).Execute(&b, view); err != nil {
			return nil, fmt.Errorf("rolesgen: %s: %w", name, err)
		}
		src, err := format.Source(b.Bytes())
		if err != nil {
			return nil, fmt.Errorf("rolesgen: %s: %w", name, err)
		}
		files[name] = src
	}
	return files, nil
}

// fill takes the codes of the table's lists. Within a single list a label has
// one meaning; only professions have an order of preference.
func (t *table) fill(codes []*code) error {
	for _, c := range codes {
		if isProfession(c.list) != (t.List == "") || t.List != "" && t.List != "List"+c.list {
			continue
		}
		t.Codes = append(t.Codes, c)
		if missing := c.value + 1 - len(t.At); missing > 0 {
			t.At = append(t.At, make([]int, missing)...)
		}
		t.At[c.value] = len(t.Codes)
		for _, k := range c.keys() {
			t.Keys = append(t.Keys, labelKey{k, c.value})
		}
	}
	slices.SortFunc(t.Keys, func(a, b labelKey) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(t.At[a.Value], t.At[b.Value]))
	})
	for i := 1; i < len(t.Keys) && t.List != ""; i++ {
		if t.Keys[i].Key == t.Keys[i-1].Key {
			return fmt.Errorf("rolesgen: %s: two codes have the label %q", t.List, t.Keys[i].Key)
		}
	}
	return nil
}

// dates returns every date of the codes once, in order.
func (d *data) dates() []time.Time {
	var out []time.Time
	for _, c := range d.codes {
		out = append(out, c.from)
		if !c.until.IsZero() {
			out = append(out, c.until)
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.Compact(out)
}

var funcs = template.FuncMap{
	"day": func(t time.Time) int64 { return t.Unix()/86400 + 719163 }, // 0001-01-01 is day 1
	"date": func(t time.Time) string {
		if t.IsZero() {
			return "0"
		}
		return "d" + t.Format("20060102")
	},
	"iso": func(t time.Time) string { return t.Format(time.DateOnly) },
	"key": func(c *code) key { return c.key },
	"row": row,
	"fact": func(c *code) string {
		return fmt.Sprintf("{%s, %s, %d, %d, %q, %q}", c.kind, c.evidence, c.successor, c.counterpart, c.authority, c.source)
	},
	"named": func(c *code) string { return c.name },
	"value": func(c *code) int { return c.value },
	"label": func(c *code) string { return c.label },
	"list":  func(l list) string { return fmt.Sprintf("{%q, Version%s}", l.oid, l.key) },
	"lkey":  func(l list) string { return l.key },
	"lname": func(l list) string { return l.name },
	"lvers": func(l list) string { return l.version },
	"lower": func(s string) string { return strings.ToLower(s[:1]) + s[1:] },
}

// row writes an entry; the field names say what would otherwise be guessed.
func row(c *code) string {
	var b strings.Builder
	fmt.Fprintf(&b, "{code: %q, label: %q, value: %d, list: List%s, from: d%s", c.code, c.label, c.value, c.list, c.from.Format("20060102"))
	if !c.until.IsZero() {
		fmt.Fprintf(&b, ", until: d%s", c.until.Format("20060102"))
	}
	if c.short != "" {
		fmt.Fprintf(&b, ", short: %q", c.short)
	}
	if len(c.sets) > 0 {
		fmt.Fprintf(&b, ", sets: in%s", strings.Join(c.sets, " | in"))
	}
	if len(c.more) > 0 {
		fmt.Fprintf(&b, ", more: []string{%q", c.more[0])
		for _, m := range c.more[1:] {
			fmt.Fprintf(&b, ", %q", m)
		}
		b.WriteByte('}')
	}
	b.WriteByte('}')
	return b.String()
}
