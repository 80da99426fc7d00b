package gestionnaire

import "fmt"

// enumString is the String of the enumerations: names[0] is "".
func enumString(names []string, kind string, v uint8) string {
	switch {
	case v == 0:
		return "(not stated)"
	case int(v) < len(names):
		return names[v]
	}
	return fmt.Sprintf("%s(%d)", kind, v)
}

// enumText is their MarshalText: a value of no name marshals as not stated.
func enumText(names []string, v uint8) ([]byte, error) {
	if int(v) < len(names) {
		return []byte(names[v]), nil
	}
	return []byte{}, nil
}

// enumRead is their UnmarshalText; a refusal leaves "not stated".
func enumRead[T ~uint8](to *T, names []string, path string, b []byte) error {
	*to = 0
	for i, n := range names {
		if n == string(b) {
			*to = T(i)
			return nil
		}
	}
	return rules[ruleNameUnknown].At(path)
}
