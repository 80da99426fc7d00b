// Package gestionnaire answers who may register whom on the RPPS+ portal.
//
//	v := gestionnaire.MayRegister(&actor, &establishment, today)
//	for _, f := range v.Faults {
//		fmt.Println(f.Message(language.French)) // all that is missing, at once
//	}
//
// # Capacities and rights
//
// A person acts in a [Capacity], for a structure. [Capacity.May] says what a
// capacity may do whatever the structure, and which source says so. Nothing is
// allowed that no source gives, so a denial may rest on silence: its evidence
// is then [rule.Policy].
//
// # Registering
//
// [MayRegister] answers for one person, one establishment and one day. It
// covers both ways: entering somebody from end to end, and validating what
// the person has entered. It denies unless everything asked for is proved, and
// gives all reasons at once:
//
//   - of the establishment: access to the portal ([AccessOf]), and the contract
//     of adhesion with the Agence du numérique en santé ([Contract]);
//   - of the [Mandate]: in force, for this structure, in a capacity that may
//     register;
//   - of a gestionnaire also: appointed by somebody who may, trained, with a
//     signed attestation, reachable, terms accepted;
//   - a CPx card to sign in with.
//
// Legal representatives, mandataires and titulaires d'officine are entitled
// by what they are; [Policy.Prerequisites] says what is asked of whom.
//
// Rights are per structure. A mandate for a site gives nothing on another
// site; one for a legal entity covers its sites, when it states that reach and
// the identifiers prove that the entity is the same.
//
// Whom one may register (the profession, the role) is not answered here: see
// RegistrationOf in [github.com/rppsplus/rppsplus/roles].
//
// # Where the sources disagree
//
// [Policy] holds the choices, and its zero value the safe side of each. A
// decision that rests on another choice says so, with [CodePolicyWaived].
//
// # Not here
//
// Whether the request itself is right (package registration), and what the
// portal shows to a gestionnaire.
//
// # Errors
//
// A verdict is no error: [Verdict] carries its reasons as faults, with a path
// into the question ("actor.mandates[0].training.completedOn").
//
// # Concurrency
//
// Everything is a value or a pure function; the machine of [Cycle] never
// changes.
//
// # Sources
//
// Training slides of 2025, the guides of the ANS, regional pages; each rule and
// each move names its own.
package gestionnaire
