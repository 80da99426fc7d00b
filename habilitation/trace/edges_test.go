package trace_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// TestExtraNeverReplaces: what was put beside the fields does not come twice, and
// what is no JSON does not come.
func TestExtraNeverReplaces(t *testing.T) {
	r := trace.Record{Matrix: "m", Extra: map[string]json.RawMessage{
		"schema": json.RawMessage(`"x"`), "matrix": json.RawMessage(`"y"`), "bad": json.RawMessage(`{`), "z": json.RawMessage(` [1] `),
	}}
	assert.Equal(t, `{"schema":"rppsplus-trace/1","matrix":"m","z":[1]}`, string(r.AppendLine(nil)))
}

// TestOddMembers are kept, each in Extra, and told.
func TestOddMembers(t *testing.T) {
	for name, member := range map[string]string{
		"facts": `"facts":["visible",1]`, "reasons": `"reasons":[null]`, "unknown": `"unknown":"text"`, "day": `"day":"2026-1-5"`, "id": `"id":""`,
		// The zero time means "not stated", and would not be written back.
		"at": `"at":"0001-01-01T00:00:00Z"`,
	} {
		text := `{"schema":"rppsplus-trace/1",` + member + `}`
		r, faults := trace.Parse([]byte(text))
		assert.Len(t, faults, 1, name)
		assert.Contains(t, r.Extra, name)
		assert.Equal(t, text, string(r.AppendLine(nil)))
	}
}

// TestReadStops when asked, at a line that is too long too.
func TestReadStops(t *testing.T) {
	text := strings.Repeat("x", trace.MaxLine+5) + "\n" + `{"schema":"rppsplus-trace/1"}` + "\n"
	for stop := 1; stop <= 2; stop++ {
		n := 0
		for l, err := range trace.Read(strings.NewReader(text)) {
			n++
			assert.Equal(t, n, l.Number)
			assert.Equal(t, n == 1, err != nil)
			if n == stop {
				break
			}
		}
		assert.Equal(t, stop, n)
	}
}

// TestLimitWithoutEnd: a limit that no line reaches costs no memory, and one
// that is smaller than a buffer holds.
func TestLimitWithoutEnd(t *testing.T) {
	line := `{"schema":"rppsplus-trace/1","id":"` + strings.Repeat("x", 3*trace.MaxLine) + `"}`
	for _, limit := range []int{1 << 30, math.MaxInt >> 13, math.MaxInt - 1, math.MaxInt} {
		n := 0
		for l, err := range (trace.Options{MaxLine: limit}).Read(strings.NewReader(line + "\r\n\n" + line)) {
			assert.NoError(t, err, limit)
			assert.Len(t, l.Record.ID, 3*trace.MaxLine)
			n++
		}
		assert.Equal(t, 2, n, limit)
	}
	for _, limit := range []int{1, 20, len(line) - 1, len(line)} {
		n := 0
		for l, err := range (trace.Options{MaxLine: limit}).Read(strings.NewReader(line + "\r\n" + line + "\n  \n" + line)) {
			assert.Equal(t, limit < len(line), err != nil, limit)
			assert.Equal(t, limit < len(line), l.Faults.Has(trace.CodeTooLarge), limit)
			n++
			assert.Equal(t, []int{1, 2, 4}[n-1], l.Number)
		}
		assert.Equal(t, 3, n, limit)
	}
}

// TestFactsOfAnotherShape: a list of facts is a list, of one fact at least.
func TestFactsOfAnotherShape(t *testing.T) {
	for _, facts := range []string{`[]`, `[""]`, `["(none stated)"]`, `{}`, `{"a":"visible"}`, `["visible",""]`} {
		text := `{"schema":"rppsplus-trace/1","facts":` + facts + `}`
		r, faults := trace.Parse([]byte(text))
		assert.True(t, faults.Has(trace.CodeMember), facts)
		assert.Zero(t, r.Facts, facts)
		assert.Equal(t, text, string(r.AppendLine(nil)))
	}
}

// TestLineOfBlanks: blanks count for the length of a line.
func TestLineOfBlanks(t *testing.T) {
	line := `{"schema":"rppsplus-trace/1"}`
	text := line + strings.Repeat(" ", 3*trace.MaxLine) + "\n" + line + "\n" + strings.Repeat(" ", 3*trace.MaxLine)
	var got []bool
	for l := range trace.Read(strings.NewReader(text)) {
		got = append(got, l.Faults.Has(trace.CodeTooLarge))
	}
	assert.Equal(t, []bool{true, false, true}, got)
}

