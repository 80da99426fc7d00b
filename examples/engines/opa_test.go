package engines

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
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
	if err := json.Unmarshal(written(t, func(b *bytes.Buffer) error { return export.RegoData(b, m) }), &data); err != nil {
		t.Fatal(err)
	}
	return module, data
}

// batch asks many questions in one evaluation.
const batch = `package batch

import rego.v1

answers := [a |
	some q in input.questions
	a := {
		"allow": data.rppsplus.habilitation.allow,
		"reasons": data.rppsplus.habilitation.reasons,
	} with input as q
]`

func prepare(t testing.TB, query, module string, data map[string]any, more ...string) rego.PreparedEvalQuery {
	t.Helper()
	opts := []func(*rego.Rego){rego.Query(query), rego.Module("habilitation.rego", module), rego.StrictBuiltinErrors(true)}
	for i, m := range more {
		opts = append(opts, rego.Module(fmt.Sprintf("more%d.rego", i), m))
	}
	if data != nil {
		opts = append(opts, rego.Store(inmem.NewFromObject(data)))
	}
	q, err := rego.New(opts...).PrepareForEval(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// A case is one question with the answer of the library.
type question struct {
	who  string
	in   export.Input
	want habilitation.Decision
}

type answer struct {
	allow   bool
	reasons []string
}

// ask puts the questions to OPA in batches, on all processors.
func ask(t testing.TB, q rego.PreparedEvalQuery, questions []question, each func(question, answer)) {
	t.Helper()
	const chunk = 500
	work := make(chan []question)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for part := range work {
				list := make([]*ast.Term, len(part))
				for i, c := range part {
					v, err := ast.InterfaceToValue(c.in.OPA())
					if err != nil {
						t.Error(err)
						return
					}
					list[i] = ast.NewTerm(v)
				}
				in := ast.NewObject([2]*ast.Term{ast.StringTerm("questions"), ast.ArrayTerm(list...)})
				rs, err := q.Eval(context.Background(), rego.EvalParsedInput(in))
				if err != nil || len(rs) != 1 {
					t.Errorf("%v, %d results", err, len(rs))
					continue
				}
				answers := rs[0].Expressions[0].Value.([]any)
				if len(answers) != len(part) {
					t.Errorf("%d answers to %d questions", len(answers), len(part))
					continue
				}
				mu.Lock()
				for i, a := range answers {
					a := a.(map[string]any)
					out := answer{allow: a["allow"].(bool)}
					for _, r := range a["reasons"].([]any) {
						out.reasons = append(out.reasons, r.(string))
					}
					each(part[i], out)
				}
				mu.Unlock()
			}
		})
	}
	for part := range slices.Chunk(questions, chunk) {
		work <- part
	}
	close(work)
	wg.Wait()
}

// differ counts the answers that are not those of the library.
func differ(t testing.TB, q rego.PreparedEvalQuery, questions []question) (allowed, differences int) {
	t.Helper()
	ask(t, q, questions, func(c question, a answer) {
		if a.allow {
			allowed++
		}
		if a.allow != c.want.Allowed() || !slices.Equal(a.reasons, codesOf(c.want)) {
			differences++
			if differences <= 10 {
				t.Errorf("%s:\n  engine  %v %v\n  library %v %v", c.who, a.allow, a.reasons, c.want.Allowed(), codesOf(c.want))
			}
		}
	})
	return allowed, differences
}

func TestOPASmoke(t *testing.T) {
	m := habilitation.CNAM20240925()
	module, data := regoFiles(t, m)
	q := prepare(t, "data.batch.answers", module, data, batch)
	var qs []question
	for _, day := range []civil.Date{today, beforeLaw, tooEarly, {}} {
		for _, p := range people(m, habilitation.Policy{}, day) {
			for _, doc := range []habilitation.DocumentType{habilitation.MustParseDocumentType("34112-3"), 0} {
				for _, a := range actions {
					for _, f := range append(contradictions(), habilitation.CareTeam|habilitation.NotOpposed|habilitation.InitialConsent|habilitation.Visible|habilitation.Depositor) {
						r := habilitation.Request{Subject: p.subject, Document: doc, Action: a, Facts: f}
						qs = append(qs, question{describe(p, r), export.NewInput(m, r), m.Decide(r)})
						if p.codes != nil {
							in := export.NewInput(m, r)
							in.Subject = nil
							c := export.CodesOf(*p.codes, situation.Policy{}, day)
							in.Codes = &c
							qs = append(qs, question{"codes: " + describe(p, r), in, m.Decide(r)})
						}
					}
				}
			}
		}
	}
	t.Log(len(qs))
	t.Log(differ(t, q, qs))
}
