package export

import (
	"encoding"
	"slices"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Codes of the rules of this package.
const (
	CodeNoMatrix        rule.Code = "EXP-NO-MATRIX"
	CodePolicyUnknown   rule.Code = "EXP-POLICY-UNKNOWN"
	CodeColumnUnknown   rule.Code = "EXP-COLUMN-UNKNOWN"
	CodeDocumentUnknown rule.Code = "EXP-DOCUMENT-UNKNOWN"
	CodeInputUnreadable rule.Code = "EXP-INPUT-UNREADABLE"
)

const (
	ruleNoMatrix = iota
	rulePolicy
	ruleColumn
	ruleDocument
	ruleInput
)

const srcForm = "formes des exports de la bibliothèque"

var rules = [...]rule.Rule{
	ruleNoMatrix: {
		Code: CodeNoMatrix, Area: rule.AreaExport, Severity: rule.Error,
		Title:   rule.Text{FR: "Pas de matrice à exporter", EN: "No matrix to export"},
		Message: rule.Text{FR: "la matrice est vide, ou absente", EN: "the matrix is empty, or there is none"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	rulePolicy: {
		Code: CodePolicyUnknown, Area: rule.AreaExport, Severity: rule.Error,
		Title:   rule.Text{FR: "Choix de politique inconnu", EN: "Unknown choice of the policy"},
		Message: rule.Text{FR: "la politique a une valeur qui n'existe pas : {0}", EN: "the policy has a value that does not exist: {0}"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleColumn: {
		Code: CodeColumnUnknown, Area: rule.AreaExport, Severity: rule.Error,
		Title:   rule.Text{FR: "Colonne absente", EN: "No such column"},
		Message: rule.Text{FR: "la matrice n'a pas cette colonne", EN: "the matrix has no such column"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleDocument: {
		Code: CodeDocumentUnknown, Area: rule.AreaExport, Severity: rule.Error,
		Title:   rule.Text{FR: "Ligne absente", EN: "No such row"},
		Message: rule.Text{FR: "la matrice n'a pas de ligne pour ce type de document", EN: "the matrix has no row for this type of document"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleInput: {
		Code: CodeInputUnreadable, Area: rule.AreaExport, Severity: rule.Error,
		Title:   rule.Text{FR: "Question illisible", EN: "Unreadable question"},
		Message: rule.Text{FR: "la question a une clé inconnue, répétée ou absente, ou une valeur d'un autre type", EN: "the question has a key that is unknown, repeated or missing, or a value of another type"},
		Source:  srcForm, Evidence: rule.Policy,
	},
}

// Rules returns every rule of the package.
func Rules() []rule.Rule { return slices.Clone(rules[:]) }

// choice is one choice of a policy, by name.
type choice struct {
	name  string
	value string
}

// choices names the policy of a matrix in a fixed order. The error is a fault
// of [CodePolicyUnknown].
func choices(p habilitation.Policy) ([]choice, error) {
	var out []choice
	var faults rule.Faults
	pick := func(name string, v encoding.TextMarshaler) {
		text, err := v.MarshalText()
		if err != nil {
			faults.Add(rules[rulePolicy].At("policy." + name).With(name))
			return
		}
		out = append(out, choice{name, string(text)})
	}
	flag := func(name string, v bool) {
		out = append(out, choice{name, map[bool]string{false: "no", true: "yes"}[v]})
	}
	pick("role-access", p.RoleAccess)
	pick("occupational", p.Occupational)
	pick("columns", p.Columns)
	pick("unstated-category", p.UnstatedCategory)
	flag("emergency-for-interns", p.EmergencyForInterns)
	flag("emergency-for-technicians", p.EmergencyForTechnicians)
	flag("student-deposits", p.StudentDeposits)
	flag("hidden-and-invisible", p.HiddenAndInvisible)
	pick("presence", p.Situation.Presence)
	pick("last-day", p.Situation.LastDay)
	return out, faults.Err()
}
