package fhir

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/internal/closing"
	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// names reports whether the address of an extension names something, under the
// present guide or the former API (as-ext-practitionerrole-end-cause,
// PractitionerRole-EndCause).
func names(x *jsontree.Value, what string) bool {
	return holds(address(x), what)
}

// address returns the address of an extension.
func address(x *jsontree.Value) string {
	u, _ := x.Get("url").Text()
	return strings.TrimSpace(u)
}

// holds reports whether a text holds what is in capitals, whatever the case of its
// letters and without its hyphens.
func holds(text, what string) bool {
	for i := range len(text) {
		j := 0
		for _, c := range []byte(text[i:]) {
			if c == '-' {
				continue
			}
			if 'a' <= c && c <= 'z' {
				c -= 'a' - 'A'
			}
			if c != what[j] {
				break
			}
			if j++; j == len(what) {
				return true
			}
		}
	}
	return false
}

// endCause reads the reason of the end of a situation. One that is not known, or
// withheld, is one all the same: without the day of the end nothing is open.
func (r *reader) endCause(p *PractitionerRole, x element) {
	s, known := &p.Situation, false
	for _, c := range r.concept(x.v.Get("valueCodeableConcept"), x.path+".valueCodeableConcept") {
		reason, err := roles.ParseEndReason(c.code)
		if err != nil {
			r.fault(ruleCodeUnknown, c.path, roles.ListR25.Key())
			continue
		}
		if s.EndReason == 0 {
			s.EndReason = reason
		}
		known = true
	}
	if !known && s.End.IsZero() {
		p.Period.Doubtful = true
	}
}

// ended says when somebody can no longer be in a situation: the last day; doubt where
// it is not known. The zero value is "not said".
type ended struct {
	last  civil.Date
	doubt bool
}

// death reads when a person died, from the elements of R5 and the extensions of the
// guide.
func (r *reader) death(v *jsontree.Value) (e ended) {
	note := func(day *jsontree.Value, path string) {
		if d, ok := r.day(day, path); !ok || d.IsZero() {
			e.doubt = true
		} else if e.last.IsZero() || d.Before(e.last) {
			e.last = d
		}
	}
	dead := func(v *jsontree.Value) bool { // or withheld, or no answer
		yes, ok := v.Bool()
		return v != nil && v.Kind() != jsontree.Null && (yes || !ok)
	}
	if d := v.Get("deceasedDateTime"); d != nil || v.Get("_deceasedDateTime") != nil {
		note(d, "deceasedDateTime")
	}
	e.doubt = e.doubt || dead(v.Get("deceasedBoolean"))
	for i := range v.Get("extension").Len() {
		x := v.Get("extension").At(i)
		if !names(x, "DECEASED") {
			continue
		}
		path := at("extension", i)
		switch day, date := x.Get("valueDateTime"), x.Get("valueDate"); {
		case day != nil:
			note(day, path+".valueDateTime")
		case date != nil:
			note(date, path+".valueDate")
		case x.Get("valueBoolean") == nil, dead(x.Get("valueBoolean")):
			e.doubt = true
		}
	}
	e.doubt = e.doubt && e.last.IsZero()
	return e
}

// and is what two sources say of one end: the earlier day.
func (e ended) and(f ended) ended {
	if e.last.IsZero() || f.last.Before(e.last) {
		e.last = f.last
	}
	e.doubt = e.doubt || f.doubt
	return e
}

// dayBefore returns the last day of what is no longer so from a day on.
func dayBefore(first civil.Date) civil.Date {
	return cmp.Or(first.AddDays(-1), first) // none is before the first of all
}

// title is what lets somebody practise: a registration with an order, or an
// authorisation of the minister or an order (AutorisationExercice).
type title struct {
	order, first bool
	undated      bool     // without a period
	of           []string // the professions that it is for, if it says so; nil: any
	period       Period
	none         bool // "Non inscrit": a registration that is none
	doubt        bool // a status that does not say that they are registered
}

