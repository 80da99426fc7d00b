package rows

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math/bits"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Reader reads records. It is not for several goroutines at once.
type Reader struct {
	src        io.Reader
	candidates string
	noQuotes   bool
	maxRecord  int
	maxLines   int
	maxFields  int

	// buf[pos:end] was read and is in no record yet; err is what ended the
	// reading.
	buf      []byte
	pos, end int
	err      error

	line int      // the number of the line that begins at pos
	ends lineEnds // what ends a line
	sep  byte     // 0: not known yet
	told bool     // by a line such as "sep=;"
	enc  Encoding // 0: nothing was read yet

	// Of the record at hand, when it cannot be a piece of buf.
	text  []byte
	spans []span
	flaw  Problem // NULByte, NotText
}

// lineEnds is known from the first line end.
type lineEnds uint8

const (
	notKnown lineEnds = iota
	lineFeed          // LF, CRLF
	anyEnd            // and CR alone
)

// NewReader returns a reader of r. It reads nothing yet.
func NewReader(r io.Reader, o Options) *Reader {
	if o.Separators == "" {
		o.Separators = ";,\t"
	}
	if o.MaxRecord <= 0 {
		o.MaxRecord = 1 << 20
	}
	if o.MaxLines <= 0 {
		o.MaxLines = 16
	}
	if o.MaxFields <= 0 {
		o.MaxFields = 4096
	}
	return &Reader{
		src: r, candidates: o.Separators, noQuotes: o.NoQuotes,
		maxRecord: min(o.MaxRecord, 1<<30), maxLines: o.MaxLines, maxFields: o.MaxFields,
		buf: make([]byte, 32<<10), line: 1,
	}
}

// Encoding returns what the input showed so far, 0 before the first
// [Reader.Next].
func (r *Reader) Encoding() Encoding { return r.enc }

// Separator returns the separator, 0 while it is not known: before the first
// [Reader.Next], or when there was no line with text.
func (r *Reader) Separator() byte { return r.sep }

// Title says that the record before was a title, above what is read: the next one
// decides on the separator, unless the input states it.
func (r *Reader) Title() {
	if !r.told {
		r.sep = 0
	}
}

// Next returns the next record, and [io.EOF] at the end. A record with a
// [Problem] is no error. Another error is one of the underlying reader, with
// the line; the lines that were whole before it have been returned, and all
// further calls return it again.
//
// Lines without text, and those that are nothing but separators and blanks,
// are no records. Nor is a first line such as "sep=;", by which spreadsheets
// tell the separator.
func (r *Reader) Next() (Record, error) {
	if r.enc == 0 {
		r.start()
	}
	for {
		end, next := r.physical(0)
		if next == 0 {
			if r.err == io.EOF {
				return Record{}, io.EOF
			}
			return Record{}, fmt.Errorf("rows: line %d: %w", r.line, r.err)
		}
		if end > r.maxRecord {
			rec := Record{Line: r.line, Problem: TooLong}
			r.skipLine()
			return rec, nil
		}
		text := r.buf[r.pos : r.pos+end]
		if sep, ok := statedSeparator(text); ok && r.line == 1 {
			r.sep, r.told = sep, true
		} else if !r.void(text) {
			if r.sep == 0 {
				r.sep = r.findSeparator(end, next)
			}
			return r.record(end, next), nil
		}
		r.consume(next, r.line+1)
	}
}

// start finds the byte order mark.
func (r *Reader) start() {
	for r.end < 3 && r.fill() {
	}
	head := r.buf[:r.end]
	order := unicode.LittleEndian
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		r.enc, r.pos = UTF8BOM, 3
		return
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		r.enc = UTF16LE
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		r.enc, order = UTF16BE, unicode.BigEndian
	default:
		r.enc = UTF8
		return
	}
	rest := r.src
	if r.err != nil {
		rest = ended{r.err}
	}
	rest = io.MultiReader(bytes.NewReader(bytes.Clone(head[2:])), rest)
	r.src = transform.NewReader(rest, unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder())
	r.end, r.err = 0, nil
}

// ended is a reader that has nothing left but its error.
type ended struct{ err error }

func (e ended) Read([]byte) (int, error) { return 0, e.err }

// statedSeparator returns the separator of a line "sep=;".
func statedSeparator(line []byte) (byte, bool) {
	if len(line) != 5 || !strings.EqualFold(string(line[:4]), "sep=") {
		return 0, false
	}
	c := line[4]
	letter := 'a' <= c|0x20 && c|0x20 <= 'z'
	digit := '0' <= c && c <= '9'
	return c, c == '\t' || c > ' ' && c < 0x7F && c != '"' && !letter && !digit
}

