package trace_test

import (
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// TestOutcomeAgainstReasons: a line whose outcome is turned says so; every decision of a
// matrix agrees with itself, of whatever outcome.
func TestOutcomeAgainstReasons(t *testing.T) {
	s := situation.Situation{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, Start: civil.MustNew(2020, 1, 1)}
	who := habilitation.SubjectOf(s, civil.MustNew(2026, 6, 1))
	outcomes := map[bool]int{}
	for doc := range habilitation.DocumentTypes() {
		for action := habilitation.Read; action <= habilitation.Delete; action++ {
			facts := habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible | habilitation.Depositor
			d := habilitation.CNAM20240925().Decide(habilitation.Request{Subject: who, Document: doc, Action: action, Facts: facts})
			outcomes[d.Allowed()]++
			line := string(trace.Of(d, s, facts).AppendLine(nil))
			turned := strings.NewReplacer(`"outcome":"denied"`, `"outcome":"allowed"`, `"outcome":"allowed"`, `"outcome":"denied"`).Replace(line)
			unsaid := strings.NewReplacer(`"outcome":"denied",`, "", `"outcome":"allowed",`, "").Replace(line)
			for text, want := range map[string]bool{line: false, turned: true, unsaid: false} {
				r, faults := trace.Parse([]byte(text))
				if len(faults) > 0 || r.Check().Has(trace.CodeOutcome) != want {
					t.Fatalf("%s: %v %v", text, faults, r.Check())
				}
			}
		}
	}
	if outcomes[true] == 0 || outcomes[false] == 0 {
		t.Error(outcomes)
	}
	if r := (trace.Record{Allowed: 1, Reasons: []rule.Code{"X-ANOTHER"}}); r.Check().Has(trace.CodeOutcome) {
		t.Error("a reason that is not known says nothing")
	}
}

// TestSeverities states which findings refuse a line, and which only warn.
func TestSeverities(t *testing.T) {
	want := map[rule.Code]rule.Severity{
		trace.CodeJSON: rule.Error, trace.CodeSchema: rule.Error, trace.CodeTooLarge: rule.Error, trace.CodeMissing: rule.Error, trace.CodeOutcome: rule.Error,
		trace.CodeMember: rule.Warning, trace.CodeIncomplete: rule.Warning, trace.CodeDoneDenied: rule.Warning, trace.CodeDay: rule.Warning,
	}
	for _, r := range trace.Rules() {
		if r.Severity != want[r.Code] {
			t.Errorf("%s: %v", r.Code, r.Severity)
		}
	}
}
