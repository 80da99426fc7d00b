package workforce_test

import (
	"fmt"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/workforce"
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
		fmt.Println(f.Ref, f.Verdict, f.Why[0].Code())
		for _, s := range f.Suggestions {
			fmt.Println("  ", s.Role, s.Basis, s.Reads)
		}
	}
	// Output:
	// P1 toRegister WRK-TO-REGISTER
	//    GENR11 mission 26
	// P2 orderOrARS WRK-ORDER
	// P3 unclear WRK-MISSION-MISSING
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
	staff[1].Gestionnaire = true
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
