package fhir_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/situation"
)

// TestChangesTDDUI: the shapes of TDDUI are kept.
func TestChangesTDDUI(t *testing.T) {
	const at = "entry[2].resource."
	for name, c := range map[string]struct {
		change func(*situation.Situation)
		want   []string // of changes
		no     string   // the path of what is not carried
	}{
		"mode": {
			func(s *situation.Situation) { s.Mode = roles.ModeBenevole },
			[]string{at + `extension[0].valueCodeableConcept.coding[0].code = "B"`, at + `extension[0].valueCodeableConcept.coding[0].display = null`},
			"",
		},
		"no mode":  {func(s *situation.Situation) { s.Mode = 0 }, []string{at + `extension = null`}, ""},
		"function": {func(s *situation.Situation) { s.Function = must(roles.ParseProfession("326")) }, []string{at + `code[0].coding[0].code = "326"`, at + `code[0].coding[0].display = null`}, ""},
		"no function": {
			func(s *situation.Situation) { s.Function = 0 },
			[]string{at + `code[0].coding = null`},
			"",
		},
		"profession": {func(s *situation.Situation) {
			s.Profession, s.Qualification = must(roles.ParseProfession("10")), "SM26"
		}, []string{at + `code[0].extension[0].valueCodeableConcept.coding[0].code = "G15_10/SM26"`}, ""},
		"no profession":          {func(s *situation.Situation) { s.Profession = 0 }, nil, "profession"},
		"savoir-faire of nobody": {func(s *situation.Situation) { s.Profession, s.Qualification = 0, "SM26" }, nil, "profession"},
		"role":                   {func(s *situation.Situation) { s.Role = roles.GENR10 }, nil, "role"},
		"liberal":                {func(s *situation.Situation) { s.LiberalActivity = roles.LiberalCabinet }, nil, "liberalActivity"},
		"start":                  {func(s *situation.Situation) { s.Start = must(parseDay("2026-01-01")) }, []string{at + `period = {"start":"2026-01-01"}`}, ""},
		"category":               {func(s *situation.Situation) { s.Category = roles.CategoryCivil }, nil, "category"},
	} {
		t.Run(name, func(t *testing.T) {
			text := sample(t, "tddui.json")
			b := parse(t, text).(*fhir.Bundle)
			c.change(&b.Entries[2].Resource.(*fhir.PractitionerRole).Situation)
			got, err := b.MarshalJSON()
			if c.no != "" {
				require.ErrorIs(t, err, fhir.CodeNotCarried)
				assert.Contains(t, err.Error(), c.no)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.want, changes(t, text, got))
		})
	}
	// Where nothing stands yet.
	r := parse(t, []byte(`{"resourceType":"PractitionerRole","meta":{"profile":["https://interop.esante.gouv.fr/ig/fhir/tddui/StructureDefinition/tddui-practitioner-role"]}}`)).(*fhir.PractitionerRole)
	r.Situation.Profession, r.Situation.Qualification = must(roles.ParseProfession("10")), "SM26"
	r.Situation.Function, r.Situation.Mode = must(roles.ParseProfession("330")), roles.ModeSalarie
	got, err := r.MarshalJSON()
	require.NoError(t, err)
	assert.Contains(t, string(got), `"code":[{"coding":[{"system":"`+r85+`","code":"330"}],"extension":[{"url":"https://interop.esante.gouv.fr/ig/fhir/tddui/StructureDefinition/tddui-profession","valueCodeableConcept":`)
	s := parse(t, got).(*fhir.PractitionerRole).Situation
	assert.Equal(t, r.Situation.Profession, s.Profession)
	assert.Equal(t, "SM26", s.Qualification)
	assert.Equal(t, roles.ModeSalarie, s.Mode)
}

