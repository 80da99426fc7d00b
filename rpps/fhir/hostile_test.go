package fhir_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// opens counts the situations that are open on a day.
func opens(set *fhir.Set, day civil.Date) int {
	n := 0
	for _, p := range set.People() {
		for _, s := range p.Situations {
			if s.OpenAt(day).IsOpen() {
				n++
			}
		}
	}
	return n
}

const (
	nurse     = `{"resourceType":"Practitioner","id":"p","identifier":[{"system":"` + fhir.SystemRPPS + `","value":"99700366240"}],"qualification":[{"code":{"coding":[{"system":"` + g15 + `","code":"60"},{"system":"` + r09 + `","code":"C"}]}}]}`
	nurseRole = `{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/p"},"period":{"start":"2020-01-01"}}`
)

// TestSeveralVersions: of several versions of one resource nobody knows which
// one holds; none opens anything.
func TestSeveralVersions(t *testing.T) {
	at := civil.YMD(2026, 1, 15)
	require.Equal(t, 1, opens(bundle(t, nurse, nurseRole), at))
	place := `{"resourceType":"Organization","id":"o"}`
	in := strings.Replace(nurseRole, `"id":"r"`, `"id":"r","organization":{"reference":"Organization/o"}`, 1)
	for name, entries := range map[string][]string{
		"role that ended":     {nurse, nurseRole, strings.Replace(nurseRole, `"start"`, `"end":"2025-01-01","start"`, 1)},
		"role not active":     {nurse, nurseRole, `{"resourceType":"PractitionerRole","id":"r","active":false}`},
		"person not active":   {nurse, nurseRole, `{"resourceType":"Practitioner","id":"p","active":false}`},
		"place":               {nurse, in, place, `{"resourceType":"Organization","id":"o","active":false}`},
		"one address":         {nurse, `{"fullUrl":"urn:uuid:9","resource":` + strings.Replace(nurseRole, `"id":"r",`, "", 1) + `}`, `{"fullUrl":"urn:uuid:9","resource":{"resourceType":"PractitionerRole","active":false}}`},
		"deleted after":       {nurse, nurseRole, `{"fullUrl":"https://example.org/fhir/PractitionerRole/r","request":{"method":"DELETE","url":"PractitionerRole/r"}}`},
		"deleted before":      {`{"fullUrl":"https://example.org/fhir/PractitionerRole/r","request":{"method":"DELETE","url":"PractitionerRole/r"}}`, nurse, nurseRole},
		"deleted person":      {nurse, nurseRole, `{"fullUrl":"https://example.org/fhir/Practitioner/p","request":{"method":"DELETE","url":"Practitioner/p"}}`},
		"deleted, one member": {nurse, nurseRole, `{"fullUrl":"","request":{"method":"DELETE","url":"PractitionerRole/r"}}`},
	} {
		assert.Zero(t, opens(bundle(t, entries...), at), name)
	}
}

// TestContainedName: a contained resource has a name of its own.
func TestContainedName(t *testing.T) {
	inside := strings.Replace(nurse, `"id":"p"`, `"id":"c"`, 1)
	role := `{"resourceType":"PractitionerRole","contained":[` + inside + `,{"resourceType":"Organization","id":"o","partOf":{"reference":"#e"}},{"resourceType":"Organization","id":"e","identifier":[{"type":{"coding":[{"code":"FINEJ"}]},"system":"` + fhir.SystemFINESS + `","value":"990000036"}]}],` +
		`"practitioner":{"reference":"#c"},"organization":{"reference":"#o"},"period":{"start":"2020-01-01"}}`
	set := bundle(t, `{"resourceType":"Practitioner","id":"c"}`, `{"resourceType":"Practitioner","id":"c","active":false}`, role)
	assert.Equal(t, 1, opens(set, civil.YMD(2026, 1, 15)))
	p := set.People()[2]
	assert.Empty(t, p.Faults)
	assert.Equal(t, "990000036", p.Situations[0].Structure.LegalFINESS.Canonical(), "part of another in the situation")
}

// TestSeveralByIdentifier: an identifier that two places have names none.
func TestSeveralByIdentifier(t *testing.T) {
	place := func(id, sector string) string {
		return `{"resourceType":"Organization","id":"` + id + `","identifier":[{"system":"` + fhir.SystemIDNST + `","value":"1990000010"}]` + sector + `}`
	}
	role := strings.Replace(nurseRole, `"id":"r"`, `"id":"r","organization":{"identifier":{"system":"`+fhir.SystemIDNST+`","value":"1990000010"}}`, 1)
	assert.Equal(t, 1, opens(bundle(t, nurse, role, place("1", "")), civil.YMD(2026, 1, 15)))
	assert.Zero(t, opens(bundle(t, nurse, role, place("1", ""), place("2", `,"active":false`)), civil.YMD(2026, 1, 15)))
	// Nothing is closed by a Practitioner that is added twice, nor by blanks.
	p := parse(t, []byte(nurse))
	set := fhir.NewSet(p, p, parse(t, []byte(nurseRole)), parse(t, []byte(strings.Replace(nurseRole, ",", ", ", 1))))
	assert.Len(t, set.People(), 1)
	assert.Equal(t, 1, opens(set, civil.YMD(2026, 1, 15)))
}

