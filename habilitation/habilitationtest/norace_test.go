//go:build !race

package habilitationtest_test

const reduced = false
