package registration

import (
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// Combination is what Pro Santé Identité weighs together: it refuses a
// profession and a role that "the matrix of the DMP" does not allow in the
// sector of the structure. The table behind this refusal is not public.
type Combination struct {
	Profession roles.Profession
	Role       roles.Role
	Sector     roles.Sector
	Kind       rpps.StructureKind
	// At is the day of the request.
	At civil.Date
}

// Compatibility answers for combinations: [rpps.Yes], [rpps.No], or the zero
// answer for those of which it knows nothing.
type Compatibility interface {
	Compatible(Combination) rpps.Answer
}

// CompatibilityTable is a table given by the caller. The first row that
// covers a combination answers; none: nothing is known. Nor is it known that a
// combination is compatible when an earlier row, which does not say so, would cover
// it if what the combination leaves out were stated: the sector, say.
type CompatibilityTable []CompatibilityRow

// CompatibilityRow covers the combinations that have all its stated values,
// on the days from From to Until, both included; a value that is not stated
// covers all.
type CompatibilityRow struct {
	Profession  roles.Profession
	Role        roles.Role
	Sector      roles.Sector
	Kind        rpps.StructureKind
	From, Until civil.Date
	Answer      rpps.Answer
}

// Compatible implements [Compatibility].
func (t CompatibilityTable) Compatible(c Combination) rpps.Answer {
	doubt := false
	for _, r := range t {
		switch covers := r.covers(c); {
		case covers == rpps.Yes && r.Answer == rpps.Yes && doubt:
			return 0
		case covers == rpps.Yes:
			return r.Answer
		case covers == 0:
			doubt = doubt || r.Answer != rpps.Yes
		}
	}
	return 0
}

// covers reports whether a row covers a combination; not stated when that depends on
// what the combination leaves out.
func (r CompatibilityRow) covers(c Combination) rpps.Answer {
	covers := rpps.Yes
	for _, value := range [...][2]uint16{
		{uint16(r.Profession), uint16(c.Profession)},
		{uint16(r.Role), uint16(c.Role)},
		{uint16(r.Sector), uint16(c.Sector)},
		{uint16(r.Kind), uint16(c.Kind)},
	} {
		switch {
		case value[0] == 0 || value[0] == value[1]:
		case value[1] != 0:
			return rpps.No
		default:
			covers = 0
		}
	}
	switch {
	case r.From.IsZero() && r.Until.IsZero():
	case c.At.IsZero():
		return 0
	case c.At.Before(r.From), c.At.After(r.Until):
		return rpps.No
	}
	return covers
}

// compatibility asks the caller's table, and warns of what the labels make
// doubtful.
func (k *checker) compatibility() {
	s := &k.r.Situation
	place := &k.place
	c := Combination{Profession: s.Function, Role: s.Role, Sector: place.Sector, Kind: place.Kind, At: k.day}
	if c.Kind == 0 {
		c.Kind, _ = rpps.KindOfSector(c.Sector)
	}
	if k.c.Compatible != nil {
		switch k.c.Compatible.Compatible(c) {
		case rpps.No:
			k.at(ruleCompatibilityRefused, PathStructure)
			return
		case rpps.Yes:
			return
		}
	}
	if c.Kind == 0 {
		return
	}
	switch {
	case c.Profession == roles.MetierPreparateurHospitalier && c.Kind != rpps.Hospital:
		k.at(ruleCompatibilityHospital, PathStructure)
	case c.Kind == rpps.Officine && c.Profession.InJ121() && c.Profession != roles.MetierPreparateur:
		k.at(ruleCompatibilityOfficine, PathStructure, c.Profession.Code())
	case (c.Profession == roles.MetierAideADomicile || c.Profession == roles.MetierAideADomicileQualifie) && c.Kind != rpps.ESMS:
		k.at(ruleCompatibilityHomeCare, PathStructure, c.Profession.Code())
	}
}
