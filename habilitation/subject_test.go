package habilitation_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/situation"
)

func problems(s habilitation.Subject) []habilitation.Reason { return slices.Collect(s.Problems()) }

func TestSubjectEdges(t *testing.T) {
	type reasons = []habilitation.Reason
	for _, c := range []struct {
		name string
		who  person
		at   string
		want reasons
		text string
	}{
		{"a nurse", nurse, "2026-06-01", nil, "profession 60, on 2026-06-01"},
		{"nobody in particular", open(person{}), "2026-06-01", reasons{habilitation.ProfessionNotStated}, "profession (not stated), on 2026-06-01"},
		{"an unknown profession", open(person{profession: "12345", category: "C"}), "2026-06-01", reasons{habilitation.ProfessionUnknown}, "profession (not stated), on 2026-06-01"},
		{"aide-soignant of TRE_G15, the day before its end", open(person{profession: "35", category: "C"}), "2024-12-12", nil, "profession 35, on 2024-12-12"},
		{"aide-soignant of TRE_G15, on its end date", open(person{profession: "35", category: "C"}), "2024-12-13", reasons{habilitation.ProfessionEnded}, "profession 35, on 2024-12-13"},
		{"a profession that is not yet", open(person{profession: "32", category: "C"}), "2019-04-25", reasons{habilitation.ProfessionNotYet}, "profession 32, on 2019-04-25"},
		{"GENR12 before it existed", open(person{profession: "99", category: "C", role: "GENR12"}), "2022-02-24", reasons{habilitation.RoleNotValid}, "profession 99, role GENR12, on 2022-02-24"},
		{"GENR12 on its first day", open(person{profession: "99", category: "C", role: "GENR12"}), "2022-02-25", nil, "profession 99, role GENR12, on 2022-02-25"},
		{"GENR05 has ended", open(person{profession: "99", category: "C", role: "GENR05"}), "2026-06-01", reasons{habilitation.RoleNotValid}, "profession 99, role GENR05, on 2026-06-01"},
		{"GENR99 keeps its place", open(person{profession: "99", category: "C", role: "GENR99"}), "2026-06-01", nil, "profession 99, role GENR99, on 2026-06-01"},
		{"an ended métier is not kept", open(person{profession: "99", category: "C", function: "318", role: "GENR10"}), "2026-06-01", nil, "profession 99, role GENR10, on 2026-06-01"},
		{"the same métier while it was valid", open(person{profession: "99", category: "C", function: "318", role: "GENR10"}), "2025-12-21", nil, "profession 99, function 318, role GENR10, on 2025-12-21"},
		{"the category is missing", open(person{profession: "60"}), "2026-06-01", reasons{habilitation.CategoryNotStated}, "profession 60, on 2026-06-01"},
		{"the category is unknown", open(person{profession: "99", category: "Z", role: "GENR10"}), "2026-06-01", reasons{habilitation.CategoryUnknown}, "profession 99, role GENR10, on 2026-06-01"},
		{"an intern needs none", open(person{profession: "10"}), "2026-06-01", nil, "profession 10, on 2026-06-01"},
		{"a student", open(person{profession: "50", category: "E"}), "2026-06-01", nil, "profession 50, student, on 2026-06-01"},
		{"a student by the métier", open(person{profession: "99", category: "C", function: "347", role: "GENR11"}), "2026-06-01", nil, "profession 99, student, on 2026-06-01"},
		{"role unknown", open(person{profession: "99", category: "C", role: "GENR77"}), "2026-06-01", reasons{habilitation.RoleUnknown}, "profession 99, on 2026-06-01"},
		{"role missing", open(person{profession: "99", category: "C"}), "2026-06-01", reasons{habilitation.RoleNotStated}, "profession 99, on 2026-06-01"},
		{"the role of a regulated profession is not looked at", open(person{profession: "60", category: "C", role: "GENR77"}), "2026-06-01", nil, "profession 60, on 2026-06-01"},
		{"everything at once, in the fixed order", person{profession: "99", role: "GENR05", situation: "ended"}, "2026-06-01", reasons{habilitation.SituationEnded, habilitation.CategoryNotStated, habilitation.RoleNotValid}, "profession 99, role GENR05, on 2026-06-01"},
		{"no date", nurse, "", reasons{habilitation.SituationDatesUnknown}, "profession 60, on (date not stated)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := subjectOf(c.who, c.at, habilitation.Policy{})
			assert.Equal(t, c.want, problems(s))
			assert.Equal(t, c.text, s.String())
			assert.Equal(t, date(c.at), s.At())
			assert.False(t, s.IsZero())
			assert.Equal(t, s, subjectOf(c.who, c.at, habilitation.Policy{}), "subjects are comparable")
		})
	}

	var zero habilitation.Subject
	assert.True(t, zero.IsZero())
	assert.Equal(t, "(not stated)", zero.String())
	assert.Equal(t, reasons{habilitation.SubjectNotStated}, problems(zero))
	assert.Zero(t, zero.Profession())
	assert.Zero(t, zero.Function())
	assert.Zero(t, zero.Role())
	for r := range habilitation.Reasons() {
		s := habilitation.NoSubject(r, since)
		want := habilitation.SubjectNotStated
		if r == habilitation.IdentityMissing || r == habilitation.StructureUnknown || r == habilitation.StructureAmbiguous {
			want = r
		}
		assert.Equal(t, reasons{want}, problems(s))
		assert.Equal(t, since, s.At())
		assert.False(t, s.IsZero())
		assert.False(t, habilitation.CNAM20240925().Decide(habilitation.Request{Subject: s, Document: 1, Action: habilitation.Delete, Facts: habilitation.Depositor}).Allowed())
	}
}

