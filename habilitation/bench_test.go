package habilitation_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// benchDay is a day on which every code of the benchmarks is valid.
var benchDay = civil.MustNew(2026, 6, 1)

// benchSubjects are the codes of one subject a column.
var benchSubjects = [...]habilitation.CodesRequest{
	{Profession: "10", Category: "C"},
	{Profession: "21", Category: "C"},
	{Profession: "40", Category: "C"},
	{Profession: "50", Category: "C"},
	{Profession: "60", Category: "C"},
	{Profession: "70", Category: "C"},
	{Profession: "80", Category: "C"},
	{Profession: "91", Category: "C"},
	{Profession: "95", Category: "C"},
	{Profession: "26", Category: "C"},
	{Profession: "28", Category: "C"},
	{Profession: "98", Category: "C"},
	{Profession: "41", Category: "C"},
	{Profession: "99", Category: "C", Role: "GENR08"},
	{Profession: "99", Category: "C", Role: "GENR09"},
	{Profession: "99", Category: "C", Role: "GENR10"},
	{Profession: "99", Category: "C", Role: "GENR11"},
	{Profession: "99", Category: "C", Role: "GENR12"},
}

const (
	benchSize  = 1024
	benchFacts = habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible
)

type bareRequest struct{ subject, document uint8 }

type bareMatrix [32][4]uint64

// allowed is a lookup of one bit and nothing else. It is a call, as a decision
// is one; "inlined" shows what the call costs.
//
//go:noinline
func (m *bareMatrix) allowed(r bareRequest) bool { return m.inlined(r) }

func (m *bareMatrix) inlined(r bareRequest) bool {
	return m[r.subject&31][r.document>>6&3]>>(r.document&63)&1 != 0
}

// BenchmarkDecide compares a decision with all its rules and reasons with the
// bare lookup of one bit, on the same random requests.
func BenchmarkDecide(b *testing.B) {
	m := habilitation.CNAM20240925()
	var docs []habilitation.DocumentType
	for r := range m.Rows() {
		docs = append(docs, r.Document)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	reqs := make([]habilitation.Request, benchSize)
	bare := make([]bareRequest, benchSize)
	table := new(bareMatrix)
	for i := range reqs {
		s, d := rnd.IntN(len(benchSubjects)), rnd.IntN(len(docs))
		c := benchSubjects[s]
		reqs[i] = habilitation.Request{
			Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes(c.Profession, c.Category, c.Function, c.Role), benchDay),
			Document: docs[d], Action: habilitation.Read, Facts: benchFacts,
		}
		bare[i] = bareRequest{uint8(s), uint8(d)}
		if m.Decide(reqs[i]).Allowed() {
			table[s][d>>6] |= 1 << (d & 63)
		}
	}
	b.Run("baseline", func(b *testing.B) {
		b.ReportAllocs()
		n := 0
		for i := 0; b.Loop(); i++ {
			if table.allowed(bare[i&(benchSize-1)]) {
				n++
			}
		}
		sink = n
	})
	b.Run("inlined", func(b *testing.B) {
		n := 0
		for i := 0; b.Loop(); i++ {
			if table.inlined(bare[i&(benchSize-1)]) {
				n++
			}
		}
		sink = n
	})
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		n := 0
		for i := 0; b.Loop(); i++ {
			if m.Decide(reqs[i&(benchSize-1)]).Allowed() {
				n++
			}
		}
		sink = n
	})
}

var sink int

type textKey struct{ subject, role, document string }

// BenchmarkDecideCodes compares a decision from codes as text with a map of
// strings that knows the answers beforehand.
func BenchmarkDecideCodes(b *testing.B) {
	m := habilitation.CNAM20240925()
	var docs []string
	for r := range m.Rows() {
		docs = append(docs, r.Document.Code())
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	reqs := make([]habilitation.CodesRequest, benchSize)
	keys := make([]textKey, benchSize)
	table := make(map[textKey]bool)
	for _, s := range benchSubjects {
		for _, d := range docs {
			r := s
			r.Document, r.Action, r.Facts, r.At = d, habilitation.Read, benchFacts, benchDay
			table[textKey{r.Profession, r.Role, d}] = m.DecideCodes(r).Allowed()
		}
	}
	for i := range reqs {
		r := benchSubjects[rnd.IntN(len(benchSubjects))]
		r.Document, r.Action, r.Facts, r.At = docs[rnd.IntN(len(docs))], habilitation.Read, benchFacts, benchDay
		reqs[i] = r
		keys[i] = textKey{r.Profession, r.Role, r.Document}
	}
	b.Run("baseline", func(b *testing.B) {
		b.ReportAllocs()
		n := 0
		for i := 0; b.Loop(); i++ {
			if table[keys[i&(benchSize-1)]] {
				n++
			}
		}
		sink = n
	})
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		n := 0
		for i := 0; b.Loop(); i++ {
			if m.DecideCodes(reqs[i&(benchSize-1)]).Allowed() {
				n++
			}
		}
		sink = n
	})
}

