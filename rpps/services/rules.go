package services

import "github.com/rppsplus/rppsplus/rpps/rule"

// Codes of the rules that callers most often look for. Every reason has its
// own: see [Rules].
const (
	CodeNotInRPPS        rule.Code = "SRV-IDENTITY-OTHER"
	CodeStudentLeftOut   rule.Code = "SRV-STUDENT-LEFT-OUT"
	CodeNoOpenSituation  rule.Code = "SRV-NO-OPEN-SITUATION"
	CodeTerminalMissing  rule.Code = "SRV-ECPS-NO-TERMINAL"
	CodeMailboxUnknown   rule.Code = "SRV-MSS-CODE-UNKNOWN"
	CodeNeedsPerson      rule.Code = "SRV-MSS-NEEDS-PERSON"
	CodeNeedsStructure   rule.Code = "SRV-MSS-NEEDS-STRUCTURE"
	CodeEntitledUnstated rule.Code = "SRV-MSS-ENTITLED-NOT-STATED"
	CodePolicyUnknown    rule.Code = "SRV-POLICY-UNKNOWN"
)

const (
	ruleDay = iota
	ruleIdentity
	ruleRegistered
	ruleNotYetRegistered
	ruleOtherIdentity
	ruleStudentNamed
	ruleStudentLeftOut
	ruleStudentUntold
	ruleStudentUnstated
	ruleStudentPolicy
	ruleNoOpenSituation
	ruleTwoNumbers

	ruleECPSDelay
	ruleECPSOnly
	ruleADELICard
	ruleADELINoCard
	ruleADELIUnstated
	ruleEmployee
	ruleEmployeeNoCard
	ruleTerminal
	ruleNoTerminal
	ruleTerminalUnstated
	ruleActivation

	rulePSCCard
	rulePSCByECPS
	rulePSCMeans
	rulePSCEmployee
	rulePSCADELICard
	rulePSCDelay

	ruleMailboxCode
	ruleMailboxUnstated
	ruleMailboxNotYet
	ruleHolder
	ruleNeedsPerson
	ruleNeedsStructure
	ruleOfNumber
	ruleNoNumber
	ruleOfSituation
	ruleSituationPlace
	ruleMailboxSituationClosed
	rulePracticeDraft
	ruleOfStructure
	rulePracticeStructure
	ruleEntitled
	ruleNotEntitled
	ruleEntitledUnstated

	rulePolicyUnknown
)

// Where the rules come from.
const (
	srcFAQ     = "ANS, FAQ e-CPS, 18 novembre 2025 (https://esante.gouv.fr/foire-aux-questions/produits-services/e-cps)"
	srcFAQInd  = "ANS, FAQ des industriels (https://industriels.esante.gouv.fr/faq)"
	srcArrete  = "arrêté du 4 avril 2022 sur l'e-CPS (JORFTEXT000045551195), rapporté par ticsante.com et agipi.com"
	srcL1470   = "CSP art. L. 1470-4"
	srcPDL     = "e-santé Pays de la Loire, FAQ (https://www.esante-paysdelaloire.fr/nos-services/echange-partage-et-orientation-98-165.html)"
	srcPortal  = "ANS, FAQ du portail RPPS+ (https://esante.gouv.fr/FAQ-portail-RPPS-plus)"
	srcOCC     = "e-santé Occitanie, identification (https://www.esante-occitanie.fr)"
	srcPSI     = "ANS, API Pro Santé Identité, README v0.9.0"
	srcLoader  = "ansforge/psc-rass-loader 870ec5c : une personne absente de l'extraction du jour est supprimée, sauf comptes ADELI, comptes rattachés à Pro Santé Identité et professions d'une liste non publiée"
	srcMOS     = "ANS, MOS, classe BoiteLettreMSS (ansforge/IG-modele-objets-sante)"
	srcIG      = "ANS, IG Annuaire Santé, BAL (ansforge/IG-fhir-annuaire, openapi-balmss.yaml de main, 5fbc358, et branche nr-add-balmss-spec : projets)"
	srcR257    = "NOS TRE_R257-TypeBAL " + VersionR257 + ", JDV_J139-TypeBAL-RASS " + VersionJ139
	srcENREG   = "ANS, portail RPPS+ (https://esante.gouv.fr/enreg) : BAL nominative possible, sous réserve d'habilitation"
	srcG08     = "NOS TRE_G08, ANS, MOS : l'IDNPS de type 10 est une adresse MSSanté sans identifiant national"
	srcLibrary = "règle de la bibliothèque : toute réponse a une date"
	srcSilent  = "aucune source lue ne le dit"
)

