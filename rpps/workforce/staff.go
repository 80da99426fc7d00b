package workforce

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strconv"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/situation"
)

// Staff is one person who works for a structure, as far as the registration is
// concerned: an employee, or somebody of a temporary agency or a subcontractor
// under the responsibility of the structure. An empty field is "not stated".
//
// It prints and logs masked.
type Staff struct {
	// Ref is the caller's reference of the person. It is printed in plans and
	// texts: never a name nor a number of the person.
	Ref string `json:"ref"`

	// Profession is the métier, or the regulated profession.
	Profession  roles.Profession   `json:"profession,omitzero"`
	Category    roles.Category     `json:"category,omitzero"`
	Mode        roles.PracticeMode `json:"mode,omitzero"`
	ArmedForces bool               `json:"armedForces,omitempty"`
	// Structure is where the person works; it may be left out when there is
	// only one.
	Structure rpps.Structure `json:"structure,omitzero"`
	// Start and End are the first and last day of the contract.
	Start civil.Date `json:"start,omitzero"`
	End   civil.Date `json:"end,omitzero"`

	// Needs are what the work asks for. NeedsHealthData states that it asks
	// for some, or for nothing; not stated, the answer of the Request counts.
	Needs           Needs       `json:"needs,omitzero"`
	NeedsHealthData rpps.Answer `json:"needsHealthData,omitzero"`
	// Missions are what the person does, and Documents the types of documents
	// of the DMP that they need to read.
	Missions  Missions                    `json:"missions,omitzero"`
	Documents []habilitation.DocumentType `json:"documents,omitempty"`

	// Number is the RPPS number of somebody who has one, and Situations what
	// is known of them in the directory.
	Number     rpps.Number           `json:"rpps,omitzero"`
	Situations []situation.Situation `json:"situations,omitempty"`
	// Gestionnaire: the person is gestionnaire RPPS+ of the structure. Not stated,
	// [ExitTasks] asks, for a leaver must not keep that right.
	Gestionnaire rpps.Answer `json:"gestionnaire,omitzero"`

	// Request is the request prepared so far; nil when none is. Its role is
	// the one that the employer has chosen.
	Request *registration.Request `json:"request,omitempty"`
}

