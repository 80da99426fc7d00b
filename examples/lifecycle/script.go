package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// script is a replay as a person writes it.
type script struct {
	machine *entry
	title   rule.Text
	events  []scriptEvent
}

// scriptEvent is an event of a script. Actor, event and facts are codes, which
// the machine may not know: it refuses them.
type scriptEvent struct {
	line         int
	at           civil.Date
	actor, event code
	facts        []code
	note         rule.Text
}

// code is a code with its place.
type code struct {
	text string
	line int
	path string
}

// unknown is a code that there is not, with those that there are.
type unknown struct {
	code
	known []string
}

// unknown returns the codes of the event that the machine does not know.
func (e *scriptEvent) unknown(m machine) []unknown {
	var out []unknown
	look := func(c code, known []string) {
		if !slices.Contains(known, c.text) {
			out = append(out, unknown{c, known})
		}
	}
	events, facts := m.codes()
	var actors []string
	for a := range lifecycle.AllActors() {
		actors = append(actors, a.String())
	}
	look(e.actor, actors)
	look(e.event, events)
	for _, f := range e.facts {
		look(f, facts)
	}
	return out
}

// scriptFault is one thing wrong with the form of a script. Values are not
// repeated in it.
type scriptFault struct {
	Line int
	Path string // empty for the whole file
	Why  rule.Text
}

// scriptFaults are all things wrong with the form of a script.
type scriptFaults []scriptFault

// Error returns the English text, one line a fault.
func (fs scriptFaults) Error() string { return strings.Join(fs.lines(language.English), "\n") }

func (fs scriptFaults) lines(lang language.Tag) []string {
	var out []string
	for _, f := range fs {
		text := ""
		if f.Line > 0 {
			text = fmt.Sprint(cli.Word(lang, "ligne ", "line "), f.Line, cli.Colon(lang))
		}
		if f.Path != "" {
			text += f.Path + cli.Colon(lang)
		}
		out = append(out, text+f.Why.In(lang))
	}
	return out
}

// node is a value of JSON with its place.
type node struct {
	line    int
	path    string
	value   any // string, []node, []member, or anything else of JSON
	members []member
}

type member struct {
	name string
	node node
}

// parseScript reads a script. The error is scriptFaults: all of them.
func parseScript(data []byte) (*script, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	root, err := parseJSON(data)
	if err != nil {
		return nil, err
	}
	var p scriptParser
	s := p.script(root)
	if len(p.faults) > 0 {
		slices.SortStableFunc(p.faults, func(a, b scriptFault) int { return a.Line - b.Line })
		return nil, p.faults
	}
	return s, nil
}

// parseJSON reads one document of JSON with the places of its values.
func parseJSON(data []byte) (node, error) {
	fail := func(offset int, fr, en string) (node, error) {
		return node{}, scriptFaults{{Line: 1 + bytes.Count(data[:offset], []byte("\n")), Why: rule.Text{FR: fr, EN: en}}}
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return node{}, scriptFaults{{Why: rule.Text{FR: "le fichier est vide", EN: "the file is empty"}}}
	}
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return fail(i, "le texte n'est pas en UTF-8", "the text is not in UTF-8")
		}
		i += n
	}
	var raw json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		at := len(data)
		if e, ok := errors.AsType[*json.SyntaxError](err); ok {
			at = min(max(int(e.Offset)-1, 0), at)
		}
		return fail(at, "ce n'est ni un document JSON bien formé, ni un historique scellé",
			"this is neither a well-formed JSON document nor a sealed history")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	w := walker{d: d, data: data, line: 1}
	n, err := w.next("", 0)
	if errors.Is(err, errLarge) {
		return fail(int(d.InputOffset()), "trop de valeurs, ou trop de niveaux", "too many values, or too many levels")
	}
	return n, err
}

// Bounds of a script: it has three levels, and each value costs a path.
const (
	maxLevels = 16
	maxValues = 100_000
)

var errLarge = errors.New("beyond the bounds of a script")

// walker reads the tokens of a document that is known to be well formed.
type walker struct {
	d    *json.Decoder
	data []byte
	seen int // bytes whose lines are counted
	line int

	values int
}

func (w *walker) token() (json.Token, int, error) {
	t, err := w.d.Token()
	end := int(w.d.InputOffset())
	w.line += bytes.Count(w.data[w.seen:end], []byte("\n"))
	w.seen = end
	return t, w.line, err
}

// next reads a value.
func (w *walker) next(path string, level int) (n node, err error) {
	if w.values++; w.values > maxValues || level > maxLevels {
		return n, errLarge
	}
	t, line, err := w.token()
	if err != nil {
		return n, err
	}
	n = node{line: line, path: path, value: t}
	switch t {
	case json.Delim('{'):
		n.value = json.Delim('{')
		for w.d.More() {
			name, _, err := w.token()
			if err != nil {
				return n, err
			}
			text, _ := name.(string)
			v, err := w.next(below(path, text), level+1)
			if err != nil {
				return n, err
			}
			n.members = append(n.members, member{text, v})
		}
	case json.Delim('['):
		var items []node
		for w.d.More() {
			v, err := w.next(fmt.Sprintf("%s[%d]", path, len(items)), level+1)
			if err != nil {
				return n, err
			}
			items = append(items, v)
		}
		n.value = items
	default:
		return n, nil
	}
	_, _, err = w.token() // the closing bracket
	return n, err
}

