package habilitation_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// dated is a small matrix with its days of effect.
func dated(t testing.TB, id, from, until string) *habilitation.Matrix {
	t.Helper()
	s := smallSpec()
	s.Version.ID, s.Version.From = id, date(from)
	if until != "" {
		s.Version.Until = date(until)
	}
	m, err := habilitation.New(s)
	require.NoError(t, err)
	return m
}

func TestTimelinePeriods(t *testing.T) {
	for _, c := range []struct {
		name    string
		list    [][3]string
		periods []string
		faults  []string
	}{
		{"none", nil, nil, nil},
		{"one without an end", [][3]string{{"a", "2030-01-01", ""}}, []string{"a 2030-01-01 -"}, nil},
		{
			"one that ends",
			[][3]string{{"a", "2030-01-01", "2031-01-01"}},
			[]string{"a 2030-01-01 2031-01-01", "(none) 2031-01-01 -"},
			[]string{"HAB-TIMELINE-END versions[0]"},
		},
		{
			"a usual succession",
			[][3]string{{"b", "2031-01-01", ""}, {"a", "2030-01-01", ""}},
			[]string{"a 2030-01-01 2031-01-01", "b 2031-01-01 -"},
			nil,
		},
		{
			"a succession to the day",
			[][3]string{{"a", "2030-01-01", "2031-01-01"}, {"b", "2031-01-01", ""}},
			[]string{"a 2030-01-01 2031-01-01", "b 2031-01-01 -"},
			nil,
		},
		{
			"a gap",
			[][3]string{{"a", "2030-01-01", "2030-06-01"}, {"b", "2031-01-01", ""}},
			[]string{"a 2030-01-01 2030-06-01", "(none) 2030-06-01 2031-01-01", "b 2031-01-01 -"},
			[]string{"HAB-TIMELINE-GAP versions[0]"},
		},
		{
			"an overlap",
			[][3]string{{"a", "2030-01-01", "2032-01-01"}, {"b", "2031-01-01", ""}},
			[]string{"a 2030-01-01 2031-01-01", "b 2031-01-01 -"},
			[]string{"HAB-TIMELINE-OVERLAP versions[0]"},
		},
		{
			"the later ends first",
			[][3]string{{"a", "2030-01-01", "2033-01-01"}, {"b", "2031-01-01", "2032-01-01"}},
			[]string{"a 2030-01-01 2031-01-01", "b 2031-01-01 2032-01-01", "(none) 2032-01-01 -"},
			[]string{"HAB-TIMELINE-END versions[1]", "HAB-TIMELINE-OVERLAP versions[0]"},
		},
		{
			"the same day",
			[][3]string{{"a", "2030-01-01", ""}, {"b", "2030-01-01", ""}},
			[]string{"b 2030-01-01 -"},
			[]string{"HAB-TIMELINE-OVERLAP versions[0]"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var v habilitation.Timeline
			for _, l := range c.list {
				v = v.With(dated(t, l[0], l[1], l[2]))
			}
			var got []string
			for p := range v.Periods() {
				got = append(got, describe(p))
			}
			assert.Equal(t, c.periods, got)
			var faults []string
			for _, f := range v.Check() {
				faults = append(faults, string(f.Code())+" "+f.Path())
				assert.Equal(t, rule.Warning, f.Severity())
			}
			slices.Sort(faults)
			assert.Equal(t, c.faults, faults)
		})
	}
}

func describe(p habilitation.Period) string {
	id, until := "(none)", "-"
	if p.Matrix != nil {
		id = p.Matrix.Version().ID
	}
	if !p.Until.IsZero() {
		until = p.Until.String()
	}
	return id + " " + p.From.String() + " " + until
}

