package registration_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// TestDossierSiteOfTwoNumbers: an extraction names the place by its FINESS, the
// request by its SIRET, and the establishments of the act say that they are one.
func TestDossierSiteOfTwoNumbers(t *testing.T) {
	both := cycleHome
	both.Structure.FINESS = rpps.MustParseFINESS("990000010")
	technical := both
	technical.Structure.Technical = rpps.MustParseTechnicalID("R10100000249227")
	other := both
	other.Structure.FINESS = rpps.MustParseFINESS("990000028")
	byFINESS := rpps.Structure{FINESS: both.Structure.FINESS}
	for name, c := range map[string]struct {
		held     rpps.Structure
		known    []gestionnaire.Establishment
		employer rpps.Structure
		want     bool // it is the situation that is held
	}{
		"known by both":            {byFINESS, []gestionnaire.Establishment{cycleClinic, both}, cycleHome.Structure, true},
		"known of the employer":    {byFINESS, []gestionnaire.Establishment{cycleHome}, both.Structure, true},
		"known to nobody":          {byFINESS, []gestionnaire.Establishment{cycleHome}, cycleHome.Structure, false},
		"another FINESS":           {byFINESS, []gestionnaire.Establishment{other}, cycleHome.Structure, false},
		"the same SIRET":           {cycleHome.Structure, nil, cycleHome.Structure, true},
		"another SIRET":            {rpps.Structure{FINESS: byFINESS.FINESS, SIRET: cycleClinic.Structure.SIRET}, []gestionnaire.Establishment{both}, cycleHome.Structure, false},
		"another technical number": {rpps.Structure{FINESS: byFINESS.FINESS, Technical: rpps.MustParseTechnicalID("R10100000249228")}, []gestionnaire.Establishment{technical}, cycleHome.Structure, false},
	} {
		known, err := reg.NewDossier(cycleNumber, reg.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		listed := cycleAsk(cycleHome, starting(cycleDay.AddYears(-1))).Situation
		listed.Structure = c.held
		d, _, err := known.Adopt(cycleDay, listed)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		a := byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)})
		a.Employer = c.employer
		if c.known != nil {
			a.Establishments = c.known
		}
		if _, _, err = d.Next(a); errors.Is(err, reg.CodeDossierHeld) != c.want || err != nil && !c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestFileSiteOfTwoNumbers: two lines of a person with a number, of which one
// names the place by its SIRET and one by its FINESS.
func TestFileSiteOfTwoNumbers(t *testing.T) {
	header := strings.Replace(cutHeader, ";remarque", ";finess;numero_rpps;remarque", 1)
	line := strings.TrimSuffix(cutLine, "\n") + ";;;99700366240;;\n"
	other := strings.Replace(strings.Replace(line, "00099701500011", "", 1), ";;;99700366240", ";;990000010;99700366240", 1)
	site := gestionnaire.Establishment{Structure: rpps.Structure{
		SIRET: rpps.MustParseSIRET("00099701500011"), FINESS: rpps.MustParseFINESS("990000010"), Kind: rpps.ESMS,
	}}
	twin := site
	twin.Structure.SIRET = rpps.MustParseSIRET("00099701500029")
	for _, in := range []string{header + line + other, header + other + line} {
		for _, c := range []struct {
			known []gestionnaire.Establishment
			want  bool
		}{
			{nil, false},
			{[]gestionnaire.Establishment{site}, true},
			// Two places with one FINESS are against its meaning: in any order, it is the same.
			{[]gestionnaire.Establishment{twin, site, site}, true},
			{[]gestionnaire.Establishment{site, twin}, true},
		} {
			r, err := reg.NewReader(strings.NewReader(in))
			if err != nil {
				t.Fatal(err)
			}
			var last reg.Result
			for res, err := range r.Check(reg.Context{At: fileDay, Establishments: c.known}, new(reg.Duplicates)) {
				if err != nil {
					t.Fatal(err)
				}
				last = res
			}
			if last.Line != 3 || last.Faults.Has(reg.CodeDupSituation) != c.want || last.Faults.Has(reg.CodeDupPending) == c.want {
				t.Errorf("%d known: line %d: %v", len(c.known), last.Line, last.Faults)
			}
			// What the line says is handed on as it says it.
			s := last.Request.Situation.Structure
			if s.SIRET.IsZero() == s.FINESS.IsZero() {
				t.Errorf("%d known: the structure was completed: SIRET %v, FINESS %v", len(c.known), !s.SIRET.IsZero(), !s.FINESS.IsZero())
			}
		}
	}
}

