package workforce

import (
	"slices"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Codes of the rules of this package.
const (
	CodeNameUnknown       rule.Code = "WRK-NAME-UNKNOWN"
	CodeDay               rule.Code = "WRK-DAY"
	CodeRefMissing        rule.Code = "WRK-REF-MISSING"
	CodeRefTwice          rule.Code = "WRK-REF-TWICE"
	CodeToRegister        rule.Code = "WRK-TO-REGISTER"
	CodeNewSituation      rule.Code = "WRK-NEW-SITUATION"
	CodeAlreadyThere      rule.Code = "WRK-ALREADY-THERE"
	CodePlanned           rule.Code = "WRK-SITUATION-PLANNED"
	CodeUndated           rule.Code = "WRK-SITUATION-UNDATED"
	CodePlace             rule.Code = "WRK-SITUATION-PLACE"
	CodeUntold            rule.Code = "WRK-SITUATION-PROFESSION"
	CodeToClose           rule.Code = "WRK-SITUATION-TO-CLOSE"
	CodeSituationOther    rule.Code = "WRK-SITUATION-OTHER"
	CodeSituationEnds     rule.Code = "WRK-SITUATION-ENDS"
	CodeLeft              rule.Code = "WRK-CONTRACT-ENDED"
	CodeDates             rule.Code = "WRK-CONTRACT-DATES"
	CodeOrder             rule.Code = "WRK-ORDER"
	CodeARS               rule.Code = "WRK-ARS"
	CodeArmedForces       rule.Code = "WRK-ARMED-FORCES"
	CodeChannelNone       rule.Code = "WRK-CHANNEL-NONE"
	CodeStudent           rule.Code = "WRK-STUDENT"
	CodeCode              rule.Code = "WRK-PROFESSION-CODE"
	CodeChannelUnknown    rule.Code = "WRK-CHANNEL-UNKNOWN"
	CodeProfessionMissing rule.Code = "WRK-PROFESSION-MISSING"
	CodeStructureMissing  rule.Code = "WRK-STRUCTURE-MISSING"
	CodeStructureOther    rule.Code = "WRK-STRUCTURE-OTHER"
	CodeNeedNone          rule.Code = "WRK-NEED-NONE"
	CodeNeedMissing       rule.Code = "WRK-NEED-MISSING"
	CodeNeedContradiction rule.Code = "WRK-NEED-CONTRADICTION"
	CodeMissionOther      rule.Code = "WRK-MISSION-OTHER"
	CodeMissionMissing    rule.Code = "WRK-MISSION-MISSING"
	CodeSearchSeveral     rule.Code = "WRK-SEARCH-SEVERAL"
	CodeSearchMissing     rule.Code = "WRK-SEARCH-MISSING"
	CodeNumberTwice       rule.Code = "WRK-NUMBER-TWICE"
	CodeNumberOther       rule.Code = "WRK-NUMBER-OTHER"
	CodeNumberPerson      rule.Code = "WRK-NUMBER-PERSON"
	CodePersonTwice       rule.Code = "WRK-PERSON-TWICE"
	CodePersonPerhaps     rule.Code = "WRK-PERSON-PERHAPS"
	CodeNumberMissing     rule.Code = "WRK-NUMBER-MISSING"
	CodeRequestOther      rule.Code = "WRK-REQUEST-OTHER"
	CodeRoleMission       rule.Code = "WRK-ROLE-MISSION"
	CodeByMission         rule.Code = "WRK-ROLE-BY-MISSION"
	CodeByDocuments       rule.Code = "WRK-ROLE-BY-DOCUMENTS"
	CodeByProfession      rule.Code = "WRK-ROLE-BY-PROFESSION"
	CodeNotCovered        rule.Code = "WRK-ROLE-NOT-COVERED"
	CodeNoColumn          rule.Code = "WRK-ROLE-NO-COLUMN"
	CodeNoMatrix          rule.Code = "WRK-ROLE-NO-MATRIX"
	CodeColumns           rule.Code = "WRK-ROLE-COLUMNS"
	CodePlanStrategy      rule.Code = "WRK-PLAN-STRATEGY"
	CodePlanStart         rule.Code = "WRK-PLAN-START"
	CodePlanPerDay        rule.Code = "WRK-PLAN-PER-DAY"
	CodePlanNobody        rule.Code = "WRK-PLAN-NO-GESTIONNAIRE"
	CodePlanNoDay         rule.Code = "WRK-PLAN-NO-DAY"
	CodePlanFull          rule.Code = "WRK-PLAN-FULL"
	CodePlanLeaves        rule.Code = "WRK-PLAN-LEAVES"
)

const (
	ruleNameUnknown = iota
	ruleDay
	ruleRefMissing
	ruleRefTwice
	ruleToRegister
	ruleNewSituation
	ruleAlreadyThere
	rulePlanned
	ruleUndated
	rulePlace
	ruleUntold
	ruleToClose
	ruleSituationOther
	ruleSituationEnds
	ruleLeft
	ruleDates
	ruleOrder
	ruleARS
	ruleArmedForces
	ruleChannelNone
	ruleStudent
	ruleCode
	ruleChannelUnknown
	ruleProfessionMissing
	ruleStructureMissing
	ruleStructureOther
	ruleNeedNone
	ruleNeedMissing
	ruleNeedContradiction
	ruleMissionOther
	ruleMissionMissing
	ruleSearchSeveral
	ruleSearchMissing
	ruleNumberTwice
	ruleNumberOther
	ruleNumberPerson
	rulePersonTwice
	rulePersonPerhaps
	ruleNumberMissing
	ruleRequestOther
	ruleRoleMission
	ruleByMission
	ruleByDocuments
	ruleByProfession
	ruleNotCovered
	ruleNoColumn
	ruleNoMatrix
	ruleColumns
	rulePlanStrategy
	rulePlanStart
	rulePlanPerDay
	rulePlanNobody
	rulePlanNoDay
	rulePlanFull
	rulePlanLeaves
)

// Sources, as they are shown.
const (
	sourceSlides = "training slides of 2025 on the RPPS+ portal"
	sourcePortal = "ANS, page of the RPPS+ portal (https://esante.gouv.fr/enreg)"
	sourceFAQ    = "ANS, FAQ of the RPPS+ portal (https://esante.gouv.fr/FAQ-portail-RPPS-plus)"
	sourceMAJ    = "ANS guide on updating a practice situation (https://esante.gouv.fr/guides/guides-rpps-plus/je-mets-a-jour-la-situation-exercice-d-un-professionnel)"
	sourceECPS   = "ANS, FAQ e-CPS of 18 November 2025 (https://esante.gouv.fr/foire-aux-questions/produits-services/e-cps)"
	sourceDSIH   = "DSIH, article on the opening of mesHabilitations (https://dsih.fr/articles/5479/ouverture-du-portail-meshabilitations-pour-la-gestion-des-certificats-et-des-gestionnaires)"
	sourcePMH    = "ANS guide mesHabilitations (https://esante.gouv.fr/guides/guides-pmh/je-donne-des-habiliations-RPPS-plus)"
	sourceArrete = "arrêté du 6 février 2009 modifié (https://legal.tricoteuses.fr/articles/LEGIARTI000046352497)"
	sourceR22    = "NOS TRE_R22-GenreActivite (https://mos.esante.gouv.fr/NOS/TRE_R22-GenreActivite/FHIR/TRE-R22-GenreActivite)"
	sourceJ121   = "NOS JDV_J121-RolePriseCharge-ENREG " + roles.VersionJ121
	sourceNOS    = "NOS TRE_R85-RolePriseCharge and ASS_A20-RolePriseCharge-GenreActivite, which maps to GENR01 only"
	sourceMatrix = "CNAM, matrice d'habilitation (https://www.dmp.fr/documents/d/dmp/matrice-habilitation)"
	sourceOwn    = "no source says; choice of package workforce"
)

var rules = [...]rule.Rule{
	ruleNameUnknown: {
		Code: CodeNameUnknown, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Nom absent de la liste", EN: "Name not in the list"},
		Message: rule.Text{
			FR: "ce nom n'est pas de la liste de la bibliothèque",
			EN: "the name is not in the list of the library",
		},
		Source: "lists of package workforce", Evidence: rule.Policy,
	},
	ruleDay: {
		Code: CodeDay, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Jour non indiqué", EN: "Day not stated"},
		Message: rule.Text{
			FR: "sans le jour, rien ne peut être établi",
			EN: "without the day nothing can be established",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	ruleRefMissing: {
		Code: CodeRefMissing, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Référence non indiquée", EN: "Reference not stated"},
		Message: rule.Text{
			FR: "la personne n'a pas de référence",
			EN: "the person has no reference",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	ruleRefTwice: {
		Code: CodeRefTwice, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Référence en double", EN: "Reference used twice"},
		Message: rule.Text{
			FR: "cette référence est déjà celle d'une autre ligne",
			EN: "the reference is that of another line already",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	ruleToRegister: {
		Code: CodeToRegister, Area: rule.AreaWorkforce, Severity: rule.Information,
		Title: rule.Text{FR: "À enregistrer", EN: "To be registered"},
		Message: rule.Text{
			FR: "a besoin de données de santé, n'est ni à ordre ni à ARS, et aucun numéro RPPS n'est connu : nouvelle identité numérique",
			EN: "needs health data, belongs to no order and not to the ARS, and no RPPS number is known: a new digital identity",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	ruleNewSituation: {
		Code: CodeNewSituation, Area: rule.AreaWorkforce, Severity: rule.Information,
		Title: rule.Text{FR: "Nouvelle situation", EN: "New situation"},
		Message: rule.Text{
			FR: "a déjà un numéro RPPS : une situation d'exercice dans cette structure suffit",
			EN: "has an RPPS number already: a practice situation in this structure is enough",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	ruleAlreadyThere: {
		Code: CodeAlreadyThere, Area: rule.AreaWorkforce, Severity: rule.Information,
		Title: rule.Text{FR: "Déjà là", EN: "Already there"},
		Message: rule.Text{
			FR: "une situation d'exercice est ouverte dans cette structure",
			EN: "a practice situation is open in this structure",
		},
		Source: sourceSlides, Evidence: rule.Inferred,
	},
	rulePlanned: {
		Code: CodePlanned, Area: rule.AreaWorkforce, Severity: rule.Information,
		Title: rule.Text{FR: "Situation à venir", EN: "Situation to come"},
		Message: rule.Text{
			FR: "une situation d'exercice est déjà déclarée dans cette structure et commencera plus tard",
			EN: "a practice situation is already declared in this structure and begins later",
		},
		Source: sourceSlides, Evidence: rule.Inferred,
	},
	ruleUndated: {
		Code: CodeUndated, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Situation sans dates", EN: "Situation without dates"},
		Message: rule.Text{
			FR: "une situation d'exercice est connue dans cette structure, sans qu'on sache si elle est ouverte : à vérifier dans l'annuaire",
			EN: "a practice situation is known in this structure, and not whether it is open: look it up in the directory",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	ruleUntold: {
		Code: CodeUntold, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Profession de la situation inconnue", EN: "Profession of the situation not known"},
		Message: rule.Text{
			FR: "une situation d'exercice est connue dans cette structure, sans profession ni métier qui disent si c'est celle d'un professionnel à rôle : un ordre ou l'ARS peut l'avoir enregistrée ; à vérifier dans l'annuaire",
			EN: "a practice situation is known in this structure, and neither a profession nor a métier tells whether it is one of a role professional: an order or the ARS may have registered it; look it up in the directory",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	rulePlace: {
		Code: CodePlace, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Lieu de la situation inconnu", EN: "Place of the situation not known"},
		Message: rule.Text{
			FR: "une situation d'exercice est connue, sans qu'un identifiant dise si elle est dans cette structure : à vérifier dans l'annuaire",
			EN: "a practice situation is known, and no identifier tells whether it is in this structure: look it up in the directory",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	ruleToClose: {
		Code: CodeToClose, Area: rule.AreaWorkforce, Severity: rule.Warning,
		Title: rule.Text{FR: "Situation à clore", EN: "Situation to be closed"},
		Message: rule.Text{
			FR: "le contrat a pris fin et une situation d'exercice reste ouverte dans cette structure",
			EN: "the contract has ended and a practice situation is still open in this structure",
		},
		Source: sourceFAQ + "; " + sourceSlides, Evidence: rule.Sourced,
	},
	ruleSituationOther: {
		Code: CodeSituationOther, Area: rule.AreaWorkforce, Severity: rule.Warning,
		Title: rule.Text{FR: "Situation d'un autre métier", EN: "Situation of another métier"},
		Message: rule.Text{
			FR: "la situation d'exercice ouverte dans cette structure est d'un autre métier que celui du dossier : si la personne en a changé, modifiez-la ou fermez-la",
			EN: "the practice situation open in this structure is of another métier than that of the file: where the person has changed, modify or close it",
		},
		Source: sourceMAJ, Evidence: rule.Inferred,
	},
	ruleSituationEnds: {
		Code: CodeSituationEnds, Area: rule.AreaWorkforce, Severity: rule.Warning,
		Title: rule.Text{FR: "Situation qui finit avant le contrat", EN: "Situation that ends before the contract"},
		Message: rule.Text{
			FR: "la situation d'exercice dans cette structure finit avant le contrat : reportez sa fin avant qu'elle ne soit passée",
			EN: "the practice situation in this structure ends before the contract: put its end off before it has passed",
		},
		Source: sourceMAJ, Evidence: rule.Inferred,
	},
	ruleLeft: {
		Code: CodeLeft, Area: rule.AreaWorkforce, Severity: rule.Information,
		Title: rule.Text{FR: "Contrat terminé", EN: "Contract ended"},
		Message: rule.Text{
			FR: "le contrat a pris fin : rien à enregistrer",
			EN: "the contract has ended: nothing to register",
		},
		Source: sourceSlides, Evidence: rule.Inferred,
	},
	ruleDates: {
		Code: CodeDates, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Dates du contrat inversées", EN: "Dates of the contract reversed"},
		Message: rule.Text{
			FR: "le contrat finit avant d'avoir commencé",
			EN: "the contract ends before it begins",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	ruleOrder: {
		Code: CodeOrder, Area: rule.AreaWorkforce, Severity: rule.Information,
		Title: rule.Text{FR: "Profession à ordre", EN: "Profession with an order"},
		Message: rule.Text{
			FR: "s'enregistre auprès de : {0}, et non sur le portail RPPS+",
			EN: "is registered with: {0}, and not on the RPPS+ portal",
		},
		Source: sourceSlides + "; " + sourceArrete, Evidence: rule.Sourced,
	},
	ruleARS: {
		Code: CodeARS, Area: rule.AreaWorkforce, Severity: rule.Information,
		Title: rule.Text{FR: "Profession enregistrée par l'ARS", EN: "Profession registered by the ARS"},
		Message: rule.Text{
			FR: "s'enregistre auprès de : {0} (portail eRPPS), et non sur le portail RPPS+",
			EN: "is registered with: {0} (eRPPS portal), and not on the RPPS+ portal",
		},
		Source: sourceSlides + "; " + sourceArrete, Evidence: rule.Sourced,
	},
	ruleArmedForces: {
		Code: CodeArmedForces, Area: rule.AreaWorkforce, Severity: rule.Information,
		Title: rule.Text{FR: "Professionnel de santé militaire", EN: "Military health professional"},
		Message: rule.Text{
			FR: "s'enregistre auprès de : {0}, et non sur le portail RPPS+",
			EN: "is registered with: {0}, and not on the RPPS+ portal",
		},
		Source: sourceArrete, Evidence: rule.Sourced,
	},
	ruleChannelNone: {
		Code: CodeChannelNone, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Non enregistrable", EN: "Cannot be registered"},
		Message: rule.Text{
			FR: "le métier {0} ne s'enregistre pas sur le portail RPPS+, ni ailleurs que l'on sache",
			EN: "the métier {0} is not registered on the RPPS+ portal, nor elsewhere as far as is known",
		},
		Source: sourceJ121, Evidence: rule.Inferred,
	},
	ruleStudent: {
		Code: CodeStudent, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Étudiant", EN: "Student"},
		Message: rule.Text{
			FR: "les sources se contredisent sur l'admission des étudiants : fermée par défaut",
			EN: "the sources disagree on whether students are admitted: closed by default",
		},
		Source: sourceECPS + "; " + sourceSlides + "; " + sourceJ121, Evidence: rule.Policy,
	},
	ruleCode: {
		Code: CodeCode, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Code de métier à remplacer", EN: "Code of the métier to be replaced"},
		Message: rule.Text{
			FR: "le code {0} ne peut être employé ; code à employer : {1}",
			EN: "the code {0} cannot be used; code to use: {1}",
		},
		Source: sourceJ121, Evidence: rule.Sourced,
	},
	ruleChannelUnknown: {
		Code: CodeChannelUnknown, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Voie inconnue", EN: "Door not known"},
		Message: rule.Text{
			FR: "aucune source lue ne dit qui enregistre {0} ; si c'est une fonction (chef de service), indiquez le métier de la personne",
			EN: "no source that was read says who registers {0}; if it is a function (chef de service), state the métier of the person",
		},
		Source: "package roles, RegistrationOf", Evidence: rule.Policy,
	},
	ruleProfessionMissing: {
		Code: CodeProfessionMissing, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Métier non indiqué", EN: "Métier not stated"},
		Message: rule.Text{
			FR: "le métier dit s'il relève d'un ordre, de l'ARS ou de l'employeur : il manque",
			EN: "the métier tells whether an order, the ARS or the employer registers: it is missing",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	ruleStructureMissing: {
		Code: CodeStructureMissing, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Structure non indiquée", EN: "Structure not stated"},
		Message: rule.Text{
			FR: "la structure d'exercice manque",
			EN: "the structure of practice is missing",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	ruleStructureOther: {
		Code: CodeStructureOther, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Autre structure", EN: "Another structure"},
		Message: rule.Text{
			FR: "la structure n'est pas de celles dont il s'agit",
			EN: "the structure is not one of those in question",
		},
		Source: sourceMAJ, Evidence: rule.Inferred,
	},
	ruleNeedNone: {
		Code: CodeNeedNone, Area: rule.AreaWorkforce, Severity: rule.Information,
		Title: rule.Text{FR: "Pas de besoin", EN: "No need"},
		Message: rule.Text{
			FR: "n'a besoin ni d'accéder à des données de santé ni d'en échanger",
			EN: "needs neither access to health data nor to exchange them",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	ruleNeedMissing: {
		Code: CodeNeedMissing, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Besoin non indiqué", EN: "Need not stated"},
		Message: rule.Text{
			FR: "il reste à dire si le travail demande d'accéder à des données de santé ou d'en échanger",
			EN: "it remains to be said whether the work asks for access to health data or for their exchange",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	ruleNeedContradiction: {
		Code: CodeNeedContradiction, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Besoins contradictoires", EN: "Needs that contradict"},
		Message: rule.Text{
			FR: "des besoins sont indiqués, et aussi qu'il n'y en a pas",
			EN: "needs are stated, and also that there is none",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	ruleMissionOther: {
		Code: CodeMissionOther, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Mission d'aucun des six rôles", EN: "Mission of none of the six roles"},
		Message: rule.Text{
			FR: "les missions ne correspondent à aucun des six rôles",
			EN: "the missions correspond to none of the six roles",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	ruleMissionMissing: {
		Code: CodeMissionMissing, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Missions non indiquées", EN: "Missions not stated"},
		Message: rule.Text{
			FR: "ce que fait la personne décide du rôle : il reste à le dire",
			EN: "what the person does decides the role: it remains to be said",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	ruleSearchSeveral: {
		Code: CodeSearchSeveral, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Plusieurs numéros RPPS", EN: "Several RPPS numbers"},
		Message: rule.Text{
			FR: "la recherche a trouvé plusieurs numéros pour la personne : à signaler à l'ANS",
			EN: "the search found several numbers for the person: tell the ANS",
		},
		Source: sourceFAQ, Evidence: rule.Inferred,
	},
	ruleSearchMissing: {
		Code: CodeSearchMissing, Area: rule.AreaWorkforce, Severity: rule.Warning,
		Title: rule.Text{FR: "Personne à rechercher", EN: "Person to be looked up"},
		Message: rule.Text{
			FR: "la personne n'a pas été recherchée au RPPS : la recherche précède la création d'une identité",
			EN: "the person has not been looked up in the RPPS: the search comes before an identity is created",
		},
		Source: sourceMAJ, Evidence: rule.Sourced,
	},
	ruleNumberTwice: {
		Code: CodeNumberTwice, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Numéro RPPS déjà employé", EN: "RPPS number used already"},
		Message: rule.Text{
			FR: "une ligne précédente porte le même numéro RPPS, pour le même métier dans la même structure",
			EN: "an earlier line has the same RPPS number, for the same métier in the same structure",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	ruleNumberOther: {
		Code: CodeNumberOther, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Deux numéros RPPS", EN: "Two RPPS numbers"},
		Message: rule.Text{
			FR: "deux numéros RPPS différents sont indiqués",
			EN: "two different RPPS numbers are stated",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	ruleNumberPerson: {
		Code: CodeNumberPerson, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Un numéro RPPS pour deux personnes", EN: "One RPPS number for two persons"},
		Message: rule.Text{
			FR: "une autre ligne donne ce numéro RPPS à quelqu'un d'autre, par ses noms ou sa date de naissance : vérifiez de qui il est",
			EN: "another line gives this RPPS number to somebody else, by the names or the birth date: see whose it is",
		},
		Source: "ANS: one number for one person, for life", Evidence: rule.Sourced,
	},
	rulePersonTwice: {
		Code: CodePersonTwice, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Même personne qu'à une autre ligne", EN: "Same person as on another line"},
		Message: rule.Text{
			FR: "la ligne {0} est de la même personne, qui n'a qu'une identité numérique : pour une situation de plus, indiquez ici son numéro RPPS ; si ce sont deux homonymes, le lieu de naissance de chacun",
			EN: "the line {0} is of the same person, who has one digital identity only: for one more situation, give the RPPS number here; for two namesakes, the birth place of each",
		},
		Source: sourceSlides + "; " + sourceOwn + " for names that are spelt the same", Evidence: rule.Inferred,
	},
	rulePersonPerhaps: {
		Code: CodePersonPerhaps, Area: rule.AreaWorkforce, Severity: rule.Warning,
		Title: rule.Text{FR: "Peut-être la même personne", EN: "Maybe the same person"},
		Message: rule.Text{
			FR: "une autre ligne est peut-être de la même personne, écrite autrement ou avec d'autres données : vérifiez",
			EN: "another line is maybe of the same person, spelt another way or with other data: look",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	ruleNumberMissing: {
		Code: CodeNumberMissing, Area: rule.AreaWorkforce, Severity: rule.Warning,
		Title: rule.Text{FR: "Numéro RPPS à demander", EN: "RPPS number to be asked for"},
		Message: rule.Text{
			FR: "la personne est déjà au RPPS et son numéro n'est pas indiqué",
			EN: "the person is in the RPPS already and the number is not stated",
		},
		Source: sourceMAJ, Evidence: rule.Inferred,
	},
	ruleRequestOther: {
		Code: CodeRequestOther, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Demande qui dit autre chose", EN: "Request that says another thing"},
		Message: rule.Text{
			FR: "la demande préparée dit autre chose que ce qui est indiqué de la personne",
			EN: "the request prepared says another thing than what is stated of the person",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	ruleRoleMission: {
		Code: CodeRoleMission, Area: rule.AreaWorkforce, Severity: rule.Warning,
		Title: rule.Text{FR: "Rôle hors des missions", EN: "Role out of the missions"},
		Message: rule.Text{
			FR: "le rôle {0} n'est celui d'aucune des missions indiquées",
			EN: "the role {0} is that of none of the missions stated",
		},
		Source: sourceSlides + "; " + sourceR22, Evidence: rule.Inferred,
	},
	ruleByMission: {
		Code: CodeByMission, Area: rule.AreaWorkforce, Severity: rule.Information,
		Title: rule.Text{FR: "Rôle de la mission", EN: "Role of the mission"},
		Message: rule.Text{
			FR: "c'est le rôle que la mission définit",
			EN: "it is the role that the mission defines",
		},
		Source: sourceSlides + "; " + sourceR22, Evidence: rule.Sourced,
	},
	ruleByDocuments: {
		Code: CodeByDocuments, Area: rule.AreaWorkforce, Severity: rule.Warning,
		Title: rule.Text{FR: "Rôle d'après les documents seuls", EN: "Role by the documents alone"},
		Message: rule.Text{
			FR: "le rôle ouvre les documents demandés, mais les missions ne sont pas indiquées : elles décident",
			EN: "the role opens the documents asked for, but the missions are not stated: they decide",
		},
		Source: sourceSlides + "; " + sourceMatrix, Evidence: rule.Policy,
	},
	ruleByProfession: {
		Code: CodeByProfession, Area: rule.AreaWorkforce, Severity: rule.Warning,
		Title: rule.Text{FR: "Rôle d'après le métier seul", EN: "Role by the métier alone"},
		Message: rule.Text{
			FR: "le libellé du métier {0} le suggère ; les nomenclatures ne font correspondre aucun rôle à un métier : les missions décident",
			EN: "the label of the métier {0} suggests it; the nomenclatures map no métier to a role: the missions decide",
		},
		Source: sourceNOS, Evidence: rule.Inferred,
	},
	ruleNotCovered: {
		Code: CodeNotCovered, Area: rule.AreaWorkforce, Severity: rule.Warning,
		Title: rule.Text{FR: "Documents fermés au rôle", EN: "Documents closed to the role"},
		Message: rule.Text{
			FR: "nombre de types demandés et fermés à ce rôle : {0} ; la mission décide, un accès n'est pas une raison d'en changer",
			EN: "number of types asked for and closed to this role: {0}; the mission decides, access is no reason to change it",
		},
		Source: sourceSlides + "; " + sourceMatrix, Evidence: rule.Policy,
	},
	ruleNoColumn: {
		Code: CodeNoColumn, Area: rule.AreaWorkforce, Severity: rule.Warning,
		Title: rule.Text{FR: "Rôle sans colonne", EN: "Role without a column"},
		Message: rule.Text{
			FR: "la matrice n'a pas de colonne pour {0} : aucune lecture n'est prouvée",
			EN: "the matrix has no column for {0}: no reading is proved",
		},
		Source: sourceMatrix, Evidence: rule.Sourced,
	},
	ruleNoMatrix: {
		Code: CodeNoMatrix, Area: rule.AreaWorkforce, Severity: rule.Warning,
		Title: rule.Text{FR: "Pas de matrice", EN: "No matrix"},
		Message: rule.Text{
			FR: "sans matrice, rien ne dit ce que le rôle ouvre",
			EN: "without a matrix nothing says what the role opens",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	ruleColumns: {
		Code: CodeColumns, Area: rule.AreaWorkforce, Severity: rule.Information,
		Title: rule.Text{FR: "Colonnes des rôles", EN: "Columns of the roles"},
		Message: rule.Text{
			FR: "les colonnes des rôles sont publiées ; aucune source n'établit qu'elles sont en service",
			EN: "the columns of the roles are published; no source proves that they are in operation",
		},
		Source: sourceMatrix + "; https://polecapneuro.sante-idf.fr/", Evidence: rule.Policy,
	},
	rulePlanStrategy: {
		Code: CodePlanStrategy, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Stratégie non indiquée", EN: "Strategy not stated"},
		Message: rule.Text{
			FR: "il reste à choisir : par rôle, par profession ou par structure",
			EN: "it remains to be chosen: by role, by profession or by structure",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	rulePlanStart: {
		Code: CodePlanStart, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Début du plan", EN: "Start of the plan"},
		Message: rule.Text{
			FR: "le premier jour du plan n'est pas indiqué, ou précède celui de l'évaluation",
			EN: "the first day of the plan is not stated, or comes before that of the assessment",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	rulePlanPerDay: {
		Code: CodePlanPerDay, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Nombre par jour non indiqué", EN: "Number a day not stated"},
		Message: rule.Text{
			FR: "le nombre d'enregistrements par gestionnaire et par jour manque : aucune source ne le donne",
			EN: "the number of registrations a gestionnaire does a day is missing: no source gives it",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	rulePlanNobody: {
		Code: CodePlanNobody, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Aucun gestionnaire", EN: "No gestionnaire"},
		Message: rule.Text{
			FR: "personne n'est proposé pour enregistrer dans cette structure",
			EN: "nobody is proposed to register in this structure",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	rulePlanNoDay: {
		Code: CodePlanNoDay, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Aucun jour possible", EN: "No day possible"},
		Message: rule.Text{
			FR: "aucun gestionnaire ne peut enregistrer dans cette structure un jour ouvré avant le {0}",
			EN: "no gestionnaire may register in this structure on a working day before {0}",
		},
		Source: sourceSlides, Evidence: rule.Inferred,
	},
	rulePlanFull: {
		Code: CodePlanFull, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Aucun jour libre", EN: "No free day"},
		Message: rule.Text{
			FR: "aucun jour ne reste avant le {0} : ceux où un gestionnaire peut enregistrer dans cette structure sont tous pris, à {1} par jour et par gestionnaire, ou cette personne y est déjà",
			EN: "no day is left before {0}: those on which a gestionnaire may register in this structure are all taken, at {1} a day for each gestionnaire, or this person has one of them already",
		},
		Source: sourceOwn, Evidence: rule.Policy,
	},
	rulePlanLeaves: {
		Code: CodePlanLeaves, Area: rule.AreaWorkforce, Severity: rule.Error,
		Title: rule.Text{FR: "Départ avant l'enregistrement", EN: "Departure before the registration"},
		Message: rule.Text{
			FR: "le contrat, ou la situation demandée, prend fin avant le premier jour libre",
			EN: "the contract, or the situation asked for, ends before the first free day",
		},
		Source: sourceSlides, Evidence: rule.Inferred,
	},
}

// Rules returns every rule of the package. The slice is the caller's.
func Rules() []rule.Rule { return slices.Clone(rules[:]) }
