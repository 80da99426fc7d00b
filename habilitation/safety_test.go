package habilitation_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/situation"
)

// The subject of a decision is for reading: nothing is decided anew with it,
// so that no reason against somebody is lost on the way.
func TestNoDecisionIsLaundered(t *testing.T) {
	permissive := options{
		occupationalAsPhysician: true, functionPrevails: true, assumedCivil: true, emergencyInterns: true,
		emergencyTechnicians: true, hiddenAndInvisible: true, studentDeposits: true,
	}
	generous := []habilitation.Facts{team, rupture, call, team | habilitation.Depositor, habilitation.Depositor, team | habilitation.ExplicitConsent | habilitation.Informed}
	docs := []string{"11502-2", "57833-6", "18776-5", "89601-9"}
	allowed, n := 0, 0
	for _, opt := range []options{{}, permissive} {
		m := matrices()[opt]
		for _, p := range everybody {
			for _, day := range regimes {
				s := subjectOf(p, day, opt.policy())
				for _, doc := range docs {
					for _, a := range allActions {
						for _, f := range generous {
							r := habilitation.Request{Subject: s, Document: documentOf(doc), Action: a, Facts: f}
							d := m.Decide(r)
							if d.Allowed() {
								allowed++
							}
							r.Subject = d.Subject()
							if d.Subject().At() != s.At() || d.Subject().Profession() != s.Profession() || d.Subject().Function() != s.Function() ||
								d.Subject().Role() != s.Role() || d.Subject().IsStudent() != s.IsStudent() || d.Subject().IsOccupationalDoctor() != s.IsOccupationalDoctor() {
								t.Fatalf("%+v: the decision tells of %v", p, d.Subject())
							}
							if m.ColumnsOf(r.Subject) != m.ColumnsOf(s) {
								t.Fatalf("%+v: the columns of the decision are not those of the subject", p)
							}
							again := m.Decide(r)
							for _, x := range []habilitation.Decision{again, m.Decide(habilitation.Request{
								Subject: again.Subject().WithoutRegulation(), Document: r.Document, Action: a, Facts: f,
							})} {
								n++
								if x.Allowed() || !x.Has(habilitation.SubjectNotStated) {
									t.Fatalf("%+v on %s, %v %s, %v: first %v, then %v", p, day, a, doc, f, d, x)
								}
							}
							for range m.Readable(r) {
								t.Fatalf("%+v: readable with the subject of a decision", p)
							}
						}
					}
				}
			}
		}
	}
	require.Greater(t, allowed, 1000, "the walk meets authorisations")
	assert.Equal(t, []habilitation.Reason{habilitation.SubjectNotStated}, problems(tellingDecision(0).Subject()))
	assert.Equal(t, habilitation.Subject{}, habilitation.Decision{}.Subject())
	t.Logf("%d decisions of decisions, from %d authorisations", n, allowed)
}

// By name: those whose reasons stand in the subject alone.
func TestWhatStandsAgainstSomebodyStays(t *testing.T) {
	m := habilitation.CNAM20240925()
	for name, p := range map[string]person{
		"ended situation":    {profession: "60", category: "C", situation: "ended"},
		"intern, emergency":  open(person{profession: "10", category: "E"}),
		"no identity":        {nobody: "HAB-IDENTITY-MISSING"},
		"nobody":             {nobody: "HAB-SUBJECT-NOT-STATED"},
		"no role":            open(person{profession: "99", category: "C"}),
		"fire brigade":       open(person{profession: "10", category: "C", sector: "SA47"}),
		"outside regulation": {profession: "10", category: "C", situation: "open", noRegulation: true},
		"a nurse":            nurse,
		"a student":          open(person{profession: "60", category: "E"}),
		"occupational":       open(person{profession: "10", category: "E", function: "FON-29"}),
	} {
		s := subjectOf(p, "2026-06-01", habilitation.Policy{})
		d := m.Decide(habilitation.Request{Subject: s, Document: documentOf("34112-3"), Action: habilitation.Read, Facts: rupture})
		assert.Equal(t, []habilitation.Reason{habilitation.SubjectNotStated}, problems(d.Subject()), name)
		for _, f := range []habilitation.Facts{rupture, call, team} {
			again := m.Decide(habilitation.Request{Subject: d.Subject(), Document: d.Document(), Action: d.Action(), Facts: f})
			assert.False(t, again.Allowed(), name)
			assert.True(t, again.Has(habilitation.SubjectNotStated), name)
		}
	}
}

