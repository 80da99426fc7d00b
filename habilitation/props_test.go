package habilitation_test

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// Facts that open something, and facts that close something.
const (
	opening = habilitation.InitialConsent | habilitation.ExplicitConsent | habilitation.Informed | habilitation.NotOpposed |
		habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused | habilitation.RegulationNotRefused |
		habilitation.HiddenShownInEmergency | habilitation.Depositor | habilitation.AdministratorDoctor
	closing = habilitation.Opposed | habilitation.BrisDeGlaceRefused | habilitation.RegulationRefused | habilitation.DepositRefused |
		habilitation.InvisibleToPatient
)

// Taking away a fact that opens never turns a denial into an authorisation;
// adding one that closes never does.
func TestMonotonicity(t *testing.T) {
	count := 300_000
	if reduced || testing.Short() {
		count = 30_000
	}
	m, rnd := habilitation.CNAM20240925(), rand.New(rand.NewPCG(3, 3))
	var subjects []habilitation.Subject
	for _, p := range everybody {
		subjects = append(subjects, subjectOf(p, regimes[0], habilitation.Policy{}), subjectOf(p, regimes[1], habilitation.Policy{}))
	}
	allowed := 0
	for range count {
		r := habilitation.Request{
			Subject: subjects[rnd.IntN(len(subjects))], Document: habilitation.DocumentType(rnd.IntN(126)),
			Action: habilitation.Action(1 + rnd.IntN(5)), Facts: habilitation.Facts(rnd.Uint32()) & habilitation.AllFacts,
		}
		// Mostly facts that do not contradict each other.
		if rnd.IntN(4) > 0 {
			for _, pair := range []habilitation.Facts{
				habilitation.OutsideTeam, habilitation.Opposed, habilitation.Regulation, habilitation.BrisDeGlaceRefused, habilitation.RegulationRefused,
			} {
				r.Facts &^= pair
			}
			r.Facts &^= habilitation.HiddenByDepositor | habilitation.HiddenByPatient | habilitation.AnyDocument
		}
		d := m.Decide(r)
		if d.Allowed() {
			allowed++
		}
		for i := range 24 {
			f := habilitation.Facts(1 << i)
			less, more := r, r
			less.Facts &^= f
			more.Facts |= f
			// Facts that contradict each other deny whatever they are.
			if f&opening != 0 && !d.Allowed() && !d.Has(habilitation.FactsContradictory) && m.Decide(less).Allowed() {
				t.Fatalf("without %v: %v; with it: %v", f, m.Decide(less), d)
			}
			if f&closing != 0 && !d.Allowed() && m.Decide(more).Allowed() {
				t.Fatalf("with %v: %v; without it: %v", f, m.Decide(more), d)
			}
			if more.Facts != r.Facts && m.Decide(habilitation.Request{Subject: r.Subject, Document: r.Document, Action: r.Action, Facts: r.Facts | 1<<24<<(i%8)}).Allowed() {
				t.Fatal("a fact that nobody knows is allowed")
			}
		}
	}
	require.Greater(t, allowed, count/100, "the walk meets authorisations")
	t.Logf("%d decisions, %d of them allowed, 24 facts each", count, allowed)
}

// Hiding a visible document opens no reading.
func TestHidingOpensNothing(t *testing.T) {
	m := habilitation.CNAM20240925()
	for _, p := range everybody {
		s := subjectOf(p, regimes[1], habilitation.Policy{})
		for _, base := range representative {
			base &^= habilitation.Visible | habilitation.AnyDocument | habilitation.HiddenByDepositor | habilitation.HiddenByPatient
			ask := func(f habilitation.Facts) bool {
				return m.Decide(habilitation.Request{Subject: s, Document: documentOf("18776-5"), Action: habilitation.Read, Facts: base | f}).Allowed()
			}
			for _, f := range []habilitation.Facts{habilitation.HiddenByDepositor, habilitation.HiddenByPatient, 0} {
				assert.False(t, ask(f) && !ask(habilitation.Visible), "%+v %v", p, base)
			}
			assert.Equal(t, ask(habilitation.Visible), ask(habilitation.AnyDocument))
		}
	}
}

