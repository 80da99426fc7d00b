package psc

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

// object is one JSON object being read: its members in their order, each
// taken at most once, and what is left kept as it stood.
type object struct {
	u       *Userinfo
	path    string
	members []jsoncut.Member
	// conflict: two members of one name say different things, so that neither
	// is believed.
	conflict bool
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
	o.members = jsoncut.Members(raw)
	for i := range o.members {
		if o.members[i].First < i {
			u.fault(ruleDuplicateMember, path)
		}
	}
	return o
}

// take returns the value of a member, as believed does, whatever another of the
// same name says.
func (o *object) take(name string) json.RawMessage {
	raw, _ := o.believed(name)
	return raw
}

// believed returns the value of a member by its name, or by its name in other
// letter case of ASCII: the sources are not of one mind about otherIds and
// numeroFinessEtablissementJuridique. The last of equal names counts, as in
// encoding/json; an exact name goes before one in another case. It is false when
// another of the same name says something else: no right may rest on it then.
func (o *object) believed(name string) (_ json.RawMessage, ok bool) {
	found := -1
	for i, m := range o.members {
		switch {
		case m.Name == name:
			found = i
		case latin.EqualFold(m.Name, name) && (found < 0 || o.members[found].Name != name):
			found = i
		}
	}
	if found < 0 {
		return nil, true
	}
	ok = true
	for i := range o.members {
		m := &o.members[i]
		if !latin.EqualFold(m.Name, name) {
			continue
		}
		if !bytes.Equal(m.Value, o.members[found].Value) {
			ok = false
			o.u.fault(ruleMemberConflict, o.at(name))
		}
		if m.Name == o.members[found].Name {
			m.Taken = true
		}
	}
	o.conflict = o.conflict || !ok
	if !ok { // one of them may say what shuts the person out, here or elsewhere
		for _, m := range o.members {
			if latin.EqualFold(m.Name, name) {
				o.u.look(m.Name, o.at(name), o.reach(), m.Value)
			}
		}
	}
	return o.members[found].Value, ok
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
		return strings.TrimSpace(jsoncut.String(raw))
	case raw[0] != '{' && raw[0] != '[':
		return string(raw)
	}
	o.u.fault(ruleType, o.at(name))
	for i := range o.members {
		if latin.EqualFold(o.members[i].Name, name) {
			o.members[i].Taken = false
		}
	}
	return ""
}

// coded returns a member as text, as text does, when it is a code on which rights
// may rest. A list or an object that holds something is not "not stated": it may
// be what shuts the person out, and no right rests beside it.
func (o *object) coded(name string) string {
	if holds(o.take(name)) {
		o.conflict = true
	}
	return o.text(name)
}

// holds reports whether a value is a list or an object, and not an empty one.
func holds(raw json.RawMessage) bool {
	raw = bytes.TrimSpace(raw)
	return len(raw) > 0 && (raw[0] == '{' || raw[0] == '[') && len(bytes.TrimSpace(raw[1:len(raw)-1])) > 0
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
	o.u.lacking = o.u.lacking || !believed
	if !believed || len(raw) == 0 || string(raw) == "null" || string(raw) == `""` {
		return nil
	}
	if raw[0] != '[' {
		o.u.fault(ruleType, o.at(name))
		return []json.RawMessage{json.RawMessage(raw)}
	}
	out := slices.Collect(jsoncut.Elements(raw))
	// One bound for the whole payload: no real one comes near it.
	if room := o.u.elements; len(out) > room {
		o.u.fault(ruleTooMany, o.at(name))
		o.u.lacking = true
		rest, _ := json.Marshal(out[room:]) // one look at any number
		o.u.look(name, o.at(name), "", rest)
		out = out[:room]
	}
	o.u.elements -= len(out)
	return out
}

const regulationName = "Acces_Regulation_Medicale"

func yes(text string) bool {
	text = latin.Upper(text)
	return text == "VRAI" || text == "TRUE"
}

// reach is of what something is said in the object: of an exercise or an activity, or of
// all.
func (o *object) reach() string {
	if o.path == "SubjectRefPro" {
		return ""
	}
	return o.path
}

// close notes what shuts out in the members that nobody took. What is said beside
// exercises or activities is said of all of them there.
func (o *object) close() {
	reach := o.reach()
	for _, m := range o.members {
		if m.Taken {
			continue
		}
		o.u.look(m.Name, o.path, reach, m.Value)
		if latin.EqualFold(m.Name, regulationName) && len(m.Value) > len(`""`) && string(m.Value) != "null" && !yes(strings.Trim(string(m.Value), `" `)) {
			o.u.Regulation = rpps.No // in another place than is due
		}
	}
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
		if !m.Taken {
			if out == nil {
				out = make(map[string]json.RawMessage)
			}
			out[m.Name] = m.Value
		}
	}
	return out
}

// stray reports a value of an unexpected type that no member holds any more,
// and keeps it.
func (u *Userinfo) stray(path string, raw json.RawMessage) {
	u.fault(ruleType, path)
	u.look("", path, "", raw)
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
	raw, err := jsoncut.Object(data)
	switch {
	case err == nil:
		return raw, nil
	case err.Syntax():
		return nil, rules[ruleJSON].At("").On(rule.Position{Line: err.Line, Column: err.Column})
	}
	return nil, rules[ruleNotObject].At("")
}
