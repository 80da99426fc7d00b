package fhir

import (
	"cmp"
	"errors"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/internal/closing"
	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// reader is the reading of one resource.
type reader struct {
	faults rule.Faults
	own    int // faults, apart from those of the resources in this one
	seenOn civil.Date

	maxFaults int // 0: MaxFaults
	// doubt: a code on which rights may rest is of another type, or withheld.
	doubt bool
}

func (r *reader) fault(n int, path string, args ...string) {
	r.doubt = r.doubt || n == ruleType && onRights(path)
	most := cmp.Or(r.maxFaults, MaxFaults)
	if r.own++; r.own > most {
		if r.own == most+1 {
			r.faults.Add(rules[ruleMore].At("").With(strconv.Itoa(most)))
		}
		return
	}
	r.faults.Add(rules[n].At(path).With(args...))
}

// onRights reports whether a path is of the codes of a situation, a person or a
// place, or of a reference to them: what is not understood there may be what shuts
// the person out.
func onRights(path string) bool {
	for _, part := range [...]string{"code", "qualification", "specialty", "type", "extension", "organization", "practitioner"} {
		if rest, ok := strings.CutPrefix(path, part); ok && (rest == "" || rest[0] == '[' || rest == ".reference") {
			return true
		}
	}
	return false
}

// extAbsent says why a value is withheld.
const extAbsent = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

// withheld reports whether an element has an extension in the place of its value.
func withheld(v *jsontree.Value) bool {
	for i := range v.Get("extension").Len() {
		if u, _ := v.Get("extension").At(i).Get("url").Text(); u == extAbsent {
			return true
		}
	}
	return false
}

// text returns a string without the spaces around it. Anything else that is
// there is a fault.
func (r *reader) text(v *jsontree.Value, path string) string {
	s, ok := v.Text()
	if v != nil && !ok && v.Kind() != jsontree.Null {
		r.fault(ruleType, path)
	}
	return strings.TrimSpace(s)
}

// element is an element of a list: its value, its path and its place.
type element struct {
	v    *jsontree.Value
	path string
	i    int
}

// each gives the elements of a list. One object where a list is due counts as
// a list of one, with a fault; elements that are null are left out.
func (r *reader) each(v *jsontree.Value, path string) iter.Seq[element] {
	return func(yield func(element) bool) {
		switch v.Kind() {
		case 0, jsontree.Null:
		case jsontree.Array:
			for i := range v.Len() {
				if e := v.At(i); e.Kind() != jsontree.Null && !yield(element{e, at(path, i), i}) {
					return
				}
			}
		default:
			r.fault(ruleType, path)
			if v.Kind() == jsontree.Object {
				yield(element{v, path, 0})
			}
		}
	}
}

func at(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// coding is one coding: the key of its list, and its code.
type coding struct {
	key, system, code string
	path              string
	i                 int // among the codings of its concept
}

// concept reads a CodeableConcept.
func (r *reader) concept(v *jsontree.Value, path string) []coding {
	var out []coding
	if v == nil {
		return nil
	}
	if v.Kind() != jsontree.Object {
		r.fault(ruleType, path)
		return nil
	}
	if v.Get("coding") == nil && withheld(v) {
		r.fault(ruleType, path)
	}
	for e := range r.each(v.Get("coding"), path+".coding") {
		out = append(out, r.coding(e.v, e.path, e.i))
	}
	return out
}

func (r *reader) coding(v *jsontree.Value, path string, i int) coding {
	if v.Kind() != jsontree.Object {
		r.fault(ruleType, path)
		return coding{path: path, i: i}
	}
	c := coding{
		system: r.text(v.Get("system"), path+".system"),
		code:   r.text(v.Get("code"), path+".code"),
		path:   path, i: i,
	}
	for _, name := range [...]string{"system", "code"} {
		if v.Get(name) == nil && (v.Get("_"+name) != nil || withheld(v)) {
			r.fault(ruleType, path+"."+name)
		}
	}
	exact := false
	if c.key, exact = key(c.system); c.key != "" && !exact {
		r.fault(ruleSystemOther, path+".system", c.key)
	}
	if c.system == "" && c.code != "" {
		if c.key = closingList(c.code); c.key != "" {
			r.fault(ruleSystemMissing, path+".system")
		}
	}
	return c
}

// closingList returns the list of a code that shuts somebody out, whatever rests on
// its system. Empty for any other.
func closingList(code string) string {
	code = closing.Due(code)
	switch closing.Of(code) {
	case closing.Skill:
		return "TRE_R01"
	case closing.Sector:
		return roles.ListR02.Key()
	case closing.Function:
		if code[0] <= '9' {
			return roles.ListR85.Key()
		}
		return roles.ListR21.Key()
	}
	return ""
}

// profession reads a code of one of the lists that package roles holds for
// professions, métiers and functions.
func (r *reader) profession(c coding) roles.Profession {
	p, err := roles.ParseProfessionIn(listOfKey(c.key), c.code)
	if err != nil {
		r.fault(ruleCodeUnknown, c.path+".code", c.key)
		return 0
	}
	return p
}

// code reads a code; an unknown one is a fault and leaves the zero value.
func code[T any](r *reader, c coding, parse func(string) (T, error)) T {
	v, err := parse(c.code)
	if err != nil {
		var zero T
		r.fault(ruleCodeUnknown, c.path+".code", c.key)
		return zero
	}
	return v
}

// Period is a period of days. Its zero value is "not stated".
type Period struct {
	Start, End civil.Date
	// Doubtful: a date is stated that is no full day of the calendar.
	Doubtful bool
}

// IsZero reports whether nothing of the period is stated.
func (p Period) IsZero() bool { return p == Period{} }

func (r *reader) period(v *jsontree.Value, path string) Period {
	if v == nil || v.Kind() == jsontree.Null {
		return Period{}
	}
	if v.Kind() != jsontree.Object {
		r.fault(ruleType, path)
		return Period{Doubtful: true}
	}
	var p Period
	written, inFrance, ok := r.days(v.Get("start"), path+".start")
	p.Start, p.Doubtful = written, !ok
	if inFrance.After(written) {
		p.Start = inFrance
	}
	written, inFrance, ok = r.days(v.Get("end"), path+".end")
	p.End, p.Doubtful = written, p.Doubtful || !ok
	if inFrance.Before(written) {
		p.End = inFrance
	}
	// A date that is withheld stands in an extension beside its place.
	for _, name := range [...]string{"start", "end"} {
		if v.Get(name) == nil && v.Get("_"+name) != nil {
			r.fault(ruleDate, path+"."+name)
			p.Doubtful = true
		}
	}
	// A member that no period has may be the end, misspelt.
	for i := range v.Len() {
		switch v.At(i).Key() {
		case "id", "extension", "start", "_start", "end", "_end":
		default:
			r.fault(ruleType, path)
			p.Doubtful = true
		}
	}
	return p
}

// periodIn reads the period that an extension is for. One without it says that
// there is a period, and withholds it.
func (r *reader) periodIn(x element) Period {
	path := x.path + ".valuePeriod"
	v := x.v.Get("valuePeriod")
	if v == nil || v.Kind() == jsontree.Null {
		r.fault(ruleType, path)
		return Period{Doubtful: true}
	}
	return r.period(v, path)
}

// timed returns the periods that a concept, or a coding in it, has of its own.
func (r *reader) timed(concept *jsontree.Value, path string) []Period {
	var out []Period
	in := func(v *jsontree.Value, path string) {
		if v.Get("extension") == nil {
			return // nearly always: no path is made
		}
		for x := range r.each(v.Get("extension"), path+".extension") {
			if address(x.v) == extTimed {
				out = append(out, r.periodIn(x))
			}
		}
	}
	in(concept, path)
	if concept.Get("coding").Kind() == jsontree.Array {
		for e := range r.each(concept.Get("coding"), path+".coding") {
			in(e.v, e.path)
		}
	}
	return out
}

// day reads a date, or the day of a dateTime as it is written. ok is false
// when something is stated that is no full day.
func (r *reader) day(v *jsontree.Value, path string) (d civil.Date, ok bool) {
	d, _, ok = r.days(v, path)
	return d, ok
}

// days reads a date, or a dateTime: its day as it is written, and the day that
// it then is in France, by its time in summer: midnight in winter is in the same
// day. A server may write midnight in France as the evening
// before. Which of the two is meant nobody says: a period takes the one that
// opens less.
func (r *reader) days(v *jsontree.Value, path string) (written, inFrance civil.Date, ok bool) {
	if v == nil {
		return civil.Date{}, civil.Date{}, true
	}
	s := r.text(v, path)
	if v.Kind() != jsontree.String {
		return civil.Date{}, civil.Date{}, false
	}
	var at time.Time
	zoned, right := false, true
	if len(s) > 10 && s[10] == 'T' {
		right = false
		for _, form := range [...]string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04"} {
			if t, err := time.Parse(form, s); err == nil {
				at, zoned, right = t, strings.HasSuffix(form, "07:00"), true
				break
			}
		}
		s = s[:10]
	}
	d, err := civil.ParseISO(s)
	if err != nil || !right {
		r.fault(ruleDate, path)
		return civil.Date{}, civil.Date{}, false
	}
	if zoned {
		return d, civil.OfTime(at.UTC().Add(2 * time.Hour)), true
	}
	return d, d, true
}

// identifier is one identifier of a resource.
type identifier struct {
	slot         slot
	system, kind string
	value        string
	path         string
	i            int
}

// identifiers reads the identifiers of a resource, those that are out of use
// (old) and those whose value says nothing left out.
func (r *reader) identifiers(v *jsontree.Value) []identifier {
	var out []identifier
	for e := range r.each(v.Get("identifier"), "identifier") {
		if e.v.Kind() != jsontree.Object {
			r.fault(ruleType, e.path)
			continue
		}
		id, ok := r.identifier(e)
		if use, _ := e.v.Get("use").Text(); ok && use != "old" {
			out = append(out, id)
		}
	}
	return out
}

func (r *reader) identifier(e element) (identifier, bool) {
	id := identifier{
		system: r.text(e.v.Get("system"), e.path+".system"),
		value:  r.text(e.v.Get("value"), e.path+".value"),
		path:   e.path + ".value", i: e.i,
	}
	list := ""
	for _, c := range r.concept(e.v.Get("type"), e.path+".type") {
		if id.kind == "" {
			id.kind, list = c.code, c.system
		}
	}
	var former, byPlace bool
	id.slot, former, byPlace = slotOf(id.system, id.kind)
	switch {
	case former:
		r.fault(ruleSystemFormer, e.path+".system")
	case !byPlace && id.slot != slotNone && id.system != "":
		// Of another system it is what its type says, if that is of the list of
		// types, whose former addresses end so too.
		if !strings.HasSuffix(list, "v2-0203") {
			id.slot = slotNone
			break
		}
		r.fault(ruleSystemOther, e.path+".system", id.kind)
	case !byPlace && id.slot != slotNone:
		r.fault(ruleSystemMissing, e.path+".system")
	}
	if id.value != "" && isSystem(id.value, id.system) {
		r.fault(ruleValueIsSystem, id.path)
		return id, false
	}
	return id, id.value != ""
}

// lenient is how identifiers of resources are read: spaces do not matter and a
// wrong key is told, not refused.
var lenient = rpps.Options{Separators: true, AcceptWrongKey: true}

// number reads an identifier; one that cannot be used is a fault and leaves
// the zero value.
func number[T interface{ KeyValid() bool }](r *reader, id identifier, name string, parse func(string) (T, error)) (T, bool) {
	v, err := parse(id.value)
	if err != nil {
		args := []string{name}
		if pe, ok := errors.AsType[*rpps.ParseError](err); ok {
			args = append(args, string(pe.Fault("").Code()))
		}
		r.fault(ruleIdentifierKept, id.path, args...)
		var zero T
		return zero, false
	}
	if !v.KeyValid() {
		r.fault(ruleIdentifierKey, id.path, name)
	}
	return v, true
}

// personID reads an IDNPS, also one without the prefix of an RPPS number. A
// text of no known form is kept as foreign.
func (r *reader) personID(id identifier) rpps.PersonID {
	p, err := lenient.PersonID(id.value)
	if err == nil {
		if !p.KeyValid() {
			r.fault(ruleIdentifierKey, id.path, "idnps")
		}
		return p
	}
	if len(id.value) == 11 {
		if n, err := lenient.Number(id.value); err == nil {
			r.fault(ruleIDNPSPrefix, id.path)
			if !n.KeyValid() {
				r.fault(ruleIdentifierKey, id.path, "rpps")
			}
			return rpps.PersonIDOf(n)
		}
	}
	if pe, ok := errors.AsType[*rpps.ParseError](err); ok {
		r.fault(ruleIdentifierKept, id.path, "idnps", string(pe.Fault("").Code()))
	}
	return rpps.ForeignPersonID(id.value)
}

// contradiction stands for a code that is given in two ways: it is in no list,
// so that it opens nothing.
const contradiction = "(contradiction)"
