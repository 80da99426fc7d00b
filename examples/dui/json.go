package main

import (
	"encoding/json"
	"io"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// document is the JSON answer; people script it, so its members stay.
type document struct {
	Matrix       string           `json:"matrix"`
	At           civil.Date       `json:"at"`
	Professional professionalJSON `json:"professional"`
	Situations   []situationJSON  `json:"situations"`
	Decisions    []decisionJSON   `json:"decisions"`
	// Faults are what was found odd in the userinfo.
	Faults []json.RawMessage `json:"faults"`
}

type professionalJSON struct {
	ID         string `json:"id"`
	Profession string `json:"profession"`
}

type situationJSON struct {
	Structure  string `json:"structure"`
	Profession string `json:"profession"`
	Role       string `json:"role"`
	Function   string `json:"function"`
	Category   string `json:"category"`
	Open       bool   `json:"open"`
}

type decisionJSON struct {
	// Situation is the index among the situations, -1 when the person has none
	// there.
	Situation int                 `json:"situation"`
	Document  string              `json:"document"`
	Action    habilitation.Action `json:"action"`
	Allowed   bool                `json:"allowed"`
	Reasons   []rule.Code         `json:"reasons"`
	Source    string              `json:"source"`
}

func writeJSON(w io.Writer, o options, m *habilitation.Matrix, u *psc.Userinfo, situations []situation.Situation, list []asked) error {
	_, code := profession(u)
	d := document{
		Matrix: m.Version().ID, At: o.at,
		Professional: professionalJSON{u.NameID.Reveal(), code},
		Situations:   []situationJSON{}, Decisions: []decisionJSON{}, Faults: []json.RawMessage{},
	}
	if !m.Covers(o.at) {
		d.Matrix = "" // none is known for that day
	}
	for _, s := range situations {
		d.Situations = append(d.Situations, situationJSON{
			Structure: s.Structure.Canonical(), Profession: s.Stated.Profession, Role: s.Stated.Role,
			Function: s.Stated.Function, Category: s.Stated.Category,
			Open: o.policy.Situation.OpenAt(&s, o.at).IsOpen(),
		})
	}
	for _, a := range list {
		for _, x := range a.decisions {
			d.Decisions = append(d.Decisions, decisionJSON{
				Situation: a.situation, Document: x.code, Action: x.Action(), Allowed: x.Allowed(),
				Reasons: x.Codes(), Source: x.Source(o.lang),
			})
		}
	}
	for _, f := range u.Faults {
		text, err := f.JSON(o.lang)
		if err != nil {
			return err
		}
		d.Faults = append(d.Faults, text)
	}
	return cli.JSON(w, d, "")
}
