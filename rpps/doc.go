// Package rpps holds the persons and structures of the French directories of
// health and social professionals: their identifiers, the professional, the
// structure.
//
//	n, err := rpps.ParseSIRET("73282932000074")          // to the letter
//	n, err = rpps.ParseSIRETLenient("732 829 320 00074") // as people write it
//	guesses := rpps.Detect(text)                         // what may it be?
//
// # Identifiers
//
// Each identifier is a small value, comparable with ==, usable as a map key,
// whose zero value is "not stated":
//
//   - of persons: [Number] (RPPS), [RPPSRang], [ADELI], [PersonID] (IDNPS), [MSSante];
//   - of structures: [SIREN], [SIRET], [FINESS], [StructureID] (IDNST), [TechnicalID].
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
// # Personal data
//
// The identifiers of persons print as "RPPS(masked)" under every verb of fmt
// and in slog. Canonical, MarshalText and Value are the explicit ways to the
// text; an encoder such as encoding/json uses MarshalText, so a struct that
// is logged as JSON shows it. The numbers are also stored so that a printer
// that looks into unexported fields does not show them; this is no
// encryption.
//
// # Not here
//
// Whether a number was given to somebody, and to whom: that is for the register
// to say. Whether a professional may be registered (package registration), or
// acts in an open situation (package situation).
//
// # Errors
//
// A refused text is a *[ParseError] with a [Problem]: wrong shape, wrong key,
// not known, reserved. The four are never mixed: published test numbers have
// wrong keys, and unknown is not wrong. The error matches its Problem and the
// code of its rule with [errors.Is], gives the byte where the shape breaks,
// and never carries the text.
//
// # Limits
//
// An identifier is a few bytes; a text that is too long is of the wrong shape. A
// name has at most [MaxNameLength] characters
// ([CheckName]).
//
// # Concurrency
//
// Identifiers, persons and structures are values without shared state. Every
// function may be called from many goroutines; a struct that one goroutine
// changes must not be read by another at that moment, as everywhere in Go.
//
// # Sources
//
// The objects of the ANS (modèle des objets de santé), lists TRE_G07, TRE_G08
// and TRE_R31, the rules of Insee and of the Répertoire FINESS. Where a key is
// not published, it was computed over published numbers, and its rule says so
// ([Rules]).
package rpps
