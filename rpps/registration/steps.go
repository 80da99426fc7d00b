package registration

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Step is something that somebody has to do for a request to become an active
// identity, or an active situation.
type Step struct {
	Task Task `json:"task"`
	// By are those who may do it, the usual one first: one of them does.
	By []Performer `json:"by"`
	// In are the systems in which it is done; empty where the sources name
	// none.
	In []System `json:"in,omitempty"`
	// Title says it in one sentence.
	Title rule.Text `json:"title"`
	// Within is the longest time that it takes, After the time before which
	// it cannot be done: hours since the registration, 0 where no source sets
	// one.
	Within int `json:"withinHours,omitempty"`
	After  int `json:"afterHours,omitempty"`
	// Source and Evidence say where the step comes from, all of it: who does
	// it and where too.
	Source   string        `json:"source"`
	Evidence rule.Evidence `json:"evidence"`
	// Codes are the rules, among the findings of [Check], that the step
	// answers.
	Codes []rule.Code `json:"codes,omitempty"`
}

// Task is what a step asks for. The zero value is "not stated".
type Task uint8

const (
	// TaskOrder: the Order registers the profession.
	TaskOrder Task = iota + 1
	// TaskARS: the ARS does.
	TaskARS
	// TaskStudent: students are not admitted.
	TaskStudent
	// TaskAccess: the structure has no access to the portal.
	TaskAccess

	// TaskInform: the person is informed, before the registration.
	TaskInform
	// TaskNeed: the need of health data is confirmed.
	TaskNeed

	// TaskStructure: the structure is described, so that its access is known.
	TaskStructure
	// TaskContract: the contract of adhesion is signed.
	TaskContract
	// TaskContractAgain: it is signed again, after a change of identifier.
	TaskContractAgain
	// TaskMandataire: a mandataire is appointed by the one who may.
	TaskMandataire
	// TaskTraining: the gestionnaire follows the training.
	TaskTraining
	// TaskCard: the one who registers gets a card.
	TaskCard
	// TaskAttestation: the attestation of the training is signed.
	TaskAttestation
	// TaskAppoint: the gestionnaire is appointed.
	TaskAppoint
	// TaskCaller: what is stated of the contract and of the one who registers
	// is completed.
	TaskCaller

	// TaskPending: the request in progress ends.
	TaskPending
	// TaskSearch: the person is searched in the directory.
	TaskSearch
	// TaskSupport: the ANS sorts several numbers out.
	TaskSupport
	// TaskNumber: the number of somebody who has one is found.
	TaskNumber
	// TaskPurpose: a new situation is asked for, not a new identity.
	TaskPurpose

	// TaskHomeCare: the employer verifies and declares the eligibility.
	TaskHomeCare
	// TaskComplete: what is missing in the request is given.
	TaskComplete
	// TaskCorrect: what is wrong in it is corrected.
	TaskCorrect
	// TaskReview: what is doubtful in it is looked at.
	TaskReview

	// TaskEnter: the request for an identity is typed on the portal.
	TaskEnter
	// TaskPreRegister: the person pre-registers.
	TaskPreRegister
	// TaskCreateSituation: the situation is created on the portal.
	TaskCreateSituation
	// TaskDeclareSituation: the person states their new situation.
	TaskDeclareSituation
	// TaskWatch: the portal is looked at, for it notifies nobody.
	TaskWatch
	// TaskValidate: what the person entered is verified and validated.
	TaskValidate

	// TaskMailNumber: the number is mailed to the person.
	TaskMailNumber
	// TaskGiveNumber: the person gives it to the human resources.
	TaskGiveNumber
	// TaskPublish: the entry is in the public directory.
	TaskPublish
	// TaskActivate: the person activates the e-CPS.
	TaskActivate
	// TaskNotify: the person is told of the new situation.
	TaskNotify

	taskCount
)

var taskNames = [...]string{
	"", "register with the order", "register with the ARS", "student not admitted", "structure without access",
	"inform the person", "confirm the need", "describe the structure", "sign the contract", "sign the contract again",
	"appoint the mandataire", "follow the training", "get a card", "sign the attestation", "appoint the gestionnaire",
	"complete the caller", "wait for the pending request", "search the person", "ask the support", "find the number",
	"ask for a situation", "declare home-care eligibility", "complete the data", "correct the data", "review the data",
	"enter the request", "pre-register", "create the situation", "declare the situation", "watch the portal",
	"validate the request", "mail the number", "give the number", "publish the entry", "activate the e-CPS",
	"notify the person",
}

// Tasks gives every task, in the order of the constants.
func Tasks() iter.Seq[Task] {
	return func(yield func(Task) bool) {
		for t := TaskOrder; t < taskCount; t++ {
			if !yield(t) {
				return
			}
		}
	}
}

// String returns the name of the task, or "(not stated)".
func (t Task) String() string { return enum.String(taskNames[:], t) }

