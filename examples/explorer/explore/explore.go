// Package explore answers the questions of the page of examples/explorer:
// JSON in, JSON out. Every answer is computed by the library; the page only
// shows it. The package reads no clock and keeps nothing: the page states the
// day with each question.
package explore

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// questions are what Call answers, by name.
var questions = map[string]func([]byte) (any, error){
	"page":     ask(NewPage),
	"cell":     ask(ExplainCell),
	"person":   ask(FindColumns),
	"signin":   ask(Play),
	"decision": ask(ExplainPlay),
	"markdown": ask(Markdown),
	"csv":      ask(CSV),
	"compare":  ask(Compare),
	"machines": ask(Machines),
}

// Questions returns the names of the questions, in order.
func Questions() []string {
	var out []string
	for name := range questions {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// reply is what the page receives: an answer, or in French why there is none.
type reply struct {
	Answer any    `json:"answer,omitempty"`
	Error  string `json:"error,omitempty"`
}

// Call answers one question, asked and answered in JSON. It always answers:
// {"answer":…}, or {"error":"…"} with a sentence in French.
func Call(name string, question []byte) []byte {
	var r reply
	f, ok := questions[name]
	if !ok {
		r.Error = "question inconnue"
	} else if answer, err := f(question); err != nil {
		r.Error = message(err)
	} else {
		r.Answer = answer
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return []byte(`{"error":"réponse illisible"}`)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// ask reads a question strictly: a member that is misspelt would else be a
// circumstance not stated.
func ask[Q, A any](f func(Q) (A, error)) func([]byte) (any, error) {
	return func(text []byte) (any, error) {
		var q Q
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(&q); err != nil {
			return nil, errQuestion
		}
		return f(q)
	}
}

var (
	errQuestion = errors.New("question illisible")
	errDay      = errors.New("date illisible : AAAA-MM-JJ attendue")
)

// message says an error in French, faults in their own words.
func message(err error) string {
	if f, ok := rule.AsFault(err); ok {
		return fmt.Sprintf("%s [%s]", f.Message(language.French), f.Code())
	}
	return err.Error()
}

// matrixFor returns the embedded matrix for a day. Where none is known, it is
// the one there is, which says so in every decision.
func matrixFor(day civil.Date) *habilitation.Matrix {
	if m, err := habilitation.At(day); err == nil {
		return m
	}
	return habilitation.CNAM20240925()
}

func parseDay(text string) (civil.Date, error) {
	day, err := civil.ParseISO(text)
	if err != nil {
		return civil.Date{}, errDay
	}
	return day, nil
}

// Choice is an entry of a list: a code and what people call it.
type Choice struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

// Reason is one reason of a decision, as the library states it.
type Reason struct {
	Code string `json:"code"`
	// Kind is denial, ground or caveat.
	Kind     string `json:"kind"`
	Text     string `json:"text"`
	Source   string `json:"source"`
	Evidence string `json:"evidence"`
	// Count is for how many types of documents it was given; 0 for one
	// decision.
	Count int `json:"count,omitempty"`
}

func newReason(r habilitation.Reason) Reason {
	ru := r.Rule()
	out := Reason{
		Code: string(ru.Code), Kind: "denial", Text: r.Explain(language.French), Source: ru.Source, Evidence: evidence(ru.Evidence),
	}
	switch {
	case r.IsGround():
		out.Kind = "ground"
	case r.IsCaveat():
		out.Kind = "caveat"
	}
	return out
}

// evidence says an evidence mark in French.
func evidence(e rule.Evidence) string {
	switch e {
	case rule.Sourced:
		return "sourcé"
	case rule.Inferred:
		return "déduit"
	case rule.Policy:
		return "choix de la bibliothèque"
	}
	return ""
}

// Decision is a decision of the library, ready to be shown.
type Decision struct {
	Allowed bool     `json:"allowed"`
	Reasons []Reason `json:"reasons"`
	// Source says which cell of which matrix; Text is the whole explanation.
	Source string `json:"source"`
	Text   string `json:"text"`
	// Markdown is the same to be pasted.
	Markdown string `json:"markdown"`
}

func newDecision(d habilitation.Decision) Decision {
	out := Decision{Allowed: d.Allowed(), Reasons: []Reason{}, Source: d.Source(language.French), Text: d.Explain(language.French)}
	for r := range d.Reasons() {
		out.Reasons = append(out.Reasons, newReason(r))
	}
	out.Markdown = decisionMarkdown(out)
	return out
}

// Document is a type of document, as the matrix prints it.
type Document struct {
	Code  string `json:"code"`
	Label string `json:"label"`
	Class string `json:"class"`
}
