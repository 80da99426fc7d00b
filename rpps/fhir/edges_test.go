package fhir_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
)

// TestModifiedBundle: what holds a Bundle is not understood, so nothing in it is
// either, however deep.
func TestModifiedBundle(t *testing.T) {
	at := civil.YMD(2026, 1, 15)
	inner := `{"resourceType":"Bundle","type":"collection","entry":[{},{"resource":` + nurse + `},{"resource":` + nurseRole + `}]}`
	outer := func(with string) *fhir.Set {
		return fhir.NewSet(parse(t, []byte(`{"resourceType":"Bundle",`+with+`"type":"collection","entry":[{"resource":`+inner+`}]}`)))
	}
	assert.NotZero(t, opens(outer(""), at))
	assert.Zero(t, opens(outer(`"modifierExtension":[{"url":"x","valueBoolean":true}],`), at))
}

// TestOrganizationOfTwo: a reference that names one place by its address and
// another by an identifier names none.
func TestOrganizationOfTwo(t *testing.T) {
	place := `{"resourceType":"Organization","id":"o","identifier":[{"system":"https://sirene.fr","type":{"coding":[{"code":"SIRET"}]},"value":"73282932000074"}],"name":"ESSAI"}`
	role := func(siret string) string {
		return `{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/p"},"organization":{"reference":"Organization/o","identifier":{"system":"https://sirene.fr","type":{"coding":[{"code":"SIRET"}]},"value":"` + siret + `"}},"period":{"start":"2020-01-01"}}`
	}
	same := bundle(t, nurse, place, role("73282932000074")).People()
	require.Len(t, same, 1)
	assert.False(t, same[0].Faults.Has(fhir.CodeIdentifierConflict))
	assert.Equal(t, rpps.Private("ESSAI"), same[0].Situations[0].Structure.Name)
	other := bundle(t, nurse, place, role("44312197500018")).People()
	require.Len(t, other, 1)
	assert.True(t, other[0].Faults.Has(fhir.CodeIdentifierConflict))
	assert.Empty(t, other[0].Situations[0].Structure.Name)
}

// TestNobodysRole: a role that names nobody is a person of its own each time.
func TestNobodysRole(t *testing.T) {
	role := `{"resourceType":"PractitionerRole","id":"%d","period":{"start":"2020-01-01"}}`
	assert.Len(t, bundle(t, fmt.Sprintf(role, 1), fmt.Sprintf(role, 2)).People(), 2)
}

// TestActive: withholding a resource that is not read is written, and the
// other way round, and nothing else changes.
func TestActive(t *testing.T) {
	read := func(text string) *fhir.Other {
		r, ok := parse(t, []byte(text)).(*fhir.Other)
		require.True(t, ok)
		return r
	}
	for _, c := range []struct {
		text   string
		active rpps.Answer
		want   string
	}{
		{`{"resourceType":"Device","id":"1"}`, rpps.No, `{"resourceType":"Device","id":"1","active":false}`},
		{`{"resourceType":"Device","active":false,"_active":{"id":"why"},"id":"1"}`, rpps.Yes, `{"resourceType":"Device","active":true,"id":"1"}`},
		{`{"resourceType":"Device","active":false,"id":"1"}`, 0, `{"resourceType":"Device","id":"1"}`},
		{`{"resourceType":"Device","active":false,"id":"1"}`, rpps.No, `{"resourceType":"Device","active":false,"id":"1"}`},
	} {
		r := read(c.text)
		r.Active = c.active
		got, err := fhir.Line(r)
		require.NoError(t, err)
		assert.JSONEq(t, c.want, string(got))
		assert.Equal(t, c.text, string(r.JSON()), "what was read stays")
	}
	assert.Nil(t, new(fhir.Other).JSON())
	text, err := json.Marshal(fhir.Other{})
	require.NoError(t, err)
	assert.Equal(t, "null", string(text))
}

// TestLineRefuses what a resource cannot carry.
func TestLineRefuses(t *testing.T) {
	p, ok := parse(t, []byte(`{"resourceType":"Practitioner","id":"p"}`)).(*fhir.Practitioner)
	require.True(t, ok)
	p.Professional.OtherIDs = []rpps.OtherID{{Text: "X1", Origin: "x"}}
	_, err := fhir.Line(p)
	require.ErrorIs(t, err, fhir.CodeNotCarried)
	assert.NotContains(t, err.Error(), "X1")
}

