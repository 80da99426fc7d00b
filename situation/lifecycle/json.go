package lifecycle

import (
	"github.com/rppsplus/rppsplus/internal/plainjson"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// machineJSON and what follows are the JSON form of a machine: part of the
// API. Everything is named by its code; the state before the beginning is the
// empty text.
type machineJSON struct {
	Name       string      `json:"name"`
	Version    string      `json:"version"`
	Title      rule.Text   `json:"title"`
	States     []entryJSON `json:"states"`
	Events     []entryJSON `json:"events"`
	Guards     []entryJSON `json:"guards"`
	Effects    []entryJSON `json:"effects"`
	Exclusive  [][]string  `json:"exclusive"`
	Moves      []moveJSON  `json:"moves"`
	Refusals   []pairsJSON `json:"refusals"`
	Unforeseen []pairsJSON `json:"unforeseen"`
}

type entryJSON struct {
	Code     string        `json:"code"`
	Title    rule.Text     `json:"title"`
	Note     rule.Text     `json:"note,omitzero"`
	Source   string        `json:"source"`
	Evidence rule.Evidence `json:"evidence"`
	Final    bool          `json:"final,omitempty"`
	Unknown  bool          `json:"unknown,omitempty"`
}

type moveJSON struct {
	ID       string        `json:"id"`
	From     string        `json:"from"`
	On       string        `json:"on"`
	By       []string      `json:"by"`
	If       []string      `json:"if,omitempty"`
	To       string        `json:"to"`
	Then     []string      `json:"then,omitempty"`
	Note     rule.Text     `json:"note,omitzero"`
	Source   string        `json:"source"`
	Evidence rule.Evidence `json:"evidence"`
	// Off as in the table; Refused by the policy, or off.
	Off     bool `json:"off,omitempty"`
	Refused bool `json:"refused,omitempty"`
}

type pairsJSON struct {
	From     []string      `json:"from"`
	On       []string      `json:"on"`
	Why      rule.Text     `json:"why,omitzero"`
	Source   string        `json:"source,omitempty"`
	Evidence rule.Evidence `json:"evidence,omitzero"`
}

// MarshalJSON returns the complete table, with texts in both languages,
// sources and evidence.
func (m *Machine[S, E]) MarshalJSON() ([]byte, error) {
	t := m.table()
	state := func(s uint8) string { return m.StateCode(S(s)) }
	event := func(e uint8) string { return m.EventCode(E(e)) }
	out := machineJSON{
		Name: t.Name, Version: t.Version, Title: t.Title,
		States: mapped(t.States, func(i StateInfo[uint8]) entryJSON {
			return entryJSON{i.Code, i.Title, i.Note, i.Source, i.Evidence, i.Final, false}
		}),
		Events: mapped(t.Events, func(i EventInfo[uint8]) entryJSON {
			return entryJSON{i.Code, i.Title, i.Note, i.Source, i.Evidence, false, false}
		}),
		Guards: mapped(t.Guards, func(i GuardInfo) entryJSON {
			return entryJSON{i.Code, i.Title, i.Note, i.Source, i.Evidence, false, false}
		}),
		Effects: mapped(t.Effects, func(i EffectInfo) entryJSON {
			return entryJSON{i.Code, i.Title, i.Note, i.Source, i.Evidence, false, i.Unknown}
		}),
		Exclusive: mapped(t.Exclusive, func(p [2]Guard) []string { return t.factCodes(Holding(p[0], p[1])) }),
		Moves: mapped(t.Moves, func(v Move[uint8, uint8]) moveJSON {
			j := moveJSON{
				ID: v.ID, From: state(v.From), On: event(v.On), If: t.factCodes(v.If), To: state(v.To),
				Then: t.effectCodes(v.Then), Note: v.Note, Source: v.Source, Evidence: v.Evidence,
				Off: v.Off, Refused: m.Refuses(v.ID),
			}
			for a := range v.By.All() {
				j.By = append(j.By, actorCodes[a])
			}
			return j
		}),
		Refusals: mapped(t.Refusals, func(r Refused[uint8, uint8]) pairsJSON {
			return pairsJSON{mapped(r.From, state), mapped(r.On, event), r.Why, r.Source, r.Evidence}
		}),
		Unforeseen: mapped(t.Unforeseen, func(p Pairs[uint8, uint8]) pairsJSON {
			return pairsJSON{From: mapped(p.From, state), On: mapped(p.On, event)}
		}),
	}
	return plainjson.Marshal(out)
}
