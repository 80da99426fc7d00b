package cycles

import (
	"testing"

	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// gestionnaireTable is the life cycle of a habilitation.
func gestionnaireTable() *table[gestionnaire.State, gestionnaire.Event] {
	type states = []gestionnaire.State
	type line = row[gestionnaire.State, gestionnaire.Event]
	const (
		designated = gestionnaire.Designated
		open       = gestionnaire.Opened
		unable     = gestionnaire.UnableToConnect
		suspended  = gestionnaire.Suspended
		removed    = gestionnaire.Removed
	)
	var (
		heads = lifecycle.By(legal, mandatary)
		tit   = lifecycle.By(titulaire)

		ours      = all(gestionnaire.GuardOwnStructure)
		appointed = all(gestionnaire.GuardGestionnaire)
		officine  = all(gestionnaire.GuardOfficine)
		contract  = all(gestionnaire.GuardContract)
		ready     = contract.and(all(gestionnaire.GuardAccess, gestionnaire.GuardMandate, gestionnaire.GuardTraining, gestionnaire.GuardAttestation,
			gestionnaire.GuardCard, gestionnaire.GuardContact, gestionnaire.GuardTerms))
	)
	rows := []line{
		{states{0}, gestionnaire.EventDesignate, heads, ours.and(appointed, contract), designated, sourced, "PMH: RL and mandataire appoint; OCC: the structure under contract"},
		{states{0}, gestionnaire.EventDesignate, tit, ours.and(appointed, contract, officine), designated, sourced, "DSIH: the titulaire adds gestionnaires"},
		{states{designated}, gestionnaire.EventOpen, heads, ours.and(appointed, ready), open, sourced, "PMH, MAJ: at once"},
		{states{designated}, gestionnaire.EventOpen, tit, ours.and(appointed, ready, officine), open, sourced, "DSIH"},
		{states{0}, gestionnaire.EventOpenAutomatic, lifecycle.By(ans, system), ready.and(all(gestionnaire.GuardEntitled)), open, sourced, "ENREG: entitled automatically"},
		{states{removed}, gestionnaire.EventOpenAutomatic, lifecycle.By(ans, system), ready.and(all(gestionnaire.GuardEntitled)), open, inferred, "library's choice: the capacity is found again"},
		{states{open}, gestionnaire.EventCardExpired, lifecycle.By(ans, clock, system), all(gestionnaire.GuardExpired), unable, inferred, "who cannot sign in is still appointed"},
		{states{open}, gestionnaire.EventCardOpposed, lifecycle.By(ans, system), all(gestionnaire.GuardOpposed), unable, inferred, "who cannot sign in is still appointed"},
		{states{unable}, gestionnaire.EventCardRenewed, lifecycle.By(system, ans), ready, open, inferred, "the card is there again; library's choice: all prerequisites are looked at again"},
		{states{open, unable}, gestionnaire.EventTrainingRequired, lifecycle.By(ans, system), appointed.and(all(gestionnaire.GuardExisting, gestionnaire.GuardUntrained)), suspended, policy, "SEED: the new process is for earlier gestionnaires too; library's choice: they are suspended"},
		{states{suspended}, gestionnaire.EventTrainingDone, lifecycle.By(ans, system), ready.and(appointed), open, policy, "library's choice: trained and attested, all prerequisites are looked at again"},
		{states{designated, open, unable, suspended}, gestionnaire.EventDayAfterEnd, lifecycle.By(clock), all(gestionnaire.GuardMandateOver), removed, inferred, "the mandate is over"},
		{states{open}, gestionnaire.EventRemove, heads, ours.and(appointed), removed, sourced, "DSIH: RL, mandataire and titulaire remove"},
		{states{open}, gestionnaire.EventRemove, tit, ours.and(appointed, officine), removed, sourced, "DSIH"},
		{states{designated}, gestionnaire.EventRemove, heads, ours.and(appointed), removed, sourced, "PMH: who was added by mistake is taken out before sending"},
		{states{unable, suspended}, gestionnaire.EventRemove, heads, ours.and(appointed), removed, inferred, "as from open"},
		{states{designated, unable, suspended}, gestionnaire.EventRemove, tit, ours.and(appointed, officine), removed, inferred, "as from open"},
		{states{removed}, gestionnaire.EventDesignate, heads, ours.and(appointed, contract), designated, inferred, "designated again"},
		{states{removed}, gestionnaire.EventDesignate, tit, ours.and(appointed, contract, officine), designated, inferred, "designated again"},
	}
	return &table[gestionnaire.State, gestionnaire.Event]{
		states: 5, events: 10, guards: 17,
		exclusive: []lifecycle.Facts{
			lifecycle.Holding(gestionnaire.GuardGestionnaire, gestionnaire.GuardEntitled),
		},
		rows: rows,
	}
}

func TestGestionnaire(t *testing.T) { judge(t, gestionnaire.Cycle(), gestionnaireTable()) }