func TestMailboxTexts(t *testing.T) {
	for kind, want := range map[string]string{"": "Mailbox(not stated)", "ORG": "Mailbox(ORG)", "SECRET": "Mailbox(other)"} {
		m := fhir.Mailbox{Kind: kind, Text: "SECRET"}
		assert.Equal(t, want, m.String())
		assert.Equal(t, want, fmt.Sprintf("%+v", m))
		assert.Equal(t, slog.StringValue(want), m.LogValue())
	}
}

// TestWrongKeys: an identifier with a wrong key is kept and told, one that is no
// number told and left out.
func TestWrongKeys(t *testing.T) {
	p, ok := parse(t, []byte(`{"resourceType":"Practitioner","identifier":[{"system":"`+fhir.SystemIDNPS+`","value":"99700366241"},{"system":"`+
		fhir.SystemRPPS+`","value":"12"},{"system":"http://example.org/badge","value":"B7"}]}`)).(*fhir.Practitioner)
	require.True(t, ok)
	assert.True(t, p.Faults.Has(fhir.CodeIdentifierKey))
	assert.True(t, p.Faults.Has(fhir.CodeIdentifierKept), "%v", p.Faults)
	assert.Equal(t, "99700366241", p.Professional.Number.Canonical(), "that of the IDNPS")
	require.Len(t, p.Professional.OtherIDs, 1)
	assert.Equal(t, "http://example.org/badge", p.Professional.OtherIDs[0].Origin)
}

// TestSystems: a list is known by its key in odd addresses, and never from a part
// of a word.
func TestSystems(t *testing.T) {
	for system, want := range map[string]string{
		g15:                                   "60",
		"https://example.org/TRE_G15-x":       "60",
		"https://example.org/tre-g15":         "60",
		"https://example.org/THEATRE/TRE_G15": "60",
		"https://example.org/TRE_Gx/TRE_G15":  "60",
		"https://example.org/TRE":             "",
		"https://example.org/TRE_G":           "",
		"https://example.org/TREG15":          "",
		"https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-Autre":    "60",
		"https://mos.esante.gouv.fr/NOS/TRE_g15-x/FHIR/TRE-g15-x":                      "60",
		"https://mos.esante.gouv.fr/NOS/TRE_Gxx-x/FHIR/TRE-Gxx-x":                      "",
		"https://mos.esante.gouv.fr/NOS/TRE_G1234/FHIR/TRE-G1234":                      "",
		"https://mos.esante.gouv.fr/NOS/TRE_" + strings.Repeat("G", 70) + "/FHIR/TRE-": "",
	} {
		set := bundle(t, `{"resourceType":"Practitioner","qualification":[{"code":{"coding":[{"system":"`+system+`","code":"60"}]}}]}`)
		people := set.People()
		require.Len(t, people, 1)
		got := ""
		for _, e := range people[0].Professional.Exercises {
			got = e.Profession.Code()
		}
		assert.Equal(t, want, got, system)
	}
}

// TestAddressForValue: the address of a system where the identifier is due is a
// mistake that is told.
func TestAddressForValue(t *testing.T) {
	p, ok := parse(t, []byte(`{"resourceType":"Practitioner","identifier":[{"system":"`+fhir.SystemIDNPS+`","value":"`+fhir.SystemRPPS+`"}]}`)).(*fhir.Practitioner)
	require.True(t, ok)
	assert.True(t, p.Professional.ID.IsZero())
	assert.NotEmpty(t, p.Faults)
	for _, f := range p.Faults {
		assert.NotContains(t, f.Error(), "esante.gouv.fr/NOS")
	}
}

// TestRestrictedInPublic: what the public file never has is told.
func TestRestrictedInPublic(t *testing.T) {
	p, ok := parse(t, []byte(`{"resourceType":"Practitioner","meta":{"profile":["https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-dp-practitioner"]},`+
		`"qualification":[null,`+exercise("60", "C", `,"period":{"start":"2020-01-01"}`)+`]}`)).(*fhir.Practitioner)
	require.True(t, ok)
	require.True(t, p.IsPublic())
	assert.Contains(t, paths(p.Faults), "qualification[1].period")
}

// TestAuditNotCarried: an access record says what an AuditEvent has no room for.
func TestAuditNotCarried(t *testing.T) {
	r := record(t, habilitation.Visible)
	r.Category, r.Situation = "x", "y"
	r.Extra = map[string]json.RawMessage{"a": json.RawMessage("1")}
	_, fs := fhir.AuditEvent(r, observer)
	for _, want := range []string{"category", "extra", "situation"} {
		assert.Contains(t, paths(fs), want)
	}
}

