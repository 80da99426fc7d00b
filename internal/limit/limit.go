// Package limit is what the readers of the library do with the limits in their
// options: the default of one that is not stated, and a text read up to one.
package limit

import "io"

// Or returns an option, or otherwise when it states none: 0 or less.
func Or[T ~int | ~int64](option, otherwise T) T {
	if option <= 0 {
		return otherwise
	}
	return option
}

// MaxDepth is as deep as any text may be nested, for each level costs stack.
const MaxDepth = 1000

// Depth is [Or] for a limit on nesting: more than [MaxDepth] is taken for that.
func Depth(option, otherwise int) int { return min(Or(option, otherwise), MaxDepth) }

// Read reads a text to its end, or to one byte more than the limit, by which the
// caller sees that it is too long. The error is that of the reader, or
// [io.ErrNoProgress] for one that keeps giving nothing.
func Read(r io.Reader, most int) ([]byte, error) {
	return io.ReadAll(io.LimitReader(&patient{r: r}, max(int64(most), int64(most)+1))) // the largest number has none above it
}

// patient loses its patience with a reader that gives neither bytes nor an error.
type patient struct {
	r    io.Reader
	idle int
}

func (p *patient) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	if n > 0 || err != nil {
		p.idle = 0
		return n, err
	}
	if p.idle++; p.idle == 100 { // as bufio
		return 0, io.ErrNoProgress
	}
	return 0, nil
}
