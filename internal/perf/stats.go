package perf

import (
	"math"
	"slices"
)

// Spread is the median of some values, and the smallest and largest.
type Spread struct{ Median, Min, Max float64 }

// spread returns the zero Spread for no values.
func spread(values []float64) Spread {
	if len(values) == 0 {
		return Spread{}
	}
	s := slices.Sorted(slices.Values(values))
	m := s[len(s)/2]
	if len(s)%2 == 0 {
		m = (m + s[len(s)/2-1]) / 2
	}
	return Spread{m, s[0], s[len(s)-1]}
}

// ratios divides pass by pass. A pass that one of the two lacks is left out.
func ratios(values, by []float64) []float64 {
	var out []float64
	for i := range min(len(values), len(by)) {
		if by[i] > 0 {
			out = append(out, values[i]/by[i])
		}
	}
	return out
}

// exponent returns the slope of the straight line through the logarithms, by
// least squares: 1 when the cost is in proportion to the size. It is 0 for
// fewer than two points.
func exponent(points []Point) float64 {
	var n, sx, sy, sxx, sxy float64
	for _, p := range points {
		if p.N <= 0 || p.NS <= 0 {
			continue
		}
		x, y := math.Log(float64(p.N)), math.Log(p.NS)
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	if d := n*sxx - sx*sx; n >= 2 && d > 1e-9 {
		return (n*sxy - sx*sy) / d
	}
	return 0
}

// bytesExponent is exponent for the bytes allocated; 0 when the smallest size
// allocates nothing.
func bytesExponent(points []Point) float64 {
	var out []Point
	for _, p := range points {
		if p.Bytes < 1 {
			return 0
		}
		out = append(out, Point{N: p.N, NS: p.Bytes})
	}
	return exponent(out)
}

// quantile returns a quantile of sorted values by the nearest rank.
func quantile(sorted []int64, q float64) int64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, max(0, int(math.Ceil(q*float64(len(sorted))))-1))]
}
