package workforce

import (
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestMatrixOfTheCaller: the suggestions count what the matrix of the context
// opens, not what the embedded one does.
func TestMatrixOfTheCaller(t *testing.T) {
	m, err := habilitation.New(habilitation.Spec{
		Version: habilitation.Version{ID: "x", From: civil.MustNew(2025, 1, 1)},
		Columns: []habilitation.Column{{Key: "GENR10", Roles: []roles.Role{roles.GENR10}}},
		Rows:    []habilitation.Row{{Document: habilitation.MustParseDocumentType("34112-3"), Allowed: 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	c := context()
	c.Matrix = m
	s := educator()
	s.Request.Situation.Role = 0
	for _, x := range assess(s, c).Suggestions {
		if x.Role == roles.GENR10 && x.Reads != 1 {
			t.Errorf("%v reads %d", x.Role, x.Reads)
		}
	}
	if len(assess(s, c).Suggestions) == 0 {
		t.Error("no suggestion")
	}
}

// TestBlockOfNobody: what blocks the plan as a whole says so.
func TestBlockOfNobody(t *testing.T) {
	p := Plan{Blocked: []Block{{Faults: rule.Faults{rules[ruleRefMissing].At("x")}}}}
	for tag, want := range map[language.Tag]string{language.French: "tout le plan", language.English: "the whole plan"} {
		if !strings.Contains(p.Text(tag), want) || !strings.Contains(p.Markdown(tag), want) {
			t.Errorf("%v: %s", tag, p.Text(tag))
		}
	}
}

// TestMarkdownBackslash: a backslash before a mark hides nothing of a reference, nor
// its end.
func TestMarkdownBackslash(t *testing.T) {
	p := Plan{Blocked: []Block{{Refs: []string{`dom\_x|y`}}}}
	if got := p.Markdown(language.French); !strings.Contains(got, `| dom\\\_x\|y |`) {
		t.Error(got)
	}
}

// TestVerdictsStop: a loop over the verdicts may end early.
func TestVerdictsStop(t *testing.T) {
	for v := range Verdicts() {
		if v != ToRegister {
			t.Fatalf("first %v", v)
		}
		break
	}
}

// TestNoDay: the zero assessment names no day.
func TestNoDay(t *testing.T) {
	if got := (Assessment{}).Text(language.French); got != "Évaluation : 0 personne(s)\n" {
		t.Errorf("%q", got)
	}
	if got := (Assessment{}).Text(language.English); got != "Assessment: 0 person(s)\n" {
		t.Errorf("%q", got)
	}
}
