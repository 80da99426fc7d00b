package fhir

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
)

// Organization is a resource Organization: a legal entity or a site.
type Organization struct {
	Base
	// Structure is the place in the terms of the library. What is changed in
	// it is written back.
	Structure rpps.Structure
	// Entity tells legal entities from sites.
	Entity Entity
	// Category is the code of the FINESS category of the establishment
	// (TRE_R66 or TRE_R397).
	Category string
	// PartOf is the legal entity of a site.
	PartOf Reference
	// Period is when the structure opened and closed.
	Period Period
	// Mailboxes are the MSSanté addresses of the structure.
	Mailboxes []Mailbox

	was rpps.Structure // as read
	at  orgPlaces
}

// Entity tells legal entities from sites. The zero value is "not stated".
type Entity uint8

const (
	// LegalEntity: entité juridique (EJ).
	LegalEntity Entity = iota + 1
	// Site: entité géographique (EG).
	Site
)

var entityNames = [...]string{"(not stated)", "legal entity", "site"}

// String returns "legal entity", "site", or "(not stated)".
func (e Entity) String() string {
	if int(e) < len(entityNames) {
		return entityNames[e]
	}
	return entityNames[0]
}

// orgPlaces says where the parts of the Structure stand: one more than the
// index, 0 for nowhere.
type orgPlaces struct {
	idnst, finess, legal, siren, siret, rang, technical int
	sector                                              codePlace
}

func (r *reader) organization(p *Organization) {
	v := p.tree
	s := &p.Structure
	r.orgTypes(p)
	r.structureIdentifiers(p)
	s.Name = rpps.Private(r.text(v.Get("name"), "name"))
	if alias := r.texts(v.Get("alias"), "alias"); len(alias) > 0 {
		s.TradeName = rpps.Private(alias[0])
	}
	s.Kind, _ = rpps.KindOfSector(s.Sector)
	p.PartOf = r.reference(v.Get("partOf"), "partOf")
	stated, closed := false, false
	for x := range r.each(v.Get("extension"), "extension") {
		closed = closed || names(x.v, "ORGANIZATIONCLOSINGTYPE")
		if address(x.v) != extPeriod {
			continue
		}
		switch t := r.periodIn(x); {
		case !stated:
			p.Period, stated = t, true
		case t != p.Period:
			r.fault(ruleCodeConflict, x.path, "organization-period")
			p.Period.Doubtful = true // which of them holds is not known
		}
	}
	if closed && p.Period.End.IsZero() { // how it was closed, and not when
		r.fault(ruleDate, "extension")
		p.Period.Doubtful = true
	}
	p.Mailboxes = r.telecom(v.Get("telecom"), "telecom").mailboxes
	p.was = *s
}

// orgTypes reads Organization.type: which slice a concept is stands in its
// extension, and in the list of its code.
func (r *reader) orgTypes(p *Organization) {
	s := &p.Structure
	entity := Entity(0) // the first that is stated
	for e := range r.each(p.tree.Get("type"), "type") {
		for _, c := range r.concept(e.v, e.path) {
			switch {
			case c.system == systemOrgType:
				kind := Entity(0)
				switch c.code {
				case legalEntity:
					kind = LegalEntity
				case geographical:
					kind = Site
				default:
					continue // a part of a hospital, not asked for here
				}
				if entity != 0 && entity != kind {
					r.fault(ruleCodeConflict, c.path, "organizationType")
					kind, p.conflict = 0, true
				}
				if entity == 0 {
					entity = kind
				}
				p.Entity = kind
			case listOfKey(c.key) == roles.ListR02:
				if s.Stated.Sector != "" && s.Stated.Sector != c.code {
					r.fault(ruleCodeConflict, c.path, c.key)
					s.Stated.Sector, s.Sector, p.conflict = contradiction, 0, true
					continue
				}
				s.Stated.Sector, s.Sector = c.code, code(r, c, roles.ParseSector)
				p.at.sector = codePlace{e.i + 1, c.i + 1}
			case c.key == "TRE_R66", c.key == "TRE_R397":
				p.Category = c.code
			}
		}
	}
}

func (r *reader) structureIdentifiers(p *Organization) {
	s := &p.Structure
	for _, id := range r.identifiers(p.tree) {
		r.structureIdentifier(s, p.Entity, id, &p.at)
	}
	if s.RPPSRang.IsZero() && p.at.rang == 0 {
		s.RPPSRang = s.ID.RPPSRang()
	}
	// The IDNST of a FINESS repeats one of the two others, or is doubtful.
	if f := s.ID.FINESS(); !f.IsZero() && !(s.FINESS.IsZero() && s.LegalFINESS.IsZero()) && f != s.FINESS && f != s.LegalFINESS {
		r.fault(ruleIdentifierConflict, "identifier", "idnst, finess")
		s.ID, p.at.idnst = rpps.StructureID{}, 0
	}
}

