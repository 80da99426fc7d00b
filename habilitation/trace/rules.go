package trace

import "github.com/rppsplus/rppsplus/rpps/rule"

// Codes of the rules on lines of the trace.
const (
	CodeJSON       rule.Code = "TRACE-JSON"
	CodeSchema     rule.Code = "TRACE-SCHEMA"
	CodeTooLarge   rule.Code = "TRACE-TOO-LARGE"
	CodeMember     rule.Code = "TRACE-MEMBER"
	CodeMissing    rule.Code = "TRACE-MISSING"
	CodeIncomplete rule.Code = "TRACE-INCOMPLETE"
	CodeDoneDenied rule.Code = "TRACE-DONE-DENIED"
	CodeDay        rule.Code = "TRACE-DAY"
	CodeOutcome    rule.Code = "TRACE-OUTCOME"
)

const (
	ruleJSON = iota
	ruleSchema
	ruleTooLarge
	ruleMember
	ruleMissing
	ruleIncomplete
	ruleDoneDenied
	ruleDay
	ruleOutcome
)

const srcLaw = "CSP R. 1111-43 et L. 1111-19 : chaque accès et chaque action est tracé avec sa date, son heure et l'identité de son auteur"

var rules = [...]rule.Rule{
	ruleJSON: {
		Code: CodeJSON, Area: rule.AreaTrace, Severity: rule.Error,
		Title:   rule.Text{FR: "Ligne illisible", EN: "Unreadable line"},
		Message: rule.Text{FR: "la ligne n'est pas un texte JSON dont chaque membre est écrit une fois", EN: "the line is no JSON text in which each member stands once"},
		Source:  "RFC 8259", Evidence: rule.Sourced,
	},
	ruleSchema: {
		Code: CodeSchema, Area: rule.AreaTrace, Severity: rule.Error,
		Title:   rule.Text{FR: "Schéma inconnu", EN: "Unknown schema"},
		Message: rule.Text{FR: "la ligne n'est pas du schéma {0}", EN: "the line is not of the schema {0}"},
		Source:  "forme des lignes de la bibliothèque", Evidence: rule.Policy,
	},
	ruleTooLarge: {
		Code: CodeTooLarge, Area: rule.AreaTrace, Severity: rule.Error,
		Title:   rule.Text{FR: "Ligne trop longue", EN: "Line too long"},
		Message: rule.Text{FR: "la ligne dépasse la limite de {0} octets", EN: "the line is longer than the limit of {0} bytes"},
		Source:  "limite de la bibliothèque", Evidence: rule.Policy,
	},
	ruleMember: {
		Code: CodeMember, Area: rule.AreaTrace, Severity: rule.Warning,
		Title:   rule.Text{FR: "Membre non compris", EN: "Member not understood"},
		Message: rule.Text{FR: "ce membre n'est pas compris ; il est gardé tel quel", EN: "this member is not understood; it is kept as it is"},
		Source:  "règle de la bibliothèque : rien n'est perdu", Evidence: rule.Policy,
	},
	ruleMissing: {
		Code: CodeMissing, Area: rule.AreaTrace, Severity: rule.Error,
		Title:   rule.Text{FR: "Trace sans valeur", EN: "Trace of no worth"},
		Message: rule.Text{FR: "sans cette donnée, la trace ne dit pas qui a fait quoi, quand", EN: "without this, the trace does not say who did what, and when"},
		Source:  srcLaw, Evidence: rule.Sourced,
	},
	ruleIncomplete: {
		Code: CodeIncomplete, Area: rule.AreaTrace, Severity: rule.Warning,
		Title:   rule.Text{FR: "Trace incomplète", EN: "Incomplete trace"},
		Message: rule.Text{FR: "cette donnée manque pour comprendre l'accès plus tard", EN: "this is missing for the access to be understood later"},
		Source:  "Audit Trail Consumption du dossier électronique suisse (CH ATC) : ce qu'un patient doit pouvoir relire d'un accès", Evidence: rule.Inferred,
	},
	ruleDoneDenied: {
		Code: CodeDoneDenied, Area: rule.AreaTrace, Severity: rule.Warning,
		Title:   rule.Text{FR: "Accès malgré un refus", EN: "Access against a denial"},
		Message: rule.Text{FR: "l'accès a eu lieu alors que la décision le refusait", EN: "the access took place although the decision denied it"},
		Source:  srcLaw, Evidence: rule.Inferred,
	},
	ruleDay: {
		Code: CodeDay, Area: rule.AreaTrace, Severity: rule.Warning,
		Title:   rule.Text{FR: "Décision d'un autre jour", EN: "Decision of another day"},
		Message: rule.Text{FR: "la décision porte sur un autre jour que celui de l'accès : elle ne le prouve pas", EN: "the decision is about another day than that of the access, and does not prove it"},
		Source:  "règle de la bibliothèque : une décision vaut pour son jour ; la matrice, la situation et le fondement ont une date", Evidence: rule.Policy,
	},
	ruleOutcome: {
		Code: CodeOutcome, Area: rule.AreaTrace, Severity: rule.Error,
		Title:   rule.Text{FR: "Issue contre les motifs", EN: "Outcome against the reasons"},
		Message: rule.Text{FR: "un motif dit le contraire de l'issue : la ligne ne prouve ni l'une ni l'autre", EN: "a reason says the contrary of the outcome: the line proves neither"},
		Source:  "règle de la bibliothèque : une décision qui autorise n'a aucun motif de refus, une décision qui refuse aucun fondement", Evidence: rule.Policy,
	},
}

// Rules returns every rule of the package.
func Rules() []rule.Rule { return append([]rule.Rule(nil), rules[:]...) }
