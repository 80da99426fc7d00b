package workforce

import (
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// The two processes of human resources, as the training slides of 2025 draw
// them. Each box of the slides is an event, and the state that it leads to;
// each diamond is a pair of guards that exclude each other.
//
// Two things are not drawn and are marked as inferred: where the information of
// the person takes its place (that it comes before the registration is
// sourced), and that a situation which the employee declares is validated, as
// is a pre-registration.

// processVersion is the version of both tables.
const processVersion = "2026-11"

// EntryState is where the arrival of a person stands.
type EntryState uint8

// States of [Entry].
const (
	EntryHired             EntryState = iota + 1 // the hire is validated
	EntryFileBuilt                               // the HR file is built
	EntryOrderChecked                            // registration with the order or the ARS is checked
	EntryInformed                                // the person is informed
	EntryPreRegistered                           // pre-registered, to be validated
	EntryRegistered                              // registered, the number is on its way
	EntryNumberReceived                          // the employee has the number
	EntryNumberGiven                             // human resources have the number
	EntrySituationDeclared                       // situation declared by the employee, to be validated
	EntrySituationCreated                        // situation created
)

// EntryEvent is something that happens in the arrival of a person.
type EntryEvent uint8

// Events of [Entry].
const (
	EntryValidateHire EntryEvent = iota + 1
	EntryBuildFile
	EntryCheckOrder
	EntryInform
	EntryPreRegister
	EntryRegister
	EntryValidate
	EntryReceiveNumber
	EntryGiveNumber
	EntryCreateSituation
	EntryDeclareSituation
	EntryValidateSituation
)

// Guards of [Entry].
const (
	GuardOrderOrARS    lifecycle.Guard = iota + 1 // the profession is one of an order or of the ARS
	GuardNotOrderOrARS                            // it is not
	GuardNumber                                   // the person has an RPPS number
	GuardNoNumber                                 // the directory was searched and has none
	GuardRole                                     // the role of the situation is chosen
	GuardEntitled                                 // the one who acts is entitled for this structure
)

// Effects of [Entry].
const (
	EffectNumberMailed lifecycle.Effect = iota + 1 // the ANS mails the number to the person
	EffectPublished                                // the public directory shows the situation
	EffectECPS                                     // the e-CPS can be activated
	EffectPoll                                     // the gestionnaire looks at the portal: nothing tells them
)

// ExitState is where the departure of a person stands.
type ExitState uint8

// States of [Exit].
const (
	ExitRecorded           ExitState = iota + 1 // the departure is recorded
	ExitStarted                                 // the HR steps have begun
	ExitHabilitationClosed                      // the leaver is no longer gestionnaire of the structure
	ExitReminded                                // the employee was reminded to update their data
	ExitSituationClosed                         // no situation is open in this structure
)

// ExitEvent is something that happens in the departure of a person.
type ExitEvent uint8

// Events of [Exit].
const (
	ExitRecord ExitEvent = iota + 1
	ExitStart
	ExitCloseHabilitation
	ExitRemind
	ExitCloseSituation
	ExitNothingToClose
)

// Guards of [Exit]. The first two are those of the diamond.
const (
	GuardLeaverOrderOrARS      lifecycle.Guard = iota + 1 // the profession is one of an order or of the ARS
	GuardLeaverNotOrderOrARS                              // it is not
	GuardLeaverGestionnaire                               // the leaver is gestionnaire of the structure
	GuardLeaverNotGestionnaire                            // the leaver is not
	GuardSituationHere                                    // a situation is open in this structure
	GuardNoSituationHere                                  // none is
	GuardCloserEntitled                                   // the one who closes or removes is entitled for this structure
)

// Effects of [Exit].
const (
	EffectRightsEnd    lifecycle.Effect = iota + 1 // the rights that follow from the situation end
	EffectOthersStay                               // situations with other employers stay as they are
	EffectMSSante                                  // what becomes of the mailbox
	EffectOtherMandate                             // the habilitations for other structures stay
)

var (
	entryMachine lifecycle.Lazy[EntryState, EntryEvent]
	exitMachine  lifecycle.Lazy[ExitState, ExitEvent]
)

// Entry returns the process of an arrival, from the hire to the number in the
// file, as the slides draw it.
func Entry() *lifecycle.Machine[EntryState, EntryEvent] { return entryMachine.Get(entryTable) }

// Exit returns the process of a departure, from its recording to the closed
// situation, as the slides draw it.
//
// The slides end with the situation, or with the reminder. A leaver who is
// gestionnaire loses that habilitation first: this is inferred.
func Exit() *lifecycle.Machine[ExitState, ExitEvent] { return exitMachine.Get(exitTable) }

// registrars are those who may register besides the gestionnaire: entitled to
// the portal by what they are.
func registrars() lifecycle.Actors {
	return lifecycle.By(lifecycle.RepresentantLegal, lifecycle.Mandataire, lifecycle.TitulaireOfficine)
}

func text(fr, en string) rule.Text { return rule.Text{FR: fr, EN: en} }

const (
	sourceEntry = sourceSlides + ", example of an entry process"
	sourceExit  = sourceSlides + ", example of an exit process"
	sourceDuty  = sourceSlides + ", legal obligations, after the arrêté on the RPPS"
)

func entryTable() lifecycle.Spec[EntryState, EntryEvent] {
	by := lifecycle.By
	holding := lifecycle.Holding
	type move = lifecycle.Move[EntryState, EntryEvent]
	state := func(s EntryState, code, fr, en, source string, ev rule.Evidence) lifecycle.StateInfo[EntryState] {
		return lifecycle.StateInfo[EntryState]{State: s, Code: code, Title: text(fr, en), Source: source, Evidence: ev}
	}
	final := func(s lifecycle.StateInfo[EntryState]) lifecycle.StateInfo[EntryState] { s.Final = true; return s }
	event := func(e EntryEvent, code, fr, en, source string, ev rule.Evidence) lifecycle.EventInfo[EntryEvent] {
		return lifecycle.EventInfo[EntryEvent]{Event: e, Code: code, Title: text(fr, en), Source: source, Evidence: ev}
	}
	registering := holding(GuardNotOrderOrARS, GuardNoNumber, GuardRole, GuardEntitled)
	creating := holding(GuardNotOrderOrARS, GuardNumber, GuardRole, GuardEntitled)
	registered := lifecycle.Doing(EffectNumberMailed, EffectPublished, EffectECPS)
	return lifecycle.Spec[EntryState, EntryEvent]{
		Name: "hr.entry", Version: processVersion, Title: text("Arrivée d'un professionnel", "Arrival of a professional"),
		States: []lifecycle.StateInfo[EntryState]{
			state(EntryHired, "hired", "embauche validée", "hire validated", sourceEntry, rule.Sourced),
			state(EntryFileBuilt, "fileBuilt", "dossier RH constitué", "HR file built", sourceEntry, rule.Sourced),
			final(state(EntryOrderChecked, "orderChecked", "enregistrement à l'ordre ou à l'ARS vérifié", "registration with the order or the ARS checked", sourceEntry, rule.Sourced)),
			state(EntryInformed, "informed", "personne informée", "person informed", sourceDuty, rule.Inferred),
			state(EntryPreRegistered, "preRegistered", "pré-enregistré, à valider", "pre-registered, to be validated", sourceEntry, rule.Sourced),
			state(EntryRegistered, "registered", "enregistré, numéro RPPS attendu", "registered, RPPS number expected", sourceEntry, rule.Sourced),
			state(EntryNumberReceived, "numberReceived", "numéro RPPS reçu par le salarié", "RPPS number received by the employee", sourceEntry, rule.Sourced),
			final(state(EntryNumberGiven, "numberGiven", "numéro RPPS connu des RH", "RPPS number known to human resources", sourceEntry, rule.Sourced)),
			state(EntrySituationDeclared, "situationDeclared", "situation d'exercice déclarée, à valider", "practice situation declared, to be validated", sourceEntry, rule.Inferred),
			final(state(EntrySituationCreated, "situationCreated", "situation d'exercice créée", "practice situation created", sourceEntry, rule.Sourced)),
		},
		Events: []lifecycle.EventInfo[EntryEvent]{
			event(EntryValidateHire, "validateHire", "valider l'embauche d'un nouveau salarié", "validate the hire of a new employee", sourceEntry, rule.Sourced),
			event(EntryBuildFile, "buildFile", "constituer le dossier RH et rassembler les documents", "build the HR file and gather the documents", sourceEntry, rule.Sourced),
			event(EntryCheckOrder, "checkOrder", "vérifier l'enregistrement à l'ordre ou à l'ARS", "check the registration with the order or the ARS", sourceEntry, rule.Sourced),
			event(EntryInform, "inform", "informer la personne du traitement et de la publication de ses données", "inform the person of the processing and publication of their data", sourceDuty, rule.Sourced),
			event(EntryPreRegister, "preRegister", "se pré-enregistrer sur le portail RPPS+", "pre-register on the RPPS+ portal", sourceEntry, rule.Sourced),
			event(EntryRegister, "register", "réaliser l'enregistrement de bout en bout", "carry out the registration from end to end", sourceEntry, rule.Sourced),
			event(EntryValidate, "validate", "vérifier les données et valider la demande", "check the data and validate the request", sourceEntry, rule.Sourced),
			event(EntryReceiveNumber, "receiveNumber", "réceptionner par mail le numéro RPPS", "receive the RPPS number by mail", sourceEntry, rule.Sourced),
			event(EntryGiveNumber, "giveNumber", "communiquer le numéro RPPS aux RH", "give the RPPS number to human resources", sourceEntry, rule.Sourced),
			event(EntryCreateSituation, "createSituation", "créer une situation d'exercice", "create a practice situation", sourceEntry, rule.Sourced),
			event(EntryDeclareSituation, "declareSituation", "déclarer sa situation d'exercice", "declare one's practice situation", sourceEntry, rule.Sourced),
			event(EntryValidateSituation, "validateSituation", "vérifier et valider la situation déclarée", "check and validate the situation declared", sourceEntry, rule.Inferred),
		},
		Guards: []lifecycle.GuardInfo{
			{Guard: GuardOrderOrARS, Code: "orderOrARS", Title: text("professionnel à ordre ou ARS", "the profession is one of an order or of the ARS"), Source: sourceEntry, Evidence: rule.Sourced},
			{Guard: GuardNotOrderOrARS, Code: "notOrderOrARS", Title: text("professionnel ni à ordre ni à ARS", "the profession is neither one of an order nor of the ARS"), Source: sourceEntry, Evidence: rule.Sourced},
			{Guard: GuardNumber, Code: "number", Title: text("numéro RPPS préexistant", "the person has an RPPS number"), Source: sourceEntry, Evidence: rule.Sourced},
			{
				Guard: GuardNoNumber, Code: "noNumber", Title: text("recherche faite, pas de numéro RPPS", "the directory was searched and has no RPPS number"),
				Note:   text("La recherche précède toute création.", "The search comes before any creation."),
				Source: sourceEntry + "; " + sourceMAJ, Evidence: rule.Sourced,
			},
			{Guard: GuardRole, Code: "role", Title: text("rôle choisi", "the role is chosen"), Source: sourceSlides + ", a role at each new situation", Evidence: rule.Sourced},
			{Guard: GuardEntitled, Code: "entitled", Title: text("habilité pour cette structure", "entitled for this structure"), Source: sourceMAJ, Evidence: rule.Sourced},
		},
		Exclusive: [][2]lifecycle.Guard{{GuardOrderOrARS, GuardNotOrderOrARS}, {GuardNumber, GuardNoNumber}},
		Effects: []lifecycle.EffectInfo{
			{Effect: EffectNumberMailed, Code: "numberMailed", Title: text("l'ANS envoie le numéro RPPS à la personne sous 24 heures", "the ANS mails the RPPS number to the person within 24 hours"), Source: sourceFAQ, Evidence: rule.Sourced},
			{Effect: EffectPublished, Code: "published", Title: text("l'annuaire public montre la situation sous 24 heures", "the public directory shows the situation within 24 hours"), Source: sourceFAQ, Evidence: rule.Sourced},
			{Effect: EffectECPS, Code: "ecps", Title: text("l'e-CPS peut être activée après 48 heures", "the e-CPS can be activated after 48 hours"), Source: sourceFAQ, Evidence: rule.Sourced},
			{
				Effect: EffectPoll, Code: "poll", Title: text("le gestionnaire consulte le portail : rien ne l'avertit", "the gestionnaire looks at the portal: nothing tells them"),
				Note:   text("Dit des pré-enregistrements ; supposé aussi des situations déclarées.", "Said of pre-registrations; assumed of declared situations too."),
				Source: sourceSlides, Evidence: rule.Sourced,
			},
		},
		Moves: []move{
			{ID: "ENT-1", On: EntryValidateHire, By: by(lifecycle.Direction), To: EntryHired, Source: sourceEntry, Evidence: rule.Sourced},
			{ID: "ENT-2", From: EntryHired, On: EntryBuildFile, By: by(lifecycle.EquipeRH), To: EntryFileBuilt, Source: sourceEntry, Evidence: rule.Sourced},
			{ID: "ENT-3", From: EntryFileBuilt, On: EntryCheckOrder, By: by(lifecycle.EquipeRH), If: holding(GuardOrderOrARS), To: EntryOrderChecked, Source: sourceEntry, Evidence: rule.Sourced},
			{
				ID: "ENT-4", From: EntryFileBuilt, On: EntryInform, By: by(lifecycle.Direction, lifecycle.EquipeRH, lifecycle.Gestionnaire) | registrars(), If: holding(GuardNotOrderOrARS), To: EntryInformed,
				Note:   text("L'obligation, avant l'enregistrement, est sourcée ; sa place ici et qui s'en charge sont déduits.", "That it is due before the registration is sourced; its place here and who does it are inferred."),
				Source: sourceDuty, Evidence: rule.Inferred,
			},
			{ID: "ENT-5", From: EntryInformed, On: EntryPreRegister, By: by(lifecycle.Professional), If: holding(GuardNotOrderOrARS, GuardNoNumber), To: EntryPreRegistered, Then: lifecycle.Doing(EffectPoll), Source: sourceEntry, Evidence: rule.Sourced},
			{ID: "ENT-6", From: EntryInformed, On: EntryRegister, By: by(lifecycle.Gestionnaire), If: registering, To: EntryRegistered, Then: registered, Source: sourceEntry, Evidence: rule.Sourced},
			{ID: "ENT-7", From: EntryInformed, On: EntryRegister, By: registrars(), If: registering, To: EntryRegistered, Then: registered, Source: sourcePortal, Evidence: rule.Sourced},
			{ID: "ENT-8", From: EntryPreRegistered, On: EntryValidate, By: by(lifecycle.Gestionnaire), If: registering, To: EntryRegistered, Then: registered, Source: sourceEntry, Evidence: rule.Sourced},
			{ID: "ENT-9", From: EntryPreRegistered, On: EntryValidate, By: registrars(), If: registering, To: EntryRegistered, Then: registered, Source: sourcePortal, Evidence: rule.Sourced},
			{
				ID: "ENT-17", From: EntryPreRegistered, On: EntryValidate, By: by(lifecycle.Gestionnaire) | registrars(), If: creating, To: EntrySituationCreated,
				Note:   text("Le numéro a été trouvé depuis : une nouvelle situation, et non une nouvelle identité.", "The number was found since: a new situation, not a new identity."),
				Source: sourceEntry, Evidence: rule.Inferred,
			},
			{ID: "ENT-10", From: EntryRegistered, On: EntryReceiveNumber, By: by(lifecycle.Professional), To: EntryNumberReceived, Source: sourceEntry, Evidence: rule.Sourced},
			{ID: "ENT-11", From: EntryNumberReceived, On: EntryGiveNumber, By: by(lifecycle.Professional), To: EntryNumberGiven, Source: sourceEntry, Evidence: rule.Sourced},
			{ID: "ENT-12", From: EntryInformed, On: EntryCreateSituation, By: by(lifecycle.Gestionnaire), If: creating, To: EntrySituationCreated, Source: sourceEntry, Evidence: rule.Sourced},
			{ID: "ENT-13", From: EntryInformed, On: EntryCreateSituation, By: registrars(), If: creating, To: EntrySituationCreated, Source: sourcePortal, Evidence: rule.Inferred},
			{ID: "ENT-14", From: EntryInformed, On: EntryDeclareSituation, By: by(lifecycle.Professional), If: holding(GuardNotOrderOrARS, GuardNumber), To: EntrySituationDeclared, Then: lifecycle.Doing(EffectPoll), Source: sourceEntry, Evidence: rule.Sourced},
			{ID: "ENT-15", From: EntrySituationDeclared, On: EntryValidateSituation, By: by(lifecycle.Gestionnaire), If: creating, To: EntrySituationCreated, Source: sourceEntry, Evidence: rule.Inferred},
			{ID: "ENT-16", From: EntrySituationDeclared, On: EntryValidateSituation, By: registrars(), If: creating, To: EntrySituationCreated, Source: sourcePortal, Evidence: rule.Inferred},
		},
		Refusals: []lifecycle.Refused[EntryState, EntryEvent]{
			{
				From: []EntryState{EntryHired, EntryFileBuilt},
				On:   []EntryEvent{EntryPreRegister, EntryRegister, EntryCreateSituation, EntryDeclareSituation},
				Why: text("La personne doit d'abord être informée du traitement de ses données et de leur publication.",
					"The person must first be informed of the processing of their data and of their publication."),
				Source: sourceDuty, Evidence: rule.Sourced,
			},
		},
		Unforeseen: []lifecycle.Pairs[EntryState, EntryEvent]{
			{From: []EntryState{EntryHired}, On: []EntryEvent{EntryValidateHire, EntryCheckOrder, EntryInform, EntryValidate, EntryReceiveNumber, EntryGiveNumber, EntryValidateSituation}},
			{From: []EntryState{EntryFileBuilt}, On: []EntryEvent{EntryValidateHire, EntryBuildFile, EntryValidate, EntryReceiveNumber, EntryGiveNumber, EntryValidateSituation}},
			{From: []EntryState{EntryInformed}, On: []EntryEvent{EntryValidateHire, EntryBuildFile, EntryCheckOrder, EntryInform, EntryValidate, EntryReceiveNumber, EntryGiveNumber, EntryValidateSituation}},
			{From: []EntryState{EntryPreRegistered}, On: []EntryEvent{EntryValidateHire, EntryBuildFile, EntryCheckOrder, EntryInform, EntryPreRegister, EntryRegister, EntryReceiveNumber, EntryGiveNumber, EntryCreateSituation, EntryDeclareSituation, EntryValidateSituation}},
			{From: []EntryState{EntryRegistered}, On: []EntryEvent{EntryValidateHire, EntryBuildFile, EntryCheckOrder, EntryInform, EntryPreRegister, EntryRegister, EntryValidate, EntryGiveNumber, EntryCreateSituation, EntryDeclareSituation, EntryValidateSituation}},
			{From: []EntryState{EntryNumberReceived}, On: []EntryEvent{EntryValidateHire, EntryBuildFile, EntryCheckOrder, EntryInform, EntryPreRegister, EntryRegister, EntryValidate, EntryReceiveNumber, EntryCreateSituation, EntryDeclareSituation, EntryValidateSituation}},
			{From: []EntryState{EntrySituationDeclared}, On: []EntryEvent{EntryValidateHire, EntryBuildFile, EntryCheckOrder, EntryInform, EntryPreRegister, EntryRegister, EntryValidate, EntryReceiveNumber, EntryGiveNumber, EntryCreateSituation, EntryDeclareSituation}},
		},
	}
}

func exitTable() lifecycle.Spec[ExitState, ExitEvent] {
	by := lifecycle.By
	holding := lifecycle.Holding
	type move = lifecycle.Move[ExitState, ExitEvent]
	state := func(s ExitState, code, fr, en string, ev rule.Evidence) lifecycle.StateInfo[ExitState] {
		return lifecycle.StateInfo[ExitState]{State: s, Code: code, Title: text(fr, en), Source: sourceExit, Evidence: ev}
	}
	final := func(s lifecycle.StateInfo[ExitState]) lifecycle.StateInfo[ExitState] { s.Final = true; return s }
	event := func(e ExitEvent, code, fr, en, source string, ev rule.Evidence) lifecycle.EventInfo[ExitEvent] {
		return lifecycle.EventInfo[ExitEvent]{Event: e, Code: code, Title: text(fr, en), Source: source, Evidence: ev}
	}
	removers := lifecycle.By(lifecycle.RepresentantLegal, lifecycle.Mandataire, lifecycle.TitulaireOfficine)
	closed := lifecycle.Doing(EffectRightsEnd, EffectOthersStay, EffectMSSante)
	spec := lifecycle.Spec[ExitState, ExitEvent]{
		Name: "hr.exit", Version: processVersion, Title: text("Départ d'un professionnel", "Departure of a professional"),
		States: []lifecycle.StateInfo[ExitState]{
			state(ExitRecorded, "recorded", "départ acté", "departure recorded", rule.Sourced),
			state(ExitStarted, "started", "démarches RH lancées", "HR steps begun", rule.Sourced),
			state(ExitHabilitationClosed, "habilitationClosed", "habilitation de gestionnaire retirée", "habilitation as gestionnaire taken back", rule.Inferred),
			final(state(ExitReminded, "reminded", "salarié prévenu", "employee reminded", rule.Sourced)),
			final(state(ExitSituationClosed, "situationClosed", "aucune situation ouverte dans cette structure", "no situation open in this structure", rule.Sourced)),
		},
		Events: []lifecycle.EventInfo[ExitEvent]{
			event(ExitRecord, "record", "acter le départ d'un salarié", "record the departure of an employee", sourceExit, rule.Sourced),
			event(ExitStart, "start", "lancer les démarches RH relatives au départ", "begin the HR steps of the departure", sourceExit, rule.Sourced),
			event(ExitCloseHabilitation, "closeHabilitation", "retirer l'habilitation de gestionnaire RPPS+ pour cette structure", "take back the habilitation as gestionnaire RPPS+ for this structure", sourceDSIH, rule.Inferred),
			event(ExitRemind, "remind", "rappeler au salarié qu'il devra modifier sa situation sur le portail eRPPS ou celui de son ordre", "remind the employee to update their situation on the eRPPS portal or that of their order", sourceExit, rule.Sourced),
			event(ExitCloseSituation, "closeSituation", "clôturer la situation d'exercice dans cette structure", "close the practice situation in this structure", sourceExit, rule.Sourced),
			event(ExitNothingToClose, "nothingToClose", "constater qu'aucune situation n'est ouverte dans cette structure", "note that no situation is open in this structure", sourceExit, rule.Inferred),
		},
		Guards: []lifecycle.GuardInfo{
			{Guard: GuardLeaverOrderOrARS, Code: "orderOrARS", Title: text("professionnel à ordre ou ARS", "the profession is one of an order or of the ARS"), Source: sourceExit, Evidence: rule.Sourced},
			{Guard: GuardLeaverNotOrderOrARS, Code: "notOrderOrARS", Title: text("professionnel ni à ordre ni à ARS", "the profession is neither one of an order nor of the ARS"), Source: sourceExit, Evidence: rule.Sourced},
			{Guard: GuardLeaverGestionnaire, Code: "gestionnaire", Title: text("gestionnaire RPPS+ de cette structure", "the leaver is gestionnaire RPPS+ of this structure"), Source: sourceExit, Evidence: rule.Inferred},
			{Guard: GuardLeaverNotGestionnaire, Code: "notGestionnaire", Title: text("pas gestionnaire RPPS+ de cette structure", "the leaver is not gestionnaire RPPS+ of this structure"), Source: sourceExit, Evidence: rule.Inferred},
			{Guard: GuardSituationHere, Code: "situationHere", Title: text("situation ouverte dans cette structure", "a situation is open in this structure"), Source: sourceMAJ, Evidence: rule.Inferred},
			{Guard: GuardNoSituationHere, Code: "noSituationHere", Title: text("aucune situation ouverte dans cette structure", "no situation is open in this structure"), Source: sourceMAJ, Evidence: rule.Inferred},
			{Guard: GuardCloserEntitled, Code: "entitled", Title: text("habilité pour cette structure", "entitled for this structure"), Source: sourceMAJ, Evidence: rule.Sourced},
		},
		Exclusive: [][2]lifecycle.Guard{
			{GuardLeaverOrderOrARS, GuardLeaverNotOrderOrARS}, {GuardLeaverGestionnaire, GuardLeaverNotGestionnaire}, {GuardSituationHere, GuardNoSituationHere},
		},
		Effects: []lifecycle.EffectInfo{
			{Effect: EffectRightsEnd, Code: "rightsEnd", Title: text("les droits tirés de cette situation prennent fin", "the rights that follow from this situation end"), Source: sourceExit, Evidence: rule.Sourced},
			{Effect: EffectOthersStay, Code: "othersStay", Title: text("les situations chez d'autres employeurs ne changent pas", "situations with other employers do not change"), Source: sourceMAJ, Evidence: rule.Inferred},
			{Effect: EffectMSSante, Code: "mssante", Title: text("boîte MSSanté : sort à vérifier", "MSSanté mailbox: what becomes of it is to be found out"), Source: sourceOwn, Evidence: rule.Policy, Unknown: true},
			{Effect: EffectOtherMandate, Code: "otherMandates", Title: text("ses habilitations pour d'autres structures ne changent pas", "habilitations for other structures do not change"), Source: sourceMAJ, Evidence: rule.Inferred},
		},
		Moves: []move{
			{ID: "EXI-1", On: ExitRecord, By: by(lifecycle.Direction), To: ExitRecorded, Source: sourceExit, Evidence: rule.Sourced},
			{ID: "EXI-2", From: ExitRecorded, On: ExitStart, By: by(lifecycle.EquipeRH), To: ExitStarted, Source: sourceExit, Evidence: rule.Sourced},
			{
				ID: "EXI-3", From: ExitStarted, On: ExitCloseHabilitation, By: removers, If: holding(GuardLeaverGestionnaire, GuardCloserEntitled), To: ExitHabilitationClosed, Then: lifecycle.Doing(EffectOtherMandate),
				Note:   text("Les diapositives n'en parlent pas ; retirer l'habilitation d'abord est le côté sûr.", "The slides are silent; taking the habilitation back first is the safe side."),
				Source: sourceDSIH, Evidence: rule.Inferred,
			},
			{ID: "EXI-4", From: ExitStarted, On: ExitRemind, By: by(lifecycle.EquipeRH), If: holding(GuardLeaverOrderOrARS, GuardLeaverNotGestionnaire), To: ExitReminded, Source: sourceExit, Evidence: rule.Sourced},
			{ID: "EXI-5", From: ExitHabilitationClosed, On: ExitRemind, By: by(lifecycle.EquipeRH), If: holding(GuardLeaverOrderOrARS), To: ExitReminded, Source: sourceExit, Evidence: rule.Sourced},
		},
		Unforeseen: []lifecycle.Pairs[ExitState, ExitEvent]{
			{From: []ExitState{ExitRecorded}, On: []ExitEvent{ExitRecord, ExitCloseHabilitation, ExitRemind, ExitCloseSituation, ExitNothingToClose}},
			{From: []ExitState{ExitStarted}, On: []ExitEvent{ExitRecord, ExitStart}},
			{From: []ExitState{ExitHabilitationClosed}, On: []ExitEvent{ExitRecord, ExitStart, ExitCloseHabilitation}},
		},
	}
	// The end of a role professional is the same whether the leaver was
	// gestionnaire or not.
	for _, from := range [...]struct {
		state ExitState
		also  lifecycle.Facts
		ids   [3]string
	}{
		{ExitStarted, holding(GuardLeaverNotGestionnaire), [3]string{"EXI-6", "EXI-7", "EXI-8"}},
		{ExitHabilitationClosed, 0, [3]string{"EXI-9", "EXI-10", "EXI-11"}},
	} {
		closing := holding(GuardLeaverNotOrderOrARS, GuardSituationHere, GuardCloserEntitled) | from.also
		spec.Moves = append(spec.Moves,
			move{ID: from.ids[0], From: from.state, On: ExitCloseSituation, By: by(lifecycle.Gestionnaire), If: closing, To: ExitSituationClosed, Then: closed, Source: sourceExit, Evidence: rule.Sourced},
			move{ID: from.ids[1], From: from.state, On: ExitCloseSituation, By: registrars(), If: closing, To: ExitSituationClosed, Then: closed, Source: sourcePortal, Evidence: rule.Inferred},
			move{ID: from.ids[2], From: from.state, On: ExitNothingToClose, By: by(lifecycle.EquipeRH, lifecycle.Gestionnaire), If: holding(GuardLeaverNotOrderOrARS, GuardNoSituationHere) | from.also, To: ExitSituationClosed, Source: sourceExit, Evidence: rule.Inferred},
		)
	}
	return spec
}
