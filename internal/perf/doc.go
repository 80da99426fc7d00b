// Package perf measures the library and writes docs/performance.md.
//
// One command does it all, and no figure of the page is typed by hand:
//
//	go run ./internal/perf/cmd            # all of it, some minutes, on a quiet machine
//	go run ./internal/perf/cmd -quick     # a trial: short times, small files
//	go run ./internal/perf/cmd -resume    # go on where one was stopped
//	go run ./internal/perf/cmd -render    # the page again, from docs/performance.json
//
// # What is measured
//
// The benchmarks of the table (Sections), each beside a baseline of the same
// file: what one would write without the library. A pass runs every benchmark
// once; the ratio of a pass is that of two figures taken shortly one after the
// other, and the page gives the median of the passes with the smallest and the
// largest. Ratios are what counts. Nanoseconds are there as a hint.
//
// Growth: operations at n, 10 n and 100 n, with the exponent of the time
// (Growths). The whole directory: an extraction of 2.3 million lines, each
// reading in a process of its own, so that its memory is its own. Sign-ins: a
// simulation, in a closed and in an open loop. What the library costs a program
// that links it: size, init, memory of the first decision.
//
// # What fails
//
// The tests of this package fail when a benchmark of the library is in no row
// and not excused, when a row names a benchmark that is gone, when a baseline
// stands in another file, and when the page is not what its data give. The
// command ends with 1 when an operation grows faster than it should and the
// table does not say why, and when a bar is missed.
package perf
