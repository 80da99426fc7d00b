package registration

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestLabelsRemembered: a label is read once; what is remembered of a file has
// a bound, whatever the file holds.
func TestLabelsRemembered(t *testing.T) {
	const named = "Éducateur spécialisé"
	// The same label, longer by marks that nobody sees.
	spelt := func(n int) string { return named[:2] + strings.Repeat("\u200d", n) + named[2:] }
	r := &Reader{}
	set := func(text string) {
		t.Helper()
		var q Request
		if !r.setLabel(&q, FieldProfession, text) || q.Situation.Function.Code() == "" {
			t.Fatalf("%q is not read", text)
		}
	}
	remembers := func(want int) {
		t.Helper()
		if len(r.labels) != want {
			t.Errorf("%d labels are remembered, want %d", len(r.labels), want)
		}
	}
	set(named)
	set(named)
	remembers(1)
	var q Request
	if r.setLabel(&q, FieldProfession, "no such profession") || r.setLabel(&q, FieldRole, named) {
		t.Error("a text that is no label is read as one")
	}
	remembers(1)

	room := (maxLabel - len(named)) / utf8.RuneLen('\u200d')
	longest := spelt(room) + strings.Repeat(" ", maxLabel-len(spelt(room)))
	set(longest)
	remembers(2)
	set(longest + " ")
	set(spelt(2 * room))
	remembers(2)

	for place := range len([]rune(named)) {
		for n := range 2 * room {
			runes := []rune(named)
			set(string(runes[:place]) + strings.Repeat("\u200d", n) + string(runes[place:]))
		}
	}
	remembers(maxLabels)
	clear(r.labels)
	set(named)
	remembers(1)
}
