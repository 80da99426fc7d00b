package habilitation

import (
	"iter"

	"github.com/rppsplus/rppsplus/internal/latin"
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
	// key holds the place of the subject in the table of a matrix, in the low
	// half, and its profession.
	key   uint32
	flags uint32
	at    civil.Date
}

func (s Subject) place() uint16 { return uint16(s.key) }

// Places of subjects. A profession of two digits stands at its own value, its
// students studentBase further on; a role professional stands at roleBase with
// métier and role side by side, 0 for none. Everybody else stands at 0: no
// column can name them. The values of the roles package fit, which a test
// checks for all.
const (
	studentBase = 128
	roleBase    = 2 * studentBase
	roleBits    = 4
	metierBits  = 7
	// firstMetier is the code before the first of TRE_R85.
	firstMetier = 299
	// place99 is the place of GENR99 among the roles.
	place99 = 14
	places  = roleBase + 1<<(roleBits+metierBits)
)

// metierIndex returns the index of a métier of TRE_R85 or TRE_R96, 0 for other
// functions.
func metierIndex(p roles.Profession) uint16 {
	if i := uint16(p) - firstMetier; i < 1<<metierBits { // lower codes wrap round
		return i
	}
	return 0
}

// roleIndex returns the index of a role, 0 for none.
func roleIndex(r roles.Role) uint16 {
	switch {
	case r == roles.GENR99:
		return place99
	case r < place99:
		return uint16(r)
	}
	return 0
}

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
	traitStudent
	traitNoRegulation
	traitRoleSuspended
	traitRoleInferred
	traitLastDay // the day is the last one of the situation

	reasonFlags = traitHealth - 1

	// otherDay is [SubjectOtherDay], in the bit that no reason has.
	otherDay = 1 << 0
)

// SubjectOf returns the subject of a practice situation on a day, under the
// default policy. It never fails: what stands against the subject is kept in
// it and comes out as reasons of the decisions. It reads the dates, and knows no decision:
// a situation that was only declared, refused or cancelled
// ([situation.State.IsAccepted]) has no subject. Who is in an activity that is no care by
// its own code ([roles.Role.OutsideCare], [roles.Profession.OutsideCare]) has no column.
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
	c := Codes{s.Profession, s.Function, s.Role, codesMore{s.Category, s.Structure.Sector, isOccupationalQualification(s.Qualification), 0}}
	if c.profession == 0 && s.Stated.Profession != "" {
		c.profession = unknownProfession
	}
	if c.function == 0 && s.Stated.Function != "" {
		c.misreadFunction(s.Stated.Function)
	}
	if c.more.sector == 0 && s.Structure.Stated.Sector != "" {
		c.more.sector = misreadSector(s.Structure.Stated.Sector)
	}
	if c.role == 0 && s.Stated.Role != "" {
		c.misreadRole(s.Stated.Role)
	}
	if c.more.category == 0 && s.Stated.Category != "" {
		c.more.category = unknownCategory
	}
	out := p.subject(c, at)
	if s.RoleInferred {
		out.flags |= traitRoleInferred
	}
	if s.End == at && !at.IsZero() {
		out.flags |= traitLastDay
	}
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
	// Unknown codes have the values below; four fields, so that the struct
	// travels in registers.
	profession, function roles.Profession
	role                 roles.Role
	more                 codesMore
}

type codesMore struct {
	category     roles.Category
	sector       roles.Sector
	occupational bool // by qualification
	// meant closes, and never opens: a préparateur, by a function that no list has; or a
	// praticien conseil, by one, or in the place of a role that is no care in another
	// spelling.
	meant roles.Profession
}

const (
	unknownProfession = roles.Profession(0xFFFF)
	unknownRole       = roles.Role(0xFF)
	unknownCategory   = roles.Category(0xFF)
)

