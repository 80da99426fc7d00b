package situation

import (
	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// State is where a practice situation stands, in [Cycle]. The zero State is
// "nothing yet".
//
// Absence (sick leave, holidays) is no state: no source knows one, and the
// situation stays open. A situation that a directory suppressed is not a
// closed one either, and has no state here.
type State uint8

const (
	// Declared: stated by the professional; an employer has not decided yet.
	Declared State = iota + 1
	// Planned: accepted, and its start lies ahead.
	Planned
	// Active: begun, without an end.
	Active
	// EndScheduled: begun, and its end is known and not passed.
	EndScheduled
	// Closed: over, for ever.
	Closed
	// Cancelled: given up before it began.
	Cancelled
	// Refused: turned down by the employer.
	Refused
)

var stateCodes = [...]string{"", "declared", "planned", "active", "endScheduled", "closed", "cancelled", "refused"}

// IsFinal reports whether nothing more can happen to the situation.
func (s State) IsFinal() bool { return s >= Closed && s <= Refused }

// IsAccepted reports whether an employer has accepted the situation and it was not given
// up: Planned, Active, EndScheduled or Closed. Of these alone the dates say whether the
// situation is open. What was declared, refused or cancelled has dates too, and opens
// nothing on any of them.
func (s State) IsAccepted() bool { return s >= Planned && s <= Closed }

// String returns the code of the state, such as "endScheduled", or "(not
// stated)".
func (s State) String() string { return enum.String(stateCodes[:], s) }

// MarshalText returns the code, or the empty text before the beginning.
func (s State) MarshalText() ([]byte, error) { return enum.Text(stateCodes[:], s) }

// UnmarshalText is the inverse of MarshalText. A refusal leaves "not stated".
func (s *State) UnmarshalText(b []byte) error { return readCode(s, stateCodes[:], "state", b) }

// Event is what can happen to a practice situation. The zero Event is "not
// stated" and never happens.
type Event uint8

const (
	EventCreate      Event = iota + 1 // somebody of the employer enters it
	EventDeclare                      // the professional enters it
	EventValidate                     // what the professional entered is accepted
	EventRefuse                       // what the professional entered is turned down
	EventStart                        // its first day is reached
	EventModify                       // structure, profession, exercise name or start change
	EventAmendRole                    // the role changes, in the same situation
	EventSetEnd                       // its last day is set, or set anew
	EventClearEnd                     // its last day is taken away
	EventClose                        // it is closed, with its last day
	EventDayAfterEnd                  // its last day has passed
	EventCancel                       // it is given up before it begins
	EventDeath                        // the professional has died
	EventReopen                       // it is to go on after its end
)

var eventCodes = [...]string{
	"", "create", "declare", "validate", "refuse", "start", "modify", "amendRole", "setEnd", "clearEnd", "close",
	"dayAfterEnd", "cancel", "death", "reopen",
}

// String returns the code of the event, such as "amendRole", or "(not
// stated)".
func (e Event) String() string { return enum.String(eventCodes[:], e) }

// MarshalText returns the code, or the empty text when not stated.
func (e Event) MarshalText() ([]byte, error) { return enum.Text(eventCodes[:], e) }

// UnmarshalText is the inverse of MarshalText. A refusal leaves "not stated".
func (e *Event) UnmarshalText(b []byte) error { return readCode(e, eventCodes[:], "event", b) }

// The guards of [Cycle]. [FactsOf] derives them.
const (
	GuardRoleChosen      lifecycle.Guard = iota + 1 // a role was chosen for this very situation
	GuardRoleChanges                                // another role was chosen
	GuardInScope                                    // who acts has an open right for the structure
	GuardOwnStructure                               // the situation is one of the structure that acts
	GuardNoRequest                                  // no other modification request is in progress
	GuardCompatible                                 // profession, role and sector go together
	GuardDatesInOrder                               // a start, and no end before it or of an unknown day
	GuardStartAhead                                 // the start lies after the day
	GuardStartReached                               // the start is on the day or before
	GuardEndOpen                                    // a start, and no end
	GuardEndAhead                                   // an end that has not passed
	GuardEndPassed                                  // an end that has passed
	GuardNewEndInOrder                              // the end asked for is not before the start
	GuardNewEndNotPast                              // the end asked for is not before the day
	GuardNewEndReached                              // the end asked for is on the day or before
	GuardNewEndLater                                // the end asked for lies after the day
	GuardNewDatesInOrder                            // the start asked for is not after the end
	GuardNewStartAhead                              // the start asked for, or kept, lies after the day
	GuardNewStartReached                            // the start asked for, or kept, is on the day or before
	GuardDeathKnown                                 // the professional has died, on the day or before
	GuardNewEndWithin                               // the end asked for is not after the one that is set
)

// The effects of [Cycle]. [Policy.AccessWindow] gives the dates of those on
// access to the DMP.
const (
	EffectPendingWork      lifecycle.Effect = iota + 1 // nobody is notified: somebody must look
	EffectMailProfessional                             // an e-mail to the professional
	EffectTellProfessional                             // no source says whether the portal does
	EffectDirectoryEntry                               // the situation in the public directory
	EffectDirectoryGone                                // the situation out of the public directory
	EffectSignIn                                       // Pro Santé Connect follows, the next day
	EffectECPS                                         // the e-CPS can be activated
	EffectMailbox                                      // an MSSanté mailbox in their name becomes possible
	EffectAccessFrom                                   // access to the DMP begins
	EffectAccessRole                                   // access to the DMP follows the new role
	EffectAccessUntil                                  // access to the DMP ends
	EffectRoleHistory                                  // the change of role is kept
	EffectWatchStart                                   // the day of the start must be watched
	EffectWatchEnd                                     // the day after the end must be watched
	EffectReasonDeath                                  // reason DCD, with the date of death
	EffectOwnHabilitation                              // a leaver who is gestionnaire is one no longer
	EffectMailboxAfter                                 // what becomes of the mailbox is unknown
	EffectECPSAfter                                    // what becomes of the e-CPS is unknown
	EffectAccessChanges                                // access to the DMP goes on, perhaps for other days or from another place
)

// The public references of the life cycle.
const (
	cycleSlides = "training slides of 2025 on the RPPS+ portal"
	cycleGuide  = "ANS guide on updating a practice situation, https://esante.gouv.fr/guides/guides-rpps-plus/je-mets-a-jour-la-situation-exercice-d-un-professionnel"
	cycleSelf   = "ANS guide for the professional who updates their own data, https://esante.gouv.fr/guides/guides-rpps/mise-a-jour-informations"
	cyclePortal = "ANS, page of the RPPS+ portal, https://esante.gouv.fr/enreg"
	cycleCGU    = "conditions of use of the RPPS+ portal, https://esante.gouv.fr/securite/annuaire-sante/portail-RPPS-plus/mentions-legales"
	cycleFAQ    = "ANS FAQ of the RPPS+ portal, https://esante.gouv.fr/FAQ-portail-RPPS-plus"
	cyclePSI    = "Pro Santé Identité, OpenAPI v0.9.1, https://github.com/ansforge/psc-psi-api"
	cycleMOS    = "ANS, model of health objects, SituationExercice, https://github.com/ansforge/IG-modele-objets-sante"
	cycleR25    = "NOS TRE_R25-MotifFinActivite, https://mos.esante.gouv.fr/NOS/TRE_R25-MotifFinActivite/FHIR/TRE-R25-MotifFinActivite"
	cycleLoader = "ANS, loader of the RPPS for Pro Santé Connect, https://github.com/ansforge/psc-rass-loader"
	cyclePress  = "press of 2022 and 2023: Le Moniteur des pharmacies, https://lemoniteurdespharmacies.fr/?p=10617; Le Quotidien du pharmacien, https://static4.lequotidiendupharmacien.fr/exercice-pro/les-preparateurs-peuvent-desormais-avoir-un-numero-rpps-attitre"
	cycleOwn    = "no source says; choice of package situation"
)

var cycle lifecycle.Lazy[State, Event]

// Cycle returns the life cycle of a practice situation.
//
// One machine is one situation, at one employer: an employer's moves ask that
// the situation be one of that structure ([GuardOwnStructure]) and that who
// acts have an open right for it ([GuardInScope]), so they never touch the
// situation of another employer. Closed is final: who returns gets a new
// situation, with a new choice of role.
//
// A role changes in two ways: in place (EventAmendRole, [AmendRole]), or by
// closing the situation and creating another ([CloseAndReplace]). The sources
// know both. [RoleHistory] keeps which role was held on which days.
//
// What the professional changes in their own situation is a request that an
// employer decides, and no move of this machine; while it is in progress, no
// employer changes the situation, but for a death.
//
// The state is what was decided. Rights follow on a day from a situation that was accepted
// ([State.IsAccepted]) and that [Situation.OpenAt] finds open: it reads the dates, so that a
// program that forgot to make the clock's moves gives nothing away, and knows no decision.
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

	var (
		professional = lifecycle.By(lifecycle.Professional)
		gestionnaire = lifecycle.By(lifecycle.Gestionnaire)
		// Entitled to the portal by what they are; no source lists their acts
		// one by one.
		entitled = lifecycle.By(lifecycle.RepresentantLegal, lifecycle.Mandataire, lifecycle.TitulaireOfficine)
		employer = gestionnaire | entitled
		clock    = lifecycle.By(lifecycle.Clock)
		informed = lifecycle.By(lifecycle.System, lifecycle.ANS, lifecycle.INSEE)

		own = lifecycle.Holding(GuardInScope, GuardOwnStructure)
		// Put off, a situation that was open would be as one that never began.
		putOffNote = text("Le début d'une situation déjà commencée serait reporté : ses jours passés disparaîtraient. Écarté par défaut.",
			"The start of a situation that has begun would be put off: its past days would disappear. Off by default.")
		decision = own.With(GuardRoleChosen, GuardCompatible, GuardDatesInOrder)
		creation = decision.With(GuardNoRequest)
		update   = own.With(GuardNoRequest)
		change   = update.With(GuardCompatible, GuardNewDatesInOrder)
		putOff   = change.With(GuardNewStartAhead)
		runs     = change.With(GuardNewStartReached, GuardEndOpen)
		runsOut  = change.With(GuardNewStartReached, GuardEndAhead)
		newRole  = update.With(GuardCompatible, GuardRoleChanges)
		newEnd   = update.With(GuardNewEndInOrder, GuardNewEndNotPast)
		ending   = update.With(GuardNewEndInOrder, GuardNewEndReached)
		later    = update.With(GuardNewEndInOrder, GuardNewEndLater)
		endOpen  = lifecycle.Holding(GuardStartReached, GuardEndOpen)
		endAhead = lifecycle.Holding(GuardStartReached, GuardEndAhead)

		mail      = lifecycle.Doing(EffectMailProfessional)
		begun     = lifecycle.Doing(EffectDirectoryEntry, EffectSignIn, EffectECPS, EffectMailbox, EffectAccessFrom)
		scheduled = lifecycle.Doing(EffectAccessUntil, EffectWatchEnd)
		planned   = lifecycle.Doing(EffectWatchStart)
		updated   = mail | lifecycle.Doing(EffectDirectoryEntry, EffectSignIn)
		changed   = updated | lifecycle.Doing(EffectAccessChanges)
		over      = lifecycle.Doing(EffectDirectoryGone, EffectSignIn, EffectAccessUntil, EffectOwnHabilitation,
			EffectMailboxAfter, EffectECPSAfter)
		dead = over | lifecycle.Doing(EffectReasonDeath)
	)
	const acts = cyclePortal + " (entitled automatically); no source lists the acts one by one"

	return lifecycle.Spec[State, Event]{
		Name: "situation", Version: "2026-11",
		Title: text("Situation d'exercice RPPS+", "RPPS+ practice situation"),
		States: []st{
			{
				State: Declared, Code: Declared.String(), Title: text("déclarée, en attente de validation", "declared, awaiting validation"),
				Note:   text("Libellé du portail non publié.", "The label of the portal is not published."),
				Source: cycleSlides, Evidence: rule.Inferred,
			},
			{
				State: Planned, Code: Planned.String(), Title: text("à venir", "planned"),
				Note:   text("Le début est une donnée de la situation ; aucune source ne nomme cet état.", "The start is a datum of the situation; no source names this state."),
				Source: cycleGuide + "; " + cycleMOS, Evidence: rule.Inferred,
			},
			{State: Active, Code: Active.String(), Title: text("en cours", "active"), Source: cycleGuide + "; " + cycleMOS, Evidence: rule.Sourced},
			{
				State: EndScheduled, Code: EndScheduled.String(), Title: text("en cours, fin fixée", "active, end scheduled"),
				Note:   text("La date de fin est facultative, et peut être à venir.", "The end date is optional, and may lie ahead."),
				Source: cycleGuide + "; " + cyclePSI, Evidence: rule.Sourced,
			},
			{State: Closed, Code: Closed.String(), Title: text("fermée", "closed"), Source: cycleGuide + "; " + cycleFAQ, Evidence: rule.Sourced, Final: true},
			{
				State: Cancelled, Code: Cancelled.String(), Title: text("annulée avant son début", "cancelled before it began"),
				Source: cycleGuide, Evidence: rule.Inferred, Final: true,
			},
			{
				State: Refused, Code: Refused.String(), Title: text("refusée", "refused"),
				Note:   text("La validation est décrite ; le refus ne l'est pas.", "Validation is described; refusal is not."),
				Source: cycleSlides, Evidence: rule.Inferred, Final: true,
			},
		},
		Events: []ev{
			{Event: EventCreate, Code: EventCreate.String(), Title: text("créer", "create"), Source: cycleSlides, Evidence: rule.Sourced},
			{Event: EventDeclare, Code: EventDeclare.String(), Title: text("déclarer", "declare"), Source: cycleSlides + "; " + cycleSelf, Evidence: rule.Sourced},
			{Event: EventValidate, Code: EventValidate.String(), Title: text("valider", "validate"), Source: cycleSlides + "; " + cycleCGU, Evidence: rule.Sourced},
			{Event: EventRefuse, Code: EventRefuse.String(), Title: text("refuser", "refuse"), Source: cycleSlides, Evidence: rule.Inferred},
			{Event: EventStart, Code: EventStart.String(), Title: text("arriver au premier jour", "reach the first day"), Source: cycleMOS, Evidence: rule.Inferred},
			{
				Event: EventModify, Code: EventModify.String(), Title: text("modifier", "modify"),
				Note: text("Structure (une des siennes), nom d'exercice, profession, date de début. Le rôle et la fin ont leurs propres événements ; l'état civil n'est pas modifiable.",
					"Structure (one's own only), exercise name, profession, start. Role and end have events of their own; the civil status cannot be edited."),
				Source: cycleGuide, Evidence: rule.Sourced,
			},
			{Event: EventAmendRole, Code: EventAmendRole.String(), Title: text("changer le rôle sur place", "amend the role in place"), Source: cycleGuide, Evidence: rule.Sourced},
			{Event: EventSetEnd, Code: EventSetEnd.String(), Title: text("fixer la fin", "set the end"), Source: cycleGuide, Evidence: rule.Sourced},
			{Event: EventClearEnd, Code: EventClearEnd.String(), Title: text("retirer la fin", "clear the end"), Source: cycleGuide, Evidence: rule.Inferred},
			{Event: EventClose, Code: EventClose.String(), Title: text("fermer", "close"), Source: cycleGuide + "; " + cycleFAQ, Evidence: rule.Sourced},
			{Event: EventDayAfterEnd, Code: EventDayAfterEnd.String(), Title: text("dépasser le dernier jour", "pass the last day"), Source: cyclePress, Evidence: rule.Inferred},
			{Event: EventCancel, Code: EventCancel.String(), Title: text("annuler", "cancel"), Source: cycleGuide, Evidence: rule.Inferred},
			{Event: EventDeath, Code: EventDeath.String(), Title: text("apprendre le décès", "learn of the death"), Source: cycleR25 + "; " + cyclePSI, Evidence: rule.Sourced},
			{Event: EventReopen, Code: EventReopen.String(), Title: text("rouvrir", "reopen"), Source: cycleGuide, Evidence: rule.Inferred},
		},
		Guards: []gu{
			{
				Guard: GuardRoleChosen, Code: "roleChosen", Title: text("un rôle a été choisi pour cette situation", "a role was chosen for this situation"),
				Note:   text("Un rôle est attribué à chaque création ; celui d'une situation antérieure ne vaut pas choix.", "A role is given at each creation; that of an earlier situation is no choice."),
				Source: cycleSlides, Evidence: rule.Sourced,
			},
			{Guard: GuardRoleChanges, Code: "roleChanges", Title: text("un autre rôle a été choisi", "another role was chosen"), Source: cycleGuide, Evidence: rule.Inferred},
			{
				Guard: GuardInScope, Code: "inScope", Title: text("celui qui agit a une habilitation ouverte pour la structure", "who acts has an open right for the structure"),
				Note:   text("Et pour la nouvelle structure, si elle change.", "And for the new structure, when it changes."),
				Source: cycleGuide, Evidence: rule.Sourced,
			},
			{
				Guard: GuardOwnStructure, Code: "ownStructure", Title: text("la situation est celle de cette structure", "the situation is one of this structure"),
				Note:   text("Chaque employeur a la sienne.", "Each employer has its own."),
				Source: cycleGuide + "; " + cycleCGU, Evidence: rule.Sourced,
			},
			{Guard: GuardNoRequest, Code: "noRequest", Title: text("aucune autre demande de modification n'est en cours", "no other modification request is in progress"), Source: cycleGuide, Evidence: rule.Sourced},
			{Guard: GuardCompatible, Code: "compatible", Title: text("le rôle est compatible avec la profession et le secteur de la structure", "the role is compatible with the profession and the sector of the structure"), Source: cyclePSI, Evidence: rule.Sourced},
			{Guard: GuardDatesInOrder, Code: "datesInOrder", Title: text("le début est indiqué et la fin ne le précède pas", "the start is stated and no end is before it"), Source: cyclePSI, Evidence: rule.Sourced},
			{Guard: GuardStartAhead, Code: "startAhead", Title: text("le début est à venir", "the start lies ahead"), Source: cycleMOS, Evidence: rule.Inferred},
			{Guard: GuardStartReached, Code: "startReached", Title: text("le début est atteint", "the start is reached"), Source: cycleMOS, Evidence: rule.Inferred},
			{Guard: GuardEndOpen, Code: "endOpen", Title: text("aucune fin n'est fixée", "no end is set"), Source: cycleGuide, Evidence: rule.Sourced},
			{Guard: GuardEndAhead, Code: "endAhead", Title: text("la fin fixée n'est pas passée", "the end that is set has not passed"), Source: cyclePress, Evidence: rule.Inferred},
			{
				Guard: GuardEndPassed, Code: "endPassed", Title: text("la fin fixée est passée", "the end that is set has passed"),
				Note:   text("Si le dernier jour compte encore : voir LastDay.", "Whether the last day still counts: see LastDay."),
				Source: cyclePress, Evidence: rule.Inferred,
			},
			{Guard: GuardNewEndInOrder, Code: "newEndInOrder", Title: text("la fin demandée ne précède pas le début", "the end asked for is not before the start"), Source: cyclePSI, Evidence: rule.Sourced},
			{Guard: GuardNewEndNotPast, Code: "newEndNotPast", Title: text("la fin demandée n'est pas antérieure à aujourd'hui", "the end asked for is not before today"), Source: cycleGuide, Evidence: rule.Inferred},
			{Guard: GuardNewEndReached, Code: "newEndReached", Title: text("la fin demandée est aujourd'hui ou avant", "the end asked for is today or before"), Source: cycleGuide, Evidence: rule.Inferred},
			{Guard: GuardNewEndLater, Code: "newEndLater", Title: text("la fin demandée est après aujourd'hui", "the end asked for lies after today"), Source: cycleGuide, Evidence: rule.Inferred},
			{Guard: GuardNewDatesInOrder, Code: "newDatesInOrder", Title: text("le début demandé ou gardé n'est pas après la fin", "the start asked for or kept is not after the end"), Source: cyclePSI, Evidence: rule.Sourced},
			{Guard: GuardNewStartAhead, Code: "newStartAhead", Title: text("le début demandé ou gardé est à venir", "the start asked for or kept lies ahead"), Source: cycleGuide, Evidence: rule.Inferred},
			{Guard: GuardNewStartReached, Code: "newStartReached", Title: text("le début demandé ou gardé est atteint", "the start asked for or kept is reached"), Source: cycleGuide, Evidence: rule.Inferred},
			{Guard: GuardDeathKnown, Code: "deathKnown", Title: text("le décès est connu", "the death is known"), Source: cyclePSI + "; " + cycleMOS, Evidence: rule.Sourced},
			{Guard: GuardNewEndWithin, Code: "newEndWithin", Title: text("la fin demandée n'est pas après la fin fixée", "the end asked for is not after the one that is set"), Source: cycleGuide, Evidence: rule.Inferred},
		},
		Effects: []ef{
			{
				Effect: EffectPendingWork, Code: "pendingWork", Title: text("consulter le portail : aucun avis n'est envoyé au gestionnaire", "look at the portal: no notice goes to the gestionnaire"),
				Note:   text("La source le dit des pré-enregistrements.", "The source says so of pre-registrations."),
				Source: cycleSlides, Evidence: rule.Inferred,
			},
			{Effect: EffectMailProfessional, Code: "mailProfessional", Title: text("courriel au professionnel", "e-mail to the professional"), Source: cycleGuide + "; " + cycleFAQ, Evidence: rule.Sourced},
			{
				Effect: EffectTellProfessional, Code: "tellProfessional", Title: text("prévenir le professionnel", "tell the professional"),
				Note:   text("Aucune source ne dit si le portail le fait.", "No source says whether the portal does."),
				Source: cycleOwn, Evidence: rule.Policy, Unknown: true,
			},
			{
				Effect: EffectDirectoryEntry, Code: "directoryEntry", Title: text("situation à l'annuaire public (sous 24 heures)", "situation in the public directory (within 24 hours)"),
				Note:   text("Nom, rôle et lieu ; les dates ne sont pas publiées.", "Name, role and place; dates are not published."),
				Source: cycleFAQ, Evidence: rule.Sourced,
			},
			{Effect: EffectDirectoryGone, Code: "directoryGone", Title: text("situation absente de l'annuaire public", "situation out of the public directory"), Source: cycleFAQ + "; " + cycleLoader, Evidence: rule.Inferred},
			{
				Effect: EffectSignIn, Code: "signIn", Title: text("Pro Santé Connect suit le lendemain", "Pro Santé Connect follows the next day"),
				Note: text("Sans autre situation ouverte, la personne peut ne plus y figurer (déduit).",
					"With no other situation open, the person may be found there no longer (inferred)."),
				Source: cycleLoader + "; " + cyclePSI, Evidence: rule.Sourced,
			},
			{Effect: EffectECPS, Code: "eCPS", Title: text("e-CPS activable (48 heures après l'enregistrement)", "e-CPS ready to be activated (48 hours after the registration)"), Note: text("La source parle du premier enregistrement.", "The source speaks of the first registration."), Source: cycleFAQ, Evidence: rule.Inferred},
			{Effect: EffectMailbox, Code: "mailbox", Title: text("boîte MSSanté nominative possible", "MSSanté mailbox in their name possible"), Source: cyclePortal, Evidence: rule.Sourced},
			{
				Effect: EffectAccessFrom, Code: "accessFrom", Title: text("accès au DMP selon le rôle dès le premier jour", "access to the DMP by the role from the first day"),
				Note: text("Dans la mesure où la matrice en vigueur ouvre ce rôle. Que le rôle donne les droits est sourcé, le jour est déduit : celui d'AccessWindow.",
					"As far as the matrix in force opens the role. That the role gives the rights is sourced, the day is inferred: that of AccessWindow."),
				Source: cycleGuide, Evidence: rule.Inferred,
			},
			{
				Effect: EffectAccessRole, Code: "accessRole", Title: text("accès au DMP selon le nouveau rôle", "access to the DMP by the new role"),
				Note:   text("Aucune source ne dit l'heure à laquelle le changement vaut.", "No source says the hour from which the change holds."),
				Source: cycleGuide, Evidence: rule.Sourced,
			},
			{
				Effect: EffectAccessUntil, Code: "accessUntil", Title: text("fin de l'accès au DMP après le dernier jour", "end of the access to the DMP after the last day"),
				Note:   text("La date est celle d'AccessWindow.", "The date is that of AccessWindow."),
				Source: cyclePress, Evidence: rule.Inferred,
			},
			{Effect: EffectRoleHistory, Code: "roleHistory", Title: text("garder l'ancien rôle et ses dates", "keep the former role and its dates"), Source: cycleOwn, Evidence: rule.Policy},
			{Effect: EffectWatchStart, Code: "watchStart", Title: text("guetter le premier jour", "watch for the first day"), Source: cycleOwn, Evidence: rule.Policy},
			{Effect: EffectWatchEnd, Code: "watchEnd", Title: text("guetter le lendemain de la fin", "watch for the day after the end"), Source: cycleOwn, Evidence: rule.Policy},
			{Effect: EffectReasonDeath, Code: "reasonDeath", Title: text("motif de fin DCD à la date du décès", "reason of the end DCD on the date of death"), Source: cycleR25, Evidence: rule.Inferred},
			{Effect: EffectOwnHabilitation, Code: "ownHabilitation", Title: text("fermer l'éventuelle habilitation de gestionnaire du partant pour cette structure", "close the habilitation as gestionnaire that the leaver may have for this structure"), Source: cycleSlides, Evidence: rule.Inferred},
			{Effect: EffectMailboxAfter, Code: "mailboxAfter", Title: text("devenir de la boîte MSSanté", "what becomes of the MSSanté mailbox"), Source: cycleOwn, Evidence: rule.Policy, Unknown: true},
			{Effect: EffectECPSAfter, Code: "eCPSAfter", Title: text("devenir de l'e-CPS", "what becomes of the e-CPS"), Source: cycleOwn, Evidence: rule.Policy, Unknown: true},
			{
				Effect: EffectAccessChanges, Code: "accessChanges", Title: text("l'accès au DMP continue : le relire, ses jours, son lieu ou la profession ont pu changer", "access to the DMP goes on: look at it anew, its days, its place or the profession may have changed"),
				Note:   text("Les jours sont ceux d'AccessWindow ; sans fin, il n'y a plus de fin à guetter.", "The days are those of AccessWindow; without an end there is none to watch for."),
				Source: cycleOwn, Evidence: rule.Policy,
			},
		},
		Exclusive: [][2]lifecycle.Guard{
			{GuardStartAhead, GuardStartReached},
			{GuardEndOpen, GuardEndAhead},
			{GuardEndOpen, GuardEndPassed},
			{GuardEndAhead, GuardEndPassed},
			{GuardNewEndReached, GuardNewEndLater},
			{GuardNewStartAhead, GuardNewStartReached},
		},
		Moves: []mv{
			// The beginning.
			{
				ID: "SIT-1", On: EventCreate, By: employer, If: creation.With(GuardStartAhead), To: Planned, Then: mail | planned,
				Source: cycleSlides + "; " + cycleGuide, Evidence: rule.Inferred,
			},
			{
				ID: "SIT-2", On: EventCreate, By: gestionnaire, If: creation | endOpen, To: Active, Then: mail | begun,
				Source: cycleSlides + "; " + cycleGuide, Evidence: rule.Sourced,
			},
			{
				ID: "SIT-2a", On: EventCreate, By: entitled, If: creation | endOpen, To: Active, Then: mail | begun,
				Source: acts, Evidence: rule.Inferred,
			},
			{
				ID: "SIT-3", On: EventCreate, By: employer, If: creation | endAhead, To: EndScheduled, Then: mail | begun | scheduled,
				Source: cycleGuide + "; " + cyclePress, Evidence: rule.Inferred,
			},
			{
				ID: "SIT-4", On: EventDeclare, By: professional, If: lifecycle.Holding(GuardNoRequest, GuardDatesInOrder), To: Declared,
				Then: lifecycle.Doing(EffectPendingWork), Source: cycleSlides + "; " + cycleSelf, Evidence: rule.Sourced,
			},

			// The decision on what the professional declared.
			{
				ID: "SIT-5", From: Declared, On: EventValidate, By: employer, If: decision.With(GuardStartAhead), To: Planned, Then: mail | planned,
				Source: cycleSlides + "; " + cycleCGU, Evidence: rule.Inferred,
			},
			{
				ID: "SIT-6", From: Declared, On: EventValidate, By: employer, If: decision | endOpen, To: Active, Then: mail | begun,
				Source: cycleSlides + "; " + cycleCGU + "; " + cyclePortal, Evidence: rule.Sourced,
			},
			{
				ID: "SIT-7", From: Declared, On: EventValidate, By: employer, If: decision | endAhead, To: EndScheduled, Then: mail | begun | scheduled,
				Source: cycleSlides + "; " + cyclePress, Evidence: rule.Inferred,
			},
			{
				ID: "SIT-8", From: Declared, On: EventRefuse, By: employer, If: own, To: Refused, Then: lifecycle.Doing(EffectTellProfessional),
				Source: cycleSlides, Evidence: rule.Inferred,
			},
			{
				ID: "SIT-9", From: Declared, On: EventCancel, By: professional, To: Cancelled,
				Note:   text("Celui qui a déclaré peut renoncer.", "Who declared it may give it up."),
				Source: cycleGuide, Evidence: rule.Inferred,
			},

			// The first day.
			{ID: "SIT-10", From: Planned, On: EventStart, By: clock, If: endOpen, To: Active, Then: begun, Source: cycleMOS, Evidence: rule.Inferred},
			{ID: "SIT-11", From: Planned, On: EventStart, By: clock, If: endAhead, To: EndScheduled, Then: begun | scheduled, Source: cycleMOS, Evidence: rule.Inferred},
			{
				ID: "SIT-12", From: Planned, On: EventDayAfterEnd, By: clock, If: lifecycle.Holding(GuardStartReached, GuardEndPassed), To: Closed, Then: over,
				Note:   text("Début et fin sont passés sans que personne ne regarde.", "Start and end went by while nobody looked."),
				Source: cycleMOS + "; " + cyclePress, Evidence: rule.Inferred,
			},

			// Changes. The start may move; whose situation it is, and whether its end
			// has passed, is read from the situation as it is.
			{ID: "SIT-13", From: Active, On: EventModify, By: gestionnaire, If: runs, To: Active, Then: changed, Source: cycleGuide, Evidence: rule.Sourced},
			{ID: "SIT-13a", From: Active, On: EventModify, By: entitled, If: runs, To: Active, Then: changed, Source: acts, Evidence: rule.Inferred},
			{
				ID: "SIT-14", From: Active, On: EventModify, By: employer, If: putOff, To: Planned,
				Then: mail | planned | lifecycle.Doing(EffectDirectoryGone, EffectSignIn, EffectAccessFrom), Off: true,
				Note: putOffNote, Source: cycleGuide, Evidence: rule.Policy,
			},
			{ID: "SIT-15", From: EndScheduled, On: EventModify, By: employer, If: runsOut, To: EndScheduled, Then: changed, Source: cycleGuide, Evidence: rule.Inferred},
			{
				ID: "SIT-16", From: EndScheduled, On: EventModify, By: employer, If: putOff, To: Planned,
				Then: mail | planned | lifecycle.Doing(EffectDirectoryGone, EffectSignIn, EffectAccessFrom), Off: true,
				Note: putOffNote, Source: cycleGuide, Evidence: rule.Policy,
			},
			{
				ID: "SIT-17", From: Planned, On: EventModify, By: employer, If: putOff.With(GuardStartAhead), To: Planned, Then: mail | planned,
				Note: text("Seulement tant que le début n'est pas atteint : ensuite ce serait reporter une situation commencée.",
					"Only while the start is not reached: afterwards it would put off a situation that has begun."),
				Source: cycleGuide, Evidence: rule.Inferred,
			},
			{
				ID: "SIT-18", From: Planned, On: EventModify, By: employer, If: runs, To: Active, Then: mail | begun,
				Note: text("Le début est avancé.", "The start is brought forward."), Source: cycleGuide, Evidence: rule.Inferred,
			},
			{
				ID: "SIT-19", From: Planned, On: EventModify, By: employer, If: runsOut, To: EndScheduled, Then: mail | begun | scheduled,
				Note: text("Le début est avancé.", "The start is brought forward."), Source: cycleGuide, Evidence: rule.Inferred,
			},

			// The role, in place.
			{
				ID: "SIT-20", From: Active, On: EventAmendRole, By: gestionnaire, If: newRole | endOpen, To: Active,
				Then: updated | lifecycle.Doing(EffectAccessRole, EffectRoleHistory), Source: cycleGuide, Evidence: rule.Sourced,
			},
			{
				ID: "SIT-20a", From: Active, On: EventAmendRole, By: entitled, If: newRole | endOpen, To: Active,
				Then: updated | lifecycle.Doing(EffectAccessRole, EffectRoleHistory), Source: acts, Evidence: rule.Inferred,
			},
			{
				ID: "SIT-21", From: EndScheduled, On: EventAmendRole, By: employer, If: newRole | endAhead, To: EndScheduled,
				Then: updated | lifecycle.Doing(EffectAccessRole, EffectRoleHistory), Source: cycleGuide, Evidence: rule.Inferred,
			},
			{
				ID: "SIT-22", From: Planned, On: EventAmendRole, By: employer, If: newRole.With(GuardStartAhead, GuardDatesInOrder), To: Planned,
				Then: mail | lifecycle.Doing(EffectRoleHistory), Source: cycleGuide, Evidence: rule.Inferred,
			},

			// The end.
			{
				ID: "SIT-23", From: Active, On: EventSetEnd, By: gestionnaire, If: newEnd | endOpen, To: EndScheduled, Then: mail | scheduled,
				Source: cycleGuide + "; " + cyclePSI, Evidence: rule.Sourced,
			},
			{ID: "SIT-23a", From: Active, On: EventSetEnd, By: entitled, If: newEnd | endOpen, To: EndScheduled, Then: mail | scheduled, Source: acts, Evidence: rule.Inferred},
			{ID: "SIT-24", From: EndScheduled, On: EventSetEnd, By: employer, If: newEnd | endAhead, To: EndScheduled, Then: mail | scheduled, Source: cycleGuide, Evidence: rule.Inferred},
			{ID: "SIT-25", From: Planned, On: EventSetEnd, By: employer, If: newEnd.With(GuardStartAhead), To: Planned, Then: mail, Source: cycleGuide, Evidence: rule.Inferred},
			{
				ID: "SIT-26", From: EndScheduled, On: EventClearEnd, By: employer, If: update | endAhead, To: Active, Then: mail | lifecycle.Doing(EffectAccessChanges),
				Note:   text("Seulement tant que la fin n'est pas passée : ensuite ce serait rouvrir.", "Only while the end has not passed: afterwards it would be reopening."),
				Source: cycleGuide, Evidence: rule.Inferred,
			},
			{ID: "SIT-27", From: Planned, On: EventClearEnd, By: employer, If: update.With(GuardStartAhead, GuardEndAhead), To: Planned, Then: mail, Source: cycleGuide, Evidence: rule.Inferred},
			{
				ID: "SIT-28", From: Active, On: EventClose, By: gestionnaire, If: ending | endOpen, To: Closed, Then: mail | over,
				Source: cycleGuide + "; " + cycleFAQ + "; " + cycleSlides, Evidence: rule.Sourced,
			},
			{ID: "SIT-28a", From: Active, On: EventClose, By: entitled, If: ending | endOpen, To: Closed, Then: mail | over, Source: acts, Evidence: rule.Inferred},
			{
				ID: "SIT-29", From: EndScheduled, On: EventClose, By: gestionnaire, If: ending | endAhead, To: Closed, Then: mail | over,
				Source: cycleGuide + "; " + cycleFAQ + "; " + cycleSlides, Evidence: rule.Sourced,
			},
			{ID: "SIT-29a", From: EndScheduled, On: EventClose, By: entitled, If: ending | endAhead, To: Closed, Then: mail | over, Source: acts, Evidence: rule.Inferred},
			{
				ID: "SIT-30", From: Active, On: EventClose, By: employer, If: later | endOpen, To: EndScheduled, Then: mail | scheduled,
				Note:   text("Fermée à une date à venir : elle court jusque-là.", "Closed on a day that lies ahead: it runs until then."),
				Source: cycleGuide + "; " + cyclePress, Evidence: rule.Inferred,
			},
			{
				ID: "SIT-31", From: EndScheduled, On: EventClose, By: employer, If: later.With(GuardNewEndWithin) | endAhead, To: EndScheduled, Then: mail | scheduled,
				Note: text("Fermée à une date à venir : elle court jusque-là. Fermer ne prolonge pas : pour cela, on change la fin.",
					"Closed on a day that lies ahead: it runs until then. Closing carries nothing further: for that, the end is set anew."),
				Source: cycleGuide + "; " + cyclePress, Evidence: rule.Inferred,
			},
			{
				ID: "SIT-32", From: EndScheduled, On: EventDayAfterEnd, By: clock, If: lifecycle.Holding(GuardEndPassed), To: Closed, Then: over,
				Note:   text("Une situation couvre une période : elle cesse d'elle-même à sa date de fin.", "A situation covers a period: it stops by itself at its end date."),
				Source: cycleMOS + "; " + cyclePress, Evidence: rule.Sourced,
			},
			{
				ID: "SIT-33", From: Planned, On: EventCancel, By: employer, If: update.With(GuardStartAhead), To: Cancelled, Then: lifecycle.Doing(EffectTellProfessional),
				Source: cycleGuide, Evidence: rule.Inferred,
			},

			// Death. What never began has no period to close.
			{ID: "SIT-34", From: Active, On: EventDeath, By: informed, If: lifecycle.Holding(GuardDeathKnown), To: Closed, Then: dead, Source: cycleR25 + "; " + cyclePSI, Evidence: rule.Inferred},
			{ID: "SIT-34a", From: Active, On: EventDeath, By: employer, If: own.With(GuardDeathKnown), To: Closed, Then: dead, Source: cycleR25 + "; " + cyclePSI, Evidence: rule.Inferred},
			{ID: "SIT-35", From: EndScheduled, On: EventDeath, By: informed, If: lifecycle.Holding(GuardDeathKnown), To: Closed, Then: dead, Source: cycleR25 + "; " + cyclePSI, Evidence: rule.Inferred},
			{ID: "SIT-35a", From: EndScheduled, On: EventDeath, By: employer, If: own.With(GuardDeathKnown), To: Closed, Then: dead, Source: cycleR25 + "; " + cyclePSI, Evidence: rule.Inferred},
			{ID: "SIT-36", From: Planned, On: EventDeath, By: informed, If: lifecycle.Holding(GuardDeathKnown), To: Cancelled, Source: cycleR25 + "; " + cyclePSI, Evidence: rule.Inferred},
			{ID: "SIT-36a", From: Planned, On: EventDeath, By: employer, If: own.With(GuardDeathKnown), To: Cancelled, Source: cycleR25 + "; " + cyclePSI, Evidence: rule.Inferred},
			{ID: "SIT-37", From: Declared, On: EventDeath, By: informed, If: lifecycle.Holding(GuardDeathKnown), To: Cancelled, Source: cycleR25 + "; " + cyclePSI, Evidence: rule.Inferred},
			{ID: "SIT-37a", From: Declared, On: EventDeath, By: employer, If: own.With(GuardDeathKnown), To: Cancelled, Source: cycleR25 + "; " + cyclePSI, Evidence: rule.Inferred},
		},
		Refusals: []no{
			{
				From: states(Closed, Cancelled, Refused), On: events(EventReopen, EventCreate, EventDeclare),
				Why: text("Une situation terminée ne reprend pas : un retour est une nouvelle situation, avec un nouveau choix de rôle.",
					"A situation that is over does not go on: a return is a new situation, with a new choice of role."),
				Source: cycleSlides + " (a role at each creation); no source describes a reopening", Evidence: rule.Inferred,
			},
			{
				From: states(Declared, Planned, Active, EndScheduled), On: events(EventCreate, EventDeclare),
				Why: text("Cette situation existe déjà ; chez un autre employeur ou pour une autre période, c'est une autre situation.",
					"This situation exists already; at another employer or for another period it is another situation."),
				Source: cycleMOS, Evidence: rule.Inferred,
			},
			{
				From: states(Declared, Planned, Active, EndScheduled), On: events(EventReopen),
				Why:    text("Cette situation n'est pas terminée.", "This situation is not over."),
				Source: cycleGuide, Evidence: rule.Inferred,
			},
			{
				From: states(Declared), On: events(EventModify, EventAmendRole, EventSetEnd, EventClearEnd, EventClose),
				Why: text("Une déclaration attend sa validation : aucune mise à jour tant qu'une demande est en cours.",
					"A declaration awaits its validation: no update while a request is in progress."),
				Source: cycleGuide, Evidence: rule.Inferred,
			},
			{
				From: states(Planned, Active, EndScheduled), On: events(EventValidate, EventRefuse),
				Why:    text("Rien n'attend de validation.", "Nothing awaits a validation."),
				Source: cycleSlides, Evidence: rule.Inferred,
			},
			{
				From: states(Planned), On: events(EventClose),
				Why:    text("Une situation qui n'a pas commencé s'annule ; elle ne se ferme pas.", "A situation that has not begun is cancelled, not closed."),
				Source: cyclePSI + " (no end before the start)", Evidence: rule.Inferred,
			},
			{
				From: states(Active, EndScheduled), On: events(EventCancel),
				Why:    text("Une situation commencée se ferme, avec sa date de fin ; elle ne s'annule pas.", "A situation that has begun is closed, with its end date, not cancelled."),
				Source: cycleGuide, Evidence: rule.Inferred,
			},
			{
				From: states(Active, EndScheduled), On: events(EventStart),
				Why:    text("Cette situation a déjà commencé.", "This situation has begun already."),
				Source: cycleGuide, Evidence: rule.Inferred,
			},
			{
				From: states(Active), On: events(EventClearEnd, EventDayAfterEnd),
				Why:    text("Aucune fin n'est fixée.", "No end is set."),
				Source: cycleGuide, Evidence: rule.Inferred,
			},
		},
		Unforeseen: []lifecycle.Pairs[State, Event]{
			// What becomes of a declaration whose days come while nobody decides.
			{From: states(Declared), On: events(EventStart, EventDayAfterEnd)},
		},
	}
}

