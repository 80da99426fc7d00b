package fhir_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// educator is an invented role professional with one situation.
func educator() fhir.Person {
	return fhir.Person{
		Professional: rpps.Professional{
			ID: rpps.MustParsePersonID("899700366240"), Number: rpps.MustParseNumber("99700366240"),
			CivilStatus:  rpps.CivilStatus{Sex: rpps.Female, BirthDate: civil.YMD(1988, 3, 14)},
			Civility:     "MME",
			ExerciseName: rpps.Name{Family: "EXEMPLE", Given: "Camille"},
			Contact:      rpps.Contact{Email: "camille@example.org", MSSante: rpps.MustParseMSSante("camille@pro.mssante.example.org")},
			Languages:    []string{"fr"},
			Exercises: []rpps.Exercise{{
				Profession: roles.ProfessionARole, Category: roles.CategoryCivil, Stated: rpps.StatedExercise{Profession: "99", Category: "C"},
			}},
		},
		Situations: []situation.Situation{{
			ID: situation.DirectoryID("1009970001"),
			Structure: rpps.Structure{
				SIRET: rpps.MustParseSIRET("00099701500011"), FINESS: rpps.MustParseFINESS("990000010"), LegalFINESS: rpps.MustParseFINESS("990000036"),
				ID: rpps.MustParseStructureID("1990000010"), Name: "IME LES TILLEULS (FICTIF)", TradeName: "LES TILLEULS", Kind: rpps.ESMS, Sector: roles.SA16,
				Stated: rpps.StatedStructure{Sector: "SA16"},
			},
			Role: roles.GENR10, Profession: roles.ProfessionARole, Function: must(roles.ParseProfession("326")),
			Category: roles.CategoryCivil, Mode: roles.ModeSalarie, Start: civil.YMD(2024, 1, 8), End: civil.YMD(2026, 12, 31),
			Source: situation.SourceFHIR,
			Stated: situation.Stated{Role: "GENR10", Profession: "99", Function: "326", Category: "C", Mode: "S"},
		}},
	}
}

// again writes a Bundle and reads it.
func again(t *testing.T, b *fhir.Bundle) []fhir.Person {
	t.Helper()
	text, err := b.MarshalJSON()
	require.NoError(t, err)
	return fhir.NewSet(parse(t, text)).People()
}

// TestNew: what the restricted profiles carry comes back.
func TestNew(t *testing.T) {
	p := educator()
	b, faults := fhir.New([]fhir.Person{p}, fhir.NewOptions{})
	require.Empty(t, faults)
	require.Empty(t, b.Faults)
	require.Len(t, b.Entries, 4, "person, legal entity, site, situation")
	for _, e := range b.Entries {
		assert.Equal(t, rpps.Yes, e.Resource.Common().Active, "as the profiles ask")
	}
	out := again(t, b)
	require.Len(t, out, 1)
	assert.Empty(t, out[0].Faults)
	want, _ := json.Marshal([]any{p.Professional, p.Situations})
	got, _ := json.Marshal([]any{out[0].Professional, out[0].Situations})
	assert.JSONEq(t, string(want), string(got))

	// Every role, mode, function and type of liberal activity.
	for r := range roles.Roles() {
		for m := range roles.PracticeModes() {
			p.Situations[0].Role, p.Situations[0].Mode = r, m
			p.Situations[0].Stated.Role, p.Situations[0].Stated.Mode = r.Code(), m.Code()
			b, faults := fhir.New([]fhir.Person{p}, fhir.NewOptions{})
			require.Empty(t, faults)
			assert.Equal(t, p.Situations, again(t, b)[0].Situations)
		}
	}
	for f := range roles.Professions() {
		switch f.List() {
		case roles.ListR85, roles.ListR96, roles.ListR21:
			p.Situations[0].Function, p.Situations[0].Stated.Function = f, f.Code()
		default:
			p.Professional.Exercises[0].Profession, p.Professional.Exercises[0].Stated.Profession = f, f.Code()
			p.Situations[0].Profession, p.Situations[0].Stated.Profession = f, f.Code()
		}
		b, faults := fhir.New([]fhir.Person{p}, fhir.NewOptions{})
		require.Empty(t, faults, "%v", f)
		assert.Equal(t, p.Situations, again(t, b)[0].Situations, "%v", f)
	}
}