// MarshalText returns the name, or the empty text when not stated.
func (t Task) MarshalText() ([]byte, error) { return enum.Text(taskNames[:], t) }

// UnmarshalText is the inverse of MarshalText.
func (t *Task) UnmarshalText(b []byte) error { return readName(t, taskNames[:], "task", b) }

// Performer is who does a step: a person in a capacity, or an institution. The
// zero value is "not stated".
type Performer uint8

const (
	PerformerEmployer          Performer = iota + 1 // the employer, as registration authority
	PerformerRepresentantLegal                      // its legal representative
	PerformerMandataire                             // whom the legal representative appointed
	PerformerTitulaireOfficine                      // the pharmacist who holds a dispensary
	PerformerGestionnaire                           // gestionnaire RPPS+
	PerformerEquipeRH                               // human resources
	PerformerProfessionnel                          // the person of the request
	PerformerANS                                    // Agence du numérique en santé
	PerformerOrdre                                  // the Order of the profession
	PerformerARS                                    // Agence régionale de santé
)

// Names are those of [gestionnaire.Capacity] for those who have one.
var performerNames = [...]string{
	"", "autorité d'enregistrement", "représentant légal", "mandataire", "titulaire d'officine", "gestionnaire",
	"équipe RH", "professionnel", "ANS", "ordre", "ARS",
}

var performerTexts = [...]rule.Text{
	PerformerEmployer:          {FR: "l'employeur (autorité d'enregistrement)", EN: "the employer (registration authority)"},
	PerformerRepresentantLegal: {FR: "le représentant légal", EN: "the legal representative"},
	PerformerMandataire:        {FR: "un mandataire", EN: "a mandataire"},
	PerformerTitulaireOfficine: {FR: "le titulaire de l'officine", EN: "the titulaire of the pharmacy"},
	PerformerGestionnaire:      {FR: "le gestionnaire RPPS+", EN: "the gestionnaire RPPS+"},
	PerformerEquipeRH:          {FR: "l'équipe RH", EN: "human resources"},
	PerformerProfessionnel:     {FR: "le professionnel", EN: "the professional"},
	PerformerANS:               {FR: "l'ANS", EN: "the ANS"},
	PerformerOrdre:             {FR: "l'ordre", EN: "the Order"},
	PerformerARS:               {FR: "l'ARS", EN: "the ARS"},
}

// String returns the French name, or "(not stated)".
func (p Performer) String() string { return enum.String(performerNames[:], p) }

// MarshalText returns the French name, or the empty text when not stated.
func (p Performer) MarshalText() ([]byte, error) { return enum.Text(performerNames[:], p) }

// UnmarshalText is the inverse of MarshalText.
func (p *Performer) UnmarshalText(b []byte) error {
	return readName(p, performerNames[:], "performer", b)
}

// System is where a step is done. The zero value is "not stated".
type System uint8

const (
	SystemRPPSPlus         System = iota + 1 // portal RPPS+
	SystemMesHabilitations                   // portal mesHabilitations
	SystemELearning                          // training platform of the ANS
	SystemTOM                                // téléservice TOM
	SystemF301                               // form F301 on demarches-simplifiees.fr
	SystemERPPS                              // portal eRPPS
	SystemOrdre                              // portal of the Order
	SystemFranceConnect                      // FranceConnect
	SystemProSanteConnect                    // Pro Santé Connect
	SystemECPS                               // application e-CPS
	SystemAnnuaire                           // Annuaire Santé
	SystemSupport                            // support of the ANS for the portal
)

type systemRow struct{ name, fr, en, url string }

var systems = [...]systemRow{
	SystemRPPSPlus:         {"RPPS+", "sur le portail RPPS+", "on the RPPS+ portal", "https://esante.gouv.fr/enreg"},
	SystemMesHabilitations: {"mesHabilitations", "dans mesHabilitations", "in mesHabilitations", "https://meshabilitations.esante.gouv.fr/login"},
	SystemELearning:        {"e-learning", "sur la plateforme de formation de l'ANS", "on the training platform of the ANS", "https://ans-formation.coorpacademy.com/certification/cert_pdcR-7Ie83?search="},
	SystemTOM:              {"TOM", "par le téléservice TOM", "through the téléservice TOM", "https://tom.eservices.esante.gouv.fr/tom/pageAccueil/index.html"},
	SystemF301:             {"F301", "par le formulaire F301", "through the form F301", "https://www.demarches-simplifiees.fr/commencer/f301"},
	SystemERPPS:            {"eRPPS", "sur le portail eRPPS", "on the eRPPS portal", ""},
	SystemOrdre:            {"portail de l'ordre", "sur le portail de l'ordre", "on the portal of the Order", ""},
	SystemFranceConnect:    {"FranceConnect", "avec FranceConnect", "with FranceConnect", ""},
	SystemProSanteConnect:  {"Pro Santé Connect", "avec Pro Santé Connect", "with Pro Santé Connect", ""},
	SystemECPS:             {"e-CPS", "dans l'application e-CPS", "in the e-CPS application", ""},
	SystemAnnuaire:         {"Annuaire Santé", "dans l'Annuaire Santé", "in the Annuaire Santé", ""},
	SystemSupport:          {"support de l'ANS", "auprès du support de l'ANS", "at the support of the ANS", "mailto:monserviceclient.portailrppsplus@esante.gouv.fr"},
}

