package export_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

func nurseInput() export.Input {
	return export.NewInput(habilitation.CNAM20240925(), habilitation.Request{
		Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), day),
		Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read,
	})
}

// TestCasbinTraits: a trait is one of the list to the letter. The names that
// the map of the subject has beside them are none.
func TestCasbinTraits(t *testing.T) {
	for _, trait := range []string{"clear", "day", "columns", "health_professional", "fire_brigade", "Physician", "", "newer"} {
		in := nurseInput()
		in.Subject.Problems = []string{"HAB-SITUATION-ENDED"}
		in.Subject.Traits = []string{"newer", trait}
		sub := in.Casbin()[0].(map[string]any)
		assert.Equal(t, false, sub["clear"], trait)
		in.Subject.Problems, in.Subject.Traits = nil, []string{trait}
		sub = in.Casbin()[0].(map[string]any)
		assert.Equal(t, false, sub["clear"], trait)
		assert.Equal(t, "2026-06-01", sub["day"], trait)
		assert.Equal(t, "nurse", sub["columns"], trait)
		assert.Equal(t, false, sub["health_professional"], trait)
	}
}

// TestCasbinDay: Casbin compares days as text, so that only a day may pass.
func TestCasbinDay(t *testing.T) {
	in := nurseInput()
	assert.Equal(t, "2026-06-01", in.Casbin()[0].(map[string]any)["day"])
	for _, text := range []string{"", "2026", "26/06/2026", "20260601", "2026-6-1", "2026-02-30", "2026-06-01T10:00:00Z", "2026-06-01 "} {
		in.Day = text
		assert.Equal(t, "", in.Casbin()[0].(map[string]any)["day"], text)
	}
}

// TestBothSubjects: a subject and codes at once are no subject, in every
// engine.
func TestBothSubjects(t *testing.T) {
	in := nurseInput()
	in.Codes = &export.SubjectCodes{Profession: "10"}
	sub := in.Casbin()[0].(map[string]any)
	assert.Equal(t, false, sub["clear"])
	assert.Equal(t, "", sub["columns"])
	p := in.Cedar("x").Professional.Attrs
	assert.Equal(t, []any{"HAB-SUBJECT-NOT-STATED"}, p["problems"])
	assert.Equal(t, []any{}, p["columns"])
}

// TestMarkdownStaysInside: no text of a matrix is markup, or adds a cell.
func TestMarkdownStaysInside(t *testing.T) {
	evil := "a\\| oui | <b> [x](https://example.org) ![y](z) *c* `d`\r\n# e\r| f"
	m, err := habilitation.New(habilitation.Spec{
		Version:  habilitation.Version{ID: evil, Title: evil, Source: evil, From: civil.YMD(2025, 1, 1), Confidence: rule.Text{FR: evil, EN: evil}},
		Columns:  []habilitation.Column{{Key: evil, Label: evil, Printed: evil, Professions: []roles.Profession{roles.ProfessionInfirmier}}},
		Rows:     []habilitation.Row{{Document: habilitation.MustParseDocumentType("34112-3"), Label: evil}},
		Unlisted: []habilitation.UnlistedRow{{Code: "a\\|`b\n|", Label: evil}},
	})
	require.NoError(t, err)
	table, err := export.NewTable(m, export.Selection{})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, table.Markdown(&b))
	text := b.String()
	assert.NotContains(t, text, "\r")
	assert.NotContains(t, text, "\n# e")
	assert.NotContains(t, text, "<b>")
	assert.NotContains(t, text, " [x]")
	assert.NotContains(t, text, "![y]")
	assert.Contains(t, text, "| `a/\\|'b \\|` |")
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "|") {
			continue
		}
		bars := 0
		for i := 0; i < len(line); i++ {
			switch line[i] {
			case '\\':
				i++ // the sign after it is no markup
			case '|':
				bars++
			}
		}
		assert.Equal(t, 5, bars, line)
	}

	b.Reset()
	require.NoError(t, table.Text(&b))
	assert.NotContains(t, b.String(), "\r")
	assert.NotContains(t, b.String(), "\n# e")
}

