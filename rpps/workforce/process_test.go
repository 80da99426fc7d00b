package workforce_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// A number that is found while a pre-registration waits makes it a situation;
// a profession of an order makes it nothing.
func TestValidatedAsItStandsNow(t *testing.T) {
	decides := lifecycle.Holding(workforce.GuardRole, workforce.GuardEntitled)
	number := decides.With(workforce.GuardNotOrderOrARS, workforce.GuardNumber)
	none := decides.With(workforce.GuardNotOrderOrARS, workforce.GuardNoNumber)
	for _, c := range []struct {
		name  string
		from  workforce.EntryState
		on    workforce.EntryEvent
		facts lifecycle.Facts
		want  workforce.EntryState // zero: refused
	}{
		{"no number", workforce.EntryPreRegistered, workforce.EntryValidate, none, workforce.EntryRegistered},
		{"a number was found", workforce.EntryPreRegistered, workforce.EntryValidate, number, workforce.EntrySituationCreated},
		{"nobody looked", workforce.EntryPreRegistered, workforce.EntryValidate, decides.With(workforce.GuardNotOrderOrARS), 0},
		{"an order", workforce.EntryPreRegistered, workforce.EntryValidate, decides.With(workforce.GuardOrderOrARS, workforce.GuardNoNumber), 0},
		{"situation of an order", workforce.EntrySituationDeclared, workforce.EntryValidateSituation, decides.With(workforce.GuardOrderOrARS, workforce.GuardNumber), 0},
		{"situation without a number", workforce.EntrySituationDeclared, workforce.EntryValidateSituation, none, 0},
		{"situation", workforce.EntrySituationDeclared, workforce.EntryValidateSituation, number, workforce.EntrySituationCreated},
	} {
		for _, by := range []lifecycle.Actor{lifecycle.Gestionnaire, lifecycle.TitulaireOfficine} {
			step, err := workforce.Entry().Next(c.from, c.on, by, c.facts)
			if step.To != c.want || (err == nil) != (c.want != 0) {
				t.Errorf("%s by %s: %d %v", c.name, by, step.To, err)
			}
		}
	}
}