// titles reads what lets a person practise.
func (r *reader) titles(v *jsontree.Value) (out []title) {
	for i := range v.Get("extension").Len() {
		x := v.Get("extension").At(i)
		order := names(x, "EXTREGISTRATION") || names(x, "ROLEREGISTRATION")
		if order || names(x, "PRACTITIONERAUTHORIZATION") {
			out = append(out, r.title(x, at("extension", i), order))
		}
	}
	return out
}

func (r *reader) title(x *jsontree.Value, path string, order bool) title {
	t := title{order: order, undated: true}
	var by []string // the orders that registered
	for y := range r.each(x.Get("extension"), path+".extension") {
		concept, path := y.v.Get("valueCodeableConcept"), y.path+".valueCodeableConcept"
		switch latin.Lower(address(y.v)) {
		case "period":
			p := r.periodIn(y)
			if !t.undated && p != t.period {
				p.Doubtful = true // which of them holds is not known
			}
			t.period, t.undated = p, false
		case "isfirst":
			first := y.v.Get("valueBoolean")
			if first != nil && first.Kind() > jsontree.Bool {
				r.fault(ruleType, y.path+".valueBoolean")
			}
			yes, _ := first.Bool()
			t.first = t.first || yes
		case "status":
			r.titleStatus(&t, concept, path)
		case "profession":
			for _, c := range r.concept(concept, path) {
				code := closing.Spelt(c.code)
				if _, err := roles.ParseProfession(code); err != nil {
					code = "" // that of nobody who has access
				}
				if !slices.Contains(t.of, code) {
					t.of = append(t.of, code)
				}
			}
		case "registeringorganization":
			for _, c := range r.concept(concept, path) {
				if code := closing.Spelt(c.code); code != "" {
					by = append(by, code)
				}
			}
		}
	}
	if by = slices.Compact(by); t.order && t.of == nil && len(by) == 1 {
		t.of = professionsOf(by[0])
	}
	return t
}

// titleStatus reads TRE_R33: whether they are registered.
func (r *reader) titleStatus(t *title, concept *jsontree.Value, path string) {
	if concept.Get("coding").Len() > 0 && blank(concept) {
		return
	}
	registered := false
	for _, c := range r.concept(concept, path) {
		switch closing.Spelt(c.code) {
		case "D", "P", "T": // définitif, provisoire, transfert
			registered = true
		case "N":
			t.none = true
		default:
			r.fault(ruleCodeUnknown, c.path+".code", "TRE_R33")
			t.doubt = true
		}
	}
	t.doubt = t.doubt || t.none || !registered
}

// blank reports whether a value says nothing but of which list a code would be: the
// former API writes {"system":"urn:oid:…","code":null}.
func blank(v *jsontree.Value) bool {
	for i := range v.Len() {
		k := v.At(i)
		if says := k.Kind() > jsontree.Null && k.Kind() < jsontree.Array && k.Key() != "system"; says || !blank(k) {
			return false
		}
	}
	return true
}

// professionsOf returns the professions of an order of TRE_R60. Another authority, as an
// ARS, registers several: nil.
func professionsOf(authority string) []string {
	switch authority {
	case "CNOM":
		return []string{roles.ProfessionMedecin.Code()}
	case "CNOP":
		return []string{roles.ProfessionPharmacien.Code()}
	case "ONCD":
		return []string{roles.ProfessionChirurgienDentiste.Code()}
	case "CNOSF":
		return []string{roles.ProfessionSageFemme.Code()}
	case "ONI":
		return []string{roles.ProfessionInfirmier.Code(), "69"} // infirmier psychiatrique
	case "CNOMK":
		return []string{roles.ProfessionMasseurKinesitherapeute.Code()}
	case "CNOPP":
		return []string{roles.ProfessionPedicurePodologue.Code()}
	}
	return nil
}