// ParseCodes resolves the codes of a subject, each as its list writes it and
// empty when not stated: profession (TRE_G15, R94, R95, R291), category
// (TRE_R09), function (TRE_R85 or R21), role (TRE_R22). Codes that no list
// knows are kept as unknown. A profession or a category denies, and the role of a
// role professional. An unknown function opens nothing, which a caveat says.
func ParseCodes(profession, category, function, role string) Codes {
	var c Codes
	var err error
	if profession != "" {
		if c.profession, err = roles.ParseProfession(profession); err != nil {
			c.profession = unknownProfession
		}
	}
	if function != "" {
		if c.function, err = roles.ParseProfession(function); err != nil {
			c.misreadFunction(function)
		}
	}
	if role != "" {
		if c.role, err = roles.ParseRole(role); err != nil {
			c.misreadRole(role)
		}
	}
	if category != "" {
		if c.more.category, err = roles.ParseCategory(category); err != nil {
			c.more.category = unknownCategory
		}
	}
	return c
}

// SubjectOfCodes returns the subject of codes on a day, under the default
// policy, for a situation that the caller knows to be open.
func SubjectOfCodes(c Codes, at civil.Date) Subject { return new(Policy).subject(c, at) }

// SubjectOfCodes is like the function [SubjectOfCodes], under a policy.
func (p Policy) SubjectOfCodes(c Codes, at civil.Date) Subject { return p.subject(c, at) }

func (p *Policy) subject(c Codes, at civil.Date) Subject {
	s := Subject{flags: traitStated, at: at}
	if p.RoleAccess != RolePublished {
		s.flags |= traitRoleSuspended
	}
	if c.more.category.Code() == "" && c.more.category != 0 {
		c.more.category = unknownCategory // a value of no code is not "no student"
	}

	s.flags |= professionFlags(c.profession, at)
	if c.profession == unknownProfession {
		c.profession = 0
	}
	role := c.profession == roles.ProfessionARole

	// Métier or fonction: it matters where a column is found by it, and where
	// it tells an occupational doctor or a student.
	metier := c.function
	if metier != 0 && metier.At(at) != roles.StatusValid {
		s.flags |= traitMetier
		// A métier that is unknown or has ended opens no column. It still
		// closes one.
		if metier.Kind() != roles.KindStudent {
			metier = 0
		}
	}

	// Student: by category, or by a métier that is a student's. Interns share
	// the column of their profession, so that the category does not matter;
	// the métiers of students (externs) have no column whatever the profession.
	extern := metier.Kind() == roles.KindStudent ||
		c.function == roles.FonctionEtudiantRemplacant || c.function == roles.FonctionEtudiantMilitaire
	student := extern || c.more.category == roles.CategoryStudent || isIntern(c.function)
	hasInterns := c.profession == roles.ProfessionMedecin ||
		c.profession == roles.ProfessionPharmacien || c.profession == roles.ProfessionChirurgienDentiste
	intern := student && hasInterns && !extern
	switch {
	case c.profession == 0:
	case c.more.category == unknownCategory:
		s.flags |= 1 << CategoryUnknown // it may say that they left, whatever the profession
	case c.more.category == 0 && !hasInterns && p.UnstatedCategory != CategoryAssumedCivil:
		s.flags |= 1 << CategoryNotStated
	}

	// The columns are of those who take part in the care. An activity of which its own
	// code says that it is none opens no column; the role of a role professional has one,
	// or none, by itself.
	outside := c.function.OutsideCare() || c.more.meant.OutsideCare() || !role && c.role.OutsideCare()

	place := uint16(0)
	if c.profession < studentBase && !extern && !outside {
		place = uint16(c.profession)
		if student {
			place += studentBase
		}
	}
	if role {
		s.flags |= roleFlags(c.role, at)
		if !student && !outside {
			named := metier
			if c.more.meant != 0 && c.role != unknownRole && c.role != 0 && c.role != roles.GENR01 {
				named = c.more.meant
				s.flags |= traitMetier
			}
			place = roleBase + metierIndex(named)<<roleBits + roleIndex(c.role)
		}
	}

	s.key = uint32(place) | uint32(c.profession)<<16

	// What the law gives to health professionals in their own right is given
	// to nobody who may be a student: the category must say that they are not.
	own := !student && c.more.category != unknownCategory &&
		(c.more.category != 0 || p.UnstatedCategory == CategoryAssumedCivil)
	if own && isHealthProfessional(c.profession) {
		s.flags |= traitHealth
	}
	if student {
		s.flags |= traitStudent
	}
	if intern || hasInterns && !student && !own {
		s.flags |= traitIntern // an intern at least
	}
	if role && !student && (metier == roles.MetierPreparateurHospitalier || metier == roles.MetierPreparateur) {
		s.flags |= traitTechnician
	}
	if c.profession == roles.ProfessionMedecin {
		s.flags |= doctorFlags(c, own)
	}
	return s
}

