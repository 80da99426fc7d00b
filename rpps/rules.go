package rpps

import (
	"slices"
	"time"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Codes of the rules on persons and structures; those on identifiers are
// beside them.
const (
	CodeSex           rule.Code = "PER-SEX-UNKNOWN"
	CodeCertification rule.Code = "PER-CERTIFICATION-UNKNOWN"
	CodeNameAlphabet  rule.Code = "PER-NAME-ALPHABET"
	CodeNameLength    rule.Code = "PER-NAME-LENGTH"
	CodeStructureKind rule.Code = "STR-KIND-UNKNOWN"
	CodeAnswer        rule.Code = "PER-ANSWER-UNKNOWN"
)

const (
	ruleSex = iota
	ruleCertification
	ruleNameAlphabet
	ruleNameLength
	ruleStructureKind
	ruleAnswer
)

var personRules = [...]rule.Rule{
	ruleSex: {
		Code: CodeSex, Area: rule.AreaIdentity, Severity: rule.Error,
		Title:   rule.Text{FR: "Sexe inconnu du répertoire", EN: "Sex unknown to the directory"},
		Message: rule.Text{FR: "le code du sexe n'est ni F, ni M, ni I", EN: "the code of the sex is none of F, M, I"},
		Source:  "Pro Santé Identité, field genderCode; NOS JDV_J112", Evidence: rule.Sourced,
	},
	ruleCertification: {
		Code: CodeCertification, Area: rule.AreaIdentity, Severity: rule.Error,
		Title:   rule.Text{FR: "Statut d'état civil inconnu", EN: "Unknown status of the civil status"},
		Message: rule.Text{FR: "le code n'est pas de la liste TRE_R31", EN: "the code is not of the list TRE_R31"},
		Source:  "NOS TRE_R31-StatutEtatCivil", Evidence: rule.Sourced,
	},
	ruleNameAlphabet: {
		Code: CodeNameAlphabet, Area: rule.AreaIdentity, Severity: rule.Error,
		Title: rule.Text{FR: "Caractère étranger à l'alphabet du RNIPP", EN: "Character outside the alphabet of the RNIPP"},
		Message: rule.Text{
			FR: "un nom ne contient que des lettres du français, accents et ligatures compris, l'apostrophe droite, le trait d'union et l'espace",
			EN: "a name holds only letters of French, with accents and ligatures, the straight apostrophe, the hyphen and the space",
		},
		Source: "Pro Santé Identité, pattern of lastName and firstNames", Evidence: rule.Sourced,
	},
	ruleNameLength: {
		Code: CodeNameLength, Area: rule.AreaIdentity, Severity: rule.Error,
		Title:   rule.Text{FR: "Nom vide ou trop long", EN: "Name empty or too long"},
		Message: rule.Text{FR: "un nom compte de 1 à 300 caractères", EN: "a name has 1 to 300 characters"},
		Source:  "Pro Santé Identité, pattern of lastName and firstNames", Evidence: rule.Sourced,
	},
	ruleStructureKind: {
		Code: CodeStructureKind, Area: rule.AreaSituation, Severity: rule.Error,
		Title:   rule.Text{FR: "Type de structure inconnu", EN: "Unknown kind of structure"},
		Message: rule.Text{FR: "le type de structure n'est pas de la liste de la bibliothèque", EN: "the kind of structure is not in the list of the library"},
		Source:  "kinds of the training slides of 2025", Evidence: rule.Sourced,
	},
	ruleAnswer: {
		Code: CodeAnswer, Area: rule.AreaIdentity, Severity: rule.Error,
		Title:   rule.Text{FR: "Réponse ni oui ni non", EN: "Answer neither yes nor no"},
		Message: rule.Text{FR: "la réponse n'est ni oui ni non", EN: "the answer is neither yes nor no"},
		Source:  "forms of the library", Evidence: rule.Policy,
	},
}

// Rules returns every rule of the package, identifiers included.
func Rules() []rule.Rule { return append(identifierRules(), slices.Clone(personRules[:])...) }

func timeMonth(m uint8) time.Month { return time.Month(m) }
