package history

import (
	"errors"
	"slices"
	"strconv"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Codes of the rules of this package.
const (
	CodeFormat   rule.Code = "HIS-FORMAT"
	CodeMachine  rule.Code = "HIS-MACHINE"
	CodeVersion  rule.Code = "HIS-VERSION"
	CodeSubject  rule.Code = "HIS-SUBJECT"
	CodeAltered  rule.Code = "HIS-ALTERED"
	CodeOrder    rule.Code = "HIS-ORDER"
	CodeID       rule.Code = "HIS-ID"
	CodeTime     rule.Code = "HIS-TIME"
	CodeRefused  rule.Code = "HIS-REFUSED"
	CodeState    rule.Code = "HIS-STATE"
	CodeCut      rule.Code = "HIS-CUT"
	CodeTrailing rule.Code = "HIS-TRAILING"
	CodeHead     rule.Code = "HIS-HEAD"
	CodeConflict rule.Code = "HIS-CONFLICT"
	CodeTooMany  rule.Code = "HIS-TOO-MANY"
	CodeStart    rule.Code = "HIS-START"
)

// Positions in rules.
const (
	ruleFormat = iota
	ruleMachine
	ruleVersion
	ruleSubject
	ruleAltered
	ruleOrder
	ruleID
	ruleTime
	ruleRefused
	ruleState
	ruleCut
	ruleTrailing
	ruleHead
	ruleConflict
	ruleTooMany
	ruleStart
)

// source is the source of the rules of the format.
const source = "rppsplus : format des historiques"

var rules = [...]rule.Rule{
	ruleFormat: {
		Code: CodeFormat, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Format inconnu", EN: "Unknown format"},
		Message: rule.Text{FR: "Ce n'est pas un historique, ou pas de ce format.", EN: "This is not a history, or not of this format."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleMachine: {
		Code: CodeMachine, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Autre cycle de vie", EN: "Other life cycle"},
		Message: rule.Text{FR: "L'historique est celui d'un autre cycle de vie que {0}.", EN: "The history is one of another life cycle than {0}."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleVersion: {
		Code: CodeVersion, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Autre version du cycle de vie", EN: "Other version of the life cycle"},
		Message: rule.Text{FR: "L'historique suit une autre version de {0} que {1}.", EN: "The history follows another version of {0} than {1}."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleSubject: {
		Code: CodeSubject, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Sujet de l'historique", EN: "Subject of the history"},
		Message: rule.Text{FR: "Le sujet manque, n'a pas la forme attendue, ou n'est pas le même.", EN: "The subject is missing, is not of the expected form, or is not the same."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleAltered: {
		Code: CodeAltered, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Ligne modifiée", EN: "Altered line"},
		Message: rule.Text{FR: "La ligne n'est pas celle qui a été écrite.", EN: "The line is not the one that was written."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleOrder: {
		Code: CodeOrder, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Événement hors de sa place", EN: "Event out of place"},
		Message: rule.Text{FR: "L'événement {0} est attendu ici.", EN: "Event {0} is expected here."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleID: {
		Code: CodeID, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Identifiant d'événement", EN: "Identifier of the event"},
		Message: rule.Text{FR: "L'identifiant n'est pas un UUID de version 7, se répète, ou précède celui de l'événement d'avant.", EN: "The identifier is not a UUID of version 7, is repeated, or lies before that of the previous event."},
		Source:  "RFC 9562, 5.7 ; " + source, Evidence: rule.Policy,
	},
	ruleTime: {
		Code: CodeTime, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Heure de l'événement", EN: "Time of the event"},
		Message: rule.Text{FR: "L'heure précède celle de l'événement d'avant, ou sort des années 1970 à 9999.", EN: "The time lies before that of the previous event, or out of the years 1970 to 9999."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleRefused: {
		Code: CodeRefused, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Événement refusé", EN: "Event refused"},
		Message: rule.Text{FR: "Le cycle de vie refuse cet événement ({0}).", EN: "The life cycle refuses this event ({0})."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleState: {
		Code: CodeState, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "État différent", EN: "Other state"},
		Message: rule.Text{FR: "L'événement mène à un autre état, ou par un autre passage, que ce qui est écrit.", EN: "The event leads to another state, or by another move, than what is written."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleCut: {
		Code: CodeCut, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Historique incomplet", EN: "Incomplete history"},
		Message: rule.Text{FR: "Des événements ou la ligne de clôture manquent à la fin.", EN: "Events or the closing line are missing at the end."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleTrailing: {
		Code: CodeTrailing, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Texte après la clôture", EN: "Text after the closing line"},
		Message: rule.Text{FR: "Rien n'est attendu après la ligne de clôture.", EN: "Nothing is expected after the closing line."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleHead: {
		Code: CodeHead, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Empreinte différente", EN: "Other digest"},
		Message: rule.Text{FR: "L'empreinte après {0} événements n'est pas celle qui a été conservée.", EN: "The digest after {0} events is not the one that was kept."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleConflict: {
		Code: CodeConflict, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Historiques divergents", EN: "Diverging histories"},
		Message: rule.Text{FR: "Les deux historiques divergent à l'événement {0}.", EN: "The two histories diverge at event {0}."},
		Source:  source, Evidence: rule.Policy,
	},
	ruleTooMany: {
		Code: CodeTooMany, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "Trop d'événements", EN: "Too many events"},
		Message: rule.Text{FR: "L'historique a plus de {0} événements.", EN: "The history has more than {0} events."},
		Source:  "limite de la bibliothèque, réglable par ReadOptions", Evidence: rule.Policy,
	},
	ruleStart: {
		Code: CodeStart, Area: rule.AreaLifecycle, Severity: rule.Error,
		Title:   rule.Text{FR: "État de départ", EN: "State at the start"},
		Message: rule.Text{FR: "L'état dans lequel l'historique commence n'est pas du cycle de vie, ou n'est pas le même.", EN: "The state in which the history begins is none of the life cycle, or not the same."},
		Source:  source, Evidence: rule.Policy,
	},
}

// Rules returns the rules of this package.
func Rules() []rule.Rule { return slices.Clone(rules[:]) }

// Error tells what is wrong with a history, and where. It holds no personal
// data.
type Error struct {
	fault rule.Fault
	cause error
}

// fail returns the error of a rule for a field, at a line of a file or 0.
func fail(r int, path string, line int, args ...string) *Error {
	return &Error{fault: rules[r].At(path).On(rule.Position{Line: line}).With(args...)}
}

// because returns the error with a cause; line 0 for none.
func (e *Error) because(cause error) *Error { return &Error{e.fault, cause} }

// Code returns the kind of the error, such as [CodeAltered].
func (e *Error) Code() rule.Code { return e.fault.Code() }

// Line returns the line of the file, counted from 1; 0 outside a file.
func (e *Error) Line() int { return e.fault.Position().Line }

// Fault returns the error as a fault.
func (e *Error) Fault() rule.Fault { return e.fault }

// Error returns code, place and English message, and the cause if there is
// one.
func (e *Error) Error() string {
	if e.cause != nil {
		return e.fault.Error() + " " + e.cause.Error()
	}
	return e.fault.Error()
}

// Message returns the message in the language of the tag, and that of the
// cause if there is one.
func (e *Error) Message(tag language.Tag) string {
	if m, ok := errors.AsType[interface {
		error
		Message(language.Tag) string
	}](e.cause); ok {
		return e.fault.Message(tag) + " " + m.Message(tag)
	}
	return e.fault.Message(tag)
}

// Is reports whether target is the code of the error.
func (e *Error) Is(target error) bool { return e.fault.Is(target) }

// Unwrap returns the fault, and the refusal of the machine for [CodeRefused].
func (e *Error) Unwrap() []error {
	if e.cause != nil {
		return []error{e.fault, e.cause}
	}
	return []error{e.fault}
}

func number(n int) string { return strconv.Itoa(n) }