// TestNewLimits: what a target cannot carry is told, each thing once.
func TestNewLimits(t *testing.T) {
	list := func(fs rule.Faults) []string {
		var out []string
		for _, f := range fs {
			out = append(out, string(f.Code())+" "+f.Path())
		}
		return out
	}
	one := func(change func(p *fhir.Person), target fhir.Target) []string {
		p := educator()
		change(&p)
		b, faults := fhir.New([]fhir.Person{p}, fhir.NewOptions{Target: target})
		require.NotNil(t, b)
		return list(faults)
	}
	same := func(*fhir.Person) {}
	const s = "people[0].situations[0]."
	const p = "people[0].professional."
	for name, c := range map[string]struct {
		change func(*fhir.Person)
		target fhir.Target
		want   []string
	}{
		"restricted": {same, fhir.Restricted, nil},
		"public": {same, fhir.Public, []string{
			"FHIR-NOT-CARRIED " + p + "civilStatus.birthDate", "FHIR-NOT-CARRIED " + p + "civilStatus.sex",
			"FHIR-NOT-CARRIED " + p + "contact.email", "FHIR-NOT-CARRIED " + p + "languages",
			"FHIR-NOT-CARRIED " + s + "end", "FHIR-NOT-CARRIED " + s + "start",
		}},
		"TDDUI": {same, fhir.TDDUI, []string{"FHIR-NOT-CARRIED " + s + "role"}},
		"reason of the end": {
			func(p *fhir.Person) { p.Situations[0].EndReason = roles.EndOther }, 0,
			[]string{"FHIR-NOT-CARRIED " + s + "endReason"},
		},
		"birth name":        {func(p *fhir.Person) { p.Professional.CivilStatus.BirthName = "X" }, 0, []string{"FHIR-NOT-CARRIED " + p + "civilStatus.birthName"}},
		"other identifiers": {func(p *fhir.Person) { p.Professional.OtherIDs = []rpps.OtherID{{Text: "E1", Origin: "EDIT"}} }, 0, []string{"FHIR-NOT-CARRIED " + p + "otherIds[0]"}},
		"unknown code": {
			func(p *fhir.Person) { p.Situations[0].Role, p.Situations[0].Stated.Role = 0, "GENR77" }, 0,
			[]string{"FHIR-NOT-CARRIED " + s + "start", "FHIR-NOT-CARRIED " + s + "stated.role"},
		},
		"seen on a day":        {func(p *fhir.Person) { p.Situations[0].SeenOn = civil.YMD(2026, 1, 1) }, 0, []string{"FHIR-NOT-CARRIED " + s + "seenOn"}},
		"technical identifier": {func(p *fhir.Person) { p.Situations[0].Structure.Technical = must(rpps.ParseTechnicalID("F990000010")) }, 0, []string{"FHIR-NOT-CARRIED " + s + "structure.technicalId"}},
		"kind":                 {func(p *fhir.Person) { p.Situations[0].Structure.Kind = rpps.DAC }, 0, []string{"FHIR-NOT-CARRIED " + s + "structure.kind"}},
		"no national number":   {func(p *fhir.Person) { p.Situations[0].Structure.ID = rpps.StructureID{} }, 0, []string{"FHIR-IDNST-MADE " + s + "structure.id"}},
		"nobody":               {func(p *fhir.Person) { p.Professional.ID, p.Professional.Number = rpps.PersonID{}, rpps.Number{} }, 0, []string{"FHIR-REQUIRED " + p + "id", "FHIR-REQUIRED " + p + "rpps"}},
		"situation of another exercise": {
			func(p *fhir.Person) { p.Situations[0].Category = roles.CategoryStudent }, 0,
			[]string{"FHIR-NOT-CARRIED " + s + "category", "FHIR-NOT-CARRIED " + s + "profession", "FHIR-NOT-CARRIED " + s + "start"},
		},
		"unknown savoir-faire": {func(p *fhir.Person) {
			p.Professional.Exercises[0].QualificationType, p.Professional.Exercises[0].Qualification = "Z", "Z1"
		}, 0, []string{"FHIR-NOT-CARRIED " + p + "exercises[0].qualification"}},
		"empty": {
			func(p *fhir.Person) { *p = fhir.Person{Situations: []situation.Situation{{}}} }, fhir.Public,
			[]string{"FHIR-REQUIRED " + p + "id", "FHIR-REQUIRED " + p + "rpps", "FHIR-REQUIRED " + s + "id"},
		},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, one(c.change, c.target)) })
	}
}

