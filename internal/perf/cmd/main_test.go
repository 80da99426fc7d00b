package main

import (
	"bytes"
	"testing"
)

// TestRun: odd flags are refused, and nothing is measured.
func TestRun(t *testing.T) {
	for _, c := range []struct {
		args []string
		want int
	}{
		{[]string{"-h"}, 0},
		{[]string{"-unknown"}, 2},
		{[]string{"extra"}, 2},
		{[]string{"-child"}, 2},
		{[]string{"-child", "nothing", t.TempDir(), "1"}, 2},
	} {
		var errs bytes.Buffer
		if got := run(t.Context(), c.args, &errs); got != c.want || errs.Len() == 0 {
			t.Errorf("%q: exit %d, %q", c.args, got, errs.String())
		}
	}
}
