package gestionnaire

import "github.com/rppsplus/rppsplus/internal/enum"

// readName is the UnmarshalText of the enumerations of the package.
func readName[T ~uint8](to *T, names []string, path string, b []byte) error {
	if enum.Read(to, names, b) {
		return nil
	}
	return rules[ruleNameUnknown].At(path)
}
