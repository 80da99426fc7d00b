package annuaire

import (
	"bytes"
	"encoding/binary"
	"io"
	"math/bits"
)

// lines splits an input into its lines. Memory is bounded by max.
type lines struct {
	src io.Reader
	max int // longest line, in bytes

	// buf[pos:end] was read and is in no line yet; err is what ended the
	// reading. base is the place of buf[0] in the input.
	buf      []byte
	pos, end int
	base     int64
	err      error

	// current is where the line at hand stands in buf, before the one before
	// it; empty for a line that was not kept.
	current, before place

	number int  // of the line that is at hand
	now    line // the line at hand

	// lone is the only line, if there is no other; again: it repeats the one
	// before it.
	lone  *line
	again bool
}

// place is a piece of a buffer.
type place struct{ from, to int }

// A line is one line of the input, without its end.
type line struct {
	text   []byte
	number int
	at     int64 // where it begins in the input
	over   bool  // longer than the limit: there is no text
	ended  bool  // there was a line end
	crlf   bool
}

// block is how much is read at once.
const block = 256 << 10

// next finds the next line, which is then at hand; its text is valid until the
// next call. The error is that of the input, io.EOF at the end.
func (l *lines) next() error {
	if l.lone != nil {
		l.now, l.lone = *l.lone, nil
		return nil
	}
	seen := l.pos
	for {
		if i := bytes.IndexByte(l.buf[seen:l.end], '\n'); i >= 0 {
			l.take(seen+i, seen+i+1)
			return nil
		}
		if l.end-l.pos > l.max+1 {
			return l.skip()
		}
		seen = l.end
		moved := l.base
		if l.fill() {
			seen -= int(l.base - moved)
			continue
		}
		switch {
		case l.err != io.EOF:
			l.now = line{number: l.number + 1}
			return l.err
		case l.pos == l.end:
			return io.EOF
		}
		l.take(l.end, l.end)
		return nil
	}
}

// take takes the line that ends at end, after which the next begins.
func (l *lines) take(end, next int) {
	l.number++
	out := &l.now
	*out = line{text: l.buf[l.pos:end], number: l.number, at: l.base + int64(l.pos), ended: next > end}
	if n := len(out.text); n > 0 && out.text[n-1] == '\r' {
		out.text, out.crlf = out.text[:n-1], true
	}
	l.before, l.current = l.current, place{l.pos, l.pos + len(out.text)}
	l.pos = next
	if len(out.text) > l.max {
		l.current.to = l.current.from
		out.text, out.over = nil, true
	}
}

// repeated reports whether the line at hand is that before it.
func (l *lines) repeated() bool {
	return l.again || l.current.to > l.current.from &&
		bytes.Equal(l.buf[l.before.from:l.before.to], l.buf[l.current.from:l.current.to])
}

// skip passes a line that is too long without keeping it.
func (l *lines) skip() error {
	l.number++
	out := &l.now
	*out = line{number: l.number, over: true}
	for {
		i := bytes.IndexByte(l.buf[l.pos:l.end], '\n')
		if i >= 0 {
			l.pos += i + 1
			l.current, out.ended = place{l.pos, l.pos}, true
			return nil
		}
		l.pos = l.end
		l.current = place{l.pos, l.pos}
		if !l.fill() {
			if l.err != io.EOF {
				return l.err
			}
			return nil
		}
	}
}

// fill reads more. It reports whether there was more.
func (l *lines) fill() bool {
	if l.err != nil {
		return false
	}
	from := min(l.current.from, l.pos)
	if l.end == len(l.buf) {
		to := l.buf
		// Moving less than is gained keeps the whole linear.
		if from < len(l.buf)/2 {
			to = make([]byte, 2*len(l.buf))
		}
		n := copy(to, l.buf[from:l.end])
		l.buf, l.end = to, n
		l.pos -= from
		l.current.from -= from
		l.current.to -= from
		l.base += int64(from)
	}
	for range 100 {
		n, err := l.src.Read(l.buf[l.end:])
		l.end += n
		l.err = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	l.err = io.ErrNoProgress
	return false
}

const (
	lowBits = 0x7F7F7F7F7F7F7F7F
	bars    = uint64('|') * 0x0101010101010101
)

// cutAll writes where the fields of a line end into cuts, which has room for
// them, and returns how many separators there were. Fields are short: eight
// bytes at a time is quicker than a search for each.
func cutAll(text []byte, cuts []int32) int {
	n, i := 0, 0
	for ; i+8 <= len(text); i += 8 {
		x := binary.LittleEndian.Uint64(text[i:]) ^ bars
		// The high bit of each byte that is zero in x, and of no other.
		t := ^(((x & lowBits) + lowBits) | x | lowBits)
		for t != 0 {
			cuts[n] = int32(i + bits.TrailingZeros64(t)>>3)
			n++
			t &= t - 1
		}
	}
	for ; i < len(text); i++ {
		if text[i] == '|' {
			cuts[n] = int32(i)
			n++
		}
	}
	return n
}
