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
// covers a combination answers; none: nothing is known.
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
	for _, r := range t {
		if (r.Profession == 0 || r.Profession == c.Profession) && (r.Role == 0 || r.Role == c.Role) &&
			(r.Sector == 0 || r.Sector == c.Sector) && (r.Kind == 0 || r.Kind == c.Kind) &&
			(r.From.IsZero() || !c.At.IsZero() && !c.At.Before(r.From)) &&
			(r.Until.IsZero() || !c.At.IsZero() && !c.At.After(r.Until)) {
			return r.Answer
		}
	}
	return 0
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