// TestNoSuchValue: a number that is no action or no answer proves as little as
// none; its line says so when it is read back.
func TestNoSuchValue(t *testing.T) {
	for _, r := range []trace.Record{{Action: 9, Allowed: rpps.No}, {Action: habilitation.Read, Allowed: 7}} {
		back, _ := trace.Parse(r.AppendLine(nil))
		paths := func(r trace.Record) (out []string) {
			for _, f := range r.Check() {
				if f.Code() == trace.CodeMissing {
					out = append(out, f.Path())
				}
			}
			return out
		}
		assert.Equal(t, paths(back), paths(r))
		assert.Len(t, paths(r), 3, "at, who, and the one")
	}
}

// TestActionsStated: each action is one.
func TestActionsStated(t *testing.T) {
	for a := habilitation.Read; a <= habilitation.Delete; a++ {
		for _, f := range (trace.Record{Action: a}).Check() {
			assert.NotEqual(t, "action", f.Path(), a)
		}
	}
}

// TestCodesNotHeld: a line names no code from which nothing was decided.
func TestCodesNotHeld(t *testing.T) {
	of := func(s situation.Stated) trace.Record {
		x := situation.Situation{Stated: s, Start: civil.YMD(2020, 1, 1)}
		d := habilitation.CNAM20240925().Decide(habilitation.Request{Subject: habilitation.SubjectOf(x, civil.YMD(2026, 1, 15)), Action: habilitation.Read})
		return trace.Of(d, x, 0)
	}
	r := of(situation.Stated{Profession: "60", Category: "C", Function: "316", Role: "GENR11"})
	assert.Contains(t, r.Reasons, habilitation.ProfessionUnknown.Code())
	assert.Equal(t, [4]string{}, [4]string{r.Profession, r.Category, r.Function, r.Role})
	r = of(situation.Stated{Profession: "00", Category: "Z", Function: "000", Role: "GENR77"})
	assert.Equal(t, [4]string{"00", "Z", "000", "GENR77"}, [4]string{r.Profession, r.Category, r.Function, r.Role})
}

// TestSituationOfAnother: of two situations of a person, the one that was not
// decided on is no proof of where the access took place, nor as what.
func TestSituationOfAnother(t *testing.T) {
	day := civil.MustNew(2026, 6, 1)
	at := func(siret string, p, metier roles.Profession, r roles.Role) situation.Situation {
		return situation.Situation{
			ID: situation.DirectoryID(siret), Structure: rpps.Structure{SIRET: rpps.MustParseSIRET(siret)},
			Profession: p, Category: roles.CategoryCivil, Function: metier, Role: r, Start: civil.MustNew(2020, 9, 1),
		}
	}
	here := at("00099701500011", roles.ProfessionARole, roles.MetierEducateurSpecialise, roles.RoleSocialLife)
	d := habilitation.CNAM20240925().Decide(habilitation.Request{Subject: habilitation.SubjectOf(here, day), Document: habilitation.MustParseDocumentType("80788-3"), Action: habilitation.Read, Facts: careTeam})
	assert.Equal(t, "300099701500011", trace.Of(d, here, careTeam).Structure.Reveal())
	student := at("00099701500029", 0, 0, 0)
	student.Category = roles.CategoryStudent
	for name, other := range map[string]situation.Situation{
		"student":    student,
		"profession": at("00099701500029", roles.ProfessionInfirmier, 0, 0),
		"role":       at("00099701500029", roles.ProfessionARole, roles.MetierEducateurSpecialise, roles.RoleManagement),
		"métier":     at("00099701500029", roles.ProfessionARole, roles.MetierAideSoignant, roles.RoleSocialLife),
	} {
		r := trace.Of(d, other, careTeam)
		assert.Empty(t, r.Structure.Reveal(), name)
		assert.Empty(t, r.Situation.Reveal(), name)
		assert.Equal(t, [4]string{"99", "", "326", "GENR10"}, [4]string{r.Profession, r.Category, r.Function, r.Role}, name)
		assert.True(t, slices.ContainsFunc(r.Check(), func(f rule.Fault) bool { return f.Code() == trace.CodeIncomplete && f.Path() == "structure" }), name)
	}
}

