package history

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/rppsplus/rppsplus/internal/limit"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

const (
	formatVersion = 1
	format        = "rppsplus-history/1"
	timeForm      = "2006-01-02T15:04:05.000Z"

	// maxLine is more than the longest line that can be written: 63 guards
	// with codes of 64 bytes.
	maxLine = 8 << 10
)

// MaxEvents is how many events of one history are read when [ReadOptions] does
// not say: some hundred bytes of memory each.
const MaxEvents = 100_000

// ReadOptions says how much a file may hold. The zero ReadOptions is the
// default. A line has 8 KiB at most, more than any that is written.
type ReadOptions struct {
	// MaxEvents is the limit on the events; 0 means the constant.
	MaxEvents int
}

// AppendLines appends the file of the history to b: a header, a line for each
// event, and the closing line with number and digest of the last event. All
// texts in it are codes and identifiers that JSON needs not escape.
func (h *History[S, E]) AppendLines(b []byte) []byte {
	b = h.appendHeader(b)
	for i, e := range h.events {
		b = h.appendEvent(b, i+1, e)
	}
	return h.appendSeal(b)
}

// WriteTo writes what AppendLines appends.
func (h *History[S, E]) WriteTo(w io.Writer) (int64, error) {
	n, err := w.Write(h.AppendLines(nil))
	return int64(n), err
}

func (h *History[S, E]) appendHeader(b []byte) []byte {
	b = append(b, `{"format":"`+format+`","machine":"`...)
	b = append(b, h.machine.Name()...)
	b = append(b, `","version":"`...)
	b = append(b, h.machine.Version()...)
	b = append(b, `","subject":"`...)
	b = append(b, h.subject...)
	if h.from != 0 {
		b = append(b, `","from":"`...)
		b = append(b, h.machine.StateCode(h.from)...)
	}
	return appendDigest(b, h.genesis)
}

func (h *History[S, E]) appendEvent(b []byte, n int, e Event[S, E]) []byte {
	b = append(b, `{"n":`...)
	b = strconv.AppendInt(b, int64(n), 10)
	b = append(b, `,"id":"`...)
	b = append(b, e.ID.String()...)
	b = append(b, `","at":"`...)
	b = e.At.AppendFormat(b, timeForm)
	b = append(b, `","by":"`...)
	b = append(b, e.By.String()...)
	b = append(b, `","on":"`...)
	b = append(b, h.machine.EventCode(e.On)...)
	b = append(b, `","facts":[`...)
	for i, f := range h.machine.FactCodes(e.Facts) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, f...)
		b = append(b, '"')
	}
	b = append(b, `],"to":"`...)
	b = append(b, h.machine.StateCode(e.To)...)
	b = append(b, `","move":"`...)
	b = append(b, e.Move...)
	return appendDigest(b, e.Digest)
}

func (h *History[S, E]) appendSeal(b []byte) []byte {
	b = append(b, `{"count":`...)
	b = strconv.AppendInt(b, int64(len(h.events)), 10)
	b = append(b, `,"head":"`...)
	head := h.Head()
	b = hex.AppendEncode(b, head[:])
	return append(b, "\"}\n"...)
}

func appendDigest(b []byte, d Digest) []byte {
	b = append(b, `","digest":"`...)
	b = hex.AppendEncode(b, d[:])
	return append(b, "\"}\n"...)
}

// headerLine, eventLine and sealLine are the lines as JSON reads them. What
// JSON lets pass (spaces, order, names in capitals) is caught by comparing
// the line with the one that would be written.
type headerLine struct {
	Format  string `json:"format"`
	Machine string `json:"machine"`
	Version string `json:"version"`
	Subject string `json:"subject"`
	From    string `json:"from"`
}

type eventLine struct {
	N     int      `json:"n"`
	ID    string   `json:"id"`
	At    string   `json:"at"`
	By    string   `json:"by"`
	On    string   `json:"on"`
	Facts []string `json:"facts"`
	To    string   `json:"to"`
	Move  string   `json:"move"`
}

type sealLine struct {
	Count *int `json:"count"`
}

// Read reads the file of a history that moved by the machine, line by line,
// and replays it. It accepts exactly what [History.WriteTo] writes, up to
// [MaxEvents] events. The error is an [*Error] with the line, or that of r.
func Read[S, E ~uint8](r io.Reader, m *lifecycle.Machine[S, E]) (*History[S, E], error) {
	return ReadWith(r, m, ReadOptions{})
}

