package habilitationtest

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/limit"
	"github.com/rppsplus/rppsplus/internal/rows"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Limits of [Options] when they are 0.
const (
	// MaxBytes is the limit on the length of a file of expectations, MaxLines
	// that on their number. A line has 4,096 cells at most.
	MaxBytes = 4 << 20
	MaxLines = 100_000
	// MaxProfileBytes is the limit on the length of a profile.
	MaxProfileBytes = 8 << 20
)

// Options says how much a file may hold. The zero Options is the default.
type Options struct {
	// MaxBytes and MaxLines are the limits on a file of expectations,
	// MaxProfileBytes that on a profile; 0 means the constant.
	MaxBytes, MaxLines, MaxProfileBytes int
}

func (o Options) filled() Options {
	o.MaxBytes = limit.Or(o.MaxBytes, MaxBytes)
	o.MaxLines = limit.Or(o.MaxLines, MaxLines)
	o.MaxProfileBytes = limit.Or(o.MaxProfileBytes, MaxProfileBytes)
	return o
}

// Load reads a table from a file of fsys, such as os.DirFS("testdata") or an
// embed.FS. What cannot be read fails the test and ends it.
func Load(t T, fsys fs.FS, name string) Table {
	if h, ok := t.(framer); ok {
		h.Helper()
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Errorf("%v", err)
		failNow(t)
		return Table{Name: name}
	}
	table, err := Parse(name, data)
	if err != nil {
		t.Errorf("%s", faultsText(name, err))
		failNow(t)
	}
	return table
}

// faultsText tells the faults of a file, one a line, in French and English:
// an analyst and a developer read them.
func faultsText(name string, err error) string {
	var faults rule.Faults
	if !errors.As(err, &faults) {
		return name + ": " + err.Error()
	}
	var b strings.Builder
	b.WriteString(name + " : " + strconv.Itoa(len(faults)) + " anomalies / faults\n")
	for _, f := range faults {
		b.WriteString("  ")
		if p := f.Position(); p.Line > 0 {
			b.WriteString("ligne " + strconv.Itoa(p.Line))
			if p.Column > 0 {
				// Not "colonne": that is a column of the sheet to its reader.
				b.WriteString(", position " + strconv.Itoa(p.Column))
			}
			b.WriteString(" : ")
		}
		if f.Path() != "" {
			b.WriteString(f.Path() + " : ")
		}
		b.WriteString(f.Message(language.French) + " / " + f.Message(language.English) + " [" + string(f.Code()) + "]\n")
	}
	return b.String()
}

// Read is [Parse] for a stream. It reads no more than [MaxBytes] and one byte.
func Read(name string, r io.Reader) (Table, error) { return Options{}.Read(name, r) }

// Read is the function [Read] under limits of the caller.
func (o Options) Read(name string, r io.Reader) (Table, error) {
	data, err := limit.Read(r, o.filled().MaxBytes)
	if err != nil {
		return Table{Name: name}, err
	}
	return o.Parse(name, data)
}

// Parse reads a table of expectations: Markdown, if the name ends in .md or
// .markdown, otherwise CSV. The text is UTF-8 or Windows-1252, or UTF-16 with
// its mark; the separator of CSV is a semicolon, a comma or a tab.
//
// Columns are found by their names, in any order; docs/testkit.md tells them
// all. A Markdown file may hold several tables, and text between them. A cell
// may list several professionals or documents: each gives a line of its own.
//
// The error is [rule.Faults] with everything that is wrong, each with line and
// column. The lines that could be read are returned beside it.
func Parse(name string, data []byte) (Table, error) { return Options{}.Parse(name, data) }

// Parse is the function [Parse] under limits of the caller.
func (o Options) Parse(name string, data []byte) (Table, error) {
	p := parser{
		o:     o.filled(),
		table: Table{Name: name}, names: newDocumentNames(),
		seenFacts: map[string]habilitation.Facts{}, seenWho: map[string][]Person{}, seenWhat: map[string]documentsRead{},
	}
	p.file(data)
	p.faults.Sort()
	return p.table, p.faults.Err()
}

