package perf

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// three writes three significant digits, without an exponent.
func three(v float64) string {
	if v == 0 {
		return "0"
	}
	digits := 2 - int(math.Floor(math.Log10(math.Abs(v))))
	if digits <= 0 {
		return grouped(int(math.Round(v)))
	}
	s := strconv.FormatFloat(v, 'f', min(digits, 6), 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

func times(v float64) string { return three(v) + "×" }

// duration writes nanoseconds in the unit that fits.
func duration(ns float64) string {
	switch {
	case ns < 1e3:
		return three(ns) + " ns"
	case ns < 1e6:
		return three(ns/1e3) + " µs"
	case ns < 1e9:
		return three(ns/1e6) + " ms"
	}
	return three(ns/1e9) + " s"
}

// size3 writes bytes in the unit that fits.
func size3(b float64) string {
	switch {
	case math.Abs(b) < 1<<10:
		return three(b) + " B"
	case math.Abs(b) < 1<<20:
		return three(b/(1<<10)) + " KiB"
	case math.Abs(b) < 1<<30:
		return three(b/(1<<20)) + " MiB"
	}
	return three(b/(1<<30)) + " GiB"
}

// grouped writes thousands apart.
func grouped(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return fmt.Sprint(sign, s)
}
