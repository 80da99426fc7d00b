// Package services answers which national services a professional or a
// structure may use: an e-CPS, a sign-in by Pro Santé Connect, an address of
// the secure mail MSSanté of one of its four types.
//
//   - [ECPS]: may this person activate an e-CPS?
//   - [ProSanteConnect]: may this person sign in?
//   - [MSSante]: may a mailbox of this type belong to this holder?
//
// An [Answer] is yes, no or unknown, with every reason: what grounds it, what
// speaks against it, what no source says, and the conditions that remain to be
// fulfilled. What the sources do not tell is answered [Unknown], and never
// guessed; a yes says what the model shows, not that somebody has done it.
//
// The answers are for a day that the caller gives. Nothing is asked of a server.
//
//	answer := services.ECPS(services.Person{Professional: p, Situations: situations}, day)
//	if answer.Verdict != services.Yes {
//		fmt.Println(answer.Explain(language.French)) // why not, or what is not known
//	}
//
// # Policies
//
// [Policy] holds what the sources leave open: how dates of situations are read,
// and from when students are let in. The functions ask the zero Policy.
//
// # Not here
//
// Whether somebody has activated their e-CPS or their mailbox, and what they may
// read once signed in (package habilitation).
//
// # Errors
//
// There are none: what is missing from the question leaves the answer open, and
// is among its reasons. [ParseMailbox] refuses a code that is not in the list.
//
// # Concurrency
//
// Everything is a value or a pure function.
//
// # Sources
//
// Pages and FAQ of the ANS on the e-CPS, Pro Santé Connect and MSSanté; TRE_R257
// for the types of mailboxes. Each reason names its own.
package services
