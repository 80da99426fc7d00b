package fhir

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// closing is a code that shuts somebody out, wherever it stands in a resource.
type closing struct {
	as   closingAs
	code string // in capitals, without its list
}

type closingAs uint8

const (
	closingSkill    closingAs = iota + 1 // médecine du travail
	closingSector                        // médecine du travail, fire and rescue
	closingFunction                      // médecine du travail, students
	closingCategory                      // students
	closingRole                          // of a métier that has a column of its own
)

// closings returns the codes of a resource that shut somebody out, those left out
// that a field has carried since the reading: the field counts then, and what the
// caller has made of it.
func closings(r Resource) []closing {
	var out []closing
	add := func(system, code string) {
		c := closingOf(system, code)
		if c.as != 0 && !slices.Contains(out, c) && !carries(r, c) {
			out = append(out, c)
		}
	}
	switch r.(type) {
	case *Practitioner, *PractitionerRole, *Organization:
		codes(r.Common().tree, true, add)
	}
	return out
}

// codes gives every code in a resource with its system. The resources in it that
// are read for themselves are left out, and the narrative.
func codes(v *jsontree.Value, top bool, add func(system, code string)) {
	if code, ok := v.Get("code").Text(); ok {
		system, _ := v.Get("system").Text()
		add(strings.TrimSpace(system), code)
	}
	for _, name := range [...]string{"valueCode", "valueString"} {
		if code, ok := v.Get(name).Text(); ok {
			add("", code)
		}
	}
	for i := range v.Len() {
		k := v.At(i)
		switch {
		case k.Kind() < jsontree.Array, top && k.Key() == "text":
		case top && k.Key() == "contained":
			for i := range k.Len() {
				switch kind, _ := k.At(i).Get("resourceType").Text(); kind {
				case "Practitioner", "PractitionerRole", "Organization", "Bundle":
				default:
					codes(k.At(i), true, add)
				}
			}
		default:
			codes(k, false, add)
		}
	}
}

// closingOf says what a code shuts out by. Of the lists of the NOS the right one
// matters only where others have the same code: numbers (FINESS categories) and C41.
// A code of a list of somebody else means something else.
func closingOf(system, code string) closing {
	code = spelt(code)
	switch {
	case code == "" || len(code) > 80:
		return closing{}
	case code == roles.CategoryStudent.Code():
		if k, _ := key(system); k == roles.ListR09.Key() || strings.Contains(system, "CategorieProfessionnelle") {
			return closing{closingCategory, code}
		}
	case strings.Contains(latin.Upper(system), "TRE_G16") || strings.HasSuffix(system, "1.2.250.1.71.1.2.8"): // professions in training
		return closing{closingCategory, roles.CategoryStudent.Code()}
	}
	if len(code) < 3 || len(code) > 8 || !strings.ContainsAny(code[:1], "3CFGS") { // from C41 to FON-29: most need no look
		return closing{}
	}
	k := ""
	if system != "" {
		if k, _ = key(system); k == "" && !strings.Contains(system, "1.2.250.1.") && !strings.Contains(system, "esante.gouv.fr") {
			return closing{}
		}
	}
	if _, err := roles.ParseRole(code); err == nil {
		return closing{closingRole, code}
	}
	if (code[0] < 'A' || code == "C41") && k != "" && listOfKey(k) == 0 && !isSkillList(k) {
		return closing{}
	}
	switch closingList(code) {
	case "TRE_R01":
		return closing{closingSkill, code}
	case roles.ListR02.Key():
		return closing{closingSector, code}
	case roles.ListR85.Key(), roles.ListR21.Key():
		return closing{closingFunction, code}
	}
	return closing{}
}

// spelt returns a code as package habilitation reads one that closes: in capitals,
// without blanks and without its list.
func spelt(code string) string {
	code, _, _ = strings.Cut(code, "^")
	return latin.Upper(strings.TrimSpace(code))
}

// carries reports whether a field of the resource was read from the code.
func carries(r Resource, c closing) bool {
	is := func(code string) bool { return spelt(code) == c.code }
	switch r := r.(type) {
	case *Practitioner:
		switch c.as {
		case closingSkill:
			return slices.ContainsFunc(r.Skills, func(s Skill) bool { return is(s.Code) })
		case closingCategory:
			return slices.ContainsFunc(r.was.Exercises, func(e rpps.Exercise) bool { return is(e.Stated.Category) })
		}
	case *PractitionerRole:
		switch s := &r.was; c.as {
		case closingSkill:
			return is(s.Qualification)
		case closingFunction:
			return is(s.Stated.Function)
		case closingRole:
			return is(s.Stated.Role)
		}
	case *Organization:
		return c.as != closingSector || is(r.was.Stated.Sector)
	}
	return false
}

// closeAbove counts against a situation the sector of the legal entity above its
// place, where the place states none.
func (l *linker) closeAbove(s *situation.Situation, o *Organization) {
	found := o.closings
	if st := &o.Structure; st.Sector != 0 || st.Stated.Sector != "" {
		found = []closing{{closingSector, spelt(cmp.Or(st.Sector.Code(), st.Stated.Sector))}}
	}
	l.close(s, found, ".organization.partOf", true)
}

// close counts against a situation what a resource of it says in another place than
// the one that is read; weak: only where the situation says nothing itself.
func (l *linker) close(s *situation.Situation, found []closing, path string, weak bool) {
	for _, c := range found {
		t, free := *s, true
		switch c.as {
		case closingSkill:
			t.Qualification = c.code
		case closingSector:
			st := &t.Structure
			free = st.Sector == 0 && st.Stated.Sector == ""
			st.Stated.Sector = c.code
			st.Sector, _ = roles.ParseSector(c.code)
		case closingFunction:
			free = t.Function == 0 && t.Stated.Function == ""
			t.Stated.Function = c.code
			t.Function, _ = roles.ParseProfession(c.code)
		case closingCategory:
			free = t.Category == 0 && t.Stated.Category == ""
			t.Stated.Category, t.Category = c.code, roles.CategoryStudent
		case closingRole:
			// It opens nothing, and may have no place beside the métier.
			if t.Profession != roles.ProfessionARole || t.Role != 0 || t.Stated.Role != "" {
				continue
			}
			t.Stated.Role = c.code
		}
		switch {
		case s.Stated.Profession == contradiction, !free && weak, c.as != closingRole && !closesMore(t, *s):
			continue
		case !free: // the situation says one thing, and this another
			t = *s
			t.Stated.Profession, t.Profession = contradiction, 0
		}
		*s = t
		l.fault(ruleClosing, path, c.code)
	}
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
		fire(more) && !fire(have) && !have.IsOccupationalDoctor() ||
		more.IsStudent() && (!have.IsStudent() || t.Function != s.Function)
}
