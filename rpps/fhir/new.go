package fhir

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Target is the profiles for which resources are made.
type Target uint8

const (
	// Restricted are the restricted profiles of the Annuaire Santé (DR), which
	// carry the most: civil sex, date of birth, dates of the situation. The
	// default. What is made for it is not for the public.
	Restricted Target = iota
	// Public are the public profiles of the Annuaire Santé (DP).
	Public
	// TDDUI are the profiles of the transfer of DUI data.
	TDDUI
)

// NewOptions adjusts [New]. The zero NewOptions is the default.
type NewOptions struct {
	Target Target
	// Space is the name space of the addresses of the entries, which are UUIDs
	// made of it and of the place and identifiers of each resource: the same
	// input gives the same addresses.
	Space uuid.UUID
}

// New makes the resources of people and their situations: a Practitioner for
// each person, a PractitionerRole for each situation, an Organization for each
// place, and one for the legal entity of a place that has its FINESS. They come
// in a Bundle (a collection; a transaction for [TDDUI]) and refer to one another
// by the addresses of its entries.
//
// The faults say what is not carried ([CodeNotCarried]), what was drawn
// ([CodeIDNSTMade]), and what the profile asks for and nobody stated
// ([CodeRequired]); their paths begin with people[0] and so on.
//
// A person whose exercises are not stated has the one that all their situations
// state. Resources for the Annuaire Santé are stated to be active, as their profiles
// ask.
//
// A situation opens no more when it is read than it did: where something that
// speaks against rights is not carried (another profession or category than the
// exercise, or none beside one of an exercise; a code that no list knows; the role
// of somebody whose métier has a column of its own), its start is not either.
func New(people []Person, o NewOptions) (*Bundle, rule.Faults) {
	m := maker{o: o, places: make(map[rpps.Structure]string), legal: make(map[rpps.FINESS]string)}
	for i, p := range people {
		m.person(at("people", i), p)
	}
	kind := "collection"
	if o.Target == TDDUI {
		kind = "transaction"
	}
	tree := obj("resourceType", "Bundle", "type", kind, "entry", jsontree.Arr(m.entries...))
	m.faults.Sort()
	// Written and read once, so that places and values agree.
	b, _ := newResource(parsed(tree.Append(nil)), Options{}.filled()).(*Bundle)
	return b, m.faults
}

type maker struct {
	o       NewOptions
	entries []*jsontree.Value
	faults  rule.Faults
	places  map[rpps.Structure]string // addresses
	legal   map[rpps.FINESS]string
}

// profiles are the addresses in meta.profile, by target.
func (m *maker) profile(kind string) string {
	lower := strings.ToLower(kind)
	switch m.o.Target {
	case Public:
		return annuaire + "as-dp-" + lower
	case TDDUI:
		if kind == "PractitionerRole" {
			lower = "practitioner-role"
		}
		return tddui + "tddui-" + lower
	}
	return annuaire + "as-dr-" + lower
}

func (m *maker) base(kind string) Base {
	b := Base{Type: kind, Profiles: []string{m.profile(kind)}}
	b.tree = obj("resourceType", kind, "meta", obj("profile", jsontree.Arr(jsontree.Str(b.Profiles[0]))))
	if m.o.Target != TDDUI {
		b.tree.Put(jsontree.Boolean(true), "active")
	}
	return b
}

func (m *maker) at(n int, path string, args ...string) {
	m.faults.Add(rules[n].At(path).With(args...))
}

// entry adds a resource and returns its address.
func (m *maker) entry(kind, name string, tree *jsontree.Value) string {
	address := "urn:uuid:" + uuid.NewSHA1(m.o.Space, []byte(kind+"\x00"+strconv.Itoa(len(m.entries))+"\x00"+name)).String()
	e := obj("fullUrl", address, "resource", tree)
	if m.o.Target == TDDUI {
		e.Put(jsontree.Str("POST"), "request", "method")
		e.Put(jsontree.Str(kind), "request", "url")
	}
	m.entries = append(m.entries, e)
	return address
}

