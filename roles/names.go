package roles

import (
	"fmt"
	"slices"
)

const textNotStated = "(not stated)"

// names holds the names of a small enumeration, with an empty one for zero.
type names []string

func (n names) string(typeName string, v uint8) string {
	switch {
	case v == 0:
		return textNotStated
	case int(v) < len(n):
		return n[v]
	}
	return fmt.Sprintf("%s(%d)", typeName, v)
}

func (n names) marshal(what string, v uint8) ([]byte, error) {
	if int(v) >= len(n) {
		return nil, fmt.Errorf("roles: %s %d does not exist", what, v)
	}
	return []byte(n[v]), nil
}

func unmarshalName[T ~uint8](dst *T, n names, what string, b []byte) error {
	i := slices.Index(n, string(b))
	*dst = T(max(i, 0))
	if i < 0 {
		return fmt.Errorf("roles: unknown %s", what)
	}
	return nil
}
