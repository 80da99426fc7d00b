// Package jsontree reads a JSON text into a tree that forgets nothing: every
// value keeps the text it was written with, members keep their order, numbers
// their digits. A value that nobody changes is written as it was read.
//
// One pass reads the whole text and bounds it: its length, how deep it goes,
// how many values it has. Two members of one name in one object are refused:
// readers disagree on which one counts, and so nobody can say what was meant.
//
// encoding/json is the reference: what it refuses is refused here, and what is
// accepted here means the same there.
package jsontree

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/internal/plainjson"
)

// Kind is the kind of a value.
type Kind uint8

// The kinds of JSON values.
const (
	Null Kind = iota + 1
	Bool
	Number
	String
	Array
	Object
)

// Value is one value of a tree. Its methods take a nil Value for one that is
// not there.
type Value struct {
	kind Kind
	key  string // of a member, decoded
	raw  string // as written; empty once something below has changed
	kids []Value
}

// Limits bounds what [Parse] takes. A zero field stands for no limit, but for
// Depth, whose zero is 128.
type Limits struct {
	Bytes, Depth, Values int
}

// Problem is why a text is refused.
type Problem uint8

// The problems of [Error].
const (
	Syntax   Problem = iota + 1 // not JSON
	Encoding                    // not UTF-8
	Twice                       // two members of one name in one object
	TooLong                     // beyond Limits.Bytes
	TooDeep                     // beyond Limits.Depth
	TooMany                     // beyond Limits.Values
)

var problemTexts = [...]string{"", "not JSON", "not UTF-8", "two members of one name", "too long", "too deep", "too many values"}

// Error says why a text was refused, and where: line and column count from 1,
// in bytes. It holds nothing of the text.
type Error struct {
	Problem      Problem
	Line, Column int
}

// Error returns the problem, without its place.
func (e *Error) Error() string { return "jsontree: " + problemTexts[e.Problem] }

// bom is what some writers put before the text.
const bom = "\ufeff"

// Parse reads one JSON value with nothing but blanks, and a byte order mark,
// around it.
func Parse(data []byte, l Limits) (*Value, *Error) {
	if l.Bytes > 0 && len(data) > l.Bytes {
		return nil, &Error{Problem: TooLong}
	}
	text := strings.TrimPrefix(string(data), bom)
	p := parser{text: text, values: l.Values, depth: l.Depth}
	if p.depth == 0 {
		p.depth = 128
	}
	if l.Values == 0 {
		p.values = len(text) + 1
	}
	if i := invalid(text); i >= 0 {
		p.problem, p.at = Encoding, i
		return nil, p.fail()
	}
	var v Value
	p.blanks()
	if !p.value(&v) {
		return nil, p.fail()
	}
	if p.blanks(); p.at < len(p.text) {
		p.problem = Syntax
		return nil, p.fail()
	}
	return &v, nil
}

// invalid returns the offset of the first byte that is no UTF-8, or -1.
func invalid(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i := 0; ; { // ends, since it is there
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
}

type parser struct {
	text    string
	at      int
	depth   int // that may still be opened
	values  int // that may still be read
	problem Problem
}

func (p *parser) fail() *Error {
	before := p.text[:p.at]
	return &Error{
		Problem: p.problem,
		Line:    1 + strings.Count(before, "\n"),
		Column:  len(before) - strings.LastIndexByte(before, '\n'),
	}
}

func (p *parser) no(why Problem) bool { p.problem = why; return false }

func (p *parser) blanks() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\r', '\n':
			p.at++
		default:
			return
		}
	}
}

// peek returns the next byte, 0 at the end.
func (p *parser) peek() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

// value reads the value that begins here.
func (p *parser) value(v *Value) bool {
	if p.values--; p.values < 0 {
		return p.no(TooMany)
	}
	start := p.at
	ok := false
	switch c := p.peek(); {
	case c == '{':
		v.kind = Object
		ok = p.object(v)
	case c == '[':
		v.kind = Array
		ok = p.array(v)
	case c == '"':
		v.kind = String
		_, ok = p.string()
	case c == '-' || c >= '0' && c <= '9':
		v.kind = Number
		ok = p.number()
	case c == 't':
		v.kind = Bool
		ok = p.word("true")
	case c == 'f':
		v.kind = Bool
		ok = p.word("false")
	case c == 'n':
		v.kind = Null
		ok = p.word("null")
	default:
		return p.no(Syntax)
	}
	v.raw = p.text[start:p.at]
	return ok
}

func (p *parser) word(w string) bool {
	for i := range len(w) {
		if p.peek() != w[i] {
			return p.no(Syntax)
		}
		p.at++
	}
	return true
}

func (p *parser) number() bool {
	if p.peek() == '-' {
		p.at++
	}
	switch {
	case p.peek() == '0':
		p.at++
	case !p.digits():
		return false
	}
	if p.peek() == '.' {
		p.at++
		if !p.digits() {
			return false
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.at++
		if c := p.peek(); c == '+' || c == '-' {
			p.at++
		}
		return p.digits()
	}
	return true
}

// digits reads one digit or more.
func (p *parser) digits() bool {
	start := p.at
	for c := p.peek(); c >= '0' && c <= '9'; c = p.peek() {
		p.at++
	}
	if p.at == start {
		return p.no(Syntax)
	}
	return true
}

// string reads a string and reports whether it has an escape.
func (p *parser) string() (escaped, ok bool) {
	p.at++
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return escaped, true
		case c < ' ':
			return escaped, p.no(Syntax)
		case c == '\\':
			escaped = true
			p.at++
			switch p.peek() {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
			case 'u':
				for range 4 {
					p.at++
					if c := p.peek(); (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
						return escaped, p.no(Syntax)
					}
				}
			default:
				return escaped, p.no(Syntax)
			}
		}
		p.at++
	}
	return escaped, p.no(Syntax)
}

