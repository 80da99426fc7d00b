package matrixfile

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/internal/limit"
	"github.com/rppsplus/rppsplus/internal/rows"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Format is the form of a file. The zero value is "not stated".
type Format uint8

const (
	// FormatCSV is the project's own.
	FormatCSV Format = iota + 1
	// FormatSheet is the official publication, saved as CSV from a spreadsheet.
	FormatSheet
	// FormatJSONAPI is one or several JSON:API documents.
	FormatJSONAPI
)

var formatNames = [...]string{"", "csv", "sheet", "jsonapi"}

// String returns the name, or "(not stated)".
func (f Format) String() string { return enum.String(formatNames[:], f) }

// MarshalText returns the name, or the empty text when not stated.
func (f Format) MarshalText() ([]byte, error) { return enum.Text(formatNames[:], f) }

// Acceptance is what the caller has looked at and accepts. The zero value
// accepts nothing.
type Acceptance uint8

const (
	// MissingTypes: types of the reference matrix have no row. Nobody reads them
	// any more.
	MissingTypes Acceptance = 1 << iota
	// UnlistedTypes: the library does not know some types. They are carried and
	// denied.
	UnlistedTypes
	// ReclassedTypes: some types stand under another class than the library's.
	ReclassedTypes
	// MissingColumns: columns of the reference matrix are not there, or
	// professions, métiers or roles of a column, in a form that names one at a
	// time. These professionals read nothing any more by it; whom another column names,
	// as that of the dispensing pharmacists all of code 21, read by that one. Métiers
	// that no column of the file names have one without an open cell beside the columns of roles, so that no role
	// opens it to them.
	MissingColumns
	// OtherLabels: some types carry the label of another type, as when codes
	// have slipped by a row. Look at the publication.
	OtherLabels
	// AcceptAll is all of these: for a comparison, not for decisions.
	AcceptAll = MissingTypes | UnlistedTypes | ReclassedTypes | MissingColumns | OtherLabels
)

// Blanks says what a blank cell of a sheet means. It is not asked of the other
// formats, where a blank is always a fault.
type Blanks uint8

const (
	// BlankIsFault: a cell is marked yes or no. The default.
	BlankIsFault Blanks = iota
	// BlankIsNo: the publication marks what is open and leaves blank what is
	// closed. A sheet that also marks what is closed has no blank cell all the
	// same.
	BlankIsNo
)

// Options say what the caller knows of the file.
type Options struct {
	// Version is stated by the caller: ID, Source, From and Confidence must be.
	Version habilitation.Version
	// Base is the matrix that the file is a new version of: its columns are
	// recognised and its types expected. Nil means [habilitation.CNAM20240925].
	Base *habilitation.Matrix
	// Columns are columns that the base has not, or not like this: one of the
	// same key takes its place.
	Columns []habilitation.Column
	// Headings name columns otherwise: the heading of a column in the file, or
	// the code or name of a profession of a JSON:API document, to the key. Case, accents and
	// punctuation of headings do not matter.
	Headings map[string]string
	// Blanks says what a blank cell of a sheet means.
	Blanks Blanks
	// Accept is what was looked at and is accepted.
	Accept Acceptance

	// MaxBytes is the limit on the length of a file, MaxLine on that of a
	// record of a sheet or CSV, MaxLines and MaxColumns on their lines and
	// columns, MaxDepth and MaxValues on the nesting and the values of JSON,
	// MaxFaults on the findings. 0 means the constant; more than 1,000 levels
	// are taken for 1,000.
	MaxBytes, MaxLine, MaxLines, MaxColumns, MaxDepth, MaxValues, MaxFaults int
}

// Limits of [Options] when they are 0. The published matrix has 108 lines of 23
// fields, about 20 kB, as CSV; as JSON:API its 2,052 records of five levels are
// a few megabytes.
const (
	MaxBytes   = 32 << 20
	MaxLine    = 64 << 10
	MaxLines   = 10_000
	MaxColumns = 256
	MaxDepth   = 32
	MaxValues  = 2_000_000
	// MaxFaults: a file with more is refused without the rest of them.
	MaxFaults = 100_000
)