// TestSelectionByCase: where two keys differ by their case only, the one that
// is written is meant.
func TestSelectionByCase(t *testing.T) {
	m, err := habilitation.New(habilitation.Spec{
		Version: habilitation.Version{ID: "x", From: civil.YMD(2025, 1, 1)},
		Columns: []habilitation.Column{
			{Key: "A", Professions: []roles.Profession{roles.ProfessionMedecin}},
			{Key: "a", Professions: []roles.Profession{roles.ProfessionInfirmier}},
		},
		Rows: []habilitation.Row{{Document: habilitation.MustParseDocumentType("34112-3"), Label: "l", Allowed: 1}},
	})
	require.NoError(t, err)
	table, err := export.NewTable(m, export.Selection{Columns: []string{"a"}})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, table.CSV(&b))
	assert.Contains(t, b.String(), "type_label,a\n")
	assert.Contains(t, b.String(), ",l,0\n")
}

// TestInputIsReadStrictly: what a program reads from JSON loses nothing that
// closes access.
func TestInputIsReadStrictly(t *testing.T) {
	for _, in := range []export.Input{
		nurseInput(), export.NewInput(nil, habilitation.Request{}),
		export.NewCodesInput(habilitation.CodesRequest{Profession: "60", Action: habilitation.Read, At: day}),
	} {
		text, err := json.Marshal(in)
		require.NoError(t, err)
		var back export.Input
		require.NoError(t, json.Unmarshal(text, &back))
		assert.Equal(t, in, back)
	}
	const lists = `"columns":["nurse"],"problems":[],"traits":[]`
	for _, text := range []string{
		`{"subject":{"columns":["nurse"],"traits":[]}}`,
		`{"subject":{"columns":["nurse"],"problem":["HAB-SITUATION-ENDED"],"traits":[]}}`,
		`{"subject":{"columns":["nurse"],"Problems":["HAB-SITUATION-ENDED"],"traits":[]}}`,
		`{"subject":{"columns":["nurse"],"problems":null,"traits":[]}}`,
		`{"subject":{"columns":["nurse"],"problems":"HAB-SITUATION-ENDED","traits":[]}}`,
		`{"subject":{"columns":["nurse"],"problems":["HAB-SITUATION-ENDED"],"problems":[],"traits":[]}}`,
		`{"subject":{` + lists + `},"subject":{` + lists + `}}`,
		`{"subject":{` + lists + `,"newer":1}}`,
		`{"subject":[]}`, `{"subject":{}}`, `{"Subject":{` + lists + `}}`,
		`{"codes":{"profession":"10","sectr":"SA66"}}`,
		`{"codes":{"profession":"10","Sector":"SA66"}}`,
		`{"codes":{"profession":"10","sector":null}}`,
		`{"codes":{"profession":10}}`,
		`{"facts":null}`, `{"facts":"opposed"}`, `{"facts":[],"facts":[]}`, `{"fact":[]}`, `[]`, `1`,
	} {
		var in export.Input
		err := json.Unmarshal([]byte(text), &in)
		f, ok := rule.AsFault(err)
		if assert.True(t, ok, "%s: %v", text, err) {
			assert.Equal(t, export.CodeInputUnreadable, f.Code(), text)
			assert.NotContains(t, f.Error(), "nurse")
		}
	}
	var in export.Input
	require.NoError(t, json.Unmarshal([]byte(`{"subject":{`+lists+`},"codes":null,"day":"2026-06-01"}`), &in))
	assert.Nil(t, in.Codes)
	// The subject of an earlier question is not that of the next.
	require.NoError(t, json.Unmarshal([]byte(`{"day":"2026-06-02","facts":[]}`), &in))
	assert.Nil(t, in.Subject)
}