// void reports whether a line is nothing but blanks and separators.
func (r *Reader) void(line []byte) bool {
	for _, c := range line {
		separates := c == r.sep
		if r.sep == 0 {
			separates = strings.IndexByte(r.candidates, c) >= 0
		}
		if !separates && !blank(c) {
			return false
		}
	}
	return true
}

// blank: a CR within a line is what is left of line ends translated twice.
func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' }

// findSeparator counts the candidates in the line at hand, and in those after
// it as long as a quoted field of a header goes on. Where a quote opens depends
// on the separator; here any candidate will do.
func (r *Reader) findSeparator(end, next int) byte {
	counts := make([]int, len(r.candidates))
	quoted, begins := false, !r.noQuotes
	for from, n := 0, 1; ; n++ {
		line := r.buf[r.pos+from : r.pos+end]
		for i := 0; i < len(line); i++ {
			c := line[i]
			k := strings.IndexByte(r.candidates, c)
			switch {
			case quoted && c == '"' && i+1 < len(line) && line[i+1] == '"':
				i++
			case quoted:
				quoted = c != '"'
			case k >= 0:
				counts[k]++
				begins = !r.noQuotes
			case begins && c == '"':
				quoted, begins = true, false
			case !blank(c):
				begins = false
			}
		}
		if !quoted || n == r.maxLines {
			break
		}
		from = next
		if end, next = r.physical(from); next == from || end > r.maxRecord {
			break
		}
	}
	best := 0
	for k, n := range counts {
		if n > counts[best] {
			best = k
		}
	}
	return r.candidates[best]
}

// record takes the record whose first line ends at end.
func (r *Reader) record(end, next int) Record {
	text := r.buf[r.pos : r.pos+end]
	if !ValidUTF8(text) {
		return r.slow(end, next)
	}
	rec := Record{Line: r.line, Unended: end == next, text: text}
	if bytes.IndexByte(text, 0) >= 0 {
		rec.Problem = NULByte
	}
	if !r.noQuotes && bytes.IndexByte(text, '"') >= 0 {
		if !r.inPlace(text) {
			return r.slow(end, next)
		}
		rec.spans = r.spans
		r.consume(next, r.line+1)
		return r.bounded(rec)
	}
	// Fields are short: this is faster than bytes.IndexByte for each.
	spans, start := r.spans[:0], 0
	for i, c := range text {
		if c == r.sep {
			spans = append(spans, span{start, i, r.line, start + 1})
			start = i + 1
			if len(spans) == r.maxFields {
				break
			}
		}
	}
	r.spans = append(spans, span{start, len(text), r.line, start + 1})
	rec.spans = r.spans
	r.consume(next, r.line+1)
	return r.bounded(rec)
}

// bounded returns a record, or without its fields one that has too many: one
// more than the limit was put into it.
func (r *Reader) bounded(rec Record) Record {
	if len(rec.spans) > r.maxFields {
		return Record{Line: rec.Line, Problem: TooManyFields}
	}
	return rec
}

// inPlace finds the fields of a line with quotes, when what stands between them
// can be taken as it is: quotes that close on the line, and none doubled. It
// reports whether that is so of the whole line.
func (r *Reader) inPlace(text []byte) bool {
	r.spans = r.spans[:0]
	sep := r.sep
	for i := 0; ; i++ {
		s := span{start: i, line: r.line, column: i + 1}
		k := i
		if i < len(text) && text[i] <= ' ' {
			k = r.afterBlanks(text, i)
		}
		if k < len(text) && text[k] == '"' {
			n := bytes.IndexByte(text[k+1:], '"')
			if n == -1 {
				return false
			}
			s.start, s.end = k+1, k+1+n
			if i = r.afterBlanks(text, s.end+1); i < len(text) && text[i] != sep {
				return false
			}
		} else {
			for i < len(text) && text[i] != sep {
				i++
			}
			s.end = i
		}
		r.spans = append(r.spans, s)
		if i == len(text) {
			return true
		}
		if len(r.spans) > r.maxFields {
			return false // a field that is left out may have lines
		}
	}
}

// physicalLine is a line of the input. Its text is valid until more is read.
type physicalLine struct {
	text   []byte
	utf8   bool
	number int
	ended  bool // by the end of a line
	next   int  // where the next begins, from pos
}

