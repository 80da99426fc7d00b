package export_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
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

// The files of Cedar: the schema, the policies, and the entities that hold
// the matrix.
func ExampleCedarPolicies() {
	m := habilitation.CNAM20240925()
	for _, write := range []func(*bytes.Buffer) error{
		func(b *bytes.Buffer) error { return export.CedarSchema(b, m) },
		func(b *bytes.Buffer) error { return export.CedarPolicies(b, m) },
		func(b *bytes.Buffer) error { return export.CedarReasons(b, m) },
		func(b *bytes.Buffer) error { return export.CedarEntities(b, m) },
	} {
		var b bytes.Buffer
		err := write(&b)
		fmt.Println(b.Len() > 0, strings.Contains(b.String(), "cnam-2024-09-25"), err)
	}
	// Output:
	// true true <nil>
	// true true <nil>
	// true true <nil>
	// true true <nil>
}

// The files of Casbin.
func ExampleCasbinPolicy() {
	m := habilitation.CNAM20240925()
	var model, policy bytes.Buffer
	fmt.Println(export.CasbinModel(&model, m), export.CasbinPolicy(&policy, m))
	fmt.Println(strings.Contains(model.String(), "[matchers]"))
	// Output:
	// <nil> <nil>
	// true
}

// The data of Open Policy Agent, which its rules read.
func ExampleRegoData() {
	var b bytes.Buffer
	if err := export.RegoData(&b, habilitation.CNAM20240925()); err != nil {
		panic(err)
	}
	var data map[string]map[string]map[string]any
	if err := json.Unmarshal(b.Bytes(), &data); err != nil {
		panic(err)
	}
	fmt.Println(slices.Sorted(maps.Keys(data["rppsplus"]["matrix"])))
	// Output: [columns documents facts order parameters policy problems provenance subjects traits]
}

// Which matrix it was, to lie beside a CSV.
func ExampleProvenance() {
	var b bytes.Buffer
	if err := export.Provenance(&b, habilitation.CNAM20240925()); err != nil {
		panic(err)
	}
	var p map[string]any
	if err := json.Unmarshal(b.Bytes(), &p); err != nil {
		panic(err)
	}
	fmt.Println(slices.Sorted(maps.Keys(p)))
	// Output: [lists matrix notice policy]
}

// One question, in the form of each engine.
func ExampleInput() {
	m := habilitation.CNAM20240925()
	input := export.NewInput(m, habilitation.Request{
		Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), civil.YMD(2026, 6, 1)),
		Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read,
		Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	})
	fmt.Println(input.Subject.Columns, input.OPA()["day"])
	question := input.Cedar("session-1") // an identifier of the caller's
	fmt.Println(question.Action.Type, question.Action.ID, question.Professional.UID.ID)
	fmt.Println(len(input.Casbin()))

	// Read strictly: a key that is misspelt is a fault.
	var read export.Input
	fmt.Println(json.Unmarshal([]byte(`{"subjet":{},"day":"2026-06-01","document":"34112-3","action":"read","facts":[]}`), &read))
	// Output:
	// [nurse] 2026-06-01
	// Dmp::Action read session-1
	// 4
	// EXP-INPUT-UNREADABLE: input: the question has a key that is unknown, repeated or missing, or a value of another type
}

// A practice situation as codes, for an engine that classifies by itself.
func ExampleCodesOf() {
	s := situation.Situation{Profession: roles.ProfessionARole, Role: roles.GENR11, Category: roles.CategoryCivil, Start: civil.YMD(2026, 1, 5), End: civil.YMD(2026, 3, 31)}
	codes := export.CodesOf(s, situation.Policy{}, civil.YMD(2026, 6, 1))
	b, _ := json.Marshal(codes)
	fmt.Println(string(b))
	// Output: {"profession":"99","category":"C","role":"GENR11","situation":"ended"}
}

// A wrong question is told by its rule.
func ExampleSubjectCodes() {
	var c export.SubjectCodes
	err := json.Unmarshal([]byte(`{"profession":"60","métier":"313"}`), &c)
	fmt.Println(errors.Is(err, export.CodeInputUnreadable))
	fmt.Println(err)
	// Output:
	// true
	// EXP-INPUT-UNREADABLE: codes: the question has a key that is unknown, repeated or missing, or a value of another type
}
