package trace

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/internal/limit"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Limits of [Options] when they are 0.
const (
	// MaxLine is the limit on the length of a line, in bytes; a record has less
	// than 1 kB.
	MaxLine = 1 << 16
	// MaxDepth and MaxValues bound what stands in the members of a line.
	MaxDepth  = 16
	MaxValues = 1 << 12
)

// Options says how much a line may hold. The zero Options is the default.
type Options struct {
	// MaxLine is the limit on the length of a line in bytes, MaxDepth on objects
	// and arrays inside one another, MaxValues on the values of a line; 0 means
	// the constant, more than 1,000 levels are taken for 1,000.
	MaxLine, MaxDepth, MaxValues int
}

func (o Options) filled() Options {
	o.MaxLine = limit.Or(o.MaxLine, MaxLine)
	o.MaxDepth = limit.Depth(o.MaxDepth, MaxDepth)
	o.MaxValues = limit.Or(o.MaxValues, MaxValues)
	return o
}

// members are the names of the schema.
var members = [...]string{
	"schema", "id", "at", "who", "name", "situation", "structure", "profession", "category", "function", "role",
	"patient", "document", "documentId", "action", "facts", "motive", "outcome", "done", "reasons", "day", "matrix",
}

// Parse reads a line. A text that is no JSON object with the schema of this
// package is a fault of severity error ([CodeJSON], [CodeSchema],
// [CodeTooLarge]), and the record is then empty. A member that is not
// understood is told ([CodeMember]) and kept in Extra: the record writes it
// back.
func Parse(text []byte) (Record, rule.Faults) { return Options{}.Parse(text) }

// Parse is the function [Parse] under limits of the caller.
func (o Options) Parse(text []byte) (Record, rule.Faults) {
	o = o.filled()
	var r Record
	tree, bad := jsontree.Parse(text, jsontree.Limits{Bytes: o.MaxLine, Depth: o.MaxDepth, Values: o.MaxValues})
	switch {
	case bad != nil && bad.Problem == jsontree.TooLong:
		return r, rule.Faults{rules[ruleTooLarge].At("").With(strconv.Itoa(o.MaxLine))}
	case bad != nil:
		return r, rule.Faults{rules[ruleJSON].At("").On(rule.Position{Line: bad.Line, Column: bad.Column})}
	}
	if schema, _ := tree.Get("schema").Text(); schema != Schema {
		return r, rule.Faults{rules[ruleSchema].At("schema").With(Schema)}
	}
	var fs rule.Faults
	for i := range tree.Len() {
		m := tree.At(i)
		if m.Key() == "schema" || r.take(m) {
			continue
		}
		path := "" // a name that is not of the schema may be anything
		if slices.Contains(members[:], m.Key()) {
			path = m.Key()
		}
		fs.Add(rules[ruleMember].At(path))
		if r.Extra == nil {
			r.Extra = make(map[string]json.RawMessage)
		}
		r.Extra[m.Key()] = m.Append(nil)
	}
	fs.Sort()
	return r, fs
}

// take reads one member into its field. It is false for one that is not
// understood, or that would be written otherwise than it stood.
func (r *Record) take(m *jsontree.Value) bool {
	switch m.Key() {
	case "facts":
		return r.takeFacts(m)
	case "reasons":
		return r.takeReasons(m)
	}
	s, ok := m.Text()
	if !ok || s == "" {
		return false
	}
	switch m.Key() {
	case "id":
		r.ID = s
	case "name":
		r.Name = rpps.Private(s)
	case "situation":
		r.Situation = rpps.Private(s)
	case "structure":
		r.Structure = rpps.Private(s)
	case "profession":
		r.Profession = s
	case "category":
		r.Category = s
	case "function":
		r.Function = s
	case "role":
		r.Role = s
	case "patient":
		r.Patient = rpps.Private(s)
	case "document":
		r.Document = s
	case "documentId":
		r.DocumentID = rpps.Private(s)
	case "motive":
		r.Motive = rpps.Private(s)
	case "matrix":
		r.Matrix = s
	case "at":
		return r.takeTime(s)
	case "who":
		return r.takeWho(s)
	case "action":
		return r.Action.UnmarshalText([]byte(s)) == nil
	case "outcome":
		return r.takeOutcome(s)
	case "done":
		return r.Done.UnmarshalText([]byte(s)) == nil
	case "day":
		return r.Day.UnmarshalText([]byte(s)) == nil
	default:
		return false
	}
	return true
}

