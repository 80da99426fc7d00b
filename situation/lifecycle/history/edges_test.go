package history_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/situation/lifecycle"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// TestClosingLine: a count above the events is a history that was cut; any other
// change is one of the line.
func TestClosingLine(t *testing.T) {
	h := sample(t, 3, 3)
	lines := bytes.SplitAfter(h.AppendLines(nil), []byte("\n"))
	events := string(bytes.Join(lines[:4], nil))
	head := strings.Repeat("0", 64)
	for line, want := range map[string]error{
		string(lines[4]):                                       nil,
		`{"count":3,"head":"` + head + "\"}\n":                 history.CodeAltered,
		`{"count":2,"head":"` + head + "\"}\n":                 history.CodeAltered,
		`{"count":4,"head":"` + head + "\"}\n":                 history.CodeCut,
		`{"count":9999,"head":"` + head + "\"}\n":              history.CodeCut,
		`{"count":null,"head":"` + h.Head().String() + "\"}\n": history.CodeAltered,
		"{\"count\":\"4\"}\n":                                  history.CodeAltered,
		"{\"count\":\n":                                        history.CodeAltered,
		"{\"count\":4\n":                                       history.CodeAltered,
	} {
		_, err := history.Read(strings.NewReader(events+line), h.Machine())
		if !errors.Is(err, want) {
			t.Errorf("%q: %v", line, err)
		}
	}
}

// TestErrorsSayWhere: the line at which a reader broke, and the event that was
// expected.
func TestErrorsSayWhere(t *testing.T) {
	h := sample(t, 3, 3)
	text := h.AppendLines(nil)
	lines := bytes.SplitAfter(text, []byte("\n"))
	for n := range 6 {
		whole := bytes.Join(lines[:n], nil)
		_, err := history.Read(io.MultiReader(bytes.NewReader(whole), iotest.ErrReader(errors.New("boom"))), h.Machine())
		if want := fmt.Sprintf("line %d: boom", n+1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, not %s", err, want)
		}
	}
	// One event, then the third; and the first again.
	for _, c := range []struct {
		lines []int
		want  string
	}{{[]int{0, 2}, "Event 1 is"}, {[]int{0, 1, 3}, "Event 2 is"}, {[]int{0, 1, 1}, "Event 2 is"}, {[]int{0, 1, 2, 2}, "Event 3 is"}} {
		var b []byte
		for _, i := range c.lines {
			b = append(b, lines[i]...)
		}
		_, err := history.Read(bytes.NewReader(b), h.Machine())
		e, ok := errors.AsType[*history.Error](err)
		if !ok || e.Code() != history.CodeOrder || !strings.Contains(e.Message(language.English), c.want) {
			t.Errorf("%v: %v", c.lines, err)
		}
	}
}

// TestYears: from the first day of 1970 to the last of 9999, in UTC.
func TestYears(t *testing.T) {
	east := time.FixedZone("", 3600)
	for at, fits := range map[time.Time]bool{
		time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC):          true,
		time.Date(1970, 1, 1, 0, 59, 59, 0, east):            false,
		time.Date(1969, 12, 31, 23, 59, 59, 999e6, time.UTC): false,
		time.Date(9999, 12, 31, 23, 59, 59, 999e6, time.UTC): true,
		time.Date(10000, 1, 1, 0, 59, 59, 0, east):           true,
		time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC):         false,
	} {
		id, err := history.NewID(at, strings.NewReader("0123456789"))
		if (err == nil) != fits || !fits && !errors.Is(err, history.CodeTime) {
			t.Errorf("%v: %v", at, err)
		}
		if !fits {
			id = newID(t, start, strings.NewReader("0123456789"))
		}
		h := newHistory(t, door(t), "x")
		if _, err := h.Append(id, at, lifecycle.Direction, build, 0); (err == nil) != fits {
			t.Errorf("%v: %v", at, err)
		} else if fits {
			back, err := history.Read(bytes.NewReader(h.AppendLines(nil)), door(t))
			if err != nil || back.Head() != h.Head() {
				t.Errorf("%v: not read again: %v", at, err)
			}
		}
	}
}

// TestSubjects: letters and digits of ASCII, four signs inside, 64 at most.
func TestSubjects(t *testing.T) {
	const alnum, inside = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", ".-_:"
	m := door(t)
	for b := range 256 {
		c := string([]byte{byte(b)})
		for text, signs := range map[string]string{c: alnum, c + "a": alnum, "a" + c: alnum, "a" + c + "a": alnum + inside} {
			if _, err := history.New(m, text); (err == nil) != strings.Contains(signs, c) {
				t.Errorf("%q: %v", text, err)
			}
		}
	}
	for n, fits := range map[int]bool{1: true, 63: true, 64: true, 65: false} {
		if _, err := history.New(m, strings.Repeat("a", n)); (err == nil) != fits {
			t.Error(n, err)
		}
	}
}

// TestDigestSigns: each digit in small letters, and nothing else.
func TestDigestSigns(t *testing.T) {
	for b := range 256 {
		var d history.Digest
		err := d.UnmarshalText(append(bytes.Repeat([]byte{'0'}, 63), byte(b)))
		if (err == nil) != (bytes.IndexByte([]byte("0123456789abcdef"), byte(b)) >= 0) {
			t.Errorf("%#x: %v", b, err)
		}
	}
}