// TestTimelineByDays compares periods, the next change and decisions with the
// answer of every single day.
func TestTimelineByDays(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	first := civil.MustNew(2029, 12, 28)
	for n := range 300 {
		var v habilitation.Timeline
		for i := range rnd.IntN(4) {
			from := first.AddDays(4 + rnd.IntN(20))
			until := ""
			if rnd.IntN(2) == 0 {
				until = from.AddDays(1 + rnd.IntN(10)).String()
			}
			v = v.With(dated(t, fmt.Sprint("m", i), from.String(), until))
		}
		answer := func(day civil.Date) *habilitation.Matrix {
			m, err := v.At(day)
			if err != nil {
				require.ErrorIs(t, err, habilitation.CodeNoMatrix)
			}
			return m
		}
		periods := slices.Collect(v.Periods())
		for i := range 45 {
			day := first.AddDays(i)
			m := answer(day)
			in := slices.IndexFunc(periods, func(p habilitation.Period) bool {
				return !day.Before(p.From) && (p.Until.IsZero() || day.Before(p.Until))
			})
			if in < 0 {
				require.Nil(t, m, "%d %s", n, day)
			} else {
				require.Same(t, periods[in].Matrix, m, "%d %s", n, day)
			}
			// The next change, by walking on.
			p, ok := v.Next(day)
			var walked civil.Date
			for j := range 60 {
				if later := day.AddDays(j + 1); answer(later) != m {
					walked = later
					break
				}
			}
			require.Equal(t, walked, p.From, "%d %s", n, day)
			require.Equal(t, !walked.IsZero(), ok)
			d := v.Decide(habilitation.Request{
				Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), day),
				Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read, Facts: team,
			})
			require.Equal(t, m != nil, d.Allowed(), "%d %s", n, day)
			require.Equal(t, m == nil, d.Has(habilitation.MatrixNotInForce))
			if m == nil {
				continue
			}
			require.Same(t, m, d.Matrix())
			d = v.Decide(habilitation.Request{Subject: habilitation.NoSubject(habilitation.IdentityMissing, first).On(day)})
			require.Same(t, m, d.Matrix(), "the day on which it is asked counts")
			for j := range 45 { // who keeps it is answered on its days alone
				if other := first.AddDays(j); m.Covers(other) != (answer(other) == m) {
					t.Fatalf("%d %s: %s", n, day, other)
				}
			}
		}
	}
}

// No timeline opens anything by having no matrix.
func TestTimelineOfNone(t *testing.T) {
	var v habilitation.Timeline
	for a := habilitation.Read; a <= habilitation.Delete; a++ {
		d := v.Decide(habilitation.Request{Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("10", "C", "", ""), since), Document: habilitation.DICOM, Action: a, Facts: team | habilitation.Depositor})
		assert.False(t, d.Allowed(), a)
		assert.True(t, d.Has(habilitation.MatrixNotInForce), a)
	}
	_, ok := v.Next(since)
	assert.False(t, ok)
	assert.Empty(t, v.Check())
	assert.Empty(t, slices.Collect(v.Under(habilitation.Policy{}).All()))
}

func TestTimelineUnder(t *testing.T) {
	v := habilitation.Embedded().With(dated(t, "small", "2030-01-01", ""))
	p := habilitation.Policy{RoleAccess: habilitation.RoleSuspended}
	for m := range v.Under(p).All() {
		assert.Equal(t, p, m.Policy())
	}
	for m := range v.All() {
		assert.Equal(t, habilitation.Policy{}, m.Policy(), "as it was")
	}
}

func TestInForce(t *testing.T) {
	m := habilitation.CNAM20240925().Under(habilitation.Policy{HiddenAndInvisible: true})
	later, err := m.InForce(date("2030-01-01"), date("2030-01-03"))
	require.NoError(t, err)
	for day, want := range map[string]bool{"2029-12-31": false, "2030-01-01": true, "2030-01-02": true, "2030-01-03": false} {
		assert.Equal(t, want, later.Covers(date(day)), day)
		// The quick way of a decision obeys too.
		d := later.Decide(habilitation.Request{
			Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), date(day)),
			Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read, Facts: team,
		})
		assert.Equal(t, want, d.Allowed(), day)
	}
	assert.Equal(t, m.Policy(), later.Policy())
	assert.Equal(t, date("2030-01-03"), later.Version().Until)
	assert.Equal(t, date("2024-09-25"), m.Version().From, "as it was")
	assert.True(t, m.Covers(date("2029-12-31")))
	for _, d := range [][2]civil.Date{{}, {{}, since}, {since, since}, {since, before}} {
		_, err := m.InForce(d[0], d[1])
		assert.ErrorIs(t, err, habilitation.CodeMatrixInvalid)
	}
}

func TestSpec(t *testing.T) {
	m := habilitation.CNAM20240925()
	s := m.Spec()
	again, err := habilitation.New(s)
	require.NoError(t, err)
	assert.Equal(t, m.Spec(), again.Spec())
	s.Rows[0].Allowed = 0
	s.Columns[0].Professions[0] = roles.ProfessionInfirmier
	s.Version.Differences[0].Column = "spoilt"
	assert.Equal(t, again.Spec(), m.Spec(), "a copy")
	assert.Equal(t, habilitation.ClassReport, m.Spec().Rows[0].Class, "the class of the type")
}