func (o Options) filled() Options {
	o.MaxBytes = limit.Or(o.MaxBytes, MaxBytes)
	o.MaxLine = limit.Or(o.MaxLine, MaxLine)
	o.MaxLines = limit.Or(o.MaxLines, MaxLines)
	o.MaxColumns = limit.Or(o.MaxColumns, MaxColumns)
	o.MaxDepth = limit.Depth(o.MaxDepth, MaxDepth)
	o.MaxValues = limit.Or(o.MaxValues, MaxValues)
	o.MaxFaults = limit.Or(o.MaxFaults, MaxFaults)
	return o
}

// Result is what was read.
type Result struct {
	// Matrix is nil when the file was refused.
	Matrix *habilitation.Matrix
	Format Format
	// Rows is the number of types read, of both kinds.
	Rows int
	// Missing are the types of the base without a row, Unlisted the rows of types
	// that the library does not know, MissingColumns the keys of the columns of
	// the base that are not there.
	Missing        []habilitation.DocumentType
	Unlisted       []habilitation.UnlistedRow
	MissingColumns []string
	// Blanks is the number of blank cells read as no.
	Blanks int
	// Faults are all findings, in the order of the file.
	Faults rule.Faults
}

// Load reads a file of any of the formats, which it detects. See [Detect].
//
// The error is that of the reader, or the findings of the result when one of
// them is an error; the matrix is then nil.
func Load(r io.Reader, o Options) (Result, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	head, err := b.Peek(64 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return Result{}, err
	}
	switch Detect(head) {
	case FormatJSONAPI:
		return LoadJSONAPI(b, o)
	case FormatSheet:
		return LoadSheet(b, o)
	}
	return LoadCSV(b, o)
}

// Detect tells the format from the beginning of a file: JSON, or the project's
// CSV when the first line is its header, or a sheet. A file that is none of them
// is detected as one of them too; loading it tells.
func Detect(head []byte) Format {
	switch rows.Sniff(head) {
	case rows.JSON:
		return FormatJSONAPI
	case rows.Text:
	default:
		return FormatCSV // which says what is wrong
	}
	rec, err := rows.NewReader(bytes.NewReader(head), rows.Options{}).Next()
	if err != nil || rec.Problem != 0 {
		return FormatSheet
	}
	for _, field := range rec.Strings(nil) {
		if latin.EqualFold(strings.TrimSpace(field), "type_code") {
			return FormatCSV
		}
	}
	if fields := rec.Strings(nil); len(fields) > 2 && fold(fields[0]) == "classe" && fold(fields[1]) == "code" && fold(fields[2]) == "libelleimprime" {
		return FormatCSV
	}
	return FormatSheet
}

// LoadCSV reads the project's own form: a header line, then one line a type.
// The columns type_code (or code), class_code (or classe), class_label and
// type_label (or libellé imprimé) stand in any order among the subjects; only
// the code is required. A cell is 1 or 0, oui or non, yes or no, true or false.
func LoadCSV(r io.Reader, o Options) (Result, error) {
	l := newLoader(FormatCSV, o)
	if t, err := l.table(r); err != nil {
		return l.res, err
	} else if t != nil {
		l.csv(t)
	}
	return l.finish()
}

// LoadSheet reads the official publication, saved as CSV from a spreadsheet. See
// the comment of the package.
func LoadSheet(r io.Reader, o Options) (Result, error) {
	l := newLoader(FormatSheet, o)
	if t, err := l.table(r); err != nil {
		return l.res, err
	} else if t != nil {
		l.sheet(t)
	}
	return l.finish()
}

// LoadJSONAPI reads JSON:API documents, one after the other: the answers of the
// public site, one for each profession.
func LoadJSONAPI(r io.Reader, o Options) (Result, error) {
	l := newLoader(FormatJSONAPI, o)
	if b, err := l.all(r); err != nil {
		return l.res, err
	} else if b != nil {
		l.jsonapi(b)
	}
	return l.finish()
}

// record is a row as it was read.
type record struct {
	pos         rule.Position
	path        string // for JSON
	code, label string
	document    habilitation.DocumentType
	class       habilitation.DocumentClass
	set, open   habilitation.ColumnSet // cells stated, and open; by index in loader.columns
}