// TestHour: the day of a dateTime is that of France, and where the hour does
// not say it, the day that opens less.
func TestHour(t *testing.T) {
	for period, want := range map[string][2]string{
		`"start":"2026-01-15T00:00:00+01:00","end":"2026-02-15T00:00:00+01:00"`: {"2026-01-15", "2026-02-15"},
		`"start":"2026-06-15T00:00:00+02:00","end":"2026-07-15T23:59:59+02:00"`: {"2026-06-15", "2026-07-15"},
		`"start":"2026-06-14T22:00:00Z","end":"2026-07-14T22:00:00.000Z"`:       {"2026-06-15", "2026-07-14"},
		`"start":"2026-01-14T23:00:00Z"`:                                        {"2026-01-15", ""},
		`"end":"2026-02-16T01:30:00+14:00"`:                                     {"", "2026-02-15"},
		`"start":"2026-02-15T12:00:00-04:00","end":"2026-02-15T12:00:00-04:00"`: {"2026-02-15", "2026-02-15"},
		`"start":"2026-02-15T12:00:00"`:                                         {"2026-02-15", ""},
	} {
		p := parse(t, []byte(`{"resourceType":"PractitionerRole","period":{`+period+`}}`)).(*fhir.PractitionerRole)
		iso := func(d civil.Date) string {
			if d.IsZero() {
				return ""
			}
			return d.String()
		}
		assert.Equal(t, want, [2]string{iso(p.Period.Start), iso(p.Period.End)}, period)
		assert.False(t, p.Period.Doubtful, period)
	}
	for _, start := range []string{"2026-01-15Tx", "2026-01-15T", "2026-01-15T25:00:00Z", "2026-01-15T10:00:00+99:00"} {
		p := parse(t, []byte(`{"resourceType":"PractitionerRole","period":{"start":"`+start+`"}}`)).(*fhir.PractitionerRole)
		assert.True(t, p.Period.Doubtful, start)
	}
}

// TestTimedCode: a code that begins later than the situation is not there yet.
func TestTimedCode(t *testing.T) {
	at := civil.YMD(2026, 1, 15)
	role := func(start string) string {
		return `{"resourceType":"PractitionerRole","period":{"start":"2020-01-01"},"code":[{"extension":[{"url":"https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-codeableconcept-timed-metadata","valuePeriod":{"start":"` + start + `"}}],"coding":[{"system":"` + r22 + `","code":"GENR01"}]}]}`
	}
	assert.Equal(t, 1, opens(bundle(t, role("2020-01-01")), at))
	assert.Zero(t, opens(bundle(t, role("2026-03-01")), at))
}

// TestModifiedEntry: a modifier of an entry is one of what it holds.
func TestModifiedEntry(t *testing.T) {
	at := civil.YMD(2026, 1, 15)
	modifier := `"modifierExtension":[{"url":"x","valueBoolean":true}],`
	assert.Zero(t, opens(bundle(t, nurse, `{"fullUrl":"urn:uuid:1",`+modifier+`"resource":`+nurseRole+`}`), at))
	for _, with := range []string{modifier, `"implicitRules":"http://example.org/x",`} {
		set := fhir.NewSet(parse(t, []byte(`{"resourceType":"Bundle",`+with+`"type":"collection","entry":[{"resource":`+nurse+`},{"resource":`+nurseRole+`}]}`)))
		assert.Zero(t, opens(set, at), with)
	}
}

// TestReferenceTwice: a reference that names one person by its address and
// another by an identifier names nobody.
func TestReferenceTwice(t *testing.T) {
	at := civil.YMD(2026, 1, 15)
	role := func(number string) string {
		return `{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/p","identifier":{"system":"` + fhir.SystemRPPS + `","value":"` + number + `"}},"period":{"start":"2020-01-01"}}`
	}
	people := bundle(t, nurse, role("99700366240")).People()
	require.Len(t, people, 1)
	assert.Empty(t, people[0].Faults)
	set := bundle(t, nurse, role("99700218896"))
	assert.Zero(t, opens(set, at))
	people = set.People()
	require.Len(t, people, 2)
	assert.Zero(t, people[1].Situations[0].Profession)
	assert.True(t, people[1].Faults.Has(fhir.CodeIdentifierConflict))
}

