// Package lifecycle is an engine for life cycles: what may happen to a
// registration request, a practice situation or a habilitation, at whose hand
// and on which conditions.
//
//	step, err := machine.Next(state, event, lifecycle.Gestionnaire, facts)
//	if err != nil {
//		var refusal *lifecycle.Refusal[State, Event]
//		errors.As(err, &refusal)
//		fmt.Println(refusal.Message(language.French)) // who may, what is missing
//		for _, p := range refusal.Permitted() { … }   // what is permitted instead
//		return err
//	}
//	state = step.To
//
// A [Machine] is a table, checked once by [New] and never changed after. It
// holds no state: the caller keeps the state, asks [Machine.Next] and stores
// what it answers. There is no callback, no lock, no clock: a condition is a
// fact that the caller states, an effect is a name that the caller carries
// out.
//
// # Deny by default
//
// A move is made only when the table has it, for that actor, and every guard
// that it asks for is among the [Facts]. Everything else is a [Refusal], with
// a code for the kind of reason. In the order in which they are looked for:
//
//   - LIF-STATE-UNKNOWN, LIF-EVENT-UNKNOWN, LIF-ACTOR-UNKNOWN,
//     LIF-FACT-UNKNOWN: the question itself is not one of this machine;
//   - LIF-CONTRADICTION: two of the facts exclude each other;
//   - LIF-REFUSED: the table says no, and why;
//   - LIF-UNDEFINED: no source foresees it, and the table says so;
//   - LIF-NOT-BEGUN, LIF-FINAL: nothing exists yet, or all is over;
//   - LIF-ACTOR: the event belongs to somebody else;
//   - LIF-POLICY: the table has the move and the policy in force, or its being
//     off by default, refuses it: for whoever asks when no other move is left;
//   - LIF-GUARD: a condition is not stated to hold.
//
// # Complete tables
//
// New takes no table with a hole: every pair of a state and an event has
// moves, or is refused with a reason, or is declared not foreseen. States,
// events, guards, effects, moves and refusals all carry a source and an
// evidence mark, so that a reader can tell what is law from what was inferred.
//
// # Writing a machine
//
// The machine of a package is a function over a [Lazy]: nothing runs when the
// program starts, the table is built on first use, and a program that never
// asks for it does not link it. The example of [Lazy] shows the form.
//
// # Not here
//
// The machines themselves: situation.Cycle, registration.Cycle,
// gestionnaire.Cycle, rpps.CertificationCycle, workforce.Entry and Exit. Storage:
// package history keeps what happened.
//
// # Errors
//
// [Machine.Next] answers a [Refusal], which matches the code of its kind with
// errors.Is. [New] and [Machine.Under] answer [Defects].
//
// # Limits
//
// A machine has at most 255 states, 255 events, 63 guards and 63 effects.
//
// # Concurrency
//
// A [Machine] never changes and may be used by many goroutines; so may a [Lazy].
package lifecycle
