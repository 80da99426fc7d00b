package situation

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// Circumstances are what [FactsOf] cannot read from the situation. What is not
// stated never helps.
type Circumstances struct {
	// Employer is the structure for which somebody acts: a site. It must be
	// certainly the place of the situation, see [rpps.Structure.Same].
	Employer rpps.Structure `json:"employer,omitzero"`
	// InScope says whether who acts has an open right for that structure
	// (package gestionnaire answers), and for the new one when a modification
	// changes it.
	InScope rpps.Answer `json:"inScope,omitzero"`
	// RequestPending says whether a modification request of the person is in
	// progress, other than the one that is being decided.
	RequestPending rpps.Answer `json:"requestPending,omitzero"`
	// RoleChosen says whether the role of the situation was chosen for it, by
	// somebody who may, and not carried over from elsewhere.
	RoleChosen rpps.Answer `json:"roleChosen,omitzero"`
	// Compatible says whether profession, role and sector of the structure go
	// together: those of the situation as it will be. The table that decides
	// is not public.
	Compatible rpps.Answer `json:"compatible,omitzero"`
	// NewRole is the role that EventAmendRole is to give.
	NewRole roles.Role `json:"newRole,omitzero"`
	// NewStart is the first day that EventModify is to give; zero: it stays.
	NewStart civil.Date `json:"newStart,omitzero"`
	// NewEnd is the last day that EventSetEnd or EventClose is to give.
	NewEnd civil.Date `json:"newEnd,omitzero"`
	// DiedOn is the day of death of the professional; zero: none is known.
	DiedOn civil.Date `json:"diedOn,omitzero"`
}

