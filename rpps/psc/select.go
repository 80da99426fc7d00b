package psc

import (
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/namekey"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// Selector says which establishment is meant. Make it with [BySIRET],
// [ByFINESS], [ByTechnicalID], [ByName] or [ByText]; the zero Selector means
// none in particular.
type Selector struct {
	id, name string
}

// BySIRET selects by the SIRET of the site.
func BySIRET(s rpps.SIRET) Selector { return Selector{id: s.Canonical()} }

// ByFINESS selects by the FINESS of the site, or else of the legal entity.
func ByFINESS(f rpps.FINESS) Selector { return Selector{id: f.Canonical()} }

// ByTechnicalID selects by the technical identifier of the directory.
func ByTechnicalID(t rpps.TechnicalID) Selector { return Selector{id: t.Canonical()} }

// ByName selects by raison sociale or enseigne; letter case, accents,
// punctuation and spaces do not matter.
func ByName(name string) Selector { return Selector{name: namekey.Of(name)} }

// ByText selects by any identifier of the establishment, written with or
// without separators, or else by its name.
func ByText(text string) Selector {
	return Selector{id: squeeze(text), name: namekey.Of(text)}
}

// IsZero reports whether no establishment in particular is meant.
func (q Selector) IsZero() bool { return q == Selector{} }

// Current returns the selector of the structure that Pro Santé Connect holds
// for current: by technical identifier, else by name; zero when the payload
// names none.
func (u *Userinfo) Current() Selector {
	if u.OrganizationID != "" {
		return Selector{id: squeeze(u.OrganizationID.Reveal())}
	}
	return ByName(u.Organization.Reveal())
}

// squeeze drops the separators of an identifier and puts letters in upper
// case.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '.', '-', '\t', '\u00a0', '\u202f', '\u2009':
			return -1
		}
		return r
	}, strings.ToUpper(s))
}

// Selection is the outcome of [Userinfo.Select].
type Selection struct {
	// Index is the activity selected, in Userinfo.Activities; -1 when there is
	// none or more than one.
	Index int
	// Candidates are the activities that match, without repetitions. Several
	// that give the same rights are no ambiguity.
	Candidates []int
}

// Found reports whether one activity was selected.
func (s Selection) Found() bool { return s.Index >= 0 }

// Ambiguous reports whether several different activities match.
func (s Selection) Ambiguous() bool { return s.Index < 0 && len(s.Candidates) > 1 }

// Err returns nil for an activity found, and otherwise a fault with
// [CodeSelectNone] or [CodeSelectSeveral].
func (s Selection) Err() error {
	switch {
	case s.Found():
		return nil
	case s.Ambiguous():
		return rules[ruleSelectSeveral].At("structure").With(strconv.Itoa(len(s.Candidates)))
	}
	return rules[ruleSelectNone].At("structure")
}

// Select finds the activity of an establishment. Identifiers of the site are
// looked at first; then those of the legal entity; then the name. The first of
// these that matches anything decides. The zero Selector matches every
// activity.
func (u *Userinfo) Select(q Selector) Selection {
	sel := Selection{Index: -1}
	match := [...]func(*rpps.Structure) bool{
		func(s *rpps.Structure) bool { return q.IsZero() },
		func(s *rpps.Structure) bool {
			return q.id != "" && (q.is(s.SIRET.Canonical(), s.FINESS.Canonical(), s.Technical.Canonical(), s.ID.Canonical(),
				s.RPPSRang.Canonical(), s.Stated.SIRET.Reveal(), s.Stated.FINESS.Reveal(), s.Stated.Technical.Reveal(), s.Stated.ID.Reveal()) ||
				// The same number inside a composite one.
				s.FINESS.IsZero() && q.is(s.Technical.FINESS().Canonical(), s.ID.FINESS().Canonical()) ||
				s.SIRET.IsZero() && q.is(s.Technical.SIRET().Canonical(), s.ID.SIRET().Canonical()))
		},
		func(s *rpps.Structure) bool {
			return q.id != "" && q.is(s.LegalFINESS.Canonical(), s.SIREN.Canonical(), s.Stated.LegalFINESS.Reveal(), s.Stated.SIREN.Reveal())
		},
		func(s *rpps.Structure) bool {
			return q.name != "" && (namekey.Of(s.Name.Reveal()) == q.name || namekey.Of(s.TradeName.Reveal()) == q.name)
		},
	}
	for _, m := range match {
		for i := range u.Activities {
			if a := &u.Activities[i]; a.repeats < 0 && m(&a.Situation.Structure) {
				sel.Candidates = append(sel.Candidates, i)
			}
		}
		if sel.Candidates != nil {
			break
		}
	}
	if len(sel.Candidates) == 0 {
		return sel
	}
	first := &u.Activities[sel.Candidates[0]].Situation
	for _, i := range sel.Candidates[1:] {
		if !sameRights(first, &u.Activities[i].Situation) {
			return sel
		}
	}
	sel.Index = sel.Candidates[0]
	return sel
}

func (q Selector) is(ids ...string) bool {
	for _, id := range ids {
		if id != "" && squeeze(id) == q.id {
			return true
		}
	}
	return false
}

// sameRights reports whether two situations are at the same place and can only
// lead to the same decisions.
func sameRights(a, b *situation.Situation) bool {
	return a.Profession == b.Profession && a.Category == b.Category && a.Function == b.Function && a.Role == b.Role &&
		a.Structure.Sector == b.Structure.Sector && a.Stated.Profession == b.Stated.Profession &&
		a.Stated.Role == b.Stated.Role && a.Stated.Function == b.Stated.Function && a.Stated.Category == b.Stated.Category &&
		(a.Structure == b.Structure || a.Structure.Same(b.Structure))
}

// Subject returns who asks, for the decisions of a matrix: the person in the
// establishment selected, on the day of the sign-in. Without an identity,
// without a situation there, or with several different ones, the subject is
// denied everything with that reason.
func (u *Userinfo) Subject(q Selector, p habilitation.Policy) habilitation.Subject {
	return u.SubjectAt(q, u.signIn, p)
}

// SubjectAt is like [Userinfo.Subject] for another day than that of the
// sign-in, on which presence in the payload proves nothing.
func (u *Userinfo) SubjectAt(q Selector, day civil.Date, p habilitation.Policy) habilitation.Subject {
	if !u.HasIdentity() {
		return habilitation.NoSubject(habilitation.IdentityMissing, day)
	}
	switch sel := u.Select(q); {
	case sel.Ambiguous():
		return habilitation.NoSubject(habilitation.StructureAmbiguous, day)
	case !sel.Found():
		return habilitation.NoSubject(habilitation.StructureUnknown, day)
	default:
		return p.SubjectOf(u.Activities[sel.Index].Situation, day)
	}
}
