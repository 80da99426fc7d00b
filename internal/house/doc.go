// Package house holds the tests that look at the repository as a whole: which
// package may import which, what the library may touch, that every rule has
// its texts and its source, that nothing computes at start, that every
// exported name is documented.
//
// The tables of the house are in the tests, each beside the test that reads
// it. A new package, rule book or area fails a test until it is entered
// there: see CONTRIBUTING.md.
//
// The package writes docs/rules.md and docs/rules.json:
//
//	go test ./internal/house -run TestRulesDocument -update
package house
