package fhir_test

import (
	"fmt"
	"slices"
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

// read1 reads a resource of one type.
func read1[T fhir.Resource](t testing.TB, text string) T {
	t.Helper()
	r, ok := parse(t, []byte(text)).(T)
	require.True(t, ok, text)
	return r
}

// coded makes a list of one coding.
func coded(system, code string) string {
	return `"coding":[{"system":"` + system + `","code":"` + code + `"}]`
}

var today = civil.YMD(2026, 1, 15)

// TestModifierAnywhere: a modifier extension puts its own resource in doubt,
// wherever it stands in it, and no other.
func TestModifierAnywhere(t *testing.T) {
	const modifier = `"modifierExtension":[{"url":"x"}]`
	for with, open := range map[string]int{
		`"x":1`:                                      1,
		`"modifierExtension":[]`:                     1,
		modifier:                                     0,
		`"modifierExtension":{"url":"x"}`:            0,
		`"modifierExtension":"x"`:                    0,
		`"modifierExtension":5`:                      0,
		`"modifierExtension":true`:                   0,
		`"modifierExtension":null`:                   1,
		`"code":[{"modifierExtension":"x"}]`:         0,
		`"code":[{` + modifier + `},{"id":"last"}]`:  0,
		`"code":[{"id":"first"},{` + modifier + `}]`: 0,
		`"code":[{"coding":[{` + modifier + `},{"id":"last"}]},{"id":"last"}],"extension":[{}]`: 0,
		`"availableTime":[{` + modifier + `},{"x":[{}]}],"notAvailable":[{}]`:                   0,
		`"other":{"a":{` + modifier + `},"b":{"c":{}}},"z":{}`:                                  0,
		`"other":{"contained":{"text":{` + modifier + `}}}`:                                     0,
		`"contained":[{"resourceType":"Organization","id":"o",` + modifier + `}]`:               1,
		`"contained":[{"resourceType":"Organization","id":"o","code":[{` + modifier + `}]}]`:    1,
	} {
		role := strings.Replace(nurseRole, `"id":"r"`, `"id":"r",`+with, 1)
		assert.Equal(t, open, opens(bundle(t, nurse, role), today), with)
	}
	// That of one entry is not one of the entry beside it, nor of the Bundle.
	other := strings.Replace(nurseRole, `"id":"r"`, `"id":"s"`, 1)
	for _, entry := range []string{
		`{"fullUrl":"urn:uuid:1",` + modifier + `,"resource":` + other + `}`,
		`{"fullUrl":"urn:uuid:1","resource":` + strings.Replace(other, `"id":"s"`, `"id":"s",`+modifier, 1) + `}`,
	} {
		assert.Equal(t, 1, opens(bundle(t, nurse, entry, nurseRole), today), entry)
	}
}

// TestPlaces: what is read of a place, and what two statements that do not
// agree leave of it.
func TestPlaces(t *testing.T) {
	entity := func(code string) string {
		return `{` + coded("https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-3307", code) + `}`
	}
	const legal, site = "LEGAL-ENTITY", "GEOGRAPHICAL-ENTITY"
	role := strings.Replace(nurseRole, `"id":"r"`, `"id":"r","organization":{"reference":"Organization/o"}`, 1)
	for _, c := range []struct {
		types    []string
		want     fhir.Entity
		conflict bool
	}{
		{[]string{legal}, fhir.LegalEntity, false},
		{[]string{site}, fhir.Site, false},
		{[]string{site, site}, fhir.Site, false},
		{[]string{legal, legal}, fhir.LegalEntity, false},
		{[]string{"SERVICE", site}, fhir.Site, false},
		{[]string{legal, site}, 0, true},
		{[]string{site, legal}, 0, true},
		{[]string{site, site, legal}, 0, true},
	} {
		var list []string
		for _, code := range c.types {
			list = append(list, entity(code))
		}
		text := `{"resourceType":"Organization","id":"o","type":[` + strings.Join(list, ",") + `]}`
		o := read1[*fhir.Organization](t, text)
		assert.Equal(t, c.want, o.Entity, c.types)
		assert.Equal(t, c.conflict, o.Faults.Has(fhir.CodeCodeConflict), c.types)
		assert.Equal(t, !c.conflict, opens(bundle(t, nurse, role, text), today) == 1, c.types)
	}
	for list, want := range map[string]string{"TRE_R66-CategorieEtablissement": "183", "TRE_R397-Autre": "183", "TRE_R75-Autre": ""} {
		o := read1[*fhir.Organization](t, `{"resourceType":"Organization","type":[{`+coded("https://mos.esante.gouv.fr/NOS/"+list, "183")+`}]}`)
		assert.Equal(t, want, o.Category, list)
	}
	// An identifier that stands twice is one, with two values it is none.
	identifier := func(system, kind, value string) string {
		return `{"system":"` + system + `","type":{"coding":[{"code":"` + kind + `"}]},"value":"` + value + `"}`
	}
	for _, c := range []struct {
		system, kind, one, two string
		get                    func(rpps.Structure) string
	}{
		{fhir.SystemIDNST, "IDNST", "1990000010", "1990000028", func(s rpps.Structure) string { return s.ID.Canonical() }},
		{fhir.SystemFINESS, "FINEG", "990000010", "990000028", func(s rpps.Structure) string { return s.FINESS.Canonical() }},
		{fhir.SystemFINESS, "FINEJ", "990000010", "990000028", func(s rpps.Structure) string { return s.LegalFINESS.Canonical() }},
		{fhir.SystemSIRENE, "SIREN", "000997015", "732829320", func(s rpps.Structure) string { return s.SIREN.Canonical() }},
		{fhir.SystemSIRENE, "SIRET", "73282932000074", "44312197500018", func(s rpps.Structure) string { return s.SIRET.Canonical() }},
		{fhir.SystemRPPSRang, "RPPSRG", "99700366240001", "99700218896001", func(s rpps.Structure) string { return s.RPPSRang.Canonical() }},
	} {
		read := func(values ...string) *fhir.Organization {
			var list []string
			for _, v := range values {
				list = append(list, identifier(c.system, c.kind, v))
			}
			return read1[*fhir.Organization](t, `{"resourceType":"Organization","identifier":[`+strings.Join(list, ",")+`]}`)
		}
		for _, values := range [][]string{{c.one}, {c.one, c.one}, {c.one, c.one, c.one}} {
			o := read(values...)
			assert.Equal(t, c.one, c.get(o.Structure), values)
			assert.False(t, o.Faults.Has(fhir.CodeIdentifierConflict), values)
		}
		for _, values := range [][]string{{c.one, c.two}, {c.one, c.one, c.two}, {c.one, c.two, c.one}} {
			o := read(values...)
			assert.Empty(t, c.get(o.Structure), values)
			assert.True(t, o.Faults.Has(fhir.CodeIdentifierConflict), values)
		}
	}
	// The number of a practice is not drawn from the IDNST when two are stated.
	o := read1[*fhir.Organization](t, `{"resourceType":"Organization","identifier":[`+identifier(fhir.SystemIDNST, "", "499700366240001")+`]}`)
	assert.Equal(t, "99700366240001", o.Structure.RPPSRang.Canonical())
	o = read1[*fhir.Organization](t, `{"resourceType":"Organization","identifier":[`+identifier(fhir.SystemIDNST, "", "499700366240001")+`,`+
		identifier(fhir.SystemRPPSRang, "", "99700366240001")+`,`+identifier(fhir.SystemRPPSRang, "", "99700218896001")+`]}`)
	assert.Empty(t, o.Structure.RPPSRang.Canonical())
	// Of SIREN and SIRET the type says which one is meant, not the length; of
	// another system it says nothing.
	for _, c := range [][4]string{
		{fhir.SystemSIRENE, "SIRET", "73282932000074", "siret"},
		{fhir.SystemSIRENE, "SIREN", "732829320", "siren"},
		{fhir.SystemSIRENE, "", "732 829 320", "siren"},
		{fhir.SystemSIRENE, "", "732 829 320 00074", "siret"},
		{fhir.SystemSIRENE, "SIRET", "732829320", "kept siret"},
		{fhir.SystemSIRENE, "SIREN", "73282932000074", "kept siren"},
		{fhir.SystemSIRENE, "FINEG", "732829320", "siren"},
		{fhir.SystemRPPS, "SIRET", "73282932000074", ""},
		{fhir.SystemIDNST, "SIREN", "732829320", ""},
	} {
		s := read1[*fhir.Organization](t, `{"resourceType":"Organization","identifier":[`+identifier(c[0], c[1], c[2])+`]}`).Structure
		var got []string
		for name, stated := range map[string]bool{
			"siren": !s.SIREN.IsZero(), "siret": !s.SIRET.IsZero(), "kept siren": s.Stated.SIREN != "", "kept siret": s.Stated.SIRET != "", "finess": !s.FINESS.IsZero(),
		} {
			if stated {
				got = append(got, name)
			}
		}
		assert.Equal(t, c[3], strings.Join(got, " "), c)
	}
	for e, want := range map[fhir.Entity]string{0: "(not stated)", fhir.LegalEntity: "legal entity", fhir.Site: "site", 3: "(not stated)", 4: "(not stated)"} {
		assert.Equal(t, want, e.String())
	}
}

// TestOneNumberOfTwo: of two RPPS numbers none is taken, and the national
// identification does not decide between them.
func TestOneNumberOfTwo(t *testing.T) {
	id := func(system, value string) string { return `{"system":"` + system + `","value":"` + value + `"}` }
	p := read1[*fhir.Practitioner](t, `{"resourceType":"Practitioner","identifier":[`+id(fhir.SystemIDNPS, "899700366240")+`,`+
		id(fhir.SystemRPPS, "99700366240")+`,`+id(fhir.SystemRPPS, "99700218896")+`]}`)
	assert.True(t, p.Professional.Number.IsZero())
	assert.True(t, p.Faults.Has(fhir.CodeIdentifierConflict))
}

// TestQualification: which codings of a qualification are the profession and
// the savoir-faire.
func TestQualification(t *testing.T) {
	const foreign = "http://example.org/list"
	coding := func(pairs ...string) string {
		var out []string
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, `{"system":"`+pairs[i]+`","code":"`+pairs[i+1]+`"}`)
		}
		return `{"resourceType":"Practitioner","qualification":[{"code":{"coding":[` + strings.Join(out, ",") + `]}}]}`
	}
	for _, c := range []struct {
		codings []string
		stated  []string // professions
		skills  []fhir.Skill
	}{
		{[]string{g15, "60"}, []string{"60"}, nil},
		{[]string{r85, "326"}, []string{"326"}, nil},
		{[]string{r85, "326", r85, "316"}, []string{"326"}, nil},
		{[]string{g15, "60", r85, "326"}, []string{"60"}, nil},
		{[]string{r04, "S", r38, "SM26"}, nil, []fhir.Skill{{Kind: "S", Code: "SM26"}}},
		{[]string{r38, "SM26", r04, "S"}, nil, []fhir.Skill{{Kind: "S", Code: "SM26"}}},
		{[]string{r04, "S", foreign, "X"}, nil, []fhir.Skill{{Kind: "S", Code: "X"}}},
		{[]string{r04, "S", r38, "SM26", foreign, "X"}, nil, []fhir.Skill{{Kind: "S", Code: "SM26"}}},
		{[]string{foreign, "X", r04, "S"}, nil, []fhir.Skill{{Kind: "S"}}},
		{[]string{foreign, "X"}, nil, nil},
	} {
		p := read1[*fhir.Practitioner](t, coding(c.codings...))
		var stated []string
		for _, e := range p.Professional.Exercises {
			stated = append(stated, e.Stated.Profession)
		}
		assert.Equal(t, c.stated, stated, c.codings)
		assert.True(t, slices.Equal(c.skills, p.Skills), c.codings)
	}
}

