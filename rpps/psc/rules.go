package psc

import "github.com/rppsplus/rppsplus/rpps/rule"

// Codes of the rules on userinfo.
const (
	CodeJSON             rule.Code = "PSC-JSON"
	CodeNotObject        rule.Code = "PSC-NOT-OBJECT"
	CodeTooLarge         rule.Code = "PSC-TOO-LARGE"
	CodeType             rule.Code = "PSC-MEMBER-TYPE"
	CodeDuplicateMember  rule.Code = "PSC-MEMBER-TWICE"
	CodeNameID           rule.Code = "PSC-NAMEID-UNKNOWN"
	CodeIdentityMissing  rule.Code = "PSC-IDENTITY-MISSING"
	CodeActivityMissing  rule.Code = "PSC-ACTIVITY-MISSING"
	CodeIdentifierKept   rule.Code = "PSC-IDENTIFIER-KEPT"
	CodeIdentifierKey    rule.Code = "PSC-IDENTIFIER-KEY"
	CodeCodeUnknown      rule.Code = "PSC-CODE-UNKNOWN"
	CodeCodeInvalid      rule.Code = "PSC-CODE-INVALID"
	CodeRoleMissing      rule.Code = "PSC-ROLE-MISSING"
	CodeGenreTopLevel    rule.Code = "PSC-GENRE-TOP-LEVEL"
	CodeGenreConflict    rule.Code = "PSC-GENRE-CONFLICT"
	CodeActivityRepeated rule.Code = "PSC-ACTIVITY-REPEATED"
	CodeSelectNone       rule.Code = "PSC-SELECT-NONE"
	CodeSelectSeveral    rule.Code = "PSC-SELECT-SEVERAL"
	CodeSignInUnknown    rule.Code = "PSC-SIGN-IN-NOT-STATED"
	CodeMemberConflict   rule.Code = "PSC-MEMBER-CONFLICT"
	CodeTooMany          rule.Code = "PSC-TOO-MANY-ELEMENTS"
	CodeSubjectRole      rule.Code = "PSC-SUBJECT-ROLE-MISMATCH"
	CodeCloses           rule.Code = "PSC-CODE-CLOSES"
	CodeSubjectCloses    rule.Code = "PSC-SUBJECT-ROLE-CLOSES"
	CodeADELI            rule.Code = "PSC-ADELI-LISTED"
)

const (
	ruleJSON = iota
	ruleNotObject
	ruleTooLarge
	ruleType
	ruleDuplicateMember
	ruleNameID
	ruleIdentityMissing
	ruleActivityMissing
	ruleIdentifierKept
	ruleIdentifierKey
	ruleCodeUnknown
	ruleCodeInvalid
	ruleRoleMissing
	ruleGenreTopLevel
	ruleGenreConflict
	ruleActivityRepeated
	ruleSelectNone
	ruleSelectSeveral
	ruleSignInUnknown
	ruleMemberConflict
	ruleTooMany
	ruleSubjectRole
	ruleCloses
	ruleSubjectCloses
	ruleADELI
)

const (
	srcShape   = "shapes of the userinfo in public code and samples of Pro Santé Connect"
	srcLibrary = "law of the library: nothing is lost, and a user who can be served is served"
)

