// Package closing tells codes that shut somebody out, wherever a source writes
// them: what a format reads in another place than is due opens nothing, and must
// not be lost.
package closing

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// As is what a code shuts out by; 0 for none.
type As uint8

const (
	// Skill: a savoir-faire of médecine du travail.
	Skill As = iota + 1
	// Sector: of health services at work, or of fire and rescue.
	Sector
	// Function: of médecine du travail, or of students, métiers too, or outside care.
	Function
	// Category: of students. [Of] does not tell it: E means many things.
	Category
	// Role: any; it may have no place beside a métier, or be of an activity that is no
	// care.
	Role
)

// OIDTraining is the OID of TRE_G16, the professions in training, which share the
// codes of the professions. Source: the OIDs of the NOS (ANS).
const OIDTraining = "1.2.250.1.71.1.2.8"

// Spelt returns a code as package habilitation reads one that closes: in capitals,
// without blanks and without its list.
func Spelt(code string) string { return latin.Code(code) }

// Each gives what shuts out in a text where a code is due, and nothing else: that code, or
// each of several or beside a label. "SA47;SM25" is of fire and rescue, and of médecine du
// travail, which comes first: it shuts out most, and a place holds one code.
func Each(text string, give func(As, string)) {
	code := Spelt(text)
	if as := Of(code); as != 0 {
		give(as, code)
		return
	}
	if !strings.ContainsFunc(text, apart) {
		return
	}
	var words []string // each once: a hostile text has any number
	for w := range latin.Words(text) {
		if Of(w) != 0 && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	for _, first := range [...]bool{true, false} {
		for _, w := range words {
			as := Of(w)
			function, _ := roles.ParseProfession(w)
			sector, _ := roles.ParseSector(w)
			if most := as == Skill || sector.OfOccupationalHealth() || function.OfOccupationalMedicine(); most == first {
				give(as, w)
			}
		}
	}
}

// Due is [Spelt] for such a text: of several codes the first of those.
func Due(text string) (first string) {
	Each(text, func(_ As, code string) { first = cmp.Or(first, code) })
	return cmp.Or(first, Spelt(text))
}

// Holds reports whether such a text is a code, or has it among those that shut out.
func Holds(text, code string) bool {
	holds := Spelt(text) == code
	Each(text, func(_ As, c string) { holds = holds || c == code })
	return holds
}

// Occupational returns the first savoir-faire of médecine du travail in such a text; ""
// for none.
func Occupational(text string) (first string) {
	Each(text, func(as As, code string) {
		if as == Skill {
			first = cmp.Or(first, code)
		}
	})
	return first
}

// Of says what a code that is spelt shuts out by, if it does: it asks the decision.
// A number (a student's métier) may mean something else in another list.
func Of(code string) As {
	if strings.ContainsFunc(strings.TrimPrefix(code, "FON-"), apart) {
		return 0 // not one code
	}
	if len(code) < 3 || len(code) > len("FON-29") || !strings.ContainsAny(code[:1], "3CFGS") { // from C41 to FON-29: most need no look
		return 0
	}
	if code[0] == 'G' {
		if _, err := roles.ParseRole(code); err == nil {
			return Role
		}
	}
	skill := situation.Situation{Profession: roles.ProfessionMedecin}
	sector, function := skill, skill
	skill.Qualification, sector.Structure.Stated.Sector, function.Stated.Function = code, code, code
	switch {
	case shut(skill):
		return Skill
	case shut(sector):
		return Sector
	case shut(function):
		return Function
	}
	return 0
}

// apart reports whether a character is none of a code that shuts out, but for the hyphen
// of some.
func apart(r rune) bool {
	return r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a' || r > 'z'
}

// shut reports whether a doctor in this situation has not the access of doctors.
func shut(s situation.Situation) bool {
	who := habilitation.SubjectOf(s, civil.Date{})
	return who.IsStudent() || fire(who) || habilitation.CNAM20240925().ColumnsOf(who) == 0
}

// outside reports whether a situation is of no care, by its role or its function.
func outside(s situation.Situation) bool {
	if s.Profession == roles.ProfessionARole {
		s.Role, s.Stated.Role = 0, "" // has columns, or none, by itself
	}
	s.Profession, s.Category = roles.ProfessionInfirmier, roles.CategoryCivil
	s.Structure.Sector, s.Structure.Stated.Sector, s.Qualification = 0, "", "" // say nothing of a nurse
	who := habilitation.SubjectOf(s, civil.Date{})
	return !who.IsStudent() && habilitation.CNAM20240925().ColumnsOf(who) == 0
}

// More reports whether the first of two situations shuts out by something that the
// second has not: occupational medicine, fire and rescue, being a student, no care.
func More(t, s situation.Situation) bool {
	more, have := habilitation.SubjectOf(t, civil.Date{}), habilitation.SubjectOf(s, civil.Date{})
	return more.IsOccupationalDoctor() && !have.IsOccupationalDoctor() ||
		fire(more) && !fire(have) && !have.IsOccupationalDoctor() ||
		more.IsStudent() && !have.IsStudent() ||
		outside(t) && !outside(s)
}

func fire(s habilitation.Subject) bool {
	for t := range s.Traits() {
		if t == habilitation.TraitFireBrigade {
			return true
		}
	}
	return false
}

// Add returns a situation against which a code counts that is spelt, and said of it
// in another place than is due; free is false where the place that is due says
// another thing, so that nothing can be believed. changed is false when the code
// shuts the person out by nothing that the situation has not already.
func Add(s situation.Situation, as As, code string) (t situation.Situation, free, changed bool) {
	t, free = s, true
	switch as {
	case Skill: // a person may have several
		t.Qualification = code
	case Sector:
		st := &t.Structure
		free = silent(cmp.Or(st.Stated.Sector, st.Sector.Code()), roles.SA43.Code())
		st.Stated.Sector = code
		st.Sector, _ = roles.ParseSector(code)
	case Function:
		free = silent(cmp.Or(t.Stated.Function, t.Function.Code()), "FON-AU")
		t.Stated.Function = code
		t.Function, _ = roles.ParseProfession(code)
		// A student's métier has no column, where that of an intern has.
		if student := t.Function.Kind() == roles.KindStudent; student && s.Function.Kind() != roles.KindStudent {
			return t, free, true
		}
	case Category:
		free = t.Category == 0 && t.Stated.Category == ""
		t.Stated.Category, t.Category = code, roles.CategoryStudent
	case Role:
		if r, _ := roles.ParseRole(code); r.OutsideCare() && s.Profession != roles.ProfessionARole {
			free = silent(cmp.Or(t.Stated.Role, t.Role.Code()), "")
			t.Role, t.Stated.Role = 0, code
			break
		}
		if s.Profession != roles.ProfessionARole || s.Role != 0 || s.Stated.Role != "" || code == roles.GENR01.Code() {
			return s, true, false // GENR01, the activity of every carer, names no column
		}
		t.Stated.Role = code // not held by Role: it opens nothing
		return t, true, true
	default:
		return s, true, false
	}
	return t, free, More(t, s)
}

// silent reports whether a code says nothing: it is not stated, or that by which its
// list says so ("Fonction non définie", "Secteur non défini").
func silent(code, undefined string) bool {
	code = Spelt(code)
	return code == "" || code == undefined
}
