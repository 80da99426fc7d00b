package habilitationtest_test

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

func request(p kit.Person, code string, f habilitation.Facts) habilitation.Request {
	return habilitation.Request{
		Subject: p.Subject(day, habilitation.Policy{}), Document: habilitation.MustParseDocumentType(code), Action: habilitation.Read, Facts: f,
	}
}

var (
	nurse    = kit.Profession(roles.ProfessionInfirmier)
	educator = kit.Role(roles.RoleSocialLife)
)

// exercised are the cells of a coverage, as code × column.
func exercised(c kit.Coverage) []string {
	var out []string
	missing := map[string]bool{}
	name := func(cell habilitation.Cell) string { return cell.Row.Document.Code() + " × " + cell.Column.Key }
	for cell := range c.MissingCells() {
		missing[name(cell)] = true
	}
	for cell := range cnam.Cells() {
		if !missing[name(cell)] {
			out = append(out, name(cell))
		}
	}
	return out
}

// TestRecorder: a cell counts when the answer rests on it.
func TestRecorder(t *testing.T) {
	for _, c := range []struct {
		what string
		q    habilitation.Request
		want []string
	}{
		{"open", request(nurse, "34112-3", kit.Ordinary), []string{"34112-3 × nurse"}},
		{"closed", request(educator, "34112-3", kit.Ordinary), []string{"34112-3 × GENR10"}},
		{"open, no consent", request(nurse, "34112-3", kit.Ordinary&^habilitation.InitialConsent), nil},
		{"closed, and no consent", request(educator, "34112-3", kit.Ordinary&^habilitation.InitialConsent), nil},
		{"no column", request(kit.Profession(roles.ProfessionPsychologue), "34112-3", kit.Ordinary), nil},
		{"no row", request(nurse, "EXPORT_DUI", kit.Ordinary), nil},
		{"two columns, both open", request(kit.Profession(roles.ProfessionPharmacien), "34112-3", kit.Ordinary), []string{"34112-3 × pharmacist-biologist", "34112-3 × pharmacist-dispensing"}},
		{"two columns, one closed", request(educator.As(roles.MetierPreparateur), "34112-3", kit.Ordinary), []string{"34112-3 × GENR10"}},
		{"nobody", habilitation.Request{}, nil},
		{"deposit", func() habilitation.Request {
			q := request(nurse, "34112-3", kit.Ordinary)
			q.Action = habilitation.Deposit
			return q
		}(), nil},
	} {
		rec := kit.Record(cnam)
		assert.Equal(t, cnam.Decide(c.q), rec.Decide(c.q), c.what)
		assert.Equal(t, c.want, exercised(rec.Coverage()), c.what)
		assert.Equal(t, uint64(1), rec.Profile().Answers)
		met, total := rec.Coverage().Reasons()
		assert.Equal(t, len(slices.Collect(cnam.Decide(c.q).Reasons())), met, c.what)
		assert.Equal(t, len(slices.Collect(habilitation.Reasons())), total)
	}
}

// TestRecorderMethods: every way to ask answers as the matrix, and is noted.
func TestRecorderMethods(t *testing.T) {
	rec := kit.Record(cnam)
	q := request(nurse, "34112-3", kit.Ordinary)
	codes := habilitation.CodesRequest{Profession: "60", Category: "C", Document: "34112-3", Action: habilitation.Read, Facts: kit.Ordinary, At: day}
	assert.Equal(t, cnam.DecideCodes(codes), rec.DecideCodes(codes))
	docs := slices.Values([]habilitation.DocumentType{q.Document, habilitation.MustParseDocumentType("SYNTH")})
	for got := range rec.DecideEach(q, docs) {
		want := q
		want.Document = got.Document()
		assert.Equal(t, cnam.Decide(want), got)
	}
	assert.Equal(t, cnam.DecideAll(nil, q, q), rec.DecideAll(nil, q, q))
	assert.Equal(t, uint64(5), rec.Profile().Answers)
	before := []habilitation.Decision{{}}
	rec.DecideAll(before, q)
	assert.Equal(t, uint64(6), rec.Profile().Answers, "what was in the list before is not noted again")

	base := q
	base.Facts = habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed
	assert.Equal(t, slices.Collect(cnam.Readable(base)), slices.Collect(rec.Readable(base)))
	base.Facts |= habilitation.HiddenByPatient
	assert.Equal(t, slices.Collect(cnam.Readable(base)), slices.Collect(rec.Readable(base)))
	assert.Equal(t, uint64(6+2*108), rec.Profile().Answers)
	for range rec.Readable(q) {
		break
	}
	for range rec.DecideEach(q, docs) {
		break
	}

	suspended := rec.Under(habilitation.Policy{RoleAccess: habilitation.RoleSuspended})
	assert.True(t, suspended.Decide(request(educator, "80788-3", kit.Ordinary)).Has(habilitation.RoleAccessSuspended))
	assert.NotContains(t, slices.Collect(rec.Coverage().MissingReasons()), habilitation.RoleAccessSuspended)
	assert.Equal(t, habilitation.RoleSuspended, suspended.Policy().RoleAccess)

	assert.Same(t, cnam, rec.Matrix())
	assert.Equal(t, cnam.Version(), rec.Version())
	assert.Equal(t, cnam.Policy(), rec.Policy())
	assert.True(t, rec.Covers(day))
	assert.Equal(t, slices.Collect(cnam.Rows()), slices.Collect(rec.Rows()))
}

