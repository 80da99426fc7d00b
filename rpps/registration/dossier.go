package registration

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// Dossier is what is in progress and in force for one person, over all
// employers: their requests and their practice situations. It is an immutable
// value; [Dossier.Next] returns another. The zero Dossier is that of a person
// of whom nothing is known, under the default policies.
//
// Situations of staff who were registered before come in by [Dossier.Adopt].
//
// It asks the two machines, [Cycle] and [situation.Cycle], with facts that it
// derives from what it holds. Whatever is asked of it, in any order:
//
//   - one request at most is in progress, a situation that the professional
//     declared and nobody decided counting as one;
//   - a situation that was accepted has a role, and no end before its start;
//   - nothing leaves a final state;
//   - an employer's acts touch the requests and situations of their own
//     structure only;
//   - a person who has a number, or waits for one, gets no second identity;
//   - what is accepted for the number is for one person, by names and birth dates
//     as [Duplicates] compares them. Who has changed their name by law gets a new
//     dossier, which adopts what stands.
//
// Nothing takes a death back that was told wrongly: no source says how. A new
// dossier that adopts what stands, or is given the other acts again, goes on.
//
// It prints and logs masked.
type Dossier struct {
	rules      *dossierRules // nil: the defaults
	number     rpps.Number
	requests   []dossierRequest
	situations []dossierSituation
	day        civil.Date
	diedOn     civil.Date
	// toldDead: an employer declared the death, which ends their own
	// situations only; nothing new begins for anybody, and what others have
	// goes no further.
	toldDead bool
}

// Settings are the policies of a dossier. The zero Settings are the documented
// defaults.
type Settings struct {
	// Policy and Compatible are those of [Context].
	Policy     Policy
	Compatible Compatibility
	// Requests and Situations narrow or open the two machines.
	Requests, Situations lifecycle.Policy
	// Dates says how the dates of situations are read.
	Dates situation.Policy
	// ExpireAfter is the delay of [ExpiresOn], in days; it has an effect only
	// if Requests allows REQ-13.
	ExpireAfter int
}

type dossierRules struct {
	Settings
	requests   *lifecycle.Machine[State, Event]
	situations *lifecycle.Machine[situation.State, situation.Event]
}

// dossierRequest is an item with what followed from it.
type dossierRequest struct {
	item       Item
	registered civil.Date
	purpose    Purpose // as registered
}

// dossierSituation keeps the situation in the request that brought it, for the
// checks of later changes.
type dossierSituation struct {
	basis Request
	state situation.State
	since civil.Date
	roles situation.RoleHistory
	from  int
	// diedOn is the day of the death that closed it: nothing is open after it,
	// whatever the end, which cannot be before the start.
	diedOn civil.Date
}

// NewDossier returns the dossier of a person, with the RPPS number if one is
// known. The error is [lifecycle.Defects]: a policy that the machines do not
// take.
func NewDossier(number rpps.Number, s Settings) (Dossier, error) {
	requests, err := Cycle().Under(s.Requests)
	if err != nil {
		return Dossier{}, err
	}
	situations, err := situation.Cycle().Under(s.Situations)
	if err != nil {
		return Dossier{}, err
	}
	return Dossier{rules: &dossierRules{s, requests, situations}, number: number}, nil
}

func (d *Dossier) under() *dossierRules {
	if d.rules != nil {
		return d.rules
	}
	return &dossierRules{requests: Cycle(), situations: situation.Cycle()}
}

// Number returns the RPPS number; zero while none is known.
func (d Dossier) Number() rpps.Number { return d.number }

// Day returns the day of the last act.
func (d Dossier) Day() civil.Date { return d.day }

// Requests returns the requests, in the order in which they began.
func (d Dossier) Requests() []Item {
	out := make([]Item, len(d.requests))
	for i := range d.requests {
		out[i] = d.requests[i].item
		out[i].Request = cloneRequest(out[i].Request)
	}
	return out
}

// Held is a practice situation of a dossier. It prints and logs masked.
type Held struct {
	// Situation has the dates, also where it was refused or cancelled: [Dossier.Open]
	// says what is open.
	Situation situation.Situation `json:"situation,omitzero"`
	State     situation.State     `json:"state,omitzero"`
	// Since is the day on which it came to this state.
	Since civil.Date `json:"since,omitzero"`
	// Roles are the roles held, over the days of the situation; none for what
	// was not accepted, or given up before it began.
	Roles situation.RoleHistory `json:"roles,omitempty"`
	// Request is the place of the request that it comes from, -1 for none.
	Request int `json:"request"`
}

