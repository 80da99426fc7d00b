// Package habilitation answers whether a professional may read, deposit, hide,
// show again or delete a document of the shared medical record (dossier
// médical partagé, DMP), and gives every reason.
//
//	matrix, err := habilitation.At(day)       // the matrix for a day, or none
//	subject := habilitation.SubjectOf(s, day) // who asks, by a situation.Situation: once a day, at the border
//	decision := matrix.Decide(habilitation.Request{
//		Subject:  subject,
//		Document: document,
//		Action:   habilitation.Read,
//		Facts:    habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
//	})
//	decision.Allowed()
//	decision.Explain(language.French)
//
// # The matrix
//
// The matrice d'habilitation says which professions and which roles may read
// which types of documents. A [Matrix] is one publication of it: a value that
// does not change, with its version, its source and how sure it is
// ([Version]). [At] gives the embedded one for a day, and says so when there is
// none; [Timeline] holds several with their days of effect. A matrix of your own is made
// with [New]. Nothing is registered globally.
//
// A matrix of tomorrow is another value: [Timeline.With] puts it beside the one of
// today, [Timeline.Next] says on which day the answer changes, [Timeline.Decide]
// answers by the matrix of the subject's day. [Matrix.RolesFor] says who reads a
// list of types, the least far-reaching first. Packages matrixfile and evolution,
// below this one, read a matrix from a file and say what changes.
//
// A role professional (profession 99) reads by the column of their role, not by
// that of their métier; GENR13 and everybody without a column read nothing.
//
// # The general rules
//
// A cell that allows is not enough. Reading also needs a basis (consent of the
// person, emergency, regulation), no opposition to this professional, and a
// document that is not hidden from them: see [Matrix.Decide]. The
// circumstances are [Facts]. What is not stated counts as missing, so that a
// fact forgotten denies, and the reason says which.
//
// To ask about a type in general rather than about one document, state
// [AnyDocument]; to list what is open, use [Matrix.Readable]; to sort your own
// documents, [Filter], or [DecideItems] where the user is told why not.
//
// # Reasons
//
// A [Decision] is never a bare yes or no. It carries all its [Reason]s in a
// fixed order: what denies, or what the authorisation rests on, and the
// caveats. Each has a code that stays, a sentence in French and in English, a
// source, and a mark that tells whether the source says so, whether it was
// inferred, or whether it is a policy of the library ([Rules]).
//
// # Policies
//
// Where the sources are silent or disagree, [Policy] holds the choice. Its
// zero value is the safe side of each, but for what follows the sources as they
// stand. The columns of the roles apply as published, with the caveat that no
// source proves them to be in operation at the national service; [RoleSuspended]
// turns them off. A situation without dates is open on the day on which its source
// lists it, with a caveat, and a last day counts: see package situation.
//
// # Days
//
// The package never reads the clock. A [Subject] is made for one day, and its
// decisions are those of that day: make it anew when the day changes, and ask
// [At] or the [Timeline] again.
//
// # Cost
//
// Decide allocates nothing. Codes are resolved to small indices once; after
// that nothing is looked up by text.
//
// # Not here
//
// Who signed in and where they act: package psc makes the subject. What the
// national service really does: nothing proves that it applies the columns of
// the roles. Rights by type other than reading: no publication has them.
//
// # Errors
//
// A decision is never an error. [At] fails for a day that no matrix covers,
// [New] for a matrix that does not hold together, the parsers for a code that no
// list has; a request with such a code is denied with that reason.
//
// # Concurrency
//
// A [Matrix], a [Timeline] and a [Subject] do not change. Every function may be
// called from many goroutines.
//
// # Sources
//
// The matrix: CNAM, Matrice d'habilitations des PS pour le DMP, 25 September
// 2024, read from a public conversion ([Version] says what that copy lacks). The
// general rules: Code de la santé publique, arrêté of 26 October 2023, decision
// of the Conseil d'État of 15 October 2025; each [Reason] names its own.
package habilitation