// TestLists: by which addresses a list is known, and which are told as those of
// another.
func TestLists(t *testing.T) {
	const nos = "https://mos.esante.gouv.fr/NOS/"
	for _, c := range []struct {
		system, code string
		profession   string
		other        bool
	}{
		{g15, "60", "60", false},
		{"urn:oid:" + roles.ListG15.OID(), "60", "60", false},
		{roles.ListG15.OID(), "60", "60", false},
		{"TRE_G15", "60", "60", false},
		{"TRE_G15-ProfessionSante", "60", "60", false},
		{"TRE_G15-Autre", "60", "60", true},
		{"tre-g15", "60", "60", true},
		{"TRETRE_G15", "60", "60", true},
		{"http://example.org/TRE-G15", "60", "60", true},
		{nos + "TRE_G15-ProfessionSante/FHIR/TRE-G15-Autre", "60", "60", true},
		{nos + "TRE_G15-ProfessionSante", "60", "60", true},
		{"http://example.org/TRE_R291", "302", "302", true},
		{"http://example.org/TRE_R2912", "302", "", false},
		{"http://example.org/TRE_G151", "60", "", false},
		{"http://example.org/TRE_G1234", "60", "", false},
		{"http://example.org/TRE_*15", "60", "", false},
		{"http://example.org/TRE G15", "60", "", false},
		{"http://example.org/TRE_R38-x", "60", "", false},
		{"http://example.org/LST_R22/TRE G99/TRE_G15", "60", "60", true},
		{"http://example.org/TRE_*15/TRE_{15/TRE_@15/TRE_[15/TRE_G15", "60", "60", true},
		{nos + "TRE_R38-Autre/FHIR/TRE-R38-Autre", "60", "", false},
	} {
		p := read1[*fhir.Practitioner](t, `{"resourceType":"Practitioner","qualification":[{"code":{`+coded(c.system, c.code)+`}}]}`)
		got := ""
		for _, e := range p.Professional.Exercises {
			got = e.Stated.Profession
		}
		assert.Equal(t, c.profession, got, c.system)
		assert.Equal(t, c.other, p.Faults.Has(fhir.CodeSystemOther), c.system)
	}
	// A code of a list that holds no professions says which one it is of, as far
	// as a list can be named.
	for system, want := range map[string]string{
		"http://example.org/TRE_A02-x": "", "http://example.org/TRE_A9": "TRE_A9", "http://example.org/tre_z999": "TRE_Z999", "http://example.org/TRE_Z9999": "TRE_A02",
	} {
		p := read1[*fhir.PractitionerRole](t, tddui(`{`+coded(system, "G15_60")+`}`))
		assert.Equal(t, want == "", p.Situation.Profession.Code() == "60", system)
		told := false
		for _, f := range p.Faults {
			told = told || f.Code() == fhir.CodeCodeUnknown && strings.Contains(f.Error(), want)
		}
		assert.Equal(t, want != "", told, "%s: %v", system, p.Faults)
	}
}

