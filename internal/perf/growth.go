package perf

import (
	"fmt"
	"math"
	"runtime"
	"time"
)

// Operation is something whose cost depends on a size.
type Operation struct {
	Name string
	// N is the smallest size; it is measured at 10 and 100 times that too.
	N int
	// Order is what is expected: "n", "n log n", "1"; "n²" where Why says so.
	Order string
	// Why explains an exponent above the limit.
	Why string
	// Make prepares the operation for n, and is not measured.
	Make func(n int) func() error
}

// maxExponent is the largest exponent that needs no explanation: 1, the
// logarithm of sorting, and memory that no longer fits the caches.
const maxExponent = 1.15

// maxConstant is the same for what should not depend on the size.
const maxConstant = 0.3

// limit is the largest exponent of the operation.
func (o *Operation) limit() float64 {
	switch o.Order {
	case "1":
		return maxConstant
	case "n log n":
		return o.sorting() + maxExponent - 1
	}
	return maxExponent
}

// sorting is the exponent that n log n alone has at the sizes of the operation.
func (o *Operation) sorting() float64 {
	var points []Point
	for _, n := range o.sizes() {
		points = append(points, Point{N: n, NS: float64(n) * math.Log(float64(n))})
	}
	return exponent(points)
}

func (o *Operation) sizes() []int { return []int{o.N, 10 * o.N, 100 * o.N} }

// begun is for systems that tell no processor time.
var begun = time.Now()

// measure runs the operation at each size, for at least the time, as often as
// said, and keeps the smallest: what disturbs only makes it larger. The time is
// that of the processors, the collector's with it.
func (o *Operation) measure(least time.Duration, repeat int) (Growth, error) {
	g := Growth{Name: o.Name}
	for _, n := range o.sizes() {
		f := o.Make(n)
		if err := f(); err != nil { // warm, and right
			return Growth{}, fmt.Errorf("%s, n = %d: %w", o.Name, n, err)
		}
		p := Point{N: n, NS: math.Inf(1), Bytes: math.Inf(1)}
		for range repeat {
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start, used := time.Now(), processorTime()
			times := 0
			for times == 0 || time.Since(start) < least {
				if err := f(); err != nil {
					return Growth{}, err
				}
				times++
			}
			took := processorTime() - used
			runtime.ReadMemStats(&after)
			p.NS = min(p.NS, float64(took.Nanoseconds())/float64(times))
			p.Bytes = min(p.Bytes, float64(after.TotalAlloc-before.TotalAlloc)/float64(times))
		}
		p.NS, p.Bytes = math.Round(p.NS*10)/10, math.Round(p.Bytes)
		g.Points = append(g.Points, p)
	}
	return g, nil
}

// tooFast names the operations of a report that grow faster than they may and
// are not explained.
func (r *Report) tooFast() []string {
	var out []string
	for _, o := range Operations() {
		for _, g := range r.Growth {
			if g.Name == o.Name && o.Why == "" && exponent(g.Points) > o.limit() {
				out = append(out, o.Name)
			}
		}
	}
	return out
}