func (s System) row() systemRow {
	if int(s) < len(systems) {
		return systems[s]
	}
	return systemRow{}
}

// String returns the name of the system, or "(not stated)".
func (s System) String() string {
	if n := s.row().name; n != "" {
		return n
	}
	return enum.Nameless(s)
}

// URL returns the address that the sources give for the system: of its page,
// or of the mail to write to; empty when they give none.
func (s System) URL() string { return s.row().url }

// MarshalText returns the name, or the empty text when not stated.
func (s System) MarshalText() ([]byte, error) {
	if int(s) >= len(systems) {
		return nil, enum.ErrNoSuchValue
	}
	return []byte(systems[s].name), nil
}

// UnmarshalText is the inverse of MarshalText.
func (s *System) UnmarshalText(b []byte) error {
	for i := range systems {
		if systems[i].name == string(b) {
			*s = System(i)
			return nil
		}
	}
	*s = 0
	return rules[ruleWordUnknown].At("system")
}

// Sources of steps, beside those of the rules.
const (
	stepCGU    = "conditions of use of the RPPS+ portal, https://esante.gouv.fr/securite/annuaire-sante/portail-RPPS-plus/mentions-legales"
	stepPortal = "ANS page of the RPPS+ portal, https://esante.gouv.fr/enreg"
	stepFAQ    = "ANS FAQ of the RPPS+ portal, https://esante.gouv.fr/FAQ-portail-RPPS-plus"
	stepHabs   = "ANS guide mesHabilitations, https://esante.gouv.fr/guides/guides-pmh/je-donne-des-habiliations-RPPS-plus"
	stepSelf   = "ANS guide for the professional, https://esante.gouv.fr/guides/guides-rpps/mise-a-jour-informations"
	stepOCC    = "FAQ e-santé Occitanie, https://www.esante-occitanie.fr/faq-assistance/usages-faqs-assistance-faq-services-socles/"
	stepBZH    = "FAQ e-santé Bretagne, https://esante-bretagne.fr/segur/medico-social/moyens-dauthentification-rpps/faq-moyens-dauthentification-rpps"
	stepPDL    = "FAQ RPPS+ of e-santé Pays de la Loire, https://www.esante-paysdelaloire.fr/nos-services/echange-partage-et-orientation-98-165.html"
)

// stepRow is what does not depend on the request.
type stepRow struct {
	by            [3]Performer
	in            [2]System
	fr, en        string
	within, after int
	source        string
	evidence      rule.Evidence
}

