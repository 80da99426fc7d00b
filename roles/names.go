package roles

import (
	"errors"

	"github.com/rppsplus/rppsplus/internal/enum"
)

// unmarshalName is the UnmarshalText of the enumerations that are no code
// lists.
func unmarshalName[T ~uint8](dst *T, names []string, what string, b []byte) error {
	if enum.Read(dst, names, b) {
		return nil
	}
	return errors.New("roles: unknown " + what)
}