type loader struct {
	o        Options
	base     *habilitation.Matrix
	columns  []habilitation.Column // all that can be recognised, those of the base first
	expected int                   // the number of those of the base
	names    names
	labels   map[string]habilitation.DocumentType // folded, of the types of the library
	printed  map[habilitation.DocumentType]string // labels of the base
	present  habilitation.ColumnSet               // columns of the file
	records  []record
	asked    map[Acceptance]int // findings that the caller must accept
	res      Result
}

func newLoader(f Format, o Options) *loader {
	l := &loader{o: o.filled(), base: o.Base, asked: map[Acceptance]int{}, res: Result{Format: f}}
	if l.base == nil {
		l.base = habilitation.CNAM20240925()
	}
	for _, c := range l.base.Columns() {
		l.columns = append(l.columns, c)
	}
	l.expected = len(l.columns)
	for _, c := range o.Columns {
		if i := slices.IndexFunc(l.columns, func(x habilitation.Column) bool { return x.Key == c.Key }); i >= 0 {
			l.columns[i] = c
		} else {
			l.columns = append(l.columns, c)
		}
	}
	if len(l.columns) > habilitation.MaxColumns {
		l.columns = l.columns[:habilitation.MaxColumns]
		l.fault(ruleInvalid, rule.Position{}, "columns", "columns")
	}
	l.names = newNames(l.columns, o.Headings)
	for _, key := range o.Headings {
		if !slices.ContainsFunc(l.columns, func(c habilitation.Column) bool { return c.Key == key }) {
			l.fault(ruleColumnUnknown, rule.Position{}, "options.headings")
		}
	}
	l.labels, l.printed = map[string]habilitation.DocumentType{}, map[habilitation.DocumentType]string{}
	for d := range habilitation.DocumentTypes() {
		f := fold(d.Label())
		if _, twice := l.labels[f]; twice {
			l.labels[f] = 0 // says nothing
			continue
		}
		l.labels[f] = d
	}
	for r := range l.base.Rows() {
		l.printed[r.Document] = r.Label
	}

	for _, f := range [...]struct {
		path  string
		empty bool
	}{
		{"version.id", o.Version.ID == ""},
		{"version.source", o.Version.Source == ""},
		{"version.from", o.Version.From.IsZero()},
		{"version.confidence", strings.TrimSpace(o.Version.Confidence.FR) == "" && strings.TrimSpace(o.Version.Confidence.EN) == ""},
	} {
		if f.empty {
			l.fault(ruleVersion, rule.Position{}, f.path, f.path)
		}
	}
	return l
}

func (l *loader) fault(i int, at rule.Position, path string, args ...string) {
	switch n := len(l.res.Faults); {
	case n > l.o.MaxFaults:
		return
	case n == l.o.MaxFaults:
		i, path, args = ruleLarge, "", []string{strconv.Itoa(l.o.MaxFaults)}
	}
	l.res.Faults.Add(rules[i].At(path).On(at).With(args...))
}

// ask adds a finding that the caller must have looked at.
func (l *loader) ask(a Acceptance, i int, at rule.Position, path string, args ...string) {
	l.asked[a]++
	l.fault(i, at, path, args...)
}

// all reads a file whole; nil when it is of another kind or too large.
func (l *loader) all(r io.Reader) ([]byte, error) {
	most := l.o.MaxBytes
	b, err := limit.Read(r, most)
	if err != nil {
		return nil, err
	}
	if len(b) > most {
		text := strconv.Itoa(most)
		if most%(1<<20) == 0 {
			text = strconv.Itoa(most>>20) + " MiB"
		}
		l.fault(ruleLarge, rule.Position{}, "", text)
		return nil, nil
	}
	kind, want := rows.Sniff(b), rows.Text
	if l.res.Format == FormatJSONAPI {
		want = rows.JSON
	}
	switch {
	case kind == rows.Empty:
		l.fault(ruleEmpty, rule.Position{}, "")
		return nil, nil
	// What looks like JSON may be a heading between brackets.
	case kind != want && (want == rows.JSON || kind != rows.JSON):
		l.fault(ruleKind, rule.Position{}, "", kind.String())
		return nil, nil
	case want == rows.Text && isMarkdown(b):
		l.fault(ruleKind, rule.Position{}, "", "Markdown")
		return nil, nil
	}
	return b, nil
}

