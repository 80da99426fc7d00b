package psc

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// slowParts cuts an object or an array with the decoder of encoding/json.
func slowParts(t *testing.T, raw []byte) (keys []string, values [][]byte) {
	d := json.NewDecoder(bytes.NewReader(raw))
	if _, err := d.Token(); err != nil {
		t.Fatal(err)
	}
	for d.More() {
		if raw[0] == '{' {
			key, err := d.Token()
			if err != nil {
				t.Fatal(err)
			}
			keys = append(keys, key.(string))
		}
		var v json.RawMessage
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		values = append(values, v)
	}
	return keys, values
}

// FuzzParts: objects and arrays are cut as encoding/json does, at every level.
func FuzzParts(f *testing.F) {
	for _, text := range []string{
		`{}`, `[]`, `{ }`, "[\n]", `{"a":1}`, `[1, 2.5e-3,true , null]`, `{"a":{"b":[{}, []],"c":"}]"} , "d":"\\"\\\\"}`,
		`{"\u0061":1,"a":2}`, `["\\", "\"", "]"]`, "{\"\xff\":\"\xfe\"}", `{"":""}`, `[[[[["x"]]],{"y":{}}]]`,
		`{` + strings.TrimSuffix(strings.Repeat(`"m":0,`, 2*usualMembers), ",") + `}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !json.Valid(text) {
			return
		}
		walk(t, bytes.TrimSpace(text), 0)
	})
}

func walk(t *testing.T, raw []byte, depth int) {
	switch raw[0] {
	case '"':
		var want string
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		if got := stringOf(raw); got != want {
			t.Fatalf("%q reads as %q, not %q", raw, got, want)
		}
		return
	case '{', '[':
	default:
		return
	}
	var keys []string
	var values [][]byte
	for k, v := range parts(raw) {
		if k != nil {
			keys = append(keys, stringOf(k))
		}
		values = append(values, v)
	}
	wantKeys, want := slowParts(t, raw)
	if !slices.Equal(keys, wantKeys) || !slices.EqualFunc(values, want, bytes.Equal) {
		t.Fatalf("%q: %q %q, not %q %q", raw, keys, values, wantKeys, want)
	}
	for _, v := range values {
		if depth < 20 {
			walk(t, v, depth+1)
		}
	}
}

// TestPartsAreApart: what grows one part does not write into the next, and what
// a caller does to the text afterwards changes nothing.
func TestPartsAreApart(t *testing.T) {
	text := []byte(`{"SubjectNameID":"899700000013","x":[1],"y":[2]}`)
	u, err := Parse(text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	_ = append(u.Extra["x"], `,"z":3`...)
	clear(text)
	if string(u.Extra["x"]) != "[1]" || string(u.Extra["y"]) != "[2]" {
		t.Errorf("%q", u.Extra)
	}
}

// TestPartsStop: a loop over the parts may end early.
func TestPartsStop(t *testing.T) {
	for _, value := range parts(json.RawMessage(`[1,2]`)) {
		if string(value) != "1" {
			t.Fatalf("first %s", value)
		}
		break
	}
}

// TestStringThatIsNone: what JSON does not know as a string is read as nothing.
func TestStringThatIsNone(t *testing.T) {
	if got := stringOf([]byte(`"a\x"`)); got != "" {
		t.Errorf("%q", got)
	}
}
