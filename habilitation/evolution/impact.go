package evolution

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/plainjson"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// Member is somebody of the staff in one practice situation.
type Member struct {
	// Key is how the caller finds the person again. It comes back as it is, in
	// values and in texts: give no name and no number of a person.
	Key string
	// Subject is who they are for a matrix, on the day of the comparison.
	Subject habilitation.Subject
}

// Members returns one member for each situation of a person, all with the same
// key. A situation without dates, of a sign-in or an extraction, is open on the day
// on which it was seen only: give that day, not that of the new matrix, on which the
// person would read nothing before and after. [Impact] asks both matrices as if they
// were in force.
func Members(key string, at civil.Date, p habilitation.Policy, situations ...situation.Situation) []Member {
	out := make([]Member, 0, len(situations))
	for _, s := range situations {
		out = append(out, Member{key, p.SubjectOf(s, at)})
	}
	return out
}

// Dependence are choices of [habilitation.Policy] on which a change rests: with
// another choice there would be none.
type Dependence uint8

const (
	// OnRoleAccess: the change is there because the columns of the roles apply
	// as published ([habilitation.RolePublished]). No source proves that they
	// are in operation.
	OnRoleAccess Dependence = 1 << iota
	// OnOccupational: the change is there because an occupational doctor reads
	// the physicians' column ([habilitation.OccupationalAsPhysician]).
	OnOccupational
	// OnColumns: the change is there because of how somebody is read whom two
	// columns name ([habilitation.Columns]).
	OnColumns
)

var dependenceNames = [...]string{"role-access", "occupational", "columns"}

// String returns the names joined by "|", or "(none)".
func (d Dependence) String() string {
	b, _ := d.MarshalText()
	if len(b) == 0 {
		return "(none)"
	}
	return string(b)
}

// MarshalText returns the names joined by "|", or the empty text for none.
func (d Dependence) MarshalText() ([]byte, error) {
	var out []string
	for i, n := range dependenceNames {
		if d>>i&1 != 0 {
			out = append(out, n)
		}
	}
	return []byte(strings.Join(out, "|")), nil
}

// TypeChange is a type of document that somebody gains or loses.
type TypeChange struct {
	Document habilitation.DocumentType `json:"document"`
	// On are the choices of policy without which it would be no change.
	On Dependence `json:"on,omitempty"`
}

// Effect is what a change of matrix does to one member of the staff.
type Effect struct {
	Key     string               `json:"key"`
	Subject habilitation.Subject `json:"-"`
	// Before and After are the numbers of types that they read.
	Before int `json:"before"`
	After  int `json:"after"`
	// Gains and Losses are the types, in the order of the new matrix and of the
	// old one.
	Gains  []TypeChange `json:"gains"`
	Losses []TypeChange `json:"losses"`
	// Denied are the reasons for which they read nothing under the new matrix,
	// whatever the circumstances; nil when they read something.
	Denied []habilitation.Reason `json:"denied,omitempty"`
}

// Changed reports whether the member gains or loses anything.
func (e Effect) Changed() bool { return len(e.Gains)+len(e.Losses) > 0 }

// Effects are what a change of matrix does to the staff of an establishment.
type Effects struct {
	// Old and New are the IDs of the versions, At the day of the comparison; not
	// stated when the members are of different days.
	Old string     `json:"old"`
	New string     `json:"new"`
	At  civil.Date `json:"at"`
	// Members has one effect for each member, in the order of the staff, also
	// for those for whom nothing changes.
	Members []Effect `json:"members"`
	// Unlisted are the codes of the types of the new matrix that the library
	// does not know. Nobody gains them: they are denied.
	Unlisted []string `json:"unlisted"`

	labels map[string]string
}

// best are circumstances in which nothing but the matrix and the subject can
// deny a reading.
const best = habilitation.CareTeam | habilitation.InitialConsent | habilitation.ExplicitConsent | habilitation.Informed |
	habilitation.NotOpposed | habilitation.AnyDocument

// Impact returns what the changes do to the staff: the types that each member
// reads under either matrix, consent given and nothing opposed. Both matrices
// are asked as if they were in force on the day for which the subjects were
// made, so that nothing but the matrix differs; the policy of each matrix
// applies. Members whose subjects are of different days are each asked on theirs.
//
// The changes must come from [Diff]: those put together by hand compare nothing.
func Impact(c Changes, staff []Member) Effects {
	old, new := c.old, c.new
	if old == nil {
		old = &habilitation.Matrix{}
	}
	if new == nil {
		new = &habilitation.Matrix{}
	}
	out := Effects{Old: c.Old.ID, New: c.New.ID, labels: c.labels}
	for r := range new.Unlisted() {
		out.Unlisted = append(out.Unlisted, r.Code)
	}
	// Many of a staff are the same for a matrix.
	known := map[habilitation.Subject]Effect{}
	for i, m := range staff {
		at := m.Subject.At()
		if i == 0 {
			out.At = at
		} else if out.At != at {
			out.At = civil.Date{}
		}
		e, ok := known[m.Subject]
		if !ok {
			e = effect(old, new, m.Subject)
			known[m.Subject] = e
		}
		e.Key = m.Key
		e.Gains, e.Losses, e.Denied = slices.Clone(e.Gains), slices.Clone(e.Losses), slices.Clone(e.Denied)
		out.Members = append(out.Members, e)
	}
	return out
}

