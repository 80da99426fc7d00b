package fhir

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/internal/closing"
	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Set is a set of resources that refer to one another: the entries of one or
// more Bundles, the lines of NDJSON files. It holds them all. The zero Set is
// empty. Once all is added, several goroutines may ask it at once.
type Set struct {
	people []*Practitioner
	roles  []*PractitionerRole
	orgs   []*Organization
	// persons are the resources Person: they say who has died.
	persons []*Other
	// named are the resources by what a reference may write: type and id, and
	// the address of an entry. nil: several different ones.
	named map[string]Resource
	// servers are the addresses of the servers that resources came from, as
	// far as they are stated.
	servers map[Resource]string
	// addresses are those of their entries.
	addresses map[Resource]string
	// stated counts the different resources by their names, gone what entries
	// delete.
	stated, gone census
	lost         lost
	unsure       lost // whose number stands in a Practitioner of no certain number
}

// NewSet returns the set of some resources.
func NewSet(rs ...Resource) *Set {
	s := new(Set)
	for _, r := range rs {
		s.Add(r)
	}
	return s
}

// String tells how many resources there are.
func (s Set) String() string {
	return "Set(people " + strconv.Itoa(len(s.people)) + ", roles " + strconv.Itoa(len(s.roles)) + ", organizations " + strconv.Itoa(len(s.orgs)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (s Set) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue implements [slog.LogValuer].
func (s Set) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Add adds a resource, or all that is in a Bundle; what an entry deletes opens
// nothing, nor do several versions of one resource, nor the resources of a person
// whose number stands in an entry that could not be read, or whose Practitioner it
// refers to, or whose number stands in a Practitioner of no certain number who is shut
// out. A Person may say that somebody has died; resources of other types are of no use
// here.
func (s *Set) Add(r Resource) { s.add(r, "", 0) }

func (s *Set) add(r Resource, address string, depth int) {
	switch r := r.(type) {
	case *Bundle:
		if all := r.tree.Get("entry"); all.Kind() != jsontree.Array {
			s.lost.tree(all)
		}
		for i, e := range r.Entries {
			deletes := strings.EqualFold(e.Method, "DELETE")
			if deletes {
				s.forget(e.FullURL.Reveal(), r.tree.Get("entry").At(i).Get("request").Get("url"))
			}
			switch {
			case e.Resource == nil && i < len(r.were) && r.were[i] == nil:
				s.lost.entry(r.tree.Get("entry").At(i))
			case e.Resource != nil && !deletes && depth < MaxDepth:
				s.add(e.Resource, e.FullURL.Reveal(), depth+1)
			}
		}
		return
	case *Practitioner:
		if s.name(r, address) {
			s.people = append(s.people, r)
		}
		if whoIs(r) == (who{}) {
			s.unsure.tree(r.tree.Get("identifier"))
			switch {
			case r.modified: // the identifiers may have another name
				s.lost.tree(r.tree)
			case r.shutsOut():
				s.lost.tree(r.tree.Get("identifier"))
			}
		}
	case *PractitionerRole:
		if s.name(r, address) {
			s.roles = append(s.roles, r)
		}
	case *Organization:
		if s.name(r, address) {
			s.orgs = append(s.orgs, r)
		}
	case *Other:
		switch {
		case misspelt(r.Type) && r.Type != "Person":
			s.lost.tree(r.tree)
		case r.Type == "Person" && s.name(r, address):
			s.persons = append(s.persons, r)
		}
	}
}

// name enters a resource under its names. It is false for one that repeats
// another to the letter.
func (s *Set) name(r Resource, address string) bool {
	s.ready()
	b := r.Common()
	from, _ := server(address, b.Type)
	_, again := s.servers[r]
	names := []string{address}
	if b.ID != "" {
		names = append(names, b.Type+"/"+b.ID.Reveal())
	}
	first := r
	for _, n := range names {
		if old := s.named[n]; old != nil && old != r && s.servers[old] == from && sameText(old.Common().JSON(), b.JSON()) {
			first = old
		}
	}
	s.servers[first] = from
	if first == r && !again {
		s.addresses[r] = address
		s.stated.add(b.Type, b.ID.Reveal(), from, address)
	}
	for _, n := range names {
		old, taken := s.named[n]
		switch {
		case n == "" || old == first:
		case taken:
			s.named[n] = nil
		default:
			s.named[n] = first
		}
	}
	return first == r && !again
}

func (s *Set) ready() {
	if s.servers == nil {
		s.named, s.servers = make(map[string]Resource), make(map[Resource]string)
		s.addresses, s.stated, s.gone = make(map[Resource]string), make(census), make(census)
	}
}

// sameText reports whether two texts differ in nothing but blanks.
func sameText(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var x, y bytes.Buffer
	return json.Compact(&x, a) == nil && json.Compact(&y, b) == nil && bytes.Equal(x.Bytes(), y.Bytes())
}

// census counts by type and id, on one server and on all, and by address.
type census map[place]int

// place is a type and id on a server, or anywhere; or an address.
type place struct {
	kind, id, server string
	anywhere         bool
}

func (c census) add(kind, id, from, address string) {
	if id != "" {
		c[place{kind, id, from, false}]++
		c[place{kind, id, "", true}]++
	}
	if address != "" {
		c[place{server: address}]++
	}
}

// count returns how many there are of these names. The same type and id on two
// servers that are known are two things.
func (c census) count(kind, id, from, address string) int {
	n := 0
	switch {
	case len(c) == 0, id == "":
	case from == "":
		n = c[place{kind, id, "", true}]
	default:
		n = c[place{kind, id, from, false}] + c[place{kind, id, "", false}]
	}
	if address != "" {
		n = max(n, c[place{server: address}])
	}
	return n
}

// several reports whether the set has different resources of the names of one:
// versions of it, of which nobody knows which one holds.
func (s *Set) several(r Resource) bool {
	return s.stated.count(r.Common().Type, r.Common().ID.Reveal(), s.servers[r], s.addresses[r]) > 1
}

// removed reports whether an entry deletes a resource.
func (s *Set) removed(r Resource) bool {
	return s.gone.count(r.Common().Type, r.Common().ID.Reveal(), s.servers[r], s.addresses[r]) > 0
}

// forget enters what an entry deletes, by its address or by type and id.
func (s *Set) forget(address string, url *jsontree.Value) {
	s.ready()
	text, _ := url.Text()
	for _, a := range [...]string{address, text} {
		a, _, _ = strings.Cut(a, "/_history/")
		of, id, from := "", "", ""
		for _, kind := range [...]string{"Practitioner", "PractitionerRole", "Organization"} {
			if at, absolute := server(a, kind); absolute {
				of, id, from = kind, a[len(at)+len(kind)+1:], at
			} else if rest, ok := strings.CutPrefix(a, kind+"/"); ok {
				of, id = kind, rest
				from, _ = server(address, kind)
			}
		}
		s.gone.add(of, id, from, a)
	}
}

// Person is a professional with their situations, put together from the
// resources that refer to one another.
type Person struct {
	// Practitioner is the resource of the person; nil when the set lacks it.
	Practitioner *Practitioner
	Professional rpps.Professional
	// Situations are the practice situations with profession, category and
	// structure, Roles the resources that they were read from, in the same
	// order.
	Situations []situation.Situation
	Roles      []*PractitionerRole
	// Faults is what was found odd about the references, sorted; what is odd
	// in a resource is in its own Faults. Paths begin with the place of the
	// PractitionerRole in the set.
	Faults rule.Faults
}

// String tells what is stated, never what it says.
func (p Person) String() string {
	return "Person(" + p.Professional.String() + ", situations " + strconv.Itoa(len(p.Situations)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (p Person) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.String()) }

// LogValue implements [slog.LogValuer].
func (p Person) LogValue() slog.Value { return p.Professional.LogValue() }

// Organizations returns the organizations of the set in their order.
func (s *Set) Organizations() []*Organization { return append([]*Organization(nil), s.orgs...) }

// People puts the resources together: the practitioners in the order in which
// they came, each with their situations, then one Person for each practitioner
// that situations refer to and the set lacks.
//
// A situation takes its profession and category from the one exercise that can be
// its own, its savoir-faire from the person, and its structure from its organization, with
// the FINESS of the legal entity that a site is part of. Its dates are taken
// away when something puts it in doubt: see the package comment.
func (s *Set) People() []Person {
	out := make([]Person, len(s.people))
	index := make(map[*Practitioner]int, len(s.people))
	for i, p := range s.people {
		out[i] = Person{Practitioner: p, Professional: copied(p.Professional)}
		index[p] = i
	}
	strangers := make(map[string]int)
	l := linker{set: s}
	l.first, l.twins = twins(s.everybody())
	l.deaths()
	l.lost.spread(s)
	for i, r := range s.roles {
		l.path, l.faults, l.shut = at("PractitionerRole", i), nil, false
		p, _ := l.find(r, r.Practitioner, "Practitioner", ".practitioner").(*Practitioner)
		at, found := index[p]
		if !found {
			name := s.servers[r] + "\x00" + r.Practitioner.Text.Reveal() + "\x00" + r.Practitioner.id.system + "\x00" + r.Practitioner.id.value
			if p != nil { // contained
				name = "#" + strconv.Itoa(i)
			} else if r.Practitioner.IsZero() { // of nobody: not to be put together
				name = "\x00\x00" + strconv.Itoa(i)
			}
			at, found = strangers[name]
			if !found {
				at = len(out)
				strangers[name] = at
				out = append(out, Person{Practitioner: p, Professional: l.stranger(p, r.Practitioner)})
			}
		}
		out[at].Situations = append(out[at].Situations, l.situation(r, p))
		out[at].Roles = append(out[at].Roles, r)
		out[at].Faults.Add(l.faults...)
	}
	for i := range out {
		out[i].Faults.Sort()
	}
	return out
}

// linker puts one situation together.
type linker struct {
	set    *Set
	byID   map[string][]Resource // made when a reference needs it
	path   string
	faults rule.Faults
	shut   bool          // a reference of the situation is of no one
	above  *Organization // the legal entity of its place
	first  map[who]*Practitioner
	twins  map[who][]*Practitioner // where they are several
	dead   map[*Practitioner]ended // by a resource Person
	lost   lost                    // whom such a resource may mean
}

func (l *linker) fault(n int, path string, args ...string) {
	l.faults.Add(rules[n].At(l.path + path).With(args...))
}

// find returns the resource that a reference points to; nil when the set has
// none, or several.
func (l *linker) find(from Resource, ref Reference, kind, path string) Resource {
	text := ref.Text.Reveal()
	if text == "" && !ref.known {
		if kind == "Practitioner" {
			l.fault(ruleReferenceMissing, path, kind)
		}
		return nil
	}
	if strings.HasPrefix(text, "#") {
		if r := from.Common().contained[text]; r != nil && r.Common().Type == kind {
			return r
		}
		l.fault(ruleReferenceMissing, path, kind)
		return nil
	}
	if text != "" {
		text, _, _ = strings.Cut(text, "/_history/")
		r, ok := l.set.named[text]
		if !ok || !strings.Contains(text, ":") {
			r, ok = l.relative(from, text, kind, path)
		}
		switch {
		case ok && r == nil:
			l.fault(ruleReferenceSeveral, path, kind)
			l.shut = true
			return nil
		case ok && r.Common().Type == kind:
			if ref.known && other(r, ref.id) {
				l.fault(ruleIdentifierConflict, path, "reference, identifier")
				l.shut = true
				return nil
			}
			return r
		}
	}
	if ref.known {
		switch found := l.byIdentifier(ref.id, kind); len(found) {
		case 0:
		case 1:
			return found[0]
		default:
			l.fault(ruleReferenceSeveral, path, kind)
			l.shut = true
			return nil
		}
	}
	l.fault(ruleReferenceMissing, path, kind)
	return nil
}

// other reports whether an identifier is that of another person or place than
// a resource.
func other(r Resource, id identifier) bool {
	differ := func(a, b string) bool { return a != "" && b != "" && a != b }
	rd := new(reader)
	switch r := r.(type) {
	case *Practitioner:
		a, b := &r.Professional, rd.person(id)
		return differ(a.Number.Canonical(), b.Number.Canonical()) || differ(a.ID.Canonical(), b.ID.Canonical())
	case *Organization:
		a, b := &r.Structure, rpps.Structure{}
		rd.structureIdentifier(&b, r.Entity, id, new(orgPlaces))
		return differ(a.ID.Canonical(), b.ID.Canonical()) || differ(a.FINESS.Canonical(), b.FINESS.Canonical()) ||
			differ(a.LegalFINESS.Canonical(), b.LegalFINESS.Canonical()) || differ(a.SIREN.Canonical(), b.SIREN.Canonical()) ||
			differ(a.SIRET.Canonical(), b.SIRET.Canonical()) || differ(a.RPPSRang.Canonical(), b.RPPSRang.Canonical()) ||
			differ(a.Technical.Canonical(), b.Technical.Canonical())
	}
	return false
}

// relative finds a resource by type and id; one that is known to be of another
// server is another.
func (l *linker) relative(from Resource, text, kind, path string) (r Resource, ok bool) {
	at, absolute := server(text, kind)
	name := text
	if absolute {
		name = text[len(at):]
	} else {
		at = l.set.servers[from]
	}
	suffix := false
	if r, ok = l.set.named[name]; !ok {
		r, ok = l.set.named[name+"DP"]
		suffix = r != nil
	}
	if of := l.set.servers[r]; of != "" && at != "" && of != at {
		return nil, false
	}
	if suffix {
		l.fault(ruleReferenceSuffix, path)
	}
	return r, ok
}

// server returns what stands before type and id in an absolute address.
func server(address, kind string) (at string, ok bool) {
	if i := strings.LastIndex(address, "/"+kind+"/"); i > 0 && strings.Contains(address[:i], "://") {
		return address[:i+1], true
	}
	return "", false
}

// byIdentifier returns the resources that have the identifier of a logical
// reference.
func (l *linker) byIdentifier(id identifier, kind string) []Resource {
	if l.byID == nil {
		l.byID = l.set.identifiers()
	}
	rd := new(reader)
	key := ""
	switch kind {
	case "Practitioner":
		p := rd.person(id)
		key = personKey(p.ID, p.Number)
	case "Organization":
		var st rpps.Structure
		rd.structureIdentifier(&st, 0, id, new(orgPlaces))
		for _, k := range structureKeys(st) {
			key = k
		}
	}
	return l.byID[key]
}

// identifiers are the people and places of the set by their identifiers.
func (s *Set) identifiers() map[string][]Resource {
	out := make(map[string][]Resource)
	for _, p := range s.people {
		if k := personKey(p.Professional.ID, p.Professional.Number); k != "" {
			out[k] = append(out[k], p)
		}
	}
	for _, o := range s.orgs {
		for _, k := range structureKeys(o.Structure) {
			out[k] = append(out[k], o)
		}
	}
	return out
}

// personKey is the RPPS number, else the IDNPS.
func personKey(id rpps.PersonID, n rpps.Number) string {
	switch {
	case !n.IsZero():
		return "rpps " + n.Canonical()
	case !id.IsZero():
		return "idnps " + id.Canonical()
	}
	return ""
}

// structureKeys are the identifiers of a place, apart from those of legal
// entities.
func structureKeys(s rpps.Structure) []string {
	var out []string
	for _, t := range [...]struct{ kind, text string }{
		{"idnst ", s.ID.Canonical()},
		{"finess ", s.FINESS.Canonical()},
		{"siret ", s.SIRET.Canonical()},
		{"technical ", s.Technical.Canonical()},
		{"rang ", s.RPPSRang.Canonical()},
	} {
		if t.text != "" {
			out = append(out, t.kind+t.text)
		}
	}
	return out
}

// person reads the identifier of a logical reference to a person.
func (r *reader) person(id identifier) rpps.Professional {
	var p rpps.Professional
	switch id.slot {
	case slotIDNPS:
		p.ID = r.personID(id)
		p.Number = p.ID.Number()
	case slotRPPS:
		p.Number, _ = number(r, id, "rpps", lenient.Number)
	}
	return p
}

// stranger returns what is known of a person whom the set lacks: of one in the
// resource itself all, else the identifier of the reference.
func (l *linker) stranger(p *Practitioner, ref Reference) rpps.Professional {
	if p != nil {
		return copied(p.Professional)
	}
	if !ref.known {
		return rpps.Professional{}
	}
	return new(reader).person(ref.id)
}

// situation puts a situation together.
func (l *linker) situation(r *PractitionerRole, p *Practitioner) situation.Situation {
	s := r.Situation
	shut := l.doubt(r, "") || r.Period.Doubtful
	if p == nil { // of whom nobody knows whether they have died, or do occupational medicine
		shut = shut || s.Stated.Profession != ""
	} else {
		shut = l.doubt(p, ".practitioner") || shut
		shut = l.exercise(&s, p) || shut
	}
	shut = l.place(&s, r) || shut
	l.close(&s, r.closings, "", false)
	bounded, unknown := l.titled(&s, r, p)
	if p != nil {
		died, when := l.died(p).bound(&s)
		bounded, unknown = bounded || died, unknown || when
		l.close(&s, p.closings, ".practitioner", false)
		shut = l.twin(&s, p) || shut
		if l.set.lost.has(l.set, p) || l.lost.has(l.set, p) || l.mayBeAnother(r, p) {
			l.fault(ruleReferenceSeveral, ".practitioner", p.Type)
			shut = true
		}
	}
	if bounded || unknown {
		l.fault(ruleEnded, ".practitioner")
	}
	shut = shut || unknown
	if s.Profession == roles.ProfessionARole && s.Stated.Role == "" {
		l.fault(ruleRoleMissing, ".code")
	}
	if shut || l.shut {
		s.Start, s.SeenOn = civil.Date{}, civil.Date{}
	}
	return s
}

// place gives a situation its structure, which bounds it. It reports whether the dates
// prove nothing.
func (l *linker) place(s *situation.Situation, r *PractitionerRole) (shut bool) {
	o, _ := l.find(r, r.Organization, "Organization", ".organization").(*Organization)
	if o == nil {
		return l.placeNamed(s, r)
	}
	s.Structure = l.structure(r, o)
	shut = l.doubt(o, ".organization") || o.Period.Doubtful
	bounded := false
	if start := o.Period.Start; !s.Start.IsZero() && start.After(s.Start) {
		s.Start, bounded = start, true
	}
	bounded = endBy(s, o) || bounded
	l.close(s, o.closings, ".organization", false)
	if e := l.above; e != nil { // a site may be older than it
		shut = l.doubt(e, ".organization.partOf") || e.Period.Doubtful || shut
		bounded = endBy(s, e) || bounded
		l.closeAbove(s, e)
	}
	if bounded {
		l.fault(ruleStructurePeriod, ".organization")
	}
	return shut
}

// placeNamed is place for an organization that is not there: one that the situation
// names may be closed.
func (l *linker) placeNamed(s *situation.Situation, r *PractitionerRole) (shut bool) {
	if !s.Structure.IsZero() || r.tree.Get("organization").Len() == 0 && r.Organization.IsZero() {
		return false
	}
	if r.Organization.IsZero() { // by a text, or withheld
		l.fault(ruleReferenceMissing, ".organization", "Organization")
	}
	if r.Organization.known {
		rd := new(reader)
		rd.structureIdentifier(&s.Structure, 0, r.Organization.id, new(orgPlaces))
	}
	return true
}

// doubt reports whether nothing may rest on a resource, and says why.
func (l *linker) doubt(r Resource, path string) bool {
	b := r.Common()
	_, own := l.set.servers[r] // and not contained, with a name of its own
	several, removed := own && l.set.several(r), own && l.set.removed(r)
	if several {
		l.fault(ruleReferenceSeveral, path, b.Type)
	}
	if b.Active == rpps.No || removed {
		l.fault(ruleInactive, path, b.Type)
	}
	return b.doubtful() || several || removed
}

// structure returns the structure of an organization with the FINESS of the
// legal entity above it. A place in the situation itself may name another.
func (l *linker) structure(r *PractitionerRole, o *Organization) rpps.Structure {
	st := o.Structure
	l.above = nil
	if o.PartOf.IsZero() {
		return st
	}
	from := Resource(o)
	if r.contained[r.Organization.Text.Reveal()] == from {
		from = r
	}
	l.above, _ = l.find(from, o.PartOf, "Organization", ".organization.partOf").(*Organization)
	if l.above != nil && st.LegalFINESS.IsZero() {
		st.LegalFINESS = l.above.Structure.LegalFINESS
	}
	return st
}

// endBy ends a situation on the day on which a place closes, or the legal entity of it.
func endBy(s *situation.Situation, o *Organization) (bounded bool) {
	bounded, _ = ended{last: o.Period.End}.bound(s)
	return bounded
}

// MaxExercises is how many exercises, how many savoir-faire, and how many registrations
// and authorisations of one person are held against a situation: all situations of
// somebody with very many would take the square of the time. Beyond it the dates of the
// situations prove nothing, with [CodeExerciseSeveral], [CodeSkillSeveral] or
// [CodeEnded].
const MaxExercises = 200

// exercise gives a situation the profession, category and savoir-faire of the
// exercise that it belongs to. It reports whether the dates prove nothing.
func (l *linker) exercise(s *situation.Situation, p *Practitioner) (shut bool) {
	all := p.Professional.Exercises
	switch {
	case len(all) > MaxExercises:
		l.fault(ruleExerciseSeveral, ".practitioner", strconv.Itoa(len(all)))
		return true
	case len(p.Skills) > MaxExercises:
		l.fault(ruleSkillSeveral, ".practitioner", strconv.Itoa(len(p.Skills)))
		return true
	}
	fit := fitting(s, p)
	switch {
	case s.Stated.Profession == contradiction:
		return false
	case len(fit) == 0 && len(all) > 0:
		if s.Profession != 0 {
			// The situation and the person disagree.
			l.fault(ruleCodeConflict, ".code", "profession")
			s.Stated.Profession, s.Profession = contradiction, 0
		}
		return true
	case len(fit) == 0: // the person has none: the situation states its profession itself
		if l.skills(s, p) {
			l.fault(ruleExercisePeriod, ".practitioner")
		}
		return false
	case len(fit) > 1:
		l.fault(ruleExerciseSeveral, ".practitioner", strconv.Itoa(len(fit)))
		return true
	}
	i := fit[0]
	e, q := all[i], p.period(i)
	s.Profession, s.Stated.Profession = e.Profession, e.Stated.Profession
	s.Category, s.Stated.Category = e.Category, e.Stated.Category
	bounded := l.skills(s, p)
	if !s.Start.IsZero() && q.Start.After(s.Start) {
		s.Start, bounded = q.Start, true
	}
	if !q.End.IsZero() && (s.End.IsZero() || q.End.Before(s.End)) {
		s.End, bounded = q.End, true
	}
	if bounded {
		l.fault(ruleExercisePeriod, ".practitioner")
	}
	return q.Doubtful
}

// fitting returns the exercises of a person that a situation may belong to. Of one
// profession and category that stands twice, it is the one that ends last, and of these the one that begins last.
func fitting(s *situation.Situation, p *Practitioner) []int {
	all := p.Professional.Exercises
	var fit []int
	var seen map[rpps.StatedExercise]int // where they are many
	if len(all) > 8 {
		seen = make(map[rpps.StatedExercise]int)
	}
	for i, e := range all {
		q := p.period(i)
		over := !q.End.IsZero() && q.End.Before(s.Start) || !s.End.IsZero() && s.End.Before(q.Start)
		same := s.Stated.Profession == "" || s.Stated.Profession == e.Stated.Profession ||
			e.Stated.Profession == "" && len(all) > 1 // a category alone
		if over || !same {
			continue
		}
		at, twice := seen[e.Stated]
		if seen == nil {
			at = slices.IndexFunc(fit, func(j int) bool { return all[j].Stated == e.Stated })
			twice = at >= 0
		}
		switch {
		case !twice:
			if seen != nil {
				seen[e.Stated] = len(fit)
			}
			fit = append(fit, i)
		case goesBefore(q, p.period(fit[at])):
			fit[at] = i
		}
	}
	return fit
}

// skills gives a situation the savoir-faire of the person, and reports whether one that
// was given up bounds it.
func (l *linker) skills(s *situation.Situation, p *Practitioner) (bounded bool) {
	skills, bounded := heldIn(s, p.Skills)
	if s.Qualification != "" { // of the situation itself
		skills = append([]Skill{{Code: s.Qualification}}, skills...)
	}
	if len(skills) > 0 {
		s.Qualification = skills[theSkill(skills)].Code
		if different := slices.ContainsFunc(skills, func(k Skill) bool { return k.Code != s.Qualification }); different {
			l.fault(ruleSkillSeveral, ".practitioner", strconv.Itoa(len(skills)))
		}
	}
	return bounded
}

// heldIn returns the savoir-faire that somebody may have in a situation: without those
// that they gave up before its start (dateAbandon). Médecine du travail that is given up
// in the course of it cuts off what was before.
func heldIn(s *situation.Situation, skills []Skill) (held []Skill, bounded bool) {
	if start := afterOccupational(skills, s.End); start.After(s.Start) {
		s.Start, bounded = start, true
	}
	over := func(k Skill) bool { return !k.Period.Doubtful && k.Period.End.Before(s.Start) }
	if !slices.ContainsFunc(skills, over) {
		return skills, bounded
	}
	return slices.DeleteFunc(slices.Clone(skills), over), bounded
}

// afterOccupational returns the first day on which somebody has given up all médecine du
// travail; zero without one, and when it goes on to the end of a situation.
func afterOccupational(skills []Skill, end civil.Date) (first civil.Date) {
	for _, k := range skills {
		day := k.Period.End
		switch {
		case !isOccupational(k.Code):
		case k.Period.Doubtful, day.IsZero(), !end.IsZero() && !day.Before(end):
			return civil.Date{}
		case day.AddDays(1).After(first), first.IsZero():
			first = day.AddDays(1)
		}
	}
	return first
}

// who is the identity of a person: the RPPS number, else the IDNPS.
type who struct {
	number rpps.Number
	id     rpps.PersonID
}

// whoIs returns the identity of a person; zero for none, and for a text of no form that
// is known, which anybody may have.
func whoIs(p *Practitioner) who { return whoOf(&p.Professional) }

func whoOf(p *rpps.Professional) who {
	switch n, id := p.Number, p.ID; {
	case !n.IsZero():
		return who{number: n}
	case id.Kind() != rpps.PersonForeign:
		return who{id: id}
	}
	return who{}
}

// mayBeAnother reports whether somebody of no certain number has that of another resource
// of the set in their identifiers: what shuts that person out may shut them out. A
// reference by a number alone may mean either.
func (l *linker) mayBeAnother(r *PractitionerRole, p *Practitioner) bool {
	if w := whoIs(p); w != (who{}) {
		return r.Practitioner.Text == "" && (l.set.unsure.all || l.set.unsure.people[w])
	}
	var numbers lost
	numbers.tree(p.tree.Get("identifier"))
	for w := range numbers.people {
		if l.first[w] != nil {
			return true
		}
	}
	return false
}

// everybody are the people of the set, with those whom situations contain.
func (s *Set) everybody() []*Practitioner {
	out := s.people[:len(s.people):len(s.people)]
	for _, r := range s.roles {
		for _, name := range slices.Sorted(maps.Keys(r.contained)) {
			if p, ok := r.contained[name].(*Practitioner); ok {
				out = append(out, p)
			}
		}
	}
	return out
}

// twins are the first resource of each person, and all of those who have several.
func twins(people []*Practitioner) (first map[who]*Practitioner, out map[who][]*Practitioner) {
	first = make(map[who]*Practitioner, len(people))
	for _, p := range people {
		n := whoIs(p)
		switch other, again := first[n]; {
		case n == who{}:
		case !again:
			first[n] = p
		default:
			if out == nil {
				out = make(map[who][]*Practitioner)
			}
			if out[n] == nil {
				out[n] = []*Practitioner{other}
			}
			out[n] = append(out[n], p)
		}
	}
	return first, out
}

// same are the resources of the person of one, which is among them; nil where it is the
// only one.
func (l *linker) same(p *Practitioner) []*Practitioner { return l.twins[whoIs(p)] }

// twin counts against a situation what other resources of the same person say. It
// reports whether its exercise is said in two ways, or one of them is in doubt, so that the
// dates prove nothing. A resource is one exercise: that of a civil and that of an agent of
// the State are two.
func (l *linker) twin(s *situation.Situation, p *Practitioner) (shut bool) {
	for i, q := range l.same(p) {
		if q == p {
			continue
		}
		shut = shut || q.modified || q.conflict // what is not understood, or was left out, may be what shuts out
		if i >= MaxExercises || len(q.Skills) > MaxExercises || len(q.Professional.Exercises) > MaxExercises {
			l.fault(ruleReferenceSeveral, ".practitioner", q.Type)
			return true
		}
		found := slices.Clone(q.closings)
		held, bounded := heldIn(s, q.Skills)
		if bounded {
			l.fault(ruleExercisePeriod, ".practitioner")
		}
		for _, k := range held {
			if code := closing.Occupational(k.Code); code != "" {
				found = append(found, closer{as: closing.Skill, code: code})
			}
		}
		l.close(s, found, ".practitioner", false)
		for i, e := range q.Professional.Exercises {
			end := q.period(i).End
			over := !end.IsZero() && end.Before(s.Start)
			differ := e.Stated.Category != "" && e.Stated.Category != s.Stated.Category && !(inOwnRight(e.Category) && inOwnRight(s.Category))
			if !over && e.Stated.Profession == s.Stated.Profession && differ {
				l.fault(ruleExerciseSeveral, ".practitioner", "2")
				shut = true
			}
		}
	}
	return shut
}

// inOwnRight reports whether a category is known, and not that of students.
func inOwnRight(c roles.Category) bool { return c != 0 && c != roles.CategoryStudent }

// period returns the period of an exercise, with its last day: the guide gives the day
// from which somebody no longer exercises the profession (dateFinEffetExercice). An
// exercise that the caller added has none.
func (p *Practitioner) period(i int) (t Period) {
	if i < len(p.Periods) {
		t = p.Periods[i]
		t.End = dayBefore(t.End)
	}
	return t
}

// goesBefore reports whether a period ends after another; without an end it goes on. Of
// two that end alike it is the one that opens less, in whatever order they stand.
func goesBefore(p, q Period) bool {
	switch {
	case p.End != q.End:
		return !q.End.IsZero() && (p.End.IsZero() || p.End.After(q.End))
	case p.Doubtful != q.Doubtful:
		return p.Doubtful
	}
	return p.Start.Compare(q.Start) > 0 // also of one that has no start
}
