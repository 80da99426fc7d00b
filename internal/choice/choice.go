// Package choice gives the policies of the library one form in a configuration: the
// names of the choices of an enumeration, of which zero is the default, and the JSON
// object that states a policy.
//
// Both are read to the letter. What is left out is the default; what is not understood
// is never taken for it, since a default may open: it is a fault, and leaves behind
// what opens least.
package choice

import (
	"bytes"
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// String is the String method of an enumeration of choices: names are indexed by
// value, zero among them.
func String[T ~uint8](names []string, v T) string {
	if int(v) < len(names) {
		return names[v]
	}
	return enum.Nameless(v)
}

// Text is the MarshalText method. A number that is no choice has no text.
func Text[T ~uint8](names []string, v T) ([]byte, error) {
	if int(v) < len(names) {
		return []byte(names[v]), nil
	}
	return nil, enum.ErrNoSuchValue
}

// Read is the UnmarshalText method. The empty text names no choice: it is what a
// variable leaves that nobody has set. A refusal is the fault, with the names that
// are known, and leaves a number that is no choice.
func Read[T ~uint8](to *T, names []string, text []byte, unknown rule.Fault) error {
	for i, n := range names {
		if n == string(text) {
			*to = T(i)
			return nil
		}
	}
	*to = ^T(0)
	return unknown.With(strings.Join(names, ", "))
}

// Object is the UnmarshalJSON method of a policy: a struct with a key in the tag of
// each field. A refusal is a fault of the rule at the key, or at the object for a key
// that it has not or has twice, with what is known there; the fault of a policy within
// is that one's own. It leaves the policy that is closed.
func Object[T any](to *T, text []byte, closed T, unknown *rule.Rule) error {
	var v T
	if err := members(reflect.ValueOf(&v).Elem(), text, unknown); err != nil {
		*to = closed
		return err
	}
	*to = v
	return nil
}

func members(v reflect.Value, text []byte, unknown *rule.Rule) error {
	keys := make([]string, v.NumField())
	for i := range keys {
		keys[i], _, _ = strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
	}
	refused := unknown.At("").With(strings.Join(keys, ", "))
	d := json.NewDecoder(bytes.NewReader(text))
	if start, _ := d.Token(); start != json.Delim('{') || !json.Valid(text) {
		return refused
	}
	stated := make([]bool, len(keys))
	for d.More() {
		key, _ := d.Token()
		i := slices.IndexFunc(keys, func(k string) bool { return k == key })
		if i < 0 || stated[i] {
			return refused
		}
		stated[i] = true
		var raw json.RawMessage
		_ = d.Decode(&raw) // the text is valid
		if err := member(v.Field(i), raw, unknown.At(keys[i])); err != nil {
			return err
		}
	}
	return nil
}

// member reads one value. Neither null nor the empty text states one, or an element of a
// list, though some types take them for "not stated"; nor does a number below 0 state a bound, which would
// take what it bounds away.
func member(v reflect.Value, raw json.RawMessage, unknown rule.Fault) error {
	err := json.Unmarshal(raw, v.Addr().Interface())
	f, ok := rule.AsFault(err)
	list, _ := v.Interface().([]string)
	switch {
	case ok && f.Path() == unknown.Path():
		return f // an enumeration knows its place
	case ok:
		return f.Under(unknown.Path())
	case err != nil, string(raw) == "null", string(raw) == `""`, v.Kind() == reflect.Int && v.Int() < 0, slices.Contains(list, ""):
		return unknown.With(form(v))
	}
	return nil
}

// form says what may stand in the place of a value.
func form(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Bool:
		return "true, false"
	case reflect.Int:
		return "0, 1, 2…"
	case reflect.Slice:
		return `["…"]`
	case reflect.Uint8:
		var names []string
		for n := range uint64(1 << 8) {
			v.SetUint(n)
			text, err := v.Interface().(encoding.TextMarshaler).MarshalText()
			if err == nil && len(text) > 0 {
				names = append(names, string(text))
			}
		}
		return strings.Join(names, ", ")
	}
	return "AAAA-MM-JJ" // a day
}