// Every métier of TRE_R85 and TRE_R96 stays with a role professional while it is valid, and
// with nobody else.
func TestSubjectKeepsTheMetier(t *testing.T) {
	n := 0
	for p := range roles.Professions() {
		for _, day := range []string{"2024-06-01", "2026-06-01"} {
			at := date(day)
			kept := (p.List() == roles.ListR85 || p.List() == roles.ListR96) && p.Kind() != roles.KindStudent && p.At(at) == roles.StatusValid
			want := roles.Profession(0)
			if kept {
				want = p
				n++
			}
			for _, role := range []string{"", "GENR11", "GENR99"} {
				s := subjectOf(open(person{profession: "99", category: "C", function: p.Code(), role: role}), day, habilitation.Policy{})
				assert.Equal(t, want, s.Function(), "%s on %s", p.Code(), day)
			}
			s := subjectOf(open(person{profession: "60", category: "C", function: p.Code(), role: "GENR11"}), day, habilitation.Policy{})
			assert.Zero(t, s.Function(), p.Code())
			assert.Zero(t, s.Role(), p.Code())
		}
	}
	assert.Greater(t, n, 40)
}

func TestSubjectAccessors(t *testing.T) {
	s := subjectOf(open(person{profession: "99", category: "C", function: "316", role: "GENR11"}), "2026-06-01", habilitation.Policy{})
	assert.Equal(t, roles.ProfessionARole, s.Profession())
	assert.Equal(t, roles.MetierPreparateurHospitalier, s.Function())
	assert.Equal(t, roles.GENR11, s.Role())
	assert.False(t, s.IsStudent() || s.IsHealthProfessional() || s.IsOccupationalDoctor())

	s = subjectOf(doctor, "2026-06-01", habilitation.Policy{})
	assert.True(t, s.IsHealthProfessional())
	assert.Zero(t, s.Function())
	assert.Zero(t, s.Role())
	for _, p := range []person{{profession: "10", category: "C", function: "FON-29"}, {profession: "10", category: "C", sector: "SA66"}} {
		assert.True(t, subjectOf(open(p), "2026-06-01", habilitation.Policy{}).IsOccupationalDoctor())
	}
	assert.False(t, subjectOf(open(person{profession: "60", category: "C", sector: "SA66"}), "2026-06-01", habilitation.Policy{}).IsOccupationalDoctor())
	intern := subjectOf(open(person{profession: "10", category: "E"}), "2026-06-01", habilitation.Policy{})
	assert.True(t, intern.IsStudent())
	assert.False(t, intern.IsHealthProfessional())
	assert.False(t, subjectOf(open(person{profession: "10"}), "2026-06-01", habilitation.Policy{}).IsHealthProfessional(), "nothing proves that it is not an intern")
	assert.True(t, subjectOf(open(person{profession: "10"}), "2026-06-01", habilitation.Policy{UnstatedCategory: habilitation.CategoryAssumedCivil}).IsHealthProfessional())
	assert.False(t, subjectOf(open(person{profession: "93", category: "C"}), "2026-06-01", habilitation.Policy{}).IsHealthProfessional(), "a psychologist is not of TRE_G15")
}

// The ended métier closes nothing: the right follows from the role.
func TestEndedMetierKeepsTheRight(t *testing.T) {
	m := habilitation.CNAM20240925()
	s := subjectOf(open(person{profession: "99", category: "C", function: "318", role: "GENR10"}), "2026-06-01", habilitation.Policy{})
	n := 0
	for d := range m.Readable(habilitation.Request{Subject: s, Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed}) {
		n++
		got := m.Decide(habilitation.Request{Subject: s, Document: d, Action: habilitation.Read, Facts: team})
		assert.True(t, got.Allowed() && got.Has(habilitation.CaveatMetier))
	}
	assert.Equal(t, 9, n)
}

