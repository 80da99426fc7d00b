package rpps

import (
	"fmt"
	"io"
	"log/slog"
)

// Private is a text about a person: a name, an address, a telephone number.
// Printed by package fmt, or logged by log/slog, it shows only whether it is
// stated. [Private.Reveal] gives the text itself, and so do JSON and the other
// encodings that a caller asks for by name.
//
// Masking works by methods, and a printer that calls none sees the text: fmt
// on an unexported field; fmt under a verb that it refuses, as a misplaced %p
// or %w, or %s on a slice of pointers to a struct of the caller; the JSON
// handler of slog on a slice, a map or a struct that holds it. The same is
// true of the structs of this package that hold Private.
//
// Private values compare with == and the empty one is "not stated".
type Private string

const (
	maskedText    = "(masked)"
	notStatedText = "(not stated)"
)

// Reveal returns the text.
func (p Private) Reveal() string { return string(p) }

// String returns "(masked)", or "(not stated)" for the empty text.
func (p Private) String() string {
	if p == "" {
		return notStatedText
	}
	return maskedText
}

// Format implements [fmt.Formatter] so that no verb shows the text.
func (p Private) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.String()) }

// LogValue implements [slog.LogValuer].
func (p Private) LogValue() slog.Value { return slog.StringValue(p.String()) }

// printMasked is the Format of the types that hold personal data.
func printMasked(f fmt.State, s fmt.Stringer) { _, _ = io.WriteString(f, s.String()) }