// tddui makes a role with a profession as TDDUI has it.
func tddui(concept string) string {
	return `{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/p"},"period":{"start":"2020-01-01"},"code":[{"extension":[{"url":"https://interop.esante.gouv.fr/ig/fhir/tddui/StructureDefinition/tddui-profession","valueCodeableConcept":` + concept + `}]}]}`
}

// TestJoinedCode: a code of TRE_A02 names a list and a code in it; what names
// none is the text of no profession, and fits no exercise.
func TestJoinedCode(t *testing.T) {
	for code, want := range map[string]string{"G15_60": "60", "60": "60", "X15_60": "X15_60", "_60": "_60", "G15": "G15", "G15/SM26": "G15/SM26"} {
		text := tddui(`{"coding":[{"code":"` + code + `"}]}`)
		p := read1[*fhir.PractitionerRole](t, text)
		assert.Equal(t, want, p.Situation.Stated.Profession, code)
		assert.Equal(t, want == "60", opens(bundle(t, nurse, text), today) == 1, code)
	}
}

// TestSituationNumber: the first number is that of the situation, unless its
// system is not known and that of a later one is.
func TestSituationNumber(t *testing.T) {
	for _, c := range []struct {
		systems string
		want    string
	}{
		{"k", "1"}, {"kk", "1"}, {"kx", "1"}, {"xk", "2"}, {"xx", "1"}, {"xxk", "3"}, {"xkk", "2"},
	} {
		var list []string
		for i, s := range c.systems {
			system := fhir.SystemRPPS
			if s == 'x' {
				system = "http://example.org/number"
			}
			list = append(list, fmt.Sprintf(`{"system":"%s","value":"%d"}`, system, i+1))
		}
		p := read1[*fhir.PractitionerRole](t, `{"resourceType":"PractitionerRole","identifier":[`+strings.Join(list, ",")+`]}`)
		assert.Equal(t, situation.DirectoryID(c.want), p.Situation.ID, c.systems)
	}
}