// isMarkdown reports whether a line is that of dashes below the names of the
// columns of a table.
func isMarkdown(b []byte) bool {
	for line := range bytes.Lines(b) {
		if bytes.HasPrefix(line, []byte("|")) && bytes.Contains(line, []byte("---")) && len(bytes.Trim(line, "|-: \r\n")) == 0 {
			return true
		}
	}
	return false
}

// finish checks the whole and makes the matrix.
func (l *loader) finish() (Result, error) {
	l.check()
	// Columns of the file, in the order of those that are known.
	var columns []habilitation.Column
	var place []int
	for i, c := range l.columns {
		if l.present.Has(i) {
			columns, place = append(columns, c), append(place, i)
		}
	}
	spec := habilitation.Spec{Version: l.o.Version, Columns: l.closed(columns)}
	for _, r := range l.records {
		var allowed habilitation.ColumnSet
		for to, from := range place {
			if r.open.Has(from) {
				allowed |= 1 << to
			}
		}
		if r.document == 0 {
			spec.Unlisted = append(spec.Unlisted, habilitation.UnlistedRow{Code: r.code, Label: r.label, Class: r.class, Allowed: allowed})
			continue
		}
		spec.Rows = append(spec.Rows, habilitation.Row{Document: r.document, Label: r.label, Class: r.class, Allowed: allowed})
	}
	l.res.Unlisted = spec.Unlisted
	l.res.Faults.Sort()
	if err := l.res.Faults.Err(); err != nil {
		return l.res, err
	}
	m, err := habilitation.New(spec)
	if err != nil {
		var faults rule.Faults
		errors.As(err, &faults)
		for _, f := range faults {
			l.fault(ruleInvalid, rule.Position{}, f.Path(), f.Path())
		}
		l.res.Faults.Sort()
		return l.res, l.res.Faults
	}
	l.res.Matrix = m
	return l.res, nil
}

// closed adds a column without an open cell for the métiers that the base names and no
// column of the file does: under a role the column of the role alone would decide, and
// what the file leaves out would open.
func (l *loader) closed(columns []habilitation.Column) []habilitation.Column {
	var silent []roles.Profession
	for _, c := range l.base.Columns() {
		for _, f := range c.Functions {
			named := func(c habilitation.Column) bool { return slices.Contains(c.Functions, f) }
			if !slices.ContainsFunc(columns, named) && !slices.Contains(silent, f) {
				silent = append(silent, f)
			}
		}
	}
	byRole := func(c habilitation.Column) bool { return len(c.Roles) > 0 }
	if len(silent) == 0 || !slices.ContainsFunc(columns, byRole) {
		return columns
	}
	return append(columns, habilitation.Column{
		Key: keyClosed, Heading: "Métiers sans colonne", Label: "Métiers dont le fichier ne dit rien, fermés", Functions: silent,
	})
}

// keyClosed is the key of the column that closed adds.
const keyClosed = "metiers-without-column"

// check looks at the rows together.
func (l *loader) check() {
	l.res.Rows = len(l.records)
	if len(l.records) == 0 {
		if l.res.Faults.Count(rule.Error) == 0 {
			l.fault(ruleEmpty, rule.Position{}, "")
		}
		return
	}
	lines := map[string]int{} // of the first row of each code
	for _, r := range l.records {
		if first, twice := lines[r.code]; twice {
			l.fault(ruleTypeTwice, r.pos, r.path, strconv.Itoa(first))
		} else {
			lines[r.code] = r.pos.Line
		}
	}
	for i := range l.records {
		l.checkRow(&l.records[i], lines)
	}
	for r := range l.base.Rows() {
		if _, ok := lines[r.Document.Code()]; !ok {
			l.res.Missing = append(l.res.Missing, r.Document)
			l.ask(MissingTypes, ruleMissing, rule.Position{}, "types", r.Document.Code())
		}
	}
	for i, c := range l.columns[:l.expected] {
		if !l.present.Has(i) {
			l.res.MissingColumns = append(l.res.MissingColumns, c.Key)
			l.ask(MissingColumns, ruleColumnMissing, rule.Position{}, "columns", c.Key)
		}
	}
	for _, a := range [...]struct {
		what       Acceptance
		path, name string
	}{
		{MissingTypes, "types", "MissingTypes"},
		{UnlistedTypes, "types", "UnlistedTypes"},
		{ReclassedTypes, "types", "ReclassedTypes"},
		{MissingColumns, "columns", "MissingColumns"},
		{OtherLabels, "types", "OtherLabels"},
	} {
		if n := l.asked[a.what]; n > 0 && l.o.Accept&a.what == 0 {
			l.fault(ruleAccept, rule.Position{}, a.path, strconv.Itoa(n), a.name)
		}
	}
}

