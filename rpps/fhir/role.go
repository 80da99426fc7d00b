package fhir

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// PractitionerRole is a resource PractitionerRole: a practice situation, with
// references to the person and the place.
type PractitionerRole struct {
	Base
	// Situation is the situation as the resource alone states it: profession,
	// category and structure are in other resources (TDDUI has the profession
	// here). [Set.People] puts them together. Its start is not stated when the
	// resource is not active or otherwise in doubt: Period has it as it was
	// read. What is changed in it is written back.
	Situation situation.Situation
	// Practitioner and Organization say who and where.
	Practitioner, Organization Reference
	// Period is the period as read, Doubtful when a date is no full day or a
	// code has an end of its own.
	Period Period
	// Mailboxes are the MSSanté addresses of the person in this place.
	Mailboxes []Mailbox

	was    situation.Situation // as read
	at     rolePlaces
	titles []title
}

// Reference points to another resource.
type Reference struct {
	// Text is the reference as written: "Practitioner/12", an address, "#id".
	Text rpps.Private

	id    identifier // of a logical reference
	known bool
}

// IsZero reports whether nothing is referred to.
func (r Reference) IsZero() bool { return r.Text == "" && !r.known }

// String tells whether the reference is stated.
func (r Reference) String() string {
	if r.IsZero() {
		return "Reference(not stated)"
	}
	return "Reference(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (r Reference) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue implements [slog.LogValuer].
func (r Reference) LogValue() slog.Value { return slog.StringValue(r.String()) }

// rolePlaces says where the codes stand: one more than the index of the
// concept and of the coding, 0 for nowhere.
type rolePlaces struct {
	id                               int
	role, mode, function, liberal    codePlace
	extMode                          int // the extension of TDDUI
	professionConcept, professionExt int // its concept and extension
}

type codePlace struct{ concept, coding int }

func (r *reader) role(p *PractitionerRole) {
	v := p.tree
	s := &p.Situation
	s.Source, s.SeenOn = situation.SourceFHIR, r.seenOn
	r.situationID(p)
	p.Practitioner = r.reference(v.Get("practitioner"), "practitioner")
	p.Organization = r.reference(v.Get("organization"), "organization")
	p.Period = r.period(v.Get("period"), "period")
	s.Start, s.End = p.Period.Start, p.Period.End
	if p.IsPublic() && v.Get("period") != nil {
		r.fault(ruleRestricted, "period")
	}
	codes := roleCodes{reader: r, p: p}
	for e := range r.each(v.Get("code"), "code") {
		codes.element(e)
	}
	for x := range r.each(v.Get("extension"), "extension") {
		if names(x.v, "ENDCAUSE") {
			r.endCause(p, x)
		}
		codes.exerciseMode(x)
	}
	if s.Stated.Role == "" {
		s.Stated.Role = codes.bare // it opens nothing, and may have no place beside the métier
	}
	switch f := s.Function; {
	case !codes.intern, f.OfStudents(), f.OfOccupationalMedicine(), f.OutsideCare():
	case f == 0 && s.Stated.Function != "":
		s.Stated.Function += " " + roles.FonctionInterne.Code() // it may shut out, misspelt
	default:
		s.Function = roles.FonctionInterne // whatever the fonction, which stays stated
	}
	r.specialty(s, v.Get("specialty"))
	p.titles = r.titles(v)
	p.Mailboxes = r.telecom(v.Get("telecom"), "telecom").mailboxes
	if codes.conflict {
		// Which right is meant is not known: none is.
		s.Stated.Profession, s.Profession = contradiction, 0
	}
	p.was, p.conflict = *s, r.doubt
	if p.doubtful() || p.Period.Doubtful {
		p.shut()
	}
}

// situationID reads the identifier of the situation: one whose system is known goes
// before one whose is not.
func (r *reader) situationID(p *PractitionerRole) {
	unknown := false
	for _, id := range r.identifiers(p.tree) {
		if id.slot != slotRPPS && id.slot != slotSituation && id.slot != slotNone {
			continue
		}
		if _, err := lenient.TechnicalID(id.value); err == nil {
			r.fault(ruleSituationID, id.path)
			continue
		}
		if p.Situation.ID.IsZero() || unknown && id.slot != slotNone {
			p.Situation.ID, p.at.id = situation.DirectoryID(id.value), id.i+1
			unknown = id.slot == slotNone
		}
	}
}

// roleCodes reads the codes of one PractitionerRole into its situation.
type roleCodes struct {
	*reader
	p        *PractitionerRole
	liberal  string // as it stands
	bare     string // a role without its system
	conflict bool   // two codes say two things
	intern   bool   // by the status in the hospital
}

// statusIntern is "Interne" in TRE_R32, the status in the hospital, which the guide has
// beside the fonction.
const statusIntern = "SH14"

// once tells whether a code is the first of its slice: another one that says the same
// is nothing, one that says something else a contradiction.
func (r *roleCodes) once(stated *string, c coding, what string) bool {
	switch {
	case *stated == "":
		*stated = c.code
		return true
	case *stated != c.code:
		r.conflict = true
		r.fault(ruleCodeConflict, c.path, what)
	}
	return false
}

// element reads an element of code, with its extensions.
func (r *roleCodes) element(e element) {
	for _, c := range r.concept(e.v, e.path) {
		if c.code != "" {
			r.take(c, codePlace{e.i + 1, c.i + 1})
		}
	}
	period := &r.p.Period
	for _, t := range r.timed(e.v, e.path) {
		// A code with an end of its own may be over, or not begun.
		period.Doubtful = period.Doubtful || t.Doubtful || !t.End.IsZero() || t.Start.After(period.Start)
	}
	for x := range r.each(e.v.Get("extension"), e.path+".extension") {
		if address(x.v) != extProfession {
			continue
		}
		r.p.at.professionConcept, r.p.at.professionExt = e.i+1, x.i+1
		for _, c := range r.concept(x.v.Get("valueCodeableConcept"), x.path+".valueCodeableConcept") {
			r.statedProfession(c)
		}
	}
}

func (r *roleCodes) take(c coding, place codePlace) {
	s, at := &r.p.Situation, &r.p.at
	if c.key == "TRE_R32" || c.system == "" {
		r.intern = r.intern || slices.Contains(slices.Collect(latin.Words(c.code)), statusIntern)
	}
	switch listOfKey(c.key) {
	case roles.ListR22:
		if r.once(&s.Stated.Role, c, c.key) {
			s.Role, at.role = code(r.reader, c, roles.ParseRole), place
		}
	case roles.ListR23:
		if r.once(&s.Stated.Mode, c, c.key) {
			s.Mode, at.mode = code(r.reader, c, roles.ParsePracticeMode), place
		}
	case roles.ListR21, roles.ListR85, roles.ListR96:
		if r.once(&s.Stated.Function, c, "fonction") {
			s.Function, at.function = r.profession(c), place
		}
	case roles.ListR24:
		if r.once(&r.liberal, c, c.key) {
			s.LiberalActivity, at.liberal = code(r.reader, c, roles.ParseLiberalActivity), place
		}
	case 0:
		if c.system == "" {
			r.fault(ruleSystemMissing, c.path+".system")
			if g, err := roles.ParseRole(c.code); err == nil && g != roles.GENR01 {
				r.bare = c.code // care, the activity of every carer, names no column
			}
		}
	}
}

// exerciseMode reads the extension of TDDUI.
func (r *roleCodes) exerciseMode(x element) {
	if address(x.v) != extExerciseMode {
		return
	}
	s := &r.p.Situation
	for _, c := range r.concept(x.v.Get("valueCodeableConcept"), x.path+".valueCodeableConcept") {
		if listOfKey(c.key) != roles.ListR23 {
			r.fault(ruleCodeUnknown, c.path, roles.ListR23.Key())
		} else if r.once(&s.Stated.Mode, c, c.key) {
			s.Mode, r.p.at.extMode = code(r.reader, c, roles.ParsePracticeMode), x.i+1
		}
	}
}

// shut takes away the start of the situation: nothing opens without it. That of
// the resource stays.
func (p *PractitionerRole) shut() { p.Situation.Start, p.was.Start = civil.Date{}, civil.Date{} }

// statedProfession reads the profession of TDDUI: a code of TRE_A02, which
// joins the list and the code (G15_60, G15_10/SM26), or a plain one.
func (r *roleCodes) statedProfession(c coding) {
	s := &r.p.Situation
	if joins(c) {
		joined, skill, _ := strings.Cut(c.code, "/")
		list, text, ok := strings.Cut(joined, "_")
		if l := listOfKey("TRE_" + list); ok && l != 0 {
			c.key, c.code = l.Key(), text
			if s.Qualification == "" || isOccupational(skill) {
				s.Qualification = skill
			}
		}
	}
	if !r.once(&s.Stated.Profession, c, "profession") {
		return
	}
	switch listOfKey(c.key) {
	case roles.ListG15, roles.ListR94, roles.ListR95, roles.ListR291:
		s.Profession = r.profession(c)
	case roles.ListR85, roles.ListR21, roles.ListR96, roles.ListR22:
		r.fault(ruleProfessionRole, c.path, c.key)
	default:
		if c.system == "" {
			r.fault(ruleSystemMissing, c.path+".system")
		} else {
			r.fault(ruleCodeUnknown, c.path, cmp.Or(c.key, "TRE_A02"))
		}
	}
}

// specialty reads the savoir-faire of the situation itself: it may be the one by
// which an occupational doctor is known.
func (r *reader) specialty(s *situation.Situation, v *jsontree.Value) {
	var skills []Skill
	if s.Qualification != "" {
		skills = append(skills, Skill{Code: s.Qualification})
	}
	for e := range r.each(v, "specialty") {
		for _, c := range r.concept(e.v, e.path) {
			if c.code != "" && isSkillList(c.key) {
				skills = append(skills, Skill{Code: c.code})
			}
		}
	}
	if len(skills) > 0 {
		s.Qualification = skills[theSkill(skills)].Code
	}
}

// joins reports whether a code is one of TRE_A02, or of the sets that are made
// of it; published examples leave the system out.
func joins(c coding) bool {
	return c.key == "TRE_A02" || c.system == "" || c.system == "urn:oid:1.2.250.1.213.1.1.4.5" ||
		strings.Contains(c.system, "JDV_J01-XdsAuthorSpecialty-CISIS")
}

func (r *reader) reference(v *jsontree.Value, path string) Reference {
	if v == nil {
		return Reference{}
	}
	if v.Kind() != jsontree.Object {
		r.fault(ruleType, path)
		return Reference{}
	}
	ref := Reference{Text: rpps.Private(r.text(v.Get("reference"), path+".reference"))}
	if id := v.Get("identifier"); id.Kind() == jsontree.Object {
		ref.id, ref.known = r.identifier(element{id, path + ".identifier", 0})
	}
	if ref.IsZero() && (v.Get("_reference") != nil || withheld(v)) {
		r.fault(ruleType, path+".reference")
	}
	return ref
}

// String tells the codes of the situation, and neither the person nor the
// place.
func (p PractitionerRole) String() string { return "PractitionerRole(" + p.Situation.String() + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (p PractitionerRole) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.String()) }

// LogValue implements [slog.LogValuer].
func (p PractitionerRole) LogValue() slog.Value { return p.Situation.LogValue() }

// MarshalJSON returns the resource with what was changed in Situation and
// Active. The error is [rule.Faults] of [CodeNotCarried] when a change has no
// place in it.
func (p PractitionerRole) MarshalJSON() ([]byte, error) {
	if p.tree == nil {
		return withoutText(p)
	}
	w := writer{tree: p.tree}
	w.role(&p)
	return w.done(&p.Base)
}
