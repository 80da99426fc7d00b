package fhir_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

const (
	g15 = "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante"
	r09 = "https://mos.esante.gouv.fr/NOS/TRE_R09-CategorieProfessionnelle/FHIR/TRE-R09-CategorieProfessionnelle"
	r04 = "https://mos.esante.gouv.fr/NOS/TRE_R04-TypeSavoirFaire/FHIR/TRE-R04-TypeSavoirFaire"
	r38 = "https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale"
)

func exercise(profession, category, period string) string {
	return `{"code":{"coding":[{"system":"` + g15 + `","code":"` + profession + `"},{"system":"` + r09 + `","code":"` + category + `"}]}` + period + `}`
}

func bundle(t *testing.T, entries ...string) *fhir.Set {
	t.Helper()
	var out []string
	for i, e := range entries {
		if !strings.HasPrefix(e, `{"fullUrl"`) && !strings.HasPrefix(e, `{"resource"`) {
			e = fmt.Sprintf(`{"fullUrl":"urn:uuid:%d","resource":%s}`, i, e)
		}
		out = append(out, e)
	}
	return fhir.NewSet(parse(t, []byte(`{"resourceType":"Bundle","type":"collection","entry":[`+strings.Join(out, ",")+`]}`)))
}

func TestReferences(t *testing.T) {
	who := `{"resourceType":"Practitioner","id":"p1","identifier":[{"system":"` + fhir.SystemIDNPS + `","value":"899700366240"}],"qualification":[` + exercise("60", "C", "") + `]}`
	for name, c := range map[string]struct {
		ref   string
		found bool
		code  rule.Code
	}{
		"relative":             {`{"reference":"Practitioner/p1"}`, true, ""},
		"absolute":             {`{"reference":"https://example.org/fhir/Practitioner/p1"}`, true, ""},
		"version":              {`{"reference":"Practitioner/p1/_history/4"}`, true, ""},
		"address of the entry": {`{"reference":"urn:uuid:0"}`, true, ""},
		"identifier":           {`{"identifier":{"system":"` + fhir.SystemIDNPS + `","value":"899700366240"}}`, true, ""},
		"RPPS":                 {`{"identifier":{"system":"` + fhir.SystemRPPS + `","value":"99700366240"}}`, true, ""},
		"another id":           {`{"reference":"Practitioner/p"}`, false, fhir.CodeReferenceMissing},
		"another type":         {`{"reference":"Organization/p1"}`, false, fhir.CodeReferenceMissing},
		"not contained":        {`{"reference":"#p1"}`, false, fhir.CodeReferenceMissing},
		"nobody":               {`{}`, false, fhir.CodeReferenceMissing},
		"another person":       {`{"identifier":{"system":"` + fhir.SystemIDNPS + `","value":"899700218896"}}`, false, fhir.CodeReferenceMissing},
		"text":                 {`"Practitioner/p1"`, false, fhir.CodeReferenceMissing},
	} {
		t.Run(name, func(t *testing.T) {
			people := bundle(t, who, `{"resourceType":"PractitionerRole","id":"r","practitioner":`+c.ref+`}`).People()
			require.Equal(t, c.found, len(people) == 1, "%v", people)
			last := people[len(people)-1]
			require.Len(t, last.Situations, 1)
			require.Len(t, last.Roles, 1)
			if c.found {
				assert.Equal(t, "60", last.Situations[0].Profession.Code())
				assert.Empty(t, last.Faults)
			} else {
				assert.True(t, last.Faults.Has(c.code))
				assert.Zero(t, last.Situations[0].Profession)
				assert.Nil(t, last.Practitioner)
			}
		})
	}
	// What a logical reference says of a stranger is kept.
	p := bundle(t, `{"resourceType":"PractitionerRole","practitioner":{"identifier":{"system":"`+fhir.SystemIDNPS+`","value":"899700218896"}},"organization":{"identifier":{"system":"`+fhir.SystemIDNST+`","value":"1990000010"}}}`).People()
	require.Len(t, p, 1)
	assert.Equal(t, rpps.MustParseNumber("99700218896"), p[0].Professional.Number)
	assert.Equal(t, rpps.MustParseStructureID("1990000010"), p[0].Situations[0].Structure.ID)
	// Contained resources.
	p = bundle(t, `{"resourceType":"PractitionerRole","contained":[`+strings.Replace(who, "p1", "c", 1)+`,{"resourceType":"Organization","id":"o","name":"ICI"}],"practitioner":{"reference":"#c"},"organization":{"reference":"#o"}}`).People()
	require.Len(t, p, 1)
	assert.Equal(t, "60", p[0].Situations[0].Profession.Code())
	assert.Equal(t, rpps.Private("ICI"), p[0].Situations[0].Structure.Name)
	assert.Empty(t, p[0].Faults)
	// The suffix that published references lack; an exact one goes before.
	dp := strings.Replace(who, `"p1"`, `"p1DP"`, 1)
	role := `{"resourceType":"PractitionerRole","practitioner":{"reference":"Practitioner/p1"}}`
	p = bundle(t, dp, role).People()
	require.Len(t, p, 1)
	assert.True(t, p[0].Faults.Has(fhir.CodeReferenceSuffix))
	p = bundle(t, dp, who, role).People()
	require.Len(t, p, 2)
	assert.Empty(t, p[0].Situations)
	assert.Len(t, p[1].Situations, 1)
	// Repeated to the letter it is one, changed it is doubtful.
	p = bundle(t, who, who, role).People()
	require.Len(t, p, 1)
	assert.Empty(t, p[0].Faults)
	p = bundle(t, who, strings.Replace(who, `"60"`, `"10"`, 1), role).People()
	require.Len(t, p, 3)
	assert.True(t, p[2].Faults.Has(fhir.CodeReferenceSeveral))
	assert.Zero(t, p[2].Situations[0].Profession)
	// What a transaction deletes is not there; two roles of nobody stay apart.
	p = bundle(t, `{"resource":`+who+`,"request":{"method":"DELETE"}}`, `{"resourceType":"PractitionerRole"}`, `{"resourceType":"PractitionerRole","id":"2"}`).People()
	require.Len(t, p, 2)
	// A site that is part of itself, and one of nothing.
	o := bundle(t, `{"resourceType":"Organization","id":"o","partOf":{"reference":"Organization/o"}}`, `{"resourceType":"PractitionerRole","organization":{"reference":"Organization/o"}}`)
	assert.Len(t, o.People(), 1)
	assert.Empty(t, new(fhir.Set).People())
}

