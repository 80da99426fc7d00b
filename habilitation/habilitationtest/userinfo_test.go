package habilitationtest_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// day is the day of the questions and of the sign-ins.
var day = civil.MustNew(2026, 6, 1)

// here is where the fixtures work.
var here = psc.BySIRET(kit.Establishment(1).SIRET)

func parse(t *testing.T, u kit.Userinfo) *psc.Userinfo {
	t.Helper()
	out, err := psc.Parse(u.JSON(), psc.Options{SignIn: day})
	require.NoError(t, err)
	return out
}

func people(t *testing.T) []kit.Person {
	t.Helper()
	list := slices.Collect(kit.Professionals())
	for e := range kit.EdgeCases(english) {
		// Sources without dates say nothing about them.
		if p := e.Who; p.Situation.Start == civil.MustNew(2020, 9, 1) && p.Situation.End.IsZero() && !slices.Contains(list, p) &&
			!p.Situation.RoleInferred && p.Situation.Profession|roles.Profession(len(p.Situation.Stated.Profession)) != 0 {
			// Without any profession a sign-in has no identity at all.
			list = append(list, p)
		}
	}
	require.Greater(t, len(list), 50)
	return list
}

// TestUserinfoAgrees: what Pro Santé Connect says of a fixture is the fixture,
// whatever harmless oddity the payload has.
func TestUserinfoAgrees(t *testing.T) {
	for _, p := range people(t) {
		want := p.SignedIn(day).Subject(day, habilitation.Policy{})
		plain := parse(t, p.Userinfo())
		if got := plain.Subject(here, habilitation.Policy{}); got != want {
			t.Errorf("%v: %v, not %v", p, got, want)
		}
		// The structure is read back whole, and nothing of a usual payload is odd.
		if p.Situation.Role != 0 && p.Situation.Stated == (kit.Person{}).Situation.Stated {
			structure := plain.Activities[0].Situation.Structure
			structure.Stated.Sector = ""
			assert.Equal(t, p.Situation.Structure, structure)
			for _, f := range plain.Faults {
				assert.Equal(t, rule.Code("PSC-CODE-INVALID"), f.Code(), "%v: %v", p, f)
			}
		}
		assert.Equal(t, p.Number(), plain.Professional.Number)
		for q := range kit.Quirks() {
			got := parse(t, p.Userinfo().With(q)).Subject(here, habilitation.Policy{})
			if q.Harmless() && got != want {
				t.Errorf("%v, %v: %v, not %v", p, q, got, want)
			}
		}
		all := kit.Quirk(0)
		for q := range kit.Quirks() {
			if q.Harmless() && q != kit.Sparse {
				all |= q
			}
		}
		assert.Equal(t, want, parse(t, p.Userinfo().With(all)).Subject(here, habilitation.Policy{}), "%v, %v", p, all)
	}
}

// TestQuirks: the others take something away, and the answer says what.
func TestQuirks(t *testing.T) {
	carer := kit.Role(roles.RoleCare).As(roles.MetierPreparateur)
	m := habilitation.CNAM20240925()
	var doc habilitation.DocumentType
	for doc = range m.Readable(habilitation.Request{Subject: carer.Subject(day, habilitation.Policy{}), Facts: kit.Ordinary}) {
		break
	}
	ask := func(q kit.Quirk) habilitation.Decision {
		return m.Decide(habilitation.Request{
			Subject:  parse(t, carer.Userinfo().With(q)).Subject(here, habilitation.Policy{}),
			Document: doc, Action: habilitation.Read, Facts: kit.Ordinary,
		})
	}
	require.True(t, ask(0).Allowed(), "%v", ask(0))
	for q, want := range map[kit.Quirk]habilitation.Reason{
		kit.GenreOnlyOnTop: habilitation.CaveatRoleInferred, kit.NoCategory: habilitation.CategoryNotStated,
		kit.NoActivities: habilitation.StructureUnknown, kit.NoRefPro: habilitation.StructureUnknown,
		kit.NoIdentity: habilitation.IdentityMissing,
	} {
		assert.True(t, ask(q).Has(want), "%v: %v", q, ask(q))
	}
	assert.True(t, ask(kit.NoGenre|kit.NoFunction).Has(habilitation.RoleNotStated))
	assert.Zero(t, parse(t, carer.Userinfo().With(kit.NoFunction)).Activities[0].Situation.Function)
	assert.Equal(t, "genre-only-on-top|no-identity", (kit.GenreOnlyOnTop | kit.NoIdentity).String())
	assert.Equal(t, "(none)", kit.Quirk(0).String())
	assert.True(t, parse(t, carer.Userinfo().With(kit.Repeated)).Faults.Has(psc.CodeActivityRepeated))
	for q := range kit.Quirks() {
		// Each shows.
		assert.NotEqual(t, carer.Userinfo().JSON(), carer.Userinfo().With(q).JSON(), "%v", q)
		assert.NotEqual(t, "(none)", q.String())
		assert.NotContains(t, q.String(), "|")
	}
}

func TestUserinfoAlso(t *testing.T) {
	u := kit.Role(roles.RoleCare).Userinfo()
	two := u.Also(kit.Role(roles.RoleCoordination).In(kit.Establishment(2))).Also(kit.Profession(roles.ProfessionInfirmier).In(kit.Establishment(3)))
	got := parse(t, two)
	require.Len(t, got.Activities, 3)
	require.Len(t, got.Professional.Exercises, 2)
	require.Len(t, parse(t, u).Activities, 1)
	assert.Equal(t, roles.RoleCoordination, got.Subject(psc.BySIRET(kit.Establishment(2).SIRET), habilitation.Policy{}).Role())
	assert.False(t, parse(t, kit.Userinfo{}).HasIdentity())
	// Both branches grow apart.
	a, b := two.Also(kit.Role(roles.RoleManagement)), two.Also(kit.Role(roles.RoleAdministrative))
	assert.NotEqual(t, a.JSON(), b.JSON())
}
