package fhir

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/internal/closing"
	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/situation"
)

// closer is a code that shuts somebody out, wherever it stands in a resource.
type closer struct {
	as   closing.As
	code string // in capitals, without its list
	weak bool   // counts only where nothing else is said
	of   string // the profession that it is said of, if it is said of one
}

// closings returns the codes of a resource that shut somebody out, those left out
// that a field has carried since the reading: the field counts then, and what the
// caller has made of it.
func closings(r Resource) []closer {
	var out []closer
	var seen map[closer]bool
	note := func(c closer) {
		if len(seen) > MaxExercises {
			c.of = "" // of too many professions: of all
		}
		if seen[c] {
			return
		}
		if seen == nil {
			seen = make(map[closer]bool)
		}
		if seen[c] = true; !carries(r, c) {
			out = append(out, c)
		}
	}
	add := func(system, code string) { closingsOf(system, code, note) }
	switch r.(type) {
	case *Practitioner, *PractitionerRole:
		// The guide has it for students.
		if c := (closer{as: closing.Category, code: roles.CategoryStudent.Code(), weak: true}); educated(r.Common().tree) && !carries(r, c) {
			out = append(out, c)
		}
		codes(r.Common().tree, true, add)
	case *Organization:
		codes(r.Common().tree, true, add)
	}
	return out
}

// educated reports whether a resource, or a qualification of it, has the extension
// on what a student has learnt so far.
func educated(v *jsontree.Value) bool {
	for i := range v.Get("extension").Len() {
		if names(v.Get("extension").At(i), "EDUCATIONLEVEL") {
			return true
		}
	}
	for i := range v.Get("qualification").Len() {
		if educated(v.Get("qualification").At(i)) {
			return true
		}
	}
	return false
}

