package annuaire

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"slices"
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/internal/limit"
	"github.com/rppsplus/rppsplus/internal/namekey"
	"github.com/rppsplus/rppsplus/internal/rows"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Limits of [Options] when they are 0.
const (
	// MaxLine is the limit on the length of a line, in bytes. The longest
	// published ones have about 1,500. A longer line costs that line, and no
	// memory.
	MaxLine = 64 << 10
	// MaxColumns is the limit on the columns of a header: published ones have
	// 56 at most. One with more is refused.
	MaxColumns = 1024
	// MaxPersonLines is how many lines are kept of one person: the longest
	// published have some dozens. What is beyond is told by [CodeTooMany].
	MaxPersonLines = 10_000
	// MaxBytes is how much text [GroupIndexed] keeps in memory of a stream.
	MaxBytes = 4 << 30
)

// Options says how an extraction is read. The zero Options is the default.
type Options struct {
	// Day is the day of the file: see [FileNameOf] and [Freshness]. The
	// situations listed were seen on it. Not stated, presence in the file
	// proves nothing.
	Day civil.Date
	// Layout is the layout expected; zero for whichever it is.
	Layout Layout
	// MaxLine is the limit on the length of a line; 0 means [MaxLine], more
	// than 1 GiB is taken for 1 GiB.
	MaxLine int
	// MaxColumns is the limit on the columns, MaxPersonLines on the lines kept
	// of a person; 0 means the constants, more than 32,000 columns is taken for
	// 32,000.
	MaxColumns, MaxPersonLines int
	// MaxBytes is the limit on the text that [GroupIndexed] keeps of a stream;
	// 0 means the constant. Beyond it the persons end with a fault with
	// [CodeFileLarge]. A reader of [NewReaderAt] keeps no text, but for the
	// identifications on lines that were refused.
	MaxBytes int64
}

func (o Options) filled() Options {
	o.MaxLine = min(limit.Or(o.MaxLine, MaxLine), 1<<30)
	o.MaxColumns = min(limit.Or(o.MaxColumns, MaxColumns), 32_000) // places of columns have 16 bits
	o.MaxPersonLines = limit.Or(o.MaxPersonLines, MaxPersonLines)
	o.MaxBytes = limit.Or(o.MaxBytes, MaxBytes)
	return o
}

// Encoding is how the characters of a file are written. The zero Encoding is
// "not stated": nothing was read.
type Encoding uint8

const (
	// UTF8: all lines so far.
	UTF8 Encoding = iota + 1
	// EightBit: there was a line that is not UTF-8. Such lines are read as
	// Windows-1252, of which ISO-8859-1 is a part; the others as UTF-8.
	EightBit
)

var encodingNames = [...]string{"", "UTF-8", "ISO-8859-1"}

// String returns the usual name, or "(not stated)".
func (e Encoding) String() string { return enum.String(encodingNames[:], e) }

// MarshalText returns the name, or the empty text when not stated.
func (e Encoding) MarshalText() ([]byte, error) { return enum.Text(encodingNames[:], e) }

// Summary is what a reader met so far.
type Summary struct {
	// Lines counts the lines after the header, without empty ones; Rejected
	// those of them that cannot be read, Repeated those that are the same as
	// the line directly before.
	Lines    int `json:"lines"`
	Rejected int `json:"rejected"`
	Repeated int `json:"repeated"`
	// EightBit counts the lines that are not UTF-8, the header included;
	// FirstEightBit is the number of the first, 0 for none.
	EightBit      int `json:"eightBit"`
	FirstEightBit int `json:"firstEightBit,omitempty"`
	// BOM: the file begins with the mark of UTF-8. CRLF: lines end with CR LF.
	// Unended: the last line has no line end.
	BOM     bool `json:"bom"`
	CRLF    bool `json:"crlf"`
	Unended bool `json:"unended"`
}

// Encoding returns the encoding that the lines so far show.
func (s Summary) Encoding() Encoding {
	if s.EightBit > 0 {
		return EightBit
	}
	return UTF8
}

// Faults returns [CodeEncoding], once, at the first line that is not UTF-8.
func (s Summary) Faults() rule.Faults {
	if s.EightBit == 0 {
		return nil
	}
	return rule.Faults{rules[ruleEncoding].At("").With(strconv.Itoa(s.EightBit)).On(rule.Position{Line: s.FirstEightBit})}
}

