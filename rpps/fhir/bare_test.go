package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
)

// TestCodesWithoutSystem: a code that shuts out does so without its system, whatever
// its place in the list; one that would open opens nothing.
func TestCodesWithoutSystem(t *testing.T) {
	at := civil.YMD(2026, 1, 15)
	const (
		r21 = `"system":"https://mos.esante.gouv.fr/NOS/TRE_R21-Fonction/FHIR/TRE-R21-Fonction",`
		r22 = `"system":"https://mos.esante.gouv.fr/NOS/TRE_R22-GenreActivite/FHIR/TRE-R22-GenreActivite",`
		r85 = `"system":"https://mos.esante.gouv.fr/NOS/TRE_R85-RolePriseCharge/FHIR/TRE-R85-RolePriseCharge",`
		ext = `"extension":[{"url":"https://interop.esante.gouv.fr/ig/fhir/tddui/StructureDefinition/tddui-profession","valueCodeableConcept":`
	)
	coding := func(codings string) string { return `{"coding":[` + codings + `]}` }
	doctor := `{"resourceType":"Practitioner","id":"p","qualification":[` + exercise("10", "C", "") + `,{"code":{"coding":[{"system":"` + r38 + `","code":"SM26"}]}}]}`
	staff := `{"resourceType":"Practitioner","id":"p","qualification":[` + strings.Replace(exercise("99", "C", ""), g15, "https://mos.esante.gouv.fr/NOS/TRE_R291-AutreProfession/FHIR/TRE-R291-AutreProfession", 1) + `]}`
	role := func(code string) string {
		return `{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/p"},"organization":{"reference":"Organization/o"},` +
			`"period":{"start":"2020-01-01"},"code":[` + code + `]}`
	}
	place := func(kind string) string { return `{"resourceType":"Organization","id":"o","type":[` + kind + `]}` }
	skilled := strings.Replace(doctor, `{"system":"`+r38+`","code":"SM26"}`, "%", 1)
	skill := func(codings string) string { return strings.Replace(skilled, "%", codings, 1) }
	const sm26 = `{"system":"` + r38 + `","code":"SM26"}`
	aux := coding(`{` + r21 + `"code":"FON-AU"}`)

	for _, c := range []struct {
		name   string
		person string
		code   string
		kind   string
		open   bool
	}{
		{"a doctor", doctor, aux, "", true},
		{"another code", doctor, coding(`{` + r21 + `"code":"FON-AU"},{"code":"ABC"},{"code":"SM26"}`), coding(`{"code":"SA07"}`), true},
		{"médecine du travail", doctor, coding(`{"code":"FON-29"}`), "", false},
		{"in small letters", doctor, coding(`{"code":"fon-29"}`), coding(`{"code":"SA07"}`), false},
		{"fire and rescue", doctor, aux, coding(`{"code":"sa68"}`), false},
		{"after another", doctor, aux + "," + coding(`{"code":"FON-29"}`), "", false},
		{"an extern", doctor, coding(`{"code":"354"}`), "", false},
		{"a savoir-faire", skill(`{"code":"SM25"}`), aux, "", false},
		{"a second one", skill(sm26 + `,{"code":"C41"}`), aux, "", false},
		{"another savoir-faire", skill(`{"code":"SM26"}`), aux, "", true},
		{"a specialty", doctor, strings.Replace(aux, "]}", `]}],"specialty":[`+coding(`{"code":"SCH35"}`), 1), "", false},
		{"health at work", doctor, aux, coding(`{"code":"SA66"}`), false},
		{"a fonction in the qualification", strings.Replace(doctor, `"code":"10"}`, `"code":"10"},{`+r21+`"code":"FON-29"}`, 1), aux, "", false},
		{"a role", staff, coding(`{` + r22 + `"code":"GENR10"}`), "", true},
		{"a role opens nothing", staff, coding(`{"code":"GENR10"}`), "", false},
		{"a role beside itself", staff, coding(`{"code":"GENR10"},{` + r22 + `"code":"GENR10"}`), "", true},
		{"a préparateur", staff, coding(`{` + r85 + `"code":"316"}`), "", true},
		{"with a role that has no place there", staff, coding(`{` + r85 + `"code":"316"},{"code":"GENR10"}`), "", false},
	} {
		some := false
		for _, s := range bundle(t, c.person, role(c.code), place(c.kind)).People()[0].Situations {
			for d := range habilitation.CNAM20240925().DecideEach(habilitation.Request{
				Subject: habilitation.SubjectOf(s, at), Action: habilitation.Read, Facts: careTeam,
			}, habilitation.DocumentTypes()) {
				some = some || d.Allowed()
			}
		}
		assert.Equal(t, c.open, some, c.name)
	}
	r := parse(t, []byte(role(coding(`{"code":"FON-29"}`)))).(*fhir.PractitionerRole)
	require.True(t, r.Faults.Has(fhir.CodeSystemMissing))
	text, err := r.MarshalJSON()
	require.NoError(t, err)
	assert.JSONEq(t, role(coding(`{"code":"FON-29"}`)), string(text))

	// Of two savoir-faire joined to the profession, that of médecine du travail.
	joined := role(`{"coding":[{` + r21 + `"code":"FON-AU"}],` + ext + coding(`{"code":"G15_10/SM26"},{"code":"G15_10/SM25"}`) + `}]}`)
	r = parse(t, []byte(joined)).(*fhir.PractitionerRole)
	assert.Equal(t, "SM25", r.Situation.Qualification)
}

