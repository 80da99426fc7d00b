package engines

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
	xast "github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
)

// TestRegoIsStrict compiles the module as "opa check --strict" does, and holds
// its form against that of "opa fmt".
func TestRegoIsStrict(t *testing.T) {
	module, _ := regoFiles(t, habilitation.CNAM20240925())
	m, err := ast.ParseModuleWithOpts("habilitation.rego", module, ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		t.Fatal(err)
	}
	c := ast.NewCompiler().WithStrict(true)
	if c.Compile(map[string]*ast.Module{"habilitation.rego": m}); c.Failed() {
		t.Error(c.Errors)
	}
	formatted, err := format.Source("habilitation.rego", []byte(module))
	if err != nil {
		t.Fatal(err)
	}
	if got := bytes.Split(formatted, []byte("\n")); string(formatted) != module {
		for i, line := range bytes.Split([]byte(module), []byte("\n")) {
			if i < len(got) && !bytes.Equal(got[i], line) {
				t.Fatalf("opa fmt writes line %d %q, not %q", i+1, got[i], line)
			}
		}
		t.Error("opa fmt writes it otherwise")
	}
}

// TestOPAWrongInput: what is misspelt, of the wrong type or said twice denies.
func TestOPAWrongInput(t *testing.T) {
	m := habilitation.CNAM20240925()
	module, data := regoFiles(t, m)
	q, err := rego.New(rego.Query("data.rppsplus.habilitation.allow"), rego.Module("habilitation.rego", module),
		rego.Store(inmem.NewFromObject(data))).PrepareForEval(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	allowed := func(in any) bool {
		rs, err := q.Eval(context.Background(), rego.EvalInput(in))
		if err != nil {
			t.Error(err)
			return false
		}
		return rs.Allowed()
	}
	bySubject := export.NewInput(m, habilitation.Request{
		Subject: habilitation.SubjectOf(open("10", "C", "", ""), today), Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read, Facts: good,
	}).OPA()
	byCodes := export.NewCodesInput(habilitation.CodesRequest{
		Profession: "10", Category: "C", Document: "34112-3", Action: habilitation.Read, Facts: good, At: today,
	}).OPA()
	for name, base := range map[string]map[string]any{"subject": bySubject, "codes": byCodes} {
		if !allowed(base) {
			t.Fatalf("%s: the right input is denied", name)
		}
		wrong := []any{nil, true, 1, "", []any{}, map[string]any{}, map[string]any{"a": "b"}}
		for _, key := range slices.Sorted(maps.Keys(base)) {
			without := maps.Clone(base)
			delete(without, key)
			if allowed(without) {
				t.Errorf("%s: allowed without %s", name, key)
			}
			for _, v := range wrong {
				changed := maps.Clone(base)
				changed[key] = v
				if allowed(changed) {
					t.Errorf("%s: allowed with %s = %#v", name, key, v)
				}
			}
		}
		inner := base[name].(map[string]any)
		for _, key := range append(slices.Sorted(maps.Keys(inner)), "sectr", "qualification", "role_inferred", "no_regulation", "sector") {
			for _, v := range wrong {
				_, list := v.([]any)
				harmless := false
				switch {
				case name == "subject":
					// No problem and no trait is what most people have; keys that
					// the rules do not know are not read.
					harmless = list && key != "columns" || inner[key] == nil
				case v == "":
					harmless = key != "sectr" // not stated
				case v == true:
					harmless = key == "role_inferred" || key == "no_regulation"
				}
				changed, in := maps.Clone(base), maps.Clone(inner)
				in[key] = v
				changed[name] = in
				if allowed(changed) && !harmless {
					t.Errorf("%s: allowed with %s = %#v", name, key, v)
				}
			}
		}
	}
	both := maps.Clone(bySubject)
	both["codes"] = byCodes["codes"]
	if allowed(both) {
		t.Error("allowed with subject and codes at once")
	}
	for _, day := range []string{"", "2026-6-1", "2026-06-01T00:00:00Z", "2026-13-01", "2026-00-10", "20260601", "2026-06-01\n", "9999-99-99"} {
		changed := maps.Clone(bySubject)
		changed["day"] = day
		if allowed(changed) {
			t.Errorf("allowed on %q", day)
		}
	}
	for _, list := range []string{"traits", "problems", "columns"} {
		changed, in := maps.Clone(bySubject), maps.Clone(bySubject["subject"].(map[string]any))
		in[list] = append(slices.Clone(in[list].([]any)), "newer")
		changed["subject"] = in
		if allowed(changed) {
			t.Errorf("allowed with an unknown entry of %s", list)
		}
	}
}

// TestOPAPresence: the policy says whether being listed without dates counts,
// also for a caller who did not read it.
func TestOPAPresence(t *testing.T) {
	for name, want := range map[string]bool{"default": true, "presence ignored": false} {
		m := habilitation.CNAM20240925().Under(policies[name])
		e := newOPA(t, m)
		in := export.NewCodesInput(habilitation.CodesRequest{
			Profession: "60", Category: "C", Document: "34112-3", Action: habilitation.Read, Facts: good, At: today,
		})
		in.Codes.Situation = export.SituationByPresence
		rs, err := rego.New(rego.Query("data.rppsplus.habilitation.allow"), rego.Compiler(e.compiler), rego.Store(e.store), rego.Input(in.OPA())).Eval(context.Background())
		if err != nil || rs.Allowed() != want {
			t.Errorf("%s: %v, %v", name, rs.Allowed(), err)
		}
	}
}

// TestCedarIsValid holds policies, reasons, entities and questions against the
// exported schema, by the validator of cedar-go.
func TestCedarIsValid(t *testing.T) {
	for _, m := range []*habilitation.Matrix{habilitation.CNAM20240925(), expiring(t)} {
		var s schema.Schema
		if err := s.UnmarshalCedar(written(t, func(b *bytes.Buffer) error { return export.CedarSchema(b, m) })); err != nil {
			t.Fatal(err)
		}
		resolved, err := s.Resolve()
		if err != nil {
			t.Fatal(err)
		}
		v := validate.New(resolved)
		e := newCedar(t, m)
		if err := v.Entities(e.entities); err != nil {
			t.Error(err)
		}
		n := 0
		for id, p := range e.both.All() {
			n++
			if err := v.Policy(string(id), (*xast.Policy)(p.AST())); err != nil {
				t.Errorf("%s: %v", id, err)
			}
		}
		denials := 0
		for r := range habilitation.Reasons() {
			if r.IsDenial() {
				denials++
				if e.both.Get(cedar.PolicyID(r.Code())) == nil {
					t.Errorf("no policy says %s", r)
				}
			}
		}
		if n != denials+5 {
			t.Errorf("%d policies, for %d denials and 5 actions", n, denials)
		}
		for _, p := range people(m, habilitation.Policy{}, today) {
			q := export.NewInput(m, habilitation.Request{Subject: p.subject, Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read}).Cedar("x")
			who, r := cedarRequest(q)
			if err := v.Request(r); err != nil {
				t.Errorf("%s: %v", p.name, err)
			}
			if err := v.Entity(who); err != nil {
				t.Errorf("%s: %v", p.name, err)
			}
			// The JSON of the entity is what cedar-go reads.
			text, err := json.Marshal(q.Professional)
			if err != nil {
				t.Fatal(err)
			}
			var back types.Entity
			if err := json.Unmarshal(text, &back); err != nil || !back.Equal(who) {
				t.Errorf("%s: %s is read as another entity, %v", p.name, text, err)
			}
		}
	}
}

// TestOPAResolves: what OPA answers for codes is the subject that the library
// resolves, for the engines that take no codes.
func TestOPAResolves(t *testing.T) {
	m := habilitation.CNAM20240925()
	module, data := regoFiles(t, m)
	q, err := rego.New(rego.Query(`x := {"columns": sort(data.rppsplus.habilitation.columns), "problems": sort(data.rppsplus.habilitation.problems), "traits": sort(data.rppsplus.habilitation.traits)}`),
		rego.Module("habilitation.rego", module), rego.Store(inmem.NewFromObject(data))).PrepareForEval(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, p := range people(m, habilitation.Policy{}, today) {
		if p.codes == nil {
			continue
		}
		r := habilitation.Request{Subject: p.subject}
		rs, err := q.Eval(context.Background(), rego.EvalInput(question{who: p, r: r, codes: true}.input(m).OPA()))
		if err != nil || len(rs) != 1 {
			t.Fatal(len(rs), err)
		}
		got, want := rs[0].Bindings["x"].(map[string]any), export.NewInput(m, r).Subject
		for key, list := range map[string][]string{"columns": want.Columns, "problems": want.Problems, "traits": want.Traits} {
			slices.Sort(list)
			texts := []string{}
			for _, x := range got[key].([]any) {
				texts = append(texts, x.(string))
			}
			if !slices.Equal(texts, list) {
				t.Errorf("%s: %s %v, the library %v", p.name, key, texts, list)
			}
		}
		n++
	}
	if n < 70 {
		t.Errorf("%d people", n)
	}
}
