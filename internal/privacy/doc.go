// Package privacy holds nothing but tests: it proves that no text of the
// library says something of a person that nobody asked for.
//
// Marked personal data, canaries, go into every exported function and method.
// What comes out is printed in every way that programs print, and searched for
// the canaries: as they are, in other letters, without accents, as bytes in
// hex, base64 and lists of numbers, and for parts of them. What is printed on
// purpose is a short list with reasons, written into docs/trust/privacy.md, and
// so are the limits, each with a test that shows it.
//
// The functions and types are enumerated from the source: a new one that the
// tests do not reach makes them fail. Two tests that have nothing to do with
// persons walk the same list: what the zero value and a nil pointer do, and how
// policies are read.
package privacy