// TestCodesNotHeld: what a situation states without holding the code opens
// nothing in the library, and must not open anything by codes. The functions of
// occupational doctors and students close, whatever list they came under.
func TestCodesNotHeld(t *testing.T) {
	known := map[string]bool{}
	for p := range roles.Professions() {
		text, _ := p.MarshalText()
		known[string(text)], known[p.Code()] = true, true
	}
	for r := range roles.Roles() {
		known[r.Code()] = true
	}
	for c := range roles.Categories() {
		known[c.Code()] = true
	}
	require.Greater(t, len(known), 100)
	for text := range known {
		s := situation.Situation{Stated: situation.Stated{Profession: text, Function: text, Category: text, Role: text}}
		c := export.CodesOf(s, situation.Policy{}, day)
		if p, err := roles.ParseProfession(text); err == nil && (p.Kind() == roles.KindStudent || slices.Contains([]string{"FON-19", "FON-28", "FON-29", "FON-47", "FON-48", "FON-52", "FON-57"}, text)) {
			require.Equal(t, text, c.Function)
			c.Function = c.Profession
		}
		for _, code := range []string{c.Profession, c.Function} {
			_, err := roles.ParseProfession(code)
			require.Error(t, err, text)
			require.NotEmpty(t, code, text)
			require.Error(t, new(roles.Profession).UnmarshalText([]byte(code)), text)
		}
		_, err := roles.ParseCategory(c.Category)
		require.Error(t, err, text)
		_, err = roles.ParseRole(c.Role)
		require.Error(t, err, text)
	}
	// A nurse whose code came under a list that is not known, as FHIR may give.
	s := situation.Situation{Category: roles.CategoryCivil, Start: civil.YMD(2020, 1, 1), Stated: situation.Stated{Profession: "60"}}
	require.True(t, habilitation.CNAM20240925().ColumnsOf(habilitation.SubjectOf(s, day)) == 0)
	assert.Equal(t, "(unknown)", export.CodesOf(s, situation.Policy{}, day).Profession)
}

// TestClosingTexts: what the library reads in a text that no list has to the
// letter goes to the engines, which read it likewise.
func TestClosingTexts(t *testing.T) {
	for _, c := range []struct{ function, sector, wantFunction, wantSector string }{
		{"fon-29", "", "fon-29", ""},
		{" FON-29^1.2.250.1.213.1.6.1.17", "", " FON-29^1.2.250.1.213.1.6.1.17", ""},
		{" 347", "", " 347", ""},
		{"fon-19", "", "fon-19", ""},
		{"fon-28", "", "fon-28", ""},
		{"", " sa66", "", "SA66"},
		{"", "SA47^1.2.250.1.71.4.2.4", "", "SA68"}, // of the same effect
		{"", "sa68", "", "SA68"},
		{"", "sa07", "", ""}, // closes nothing, as in the library
		{"", "", "", ""},
	} {
		s := situation.Situation{Profession: roles.ProfessionMedecin, Stated: situation.Stated{Function: c.function}}
		s.Structure.Stated.Sector = c.sector
		got := export.CodesOf(s, situation.Policy{}, day)
		assert.Equal(t, c.wantFunction, got.Function, "%q", c.function)
		assert.Equal(t, c.wantSector, got.Sector, "%q", c.sector)
	}
}