var stepRows = [taskCount]stepRow{
	// {0} is the Order.
	TaskOrder: {
		by: [3]Performer{PerformerOrdre}, in: [2]System{SystemOrdre},
		fr:     "enregistrer la personne ({0}) ; l'équipe RH le vérifie, et rien n'est à faire sur le portail RPPS+",
		en:     "register the person ({0}); human resources verify it, and nothing is to be done on the RPPS+ portal",
		source: sourceArrete + "; " + sourceSlides, evidence: rule.Sourced,
	},
	TaskARS: {
		by: [3]Performer{PerformerARS}, in: [2]System{SystemERPPS},
		fr:     "enregistrer la personne ; l'équipe RH le vérifie, et rien n'est à faire sur le portail RPPS+",
		en:     "register the person; human resources verify it, and nothing is to be done on the RPPS+ portal",
		source: sourceArrete + "; " + sourceSlides, evidence: rule.Sourced,
	},
	TaskStudent: {
		by:     [3]Performer{PerformerEmployer},
		fr:     "ne pas enregistrer un étudiant tant que les textes ne l'admettent pas ; si la personne n'est pas étudiante, corriger le métier et la catégorie",
		en:     "do not register a student as long as the law does not admit them; if the person is no student, correct the métier and the category",
		source: "JDV_J121 lists students; " + sourceECPS, evidence: rule.Policy,
	},
	TaskAccess: {
		by: [3]Performer{PerformerRepresentantLegal, PerformerMandataire}, in: [2]System{SystemSupport},
		fr:     "demander si l'accès peut être ouvert ; le portail RPPS+ ne l'est pas à cette structure, et aucune autre étape n'y change rien",
		en:     "ask whether access can be opened; the RPPS+ portal is not open to this structure, and no other step changes that",
		source: sourceSlides + "; " + stepFAQ, evidence: rule.Inferred,
	},
	TaskInform: {
		by:     [3]Performer{PerformerEmployer},
		fr:     "informer la personne, avant l'enregistrement, du traitement de ses données (RGPD, article 13), de l'absence de droit d'opposition et de la publication de sa situation d'exercice",
		en:     "inform the person, before the registration, of the processing of their data (GDPR, article 13), that there is no right to object, and that their practice situation is published",
		source: sourceSlides + "; GDPR, article 13", evidence: rule.Sourced,
	},
	TaskNeed: {
		by:     [3]Performer{PerformerEmployer},
		fr:     "vérifier que la personne a besoin d'accéder à des données de santé ou d'en échanger ; sinon, ne pas l'enregistrer",
		en:     "verify that the person needs to access or exchange health data; if not, do not register them",
		source: sourceSlides, evidence: rule.Sourced,
	},
	TaskStructure: {
		by:     [3]Performer{PerformerEquipeRH, PerformerGestionnaire},
		fr:     "indiquer le type de la structure (ESMS, DAC, CRT, officine, établissement de santé) et, pour un établissement de santé, s'il a été retenu pour HospiConnect",
		en:     "state the kind of the structure (ESMS, DAC, CRT, pharmacy, hospital) and, for a hospital, whether it was retained for HospiConnect",
		source: sourceSlides, evidence: rule.Inferred,
	},
	TaskContract: {
		by:     [3]Performer{PerformerRepresentantLegal},
		fr:     "signer le contrat d'adhésion avec l'ANS ; un seul suffit par entité juridique",
		en:     "sign the contract of adhesion with the ANS; one is enough for a legal entity",
		source: stepOCC + "; " + stepBZH + "; that the legal representative signs: " + stepPortal, evidence: rule.Inferred,
	},
	TaskContractAgain: {
		by:     [3]Performer{PerformerRepresentantLegal},
		fr:     "signer un nouveau contrat d'adhésion avec l'ANS et remplir le formulaire F101, car le FINESS ou le SIRET a changé",
		en:     "sign a new contract of adhesion with the ANS and fill in the form F101, for the FINESS or SIRET has changed",
		source: stepOCC + "; " + stepBZH + "; that the legal representative signs: " + stepPortal, evidence: rule.Inferred,
	},
	TaskMandataire: {
		by:     [3]Performer{PerformerRepresentantLegal},
		fr:     "nommer le mandataire",
		en:     "appoint the mandataire",
		source: stepOCC + "; " + stepBZH, evidence: rule.Sourced,
	},
	TaskTraining: {
		by: [3]Performer{PerformerGestionnaire}, in: [2]System{SystemELearning},
		fr:     "suivre la formation en ligne des gestionnaires RPPS+ (une vingtaine de minutes) jusqu'à l'attestation",
		en:     "follow the online training for gestionnaires RPPS+ (some twenty minutes) up to its attestation",
		source: sourceSlides + "; for ESMS only: " + sourceGuide, evidence: rule.Policy,
	},
	TaskCard: {
		by: [3]Performer{PerformerMandataire, PerformerRepresentantLegal}, in: [2]System{SystemTOM, SystemF301},
		fr:     "commander une carte CPx valide pour la personne qui enregistre",
		en:     "order a valid CPx card for the one who registers",
		source: sourceGuide + "; " + stepPDL + "; " + stepOCC + "; that cards come from TOM or F301 is drawn from the " + sourceSlides, evidence: rule.Inferred,
	},
	TaskAttestation: {
		by:     [3]Performer{PerformerRepresentantLegal, PerformerMandataire},
		fr:     "signer l'attestation de formation du gestionnaire au moment de l'habiliter",
		en:     "sign the training attestation of the gestionnaire when appointing them",
		source: sourceSlides + "; for ESMS only: " + sourceGuide, evidence: rule.Policy,
	},
	TaskAppoint: {
		by: [3]Performer{PerformerRepresentantLegal, PerformerMandataire}, in: [2]System{SystemMesHabilitations},
		fr:     "habiliter le gestionnaire RPPS+ pour cette structure, donner un courriel ou un téléphone et accepter les conditions d'utilisation",
		en:     "appoint the gestionnaire RPPS+ for this structure, give an e-mail or a telephone number and accept the terms of use",
		source: stepHabs + "; " + sourceGuide, evidence: rule.Sourced,
	},
	TaskCaller: {
		by:     [3]Performer{PerformerEquipeRH, PerformerGestionnaire},
		fr:     "compléter ce qui est déclaré du contrat, de l'habilitation et de la carte, dont les dates et identifiants n'établissent pas le droit d'enregistrer",
		en:     "complete what is stated of the contract, the appointment and the card, whose dates and identifiers do not establish the right to register",
		source: "what package gestionnaire needs to answer", evidence: rule.Policy,
	},
	TaskPending: {
		by: [3]Performer{PerformerGestionnaire}, in: [2]System{SystemRPPSPlus},
		fr:     "attendre que la demande en cours pour cette personne soit traitée",
		en:     "wait until the request in progress for this person is dealt with",
		source: sourceGuide, evidence: rule.Sourced,
	},
	TaskSearch: {
		by: [3]Performer{PerformerGestionnaire}, in: [2]System{SystemRPPSPlus},
		fr:     "rechercher la personne, par son numéro RPPS ou son état civil, avant toute création",
		en:     "search the person, by RPPS number or civil status, before anything is created",
		source: sourceGuide, evidence: rule.Sourced,
	},
	TaskSupport: {
		by: [3]Performer{PerformerGestionnaire}, in: [2]System{SystemSupport},
		fr:     "signaler les plusieurs numéros RPPS de la personne et demander lequel garder",
		en:     "report the several RPPS numbers of the person and ask which one to keep",
		source: sourcePSI + "; " + stepFAQ, evidence: rule.Inferred,
	},
	TaskNumber: {
		by: [3]Performer{PerformerGestionnaire, PerformerEquipeRH}, in: [2]System{SystemRPPSPlus},
		fr:     "retrouver le numéro RPPS de la personne, par la recherche ou auprès d'elle, et le porter dans la demande",
		en:     "find the RPPS number of the person, by the search or from them, and put it in the request",
		source: sourceGuide + "; " + sourceSlides, evidence: rule.Inferred,
	},
	TaskPurpose: {
		by: [3]Performer{PerformerGestionnaire}, in: [2]System{SystemRPPSPlus},
		fr:     "demander une nouvelle situation d'exercice, et non une nouvelle identité, car la personne a un numéro RPPS",
		en:     "ask for a new practice situation, not for a new identity, for the person has an RPPS number",
		source: sourceSlides, evidence: rule.Sourced,
	},
	TaskHomeCare: {
		by:     [3]Performer{PerformerEmployer},
		fr:     "vérifier la certification ou l'expérience de l'aide à domicile et le déclarer ; aucune copie de diplôme n'est à joindre",
		en:     "verify the certification or the experience of the home-care worker and declare it; no copy of a diploma is to be sent",
		source: sourceHomeCare, evidence: rule.Sourced,
	},
	TaskComplete: {
		by:     [3]Performer{PerformerEquipeRH, PerformerGestionnaire},
		fr:     "recueillir les données qui manquent à la demande",
		en:     "gather the data that the request lacks",
		source: sourceSlides, evidence: rule.Sourced,
	},
	TaskCorrect: {
		by:     [3]Performer{PerformerGestionnaire},
		fr:     "corriger les données qui seraient refusées",
		en:     "correct the data that would be refused",
		source: sourceSlides + "; " + stepCGU, evidence: rule.Inferred,
	},
	TaskReview: {
		by:     [3]Performer{PerformerGestionnaire},
		fr:     "vérifier les points douteux de la demande",
		en:     "look at the doubtful points of the request",
		source: stepCGU, evidence: rule.Inferred,
	},
	TaskEnter: {
		by: [3]Performer{PerformerGestionnaire}, in: [2]System{SystemRPPSPlus},
		fr:     "saisir toutes les données de la personne et enregistrer la demande",
		en:     "type all the data of the person and register the request",
		source: sourceSlides + "; " + stepPortal, evidence: rule.Sourced,
	},
	TaskPreRegister: {
		by: [3]Performer{PerformerProfessionnel}, in: [2]System{SystemRPPSPlus, SystemFranceConnect},
		fr:     "se pré-enregistrer ; l'état civil vient de FranceConnect, le reste est à saisir",
		en:     "pre-register; the civil status comes from FranceConnect, the rest is to be typed",
		source: sourceSlides + "; " + stepPortal, evidence: rule.Sourced,
	},
	TaskCreateSituation: {
		by: [3]Performer{PerformerGestionnaire}, in: [2]System{SystemRPPSPlus},
		fr:     "créer la situation d'exercice sous le numéro RPPS de la personne et choisir le rôle",
		en:     "create the practice situation under the RPPS number of the person and choose the role",
		source: sourceSlides, evidence: rule.Sourced,
	},
	TaskDeclareSituation: {
		by: [3]Performer{PerformerProfessionnel}, in: [2]System{SystemRPPSPlus, SystemProSanteConnect},
		fr:     "saisir sa nouvelle situation d'exercice",
		en:     "enter their new practice situation",
		source: sourceSlides + "; " + stepSelf, evidence: rule.Inferred,
	},
	TaskWatch: {
		by: [3]Performer{PerformerGestionnaire}, in: [2]System{SystemRPPSPlus},
		fr:     "consulter régulièrement les demandes à valider, car le portail n'envoie aucune notification",
		en:     "look regularly at the requests to validate, for the portal sends no notification",
		source: sourceSlides, evidence: rule.Sourced,
	},
	TaskValidate: {
		by: [3]Performer{PerformerGestionnaire}, in: [2]System{SystemRPPSPlus},
		fr:     "vérifier les données saisies par la personne et valider la demande",
		en:     "verify what the person entered and validate the request",
		source: sourceSlides + "; " + stepCGU, evidence: rule.Sourced,
	},
	TaskMailNumber: {
		by:     [3]Performer{PerformerANS},
		fr:     "envoyer par courriel le numéro RPPS à la personne",
		en:     "mail the RPPS number to the person",
		within: 24, source: stepFAQ, evidence: rule.Sourced,
	},
	TaskGiveNumber: {
		by:     [3]Performer{PerformerProfessionnel},
		fr:     "communiquer le numéro RPPS à l'équipe RH",
		en:     "give the RPPS number to human resources",
		source: sourceSlides, evidence: rule.Sourced,
	},
	TaskPublish: {
		by: [3]Performer{PerformerANS}, in: [2]System{SystemAnnuaire},
		fr:     "publier le nom, le rôle et le lieu d'exercice",
		en:     "publish the name, the role and the place of practice",
		within: 24, source: stepFAQ, evidence: rule.Sourced,
	},
	TaskActivate: {
		by: [3]Performer{PerformerProfessionnel}, in: [2]System{SystemECPS},
		fr:    "activer son e-CPS, avec le courriel et le mobile de correspondance",
		en:    "activate the e-CPS, with the e-mail and the mobile of correspondence",
		after: 48, source: stepFAQ + "; " + sourceECPS, evidence: rule.Sourced,
	},
	TaskNotify: {
		by:     [3]Performer{PerformerANS},
		fr:     "prévenir la personne par courriel de la mise à jour",
		en:     "tell the person of the update by mail",
		source: sourceGuide + ", on updates; by whom: not said", evidence: rule.Inferred,
	},
}