// TestVersionsOnOneServer: versions of one resource are known by server, type
// and id, whatever the addresses of their entries are.
func TestVersionsOnOneServer(t *testing.T) {
	const a, b = "https://a.example.org/fhir/", "https://b.example.org/fhir/"
	entry := func(address, resource string) string {
		return `{"fullUrl":"` + address + `","resource":` + resource + `}`
	}
	remove := func(address, url string) string {
		return `{"fullUrl":"` + address + `","request":{"method":"DELETE","url":"` + url + `"}}`
	}
	role := strings.Replace(nurseRole, "Practitioner/p", a+"Practitioner/p", 1)
	older := strings.Replace(role, `"start"`, `"end":"2030-01-01","start"`, 1)
	who := entry(a+"Practitioner/p", nurse)
	for name, c := range map[string]struct {
		entries []string
		open    int
	}{
		"alone":                        {[]string{entry(a+"PractitionerRole/r/_history/1", role)}, 1},
		"two versions":                 {[]string{entry(a+"PractitionerRole/r/_history/1", role), entry(a+"PractitionerRole/r/_history/2", older)}, 0},
		"of one the server is unknown": {[]string{entry(a+"PractitionerRole/r", role), entry("urn:uuid:1", older)}, 0},
		"two servers":                  {[]string{entry(a+"PractitionerRole/r", role), entry(b+"PractitionerRole/r", older)}, 2},
		"deleted version":              {[]string{entry(a+"PractitionerRole/r/_history/1", role), remove(a+"PractitionerRole/r", "")}, 0},
		"deleted by address":           {[]string{entry("urn:uuid:1", role), remove("", a+"PractitionerRole/r")}, 0},
		"another deleted":              {[]string{entry("urn:uuid:1", role), remove("", a+"PractitionerRole/rr")}, 1},
		"deleted on another server":    {[]string{entry(a+"PractitionerRole/r", role), remove(b+"PractitionerRole/r", "")}, 1},
	} {
		assert.Equal(t, c.open, opens(bundle(t, append([]string{who}, c.entries...)...), today), name)
	}
	// A reference from a resource of an unknown server finds that of a known one.
	assert.Equal(t, 1, opens(bundle(t, who, nurseRole), today))
	// Of several versions the suffix is not the reason why none is found.
	dp := strings.Replace(nurse, `"id":"p"`, `"id":"pDP"`, 1)
	people := bundle(t, dp, strings.Replace(dp, `"60"`, `"10"`, 1), nurseRole).People()
	faults := people[len(people)-1].Faults
	assert.True(t, faults.Has(fhir.CodeReferenceSeveral))
	assert.False(t, faults.Has(fhir.CodeReferenceSuffix))
}

// TestContainedPeople: two people of two resources are two, though both are
// called "#c".
func TestContainedPeople(t *testing.T) {
	role := func(id, number string) string {
		return `{"resourceType":"PractitionerRole","id":"` + id + `","contained":[{"resourceType":"Practitioner","id":"c","identifier":[{"system":"` + fhir.SystemRPPS + `","value":"` + number + `"}]}],"practitioner":{"reference":"#c"}}`
	}
	people := bundle(t, role("1", "99700366240"), role("2", "99700218896")).People()
	require.Len(t, people, 2)
	for i, want := range []string{"99700366240", "99700218896"} {
		assert.Equal(t, want, people[i].Professional.Number.Canonical())
		assert.Len(t, people[i].Situations, 1)
	}
}

