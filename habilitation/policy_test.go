package habilitation_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// closed is the policy that opens least.
var closed = habilitation.Policy{
	Situation:  situation.Policy{Presence: situation.PresenceIgnored, LastDay: situation.LastDayExcluded},
	RoleAccess: habilitation.RoleSuspended,
}

func TestPolicyJSON(t *testing.T) {
	all := habilitation.Policy{
		Situation:  situation.Policy{Presence: situation.PresenceIgnored, LastDay: situation.LastDayExcluded},
		RoleAccess: habilitation.RoleSuspended, Occupational: habilitation.OccupationalAsPhysician, Columns: habilitation.FunctionPrevails,
		UnstatedCategory: habilitation.CategoryAssumedCivil, EmergencyForInterns: true, EmergencyForTechnicians: true,
		StudentDeposits: true, HiddenAndInvisible: true,
	}
	for text, want := range map[string]habilitation.Policy{
		`{}`:                         {},
		`{"roleAccess":"suspended"}`: {RoleAccess: habilitation.RoleSuspended},
		`{"roleAccess":"published"}`: {},
		`{"situation":{"presence":"ignored","lastDay":"excluded"},"roleAccess":"suspended","occupational":"as-physician","columns":"function-prevails",` +
			`"unstatedCategory":"assumed-civil","emergencyForInterns":true,"emergencyForTechnicians":true,"studentDeposits":true,"hiddenAndInvisible":true}`: all,
	} {
		got := habilitation.Policy{StudentDeposits: true} // what is left out is the default
		require.NoError(t, json.Unmarshal([]byte(text), &got), text)
		assert.Equal(t, want, got, text)
		b, err := json.Marshal(got)
		require.NoError(t, err)
		var again habilitation.Policy
		require.NoError(t, json.Unmarshal(b, &again))
		assert.Equal(t, want, again)
	}
	b, err := json.Marshal(habilitation.Policy{})
	require.NoError(t, err)
	assert.JSONEq(t, `{}`, string(b))
}

// TestPolicyJSONStrict: a policy that is not understood opens nothing, also for a
// program that does not look at the error.
func TestPolicyJSONStrict(t *testing.T) {
	for text, code := range map[string]rule.Code{
		`{"roleAcces":"suspended"}`:                habilitation.CodePolicyUnknown,
		`{"roleAccess":"Suspended"}`:               habilitation.CodePolicyUnknown,
		`{"roleAccess":1}`:                         habilitation.CodePolicyUnknown,
		`{"studentDeposits":"yes"}`:                habilitation.CodePolicyUnknown,
		`["suspended"]`:                            habilitation.CodePolicyUnknown,
		`{"situation":{"lastDay":"exclusive"}}`:    situation.CodePolicyUnknown,
		`{"situation":{"last_day":"excluded"}}`:    situation.CodePolicyUnknown,
		`{"studentDeposits":true,"columns":"any"}`: habilitation.CodePolicyUnknown,
	} {
		p := habilitation.Policy{StudentDeposits: true}
		assert.ErrorIs(t, json.Unmarshal([]byte(text), &p), code, text)
		assert.Equal(t, closed, p, text)
	}
}

// TestChoiceTexts: the names of the choices, and what a name that is none leaves.
func TestChoiceTexts(t *testing.T) {
	var (
		access   habilitation.RoleAccess
		doctors  habilitation.Occupational
		columns  habilitation.Columns
		category habilitation.UnstatedCategory
	)
	for _, c := range []interface {
		UnmarshalText([]byte) error
		fmt.Stringer
	}{&access, &doctors, &columns, &category} {
		name := c.String() // of the default
		require.NoError(t, c.UnmarshalText([]byte(name)))
		assert.Equal(t, name, c.String())
		for _, text := range []string{"", name + " ", "(not stated)", "0", "SUSPENDED"} {
			assert.ErrorIs(t, c.UnmarshalText([]byte(text)), habilitation.CodePolicyUnknown)
			assert.Equal(t, "(no such value: 255)", c.String())
		}
	}
	assert.NotEqual(t, habilitation.RolePublished, access)
	_, err := access.MarshalText()
	assert.Error(t, err)
}

