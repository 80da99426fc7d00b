package habilitationtest

import (
	"bytes"
	"cmp"
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
	grid   []Person
	usable bool // the columns of the table at hand suffice
	headed bool // a table was found
	full   bool // there were too many lines
	read   int  // lines below headers, those with faults among them

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
	case len(p.table.Lines) == 0 && len(p.faults) == 0:
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
			if p.lost(ruleLine, rec.Line); !p.headed || p.full {
				return // the names of the columns are lost, or too many lines
			}
			continue
		}
		cells := make([]cell, rec.Len())
		for i := range cells {
			line, at := rec.Place(i)
			cells[i] = cell{clean(string(rec.Field(i))), rule.Position{Line: line, Column: at}}
		}
		switch {
		case p.swallows(cells, string(r.Separator())):
			p.lost(ruleLine, rec.Line)
		case !slices.ContainsFunc(cells, func(c cell) bool { return c.text != "" }):
		case !p.headed:
			p.header(cells)
		default:
			p.line(cells, rec.Line)
		}
	}
}

// swallows reports whether the quotes of a cell go over rows.
func (p *parser) swallows(cells []cell, separator string) bool {
	return slices.ContainsFunc(cells, func(c cell) bool {
		if !strings.Contains(c.text, "\n") {
			return false
		}
		for l := range strings.SplitSeq(c.text, "\n") {
			if p.isRow(strings.Split(l, separator), true) {
				return true
			}
		}
		return false
	})
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
	p.headed = true
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

// lost tells of a line that would be lost unseen, if not too many were.
func (p *parser) lost(n, line int, args ...string) {
	if !p.tooMany(line) {
		p.fault(n, rule.Position{Line: line}, "", args...)
	}
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
	got := p.byColumn(cells)
	if len(p.faults) > before {
		return
	}
	cells = cells[:min(len(cells), len(p.columns))] // the others are empty
	e := Expectation{Position: rule.Position{Line: number}}
	e.Facts = p.facts(cells, got[columnFacts])
	answers := p.answers(cells, &got, number)
	what := p.what(got[columnDocument], got[columnClass], number)
	e.Action = one(p, columnAction, got[columnAction], parseAction)
	e.At = one(p, columnDate, got[columnDate], parseDate)
	if c := got[columnBecause]; c.text != "" {
		e.Because = known(c.text, func(s string) (habilitation.Reason, bool) {
			r := findReason(s)
			return r, r != 0
		})
		if slices.Contains(e.Because, 0) {
			p.unread(columnBecause, c)
		}
	}
	e.Title, e.Note = oneLine(got[columnTitle].text), oneLine(got[columnNote].text)
	if len(p.faults) > before {
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

// byColumn returns the cells of a line by what their columns are for.
func (p *parser) byColumn(cells []cell) (got [firstFact]cell) {
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
			p.unread(k, c)
		}
	}
	return got
}

// unread tells of a cell that cannot be read.
func (p *parser) unread(k column, c cell) { p.fault(k.rule(), c.at, k.name()) }

// one reads a cell, and tells when it names nothing.
func one[V comparable](p *parser, k column, c cell, find func(string) V) (v V) {
	if c.text == "" {
		return v
	}
	var nothing V
	if v = find(c.text); v == nothing {
		p.unread(k, c)
	}
	return v
}

// facts reads the circumstances: those in full, changed by the columns of several facts,
// and then by those of one; the order of the columns says nothing.
func (p *parser) facts(cells []cell, full cell) habilitation.Facts {
	facts, stated := Ordinary, false
	if full.text != "" {
		f, ok := p.seenFacts[full.text]
		if !ok {
			if f, ok = parseFacts(full.text); ok {
				p.seenFacts[full.text] = f
			} else {
				p.unread(columnFacts, full)
			}
		}
		facts, stated = f, true
	}
	each := func(from, to column, visit func(column, cell)) {
		for i, c := range cells {
			if k := p.columns[i]; k >= from && k < to && c.text != "" {
				visit(k, c)
			}
		}
	}
	apply := func(k column, c cell) {
		f, ok := k.apply(facts, c.text)
		if !ok {
			p.unread(k, c)
		}
		facts, stated = f, true
	}
	each(columnCare, firstFact, apply)
	each(firstFact, columnPerson, apply)
	each(columnCare, columnPerson, func(k column, c cell) {
		if !k.holds(facts, c.text) {
			p.fault(ruleFactAgainst, c.at, k.name())
		}
	})
	if !stated {
		return 0
	}
	return cmp.Or(facts&^NoFacts, NoFacts)
}

// what reads the documents: by their own column, by their class, or by both, which
// must agree.
func (p *parser) what(document, class cell, number int) []Documents {
	var out []Documents
	if document.text != "" {
		out = p.documents(document)
	}
	if class.text == "" {
		if document.text == "" {
			p.fault(ruleDocumentMissing, rule.Position{Line: number}, columnDocument.name())
		}
		return out
	}
	of := one(p, columnClass, class, findClass)
	if document.text == "" || len(out) == 1 && out[0].all {
		return []Documents{Class(of)}
	}
	for _, d := range out {
		own := d.class
		if d.doc != 0 {
			own = d.doc.Class()
		}
		if of != 0 && own != of {
			p.fault(ruleClassOther, class.at, columnClass.name(), cmp.Or(own.Code(), "-"))
		}
	}
	return out
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
		c := got[columnWant]
		if c.text == "" {
			p.fault(ruleWantMissing, rule.Position{Line: number, Column: c.at.Column}, columnWant.name())
		}
		a.want = one(p, columnWant, c, parseWant)
		return []answer{a}
	}
	var out []answer
	for i, c := range cells {
		if !p.grid[i].IsZero() && c.text != "" {
			out = append(out, answer{[]Person{p.grid[i]}, one(p, columnWant, c, parseWant), c.at.Column})
		}
	}
	return out
}

