package services

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/rppsplus/rppsplus/internal/choice"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// Person is somebody, as far as the services look at them. What is not stated
// leaves the answer open, or is a condition that remains.
type Person struct {
	// Professional says who: the RPPS number, or another national identifier;
	// the exercises, of which the category tells students; the contact, by
	// which an e-CPS is activated.
	Professional rpps.Professional
	// Situations are the practice situations that are known.
	Situations []situation.Situation
	// Card: a physical card in the person's name is held (CPS, CPF, CPE, CPA,
	// CDE). Terminal: a mobile that the e-CPS runs on, their own or their
	// employer's.
	Card     rpps.Answer
	Terminal rpps.Answer
	// RegisteredOn is the day of the registration in the RPPS, for the delays
	// after it; not stated, the registration is taken to be older.
	RegisteredOn civil.Date
}

// String tells how much is known, not who it is.
func (p Person) String() string {
	return p.Professional.String() + ", situations " + strconv.Itoa(len(p.Situations))
}

// Format implements [fmt.Formatter]: masked under every verb.
func (p Person) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.String()) }

// LogValue implements [slog.LogValuer].
func (p Person) LogValue() slog.Value { return slog.StringValue(p.String()) }

// Policy holds what the sources leave open. The zero Policy is the default.
type Policy struct {
	// Situation is the reading of dates, and of sources without dates.
	Situation situation.Policy `json:"situation,omitzero"`
	// Students says from when students are registered as professionals à rôle.
	Students roles.StudentPolicy `json:"students,omitzero"`
}

// UnmarshalJSON reads a policy from an object such as
// {"situation": {"lastDay": "excluded"}, "students": {"rolesOpenFrom": "2027-01-01"}}.
// What is left out is the default. A key or a choice that is not known, a key that is
// there twice and null are a [rule.Fault] of [CodePolicyUnknown], or of the package of
// the policy within, and leave the policy that opens least.
func (pol *Policy) UnmarshalJSON(b []byte) error {
	return choice.Object(pol, b, Policy{
		Situation: situation.Policy{Presence: situation.PresenceIgnored, LastDay: situation.LastDayExcluded},
	}, &rules[rulePolicyUnknown])
}

// ECPS answers whether a person may activate an e-CPS on a day, under the
// default policy.
func ECPS(p Person, day civil.Date) Answer { return Policy{}.ECPS(p, day) }

// ProSanteConnect answers whether a person may sign in by Pro Santé Connect on
// a day, under the default policy.
func ProSanteConnect(p Person, day civil.Date) Answer { return Policy{}.ProSanteConnect(p, day) }

// ECPS answers whether a person may activate an e-CPS on a day: registered in
// the RPPS, not a student whom the law leaves out, 48 hours after the
// registration. A terminal and a way to activate it are conditions that remain.
func (pol Policy) ECPS(p Person, day civil.Date) Answer {
	var b builder
	pol.registered(&b, p, day)
	if hasNumber(&p.Professional) && isRole(p) {
		b.add(ruleECPSOnly, "professional")
	}
	b.ecps(p, day)
	return b.answer()
}

// ProSanteConnect answers whether a person may sign in by Pro Santé Connect on
// a day: listed in the directory, and by a means that it takes: a card in their
// name, or an e-CPS. Role professionals have the e-CPS only: of another card that
// they hold nothing published says that it serves.
func (pol Policy) ProSanteConnect(p Person, day civil.Date) Answer {
	var b, means builder
	pol.registered(&b, p, day)
	means.ecps(p, day)
	number := hasNumber(&p.Professional)
	switch kind := p.Professional.ID.Kind(); {
	case number && p.Card == rpps.Yes && pol.isRegulated(p, day):
		b.add(rulePSCCard, "card") // it needs neither a mobile nor an e-CPS
	case means.answer().Verdict == No && p.Card == rpps.Yes && number:
		b.add(rulePSCEmployee, "card") // they have no CPS: it is another card
	case means.answer().Verdict == No && p.Card == 0 && (number || kind == rpps.PersonADELI):
		b.add(rulePSCMeans, "card")
	case kind == rpps.PersonADELI && p.Card == rpps.Yes && means.answer().Verdict == No:
		b.add(rulePSCADELICard, "card")
	case number, kind == rpps.PersonADELI:
		b.reasons.Add(means.reasons...)
		b.add(rulePSCByECPS, "professional")
	case isEmployee(kind):
		b.add(rulePSCEmployee, "professional.id")
	}
	if day.Before(p.RegisteredOn.AddDays(1)) { // both stated
		b.add(rulePSCDelay, "registeredOn")
	}
	return b.answer()
}

