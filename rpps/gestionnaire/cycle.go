package gestionnaire

import (
	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// State is where the habilitation of one person for one structure stands, in
// [Cycle]. The zero State is "nothing yet".
type State uint8

const (
	// Designated: chosen, and the prerequisites are not all met.
	Designated State = iota + 1
	// Opened: the person may act on the portal for the structure.
	Opened
	// UnableToConnect: open, and the card no longer lets the person sign in.
	UnableToConnect
	// Suspended: appointed before April 2025, and not trained since.
	Suspended
	// Removed: taken back, or over.
	Removed
)

var stateCodes = [...]string{"", "designated", "open", "unableToConnect", "suspended", "removed"}

// String returns the code of the state, such as "unableToConnect", or "(not
// stated)".
func (s State) String() string { return enum.String(stateCodes[:], s) }

// MarshalText returns the code, or the empty text before the beginning.
func (s State) MarshalText() ([]byte, error) { return enum.Text(stateCodes[:], s) }

// UnmarshalText is the inverse of MarshalText.
func (s *State) UnmarshalText(b []byte) error { return readName(s, stateCodes[:], "state", b) }

// Event is what can happen to a habilitation. The zero Event is "not stated"
// and never happens.
type Event uint8

const (
	EventDesignate        Event = iota + 1 // somebody is chosen as gestionnaire
	EventOpen                              // the request of appointment is sent, and has effect at once
	EventOpenAutomatic                     // somebody is entitled by what they are
	EventCardExpired                       // the card has expired
	EventCardOpposed                       // the card is opposed
	EventCardRenewed                       // the person can sign in again
	EventTrainingRequired                  // the process of April 2025 reaches an earlier gestionnaire
	EventTrainingDone                      // who was suspended has followed the training
	EventDayAfterEnd                       // the last day of the mandate has passed
	EventRemove                            // the habilitation is taken back
)

var eventCodes = [...]string{
	"", "designate", "open", "openAutomatic", "cardExpired", "cardOpposed", "cardRenewed", "trainingRequired",
	"trainingDone", "dayAfterEnd", "remove",
}

// String returns the code of the event, such as "openAutomatic", or "(not
// stated)".
func (e Event) String() string { return enum.String(eventCodes[:], e) }

// MarshalText returns the code, or the empty text when not stated.
func (e Event) MarshalText() ([]byte, error) { return enum.Text(eventCodes[:], e) }

// UnmarshalText is the inverse of MarshalText.
func (e *Event) UnmarshalText(b []byte) error { return readName(e, eventCodes[:], "event", b) }

// The guards of [Cycle]. [FactsOf] derives all but GuardOwnStructure. The
// first eight are those of [Need], in its order: they hold when the policy
// does not ask for the prerequisite, or when it is met.
const (
	GuardAccess      lifecycle.Guard = iota + 1 // NeedAccess
	GuardContract                               // NeedContract
	GuardMandate                                // NeedMandate
	GuardTraining                               // NeedTraining
	GuardAttestation                            // NeedAttestation
	GuardCard                                   // NeedCard
	GuardContact                                // NeedContact
	GuardTerms                                  // NeedTerms

	GuardGestionnaire // the capacity is gestionnaire
	GuardEntitled     // the capacity opens the portal by itself
	GuardOfficine     // the structure is a dispensary
	GuardOwnStructure // who acts does so for this structure
	GuardExpired      // the card has expired
	GuardOpposed      // the card is opposed
	GuardExisting     // the mandate began before April 2025
	GuardUntrained    // the training or its attestation is asked for and missing
	GuardMandateOver  // the last day of the mandate has passed
)

// The effects of [Cycle].
const (
	EffectPortal       lifecycle.Effect = iota + 1 // the portal is open to the person, for the structure
	EffectPortalClosed                             // it is not any more
	EffectConfirmation                             // an e-mail confirms the appointment, if wanted
	EffectMeetNeeds                                // the prerequisites are to be met, in any order
	EffectRenewCard                                // the card is to be renewed
	EffectTrain                                    // the training is to be followed and attested
	EffectCardAfter                                // what becomes of the card is unknown
	EffectWorkAfter                                // what becomes of work begun is unknown
)

var cycle lifecycle.Lazy[State, Event]

// Cycle returns the life cycle of the habilitation of one person for one
// structure. A person with several structures has one habilitation for each.
//
// The sources fix no order between designation, training, attestation, card,
// contact and terms: nothing is an event but the designation, and EventOpen
// asks for all of it at once, as facts.
//
// Legal representatives, mandataires and titulaires are not designated: the
// portal opens to them by what they are (EventOpenAutomatic), and closes with
// their mandate.
//
// What the policy asks of gestionnaires who were appointed before April 2025
// ([Existing]) is read by [FactsOf]: under the default they are suspended
// until trained, and under [ExistingKept] GuardUntrained never holds for them.
//
// The state is what was decided. Whether somebody may register on a day is
// answered by [MayRegister], which also sees the contract and the access of
// the structure on that day.
func Cycle() *lifecycle.Machine[State, Event] { return cycle.Get(cycleTable) }

// FactsOf returns the facts of [Cycle] that hold for a mandate and an
// establishment on a day, under the default policy: see [Policy.FactsOf].
func FactsOf(m *Mandate, e *Establishment, day civil.Date) lifecycle.Facts {
	return Policy{}.FactsOf(m, e, day)
}

// FactsOf returns the facts of [Cycle] that a mandate, an establishment and a
// day decide, by [Policy.Prerequisites]. That who acts does so for this
// structure is for the caller to state. A capacity that does not open the
// portal has no facts.
func (p Policy) FactsOf(m *Mandate, e *Establishment, day civil.Date) lifecycle.Facts {
	if m == nil || m.Capacity != Gestionnaire && !m.Capacity.entitled() {
		return 0
	}
	if e == nil {
		e = &Establishment{}
	}
	var f lifecycle.Facts
	add := func(g lifecycle.Guard, holds bool) {
		if holds {
			f = f.With(g)
		}
	}
	for _, r := range p.facts(m, e, day, "mandate") {
		lacks := r.Required && !r.Met
		add(lifecycle.Guard(r.Need), !lacks)
		add(GuardUntrained, lacks && (r.Need == NeedTraining || r.Need == NeedAttestation))
		if r.Need == NeedCard && r.Required && !day.IsZero() {
			add(GuardExpired, p.over(m.Card.ExpiresOn, day))
			add(GuardOpposed, !m.Card.OpposedOn.IsZero() && !m.Card.OpposedOn.After(day))
		}
	}
	add(GuardGestionnaire, m.Capacity == Gestionnaire)
	add(GuardEntitled, m.Capacity.entitled())
	access := AccessOf(e.Structure, e.HospiConnect)
	add(GuardOfficine, access.Kind == rpps.Officine && access.Access == AccessOpen) // not when its sector tells another kind
	add(GuardExisting, m.From.Before(trainingFrom()))
	add(GuardMandateOver, p.span(m.From, m.Until, day) == spanEnded)
	return f
}

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
		appointers = lifecycle.By(lifecycle.RepresentantLegal, lifecycle.Mandataire)
		titulaire  = lifecycle.By(lifecycle.TitulaireOfficine)
		learned    = lifecycle.By(lifecycle.System, lifecycle.ANS)
		clock      = lifecycle.By(lifecycle.Clock)

		needs = lifecycle.Holding(GuardAccess, GuardContract, GuardMandate, GuardTraining, GuardAttestation,
			GuardCard, GuardContact, GuardTerms)
		designation = lifecycle.Holding(GuardOwnStructure, GuardGestionnaire, GuardContract)
		removal     = lifecycle.Holding(GuardOwnStructure, GuardGestionnaire)
		opening     = needs.With(GuardOwnStructure, GuardGestionnaire)

		meet    = lifecycle.Doing(EffectMeetNeeds)
		opened  = lifecycle.Doing(EffectPortal)
		told    = opened | lifecycle.Doing(EffectConfirmation)
		removed = lifecycle.Doing(EffectPortalClosed, EffectCardAfter, EffectWorkAfter)
	)
	const (
		press  = sourceDSIH + ", press"
		signIn = sourceMAJ + "; " + sourcePDL
	)

	return lifecycle.Spec[State, Event]{
		Name: "gestionnaire", Version: "2026-11",
		Title: text("Habilitation d'un gestionnaire RPPS+", "Habilitation of a gestionnaire RPPS+"),
		States: []st{
			{
				State: Designated, Code: Designated.String(), Title: text("désigné", "designated"),
				Note:   text("Les prérequis peuvent être remplis dans n'importe quel ordre.", "The prerequisites may be met in any order."),
				Source: sourcePMH + "; " + sourceSlides, Evidence: rule.Inferred,
			},
			{
				State: Opened, Code: Opened.String(), Title: text("ouverte", "open"),
				Note:   text("Libellé de la liste des délégués ; supposé le même pour les gestionnaires.", "The label of the list of délégués; taken to be the same for gestionnaires."),
				Source: sourcePMHList, Evidence: rule.Inferred,
			},
			{State: UnableToConnect, Code: UnableToConnect.String(), Title: text("ouverte, connexion impossible", "open, unable to connect"), Source: signIn, Evidence: rule.Inferred},
			{
				State: Suspended, Code: Suspended.String(), Title: text("suspendue, formation à suivre", "suspended, training to be followed"),
				Note: text("Le nouveau processus concerne aussi les gestionnaires antérieurs à avril 2025 ; aucune source ne dit ce que devient leur droit.",
					"The new process concerns gestionnaires from before April 2025 too; no source says what becomes of their right."),
				Source: sourceSlides, Evidence: rule.Policy,
			},
			{State: Removed, Code: Removed.String(), Title: text("supprimée", "removed"), Source: press, Evidence: rule.Inferred},
		},
		Events: []ev{
			{Event: EventDesignate, Code: EventDesignate.String(), Title: text("désigner", "designate"), Source: sourcePMH, Evidence: rule.Sourced},
			{Event: EventOpen, Code: EventOpen.String(), Title: text("envoyer la demande d'habilitation", "send the request of appointment"), Source: sourcePMH, Evidence: rule.Sourced},
			{Event: EventOpenAutomatic, Code: EventOpenAutomatic.String(), Title: text("habiliter d'office", "entitle automatically"), Source: sourcePortal, Evidence: rule.Sourced},
			{Event: EventCardExpired, Code: EventCardExpired.String(), Title: text("constater que la carte est périmée", "see that the card has expired"), Source: signIn, Evidence: rule.Inferred},
			{Event: EventCardOpposed, Code: EventCardOpposed.String(), Title: text("constater que la carte est en opposition", "see that the card is opposed"), Source: signIn, Evidence: rule.Inferred},
			{Event: EventCardRenewed, Code: EventCardRenewed.String(), Title: text("constater que la carte est valide", "see that the card is valid"), Source: signIn, Evidence: rule.Inferred},
			{Event: EventTrainingRequired, Code: EventTrainingRequired.String(), Title: text("appliquer le processus d'avril 2025", "apply the process of April 2025"), Source: sourceSlides, Evidence: rule.Inferred},
			{Event: EventTrainingDone, Code: EventTrainingDone.String(), Title: text("constater que la formation est suivie", "see that the training was followed"), Source: sourceSlides, Evidence: rule.Inferred},
			{Event: EventDayAfterEnd, Code: EventDayAfterEnd.String(), Title: text("dépasser le dernier jour du mandat", "pass the last day of the mandate"), Source: press, Evidence: rule.Inferred},
			{Event: EventRemove, Code: EventRemove.String(), Title: text("supprimer", "remove"), Source: press, Evidence: rule.Inferred},
		},
		Guards: []gu{
			{Guard: GuardAccess, Code: "access", Title: text("la structure a accès au portail", "the structure has access to the portal"), Source: sourceSlides, Evidence: rule.Sourced},
			{Guard: GuardContract, Code: "contract", Title: text("le contrat d'adhésion couvre la structure", "the contract of adhesion covers the structure"), Source: sourceOCC + "; " + sourceBZH, Evidence: rule.Sourced},
			{
				Guard: GuardMandate, Code: "mandate", Title: text("le mandat est en vigueur pour cette structure et donné par qui le peut", "the mandate is in force for this structure and given by somebody who may"),
				Source: sourcePMH + "; " + sourceMAJ, Evidence: rule.Sourced,
			},
			{
				Guard: GuardTraining, Code: "training", Title: text("la formation est suivie (si elle est demandée)", "the training was followed (if asked for)"),
				Note:   text("Demandée à tous ou aux seuls ESMS : voir Policy.", "Asked of all or of ESMS only: see Policy."),
				Source: sourceSlides + "; " + sourceMAJ, Evidence: rule.Sourced,
			},
			{
				Guard: GuardAttestation, Code: "attestation", Title: text("l'attestation est signée par qui le peut (si elle est demandée)", "the attestation is signed by somebody who may (if asked for)"),
				Source: sourceSlides + "; " + sourceMAJ, Evidence: rule.Sourced,
			},
			{Guard: GuardCard, Code: "card", Title: text("la carte CPx est valide (si elle est demandée)", "the CPx card is valid (if asked for)"), Source: signIn, Evidence: rule.Sourced},
			{Guard: GuardContact, Code: "contact", Title: text("un courriel ou un téléphone est donné (s'il est demandé)", "an e-mail or a telephone number is given (if asked for)"), Source: sourcePMH, Evidence: rule.Sourced},
			{Guard: GuardTerms, Code: "terms", Title: text("les conditions d'utilisation sont acceptées (si c'est demandé)", "the terms of use are accepted (if asked for)"), Source: sourcePMH, Evidence: rule.Sourced},
			{Guard: GuardGestionnaire, Code: "gestionnaire", Title: text("la qualité est celle de gestionnaire", "the capacity is that of a gestionnaire"), Source: sourceCGU, Evidence: rule.Sourced},
			{Guard: GuardEntitled, Code: "entitled", Title: text("la qualité est représentant légal, mandataire ou titulaire d'officine", "the capacity is legal representative, mandataire or titulaire d'officine"), Source: sourcePortal, Evidence: rule.Sourced},
			{Guard: GuardOfficine, Code: "officine", Title: text("la structure est une officine", "the structure is a dispensary"), Source: sourcePortal, Evidence: rule.Sourced},
			{
				Guard: GuardOwnStructure, Code: "ownStructure", Title: text("celui qui agit le fait pour cette structure", "who acts does so for this structure"),
				Note:   text("Les droits valent structure par structure.", "Rights are given structure by structure."),
				Source: sourceMAJ, Evidence: rule.Sourced,
			},
			{Guard: GuardExpired, Code: "expired", Title: text("la carte est périmée", "the card has expired"), Source: signIn, Evidence: rule.Inferred},
			{Guard: GuardOpposed, Code: "opposed", Title: text("la carte est en opposition", "the card is opposed"), Source: signIn, Evidence: rule.Inferred},
			{Guard: GuardExisting, Code: "existing", Title: text("le mandat a commencé avant avril 2025", "the mandate began before April 2025"), Source: sourceSlides, Evidence: rule.Sourced},
			{Guard: GuardUntrained, Code: "untrained", Title: text("la formation ou son attestation est demandée et manque", "the training or its attestation is asked for and missing"), Source: sourceSlides, Evidence: rule.Inferred},
			{Guard: GuardMandateOver, Code: "mandateOver", Title: text("le dernier jour du mandat est passé", "the last day of the mandate has passed"), Source: press, Evidence: rule.Inferred},
		},
		Effects: []ef{
			{Effect: EffectPortal, Code: "portal", Title: text("portail ouvert aussitôt pour cette structure", "portal open at once for this structure"), Source: sourcePMH + "; " + sourcePortal, Evidence: rule.Sourced},
			{Effect: EffectPortalClosed, Code: "portalClosed", Title: text("portail fermé pour cette structure", "portal closed for this structure"), Source: press, Evidence: rule.Inferred},
			{Effect: EffectConfirmation, Code: "confirmation", Title: text("courriel de confirmation (facultatif)", "e-mail of confirmation (optional)"), Source: sourcePMH, Evidence: rule.Sourced},
			{Effect: EffectMeetNeeds, Code: "meetNeeds", Title: text("remplir les prérequis dans n'importe quel ordre", "meet the prerequisites in any order"), Source: sourceSlides + "; " + sourceMAJ, Evidence: rule.Inferred},
			{Effect: EffectRenewCard, Code: "renewCard", Title: text("renouveler la carte", "renew the card"), Source: signIn, Evidence: rule.Inferred},
			{Effect: EffectTrain, Code: "train", Title: text("suivre la formation et faire signer l'attestation", "follow the training and have the attestation signed"), Source: sourceSlides, Evidence: rule.Sourced},
			{Effect: EffectCardAfter, Code: "cardAfter", Title: text("devenir de la carte", "what becomes of the card"), Source: sourceSilent, Evidence: rule.Policy, Unknown: true},
			{Effect: EffectWorkAfter, Code: "workAfter", Title: text("devenir des demandes commencées", "what becomes of the requests begun"), Source: sourceSilent, Evidence: rule.Policy, Unknown: true},
		},
		Exclusive: [][2]lifecycle.Guard{{GuardGestionnaire, GuardEntitled}},
		Moves: []mv{
			{ID: "GES-1", On: EventDesignate, By: appointers, If: designation, To: Designated, Then: meet, Source: sourcePMH + "; " + sourceOCC, Evidence: rule.Sourced},
			{ID: "GES-2", On: EventDesignate, By: titulaire, If: designation.With(GuardOfficine), To: Designated, Then: meet, Source: press, Evidence: rule.Inferred},
			{
				ID: "GES-3", From: Removed, On: EventDesignate, By: appointers, If: designation, To: Designated, Then: meet,
				Note: text("Comme une première fois.", "As the first time."), Source: sourcePMH, Evidence: rule.Inferred,
			},
			{
				ID: "GES-4", From: Removed, On: EventDesignate, By: titulaire, If: designation.With(GuardOfficine), To: Designated, Then: meet,
				Note: text("Comme une première fois.", "As the first time."), Source: press, Evidence: rule.Inferred,
			},
			{ID: "GES-5", From: Designated, On: EventOpen, By: appointers, If: opening, To: Opened, Then: told, Source: sourcePMH + "; " + sourceMAJ, Evidence: rule.Sourced},
			{ID: "GES-6", From: Designated, On: EventOpen, By: titulaire, If: opening.With(GuardOfficine), To: Opened, Then: told, Source: press, Evidence: rule.Inferred},
			{ID: "GES-7", On: EventOpenAutomatic, By: learned, If: needs.With(GuardEntitled), To: Opened, Then: opened, Source: sourcePortal, Evidence: rule.Sourced},
			{
				ID: "GES-8", From: Removed, On: EventOpenAutomatic, By: learned, If: needs.With(GuardEntitled), To: Opened, Then: opened,
				Note: text("La qualité est retrouvée, ou acquise.", "The capacity is found again, or gained."), Source: sourcePortal, Evidence: rule.Inferred,
			},

			{ID: "GES-9", From: Opened, On: EventCardExpired, By: clock | learned, If: lifecycle.Holding(GuardExpired), To: UnableToConnect, Then: lifecycle.Doing(EffectRenewCard), Source: signIn, Evidence: rule.Inferred},
			{ID: "GES-10", From: Opened, On: EventCardOpposed, By: learned, If: lifecycle.Holding(GuardOpposed), To: UnableToConnect, Then: lifecycle.Doing(EffectRenewCard), Source: signIn, Evidence: rule.Inferred},
			{
				ID: "GES-11", From: UnableToConnect, On: EventCardRenewed, By: learned, If: needs, To: Opened, Then: opened,
				Note: text("Tous les prérequis sont revus.", "All prerequisites are looked at again."), Source: signIn, Evidence: rule.Inferred,
			},

			{
				ID: "GES-12", From: Opened, On: EventTrainingRequired, By: learned, If: lifecycle.Holding(GuardGestionnaire, GuardExisting, GuardUntrained), To: Suspended,
				Then: lifecycle.Doing(EffectPortalClosed, EffectTrain), Source: sourceSlides, Evidence: rule.Policy,
			},
			{
				ID: "GES-13", From: UnableToConnect, On: EventTrainingRequired, By: learned, If: lifecycle.Holding(GuardGestionnaire, GuardExisting, GuardUntrained), To: Suspended,
				Then: lifecycle.Doing(EffectPortalClosed, EffectTrain), Source: sourceSlides, Evidence: rule.Policy,
			},
			{
				ID: "GES-14", From: Suspended, On: EventTrainingDone, By: learned, If: needs.With(GuardGestionnaire), To: Opened, Then: opened,
				Note: text("Tous les prérequis sont revus.", "All prerequisites are looked at again."), Source: sourceSlides, Evidence: rule.Policy,
			},

			{
				ID: "GES-15", From: Designated, On: EventRemove, By: appointers, If: removal, To: Removed,
				Note: text("Une personne ajoutée par erreur se retire avant l'envoi.", "Somebody added by mistake is taken out before sending."), Source: sourcePMH, Evidence: rule.Sourced,
			},
			{ID: "GES-16", From: Designated, On: EventRemove, By: titulaire, If: removal.With(GuardOfficine), To: Removed, Source: press, Evidence: rule.Inferred},
			{ID: "GES-17", From: Opened, On: EventRemove, By: appointers, If: removal, To: Removed, Then: removed, Source: press, Evidence: rule.Inferred},
			{ID: "GES-17a", From: Opened, On: EventRemove, By: titulaire, If: removal.With(GuardOfficine), To: Removed, Then: removed, Source: press, Evidence: rule.Inferred},
			{ID: "GES-18", From: UnableToConnect, On: EventRemove, By: appointers, If: removal, To: Removed, Then: removed, Source: press, Evidence: rule.Inferred},
			{ID: "GES-18a", From: UnableToConnect, On: EventRemove, By: titulaire, If: removal.With(GuardOfficine), To: Removed, Then: removed, Source: press, Evidence: rule.Inferred},
			{ID: "GES-19", From: Suspended, On: EventRemove, By: appointers, If: removal, To: Removed, Then: removed, Source: press, Evidence: rule.Inferred},
			{ID: "GES-19a", From: Suspended, On: EventRemove, By: titulaire, If: removal.With(GuardOfficine), To: Removed, Then: removed, Source: press, Evidence: rule.Inferred},

			{ID: "GES-20", From: Designated, On: EventDayAfterEnd, By: clock, If: lifecycle.Holding(GuardMandateOver), To: Removed, Source: press, Evidence: rule.Inferred},
			{ID: "GES-21", From: Opened, On: EventDayAfterEnd, By: clock, If: lifecycle.Holding(GuardMandateOver), To: Removed, Then: removed, Source: press, Evidence: rule.Inferred},
			{ID: "GES-22", From: UnableToConnect, On: EventDayAfterEnd, By: clock, If: lifecycle.Holding(GuardMandateOver), To: Removed, Then: removed, Source: press, Evidence: rule.Inferred},
			{ID: "GES-23", From: Suspended, On: EventDayAfterEnd, By: clock, If: lifecycle.Holding(GuardMandateOver), To: Removed, Then: removed, Source: press, Evidence: rule.Inferred},
		},
		Refusals: []no{
			{
				From: states(Designated, Opened, UnableToConnect, Suspended), On: events(EventDesignate),
				Why: text("Une seule habilitation par personne et par structure ; pour une autre structure, il en faut une autre.",
					"One habilitation for each person and structure; for another structure another one is needed."),
				Source: sourceMAJ, Evidence: rule.Inferred,
			},
			{
				From: states(Opened, UnableToConnect, Suspended), On: events(EventOpen, EventOpenAutomatic),
				Why:    text("L'habilitation est déjà ouverte, ou doit d'abord redevenir utilisable.", "The habilitation is open already, or must become usable again first."),
				Source: sourcePMH, Evidence: rule.Inferred,
			},
			{
				From: states(Removed), On: events(EventOpen),
				Why:    text("Il faut être désigné de nouveau.", "One must be designated anew."),
				Source: sourcePMH, Evidence: rule.Inferred,
			},
			{
				From: states(Removed), On: events(EventRemove, EventDayAfterEnd),
				Why:    text("L'habilitation est déjà supprimée.", "The habilitation is removed already."),
				Source: press, Evidence: rule.Inferred,
			},
			{
				From: states(Designated), On: events(EventCardExpired, EventCardOpposed, EventCardRenewed, EventTrainingRequired, EventTrainingDone),
				Why:    text("Les prérequis se vérifient à l'ouverture.", "The prerequisites are looked at when it opens."),
				Source: sourcePMH, Evidence: rule.Inferred,
			},
			{
				From: states(Opened), On: events(EventCardRenewed, EventTrainingDone),
				Why:    text("L'habilitation est ouverte.", "The habilitation is open."),
				Source: signIn, Evidence: rule.Inferred,
			},
			{
				From: states(UnableToConnect), On: events(EventCardExpired, EventCardOpposed, EventTrainingDone),
				Why:    text("La connexion est déjà impossible : il faut une carte valide.", "Signing in is impossible already: a valid card is needed."),
				Source: signIn, Evidence: rule.Inferred,
			},
			{
				From: states(Suspended), On: events(EventCardExpired, EventCardOpposed, EventCardRenewed, EventTrainingRequired),
				Why:    text("L'habilitation est suspendue jusqu'à la formation ; la carte se vérifie à la reprise.", "The habilitation is suspended until the training; the card is looked at when it resumes."),
				Source: sourceSlides, Evidence: rule.Policy,
			},
			{
				From: states(Removed), On: events(EventCardExpired, EventCardOpposed, EventCardRenewed, EventTrainingRequired, EventTrainingDone),
				Why:    text("L'habilitation est supprimée.", "The habilitation is removed."),
				Source: press, Evidence: rule.Inferred,
			},
		},
		Unforeseen: []lifecycle.Pairs[State, Event]{
			// Whether somebody designated who becomes entitled needs the
			// designation any more.
			{From: states(Designated), On: events(EventOpenAutomatic)},
		},
	}
}
