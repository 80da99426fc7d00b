package main

import (
	"encoding/json"
	"io"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/workforce"
)

// document is the JSON answer; people script it, so its members stay.
type document struct {
	At       civil.Date         `json:"at"`
	Until    civil.Date         `json:"until"`
	Strategy workforce.Strategy `json:"strategy"`
	// Needs is the assessment before the roles are chosen, Assessment the one
	// after, Last the one on the last day.
	Needs      workforce.Assessment `json:"needs"`
	Assessment workforce.Assessment `json:"assessment"`
	Plan       workforce.Plan       `json:"plan"`
	Events     []eventJSON          `json:"events"`
	Last       workforce.Assessment `json:"last"`
}

type eventJSON struct {
	On   civil.Date `json:"on"`
	Kind string     `json:"kind"`
	Ref  string     `json:"ref,omitempty"`
	// State is the one of the situation that was opened or closed.
	State  string            `json:"state,omitempty"`
	Tasks  []workforce.Task  `json:"tasks,omitempty"`
	Faults []json.RawMessage `json:"faults,omitempty"`
	Plan   *workforce.Plan   `json:"plan,omitempty"`
}

func writeJSON(w io.Writer, o options, s story) error {
	d := document{
		At: o.at, Until: s.year.until, Strategy: o.strategy,
		Needs: s.needs, Assessment: s.assessment, Plan: s.plan, Events: []eventJSON{}, Last: s.last,
	}
	for _, e := range s.year.events {
		x := eventJSON{On: e.on, Kind: e.kind, Tasks: e.tasks}
		if e.who != nil {
			x.Ref = e.who.Ref
		}
		if e.state != 0 {
			x.State = e.state.String()
		}
		if e.kind == replanned {
			x.Plan = &e.plan
		}
		for _, f := range e.faults {
			text, err := f.JSON(o.lang)
			if err != nil {
				return err
			}
			x.Faults = append(x.Faults, text)
		}
		d.Events = append(d.Events, x)
	}
	return cli.JSON(w, d, "  ")
}
