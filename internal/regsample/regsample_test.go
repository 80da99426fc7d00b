package regsample_test

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/internal/regsample"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/registration"
)

var at = civil.MustNew(2026, 11, 22)

// TestValidIsVaried checks that what the generator promises comes out.
func TestValidIsVaried(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	seen := map[string]int{}
	trades := map[roles.Profession]bool{}
	const n = 4000
	for range n {
		row := regsample.Valid(rng, at)
		q := row.Request()
		s := q.Situation
		trades[s.Function] = true
		mark := func(what string, yes bool) {
			if yes {
				seen[what]++
			}
		}
		mark("role "+s.Role.Code(), true)
		mark("mode "+s.Mode.Code(), true)
		mark("category "+s.Category.Code(), true)
		mark("siret", !s.Structure.SIRET.IsZero())
		mark("finess", !s.Structure.FINESS.IsZero())
		mark("rang", !s.Structure.RPPSRang.IsZero())
		mark("number", !q.Number.IsZero())
		mark("no number", q.Number.IsZero())
		mark("end", !s.End.IsZero())
		mark("no end", s.End.IsZero())
		mark("abroad", q.Identity.BirthPlace.Town != "")
		place := row[registration.FieldBirthPlace]
		mark("Corsica", strings.HasPrefix(strings.TrimSpace(place), "2A"))
		mark("overseas", strings.HasPrefix(strings.TrimSpace(place), "97"))
		mark("not French", q.FrenchNationality == rpps.No)
		mark("home care", q.HomeCare.Verified == rpps.Yes)
		mark("label", strings.ContainsAny(row[registration.FieldProfession], "aA"))
		mark("French date", strings.Contains(row[registration.FieldStart], "/"))
		mark("ISO date", strings.Contains(row[registration.FieldStart], "-"))
		mark("compound name", strings.Contains(row[registration.FieldBirthName], "-"))
		mark("method "+q.Method.String(), true)
		mark("sex "+q.Identity.Sex.Code(), true)
		mark("blank around", strings.HasPrefix(row[registration.FieldEmail], " "))
		mark("liberal default", s.Mode == roles.ModeLiberal && s.LiberalActivity == 0)
		mark("liberal type", s.Mode == roles.ModeLiberal && s.LiberalActivity != 0)
	}
	for _, what := range []string{
		"role GENR08", "role GENR09", "role GENR10", "role GENR11", "role GENR12", "role GENR13",
		"mode S", "mode L", "mode B", "category C", "category M", "siret", "finess", "rang", "number", "no number",
		"end", "no end", "abroad", "Corsica", "overseas", "not French", "home care", "label", "French date", "ISO date",
		"compound name", "method manual", "method pre-registration", "method (not stated)", "sex F", "sex M", "sex I",
		"blank around", "liberal default", "liberal type",
	} {
		if seen[what] < n/1000 {
			t.Errorf("%s: %d of %d", what, seen[what], n)
		}
	}
	// 60 codes of JDV_J121, less eight of students and 364, which has ended.
	if len(trades) != 51 {
		t.Errorf("%d métiers, want 51", len(trades))
	}
}

func TestSameSeedSameRows(t *testing.T) {
	file := func() string {
		var b bytes.Buffer
		o := regsample.CSVOptions{Separator: ',', CRLF: true, BOM: true, Shuffled: true}
		if err := regsample.WriteCSV(&b, rand.New(rand.NewPCG(7, 7)), at, 50, o); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if a, b := file(), file(); a != b {
		t.Error("two files of one seed differ")
	}
}

func TestWriteCSV(t *testing.T) {
	for name, o := range map[string]regsample.CSVOptions{
		"zero":    {},
		"comma":   {Separator: ',', CRLF: true, BOM: true},
		"tab":     {Separator: '\t', Shuffled: true},
		"1252":    {Windows1252: true, BOM: true, CRLF: true},
		"shuffle": {Shuffled: true},
	} {
		t.Run(name, func(t *testing.T) {
			const n = 300
			var b bytes.Buffer
			if err := regsample.WriteCSV(&b, rand.New(rand.NewPCG(3, 4)), at, n, o); err != nil {
				t.Fatal(err)
			}
			text := b.Bytes()
			if got := bytes.HasPrefix(text, []byte("\ufeff")); got != (o.BOM && !o.Windows1252) {
				t.Errorf("mark of UTF-8: %v", got)
			}
			if got := bytes.Contains(text, []byte("\r\n")); got != o.CRLF {
				t.Errorf("CRLF: %v", got)
			}
			if !o.Windows1252 && !bytes.Contains(text, []byte("Œ")) || o.Windows1252 && !bytes.Contains(text, []byte{0x8c, 'u', 'v', 'r'}) {
				t.Error("no Œ in the character set asked for")
			}
			in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
			in.Comma = ';'
			if o.Separator != 0 {
				in.Comma = o.Separator
			}
			records, err := in.ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			if len(records) != n+1 {
				t.Errorf("%d lines, want %d", len(records), n+1)
			}
			var columns []string
			for f := range registration.Fields() {
				columns = append(columns, f.Column())
			}
			if got := slices.Equal(records[0], columns); got == o.Shuffled {
				t.Errorf("columns in order: %v, shuffled: %v", got, o.Shuffled)
			}
			slices.Sort(columns)
			if got := slices.Sorted(slices.Values(records[0])); !slices.Equal(got, columns) {
				t.Errorf("columns %v", got)
			}
		})
	}
}

func TestWriteRowsRefuses(t *testing.T) {
	var r regsample.Row
	r[registration.FieldBirthTown] = "Łódź"
	one := func(yield func(regsample.Row) bool) { yield(r) }
	fields := slices.Collect(registration.Fields())
	if err := regsample.WriteRows(&bytes.Buffer{}, fields, one, regsample.CSVOptions{Windows1252: true}); err == nil {
		t.Error("a letter that Windows-1252 lacks was written")
	}
	if err := regsample.WriteRows(&bytes.Buffer{}, fields, one, regsample.CSVOptions{}); err != nil {
		t.Error(err)
	}
}

// TestMutationsNamed checks the table itself; package registration checks
// what they break.
func TestMutationsNamed(t *testing.T) {
	names, fields := map[string]bool{}, map[registration.Field]bool{}
	for _, m := range regsample.Mutations() {
		if names[m.Name] {
			t.Errorf("%s: twice", m.Name)
		}
		names[m.Name], fields[m.Field] = true, true
		if len(m.Codes)+len(m.Warnings) == 0 {
			t.Errorf("%s: breaks nothing", m.Name)
		}
		rng := rand.New(rand.NewPCG(5, 6))
		row := regsample.Valid(rng, at)
		before := row
		m.Apply(rng, &row)
		if row == before {
			t.Errorf("%s: changes nothing", m.Name)
		}
	}
	for f := range registration.Fields() {
		if !fields[f] {
			t.Errorf("%s: no mutation", f.Column())
		}
	}
}
