//go:build !unix

package perf

import "time"

// processorTime is the clock, where the system does not tell better.
func processorTime() time.Duration { return time.Since(begun) }
