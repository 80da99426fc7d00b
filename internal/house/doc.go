// Package house holds the tests that look at the repository as a whole: which
// package may import which, what the library may touch, that every rule has
// its texts and its source, that nothing computes at start, that every
// exported name is documented and shown in an Example, that package comments
// are guides whose links lead somewhere, and that the pages of docs/ say what
// the code does.
//
// The tables of the house are in the tests, each beside the test that reads
// it. A new package, rule book or area fails a test until it is entered
// there: see CONTRIBUTING.md.
//
// The package writes docs/rules.md, the pages of docs/rules and docs/rules.json,
// and the tables, outputs and code in README.md, docs/guide.md and docs/fr:
//
//	go test ./internal/house -run TestRulesDocument -update
//	go test ./internal/house -run TestPages -update
package house
