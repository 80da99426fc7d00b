package annuaire

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"runtime"
	"sync"
)

// chunkSize is how much text one worker takes at a time.
const chunkSize = 1 << 20

// chunk is a run of whole lines, and later what was made of it.
type chunk[R any] struct {
	text []byte
	in   lines // of text

	result  R
	summary Summary
	err     error // of the input, after these lines
	panic   any
	done    chan struct{}
}

// Chunks reads the lines that are left with several workers: each takes runs of
// about a megabyte of whole lines, and makes of a run what work makes of its
// records. The results come in the order of the file, and are the same
// whatever the number of workers, as long as work does not depend on where a
// run begins. Records and errors are those of [Reader.Records], but for an
// error of the input: it is the error of the last result.
//
// work is called in several goroutines, and each record is valid until the
// next. workers is 0 for one for each processor. Three or four runs for each
// worker are in memory. When the loop ends early, so do the workers, once the
// input has answered the read that is under way, and the reader is at its end.
// A panic of work is that of the loop.
func Chunks[R any](r *Reader, workers int, work func(iter.Seq2[Record, error]) R) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		if r.done != nil {
			if r.done != io.EOF {
				var zero R
				yield(zero, r.done)
			}
			return
		}
		if workers <= 0 {
			workers = runtime.GOMAXPROCS(0)
		}
		ordered := make(chan *chunk[R], 2*workers)
		todo := make(chan *chunk[R], 2*workers)
		stop := make(chan struct{})
		free := make(chan []byte, 4*workers)
		var all sync.WaitGroup
		all.Go(func() { produce(r, ordered, todo, stop, free) })
		for range workers {
			all.Go(func() {
				d := newDecoder(r.h)
				for c := range todo {
					select {
					case <-stop:
						close(c.done)
					default:
						c.run(&d, work)
					}
				}
			})
		}
		defer func() {
			close(stop)
			for range ordered {
			}
			all.Wait()
			if r.done == nil {
				r.done = io.EOF
			}
		}()
		for c := range ordered {
			<-c.done
			if c.panic != nil {
				panic(c.panic)
			}
			r.summary.add(c.summary)
			if c.err != nil {
				r.done = c.err
			}
			if !yield(c.result, c.err) {
				return
			}
			if cap(c.text) > r.chunk {
				select {
				case free <- c.text[:0]:
				default:
				}
			}
		}
	}
}

// run makes the result of a chunk.
func (c *chunk[R]) run(d *decoder, work func(iter.Seq2[Record, error]) R) {
	defer close(c.done)
	defer func() { c.panic = recover() }()
	c.result = work(func(yield func(Record, error) bool) {
		for {
			rec, err := d.next(&c.in, &c.summary)
			if err == io.EOF || !yield(rec, err) {
				return
			}
		}
	})
}

// chunkLines is how many lines a run has at most: what becomes of each takes
// memory too, and lines may be of nothing. Those of extractions are so long that
// the size of the run comes first.
const chunkLines = 32 << 10

// endOf returns where the n-th line ends.
func endOf(text []byte, n int) int {
	at := -1
	for range n {
		at += 1 + bytes.IndexByte(text[at+1:], '\n')
	}
	return at
}

// produce cuts what is left of the input into chunks. Only it reads.
func produce[R any](r *Reader, ordered, todo chan<- *chunk[R], stop <-chan struct{}, free <-chan []byte) {
	defer close(ordered)
	defer close(todo)
	send := func(c *chunk[R]) bool {
		c.done = make(chan struct{})
		select {
		case ordered <- c:
		case <-stop:
			return false
		}
		select {
		case todo <- c:
		case <-stop:
			close(c.done)
			return false
		}
		return true
	}
	in := &r.in
	for {
		c := new(chunk[R])
		select {
		case c.text = <-free:
		default:
		}
		if c.text == nil {
			c.text = make([]byte, 0, r.chunk+r.chunk/2)
		}
		// The line before goes first, for the comparison with the next.
		before := in.buf[in.current.from:in.current.to]
		c.text = append(append(c.text, before...), '\n')
		c.in = lines{max: in.max, err: io.EOF, number: in.number, pos: len(c.text), current: place{0, len(before)}}
		start, seen := len(c.text), 0 // seen: no line end up to there
		left := chunkLines
		for len(c.text)-start < r.chunk && left > 0 {
			text := in.buf[in.pos:in.end]
			if k := lastWhole(text, seen, r.chunk-(len(c.text)-start)); k >= 0 {
				seen = 0
				n := bytes.Count(text[:k+1], []byte("\n"))
				if n > left {
					n, k = left, endOf(text, left)
				}
				left -= n
				in.number += n
				c.text = append(c.text, text[:k+1]...)
				// Where the last line stands, without its end.
				from := bytes.LastIndexByte(text[:k], '\n') + 1
				end := k
				if end > from && text[end-1] == '\r' {
					end--
				}
				if end-from > in.max {
					end = from
				}
				in.current = place{in.pos + from, in.pos + end}
				in.pos += k + 1
				continue
			}
			seen = len(text)
			if len(text) > in.max+1 || !in.fill() {
				break
			}
		}
		c.in.buf, c.in.end = c.text, len(c.text)
		if len(c.text) > start && !send(c) {
			return
		}
		if len(c.text)-start >= r.chunk || left == 0 {
			continue
		}
		// What is left begins with a line beyond the limit, or is the last.
		err := in.next()
		l := in.now
		last := new(chunk[R])
		switch {
		case err == io.EOF:
			return
		case err != nil:
			last.err = fmt.Errorf("annuaire: line %d: %w", l.number, err)
			last.in.err = io.EOF
		default:
			again := in.repeated()
			l.text = bytes.Clone(l.text)
			last.in = lines{max: in.max, err: io.EOF, lone: &l, again: again}
		}
		if !send(last) || last.err != nil {
			return
		}
	}
}

