package fhir

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/rppsplus/rppsplus/internal/closing"
	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
)

// Practitioner is a resource Practitioner: a person and their professional
// exercises.
type Practitioner struct {
	Base
	// Professional is the person in the terms of the library. What is changed
	// in it is written back.
	Professional rpps.Professional
	// Periods are the periods of the exercises of Professional, in the same
	// order, as written; the public profile has none. The guide gives as their end the
	// day from which the person no longer exercises the profession.
	Periods []Period
	// Skills are the savoir-faire. The one exercise of a person who has one
	// carries the first of them.
	Skills []Skill
	// Mailboxes are the MSSanté addresses of the person.
	Mailboxes []Mailbox

	was rpps.Professional // as read
	at  personPlaces

	died   ended
	titles []title
}

// Skill is a savoir-faire: its type (TRE_R04: S, CEX…) and its code.
type Skill struct {
	Kind, Code string
	Period     Period
}

// String tells whether a code is stated: a resource may hold anything in its place.
func (s Skill) String() string {
	if s.Kind == "" && s.Code == "" {
		return "Skill(not stated)"
	}
	return "Skill(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (s Skill) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue implements [slog.LogValuer].
func (s Skill) LogValue() slog.Value { return slog.StringValue(s.String()) }

// personPlaces says where in the resource the parts of the Professional stand:
// one more than the index, 0 for nowhere.
type personPlaces struct {
	name             int
	idnps, rpps      int
	box, mail, phone int
	exercises        []exercisePlace
}

type exercisePlace struct{ qualification, profession, category int }

func (r *reader) practitioner(p *Practitioner) {
	v := p.tree
	r.personIdentifiers(p)
	r.names(p)
	c := r.telecom(v.Get("telecom"), "telecom")
	p.Mailboxes = c.mailboxes
	p.at.box, p.at.mail, p.at.phone = c.box, c.email, c.phone
	q := &p.Professional
	q.Contact = rpps.Contact{Email: rpps.Private(c.emailText), Phone: rpps.Private(c.telText), MSSante: c.first()}
	switch g := r.text(v.Get("gender"), "gender"); g {
	case "male":
		q.CivilStatus.Sex = rpps.Male
	case "female":
		q.CivilStatus.Sex = rpps.Female
	case "unknown":
		q.CivilStatus.Sex = rpps.UnknownSex
	case "":
	default:
		r.fault(ruleCodeUnknown, "gender", "administrative-gender")
	}
	q.CivilStatus.BirthDate, _ = r.day(v.Get("birthDate"), "birthDate")
	for e := range r.each(v.Get("communication"), "communication") {
		for _, c := range r.concept(e.v, e.path) {
			if c.code != "" {
				q.Languages = append(q.Languages, c.code)
			}
		}
	}
	for e := range r.each(v.Get("qualification"), "qualification") {
		r.qualification(p, e)
	}
	if len(q.Exercises) == 1 && len(p.Skills) > 0 {
		s := theSkill(p.Skills)
		q.Exercises[0].QualificationType, q.Exercises[0].Qualification = p.Skills[s].Kind, p.Skills[s].Code
	}
	if p.IsPublic() {
		for _, name := range [...]string{"gender", "birthDate", "address", "communication"} {
			if v.Get(name) != nil {
				r.fault(ruleRestricted, name)
			}
		}
		for e := range r.each(v.Get("qualification"), "qualification") {
			if e.v.Get("period") != nil {
				r.fault(ruleRestricted, e.path+".period")
			}
		}
	}
	p.died, p.titles = r.death(v), r.titles(v)
	p.was = copied(*q)
}

// copied returns a professional that shares no list with another.
func copied(p rpps.Professional) rpps.Professional {
	p.Exercises = append([]rpps.Exercise(nil), p.Exercises...)
	p.Languages = append([]string(nil), p.Languages...)
	p.OtherIDs = append([]rpps.OtherID(nil), p.OtherIDs...)
	p.CivilStatus.FirstNames = append([]rpps.Private(nil), p.CivilStatus.FirstNames...)
	return p
}

func (r *reader) personIdentifiers(p *Practitioner) {
	q := &p.Professional
	var ids []rpps.PersonID
	var numbers []rpps.Number
	for _, id := range r.identifiers(p.tree) {
		switch id.slot {
		case slotIDNPS:
			v := r.personID(id)
			if len(ids) == 0 {
				q.ID, p.at.idnps = v, id.i+1
			}
			ids = append(ids, v)
		case slotRPPS:
			v, ok := number(r, id, "rpps", lenient.Number)
			if !ok {
				continue
			}
			if len(numbers) == 0 {
				q.Number, p.at.rpps = v, id.i+1
			}
			numbers = append(numbers, v)
		default:
			origin := id.kind
			if origin == "" {
				origin = id.system
			}
			o := rpps.OtherID{Text: rpps.Private(id.value), Origin: origin}
			if v, err := lenient.PersonID(id.value); err == nil {
				o.ID = v
			}
			q.OtherIDs = append(q.OtherIDs, o)
		}
	}
	for _, id := range ids {
		if id != ids[0] {
			r.fault(ruleIdentifierConflict, "identifier", "idnps")
			q.ID, p.at.idnps = rpps.PersonID{}, 0
			break
		}
	}
	for _, n := range numbers {
		if n != numbers[0] {
			r.fault(ruleIdentifierConflict, "identifier", "rpps")
			q.Number, p.at.rpps = rpps.Number{}, 0
			break
		}
	}
	switch of := q.ID.Number(); {
	case of.IsZero():
	case q.Number.IsZero() && len(numbers) == 0:
		q.Number = of
	case !q.Number.IsZero() && q.Number != of:
		// Who is meant is not known.
		r.fault(ruleIdentifierConflict, "identifier", "idnps, rpps")
		q.ID, q.Number, p.at.idnps, p.at.rpps = rpps.PersonID{}, rpps.Number{}, 0, 0
	}
}

// names takes the first name that is in use.
func (r *reader) names(p *Practitioner) {
	q := &p.Professional
	for e := range r.each(p.tree.Get("name"), "name") {
		if e.v.Kind() != jsontree.Object {
			r.fault(ruleType, e.path)
			continue
		}
		if use, _ := e.v.Get("use").Text(); use == "old" || use == "maiden" || use == "temp" || use == "anonymous" {
			continue
		}
		if p.at.name != 0 {
			continue
		}
		p.at.name = e.i + 1
		q.ExerciseName.Family = rpps.Private(r.text(e.v.Get("family"), e.path+".family"))
		q.ExerciseName.Given = rpps.Private(strings.Join(r.texts(e.v.Get("given"), e.path+".given"), " "))
		q.Civility = strings.Join(r.texts(e.v.Get("prefix"), e.path+".prefix"), " ")
		q.ExerciseCivility = strings.Join(r.texts(e.v.Get("suffix"), e.path+".suffix"), " ")
	}
}

func (r *reader) texts(v *jsontree.Value, path string) []string {
	var out []string
	for e := range r.each(v, path) {
		if s := r.text(e.v, e.path); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// qualification reads a profession with its category, or a savoir-faire;
// diplomas stay as they are.
func (r *reader) qualification(p *Practitioner, e element) {
	if e.v.Kind() != jsontree.Object {
		r.fault(ruleType, e.path)
		return
	}
	q := qualification{reader: r, place: exercisePlace{qualification: e.i + 1}}
	for _, c := range r.concept(e.v.Get("code"), e.path+".code") {
		q.take(c)
	}
	period := r.period(e.v.Get("period"), e.path+".period")
	for _, t := range r.timed(e.v.Get("code"), e.path+".code") { // it bounds the exercise too
		period.Doubtful = period.Doubtful || t.Doubtful
		if period.Start.IsZero() || t.Start.After(period.Start) {
			period.Start = t.Start
		}
		if !t.End.IsZero() && (period.End.IsZero() || t.End.Before(period.End)) {
			period.End = t.End
		}
	}
	if q.isExercise && q.student {
		q.conflict = q.conflict || q.exercise.Stated.Category != "" && q.exercise.Category != roles.CategoryStudent
		q.exercise.Stated.Category, q.exercise.Category = roles.CategoryStudent.Code(), roles.CategoryStudent
	}
	if q.conflict { // which right is meant is not known: none is
		q.exercise.Stated.Profession, q.exercise.Profession = contradiction, 0
	}
	if q.isExercise {
		p.Professional.Exercises = append(p.Professional.Exercises, q.exercise)
		p.Periods = append(p.Periods, period)
		p.at.exercises = append(p.at.exercises, q.place)
	}
	if q.isSkill {
		for _, s := range append(q.skills, q.skill) {
			s.Kind, s.Period = q.skill.Kind, period
			p.Skills = append(p.Skills, s)
		}
	}
}

// qualification is one that is being read.
type qualification struct {
	*reader
	exercise            rpps.Exercise
	place               exercisePlace
	skill               Skill
	skills              []Skill // those before it, in a concept of several
	isExercise, isSkill bool
	conflict            bool // two codes say two things
	student             bool // by a category without its list
}

func (q *qualification) take(c coding) {
	// contradicts reports another code than the one that is stated.
	contradicts := func(stated, what string) bool {
		other := stated != "" && stated != c.code
		if other {
			q.fault(ruleCodeConflict, c.path, what)
			q.conflict = true
		}
		return other
	}
	stated := &q.exercise.Stated
	switch l := listOfKey(c.key); {
	case l == roles.ListG15, l == roles.ListR94, l == roles.ListR95, l == roles.ListR291:
		q.isExercise = true
		if !contradicts(stated.Profession, "profession") {
			stated.Profession, q.exercise.Profession = c.code, q.profession(c)
			q.place.profession = c.i + 1
		}
	case l == roles.ListR85, l == roles.ListR21, l == roles.ListR96, l == roles.ListR22:
		q.isExercise = true
		q.fault(ruleProfessionRole, c.path, c.key)
		q.conflict = q.conflict || closingList(c.code) != ""
		if stated.Profession == "" {
			stated.Profession = c.code
		}
	case l == roles.ListR09:
		q.isExercise = true
		if !contradicts(stated.Category, c.key) {
			stated.Category, q.exercise.Category = c.code, code(q.reader, c, roles.ParseCategory)
			q.place.category = c.i + 1
		}
	case c.key == keySkillType:
		q.isSkill, q.skill.Kind = true, c.code
	case isSkillList(c.key):
		if q.isSkill && q.skill.Code != "" && q.skill.Code != c.code {
			q.skills = append(q.skills, q.skill)
		}
		q.isSkill, q.skill.Code = true, c.code
	case c.system == "" && c.code != "":
		q.fault(ruleSystemMissing, c.path+".system")
		q.student = q.student || closing.Spelt(c.code) == roles.CategoryStudent.Code()
	case q.isSkill && q.skill.Code == "":
		q.skill.Code = c.code // a list of savoir-faire that came later
	}
}

// theSkill returns the index of the savoir-faire that a situation carries:
// that of occupational medicine, by which the matrix denies, else the first.
func theSkill(skills []Skill) int {
	for i, s := range skills {
		if isOccupational(s.Code) {
			return i
		}
	}
	return 0
}

// String tells what is stated, never what it says.
func (p Practitioner) String() string { return "Practitioner(" + p.Professional.String() + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (p Practitioner) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.String()) }

// LogValue implements [slog.LogValuer].
func (p Practitioner) LogValue() slog.Value { return p.Professional.LogValue() }

// MarshalJSON returns the resource with what was changed in Professional and
// Active. The error is [rule.Faults] of [CodeNotCarried] when a change has no
// place in it.
func (p Practitioner) MarshalJSON() ([]byte, error) {
	if p.tree == nil {
		return withoutText(p)
	}
	w := writer{tree: p.tree}
	w.practitioner(&p)
	return w.done(&p.Base)
}
