package engines

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
	stringadapter "github.com/casbin/casbin/v2/persist/string-adapter"
	"github.com/cedar-policy/cedar-go"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// The bodies of these examples stand in docs/export.md: see TestSnippets.

func Example_opa() {
	matrix := habilitation.CNAM20240925()
	var module, data bytes.Buffer
	if err := export.Rego(&module, matrix); err != nil {
		panic(err)
	}
	if err := export.RegoData(&data, matrix); err != nil {
		panic(err)
	}

	var document map[string]any
	if err := json.Unmarshal(data.Bytes(), &document); err != nil {
		panic(err)
	}
	query, err := rego.New(
		rego.Query("data.rppsplus.habilitation.decision"),
		rego.Module("habilitation.rego", module.String()),
		rego.Store(inmem.NewFromObject(document)),
	).PrepareForEval(context.Background())
	if err != nil {
		panic(err)
	}

	input := export.NewCodesInput(habilitation.CodesRequest{
		Profession: "99", Category: "C", Role: "GENR10", // a role professional
		Document: "80788-3", Action: habilitation.Read,
		Facts: habilitation.CareTeam | habilitation.NotOpposed | habilitation.Visible,
		At:    civil.YMD(2026, 6, 1),
	})
	results, err := query.Eval(context.Background(), rego.EvalInput(input.OPA()))
	if err != nil {
		panic(err)
	}
	decision := results[0].Expressions[0].Value.(map[string]any)
	fmt.Println(decision["allow"], decision["reasons"])
	// Output: false [HAB-CONSENT-INITIAL-MISSING HAB-CAVEAT-ROLE-COLUMN]
}

func Example_cedar() {
	matrix := habilitation.CNAM20240925()
	var policies, reasons, entities bytes.Buffer
	if err := export.CedarPolicies(&policies, matrix); err != nil {
		panic(err)
	}
	if err := export.CedarReasons(&reasons, matrix); err != nil {
		panic(err)
	}
	if err := export.CedarEntities(&entities, matrix); err != nil {
		panic(err)
	}

	set := cedar.NewPolicySet()
	for _, text := range [][]byte{policies.Bytes(), reasons.Bytes()} {
		list, err := cedar.NewPolicyListFromBytes("export.cedar", text)
		if err != nil {
			panic(err)
		}
		for _, p := range list {
			set.Add(cedar.PolicyID(p.Annotations()["id"]), p)
		}
	}
	var all cedar.EntityMap
	if err := json.Unmarshal(entities.Bytes(), &all); err != nil {
		panic(err)
	}

	question := export.NewInput(matrix, habilitation.Request{
		Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), civil.YMD(2026, 6, 1)),
		Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read,
		Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.HiddenByPatient,
	}).Cedar("nurse-1")
	var professional cedar.Entity
	text, _ := json.Marshal(question.Professional)
	if err := json.Unmarshal(text, &professional); err != nil {
		panic(err)
	}
	all[professional.UID] = professional // or an EntityGetter with two layers
	var context cedar.Record
	text, _ = json.Marshal(question.Context)
	if err := json.Unmarshal(text, &context); err != nil {
		panic(err)
	}

	decision, diagnostic := cedar.Authorize(set, all, cedar.Request{
		Principal: professional.UID,
		Action:    cedar.NewEntityUID(cedar.EntityType(question.Action.Type), cedar.String(question.Action.ID)),
		Resource:  cedar.NewEntityUID(cedar.EntityType(question.Resource.Type), cedar.String(question.Resource.ID)),
		Context:   context,
	})
	fmt.Println(decision)
	for _, r := range diagnostic.Reasons {
		fmt.Println(r.PolicyID)
	}
	// Output:
	// deny
	// HAB-DOCUMENT-HIDDEN
}

func Example_casbin() {
	matrix := habilitation.CNAM20240925()
	var text, policy bytes.Buffer
	if err := export.CasbinModel(&text, matrix); err != nil {
		panic(err)
	}
	if err := export.CasbinPolicy(&policy, matrix); err != nil {
		panic(err)
	}

	m, err := model.NewModelFromString(text.String())
	if err != nil {
		panic(err)
	}
	enforcer, err := casbin.NewEnforcer(m, stringadapter.NewAdapter(policy.String()))
	if err != nil {
		panic(err)
	}

	input := export.NewInput(matrix, habilitation.Request{
		Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), civil.YMD(2026, 6, 1)),
		Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read,
		Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	})
	allowed, rule, err := enforcer.EnforceEx(input.Casbin()...)
	fmt.Println(allowed, rule[4], err)
	// Output: true HAB-GROUND-INITIAL-CONSENT <nil>
}

// TestSnippets finds the bodies of the examples in docs/export.md, word for
// word.
func TestSnippets(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "export.md"))
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "example_test.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || !strings.HasPrefix(fn.Name.Name, "Example_") {
			continue
		}
		body := string(source[fset.Position(fn.Body.Lbrace).Offset+2 : fset.Position(fn.Body.Rbrace).Offset])
		var lines []string
		for line := range strings.Lines(body) {
			lines = append(lines, strings.TrimPrefix(line, "\t"))
		}
		if want := "```go\n" + strings.Join(lines, "") + "```"; !strings.Contains(string(doc), want) {
			t.Errorf("docs/export.md does not hold the body of %s:\n%s", fn.Name.Name, want)
		}
		found++
	}
	if found != 3 {
		t.Errorf("%d examples", found)
	}
}
