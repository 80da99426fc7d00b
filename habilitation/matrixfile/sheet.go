package matrixfile

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// sheet reads the official publication, saved as CSV from a spreadsheet.
func (l *loader) sheet(t [][]field) {
	code := codeColumn(t)
	if code < 0 {
		return // no row: said at the end
	}
	begin := firstRow(t, code)
	heads := map[string]bool{}
	for _, line := range t[:begin] {
		heads[folded(line)] = true
	}
	s := &sheet{loader: l, code: code, class: -1, label: -1}
	s.header(t[:begin])
	for _, line := range t[begin:] {
		if heads[folded(line)] { // a page break repeats the headings
			l.fault(ruleIgnored, rule.Position{Line: line[0].at.Line}, "")
			continue
		}
		s.row(line)
	}
	s.end()
}

// What a column of the file is that is no subject.
const (
	nothing = -1 // nothing is above it, and nothing must be in it
	other   = -2 // code, class, label, or what a fault was told of
)

// sheet is a sheet whose rows are being read.
type sheet struct {
	*loader
	code, class, label int
	width              int
	what               []int // column of loader.columns, nothing or other

	above    habilitation.DocumentClass // that of the rows above
	filled   int                        // classes taken from above
	blanks   int                        // blank cells
	blank    rule.Position              // the first of them
	explicit bool                       // a cell says no
}

// row reads a line below the headings.
func (s *sheet) row(line []field) {
	r := record{pos: rule.Position{Line: line[0].at.Line}}
	var code field
	if s.code < len(line) {
		code = line[s.code]
	}
	marked := s.marked(line)
	r.code, r.document = s.readCode(code, marked)
	if r.code == "" {
		if marked {
			s.fault(ruleCodeMissing, r.pos, "code")
			return
		}
		if c, only := section(line); only && c != 0 {
			s.above = c
		}
		s.fault(ruleIgnored, r.pos, "")
		return
	}
	if len(line) != s.width {
		s.fault(ruleFields, r.pos, "", strconv.Itoa(len(line)), strconv.Itoa(s.width))
		return
	}
	r.pos = code.at
	if s.label >= 0 {
		r.label = s.readLabel(line[s.label], r.document)
	}
	r.class = s.above
	if s.class >= 0 {
		r.class = s.classOf(line[s.class])
	}
	for j, w := range s.what {
		switch {
		case w >= 0:
			s.mark(&r, w, line[j])
		case w == nothing && strings.TrimSpace(line[j].text) != "":
			s.fault(ruleColumnUnknown, line[j].at, "header")
		}
	}
	s.records = append(s.records, r)
}

// marked reports whether a cell of a subject has anything in it.
func (s *sheet) marked(line []field) bool {
	for j, w := range s.what {
		if w >= 0 && j < len(line) && readMark(line[j].text, true) != isBlank {
			return true
		}
	}
	return false
}

// classOf reads the class of a row: where its cell is blank, that of the rows above.
func (s *sheet) classOf(f field) habilitation.DocumentClass {
	c, ok := readClass(s.unmark(f, "class"))
	switch {
	case !ok:
		s.fault(ruleClassUnknown, f.at, "class")
	case c != 0:
		s.above = c
	case s.above != 0:
		s.filled++
	}
	return s.above
}

// mark reads the cell of a subject.
func (s *sheet) mark(r *record, column int, f field) {
	m := readMark(f.text, true)
	bare, marks := footnotes(f.text)
	switch {
	case m == isBlank:
		if s.blanks == 0 {
			s.blank = f.at
		}
		s.blanks++
		r.set |= 1 << column // closed, if blanks mean that
	case marks && readMark(bare, true) != isNeither:
		s.fault(ruleCellFootnote, f.at, s.columns[column].Key, s.columns[column].Key)
	default:
		s.explicit = s.explicit || m == isNo
		s.cell(r, column, m, f.at)
	}
}

// end tells what was read of all rows together.
func (s *sheet) end() {
	if s.filled > 0 {
		s.fault(ruleClassFilled, rule.Position{}, "class", strconv.Itoa(s.filled))
	}
	switch {
	case s.blanks == 0:
	case s.o.Blanks == BlankIsNo && !s.explicit:
		s.res.Blanks = s.blanks
		s.fault(ruleCellNo, rule.Position{}, "", strconv.Itoa(s.blanks))
	default:
		// A publication that says no in some cells leaves none blank.
		s.fault(ruleCellBlanks, s.blank, "", strconv.Itoa(s.blanks))
	}
}

