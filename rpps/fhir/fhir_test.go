package fhir_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return text
}

func parse(t testing.TB, text []byte) fhir.Resource {
	t.Helper()
	r, err := fhir.Parse(text, fhir.Options{})
	require.NoError(t, err)
	return r
}

// read returns the set of a sample, and the faults of its resources.
func read(t testing.TB, name string) (*fhir.Set, rule.Faults) {
	t.Helper()
	set := new(fhir.Set)
	var faults rule.Faults
	if strings.HasSuffix(name, ".ndjson") {
		for r, err := range fhir.Lines(bytes.NewReader(sample(t, name)), fhir.Options{}) {
			require.NoError(t, err)
			faults.Add(r.Common().Faults...)
			set.Add(r)
		}
		return set, faults
	}
	r := parse(t, sample(t, name))
	set.Add(r)
	return set, r.Common().Faults
}

var samples = []string{"restricted.json", "public.ndjson", "tddui.json", "former.json"}

// TestSamples compares what is read of each sample with a file that was
// checked by eye.
func TestSamples(t *testing.T) {
	for _, name := range samples {
		t.Run(name, func(t *testing.T) {
			set, faults := read(t, name)
			type person struct {
				Professional rpps.Professional
				Situations   []situation.Situation
				Faults       []string
			}
			var out struct {
				Faults []string
				People []person
			}
			for _, f := range faults {
				out.Faults = append(out.Faults, f.Error())
			}
			for _, p := range set.People() {
				q := person{Professional: p.Professional, Situations: p.Situations}
				for _, f := range p.Faults {
					q.Faults = append(q.Faults, f.Error())
				}
				out.People = append(out.People, q)
			}
			got, err := json.MarshalIndent(out, "", "  ")
			require.NoError(t, err)
			golden.File(t, "testdata/"+name+".golden", append(got, '\n'))
		})
	}
}

func TestRestricted(t *testing.T) {
	set, _ := read(t, "restricted.json")
	people := set.People()
	require.Len(t, people, 2)
	p := people[0]
	assert.Equal(t, rpps.MustParsePersonID("899700366240"), p.Professional.ID)
	assert.Equal(t, rpps.MustParseNumber("99700366240"), p.Professional.Number)
	assert.Equal(t, rpps.Name{Family: "EXEMPLE", Given: "Camille"}, p.Professional.ExerciseName)
	assert.Equal(t, rpps.Female, p.Professional.CivilStatus.Sex)
	assert.Equal(t, civil.YMD(1988, 3, 14), p.Professional.CivilStatus.BirthDate)
	assert.Equal(t, rpps.MustParseMSSante("camille.exemple@pro.mssante.example.org"), p.Professional.Contact.MSSante)
	require.Len(t, p.Situations, 1)
	s := p.Situations[0]
	assert.Equal(t, roles.ProfessionARole, s.Profession)
	assert.Equal(t, roles.GENR10, s.Role)
	assert.Equal(t, "326", s.Function.Code())
	assert.Equal(t, roles.ModeSalarie, s.Mode)
	assert.Equal(t, roles.CategoryCivil, s.Category)
	assert.Equal(t, civil.YMD(2024, 1, 8), s.Start)
	assert.Equal(t, rpps.MustParseFINESS("990000010"), s.Structure.FINESS)
	assert.Equal(t, rpps.MustParseFINESS("990000036"), s.Structure.LegalFINESS, "of the legal entity that the site is part of")
	assert.Equal(t, rpps.ESMS, s.Structure.Kind)
	assert.Equal(t, situation.Open, s.OpenAt(civil.YMD(2026, 11, 22)))

	b := p.Practitioner.Common()
	assert.Equal(t, fhir.Provenance{Authority: "ARS", System: "RPPS", Updated: civil.YMD(2026, 11, 19)}, b.Provenance)
	assert.Equal(t, rpps.Yes, b.Active)
	assert.False(t, b.IsPublic())
	assert.Equal(t, []fhir.Mailbox{{Address: rpps.MustParseMSSante("camille.exemple@pro.mssante.example.org"), Kind: "PER"}}, p.Practitioner.Mailboxes)
	assert.Equal(t, "ORG", set.Organizations()[0].Mailboxes[0].Kind)
	assert.Equal(t, fhir.Site, set.Organizations()[0].Entity)
	assert.Equal(t, fhir.LegalEntity, set.Organizations()[1].Entity)
	assert.Equal(t, "183", set.Organizations()[0].Category)
	assert.Equal(t, civil.YMD(1998, 9, 1), set.Organizations()[0].Period.Start)

	doctor := people[1]
	assert.Equal(t, rpps.Name{Family: "SPECIMEN", Given: "Louis"}, doctor.Professional.ExerciseName, "not the old name")
	assert.Equal(t, "SM26", doctor.Situations[0].Qualification)
	assert.Equal(t, roles.LiberalCabinet, doctor.Situations[0].LiberalActivity)
	assert.Equal(t, situation.Ended, doctor.Situations[0].OpenAt(civil.YMD(2026, 11, 22)))
	bundle := parse(t, sample(t, "restricted.json")).(*fhir.Bundle)
	assert.Equal(t, "searchset", bundle.Kind)
	assert.NotEmpty(t, bundle.Next)
}

