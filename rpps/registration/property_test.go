package registration_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/internal/regsample"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	ges "github.com/rppsplus/rppsplus/rpps/gestionnaire"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

func seeded(n uint64) *rand.Rand { return rand.New(rand.NewPCG(20261122, n)) }

// errorsOf returns the codes of severity error, sorted.
func errorsOf(fs rule.Faults) []rule.Code {
	var out []rule.Code
	for _, f := range fs {
		if f.Severity() == rule.Error {
			out = append(out, f.Code())
		}
	}
	slices.Sort(out)
	return out
}

func TestValidHasNoError(t *testing.T) {
	n := 20_000
	if testing.Short() {
		n = 2_000
	}
	rng := seeded(1)
	for i := range n {
		// Days over two years, so that codes come and go.
		at := civil.MustNew(2024, 12, 1).AddDays(rng.IntN(720))
		row := regsample.Valid(rng, at)
		fs := reg.Check(row.Request(), reg.Context{At: at})
		if got := errorsOf(fs); len(got) != 0 {
			for f := range reg.Fields() {
				if row[f] != "" {
					t.Logf("%s: %q", f.Column(), row[f])
				}
			}
			t.Fatalf("row %d on %s: %v\n%v", i, at, got, fs)
		}
	}
}

func TestMutations(t *testing.T) {
	n := 200
	if testing.Short() {
		n = 20
	}
	for i, m := range regsample.Mutations() {
		t.Run(m.Name, func(t *testing.T) {
			rng := seeded(uint64(100 + i))
			want := slices.Sorted(slices.Values(m.Codes))
			for range n {
				row := regsample.Valid(rng, today)
				before := reg.Check(row.Request(), reg.Context{At: today})
				m.Apply(rng, &row)
				fs := reg.Check(row.Request(), reg.Context{At: today})
				if got := errorsOf(fs); !slices.Equal(got, want) {
					t.Fatalf("errors %v, want %v\n%v", got, want, fs)
				}
				for _, c := range m.Warnings {
					if !fs.Has(c) {
						t.Fatalf("no %s: %v", c, fs)
					}
				}
				// An error is at the field, at what it belongs to, or at one that
				// is compared with it; nothing else is found that was not before.
				for _, f := range fs {
					if f.Severity() == rule.Error && !before.Has(f.Code()) && !slices.Contains(m.Codes, f.Code()) {
						t.Fatalf("new: %v", f)
					}
				}
			}
		})
	}
}

// TestTwoMutations checks that two mutations of different fields add up:
// nothing stops at the first.
func TestTwoMutations(t *testing.T) {
	ms := regsample.Mutations()
	rng := seeded(2)
	n := 20_000
	if testing.Short() {
		n = 2_000
	}
	tried := 0
	for range n {
		a, b := ms[rng.IntN(len(ms))], ms[rng.IntN(len(ms))]
		row := regsample.Valid(rng, today)
		// Independent: what each changes, the other leaves, and neither is
		// compared with the other.
		if dependent(a, b) {
			continue
		}
		tried++
		onlyA, onlyB := row, row
		a.Apply(rng, &onlyA)
		b.Apply(rng, &onlyB)
		want := slices.Concat(
			errorsOf(reg.Check(onlyA.Request(), reg.Context{At: today})),
			errorsOf(reg.Check(onlyB.Request(), reg.Context{At: today})))
		slices.Sort(want)
		a.Apply(rng, &row)
		b.Apply(rng, &row)
		fs := reg.Check(row.Request(), reg.Context{At: today})
		if got := errorsOf(fs); !slices.Equal(got, want) {
			t.Errorf("%s + %s: %v, want %v", a.Name, b.Name, got, want)
		}
	}
	if tried < n/2 {
		t.Errorf("%d pairs of %d tried", tried, n)
	}
}