// String tells what is stated, and neither the place nor the dates.
func (c Circumstances) String() string {
	return "Circumstances(in scope " + c.InScope.String() + ", request pending " + c.RequestPending.String() +
		", role chosen " + c.RoleChosen.String() + ", compatible " + c.Compatible.String() + ", new role " + c.NewRole.String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (c Circumstances) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue implements [slog.LogValuer].
func (c Circumstances) LogValue() slog.Value { return slog.StringValue(c.String()) }

// FactsOf returns the facts of [Cycle] that hold for a situation on a day,
// under the default policy: see [Policy.FactsOf].
func FactsOf(s *Situation, day civil.Date, c Circumstances) lifecycle.Facts {
	return Policy{}.FactsOf(s, day, c)
}

// FactsOf returns the facts of [Cycle] that hold for a situation on a day.
//
// For EventCreate, s is the situation as it will be; for every other event, as
// it is. So nobody takes over the situation of another employer by changing
// its structure, and nobody reopens one that has ended by changing its dates.
// What an event asks for stands in the circumstances.
//
// What is not stated satisfies no guard: without a day or a start nothing is
// said about dates, and an end reason without an end says that it is unknown
// whether there is an end: no dates are in order then. When a death is known,
// nothing that creates or changes a situation holds; a death after the day is
// a contradiction, and nothing at all holds. Of a situation whose end reason is
// the death, nothing holds that changes it or sets its end anew.
func (p Policy) FactsOf(s *Situation, day civil.Date, c Circumstances) lifecycle.Facts {
	if s == nil {
		s = &Situation{}
	}
	var f lifecycle.Facts
	add := func(g lifecycle.Guard, holds bool) {
		if holds {
			f = f.With(g)
		}
	}
	add(GuardInScope, c.InScope == rpps.Yes)
	add(GuardOwnStructure, s.Structure.Same(c.Employer))
	switch {
	case c.DiedOn.IsZero():
	case day.IsZero() || c.DiedOn.After(day):
		return 0
	default:
		return f.With(GuardDeathKnown)
	}

	// The situation itself may tell a death: what has run out still runs out, and
	// what has not begun may be given up.
	alive := s.EndReason != roles.EndDeath
	add(GuardRoleChosen, alive && c.RoleChosen == rpps.Yes && s.Role.IsRPPSPlus() && !s.RoleInferred)
	add(GuardRoleChanges, alive && c.NewRole.IsRPPSPlus() && (c.NewRole != s.Role || s.RoleInferred))
	add(GuardNoRequest, c.RequestPending == rpps.No)
	add(GuardCompatible, alive && c.Compatible == rpps.Yes && !regulated(s.Profession) && !regulated(s.Function))

	hasStart, hasEnd := !s.Start.IsZero(), !s.End.IsZero()
	endKnown := hasEnd || s.EndReason == 0
	add(GuardDatesInOrder, hasStart && endKnown && !s.End.Before(s.Start))
	start := c.NewStart
	if start.IsZero() {
		start = s.Start
	}
	add(GuardNewDatesInOrder, !start.IsZero() && endKnown && !s.End.Before(start))
	add(GuardEndOpen, hasStart && !hasEnd && endKnown)
	add(GuardNewEndInOrder, alive && hasStart && !c.NewEnd.IsZero() && !c.NewEnd.Before(s.Start))
	add(GuardNewEndWithin, hasEnd && !c.NewEnd.IsZero() && !c.NewEnd.After(s.End))
	if day.IsZero() {
		return f
	}
	add(GuardStartAhead, s.Start.After(day))
	add(GuardStartReached, hasStart && !s.Start.After(day))
	add(GuardNewStartAhead, start.After(day))
	add(GuardNewStartReached, !start.IsZero() && !start.After(day))
	add(GuardEndAhead, alive && hasEnd && !p.passed(s.End, day))
	add(GuardEndPassed, p.passed(s.End, day))
	add(GuardNewEndNotPast, !c.NewEnd.IsZero() && !c.NewEnd.Before(day))
	add(GuardNewEndReached, !c.NewEnd.IsZero() && !c.NewEnd.After(day))
	add(GuardNewEndLater, c.NewEnd.After(day))
	return f
}

// passed reports whether an end date is behind; without one it never is.
func (p Policy) passed(end, day civil.Date) bool {
	return end.Before(day) || p.LastDay != LastDayIncluded && end == day
}

// StateAt returns the state of a situation on a day as its dates tell it,
// under the default policy: see [Policy.StateAt].
func (s *Situation) StateAt(day civil.Date) (State, rule.Evidence) { return Policy{}.StateAt(s, day) }

// StateAt returns the state of a situation on a day as its dates tell it, for
// situations read from elsewhere, with how sure that is. It is zero, without
// evidence, when the dates do not tell: a day that is not stated, an end before
// the start, an end reason without an end; and no start, unless the end has
// passed or [PresenceCounts] opens the situation. So a situation that a sign-in
// showed is Active on that day and of no known state on the next: Closed is what
// has ended. A nil situation counts as an empty one.
//
// Dates never tell Declared, Cancelled and Refused, which are decisions, and
// not that a situation was closed for good on its very last day: it is
// EndScheduled until that day has passed.
func (p Policy) StateAt(s *Situation, day civil.Date) (State, rule.Evidence) {
	if s == nil {
		s = &Situation{}
	}
	switch o := p.OpenAt(s, day); {
	case s.EndReason != 0 && s.End.IsZero():
		return 0, 0
	case o == NotStarted:
		return Planned, rule.Inferred
	case o == Open && s.End.IsZero():
		return Active, rule.Sourced
	case o == Open && s.End == day, o == Ended && s.End == day:
		// Whether the last day counts is a choice.
		if o == Open {
			return EndScheduled, rule.Policy
		}
		return Closed, rule.Policy
	case o == Open:
		return EndScheduled, rule.Sourced
	case o == OpenByPresence && s.End.IsZero():
		return Active, rule.Policy
	case o == OpenByPresence:
		return EndScheduled, rule.Policy
	case o == Ended:
		return Closed, rule.Sourced
	}
	return 0, 0
}

// AccessWindow returns the first and the last day on which access to the DMP
// can follow from a situation, by its dates; until is zero when no end is set.
// ok is false when the dates give no day: no start, an end before the start,
// or none left because the last one does not count.
//
// The window says when, not whether: the matrix in force, the role and the
// consent of the patient decide that. Within the window, and only there,
// [Policy.OpenAt] answers [Open].
func (p Policy) AccessWindow(s *Situation) (from, until civil.Date, ok bool) {
	if s == nil || s.Start.IsZero() || s.End.Before(s.Start) || s.EndReason != 0 && s.End.IsZero() {
		return civil.Date{}, civil.Date{}, false
	}
	until = s.End
	if p.LastDay != LastDayIncluded {
		if until == s.Start {
			return civil.Date{}, civil.Date{}, false
		}
		until = until.AddDays(-1)
	}
	return s.Start, until, true
}

// How says how a role came to be held. The zero value is "not stated".
type How uint8

const (
	// HowNewSituation: chosen when the situation was created.
	HowNewSituation How = iota + 1
	// HowAmended: in place, in a situation that went on.
	HowAmended
)

var howCodes = [...]string{"", "newSituation", "amended"}

// String returns "newSituation", "amended" or "(not stated)".
func (h How) String() string { return enum.String(howCodes[:], h) }

// MarshalText returns the code, or the empty text when not stated.
func (h How) MarshalText() ([]byte, error) { return enum.Text(howCodes[:], h) }

// UnmarshalText is the inverse of MarshalText. A refusal leaves "not stated".
func (h *How) UnmarshalText(b []byte) error { return readCode(h, howCodes[:], "how", b) }

// RoleChange is a role and the days on which it was held, the last one
// included; Until is zero while no end is known.
type RoleChange struct {
	From  civil.Date `json:"from,omitzero"`
	Until civil.Date `json:"until,omitzero"`
	Role  roles.Role `json:"role,omitzero"`
	How   How        `json:"how,omitzero"`
}

// String tells the role and how it came, not the dates, which the directory
// does not publish.
func (c RoleChange) String() string {
	return "RoleChange(role " + c.Role.String() + ", " + c.How.String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (c RoleChange) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue implements [slog.LogValuer].
func (c RoleChange) LogValue() slog.Value { return slog.StringValue(c.String()) }

// RoleHistory is the roles that one person held at one employer, one after
// the other, in the order of time.
type RoleHistory []RoleChange

// With returns the history with one more role. The role before it, if it was
// still held, ends on the day before; a role that changes on its own first day
// keeps that day, and [RoleHistory.At] answers with the later one. The history
// itself does not change. The error is a [rule.Fault].
func (h RoleHistory) With(c RoleChange) (RoleHistory, error) {
	switch {
	case c.From.IsZero():
		return nil, cycleRules[ruleDayMissing].At("from")
	case c.Until.Before(c.From):
		return nil, cycleRules[ruleEndBeforeStart].At("until")
	case c.Role.Code() == "":
		return nil, cycleRules[ruleRoleMissing].At("role")
	}
	out := append(make(RoleHistory, 0, len(h)+1), h...)
	if n := len(out); n > 0 {
		last := &out[n-1]
		if c.From.Before(last.From) {
			return nil, cycleRules[ruleRoleOrder].At("from")
		}
		if !last.Until.Before(c.From) { // no end, or a later one
			last.Until = c.From
			if last.From != c.From {
				last.Until = c.From.AddDays(-1)
			}
		}
	}
	return append(out, c), nil
}

// At returns the role that was held on a day; ok is false when none was. On
// the day of a change it is the new one.
func (h RoleHistory) At(day civil.Date) (c RoleChange, ok bool) {
	for i := len(h) - 1; i >= 0 && !day.IsZero(); i-- {
		if c := h[i]; !c.From.IsZero() && !c.From.After(day) && !c.Until.Before(day) {
			return c, true
		}
	}
	return RoleChange{}, false
}

// RoleHeld returns the role of a situation over the whole of its window, as
// the beginning of a [RoleHistory], under the default policy: see
// [Policy.RoleHeld].
func RoleHeld(s *Situation) (RoleChange, error) { return Policy{}.RoleHeld(s) }

// RoleHeld returns the role of a situation over the whole of its
// [Policy.AccessWindow], as chosen with the situation. The error is a
// [rule.Fault]: a role that the source does not give, or dates without a day.
func (p Policy) RoleHeld(s *Situation) (RoleChange, error) {
	if s == nil {
		s = &Situation{}
	}
	if s.Role.Code() == "" || s.RoleInferred {
		return RoleChange{}, cycleRules[ruleRoleMissing].At("role")
	}
	from, until, err := p.window(s)
	if err != nil {
		return RoleChange{}, err
	}
	return RoleChange{From: from, Until: until, Role: s.Role, How: HowNewSituation}, nil
}

// window is AccessWindow with the reason why there is none.
func (p Policy) window(s *Situation) (from, until civil.Date, err error) {
	from, until, ok := p.AccessWindow(s)
	switch {
	case ok:
		return from, until, nil
	case s.Start.IsZero():
		return from, until, cycleRules[ruleStartMissing].At("start")
	case s.End.Before(s.Start):
		return from, until, cycleRules[ruleEndBeforeStart].At("end")
	}
	return from, until, cycleRules[ruleDayOutside].At("end")
}

// AmendRole changes the role of a situation in place, under the default
// policy: see [Policy.AmendRole].
func AmendRole(s Situation, role roles.Role, day civil.Date) (Situation, RoleChange, error) {
	return Policy{}.AmendRole(s, role, day)
}

// AmendRole changes the role of a situation in place: the same situation, with
// the new role from the day on. It returns the situation and the role that
// begins, for [RoleHistory.With]. The day must be one of the situation; for
// one that has not begun, its first. Until a day that lies ahead, decide with the
// situation as it was: the one that is returned has the new role whatever the day.
//
// It carries out what [Cycle] has allowed, and decides nothing. The error is a
// [rule.Fault], and the situation is then returned unchanged.
func (p Policy) AmendRole(s Situation, role roles.Role, day civil.Date) (Situation, RoleChange, error) {
	from, until, err := p.window(&s)
	switch {
	case !role.IsRPPSPlus():
		err = cycleRules[ruleRoleMissing].At("role")
	case role == s.Role && !s.RoleInferred:
		err = cycleRules[ruleRoleSame].At("role")
	case err != nil:
	case day.IsZero():
		err = cycleRules[ruleDayMissing].At("day")
	case day.Before(from) || day.After(until):
		err = cycleRules[ruleDayOutside].At("day")
	}
	if err != nil {
		return s, RoleChange{}, err
	}
	s.Role, s.RoleInferred, s.Stated.Role = role, false, ""
	return s, RoleChange{From: day, Until: until, Role: role, How: HowAmended}, nil
}

// regulated reports a profession that its employer does not register.
func regulated(p roles.Profession) bool {
	return p.Kind() == roles.KindOrder || p.Kind() == roles.KindARS
}

// CloseAndReplace closes a situation and prepares the next one, under the
// default policy: see [Policy.CloseAndReplace].
func CloseAndReplace(s Situation, end civil.Date, reason roles.EndReason, role roles.Role) (closed, next Situation, err error) {
	return Policy{}.CloseAndReplace(s, end, reason, role)
}

// CloseAndReplace closes a situation on its last day and prepares the next one
// of the same person at the same employer: a new situation, without an
// identifier, with the role that was chosen for it, from the first day that
// the closed one does not cover. The role may be the same. The reason may be
// not stated; death has no next situation.
//
// An end that is set already cannot be put off this way: closing carries
// nothing further, and of a situation closed before the end that was set the
// next one keeps that end. Nor can one be put to a situation whose end has a
// reason and no day: it may be over.
//
// It carries out what [Cycle] has allowed (EventClose of the one, EventCreate
// of the other), and decides nothing. The error is a [rule.Fault]; the
// situation is then returned unchanged, and no next one.
func (p Policy) CloseAndReplace(s Situation, end civil.Date, reason roles.EndReason, role roles.Role) (closed, next Situation, err error) {
	start := end
	if p.LastDay == LastDayIncluded {
		start = end.AddDays(1)
	}
	switch {
	case !role.IsRPPSPlus():
		err = cycleRules[ruleRoleMissing].At("role")
	case reason != 0 && reason.Code() == "":
		err = cycleRules[ruleCodeUnknown].At("reason")
	case end.IsZero():
		err = cycleRules[ruleDayMissing].At("end")
	case s.Start.IsZero():
		err = cycleRules[ruleStartMissing].At("start")
	case s.End.Before(s.Start), end.Before(s.Start):
		err = cycleRules[ruleEndBeforeStart].At("end")
	case end.After(s.End):
		err = cycleRules[ruleEndLater].At("end")
	case reason == roles.EndDeath || s.EndReason == roles.EndDeath:
		err = cycleRules[ruleEndDeath].At("reason")
	case s.End.IsZero() && s.EndReason != 0:
		err = cycleRules[ruleDayOutside].At("end") // over already, perhaps
	case start.IsZero():
		err = cycleRules[ruleDayOutside].At("end") // the last day of the calendar
	}
	if err != nil {
		return s, Situation{}, err
	}
	closed, next = s, s
	closed.End, closed.EndReason = end, reason
	next.ID, next.Role, next.RoleInferred, next.Stated.Role = ID{}, role, false, ""
	next.Start = start
	if !end.Before(s.End) {
		next.End, next.EndReason = civil.Date{}, 0 // none is set for the days beyond
	}
	next.Source, next.SeenOn = SourceEmployer, civil.Date{}
	return closed, next, nil
}