// structureIdentifier reads one identifier of a structure into it.
func (r *reader) structureIdentifier(s *rpps.Structure, entity Entity, id identifier, at *orgPlaces) {
	kind := id.slot
	if kind == slotSIRENE {
		kind = slotSIRET
		if len(strings.ReplaceAll(id.value, " ", "")) < 14 {
			kind = slotSIREN
		}
	}
	if kind == slotAnyFINESS {
		switch entity {
		case LegalEntity:
			kind = slotLegalFINESS
		case Site:
			kind = slotFINESS
		default:
			r.fault(ruleFINESSKind, id.path)
			s.Stated.FINESS = rpps.Private(id.value)
			return
		}
	}
	if kind == slotRPPS { // the documentation of the API v2 has RPPS-rangs under this system
		kind = slotRPPSRang
		if _, err := lenient.Number(id.value); err != nil { // that of a person is none
			r.fault(ruleSystemOther, strings.TrimSuffix(id.path, "value")+"system", "RPPSRG")
		}
	}
	switch kind {
	case slotIDNST:
		r.idnst(s, id, at)
	case slotFINESS:
		one(r, id, "finess", lenient.FINESS, &s.FINESS, &s.Stated.FINESS, &at.finess)
	case slotLegalFINESS:
		one(r, id, "finess juridique", lenient.FINESS, &s.LegalFINESS, &s.Stated.LegalFINESS, &at.legal)
	case slotSIREN:
		one(r, id, "siren", lenient.SIREN, &s.SIREN, &s.Stated.SIREN, &at.siren)
	case slotSIRET:
		one(r, id, "siret", lenient.SIRET, &s.SIRET, &s.Stated.SIRET, &at.siret)
	case slotRPPSRang:
		if t, err := lenient.TechnicalID(id.value); err == nil {
			r.fault(ruleRPPSRangTechnical, id.path)
			r.technical(s, id, t, at)
			return
		}
		var kept rpps.Private
		one(r, id, "rppsrang", lenient.RPPSRang, &s.RPPSRang, &kept, &at.rang)
	}
}

// one reads an identifier into its place. A second one that says something
// else takes both away.
func one[T interface {
	KeyValid() bool
	comparable
}](r *reader, id identifier, name string, parse func(string) (T, error), to *T, kept *rpps.Private, place *int) {
	var zero T
	v, ok := number(r, id, name, parse)
	switch {
	case !ok:
		*kept = rpps.Private(id.value)
	case *place < 0:
	case *to == zero:
		*to, *place = v, id.i+1
	case *to != v:
		r.fault(ruleIdentifierConflict, id.path, name)
		*to, *place = zero, -1
	}
}

// idnst reads the national identification of a structure: with its prefix,
// without the prefix 1, or the technical identifier that has none.
func (r *reader) idnst(s *rpps.Structure, id identifier, at *orgPlaces) {
	if t, err := lenient.TechnicalID(id.value); err == nil {
		r.technical(s, id, t, at)
		return
	}
	if len(id.value) == 9 {
		if f, err := lenient.FINESS(id.value); err == nil {
			r.fault(ruleIDNSTPrefix, id.path)
			id.value = "1" + f.Canonical()
		}
	}
	one(r, id, "idnst", lenient.StructureID, &s.ID, &s.Stated.ID, &at.idnst)
}

// technical takes a technical identifier, wherever it stood. A second one that
// says something else takes both away.
func (r *reader) technical(s *rpps.Structure, id identifier, t rpps.TechnicalID, at *orgPlaces) {
	if !t.KeyValid() {
		r.fault(ruleIdentifierKey, id.path, "technicalid")
	}
	switch {
	case at.technical < 0:
	case s.Technical.IsZero():
		s.Technical, at.technical = t, id.i+1
	case s.Technical != t:
		r.fault(ruleIdentifierConflict, id.path, "technicalid")
		s.Technical, at.technical = rpps.TechnicalID{}, -1
	}
}

// String tells kind and sector, and whether the rest is stated.
func (p Organization) String() string { return "Organization(" + p.Structure.String() + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (p Organization) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.String()) }

// LogValue implements [slog.LogValuer].
func (p Organization) LogValue() slog.Value { return p.Structure.LogValue() }

// MarshalJSON returns the resource with what was changed in Structure and
// Active. The error is [rule.Faults] of [CodeNotCarried] when a change has no
// place in it.
func (p Organization) MarshalJSON() ([]byte, error) {
	if p.tree == nil {
		return withoutText(p)
	}
	w := writer{tree: p.tree}
	w.organization(&p)
	return w.done(&p.Base)
}