// registered says what shows that the person is in the directory, and what
// leaves it open.
func (pol Policy) registered(b *builder, p Person, day civil.Date) {
	if day.IsZero() {
		b.add(ruleDay, "day")
	}
	b.oneNumber(&p.Professional)
	switch kind := p.Professional.ID.Kind(); {
	case hasNumber(&p.Professional):
		b.add(ruleRegistered, "professional.rpps")
		pol.student(b, p, day)
		if day.Before(p.RegisteredOn) { // both stated
			b.add(ruleNotYetRegistered, "registeredOn")
		}
	case kind == rpps.PersonADELI:
		switch p.Card {
		case rpps.Yes:
			b.add(ruleADELICard, "card")
		case rpps.No:
			b.add(ruleADELINoCard, "card")
		default:
			b.add(ruleADELIUnstated, "card")
		}
	case isEmployee(kind) && p.Card == rpps.No:
		b.add(ruleEmployeeNoCard, "professional.id")
	case isEmployee(kind):
		b.add(ruleEmployee, "professional.id")
	case kind == 0:
		b.add(ruleIdentity, "professional.id")
	default:
		b.add(ruleOtherIdentity, "professional.id")
	}
	pol.situations(b, p, day)
}

// ecps says what an e-CPS needs beside the registration.
func (b *builder) ecps(p Person, day civil.Date) {
	if on := p.RegisteredOn; !on.IsZero() && !day.Before(on) && day.Before(on.AddDays(2)) {
		b.add(ruleECPSDelay, "registeredOn")
	}
	switch p.Terminal {
	case rpps.Yes:
		b.add(ruleTerminal, "terminal")
	case rpps.No:
		b.add(ruleNoTerminal, "terminal")
	default:
		b.add(ruleTerminalUnstated, "terminal")
	}
	if c := p.Professional.Contact; p.Card != rpps.Yes && (strings.TrimSpace(c.Email.Reveal()) == "" || strings.TrimSpace(c.Phone.Reveal()) == "") {
		b.add(ruleActivation, "professional.contact")
	}
}

func hasNumber(p *rpps.Professional) bool {
	return !p.Number.IsZero() || p.ID.Kind() == rpps.PersonRPPS
}

// oneNumber says that two different RPPS numbers are stated, which leaves open of
// whom the question is.
func (b *builder) oneNumber(p *rpps.Professional) {
	if id := p.ID.Number(); !id.IsZero() && !p.Number.IsZero() && id != p.Number {
		b.add(ruleTwoNumbers, "professional.rpps")
	}
}

func isEmployee(k rpps.PersonIDKind) bool {
	switch k {
	case rpps.PersonADELIRang, rpps.PersonFINESS, rpps.PersonSIREN, rpps.PersonSIRET, rpps.PersonRPPSRang:
		return true
	}
	return false
}

func isRole(p Person) bool {
	for _, e := range p.Professional.Exercises {
		if e.Profession != roles.ProfessionARole {
			return false
		}
	}
	for _, s := range p.Situations {
		if s.Profession != roles.ProfessionARole {
			return false
		}
	}
	return len(p.Professional.Exercises)+len(p.Situations) > 0
}

// isRegulated reports whether the person has another profession than that of a role, by
// what is known not to be over: then the card in their name is a CPS.
func (pol Policy) isRegulated(p Person, day civil.Date) bool {
	over := map[roles.Profession]bool{}
	for i := range p.Situations {
		s := &p.Situations[i]
		if s.Profession != 0 && s.Profession != roles.ProfessionARole && pol.Situation.OpenAt(s, day).IsOpen() {
			return true
		}
		over[s.Profession] = true
	}
	return slices.ContainsFunc(p.Professional.Exercises, func(e rpps.Exercise) bool {
		return e.Profession != 0 && e.Profession != roles.ProfessionARole && !over[e.Profession]
	})
}

// student says whether the law leaves the person out as a student: when all
// that is known of them is of students other than the four that it names.
func (pol Policy) student(b *builder, p Person, day civil.Date) {
	is, from := standings(p), pol.Students.RolesOpenFrom
	switch {
	case is[ownRight]: // one in their own right suffices
		pol.unstated(b, p, day)
	case is[named]:
		b.add(ruleStudentNamed, "professional")
		pol.unstated(b, p, day)
	case is[untold]:
		b.add(ruleStudentUntold, "professional")
	case is[leftOut] && !from.IsZero() && !day.Before(from) && !day.IsZero():
		b.add(ruleStudentPolicy, "professional")
	case is[leftOut]:
		b.add(ruleStudentLeftOut, "professional")
	default:
		pol.unstated(b, p, day)
	}
}

// unstated says that nothing shows whether the person is a student: an exercise and an
// open situation do by their category, for students share the codes of their profession.
func (pol Policy) unstated(b *builder, p Person, day civil.Date) {
	shows := func(profession, function roles.Profession, c roles.Category, stated string) bool {
		c = categoryOf(c, stated)
		is := standingOf(profession, function, c)
		return c != 0 && (is == ownRight || is == named)
	}
	if !slices.ContainsFunc(p.Professional.Exercises, func(e rpps.Exercise) bool {
		return shows(e.Profession, 0, e.Category, e.Stated.Category)
	}) && !slices.ContainsFunc(p.Situations, func(s situation.Situation) bool {
		return pol.Situation.OpenAt(&s, day).IsOpen() && shows(s.Profession, functionOf(s), s.Category, s.Stated.Category)
	}) {
		b.add(ruleStudentUnstated, "professional")
	}
}

