package fhir

import "github.com/rppsplus/rppsplus/rpps/rule"

// Codes of the rules on resources.
const (
	CodeJSON               rule.Code = "FHIR-JSON"
	CodeEncoding           rule.Code = "FHIR-UTF8"
	CodeMemberTwice        rule.Code = "FHIR-MEMBER-TWICE"
	CodeTooLarge           rule.Code = "FHIR-TOO-LARGE"
	CodeTooDeep            rule.Code = "FHIR-TOO-DEEP"
	CodeTooMany            rule.Code = "FHIR-TOO-MANY"
	CodeNotResource        rule.Code = "FHIR-NOT-RESOURCE"
	CodeType               rule.Code = "FHIR-TYPE"
	CodeIdentifierKept     rule.Code = "FHIR-IDENTIFIER-KEPT"
	CodeIdentifierKey      rule.Code = "FHIR-IDENTIFIER-KEY"
	CodeIdentifierConflict rule.Code = "FHIR-IDENTIFIER-CONFLICT"
	CodeSystemFormer       rule.Code = "FHIR-SYSTEM-FORMER"
	CodeSystemMissing      rule.Code = "FHIR-SYSTEM-MISSING"
	CodeSystemOther        rule.Code = "FHIR-SYSTEM-OTHER"
	CodeValueIsSystem      rule.Code = "FHIR-VALUE-IS-SYSTEM"
	CodeRPPSRangTechnical  rule.Code = "FHIR-RPPSRANG-TECHNICAL"
	CodeSituationID        rule.Code = "FHIR-SITUATION-ID-STRUCTURE"
	CodeIDNPSPrefix        rule.Code = "FHIR-IDNPS-PREFIX"
	CodeIDNSTPrefix        rule.Code = "FHIR-IDNST-PREFIX"
	CodeFINESSKind         rule.Code = "FHIR-FINESS-KIND"
	CodeCodeUnknown        rule.Code = "FHIR-CODE-UNKNOWN"
	CodeCodeConflict       rule.Code = "FHIR-CODE-CONFLICT"
	CodeProfessionRole     rule.Code = "FHIR-PROFESSION-ROLE"
	CodeExerciseSeveral    rule.Code = "FHIR-EXERCISE-SEVERAL"
	CodeExercisePeriod     rule.Code = "FHIR-EXERCISE-PERIOD"
	CodeSkillSeveral       rule.Code = "FHIR-SKILL-SEVERAL"
	CodeRoleMissing        rule.Code = "FHIR-ROLE-MISSING"
	CodeDate               rule.Code = "FHIR-DATE"
	CodeRestricted         rule.Code = "FHIR-RESTRICTED-DATA"
	CodeInactive           rule.Code = "FHIR-INACTIVE"
	CodeModifier           rule.Code = "FHIR-MODIFIER"
	CodeReferenceMissing   rule.Code = "FHIR-REFERENCE-MISSING"
	CodeReferenceSuffix    rule.Code = "FHIR-REFERENCE-SUFFIX"
	CodeReferenceSeveral   rule.Code = "FHIR-REFERENCE-SEVERAL"
	CodeNotCarried         rule.Code = "FHIR-NOT-CARRIED"
	CodeRequired           rule.Code = "FHIR-REQUIRED"
	CodeIDNSTMade          rule.Code = "FHIR-IDNST-MADE"
	CodeAuditMissing       rule.Code = "FHIR-AUDIT-MISSING"
	CodeMore               rule.Code = "FHIR-MORE-FAULTS"
	CodeStructurePeriod    rule.Code = "FHIR-STRUCTURE-PERIOD"
	CodeEnded              rule.Code = "FHIR-ENDED"
	CodeCloses             rule.Code = "FHIR-CODE-CLOSES"
	CodeSubsetted          rule.Code = "FHIR-SUBSETTED"
	CodeLineLost           rule.Code = "FHIR-LINE-LOST"
)

