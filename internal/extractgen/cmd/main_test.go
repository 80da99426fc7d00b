package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestRun: every layout is written the same each time, and odd flags are
// refused in one line.
func TestRun(t *testing.T) {
	call := func(args ...string) (code int, out, errs string) {
		var o, e bytes.Buffer
		code = run(args, &o, &e)
		return code, o.String(), e.String()
	}
	for layout := range layouts {
		args := []string{"-lines", "20", "-layout", layout, "-traps"}
		code, out, errs := call(args...)
		if code != 0 || strings.Count(out, "\n") < 20 || !strings.Contains(errs, " lines, ") {
			t.Errorf("%s: exit %d, %d lines, %s", layout, code, strings.Count(out, "\n"), errs)
		}
		if _, again, _ := call(args...); again != out {
			t.Errorf("%s: another file from the same seed", layout)
		}
		if _, next, _ := call(append(args, "-next", "5")...); next == out {
			t.Errorf("%s: nothing changes on the next day", layout)
		}
	}
	for _, args := range [][]string{
		{"-lines", "0"}, {"-lines", "-5"}, {"-lines", "many"}, {"-layout", "nothing"}, {"-next", "-1"}, {"extra"}, {"-unknown"},
	} {
		if code, out, errs := call(args...); code != 2 || out != "" || errs == "" {
			t.Errorf("%v: exit %d, %q, %q", args, code, out, errs)
		}
	}
	if code, _, _ := call("-h"); code != 0 {
		t.Errorf("-h: exit %d", code)
	}
}
