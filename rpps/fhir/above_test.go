package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/rppsplus/rppsplus/rpps/fhir"
)

// TestLegalEntityTold: who reads the end of a situation is told that the structure, or
// the legal entity above it, set it.
func TestLegalEntityTold(t *testing.T) {
	in := strings.Replace(nurseRole, `"id":"r"`, `"id":"r","organization":{"reference":"Organization/o"}`, 1)
	const ends = `,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/organization-period","valuePeriod":{"end":"2026-12-31"}}]`
	for name, c := range map[string]struct {
		site, entity string
		told         bool
	}{
		"neither": {"", "", false}, "the site": {ends, "", true}, "the entity": {"", ends, true}, "both": {ends, ends, true},
	} {
		set := bundle(t, nurse, in, `{"resourceType":"Organization","id":"o","partOf":{"reference":"Organization/e"}`+c.site+`}`,
			`{"resourceType":"Organization","id":"e"`+c.entity+`}`)
		assert.Equal(t, c.told, set.People()[0].Faults.Has(fhir.CodeStructurePeriod), name)
	}
}