// ReadWith is [Read] under limits of the caller. A history with more events is
// refused with [CodeTooMany].
func ReadWith[S, E ~uint8](r io.Reader, m *lifecycle.Machine[S, E], o ReadOptions) (*History[S, E], error) {
	o.MaxEvents = limit.Or(o.MaxEvents, MaxEvents)
	in := &reader{r: bufio.NewReaderSize(r, maxLine)}
	h, err := readHeader(in, m)
	if err != nil {
		return nil, err
	}
	var want []byte
	for {
		line, err := in.next()
		if err != nil {
			return nil, err
		}
		if line == nil {
			return nil, fail(ruleCut, "", in.line)
		}
		if bytes.HasPrefix(line, []byte(`{"count":`)) {
			if err := h.seal(line, in); err != nil {
				return nil, err
			}
			return h, nil
		}
		if len(h.events) == o.MaxEvents {
			return nil, fail(ruleTooMany, "", in.line, number(o.MaxEvents))
		}
		e, err := h.parse(line, in.line)
		if err != nil {
			return nil, err
		}
		e.Digest = h.digest(e)
		if want = h.appendEvent(want[:0], len(h.events)+1, e); !bytes.Equal(line, want) {
			return nil, fail(ruleAltered, h.next(), in.line)
		}
		if err := h.replay(e, in.line); err != nil {
			return nil, err
		}
	}
}

func readHeader[S, E ~uint8](in *reader, m *lifecycle.Machine[S, E]) (*History[S, E], error) {
	line, err := in.next()
	if err != nil {
		return nil, err
	}
	var v headerLine
	if line == nil || json.Unmarshal(line, &v) != nil || v.Format != format {
		return nil, fail(ruleFormat, "format", 1)
	}
	if v.Machine != m.Name() {
		return nil, fail(ruleMachine, "machine", 1, m.Name())
	}
	if v.Version != m.Version() {
		return nil, fail(ruleVersion, "version", 1, m.Name(), m.Version())
	}
	from, err := m.ParseState(v.From)
	if err != nil {
		return nil, fail(ruleStart, "from", 1)
	}
	h, err := NewFrom(m, v.Subject, from)
	if err != nil {
		return nil, fail(ruleSubject, "subject", 1)
	}
	if !bytes.Equal(line, h.appendHeader(nil)) {
		return nil, fail(ruleAltered, "", 1)
	}
	return h, nil
}

// next returns the path of the next event.
func (h *History[S, E]) next() string { return "events[" + number(len(h.events)) + "]" }

// parse reads the line of an event; what it does not catch, the comparison
// with the line that would be written does.
func (h *History[S, E]) parse(line []byte, at int) (e Event[S, E], err error) {
	altered := fail(ruleAltered, h.next(), at)
	var v eventLine
	if json.Unmarshal(line, &v) != nil {
		return e, altered
	}
	if v.N != len(h.events)+1 {
		if v.N == 0 {
			return e, altered
		}
		return e, fail(ruleOrder, h.next()+".n", at, number(len(h.events)+1))
	}
	var errs [6]error
	e.ID, errs[0] = uuid.Parse(v.ID)
	e.At, errs[1] = time.Parse(timeForm, v.At)
	e.By, errs[2] = lifecycle.ParseActor(v.By)
	e.On, errs[3] = h.machine.ParseEvent(v.On)
	e.Facts, errs[4] = h.machine.ParseFacts(v.Facts...)
	e.To, errs[5] = h.machine.ParseState(v.To)
	e.Move = v.Move
	if errors.Join(errs[:]...) != nil || !inRange(e.At) {
		return e, altered
	}
	return e, nil
}

// seal checks the closing line and that nothing follows.
func (h *History[S, E]) seal(line []byte, in *reader) error {
	at := in.line
	if !bytes.Equal(line, h.appendSeal(nil)) {
		var v sealLine
		if json.Unmarshal(line, &v) == nil && v.Count != nil && *v.Count > len(h.events) {
			return fail(ruleCut, "count", at)
		}
		return fail(ruleAltered, "", at)
	}
	rest, err := in.r.Peek(1)
	if len(rest) > 0 {
		return fail(ruleTrailing, "", at+1)
	}
	if err != io.EOF {
		return fmt.Errorf("history: line %d: %w", at+1, err)
	}
	return nil
}

// A reader gives lines with their line feeds.
type reader struct {
	r    *bufio.Reader
	line int
}

// next returns the next line, nil at the end. The line holds until the next
// call.
func (in *reader) next() ([]byte, error) {
	in.line++
	line, err := in.r.ReadSlice('\n')
	switch {
	case err == nil:
		return line, nil
	case err == io.EOF && len(line) == 0:
		return nil, nil
	case err == io.EOF:
		return nil, fail(ruleCut, "", in.line)
	case err == bufio.ErrBufferFull:
		return nil, fail(ruleAltered, "", in.line)
	}
	return nil, fmt.Errorf("history: line %d: %w", in.line, err)
}
