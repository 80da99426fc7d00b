//go:build !race

package civil_test

const raceDetector = false