// titled bounds a situation by what lets the person practise its profession, as every
// resource of them states it.
func (l *linker) titled(s *situation.Situation, r *PractitionerRole, p *Practitioner) (bounded, shut bool) {
	if !ordered(s.Profession) {
		return false, false
	}
	var people []*Practitioner
	if p != nil {
		people = append(people, p)
		for i, q := range l.same(p) {
			if q != p && i < MaxExercises { // beyond, nothing is open
				people = append(people, q)
			}
		}
	}
	all, n := [][]title{r.titles}, len(r.titles)
	for _, q := range people {
		all, n = append(all, q.titles), n+len(q.titles)
	}
	switch {
	case n == 0:
		return false, false
	case n > MaxExercises:
		return false, true
	}
	several := severalOrders(s, all, people)
	other, own := false, false
	for i, titles := range all {
		its := i == 0 // those of the role itself are for what it is
		b, unknown := within(s, titles, several && !its)
		bounded, shut = bounded || b, shut || unknown
		for i := range titles {
			switch t := &titles[i]; {
			case !t.isOf(s):
				other = other || t.order && !t.none
			case its || t.of != nil:
				own = true
			}
		}
	}
	// Registered with the order of another profession, and known to be with this one by
	// nothing, who must be.
	return bounded, shut || other && !own && !exempt(s)
}

// isOf reports whether it is, or may be, for the profession of a situation.
func (t *title) isOf(s *situation.Situation) bool {
	return t.of == nil || slices.Contains(t.of, closing.Spelt(s.Stated.Profession))
}

// severalOrders reports whether somebody may be registered for several professions, so
// that a registration that names no order may be for each.
func severalOrders(s *situation.Situation, all [][]title, people []*Practitioner) bool {
	one := ""
	another := func(profession string) bool {
		if profession = closing.Spelt(profession); profession == "69" {
			profession = roles.ProfessionInfirmier.Code() // of the same order
		}
		one = cmp.Or(one, profession)
		return profession != "" && profession != one
	}
	if s.Category == roles.CategoryStudent {
		return false // of what they study they are in no order yet
	}
	another(s.Stated.Profession)
	for _, titles := range all {
		for _, t := range titles {
			if t.order && t.of != nil && another(t.of[0]) {
				return true
			}
		}
	}
	for _, p := range people {
		exercises := p.Professional.Exercises
		for _, e := range exercises[:min(len(exercises), MaxExercises)] {
			if e.Category != roles.CategoryStudent && ordered(e.Profession) && another(e.Stated.Profession) {
				return true
			}
		}
	}
	return false
}

// exempt reports whether somebody need not be in an order: students, by CSP L. 4112-6
// agents of the State, and who has none.
func exempt(s *situation.Situation) bool {
	return s.Category != 0 && s.Category != roles.CategoryCivil || s.Profession != 0 && s.Profession.Kind() != roles.KindOrder
}

// within bounds a situation by what one resource states: by the registrations, else by
// the authorisations. Of somebody who may be in several orders each registration that
// names none must hold: one that is over may be the one for this profession.
func within(s *situation.Situation, titles []title, several bool) (bounded, shut bool) {
	all := slices.DeleteFunc(slices.Clone(titles), func(t title) bool { return !t.isOf(s) || t.none && exempt(s) })
	if slices.ContainsFunc(all, func(t title) bool { return t.order }) {
		all = slices.DeleteFunc(all, func(t title) bool { return !t.order })
	}
	if several {
		for _, t := range all {
			if t.of == nil {
				b, unknown := together(s, []title{t})
				bounded, shut = bounded || b, shut || unknown
			}
		}
		all = slices.DeleteFunc(all, func(t title) bool { return t.of == nil })
	}
	b, unknown := together(s, all)
	return bounded || b, shut || unknown
}

