package workforce

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"slices"
	"strconv"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Verdict is what the assessment says of a person. The zero value is "not
// stated".
type Verdict uint8

const (
	// ToRegister: to be registered on the RPPS+ portal, as a new identity.
	ToRegister Verdict = iota + 1
	// NewSituation: in the RPPS already; gets a practice situation here.
	NewSituation
	// AlreadyThere: has a practice situation here.
	AlreadyThere
	// OrderOrARS: registered by an order, the ARS or the armed forces, never
	// on the RPPS+ portal.
	OrderOrARS
	// NotNeeded: the work asks for no health data, or the contract has ended.
	NotNeeded
	// NotEligible: the métier, the missions or the structure have no access
	// to the portal.
	NotEligible
	// Unclear: something that decides is not stated, or contradicts itself.
	Unclear
)

var verdictNames = [...]string{
	"", "toRegister", "newSituation", "alreadyThere", "orderOrARS", "notNeeded", "notEligible", "unclear",
}

var verdictTitles = [...]rule.Text{
	{},
	ToRegister:   {FR: "à enregistrer", EN: "to be registered"},
	NewSituation: {FR: "nouvelle situation", EN: "new situation"},
	AlreadyThere: {FR: "déjà là", EN: "already there"},
	OrderOrARS:   {FR: "ordre ou ARS", EN: "order or ARS"},
	NotNeeded:    {FR: "sans besoin", EN: "not needed"},
	NotEligible:  {FR: "non enregistrable", EN: "not eligible"},
	Unclear:      {FR: "à éclaircir", EN: "to be cleared up"},
}

// String returns the name, or "(not stated)".
func (v Verdict) String() string { return enum.String(verdictNames[:], v) }

// Title returns the verdict in words; empty when not stated.
func (v Verdict) Title(tag language.Tag) string { return title(verdictTitles[:], v, tag) }

// MarshalText returns the name, or the empty text when not stated.
func (v Verdict) MarshalText() ([]byte, error) { return enum.Text(verdictNames[:], v) }

// UnmarshalText is the inverse of MarshalText.
func (v *Verdict) UnmarshalText(b []byte) error { return readName(v, verdictNames[:], "verdict", b) }

// Verdicts gives every verdict, in the order of the constants.
func Verdicts() iter.Seq[Verdict] {
	return func(yield func(Verdict) bool) {
		for v := ToRegister; v <= Unclear; v++ {
			if !yield(v) {
				return
			}
		}
	}
}

// toDo reports whether somebody has to be registered.
func (v Verdict) toDo() bool { return v == ToRegister || v == NewSituation }

// Finding is what the assessment says of one person.
type Finding struct {
	// Ref is the reference of the person, and Index their place in the staff.
	Ref   string `json:"ref"`
	Index int    `json:"index"`

	Verdict Verdict `json:"verdict"`
	// Why are the reasons of the verdict and what else was noticed, sorted;
	// their paths are fields of Staff.
	Why rule.Faults `json:"why"`
	// Registration says who registers the person, and on what ground.
	Registration roles.Registration `json:"registration"`

	Profession roles.Profession `json:"profession,omitzero"`
	Needs      Needs            `json:"needs,omitzero"`
	// Establishment is the index of the structure in the context, -1 for
	// none, and Structure the structure itself.
	Establishment int            `json:"establishment"`
	Structure     rpps.Structure `json:"-"`
	// Until is the last day of the contract, or that of the situation which the
	// request asks for where it comes first.
	Until civil.Date `json:"-"`
	// Person tells those apart who are on several lines, of which each has or gets
	// a situation: it is the place of the first of their lines in the staff, from
	// 1; 0 for a person on one such line.
	Person int `json:"person,omitempty"`

	// Role is the one that the employer has chosen; zero: not yet, or none is
	// due. Suggestions are those to choose from.
	Role        roles.Role   `json:"role,omitzero"`
	Suggestions []Suggestion `json:"suggestions,omitempty"`

	// Faults are what the registration request lacks today, for a person to be
	// registered, or says otherwise than the staff; Missing are the fields to be
	// filled in or mended before it can be sent, sorted.
	Faults  rule.Faults `json:"faults,omitempty"`
	Missing []string    `json:"missing,omitempty"`
}