// String tells the métier, and nothing else of the person.
func (s Staff) String() string { return "Staff(profession " + s.Profession.String() + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (s Staff) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue implements [slog.LogValuer].
func (s Staff) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Draft returns the registration request of the person: the one prepared so
// far, in which what is empty and known from the staff is filled in. The
// structure is given by one identifier, for the portal takes one only: the
// SIRET, else the FINESS number of the site, else the practice.
func (s *Staff) Draft() registration.Request {
	var r registration.Request
	if s.Request != nil {
		r = *s.Request
	}
	x := &r.Situation
	fill(&x.Function, s.Profession)
	fill(&x.Category, s.Category)
	fill(&x.Mode, s.Mode)
	fill(&x.Start, s.Start)
	fill(&x.End, s.End)
	fill(&x.Source, situation.SourceEmployer)
	if x.Structure.IsZero() {
		x.Structure = oneKey(s.Structure)
	}
	if r.KnownNumber().IsZero() {
		r.Number = s.Number
	}
	fill(&r.NeedsHealthData, s.NeedsHealthData)
	if s.Needs.stated() {
		fill(&r.NeedsHealthData, rpps.Yes)
	}
	return r
}

func fill[T comparable](field *T, known T) {
	var zero T
	if *field == zero {
		*field = known
	}
}

func oneKey(s rpps.Structure) rpps.Structure {
	switch {
	case !s.SIRET.IsZero():
		s.FINESS, s.RPPSRang = rpps.FINESS{}, rpps.RPPSRang{}
	case !s.FINESS.IsZero():
		s.RPPSRang = rpps.RPPSRang{}
	}
	return s
}

// number returns the RPPS number that the staff or the request states; ok is
// false when they state two.
func (s *Staff) number() (n rpps.Number, ok bool) {
	n = s.Number
	if s.Request == nil {
		return n, true
	}
	other := s.Request.KnownNumber()
	if n.IsZero() {
		n = other
	}
	return n, other.IsZero() || other == n
}

// inRPPS reports whether something shows that the person is in the RPPS.
func (s *Staff) inRPPS() bool {
	n, _ := s.number()
	return !n.IsZero() || len(s.Situations) > 0 ||
		s.Request != nil && (s.Request.Search.Found == registration.FoundOne || s.Request.Search.Found == registration.FoundSeveral)
}

// foundNone reports whether a search by the day has found that the person, of whom
// no number is stated, is not in the RPPS.
func (s *Staff) foundNone(c Context) bool {
	n, _ := s.number()
	return n.IsZero() && s.Request != nil && s.Request.Search.Found == registration.FoundNone && !s.Request.Search.On.After(c.At)
}

// chosen returns the role that the employer has chosen; zero for none.
func (s *Staff) chosen() roles.Role {
	if s.Request == nil || s.Request.Situation.RoleInferred {
		return 0
	}
	return s.Request.Situation.Role
}

// here says whether a situation is one of a role professional in a structure,
// not stated when nobody knows where it is, and whether it is open on the day.
func (c Context) here(s *situation.Situation, place rpps.Structure) (there rpps.Answer, how situation.Openness) {
	switch s.Profession.Kind() {
	case roles.KindOrder, roles.KindARS:
		return rpps.No, 0 // registered by others, who also close it
	}
	return c.samePlace(s.Structure, place), c.Situation.OpenAt(s, c.At)
}

// untold reports that nothing says whether a situation is of a role professional: a
// request leaves the profession out, and has the métier.
func untold(s *situation.Situation) bool {
	return s.Profession == 0 && (s.Stated.Profession != "" || s.Function.List() != roles.ListR85)
}

// samePlace says whether two structures are one place, whichever of the numbers of
// an establishment either is known by.
func (c Context) samePlace(s, t rpps.Structure) rpps.Answer {
	if same := s.SamePlace(t); same != 0 {
		return same
	}
	return gestionnaire.Completed(s, c.Establishments).SamePlace(gestionnaire.Completed(t, c.Establishments))
}

// SituationsHere returns the indices of the situations of the person in their
// structure that are open on the day, will open, or may be open: those that a
// departure closes. The situations elsewhere are those of other employers and
// are none of their business; so are, until they are looked up, those that state
// no identifier to compare.
func SituationsHere(s *Staff, c Context) []int {
	var out []int
	place := c.structureOf(s)
	for i := range s.Situations {
		if there, how := c.here(&s.Situations[i], place); there == rpps.Yes && how != situation.Ended {
			out = append(out, i)
		}
	}
	return out
}

// perhapsHere reports whether the person has a situation that is not over and
// may be in their structure.
func perhapsHere(s *Staff, c Context) bool {
	place := c.structureOf(s)
	return slices.ContainsFunc(s.Situations, func(x situation.Situation) bool {
		there, how := c.here(&x, place)
		return there == 0 && how != situation.Ended
	})
}

// Context is what an assessment is made against. The zero Context lacks its
// day.
type Context struct {
	// At is the day of the question.
	At civil.Date
	// Establishments are the structures in question. Persons of other
	// structures are not decided. Empty: any structure will do, and its access
	// to the portal is asked of the request only.
	Establishments []gestionnaire.Establishment
	// Matrix is for the choice of the role; nil: the embedded one of the day.
	Matrix *habilitation.Matrix
	// Registration chooses where the sources on registration are silent or
	// disagree, Situation how dates of situations are read.
	Registration registration.Policy
	Situation    situation.Policy
}

// String tells the day and how many structures.
func (c Context) String() string {
	return "Context(day " + c.At.String() + ", establishments " + strconv.Itoa(len(c.Establishments)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (c Context) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue implements [slog.LogValuer].
func (c Context) LogValue() slog.Value { return slog.StringValue(c.String()) }

// structureOf returns the structure of a person: the one stated, else the only
// one there is.
func (c Context) structureOf(s *Staff) rpps.Structure {
	if s.Structure.IsZero() && len(c.Establishments) == 1 {
		return c.Establishments[0].Structure
	}
	return s.Structure
}

// establishmentOf returns the index of the establishment of a structure, -1
// for none.
func (c Context) establishmentOf(place rpps.Structure) int {
	for i := range c.Establishments {
		if c.Establishments[i].Structure.Same(place) {
			return i
		}
	}
	return -1
}

func (c Context) matrix() *habilitation.Matrix {
	if c.Matrix != nil {
		return c.Matrix
	}
	m, err := habilitation.At(c.At)
	if err != nil {
		return nil
	}
	return m
}

// registrationOf says who registers a person.
func (c Context) registrationOf(s *Staff) roles.Registration {
	return roles.RegistrationOf(roles.RegistrationQuery{
		Profession: s.Profession, Category: s.Category, ArmedForces: s.ArmedForces, At: c.At,
	}, c.Registration.Students)
}
