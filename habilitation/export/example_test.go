package export_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

func ExampleTable() {
	t, err := export.NewTable(habilitation.CNAM20240925(), export.Selection{
		Columns: []string{"GENR10", "nurse"}, Documents: []string{"80788-3", "34112-3"},
	})
	if err != nil {
		panic(err)
	}
	if err := t.CSV(os.Stdout); err != nil {
		panic(err)
	}
	// Output:
	// class_code,class_label,type_code,type_label,GENR10,nurse
	// 44,"Plan de soins, protocole de soins",80788-3,Projet personnalisé d'accompagnement,1,1
	// 10,Compte rendu,34112-3,CR hospitalier (séjour),0,1
}

// What an engine is asked about a person whom two columns name.
func ExampleNewInput() {
	input := export.NewInput(habilitation.CNAM20240925(), habilitation.Request{
		Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", "317", "GENR10"), civil.YMD(2026, 6, 1)),
		Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read,
		Facts: habilitation.CareTeam | habilitation.NotOpposed,
	})
	b, _ := json.MarshalIndent(input, "", "  ")
	fmt.Println(string(b))
	// Output:
	// {
	//   "subject": {
	//     "columns": [
	//       "pharmacist-dispensing",
	//       "GENR10"
	//     ],
	//     "problems": [],
	//     "traits": [
	//       "technician"
	//     ]
	//   },
	//   "day": "2026-06-01",
	//   "document": "34112-3",
	//   "action": "read",
	//   "facts": [
	//     "care-team",
	//     "not-opposed"
	//   ]
	// }
}

func ExampleNewCodesInput() {
	input := export.NewCodesInput(habilitation.CodesRequest{
		Profession: "10", Category: "C", Document: "34112-3", Action: habilitation.Read, At: civil.YMD(2026, 6, 1),
	})
	input.Codes.Sector = "SA66" // of an occupational health service: it closes the column
	b, _ := json.Marshal(input)
	fmt.Println(string(b))
	// Output: {"codes":{"profession":"10","category":"C","sector":"SA66","situation":"open"},"day":"2026-06-01","document":"34112-3","action":"read","facts":[]}
}

// Every export says what it is.
func ExampleRego() {
	var b bytes.Buffer
	if err := export.Rego(&b, habilitation.CNAM20240925().Under(habilitation.Policy{RoleAccess: habilitation.RoleSuspended})); err != nil {
		panic(err)
	}
	for line := range strings.Lines(b.String()) {
		if strings.HasPrefix(line, "# Matrix") || strings.HasPrefix(line, "# Published") || strings.HasPrefix(line, "package") {
			fmt.Print(line)
		}
	}
	// Output:
	// # Matrix: cnam-2024-09-25, Matrice d'habilitations des PS pour le DMP
	// # Published: 2024-09-25; answers from 2024-09-25, no end stated
	// package rppsplus.habilitation
}
