package lifecycle

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/plainjson"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Refusal is the error of [Machine.Next]: the question, and why the answer is
// no. It holds nothing but positions in the table; texts and lists are drawn
// from the table when they are asked for. It carries no personal data.
type Refusal[S, E ~uint8] struct {
	// From, On, By and Facts are the question.
	From  S
	On    E
	By    Actor
	kind  kind
	Facts Facts

	machine *Machine[S, E]
}

// Code returns the kind of the refusal, such as [CodeGuard].
func (r *Refusal[S, E]) Code() rule.Code { return rules[r.kind].Code }

// Is reports whether target is the code of the refusal.
func (r *Refusal[S, E]) Is(target error) bool {
	c, _ := target.(rule.Code)
	return r.kind != 0 && c == r.Code()
}

// Unwrap returns the fault of the refusal, for [rule.AsFault].
func (r *Refusal[S, E]) Unwrap() error {
	if r.kind == 0 {
		return nil
	}
	return r.Fault()
}

// table returns the table of the machine; the zero Refusal has an empty one.
func (r *Refusal[S, E]) table() *table {
	if r.machine == nil {
		return &table{}
	}
	return &r.machine.t
}

// cell returns the moves of the state and the event, and the kind of refusal
// if there are none.
func (r *Refusal[S, E]) cell() ([]row, cell) {
	t := r.table()
	if t.event(uint8(r.On)) == nil || r.From != 0 && t.state(uint8(r.From)) == nil {
		return nil, cell{}
	}
	c := *t.cell(uint8(r.From), uint8(r.On))
	return t.rows[c.first:c.end], c
}

// Reason returns why the table refuses the event on purpose; ok is false for
// every code but [CodeRefused].
func (r *Refusal[S, E]) Reason() (reason Refused[S, E], ok bool) {
	if r.kind != ruleRefused {
		return reason, false
	}
	_, c := r.cell()
	return refused[S, E](r.table().Refusals[c.reason]), true
}

// Actors returns who may make the event happen in that state, whatever the
// facts: none when nobody may.
func (r *Refusal[S, E]) Actors() Actors {
	var s Actors
	rows, _ := r.cell()
	for _, v := range rows {
		s |= v.by
	}
	return s
}

// Missing returns, for [CodeGuard], the guards that failed: one set for each
// move that the actor could make. Stating all guards of one set is enough.
// Moves that the stated facts exclude are left out, unless they exclude all.
func (r *Refusal[S, E]) Missing() []Facts {
	if r.kind != ruleGuard {
		return nil
	}
	var open, all []Facts
	rows, _ := r.cell()
	for _, v := range rows {
		if !v.by.Has(r.By) {
			continue
		}
		all = append(all, v.need&^r.Facts)
		if r.table().contradiction(r.Facts|v.need) == 0 {
			open = append(open, v.need&^r.Facts)
		}
	}
	if len(open) > 0 {
		return open
	}
	return all
}

// Contradiction returns, for [CodeContradiction], the first two guards stated
// that exclude each other.
func (r *Refusal[S, E]) Contradiction() Facts {
	if r.kind != ruleContradiction {
		return 0
	}
	return r.table().contradiction(r.Facts)
}

// Moves returns, for [CodePolicy], the IDs of the moves that the policy
// refuses: those of the actor, or all of the event if none is the actor's.
func (r *Refusal[S, E]) Moves() []string {
	if r.kind != rulePolicy {
		return nil
	}
	var mine, all []string
	rows, _ := r.cell()
	for _, v := range rows {
		if v.by != 0 {
			continue
		}
		all = append(all, v.id)
		if v.who.Has(r.By) {
			mine = append(mine, v.id)
		}
	}
	if len(mine) > 0 {
		return mine
	}
	return all
}

// Permitted returns what may happen instead, at the hand of the same actor and
// with the same facts.
func (r *Refusal[S, E]) Permitted() []Permission[S, E] {
	if r.machine == nil {
		return nil
	}
	return r.machine.Permitted(r.From, r.By, r.Facts)
}

// Fault returns the refusal as a fault. Its path is machine, state and event,
// as codes; the state before the beginning is "–". What is missing for
// [CodeGuard] is told by title and code, in both languages.
func (r *Refusal[S, E]) Fault() rule.Fault {
	if r.kind == 0 {
		return rule.Fault{}
	}
	t := r.table()
	state, event := t.stateCode(uint8(r.From)), t.eventCode(uint8(r.On))
	f := rules[r.kind].At(t.Name + "." + state + "." + event)
	switch r.kind {
	case ruleContradiction:
		if codes := t.factCodes(r.Contradiction()); len(codes) == 2 {
			return f.With(codes...)
		}
	case ruleRefused, ruleUndefined, ruleFinal:
		return f.With(state, event)
	case ruleNotBegun:
		return f.With(event)
	case ruleActor:
		return f.With(event, r.Actors().String())
	case rulePolicy:
		return f.With(event, strings.Join(r.Moves(), ", "))
	case ruleGuard:
		// The event is in the path; each language has an argument of its own.
		in := func(tag language.Tag, or string) string {
			return r.missing(func(g Guard) string {
				i := t.Guards[t.guards[g]-1]
				return i.Title.In(tag) + " (" + i.Code + ")"
			}, or)
		}
		return f.With(in(language.French, " ; ou bien : "), in(language.English, "; or else: "))
	}
	return f
}

// missing joins the guards that failed.
func (r *Refusal[S, E]) missing(name func(Guard) string, or string) string {
	var sets []string
	for _, set := range r.Missing() {
		var names []string
		for g := range set.All() {
			names = append(names, name(g))
		}
		sets = append(sets, strings.Join(names, ", "))
	}
	return strings.Join(sets, or)
}