// TestNewTargets: each target has its profiles and shapes.
func TestNewTargets(t *testing.T) {
	p := educator()
	p.Situations = append(p.Situations, p.Situations[0])
	b, _ := fhir.New([]fhir.Person{p}, fhir.NewOptions{Target: fhir.TDDUI})
	text, err := b.MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, "transaction", b.Kind)
	assert.Len(t, b.Entries, 5, "one structure for two situations")
	assert.Equal(t, "POST", b.Entries[0].Method)
	assert.True(t, b.Entries[0].Resource.Common().IsTDDUI())
	assert.NotContains(t, string(text), "active")
	s := again(t, b)[0].Situations[0]
	assert.Equal(t, roles.ProfessionARole, s.Profession)
	assert.Equal(t, roles.ModeSalarie, s.Mode)
	assert.Zero(t, s.Role)
	b, _ = fhir.New([]fhir.Person{p}, fhir.NewOptions{Target: fhir.Public})
	text, err = b.MarshalJSON()
	require.NoError(t, err)
	assert.True(t, b.Entries[0].Resource.Common().IsPublic())
	for _, restricted := range []string{"birthDate", "gender", "period", "camille@example.org", "communication"} {
		assert.NotContains(t, string(text), restricted)
	}
	// The addresses follow from the input and the name space.
	c, _ := fhir.New([]fhir.Person{p}, fhir.NewOptions{Target: fhir.Public})
	d, _ := fhir.New([]fhir.Person{p}, fhir.NewOptions{Target: fhir.Public, Space: uuid.UUID{1}})
	assert.Equal(t, b.Entries[0].FullURL, c.Entries[0].FullURL)
	assert.NotEqual(t, b.Entries[0].FullURL, d.Entries[0].FullURL)
	seen := map[rpps.Private]bool{}
	for _, e := range b.Entries {
		assert.False(t, seen[e.FullURL])
		seen[e.FullURL] = true
	}
	empty, faults := fhir.New(nil, fhir.NewOptions{})
	assert.Empty(t, faults)
	assert.Empty(t, empty.Entries)
}

// record is a decision of an invented emergency.
func record(t testing.TB, facts habilitation.Facts) trace.Record {
	t.Helper()
	day := civil.YMD(2026, 1, 15)
	s := educator().Situations[0]
	s.Profession, s.Stated.Profession, s.Role, s.Stated.Role, s.Function, s.Stated.Function = must(roles.ParseProfession("60")), "60", 0, "", 0, ""
	d := habilitation.CNAM20240925().Decide(habilitation.Request{
		Subject: habilitation.SubjectOf(s, day), Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read, Facts: facts,
	})
	r := trace.Of(d, s, facts)
	r.ID = "evt-1"
	r.At = time.Date(2026, 1, 15, 9, 30, 0, 0, time.FixedZone("", 3600))
	r.Who, r.Name = rpps.MustParsePersonID("899700366240"), "Camille EXEMPLE"
	r.Patient, r.DocumentID, r.Done = "usager-42", "doc-7", rpps.Yes
	return r
}

var observer = fhir.AuditOptions{ObserverSystem: "urn:ietf:rfc:3986", Observer: "urn:uuid:00000000-0000-4000-8000-0000000000aa", ObserverName: "DUI fictif", PatientSystem: "https://dui.example.org/usagers", DocumentSystem: "https://dui.example.org/documents"}