// TestReferenceAndIdentifier: a reference that also has an identifier closes the
// situation when that is of another, and only then.
func TestReferenceAndIdentifier(t *testing.T) {
	identifier := func(system, kind, value string) string {
		return `{"system":"` + system + `","type":{"coding":[{"code":"` + kind + `"}]},"value":"` + value + `"}`
	}
	for _, c := range [][4]string{
		{fhir.SystemIDNST, "IDNST", "1990000010", "1990000028"},
		{fhir.SystemFINESS, "FINEG", "990000010", "990000028"},
		{fhir.SystemFINESS, "FINEJ", "990000010", "990000028"},
		{fhir.SystemSIRENE, "SIREN", "000997015", "732829320"},
		{fhir.SystemSIRENE, "SIRET", "73282932000074", "44312197500018"},
		{fhir.SystemRPPSRang, "RPPSRG", "99700366240001", "99700218896001"},
		{fhir.SystemIDNST, "IDNST", "F86078728201072015", "C81024738700014"},
	} {
		place := func(id string, values ...string) string {
			var list []string
			for _, v := range values {
				list = append(list, identifier(c[0], c[1], v))
			}
			return `{"resourceType":"Organization","id":"` + id + `","identifier":[` + strings.Join(list, ",") + `]}`
		}
		role := func(reference string) string {
			return strings.Replace(nurseRole, `"id":"r"`, `"id":"r","organization":{`+reference+`"identifier":`+identifier(c[0], c[1], c[2])+`}`, 1)
		}
		both := role(`"reference":"Organization/o",`)
		assert.Equal(t, 1, opens(bundle(t, nurse, both, place("o", c[2])), today), c)
		assert.Equal(t, 1, opens(bundle(t, nurse, both, place("o")), today), "%v: nothing says that it is another", c)
		other := bundle(t, nurse, both, place("o", c[3]))
		assert.Zero(t, opens(other, today), c)
		assert.True(t, other.People()[0].Faults.Has(fhir.CodeIdentifierConflict), c)
		// The identifier alone finds the one place that has it; that of a legal
		// entity is that of all its sites, and finds none.
		set := bundle(t, nurse, role(""), place("a"), place("b", c[3]), strings.Replace(place("c", c[2]), `"id":"c"`, `"id":"c","name":"ICI"`, 1), place("d"))
		name := set.People()[0].Situations[0].Structure.Name
		found := !slices.Contains([]string{"FINEJ", "SIREN"}, c[1])
		assert.Equal(t, found, name != "", c)
		assert.Equal(t, found, opens(set, today) == 1, "%v: of a place that is not found nothing is known", c)
	}
	role := strings.Replace(nurseRole, `"reference":"Practitioner/p"`, `"reference":"Practitioner/p","identifier":`+identifier(fhir.SystemRPPS, "", "99700366240"), 1)
	assert.Equal(t, 1, opens(bundle(t, strings.Replace(nurse, "identifier", "contact", 1), role), today), "nothing says that it is another")
}

// TestBundlesInBundles: what is added is found through MaxDepth Bundles, and a
// Bundle that holds itself has an end.
func TestBundlesInBundles(t *testing.T) {
	nest := func(n int) int {
		r := parse(t, []byte(nurse))
		for range n {
			b := read1[*fhir.Bundle](t, `{"resourceType":"Bundle"}`)
			b.Entries = []fhir.Entry{{Resource: r}}
			r = b
		}
		return len(fhir.NewSet(r).People())
	}
	assert.Equal(t, 1, nest(fhir.MaxDepth))
	assert.Zero(t, nest(fhir.MaxDepth+1))
	b := read1[*fhir.Bundle](t, `{"resourceType":"Bundle"}`)
	b.Entries = []fhir.Entry{{Resource: parse(t, []byte(nurse))}, {Resource: b}}
	assert.Len(t, fhir.NewSet(b).People(), 1)
}

// TestLastEnd: of one exercise that stands twice the one that ends last counts. The
// guide gives the day from which somebody no longer exercises the profession.
func TestLastEnd(t *testing.T) {
	list := func(ends ...string) string {
		var out []string
		for _, end := range ends {
			if end != "" {
				end = `,"end":"` + end + `"`
			}
			out = append(out, exercise("60", "C", `,"period":{"start":"2010-01-01"`+end+`}`))
		}
		return `{"resourceType":"Practitioner","id":"p","qualification":[` + strings.Join(out, ",") + `]}`
	}
	for _, c := range [][3]string{
		{"2028-01-01", "2025-12-31", "2027-12-31"},
		{"2025-12-31", "2028-01-01", "2027-12-31"},
		{"2026-01-01", "2024-12-31", "2025-12-31"},
		{"2025-12-31", "", ""},
		{"", "2025-12-31", ""},
		{"", "", ""},
	} {
		s := bundle(t, list(c[0], c[1]), nurseRole).People()[0].Situations[0]
		end := ""
		if !s.End.IsZero() {
			end = s.End.String()
		}
		assert.Equal(t, c[2], end, c)
		assert.Equal(t, c[2] != "2025-12-31", s.OpenAt(today).IsOpen(), c)
	}
}

