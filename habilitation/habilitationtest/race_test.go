//go:build race

package habilitationtest_test

// reduced: the race detector is on, and the walks are shortened.
const reduced = true
