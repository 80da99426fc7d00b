package rpps

import "cmp"

// Same reports whether two structures are certainly the same place: whether
// [Structure.SamePlace] says [Yes].
func (s Structure) Same(t Structure) bool { return s.SamePlace(t) == Yes }

// SamePlace says whether two structures are the same place.
//
// [Yes] is that they share a number of a site, be it inside an identifier, and
// contradict each other on none. Names prove nothing, nor does a number of a legal entity,
// which has many sites, whatever field it stands in. [No] is that a number of a
// site or of the legal entity differs and none of a site is shared. Otherwise it is
// not stated: they have nothing in common to compare, or agree on one number and
// differ on another, or on one that may be of the legal entity.
func (s Structure) SamePlace(t Structure) Answer {
	var ofS, ofT [maxNumbers]number
	mine, theirs := s.numbers(ofS[:0]), t.numbers(ofT[:0])
	c := compare(mine, theirs, ofSIRET, ofPractice)
	// That of the entity is shared by every site.
	c.differ = c.differ || compare(mine, theirs, ofSIREN, ofLegalPractice).differ
	c.finess(&s, &t)
	// One place has one identifier of each kind in a directory; what differs in kind,
	// or may be of the entity, proves nothing.
	c.doubt = c.doubt || !s.Technical.IsZero() && !t.Technical.IsZero() && s.Technical != t.Technical ||
		!s.ID.IsZero() && !t.ID.IsZero() && s.ID != t.ID
	return c.answer()
}

// SameEntity says whether two structures are of one legal entity, by SIREN (that
// of a SIRET too) and FINESS of the legal entity. It is not stated when nothing can
// be compared, or when they agree on one number and differ on another.
func (s Structure) SameEntity(t Structure) Answer {
	var ofS, ofT [maxNumbers]number
	return compare(s.numbers(ofS[:0]), t.numbers(ofT[:0]), ofSIREN, ofLegalFINESS).answer()
}

// CompletedBy returns the structure with the numbers of the site that it does not
// state itself, from what is known of it elsewhere: as it is, when known is not
// certainly the same place.
func (s Structure) CompletedBy(known Structure) Structure {
	if !s.Same(known) {
		return s
	}
	s.SIRET, s.FINESS = cmp.Or(s.SIRET, known.SIRET), cmp.Or(s.FINESS, known.FINESS)
	s.Technical, s.ID = cmp.Or(s.Technical, known.Technical), cmp.Or(s.ID, known.ID)
	s.RPPSRang = cmp.Or(s.RPPSRang, known.RPPSRang)
	return s
}

// comparison is what two structures say of each other.
type comparison struct {
	shared, differ bool
	// doubt: a number differs, which may be right of one place.
	doubt bool
}

func (c comparison) answer() Answer {
	switch {
	case c.shared && !c.differ && !c.doubt:
		return Yes
	case c.differ && !c.shared:
		return No
	}
	return 0
}

// finess compares the numbers of FINESS, of which those inside others may be of
// the legal entity: an IDNST does not tell it apart, a technical identifier does
// by the field of the entity alone. What either states of the entity, and not of the
// site, is not that of a site.
func (c *comparison) finess(s, t *Structure) {
	entity := func(f FINESS) bool {
		return f == s.LegalFINESS && f != s.FINESS || f == t.LegalFINESS && f != t.FINESS
	}
	mine := [...]FINESS{s.FINESS, s.Technical.FINESS(), s.ID.FINESS()}
	theirs := [...]FINESS{t.FINESS, t.Technical.FINESS(), t.ID.FINESS()}
	for i, x := range mine {
		for j, y := range theirs {
			switch {
			case x.IsZero() || y.IsZero():
			case x == y:
				c.shared = c.shared || !entity(x)
			case i == 0 && j == 0:
				c.differ = true
			case i < 2 && j < 2 && !entity(x) && !entity(y):
				c.doubt = true
			}
		}
	}
}

// numberKind says what a number is of. Those of a site come first.
type numberKind uint8

const (
	ofSIRET numberKind = iota
	ofRPPSRang
	ofADELIRang
	ofPractice
	ofSIREN
	ofLegalFINESS
	ofLegalPractice
)

// number is a number that a structure states, in a field or inside of one.
type number struct {
	kind numberKind
	v    uint64
}

// maxNumbers is how many numbers a structure can state, but for the FINESS of the site.
const maxNumbers = 15

// numbers appends those that a structure states: few, of which each is compared with
// each.
func (s *Structure) numbers(out []number) []number {
	t, id := s.Technical, s.ID
	// Numbers of practices may begin with zeros.
	practice := func(k TechnicalIDKind) uint64 {
		if t.kind != k {
			return 0
		}
		return uncloak(t.v) | uint64(t.width)<<56
	}
	for _, n := range [maxNumbers]number{
		{ofSIRET, s.SIRET.v},
		{ofSIRET, t.SIRET().v},
		{ofSIRET, id.SIRET().v},
		{ofRPPSRang, s.RPPSRang.v},
		{ofRPPSRang, id.RPPSRang().v},
		{ofADELIRang, t.number(TechnicalADELIRang)},
		{ofADELIRang, id.number(StructureADELIRang)},
		{ofPractice, practice(TechnicalPractice)},
		{ofSIREN, s.SIREN.v},
		{ofSIREN, s.SIRET.SIREN().v},
		{ofSIREN, id.SIREN().v},
		{ofSIREN, t.SIRET().SIREN().v},
		{ofSIREN, id.SIRET().SIREN().v},
		{ofLegalFINESS, s.LegalFINESS.v},
		{ofLegalPractice, practice(TechnicalLegalEntity)},
	} {
		if n.v != 0 {
			out = append(out, n)
		}
	}
	return out
}

// compare compares the numbers of two structures that are of a kind from first to
// last.
func compare(mine, theirs []number, first, last numberKind) (c comparison) {
	for _, x := range mine {
		for _, y := range theirs {
			if x.kind == y.kind && first <= x.kind && x.kind <= last {
				c.shared, c.differ = c.shared || x.v == y.v, c.differ || x.v != y.v
			}
		}
	}
	return c
}
