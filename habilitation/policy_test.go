package habilitation_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
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
