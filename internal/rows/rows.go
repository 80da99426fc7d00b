// Package rows reads delimited text as people send it: CSV files out of
// spreadsheets, pipe-separated extractions of a directory.
//
// Package encoding/csv is not enough for them: a quote that is never closed
// makes it take the rest of the file, and its memory, for one field. Here a bad
// line costs that line only, and encoding, byte order mark, line ends and
// separator are found out rather than asked for.
//
// Memory is bounded by [Options.MaxRecord] and [Options.MaxFields], and work by
// the size of the input.
// Errors never carry what was read.
package rows

// Options say what is known of the input. The zero value is for CSV files.
type Options struct {
	// Separators are the candidates: ASCII characters other than quotes and
	// line ends. Empty means semicolon, comma and tab. With several, the one
	// that is most frequent outside quotes in the first line that has any text
	// is taken; the first of them when that is undecided.
	Separators string
	// NoQuotes makes the quote a character as others are.
	NoQuotes bool
	// MaxRecord is the size in bytes that a line, or a record of several lines
	// with the line ends inside, may have; for UTF-16, of its UTF-8 form. 0
	// means 1 MiB; more than 1 GiB is taken for 1 GiB.
	MaxRecord int
	// MaxLines is how many lines a record with line ends inside quotes may
	// have. 0 means 16.
	MaxLines int
	// MaxFields is how many fields a record may have. 0 means 4096.
	MaxFields int
}

// Problem tells why a record cannot be used as it is. Zero means that it can.
type Problem uint8

const (
	// TooLong: the line is longer than [Options.MaxRecord]. There are no
	// fields.
	TooLong Problem = iota + 1
	// QuoteNotClosed: a field begins with a quote to which no other answers
	// within the limits of [Options]. There are the fields before it. The
	// record costs no line beyond the one on which that quote stands.
	QuoteNotClosed
	// TextAfterQuote: between the end of a quoted field and the next separator
	// stands something. There are the fields before it.
	TextAfterQuote
	// NULByte: there is a NUL in the record. All fields are there.
	NULByte
	// NotText: the record is not UTF-8, and not Windows-1252 either: it has bytes
	// that mean nothing there, or signs amid letters, as text of an old Macintosh
	// or of MS-DOS does. All fields are there, with U+FFFD for the former.
	NotText
	// TooManyFields: the record has more than [Options.MaxFields]. There are no
	// fields.
	TooManyFields
)

// String returns the name of the problem.
func (p Problem) String() string {
	switch p {
	case 0:
		return "no problem"
	case TooLong:
		return "line too long"
	case QuoteNotClosed:
		return "quote not closed"
	case TextAfterQuote:
		return "text after a closing quote"
	case NULByte:
		return "NUL byte"
	case NotText:
		return "bytes that are no text"
	case TooManyFields:
		return "too many fields"
	}
	return "unknown problem"
}

// Encoding is how the characters of an input are written.
type Encoding uint8

const (
	// UTF8: no byte order mark, and all lines so far are UTF-8.
	UTF8 Encoding = iota + 1
	// UTF8BOM: a UTF-8 byte order mark, and all lines so far are UTF-8.
	UTF8BOM
	// Windows1252: there was a line that is not UTF-8; such lines are read as
	// Windows-1252, the others as UTF-8.
	Windows1252
	// UTF16LE: the byte order mark says so.
	UTF16LE
	// UTF16BE: the byte order mark says so.
	UTF16BE
)

// String returns the usual name of the encoding.
func (e Encoding) String() string {
	switch e {
	case 0:
		return "not known yet"
	case UTF8:
		return "UTF-8"
	case UTF8BOM:
		return "UTF-8 with BOM"
	case Windows1252:
		return "Windows-1252"
	case UTF16LE:
		return "UTF-16LE"
	case UTF16BE:
		return "UTF-16BE"
	}
	return "unknown encoding"
}

// Record is one record of the input, valid until the next call of
// [Reader.Next].
type Record struct {
	// Line is the number of the line, from 1, on which the record begins.
	Line int
	// Problem tells why the record cannot be used as it is, 0 if it can.
	Problem Problem
	// Unended: the input ends with this record, and without the end of a line.
	Unended bool

	text  []byte
	spans []span
}

// span is where a field is: in the text of the record, and in the input.
type span struct{ start, end, line, column int }

// Len returns the number of fields.
func (rec Record) Len() int { return len(rec.spans) }

// Field returns field i, from 0, as UTF-8. Its memory is used again by the next
// call of [Reader.Next].
func (rec Record) Field(i int) []byte {
	s := rec.spans[i]
	return rec.text[s.start:s.end:s.end]
}

// Place returns the line, and the byte within it, both from 1, at which field i
// begins, with its blanks and quotes. The byte order mark does not count; for
// UTF-16 the bytes are those of the UTF-8 form.
func (rec Record) Place(i int) (line, column int) {
	return rec.spans[i].line, rec.spans[i].column
}

// Strings appends the fields to dst. They stay valid, share one allocation, and
// keep each other in memory.
func (rec Record) Strings(dst []string) []string {
	text := string(rec.text)
	for _, s := range rec.spans {
		dst = append(dst, text[s.start:s.end])
	}
	return dst
}
