//go:build !race

package habilitation

// ReducedForTest: the race detector is on, and the walks are shortened.
const ReducedForTest = false