// String tells the reference, the verdict and the role, nothing of the structure.
func (x Finding) String() string {
	return "Finding(" + x.Ref + ", " + x.Verdict.String() + ", role " + x.Role.String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (x Finding) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, x.String()) }

// LogValue implements [slog.LogValuer].
func (x Finding) LogValue() slog.Value { return slog.StringValue(x.String()) }

// Has reports whether a reason with this code was found.
func (x *Finding) Has(c rule.Code) bool { return x.Why.Has(c) }

// Assessment is the answer of [Assess].
type Assessment struct {
	At civil.Date `json:"at"`
	// Findings has one entry for each person, in the order of the staff.
	Findings []Finding `json:"findings"`
}

// String tells the day and how many persons were assessed; see [Assessment.Text].
func (a Assessment) String() string {
	return "Assessment(day " + a.At.String() + ", findings " + strconv.Itoa(len(a.Findings)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (a Assessment) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, a.String()) }

// LogValue implements [slog.LogValuer].
func (a Assessment) LogValue() slog.Value { return slog.StringValue(a.String()) }

// Count returns how many persons have the verdict.
func (a Assessment) Count(v Verdict) int {
	n := 0
	for i := range a.Findings {
		if a.Findings[i].Verdict == v {
			n++
		}
	}
	return n
}

// Of returns the finding on a person; ok is false when there is none with this
// reference.
func (a Assessment) Of(ref string) (f Finding, ok bool) {
	i := slices.IndexFunc(a.Findings, func(f Finding) bool { return f.Ref == ref })
	if i < 0 {
		return Finding{}, false
	}
	return a.Findings[i], true
}

// Assess says of each person whether they are to be registered on the RPPS+
// portal, and why. The order of the questions is fixed:
//
//   - has the contract ended?
//   - who registers the métier: the employer, an order, the ARS, nobody?
//   - does the structure have access to the portal?
//   - is a situation open there already?
//   - does the work need health data? (slides: "lorsqu'il y a un besoin")
//   - are the missions those of one of the six roles? A role that the employer
//     has chosen states the mission.
//   - does the person have an RPPS number?
//
// The first answer that decides gives the verdict. For those to be registered
// the request prepared so far is checked, and what it lacks is listed.
//
// A new identity for somebody whom nobody has looked up is warned of
// ([CodeSearchMissing]). One RPPS number on two lines for the same métier, and
// no other role, in the same structure is one situation: the second line is
// Unclear ([CodeNumberTwice]).
//
// So is a line of a person who is on another one too, by what their requests say
// ([registration.Duplicates]), when it would make a second identity, or the same
// situation once more ([CodePersonTwice]): a person has one identity, whatever
// their métiers. The line that shows the person to be in the RPPS counts first,
// then the earlier one. The same person in another spelling is a warning
// ([CodePersonPerhaps]). One number for two people is Unclear on the later of their
// lines, or the one that would get a situation ([CodeNumberPerson]).
//
// A person who has or gets a situation by each of 100 lines gets no other one: the
// lines beyond are Unclear too ([CodePersonTwice]), so that the work grows with the
// staff and not with its square.
func Assess(staff []Staff, c Context) Assessment {
	a := Assessment{At: c.At, Findings: make([]Finding, len(staff))}
	c.Matrix = c.matrix()
	seen := make(map[string]bool, len(staff))
	numbers := map[rpps.Number][]*Finding{}
	for i := range staff {
		x := assessor{c: c, s: &staff[i], numbers: numbers}
		x.f = Finding{
			Ref: staff[i].Ref, Index: i, Profession: staff[i].Profession, Needs: staff[i].Needs,
			Role: staff[i].chosen(), Structure: c.structureOf(&staff[i]), Until: staff[i].End,
		}
		x.f.Establishment = c.establishmentOf(x.f.Structure)
		x.f.Registration = c.registrationOf(&staff[i])
		switch {
		case staff[i].Ref == "":
			x.decide(Unclear, ruleRefMissing, "ref")
		case seen[staff[i].Ref]:
			x.decide(Unclear, ruleRefTwice, "ref")
		case c.At.IsZero():
			x.decide(Unclear, ruleDay, "day")
		default:
			x.person()
		}
		seen[staff[i].Ref] = true
		x.f.Why.Sort()
		a.Findings[i] = x.f
		if n, _ := staff[i].number(); !n.IsZero() && len(numbers[n]) < maxLines && (x.f.Verdict.toDo() || x.f.Verdict == AlreadyThere) {
			numbers[n] = append(numbers[n], &a.Findings[i])
		}
	}
	c.onePerson(staff, a.Findings)
	return a
}