// TestOccupational: the signs of occupational medicine are not lost beside
// another code.
func TestOccupational(t *testing.T) {
	skill := func(codes ...string) string {
		var out []string
		for _, c := range codes {
			out = append(out, `{"system":"`+r38+`","code":"`+c+`"}`)
		}
		return `{"code":{"coding":[{"system":"` + r04 + `","code":"S"},` + strings.Join(out, ",") + `]}}`
	}
	doctor := `{"resourceType":"Practitioner","id":"p","qualification":[` + exercise("10", "C", "") + `,` + skill("SM25", "SM26") + `]}`
	s := bundle(t, doctor, nurseRole).People()[0]
	assert.Equal(t, "SM25", s.Situations[0].Qualification)
	assert.True(t, s.Faults.Has(fhir.CodeSkillSeveral))

	// Under the list that joins all savoir-faire, and without a type.
	for _, system := range []string{"https://mos.esante.gouv.fr/NOS/TRE_R01-EnsembleSavoirFaire-CISIS/FHIR/TRE-R01-EnsembleSavoirFaire-CISIS", "TRE_R01", r38} {
		joined := `{"code":{"coding":[{"system":"` + system + `","code":"SCH35"}]}}`
		s = bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+exercise("10", "C", "")+`,`+joined+`]}`, nurseRole).People()[0]
		assert.Equal(t, "SCH35", s.Situations[0].Qualification, system)
	}

	// In the situation itself.
	for specialty, want := range map[string]string{"SM25": "SM25", "SM54": "SM54"} {
		own := strings.Replace(nurseRole, `"id":"r"`, `"id":"r","specialty":[{"coding":[{"system":"urn:x","code":"SM25"}]},{"coding":[{"system":"`+r38+`","code":"`+specialty+`"}]}]`, 1)
		s = bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+exercise("10", "C", "")+`]}`, own).People()[0]
		assert.Equal(t, want, s.Situations[0].Qualification)
		assert.Equal(t, want == "SM25", habilitation.SubjectOf(s.Situations[0], civil.YMD(2026, 1, 15)).IsOccupationalDoctor())
		out, err := s.Roles[0].MarshalJSON()
		require.NoError(t, err)
		assert.JSONEq(t, own, string(out))
	}

	sector := func(codes ...string) string {
		var out []string
		for _, c := range codes {
			out = append(out, `{"coding":[{"system":"https://mos.esante.gouv.fr/NOS/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite","code":"`+c+`"}]}`)
		}
		return `{"resourceType":"Organization","id":"o","type":[` + strings.Join(out, ",") + `]}`
	}
	doctor = `{"resourceType":"Practitioner","id":"p","qualification":[` + exercise("10", "C", "") + `]}`
	role := strings.Replace(nurseRole, `"id":"r"`, `"id":"r","organization":{"reference":"Organization/o"}`, 1)
	at := civil.YMD(2026, 1, 15)
	require.Equal(t, 1, opens(bundle(t, doctor, role, sector("SA07")), at))
	assert.Zero(t, opens(bundle(t, doctor, role, sector("SA66", "SA07")), at))

	// The function, under an address in small letters.
	fon := `{"resourceType":"PractitionerRole","code":[{"coding":[{"system":"https://mos.esante.gouv.fr/nos/tre_r21-fonction/fhir/tre-r21-fonction","code":"FON-AU"}]}]}`
	r := parse(t, []byte(fon)).(*fhir.PractitionerRole)
	assert.Equal(t, "FON-AU", r.Situation.Function.Code())
	assert.True(t, r.Faults.Has(fhir.CodeSystemOther))
}

// TestForeignProfession: a list that is not known states no profession.
func TestForeignProfession(t *testing.T) {
	role := func(system string) string {
		return `{"resourceType":"PractitionerRole","code":[{"extension":[{"url":"https://interop.esante.gouv.fr/ig/fhir/tddui/StructureDefinition/tddui-profession","valueCodeableConcept":{"coding":[{` + system + `"code":"G15_10"}]}}]}]}`
	}
	p := parse(t, []byte(role(`"system":"http://example.org/local",`))).(*fhir.PractitionerRole)
	assert.Zero(t, p.Situation.Profession)
	assert.True(t, p.Faults.Has(fhir.CodeCodeUnknown))
	p = parse(t, []byte(role(""))).(*fhir.PractitionerRole)
	assert.Equal(t, "10", p.Situation.Profession.Code())
}

// TestSituationIdentifier: the identifier of the directory goes before one of
// a system that is not known, which is not overwritten.
func TestSituationIdentifier(t *testing.T) {
	p := parse(t, []byte(`{"resourceType":"PractitionerRole","identifier":[{"system":"https://dui.example.org/local","value":"77"},{"system":"`+fhir.SystemRPPS+`","value":"1009970001"}]}`)).(*fhir.PractitionerRole)
	assert.Equal(t, "1009970001", p.Situation.ID.String())
	p = parse(t, []byte(`{"resourceType":"PractitionerRole","identifier":[{"value":"77"}]}`)).(*fhir.PractitionerRole)
	assert.Equal(t, "77", p.Situation.ID.String())
}