func (m *maker) person(path string, p Person) {
	if len(p.Professional.Exercises) == 0 {
		p.Professional.Exercises = exercises(p.Situations)
	}
	if p.Professional.Number.IsZero() {
		p.Professional.Number = p.Professional.ID.Number()
	}
	r := Practitioner{Base: m.base("Practitioner"), Professional: p.Professional}
	w := writer{tree: r.tree, copied: true, path: path + ".professional"}
	w.practitioner(&r)
	if k := p.Professional.ID.Kind(); k == 0 || k == rpps.PersonPSI {
		m.at(ruleRequired, path+".professional.id")
	}
	if m.o.Target != TDDUI && p.Professional.Number.IsZero() {
		m.at(ruleRequired, path+".professional.rpps")
	}
	tree := w.finish()
	m.faults.Add(w.limits...)
	who := m.entry("Practitioner", p.Professional.ID.Canonical(), tree)
	all := distinct(p.Professional.Exercises)
	for i, s := range p.Situations {
		m.situation(path+at(".situations", i), s, who, all)
	}
}

// exercises returns the one exercise that all situations state; nil when they
// state none, or several.
func exercises(ss []situation.Situation) []rpps.Exercise {
	var all []rpps.Exercise
	for _, s := range ss {
		all = append(all, rpps.Exercise{Profession: s.Profession, Category: s.Category})
	}
	if all = distinct(all); len(all) == 1 && all[0].Profession != 0 {
		return all
	}
	return nil
}

// distinct returns the exercises that differ in profession or category.
func distinct(all []rpps.Exercise) []rpps.Exercise {
	var out []rpps.Exercise
next:
	for _, e := range all {
		for _, o := range out {
			if o.Profession == e.Profession && o.Category == e.Category {
				continue next
			}
		}
		out = append(out, e)
	}
	return out
}

func (m *maker) situation(path string, s situation.Situation, who string, exercises []rpps.Exercise) {
	r := PractitionerRole{Base: m.base("PractitionerRole"), Situation: s}
	where := ""
	if !s.Structure.IsZero() {
		where = m.structure(path+".structure", s.Structure)
	}
	r.tree.Put(jsontree.Str(who), "practitioner", "reference")
	if where != "" {
		r.tree.Put(jsontree.Str(where), "organization", "reference")
	}
	// What the Practitioner carries: profession, category and savoir-faire,
	// when no other exercise can be meant.
	q := &r.Situation
	q.Structure = rpps.Structure{}
	if len(exercises) == 1 && exercises[0].Category == s.Category {
		q.Category, q.Stated.Category = 0, ""
		if m.o.Target != TDDUI && exercises[0].Profession == s.Profession {
			q.Profession, q.Stated.Profession = 0, ""
		}
		if exercises[0].Qualification == s.Qualification && skillSystem(exercises[0].QualificationType) != "" {
			q.Qualification = ""
		}
	}
	w := writer{tree: r.tree, copied: true, path: path}
	w.role(&r)
	// Of what a situation leaves out, the exercises of the person are read; of
	// what has no code, nothing.
	if q.Profession == 0 && s.Profession.Code() == "" &&
		(s.Profession != 0 || slices.ContainsFunc(exercises, func(e rpps.Exercise) bool { return e.Profession != 0 })) {
		w.no("profession")
	}
	if q.Category == 0 && s.Category.Code() == "" &&
		(s.Category != 0 || s.Stated.Category != "" || slices.ContainsFunc(exercises, func(e rpps.Exercise) bool { return e.Category != 0 })) {
		w.no("category")
	}
	if m.o.Target == Public && s.ID.IsZero() {
		m.at(ruleRequired, path+".id")
	}
	if w.tree.Get("period").Get("start") != nil && opensMore(w.limits, path, s) {
		w.no("start")
		w.remove("start", "period", "start")
	}
	tree := w.finish()
	m.faults.Add(w.limits...)
	m.entry("PractitionerRole", s.ID.String(), tree)
}

