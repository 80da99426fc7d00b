package attack_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/registration"
)

// TestExercisesTimesSituations: of a person with very many exercises, each of
// very many situations would look at all. Beyond the limit they prove nothing.
func TestExercisesTimesSituations(t *testing.T) {
	many := 20_000
	if testing.Short() || raceDetector {
		many = 1_000
	}
	for _, n := range []int{fhir.MaxExercises, fhir.MaxExercises + 1, many} {
		var b strings.Builder
		b.WriteString(`{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Practitioner","id":"x","qualification":[`)
		for range n {
			b.WriteString(`{"code":{"coding":[{"system":"https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante","code":"60"},` +
				`{"system":"https://mos.esante.gouv.fr/NOS/TRE_R09-CategorieProfessionnelle/FHIR/TRE-R09-CategorieProfessionnelle","code":"C"}]}},`)
		}
		b.WriteString(`null]}}`)
		for range min(n, 10_000) {
			b.WriteString(`,{"resource":{"resourceType":"PractitionerRole","practitioner":{"reference":"Practitioner/x"},"period":{"start":"2020-01-01"}}}`)
		}
		b.WriteString("]}")
		r, err := fhir.Parse([]byte(b.String()), fhir.Options{MaxBytes: 1 << 30, MaxValues: 1 << 30})
		if err != nil {
			t.Fatal(err)
		}
		people := fhir.NewSet(r).People()
		if len(people) != 1 {
			t.Fatalf("%d persons", len(people))
		}
		for _, s := range people[0].Situations {
			if known := !s.Start.IsZero(); known != (n <= fhir.MaxExercises) {
				t.Fatalf("%d exercises: start %v, %v", n, s.Start, people[0].Faults[0])
			}
		}
		if told := people[0].Faults.Has(fhir.CodeExerciseSeveral); told != (n > fhir.MaxExercises) {
			t.Errorf("%d exercises: %d faults", n, len(people[0].Faults))
		}
	}
}

// TestLongNamesInPaths: names of members in the path to a finding cost nothing,
// and none that is not of the format is in it.
func TestLongNamesInPaths(t *testing.T) {
	members := 200_000
	if testing.Short() || raceDetector {
		members = 20_000
	}
	var b strings.Builder
	b.WriteString(`{"resourceType":"Practitioner","` + strings.Repeat("k", 20*members) + `":{`)
	for i := range members {
		fmt.Fprintf(&b, `"%d":{},`, i)
	}
	b.WriteString(`"identifier[Dupont":{"modifierExtension":[{"url":"x"}]}},"identifier[Dupont":{"modifierExtension":[{"url":"x"}]}}`)
	r, err := fhir.Parse([]byte(b.String()), fhir.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if fs := r.Common().Faults; !fs.Has(fhir.CodeModifier) || strings.Contains(fs.Error(), "Dupont") || len(fs.Error()) > 1000 {
		t.Errorf("%.300s", fs.Error())
	}
}

// TestLimitsAreOptions raises and lowers limits that no other test here moves.
func TestLimitsAreOptions(t *testing.T) {
	text := headExtraction + strings.Repeat("899700218896|A|60|S|F990000010||\n", 30)
	people := func(o annuaire.Options) (lines int, s said) {
		s = said{}
		r, err := annuaire.NewReader(strings.NewReader(text), o)
		if s.add(err); err != nil {
			return 0, s
		}
		for p, err := range r.Persons(annuaire.GroupIndexed) {
			if s.add(err); p != nil {
				lines += len(p.Lines)
				s.add(p.Faults.Err())
			}
		}
		return lines, s
	}
	for _, c := range []struct {
		o     annuaire.Options
		lines int
		said  string
	}{
		{annuaire.Options{}, 30, "read"},
		{annuaire.Options{MaxPersonLines: 7}, 7, string(annuaire.CodeTooMany)},
		{annuaire.Options{MaxBytes: 100}, 0, string(annuaire.CodeFileLarge)},
		{annuaire.Options{MaxColumns: 3}, 0, string(annuaire.CodeLayoutUnknown)},
		{annuaire.Options{MaxLine: 10}, 0, string(annuaire.CodeLineTooLong)},
	} {
		if lines, s := people(c.o); lines != c.lines || s.String() != c.said {
			t.Errorf("%+v: %d lines, %s", c.o, lines, s)
		}
	}
	for _, c := range []struct {
		o    registration.FileOptions
		said string
	}{
		{registration.FileOptions{}, "read"},
		{registration.FileOptions{MaxColumns: 4}, "read"},
		{registration.FileOptions{MaxColumns: 3}, string(registration.CodeLineFields)},
		{registration.FileOptions{MaxLine: 10}, string(registration.CodeLineLong)},
	} {
		_, err := c.o.NewReader(strings.NewReader(headRegistration))
		if s := of(nil, err); s.String() != c.said {
			t.Errorf("%+v: %s", c.o, s)
		}
	}
	for name, c := range map[string]struct {
		o    matrixfile.Options
		code string
	}{
		"depth":   {matrixfile.Options{MaxDepth: 1}, string(matrixfile.CodeSyntax)},
		"values":  {matrixfile.Options{MaxValues: 5}, string(matrixfile.CodeLarge)},
		"bytes":   {matrixfile.Options{MaxBytes: 5}, string(matrixfile.CodeLarge)},
		"faults":  {matrixfile.Options{MaxFaults: 1}, string(matrixfile.CodeLarge)},
		"nothing": {matrixfile.Options{}, string(matrixfile.CodeShape)},
	} {
		if _, err := matrixfile.LoadJSONAPI(strings.NewReader(`{"data":[{"a":1},{"a":[[1]]}]}`), c.o); !of(nil, err)[c.code] {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, o := range map[string]matrixfile.Options{"lines": {MaxLines: 2}, "columns": {MaxColumns: 2}} {
		if _, err := matrixfile.LoadCSV(strings.NewReader(headMatrix+"34112-3;1;0\nx;1\n"), o); !of(nil, err)[string(matrixfile.CodeLarge)] {
			t.Errorf("%s: %v", name, err)
		}
	}
}
