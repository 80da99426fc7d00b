package lifecycle

import (
	"slices"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Codes of the rules of this package: the kinds of [Refusal], and that of a [Policy]
// which is not understood.
const (
	CodeStateUnknown  rule.Code = "LIF-STATE-UNKNOWN"
	CodeEventUnknown  rule.Code = "LIF-EVENT-UNKNOWN"
	CodeActorUnknown  rule.Code = "LIF-ACTOR-UNKNOWN"
	CodeFactUnknown   rule.Code = "LIF-FACT-UNKNOWN"
	CodeContradiction rule.Code = "LIF-CONTRADICTION"
	CodeRefused       rule.Code = "LIF-REFUSED"
	CodeUndefined     rule.Code = "LIF-UNDEFINED"
	CodeNotBegun      rule.Code = "LIF-NOT-BEGUN"
	CodeFinal         rule.Code = "LIF-FINAL"
	CodeActor         rule.Code = "LIF-ACTOR"
	CodePolicy        rule.Code = "LIF-POLICY"
	CodeGuard         rule.Code = "LIF-GUARD"
	CodePolicyUnknown rule.Code = "LIF-POLICY-UNKNOWN"
)

// A kind is the kind of a refusal: a position in rules.
type kind uint8

const (
	ruleStateUnknown kind = iota + 1
	ruleEventUnknown
	ruleActorUnknown
	ruleFactUnknown
	ruleContradiction
	ruleRefused
	ruleUndefined
	ruleNotBegun
	ruleFinal
	ruleActor
	rulePolicy
	ruleGuard
	rulePolicyUnknown
)

// source is the source of the rules of the engine itself.
const source = "rppsplus : ce qu'une table ne permet pas est refusé"

var rules = [...]rule.Rule{
	ruleStateUnknown: {
		Code: CodeStateUnknown, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "État inconnu", EN: "Unknown state"},
		Message: rule.Text{FR: "Ce n'est pas un état de ce cycle de vie.", EN: "This is not a state of this life cycle."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleEventUnknown: {
		Code: CodeEventUnknown, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Événement inconnu", EN: "Unknown event"},
		Message: rule.Text{FR: "Ce n'est pas un événement de ce cycle de vie.", EN: "This is not an event of this life cycle."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleActorUnknown: {
		Code: CodeActorUnknown, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Acteur inconnu", EN: "Unknown actor"},
		Message: rule.Text{FR: "L'acteur n'est pas renseigné ou n'existe pas.", EN: "The actor is not stated or does not exist."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleFactUnknown: {
		Code: CodeFactUnknown, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Fait inconnu", EN: "Unknown fact"},
		Message: rule.Text{FR: "Un des faits n'est pas une condition de ce cycle de vie.", EN: "One of the facts is not a condition of this life cycle."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleContradiction: {
		Code: CodeContradiction, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Faits contradictoires", EN: "Contradictory facts"},
		Message: rule.Text{FR: "Les faits {0} et {1} s'excluent.", EN: "The facts {0} and {1} exclude each other."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleRefused: {
		Code: CodeRefused, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Événement exclu", EN: "Event ruled out"},
		Message: rule.Text{FR: "L'état {0} exclut l'événement {1}.", EN: "State {0} rules out event {1}."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleUndefined: {
		Code: CodeUndefined, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Événement non prévu", EN: "Event not foreseen"},
		Message: rule.Text{FR: "Aucune source ne prévoit l'événement {1} dans l'état {0}.", EN: "No source foresees event {1} in state {0}."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleNotBegun: {
		Code: CodeNotBegun, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Rien n'a commencé", EN: "Nothing has begun"},
		Message: rule.Text{FR: "Rien n'existe encore à quoi l'événement {0} puisse arriver.", EN: "Nothing exists yet to which event {0} could happen."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleFinal: {
		Code: CodeFinal, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "État final", EN: "Final state"},
		Message: rule.Text{FR: "L'état {0} est final : l'événement {1} n'y a plus lieu.", EN: "State {0} is final: event {1} has no place in it."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleActor: {
		Code: CodeActor, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Acteur non autorisé", EN: "Actor not entitled"},
		Message: rule.Text{FR: "L'événement {0} revient à : {1}.", EN: "Event {0} belongs to: {1}."},
		Source:  source, Evidence: rule.Policy,
	},
	rulePolicy: {
		Code: CodePolicy, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Écarté par la politique", EN: "Refused by policy"},
		Message: rule.Text{FR: "La politique en vigueur écarte l'événement {0} ({1}).", EN: "The policy in force refuses event {0} ({1})."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleGuard: {
		Code: CodeGuard, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Condition non remplie", EN: "Condition not met"},
		Message: rule.Text{FR: "L'événement n'est pas possible. Il manque : {0}.", EN: "The event is not possible. Not stated: {1}."},
		Source:  source, Evidence: rule.Policy,
	},
	rulePolicyUnknown: {
		Code: CodePolicyUnknown, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Choix de politique inconnu", EN: "Unknown choice of a policy"},
		Message: rule.Text{FR: "Clé ou choix inconnu de la bibliothèque, ou clé répétée ; connus : {0}.", EN: "A key or a choice that the library does not know, or a key stated twice; known: {0}."},
		Source:  "rppsplus : choix de la bibliothèque", Evidence: rule.Policy,
	},
}

// Rules returns the rules of this package.
func Rules() []rule.Rule { return slices.Clone(rules[1:]) }
