package services_test

import (
	"encoding/json"
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

// The four types of mailboxes, and to whom each belongs.
func ExampleMailbox() {
	m, err := services.ParseMailbox("ORG")
	fmt.Println(m, m.Label(), m.OfStructure(), err)
	_, err = services.ParseMailbox("PRO")
	fmt.Println(err)
	// Output:
	// ORG Boîte aux lettres organisationnelle true <nil>
	// SRV-MSS-CODE-UNKNOWN: mailbox: the code is not in JDV_J139: PER, ORG, APP or CAB
}

// Nobody stated who this is: the answer is unknown, and the reasons say what is
// missing and what remains to be done.
func ExampleAnswer() {
	student := services.Person{
		Professional: rpps.Professional{Exercises: []rpps.Exercise{{Profession: roles.MetierEtudiantAideSoignant, Category: roles.CategoryStudent}}},
		Situations:   []situation.Situation{{Profession: roles.ProfessionARole, Category: roles.CategoryStudent, Start: civil.YMD(2026, 5, 1)}},
	}
	answer := services.ECPS(student, civil.YMD(2026, 6, 1))
	fmt.Println(answer.Verdict)
	for _, r := range answer.Reasons {
		fmt.Println(r.Severity(), r.Code())
	}
	// Output:
	// unknown
	// warning SRV-IDENTITY-NOT-STATED
	// completion SRV-ECPS-TERMINAL-NEEDED
	// completion SRV-ECPS-ACTIVATION
}

// Whoever has a text that lets students in says from which day.
func ExamplePolicy() {
	number, _ := rpps.ParseNumber("99700366240")
	student := services.Person{
		Professional: rpps.Professional{Number: number, Exercises: []rpps.Exercise{{Profession: roles.ProfessionARole, Category: roles.CategoryStudent}}},
		Situations: []situation.Situation{{
			Profession: roles.ProfessionARole, Function: roles.MetierEtudiantAideSoignant, Role: roles.GENR11,
			Category: roles.CategoryStudent, Start: civil.YMD(2026, 5, 1),
		}},
	}
	day := civil.YMD(2026, 6, 1)
	open := services.Policy{Students: roles.StudentPolicy{RolesOpenFrom: civil.YMD(2026, 1, 1)}}
	fmt.Println(services.ECPS(student, day).Verdict, open.ECPS(student, day).Verdict)
	// Output: no unknown
}

// A configuration states the policies within by their own names.
func ExamplePolicy_UnmarshalJSON() {
	var p services.Policy
	err := json.Unmarshal([]byte(`{"situation": {"lastDay": "excluded"}}`), &p)
	fmt.Println(p.Situation.LastDay, p.Situation.Presence, err)
	err = json.Unmarshal([]byte(`{"situations": {"lastDay": "included"}}`), &p)
	fmt.Println(p.Situation.LastDay, p.Situation.Presence, err)
	// Output:
	// excluded counts <nil>
	// excluded ignored SRV-POLICY-UNKNOWN: a key or a choice that the library does not know, or a key stated twice; known: situation, students
}
