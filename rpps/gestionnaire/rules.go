package gestionnaire

import "github.com/rppsplus/rppsplus/rpps/rule"

// Codes of the rules on who may register.
const (
	CodeNameUnknown            rule.Code = "GES-NAME-UNKNOWN"
	CodeDay                    rule.Code = "GES-DAY"
	CodeActorMissing           rule.Code = "GES-ACTOR-MISSING"
	CodeActorID                rule.Code = "GES-ACTOR-ID"
	CodeEstablishmentMissing   rule.Code = "GES-ESTABLISHMENT-MISSING"
	CodeCapacity               rule.Code = "GES-CAPACITY"
	CodeCapacityUnknown        rule.Code = "GES-CAPACITY-UNKNOWN"
	CodeStructureClosed        rule.Code = "GES-STRUCTURE-CLOSED"
	CodeStructureHospiConnect  rule.Code = "GES-STRUCTURE-HOSPICONNECT"
	CodeHospiConnectUnknown    rule.Code = "GES-HOSPICONNECT-UNKNOWN"
	CodeStructureUnknown       rule.Code = "GES-STRUCTURE-UNKNOWN"
	CodeStructureKinds         rule.Code = "GES-STRUCTURE-KINDS"
	CodeStructureKindInferred  rule.Code = "GES-STRUCTURE-INFERRED"
	CodeAccessUnproved         rule.Code = "GES-ACCESS-UNPROVED"
	CodeContractMissing        rule.Code = "GES-CONTRACT-MISSING"
	CodeContractDates          rule.Code = "GES-CONTRACT-DATES"
	CodeContractLater          rule.Code = "GES-CONTRACT-LATER"
	CodeContractEnded          rule.Code = "GES-CONTRACT-ENDED"
	CodeContractOther          rule.Code = "GES-CONTRACT-OTHER"
	CodeContractUnproved       rule.Code = "GES-CONTRACT-UNPROVED"
	CodeContractEntityUnproved rule.Code = "GES-CONTRACT-ENTITY"
	CodeMandateMissing         rule.Code = "GES-MANDATE-MISSING"
	CodeMandateUndated         rule.Code = "GES-MANDATE-UNDATED"
	CodeMandateDates           rule.Code = "GES-MANDATE-DATES"
	CodeMandateLater           rule.Code = "GES-MANDATE-LATER"
	CodeMandateEnded           rule.Code = "GES-MANDATE-ENDED"
	CodeMandateOther           rule.Code = "GES-MANDATE-OTHER"
	CodeMandateUnproved        rule.Code = "GES-MANDATE-UNPROVED"
	CodeMandateEntityUnproved  rule.Code = "GES-MANDATE-ENTITY"
	CodeAppointer              rule.Code = "GES-APPOINTER"
	CodeMandataireAppointer    rule.Code = "GES-APPOINTER-MANDATAIRE"
	CodeTitulaireOfficine      rule.Code = "GES-TITULAIRE-OFFICINE"
	CodeTrainingMissing        rule.Code = "GES-TRAINING-MISSING"
	CodeTrainingLater          rule.Code = "GES-TRAINING-LATER"
	CodeAttestationMissing     rule.Code = "GES-ATTESTATION-MISSING"
	CodeAttestationLater       rule.Code = "GES-ATTESTATION-LATER"
	CodeAttestationEarly       rule.Code = "GES-ATTESTATION-EARLY"
	CodeAttestationSigner      rule.Code = "GES-ATTESTATION-SIGNER"
	CodeCardMissing            rule.Code = "GES-CARD-MISSING"
	CodeCardECPS               rule.Code = "GES-CARD-ECPS"
	CodeCardUndated            rule.Code = "GES-CARD-UNDATED"
	CodeCardExpired            rule.Code = "GES-CARD-EXPIRED"
	CodeCardOpposed            rule.Code = "GES-CARD-OPPOSED"
	CodeContact                rule.Code = "GES-CONTACT"
	CodeTermsMissing           rule.Code = "GES-TERMS-MISSING"
	CodeTermsLater             rule.Code = "GES-TERMS-LATER"
	CodePolicyWaived           rule.Code = "GES-POLICY-WAIVED"
	CodePolicyUnknown          rule.Code = "GES-POLICY-UNKNOWN"
)