// NextSteps tells who must do what, in which system, for this request to
// become an active identity, or an active situation of somebody who has a
// number: in order.
//
// It answers the findings of [Check]: each error and each warning is named by
// one step. Where nothing can come of the request there is one step alone:
// the profession is registered by an Order or an ARS, the category is closed,
// the structure has no access to the portal. What is met already is left out,
// and of the one who registers nothing is said without [Context.Actor]. Of an actor
// without a capacity that registers it says all that a new gestionnaire needs.
//
// Training, card, attestation and appointment come in an order that works; the
// sources fix none but that the attestation follows the training. The last
// steps are those of a portal that accepts the request: none of them refuses.
func NextSteps(r Request, c Context) []Step {
	p := plan{r: &r, c: &c, registrar: registrars(&r, &c)}
	for _, f := range Check(r, c) {
		if f.Severity() == rule.Error || f.Severity() == rule.Warning {
			t := p.taskOf(f)
			if !slices.Contains(p.codes[t], f.Code()) {
				p.codes[t] = append(p.codes[t], f.Code())
			}
		}
	}
	for t := TaskOrder; t <= TaskAccess; t++ {
		if len(p.codes[t]) > 0 {
			p.add(t)
			return p.steps
		}
	}
	if r.Search.Found == 0 && r.KnownNumber().IsZero() && !r.unread(FieldNumber) {
		p.wanted[TaskSearch] = true
	}
	p.candidate()
	for t := TaskInform; t <= TaskReview; t++ {
		if len(p.codes[t]) > 0 || p.wanted[t] {
			p.add(t)
		}
	}
	situation := r.PurposeOf() == NewSituation || len(p.codes[TaskPurpose]) > 0 || r.Search.Found == FoundSeveral
	byPerson := r.Method == PreRegistration
	switch {
	case situation && byPerson:
		p.add(TaskDeclareSituation, TaskWatch, TaskValidate)
	case situation:
		p.add(TaskCreateSituation)
	case byPerson:
		p.add(TaskPreRegister, TaskWatch, TaskValidate)
	default:
		p.add(TaskEnter)
	}
	if situation {
		p.add(TaskNotify)
	} else {
		p.add(TaskMailNumber, TaskGiveNumber, TaskPublish, TaskActivate)
	}
	return p.steps
}