// TestTypesOfValues: another type than the one that is due is told, and what is
// not stated is not.
func TestTypesOfValues(t *testing.T) {
	for value, told := range map[string]bool{`"x"`: false, `null`: false, `5`: true, `true`: true, `{}`: true, `["x"]`: true} {
		assert.Equal(t, told, read1[*fhir.Other](t, `{"resourceType":"Basic","id":`+value+`}`).Faults.Has(fhir.CodeType), value)
	}
	for start, doubtful := range map[string]bool{`"2026-01-15"`: false, `""`: true, `" "`: true, `"2026"`: true, `"0001-01-01"`: false, `5`: true} {
		p := read1[*fhir.PractitionerRole](t, `{"resourceType":"PractitionerRole","period":{"start":`+start+`}}`)
		assert.Equal(t, doubtful, p.Period.Doubtful, start)
	}
	// The limits are reached before they are passed.
	many := func(n int) rule.Faults {
		text := `{"resourceType":"Practitioner","identifier":[` + strings.TrimSuffix(strings.Repeat("1,", n), ",") + `]}`
		r, err := fhir.Parse([]byte(text), fhir.Options{MaxFaults: 10})
		require.NoError(t, err)
		return r.Common().Faults
	}
	for n, want := range map[int]int{9: 9, 10: 10, 11: 11, 12: 11, 50: 11} {
		faults := many(n)
		assert.Len(t, faults, want)
		assert.Equal(t, n > 10, faults.Has(fhir.CodeMore), n)
	}
	line := `{"resourceType":"Basic"}`
	for _, end := range []string{"", "\n", "\r\n"} {
		for more, want := range map[int]bool{0: true, 1: true, -1: false} {
			for _, err := range fhir.Lines(strings.NewReader(line+end), fhir.Options{MaxLine: len(line) + more}) {
				assert.Equal(t, want, err == nil, "%q %d", end, more)
			}
		}
	}
	// The first phone is taken, and nothing else for one.
	p := read1[*fhir.Practitioner](t, `{"resourceType":"Practitioner","telecom":[{"system":"fax","value":"0639980001"},{"system":"phone","value":"0639980002"},{"system":"phone","value":"0639980003"},{"system":"email","value":"a@example.org"},{"system":"email","value":"b@example.org"}]}`)
	assert.Equal(t, rpps.Contact{Phone: "0639980002", Email: "a@example.org"}, p.Professional.Contact)
	b := read1[*fhir.Bundle](t, `{"resourceType":"Bundle","link":[{"relation":"self","url":"urn:a"},{"relation":"next","url":"urn:b"},{"relation":"previous","url":"urn:c"}],"entry":[{},{"resource":{"resourceType":"Basic"}}]}`)
	assert.Equal(t, rpps.Private("urn:b"), b.Next)
	assert.Equal(t, "Entry(without a resource)", b.Entries[0].String())
	assert.Equal(t, "Entry(Resource(Basic, faults 0))", b.Entries[1].String())
}

