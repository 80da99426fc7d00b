package engines

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
)

// cedarEngine is Cedar with the exported files.
type cedarEngine struct {
	m        *habilitation.Matrix
	permits  *cedar.PolicySet // the policies alone
	both     *cedar.PolicySet // with the reasons
	entities cedar.EntityMap
}

func newCedar(t testing.TB, m *habilitation.Matrix) *cedarEngine {
	t.Helper()
	policies := written(t, func(b *bytes.Buffer) error { return export.CedarPolicies(b, m) })
	reasons := written(t, func(b *bytes.Buffer) error { return export.CedarReasons(b, m) })
	return loadCedar(t, m, policies, reasons, written(t, func(b *bytes.Buffer) error { return export.CedarEntities(b, m) }))
}

func loadCedar(t testing.TB, m *habilitation.Matrix, policies, reasons, entities []byte) *cedarEngine {
	t.Helper()
	e := &cedarEngine{m: m, permits: cedar.NewPolicySet(), both: cedar.NewPolicySet()}
	for i, text := range [][]byte{policies, reasons} {
		list, err := cedar.NewPolicyListFromBytes("export", text)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range list {
			id := cedar.PolicyID(p.Annotations()["id"])
			if !e.both.Add(id, p) {
				t.Fatalf("two policies %s", id)
			}
			if i == 0 {
				e.permits.Add(id, p)
			}
		}
	}
	if err := json.Unmarshal(entities, &e.entities); err != nil {
		t.Fatal(err)
	}
	return e
}

// layered are the entities of the export with the one of the question.
type layered struct {
	base cedar.EntityMap
	who  types.Entity
}

func (l *layered) Get(uid types.EntityUID) (types.Entity, bool) {
	if uid == l.who.UID {
		return l.who, true
	}
	e, ok := l.base[uid]
	return e, ok
}

func uid(u export.CedarUID) cedar.EntityUID {
	return cedar.NewEntityUID(cedar.EntityType(u.Type), cedar.String(u.ID))
}

func value(v any) cedar.Value {
	switch v := v.(type) {
	case string:
		return cedar.String(v)
	case json.Number:
		n, _ := v.Int64()
		return cedar.Long(n)
	case []any:
		out := make([]cedar.Value, len(v))
		for i, x := range v {
			out[i] = value(x)
		}
		return cedar.NewSet(out...)
	}
	panic("a value that no question holds")
}

func record(m map[string]any) cedar.Record {
	out := cedar.RecordMap{}
	for k, v := range m {
		out[cedar.String(k)] = value(v)
	}
	return cedar.NewRecord(out)
}

// cedarRequest makes the values of a question by the types of cedar-go.
func cedarRequest(q export.CedarQuestion) (types.Entity, cedar.Request) {
	return types.Entity{UID: uid(q.Professional.UID), Attributes: record(q.Professional.Attrs)},
		cedar.Request{Principal: uid(q.Principal), Action: uid(q.Action), Resource: uid(q.Resource), Context: record(q.Context)}
}

func (e *cedarEngine) decide(who types.Entity, r cedar.Request, set *cedar.PolicySet) (bool, []string) {
	d, diag := cedar.Authorize(set, &layered{e.entities, who}, r)
	var out []string
	for _, x := range diag.Reasons {
		out = append(out, string(x.PolicyID))
	}
	slices.Sort(out)
	return d == cedar.Allow, out
}

func denials(d habilitation.Decision) []string {
	var out []string
	for r := range d.Denials() {
		out = append(out, string(r.Code()))
	}
	slices.Sort(out)
	return out
}

// differences compares with the policies alone, and with the reasons.
func (e *cedarEngine) differences(qs []question, bad func(string)) {
	for _, q := range qs {
		want := q.want(e.m)
		who, r := cedarRequest(q.input(e.m).Cedar("somebody"))
		bare, _ := e.decide(who, r, e.permits)
		if bare != want.Allowed() {
			bad(fmt.Sprintf("%s: Cedar %v, library %v %v", q, bare, want.Allowed(), denials(want)))
			continue
		}
		if !q.reasons {
			continue
		}
		allow, reasons := e.decide(who, r, e.both)
		if allow != want.Allowed() || !allow && !slices.Equal(reasons, denials(want)) {
			bad(fmt.Sprintf("%s: Cedar with reasons %v %v, library %v %v", q, allow, reasons, want.Allowed(), denials(want)))
		}
	}
}
