package engines

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
)

func written(t testing.TB, write func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func regoFiles(t testing.TB, m *habilitation.Matrix) (module string, data map[string]any) {
	t.Helper()
	module = string(written(t, func(b *bytes.Buffer) error { return export.Rego(b, m) }))
	return module, parsed(t, written(t, func(b *bytes.Buffer) error { return export.RegoData(b, m) }))
}

func parsed(t testing.TB, text []byte) (data map[string]any) {
	t.Helper()
	if err := json.Unmarshal(text, &data); err != nil {
		t.Fatal(err)
	}
	return data
}

// batch asks many questions in one evaluation, with all reasons or only
// whether.
const batch = `package batch

import rego.v1

answers := [a |
	some q in input.questions
	a := data.rppsplus.habilitation.decision with input as q
]

allows := [a |
	some q in input.questions
	a := data.rppsplus.habilitation.allow with input as q
]

parts := [a |
	some q in input.questions
	a := {
		"allow": data.rppsplus.habilitation.allow,
		"reasons": data.rppsplus.habilitation.reasons,
		"decision": data.rppsplus.habilitation.decision,
	} with input as q
]`

// opaEngine is Open Policy Agent with the exported files.
type opaEngine struct {
	m               *habilitation.Matrix
	answers, allows rego.PreparedEvalQuery
	compiler        *ast.Compiler
	store           storage.Store
}

func newOPA(t testing.TB, m *habilitation.Matrix) *opaEngine {
	t.Helper()
	module, data := regoFiles(t, m)
	return loadOPA(t, m, compileOPA(t, module), data)
}

func compileOPA(t testing.TB, module string) *ast.Compiler {
	t.Helper()
	c, err := ast.CompileModules(map[string]string{"habilitation.rego": module, "batch.rego": batch})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func loadOPA(t testing.TB, m *habilitation.Matrix, c *ast.Compiler, data map[string]any) *opaEngine {
	t.Helper()
	e := &opaEngine{m: m, compiler: c, store: inmem.NewFromObject(data)}
	for query, q := range map[string]*rego.PreparedEvalQuery{"data.batch.answers": &e.answers, "data.batch.allows": &e.allows} {
		var err error
		if *q, err = rego.New(rego.Query(query), rego.Compiler(c), rego.Store(e.store)).PrepareForEval(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	return e
}

func (e *opaEngine) differences(qs []question, bad func(string)) {
	var with, without []question
	for _, q := range qs {
		if q.reasons {
			with = append(with, q)
		} else {
			without = append(without, q)
		}
	}
	id := e.m.Version().ID
	e.ask(e.answers, with, bad, func(q question, a any) string {
		m := a.(map[string]any)
		reasons := []string{}
		for _, r := range m["reasons"].([]any) {
			reasons = append(reasons, r.(string))
		}
		if day := dayOf(q); m["matrix"] != id || m["day"] != day {
			return fmt.Sprintf("OPA %v on %v, library %s on %s", m["matrix"], m["day"], id, day)
		}
		if want := q.want(e.m); m["allow"] != want.Allowed() || !slices.Equal(reasons, codesOf(want)) {
			return fmt.Sprintf("OPA %v %v, library %v %v", m["allow"], reasons, want.Allowed(), codesOf(want))
		}
		return ""
	})
	e.ask(e.allows, without, bad, func(q question, a any) string {
		if want := q.want(e.m); a != want.Allowed() {
			return fmt.Sprintf("OPA %v, library %v %v", a, want.Allowed(), codesOf(want))
		}
		return ""
	})
}

// dayOf is the day of a question as OPA has it.
func dayOf(q question) string {
	if q.r.Subject.At().IsZero() {
		return ""
	}
	return q.r.Subject.At().String()
}

// TestOPAEntryPoints: what stands beside the decision is what is in it.
func TestOPAEntryPoints(t *testing.T) {
	m := habilitation.CNAM20240925()
	e := newOPA(t, m)
	q, err := rego.New(rego.Query("data.batch.parts"), rego.Compiler(e.compiler), rego.Store(e.store)).PrepareForEval(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	qs := slices.Collect(every(199, cells(m, habilitation.Policy{}, documents())))
	e.ask(q, qs, func(s string) { t.Error(s) }, func(q question, a any) string {
		m := a.(map[string]any)
		d := m["decision"].(map[string]any)
		if fmt.Sprint(m["allow"], m["reasons"]) != fmt.Sprint(d["allow"], d["reasons"]) {
			return fmt.Sprint(a)
		}
		return ""
	})
	if len(qs) < 300 {
		t.Errorf("%d questions", len(qs))
	}
}

func (e *opaEngine) ask(q rego.PreparedEvalQuery, qs []question, bad func(string), differs func(question, any) string) {
	if len(qs) == 0 {
		return
	}
	list := make([]*ast.Term, len(qs))
	for i, c := range qs {
		v, err := ast.InterfaceToValue(c.input(e.m).OPA())
		if err != nil {
			bad(err.Error())
			return
		}
		list[i] = ast.NewTerm(v)
	}
	in := ast.NewObject([2]*ast.Term{ast.StringTerm("questions"), ast.ArrayTerm(list...)})
	rs, err := q.Eval(context.Background(), rego.EvalParsedInput(in))
	if err != nil || len(rs) != 1 {
		bad(fmt.Sprint(len(rs), " results, ", err))
		return
	}
	answers, _ := rs[0].Expressions[0].Value.([]any)
	if len(answers) != len(qs) {
		bad(fmt.Sprintf("%d answers to %d questions", len(answers), len(qs)))
		return
	}
	for i, a := range answers {
		if d := differs(qs[i], a); d != "" {
			bad(qs[i].String() + ": " + d)
		}
	}
}
