package registration_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/internal/regsample"
	"github.com/rppsplus/rppsplus/rpps"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestFilePersonInPart: of right texts about a person any two are a line of somebody,
// whatever columns the file has; and so are both names, whatever stands beside them for
// the place and the work.
func TestFilePersonInPart(t *testing.T) {
	rng := rand.New(rand.NewPCG(2026, 27))
	all := slices.Collect(reg.Fields())
	traits := []reg.Field{
		reg.FieldBirthName, reg.FieldFirstNames, reg.FieldSex, reg.FieldBirthDate, reg.FieldBirthPlace, reg.FieldBirthTown, reg.FieldEmail, reg.FieldPhone,
		reg.FieldNumber, reg.FieldIdentifier, reg.FieldUsageName, reg.FieldExerciseName, reg.FieldExerciseFirstName,
	}
	own := func(f reg.Field) bool { return f == reg.FieldBirthPlace || !slices.Contains(traits, f) }
	lines := 0
	for range 3000 {
		fields := slices.Clone(all)
		rng.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
		fields = fields[:2+rng.IntN(len(fields)-1)]
		row := regsample.Valid(rng, fileDay)
		filled, persons, named := 0, 0, 0
		words := rng.IntN(2) == 0
		for _, f := range fields {
			if rng.IntN(3) > 0 && row[f] != "" {
				row[f] = ""
			}
			if words && own(f) && rng.IntN(3) == 0 {
				row[f] = "comme avant"
			}
			if row[f] == "" {
				continue
			}
			filled++
			if slices.Contains(traits, f) {
				persons++
			}
			if f == reg.FieldBirthName || f == reg.FieldFirstNames {
				named++
			}
		}
		if filled < 2 || persons == 0 || words && named < 2 {
			continue
		}
		var file bytes.Buffer
		err := regsample.WriteRows(&file, fields, func(yield func(regsample.Row) bool) { yield(row) }, regsample.CSVOptions{})
		if err != nil {
			t.Fatal(err)
		}
		_, results := fileResults(t, &file, nil)
		if len(results) != 1 || results[0].Faults.Has(reg.CodeLineTotal) {
			t.Errorf("%v: %v", fields, results)
		}
		lines++
	}
	if lines < 500 {
		t.Errorf("only %d lines", lines)
	}
}

// TestTownInFrance: of somebody born in France the code tells the place; how the list
// writes the town does not make two people.
func TestTownInFrance(t *testing.T) {
	header := cutHeader[:len(cutHeader)-1] + ";Lieu de naissance\n"
	line := cutLine + ";;;"
	for _, tt := range []struct {
		name, first, second string
		want                rule.Code
	}{
		{"in France", line + ";BORDEAUX", line + ";Bordeaux (33)", reg.CodeDupSituation},
		{"abroad", strings.Replace(line, "33063", "99109", 1) + ";Berlin", strings.Replace(line, "33063", "99109", 1) + ";Bonn", reg.CodeDupSpelling},
	} {
		_, results := fileResults(t, strings.NewReader(header+tt.first+"\n"+tt.second+"\n"), new(reg.Duplicates))
		if len(results) != 2 || !results[1].Faults.Has(tt.want) {
			t.Errorf("%s: %v", tt.name, results[1].Faults)
		}
	}
	// A program may state the country where the commune goes.
	d, r := new(reg.Duplicates), regsample.Valid(rand.New(rand.NewPCG(1, 1)), fileDay).Request()
	r.Identity.BirthPlace = rpps.BirthPlace{Commune: "99109", Town: "Berlin"}
	other := r
	other.Identity.BirthPlace.Town = "Bonn"
	d.Add(1, &r)
	if fs := d.Add(2, &other); !fs.Has(reg.CodeDupSpelling) {
		t.Error("a country as the commune:", fs)
	}
}
