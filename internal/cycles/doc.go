// Package cycles holds nothing but tests: it is the second opinion on the life
// cycles of the library.
//
// Each of the six machines is written here a second time, by hand, from the
// public sources that its rows name, in another form than in its own package:
// rows with a condition in disjunctions, instead of moves. The tests walk both
// over every state, event, actor and set of guards, and want the same answer
// everywhere, also under a policy that takes nothing but what a source states.
//
// The dossier of a person, which joins two of the machines, is searched in full
// up to a depth: everything that two employers and one person may do, in every
// order. After each act the invariants are judged by predicates of this
// package, which share no code with the library.
//
// And an establishment lives two years, day by day, beside a model of it that is made
// of days and lists: who is open where, under which role, and what they read.
package cycles
