package habilitation_test

import (
	"math/rand/v2"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
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

// BenchmarkNew is the cost of building the embedded matrix, at its first use.
func BenchmarkNew(b *testing.B) {
	spec := habilitation.SpecForTest()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := habilitation.New(spec); err != nil {
			b.Fatal(err)
		}
	}
}