func TestAuditEvent(t *testing.T) {
	r := record(t, habilitation.BrisDeGlace|habilitation.Incapacity|habilitation.BrisDeGlaceNotRefused|habilitation.NotOpposed|habilitation.Visible)
	r.Motive = "malaise"
	e, faults := fhir.AuditEvent(r, observer)
	require.NotNil(t, e)
	assert.Equal(t, []string{"category", "situation"}, paths(faults), "what an AuditEvent has no place for")
	got, err := e.MarshalJSON()
	require.NoError(t, err)
	assert.JSONEq(t, `{"resourceType":"AuditEvent","id":"evt-1",
		"type":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110110","display":"Patient Record"},
		"action":"R","period":{"start":"2026-01-15T09:30:00+01:00"},"recorded":"2026-01-15T09:30:00+01:00","outcome":"0","outcomeDesc":"HAB-GROUND-CELL HAB-GROUND-EMERGENCY HAB-CAVEAT-EMERGENCY-DUTIES",
		"purposeOfEvent":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"BTG"}],"text":"malaise"}],
		"agent":[
			{"role":[{"coding":[{"system":"https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante","code":"60"}]}],
			 "who":{"identifier":{"type":{"coding":[{"system":"https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203","code":"IDNPS"}]},"system":"urn:oid:1.2.250.1.71.4.2.1","value":"899700366240"}},
			 "name":"Camille EXEMPLE","requestor":true},
			{"who":{"identifier":{"type":{"coding":[{"system":"https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203","code":"IDNST"}]},"system":"urn:oid:1.2.250.1.71.4.2.2","value":"1990000010"}},"requestor":false}],
		"source":{"observer":{"identifier":{"system":"urn:ietf:rfc:3986","value":"urn:uuid:00000000-0000-4000-8000-0000000000aa"},"display":"DUI fictif"}},
		"entity":[
			{"what":{"identifier":{"system":"https://dui.example.org/usagers","value":"usager-42"}},"type":{"system":"http://terminology.hl7.org/CodeSystem/audit-entity-type","code":"1","display":"Person"},"role":{"system":"http://terminology.hl7.org/CodeSystem/object-role","code":"1","display":"Patient"}},
			{"what":{"identifier":{"system":"https://dui.example.org/documents","value":"doc-7"}},"type":{"system":"http://terminology.hl7.org/CodeSystem/audit-entity-type","code":"2","display":"System Object"},"role":{"system":"http://terminology.hl7.org/CodeSystem/object-role","code":"3","display":"Report"},
			 "detail":[{"type":"typeCode","valueString":"34112-3"},{"type":"action","valueString":"read"},{"type":"outcome","valueString":"allowed"},{"type":"facts","valueString":"not-opposed|bris-de-glace|incapacity|bris-de-glace-not-refused|visible"},{"type":"day","valueString":"2026-01-15"},{"type":"matrix","valueString":"cnam-2024-09-25"}]}]}`,
		string(got))
	// It is a resource that is read as any other.
	assert.Equal(t, "AuditEvent", parse(t, got).Common().Type)
}

func paths(fs rule.Faults) []string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Path())
	}
	return out
}

func TestAuditEventCases(t *testing.T) {
	text := func(r trace.Record) string {
		e, _ := fhir.AuditEvent(r, observer)
		require.NotNil(t, e)
		got, err := e.MarshalJSON()
		require.NoError(t, err)
		return string(got)
	}
	r := record(t, habilitation.CareTeam)
	against := text(r) // the access took place all the same
	assert.Contains(t, against, `"outcome":"0"`)
	assert.Contains(t, against, `{"type":"outcome","valueString":"denied"}`)
	r.Done = rpps.No
	denied := text(r)
	assert.Contains(t, denied, `"outcome":"4"`)
	assert.Contains(t, denied, `"code":"TREAT"`)
	assert.NotContains(t, denied, "BTG")
	r = record(t, habilitation.CareTeam|habilitation.InitialConsent|habilitation.NotOpposed|habilitation.Visible)
	assert.Contains(t, text(r), `"outcome":"0"`)
	r.Done = rpps.No
	assert.Contains(t, text(r), `"outcome":"8"`)
	r.Facts = 0
	assert.NotContains(t, text(r), "purposeOfEvent")
	for a, code := range map[habilitation.Action]string{habilitation.Read: "R", habilitation.Deposit: "C", habilitation.Hide: "U", habilitation.Unhide: "U", habilitation.Delete: "D"} {
		r.Action = a
		assert.Contains(t, text(r), `"action":"`+code+`"`)
	}
	r.Role, r.Function = "GENR10", "326"
	assert.Contains(t, text(r), `"code":"GENR10"`)
	assert.Contains(t, text(r), `"code":"326"`)
	r.Role, r.Profession, r.ID = "GENR77", "9Z", "not an id"
	_, faults := fhir.AuditEvent(r, observer)
	assert.Equal(t, []string{"category", "id", "profession", "role", "situation"}, paths(faults))
	r.Patient, r.DocumentID, r.Structure = "", "", ""
	assert.Equal(t, 1, strings.Count(text(r), `"what"`)+strings.Count(text(r), `"who"`))

	e, faults := fhir.AuditEvent(trace.Record{}, fhir.AuditOptions{})
	assert.Nil(t, e)
	assert.Equal(t, []string{"action", "agent[0].who", "outcome", "recorded", "source.observer"}, paths(faults))
	assert.Error(t, faults.Err())

	// A number that is no value says nothing: no denial, and no update.
	r = record(t, careTeam)
	r.Action, r.Allowed, r.Done = 9, 7, rpps.No
	e, faults = fhir.AuditEvent(r, observer)
	assert.Nil(t, e)
	assert.Equal(t, []string{"action", "outcome"}, paths(faults))
}

