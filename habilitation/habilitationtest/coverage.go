package habilitationtest

import (
	"fmt"
	"html"
	"iter"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Coverage says which cells and reasons of a matrix were exercised. It is a
// value; [Coverage.Columns], [Coverage.Among] and [Coverage.Without] return a narrower
// one.
//
// The cells are those of the matrix that was recorded. What a later matrix has
// besides, whose types a class or every type asks for too (see [Table.Cases]), rests
// on no cell of it and is not in the total: record the later one for these.
type Coverage struct {
	m                *habilitation.Matrix
	columns          habilitation.ColumnSet
	unknown          []string // keys asked for that the matrix has not
	scope            []habilitation.Reason
	cells            map[place]uint64
	reasons          [reasonRoom]uint64
	answers, allowed uint64
}

type place struct {
	document habilitation.DocumentType
	column   int
}

// Columns returns the coverage of some columns, by key: those of the people
// whom the product serves. A key that the matrix does not have names none, and
// fails [Coverage.MinCells].
func (c Coverage) Columns(keys ...string) Coverage {
	unknown := slices.Clone(keys)
	if c.m != nil {
		for i, col := range c.m.Columns() {
			if !slices.Contains(keys, col.Key) {
				c.columns &^= 1 << i
			}
			unknown = slices.DeleteFunc(unknown, func(k string) bool { return k == col.Key })
		}
	}
	c.unknown = slices.Concat(c.unknown, unknown)
	return c
}

// Without returns the coverage without some reasons, which the product cannot
// meet: those of a policy that it does not use, of actions that it does not
// offer.
func (c Coverage) Without(reasons ...habilitation.Reason) Coverage {
	c.scope = slices.DeleteFunc(slices.Clone(c.scope), func(r habilitation.Reason) bool { return slices.Contains(reasons, r) })
	return c
}

// Among returns the coverage of some reasons only: those that the product is
// made to meet.
func (c Coverage) Among(reasons ...habilitation.Reason) Coverage {
	c.scope = slices.DeleteFunc(slices.Clone(c.scope), func(r habilitation.Reason) bool { return !slices.Contains(reasons, r) })
	return c
}

// Cells returns how many cells were exercised, and how many there are.
func (c Coverage) Cells() (exercised, total int) {
	for cell := range c.inScope() {
		total++
		if c.cells[place{cell.Row.Document, cell.Index}] > 0 {
			exercised++
		}
	}
	return exercised, total
}

// Reasons returns how many reasons were met, and how many there are.
func (c Coverage) Reasons() (met, total int) {
	for _, r := range c.scope {
		if c.reasons[r] > 0 {
			met++
		}
	}
	return met, len(c.scope)
}

// Count returns how many answers rested on a cell.
func (c Coverage) Count(cell habilitation.Cell) uint64 {
	return c.cells[place{cell.Row.Document, cell.Index}]
}

// MissingCells gives the cells that no answer rested on, row by row.
func (c Coverage) MissingCells() iter.Seq[habilitation.Cell] {
	return func(yield func(habilitation.Cell) bool) {
		for cell := range c.inScope() {
			if c.Count(cell) == 0 && !yield(cell) {
				return
			}
		}
	}
}

// MissingReasons gives the reasons that no answer had, in the fixed order.
func (c Coverage) MissingReasons() iter.Seq[habilitation.Reason] {
	return func(yield func(habilitation.Reason) bool) {
		for _, r := range c.scope {
			if c.reasons[r] == 0 && !yield(r) {
				return
			}
		}
	}
}

func (c Coverage) inScope() iter.Seq[habilitation.Cell] {
	return func(yield func(habilitation.Cell) bool) {
		if c.m == nil {
			return
		}
		for cell := range c.m.Cells() {
			if c.columns.Has(cell.Index) && !yield(cell) {
				return
			}
		}
	}
}

// MinCells fails the test when less than percent of the cells were exercised,
// or when there is none in scope, and tells which are missing. percent goes
// from 0 to 100; a share of 1, such as 0.9, is refused.
func (c Coverage) MinCells(t T, percent float64) {
	if h, ok := t.(framer); ok {
		h.Helper()
	}
	var text string
	if n, total := c.Cells(); total == 0 || !isPercent(percent) || float64(n)*100 < percent*float64(total) {
		text = below("cases", "cells", n, total, percent) + c.missingText(language.French)
	}
	if len(c.unknown) > 0 {
		text += "colonnes inconnues / unknown columns: " + strings.Join(c.unknown, ", ") + "\n"
	}
	if text != "" {
		t.Errorf("%s", text)
	}
}

// MinReasons fails the test when less than percent of the reasons were met, or
// when there is none in scope, and tells which are missing; percent as for
// [Coverage.MinCells].
func (c Coverage) MinReasons(t T, percent float64) {
	if h, ok := t.(framer); ok {
		h.Helper()
	}
	if n, total := c.Reasons(); total == 0 || !isPercent(percent) || float64(n)*100 < percent*float64(total) {
		t.Errorf("%s", below("motifs", "reasons", n, total, percent)+c.reasonsText(language.French))
	}
}

// isPercent reports whether a threshold can be one in percent: 0.9 is meant as 90.
func isPercent(p float64) bool { return p == 0 || p > 1 }

func below(fr, en string, n, total int, percent float64) string {
	return fmt.Sprintf("%s : %d sur %d (%s), moins de %g %% / %s: %d of %d, less than %g%%\n",
		fr, n, total, share(n, total), percent, en, n, total, percent)
}

func share(n, total int) string {
	if total == 0 {
		return "0 %"
	}
	return strconv.Itoa(n*100/total) + " %"
}

type coverageWords struct {
	title, cells, reasons, answers, of, colon, byColumn, missingCells, missingReasons, none, column, document, never, sep string
}

func coverageIn(tag language.Tag) coverageWords {
	if rule.IsEnglish(tag) {
		return coverageWords{
			"Coverage of the matrix ", "cells", "reasons", "answers, of which allowed: ", " of ", ": ",
			"By column", "Cells that no answer rested on", "Reasons never met", "none", "Column", "Document", "never", ", ",
		}
	}
	return coverageWords{
		"Couverture de la matrice ", "cases", "motifs", "réponses, dont autorisées : ", " sur ", " : ",
		"Par colonne", "Cases sur lesquelles aucune réponse n'a reposé", "Motifs jamais rencontrés", "aucun", "Colonne", "Document", "jamais", ", ",
	}
}

// head is the summary in one line.
func (c Coverage) head(tag language.Tag) string {
	w := coverageIn(tag)
	id := ""
	if c.m != nil {
		id = c.m.Version().ID
	}
	n, total := c.Cells()
	met, reasons := c.Reasons()
	return w.title + id + w.colon + strconv.Itoa(n) + w.of + strconv.Itoa(total) + " " + w.cells + " (" + share(n, total) + ")" + w.sep +
		strconv.Itoa(met) + w.of + strconv.Itoa(reasons) + " " + w.reasons + " (" + share(met, reasons) + ")" + w.sep +
		strconv.FormatUint(c.answers, 10) + " " + w.answers + strconv.FormatUint(c.allowed, 10)
}

// String returns the report in French: see [Coverage.Text].
func (c Coverage) String() string { return c.Text(language.French) }

// Text tells the coverage, column by column, with what is missing.
func (c Coverage) Text(tag language.Tag) string {
	return c.head(tag) + "\n" + c.missingText(tag) + c.reasonsText(tag)
}

// column is the coverage of one column.
type columnCoverage struct {
	column   habilitation.Column
	n, total int
	missing  []string
}

func (c Coverage) byColumn() []columnCoverage {
	var out []columnCoverage
	if c.m == nil {
		return nil
	}
	for i, col := range c.m.Columns() {
		if !c.columns.Has(i) {
			continue
		}
		one := columnCoverage{column: col}
		for r := range c.m.Rows() {
			one.total++
			if c.cells[place{r.Document, i}] > 0 {
				one.n++
			} else {
				one.missing = append(one.missing, r.Document.Code())
			}
		}
		out = append(out, one)
	}
	return out
}

func (c Coverage) missingText(tag language.Tag) string {
	w := coverageIn(tag)
	var b strings.Builder
	b.WriteString(w.missingCells + "\n")
	for _, col := range c.byColumn() {
		b.WriteString("  " + col.column.Key + w.colon + strconv.Itoa(col.n) + w.of + strconv.Itoa(col.total))
		// A column that was never asked needs no list of all its rows.
		switch {
		case col.n == 0:
			b.WriteString(" (" + w.never + ")")
		case len(col.missing) > 0:
			b.WriteString(" ; " + strings.Join(col.missing, " "))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func (c Coverage) reasonsText(tag language.Tag) string {
	w := coverageIn(tag)
	var b strings.Builder
	b.WriteString(w.missingReasons + "\n")
	none := true
	for r := range c.MissingReasons() {
		none = false
		b.WriteString("  " + r.String() + w.colon + r.Explain(tag) + "\n")
	}
	if none {
		b.WriteString("  " + w.none + "\n")
	}
	return b.String()
}

// Markdown tells the coverage as Markdown.
func (c Coverage) Markdown(tag language.Tag) string {
	w := coverageIn(tag)
	var b strings.Builder
	b.WriteString("# " + escape(c.head(tag)) + "\n\n## " + w.byColumn + "\n\n| " + w.column + " | " + w.cells + " | |\n|---|---|---|\n")
	for _, col := range c.byColumn() {
		missing := strings.Join(col.missing, " ")
		if col.n == 0 {
			missing = w.never
		}
		b.WriteString("| " + escape(col.column.Key) + " | " + strconv.Itoa(col.n) + w.of + strconv.Itoa(col.total) + " | " + escape(missing) + " |\n")
	}
	b.WriteString("\n## " + w.missingReasons + "\n\n")
	none := true
	for r := range c.MissingReasons() {
		none = false
		b.WriteString("- `" + r.String() + "`" + w.colon + escape(r.Explain(tag)) + "\n")
	}
	if none {
		b.WriteString(w.none + "\n")
	}
	return b.String()
}

// HTML tells the coverage as one page without scripts: the grid of the matrix,
// with the number of answers that rested on each cell.
func (c Coverage) HTML(tag language.Tag) string {
	w := coverageIn(tag)
	lang := "fr"
	if rule.IsEnglish(tag) {
		lang = "en"
	}
	var b strings.Builder
	e := html.EscapeString
	b.WriteString("<!doctype html>\n<html lang=\"" + lang + "\">\n<meta charset=\"utf-8\">\n<title>" + e(c.head(tag)) + "</title>\n<style>" +
		"body{font:1em sans-serif}table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.2em .4em}" +
		"td{text-align:right}th{text-align:left}.n{background:#fbe3e4}.y{background:#dff2e1}</style>\n<h1>" + e(c.head(tag)) + "</h1>\n")
	if c.m != nil {
		b.WriteString("<table>\n<caption>" + e(w.byColumn) + "</caption>\n<thead><tr><th scope=\"col\">" + e(w.document) + "</th>")
		for _, col := range c.byColumn() {
			b.WriteString("<th scope=\"col\" title=\"" + e(col.column.Label) + "\">" + e(col.column.Key) + "</th>")
		}
		b.WriteString("</tr></thead>\n<tbody>\n")
		for r := range c.m.Rows() {
			b.WriteString("<tr><th scope=\"row\">" + e(r.Document.Code()+" "+r.Document.Label()) + "</th>")
			for i := range c.m.Columns() {
				if !c.columns.Has(i) {
					continue
				}
				if n := c.cells[place{r.Document, i}]; n > 0 {
					b.WriteString("<td class=\"y\">" + strconv.FormatUint(n, 10) + "</td>")
				} else {
					b.WriteString("<td class=\"n\">" + e(w.never) + "</td>")
				}
			}
			b.WriteString("</tr>\n")
		}
		b.WriteString("</tbody>\n</table>\n")
	}
	b.WriteString("<h2>" + e(w.missingReasons) + "</h2>\n<ul>\n")
	for r := range c.MissingReasons() {
		b.WriteString("<li><code>" + e(r.String()) + "</code> " + e(r.Explain(tag)) + "</li>\n")
	}
	b.WriteString("</ul>\n</html>\n")
	return b.String()
}
