package main

import (
	"bytes"
	"io"
	"slices"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// machine is a life cycle without the types of its states and events.
type machine interface {
	Name() string
	Version() string
	Title() rule.Text
	Text(language.Tag) string
	Mermaid(language.Tag) string
	DOT(language.Tag) string
	Markdown(language.Tag) string
	MarshalJSON() ([]byte, error)

	// under returns the machine under a policy.
	under(lifecycle.Policy) (machine, error)
	counts() counts
	sketch(language.Tag) []arrow
	stateTitles(language.Tag) []named
	// codes are the codes that a script may use.
	codes() (events, facts []string)
	// play tries the events of a script one after the other.
	play(*script, language.Tag) record
	// read reads a sealed history.
	read(io.Reader, language.Tag) (record, error)
}

// entry is a machine under the name that -machine takes.
type entry struct {
	flag string
	// where the machine is made, for who wants to use it.
	where string
	get   func() machine
}

// machines are in the order in which a person meets them.
var machines = [...]entry{
	{"request", "registration.Cycle", func() machine { return wrap(registration.Cycle()) }},
	{"certification", "rpps.CertificationCycle", func() machine { return wrap(rpps.CertificationCycle()) }},
	{"situation", "situation.Cycle", func() machine { return wrap(situation.Cycle()) }},
	{"gestionnaire", "gestionnaire.Cycle", func() machine { return wrap(gestionnaire.Cycle()) }},
	{"entry", "workforce.Entry", func() machine { return wrap(workforce.Entry()) }},
	{"exit", "workforce.Exit", func() machine { return wrap(workforce.Exit()) }},
}

func machineNames() []string {
	var out []string
	for _, e := range machines {
		out = append(out, e.flag)
	}
	return out
}

// find returns the machine of a name, that of -machine or its own such as
// "hr.entry"; nil for none.
func find(name string) *entry {
	i := slices.IndexFunc(machines[:], func(e entry) bool { return name == e.flag || name != "" && name == e.get().Name() })
	if i < 0 {
		return nil
	}
	return &machines[i]
}

// typed is a machine with its types.
type typed[S, E ~uint8] struct{ *lifecycle.Machine[S, E] }

func wrap[S, E ~uint8](m *lifecycle.Machine[S, E]) machine { return typed[S, E]{m} }

func (m typed[S, E]) under(p lifecycle.Policy) (machine, error) {
	narrowed, err := m.Under(p)
	if err != nil {
		return nil, err
	}
	return wrap(narrowed), nil
}

func (m typed[S, E]) codes() (events, facts []string) {
	for _, e := range m.Events() {
		events = append(events, e.Code)
	}
	for _, g := range m.Guards() {
		facts = append(facts, g.Code)
	}
	return events, facts
}

// counts says how large a machine is and how sure.
type counts struct {
	// Machine is the name for -machine, Name that of the table.
	Machine string    `json:"machine"`
	Name    string    `json:"name"`
	Version string    `json:"version"`
	Title   rule.Text `json:"title"`
	States  int       `json:"states"`
	Events  int       `json:"events"`
	Moves   int       `json:"moves"`
	// Of the moves, those that a source states, that were inferred, and that
	// the library chose.
	Sourced  int `json:"sourced"`
	Inferred int `json:"inferred"`
	Chosen   int `json:"policy"`
	// Refused are off by default, or refused by the flags.
	Refused int `json:"refused"`
}

func (m typed[S, E]) counts() counts {
	c := counts{Name: m.Name(), Version: m.Version(), Title: m.Title(), States: len(m.States()), Events: len(m.Events())}
	for _, v := range m.Moves() {
		c.Moves++
		switch v.Evidence {
		case rule.Sourced:
			c.Sourced++
		case rule.Inferred:
			c.Inferred++
		case rule.Policy:
			c.Chosen++
		}
		if m.Refuses(v.ID) {
			c.Refused++
		}
	}
	return c
}

// named is a state: its code and what people call it.
type named struct {
	code, title string
	final       bool
}

// stateTitles returns the states in the order of the table.
func (m typed[S, E]) stateTitles(lang language.Tag) []named {
	var out []named
	for _, s := range m.States() {
		out = append(out, named{s.Code, s.Title.In(lang), s.Final})
	}
	return out
}

// arrow is all moves from a state to a state on one event. The code of the
// state before the beginning is empty.
type arrow struct {
	from, to named
	event    string
	// evidence of the moves, the surest first.
	evidence []rule.Evidence
}

// sketch returns the arrows of the moves that the policy does not refuse,
// states and events in the order of the table.
func (m typed[S, E]) sketch(lang language.Tag) []arrow {
	var out []arrow
	states := append([]lifecycle.StateInfo[S]{{}}, m.States()...)
	for _, from := range states {
		for _, e := range m.Events() {
			for _, v := range m.Leaving(from.State) {
				if v.On != e.Event {
					continue
				}
				to, _ := m.State(v.To)
				a := arrow{
					from: named{from.Code, from.Title.In(lang), from.Final}, to: named{to.Code, to.Title.In(lang), to.Final},
					event: e.Title.In(lang),
				}
				i := slices.IndexFunc(out, func(b arrow) bool { return a.from == b.from && a.to == b.to && a.event == b.event })
				if i < 0 {
					i = len(out)
					out = append(out, a)
				}
				if !slices.Contains(out[i].evidence, v.Evidence) {
					out[i].evidence = append(out[i].evidence, v.Evidence)
					slices.Sort(out[i].evidence)
				}
			}
		}
	}
	return out
}

// play tries every event from the state reached so far.
func (m typed[S, E]) play(s *script, lang language.Tag) record {
	r := m.record(kindScript, lang)
	r.Title = s.title.In(lang)
	var state S
	for i, e := range s.events {
		p := m.step(i+1, state, lang)
		p.Line, p.At, p.Note = e.line, e.at.String(), e.note.In(lang)
		p.unknown = e.unknown(m)
		for _, u := range p.unknown {
			p.Unknown = append(p.Unknown, place{u.line, u.path})
		}
		// What the machine does not know it refuses, in its own words.
		actor, _ := lifecycle.ParseActor(e.actor.text)
		on, _ := m.ParseEvent(e.event.text)
		facts := lifecycle.Facts(0)
		for _, c := range e.facts {
			one, err := m.ParseFacts(c.text)
			if err != nil {
				one = lifecycle.Holding(0)
			}
			facts |= one
		}
		m.ask(&p, actor, on, facts, lang)
		step, err := m.Next(state, on, actor, facts)
		if err != nil {
			m.refused(&p, err.(*lifecycle.Refusal[S, E]), lang)
		} else {
			state = step.To
			m.made(&p, step.Move, lang)
		}
		r.add(p)
	}
	m.end(&r, state, lang)
	return r
}

// read reads a sealed history and returns its moves. When the seal does not
// hold, the moves are those before the line where it breaks.
func (m typed[S, E]) read(in io.Reader, lang language.Tag) (record, error) {
	data, err := io.ReadAll(in)
	if err != nil {
		return record{}, err
	}
	r := m.record(kindHistory, lang)
	h, seal, err := readSealed(data, m.Machine, lang)
	if err != nil {
		return record{}, err
	}
	r.Seal = &seal
	var state S
	if h != nil {
		r.Subject = h.Subject()
		state = h.StateAt(time.Time{}) // where it began
		for i, e := range h.Events() {
			p := m.step(i, state, lang)
			p.Line, p.At = i+1, e.At.Format("2006-01-02T15:04:05.000Z")
			m.ask(&p, e.By, e.On, e.Facts, lang)
			m.made(&p, e.Move, lang)
			state = e.To
			r.add(p)
		}
	}
	m.end(&r, state, lang)
	return r, nil
}

func (m typed[S, E]) record(kind string, lang language.Tag) record {
	return record{
		Machine: m.Name(), Version: m.Version(), Kind: kind, Events: []step{},
		title: m.Title().In(lang),
	}
}

func (m typed[S, E]) end(r *record, state S, lang language.Tag) {
	r.State, r.state = m.StateCode(state), m.stateTitle(state, lang)
}

// step begins a step in a state, in which it stays until it is made.
func (m typed[S, E]) step(n int, from S, lang language.Tag) step {
	code, title := m.StateCode(from), m.stateTitle(from, lang)
	return step{N: n, From: code, To: code, Facts: []string{}, from: title, to: title}
}

// ask writes down what the machine is asked.
func (m typed[S, E]) ask(p *step, by lifecycle.Actor, on E, facts lifecycle.Facts, lang language.Tag) {
	p.By, p.actor = "", cli.Word(lang, "acteur inconnu", "unknown actor")
	if by != 0 {
		p.By, p.actor = by.String(), by.Title(lang)
	}
	p.On, p.event = m.EventCode(on), cli.Word(lang, "événement inconnu", "unknown event")
	if info, ok := m.Event(on); ok {
		p.event = info.Title.In(lang)
	}
	p.Facts = append(p.Facts, m.FactCodes(facts)...)
}

// made writes down a move.
func (m typed[S, E]) made(p *step, id string, lang language.Tag) {
	v, _ := m.Move(id)
	p.Accepted = true
	p.To, p.to = m.StateCode(v.To), m.stateTitle(v.To, lang)
	p.Move, p.Evidence, p.Source = v.ID, v.Evidence, v.Source
	p.Then = m.EffectCodes(v.Then)
	for e := range v.Then.All() {
		info, _ := m.Effect(e)
		text := info.Title.In(lang)
		if info.Unknown {
			text += cli.Word(lang, " (suite inconnue)", " (outcome unknown)")
		}
		p.effects = append(p.effects, text)
	}
}

// refused writes down a refusal: what the machine says, and what would help.
func (m typed[S, E]) refused(p *step, r *lifecycle.Refusal[S, E], lang language.Tag) {
	var b bytes.Buffer
	if text, err := r.JSON(lang); err == nil {
		b.Write(text)
	}
	p.Refusal = b.Bytes()
	x := &refusal{code: r.Code(), message: r.Message(lang)}
	p.refusal = x
	for _, set := range r.Missing() {
		x.missing = append(x.missing, m.FactCodes(set))
	}
	if why, ok := r.Reason(); ok {
		x.source, x.evidence = why.Source, why.Evidence
	}
	x.known = p.By != "" && p.On != "" && r.Code() != lifecycle.CodeFactUnknown
	for a := range r.Actors().All() {
		x.actors = append(x.actors, a.Title(lang))
	}
	permitted := r.Permitted()
	for _, v := range permitted {
		info, _ := m.Event(v.On)
		x.permitted = append(x.permitted, info.Title.In(lang)+" → "+m.stateTitle(v.To, lang)+" ["+v.Move+"]")
	}
	// What else the same actor could do here if other facts held.
	for _, v := range m.Leaving(r.From) {
		info, _ := m.Event(v.On)
		title := info.Title.In(lang)
		if v.On != r.On && v.By.Has(r.By) && !slices.Contains(x.otherwise, title) &&
			!slices.ContainsFunc(permitted, func(q lifecycle.Permission[S, E]) bool { return q.On == v.On }) {
			x.otherwise = append(x.otherwise, title)
		}
	}
}

func (m typed[S, E]) stateTitle(s S, lang language.Tag) string {
	if info, ok := m.State(s); ok {
		return info.Title.In(lang)
	}
	return "–"
}
