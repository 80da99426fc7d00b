// Package workforce is what an establishment does before and around the
// registration of its professionals: who needs it, under which role, in which
// order, and what is to be done when people arrive and leave.
//
//	staff ──► Assess ──► Assessment: who, why, where, what is missing, which role
//	                         └──► MakePlan ──► Plan: waves, dates, what blocks, what is left
//	one person ──► EntryTasks, ExitTasks: who does what, in which system, in which order
//
// # Who
//
// [Assess] gives each person one [Verdict]. Those of an order or of the ARS
// never belong on the RPPS+ portal and are told where they do. Of the others
// the slides ask for two things: a need to reach or exchange health data
// ([Need]), and work that is one of the six roles ([Mission]). What is not
// stated is not guessed: the verdict is then [Unclear], and says what to ask.
//
// # Which role
//
// [SuggestRoles] goes by what the person does, for so are the roles defined.
// The documents that the person needs then order the roles of the missions, the
// least far-reaching first; they never add a role to them. A suggestion drawn
// from the métier alone is marked as such: the nomenclatures publish no map from
// métier to role. The employer chooses.
//
// # In which order
//
// [MakePlan] follows one of the three strategies of the slides: by role, by
// profession, by structure. It plans working days, and only persons of whom
// nothing is missing, with a gestionnaire who may register them on that day;
// the others are listed with what blocks them. How many registrations a
// gestionnaire does in a day is for the caller to say: no source tells.
//
// # Arrivals and departures
//
// [Entry] and [Exit] are the two HR processes of the slides as life cycles,
// box by box and diamond by diamond. What the slides do not draw (the place of
// the information of the person, the habilitation of a leaver who is a
// gestionnaire) is marked as inferred.
//
// A structure that gets another SIRET is another place: nothing in the directory tells
// that it is the same one. Everybody there arrives in the new one ([EntryTasks]) and
// leaves the old one ([ExitTasks] with the old structure in [Staff].Structure). Where it
// keeps its FINESS, and both are stated, the person is asked about ([CodePlace]).
//
// # Personal data
//
// A person is known here by [Staff.Ref], a reference of the caller that must
// tell nothing about them. Texts, plans and faults show it and nothing else of
// the person.
//
// # Not here
//
// Rights: a suggestion of a role is no authorisation. Calendars: holidays are
// the caller's ([PlanOptions]). Nothing is sent or stored.
//
// # Errors
//
// What is missing is a reason of a [Finding], a [Block] of a plan or an open
// question of a [Task], each with the code of its rule; nothing here returns an
// error but the reading of names.
//
// # Concurrency
//
// Everything is a value or a pure function; the machines of [Entry] and [Exit]
// never change.
//
// # Sources
//
// Training slides of 2025 for the processes, missions and strategies; TRE_R22 for
// the definitions of the roles.
package workforce