// TestRoundTrip: what nobody changed is written as it was read.
func TestRoundTrip(t *testing.T) {
	for _, name := range samples {
		texts := [][]byte{sample(t, name)}
		if strings.HasSuffix(name, ".ndjson") {
			texts = bytes.SplitAfter(bytes.TrimSpace(texts[0]), []byte("\n"))
		}
		for _, text := range texts {
			r := parse(t, text)
			for _, write := range []func() ([]byte, error){
				r.MarshalJSON, func() ([]byte, error) { return json.Marshal(r) }, func() ([]byte, error) { return fhir.Line(r) },
				func() ([]byte, error) { return r.Common().JSON(), nil },
			} {
				got, err := write()
				require.NoError(t, err)
				assert.Equal(t, plain(t, text), plain(t, got))
			}
			line, _ := fhir.Line(r)
			assert.NotContains(t, string(line), "\n")
		}
	}
}

// changes lists the paths at which two JSON texts differ.
func changes(t testing.TB, before, after []byte) []string {
	t.Helper()
	var out []string
	var walk func(path string, a, b any)
	walk = func(path string, a, b any) {
		switch x := a.(type) {
		case map[string]any:
			if y, ok := b.(map[string]any); ok {
				for k := range x {
					walk(path+"."+k, x[k], y[k])
				}
				for k := range y {
					if _, ok := x[k]; !ok {
						walk(path+"."+k, nil, y[k])
					}
				}
				return
			}
		case []any:
			if y, ok := b.([]any); ok {
				for i := range max(len(x), len(y)) {
					var p, q any
					if i < len(x) {
						p = x[i]
					}
					if i < len(y) {
						q = y[i]
					}
					walk(fmt.Sprintf("%s[%d]", path, i), p, q)
				}
				return
			}
		}
		if !reflect.DeepEqual(a, b) {
			text, _ := json.Marshal(b)
			out = append(out, strings.TrimPrefix(path, ".")+" = "+string(text))
		}
	}
	walk("", plain(t, before), plain(t, after))
	sort.Strings(out)
	return out
}

const (
	r22 = "https://mos.esante.gouv.fr/NOS/TRE_R22-GenreActivite/FHIR/TRE-R22-GenreActivite"
	r85 = "https://mos.esante.gouv.fr/NOS/TRE_R85-RolePriseCharge/FHIR/TRE-R85-RolePriseCharge"
)

