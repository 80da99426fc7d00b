package habilitationtest

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
)

// written are the columns of a file that the kit writes, in their order.
var written = [...]column{
	columnTitle, columnProfession, columnCategory, columnFunction, columnRole, columnDocument, columnClass, columnAction,
	columnFacts, columnDate, columnWant, columnBecause, columnNote,
}

// WriteCSV writes a table in the form that [Parse] reads: UTF-8 with the mark by
// which a spreadsheet knows it, semicolons, French words. The error is a [rule.Fault] of [CodeNotWritable] when a line has
// what no file can say, such as a situation that has ended; nothing is written
// then. Facts, day and language of the table itself are not part of the form.
func WriteCSV(w io.Writer, table Table) error {
	return write(w, table, "\ufeff", func(cells []string) string {
		for i, c := range cells {
			if strings.ContainsAny(c, ";\",\t\n") {
				cells[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
		}
		return strings.Join(cells, ";") + "\n"
	}, "")
}

// WriteMarkdown writes a table as Markdown in the form that [Parse] reads. See
// [WriteCSV].
func WriteMarkdown(w io.Writer, table Table) error {
	return write(w, table, "", func(cells []string) string {
		for i, c := range cells {
			cells[i] = escape(c)
		}
		return "| " + strings.Join(cells, " | ") + " |\n"
	}, strings.Repeat("|---", len(written))+"|\n")
}

// escape keeps Markdown from reading marks in a text.
func escape(text string) string {
	var b strings.Builder
	for i := range len(text) {
		if strings.IndexByte(escapable, text[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

func write(w io.Writer, table Table, mark string, line func([]string) string, below string) error {
	cells := make([]string, len(written))
	for i, c := range written {
		cells[i] = c.name()
	}
	var b strings.Builder
	b.WriteString(mark + line(cells) + below)
	for i := range table.Lines {
		cells, ok := table.Lines[i].cells()
		if !ok {
			return rules[ruleNotWritable].At(fmt.Sprintf("lines[%d]", i))
		}
		b.WriteString(line(cells))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cells are the texts of a line in the order of written. ok is false for a
// line that they cannot tell.
func (e *Expectation) cells() (out []string, ok bool) {
	s := &e.Who.Situation
	again := Profession(s.Profession).As(s.Function)
	again.Situation.Role, again.Situation.Category = s.Role, s.Category
	if again != e.Who || !isWho(s.Profession) || idle(s) != 0 || s.Function != 0 && !isFunction(s.Function) || s.Profession.List() == roles.ListR85 ||
		e.What.doc == habilitation.UnknownDocument || e.What.IsZero() || e.Want != Allowed && e.Want != Denied {
		return nil, false
	}
	category := s.Category.Code()
	if s.Category == 0 {
		category = "non renseignée"
	}
	document := e.What.doc.Code()
	if e.What.all {
		document = "tous"
	}
	verb := ""
	if e.Action > habilitation.Delete {
		return nil, false
	}
	if e.Action != 0 {
		verb = french.actions[e.Action]
	}
	day := ""
	if !e.At.IsZero() {
		day = e.At.String()
	}
	var reasons []string
	for _, r := range e.Because {
		reasons = append(reasons, string(r.Code()))
	}
	// A code that two lists have is written with its list.
	profession, _ := s.Profession.MarshalText()
	function, _ := s.Function.MarshalText()
	return []string{
		oneLine(clean(e.Title)), string(profession), category, string(function), s.Role.Code(), document, e.What.class.Code(), verb,
		factsText(e.Facts), day, e.Want.Text(language.French), strings.Join(reasons, ", "), oneLine(clean(e.Note)),
	}, true
}

func factsText(f habilitation.Facts) string {
	if f == NoFacts {
		return "aucune"
	}
	var parts []string
	for i := range factCount {
		if one := f & (1 << i); one != 0 {
			parts = append(parts, one.Explain(language.French))
		}
	}
	return strings.Join(parts, " + ")
}
