//go:build !race

package habilitation_test

// reduced: the race detector is on, and the walks are shortened.
const reduced = false
