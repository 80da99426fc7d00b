//go:build !race

package annuaire_test

const raceDetector = false