func (s *Summary) add(t Summary) {
	s.Lines += t.Lines
	s.Rejected += t.Rejected
	s.Repeated += t.Repeated
	if s.EightBit == 0 {
		s.FirstEightBit = t.FirstEightBit
	}
	s.EightBit += t.EightBit
	s.CRLF = s.CRLF || t.CRLF
	s.Unended = s.Unended || t.Unended
}

// Reader reads an extraction, one line at a time and in constant memory; [NewReader]
// makes it. It is not for several goroutines at once; [Chunks] and [Parallel] share out the
// work by themselves.
type Reader struct {
	h       *header
	in      lines
	summary Summary
	work    decoder
	src     io.ReaderAt // nil for a stream
	done    error       // why there is nothing more
	chunk   int         // bytes of a run, for several workers
}

// decoder makes records of lines.
type decoder struct {
	h       *header
	c       cuts
	decoded []byte
	flaw    int // why the line at hand is refused, -1 for nothing
	fields  int
}

// NewReader reads the header of an extraction. The error is a [rule.Fault] or
// [rule.Faults] when this is none ([CodeFileKind], [CodeFileEmpty],
// [CodeFileCR], [CodeLayoutUnknown], [CodeLayoutOther], [CodeColumnRequired],
// [CodeColumnEnd], [CodeColumnTwice] of a column that may shut somebody out), or
// the error of the input.
func NewReader(r io.Reader, o Options) (*Reader, error) { return newReader(r, nil, o) }

// NewReaderAt is [NewReader] for a file that can be read at any place: an
// index of it ([GroupIndexed]) then holds no text.
func NewReaderAt(r io.ReaderAt, size int64, o Options) (*Reader, error) {
	s := io.NewSectionReader(r, 0, size) // what is behind is of no line, in the index too
	return newReader(s, s, o)
}

func newReader(src io.Reader, at io.ReaderAt, o Options) (*Reader, error) {
	o = o.filled()
	r := &Reader{in: lines{src: src, max: o.MaxLine, buf: make([]byte, block)}, src: at, chunk: chunkSize}
	for r.in.end < 512 && r.in.fill() {
	}
	if r.in.err != nil && r.in.err != io.EOF {
		return nil, r.in.err
	}
	head := r.in.buf[:r.in.end]
	if bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) {
		return nil, rules[ruleFileKind].At("").With("UTF-16")
	}
	if bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")) {
		r.in.pos, r.summary.BOM = 3, true
	}
	switch kind := rows.Sniff(head); kind {
	case rows.Text, rows.Empty: // blanks may come before a header
	default:
		return nil, rules[ruleFileKind].At("").With(kind.String())
	}
	long, _, _ := bytes.Cut(head, []byte("\n"))
	cr := loneCR(long)
	for {
		err := r.in.next()
		l := &r.in.now
		if errors.Is(err, io.EOF) {
			return nil, rules[ruleFileEmpty].At("")
		}
		if err != nil {
			return nil, err
		}
		if l.over && cr || loneCR(l.text) {
			return nil, rules[ruleFileCR].At("").On(rule.Position{Line: l.number})
		}
		if l.over {
			return nil, rules[ruleLineTooLong].At("").With(strconv.Itoa(r.in.max)).On(rule.Position{Line: l.number})
		}
		if len(bytes.Trim(l.text, " \t")) == 0 {
			continue
		}
		r.summary.CRLF = l.crlf
		if r.h, err = r.bind(l, o); err != nil {
			return nil, err
		}
		r.h.closed = r.h.closed || r.linesClosed()
		r.work = newDecoder(r.h)
		return r, nil
	}
}

// linesClosed reports whether the lines end with a separator, under a header
// that does not: a short one among them would pass for one whose last value is
// empty, with its values shifted. The first lines tell.
func (r *Reader) linesClosed() bool {
	const enough = 64 << 10
	in := &r.in
	for in.end-in.pos < enough && in.fill() {
	}
	closed, open := 0, 0
	for text := range bytes.Lines(in.buf[in.pos:min(in.end, in.pos+enough)]) {
		text = bytes.TrimRight(text, "\r\n")
		switch bars, ends := bytes.Count(text, barText), bytes.HasSuffix(text, barText); {
		case ends && bars == len(r.h.labels):
			closed++
		case !ends && bars == len(r.h.labels)-1:
			open++
		}
	}
	return closed > open
}

