package history

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"iter"
	"log/slog"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// Digest is a SHA-256 digest of a history up to an event.
type Digest [sha256.Size]byte

// String returns the digest in lower-case hexadecimal digits.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// MarshalText returns the digest in lower-case hexadecimal digits.
func (d Digest) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, d[:]), nil }

// UnmarshalText is the inverse of MarshalText. A refusal leaves the zero
// Digest.
func (d *Digest) UnmarshalText(b []byte) error {
	*d = Digest{}
	var v Digest
	if len(b) != hex.EncodedLen(len(v)) {
		return fmt.Errorf("history: a digest has %d digits", hex.EncodedLen(len(v)))
	}
	for _, c := range b {
		if c >= 'A' && c <= 'F' {
			return fmt.Errorf("history: a digest is in lower case")
		}
	}
	if _, err := hex.Decode(v[:], b); err != nil {
		return fmt.Errorf("history: a digest has hexadecimal digits only")
	}
	*d = v
	return nil
}

// Event is one move that was made. It is comparable; two events with the same
// digest are the same event of the same history.
type Event[S, E ~uint8] struct {
	// ID is a UUID of version 7.
	ID uuid.UUID
	// At is when the move was made, in UTC to the millisecond. The day from
	// which it has effect is another matter, which belongs to the thing.
	At time.Time
	// By, On and Facts are what the machine was asked.
	By    lifecycle.Actor
	On    E
	Facts lifecycle.Facts
	// To and Move are what it answered.
	To   S
	Move string
	// Digest binds the event to all before it.
	Digest Digest
}

// NewID returns a UUID of version 7 from the caller's clock and randomness,
// such as crypto/rand.Reader. The error is an [*Error] for a time out of the
// years 1970 to 9999, or that of the reader.
func NewID(at time.Time, random io.Reader) (uuid.UUID, error) {
	if !inRange(at) {
		return uuid.UUID{}, fail(ruleTime, "at", 0)
	}
	var id uuid.UUID
	if _, err := io.ReadFull(random, id[6:]); err != nil {
		return uuid.UUID{}, fmt.Errorf("history: randomness: %w", err)
	}
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(at.UnixMilli()))
	copy(id[:6], ms[2:])
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id, nil
}

// idTime returns the milliseconds of a UUID of version 7.
func idTime(id uuid.UUID) (ms int64, ok bool) {
	var b [8]byte
	copy(b[2:], id[:6])
	return int64(binary.BigEndian.Uint64(b[:])), id.Version() == 7 && id.Variant() == uuid.RFC4122
}

func inRange(at time.Time) bool {
	year := at.UTC().Year()
	return year >= 1970 && year <= 9999
}

// History is what happened to one thing. It is not for use by several
// goroutines while one appends. A copy goes on by itself, in another goroutine too.
type History[S, E ~uint8] struct {
	machine *lifecycle.Machine[S, E]
	subject string
	from    S // 0: from the beginning
	genesis Digest
	events  []Event[S, E]
	// moment are the IDs of the millisecond of the last event, when it has several.
	moment map[uuid.UUID]bool
	// tail says whose events and moment these are: those of a copy are not its own.
	tail *tail[S, E]
}

// tail is the history that may add events in place, and how many it has. Another one
// that has as many asks who the owner is alone, which never changes.
type tail[S, E ~uint8] struct {
	owner *History[S, E]
	n     int
}

// own gives a copy events and a moment that nobody else adds to.
func (h *History[S, E]) own() {
	if h.tail != nil && h.tail.owner == h && h.tail.n == len(h.events) {
		return
	}
	events := h.events
	h.events, h.moment, h.tail = make([]Event[S, E], 0, len(events)), nil, &tail[S, E]{owner: h}
	for _, e := range events {
		h.keep(e)
	}
}

// String tells the machine and how many events there are, not of what.
func (h History[S, E]) String() string {
	if h.machine == nil {
		return "History(not stated)"
	}
	return "History(" + h.machine.Name() + ", events " + strconv.Itoa(len(h.events)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (h History[S, E]) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, h.String()) }

// LogValue implements [slog.LogValuer].
func (h History[S, E]) LogValue() slog.Value { return slog.StringValue(h.String()) }

// New returns the empty history of a thing. The subject is its opaque
// identifier, never personal data: letters and digits, with . - _ : inside, 64
// at most. The error is an [*Error].
func New[S, E ~uint8](m *lifecycle.Machine[S, E], subject string) (*History[S, E], error) {
	return NewFrom(m, subject, 0)
}