// Error returns code, machine, state, event and the English reason.
func (r *Refusal[S, E]) Error() string {
	if r.kind == 0 {
		return "lifecycle: no refusal"
	}
	return r.Fault().Error()
}

// Message returns the refusal in words, with the titles of the table.
func (r *Refusal[S, E]) Message(tag language.Tag) string {
	if r.kind == 0 {
		return ""
	}
	t, w := r.table(), words{tag}
	quote := func(text rule.Text) string { return w.pick("« "+text.FR+" »", "“"+text.EN+"”") }
	var event, state string
	if e := t.event(uint8(r.On)); e != nil {
		event = quote(e.Title)
	}
	if s := t.state(uint8(r.From)); s != nil {
		state = quote(s.Title)
	}
	guard := func(g Guard) string { return quote(t.Guards[t.guards[g]-1].Title) }

	start := w.pick("Avant tout commencement, ", "Before the beginning, ")
	if state != "" {
		start = w.pick("Dans l'état "+state+", ", "In state "+state+", ")
	}
	start += w.pick("l'événement "+event+" ", "event "+event+" ")
	switch r.kind {
	case ruleContradiction:
		var both []string
		for g := range r.Contradiction().All() {
			both = append(both, guard(g))
		}
		return w.pick("Ces faits s'excluent : ", "These facts exclude each other: ") + strings.Join(both, ", ") + "."
	case ruleRefused:
		_, c := r.cell()
		return start + w.pick("est exclu. ", "is ruled out. ") + t.Refusals[c.reason].Why.In(tag)
	case ruleUndefined:
		return start + w.pick("n'est prévu par aucune source.", "is foreseen by no source.")
	case ruleNotBegun:
		return w.pick("Rien n'existe encore à quoi l'événement "+event+" puisse arriver.", "Nothing exists yet to which event "+event+" could happen.")
	case ruleFinal:
		return w.pick("L'état "+state+" est final : l'événement "+event+" n'y a plus lieu.", "State "+state+" is final: event "+event+" has no place in it.")
	case ruleActor:
		return start + w.pick("ne revient pas à : ", "does not belong to: ") + r.By.Title(tag) +
			w.pick(". Il revient à : ", ". It belongs to: ") + w.actors(r.Actors()) + "."
	case rulePolicy:
		return start + w.pick("est écarté par la politique en vigueur (", "is refused by the policy in force (") + strings.Join(r.Moves(), ", ") + ")."
	case ruleGuard:
		return start + w.pick("n'est pas possible. Il manque : ", "is not possible. Not stated: ") + r.missing(guard, w.pick(" ; ou bien : ", "; or else: ")) + "."
	}
	return rules[r.kind].Message.In(tag)
}

// MarshalJSON returns the refusal with codes for everything, and the French
// message. The name "from" is empty before the beginning; what is not in the
// table is left out.
func (r *Refusal[S, E]) MarshalJSON() ([]byte, error) { return r.JSON(language.French) }

// JSON is MarshalJSON with the message in the language of the tag.
func (r *Refusal[S, E]) JSON(tag language.Tag) ([]byte, error) {
	t := r.table()
	out := refusalJSON{Machine: t.Name, Version: t.Version, Facts: t.factCodes(r.Facts), Moves: r.Moves(), Message: r.Message(tag)}
	if r.kind != 0 {
		out.Code = r.Code()
	}
	if s := t.state(uint8(r.From)); s != nil {
		out.From = s.Code
	}
	if e := t.event(uint8(r.On)); e != nil {
		out.On = e.Code
	}
	if r.By.known() {
		out.By = actorCodes[r.By]
	}
	out.Actors = slices.Collect(r.Actors().All())
	out.Contradiction = t.factCodes(r.Contradiction())
	for _, set := range r.Missing() {
		out.Missing = append(out.Missing, t.factCodes(set))
	}
	for _, p := range r.Permitted() {
		out.Permitted = append(out.Permitted, t.eventCode(uint8(p.On)))
	}
	if why, ok := r.Reason(); ok {
		out.Source, out.Evidence = why.Source, why.Evidence
	}
	return plainjson.Marshal(out)
}

// refusalJSON is the JSON form of a refusal: part of the API.
type refusalJSON struct {
	Code          rule.Code     `json:"code"`
	Machine       string        `json:"machine"`
	Version       string        `json:"version"`
	From          string        `json:"from"`
	On            string        `json:"on"`
	By            string        `json:"by"`
	Facts         []string      `json:"facts,omitempty"`
	Missing       [][]string    `json:"missing,omitempty"`
	Contradiction []string      `json:"contradiction,omitempty"`
	Actors        []Actor       `json:"actors,omitempty"`
	Moves         []string      `json:"moves,omitempty"`
	Permitted     []string      `json:"permitted,omitempty"`
	Source        string        `json:"source,omitempty"`
	Evidence      rule.Evidence `json:"evidence,omitzero"`
	Message       string        `json:"message"`
}

// stateCode returns the code of a state, "–" before the beginning, and "?" for
// one that is not in the table.
func (t *table) stateCode(s uint8) string {
	switch i := t.state(s); {
	case i != nil:
		return i.Code
	case s == 0:
		return "–"
	}
	return "?"
}

// eventCode returns the code of an event, and "?" for one that is not in the
// table.
func (t *table) eventCode(e uint8) string {
	if i := t.event(e); i != nil {
		return i.Code
	}
	return "?"
}