func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }

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
		p.unread(columnDocument, c)
	case read.several:
		p.fault(ruleDocumentSeveral, c.at, columnDocument.name())
	}
	return slices.Clone(read.list)
}

// who puts the person together from the columns that say who.
func (p *parser) who(got *[firstFact]cell, line int) []Person {
	out, bad := p.named(got)
	switch {
	case bad != 0:
		p.unread(bad, got[bad])
		return nil
	case len(out) == 0:
		p.fault(ruleWhoMissing, rule.Position{Line: line}, columnWho.name())
		return nil
	}
	role := func(s *situation.Situation) *roles.Role { return &s.Role }
	refine(p, out, columnRole, got[columnRole], role, func(text string) roles.Role {
		r, _ := roles.FindRole(text)
		return r
	})
	function := func(s *situation.Situation) *roles.Profession { return &s.Function }
	refine(p, out, columnFunction, got[columnFunction], function, func(text string) roles.Profession {
		if f, _ := roles.FindProfession(text); isFunction(f) {
			return f
		}
		return 0
	})
	if c := got[columnCategory]; c.text != "" {
		category, err := roles.FindCategory(c.text)
		if err != nil && !is(strings.ToLower(c.text), notStatedWords) {
			p.unread(columnCategory, c)
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

// named returns those whom the column of who asks or that of professions names, or a
// professional à rôle where the others alone say more; or the column that names
// nobody.
func (p *parser) named(got *[firstFact]cell) (out []Person, bad column) {
	if c := got[columnWho]; c.text != "" {
		list, ok := p.seenWho[c.text]
		if !ok {
			list = known(c.text, findPerson)
			p.seenWho[c.text] = list
		}
		if len(list) == 0 || slices.Contains(list, Person{}) {
			return nil, columnWho
		}
		out = slices.Clone(list)
	}
	if c := got[columnProfession]; c.text != "" {
		prof, err := roles.FindProfession(c.text)
		if err != nil || !isWho(prof) || len(out) > 0 {
			return nil, columnProfession
		}
		out = []Person{Profession(prof)}
	}
	if len(out) == 0 && (got[columnRole].text != "" || got[columnFunction].text != "") {
		out = []Person{Profession(roles.ProfessionARole)}
	}
	return out, 0
}

// refine enters what a column says of all of them in a field, and tells of somebody
// who is something else there.
func refine[V comparable](p *parser, all []Person, k column, c cell, field func(*situation.Situation) *V, find func(string) V) {
	if c.text == "" {
		return
	}
	var none V
	v := one(p, k, c, find)
	against := false
	for i := range all {
		f := field(&all[i].Situation)
		against = against || v != none && *f != none && *f != v
		*f = v
	}
	if against {
		p.fault(ruleWhoAgainst, c.at, k.name())
	}
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