// together are the fields that are judged together: a mutation of one can hide
// or change what a mutation of another brings.
var together = [][]reg.Field{
	{reg.FieldBirthDate, reg.FieldStart, reg.FieldEnd, reg.FieldEndReason, reg.FieldInformation},
	{reg.FieldProfession, reg.FieldCategory, reg.FieldHomeCare},
	{reg.FieldFrenchNationality, reg.FieldIdentifier, reg.FieldNumber},
	{reg.FieldBirthPlace, reg.FieldBirthTown, reg.FieldFrenchNationality},
	{reg.FieldSIRET, reg.FieldFINESS, reg.FieldRPPSRang},
	{reg.FieldStructureKind, reg.FieldSector},
}

func dependent(a, b regsample.Mutation) bool {
	changed := func(m regsample.Mutation) []reg.Field {
		// A row in which every text that is written is new.
		var row regsample.Row
		for f := range reg.Fields() {
			row[f] = "nothing writes this"
		}
		after := row
		m.Apply(seeded(9), &after)
		out := []reg.Field{m.Field}
		for f := range reg.Fields() {
			if after[f] != row[f] {
				out = append(out, f)
			}
		}
		return out
	}
	as, bs := changed(a), changed(b)
	for _, f := range as {
		if slices.Contains(bs, f) {
			return true
		}
		for _, group := range together {
			if slices.Contains(group, f) && slices.ContainsFunc(bs, func(g reg.Field) bool { return slices.Contains(group, g) }) {
				return true
			}
		}
	}
	return false
}

// TestCheckIsPure checks that two runs agree and that nothing given is changed.
func TestCheckIsPure(t *testing.T) {
	rng := seeded(3)
	ms := regsample.Mutations()
	for range 500 {
		row := regsample.Valid(rng, today)
		ms[rng.IntN(len(ms))].Apply(rng, &row)
		q := row.Request()
		q.HomeCare.Periods = []reg.Period{{From: civil.MustNew(2023, 1, 1), HalfTime: true}}
		c := reg.Context{At: today}
		caller(mine)(&c)
		if rng.IntN(2) == 0 {
			c.Actor = nil
		}
		qBefore, cBefore := dump(t, q), dump(t, c)
		first := reg.Check(q, c)
		second := reg.Check(q, c)
		if !reflect.DeepEqual(first, second) {
			t.Fatalf("two answers:\n%v\n%v", first, second)
		}
		if dump(t, q) != qBefore || dump(t, c) != cBefore {
			t.Fatal("Check changed what it was given")
		}
		first.Add(rule.Fault{})
		if len(second) > 0 && !reflect.DeepEqual(second, reg.Check(q, c)) {
			t.Fatal("two answers share their memory")
		}
		if again := row.Request(); !reflect.DeepEqual(again.Unread, q.Unread) {
			t.Fatal("one row, two requests")
		}
	}
}