// Rows that the library cannot read are carried and never decide.
func TestUnlisted(t *testing.T) {
	s := smallSpec()
	s.Unlisted = []habilitation.UnlistedRow{{Code: "FICTIF-1", Label: "Type fictif", Class: habilitation.ClassReport, Allowed: 0b111}}
	m, err := habilitation.New(s)
	require.NoError(t, err)
	assert.Equal(t, s.Unlisted, slices.Collect(m.Unlisted()))
	rows, _, cells := m.Size()
	assert.Equal(t, [2]int{2, 6}, [2]int{rows, cells}, "they are no rows")
	d := m.DecideCodes(habilitation.CodesRequest{
		Profession: "60", Category: "C", Document: "FICTIF-1", Action: habilitation.Read, Facts: team, At: civil.MustNew(2031, 1, 1),
	})
	assert.False(t, d.Allowed())
	assert.True(t, d.Has(habilitation.DocumentUnknown))
	s.Unlisted[0].Class = 0
	_, err = habilitation.New(s)
	assert.NoError(t, err, "the class may be missing")
	s.Unlisted[0].Code = "spoilt"
	assert.Equal(t, "FICTIF-1", slices.Collect(m.Unlisted())[0].Code, "a copy")
}

// asked by hand: who reads, by cell, as a person would look it up.
func readersByHand(m *habilitation.Matrix, docs []habilitation.DocumentType) []string {
	var out []string
	for i, c := range m.Columns() {
		open := 0
		for _, d := range docs {
			for r := range m.Rows() {
				if r.Document == d && r.Allowed.Has(i) {
					open++
				}
			}
		}
		if open == len(docs) {
			out = append(out, c.Key)
		}
	}
	return out
}

func TestRolesFor(t *testing.T) {
	m := habilitation.CNAM20240925()
	var all []habilitation.DocumentType
	for r := range m.Rows() {
		all = append(all, r.Document)
	}
	check := func(docs ...habilitation.DocumentType) {
		t.Helper()
		got, last := map[string]bool{}, 0
		for _, r := range m.RolesFor(docs...) {
			require.GreaterOrEqual(t, len(r.Reads), last, "the least far-reaching first")
			last = len(r.Reads)
			require.Empty(t, r.Missing(docs...))
			require.Equal(t, len(r.Reads)-len(docs), len(r.Beyond(docs...)))
			for _, k := range r.Keys {
				got[k] = true
			}
		}
		want := map[string]bool{}
		for _, k := range readersByHand(m, docs) {
			want[k] = true
		}
		require.Equal(t, want, got, "%v", docs)
	}
	for i, d := range all {
		check(d)
		for _, e := range all[i+1:] {
			check(d, e)
			if testing.Short() {
				break
			}
		}
	}

	first := m.RolesFor(habilitation.MustParseDocumentType("80788-3"))[0]
	assert.Equal(t, []string{"GENR09"}, first.Keys)
	assert.Equal(t, []roles.Role{roles.GENR09}, first.Roles)
	assert.Nil(t, m.RolesFor())
	assert.Nil(t, m.RolesFor(0))
	assert.Nil(t, m.RolesFor(habilitation.UnknownDocument))
	assert.Nil(t, m.RolesFor(all[0], habilitation.MustParseDocumentType("EXPORT_DUI")), "a type without a row")
	assert.Nil(t, (*habilitation.Matrix)(nil).RolesFor(all[0]))
}

