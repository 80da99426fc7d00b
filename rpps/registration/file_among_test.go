package registration_test

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/rppsplus/rppsplus/internal/regsample"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
)

// TestFileAmongOtherLines: titles above, totals, notes and signatures between and below
// change nothing of what is found on the line of a person, and are no person; nor does
// the order of the columns, or one that is not known.
func TestFileAmongOtherLines(t *testing.T) {
	others := []string{
		"Total", "Sous-total : 12", "NB : les dates sont au format JJ/MM/AAAA", "(1) sous réserve", "Signature",
		"Fait à Toulouse, le 20/11/2026", "Page 1/3", "EHPAD Les Exemples", "SIRET : 00099701500011", "20/11/2026", "12", "…",
	}
	rng := rand.New(rand.NewPCG(19, 9))
	mutations := regsample.Mutations()
	c := reg.Context{At: fileDay}
	persons, refused := 0, 0
	for range 200 {
		fields := slices.Collect(reg.Fields())
		rng.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
		var file bytes.Buffer
		out := csv.NewWriter(&file)
		out.Comma = ';'
		line := 0
		write := func(cells []string) {
			line++
			if err := out.Write(cells); err != nil {
				t.Fatal(err)
			}
		}
		other := func(among int) {
			cells := make([]string, len(fields)+1)
			cells[rng.IntN(among)] = others[rng.IntN(len(others))]
			write(cells)
		}
		for range rng.IntN(3) {
			other(3)
		}
		head := []string{"Service"}
		for _, f := range fields {
			head = append(head, f.Column())
		}
		write(head)
		rows := map[int]regsample.Row{}
		for range 1 + rng.IntN(4) {
			row := regsample.Valid(rng, fileDay)
			if rng.IntN(2) == 0 {
				mutations[rng.IntN(len(mutations))].Apply(rng, &row)
			}
			cells := []string{"Hébergement"}
			for _, f := range fields {
				cells = append(cells, row[f])
			}
			write(cells)
			rows[line] = row
			if rng.IntN(2) == 0 {
				other(len(fields) + 1)
			}
		}
		out.Flush()
		r, err := reg.NewReader(&file)
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for res, err := range r.Check(c, nil) {
			if err != nil {
				t.Fatal(err)
			}
			row, person := rows[res.Line]
			if !person {
				if refused++; res.Valid() {
					t.Fatalf("line %d is of nobody, and valid", res.Line)
				}
				continue
			}
			found++
			alone := reg.Check(row.Request(), c)
			if got, want := errorsOf(res.Faults), errorsOf(alone); !slices.Equal(got, want) || res.Valid() != (alone.Err() == nil) {
				t.Fatalf("line %d: %v, alone %v", res.Line, got, want)
			}
		}
		if persons += found; found != len(rows) {
			t.Fatalf("%d people of %d", found, len(rows))
		}
	}
	if persons < 300 || refused < 100 {
		t.Errorf("%d people, %d other lines", persons, refused)
	}
}