// TestWithdrawn: what was read and is taken away is written as taken away; what
// a resource draws from elsewhere cannot be.
func TestWithdrawn(t *testing.T) {
	const esante = "https://mos.esante.gouv.fr/NOS/"
	p, ok := parse(t, []byte(nurse)).(*fhir.Practitioner)
	require.True(t, ok)
	p.Professional.Number, p.Professional.ID = rpps.Number{}, rpps.PersonID{}
	text, err := p.MarshalJSON()
	require.NoError(t, err)
	assert.NotContains(t, string(text), "99700366240")

	p, ok = parse(t, []byte(`{"resourceType":"Practitioner","identifier":[{"system":"http://example.org/badge","value":"B7"}]}`)).(*fhir.Practitioner)
	require.True(t, ok)
	p.Professional.OtherIDs = nil
	_, err = p.MarshalJSON()
	require.ErrorIs(t, err, fhir.CodeNotCarried)

	r02 := esante + "TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite"
	o, ok := parse(t, []byte(`{"resourceType":"Organization","id":"o","type":[{"coding":[{"system":"`+r02+`","code":"SA07"}]}]}`)).(*fhir.Organization)
	require.True(t, ok)
	require.NotZero(t, o.Structure.Sector)
	o.Structure.Sector, o.Structure.Stated.Sector = 0, ""
	text, err = o.MarshalJSON()
	require.NoError(t, err)
	assert.NotContains(t, string(text), "SA07")
}

// TestForeignIdentifierOfARole: the number of a place is not that of the
// situation.
func TestForeignIdentifierOfARole(t *testing.T) {
	p, ok := parse(t, []byte(`{"resourceType":"PractitionerRole","identifier":[{"system":"https://sirene.fr","type":{"coding":[{"code":"SIRET"}]},"value":"73282932000074"}]}`)).(*fhir.PractitionerRole)
	require.True(t, ok)
	assert.True(t, p.Situation.ID.IsZero())
}

// TestIdentifierOfNothing: a reference by an identifier that names nobody finds
// nobody, not the one without identifiers.
func TestIdentifierOfNothing(t *testing.T) {
	role := `{"resourceType":"PractitionerRole","id":"r","practitioner":{"identifier":{"system":"` + fhir.SystemRPPS + `","value":"%s"}},"period":{"start":"2020-01-01"}}`
	for _, value := range []string{"12", "x", ""} {
		people := bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+exercise("60", "C", "")+`]}`, fmt.Sprintf(role, value)).People()
		for _, p := range people {
			for _, s := range p.Situations {
				assert.Zero(t, s.Profession, "%q", value)
			}
		}
	}
}

// TestLinesStop when asked, at a line that is too long too.
func TestLinesStop(t *testing.T) {
	n := 0
	for _, err := range fhir.Lines(strings.NewReader(strings.Repeat("x", 200)+"\n{}\n"), fhir.Options{MaxLine: 100}) {
		require.ErrorIs(t, err, fhir.CodeTooLarge)
		n++
		break
	}
	assert.Equal(t, 1, n)
}

// TestSkillOfAnotherList: the code of a savoir-faire whose list is not known yet
// is kept, and opens nothing.
func TestSkillOfAnotherList(t *testing.T) {
	p, ok := parse(t, []byte(`{"resourceType":"Practitioner","qualification":[`+exercise("10", "C", "")+
		`,{"code":{"coding":[{"system":"`+r04+`","code":"S"},{"system":"https://example.org/liste-a-venir","code":"ZZ9"}]}}]}`)).(*fhir.Practitioner)
	require.True(t, ok)
	require.Len(t, p.Skills, 1)
	assert.Equal(t, "S", p.Skills[0].Kind)
	assert.Equal(t, "ZZ9", p.Skills[0].Code)
}

// TestNothingStated: the zero value says that it is one.
func TestNothingStated(t *testing.T) {
	for _, c := range []struct {
		zero fmt.Stringer
		want string
	}{
		{fhir.Skill{}, "Skill(not stated)"},
		{fhir.Skill{Code: "SECRET"}, "Skill(masked)"},
		{fhir.Provenance{}, "Provenance(not stated)"},
		{fhir.Provenance{System: "SECRET"}, "Provenance(masked)"},
	} {
		if got := c.zero.String(); got != c.want {
			t.Errorf("%T: %q, not %q", c.zero, got, c.want)
		}
	}
}
