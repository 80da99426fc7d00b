package workforce_test

import (
	"fmt"
	"slices"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
)

// exampleStaff are three people of one establishment.
func exampleStaff() ([]workforce.Staff, workforce.Context) {
	home := rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), Kind: rpps.ESMS}
	staff := []workforce.Staff{
		{Ref: "P1", Profession: roles.MetierAideSoignant, Category: roles.CategoryCivil, Needs: workforce.Needing(workforce.NeedDMP, workforce.NeedDUI), Missions: workforce.Doing(workforce.MissionCare)},
		{Ref: "P2", Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, Needs: workforce.Needing(workforce.NeedDMP)},
		{Ref: "P3", Profession: roles.MetierAnimateur, Category: roles.CategoryCivil, Needs: workforce.Needing(workforce.NeedDUI)},
	}
	return staff, workforce.Context{
		At:             civil.MustNew(2026, 11, 23),
		Establishments: []gestionnaire.Establishment{{Structure: home}},
	}
}

func ExampleAssess() {
	staff, context := exampleStaff()
	for _, f := range workforce.Assess(staff, context).Findings {
		fmt.Println(f.Ref, f.Verdict)
		for _, why := range f.Why {
			fmt.Println("  ", why.Code())
		}
		for _, s := range f.Suggestions {
			fmt.Println("  ", s.Role, s.Basis, s.Reads)
		}
	}
	// Output:
	// P1 toRegister
	//    WRK-SEARCH-MISSING
	//    WRK-TO-REGISTER
	//    GENR11 mission 26
	// P2 orderOrARS
	//    WRK-ORDER
	// P3 unclear
	//    WRK-MISSION-MISSING
}

// Two missions, and one document that both roles open: the role that opens
// fewer types comes first.
func ExampleSuggestRoles() {
	suggestions := workforce.SuggestRoles(workforce.RoleQuery{
		Missions:  workforce.Doing(workforce.MissionCoordination, workforce.MissionManagement),
		Documents: []habilitation.DocumentType{habilitation.MustParseDocumentType("80788-3")},
	}, habilitation.CNAM20240925())
	for _, s := range suggestions {
		fmt.Println(s.Role, s.Reads, s.Covers(), s.Evidence)
	}
	// Output:
	// GENR12 13 true sourced
	// GENR08 34 true sourced
}

// From the métier alone there is but a hint, and it says so.
func ExampleSuggestRoles_profession() {
	s := workforce.SuggestRoles(workforce.RoleQuery{Profession: roles.MetierMoniteurEducateur}, habilitation.CNAM20240925())[0]
	fmt.Println(s.Role, s.Basis, s.Evidence)
	for _, n := range s.Notes {
		fmt.Println(n.Code())
	}
	// Output:
	// GENR10 profession inferred
	// WRK-ROLE-BY-PROFESSION
	// WRK-ROLE-COLUMNS
}

func ExampleMakePlan() {
	staff, context := exampleStaff()
	plan := workforce.MakePlan(workforce.Assess(staff[:1], context), workforce.PlanOptions{
		Strategy: workforce.StrategyRole, PerDay: 6, Start: context.At, Establishments: context.Establishments,
	})
	fmt.Println(plan.Planned(), plan.Left(context.At))
	for _, path := range plan.Blocked[0].Missing[:3] {
		fmt.Println(path)
	}
	// Output:
	// 0 [P1]
	// contact.email
	// contact.phone
	// identity.birthDate
}

func ExampleEntryTasks() {
	staff, context := exampleStaff()
	for _, t := range workforce.EntryTasks(&staff[1], context) {
		fmt.Println(t.Text(language.English))
	}
	// Output:
	// validate the hire of a new employee (management, HR file)
	// build the HR file and gather the documents (HR team, HR file)
	// profession of an order or of the ARS? yes (HR team, HR file)
	// check the registration with the order or the ARS (HR team, public directory (Annuaire Santé))
}

func ExampleExitTasks() {
	staff, context := exampleStaff()
	staff[1].Gestionnaire = rpps.Yes
	for _, t := range workforce.ExitTasks(&staff[1], context) {
		fmt.Println(t.Code, t.Actor, t.System, t.Evidence)
	}
	// Output:
	// record direction hr sourced
	// start equipeRH hr sourced
	// closeHabilitation representantLegal mesHabilitations inferred
	// orderOrARS equipeRH hr sourced
	// remind equipeRH order sourced
}

// Every person gets one verdict, and one that is told apart has its reasons.
func ExampleAssessment() {
	staff, context := exampleStaff()
	a := workforce.Assess(staff, context)
	for v := range workforce.Verdicts() {
		if n := a.Count(v); n > 0 {
			fmt.Println(n, v.Title(language.English))
		}
	}
	f, ok := a.Of("P2")
	fmt.Println(ok, f.Registration.Channel, f.Registration.Evidence)
	// Output:
	// 1 to be registered
	// 1 order or ARS
	// 1 to be cleared up
	// true order sourced
}

// A finding says what the request still lacks.
func ExampleFinding() {
	staff, context := exampleStaff()
	f, _ := workforce.Assess(staff, context).Of("P1")
	fmt.Println(f.Role, len(f.Missing) > 0, f.Has(workforce.CodeToRegister))
	for _, path := range f.Missing[:2] {
		fmt.Println(path)
	}
	// Output:
	// (not stated) true true
	// contact.email
	// contact.phone
}