// slow is record for any line: it puts the fields together in r.text.
func (r *Reader) slow(end, next int) Record {
	r.text, r.spans, r.flaw = r.text[:0], r.spans[:0], 0
	rec := Record{Line: r.line}
	l := r.take(0, end, next, r.line)
	for i := 0; ; i++ {
		s := span{start: len(r.text), line: l.number, column: i + 1}
		if k := r.afterBlanks(l.text, i); !r.noQuotes && k < len(l.text) && l.text[k] == '"' {
			if l, i, rec.Problem = r.quoted(l, k+1); rec.Problem != 0 {
				r.text = r.text[:s.start]
				break
			}
		} else {
			from := i
			for i < len(l.text) && l.text[i] != r.sep {
				i++
			}
			r.add(l.text[from:i], l.utf8)
		}
		s.end = len(r.text)
		if len(r.spans) <= r.maxFields { // the others belong to the record, too
			r.spans = append(r.spans, s)
		}
		if i == len(l.text) {
			rec.Problem = r.flaw
			break
		}
	}
	rec.text, rec.spans, rec.Unended = r.text, r.spans, !l.ended
	r.consume(l.next, l.number+1)
	return r.bounded(rec)
}

// quoted adds the field whose quote opens before byte i of l. It returns the
// line on which the field ends, and where; or the line that is lost with it.
func (r *Reader) quoted(l physicalLine, i int) (physicalLine, int, Problem) {
	open := l
	for {
		n := bytes.IndexByte(l.text[i:], '"')
		if n < 0 {
			r.add(l.text[i:], l.utf8)
			if l.number-r.line+1 == r.maxLines {
				return open, 0, QuoteNotClosed
			}
			end, next := r.physical(l.next)
			if next == l.next || end > r.maxRecord {
				return open, 0, QuoteNotClosed
			}
			r.text = append(r.text, '\n')
			l, i = r.take(l.next, end, next, l.number+1), 0
			continue
		}
		r.add(l.text[i:i+n], l.utf8)
		i += n + 1
		if i < len(l.text) && l.text[i] == '"' {
			r.text = append(r.text, '"')
			i++
			continue
		}
		i = r.afterBlanks(l.text, i)
		switch {
		case i == len(l.text) || l.text[i] == r.sep:
			return l, i, 0
		case l.number == open.number:
			return open, 0, TextAfterQuote
		}
		// The quote opens a field of a line of its own.
		return open, 0, QuoteNotClosed
	}
}

// afterBlanks returns where the blanks end that begin at i.
func (r *Reader) afterBlanks(text []byte, i int) int {
	for i < len(text) && blank(text[i]) && text[i] != r.sep {
		i++
	}
	return i
}

// take returns the line between from and end, and notes what is odd in it.
func (r *Reader) take(from, end, next, number int) physicalLine {
	text := r.buf[r.pos+from : r.pos+end]
	l := physicalLine{text: text, utf8: ValidUTF8(text), number: number, ended: end != next, next: next}
	if !l.utf8 {
		r.enc = Windows1252
		if foreign(text) && r.flaw == 0 {
			r.flaw = NotText
		}
	}
	if bytes.IndexByte(text, 0) >= 0 {
		r.flaw = NULByte
	}
	return l
}

// add adds a part of a line, as UTF-8, to the text of the record.
func (r *Reader) add(part []byte, isUTF8 bool) {
	if isUTF8 {
		r.text = append(r.text, part...)
	} else {
		r.addWindows1252(part)
	}
}

func (r *Reader) addWindows1252(part []byte) {
	var whole bool
	if r.text, whole = AppendWindows1252(r.text, part); !whole && r.flaw == 0 {
		r.flaw = NotText
	}
}

// ValidUTF8 is utf8.Valid for text that is nearly all ASCII: it comes back to
// the quick way after each accent.
func ValidUTF8(p []byte) bool {
	i := 0
	for i+8 <= len(p) {
		w := binary.LittleEndian.Uint64(p[i:]) & 0x8080808080808080
		if w == 0 {
			i += 8
			continue
		}
		i += bits.TrailingZeros64(w) >> 3
		// The letters of French have two bytes.
		if i+1 < len(p) && p[i]-0xC2 <= 0xDF-0xC2 && p[i+1]&0xC0 == 0x80 {
			i += 2
			continue
		}
		r, size := utf8.DecodeRune(p[i:])
		if r == utf8.RuneError && size == 1 {
			return false
		}
		i += size
	}
	return utf8.Valid(p[i:])
}

// AppendWindows1252 appends text of Windows-1252 to dst as UTF-8. whole is
// false when a byte means nothing there, for which U+FFFD stands.
func AppendWindows1252(dst, text []byte) (out []byte, whole bool) {
	whole = true
	for _, b := range text {
		c := rune(b)
		if 0x80 <= b && b <= 0x9F {
			c = rune(windows1252[b&^0x80])
		}
		if c == utf8.RuneError {
			whole = false
		}
		dst = utf8.AppendRune(dst, c)
	}
	return dst, whole
}