// codeColumn returns the column of the file with the most known type codes, -1
// when there is none.
func codeColumn(t [][]field) int {
	var counts []int
	for _, line := range t {
		for j, f := range line {
			if _, d, _, _ := joinCode(f.text); d != 0 {
				for len(counts) <= j {
					counts = append(counts, 0)
				}
				counts[j]++
			}
		}
	}
	best, most := -1, 0
	for j, n := range counts {
		if n > most {
			best, most = j, n
		}
	}
	return best
}

// firstRow returns the index of the first line below the headings: the first with a
// known code, with a cross, or with nothing but a class, or the first of those
// right above it that head no column, or that repeat a heading.
func firstRow(t [][]field, code int) int {
	n := firstKnown(t, code)
	heads := map[int]int{}    // the first line that says code, class or label, by column of the file
	lines := map[string]int{} // the first of each
	others := slices.Concat(classWords, labelWords)
	for i, line := range t[:n] {
		for j, f := range line {
			if _, there := heads[j]; !there && (j == code && isCodeHeading(f.text) || j != code && isHeading(line[j:j+1], others...)) {
				heads[j] = i
			}
		}
		if _, there := lines[folded(line)]; !there {
			lines[folded(line)] = i
		}
	}
	for n > 0 && (lines[folded(t[n-1])] < n-1 || headsNothing(heads, n-1, t[n-1], code)) {
		n--
	}
	return n
}

func firstKnown(t [][]field, code int) int {
	for i, line := range t {
		if code < len(line) {
			if _, d, _, _ := joinCode(line[code].text); d != 0 {
				return i
			}
		}
		filled, of := 0, habilitation.DocumentClass(0)
		for _, f := range line {
			bare, _ := footnotes(f.text)
			if readMark(bare, true) == isYes && fold(bare) != "1" {
				return i
			}
			if strings.TrimSpace(f.text) != "" {
				filled++
				of, _ = readClass(bare)
			}
		}
		if filled == 1 && of != 0 {
			return i
		}
	}
	return len(t)
}

// headsNothing reports whether line n is no heading: it has text where lines above
// say code, class or label, or a code that nobody knows, and beside it nothing but
// marks. Read as headings, a row of a new type would be lost.
func headsNothing(heads map[int]int, n int, line []field, code int) bool {
	coded := code < len(line) && codeLike(strings.TrimSpace(line[code].text)) && !isCodeHeading(line[code].text)
	for j, f := range line {
		at, named := heads[j]
		above := named && at < n
		switch {
		case strings.TrimSpace(f.text) == "", above:
		case j == code && !named, coded && (named || readMark(f.text, true) != isNeither):
			// A code or a note; a label that begins as a heading does.
		default:
			return false
		}
	}
	return true
}

// isCodeHeading reports whether a text heads the column of the codes. A code may
// begin in the same way: one has capitals, digits and signs only.
func isCodeHeading(text string) bool {
	f := fold(text)
	switch f {
	case "code", "codes", "type", "types", "loinc", "codeloinc", "codetype", "typecode", "codedoc", "codedocument", "typedocument":
		return true
	}
	return !codeLike(strings.TrimSpace(text)) && (strings.HasPrefix(f, "code") || strings.HasPrefix(f, "type") || strings.HasPrefix(f, "loinc"))
}

// header finds what each column of the file is.
func (s *sheet) header(head [][]field) {
	for _, line := range head {
		s.width = max(s.width, len(line))
	}
	if s.width == 0 {
		s.fault(ruleHeader, rule.Position{Line: 1}, "header", "les intitulés")
		return
	}
	s.what = make([]int, s.width)
	seen := map[int]bool{}
	for j := range s.what {
		s.what[j] = nothing
		if j == s.code {
			s.what[j] = other
			continue
		}
		var cells []field
		for _, line := range head {
			if j < len(line) && strings.TrimSpace(line[j].text) != "" {
				cells = append(cells, line[j])
			}
		}
		if len(cells) == 0 {
			continue
		}
		if s.class < 0 && isHeading(cells, classWords...) {
			s.class, s.what[j] = j, other
			continue
		}
		if s.label < 0 && isHeading(cells, labelWords...) {
			s.label, s.what[j] = j, other
			continue
		}
		last := cells[len(cells)-1].at
		found, ok := s.subject(cells)
		switch {
		case !ok && s.titleOnly(head, j):
			s.what[j] = nothing
		case !ok:
			s.fault(ruleColumnUnknown, last, "header")
			s.what[j] = other
		case seen[found]:
			s.fault(ruleColumnTwice, last, "header", s.columns[found].Key)
			s.what[j] = other
		default:
			seen[found] = true
			s.what[j] = found
			s.present |= 1 << found
		}
	}
}