// maxLines is how many lines of one person another is compared with.
const maxLines = 100

// onePerson finds those who are on two lines by what their requests say.
func (c Context) onePerson(staff []Staff, findings []Finding) {
	var known, here registration.Duplicates
	for i := range staff {
		if findings[i].Verdict == OrderOrARS || staff[i].inRPPS() {
			r := staff[i].who()
			known.Add(i+1, &r)
		}
	}
	for i := range staff {
		f := &findings[i]
		if f.Verdict != ToRegister {
			continue
		}
		r := staff[i].who()
		if line, ok := known.Find(&r); ok {
			f.unclear(rulePersonTwice, "request", clean(staff[line-1].Ref))
		} else if known.Add(i+1, &r).Has(registration.CodeDupSpelling) {
			f.Why.Add(rules[rulePersonPerhaps].At("request"))
			f.Why.Sort()
		}
	}
	of := map[int][]*Finding{}
	for _, v := range [...]Verdict{AlreadyThere, NewSituation} {
		for i := range staff {
			f := &findings[i]
			if f.Verdict != v {
				continue
			}
			r := staff[i].who()
			first := i
			if line, ok := here.Find(&r); ok {
				first = cmp.Or(findings[line-1].Person, line) - 1
				findings[first].Person, f.Person = first+1, first+1
			}
			another := here.Add(i+1, &r).Has(registration.CodeDupNumber)
			if v == NewSituation && another {
				f.unclear(ruleNumberPerson, "rpps")
				continue
			}
			lines := of[first]
			if v == NewSituation {
				at := slices.IndexFunc(lines, func(o *Finding) bool {
					n, _ := staff[i].number()
					m, _ := staff[o.Index].number()
					return (n.IsZero() || m.IsZero() || n == m) && c.twice(f, o)
				})
				if at < 0 && len(lines) == maxLines {
					at = 0
				}
				if at >= 0 {
					f.unclear(rulePersonTwice, "request", clean(lines[at].Ref))
					continue
				}
			}
			if len(lines) < maxLines {
				of[first] = append(lines, f)
			}
		}
	}
}

// who is the request for a line without the place: of somebody on many lines it is
// always the same, and compared once.
func (s *Staff) who() registration.Request {
	r := s.Draft()
	r.Situation = situation.Situation{}
	return r
}

// unclear takes back the verdict that somebody is to be registered.
func (x *Finding) unclear(i int, path string, args ...string) {
	x.Verdict, x.Faults, x.Missing = Unclear, nil, nil
	x.Why = slices.DeleteFunc(x.Why, func(f rule.Fault) bool {
		return f.Code() == CodeToRegister || f.Code() == CodeNewSituation
	})
	x.Why.Add(rules[i].At(path).With(args...))
	x.Why.Sort()
}

// assessor is one run of Assess on one person.
type assessor struct {
	c Context
	s *Staff
	f Finding
	// numbers are the findings on those who get a situation, or have one, by
	// their RPPS number.
	numbers map[rpps.Number][]*Finding
}

func (x *assessor) note(i int, path string, args ...string) {
	x.f.Why.Add(rules[i].At(path).With(args...))
}

func (x *assessor) decide(v Verdict, i int, path string, args ...string) {
	x.f.Verdict = v
	x.note(i, path, args...)
}