// Item returns the situation as something for [PendingWork] to look at. While it
// is declared and nobody has decided, it awaits validation; otherwise the item
// has no state, and is no work.
func (h Held) Item() Item {
	i := Item{Request: Request{Situation: h.Situation}, Since: h.Since, Declared: true}
	if h.State == situation.Declared {
		i.State = AwaitingValidation
	}
	return i
}

// String tells state and codes, and neither the person nor the place.
func (h Held) String() string { return "Held(" + h.State.String() + ", " + h.Situation.String() + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (h Held) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, h.String()) }

// LogValue implements [slog.LogValuer].
func (h Held) LogValue() slog.Value { return slog.StringValue(h.String()) }

// Situations returns the practice situations, in the order in which they came.
func (d Dossier) Situations() []Held {
	out := make([]Held, len(d.situations))
	for i, s := range d.situations {
		out[i] = Held{s.basis.Situation, s.state, s.since, slices.Clone(s.roles), s.from}
	}
	return out
}

// Open returns the places of the situations that are open on a day: accepted
// by an employer, begun, open by their dates, and on no day after a death.
// Access to the DMP can follow from them and from no other; whether it does is
// for the matrix.
func (d Dossier) Open(day civil.Date) []int {
	if now, _, err := d.Advance(day); err == nil {
		d = now
	}
	var out []int
	for i := range d.situations {
		s := &d.situations[i]
		if day.After(s.diedOn) || day.After(d.diedOn) {
			continue
		}
		switch s.state {
		case situation.Active, situation.EndScheduled, situation.Closed:
			if d.under().Dates.OpenAt(&s.basis.Situation, day) == situation.Open {
				out = append(out, i)
			}
		}
	}
	return out
}

// String tells how much there is.
func (d Dossier) String() string {
	return "Dossier(" + itoa(len(d.requests)) + " requests, " + itoa(len(d.situations)) + " situations)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (d Dossier) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, d.String()) }

// LogValue implements [slog.LogValuer].
func (d Dossier) LogValue() slog.Value { return slog.StringValue(d.String()) }

// Act is something that somebody does, or that happens, on a day: one event, of
// a request or of a situation. It prints and logs masked.
type Act struct {
	// OnRequest or OnSituation is the event; one of them.
	OnRequest   Event
	OnSituation situation.Event
	// Item is the place of the request or of the situation. Events that begin
	// one have none.
	Item int
	// Day is the day of the act, never before that of the last one.
	Day civil.Date
	// By is who acts. Who acts for an employer is Caller, with a mandate in
	// that capacity, for the structure Employer; Establishments tell what is
	// known of the structures: also that a SIRET and a FINESS are of one place.
	By             lifecycle.Actor
	Employer       rpps.Structure
	Caller         *gestionnaire.Actor
	Establishments []gestionnaire.Establishment

	// Request is what is entered, submitted, registered or validated, or the
	// situation as it is declared, created or modified; nil keeps what is
	// there. So does a civil status that is not stated, for a situation that has
	// one. The method of a request is that of the event that began it.
	Request *Request
	// Role is the one that EventAmendRole gives.
	Role roles.Role
	// End and EndReason are for the events that set an end.
	End       civil.Date
	EndReason roles.EndReason
	// DiedOn is for a death.
	DiedOn civil.Date
	// Number is the one that EventSendNumber sends.
	Number rpps.Number
	// Reason declares that a refusal has a reason.
	Reason rpps.Answer
	// Compatible says that profession, role and sector go together, where no
	// table of the settings answers.
	Compatible rpps.Answer
}

// String tells the event and who acts, and neither the person nor the place.
func (a Act) String() string {
	on := a.OnRequest.String()
	if a.OnSituation != 0 {
		on = a.OnSituation.String()
	}
	return "Act(" + on + " by " + a.By.String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (a Act) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, a.String()) }

// LogValue implements [slog.LogValuer].
func (a Act) LogValue() slog.Value { return slog.StringValue(a.String()) }

// Change is a move of one request or of one situation. It prints and logs
// masked.
type Change struct {
	// Request is the step of a request, Situation that of a situation; the
	// other is zero.
	Request   lifecycle.Step[State]
	Situation lifecycle.Step[situation.State]
	// Item is the place of the request or of the situation.
	Item int
	// OnRequest or OnSituation, By and Facts are what the machine was asked: with
	// them the move is appended to a history (package situation/lifecycle/history)
	// that moves by the same machine.
	OnRequest   Event
	OnSituation situation.Event
	By          lifecycle.Actor
	Facts       lifecycle.Facts
	// Effects are what is to be done, in the order of the machine.
	Effects []Consequence
}

