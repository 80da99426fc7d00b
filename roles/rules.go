package roles

import (
	"slices"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Codes of the rules of this package.
const (
	CodeEmpty             rule.Code = "NOS-CODE-EMPTY"
	CodeRoleUnknown       rule.Code = "NOS-ROLE-UNKNOWN"
	CodeProfessionUnknown rule.Code = "NOS-PROFESSION-UNKNOWN"
	CodeCategoryUnknown   rule.Code = "NOS-CATEGORY-UNKNOWN"
	CodeModeUnknown       rule.Code = "NOS-MODE-UNKNOWN"
	CodeSectorUnknown     rule.Code = "NOS-SECTOR-UNKNOWN"
	CodeLiberalUnknown    rule.Code = "NOS-LIBERAL-UNKNOWN"
	CodeEndReasonUnknown  rule.Code = "NOS-ENDREASON-UNKNOWN"
	CodeAmbiguous         rule.Code = "NOS-LABEL-AMBIGUOUS"
	CodeNotYet            rule.Code = "NOS-CODE-NOT-YET"
	CodeEnded             rule.Code = "NOS-CODE-ENDED"
	CodeSuccessor         rule.Code = "NOS-CODE-SUCCESSOR"
	CodePolicyUnknown     rule.Code = "NOS-POLICY-UNKNOWN"
)

// Positions in rules.
const (
	ruleEmpty = iota
	ruleRole
	ruleProfession
	ruleCategory
	ruleMode
	ruleSector
	ruleLiberal
	ruleEndReason
	ruleAmbiguous
	ruleNotYet
	ruleEnded
	ruleSuccessor
	rulePolicyUnknown
)

var rules = [...]rule.Rule{
	ruleEmpty: {
		Code: CodeEmpty, Area: rule.AreaNomenclature, Severity: rule.Error,
		Title:   rule.Text{FR: "Code absent", EN: "No code"},
		Message: rule.Text{FR: "Un code est attendu.", EN: "A code is expected."},
		Source:  "NOS", Evidence: rule.Sourced,
	},
	ruleRole: {
		Code: CodeRoleUnknown, Area: rule.AreaNomenclature, Severity: rule.Error,
		Title:   rule.Text{FR: "Rôle inconnu", EN: "Unknown role"},
		Message: rule.Text{FR: "Ce n'est pas un genre d'activité de TRE_R22 : indiquez le code (GENR08 à GENR13) ou le libellé.", EN: "This is not a genre d'activité of TRE_R22: give the code (GENR08 to GENR13) or the label."},
		Source:  "TRE_R22-GenreActivite " + VersionR22, Evidence: rule.Sourced,
	},
	ruleProfession: {
		Code: CodeProfessionUnknown, Area: rule.AreaNomenclature, Severity: rule.Error,
		Title:   rule.Text{FR: "Profession inconnue", EN: "Unknown profession"},
		Message: rule.Text{FR: "Ce n'est ni un métier à rôle, ni une profession, ni une fonction des nomenclatures : indiquez le code (313) ou le libellé (Aide-soignant).", EN: "This is neither a métier à rôle, nor a profession, nor a function of the nomenclatures: give the code (313) or the label (Aide-soignant)."},
		Source:  "TRE_R85 " + VersionR85 + ", TRE_G15 " + VersionG15 + ", TRE_R94 " + VersionR94 + ", TRE_R95 " + VersionR95 + ", TRE_R291 " + VersionR291 + ", TRE_R96 " + VersionR96 + ", TRE_R21 " + VersionR21, Evidence: rule.Sourced,
	},
	ruleCategory: {
		Code: CodeCategoryUnknown, Area: rule.AreaNomenclature, Severity: rule.Error,
		Title:   rule.Text{FR: "Catégorie inconnue", EN: "Unknown category"},
		Message: rule.Text{FR: "Ce n'est pas une catégorie professionnelle de TRE_R09 : indiquez C (civil), E (étudiant) ou M (agent public).", EN: "This is not a catégorie professionnelle of TRE_R09: give C (civil), E (étudiant) or M (agent public)."},
		Source:  "TRE_R09-CategorieProfessionnelle " + VersionR09, Evidence: rule.Sourced,
	},
	ruleMode: {
		Code: CodeModeUnknown, Area: rule.AreaNomenclature, Severity: rule.Error,
		Title:   rule.Text{FR: "Mode d'exercice inconnu", EN: "Unknown practice mode"},
		Message: rule.Text{FR: "Ce n'est pas un mode d'exercice de TRE_R23 : indiquez S (salarié), L (libéral, indépendant), B (bénévole) ou I (indirect).", EN: "This is not a mode d'exercice of TRE_R23: give S (salarié), L (libéral, indépendant), B (bénévole) or I (indirect)."},
		Source:  "TRE_R23-ModeExercice " + VersionR23, Evidence: rule.Sourced,
	},
	ruleSector: {
		Code: CodeSectorUnknown, Area: rule.AreaNomenclature, Severity: rule.Error,
		Title:   rule.Text{FR: "Secteur inconnu", EN: "Unknown sector"},
		Message: rule.Text{FR: "Ce n'est pas un secteur d'activité de TRE_R02 : indiquez le code (SA16) ou le libellé.", EN: "This is not a secteur d'activité of TRE_R02: give the code (SA16) or the label."},
		Source:  "TRE_R02-SecteurActivite " + VersionR02, Evidence: rule.Sourced,
	},
	ruleLiberal: {
		Code: CodeLiberalUnknown, Area: rule.AreaNomenclature, Severity: rule.Error,
		Title:   rule.Text{FR: "Type d'activité libérale inconnu", EN: "Unknown type of liberal activity"},
		Message: rule.Text{FR: "Ce n'est pas un type d'activité libérale de TRE_R24 : indiquez le code (ACT-LIB-01 à ACT-LIB-06) ou le libellé.", EN: "This is not a type d'activité libérale of TRE_R24: give the code (ACT-LIB-01 to ACT-LIB-06) or the label."},
		Source:  "TRE_R24-TypeActiviteLiberale " + VersionR24, Evidence: rule.Sourced,
	},
	ruleEndReason: {
		Code: CodeEndReasonUnknown, Area: rule.AreaNomenclature, Severity: rule.Error,
		Title:   rule.Text{FR: "Motif de fin inconnu", EN: "Unknown end reason"},
		Message: rule.Text{FR: "Ce n'est pas un motif de fin d'activité de TRE_R25 : indiquez AUT (autre), CHA, CHL ou CHP (changement d'activité, de lieu, de profession), DCD (décès), ETR (départ à l'étranger), RH, RL ou RS (retraite hospitalière, libérale, salariée).", EN: "This is not a motif de fin d'activité of TRE_R25: give AUT (another), CHA, CHL or CHP (change of activity, place, profession), DCD (death), ETR (departure abroad), RH, RL or RS (retirement: hospitalière, libérale, salariée)."},
		Source:  "TRE_R25-MotifFinActivite " + VersionR25, Evidence: rule.Sourced,
	},
	ruleAmbiguous: {
		Code: CodeAmbiguous, Area: rule.AreaNomenclature, Severity: rule.Error,
		Title:   rule.Text{FR: "Libellé ambigu", EN: "Ambiguous label"},
		Message: rule.Text{FR: "Plusieurs codes portent ce libellé : indiquez le code.", EN: "Several codes have this label: give the code."},
		Source:  "Libellés des NOS", Evidence: rule.Policy,
	},
	ruleNotYet: {
		Code: CodeNotYet, Area: rule.AreaNomenclature, Severity: rule.Error,
		Title:   rule.Text{FR: "Code pas encore valide", EN: "Code not valid yet"},
		Message: rule.Text{FR: "Ce code n'est valide qu'à partir du {0}.", EN: "This code is valid from {0} only."},
		Source:  "NOS, dateValid", Evidence: rule.Sourced,
	},
	ruleEnded: {
		Code: CodeEnded, Area: rule.AreaNomenclature, Severity: rule.Error,
		Title:   rule.Text{FR: "Code clos", EN: "Code ended"},
		Message: rule.Text{FR: "Ce code n'est plus valide depuis le {0}.", EN: "This code is no longer valid since {0}."},
		// Policy: the NOS do not say whether the day of dateFin still counts.
		Source: "NOS, dateFin lue comme premier jour exclu", Evidence: rule.Policy,
	},
	ruleSuccessor: {
		Code: CodeSuccessor, Area: rule.AreaNomenclature, Severity: rule.Error,
		Title:   rule.Text{FR: "Code clos et remplacé", EN: "Code ended and replaced"},
		Message: rule.Text{FR: "Ce code est clos ; utilisez {0}.", EN: "This code has ended; use {0}."},
		Source:  "TRE_R85 " + VersionR85 + ", définition du code de remplacement", Evidence: rule.Sourced,
	},
	rulePolicyUnknown: {
		Code: CodePolicyUnknown, Area: rule.AreaNomenclature, Severity: rule.Error,
		Title:   rule.Text{FR: "Choix de politique inconnu", EN: "Unknown choice of a policy"},
		Message: rule.Text{FR: "Clé ou choix inconnu de la bibliothèque, ou clé répétée ; connus : {0}.", EN: "A key or a choice that the library does not know, or a key stated twice; known: {0}."},
		Source:  "choix de la bibliothèque", Evidence: rule.Policy,
	},
}

// Rules returns the rules of this package. The slice is the caller's.
func Rules() []rule.Rule { return slices.Clone(rules[:]) }
