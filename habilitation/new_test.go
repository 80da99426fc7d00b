package habilitation_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

func smallSpec() habilitation.Spec {
	return habilitation.Spec{
		Version: habilitation.Version{ID: "small", From: civil.MustNew(2030, 1, 1)},
		Columns: []habilitation.Column{
			{Key: "nurse", Professions: []roles.Profession{roles.ProfessionInfirmier}},
			{Key: "intern", Interns: []roles.Profession{roles.ProfessionMedecin}},
			{Key: "GENR13", Roles: []roles.Role{roles.GENR13}, Functions: []roles.Profession{roles.MetierPreparateur}},
		},
		Rows: []habilitation.Row{
			{Document: habilitation.MustParseDocumentType("34112-3"), Allowed: 0b101},
			{Document: habilitation.MustParseDocumentType("PIECE-IDENTITE"), Allowed: 0b010},
		},
	}
}

func TestNewRefuses(t *testing.T) {
	for _, c := range []struct {
		name, path string
		spoil      func(*habilitation.Spec)
	}{
		{"no version", "version.id", func(s *habilitation.Spec) { s.Version.ID = "" }},
		{"no first day", "version.from", func(s *habilitation.Spec) { s.Version.From = civil.Date{} }},
		{"an end before the start", "version.until", func(s *habilitation.Spec) { s.Version.Until = civil.MustNew(2029, 1, 1) }},
		{"an end on the start", "version.until", func(s *habilitation.Spec) { s.Version.Until = s.Version.From }},
		{"no column", "columns", func(s *habilitation.Spec) { s.Columns = nil }},
		{"65 columns", "columns", func(s *habilitation.Spec) { s.Columns = make([]habilitation.Column, 65) }},
		{"a column without a key", "columns[1].key", func(s *habilitation.Spec) { s.Columns[1].Key = "" }},
		{"a key twice", "columns[1].key", func(s *habilitation.Spec) { s.Columns[1].Key = "nurse" }},
		{"a key that is no UTF-8", "columns[1].key", func(s *habilitation.Spec) { s.Columns[1].Key = "\xff" }},
		{"a profession not stated", "columns[0].professions", func(s *habilitation.Spec) { s.Columns[0].Professions = []roles.Profession{0} }},
		{"a profession of no place", "columns[0].professions", func(s *habilitation.Spec) { s.Columns[0].Professions = []roles.Profession{128} }},
		{"interns of no place", "columns[1].interns", func(s *habilitation.Spec) { s.Columns[1].Interns = []roles.Profession{128} }},
		{"99 as a profession", "columns[0].professions", func(s *habilitation.Spec) { s.Columns[0].Professions = []roles.Profession{roles.ProfessionARole} }},
		{"a métier as a profession", "columns[0].professions", func(s *habilitation.Spec) { s.Columns[0].Professions = []roles.Profession{roles.MetierPreparateur} }},
		{"an intern not stated", "columns[1].interns", func(s *habilitation.Spec) { s.Columns[1].Interns = []roles.Profession{0} }},
		{"interns of 99", "columns[1].interns", func(s *habilitation.Spec) { s.Columns[1].Interns = []roles.Profession{roles.ProfessionARole} }},
		{"a profession as a métier", "columns[2].functions", func(s *habilitation.Spec) {
			s.Columns[2].Functions = []roles.Profession{roles.ProfessionInfirmier}
		}},
		{"a fonction as a métier", "columns[2].functions", func(s *habilitation.Spec) {
			s.Columns[2].Functions = []roles.Profession{roles.FonctionMedecinDuTravail}
		}},
		{"a métier of no place", "columns[2].functions", func(s *habilitation.Spec) { s.Columns[2].Functions = []roles.Profession{299 + 128} }},
		{"the code before the first métier", "columns[2].functions", func(s *habilitation.Spec) { s.Columns[2].Functions = []roles.Profession{299} }},
		{"a role of no list", "columns[2].roles", func(s *habilitation.Spec) { s.Columns[2].Roles = []roles.Role{14} }},
		{"a role not stated", "columns[2].roles", func(s *habilitation.Spec) { s.Columns[2].Roles = []roles.Role{0} }},
		{"a role in two columns", "columns[2].roles", func(s *habilitation.Spec) { s.Columns[1].Roles = []roles.Role{roles.GENR13} }},
		{"a role twice in one column", "columns[2].roles", func(s *habilitation.Spec) { s.Columns[2].Roles = []roles.Role{roles.GENR13, roles.GENR13} }},
		{"a row of no type", "rows[0].document", func(s *habilitation.Spec) { s.Rows[0].Document = 0 }},
		{"a row of an unknown type", "rows[1].document", func(s *habilitation.Spec) { s.Rows[1].Document = habilitation.UnknownDocument }},
		{"a row twice", "rows[1].document", func(s *habilitation.Spec) { s.Rows[1].Document = s.Rows[0].Document }},
		{"a cell beyond the columns", "rows[0].allowed", func(s *habilitation.Spec) { s.Rows[0].Allowed = 0b1000 }},
		{"a class that does not exist", "rows[0].class", func(s *habilitation.Spec) { s.Rows[0].Class = 200 }},
		{"an unlisted row without a code", "unlisted[0].code", func(s *habilitation.Spec) { s.Unlisted = []habilitation.UnlistedRow{{Label: "x"}} }},
		{"an unlisted row of a known type", "unlisted[0].code", func(s *habilitation.Spec) { s.Unlisted = []habilitation.UnlistedRow{{Code: "34112-3"}} }},
		{"an unlisted row twice", "unlisted[1].code", func(s *habilitation.Spec) { s.Unlisted = []habilitation.UnlistedRow{{Code: "x"}, {Code: "x"}} }},
		{"an unlisted cell beyond the columns", "unlisted[0].allowed", func(s *habilitation.Spec) {
			s.Unlisted = []habilitation.UnlistedRow{{Code: "x", Allowed: 0b1000}}
		}},
		{"an unlisted class that does not exist", "unlisted[0].class", func(s *habilitation.Spec) {
			s.Unlisted = []habilitation.UnlistedRow{{Code: "x", Class: 200}}
		}},
		{"a difference of no column", "version.differences[0]", func(s *habilitation.Spec) {
			s.Version.Differences = []habilitation.Difference{{Column: "x", Document: s.Rows[0].Document}}
		}},
		{"a difference of no type", "version.differences[0]", func(s *habilitation.Spec) {
			s.Version.Differences = []habilitation.Difference{{Column: "nurse"}}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := smallSpec()
			c.spoil(&s)
			m, err := habilitation.New(s)
			require.ErrorIs(t, err, habilitation.CodeMatrixInvalid)
			assert.Nil(t, m)
			var faults rule.Faults
			require.ErrorAs(t, err, &faults)
			assert.True(t, slices.ContainsFunc(faults, func(f rule.Fault) bool { return f.Path() == c.path }), "%v", faults)
		})
	}
	_, err := habilitation.New(smallSpec())
	assert.NoError(t, err)
}

