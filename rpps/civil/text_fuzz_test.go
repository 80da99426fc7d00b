package civil_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

var sqlTime = regexp.MustCompile(`(?s)^(.{10})[ T](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-9]{2})?(?:[.,][0-9]+)? ?` +
	`(?:[+-][0-9]{2}(?::?[0-9]{2}){0,2}(?: [A-Z]{3,})?|Z|UTC|GMT)?$`)

// FuzzTexts: every reader of a date, by the same texts.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f,
		textfuzz.Of(func(t testing.TB, s string) {
			asTime(t, s, "2006-01-02", civil.ParseISO, civil.Date.String)
			asTime(t, s, "02/01/2006", civil.ParseFrench, civil.Date.French)
		}, "2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "0000-01-01", "2024-2-9", "２024-02-29",
			"29/02/2024", "29/02/2023", "31/12/9999", "-001-01-01", "２９/02/2024"),
		textfuzz.Of(asJSON, `"2024-02-29"`, `null`, `""`, `{}`, `"`, `"2024-02-29`),
		textfuzz.Of(asSQL, "2024-02-29T00:00:00Z", "2024-02-29 23:59", "2024-02-29 1:00", "0001-01-01 00:00:00+00", "2024-02-29 00:00:00.5 +0100 CET",
			"2024-02-29 00:00:00 BC", "2024-02-29T00:00:", "2024-02-3é 00:00"),
	)
}

// asTime checks a parser against time.Parse, which takes the same texts for these
// layouts but for the year 0.
func asTime(t testing.TB, s, layout string, parse func(string) (civil.Date, error), text func(civil.Date) string) {
	t.Helper()
	slow, slowErr := time.Parse(layout, s)
	wanted := slowErr == nil && slow.Year() > 0
	d, err := parse(s)
	if (err == nil) != wanted || d.IsZero() == wanted {
		t.Fatalf("%q: %v, %v; package time says %v, %v", s, d, err, slow, slowErr)
	}
	if !wanted {
		var e *civil.Error
		if !errors.As(err, &e) || !d.IsZero() || (e.Problem == civil.BadShape) != (e.Offset >= 0) || e.Offset > min(len(s), 10) {
			t.Fatalf("%q: %#v", s, err)
		}
		if len(s) > 4 && strings.ContainsAny(s, "0123456789") && strings.Contains(err.Error(), s) {
			t.Fatalf("%q: %v", s, err)
		}
		return
	}
	if text(d) != s || d.Year() != slow.Year() || d.Month() != slow.Month() || d.Day() != slow.Day() {
		t.Fatalf("%q: %v", s, d)
	}
}

// asJSON: whatever JSON says, decoding answers without panic, and what it takes
// comes back the same.
func asJSON(t testing.TB, text string) {
	t.Helper()
	d := civil.MustNew(1999, 1, 1)
	if err := d.UnmarshalJSON([]byte(text)); err != nil {
		if !d.IsZero() {
			t.Fatalf("%q: a refusal leaves %v", text, d)
		}
		return
	}
	out, err := d.MarshalJSON()
	if err != nil || string(out) != text && text != "null" {
		t.Fatalf("%q comes back as %q, %v", text, out, err)
	}
}

// asSQL: SQL gives what ParseISO reads, or that with a time behind.
func asSQL(t testing.TB, text string) {
	t.Helper()
	day := text
	if m := sqlTime.FindStringSubmatch(text); m != nil && len(m[1]) == 10 {
		day = m[1]
	}
	want, err := civil.ParseISO(day)
	ok := err == nil || text == ""
	for _, src := range []any{text, []byte(text)} {
		got := civil.MustNew(1999, 1, 1)
		if err := got.Scan(src); (err == nil) != ok || got != want {
			t.Fatalf("%T %q: %v %v, want %v", src, text, got, err, want)
		}
		src, err := got.Value()
		back := civil.MustNew(1999, 1, 1)
		if err != nil || back.Scan(src) != nil || back != got {
			t.Fatalf("%q to SQL and back: %v", text, err)
		}
	}
}
