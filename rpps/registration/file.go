package registration

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/internal/limit"
	"github.com/rppsplus/rppsplus/internal/rows"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Limits of [FileOptions] when they are 0.
const (
	// MaxLine is the longest line of a file, in bytes. A longer one costs that
	// line, and no memory.
	MaxLine = 1 << 20
	// MaxColumns is how many columns a file may have: as many as a sheet of a
	// spreadsheet, which may be saved with all its empty ones. A header with more
	// is refused, a longer line costs itself.
	MaxColumns = 16_384
)

// FileOptions says how much a file may hold. The zero FileOptions is the
// default.
type FileOptions struct {
	// MaxLine is the limit on the length of a line, or of a record of several
	// lines, in bytes; 0 means the constant, more than 1 GiB is taken for 1 GiB.
	MaxLine int
	// MaxColumns is the limit on the columns; 0 means the constant.
	MaxColumns int
}

func (o FileOptions) filled() FileOptions {
	o.MaxLine = limit.Or(o.MaxLine, MaxLine)
	o.MaxColumns = limit.Or(o.MaxColumns, MaxColumns)
	return o
}

// Reader reads a file of registrations, one record at a time and in constant
// memory.
//
// The first line names the columns: those of [Field.Column], in any order,
// accents, case and separators of words ignored, and a few other usual names, of which
// some count only where no other column is for their field (« Emploi »). A title above
// it, of ten lines at most, is passed over and told ([CodeLineAbove]).
// Separators are semicolons, commas or tabs; ="0012" and '0012, by which spreadsheets
// keep digits a text, are these digits, and so is 12.0; the text is UTF-8, Windows-1252
// line by line, or UTF-16 with its mark. A bad line costs that line only.
//
// A column of another name is read on no line, whatever it holds: an end date, a
// number. [Reader.Header] tells it, and no record does.
//
// A line that ends before its columns is read, with a warning
// ([CodeLineShort]): the columns that it does not reach count as empty. When it
// is also the end of the file, without an end of line, the file is cut there, and
// the line is refused ([CodeLineCut]). A file that is cut after a line, or
// within the last field of one, cannot be told from a whole one.
//
// The names of the columns once more ([CodeLineHeader]), and a total, a title, a footer
// or a line on which next to nothing can be read ([CodeLineTotal]) are one error each,
// and no person.
// From a line on that names the columns in another order, as of two lists one below
// the other, nothing is read ([CodeLineMoved]). A text below no name is warned of
// ([CodeLineUnnamed]): the cells of the line may have moved.
//
// [NewReader] makes it. It is not for several goroutines at once.
type Reader struct {
	o       FileOptions
	rows    *rows.Reader
	columns []Field // by position; zero: unknown
	// names are the cells of the line of the column names, up to the last that
	// is not empty; known is how many columns there are up to the last known one.
	names  []string
	known  int
	header rule.Faults
	texts  []string
	twice  bool    // a field has two columns
	named  bool    // people are named, or numbered
	fields int     // how many columns are known
	dates  []int   // the columns of birth dates and starts
	anew   []Field // what the line at hand would name
	moved  int     // the line from which on other names hold; 0: none
	labels map[label]uint16
}

