package export_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestFactsOfCasbin: a fact that is stated is true under its name with low
// lines, the others false, and one that nobody knows is told.
func TestFactsOfCasbin(t *testing.T) {
	in := export.Input{Facts: []string{"care-team", "moon"}}
	facts, ok := in.Casbin()[3].(map[string]any)
	if !ok || facts["care_team"] != true || facts["initial_consent"] != false || facts["unknown"] != true {
		t.Errorf("%v", facts)
	}
}

// TestLongComments are cut between characters, so that no reader takes a part for
// a line of its own.
func TestLongComments(t *testing.T) {
	source := strings.Repeat("é", 2500)
	m, err := habilitation.New(habilitation.Spec{
		Version: habilitation.Version{ID: "x", Title: "t", Source: "x" + source, From: civil.YMD(2025, 1, 1)},
		Columns: []habilitation.Column{{Key: "nurse", Label: "Infirmiers", Professions: []roles.Profession{roles.ProfessionInfirmier}}},
		Rows:    []habilitation.Row{{Document: habilitation.MustParseDocumentType("34112-3"), Label: "CRH", Allowed: 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := export.CasbinPolicy(&b, m); err != nil {
		t.Fatal(err)
	}
	letters := 0
	for line := range strings.Lines(b.String()) {
		if len(line) > 1010 || !utf8.ValidString(line) {
			t.Errorf("a line of %d bytes, valid %v", len(line), utf8.ValidString(line))
		}
		if strings.HasPrefix(line, "#") {
			letters += strings.Count(line, "é")
		}
	}
	if letters < 2500 {
		t.Errorf("%d letters of 2500", letters)
	}
}

// TestCedarWithoutDay: no day is 0, which no rule lets through.
func TestCedarWithoutDay(t *testing.T) {
	in := export.Input{Subject: &export.ResolvedSubject{Columns: []string{"nurse"}, Problems: []string{}, Traits: []string{}}}
	text, err := json.Marshal(in.Cedar("x"))
	if err != nil || !strings.Contains(string(text), `"day":0`) {
		t.Errorf("%s %v", text, err)
	}
}

// TestNullParts: nothing is not a subject.
func TestNullParts(t *testing.T) {
	for _, to := range []json.Unmarshaler{new(export.Input), new(export.ResolvedSubject), new(export.SubjectCodes)} {
		for _, text := range []string{"null", " null\n", "", "[]", "5", `{"day":`, `{"day":}`, `{"facts":[}`, `{"role":x}`, `{"columns":x}`} {
			if err := to.UnmarshalJSON([]byte(text)); err == nil {
				t.Errorf("%T takes %q", to, text)
			}
		}
	}
}

// TestNextMatrixEndsTheExport: an export that nobody renews denies on the day of the
// next matrix.
func TestNextMatrixEndsTheExport(t *testing.T) {
	next, err := habilitation.CNAM20240925().InForce(civil.MustNew(2030, 1, 1), civil.Date{})
	require.NoError(t, err)
	spec := next.Spec()
	spec.Version.ID = "next"
	next, err = habilitation.New(spec)
	require.NoError(t, err)
	m, err := habilitation.Embedded().With(next).At(civil.MustNew(2029, 12, 31))
	require.NoError(t, err)
	for name, write := range map[string]func(io.Writer, *habilitation.Matrix) error{
		"opa": export.RegoData, "cedar": export.CedarEntities, "casbin": export.CasbinPolicy,
	} {
		var open, ended bytes.Buffer
		require.NoError(t, write(&open, habilitation.CNAM20240925()))
		require.NoError(t, write(&ended, m))
		assert.NotContains(t, open.String(), "2030-01-01", name)
		assert.Contains(t, ended.String(), "2030-01-01", name)
	}
}

// TestSeverities: whatever an export or a question lacks refuses it.
func TestSeverities(t *testing.T) {
	for _, r := range export.Rules() {
		if r.Severity != rule.Error {
			t.Errorf("%s: %v", r.Code, r.Severity)
		}
	}
}