// Codes of the rules on the life cycle of a situation.
const (
	CodeUnknown        rule.Code = "SIT-CODE-UNKNOWN"
	CodeRoleMissing    rule.Code = "SIT-ROLE-MISSING"
	CodeRoleSame       rule.Code = "SIT-ROLE-SAME"
	CodeRoleOrder      rule.Code = "SIT-ROLE-ORDER"
	CodeStartMissing   rule.Code = "SIT-START-MISSING"
	CodeDayMissing     rule.Code = "SIT-DAY-MISSING"
	CodeDayOutside     rule.Code = "SIT-DAY-OUTSIDE"
	CodeEndBeforeStart rule.Code = "SIT-END-BEFORE-START"
	CodeEndLater       rule.Code = "SIT-END-LATER"
	CodeEndDeath       rule.Code = "SIT-END-DEATH"
)

const (
	ruleCodeUnknown = iota
	ruleRoleMissing
	ruleRoleSame
	ruleRoleOrder
	ruleStartMissing
	ruleDayMissing
	ruleDayOutside
	ruleEndBeforeStart
	ruleEndLater
	ruleEndDeath
)

var cycleRules = [...]rule.Rule{
	ruleCodeUnknown: {
		Code: CodeUnknown, Area: rule.AreaSituation, Severity: rule.Error,
		Title:   rule.Text{FR: "Code absent du cycle de vie", EN: "Code unknown to the life cycle"},
		Message: rule.Text{FR: "ce code n'est pas de la liste de la bibliothèque", EN: "the code is not in the list of the library"},
		Source:  "lists of package situation", Evidence: rule.Policy,
	},
	ruleRoleMissing: {
		Code: CodeRoleMissing, Area: rule.AreaSituation, Severity: rule.Error,
		Title:   rule.Text{FR: "Rôle non choisi", EN: "Role not chosen"},
		Message: rule.Text{FR: "un rôle doit être choisi pour chaque situation, et à chaque changement", EN: "a role must be chosen for each situation, and at each change"},
		Source:  cycleSlides, Evidence: rule.Sourced,
	},
	ruleRoleSame: {
		Code: CodeRoleSame, Area: rule.AreaSituation, Severity: rule.Error,
		Title:   rule.Text{FR: "Rôle inchangé", EN: "Role unchanged"},
		Message: rule.Text{FR: "le rôle demandé est déjà celui de la situation", EN: "the role asked for is that of the situation already"},
		Source:  cycleOwn, Evidence: rule.Policy,
	},
	ruleRoleOrder: {
		Code: CodeRoleOrder, Area: rule.AreaSituation, Severity: rule.Error,
		Title:   rule.Text{FR: "Historique des rôles hors de l'ordre", EN: "History of roles out of order"},
		Message: rule.Text{FR: "un changement de rôle ne peut précéder celui d'avant", EN: "a change of role cannot come before the one that precedes it"},
		Source:  cycleOwn, Evidence: rule.Policy,
	},
	ruleStartMissing: {
		Code: CodeStartMissing, Area: rule.AreaSituation, Severity: rule.Error,
		Title:   rule.Text{FR: "Début de situation non indiqué", EN: "Start of the situation not stated"},
		Message: rule.Text{FR: "sans date de début, la situation ne peut être ni changée ni remplacée", EN: "without its start the situation can be neither changed nor replaced"},
		Source:  cycleGuide + "; " + cyclePSI, Evidence: rule.Inferred,
	},
	ruleDayMissing: {
		Code: CodeDayMissing, Area: rule.AreaSituation, Severity: rule.Error,
		Title:   rule.Text{FR: "Jour non indiqué", EN: "Day not stated"},
		Message: rule.Text{FR: "le jour du changement doit être indiqué", EN: "the day of the change must be stated"},
		Source:  cycleGuide, Evidence: rule.Inferred,
	},
	ruleDayOutside: {
		Code: CodeDayOutside, Area: rule.AreaSituation, Severity: rule.Error,
		Title:   rule.Text{FR: "Jour hors de la situation", EN: "Day outside the situation"},
		Message: rule.Text{FR: "ce jour n'est pas un jour de la situation", EN: "the day is not one of the situation"},
		Source:  cycleMOS, Evidence: rule.Inferred,
	},
	ruleEndBeforeStart: {
		Code: CodeEndBeforeStart, Area: rule.AreaSituation, Severity: rule.Error,
		Title:   rule.Text{FR: "Fin de situation antérieure au début", EN: "End of the situation before its start"},
		Message: rule.Text{FR: "la date de fin précède la date de début", EN: "the end date is before the start date"},
		Source:  cyclePSI, Evidence: rule.Sourced,
	},
	ruleEndLater: {
		Code: CodeEndLater, Area: rule.AreaSituation, Severity: rule.Error,
		Title:   rule.Text{FR: "Fermeture après la fin fixée", EN: "Closing after the end that is set"},
		Message: rule.Text{FR: "la fermeture ne peut prolonger une situation au-delà de la fin déjà fixée", EN: "closing cannot carry a situation beyond the end that is set already"},
		Source:  cycleGuide, Evidence: rule.Inferred,
	},
	ruleEndDeath: {
		Code: CodeEndDeath, Area: rule.AreaSituation, Severity: rule.Error,
		Title:   rule.Text{FR: "Nouvelle situation après un décès", EN: "New situation after a death"},
		Message: rule.Text{FR: "une situation fermée pour décès ne peut être remplacée", EN: "a situation that ended by death cannot be replaced"},
		Source:  cycleR25, Evidence: rule.Inferred,
	},
}

// readCode is the UnmarshalText of the enumerations of the life cycle.
func readCode[T ~uint8](to *T, codes []string, path string, b []byte) error {
	if enum.Read(to, codes, b) {
		return nil
	}
	return cycleRules[ruleCodeUnknown].At(path)
}
