package fhir

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"
	"strconv"

	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Lines reads NDJSON: one resource a line. It holds one line at a time. A line
// that cannot be read costs itself: it comes as a nil Resource with a
// [rule.Fault] that bears its number, and the next one follows. The faults of a
// resource bear its line too. For people and their rights see [Set.AddLines]. Blank lines are passed over. An error that is no
// fault is that of the reader, and the last thing to come.
func Lines(in io.Reader, o Options) iter.Seq2[Resource, error] {
	return func(yield func(Resource, error) bool) { readLines(in, o, yield, nil) }
}

// readLines gives the resources of the lines. After the fault of a line that was refused
// it calls refused with its text; cut tells that it is not all of it.
func readLines(in io.Reader, o Options, yield func(Resource, error) bool, refused func(f rule.Fault, text []byte, cut bool) bool) {
	o = o.filled()
	o.MaxBytes = o.MaxLine
	l := lines{in: bufio.NewReaderSize(in, 1<<16), limit: o.MaxLine}
	for {
		text, long, err := l.next()
		if err != nil && !errors.Is(err, io.EOF) {
			if _, ok := rule.AsFault(err); ok {
				err = inputError{err}
			}
			yield(nil, err)
			return
		}
		if long || len(bytes.TrimSpace(text)) > 0 {
			var r Resource
			fault, bad := rules[ruleTooLarge].At("").With(strconv.Itoa(l.limit)).On(rule.Position{Line: l.line}), long
			if !long {
				r, fault, bad = l.read(text, o)
			}
			switch {
			case !bad:
				if !yield(r, nil) {
					return
				}
			case !yield(nil, fault), refused != nil && !refused(fault, text, long):
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// inputError is an error of the reader that is a fault, such as that of an archive: it
// must not pass for that of a line, after which others come.
type inputError struct{ err error }

func (e inputError) Error() string { return "fhir: " + e.err.Error() }

// Is finds what errors.Is would in the error of the reader.
func (e inputError) Is(target error) bool { return errors.Is(e.err, target) }

type lines struct {
	in    *bufio.Reader
	limit int
	line  int
	buf   []byte
}

// next reads a line, without its end. Of one that is beyond the limit only the
// end is looked for.
func (l *lines) next() (text []byte, long bool, err error) {
	l.buf = l.buf[:0]
	l.line++
	for {
		part, err := l.in.ReadSlice('\n')
		if !long && len(l.buf)+len(bytes.TrimRight(part, "\r\n")) > l.limit {
			long = true
		}
		if !long {
			l.buf = append(l.buf, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return l.buf, long, err
		}
	}
}

func (l *lines) read(text []byte, o Options) (r Resource, f rule.Fault, refused bool) {
	tree, bad := jsontree.Parse(text, jsontree.Limits{Depth: o.MaxDepth, Values: o.MaxValues})
	if bad != nil {
		bad.Line = l.line // a line is a text of one line
		return nil, o.refusal(bad), true
	}
	if r = newResource(tree, o); r == nil {
		return nil, rules[ruleNotResource].At("").On(rule.Position{Line: l.line}), true
	}
	b := r.Common()
	for i, f := range b.Faults {
		b.Faults[i] = f.On(rule.Position{Line: l.line})
	}
	return r, f, false
}
