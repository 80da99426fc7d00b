package jsontree_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/internal/jsontree"
)

var texts = []string{
	`null`, `true`, `false`, `0`, `-0`, `-12.50e+07`, `1E400`, `12345678901234567890.10`, `""`, `"a\"\\\/\b\f\n\r\té\ud83d\ude00"`, `"\ud800"`,
	`[]`, `{}`, ` [ 1 , [ 2 ] , { "a" : [ ] } ] `, `{"a":1,"b":{"a":2},"":3}`, "\ufeff{\"a\":1}", `{"é":"é <&>"}`,
	``, ` `, `nul`, `tru`, `01`, `-`, `1.`, `.5`, `1e`, `+1`, `"`, `"\x"`, `"\u12g4"`, "\"\n\"", `[`, `[1`, `[1,]`, `[,1]`, `{`, `{"a"}`, `{"a":}`, `{"a":1,}`, `{a:1}`, `{"a":1 "b":2}`, `1 2`, `{} {}`, `]`, "\x00",
	"\"\xff\"", "{\"\xff\":1}",
}

func value(t *testing.T, text []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return v
}

// check compares with encoding/json: the same texts are taken, but for what is
// refused here alone, and they mean the same.
func check(t *testing.T, text []byte) {
	t.Helper()
	v, bad := jsontree.Parse(text, jsontree.Limits{Depth: 1000})
	plain := bytes.TrimPrefix(text, []byte("\ufeff"))
	if bad != nil {
		if v != nil || bad.Error() == "" {
			t.Fatalf("%q: refused with a value", text)
		}
		switch bad.Problem {
		case jsontree.Syntax:
			if utf8.Valid(plain) && json.Valid(plain) {
				t.Fatalf("%q: refused, and it is JSON", text)
			}
		case jsontree.Encoding:
			if utf8.Valid(plain) {
				t.Fatalf("%q: it is UTF-8", text)
			}
		case jsontree.TooLong, jsontree.TooMany:
			t.Fatalf("%q: %v, and no limit", text, bad)
		}
		if bad.Line < 1 || bad.Column < 1 {
			t.Fatalf("%q: no place", text)
		}
		return
	}
	if !json.Valid(plain) {
		t.Fatalf("%q: taken, and it is no JSON", text)
	}
	want := value(t, plain)
	if got := value(t, v.Append(nil)); !reflect.DeepEqual(got, want) {
		t.Fatalf("%q: written otherwise: %q", text, v.Append(nil))
	}
	walk(t, v, want)
	// Every value written anew means the same.
	again := v.Clone()
	anew(again)
	if got := value(t, again.Append(nil)); !reflect.DeepEqual(got, want) {
		t.Fatalf("%q: written anew otherwise: %q", text, again.Append(nil))
	}
}

// anew puts every element in the place of itself, so that all is composed again.
func anew(v *jsontree.Value) {
	for i := range v.Len() {
		k := v.At(i)
		anew(k)
		if v.Kind() == jsontree.Array {
			v.Put(k.Clone(), i)
		} else {
			v.Put(k.Clone(), k.Key())
		}
	}
}

// walk compares a tree with what encoding/json made of it.
func walk(t *testing.T, v *jsontree.Value, want any) {
	t.Helper()
	switch want := want.(type) {
	case nil:
		if v.Kind() != jsontree.Null {
			t.Fatal("null")
		}
	case bool:
		if b, ok := v.Bool(); !ok || b != want {
			t.Fatal("bool")
		}
	case string:
		if s, ok := v.Text(); !ok || s != want {
			t.Fatalf("%q, want %q", s, want)
		}
	case json.Number:
		if v.Kind() != jsontree.Number {
			t.Fatal("number")
		}
	case []any:
		if v.Kind() != jsontree.Array || v.Len() != len(want) {
			t.Fatal("array")
		}
		for i := range want {
			walk(t, v.At(i), want[i])
		}
	case map[string]any:
		if v.Kind() != jsontree.Object || v.Len() != len(want) {
			t.Fatal("object")
		}
		for k, w := range want {
			walk(t, v.Get(k), w)
		}
	}
}

func TestParse(t *testing.T) {
	for _, s := range texts {
		check(t, []byte(s))
	}
	// Every byte in every place that tells bytes apart.
	for b := range 256 {
		c := string([]byte{byte(b)})
		for _, s := range []string{c, c + "1", "1" + c, "1e" + c + "1", "-" + c, `"` + c + `"`, `"\` + c + `"`, `"\u` + c + `12e"`, `"\u001` + c + `"`, "[1" + c + "2]", "{" + c + `"a":1}`, `{"a"` + c + "1}"} {
			check(t, []byte(s))
		}
	}
}

