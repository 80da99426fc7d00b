// Package textfuzz fuzzes what reads the text of a value: UnmarshalText and
// Scan. Tests use it.
package textfuzz

import (
	"bytes"
	"database/sql"
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// A Check compares one type with its oracle.
type Check struct {
	seeds []string
	check func(t testing.TB, text string)
}

// Run fuzzes all checks with the same texts: those of one type are near misses
// of another.
func Run(f *testing.F, checks ...Check) {
	f.Helper()
	for _, s := range []string{"", " ", "x", "É", "\xff", "a|b", "0", "null"} {
		f.Add(s)
	}
	for _, c := range checks {
		for _, s := range c.seeds {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range checks {
			c.check(t, text)
		}
	})
}

// Of is the check of any reader of a text.
func Of(check func(t testing.TB, text string), seeds ...string) Check { return Check{seeds, check} }

// marshaler is a value with a text.
type marshaler interface {
	comparable
	encoding.TextMarshaler
}

// unmarshaler is the pointer of a value that is read from its text.
type unmarshaler[T any] interface {
	*T
	encoding.TextUnmarshaler
}

// Enum is the check of an enumeration: the texts that it writes are those that
// it reads, no more, each as the value that wrote it; the empty one is zero; what is
// refused leaves zero.
func Enum[T interface {
	~uint8 | ~uint16
	marshaler
}, P unmarshaler[T]]() Check {
	var texts []string
	var values []T
	for v := T(1); v != 0; v++ { // all values, then round to zero
		if b, err := v.MarshalText(); err == nil && len(b) > 0 {
			texts, values = append(texts, string(b)), append(values, v)
		}
	}
	if len(texts) == 0 {
		panic(fmt.Sprintf("%T has no texts", T(0)))
	}
	return Check{texts, func(t testing.TB, text string) {
		t.Helper()
		want, known := T(0), text == ""
		for i, s := range texts {
			if s == text {
				want, known = values[i], true
			}
		}
		got := T(1)
		err := P(&got).UnmarshalText([]byte(text))
		if got != want || (err == nil) != known {
			t.Errorf("%T: %q is read as %d, %v; want %d", got, text, got, err, want)
		}
	}}
}

// Parse is the check of a function that reads the texts of an enumeration, and of
// those not the empty one.
func Parse[T marshaler, P unmarshaler[T]](parse func(string) (T, error)) Check {
	return Of(func(t testing.TB, text string) {
		t.Helper()
		var want T
		read := P(&want).UnmarshalText([]byte(text)) == nil && text != ""
		if got, err := parse(text); got != want || (err == nil) != read {
			t.Errorf("%T: %q is read as %v, %v; want %v", got, text, got, err, want)
		}
	})
}

// Choice is the check of an enumeration of a policy, of which zero is a choice with
// a name: the empty text names none, and what is refused leaves no choice.
func Choice[T interface {
	~uint8
	marshaler
}, P unmarshaler[T]]() Check {
	var texts []string
	for v := T(0); ; v++ {
		b, err := v.MarshalText()
		if err != nil {
			break
		}
		texts = append(texts, string(b))
	}
	if len(texts) == 0 {
		panic(fmt.Sprintf("%T has no texts", T(0)))
	}
	return Check{texts, func(t testing.TB, text string) {
		t.Helper()
		want := ^T(0)
		for i, s := range texts {
			if s == text {
				want = T(i)
			}
		}
		got := T(1)
		if err := P(&got).UnmarshalText([]byte(text)); got != want || (err == nil) != (want != ^T(0)) {
			t.Errorf("%T: %q is read as %d, %v; want %d", got, text, got, err, want)
		}
	}}
}

// Policy is the check of a policy in JSON: what is read is written, and read again as
// the same; what is refused leaves the policy that is closed.
func Policy[T any, P interface {
	*T
	json.Unmarshaler
}](closed T, seeds ...string) Check {
	return Check{append(seeds, "{}"), func(t testing.TB, text string) {
		t.Helper()
		got, again := closed, closed
		if err := P(&got).UnmarshalJSON([]byte(text)); err != nil {
			if _, ok := rule.AsFault(err); !ok || !reflect.DeepEqual(got, closed) {
				t.Errorf("%T: %q: %v leaves %+v", got, text, err, got)
			}
			return
		}
		b, err := json.Marshal(got)
		if err != nil {
			t.Fatalf("%T: %q: %v", got, text, err)
		}
		err = P(&again).UnmarshalJSON(b)
		if c, _ := json.Marshal(again); err != nil || !bytes.Equal(b, c) {
			t.Errorf("%T: %q is written as %s, then as %s: %v", got, text, b, c, err)
		}
	}}
}

// RoundTrip is the check of a type that reads more texts than it writes, or
// whose values are too many: what is read is written, and read again as the
// same value, with the same text; what is refused leaves the zero value.
func RoundTrip[T marshaler, P unmarshaler[T]](seeds ...string) Check {
	return Check{seeds, func(t testing.TB, text string) {
		t.Helper()
		var zero, got, again T
		_ = P(&got).UnmarshalText([]byte(seeds[0])) // so that there is something to leave
		if err := P(&got).UnmarshalText([]byte(text)); err != nil {
			if got != zero {
				t.Errorf("%T: %q is refused and leaves a value", got, text)
			}
			return
		}
		if text == "" && got != zero {
			t.Errorf("%T: the empty text is a value", got)
		}
		b, err := got.MarshalText()
		if err != nil {
			t.Errorf("%T: %q is read and not written: %v", got, text, err)
			return
		}
		if err := P(&again).UnmarshalText(b); err != nil || again != got {
			t.Errorf("%T: %q is written as %q, which is another value: %v", got, text, b, err)
		}
		if c, err := again.MarshalText(); err != nil || !bytes.Equal(b, c) {
			t.Errorf("%T: %q is written as %q, then as %q: %v", got, text, b, c, err)
		}
	}}
}

// Scan is the check that a type takes from SQL, as string and as bytes, what
// it takes from its text, and that it reads what it gives to SQL.
func Scan[T interface {
	marshaler
	driver.Valuer
}, P interface {
	unmarshaler[T]
	sql.Scanner
}](seeds ...string) Check {
	return Check{seeds, func(t testing.TB, text string) {
		t.Helper()
		var want, asText, asBytes, back T
		err := P(&want).UnmarshalText([]byte(text))
		if e := P(&asText).Scan(text); (e == nil) != (err == nil) || asText != want {
			t.Errorf("%T: %q from a string of SQL: %v, not %v", want, text, e, err)
		}
		if e := P(&asBytes).Scan([]byte(text)); (e == nil) != (err == nil) || asBytes != want {
			t.Errorf("%T: %q from bytes of SQL: %v, not %v", want, text, e, err)
		}
		if v, e := want.Value(); e != nil || P(&back).Scan(v) != nil || back != want {
			t.Errorf("%T: %q to SQL and back: %v", want, text, e)
		}
	}}
}
