package psc

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/internal/namekey"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// Selector says which establishment is meant. Make it with [ByStructure],
// [BySIRET], [ByFINESS], [ByTechnicalID], [ByName] or [ByText]. The zero Selector is
// "not stated"; it and a selector made of a value that is not stated match nothing.
// None in particular must be asked for by its name: [AnyStructure]. What a person
// chose among several activities there is [Selector.Chosen].
//
// A Selector prints masked: small practices bear the name of their owner.
type Selector struct {
	by       by
	id, name string
	site     rpps.Structure // its numbers alone
	chosen   int            // by the person: index plus one, below zero no activity
}

type by uint8

const (
	byNothing by = iota
	byAny
	bySIRET
	byFINESS
	byTechnical
	byName
	byText
	byStructure
)

// AnyStructure selects no establishment in particular: every activity matches. The
// rights are then those of a situation that may be elsewhere: where an establishment
// asks, select it.
func AnyStructure() Selector { return Selector{by: byAny} }

// ByStructure selects by all numbers of a site that are known: SIRET, FINESS,
// technical identifier, national identification, RPPS-rang. A payload may name a
// site by any of them, and leave the others out. An activity is there when it has
// one of them and none of the same kind that is another or cannot be read: see
// [rpps.Structure.Same]. Another activity that would be there but for a number that
// cannot be read makes it ambiguous, if it gives other rights. Neither the name nor
// a number of the legal entity is looked at, be it an IDNST of the FINESS that is stated
// as that of the entity.
func ByStructure(s rpps.Structure) Selector {
	return Selector{by: byStructure, site: numbersOf(&s)}
}

// BySIRET selects by the SIRET of the site.
func BySIRET(s rpps.SIRET) Selector { return Selector{by: bySIRET, id: s.Canonical()} }

// ByFINESS selects by the FINESS of the site, or else of the legal entity.
func ByFINESS(f rpps.FINESS) Selector { return Selector{by: byFINESS, id: f.Canonical()} }

// ByTechnicalID selects by the technical identifier of the directory.
func ByTechnicalID(t rpps.TechnicalID) Selector { return Selector{by: byTechnical, id: t.Canonical()} }

// ByName selects by raison sociale or enseigne; letter case, accents,
// punctuation and spaces do not matter.
func ByName(name string) Selector { return Selector{by: byName, name: namekey.Of(name)} }

// ByText selects by any identifier of the establishment, written with or
// without separators, or else by its name.
func ByText(text string) Selector {
	return Selector{by: byText, id: squeeze(text), name: namekey.Of(text)}
}

// Chosen selects, of the activities that match, the one that the person chose among
// Selection.Candidates, by its index in Userinfo.Activities. Another index matches
// nothing, so that nobody reaches another establishment by it; neither does an activity
// of which it cannot be read whether it is there. An index is of one payload: of the
// next one the person chooses again.
func (q Selector) Chosen(index int) Selector {
	q.chosen = -1
	if index >= 0 {
		q.chosen = index + 1
	}
	return q
}

// IsZero reports whether nothing was said of the establishment: nothing matches.
func (q Selector) IsZero() bool { return q.by == byNothing }

// IsEmpty reports whether no establishment is named, none in particular was not
// asked for either: nothing matches.
func (q Selector) IsEmpty() bool {
	return q.by != byAny && q.id == "" && q.name == "" && q.site.IsZero()
}

// String tells how the establishment is named, not its name.
func (q Selector) String() string {
	switch {
	case q.by == byAny:
		return "Selector(any)"
	case q.IsEmpty():
		return "Selector(not stated)"
	}
	return "Selector(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (q Selector) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, q.String()) }

// LogValue implements [slog.LogValuer].
func (q Selector) LogValue() slog.Value { return slog.StringValue(q.String()) }

// Current returns the selector of the structure that Pro Santé Connect holds
// for current: by technical identifier, else by name. When the payload names
// none, the selector matches nothing. It may be another establishment than the one
// that asks, which selects itself.
func (u *Userinfo) Current() Selector {
	if u == nil {
		return Selector{}
	}
	if u.OrganizationID != "" {
		return Selector{by: byTechnical, id: squeeze(u.OrganizationID.Reveal())}
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
	}, latin.Upper(s))
}