// A matrix that is missing, as after an error that nobody looked at, denies as the zero
// one does, and says why: that no matrix answers, and nothing untrue of the request.
func TestNilMatrix(t *testing.T) {
	m, err := habilitation.At(date("2024-09-24"))
	require.Error(t, err)
	require.Nil(t, m)
	var zero habilitation.Matrix
	for _, p := range everybody {
		for _, f := range []habilitation.Facts{0, team, rupture, call, habilitation.Depositor, 1 << 31} {
			for _, a := range append(slices.Clone(allActions), 0, 9) {
				r := habilitation.Request{Subject: subjectOf(p, "2024-09-24", habilitation.Policy{}), Document: documentOf("34112-3"), Action: a, Facts: f}
				for _, d := range append(m.DecideAll(nil, r), m.Decide(r), m.Under(habilitation.Policy{}).Decide(r)) {
					assert.False(t, d.Allowed())
					assert.Equal(t, r.Subject.At().IsZero(), !d.Has(habilitation.MatrixNotInForce), "%s", d)
					assert.Equal(t, zero.Decide(r).Codes(), d.Codes())
					assert.Empty(t, d.Source(language.French))
				}
			}
		}
	}
	r := habilitation.Request{Subject: subjectOf(nurse, "2024-09-24", habilitation.Policy{}), Action: habilitation.Read, Facts: team}
	for d := range m.DecideEach(r, habilitation.DocumentTypes()) {
		require.True(t, d.Has(habilitation.MatrixNotInForce))
	}
	codes := habilitation.CodesRequest{Profession: "60", Category: "C", Document: "34112-3", Action: habilitation.Read, Facts: team, At: date("2024-09-24")}
	assert.Equal(t, zero.DecideCodes(codes).Codes(), m.DecideCodes(codes).Codes())
	chosen := habilitation.Policy{StudentDeposits: true}
	assert.Equal(t, chosen, m.Under(chosen).Policy())
	assert.Zero(t, m.Policy())
	assert.Zero(t, m.Version())
}

// The policy of the subject and that of the matrix may differ: the subject
// carries what it was made under, and suspension holds when either says so.
func TestPoliciesGivenApart(t *testing.T) {
	o, rnd := theOracle(), rand.New(rand.NewPCG(5, 5))
	count := 200_000
	if reduced || testing.Short() {
		count = 20_000
	}
	docs := []string{"18776-5", "57833-6", "34112-3", "11502-2", "57832-8"}
	suspended := 0
	for range count {
		p, day, doc := everybody[rnd.IntN(len(everybody))], regimes[rnd.IntN(2)], docs[rnd.IntN(len(docs))]
		of, by := allOptions[rnd.IntN(len(allOptions))], allOptions[rnd.IntN(len(allOptions))]
		f, a := representative[rnd.IntN(len(representative))], allActions[rnd.IntN(len(allActions))]
		both := by
		both.assumedCivil = of.assumedCivil
		both.roleSuspended = of.roleSuspended || by.roleSuspended
		got := matrices()[by].Decide(habilitation.Request{Subject: subjectOf(p, day, of.policy()), Document: documentOf(doc), Action: a, Facts: f})
		if got.Has(habilitation.RoleAccessSuspended) {
			suspended++
		}
		if !compare(t, got, o.decide(p, doc, nameOf(a), day, plain(f), both), p, doc, a, day, f, both) {
			t.Fatalf("the subject under %+v, the matrix under %+v", of, by)
		}
	}
	assert.Greater(t, suspended, count/1000)

	// By name.
	strict := habilitation.Policy{RoleAccess: habilitation.RoleSuspended}
	m := habilitation.CNAM20240925()
	role := open(person{profession: "99", category: "C", role: "GENR11"})
	for _, c := range []struct {
		of, by habilitation.Policy
		want   bool
	}{{habilitation.Policy{}, habilitation.Policy{}, true}, {strict, habilitation.Policy{}, false}, {habilitation.Policy{}, strict, false}, {strict, strict, false}} {
		d := m.Under(c.by).Decide(habilitation.Request{Subject: subjectOf(role, "2026-06-01", c.of), Document: documentOf("18776-5"), Action: habilitation.Read, Facts: team})
		assert.Equal(t, c.want, d.Allowed(), "%v", d)
		assert.Equal(t, !c.want, d.Has(habilitation.RoleAccessSuspended), "%v", d)
		// Others are not concerned.
		assert.True(t, m.Under(c.by).Decide(habilitation.Request{Subject: subjectOf(nurse, "2026-06-01", c.of), Document: documentOf("34112-3"), Action: habilitation.Read, Facts: team}).Allowed())
	}
}

