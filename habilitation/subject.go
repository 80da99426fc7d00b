package habilitation

import (
	"iter"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// Subject is who asks, as far as a matrix can tell people apart: profession,
// student or not, métier, role, on a day, with everything that stands against
// them (a situation that has ended, a code that is no longer valid). It is a
// small comparable value, made once at the border by [SubjectOf]; decisions
// look nothing up by text.
//
// The zero Subject is "not stated" and is denied everything.
type Subject struct {
	// key packs, from the low bits: profession, student or not, métier, role.
	key   uint32
	flags uint32
	at    civil.Date
}

// Bits of the parts of a key. The values of roles.Profession and roles.Role
// fit, which New checks for those of a matrix and a test for all.
const (
	professionBits = 12
	personBits     = professionBits + 1 // with the student bit
	functionBits   = 12
	roleBits       = 7

	studentBit    = 1 << professionBits
	functionShift = personBits
	roleShift     = personBits + functionBits
)

func (s Subject) person() uint32   { return s.key & (1<<personBits - 1) }
func (s Subject) function() uint32 { return s.key >> functionShift & (1<<functionBits - 1) }
func (s Subject) role() uint32     { return s.key >> roleShift }

// Traits of a subject, in the bits of flags above the reasons.
const (
	traitHealth = 1 << (uint32(lastSubjectReason) + 1 + iota)
	traitIntern
	traitTechnician
	traitPhysician
	traitOccupational
	traitFireBrigade
	traitPresence
	traitMetier
	traitStated

	reasonFlags = traitHealth - 1
)

// SubjectOf returns the subject of a practice situation on a day, under the
// default policy. It never fails: what stands against the subject is kept in
// it and comes out as reasons of the decisions.
func SubjectOf(s situation.Situation, at civil.Date) Subject { return Policy{}.SubjectOf(s, at) }

// NoSubject returns a subject that is denied everything for one reason:
// [IdentityMissing], [StructureUnknown] or [StructureAmbiguous]. Any other
// reason gives [SubjectNotStated].
func NoSubject(r Reason, at civil.Date) Subject {
	switch r {
	case IdentityMissing, StructureUnknown, StructureAmbiguous:
	default:
		r = SubjectNotStated
	}
	return Subject{flags: 1<<r | traitStated, at: at}
}

// SubjectOf is like the function [SubjectOf], under a policy.
func (p Policy) SubjectOf(s situation.Situation, at civil.Date) Subject {
	out := p.subject(Codes{
		profession: s.Profession, function: s.Function, role: s.Role, category: s.Category,
		unknownProfession: s.Profession == 0 && s.Stated.Profession != "",
		unknownFunction:   s.Function == 0 && s.Stated.Function != "",
		unknownRole:       s.Role == 0 && s.Stated.Role != "",
		unknownCategory:   s.Category == 0 && s.Stated.Category != "",
		sector:            s.Structure.Sector,
	}, at)
	switch p.Situation.OpenAt(&s, at) {
	case situation.Open:
	case situation.OpenByPresence:
		out.flags |= traitPresence
	case situation.NotStarted:
		out.flags |= 1 << SituationNotStarted
	case situation.Ended:
		out.flags |= 1 << SituationEnded
	case situation.DatesReversed:
		out.flags |= 1 << SituationDatesReversed
	default:
		out.flags |= 1 << SituationDatesUnknown
	}
	return out
}

// Codes are the codes of a subject, resolved from text by [ParseCodes].
// Codes says nothing about dates: the caller vouches that the situation is
// open.
type Codes struct {
	profession, function                                             roles.Profession
	role                                                             roles.Role
	category                                                         roles.Category
	sector                                                           roles.Sector
	unknownProfession, unknownFunction, unknownRole, unknownCategory bool
}

// ParseCodes resolves the codes of a subject, each as its list writes it and
// empty when not stated: profession (TRE_G15, R94, R95, R291), category
// (TRE_R09), function (TRE_R85 or R21), role (TRE_R22). Codes that no list
// knows are kept as unknown and deny in the decision.
func ParseCodes(profession, category, function, role string) Codes {
	var c Codes
	var err error
	if profession != "" {
		c.profession, err = roles.ParseProfession(profession)
		c.unknownProfession = err != nil
	}
	if category != "" {
		c.category, err = roles.ParseCategory(category)
		c.unknownCategory = err != nil
	}
	if function != "" {
		c.function, err = roles.ParseProfession(function)
		c.unknownFunction = err != nil
	}
	if role != "" {
		c.role, err = roles.ParseRole(role)
		c.unknownRole = err != nil
	}
	return c
}

// SubjectOfCodes returns the subject of codes on a day, under the default
// policy, for a situation that the caller knows to be open.
func SubjectOfCodes(c Codes, at civil.Date) Subject { return Policy{}.subject(c, at) }

// SubjectOfCodes is like the function [SubjectOfCodes], under a policy.
func (p Policy) SubjectOfCodes(c Codes, at civil.Date) Subject { return p.subject(c, at) }

func (p Policy) subject(c Codes, at civil.Date) Subject {
	s := Subject{flags: traitStated, at: at}

	// Profession.
	role := c.profession == roles.ProfessionARole
	switch {
	case c.unknownProfession:
		s.flags |= 1 << ProfessionUnknown
	case c.profession == 0:
		s.flags |= 1 << ProfessionNotStated
	default:
		switch c.profession.At(at) {
		case roles.StatusNotYet:
			s.flags |= 1 << ProfessionNotYet
		case roles.StatusEnded:
			s.flags |= 1 << ProfessionEnded
		}
	}

	// Métier or fonction: it matters where a column is found by it, and where
	// it tells an occupational doctor or a student.
	metier := c.function
	if c.unknownFunction {
		s.flags |= traitMetier
	} else if metier != 0 && metier.At(at) != roles.StatusValid {
		s.flags |= traitMetier
		// An ended métier opens no column. It still closes one.
		if metier.Kind() != roles.KindStudent {
			metier = 0
		}
	}

	// Student: by category, or by a métier that is a student's.
	student := c.category == roles.CategoryStudent || metier.Kind() == roles.KindStudent
	intern := student && (c.profession == roles.ProfessionMedecin ||
		c.profession == roles.ProfessionPharmacien || c.profession == roles.ProfessionChirurgienDentiste)
	// For the professions whose interns share the column the category does
	// not matter.
	needsCategory := c.profession != 0 && c.profession != roles.ProfessionMedecin &&
		c.profession != roles.ProfessionPharmacien && c.profession != roles.ProfessionChirurgienDentiste
	switch {
	case c.unknownCategory && needsCategory:
		s.flags |= 1 << CategoryUnknown
	case c.category == 0 && !c.unknownCategory && needsCategory && p.UnstatedCategory == CategoryMustBeStated:
		s.flags |= 1 << CategoryNotStated
	}

	prof, fn, rl := uint32(c.profession), uint32(0), uint32(0)
	if student && prof != 0 {
		prof |= studentBit
	}
	if role {
		switch {
		case c.unknownRole:
			s.flags |= 1 << RoleUnknown
		case c.role == 0:
			// Decide forgives it where the métier has a column of its own.
			s.flags |= 1 << RoleNotStated
		default:
			if c.role.At(at) != roles.StatusValid {
				s.flags |= 1 << RoleNotValid
			}
		}
		if !student {
			fn, rl = uint32(metier), uint32(c.role)
		}
	}
	s.key = prof | fn<<functionShift | rl<<roleShift

	if isHealthProfessional(c.profession) && !student {
		s.flags |= traitHealth
	}
	if intern {
		s.flags |= traitIntern
	}
	if role && !student && (metier == roles.MetierPreparateurHospitalier || metier == roles.MetierPreparateur) {
		s.flags |= traitTechnician
	}
	if c.profession == roles.ProfessionMedecin {
		if !student {
			s.flags |= traitPhysician
		}
		switch {
		case c.function == roles.FonctionMedecinDuTravail || c.sector == roles.SA66:
			s.flags |= traitOccupational
		case c.sector == roles.SA47 || c.sector == roles.SA68:
			s.flags |= traitFireBrigade
		}
	}
	return s
}

// IsZero reports whether the subject is not stated.
func (s Subject) IsZero() bool { return s == Subject{} }

// At returns the day for which the subject was made.
func (s Subject) At() civil.Date { return s.at }

// Profession returns the profession of the subject; zero when not stated or
// unknown.
func (s Subject) Profession() roles.Profession {
	return roles.Profession(s.person() &^ studentBit)
}

// Function returns the métier that was kept for the matrix: of a role
// professional only, and valid on the day; zero otherwise.
func (s Subject) Function() roles.Profession { return roles.Profession(s.function()) }

// Role returns the role that was kept for the matrix: of a role professional
// only; zero otherwise.
func (s Subject) Role() roles.Role { return roles.Role(s.role()) }

// IsStudent reports whether the subject is a student, interns included.
func (s Subject) IsStudent() bool { return s.key&studentBit != 0 }

// IsHealthProfessional reports whether the profession is one of TRE_G15, and
// the person no student.
func (s Subject) IsHealthProfessional() bool { return s.flags&traitHealth != 0 }

// IsOccupationalDoctor reports whether the subject is an occupational doctor:
// by the fonction FON-29, or by the sector SA66 (occupational health
// services; inferred, and on the safe side for reading).
func (s Subject) IsOccupationalDoctor() bool { return s.flags&traitOccupational != 0 }

// Problems gives what stands against the subject whatever it asks for, in the
// fixed order.
func (s Subject) Problems() iter.Seq[Reason] {
	f := s.flags & reasonFlags
	if s.flags == 0 {
		f = 1 << SubjectNotStated
	}
	return reasonSet(f).all(0)
}

// String tells the codes of the subject.
func (s Subject) String() string {
	if s.IsZero() {
		return "(not stated)"
	}
	out := "profession " + s.Profession().String()
	if s.IsStudent() {
		out += ", student"
	}
	if f := s.Function(); f != 0 {
		out += ", function " + f.Code()
	}
	if r := s.Role(); r != 0 {
		out += ", role " + r.Code()
	}
	return out + ", on " + s.at.String()
}
