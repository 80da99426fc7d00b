package cycles

import (
	"testing"

	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// situationTable is the life cycle of a practice situation.
func situationTable() *table[situation.State, situation.Event] {
	type states = []situation.State
	type line = row[situation.State, situation.Event]
	const (
		declared  = situation.Declared
		planned   = situation.Planned
		active    = situation.Active
		ending    = situation.EndScheduled
		closed    = situation.Closed
		cancelled = situation.Cancelled
		refused   = situation.Refused
	)
	var (
		employer = lifecycle.By(gest, legal, mandatary, titulaire)

		// Rights are per structure (MAJ); one employer does not touch the
		// situation of another.
		mine = all(situation.GuardInScope, situation.GuardOwnStructure)
		// No modification request in progress (MAJ).
		alone = all(situation.GuardNoRequest)
		// A role at each creation (SEED), allowed with profession and sector
		// (PSI error 8), dates in order (PSI error 7).
		complete = mine.and(alone, all(situation.GuardRoleChosen, situation.GuardCompatible, situation.GuardDatesInOrder))

		ahead   = all(situation.GuardStartAhead)
		reached = all(situation.GuardStartReached)
		endOpen = all(situation.GuardEndOpen)
		endTo   = all(situation.GuardEndAhead)
		endPast = all(situation.GuardEndPassed)
	)
	var (
		others = lifecycle.By(legal, mandatary, titulaire)
		fits   = mine.and(alone, all(situation.GuardCompatible, situation.GuardNewDatesInOrder))
		later  = fits.and(all(situation.GuardNewStartAhead))
		begun  = fits.and(all(situation.GuardNewStartReached))
		// Begun and not over: what is set after the end has passed would be a
		// reopening (library's choice: the clock comes first).
		runs    = mine.and(alone, reached, endOpen)
		runsTo  = mine.and(alone, reached, endTo)
		waits   = mine.and(alone, ahead)
		newRole = all(situation.GuardRoleChanges, situation.GuardCompatible)
		newEnd  = all(situation.GuardNewEndInOrder, situation.GuardNewEndNotPast)
		endNow  = all(situation.GuardNewEndInOrder, situation.GuardNewEndReached)
		endThen = all(situation.GuardNewEndInOrder, situation.GuardNewEndLater)
		dead    = all(situation.GuardDeathKnown)
		learns  = lifecycle.By(system, ans, insee)
		// Of validations, MAJ asks nothing about another request: the
		// declaration itself was made when there was none.
		decided = mine.and(all(situation.GuardRoleChosen, situation.GuardCompatible, situation.GuardDatesInOrder))
	)
	rows := []line{
		// Creation by the employer.
		{states{0}, situation.EventCreate, employer, complete.and(ahead), planned, inferred, "no source names the state between acceptance and start"},
		{states{0}, situation.EventCreate, lifecycle.By(gest), complete.and(reached, endOpen), active, sourced, "SEED, entry: Créer une situation d'exercice, Gestionnaire RPPS+ ou salarié"},
		{states{0}, situation.EventCreate, others, complete.and(reached, endOpen), active, inferred, "ENREG: entitled on the portal automatically, without a list of acts"},
		{states{0}, situation.EventCreate, employer, complete.and(reached, endTo), ending, inferred, "MAJ: an end date if known; QDP (press): access stops there; the state is inferred"},

		// Declaration by the professional, and its decision.
		{states{0}, situation.EventDeclare, lifecycle.By(pro), alone.and(all(situation.GuardDatesInOrder)), declared, sourced, "SEED, entry: ou salarié; MAJ: no request in progress; PSI error 7: no end before the start"},
		{states{declared}, situation.EventValidate, employer, decided.and(ahead), planned, inferred, "as for creation"},
		{states{declared}, situation.EventValidate, employer, decided.and(reached, endOpen), active, sourced, "CGU: the gestionnaire controls and validates what the professional entered; ENREG, MON23: so do the others"},
		{states{declared}, situation.EventValidate, employer, decided.and(reached, endTo), ending, inferred, "as for creation"},
		{states{declared}, situation.EventRefuse, employer, mine, refused, inferred, "who may validate may refuse; no source on refusals"},
		{states{declared}, situation.EventCancel, lifecycle.By(pro), nil, cancelled, inferred, "library's choice: who declared it may give it up"},

		// The clock.
		{states{planned}, situation.EventStart, lifecycle.By(clock), reached.and(endOpen), active, inferred, "the start is reached"},
		{states{planned}, situation.EventStart, lifecycle.By(clock), reached.and(endTo), ending, inferred, "the start is reached, the end is ahead"},
		{states{planned}, situation.EventDayAfterEnd, lifecycle.By(clock), reached.and(endPast), closed, inferred, "library's choice: start and end went by while nobody looked"},
		{states{ending}, situation.EventDayAfterEnd, lifecycle.By(clock), endPast, closed, sourced, "MOS: a situation is of a period; QDP, MON22: rights stop at the end date"},

		// Modification. MAJ: structure, exercise name, start, profession; PSI
		// error 8: profession, role and sector go together; error 7: dates.
		{states{active}, situation.EventModify, lifecycle.By(gest), begun.and(endOpen), active, sourced, "MAJ: modifier la situation"},
		{states{active}, situation.EventModify, others, begun.and(endOpen), active, inferred, "ENREG, without a list of acts"},
		{states{ending}, situation.EventModify, employer, begun.and(endTo), ending, inferred, "MAJ does not tell such situations apart"},
		{states{planned}, situation.EventModify, employer, later.and(ahead), planned, inferred, "MAJ does not tell such situations apart; once the start is reached it would be put off, as SIT-14"},
		{states{planned}, situation.EventModify, employer, begun.and(endOpen), active, inferred, "library's choice: the start is brought forward"},
		{states{planned}, situation.EventModify, employer, begun.and(endTo), ending, inferred, "library's choice: the start is brought forward"},

		// The role. MAJ: it can be modified, and defines the rights.
		{states{active}, situation.EventAmendRole, lifecycle.By(gest), runs.and(newRole), active, sourced, "MAJ: the role among what can be modified"},
		{states{active}, situation.EventAmendRole, others, runs.and(newRole), active, inferred, "ENREG, without a list of acts"},
		{states{ending}, situation.EventAmendRole, employer, runsTo.and(newRole), ending, inferred, "MAJ does not tell such situations apart"},
		{states{planned}, situation.EventAmendRole, employer, waits.and(newRole, all(situation.GuardDatesInOrder)), planned, inferred, "MAJ does not tell such situations apart; PSI error 7: no role for days that are in no order"},

		// The end. MAJ: optional; PSI error 7: not before the start.
		{states{active}, situation.EventSetEnd, lifecycle.By(gest), runs.and(newEnd), ending, sourced, "MAJ: date de fin de fonction"},
		{states{active}, situation.EventSetEnd, others, runs.and(newEnd), ending, inferred, "ENREG, without a list of acts"},
		{states{ending}, situation.EventSetEnd, employer, runsTo.and(newEnd), ending, inferred, "what was set can be set anew"},
		{states{planned}, situation.EventSetEnd, employer, waits.and(newEnd), planned, inferred, "MAJ does not tell such situations apart"},
		{states{ending}, situation.EventClearEnd, employer, runsTo, active, inferred, "what was set can be taken away, before it has passed"},
		{states{planned}, situation.EventClearEnd, employer, waits.and(endTo), planned, inferred, "what was set can be taken away"},
		{states{active}, situation.EventClose, lifecycle.By(gest), runs.and(endNow), closed, sourced, "MAJ: fermer, then the end date; FAQ, SEED exit: on departure"},
		{states{ending}, situation.EventClose, lifecycle.By(gest), runsTo.and(endNow), closed, sourced, "MAJ: fermer, then the end date; FAQ, SEED exit: on departure"},
		{states{active}, situation.EventClose, others, runs.and(endNow), closed, inferred, "ENREG, without a list of acts"},
		{states{ending}, situation.EventClose, others, runsTo.and(endNow), closed, inferred, "ENREG, without a list of acts"},
		{states{active}, situation.EventClose, employer, runs.and(endThen), ending, inferred, "library's choice: closed on a day ahead, it runs until then"},
		{states{ending}, situation.EventClose, employer, runsTo.and(endThen, all(situation.GuardNewEndWithin)), ending, inferred, "library's choice: closed on a day ahead, it runs until then; a later end is set, not closed to"},
		{states{planned}, situation.EventCancel, employer, waits, cancelled, inferred, "given up before it began; an update as the others, so no request is in progress"},

		// Death. NOS: end reason DCD; PSI: the RNIPP tells; no source has the
		// transition. An employer declares it of their own situation only.
		{states{active, ending}, situation.EventDeath, learns, dead, closed, inferred, "a situation does not outlive the person"},
		{states{active, ending}, situation.EventDeath, employer, mine.and(dead), closed, inferred, "library's choice: the employer learns it first"},
		{states{planned, declared}, situation.EventDeath, learns, dead, cancelled, inferred, "library's choice: what had not begun never does"},
		{states{planned, declared}, situation.EventDeath, employer, mine.and(dead), cancelled, inferred, "library's choice: what had not begun never does"},
	}
	return &table[situation.State, situation.Event]{
		states: 7, events: 14, guards: 21,
		exclusive: []lifecycle.Facts{
			lifecycle.Holding(situation.GuardStartAhead, situation.GuardStartReached),
			lifecycle.Holding(situation.GuardEndOpen, situation.GuardEndAhead, situation.GuardEndPassed),
			lifecycle.Holding(situation.GuardNewEndReached, situation.GuardNewEndLater),
			lifecycle.Holding(situation.GuardNewStartAhead, situation.GuardNewStartReached),
		},
		final: states{closed, cancelled, refused},
		rows:  rows,
		off: map[string]row[situation.State, situation.Event]{
			"SIT-14": {states{active}, situation.EventModify, employer, later, planned, policy, "library's choice: the start is put off"},
			"SIT-16": {states{ending}, situation.EventModify, employer, later, planned, policy, "library's choice: the start is put off"},
		},
	}
}

func TestSituation(t *testing.T) { judge(t, situation.Cycle(), situationTable()) }