// TestPeriodMember: what stands in a period and is no member of one may be its end.
func TestPeriodMember(t *testing.T) {
	day := civil.YMD(2026, 1, 15)
	for member, open := range map[string]bool{
		``: true, `,"id":"x"`: true, `,"extension":[]`: true, `,"end":"2026-12-31"`: true,
		`,"End":"2025-12-31"`: false, `,"END":"2025-12-31"`: false, `,"end ":"2025-12-31"`: false, `,"fin":"2025-12-31"`: false, `,"enc":"2026-12-31"`: false,
	} {
		period := `{"start":"2020-01-01"` + member + `}`
		person := strings.Replace(exercise("10", "C", ""), `"code":{"coding"`, `"period":`+period+`,"code":{"coding"`, 1)
		for name, set := range map[string][2]string{
			"of the role":     {exercise("10", "C", ""), period},
			"of the exercise": {person, `{"start":"2020-01-01"}`},
		} {
			b := bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+set[0]+`]}`,
				`{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/p"},"organization":{"reference":"Organization/o"},"period":`+set[1]+`}`,
				`{"resourceType":"Organization","id":"o"}`)
			s := b.People()[0].Situations
			if assert.Len(t, s, 1, "%s %s", name, period) {
				assert.Equal(t, open, s[0].OpenAt(day).IsOpen(), "%s %s", name, period)
			}
		}
	}
}

// TestElementMisspelt: an element in other letters, which nobody reads, may be the one that
// shuts out.
func TestElementMisspelt(t *testing.T) {
	day := civil.YMD(2026, 1, 15)
	for member, open := range map[string]bool{
		``: true, `,"Note":"x"`: true, `,"active":true`: true,
		`,"Active":false`: false, `,"active ":false`: false, `,"ACTIVE":true`: false, `,"DeceasedBoolean":true`: false, `,"deceaseddatetime":"2025-01-01"`: false,
		`,"_Active":{"id":"x"}`: false, `," _active":{"id":"x"}`: false, `,"_code":{"id":"x"}`: false, `,"_type":{"id":"x"}`: false,
		`,"Period":{"end":"2025-01-01"}`: false, `,"ModifierExtension":[]`: false,
	} {
		for i, name := range []string{"of the person", "of the role", "of the place"} {
			var with [3]string
			with[i] = member
			b := bundle(t, `{"resourceType":"Practitioner","id":"p"`+with[0]+`,"qualification":[`+exercise("10", "C", "")+`]}`,
				`{"resourceType":"PractitionerRole","id":"r"`+with[1]+`,"practitioner":{"reference":"Practitioner/p"},"organization":{"reference":"Organization/o"},"period":{"start":"2020-01-01"}}`,
				`{"resourceType":"Organization","id":"o"`+with[2]+`}`)
			s := b.People()[0].Situations
			if assert.Len(t, s, 1, "%s %s", name, member) {
				assert.Equal(t, open, s[0].OpenAt(day).IsOpen(), "%s %s", name, member)
			}
		}
	}
}
