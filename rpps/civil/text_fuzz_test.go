package civil_test

import (
	"regexp"
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

var sqlTime = regexp.MustCompile(`(?s)^(.{10})[ T](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-9]{2})?(?:[.,][0-9]+)? ?` +
	`(?:[+-][0-9]{2}(?::?[0-9]{2}){0,2}(?: [A-Z]{3,})?|Z|UTC|GMT)?$`)

// FuzzTexts: a date is read as it is written.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f, textfuzz.RoundTrip[civil.Date]("2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "0000-01-01", "2024-2-9", "２024-02-29"))
}

// FuzzScan: SQL gives what ParseISO reads, or that with a time behind.
func FuzzScan(f *testing.F) {
	for _, s := range []string{"", "2024-02-29", "2024-02-29T00:00:00Z", "2024-02-29 23:59", "2024-02-29 1:00", "0001-01-01 00:00:00+00", "2024-02-29 00:00:00.5 +0100 CET", "2024-02-29 00:00:00 BC", "2024-02-29T00:00:", "2024-02-3é 00:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
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
	})
}