// A situation read from a source without dates counts on that day alone.
func TestStaleSituations(t *testing.T) {
	s := situation.Situation{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, SeenOn: since, Source: situation.SourceUserinfo}
	assert.Empty(t, problems(habilitation.SubjectOf(s, since)))
	for _, d := range []int{-1, 1, 365} {
		assert.Equal(t, []habilitation.Reason{habilitation.SituationDatesUnknown}, problems(habilitation.SubjectOf(s, since.AddDays(d))))
	}
	ignored := habilitation.Policy{Situation: situation.Policy{Presence: situation.PresenceIgnored}}
	assert.Equal(t, []habilitation.Reason{habilitation.SituationDatesUnknown}, problems(ignored.SubjectOf(s, since)))

	s = situation.Situation{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, Start: since, End: since.AddDays(10)}
	assert.Equal(t, []habilitation.Reason{habilitation.SituationNotStarted}, problems(habilitation.SubjectOf(s, since.AddDays(-1))))
	assert.Empty(t, problems(habilitation.SubjectOf(s, since)))
	assert.Empty(t, problems(habilitation.SubjectOf(s, since.AddDays(10))), "the last day counts")
	assert.Equal(t, []habilitation.Reason{habilitation.SituationEnded}, problems(habilitation.SubjectOf(s, since.AddDays(11))))
	excluded := habilitation.Policy{Situation: situation.Policy{LastDay: situation.LastDayExcluded}}
	assert.Equal(t, []habilitation.Reason{habilitation.SituationEnded}, problems(excluded.SubjectOf(s, since.AddDays(10))))
}

// A sector that is held is not lost by the text that its source stated.
func TestSectorBesideItsText(t *testing.T) {
	s := situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil, Start: since}
	s.Structure.Sector, s.Structure.Stated.Sector = roles.SA66, "SA07"
	assert.True(t, habilitation.SubjectOf(s, since).IsOccupationalDoctor())
}

// Subjects by codes are those of an open situation.
func TestSubjectOfCodesIsSubjectOf(t *testing.T) {
	for _, p := range everybody {
		if p.nobody != "" || p.sector != "" || p.situation != "open" ||
			p.qualification != "" || p.roleInferred || p.noRegulation || p.category == noCode {
			// What codes do not say.
			continue
		}
		for _, opt := range []options{{}, {assumedCivil: true}} {
			c := habilitation.ParseCodes(p.profession, p.category, p.function, p.role)
			assert.Equal(t, subjectOf(p, "2026-06-01", opt.policy()), opt.policy().SubjectOfCodes(c, date("2026-06-01")), "%+v", p)
		}
		c := habilitation.ParseCodes(p.profession, p.category, p.function, p.role)
		assert.Equal(t, habilitation.Policy{}.SubjectOfCodes(c, since), habilitation.SubjectOfCodes(c, since))
	}
}

// Every combination of profession, category, métier and role that the lists
// have: the columns are what the conditions of the columns say, so no two
// subjects that a column tells apart share a place.
func TestColumnsOfEverybodyThereIs(t *testing.T) {
	o, m := theOracle(), habilitation.CNAM20240925()
	prevails := m.Under(habilitation.Policy{Columns: habilitation.FunctionPrevails})
	var professions, functions, roleCodes []string
	for p := range roles.Professions() {
		if q, err := roles.ParseProfession(p.Code()); err != nil || q != p {
			continue // 93 of TRE_G15, which has no code of its own
		}
		professions = append(professions, p.Code())
	}
	functions = append(slices.Clone(professions), "", "?")
	for r := range roles.Roles() {
		roleCodes = append(roleCodes, r.Code())
	}
	roleCodes = append(roleCodes, "", "?")
	day := "2026-06-01"
	ask := func(p person) {
		s := habilitation.SubjectOfCodes(habilitation.ParseCodes(p.profession, p.category, p.function, p.role), date(day))
		want := func(opt options) (set habilitation.ColumnSet) {
			for _, i := range o.who(p, day, opt).columns {
				set |= 1 << i
			}
			return set
		}
		if got := m.ColumnsOf(s); got != want(options{}) {
			t.Fatalf("%+v: columns %b, want %b", p, got, want(options{}))
		}
		if got := prevails.ColumnsOf(s); got != want(options{functionPrevails: true}) {
			t.Fatalf("%+v, métier prevails: columns %b", p, got)
		}
	}
	n := 0
	for _, prof := range append(slices.Clone(professions), "", "?") {
		for _, category := range []string{"", "C", "E", "?"} {
			for _, f := range functions {
				for i, r := range roleCodes {
					if prof != "99" && i > 1 {
						break // the role of anybody else is not looked at
					}
					ask(open(person{profession: prof, category: category, function: f, role: r}))
					n++
				}
			}
		}
	}
	t.Logf("%d persons", n)

	// The zero and the broken subject have none.
	assert.Zero(t, m.ColumnsOf(habilitation.Subject{}))
	assert.Zero(t, m.ColumnsOf(habilitation.NoSubject(habilitation.IdentityMissing, since)))
	require.False(t, habilitation.ColumnSet(1).Has(-1))
	require.False(t, (^habilitation.ColumnSet(0)).Has(64))
	require.True(t, (^habilitation.ColumnSet(0)).Has(63))
}

// 93 of TRE_G15, ended on the day it began, is not the psychologist of R95 and
// opens nothing.
func TestTheOtherPsychologist(t *testing.T) {
	p, err := roles.ParseProfessionIn(roles.ListG15, "93")
	require.NoError(t, err)
	s := habilitation.SubjectOf(situation.Situation{Profession: p, Category: roles.CategoryCivil, Start: since}, since)
	assert.Equal(t, []habilitation.Reason{habilitation.ProfessionEnded}, problems(s))
	assert.Zero(t, habilitation.CNAM20240925().ColumnsOf(s))
}