// The faults come sorted by path, whichever was found first.
func TestNewRefusesInOrder(t *testing.T) {
	paths := func(spoil func(*habilitation.Spec)) (out []string) {
		s := smallSpec()
		spoil(&s)
		_, err := habilitation.New(s)
		var faults rule.Faults
		require.ErrorAs(t, err, &faults)
		for _, f := range faults {
			out = append(out, f.Path())
		}
		return out
	}
	assert.Equal(t, []string{"columns", "version.from", "version.id"}, paths(func(s *habilitation.Spec) {
		s.Version, s.Columns = habilitation.Version{}, nil
	}))
	assert.Equal(t, []string{"columns[1].key", "rows[0].document", "rows[1].allowed", "version.id"}, paths(func(s *habilitation.Spec) {
		s.Version.ID, s.Columns[1].Key, s.Rows[0].Document, s.Rows[1].Allowed = "", "", 0, 8
	}))
}

// Two columns that name the same people: both must allow, and both are said.
func TestTwoColumnsForTheSame(t *testing.T) {
	s := smallSpec()
	same := habilitation.Column{
		Professions: []roles.Profession{roles.ProfessionInfirmier}, Interns: []roles.Profession{roles.ProfessionMedecin},
		Functions: []roles.Profession{roles.MetierPreparateur},
	}
	s.Columns = []habilitation.Column{same, same}
	s.Columns[0].Key, s.Columns[1].Key = "one", "two"
	report, identity := s.Rows[0].Document, s.Rows[1].Document
	s.Rows[0].Allowed, s.Rows[1].Allowed = 0b11, 0b01
	s.Version.Differences = []habilitation.Difference{{Column: "one", Document: identity}, {Column: "two", Document: identity}}
	m, err := habilitation.New(s)
	require.NoError(t, err)
	for _, codes := range [][3]string{{"60", "C", ""}, {"10", "E", ""}, {"99", "C", "317"}} {
		who := habilitation.SubjectOfCodes(habilitation.ParseCodes(codes[0], codes[1], codes[2], ""), civil.MustNew(2031, 1, 1))
		assert.EqualValues(t, 0b11, m.ColumnsOf(who), "%v", codes)
		ask := func(d habilitation.DocumentType) habilitation.Decision {
			return m.Decide(habilitation.Request{Subject: who, Document: d, Action: habilitation.Read, Facts: team})
		}
		assert.True(t, ask(report).Allowed(), "%v", codes)
		assert.True(t, ask(identity).Has(habilitation.CellDenied), "%v", codes)
	}
	for c := range m.Cells() {
		assert.Equal(t, c.Row.Document == identity, c.Differs, "%v %d", c.Row.Document, c.Index)
	}
}