// candidate wants what a gestionnaire needs of somebody who has no capacity that
// registers: the findings name the capacity alone.
func (p *plan) candidate() {
	codes := p.codes[TaskAppoint]
	if !slices.Contains(codes, gestionnaire.CodeCapacity) && !slices.Contains(codes, gestionnaire.CodeMandateMissing) {
		return
	}
	site, policy := siteOf(p.r, p.c), p.c.Policy.Gestionnaire
	var m gestionnaire.Mandate
	if v := policy.MayRegister(p.c.Actor, &site, p.c.At); v.Mandate >= 0 {
		m = p.c.Actor.Mandates[v.Mandate]
	}
	m.Capacity, m.From = gestionnaire.Gestionnaire, p.c.At
	for i := range p.c.Actor.Mandates {
		// These are the person's, whichever mandate states them.
		m.Training = cmp.Or(m.Training, p.c.Actor.Mandates[i].Training)
		m.Card = cmp.Or(m.Card, p.c.Actor.Mandates[i].Card)
	}
	for _, need := range policy.Prerequisites(&m, &site, p.c.At) {
		switch need.Need {
		case gestionnaire.NeedTraining, gestionnaire.NeedAttestation, gestionnaire.NeedCard:
			for _, f := range need.Faults {
				if f.Severity() == rule.Error {
					p.wanted[p.taskOf(f)] = true
				}
			}
		}
	}
}