// TestSiteOfTwoSIRETs: a request names by its FINESS a place that has got another SIRET,
// for which there is no contract yet. The old one, which is listed too, lends it none, in
// whatever order.
func TestSiteOfTwoSIRETs(t *testing.T) {
	finess := rpps.MustParseFINESS("990000010")
	old, moved := cycleHome, cycleClinic
	old.Structure.FINESS, moved.Structure.FINESS = finess, finess
	old.Contract.With, moved.Contract = old.Structure, gestionnaire.Contract{}
	signed := moved
	signed.Contract = gestionnaire.Contract{SignedOn: cycleDay, With: moved.Structure}
	actor := *gestionnaireOfBoth()
	actor.Mandates = slices.Clone(actor.Mandates)
	actor.Mandates[0].Structure, actor.Mandates[1].Structure = old.Structure, moved.Structure
	ask := cycleRequest(cycleHome)
	ask.Situation.Structure = rpps.Structure{FINESS: finess}
	for name, c := range map[string]struct {
		known []gestionnaire.Establishment
		may   bool
	}{
		"the old one alone":      {[]gestionnaire.Establishment{old}, true},
		"the new one alone":      {[]gestionnaire.Establishment{moved}, false},
		"the old one first":      {[]gestionnaire.Establishment{old, moved}, false},
		"the new one first":      {[]gestionnaire.Establishment{moved, old}, false},
		"with another contract":  {[]gestionnaire.Establishment{old, signed}, true},
		"twice, and without one": {[]gestionnaire.Establishment{old, signed, moved, old}, false},
	} {
		context := reg.Context{At: cycleDay, Actor: &actor, Establishments: c.known}
		if found := reg.Check(ask, context); (found.Err() == nil) != c.may {
			t.Errorf("%s: checked: %v", name, found)
		}
		if facts := reg.FactsOf(&ask, context, reg.Standing{OtherRequest: rpps.No}); facts.Has(reg.GuardStructureMine) != c.may {
			t.Errorf("%s: derived: %v", name, reg.Cycle().FactCodes(facts))
		}
	}
}

// TestAccessOfTwoSites: of a place that is two establishments each must have access, in
// whatever order, also where nobody says who acts.
func TestAccessOfTwoSites(t *testing.T) {
	finess := rpps.MustParseFINESS("990000010")
	open, closed, unknown := cycleHome, cycleClinic, cycleClinic
	open.Structure.FINESS, closed.Structure.FINESS, unknown.Structure.FINESS = finess, finess, finess
	closed.Structure.Kind, closed.Structure.Sector = rpps.Practice, 0
	unknown.Structure.Kind, unknown.Structure.Sector = 0, 0
	ask := cycleRequest(cycleHome)
	ask.Situation.Structure = rpps.Structure{FINESS: finess}
	for _, tt := range []struct {
		known []gestionnaire.Establishment
		code  rule.Code
	}{
		{[]gestionnaire.Establishment{open, open}, ""},
		{[]gestionnaire.Establishment{open, closed}, gestionnaire.CodeStructureClosed},
		{[]gestionnaire.Establishment{open, unknown}, gestionnaire.CodeStructureUnknown},
		{[]gestionnaire.Establishment{open, unknown, closed}, gestionnaire.CodeStructureClosed},
	} {
		for _, known := range [][]gestionnaire.Establishment{tt.known, reversed(tt.known)} {
			found := reg.Check(ask, reg.Context{At: cycleDay, Establishments: known})
			if (found.Err() != nil) != (tt.code == gestionnaire.CodeStructureClosed) || tt.code != "" && !found.Has(tt.code) {
				t.Errorf("%s: %v", tt.code, found)
			}
		}
	}
}

func reversed[T any](list []T) []T {
	list = slices.Clone(list)
	slices.Reverse(list)
	return list
}