// TestLabels: no label of the code, or of the name, that was there before
// stays.
func TestLabels(t *testing.T) {
	p := parse(t, []byte(`{"resourceType":"PractitionerRole","code":[{"coding":[{"system":"`+r22+`","version":"20240101","code":"GENR10","display":"un"}],"text":"un"}]}`)).(*fhir.PractitionerRole)
	p.Situation.Role = must(roles.ParseRole("GENR12"))
	text, err := p.MarshalJSON()
	require.NoError(t, err)
	assert.JSONEq(t, `{"resourceType":"PractitionerRole","code":[{"coding":[{"system":"`+r22+`","code":"GENR12"}]}]}`, string(text))
	q := parse(t, []byte(`{"resourceType":"Practitioner","name":[{"family":"EXEMPLE","given":["Camille"],"text":"Camille EXEMPLE"}]}`)).(*fhir.Practitioner)
	q.Professional.ExerciseName.Family = "MODELE"
	text, err = q.MarshalJSON()
	require.NoError(t, err)
	assert.JSONEq(t, `{"resourceType":"Practitioner","name":[{"family":"MODELE","given":["Camille"]}]}`, string(text))
}

// TestManyFaults: what is told of a hostile text stays in proportion to it.
func TestManyFaults(t *testing.T) {
	many := `{"resourceType":"Practitioner","identifier":[` + strings.TrimSuffix(strings.Repeat("1,", 5000), ",") + `]}`
	nest := func(depth int) *fhir.Bundle {
		text := many
		for range depth {
			text = `{"resourceType":"Bundle","entry":[{"resource":` + text + `}]}`
		}
		b := parse(t, []byte(text)).(*fhir.Bundle)
		out, err := b.MarshalJSON()
		require.NoError(t, err)
		assert.Equal(t, text, string(out), "nothing is lost")
		return b
	}
	assert.Len(t, parse(t, []byte(many)).Common().Faults, fhir.MaxFaults+1)
	assert.True(t, parse(t, []byte(many)).Common().Faults.Has(fhir.CodeMore))
	assert.Len(t, nest(fhir.MaxNested).Faults, fhir.MaxFaults+1)
	deep := nest(fhir.MaxNested + 1)
	assert.Len(t, deep.Faults, 1)
	assert.True(t, deep.Faults.Has(fhir.CodeNotResource))
	// Contained resources count too.
	text := `{"resourceType":"Organization"}`
	for range fhir.MaxNested + 1 {
		text = `{"resourceType":"Organization","contained":[` + text + `]}`
	}
	assert.True(t, parse(t, []byte(text)).Common().Faults.Has(fhir.CodeNotResource))
}

// TestNewIdentifiers: what is no IDNPS is not written as one, and the RPPS
// number that the profiles of the directory ask for stands by itself.
func TestNewIdentifiers(t *testing.T) {
	made := func(id rpps.PersonID, target fhir.Target) (string, rule.Faults) {
		b, faults := fhir.New([]fhir.Person{{Professional: rpps.Professional{ID: id}}}, fhir.NewOptions{Target: target})
		text, err := b.MarshalJSON()
		require.NoError(t, err)
		return string(text), faults
	}
	text, faults := made(rpps.MustParsePersonID("899700366240"), fhir.Restricted)
	assert.Empty(t, faults)
	assert.Contains(t, text, `"system":"https://rpps.esante.gouv.fr","value":"99700366240"`)
	psi := rpps.MustParsePersonID("00000000-0000-4000-8000-000000000001")
	text, faults = made(psi, fhir.Restricted)
	assert.NotContains(t, text, fhir.SystemIDNPS)
	assert.Equal(t, []string{"people[0].professional.id", "people[0].professional.id", "people[0].professional.rpps"}, paths(faults))
	_, faults = made(rpps.MustParsePersonID("3990000010/7"), fhir.Public)
	assert.Equal(t, []string{"people[0].professional.rpps"}, paths(faults))
	_, faults = made(rpps.MustParsePersonID("3990000010/7"), fhir.TDDUI)
	assert.Empty(t, faults)

	r := record(t, careTeam)
	r.Who = psi
	e, _ := fhir.AuditEvent(r, observer)
	out, err := e.MarshalJSON()
	require.NoError(t, err)
	assert.Contains(t, string(out), `"who":{"identifier":{"value":"00000000-0000-4000-8000-000000000001"}}`)
	assert.NotContains(t, string(out), fhir.SystemIDNPS)
}