// A stricter policy allows nothing more; the default is the strict side of
// each choice but for the role columns, which are published.
func TestPoliciesOnlyOpenWhatTheySay(t *testing.T) {
	strict := habilitation.CNAM20240925()
	suspended := strict.Under(habilitation.Policy{RoleAccess: habilitation.RoleSuspended})
	for _, p := range everybody {
		s := subjectOf(p, regimes[1], habilitation.Policy{})
		for _, opt := range allOptions {
			for _, f := range representative[:40] {
				r := habilitation.Request{Subject: s, Document: documentOf("57833-6"), Action: habilitation.Read, Facts: f}
				if matrices()[opt].Decide(r).Allowed() && !strict.Decide(r).Allowed() {
					assert.True(t, opt.occupationalAsPhysician || opt.functionPrevails || opt.emergencyInterns || opt.emergencyTechnicians, "%+v", opt)
				}
				assert.False(t, suspended.Decide(r).Allowed() && !strict.Decide(r).Allowed())
			}
		}
	}
}

func TestNoAllocation(t *testing.T) {
	if reduced {
		t.Skip("the race detector allocates")
	}
	m := habilitation.CNAM20240925()
	s := situationOf(nurse, "2026-06-01")
	at := date("2026-06-01")
	subject := habilitation.SubjectOf(s, at)
	open := habilitation.Request{Subject: subject, Document: documentOf("34112-3"), Action: habilitation.Read, Facts: team}
	denied := open
	denied.Facts = habilitation.BrisDeGlace | habilitation.Opposed
	many := []habilitation.Request{open, denied, open, denied}
	room := make([]habilitation.Decision, 0, len(many))
	codes := habilitation.CodesRequest{Profession: "99", Category: "C", Function: "316", Role: "GENR11", Document: "57833-6", Action: habilitation.Read, Facts: team, At: at}
	unknown := habilitation.CodesRequest{Profession: "x", Category: "y", Function: "z", Role: "t", Document: "u", At: at}
	for name, f := range map[string]func(){
		"Decide":         func() { decided = m.Decide(open) },
		"Decide, denied": func() { decided = m.Decide(denied) },
		"DecideCodes":    func() { decided = m.DecideCodes(codes) },
		"SubjectOf":      func() { madeSubject = habilitation.SubjectOf(s, at) },
		"SubjectOfCodes": func() { madeSubject = habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), at) },
		"DecideAll":      func() { room = m.DecideAll(room[:0], many...) },
		"Has, Cells": func() {
			d := m.Decide(open)
			_ = d.Has(habilitation.GroundCell)
			_, _, _ = d.Cells()
		},
		"Reasons": func() {
			for r := range m.Decide(denied).Reasons() {
				_ = r.IsDenial()
			}
		},
		"ParseDocumentType": func() { _, _ = habilitation.ParseDocumentType("34112-3") },
	} {
		assert.Zero(t, testing.AllocsPerRun(100, f), name)
	}
	// Text that no list knows is an error made and thrown away.
	t.Logf("DecideCodes of unknown codes: %v allocations", testing.AllocsPerRun(100, func() { decided = m.DecideCodes(unknown) }))
}

var (
	decided     habilitation.Decision
	madeSubject habilitation.Subject
)

// One matrix, many readers and policies at once: run with -race.
func TestConcurrentUse(t *testing.T) {
	var wg sync.WaitGroup
	want := tellingDecision(0)
	for i := range 8 {
		wg.Go(func() {
			m := habilitation.CNAM20240925()
			for j := range 200 {
				if got := tellingDecision(0); got.String() != want.String() {
					t.Error(got)
				}
				_ = m.Under(allOptions[(i*200+j)%len(allOptions)].policy()).Version()
				n := 0
				for range m.Readable(habilitation.Request{Subject: subjectOf(nurse, "2026-06-01", habilitation.Policy{}), Facts: team}) {
					n++
				}
				if n != 78 {
					t.Error(n)
				}
				_, _ = habilitation.Embedded().With(m).At(since)
			}
		})
	}
	wg.Wait()
}

