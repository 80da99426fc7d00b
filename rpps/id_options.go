package rpps

// Options says how a text is read. The zero value is the strict reading of
// the Parse functions: canonical text, right key.
//
// Whatever the options, a wrong shape and a reserved number are refused, and
// a refusal returns the zero value.
type Options struct {
	// Separators ignores the separators that people write: spaces (also
	// U+00A0, U+2009, U+202F), dots, hyphens and dashes; and takes small
	// letters for capitals. In a [PersonID], [StructureID] or [TechnicalID]
	// only spaces are ignored, around an [MSSante] address only the spaces
	// at its ends: there, the other characters have a meaning.
	Separators bool
	// AcceptWrongKey returns the value in spite of a wrong key, and KeyValid
	// then answers false. Official examples and test numbers need it. It
	// also lets through the FINESS test numbers whose key rule is not known.
	//
	// UnmarshalText and Scan stay strict: to read such a value back, read
	// its text and parse it with the option.
	AcceptWrongKey bool
	// StrictLaPoste takes the narrow reading of the exception for La Poste:
	// see [SIRET].
	StrictLaPoste bool
}
