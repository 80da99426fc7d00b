package habilitationtest_test

import (
	"slices"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
)

func TestEdgeCases(t *testing.T) {
	table := kit.Table{Name: "edges", Lines: slices.Collect(kit.EdgeCases(language.French))}
	kit.Check(t, habilitation.CNAM20240925(), table)
	seen := map[habilitation.Reason]bool{}
	for _, l := range table.Lines {
		for c := range table.Cases(l, habilitation.CNAM20240925()) {
			for r := range habilitation.CNAM20240925().Decide(c.Request).Reasons() {
				seen[r] = true
			}
		}
	}
	for r := range habilitation.Reasons() {
		if !seen[r] {
			t.Log("not covered", r)
		}
	}
}
