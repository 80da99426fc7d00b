package privacy

import (
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps"
)

// TestMaskThemselves checks that every struct of the library that holds what is
// masked, however deep, says itself how it is printed and logged: under a verb
// that it refuses, fmt asks none of the values inside, and the JSON handler of
// slog asks none at all.
func TestMaskThemselves(t *testing.T) {
	formatter, valuer := reflect.TypeFor[fmt.Formatter](), reflect.TypeFor[slog.LogValuer]()
	n := 0
	for _, ty := range types {
		if strings.HasPrefix(nameOf(ty), "habilitationtest.") {
			continue // of tests only, with invented persons
		}
		if ty.Kind() != reflect.Struct || !holdsMasked(ty, map[reflect.Type]bool{}) {
			continue
		}
		n++
		if !ty.Implements(formatter) {
			t.Errorf("%s holds personal data and has no Format", ty)
		}
		if !ty.Implements(valuer) {
			t.Errorf("%s holds personal data and has no LogValue", ty)
		}
	}
	t.Logf("%d structs that hold what is masked", n)
	if n < 40 {
		t.Errorf("only %d types hold personal data: the walk is broken", n)
	}
}

// masked are the types that hold personal data and nothing else.
var masked = []reflect.Type{
	reflect.TypeFor[rpps.Private](), reflect.TypeFor[rpps.Number](), reflect.TypeFor[rpps.ADELI](), reflect.TypeFor[rpps.PersonID](),
	reflect.TypeFor[rpps.RPPSRang](), reflect.TypeFor[rpps.MSSante](), reflect.TypeFor[rpps.StructureID](), reflect.TypeFor[rpps.TechnicalID](),
}

func holdsMasked(t reflect.Type, seen map[reflect.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	if slices.Contains(masked, t) {
		return true
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return holdsMasked(t.Elem(), seen)
	case reflect.Map:
		return holdsMasked(t.Key(), seen) || holdsMasked(t.Elem(), seen)
	case reflect.Struct:
		for field := range t.Fields() {
			if holdsMasked(field.Type, seen) {
				return true
			}
		}
	}
	return false
}
