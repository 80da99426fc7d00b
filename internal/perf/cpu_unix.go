//go:build unix

package perf

import (
	"syscall"
	"time"
)

// processorTime is what this process has used of all cores so far: on a busy
// machine it says more than the clock.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return time.Since(begun)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