// NewFrom returns the empty history of a thing that has a state already, and of
// which nothing was kept so far: staff who were registered before the software
// was there. The caller vouches for the state, which the file names and the digests
// cover; the machine is asked from then on. With the zero state it is [New]. The
// error is an [*Error].
func NewFrom[S, E ~uint8](m *lifecycle.Machine[S, E], subject string, state S) (*History[S, E], error) {
	if m.Name() == "" {
		return nil, fail(ruleMachine, "machine", 0)
	}
	if !isSubject(subject) {
		return nil, fail(ruleSubject, "subject", 0)
	}
	if state != 0 && m.StateCode(state) == "" {
		return nil, fail(ruleStart, "from", 0)
	}
	h := &History[S, E]{machine: m, subject: subject, from: state}
	d := newDigester()
	d.text("rppsplus history")
	d.number(formatVersion)
	d.text(m.Name())
	d.text(m.Version())
	d.text(subject)
	if state != 0 {
		d.text(m.StateCode(state))
	}
	h.genesis = d.sum()
	return h, nil
}

func isSubject(s string) bool {
	for i := range len(s) {
		c := s[i]
		alnum := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		inside := i > 0 && i < len(s)-1 && (c == '.' || c == '-' || c == '_' || c == ':')
		if !alnum && !inside {
			return false
		}
	}
	return s != "" && len(s) <= 64
}

// Append asks the machine for a move from the present state, and adds it. The
// time is kept to the millisecond; neither it nor the time in the ID may go
// back. The error is the [*lifecycle.Refusal] of the machine or an [*Error],
// and the history is then unchanged.
func (h *History[S, E]) Append(id uuid.UUID, at time.Time, by lifecycle.Actor, on E, facts lifecycle.Facts) (lifecycle.Step[S], error) {
	h.own()
	e := Event[S, E]{ID: id, By: by, On: on, Facts: facts}
	if inRange(at) {
		e.At = time.UnixMilli(at.UnixMilli()).UTC()
	}
	if r, path := h.misplaced(e); path != "" {
		return lifecycle.Step[S]{}, fail(r, path, 0)
	}
	step, err := h.machine.Next(h.State(), on, by, facts)
	if err != nil {
		return lifecycle.Step[S]{}, err
	}
	e.To, e.Move = step.To, step.Move
	e.Digest = h.digest(e)
	h.keep(e)
	return step, nil
}

// misplaced returns the rule that the ID or the time of the next event breaks,
// and the field; no field for none.
func (h *History[S, E]) misplaced(e Event[S, E]) (r int, path string) {
	ms, ok := idTime(e.ID)
	if !ok {
		return ruleID, "id"
	}
	if n := len(h.events); n > 0 {
		last := h.events[n-1].ID
		if was, _ := idTime(last); was > ms || last == e.ID || h.moment[e.ID] {
			return ruleID, "id"
		}
	}
	if e.At.IsZero() || len(h.events) > 0 && e.At.Before(h.events[len(h.events)-1].At) {
		return ruleTime, "at"
	}
	return 0, ""
}

// keep adds an event. The IDs of one millisecond have no order: those before are
// remembered, for a file may have all its events in one.
func (h *History[S, E]) keep(e Event[S, E]) {
	if n := len(h.events); n > 0 {
		last := h.events[n-1].ID
		was, _ := idTime(last)
		switch ms, _ := idTime(e.ID); {
		case was != ms:
			h.moment = nil
		case h.moment == nil:
			h.moment = map[uuid.UUID]bool{last: true, e.ID: true}
		default:
			h.moment[e.ID] = true
		}
	}
	h.events = append(h.events, e)
	h.tail.n++
}

// digest returns the digest of the next event.
func (h *History[S, E]) digest(e Event[S, E]) Digest {
	head, d := h.Head(), newDigester()
	d.bytes(head[:])
	d.number(uint64(len(h.events) + 1))
	d.bytes(e.ID[:])
	d.number(uint64(e.At.UnixMilli()))
	d.text(e.By.String())
	d.text(h.machine.EventCode(e.On))
	facts := h.machine.FactCodes(e.Facts)
	d.number(uint64(len(facts)))
	for _, f := range facts {
		d.text(f)
	}
	d.text(h.machine.StateCode(e.To))
	d.text(e.Move)
	return d.sum()
}

// A digester writes fields so that no two lists of fields give the same bytes:
// every text is preceded by its length.
type digester struct{ h hash.Hash }

func newDigester() digester { return digester{sha256.New()} }

func (d digester) number(n uint64) { d.h.Write(binary.BigEndian.AppendUint64(nil, n)) }

func (d digester) bytes(b []byte) {
	d.number(uint64(len(b)))
	d.h.Write(b)
}

func (d digester) text(s string) { d.bytes([]byte(s)) }

func (d digester) sum() (out Digest) {
	d.h.Sum(out[:0])
	return out
}