// TestWritten: what is written for one change, and what stays.
func TestWritten(t *testing.T) {
	const role = `{"resourceType":"PractitionerRole","code":[{` + `"coding":[{"system":"` + r22 + `","code":"GENR10"}]}]}`
	const doctor = `{"resourceType":"Practitioner","qualification":[{"code":{"coding":[{"system":"` + g15 + `","code":"10"}]}}]}`
	sit := func(change func(*situation.Situation)) func(fhir.Resource) {
		return func(r fhir.Resource) { change(&r.(*fhir.PractitionerRole).Situation) }
	}
	who := func(change func(*rpps.Professional)) func(fhir.Resource) {
		return func(r fhir.Resource) { change(&r.(*fhir.Practitioner).Professional) }
	}
	id := `{"resourceType":"Practitioner","identifier":[{"system":"` + fhir.SystemIDNPS + `","value":"899700366240"}`
	other := rpps.MustParsePersonID("3990000010/17")
	skill := func(e *rpps.Exercise, code string) { e.QualificationType, e.Qualification = "S", code }
	skilled := func(code string) string {
		return `{"code":{"coding":[{"code":"S","system":"` + r04 + `"},{"code":"` + code + `","system":"` + r38 + `"}]}}`
	}
	for name, c := range map[string]struct {
		text   string
		change func(fhir.Resource)
		want   []string // nil: it cannot be carried
	}{
		"number that was drawn": {
			id + `]}`, who(func(p *rpps.Professional) { p.ID = other }),
			[]string{`identifier[0].value = "3990000010/17"`, `identifier[1] = {"system":"https://rpps.esante.gouv.fr","type":{"coding":[{"code":"RPPS","system":"https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203"}]},"use":"official","value":"99700366240"}`},
		},
		"number of its own": {
			id + `,{"system":"` + fhir.SystemRPPS + `","value":"99700366240","_value":{"id":"v"}}]}`, who(func(p *rpps.Professional) { p.ID = other }),
			[]string{`identifier[0].value = "3990000010/17"`},
		},
		"number that would come back": {id + `]}`, who(func(p *rpps.Professional) { p.Number = rpps.Number{} }), nil},
		"name as it was shown": {
			`{"resourceType":"Practitioner","name":[{"text":"Camille EXEMPLE","family":"EXEMPLE"}],"birthDate":"1988-03-14"}`,
			who(func(p *rpps.Professional) { p.CivilStatus.BirthDate = civil.YMD(1988, 3, 15) }),
			[]string{`birthDate = "1988-03-15"`},
		},
		"another name": {
			`{"resourceType":"Practitioner","name":[{"text":"Camille EXEMPLE","family":"EXEMPLE"}]}`,
			who(func(p *rpps.Professional) { p.ExerciseName.Family = "ESSAI" }),
			[]string{`name[0].family = "ESSAI"`, `name[0].text = null`},
		},
		"category beside the profession": {
			doctor, who(func(p *rpps.Professional) { p.Exercises[0].Category = roles.CategoryCivil }),
			[]string{`qualification[0].code.coding[1] = {"code":"C","system":"` + r09 + `"}`},
		},
		"two savoir-faire of one type": {
			`{"resourceType":"Practitioner"}`, who(func(p *rpps.Professional) {
				p.Exercises = make([]rpps.Exercise, 2)
				skill(&p.Exercises[0], "SM26")
				skill(&p.Exercises[1], "SM54")
			}), []string{`qualification = [` + skilled("SM26") + `,` + skilled("SM54") + `]`},
		},
		"one savoir-faire of two exercises": {
			`{"resourceType":"Practitioner"}`, who(func(p *rpps.Professional) {
				p.Exercises = make([]rpps.Exercise, 2)
				skill(&p.Exercises[0], "SM26")
				skill(&p.Exercises[1], "SM26")
			}), []string{`qualification = [` + skilled("SM26") + `]`},
		},
		"savoir-faire without its type": {
			strings.Replace(doctor, `]}`, `]}},{"code":{`+coded(r38, "SM26")+`}`, 1),
			who(func(p *rpps.Professional) { skill(&p.Exercises[0], "SM54") }), nil,
		},
		"mode": {
			role, sit(func(s *situation.Situation) { s.Mode = roles.ModeSalarie }),
			[]string{`code[1] = {"coding":[{"code":"S","system":"https://mos.esante.gouv.fr/NOS/TRE_R23-ModeExercice/FHIR/TRE-R23-ModeExercice"}]}`},
		},
		"fewer languages":  {`{"resourceType":"Practitioner","communication":[{"coding":[{"code":"fr"}]},{"coding":[{"code":"en"}]}]}`, who(func(p *rpps.Professional) { p.Languages = p.Languages[:1] }), nil},
		"another language": {`{"resourceType":"Practitioner","communication":[{"coding":[{"code":"fr"}]}]}`, who(func(p *rpps.Professional) { p.Languages[0] = "en" }), nil},
		"language more": {
			`{"resourceType":"Practitioner","communication":[{"coding":[{"code":"fr"}]}]}`, who(func(p *rpps.Professional) { p.Languages = append(p.Languages, "en") }),
			[]string{`communication[1] = {"coding":[{"code":"en","system":"https://mos.esante.gouv.fr/NOS/TRE_G00-Langue/FHIR/TRE-G00-Langue"}]}`},
		},
		// A coding that is no list has no place for another code: a second concept
		// would contradict the first.
		"role that is no list": {
			strings.NewReplacer("[{\"system", "{\"system", "GENR10\"}]", "GENR10\"}").Replace(role), sit(func(s *situation.Situation) { s.Role = roles.GENR12 }), nil,
		},
		"no more role that is no list": {
			strings.NewReplacer("[{\"system", "{\"system", "GENR10\"}]", "GENR10\"}").Replace(role), sit(func(s *situation.Situation) { s.Role = 0 }), nil,
		},
		"qualification that is no list": {
			`{"resourceType":"Practitioner","qualification":{"code":{` + coded(g15, "10") + `}}}`, who(func(p *rpps.Professional) { p.Exercises[0].Profession = must(roles.ParseProfession("60")) }), nil,
		},
		"category of a qualification that is no list": {
			`{"resourceType":"Practitioner","qualification":{"code":{` + coded(g15, "10") + `}}}`, who(func(p *rpps.Professional) { p.Exercises[0].Category = roles.CategoryCivil }), nil,
		},
		"no more qualification that is no list": {
			`{"resourceType":"Practitioner","qualification":{"code":{` + coded(g15, "10") + `}}}`, who(func(p *rpps.Professional) { p.Exercises = nil }), nil,
		},
		"sector that is no list": {
			`{"resourceType":"Organization","type":[{"coding":{"system":"` + roles.ListR02.URL() + `","code":"SA16"}}]}`,
			func(r fhir.Resource) { r.(*fhir.Organization).Structure.Sector = roles.SA41 }, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := parse(t, []byte(c.text))
			c.change(r)
			got, err := r.MarshalJSON()
			if c.want == nil {
				require.ErrorIs(t, err, fhir.CodeNotCarried, string(got))
				return
			}
			require.NoError(t, err)
			assert.ElementsMatch(t, c.want, changes(t, []byte(c.text), got))
		})
	}
}

