package rule_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

var ended = rule.Rule{
	Code:     "DEMO-CODE-ENDED",
	Area:     rule.AreaNomenclature,
	Severity: rule.Warning,
	Title:    rule.Text{FR: "Code fermé", EN: "Ended code"},
	Message:  rule.Text{FR: "le code {0} est fermé depuis le {1}", EN: "code {0} has ended on {1}"},
	Source:   "demonstration",
	Evidence: rule.Sourced,
}

var missing = rule.Rule{
	Code:     "DEMO-MISSING",
	Area:     rule.AreaIdentity,
	Severity: rule.Error,
	Title:    rule.Text{FR: "Champ manquant", EN: "Missing field"},
	Message:  rule.Text{FR: "le champ est obligatoire", EN: "the field is mandatory"},
	Source:   "demonstration",
	Evidence: rule.Sourced,
}

func ExampleRule() {
	f := ended.At("situation.profession").With("364", "2026-11-02")
	fmt.Println(f)
	fmt.Println(f.Message(language.French))
	// Output:
	// DEMO-CODE-ENDED: situation.profession: code 364 has ended on 2026-11-02
	// le code 364 est fermé depuis le 02/11/2026
}

func ExampleFault() {
	f := missing.At("role").Under("activities[2]").On(rule.Position{Line: 4})
	fmt.Println(f.Code(), f.Severity(), f.Path(), f.Position().Line)
	b, _ := json.Marshal(f)
	fmt.Println(string(b))
	// Output:
	// DEMO-MISSING error activities[2].role 4
	// {"line":4,"path":"activities[2].role","code":"DEMO-MISSING","severity":"error","message":"le champ est obligatoire"}
}

func ExampleFaults() {
	var fs rule.Faults
	fs.Add(ended.At("profession").With("364", "2026-11-02"), missing.At("birthDate"), missing.At("birthDate"))
	fs.Sort()
	if err := fs.Err(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// DEMO-MISSING: birthDate: the field is mandatory
	// DEMO-CODE-ENDED: profession: code 364 has ended on 2026-11-02
}

func ExampleCode() {
	err := fmt.Errorf("reading the request: %w", rule.Faults{missing.At("birthDate")})
	fmt.Println(errors.Is(err, rule.Code("DEMO-MISSING")))
	fmt.Println(errors.Is(err, ended.Code))
	// Output:
	// true
	// false
}

func ExampleAsFault() {
	err := fmt.Errorf("reading the request: %w", missing.At("birthDate"))
	if f, ok := rule.AsFault(err); ok {
		fmt.Println(f.Path(), "-", f.Message(language.French))
	}
	// Output: birthDate - le champ est obligatoire
}

func ExampleSeverity() {
	var s rule.Severity
	fmt.Println(s, rule.Error, rule.Completion)
	// Output: (not stated) error completion
}

func ExampleEvidence() {
	fmt.Println(rule.Sourced, rule.Inferred, rule.Policy)
	// Output: sourced inferred policy
}

func ExampleText() {
	t := rule.Text{FR: "Code fermé", EN: "Ended code"}
	fmt.Println(t.In(language.BritishEnglish), "/", t.In(language.CanadianFrench), "/", t.In(language.MustParse("br")))
	// Output: Ended code / Code fermé / Code fermé
}

func ExamplePosition() {
	fmt.Println(missing.At("nom_naissance").On(rule.Position{Line: 3, Column: 12}))
	// Output: DEMO-MISSING: line 3: nom_naissance: column 12: the field is mandatory
}

func ExampleArea() {
	fmt.Println(missing.Area, rule.AreaHabilitation)
	// Output: identity habilitation
}

func ExampleIsEnglish() {
	fmt.Println(rule.IsEnglish(language.BritishEnglish), rule.IsEnglish(language.French), rule.IsEnglish(language.German))
	// Output: true false false
}
