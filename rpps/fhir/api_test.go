package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
)

// subsetted is what a server writes into a resource of which it gives a part.
const subsetted = `"meta":{"tag":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED","display":"Resource encoded in summary mode"}]},`

// TestPartOfAResource: what the answer to a search with _elements or _summary leaves out
// may be what shuts out, so nothing is open by it.
func TestPartOfAResource(t *testing.T) {
	at := civil.YMD(2026, 1, 15)
	const place = `{"resourceType":"Organization","id":"o"}`
	in := strings.Replace(nurseRole, `"id":"r"`, `"id":"r","organization":{"reference":"Organization/o"}`, 1)
	part := func(r string) string { return strings.Replace(r, "{", "{"+subsetted, 1) }
	require.Equal(t, 1, opens(bundle(t, nurse, in, place), at))
	for name, entries := range map[string][]string{
		"role":           {nurse, part(in), place},
		"role, no place": {nurse, part(nurseRole)}, // _elements=practitioner,code,period
		"person":         {part(nurse), in, place},
		"place":          {nurse, in, part(place)},
		"small letters":  {nurse, strings.Replace(part(in), "SUBSETTED", " subsetted", 1), place},
		"legal entity": {
			nurse, in, `{"resourceType":"Organization","id":"o","partOf":{"reference":"Organization/l"}}`, part(`{"resourceType":"Organization","id":"l"}`),
		},
	} {
		assert.Zero(t, opens(bundle(t, entries...), at), name)
	}
	all := parse(t, []byte(`{`+subsetted+`"resourceType":"Bundle","type":"searchset","entry":[{"resource":`+nurse+`},{"resource":`+in+`},{"resource":`+place+`}]}`))
	assert.Zero(t, opens(fhir.NewSet(all), at), "bundle")

	r := read1[*fhir.PractitionerRole](t, part(in))
	require.Len(t, r.Faults, 1)
	assert.Equal(t, fhir.CodeSubsetted, r.Faults[0].Code())
	assert.Equal(t, "meta.tag[0]", r.Faults[0].Path())
	assert.Zero(t, r.Situation.Start)
	assert.Equal(t, civil.YMD(2020, 1, 1), r.Period.Start)
	// Another tag says nothing of that.
	assert.Equal(t, 1, opens(bundle(t, nurse, strings.Replace(part(in), "SUBSETTED", "ACTIONABLE", 1), place), at))
}

// TestRPPSRangOfTheAPI: the documentation of the API v2 gives the RPPS-rang of a structure
// the system of the RPPS numbers.
func TestRPPSRangOfTheAPI(t *testing.T) {
	const kind = `"type":{"coding":[{"system":"https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203","code":"RPPSRG"}]},`
	for _, c := range []struct {
		value, rang, technical string
	}{
		{"99700000427010", "99700000427010", ""},
		{"R99700000427010", "", "R99700000427010"},
	} {
		for _, kind := range []string{kind, ""} {
			o := read1[*fhir.Organization](t, `{"resourceType":"Organization","identifier":[{`+kind+`"system":"`+fhir.SystemRPPS+`","value":"`+c.value+`"}]}`)
			assert.Equal(t, c.rang, o.Structure.RPPSRang.Canonical(), kind)
			assert.Equal(t, c.technical, o.Structure.Technical.Canonical(), kind)
			assert.True(t, o.Faults.Has(fhir.CodeSystemOther), o.Faults)
		}
	}
	// The system of the guide beside it says the same; a number of a person is none of a place.
	o := read1[*fhir.Organization](t, `{"resourceType":"Organization","identifier":[{"system":"`+fhir.SystemRPPSRang+`","value":"99700000427010"},{"system":"`+fhir.SystemRPPS+`","value":"99700000427010"}]}`)
	assert.Equal(t, rpps.MustParseRPPSRang("99700000427010"), o.Structure.RPPSRang)
	o = read1[*fhir.Organization](t, `{"resourceType":"Organization","identifier":[{"system":"`+fhir.SystemRPPS+`","value":"99700366240"}]}`)
	assert.True(t, o.Structure.IsZero())
	assert.True(t, o.Faults.Has(fhir.CodeIdentifierKept))
	// A situation keeps its own number under that system.
	r := read1[*fhir.PractitionerRole](t, `{"resourceType":"PractitionerRole","identifier":[{"system":"`+fhir.SystemRPPS+`","value":"1013186038"}]}`)
	assert.Empty(t, r.Faults)
	assert.False(t, r.Situation.ID.IsZero())
}