var rules = [...]rule.Rule{
	ruleJSON: {
		Code: CodeJSON, Area: rule.AreaUserinfo, Severity: rule.Error,
		Title:   rule.Text{FR: "JSON illisible", EN: "Unreadable JSON"},
		Message: rule.Text{FR: "le texte n'est pas du JSON à partir de cet endroit", EN: "the text is not JSON from this place on"},
		Source:  "RFC 8259", Evidence: rule.Sourced,
	},
	ruleNotObject: {
		Code: CodeNotObject, Area: rule.AreaUserinfo, Severity: rule.Error,
		Title:   rule.Text{FR: "Pas un objet JSON", EN: "Not a JSON object"},
		Message: rule.Text{FR: "un userinfo est un objet JSON", EN: "a userinfo is a JSON object"},
		Source:  "OpenID Connect Core 1.0, section 5.3.2", Evidence: rule.Sourced,
	},
	ruleTooLarge: {
		Code: CodeTooLarge, Area: rule.AreaUserinfo, Severity: rule.Error,
		Title:   rule.Text{FR: "Userinfo trop long", EN: "Userinfo too long"},
		Message: rule.Text{FR: "le texte dépasse la limite de {0} octets", EN: "the text is longer than the limit of {0} bytes"},
		Source:  "limit of the library, adjustable by Options", Evidence: rule.Policy,
	},
	ruleType: {
		Code: CodeType, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Type de valeur inattendu", EN: "Unexpected type of value"},
		Message: rule.Text{FR: "la valeur n'est pas du type attendu ici", EN: "the value is not of the type expected here"},
		Source:  srcShape, Evidence: rule.Sourced,
	},
	ruleDuplicateMember: {
		Code: CodeDuplicateMember, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Membre répété", EN: "Member repeated"},
		Message: rule.Text{FR: "un membre de l'objet est écrit deux fois ; le dernier compte", EN: "a member of the object is written twice; the last one counts"},
		Source:  "RFC 8259, section 4", Evidence: rule.Sourced,
	},
	ruleNameID: {
		Code: CodeNameID, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Identifiant national non reconnu", EN: "National identifier not recognised"},
		Message: rule.Text{FR: "l'identifiant de la personne n'est d'aucune forme connue ; il est gardé tel quel", EN: "the identifier of the person has no known form; it is kept as it is"},
		Source:  "MOS, identification nationale (TRE_G08)", Evidence: rule.Sourced,
	},
	ruleIdentityMissing: {
		Code: CodeIdentityMissing, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Identité professionnelle absente", EN: "No professional identity"},
		Message: rule.Text{FR: "le userinfo ne porte aucune profession", EN: "the userinfo carries no profession"},
		Source:  srcShape, Evidence: rule.Sourced,
	},
	ruleActivityMissing: {
		Code: CodeActivityMissing, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Aucune activité", EN: "No activity"},
		Message: rule.Text{FR: "l'exercice professionnel ne porte aucune situation d'exercice", EN: "the professional exercise carries no practice situation"},
		Source:  srcShape, Evidence: rule.Sourced,
	},
	ruleIdentifierKept: {
		Code: CodeIdentifierKept, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Identifiant inutilisable", EN: "Identifier of no use"},
		Message: rule.Text{FR: "l'identifiant ({0}) est refusé par la règle {1} ; son texte est gardé à part", EN: "the identifier ({0}) is refused by the rule {1}; its text is kept apart"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleIdentifierKey: {
		Code: CodeIdentifierKey, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Clé de contrôle fausse", EN: "Wrong check digit"},
		Message: rule.Text{FR: "la clé de l'identifiant ({0}) est fausse ; il est pris tel quel", EN: "the check digit of the identifier ({0}) is wrong; it is taken as it is"},
		Source:  "published test data of the ANS carry wrong keys", Evidence: rule.Policy,
	},
	ruleCodeUnknown: {
		Code: CodeCodeUnknown, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Code inconnu", EN: "Unknown code"},
		Message: rule.Text{FR: "le code n'est pas connu ({0}) ; son texte est gardé à part", EN: "the code is not known ({0}); its text is kept apart"},
		Source:  "NOS de l'ANS", Evidence: rule.Sourced,
	},
	ruleCodeInvalid: {
		Code: CodeCodeInvalid, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Code hors de sa validité", EN: "Code out of its validity"},
		Message: rule.Text{FR: "le code {0} n'est pas valide à la date de la connexion", EN: "the code {0} is not valid on the day of the sign-in"},
		Source:  "NOS de l'ANS, dates de validité", Evidence: rule.Sourced,
	},
	ruleRoleMissing: {
		Code: CodeRoleMissing, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Rôle absent", EN: "Role missing"},
		Message: rule.Text{FR: "un professionnel à rôle sans genre d'activité : ses droits ne peuvent pas être établis", EN: "a role professional without a genre d'activité: their rights cannot be established"},
		Source:  "guide RPPS+ de l'ANS", Evidence: rule.Sourced,
	},
	ruleGenreTopLevel: {
		Code: CodeGenreTopLevel, Area: rule.AreaUserinfo, Severity: rule.Completion,
		Title:   rule.Text{FR: "Rôle pris au premier niveau", EN: "Role taken from the top level"},
		Message: rule.Text{FR: "l'activité ne porte pas de genre ; celui du premier niveau vaut pour elle, la seule possible", EN: "the activity carries no genre; that of the top level stands for it, the only one possible"},
		Source:  srcShape, Evidence: rule.Inferred,
	},
	ruleGenreConflict: {
		Code: CodeGenreConflict, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Deux rôles contradictoires", EN: "Two contradictory roles"},
		Message: rule.Text{FR: "le genre du premier niveau n'est celui d'aucune activité ; celui de l'activité compte", EN: "the genre of the top level is that of no activity; that of the activity counts"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleActivityRepeated: {
		Code: CodeActivityRepeated, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Activité répétée", EN: "Activity repeated"},
		Message: rule.Text{FR: "la même activité figure déjà plus haut", EN: "the same activity stands already above"},
		Source:  srcShape, Evidence: rule.Sourced,
	},
	ruleSelectNone: {
		Code: CodeSelectNone, Area: rule.AreaUserinfo, Severity: rule.Error,
		Title:   rule.Text{FR: "Établissement introuvable", EN: "Establishment not found"},
		Message: rule.Text{FR: "aucune activité n'est rattachée à cet établissement", EN: "no activity belongs to this establishment"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleSelectSeveral: {
		Code: CodeSelectSeveral, Area: rule.AreaUserinfo, Severity: rule.Error,
		Title:   rule.Text{FR: "Plusieurs activités possibles", EN: "Several activities possible"},
		Message: rule.Text{FR: "{0} activités différentes correspondent à cet établissement : il faut en choisir une", EN: "{0} different activities match this establishment: one must be chosen"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleMemberConflict: {
		Code: CodeMemberConflict, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Membres contradictoires", EN: "Contradictory members"},
		Message: rule.Text{FR: "deux membres du même nom se contredisent : aucun droit ne repose sur eux", EN: "two members of one name contradict each other: no right rests on them"},
		Source:  "règle de la bibliothèque : une contradiction ne se devine pas", Evidence: rule.Policy,
	},
	ruleTooMany: {
		Code: CodeTooMany, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Trop d'éléments", EN: "Too many elements"},
		Message: rule.Text{FR: "la liste dépasse la limite de la bibliothèque ; la suite n'est pas lue", EN: "the list is beyond the limit of the library; the rest is not read"},
		Source:  "limite de la bibliothèque", Evidence: rule.Policy,
	},
	ruleSubjectRole: {
		Code: CodeSubjectRole, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "SubjectRole sans exercice", EN: "SubjectRole without an exercise"},
		Message: rule.Text{FR: "SubjectRole nomme une profession qu'aucun exercice ne porte ; les exercices décident", EN: "SubjectRole names a profession that no exercise carries; the exercises decide"},
		Source:  srcShape, Evidence: rule.Inferred,
	},
	ruleCloses: {
		Code: CodeCloses, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Code qui ferme, hors de sa place", EN: "Code that closes, out of its place"},
		Message: rule.Text{FR: "la médecine du travail, un service d'incendie et de secours, un étudiant ou un rôle y est nommé : compté contre les activités qui n'en disent rien", EN: "occupational medicine, fire and rescue, a student or a role is named here: counted against the activities that say nothing of it"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleSubjectCloses: {
		Code: CodeSubjectCloses, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "SubjectRole qui ferme", EN: "SubjectRole that closes"},
		Message: rule.Text{FR: "SubjectRole nomme la médecine du travail, un étudiant ou un rôle qu'aucune activité ne porte : compté contre les activités qui n'en disent rien", EN: "SubjectRole names occupational medicine, a student or a role that no activity carries: counted against the activities that say nothing of it"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleADELI: {
		Code: CodeADELI, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Personne connue par un numéro ADELI seul", EN: "Person known by an ADELI number alone"},
		Message: rule.Text{FR: "ADELI est fermé, et Pro Santé Connect peut en garder des comptes dont l'exercice a pris fin : la présence d'une activité ne prouve rien ; donnez ses dates, ou demandez à la personne de se connecter avec son identité RPPS", EN: "ADELI is closed, and Pro Santé Connect may keep accounts of it whose exercise has ended: that an activity is listed proves nothing; state its dates, or ask the person to sign in with the identity of the RPPS"},
		Source:  "guide d'implémentation Annuaire Santé, changes 1.1.0-snapshot-4 (décommissionnement national) ; ansforge/psc-rass-loader 870ec5c : aucun compte ADELI qui manque à l'extraction n'est supprimé ; un numéro RPPS qui y manque est retiré du compte, et son numéro ADELI avec lui", Evidence: rule.Policy,
	},
	ruleSignInUnknown: {
		Code: CodeSignInUnknown, Area: rule.AreaUserinfo, Severity: rule.Warning,
		Title:   rule.Text{FR: "Date de connexion non donnée", EN: "Day of the sign-in not given"},
		Message: rule.Text{FR: "sans la date de la connexion, la présence d'une activité ne prouve pas qu'elle est ouverte", EN: "without the day of the sign-in, the presence of an activity does not prove that it is open"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
}

// Rules returns every rule of the package.
func Rules() []rule.Rule { return append([]rule.Rule(nil), rules[:]...) }