// How the headings of what is no subject begin, folded.
var (
	classWords = []string{"classe", "categorie"}
	labelWords = []string{"libelle", "intitule", "typededocument", "typesdedocuments", "document"}
)

// isHeading reports whether one of the cells begins with one of the words.
func isHeading(cells []field, words ...string) bool {
	for _, c := range cells {
		f := fold(c.text)
		for _, w := range words {
			if strings.HasPrefix(f, w) {
				return true
			}
		}
	}
	return false
}

// titleOnly reports whether the only text above a column is alone on its line: a
// title of the page, not a heading.
func (s *sheet) titleOnly(head [][]field, j int) bool {
	for _, line := range head {
		if j >= len(line) || strings.TrimSpace(line[j].text) == "" {
			continue
		}
		for k, f := range line {
			if k != j && strings.TrimSpace(f.text) != "" {
				return false
			}
		}
	}
	return true
}

// maxLabels is how many texts above a column are looked at together.
const maxLabels = 8

// subject returns the column that the cells above a column of the file name: the
// lowest of them, alone or with those above it. Titles and groups may stand
// higher up; whatever stands below the name, or beside its codes, may restrict
// it, and the column is not recognised. Codes printed must be those of the
// column.
func (s *sheet) subject(cells []field) (column int, ok bool) {
	found := map[int]bool{}
	var codes, labels []string
	var at rule.Position
	for _, c := range cells {
		// A cell may hold the label and, below it, the codes.
		bare := s.unmark(c, "header")
		label, printed := splitCodes(bare)
		if _, ok := s.names.find(bare); ok {
			label, printed = bare, nil // the key of a column may be a code
		}
		if printed != nil {
			codes, at = append(codes, printed...), c.at
		}
		if label != "" {
			labels = append(labels, label)
			if i, ok := s.names.find(label); ok {
				found[i] = true
			}
		}
	}
	named := false
	join := ""
	for k := len(labels) - 1; k >= max(0, len(labels)-maxLabels); k-- {
		join = labels[k] + " " + join
		if i, ok := s.names.find(join); ok {
			found[i], named = true, true
		}
	}
	if !named || len(found) != 1 {
		return 0, false
	}
	for i := range found {
		column = i
	}
	if codes != nil && !printedFor(s.columns[column], codes) {
		s.fault(ruleColumnConflict, at, "header", s.columns[column].Key)
	}
	return column, true
}

// printedFor reports whether the codes printed are those of a column: none that
// is not its own, and all of its professions and métiers. A role may be printed
// as 99 alone: the label says which.
func printedFor(c habilitation.Column, codes []string) bool {
	own := codesOf(c)
	for _, x := range codes {
		if !slices.Contains(own, x) {
			return false
		}
	}
	for _, p := range slices.Concat(c.Professions, c.Functions) {
		if !slices.Contains(codes, p.Code()) {
			return false
		}
	}
	return true
}

// codesOf are the codes that a publication may print for a column.
func codesOf(c habilitation.Column) []string {
	var out []string
	for _, p := range c.Professions {
		out = append(out, p.Code())
	}
	for _, p := range c.Functions {
		out = append(out, "99", p.Code())
	}
	for _, r := range c.Roles {
		out = append(out, "99", r.Code())
	}
	return out
}

// printedCodes returns the codes of a text that holds nothing but codes and the
// words between them; nil for any other. Another word may restrict ("60 sauf …"):
// the text is then none of codes.
func printedCodes(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var out []string
	for _, w := range words {
		switch {
		case isCode(w):
			out = append(out, w)
		case !between(fold(w)):
			return nil
		}
	}
	return out
}

// between reports whether a folded word stands between codes without saying more.
func between(word string) bool {
	switch word {
	case "avec", "code", "codes", "role", "roles", "ou", "et", "profession", "professions", "genre", "d", "activite":
		return true
	}
	return false
}

// splitCodes takes the lines of codes off the end of a cell. label is empty for a
// cell of nothing but codes.
func splitCodes(text string) (label string, codes []string) {
	if c := printedCodes(text); c != nil {
		return "", c
	}
	lines := strings.Split(text, "\n")
	for i, line := range slices.Backward(lines) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		c := printedCodes(line)
		if c == nil {
			return strings.Join(lines[:i+1], "\n"), codes
		}
		codes = append(codes, c...)
	}
	return "", codes
}

// isCode: two or three digits, or GENR and two digits.
func isCode(w string) bool {
	digits := strings.TrimPrefix(w, "GENR")
	if len(digits) < 2 || len(digits) > 3 || len(digits) == 3 && digits != w {
		return false
	}
	return strings.Trim(digits, "0123456789") == ""
}