// inForce is a matrix as if it were in force on a day.
func inForce(m *habilitation.Matrix, at civil.Date) *habilitation.Matrix {
	if rows, _, _ := m.Size(); rows == 0 {
		return m // no matrix
	}
	out, err := m.InForce(at, civil.Date{})
	if err != nil {
		return m // the day is not stated: everything is denied
	}
	return out
}

func effect(old, new *habilitation.Matrix, s habilitation.Subject) Effect {
	old, new = inForce(old, s.At()), inForce(new, s.At())
	readable := func(x *habilitation.Matrix, p habilitation.Policy) []habilitation.DocumentType {
		return slices.Collect(x.Under(p).Readable(habilitation.Request{Subject: s, Facts: best}))
	}
	compare := func(p, q habilitation.Policy) (before, after, gains, losses []habilitation.DocumentType) {
		before, after = readable(old, p), readable(new, q)
		return before, after, without(after, before), without(before, after)
	}
	p, q := old.Policy(), new.Policy()
	before, after, gains, losses := compare(p, q)
	e := Effect{Subject: s, Before: len(before), After: len(after), Gains: changes(gains), Losses: changes(losses)}
	if len(gains)+len(losses) > 0 {
		for i, other := range [...]func(*habilitation.Policy){
			func(p *habilitation.Policy) { p.RoleAccess = habilitation.RoleSuspended },
			func(p *habilitation.Policy) { p.Occupational = habilitation.OccupationalDenied },
			func(p *habilitation.Policy) {
				p.Columns ^= habilitation.AllColumns ^ habilitation.FunctionPrevails
			},
		} {
			p, q := p, q
			other(&p)
			other(&q)
			_, _, g, l := compare(p, q)
			mark(e.Gains, g, 1<<i)
			mark(e.Losses, l, 1<<i)
		}
	}
	if len(after) == 0 {
		e.Denied = denials(new, s)
	}
	return e
}

// denials are the reasons that every type has in common.
func denials(m *habilitation.Matrix, s habilitation.Subject) []habilitation.Reason {
	var out []habilitation.Reason
	d := m.Decide(habilitation.Request{Subject: s, Document: firstRow(m), Action: habilitation.Read, Facts: best})
	for r := range d.Denials() {
		switch r {
		case habilitation.CellDenied, habilitation.DocumentNoRow, habilitation.DocumentNotStated:
			// About one type.
		default:
			out = append(out, r)
		}
	}
	if out == nil {
		out = []habilitation.Reason{habilitation.CellDenied}
	}
	return out
}

func firstRow(m *habilitation.Matrix) habilitation.DocumentType {
	for r := range m.Rows() {
		return r.Document
	}
	return 0
}

func without(a, b []habilitation.DocumentType) []habilitation.DocumentType {
	var out []habilitation.DocumentType
	for _, d := range a {
		if !slices.Contains(b, d) {
			out = append(out, d)
		}
	}
	return out
}

func changes(docs []habilitation.DocumentType) []TypeChange {
	out := make([]TypeChange, len(docs))
	for i, d := range docs {
		out[i].Document = d
	}
	return out
}

// mark notes the changes that are not there under another policy.
func mark(list []TypeChange, there []habilitation.DocumentType, d Dependence) {
	for i := range list {
		if !slices.Contains(there, list[i].Document) {
			list[i].On |= d
		}
	}
}

// Touched returns the effects of the members who gain or lose something.
func (e Effects) Touched() []Effect {
	return slices.DeleteFunc(slices.Clone(e.Members), func(m Effect) bool { return !m.Changed() })
}

// MarshalJSON returns {"old","new","at","members","unlisted"}. Keys are those
// that the caller gave.
func (e Effects) MarshalJSON() ([]byte, error) {
	type plain Effects // without this method
	e.Members, e.Unlisted = some(e.Members), some(e.Unlisted)
	return plainjson.Marshal(plain(e))
}

// Text returns the effects as plain text: those who gain or lose something, then
// those who read nothing either way, with the reasons.
func (e Effects) Text(tag language.Tag) string { r := e.report(tag); return r.text() }