// String tells how many columns are known. The lines at hand are not printed.
func (r Reader) String() string {
	n := 0
	for _, f := range r.columns {
		if f != 0 {
			n++
		}
	}
	return "Reader(columns known " + itoa(n) + " of " + itoa(len(r.columns)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (r Reader) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue implements [slog.LogValuer].
func (r Reader) LogValue() slog.Value { return slog.StringValue(r.String()) }

// Record is one record of a file.
type Record struct {
	// Line is where the record begins, from 1.
	Line int
	// Request is what was read.
	Request Request
	// Faults are those of the line itself, with their position. With an error
	// among them nothing can be said of the request, which may be empty.
	Faults rule.Faults

	read bool // the request has what the line says
}

// String tells the line and how much was found, not what the record says.
func (r Record) String() string {
	return "Record(line " + itoa(r.Line) + ", findings " + itoa(len(r.Faults)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (r Record) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue implements [slog.LogValuer].
func (r Record) LogValue() slog.Value { return slog.StringValue(r.String()) }

// NewReader reads the line of the column names. The error is a [rule.Fault]
// when this is no file of registrations (REG-FILE-…), or the error of the
// input.
func NewReader(r io.Reader) (*Reader, error) { return FileOptions{}.NewReader(r) }

// NewReader is the function [NewReader] under limits of the caller.
func (o FileOptions) NewReader(r io.Reader) (*Reader, error) {
	o = o.filled()
	in := bufio.NewReaderSize(r, sought)
	head, err := in.Peek(sought)
	if err != nil && !errors.Is(err, io.EOF) {
		if len(head) < sniffed {
			return nil, err
		}
		r = io.MultiReader(bytes.NewReader(head), broken{err}) // the buffer gives it once
	} else {
		r = in
	}
	switch kind := rows.Sniff(head[:min(len(head), sniffed)]); kind {
	case rows.Empty, rows.Text:
		// Blanks may fill the first bytes of a longer file.
	case rows.Zip, rows.OLE:
		return nil, rules[ruleFileSpreadsheet].At("")
	default:
		return nil, rules[ruleFileKind].At("").With(kind.String())
	}
	out := &Reader{o: o, rows: o.rows(r)}
	var above []aboveNames
	for range o.titles(head) {
		// An error comes again below.
		if rec, err := out.rows.Next(); err == nil && (rec.Problem != 0 || !blank(rec)) {
			above = append(above, aboveNames{rec.Line, rec.Strings(nil)})
		}
		out.rows.Title()
	}
	rec, err := out.rows.Next()
	if errors.Is(err, io.EOF) {
		return nil, rules[ruleFileEmpty].At("")
	}
	if err != nil {
		return nil, err
	}
	if !out.bind(rec) {
		if i := lineRule(rec.Problem); i == ruleLineLong || i == ruleLineQuote || i == ruleLineFields {
			return nil, out.lineFault(i).On(rule.Position{Line: rec.Line})
		}
		return nil, rules[ruleFileHeader].At("").On(rule.Position{Line: rec.Line})
	}
	if len(above) > 0 {
		at := rule.Position{Line: above[0].line}
		if slices.ContainsFunc(above, func(l aboveNames) bool { return ofPerson(out.columns, l.texts) }) {
			return nil, rules[ruleFileHeader].At("").On(at)
		}
		out.header = append(rule.Faults{rules[ruleLineAbove].At("").With(itoa(rec.Line)).On(at)}, out.header...)
	}
	return out, nil
}

func (o FileOptions) rows(r io.Reader) *rows.Reader {
	return rows.NewReader(r, rows.Options{MaxRecord: o.MaxLine, MaxFields: o.MaxColumns})
}

const (
	// Where the names of the columns are looked for: below that many lines at most, and
	// in that many bytes.
	maxAbove = 10
	sought   = 1 << 16
	// sniffed is how much of it tells what kind of file it is.
	sniffed = 512
)

// broken is an input that has nothing left but its error.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// aboveNames is a line above the names of the columns.
type aboveNames struct {
	line  int
	texts []string
}

// titles returns how many records stand above the names of the columns: these are on the
// line that names most fields, before the first that may be of a person below one that
// names any, or has a name and first names below one that is as good as these. A title may
// name some of them, as may a legend and groups of columns.
func (o FileOptions) titles(head []byte) int {
	in := o.rows(bytes.NewReader(head))
	at, most := 0, 0
	var columns []Field
	for n := range maxAbove + 1 {
		rec, err := in.Next()
		if err != nil {
			break
		}
		texts := rec.Strings(nil)
		if ofPerson(columns, texts) {
			break
		}
		named := fieldsNamed(nil, texts)
		if distinct(named) > most {
			at, most, columns = n, distinct(named), named
		} else if most >= minNamed && hasNames(columns, texts) {
			break
		}
		in.Title()
	}
	return at
}

// distinct counts the fields of columns.
func distinct(columns []Field) int {
	var seen [fieldCount]bool
	n := 0
	for _, f := range columns {
		if f != 0 && !seen[f] {
			seen[f] = true
			n++
		}
	}
	return n
}

// hasNames reports whether the texts of a line have both names.
func hasNames(columns []Field, texts []string) bool {
	var has [fieldCount]bool
	for i, f := range columns[:min(len(columns), len(texts))] {
		has[f] = has[f] || trim(texts[i]) != ""
	}
	return has[FieldBirthName] && has[FieldFirstNames]
}

// ofPerson reports whether the texts of a line may be of a person: among them is a name,
// and an RPPS number, or of a date, a sex, an address two that are where they are due, or
// one where half of the columns are filled in.
func ofPerson(columns []Field, texts []string) bool {
	known, filled, due, named, numbered := 0, 0, 0, false, false
	for i, f := range columns {
		if f == 0 {
			continue
		}
		known++
		if i >= len(texts) {
			continue
		}
		text := plain(trim(texts[i]))
		if text == "" {
			continue
		}
		filled++
		switch {
		case f == FieldBirthName, f == FieldFirstNames: // which any word may be
			named = true
		case isOfPerson(f):
			if ok, _ := isFor(f, text); ok {
				due++
				numbered = numbered || f == FieldNumber
			}
		}
	}
	return named && (numbered || due > 1 || due == 1 && 2*filled >= known)
}

// maxUnknown bounds the unknown columns that are told one by one.
const maxUnknown = 100

// required are the columns without which no record can be valid.
var required = [...]Field{
	FieldBirthName, FieldFirstNames, FieldSex, FieldBirthDate, FieldBirthPlace, FieldEmail, FieldPhone,
	FieldProfession, FieldCategory, FieldRole, FieldMode, FieldStart, FieldInformation,
}

// bind finds the fields of the columns, and whether there is any.
func (r *Reader) bind(rec rows.Record) bool {
	at := rule.Position{Line: rec.Line}
	if i := lineRule(rec.Problem); i >= 0 {
		r.header.Add(r.lineFault(i).On(at))
	}
	var seen, twice [fieldCount]bool
	known, unknown := false, 0
	names := rec.Strings(nil)
	r.columns = fieldsNamed(make([]Field, 0, len(names)), names)
	for i, f := range r.columns {
		name := trim(names[i])
		if name != "" {
			r.names = append(r.names, make([]string, i-len(r.names))...)
			r.names = append(r.names, name)
		}
		if f != 0 {
			r.known = i + 1
			r.fields++
		}
		if f == FieldBirthDate || f == FieldStart {
			r.dates = append(r.dates, i)
		}
		switch {
		case f == 0:
			if name != "" && unknown < maxUnknown {
				unknown++
				r.header.Add(rules[ruleColumnUnknown].At("").With(itoa(i+1), letters(i)).On(at))
			}
		case seen[f] && twice[f]:
		case seen[f]:
			twice[f], r.twice = true, true
			r.header.Add(rules[ruleColumnTwice].At(f.Path()).With(f.Column()).On(at))
		default:
			seen[f], known = true, true
		}
	}
	r.named = seen[FieldBirthName] || seen[FieldFirstNames] || seen[FieldNumber]
	for _, f := range required {
		if !seen[f] {
			r.header.Add(rules[ruleColumnMissing].At(f.Path()).With(f.Column()).On(at))
		}
	}
	if !seen[FieldSIRET] && !seen[FieldFINESS] && !seen[FieldRPPSRang] {
		r.header.Add(rules[ruleColumnStructure].At(PathStructure).On(at))
	}
	return known
}

// letters names a column as spreadsheets do: A, B … Z, AA.
func letters(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return letters(i/26-1) + string(rune('A'+i%26))
}

// Header returns what is to be said of the columns: what stands above their names, then
// unknown and twice in their order, then missing. Tell it before the records: see [Reader].
func (r *Reader) Header() rule.Faults { return slices.Clone(r.header) }

// Next returns the next record, and [io.EOF] at the end. Another error is that
// of the input.
func (r *Reader) Next() (Record, error) {
	var out Record
	err := r.next(&out)
	return out, err
}

// next reads a record into out: a record is large, and costly to hand around.
func (r *Reader) next(out *Record) error {
	*out = Record{}
	rec, err := r.rows.Next()
	for err == nil && rec.Problem == 0 && blank(rec) {
		rec, err = r.rows.Next() // blanks that the reader of rows does not know
	}
	if err != nil {
		return err
	}
	out.Line = rec.Line
	at := rule.Position{Line: rec.Line}
	if i := lineRule(rec.Problem); i >= 0 {
		out.Faults.Add(r.lineFault(i).On(at))
		return nil
	}
	r.texts = rec.Strings(r.texts[:0])
	for _, text := range r.texts[min(len(r.columns), len(r.texts)):] {
		if trim(text) != "" {
			// A cell more than columns: which one is in excess cannot be told.
			out.Faults.Add(rules[ruleLineFields].At("").With(itoa(len(r.texts)), itoa(len(r.columns))).On(at))
			break
		}
	}
	dated := r.dated()
	again, anew := false, false
	if !dated {
		again, anew = r.headings()
	}
	switch {
	case again:
		r.moved = 0
	case anew:
		r.moved = rec.Line
	}
	switch n := len(r.texts); {
	case len(out.Faults) == 0 && r.total():
		out.Faults.Add(rules[ruleLineTotal].At("").On(at))
	case n < len(r.names) && rec.Unended:
		// The last cell may be the beginning of what was written there.
		out.Faults.Add(rules[ruleLineCut].At("").With(itoa(n), itoa(len(r.names))).On(at))
	case again:
		out.Faults.Add(rules[ruleLineHeader].At("").On(at))
	case r.moved > 0:
		out.Faults.Add(rules[ruleLineMoved].At("").With(itoa(r.moved)).On(at))
	case !dated && r.nobody():
		out.Faults.Add(rules[ruleLineTotal].At("").On(at))
	}
	if len(out.Faults) > 0 {
		return nil
	}
	if n := len(r.texts); n < r.known {
		out.Faults.Add(rules[ruleLineShort].At("").With(itoa(n), itoa(len(r.names))).On(at))
	}
	if r.twice {
		r.agree(out, at)
	}
	unnamed := -1
	for i, f := range r.columns[:min(len(r.columns), len(r.texts))] {
		if r.texts[i] == "" {
			continue
		}
		if f == 0 {
			if unnamed < 0 && (i >= len(r.names) || r.names[i] == "") && trim(r.texts[i]) != "" {
				unnamed = i
			}
			continue
		}
		text := plain(trim(r.texts[i]))
		if text == "" || isListed[f] && !codeLike(text) && r.setLabel(&out.Request, f, text) {
			continue
		}
		// What cannot be read stays in the request, for Check to report.
		_ = out.Request.set(f, text)
	}
	if townCode(&out.Request.Identity.BirthPlace) {
		out.Faults.Add(rules[ruleColumnConflict].At(FieldBirthPlace.Path()).With(FieldBirthPlace.Column()).On(at))
	}
	if unnamed >= 0 {
		out.Faults.Add(rules[ruleLineUnnamed].At("").With(itoa(unnamed+1), letters(unnamed)).On(at))
	}
	out.Faults.Sort()
	out.read = true
	return nil
}

// minNamed is how many cells that name a column no line of a person has.
const minNamed = 3

// dated reports whether the line at hand has its dates, and so is a person's: a name of
// a column may have an example of a date behind it, not before.
func (r *Reader) dated() bool {
	for _, i := range r.dates {
		if i >= len(r.texts) {
			return false
		}
		if text := trim(r.texts[i]); text == "" || text[0]-'0' > 9 {
			return false
		}
	}
	return len(r.dates) > 0
}

// headings reports whether the line at hand names the columns: again as the first
// one does, or anew in another order.
func (r *Reader) headings() (again, anew bool) {
	named, same := 0, len(r.texts) >= r.known
	r.anew = fieldsNamed(r.anew[:0], r.texts)
	for i, f := range r.anew {
		if f != 0 {
			named++
		}
		same = same && (i >= len(r.columns) || f == r.columns[i])
	}
	return same, !same && named >= minNamed
}

// nobody reports whether the line at hand is of no person: it has one text, where there
// are columns for more, or nothing in those of a person, in a file that names one, or
// little, of which not more than one text is what its column is for. A footer is such a
// line, and what a sheet has filled in below its last person. An RPPS number is somebody's.
func (r *Reader) nobody() bool {
	filled, person := 0, false
	for i, f := range r.columns[:min(len(r.columns), len(r.texts))] {
		text := plain(trim(r.texts[i]))
		if text == "" {
			continue
		}
		filled++
		person = person || isOfPerson(f)
		if f == FieldNumber {
			if ok, _ := isFor(f, text); ok {
				return false
			}
		}
	}
	switch {
	case filled == 0 || r.known <= 1:
		return false
	case filled == 1 || r.named && !person:
		return true
	}
	return 2*filled <= r.fields && r.unlike()
}

// unlike reports whether texts of the line at hand are not what their columns are for,
// but one at most. Beside a birth name and first names, those of a place or of the work
// do not count: many lists have them in other words.
func (r *Reader) unlike() bool {
	read, unread, elsewhere, names := 0, 0, 0, 0
	for i, f := range r.columns[:min(len(r.columns), len(r.texts))] {
		text := plain(trim(r.texts[i]))
		if text == "" {
			continue
		}
		switch ok, known := isFor(f, text); {
		case !known:
		case !ok && (f == FieldBirthPlace || !isOfPerson(f)):
			elsewhere++
		case !ok:
			unread++
		case f == FieldBirthName, f == FieldFirstNames: // which nearly any word may be
			names++
		default:
			read++
		}
	}
	if names < 2 {
		unread += elsewhere
	}
	return read <= 1 && unread > 0
}

// isOfPerson tells the fields that no line of a person leaves empty one and all.
func isOfPerson(f Field) bool {
	switch f {
	case FieldBirthName, FieldFirstNames, FieldSex, FieldBirthDate, FieldBirthPlace, FieldEmail, FieldPhone, FieldNumber,
		FieldUsageName, FieldExerciseName, FieldExerciseFirstName, FieldBirthTown, FieldIdentifier:
		return true
	}
	return false
}

// isFor reports whether a text is what a field is for; it is not known of those that
// take any text.
func isFor(f Field, text string) (ok, known bool) {
	switch f {
	case 0, FieldUsageName, FieldExerciseName, FieldExerciseFirstName, FieldBirthTown, FieldIdentifier:
		return false, false
	case FieldBirthName, FieldFirstNames:
		return rpps.CheckName(f.Path(), text) == nil, true
	case FieldEmail:
		return strings.Contains(text, "@"), true
	case FieldPhone:
		return digitsOnly(strings.TrimPrefix(phoneDigits(text), "+")) >= 4, true
	case FieldBirthPlace:
		return len(text) == 5 && isINSEE(text), true
	}
	var scratch Request
	return scratch.read(f, text) == nil, true
}

// total reports whether the line at hand is certainly a total: it begins with that
// word, and has beside it neither a birth date nor, in a column that is known, a letter:
// no name, no address, no role. It has no text beyond the columns: that was told before.
func (r *Reader) total() bool {
	first := -1
	for i, text := range r.texts {
		if text = trim(text); text == "" {
			continue
		}
		switch f := r.columns[i]; {
		case first < 0:
			if !isTotal(text) {
				return false
			}
			first = i
		case f == FieldBirthDate, f != 0 && strings.ContainsFunc(text, unicode.IsLetter):
			return false
		}
	}
	return first >= 0
}

// isTotal recognises the words of a total, and the number that may follow.
func isTotal(text string) bool {
	// Most lines begin with the name of a person: no copy for those.
	if len(text) < len("total") ||
		!latin.EqualFold(text[:4], "tota") && !latin.EqualFold(text[:4], "sous") && !latin.EqualFold(text[:4], "gran") {
		return false
	}
	switch strings.TrimRight(foldWords(text), " 0123456789") {
	case "total", "totaux", "sous total", "sous totaux", "total general", "grand total":
		return true
	}
	return false
}

// agree leaves one text for each field that has several columns, the first, and
// reports those that differ.
func (r *Reader) agree(out *Record, at rule.Position) {
	var from [fieldCount]string
	var conflict [fieldCount]bool
	for i, f := range r.columns[:min(len(r.columns), len(r.texts))] {
		text := plain(trim(r.texts[i]))
		switch {
		case f == 0 || text == "":
			continue
		case from[f] == "":
			from[f] = text
			continue
		case text != from[f] && !conflict[f] && !sayOne(f, text, from[f]):
			out.Faults.Add(rules[ruleColumnConflict].At(f.Path()).With(f.Column()).On(at))
			conflict[f] = true
		}
		r.texts[i] = ""
	}
}

// sayOne reports whether two texts say one thing: a code and its label, a day in two forms.
func sayOne(f Field, a, b string) bool {
	var x, y Request
	if x.read(f, a) != nil || y.read(f, b) != nil {
		return false
	}
	switch f {
	case FieldSex:
		return x.Identity.Sex == y.Identity.Sex
	case FieldBirthDate:
		return x.Identity.BirthDate == y.Identity.BirthDate
	case FieldInformation:
		return x.Information.On == y.Information.On
	case FieldHomeCare:
		return x.HomeCare.Verified == y.HomeCare.Verified
	case FieldStart, FieldEnd, FieldSIRET, FieldFINESS, FieldRPPSRang:
		return x.Situation == y.Situation
	}
	return isListed[f] && x.Situation == y.Situation
}

// townCode takes the code of a place for that, which a column of the town has: many lists
// call both the place of birth. It reports whether there is another code.
func townCode(p *rpps.BirthPlace) (differs bool) {
	if len(p.Town) != len("33063") {
		return false
	}
	commune, country := birthPlace(string(p.Town))
	if ok, _ := isFor(FieldBirthPlace, string(commune+country)); !ok {
		return false
	}
	p.Town = ""
	if p.Commune == "" && p.Country == "" {
		p.Commune, p.Country = commune, country
	}
	return p.Commune != commune || p.Country != country
}

// plain takes off what programs put around digits: ="0012" and '0012, that they stay a
// text, and 313.0 of a column with empty cells.
func plain(s string) string {
	switch n := len(s) - 1; {
	case n > 0 && s[n] == '0' && (s[n-1] == '.' || s[n-1] == ',') && digitsOnly(s[:n-1]) > 0:
		return s[:n-1]
	case n > 2 && s[:2] == `="` && s[n] == '"':
		return trim(s[2:n])
	case n > 0 && s[0] == '\'' && (s[1] == '+' || s[1] >= '0' && s[1] <= '9'):
		return s[1:]
	}
	return s
}

// blank reports whether there is no text at all, or nothing but the byte with which
// old programs end a file.
func blank(rec rows.Record) bool {
	for i := range rec.Len() {
		if f := rec.Field(i); len(f) > 0 && (f[0] > ' ' && f[0] < utf8.RuneSelf || trim(string(f)) != "") {
			return rec.Len() == 1 && string(f) == "\x1a"
		}
	}
	return true
}

// A label is the text of a field that is given by code or label. A file has the
// same few on all its lines.
type label struct {
	field Field
	text  string
}

// What a reader remembers is bounded: the lists have fewer labels, and shorter
// ones. A label may be spelt longer without end, with marks that nobody sees.
const (
	maxLabels = 1024
	maxLabel  = 256
)

// isListed tells the fields that are given by code or label.
var isListed = [fieldCount]bool{
	FieldProfession: true, FieldCategory: true, FieldRole: true, FieldMode: true, FieldSector: true, FieldEndReason: true,
	FieldLiberalActivity: true,
}

// codeLike reports whether a text is as short as a code, or ends as one: reading it is
// quicker than remembering it. FON-AU is none of these, and is remembered.
func codeLike(text string) bool {
	n := len(text)
	return n <= 3 || n <= maxCode && text[n-1] >= '0' && text[n-1] <= '9'
}

// setLabel sets a field of isListed by its label, and reports whether that was read.
// Labels that are none are not remembered: they may be anything.
func (r *Reader) setLabel(q *Request, f Field, text string) bool {
	s := &q.Situation
	key := label{f, text}
	v, known := r.labels[key]
	if !known && q.read(f, text) != nil {
		return false
	}
	switch f {
	case FieldProfession:
		v = remembered(known, v, &s.Function)
	case FieldCategory:
		v = remembered(known, v, &s.Category)
	case FieldRole:
		v = remembered(known, v, &s.Role)
	case FieldMode:
		v = remembered(known, v, &s.Mode)
	case FieldSector:
		v = remembered(known, v, &s.Structure.Sector)
	case FieldEndReason:
		v = remembered(known, v, &s.EndReason)
	case FieldLiberalActivity:
		v = remembered(known, v, &s.LiberalActivity)
	}
	if !known && len(r.labels) < maxLabels && len(text) <= maxLabel {
		if r.labels == nil {
			r.labels = make(map[label]uint16)
		}
		// A copy: the text would keep its whole line in memory.
		r.labels[label{f, strings.Clone(text)}] = v
	}
	return true
}

// remembered sets a code to its remembered number, or returns the number of the
// code that was read.
func remembered[T ~uint8 | ~uint16](known bool, v uint16, to *T) uint16 {
	if known {
		*to = T(v)
	}
	return uint16(*to)
}

// lineRule is the rule on a line that cannot be used, -1 for none.
func lineRule(p rows.Problem) int {
	switch p {
	case 0:
		return -1
	case rows.TooLong:
		return ruleLineLong
	case rows.NULByte:
		return ruleLineNUL
	case rows.NotText:
		return ruleLineText
	case rows.TooManyFields:
		return ruleLineFields
	}
	return ruleLineQuote
}

func (r *Reader) lineFault(i int) rule.Fault {
	f := rules[i].At("")
	switch i {
	case ruleLineLong:
		f = f.With(itoa(r.o.MaxLine))
	case ruleLineFields:
		columns := len(r.columns)
		if columns == 0 { // in the header itself
			columns = r.o.MaxColumns
		}
		f = f.With("> "+itoa(r.o.MaxColumns), itoa(columns))
	}
	return f
}

// All returns the records. The error is that of the input, and comes last.
func (r *Reader) All() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		var rec Record
		for {
			err := r.next(&rec)
			if err == io.EOF { // as Next documents it, and never wrapped
				return
			}
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

// Result is what was found about one record of a file.
type Result struct {
	Record
	// Checked reports whether the request could be read and checked.
	Checked bool
}

// Valid reports whether the record may be sent: no finding is an error.
func (r Result) Valid() bool { return r.Checked && r.Faults.Count(rule.Error) == 0 }

// Check checks the records one by one. The index finds who is on two lines; nil
// leaves that out, and the memory constant. A place that the establishments of the
// context know by two numbers is one, whichever of them a line gives. One e-mail
// address or telephone of three people in a row is told once ([CodeColumnSame]).
// The faults carry their line; those of the columns are in [Reader.Header] alone,
// and a record may be valid without what stands in a column that is not known. The
// error is that of the input, and comes last.
func (r *Reader) Check(c Context, d *Duplicates) iter.Seq2[Result, error] {
	return func(yield func(Result, error) bool) {
		k := checker{c: c, day: c.At}
		var out Result
		var before sameContact
		for {
			err := r.next(&out.Record)
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(Result{}, err)
				return
			}
			out.Checked = out.read
			if out.Checked {
				k.r, k.faults = out.Request, nil
				ofLine := before.add(out.Faults, &out.Request, out.Line)
				out.Faults = k.check()
				for i := range out.Faults {
					out.Faults[i] = out.Faults[i].On(rule.Position{Line: out.Line})
				}
				if d != nil {
					// The place may be on one line by its SIRET, on another by its FINESS.
					place := &out.Request.Situation.Structure
					asWritten := *place
					*place = gestionnaire.Completed(asWritten, c.Establishments)
					if out.Faults.Count(rule.Error) > 0 || ofLine.Count(rule.Error) > 0 {
						ofLine = append(ofLine, d.AddRefused(out.Line, &out.Request)...)
					} else {
						ofLine = append(ofLine, d.Add(out.Line, &out.Request)...)
					}
					*place = asWritten
				}
				if len(ofLine) > 0 {
					out.Faults = append(out.Faults, ofLine...)
					out.Faults.Sort()
				}
			}
			if !yield(out, nil) {
				return
			}
		}
	}
}

// sameContact finds out that a column of contacts has one for everybody.
type sameContact struct {
	name         rpps.Private // of the person before
	born         civil.Date
	email, phone inARow
}

// inARow is a contact, and of how many people in a row it is.
type inARow struct {
	text rpps.Private
	n    int
}

// sameInFile is how many people in a row have one contact when that is told, once.
const sameInFile = 3

// next reports whether it is to be told on the line of one more person.
func (c *inARow) next(text rpps.Private) bool {
	if c.n == sameInFile {
		return false // was told
	}
	if text == "" || text != c.text {
		c.n = 0
	}
	c.text = text
	c.n++
	return c.n == sameInFile
}

// add adds to the faults of a line what is to be said of its contacts.
func (s *sameContact) add(fs rule.Faults, r *Request, line int) rule.Faults {
	if s.name == r.Identity.BirthName && s.born == r.Identity.BirthDate {
		return fs // one person at several places
	}
	s.name, s.born = r.Identity.BirthName, r.Identity.BirthDate
	if s.email.next(r.Contact.Email) {
		fs.Add(rules[ruleColumnSame].At(FieldEmail.Path()).On(rule.Position{Line: line}))
	}
	if s.phone.next(r.Contact.Phone) {
		fs.Add(rules[ruleColumnSame].At(FieldPhone.Path()).On(rule.Position{Line: line}))
	}
	return fs
}

// Summary counts the findings of a file.
type Summary struct {
	Records     int `json:"records"`
	Valid       int `json:"valid"`
	Errors      int `json:"errors"`
	Warnings    int `json:"warnings"`
	Completions int `json:"completions"`
}

// AddFaults counts faults, such as those of the header.
func (s *Summary) AddFaults(fs rule.Faults) {
	s.Errors += fs.Count(rule.Error)
	s.Warnings += fs.Count(rule.Warning)
	s.Completions += fs.Count(rule.Completion)
}

// Add counts a record.
func (s *Summary) Add(r Result) {
	s.Records++
	if r.Valid() {
		s.Valid++
	}
	s.AddFaults(r.Faults)
}

// fieldsNamed appends the field of each column to out, 0 for none. A loose name counts
// where no other column is for its field, and once.
func fieldsNamed(out []Field, names []string) []Field {
	var seen [fieldCount]bool
	var loose []looseColumn
	for i, name := range names {
		var f Field
		var either [2]Field
		if name != "" {
			f, either = columnField(name)
		}
		if either != [2]Field{} {
			loose = append(loose, looseColumn{i, either})
		}
		seen[f] = true
		out = append(out, f)
	}
	for _, l := range loose {
		for _, f := range l.either {
			if !seen[f] {
				out[l.at], seen[f] = f, true
				break
			}
		}
	}
	return out
}

// columnField returns the field of a column by its name, 0 for none, and what it may be
// for by a loose one.
func columnField(name string) (f Field, either [2]Field) {
	key := columnKey(name)
	for f, info := range fields {
		if f > 0 && isColumn(key, info.column) {
			return Field(f), either
		}
	}
	for _, other := range columnNames {
		if other.text == key {
			return other.value, either
		}
	}
	for _, other := range looseNames {
		if other.text == key {
			return 0, other.value
		}
	}
	return 0, either
}

// isColumn reports whether key is the name of a column without its underscores. A
// header may have names without end.
func isColumn(key, column string) bool {
	for part := range strings.SplitSeq(column, "_") {
		rest, ok := strings.CutPrefix(key, part)
		if !ok {
			return false
		}
		key = rest
	}
	return key == ""
}

// columnKey folds the name of a column: no accents, case, signs or small words, nor
// what forms put behind: (JJ/MM/AAAA), (obligatoire).
func columnKey(name string) string {
	key := foldWords(name)
	// Other orders are not read: the month first would be taken for the day.
	for _, form := range [...]string{"jj mm aaaa", "aaaa mm jj"} {
		key = strings.Replace(key, form, "", 1)
	}
	var b strings.Builder
	for word := range strings.FieldsSeq(key) {
		switch word {
		case "de", "du", "d", "la", "le", "l", "n", "no", "obligatoire", "facultatif":
		default:
			b.WriteString(word)
		}
	}
	return b.String()
}

// columnNames are other usual names of columns, folded.
var columnNames = [...]wordOf[Field]{
	{"nomfamille", FieldBirthName},
	{"nompatronymique", FieldBirthName},
	{"nomjeunefille", FieldBirthName},
	{"prenom", FieldFirstNames},
	{"prenomsnaissance", FieldFirstNames},
	{"codelieunaissance", FieldBirthPlace},
	{"codeinseenaissance", FieldBirthPlace},
	{"codeinseecommunenaissance", FieldBirthPlace},
	{"codecommunenaissance", FieldBirthPlace},
	{"villenaissance", FieldBirthTown},
	{"mail", FieldEmail},
	{"courriel", FieldEmail},
	{"adressemail", FieldEmail},
	{"adresseemail", FieldEmail},
	{"adresseelectronique", FieldEmail},
	{"tel", FieldPhone},
	{"mobile", FieldPhone},
	{"portable", FieldPhone},
	{"numerotelephone", FieldPhone},
	{"telephonemobile", FieldPhone},
	{"telephoneportable", FieldPhone},
	{"telmobile", FieldPhone},
	{"telportable", FieldPhone},
	{"rpps", FieldNumber},
	{"idrpps", FieldNumber},
	{"metier", FieldProfession},
	{"codemetier", FieldProfession},
	{"codeprofession", FieldProfession},
	{"categorieprofessionnelle", FieldCategory},
	{"codecategorie", FieldCategory},
	{"coderole", FieldRole},
	{"codesecteur", FieldSector},
	{"codemodeexercice", FieldMode},
	{"siretetablissement", FieldSIRET},
	{"sexefm", FieldSex},
	{"sexemf", FieldSex},
	{"nommarital", FieldUsageName},
	{"rolerpps", FieldRole},
	{"genreactivite", FieldRole},
	{"mode", FieldMode},
	{"numerosiret", FieldSIRET},
	{"numerofiness", FieldFINESS},
	{"finesset", FieldFINESS},
	{"finessgeographique", FieldFINESS},
	{"motifsortie", FieldEndReason},
	{"secteuractivite", FieldSector},
	{"dateprisefonction", FieldStart},
	{"dateentree", FieldStart},
	{"dateembauche", FieldStart},
	{"datesortie", FieldEnd},
	{"datefinfonction", FieldEnd},
	{"dateinformation", FieldInformation},
	{"eligibilite", FieldHomeCare},
}

// looseNames are names that lists also have for something else beside a column with a
// name of its own: the town beside the code of the commune, the job in the words of the
// house beside the métier, the end of the contract beside that of the situation.
var looseNames = [...]wordOf[[2]Field]{
	{"lieunaissance", [2]Field{FieldBirthPlace, FieldBirthTown}},
	{"communenaissance", [2]Field{FieldBirthPlace, FieldBirthTown}},
	{"civilite", [2]Field{FieldSex}},
	{"mmme", [2]Field{FieldSex}},
	{"ne", [2]Field{FieldBirthDate}},
	{"nee", [2]Field{FieldBirthDate}},
	{"nationalite", [2]Field{FieldFrenchNationality}},
	{"datefincontrat", [2]Field{FieldEnd}},
	{"fincontrat", [2]Field{FieldEnd}},
	{"emploi", [2]Field{FieldProfession}},
	{"libelleemploi", [2]Field{FieldProfession}},
}

// looseColumn is a column with one.
type looseColumn struct {
	at     int
	either [2]Field
}