// loneCR reports whether a CR is in a line: those at its end are of the end.
func loneCR(text []byte) bool { return bytes.ContainsRune(bytes.TrimRight(text, "\r"), '\r') }

func newDecoder(h *header) decoder {
	return decoder{h: h, c: newCuts(h)}
}

// bind finds the columns of a header line, and the layout.
func (r *Reader) bind(l *line, o Options) (*header, error) {
	text := l.text
	if !rows.ValidUTF8(text) {
		text, _ = rows.AppendWindows1252(nil, text)
		r.summary.EightBit, r.summary.FirstEightBit = 1, l.number
	}
	at := rule.Position{Line: l.number}
	if bytes.Count(text, []byte("|")) > o.MaxColumns {
		return nil, rules[ruleLayoutUnknown].At("").On(at)
	}
	h := &header{o: o, labels: strings.Split(string(text), "|")}
	if n := len(h.labels); trim(h.labels[n-1]) == "" {
		h.labels, h.closed = h.labels[:n-1], true
	}
	var twice [columnCount]bool
	var ends rule.Faults
	var alike [columnCount]bool // columns for which one that is not known may be meant
	byKey := labelKeys()
	for i, label := range h.labels {
		key := namekey.Of(label)
		c, ok := byKey[key]
		switch {
		case !ok:
			h.faults.Add(rules[ruleColumnUnknown].At("").With(strconv.Itoa(i + 1)).On(at))
			for _, c := range closes {
				// At the end stands no column without a name, but what the end of the line left.
				alike[c.column] = alike[c.column] || mayBe(key, c.words) && (key != "" || i < len(h.labels)-1)
			}
			if ofAnEnd(key) {
				ends.Add(rules[ruleColumnEnd].At("").With(strconv.Itoa(i + 1)).On(at))
			}
		case h.at[c] != 0 || twice[c]:
			twice[c], h.at[c] = true, 0
		default:
			h.at[c] = int16(i + 1)
		}
	}
	h.layout = recognise(h, twice)
	activities := h.layout == LayoutActivity || h.layout == LayoutRestricted
	var refused rule.Faults
	if activities {
		refused = ends
		for _, c := range closes {
			if h.at[c.column] == 0 && !twice[c.column] && (alike[c.column] || slices.ContainsFunc(c.beside, func(b Column) bool { return h.at[b] != 0 })) {
				label := c.column.Label()
				refused.Add(rules[ruleColumnRequired].At(label).With(label, h.layout.String()).On(at))
			}
		}
	}
	for c := range twice {
		if !twice[c] {
			continue
		}
		label := Column(c).Label()
		f := rules[ruleColumnTwice].At(label).With(label).On(at)
		h.faults.Add(f)
		if activities && shuts(Column(c)) {
			refused.Add(f)
		}
	}
	if h.layout == 0 {
		return nil, rules[ruleLayoutUnknown].At("").On(at)
	}
	if o.Layout != 0 && o.Layout != h.layout {
		return nil, rules[ruleLayoutOther].At("").With(h.layout.String(), o.Layout.String()).On(at)
	}
	for _, c := range layouts[h.layout].columns {
		if h.at[c] != 0 || twice[c] && !slices.Contains(layouts[h.layout].required, c) {
			continue
		}
		n := ruleColumnMissing
		if slices.Contains(layouts[h.layout].required, c) {
			n = ruleColumnRequired
		}
		label := c.labelIn(h.layout)
		f := rules[n].At(label).With(label, h.layout.String()).On(at)
		if n == ruleColumnRequired {
			refused.Add(f)
		}
		h.faults.Add(f)
	}
	if refused != nil {
		refused.Sort()
		return nil, refused
	}
	h.faults.Sort()
	h.findRuns()
	h.out[ColProfessionCode] = outOf(roles.Professions(), o.Day)
	h.out[ColFunctionCode] = h.out[ColProfessionCode]
	h.out[ColCategoryCode] = outOf(roles.Categories(), o.Day)
	h.out[ColRoleCode] = outOf(roles.Roles(), o.Day)
	h.out[ColModeCode] = outOf(roles.PracticeModes(), o.Day)
	h.out[ColSectorCode] = outOf(roles.Sectors(), o.Day)
	return h, nil
}

