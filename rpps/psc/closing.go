package psc

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/internal/closing"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/situation"
)

// closer is a code that shuts somebody out, in a member in which it is not read as
// what it is.
type closer struct {
	as   closing.As
	code string // in capitals, without its list
	path string
	// reach is the path of the exercise or the activity that it is said of; empty for
	// all. of is the profession that it is said of, if it is said of one.
	reach, of string
}

// noteIn notes what a text shuts out by, in a member of that name, but for what is read
// there as it is. Numbers are métiers of students where a role or a function is due, and
// E is the category of students where a category is.
func (u *Userinfo) noteIn(name, text string, but closing.As, path, reach string) {
	if latin.EqualFold(name, memberCategory) {
		if code := closing.Spelt(text); code == roles.CategoryStudent.Code() {
			u.note(closer{as: closing.Category, code: code}, path, reach)
		}
		return
	}
	note := func(as closing.As, code string) {
		if as == closing.Function && code[0] <= '9' && !latin.EqualFold(name, memberRole) && !latin.EqualFold(name, memberSubjectRole) {
			return // a number, of something else
		}
		if as != but {
			u.note(closer{as: as, code: code}, path, reach)
		}
	}
	if !due(name) {
		code := closing.Spelt(text)
		note(closing.Of(code), code)
		return
	}
	closing.Each(text, note)
}

// The members whose name says what a code is of.
const (
	memberCategory    = "codeCategorieProfessionnelle"
	memberRole        = "codeRole"
	memberSubjectRole = "SubjectRole"
)

// due reports whether in a member of that name a code is due, beside which another may
// stand, and no words.
func due(name string) bool {
	for _, n := range [...]string{
		memberRole, memberSubjectRole, "codeGenreActivite", "codeModeExercice", "codeSavoirFaire", "codeTypeSavoirFaire",
		"codeSecteurDactivite", "codeSectionPharmacien", "Secteur_Activite",
	} {
		if latin.EqualFold(name, n) {
			return true
		}
	}
	return false
}

// naming reports whether the name of a member says what a code in it is of.
func naming(name string) bool { return latin.EqualFold(name, memberCategory) || due(name) }

