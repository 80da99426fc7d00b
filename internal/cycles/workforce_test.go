package cycles

import (
	"testing"

	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// entryTable is the slide "Exemple de process d'entrée", box by box.
func entryTable() *table[workforce.EntryState, workforce.EntryEvent] {
	type states = []workforce.EntryState
	type line = row[workforce.EntryState, workforce.EntryEvent]
	var (
		dir, rh  = lifecycle.By(direction), lifecycle.By(hr)
		employee = lifecycle.By(pro)
		manager  = lifecycle.By(gest)
		others   = lifecycle.By(legal, mandatary, titulaire)
		role     = all(workforce.GuardNotOrderOrARS) // the branch of the first diamond
		decides  = all(workforce.GuardRole, workforce.GuardEntitled)
		// CGU: who validates controls what the professional entered. What a
		// registration asks for is asked again, for the number may have been
		// found in between (SEED: a number makes it a new situation).
		identity = role.and(all(workforce.GuardNoNumber), decides)
		more     = role.and(all(workforce.GuardNumber), decides)
	)
	rows := []line{
		{states{0}, workforce.EntryValidateHire, dir, nil, workforce.EntryHired, sourced, "SEED: Valider l'embauche d'un nouveau salarié, Direction"},
		{states{workforce.EntryHired}, workforce.EntryBuildFile, rh, nil, workforce.EntryFileBuilt, sourced, "SEED: Constituer son dossier RH, Equipe RH"},
		{states{workforce.EntryFileBuilt}, workforce.EntryCheckOrder, rh, all(workforce.GuardOrderOrARS), workforce.EntryOrderChecked, sourced, "SEED: oui, Vérifier l'enregistrement à ordre / ARS, Equipe RH"},
		{states{workforce.EntryFileBuilt}, workforce.EntryInform, rh | dir | manager | others, role, workforce.EntryInformed, inferred, "SEED: the information comes before the registration, a duty of the registration authority; its place in the process, and who does it for the authority, are inferred"},
		{states{workforce.EntryInformed}, workforce.EntryPreRegister, employee, role.and(all(workforce.GuardNoNumber)), workforce.EntryPreRegistered, sourced, "SEED: Se pré-enregistrer, Professionnel"},
		{states{workforce.EntryInformed}, workforce.EntryRegister, manager, identity, workforce.EntryRegistered, sourced, "SEED: Réaliser l'enregistrement de bout en bout, Gestionnaire"},
		{states{workforce.EntryInformed}, workforce.EntryRegister, others, identity, workforce.EntryRegistered, sourced, "ENREG: entitled on the portal, which is there to register and to validate"},
		{states{workforce.EntryPreRegistered}, workforce.EntryValidate, manager, identity, workforce.EntryRegistered, sourced, "SEED: Vérifier les données et valider la demande, Gestionnaire"},
		{states{workforce.EntryPreRegistered}, workforce.EntryValidate, others, identity, workforce.EntryRegistered, sourced, "ENREG: entitled on the portal, which is there to register and to validate"},
		{states{workforce.EntryPreRegistered}, workforce.EntryValidate, manager | others, more, workforce.EntrySituationCreated, inferred, "SEED: numéro RPPS pré-existant, oui: a situation, not a second identity; found late, as for a request (REQ-7)"},
		{states{workforce.EntryRegistered}, workforce.EntryReceiveNumber, employee, nil, workforce.EntryNumberReceived, sourced, "SEED: Réceptionner par mail le numéro RPPS, salarié"},
		{states{workforce.EntryNumberReceived}, workforce.EntryGiveNumber, employee, nil, workforce.EntryNumberGiven, sourced, "SEED: Communiquer le n° RPPS aux RH, salarié"},
		{states{workforce.EntryInformed}, workforce.EntryCreateSituation, manager, more, workforce.EntrySituationCreated, sourced, "SEED: Créer une situation d'exercice, Gestionnaire ou salarié"},
		{states{workforce.EntryInformed}, workforce.EntryCreateSituation, others, more, workforce.EntrySituationCreated, inferred, "ENREG: entitled on the portal, without a list of acts"},
		{states{workforce.EntryInformed}, workforce.EntryDeclareSituation, employee, role.and(all(workforce.GuardNumber)), workforce.EntrySituationDeclared, sourced, "SEED: Créer une situation d'exercice, Gestionnaire ou salarié"},
		{states{workforce.EntrySituationDeclared}, workforce.EntryValidateSituation, manager, more, workforce.EntrySituationCreated, inferred, "the slide draws the validation on the other branch"},
		{states{workforce.EntrySituationDeclared}, workforce.EntryValidateSituation, others, more, workforce.EntrySituationCreated, inferred, "ENREG: entitled on the portal, without a list of acts"},
	}
	return &table[workforce.EntryState, workforce.EntryEvent]{
		states: 10, events: 12, guards: 6,
		exclusive: []lifecycle.Facts{
			lifecycle.Holding(workforce.GuardOrderOrARS, workforce.GuardNotOrderOrARS),
			lifecycle.Holding(workforce.GuardNumber, workforce.GuardNoNumber),
		},
		final: states{workforce.EntryOrderChecked, workforce.EntryNumberGiven, workforce.EntrySituationCreated},
		rows:  rows,
	}
}

// exitTable is the slide "Exemple de process de sortie".
func exitTable() *table[workforce.ExitState, workforce.ExitEvent] {
	type states = []workforce.ExitState
	type line = row[workforce.ExitState, workforce.ExitEvent]
	var (
		rh        = lifecycle.By(hr)
		others    = lifecycle.By(legal, mandatary, titulaire)
		looks     = lifecycle.By(hr, gest)
		regulated = all(workforce.GuardLeaverOrderOrARS)
		role      = all(workforce.GuardLeaverNotOrderOrARS)
		plain     = all(workforce.GuardLeaverNotGestionnaire)
	)
	rows := []line{
		{states{0}, workforce.ExitRecord, lifecycle.By(direction), nil, workforce.ExitRecorded, sourced, "SEED: Acter le départ d'un salarié, Direction"},
		{states{workforce.ExitRecorded}, workforce.ExitStart, rh, nil, workforce.ExitStarted, sourced, "SEED: Lancer les démarches RH relatives au départ, Equipe RH"},
		{states{workforce.ExitStarted}, workforce.ExitCloseHabilitation, lifecycle.By(legal, mandatary, titulaire), all(workforce.GuardLeaverGestionnaire, workforce.GuardCloserEntitled), workforce.ExitHabilitationClosed, inferred, "a leaver who is gestionnaire is one no longer; DSIH: who removes; MAJ: rights are per structure"},
		{states{workforce.ExitStarted}, workforce.ExitRemind, rh, regulated.and(plain), workforce.ExitReminded, sourced, "SEED: oui, Rappeler au salarié, Equipe RH"},
		{states{workforce.ExitHabilitationClosed}, workforce.ExitRemind, rh, regulated, workforce.ExitReminded, sourced, "SEED: oui, Rappeler au salarié, Equipe RH"},
		{states{workforce.ExitStarted}, workforce.ExitCloseSituation, lifecycle.By(gest), role.and(plain, all(workforce.GuardSituationHere, workforce.GuardCloserEntitled)), workforce.ExitSituationClosed, sourced, "SEED: non, Clôturer la situation d'exercice, Gestionnaire RPPS (Equipe RH)"},
		{states{workforce.ExitStarted}, workforce.ExitCloseSituation, others, role.and(plain, all(workforce.GuardSituationHere, workforce.GuardCloserEntitled)), workforce.ExitSituationClosed, inferred, "ENREG: entitled on the portal, without a list of acts"},
		{states{workforce.ExitHabilitationClosed}, workforce.ExitCloseSituation, lifecycle.By(gest), role.and(all(workforce.GuardSituationHere, workforce.GuardCloserEntitled)), workforce.ExitSituationClosed, sourced, "SEED: non, Clôturer la situation d'exercice, Gestionnaire RPPS (Equipe RH)"},
		{states{workforce.ExitHabilitationClosed}, workforce.ExitCloseSituation, others, role.and(all(workforce.GuardSituationHere, workforce.GuardCloserEntitled)), workforce.ExitSituationClosed, inferred, "ENREG: entitled on the portal, without a list of acts"},
		{states{workforce.ExitStarted}, workforce.ExitNothingToClose, looks, role.and(plain, all(workforce.GuardNoSituationHere)), workforce.ExitSituationClosed, inferred, "there is nothing to close"},
		{states{workforce.ExitHabilitationClosed}, workforce.ExitNothingToClose, looks, role.and(all(workforce.GuardNoSituationHere)), workforce.ExitSituationClosed, inferred, "there is nothing to close"},
	}
	return &table[workforce.ExitState, workforce.ExitEvent]{
		states: 5, events: 6, guards: 7,
		exclusive: []lifecycle.Facts{
			lifecycle.Holding(workforce.GuardLeaverOrderOrARS, workforce.GuardLeaverNotOrderOrARS),
			lifecycle.Holding(workforce.GuardLeaverGestionnaire, workforce.GuardLeaverNotGestionnaire),
			lifecycle.Holding(workforce.GuardSituationHere, workforce.GuardNoSituationHere),
		},
		final: states{workforce.ExitReminded, workforce.ExitSituationClosed},
		rows:  rows,
	}
}

func TestEntry(t *testing.T) { judge(t, workforce.Entry(), entryTable()) }

func TestExit(t *testing.T) { judge(t, workforce.Exit(), exitTable()) }