// professionFlags returns what stands against a profession.
func professionFlags(p roles.Profession, at civil.Date) (flags uint32) {
	switch p {
	case unknownProfession:
		return 1 << ProfessionUnknown
	case 0:
		return 1 << ProfessionNotStated
	}
	if !isProfession(p) {
		flags = 1 << ProfessionUnknown // a métier or a function is none
	}
	switch p.At(at) {
	case roles.StatusNotYet:
		flags |= 1 << ProfessionNotYet
	case roles.StatusEnded:
		flags |= 1 << ProfessionEnded
	}
	return flags
}

// roleFlags returns what stands against a role.
func roleFlags(r roles.Role, at civil.Date) uint32 {
	switch {
	case r == unknownRole:
		return 1 << RoleUnknown
	case r == 0:
		return 1 << RoleNotStated // a decision forgives it where the métier has a column of its own
	case r.At(at) != roles.StatusValid:
		return 1 << RoleNotValid
	}
	return 0
}

// doctorFlags returns the traits of a doctor. own: surely no student.
func doctorFlags(c Codes, own bool) (flags uint32) {
	if own {
		flags = traitPhysician
	}
	switch {
	case c.function.OfOccupationalMedicine() || c.more.sector.OfOccupationalHealth() || c.more.occupational:
		flags |= traitOccupational
	case c.more.sector == roles.SA47 || c.more.sector == roles.SA68:
		flags |= traitFireBrigade
	}
	return flags
}

// isProfession reports whether a code is of a list of professions: TRE_G15,
// TRE_R94, TRE_R95 or TRE_R291.
func isProfession(p roles.Profession) bool {
	switch p.List() {
	case roles.ListG15, roles.ListR94, roles.ListR95, roles.ListR291:
		return true
	}
	return false
}

// isIntern reports whether a function is that of an intern: of a docteur junior too, an
// intern in the last phase by the definition of the code in TRE_R21.
func isIntern(f roles.Profession) bool {
	return f == roles.FonctionInterne || f == roles.FonctionDocteurJunior
}

// isOccupationalQualification reports whether a savoir-faire is of occupational
// medicine: those of TRE_R01 in JDV_J65 whose label says so, a specialty, a
// competence or a capacity. What closes is read in any spelling, and beside others or
// its label; what opens is read to the letter.
func isOccupationalQualification(text string) bool {
	for code := range latin.Words(text) {
		switch code {
		case "SM25", "SCH35", "C41", "CAPA11":
			return true
		}
	}
	return false
}

// misreadFunction reads a function that no list has to the letter, or that was
// given under another list: an occupational doctor and a student stay what they
// are, however it is written. Of several the one that leaves the least counts. A
// préparateur is one beside a role, whose column alone would open more.
func (c *Codes) misreadFunction(text string) {
	c.function = unknownProfession
	for code := range latin.Words(text) {
		switch p, err := roles.ParseProfession(code); {
		case err != nil:
		case p.OfOccupationalMedicine():
			c.more.occupational = true
			if c.function == unknownProfession {
				c.function = p
			}
		case p.OutsideCare():
			c.more.meant = p
		case p.OfStudents() && (!c.function.OfStudents() || isIntern(c.function)):
			c.function = p
		case (p == roles.MetierPreparateurHospitalier || p == roles.MetierPreparateur) && !c.more.meant.OutsideCare():
			c.more.meant = p
		}
	}
}

// misreadRole is the same for the roles that are no care.
func (c *Codes) misreadRole(text string) {
	c.role = unknownRole
	if c.profession == roles.ProfessionARole {
		return // denied, as under any role that is not known
	}
	for code := range latin.Words(text) {
		if r, err := roles.ParseRole(code); err == nil && r.OutsideCare() {
			c.more.meant = roles.FonctionPraticienConseil
		}
	}
}

// misreadSector is the same for the sectors that close: 0 for any other.
func misreadSector(text string) (out roles.Sector) {
	for code := range latin.Words(text) {
		switch s, _ := roles.ParseSector(code); {
		case s.OfOccupationalHealth():
			return s
		case s == roles.SA47 || s == roles.SA68:
			out = s
		}
	}
	return out
}