// A matrix that nobody gave a policy is under the default one.
func TestNewIsUnderTheDefaultPolicy(t *testing.T) {
	small, err := habilitation.New(smallSpec())
	require.NoError(t, err)
	for _, m := range []*habilitation.Matrix{small, habilitation.CNAM20240925()} {
		who := habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), civil.MustNew(2031, 1, 1))
		for _, f := range append(slices.Clone(representative), team, rupture, call) {
			r := habilitation.Request{Subject: who, Document: documentOf("34112-3"), Action: habilitation.Read, Facts: f}
			require.Equal(t, m.Under(habilitation.Policy{}).Decide(r).String(), m.Decide(r).String(), "%v", f)
		}
		r := habilitation.Request{Subject: who, Document: documentOf("34112-3"), Action: habilitation.Read, Facts: rupture}
		assert.True(t, m.Decide(r).Allowed(), "a nurse breaks the glass")
	}
}

// Every column whose label excludes the occupational doctor is closed to them.
func TestColumnsWithoutOccupationalDoctors(t *testing.T) {
	s := smallSpec()
	doctors := []roles.Profession{roles.ProfessionMedecin}
	s.Columns = []habilitation.Column{
		{Key: "one", Professions: doctors, ExcludesOccupational: true}, {Key: "two", Professions: doctors, ExcludesOccupational: true}, {Key: "three", Professions: doctors},
	}
	s.Rows = s.Rows[:1]
	m, err := habilitation.New(s)
	require.NoError(t, err)
	for function, want := range map[string]habilitation.ColumnSet{"": 0b111, "FON-29": 0b100} {
		who := habilitation.SubjectOfCodes(habilitation.ParseCodes("10", "C", function, ""), civil.MustNew(2031, 1, 1))
		assert.Equal(t, want, m.ColumnsOf(who), function)
		all := m.Under(habilitation.Policy{Occupational: habilitation.OccupationalAsPhysician})
		assert.EqualValues(t, 0b111, all.ColumnsOf(who), function)
	}
}

