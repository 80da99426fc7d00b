package habilitationtest

import (
	"html"
	"strings"

	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// htmlTables finds tables of HTML in a Markdown text, which Markdown shows as
// tables and of which no line is read here.
type htmlTables struct {
	open  bool     // within the first row of a table
	from  int      // the line on which the table begins
	heads []string // the cells of its first row
	rest  string   // a tag that goes on on the next line
}

// line reads one line, and returns the number of that on which a table of
// expectations begins; 0 for none.
func (h *htmlTables) line(text string, number int) (found int) {
	text, h.rest = h.rest+text, ""
	for {
		before, tag, ok := strings.Cut(text, "<")
		if n := len(h.heads) - 1; h.open && n >= 0 && len(h.heads[n]) < maxHead {
			h.heads[n] += before + " "
		}
		if !ok {
			return found
		}
		inside, after, ok := strings.Cut(tag, ">")
		if !ok {
			if len(tag) < maxTag {
				h.rest = "<" + tag + " "
			}
			return found
		}
		name, _, _ := strings.Cut(strings.TrimSpace(strings.ReplaceAll(inside, "\t", " ")), " ")
		switch latin.Lower(name) {
		case "table":
			h.open, h.from, h.heads = true, number, nil
		case "th", "td":
			if h.open && len(h.heads) < maxHeads {
				h.heads = append(h.heads, "")
			}
		case "tr", "/tr", "/table":
			if h.open && len(h.heads) > 0 {
				if h.open = false; isExpectations(h.cells()) && found == 0 {
					found = h.from
				}
			}
		}
		text = after
	}
}

// More than a tag of a table is long, where a "<" of the text is none; more than
// the names of columns are, and than there are of them.
const (
	maxTag   = 1 << 10
	maxHead  = 200
	maxHeads = 64
)

func (h *htmlTables) cells() []cell {
	out := make([]cell, len(h.heads))
	for i, text := range h.heads {
		out[i] = cell{clean(html.UnescapeString(text)), rule.Position{}}
	}
	return out
}
