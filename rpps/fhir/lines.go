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
// resource bear its line too. Blank lines are passed over. An error that is no
// fault is that of the reader, and the last thing to come.
func Lines(in io.Reader, o Options) iter.Seq2[Resource, error] {
	return func(yield func(Resource, error) bool) {
		o := o.filled()
		o.MaxBytes = o.MaxLine
		l := lines{in: bufio.NewReaderSize(in, 1<<16), limit: o.MaxLine}
		for {
			text, long, err := l.next()
			if err != nil && !errors.Is(err, io.EOF) {
				yield(nil, err)
				return
			}
			switch {
			case long:
				if !yield(nil, rules[ruleTooLarge].At("").With(strconv.Itoa(l.limit)).On(rule.Position{Line: l.line})) {
					return
				}
			case len(bytes.TrimSpace(text)) > 0:
				if !yield(l.read(text, o)) {
					return
				}
			}
			if err != nil {
				return
			}
		}
	}
}

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

func (l *lines) read(text []byte, o Options) (Resource, error) {
	tree, bad := jsontree.Parse(text, jsontree.Limits{Depth: o.MaxDepth, Values: o.MaxValues})
	if bad != nil {
		bad.Line = l.line // a line is a text of one line
		return nil, o.refusal(bad)
	}
	r := newResource(tree, o)
	if r == nil {
		return nil, rules[ruleNotResource].At("").On(rule.Position{Line: l.line})
	}
	b := r.Common()
	for i, f := range b.Faults {
		b.Faults[i] = f.On(rule.Position{Line: l.line})
	}
	return r, nil
}