// below is the path of a member. A name that is none of a script is repeated
// only when it looks like one: it could be anything.
func below(path, name string) string {
	plain := name != "" && len(name) <= 32 && !strings.ContainsFunc(name, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-'
	})
	switch {
	case !plain:
		name = "?"
		fallthrough
	case path != "":
		return strings.TrimPrefix(path+"."+name, ".")
	}
	return name
}

// scriptParser makes a script of a document and collects what is wrong.
type scriptParser struct{ faults scriptFaults }

func (p *scriptParser) fail(n node, fr, en string) {
	p.faults = append(p.faults, scriptFault{n.line, n.path, rule.Text{FR: fr, EN: en}})
}

// object returns the members of an object by their names. Names that are not
// expected, twice there, or missing are faults.
func (p *scriptParser) object(n node, needed, optional []string) map[string]node {
	if n.value != json.Delim('{') {
		p.fail(n, "un objet est attendu", "an object is expected")
		return nil
	}
	expected := slices.Concat(needed, optional)
	out := map[string]node{}
	for _, m := range n.members {
		_, twice := out[m.name]
		switch {
		case !slices.Contains(expected, m.name):
			list := strings.Join(expected, ", ")
			p.fail(m.node, "membre inconnu ; sont attendus : "+list, "unknown member; expected: "+list)
		case twice:
			p.fail(m.node, "membre présent deux fois", "member there twice")
		default:
			out[m.name] = m.node
		}
	}
	for _, name := range needed {
		if _, ok := out[name]; !ok {
			p.fail(node{line: n.line, path: below(n.path, name)}, "membre manquant", "member missing")
		}
	}
	return out
}

func (p *scriptParser) array(n node) []node {
	items, ok := n.value.([]node)
	if !ok {
		p.fail(n, "une liste est attendue", "a list is expected")
	}
	return items
}

// text returns a string. One that is not there was told already, or may be
// missing.
func (p *scriptParser) text(n node) string {
	if n.line == 0 {
		return ""
	}
	s, ok := n.value.(string)
	switch {
	case !ok:
		p.fail(n, "un texte est attendu", "a text is expected")
	case strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) && !unicode.Is(unicode.Zs, r) }):
		p.fail(n, "le texte a un caractère qui ne s'imprime pas", "the text has a character that is not printed")
	default:
		return s
	}
	return ""
}

// words returns a text in both languages: a string stands for both.
func (p *scriptParser) words(n node) rule.Text {
	if n.value != json.Delim('{') {
		s := p.text(n)
		return rule.Text{FR: s, EN: s}
	}
	m := p.object(n, []string{"fr", "en"}, nil)
	return rule.Text{FR: p.text(m["fr"]), EN: p.text(m["en"])}
}

func (p *scriptParser) code(n node) code { return code{p.text(n), n.line, n.path} }

func (p *scriptParser) script(n node) *script {
	members := p.object(n, []string{"machine", "events"}, []string{"version", "title"})
	s := &script{title: p.words(members["title"])}
	if name, ok := members["machine"]; ok {
		if text := p.text(name); text != "" {
			s.machine = find(text)
		}
		if s.machine == nil {
			list := strings.Join(machineNames(), ", ")
			p.fail(name, "cycle inconnu ; sont connus : "+list, "unknown cycle; known are: "+list)
		}
	}
	if v, ok := members["version"]; ok && s.machine != nil {
		if have := s.machine.get().Version(); p.text(v) != have {
			p.fail(v, "le cycle est de la version "+have, "the cycle is of version "+have)
		}
	}
	if list, ok := members["events"]; ok {
		var last civil.Date
		for _, item := range p.array(list) {
			e := p.event(item, last)
			if !e.at.IsZero() {
				last = e.at
			}
			s.events = append(s.events, e)
		}
	}
	return s
}

// event reads an event, which is not before the day of the one before.
func (p *scriptParser) event(n node, last civil.Date) scriptEvent {
	e := scriptEvent{line: n.line}
	members := p.object(n, []string{"at", "actor", "event"}, []string{"facts", "note"})
	if at, ok := members["at"]; ok {
		if text, ok := at.value.(string); ok {
			day, err := civil.ParseISO(text)
			switch {
			case err != nil || day.IsZero():
				p.fail(at, "une date est attendue, AAAA-MM-JJ", "a date is expected, YYYY-MM-DD")
			case day.Before(last):
				p.fail(at, "la date précède celle de l'événement d'avant", "the date lies before that of the event before")
			default:
				e.at = day
			}
		} else {
			p.fail(at, "un texte est attendu", "a text is expected")
		}
	}
	e.actor, e.event = p.code(members["actor"]), p.code(members["event"])
	e.note = p.words(members["note"])
	if facts, ok := members["facts"]; ok {
		for _, item := range p.array(facts) {
			e.facts = append(e.facts, p.code(item))
		}
	}
	return e
}
