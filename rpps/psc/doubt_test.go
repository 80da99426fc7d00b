package psc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/psc"
)

// decide reads a changed payload, and says what somebody may read who asks with
// the facts of a care team, or others.
func decide(t *testing.T, text, document string, q psc.Selector, o psc.Options, facts habilitation.Facts) (*psc.Userinfo, habilitation.Decision) {
	t.Helper()
	o.SignIn = signIn
	u, err := psc.Parse([]byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return u, habilitation.CNAM20240925().Decide(habilitation.Request{
		Subject: u.Subject(q, habilitation.Policy{}), Document: habilitation.MustParseDocumentType(document), Action: habilitation.Read, Facts: facts,
	})
}

// change replaces the first of a text, which must be there.
func change(t *testing.T, text, old, with string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("no %s", old)
	}
	return strings.Replace(text, old, with, 1)
}

func text(t *testing.T, p map[string]any) string {
	t.Helper()
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestTwoQualifications: a doctor who is an occupational one by one of two
// exercises in the same place is not taken for the other.
func TestTwoQualifications(t *testing.T) {
	p := payload("10", "C", activity{SIRET: "00099701500011"})
	ref := p["SubjectRefPro"].(map[string]any)
	one := ref["exercices"].([]any)[0].(map[string]any)
	two := make(map[string]any, len(one))
	for k, v := range one {
		two[k] = v
	}
	q := psc.BySIRET(rpps.MustParseSIRET("00099701500011"))
	for _, c := range []struct {
		first, second string
		allowed       bool
	}{{"SM26", "SM25", false}, {"SCH35", "SM26", false}, {"SM26", "SM53", true}} {
		one["codeSavoirFaire"], two["codeSavoirFaire"] = c.first, c.second
		ref["exercices"] = []any{one, two}
		_, d := decide(t, text(t, p), "60591-5", q, psc.Options{}, careTeam)
		if d.Allowed() != c.allowed || d.Has(habilitation.StructureAmbiguous) == c.allowed {
			t.Errorf("%s and %s: %v", c.first, c.second, d)
		}
	}
}