func dump(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestJSONRoundTrip checks that a request comes back from JSON with the same
// findings.
func TestJSONRoundTrip(t *testing.T) {
	rng := seeded(4)
	ms := regsample.Mutations()
	for range 1000 {
		row := regsample.Valid(rng, today)
		m := ms[rng.IntN(len(ms))]
		m.Apply(rng, &row)
		q := row.Request()
		if slices.ContainsFunc([]rule.Code{rpps.CodeSIRETKey, rpps.CodeFINESSKey, rpps.CodeRPPSKey, rpps.CodeRPPSRangKey, rpps.CodePersonIDKey}, func(c rule.Code) bool { return slices.Contains(m.Codes, c) }) {
			continue // identifiers with a wrong key are read back with an option only
		}
		var back reg.Request
		if err := json.Unmarshal([]byte(dump(t, q)), &back); err != nil {
			t.Fatalf("%s: %v", m.Name, err)
		}
		if a, b := reg.Check(q, reg.Context{At: today}), reg.Check(back, reg.Context{At: today}); !reflect.DeepEqual(a, b) {
			t.Fatalf("%s:\n%v\n%v", m.Name, a, b)
		}
	}
}

// printed is what the typed value of a field prints: the text that Set must
// read back to the same value. ok is false where the field holds free text.
func printed(q *reg.Request, f reg.Field) (text string, ok bool) {
	s := &q.Situation
	switch f {
	case reg.FieldSex:
		return q.Identity.Sex.Code(), true
	case reg.FieldBirthDate:
		return iso(q.Identity.BirthDate), true
	case reg.FieldStart:
		return iso(s.Start), true
	case reg.FieldEnd:
		return iso(s.End), true
	case reg.FieldInformation:
		return iso(q.Information.On), true
	case reg.FieldFrenchNationality:
		return marshalled(q.FrenchNationality), true
	case reg.FieldHomeCare:
		return marshalled(q.HomeCare.Verified), true
	case reg.FieldMethod:
		return marshalled(q.Method), true
	case reg.FieldStructureKind:
		return marshalled(s.Structure.Kind), true
	case reg.FieldCertification:
		return q.Identity.Certification.Code(), true
	case reg.FieldNumber:
		return q.Number.Canonical(), true
	case reg.FieldIdentifier:
		return q.Identifier.Canonical(), true
	case reg.FieldSIRET:
		return s.Structure.SIRET.Canonical(), true
	case reg.FieldFINESS:
		return s.Structure.FINESS.Canonical(), true
	case reg.FieldRPPSRang:
		return s.Structure.RPPSRang.Canonical(), true
	case reg.FieldProfession:
		return marshalled(s.Function), true
	case reg.FieldCategory:
		return s.Category.Code(), true
	case reg.FieldRole:
		return s.Role.Code(), true
	case reg.FieldMode:
		return s.Mode.Code(), true
	case reg.FieldSector:
		return s.Structure.Sector.Code(), true
	case reg.FieldEndReason:
		return s.EndReason.Code(), true
	case reg.FieldLiberalActivity:
		return s.LiberalActivity.Code(), true
	case reg.FieldEmail:
		return q.Contact.Email.Reveal(), true
	case reg.FieldPhone:
		return q.Contact.Phone.Reveal(), true
	case reg.FieldBirthPlace:
		return q.Identity.BirthPlace.Commune.Reveal() + q.Identity.BirthPlace.Country.Reveal(), true
	}
	return "", false
}

func marshalled(v interface{ MarshalText() ([]byte, error) }) string {
	b, err := v.MarshalText()
	if err != nil {
		panic("a value of a request has no text")
	}
	return string(b)
}

func iso(d civil.Date) string { return marshalled(d) }

// FuzzSet gives any text to any field.
func FuzzSet(f *testing.F) {
	rng := seeded(5)
	for range 20 {
		row := regsample.Valid(rng, today)
		for fd := range reg.Fields() {
			f.Add(uint8(fd), row[fd])
		}
	}
	for _, m := range regsample.Mutations() {
		row := regsample.Valid(rng, today)
		m.Apply(rng, &row)
		f.Add(uint8(m.Field), row[m.Field])
	}
	for _, s := range []string{"\x00", "\xff\xfe", "+", "(", "(0)", "E+", "8", "-", "\u00a0", "99", "2a", "/", "0000-00-00", "00/00/0000 00:00:00"} {
		for fd := range reg.Fields() {
			f.Add(uint8(fd), s)
		}
	}
	f.Fuzz(func(t *testing.T, n uint8, s string) {
		fd := reg.Field(n)
		q := plain().Request()
		err := q.Set(fd, s)
		fs := reg.Check(q, reg.Context{At: today, Establishments: []ges.Establishment{mine}})

		unread := slices.ContainsFunc(q.Unread, func(u reg.Unread) bool { return u.Field == fd })
		if (err != nil) != unread {
			t.Fatalf("error %v, kept %v", err, unread)
		}
		if err != nil {
			fault, ok := rule.AsFault(err)
			if !ok {
				t.Fatalf("the error is no fault: %T", err)
			}
			if !slices.Contains(fs, fault) {
				t.Fatalf("Check does not report %v: %v", fault, fs)
			}
			return
		}
		text, ok := printed(&q, fd)
		if !ok {
			return
		}
		again := plain().Request()
		if err := again.Set(fd, text); err != nil {
			t.Fatalf("%s: what the value prints cannot be read: %v", fd, err)
		}
		if back, _ := printed(&again, fd); back != text {
			t.Fatalf("%s: %q comes back as %q", fd, text, back)
		}
	})
}

// TestCheckAllocations: a request about which there is nothing to say costs no
// memory.
func TestCheckAllocations(t *testing.T) {
	q := plain().Request()
	for name, c := range map[string]reg.Context{
		"alone":         {At: today},
		"establishment": {At: today, Establishments: []ges.Establishment{mine}},
		"table":         {At: today, Compatible: reg.CompatibilityTable{}},
	} {
		if fs := reg.Check(q, c); fs != nil {
			t.Fatalf("%s: %v", name, fs)
		}
		if n := testing.AllocsPerRun(100, func() { reg.Check(q, c) }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	for _, bm := range []struct {
		name string
		row  func(*regsample.Row)
	}{
		{"valid", func(*regsample.Row) {}},
		{"generated", func(r *regsample.Row) { *r = regsample.Valid(seeded(6), today) }},
		{"empty", func(r *regsample.Row) { *r = regsample.Row{} }},
	} {
		row := plain()
		bm.row(&row)
		q, c := row.Request(), reg.Context{At: today}
		b.Run(bm.name+"/library", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				reg.Check(q, c)
			}
		})
		b.Run(bm.name+"/baseline", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				bareCheck(&q, today)
			}
		})
	}
}