func TestColumnSets(t *testing.T) {
	all := ^habilitation.ColumnSet(0)
	assert.True(t, all.Has(0) && all.Has(63))
	for _, i := range []int{-1, -64, 64, 65, 1 << 20} {
		assert.False(t, all.Has(i), "%d", i)
	}
	assert.True(t, habilitation.ColumnSet(1<<5).Has(5))
	assert.False(t, habilitation.ColumnSet(1<<5).Has(4))
}

// More different sets of columns than a matrix has room for are refused: 16
// roles beside 100 métiers of a column each give more than 255.
func TestNewRefusesTooManySets(t *testing.T) {
	s := smallSpec()
	s.Columns = nil
	for i := range 13 {
		s.Columns = append(s.Columns, habilitation.Column{Key: "r" + strconv.Itoa(i), Roles: []roles.Role{roles.Role(i + 1)}})
	}
	for i := range 40 {
		s.Columns = append(s.Columns, habilitation.Column{Key: "f" + strconv.Itoa(i), Functions: []roles.Profession{roles.Profession(300 + i)}})
	}
	_, err := habilitation.New(s)
	assert.ErrorIs(t, err, habilitation.CodeMatrixInvalid)
}

func TestNewCopies(t *testing.T) {
	s := smallSpec()
	s.Version.Differences = []habilitation.Difference{{Column: "nurse", Document: s.Rows[0].Document, Here: true}}
	m, err := habilitation.New(s)
	require.NoError(t, err)
	at := civil.MustNew(2031, 1, 1)
	ask := func() habilitation.Decision {
		return m.Decide(habilitation.Request{
			Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), at),
			Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read, Facts: team,
		})
	}
	want := ask()
	require.True(t, want.Allowed())

	s.Version.Differences[0].Column = "spoilt"
	s.Columns[0].Key, s.Columns[0].Professions[0] = "spoilt", roles.ProfessionMedecin
	s.Columns[1].Interns[0] = roles.ProfessionPharmacien
	s.Columns[2].Roles[0], s.Columns[2].Functions[0] = roles.GENR08, roles.MetierPreparateurHospitalier
	s.Rows[0].Allowed = 0
	for _, c := range m.Columns() {
		if len(c.Professions) > 0 {
			c.Professions[0] = roles.ProfessionSageFemme
		}
		if len(c.Roles) > 0 {
			c.Roles[0], c.Functions[0] = roles.GENR08, roles.MetierPreparateurHospitalier
		}
		if len(c.Interns) > 0 {
			c.Interns[0] = roles.ProfessionPharmacien
		}
	}
	m.Version().Differences[0].Column = "spoilt"
	assert.Equal(t, want, ask())
	assert.Equal(t, "nurse", m.Version().Differences[0].Column)
	for i, c := range m.Columns() {
		assert.Equal(t, smallSpec().Columns[i], c)
	}
	for r := range m.Rows() {
		assert.NotZero(t, r.Allowed)
	}
}

func TestNewMeansWhatItSays(t *testing.T) {
	m, err := habilitation.New(smallSpec())
	require.NoError(t, err)
	at := civil.MustNew(2031, 1, 1)
	for _, c := range []struct {
		codes [4]string
		want  habilitation.ColumnSet
	}{
		{[4]string{"60", "C"}, 1},
		{[4]string{"60", "E"}, 0},
		{[4]string{"10", "C"}, 0},
		{[4]string{"10", "E"}, 2},
		{[4]string{"99", "C", "", "GENR13"}, 4},
		{[4]string{"99", "C", "317", ""}, 4},
		{[4]string{"99", "C", "317", "GENR13"}, 4},
		{[4]string{"99", "C", "316", "GENR11"}, 0},
	} {
		s := habilitation.SubjectOfCodes(habilitation.ParseCodes(c.codes[0], c.codes[1], c.codes[2], c.codes[3]), at)
		assert.Equal(t, c.want, m.ColumnsOf(s), "%v", c.codes)
	}
	rows, columns, cells := m.Size()
	assert.Equal(t, []int{2, 3, 6}, []int{rows, columns, cells})
	assert.Equal(t, "small", m.Version().ID)
}