// TestExerciseChanges: what of an exercise has a place, and what has none.
func TestExerciseChanges(t *testing.T) {
	base := `{"resourceType":"Practitioner","qualification":[` + exercise("60", "C", "") + `]}`
	sage := must(roles.ParseProfession("50"))
	for name, c := range map[string]struct {
		change func(*rpps.Professional)
		want   string // a part of what is written; "": not carried
		no     string
	}{
		"one more": {func(p *rpps.Professional) {
			p.Exercises = append(p.Exercises, rpps.Exercise{Profession: sage, Category: roles.CategoryCivil})
		}, `"code":"50"`, ""},
		"savoir-faire": {func(p *rpps.Professional) {
			p.Exercises[0].QualificationType, p.Exercises[0].Qualification = "CEX", "C1"
		}, `TRE-R40-CompetenceExclusive","code":"C1"`, ""},
		"savoir-faire of two": {func(p *rpps.Professional) {
			p.Exercises[0].QualificationType, p.Exercises[0].Qualification = "S", "SM26"
			p.Exercises = append(p.Exercises, rpps.Exercise{Profession: sage, QualificationType: "S", Qualification: "SM26"})
		}, `"SM26"`, ""},
		"no category": {func(p *rpps.Professional) { p.Exercises[0].Category = 0 }, `"coding":[{"system":"` + g15 + `","code":"60"}]`, ""},
		"unknown":     {func(p *rpps.Professional) { p.Exercises[0].Profession, p.Exercises[0].Stated.Profession = 0, "9Z" }, "", "exercises[0].profession"},
		"unknown too": {func(p *rpps.Professional) { p.Exercises[0].Category, p.Exercises[0].Stated.Category = 0, "Z" }, "", "exercises[0].category"},
		"none at all": {func(p *rpps.Professional) { p.Exercises = nil }, `{"resourceType":"Practitioner"}`, ""},
		"empty one":   {func(p *rpps.Professional) { p.Exercises = append(p.Exercises, rpps.Exercise{}) }, `"code":"60"`, ""},
		"identifier":  {func(p *rpps.Professional) { p.ID = rpps.MustParsePersonID("899700366240") }, `"value":"899700366240"`, ""},
		"other ids": {func(p *rpps.Professional) {
			p.OtherIDs = []rpps.OtherID{{Text: "899700366240", Origin: "RPPS"}}
			p.ID = rpps.MustParsePersonID("899700366240")
		}, `IDNPS`, ""},
		"secure mail":  {func(p *rpps.Professional) { p.Contact.MSSante = rpps.MustParseMSSante("x@y.mssante.example.org") }, `"code":"MSSANTE"`, ""},
		"name":         {func(p *rpps.Professional) { p.ExerciseName = rpps.Name{Family: "A", Given: "B"} }, `"name":[{"family":"A","given":["B"]}]`, ""},
		"birth place":  {func(p *rpps.Professional) { p.CivilStatus.BirthPlace.Commune = "75056" }, "", "civilStatus.birthPlace"},
		"certificated": {func(p *rpps.Professional) { p.CivilStatus.Certification = rpps.CertificationC }, "", "civilStatus.certification"},
	} {
		t.Run(name, func(t *testing.T) {
			p := parse(t, []byte(base)).(*fhir.Practitioner)
			c.change(&p.Professional)
			got, err := p.MarshalJSON()
			if c.no != "" {
				require.ErrorIs(t, err, fhir.CodeNotCarried)
				assert.Contains(t, err.Error(), c.no)
				return
			}
			require.NoError(t, err)
			assert.Contains(t, string(got), c.want)
			assert.LessOrEqual(t, strings.Count(string(got), "SM26"), 1)
		})
	}
	// A savoir-faire that stands there is not replaced, nor a coding added to
	// what is no list.
	p := parse(t, []byte(`{"resourceType":"Practitioner","qualification":[`+exercise("10", "C", "")+`,{"code":{"coding":[{"system":"`+r04+`","code":"S"},{"system":"`+r38+`","code":"SM26"}]}}]}`)).(*fhir.Practitioner)
	p.Professional.Exercises[0].Qualification = "SM54"
	_, err := p.MarshalJSON()
	require.ErrorIs(t, err, fhir.CodeNotCarried)
	p = parse(t, []byte(`{"resourceType":"Practitioner","qualification":[{"code":{"coding":[{"system":"`+g15+`","code":"10"}]}}]}`)).(*fhir.Practitioner)
	p.Professional.Exercises[0].Category = roles.CategoryCivil
	got, err := p.MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, roles.CategoryCivil, parse(t, got).(*fhir.Practitioner).Professional.Exercises[0].Category)
	p = parse(t, []byte(`{"resourceType":"Practitioner","qualification":{"code":{"coding":{"system":"`+g15+`","code":"10"}}}}`)).(*fhir.Practitioner)
	require.Len(t, p.Professional.Exercises, 1)
	for _, change := range []func(){
		func() { p.Professional.Exercises[0].Profession = sage },
		func() { p.Professional.Exercises = nil },
	} {
		change()
		_, err = p.MarshalJSON()
		require.ErrorIs(t, err, fhir.CodeNotCarried)
	}
}