const (
	ruleJSON = iota
	ruleEncoding
	ruleMemberTwice
	ruleTooLarge
	ruleTooDeep
	ruleTooMany
	ruleNotResource
	ruleType
	ruleIdentifierKept
	ruleIdentifierKey
	ruleIdentifierConflict
	ruleSystemFormer
	ruleSystemMissing
	ruleSystemOther
	ruleValueIsSystem
	ruleRPPSRangTechnical
	ruleSituationID
	ruleIDNPSPrefix
	ruleIDNSTPrefix
	ruleFINESSKind
	ruleCodeUnknown
	ruleCodeConflict
	ruleProfessionRole
	ruleExerciseSeveral
	ruleExercisePeriod
	ruleSkillSeveral
	ruleRoleMissing
	ruleDate
	ruleRestricted
	ruleInactive
	ruleModifier
	ruleReferenceMissing
	ruleReferenceSuffix
	ruleReferenceSeveral
	ruleNotCarried
	ruleRequired
	ruleIDNSTMade
	ruleAuditMissing
	ruleMore
	ruleStructurePeriod
	ruleClosing
	ruleEnded
	ruleSubsetted
	ruleLineLost
)

const (
	srcGuide    = "guide d'implémentation Annuaire Santé 1.2.0-snapshot-2 (profils et exemples publiés)"
	srcTDDUI    = "guide d'implémentation du transfert de données de DUI (TDDUI), profils et exemples publiés"
	srcR4       = "FHIR R4"
	srcLimit    = "limite de la bibliothèque"
	srcLibrary  = "règle de la bibliothèque : rien n'est perdu, et aucun droit ne repose sur un doute"
	srcExamples = "exemples publiés du guide Annuaire Santé"
)

