package annuaire

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"strconv"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// header is what the first line said. It does not change.
type header struct {
	layout Layout
	labels []string           // as written
	at     [columnCount]int16 // where a column stands, from 1; 0 for nowhere
	closed bool               // the header ends with a separator, or the lines do
	runs   []place            // of columns that are kept: see findRuns
	runOf  []uint8            // by place of a column, from 1
	o      Options
	faults rule.Faults

	// out says which codes of a column are not valid on the day of the file.
	out [columnCount][]bool
}

// position returns where a column stands, -1 for nowhere.
func (h *header) position(c Column) int {
	if c < columnCount {
		return int(h.at[c]) - 1
	}
	return -1
}

// cuts is where the fields of a record end, as far as somebody asked: field i
// at ends[i+1]. ends[0] is -1, so that each begins after the end before it.
type cuts struct {
	ends []int32
	n    int

	// What values makes a string of, and how far each run of it has moved.
	kept   []byte
	shifts []int32
}

func newCuts(h *header) cuts {
	// One more than the columns, for the separator at the end.
	c := cuts{ends: make([]int32, len(h.labels)+2), shifts: make([]int32, len(h.runs)+1)}
	c.ends[0] = -1
	return c
}

// Record is one line of an extraction. It is valid until the next one is read;
// [Record.Clone] makes one that stays. The zero Record has no field.
type Record struct {
	text  []byte
	c     *cuts
	h     *header
	line  int
	flags flags
}

type flags uint8

const (
	flagEightBit flags = 1 << iota
	flagNotText
	flagRepeated
	flagOpen
	flagRefused
)

// flagsOdd are those that are told as faults.
const flagsOdd = flagNotText | flagRepeated | flagOpen

// Line returns the number of the line in the file, from 1 for the header.
func (rec Record) Line() int { return rec.line }

// Layout returns the layout of the file.
func (rec Record) Layout() Layout {
	if rec.h == nil {
		return 0
	}
	return rec.h.layout
}

// Len returns the number of fields, which is that of the columns.
func (rec Record) Len() int {
	if rec.h == nil {
		return 0
	}
	return len(rec.h.labels)
}

// Field returns the field at position i, from 0, as it stands in the file and
// in UTF-8; nil beyond the last. Its memory is that of the record.
func (rec Record) Field(i int) []byte {
	if rec.h == nil || i < 0 || i >= len(rec.h.labels) {
		return nil
	}
	c := rec.c
	for c.n <= i {
		start := min(int(c.ends[c.n])+1, len(rec.text))
		end := len(rec.text)
		if k := bytes.IndexByte(rec.text[start:], '|'); k >= 0 {
			end = start + k
		}
		c.n++
		c.ends[c.n] = int32(end)
	}
	start, end := min(int(c.ends[i])+1, len(rec.text)), int(c.ends[i+1])
	return rec.text[start:end:end]
}

// Bytes returns the value of a column without the blanks around it, empty when
// the file has no such column. Its memory is that of the record.
func (rec Record) Bytes(c Column) []byte {
	if rec.h == nil {
		return nil
	}
	return trim(rec.Field(rec.h.position(c)))
}

// Text is [Record.Bytes] as a string of its own.
func (rec Record) Text(c Column) string { return string(rec.Bytes(c)) }

// Has reports whether the file has the column.
func (rec Record) Has(c Column) bool { return rec.h != nil && rec.h.position(c) >= 0 }

// Raw returns the whole line without its end, in UTF-8, also of a line that was
// refused; nil of one beyond the limit. Its memory is that of the record.
func (rec Record) Raw() []byte { return rec.text }

// Repeated reports whether the line is the same as the one directly before.
func (rec Record) Repeated() bool { return rec.flags&flagRepeated != 0 }

// EightBit reports whether the line is not UTF-8 in the file.
func (rec Record) EightBit() bool { return rec.flags&flagEightBit != 0 }

// Faults returns what is odd about the line as a whole although it can be
// read: [CodeLineRepeated], [CodeLineOpen], [CodeLineNotText]. Nearly always
// nil.
func (rec Record) Faults() rule.Faults {
	if rec.flags&flagsOdd == 0 {
		return nil
	}
	var out rule.Faults
	at := rule.Position{Line: rec.line}
	for _, f := range [...]struct {
		flag flags
		rule int
	}{{flagNotText, ruleLineNotText}, {flagOpen, ruleLineOpen}, {flagRepeated, ruleLineRepeated}} {
		if rec.flags&f.flag != 0 {
			out.Add(rules[f.rule].At("").On(at))
		}
	}
	out.Sort()
	return out
}

// Clone returns a record that stays valid.
func (rec Record) Clone() Record {
	rec.text = bytes.Clone(rec.text)
	if rec.h != nil {
		c := newCuts(rec.h)
		rec.c = &c
	}
	return rec
}

// String tells the line and the layout, not what the record says.
func (rec Record) String() string {
	return "Record(line " + strconv.Itoa(rec.line) + ", layout " + rec.Layout().String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (rec Record) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, rec.String()) }

// LogValue implements [slog.LogValuer].
func (rec Record) LogValue() slog.Value { return slog.StringValue(rec.String()) }

// MarshalJSON returns the line number and nothing of what the line says: a
// record is for reading, and what is to be written is asked for by name.
func (rec Record) MarshalJSON() ([]byte, error) {
	return []byte(`{"line":` + strconv.Itoa(rec.line) + `}`), nil
}

// trim drops the spaces and tabs around a value.
func trim[T ~string | ~[]byte](s T) T {
	for len(s) > 0 && (s[0] == ' ' || s[0] == '\t') {
		s = s[1:]
	}
	for len(s) > 0 && (s[len(s)-1] == ' ' || s[len(s)-1] == '\t') {
		s = s[:len(s)-1]
	}
	return s
}