// together bounds a situation by registrations, or by authorisations, of which one that
// goes on is enough. Of those that follow each other without a gap the last ones count:
// a situation has one start and one end.
func together(s *situation.Situation, all []title) (bounded, shut bool) {
	if len(all) == 0 {
		return false, false
	}
	later := slices.ContainsFunc(all, func(t title) bool { return !t.undated && (!t.first || !t.period.End.IsZero()) })
	slices.SortStableFunc(all, func(a, b title) int { return a.period.Start.Compare(b.period.Start) })
	var last *Period // its end is the day from which they may not
	doubt := false
	for i := range all {
		switch t, p := &all[i], &all[i].period; {
		case p.Doubtful, t.doubt:
			doubt = true
		case (t.first || t.undated) && later && p.End.IsZero(): // may say no more than when it was
		case last == nil, p.Start.After(last.End):
			last = p
		case !last.End.IsZero() && !p.End.Before(last.End):
			last.End = p.End
		}
	}
	if last == nil {
		return false, true
	}
	if last.Start.After(s.Start) {
		s.Start, bounded = last.Start, true
	}
	ends, _ := ended{last: dayBefore(last.End)}.bound(s)
	// One in doubt may go on, or have ended before.
	return bounded || ends, doubt && !last.End.IsZero()
}

// ordered reports whether a profession may have an order. A role professional has
// none, nor those of the lists R94 and R95: that somebody has left the order of
// another profession says nothing of it. One that is not known may.
func ordered(p roles.Profession) bool {
	switch p.List() {
	case roles.ListR94, roles.ListR95, roles.ListR291:
		return false
	}
	return true
}

// bound ends a situation on the last day, or reports that its dates prove nothing.
func (e ended) bound(s *situation.Situation) (bounded, shut bool) {
	if !e.last.IsZero() && (s.End.IsZero() || e.last.Before(s.End)) {
		s.End, bounded = e.last, true
	}
	return bounded, e.doubt
}

// died is what all resources of a person say of their death; beyond [MaxExercises] of
// them nothing is open.
func (l *linker) died(p *Practitioner) ended {
	e := p.died.and(l.dead[p])
	twins := l.same(p)
	for _, q := range twins[:min(len(twins), MaxExercises)] {
		e = e.and(q.died).and(l.dead[q])
	}
	return e
}

// links tells of each link of a Person that means nobody: nothing else says of whom a
// death is.
func (r *reader) links(v *jsontree.Value) {
	for x := range r.each(v.Get("link"), "link") {
		if r.reference(x.v.Get("target"), x.path+".target").IsZero() {
			r.fault(ruleReferenceMissing, x.path+".target", "Practitioner")
		}
	}
}

// deaths are those that the resources Person of the set state, by what they link to.
func (l *linker) deaths() {
	for _, o := range l.set.persons {
		rd := new(reader)
		e := rd.death(o.tree)
		e.doubt = e.doubt || (o.modified || o.conflict) && e.last.IsZero()
		if e == (ended{}) {
			continue
		}
		mark := func(r Resource) {
			if p, ok := r.(*Practitioner); ok {
				if l.dead == nil {
					l.dead = make(map[*Practitioner]ended)
				}
				l.dead[p] = l.dead[p].and(e)
			}
		}
		markWho := func(w who) {
			if p := l.first[w]; p != nil {
				mark(p) // who may be contained in a situation, and have several resources
			}
		}
		known := func(id identifier) {
			if id.slot == slotIDNPS || id.slot == slotRPPS {
				for _, p := range l.byIdentifier(id, "Practitioner") {
					mark(p)
				}
				person := rd.person(id)
				markWho(whoOf(&person))
			}
		}
		faults := l.faults
		links := o.tree.Get("link")
		for x := range rd.each(links, "link") {
			ref := rd.reference(x.v.Get("target"), x.path+".target")
			l.shut = false
			if p, ok := l.find(o, ref, "Practitioner", "").(*Practitioner); ok {
				mark(p)
				markWho(whoIs(p))
				if whoIs(p) == (who{}) {
					l.lost.tree(p.tree.Get("identifier"))
				}
			}
			known(ref.id)
			// Of one among several, not to be read, or on a condition.
			if l.shut || ref.IsZero() || strings.Contains(ref.Text.Reveal(), "?") {
				l.lost.tree(x.v)
			}
		}
		if links.Kind() != jsontree.Array && links.Kind() != jsontree.Object {
			l.lost.tree(links)
		}
		if o.modified { // the link may have another name
			l.lost.tree(o.tree)
		}
		l.faults = faults // of the situations only
		for _, id := range rd.identifiers(o.tree) {
			known(id)
		}
	}
	l.shut = false
}
