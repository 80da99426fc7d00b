package jsoncut_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/internal/jsoncut"
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

// FuzzObject: a text is taken when encoding/json takes it and it is an object, and is cut
// as encoding/json does, at every level.
func FuzzObject(f *testing.F) {
	for _, text := range []string{
		`{}`, `{ }`, `{"a":1}`, "{\"l\":[\n]}", `{"l":[1, 2.5e-3,true , null]}`, `{"a":{"b":[{}, []],"c":"}]"} , "d":"\\"\\\\"}`,
		`{"\u0061":1,"a":2}`, `{"l":["\\", "\"", "]"]}`, "{\"\xff\":\"\xfe\"}", `{"":""}`, `{"l":[[[[["x"]]],{"y":{}}]]}`,
		"\ufeff {\"a\":1} ", `{"a":1} 2`, "", "\ufeff", `[1]`, "{\n\"a\":x}", `{"a":1`,
		`{` + strings.TrimSuffix(strings.Repeat(`"m":0,`, 70), ",") + `}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		plain := bytes.TrimPrefix(text, []byte("\ufeff"))
		raw, err := jsoncut.Object(text)
		var whole json.RawMessage
		bad := json.Unmarshal(plain, &whole)
		var members map[string]json.RawMessage
		object := json.Unmarshal(plain, &members) == nil && members != nil
		if (err == nil) != object {
			t.Fatalf("%q: %v, an object: %t", text, err, object)
		}
		if err != nil && (err.Syntax() != (bad != nil) || err.Syntax() && (err.Column < 1 || err.Line > 1+bytes.Count(plain, []byte("\n")))) {
			t.Fatalf("%q: %v at %d:%d, encoding/json says %v", text, err, err.Line, err.Column, bad)
		}
		if err == nil {
			if !bytes.Equal(raw, bytes.TrimSpace(plain)) {
				t.Fatalf("%q: returned as %q", text, raw)
			}
			walk(t, raw, 0)
		}
	})
}

func walk(t *testing.T, raw []byte, depth int) {
	var values []json.RawMessage
	wantKeys, want := []string(nil), [][]byte(nil)
	switch raw[0] {
	case '"':
		var want string
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		if got := jsoncut.String(raw); got != want {
			t.Fatalf("%q reads as %q, not %q", raw, got, want)
		}
		return
	case '{':
		wantKeys, want = slowParts(t, raw)
		var keys []string
		for i, m := range jsoncut.Members(raw) {
			keys, values = append(keys, m.Name), append(values, m.Value)
			if first := slices.Index(wantKeys, wantKeys[i]); m.First != first || m.Taken {
				t.Fatalf("%q: member %d: %+v, the first of its name is %d", raw, i, m, first)
			}
		}
		if !slices.Equal(keys, wantKeys) {
			t.Fatalf("%q: %q, not %q", raw, keys, wantKeys)
		}
	case '[':
		_, want = slowParts(t, raw)
		values = slices.Collect(jsoncut.Elements(raw))
	default:
		return
	}
	if !slices.EqualFunc(values, want, func(a json.RawMessage, b []byte) bool { return bytes.Equal(a, b) }) {
		t.Fatalf("%q: %q, not %q", raw, values, want)
	}
	for _, v := range values {
		if depth < 20 {
			walk(t, v, depth+1)
		}
	}
}

// TestError: the place is that of the first byte that cannot be.
func TestError(t *testing.T) {
	for text, place := range map[string][2]int{
		"":                        {1, 1},
		"\ufeff":                  {1, 1},
		"x":                       {1, 1},
		"{\"a\":1,\n \"b\": x}":   {2, 7},
		"{\"a\":1":                {1, 7},
		"{\"a\":1}\n}":            {2, 1},
		"{\"a\":\"line\nbreak\"}": {1, 11},
	} {
		_, err := jsoncut.Object([]byte(text))
		if err == nil || !err.Syntax() || [2]int{err.Line, err.Column} != place {
			t.Errorf("%q: %+v, want %v", text, err, place)
		} else if strings.Contains(err.Error(), "line") {
			t.Errorf("%q: the error shows the text", text)
		}
	}
}

// TestNotAnObject: another value has no place where it is wrong.
func TestNotAnObject(t *testing.T) {
	for _, text := range []string{"null", "1", `"x"`, " [] ", "true"} {
		_, err := jsoncut.Object([]byte(text))
		if err == nil || err.Syntax() || err.Line != 0 || !strings.Contains(err.Error(), "no object") {
			t.Errorf("%s: %+v", text, err)
		}
	}
}

// TestMembersFirst: on both sides of the number from which a map is used.
func TestMembersFirst(t *testing.T) {
	for _, n := range []int{0, 1, 31, 32, 33, 64, 100} {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `,"m%d":%d`, i, i)
		}
		for i := range n {
			fmt.Fprintf(&b, `,"m%d":%d`, i, i)
		}
		members := jsoncut.Members(json.RawMessage("{" + strings.TrimPrefix(b.String(), ",") + "}"))
		if len(members) != 2*n {
			t.Fatalf("%d members, want %d", len(members), 2*n)
		}
		for i, m := range members {
			if m.First != i%n || m.Name != fmt.Sprint("m", i%n) {
				t.Errorf("%d of %d: %+v", i, n, m)
			}
		}
	}
}

// TestApart: what grows one part does not write into the next, and what a caller
// does to the text afterwards changes nothing.
func TestApart(t *testing.T) {
	text := []byte(`{"x":[1],"y":[2]}`)
	raw, err := jsoncut.Object(text)
	if err != nil {
		t.Fatal(err)
	}
	members := jsoncut.Members(raw)
	_ = append(members[0].Value, `,"z":3`...)
	clear(text)
	if string(members[0].Value) != "[1]" || string(members[1].Value) != "[2]" {
		t.Errorf("%+v", members)
	}
}

// TestElementsStop: a loop over the elements may end early.
func TestElementsStop(t *testing.T) {
	for value := range jsoncut.Elements(json.RawMessage(`[1,2]`)) {
		if string(value) != "1" {
			t.Fatalf("first %s", value)
		}
		break
	}
}

// TestStringThatIsNone: what JSON does not know as a string is read as nothing.
func TestStringThatIsNone(t *testing.T) {
	if got := jsoncut.String([]byte(`"a\x"`)); got != "" {
		t.Errorf("%q", got)
	}
}