// BenchmarkExplain says a denial and an authorisation in words; the baseline
// looks the reasons up by their codes in a map and joins their texts.
func BenchmarkExplain(b *testing.B) {
	m := habilitation.CNAM20240925()
	text := map[rule.Code]string{}
	for _, r := range habilitation.Rules() {
		text[r.Code] = r.Title.FR + " (" + r.Source + ")"
	}
	for _, c := range []struct {
		name string
		r    habilitation.CodesRequest
	}{{"allowed", benchSubjects[0]}, {"denied", benchSubjects[14]}} {
		r := c.r
		r.Document, r.Action, r.Facts, r.At = "34112-3", habilitation.Read, benchFacts, benchDay
		d := m.DecideCodes(r)
		if d.Allowed() != (c.name == "allowed") {
			b.Fatal(d)
		}
		b.Run(c.name+"/library", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sink += len(d.Explain(language.French))
			}
		})
		b.Run(c.name+"/decide", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sink += len(m.DecideCodes(r).Explain(language.French))
			}
		})
		b.Run(c.name+"/JSON", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				out, err := d.MarshalJSON()
				if err != nil {
					b.Fatal(err)
				}
				sink += len(out)
			}
		})
		b.Run(c.name+"/baseline", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				lines := []string{d.Document().Label(), d.Action().String()}
				for _, code := range d.Codes() {
					lines = append(lines, "- "+text[code]+" ["+string(code)+"]")
				}
				sink += len(strings.Join(lines, "\n"))
			}
		})
	}
}

// BenchmarkFilter sorts the 10,000 documents of a record; the baseline is the
// loop that one writes with a map of the types that are open.
func BenchmarkFilter(b *testing.B) {
	m := habilitation.CNAM20240925()
	type doc struct {
		kind   habilitation.DocumentType
		hidden bool
	}
	var kinds []habilitation.DocumentType
	for r := range m.Rows() {
		kinds = append(kinds, r.Document)
	}
	rnd := rand.New(rand.NewPCG(1, 3))
	docs := make([]doc, 10_000)
	for i := range docs {
		docs[i] = doc{kinds[rnd.IntN(len(kinds))], rnd.IntN(20) == 0}
	}
	base := habilitation.Request{
		Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), benchDay),
		Action:  habilitation.Read, Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed,
	}
	open := map[habilitation.DocumentType]bool{}
	for d := range m.Readable(base) {
		open[d] = true
	}
	library := func() (n int) {
		for range habilitation.Filter(m, base, slices.Values(docs), func(d doc, r *habilitation.Request) {
			r.Document = d.kind
			if d.hidden {
				r.Facts |= habilitation.HiddenByPatient
			} else {
				r.Facts |= habilitation.Visible
			}
		}) {
			n++
		}
		return n
	}
	plain := func() (n int) {
		for _, d := range docs {
			if open[d.kind] && !d.hidden {
				n++
			}
		}
		return n
	}
	if library() != plain() || plain() == 0 {
		b.Fatal(library(), plain())
	}
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sink += library()
		}
	})
	b.Run("baseline", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sink += plain()
		}
	})
}

// BenchmarkReadable lists the types that are open; the baseline asks for each
// row by hand. So does that of RolesFor for each column.
func BenchmarkReadable(b *testing.B) {
	m := habilitation.CNAM20240925()
	r := habilitation.Request{
		Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", "", "GENR11"), benchDay),
		Action:  habilitation.Read, Facts: benchFacts | habilitation.AnyDocument,
	}
	r.Facts &^= habilitation.Visible
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for range m.Readable(r) {
				sink++
			}
		}
	})
	b.Run("baseline", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for row := range m.Rows() {
				r.Document = row.Document
				if m.Decide(r).Allowed() {
					sink++
				}
			}
		}
	})
}

func BenchmarkRolesFor(b *testing.B) {
	m := habilitation.CNAM20240925()
	docs := []habilitation.DocumentType{habilitation.MustParseDocumentType("83981-1"), habilitation.MustParseDocumentType("80788-3")}
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sink += len(m.RolesFor(docs...))
		}
	})
	b.Run("baseline", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var both habilitation.ColumnSet = 1<<habilitation.MaxColumns - 1
			opens := map[int][]habilitation.DocumentType{}
			for row := range m.Rows() {
				if slices.Contains(docs, row.Document) {
					both &= row.Allowed
				}
				for i := range m.Columns() {
					if row.Allowed.Has(i) {
						opens[i] = append(opens[i], row.Document)
					}
				}
			}
			var out []int
			for i := range m.Columns() {
				if both.Has(i) {
					out = append(out, i)
				}
			}
			slices.SortStableFunc(out, func(i, j int) int { return len(opens[i]) - len(opens[j]) })
			sink += len(out)
		}
	})
}

// BenchmarkNew is the cost of building the embedded matrix, at its first use;
// the baseline fills a map with its cells.
func BenchmarkNew(b *testing.B) {
	spec := habilitation.SpecForTest()
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := habilitation.New(spec); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline", func(b *testing.B) {
		type cell struct {
			document habilitation.DocumentType
			column   int
		}
		b.ReportAllocs()
		for b.Loop() {
			m := map[cell]bool{}
			for _, r := range spec.Rows {
				for i := range spec.Columns {
					m[cell{r.Document, i}] = r.Allowed.Has(i)
				}
			}
			sink += len(m)
		}
	})
}