// TestNewStructures: each identifier of a place comes back.
func TestNewStructures(t *testing.T) {
	wrong := must((rpps.Options{AcceptWrongKey: true}).FINESS("990000011"))
	for name, c := range map[string]struct {
		s     rpps.Structure
		codes []string
	}{
		"IDNST":           {rpps.Structure{ID: rpps.MustParseStructureID("1990000010")}, nil},
		"FINESS":          {rpps.Structure{FINESS: rpps.MustParseFINESS("990000010")}, []string{"FHIR-IDNST-MADE"}},
		"SIRET":           {rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), SIREN: rpps.MustParseSIREN("000997015")}, []string{"FHIR-IDNST-MADE"}},
		"legal entity":    {rpps.Structure{LegalFINESS: rpps.MustParseFINESS("990000036"), Name: "ASSOCIATION"}, []string{"FHIR-IDNST-MADE"}},
		"wrong key":       {rpps.Structure{FINESS: wrong}, []string{"FHIR-REQUIRED"}},
		"RPPS-rang":       {rpps.Structure{RPPSRang: rpps.MustParseRPPSRang("99700366240007"), ID: rpps.MustParseStructureID("499700366240007")}, nil},
		"technical":       {rpps.Structure{Technical: rpps.MustParseTechnicalID("R95141")}, nil},
		"site and entity": {rpps.Structure{FINESS: rpps.MustParseFINESS("990000010"), LegalFINESS: rpps.MustParseFINESS("990000036"), ID: rpps.MustParseStructureID("1990000010")}, nil},
		"stated": {
			rpps.Structure{ID: rpps.MustParseStructureID("1990000010"), Stated: rpps.StatedStructure{SIRET: "x", SIREN: "x", FINESS: "x", LegalFINESS: "x", ID: "x", Technical: "x", Sector: "x"}},
			[]string{"FHIR-NOT-CARRIED", "FHIR-NOT-CARRIED", "FHIR-NOT-CARRIED", "FHIR-NOT-CARRIED", "FHIR-NOT-CARRIED", "FHIR-NOT-CARRIED", "FHIR-NOT-CARRIED"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := fhir.Person{Professional: rpps.Professional{ID: rpps.MustParsePersonID("899700366240")}, Situations: []situation.Situation{{Structure: c.s}}}
			b, faults := fhir.New([]fhir.Person{p}, fhir.NewOptions{})
			var codes []string
			for _, f := range faults {
				codes = append(codes, string(f.Code()))
			}
			assert.Equal(t, c.codes, codes)
			got := again(t, b)[0].Situations[0].Structure
			want := c.s
			want.Stated = rpps.StatedStructure{}
			if name == "stated" {
				got.Stated = rpps.StatedStructure{}
			}
			got.ID, want.ID = rpps.StructureID{}, rpps.StructureID{}
			assert.Equal(t, fmt.Sprint(want.Canonical(), want.SIREN.Canonical(), want.LegalFINESS.Canonical(), want.Name.Reveal()),
				fmt.Sprint(got.Canonical(), got.SIREN.Canonical(), got.LegalFINESS.Canonical(), got.Name.Reveal()))
		})
	}
	// Two sites of one legal entity share it, also when its key is wrong.
	people := []fhir.Person{{Situations: []situation.Situation{
		{Structure: rpps.Structure{FINESS: rpps.MustParseFINESS("990000010"), LegalFINESS: wrong}},
		{Structure: rpps.Structure{FINESS: rpps.MustParseFINESS("990000028"), LegalFINESS: wrong}},
	}}}
	b, _ := fhir.New(people, fhir.NewOptions{})
	assert.Len(t, b.Entries, 6)
	for _, s := range again(t, b)[0].Situations {
		assert.Equal(t, wrong, s.Structure.LegalFINESS)
	}
}

