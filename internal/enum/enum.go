// Package enum gives the enumerations of names in the library one text form: the name
// of a value, "(not stated)" or the empty text for zero, and no text for a
// number that has no name.
//
// Names are indexed by value; names[0] is not used.
package enum

import "strconv"

// NotStated is what a zero value prints as.
const NotStated = "(not stated)"

// Error is an error of this package, for [errors.Is].
type Error string

// ErrNoSuchValue is returned for a number that is no value of the enumeration.
const ErrNoSuchValue Error = "no such value of the enumeration"

// Error implements error.
func (e Error) Error() string { return string(e) }

// String is the String method of an enumeration.
func String[T ~uint8](names []string, v T) string {
	if v > 0 && int(v) < len(names) {
		return names[v]
	}
	return Nameless(v)
}

// Nameless is what a value without a name prints as, for enumerations whose
// names are in a table of their own.
func Nameless[T ~uint8](v T) string {
	if v == 0 {
		return NotStated
	}
	return "(no such value: " + strconv.Itoa(int(v)) + ")"
}

// Text is the MarshalText method of an enumeration: empty when not stated. A
// number without a name is an error, not a text that would read as another
// value or as none.
func Text[T ~uint8](names []string, v T) ([]byte, error) {
	switch {
	case v == 0:
		return []byte{}, nil
	case int(v) < len(names):
		return []byte(names[v]), nil
	}
	return nil, ErrNoSuchValue
}

// Read sets the value that a text names and reports whether there is one. The
// empty text is "not stated", which is also left behind by a text that names
// nothing.
func Read[T ~uint8](to *T, names []string, text []byte) bool {
	*to = 0
	if len(text) == 0 {
		return true
	}
	for i := 1; i < len(names); i++ {
		if names[i] == string(text) {
			*to = T(i)
			return true
		}
	}
	return false
}