// TestRecorderConcurrent: nothing is lost when many ask at once.
func TestRecorderConcurrent(t *testing.T) {
	rec := kit.Record(cnam)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 500 {
				rec.Decide(request(nurse, "34112-3", kit.Ordinary))
				rec.Profile()
			}
		})
	}
	wg.Wait()
	p := rec.Profile()
	assert.Equal(t, uint64(4000), p.Answers)
	assert.Equal(t, []kit.CellCount{{Document: habilitation.MustParseDocumentType("34112-3"), Column: "nurse", Count: 4000}}, p.Cells)
}

func TestProfile(t *testing.T) {
	one, two := kit.Record(cnam), kit.Record(cnam)
	one.Decide(request(nurse, "34112-3", kit.Ordinary))
	two.Decide(request(nurse, "34112-3", kit.Ordinary))
	two.Decide(request(educator, "34112-3", kit.Ordinary))
	var b bytes.Buffer
	require.NoError(t, two.Profile().Write(&b))
	golden.File(t, "testdata/profile.json", b.String())
	read, err := kit.ReadProfile(&b)
	require.NoError(t, err)
	assert.Equal(t, two.Profile(), read)

	sum, err := one.Profile().Merge(read)
	require.NoError(t, err)
	other, err := read.Merge(one.Profile())
	require.NoError(t, err)
	assert.Equal(t, sum, other, "in any order")
	assert.Equal(t, uint64(3), sum.Answers)
	assert.Equal(t, uint64(2), sum.Allowed)
	c, err := sum.Coverage(cnam)
	require.NoError(t, err)
	assert.Equal(t, []string{"34112-3 × nurse", "34112-3 × GENR10"}, exercised(c))
	for cell := range cnam.Cells() {
		if cell.Row.Document.Code() == "34112-3" && cell.Column.Key == "nurse" {
			assert.Equal(t, uint64(2), c.Count(cell))
		}
	}
	again, err := kit.Profile{}.Merge(sum)
	require.NoError(t, err)
	assert.Equal(t, sum, again)
	again, err = sum.Merge(kit.Profile{})
	require.NoError(t, err)
	assert.Equal(t, sum, again)

	// What does not belong together.
	stranger := kit.Record(flipped(t, 0, 0)).Profile()
	_, err = sum.Merge(stranger)
	assert.ErrorIs(t, err, kit.CodeProfileMatrix)
	_, err = stranger.Coverage(cnam)
	assert.ErrorIs(t, err, kit.CodeProfileMatrix)
	for _, spoil := range []func(*kit.Profile){
		func(p *kit.Profile) { p.Cells[0].Column = "?" },
		func(p *kit.Profile) { p.Cells[0].Document = habilitation.MustParseDocumentType("EXPORT_DUI") },
		func(p *kit.Profile) { p.Reasons[0].Code = "HAB-NEVER" },
	} {
		bad := two.Profile()
		spoil(&bad)
		_, err = bad.Coverage(cnam)
		assert.ErrorIs(t, err, kit.CodeProfileMatrix)
	}
	for _, text := range []string{
		"", "[]", "{}", `{"pin":"x","autre":1}`, `{"pin":"x"} {}`, `{"pin":"x","answers":1,"allowed":2}`, `{"pin":"x","answers":-1}`,
		`{"pin":"x","cells":[{"document":"00000-0"}]}`, strings.Repeat(" ", kit.MaxProfileBytes+1),
	} {
		_, err := kit.ReadProfile(strings.NewReader(text))
		assert.ErrorIs(t, err, kit.CodeProfileJSON, "%.40q", text)
	}
	_, err = kit.ReadProfile(failing{})
	assert.ErrorIs(t, err, errRead)
	assert.ErrorIs(t, sum.Write(full{}), errRead)
	b.Reset()
	require.NoError(t, kit.Profile{Pin: "x"}.Write(&b))
	assert.NotContains(t, b.String(), "null")
}

