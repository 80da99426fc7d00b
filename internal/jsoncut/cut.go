// Package jsoncut cuts a JSON object into its members, and an array into its
// elements, and leaves each as it stands in the text: for readers that keep what
// they do not know. It takes members of one name twice, and bytes that are no
// UTF-8, as encoding/json does; internal/jsontree refuses both.
package jsoncut

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// An Error says why a text is no object, and of a text that is no JSON also where
// it stops to be: line and column count from 1, in bytes. It holds nothing of the
// text.
type Error struct{ Line, Column int }

// Syntax reports whether the text is no JSON, and not another value than an
// object.
func (e *Error) Syntax() bool { return e.Line > 0 }

// Error says what the text is not.
func (e *Error) Error() string {
	if e.Syntax() {
		return "jsoncut: not JSON"
	}
	return "jsoncut: no object"
}

// Object reads the whole text, a byte order mark before it or not, and returns
// a copy of the object that it is.
func Object(data []byte) (json.RawMessage, *Error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !json.Valid(data) {
		return nil, syntax(data)
	}
	raw := bytes.TrimSpace(data)
	if raw[0] != '{' {
		return nil, &Error{}
	}
	return bytes.Clone(raw), nil
}

// syntax says where a text that is no JSON is broken.
func syntax(data []byte) *Error {
	d := json.NewDecoder(bytes.NewReader(data))
	var raw json.RawMessage
	err := d.Decode(&raw)
	offset := d.InputOffset()
	if err == nil { // something after the value: where it begins
		offset = int64(blanks(data, int(offset)))
	} else if e, ok := err.(*json.SyntaxError); ok {
		offset = max(e.Offset-1, 0)
	} else if err == io.ErrUnexpectedEOF { // cut short
		offset = int64(len(data))
	}
	before := data[:min(int(offset), len(data))]
	return &Error{
		Line:   1 + bytes.Count(before, []byte("\n")),
		Column: len(before) - bytes.LastIndexByte(before, '\n'),
	}
}

// A Member is a member of an object.
type Member struct {
	Name  string
	Value json.RawMessage // shares the text of the object, and cannot grow into it
	// First is the place of the first member of this name: its own, unless the
	// name is there twice.
	First int
	// Taken is for the caller's own use.
	Taken bool
}

// usual is more than the objects of real answers have: up to it, names are
// compared one by one.
const usual = 32

// Members cuts an object that is a text which [Object] returned, or a part of it.
func Members(object json.RawMessage) []Member {
	out := make([]Member, 0, 16)
	var first map[string]int // beyond the usual, so that nothing is searched for long
	for key, value := range parts(object) {
		m := Member{Name: String(key), Value: value, First: len(out)}
		if first == nil && len(out) == usual {
			first = make(map[string]int, 2*usual)
			for _, m := range out {
				first[m.Name] = m.First
			}
		}
		if first == nil {
			for i := range out {
				if out[i].Name == m.Name {
					m.First = i
					break
				}
			}
		} else if i, twice := first[m.Name]; twice {
			m.First = i
		} else {
			first[m.Name] = m.First
		}
		out = append(out, m)
	}
	return out
}

// Elements cuts an array that is a part of a text which Object returned.
func Elements(array json.RawMessage) iter.Seq[json.RawMessage] {
	return func(yield func(json.RawMessage) bool) {
		for _, value := range parts(array) {
			if !yield(value) {
				return
			}
		}
	}
}

// parts gives the members of an object, or the elements of an array with a nil
// key. The text is valid JSON without blanks around it: it is cut, not checked,
// and a value is never the last thing in it.
func parts(raw json.RawMessage) iter.Seq2[[]byte, json.RawMessage] {
	return func(yield func([]byte, json.RawMessage) bool) {
		object := raw[0] == '{'
		for i := blanks(raw, 1); i < len(raw)-1; {
			var key []byte
			if object {
				end := valueEnd(raw, i)
				key = raw[i:end]
				i = blanks(raw, blanks(raw, end)+1) // the colon
			}
			end := valueEnd(raw, i)
			if !yield(key, raw[i:end:end]) {
				return
			}
			i = blanks(raw, blanks(raw, end)+1) // the comma, or the end
		}
	}
}

// blanks returns where the white space that begins at i ends.
func blanks(raw []byte, i int) int {
	for i < len(raw) && (raw[i] == ' ' || raw[i] == '\n' || raw[i] == '\t' || raw[i] == '\r') {
		i++
	}
	return i
}

// valueEnd returns where the value that begins at i ends.
func valueEnd(raw []byte, i int) int {
	for depth := 0; ; {
		switch raw[i] {
		case '"':
			for i++; raw[i] != '"'; i++ {
				if raw[i] == '\\' {
					i++
				}
			}
			i++
		case '{', '[':
			depth++
			i++
		case '}', ']':
			depth--
			i++
		default: // a number, a word, or what stands between the values within
			for i++; !strings.ContainsRune("\"{}[],: \n\t\r", rune(raw[i])); {
				i++
			}
		}
		if depth == 0 {
			return i
		}
	}
}

// String reads a JSON string that is known to be one. Bytes that are no UTF-8
// become U+FFFD.
func String(quoted []byte) string {
	inside := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(inside, '\\') < 0 && utf8.Valid(inside) {
		return string(inside)
	}
	var s string
	if json.Unmarshal(quoted, &s) != nil {
		return ""
	}
	return s
}