// Readable is Decide over the rows, and so are the others.
func TestListsAreDecide(t *testing.T) {
	m := habilitation.CNAM20240925()
	circumstances := representative
	if testing.Short() {
		circumstances = every(circumstances, 7)
	}
	for _, p := range everybody {
		s := subjectOf(p, regimes[1], habilitation.Policy{})
		for _, f := range circumstances {
			base := habilitation.Request{Subject: s, Facts: f, Action: habilitation.Delete, Document: habilitation.UnknownDocument}
			asked := habilitation.Request{Subject: s, Facts: f, Action: habilitation.Read}
			if f&(habilitation.Visible|habilitation.AnyDocument|habilitation.HiddenByDepositor|habilitation.HiddenByPatient) == 0 {
				asked.Facts |= habilitation.AnyDocument
			}
			var want []habilitation.DocumentType
			var all []habilitation.Request
			for r := range m.Rows() {
				asked.Document = r.Document
				all = append(all, asked)
				if m.Decide(asked).Allowed() {
					want = append(want, r.Document)
				}
			}
			if got := slices.Collect(m.Readable(base)); !slices.Equal(got, want) {
				t.Fatalf("%+v %v: %v, want %v", p, f, got, want)
			}
			asked.Document = 0
			var each []habilitation.Decision
			docs := func(yield func(habilitation.DocumentType) bool) {
				for _, r := range all {
					if !yield(r.Document) {
						return
					}
				}
			}
			each = slices.AppendSeq(each, m.DecideEach(asked, docs))
			if !slices.Equal(each, m.DecideAll(nil, all...)) {
				t.Fatalf("%+v %v: DecideEach is not DecideAll", p, f)
			}
		}
	}
	// Stopping early.
	r := habilitation.Request{Subject: subjectOf(doctor, regimes[1], habilitation.Policy{}), Facts: team, Action: habilitation.Read}
	for range m.Readable(r) {
		break
	}
	for range m.DecideEach(r, habilitation.DocumentTypes()) {
		break
	}
	for range habilitation.Filter(m, r, habilitation.DocumentTypes(), func(d habilitation.DocumentType, r *habilitation.Request) { r.Document = d }) {
		break
	}
	byItem := habilitation.DecideItems(m, r, habilitation.DocumentTypes(), func(d habilitation.DocumentType, r *habilitation.Request) { r.Document = d })
	for range byItem {
		break
	}
	for one, d := range byItem {
		r.Document = d
		assert.Equal(t, m.Decide(r), one)
	}
	for range m.Cells() {
		break
	}
	for range m.Columns() {
		break
	}
	kept := slices.Collect(habilitation.Filter(m, r, habilitation.DocumentTypes(), func(d habilitation.DocumentType, r *habilitation.Request) { r.Document = d }))
	assert.Len(t, kept, 108)
}

func FuzzDecideCodes(f *testing.F) {
	for _, p := range everybody {
		f.Add(p.profession, p.category, p.function, p.role, "34112-3", uint8(1), uint32(team), int32(739539))
	}
	f.Add("99", "C", "316", "GENR11", "57833-6", uint8(1), uint32(team), int32(739538))
	f.Add("10", "E", "", "", "*DICOM", uint8(2), uint32(1<<24-1), int32(0))
	o := theOracle()
	f.Fuzz(func(t *testing.T, profession, category, function, role, doc string, action uint8, given uint32, ordinal int32) {
		at := civil.Date{}
		if ordinal > 0 {
			at = civil.MustNew(1, 1, 1).AddDays(int(ordinal - 1))
		}
		day := ""
		if !at.IsZero() {
			day = at.String()
		}
		fs := habilitation.Facts(given)
		got := habilitation.CNAM20240925().DecideCodes(habilitation.CodesRequest{
			Profession: profession, Category: category, Function: function, Role: role,
			Document: doc, Action: habilitation.Action(action), Facts: fs, At: at,
		})
		p := person{profession: profession, category: category, function: function, role: role, situation: "open"}
		want := o.decide(p, doc, nameOf(habilitation.Action(action)), day, plain(fs), options{})
		if day == "" {
			// By codes the caller vouches for the situation.
			var one codes
			one.add("HAB-SITUATION-DATES-UNKNOWN")
			want.denials.lo &^= one.lo
		}
		compare(t, got, want, p, doc, habilitation.Action(action), day, fs, options{})
		if _, known := o.types[doc]; !known && got.Allowed() {
			t.Fatal("an unknown document is allowed")
		}
		if _, known := o.professions[profession]; !known && got.Allowed() {
			t.Fatal("an unknown profession is allowed")
		}
		_, _ = got.MarshalJSON()
	})
}

// TestFactsText: a set of facts is read as it is written, and the text of one that
// holds what nobody knows is refused.
func TestFactsText(t *testing.T) {
	t.Parallel()
	var all []habilitation.Facts
	for bit := range 32 {
		for other := range 32 {
			all = append(all, habilitation.Facts(1<<bit|1<<other))
		}
	}
	rnd := rand.New(rand.NewPCG(3, 32))
	for range 5_000 {
		fs := habilitation.Facts(rnd.Uint32())
		all = append(all, fs, fs&habilitation.AllFacts)
	}
	for _, fs := range all {
		b, err := fs.MarshalText()
		require.NoError(t, err)
		var back habilitation.Facts
		err = back.UnmarshalText(b)
		if fs&^habilitation.AllFacts != 0 {
			require.ErrorIs(t, err, habilitation.CodeFactUnknown, "facts that nobody knows are not lost in silence")
			require.Zero(t, back)
			continue
		}
		require.NoError(t, err)
		require.Equal(t, fs, back)
	}
}