type parser struct {
	o       Options
	table   Table
	names   documentNames
	faults  rule.Faults
	columns []column
	// grid are those who head columns, in a table that crosses documents with
	// professionals; nil in another.
	grid    []Person
	usable  bool // the columns of the table at hand suffice
	headed  bool // a table was found
	refused bool // a line had a fault
	full    bool // there were too many lines
	read    int  // lines below headers, those with faults among them

	// What cells were read as: tables say the same many times.
	seenFacts map[string]habilitation.Facts
	seenWho   map[string][]Person
	seenWhat  map[string]documentsRead
}

// cell is one cell of a line, without the blanks around it.
type cell struct {
	text string
	at   rule.Position
}

func (p *parser) fault(n int, at rule.Position, path string, args ...string) {
	p.faults.Add(rules[n].At(path).With(args...).On(at))
}

func (p *parser) file(data []byte) {
	if len(data) > p.o.MaxBytes {
		p.fault(ruleFileLarge, rule.Position{}, "", strconv.Itoa(p.o.MaxBytes))
		return
	}
	markdown := strings.HasSuffix(strings.ToLower(p.table.Name), ".md") || strings.HasSuffix(strings.ToLower(p.table.Name), ".markdown")
	switch kind := rows.Sniff(data[:min(len(data), 512)]); {
	case kind == rows.Empty && len(bytes.Trim(data, "\xEF\xBB\xBF \t\r\n")) == 0:
		p.fault(ruleFileEmpty, rule.Position{}, "")
		return
	case kind != rows.Text && kind != rows.Empty && !(markdown && (kind == rows.Markup || kind == rows.JSON)):
		p.fault(ruleFileKind, rule.Position{}, "", kind.String())
		return
	}
	if markdown {
		p.markdown(data)
	} else {
		p.csv(data)
	}
	switch {
	case !p.headed:
		p.fault(ruleFileHeader, rule.Position{Line: 1}, "")
	case len(p.table.Lines) == 0 && !p.refused && len(p.faults) == 0:
		p.fault(ruleNoLines, rule.Position{}, "")
	}
}

func (p *parser) csv(data []byte) {
	r := rows.NewReader(bytes.NewReader(data), rows.Options{})
	for {
		rec, err := r.Next()
		if err != nil {
			return // the end: bytes in memory give no other error
		}
		if rec.Problem != 0 {
			if p.tooMany(rec.Line) {
				return
			}
			p.fault(ruleLine, rule.Position{Line: rec.Line}, "")
			p.refused = true
			if !p.headed {
				return // the names of the columns are lost
			}
			continue
		}
		cells := make([]cell, rec.Len())
		swallowed := false
		for i := range cells {
			line, at := rec.Place(i)
			cells[i] = cell{clean(string(rec.Field(i))), rule.Position{Line: line, Column: at}}
			if strings.Contains(cells[i].text, "\n") {
				for l := range strings.SplitSeq(cells[i].text, "\n") {
					swallowed = swallowed || p.isRow(strings.Split(l, string(r.Separator())), true)
				}
			}
		}
		switch {
		case swallowed && !p.tooMany(rec.Line):
			// Quotes go over rows, which would be lost unseen.
			p.fault(ruleLine, rule.Position{Line: rec.Line}, "")
			p.refused = true
		case !slices.ContainsFunc(cells, func(c cell) bool { return c.text != "" }):
		case !p.headed:
			p.header(cells)
			p.headed = true
		default:
			p.line(cells, rec.Line)
		}
	}
}

// isRow reports whether the cells of a line say who is expected to be answered what:
// a document, an answer and somebody stand in three of them. In the table at hand the
// columns of a grid say who, and a number alone may; in another it may be anything.
func (p *parser) isRow(cells []string, atHand bool) bool {
	who, what, want := p.says(cells, atHand)
	return what && want && (who || atHand && p.grid != nil)
}

