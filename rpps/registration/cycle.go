package registration

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// State is where a request stands, in [Cycle]. The zero State is "nothing
// yet".
//
// The labels that the portal shows are not published: the states before the
// registration are inferred from what people are asked to do.
type State uint8

const (
	// Draft: being filled in, by the professional or by a gestionnaire.
	Draft State = iota + 1
	// AwaitingValidation: submitted by the professional; nobody is notified.
	AwaitingValidation
	// Registered: in the RPPS, by the hand of the employer.
	Registered
	// NumberSent: the number has gone to the person, and the directory does
	// not show them yet.
	NumberSent
	// Listed: the directory shows the person, and the number has not gone yet.
	Listed
	// Published: the directory shows the person, who knows their number.
	Published
	// ECPSReady: the e-CPS can be activated.
	ECPSReady
	// Refused: by the employer.
	Refused
	// Cancelled: given up before any decision.
	Cancelled
	// Expired: nobody decided in the time that a policy gives.
	Expired
)

// InProgress reports whether the request waits for somebody to finish it or
// to decide it. A person has at most one that does.
func (s State) InProgress() bool { return s == Draft || s == AwaitingValidation }

// Decided reports whether an employer has registered the request.
func (s State) Decided() bool { return s >= Registered && s <= ECPSReady }

// String returns the code of the state, such as "awaitingValidation", or
// "(not stated)".
func (s State) String() string { return enum.String(stateCodes[:], s) }

// MarshalText returns the code, or the empty text before the beginning.
func (s State) MarshalText() ([]byte, error) { return enum.Text(stateCodes[:], s) }

// UnmarshalText is the inverse of MarshalText.
func (s *State) UnmarshalText(b []byte) error { return readName(s, stateCodes[:], "state", b) }

var stateCodes = [...]string{
	"", "draft", "awaitingValidation", "registered", "numberSent", "listed", "published", "eCPSReady",
	"refused", "cancelled", "expired",
}

// Event is what can happen to a request. The zero Event is "not stated" and
// never happens.
type Event uint8

const (
	EventStartPreRegistration Event = iota + 1 // the professional begins, with FranceConnect
	EventEnterManually                         // somebody begins for the employer
	EventSubmit                                // the professional hands it in
	EventRegister                              // what was entered manually is registered
	EventValidate                              // what the professional handed in is registered
	EventRefuse                                // it is turned down
	EventAskCorrection                         // it goes back to the professional
	EventWithdraw                              // it is given up by who began it
	EventTimeout                               // the time that a policy gives has passed
	EventSendNumber                            // the RPPS number goes to the person
	EventPublish                               // the directory shows the person
	EventECPSReady                             // the e-CPS can be activated
)

var eventCodes = [...]string{
	"", "startPreRegistration", "enterManually", "submit", "register", "validate", "refuse", "askCorrection",
	"withdraw", "timeout", "sendNumber", "publish", "eCPSReady",
}

// String returns the code of the event, such as "askCorrection", or "(not
// stated)".
func (e Event) String() string { return enum.String(eventCodes[:], e) }

// MarshalText returns the code, or the empty text when not stated.
func (e Event) MarshalText() ([]byte, error) { return enum.Text(eventCodes[:], e) }

// UnmarshalText is the inverse of MarshalText.
func (e *Event) UnmarshalText(b []byte) error { return readName(e, eventCodes[:], "event", b) }

// The guards of [Cycle]. [FactsOf] derives them.
const (
	GuardFranceConnect  lifecycle.Guard = iota + 1 // the professional entered it, with FranceConnect
	GuardManual                                    // the employer entered it
	GuardContactGiven                              // e-mail and telephone
	GuardStructureGiven                            // a key of the structure
	GuardNoticeAccepted                            // the legal notice of the portal
	GuardNoErrors                                  // Check finds no error
	GuardRoleChosen                                // a role for this situation
	GuardNotRegulated                              // neither an Order nor the ARS registers the profession
	GuardStructureMine                             // who acts may register for the structure
	GuardPersonInformed                            // GDPR, article 13
	GuardNoOtherRequest                            // none in progress for the person
	GuardNewIdentity                               // no number exists: searched, and none found
	GuardNewSituation                              // the number is known
	GuardReasonGiven                               // why it is refused
	GuardDelayElapsed                              // the time of the policy has passed
)

// The effects of [Cycle].
const (
	EffectPendingWork      lifecycle.Effect = iota + 1 // nobody is notified: see PendingWork
	EffectOpenSituation                                // the practice situation begins its own life cycle
	EffectCertify                                      // the civil status goes to certification
	EffectTellProfessional                             // no source says whether the portal does
	EffectMailNumber                                   // the number, by e-mail to the professional
	EffectDirectoryEntry                               // name, role and place in the public directory
	EffectMailbox                                      // an MSSanté mailbox in their name becomes possible
	EffectECPS                                         // the e-CPS can be activated
)

