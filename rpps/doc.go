// Package rpps holds the persons and structures of the French directories of
// health and social professionals: their identifiers, the professional, the
// structure.
//
// # Identifiers
//
// Each identifier is a small value, comparable with ==, usable as a map key,
// whose zero value is "not stated":
//
//	persons     [Number] (RPPS), [RPPSRang], [ADELI], [PersonID] (IDNPS), [MSSante]
//	structures  [SIREN], [SIRET], [FINESS], [StructureID] (IDNST), [TechnicalID]
//
// For a type T, ParseT takes the canonical text and nothing else, ParseTLenient
// ignores the separators that people write, MustParseT is for constants and
// tests, and [Options] has one method per type for the other cases. Nothing
// but a parse function makes a value of a number, so a value in hand has the
// right shape; its key is right too, except after Options.AcceptWrongKey,
// when KeyValid says so. [Detect] tells what a text may be, and [CheckNIR]
// recognises a social security number typed in the place of another.
//
// Text, JSON and SQL carry the canonical text; the empty text and NULL are
// the zero value. Decoding is strict, and a refusal leaves the zero value.
//
// # Errors
//
// A refused text is a *[ParseError] with a [Problem]: wrong shape, wrong key,
// not known, reserved. The four are never mixed: published test numbers have
// wrong keys, and unknown is not wrong. The error matches its Problem and the
// code of its rule with [errors.Is], gives the byte where the shape breaks,
// and never carries the text.
//
// # Personal data
//
// The identifiers of persons print as "RPPS(masked)" under every verb of fmt
// and in slog. Canonical, MarshalText and Value are the explicit ways to the
// text; an encoder such as encoding/json uses MarshalText, so a struct that
// is logged as JSON shows it. The numbers are also stored so that a printer
// that looks into unexported fields does not show them; this is no
// encryption.
package rpps