// opensMore reports whether what is not carried of a situation speaks against
// rights: without it the resource would be read as more than it was, and its
// start is not written.
func opensMore(limits rule.Faults, path string, s situation.Situation) bool {
	for _, f := range limits {
		switch strings.TrimPrefix(f.Path(), path+".") {
		case "profession", "category", "function", "qualification", "roleInferred",
			"stated.profession", "stated.category", "stated.role", "stated.function":
			return true
		case "endReason":
			if s.End.IsZero() {
				return true
			}
		case "role":
			// Where a métier has a column of its own, the role's closes with it.
			if hasColumn(s.Function) {
				return true
			}
		}
	}
	return false
}

// hasColumn reports whether a matrix has a column by a métier.
func hasColumn(metier roles.Profession) bool {
	for m := range habilitation.Embedded().All() {
		for _, c := range m.Columns() {
			if slices.Contains(c.Functions, metier) {
				return true
			}
		}
	}
	return false
}

// structure adds a place that is not there yet and returns its address.
func (m *maker) structure(path string, s rpps.Structure) string {
	if a, ok := m.places[s]; ok {
		return a
	}
	stated := s
	site := !s.FINESS.IsZero() || !s.SIRET.IsZero()
	above := ""
	if site && !s.LegalFINESS.IsZero() {
		above = m.legalEntity(s.LegalFINESS)
		s.LegalFINESS = rpps.FINESS{}
	}
	r := Organization{Base: m.base("Organization"), Structure: s}
	if s.ID.IsZero() && s.Technical.IsZero() {
		switch f := s.FINESS; {
		case !f.IsZero() && f.KeyValid():
			r.Structure.ID = rpps.StructureIDOfFINESS(f)
			m.at(ruleIDNSTMade, path+".id", "FINESS")
		case s.SIRET.KeyValid():
			r.Structure.ID = rpps.StructureIDOfSIRET(s.SIRET)
			m.at(ruleIDNSTMade, path+".id", "SIRET")
		case s.LegalFINESS.KeyValid():
			r.Structure.ID = rpps.StructureIDOfFINESS(s.LegalFINESS)
			m.at(ruleIDNSTMade, path+".id", "FINESS")
		default:
			m.at(ruleRequired, path+".id")
		}
	}
	if m.o.Target != TDDUI {
		switch {
		case site:
			r.tree.Put(orgType("organizationType", systemOrgType, geographical), "type", 0)
		case !s.LegalFINESS.IsZero():
			r.tree.Put(orgType("organizationType", systemOrgType, legalEntity), "type", 0)
		}
	}
	w := writer{tree: r.tree, copied: true, path: path}
	w.organization(&r)
	if above != "" {
		w.put("finessJuridique", jsontree.Str(above), "partOf", "reference")
	}
	tree := w.finish()
	m.faults.Add(w.limits...)
	a := m.entry("Organization", s.Canonical(), tree)
	m.places[stated] = a
	return a
}

// legalEntity adds the legal entity of a FINESS.
func (m *maker) legalEntity(f rpps.FINESS) string {
	if a, ok := m.legal[f]; ok {
		return a
	}
	r := Organization{Base: m.base("Organization"), Structure: rpps.Structure{LegalFINESS: f}}
	if f.KeyValid() {
		r.Structure.ID = rpps.StructureIDOfFINESS(f)
	}
	if m.o.Target != TDDUI {
		r.tree.Put(orgType("organizationType", systemOrgType, legalEntity), "type", 0)
	}
	w := writer{tree: r.tree, copied: true}
	w.organization(&r)
	a := m.entry("Organization", f.Canonical(), w.finish())
	m.legal[f] = a
	return a
}