// TestAllowedWithoutFacts: nothing is allowed without a circumstance, so a line
// that has none does not say on what the access rested.
func TestAllowedWithoutFacts(t *testing.T) {
	incomplete := func(r trace.Record) bool {
		return slices.ContainsFunc(r.Check(), func(f rule.Fault) bool { return f.Code() == trace.CodeIncomplete && f.Path() == "facts" })
	}
	assert.True(t, incomplete(trace.Record{Allowed: rpps.Yes}))
	assert.False(t, incomplete(trace.Record{Allowed: rpps.Yes, Facts: habilitation.Depositor}))
	assert.False(t, incomplete(trace.Record{Allowed: rpps.No}), "a denial may be for that")
}

// TestFactsOfAnotherQuestion: the facts of the request as it was before a document
// completed it, or the glass was broken, do not say on what the access rested.
func TestFactsOfAnotherQuestion(t *testing.T) {
	incomplete := func(r trace.Record, path string) bool {
		return slices.ContainsFunc(r.Check(), func(f rule.Fault) bool { return f.Code() == trace.CodeIncomplete && f.Path() == path })
	}
	const emergency = habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused
	day := civil.MustNew(2026, 6, 1)
	doctor := situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil, Start: civil.MustNew(2020, 1, 1)}
	fire := doctor
	fire.Structure.Sector = roles.SA68
	decide := func(s situation.Situation, a habilitation.Action, at civil.Date, f habilitation.Facts) habilitation.Decision {
		return habilitation.CNAM20240925().Decide(habilitation.Request{
			Subject: habilitation.SubjectOf(s, at), Document: habilitation.MustParseDocumentType("34112-3"), Action: a, Facts: f,
		})
	}
	base := habilitation.CareTeam | habilitation.NotOpposed
	for _, c := range []struct {
		s       situation.Situation
		a       habilitation.Action
		all, no habilitation.Facts // of the decision, and what the caller forgot
	}{
		{doctor, habilitation.Read, careTeam, habilitation.Visible},
		{doctor, habilitation.Read, careTeam, habilitation.InitialConsent},
		{doctor, habilitation.Read, base | habilitation.ExplicitConsent | habilitation.Visible, habilitation.ExplicitConsent},
		{doctor, habilitation.Read, base | emergency | habilitation.Visible, emergency},
		{doctor, habilitation.Read, base | habilitation.Regulation | habilitation.RegulationNotRefused | habilitation.Visible, habilitation.Regulation},
		{doctor, habilitation.Read, careTeam ^ habilitation.Visible | habilitation.HiddenByPatient | habilitation.Depositor, habilitation.Depositor},
		{doctor, habilitation.Read, careTeam ^ habilitation.Visible | habilitation.HiddenByPatient | habilitation.AdministratorDoctor, habilitation.AdministratorDoctor},
		{doctor, habilitation.Read, base | emergency | habilitation.HiddenByPatient | habilitation.HiddenShownInEmergency, habilitation.HiddenShownInEmergency},
		{fire, habilitation.Read, base | habilitation.ExplicitConsent | habilitation.Informed | habilitation.Visible, habilitation.ExplicitConsent},
		{doctor, habilitation.Deposit, base | habilitation.InitialConsent, habilitation.InitialConsent},
		{doctor, habilitation.Deposit, base | habilitation.DepositedBefore | habilitation.Informed, habilitation.Informed},
		{doctor, habilitation.Delete, habilitation.Depositor | habilitation.CareTeam, habilitation.Depositor},
	} {
		d := decide(c.s, c.a, day, c.all)
		assert.True(t, d.Allowed(), "%v", d)
		assert.False(t, incomplete(trace.Of(d, c.s, c.all), "facts"), "%v", c.all)
		assert.True(t, incomplete(trace.Of(d, c.s, c.all&^c.no), "facts"), "%v without %v", c.all, c.no)
		assert.Equal(t, d.Has(habilitation.GroundEmergency), incomplete(trace.Of(d, c.s, c.all&^c.no), "motive"), "%v without %v", c.all, c.no)
	}
	before := decide(doctor, habilitation.Read, civil.MustNew(2025, 10, 14), base|habilitation.Informed|habilitation.Visible)
	assert.True(t, before.Allowed())
	assert.True(t, incomplete(trace.Of(before, doctor, base|habilitation.Visible), "facts"))
	// The facts of a decision are never too few.
	stride := habilitation.Facts(1)
	if testing.Short() {
		stride = 23
	}
	for f := habilitation.Facts(0); f <= habilitation.AllFacts; f += stride * (1 + f%7*31) {
		for a := habilitation.Read; a <= habilitation.Delete; a++ {
			for _, s := range []situation.Situation{doctor, fire} {
				if d := decide(s, a, day, f); d.Allowed() && incomplete(trace.Of(d, s, f), "facts") {
					t.Fatalf("%v %v", a, f)
				}
			}
		}
	}
}