// person asks the questions in their order, until one decides.
func (x *assessor) person() {
	for _, question := range [...]func(){
		x.contract, x.channel, x.structure, x.there, x.need, x.mission, x.number,
	} {
		if question(); x.f.Verdict != 0 {
			break
		}
	}
	switch x.f.Verdict {
	case OrderOrARS, NotNeeded, NotEligible:
		x.f.Role = 0 // none is due here
		return
	}
	x.f.Suggestions = SuggestRoles(RoleQuery{x.s.Missions, x.s.Documents, x.s.Profession}, x.c.Matrix)
	if x.f.Verdict.toDo() {
		x.request()
	}
}

func (x *assessor) contract() {
	switch s := x.s; {
	case s.End.Before(s.Start):
		x.decide(Unclear, ruleDates, "end")
	case s.End.Before(x.c.At):
		x.decide(NotNeeded, ruleLeft, "end")
		// What an end of the contract leaves behind.
		known := x.c.situations(x.s, x.f.Structure)
		if known.open || known.untoldOpen {
			x.note(ruleToClose, "situations")
		}
		if known.planned {
			x.note(rulePlanned, "situations")
		}
		if known.doubtful {
			x.note(ruleUndated, "situations")
		}
		if known.untold {
			x.note(ruleUntold, "situations")
		}
		if known.astray {
			x.note(rulePlace, "situations")
		}
	}
}

func (x *assessor) channel() {
	p := x.s.Profession
	switch r := x.f.Registration; r.Channel {
	case roles.ChannelOrder:
		x.decide(OrderOrARS, ruleOrder, "profession", r.Authority)
		x.otherMetier()
	case roles.ChannelARS:
		x.decide(OrderOrARS, ruleARS, "profession", r.Authority)
		x.otherMetier()
	case roles.ChannelArmedForces:
		x.decide(OrderOrARS, ruleArmedForces, "profession", r.Authority)
		x.otherMetier()
	case roles.ChannelNone:
		use, ok := p.Successor()
		if !ok {
			use, ok = p.Counterpart()
		}
		switch {
		case ok && p.Kind() == roles.KindRole:
			x.decide(Unclear, ruleCode, "profession", p.Code(), use.Code())
		case p.Kind() == roles.KindStudent || x.s.Category == roles.CategoryStudent:
			x.decide(NotEligible, ruleStudent, "category")
		default:
			x.decide(NotEligible, ruleChannelNone, "profession", p.Code())
		}
	case roles.ChannelRPPSPlus:
		if p == roles.ProfessionARole {
			x.note(ruleProfessionMissing, "profession") // the request lacks it too
		}
	default:
		if p == 0 {
			x.decide(Unclear, ruleProfessionMissing, "profession")
			return
		}
		x.decide(Unclear, ruleChannelUnknown, "profession", p.Code())
	}
}

func (x *assessor) structure() {
	switch {
	case x.f.Structure.IsZero():
		x.decide(Unclear, ruleStructureMissing, "structure")
	case len(x.c.Establishments) == 0:
	case x.f.Establishment < 0:
		x.decide(Unclear, ruleStructureOther, "structure")
	default:
		// After a merger that keeps a number the structure may be two: each has a say.
		for i := x.f.Establishment; i < len(x.c.Establishments) && x.f.Verdict == 0; i++ {
			e := &x.c.Establishments[i]
			if i != x.f.Establishment && !e.Structure.Same(x.f.Structure) {
				continue
			}
			switch a := gestionnaire.AccessOf(e.Structure, e.HospiConnect); a.Access {
			case gestionnaire.AccessOpen:
			case gestionnaire.AccessClosed:
				x.f.Verdict = NotEligible
				x.f.Why.Add(a.Fault)
			default:
				x.f.Verdict = Unclear
				x.f.Why.Add(a.Fault)
			}
		}
	}
}

// knownSituations says of what there is one that is not over: open in the
// structure, to come there, there and not known to be open, not known to be of a role
// professional, and not known to be there.
// What is not known to be of a role professional may be open all the same.
type knownSituations struct{ open, planned, doubtful, untold, untoldOpen, astray bool }