// TestExercises: the profession of a situation is that of the one exercise
// that can be its own.
func TestExercises(t *testing.T) {
	period := func(start, end string) string {
		out := `"period":{`
		if start != "" {
			out += `"start":"` + start + `",`
		}
		if end != "" {
			out += `"end":"` + end + `",`
		}
		return "," + strings.TrimSuffix(out, ",") + "}"
	}
	at := civil.YMD(2026, 1, 15)
	for name, c := range map[string]struct {
		exercises, period string
		profession        string
		category          roles.Category
		open              bool
		code              rule.Code
	}{
		"one":                      {exercise("60", "C", ""), period("2020-01-01", ""), "60", roles.CategoryCivil, true, ""},
		"none":                     {"", period("2020-01-01", ""), "", 0, true, ""},
		"two":                      {exercise("60", "C", "") + "," + exercise("10", "C", ""), period("2020-01-01", ""), "", 0, false, fhir.CodeExerciseSeveral},
		"twice the same":           {exercise("60", "C", "") + "," + exercise("60", "C", ""), period("2020-01-01", ""), "60", roles.CategoryCivil, true, ""},
		"student before":           {exercise("60", "E", period("2015-09-01", "2018-07-01")) + "," + exercise("60", "C", period("2018-08-01", "")), period("2020-01-01", ""), "60", roles.CategoryCivil, true, ""},
		"student before, no dates": {exercise("60", "E", "") + "," + exercise("60", "C", ""), period("2020-01-01", ""), "", 0, false, fhir.CodeExerciseSeveral},
		"ended exercise":           {exercise("60", "C", period("2010-01-01", "2025-12-31")), period("2020-01-01", ""), "60", roles.CategoryCivil, false, fhir.CodeExercisePeriod},
		"over from this day on":    {exercise("60", "C", period("2010-01-01", "2026-01-15")), period("2020-01-01", ""), "60", roles.CategoryCivil, false, fhir.CodeExercisePeriod},
		"over from tomorrow on":    {exercise("60", "C", period("2010-01-01", "2026-01-16")), period("2020-01-01", ""), "60", roles.CategoryCivil, true, fhir.CodeExercisePeriod},
		"student until that day":   {exercise("60", "E", period("2015-09-01", "2020-01-01")) + "," + exercise("60", "C", period("2020-01-01", "")), period("2020-01-01", ""), "60", roles.CategoryCivil, true, ""},
		"exercise to come":         {exercise("60", "C", period("2026-02-01", "")), period("2020-01-01", ""), "60", roles.CategoryCivil, false, fhir.CodeExercisePeriod},
		"over before":              {exercise("60", "C", period("", "2019-12-31")), period("2020-01-01", ""), "", 0, false, ""},
		"doubtful":                 {exercise("60", "C", period("2020", "")), period("2020-01-01", ""), "60", roles.CategoryCivil, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+c.exercises+`]}`,
				`{"resourceType":"PractitionerRole","practitioner":{"reference":"Practitioner/p"}`+c.period+`}`).People()
			require.Len(t, p, 1)
			s := p[0].Situations[0]
			assert.Equal(t, c.profession, s.Profession.Code())
			assert.Equal(t, c.category, s.Category)
			assert.Equal(t, c.open, s.OpenAt(at).IsOpen(), "%v", s.OpenAt(at))
			if c.code != "" {
				assert.True(t, p[0].Faults.Has(c.code), "%v", p[0].Faults)
			} else {
				assert.Empty(t, p[0].Faults)
			}
		})
	}
}