// Machine returns the machine by which the history moves.
func (h *History[S, E]) Machine() *lifecycle.Machine[S, E] { return h.machine }

// Subject returns the identifier of the thing.
func (h *History[S, E]) Subject() string { return h.subject }

// Len returns the number of events.
func (h *History[S, E]) Len() int { return len(h.events) }

// State returns the state after the last event; before the first the one it began from,
// zero for [New].
func (h *History[S, E]) State() S {
	if len(h.events) == 0 {
		return h.from
	}
	return h.events[len(h.events)-1].To
}

// StateAt returns the state at a time, events of that very millisecond
// included; before the first event the one it began from, zero for [New]. Since when
// a history of [NewFrom] has that one is not kept: of days before it, it proves nothing.
func (h *History[S, E]) StateAt(at time.Time) S {
	s := h.from
	for _, e := range h.events {
		if e.At.After(at) {
			break
		}
		s = e.To
	}
	return s
}

// Head returns the digest of the last event, and of the beginning when there
// is none.
func (h *History[S, E]) Head() Digest { return h.after(len(h.events)) }

// after returns the digest after n events.
func (h *History[S, E]) after(n int) Digest {
	if n == 0 {
		return h.genesis
	}
	return h.events[n-1].Digest
}

// Events returns the events in their order, with their numbers from 1.
func (h *History[S, E]) Events() iter.Seq2[int, Event[S, E]] {
	return func(yield func(int, Event[S, E]) bool) {
		for i, e := range h.events {
			if !yield(i+1, e) {
				return
			}
		}
	}
}

// Verify checks the history against the digest and the number of events that
// were noted elsewhere at some time: the events up to then must be there,
// unchanged. Later events are not its business. The error is an [*Error].
func (h *History[S, E]) Verify(head Digest, n int) error {
	switch {
	case n < 0 || n > len(h.events):
		return fail(ruleCut, "events", 0)
	case h.after(n) != head:
		return fail(ruleHead, "head", 0, number(n))
	}
	return nil
}

// Conflict is the error of [Merge] for histories that part.
type Conflict[S, E ~uint8] struct {
	// Index is the number of the first event that differs, from 1.
	Index int
	// A and B are that event in each history.
	A, B Event[S, E]
}

// Fault returns the conflict as a fault.
func (c *Conflict[S, E]) Fault() rule.Fault {
	return rules[ruleConflict].At("events").With(number(c.Index))
}

// Error returns code and English message.
func (c *Conflict[S, E]) Error() string { return c.Fault().Error() }

// Is reports whether target is [CodeConflict].
func (c *Conflict[S, E]) Is(target error) bool { return c.Fault().Is(target) }

// Unwrap returns the fault.
func (c *Conflict[S, E]) Unwrap() error { return c.Fault() }

// Merge returns a new history with the events of both, when one continues the
// other or they are the same. It moves by the machine of a, which must accept
// the events that only b has. The error is a [*Conflict] when both went on
// differently, and otherwise an [*Error].
func Merge[S, E ~uint8](a, b *History[S, E]) (*History[S, E], error) {
	switch {
	case a.machine.Name() != b.machine.Name():
		return nil, fail(ruleMachine, "machine", 0, a.machine.Name())
	case a.machine.Version() != b.machine.Version():
		return nil, fail(ruleVersion, "version", 0, a.machine.Name(), a.machine.Version())
	case a.subject != b.subject:
		return nil, fail(ruleSubject, "subject", 0)
	case a.from != b.from:
		return nil, fail(ruleStart, "from", 0)
	}
	for i := range min(len(a.events), len(b.events)) {
		if a.events[i] != b.events[i] {
			return nil, &Conflict[S, E]{i + 1, a.events[i], b.events[i]}
		}
	}
	out := *a
	for _, e := range b.events[min(len(a.events), len(b.events)):] {
		if err := out.replay(e, 0); err != nil {
			return nil, err
		}
	}
	return &out, nil
}

// replay adds an event that was read, if the machine answers what it says.
func (h *History[S, E]) replay(e Event[S, E], line int) error {
	h.own()
	path := "events[" + number(len(h.events)) + "]"
	if r, field := h.misplaced(e); field != "" {
		return fail(r, path+"."+field, line)
	}
	step, err := h.machine.Next(h.State(), e.On, e.By, e.Facts)
	if err != nil {
		code := ""
		if r, ok := err.(*lifecycle.Refusal[S, E]); ok {
			code = string(r.Code())
		}
		return fail(ruleRefused, path, line, code).because(err)
	}
	if step.To != e.To || step.Move != e.Move {
		return fail(ruleState, path, line)
	}
	h.keep(e)
	return nil
}