func (c Context) situations(s *Staff, place rpps.Structure) (known knownSituations) {
	for i := range s.Situations {
		switch there, how := c.here(&s.Situations[i], place); {
		case there == rpps.No || how == situation.Ended:
		case there != rpps.Yes:
			known.astray = true
		case untold(&s.Situations[i]):
			known.untold, known.untoldOpen = true, known.untoldOpen || how.IsOpen()
		case how.IsOpen():
			known.open = true
		case how == situation.NotStarted:
			known.planned = true
		default:
			known.doubtful = true
		}
	}
	return known
}

// there looks for a situation in the structure: open, to come, or doubtful, in
// this order.
func (x *assessor) there() {
	known := x.c.situations(x.s, x.f.Structure)
	switch {
	case known.open:
		x.decide(AlreadyThere, ruleAlreadyThere, "situations")
		x.otherMetier()
		x.endsEarly()
		for i := range x.s.Situations {
			s := &x.s.Situations[i]
			if there, how := x.c.here(s, x.f.Structure); there == rpps.Yes && how.IsOpen() {
				x.roleAgainstMissions(s.Role)
			}
		}
	case known.planned:
		x.decide(AlreadyThere, rulePlanned, "situations")
		x.endsEarly()
	case known.doubtful:
		x.decide(Unclear, ruleUndated, "situations")
	case known.untold:
		x.decide(Unclear, ruleUntold, "situations")
	case known.astray:
		x.decide(Unclear, rulePlace, "situations")
	}
}

// otherMetier notes that no situation which the employer has open here is of the métier
// of today: somebody changed jobs, or is registered by an order since.
func (x *assessor) otherMetier() {
	found := false
	for i := range x.s.Situations {
		s := &x.s.Situations[i]
		if there, how := x.c.here(s, x.f.Structure); there != rpps.Yes || !how.IsOpen() {
			continue
		}
		if untold(s) {
			return // it may be
		}
		now := s.Function
		for _, newer := range [...]func(roles.Profession) (roles.Profession, bool){roles.Profession.Counterpart, roles.Profession.Successor} {
			if p, ok := newer(now); ok {
				now = p
			}
		}
		switch {
		case s.Function == x.s.Profession, now == x.s.Profession:
			return
		case x.f.Verdict == AlreadyThere && (s.Function == 0 || x.s.Profession == roles.ProfessionARole):
			return // it may be
		}
		found = true
	}
	if found {
		x.note(ruleSituationOther, "profession")
	}
}

// endsEarly notes that no situation here goes on to the end of the contract, as where it
// was prolonged. Once the end has passed, it can no longer be put off.
func (x *assessor) endsEarly() {
	if x.s.End.IsZero() {
		return // not stated
	}
	for i := range x.s.Situations {
		s := &x.s.Situations[i]
		there, how := x.c.here(s, x.f.Structure)
		if there == rpps.Yes && how != situation.Ended && (s.End.IsZero() || !s.End.Before(x.s.End)) {
			return
		}
	}
	x.note(ruleSituationEnds, "end")
}

// roleAgainstMissions notes a role that is that of no mission stated.
func (x *assessor) roleAgainstMissions(r roles.Role) {
	if r != 0 && x.s.Missions != 0 && !x.s.Missions.Has(MissionOf(r)) {
		x.note(ruleRoleMission, "missions", r.Code())
	}
}

func (x *assessor) need() {
	asks := x.s.NeedsHealthData
	if asks == 0 && x.s.Request != nil {
		asks = x.s.Request.NeedsHealthData
	}
	switch s := x.s; {
	case asks == rpps.No && s.Needs != 0:
		x.decide(Unclear, ruleNeedContradiction, "needs")
	case asks == rpps.No:
		x.decide(NotNeeded, ruleNeedNone, "needs")
	case asks != rpps.Yes && !s.Needs.stated():
		x.decide(Unclear, ruleNeedMissing, "needs")
	}
}