// Markdown returns the effects as Markdown.
func (e Effects) Markdown(tag language.Tag) string { r := e.report(tag); return r.markdown() }

// HTML returns the effects as a page.
func (e Effects) HTML(tag language.Tag) string { r := e.report(tag); return r.html() }

func (e Effects) report(tag language.Tag) report {
	w := wordsOf(tag)
	touched := e.Touched()
	r := report{english: bool(w), title: w.pick("Effets du passage de ", "Effects of going from ") + e.Old + w.pick(" à ", " to ") + e.New}
	if !e.At.IsZero() {
		r.title += w.pick(" le "+e.At.French(), " on "+e.At.String())
	}
	r.intro = append(r.intro,
		w.pick("Situations comparées : ", "Situations compared: ")+strconv.Itoa(len(e.Members))+
			w.pick(" ; touchées : ", "; touched: ")+strconv.Itoa(len(touched))+".",
		w.pick("Lecture seulement, les consentements étant donnés ; les règles générales de l'accès restent à vérifier à chaque lecture.",
			"Reading only, consents being given; the general rules of access stay to be checked at each reading."))
	// Of these the comparison knows nothing: "untouched" would be a guess.
	undated := 0
	for _, m := range e.Members {
		if slices.Contains(m.Denied, habilitation.SituationDatesUnknown) {
			undated++
		}
	}
	if undated > 0 {
		r.intro = append(r.intro, w.pick("Situations dont rien ne dit qu'elles sont ouvertes ce jour-là, et qui ne sont pas comparées : ",
			"Situations of which nothing says that they are open on that day, and which are not compared: ")+strconv.Itoa(undated)+".")
	}
	if len(e.Unlisted) > 0 {
		r.intro = append(r.intro, w.pick("Types inconnus de la bibliothèque, que personne ne gagne ici : ", "Types unknown to the library, which nobody gains here: ")+strings.Join(e.Unlisted, ", ")+".")
	}
	var gs []group
	for _, m := range touched {
		g := group{title: m.Key + w.colon() + m.who(w) + w.pick(" ; types lus : ", "; types read: ") + strconv.Itoa(m.Before) + " → " + strconv.Itoa(m.After)}
		for _, l := range [...]struct {
			what  string
			types []TypeChange
		}{{w.pick("perd", "loses"), m.Losses}, {w.pick("gagne", "gains"), m.Gains}} {
			for _, t := range l.types {
				text := l.what + w.colon() + e.label(t.Document)
				if t.On != 0 {
					text += " (" + t.On.describe(w) + ")"
				}
				g.items = append(g.items, item{t.Document.Code(), text})
			}
		}
		if m.Denied != nil {
			for _, d := range m.Denied {
				g.items = append(g.items, item{string(d.Code()), w.pick("ne lit plus rien", "reads nothing any more") + w.colon() + d.Explain(tag)})
			}
		}
		gs = append(gs, g)
	}
	r.add(section{w.pick("Professionnels touchés", "Professionals touched"), gs})
	// Who reads nothing is untouched; why tells a code written wrong from a column
	// that does not exist.
	var none []group
	for _, m := range e.Members {
		if m.Changed() || m.After > 0 {
			continue
		}
		g := group{title: m.Key + w.colon() + m.who(w)}
		for _, d := range m.Denied {
			g.items = append(g.items, item{string(d.Code()), d.Explain(tag)})
		}
		none = append(none, g)
	}
	r.add(section{w.pick("Ne lisent rien, avant comme après", "Read nothing, before and after"), none})
	return r
}

func (e Effects) label(d habilitation.DocumentType) string {
	if l := e.labels[d.Code()]; l != "" {
		return l
	}
	return d.Label()
}

func (e Effect) who(w words) string {
	s := e.Subject
	profession := s.Profession().Code()
	if profession == "" {
		profession = w.pick("non renseignée ou inconnue", "not stated or unknown")
	}
	parts := []string{"profession " + profession}
	if f := s.Function(); f != 0 {
		parts = append(parts, w.pick("métier ", "métier ")+f.Code())
	}
	if r := s.Role(); r != 0 {
		parts = append(parts, w.pick("rôle ", "role ")+r.Code())
	}
	if s.IsStudent() {
		parts = append(parts, w.pick("étudiant", "student"))
	}
	return strings.Join(parts, ", ")
}

func (d Dependence) describe(w words) string {
	var out []string
	for i, t := range [...][2]string{
		{"si les colonnes des rôles sont en service", "if the columns of the roles are in operation"},
		{"si le médecin du travail est lu comme un médecin", "if the occupational doctor is read as a physician"},
		{"selon la lecture de deux colonnes", "depending on how two columns are read"},
	} {
		if d>>i&1 != 0 {
			out = append(out, w.pick(t[0], t[1]))
		}
	}
	return strings.Join(out, ", ")
}
