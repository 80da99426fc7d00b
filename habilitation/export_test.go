package habilitation

// SpecForTest is the spec of the embedded matrix.
func SpecForTest() Spec { return cnam20240925() }