// closes are the columns of codes that may shut somebody out, with those that stand beside
// them, and words of their names here and in other formats: a file that has one of these, or
// a column that is not known with such a word, says it in a way that nobody reads.
var closes = [...]struct {
	column Column
	words  []string
	beside []Column
}{
	{ColFunctionCode, []string{"role", "fonction"}, []Column{ColFunctionLabel}},
	{ColSectorCode, []string{"secteur"}, []Column{ColSectorLabel}},
	{ColQualificationCode, []string{"savoir", "specialite"}, []Column{ColQualificationLabel, ColQualificationTypeCode, ColQualificationTypeLabel}},
	{ColCategoryCode, []string{"categorie"}, []Column{ColCategoryLabel}},
}

// mayBe reports whether a column that is not known may be one of the words: "codeRole" as
// a sign-in joins them too, and what has no name may be anything.
func mayBe(key string, words []string) bool {
	for part := range strings.FieldsSeq(key) {
		what := strings.TrimPrefix(strings.TrimPrefix(part, "code"), "libelle")
		if slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(what, w) }) {
			return true
		}
	}
	return key == ""
}

// shuts reports whether what a column says may shut somebody out whom the
// profession alone lets in, such as an occupational doctor.
func shuts(c Column) bool {
	return c == ColFunctionCode || c == ColSectorCode || c == ColRoleCode || c == ColQualificationCode || c == ColCategoryCode
}

// ofAnEnd reports whether a column that is not known is of an end: who stands in a file
// that has one may have left.
func ofAnEnd(key string) bool {
	for word := range strings.FieldsSeq(key) {
		what := strings.TrimPrefix(strings.TrimPrefix(word, "date"), "motif") // as the MOS joins them
		switch {
		case what == "fin", what == "radiation", what == "deces", what == "fermeture", what != word && strings.HasPrefix(what, "fin"):
			return true
		}
	}
	return false
}

// labelKeys are all labels in the form in which they are compared.
func labelKeys() map[string]Column {
	out := make(map[string]Column)
	for c, labels := range columns {
		for _, l := range labels {
			out[namekey.Of(l)] = Column(c)
		}
	}
	return out
}

// recognise finds the layout by the columns that only it has. A layout whose
// needed columns are all there goes before one that misses some.
func recognise(h *header, twice [columnCount]bool) Layout {
	has := func(c Column) bool { return h.at[c] != 0 || twice[c] }
	marked := func(l Layout) bool { return slices.ContainsFunc(layouts[l].marks, has) }
	// The more special first: the restricted extraction has all that marks the
	// public one, and both have all that marks the qualifications.
	order := [...]Layout{LayoutMailbox, LayoutDiploma, LayoutRestricted, LayoutActivity, LayoutQualification}
	for _, whole := range [...]bool{true, false} {
		for _, l := range order {
			switch {
			case !marked(l):
			case whole && slices.ContainsFunc(layouts[l].required, func(c Column) bool { return !has(c) }):
			case l == LayoutQualification && (marked(LayoutActivity) || marked(LayoutRestricted)):
			case l == LayoutActivity && marked(LayoutRestricted):
			default:
				return l
			}
		}
	}
	return 0
}

// Layout returns the layout of the file.
func (r *Reader) Layout() Layout { return r.h.layout }

// Labels returns the labels of the columns as the header has them, in their
// order. A file without a header has a person there: do not log them.
func (r *Reader) Labels() []string { return slices.Clone(r.h.labels) }

// Has reports whether the file has the column.
func (r *Reader) Has(c Column) bool { return r.h.position(c) >= 0 }