// TestNewOpensNoMore: what a resource cannot carry of a situation does not make
// it open more when it is read.
func TestNewOpensNoMore(t *testing.T) {
	doctor := must(roles.ParseProfession("10"))
	base := func() fhir.Person {
		return fhir.Person{
			Professional: rpps.Professional{ID: rpps.MustParsePersonID("899700366240"), Exercises: []rpps.Exercise{{Profession: doctor, Category: roles.CategoryCivil}}},
			Situations:   []situation.Situation{{Profession: doctor, Category: roles.CategoryCivil, Start: civil.YMD(2020, 1, 1)}},
		}
	}
	read := func(p fhir.Person, target fhir.Target) int {
		b, _ := fhir.New([]fhir.Person{p}, fhir.NewOptions{Target: target})
		return len(allowed(fhir.NewSet(b)))
	}
	for _, target := range []fhir.Target{fhir.Restricted, fhir.TDDUI} {
		require.NotZero(t, read(base(), target))
		for name, change := range map[string]func(*situation.Situation){
			"student":        func(s *situation.Situation) { s.Category = roles.CategoryStudent },
			"contradiction":  func(s *situation.Situation) { s.Profession, s.Stated.Profession = 0, "(contradiction)" },
			"unknown code":   func(s *situation.Situation) { s.Profession, s.Stated.Profession = 0, "9Z" },
			"category":       func(s *situation.Situation) { s.Category, s.Stated.Category = 0, "Z" },
			"reason of end":  func(s *situation.Situation) { s.EndReason = roles.EndOther },
			"another":        func(s *situation.Situation) { s.Profession = must(roles.ParseProfession("60")) },
			"role, unknown":  func(s *situation.Situation) { s.Stated.Role = "GENR77" },
			"role, inferred": func(s *situation.Situation) { s.Role, s.RoleInferred = must(roles.ParseRole("GENR10")), true },
		} {
			p := base()
			change(&p.Situations[0])
			assert.Zero(t, read(p, target), "%v %s", target, name)
		}
	}
	// Whatever the exercise says of the category, what the situation says of it counts.
	for _, of := range []string{"", "C", "M", "E", "Z", "Y"} {
		for _, own := range []string{"", "C", "M", "E", "Z"} {
			for _, target := range []fhir.Target{fhir.Restricted, fhir.TDDUI} {
				p := base()
				e, s := &p.Professional.Exercises[0], &p.Situations[0]
				e.Stated.Category, s.Stated.Category = of, own
				e.Category, _ = roles.ParseCategory(of)
				s.Category, _ = roles.ParseCategory(own)
				if own == "Z" {
					assert.Zero(t, read(p, target), "%v: %q of the exercise, %q of the situation", target, of, own)
				}
			}
		}
	}
	p := base() // a savoir-faire without its type has no place
	p.Situations[0].Qualification, p.Professional.Exercises[0].Qualification = "SM25", "SM25"
	b, faults := fhir.New([]fhir.Person{p}, fhir.NewOptions{})
	assert.Contains(t, paths(faults), "people[0].situations[0].start")
	assert.True(t, fhir.NewSet(b).People()[0].Situations[0].Start.IsZero())
}

// TestBeside: what is said of a value that is replaced or taken out goes with
// it, and nothing else does.
func TestBeside(t *testing.T) {
	p := parse(t, []byte(`{"resourceType":"Practitioner","name":[{"family":"A","_family":{"id":"f"},"given":["B","C"],"_given":[null,{"id":"x"}],"_prefix":[{"id":"p"}]},{"use":"maiden","family":"M","text":"M"}],"gender":"male","_gender":{"id":"g"}}`)).(*fhir.Practitioner)
	p.Professional.ExerciseName, p.Professional.CivilStatus.Sex = rpps.Name{Family: "Z"}, 0
	text, err := p.MarshalJSON()
	require.NoError(t, err)
	assert.JSONEq(t, `{"resourceType":"Practitioner","name":[{"family":"Z","_prefix":[{"id":"p"}]},{"use":"maiden","family":"M","text":"M"}]}`, string(text))
	p = parse(t, []byte(`{"resourceType":"Practitioner","name":[{"family":"A","_family":{"id":"f"},"given":["B"],"text":"B A"},{"use":"maiden","family":"M","text":"M"}]}`)).(*fhir.Practitioner)
	p.Professional.ExerciseName = rpps.Name{}
	text, err = p.MarshalJSON()
	require.NoError(t, err)
	assert.JSONEq(t, `{"resourceType":"Practitioner","name":[{"use":"maiden","family":"M","text":"M"}]}`, string(text))

	r := parse(t, []byte(`{"resourceType":"PractitionerRole","period":{"_start":{"id":"s"}},"code":[{"coding":[{"system":"`+r22+`","code":"GENR10"},{"system":"`+r85+`","code":"326"}],"text":"x"},{"text":"y"}]}`)).(*fhir.PractitionerRole)
	r.Situation.Role, r.Situation.Function, r.Situation.Start = 0, 0, civil.YMD(2020, 1, 1)
	text, err = r.MarshalJSON()
	require.NoError(t, err)
	assert.JSONEq(t, `{"resourceType":"PractitionerRole","period":{"start":"2020-01-01"},"code":[{"text":"y"}]}`, string(text))
}

// TestForeignSystem: an identifier of another system is what its type says only
// if the type is of the list of the guide.
func TestForeignSystem(t *testing.T) {
	number := func(system, list string) *fhir.Practitioner {
		return parse(t, []byte(`{"resourceType":"Practitioner","identifier":[{`+system+`"type":{"coding":[{`+list+`"code":"RPPS"}]},"value":"99700366240"}]}`)).(*fhir.Practitioner)
	}
	guide := `"system":"` + fhir.SystemIdentifierType + `",`
	p := number(`"system":"https://local.example.org",`, `"system":"https://local.example.org/types",`)
	assert.Zero(t, p.Professional.Number)
	assert.Len(t, p.Professional.OtherIDs, 1)
	p = number(`"system":"https://local.example.org",`, guide)
	assert.Equal(t, "99700366240", p.Professional.Number.Canonical())
	assert.True(t, p.Faults.Has(fhir.CodeSystemOther))
	p = number("", guide)
	assert.Equal(t, "99700366240", p.Professional.Number.Canonical())
	assert.True(t, p.Faults.Has(fhir.CodeSystemMissing))
	assert.Equal(t, "Mailbox(other)", fhir.Mailbox{Kind: "EXEMPLE"}.String())
}

