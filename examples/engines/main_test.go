package engines

import (
	"os"
	"runtime/debug"
	"testing"
)

// TestMain lets the heap grow: the engines make garbage for minutes, a third of
// which went into collecting it.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}
