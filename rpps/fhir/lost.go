package fhir

import (
	"bytes"
	"io"
	"iter"
	"strings"

	"github.com/rppsplus/rppsplus/internal/closing"
	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// AddLines reads NDJSON as [Lines] does, and adds each resource. A line that is refused
// may be what shuts somebody out: nothing opens for those whose number stands in it, or
// whose Practitioner it refers to. Where it tells of nobody for certain, a second fault
// follows that of the line ([CodeLineLost]): decide by another file. What was read before
// a loop ends early is added.
func (s *Set) AddLines(in io.Reader, o Options) iter.Seq2[Resource, error] {
	return func(yield func(Resource, error) bool) {
		add := func(r Resource, err error) bool {
			if r != nil {
				s.Add(r)
			}
			return yield(r, err)
		}
		readLines(in, o, add, func(f rule.Fault, text []byte, cut bool) bool {
			told := s.lost.line(text)
			return told && !cut || yield(nil, rules[ruleLineLost].At("").On(f.Position()))
		})
	}
}

// lost are those whose number or name stands in what could not be read, or in somebody of
// no certain number whom something shuts out: it may be what shuts them out.
type lost struct {
	people map[who]bool
	names  map[string]bool // of Practitioners, as references write them
	all    bool            // of them there are too many to tell
}

// mostLost is how many are remembered. Beyond it everybody is lost.
const mostLost = 100_000

// spread enters the numbers of those of a set who are lost by the name of one resource of
// theirs, here or in the set: they may have others.
func (l *lost) spread(s *Set) {
	if len(l.names) == 0 && len(s.lost.names) == 0 {
		return
	}
	for _, p := range s.people {
		if w := whoIs(p); w != (who{}) && (l.has(s, p) || s.lost.has(s, p)) {
			if l.people == nil {
				l.people = make(map[who]bool)
			}
			l.people[w] = true
		}
	}
}

// has reports whether somebody of a set is lost.
func (l *lost) has(s *Set, p *Practitioner) bool {
	if l.all || l.people[whoIs(p)] || len(l.names) == 0 {
		return l.all || l.people[whoIs(p)]
	}
	name := "Practitioner/" + p.ID.Reveal()
	return l.names[name] || l.names[strings.TrimSuffix(name, "DP")] || l.names[s.addresses[p]]
}

// tree enters who stands in a value.
func (l *lost) tree(v *jsontree.Value) {
	text, ok := v.Text()
	if v.Kind() == jsontree.Number {
		text, ok = string(v.Append(nil)), true
	}
	if ok {
		l.line([]byte(text))
	}
	for i := range v.Len() {
		l.tree(v.At(i))
	}
}

// line enters who stands in a text, or in a line that is no JSON, and reports whether it tells of
// somebody for certain: by a number of the RPPS with its key, or a reference.
func (l *lost) line(text []byte) (told bool) {
	text = bytes.ReplaceAll(text, []byte(`\/`), []byte("/"))
	for word := range bytes.FieldsFuncSeq(text, func(r rune) bool { return !inWord(r) }) {
		told = l.text(string(bytes.Trim(word, edges))) || told
		told = l.text(string(word)) || told // an id may end so
	}
	return told
}

// edges may stand in a word, and at its ends mostly belong to the text around it.
const edges = ":/._~%-"

// inWord reports whether a rune may stand in a number, or in the name of a resource.
func inWord(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune(edges, r)
}

// longestName is how long the name of a resource is at most: a text may be anything.
const longestName = 256

// text enters who a text is, and reports whether it is so for certain.
func (l *lost) text(text string) (told bool) {
	if len(text) > longestName || l.all {
		return l.all
	}
	var p rpps.Professional
	lenient := rpps.Options{AcceptWrongKey: true}
	if p.Number, _ = lenient.Number(text); p.Number.IsZero() {
		p.ID, _ = lenient.PersonID(text)
		p.Number = p.ID.Number()
	}
	if w := whoOf(&p); w != (who{}) {
		if l.people == nil {
			l.people = make(map[who]bool)
		}
		l.people[w] = true
		told = !p.Number.IsZero() && p.Number.KeyValid()
	} else if name, ok := nameOf(text); ok {
		if l.names == nil {
			l.names = make(map[string]bool)
		}
		l.names[name] = true
		told = true
	}
	l.all = len(l.people)+len(l.names) > mostLost
	return told
}

// nameOf returns the type and id of a Practitioner that a reference names, or the address
// of whatever it is.
func nameOf(text string) (name string, ok bool) {
	text, _, _ = strings.Cut(text, "/_history/")
	if i := strings.LastIndex(text, "Practitioner/"); i >= 0 && len(text) > i+len("Practitioner/") {
		return text[i:], true
	}
	return text, strings.HasPrefix(text, "urn:uuid:")
}

// entry enters who stands in an entry of a Bundle whose resource could not be read.
func (l *lost) entry(e *jsontree.Value) {
	r := e.Get("resource")
	switch {
	case r != nil:
		l.tree(e.Get("fullUrl"))
		l.tree(r)
	case e.Get("request") == nil && e.Get("response") == nil: // nor one that has none
		l.tree(e)
	}
}

// misspelt reports whether the type of a resource is meant for one that shuts out, or is
// no name of a type.
func misspelt(kind string) bool {
	if strings.ContainsFunc(kind, func(r rune) bool { return (r|0x20) < 'a' || (r|0x20) > 'z' }) {
		return true
	}
	return strings.EqualFold(kind, "Practitioner") || strings.EqualFold(kind, "Person")
}

// shutsOut reports whether a resource states what shuts out, or may.
func (p *Practitioner) shutsOut() bool {
	if p.modified || p.conflict || p.died != (ended{}) || len(p.closings) > 0 || len(p.titles) > 0 {
		return true
	}
	for _, e := range p.Professional.Exercises {
		if e.Stated.Category != "" && !inOwnRight(e.Category) {
			return true
		}
	}
	for _, k := range p.Skills {
		if closing.Occupational(k.Code) != "" {
			return true
		}
	}
	return false
}