// TestNewExercises: a situation leaves its profession, category and savoir-faire
// to the Practitioner only when no other exercise can be meant.
func TestNewExercises(t *testing.T) {
	ten, sixty := must(roles.ParseProfession("10")), must(roles.ParseProfession("60"))
	ex := func(p roles.Profession, c roles.Category) rpps.Exercise {
		return rpps.Exercise{Profession: p, Category: c, Stated: rpps.StatedExercise{Profession: p.Code(), Category: c.Code()}}
	}
	withSkill := func(kind string) rpps.Exercise {
		e := ex(ten, roles.CategoryCivil)
		e.QualificationType, e.Qualification = kind, "SM26"
		return e
	}
	for name, c := range map[string]struct {
		exercises []rpps.Exercise
		skill     string
		lost      []string // of the situation
	}{
		"one":                   {[]rpps.Exercise{ex(ten, roles.CategoryCivil)}, "", nil},
		"twice the same":        {[]rpps.Exercise{ex(ten, roles.CategoryCivil), ex(ten, roles.CategoryCivil)}, "", nil},
		"two categories":        {[]rpps.Exercise{ex(ten, roles.CategoryCivil), ex(ten, roles.CategoryStudent)}, "", []string{"category", "profession", "start"}},
		"two professions":       {[]rpps.Exercise{ex(ten, roles.CategoryCivil), ex(sixty, roles.CategoryCivil)}, "", []string{"category", "profession", "start"}},
		"savoir-faire":          {[]rpps.Exercise{withSkill("S")}, "SM26", nil},
		"savoir-faire, no type": {[]rpps.Exercise{withSkill("")}, "SM26", []string{"qualification", "start"}},
		"other savoir-faire":    {[]rpps.Exercise{withSkill("S")}, "SM54", []string{"qualification", "start"}},
	} {
		b, faults := fhir.New([]fhir.Person{{
			Professional: rpps.Professional{ID: rpps.MustParsePersonID("899700366240"), Exercises: c.exercises},
			Situations:   []situation.Situation{{Profession: ten, Category: roles.CategoryCivil, Qualification: c.skill, Start: civil.YMD(2020, 1, 1)}},
		}}, fhir.NewOptions{})
		var lost []string
		for _, f := range faults {
			if rest, ok := strings.CutPrefix(f.Path(), "people[0].situations[0]."); ok {
				lost = append(lost, rest)
			}
		}
		assert.Equal(t, c.lost, lost, name)
		s := again(t, b)[0].Situations[0]
		assert.Equal(t, c.lost == nil, s.OpenAt(today).IsOpen(), name)
		if c.lost == nil {
			assert.Equal(t, c.skill, s.Qualification, name)
			assert.Equal(t, ten, s.Profession, name)
		}
	}
	// What is drawn is told with its source.
	p := educator()
	p.Situations[0].Structure.ID = rpps.StructureID{}
	for target, want := range map[fhir.Target]struct {
		profile string
		types   bool
	}{
		fhir.Restricted: {"as-dr-practitionerrole", true}, fhir.Public: {"as-dp-practitionerrole", true}, fhir.TDDUI: {"tddui-practitioner-role", false},
	} {
		b, faults := fhir.New([]fhir.Person{p}, fhir.NewOptions{Target: target})
		made := false
		for _, f := range faults {
			made = made || f.Code() == fhir.CodeIDNSTMade && strings.Contains(f.Error(), "FINESS")
		}
		assert.True(t, made, faults)
		entities := map[fhir.Entity]int{}
		for _, e := range b.Entries {
			switch r := e.Resource.(type) {
			case *fhir.PractitionerRole:
				require.Len(t, r.Profiles, 1)
				assert.True(t, strings.HasSuffix(r.Profiles[0], "/"+want.profile), r.Profiles)
			case *fhir.Practitioner:
				assert.True(t, strings.HasSuffix(r.Profiles[0], strings.TrimSuffix(strings.TrimSuffix(want.profile, "role"), "-")), r.Profiles)
			case *fhir.Organization:
				entities[r.Entity]++
			}
		}
		if want.types {
			assert.Equal(t, map[fhir.Entity]int{fhir.Site: 1, fhir.LegalEntity: 1}, entities)
		} else {
			assert.Equal(t, map[fhir.Entity]int{0: 2}, entities)
		}
	}
	r := record(t, habilitation.CareTeam)
	for n, carried := range map[int]bool{1: true, 64: true, 65: false} {
		r.ID = strings.Repeat("a", n)
		_, faults := fhir.AuditEvent(r, observer)
		assert.Equal(t, carried, !slices.Contains(paths(faults), "id"), n)
	}
}