// standing is what somebody is by an exercise or a situation.
type standing uint8

const (
	unsaid   standing = iota
	ownRight          // no student
	named             // one of the students that the law names
	untold            // a student who may be one of them
	leftOut           // another student
)

func standingOf(profession, function roles.Profession, category roles.Category) standing {
	student := category == roles.CategoryStudent || function.OfStudents() || profession.Kind() == roles.KindStudent
	midwife := profession == roles.ProfessionSageFemme
	switch {
	case profession == 0 && function == 0 && category == 0:
		return unsaid
	case !student:
		return ownRight
	case function.Kind() == roles.KindStudent && !(midwife && function == roles.MetierExterneMaieutique):
		return leftOut
	case midwife:
		return named // whoever studies midwifery, intern or not
	}
	switch profession {
	case roles.ProfessionMedecin, roles.ProfessionPharmacien, roles.ProfessionChirurgienDentiste:
		if function == roles.FonctionEtudiantRemplacant || function == roles.FonctionEtudiantMilitaire {
			return untold
		}
		return named // interns share the code of their profession
	}
	return leftOut
}

// standingIn returns what somebody is by a situation. What leaves open which of their
// exercises it is of, or is not what an exercise of studies says, shows no own right.
func standingIn(p Person, s *situation.Situation) standing {
	is := standingOf(s.Profession, functionOf(*s), categoryOf(s.Category, s.Stated.Category))
	if is != ownRight || len(p.Professional.Exercises) == 0 {
		return is
	}
	if s.Profession == 0 || s.Category == 0 {
		return unsaid
	}
	for _, e := range p.Professional.Exercises {
		if e.Profession != s.Profession {
			continue
		}
		if standingOf(e.Profession, 0, categoryOf(e.Category, e.Stated.Category)) == ownRight {
			return ownRight
		}
		is = unsaid
	}
	return is
}

// standings returns what somebody is by all exercises and situations. An exercise tells
// for the situations of its profession.
func standings(p Person) (is [leftOut + 1]bool) {
	for _, e := range p.Professional.Exercises {
		for _, in := range standingsBy(p, e) {
			is[in] = true
		}
	}
	for i := range p.Situations {
		s := &p.Situations[i]
		if !slices.ContainsFunc(p.Professional.Exercises, func(e rpps.Exercise) bool { return e.Profession == s.Profession }) {
			is[standingIn(p, s)] = true
		}
	}
	return is
}

// categoryOf returns the category; that of students however it is written, but for a small
// letter in words: "civil(e)" is no student.
func categoryOf(c roles.Category, stated string) roles.Category {
	student := roles.CategoryStudent.Code()
	words := strings.FieldsFunc(stated, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	if c == 0 && (latin.Code(stated) == student || slices.Contains(words, student)) {
		return roles.CategoryStudent
	}
	return c
}

// functionOf returns what somebody does; a student's however it is written.
func functionOf(s situation.Situation) roles.Profession {
	if s.Function != 0 {
		return s.Function
	}
	for code := range latin.Words(s.Stated.Function) {
		if p, _ := roles.ParseProfession(code); p.OfStudents() {
			return p
		}
	}
	return 0
}

// standingsBy returns what somebody is by an exercise, which says no métier: by those of a
// student, when the person has no other in the profession.
func standingsBy(p Person, e rpps.Exercise) []standing {
	category := categoryOf(e.Category, e.Stated.Category)
	itself := []standing{standingOf(e.Profession, 0, category)}
	var out, also []standing
	for _, s := range p.Situations {
		if s.Profession != e.Profession {
			continue
		}
		switch f := functionOf(s); {
		case f.OfStudents():
			out = append(out, standingOf(e.Profession, f, category))
		case categoryOf(s.Category, s.Stated.Category) == roles.CategoryStudent:
			also = append(also, standingOf(e.Profession, f, roles.CategoryStudent))
		default:
			return itself
		}
	}
	if out == nil {
		return itself
	}
	return append(out, also...)
}

// situations says what it means that none is open: no source tells. Studies keep
// nothing open but those of the students whom the law names, nor does what may be studies.
func (pol Policy) situations(b *builder, p Person, day civil.Date) {
	if day.IsZero() {
		return
	}
	is := standings(p)
	studies := is[untold] || is[leftOut]
	over, maybe := false, false
	for i := range p.Situations {
		s := &p.Situations[i]
		open, in := pol.Situation.OpenAt(s, day).IsOpen(), standingIn(p, s)
		if open && (in == ownRight || in == named) {
			return
		}
		over = over || !open
		maybe = maybe || open && in == unsaid
		studies = studies || in >= untold
	}
	if over && (studies || !maybe) {
		b.add(ruleNoOpenSituation, "situations")
	}
}