// TestQuote: a string that is made is written as encoding/json does.
func TestQuote(t *testing.T) {
	for b := range 256 {
		for _, s := range []string{string([]byte{byte(b)}), "a" + string([]byte{byte(b)}) + "z"} {
			got := jsontree.Str(s).Append(nil)
			var again string
			if err := json.Unmarshal(got, &again); err != nil || !utf8.Valid(got) || again != strings.ToValidUTF8(s, "\ufffd") {
				t.Errorf("%q: written as %s", s, got)
			}
		}
	}
}

// TestNotThere: what a value is not, and has not.
func TestNotThere(t *testing.T) {
	v, bad := jsontree.Parse([]byte(`{"n":1,"t":true,"s":"x","a":[2],"z":null}`), jsontree.Limits{})
	if bad != nil {
		t.Fatal(bad)
	}
	for _, c := range []struct {
		v    *jsontree.Value
		text string
		yes  bool
	}{
		{v, "", false},
		{v.Get("n"), "", false},
		{v.Get("t"), "", true},
		{v.Get("s"), "x", false},
		{v.Get("a"), "", false},
		{v.Get("z"), "", false},
		{nil, "", false},
	} {
		if text, ok := c.v.Text(); text != c.text || ok != (text != "") {
			t.Errorf("text %q", text)
		}
		if yes, ok := c.v.Bool(); yes != c.yes || ok != yes {
			t.Errorf("bool %v", yes)
		}
		if (c.v.Kind() == 0) != (c.v == nil) {
			t.Errorf("kind %d", c.v.Kind())
		}
		if c.v.Get("") != nil || c.v.Get("no") != nil || c.v.At(-1) != nil || c.v.At(c.v.Len()) != nil {
			t.Error("something is there")
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range texts {
		f.Add([]byte(s))
	}
	f.Fuzz(check)
}

func TestRefusals(t *testing.T) {
	many := "[" + strings.Repeat("0,", 99) + "0]"
	var wide strings.Builder
	for i := range 60 {
		wide.WriteString(`"k` + strings.Repeat("x", i) + `":0,`)
	}
	for _, c := range []struct {
		text         string
		limits       jsontree.Limits
		want         jsontree.Problem
		line, column int
	}{
		{`{"a":1,"a":1}`, jsontree.Limits{}, jsontree.Twice, 1, 8},
		{"{\"a\":1,\n \"\\u0061\":2}", jsontree.Limits{}, jsontree.Twice, 2, 2},
		{"{" + wide.String() + `"kx":0}`, jsontree.Limits{}, jsontree.Twice, 1, wide.Len() + 2},
		{many, jsontree.Limits{Values: 100}, jsontree.TooMany, 1, len(many) - 1},
		{many, jsontree.Limits{Values: 101}, 0, 0, 0},
		{many, jsontree.Limits{Bytes: 10}, jsontree.TooLong, 0, 0},
		{many, jsontree.Limits{Bytes: len(many)}, 0, 0, 0},
		{many, jsontree.Limits{Bytes: len(many) - 1}, jsontree.TooLong, 0, 0},
		{"\xff", jsontree.Limits{}, jsontree.Encoding, 1, 1},
		{"[{},{},{}]", jsontree.Limits{Depth: 2}, 0, 0, 0},
		{"[[],[],[]]", jsontree.Limits{Depth: 2}, 0, 0, 0},
		{`[{"a":1},{"a":1},[1],[1]]`, jsontree.Limits{Depth: 2}, 0, 0, 0},
		{"[[[]]]", jsontree.Limits{Depth: 2}, jsontree.TooDeep, 1, 4},
		{"[[[]],[[]]]", jsontree.Limits{Depth: 3}, 0, 0, 0},
		{`{"a":{"b":{}}}`, jsontree.Limits{Depth: 2}, jsontree.TooDeep, 1, 12},
		{`{"a`, jsontree.Limits{}, jsontree.Syntax, 1, 4},
		{`{"a":1,"\x":2}`, jsontree.Limits{}, jsontree.Syntax, 1, 10},
		{strings.Repeat("[", 1<<20), jsontree.Limits{}, jsontree.TooDeep, 1, 130},
		{"{\n\"a\":\xff}", jsontree.Limits{}, jsontree.Encoding, 2, 5},
		{"{\n\"a\":tru}", jsontree.Limits{}, jsontree.Syntax, 2, 8},
	} {
		_, bad := jsontree.Parse([]byte(c.text), c.limits)
		if c.want == 0 {
			if bad != nil {
				t.Errorf("%.40q: %v", c.text, bad)
			}
			continue
		}
		if bad == nil || bad.Problem != c.want || bad.Line != c.line || bad.Column != c.column {
			t.Errorf("%.40q: %+v, want %v at %d:%d", c.text, bad, c.want, c.line, c.column)
		}
	}
}

func TestPut(t *testing.T) {
	const text = `{ "a" : [ {"b":1.50}, 2 ], "c":"d" }`
	for _, c := range []struct {
		to   *jsontree.Value
		path []any
		want string
	}{
		{jsontree.Str("x<y"), []any{"c"}, `{"a":[ {"b":1.50}, 2 ],"c":"x<y"}`},
		{jsontree.Str("x"), []any{"a", 0, "n"}, `{"a":[{"b":1.50,"n":"x"},2],"c":"d"}`},
		{jsontree.Str("x"), []any{"n", 0, "m"}, `{"a":[ {"b":1.50}, 2 ],"c":"d","n":[{"m":"x"}]}`},
		{jsontree.Boolean(true), []any{"a", 9}, `{"a":[{"b":1.50},2,true],"c":"d"}`},
		{jsontree.Obj(jsontree.Member{Key: "k", Value: jsontree.Boolean(false)}, jsontree.Member{Key: "nil"}), []any{"c"}, `{"a":[ {"b":1.50}, 2 ],"c":{"k":false}}`},
		{nil, []any{"c"}, `{"a":[ {"b":1.50}, 2 ]}`},
		{nil, []any{"a", 0, "b"}, `{"a":[2],"c":"d"}`},
		{nil, []any{"a", 1}, `{"a":[{"b":1.50}],"c":"d"}`},
		{nil, []any{"no", 3, "such"}, text},
		{jsontree.Arr(jsontree.Str("x")), []any{"c"}, `{"a":[ {"b":1.50}, 2 ],"c":["x"]}`},
		{nil, []any{"a", 7, "b"}, `{"a":[ {"b":1.50}, 2 ],"c":"d"}`},
		{nil, []any{"c", "below"}, `{"a":[ {"b":1.50}, 2 ],"c":"d"}`},
		{nil, []any{"c", 3}, `{"a":[ {"b":1.50}, 2 ],"c":"d"}`},
		{jsontree.Str("é\"\\\x01\xff"), []any{"c"}, `{"a":[ {"b":1.50}, 2 ],"c":"é\"\\\u0001�"}`},
	} {
		v, bad := jsontree.Parse([]byte(text), jsontree.Limits{})
		if bad != nil {
			t.Fatal(bad)
		}
		edited := v.Clone()
		edited.Put(c.to, c.path...)
		if got := string(edited.Append(nil)); got != c.want {
			t.Errorf("%v:\n got %s\nwant %s", c.path, got, c.want)
		}
		if got := string(v.Append(nil)); got != text {
			t.Errorf("%v: the original changed: %s", c.path, got)
		}
	}
	// What is left empty goes, up to the root.
	for text, c := range map[string]struct {
		path []any
		want string
	}{
		`{"a":[1],"b":2}`:               {[]any{"a", 0}, `{"b":2}`},
		`{"a":{"c":[[{"d":1}]]},"b":2}`: {[]any{"a", "c", 0, 0, "d"}, `{"b":2}`},
		`{"a":[[1],2]}`:                 {[]any{"a", 0, 0}, `{"a":[2]}`},
		`{"a":[1]}`:                     {[]any{"a", 0}, `{}`},
	} {
		v, bad := jsontree.Parse([]byte(text), jsontree.Limits{})
		if bad != nil {
			t.Fatal(bad)
		}
		if v.Put(nil, c.path...); string(v.Append(nil)) != c.want {
			t.Errorf("%s: %s, want %s", text, v.Append(nil), c.want)
		}
	}
	if jsontree.Arr(nil, nil) != nil {
		t.Error("an array of nothing")
	}
	var none *jsontree.Value
	if none.Clone() != nil {
		t.Error("a copy of nothing")
	}
}