// codes gives every code in a resource with its system. The resources in it that
// are read for themselves are left out, the narrative, and addresses, whose numbers
// of houses and roads are no codes.
func codes(v *jsontree.Value, top bool, add func(system, code string)) {
	if code, ok := v.Get("code").Text(); ok {
		system, _ := v.Get("system").Text()
		add(strings.TrimSpace(system), code)
	}
	if code, ok := v.Get("valueCode").Text(); ok {
		add("", code)
	}
	if text, ok := v.Get("valueString").Text(); ok && closing.Of(closing.Spelt(text)) != 0 && strings.Trim(text, " 0123456789") != "" {
		add("", text) // one code: a number counts something, and words say anything
	}
	for i := range v.Len() {
		k := v.At(i)
		switch {
		case k.Kind() < jsontree.Array, top && k.Key() == "text", k.Key() == "address", k.Key() == "valueAddress":
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

// closingCategory returns the sector that a category of FINESS is (TRE_R66, and TRE_R397
// after it), or a group of them (TRE_R65), where that one shuts out; 0 for any other.
func closingCategory(code string) roles.Sector {
	switch code {
	case "616", "3409": // Services de Prévention et de Santé au Travail
		return roles.SA66
	case "642", "3410": // Services départementaux d'incendie et de secours
		return roles.SA68
	}
	return 0
}

// categoryLists are the lists of these, with their OIDs (NOS, ANS).
var categoryLists = [...]struct{ key, oid string }{
	{"TRE_R66", "1.2.250.1.213.1.6.1.8"},
	{"TRE_R397", "1.2.250.1.213.1.6.1.378"},
	{"TRE_R65", "1.2.250.1.213.1.6.1.7"},
}

// categoryOf is closingCategory for a code of one of these lists. joined: the code names
// its list.
func categoryOf(system, code string, joined bool) roles.Sector {
	list, number, _ := strings.Cut(code, "_")
	if closingCategory(code) == 0 && closingCategory(number) == 0 {
		return 0 // nearly always
	}
	if joined {
		for _, l := range categoryLists {
			if l.key == "TRE_"+list {
				return closingCategory(number)
			}
		}
	}
	k, _ := key(system)
	for _, l := range categoryLists {
		if k == l.key || holds(system, l.key) || strings.HasSuffix(system, ":"+l.oid) || system == l.oid {
			return closingCategory(code)
		}
	}
	return 0
}

// closingsOf notes what a code shuts out by, or each of several. Of the lists of the NOS the
// right one matters only where others have the same code: numbers (FINESS categories) and
// C41. A code of a list of somebody else means something else. One of TRE_A02 joins the list
// to the code (G15_10/C41, R85_346, G16_10).
func closingsOf(system, text string, note func(closer)) {
	code, joined := closing.Spelt(text), strings.Contains(text, "_")
	if joined {
		k, _ := key(system)
		joined = joins(coding{key: k, system: system})
	}
	sector := categoryOf(system, code, joined)
	switch {
	case code == "":
		return
	case code == roles.CategoryStudent.Code():
		if k, _ := key(system); k == roles.ListR09.Key() || strings.Contains(system, "CategorieProfessionnelle") {
			note(closer{as: closing.Category, code: code})
		}
		return
	case joined && strings.HasPrefix(code, "G16_"):
		learnt, _, _ := strings.Cut(code[len("G16_"):], "/")
		note(closer{as: closing.Category, code: roles.CategoryStudent.Code(), of: learnt})
	case sector != 0:
		note(closer{as: closing.Sector, code: sector.Code()})
		return
	case holds(system, "TRE_G16") || strings.HasSuffix(system, closing.OIDTraining):
		note(closer{as: closing.Category, code: roles.CategoryStudent.Code(), of: code})
		return
	}
	ours := strings.Contains(system, "esante.gouv.fr") || strings.Contains(system, "1.2.250.1.")
	closing.Each(text, func(as closing.As, code string) {
		if shared := code[0] < 'A' || code == "C41"; system != "" && !joined && (shared || !ours) {
			k, _ := key(system)
			if k == "" && !ours || shared && k != "" && listOfKey(k) == 0 && !isSkillList(k) {
				return
			}
		}
		note(closer{as: as, code: code})
	})
}

// isOccupational reports whether a savoir-faire is of médecine du travail.
func isOccupational(code string) bool { return closing.Occupational(code) != "" }

// carries reports whether a field of the resource was read from the code.
func carries(r Resource, c closer) bool {
	is := func(code string) bool { return closing.Holds(code, c.code) }
	switch r := r.(type) {
	case *Practitioner:
		switch c.as {
		case closing.Skill:
			return slices.ContainsFunc(r.Skills, func(s Skill) bool { return is(s.Code) })
		case closing.Category:
			return slices.ContainsFunc(r.was.Exercises, func(e rpps.Exercise) bool { return is(e.Stated.Category) })
		}
	case *PractitionerRole:
		switch s := &r.was; c.as {
		case closing.Skill:
			return is(s.Qualification)
		case closing.Function:
			return is(s.Stated.Function)
		case closing.Role:
			return is(s.Stated.Role)
		}
	case *Organization:
		return c.as != closing.Sector || is(r.was.Stated.Sector)
	}
	return false
}

// closeAbove counts against a situation the sector of the legal entity above its
// place, where the place states none.
func (l *linker) closeAbove(s *situation.Situation, o *Organization) {
	found := slices.Clone(o.closings)
	st := &o.Structure
	closing.Each(cmp.Or(st.Sector.Code(), st.Stated.Sector), func(as closing.As, code string) {
		if as == closing.Sector {
			found = append(found, closer{as: as, code: code})
		}
	})
	l.close(s, found, ".organization.partOf", true)
}

// close counts against a situation what a resource of it says in another place than
// the one that is read; weak: only where the situation says nothing itself.
func (l *linker) close(s *situation.Situation, found []closer, path string, weak bool) {
	for _, c := range found {
		t, free, changed := closing.Add(*s, c.as, c.code)
		switch {
		case c.of != "" && s.Stated.Profession != "" && closing.Spelt(s.Stated.Profession) != c.of:
			continue // a nurse who studies medicine is a nurse
		case s.Stated.Profession == contradiction, !changed, !free && (weak || c.weak):
			continue
		case !free: // the situation says one thing, and this another
			t = *s
			t.Stated.Profession, t.Profession = contradiction, 0
		}
		*s = t
		l.fault(ruleClosing, path, c.code)
	}
}
