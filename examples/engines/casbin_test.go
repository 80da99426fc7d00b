package engines

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
	fileadapter "github.com/casbin/casbin/v2/persist/file-adapter"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
)

func newCasbin(t testing.TB, m *habilitation.Matrix) *casbin.Enforcer {
	t.Helper()
	text := written(t, func(b *bytes.Buffer) error { return export.CasbinModel(b, m) })
	return loadCasbin(t, text, written(t, func(b *bytes.Buffer) error { return export.CasbinPolicy(b, m) }))
}

func loadCasbin(t testing.TB, text, policy []byte) *casbin.Enforcer {
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
	return e
}

// casbinDiffers compares one question; the ground that Casbin names must be one
// of the decision's.
func casbinDiffers(t testing.TB, e *casbin.Enforcer, name string, in export.Input, want habilitation.Decision) bool {
	ok, why, err := e.EnforceEx(in.Casbin()...)
	named := false
	if ok {
		for g := range want.Grounds() {
			named = named || len(why) == 4 && string(g.Code()) == why[1]
		}
	}
	if err != nil || ok != want.Allowed() || ok && !named {
		t.Errorf("%s:\n  engine  %v %v %v\n  library %v %v", name, ok, why, err, want.Allowed(), codesOf(want))
		return true
	}
	return false
}