// checkRow holds a row against the types that the library knows, and completes it.
func (l *loader) checkRow(r *record, lines map[string]int) {
	if r.document == 0 {
		l.ask(UnlistedTypes, ruleUnlisted, r.pos, r.path)
	} else if c := r.document.Class(); r.class != 0 && c != 0 && r.class != c {
		l.ask(ReclassedTypes, ruleClassDiffers, r.pos, r.path, r.class.Code(), c.Code())
	}
	if other := l.labels[fold(r.label)]; other != 0 && other != r.document && fold(r.document.Label()) != fold(r.label) {
		// An unknown code in the place of a type that is gone is a new code
		// for it: two findings say so.
		if _, there := lines[other.Code()]; there || r.document != 0 {
			l.ask(OtherLabels, ruleLabelOther, r.pos, r.path, other.Code())
		}
	}
	if r.label == "" {
		r.label = r.document.Label()
	}
	if r.open == 0 && r.set != 0 {
		l.fault(ruleClosed, r.pos, r.path)
	}
}

// mark reads a cell: yes, no, blank, or neither.
type mark uint8

const (
	isBlank mark = iota
	isYes
	isNo
	isNeither
)

// readMark reads the text of a cell. wide takes the signs of sheets too.
func readMark(text string, wide bool) mark {
	s := latin.Lower(strings.TrimSpace(text))
	switch s {
	case "":
		return isBlank
	case "1", "oui", "yes", "true", "vrai":
		return isYes
	case "0", "non", "no", "false", "faux":
		return isNo
	}
	if wide {
		switch s {
		case "x", "✓", "✔": // not ✗ and ✘, which may refuse
			return isYes
		case "-", "–", "—":
			return isNo
		}
	}
	return isNeither
}

// cell enters a mark in a record, or a fault.
func (l *loader) cell(r *record, column int, m mark, at rule.Position) {
	key := l.columns[column].Key
	switch m {
	case isYes, isNo:
		r.set |= 1 << column
		if m == isYes {
			r.open |= 1 << column
		}
	case isBlank:
		l.fault(ruleCellBlank, at, key, key)
	default:
		l.fault(ruleCellUnreadable, at, key, key)
	}
}

// readClass reads a class by its code or its label. ok is false for a text that is
// neither.
func readClass(text string) (c habilitation.DocumentClass, ok bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, true
	}
	if c, err := habilitation.ParseDocumentClass(text); err == nil {
		return c, true
	}
	f := fold(text)
	for c := habilitation.ClassReport; c.Code() != ""; c++ {
		if l := fold(c.Label()); f == l || f == l+"s" || f == fold(c.Code())+l {
			return c, true
		}
	}
	return 0, false
}

// field is a field of a table, with its place.
type field struct {
	text string
	at   rule.Position
}