// TestOccupationalTables: the tables of an export name every code by which the
// library knows an occupational doctor or one of a fire brigade, and no other. A
// code that is added to the library is missed here until the export has it.
func TestOccupationalTables(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, export.RegoData(&b, habilitation.CNAM20240925()))
	var data map[string]any
	require.NoError(t, json.Unmarshal(b.Bytes(), &data))
	var tables struct {
		Professions map[string]struct {
			Occupational bool `json:"occupational"`
		} `json:"professions"`
		Sectors, Fire, Known, Qualifications map[string]bool
		OutsideFunctions, OutsideRoles       map[string]bool
	}
	found := false
	var look func(v any)
	look = func(v any) {
		m, ok := v.(map[string]any)
		if !ok {
			return
		}
		if _, ok := m["occupational_qualifications"]; ok {
			found = true
			for key, to := range map[string]any{
				"professions": &tables.Professions, "sectors": &tables.Known, "occupational_sectors": &tables.Sectors,
				"fire_brigade_sectors": &tables.Fire, "occupational_qualifications": &tables.Qualifications,
				"outside_care_functions": &tables.OutsideFunctions, "outside_care_roles": &tables.OutsideRoles,
			} {
				text, err := json.Marshal(m[key])
				require.NoError(t, err)
				require.NoError(t, json.Unmarshal(text, to), key)
			}
		}
		for _, sub := range m {
			look(sub)
		}
	}
	look(data)
	require.True(t, found)

	doctor := func(change func(*situation.Situation)) (occupational, fire bool) {
		s := situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil, Start: civil.YMD(2020, 1, 1)}
		change(&s)
		for x := range habilitation.SubjectOf(s, day).Traits() {
			occupational = occupational || x == habilitation.TraitOccupational
			fire = fire || x == habilitation.TraitFireBrigade
		}
		return occupational, fire
	}
	for p := range roles.Professions() {
		occupational, fire := doctor(func(s *situation.Situation) { s.Function = p })
		key, _ := p.MarshalText()
		assert.Equal(t, occupational, tables.Professions[string(key)].Occupational, "%s", key)
		assert.False(t, fire, "%s", key)
	}
	// What is no care has no column: the functions and the roles of nobody else.
	m := habilitation.CNAM20240925()
	for p := range roles.Professions() {
		nurse := situation.Situation{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, Function: p}
		assert.Equal(t, m.ColumnsOf(habilitation.SubjectOf(nurse, day)) == 0 && !p.OfStudents(), tables.OutsideFunctions[p.Code()], "%s", p)
	}
	for r := range roles.Roles() {
		nurse := situation.Situation{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, Role: r}
		assert.Equal(t, m.ColumnsOf(habilitation.SubjectOf(nurse, day)) == 0, tables.OutsideRoles[r.Code()], "%s", r)
	}
	for x := range roles.Sectors() {
		occupational, fire := doctor(func(s *situation.Situation) { s.Structure.Sector = x })
		assert.Equal(t, occupational, tables.Sectors[x.Code()], "%s", x)
		assert.Equal(t, fire, tables.Fire[x.Code()], "%s", x)
		assert.True(t, tables.Known[x.Code()], "%s", x)
	}
	// Codes of savoir-faire are no list of the library: all letters that those
	// lists begin a code with, and every number of up to three figures.
	prefixes := []string{"", "C", "CAPA", "CEX", "D", "DEC", "DNQ", "DSM", "F", "FQ", "OP", "PAC", "S", "SCD", "SCH", "SI", "SM"}
	named := 0
	for code := range qualificationShapes(prefixes) {
		occupational, fire := doctor(func(s *situation.Situation) { s.Qualification = code })
		if occupational != tables.Qualifications[code] || fire {
			t.Errorf("savoir-faire %q: library %v, export %v", code, occupational, tables.Qualifications[code])
		}
		if occupational {
			named++
		}
	}
	assert.Equal(t, len(tables.Qualifications), named, "a code of the export is of no shape that was asked")
	assert.Equal(t, 4, named)
}

// qualificationShapes gives each prefix with each number of up to three figures,
// written short and with zeros before it, each text once.
func qualificationShapes(prefixes []string) map[string]bool {
	out := map[string]bool{}
	for _, p := range prefixes {
		out[p] = true
		for n := range 1000 {
			out[p+strconv.Itoa(n)] = true
			if n < 10 {
				out[p+"0"+strconv.Itoa(n)] = true
			}
			if n < 100 {
				out[p+"0"+strconv.Itoa(n)] = true
			}
		}
	}
	return out
}

// TestOutsideCareNotHeld: a genre of no care that the situation states and does not hold
// closes, but for a role professional, who is denied under any role that is not known.
func TestOutsideCareNotHeld(t *testing.T) {
	day := civil.YMD(2026, 6, 1)
	role := func(p roles.Profession, stated string) string {
		s := situation.Situation{Profession: p, Stated: situation.Stated{Role: stated}}
		return export.CodesOf(s, situation.Policy{}, day).Role
	}
	require.Equal(t, "GENR04", role(roles.ProfessionMedecin, "GENR04"))
	require.Equal(t, "genr05;x", role(roles.ProfessionInfirmier, "genr05;x"))
	unknown := role(roles.ProfessionMedecin, "GENR01")
	require.NotEqual(t, "GENR01", unknown)
	require.Equal(t, unknown, role(roles.ProfessionARole, "GENR04"))
	require.Equal(t, unknown, role(0, "GENR04"))
}
