// Package extractgen makes extractions of the Annuaire Santé of any size, for
// tests, benchmarks and people who want to measure: every layout, every trap
// that real files have set, and the file of the next day with the list of what
// changed.
//
// The persons are invented. Their numbers begin with 997, as the test cards of
// the ANS do, with a right key; SIREN and FINESS numbers belong to nobody,
// e-mail addresses end in example.org and telephone numbers are of the ranges
// that the French plan keeps for fiction. Everything follows from a seed.
//
// It is written from the description of the files, and apart from the package
// that reads them: of the library it only takes the labels of codes.
package extractgen