func TestNewWithoutExercise(t *testing.T) {
	p := educator()
	p.Professional.Exercises = nil
	b, faults := fhir.New([]fhir.Person{p}, fhir.NewOptions{})
	assert.Empty(t, faults)
	assert.Equal(t, roles.ProfessionARole, again(t, b)[0].Situations[0].Profession)
	other := p.Situations[0]
	other.Profession = must(roles.ParseProfession("60"))
	p.Situations = append(p.Situations, other)
	_, faults = fhir.New([]fhir.Person{p}, fhir.NewOptions{})
	assert.Contains(t, paths(faults), "people[0].situations[1].profession")
}

func TestAuditOutcomeNotStated(t *testing.T) {
	r := record(t, careTeam)
	r.Done = 0
	e, faults := fhir.AuditEvent(r, observer)
	text, err := e.MarshalJSON()
	require.NoError(t, err)
	assert.NotContains(t, string(text), `"outcome":`)
	assert.True(t, faults.Has(fhir.CodeRequired))
}

const careTeam = habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible

// TestNewLeavesNothingToTheExercise: a situation without a profession or a
// category is given those of the exercise when it is read. It must not open more
// then than it did.
func TestNewLeavesNothingToTheExercise(t *testing.T) {
	day, m := civil.YMD(2026, 3, 2), habilitation.CNAM20240925()
	reads := func(s situation.Situation) int {
		n := 0
		for range m.Readable(habilitation.Request{
			Subject: habilitation.SubjectOf(s, day), Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed,
		}) {
			n++
		}
		return n
	}
	professions := []roles.Profession{0, roles.ProfessionMedecin, roles.ProfessionInfirmier, roles.ProfessionARole}
	categories := []roles.Category{0, roles.CategoryCivil, roles.CategoryStudent}
	seen, whole := 0, 0
	for _, target := range []fhir.Target{fhir.Restricted, fhir.TDDUI} {
		for _, p := range professions {
			for _, c := range categories {
				for _, more := range [][]rpps.Exercise{nil, {{Profession: roles.ProfessionSageFemme, Category: roles.CategoryCivil}}} {
					for _, sp := range professions {
						for _, sc := range categories {
							for _, stated := range []string{"", "ZZ"} {
								who := educator()
								who.Professional.Exercises = append([]rpps.Exercise{{Profession: p, Category: c}}, more...)
								s := situation.Situation{Profession: sp, Category: sc, Role: roles.GENR11, Start: civil.YMD(2020, 1, 1)}
								if sp == 0 {
									s.Stated.Profession = stated
								}
								who.Situations = []situation.Situation{s}
								b, _ := fhir.New([]fhir.Person{who}, fhir.NewOptions{Target: target})
								text, err := b.MarshalJSON()
								require.NoError(t, err)
								got := fhir.NewSet(parse(t, text)).People()[0].Situations[0]
								name := strconv.Itoa(int(target)) + " " + p.Code() + "/" + c.Code() + " " + sp.Code() + "/" + sc.Code() + " " + stated
								assert.LessOrEqual(t, reads(got), reads(s), name)
								if !got.Start.IsZero() && reads(s) > 0 {
									whole++
								}
								seen++
							}
						}
					}
				}
			}
		}
	}
	assert.Equal(t, 2*4*3*2*4*3*2, seen)
	assert.Positive(t, whole)

	// It is told.
	who := educator()
	who.Situations[0].Profession, who.Situations[0].Category, who.Situations[0].Stated = 0, 0, situation.Stated{}
	_, faults := fhir.New([]fhir.Person{who}, fhir.NewOptions{})
	for _, field := range []string{"profession", "category", "start"} {
		assert.True(t, slices.ContainsFunc(faults, func(f rule.Fault) bool {
			return f.Code() == fhir.CodeNotCarried && f.Path() == "people[0].situations[0]."+field
		}), field)
	}
}

