package psc

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// closing is a code that shuts somebody out, in a member in which it is not read as
// what it is.
type closing struct {
	as   closingAs
	code string // in capitals, without its list
	path string
	// reach is the path of the exercise or the activity that it is said of; empty for
	// all. of is the profession that it is said of, if it is said of one.
	reach, of string
}

type closingAs uint8

const (
	closingSkill    closingAs = iota + 1 // médecine du travail
	closingSector                        // médecine du travail, fire and rescue
	closingFunction                      // médecine du travail, students
	closingCategory                      // students
	closingRole                          // may have no place beside a métier
)

// oidTraining is TRE_G16, the professions in training: they share the codes of the
// professions.
const oidTraining = "1.2.250.1.71.1.2.8"

// spelt returns a code as package habilitation reads one that closes: in capitals,
// without blanks and without its list.
func spelt(code string) string {
	code, _, _ = strings.Cut(code, "^")
	return latin.Upper(strings.TrimSpace(code))
}

// closingOf says what a code shuts out by, in a member of that name. Numbers are
// métiers of students where a role or a function is due, and E is the category of
// students where a category is.
func closingOf(name, code string) closing {
	code = spelt(code)
	if latin.EqualFold(name, "codeCategorieProfessionnelle") {
		if code == roles.CategoryStudent.Code() {
			return closing{as: closingCategory, code: code}
		}
		return closing{}
	}
	if len(code) < 3 || len(code) > 8 || !strings.ContainsAny(code[:1], "3CFGS") { // from C41 to FON-29: most need no look
		return closing{}
	}
	if _, err := roles.ParseRole(code); code[0] == 'G' && err == nil {
		return closing{as: closingRole, code: code}
	}
	doctor := situation.Situation{Profession: roles.ProfessionMedecin}
	skill, sector, function := doctor, doctor, doctor
	skill.Qualification, sector.Structure.Stated.Sector, function.Stated.Function = code, code, code
	switch {
	case closesMore(skill, doctor):
		return closing{as: closingSkill, code: code}
	case closesMore(sector, doctor):
		return closing{as: closingSector, code: code}
	case closesMore(function, doctor) && (code[0] > '9' || latin.EqualFold(name, "codeRole") || latin.EqualFold(name, "SubjectRole")):
		return closing{as: closingFunction, code: code}
	}
	return closing{}
}

// closesMore reports whether the first of two situations shuts out by something that
// the second has not.
func closesMore(t, s situation.Situation) bool {
	have, more := habilitation.SubjectOf(s, civil.Date{}), habilitation.SubjectOf(t, civil.Date{})
	fire := func(s habilitation.Subject) bool {
		for t := range s.Traits() {
			if t == habilitation.TraitFireBrigade {
				return true
			}
		}
		return false
	}
	return more.IsOccupationalDoctor() && !have.IsOccupationalDoctor() ||
		fire(more) && !fire(have) && !have.IsOccupationalDoctor() || more.IsStudent() && !have.IsStudent()
}