func (p *parser) open() bool {
	p.at++
	if p.depth--; p.depth < 0 {
		return p.no(TooDeep)
	}
	p.blanks()
	return true
}

// next reads what follows an element: a comma (more), or the end.
func (p *parser) next(end byte) (more, ok bool) {
	p.blanks()
	switch p.peek() {
	case ',':
		p.at++
		p.blanks()
		return true, true
	case end:
		p.at++
		p.depth++
		return false, true
	}
	return false, p.no(Syntax)
}

func (p *parser) array(v *Value) bool {
	if !p.open() {
		return false
	}
	if p.peek() == ']' {
		p.at++
		p.depth++
		return true
	}
	for more := true; more; {
		v.kids = append(v.kids, Value{})
		if !p.value(&v.kids[len(v.kids)-1]) {
			return false
		}
		var ok bool
		if more, ok = p.next(']'); !ok {
			return false
		}
	}
	return true
}

// few is how many members are compared one by one; beyond it, a map is quicker.
const few = 24

func (p *parser) object(v *Value) bool {
	if !p.open() {
		return false
	}
	if p.peek() == '}' {
		p.at++
		p.depth++
		return true
	}
	var seen map[string]bool
	for more := true; more; {
		start := p.at
		if p.peek() != '"' {
			return p.no(Syntax)
		}
		escaped, ok := p.string()
		if !ok {
			return false
		}
		key := unquote(p.text[start:p.at], escaped)
		if seen == nil {
			for i := range v.kids {
				if v.kids[i].key == key {
					p.at = start
					return p.no(Twice)
				}
			}
			if len(v.kids) == few {
				seen = make(map[string]bool)
				for i := range v.kids {
					seen[v.kids[i].key] = true
				}
			}
		} else if seen[key] {
			p.at = start
			return p.no(Twice)
		}
		if seen != nil {
			seen[key] = true
		}
		if p.blanks(); p.peek() != ':' {
			return p.no(Syntax)
		}
		p.at++
		p.blanks()
		v.kids = append(v.kids, Value{key: key})
		if !p.value(&v.kids[len(v.kids)-1]) {
			return false
		}
		if more, ok = p.next('}'); !ok {
			return false
		}
	}
	return true
}

// unquote returns the text of a string that is known to be right.
func unquote(raw string, escaped bool) string {
	if !escaped {
		return raw[1 : len(raw)-1]
	}
	var s string
	_ = json.Unmarshal([]byte(raw), &s)
	return s
}

// Kind returns the kind of the value; 0 when it is not there.
func (v *Value) Kind() Kind {
	if v == nil {
		return 0
	}
	return v.kind
}

// Key returns the name of a member.
func (v *Value) Key() string { return v.key }

// Get returns a member of an object, by its exact name; nil when there is none.
func (v *Value) Get(key string) *Value {
	if v == nil || v.kind != Object {
		return nil
	}
	for i := range v.kids {
		if v.kids[i].key == key {
			return &v.kids[i]
		}
	}
	return nil
}

// Len returns the number of elements or members.
func (v *Value) Len() int {
	if v == nil {
		return 0
	}
	return len(v.kids)
}

// At returns an element or a member by its place; nil when there is none.
func (v *Value) At(i int) *Value {
	if v == nil || i < 0 || i >= len(v.kids) {
		return nil
	}
	return &v.kids[i]
}

// Text returns the text of a string; ok is false for any other value.
func (v *Value) Text() (s string, ok bool) {
	if v == nil || v.kind != String {
		return "", false
	}
	return unquote(v.raw, strings.Contains(v.raw, `\`)), true
}

// Bool returns a boolean; ok is false for any other value.
func (v *Value) Bool() (b, ok bool) {
	if v == nil || v.kind != Bool {
		return false, false
	}
	return v.raw == "true", true
}

// Append appends the JSON text of the value. What was not changed is as it
// was written, blanks included.
func (v *Value) Append(dst []byte) []byte {
	if v.raw != "" {
		return append(dst, v.raw...)
	}
	open, end := byte('['), byte(']')
	if v.kind == Object {
		open, end = '{', '}'
	}
	dst = append(dst, open)
	for i := range v.kids {
		if i > 0 {
			dst = append(dst, ',')
		}
		if v.kind == Object {
			dst = append(quote(dst, v.kids[i].key), ':')
		}
		dst = v.kids[i].Append(dst)
	}
	return append(dst, end)
}

// quote appends a string as JSON, with <, > and & as they are.
func quote(dst []byte, s string) []byte {
	plain := true
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			plain = false
			break
		}
	}
	if plain {
		return append(append(append(dst, '"'), s...), '"')
	}
	// What stands for bytes that are no UTF-8 is written alike by every Go.
	text, _ := plainjson.Marshal(string([]rune(s)))
	return append(dst, text...)
}
