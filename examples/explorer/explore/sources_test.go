package explore_test

import (
	"regexp"
	"testing"

	"github.com/rppsplus/rppsplus/examples/explorer/explore"
)

// TestSourcesInFrench: the page is French, its sources too. Addresses set
// apart, no English word is left in them.
func TestSourcesInFrench(t *testing.T) {
	machines, err := explore.Machines(explore.MachinesQuestion{})
	if err != nil {
		t.Fatal(err)
	}
	english := regexp.MustCompile(`(?i)\b(the|of|and|on|for|with|says?|no|choice|package|press|training|slides|guide for|updat\w+|which|that|after|before|from|an?|by|it|is|are|to|in|professional|portal)\b`)
	address := regexp.MustCompile(`https?://\S+`)
	seen := 0
	check := func(text string) {
		seen++
		if word := english.FindString(address.ReplaceAllString(text, "")); word != "" {
			t.Errorf("%q in: %s", word, text)
		}
	}
	for _, m := range machines {
		for _, x := range m.States {
			check(x.Source)
		}
		for _, x := range m.Moves {
			check(x.Source)
		}
		for _, x := range m.Refusals {
			check(x.Source)
		}
	}
	if seen < 100 {
		t.Errorf("%d sources", seen)
	}
}