// Selection is the outcome of [Userinfo.Select].
type Selection struct {
	// Index is the activity selected, in Userinfo.Activities; -1 when there is
	// none or more than one.
	Index int
	// Candidates are the activities that match, without repetitions. Several
	// that give the same rights are no ambiguity; of others the person chooses
	// one, for [Selector.Chosen].
	Candidates []int
}

// Found reports whether one activity was selected. In the zero Selection none was.
func (s Selection) Found() bool { return s.Index >= 0 && len(s.Candidates) > 0 }

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
// these that matches anything decides. [AnyStructure] matches every activity; the
// zero Selector and one made of a value that is not stated match none.
func (u *Userinfo) Select(q Selector) Selection {
	sel := u.selectAt(q)
	if q.chosen == 0 {
		return sel
	}
	i := q.chosen - 1
	if !slices.Contains(sel.Candidates, i) || q.by == byStructure && !q.isAt(&u.Activities[i].Situation.Structure) {
		return Selection{Index: -1}
	}
	return Selection{Index: i, Candidates: []int{i}}
}

// selectAt is Select, whatever the person chose.
func (u *Userinfo) selectAt(q Selector) Selection {
	sel := Selection{Index: -1}
	if u == nil {
		return sel
	}
	for _, m := range [...]func(*rpps.Structure) bool{q.isPlace, q.isSite, q.isLegal, q.isNamed} {
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
	if unsure := u.unsure(q, first); unsure != nil {
		sel.Candidates = append(sel.Candidates, unsure...)
		slices.Sort(sel.Candidates)
		return sel
	}
	for _, i := range sel.Candidates[1:] {
		if !sameRights(first, &u.Activities[i].Situation) {
			return sel
		}
	}
	sel.Index = sel.Candidates[0]
	return sel
}

// unsure returns the activities whose numbers are those of the selector's structure, but
// for one that cannot be read. They open nothing, and make what is there unsure where the
// person would have other rights by them.
func (u *Userinfo) unsure(q Selector, there *situation.Situation) (out []int) {
	if q.by != byStructure {
		return nil
	}
	for i := range u.Activities {
		a := &u.Activities[i]
		if s := &a.Situation; a.repeats < 0 && q.mayBeAt(&s.Structure) && !sameSubject(there, s) {
			out = append(out, i)
		}
	}
	return out
}

// What a selector compares, in this order: any place, or that of a structure; the
// identifiers of the site; those of the legal entity; the name.

func (q Selector) isPlace(s *rpps.Structure) bool {
	return q.by == byAny || q.by == byStructure && q.isAt(s)
}

// isSite: the same number inside a composite one counts where the field of its own is
// empty. A number is compared with fields of its kind.
func (q Selector) isSite(s *rpps.Structure) bool {
	return q.looksAt(bySIRET) && (q.is(s.SIRET.Canonical(), s.Stated.SIRET.Reveal()) ||
		s.SIRET.IsZero() && s.Stated.SIRET == "" && q.is(s.Technical.SIRET().Canonical(), s.ID.SIRET().Canonical())) ||
		q.looksAt(byFINESS) && (q.is(s.FINESS.Canonical(), s.Stated.FINESS.Reveal()) ||
			s.FINESS.IsZero() && s.Stated.FINESS == "" && q.is(s.Technical.FINESS().Canonical(), s.ID.FINESS().Canonical())) ||
		q.looksAt(byTechnical) && q.is(s.Technical.Canonical(), s.Stated.Technical.Reveal()) ||
		q.looksAt(byText) && q.is(s.ID.Canonical(), s.RPPSRang.Canonical(), s.Stated.ID.Reveal())
}

func (q Selector) isLegal(s *rpps.Structure) bool {
	return q.looksAt(byFINESS) && q.is(s.LegalFINESS.Canonical(), s.Stated.LegalFINESS.Reveal()) ||
		q.looksAt(byText) && q.is(s.SIREN.Canonical(), s.Stated.SIREN.Reveal())
}

func (q Selector) isNamed(s *rpps.Structure) bool {
	return q.name != "" && (namekey.Of(s.Name.Reveal()) == q.name || namekey.Of(s.TradeName.Reveal()) == q.name)
}

// looksAt reports whether fields of that kind are looked at: those of the
// selector's own, and all for a text.
func (q Selector) looksAt(k by) bool { return q.id != "" && (q.by == k || q.by == byText) }

func (q Selector) is(ids ...string) bool {
	for _, id := range ids {
		if id != "" && squeeze(id) == q.id {
			return true
		}
	}
	return false
}

// isAt reports whether the site of the selector and a structure are one place.
func (q Selector) isAt(s *rpps.Structure) bool { return !q.unread(s) && q.site.Same(numbersOf(s)) }

// mayBeAt reports whether they are, but for a number that cannot be read.
func (q Selector) mayBeAt(s *rpps.Structure) bool { return q.unread(s) && q.site.Same(numbersOf(s)) }

// unread reports whether a structure has a text that is no number in the place of
// one of the numbers.
func (q Selector) unread(s *rpps.Structure) bool {
	n := &q.site
	return s.Stated.SIRET != "" && !n.SIRET.IsZero() || s.Stated.FINESS != "" && !n.FINESS.IsZero() ||
		s.Stated.Technical != "" && !n.Technical.IsZero() || s.Stated.ID != "" && !n.ID.IsZero()
}

// numbersOf returns a structure with the numbers of the site and nothing else: an IDNST
// may be of the legal entity, which has other sites.
func numbersOf(s *rpps.Structure) rpps.Structure {
	out := rpps.Structure{SIRET: s.SIRET, FINESS: s.FINESS, Technical: s.Technical, ID: s.ID, RPPSRang: s.RPPSRang}
	if f := s.ID.FINESS(); !f.IsZero() && f == s.LegalFINESS && f != s.FINESS {
		out.ID = rpps.StructureID{}
	}
	return out
}

// sameRights reports whether two situations are at the same place and can only
// lead to the same decisions.
func sameRights(a, b *situation.Situation) bool {
	return sameSubject(a, b) && (a.Structure == b.Structure || a.Structure.Same(b.Structure))
}

// sameSubject reports whether two situations can only lead to the same decisions.
func sameSubject(a, b *situation.Situation) bool {
	return a.Profession == b.Profession && a.Category == b.Category && a.Function == b.Function && a.Role == b.Role &&
		a.Structure.Sector == b.Structure.Sector && a.Stated.Profession == b.Stated.Profession &&
		a.Stated.Role == b.Stated.Role && a.Stated.Function == b.Stated.Function && a.Stated.Category == b.Stated.Category &&
		a.RoleInferred == b.RoleInferred &&
		// A savoir-faire may say more, and a sector that is written otherwise.
		habilitation.SubjectOf(*a, civil.Date{}) == habilitation.SubjectOf(*b, civil.Date{})
}

// Subject returns who asks, for the decisions of a matrix: the person in the
// establishment selected, on the day of the sign-in. Without an identity,
// without a situation there, or with several different ones, the subject is
// denied everything with that reason. Kept past midnight it still answers for the day
// of the sign-in: in a session, ask [Userinfo.SubjectAt] with today for each request.
func (u *Userinfo) Subject(q Selector, p habilitation.Policy) habilitation.Subject {
	return u.SubjectAt(q, u.SignIn(), p)
}

// SubjectAt is like [Userinfo.Subject] on a day. On another than that of the sign-in
// presence in the payload proves nothing, and dates set in the activity alone open it.
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
		s := p.SubjectOf(u.Activities[sel.Index].Situation, day)
		if u.Regulation == rpps.No {
			s = s.WithoutRegulation()
		}
		return s
	}
}