func (x *assessor) mission() {
	switch {
	case x.s.Missions.hasRole() || x.s.Missions == 0 && x.f.Role != 0:
		x.roleAgainstMissions(x.f.Role)
	case x.s.Missions.Has(MissionOther):
		x.decide(NotEligible, ruleMissionOther, "missions")
	default:
		x.decide(Unclear, ruleMissionMissing, "missions")
	}
}

func (x *assessor) number() {
	var prepared registration.Request
	if x.s.Request != nil {
		prepared = *x.s.Request
	}
	search := prepared.Search.Found
	number, ok := x.s.number()
	if !ok {
		x.decide(Unclear, ruleNumberOther, "rpps")
		return
	}
	switch known := !number.IsZero(); {
	case search == registration.FoundSeveral:
		x.decide(Unclear, ruleSearchSeveral, "rpps")
	case known && slices.ContainsFunc(x.numbers[number], func(o *Finding) bool { return x.c.twice(&x.f, o) }):
		x.decide(Unclear, ruleNumberTwice, "rpps")
	case known, search == registration.FoundOne, len(x.s.Situations) > 0:
		x.decide(NewSituation, ruleNewSituation, "rpps")
		if !known {
			x.note(ruleNumberMissing, "rpps")
		}
	default:
		x.decide(ToRegister, ruleToRegister, "rpps")
		if search != registration.FoundNone || prepared.Search.On.After(x.c.At) {
			x.note(ruleSearchMissing, "rpps")
		}
	}
}

// twice reports whether another line on the same person is the same work in the
// same place. A role that is not chosen yet may be the same.
func (c Context) twice(f, o *Finding) bool {
	return f.Profession == o.Profession && c.samePlace(f.Structure, o.Structure) == rpps.Yes &&
		(f.Role == 0 || o.Role == 0 || f.Role == o.Role)
}

// against adds what the request says otherwise than what was assessed: it would
// register the person elsewhere, as somebody else, or for longer than they stay.
func (x *assessor) against(r *registration.Request) {
	s := &r.Situation
	other := func(path string, is bool) {
		if is {
			x.f.Faults.Add(rules[ruleRequestOther].At(path))
		}
	}
	at := x.c.establishmentOf(s.Structure)
	other(registration.PathStructure, at >= 0 && at != x.f.Establishment || x.c.samePlace(s.Structure, x.f.Structure) == rpps.No)
	other(registration.FieldProfession.Path(), s.Function != 0 && s.Function != x.s.Profession && x.s.Profession != roles.ProfessionARole)
	other(registration.FieldCategory.Path(), s.Category != 0 && x.s.Category != 0 && s.Category != x.s.Category)
	other(registration.FieldMode.Path(), s.Mode != 0 && x.s.Mode != 0 && s.Mode != x.s.Mode)
	other(registration.FieldEnd.Path(), s.End.After(x.s.End))
	// With a number, or one that was found, the check has told.
	other(registration.PathRequest, x.f.Verdict == NewSituation && r.Purpose == registration.NewIdentity &&
		r.KnownNumber().IsZero() && r.Search.Found != registration.FoundOne)
	x.f.Faults.Sort()
}

// request checks the request prepared so far.
func (x *assessor) request() {
	r := x.s.Draft()
	if r.Situation.Structure.IsZero() {
		r.Situation.Structure = oneKey(x.f.Structure)
	}
	if r.Purpose == 0 && x.f.Verdict == NewSituation {
		r.Purpose = registration.NewSituation
	}
	x.f.Faults = registration.Check(r, registration.Context{
		At: x.c.At, Policy: x.c.Registration, Establishments: x.c.Establishments,
	})
	x.against(&r)
	if end := r.Situation.End; end.Before(x.f.Until) || x.f.Until.IsZero() {
		x.f.Until = end
	}
	for _, f := range x.f.Faults {
		if f.Severity() == rule.Error {
			x.f.Missing = append(x.f.Missing, f.Path())
		}
	}
	slices.Sort(x.f.Missing)
	x.f.Missing = slices.Compact(x.f.Missing)
}
