package explore

import (
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
)

// PartQuestion asks for a part of the matrix as text. Nil means all; rows and
// columns come in the order of the matrix.
type PartQuestion struct {
	Day       string   `json:"day"`
	Columns   []string `json:"columns"`
	Documents []string `json:"documents"`
}

// Text is a text to be copied or saved.
type Text struct {
	Text string `json:"text"`
}

var errPart = errors.New("la matrice n'a pas cette ligne ou cette colonne")

// part is the part of a matrix that was asked for.
type part struct {
	matrix  *habilitation.Matrix
	columns []Column
	indices []int
	rows    []habilitation.Row
}

func (q PartQuestion) part() (*part, error) {
	day, err := parseDay(q.Day)
	if err != nil {
		return nil, err
	}
	p := &part{matrix: matrixFor(day)}
	for i, c := range p.matrix.Columns() {
		if q.Columns == nil || slices.Contains(q.Columns, c.Key) {
			p.columns, p.indices = append(p.columns, newColumn(c)), append(p.indices, i)
		}
	}
	for r := range p.matrix.Rows() {
		if q.Documents == nil || slices.Contains(q.Documents, r.Document.Code()) {
			p.rows = append(p.rows, r)
		}
	}
	// What is asked for and not there must not vanish without a word.
	if q.Columns != nil && len(p.columns) != len(q.Columns) || q.Documents != nil && len(p.rows) != len(q.Documents) {
		return nil, errPart
	}
	return p, nil
}

// Markdown returns a part of the matrix as a table of Markdown.
func Markdown(q PartQuestion) (*Text, error) {
	p, err := q.part()
	if err != nil {
		return nil, err
	}
	v := p.matrix.Version()
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s, publiée le %s. Source : %s.\n\n%s\n\n", escape(v.Title), v.ID, v.Published.French(), v.Source, v.Confidence.In(language.French))
	b.WriteString("| Classe | Code | Type |")
	for _, c := range p.columns {
		fmt.Fprintf(&b, " %s |", escape(c.Short))
	}
	fmt.Fprintf(&b, "\n|---|---|---|%s\n", strings.Repeat(":-:|", len(p.columns)))
	for _, r := range p.rows {
		d := documentOf(r)
		fmt.Fprintf(&b, "| %s | `%s` | %s |", escape(r.Document.Class().Label()), d.Code, escape(d.Label))
		for _, i := range p.indices {
			if r.Allowed.Has(i) {
				b.WriteString(" oui |")
			} else {
				b.WriteString(" non |")
			}
		}
		b.WriteByte('\n')
	}
	return &Text{b.String()}, nil
}

// CSV returns a part of the matrix in the form of examples/matrix -format csv,
// which Compare reads back.
func CSV(q PartQuestion) (*Text, error) {
	p, err := q.part()
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	line := []string{"class_code", "class_label", "type_code", "type_label"}
	for _, c := range p.columns {
		line = append(line, c.Key)
	}
	_ = w.Write(line)
	for _, r := range p.rows {
		d := documentOf(r)
		line := []string{d.Class, r.Document.Class().Label(), d.Code, d.Label}
		for _, i := range p.indices {
			if r.Allowed.Has(i) {
				line = append(line, "1")
			} else {
				line = append(line, "0")
			}
		}
		_ = w.Write(line)
	}
	w.Flush()
	return &Text{b.String()}, w.Error()
}

// escape makes a text fit a cell of a table of Markdown.
func escape(s string) string { return strings.NewReplacer("|", `\|`, "\n", " ", "*", `\*`).Replace(s) }

func decisionMarkdown(d Decision) string {
	var b strings.Builder
	first, _, _ := strings.Cut(d.Text, "\n")
	fmt.Fprintf(&b, "**%s**\n\n", escape(first))
	for _, r := range d.Reasons {
		fmt.Fprintf(&b, "- %s%s [`%s`] (%s ; %s)\n", mark(r.Kind), escape(r.Text), r.Code, r.Evidence, escape(r.Source))
	}
	fmt.Fprintf(&b, "\n%s\n", escape(d.Source))
	return b.String()
}

func mark(kind string) string {
	switch kind {
	case "ground":
		return "✓ "
	case "caveat":
		return "réserve : "
	}
	return "✗ "
}

func playedMarkdown(s *SignIn, out *Played, p *played) string {
	var b strings.Builder
	v := p.matrix.Version()
	who := personLabel(Person{Profession: s.Profession, Function: s.Function, Role: s.Role})
	if who == "" {
		who = "(personne non décrite)"
	}
	fmt.Fprintf(&b, "# %s : %d types ouverts sur %d\n\n", escape(who), out.Open, len(out.Rows))
	fmt.Fprintf(&b, "Connexion jouée le %s. Matrice %s, publiée le %s.\n\n", p.day.French(), v.ID, v.Published.French())
	fmt.Fprintf(&b, "- Situation : %s\n- Action : %s\n- Circonstances : %s\n\n", escape(out.Situation), label(actions, s.Action), out.Facts)
	b.WriteString("## Pourquoi\n\n")
	for _, r := range out.Reasons {
		fmt.Fprintf(&b, "- %d × %s%s [`%s`] (%s ; %s)\n", r.Count, mark(r.Kind), escape(r.Text), r.Code, r.Evidence, escape(r.Source))
	}
	b.WriteString("\n## Types ouverts\n\n")
	if out.Open == 0 {
		b.WriteString("Aucun.\n")
		return b.String()
	}
	b.WriteString("| Code | Type |\n|---|---|\n")
	for _, r := range out.Rows {
		if r.Allowed {
			fmt.Fprintf(&b, "| `%s` | %s |\n", r.Code, escape(r.Label))
		}
	}
	return b.String()
}

func label(list []Choice, code string) string {
	for _, c := range list {
		if c.Code == code {
			return c.Label
		}
	}
	return code
}