var rules = [...]rule.Rule{
	ruleJSON: {
		Code: CodeJSON, Area: rule.AreaFHIR, Severity: rule.Error,
		Title:   rule.Text{FR: "JSON illisible", EN: "Unreadable JSON"},
		Message: rule.Text{FR: "le texte n'est pas du JSON à partir de cet endroit", EN: "the text is not JSON from this place on"},
		Source:  "RFC 8259", Evidence: rule.Sourced,
	},
	ruleEncoding: {
		Code: CodeEncoding, Area: rule.AreaFHIR, Severity: rule.Error,
		Title:   rule.Text{FR: "Texte hors UTF-8", EN: "Text not in UTF-8"},
		Message: rule.Text{FR: "une ressource FHIR s'écrit en UTF-8 ; cet octet n'en est pas", EN: "a FHIR resource is written in UTF-8; this byte is not"},
		Source:  srcR4 + ", JSON representation", Evidence: rule.Sourced,
	},
	ruleMemberTwice: {
		Code: CodeMemberTwice, Area: rule.AreaFHIR, Severity: rule.Error,
		Title:   rule.Text{FR: "Membre répété", EN: "Member repeated"},
		Message: rule.Text{FR: "un membre est écrit deux fois dans le même objet : ce qui est voulu ne se devine pas", EN: "a member is written twice in one object: what is meant cannot be guessed"},
		Source:  srcR4 + ", JSON representation", Evidence: rule.Sourced,
	},
	ruleTooLarge: {
		Code: CodeTooLarge, Area: rule.AreaFHIR, Severity: rule.Error,
		Title:   rule.Text{FR: "Texte trop long", EN: "Text too long"},
		Message: rule.Text{FR: "le texte dépasse la limite de {0} octets", EN: "the text is longer than the limit of {0} bytes"},
		Source:  srcLimit + ", réglable par Options", Evidence: rule.Policy,
	},
	ruleTooDeep: {
		Code: CodeTooDeep, Area: rule.AreaFHIR, Severity: rule.Error,
		Title:   rule.Text{FR: "Imbrication trop profonde", EN: "Nested too deep"},
		Message: rule.Text{FR: "les objets et listes sont imbriqués sur plus de {0} niveaux", EN: "objects and arrays are nested deeper than {0} levels"},
		Source:  srcLimit, Evidence: rule.Policy,
	},
	ruleTooMany: {
		Code: CodeTooMany, Area: rule.AreaFHIR, Severity: rule.Error,
		Title:   rule.Text{FR: "Trop de valeurs", EN: "Too many values"},
		Message: rule.Text{FR: "le texte porte plus de {0} valeurs", EN: "the text holds more than {0} values"},
		Source:  srcLimit, Evidence: rule.Policy,
	},
	ruleNotResource: {
		Code: CodeNotResource, Area: rule.AreaFHIR, Severity: rule.Error,
		Title:   rule.Text{FR: "Pas une ressource FHIR", EN: "Not a FHIR resource"},
		Message: rule.Text{FR: "une ressource est un objet JSON avec son resourceType", EN: "a resource is a JSON object with its resourceType"},
		Source:  srcR4 + ", JSON representation", Evidence: rule.Sourced,
	},
	ruleType: {
		Code: CodeType, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Type de valeur inattendu", EN: "Unexpected type of value"},
		Message: rule.Text{FR: "la valeur n'est pas du type attendu ici ; elle est gardée telle quelle", EN: "the value is not of the type expected here; it is kept as it is"},
		Source:  srcR4, Evidence: rule.Sourced,
	},
	ruleIdentifierKept: {
		Code: CodeIdentifierKept, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Identifiant inutilisable", EN: "Identifier of no use"},
		Message: rule.Text{FR: "l'identifiant ({0}) est refusé par la règle {1} ; son texte reste dans la ressource", EN: "the identifier ({0}) is refused by the rule {1}; its text stays in the resource"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleIdentifierKey: {
		Code: CodeIdentifierKey, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Clé de contrôle fausse", EN: "Wrong check digit"},
		Message: rule.Text{FR: "la clé de l'identifiant ({0}) est fausse ; il est pris tel quel", EN: "the check digit of the identifier ({0}) is wrong; it is taken as it is"},
		Source:  srcExamples + " : deux numéros RPPS et plusieurs FINESS ont une clé fausse", Evidence: rule.Policy,
	},
	ruleIdentifierConflict: {
		Code: CodeIdentifierConflict, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Identifiants contradictoires", EN: "Contradictory identifiers"},
		Message: rule.Text{FR: "deux identifiants ({0}) se contredisent : aucun n'est pris", EN: "two identifiers ({0}) contradict each other: none is taken"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleSystemFormer: {
		Code: CodeSystemFormer, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Ancienne adresse de système", EN: "Former system address"},
		Message: rule.Text{FR: "le système de l'identifiant est celui d'une version antérieure ; il est compris", EN: "the system of the identifier is that of an earlier version; it is understood"},
		Source:  srcGuide + ", changes", Evidence: rule.Sourced,
	},
	ruleSystemMissing: {
		Code: CodeSystemMissing, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Système absent", EN: "System missing"},
		Message: rule.Text{FR: "sans système, la valeur n'est rattachée à aucune liste connue ; ne compte que ce qui ferme", EN: "without a system, the value belongs to no known list; only what shuts out counts"},
		Source:  srcTDDUI, Evidence: rule.Sourced,
	},
	ruleSystemOther: {
		Code: CodeSystemOther, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Autre adresse d'une liste", EN: "Another address of a list"},
		Message: rule.Text{FR: "la liste {0} est nommée par une autre adresse que celle du guide ; elle est comprise", EN: "the list {0} is named by another address than that of the guide; it is understood"},
		Source:  srcGuide, Evidence: rule.Inferred,
	},
	ruleValueIsSystem: {
		Code: CodeValueIsSystem, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Valeur égale à une adresse de système", EN: "Value equal to the address of a system"},
		Message: rule.Text{FR: "la valeur de l'identifiant est l'adresse d'un système : aucun identifiant n'est donné", EN: "the value of the identifier is the address of a system: no identifier is given"},
		Source:  srcExamples + " : Organization 548812", Evidence: rule.Sourced,
	},
	ruleRPPSRangTechnical: {
		Code: CodeRPPSRangTechnical, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Identifiant technique à la place du RPPS-rang", EN: "Technical identifier in the place of the RPPS-rang"},
		Message: rule.Text{FR: "cette place du RPPS-rang porte l'identifiant technique de la structure ; il est pris comme tel", EN: "this place of the RPPS-rang holds the technical identifier of the structure; it is taken as such"},
		Source:  srcExamples + " : Organization 481677 et 158480", Evidence: rule.Sourced,
	},
	ruleSituationID: {
		Code: CodeSituationID, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Identifiant de structure sur une situation", EN: "Identifier of a structure on a situation"},
		Message: rule.Text{FR: "l'identifiant de la situation a la forme d'un identifiant technique de structure ; il n'est pas pris", EN: "the identifier of the situation has the form of a technical identifier of a structure; it is not taken"},
		Source:  srcExamples + " : PractitionerRole 1578230", Evidence: rule.Sourced,
	},
	ruleIDNPSPrefix: {
		Code: CodeIDNPSPrefix, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "IDNPS sans son préfixe", EN: "IDNPS without its prefix"},
		Message: rule.Text{FR: "l'IDNPS est un numéro RPPS sans le préfixe 8 ; il est pris avec lui", EN: "the IDNPS is an RPPS number without the prefix 8; it is taken with it"},
		Source:  srcTDDUI, Evidence: rule.Inferred,
	},
	ruleIDNSTPrefix: {
		Code: CodeIDNSTPrefix, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "IDNST sans son préfixe", EN: "IDNST without its prefix"},
		Message: rule.Text{FR: "l'IDNST est un numéro FINESS sans le préfixe 1 ; il est pris avec lui", EN: "the IDNST is a FINESS number without the prefix 1; it is taken with it"},
		Source:  srcTDDUI, Evidence: rule.Inferred,
	},
	ruleFINESSKind: {
		Code: CodeFINESSKind, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "FINESS sans nature", EN: "FINESS of unknown kind"},
		Message: rule.Text{FR: "rien ne dit si ce FINESS est celui d'une entité juridique ou d'un site ; son texte est gardé à part", EN: "nothing says whether this FINESS is that of a legal entity or of a site; its text is kept apart"},
		Source:  "MOS de l'ANS : les deux partagent une seule suite de numéros", Evidence: rule.Sourced,
	},
	ruleCodeUnknown: {
		Code: CodeCodeUnknown, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Code inconnu", EN: "Unknown code"},
		Message: rule.Text{FR: "le code n'est pas connu de la liste {0} ; son texte est gardé à part", EN: "the code is not known to the list {0}; its text is kept apart"},
		Source:  "NOS de l'ANS", Evidence: rule.Sourced,
	},
	ruleCodeConflict: {
		Code: CodeCodeConflict, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Codes contradictoires", EN: "Contradictory codes"},
		Message: rule.Text{FR: "deux codes différents de {0} là où le profil en admet un : aucun droit ne repose sur eux", EN: "two different codes of {0} where the profile takes one: no right rests on them"},
		Source:  srcGuide + ", 0..1", Evidence: rule.Sourced,
	},
	ruleProfessionRole: {
		Code: CodeProfessionRole, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Métier à rôle donné comme profession", EN: "Métier à rôle given as a profession"},
		Message: rule.Text{FR: "la profession est codée dans {0}, qui n'est pas une liste de professions ; elle n'est pas prise", EN: "the profession is coded in {0}, which is no list of professions; it is not taken"},
		Source:  srcTDDUI + " : R85#314", Evidence: rule.Sourced,
	},
	ruleExerciseSeveral: {
		Code: CodeExerciseSeveral, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Plusieurs exercices possibles", EN: "Several exercises possible"},
		Message: rule.Text{FR: "{0} exercices professionnels différents peuvent être celui de la situation : sa profession n'est pas connue", EN: "{0} different professional exercises may be that of the situation: its profession is not known"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleExercisePeriod: {
		Code: CodeExercisePeriod, Area: rule.AreaFHIR, Severity: rule.Completion,
		Title:   rule.Text{FR: "Situation bornée par son exercice", EN: "Situation bounded by its exercise"},
		Message: rule.Text{FR: "l'exercice professionnel est plus court que la situation, ou la médecine du travail y a été abandonnée ; la situation est bornée", EN: "the professional exercise is shorter than the situation, or médecine du travail was given up in it; the situation is bounded"},
		Source:  srcGuide + ", dateEffetExercice, dateFinEffetExercice et dateAbandon", Evidence: rule.Inferred,
	},
	ruleSkillSeveral: {
		Code: CodeSkillSeveral, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Plusieurs savoir-faire", EN: "Several savoir-faire"},
		Message: rule.Text{FR: "la personne a {0} savoir-faire et la situation n'en porte qu'un : la médecine du travail d'abord, sinon le premier", EN: "the person has {0} savoir-faire and the situation carries one: occupational medicine first, else the first one"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleRoleMissing: {
		Code: CodeRoleMissing, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Rôle absent", EN: "Role missing"},
		Message: rule.Text{FR: "un professionnel à rôle sans genre d'activité : ses droits ne peuvent pas être établis", EN: "a role professional without a genre d'activité: their rights cannot be established"},
		Source:  "guide RPPS+ de l'ANS", Evidence: rule.Sourced,
	},
	ruleDate: {
		Code: CodeDate, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Date inutilisable", EN: "Date of no use"},
		Message: rule.Text{FR: "ce n'est pas un jour complet du calendrier ; la période ne prouve rien", EN: "this is no full day of the calendar; the period proves nothing"},
		Source:  srcR4 + ", date and dateTime", Evidence: rule.Sourced,
	},
	ruleRestricted: {
		Code: CodeRestricted, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Donnée restreinte dans un profil public", EN: "Restricted data in a public profile"},
		Message: rule.Text{FR: "le profil public n'admet pas cette donnée", EN: "the public profile does not take this data"},
		Source:  srcGuide + ", profils DP", Evidence: rule.Sourced,
	},
	ruleInactive: {
		Code: CodeInactive, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Ressource inactive", EN: "Resource not active"},
		Message: rule.Text{FR: "la ressource ({0}) est inactive, donc supprimée : ses dates n'ouvrent rien", EN: "the resource ({0}) is not active, that is deleted: its dates open nothing"},
		Source:  srcGuide + ", active", Evidence: rule.Sourced,
	},
	ruleModifier: {
		Code: CodeModifier, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Modificateur inconnu", EN: "Unknown modifier"},
		Message: rule.Text{FR: "un élément modificateur, ou un élément dont le nom est écrit autrement (« Active »), n'est pas compris : il peut changer le sens du reste, qui n'ouvre rien", EN: "a modifier element, or one whose name is written otherwise (\"Active\"), is not understood: it may change the meaning of the rest, which opens nothing"},
		Source:  srcR4 + ", modifierExtension and implicitRules", Evidence: rule.Sourced,
	},
	ruleReferenceMissing: {
		Code: CodeReferenceMissing, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Référence sans ressource", EN: "Reference without its resource"},
		Message: rule.Text{FR: "la ressource {0} à laquelle ceci renvoie n'est pas dans l'ensemble", EN: "the {0} that this refers to is not in the set"},
		Source:  srcR4 + ", References", Evidence: rule.Sourced,
	},
	ruleReferenceSuffix: {
		Code: CodeReferenceSuffix, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Référence sans le suffixe DP", EN: "Reference without the suffix DP"},
		Message: rule.Text{FR: "la référence se lit avec le suffixe DP, que l'identifiant de la ressource porte et qu'elle n'a pas", EN: "the reference is read with the suffix DP, which the id of the resource has and the reference has not"},
		Source:  srcExamples + " : tous les PractitionerRole DP", Evidence: rule.Inferred,
	},
	ruleReferenceSeveral: {
		Code: CodeReferenceSeveral, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Référence ambiguë", EN: "Ambiguous reference"},
		Message: rule.Text{FR: "plusieurs ressources {0} différentes portent cet identifiant : aucune n'est prise", EN: "several different {0} resources have this id: none is taken"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleNotCarried: {
		Code: CodeNotCarried, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Non transporté", EN: "Not carried"},
		Message: rule.Text{FR: "la ressource n'a pas de place pour cette donnée, qui n'y est pas écrite", EN: "the resource has no place for this, which is not written"},
		Source:  srcGuide, Evidence: rule.Sourced,
	},
	ruleRequired: {
		Code: CodeRequired, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Élément demandé par le profil", EN: "Element that the profile asks for"},
		Message: rule.Text{FR: "le profil demande cet élément, qui n'est pas connu", EN: "the profile asks for this element, which is not known"},
		Source:  srcGuide + ", cardinalités", Evidence: rule.Sourced,
	},
	ruleIDNSTMade: {
		Code: CodeIDNSTMade, Area: rule.AreaFHIR, Severity: rule.Completion,
		Title:   rule.Text{FR: "IDNST composé", EN: "IDNST made"},
		Message: rule.Text{FR: "l'IDNST est composé de son préfixe et du numéro {0}", EN: "the IDNST is made of its prefix and the number {0}"},
		Source:  "MOS de l'ANS, TRE_G07", Evidence: rule.Sourced,
	},
	ruleAuditMissing: {
		Code: CodeAuditMissing, Area: rule.AreaFHIR, Severity: rule.Error,
		Title:   rule.Text{FR: "Trace incomplète", EN: "Incomplete audit event"},
		Message: rule.Text{FR: "un AuditEvent a besoin de cette donnée", EN: "an AuditEvent needs this"},
		Source:  srcR4 + ", AuditEvent", Evidence: rule.Sourced,
	},
	ruleMore: {
		Code: CodeMore, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "D'autres anomalies", EN: "More faults"},
		Message: rule.Text{FR: "la ressource a plus de {0} anomalies : les suivantes ne sont pas listées", EN: "the resource has more than {0} faults: those that follow are not listed"},
		Source:  srcLimit, Evidence: rule.Policy,
	},
	ruleStructurePeriod: {
		Code: CodeStructurePeriod, Area: rule.AreaFHIR, Severity: rule.Completion,
		Title:   rule.Text{FR: "Situation bornée par sa structure", EN: "Situation bounded by its structure"},
		Message: rule.Text{FR: "la structure ouvre après le début de la situation, ou ferme avant sa fin, elle ou son entité juridique ; elle la borne", EN: "the structure opens after the situation begins, or closes before it ends, it or its legal entity; it bounds it"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleEnded: {
		Code: CodeEnded, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Décès, inscription ou autorisation", EN: "Death, registration or authorisation"},
		Message: rule.Text{FR: "la personne est décédée, ou n'est pas sur toute la durée de la situation inscrite à un ordre ou autorisée à exercer ; la situation est bornée", EN: "the person has died, or is not throughout the situation registered with an order or authorised to practise; the situation is bounded"},
		Source:  srcGuide + ", dateDeces, InscriptionOrdre et AutorisationExercice ; TRE_R33, TRE_R60", Evidence: rule.Inferred,
	},
	ruleSubsetted: {
		Code: CodeSubsetted, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Ressource partielle", EN: "Part of a resource"},
		Message: rule.Text{FR: "le serveur n'a donné qu'une partie de la ressource : ce qui manque peut fermer, et elle n'ouvre rien", EN: "the server gave a part of the resource only: what is missing may close, and it opens nothing"},
		Source:  srcR4 + ", Search, _elements et _summary : SUBSETTED ; documentation de l'API FHIR Annuaire Santé v2", Evidence: rule.Sourced,
	},
	ruleLineLost: {
		Code: CodeLineLost, Area: rule.AreaFHIR, Severity: rule.Error,
		Title:   rule.Text{FR: "Ligne perdue dont rien ne dit de qui elle est", EN: "Lost line of which nothing tells whose it is"},
		Message: rule.Text{FR: "cette ligne est refusée et peut être celle qui ferme les droits de quelqu'un, sans qu'on sache de qui : décidez d'après un autre fichier", EN: "this line is refused and may be the one that shuts somebody out, and nobody can tell whom: decide by another file"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleClosing: {
		Code: CodeCloses, Area: rule.AreaFHIR, Severity: rule.Warning,
		Title:   rule.Text{FR: "Code qui ferme, hors de sa place", EN: "Code that closes, out of its place"},
		Message: rule.Text{FR: "le code {0} se trouve hors de l'élément ou de la liste prévus ; il ferme, et n'ouvre rien", EN: "the code {0} stands in another element or list than is due; it closes, and opens nothing"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
}

// Rules returns every rule of the package.
func Rules() []rule.Rule { return append([]rule.Rule(nil), rules[:]...) }