// TestSkills: of several savoir-faire the situation carries the one by which
// the matrix knows an occupational doctor.
func TestSkills(t *testing.T) {
	skill := func(code string) string {
		return `,{"code":{"coding":[{"system":"` + r04 + `","code":"S"},{"system":"` + r38 + `","code":"` + code + `"}]}}`
	}
	for skills, want := range map[string]string{
		skill("SM26"): "SM26", skill("SM26") + skill("SM54"): "SM26",
		skill("SM26") + skill("SM25"): "SM25", skill("SM26") + skill("SCH35"): "SCH35",
		skill("SM26") + skill("C41"): "C41", skill("SM26") + skill("CAPA11"): "CAPA11",
	} {
		p := bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+exercise("10", "C", "")+skills+`]}`,
			`{"resourceType":"PractitionerRole","practitioner":{"reference":"Practitioner/p"},"period":{"start":"2020-01-01"}}`).People()
		s := p[0].Situations[0]
		assert.Equal(t, want, s.Qualification)
		assert.Equal(t, want, p[0].Professional.Exercises[0].Qualification)
		assert.Equal(t, want != "SM26", habilitation.SubjectOf(s, civil.YMD(2026, 1, 15)).IsOccupationalDoctor())
		assert.Equal(t, strings.Count(skills, "R38") > 2, p[0].Faults.Has(fhir.CodeSkillSeveral))
	}
}