// bareCheck is what forms check by hand: what must be there, two patterns, two
// dates. The names of the fields that are wrong come back.
//
//go:noinline
func bareCheck(q *reg.Request, day civil.Date) (wrong []string) {
	for _, must := range []struct {
		field string
		there bool
	}{
		{"nom_naissance", q.Identity.BirthName != ""},
		{"prenoms", len(q.Identity.FirstNames) > 0},
		{"sexe", q.Identity.Sex != 0},
		{"date_naissance", q.Identity.BirthDate.Before(day)},
		{"lieu_naissance", barePlace.MatchString(string(q.Identity.BirthPlace.Commune)) || q.Identity.BirthPlace.Country != ""},
		{"email", bareMail.MatchString(string(q.Contact.Email))},
		{"telephone", q.Contact.Phone != ""},
		{"profession", q.Situation.Function != 0},
		{"role", q.Situation.Role != 0},
		{"categorie", q.Situation.Category != 0},
		{"mode_exercice", q.Situation.Mode != 0},
		{"structure", !q.Situation.Structure.SIRET.IsZero() || !q.Situation.Structure.FINESS.IsZero()},
		{"date_debut", !q.Situation.Start.IsZero()},
		{"date_fin", q.Situation.End.IsZero() || q.Situation.Start.Before(q.Situation.End)},
		{"information_date", !q.Information.On.IsZero()},
	} {
		if !must.there {
			wrong = append(wrong, must.field)
		}
	}
	return wrong
}

var (
	bareMail  = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`)
	barePlace = regexp.MustCompile(`^[0-9][0-9AB][0-9]{3}$`)
)

// BenchmarkSet makes a request of the texts of a line; the baseline takes the
// blanks off the same texts, and reads the dates.
func BenchmarkSet(b *testing.B) {
	rng := seeded(7)
	rows := make([]regsample.Row, 256)
	for i := range rows {
		rows[i] = regsample.Valid(rng, today)
	}
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			_ = rows[i%len(rows)].Request()
		}
	})
	b.Run("baseline", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			kept := make(map[reg.Field]string)
			for f, text := range rows[i%len(rows)] {
				if text = strings.TrimSpace(text); text != "" {
					kept[reg.Field(f)] = text
				}
			}
			for _, f := range []reg.Field{reg.FieldBirthDate, reg.FieldStart, reg.FieldEnd, reg.FieldInformation} {
				if text := kept[f]; text != "" {
					if _, err := time.Parse(time.DateOnly, text); err != nil {
						if _, err := time.Parse("02/01/2006", text); err != nil {
							b.Fatal(err)
						}
					}
				}
			}
		}
	})
}