// says tells whether one of the cells says who, one a document, and one an answer.
func (p *parser) says(cells []string, atHand bool) (who, what, want bool) {
	for _, c := range cells {
		c = strings.TrimSpace(c)
		if _, _, ok := p.names.find(c); ok {
			what = true
		} else if parseWant(c) != 0 {
			want = true
		} else if _, ok := findPerson(c); ok && (atHand || strings.Trim(c, "0123456789") != "") {
			who = true
		}
	}
	return who, what, want
}

// clean is a text with single spaces, and none around; line ends stay.
func clean(text string) string {
	lines := strings.Split(text, "\n")
	out := lines[:0]
	for _, l := range lines {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}

// markdown reads every table of a Markdown text that is one of expectations.
func (p *parser) markdown(data []byte) {
	type line struct {
		number int
		cells  []cell
		bad    bool
		bar    bool // it begins with a bar
	}
	var lines []line
	var tables htmlTables
	r := rows.NewReader(bytes.NewReader(data), rows.Options{Separators: "|", NoQuotes: true})
	fence, fenced, comment := "", 0, 0 // where a block of code and a comment of HTML begin
	var above []cell                   // the line above, in a block of code
	inside := false                    // in a table of expectations that a block of code hides
	for {
		rec, err := r.Next()
		if err != nil {
			break
		}
		if rec.Problem != 0 {
			lines = append(lines, line{number: rec.Line, bad: true})
			continue
		}
		text := strings.Join(rec.Strings(nil), "|")
		if comment > 0 || fence == "" && beginsComment(text) {
			within, after, ends := strings.Cut(text, "-->")
			switch {
			case comment == 0:
				comment = rec.Line
			case strings.Contains(within, "<!--") && !p.tooMany(rec.Line):
				// The comment at hand was never ended: what stands in it would be lost unseen.
				p.fault(ruleFence, rule.Position{Line: comment}, "")
			}
			if ends {
				if comment = 0; strings.Contains(after, "|") && !p.tooMany(rec.Line) {
					p.fault(ruleOutside, rule.Position{Line: rec.Line}, "")
				}
			}
			continue
		}
		mark, bare := fenceMark(strings.TrimSpace(string(rec.Field(0))))
		if rec.Len() > 1 && mark != "" && mark[0] == '`' && slices.ContainsFunc(rec.Strings(nil)[1:], func(s string) bool { return strings.Contains(s, "`") }) {
			mark = "" // code within a line
		}
		switch {
		case mark != "" && fence == "":
			fence, fenced, above, inside = mark, rec.Line, nil, false
			continue
		case bare && rec.Len() == 1 && fence != "" && strings.HasPrefix(mark, fence):
			fence, fenced = "", 0
			continue
		}
		if fence == "" {
			if from := tables.line(text, rec.Line); from > 0 && !p.tooMany(from) {
				p.fault(ruleTableHTML, rule.Position{Line: from}, "")
				p.refused = true
			}
			bar := len(bytes.TrimSpace(rec.Field(0))) == 0
			lines = append(lines, line{number: rec.Line, cells: markdownCells(rec), bar: bar})
			continue
		}
		// An example of the form may stand in a block; an expectation would be lost unseen.
		cells := markdownCells(rec)
		inside = inside || isRule(cells) && isExpectations(above)
		if _, what, want := p.says(textsOf(cells), true); inside && what && want && !p.tooMany(rec.Line) {
			p.fault(ruleOutside, rule.Position{Line: rec.Line}, "")
			p.refused, inside = true, false // once for a table
		}
		above = cells
	}
	if at := max(fenced, comment); at > 0 {
		// All that follows would be lost unseen.
		p.fault(ruleFence, rule.Position{Line: at}, "")
	}
	open, other := false, false // within a table of expectations, or of something else
	heads := 0                  // the line of the names of the other table, until they are told
	cut := false                // a line of text cuts off what follows at once
	for i, l := range lines {
		follows := i > 0 && lines[i-1].number == l.number-1
		switch {
		case l.bad:
			if (open || i+1 < len(lines) && isRule(lines[i+1].cells)) && !p.tooMany(l.number) {
				p.fault(ruleLine, rule.Position{Line: l.number}, "")
				p.refused = true
			}
		case l.cells == nil:
			cut = follows && (open || cut)
			open, other = false, false
		case isRule(l.cells):
			// The header is the line before.
			if follows && !lines[i-1].bad && lines[i-1].cells != nil && !isRule(lines[i-1].cells) {
				was := open && i > 1 && lines[i-2].number == l.number-2
				open = isExpectations(lines[i-1].cells)
				if was && !open && !p.tooMany(l.number) {
					// A row of the table at hand, which would be lost with all below it.
					p.fault(ruleLine, rule.Position{Line: lines[i-1].number}, "")
					p.refused = true
				}
				if other = !open; open {
					p.header(lines[i-1].cells)
					p.headed = true
				}
				heads = lines[i-1].number
			}
		case i+1 < len(lines) && lines[i+1].number == l.number+1 && isRule(lines[i+1].cells):
			// A header.
		case open:
			p.line(l.cells, l.number)
		case other && heads > 0 && p.isRow(textsOf(l.cells), false) && !p.tooMany(l.number):
			// None of the names is known, and all rows would be lost unseen.
			p.fault(ruleColumnUnknown, rule.Position{Line: heads}, "", letters(0))
			p.refused, heads = true, 0
		case isExpectations(l.cells):
			p.fault(ruleDashes, rule.Position{Line: l.number}, "")
		case (l.bar || cut && follows) && !other && !p.tooMany(l.number):
			// A row behind a line of text would be lost unseen.
			p.fault(ruleOutside, rule.Position{Line: l.number}, "")
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

// isExpectations reports whether a table of a text is one of expectations: one
// of its columns is who asks, a document or an answer, or it is a grid whose
// first column has another name, or none.
func isExpectations(cells []cell) bool {
	somebody, others := false, false
	for i, c := range cells {
		switch columnOf(c.text) {
		case columnWho, columnProfession, columnRole, columnDocument, columnClass, columnWant:
			return true
		case 0:
			if i > 0 {
				// A number alone may be anything.
				_, ok := findPerson(c.text)
				ok = ok && strings.Trim(c.text, "0123456789") != ""
				somebody, others = somebody || ok, others || !ok
			}
		}
	}
	return somebody && !others
}

// header binds the columns of a table.
func (p *parser) header(cells []cell) {
	p.columns, p.grid = make([]column, len(cells)), nil
	seen := map[column]bool{}
	before := len(p.faults)
	if isGrid(cells) {
		p.grid = make([]Person, len(cells))
		seen[columnWho], seen[columnWant] = true, true
	}
	for i, c := range cells {
		k := columnOf(c.text)
		switch {
		case strings.HasPrefix(c.text, "#") && !isSheetError(c.text):
			p.columns[i] = columnIgnored
			continue
		case k == 0 && c.text == "":
			continue // a cell in it is one too many
		case k == 0 && p.grid != nil:
			who, ok := findPerson(c.text)
			switch {
			case !ok || isDoubted(c.text):
				p.fault(ruleColumnUnknown, c.at, "", letters(i))
			case slices.Contains(p.grid, who):
				p.fault(ruleColumnTwice, c.at, columnWho.name(), who.codes())
			}
			p.grid[i], p.columns[i] = who, columnPerson
			continue
		case k == 0:
			p.fault(ruleColumnUnknown, c.at, "", letters(i))
			continue
		case seen[k]:
			p.fault(ruleColumnTwice, c.at, k.name(), k.name())
			continue
		}
		seen[k] = true
		p.columns[i] = k
	}
	// A column of roles alone may name professions too.
	if seen[columnRole] && !seen[columnWho] && !seen[columnProfession] && !seen[columnFunction] {
		p.columns[slices.Index(p.columns, columnRole)] = columnWho
		seen[columnWho] = true
	}
	for _, need := range [...][]column{
		{columnWho, columnProfession, columnRole, columnFunction}, {columnDocument, columnClass}, {columnWant},
	} {
		if !slices.ContainsFunc(need, func(k column) bool { return seen[k] }) {
			p.fault(ruleColumnMissing, rule.Position{Line: cells[0].at.Line}, "", need[0].name())
		}
	}
	p.usable = len(p.faults) == before
}

// isSheetError reports whether a text is what a spreadsheet shows in the place of a
// value: "#REF!", "#NOM ?", "#N/A", or signs where the column is too narrow.
func isSheetError(text string) bool {
	text = strings.NewReplacer(" !", "!", " ?", "?").Replace(text) // as in French
	return !strings.Contains(text, " ") &&
		(strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") || text == "#N/A" || strings.HasPrefix(text, "##"))
}

// isGrid reports whether a table crosses documents with professionals: it has
// somebody at the head of a column, and no column of its own for who asks or for
// the answer. Its documents may lack a name, which is then the one fault.
func isGrid(cells []cell) bool {
	somebody := false
	for _, c := range cells {
		switch columnOf(c.text) {
		case columnWho, columnProfession, columnRole, columnFunction, columnCategory, columnWant:
			return false
		case 0:
			_, ok := findPerson(c.text)
			somebody = somebody || ok
		}
	}
	return somebody
}

// letters names a column as spreadsheets do: A, B … Z, AA.
func letters(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return letters(i/26-1) + string(rune('A'+i%26))
}

// tooMany counts a line, and reports whether it is one too many. Lines that cannot
// be read count as well: a file of nothing else has as many faults.
func (p *parser) tooMany(number int) bool {
	if p.read++; p.read <= p.o.MaxLines && len(p.table.Lines) < p.o.MaxLines {
		return false
	}
	if !p.full {
		p.fault(ruleTooMany, rule.Position{Line: number}, "", strconv.Itoa(p.o.MaxLines))
	}
	p.full = true
	return true
}

// line reads one line of a table whose columns are bound.
func (p *parser) line(cells []cell, number int) {
	if !p.usable {
		return // the columns are the fault, once
	}
	if p.tooMany(number) {
		return
	}
	before := len(p.faults)
	e := Expectation{Position: rule.Position{Line: number}}
	var what []Documents
	var class habilitation.DocumentClass
	var got [firstFact]cell
	facts, stated := Ordinary, false
	for i, c := range cells {
		if i >= len(p.columns) || p.columns[i] == 0 {
			if c.text != "" {
				p.fault(ruleLineFields, c.at, "", strconv.Itoa(len(cells)), strconv.Itoa(len(p.columns)))
				break
			}
			continue
		}
		k := p.columns[i]
		if k < firstFact {
			got[k] = c
		}
		if k != columnTitle && k != columnNote && k != columnIgnored && isDoubted(c.text) {
			p.fault(k.rule(), c.at, k.name())
		}
	}
	if len(p.faults) > before {
		p.refused = true
		return
	}
	// Circumstances in full come first; the columns change them.
	if c := got[columnFacts]; c.text != "" {
		f, ok := p.seenFacts[c.text]
		if !ok {
			if f, ok = parseFacts(c.text); ok {
				p.seenFacts[c.text] = f
			} else {
				p.fault(ruleFact, c.at, columnFacts.name())
			}
		}
		facts, stated = f, true
	}
	// Of these, those of several facts come before those of one: the order of the
	// columns says nothing.
	of := func(from, to column) {
		for i, c := range cells {
			if i < len(p.columns) && p.columns[i] >= from && p.columns[i] < to && c.text != "" {
				f, ok := p.columns[i].apply(facts, c.text)
				if !ok {
					p.fault(ruleFact, c.at, p.columns[i].name())
				}
				facts, stated = f, true
			}
		}
	}
	of(columnCare, firstFact)
	of(firstFact, columnPerson)
	for i, c := range cells {
		if i < len(p.columns) && p.columns[i] >= columnCare && p.columns[i] < columnPerson && c.text != "" && !p.columns[i].holds(facts, c.text) {
			p.fault(ruleFactAgainst, c.at, p.columns[i].name())
		}
	}
	if stated {
		if e.Facts = facts &^ NoFacts; e.Facts == 0 {
			e.Facts = NoFacts
		}
	}
	answers := p.answers(cells, &got, number)
	if c := got[columnDocument]; c.text != "" {
		what = p.documents(c)
	}
	if c := got[columnClass]; c.text != "" {
		if class = findClass(c.text); class == 0 {
			p.fault(ruleClass, c.at, columnClass.name())
		}
		for _, d := range what {
			own := d.class
			if d.doc != 0 {
				own = d.doc.Class()
			}
			if class != 0 && own != class && !(d.all && len(what) == 1) {
				p.fault(ruleClassOther, c.at, columnClass.name(), orDash(own.Code()))
			}
		}
		switch {
		case got[columnDocument].text == "":
			what = []Documents{Class(class)}
		case len(what) == 1 && what[0].all:
			what[0] = Class(class)
		}
	} else if got[columnDocument].text == "" {
		p.fault(ruleDocumentMissing, rule.Position{Line: number}, columnDocument.name())
	}
	if c := got[columnAction]; c.text != "" {
		if e.Action = parseAction(c.text); e.Action == 0 {
			p.fault(ruleAction, c.at, columnAction.name())
		}
	}
	if c := got[columnDate]; c.text != "" {
		var ok bool
		if e.At, ok = parseDate(c.text); !ok {
			p.fault(ruleDate, c.at, columnDate.name())
		}
	}
	if c := got[columnBecause]; c.text != "" {
		e.Because = known(c.text, func(s string) (habilitation.Reason, bool) {
			r := findReason(s)
			return r, r != 0
		})
		if slices.Contains(e.Because, 0) {
			p.fault(ruleReason, c.at, columnBecause.name())
		}
	}
	e.Title, e.Note = oneLine(got[columnTitle].text), oneLine(got[columnNote].text)
	if len(p.faults) > before {
		p.refused = true
		return
	}
	for _, a := range answers {
		for _, e.Who = range a.who {
			for _, e.What = range what {
				e := e
				e.Want, e.Position.Column = a.want, a.column
				e.Because = slices.Clone(e.Because)
				p.table.Lines = append(p.table.Lines, e)
			}
		}
	}
}

// answer is who is expected to be answered what.
type answer struct {
	who    []Person
	want   Want
	column int // of a grid
}

// answers reads who asks and the answer: one of each, or a grid of them, whose
// empty cells expect nothing.
func (p *parser) answers(cells []cell, got *[firstFact]cell, number int) []answer {
	if p.grid == nil {
		a := answer{who: p.who(got, number)}
		if c := got[columnWant]; c.text == "" {
			p.fault(ruleWantMissing, rule.Position{Line: number, Column: c.at.Column}, columnWant.name())
		} else if a.want = parseWant(c.text); a.want == 0 {
			p.fault(ruleWant, c.at, columnWant.name())
		}
		return []answer{a}
	}
	var out []answer
	for i, c := range cells {
		if i >= len(p.grid) || p.grid[i].IsZero() || c.text == "" {
			continue
		}
		want := parseWant(c.text)
		if want == 0 {
			p.fault(ruleWant, c.at, columnWant.name())
		}
		out = append(out, answer{[]Person{p.grid[i]}, want, c.at.Column})
	}
	return out
}

func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }

func orDash(code string) string {
	if code == "" {
		return "-"
	}
	return code
}

// documentsRead are the documents of a cell. several: a label of it has more
// than one type.
type documentsRead struct {
	list    []Documents
	several bool
}

func (p *parser) documents(c cell) []Documents {
	read, ok := p.seenWhat[c.text]
	if !ok {
		read.list = known(c.text, func(s string) (Documents, bool) {
			d, more, ok := p.names.find(s)
			read.several = read.several || more && ok
			return d, ok
		})
		p.seenWhat[c.text] = read
	}
	switch {
	case len(read.list) == 0 || slices.Contains(read.list, Documents{}):
		p.fault(ruleDocument, c.at, columnDocument.name())
	case read.several:
		p.fault(ruleDocumentSeveral, c.at, columnDocument.name())
	}
	return slices.Clone(read.list)
}

// who puts the person together from the columns that say who.
func (p *parser) who(got *[firstFact]cell, line int) []Person {
	var out []Person
	bad := func(k column) { p.fault(ruleWho, got[k].at, k.name()) }
	if c := got[columnWho]; c.text != "" {
		list, ok := p.seenWho[c.text]
		if !ok {
			list = known(c.text, findPerson)
			p.seenWho[c.text] = list
		}
		out = slices.Clone(list)
		if len(out) == 0 || slices.Contains(out, Person{}) {
			bad(columnWho)
			return nil
		}
	}
	if c := got[columnProfession]; c.text != "" {
		prof, err := roles.FindProfession(c.text)
		if err != nil || !isWho(prof) || len(out) > 0 {
			bad(columnProfession)
			return nil
		}
		out = []Person{Profession(prof)}
	}
	if len(out) == 0 && (got[columnRole].text != "" || got[columnFunction].text != "") {
		out = []Person{Profession(roles.ProfessionARole)}
	}
	if len(out) == 0 {
		p.fault(ruleWhoMissing, rule.Position{Line: line}, columnWho.name())
		return nil
	}
	if c := got[columnRole]; c.text != "" {
		r, err := roles.FindRole(c.text)
		switch other := func(p Person) bool { return p.Situation.Role != 0 && p.Situation.Role != r }; {
		case err != nil:
			bad(columnRole)
		case slices.ContainsFunc(out, other):
			p.fault(ruleWhoAgainst, c.at, columnRole.name())
		}
		for i := range out {
			out[i].Situation.Role = r
		}
	}
	if c := got[columnFunction]; c.text != "" {
		f, err := roles.FindProfession(c.text)
		switch other := func(p Person) bool { return p.Situation.Function != 0 && p.Situation.Function != f }; {
		case err != nil || !isFunction(f):
			bad(columnFunction)
		case slices.ContainsFunc(out, other):
			p.fault(ruleWhoAgainst, c.at, columnFunction.name())
		}
		for i := range out {
			out[i] = out[i].As(f)
		}
	}
	if c := got[columnCategory]; c.text != "" {
		category, err := roles.FindCategory(c.text)
		if err != nil && !is(strings.ToLower(c.text), notStatedWords) {
			bad(columnCategory)
		}
		for i := range out {
			out[i].Situation.Category = category
		}
	}
	for i := range out {
		if k := idle(&out[i].Situation); k != 0 {
			p.fault(ruleWhoAgainst, got[k].at, k.name())
			break
		}
	}
	return out
}

// idle returns the column of what is not read beside a profession, so that the line
// would test the profession alone: a role of RPPS+, or a métier but for one of students.
func idle(s *situation.Situation) column {
	switch {
	case s.Profession == roles.ProfessionARole:
	case s.Role.IsRPPSPlus():
		return columnRole
	case s.Function.List() == roles.ListR85 && !s.Function.OfStudents():
		return columnFunction
	}
	return 0
}

const notStatedWords = "non renseignée|non renseigné|not stated"
