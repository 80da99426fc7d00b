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
package services
