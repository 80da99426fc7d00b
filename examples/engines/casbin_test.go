package engines

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
	fileadapter "github.com/casbin/casbin/v2/persist/file-adapter"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
)

// casbinEngine is Casbin with the exported files.
type casbinEngine struct {
	*casbin.Enforcer
	m *habilitation.Matrix
}

func newCasbin(t testing.TB, m *habilitation.Matrix) *casbinEngine {
	t.Helper()
	text := written(t, func(b *bytes.Buffer) error { return export.CasbinModel(b, m) })
	return loadCasbin(t, m, text, written(t, func(b *bytes.Buffer) error { return export.CasbinPolicy(b, m) }))
}

func loadCasbin(t testing.TB, m *habilitation.Matrix, text, policy []byte) *casbinEngine {
	t.Helper()
	file := filepath.Join(t.TempDir(), "policy.csv")
	if err := os.WriteFile(file, policy, 0o600); err != nil {
		t.Fatal(err)
	}
	md, err := model.NewModelFromString(string(text))
	if err != nil {
		t.Fatal(err)
	}
	e, err := casbin.NewEnforcer(md, fileadapter.NewAdapter(file))
	if err != nil {
		t.Fatal(err)
	}
	return &casbinEngine{e, m}
}

// differences compares; the ground that Casbin names must be one of the
// decision's.
func (e *casbinEngine) differences(qs []question, bad func(string)) {
	for _, q := range qs {
		want := q.want(e.m)
		ok, why, err := e.EnforceEx(q.input(e.m).Casbin()...)
		named := !ok
		for g := range want.Grounds() {
			named = named || len(why) == 5 && string(g.Code()) == why[4]
		}
		if err != nil || ok != want.Allowed() || !named {
			bad(fmt.Sprintf("%s: Casbin %v %v %v, library %v %v", q, ok, why, err, want.Allowed(), codesOf(want)))
		}
	}
}