// A category without a code is unknown, whatever value it is, and denies in every
// profession, the doctors' too.
func TestCategoriesWithoutACode(t *testing.T) {
	known := []roles.Category{0}
	for c := range roles.Categories() {
		known = append(known, c)
	}
	for i := range 256 {
		c := roles.Category(i)
		s := situation.Situation{Profession: roles.ProfessionInfirmier, Category: c, Start: since}
		got := slices.Contains(problems(habilitation.SubjectOf(s, since)), habilitation.CategoryUnknown)
		assert.Equal(t, !slices.Contains(known, c), got, "%d", i)
		for _, s.Profession = range []roles.Profession{roles.ProfessionMedecin, roles.ProfessionPharmacien, roles.ProfessionChirurgienDentiste} {
			got := slices.Contains(problems(habilitation.SubjectOf(s, since)), habilitation.CategoryUnknown)
			assert.Equal(t, !slices.Contains(known, c), got, "%s %d", s.Profession.Code(), i)
			if got {
				assert.False(t, habilitation.SubjectOf(s, since).IsHealthProfessional(), "%d", i)
			}
		}
	}
	// R, S and D have been written for retired, suspended and dead, and are of no list.
	m := habilitation.CNAM20240925()
	for _, category := range []string{"R", "S", "D", "c", "Civil", "X"} {
		for _, profession := range []string{"10", "21", "40", "60"} {
			for _, p := range []habilitation.Policy{{}, {UnstatedCategory: habilitation.CategoryAssumedCivil}} {
				s := p.SubjectOfCodes(habilitation.ParseCodes(profession, category, "", ""), date("2026-06-01"))
				d := m.Under(p).Decide(habilitation.Request{Subject: s, Document: documentOf("11502-2"), Action: habilitation.Read, Facts: team})
				assert.Equal(t, []habilitation.Reason{habilitation.CategoryUnknown}, slices.Collect(d.Denials()), "%s %s", profession, category)
			}
		}
	}
}

// A code of a list that is not of professions is no profession, and is known
// as such under any function, role and category.
func TestCodesThatAreNoProfession(t *testing.T) {
	n := 0
	for p := range roles.Professions() {
		isOne := slices.Contains([]roles.List{roles.ListG15, roles.ListR94, roles.ListR95, roles.ListR291}, p.List())
		s := habilitation.SubjectOf(situation.Situation{Profession: p, Category: roles.CategoryCivil, Role: roles.GENR11, Start: since}, since)
		assert.Equal(t, !isOne, slices.Contains(problems(s), habilitation.ProfessionUnknown), p.Code())
		if !isOne {
			n++
			assert.Zero(t, habilitation.CNAM20240925().ColumnsOf(s), p.Code())
			assert.False(t, s.IsHealthProfessional())
		}
	}
	assert.Greater(t, n, 100)
}

// Students by function, as the subject tells them.
func TestStudentsByFunction(t *testing.T) {
	m := habilitation.CNAM20240925()
	for _, c := range []struct {
		profession, category, function string
		columns                        habilitation.ColumnSet
	}{
		{"10", "C", "FON-48", 1},
		{"10", "", "FON-48", 1},
		{"10", "E", "FON-48", 1},
		{"10", "C", "FON-57", 1},
		{"60", "C", "FON-48", 0},
		{"50", "C", "FON-48", 0},
		{"10", "C", "FON-47", 0},
		{"10", "E", "FON-47", 0},
		{"21", "C", "FON-47", 0},
		{"40", "", "FON-47", 0},
		{"60", "C", "FON-47", 0},
		{"10", "C", "FON-52", 0},
		{"10", "E", "FON-52", 0},
		{"21", "E", "FON-52", 0},
		{"40", "C", "FON-52", 0},
		{"60", "E", "FON-52", 0},
	} {
		// Neither the policy nor the dates of the function make a professional of a student.
		for _, day := range []string{"2015-01-01", "2026-06-01"} {
			for _, pol := range []habilitation.Policy{{}, {UnstatedCategory: habilitation.CategoryAssumedCivil}} {
				s := pol.SubjectOfCodes(habilitation.ParseCodes(c.profession, c.category, c.function, ""), date(day))
				assert.True(t, s.IsStudent(), "%+v", c)
				assert.False(t, s.IsHealthProfessional(), "%+v", c)
				assert.Equal(t, c.columns, m.ColumnsOf(s), "%+v", c)
			}
		}
	}
	// The interns of 21 and 40 share the columns of their professions.
	for _, prof := range []string{"21", "40"} {
		intern := habilitation.SubjectOfCodes(habilitation.ParseCodes(prof, "C", "FON-48", ""), since)
		assert.Equal(t, m.ColumnsOf(habilitation.SubjectOfCodes(habilitation.ParseCodes(prof, "E", "", ""), since)), m.ColumnsOf(intern))
		assert.NotZero(t, m.ColumnsOf(intern))
	}
}

