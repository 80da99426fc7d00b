// Package trace writes down decisions on access to the DMP, one JSON object a
// line, and reads the lines back. Every access to the record, and every action
// in it, is traced with its date, its time and who it was, for the holder to see
// (CSP R. 1111-43, L. 1111-19).
//
//	r := trace.Of(decision, s, facts) // of a situation.Situation
//	r.At, r.Who, r.Patient = now, person.ID, patient
//	file.Write(append(r.AppendLine(nil), '\n')) // the end of the line is yours
//
// The library adds nothing: the time, the person, the patient and the document
// are what the caller gives, and what is not given is not in the line.
// [Record.Check] says what is missing for the line to prove anything.
//
// A line names people, and that is its purpose. It comes only when it is asked
// for by name: [Record.AppendLine], MarshalJSON. A Record prints and logs
// masked, whatever the verb. Where lines are kept, how long and who reads them
// is the caller's to settle.
//
// # The line
//
// The members stand in this order; a member that is not stated is left out.
//
//	schema      "rppsplus-trace/1"
//	id          of the event, the caller's
//	at          RFC 3339, with its offset
//	who         IDNPS of the professional
//	name        of the professional
//	situation   id of the practice situation
//	structure   IDNST of the structure
//	profession, category, function, role
//	            codes of TRE_G15, R94, R95, R291; R09; R85, R21, R96; R22
//	patient     the caller's reference to the holder of the record
//	document    type code
//	documentId  the caller's reference to the document
//	action      read, deposit, hide, unhide, delete
//	facts       names of the facts stated, a list
//	motive      why emergency access was asked for, in words
//	outcome     allowed, denied
//	done        yes, no: whether the access took place
//	reasons     codes of the rules, in the order of the decision, a list:
//	            habilitation.Reasons has the words of each
//	day         of the decision
//	matrix      version of the matrice d'habilitation
//
// The schema changes its number when a member changes its meaning. A member
// that this version does not know is kept and written back.
//
// # Not here
//
// Where lines are kept, how long, and who reads them. A trace that cannot be
// changed: see package history for lines that are bound to one another.
//
// # Errors
//
// [Parse] and [Read] tell by faults what is odd in a line, and keep what they do
// not know. A text that is no JSON object is refused. Writing cannot fail.
//
// # Limits
//
// A line has at most [MaxLine] bytes, [MaxDepth] levels and [MaxValues] values;
// [Options] adjusts them.
//
// # Concurrency
//
// A Record is a value. Give each goroutine its own buffer for AppendLine.
//
// # Sources
//
// CSP R. 1111-43 and L. 1111-19 say what is traced: date, time, identity, action.
// The form of the line is the library's own.
package trace