// plan is one run of NextSteps.
type plan struct {
	r         *Request
	c         *Context
	registrar []Performer
	codes     [taskCount][]rule.Code
	wanted    [taskCount]bool
	steps     []Step
}

func (p *plan) add(tasks ...Task) {
	for _, t := range tasks {
		row := &stepRows[t]
		s := Step{
			Task: t, By: stated(row.by[:]), In: stated(row.in[:]), Title: rule.Text{FR: row.fr, EN: row.en},
			Within: row.within, After: row.after, Source: row.source, Evidence: row.evidence, Codes: p.codes[t],
		}
		p.fit(&s)
		p.steps = append(p.steps, s)
	}
}

// fit gives a step what depends on the request.
func (p *plan) fit(s *Step) {
	byPerson := p.r.Method == PreRegistration
	switch s.Task {
	case TaskOrder:
		order := authority(p.r, p.c)
		s.Title.FR = strings.Replace(s.Title.FR, "{0}", order, 1)
		s.Title.EN = strings.Replace(s.Title.EN, "{0}", order, 1)
	case TaskComplete, TaskCorrect:
		if byPerson {
			s.By = []Performer{PerformerProfessionnel, PerformerGestionnaire}
			s.Evidence = rule.Inferred
		}
	case TaskAppoint:
		if p.officine() {
			s.By = append([]Performer{PerformerTitulaireOfficine}, s.By...)
			s.Source += "; for the titulaire: DSIH, https://dsih.fr/articles/5479/ouverture-du-portail-meshabilitations-pour-la-gestion-des-certificats-et-des-gestionnaires"
			s.Evidence = rule.Inferred
		}
	case TaskEnter, TaskCreateSituation, TaskValidate, TaskWatch:
		s.By = slices.Clone(p.registrar)
		if s.By[0] != PerformerGestionnaire {
			s.Source += "; that they are entitled: " + stepPortal
			if s.Task == TaskCreateSituation || s.Task == TaskWatch {
				s.Evidence = rule.Inferred
			}
		}
		if s.Task != TaskEnter && s.Task != TaskCreateSituation && p.r.PurposeOf() == NewSituation {
			s.Evidence = rule.Inferred // the sources describe it for a pre-registration
		}
	}
}

// stated returns the values before the first zero.
func stated[T comparable](vs []T) []T {
	var none T
	if i := slices.Index(vs, none); i >= 0 {
		vs = vs[:i]
	}
	return slices.Clone(vs)
}

// authority names who registers a regulated profession, as the finding does.
func authority(r *Request, c *Context) string {
	day := c.At
	if r.Situation.Start.After(day) {
		day = r.Situation.Start
	}
	p := r.Situation.Profession
	if p.Kind() != roles.KindOrder {
		p = r.Situation.Function
	}
	q := roles.RegistrationQuery{Profession: p, Category: roles.CategoryCivil, At: day}
	return roles.RegistrationOf(q, roles.StudentPolicy{}).Authority
}

// siteOf is the structure of a request, with what the context knows of it.
func siteOf(r *Request, c *Context) gestionnaire.Establishment {
	site := gestionnaire.Establishment{Structure: r.Situation.Structure}
	for _, e := range c.Establishments {
		if !e.Structure.Same(site.Structure) {
			continue
		}
		k := checker{r: *r}
		site = e
		d := k.described(&e)
		site.Structure.Kind, site.Structure.Sector = d.Kind, d.Sector
		break
	}
	return site
}

func (p *plan) officine() bool { return isOfficine(siteOf(p.r, p.c).Structure) }

func isOfficine(s rpps.Structure) bool {
	if s.Kind == 0 {
		s.Kind, _ = rpps.KindOfSector(s.Sector)
	}
	return s.Kind == rpps.Officine
}

// registrars are those who enter or validate: in the capacity of the actor
// when it may register, else the gestionnaire, and the titulaire in a
// dispensary.
func registrars(r *Request, c *Context) []Performer {
	site := siteOf(r, c)
	if c.Actor != nil {
		if v := c.Policy.Gestionnaire.MayRegister(c.Actor, &site, c.At); v.Mandate >= 0 {
			if p := performerOf(c.Actor.Mandates[v.Mandate].Capacity); p != 0 {
				return []Performer{p}
			}
		}
	}
	if isOfficine(site.Structure) {
		return []Performer{PerformerTitulaireOfficine, PerformerGestionnaire}
	}
	return []Performer{PerformerGestionnaire}
}