// TestReaches compares every kind of people with decisions about one of them.
func TestReaches(t *testing.T) {
	m := habilitation.CNAM20240925()
	day := civil.MustNew(2026, 6, 1)
	total := 0
	for _, suspended := range []habilitation.RoleAccess{habilitation.RolePublished, habilitation.RoleSuspended} {
		p := habilitation.Policy{RoleAccess: suspended}
		m := m.Under(p)
		n := 0
		for r := range m.Reaches() {
			people := map[string]habilitation.Codes{}
			for _, x := range r.Professions {
				people[x.Code()] = habilitation.ParseCodes(x.Code(), "C", "", "")
			}
			for _, x := range r.Interns {
				people[x.Code()+" E"] = habilitation.ParseCodes(x.Code(), "E", "", "")
			}
			for _, x := range r.Functions {
				people[x.Code()] = habilitation.ParseCodes("99", "C", x.Code(), "")
			}
			for _, x := range r.Roles {
				people[x.Code()] = habilitation.ParseCodes("99", "C", "", x.Code())
			}
			require.NotEmpty(t, people)
			for who, c := range people {
				n++
				var want []habilitation.DocumentType
				if !r.Suspended {
					want = r.Reads
				}
				got := slices.Collect(m.Readable(habilitation.Request{
					Subject: p.SubjectOfCodes(c, day),
					Facts:   habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed,
				}))
				assert.Equal(t, want, got, who)
			}
			if len(r.Roles) > 0 {
				assert.Equal(t, suspended == habilitation.RoleSuspended, r.Suspended)
				one, ok := m.ReachOfRole(r.Roles[0])
				assert.True(t, ok)
				assert.Equal(t, r, one)
			}
		}
		total += n
	}
	// 22 professions, 3 of them with interns, 2 métiers, 5 roles; twice.
	assert.Equal(t, 2*(22+3+2+5), total)
	_, ok := m.ReachOfRole(roles.GENR13)
	assert.False(t, ok)
	_, ok = m.ReachOfRole(0)
	assert.False(t, ok)
	_, ok = (*habilitation.Matrix)(nil).ReachOfRole(roles.GENR08)
	assert.False(t, ok)
	for r := range m.Under(habilitation.Policy{RoleAccess: habilitation.RoleSuspended}).Reaches() {
		if r.Suspended {
			assert.NotContains(t, m.Under(habilitation.Policy{RoleAccess: habilitation.RoleSuspended}).RolesFor(r.Reads...), r)
		}
	}
}

// A dozen versions: each hole between two of them is told once, sorted by path.
func TestCheckSortsItsFaults(t *testing.T) {
	var v habilitation.Timeline
	for i := range 12 {
		from := civil.MustNew(2030+i, 1, 1)
		v = v.With(dated(t, fmt.Sprintf("v%02d", i), from.String(), from.AddDays(9).String()))
	}
	var paths []string
	for _, f := range v.Check() {
		paths = append(paths, f.Path())
	}
	assert.Len(t, paths, 12)
	assert.True(t, slices.IsSorted(paths), "%v", paths)
}

// People of one column are one kind, the first column as the others; what is
// missing is told once.
func TestReachesOfOneColumn(t *testing.T) {
	s := smallSpec()
	s.Columns[0].Professions = []roles.Profession{roles.ProfessionInfirmier, roles.ProfessionSageFemme}
	m, err := habilitation.New(s)
	require.NoError(t, err)
	kinds := slices.Collect(m.Reaches())
	require.Len(t, kinds, 3)
	assert.Equal(t, s.Columns[0].Professions, kinds[0].Professions)
	identity := habilitation.MustParseDocumentType("PIECE-IDENTITE")
	assert.Equal(t, []habilitation.DocumentType{identity, 0}, kinds[0].Missing(identity, s.Rows[0].Document, 0, identity, 0))
	assert.Empty(t, kinds[0].Beyond(s.Rows[0].Document))
	for _, r := range []roles.Role{0, roles.GENR99, roles.GENR08, 200} {
		_, ok := m.ReachOfRole(r)
		assert.False(t, ok, "%v", r)
	}
	one, ok := m.ReachOfRole(roles.GENR13)
	assert.True(t, ok)
	assert.Equal(t, []roles.Role{roles.GENR13}, one.Roles)
}

// Who is named by two columns reads what both open.
func TestReachOfTwoColumns(t *testing.T) {
	s := habilitation.CNAM20240925().Spec()
	s.Rows[0].Allowed &^= 1 << 1 // closed to the biologists alone
	m, err := habilitation.New(s)
	require.NoError(t, err)
	n := 0
	for r := range m.Reaches() {
		if slices.Contains(r.Professions, roles.ProfessionPharmacien) {
			n++
			assert.Len(t, r.Reads, 77)
			assert.NotContains(t, r.Reads, s.Rows[0].Document)
		}
	}
	assert.Equal(t, 1, n)
}

// TestZeroInTimeline: a matrix that answers on no day makes no period.
func TestZeroInTimeline(t *testing.T) {
	v := habilitation.Embedded().With(new(habilitation.Matrix), nil)
	for p := range v.Periods() {
		if p.Matrix != nil && !p.Matrix.Covers(p.From) {
			t.Errorf("from %s: a matrix that does not answer", p.From)
		}
	}
	if got, want := len(slices.Collect(v.All())), len(slices.Collect(habilitation.Embedded().All())); got != want {
		t.Errorf("%d matrices, want %d", got, want)
	}
}
