package habilitation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// TestNoMatrix opens nothing, by codes too.
func TestNoMatrix(t *testing.T) {
	var m *habilitation.Matrix
	d := m.DecideCodes(habilitation.CodesRequest{Profession: "60", Category: "C", Document: "34112-3", Action: habilitation.Read, Facts: team})
	assert.False(t, d.Allowed())
	s := habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), civil.MustNew(2026, 1, 15))
	for x := range m.Readable(habilitation.Request{Subject: s, Facts: team}) {
		t.Errorf("%v is readable", x)
	}
}

// TestTraitsStop when asked.
func TestTraitsStop(t *testing.T) {
	n := 0
	for range habilitation.Traits() {
		n++
		break
	}
	all := 0
	for code := range everybodyTraits() {
		for range code.Traits() {
			all++
		}
		for range code.Traits() {
			n++
			break
		}
	}
	assert.Greater(t, all, 0)
	assert.Greater(t, n, 1)
}

// everybodyTraits gives the subjects of the table of everybody.
func everybodyTraits() func(func(habilitation.Subject) bool) {
	return func(yield func(habilitation.Subject) bool) {
		for _, p := range everybody {
			if !yield(habilitation.SubjectOfCodes(habilitation.ParseCodes(p.profession, p.category, p.function, p.role), civil.MustNew(2026, 1, 15))) {
				return
			}
		}
	}
}
