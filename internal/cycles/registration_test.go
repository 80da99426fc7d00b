package cycles

import (
	"testing"

	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// registrationTable is the life cycle of a registration request.
func registrationTable() *table[registration.State, registration.Event] {
	type states = []registration.State
	type line = row[registration.State, registration.Event]
	const (
		draft    = registration.Draft
		awaiting = registration.AwaitingValidation
	)
	var (
		employer = lifecycle.By(gest, legal, mandatary, titulaire)

		fc     = all(registration.GuardFranceConnect)
		manual = all(registration.GuardManual)
		mine   = all(registration.GuardStructureMine)
		// MAJ: no modification request in progress. Asked where a request
		// begins: what is in progress counts from the draft on.
		alone = all(registration.GuardNoOtherRequest)
		fresh = all(registration.GuardNewIdentity)
		known = all(registration.GuardNewSituation)
		// SEED: role, information before registration, existing number; ART2:
		// not of an Order or the ARS; MAJ: structure, no request in progress.
		fit = all(registration.GuardNoErrors, registration.GuardRoleChosen, registration.GuardNotRegulated,
			registration.GuardStructureMine, registration.GuardPersonInformed, registration.GuardNoOtherRequest)
	)
	rows := []line{
		{states{0}, registration.EventStartPreRegistration, lifecycle.By(pro), fc.and(alone), draft, sourced, "SEED: se pré-enregistrer, through FranceConnect; MON23"},
		{states{0}, registration.EventEnterManually, employer, manual.and(mine, alone), draft, sourced, "SEED: réaliser l'enregistrement de bout en bout; MAJ: structures of one's own"},
		{states{draft}, registration.EventSubmit, lifecycle.By(pro), fc.and(all(registration.GuardContactGiven, registration.GuardStructureGiven, registration.GuardNoticeAccepted)), awaiting, sourced, "SEED: se pré-enregistrer, then vérifier et valider"},
		{states{draft}, registration.EventRegister, employer, manual.and(fit, fresh.or(known)), registration.Registered, sourced, "SEED: de bout en bout; CGU; ENREG: so do the others; SEED: with a number, a situation"},
		{states{awaiting}, registration.EventValidate, employer, fit.and(fresh), registration.Registered, sourced, "CGU: controls and validates; ENREG: so do the others; MON23: so does the titulaire"},
		{states{awaiting}, registration.EventValidate, employer, fit.and(known), registration.Registered, inferred, "the slide draws the validation on the branch without a number"},
		{states{awaiting}, registration.EventRefuse, employer, mine.and(all(registration.GuardReasonGiven)), registration.Refused, inferred, "no source on refusals"},
		{states{awaiting}, registration.EventAskCorrection, employer, mine, draft, inferred, "no source on corrections"},
		{states{draft}, registration.EventWithdraw, lifecycle.By(pro), fc, registration.Cancelled, inferred, "who began may give up"},
		{states{awaiting}, registration.EventWithdraw, lifecycle.By(pro), nil, registration.Cancelled, inferred, "who submitted may give up"},
		{states{draft}, registration.EventWithdraw, employer, manual.and(mine), registration.Cancelled, policy, "library's choice: an entry that is left must not stand in the way"},
		{states{registration.Registered}, registration.EventSendNumber, lifecycle.By(ans), fresh, registration.NumberSent, sourced, "FAQ: by e-mail within 24 hours"},
		{states{registration.Listed}, registration.EventSendNumber, lifecycle.By(ans), nil, registration.Published, sourced, "FAQ: both within 24 hours"},
		{states{registration.Registered}, registration.EventPublish, lifecycle.By(ans), fresh, registration.Listed, sourced, "FAQ: public directory within 24 hours"},
		{states{registration.NumberSent}, registration.EventPublish, lifecycle.By(ans), nil, registration.Published, sourced, "FAQ"},
		{states{registration.Registered}, registration.EventPublish, lifecycle.By(ans), known, registration.Published, inferred, "who has a number waits for none: SELF, the number is for life"},
		{states{registration.Published}, registration.EventECPSReady, lifecycle.By(ans), nil, registration.ECPSReady, sourced, "FAQ: the e-CPS 48 hours later"},
	}
	return &table[registration.State, registration.Event]{
		states: 10, events: 12, guards: 15,
		exclusive: []lifecycle.Facts{
			lifecycle.Holding(registration.GuardFranceConnect, registration.GuardManual),
			lifecycle.Holding(registration.GuardNewIdentity, registration.GuardNewSituation),
		},
		final: states{registration.ECPSReady, registration.Refused, registration.Cancelled, registration.Expired},
		rows:  rows,
		off: map[string]line{
			"REQ-13": {states{awaiting}, registration.EventTimeout, lifecycle.By(clock), all(registration.GuardDelayElapsed), registration.Expired, policy, "library's choice: PSI deletes unclaimed accounts after 30 days, nothing says so of the portal"},
		},
	}
}

func TestRegistration(t *testing.T) { judge(t, registration.Cycle(), registrationTable()) }