// Under returns the subject as a policy reads it that is stricter than the one it was
// made under: on its last day, by presence, by the columns of the roles. Of a policy that
// is looser nothing comes back. A matrix does so with its own policy.
func (s Subject) Under(p Policy) Subject {
	// What has not begun, or has its dates reversed, does not end.
	const unbegun = 1<<SituationNotStarted | 1<<SituationDatesReversed
	switch {
	case p.Situation.LastDay != situation.LastDayIncluded && s.flags&traitLastDay != 0 && s.flags&unbegun == 0:
		s.flags = s.flags&^(traitPresence|1<<SituationDatesUnknown) | 1<<SituationEnded
	case p.Situation.Presence != situation.PresenceCounts && s.flags&traitPresence != 0:
		s.flags = s.flags&^traitPresence | 1<<SituationDatesUnknown
	}
	if s.flags&traitStated != 0 && p.RoleAccess != RolePublished {
		s.flags |= traitRoleSuspended
	}
	return s
}

// On returns the subject of a question that is asked on a day, where the establishment
// is. A situation that is open on one day may be closed on the next: a subject that was
// made for another day, and kept, is denied from then on ([SubjectOtherDay]). One that
// is made anew for each question needs no On.
func (s Subject) On(day civil.Date) Subject {
	if s.flags != 0 && s.at != day {
		s.flags |= otherDay
		s.at = day
	}
	return s
}

// WithoutRegulation returns the subject of somebody whose sign-in says that
// they are not acting for an emergency call centre.
func (s Subject) WithoutRegulation() Subject {
	if s.flags != 0 {
		s.flags |= traitNoRegulation
	}
	return s
}

// IsZero reports whether the subject is not stated.
func (s Subject) IsZero() bool { return s == Subject{} }

// At returns the day for which the subject was made, or is asked: see [Subject.On].
func (s Subject) At() civil.Date { return s.at }

// Profession returns the profession of the subject; zero when not stated or
// unknown.
func (s Subject) Profession() roles.Profession { return roles.Profession(s.key >> 16) }

// Function returns the métier that was kept for the matrix: of a role
// professional only, and valid on the day; zero otherwise.
func (s Subject) Function() roles.Profession {
	if s.place() < roleBase+1<<roleBits {
		return 0
	}
	return roles.Profession((s.place()-roleBase)>>roleBits + firstMetier)
}

// Role returns the role that was kept for the matrix: of a role professional
// only; zero otherwise.
func (s Subject) Role() roles.Role {
	if s.place() < roleBase {
		return 0
	}
	if r := s.place() & (1<<roleBits - 1); r != place99 {
		return roles.Role(r)
	}
	return roles.GENR99
}

// IsStudent reports whether the subject is a student, interns included.
func (s Subject) IsStudent() bool { return s.flags&traitStudent != 0 }

// IsHealthProfessional reports whether the profession is one of TRE_G15, and
// the category says that the person is no student.
func (s Subject) IsHealthProfessional() bool { return s.flags&traitHealth != 0 }

// IsOccupationalDoctor reports whether the subject is an occupational doctor:
// by the fonction FON-29, or FON-28, which has ended (médecin de prévention), or,
// inferred on the safe side, by the sector SA66 (occupational health services) or SA13
// (prevention and care in companies) or the qualification SM25, SCH35, C41 or CAPA11
// (médecine du travail). Doctors of the sectors SA47 and SA68 (fire and rescue) are
// likewise held to be fire-brigade doctors, whose access needs express consent.
// These codes are known in small letters too, and as a word among others ("SM26;SM25",
// "SM25 - Médecine du travail").
func (s Subject) IsOccupationalDoctor() bool { return s.flags&traitOccupational != 0 }

// Problems gives what stands against the subject whatever it asks for, in the
// fixed order.
func (s Subject) Problems() iter.Seq[Reason] {
	if s.flags == 0 {
		return bit(SubjectNotStated).all(0)
	}
	return subjectReasons(s.flags).all(0)
}

// subjectReasons are the reasons in the flags of a subject.
func subjectReasons(flags uint32) reasonSet {
	return reasonSet(flags&reasonFlags&^otherDay) | reasonSet(flags&otherDay)<<SubjectOtherDay
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
