package fhir

import (
	"cmp"
	"slices"

	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// writer puts what was changed into the text of a resource.
type writer struct {
	tree    *jsontree.Value // a copy, once changed
	copied  bool
	removed [][]any
	limits  rule.Faults
	path    string // before the paths of limits
}

// no tells that something has no place in the resource.
func (w *writer) no(path string) { w.limits.Add(rules[ruleNotCarried].At(path).Under(w.path)) }

func (w *writer) edit() *jsontree.Value {
	if !w.copied {
		w.tree, w.copied = w.tree.Clone(), true
	}
	return w.tree
}

// put puts a value at a path; what stands on the way in another shape than
// FHIR's is not overwritten.
func (w *writer) put(field string, to *jsontree.Value, path ...any) {
	v := w.tree
	for _, step := range path {
		if v == nil {
			break
		}
		switch step := step.(type) {
		case string:
			if v.Kind() != jsontree.Object {
				w.no(field)
				return
			}
			v = v.Get(step)
		case int:
			if v.Kind() != jsontree.Array {
				w.no(field)
				return
			}
			v = v.At(step)
		}
	}
	w.edit().Put(to, path...)
	w.beside(path)
}

// beside takes out what stands beside a value that is replaced or taken out:
// the extensions of the old one.
func (w *writer) beside(path []any) {
	name, ok := path[len(path)-1].(string)
	if !ok {
		return
	}
	path = append(slices.Clone(path[:len(path)-1]), "_"+name)
	if w.at(path) != nil {
		w.removed = append(w.removed, path)
	}
}

// label takes out the label of a concept: it is that of what it was.
func (w *writer) label(path ...any) {
	if path = append(slices.Clone(path), "text"); w.at(path) != nil {
		w.removed = append(w.removed, path)
	}
}

// at returns the value at a path; nil when there is none.
func (w *writer) at(path []any) *jsontree.Value {
	v := w.tree
	for _, step := range path {
		switch step := step.(type) {
		case string:
			v = v.Get(step)
		case int:
			if v.Kind() != jsontree.Array {
				return nil
			}
			v = v.At(step)
		}
	}
	return v
}

// remove takes a value out, at the end, so that the places of others stay. One
// that does not stand where it should was read from another shape than FHIR's.
func (w *writer) remove(field string, path ...any) {
	if w.at(path) == nil {
		w.no(field)
		return
	}
	w.removed = append(w.removed, path)
	w.beside(path)
}

// text puts a text, or takes it out when it is empty.
func (w *writer) text(field, s string, path ...any) {
	if s == "" {
		w.remove(field, path...)
		return
	}
	w.put(field, jsontree.Str(s), path...)
}

// finish takes out what is to be taken out, last things first.
func (w *writer) finish() *jsontree.Value {
	slices.SortStableFunc(w.removed, func(a, b []any) int {
		for i := range min(len(a), len(b)) {
			c := 0
			switch x := a[i].(type) {
			case int:
				y, _ := b[i].(int)
				c = cmp.Compare(y, x)
			case string:
				y, _ := b[i].(string)
				c = cmp.Compare(x, y)
			}
			if c != 0 {
				return c
			}
		}
		return cmp.Compare(len(b), len(a))
	})
	// Taken out twice, a place would be that of the next one.
	w.removed = slices.CompactFunc(w.removed, func(a, b []any) bool { return slices.Equal(a, b) })
	for _, path := range w.removed {
		w.edit().Put(nil, path...)
	}
	w.removed = nil
	return w.tree
}

// done returns the text of a resource; an error when something was not
// carried.
func (w *writer) done(b *Base) ([]byte, error) {
	if len(w.limits) > 0 {
		w.limits.Sort()
		return nil, w.limits
	}
	w.finish()
	if b.Active != b.active {
		b.writeActive(w.edit())
	}
	return w.tree.Append(nil), nil
}

func obj(pairs ...any) *jsontree.Value {
	var ms []jsontree.Member
	for i := 0; i < len(pairs); i += 2 {
		m := jsontree.Member{Key: pairs[i].(string)}
		switch v := pairs[i+1].(type) {
		case string:
			if v == "" {
				continue
			}
			m.Value = jsontree.Str(v)
		case *jsontree.Value:
			m.Value = v
		}
		ms = append(ms, m)
	}
	return jsontree.Obj(ms...)
}

func codingOf(system, code string) *jsontree.Value { return obj("system", system, "code", code) }

func conceptOf(codings ...*jsontree.Value) *jsontree.Value {
	return obj("coding", jsontree.Arr(codings...))
}

func (w *writer) length(name string) int { return w.tree.Get(name).Len() }

// recode replaces a coding, and drops its label and that of its concept, which
// would be those of another code, and the version of the list.
func (w *writer) recode(field, system, code string, path ...any) {
	put := func(v *jsontree.Value, name string) { w.put(field, v, append(slices.Clone(path), name)...) }
	put(jsontree.Str(system), "system")
	put(jsontree.Str(code), "code")
	w.removed = append(w.removed, append(slices.Clone(path), "display"), append(slices.Clone(path), "version"))
	w.label(path[:len(path)-2]...)
}

// identifier writes one identifier: at its place, or as a new one.
func (w *writer) identifier(field string, place int, code, system, value string) {
	switch {
	case value == "": // what was drawn from elsewhere has no place, and would come back
		w.remove(field, "identifier", place-1)
	case place > 0:
		w.put(field, jsontree.Str(value), "identifier", place-1, "value")
	default:
		id := obj("use", "official", "type", conceptOf(codingOf(SystemIdentifierType, code)), "system", system, "value", value)
		if code == "" {
			id = obj("system", system, "value", value)
		}
		w.put(field, id, "identifier", w.length("identifier"))
	}
}

func (w *writer) practitioner(p *Practitioner) {
	a, b := &p.was, &p.Professional
	w.numbers(p)
	w.names(p)
	w.civilStatus(&a.CivilStatus, &b.CivilStatus, p.IsPublic())
	w.otherIDs(a, b)
	w.contact(a.Contact, b.Contact, p.at, p.IsPublic())
	w.languages(a.Languages, b.Languages, p.IsPublic())
	w.exercises(p)
}

// numbers writes the national identification and the number.
func (w *writer) numbers(p *Practitioner) {
	a, b := &p.was, &p.Professional
	switch {
	case a.ID == b.ID:
	case b.ID.Kind() == rpps.PersonPSI: // no IDNPS
		w.no("id")
	default:
		w.identifier("id", p.at.idnps, "IDNPS", SystemIDNPS, b.ID.Canonical())
	}
	// A number that the national identification repeats needs no place.
	moved := a.Number != b.Number || a.ID != b.ID && p.at.rpps == 0 && !b.Number.IsZero() && b.Number != b.ID.Number()
	if moved && (p.at.rpps > 0 || b.Number != b.ID.Number() || a.ID.IsZero()) {
		w.identifier("rpps", p.at.rpps, "RPPS", SystemRPPS, b.Number.Canonical())
	}
}

// names writes the name of exercise and the civilities.
func (w *writer) names(p *Practitioner) {
	a, b := &p.was, &p.Professional
	name := p.at.name - 1
	if name < 0 {
		name = w.length("name")
	}
	changed := false
	for _, t := range [...]struct {
		field, member, was, now string
		list                    bool
	}{
		{"exerciseName.family", "family", a.ExerciseName.Family.Reveal(), b.ExerciseName.Family.Reveal(), false},
		{"exerciseName.given", "given", a.ExerciseName.Given.Reveal(), b.ExerciseName.Given.Reveal(), true},
		{"civility", "prefix", a.Civility, b.Civility, true},
		{"exerciseCivility", "suffix", a.ExerciseCivility, b.ExerciseCivility, true},
	} {
		changed = changed || t.was != t.now
		switch {
		case t.was == t.now:
		case t.list && t.now != "":
			w.put(t.field, jsontree.Arr(jsontree.Str(t.now)), "name", name, t.member)
		default:
			w.text(t.field, t.now, "name", name, t.member)
		}
	}
	if changed && w.tree.Get("name").At(name).Get("text") != nil { // the name as it was shown
		w.remove("exerciseName", "name", name, "text")
	}
}

// civilStatus writes sex and birth date, which only a restricted resource has; for the
// rest there is no place.
func (w *writer) civilStatus(a, b *rpps.CivilStatus, public bool) {
	restricted := func(field, was, now, member string) {
		switch {
		case was == now:
		case public && now != "":
			w.no(field)
		default:
			w.text(field, now, member)
		}
	}
	restricted("civilStatus.sex", gender(a.Sex), gender(b.Sex), "gender")
	restricted("civilStatus.birthDate", iso(a.BirthDate), iso(b.BirthDate), "birthDate")
	for _, t := range [...]unchanged{
		{"civilStatus.birthName", a.BirthName == b.BirthName},
		{"civilStatus.firstNames", slices.Equal(a.FirstNames, b.FirstNames)},
		{"civilStatus.usageName", a.UsageName == b.UsageName},
		{"civilStatus.birthPlace", a.BirthPlace == b.BirthPlace},
		{"civilStatus.certification", a.Certification == b.Certification},
	} {
		if !t.same {
			w.no(t.field)
		}
	}
}

// unchanged tells whether a field that has no place in a resource is as it was.
type unchanged struct {
	field string
	same  bool
}

// otherIDs have no place either, but for those that are identifiers now.
func (w *writer) otherIDs(a, b *rpps.Professional) {
	for i, o := range b.OtherIDs {
		if !slices.Contains(a.OtherIDs, o) && o.Text.Reveal() != b.ID.Canonical() && o.Text.Reveal() != b.Number.Canonical() {
			w.no(at("otherIds", i))
		}
	}
	for _, o := range a.OtherIDs {
		if !slices.Contains(b.OtherIDs, o) {
			w.no("otherIds")
			break
		}
	}
}

func gender(s rpps.Sex) string {
	switch s {
	case rpps.Female:
		return "female"
	case rpps.Male:
		return "male"
	case rpps.UnknownSex:
		return "unknown"
	}
	return ""
}

func iso(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func (w *writer) contact(a, b rpps.Contact, at personPlaces, public bool) {
	for _, t := range [...]struct {
		field, was, now, system string
		place                   int
		secure                  bool
	}{
		{"contact.mssante", a.MSSante.Canonical(), b.MSSante.Canonical(), "email", at.box, true},
		{"contact.email", a.Email.Reveal(), b.Email.Reveal(), "email", at.mail, false},
		{"contact.phone", a.Phone.Reveal(), b.Phone.Reveal(), "phone", at.phone, false},
	} {
		switch {
		case t.was == t.now:
		case t.now == "":
			w.remove(t.field, "telecom", t.place-1)
		case public && !t.secure:
			w.no(t.field)
		case t.place > 0:
			w.put(t.field, jsontree.Str(t.now), "telecom", t.place-1, "value")
		default:
			var ext *jsontree.Value
			if t.secure {
				ext = jsontree.Arr(obj("url", extMailType, "valueCoding", codingOf(nos("TRE_R256-TypeMessagerie"), mssante)))
			}
			w.put(t.field, obj("extension", ext, "system", t.system, "value", t.now), "telecom", w.length("telecom"))
		}
	}
}

func (w *writer) languages(a, b []string, public bool) {
	if slices.Equal(a, b) {
		return
	}
	if public || !slices.Equal(a, b[:min(len(a), len(b))]) {
		w.no("languages")
		return
	}
	for _, l := range b[len(a):] {
		w.put("languages", conceptOf(codingOf(nos("TRE_G00-Langue"), l)), "communication", w.length("communication"))
	}
}

func (w *writer) exercises(p *Practitioner) {
	a, b := p.was.Exercises, p.Professional.Exercises
	for i, now := range b {
		field := at("exercises", i)
		var was rpps.Exercise
		var place exercisePlace
		if i < len(a) {
			was, place = a[i], p.at.exercises[i]
		}
		if now.Profession == 0 && now.Stated.Profession != was.Stated.Profession && now.Stated.Profession != "" {
			w.no(field + ".profession")
		}
		if now.Category == 0 && now.Stated.Category != was.Stated.Category && now.Stated.Category != "" {
			w.no(field + ".category")
		}
		if now.Profession != was.Profession && codeless(now.Profession) {
			w.no(field + ".profession")
		}
		if now.Category != was.Category && codeless(now.Category) {
			w.no(field + ".category")
		}
		if i >= len(a) {
			var codings []*jsontree.Value
			if now.Profession.Code() != "" {
				codings = append(codings, codingOf(now.Profession.List().URL(), now.Profession.Code()))
			}
			if now.Category.Code() != "" {
				codings = append(codings, codingOf(roles.ListR09.URL(), now.Category.Code()))
			}
			if codings != nil {
				w.put(field, obj("code", conceptOf(codings...)), "qualification", w.length("qualification"))
			}
		} else {
			if was.Profession != now.Profession && !codeless(now.Profession) {
				w.qualification(field+".profession", place.qualification, place.profession, now.Profession.List().URL(), now.Profession.Code())
			}
			if was.Category != now.Category && !codeless(now.Category) {
				w.qualification(field+".category", place.qualification, place.category, roles.ListR09.URL(), now.Category.Code())
			}
		}
		w.skill(field, was, now, p.Professional.Exercises[:i])
	}
	for i := len(b); i < len(a); i++ {
		w.remove(at("exercises", i), "qualification", p.at.exercises[i].qualification-1)
	}
}

// qualification writes one coding of an exercise that stands in the resource.
func (w *writer) qualification(field string, place, coding int, system, code string) {
	path := []any{"qualification", place - 1, "code", "coding", coding - 1}
	switch {
	case code == "":
		w.remove(field, path...)
		w.label(path[:3]...)
	case coding > 0:
		w.recode(field, system, code, path...)
	default:
		path[4] = w.tree.Get("qualification").At(place - 1).Get("code").Get("coding").Len()
		w.put(field, codingOf(system, code), path...)
	}
}

// skill writes a savoir-faire that is new; one that was there is not replaced,
// nor written again for another exercise.
func (w *writer) skill(field string, was, now rpps.Exercise, above []rpps.Exercise) {
	if was.Qualification == now.Qualification && was.QualificationType == now.QualificationType {
		return
	}
	same := func(e rpps.Exercise) bool {
		return e.Qualification == now.Qualification && e.QualificationType == now.QualificationType
	}
	system := skillSystem(now.QualificationType)
	switch {
	case was.Qualification != "" || was.QualificationType != "":
		w.no(field + ".qualification")
	case slices.ContainsFunc(above, same):
	case system == "" || now.Qualification == "":
		w.no(field + ".qualification")
	default:
		w.put(field, obj("code", conceptOf(
			codingOf(nos("TRE_R04-TypeSavoirFaire"), now.QualificationType),
			codingOf(system, now.Qualification))), "qualification", w.length("qualification"))
	}
}

func (w *writer) role(p *PractitionerRole) {
	a, b := &p.was, &p.Situation
	if a.ID != b.ID {
		text := ""
		if !b.ID.IsZero() {
			text = b.ID.String()
		}
		w.identifier("id", p.at.id, "", SystemRPPS, text)
	}
	dui := p.IsTDDUI()
	if a.Role != b.Role && !w.codeless("role", codeless(b.Role)) {
		w.code("role", p.at.role, roles.ListR22, a.Role.Code(), b.Role.Code(), dui)
	}
	if a.Mode != b.Mode && !w.codeless("mode", codeless(b.Mode)) {
		w.mode(p, dui)
	}
	if a.Function != b.Function && !w.codeless("function", codeless(b.Function)) {
		w.code("function", p.at.function, b.Function.List(), a.Function.Code(), b.Function.Code(), false)
	}
	if a.LiberalActivity != b.LiberalActivity && !w.codeless("liberalActivity", codeless(b.LiberalActivity)) {
		w.code("liberalActivity", p.at.liberal, roles.ListR24, a.LiberalActivity.Code(), b.LiberalActivity.Code(), dui)
	}
	if a.Profession != b.Profession || a.Qualification != b.Qualification {
		if dui && b.Profession.Code() != "" {
			w.statedProfession(p)
		} else {
			if a.Profession != b.Profession {
				w.no("profession")
			}
			if a.Qualification != b.Qualification {
				w.no("qualification")
			}
		}
	}
	for _, t := range [...]struct{ field, was, now, member string }{
		{"start", iso(a.Start), iso(b.Start), "start"},
		{"end", iso(a.End), iso(b.End), "end"},
	} {
		switch {
		case t.was == t.now:
		case p.IsPublic() && t.now != "":
			w.no(t.field)
		default:
			w.text(t.field, t.now, "period", t.member)
		}
	}
	for _, t := range [...]unchanged{
		{"category", a.Category == b.Category},
		{"structure", a.Structure == b.Structure},
		{"endReason", a.EndReason == b.EndReason},
		{"roleInferred", a.RoleInferred == b.RoleInferred},
		{"seenOn", a.SeenOn == b.SeenOn},
		{"stated.role", unwritten(a.Stated.Role, b.Stated.Role, b.Role == 0)},
		{"stated.function", unwritten(a.Stated.Function, b.Stated.Function, b.Function == 0)},
		{"stated.mode", unwritten(a.Stated.Mode, b.Stated.Mode, b.Mode == 0)},
		{"stated.profession", unwritten(a.Stated.Profession, b.Stated.Profession, b.Profession == 0)},
		{"stated.category", unwritten(a.Stated.Category, b.Stated.Category, b.Category == 0)},
	} {
		if !t.same {
			w.no(t.field)
		}
	}
}

// codeless reports whether a value is one of no code, which cannot be written:
// read again it would be one that was never stated.
func codeless[T interface {
	comparable
	Code() string
}](v T) bool {
	var zero T
	return v != zero && v.Code() == ""
}

// codeless tells a value of no code, and passes on whether it is one.
func (w *writer) codeless(field string, is bool) bool {
	if is {
		w.no(field)
	}
	return is
}

// unwritten is false for a text that is stated, new, and has no code by which
// it could be written.
func unwritten(was, now string, zero bool) bool { return was == now || now == "" || !zero }

// code writes one code of a situation.
func (w *writer) code(field string, place codePlace, list roles.List, was, now string, dui bool) {
	path := []any{"code", place.concept - 1, "coding", place.coding - 1}
	switch {
	case was == now:
	case now == "":
		w.remove(field, path...)
		w.label(path[:2]...)
	case place.coding > 0:
		w.recode(field, list.URL(), now, path...)
	case dui:
		w.no(field) // the profile takes one code, and that is the function
	default:
		w.put(field, conceptOf(codingOf(list.URL(), now)), "code", w.length("code"))
	}
}

// mode writes the mode d'exercice: a code, or an extension in TDDUI.
func (w *writer) mode(p *PractitionerRole, dui bool) {
	was, now := p.was.Mode.Code(), p.Situation.Mode.Code()
	i := p.at.extMode - 1
	switch {
	case was == now:
	case i >= 0 && now == "":
		w.remove("mode", "extension", i)
	case i >= 0:
		w.put("mode", conceptOf(codingOf(roles.ListR23.URL(), now)), "extension", i, "valueCodeableConcept")
	case dui && p.at.mode.coding == 0:
		w.put("mode", obj("url", extExerciseMode, "valueCodeableConcept", conceptOf(codingOf(roles.ListR23.URL(), now))), "extension", w.length("extension"))
	default:
		w.code("mode", p.at.mode, roles.ListR23, was, now, dui)
	}
}

// statedProfession writes the profession of TDDUI.
func (w *writer) statedProfession(p *PractitionerRole) {
	s := &p.Situation
	text := s.Profession.List().Key()[len("TRE_"):] + "_" + s.Profession.Code()
	if s.Qualification != "" {
		text += "/" + s.Qualification
	}
	value := conceptOf(codingOf(nos("TRE_A02-ProfessionSavFaire-CISIS"), text))
	if p.at.professionExt > 0 {
		w.put("profession", value, "code", p.at.professionConcept-1, "extension", p.at.professionExt-1, "valueCodeableConcept")
		return
	}
	n := w.tree.Get("code").At(0).Get("extension").Len()
	w.put("profession", obj("url", extProfession, "valueCodeableConcept", value), "code", 0, "extension", n)
}

func (w *writer) organization(p *Organization) {
	a, b := &p.was, &p.Structure
	id, idWas := b.ID.Canonical(), a.ID.Canonical()
	if id == "" {
		id = b.Technical.Canonical() // the form of the IDNST without a prefix
	}
	if idWas == "" {
		idWas = a.Technical.Canonical()
	}
	technical := a.Technical == b.Technical || b.Technical.IsZero()
	if id != idWas {
		w.identifier("id", p.at.idnst, "IDNST", SystemIDNST, id)
		technical = technical || id == b.Technical.Canonical()
	}
	for _, t := range [...]struct {
		field, was, now, code, system string
		place                         int
	}{
		{"finess", a.FINESS.Canonical(), b.FINESS.Canonical(), "FINEG", SystemFINESS, p.at.finess},
		{"finessJuridique", a.LegalFINESS.Canonical(), b.LegalFINESS.Canonical(), "FINEJ", SystemFINESS, p.at.legal},
		{"siren", a.SIREN.Canonical(), b.SIREN.Canonical(), "SIREN", SystemSIRENE, p.at.siren},
		{"siret", a.SIRET.Canonical(), b.SIRET.Canonical(), "SIRET", SystemSIRENE, p.at.siret},
		{"rppsRang", a.RPPSRang.Canonical(), b.RPPSRang.Canonical(), "RPPSRG", SystemRPPSRang, p.at.rang},
	} {
		if t.was != t.now {
			w.identifier(t.field, max(t.place, 0), t.code, t.system, t.now)
		}
	}
	if a.Name != b.Name {
		w.text("name", b.Name.Reveal(), "name")
	}
	if a.TradeName != b.TradeName {
		w.text("tradeName", b.TradeName.Reveal(), "alias", 0)
	}
	if was, now := a.Sector, b.Sector; was != now {
		place := p.at.sector
		switch {
		case now == 0: // one was read, from a coding
			w.remove("sector", "type", place.concept-1)
		case now.Code() == "":
			w.no("sector")
		case place.coding > 0:
			w.recode("sector", roles.ListR02.URL(), now.Code(), "type", place.concept-1, "coding", place.coding-1)
		default:
			w.put("sector", orgType("secteurActiviteRASS", roles.ListR02.URL(), now.Code()), "type", w.length("type"))
		}
	}
	drawn, _ := rpps.KindOfSector(b.Sector)
	for _, t := range [...]struct {
		field string
		same  bool
	}{
		{"technicalId", technical},
		{"kind", a.Kind == b.Kind || b.Kind == drawn},
		{"stated.sector", unwritten(a.Stated.Sector, b.Stated.Sector, b.Sector == 0)},
		{"stated.siret", a.Stated.SIRET == b.Stated.SIRET},
		{"stated.siren", a.Stated.SIREN == b.Stated.SIREN},
		{"stated.finess", a.Stated.FINESS == b.Stated.FINESS},
		{"stated.finessJuridique", a.Stated.LegalFINESS == b.Stated.LegalFINESS},
		{"stated.id", a.Stated.ID == b.Stated.ID},
		{"stated.technicalId", a.Stated.Technical == b.Stated.Technical},
	} {
		if !t.same {
			w.no(t.field)
		}
	}
}

func orgType(slice, system, code string) *jsontree.Value {
	return obj("extension", jsontree.Arr(obj("url", extTypes, "valueCode", slice)), "coding", jsontree.Arr(codingOf(system, code)))
}