func TestLines(t *testing.T) {
	long := `{"resourceType":"Basic","x":"` + strings.Repeat("x", 200) + `"}`
	text := "\ufeff{\"resourceType\":\"Practitioner\",\"name\":{}}\r\n\n  \n{\"resourceType\":\"Basic\"\n" + long + "\n{\"resourceType\":\"Basic\",\"a\":1,\"a\":2}\n[]\n{\"resourceType\":\"Organization\",\"id\":\"9\"}"
	type result struct {
		kind string
		code rule.Code
		line int
	}
	want := []result{{"Practitioner", fhir.CodeType, 1}, {"", fhir.CodeJSON, 4}, {"", fhir.CodeTooLarge, 5}, {"", fhir.CodeMemberTwice, 6}, {"", fhir.CodeNotResource, 7}, {"Organization", "", 0}}
	for _, in := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text))} {
		var got []result
		for r, err := range fhir.Lines(in, fhir.Options{MaxLine: 100}) {
			var one result
			faults := rule.Faults{}
			if err != nil {
				f, ok := rule.AsFault(err)
				require.True(t, ok, err)
				faults = append(faults, f)
				require.Nil(t, r)
			} else {
				one.kind = r.Common().Type
				faults = r.Common().Faults
			}
			if len(faults) > 0 {
				one.code, one.line = faults[0].Code(), faults[0].Position().Line
			}
			got = append(got, one)
		}
		assert.Equal(t, want, got)
	}
	// Stopping early, and an error of the reader.
	for range fhir.Lines(strings.NewReader(text), fhir.Options{}) {
		break
	}
	n, last := 0, error(nil)
	for _, err := range fhir.Lines(io.MultiReader(strings.NewReader(text[:50]+"\n"), failing{}), fhir.Options{}) {
		n, last = n+1, err
	}
	assert.True(t, errors.Is(last, os.ErrClosed))
	// Longer than the buffer of the reader.
	for r, err := range fhir.Lines(strings.NewReader(`{"resourceType":"Basic","x":"`+strings.Repeat("é", 1<<17)+`"}`+"\n"), fhir.Options{}) {
		require.NoError(t, err)
		assert.Equal(t, "Basic", r.Common().Type)
	}
	for _, err := range fhir.Lines(bytes.NewReader(bytes.Repeat([]byte("x"), fhir.MaxLine+1)), fhir.Options{}) {
		require.ErrorIs(t, err, fhir.CodeTooLarge)
	}
}

// TestServers: a reference of one server does not find the resource of another.
func TestServers(t *testing.T) {
	who := `{"fullUrl":"https://a.example.org/fhir/Practitioner/1","resource":{"resourceType":"Practitioner","id":"1","qualification":[` + exercise("10", "C", "") + `]}}`
	role := func(server, reference string) string {
		return `{"fullUrl":"https://` + server + `.example.org/fhir/PractitionerRole/1","resource":{"resourceType":"PractitionerRole","id":"1","period":{"start":"2020-01-01"},"practitioner":{"reference":"` + reference + `"}}}`
	}
	for _, c := range []struct {
		server, reference string
		found             bool
	}{
		{"a", "Practitioner/1", true},
		{"b", "Practitioner/1", false},
		{"b", "https://a.example.org/fhir/Practitioner/1", true},
		{"b", "https://a.example.org/fhir/Practitioner/1/_history/2", true},
		{"a", "https://b.example.org/fhir/Practitioner/1", false},
	} {
		people := bundle(t, who, role(c.server, c.reference)).People()
		assert.Equal(t, c.found, len(people) == 1, "%v", c)
		if !c.found {
			assert.True(t, people[1].Faults.Has(fhir.CodeReferenceMissing))
			assert.Zero(t, people[1].Situations[0].Profession)
		}
	}
	// Without the address of the server there is nothing to tell them apart.
	set := fhir.NewSet(parse(t, []byte(`{"resourceType":"Practitioner","id":"1"}`)), parse(t, []byte(`{"resourceType":"PractitionerRole","practitioner":{"reference":"https://x.example.org/Practitioner/1"}}`)))
	assert.Len(t, set.People(), 1)
}