// The six missions are the six roles; what is none of them is said to be so.
func ExampleMission() {
	for m := range workforce.AllMissions() {
		fmt.Println(m, m.Role(), m.Role().IsZero() || workforce.MissionOf(m.Role()) == m)
	}
	// Output:
	// coordination GENR08 true
	// administrative GENR09 true
	// socialLife GENR10 true
	// care GENR11 true
	// management GENR12 true
	// medicoAdministrative GENR13 true
	// other (not stated) true
}

func ExampleMissions() {
	s := workforce.Doing(workforce.MissionCare, workforce.MissionCoordination)
	fmt.Println(s, s.Has(workforce.MissionManagement))
	var read workforce.Missions
	fmt.Println(read.UnmarshalText([]byte("coordination|care")), read == s)
	// Output:
	// coordination|care false
	// <nil> true
}

// What the work asks for: a need is the ground of a registration.
func ExampleNeeds() {
	fmt.Println(slices.Collect(workforce.AllNeeds()))
	s := workforce.Needing(workforce.NeedDMP, workforce.NeedDUI)
	fmt.Println(s, s.Len(), s.Has(workforce.NeedDMP))
	// Output:
	// [dmp dui viaTrajectoire spico otherService mssante number ecps proSanteConnect]
	// dmp|dui 2 true
}

// A person is known by a reference of the caller's, and by nothing else.
func ExampleStaff() {
	staff, context := exampleStaff()
	staff[0].Number = rpps.MustParseNumber("99700366240")
	staff[0].Situations = []situation.Situation{{
		Structure: context.Establishments[0].Structure, Role: roles.GENR11, Profession: roles.ProfessionARole,
		Function: roles.MetierAideSoignant, Category: roles.CategoryCivil, Start: civil.MustNew(2026, 1, 5),
	}}
	fmt.Println(staff[0])
	fmt.Println(workforce.SituationsHere(&staff[0], context))
	f, _ := workforce.Assess(staff, context).Of("P1")
	fmt.Println(f.Verdict)
	// Output:
	// Staff(profession 313)
	// [0]
	// alreadyThere
}

// A suggestion says on what it rests, and what it leaves closed.
func ExampleSuggestion() {
	imaging := habilitation.MustParseDocumentType("18748-4") // compte rendu d'imagerie
	for _, s := range workforce.SuggestRoles(workforce.RoleQuery{
		Missions: workforce.Doing(workforce.MissionAdministrative), Documents: []habilitation.DocumentType{imaging},
	}, habilitation.CNAM20240925()) {
		fmt.Println(s.Role, s.Basis, s.Covers(), s.Missing)
	}
	// Output: GENR09 mission false [18748-4]
}

// Of whom nothing is missing is planned, on a working day, with somebody who
// may register them; the others are listed with what blocks them.
func ExamplePlan() {
	staff, context := exampleStaff()
	plan := workforce.MakePlan(workforce.Assess(staff, context), workforce.PlanOptions{
		Strategy: workforce.StrategyRole, PerDay: 6, Start: context.At, Establishments: context.Establishments,
	})
	fmt.Println(len(plan.Waves), len(plan.On(context.At)), plan.Unclear)
	for _, b := range plan.Blocked {
		fmt.Println(b.Refs, len(b.Missing) > 0, len(b.Faults))
	}
	fmt.Println(workforce.IsWorkingDay(civil.MustNew(2026, 12, 25), nil), workforce.IsWorkingDay(civil.MustNew(2026, 12, 25), []civil.Date{civil.MustNew(2026, 12, 25)}))
	// Output:
	// 0 0 [P3]
	// [P1] true 1
	// true false
}

// The arrival as a life cycle: at each state, who may do what.
func ExampleEntry() {
	entry := workforce.Entry()
	for _, v := range entry.Leaving(0) {
		fmt.Println(entry.EventCode(v.On), v.By, "→", entry.StateCode(v.To), v.Evidence)
	}
	exit := workforce.Exit()
	for _, v := range exit.Leaving(0) {
		fmt.Println(exit.EventCode(v.On), v.By, "→", exit.StateCode(v.To), v.Evidence)
	}
	// Output:
	// validateHire direction → hired sourced
	// record direction → recorded sourced
}

// A box or a diamond of the process, with who does it and where.
func ExampleTask() {
	staff, context := exampleStaff()
	for _, t := range workforce.ExitTasks(&staff[1], context) {
		if t.Question {
			fmt.Println(t.Title.In(language.French), t.Answer, t.Source != "")
		}
	}
	// Output:
	// gestionnaire RPPS+ de cette structure ? (not stated) true
	// professionnel à ordre ou ARS ? yes true
}

func ExampleVerdict() {
	for _, v := range []workforce.Verdict{workforce.ToRegister, workforce.Unclear, workforce.Verdict(0)} {
		fmt.Println(v, "-", v.Title(language.French))
	}
	// Output:
	// toRegister - à enregistrer
	// unclear - à éclaircir
	// (not stated) -
}