// TestOddOnes: shapes that nobody should write and somebody will.
func TestOddOnes(t *testing.T) {
	org := parse(t, []byte(`{"resourceType":"Organization","identifier":[1,{"system":"https://sirene.fr","value":"000997015"},{"system":"`+fhir.SystemIDNST+`","value":"F990000011"},{"system":"`+fhir.SystemRPPSRang+`","value":"F990000011"},{"system":"`+fhir.SystemRPPSRang+`","value":"nothing"},{"value":"x"}],
		"type":[{"coding":[{"system":"https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-3307","code":"GEOGRAPHICAL-ENTITY"},{"system":"https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-3307","code":"LEGAL-ENTITY"},{"system":"https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-3307","code":"UF"}]},
			{"coding":[{"system":"https://mos.esante.gouv.fr/NOS/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite","code":"SA16"},{"system":"https://mos.esante.gouv.fr/NOS/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite","code":"SA33"}]}],
		"telecom":[3,{"system":"email","use":"old","value":"a@example.org"},{"system":"phone"}],"partOf":"x","alias":["A","B"]}`)).(*fhir.Organization)
	assert.Equal(t, rpps.MustParseSIREN("000997015"), org.Structure.SIREN, "told by its length")
	assert.Zero(t, org.Structure.Sector)
	assert.True(t, org.Faults.Has(fhir.CodeCodeConflict))
	assert.True(t, org.Faults.Has(fhir.CodeIdentifierKept))
	assert.True(t, org.Faults.Has(fhir.CodeIdentifierKey))
	assert.Equal(t, "F990000011", org.Structure.Technical.Canonical())
	assert.Equal(t, rpps.Private("A"), org.Structure.TradeName)
	assert.Equal(t, []string{"legal entity", "site", "(not stated)", "(not stated)"}, []string{fhir.LegalEntity.String(), fhir.Site.String(), fhir.Entity(0).String(), fhir.Entity(9).String()})
	// Sectors of one list that contradict each other are written by nobody.
	org.Structure.Sector = roles.SA16
	_, err := org.MarshalJSON()
	require.NoError(t, err)
	// Members of another shape than FHIR's are not written over.
	for _, text := range []string{`{"resourceType":"Practitioner","name":3}`, `{"resourceType":"Practitioner","name":{"family":"x"}}`, `{"resourceType":"Practitioner","name":["x"]}`} {
		p := parse(t, []byte(text)).(*fhir.Practitioner)
		p.Professional.ExerciseName.Family = "AUTRE"
		got, err := p.MarshalJSON()
		if err == nil { // beside what stands there
			assert.Contains(t, string(got), `["x",{"family":"AUTRE"}]`)
			continue
		}
		require.ErrorIs(t, err, fhir.CodeNotCarried)
	}
	role := parse(t, []byte(`{"resourceType":"PractitionerRole","period":"2020","code":[{"coding":[7]},3],"extension":[{"url":"https://interop.esante.gouv.fr/ig/fhir/tddui/StructureDefinition/tddui-exercise-mode","valueCodeableConcept":{"coding":[{"system":"x","code":"S"}]}}],
		"organization":{"identifier":{"system":"`+fhir.SystemFINESS+`","value":"990000010"}}}`)).(*fhir.PractitionerRole)
	assert.True(t, role.Period.Doubtful)
	assert.Zero(t, role.Situation.Mode)
	role.Situation.Start = must(parseDay("2026-01-01"))
	_, err = role.MarshalJSON()
	require.ErrorIs(t, err, fhir.CodeNotCarried)
	// The profession of TDDUI, in forms that prove nothing.
	ext := func(system, code string) string {
		return `{"url":"https://interop.esante.gouv.fr/ig/fhir/tddui/StructureDefinition/tddui-profession","valueCodeableConcept":{"coding":[{"system":"` + system + `","code":"` + code + `"}]}}`
	}
	for _, e := range []string{ext("", "60"), ext("http://x", "60"), ext("", "X99_1"), ext("", "G15_9Z")} {
		r := parse(t, []byte(`{"resourceType":"PractitionerRole","code":[{"extension":[`+e+`]}]}`)).(*fhir.PractitionerRole)
		assert.Zero(t, r.Situation.Profession, e)
		assert.NotEmpty(t, r.Situation.Stated.Profession)
		assert.NotEmpty(t, r.Faults)
	}
	r := parse(t, []byte(`{"resourceType":"PractitionerRole","code":[{"extension":[`+ext(g15, "60")+`,`+ext("", "G15_60")+`]}]}`)).(*fhir.PractitionerRole)
	assert.Equal(t, "60", r.Situation.Profession.Code())
	r = parse(t, []byte(`{"resourceType":"PractitionerRole","code":[{"extension":[`+ext(g15, "60")+`,`+ext("", "G15_10")+`]}]}`)).(*fhir.PractitionerRole)
	assert.Zero(t, r.Situation.Profession)
	// A role that says another profession than the person.
	p := bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+exercise("60", "C", "")+`]}`,
		`{"resourceType":"PractitionerRole","practitioner":{"reference":"Practitioner/p"},"period":{"start":"2020-01-01"},"code":[{"extension":[`+ext("", "G15_10")+`]}]}`)
	assert.Empty(t, allowed(p))
	assert.True(t, p.People()[0].Faults.Has(fhir.CodeCodeConflict))
	// Places by their identifier.
	for _, id := range []string{`{"system":"` + fhir.SystemIDNST + `","value":"1990000010"}`, `{"system":"` + fhir.SystemSIRENE + `","value":"00099701500011"}`} {
		people := bundle(t, `{"resourceType":"Organization","name":"ICI","identifier":[{"system":"`+fhir.SystemIDNST+`","value":"1990000010"},{"system":"`+fhir.SystemSIRENE+`","value":"00099701500011"}]}`,
			`{"resourceType":"PractitionerRole","organization":{"identifier":`+id+`}}`).People()
		assert.Equal(t, rpps.Private("ICI"), people[0].Situations[0].Structure.Name)
	}
	// Entries that hold nothing.
	b := parse(t, []byte(`{"resourceType":"Bundle","entry":[{},{"resource":{"x":1}},3]}`)).(*fhir.Bundle)
	require.Len(t, b.Entries, 3)
	b.Entries[1].Resource = r
	_, err = b.MarshalJSON()
	require.ErrorIs(t, err, fhir.CodeNotCarried)
	assert.True(t, parse(t, []byte(`{"resourceType":"Bundle","entry":{}}`)).Common().Faults.Has(fhir.CodeType))
	// Lists of contained resources carry their own faults.
	assert.True(t, parse(t, []byte(`{"resourceType":"Basic","contained":[{"resourceType":"Practitioner","id":"c","birthDate":"x"}]}`)).Common().Faults.Has(fhir.CodeDate))
}

