// Package regsample makes registrations for tests and benchmarks: valid ones,
// as text that a person would type, and ways to break them.
//
// The persons are invented. Their numbers begin with 997, as the test cards of
// the ANS do, the SIREN and FINESS numbers belong to nobody, the e-mail
// addresses end in example.org and the telephone numbers are of the range that
// the French plan keeps for fiction. Everything follows from the generator of
// chance that the caller gives.
package regsample
