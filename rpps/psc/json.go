package psc

import (
	"bytes"
	"encoding/json"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// object is one JSON object being read: its members in their order, each
// taken at most once, and what is left kept as it stood.
type object struct {
	u       *Userinfo
	path    string
	members []member
	// conflict: two members of one name say different things, so that neither
	// is believed.
	conflict bool
}

type member struct {
	key   string
	raw   json.RawMessage
	taken bool
}

// readObject splits a JSON object into its members. A value that is no object
// is a fault, and reads as an empty one; null reads as an empty one silently.
func (u *Userinfo) readObject(path string, raw json.RawMessage) *object {
	o := &object{u: u, path: path}
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == "null" {
		return o
	}
	if raw[0] != '{' {
		u.stray(path, raw)
		return o
	}
	o.members = make([]member, 0, usualMembers)
	var seen map[string]bool // beyond the usual, so that nothing is searched for long
	for key, value := range parts(raw) {
		name := stringOf(key)
		again := seen[name]
		if seen == nil {
			again = slices.ContainsFunc(o.members, func(m member) bool { return m.key == name })
		}
		if again {
			u.fault(ruleDuplicateMember, path)
		}
		o.members = append(o.members, member{key: name, raw: value})
		if seen == nil && len(o.members) > usualMembers {
			seen = make(map[string]bool)
			for _, m := range o.members {
				seen[m.key] = true
			}
		} else if seen != nil {
			seen[name] = true
		}
	}
	return o
}

// usualMembers is more than the objects of a real userinfo have.
const usualMembers = 32

// parts gives the members of a JSON object, or the elements of an array with a
// nil key. The text was found to be valid JSON before: it is cut, not checked,
// and the parts share it.
func parts(raw json.RawMessage) iter.Seq2[[]byte, json.RawMessage] {
	return func(yield func([]byte, json.RawMessage) bool) {
		object := raw[0] == '{'
		for i := blanks(raw, 1); i < len(raw) && raw[i] != '}' && raw[i] != ']'; {
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
			if i = blanks(raw, end); i < len(raw) && raw[i] == ',' {
				i = blanks(raw, i+1)
			}
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
	depth := 0
	for i < len(raw) {
		switch raw[i] {
		case '"':
			for i++; i < len(raw) && raw[i] != '"'; i++ {
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
			for i++; i < len(raw) && !strings.ContainsRune("\"{}[],: \n\t\r", rune(raw[i])); {
				i++
			}
		}
		if depth <= 0 {
			break
		}
	}
	return min(i, len(raw))
}

// stringOf reads a JSON string that is known to be one.
func stringOf(quoted []byte) string {
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

// take returns the value of a member by its name, or by its name in other
// letter case of ASCII: the sources are not of one mind about otherIds and
// numeroFinessEtablissementJuridique. The last of equal names counts, as in
// encoding/json; an exact name goes before one in another case.
func (o *object) take(name string) json.RawMessage {
	found := -1
	for i, m := range o.members {
		switch {
		case m.key == name:
			found = i
		case latin.EqualFold(m.key, name) && (found < 0 || o.members[found].key != name):
			found = i
		}
	}
	if found < 0 {
		return nil
	}
	for i := range o.members {
		m := &o.members[i]
		if !latin.EqualFold(m.key, name) {
			continue
		}
		if !bytes.Equal(m.raw, o.members[found].raw) {
			o.conflict = true
			o.u.fault(ruleMemberConflict, o.at(name))
		}
		if m.key == o.members[found].key {
			m.taken = true
		}
	}
	return o.members[found].raw
}

// text returns a member as text: a string without the spaces around it, a
// number or a boolean as written. Null, like a member that is missing, is the
// empty text; anything else is a fault and stays among the unknown members.
func (o *object) text(name string) string {
	raw := bytes.TrimSpace(o.take(name))
	switch {
	case len(raw) == 0, string(raw) == "null":
		return ""
	case raw[0] == '"':
		return strings.TrimSpace(stringOf(raw))
	case raw[0] != '{' && raw[0] != '[':
		return string(raw)
	}
	o.u.fault(ruleType, o.at(name))
	for i := range o.members {
		if latin.EqualFold(o.members[i].key, name) {
			o.members[i].taken = false
		}
	}
	return ""
}

// believed takes a member whose content is a matter of rights: false when
// another of the same name says something else.
func (o *object) believed(name string) (json.RawMessage, bool) {
	before := o.conflict
	o.conflict = false
	raw := o.take(name)
	ok := !o.conflict
	o.conflict = o.conflict || before
	return raw, ok
}

// sure returns a member as text, as text does, and the empty text when another
// of the same name says something else: it says who the person is, or where.
func (o *object) sure(name string) string {
	if _, ok := o.believed(name); !ok {
		return ""
	}
	return o.text(name)
}

// list returns the elements of a member that is an array. One value that is
// no array counts as an array of one.
func (o *object) list(name string) []json.RawMessage {
	value, believed := o.believed(name)
	raw := bytes.TrimSpace(value)
	if !believed || len(raw) == 0 || string(raw) == "null" || string(raw) == `""` {
		return nil
	}
	if raw[0] != '[' {
		o.u.fault(ruleType, o.at(name))
		return []json.RawMessage{json.RawMessage(raw)}
	}
	var out []json.RawMessage
	for _, value := range parts(raw) {
		out = append(out, value)
	}
	// One bound for the whole payload: no real one comes near it.
	if room := o.u.elements; len(out) > room {
		o.u.fault(ruleTooMany, o.at(name))
		out = out[:room]
	}
	o.u.elements -= len(out)
	return out
}

func (o *object) at(name string) string {
	if o.path == "" {
		return name
	}
	return o.path + "." + name
}

// rest returns the members that nobody took.
func (o *object) rest() map[string]json.RawMessage {
	var out map[string]json.RawMessage
	for _, m := range o.members {
		if !m.taken {
			if out == nil {
				out = make(map[string]json.RawMessage)
			}
			out[m.key] = m.raw
		}
	}
	return out
}

// stray reports a value of an unexpected type that no member holds any more,
// and keeps it.
func (u *Userinfo) stray(path string, raw json.RawMessage) {
	u.fault(ruleType, path)
	if u.strays == nil {
		u.strays = make(map[string]json.RawMessage)
	}
	u.strays[path] = raw
}

// element is the path of an element of a list.
func element(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// check reads the whole text once and says why it is no JSON object, without
// showing any of it.
func check(data []byte) (json.RawMessage, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if json.Valid(data) {
		raw := bytes.TrimSpace(data)
		if raw[0] != '{' {
			return nil, rules[ruleNotObject].At("")
		}
		return bytes.Clone(raw), nil // what is kept of it is not the caller's
	}
	d := json.NewDecoder(bytes.NewReader(data))
	var raw json.RawMessage
	err := d.Decode(&raw)
	if err == nil {
		_, _ = d.Token() // something after the object is not a userinfo either
	}
	offset := d.InputOffset()
	if e, ok := err.(*json.SyntaxError); ok {
		offset = max(e.Offset-1, 0)
	}
	return nil, rules[ruleJSON].At("").On(position(data, offset))
}

// position turns a byte offset into a line and a column.
func position(data []byte, offset int64) rule.Position {
	before := data[:min(int(offset), len(data))]
	return rule.Position{
		Line:   1 + bytes.Count(before, []byte("\n")),
		Column: len(before) - bytes.LastIndexByte(before, '\n'),
	}
}