// TestWithheld: what stands beside its place is not a yes.
func TestWithheld(t *testing.T) {
	at := civil.YMD(2026, 1, 15)
	withheld := `{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}`
	timed := func(end string) string {
		return `"code":[{"extension":[{"url":"https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-codeableconcept-timed-metadata","valuePeriod":{"start":"2020-01-01"` + end + `}}],"coding":[{"system":"` + r22 + `","code":"GENR01"}]}]`
	}
	contained := `"contained":[{"resourceType":"Practitioner","id":"p"},{"resourceType":"Practitioner","id":"p"}],"practitioner":{"reference":"#p"}`
	for with, open := range map[string]bool{
		`"period":{"start":"2020-01-01"}`:                                       true,
		`"period":{"start":"2020-01-01","_end":` + withheld + `}`:               false,
		`"period":{"_start":` + withheld + `}`:                                  false,
		`"period":{"start":"2020-01-01"},"_active":` + withheld:                 false,
		`"period":{"start":"2020-01-01"},` + timed(``):                          true,
		`"period":{"start":"2020-01-01"},` + timed(`,"end":"2021-01-01"`):       false,
		`"period":{"start":"2020-01-01"},` + timed(`,"end":"2021"`):             false,
		`"period":[{"start":"2020-01-01"}]`:                                     false,
		`"period":{"start":"2020-01-01","end":"2026-01-15T00:00:00.000+01:00"}`: true,
		`"period":{"start":"2020-01-01","end":"2026-01-14T23:00:00.000Z"}`:      false,
		`"period":{"start":"2020-01-01"},` + contained:                          true,
	} {
		p := bundle(t, `{"resourceType":"PractitionerRole",`+with+`}`).People()
		require.Len(t, p, 1)
		assert.Equal(t, open, p[0].Situations[0].OpenAt(at).IsOpen(), with)
		if strings.Contains(with, "contained") {
			assert.True(t, p[0].Faults.Has(fhir.CodeReferenceMissing))
		}
	}
}

// TestManyIdentifiers: logical references are not looked for one by one.
func TestManyIdentifiers(t *testing.T) {
	set := new(fhir.Set)
	n := 20000
	for i := range n {
		set.Add(parse(t, fmt.Appendf(nil, `{"resourceType":"Practitioner","id":"%d","identifier":[{"system":"%s","value":"3990000010/%d"}]}`, i, fhir.SystemIDNPS, i)))
		set.Add(parse(t, fmt.Appendf(nil, `{"resourceType":"PractitionerRole","id":"%d","practitioner":{"identifier":{"system":"%s","value":"3990000010/%d"}}}`, i, fhir.SystemIDNPS, i)))
	}
	people := set.People()
	require.Len(t, people, n)
	for _, p := range people {
		if len(p.Situations) != 1 || len(p.Faults) > 0 {
			t.Fatal(p)
		}
	}
}

// TestRepeated: a resource that comes twice is one, under all its addresses.
func TestRepeated(t *testing.T) {
	who := `{"resourceType":"Practitioner","id":"1","qualification":[` + exercise("10", "C", "") + `]}`
	entry := func(address, resource string) string {
		return `{"fullUrl":"` + address + `","resource":` + resource + `}`
	}
	role := func(reference string) string {
		return `{"resourceType":"PractitionerRole","practitioner":{"reference":"` + reference + `"}}`
	}
	assert.Len(t, bundle(t, entry("Practitioner/1", who), entry("r", role("Practitioner/1"))).People(), 1)
	people := bundle(t, entry("urn:uuid:a", who), entry("urn:uuid:b", who), entry("r", role("urn:uuid:b")), entry("s", role("urn:uuid:a"))).People()
	require.Len(t, people, 1)
	assert.Len(t, people[0].Situations, 2)
	// The same text on two servers is two people.
	people = bundle(t, entry("https://a.example.org/Practitioner/1", who), entry("https://b.example.org/Practitioner/1", who),
		entry("https://a.example.org/PractitionerRole/1", role("Practitioner/1")), entry("https://b.example.org/PractitionerRole/1", role("https://b.example.org/Practitioner/1"))).People()
	require.Len(t, people, 3)
	assert.Len(t, people[1].Situations, 1)
	assert.True(t, people[2].Faults.Has(fhir.CodeReferenceSeveral), "which one is meant is not known")
	// Strangers of two servers are two people.
	assert.Len(t, bundle(t, entry("https://a.example.org/PractitionerRole/1", role("Practitioner/1")), entry("https://b.example.org/PractitionerRole/1", role("Practitioner/1"))).People(), 2)
	// What was added to a person after the reading has no period.
	p := parse(t, []byte(who)).(*fhir.Practitioner)
	p.Professional.Exercises = append(p.Professional.Exercises, rpps.Exercise{Profession: must(roles.ParseProfession("60"))})
	set := fhir.NewSet(p, parse(t, []byte(role("Practitioner/1"))))
	assert.True(t, set.People()[0].Faults.Has(fhir.CodeExerciseSeveral))
}