func parseDay(s string) (civil.Date, error) { return civil.ParseISO(s) }

// TestCleared: what is cleared is taken out at its place, whatever else is, and
// what stands in another shape is an error.
func TestCleared(t *testing.T) {
	text := sample(t, "restricted.json")
	b := parse(t, text).(*fhir.Bundle)
	s := &b.Entries[1].Resource.(*fhir.PractitionerRole).Situation
	s.LiberalActivity, s.Start, s.Role, s.Mode, s.End = 0, civil.Date{}, 0, 0, civil.Date{}
	got, err := b.MarshalJSON()
	require.NoError(t, err)
	again := parse(t, got).(*fhir.Bundle).Entries[1].Resource.(*fhir.PractitionerRole)
	assert.Equal(t, "FON-AU", again.Situation.Function.Code())
	assert.Zero(t, again.Situation.Role)
	assert.Zero(t, again.Situation.Mode)
	assert.Zero(t, again.Situation.LiberalActivity)
	assert.True(t, again.Period.IsZero())
	assert.Contains(t, string(got), `"code": "PHA"`)

	for _, c := range []struct {
		text   string
		change func(*rpps.Professional)
	}{
		{`{"resourceType":"Practitioner","telecom":{"system":"phone","value":"0639980001"}}`, func(p *rpps.Professional) { p.Contact.Phone = "" }},
		{`{"resourceType":"Practitioner","name":{"family":"X"}}`, func(p *rpps.Professional) { p.ExerciseName.Family = "" }},
		{`{"resourceType":"Practitioner","identifier":{"system":"` + fhir.SystemIDNPS + `","value":"899700366240"}}`, func(p *rpps.Professional) { p.ID = rpps.PersonID{} }},
	} {
		p := parse(t, []byte(c.text)).(*fhir.Practitioner)
		c.change(&p.Professional)
		_, err := p.MarshalJSON()
		require.ErrorIs(t, err, fhir.CodeNotCarried, c.text)
	}
}

// TestAllocations: an unchanged resource is written in few allocations, and
// putting people together does not grow with the size of the texts.
func TestAllocations(t *testing.T) {
	b := parse(t, sample(t, "restricted.json")).(*fhir.Bundle)
	p := b.Entries[2].Resource
	if n := testing.AllocsPerRun(100, func() { _, _ = p.MarshalJSON() }); n > 8 {
		t.Errorf("writing: %v allocations", n)
	}
	set := fhir.NewSet(b)
	if n := testing.AllocsPerRun(100, func() { set.People() }); n > 30 {
		t.Errorf("people: %v allocations", n)
	}
}