// folded is a whole line, to be compared.
func folded(line []field) string {
	var b strings.Builder
	for _, f := range line {
		b.WriteString(fold(f.text))
		b.WriteByte(';')
	}
	return b.String()
}

// section returns the class that stands alone on a line.
func section(line []field) (c habilitation.DocumentClass, only bool) {
	n := 0
	for _, f := range line {
		if bare, _ := footnotes(f.text); strings.TrimSpace(bare) != "" {
			n++
			c, _ = readClass(bare)
		}
	}
	return c, n == 1
}

// footnotes takes the marks of footnotes off the end of a text: "(a)", stars and
// daggers.
func footnotes(text string) (bare string, marks bool) {
	bare = strings.TrimSpace(text)
	for {
		if less := strings.TrimRight(bare, "*†‡"); less != bare {
			bare, marks = strings.TrimSpace(less), true
			continue
		}
		n := len(bare)
		if n < 3 || bare[n-1] != ')' || bare[n-3] != '(' || bare[n-2] < 'a' || bare[n-2] > 'z' {
			return bare, marks
		}
		bare, marks = strings.TrimSpace(bare[:n-3]), true
	}
}

// unmark takes footnote marks off the end of each line of a field, and says so.
func (l *loader) unmark(f field, path string) string {
	lines := strings.Split(f.text, "\n")
	any := false
	for i, s := range lines {
		bare, marks := footnotes(s)
		any = any || marks
		lines[i] = bare
	}
	if any {
		l.fault(ruleFootnote, f.at, path, path)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// dashes writes the hyphens of typography as one, and drops the soft one.
func dashes(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\u2010', '\u2011', '\u2013', '\u2212':
			return '-'
		case '\u00AD':
			return -1
		}
		return r
	}, s)
}

// joinCode puts a type code together that the page has cut. second is the other
// reading, when both are known types.
func joinCode(text string) (code string, d habilitation.DocumentType, repaired bool, second string) {
	bare, _ := footnotes(text)
	if d, err := habilitation.ParseDocumentType(bare); err == nil {
		return bare, d, false, ""
	}
	// Each hyphen at the end of a line is of the code or of the page.
	parts := strings.Split(dashes(bare), "-\n")
	for i, p := range parts {
		parts[i] = strings.Join(strings.Fields(p), "")
	}
	kept := strings.Join(parts, "-")
	if len(parts) > 6 {
		return kept, 0, true, ""
	}
	for way := range 1 << (len(parts) - 1) {
		var b strings.Builder
		b.WriteString(parts[0])
		for i, p := range parts[1:] {
			if way>>i&1 == 0 {
				b.WriteByte('-')
			}
			b.WriteString(p)
		}
		x, err := habilitation.ParseDocumentType(b.String())
		switch {
		case err != nil:
		case d == 0:
			code, d = b.String(), x
		default:
			return code, d, true, b.String()
		}
	}
	if d == 0 {
		return kept, 0, kept != bare, ""
	}
	return code, d, true, ""
}

// readCode reads the code of a row; "" when there is none. Text in place of the
// code is no code on a line without a mark, nor is a heading that is repeated in
// other words.
func (l *loader) readCode(f field, marked bool) (string, habilitation.DocumentType) {
	code, d, repaired, second := joinCode(f.text)
	if code == "" || d == 0 && !marked && (!codeLike(code) || isCodeHeading(f.text)) {
		return "", 0
	}
	if second != "" {
		l.fault(ruleCodeAmbiguous, f.at, "code", code, second)
	}
	if _, marks := footnotes(f.text); marks {
		l.fault(ruleFootnote, f.at, "code", "code")
	}
	if repaired {
		name := "…"
		if d != 0 {
			name = code
		}
		l.fault(ruleCodeRepaired, f.at, "code", name)
	}
	return code, d
}

// codeLike: capitals, digits and the signs of codes.
func codeLike(s string) bool {
	return len(s) >= 3 && len(s) <= 20 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_*.-") == ""
}

// readLabel reads a label, and puts together what the page has cut.
func (l *loader) readLabel(f field, d habilitation.DocumentType) string {
	text := l.unmark(f, "label")
	if !strings.Contains(text, "\n") {
		return strings.Join(strings.Fields(text), " ")
	}
	for _, known := range [...]string{l.printed[d], d.Label()} {
		if known != "" && fold(known) == fold(text) {
			l.fault(ruleLabelRepaired, f.at, "label")
			return known
		}
	}
	if strings.Contains(text, "-\n") {
		l.fault(ruleLabelHyphen, f.at, "label")
		text = strings.ReplaceAll(text, "-\n", "-")
	} else {
		l.fault(ruleLabelRepaired, f.at, "label")
	}
	return strings.Join(strings.Fields(text), " ")
}
