package closingtest_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/internal/closing"
	"github.com/rppsplus/rppsplus/internal/closing/closingtest"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// TestEvery: package closing itself passes over no code.
func TestEvery(t *testing.T) {
	closingtest.Every(t, civil.YMD(2026, 1, 15), func(text string) situation.Situation {
		s := situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil}
		closing.Each(text, func(as closing.As, code string) {
			if more, _, changed := closing.Add(s, as, code); changed {
				s = more
			}
		})
		return s
	})
}
