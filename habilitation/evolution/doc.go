// Package evolution says what changes when the matrice d'habilitation does:
// between two matrices, for the people of an establishment, and against what
// others wrote about a matrix.
//
//	changes := evolution.Diff(today, tomorrow)
//	fmt.Print(changes.Text(language.French))
//
//	effects := evolution.Impact(changes, staff)
//
// It is a room of its own, above package habilitation, because a program that
// only decides needs none of it: the texts for people are here, and not in what
// every sign-in links. What a decision may need, a [habilitation.Timeline] of
// several matrices and who reads what ([habilitation.Matrix.RolesFor]), is
// there.
//
// # Differences
//
// [Diff] compares publications, not policies: cells, types of documents,
// subjects (columns) and the facts about the version. A type or a subject that
// is new or gone is told once, with what it opens; its cells are not told one by
// one as gains or losses. Everything comes in a fixed order: that of the
// matrices.
//
// # People
//
// [Impact] asks the matrices, not their cells, so that people whom two columns
// name, students and occupational doctors are answered as in a decision. Staff
// are named by a key of the caller's own choice: give no name and no number of a
// person.
//
// # What others wrote
//
// [Press2023] holds what the press and associations wrote about the matrix
// annexed to the arrêté of 26 October 2023, whose table was not found. It can be
// compared with a matrix and decides nothing: it is no matrix, and nothing makes
// one of it.
//
// # Not here
//
// Reading a publication (package matrixfile) and deciding by several (Timeline in
// package habilitation).
//
// # Errors
//
// There are none: a nil matrix is an empty one.
//
// # Concurrency
//
// Everything is a value or a pure function.
//
// # Sources
//
// The matrices that are compared. The press of 2023 is cited statement by
// statement ([Statement]).
package evolution