// The public references of the life cycle. sourceGuide and sourceSlides are
// those of the rules.
const (
	cycleFAQ    = "ANS FAQ of the RPPS+ portal, https://esante.gouv.fr/FAQ-portail-RPPS-plus"
	cyclePortal = "ANS, page of the RPPS+ portal, https://esante.gouv.fr/enreg"
	cycleCGU    = "conditions of use of the RPPS+ portal, https://esante.gouv.fr/securite/annuaire-sante/portail-RPPS-plus/mentions-legales"
	cycleSelf   = "ANS guide for the professional who updates their own data, https://esante.gouv.fr/guides/guides-rpps/mise-a-jour-informations"
	cyclePSI    = "Pro Santé Identité, README v0.9.0, https://github.com/ansforge/psc-psi-api"
	cyclePress  = "Le Moniteur des pharmacies, https://lemoniteurdespharmacies.fr/business/numerique/e-sante/rpps-et-e-cps-des-preparateurs-cest-pret-a-vous-de-jouer"
	cycleOwn    = "no source says; choice of package registration"
)

var cycle lifecycle.Lazy[State, Event]

// Cycle returns the life cycle of a registration request: the manual way, the
// way through FranceConnect, and what follows a registration.
//
// The number goes out and the directory shows the person within 24 hours, in
// an order that no source gives: both are possible, and meet in [Published].
// A request for one more situation sends no number, for the person has one.
//
// Expiry (REQ-13) is off: nothing says that a pre-registration expires. The 30
// days of Pro Santé Identité are for accounts that no establishment claims. A
// program that wants a delay allows REQ-13 and asks [ExpiresOn].
func Cycle() *lifecycle.Machine[State, Event] { return cycle.Get(cycleTable) }

