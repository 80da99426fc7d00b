//go:build race

package annuaire_test

const raceDetector = true