const (
	ruleNameUnknown = iota
	ruleDay
	ruleActorMissing
	ruleActorID
	ruleEstablishmentMissing
	ruleCapacity
	ruleCapacityUnknown
	ruleStructureClosed
	ruleStructureHospiConnect
	ruleHospiConnectUnknown
	ruleStructureUnknown
	ruleStructureKinds
	ruleKindInferred
	ruleAccessUnproved
	ruleContractMissing
	ruleContractDates
	ruleContractLater
	ruleContractEnded
	ruleContractOther
	ruleContractUnproved
	ruleContractEntity
	ruleMandateMissing
	ruleMandateUndated
	ruleMandateDates
	ruleMandateLater
	ruleMandateEnded
	ruleMandateOther
	ruleMandateUnproved
	ruleMandateEntity
	ruleAppointer
	ruleMandataireAppointer
	ruleTitulaireOfficine
	ruleTrainingMissing
	ruleTrainingLater
	ruleAttestationMissing
	ruleAttestationLater
	ruleAttestationEarly
	ruleAttestationSigner
	ruleCardMissing
	ruleCardECPS
	ruleCardUndated
	ruleCardExpired
	ruleCardOpposed
	ruleContact
	ruleTermsMissing
	ruleTermsLater
	rulePolicyWaived
	rulePolicyUnknown
)

// Sources, as they are shown.
const (
	sourceSlides  = "training slides of 2025 on the RPPS+ portal"
	sourcePortal  = "ANS, page of the RPPS+ portal (https://esante.gouv.fr/enreg)"
	sourceCGU     = "conditions of use of the RPPS+ portal (https://esante.gouv.fr/securite/annuaire-sante/portail-RPPS-plus/mentions-legales)"
	sourcePMH     = "ANS guide mesHabilitations (https://esante.gouv.fr/guides/guides-pmh/je-donne-des-habiliations-RPPS-plus)"
	sourcePMHList = "ANS guide mesHabilitations, list of délégués (https://esante.gouv.fr/guides/guides-pmh/je-visualise-delegues-de-ma-structure)"
	sourceMAJ     = "ANS guide on updating a practice situation (https://esante.gouv.fr/guides/guides-rpps-plus/je-mets-a-jour-la-situation-exercice-d-un-professionnel)"
	sourceSELF    = "ANS guide for the professional who updates their own data (https://esante.gouv.fr/guides/guides-rpps/mise-a-jour-informations)"
	sourceOCC     = "FAQ e-santé Occitanie (https://www.esante-occitanie.fr/faq-assistance/usages-faqs-assistance-faq-services-socles/)"
	sourceBZH     = "FAQ e-santé Bretagne (https://esante-bretagne.fr/segur/medico-social/moyens-dauthentification-rpps/faq-moyens-dauthentification-rpps)"
	sourcePDL     = "FAQ RPPS+ of e-santé Pays de la Loire (https://www.esante-paysdelaloire.fr/nos-services/echange-partage-et-orientation-98-165.html)"
	sourceDSIH    = "DSIH, article on the opening of mesHabilitations (https://dsih.fr/articles/5479/ouverture-du-portail-meshabilitations-pour-la-gestion-des-certificats-et-des-gestionnaires)"
	sourceSilent  = "no source says; choice of package gestionnaire"
)