// TestSameExerciseTwice: of one profession that stands twice the later counts.
func TestSameExerciseTwice(t *testing.T) {
	for _, list := range []string{
		exercise("60", "C", `,"period":{"start":"2010-01-01","end":"2025-12-31"}`) + "," + exercise("60", "C", `,"period":{"start":"2012-01-01"}`),
		exercise("60", "C", `,"period":{"start":"2012-01-01"}`) + "," + exercise("60", "C", `,"period":{"start":"2010-01-01","end":"2025-12-31"}`),
	} {
		s := bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+list+`]}`,
			`{"resourceType":"PractitionerRole","practitioner":{"reference":"Practitioner/p"},"period":{"start":"2020-01-01"}}`).People()[0].Situations[0]
		assert.Equal(t, "60", s.Profession.Code())
		assert.True(t, s.OpenAt(civil.YMD(2026, 1, 15)).IsOpen())
	}
	// The savoir-faire of the situation counts beside those of the person.
	ext := `"code":[{"extension":[{"url":"https://interop.esante.gouv.fr/ig/fhir/tddui/StructureDefinition/tddui-profession","valueCodeableConcept":{"coding":[{"code":"G15_10/SM25"}]}}]}]`
	s := bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+exercise("10", "C", "")+`,{"code":{"coding":[{"system":"`+r04+`","code":"S"},{"system":"`+r38+`","code":"SM26"}]}}]}`,
		`{"resourceType":"PractitionerRole","practitioner":{"reference":"Practitioner/p"},`+ext+`}`).People()[0]
	assert.Equal(t, "SM25", s.Situations[0].Qualification)
	assert.True(t, s.Faults.Has(fhir.CodeSkillSeveral))
}

// TestMaxExercises: of somebody with very many exercises, or very many
// savoir-faire, no situation is open, and the fault says of which there are too
// many.
func TestMaxExercises(t *testing.T) {
	skill := `{"code":{"coding":[{"system":"` + r04 + `","code":"S"},{"system":"` + r38 + `","code":"SM26"}]}}`
	for _, c := range []struct {
		exercises, skills int
		open              bool
		code              rule.Code
	}{
		{1, fhir.MaxExercises, true, ""},
		{fhir.MaxExercises, 1, true, ""},
		{1, fhir.MaxExercises + 1, false, fhir.CodeSkillSeveral},
		{fhir.MaxExercises + 1, 1, false, fhir.CodeExerciseSeveral},
	} {
		list := slices.Concat(slices.Repeat([]string{exercise("10", "C", "")}, c.exercises), slices.Repeat([]string{skill}, c.skills))
		p := bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+strings.Join(list, ",")+`]}`,
			`{"resourceType":"PractitionerRole","practitioner":{"reference":"Practitioner/p"},"period":{"start":"2020-01-01"}}`).People()[0]
		assert.Equal(t, c.open, p.Situations[0].OpenAt(civil.YMD(2026, 1, 15)).IsOpen(), c)
		for _, code := range []rule.Code{fhir.CodeExerciseSeveral, fhir.CodeSkillSeveral} {
			assert.Equal(t, code == c.code, p.Faults.Has(code), "%v %v %v", c, code, p.Faults)
		}
	}
}
