package services_test

import (
	"fmt"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/services"
	"github.com/rppsplus/rppsplus/situation"
)

// A newly registered role professional, whose e-mail address is not stated.
func ExampleECPS() {
	number, _ := rpps.ParseNumber("99700366240")
	answer := services.ECPS(services.Person{
		Professional: rpps.Professional{Number: number},
		Situations:   []situation.Situation{{Profession: roles.ProfessionARole, Role: roles.GENR11, Category: roles.CategoryCivil, Start: civil.YMD(2026, 5, 1)}},
	}, civil.YMD(2026, 6, 1))
	fmt.Println(answer.Explain(language.English))
	// Output:
	// yes
	// - the person has an RPPS number: they are registered in the Annuaire Santé [SRV-REGISTERED]
	// - professionals of the medico-social field have the e-CPS only, and no physical card [SRV-ECPS-ONLY]
	// - a compatible mobile telephone will be needed, private or given by the structure [SRV-ECPS-TERMINAL-NEEDED]
	// - the e-CPS is activated by a physical card, or by the e-mail and the mobile of correspondence in the Annuaire Santé [SRV-ECPS-ACTIVATION]
}

// Nothing published says whether the CPE card of an employee opens the sign-in.
func ExampleProSanteConnect() {
	id, _ := rpps.ParsePersonID("3860787282/A1")
	answer := services.ProSanteConnect(services.Person{Professional: rpps.Professional{ID: id}, Card: rpps.Yes}, civil.YMD(2026, 6, 1))
	fmt.Println(answer.Verdict)
	for _, r := range answer.Reasons {
		fmt.Println(r.Code(), r.Rule().Evidence)
	}
	// Output:
	// unknown
	// SRV-ECPS-EMPLOYEE policy
	// SRV-PSC-EMPLOYEE policy
}

func ExampleMSSante() {
	siret, _ := rpps.ParseSIRET("73282932000074")
	holder := services.Holder{Structure: &rpps.Structure{SIRET: siret}, Entitled: rpps.Yes}
	for m := range services.Mailboxes() {
		fmt.Println(m, services.MSSante(m, holder, civil.YMD(2026, 6, 1)).Verdict)
	}
	// Output:
	// PER no
	// ORG yes
	// APP yes
	// CAB no
}
