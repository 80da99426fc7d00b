// Package habilitationtest is a kit for the tests of software that opens the
// shared medical record (DMP) by package habilitation.
//
//	func TestRights(t *testing.T) {
//		table := habilitationtest.Load(t, os.DirFS("testdata"), "attentes.csv")
//		table.At = civil.MustNew(2026, 6, 1)
//		habilitationtest.Check(t, habilitation.CNAM20240925(), table)
//		habilitationtest.Pin(t, "cnam-2024-09-25 sha256:…")
//	}
//
// # Expectations
//
// A [Table] says who may do what with which documents: Go values, or a CSV or
// Markdown file that a functional analyst keeps ([Load], [Parse]). [Check]
// reports all that does not hold at once, in words, with the cell and the
// source. What makes an expectation pass for nothing is reported as well: a
// question without a day, with circumstances that exclude each other, of a type
// that no list knows; a decision about something else.
//
// # What changes under a product
//
// [Pin] fails when the embedded matrices are no longer those that the product
// was tested with; [PinFile] compares a matrix with a copy kept beside the
// tests, cell by cell.
//
// # Fixtures and questions
//
// [Role], [Profession] and [Professionals] are invented professionals, each a
// practice situation and, by [Person.Userinfo], a sign-in of Pro Santé Connect.
// [Questions] gives requests in bulk, [EdgeCases] the edges of the general
// rules with the answer that is due.
//
// # What the tests never asked
//
// A [Recorder] answers as its matrix does, and notes which cells and which
// reasons the answers rested on. Its [Profile] can be written, read and merged
// across packages; [Coverage] tells what was never exercised.
//
// # Not here
//
// Import the package in tests only. It needs nothing but the library itself:
// [T] is an interface, so that neither package testing nor testify is linked
// through it, and *testing.T, *testing.B and the T of testify all satisfy it.
//
// # Errors
//
// A table that cannot be read is a list of findings with line and column; a
// failed expectation is a failure of the test, in words.
//
// # Limits
//
// A table has at most [MaxBytes] bytes and [MaxLines] lines, a profile at most
// [MaxProfileBytes] bytes; [Options] adjusts them.
//
// # Concurrency
//
// A [Recorder] may be asked from many goroutines. Everything else is a value.
//
// # Sources
//
// The matrix itself: a fixture is a person of its columns. The numbers are test
// numbers of nobody, and the oddities of sign-ins are those of public samples.
package habilitationtest