// table reads all records of a delimited file; nil when nothing can be read.
func (l *loader) table(r io.Reader) ([][]field, error) {
	b, err := l.all(r)
	if b == nil {
		return nil, err
	}
	in := rows.NewReader(bytes.NewReader(b), rows.Options{MaxLines: 64, MaxRecord: l.o.MaxLine, MaxFields: l.o.MaxColumns})
	var out [][]field
	for {
		rec, err := in.Next()
		if err != nil { // io.EOF: the reader is one of memory
			break
		}
		if rec.Problem == rows.TooManyFields || len(out) == l.o.MaxLines {
			l.fault(ruleLarge, rule.Position{Line: rec.Line}, "", strconv.Itoa(l.o.MaxLines)+" x "+strconv.Itoa(l.o.MaxColumns))
			return nil, nil
		}
		switch at := (rule.Position{Line: rec.Line}); rec.Problem {
		case 0:
		case rows.TooLong:
			l.fault(ruleRecordLong, at, "", strconv.Itoa(l.o.MaxLine))
			continue
		case rows.NULByte, rows.NotText:
			l.fault(ruleRecordText, at, "")
			continue
		default:
			l.fault(ruleRecord, at, "")
			continue
		}
		line := make([]field, rec.Len())
		for i, s := range rec.Strings(nil) {
			n, c := rec.Place(i)
			line[i] = field{s, rule.Position{Line: n, Column: c}}
		}
		out = append(out, line)
	}
	switch e := in.Encoding(); e {
	case rows.Windows1252, rows.UTF16LE, rows.UTF16BE:
		l.fault(ruleEncoding, rule.Position{}, "", e.String())
	}
	return out, nil
}

// What a column of the project's own form is that is no subject.
const (
	ignoreField = -1 - iota
	codeField
	classCodeField
	classLabelField
	labelField
)

// csv reads the project's own form, of a line at least.
func (l *loader) csv(t [][]field) {
	header := t[0]
	what := l.csvHeader(header)
	if !slices.Contains(what, codeField) {
		l.fault(ruleHeader, rule.Position{Line: cmp.Or(header[0].at.Line, 1)}, "header", "type_code")
		return
	}
	for _, line := range t[1:] {
		l.csvRow(line, what)
	}
}

// csvHeader returns what each column is: one of the loader's, or a constant.
func (l *loader) csvHeader(header []field) []int {
	what := make([]int, len(header))
	seen := map[int]bool{}
	for i, h := range header {
		name := fold(h.text)
		switch name {
		case "typecode", "code":
			what[i] = codeField
		case "classcode", "classe":
			what[i] = classCodeField
		case "classlabel", "libelleclasse":
			what[i] = classLabelField
		case "typelabel", "libelle", "libelleimprime":
			what[i] = labelField
		default:
			c, ok := l.names.find(l.unmark(h, "header"))
			if !ok {
				l.fault(ruleColumnUnknown, h.at, "header")
				what[i] = ignoreField
				continue
			}
			what[i], name = c, l.columns[c].Key
			l.present |= 1 << c
		}
		if seen[what[i]] {
			l.fault(ruleColumnTwice, h.at, "header", name)
			what[i] = ignoreField
			continue
		}
		seen[what[i]] = true
	}
	return what
}

func (l *loader) csvRow(line []field, what []int) {
	r := record{pos: rule.Position{Line: line[0].at.Line}}
	if len(line) != len(what) {
		l.fault(ruleFields, r.pos, "", strconv.Itoa(len(line)), strconv.Itoa(len(what)))
		return
	}
	var classCode, classLabel field
	var marks [habilitation.MaxColumns]field
	for i, f := range line {
		switch w := what[i]; w {
		case ignoreField:
		case codeField:
			r.code, r.pos = strings.TrimSpace(f.text), f.at
		case classCodeField:
			classCode = f
		case classLabelField:
			classLabel = f
		case labelField:
			r.label = strings.TrimSpace(f.text)
		default:
			marks[w] = f
		}
	}
	if r.code == "" {
		l.fault(ruleCodeMissing, r.pos, "type_code")
		return
	}
	r.document, _ = habilitation.ParseDocumentType(r.code)
	l.class(&r, classCode.text, classCode.at, "class")
	l.class(&r, classLabel.text, classLabel.at, "class")
	for c := range l.columns {
		if l.present.Has(c) {
			l.cell(&r, c, readMark(marks[c].text, false), marks[c].at)
		}
	}
	l.records = append(l.records, r)
}

// class enters in a record what a text says of the class, or a fault.
func (l *loader) class(r *record, text string, at rule.Position, path string) {
	switch c, ok := readClass(text); {
	case !ok:
		l.fault(ruleClassUnknown, at, path)
	case r.class != 0 && c != 0 && c != r.class:
		l.fault(ruleClassConflict, at, path)
	case c != 0:
		r.class = c
	}
}