// TestChanges: a change is written at its place, and nothing else moves.
func TestChanges(t *testing.T) {
	entry := func(b *fhir.Bundle, i int) fhir.Resource { return b.Entries[i].Resource }
	role := func(b *fhir.Bundle) *situation.Situation { return &entry(b, 0).(*fhir.PractitionerRole).Situation }
	lib := func(b *fhir.Bundle) *situation.Situation { return &entry(b, 1).(*fhir.PractitionerRole).Situation }
	who := func(b *fhir.Bundle) *rpps.Professional { return &entry(b, 2).(*fhir.Practitioner).Professional }
	doc := func(b *fhir.Bundle) *rpps.Professional { return &entry(b, 3).(*fhir.Practitioner).Professional }
	org := func(b *fhir.Bundle) *rpps.Structure { return &entry(b, 4).(*fhir.Organization).Structure }
	const (
		roleAt = "entry[0].resource."
		libAt  = "entry[1].resource."
		whoAt  = "entry[2].resource."
		docAt  = "entry[3].resource."
		orgAt  = "entry[4].resource."
	)
	for name, c := range map[string]struct {
		change func(*fhir.Bundle)
		want   []string
	}{
		"nothing":          {func(*fhir.Bundle) {}, nil},
		"family name":      {func(b *fhir.Bundle) { who(b).ExerciseName.Family = "AUTRE" }, []string{whoAt + `name[0].family = "AUTRE"`}},
		"given name":       {func(b *fhir.Bundle) { doc(b).ExerciseName.Given = "Louise" }, []string{docAt + `name[1].given[0] = "Louise"`}},
		"civility":         {func(b *fhir.Bundle) { who(b).Civility = "M" }, []string{whoAt + `name[0].prefix[0] = "M"`}},
		"no more title":    {func(b *fhir.Bundle) { doc(b).ExerciseCivility = "" }, []string{docAt + `name[1].suffix = null`}},
		"title":            {func(b *fhir.Bundle) { who(b).ExerciseCivility = "DR" }, []string{whoAt + `name[0].suffix = ["DR"]`}},
		"sex":              {func(b *fhir.Bundle) { who(b).CivilStatus.Sex = rpps.UnknownSex }, []string{whoAt + `gender = "unknown"`}},
		"birth":            {func(b *fhir.Bundle) { doc(b).CivilStatus.BirthDate = civil.YMD(1980, 2, 29) }, []string{docAt + `birthDate = "1980-02-29"`}},
		"birth not stated": {func(b *fhir.Bundle) { who(b).CivilStatus.BirthDate = civil.Date{} }, []string{whoAt + `birthDate = null`}},
		"id": {
			func(b *fhir.Bundle) { who(b).ID = rpps.MustParsePersonID("899700218896") },
			[]string{whoAt + `identifier[0].value = "899700218896"`},
		},
		"number": {
			func(b *fhir.Bundle) { who(b).Number = rpps.MustParseNumber("99700218896") },
			[]string{whoAt + `identifier[1].value = "99700218896"`},
		},
		"mail":          {func(b *fhir.Bundle) { who(b).Contact.Email = "c@example.org" }, []string{whoAt + `telecom[1].value = "c@example.org"`}},
		"no more phone": {func(b *fhir.Bundle) { who(b).Contact.Phone = "" }, []string{whoAt + `telecom[2] = null`}},
		"secure mail": {
			func(b *fhir.Bundle) { who(b).Contact.MSSante = rpps.MustParseMSSante("c@x.mssante.example.org") },
			[]string{whoAt + `telecom[0].value = "c@x.mssante.example.org"`},
		},
		"neither mail nor phone": {
			func(b *fhir.Bundle) { who(b).Contact.Email, who(b).Contact.Phone = "", "" },
			[]string{whoAt + `telecom[1] = null`, whoAt + `telecom[2] = null`},
		},
		"new phone": {
			func(b *fhir.Bundle) { doc(b).Contact.Phone = "0639980002" },
			[]string{docAt + `telecom = [{"system":"phone","value":"0639980002"}]`},
		},
		"language": {
			func(b *fhir.Bundle) { who(b).Languages = append(who(b).Languages, "lsf") },
			[]string{whoAt + `communication[2] = {"coding":[{"code":"lsf","system":"https://mos.esante.gouv.fr/NOS/TRE_G00-Langue/FHIR/TRE-G00-Langue"}]}`},
		},
		"category": {
			func(b *fhir.Bundle) { doc(b).Exercises[0].Category = roles.CategoryStudent },
			[]string{docAt + `qualification[0].code.coding[1].code = "E"`},
		},
		"profession": {
			func(b *fhir.Bundle) { who(b).Exercises[0].Profession = must(roles.ParseProfession("60")) },
			[]string{whoAt + `qualification[1].code.coding[0].code = "60"`, whoAt + `qualification[1].code.coding[0].system = "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante"`},
		},
		"no more exercise": {
			func(b *fhir.Bundle) { doc(b).Exercises = nil },
			[]string{
				docAt + `qualification[0].code.coding[0].code = "S"`, docAt + `qualification[0].code.coding[0].system = "https://mos.esante.gouv.fr/NOS/TRE_R04-TypeSavoirFaire/FHIR/TRE-R04-TypeSavoirFaire"`,
				docAt + `qualification[0].code.coding[1].code = "SM26"`, docAt + `qualification[0].code.coding[1].system = "https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale"`,
				docAt + `qualification[0].period = null`, docAt + `qualification[1] = null`,
			},
		},
		"role":     {func(b *fhir.Bundle) { role(b).Role = roles.GENR12 }, []string{roleAt + `code[0].coding[0].code = "GENR12"`}},
		"no role":  {func(b *fhir.Bundle) { lib(b).LiberalActivity = 0 }, []string{libAt + `code[3].coding[0].code = "PHA"`, libAt + `code[3].coding[0].system = "https://mos.esante.gouv.fr/NOS/TRE_R32-StatutHospitalier/FHIR/TRE-R32-StatutHospitalier"`, libAt + `code[4] = null`}},
		"mode":     {func(b *fhir.Bundle) { role(b).Mode = roles.ModeBenevole }, []string{roleAt + `code[1].coding[0].code = "B"`}},
		"function": {func(b *fhir.Bundle) { role(b).Function = must(roles.ParseProfession("330")) }, []string{roleAt + `code[2].coding[0].code = "330"`}},
		"function of another list": {
			func(b *fhir.Bundle) { lib(b).Function = must(roles.ParseProfession("330")) },
			[]string{libAt + `code[2].coding[0].code = "330"`, libAt + `code[2].coding[0].system = "` + r85 + `"`},
		},
		"liberal": {
			func(b *fhir.Bundle) { role(b).LiberalActivity = roles.LiberalCabinet },
			[]string{roleAt + `code[3] = {"coding":[{"code":"ACT-LIB-06","system":"https://mos.esante.gouv.fr/NOS/TRE_R24-TypeActiviteLiberale/FHIR/TRE-R24-TypeActiviteLiberale"}]}`},
		},
		"end":          {func(b *fhir.Bundle) { role(b).End = civil.YMD(2026, 12, 31) }, []string{roleAt + `period.end = "2026-12-31"`}},
		"no more end":  {func(b *fhir.Bundle) { lib(b).End = civil.Date{} }, []string{libAt + `period.end = null`}},
		"no more date": {func(b *fhir.Bundle) { role(b).Start = civil.Date{} }, []string{roleAt + `period = null`}},
		"situation id": {func(b *fhir.Bundle) { lib(b).ID = situation.DirectoryID("x1") }, []string{libAt + `identifier[0].value = "x1"`}},
		"not active":   {func(b *fhir.Bundle) { entry(b, 0).Common().Active = rpps.No }, []string{roleAt + `active = false`}},
		"name":         {func(b *fhir.Bundle) { org(b).Name = "AUTRE" }, []string{orgAt + `name = "AUTRE"`}},
		"trade name":   {func(b *fhir.Bundle) { org(b).TradeName = "" }, []string{orgAt + `alias = null`}},
		"siret": {
			func(b *fhir.Bundle) { org(b).SIRET = rpps.MustParseSIRET("35600000009075") },
			[]string{orgAt + `identifier[2].value = "35600000009075"`},
		},
		"new siren": {
			func(b *fhir.Bundle) { org(b).SIREN = rpps.MustParseSIREN("000997015") },
			[]string{orgAt + `identifier[4] = {"system":"https://sirene.fr","type":{"coding":[{"code":"SIREN","system":"https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203"}]},"use":"official","value":"000997015"}`},
		},
		"sector": {func(b *fhir.Bundle) { org(b).Sector, org(b).Kind = roles.SA41, 0 }, []string{orgAt + `type[1].coding[0].code = "SA41"`}},
		"two things": {
			func(b *fhir.Bundle) { org(b).Name, role(b).Role = "AUTRE", roles.GENR08 },
			[]string{roleAt + `code[0].coding[0].code = "GENR08"`, orgAt + `name = "AUTRE"`},
		},
		"new entry": {func(b *fhir.Bundle) {
			b.Entries = append(b.Entries, fhir.Entry{FullURL: "urn:x", Resource: parse(t, []byte(`{"resourceType":"Basic","id":"1"}`))})
		}, []string{`entry[7] = {"fullUrl":"urn:x","resource":{"id":"1","resourceType":"Basic"}}`}},
	} {
		t.Run(name, func(t *testing.T) {
			text := sample(t, "restricted.json")
			b := parse(t, text).(*fhir.Bundle)
			c.change(b)
			if name == "sector" { // the kind that the sector tells
				org(b).Kind = rpps.ESMS
			}
			got, err := b.MarshalJSON()
			require.NoError(t, err)
			assert.Equal(t, c.want, changes(t, text, got))
			// Read again, it says what was meant, and the original stays.
			again, err := fhir.Parse(got, fhir.Options{})
			require.NoError(t, err)
			twice, err := again.MarshalJSON()
			require.NoError(t, err)
			assert.Equal(t, plain(t, got), plain(t, twice))
			assert.Equal(t, plain(t, text), plain(t, b.Common().JSON()))
		})
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestNotCarried: a change without a place is an error, not a loss.
func TestNotCarried(t *testing.T) {
	b := func() *fhir.Bundle { return parse(t, sample(t, "restricted.json")).(*fhir.Bundle) }
	for path, change := range map[string]func(r *fhir.PractitionerRole, p *fhir.Practitioner, o *fhir.Organization){
		"endReason": func(r *fhir.PractitionerRole, _ *fhir.Practitioner, _ *fhir.Organization) {
			r.Situation.EndReason = roles.EndOther
		},
		"profession": func(r *fhir.PractitionerRole, _ *fhir.Practitioner, _ *fhir.Organization) {
			r.Situation.Profession = roles.ProfessionARole
		},
		"structure": func(r *fhir.PractitionerRole, _ *fhir.Practitioner, _ *fhir.Organization) {
			r.Situation.Structure.Name = "X"
		},
		"stated.role": func(r *fhir.PractitionerRole, _ *fhir.Practitioner, _ *fhir.Organization) {
			r.Situation.Role, r.Situation.Stated.Role = 0, "GENR77"
		},
		"civilStatus.birthName": func(_ *fhir.PractitionerRole, p *fhir.Practitioner, _ *fhir.Organization) {
			p.Professional.CivilStatus.BirthName = "X"
		},
		"otherIds[0]": func(_ *fhir.PractitionerRole, p *fhir.Practitioner, _ *fhir.Organization) {
			p.Professional.OtherIDs = []rpps.OtherID{{Text: "x", Origin: "EDIT"}}
		},
		"languages": func(_ *fhir.PractitionerRole, p *fhir.Practitioner, _ *fhir.Organization) {
			p.Professional.Languages = nil
		},
		"kind": func(_ *fhir.PractitionerRole, _ *fhir.Practitioner, o *fhir.Organization) {
			o.Structure.Kind = rpps.DAC
		},
		"technicalId": func(_ *fhir.PractitionerRole, _ *fhir.Practitioner, o *fhir.Organization) {
			o.Structure.Technical = must(rpps.ParseTechnicalID("R95141"))
		},
	} {
		t.Run(path, func(t *testing.T) {
			b := b()
			change(b.Entries[0].Resource.(*fhir.PractitionerRole), b.Entries[2].Resource.(*fhir.Practitioner), b.Entries[4].Resource.(*fhir.Organization))
			_, err := b.MarshalJSON()
			require.ErrorIs(t, err, fhir.CodeNotCarried)
			f, ok := rule.AsFault(err)
			require.True(t, ok)
			assert.Equal(t, path, f.Path())
		})
	}
	bundle := b()
	bundle.Entries = bundle.Entries[:3]
	_, err := bundle.MarshalJSON()
	require.ErrorIs(t, err, fhir.CodeNotCarried)
	// What is not of FHIR's shape is not written over.
	odd := parse(t, sample(t, "former.json")).(*fhir.Practitioner)
	odd.Professional.ExerciseName.Family = "AUTRE"
	_, err = odd.MarshalJSON()
	require.ErrorIs(t, err, fhir.CodeNotCarried)
}

func TestRefusals(t *testing.T) {
	deep := strings.Repeat("[", 70) + strings.Repeat("]", 70)
	for _, c := range []struct {
		text string
		want rule.Code
	}{
		{``, fhir.CodeJSON},
		{`{`, fhir.CodeJSON},
		{`[]`, fhir.CodeNotResource},
		{`null`, fhir.CodeNotResource},
		{`{}`, fhir.CodeNotResource},
		{`{"resourceType":""}`, fhir.CodeNotResource},
		{`{"resourceType":1}`, fhir.CodeNotResource},
		{`{"resourceType":"Practitioner"} x`, fhir.CodeJSON},
		{`{"resourceType":"Practitioner","id":"1","id":"1"}`, fhir.CodeMemberTwice},
		{`{"resourceType":"Practitioner","name":[{"family":"A","family":"B"}]}`, fhir.CodeMemberTwice},
		{"{\"resourceType\":\"Practitioner\",\"id\":\"\xe9\"}", fhir.CodeEncoding},
		{`{"resourceType":"Practitioner","x":` + deep + `}`, fhir.CodeTooDeep},
		{`{"resourceType":"Practitioner","x":[` + strings.Repeat("0,", fhir.MaxValues) + `0]}`, fhir.CodeTooMany},
		{`{"resourceType":"Practitioner","x":"` + strings.Repeat("x", fhir.MaxBytes) + `"}`, fhir.CodeTooLarge},
	} {
		if testing.Short() && len(c.text) > 1<<20 {
			continue
		}
		r, err := fhir.Parse([]byte(c.text), fhir.Options{})
		assert.Nil(t, r)
		require.ErrorIs(t, err, c.want, "%.60s", c.text)
		_, err = fhir.Read(strings.NewReader(c.text), fhir.Options{})
		require.ErrorIs(t, err, c.want, "%.60s", c.text)
	}
	_, err := fhir.Read(failing{}, fhir.Options{})
	require.ErrorIs(t, err, os.ErrClosed)
	_, err = fhir.Parse([]byte(`{"resourceType":"X"}`), fhir.Options{MaxBytes: 5})
	require.ErrorIs(t, err, fhir.CodeTooLarge)
	_, err = fhir.Parse([]byte("{\n \"resourceType\":x"), fhir.Options{})
	f, _ := rule.AsFault(err)
	assert.Equal(t, rule.Position{Line: 2, Column: 17}, f.Position())
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, os.ErrClosed }

// Every rule of reading, by the smallest resource that breaks it.
func TestRules(t *testing.T) {
	const (
		person = `{"resourceType":"Practitioner",%s}`
		role   = `{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/p"},%s}`
		org    = `{"resourceType":"Organization",%s}`
	)
	idnps := func(v string) string {
		return `"identifier":[{"system":"` + fhir.SystemIDNPS + `","value":"` + v + `"}]`
	}
	id := func(system, kind, v string) string {
		return `"identifier":[{"system":"` + system + `","type":{"coding":[{"code":"` + kind + `"}]},"value":"` + v + `"}]`
	}
	code := func(system, code string) string {
		return `"code":[{"coding":[{"system":"` + system + `","code":"` + code + `"}]}]`
	}
	qualification := func(system, code string) string {
		return `"qualification":[{"code":{"coding":[{"system":"` + system + `","code":"` + code + `"}]}}]`
	}
	for _, c := range []struct {
		form, with string
		code       rule.Code
		path       string // "": the resource has no such fault
	}{
		{person, `"name":{"family":"X"}`, fhir.CodeType, "name"},
		{person, `"name":[{"family":"X"}]`, fhir.CodeType, ""},
		{person, `"active":"true"`, fhir.CodeType, "active"},
		{person, idnps("8ABC"), fhir.CodeIdentifierKept, "identifier[0].value"},
		{person, idnps("899700366241"), fhir.CodeIdentifierKey, "identifier[0].value"},
		{person, idnps("899700366240"), fhir.CodeIdentifierKey, ""},
		{person, `"identifier":[{"system":"` + fhir.SystemIDNPS + `","value":"899700366240"},{"system":"` + fhir.SystemRPPS + `","value":"99700218896"}]`, fhir.CodeIdentifierConflict, "identifier"},
		{person, `"identifier":[{"system":"` + fhir.SystemIDNPS + `","value":"899700366240"},{"system":"` + fhir.SystemRPPS + `","value":"99700366240"}]`, fhir.CodeIdentifierConflict, ""},
		{person, id("http://rpps.fr", "RPPS", "99700366240"), fhir.CodeSystemFormer, "identifier[0].system"},
		{person, id("", "RPPS", "99700366240"), fhir.CodeSystemMissing, "identifier[0].system"},
		{person, id(fhir.SystemRPPS, "RPPS", fhir.SystemRPPS), fhir.CodeValueIsSystem, "identifier[0].value"},
		{person, idnps("99700366240"), fhir.CodeIDNPSPrefix, "identifier[0].value"},
		{person, idnps("899700366240"), fhir.CodeIDNPSPrefix, ""},
		{person, qualification("", "60"), fhir.CodeSystemMissing, "qualification[0].code.coding[0].system"},
		{person, qualification(r85, "314"), fhir.CodeProfessionRole, "qualification[0].code.coding[0]"},
		{person, qualification("https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante", "9Z"), fhir.CodeCodeUnknown, "qualification[0].code.coding[0].code"},
		{person, qualification("http://example.org/TRE_G15", "60"), fhir.CodeSystemOther, "qualification[0].code.coding[0].system"},
		{person, qualification("https://mos.esante.gouv.fr/NOS/TRE_G15-Profession/FHIR/TRE-G15-Profession", "60"), fhir.CodeSystemOther, "qualification[0].code.coding[0].system"},
		{person, qualification("urn:oid:1.2.250.1.71.1.2.7", "60"), fhir.CodeSystemOther, ""},
		{person, `"birthDate":"1980"`, fhir.CodeDate, "birthDate"},
		{person, `"meta":{"profile":["https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-dp-practitioner"]},"birthDate":"1980-01-01"`, fhir.CodeRestricted, "birthDate"},
		{person, `"modifierExtension":[{"url":"x"}]`, fhir.CodeModifier, "modifierExtension"},
		{person, `"implicitRules":"http://x"`, fhir.CodeModifier, "implicitRules"},
		{person, `"name":[{"family":"X","modifierExtension":[{"url":"x"}]}]`, fhir.CodeModifier, "name[0].modifierExtension"},
		{person, `"contained":[{"x":1}]`, fhir.CodeNotResource, "contained[0]"},
		{org, id(fhir.SystemRPPSRang, "RPPSRG", "F990000010"), fhir.CodeRPPSRangTechnical, "identifier[0].value"},
		{org, id(fhir.SystemRPPSRang, "RPPSRG", "99700366240007"), fhir.CodeRPPSRangTechnical, ""},
		{org, id(fhir.SystemIDNST, "IDNST", "990000010"), fhir.CodeIDNSTPrefix, "identifier[0].value"},
		{org, id(fhir.SystemIDNST, "IDNST", "1990000010"), fhir.CodeIDNSTPrefix, ""},
		{org, id(fhir.SystemFINESS, "", "990000010"), fhir.CodeFINESSKind, "identifier[0].value"},
		{org, id(fhir.SystemFINESS, "FINEG", "990000010"), fhir.CodeFINESSKind, ""},
		{org, `"identifier":[{"system":"` + fhir.SystemIDNST + `","value":"1990000010"},{"system":"` + fhir.SystemFINESS + `","type":{"coding":[{"code":"FINEG"}]},"value":"990000028"}]`, fhir.CodeIdentifierConflict, "identifier"},
		{role, id(fhir.SystemRPPS, "", "F990000010"), fhir.CodeSituationID, "identifier[0].value"},
		{role, id(fhir.SystemRPPS, "", "1009970001"), fhir.CodeSituationID, ""},
		{role, code(r22, "GENR77"), fhir.CodeCodeUnknown, "code[0].coding[0].code"},
		{role, `"code":[{"coding":[{"system":"` + r22 + `","code":"GENR10"}]},{"coding":[{"system":"` + r22 + `","code":"GENR12"}]}]`, fhir.CodeCodeConflict, "code[1].coding[0]"},
		{role, `"code":[{"coding":[{"system":"` + r22 + `","code":"GENR10"}]},{"coding":[{"system":"` + r22 + `","code":"GENR10"}]}]`, fhir.CodeCodeConflict, ""},
		{role, code("", "GENR10"), fhir.CodeSystemMissing, "code[0].coding[0].system"},
		{role, `"period":{"start":"2026"}`, fhir.CodeDate, "period.start"},
		{role, `"period":{"start":"2026-01-31T08:00:00+01:00"}`, fhir.CodeDate, ""},
		{`{"resourceType":"Bundle","entry":[%s]}`, `{"resource":{"x":1}}`, fhir.CodeNotResource, "entry[0].resource"},
		{`{"resourceType":"Bundle","entry":[%s]}`, `{"resource":{"resourceType":"Practitioner","name":{}}}`, fhir.CodeType, "entry[0].resource.name"},
	} {
		r, err := fhir.Parse(fmt.Appendf(nil, c.form, c.with), fhir.Options{})
		require.NoError(t, err, c.with)
		fs := r.Common().Faults
		i := slices.IndexFunc(fs, func(f rule.Fault) bool { return f.Code() == c.code })
		switch {
		case c.path == "" && i >= 0:
			t.Errorf("%s: unexpected %s", c.with, fs[i])
		case c.path != "" && i < 0:
			t.Errorf("%s: %s missing in %v", c.with, c.code, fs)
		case c.path != "":
			assert.Equal(t, c.path, fs[i].Path(), c.with)
		}
	}
}

const day = "2026-01-15"

// allowed returns what the situations of a set may read, in all.
func allowed(set *fhir.Set) map[string]bool {
	out := map[string]bool{}
	at := civil.MustParseISO(day)
	m := habilitation.CNAM20240925()
	for _, p := range set.People() {
		for _, s := range p.Situations {
			for d := range m.Readable(habilitation.Request{
				Subject: habilitation.SubjectOf(s, at), Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed,
			}) {
				out[p.Professional.ExerciseName.Family.Reveal()+" "+d.Code()] = true
			}
		}
	}
	return out
}

// TestNothingOpens: whatever is taken out of the resources, or made
// unreadable, nobody may read more than before.
func TestNothingOpens(t *testing.T) {
	var doc any
	require.NoError(t, json.Unmarshal(sample(t, "restricted.json"), &doc))
	before := allowed(fhir.NewSet(parse(t, sample(t, "restricted.json"))))
	require.Len(t, before, 108+9, "the physician reads all, GENR10 nine types")
	tried, fewer, asked := 0, 0, 0
	try := func(path string) {
		if asked++; testing.Short() && asked%6 != 0 {
			return
		}
		text, err := json.Marshal(doc)
		require.NoError(t, err)
		r, err := fhir.Parse(text, fhir.Options{})
		if err != nil {
			return
		}
		tried++
		after := allowed(fhir.NewSet(r))
		for what := range after {
			// The name may be what was taken out.
			if _, d, _ := strings.Cut(what, " "); !before[what] && !before["SPECIMEN "+d] {
				t.Fatalf("%s: %s is open", path, what)
			}
		}
		if len(after) > len(before) {
			t.Fatalf("%s: more is open", path)
		}
		if len(after) < len(before) {
			fewer++
		}
	}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(v)) {
				at, old := path+"."+k, v[k]
				delete(v, k)
				if !strings.HasSuffix(at, "period.end") { // an end that is not stated is no end
					try(at + " taken out")
				}
				for _, odd := range []any{nil, "x", 7.0, false, []any{}, []any{old, old}, map[string]any{"x": old}} {
					v[k] = odd
					if !strings.HasSuffix(at, "period.end") || odd != nil {
						try(fmt.Sprintf("%s = %T", at, odd))
					}
				}
				v[k] = old
				walk(at, old)
			}
		case []any:
			for i := range v {
				old := v[i]
				at := fmt.Sprintf("%s[%d]", path, i)
				for _, odd := range []any{nil, "x", map[string]any{}} {
					v[i] = odd
					try(at)
				}
				v[i] = old
				walk(at, old)
			}
		}
	}
	walk("", doc)
	t.Logf("%d changes tried, %d close something", tried, fewer)
	require.Greater(t, tried, 500)
	require.Greater(t, fewer, 30)
}