// TestClosedStructure: nobody acts in a place that has closed.
func TestClosedStructure(t *testing.T) {
	role := strings.Replace(nurseRole, `"id":"r"`, `"id":"r","organization":{"reference":"Organization/o"}`, 1)
	for period, want := range map[string]int{
		`"start":"2019-01-01"`: 1, `"start":"2019-01-01","end":"2026-01-15"`: 1, `"end":"2026-01-14"`: 0, `"end":"2026-01"`: 0,
	} {
		place := `{"resourceType":"Organization","id":"o","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/organization-period","valuePeriod":{` + period + `}}]}`
		set := bundle(t, nurse, role, place)
		assert.Equal(t, want, opens(set, civil.YMD(2026, 1, 15)), period)
		assert.Equal(t, strings.Contains(period, `"end":"2026-01-`), set.People()[0].Faults.Has(fhir.CodeStructurePeriod), period)
	}
	for value, want := range map[string]int{`,"valuePeriod":{"start":"2019-01-01"}`: 1, ``: 0, `,"valueString":"2019"`: 0} {
		timed := strings.Replace(role, `"id":"r"`, `"id":"r","code":[{"extension":[{"url":"https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-codeableconcept-timed-metadata"`+value+`}]}]`, 1)
		assert.Equal(t, want, opens(bundle(t, nurse, timed, `{"resourceType":"Organization","id":"o"}`), civil.YMD(2026, 1, 15)), value)
	}
	// A place that is not open yet, that says two things, or withholds what it says.
	const of = `{"url":"http://hl7.org/fhir/StructureDefinition/organization-period","valuePeriod":`
	for extensions, want := range map[string]int{
		of + `{"start":"2026-01-15"}}`:                                   1,
		of + `{"start":"2026-01-16"}}`:                                   0,
		of + `{"start":"2019-01-01"}},` + of + `{"start":"2019-01-01"}}`: 1,
		of + `{"end":"2020-01-01"}},` + of + `{"start":"2019-01-01"}}`:   0,
		of + `{"start":"2019-01-01"}},` + of + `{"end":"2020-01-01"}}`:   0,
		of + `null}`: 0,
		`{"url":"http://hl7.org/fhir/StructureDefinition/organization-period","valueString":"2019"}`:              0,
		`{"url":"http://hl7.org/fhir/StructureDefinition/organization-period","_valuePeriod":{"extension":[{}]}}`: 0,
	} {
		place := `{"resourceType":"Organization","id":"o","extension":[` + extensions + `]}`
		assert.Equal(t, want, opens(bundle(t, nurse, role, place), civil.YMD(2026, 1, 15)), extensions)
	}
}

// TestAlone: a situation that is read without a set opens nothing either when
// its resource is in doubt.
func TestAlone(t *testing.T) {
	at := civil.YMD(2026, 1, 15)
	for with, want := range map[string]bool{
		`"active":true`: true, `"active":false`: false, `"active":"true"`: false, `"implicitRules":"http://example.org"`: false,
		`"modifierExtension":[{"url":"x"}]`: false,
	} {
		text := `{"resourceType":"PractitionerRole",` + with + `,"period":{"start":"2020-01-01"}}`
		p := parse(t, []byte(text)).(*fhir.PractitionerRole)
		assert.Equal(t, want, p.Situation.OpenAt(at).IsOpen(), with)
		assert.Equal(t, civil.YMD(2020, 1, 1), p.Period.Start)
		out, err := p.MarshalJSON()
		require.NoError(t, err)
		assert.Equal(t, text, string(out))
	}
	p := parse(t, []byte(`{"resourceType":"PractitionerRole","period":{"start":"2020-01-01","end":"2027"}}`)).(*fhir.PractitionerRole)
	assert.False(t, p.Situation.OpenAt(at).IsOpen())
	b := parse(t, []byte(`{"resourceType":"Bundle","entry":[{"modifierExtension":[{"url":"x"}],"resource":`+nurseRole+`}]}`)).(*fhir.Bundle)
	assert.False(t, b.Entries[0].Resource.(*fhir.PractitionerRole).Situation.OpenAt(at).IsOpen())
}

// TestManyExercises: of many exercises of one profession the last one counts
// too.
func TestManyExercises(t *testing.T) {
	var list []string
	for i := range 20 {
		list = append(list, exercise("60", "C", `,"period":{"start":"2000-01-01","end":"20`+strconv.Itoa(20+i)+`-01-01"}`))
	}
	s := bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+strings.Join(list, ",")+`]}`, nurseRole).People()[0].Situations[0]
	assert.Equal(t, civil.YMD(2038, 12, 31), s.End)
	list = append(list, exercise("10", "C", ""))
	assert.Zero(t, opens(bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+strings.Join(list, ",")+`]}`, nurseRole), civil.YMD(2026, 1, 15)))
}