// look notes what shuts out in a member that is not read, or not as what it is: in
// the texts and numbers of its value, whatever its type. What a member in it is called
// counts where the name says what a code is of.
func (u *Userinfo) look(name, path, reach string, raw json.RawMessage) {
	if len(raw) <= len(`""`) {
		return
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	type list struct {
		object bool
		within string // what it stands in
	}
	var open []list
	within, key := name, false
	for {
		t, err := d.Token()
		if err != nil {
			return // the text was checked before: it is the end
		}
		if delim, ok := t.(json.Delim); ok {
			if delim == '{' || delim == '[' {
				open = append(open, list{object: delim == '{', within: within})
			} else {
				last := len(open) - 1
				within, open = open[last].within, open[:last]
			}
			key = len(open) > 0 && open[len(open)-1].object
			continue
		}
		text, ok := t.(string)
		if key {
			if within = name; naming(text) {
				within = text
			}
		}
		key = !key && len(open) > 0 && open[len(open)-1].object
		if n, number := t.(json.Number); number {
			text, ok = n.String(), true
		}
		if ok {
			u.noteIn(within, text, 0, path, reach)
		}
	}
}

func (u *Userinfo) note(c closer, path, reach string) {
	if c.reach = reach; c.as == closing.Skill {
		c.reach = "" // of the person
	}
	if c.as == 0 || u.noted[c] {
		return // it shuts out once, wherever it stands
	}
	if u.noted == nil {
		u.noted = make(map[closer]bool)
	}
	u.noted[c] = true
	c.path = path
	u.closings = append(u.closings, c)
}

// lookAt notes what shuts out in a code that was read as another.
func (u *Userinfo) lookAt(o *object, name, text string, as closing.As) {
	u.noteIn(name, text, as, o.at(name), o.path)
}

// lookAtRoles notes what SubjectRole says: each of its texts, and what of it was not
// read as one.
func (u *Userinfo) lookAtRoles(top *object) {
	for i, r := range u.SubjectRoles {
		u.noteIn(memberSubjectRole, r.Code, 0, u.rolesAt[i], "")
		if strings.HasSuffix(r.ValueSet, closing.OIDTraining) {
			u.note(closer{as: closing.Category, code: roles.CategoryStudent.Code(), of: closing.Spelt(r.Code)}, u.rolesAt[i], "")
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
	u.noteIn("codeGenreActivite", u.GenreText, 0, "codeGenreActivite", "")
	for i, e := range u.Professional.Exercises {
		if code := closing.Occupational(e.Qualification); code != "" {
			u.note(closer{as: closing.Skill, code: code}, element("SubjectRefPro.exercices", i)+".codeSavoirFaire", "")
		}
	}
	for _, c := range u.closings {
		// What an activity carries is of that one.
		if c.reach == "" && slices.ContainsFunc(u.Activities, c.isOf) {
			continue
		}
		learnt := u.learnt(c)
		counted := false
		for i := range u.Activities {
			a := &u.Activities[i]
			if s := &a.Situation; learnt != 0 && learnt != s.Profession && s.Category != 0 && s.Category != roles.CategoryStudent {
				continue // a nurse who studies medicine is a nurse
			}
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

// isOf reports whether an activity states the code in its place.
func (c *closer) isOf(a Activity) bool {
	switch s := &a.Situation; c.as {
	case closing.Sector:
		return closing.Holds(s.Structure.Stated.Sector, c.code)
	case closing.Function:
		return closing.Holds(s.Stated.Function, c.code)
	case closing.Role:
		return closing.Holds(s.Stated.Role, c.code)
	}
	return false
}

// learner is a student's métier with a profession that is learnt by it.
type learner struct{ metier, profession roles.Profession }

// learners are those of the lists, as the labels of the métiers say.
var learners = [...]learner{
	{roles.MetierEtudiantInfirmier, roles.ProfessionInfirmier},
	{roles.MetierExterneMedecine, roles.ProfessionMedecin},
	{roles.MetierExterneOdontologie, roles.ProfessionChirurgienDentiste},
	{roles.MetierExterneMaieutique, roles.ProfessionSageFemme},
	{roles.MetierExternePharmacie, roles.ProfessionPharmacien},
	{roles.MetierEtudiantMasseurKinesitherapeute, roles.ProfessionMasseurKinesitherapeute},
	{roles.FonctionInterne, roles.ProfessionMedecin},
	{roles.FonctionInterne, roles.ProfessionPharmacien},
	{roles.FonctionInterne, roles.ProfessionChirurgienDentiste},
	{roles.FonctionDocteurJunior, roles.ProfessionMedecin},
	{roles.FonctionDocteurJunior, roles.ProfessionPharmacien},
	{roles.FonctionDocteurJunior, roles.ProfessionChirurgienDentiste},
}

// learnt returns the profession that somebody with a student's métier learns, if they
// have an exercise as a student of it: the métier is of that one. 0 for none.
func (u *Userinfo) learnt(c closer) roles.Profession {
	if c.as != closing.Function || c.reach != "" {
		return 0
	}
	metier, _ := roles.ParseProfession(c.code)
	for _, e := range u.Professional.Exercises {
		if e.Category == roles.CategoryStudent && slices.Contains(learners[:], learner{metier, e.Profession}) {
			return e.Profession
		}
	}
	return 0
}

// count counts a code against a situation. It reports whether it changes anything.
func (c *closer) count(s *situation.Situation) bool {
	byRole := s.Profession == roles.ProfessionARole
	switch {
	case c.of != "" && closing.Spelt(s.Stated.Profession) != c.of, s.Stated.Profession == contradiction:
		return false
	case c.as == closing.Role && byRole && s.RoleInferred && closing.Spelt(s.Stated.Role) != c.code && s.Stated.Role != contradiction:
		s.Role, s.Stated.Role = 0, contradiction // which of the two is not known
		return true
	case c.as == closing.Role && byRole && c.path == "codeGenreActivite" && s.Stated.Function == "":
		return false // the missing role is told, and opens nothing already
	}
	said := *s
	if c.as == closing.Role && s.RoleInferred && !byRole {
		said.Role, said.Stated.Role = 0, "" // drawn from elsewhere, where another one stands
	}
	t, free, changed := closing.Add(said, c.as, c.code)
	switch {
	case !changed, !free && c.as != closing.Category:
		return false
	case !free: // one category there, another here
		t = *s
		t.Stated.Profession, t.Profession = contradiction, 0
	case c.as == closing.Role && byRole:
		t.Stated.Role = contradiction // of others it stays: no care
	}
	*s = t
	return true
}
