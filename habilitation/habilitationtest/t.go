package habilitationtest

// T is what the kit needs of a running test: *testing.T and *testing.B have
// it, and so have assert.TestingT, require.TestingT and mock.TestingT of
// testify. Helper and FailNow are used where the value has them.
type T interface {
	// Errorf reports a failure, and the test goes on.
	Errorf(format string, args ...any)
}

// framer leaves its own frames out of the place of a failure.
type framer interface{ Helper() }

// failNow ends the test, if it can be ended.
func failNow(t T) {
	if f, ok := t.(interface{ FailNow() }); ok {
		f.FailNow()
	}
}
