package registration

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Adopt returns the dossier with a practice situation that was accepted before
// the dossier began: that of staff who were registered before the software was
// there, as the employer knows it. The caller vouches
// for it: no machine is asked, nobody need be entitled, and nothing follows from
// it. Extractions of the directory and sign-ins give no start, without which none
// is adopted: it is in the file of the employer. The outcome is what the clock did by the day, as in [Dossier.Next].
//
// The state is that of the dates on the day ([situation.Policy.StateAt]): Planned,
// Active, EndScheduled or Closed. The role counts from the start, for nothing is known of an earlier one;
// since when the state holds is not known, and [Held.Since] not stated. What the
// situation says of its source stays as it is.
//
// The dossier needs the number of the person. The error is what [Check] finds
// wrong in the role and the dates of the situation ([rule.Faults]), or a
// [rule.Fault]: an end of which the day is not known, a death to come, a structure
// of which no identifier of a site is known, a situation that the dossier holds
// already, a death that is known, a day before the last act. A situation that a
// death ended tells that death, as an employer does who declares it: adopt it last.
// A place that is held by its SIRET is not known to be one that is adopted by its
// FINESS, and its employer could not close it: give the situation all the numbers
// that are known, by [gestionnaire.Completed].
func (d Dossier) Adopt(day civil.Date, s situation.Situation) (Dossier, Outcome, error) {
	n, out, err := d.at(day, true)
	if err == nil {
		err = n.adopt(s)
	}
	if err != nil {
		return d, nil, err
	}
	return n, out, nil
}

func (d *Dossier) adopt(s situation.Situation) error {
	switch {
	case d.number.IsZero():
		return cycleRules[ruleDossierNumber].At("number")
	case !d.diedOn.IsZero() || d.toldDead:
		return cycleRules[ruleDossierDeath].At("act")
	case d.holds(&s) || d.goesOn(&s, -1, nil):
		return cycleRules[ruleDossierHeld].At("situation")
	case s.End.IsZero() && s.EndReason != 0:
		return cycleRules[ruleDossierEnd].At(FieldEnd.Path())
	case s.EndReason == roles.EndDeath && s.End.After(d.day):
		return cycleRules[ruleDossierAct].At(FieldEndReason.Path())
	}
	u := d.under()
	r := Request{Purpose: NewSituation, Number: d.number, Situation: s}
	found := slices.DeleteFunc(Check(r, Context{At: d.day, Policy: u.Policy}), func(f rule.Fault) bool {
		return f.Severity() != rule.Error || !slices.ContainsFunc(adopted, func(p string) bool { return strings.HasPrefix(f.Path(), p) })
	})
	if len(found) > 0 {
		return found.Err()
	}
	// Acts of an employer look for the situations of their own site.
	if !s.Structure.Same(s.Structure) {
		return rules[ruleStructureMissing].At(PathStructure)
	}
	role, err := u.Dates.RoleHeld(&s)
	if err != nil {
		f, _ := rule.AsFault(err)
		return f.Under("situation")
	}
	// What was found right above leaves no doubt about the state.
	state, _ := u.Dates.StateAt(&s, d.day)
	d.situations = append(d.situations, dossierSituation{basis: r, state: state, roles: situation.RoleHistory{role}, from: -1})
	d.toldDead = s.EndReason == roles.EndDeath
	return nil
}

// adopted begins the paths of what must be right in a situation that a dossier adopts.
var adopted = []string{"situation.role", "situation.start", "situation.end"}

// holds reports whether a situation is in the dossier: by its identifier, or by
// its place, its start and what the person does there.
func (d *Dossier) holds(s *situation.Situation) bool {
	return slices.ContainsFunc(d.situations, func(h dossierSituation) bool {
		o := &h.basis.Situation
		return !s.ID.IsZero() && s.ID == o.ID ||
			s.Structure.Same(o.Structure) && s.Start == o.Start && s.Function == o.Function && exercise(s) == exercise(o)
	})
}

// exercise is the profession of a situation, which requests leave empty.
func exercise(s *situation.Situation) roles.Profession {
	return cmp.Or(s.Profession, roles.ProfessionARole)
}

// goesOn reports whether a situation that is not over, other than the one at i, is
// the same work in the same place, over days that meet: two entries of one
// situation, of which the second would stay open when the first is closed. It is
// what [CodeDupSituation] is for two requests. The act tells which numbers are
// those of one place; it is nil where there is none.
func (d *Dossier) goesOn(s *situation.Situation, i int, a *Act) bool {
	dates := d.under().Dates
	from, until, ok := dates.AccessWindow(s)
	for j := range d.situations {
		h := &d.situations[j]
		o := &h.basis.Situation
		first, last, known := dates.AccessWindow(o)
		if ok && known && j != i && !h.state.IsFinal() && a.samePlace(s.Structure, o.Structure) && !until.Before(first) && !last.Before(from) &&
			alike(s.Function, o.Function) && alike(s.Role, o.Role) && alike(s.Mode, o.Mode) {
			return true
		}
	}
	return false
}

// samePlace is [rpps.Structure.Same], and true of two structures with no number in
// common when the act knows a place by the numbers of both.
func (a *Act) samePlace(s, t rpps.Structure) bool {
	switch {
	case s.Same(t):
		return true
	case a == nil:
		return false
	}
	return s.CompletedBy(a.Employer).Same(t) || slices.ContainsFunc(a.Establishments, func(e gestionnaire.Establishment) bool {
		return s.CompletedBy(e.Structure).Same(t)
	})
}

// alike reports whether two codes do not differ: one may be not stated.
func alike[T comparable](a, b T) bool {
	var none T
	return a == none || b == none || a == b
}