// String tells how many lines were read. The lines at hand are not printed.
func (r Reader) String() string { return "Reader(lines " + strconv.Itoa(r.summary.Lines) + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (r Reader) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue implements [slog.LogValuer].
func (r Reader) LogValue() slog.Value { return slog.StringValue(r.String()) }

// Header returns what is to be said of the columns: missing, twice, unknown.
func (r *Reader) Header() rule.Faults { return slices.Clone(r.h.faults) }

// Summary returns what was met so far.
func (r *Reader) Summary() Summary { return r.summary }

// LineFault returns the fault of a line that was refused. ok is false for an
// error of the input, also when that has a fault in it, as the limit of an
// archive: after such an error there is nothing more.
func LineFault(err error) (f rule.Fault, ok bool) {
	f, ok = err.(rule.Fault)
	return f, ok
}

// Records yields the lines that are left, in their order. An error that is a
// [LineFault] is about that line, which is refused; its number and text are in
// the record, and the rest goes on. Any other error is that of the input, and
// the last.
func (r *Reader) Records() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for {
			rec, err := r.next()
			if err == io.EOF {
				return
			}
			if !yield(rec, err) || r.done != nil {
				return
			}
		}
	}
}

// next returns the next line that is not empty.
func (r *Reader) next() (Record, error) {
	if r.done != nil {
		return Record{}, r.done
	}
	rec, err := r.work.next(&r.in, &r.summary)
	// An input may end with a fault too, such as that of an archive.
	if err != nil && r.work.flaw < 0 {
		r.done = err
		if err != io.EOF {
			r.done = fmt.Errorf("annuaire: line %d: %w", r.in.now.number, err)
		}
		return Record{}, r.done
	}
	return rec, err
}

// next reads the next line that is not empty from in, where it is then at
// hand.
func (d *decoder) next(in *lines, s *Summary) (Record, error) {
	d.flaw = -1
	for {
		if err := in.next(); err != nil {
			return Record{}, err
		}
		l := &in.now
		if len(l.text) == 0 && !l.over {
			continue
		}
		if l.over || len(trim(l.text)) > 0 {
			rec := d.record(l, in.repeated(), s)
			if d.flaw >= 0 {
				return rec, d.fault(rec, in.max)
			}
			return rec, nil
		}
	}
}

// record makes a record of a line. When the line is refused, flaw says why.
func (d *decoder) record(l *line, repeated bool, s *Summary) Record {
	s.Lines++
	d.flaw = -1
	d.c.n = 0
	rec := Record{text: l.text, c: &d.c, h: d.h, line: l.number}
	if l.crlf {
		s.CRLF = true
	}
	if !l.ended {
		s.Unended = true
	}
	if l.over {
		d.flaw = ruleLineTooLong
		s.Rejected++
		rec.flags |= flagRefused
		return rec
	}
	if repeated {
		rec.flags |= flagRepeated
		s.Repeated++
	}
	if !rows.ValidUTF8(l.text) {
		rec.flags |= flagEightBit
		if s.EightBit++; s.EightBit == 1 {
			s.FirstEightBit = l.number
		}
		var whole bool
		if d.decoded, whole = rows.AppendWindows1252(d.decoded[:0], l.text); !whole {
			rec.flags |= flagNotText
		}
		rec.text = d.decoded
	}
	columns := len(d.h.labels)
	bars := bytes.Count(l.text, barText)
	ends := bytes.HasSuffix(l.text, barText)
	d.fields = bars + 1
	if ends && (d.h.closed || bars == columns) {
		d.fields = bars
	}
	switch {
	case d.fields > columns:
		d.flaw = ruleLineLong
	case d.fields < columns:
		d.flaw = ruleLineShort
	case !ends && d.h.closed && !l.ended:
		d.flaw = ruleLineCut
	case !ends && d.h.closed:
		rec.flags |= flagOpen
	}
	if bytes.IndexByte(l.text, 0) >= 0 {
		d.flaw = ruleLineNUL
	}
	if d.flaw >= 0 {
		s.Rejected++
		rec.flags |= flagRefused
	}
	return rec
}

var barText = []byte("|")

// fault is why the line at hand is refused.
func (d *decoder) fault(rec Record, limit int) rule.Fault {
	f := rules[d.flaw].At("").On(rule.Position{Line: rec.line})
	switch d.flaw {
	case ruleLineLong, ruleLineShort:
		f = f.With(strconv.Itoa(d.fields), strconv.Itoa(len(d.h.labels)))
	case ruleLineTooLong:
		f = f.With(strconv.Itoa(limit))
	}
	return f
}