// look notes what shuts out in a member that is not read, or not as what it is: in
// the texts and numbers of its value, whatever its type.
func (u *Userinfo) look(name, path, reach string, raw json.RawMessage) {
	if len(raw) <= len(`""`) {
		return
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	for {
		t, err := d.Token()
		if err != nil {
			return // the text was checked before: it is the end
		}
		text, ok := t.(string)
		if n, number := t.(json.Number); number {
			text, ok = n.String(), true
		}
		if ok {
			u.note(closingOf(name, text), path, reach)
		}
	}
}

func (u *Userinfo) note(c closing, path, reach string) {
	if c.path, c.reach = path, reach; c.as != 0 && !slices.Contains(u.closings, c) {
		u.closings = append(u.closings, c)
	}
}

// lookAt notes what shuts out in a code that was read as another.
func (u *Userinfo) lookAt(o *object, name, text string, as closingAs) {
	if c := closingOf(name, text); c.as != as {
		u.note(c, o.at(name), o.path)
	}
}

// lookAtRoles notes what SubjectRole says: each of its texts, and what of it was not
// read as one.
func (u *Userinfo) lookAtRoles(top *object) {
	for i, r := range u.SubjectRoles {
		u.note(closingOf("SubjectRole", r.Code), element("SubjectRole", i), "")
		if strings.HasSuffix(r.ValueSet, oidTraining) {
			u.note(closing{as: closingCategory, code: roles.CategoryStudent.Code(), of: spelt(r.Code)}, element("SubjectRole", i), "")
		}
	}
	for _, m := range top.members {
		if name := "SubjectRole"; latin.EqualFold(m.Name, name) {
			u.look(name, name, "", m.Value)
		}
	}
}

// close counts what was noted against the activities that say nothing of it. A
// savoir-faire is of the person, and counts beside another.
func (u *Userinfo) close() {
	if u.GenreText != "" && u.GenreText != contradiction {
		u.note(closingOf("codeGenreActivite", u.GenreText), "codeGenreActivite", "")
	}
	for i, e := range u.Professional.Exercises {
		if occupational(situation.Situation{Profession: roles.ProfessionMedecin, Qualification: e.Qualification}) {
			u.note(closing{as: closingSkill, code: spelt(e.Qualification)}, element("SubjectRefPro.exercices", i)+".codeSavoirFaire", "")
		}
	}
	for _, c := range u.closings {
		// What an activity carries is of that one.
		if c.reach == "" && (c.as == closingFunction || c.as == closingRole) && slices.ContainsFunc(u.Activities, func(a Activity) bool {
			return c.as == closingFunction && spelt(a.Situation.Stated.Function) == c.code || c.as == closingRole && spelt(a.Situation.Stated.Role) == c.code
		}) {
			continue
		}
		counted := false
		for i := range u.Activities {
			a := &u.Activities[i]
			if c.reach == "" || a.Path == c.reach || strings.HasPrefix(a.Path, c.reach+".") {
				counted = c.count(&a.Situation) || counted
			}
		}
		switch {
		case counted && strings.HasPrefix(c.path, "SubjectRole"):
			u.fault(ruleSubjectCloses, c.path)
		case counted:
			u.fault(ruleCloses, c.path)
		}
	}
}

// count counts a code against a situation. It reports whether it changes anything.
func (c *closing) count(s *situation.Situation) bool {
	t := *s
	switch c.as {
	case closingSkill:
		t.Qualification = c.code
	case closingSector:
		if s.Structure.Stated.Sector != "" {
			return false
		}
		t.Structure.Stated.Sector = c.code
		t.Structure.Sector, _ = roles.ParseSector(c.code)
	case closingFunction:
		if s.Stated.Function != "" {
			return false
		}
		t.Stated.Function = c.code
		t.Function, _ = roles.ParseProfession(c.code)
	case closingCategory:
		if c.of != "" && spelt(s.Stated.Profession) != c.of {
			return false
		}
		t.Stated.Category, t.Category = c.code, roles.CategoryStudent
		if s.Stated.Category != "" && closesMore(t, *s) { // one thing there, another here
			s.Stated.Profession, s.Profession = contradiction, 0
			return true
		}
	case closingRole:
		// Without a métier the missing role is told, and opens nothing already.
		if s.Profession != roles.ProfessionARole || s.Stated.Role != "" || c.path == "codeGenreActivite" && s.Stated.Function == "" {
			return false
		}
		s.Stated.Role = contradiction // it opens nothing
		return true
	}
	if !closesMore(t, *s) {
		return false
	}
	*s = t
	return true
}

// occupational reports whether a situation is that of an occupational doctor.
func occupational(s situation.Situation) bool {
	return habilitation.SubjectOf(s, civil.Date{}).IsOccupationalDoctor()
}