// TestSetMasked: a set shows neither ids nor addresses.
func TestSetMasked(t *testing.T) {
	set := bundle(t, `{"fullUrl":"https://example.org/fhir/Practitioner/p","resource":`+nurse+`}`)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
		assert.Equal(t, "Set(people 1, roles 0, organizations 0)", fmt.Sprintf(verb, set))
		assert.Equal(t, "Set(people 1, roles 0, organizations 0)", fmt.Sprintf(verb, *set))
	}
	assert.Equal(t, "Set(people 1, roles 0, organizations 0)", set.LogValue().String())
}

// TestAddedEntry: an entry that is added to a transaction has its request.
func TestAddedEntry(t *testing.T) {
	for kind, want := range map[string]string{
		"collection":  `{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Organization","id":"o"}}`,
		"transaction": `{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Organization","id":"o"},"request":{"method":"POST","url":"Organization"}}`,
	} {
		b := parse(t, []byte(`{"resourceType":"Bundle","type":"`+kind+`","entry":[]}`)).(*fhir.Bundle)
		b.Entries = append(b.Entries, fhir.Entry{FullURL: "urn:uuid:1", Resource: parse(t, []byte(`{"resourceType":"Organization","id":"o"}`))})
		text, err := b.MarshalJSON()
		require.NoError(t, err)
		assert.JSONEq(t, `{"resourceType":"Bundle","type":"`+kind+`","entry":[`+want+`]}`, string(text))
		if kind == "transaction" {
			b.Entries[0].Method = "PUT"
			text, err = b.MarshalJSON()
			require.NoError(t, err)
			assert.Contains(t, string(text), `"request":{"method":"PUT","url":"Organization/o"}`)
		}
	}
}

// TestCodesOfAnotherType: what cannot be read in the place of a code, or is
// withheld, may be what shuts the person out.
func TestCodesOfAnotherType(t *testing.T) {
	at := civil.YMD(2026, 1, 15)
	r21 := "https://mos.esante.gouv.fr/NOS/TRE_R21-Fonction/FHIR/TRE-R21-Fonction"
	r02 := "https://mos.esante.gouv.fr/NOS/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite"
	coding := func(system, code string) string { return `{"system":"` + system + `","code":"` + code + `"}` }
	doctor := `{"resourceType":"Practitioner","id":"p","qualification":[` + exercise("10", "C", "") + `,{"code":{"coding":[` + coding(r38, "SM26") + `]}}]}`
	role := `{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/p"},"organization":{"reference":"Organization/o"},` +
		`"period":{"start":"2020-01-01"},"code":[{"coding":[` + coding(r21, "FON-AU") + `]}]}`
	place := `{"resourceType":"Organization","id":"o","type":[{"coding":[` + coding(r02, "SA07") + `]}]}`
	require.Equal(t, 1, opens(bundle(t, doctor, role, place), at))
	const absent = `{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}`
	for name, c := range map[string]struct{ old, with string }{
		"function is a list":          {`"code":"FON-AU"`, `"code":["FON-29"]`},
		"function is withheld":        {`"code":"FON-AU"`, `"_code":` + absent},
		"coding is withheld":          {coding(r21, "FON-AU"), absent},
		"concept is withheld":         {`{"coding":[` + coding(r21, "FON-AU") + `]}`, absent},
		"system is withheld":          {`"system":"` + r21 + `"`, `"_system":` + absent},
		"code is a text":              {`"code":[{"coding":[` + coding(r21, "FON-AU") + `]}]`, `"code":"FON-29"`},
		"concept is a text":           {`{"coding":[` + coding(r21, "FON-AU") + `]}`, `"FON-29"`},
		"sector is an object":         {`"code":"SA07"`, `"code":{"value":"SA66"}`},
		"type is a number":            {`"type":[{"coding":[` + coding(r02, "SA07") + `]}]`, `"type":66`},
		"savoir-faire is a list":      {`"code":"SM26"`, `"code":["SM25"]`},
		"organization is a text":      {`"organization":{"reference":"Organization/o"}`, `"organization":"Organization/o"`},
		"organization is withheld":    {`"organization":{"reference":"Organization/o"}`, `"organization":{"_reference":` + absent + `}`},
		"reference is a list":         {`"reference":"Organization/o"`, `"reference":["Organization/o"]`},
		"a modifier that is a number": {`"id":"r"`, `"id":"r","modifierExtension":5`},
	} {
		all := strings.Join([]string{doctor, role, place}, "\x00")
		spoilt := strings.Replace(all, c.old, c.with, 1)
		require.NotEqual(t, all, spoilt, name)
		parts := strings.Split(spoilt, "\x00")
		assert.Equal(t, 0, opens(bundle(t, parts...), at), name)
		// By itself it opens nothing either.
		alone := parse(t, []byte(parts[1])).(*fhir.PractitionerRole).Situation
		assert.Equal(t, parts[1] == role, situation.Policy{}.OpenAt(&alone, at) == situation.Open, name)
	}
	// What rights do not rest on may be as it likes.
	for _, odd := range []string{`"telecom":5`, `"availableTime":"x"`, `"identifier":{"value":7}`, `"modifierExtension":null`, `"type":5`, `"typed":{"code":5}`} {
		spoilt := strings.Replace(role, `"id":"r"`, `"id":"r",`+odd, 1)
		assert.Equal(t, 1, opens(bundle(t, doctor, spoilt, place), at), odd)
	}
}