// TestFactTakenAway: the facts hold what an authorisation rested on as long as they open
// by the same grounds, whichever of them is taken away.
func TestFactTakenAway(t *testing.T) {
	unfounded := func(r trace.Record) bool {
		return slices.ContainsFunc(r.Check(), func(f rule.Fault) bool { return f.Code() == trace.CodeIncomplete && f.Path() == "facts" })
	}
	doctor := situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil, Start: civil.MustNew(2020, 1, 1)}
	fire := doctor
	fire.Structure.Sector = roles.SA68
	groups := [][]habilitation.Facts{
		{habilitation.NotOpposed, 0},
		{0, habilitation.CareTeam, habilitation.OutsideTeam},
		{0, habilitation.InitialConsent},
		{0, habilitation.ExplicitConsent},
		{0, habilitation.Informed},
		{0, habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused},
		{0, habilitation.Regulation | habilitation.RegulationNotRefused},
		{0, habilitation.AnyDocument, habilitation.Visible, habilitation.HiddenByDepositor, habilitation.HiddenByPatient},
		{0, habilitation.HiddenShownInEmergency},
		{0, habilitation.Depositor},
		{0, habilitation.DepositedBefore},
		{0, habilitation.AdministratorDoctor},
	}
	seen, stride := [2]int{}, 1
	if testing.Short() {
		stride = 23
	}
	for _, who := range []struct {
		s  situation.Situation
		at civil.Date
	}{{doctor, civil.MustNew(2026, 6, 1)}, {doctor, civil.MustNew(2025, 10, 14)}, {fire, civil.MustNew(2026, 6, 1)}} {
		q := habilitation.Request{Subject: habilitation.SubjectOf(who.s, who.at), Document: habilitation.MustParseDocumentType("34112-3")}
		for q.Action = habilitation.Read; q.Action <= habilitation.Delete; q.Action++ {
			all := 1
			for _, g := range groups {
				all *= len(g)
			}
			for i := 0; i < all; i += stride {
				q.Facts = 0
				n := i
				for _, g := range groups {
					q.Facts |= g[n%len(g)]
					n /= len(g)
				}
				d := habilitation.CNAM20240925().Decide(q)
				if !d.Allowed() {
					continue
				}
				r, asked := trace.Of(d, who.s, q.Facts), q
				if unfounded(r) {
					t.Fatalf("%v %v", q.Action, q.Facts)
				}
				for rest := uint32(asked.Facts); rest != 0; rest &= rest - 1 {
					asked.Facts = q.Facts &^ habilitation.Facts(rest&-rest)
					without := habilitation.CNAM20240925().Decide(asked)
					want := !without.Allowed()
					for g := range d.Grounds() {
						want = want || !without.Has(g)
					}
					if r.Facts = asked.Facts; unfounded(r) != want {
						t.Fatalf("%v by %v: %v", q.Action, slices.Collect(d.Grounds()), r.Facts)
					}
					seen[map[bool]int{true: 1}[want]]++
				}
			}
		}
	}
	assert.Greater(t, min(seen[0], seen[1]), 100)
}

// TestSituationOfItself: no situation is another than the one that it was
// decided on, whatever codes and days.
func TestSituationOfItself(t *testing.T) {
	matrix := habilitation.CNAM20240925()
	var n int
	for p := range roles.Professions() {
		for f := range roles.Professions() {
			for _, role := range []roles.Role{0, roles.RoleCare, roles.GENR05, roles.GENR99} {
				s := situation.Situation{ID: situation.DirectoryID("1"), Profession: p, Category: roles.CategoryStudent, Function: f, Role: role, Start: civil.MustNew(2010, 1, 1)}
				for _, day := range []civil.Date{{}, civil.MustNew(2015, 1, 1), civil.MustNew(2026, 6, 1)} {
					d := matrix.Decide(habilitation.Request{Subject: habilitation.SubjectOf(s, day), Action: habilitation.Read})
					if r := trace.Of(d, s, 0); r.Situation == "" || r.Profession != p.Code() || r.Role != role.Code() || r.Category != "E" {
						t.Fatalf("%v: %v %v %v %v", day, p, f, role, r)
					}
					n++
				}
			}
		}
	}
	assert.Greater(t, n, 100_000)
}

