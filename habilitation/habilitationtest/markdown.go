package habilitationtest

import (
	"bytes"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/internal/rows"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// markdown reads every table of a Markdown text that is one of expectations.
func (p *parser) markdown(data []byte) { p.tables(p.shown(data)) }

// shownLine is a line of a Markdown text that no comment and no block of code hides.
type shownLine struct {
	number int
	cells  []cell // nil for one without a bar, or that could not be read
	bad    bool   // it could not be read
	bar    bool   // it begins with a bar
}

// shown returns the lines of a Markdown text that its reader sees.
func (p *parser) shown(data []byte) []shownLine {
	var out []shownLine
	var tables htmlTables
	h := hidden{parser: p}
	r := rows.NewReader(bytes.NewReader(data), rows.Options{Separators: "|", NoQuotes: true})
	for {
		rec, err := r.Next()
		if err != nil {
			h.end()
			return out
		}
		if rec.Problem != 0 {
			out = append(out, shownLine{number: rec.Line, bad: true})
			continue
		}
		text := strings.Join(rec.Strings(nil), "|")
		if h.inComment(text, rec.Line) {
			continue
		}
		cells := markdownCells(rec)
		if h.inCode(text, cells, rec.Line) {
			continue
		}
		if from := tables.line(text, rec.Line); from > 0 {
			p.lost(ruleTableHTML, from)
		}
		bar := len(bytes.TrimSpace(rec.Field(0))) == 0
		out = append(out, shownLine{number: rec.Line, cells: cells, bar: bar})
	}
}

// hidden follows what Markdown hides of a text: comments of HTML and blocks of code.
// An example of the form may stand there; an expectation would be lost unseen.
type hidden struct {
	*parser
	from   int    // the line where the one at hand begins, 0 outside
	fence  string // the marks that end it; "" for a comment
	above  []cell // the line above, in a block of code
	inside bool   // in a table of expectations of a block of code
}

// inComment reports whether a line is one of a comment.
func (h *hidden) inComment(text string, number int) bool {
	if h.fence != "" || h.from == 0 && !beginsComment(text) {
		return false
	}
	within, after, ends := strings.Cut(text, "-->")
	switch {
	case h.from == 0:
		h.from = number
	case strings.Contains(within, "<!--"):
		h.lost(ruleFence, h.from) // it was never ended
	}
	if ends {
		if h.from = 0; strings.Contains(after, "|") {
			h.lost(ruleOutside, number)
		}
	}
	return true
}

// inCode reports whether a line is one of a block of code.
func (h *hidden) inCode(text string, cells []cell, number int) bool {
	mark, bare := fenceMark(strings.TrimSpace(text))
	switch {
	case h.fence == "" && mark == "":
		return false
	case h.fence == "":
		h.from, h.fence, h.above, h.inside = number, mark, nil, false
		return true
	case bare && strings.HasPrefix(mark, h.fence):
		h.from, h.fence = 0, ""
		return true
	}
	h.inside = h.inside || isRule(cells) && isExpectations(h.above)
	if _, what, want := h.says(textsOf(cells), true); h.inside && what && want {
		h.lost(ruleOutside, number)
		h.inside = false // once for a table
	}
	h.above = cells
	return true
}

// end tells of what was never ended: it hides all that follows.
func (h *hidden) end() {
	if h.from > 0 {
		h.fault(ruleFence, rule.Position{Line: h.from}, "")
	}
}

// tables reads the tables of expectations, and tells of what looks like a row of one
// and stands in none.
func (p *parser) tables(lines []shownLine) {
	open, other := false, false // within a table of expectations, or of something else
	heads := 0                  // the line of the names of the other table, until they are told
	cut := false                // a line of text cuts off what follows at once
	for i, l := range lines {
		var above, below shownLine
		if i > 0 {
			above = lines[i-1]
		}
		if i+1 < len(lines) {
			below = lines[i+1]
		}
		follows := above.number == l.number-1
		switch {
		case l.bad:
			if open || isRule(below.cells) {
				p.lost(ruleLine, l.number)
			}
		case l.cells == nil:
			cut = follows && (open || cut)
			open, other = false, false
		case isRule(l.cells):
			if !follows || above.cells == nil || isRule(above.cells) {
				break // nothing above is a header
			}
			was := open && i > 1 && lines[i-2].number == l.number-2
			open = isExpectations(above.cells)
			other, heads = !open, above.number
			switch {
			case open:
				p.header(above.cells)
			case was:
				p.lost(ruleLine, above.number) // a row of the table at hand
			}
		case below.number == l.number+1 && isRule(below.cells):
			// A header.
		case open:
			p.line(l.cells, l.number)
		case other && heads > 0 && p.isRow(textsOf(l.cells), false):
			p.lost(ruleColumnUnknown, heads, letters(0)) // none of the names is known
			heads = 0
		case isExpectations(l.cells):
			p.fault(ruleDashes, rule.Position{Line: l.number}, "")
		case (l.bar || cut && follows) && !other:
			p.lost(ruleOutside, l.number) // a row behind a line of text
		}
	}
}

// beginsComment reports whether a comment of HTML begins with a line: what stands
// in it is no table to Markdown. One that begins within a text hides none.
func beginsComment(text string) bool {
	less := strings.TrimLeft(text, " ")
	return len(text)-len(less) < 4 && strings.HasPrefix(less, "<!--")
}

// fenceMark returns the marks with which a line begins or ends a block of code,
// and whether there is nothing else on it; "" for another line.
func fenceMark(text string) (mark string, bare bool) {
	for _, c := range [...]string{"`", "~"} {
		rest := strings.TrimLeft(text, c)
		if n := len(text) - len(rest); n >= 3 {
			if c == "`" && strings.Contains(rest, c) {
				return "", false // code within a line
			}
			return text[:n], rest == ""
		}
	}
	return "", false
}

// markdownCells splits a line at its bars, those after a backslash set apart;
// nil for a line without any.
func markdownCells(rec rows.Record) []cell {
	var out []cell
	text, at := "", rule.Position{}
	for i := range rec.Len() {
		part := string(rec.Field(i))
		if text == "" {
			line, column := rec.Place(i)
			at = rule.Position{Line: line, Column: column}
		}
		text += part
		if n := len(part) - len(strings.TrimRight(part, `\`)); n%2 == 1 && i+1 < rec.Len() {
			text += "|"
			continue
		}
		out = append(out, cell{strings.TrimSpace(text), at})
		text = ""
	}
	if len(out) < 2 {
		return nil
	}
	if out[0].text == "" {
		out = out[1:]
	}
	if n := len(out) - 1; out[n].text == "" {
		out = out[:n]
	}
	for i := range out {
		if !isDashes(out[i].text) {
			out[i].text = clean(plain(out[i].text))
		}
	}
	return out
}

func textsOf(cells []cell) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = c.text
	}
	return out
}

// plain takes emphasis, code marks and escapes off a cell.
func plain(text string) string {
	text = strings.NewReplacer("<br>", "\n", "<br/>", "\n", "<br />", "\n").Replace(text)
	for _, mark := range [...]string{"**", "__", "`", "*", "_"} {
		// Stars within are of a list of which each is emphasised, or of a footnote.
		if n := len(mark); len(text) > 2*n && strings.HasPrefix(text, mark) && strings.HasSuffix(text, mark) &&
			text[len(text)-n-1] != '\\' && !(mark[0] == '*' && strings.Contains(text[n:len(text)-n], mark)) {
			text = strings.TrimSpace(text[n : len(text)-n])
		}
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) && strings.IndexByte(escapable, text[i+1]) >= 0 {
			i++
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

const escapable = "\\|*_`<>[]#"

// isRule reports whether a line is the one of dashes below the names.
func isRule(cells []cell) bool {
	return len(cells) > 0 && !slices.ContainsFunc(cells, func(c cell) bool { return !isDashes(c.text) })
}

func isDashes(text string) bool {
	text = strings.TrimSuffix(strings.TrimPrefix(text, ":"), ":")
	return text != "" && strings.Trim(text, "-") == ""
}