// TestDoubt: what puts a situation in doubt closes it.
func TestDoubt(t *testing.T) {
	open := func(old, with string, times int) int {
		text := string(sample(t, "restricted.json"))
		if old != "" {
			require.Contains(t, text, old)
			text = strings.Replace(text, old, with, times)
		}
		n := 0
		for _, p := range fhir.NewSet(parse(t, []byte(text))).People() {
			for _, s := range p.Situations {
				if s.OpenAt(civil.MustParseISO(day)).IsOpen() {
					n++
				}
			}
		}
		return n
	}
	require.Equal(t, 2, open("", "", 0))
	for _, c := range []struct {
		old, with string
		times, n  int
	}{
		{`"active": true`, `"active": false`, -1, 0},
		{`"start": "2024-01-08"`, `"start": "2024"`, 1, 1},
		{`"end": "2026-06-30"`, `"end": "2026-06"`, 1, 1},
		{`"end": "2026-06-30"`, `"end": "juin"`, 1, 1},
		{`"end": "2026-06-30"`, `"end": 2026`, 1, 1},
		{`"end": "2026-06-30"`, `"end": null`, 1, 1},
		{`"id": "7001",`, `"id": "7001", "modifierExtension": [{"url": "x", "valueBoolean": true}],`, 1, 1},
		{`"id": "9001",`, `"id": "9001", "implicitRules": "x",`, 1, 1},
		{`"id": "5001",`, `"id": "5001", "modifierExtension": [{"url": "x"}],`, 1, 0},
	} {
		assert.Equal(t, c.n, open(c.old, c.with, c.times), c.with)
	}
}