var rules = [...]rule.Rule{
	ruleNameUnknown: {
		Code: CodeNameUnknown, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Nom absent de la liste", EN: "Name not in the list"},
		Message: rule.Text{FR: "ce nom n'est pas de la liste de la bibliothèque", EN: "the name is not in the list of the library"},
		Source:  "lists of package gestionnaire", Evidence: rule.Policy,
	},
	ruleDay: {
		Code: CodeDay, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Jour de la question non indiqué", EN: "Day of the question not stated"},
		Message: rule.Text{FR: "sans le jour, rien ne peut être établi", EN: "without the day nothing can be established"},
		Source:  sourceSilent, Evidence: rule.Policy,
	},
	ruleActorMissing: {
		Code: CodeActorMissing, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Personne non indiquée", EN: "Person not stated"},
		Message: rule.Text{FR: "la personne qui veut enregistrer n'est pas indiquée", EN: "the person who wants to register is not stated"},
		Source:  sourceCGU, Evidence: rule.Policy,
	},
	ruleActorID: {
		Code: CodeActorID, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant que le portail ne prend pas", EN: "Identifier that the portal does not take"},
		Message: rule.Text{
			FR: "l'identifiant de la personne n'est pas indiqué, ou n'est ni un numéro RPPS (8), ni un numéro interne à une structure FINESS (3) ou SIRET (5)",
			EN: "the identifier of the person is not stated, or is neither an RPPS number (8) nor a number within a FINESS (3) or SIRET (5) structure",
		},
		Source: sourcePMHList, Evidence: rule.Sourced,
	},
	ruleEstablishmentMissing: {
		Code: CodeEstablishmentMissing, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Établissement non indiqué", EN: "Establishment not stated"},
		Message: rule.Text{FR: "l'établissement pour lequel enregistrer n'est pas indiqué", EN: "the establishment to register for is not stated"},
		Source:  sourceMAJ, Evidence: rule.Policy,
	},
	ruleCapacity: {
		Code: CodeCapacity, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title: rule.Text{FR: "Qualité qui ne permet pas d'enregistrer", EN: "Capacity that does not let one register"},
		Message: rule.Text{
			FR: "la qualité « {0} » ne permet pas d'enregistrer ; il faut être gestionnaire, représentant légal, mandataire ou titulaire d'officine",
			EN: "the capacity “{0}” does not let one register; one must be gestionnaire, représentant légal, mandataire or titulaire d'officine",
		},
		Source: sourceCGU + "; " + sourcePortal + "; " + sourceSlides, Evidence: rule.Inferred,
	},
	ruleCapacityUnknown: {
		Code: CodeCapacityUnknown, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Qualité non indiquée", EN: "Capacity not stated"},
		Message: rule.Text{FR: "la qualité en laquelle la personne agit n'est pas indiquée", EN: "the capacity in which the person acts is not stated"},
		Source:  sourceSilent, Evidence: rule.Policy,
	},
	ruleStructureClosed: {
		Code: CodeStructureClosed, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Structure sans accès au portail", EN: "Structure without access to the portal"},
		Message: rule.Text{FR: "le portail RPPS+ n'est pas ouvert à ce type de structure", EN: "the RPPS+ portal is not open to this kind of structure"},
		Source:  sourceSlides, Evidence: rule.Sourced,
	},
	ruleStructureHospiConnect: {
		Code: CodeStructureHospiConnect, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Établissement de santé hors HospiConnect", EN: "Hospital outside HospiConnect"},
		Message: rule.Text{FR: "un établissement de santé n'accède au portail que s'il a été retenu pour HospiConnect", EN: "a hospital has access to the portal only when retained for HospiConnect"},
		Source:  sourceSlides, Evidence: rule.Sourced,
	},
	ruleHospiConnectUnknown: {
		Code: CodeHospiConnectUnknown, Area: rule.AreaGestionnaire, Severity: rule.Warning,
		Title:   rule.Text{FR: "Participation à HospiConnect non indiquée", EN: "HospiConnect not stated"},
		Message: rule.Text{FR: "pour un établissement de santé, il faut indiquer s'il a été retenu pour HospiConnect", EN: "for a hospital it must be stated whether it was retained for HospiConnect"},
		Source:  sourceSlides, Evidence: rule.Sourced,
	},
	ruleStructureUnknown: {
		Code: CodeStructureUnknown, Area: rule.AreaGestionnaire, Severity: rule.Warning,
		Title:   rule.Text{FR: "Type de structure inconnu", EN: "Kind of structure unknown"},
		Message: rule.Text{FR: "ni le type ni le secteur de la structure ne disent si elle accède au portail : indiquez l'un des deux", EN: "neither the kind nor the sector of the structure says whether it has access to the portal: state one of them"},
		Source:  sourceSlides, Evidence: rule.Policy,
	},
	ruleStructureKinds: {
		Code: CodeStructureKinds, Area: rule.AreaGestionnaire, Severity: rule.Warning,
		Title:   rule.Text{FR: "Type et secteur contradictoires", EN: "Kind and sector contradict each other"},
		Message: rule.Text{FR: "le type indiqué de la structure n'est pas celui que dit son secteur d'activité", EN: "the kind stated of the structure is not the one that its sector tells"},
		Source:  "labels of the sectors (NOS TRE_R02); " + sourceSlides, Evidence: rule.Inferred,
	},
	ruleKindInferred: {
		Code: CodeStructureKindInferred, Area: rule.AreaGestionnaire, Severity: rule.Warning,
		Title:   rule.Text{FR: "Type de structure déduit du secteur", EN: "Kind of structure drawn from the sector"},
		Message: rule.Text{FR: "l'accès au portail a été déduit du secteur d'activité, le type de la structure n'étant pas indiqué", EN: "access to the portal was drawn from the sector, for the kind of the structure is not stated"},
		Source:  "labels of the sectors (NOS TRE_R02); " + sourceSlides, Evidence: rule.Inferred,
	},
	ruleAccessUnproved: {
		Code: CodeAccessUnproved, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Accès au portail non établi", EN: "Access to the portal not established"},
		Message: rule.Text{FR: "il n'est pas établi que la structure accède au portail RPPS+", EN: "it is not established that the structure has access to the RPPS+ portal"},
		Source:  sourceSlides, Evidence: rule.Policy,
	},
	ruleContractMissing: {
		Code: CodeContractMissing, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Contrat d'adhésion absent", EN: "No contract of adhesion"},
		Message: rule.Text{FR: "la structure doit avoir signé le contrat d'adhésion avec l'ANS", EN: "the structure must have signed the contract of adhesion with the ANS"},
		Source:  sourceOCC + "; " + sourceBZH, Evidence: rule.Sourced,
	},
	ruleContractDates: {
		Code: CodeContractDates, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Contrat : fin avant la signature", EN: "Contract: end before the signature"},
		Message: rule.Text{FR: "la fin du contrat précède sa signature : rien ne peut en être dit", EN: "the end of the contract is before its signature: nothing can be said of it"},
		Source:  sourceSilent, Evidence: rule.Policy,
	},
	ruleContractLater: {
		Code: CodeContractLater, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Contrat pas encore signé", EN: "Contract not signed yet"},
		Message: rule.Text{FR: "le contrat d'adhésion a été signé après ce jour", EN: "the contract of adhesion was signed after this day"},
		Source:  sourceOCC + "; " + sourceBZH, Evidence: rule.Inferred,
	},
	ruleContractEnded: {
		Code: CodeContractEnded, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Contrat terminé", EN: "Contract ended"},
		Message: rule.Text{FR: "le contrat d'adhésion n'est plus en vigueur ce jour-là", EN: "the contract of adhesion is no longer in force on this day"},
		Source:  sourceOCC + "; " + sourceBZH, Evidence: rule.Inferred,
	},
	ruleContractOther: {
		Code: CodeContractOther, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title: rule.Text{FR: "Contrat d'une autre structure", EN: "Contract of another structure"},
		Message: rule.Text{
			FR: "le contrat a été signé sous d'autres identifiants ; un changement de FINESS ou de SIRET demande un nouveau contrat",
			EN: "the contract was signed under other identifiers; a change of FINESS or SIRET asks for a new contract",
		},
		Source: sourceOCC + "; " + sourceBZH, Evidence: rule.Sourced,
	},
	ruleContractUnproved: {
		Code: CodeContractUnproved, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Contrat : établissement non prouvé", EN: "Contract: establishment not proved"},
		Message: rule.Text{FR: "aucun identifiant commun, ou pas sans contradiction, ne prouve que le contrat couvre l'établissement", EN: "no identifier in common, or not without a contradiction, proves that the contract covers the establishment"},
		Source:  sourceSilent, Evidence: rule.Policy,
	},
	ruleContractEntity: {
		Code: CodeContractEntityUnproved, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title: rule.Text{FR: "Contrat : entité juridique non établie", EN: "Contract: legal entity not established"},
		Message: rule.Text{
			FR: "le contrat est celui d'une entité juridique, et ni SIREN ni FINESS juridique ne prouvent que l'établissement en dépend",
			EN: "the contract is that of a legal entity, and neither SIREN nor legal FINESS proves that the establishment belongs to it",
		},
		Source: sourceOCC + "; " + sourceBZH, Evidence: rule.Inferred,
	},
	ruleMandateMissing: {
		Code: CodeMandateMissing, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Aucune qualité ni habilitation", EN: "Neither capacity nor appointment"},
		Message: rule.Text{FR: "la personne n'a ni qualité ni habilitation pour aucune structure", EN: "the person has neither capacity nor appointment for any structure"},
		Source:  sourcePMH + "; " + sourcePortal, Evidence: rule.Sourced,
	},
	ruleMandateUndated: {
		Code: CodeMandateUndated, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Début de l'habilitation non indiqué", EN: "Start of the mandate not stated"},
		Message: rule.Text{FR: "sans premier jour, rien ne prouve que l'habilitation ou la qualité est en vigueur", EN: "without a first day nothing proves that the appointment or the capacity is in force"},
		Source:  sourceSilent, Evidence: rule.Policy,
	},
	ruleMandateDates: {
		Code: CodeMandateDates, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Habilitation : fin avant le début", EN: "Mandate: end before the start"},
		Message: rule.Text{FR: "la fin de l'habilitation précède son début : rien ne peut en être dit", EN: "the end of the mandate is before its start: nothing can be said of it"},
		Source:  sourceSilent, Evidence: rule.Policy,
	},
	ruleMandateLater: {
		Code: CodeMandateLater, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Habilitation pas encore en vigueur", EN: "Mandate not in force yet"},
		Message: rule.Text{FR: "l'habilitation ou la qualité commence après ce jour", EN: "the appointment or the capacity begins after this day"},
		Source:  sourcePMH, Evidence: rule.Inferred,
	},
	ruleMandateEnded: {
		Code: CodeMandateEnded, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Habilitation terminée", EN: "Mandate ended"},
		Message: rule.Text{FR: "l'habilitation ou la qualité n'est plus en vigueur ce jour-là", EN: "the appointment or the capacity is no longer in force on this day"},
		Source:  sourceDSIH, Evidence: rule.Inferred,
	},
	ruleMandateOther: {
		Code: CodeMandateOther, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title: rule.Text{FR: "Habilitation pour une autre structure", EN: "Mandate for another structure"},
		Message: rule.Text{
			FR: "les droits valent structure par structure : il faut être habilité pour cet établissement",
			EN: "rights are given structure by structure: one must be appointed for this establishment",
		},
		Source: sourceMAJ + "; " + sourcePDL, Evidence: rule.Sourced,
	},
	ruleMandateUnproved: {
		Code: CodeMandateUnproved, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Habilitation : établissement non prouvé", EN: "Mandate: establishment not proved"},
		Message: rule.Text{FR: "aucun identifiant commun, ou pas sans contradiction, ne prouve que l'habilitation est pour cet établissement", EN: "no identifier in common, or not without a contradiction, proves that the mandate is for this establishment"},
		Source:  sourceSilent, Evidence: rule.Policy,
	},
	ruleMandateEntity: {
		Code: CodeMandateEntityUnproved, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title: rule.Text{FR: "Habilitation : entité juridique non établie", EN: "Mandate: legal entity not established"},
		Message: rule.Text{
			FR: "l'habilitation couvre une entité juridique, et ni SIREN ni FINESS juridique ne prouvent que l'établissement en dépend",
			EN: "the mandate covers a legal entity, and neither SIREN nor legal FINESS proves that the establishment belongs to it",
		},
		Source: sourcePDL, Evidence: rule.Inferred,
	},
	ruleAppointer: {
		Code: CodeAppointer, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title: rule.Text{FR: "Gestionnaire nommé par qui ne le peut pas", EN: "Gestionnaire appointed by somebody who may not"},
		Message: rule.Text{
			FR: "le gestionnaire est nommé par le représentant légal ou un mandataire, ou par le titulaire dans une officine, et non par : {0}",
			EN: "a gestionnaire is appointed by the représentant légal or a mandataire, or by the titulaire in a pharmacy, and not by: {0}",
		},
		Source: sourcePMH + "; " + sourceOCC + "; for the titulaire: " + sourceDSIH, Evidence: rule.Sourced,
	},
	ruleMandataireAppointer: {
		Code: CodeMandataireAppointer, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Mandataire nommé par qui ne le peut pas", EN: "Mandataire appointed by somebody who may not"},
		Message: rule.Text{FR: "le mandataire est nommé par le représentant légal, et non par : {0}", EN: "a mandataire is appointed by the représentant légal, and not by: {0}"},
		Source:  sourceOCC + "; " + sourceBZH, Evidence: rule.Sourced,
	},
	ruleTitulaireOfficine: {
		Code: CodeTitulaireOfficine, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Titulaire hors d'une officine", EN: "Titulaire outside a pharmacy"},
		Message: rule.Text{FR: "le titulaire d'officine n'est habilité que pour son officine, et cette structure n'en est pas une de façon établie", EN: "the titulaire d'officine is entitled for their pharmacy only, and the structure is not known to be one"},
		Source:  sourcePortal, Evidence: rule.Sourced,
	},
	ruleTrainingMissing: {
		Code: CodeTrainingMissing, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title: rule.Text{FR: "Formation non suivie", EN: "Training not followed"},
		Message: rule.Text{
			FR: "depuis avril 2025, le gestionnaire doit avoir suivi le parcours de formation de l'ANS",
			EN: "since April 2025 a gestionnaire must have followed the training course of the ANS",
		},
		Source: sourceSlides + "; for ESMS only: " + sourceMAJ, Evidence: rule.Policy,
	},
	ruleTrainingLater: {
		Code: CodeTrainingLater, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Formation pas encore suivie", EN: "Training not completed yet"},
		Message: rule.Text{FR: "la formation a été achevée après ce jour", EN: "the training was completed after this day"},
		Source:  sourceSlides + "; for ESMS only: " + sourceMAJ, Evidence: rule.Policy,
	},
	ruleAttestationMissing: {
		Code: CodeAttestationMissing, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Attestation de formation non signée", EN: "Training attestation not signed"},
		Message: rule.Text{FR: "l'attestation de suivi de la formation doit être signée par le représentant légal ou un mandataire", EN: "the attestation of the training must be signed by the représentant légal or a mandataire"},
		Source:  sourceSlides + "; for ESMS only: " + sourceMAJ, Evidence: rule.Policy,
	},
	ruleAttestationLater: {
		Code: CodeAttestationLater, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Attestation pas encore signée", EN: "Attestation not signed yet"},
		Message: rule.Text{FR: "l'attestation de formation a été signée après ce jour", EN: "the training attestation was signed after this day"},
		Source:  sourceSlides, Evidence: rule.Inferred,
	},
	ruleAttestationEarly: {
		Code: CodeAttestationEarly, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Attestation antérieure à la formation", EN: "Attestation before the training"},
		Message: rule.Text{FR: "l'attestation, délivrée à la fin de la formation, ne peut être signée avant", EN: "the attestation is issued at the end of the training and cannot be signed before"},
		Source:  sourceSlides, Evidence: rule.Inferred,
	},
	ruleAttestationSigner: {
		Code: CodeAttestationSigner, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Attestation signée par qui ne le peut pas", EN: "Attestation signed by somebody who may not"},
		Message: rule.Text{FR: "l'attestation est signée par le représentant légal ou un mandataire, et non par : {0}", EN: "the attestation is signed by the représentant légal or a mandataire, and not by: {0}"},
		Source:  sourceSlides, Evidence: rule.Sourced,
	},
	ruleCardMissing: {
		Code: CodeCardMissing, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Aucune carte CPx", EN: "No CPx card"},
		Message: rule.Text{FR: "une carte CPx est nécessaire pour se connecter au portail", EN: "a CPx card is needed to sign in to the portal"},
		// Said of gestionnaires; asked of those entitled automatically by choice.
		Source: sourceMAJ + "; " + sourcePDL, Evidence: rule.Policy,
	},
	ruleCardECPS: {
		Code: CodeCardECPS, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "e-CPS au lieu d'une carte", EN: "An e-CPS instead of a card"},
		Message: rule.Text{FR: "les guides demandent une carte CPx à qui enregistre ; l'e-CPS n'y est pas citée", EN: "the guides ask those who register for a CPx card and do not name the e-CPS"},
		Source:  sourceMAJ + "; " + sourcePDL + "; e-CPS of the professional: " + sourceSELF, Evidence: rule.Policy,
	},
	ruleCardUndated: {
		Code: CodeCardUndated, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Fin de validité de la carte non indiquée", EN: "Expiry of the card not stated"},
		Message: rule.Text{FR: "sans sa fin de validité, rien ne prouve que la carte est valide", EN: "without its expiry nothing proves that the card is valid"},
		Source:  sourceSilent, Evidence: rule.Policy,
	},
	ruleCardExpired: {
		Code: CodeCardExpired, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Carte périmée", EN: "Card expired"},
		Message: rule.Text{FR: "la carte n'est plus valide ce jour-là", EN: "the card is no longer valid on this day"},
		Source:  sourceMAJ + "; " + sourcePDL, Evidence: rule.Inferred,
	},
	ruleCardOpposed: {
		Code: CodeCardOpposed, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Carte en opposition", EN: "Card opposed"},
		Message: rule.Text{FR: "la carte est en opposition", EN: "the card is opposed"},
		Source:  sourceMAJ + "; " + sourcePDL, Evidence: rule.Inferred,
	},
	ruleContact: {
		Code: CodeContact, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Aucun contact du gestionnaire", EN: "No contact of the gestionnaire"},
		Message: rule.Text{FR: "un courriel ou un numéro de téléphone du gestionnaire est demandé à sa nomination", EN: "an e-mail or a telephone number of the gestionnaire is asked for at the appointment"},
		Source:  sourcePMH, Evidence: rule.Sourced,
	},
	ruleTermsMissing: {
		Code: CodeTermsMissing, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Conditions d'utilisation non acceptées", EN: "Terms of use not accepted"},
		Message: rule.Text{FR: "les conditions d'utilisation doivent être acceptées lors de la nomination", EN: "the terms of use must be accepted in the appointment"},
		Source:  sourcePMH, Evidence: rule.Sourced,
	},
	ruleTermsLater: {
		Code: CodeTermsLater, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Conditions pas encore acceptées", EN: "Terms not accepted yet"},
		Message: rule.Text{FR: "les conditions d'utilisation ont été acceptées après ce jour", EN: "the terms of use were accepted after this day"},
		Source:  sourcePMH, Evidence: rule.Inferred,
	},
	rulePolicyWaived: {
		Code: CodePolicyWaived, Area: rule.AreaGestionnaire, Severity: rule.Warning,
		Title:   rule.Text{FR: "Condition écartée par la politique choisie", EN: "Condition set aside by the policy chosen"},
		Message: rule.Text{FR: "les sources se taisent ou se contredisent sur cette condition, et la politique choisie ne la demande pas : {0}", EN: "the sources are silent or disagree on this condition, and the policy chosen does not ask for it: {0}"},
		Source:  "Policy of package gestionnaire", Evidence: rule.Policy,
	},
	rulePolicyUnknown: {
		Code: CodePolicyUnknown, Area: rule.AreaGestionnaire, Severity: rule.Error,
		Title:   rule.Text{FR: "Choix de politique inconnu", EN: "Unknown choice of a policy"},
		Message: rule.Text{FR: "clé ou choix inconnu de la bibliothèque, ou clé répétée ; connus : {0}", EN: "a key or a choice that the library does not know, or a key stated twice; known: {0}"},
		Source:  "choices of the library", Evidence: rule.Policy,
	},
}

// Rules returns every rule of the package.
func Rules() []rule.Rule { return append([]rule.Rule(nil), rules[:]...) }