// TestReferencesInPart: what a reference says beside its address shuts nobody out,
// nor does one that says nothing.
func TestReferencesInPart(t *testing.T) {
	at := civil.YMD(2026, 1, 15)
	doctor := `{"resourceType":"Practitioner","id":"p","qualification":[` + exercise("10", "C", "") + `]}`
	role := `{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/p"},"organization":%s,"period":{"start":"2020-01-01"}}`
	place := `{"resourceType":"Organization","id":"o"}`
	for organization, open := range map[string]int{
		`{"reference":"Organization/o"}`:                          1,
		`{"reference":"Organization/o","identifier":{"value":5}}`: 1,
		`{"reference":"Organization/o","display":5}`:              1,
		`{"reference":"Organization/o","_reference":{"id":"x"}}`:  1,
		`{"display":"IME FICTIF"}`:                                0, // a place of which nothing is known
		`{}`:                                                      1,
		`{"_reference":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}}`: 0,
	} {
		assert.Equal(t, open, opens(bundle(t, doctor, fmt.Sprintf(role, organization), place), at), organization)
	}
}

// TestTwoTechnicalIdentifiers: of two that differ neither is taken, wherever
// they stand; one that stands twice is one.
func TestTwoTechnicalIdentifiers(t *testing.T) {
	id := func(kind, value string) string {
		return `{"type":{"coding":[{"system":"https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203","code":"` + kind + `"}]},"value":"` + value + `"}`
	}
	for identifiers, want := range map[string]string{
		id("IDNST", "R95141"):                                                                 "R95141",
		id("IDNST", "R95141") + "," + id("RPPSRG", "R95141"):                                  "R95141",
		id("IDNST", "R95141") + "," + id("IDNST", "F990000010"):                               "",
		id("RPPSRG", "F990000010") + "," + id("IDNST", "R95141"):                              "",
		id("IDNST", "R95141") + "," + id("IDNST", "F990000010") + "," + id("IDNST", "R95141"): "",
	} {
		o := parse(t, []byte(`{"resourceType":"Organization","identifier":[`+identifiers+`]}`)).(*fhir.Organization)
		assert.Equal(t, want, o.Structure.Technical.Canonical(), identifiers)
		assert.Equal(t, want == "", o.Faults.Has(fhir.CodeIdentifierConflict), identifiers)
	}
}

// TestChangedEntry: what is changed of an entry that was read, and is not its
// resource, is not written, and that is told.
func TestChangedEntry(t *testing.T) {
	const text = `{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:1 ","resource":{"resourceType":"Organization","id":"o"},` +
		`"request":{"method":"PUT","url":"Organization/o"}},{"request":{"method":"DELETE","url":"Organization/p"}}]}`
	for path, change := range map[string]func(*fhir.Bundle){
		"":                        func(*fhir.Bundle) {},
		"entry[0].fullUrl":        func(b *fhir.Bundle) { b.Entries[0].FullURL = "urn:uuid:2" },
		"entry[0].request.method": func(b *fhir.Bundle) { b.Entries[0].Method = "DELETE" },
		"entry[1].request.method": func(b *fhir.Bundle) { b.Entries[1].Method = "" },
		"entry[0]":                func(b *fhir.Bundle) { b.Entries[0].Resource = nil },
		"entry[2]":                func(b *fhir.Bundle) { b.Entries = append(b.Entries, fhir.Entry{Method: "DELETE"}) },
		"entry[2].request.url": func(b *fhir.Bundle) {
			r, _ := fhir.Parse([]byte(`{"resourceType":"Organization"}`), fhir.Options{})
			b.Entries = append(b.Entries, fhir.Entry{Method: "DELETE", Resource: r})
		},
	} {
		b := parse(t, []byte(text)).(*fhir.Bundle)
		change(b)
		out, err := b.MarshalJSON()
		if path == "" {
			require.NoError(t, err)
			assert.Equal(t, text, string(out))
			continue
		}
		var faults rule.Faults
		require.ErrorAs(t, err, &faults, path)
		assert.Equal(t, []string{path}, paths(faults))
		assert.True(t, faults.Has(fhir.CodeNotCarried))
	}
	b := parse(t, []byte(text)).(*fhir.Bundle)
	b.Entries = append(b.Entries, fhir.Entry{Method: "DELETE", Resource: b.Entries[0].Resource})
	out, err := b.MarshalJSON()
	require.NoError(t, err)
	assert.Contains(t, string(out), `"request":{"method":"DELETE","url":"Organization/o"}`)
}
