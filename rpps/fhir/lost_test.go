package fhir_test

import (
	"io"
	"iter"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

const (
	lostNumber, otherNumber = "99700000013", "99700000021"
	lostRole                = `{"resourceType":"PractitionerRole","id":"r","active":true,"practitioner":{"reference":"Practitioner/1"},"period":{"start":"2020-01-01"}}`
	lostDead                = `"extension":[{"url":"http://hl7.org/fhir/5.0/StructureDefinition/extension-Person.deceasedDateTime","valueDateTime":"2025-05-05"}]`
)

func lostDoctor(id, number, skill string) string {
	return `{"resourceType":"Practitioner","id":"` + id + `","active":true,"identifier":[{"system":"` + fhir.SystemRPPS + `","value":"` + number + `"}],"qualification":[` +
		exercise("10", "C", "") + `,{"code":{"coding":[{"system":"` + r38 + `","code":"` + skill + `"}]}}]}`
}

func lostOpen(set *fhir.Set) bool {
	return set.People()[0].Situations[0].OpenAt(civil.YMD(2026, 1, 15)).IsOpen()
}

// TestLostLine: a refused line may be the one that shuts somebody out; what stands in it
// tells whom, or that nobody can tell.
func TestLostLine(t *testing.T) {
	same := lostDoctor("2", lostNumber, "SM25")
	for name, c := range map[string]struct {
		line         string
		open, untold bool
	}{
		"none":               {"", true, false},
		"another person":     {strings.Replace(lostDoctor("2", otherNumber, "SM25"), `"Practitioner"`, `1`, 1), true, false},
		"the same, no type":  {strings.Replace(same, `"Practitioner"`, `1`, 1), false, false},
		"the same, cut":      {same[:len(same)-40], false, false},
		"the same, twice":    {strings.Replace(same, `"id":"2"`, `"id":"2","id":"3"`, 1), false, false},
		"an IDNPS":           {`{"resourceType":1,"identifier":[{"value":"8` + lostNumber + `"}]}`, false, false},
		"a number of JSON":   {`{"identifier":[{"value":` + lostNumber + `}]}`, false, false},
		"a wrong key alone":  {`{"identifier":[{"value":"99700000014"}]}`, true, true},
		"too deep":           {strings.Replace(same, `"active":true`, `"x":`+strings.Repeat("[", 70)+strings.Repeat("]", 70), 1), false, false},
		"too long":           {strings.Replace(same, `"active":true`, `"x":"`+strings.Repeat("x", 1<<16)+`"`, 1), true, true},
		"a death":            {`{"resourceType":"Person","link":[{"target":{"reference":"Practitioner/1"}}],` + lostDead, false, false},
		"a death, slashes":   {`{"resourceType":"Person","link":[{"target":{"reference":"https:\/\/example.org\/fhir\/Practitioner\/1\/_history\/2"}}],` + lostDead, false, false},
		"a death of another": {`{"resourceType":"Person","link":[{"target":{"reference":"Practitioner/11"}}],` + lostDead, true, false},
		"nobody's name":      {`{"reference":"Practitioner//_history/1"`, true, true},
		"the longest name":   {`{"reference":"Practitioner/` + strings.Repeat("a", 256-len("Practitioner/")) + `"`, true, false},
		"a longer name":      {`{"reference":"Practitioner/` + strings.Repeat("a", 257-len("Practitioner/")) + `"`, true, true},
		"a place":            {`{"resourceType":"Organization","identifier":[{"value":"990000010"}`, true, true},
		"a telephone":        {`{"telecom":[{"value":"0639980012"}]`, true, true},
		"nothing":            {`{`, true, true},
	} {
		set := new(fhir.Set)
		var got []rule.Code
		text := strings.Join([]string{lostDoctor("1", lostNumber, "SM26"), c.line, lostRole}, "\n")
		n := 0
		for r, err := range set.AddLines(strings.NewReader(text), fhir.Options{MaxLine: 1 << 14}) {
			if fault, ok := rule.AsFault(err); ok {
				got = append(got, fault.Code())
				assert.Equal(t, 2, fault.Position().Line, name)
				assert.NotContains(t, err.Error(), lostNumber[3:], name)
			} else {
				require.NoError(t, err, name)
				require.NotNil(t, r, name)
				n++
			}
		}
		assert.Equal(t, 2, n, name)
		assert.Equal(t, c.open, lostOpen(set), name)
		assert.Equal(t, !c.open, set.People()[0].Faults.Has(fhir.CodeReferenceSeveral), name)
		want := 0
		if c.line != "" {
			want++
		}
		if c.untold {
			want++
			assert.Equal(t, fhir.CodeLineLost, got[1], name)
		}
		assert.Len(t, got, want, name)
	}
}

// TestLostNames: the characters that an id may have, also at its ends.
func TestLostNames(t *testing.T) {
	for _, id := range []string{"azAZ09", "a", "z", "A", "Z", "0", "9", "a-b.c", "a-.", "-"} {
		for _, lost := range []string{`{"target":{"reference":"Practitioner/` + id + `"}},`, `{"reference": Practitioner/` + id + "/_history/3"} {
			set := new(fhir.Set)
			text := strings.Join([]string{lostDoctor(id, lostNumber, "SM26"), lost, strings.Replace(lostRole, "Practitioner/1", "Practitioner/"+id, 1)}, "\n")
			for range set.AddLines(strings.NewReader(text), fhir.Options{}) {
			}
			assert.False(t, lostOpen(set), "%s: %s", id, lost)
		}
	}
}

// TestEntriesOfTheProgram: what a program takes out of a Bundle, or adds without a
// resource, is no entry that could not be read.
func TestEntriesOfTheProgram(t *testing.T) {
	r, err := fhir.Parse([]byte(`{"resourceType":"Bundle","type":"collection","entry":[{"resource":`+lostDoctor("1", lostNumber, "SM26")+
		`},{"resource":`+lostDoctor("2", lostNumber, "SM26")+`},{"resource":`+lostRole+`}]}`), fhir.Options{})
	require.NoError(t, err)
	bundle := r.(*fhir.Bundle)
	bundle.Entries[1].Resource = nil
	bundle.Entries = append(bundle.Entries, fhir.Entry{})
	set := new(fhir.Set)
	set.Add(bundle)
	assert.True(t, lostOpen(set))
}

// TestAddLinesEnds: with the loop, and with the reader, whose error is no line.
func TestAddLinesEnds(t *testing.T) {
	text := lostDoctor("1", lostNumber, "SM26") + "\n{\n" + lostRole
	for stop := 1; stop <= 4; stop++ {
		set, n := new(fhir.Set), 0
		for range set.AddLines(strings.NewReader(text), fhir.Options{}) {
			if n++; n == stop {
				break
			}
		}
		assert.Equal(t, stop, n)
		want := "Set(people 1, roles 0, organizations 0)"
		if stop == 4 {
			want = "Set(people 1, roles 1, organizations 0)"
		}
		assert.Equal(t, want, set.String())
	}
	var last error
	for _, err := range new(fhir.Set).AddLines(io.MultiReader(strings.NewReader(text), failing{}), fhir.Options{}) {
		last = err
	}
	assert.ErrorIs(t, last, os.ErrClosed)
	// Nor when it is a fault, such as that of an archive that unpacks to too much.
	fault := rule.Faults{}
	for _, err := range fhir.Lines(strings.NewReader("{"), fhir.Options{}) {
		f, _ := rule.AsFault(err)
		fault = append(fault, f)
	}
	for _, lines := range []iter.Seq2[fhir.Resource, error]{
		fhir.Lines(io.MultiReader(strings.NewReader(text), faulty{fault[0]}), fhir.Options{}),
		new(fhir.Set).AddLines(io.MultiReader(strings.NewReader(text), faulty{fault[0]}), fhir.Options{}),
	} {
		for _, err := range lines {
			last = err
		}
		assert.ErrorIs(t, last, fhir.CodeJSON)
		assert.ErrorContains(t, last, "fhir: ")
		_, ok := rule.AsFault(last)
		assert.False(t, ok)
	}
}

type faulty struct{ f rule.Fault }

func (f faulty) Read([]byte) (int, error) { return 0, f.f }

// TestLostOfMany: who stands in refused lines is remembered up to a limit, and beyond it
// nobody is open.
func TestLostOfMany(t *testing.T) {
	var many strings.Builder
	many.WriteString(lostDoctor("1", lostNumber, "SM26") + "\n" + lostRole + "\n{")
	for i := range 100_001 {
		many.WriteString(`"Practitioner/x` + strconv.Itoa(i) + `",`)
	}
	for n, want := range map[int]bool{1: true, 2: false} {
		text := many.String()
		if n == 1 {
			text = text[:strings.LastIndex(text, `"Practitioner/`)]
		}
		set := new(fhir.Set)
		for range set.AddLines(strings.NewReader(text), fhir.Options{MaxLine: 1 << 23}) {
		}
		assert.Equal(t, want, lostOpen(set), n)
	}
}

// TestLostEntryElsewhere: an entry may be none in other ways, and a type be misspelt.
func TestLostEntryElsewhere(t *testing.T) {
	same := lostDoctor("2", lostNumber, "SM25")
	dead := `{"resourceType":["Person"],"link":[{"target":{"reference":"Practitioner/1"}}],` + lostDead + `}`
	for name, c := range map[string]struct {
		entries string
		open    bool
	}{
		"none":                  {`[%]`, true},
		"the resource itself":   {`[%,` + same + `]`, false},
		"in a list":             {`[%,[{"resource":` + same + `}]]`, false},
		"another member":        {`[%,{"Resource":` + same + `}]`, false},
		"small letters":         {`[%,{"resource":` + strings.Replace(same, `"Practitioner"`, `"practitioner"`, 1) + `}]`, false},
		"a blank":               {`[%,{"resource":` + strings.Replace(same, `"Practitioner"`, `"Practitioner "`, 1) + `}]`, false},
		"a death by reference":  {`[%,{"resource":` + dead + `}]`, false},
		"a death, small":        {`[%,{"resource":` + strings.Replace(dead, `["Person"]`, `"person"`, 1) + `}]`, false},
		"on a condition":        {`[%,{"resource":{"link":{"target":{"reference":"Practitioner?identifier=` + fhir.SystemRPPS + `|` + lostNumber + `"}}}}]`, false},
		"in a narrative":        {`[%,{"resource":{"text":{"div":"<p>` + strings.Repeat("x", 300) + ` RPPS ` + lostNumber + `</p>"}}}]`, false},
		"a version of them":     {`[%,{"fullUrl":"https://example.org/fhir/Practitioner/1","resource":null}]`, false},
		"one of another":        {`[%,{"fullUrl":"https://example.org/fhir/Practitioner/2","resource":null}]`, true},
		"an answer":             {`[%,{"response":{"status":"201","location":"Practitioner/1/_history/1"}}]`, true},
		"a question":            {`[%,{"request":{"method":"GET","url":"Practitioner/1"}}]`, true},
		"their device":          {`[%,{"resource":{"resourceType":"Device","owner":{"identifier":{"value":"` + lostNumber + `"}}}}]`, true},
		"by a suffix":           {`[%,{"resource":{"resourceType":{},"practitioner":{"reference":"Practitioner/2"}}}]`, true},
		"by an address of uuid": {`[%,{"resource":{"resourceType":{},"target":{"reference":"urn:uuid:0e3f1f1c-0000-4000-8000-000000000001"}}}]`, true},
	} {
		inside := `{"resource":` + lostDoctor("1", lostNumber, "SM26") + `},{"resource":` + lostRole + `}`
		r, err := fhir.Parse([]byte(`{"resourceType":"Bundle","type":"collection","entry":`+strings.Replace(c.entries, "%", inside, 1)+`}`), fhir.Options{})
		require.NoError(t, err, name)
		set := fhir.NewSet(r)
		assert.Equal(t, c.open, lostOpen(set), name)
	}
	// By their address, by the suffix of the API, and in entries that are no list.
	uuid := "urn:uuid:0e3f1f1c-0000-4000-8000-000000000001"
	role := strings.Replace(lostRole, "Practitioner/1", uuid, 1)
	entry := func(address, text string) string { return `{"fullUrl":"` + address + `","resource":` + text + `}` }
	for _, c := range []struct {
		text string
		open bool
	}{
		{entry(uuid, lostDoctor("1", lostNumber, "SM26")) + `,` + entry("", role), true},
		{entry(uuid, lostDoctor("1", lostNumber, "SM26")) + `,` + entry("", role) + `,` + entry("", `{"target":{"reference":"`+uuid+`"}}`), false},
		{entry("", lostDoctor("1DP", lostNumber, "SM26")) + `,` + entry("", lostRole) + `,` + entry("", dead), false},
	} {
		r, err := fhir.Parse([]byte(`{"resourceType":"Bundle","type":"collection","entry":[`+c.text+`]}`), fhir.Options{})
		require.NoError(t, err)
		assert.Equal(t, c.open, lostOpen(fhir.NewSet(r)), c.text)
	}
	set := bundle(t, lostDoctor("1", lostNumber, "SM26"), lostRole)
	r, err := fhir.Parse([]byte(`{"resourceType":"Bundle","type":"collection","entry":{"resource":`+same+`}}`), fhir.Options{})
	require.NoError(t, err)
	assert.True(t, lostOpen(set))
	set.Add(r)
	assert.False(t, lostOpen(set))
}

// TestDeathByAnyLink: a death is of whom the link of the Person means, in whatever way it
// says so, and may be of each of several.
func TestDeathByAnyLink(t *testing.T) {
	byNumber := `{"identifier":{"system":"` + fhir.SystemRPPS + `","value":"` + lostNumber + `"}}`
	for name, c := range map[string]struct {
		link string
		more []string
		open bool
		told bool // by the Person itself
	}{
		"none":               {`[]`, nil, true, false},
		"by reference":       {`[{"target":{"reference":"Practitioner/1"}}]`, nil, false, false},
		"one object":         {`{"target":{"reference":"Practitioner/1"}}`, nil, false, false},
		"of another":         {`[{"target":{"reference":"Practitioner/11"}}]`, nil, true, false},
		"by number":          {`[{"target":` + byNumber + `}]`, nil, false, false},
		"by number, twins":   {`[{"target":` + byNumber + `}]`, []string{lostDoctor("2", lostNumber, "SM26")}, false, false},
		"contained":          {`[{"target":{"reference":"#c"}}],"contained":[` + lostDoctor("c", lostNumber, "SM26") + `]`, nil, false, false},
		"contained, another": {`[{"target":{"reference":"#c"}}],"contained":[` + lostDoctor("c", otherNumber, "SM26") + `]`, nil, true, false},
		"both, that differ":  {`[{"target":{"reference":"Practitioner/1","identifier":{"system":"` + fhir.SystemRPPS + `","value":"` + otherNumber + `"}}}]`, nil, false, false},
		"a list of one":      {`[{"target":{"reference":["Practitioner/1"]}}]`, nil, false, true},
		"a text for target":  {`[{"target":"Practitioner/1"}]`, nil, false, true},
		"a text for all":     {`"Practitioner/1"`, nil, false, false},
		"on a condition":     {`[{"target":{"reference":"Practitioner?identifier=` + fhir.SystemRPPS + `|` + lostNumber + `"}}]`, nil, false, false},
		"withheld":           {`[{"target":{"_reference":{"extension":[]}}}]`, nil, true, true},
		"by its text":        {`[{"target":{"display":"X"}}]`, nil, true, true},
	} {
		person := `{"resourceType":"Person","id":"x",` + lostDead + `,"link":` + c.link + `}`
		set := bundle(t, append([]string{lostDoctor("1", lostNumber, "SM26"), lostRole, person}, c.more...)...)
		assert.Equal(t, c.open, lostOpen(set), name)
		r, err := fhir.Parse([]byte(person), fhir.Options{})
		require.NoError(t, err, name)
		assert.Equal(t, c.told, r.Common().Faults.Has(fhir.CodeReferenceMissing), "%s: %v", name, r.Common().Faults)
	}
}

// TestPlacesOfOneNumber: the place is the Organization that the situation refers to;
// another of the same number is another one, and a number alone means both.
func TestPlacesOfOneNumber(t *testing.T) {
	place := func(id, sector string) string {
		return `{"resourceType":"Organization","id":"` + id + `","active":true,"identifier":[{"system":"https://finess.esante.gouv.fr","value":"990000010","type":{"coding":[{"code":"FINEG"}]}}],` +
			`"type":[{"coding":[{"system":"https://mos.esante.gouv.fr/NOS/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite","code":"` + sector + `"}]}]}`
	}
	doctor := lostDoctor("1", lostNumber, "SM26")
	for organization, want := range map[string]bool{
		`{"reference":"Organization/a"}`: true,
		`{"reference":"Organization/b"}`: false,
		`{"identifier":{"system":"https://finess.esante.gouv.fr","value":"990000010","type":{"coding":[{"code":"FINEG"}]}}}`: false,
	} {
		role := strings.Replace(lostRole, `"active"`, `"organization":`+organization+`,"active"`, 1)
		for _, order := range [][]string{{place("a", "SA17"), place("b", "SA66")}, {place("b", "SA66"), place("a", "SA17")}} {
			assert.Equal(t, want, reads(bundle(t, append(order, doctor, role)...)), organization)
		}
	}
}