// TestNewTechnicianWithRole: the profile of the transfer takes no role beside a
// métier. Where the métier has a column of its own, that of the role closes with
// it, and must not be lost.
func TestNewTechnicianWithRole(t *testing.T) {
	day := civil.YMD(2026, 3, 2)
	for function, want := range map[roles.Profession]bool{roles.MetierPreparateur: false, roles.MetierAideSoignant: true} {
		who := educator()
		who.Situations[0].Function, who.Situations[0].Role = function, roles.GENR09
		b, faults := fhir.New([]fhir.Person{who}, fhir.NewOptions{Target: fhir.TDDUI})
		assert.Contains(t, paths(faults), "people[0].situations[0].role")
		got := again(t, b)[0].Situations[0]
		assert.Equal(t, want, got.OpenAt(day).IsOpen(), function.Code())
		request := habilitation.Request{Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read, Facts: careTeam}
		for _, s := range []situation.Situation{who.Situations[0], got} {
			request.Subject = habilitation.SubjectOf(s, day)
			assert.False(t, habilitation.CNAM20240925().Decide(request).Allowed(), function.Code())
		}
	}
}

// TestNewValuesOfNoCode are told as not carried, in every target, and open
// nothing when they are read as not stated.
func TestNewValuesOfNoCode(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*fhir.Person)
		closes bool
	}{
		"profession": {func(p *fhir.Person) { p.Situations[0].Profession = 9999 }, true},
		"category":   {func(p *fhir.Person) { p.Situations[0].Category = 7 }, true},
		"function":   {func(p *fhir.Person) { p.Situations[0].Function = 9999 }, true},
		"role": {func(p *fhir.Person) {
			p.Situations[0].Role, p.Situations[0].Function = 97, roles.MetierPreparateur
		}, true},
		"mode":            {func(p *fhir.Person) { p.Situations[0].Mode = 97 }, false},
		"liberalActivity": {func(p *fhir.Person) { p.Situations[0].LiberalActivity = 97 }, false},
		"structure.sector": {func(p *fhir.Person) {
			p.Situations[0].Structure.Sector, p.Situations[0].Structure.Kind = 250, 0
		}, false},
	} {
		for _, target := range []fhir.Target{fhir.Restricted, fhir.TDDUI} {
			for _, alike := range []bool{false, true} {
				who := educator()
				who.Situations[0].Stated = situation.Stated{}
				c.change(&who)
				if alike { // the exercise says the same
					s := &who.Situations[0]
					who.Professional.Exercises = []rpps.Exercise{{Profession: s.Profession, Category: s.Category}}
				}
				b, faults := fhir.New([]fhir.Person{who}, fhir.NewOptions{Target: target})
				assert.Contains(t, paths(faults), "people[0].situations[0]."+name)
				if c.closes {
					assert.True(t, again(t, b)[0].Situations[0].Start.IsZero(), name)
				}
			}
		}
	}
	// Nor are they written into a resource that was read.
	for name, change := range map[string]func(*situation.Situation){
		"role": func(s *situation.Situation) { s.Role = 97 }, "function": func(s *situation.Situation) { s.Function = 9999 },
		"mode": func(s *situation.Situation) { s.Mode = 97 }, "liberalActivity": func(s *situation.Situation) { s.LiberalActivity = 97 },
	} {
		b, _ := fhir.New([]fhir.Person{educator()}, fhir.NewOptions{})
		r := again(t, b)[0].Roles[0]
		change(&r.Situation)
		_, err := r.MarshalJSON()
		var faults rule.Faults
		require.ErrorAs(t, err, &faults, name)
		assert.Equal(t, []string{name}, paths(faults))
	}
	b, _ := fhir.New([]fhir.Person{educator()}, fhir.NewOptions{})
	p := again(t, b)[0].Practitioner
	p.Professional.Exercises[0].Profession, p.Professional.Exercises[0].Category = 9999, 7
	_, err := p.MarshalJSON()
	var faults rule.Faults
	require.ErrorAs(t, err, &faults)
	assert.Equal(t, []string{"exercises[0].category", "exercises[0].profession"}, paths(faults))
}
