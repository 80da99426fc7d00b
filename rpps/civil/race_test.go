//go:build race

package civil_test

// The race detector makes the walk over every day ten times slower and finds
// nothing in it.
const raceDetector = true
