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
package registration