// The reasons come in the fixed order, the new ones in their places.
func TestPlacesOfReasons(t *testing.T) {
	order := slices.Collect(habilitation.Reasons())
	for _, pair := range [][2]habilitation.Reason{
		{habilitation.RegulationNotPhysician, habilitation.RegulationNotDeclared},
		{habilitation.RegulationNotDeclared, habilitation.RegulationRefusedByPatient},
		{habilitation.DepositRefusedByPatient, habilitation.StudentDeposit},
		{habilitation.StudentDeposit, habilitation.NotDepositor},
	} {
		assert.Equal(t, slices.Index(order, pair[0])+1, slices.Index(order, pair[1]))
	}
	assert.Equal(t, habilitation.CaveatRoleInferred, order[len(order)-1])
	d := habilitation.CNAM20240925().Decide(habilitation.Request{
		Subject:  subjectOf(person{profession: "60", category: "C", situation: "open", noRegulation: true}, "2026-06-01", habilitation.Policy{}),
		Document: documentOf("34112-3"), Action: habilitation.Read, Facts: habilitation.Regulation | habilitation.RegulationRefused | habilitation.NotOpposed | habilitation.Visible,
	})
	assert.Equal(t, []habilitation.Reason{
		habilitation.CareNotStated, habilitation.RegulationNotPhysician, habilitation.RegulationNotDeclared, habilitation.RegulationRefusedByPatient,
	}, slices.Collect(d.Reasons()))
}

// A request without a role of its own is marked whatever becomes of it.
func TestRoleInferredOnEveryAction(t *testing.T) {
	p := open(person{profession: "99", category: "C", role: "GENR11", roleInferred: true})
	for _, a := range append(slices.Clone(allActions), 0, 9) {
		for _, f := range representative {
			d := habilitation.CNAM20240925().Decide(habilitation.Request{
				Subject: subjectOf(p, "2026-06-01", habilitation.Policy{}), Document: documentOf("18776-5"), Action: a, Facts: f,
			})
			all := slices.Collect(d.Reasons())
			require.Equal(t, habilitation.CaveatRoleInferred, all[len(all)-1])
		}
	}
	var zero habilitation.Subject
	assert.Equal(t, zero, zero.WithoutRegulation())
}

// Doubtful is written where it holds, and only there.
func TestDifferencesAsJSON(t *testing.T) {
	doubtful := 0
	for _, d := range habilitation.CNAM20240925().Version().Differences {
		text, err := json.Marshal(d)
		require.NoError(t, err)
		var back habilitation.Difference
		require.NoError(t, json.Unmarshal(text, &back))
		assert.Equal(t, d, back)
		if d.Doubtful {
			doubtful++
			assert.Contains(t, string(text), `"doubtful":true`)
		} else {
			assert.NotContains(t, string(text), "doubtful")
		}
	}
	assert.Equal(t, 9, doubtful)
}

// A préparateur has a column by the métier. A role that has none beside it, such as
// GENR13, closes: what they do under it is proved by no column. GENR01, the
// activity of care and pharmacy, is what préparateurs do, and closes nothing.
func TestRolesWithoutAColumnClosePreparateurs(t *testing.T) {
	m := habilitation.CNAM20240925()
	prevails := m.Under(habilitation.Policy{Columns: habilitation.FunctionPrevails})
	named := map[string]bool{"": true, "GENR01": true, "GENR08": true, "GENR09": true, "GENR10": true, "GENR11": true, "GENR12": true}
	ask := func(m *habilitation.Matrix, function, role string) habilitation.Decision {
		return m.Decide(habilitation.Request{
			Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", function, role), date("2026-06-01")),
			Document: documentOf("PRESC-INF"), Action: habilitation.Read, Facts: team,
		})
	}
	for _, function := range []string{"316", "317"} {
		roleCodes := []string{""}
		for r := range roles.Roles() {
			if r.At(date("2026-06-01")) == roles.StatusValid {
				roleCodes = append(roleCodes, r.Code())
			}
		}
		for _, role := range roleCodes {
			d := ask(m, function, role)
			assert.Equal(t, !named[role], d.Has(habilitation.NoColumn), "%s %s: %v", function, role, d)
			if !named[role] {
				assert.False(t, d.Allowed(), "%s %s", function, role)
			}
			assert.True(t, ask(prevails, function, role).Allowed(), "%s %s: the caller chose the column of the métier", function, role)
		}
		assert.True(t, ask(m, function, "").Allowed())
		assert.True(t, ask(m, function, "GENR01").Allowed())
	}
}