func TestCoverage(t *testing.T) {
	rec := kit.Record(cnam)
	for c := range (kit.Questions{At: day, People: []kit.Person{educator}}).All() {
		rec.Decide(c.Request)
	}
	rec.Decide(request(nurse, "34112-3", kit.Ordinary))
	c := rec.Coverage()
	few := c.Columns("GENR10", "nurse", "GENR09").Without(habilitation.DateNotStated, habilitation.DocumentNotStated)
	n, total := few.Cells()
	assert.Equal(t, []int{109, 324}, []int{n, total})
	golden.File(t, "testdata/coverage.fr.txt", few.Text(french))
	golden.File(t, "testdata/coverage.en.md", few.Markdown(english))
	golden.File(t, "testdata/coverage.fr.html", few.HTML(french))
	assert.Equal(t, c.String(), c.Text(french))
	assert.Contains(t, c.HTML(english), `<html lang="en">`)

	c.Columns("GENR10").MinCells(t, 100)
	few.MinCells(t, 33)
	few.MinReasons(t, 5)
	few.Among(habilitation.CellDenied, habilitation.GroundCell).MinReasons(t, 100)
	var f fake
	few.MinCells(&f, 34)
	few.MinReasons(&f, 50)
	c.Columns("GENR1O").MinCells(&f, 0)
	c.Without(slices.Collect(habilitation.Reasons())...).MinReasons(&f, 0)
	kit.Coverage{}.MinCells(&f, 0)
	require.Len(t, f.texts, 5)
	assert.Equal(t, 5, f.framed)
	assert.True(t, strings.HasPrefix(f.texts[0], "cases : 109 sur 324 (33 %), moins de 34 % / cells: 109 of 324, less than 34%\n"), f.texts[0])
	assert.Contains(t, f.texts[0], "GENR09 : 0 sur 108 (jamais)")
	assert.Contains(t, f.texts[1], "HAB-OPPOSED")
	assert.Contains(t, f.texts[2], "cases : 0 sur 0")
	assert.NotPanics(t, func() {
		_ = kit.Coverage{}.HTML(french) + kit.Coverage{}.Columns("x").Text(english) + kit.Coverage{}.Markdown(french)
	})
	for range c.MissingCells() {
		break
	}
	for range c.MissingReasons() {
		break
	}
}

func TestRecorderAllocs(t *testing.T) {
	rec := kit.Record(cnam)
	open, closed := request(nurse, "34112-3", kit.Ordinary), request(educator, "34112-3", kit.NoFacts)
	var d habilitation.Decision
	assert.Zero(t, testing.AllocsPerRun(100, func() { d = rec.Decide(open); d = rec.Decide(closed) }))
	_ = d
}

// BenchmarkRecorder compares a recorder with its matrix.
func BenchmarkRecorder(b *testing.B) {
	q := request(nurse, "34112-3", kit.Ordinary)
	var d habilitation.Decision
	b.Run("matrix", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			d = cnam.Decide(q)
		}
	})
	b.Run("recorder", func(b *testing.B) {
		rec := kit.Record(cnam)
		b.ReportAllocs()
		for b.Loop() {
			d = rec.Decide(q)
		}
	})
	_ = d
}

// BenchmarkParse reads a table of 432 lines; "split" is the least that reading
// it can cost.
func BenchmarkParse(b *testing.B) {
	var text bytes.Buffer
	q := kit.Questions{At: civil.MustNew(2026, 6, 1), People: []kit.Person{nurse, educator, kit.Role(roles.RoleCare), kit.Role(roles.RoleManagement)}}
	if err := kit.WriteCSV(&text, kit.TableOf(cnam, q.All())); err != nil {
		b.Fatal(err)
	}
	b.Run("split", func(b *testing.B) {
		b.SetBytes(int64(text.Len()))
		for b.Loop() {
			for l := range bytes.Lines(text.Bytes()) {
				bytes.Split(l, []byte(";"))
			}
		}
	})
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(text.Len()))
		for b.Loop() {
			if _, err := kit.Parse("x.csv", text.Bytes()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// TestFilterIsRecorded: what a product asks by Filter and DecideItems is noted, and a
// timeline answers there as it does.
func TestFilterIsRecorded(t *testing.T) {
	day := civil.MustNew(2026, 6, 1)
	base := habilitation.Request{
		Subject: kit.Role(roles.RoleSocialLife).Subject(day, habilitation.Policy{}), Action: habilitation.Read, Facts: kit.Ordinary,
	}
	question := func(d habilitation.DocumentType, r *habilitation.Request) { r.Document = d }
	recorder := kit.Record(habilitation.CNAM20240925())
	for _, by := range []habilitation.Decider{habilitation.CNAM20240925(), recorder, habilitation.Embedded()} {
		if n := len(slices.Collect(habilitation.Filter(by, base, habilitation.DocumentTypes(), question))); n != 9 {
			t.Errorf("%T: %d types", by, n)
		}
	}
	if cells, _ := recorder.Coverage().Cells(); cells != 108 {
		t.Errorf("%d cells exercised", cells)
	}
	for range habilitation.DecideItems(recorder, base, habilitation.DocumentTypes(), question) {
		continue
	}
	if p := recorder.Profile(); p.Answers != 248 || p.Allowed != 18 {
		t.Errorf("%d answers, %d allowed", p.Answers, p.Allowed)
	}
	for _, none := range []habilitation.Decider{nil, (*habilitation.Matrix)(nil), habilitation.Timeline{}} {
		for range habilitation.Filter(none, base, habilitation.DocumentTypes(), question) {
			t.Errorf("%T opens", none)
		}
		for d := range habilitation.DecideItems(none, base, habilitation.DocumentTypes(), question) {
			if d.Allowed() {
				t.Errorf("%T opens", none)
			}
		}
	}
}