// 64 columns: the last one is a column like the others.
func TestSixtyFourColumns(t *testing.T) {
	s := smallSpec()
	s.Columns = nil
	for i := range habilitation.MaxColumns {
		s.Columns = append(s.Columns, habilitation.Column{Key: "c" + strconv.Itoa(i)})
	}
	s.Columns[63].Professions = []roles.Profession{roles.ProfessionInfirmier}
	s.Columns[0].Professions = []roles.Profession{roles.ProfessionSageFemme}
	s.Rows = []habilitation.Row{
		{Document: habilitation.MustParseDocumentType("34112-3"), Allowed: 1 << 63},
		{Document: habilitation.MustParseDocumentType("11502-2"), Allowed: ^habilitation.ColumnSet(0) >> 1},
	}
	m, err := habilitation.New(s)
	require.NoError(t, err)
	for _, c := range []struct {
		profession, doc string
		want            bool
	}{{"60", "34112-3", true}, {"50", "34112-3", false}, {"60", "11502-2", false}, {"50", "11502-2", true}} {
		d := m.DecideCodes(habilitation.CodesRequest{
			Profession: c.profession, Category: "C", Document: c.doc, Action: habilitation.Read, Facts: team, At: civil.MustNew(2031, 1, 1),
		})
		assert.Equal(t, c.want, d.Allowed(), "%+v", c)
	}
}

func TestTimeline(t *testing.T) {
	m := habilitation.CNAM20240925()
	assert.Same(t, m, habilitation.CNAM20240925())
	v := m.Version()
	assert.Equal(t, "cnam-2024-09-25", v.ID)
	assert.Equal(t, civil.MustNew(2024, 9, 25), v.From)
	assert.True(t, v.Until.IsZero())
	assert.NotEqual(t, v.Confidence.FR, v.Confidence.EN)

	got, err := habilitation.At(civil.MustNew(2024, 9, 25))
	require.NoError(t, err)
	assert.Same(t, m, got)
	for _, day := range []civil.Date{{}, civil.MustNew(1, 1, 1), civil.MustNew(2024, 9, 24)} {
		_, err = habilitation.At(day)
		assert.ErrorIs(t, err, habilitation.CodeNoMatrix)
		f, ok := rule.AsFault(err)
		assert.True(t, ok)
		assert.Equal(t, "at", f.Path())
		assert.False(t, m.Covers(day))
	}
	assert.True(t, m.Covers(civil.MustNew(9999, 12, 31)))

	// A later matrix that ends: none answers after it, not the older one again.
	s := smallSpec()
	s.Version.Until = civil.MustNew(2031, 1, 1)
	small, err := habilitation.New(s)
	require.NoError(t, err)
	for day, want := range map[string]bool{"2029-12-31": false, "2030-01-01": true, "2030-12-31": true, "2031-01-01": false} {
		assert.Equal(t, want, small.Covers(date(day)), day)
	}
	// Not Embedded, which will carry more.
	base := habilitation.Timeline{}.With(m)
	vs := base.With(small, nil)
	for day, want := range map[string]string{
		"2029-12-31": "cnam-2024-09-25", "2030-01-01": "small", "2030-12-31": "small", "2031-01-01": "", "9999-12-31": "",
	} {
		got, err := vs.At(date(day))
		if want == "" {
			assert.ErrorIs(t, err, habilitation.CodeNoMatrix, day)
			assert.Nil(t, got, day)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, want, got.Version().ID, day)
	}
	assert.Equal(t, []*habilitation.Matrix{m, small}, slices.Collect(vs.All()), "oldest first")
	assert.Len(t, slices.Collect(base.All()), 1, "With leaves the set as it was")

	// The same ID replaces; the same day: the last by ID.
	again := small.Under(habilitation.Policy{HiddenAndInvisible: true})
	assert.Equal(t, []*habilitation.Matrix{m, again}, slices.Collect(vs.With(again).All()))
	s.Version.ID = "another"
	other, err := habilitation.New(s)
	require.NoError(t, err)
	got, err = vs.With(other).At(civil.MustNew(2030, 6, 1))
	require.NoError(t, err)
	assert.Same(t, small, got)

	// One that begins after the ended one answers again, and only from then on.
	s.Version.ID, s.Version.From, s.Version.Until = "next", civil.MustNew(2032, 1, 1), civil.Date{}
	next, err := habilitation.New(s)
	require.NoError(t, err)
	_, err = vs.With(next).At(civil.MustNew(2031, 12, 31))
	assert.ErrorIs(t, err, habilitation.CodeNoMatrix)
	got, err = vs.With(next).At(civil.MustNew(2032, 1, 1))
	require.NoError(t, err)
	assert.Same(t, next, got)
	_, err = habilitation.Timeline{}.At(since)
	assert.ErrorIs(t, err, habilitation.CodeNoMatrix)

	assert.Equal(t, habilitation.Policy{HiddenAndInvisible: true}, again.Policy())
	assert.Equal(t, habilitation.Policy{}, small.Policy())
}

