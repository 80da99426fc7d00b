package psi

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/internal/jsoncut"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// reader is one run of ParseAnswer: what is found odd, and what nobody took.
type reader struct {
	faults rule.Faults
	extra  map[string]json.RawMessage
}

// odd reports a value of an unexpected type and keeps it.
func (r *reader) odd(pointer string, raw json.RawMessage) {
	r.fault(ruleAnswerType, pointer)
	r.keep(pointer, raw)
}

func (r *reader) keep(pointer string, raw json.RawMessage) {
	if r.extra == nil {
		r.extra = make(map[string]json.RawMessage)
	}
	r.extra[pointer] = raw
}

// fault adds a finding. Only names that the package knows reach it: the path
// of a fault holds no text of the server.
func (r *reader) fault(i int, pointer string) {
	r.faults.Add(rules[i].At(strings.ReplaceAll(strings.TrimPrefix(pointer, "/"), "/", ".")))
}

// object is one JSON object being read. Members that are not taken go to
// the extra ones when it is closed.
type object struct {
	r       *reader
	pointer string // JSON Pointer, RFC 6901
	members []jsoncut.Member
	// unsure are the members that say two things, or something that they should
	// not be.
	unsure []string
}

func isNull(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// object splits a value into its members. Null and what is no object, which
// is kept, read as nil.
func (r *reader) object(pointer string, raw json.RawMessage) *object {
	raw = bytes.TrimSpace(raw)
	switch {
	case isNull(raw):
		return nil
	case raw[0] != '{':
		r.odd(pointer, raw)
		return nil
	}
	o := &object{r: r, pointer: pointer, members: jsoncut.Members(raw)}
	for i := range o.members {
		// The last of equal names counts, as in encoding/json.
		if m := &o.members[i]; m.First < i {
			r.fault(ruleAnswerTwice, pointer)
			if first := &o.members[m.First]; !bytes.Equal(first.Value, m.Value) {
				o.unsure = append(o.unsure, m.Name)
				r.keep(o.at(m.Name), first.Value)
				first.Value = m.Value
			}
			m.Taken = true
		}
	}
	return o
}

func (o *object) at(key string) string {
	return o.pointer + "/" + strings.ReplaceAll(strings.ReplaceAll(key, "~", "~0"), "/", "~1")
}

func (o *object) find(key string) *jsoncut.Member {
	if o != nil {
		for i := range o.members {
			if o.members[i].Name == key {
				return &o.members[i]
			}
		}
	}
	return nil
}

// has reports whether a member is there and not null.
func (o *object) has(key string) bool {
	m := o.find(key)
	return m != nil && !isNull(m.Value)
}

// take returns a member, nil when it is missing or null.
func (o *object) take(key string) json.RawMessage {
	m := o.find(key)
	if m == nil {
		return nil
	}
	m.Taken = true
	if isNull(m.Value) {
		return nil
	}
	return m.Value
}

// text takes a member as text: a string as it is, a number or a boolean as
// written. Anything else is kept apart.
func (o *object) text(key string) string {
	raw := o.take(key)
	s, ok := textOf(raw)
	if !ok {
		o.odd(key, raw)
	}
	return s
}

// odd reports a member of an unexpected type and keeps it.
func (o *object) odd(key string, raw json.RawMessage) {
	o.unsure = append(o.unsure, key)
	o.r.odd(o.at(key), raw)
}

// settled returns the outcome of a block, and none that is done where what the
// block says of it cannot be relied on, or is an error.
func (o *object) settled(is Outcome) Outcome {
	said := func(key string) bool { return key == "status" || key == "code" || key == "error" || key == "erreurs" }
	if is.Done() && (slices.ContainsFunc(o.unsure, said) || o.fails()) {
		return 0
	}
	return is
}

// fails reports whether an error stands in the object, under a name that one block
// or another has for it.
func (o *object) fails() bool {
	for _, key := range [...]string{"error", "erreurs", "detail"} {
		if o.has(key) && !empty(o.find(key).Value) {
			return true
		}
	}
	return false
}

// empty reports whether a value is a text or a list of nothing.
func empty(raw json.RawMessage) bool {
	if raw[0] == '[' {
		for range jsoncut.Elements(raw) {
			return false
		}
		return true
	}
	s, ok := textOf(raw)
	return ok && s == ""
}

func textOf(raw json.RawMessage) (string, bool) {
	switch {
	case isNull(raw):
		return "", true
	case raw[0] == '"':
		return jsoncut.String(raw), true
	case raw[0] == '{' || raw[0] == '[':
		return "", false
	}
	return string(raw), true
}

func (o *object) private(key string) rpps.Private { return rpps.Private(o.text(key)) }

// number takes a member as a small number, written as a number or a string.
func (o *object) number(key string, most int) int {
	raw := o.take(key)
	s, ok := textOf(raw)
	if ok && s == "" {
		if raw != nil {
			o.r.keep(o.at(key), raw)
		}
		return 0
	}
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if !ok || err != nil || n < 0 || n > most {
		o.odd(key, raw)
		return 0
	}
	return n
}

// answer takes a member as a yes or a no.
func (o *object) answer(key string) rpps.Answer {
	raw := o.take(key)
	s, ok := textOf(raw)
	switch {
	case ok && s == "":
		return 0
	case ok && latin.EqualFold(s, "true"):
		return rpps.Yes
	case ok && latin.EqualFold(s, "false"):
		return rpps.No
	}
	o.r.odd(o.at(key), raw)
	return 0
}

// object takes a member that is an object; nil when it is none.
func (o *object) object(key string) *object {
	raw := o.take(key)
	if raw == nil {
		return nil
	}
	return o.r.object(o.at(key), raw)
}

// block takes a member that says what became of a block; nil when it is missing. What
// is no object says nothing of it, and nothing is done by a block that is there
// twice, or in an object whose status is.
func (o *object) block(key string) *object {
	b := o.object(key)
	if b == nil {
		if !o.has(key) {
			return nil
		}
		b = &object{r: o.r, pointer: o.at(key), unsure: []string{"status"}}
	}
	if slices.Contains(o.unsure, key) || slices.Contains(o.unsure, "status") {
		b.unsure = append(b.unsure, "status")
	}
	return b
}

// list takes a member that is a list. One value counts as a list of one, an empty text
// as one of nothing.
func (o *object) list(key string) []json.RawMessage {
	raw := o.take(key)
	if raw == nil {
		return nil
	}
	if raw[0] != '[' {
		o.r.fault(ruleAnswerType, o.at(key))
		if empty(raw) {
			return nil
		}
		return []json.RawMessage{raw}
	}
	return slices.Collect(jsoncut.Elements(raw))
}

// close keeps the members that nobody took.
func (o *object) close() {
	if o == nil {
		return
	}
	for _, m := range o.members {
		if !m.Taken {
			o.r.keep(o.at(m.Name), m.Value)
		}
	}
}

// element is the pointer of an element of a list.
func element(pointer string, i int) string { return pointer + "/" + strconv.Itoa(i) }

// check reads the whole text once and says why it is no JSON object, without
// showing any of it.
func check(data []byte, limit int) (json.RawMessage, error) {
	if len(data) > limit {
		return nil, rules[ruleAnswerTooLarge].At("").With(strconv.Itoa(limit))
	}
	raw, err := jsoncut.Object(data)
	switch {
	case err == nil:
		return raw, nil
	case err.Syntax():
		return nil, rules[ruleAnswerJSON].At("").On(rule.Position{Line: err.Line, Column: err.Column})
	}
	return nil, rules[ruleAnswerNotObject].At("")
}
