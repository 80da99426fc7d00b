// Package registration models the registration request of a professional à
// rôle, and says before it is sent what would be refused, and why.
//
// A [Request] is filled by a program, field by field, or from text with
// [Request.Set]: what a person wrote in a form or a spreadsheet is read, or
// kept in Unread. [Check] applies every rule at once and returns all the
// faults, each with its rule, its source and how sure that is.
//
//	text ──► Request.Set ──► Request ──► Check ──► faults: refused, to look at, completed
//	file ──► Reader ─────────┘              └────► NextSteps: who does what, where, by when
//	                └──► Duplicates: the same person on two lines
//
// In a program:
//
//	var r registration.Request
//	err := r.Set(registration.FieldRole, "GENR11") // as a person wrote it
//	faults := registration.Check(r, registration.Context{At: today})
//	if faults.Err() != nil { … }                   // would be refused
//
// # Severities
//
// [rule.Error]: the portal RPPS+ or Pro Santé Identité would refuse, or the
// law or the training material forbids. [rule.Warning]: accepted, and somebody
// should look. [rule.Completion]: left empty and filled by a known rule, which
// the fault names.
//
// # What cannot be known
//
// The answers of the register of persons (RNIPP), numbers that nobody
// searched, and the table by which Pro Santé Identité weighs profession, role
// and sector are not public. What the sources prove is refused, a reasonable
// doubt is a warning that names it, and [Context] takes a table from those
// who have one.
//
// # Files
//
// A [Reader] takes a file of registrations record by record: columns in any
// order, three separators, UTF-8, Windows-1252 or UTF-16. [Duplicates] finds the
// same person on two lines. [Summary] counts. For columns of your own, Set each
// [Field] yourself.
//
// # After the sending
//
// [Cycle] is the life of one request, [Dossier] that of one person over several
// employers: requests and situations together, with conditions that it derives
// itself; [Dossier.Adopt] takes in the situations of staff who were registered
// before. [PendingWork] lists what waits for a gestionnaire: requests, and
// situations that were declared.
//
// # Not here
//
// The sending: package psi makes the body of Pro Santé Identité from a checked
// request. Who may send: package gestionnaire, asked when [Context] names an
// actor.
//
// # Errors
//
// Findings are [rule.Faults], sorted, with a path ("situation.role") and for
// files a line and a column. An error of [Request.Set] tells that the text was
// kept in Unread, and [Check] tells it again. No text shows a value.
//
// # Limits
//
// A line of a file has at most [MaxLine] bytes and [MaxColumns] columns
// ([FileOptions] adjusts them); what is beyond costs that line.
// Files are read in constant memory; [Duplicates] keeps less than 200 bytes a
// record.
//
// # Concurrency
//
// [Check], [NextSteps] and the cycles may be called from many goroutines. A
// [Reader] and a [Duplicates] are for one. A [Dossier] is immutable.
//
// # Sources
//
// The portal's guides and training slides of 2025, the documents of Pro Santé
// Identité, the nomenclatures, the arrêté of 6 February 2009 on the RPPS as
// amended. Each rule names its own ([Rules]).
package registration
