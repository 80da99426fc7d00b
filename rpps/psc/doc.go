// Package psc reads the userinfo of Pro Santé Connect: who signed in, which
// professions they exercise, and in which practice situations.
//
//	u, err := psc.Parse(body, psc.Options{SignIn: today})
//	if err != nil { … }              // no JSON object, or too long; nothing else
//	subject := u.SubjectAt(psc.ByStructure(here), today, habilitation.Policy{}) // for each request
//	decision := matrix.Decide(habilitation.Request{Subject: subject, …})
//
// # What real payloads contain
//
// Members are missing, empty, in another letter case, of another type, or
// unknown; identifiers have wrong keys; codes have ended. None of this keeps
// a user out: what cannot be used is kept as text, and [Userinfo.Faults] says
// what was found and where. But no right rests on a code that is a list, an
// object, or said in two ways: it may be what shuts the person out. [Parse]
// fails only on a text that is no JSON object, or is too long. Members that the
// package does not know are kept in Extra, at each level.
//
// # Dates
//
// A userinfo carries no date. A situation listed in it counts as open on the
// day of the sign-in, and on that day only, so that who works past midnight signs in
// again: that is a policy ([situation.PresenceCounts]) which can be switched, and
// which decisions name as a caveat. A first or last day that the program knows
// counts, once it is set in the Situation of the [Activity]. Of a person who is known
// by an ADELI number alone nothing is open without dates ([CodeADELI]): that directory is
// closed, and its accounts may outlive the exercise.
//
// # Which establishment
//
// A userinfo does not say in which of the situations the person acts.
// [Userinfo.Select] finds the situation of an establishment by all numbers that are
// known of it ([ByStructure]), by one of them, or by its name; two different
// situations there are an ambiguity, which is reported and never guessed away: show
// the candidates, and ask again for the one chosen ([Selector.Chosen]).
//
// An activity may state its establishment by SIRET alone, by FINESS alone, or by
// neither. What it does not state is matched by no number: who asks by a single one
// denies those whose activity has another.
//
// # Personal data
//
// A [Userinfo] prints and logs masked; its members are reached by name, those
// of type [rpps.Private] by Reveal. No fault shows a value.
//
// # Not here
//
// OpenID Connect itself: tokens, signatures, sessions are the program's. Parse a
// userinfo only after its token was checked.
//
// # Errors
//
// [Parse] and [Read] fail on what is no JSON object or too long, with a code, and
// [Read] with the error of its stream. [Selection.Err] says why no situation was
// found. Everything else is a fault.
//
// # Limits
//
// [MaxBytes] for the text, [MaxElements] for the elements of all lists together;
// [Options] adjusts both.
//
// # Concurrency
//
// Parse may be called from many goroutines. A [Userinfo] does not change unless
// you change it.
//
// # Sources
//
// Public code and samples of Pro Santé Connect, 2021 to 2024, and its loader
// (ansforge/psc-rass-loader, 870ec5c of 29 April 2026). No public payload
// of a role professional was found: those of the tests are built from the
// documented members.
package psc