// TestMatrixKeptTooLong: a server that took the matrix of its first day does not answer
// by it on the day of the next one.
func TestMatrixKeptTooLong(t *testing.T) {
	m := habilitation.CNAM20240925()
	s := smallSpec()
	small, err := habilitation.New(s)
	require.NoError(t, err)
	s.Version.ID = "same day"
	twin, err := habilitation.New(s)
	require.NoError(t, err)
	ask := func(m *habilitation.Matrix, day string) habilitation.Decision {
		return m.DecideCodes(habilitation.CodesRequest{
			Profession: "60", Category: "C", Document: "34112-3", Action: habilitation.Read, At: date(day),
			Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
		})
	}
	for _, policy := range []habilitation.Policy{{}, {RoleAccess: habilitation.RoleSuspended}} {
		for name, v := range map[string]habilitation.Timeline{
			"one more":     habilitation.Timeline{}.With(m, small).Under(policy),
			"in two steps": habilitation.Timeline{}.With(small).Under(policy).With(m.Under(policy)),
			"same day":     habilitation.Timeline{}.With(small, m, twin).Under(policy),
		} {
			kept, err := v.At(date("2029-12-31"))
			require.NoError(t, err)
			again, err := v.At(date("2029-12-31"))
			require.NoError(t, err)
			assert.Same(t, kept, again, name)
			assert.Equal(t, "cnam-2024-09-25", kept.Version().ID, name)
			assert.Equal(t, date("2030-01-01"), kept.Version().Until, name)
			assert.True(t, ask(kept, "2029-12-31").Allowed(), name)
			for _, kept := range []*habilitation.Matrix{kept, kept.Under(habilitation.Policy{}), kept.Under(policy)} {
				d := ask(kept, "2030-01-01")
				assert.False(t, d.Allowed(), name)
				assert.True(t, d.Has(habilitation.MatrixNotInForce), name)
				assert.False(t, kept.Covers(date("2030-01-01")), name)
			}
			last, err := v.At(date("2030-01-01"))
			require.NoError(t, err)
			assert.True(t, last.Covers(date("9999-12-31")), name)
		}
	}
	// A later one that is replaced by one that begins later leaves no gap.
	s.Version.ID, s.Version.From = "small", civil.MustNew(2030, 2, 1)
	moved, err := habilitation.New(s)
	require.NoError(t, err)
	v := habilitation.Timeline{}.With(m, small).With(moved)
	kept, err := v.At(date("2030-01-31"))
	require.NoError(t, err)
	assert.True(t, kept.Covers(date("2030-01-31")) && !kept.Covers(date("2030-02-01")))
}