// foreign reports whether a text is of another character set, certainly: beside a
// letter it has what Windows-1252 has for signs, or for capitals amid small letters,
// where those of the Macintosh and of MS-DOS have accents. It would be read as ZoŽ, H‚l.
// Not so the point amid letters, which French has in words of both genders.
func foreign(text []byte) bool {
	for i, b := range text {
		if b < 0x80 || b > 0x9F || i == 0 || !isLetter(text[i-1]) {
			continue
		}
		next := byte(0)
		if i+1 < len(text) {
			next = text[i+1]
		}
		switch windows1252[b&^0x80] {
		case '‚', 'ƒ', '„', 'ˆ', '‰', '‹', '˜':
			return true
		case '‡', '™':
			if isLetter(next) {
				return true
			}
		case 'Š', 'Ž':
			if isSmall(text[i-1]) || isSmall(next) {
				return true
			}
		case 'Œ':
			if strings.IndexByte("aeiouy", text[i-1]) >= 0 { // Benoît of MS-DOS
				return true
			}
		case 'Ÿ':
			if isSmall(next) { // a name may end with it: L'HAŸ
				return true
			}
		}
	}
	return false
}

func isSmall(b byte) bool { return 'a' <= b && b <= 'z' }

func isLetter(b byte) bool { return isSmall(b | 0x20) }

// windows1252 is what Windows-1252 has from 0x80 to 0x9F. The rest of it is
// Latin-1.
var windows1252 = [32]uint16{
	0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
	0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
}

// physical finds the line that begins at from, and reads what it takes. It
// returns where its text ends and where the next line begins; all three count
// from pos. Without a whole line left, next is from. When end is beyond
// maxRecord the line was perhaps not read to its end.
func (r *Reader) physical(from int) (end, next int) {
	for seen := from; ; {
		if at, width := r.lineEnd(r.buf[r.pos+seen : r.end]); width > 0 {
			return seen + at, seen + at + width
		}
		n := r.end - r.pos
		// The last byte may be the CR of the line end.
		if n-1 > r.maxRecord {
			return n, n
		}
		seen = max(from, n-1)
		if r.fill() {
			continue
		}
		switch {
		case r.err != io.EOF || n == from:
			return from, from
		case r.buf[r.end-1] == '\r':
			return n - 1, n
		}
		return n, n
	}
}

// lineEnd returns where the first line end in data is, and its width: 0 if
// there is none, or none yet.
func (r *Reader) lineEnd(data []byte) (at, width int) {
	if r.ends == lineFeed {
		at = bytes.IndexByte(data, '\n')
		switch {
		case at < 0:
			return 0, 0
		case at > 0 && data[at-1] == '\r':
			return at - 1, 2
		}
		return at, 1
	}
	at, width = bytes.IndexAny(data, "\r\n"), 1
	switch {
	case at < 0 || data[at] == '\r' && at+1 == len(data):
		return 0, 0
	case data[at] == '\r' && data[at+1] == '\n':
		width = 2
	case data[at] == '\r' && r.ends == notKnown:
		r.ends = anyEnd
	}
	if r.ends == notKnown {
		r.ends = lineFeed
	}
	return at, width
}

// skipLine consumes a line without keeping it.
func (r *Reader) skipLine() {
	for {
		if at, width := r.lineEnd(r.buf[r.pos:r.end]); width > 0 {
			r.consume(at+width, r.line+1)
			return
		}
		// The last byte may be the CR of the line end.
		r.pos = max(r.pos, r.end-1)
		if !r.fill() {
			r.pos = r.end
			return
		}
	}
}

// consume passes n bytes, up to the line of that number.
func (r *Reader) consume(n, line int) {
	r.pos += n
	r.line = line
}

// fill reads more. It reports whether there was more.
func (r *Reader) fill() bool {
	if r.err != nil {
		return false
	}
	if r.end == len(r.buf) {
		to := r.buf
		// Moving less than is gained keeps the whole linear.
		if r.pos < len(r.buf)/2 {
			to = make([]byte, 2*len(r.buf))
		}
		r.end = copy(to, r.buf[r.pos:r.end])
		r.buf, r.pos = to, 0
	}
	for range 100 {
		n, err := r.src.Read(r.buf[r.end:])
		r.end += n
		r.err = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	r.err = io.ErrNoProgress
	return false
}