// String tells the move.
func (c Change) String() string { return "Change(" + c.Request.Move + c.Situation.Move + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (c Change) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue implements [slog.LogValuer].
func (c Change) LogValue() slog.Value { return slog.StringValue(c.String()) }

// Consequence is an effect with its days. It prints and logs masked.
type Consequence struct {
	lifecycle.EffectInfo
	// From is the first day and Until the last one; not stated where the
	// effect has none, or no source gives it.
	From, Until civil.Date
}

// String tells the effect, and not its days.
func (c Consequence) String() string { return "Consequence(" + c.Code + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (c Consequence) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue implements [slog.LogValuer].
func (c Consequence) LogValue() slog.Value { return slog.StringValue(c.String()) }

// Outcome is what an act has changed: first the moves of the clock that were
// due, then those of the act.
type Outcome []Change

// Next returns the dossier after an act, and what changed. The dossier itself
// does not change, and neither does anything when the act is refused.
//
// Moves of the clock that are due on the day come first, unless the act is one
// of the clock itself: nobody can put off an end that has passed. Registering
// or validating a request creates the situation in the same act: both are
// accepted or neither. A death that the register of persons or the software
// learned is that of all situations at once; one that an employer declares is
// that of their own situation, and those of others then get no days, place or role
// that they have not. What would become the same work (métier, role, mode) in the same
// place as a situation that is not over, on days of that one too, is refused, whether it
// is entered, moved, given another role or carried further: two entries of one situation
// would have to be closed twice.
//
// The error is the refusal of a machine ([lifecycle.Refusal]), findings of
// [Check] on the situation ([rule.Faults]), or a [rule.Fault] on the act. Where a
// machine asks for a caller in scope, [gestionnaire.Policy.MayRegister] tells what
// the contract, the mandate or the card lack.
func (d Dossier) Next(a Act) (Dossier, Outcome, error) {
	n, out, err := d.at(a.Day, a.By != lifecycle.Clock)
	if err != nil {
		return d, nil, err
	}
	switch {
	case a.OnRequest != 0 && a.OnSituation == 0:
		err = n.request(&a, &out)
	case a.OnSituation != 0 && a.OnRequest == 0:
		err = n.situation(&a, &out)
	default:
		err = cycleRules[ruleDossierAct].At("act")
	}
	if err != nil {
		return d, nil, err
	}
	return n, out, nil
}

// Advance returns the dossier on a later day, after the moves of the clock that
// are due by then: starts, ends, and expiry where a policy wants it.
func (d Dossier) Advance(day civil.Date) (Dossier, Outcome, error) {
	n, out, err := d.at(day, true)
	if err != nil {
		return d, nil, err
	}
	return n, out, nil
}

func (d Dossier) at(day civil.Date, clock bool) (Dossier, Outcome, error) {
	switch {
	case day.IsZero():
		return d, nil, rules[ruleDayMissing].At("day")
	case day.Before(d.day):
		return d, nil, cycleRules[ruleDossierOrder].At("day")
	}
	d.requests, d.situations, d.day = slices.Clone(d.requests), slices.Clone(d.situations), day
	var out Outcome
	if !clock {
		return d, out, nil
	}
	// A refusal means that the move is not due.
	for i := range d.requests {
		_ = d.request(&Act{OnRequest: EventTimeout, Item: i, By: lifecycle.Clock, Day: day}, &out)
	}
	for i := range d.situations {
		_ = d.situation(&Act{OnSituation: situation.EventStart, Item: i, By: lifecycle.Clock, Day: day}, &out)
		_ = d.situation(&Act{OnSituation: situation.EventDayAfterEnd, Item: i, By: lifecycle.Clock, Day: day}, &out)
	}
	return d, out, nil
}

// What an event of a request does with what the request states: it begins one, decides
// on it, or fills it in.

func (e Event) begins() bool  { return e == EventStartPreRegistration || e == EventEnterManually }
func (e Event) decides() bool { return e == EventRegister || e == EventValidate }
func (e Event) fills() bool   { return e.begins() || e.decides() || e == EventSubmit }

// request makes a move of a request.
func (d *Dossier) request(a *Act, out *Outcome) error {
	q := dossierRequest{}
	i := len(d.requests)
	if !a.OnRequest.begins() {
		if i = a.Item; i < 0 || i >= len(d.requests) {
			return cycleRules[ruleDossierAct].At("item")
		}
		q = d.requests[i]
	}
	if a.Request != nil && !a.OnRequest.fills() {
		return cycleRules[ruleDossierAct].At("request")
	}
	r := q.item.Request
	if a.Request != nil {
		r = cloneRequest(*a.Request)
		r.Method = q.item.Request.Method
	}
	switch a.OnRequest {
	case EventStartPreRegistration:
		r.Method = PreRegistration
	case EventEnterManually:
		r.Method = Manual
	}

	u := d.under()
	facts := d.requestFacts(a, &q, &r, i)
	step, err := u.requests.Next(q.item.State, a.OnRequest, a.By, facts)
	if err == nil {
		err = d.against(a, &q.item.Request, &r)
	}
	if err != nil {
		return err
	}
	if a.OnRequest == EventSendNumber {
		d.number = a.Number
	}

	since := a.Day
	if a.OnRequest == EventTimeout {
		since = ExpiresOn(q.item.Since, u.ExpireAfter)
	}
	next := dossierRequest{Item{Request: r, State: step.To, Since: since, SentBack: a.OnRequest == EventAskCorrection}, q.registered, q.purpose}
	if a.OnRequest.decides() {
		next.item.Request = r.Completed()
		next.registered, next.purpose = a.Day, r.PurposeOf()
		if next.purpose == NewSituation {
			d.number = r.KnownNumber()
		}
	}
	if a.OnRequest.begins() {
		d.requests = append(d.requests, next)
	} else {
		d.requests[i] = next
	}
	due := Deadlines(next.registered, next.purpose)
	*out = append(*out, Change{Request: step, Item: i, OnRequest: a.OnRequest, By: a.By, Facts: facts, Effects: consequences(u.requests.Effect, step.Effects, func(c *Consequence) {
		switch c.Effect {
		case EffectMailNumber:
			c.Until = due.Number
		case EffectDirectoryEntry:
			c.Until = due.Directory
		case EffectECPS:
			c.From = due.ECPS
		}
	})})
	if !step.Effects.Has(EffectOpenSituation) {
		return nil
	}
	return d.born(a, situation.EventCreate, next.item.Request, i, out)
}

// against says what of a request, as it was and as it will be, does not go with what is
// known of the person.
func (d *Dossier) against(a *Act, was, will *Request) error {
	confirms := a.OnRequest == EventValidate || a.OnRequest == EventSubmit
	switch {
	case a.OnRequest.fills() && (!d.diedOn.IsZero() || d.toldDead):
		return cycleRules[ruleDossierDeath].At("act")
	case confirms && !was.Identity.IsZero() && !sameIdentity(will.Identity, was.Identity),
		a.OnRequest.decides() && d.another(will):
		return cycleRules[ruleDossierIdentity].At("request.identity")
	case a.OnRequest == EventSendNumber && !d.takes(a.Number):
		return cycleRules[ruleDossierNumber].At("number")
	}
	return nil
}

// takes reports whether a number can be the one of the person.
func (d *Dossier) takes(n rpps.Number) bool {
	return !n.IsZero() && (n.KeyValid() || d.under().Policy.Keys == KeysWarned) && (d.number.IsZero() || d.number == n)
}

// requestFacts derives the facts of an event of request i, which states r.
func (d *Dossier) requestFacts(a *Act, q *dossierRequest, r *Request, i int) lifecycle.Facts {
	s := Standing{
		OtherRequest: rpps.AnswerOf(d.pending(i, -1)), Number: d.number, NumberToCome: d.numberToCome(),
		Reason: a.Reason, ExpireAfter: d.under().ExpireAfter,
	}
	if q.item.State == AwaitingValidation {
		s.Submitted = q.item.Since
	}
	facts := FactsOf(r, d.context(a), s)
	// The request must be one of the structure before the act and after it.
	if !a.Employer.Same(r.Situation.Structure) || q.item.State != 0 && !a.Employer.Same(q.item.Request.Situation.Structure) {
		facts = facts.Without(GuardStructureMine)
	}
	if q.item.State.Decided() {
		// What it was registered for, whatever is known of the number since.
		facts = facts.Without(GuardNewIdentity, GuardNewSituation)
		switch q.purpose {
		case NewIdentity:
			facts = facts.With(GuardNewIdentity)
		case NewSituation:
			facts = facts.With(GuardNewSituation)
		}
	}
	return facts
}

// pending reports whether a request is in progress, other than one request and
// one situation.
func (d *Dossier) pending(request, declared int) bool {
	for i := range d.requests {
		if i != request && d.requests[i].item.State.InProgress() {
			return true
		}
	}
	for i := range d.situations {
		if i != declared && d.situations[i].state == situation.Declared {
			return true
		}
	}
	return false
}

// numberToCome reports whether an identity was registered whose number is not
// known yet.
func (d *Dossier) numberToCome() bool {
	return d.number.IsZero() && slices.ContainsFunc(d.requests, func(q dossierRequest) bool {
		return q.item.State.Decided() && q.purpose == NewIdentity
	})
}

// context is what a request of the act is checked against.
func (d *Dossier) context(a *Act) Context {
	u := d.under()
	return Context{At: a.Day, Policy: u.Policy, Actor: a.acting(), Establishments: a.Establishments, Compatible: u.Compatible}
}

// acting is the caller with their mandates in the capacity in which they act;
// nil when nobody acts for an employer.
func (a *Act) acting() *gestionnaire.Actor {
	capacity := gestionnaire.Capacity(0)
	switch a.By {
	case lifecycle.Gestionnaire:
		capacity = gestionnaire.Gestionnaire
	case lifecycle.RepresentantLegal:
		capacity = gestionnaire.RepresentantLegal
	case lifecycle.Mandataire:
		capacity = gestionnaire.Mandataire
	case lifecycle.TitulaireOfficine:
		capacity = gestionnaire.TitulaireOfficine
	}
	if a.Caller == nil || capacity == 0 {
		return nil
	}
	out := gestionnaire.Actor{ID: a.Caller.ID}
	for _, m := range a.Caller.Mandates {
		if m.Capacity == capacity {
			out.Mandates = append(out.Mandates, m)
		}
	}
	return &out
}

// situation makes a move of a situation, or the first one of a new situation.
func (d *Dossier) situation(a *Act, out *Outcome) error {
	if a.OnSituation == situation.EventCreate || a.OnSituation == situation.EventDeclare {
		switch {
		case a.Request == nil:
			return cycleRules[ruleDossierAct].At("request")
		case d.number.IsZero():
			return cycleRules[ruleDossierNumber].At("number")
		case !d.diedOn.IsZero() || d.toldDead:
			return cycleRules[ruleDossierDeath].At("act")
		}
		if err := d.samePerson(a.Request, nil); err != nil {
			return err
		}
		return d.born(a, a.OnSituation, cloneRequest(*a.Request).Completed(), -1, out)
	}
	official := a.OnSituation == situation.EventDeath && lifecycle.By(lifecycle.System, lifecycle.ANS, lifecycle.INSEE).Has(a.By)
	if official && d.diedOn.IsZero() && d.allOver() {
		// Nothing is left to close, and nothing may begin. No machine looks at
		// the day.
		if a.DiedOn.IsZero() || a.DiedOn.After(a.Day) {
			return cycleRules[ruleDossierAct].At("diedOn")
		}
		d.diedOn = a.DiedOn
		return nil
	}
	if a.Item < 0 || a.Item >= len(d.situations) {
		return cycleRules[ruleDossierAct].At("item")
	}
	if d.toldDead && d.goesFurther(a) {
		return cycleRules[ruleDossierDeath].At("act") // another employer's, left as it is
	}
	if a.OnSituation != situation.EventDeath {
		return d.move(a, a.Item, out)
	}
	if official && d.diedOn.IsZero() {
		d.diedOn = a.DiedOn
		if !d.situations[a.Item].state.IsFinal() {
			if err := d.move(a, a.Item, out); err != nil {
				return err
			}
		}
		for i := range d.situations {
			if !d.situations[i].state.IsFinal() {
				if err := d.move(a, i, out); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := d.move(a, a.Item, out); err != nil {
		return err
	}
	d.toldDead = true
	return nil
}

// goesFurther reports an act that would give a situation days, a place or a role
// that it has not.
func (d *Dossier) goesFurther(a *Act) bool {
	switch a.OnSituation {
	case situation.EventValidate, situation.EventStart, situation.EventModify, situation.EventAmendRole, situation.EventClearEnd:
		return true
	case situation.EventSetEnd, situation.EventClose:
		return a.End.After(d.situations[a.Item].basis.Situation.End)
	case situation.EventDayAfterEnd:
		return d.situations[a.Item].state == situation.Planned // over, it would have been open
	}
	return false
}

// allOver reports whether no situation is left that could end.
func (d *Dossier) allOver() bool {
	for i := range d.situations {
		if !d.situations[i].state.IsFinal() {
			return false
		}
	}
	return true
}

// samePerson reports a request that states another number than the dossier's,
// another civil status than the situation was declared with, or that of somebody
// else.
func (d *Dossier) samePerson(r *Request, was *Request) error {
	for _, n := range [...]rpps.Number{r.Number, r.Identifier.Number()} {
		if !n.IsZero() && n != d.number {
			return cycleRules[ruleDossierNumber].At("number")
		}
	}
	if was != nil && !r.Identity.IsZero() && !was.Identity.IsZero() && !sameIdentity(r.Identity, was.Identity) {
		return cycleRules[ruleDossierIdentity].At("request.identity")
	}
	if d.another(r) {
		return cycleRules[ruleDossierIdentity].At("request.identity")
	}
	return nil
}

// another reports whether a request is for somebody else than what an employer has
// accepted before: the number would be that of two people. A slip in what nobody
// accepted is mended by the next request.
func (d *Dossier) another(r *Request) bool {
	if d.number.IsZero() {
		return false
	}
	var known Duplicates
	add := func(r Request) rule.Faults {
		r.Number = d.number
		return known.Add(0, &r)
	}
	for i := range d.requests {
		if d.requests[i].item.State.Decided() {
			add(d.requests[i].item.Request)
		}
	}
	for i := range d.situations {
		if d.situations[i].state.IsAccepted() {
			add(d.situations[i].basis)
		}
	}
	return add(*r).Has(CodeDupNumber)
}

// born begins a situation with what a request says.
func (d *Dossier) born(a *Act, on situation.Event, r Request, from int, out *Outcome) error {
	s := dossierSituation{basis: r, from: from}
	s.basis.Situation.Source, s.basis.Situation.SeenOn = situation.SourceEmployer, civil.Date{}
	return d.step(a, on, len(d.situations), dossierSituation{}, s, out)
}

// move makes a move of situation i.
func (d *Dossier) move(a *Act, i int, out *Outcome) error {
	was := d.situations[i]
	will := was
	takes := a.OnSituation == situation.EventModify || a.OnSituation == situation.EventValidate
	switch {
	case a.Request != nil && !takes:
		return cycleRules[ruleDossierAct].At("request")
	case a.Request != nil:
		if err := d.samePerson(a.Request, &was.basis); err != nil {
			return err
		}
		will.basis = cloneRequest(*a.Request).Completed()
		if will.basis.Identity.IsZero() {
			// Not stated takes nothing back: of whom the number is stays known.
			will.basis.Identity = was.basis.Identity
		}
		w, s := &will.basis.Situation, &was.basis.Situation
		w.ID, w.Source, w.SeenOn = s.ID, s.Source, s.SeenOn
		// Role and end have events of their own.
		if a.OnSituation == situation.EventModify && (w.Role != s.Role || w.End != s.End || w.EndReason != s.EndReason) {
			return cycleRules[ruleDossierAct].At("request.situation")
		}
	case a.OnSituation == situation.EventModify:
		return cycleRules[ruleDossierAct].At("request")
	}
	return d.step(a, a.OnSituation, i, was, will, out)
}

// step makes a move of situation i, from was to will, if it is permitted.
func (d *Dossier) step(a *Act, on situation.Event, i int, was, will dossierSituation, out *Outcome) error {
	facts := d.situationFacts(a, i, &was, &will)
	step, err := d.permitted(a, on, i, &was, &will, facts)
	if err != nil {
		return err
	}
	amended, err := d.change(a, on, step.To, &will)
	if err != nil {
		return err
	}
	u := d.under()
	s := &will.basis.Situation
	further := on == situation.EventAmendRole || on == situation.EventClearEnd ||
		on == situation.EventSetEnd && s.End.After(was.basis.Situation.End)
	if further && d.goesOn(s, i, a) {
		return cycleRules[ruleDossierHeld].At("act")
	}
	from, until, window := u.Dates.AccessWindow(s)
	if will.state = step.To; was.state != step.To {
		will.since = a.Day
		// The clock's moves are of their own day, whoever looked when.
		switch {
		case on == situation.EventStart:
			will.since = s.Start
		case on == situation.EventDayAfterEnd && window:
			will.since = until.AddDays(1)
		}
	}
	if will.roles, err = d.rolesAfter(&was, &will, amended); err != nil {
		return err
	}
	if i == len(d.situations) {
		d.situations = append(d.situations, will)
	} else {
		d.situations[i] = will
	}
	*out = append(*out, Change{Situation: step, Item: i, OnSituation: on, By: a.By, Facts: facts, Effects: consequences(u.situations.Effect, step.Effects, func(c *Consequence) {
		switch c.Effect {
		case situation.EffectAccessFrom, situation.EffectAccessChanges:
			c.From, c.Until = from, until
		case situation.EffectAccessRole:
			c.From, c.Until = amended.From, amended.Until
		case situation.EffectAccessUntil:
			c.Until = until
			if will.diedOn.Before(until) {
				c.Until = will.diedOn
			}
		case situation.EffectWatchStart:
			c.From = s.Start
		case situation.EffectWatchEnd:
			c.From = until.AddDays(1)
		case situation.EffectReasonDeath:
			c.From = a.DiedOn
		}
	})})
	return nil
}

// permitted asks the machine for a move, and the rules where they say more.
func (d *Dossier) permitted(a *Act, on situation.Event, i int, was, will *dossierSituation, facts lifecycle.Facts) (lifecycle.Step[situation.State], error) {
	step, err := d.under().situations.Next(was.state, on, a.By, facts)
	s := &will.basis.Situation
	switch lacks := errors.Is(err, lifecycle.CodeGuard); on {
	case situation.EventAmendRole, situation.EventModify:
		// The rule that is broken says more than the condition that lacks.
		if lacks {
			if err := d.checked(a, on, will); err != nil {
				return step, err
			}
		}
	case situation.EventCreate, situation.EventDeclare, situation.EventValidate:
		switch {
		case err != nil && !lacks:
		case s.EndReason != 0 && s.End.IsZero():
			return step, cycleRules[ruleDossierEnd].At("request.situation.end")
		case s.EndReason == roles.EndDeath:
			return step, cycleRules[ruleDossierAct].At("request.situation") // it has an event of its own
		}
	}
	if err != nil {
		return step, err
	}
	if err := d.checked(a, on, will); err != nil {
		return step, err
	}
	switch on {
	case situation.EventCreate, situation.EventDeclare, situation.EventValidate, situation.EventModify:
		if d.goesOn(s, i, a) {
			return step, cycleRules[ruleDossierHeld].At("request.situation")
		}
	}
	return step, nil
}

// change gives a situation the role or the end that an event brings, and returns the
// change of role.
func (d *Dossier) change(a *Act, on situation.Event, to situation.State, will *dossierSituation) (amended situation.RoleChange, err error) {
	s := &will.basis.Situation
	switch on {
	case situation.EventAmendRole:
		day := a.Day
		if s.Start.After(day) {
			day = s.Start
		}
		*s, amended, err = d.under().Dates.AmendRole(*s, a.Role, day)
	case situation.EventSetEnd, situation.EventClose:
		if a.EndReason == roles.EndDeath || a.EndReason != 0 && a.EndReason.Code() == "" {
			return amended, cycleRules[ruleDossierAct].At("endReason") // a death has an event of its own
		}
		s.End, s.EndReason = a.End, a.EndReason
	case situation.EventClearEnd:
		s.End, s.EndReason = civil.Date{}, 0
	case situation.EventDeath:
		if to == situation.Closed {
			s.End, s.EndReason = died(s, a.DiedOn), roles.EndDeath
			will.diedOn = a.DiedOn
		}
	}
	return amended, err
}

// rolesAfter returns which role was held on which days, once a situation is as it will be.
func (d *Dossier) rolesAfter(was, will *dossierSituation, amended situation.RoleChange) (situation.RoleHistory, error) {
	s := &will.basis.Situation
	from, until, window := d.under().Dates.AccessWindow(s)
	switch {
	case will.state == situation.Declared, will.state == situation.Refused, will.state == situation.Cancelled, !window:
		return nil, nil
	case was.state == 0, was.state == situation.Declared:
		role, err := d.under().Dates.RoleHeld(s)
		return situation.RoleHistory{role}, err
	case amended.Role != 0:
		return was.roles.With(amended)
	}
	return fitRoles(was.roles, from, until), nil
}

// situationFacts derives the facts of an event of situation i, as it will be: what a
// modification may not touch, the end and the role, is as it was, and the clock has
// moved before it, so that the state tells what is over.
func (d *Dossier) situationFacts(a *Act, i int, was, will *dossierSituation) lifecycle.Facts {
	u := d.under()
	place := will.basis.Situation.Structure
	c := d.context(a)
	mine := mayAct(&will.basis, c)
	if was.state != 0 {
		mine = mine && mayAct(&was.basis, c)
		place = was.basis.Situation.Structure
	}
	role := will.basis.Situation.Role
	if a.OnSituation == situation.EventAmendRole {
		role = a.Role
	}
	x := situation.Circumstances{
		InScope:        rpps.AnswerOf(mine),
		RequestPending: rpps.AnswerOf(d.pending(-1, i)),
		RoleChosen:     rpps.AnswerOf(c.Actor != nil),
		Compatible:     d.compatible(a, &will.basis, role),
		NewRole:        a.Role,
		NewEnd:         a.End,
		DiedOn:         d.diedOn,
	}
	if a.OnSituation == situation.EventDeath && x.DiedOn.IsZero() {
		x.DiedOn = a.DiedOn
	}
	// A modification may lead to another structure of the same caller.
	if a.Employer.Same(place) {
		x.Employer = will.basis.Situation.Structure
	}
	return u.Dates.FactsOf(&will.basis.Situation, a.Day, x)
}

// compatible asks the table of the settings, and the act where it is silent.
func (d *Dossier) compatible(a *Act, r *Request, role roles.Role) rpps.Answer {
	if t := d.under().Compatible; t != nil {
		c := d.context(a)
		site := siteOf(r, &c).Structure
		if site.Kind == 0 {
			site.Kind, _ = rpps.KindOfSector(site.Sector)
		}
		if answer := t.Compatible(Combination{
			Profession: r.Situation.Function, Role: role, Sector: site.Sector, Kind: site.Kind, At: a.Day,
		}); answer != 0 {
			return answer
		}
	}
	return a.Compatible
}

// checked returns what [Check] finds wrong in a situation that is accepted or
// changed. The person is known to the directory, and is not checked again.
func (d *Dossier) checked(a *Act, on situation.Event, s *dossierSituation) error {
	r := s.basis
	prefixes := []string{"situation"}
	switch on {
	case situation.EventCreate, situation.EventValidate:
		prefixes = append(prefixes, "information", "request")
	case situation.EventAmendRole:
		r.Situation.Role, r.Situation.RoleInferred = a.Role, false
	case situation.EventModify:
	default:
		return nil
	}
	if s.from >= 0 && on == situation.EventCreate {
		return nil // the request was checked, in the same act
	}
	r.Purpose, r.Number = NewSituation, d.number
	found := slices.DeleteFunc(Check(r, d.context(a)), func(f rule.Fault) bool {
		return !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(f.Path(), p) })
	})
	return found.Err()
}

// died returns the last day of a situation of somebody who has died: no later
// than the end that was set, no earlier than the start.
func died(s *situation.Situation, on civil.Date) civil.Date {
	switch {
	case on.Before(s.Start):
		return s.Start
	case s.End.Before(on):
		return s.End
	}
	return on
}

// fitRoles returns the history over the days of a situation whose dates have
// changed.
func fitRoles(h situation.RoleHistory, from, until civil.Date) situation.RoleHistory {
	out := situation.RoleHistory{}
	for i, c := range h {
		last := i == len(h)-1
		if !last && h[i+1].From == c.From {
			continue // replaced on its first day: never held
		}
		if c.From.After(until) || !last && c.Until.Before(from) {
			continue
		}
		if len(out) == 0 {
			c.From = from
		}
		if last || c.Until.After(until) || h[i+1].From.After(until) {
			c.Until = until
		}
		out = append(out, c)
	}
	return out
}

// consequences describes effects, and gives them their days.
func consequences(info func(lifecycle.Effect) (lifecycle.EffectInfo, bool), s lifecycle.Effects, date func(*Consequence)) []Consequence {
	var out []Consequence
	for e := range s.All() {
		c := Consequence{}
		c.EffectInfo, _ = info(e)
		date(&c)
		out = append(out, c)
	}
	return out
}

// cloneRequest copies what a request points to.
func cloneRequest(r Request) Request {
	r.Identity.FirstNames = slices.Clone(r.Identity.FirstNames)
	r.HomeCare.Periods = slices.Clone(r.HomeCare.Periods)
	r.Unread = slices.Clone(r.Unread)
	return r
}

// sameIdentity reports whether two civil statuses are equal, but for the status
// of their certification.
func sameIdentity(a, b rpps.CivilStatus) bool {
	return a.BirthName == b.BirthName && a.UsageName == b.UsageName && slices.Equal(a.FirstNames, b.FirstNames) &&
		a.Sex == b.Sex && a.BirthDate == b.BirthDate && a.BirthPlace == b.BirthPlace
}