func (r *Record) takeFacts(m *jsontree.Value) bool {
	names, ok := texts(m)
	joined := strings.Join(names, "|")
	var f habilitation.Facts
	if !ok || f.UnmarshalText([]byte(joined)) != nil || f.String() != joined {
		return false
	}
	r.Facts = f
	return true
}

func (r *Record) takeReasons(m *jsontree.Value) bool {
	codes, ok := texts(m)
	if !ok || len(codes) == 0 {
		return false
	}
	r.Reasons = make([]rule.Code, len(codes))
	for i, s := range codes {
		r.Reasons[i] = rule.Code(s)
	}
	return true
}

// texts returns the elements of a list of nothing but texts.
func texts(m *jsontree.Value) (out []string, ok bool) {
	if m.Kind() != jsontree.Array {
		return nil, false
	}
	for i := range m.Len() {
		s, ok := m.At(i).Text()
		if !ok {
			return nil, false
		}
		out = append(out, s)
	}
	return out, true
}

// takeTime reads a time with a zone of its own: that of the machine plays no part.
func (r *Record) takeTime(s string) bool {
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || at.IsZero() {
		return false
	}
	_, offset := at.Zone()
	at = at.In(time.FixedZone("", offset))
	if offset == 0 {
		at = at.UTC()
	}
	if at.Format(time.RFC3339Nano) != s {
		return false
	}
	r.At = at
	return true
}

func (r *Record) takeWho(s string) bool {
	id, err := (rpps.Options{AcceptWrongKey: true}).PersonID(s)
	if err != nil {
		id = rpps.ForeignPersonID(s)
	}
	if id.Canonical() != s {
		return false
	}
	r.Who = id
	return true
}

func (r *Record) takeOutcome(s string) bool {
	switch s {
	case allowed:
		r.Allowed = rpps.Yes
	case denied:
		r.Allowed = rpps.No
	default:
		return false
	}
	return true
}

// Line is a line that was read.
type Line struct {
	// Number counts from 1.
	Number int
	Record Record
	// Faults is what was found odd, with the number of the line.
	Faults rule.Faults
}

// String tells the number of the line, and nothing of it but the outcome.
func (l Line) String() string { return "line " + strconv.Itoa(l.Number) + ": " + l.Record.String() }

// Format implements [fmt.Formatter]: masked under every verb.
func (l Line) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, l.String()) }

// LogValue implements [slog.LogValuer]: the number and the outcome.
func (l Line) LogValue() slog.Value { return slog.StringValue(l.String()) }

// Read reads lines, holding one at a time. A line that cannot be read costs
// itself: it comes with [rule.Faults] as the error, and the next one follows. Blank
// lines are passed over. Any other error is that of the reader, and the last
// thing to come.
func Read(in io.Reader) iter.Seq2[Line, error] { return Options{}.Read(in) }

// Read is the function [Read] under limits of the caller.
func (o Options) Read(in io.Reader) iter.Seq2[Line, error] {
	o = o.filled()
	return func(yield func(Line, error) bool) {
		// The memory of a line is taken when there is one.
		r := bufio.NewReaderSize(in, min(o.MaxLine, MaxLine))
		var whole []byte
		for n := 1; ; n++ {
			text, err := r.ReadSlice('\n')
			long := false
			if errors.Is(err, bufio.ErrBufferFull) {
				whole = append(whole[:0], text...)
				for errors.Is(err, bufio.ErrBufferFull) {
					text, err = r.ReadSlice('\n')
					if long = long || len(bytes.TrimRight(text, "\r\n")) > o.MaxLine-len(whole); !long {
						whole = append(whole, text...)
					}
				}
				text = whole
			}
			if err != nil && !errors.Is(err, io.EOF) {
				yield(Line{Number: n}, err)
				return
			}
			if l := (Line{Number: n}); long {
				l.Faults = rule.Faults{rules[ruleTooLarge].At("").With(strconv.Itoa(o.MaxLine))}
				if !l.give(yield) {
					return
				}
			} else if text = bytes.TrimSpace(text); len(text) > 0 {
				l.Record, l.Faults = o.Parse(text)
				if !l.give(yield) {
					return
				}
			}
			if err != nil {
				return
			}
		}
	}
}

// give passes a line on, with its number on the faults.
func (l Line) give(yield func(Line, error) bool) bool {
	for i, f := range l.Faults {
		l.Faults[i] = f.On(rule.Position{Line: l.Number, Column: f.Position().Column})
	}
	return yield(l, l.Faults.Err())
}