var rules = [...]rule.Rule{
	ruleDay: {
		Code: "SRV-DAY-NOT-STATED", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Jour non renseigné", EN: "Day not stated"},
		Message: rule.Text{FR: "le jour de la question n'est pas renseigné", EN: "the day of the question is not stated"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleIdentity: {
		Code: "SRV-IDENTITY-NOT-STATED", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Identifiant national absent", EN: "No national identifier"},
		Message: rule.Text{FR: "aucun identifiant national n'est renseigné : rien ne montre que la personne est enregistrée", EN: "no national identifier is stated: nothing shows that the person is registered"},
		Source:  srcL1470, Evidence: rule.Inferred,
	},
	ruleTwoNumbers: {
		Code: "SRV-IDENTITY-CONTRADICTORY", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Deux numéros RPPS", EN: "Two RPPS numbers"},
		Message: rule.Text{FR: "l'identifiant national porte un autre numéro RPPS que le numéro renseigné : rien ne dit qui est la personne", EN: "the national identifier holds another RPPS number than the one stated: nothing says who the person is"},
		Source:  "règle de la bibliothèque : des affirmations contradictoires ne prouvent rien", Evidence: rule.Policy,
	},
	ruleRegistered: {
		Code: "SRV-REGISTERED", Area: rule.AreaServices, Severity: rule.Information,
		Title:   rule.Text{FR: "Enregistré au RPPS", EN: "Registered in the RPPS"},
		Message: rule.Text{FR: "la personne a un numéro RPPS : elle est enregistrée dans l'Annuaire Santé", EN: "the person has an RPPS number: they are registered in the Annuaire Santé"},
		Source:  srcFAQ + " ; " + srcArrete, Evidence: rule.Sourced,
	},
	ruleNotYetRegistered: {
		Code: "SRV-NOT-YET-REGISTERED", Area: rule.AreaServices, Severity: rule.Error,
		Title:   rule.Text{FR: "Pas encore enregistré", EN: "Not registered yet"},
		Message: rule.Text{FR: "l'enregistrement est postérieur au jour de la question", EN: "the registration is later than the day of the question"},
		Source:  srcL1470 + " ; " + srcArrete, Evidence: rule.Sourced,
	},
	ruleOtherIdentity: {
		Code: CodeNotInRPPS, Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Identité sans numéro RPPS", EN: "Identity without an RPPS number"},
		Message: rule.Text{FR: "l'identifiant (Pro Santé Identité, test ou adresse) ne montre pas un enregistrement au RPPS", EN: "the identifier (Pro Santé Identité, test or address) does not show a registration in the RPPS"},
		Source:  srcSilent, Evidence: rule.Policy,
	},
	ruleStudentNamed: {
		Code: "SRV-STUDENT-NAMED", Area: rule.AreaServices, Severity: rule.Information,
		Title:   rule.Text{FR: "Étudiant enregistré au RPPS", EN: "Student of the RPPS"},
		Message: rule.Text{FR: "les internes en médecine, pharmacie et odontologie et les étudiants en maïeutique ont accès au RPPS et à l'e-CPS", EN: "interns in medicine, pharmacy and dentistry and midwifery students have access to the RPPS and the e-CPS"},
		Source:  srcFAQ, Evidence: rule.Sourced,
	},
	ruleStudentLeftOut: {
		Code: CodeStudentLeftOut, Area: rule.AreaServices, Severity: rule.Error,
		Title:   rule.Text{FR: "Étudiant hors du cadre", EN: "Student left out by the law"},
		Message: rule.Text{FR: "hors internes en médecine, pharmacie et odontologie et étudiants en maïeutique, le cadre réglementaire n'inclut pas les étudiants", EN: "interns in medicine, pharmacy and dentistry and midwifery students apart, the law does not include students"},
		Source:  srcFAQ, Evidence: rule.Sourced,
	},
	ruleStudentUntold: {
		Code: "SRV-STUDENT-UNTOLD", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Étudiant, interne ou non", EN: "Student, intern or not"},
		Message: rule.Text{FR: "étudiant remplaçant ou étudiant militaire : le cadre inclut les internes, et rien ne dit si la personne l'est", EN: "a student who replaces, or one of the armed forces: the law includes interns, and nothing says whether this is one"},
		Source:  srcFAQ + " ; TRE_R21, FON-47, FON-48, FON-52", Evidence: rule.Policy,
	},
	ruleStudentUnstated: {
		Code: "SRV-STUDENT-UNSTATED", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Étudiant ou non", EN: "Student or not"},
		Message: rule.Text{FR: "aucun exercice et aucune situation ouverte n'a de catégorie professionnelle connue : rien ne dit si la personne est étudiante, et le cadre réglementaire n'inclut pas tous les étudiants", EN: "no exercise and no open situation has a known professional category: nothing says whether the person is a student, and the law does not include all students"},
		Source:  srcFAQ + " ; TRE_R09 : la catégorie E partage les codes des professions", Evidence: rule.Policy,
	},
	ruleStudentPolicy: {
		Code: "SRV-STUDENT-POLICY", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Étudiant admis par l'appelant", EN: "Student let in by the caller"},
		Message: rule.Text{FR: "l'appelant tient l'enregistrement des étudiants pour ouvert à ce jour ; aucune source ne le confirme", EN: "the caller holds the registration of students to be open on that day; no source confirms it"},
		Source:  srcFAQ + ", contre JDV_J121", Evidence: rule.Policy,
	},
	ruleNoOpenSituation: {
		Code: CodeNoOpenSituation, Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Aucune situation ouverte", EN: "No open situation"},
		Message: rule.Text{FR: "aucune des situations connues n'est ouverte ce jour-là, études hors du cadre mises à part ; ce que deviennent alors l'e-CPS et l'accès n'est pas publié", EN: "none of the situations known is open on that day, studies that the law leaves out apart; what becomes of the e-CPS and of the access is not published"},
		Source:  srcLoader, Evidence: rule.Inferred,
	},

	ruleECPSDelay: {
		Code: "SRV-ECPS-48-HOURS", Area: rule.AreaServices, Severity: rule.Error,
		Title:   rule.Text{FR: "e-CPS sous 48 heures", EN: "e-CPS after 48 hours"},
		Message: rule.Text{FR: "l'e-CPS peut être activée 48 heures après l'enregistrement", EN: "the e-CPS can be activated 48 hours after the registration"},
		Source:  srcPortal, Evidence: rule.Sourced,
	},
	ruleECPSOnly: {
		Code: "SRV-ECPS-ONLY", Area: rule.AreaServices, Severity: rule.Information,
		Title:   rule.Text{FR: "Professionnel à rôle : e-CPS seule", EN: "Role professional: e-CPS only"},
		Message: rule.Text{FR: "les professionnels du médico-social n'ont que l'e-CPS, sans carte physique", EN: "professionals of the medico-social field have the e-CPS only, and no physical card"},
		Source:  srcPDL, Evidence: rule.Inferred,
	},
	ruleADELICard: {
		Code: "SRV-ECPS-ADELI-CARD", Area: rule.AreaServices, Severity: rule.Information,
		Title:   rule.Text{FR: "ADELI : activation par la carte", EN: "ADELI: activation by the card"},
		Message: rule.Text{FR: "un professionnel ADELI active son e-CPS à partir de sa carte physique", EN: "an ADELI professional activates the e-CPS from the physical card"},
		Source:  srcFAQ, Evidence: rule.Sourced,
	},
	ruleADELINoCard: {
		Code: "SRV-ECPS-ADELI-NO-CARD", Area: rule.AreaServices, Severity: rule.Error,
		Title:   rule.Text{FR: "ADELI sans carte", EN: "ADELI without a card"},
		Message: rule.Text{FR: "un professionnel ADELI n'active son e-CPS qu'à partir de sa carte physique", EN: "an ADELI professional activates the e-CPS from the physical card only"},
		Source:  srcFAQ, Evidence: rule.Sourced,
	},
	ruleADELIUnstated: {
		Code: "SRV-ECPS-ADELI-CARD-NOT-STATED", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "ADELI : carte non renseignée", EN: "ADELI: card not stated"},
		Message: rule.Text{FR: "un professionnel ADELI n'active son e-CPS qu'à partir de sa carte physique, et rien ne dit s'il en a une", EN: "an ADELI professional activates the e-CPS from the physical card only, and nothing says whether there is one"},
		Source:  srcFAQ, Evidence: rule.Sourced,
	},
	ruleEmployee: {
		Code: "SRV-ECPS-EMPLOYEE", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Personnel identifié par sa structure", EN: "Staff identified by their structure"},
		Message: rule.Text{FR: "l'arrêté demande un enregistrement au RPPS, la FAQ ouvre l'e-CPS à toute carte nominative : les sources ne s'accordent pas", EN: "the arrêté asks for a registration in the RPPS, the FAQ opens the e-CPS to every card in somebody's name: the sources disagree"},
		Source:  srcArrete + ", contre " + srcFAQInd, Evidence: rule.Policy,
	},
	ruleEmployeeNoCard: {
		Code: "SRV-ECPS-EMPLOYEE-NO-CARD", Area: rule.AreaServices, Severity: rule.Error,
		Title:   rule.Text{FR: "Ni numéro RPPS ni carte", EN: "Neither an RPPS number nor a card"},
		Message: rule.Text{FR: "sans enregistrement au RPPS et sans carte nominative, aucune voie n'ouvre l'e-CPS", EN: "without a registration in the RPPS and without a card in the person's name, no way leads to the e-CPS"},
		Source:  srcArrete + " ; " + srcFAQInd, Evidence: rule.Inferred,
	},
	ruleTerminal: {
		Code: "SRV-ECPS-TERMINAL", Area: rule.AreaServices, Severity: rule.Information,
		Title:   rule.Text{FR: "Terminal compatible", EN: "Compatible terminal"},
		Message: rule.Text{FR: "la personne dispose d'un téléphone mobile, le sien ou celui de sa structure", EN: "the person has a mobile telephone, their own or their structure's"},
		Source:  srcFAQ + " ; " + srcArrete, Evidence: rule.Sourced,
	},
	ruleNoTerminal: {
		Code: CodeTerminalMissing, Area: rule.AreaServices, Severity: rule.Error,
		Title:   rule.Text{FR: "Pas de terminal", EN: "No terminal"},
		Message: rule.Text{FR: "l'e-CPS demande un téléphone mobile compatible", EN: "the e-CPS needs a compatible mobile telephone"},
		Source:  srcFAQ + " ; " + srcArrete, Evidence: rule.Sourced,
	},
	ruleTerminalUnstated: {
		Code: "SRV-ECPS-TERMINAL-NEEDED", Area: rule.AreaServices, Severity: rule.Completion,
		Title:   rule.Text{FR: "Terminal à prévoir", EN: "A terminal is needed"},
		Message: rule.Text{FR: "il faudra un téléphone mobile compatible, personnel ou fourni par la structure", EN: "a compatible mobile telephone will be needed, private or given by the structure"},
		Source:  srcFAQ, Evidence: rule.Sourced,
	},
	ruleActivation: {
		Code: "SRV-ECPS-ACTIVATION", Area: rule.AreaServices, Severity: rule.Completion,
		Title:   rule.Text{FR: "Moyen d'activation à prévoir", EN: "A way to activate is needed"},
		Message: rule.Text{FR: "l'e-CPS s'active par une carte physique, ou par le courriel et le mobile de correspondance de l'Annuaire Santé", EN: "the e-CPS is activated by a physical card, or by the e-mail and the mobile of correspondence in the Annuaire Santé"},
		Source:  srcFAQ, Evidence: rule.Sourced,
	},

	rulePSCCard: {
		Code: "SRV-PSC-CARD", Area: rule.AreaServices, Severity: rule.Information,
		Title:   rule.Text{FR: "Connexion par la carte", EN: "Sign-in by card"},
		Message: rule.Text{FR: "Pro Santé Connect accepte la carte nominative d'une personne enregistrée", EN: "Pro Santé Connect takes the card of a registered person"},
		Source:  srcOCC, Evidence: rule.Sourced,
	},
	rulePSCByECPS: {
		Code: "SRV-PSC-ECPS", Area: rule.AreaServices, Severity: rule.Information,
		Title:   rule.Text{FR: "Connexion par l'e-CPS", EN: "Sign-in by e-CPS"},
		Message: rule.Text{FR: "tout professionnel enregistré dans l'Annuaire Santé peut activer son e-CPS et se connecter par Pro Santé Connect", EN: "every professional registered in the Annuaire Santé may activate an e-CPS and sign in by Pro Santé Connect"},
		Source:  srcOCC, Evidence: rule.Sourced,
	},
	rulePSCMeans: {
		Code: "SRV-PSC-MEANS", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Moyen de connexion non renseigné", EN: "Means of sign-in not stated"},
		Message: rule.Text{FR: "l'e-CPS n'est pas possible ce jour-là, et rien ne dit si la personne a une carte", EN: "the e-CPS is not possible on that day, and nothing says whether the person has a card"},
		Source:  srcOCC + " ; " + srcFAQ, Evidence: rule.Inferred,
	},
	rulePSCEmployee: {
		Code: "SRV-PSC-EMPLOYEE", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Pro Santé Connect sans numéro RPPS", EN: "Pro Santé Connect without an RPPS number"},
		Message: rule.Text{FR: "les cartes CPE ne sont pas liées au RPPS ; rien de publié ne dit si elles ouvrent Pro Santé Connect", EN: "CPE cards are not linked to the RPPS; nothing published says whether they open Pro Santé Connect"},
		Source:  srcPDL, Evidence: rule.Policy,
	},
	rulePSCADELICard: {
		Code: "SRV-PSC-ADELI-CARD", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Carte ADELI sans e-CPS", EN: "ADELI card without an e-CPS"},
		Message: rule.Text{FR: "l'e-CPS n'est pas possible ce jour-là ; rien de publié ne dit si la carte d'un professionnel ADELI ouvre à elle seule Pro Santé Connect", EN: "the e-CPS is not possible on that day; nothing published says whether the card of an ADELI professional opens Pro Santé Connect by itself"},
		Source:  srcFAQ, Evidence: rule.Policy,
	},
	rulePSCDelay: {
		Code: "SRV-PSC-NEXT-DAY", Area: rule.AreaServices, Severity: rule.Error,
		Title:   rule.Text{FR: "Pro Santé Connect le lendemain", EN: "Pro Santé Connect on the next day"},
		Message: rule.Text{FR: "le référentiel de Pro Santé Connect est refait chaque jour à partir du RPPS : l'enregistrement y paraît le lendemain", EN: "the register of Pro Santé Connect is rebuilt from the RPPS each day: a registration shows there on the next"},
		Source:  srcPSI, Evidence: rule.Sourced,
	},

	ruleMailboxCode: {
		Code: CodeMailboxUnknown, Area: rule.AreaServices, Severity: rule.Error,
		Title:   rule.Text{FR: "Type de boîte aux lettres inconnu", EN: "Unknown type of mailbox"},
		Message: rule.Text{FR: "le code n'est pas dans JDV_J139 : PER, ORG, APP ou CAB", EN: "the code is not in JDV_J139: PER, ORG, APP or CAB"},
		Source:  srcR257, Evidence: rule.Sourced,
	},
	ruleMailboxUnstated: {
		Code: "SRV-MSS-NOT-STATED", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Type de boîte non renseigné", EN: "Type of mailbox not stated"},
		Message: rule.Text{FR: "le type de la boîte aux lettres n'est pas renseigné", EN: "the type of the mailbox is not stated"},
		Source:  srcR257, Evidence: rule.Policy,
	},
	ruleMailboxNotYet: {
		Code: "SRV-MSS-NOT-YET", Area: rule.AreaServices, Severity: rule.Error,
		Title:   rule.Text{FR: "Type pas encore en vigueur", EN: "Type not in force yet"},
		Message: rule.Text{FR: "le type {0} n'est pas encore valide à cette date", EN: "the type {0} is not valid yet on that date"},
		Source:  srcR257, Evidence: rule.Sourced,
	},
	ruleHolder: {
		Code: "SRV-MSS-HOLDER-NOT-STATED", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Titulaire non renseigné", EN: "Holder not stated"},
		Message: rule.Text{FR: "rien n'identifie la personne ou la structure à qui serait la boîte", EN: "nothing identifies the person or the structure that would hold the mailbox"},
		Source:  srcMOS, Evidence: rule.Policy,
	},
	ruleNeedsPerson: {
		Code: CodeNeedsPerson, Area: rule.AreaServices, Severity: rule.Error,
		Title:   rule.Text{FR: "Boîte d'une personne", EN: "A mailbox of a person"},
		Message: rule.Text{FR: "une boîte {0} est rattachée à une personne physique, pas à une structure", EN: "a mailbox {0} is attached to a natural person, not to a structure"},
		Source:  srcMOS + " ; " + srcIG, Evidence: rule.Sourced,
	},
	ruleNeedsStructure: {
		Code: CodeNeedsStructure, Area: rule.AreaServices, Severity: rule.Error,
		Title:   rule.Text{FR: "Boîte d'une structure", EN: "A mailbox of a structure"},
		Message: rule.Text{FR: "une boîte {0} est rattachée à une entité juridique ou géographique, pas à une personne", EN: "a mailbox {0} is attached to a legal or geographic entity, not to a person"},
		Source:  srcMOS, Evidence: rule.Sourced,
	},
	ruleOfNumber: {
		Code: "SRV-MSS-OF-PERSON", Area: rule.AreaServices, Severity: rule.Information,
		Title:   rule.Text{FR: "Rattachée à un numéro RPPS", EN: "Attached to an RPPS number"},
		Message: rule.Text{FR: "une boîte {0} est rattachée à l'identifiant RPPS d'une personne", EN: "a mailbox {0} is attached to the RPPS number of a person"},
		Source:  srcIG + " ; " + srcMOS, Evidence: rule.Sourced,
	},
	ruleNoNumber: {
		Code: "SRV-MSS-NO-NUMBER", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Personne sans numéro RPPS", EN: "Person without an RPPS number"},
		Message: rule.Text{FR: "l'annuaire rattache une boîte {0} à un numéro RPPS, et il existe des adresses sans identifiant national : rien ne dit à qui", EN: "the directory attaches a mailbox {0} to an RPPS number, and addresses without a national identifier exist: nothing says whose"},
		Source:  srcIG + " ; " + srcG08, Evidence: rule.Inferred,
	},
	ruleOfSituation: {
		Code: "SRV-MSS-OF-SITUATION", Area: rule.AreaServices, Severity: rule.Information,
		Title:   rule.Text{FR: "Boîte propre à une situation", EN: "A mailbox of one situation"},
		Message: rule.Text{FR: "une boîte PER peut être propre à une situation d'exercice : numéro RPPS et structure", EN: "a mailbox PER may be of one practice situation: RPPS number and structure"},
		Source:  srcIG + " ; " + srcMOS, Evidence: rule.Sourced,
	},
	ruleSituationPlace: {
		Code: "SRV-MSS-SITUATION-PLACE", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Structure de la situation", EN: "Structure of the situation"},
		Message: rule.Text{FR: "la structure de la situation n'est pas connue, ou n'est pas celle qui est donnée", EN: "the structure of the situation is not known, or is not the one given"},
		Source:  srcIG, Evidence: rule.Inferred,
	},
	ruleMailboxSituationClosed: {
		Code: "SRV-MSS-SITUATION-CLOSED", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Situation non ouverte", EN: "Situation not open"},
		Message: rule.Text{FR: "la situation n'est pas ouverte ce jour-là ; ce que devient alors sa boîte n'est pas publié", EN: "the situation is not open on that day; what becomes of its mailbox is not published"},
		Source:  srcSilent, Evidence: rule.Policy,
	},
	rulePracticeDraft: {
		Code: "SRV-MSS-CAB-DRAFT", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Boîte de cabinet en cours de travaux", EN: "Mailbox of a practice: being worked out"},
		Message: rule.Text{FR: "le code CAB est en vigueur, mais ses règles (un responsable, des cotitulaires) sont en cours de travaux", EN: "the code CAB is in force, but its rules (one responsible person, co-holders) are being worked out"},
		Source:  srcIG, Evidence: rule.Sourced,
	},
	ruleOfStructure: {
		Code: "SRV-MSS-OF-STRUCTURE", Area: rule.AreaServices, Severity: rule.Information,
		Title:   rule.Text{FR: "Rattachée à une structure", EN: "Attached to a structure"},
		Message: rule.Text{FR: "une boîte {0} est rattachée à une entité juridique ou géographique", EN: "a mailbox {0} is attached to a legal or geographic entity"},
		Source:  srcMOS + " ; " + srcIG, Evidence: rule.Sourced,
	},
	rulePracticeStructure: {
		Code: "SRV-MSS-STRUCTURE-DOUBT", Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Structure sans FINESS ni SIRET", EN: "Structure without FINESS or SIRET"},
		Message: rule.Text{FR: "rien ne montre que cette structure est une entité juridique ou géographique à qui une boîte {0} peut être", EN: "nothing shows that this structure is a legal or geographic entity that may hold a mailbox {0}"},
		Source:  srcMOS, Evidence: rule.Inferred,
	},
	ruleEntitled: {
		Code: "SRV-MSS-ENTITLED", Area: rule.AreaServices, Severity: rule.Information,
		Title:   rule.Text{FR: "Habilité à échanger des données de santé", EN: "Entitled to exchange health data"},
		Message: rule.Text{FR: "l'appelant déclare que le titulaire, ou les responsables de la boîte, sont habilités à échanger des données de santé", EN: "the caller states that the holder, or those responsible for the mailbox, are entitled to exchange health data"},
		Source:  srcMOS + " ; " + srcENREG, Evidence: rule.Sourced,
	},
	ruleNotEntitled: {
		Code: "SRV-MSS-NOT-ENTITLED", Area: rule.AreaServices, Severity: rule.Error,
		Title:   rule.Text{FR: "Non habilité à échanger des données de santé", EN: "Not entitled to exchange health data"},
		Message: rule.Text{FR: "l'usage d'une boîte MSSanté suppose des professionnels habilités à échanger des données de santé", EN: "the use of a mailbox of MSSanté supposes professionals entitled to exchange health data"},
		Source:  srcMOS + " ; " + srcENREG, Evidence: rule.Sourced,
	},
	ruleEntitledUnstated: {
		Code: CodeEntitledUnstated, Area: rule.AreaServices, Severity: rule.Warning,
		Title:   rule.Text{FR: "Habilitation non renseignée", EN: "Entitlement not stated"},
		Message: rule.Text{FR: "rien ne dit que le titulaire, ou les responsables, sont habilités à échanger des données de santé ; aucune liste publiée ne le dit", EN: "nothing says that the holder, or those responsible, are entitled to exchange health data; no published list does"},
		Source:  srcENREG, Evidence: rule.Policy,
	},
	rulePolicyUnknown: {
		Code: CodePolicyUnknown, Area: rule.AreaServices, Severity: rule.Error,
		Title:   rule.Text{FR: "Choix de politique inconnu", EN: "Unknown choice of a policy"},
		Message: rule.Text{FR: "clé ou choix inconnu de la bibliothèque, ou clé répétée ; connus : {0}", EN: "a key or a choice that the library does not know, or a key stated twice; known: {0}"},
		Source:  "choix de la bibliothèque", Evidence: rule.Policy,
	},
}

// Rules returns every rule of the package.
func Rules() []rule.Rule { return append([]rule.Rule(nil), rules[:]...) }