// TestBrisDeGlaceWithoutMotive: who breaks the glass says why.
func TestBrisDeGlaceWithoutMotive(t *testing.T) {
	for _, c := range []struct {
		r    trace.Record
		want bool
	}{
		{trace.Record{Facts: habilitation.BrisDeGlace, Allowed: rpps.Yes}, true},
		{trace.Record{Facts: habilitation.BrisDeGlace, Allowed: rpps.No, Done: rpps.Yes}, true},
		{trace.Record{Facts: habilitation.BrisDeGlace, Allowed: rpps.Yes, Motive: "personne inconsciente"}, false},
		{trace.Record{Facts: habilitation.BrisDeGlace, Allowed: rpps.Yes, Motive: " \t"}, true},
		{trace.Record{Facts: habilitation.BrisDeGlace, Allowed: rpps.No}, false},
		{trace.Record{Facts: habilitation.Regulation, Allowed: rpps.Yes}, false},
		{trace.Record{Facts: habilitation.CareTeam, Allowed: rpps.Yes}, false},
	} {
		assert.Equal(t, c.want, slices.ContainsFunc(c.r.Check(), func(f rule.Fault) bool { return f.Code() == trace.CodeIncomplete && f.Path() == "motive" }), "%v", c.r)
	}
}

// TestStatedFunctionBesideItsCode: the record has the code of a function that is known,
// as the list writes it, however the source wrote it.
func TestStatedFunctionBesideItsCode(t *testing.T) {
	s := situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil, Function: roles.FonctionMedecinDuTravail}
	s.Stated.Function = "fon-29^1.2.250.1.213.1.6.1.111"
	at := civil.YMD(2026, 1, 15)
	d := habilitation.CNAM20240925().Decide(habilitation.Request{
		Subject: habilitation.SubjectOf(s, at), Action: habilitation.Read, Document: habilitation.MustParseDocumentType("57833-6"),
	})
	assert.Equal(t, "FON-29", trace.Of(d, s, 0).Function)
}

// TestSituationThatCloses: a decision that knows nothing of médecine du travail, or
// of a student by the function, was not drawn from a situation that states it.
func TestSituationThatCloses(t *testing.T) {
	day := civil.MustNew(2026, 6, 1)
	doctor := situation.Situation{
		ID: situation.DirectoryID("1"), Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil, Start: civil.MustNew(2020, 1, 1),
		Structure: rpps.Structure{FINESS: rpps.MustParseFINESS("2A0000014")},
	}
	d := habilitation.CNAM20240925().Decide(habilitation.Request{Subject: habilitation.SubjectOf(doctor, day), Action: habilitation.Read})
	for name, change := range map[string]func(*situation.Situation){
		"sector":         func(s *situation.Situation) { s.Structure.Sector = roles.SA66 },
		"savoir-faire":   func(s *situation.Situation) { s.Qualification = "SM25" },
		"function":       func(s *situation.Situation) { s.Function = roles.FonctionMedecinDuTravail },
		"student":        func(s *situation.Situation) { s.Category = roles.CategoryStudent },
		"intern":         func(s *situation.Situation) { s.Stated.Function = "fon-48" },
		"other spelling": func(s *situation.Situation) { s.Stated.Function = "FON-29^TRE_R21" },
	} {
		s := doctor
		change(&s)
		r := trace.Of(d, s, 0)
		assert.Empty(t, r.Situation, name)
		assert.Empty(t, r.Structure, name)
		own := habilitation.CNAM20240925().Decide(habilitation.Request{Subject: habilitation.SubjectOf(s, day), Action: habilitation.Read})
		assert.NotEmpty(t, trace.Of(own, s, 0).Structure, name)
	}
	assert.NotEmpty(t, trace.Of(d, doctor, 0).Structure)
}
