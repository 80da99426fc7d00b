package engines

import (
	"bytes"
	"context"
	"testing"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
)

// requests are readings by all subjects of all columns, for the benchmarks:
// half of them on ground that opens what the cell opens.
func requests(m *habilitation.Matrix) []habilitation.Request {
	var out []habilitation.Request
	docs := documents()
	for i, who := range people(m, habilitation.Policy{}, today) {
		for j := range 20 {
			f := good
			if (i+j)%2 == 1 {
				f = habilitation.CareTeam | habilitation.NotOpposed | habilitation.Visible
			}
			out = append(out, habilitation.Request{
				Subject: who.subject, Document: docs[(i*7+j*11)%len(docs)], Action: habilitation.Read, Facts: f,
			})
		}
	}
	return out
}

// BenchmarkRead is one decision of reading by each engine, on inputs that are
// ready, beside the library's.
func BenchmarkRead(b *testing.B) {
	m := habilitation.CNAM20240925()
	rs := requests(m)
	inputs := make([]export.Input, len(rs))
	for i, r := range rs {
		inputs[i] = export.NewInput(m, r)
	}
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		n := 0
		for i := 0; b.Loop(); i++ {
			if m.Decide(rs[i%len(rs)]).Allowed() {
				n++
			}
		}
		someAllowed(b, n)
	})

	module, data := regoFiles(b, m)
	values := make([]ast.Value, len(rs))
	for i, in := range inputs {
		v, err := ast.InterfaceToValue(in.OPA())
		if err != nil {
			b.Fatal(err)
		}
		values[i] = v
	}
	for _, what := range []string{"allow", "decision"} {
		q, err := rego.New(rego.Query("data.rppsplus.habilitation."+what), rego.Module("habilitation.rego", module),
			rego.Store(inmem.NewFromObject(data))).PrepareForEval(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		b.Run("OPA/"+what, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for i := 0; b.Loop(); i++ {
				out, err := q.Eval(context.Background(), rego.EvalParsedInput(values[i%len(rs)]))
				if err != nil || len(out) != 1 {
					b.Fatal(out, err)
				}
				switch v := out[0].Expressions[0].Value.(type) {
				case bool:
					if v {
						n++
					}
				case map[string]any:
					if v["allow"] == true {
						n++
					}
				}
			}
			someAllowed(b, n)
		})
	}

	c := newCedar(b, m)
	who := make([]types.Entity, len(rs))
	asked := make([]cedar.Request, len(rs))
	for i, in := range inputs {
		who[i], asked[i] = cedarRequest(in.Cedar("somebody"))
	}
	for name, set := range map[string]*cedar.PolicySet{"Cedar/policies": c.permits, "Cedar/with-reasons": c.both} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			l := &layered{base: c.entities}
			for i := 0; b.Loop(); i++ {
				l.who = who[i%len(rs)]
				if d, _ := cedar.Authorize(set, l, asked[i%len(rs)]); d == cedar.Allow {
					n++
				}
			}
			someAllowed(b, n)
		})
	}

	e := newCasbin(b, m)
	vals := make([][]any, len(rs))
	for i, in := range inputs {
		vals[i] = in.Casbin()
	}
	b.Run("Casbin", func(b *testing.B) {
		b.ReportAllocs()
		n := 0
		for i := 0; b.Loop(); i++ {
			ok, err := e.Enforce(vals[i%len(rs)]...)
			if err != nil {
				b.Fatal(err)
			}
			if ok {
				n++
			}
		}
		someAllowed(b, n)
	})
}

// someAllowed keeps a benchmark from measuring an engine that denies everything.
func someAllowed(b *testing.B, allowed int) {
	b.Helper()
	if b.N > 1000 && allowed == 0 {
		b.Fatal("nothing was allowed")
	}
}

// BenchmarkLoad is the time from the exported files to an engine that answers.
func BenchmarkLoad(b *testing.B) {
	m := habilitation.CNAM20240925()
	write := func(f func(*bytes.Buffer) error) []byte { return written(b, f) }
	b.Run("library", func(b *testing.B) {
		spec := m.Spec()
		for b.Loop() {
			if _, err := habilitation.New(spec); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("OPA", func(b *testing.B) {
		module, data := regoFiles(b, m)
		for b.Loop() {
			if _, err := rego.New(rego.Query("data.rppsplus.habilitation.allow"), rego.Module("habilitation.rego", module),
				rego.Store(inmem.NewFromObject(data))).PrepareForEval(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Cedar", func(b *testing.B) {
		policies, entities := write(func(w *bytes.Buffer) error { return export.CedarPolicies(w, m) }), write(func(w *bytes.Buffer) error { return export.CedarEntities(w, m) })
		for b.Loop() {
			loadCedar(b, m, policies, nil, entities)
		}
	})
	b.Run("Casbin", func(b *testing.B) {
		text, policy := write(func(w *bytes.Buffer) error { return export.CasbinModel(w, m) }), write(func(w *bytes.Buffer) error { return export.CasbinPolicy(w, m) })
		for b.Loop() {
			loadCasbin(b, m, text, policy)
		}
	})
}
