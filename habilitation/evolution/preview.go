package evolution

import (
	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// Preview returns what changes from one day to another in a timeline: the
// differences between the matrices that answer on them. A day that none covers
// is compared as an empty matrix, and gap says so: on such a day everything is
// denied.
func Preview(t habilitation.Timeline, from, to civil.Date) (c Changes, gap bool) {
	at := func(day civil.Date) *habilitation.Matrix {
		m, err := t.At(day)
		if err != nil {
			gap = true
			return nil
		}
		for x := range t.All() {
			if x.Version().ID == m.Version().ID {
				m = x // with the end that it states, not the day of the next
			}
		}
		return m
	}
	return Diff(at(from), at(to)), gap
}

// Next returns the next day after a given one on which a timeline answers by
// another matrix, or by none, and what changes then. ok is false when nothing is
// foreseen to change.
func Next(t habilitation.Timeline, after civil.Date) (day civil.Date, c Changes, ok bool) {
	p, ok := t.Next(after)
	if !ok {
		return civil.Date{}, Changes{}, false
	}
	c, _ = Preview(t, p.From.AddDays(-1), p.From)
	return p.From, c, true
}