// TestContradictions: of two that say different things neither is believed.
func TestContradictions(t *testing.T) {
	identifiers := func(pairs ...string) string {
		var out []string
		for i := 0; i < len(pairs); i += 3 {
			out = append(out, `{"system":"`+pairs[i]+`","type":{"coding":[{"code":"`+pairs[i+1]+`"}]},"value":"`+pairs[i+2]+`"}`)
		}
		return `"identifier":[` + strings.Join(out, ",") + `]`
	}
	for _, ids := range []string{
		identifiers(fhir.SystemIDNPS, "", "899700366240", fhir.SystemRPPS, "", "99700218896"),
		identifiers(fhir.SystemIDNPS, "", "899700366240", fhir.SystemIDNPS, "", "899700218896"),
	} {
		p := parse(t, []byte(`{"resourceType":"Practitioner",`+ids+`}`)).(*fhir.Practitioner)
		assert.Zero(t, p.Professional.ID)
		assert.Zero(t, p.Professional.Number)
		assert.True(t, p.Faults.Has(fhir.CodeIdentifierConflict))
	}
	p := parse(t, []byte(`{"resourceType":"Practitioner",`+identifiers(fhir.SystemRPPS, "", "99700366240", fhir.SystemRPPS, "", "99700218896")+`}`)).(*fhir.Practitioner)
	assert.Zero(t, p.Professional.Number)
	o := parse(t, []byte(`{"resourceType":"Organization",`+identifiers(fhir.SystemIDNST, "", "1990000010", fhir.SystemFINESS, "FINEG", "990000028")+`}`)).(*fhir.Organization)
	assert.Zero(t, o.Structure.ID)
	o = parse(t, []byte(`{"resourceType":"Organization",`+identifiers(fhir.SystemFINESS, "FINEG", "990000010", fhir.SystemFINESS, "FINEG", "990000028", fhir.SystemFINESS, "FINEG", "990000010")+`}`)).(*fhir.Organization)
	assert.Zero(t, o.Structure.FINESS)

	// A situation with two roles, functions or modes opens nothing, whatever the
	// person is.
	for _, list := range [][3]string{
		{r22, "GENR10", "GENR12"},
		{r85, "316", "317"},
		{r85, "316", "326"},
		{"https://mos.esante.gouv.fr/NOS/TRE_R21-Fonction/FHIR/TRE-R21-Fonction", "FON-29", "FON-AU"},
		{"https://mos.esante.gouv.fr/NOS/TRE_R23-ModeExercice/FHIR/TRE-R23-ModeExercice", "S", "L"},
	} {
		for _, profession := range []string{"10", "60"} {
			code := func(c string) string {
				return `{"coding":[{"system":"` + list[0] + `","code":"` + c + `"}]}`
			}
			set := bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[`+exercise(profession, "C", "")+`]}`,
				`{"resourceType":"PractitionerRole","practitioner":{"reference":"Practitioner/p"},"period":{"start":"2020-01-01"},"code":[`+code(list[1])+`,`+code(list[2])+`]}`)
			assert.Empty(t, allowed(set), "%v", list)
			assert.True(t, parse(t, []byte(`{"resourceType":"PractitionerRole","code":[`+code(list[1])+`,`+code(list[2])+`]}`)).Common().Faults.Has(fhir.CodeCodeConflict))
		}
	}
	// Two professions, two categories of one exercise.
	for _, codings := range []string{
		`{"system":"` + g15 + `","code":"10"},{"system":"` + g15 + `","code":"60"},{"system":"` + r09 + `","code":"C"}`,
		`{"system":"` + g15 + `","code":"10"},{"system":"` + r09 + `","code":"E"},{"system":"` + r09 + `","code":"C"}`,
	} {
		set := bundle(t, `{"resourceType":"Practitioner","id":"p","qualification":[{"code":{"coding":[`+codings+`]}}]}`,
			`{"resourceType":"PractitionerRole","practitioner":{"reference":"Practitioner/p"},"period":{"start":"2020-01-01"}}`)
		assert.Empty(t, allowed(set), codings)
	}
}

func TestUnread(t *testing.T) {
	b := parse(t, sample(t, "restricted.json")).(*fhir.Bundle)
	assert.Equal(t, []string{"language", "availableTime"}, b.Entries[0].Resource.Common().Unread())
	assert.Equal(t, []string{"language"}, b.Entries[2].Resource.Common().Unread())
	assert.Equal(t, []string{"language", "extension", "address"}, b.Entries[4].Resource.Common().Unread())
	r := parse(t, []byte(`{"resourceType":"Practitioner","partOf":{},"EXEMPLE":1,"photo":[]}`))
	assert.Equal(t, []string{"(other)", "(other)", "photo"}, r.Common().Unread())
	assert.Equal(t, 0, len(new(fhir.Base).Unread()))
}

// TestUnmarshal: resources are fields of other people's types.
func TestUnmarshal(t *testing.T) {
	var v struct {
		A fhir.Practitioner
		B *fhir.PractitionerRole
		C fhir.Organization
		D fhir.Bundle
		E fhir.Other
	}
	text := `{"A":{"resourceType":"Practitioner","id":"1","x":1.50},"B":{"resourceType":"PractitionerRole"},"C":{"resourceType":"Organization","name":"N"},"D":{"resourceType":"Bundle","type":"batch"},"E":{"resourceType":"Basic"}}`
	require.NoError(t, json.Unmarshal([]byte(text), &v))
	assert.Equal(t, rpps.Private("N"), v.C.Structure.Name)
	assert.Equal(t, "batch", v.D.Kind)
	got, err := json.Marshal(v)
	require.NoError(t, err)
	assert.Equal(t, plain(t, []byte(text)), plain(t, got))
	require.ErrorIs(t, json.Unmarshal([]byte(`{"resourceType":"Basic"}`), &v.A), fhir.CodeNotResource)
	require.ErrorIs(t, json.Unmarshal([]byte(`{"resourceType":"Practitioner"}`), &v.E), fhir.CodeNotResource)
	require.ErrorIs(t, json.Unmarshal([]byte(`{}`), &v.D), fhir.CodeNotResource)
	require.NoError(t, json.Unmarshal([]byte(`null`), &v.D))
	// The zero values are no resource.
	got, err = json.Marshal([]any{fhir.Practitioner{}, fhir.PractitionerRole{}, fhir.Organization{}, fhir.Bundle{}, fhir.Other{}})
	require.NoError(t, err)
	assert.Equal(t, "[null,null,null,null,null]", string(got))
	assert.Equal(t, "Resource(not stated)", fhir.Base{}.String())
}

// TestNumber: the RPPS number stands in two places, or in one.
func TestNumber(t *testing.T) {
	only := `{"resourceType":"Practitioner","identifier":[{"system":"` + fhir.SystemIDNPS + `","value":"899700366240"}]}`
	p := parse(t, []byte(only)).(*fhir.Practitioner)
	require.Equal(t, rpps.MustParseNumber("99700366240"), p.Professional.Number)
	p.Professional.ID, p.Professional.Number = rpps.MustParsePersonID("899700218896"), rpps.MustParseNumber("99700218896")
	got, err := p.MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, []string{`identifier[0].value = "899700218896"`}, changes(t, []byte(only), got))
	p.Professional.ID = rpps.ForeignPersonID("ANS20260101000000")
	got, err = p.MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, rpps.MustParseNumber("99700218896"), parse(t, got).(*fhir.Practitioner).Professional.Number)
	p.Professional.CivilStatus.Sex = 99
	_, err = p.MarshalJSON()
	require.NoError(t, err)
}

// TestWithoutText: what a program puts into a resource that was neither read nor
// made has no place in it, and does not go without a word.
func TestWithoutText(t *testing.T) {
	n := rpps.MustParseNumber("99700000013")
	for _, r := range []fhir.Resource{&fhir.Practitioner{}, &fhir.PractitionerRole{}, &fhir.Organization{}, &fhir.Bundle{}, &fhir.Other{}} {
		text, err := json.Marshal(r)
		require.NoError(t, err)
		assert.Equal(t, "null", string(text))
		b, faults := fhir.New(nil, fhir.NewOptions{})
		require.Empty(t, faults)
		b.Entries = append(b.Entries, fhir.Entry{Resource: r})
		_, err = json.Marshal(b)
		assert.ErrorIs(t, err, fhir.CodeNotCarried, "%T", r)
	}
	for _, r := range []fhir.Resource{
		&fhir.Practitioner{Professional: rpps.Professional{Number: n}},
		&fhir.PractitionerRole{Situation: situation.Situation{Role: roles.RoleSocialLife}},
		&fhir.Organization{Structure: rpps.Structure{Sector: roles.SA17}},
		&fhir.Bundle{Entries: []fhir.Entry{{Resource: &fhir.Other{}}}},
		&fhir.Other{Base: fhir.Base{Type: "Device"}},
	} {
		text, err := json.Marshal(r)
		assert.ErrorIs(t, err, fhir.CodeNotCarried, "%T: %s", r, text)
		_, err = fhir.Line(r)
		assert.ErrorIs(t, err, fhir.CodeNotCarried, "%T", r)
	}
}
