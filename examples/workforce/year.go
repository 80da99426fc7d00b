package main

import (
	"fmt"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// What an event is.
const (
	registered = "registered"
	refused    = "refused"
	arrived    = "arrived"
	left       = "left"
	replanned  = "replanned"
)

// event is one thing that happens in the year.
type event struct {
	on   civil.Date
	kind string
	who  *person
	// tasks are those of an arrival or a departure.
	tasks []workforce.Task
	// state is the one of the situation that was opened, or closed last.
	state situation.State
	// faults are why a registration was refused.
	faults rule.Faults
	// plan is the one made anew.
	plan workforce.Plan
}

// year is what happened.
type year struct {
	until  civil.Date
	events []event
}

// live plays the year, day by day, until the day before the anniversary.
func (h *house) live(strategy workforce.Strategy, at civil.Date, plan workforce.Plan) (year, error) {
	y := year{until: at.AddYears(1).AddDays(-1)}
	month := at.Month()
	for day := at; !day.After(y.until); day = day.AddDays(1) {
		// The files that were incomplete are completed.
		for i, p := range h.people {
			p.complete(i, day)
		}
		// Who arrives: the path of the slides, then the next plan.
		for _, p := range h.people {
			if p.Start == day {
				s, c := p.Staff, h.context(day)
				y.events = append(y.events, event{on: day, kind: arrived, who: p, tasks: workforce.EntryTasks(&s, c)})
			}
		}
		// Each month those who are left are planned again.
		if day.Month() != month {
			month = day.Month()
			plan = workforce.MakePlan(workforce.Assess(h.present(day, true), h.context(day)), h.planOptions(strategy, day))
			if plan.Planned() > 0 {
				y.events = append(y.events, event{on: day, kind: replanned, plan: plan})
			}
		}
		// The registrations of the day.
		for _, slot := range plan.On(day) {
			p := h.find(slot.Ref)
			if p == nil || p.gone {
				continue
			}
			e, err := h.register(p, day, &h.gestionnaires[slot.Gestionnaire])
			if err != nil {
				return y, err
			}
			y.events = append(y.events, e)
		}
		// Who leaves, at the end of their last day.
		for _, p := range h.people {
			if p.leaves == day && !p.gone {
				e, err := h.leave(p, day)
				if err != nil {
					return y, err
				}
				y.events = append(y.events, e)
			}
		}
	}
	return y, nil
}

// register checks the request of a person as the gestionnaire sends it, and
// opens the situation.
func (h *house) register(p *person, day civil.Date, by *gestionnaire.Actor) (event, error) {
	p.Request.Situation.Role = p.role
	request := p.Draft()
	faults := registration.Check(request, registration.Context{At: day, Actor: by, Establishments: h.sites})
	if faults.Err() != nil {
		return event{on: day, kind: refused, who: p, faults: faults}, nil
	}
	s := request.Situation
	s.Profession = roles.ProfessionARole
	step, err := situation.Cycle().Next(0, situation.EventCreate, lifecycle.Gestionnaire, situation.FactsOf(&s, day, h.facts(&s)))
	if err != nil {
		return event{}, fmt.Errorf("%s: %w", p.Ref, err)
	}
	p.Situations, p.states = append(p.Situations, s), append(p.states, step.To)
	if p.Number.IsZero() {
		p.Number = h.nextNumber() // the ANS mails it to the person
	}
	return event{on: day, kind: registered, who: p, state: step.To}, nil
}

// facts are what the situation does not say of itself. Whether métier, role and
// sector go together is decided by a table that is not public: the portal of
// this story accepts them.
func (h *house) facts(s *situation.Situation) situation.Circumstances {
	return situation.Circumstances{
		Employer: s.Structure, InScope: rpps.Yes, RequestPending: rpps.No, RoleChosen: rpps.Yes, Compatible: rpps.Yes,
	}
}

// leave carries out the tasks of a departure.
func (h *house) leave(p *person, day civil.Date) (event, error) {
	// In this story whoever was not in the directory is looked up again, and still is not.
	if r := p.Request; r != nil && r.Search.Found == registration.FoundNone {
		r.Search.On = day
	}
	e := event{on: day, kind: left, who: p, tasks: workforce.ExitTasks(&p.Staff, h.context(day))}
	closer := lifecycle.Gestionnaire
	if p.Gestionnaire == rpps.Yes {
		closer = lifecycle.RepresentantLegal // somebody else than the leaver
	}
	for _, task := range e.tasks {
		switch {
		case task.Code == "closeHabilitation":
			// The mandate of this site ends; the successor is appointed later.
			for i := range h.gestionnaires {
				m := &h.gestionnaires[i].Mandates[0]
				if m.Structure.Same(p.Structure) && !m.From.After(day) {
					m.Until = day
				}
			}
		case task.Situation >= 0:
			s := &p.Situations[task.Situation]
			c := h.facts(s)
			c.NewEnd = day
			step, err := situation.Cycle().Next(p.states[task.Situation], situation.EventClose, closer, situation.FactsOf(s, day, c))
			if err != nil {
				return e, fmt.Errorf("%s: %w", p.Ref, err)
			}
			s.End, s.EndReason = day, p.reason
			p.states[task.Situation], e.state = step.To, step.To
		}
	}
	p.End, p.gone = day, true
	return e, nil
}