// TestPolicyInOnePlace: what a policy closes of a subject counts wherever it was given,
// to the subject or to the matrix: the stricter choice of the two.
func TestPolicyInOnePlace(t *testing.T) {
	day := civil.YMD(2026, 6, 1)
	none := civil.Date{}
	dates := []civil.Date{none, day.AddDays(-1), day, day.AddDays(1)}
	var policies []habilitation.Policy
	for _, presence := range []situation.Presence{situation.PresenceCounts, situation.PresenceIgnored} {
		for _, last := range []situation.LastDay{situation.LastDayIncluded, situation.LastDayExcluded} {
			for _, access := range []habilitation.RoleAccess{habilitation.RolePublished, habilitation.RoleSuspended} {
				policies = append(policies, habilitation.Policy{Situation: situation.Policy{Presence: presence, LastDay: last}, RoleAccess: access})
			}
		}
	}
	stricter := func(p, q habilitation.Policy) habilitation.Policy {
		return habilitation.Policy{
			Situation:  situation.Policy{Presence: max(p.Situation.Presence, q.Situation.Presence), LastDay: max(p.Situation.LastDay, q.Situation.LastDay)},
			RoleAccess: max(p.RoleAccess, q.RoleAccess),
		}
	}
	matrix := habilitation.CNAM20240925()
	allowed, differ := 0, 0
	for _, start := range dates {
		for _, end := range dates {
			for _, seen := range dates {
				for _, role := range []roles.Role{roles.GENR11, 0} {
					s := situation.Situation{
						Profession: roles.ProfessionARole, Category: roles.CategoryCivil, Role: role,
						Start: start, End: end, SeenOn: seen, Source: situation.SourceUserinfo,
					}
					if role == 0 {
						s.Profession = roles.ProfessionInfirmier
					}
					for _, p := range policies {
						for _, q := range policies {
							r := habilitation.Request{
								Subject: p.SubjectOf(s, day), Document: habilitation.MustParseDocumentType("18776-5"), Action: habilitation.Read,
								Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
							}
							both := stricter(p, q)
							got := matrix.Under(q).Decide(r)
							r.Subject = both.SubjectOf(s, day)
							want := matrix.Under(both).Decide(r)
							require.Equal(t, slices.Collect(want.Reasons()), slices.Collect(got.Reasons()), "%+v, %+v then %+v", s, p, q)
							require.Equal(t, want.Allowed(), got.Allowed())
							if got.Allowed() {
								allowed++
							}
							if p != both {
								differ++
							}
						}
					}
				}
			}
		}
	}
	assert.Greater(t, allowed, 100)
	assert.Greater(t, differ, 1000)
}

// TestUnstatedCategoryOfDoctor: what a doctor, a pharmacist or a dental surgeon loses
// without a category is what SYNC.md says: whatever else is stated, they read as interns
// do.
func TestUnstatedCategoryOfDoctor(t *testing.T) {
	m, at := habilitation.CNAM20240925(), civil.MustNew(2026, 6, 1)
	const basis = habilitation.NotOpposed | habilitation.CareTeam
	for _, c := range []struct {
		facts   habilitation.Facts
		without bool // a category is enough
		code    string
	}{
		{basis | habilitation.InitialConsent | habilitation.Visible, true, "10"},
		{basis | habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused | habilitation.Visible, false, "10"},
		{basis | habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused | habilitation.Visible, false, "21"},
		{basis | habilitation.Regulation | habilitation.RegulationNotRefused | habilitation.Visible, false, "10"},
		{basis | habilitation.InitialConsent | habilitation.HiddenByPatient | habilitation.AdministratorDoctor, false, "10"},
	} {
		for _, category := range []string{"C", ""} {
			d := m.DecideCodes(habilitation.CodesRequest{
				Profession: c.code, Category: category, Document: "34112-3", Action: habilitation.Read, Facts: c.facts, At: at,
			})
			if d.Allowed() != (category != "" || c.without) {
				t.Errorf("%s, category %q, %v: %v", c.code, category, c.facts, d)
			}
		}
	}
	// Interns at least: what the policy opens to interns it opens to them.
	d := m.Under(habilitation.Policy{EmergencyForInterns: true}).DecideCodes(habilitation.CodesRequest{
		Profession: "10", Document: "34112-3", Action: habilitation.Read, At: at,
		Facts: basis | habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused | habilitation.Visible,
	})
	if !d.Allowed() {
		t.Error(d)
	}
}