func cycleTable() lifecycle.Spec[State, Event] {
	type (
		st = lifecycle.StateInfo[State]
		ev = lifecycle.EventInfo[Event]
		gu = lifecycle.GuardInfo
		ef = lifecycle.EffectInfo
		mv = lifecycle.Move[State, Event]
		no = lifecycle.Refused[State, Event]
	)
	text := func(fr, en string) rule.Text { return rule.Text{FR: fr, EN: en} }
	states := func(s ...State) []State { return s }
	events := func(e ...Event) []Event { return e }

	professional := lifecycle.By(lifecycle.Professional)
	employer := lifecycle.By(lifecycle.Gestionnaire, lifecycle.RepresentantLegal, lifecycle.Mandataire, lifecycle.TitulaireOfficine)
	ans := lifecycle.By(lifecycle.ANS)

	// What a registration asks for, whatever the way.
	decision := lifecycle.Holding(GuardNoErrors, GuardRoleChosen, GuardNotRegulated, GuardStructureMine,
		GuardPersonInformed, GuardNoOtherRequest)
	identity := lifecycle.Doing(EffectOpenSituation, EffectCertify)
	more := lifecycle.Doing(EffectOpenSituation)

	return lifecycle.Spec[State, Event]{
		Name: "request", Version: "2026-11",
		Title: text("Demande d'enregistrement RPPS+", "RPPS+ registration request"),
		States: []st{
			{
				State: Draft, Code: Draft.String(), Title: text("en cours de saisie", "being filled in"),
				Note:   text("Libellé du portail non publié.", "The label of the portal is not published."),
				Source: sourceSlides, Evidence: rule.Inferred,
			},
			{
				State: AwaitingValidation, Code: AwaitingValidation.String(), Title: text("en attente de validation", "awaiting validation"),
				Note:   text("Libellé du portail non publié.", "The label of the portal is not published."),
				Source: sourceSlides, Evidence: rule.Inferred,
			},
			{State: Registered, Code: Registered.String(), Title: text("enregistrée", "registered"), Source: cycleFAQ, Evidence: rule.Sourced},
			{State: NumberSent, Code: NumberSent.String(), Title: text("numéro envoyé", "number sent"), Source: cycleFAQ, Evidence: rule.Sourced},
			{
				State: Listed, Code: Listed.String(), Title: text("publiée, numéro à envoyer", "published, number to be sent"),
				Note:   text("Aucune source ne dit lequel vient d'abord, du numéro ou de la publication.", "No source says which comes first, the number or the publication."),
				Source: cycleFAQ, Evidence: rule.Inferred,
			},
			{State: Published, Code: Published.String(), Title: text("publiée", "published"), Source: cycleFAQ, Evidence: rule.Sourced},
			{State: ECPSReady, Code: ECPSReady.String(), Title: text("e-CPS activable", "e-CPS ready"), Source: cycleFAQ, Evidence: rule.Sourced, Final: true},
			{
				State: Refused, Code: Refused.String(), Title: text("refusée", "refused"),
				Note:   text("Une nouvelle demande reste possible.", "A new request remains possible."),
				Source: sourceSlides, Evidence: rule.Inferred, Final: true,
			},
			{State: Cancelled, Code: Cancelled.String(), Title: text("abandonnée", "given up"), Source: sourceSlides, Evidence: rule.Inferred, Final: true},
			{
				State: Expired, Code: Expired.String(), Title: text("expirée", "expired"),
				Note:   text("Seulement si une politique le veut.", "Only if a policy wants it."),
				Source: cyclePSI, Evidence: rule.Inferred, Final: true,
			},
		},
		Events: []ev{
			{Event: EventStartPreRegistration, Code: EventStartPreRegistration.String(), Title: text("commencer le pré-enregistrement", "start the pre-registration"), Source: sourceSlides + "; " + cyclePortal, Evidence: rule.Sourced},
			{Event: EventEnterManually, Code: EventEnterManually.String(), Title: text("saisir pour le professionnel", "enter for the professional"), Source: sourceSlides + "; " + sourceGuide, Evidence: rule.Sourced},
			{Event: EventSubmit, Code: EventSubmit.String(), Title: text("soumettre", "submit"), Source: sourceSlides, Evidence: rule.Sourced},
			{Event: EventRegister, Code: EventRegister.String(), Title: text("enregistrer", "register"), Source: sourceSlides + "; " + cycleCGU, Evidence: rule.Sourced},
			{Event: EventValidate, Code: EventValidate.String(), Title: text("valider", "validate"), Source: cycleCGU + "; " + cyclePortal, Evidence: rule.Sourced},
			{Event: EventRefuse, Code: EventRefuse.String(), Title: text("refuser", "refuse"), Source: sourceSlides, Evidence: rule.Inferred},
			{Event: EventAskCorrection, Code: EventAskCorrection.String(), Title: text("demander une correction", "ask for a correction"), Source: sourceSlides, Evidence: rule.Inferred},
			{Event: EventWithdraw, Code: EventWithdraw.String(), Title: text("abandonner", "give up"), Source: sourceSlides, Evidence: rule.Inferred},
			{Event: EventTimeout, Code: EventTimeout.String(), Title: text("laisser passer le délai", "let the time pass"), Source: cyclePSI, Evidence: rule.Inferred},
			{Event: EventSendNumber, Code: EventSendNumber.String(), Title: text("envoyer le numéro RPPS", "send the RPPS number"), Source: cycleFAQ, Evidence: rule.Sourced},
			{Event: EventPublish, Code: EventPublish.String(), Title: text("publier dans l'annuaire", "publish in the directory"), Source: cycleFAQ, Evidence: rule.Sourced},
			{Event: EventECPSReady, Code: EventECPSReady.String(), Title: text("ouvrir l'activation de l'e-CPS", "open the activation of the e-CPS"), Source: cycleFAQ, Evidence: rule.Sourced},
		},
		Guards: []gu{
			{Guard: GuardFranceConnect, Code: "franceConnect", Title: text("le professionnel saisit lui-même avec FranceConnect", "the professional enters it with FranceConnect"), Source: sourceSlides + "; " + cyclePress, Evidence: rule.Sourced},
			{Guard: GuardManual, Code: "manual", Title: text("la saisie est faite par l'employeur", "the employer enters it"), Source: sourceSlides, Evidence: rule.Sourced},
			{Guard: GuardContactGiven, Code: "contactGiven", Title: text("courriel et téléphone sont donnés", "e-mail and telephone are given"), Source: sourcePSI + "; " + sourceECPS, Evidence: rule.Inferred},
			{Guard: GuardStructureGiven, Code: "structureGiven", Title: text("la structure est désignée", "the structure is named"), Source: cyclePress, Evidence: rule.Inferred},
			{Guard: GuardNoticeAccepted, Code: "noticeAccepted", Title: text("les mentions légales sont acceptées", "the legal notice is accepted"), Source: sourceGuide, Evidence: rule.Inferred},
			{
				Guard: GuardNoErrors, Code: "noErrors", Title: text("le contrôle ne trouve pas d'erreur", "the check finds no error"),
				Note:   text("Ce que le portail ou Pro Santé Identité refuserait.", "What the portal or Pro Santé Identité would refuse."),
				Source: sourcePSI, Evidence: rule.Inferred,
			},
			{Guard: GuardRoleChosen, Code: "roleChosen", Title: text("un rôle est choisi", "a role is chosen"), Source: sourceSlides, Evidence: rule.Sourced},
			{Guard: GuardNotRegulated, Code: "notRegulated", Title: text("la profession ne relève ni d'un ordre ni de l'ARS", "neither an Order nor the ARS registers the profession"), Source: sourceArrete, Evidence: rule.Sourced},
			{Guard: GuardStructureMine, Code: "structureMine", Title: text("la personne qui agit est habilitée pour la structure", "who acts is entitled for the structure"), Source: sourceGuide, Evidence: rule.Sourced},
			{Guard: GuardPersonInformed, Code: "personInformed", Title: text("le professionnel a été informé (article 13 du RGPD)", "the person was informed (article 13 of the GDPR)"), Source: sourceSlides, Evidence: rule.Sourced},
			{
				Guard: GuardNoOtherRequest, Code: "noOtherRequest", Title: text("aucune autre demande n'est en cours pour la personne", "no other request is in progress for the person"),
				Note:   text("Écrit pour les modifications, étendu aux créations.", "Written of modifications, extended to creations."),
				Source: sourceGuide, Evidence: rule.Inferred,
			},
			{Guard: GuardNewIdentity, Code: "newIdentity", Title: text("la recherche n'a trouvé aucun numéro RPPS", "the search has found no RPPS number"), Source: sourceSlides + "; " + sourceGuide + "; " + sourcePSI + ", 409", Evidence: rule.Sourced},
			{Guard: GuardNewSituation, Code: "newSituation", Title: text("le numéro RPPS est connu et la demande porte sur une situation", "the RPPS number is known and the request is for a situation"), Source: sourceSlides + "; " + sourceGuide, Evidence: rule.Sourced},
			{
				Guard: GuardReasonGiven, Code: "reasonGiven", Title: text("un motif est donné", "a reason is given"),
				Note:   text("La liste des motifs du portail n'est pas publiée.", "The list of reasons of the portal is not published."),
				Source: cycleOwn, Evidence: rule.Policy,
			},
			{Guard: GuardDelayElapsed, Code: "delayElapsed", Title: text("le délai choisi est passé", "the chosen delay has passed"), Source: cycleOwn, Evidence: rule.Policy},
		},
		Effects: []ef{
			{Effect: EffectPendingWork, Code: "pendingWork", Title: text("inscrire au travail en attente (le gestionnaire n'est pas averti)", "enter in the pending work (the gestionnaire is not notified)"), Source: sourceSlides, Evidence: rule.Sourced},
			{
				Effect: EffectOpenSituation, Code: "openSituation", Title: text("créer la situation d'exercice", "create the practice situation"),
				Note:   text("Elle a son propre cycle de vie, et ses propres effets : courriel au professionnel, accès au DMP.", "It has a life cycle and effects of its own: e-mail to the professional, access to the DMP."),
				Source: sourceSlides, Evidence: rule.Sourced,
			},
			{Effect: EffectCertify, Code: "certifyCivilStatus", Title: text("faire certifier l'état civil", "have the civil status certified"), Source: "NOS TRE_R31-StatutEtatCivil, https://mos.esante.gouv.fr/NOS/", Evidence: rule.Inferred},
			{
				Effect: EffectTellProfessional, Code: "tellProfessional", Title: text("prévenir le professionnel", "tell the professional"),
				Note:   text("Aucune source ne dit si le portail le fait.", "No source says whether the portal does."),
				Source: cycleOwn, Evidence: rule.Policy, Unknown: true,
			},
			{Effect: EffectMailNumber, Code: "mailNumber", Title: text("le professionnel reçoit son numéro RPPS par courriel (sous 24 h)", "the professional receives their RPPS number by e-mail (within 24 hours)"), Source: cycleFAQ, Evidence: rule.Sourced},
			{Effect: EffectDirectoryEntry, Code: "directoryEntry", Title: text("l'annuaire public montre la personne avec son rôle et son lieu (sous 24 h)", "the public directory shows the person with role and place (within 24 hours)"), Source: cycleFAQ, Evidence: rule.Sourced},
			{
				Effect: EffectMailbox, Code: "mssanteMailbox", Title: text("une boîte MSSanté nominative devient possible", "an MSSanté mailbox in their name becomes possible"),
				Note:   text("Sous réserve d'habilitation ; aucune source ne dit à partir de quand.", "Subject to entitlement; no source says from when."),
				Source: cyclePortal, Evidence: rule.Inferred,
			},
			{Effect: EffectECPS, Code: "ecps", Title: text("l'e-CPS peut être activée (48 h après)", "the e-CPS can be activated (48 hours later)"), Source: cycleFAQ, Evidence: rule.Sourced},
		},
		Exclusive: [][2]lifecycle.Guard{{GuardFranceConnect, GuardManual}, {GuardNewIdentity, GuardNewSituation}},
		Moves: []mv{
			{
				ID: "REQ-1", On: EventStartPreRegistration, By: professional, If: lifecycle.Holding(GuardFranceConnect, GuardNoOtherRequest), To: Draft,
				Source: sourceSlides + "; " + cyclePress, Evidence: rule.Sourced,
			},
			{
				ID: "REQ-2", On: EventEnterManually, By: employer, If: lifecycle.Holding(GuardManual, GuardStructureMine, GuardNoOtherRequest), To: Draft,
				Source: sourceSlides + "; " + sourceGuide + "; " + cyclePortal, Evidence: rule.Sourced,
			},
			{
				ID: "REQ-3", From: Draft, On: EventSubmit, By: professional,
				If: lifecycle.Holding(GuardFranceConnect, GuardContactGiven, GuardStructureGiven, GuardNoticeAccepted), To: AwaitingValidation,
				Then:   lifecycle.Doing(EffectPendingWork),
				Note:   text("Les conditions sont déduites de ce que l'écran demande.", "The conditions are drawn from what the screen asks for."),
				Source: sourceSlides, Evidence: rule.Sourced,
			},
			{
				ID: "REQ-4", From: Draft, On: EventRegister, By: employer, If: decision.With(GuardManual, GuardNewIdentity), To: Registered,
				Then: identity, Source: sourceSlides + "; " + cycleCGU + "; " + cyclePortal, Evidence: rule.Sourced,
			},
			{
				ID: "REQ-5", From: Draft, On: EventRegister, By: employer, If: decision.With(GuardManual, GuardNewSituation), To: Registered,
				Then: more, Source: sourceSlides + "; " + cyclePortal, Evidence: rule.Sourced,
			},
			{
				ID: "REQ-6", From: AwaitingValidation, On: EventValidate, By: employer, If: decision.With(GuardNewIdentity), To: Registered,
				Then: identity, Source: cycleCGU + "; " + cyclePortal + "; " + cyclePress, Evidence: rule.Sourced,
			},
			{
				ID: "REQ-7", From: AwaitingValidation, On: EventValidate, By: employer, If: decision.With(GuardNewSituation), To: Registered,
				Then:   more,
				Note:   text("Les supports montrent la saisie par le salarié ; sa validation en est déduite.", "The slides show the entry by the employee; its validation is drawn from that."),
				Source: sourceSlides + "; " + cycleCGU, Evidence: rule.Inferred,
			},
			{
				ID: "REQ-8", From: AwaitingValidation, On: EventRefuse, By: employer, If: lifecycle.Holding(GuardStructureMine, GuardReasonGiven), To: Refused,
				Then:   lifecycle.Doing(EffectTellProfessional),
				Source: sourceSlides + ": verify and validate", Evidence: rule.Inferred,
			},
			{
				ID: "REQ-9", From: AwaitingValidation, On: EventAskCorrection, By: employer, If: lifecycle.Holding(GuardStructureMine), To: Draft,
				Then:   lifecycle.Doing(EffectTellProfessional),
				Source: sourceSlides + ": verify and validate", Evidence: rule.Inferred,
			},
			{
				ID: "REQ-10", From: Draft, On: EventWithdraw, By: professional, If: lifecycle.Holding(GuardFranceConnect), To: Cancelled,
				Source: sourceSlides + ": the professional pre-registers themselves", Evidence: rule.Inferred,
			},
			{
				ID: "REQ-11", From: Draft, On: EventWithdraw, By: employer, If: lifecycle.Holding(GuardManual, GuardStructureMine), To: Cancelled,
				Note:   text("Une saisie laissée là ne doit pas bloquer les autres employeurs.", "An entry that is left must not stand in the way of other employers."),
				Source: cycleOwn, Evidence: rule.Policy,
			},
			{
				ID: "REQ-12", From: AwaitingValidation, On: EventWithdraw, By: professional, To: Cancelled,
				Source: sourceSlides + ": the professional pre-registers themselves", Evidence: rule.Inferred,
			},
			{
				ID: "REQ-13", From: AwaitingValidation, On: EventTimeout, By: lifecycle.By(lifecycle.Clock), If: lifecycle.Holding(GuardDelayElapsed), To: Expired,
				Off: true,
				Note: text("Aucune source ne parle d'expiration ; les 30 jours de Pro Santé Identité visent les comptes qu'aucun établissement ne revendique.",
					"No source speaks of expiry; the 30 days of Pro Santé Identité are for accounts that no establishment claims."),
				Source: cyclePSI, Evidence: rule.Inferred,
			},
			{
				ID: "REQ-14", From: Registered, On: EventSendNumber, By: ans, If: lifecycle.Holding(GuardNewIdentity), To: NumberSent,
				Then: lifecycle.Doing(EffectMailNumber), Source: cycleFAQ, Evidence: rule.Sourced,
			},
			{
				ID: "REQ-15", From: Registered, On: EventPublish, By: ans, If: lifecycle.Holding(GuardNewIdentity), To: Listed,
				Then:   lifecycle.Doing(EffectDirectoryEntry, EffectMailbox),
				Note:   text("Les deux délais sont de 24 h ; l'ordre n'est pas dit.", "Both delays are of 24 hours; the order is not told."),
				Source: cycleFAQ, Evidence: rule.Inferred,
			},
			{
				ID: "REQ-16", From: Registered, On: EventPublish, By: ans, If: lifecycle.Holding(GuardNewSituation), To: Published,
				Then:   lifecycle.Doing(EffectDirectoryEntry, EffectMailbox),
				Note:   text("La FAQ parle d'un premier enregistrement.", "The FAQ speaks of a first registration."),
				Source: cycleFAQ, Evidence: rule.Inferred,
			},
			{
				ID: "REQ-17", From: NumberSent, On: EventPublish, By: ans, To: Published,
				Then: lifecycle.Doing(EffectDirectoryEntry, EffectMailbox), Source: cycleFAQ, Evidence: rule.Sourced,
			},
			{
				ID: "REQ-18", From: Listed, On: EventSendNumber, By: ans, To: Published,
				Then: lifecycle.Doing(EffectMailNumber), Source: cycleFAQ, Evidence: rule.Inferred,
			},
			{
				ID: "REQ-19", From: Published, On: EventECPSReady, By: ans, To: ECPSReady,
				Then: lifecycle.Doing(EffectECPS), Source: cycleFAQ, Evidence: rule.Sourced,
			},
		},
		Refusals: []no{
			{
				From: states(Draft, AwaitingValidation), On: events(EventStartPreRegistration, EventEnterManually),
				Why:    text("Cette demande est déjà commencée.", "This request has begun already."),
				Source: sourceGuide, Evidence: rule.Inferred,
			},
			{
				From: states(Draft), On: events(EventValidate, EventRefuse, EventAskCorrection),
				Why:    text("Seul ce que le professionnel a soumis se valide, se refuse ou se renvoie.", "Only what the professional has submitted is validated, refused or sent back."),
				Source: sourceSlides, Evidence: rule.Inferred,
			},
			{
				From: states(Draft), On: events(EventTimeout),
				Why:    text("Le délai court à partir de la soumission.", "The delay runs from the submission."),
				Source: cycleOwn, Evidence: rule.Policy,
			},
			{
				From: states(AwaitingValidation), On: events(EventRegister),
				Why:    text("Un pré-enregistrement se valide ; il ne se saisit pas une seconde fois.", "A pre-registration is validated, and not entered a second time."),
				Source: sourceSlides, Evidence: rule.Inferred,
			},
			{
				From: states(Draft, AwaitingValidation), On: events(EventSendNumber, EventPublish, EventECPSReady),
				Why:    text("Rien n'est envoyé ni publié avant l'enregistrement par l'employeur.", "Nothing is sent or published before the employer registers."),
				Source: cycleFAQ, Evidence: rule.Sourced,
			},
			{
				From: states(Registered, NumberSent, Listed, Published),
				On: events(EventStartPreRegistration, EventEnterManually, EventSubmit, EventRegister, EventValidate, EventRefuse,
					EventAskCorrection, EventWithdraw, EventTimeout),
				Why: text("L'enregistrement est fait, et le numéro est attribué pour la vie : la suite passe par la situation d'exercice.",
					"The registration is made, and the number is for life: what comes after goes through the practice situation."),
				Source: cycleSelf + "; " + cyclePortal, Evidence: rule.Inferred,
			},
			{
				From: states(Registered, NumberSent, Listed), On: events(EventECPSReady),
				Why:    text("L'e-CPS vient 48 h après ; le numéro et la publication, sous 24 h.", "The e-CPS comes 48 hours after, number and publication within 24."),
				Source: cycleFAQ, Evidence: rule.Inferred,
			},
			{
				From: states(NumberSent, Published), On: events(EventSendNumber),
				Why:    text("Le numéro est unique et ne change pas.", "The number is unique and does not change."),
				Source: cycleSelf + "; " + cyclePortal, Evidence: rule.Inferred,
			},
		},
		Unforeseen: []lifecycle.Pairs[State, Event]{
			{From: states(AwaitingValidation), On: events(EventSubmit)},
			{From: states(Listed, Published), On: events(EventPublish)},
		},
	}
}

