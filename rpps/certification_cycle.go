package rpps

import (
	"strings"

	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// CertificationEvent is what can happen to the certification of a civil
// status. The zero value is "not stated" and never happens.
type CertificationEvent uint8

const (
	CertificationEventRequest           CertificationEvent = iota + 1 // INSEE is asked
	CertificationEventFranceConnect                                   // the professional pre-registers through FranceConnect
	CertificationEventFranceConnectPlus                               // the professional pre-registers through FranceConnect+
	CertificationEventForce                                           // the counter forces the request
	CertificationEventIdentified                                      // RNIPP 2: identified
	CertificationEventDivergence                                      // RNIPP 3: identified with a divergence
	CertificationEventOneEcho                                         // RNIPP 4: not identified, one echo
	CertificationEventSeveralEchoes                                   // RNIPP 6: not identified, several echoes
	CertificationEventUsageNameOnly                                   // RNIPP 7: identified by the usage name only
	CertificationEventNoEcho                                          // RNIPP 8: no echo
	CertificationEventSyntax                                          // RNIPP 9: the question was malformed
	CertificationEventImpossible                                      // it is found that the status cannot be certified
	CertificationEventImmatriculation                                 // the person is being entered in the register
	CertificationEventRetry                                           // INSEE is asked anew
	CertificationEventCancel                                          // the request is cancelled
	CertificationEventSelfEdit                                        // the professional wants to change their civil status
)

var certificationEventCodes = [...]string{
	"", "request", "franceConnect", "franceConnectPlus", "force", "rnipp2", "rnipp3", "rnipp4", "rnipp6", "rnipp7",
	"rnipp8", "rnipp9", "impossible", "immatriculation", "retry", "cancel", "selfEdit",
}

// String returns the code of the event, such as "rnipp2", or "(not stated)".
func (e CertificationEvent) String() string {
	if e > 0 && int(e) < len(certificationEventCodes) {
		return certificationEventCodes[e]
	}
	return notStatedText
}

// CertificationAnswer returns the event of an answer of the RNIPP, by its code
// (codeReponseIdentification of Pro Santé Identité): 2, 3, 4, 6, 7, 8 or 9.
// ok is false for anything else.
func CertificationAnswer(code string) (e CertificationEvent, ok bool) {
	switch code {
	case "2":
		return CertificationEventIdentified, true
	case "3":
		return CertificationEventDivergence, true
	case "4":
		return CertificationEventOneEcho, true
	case "6":
		return CertificationEventSeveralEchoes, true
	case "7":
		return CertificationEventUsageNameOnly, true
	case "8":
		return CertificationEventNoEcho, true
	case "9":
		return CertificationEventSyntax, true
	}
	return 0, false
}

// The guards of [CertificationCycle]. All but the first are derived by
// [CertificationFacts].
const (
	CertificationGuardPreRegistered lifecycle.Guard = iota + 1 // the sign-in is that of a pre-registration
	CertificationGuardTraits                                   // the traits that the RNIPP asks for are all stated
	CertificationGuardCodeFC                                   // the code FC exists on the day
	CertificationGuardCodeFCP                                  // the code FCP exists on the day
)

// The effects of [CertificationCycle].
const (
	CertificationEffectAsk        lifecycle.Effect = iota + 1 // INSEE is to be asked
	CertificationEffectCorrect                                // the traits are to be corrected
	CertificationEffectNumbers                                // RPPS numbers of the person are to be looked for
	CertificationEffectDeath                                  // the answer may hold a date of death
	CertificationEffectAfterwards                             // what becomes of the registration is unknown
)

// The public references of the life cycle.
const (
	certificationList   = "NOS TRE_R31-StatutEtatCivil 20250131120000, https://mos.esante.gouv.fr/NOS/TRE_R31-StatutEtatCivil/FHIR/TRE-R31-StatutEtatCivil"
	certificationPSI    = "Pro Santé Identité, OpenAPI v0.9.1, https://github.com/ansforge/psc-psi-api"
	certificationSelf   = "ANS guide for the professional who updates their own data, https://esante.gouv.fr/guides/guides-rpps/mise-a-jour-informations"
	certificationPortal = "ANS, page of the RPPS+ portal, https://esante.gouv.fr/enreg"
	certificationOwn    = "no source says; choice of package rpps"
)

var certificationCycle lifecycle.Lazy[Certification, CertificationEvent]

// CertificationCycle returns the life cycle of the certification of a civil
// status. Its states are the codes of TRE_R31, its events the answers of the
// RNIPP and what people do.
//
// The list publishes the codes and no way from one to another: every move is
// inferred, and a machine under a policy of sourced moves makes none. What is
// certain is narrow, and the table keeps to it:
//
//   - only the answer 2 certifies; the other answers leave the request open,
//     to be corrected and asked anew, for no source says which code follows;
//   - FC and FCP come from a pre-registration through FranceConnect and
//     nothing else, and not before these codes existed;
//   - the professional does not change their civil status.
//
// Cancelling a certification that was given is off: the label of AN speaks of
// a request. A program that needs it allows CER-20, CER-21 and CER-22.
func CertificationCycle() *lifecycle.Machine[Certification, CertificationEvent] {
	return certificationCycle.Get(certificationTable)
}

// CertificationFacts returns the facts of [CertificationCycle] that a civil
// status and a day decide: that the traits of a request are all stated (birth
// name, first names, sex, day and place of birth), and which codes exist. That
// a sign-in is a pre-registration is for the caller to state.
func CertificationFacts(c *CivilStatus, day civil.Date) lifecycle.Facts {
	var f lifecycle.Facts
	if c != nil && c.traits() {
		f = f.With(CertificationGuardTraits)
	}
	if !day.IsZero() && !day.Before(CertificationFC.ValidFrom()) {
		f = f.With(CertificationGuardCodeFC)
	}
	if !day.IsZero() && !day.Before(CertificationFCP.ValidFrom()) {
		f = f.With(CertificationGuardCodeFCP)
	}
	return f
}

// traits reports whether everything is stated that Pro Santé Identité asks for
// to question the RNIPP.
func (c *CivilStatus) traits() bool {
	is := func(p Private) bool { return strings.TrimSpace(string(p)) != "" }
	names := len(c.FirstNames) > 0
	for _, n := range c.FirstNames {
		names = names && is(n)
	}
	b := c.BirthPlace
	abroad := is(b.Country) || strings.HasPrefix(string(b.Commune), "99")
	return names && is(c.BirthName) && c.Sex.Code() != "" && !c.BirthDate.IsZero() &&
		(abroad && is(b.Town) || !abroad && is(b.Commune))
}

func certificationTable() lifecycle.Spec[Certification, CertificationEvent] {
	type (
		st = lifecycle.StateInfo[Certification]
		ev = lifecycle.EventInfo[CertificationEvent]
		gu = lifecycle.GuardInfo
		ef = lifecycle.EffectInfo
		mv = lifecycle.Move[Certification, CertificationEvent]
		no = lifecycle.Refused[Certification, CertificationEvent]
	)
	text := func(fr, en string) rule.Text { return rule.Text{FR: fr, EN: en} }
	states := func(c ...Certification) []Certification { return c }
	events := func(e ...CertificationEvent) []CertificationEvent { return e }

	var (
		professional = lifecycle.By(lifecycle.Professional)
		registrars   = lifecycle.By(lifecycle.Gestionnaire, lifecycle.RepresentantLegal, lifecycle.Mandataire, lifecycle.TitulaireOfficine,
			lifecycle.Ordre, lifecycle.ARS, lifecycle.ANS)
		// Who "the counter" is on the RPPS+ portal no source says; those who
		// register the other professions had counters before it.
		counter = lifecycle.By(lifecycle.Ordre, lifecycle.ARS, lifecycle.ANS)
		insee   = lifecycle.By(lifecycle.INSEE)

		traits  = lifecycle.Holding(CertificationGuardTraits)
		ask     = lifecycle.Doing(CertificationEffectAsk)
		correct = lifecycle.Doing(CertificationEffectCorrect)
		numbers = lifecycle.Doing(CertificationEffectNumbers)
		death   = lifecycle.Doing(CertificationEffectDeath)
		unknown = lifecycle.Doing(CertificationEffectAfterwards)

		answers = events(CertificationEventIdentified, CertificationEventDivergence, CertificationEventOneEcho, CertificationEventSeveralEchoes,
			CertificationEventUsageNameOnly, CertificationEventNoEcho, CertificationEventSyntax)
	)
	const drawn = certificationList + "; " + certificationPSI
	stays := text("Aucune source ne dit quel statut suit : la demande reste ouverte, pour correction.",
		"No source says which status follows: the request stays open, to be corrected.")
	label := text("Déduit du libellé.", "Drawn from the label.")

	state := func(c Certification, en string, final bool) st {
		return st{State: c, Code: c.Code(), Title: text(c.Label(), en), Source: certificationList, Evidence: rule.Sourced, Final: final}
	}
	event := func(e CertificationEvent, fr, en, source string, how rule.Evidence) ev {
		return ev{Event: e, Code: e.String(), Title: text(fr, en), Source: source, Evidence: how}
	}
	return lifecycle.Spec[Certification, CertificationEvent]{
		Name: "certification", Version: "2026-11",
		Title: text("Certification de l'état civil", "Certification of the civil status"),
		States: []st{
			state(CertificationDI, "ordinary request for certification", false),
			state(CertificationAC, "request for certification forced by the counter", false),
			state(CertificationC, "certified by INSEE", false),
			state(CertificationFC, "certified through FranceConnect", false),
			state(CertificationFCP, "certified through FranceConnect+", false),
			state(CertificationNC, "cannot be certified", false),
			state(CertificationNCI, "not certified by INSEE, immatriculation in progress", false),
			state(CertificationAN, "request cancelled", true),
		},
		Events: []ev{
			event(CertificationEventRequest, "demander la certification", "request the certification", certificationList, rule.Inferred),
			event(CertificationEventFranceConnect, "se pré-enregistrer par FranceConnect", "pre-register through FranceConnect", certificationPortal, rule.Sourced),
			event(CertificationEventFranceConnectPlus, "se pré-enregistrer par FranceConnect+", "pre-register through FranceConnect+", certificationList, rule.Inferred),
			event(CertificationEventForce, "forcer la demande", "force the request", certificationList, rule.Inferred),
			event(CertificationEventIdentified, "RNIPP 2 : identifié", "RNIPP 2: identified", certificationPSI, rule.Sourced),
			event(CertificationEventDivergence, "RNIPP 3 : identifié avec divergence", "RNIPP 3: identified with a divergence", certificationPSI, rule.Sourced),
			event(CertificationEventOneEcho, "RNIPP 4 : non identifié, un écho", "RNIPP 4: not identified, one echo", certificationPSI, rule.Sourced),
			event(CertificationEventSeveralEchoes, "RNIPP 6 : non identifié, plusieurs échos", "RNIPP 6: not identified, several echoes", certificationPSI, rule.Sourced),
			event(CertificationEventUsageNameOnly, "RNIPP 7 : identifié par le seul nom d'usage", "RNIPP 7: identified by the usage name only", certificationPSI, rule.Sourced),
			event(CertificationEventNoEcho, "RNIPP 8 : aucun écho", "RNIPP 8: no echo", certificationPSI, rule.Sourced),
			event(CertificationEventSyntax, "RNIPP 9 : erreur de syntaxe", "RNIPP 9: syntax error", certificationPSI, rule.Sourced),
			event(CertificationEventImpossible, "constater que la certification est impossible", "find that it cannot be certified", certificationList, rule.Inferred),
			event(CertificationEventImmatriculation, "engager l'immatriculation", "begin the immatriculation", certificationList, rule.Inferred),
			event(CertificationEventRetry, "redemander la certification", "request the certification anew", certificationList, rule.Inferred),
			event(CertificationEventCancel, "annuler la demande", "cancel the request", certificationList, rule.Inferred),
			event(CertificationEventSelfEdit, "modifier soi-même son état civil", "change one's own civil status", certificationSelf, rule.Sourced),
		},
		Guards: []gu{
			{
				Guard: CertificationGuardPreRegistered, Code: "preRegistered", Title: text("la connexion est celle d'un pré-enregistrement sur le portail", "the sign-in is that of a pre-registration on the portal"),
				Source: certificationPortal, Evidence: rule.Inferred,
			},
			{
				Guard: CertificationGuardTraits, Code: "traits", Title: text("tous les traits d'identité demandés sont renseignés", "all the traits of identity asked for are stated"),
				Note:   text("Nom de naissance, tous les prénoms, sexe, date et lieu de naissance.", "Birth name, all first names, sex, day and place of birth."),
				Source: certificationPSI, Evidence: rule.Sourced,
			},
			{Guard: CertificationGuardCodeFC, Code: "codeFC", Title: text("le code FC existe ce jour-là", "the code FC exists on that day"), Source: certificationList, Evidence: rule.Sourced},
			{Guard: CertificationGuardCodeFCP, Code: "codeFCP", Title: text("le code FCP existe ce jour-là", "the code FCP exists on that day"), Source: certificationList, Evidence: rule.Sourced},
		},
		Effects: []ef{
			{Effect: CertificationEffectAsk, Code: "ask", Title: text("interroger l'INSEE", "ask INSEE"), Source: certificationList + "; " + certificationPSI, Evidence: rule.Inferred},
			{
				Effect: CertificationEffectCorrect, Code: "correct", Title: text("faire corriger les traits d'identité", "have the traits of identity corrected"),
				Note:   text("Pour la réponse 3, le RNIPP dit quels traits divergent.", "For the answer 3 the RNIPP says which traits diverge."),
				Source: certificationPSI, Evidence: rule.Inferred,
			},
			{
				Effect: CertificationEffectNumbers, Code: "numbers", Title: text("chercher un numéro RPPS existant", "look for an RPPS number that exists"),
				Note:   text("Aucun, un ou plusieurs : plusieurs sont des doublons, à signaler à l'ANS.", "None, one or several: several are duplicates, to be told to the ANS."),
				Source: certificationPSI, Evidence: rule.Sourced,
			},
			{Effect: CertificationEffectDeath, Code: "death", Title: text("voir si la réponse porte une date de décès", "see whether the answer holds a date of death"), Source: certificationPSI, Evidence: rule.Sourced},
			{Effect: CertificationEffectAfterwards, Code: "afterwards", Title: text("devenir de l'enregistrement", "what becomes of the registration"), Source: certificationOwn, Evidence: rule.Policy, Unknown: true},
		},
		Moves: []mv{
			{ID: "CER-1", On: CertificationEventRequest, By: registrars, If: traits, To: CertificationDI, Then: ask, Note: label, Source: certificationList, Evidence: rule.Inferred},
			{
				ID: "CER-2", On: CertificationEventFranceConnect, By: professional, If: lifecycle.Holding(CertificationGuardPreRegistered, CertificationGuardCodeFC), To: CertificationFC,
				Then: numbers, Note: label, Source: certificationList + "; " + certificationPortal, Evidence: rule.Inferred,
			},
			{
				ID: "CER-3", On: CertificationEventFranceConnectPlus, By: professional, If: lifecycle.Holding(CertificationGuardPreRegistered, CertificationGuardCodeFCP), To: CertificationFCP,
				Then: numbers, Note: label, Source: certificationList + "; " + certificationPortal, Evidence: rule.Inferred,
			},

			{
				ID: "CER-4", From: CertificationDI, On: CertificationEventIdentified, By: insee, To: CertificationC, Then: numbers | death,
				Note:   text("La seule réponse que Pro Santé Identité accepte.", "The only answer that Pro Santé Identité accepts."),
				Source: drawn, Evidence: rule.Inferred,
			},
			{ID: "CER-5", From: CertificationDI, On: CertificationEventDivergence, By: insee, To: CertificationDI, Then: correct | death, Note: stays, Source: certificationPSI, Evidence: rule.Inferred},
			{ID: "CER-6", From: CertificationDI, On: CertificationEventOneEcho, By: insee, To: CertificationDI, Then: correct, Note: stays, Source: certificationPSI, Evidence: rule.Inferred},
			{ID: "CER-7", From: CertificationDI, On: CertificationEventSeveralEchoes, By: insee, To: CertificationDI, Then: correct, Note: stays, Source: certificationPSI, Evidence: rule.Inferred},
			{ID: "CER-8", From: CertificationDI, On: CertificationEventUsageNameOnly, By: insee, To: CertificationDI, Then: correct | death, Note: stays, Source: certificationPSI, Evidence: rule.Inferred},
			{
				ID: "CER-9", From: CertificationDI, On: CertificationEventNoEcho, By: insee, To: CertificationDI, Then: correct,
				Note: text("Aucune source ne dit quel statut suit : la demande reste ouverte. Un professionnel étranger introuvable peut malgré tout recevoir une activité.",
					"No source says which status follows: the request stays open. A foreign professional who is not found may get an activity all the same."),
				Source: certificationPSI, Evidence: rule.Inferred,
			},
			{ID: "CER-10", From: CertificationDI, On: CertificationEventSyntax, By: insee, To: CertificationDI, Then: correct, Note: stays, Source: certificationPSI, Evidence: rule.Inferred},
			{ID: "CER-11", From: CertificationDI, On: CertificationEventImpossible, By: insee, To: CertificationNC, Then: unknown, Note: label, Source: certificationList, Evidence: rule.Inferred},
			{ID: "CER-12", From: CertificationDI, On: CertificationEventImmatriculation, By: insee, To: CertificationNCI, Note: label, Source: certificationList, Evidence: rule.Inferred},
			{ID: "CER-13", From: CertificationDI, On: CertificationEventForce, By: counter, To: CertificationAC, Then: ask, Note: label, Source: certificationList, Evidence: rule.Inferred},
			{
				ID: "CER-14", From: CertificationDI, On: CertificationEventRetry, By: registrars, If: traits, To: CertificationDI, Then: ask,
				Note: text("Après correction.", "After a correction."), Source: certificationPSI, Evidence: rule.Inferred,
			},
			{
				ID: "CER-15", From: CertificationNCI, On: CertificationEventRetry, By: registrars, If: traits, To: CertificationDI, Then: ask,
				Note: text("Une fois la personne immatriculée.", "Once the person is in the register."), Source: certificationList, Evidence: rule.Inferred,
			},

			{ID: "CER-16", From: CertificationDI, On: CertificationEventCancel, By: registrars, To: CertificationAN, Then: unknown, Note: label, Source: certificationList, Evidence: rule.Inferred},
			{ID: "CER-17", From: CertificationAC, On: CertificationEventCancel, By: registrars, To: CertificationAN, Then: unknown, Note: label, Source: certificationList, Evidence: rule.Inferred},
			{ID: "CER-18", From: CertificationNC, On: CertificationEventCancel, By: registrars, To: CertificationAN, Then: unknown, Note: label, Source: certificationList, Evidence: rule.Inferred},
			{ID: "CER-19", From: CertificationNCI, On: CertificationEventCancel, By: registrars, To: CertificationAN, Then: unknown, Note: label, Source: certificationList, Evidence: rule.Inferred},
			{ID: "CER-20", From: CertificationC, On: CertificationEventCancel, By: lifecycle.By(lifecycle.ANS), To: CertificationAN, Then: unknown, Off: true, Source: certificationOwn, Evidence: rule.Policy},
			{ID: "CER-21", From: CertificationFC, On: CertificationEventCancel, By: lifecycle.By(lifecycle.ANS), To: CertificationAN, Then: unknown, Off: true, Source: certificationOwn, Evidence: rule.Policy},
			{ID: "CER-22", From: CertificationFCP, On: CertificationEventCancel, By: lifecycle.By(lifecycle.ANS), To: CertificationAN, Then: unknown, Off: true, Source: certificationOwn, Evidence: rule.Policy},

			// A forced request is a request, too.
			{
				ID: "CER-23", From: CertificationAC, On: CertificationEventIdentified, By: insee, To: CertificationC, Then: numbers | death,
				Note: text("La liste nomme AC une demande.", "The list calls AC a request."), Source: drawn, Evidence: rule.Inferred,
			},
			{
				ID: "CER-24", From: CertificationAC, On: CertificationEventImpossible, By: insee, To: CertificationNC, Then: unknown,
				Note: text("La liste nomme AC une demande.", "The list calls AC a request."), Source: certificationList, Evidence: rule.Inferred,
			},
			{
				ID: "CER-25", From: CertificationAC, On: CertificationEventImmatriculation, By: insee, To: CertificationNCI,
				Note: text("La liste nomme AC une demande.", "The list calls AC a request."), Source: certificationList, Evidence: rule.Inferred,
			},
		},
		Refusals: []no{
			{
				From:   states(CertificationDI, CertificationAC, CertificationC, CertificationFC, CertificationFCP, CertificationNC, CertificationNCI, CertificationAN),
				On:     events(CertificationEventSelfEdit),
				Why:    text("Le professionnel ne peut pas modifier son état civil.", "The professional cannot change their civil status."),
				Source: certificationSelf, Evidence: rule.Sourced,
			},
			{
				From: states(CertificationDI, CertificationAC, CertificationC, CertificationFC, CertificationFCP, CertificationNC, CertificationNCI, CertificationAN),
				On:   events(CertificationEventFranceConnect, CertificationEventFranceConnectPlus),
				Why: text("Les statuts FC et FCP ne viennent que d'un pré-enregistrement, par lequel tout commence.",
					"The statuses FC and FCP come from a pre-registration only, with which everything begins."),
				Source: certificationPortal, Evidence: rule.Inferred,
			},
			{
				From:   states(CertificationDI, CertificationAC, CertificationC, CertificationFC, CertificationFCP, CertificationNC, CertificationNCI),
				On:     events(CertificationEventRequest),
				Why:    text("Une demande a déjà été faite, ou n'est plus à faire.", "A request was made already, or is needed no longer."),
				Source: certificationList, Evidence: rule.Inferred,
			},
			{
				From: states(CertificationAN), On: events(CertificationEventRequest, CertificationEventRetry),
				Why:    text("La demande est annulée : il en faut une nouvelle.", "The request is cancelled: a new one is needed."),
				Source: certificationList, Evidence: rule.Inferred,
			},
			{
				From: states(CertificationC, CertificationFC, CertificationFCP, CertificationNC, CertificationNCI, CertificationAN), On: answers,
				Why:    text("Aucune demande n'attend de réponse.", "No request awaits an answer."),
				Source: certificationList, Evidence: rule.Inferred,
			},
			{
				From:   states(CertificationC, CertificationFC, CertificationFCP),
				On:     events(CertificationEventForce, CertificationEventImpossible, CertificationEventImmatriculation, CertificationEventRetry),
				Why:    text("L'état civil est certifié.", "The civil status is certified."),
				Source: certificationList, Evidence: rule.Inferred,
			},
			{
				From: states(CertificationAC), On: events(CertificationEventForce),
				Why:    text("La demande est déjà forcée.", "The request is forced already."),
				Source: certificationList, Evidence: rule.Inferred,
			},
		},
		Unforeseen: []lifecycle.Pairs[Certification, CertificationEvent]{
			// What a forced request becomes that is not identified, and whether
			// it can be made anew.
			{From: states(CertificationAC), On: append(events(CertificationEventRetry), answers[1:]...)},
			// Whether anything but a cancellation leads out of these.
			{From: states(CertificationNC), On: events(CertificationEventForce, CertificationEventImpossible, CertificationEventImmatriculation, CertificationEventRetry)},
			{From: states(CertificationNCI), On: events(CertificationEventForce, CertificationEventImpossible, CertificationEventImmatriculation)},
		},
	}
}