// lastWhole returns where the last line of text ends that begins before room,
// -1 when no line ends. None does before seen.
func lastWhole(text []byte, seen, room int) int {
	if room < len(text) {
		if k := bytes.LastIndexByte(text[min(seen, room):room], '\n'); k >= 0 {
			return min(seen, room) + k
		}
		from := max(seen, room)
		if k := bytes.IndexByte(text[from:], '\n'); k >= 0 {
			return from + k
		}
		return -1
	}
	if k := bytes.LastIndexByte(text[seen:], '\n'); k >= 0 {
		return seen + k
	}
	return -1
}

// Parallel makes of each record what work makes of it, with several workers,
// and yields the results in the order of the file: the same as a loop over
// [Reader.Records] would. work gets the fault of a refused line beside its
// record; it is called in several goroutines, and must keep nothing of the
// record. The error is that of the input, with the zero T, and the last. See
// [Chunks].
func Parallel[T any](r *Reader, workers int, work func(Record, error) T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var pool sync.Pool
		for results, err := range Chunks(r, workers, func(records iter.Seq2[Record, error]) *[]T {
			out, _ := pool.Get().(*[]T)
			if out == nil {
				out = new([]T)
			}
			*out = (*out)[:0]
			for rec, err := range records {
				*out = append(*out, work(rec, err))
			}
			return out
		}) {
			if results != nil {
				for i := range *results {
					if !yield((*results)[i], nil) {
						return
					}
				}
				clear(*results)
				pool.Put(results)
			}
			if err != nil {
				var zero T
				yield(zero, err)
				return
			}
		}
	}
}

// part is what a worker makes of a chunk of persons: whole persons, and around
// them the lines of those who may go on in the chunks beside it.
type part struct {
	head, tail []raw
	middle     []given
}

// raw is a line that is for another goroutine: what a record is made of.
type raw struct {
	text  []byte
	line  int
	flags flags
	err   error // why it is refused: the text says whose it may be
}

// given is a person with their key, and the lines behind their first that were refused.
type given struct {
	p       *Person
	key     []byte
	refused []raw
}

// PersonsParallel is [Reader.Persons] with [GroupSorted] and several workers:
// the same persons, faults and order. Memory holds the persons of a few
// megabytes of text. See [Chunks].
func (r *Reader) PersonsParallel(workers int) iter.Seq2[*Person, error] {
	return func(yield func(*Person, error) bool) {
		if r.halfway() {
			yield(nil, errBegun)
			return
		}
		var g grouper
		c := newCuts(r.h)
		feed := func(lines []raw) bool {
			for _, l := range lines {
				c.n = 0
				if !g.line(Record{text: l.text, c: &c, h: r.h, line: l.line, flags: l.flags}, l.err, yield) {
					return false
				}
			}
			return true
		}
		for p, err := range Chunks(r, workers, groupChunk) {
			if !feed(p.head) {
				return
			}
			if len(p.middle)+len(p.tail) > 0 && !g.end(yield) {
				return
			}
			for _, m := range p.middle {
				g.begin(m.key, m.p.Lines[0])
				g.b.p = m.p
				if !feed(m.refused) || !g.end(yield) {
					return
				}
			}
			if !feed(p.tail) {
				return
			}
			if err != nil {
				if g.end(yield) {
					yield(nil, err)
				}
				return
			}
		}
		g.end(yield)
	}
}

// groupChunk groups the records of a chunk. The first and the last person may
// go on beyond it: their lines are handed on.
func groupChunk(records iter.Seq2[Record, error]) part {
	var out part
	var b builder
	var key, keys, buf []byte
	var pending []raw // of the person at hand
	persons := 0
	flush := func() {
		p := b.finish()
		switch {
		case persons <= 1:
			out.head = append(out.head, pending...)
			pending = nil // its texts are those of the head
			return
		default:
			from := len(keys)
			keys = append(keys, key...)
			m := given{p: p, key: keys[from:len(keys):len(keys)]}
			for _, l := range pending {
				if l.err != nil {
					l.text = bytes.Clone(l.text) // its room is used again
					m.refused = append(m.refused, l)
				}
			}
			out.middle = append(out.middle, m)
		}
		pending = pending[:0]
	}
	for rec, err := range records {
		if err == nil {
			var k []byte
			if k, err = personKey(rec, buf); len(k) == 0 && err == nil {
				continue
			}
			if err == nil && (persons == 0 || !bytes.Equal(k, key)) {
				flush()
				persons++
				key = append(key[:0], k...)
				b.start()
			}
		}
		l := raw{line: rec.line, flags: rec.flags, err: err}
		// Room that an earlier line no longer needs.
		if n := len(pending); n < cap(pending) && persons > 1 {
			l.text = pending[:n+1][n].text[:0]
		}
		l.text = append(l.text, rec.text...)
		if err == nil && persons > 1 {
			b.add(rec)
		}
		pending = append(pending, l)
	}
	if persons > 1 {
		out.tail = pending
	} else {
		out.head = append(out.head, pending...)
	}
	return out
}