// Standing is what a request does not say itself and its guards ask for: what
// else there is for the person, and what was declared about the event. What is
// not stated makes no guard hold.
type Standing struct {
	// OtherRequest says whether another request is in progress for the person;
	// not stated, Pending of the request counts.
	OtherRequest rpps.Answer
	// Number is the RPPS number that the person is known to have.
	Number rpps.Number
	// NumberToCome: an identity was registered for the person, and its number
	// is not known yet. Nothing else can be registered until it is.
	NumberToCome bool
	// Reason declares that a reason is given for a refusal.
	Reason rpps.Answer
	// Submitted is the day of the submission, and ExpireAfter the delay of
	// [ExpiresOn].
	Submitted   civil.Date
	ExpireAfter int
}

// String tells whether the number is known, not the number.
func (s Standing) String() string {
	if s.Number.IsZero() {
		return "Standing(number not stated)"
	}
	return "Standing(number stated)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (s Standing) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue implements [slog.LogValuer].
func (s Standing) LogValue() slog.Value { return slog.StringValue(s.String()) }

// FactsOf derives the guards of [Cycle] from a request, from what [Check]
// says of it on the day c.At, and from what stands beside it. What is not
// stated does not hold: without an actor in the context the structure is
// nobody's, without a search no identity is new.
func FactsOf(r *Request, c Context, s Standing) lifecycle.Facts {
	if r == nil {
		r = &Request{}
	}
	facts := lifecycle.Facts(0)
	hold := func(g lifecycle.Guard, holds bool) {
		if holds {
			facts = facts.With(g)
		}
	}
	hold(GuardFranceConnect, r.Method == PreRegistration)
	hold(GuardManual, r.Method == Manual || r.Method == 0)
	hold(GuardContactGiven, trim(string(r.Contact.Email)) != "" && trim(string(r.Contact.Phone)) != "")
	hold(GuardStructureGiven, hasKey(r.Situation.Structure))
	hold(GuardNoticeAccepted, r.LegalNotice == rpps.Yes)
	hold(GuardNoErrors, Check(*r, c).Err() == nil)
	hold(GuardRoleChosen, r.Situation.Role != 0 && !r.Situation.RoleInferred)
	hold(GuardNotRegulated, r.Situation.Function != 0 && !isRegulated(r.Situation.Function) && !isRegulated(r.Situation.Profession))
	hold(GuardStructureMine, mayAct(r, c))
	hold(GuardPersonInformed, informed(r.Information, c.At))
	hold(GuardNoOtherRequest, r.Pending != rpps.Yes && (s.OtherRequest == rpps.No || s.OtherRequest == 0 && r.Pending == rpps.No))
	hold(GuardNewIdentity, newIdentity(r, c.At) && s.Number.IsZero() && !s.NumberToCome)
	hold(GuardNewSituation, newSituation(r) && (s.Number.IsZero() || s.Number == r.KnownNumber()) && !s.NumberToCome)
	hold(GuardReasonGiven, s.Reason == rpps.Yes)
	end := ExpiresOn(s.Submitted, s.ExpireAfter)
	hold(GuardDelayElapsed, !end.IsZero() && !c.At.Before(end) && !c.At.IsZero())
	return facts
}

// hasKey reports whether one of the keys by which a request names its
// structure is stated.
func hasKey(s rpps.Structure) bool {
	return !s.SIRET.IsZero() || !s.FINESS.IsZero() || !s.RPPSRang.IsZero()
}

func isRegulated(p roles.Profession) bool {
	return p.Kind() == roles.KindOrder || p.Kind() == roles.KindARS
}

// mayAct reports whether the actor of the context may register for the
// structure of the request: as the context knows it, if it lists any.
func mayAct(r *Request, c Context) bool {
	if len(c.Establishments) > 0 {
		return c.mayRegister(r.Situation.Structure, c.At).Allowed
	}
	site := gestionnaire.Establishment{Structure: r.Situation.Structure}
	return c.Policy.Gestionnaire.MayRegister(c.Actor, &site, c.At).Allowed
}

// informed reports whether the person was told everything by a day.
func informed(i Information, day civil.Date) bool {
	return !i.On.IsZero() && !day.IsZero() && !i.On.After(day) &&
		i.Article13 != rpps.No && i.NoObjection != rpps.No && i.PublicData != rpps.No
}

// newIdentity reports whether the request is for a person without a number,
// who was looked for by the day and not found.
func newIdentity(r *Request, day civil.Date) bool {
	return r.PurposeOf() == NewIdentity && r.KnownNumber().IsZero() && !r.unread(FieldNumber) &&
		r.Search.Found == FoundNone && !r.Search.On.After(day)
}

func newSituation(r *Request) bool {
	return r.PurposeOf() == NewSituation && !r.KnownNumber().IsZero()
}

// ExpiresOn returns the first day on which a request that was submitted on a
// day has waited longer than a number of days. With no day or no delay it is
// "not stated": it never expires, which is the default, for no source speaks
// of expiry. Pro Santé Identité deletes accounts that no establishment claims
// after 30 calendar days; that is another thing.
func ExpiresOn(submitted civil.Date, days int) civil.Date {
	if days <= 0 {
		return civil.Date{}
	}
	return submitted.AddDays(days).AddDays(1)
}

// Due are the days by which something is to follow a registration. The sources
// count in hours and do not say from which moment; a day later is "within 24
// hours", two days later "after 48 hours". Whether days off count is not told.
type Due struct {
	// Number is the last day for the RPPS number to arrive, Directory that for
	// the public directory to show the person.
	Number    civil.Date `json:"number,omitzero"`
	Directory civil.Date `json:"directory,omitzero"`
	// ECPS is the first day on which the e-CPS can be activated.
	ECPS civil.Date `json:"ecps,omitzero"`
}

// Deadlines returns what follows a registration, and by when. A person who has
// a number is sent none.
//
// Source: ANS FAQ of the portal, https://esante.gouv.fr/FAQ-portail-RPPS-plus
func Deadlines(registered civil.Date, p Purpose) Due {
	next := registered.AddDays(1)
	d := Due{Directory: next, ECPS: registered.AddDays(2)}
	if p != NewSituation {
		d.Number = next
	}
	return d
}

// Codes of the rules on the dossier of a person.
const (
	CodeDossierAct      rule.Code = "REG-DOSSIER-ACT"
	CodeDossierOrder    rule.Code = "REG-DOSSIER-ORDER"
	CodeDossierIdentity rule.Code = "REG-DOSSIER-IDENTITY"
	CodeDossierNumber   rule.Code = "REG-DOSSIER-NUMBER"
	CodeDossierDeath    rule.Code = "REG-DOSSIER-DEATH"
	CodeDossierHeld     rule.Code = "REG-DOSSIER-HELD"
	CodeDossierEnd      rule.Code = "REG-DOSSIER-END"
)

const (
	ruleDossierAct = iota
	ruleDossierOrder
	ruleDossierIdentity
	ruleDossierNumber
	ruleDossierDeath
	ruleDossierHeld
	ruleDossierEnd
)

var cycleRules = [...]rule.Rule{
	ruleDossierAct: {
		Code: CodeDossierAct, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Acte mal formé", EN: "Act badly formed"},
		Message: rule.Text{
			FR: "un acte porte un seul événement, sur une demande ou une situation du dossier, avec ce que cet événement demande",
			EN: "an act has one event, on a request or a situation of the dossier, with what this event asks for",
		},
		Source: cycleOwn, Evidence: rule.Policy,
	},
	ruleDossierOrder: {
		Code: CodeDossierOrder, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Acte antérieur au dernier", EN: "Act before the last one"},
		Message: rule.Text{
			FR: "l'acte est daté d'avant le dernier acte du dossier",
			EN: "the act is dated before the last act of the dossier",
		},
		Source: cycleOwn, Evidence: rule.Policy,
	},
	ruleDossierIdentity: {
		Code: CodeDossierIdentity, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "État civil qui n'est pas celui du dossier", EN: "Civil status that is not the one of the dossier"},
		Message: rule.Text{
			FR: "l'état civil n'est pas celui que le dossier tient : si le professionnel l'a saisi par FranceConnect, renvoyez-lui la demande pour correction ; sinon, vérifiez de qui est le numéro RPPS",
			EN: "the civil status is not the one that the dossier holds: if the professional entered it through FranceConnect, send them the request back for correction; otherwise see whose the RPPS number is",
		},
		Source: sourceSlides + "; " + sourceGuide + "; " + sourcePSI + ", an identifier that is not of the person", Evidence: rule.Inferred,
	},
	ruleDossierNumber: {
		Code: CodeDossierNumber, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Numéro RPPS non connu", EN: "RPPS number not known"},
		Message: rule.Text{
			FR: "l'acte demande le numéro RPPS de la personne, avec une clé juste, et le même que celui du dossier",
			EN: "the act asks for the RPPS number of the person, with a right key, and the one of the dossier",
		},
		Source: sourceGuide + "; " + cycleSelf, Evidence: rule.Inferred,
	},
	ruleDossierDeath: {
		Code: CodeDossierDeath, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Décès connu", EN: "Death known"},
		Message: rule.Text{
			FR: "le décès de la personne est connu",
			EN: "the person is known to have died",
		},
		Source: "NOS TRE_R25-MotifFinActivite, https://mos.esante.gouv.fr/NOS/; " + sourcePSI, Evidence: rule.Inferred,
	},
	ruleDossierHeld: {
		Code: CodeDossierHeld, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Situation déjà au dossier", EN: "Situation in the dossier already"},
		Message: rule.Text{
			FR: "le dossier contient déjà cette situation",
			EN: "the dossier holds this situation already",
		},
		Source: cycleOwn, Evidence: rule.Policy,
	},
	ruleDossierEnd: {
		Code: CodeDossierEnd, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Fin d'un jour inconnu", EN: "End on an unknown day"},
		Message: rule.Text{
			FR: "un motif de fin est donné sans date de fin : la situation est terminée ou le sera, on ne sait quand",
			EN: "an end reason is given without an end: the situation is over or will be, nobody knows when",
		},
		Source: cycleOwn, Evidence: rule.Policy,
	},
}

// cycleRuleList returns the rules of the dossier, for Rules.
func cycleRuleList() []rule.Rule { return append([]rule.Rule(nil), cycleRules[:]...) }
