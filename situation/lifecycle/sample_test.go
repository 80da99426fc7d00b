package lifecycle_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// The sample is an invented machine, the request for a parking badge. Its
// texts hold signs that formats must escape.

type state uint8

const (
	draft state = iota + 1
	waiting
	held
	active
	turnedDown
	dropped
)

type event uint8

const (
	open event = iota + 1
	submit
	grant
	turnDown
	correct
	drop
	expire
	begin
	printIt
)

const (
	complete lifecycle.Guard = iota + 1
	informed
	spaceLeft
	soon
	later

	override lifecycle.Guard = 63
)

const (
	mail  lifecycle.Effect = 1
	badge lifecycle.Effect = 63
)

func text(fr, en string) rule.Text { return rule.Text{FR: fr, EN: en} }

const (
	law = "règlement \"A\" : art. 1 | 2"
	us  = "les auteurs (<choix> & co)"
)

func sample() lifecycle.Spec[state, event] {
	return lifecycle.Spec[state, event]{
		Name: "badge.request", Version: "2026-11", Title: text("Demande de badge : « été »", "Badge request: \"summer\""),
		States: []lifecycle.StateInfo[state]{
			{State: draft, Code: "draft", Title: text("brouillon", "draft"), Source: law, Evidence: rule.Sourced},
			{State: waiting, Code: "awaitingValidation", Title: text("en attente \"de\" validation [1]", "awaiting \"the\" validation [1]"), Source: law, Evidence: rule.Sourced},
			{State: held, Code: "held", Title: text("gardé; plus tard", "held; later"), Note: text("Une note.", "A note."), Source: us, Evidence: rule.Inferred},
			{State: active, Code: "active", Title: text("actif", "active"), Source: law, Evidence: rule.Sourced, Final: true},
			{State: turnedDown, Code: "turnedDown", Title: text("rejeté", "turned down"), Source: law, Evidence: rule.Sourced, Final: true},
			{State: dropped, Code: "end", Title: text("abandonné", "dropped"), Source: us, Evidence: rule.Policy, Final: true},
		},
		Events: []lifecycle.EventInfo[event]{
			{Event: open, Code: "open", Title: text("ouvrir", "open"), Source: law, Evidence: rule.Sourced},
			{Event: submit, Code: "submit", Title: text("soumettre", "submit"), Source: law, Evidence: rule.Sourced},
			{Event: grant, Code: "grant", Title: text("accorder : oui", "grant: yes"), Source: law, Evidence: rule.Sourced},
			{Event: turnDown, Code: "turnDown", Title: text("rejeter", "turn down"), Source: law, Evidence: rule.Sourced},
			{Event: correct, Code: "correct", Title: text("faire corriger", "ask for a correction"), Source: us, Evidence: rule.Inferred},
			{Event: drop, Code: "drop", Title: text("abandonner", "drop"), Source: us, Evidence: rule.Inferred},
			{Event: expire, Code: "expire", Title: text("expirer", "expire"), Source: us, Evidence: rule.Policy},
			{Event: begin, Code: "begin", Title: text("commencer", "begin"), Source: us, Evidence: rule.Inferred},
			{Event: printIt, Code: "print", Title: text("imprimer", "print"), Source: law, Evidence: rule.Sourced},
		},
		Guards: []lifecycle.GuardInfo{
			{Guard: complete, Code: "complete", Title: text("dossier complet", "the file is complete"), Source: law, Evidence: rule.Sourced},
			{Guard: informed, Code: "informed", Title: text("personne informée", "the person is informed"), Source: law, Evidence: rule.Sourced},
			{Guard: spaceLeft, Code: "spaceLeft", Title: text("place libre", "space is left"), Source: law, Evidence: rule.Sourced},
			{Guard: soon, Code: "soon", Title: text("début <= aujourd'hui", "start <= today"), Source: us, Evidence: rule.Inferred},
			{Guard: later, Code: "later", Title: text("début > aujourd'hui", "start > today"), Source: us, Evidence: rule.Inferred},
			{Guard: override, Code: "override", Title: text("dérogation", "derogation"), Source: us, Evidence: rule.Policy},
		},
		Effects: []lifecycle.EffectInfo{
			{Effect: mail, Code: "mail", Title: text("envoyer un courriel", "send a mail"), Source: law, Evidence: rule.Sourced},
			{Effect: badge, Code: "badge", Title: text("fabriquer le badge", "make the badge"), Source: us, Evidence: rule.Policy, Unknown: true},
		},
		Exclusive: [][2]lifecycle.Guard{{soon, later}, {override, spaceLeft}},
		Moves: []lifecycle.Move[state, event]{
			{ID: "B-1", From: 0, On: open, By: lifecycle.By(lifecycle.Professional), To: draft, Source: law, Evidence: rule.Sourced},
			{ID: "B-2", From: 0, On: open, By: lifecycle.By(lifecycle.Gestionnaire), If: lifecycle.Holding(complete), To: waiting, Source: law, Evidence: rule.Sourced},
			{ID: "B-3", From: draft, On: submit, By: lifecycle.By(lifecycle.Professional), If: lifecycle.Holding(complete, informed), To: waiting, Then: lifecycle.Doing(mail), Source: law, Evidence: rule.Sourced},
			{ID: "B-4", From: waiting, On: grant, By: lifecycle.By(lifecycle.Gestionnaire, lifecycle.RepresentantLegal), If: lifecycle.Holding(spaceLeft, soon), To: active, Then: lifecycle.Doing(mail, badge), Source: law, Evidence: rule.Sourced},
			{ID: "B-5", From: waiting, On: grant, By: lifecycle.By(lifecycle.Gestionnaire), If: lifecycle.Holding(spaceLeft, later), To: held, Note: text("Note du passage.", "Note of the move."), Source: us, Evidence: rule.Inferred},
			{ID: "B-6", From: waiting, On: turnDown, By: lifecycle.By(lifecycle.Gestionnaire), To: turnedDown, Source: us, Evidence: rule.Inferred},
			{ID: "B-7", From: waiting, On: correct, By: lifecycle.By(lifecycle.Gestionnaire), To: draft, Source: us, Evidence: rule.Inferred},
			{ID: "B-8", From: draft, On: drop, By: lifecycle.By(lifecycle.Professional), To: dropped, Source: us, Evidence: rule.Inferred},
			{ID: "B-9", From: waiting, On: drop, By: lifecycle.By(lifecycle.Professional), To: dropped, Source: us, Evidence: rule.Inferred},
			{ID: "B-10", From: waiting, On: expire, By: lifecycle.By(lifecycle.Clock), To: dropped, Source: us, Evidence: rule.Policy, Off: true},
			{ID: "B-11", From: held, On: begin, By: lifecycle.By(lifecycle.Clock), If: lifecycle.Holding(soon), To: active, Source: us, Evidence: rule.Inferred},
			{ID: "B-12", From: active, On: printIt, By: lifecycle.By(lifecycle.ANS), To: active, Then: lifecycle.Doing(badge), Source: law, Evidence: rule.Sourced},
			{ID: "B-13", From: held, On: begin, By: lifecycle.By(lifecycle.RepresentantLegal), If: lifecycle.Holding(override), To: active, Source: us, Evidence: rule.Policy},
		},
		Refusals: []lifecycle.Refused[state, event]{
			{From: []state{draft, waiting, held, active}, On: []event{open}, Why: text("Une demande est déjà ouverte.", "A request is open already."), Source: law, Evidence: rule.Sourced},
			{From: []state{turnedDown}, On: []event{correct, grant}, Why: text("Il faut une nouvelle demande.", "A new request is needed."), Source: us, Evidence: rule.Inferred},
		},
		Unforeseen: []lifecycle.Pairs[state, event]{
			{From: []state{draft}, On: []event{grant, turnDown, correct, expire, begin, printIt}},
			{From: []state{waiting}, On: []event{submit, begin, printIt}},
			{From: []state{held}, On: []event{submit, grant, turnDown, correct, drop, expire, printIt}},
		},
	}
}

func must(t testing.TB, s lifecycle.Spec[state, event], p lifecycle.Policy) *lifecycle.Machine[state, event] {
	t.Helper()
	m, err := lifecycle.New(s)
	if err != nil {
		t.Fatal(err)
	}
	if p.Weakest == 0 && p.Refuse == nil && p.Allow == nil {
		return m
	}
	if m, err = m.Under(p); err != nil {
		t.Fatal(err)
	}
	return m
}