// performerOf is the performer of a capacity that may register, else 0.
func performerOf(c gestionnaire.Capacity) Performer {
	switch c {
	case gestionnaire.RepresentantLegal:
		return PerformerRepresentantLegal
	case gestionnaire.Mandataire:
		return PerformerMandataire
	case gestionnaire.TitulaireOfficine:
		return PerformerTitulaireOfficine
	case gestionnaire.Gestionnaire:
		return PerformerGestionnaire
	}
	return 0
}

// taskOf is the task that answers a finding.
func (p *plan) taskOf(f rule.Fault) Task {
	switch code := f.Code(); code {
	case CodeProfessionOrder:
		return TaskOrder
	case CodeProfessionARS:
		return TaskARS
	case CodeStudentClosed:
		return TaskStudent
	case gestionnaire.CodeStructureClosed, gestionnaire.CodeStructureHospiConnect:
		return TaskAccess
	case CodeInformationMissing, CodeInformationLate,
		CodeInformationArticle13, CodeInformationNoObjection, CodeInformationPublicData:
		return TaskInform
	case CodeNeedNone:
		return TaskNeed
	case gestionnaire.CodeHospiConnectUnknown, gestionnaire.CodeStructureUnknown, gestionnaire.CodeStructureKinds,
		gestionnaire.CodeStructureKindInferred, gestionnaire.CodeAccessUnproved:
		return TaskStructure
	case gestionnaire.CodeContractMissing, gestionnaire.CodeContractEnded, gestionnaire.CodeContractLater:
		return TaskContract
	case gestionnaire.CodeContractOther:
		return TaskContractAgain
	case gestionnaire.CodeMandataireAppointer:
		return TaskMandataire
	case gestionnaire.CodeTrainingMissing, gestionnaire.CodeTrainingLater:
		return TaskTraining
	case gestionnaire.CodeCardMissing, gestionnaire.CodeCardECPS, gestionnaire.CodeCardExpired, gestionnaire.CodeCardOpposed:
		return TaskCard
	case gestionnaire.CodeAttestationMissing, gestionnaire.CodeAttestationLater, gestionnaire.CodeAttestationEarly,
		gestionnaire.CodeAttestationSigner:
		return TaskAttestation
	case CodeCallerStructure, gestionnaire.CodeMandateMissing, gestionnaire.CodeMandateLater, gestionnaire.CodeMandateEnded,
		gestionnaire.CodeMandateOther, gestionnaire.CodeAppointer, gestionnaire.CodeCapacity,
		gestionnaire.CodeTitulaireOfficine, gestionnaire.CodeContact, gestionnaire.CodeTermsMissing, gestionnaire.CodeTermsLater:
		return TaskAppoint
	case CodePending:
		return TaskPending
	case CodeSearchNone:
		return TaskSearch
	case CodeSearchSeveral:
		return TaskSupport
	case CodePurposeSituation:
		return TaskNumber
	case CodePurposeIdentity:
		return TaskPurpose
	case CodeHomeCareUnverified, CodeHomeCareLevel, CodeHomeCareExperience:
		return TaskHomeCare
	default:
		switch {
		case f.Severity() != rule.Error:
			return TaskReview
		case strings.HasPrefix(string(code), "GES-"):
			return TaskCaller
		case strings.HasSuffix(string(code), "-MISSING"):
			return TaskComplete
		}
		return TaskCorrect
	}
}

// Explain returns the step as one sentence: who, where, what, and by when.
func (s Step) Explain(tag language.Tag) string {
	or, within, after := " ou ", " (sous {0} h)", " (à partir de {0} h après l'enregistrement)"
	colon := " : "
	if rule.IsEnglish(tag) {
		or, within, after, colon = " or ", " (within {0} hours)", " (from {0} hours after the registration on)", ": "
	}
	var b strings.Builder
	for i, p := range s.By {
		if i > 0 {
			b.WriteString(or)
		}
		if int(p) < len(performerTexts) {
			b.WriteString(performerTexts[p].In(tag))
		}
	}
	for i, in := range s.In {
		switch {
		case i == 0:
			b.WriteString(", ")
		case s.Task == TaskCard:
			b.WriteString(or)
		default:
			b.WriteByte(' ')
		}
		b.WriteString(rule.Text{FR: in.row().fr, EN: in.row().en}.In(tag))
	}
	b.WriteString(colon + s.Title.In(tag))
	if s.Within > 0 {
		b.WriteString(strings.Replace(within, "{0}", itoa(s.Within), 1))
	}
	if s.After > 0 {
		b.WriteString(strings.Replace(after, "{0}", itoa(s.After), 1))
	}
	return b.String()
}
