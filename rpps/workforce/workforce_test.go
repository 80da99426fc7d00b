package workforce

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

var day = civil.MustNew(2026, 6, 1) // a Monday

func site(siret string) rpps.Structure {
	return rpps.Structure{SIRET: rpps.MustParseSIRET(siret), Kind: rpps.ESMS}
}

var home, other = site("00099701500011"), site("00099701500029")

func establishment(s rpps.Structure) gestionnaire.Establishment {
	return gestionnaire.Establishment{Structure: s, Contract: gestionnaire.Contract{SignedOn: civil.MustNew(2024, 2, 1), With: s}}
}

func context() Context {
	return Context{At: day, Establishments: []gestionnaire.Establishment{establishment(home), establishment(other)}}
}

// actor may register for a structure from a day on.
func actor(s rpps.Structure, from civil.Date) gestionnaire.Actor {
	return gestionnaire.Actor{
		ID: rpps.PersonIDOf(rpps.MustParseNumber("99700000013")),
		Mandates: []gestionnaire.Mandate{{
			Capacity: gestionnaire.Gestionnaire, Structure: s, From: from, AppointedBy: gestionnaire.Mandataire,
			Training:        gestionnaire.Training{CompletedOn: civil.MustNew(2025, 9, 1)},
			Attestation:     gestionnaire.Attestation{SignedOn: civil.MustNew(2025, 9, 2), SignedBy: gestionnaire.RepresentantLegal},
			Card:            gestionnaire.Card{Kind: gestionnaire.CPE, ExpiresOn: civil.MustNew(2030, 6, 30)},
			Contact:         rpps.Contact{Email: "rh@example.org"},
			TermsAcceptedOn: civil.MustNew(2025, 9, 2),
		}},
	}
}

// complete is a request to which nothing is lacking but what the staff gives.
func complete(role roles.Role) *registration.Request {
	return &registration.Request{
		Identity: rpps.CivilStatus{
			BirthName: "FICTIF", FirstNames: []rpps.Private{"Camille"}, Sex: rpps.Female,
			BirthDate: civil.MustNew(1990, 3, 4), BirthPlace: rpps.BirthPlace{Commune: "31555"},
		},
		FrenchNationality: rpps.Yes,
		Contact:           rpps.Contact{Email: "camille@example.org", Phone: "0639980001"},
		Situation:         situation.Situation{Role: role},
		Information:       registration.Information{On: civil.MustNew(2026, 5, 4)},
		Search:            registration.Search{On: civil.MustNew(2026, 5, 4), Found: registration.FoundNone},
	}
}

// educator is somebody to be registered, of whom everything is known.
func educator() Staff {
	return Staff{
		Ref: "E1", Profession: roles.MetierEducateurSpecialise, Category: roles.CategoryCivil, Mode: roles.ModeSalarie,
		Structure: home, Start: civil.MustNew(2024, 9, 1), Needs: Needing(NeedDUI, NeedMSSante),
		Missions: Doing(MissionSocialLife), Gestionnaire: rpps.No, Request: complete(roles.RoleSocialLife),
	}
}

// someone are first names that nobody else has.
func someone(i int) []rpps.Private {
	return []rpps.Private{rpps.Private("Camille-" + string(rune('A'+i/26%26)) + string(rune('a'+i%26)))}
}

func assess(s Staff, c Context) Finding { return Assess([]Staff{s}, c).Findings[0] }

func open(s rpps.Structure, start, end civil.Date) situation.Situation {
	return situation.Situation{
		Structure: s, Profession: roles.ProfessionARole, Function: roles.MetierEducateurSpecialise, Role: roles.RoleSocialLife,
		Start: start, End: end, Source: situation.SourceEmployer,
	}
}

func TestAssess(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*Staff, *Context)
		want   Verdict
		code   rule.Code
	}{
		{"complete", func(*Staff, *Context) {}, ToRegister, CodeToRegister},
		{"no reference", func(s *Staff, _ *Context) { s.Ref = "" }, Unclear, CodeRefMissing},
		{"no day", func(_ *Staff, c *Context) { c.At = civil.Date{} }, Unclear, CodeDay},
		{"left", func(s *Staff, _ *Context) { s.End = day.AddDays(-1) }, NotNeeded, CodeLeft},
		{"last day", func(s *Staff, _ *Context) { s.End = day }, ToRegister, CodeToRegister},
		{"dates reversed", func(s *Staff, _ *Context) { s.End = civil.MustNew(2020, 1, 1) }, Unclear, CodeDates},
		{"left, situation open", func(s *Staff, _ *Context) {
			s.End, s.Situations = day.AddDays(-1), []situation.Situation{open(home, civil.MustNew(2025, 1, 1), civil.Date{})}
		}, NotNeeded, CodeToClose},
		{"nurse", func(s *Staff, _ *Context) { s.Profession = roles.ProfessionInfirmier }, OrderOrARS, CodeOrder},
		{"psychologist", func(s *Staff, _ *Context) { s.Profession = roles.ProfessionPsychologue }, OrderOrARS, CodeARS},
		{"military nurse", func(s *Staff, _ *Context) { s.Profession, s.ArmedForces = roles.ProfessionInfirmier, true }, OrderOrARS, CodeArmedForces},
		{"student", func(s *Staff, _ *Context) {
			s.Profession, s.Category = roles.MetierAutreEtudiant, roles.CategoryStudent
		}, NotEligible, CodeStudent},
		{"student by category", func(s *Staff, _ *Context) { s.Category = roles.CategoryStudent }, NotEligible, CodeStudent},
		{"student, open", func(s *Staff, c *Context) {
			s.Profession, s.Category = roles.MetierAutreEtudiant, roles.CategoryStudent
			c.Registration.Students.RolesOpenFrom = civil.MustNew(2026, 1, 1)
		}, ToRegister, CodeToRegister},
		{"ended code", func(s *Staff, _ *Context) { s.Profession = roles.MetierAuxiliaireVieSociale }, Unclear, CodeCode},
		{"no métier", func(s *Staff, _ *Context) { s.Profession = 0 }, Unclear, CodeProfessionMissing},
		{"99 alone", func(s *Staff, _ *Context) { s.Profession = roles.ProfessionARole }, ToRegister, CodeProfessionMissing},
		{"other structure", func(s *Staff, _ *Context) { s.Structure = site("00099702300015") }, Unclear, CodeStructureOther},
		{"no structure", func(s *Staff, _ *Context) { s.Structure = rpps.Structure{} }, Unclear, CodeStructureMissing},
		{"the only structure", func(s *Staff, c *Context) { s.Structure, c.Establishments = rpps.Structure{}, c.Establishments[:1] }, ToRegister, CodeToRegister},
		{"closed structure", func(_ *Staff, c *Context) { c.Establishments[0].Structure.Kind = rpps.Laboratory }, NotEligible, gestionnaire.CodeStructureClosed},
		{"unknown structure", func(_ *Staff, c *Context) { c.Establishments[0].Structure.Kind = 0 }, Unclear, gestionnaire.CodeStructureUnknown},
		{"already there", func(s *Staff, _ *Context) {
			s.Situations = []situation.Situation{open(home, civil.MustNew(2025, 1, 1), civil.Date{})}
		}, AlreadyThere, CodeAlreadyThere},
		{"already there, other role", func(s *Staff, _ *Context) {
			s.Missions = Doing(MissionManagement)
			s.Situations = []situation.Situation{open(home, civil.MustNew(2025, 1, 1), civil.Date{})}
		}, AlreadyThere, CodeRoleMission},
		{"there in another métier", func(s *Staff, _ *Context) {
			s.Situations = []situation.Situation{open(home, civil.MustNew(2025, 1, 1), civil.Date{})}
			s.Situations[0].Function, s.Profession = roles.MetierAideSoignant, roles.MetierMoniteurEducateur
		}, AlreadyThere, CodeSituationOther},
		{"a nurse now, there as an aide-soignant", func(s *Staff, _ *Context) {
			s.Situations = []situation.Situation{open(home, civil.MustNew(2025, 1, 1), civil.Date{})}
			s.Situations[0].Function, s.Profession = roles.MetierAideSoignant, roles.ProfessionInfirmier
		}, OrderOrARS, CodeSituationOther},
		{"there for less than the contract", func(s *Staff, _ *Context) {
			s.End, s.Situations = day.AddDays(99), []situation.Situation{open(home, civil.MustNew(2025, 1, 1), day.AddDays(9))}
		}, AlreadyThere, CodeSituationEnds},
		{"there from tomorrow", func(s *Staff, _ *Context) {
			s.Situations = []situation.Situation{open(home, day.AddDays(1), civil.Date{})}
		}, AlreadyThere, CodePlanned},
		{"perhaps there", func(s *Staff, _ *Context) {
			s.Situations = []situation.Situation{open(home, civil.Date{}, civil.Date{})}
		}, Unclear, CodeUndated},
		{"was there", func(s *Staff, _ *Context) {
			s.Number = rpps.MustParseNumber("99700000013")
			s.Situations = []situation.Situation{open(home, civil.MustNew(2020, 1, 1), civil.MustNew(2021, 1, 1))}
		}, NewSituation, CodeNewSituation},
		{"elsewhere", func(s *Staff, _ *Context) {
			s.Situations = []situation.Situation{open(other, civil.MustNew(2020, 1, 1), civil.Date{})}
		}, NewSituation, CodeNumberMissing},
		{"there as a nurse", func(s *Staff, _ *Context) {
			x := open(home, civil.MustNew(2020, 1, 1), civil.Date{})
			x.Profession = roles.ProfessionInfirmier
			s.Situations = []situation.Situation{x}
		}, NewSituation, CodeNewSituation},
		{"there as a psychologist", func(s *Staff, _ *Context) {
			x := open(home, civil.MustNew(2020, 1, 1), civil.Date{})
			x.Profession = roles.ProfessionPsychologue
			s.Situations = []situation.Situation{x}
		}, NewSituation, CodeNewSituation},
		{"number in the request", func(s *Staff, _ *Context) { s.Request.Number = rpps.MustParseNumber("99700000013") }, NewSituation, CodeNewSituation},
		{"no request", func(s *Staff, _ *Context) { s.Request = nil }, ToRegister, CodeToRegister},
		{"before any matrix", func(_ *Staff, c *Context) { c.At = civil.MustNew(2024, 1, 2) }, ToRegister, CodeToRegister},
		{"no need", func(s *Staff, _ *Context) { s.Needs, s.NeedsHealthData = 0, rpps.No }, NotNeeded, CodeNeedNone},
		{"some need", func(s *Staff, _ *Context) { s.Needs, s.NeedsHealthData = 0, rpps.Yes }, ToRegister, CodeToRegister},
		{"need in the request", func(s *Staff, _ *Context) { s.Needs, s.Request.NeedsHealthData = 0, rpps.Yes }, ToRegister, CodeToRegister},
		{"no need in the request", func(s *Staff, _ *Context) { s.Needs, s.Request.NeedsHealthData = 0, rpps.No }, NotNeeded, CodeNeedNone},
		{"need not stated", func(s *Staff, _ *Context) { s.Needs = 0 }, Unclear, CodeNeedMissing},
		{"need and none", func(s *Staff, _ *Context) { s.NeedsHealthData = rpps.No }, Unclear, CodeNeedContradiction},
		{"other mission", func(s *Staff, _ *Context) { s.Missions = Doing(MissionOther) }, NotEligible, CodeMissionOther},
		{"other mission too", func(s *Staff, _ *Context) { s.Missions = Doing(MissionOther, MissionSocialLife) }, ToRegister, CodeToRegister},
		{"no mission, role chosen", func(s *Staff, _ *Context) { s.Missions = 0 }, ToRegister, CodeToRegister},
		{"no mission", func(s *Staff, _ *Context) { s.Missions, s.Request = 0, nil }, Unclear, CodeMissionMissing},
		{"role of another mission", func(s *Staff, _ *Context) { s.Missions = Doing(MissionCare) }, ToRegister, CodeRoleMission},
		{"number", func(s *Staff, _ *Context) { s.Number = rpps.MustParseNumber("99700000013") }, NewSituation, CodeNewSituation},
		{"found", func(s *Staff, _ *Context) { s.Request.Search.Found = registration.FoundOne }, NewSituation, CodeNumberMissing},
		{"found twice", func(s *Staff, _ *Context) { s.Request.Search.Found = registration.FoundSeveral }, Unclear, CodeSearchSeveral},
		{"two numbers", func(s *Staff, _ *Context) {
			s.Number, s.Request.Number = rpps.MustParseNumber("99700000013"), rpps.MustParseNumber("99700000021")
		}, Unclear, CodeNumberOther},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, c := educator(), context()
			tt.change(&s, &c)
			f := assess(s, c)
			if f.Verdict != tt.want || !f.Has(tt.code) {
				t.Errorf("%v %v, want %v with %v", f.Verdict, f.Why, tt.want, tt.code)
			}
			if f.Verdict.toDo() != (f.Has(CodeToRegister) || f.Has(CodeNewSituation)) {
				t.Error("verdict and reasons disagree")
			}
			for _, x := range f.Why {
				if m := x.Message(language.French); strings.Contains(m, "{") {
					t.Error("argument missing:", m)
				}
			}
		})
	}
}

// TestMissing checks what is lacking to an incomplete request.
func TestMissing(t *testing.T) {
	if f := assess(educator(), context()); len(f.Missing) > 0 {
		t.Error("complete:", f.Faults)
	}
	s := educator()
	s.Request = nil
	f := assess(s, context())
	for _, want := range []registration.Field{
		registration.FieldRole, registration.FieldBirthName, registration.FieldEmail, registration.FieldInformation,
	} {
		if !slices.Contains(f.Missing, want.Path()) {
			t.Errorf("%v is not missing: %v", want, f.Missing)
		}
	}
	for _, known := range []registration.Field{registration.FieldProfession, registration.FieldMode, registration.FieldStart} {
		if slices.Contains(f.Missing, known.Path()) {
			t.Errorf("%v is known", known)
		}
	}
	if !slices.IsSorted(f.Missing) || len(slices.Compact(slices.Clone(f.Missing))) != len(f.Missing) {
		t.Error("order:", f.Missing)
	}
	s = educator()
	s.Structure.FINESS = rpps.MustParseFINESS("990000010")
	if f := assess(s, context()); len(f.Missing) > 0 {
		t.Error("one identifier of the structure is enough:", f.Missing)
	}
	s.Structure = rpps.Structure{FINESS: s.Structure.FINESS, RPPSRang: rpps.MustParseRPPSRang("99700000013000")}
	if r := s.Draft(); r.Situation.Structure.FINESS.IsZero() || !r.Situation.Structure.RPPSRang.IsZero() {
		t.Error("two identifiers in a request")
	}
}

// TestRequestOther: a request that would register the person elsewhere, under
// another métier, for longer than they stay, or a second time, is not planned.
func TestRequestOther(t *testing.T) {
	elsewhere := []situation.Situation{open(other, civil.MustNew(2020, 1, 1), civil.Date{})}
	finess := rpps.MustParseFINESS("990000010")
	for name, tt := range map[string]struct {
		change func(*Staff, *Context)
		want   string
	}{
		"the same": {func(s *Staff, _ *Context) {
			s.Request.Situation.Structure, s.Request.Situation.Function = home, s.Profession
			s.End, s.Request.Situation.End = day.AddDays(90), day.AddDays(90)
		}, ""},
		"ends before": {func(s *Staff, _ *Context) { s.End, s.Request.Situation.End = day.AddDays(90), day.AddDays(89) }, ""},
		"the FINESS of home": {func(s *Staff, c *Context) {
			c.Establishments[0].Structure.FINESS = finess
			s.Request.Situation.Structure.FINESS = finess
		}, ""},
		"new identity": {func(s *Staff, _ *Context) { s.Request.Purpose = registration.NewIdentity }, ""},
		"métier of a 99": {func(s *Staff, _ *Context) {
			s.Request.Situation.Function, s.Profession = s.Profession, roles.ProfessionARole
		}, ""},
		"the other site": {func(s *Staff, _ *Context) { s.Request.Situation.Structure = other }, registration.PathStructure},
		"FINESS of the other": {func(s *Staff, c *Context) {
			c.Establishments[1].Structure.FINESS = finess
			s.Request.Situation.Structure.FINESS = finess
		}, registration.PathStructure},
		"FINESS of the first": {func(s *Staff, c *Context) {
			s.Structure = other
			c.Establishments[0].Structure.FINESS = finess
			s.Request.Situation.Structure = rpps.Structure{FINESS: finess}
		}, registration.PathStructure},
		"the first, of which only the FINESS is known": {func(s *Staff, c *Context) {
			s.Structure = other
			c.Establishments[0].Structure = rpps.Structure{FINESS: finess, Kind: rpps.ESMS}
			s.Request.Situation.Structure = rpps.Structure{FINESS: finess}
		}, registration.PathStructure},
		"the second, of which only the FINESS is known": {func(s *Staff, c *Context) {
			c.Establishments[1].Structure = rpps.Structure{FINESS: finess, Kind: rpps.ESMS}
			s.Request.Situation.Structure = rpps.Structure{FINESS: finess}
		}, registration.PathStructure},
		"a category that the staff does not state": {func(s *Staff, _ *Context) {
			s.Category, s.Request.Situation.Category = 0, roles.CategoryCivil
		}, ""},
		"a mode that the staff does not state":   {func(s *Staff, _ *Context) { s.Mode, s.Request.Situation.Mode = 0, roles.ModeSalarie }, ""},
		"a mode that the request does not state": {func(s *Staff, _ *Context) { s.Mode, s.Request.Situation.Mode = roles.ModeSalarie, 0 }, ""},
		"other, any structure": {func(s *Staff, c *Context) {
			c.Establishments = nil
			s.Request.Situation.Structure = other
		}, registration.PathStructure},
		"another métier": {func(s *Staff, _ *Context) { s.Request.Situation.Function = roles.MetierAideSoignant }, registration.FieldProfession.Path()},
		"for longer":     {func(s *Staff, _ *Context) { s.End, s.Request.Situation.End = day.AddDays(90), day.AddDays(91) }, registration.FieldEnd.Path()},
		"another category": {func(s *Staff, _ *Context) {
			s.Category, s.Request.Situation.Category = roles.CategoryCivil, roles.CategoryAgentPublic
		}, registration.FieldCategory.Path()},
		"another mode":      {func(s *Staff, _ *Context) { s.Mode, s.Request.Situation.Mode = roles.ModeBenevole, roles.ModeSalarie }, registration.FieldMode.Path()},
		"identity a second": {func(s *Staff, _ *Context) { s.Situations, s.Request.Purpose = elsewhere, registration.NewIdentity }, registration.PathRequest},
	} {
		s, c := educator(), context()
		tt.change(&s, &c)
		a := Assess([]Staff{s}, c)
		f := a.Findings[0]
		var got []string
		for _, x := range f.Faults {
			if x.Code() == CodeRequestOther {
				got = append(got, x.Path())
			}
		}
		if strings.Join(got, " ") != tt.want || !f.Verdict.toDo() || slices.Contains(f.Missing, tt.want) != (tt.want != "") {
			t.Errorf("%s: %v %v, missing %v", name, f.Verdict, got, f.Missing)
		}
		p := MakePlan(a, PlanOptions{
			Strategy: StrategyRole, Start: day, PerDay: 5, Gestionnaires: []gestionnaire.Actor{actor(home, day.AddYears(-1))},
			Establishments: c.Establishments,
		})
		if (p.Planned() == 1) != (tt.want == "") {
			t.Errorf("%s: %d planned, blocked by %v", name, p.Planned(), p.Blocked)
		}
	}
}

// TestRoleElsewhere: a role that somebody has in another place, or will have in this
// one, is not held against the missions here.
func TestRoleElsewhere(t *testing.T) {
	for r := range roles.Roles() {
		for name, x := range map[string]situation.Situation{
			"elsewhere": open(other, civil.MustNew(2020, 1, 1), civil.Date{}),
			"to come":   open(home, day.AddDays(1), civil.Date{}),
			"over":      open(home, civil.MustNew(2020, 1, 1), civil.MustNew(2021, 1, 1)),
		} {
			s := educator()
			x.Role = r
			s.Situations = []situation.Situation{open(home, civil.MustNew(2025, 1, 1), civil.Date{}), x}
			f := Assess([]Staff{s}, context()).Findings[0]
			if f.Verdict != AlreadyThere || f.Has(CodeRoleMission) {
				t.Errorf("%s %v: %v %v", name, r, f.Verdict, f.Why)
			}
		}
	}
}

// TestRefs checks that a reference stands for one person.
func TestRefs(t *testing.T) {
	a := Assess([]Staff{educator(), educator()}, context())
	if a.Findings[0].Verdict != ToRegister || a.Findings[1].Verdict != Unclear || !a.Findings[1].Has(CodeRefTwice) {
		t.Error(a.Findings[0].Verdict, a.Findings[1].Why)
	}
	if f, ok := a.Of("E1"); !ok || f.Index != 0 {
		t.Error("Of")
	}
	if _, ok := a.Of("nobody"); ok {
		t.Error("Of nobody")
	}
}

// TestEveryProfession compares the verdict with the door of every profession,
// category and service.
func TestEveryProfession(t *testing.T) {
	n := 0
	for p := range roles.Professions() {
		for _, category := range []roles.Category{roles.CategoryCivil, roles.CategoryStudent, roles.CategoryAgentPublic} {
			for _, armed := range []bool{false, true} {
				s := educator()
				s.Profession, s.Category, s.ArmedForces = p, category, armed
				f := assess(s, context())
				r := roles.RegistrationOf(roles.RegistrationQuery{Profession: p, Category: category, ArmedForces: armed, At: day}, roles.StudentPolicy{})
				if f.Registration != r {
					t.Fatalf("%v: another registration", p)
				}
				ok := false
				switch r.Channel {
				case roles.ChannelRPPSPlus:
					ok = f.Verdict == ToRegister
				case roles.ChannelOrder, roles.ChannelARS, roles.ChannelArmedForces:
					ok = f.Verdict == OrderOrARS
				case roles.ChannelNone:
					ok = f.Verdict == NotEligible || f.Verdict == Unclear && f.Has(CodeCode)
				default:
					ok = f.Verdict == Unclear
				}
				if !ok {
					t.Errorf("%s %s %v: %v for channel %v", p.Code(), p.Label(), category, f.Verdict, r.Channel)
				}
				// Nobody of an order or of the ARS is asked for anything.
				if f.Verdict == OrderOrARS && (len(f.Missing) > 0 || len(f.Suggestions) > 0) {
					t.Errorf("%s: asked for %v", p.Code(), f.Missing)
				}
				n++
			}
		}
	}
	if n < 600 {
		t.Errorf("only %d cases", n)
	}
}

// slowReads asks the matrix through a decision what a role opens.
func slowReads(r roles.Role, m *habilitation.Matrix) map[habilitation.DocumentType]bool {
	out := map[habilitation.DocumentType]bool{}
	for i, c := range m.Columns() {
		for cell := range m.Cells() {
			if cell.Index == i && cell.Allowed && slices.Contains(c.Roles, r) {
				out[cell.Row.Document] = true
			}
		}
	}
	return out
}

// TestSuggestRoles asks for every subset of a few documents, with and without
// missions, and compares with a slow search.
func TestSuggestRoles(t *testing.T) {
	m := habilitation.CNAM20240925()
	opens := map[roles.Role]map[habilitation.DocumentType]bool{}
	for r := range roles.RPPSPlusRoles() {
		opens[r] = slowReads(r, m)
	}
	for r, n := range map[roles.Role]int{roles.GENR08: 34, roles.GENR09: 5, roles.GENR10: 9, roles.GENR11: 26, roles.GENR12: 13, roles.GENR13: 0} {
		if len(opens[r]) != n {
			t.Errorf("%v opens %d", r, len(opens[r]))
		}
	}
	all := slices.Collect(habilitation.DocumentTypes())
	random := rand.New(rand.NewPCG(1, 2))
	var missions []Missions
	for bits := range 128 {
		missions = append(missions, Missions(bits<<1))
	}
	lists := 60
	if testing.Short() {
		lists = 12
	}
	for range lists {
		documents := []habilitation.DocumentType{}
		for range 5 {
			documents = append(documents, all[random.IntN(len(all))])
		}
		for subset := range 32 {
			var asked []habilitation.DocumentType
			for i, d := range documents {
				if subset&(1<<i) != 0 && !slices.Contains(asked, d) {
					asked = append(asked, d)
				}
			}
			covers := func(r roles.Role) bool {
				return !slices.ContainsFunc(asked, func(d habilitation.DocumentType) bool { return !opens[r][d] })
			}
			for _, done := range missions {
				got := SuggestRoles(RoleQuery{Missions: done, Documents: asked}, m)
				var candidates []roles.Role
				for r := range roles.RPPSPlusRoles() {
					if done.Has(MissionOf(r)) || done == 0 && len(asked) > 0 && covers(r) {
						candidates = append(candidates, r)
					}
				}
				if len(got) != len(candidates) {
					t.Fatalf("%v %v: %d suggestions, want %d", done, asked, len(got), len(candidates))
				}
				for i, s := range got {
					if !slices.Contains(candidates, s.Role) || s.Reads != len(opens[s.Role]) || s.Covers() != covers(s.Role) {
						t.Fatalf("%v %v: %v", done, asked, s)
					}
					if s.Covers() == s.Notes.Has(CodeNotCovered) {
						t.Fatal("what is closed is not said")
					}
					if i > 0 && s.Covers() && got[i-1].Covers() && got[i-1].Reads > s.Reads || s.Covers() && i > 0 && !got[i-1].Covers() {
						t.Fatal("order")
					}
				}
				if len(got) == 0 {
					continue
				}
				// The first covers all, and none that covers all opens fewer.
				for _, r := range candidates {
					if covers(r) && (!got[0].Covers() || len(opens[r]) < got[0].Reads) {
						t.Fatalf("%v %v: %v before %v", done, asked, got[0].Role, r)
					}
				}
			}
		}
	}
}

func TestSuggestions(t *testing.T) {
	m := habilitation.CNAM20240925()
	doc := habilitation.MustParseDocumentType
	for _, tt := range []struct {
		name  string
		q     RoleQuery
		want  string
		first rule.Evidence
	}{
		{"mission", RoleQuery{Missions: Doing(MissionCare), Profession: roles.MetierDirecteurEtablissement}, "GENR11/mission", rule.Sourced},
		{"two missions", RoleQuery{Missions: Doing(MissionCoordination, MissionSocialLife)}, "GENR10/mission GENR08/mission", rule.Sourced},
		{"two missions, one covers", RoleQuery{Missions: Doing(MissionCoordination, MissionSocialLife), Documents: []habilitation.DocumentType{doc("PRESC-KINE")}}, "GENR08/mission GENR10/mission", rule.Sourced},
		{"mission against documents", RoleQuery{Missions: Doing(MissionAdministrative), Documents: []habilitation.DocumentType{doc("34112-3")}}, "GENR09/mission", rule.Sourced},
		{"no column", RoleQuery{Missions: Doing(MissionMedicoAdministrative)}, "GENR13/mission", rule.Sourced},
		{"none of the six", RoleQuery{Missions: Doing(MissionOther), Documents: []habilitation.DocumentType{doc("80788-3")}, Profession: roles.MetierAideSoignant}, "", 0},
		{"métier alone", RoleQuery{Profession: roles.MetierAideSoignant}, "GENR11/profession", rule.Inferred},
		{"métier that says nothing", RoleQuery{Profession: roles.MetierAutreAccueil}, "", 0},
		{"préparateur", RoleQuery{Profession: roles.MetierPreparateur}, "", 0},
		{"nothing", RoleQuery{}, "", 0},
		{"unknown document", RoleQuery{Documents: []habilitation.DocumentType{habilitation.UnknownDocument}}, "", 0},
		{"unknown document, métier", RoleQuery{Documents: []habilitation.DocumentType{habilitation.UnknownDocument}, Profession: roles.MetierAideSoignant}, "GENR11/profession", rule.Inferred},
		{"not stated document", RoleQuery{Documents: []habilitation.DocumentType{0}}, "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := SuggestRoles(tt.q, m)
			var out []string
			for _, s := range got {
				out = append(out, s.Role.Code()+"/"+s.Basis.String())
			}
			if s := strings.Join(out, " "); s != tt.want {
				t.Errorf("%q, want %q", s, tt.want)
			}
			if len(got) > 0 && got[0].Evidence != tt.first {
				t.Error(got[0].Evidence)
			}
		})
	}
	s := SuggestRoles(RoleQuery{Missions: Doing(MissionMedicoAdministrative), Documents: []habilitation.DocumentType{doc("80788-3"), doc("80788-3")}}, m)[0]
	if !s.Notes.Has(CodeNoColumn) || len(s.Missing) != 1 || s.Reads != 0 {
		t.Error("GENR13:", s)
	}
	s = SuggestRoles(RoleQuery{Missions: Doing(MissionCare)}, nil)[0]
	if !s.Notes.Has(CodeNoMatrix) || s.Reads != 0 {
		t.Error("without a matrix:", s)
	}
	// The documents give a list; the label of the métier is noted on it.
	got := SuggestRoles(RoleQuery{Documents: []habilitation.DocumentType{doc("80788-3")}, Profession: roles.MetierEducateurSpecialise}, m)
	for _, s := range got {
		if s.Basis != ByDocuments || s.Notes.Has(CodeByProfession) != (s.Role == roles.RoleSocialLife) {
			t.Error("documents and métier:", s)
		}
	}
	// Every label that speaks belongs to a métier that may be registered.
	for p := range roles.Professions() {
		if r := labelled(p); r != 0 && (!r.IsRPPSPlus() || !p.InJ121() || p.Kind() != roles.KindRole) {
			t.Errorf("%s: %v", p.Code(), r)
		}
	}
}

func TestMissions(t *testing.T) {
	seen := map[roles.Role]bool{}
	for m := range AllMissions() {
		if m != MissionOther {
			seen[m.Role()] = true
			if MissionOf(m.Role()) != m || m.Source() == "" {
				t.Error(m)
			}
		}
		if fr, en := m.Definition(language.French), m.Definition(language.English); fr == "" || fr == en {
			t.Errorf("%v: no definition", m)
		}
	}
	for r := range roles.RPPSPlusRoles() {
		if !seen[r] {
			t.Errorf("%v has no mission", r)
		}
	}
	if MissionOf(roles.GENR01) != 0 || MissionOf(0) != 0 || Mission(99).Role() != 0 || Mission(99).Definition(language.French) != "" {
		t.Error("no mission")
	}
}

type value interface {
	fmt.Stringer
	MarshalText() ([]byte, error)
}

func TestEnums(t *testing.T) {
	check := func(v value, back interface{ UnmarshalText([]byte) error }, got func() value) {
		t.Helper()
		text, err := v.MarshalText()
		if err != nil || string(text) != v.String() || len(text) == 0 {
			t.Errorf("%v: %q %v", v, text, err)
		}
		if err := back.UnmarshalText(text); err != nil || got() != v {
			t.Errorf("%v does not come back: %v", v, err)
		}
		if err := back.UnmarshalText([]byte("no such name")); !errors.Is(err, CodeNameUnknown) {
			t.Errorf("%v: refusal %v", v, err)
		}
		if err := back.UnmarshalText(nil); err != nil {
			t.Error("empty:", err)
		}
		if s := got().String(); s != "(not stated)" && s != "" {
			t.Error("zero:", s)
		}
	}
	for n := range AllNeeds() {
		var b Need
		check(n, &b, func() value { return b })
		if n.Title(language.French) == "" || n.Title(language.English) == "" {
			t.Errorf("%v has no title", n)
		}
	}
	for m := range AllMissions() {
		var b Mission
		check(m, &b, func() value { return b })
	}
	for v := range Verdicts() {
		var b Verdict
		check(v, &b, func() value { return b })
		if v.Title(language.French) == "" || v.Title(language.English) == "" {
			t.Errorf("%v has no title", v)
		}
	}
	for s := SystemHR; s <= SystemMail; s++ {
		var b System
		check(s, &b, func() value { return b })
		if s.Title(language.French) == "" || s.Title(language.English) == "" {
			t.Errorf("%v has no title", s)
		}
	}
	for s := StrategyRole; s <= StrategyStructure; s++ {
		var b Strategy
		check(s, &b, func() value { return b })
		if s.Title(language.French) == s.Title(language.English) {
			t.Errorf("%v has no title", s)
		}
	}
	for x := ByMission; x <= ByProfession; x++ {
		var b Basis
		check(x, &b, func() value { return b })
	}
	var needs Needs
	check(Needing(NeedSPICO, NeedDMP), &needs, func() value { return needs })
	var missions Missions
	check(Doing(MissionCare, MissionOther), &missions, func() value { return missions })
	if s := Needing(NeedSPICO, NeedDMP, 0, 99); s.String() != "dmp|spico" || s.Len() != 2 || !s.Has(NeedDMP) || s.Has(0) || s.Has(NeedDUI) || s.Has(200) {
		t.Error(s)
	}
	if n := Doing(MissionCare, MissionOther, 0, 99).Len(); n != 2 {
		t.Error(n)
	}
	if all := slices.Collect(Needing(NeedSPICO, NeedDMP).All()); !slices.Equal(all, []Need{NeedDMP, NeedSPICO}) {
		t.Error(all)
	}
	if MissionOther.Source() != "" {
		t.Error("no source says what the other missions are")
	}
	if err := needs.UnmarshalText([]byte("dmp||dui")); err == nil {
		t.Error("an empty name was taken")
	}
	for _, v := range []interface{ Title(language.Tag) string }{Need(99), Verdict(99), System(99), Strategy(99)} {
		if v.Title(language.French) != "" {
			t.Error(v)
		}
	}
	if b, _ := Verdict(99).MarshalText(); len(b) != 0 {
		t.Error("99")
	}
	if n := slices.Collect(AllNeeds()); len(n) != 9 || n[0] != NeedDMP {
		t.Error(n)
	}
	for range AllMissions() {
		break
	}
}

// TestPlanProperties makes plans of random staff: nobody twice, nobody lost,
// no more a day than asked, working days only, nobody where no one may
// register.
func TestPlanProperties(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	for round := range 150 {
		c := context()
		var staff []Staff
		for i := range random.IntN(70) {
			s := educator()
			s.Ref = fmt.Sprintf("P%03d", i)
			m := Mission(1 + random.IntN(6))
			s.Missions = Doing(m)
			s.Request = complete(m.Role())
			s.Request.Identity.FirstNames = someone(i)
			s.Profession = []roles.Profession{roles.MetierEducateurSpecialise, roles.MetierAideSoignant, roles.ProfessionInfirmier, roles.MetierAnimateur}[random.IntN(4)]
			if random.IntN(2) == 0 {
				s.Structure = other
			}
			switch random.IntN(8) {
			case 0:
				s.Request.Identity.BirthName = ""
			case 1:
				s.Request.Situation.Role = 0
			case 2:
				s.End = day.AddDays(random.IntN(20))
			case 3:
				s.Needs = 0
			}
			staff = append(staff, s)
		}
		a := Assess(staff, c)
		o := PlanOptions{
			Strategy: Strategy(1 + random.IntN(3)), WaveSize: random.IntN(12), PerDay: 1 + random.IntN(4),
			Start: day.AddDays(random.IntN(30)), Holidays: []civil.Date{day.AddDays(8), day.AddDays(15)},
			Establishments: c.Establishments, Method: registration.Method(random.IntN(3)), Order: []string{"GENR11", "368", "00099701500029"}[:random.IntN(4)],
		}
		for range random.IntN(4) {
			place := home
			if random.IntN(2) == 0 {
				place = other
			}
			g := actor(place, civil.MustNew(2025, 9, 2).AddDays(random.IntN(400)))
			if random.IntN(3) == 0 {
				g.Mandates[0].Card.ExpiresOn = o.Start.AddDays(random.IntN(10))
			}
			o.Gestionnaires = append(o.Gestionnaires, g)
		}
		p := MakePlan(a, o)

		seen := map[string]int{}
		load := map[string]int{}
		for _, w := range p.Waves {
			if o.WaveSize > 0 && len(w.Slots) > o.WaveSize {
				t.Fatal("wave too large")
			}
			if len(w.Slots) == 0 || w.From != w.Slots[0].On || w.Until != w.Slots[len(w.Slots)-1].On {
				t.Fatal("days of a wave")
			}
			for _, s := range w.Slots {
				f := a.Findings[s.Finding]
				seen[s.Ref]++
				key := fmt.Sprint(s.On, s.Gestionnaire)
				load[key]++
				if load[key] > o.PerDay {
					t.Fatal("too many on a day")
				}
				if !IsWorkingDay(s.On, o.Holidays) || s.On.Before(o.Start) {
					t.Fatal("day", s.On)
				}
				e := &o.Establishments[f.Establishment]
				if !gestionnaire.MayRegister(&o.Gestionnaires[s.Gestionnaire], e, s.On).Allowed {
					t.Fatal("not entitled")
				}
				if f.Ref != s.Ref || !f.Verdict.toDo() || f.Until.Before(s.On) {
					t.Fatal("not to be planned", f.Verdict)
				}
				for _, path := range f.Missing {
					if o.Method != registration.PreRegistration || strings.HasPrefix(path, "situation.") {
						t.Fatal("planned with something missing:", path)
					}
				}
				want := map[Strategy]string{StrategyRole: f.Role.Code(), StrategyProfession: f.Profession.Code(), StrategyStructure: f.Structure.SIRET.Canonical()}
				if w.Key != want[o.Strategy] {
					t.Fatal("key", w.Key)
				}
				// No earlier place is left empty.
				for d := o.Start; d.Before(s.On); d = d.AddDays(1) {
					for g := range o.Gestionnaires {
						if !IsWorkingDay(d, o.Holidays) || !gestionnaire.MayRegister(&o.Gestionnaires[g], e, d).Allowed {
							continue
						}
						n := 0
						for _, x := range p.On(d) {
							if x.Gestionnaire == g {
								n++
							}
						}
						if n < o.PerDay {
							t.Fatalf("round %d: %s on %v, and gestionnaire %d is free on %v", round, s.Ref, s.On, g, d)
						}
					}
				}
			}
		}
		for _, b := range p.Blocked {
			if len(b.Missing) == 0 && len(b.Faults) == 0 {
				t.Fatal("a block without a reason")
			}
			for _, r := range b.Refs {
				seen[r]++
			}
		}
		n := 0
		for _, f := range a.Findings {
			want := 0
			if f.Verdict.toDo() {
				want = 1
				n++
			}
			if seen[f.Ref] != want {
				t.Fatalf("round %d: %s %v is %d times in the plan", round, f.Ref, f.Verdict, seen[f.Ref])
			}
			if (f.Verdict == Unclear) != slices.Contains(p.Unclear, f.Ref) {
				t.Fatal("unclear")
			}
		}
		if len(p.Left(civil.Date{})) != n || len(p.Left(p.Until)) != n-p.Planned() && p.Planned() > 0 {
			t.Fatal("left")
		}
		for _, text := range []string{p.Text(language.French), p.Text(language.English), p.Markdown(language.French), p.Markdown(language.English), a.Text(language.French), a.Text(language.English)} {
			if strings.Contains(text, "FICTIF") || strings.Contains(text, "example.org") || strings.Contains(text, "9970000") || strings.Contains(text, "%!") {
				t.Fatal("a text tells too much:\n", text)
			}
		}
	}
}

func TestPlanRefused(t *testing.T) {
	c := context()
	a := Assess([]Staff{educator()}, c)
	good := PlanOptions{Strategy: StrategyRole, PerDay: 5, Start: day, Establishments: c.Establishments, Gestionnaires: []gestionnaire.Actor{actor(home, civil.MustNew(2025, 9, 2))}}
	if p := MakePlan(a, good); p.Planned() != 1 || p.WorkingDays != 1 || p.From != day || p.Method != registration.Manual {
		t.Error(p)
	}
	for _, tt := range []struct {
		name   string
		change func(*PlanOptions)
		code   rule.Code
	}{
		{"strategy", func(o *PlanOptions) { o.Strategy = 0 }, CodePlanStrategy},
		{"no such strategy", func(o *PlanOptions) { o.Strategy = 9 }, CodePlanStrategy},
		{"start", func(o *PlanOptions) { o.Start = civil.Date{} }, CodePlanStart},
		{"start before", func(o *PlanOptions) { o.Start = day.AddDays(-1) }, CodePlanStart},
		{"per day", func(o *PlanOptions) { o.PerDay = 0 }, CodePlanPerDay},
		{"nobody", func(o *PlanOptions) { o.Gestionnaires = nil }, CodePlanNobody},
		{"elsewhere", func(o *PlanOptions) {
			o.Gestionnaires = []gestionnaire.Actor{actor(other, civil.MustNew(2025, 9, 2))}
		}, CodePlanNoDay},
		{"no structure", func(o *PlanOptions) { o.Establishments = nil }, CodeStructureOther},
		{"untrained", func(o *PlanOptions) { o.Gestionnaires[0].Mandates[0].Training = gestionnaire.Training{} }, gestionnaire.CodeTrainingMissing},
		{"no contract", func(o *PlanOptions) { o.Establishments[0].Contract = gestionnaire.Contract{} }, gestionnaire.CodeContractMissing},
	} {
		o := good
		o.Establishments = slices.Clone(good.Establishments)
		o.Gestionnaires = []gestionnaire.Actor{actor(home, civil.MustNew(2025, 9, 2))}
		tt.change(&o)
		p := MakePlan(a, o)
		if p.Planned() != 0 || len(p.Blocked) != 1 || !p.Blocked[0].Faults.Has(tt.code) || !slices.Equal(p.Blocked[0].Refs, []string{"E1"}) {
			t.Errorf("%s: %+v", tt.name, p.Blocked)
		}
		// Of whom a field is missing too both are told.
		lacking := educator()
		lacking.Request.Contact.Email = ""
		p = MakePlan(Assess([]Staff{lacking}, c), o)
		if len(p.Blocked) != 1 || !p.Blocked[0].Faults.Has(tt.code) || len(p.Blocked[0].Refs) != 1 || len(p.Blocked[0].Missing) != 1 && o.PerDay > 0 && o.Start == day && o.Strategy == StrategyRole {
			t.Errorf("%s, and an address missing: %+v", tt.name, p.Blocked)
		}
	}
	s := educator()
	s.End = day.AddDays(2)
	o := good
	o.Start = day.AddDays(3)
	if p := MakePlan(Assess([]Staff{s}, c), o); p.Planned() != 0 || !p.Blocked[0].Faults.Has(CodePlanLeaves) {
		t.Error("leaves:", p.Blocked)
	}
	// A situation that is over by then is not registered either.
	s = educator()
	s.Request.Situation.End = day.AddDays(2)
	if p := MakePlan(Assess([]Staff{s}, c), o); p.Planned() != 0 || !p.Blocked[0].Faults.Has(CodePlanLeaves) {
		t.Error("over:", p.Waves)
	}
	s.End = day.AddDays(9)
	if f := Assess([]Staff{s}, c).Findings[0]; f.Until != day.AddDays(2) {
		t.Error(f.Until)
	}
	if p := MakePlan(Assess(nil, c), good); p.Planned() != 0 || p.Blocked != nil || p.WorkingDays != 0 || !strings.Contains(p.Text(language.French), "Personne") {
		t.Error("nobody:", p)
	}
}

func TestMachines(t *testing.T) {
	if _, err := lifecycle.New(entryTable()); err != nil {
		t.Error(err)
	}
	if _, err := lifecycle.New(exitTable()); err != nil {
		t.Error(err)
	}
	golden.File(t, "testdata/entry.mmd", Entry().Mermaid(language.French))
	golden.File(t, "testdata/exit.mmd", Exit().Mermaid(language.French))
	golden.File(t, "testdata/entry.txt", Entry().Text(language.French))
	golden.File(t, "testdata/exit.txt", Exit().Text(language.French))

	// Informing comes first, whoever asks and whatever they state.
	facts := lifecycle.Holding(GuardNotOrderOrARS, GuardNoNumber, GuardRole, GuardEntitled)
	for by := range lifecycle.AllActors() {
		for _, on := range []EntryEvent{EntryRegister, EntryPreRegister, EntryCreateSituation, EntryDeclareSituation} {
			if _, err := Entry().Next(EntryFileBuilt, on, by, facts); !errors.Is(err, lifecycle.CodeRefused) {
				t.Error(by, err)
			}
		}
	}
	// An order professional is never registered.
	for by := range lifecycle.AllActors() {
		for _, on := range []EntryEvent{EntryRegister, EntryPreRegister, EntryCreateSituation, EntryDeclareSituation} {
			for _, number := range []lifecycle.Guard{GuardNumber, GuardNoNumber} {
				f := lifecycle.Holding(GuardOrderOrARS, number, GuardRole, GuardEntitled)
				if _, err := Entry().Next(EntryInformed, on, by, f); err == nil {
					t.Error(by, on)
				}
			}
		}
	}
	// A leaver who is gestionnaire closes nothing before the habilitation.
	f := lifecycle.Holding(GuardLeaverNotOrderOrARS, GuardLeaverGestionnaire, GuardSituationHere, GuardCloserEntitled)
	if _, err := Exit().Next(ExitStarted, ExitCloseSituation, lifecycle.Gestionnaire, f); !errors.Is(err, lifecycle.CodeGuard) {
		t.Error(err)
	}
	// Rights are per structure: nobody takes them back for that of another.
	for by := range lifecycle.AllActors() {
		if _, err := Exit().Next(ExitStarted, ExitCloseHabilitation, by, lifecycle.Holding(GuardLeaverGestionnaire)); err == nil {
			t.Errorf("%v takes a habilitation back for any structure", by)
		}
	}
}

func codes(tasks []Task) string {
	var out []string
	for _, t := range tasks {
		c := t.Code
		if t.Question {
			c += "=" + t.Answer.String()
		}
		out = append(out, c)
	}
	return strings.Join(out, " ")
}

func TestTasks(t *testing.T) {
	number := rpps.MustParseNumber("99700000013")
	for _, tt := range []struct {
		name        string
		change      func(*Staff)
		entry, exit string
	}{
		{
			"educator", func(*Staff) {},
			"validateHire buildFile orderOrARS=no inform number=no register receiveNumber giveNumber",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"pre-registration", func(s *Staff) { s.Request.Method = registration.PreRegistration },
			"validateHire buildFile orderOrARS=no inform number=no preRegister validate receiveNumber giveNumber",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"nurse", func(s *Staff) { s.Profession = roles.ProfessionInfirmier },
			"validateHire buildFile orderOrARS=yes checkOrder",
			"record start orderOrARS=yes remind",
		},
		{
			"psychologist, gestionnaire", func(s *Staff) { s.Profession, s.Gestionnaire = roles.ProfessionPsychologue, rpps.Yes },
			"validateHire buildFile orderOrARS=yes checkOrder",
			"record start closeHabilitation orderOrARS=yes remind",
		},
		{
			"no need of health data", func(s *Staff) { s.Needs, s.NeedsHealthData = 0, rpps.No },
			"validateHire buildFile orderOrARS=no toRegister=no",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"a need that nobody states", func(s *Staff) { s.Needs = 0 },
			"validateHire buildFile orderOrARS=no toRegister=(not stated)",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"a need that the request states", func(s *Staff) { s.Needs, s.Request.NeedsHealthData = 0, rpps.Yes },
			"validateHire buildFile orderOrARS=no inform number=no register receiveNumber giveNumber",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"no mission of the six", func(s *Staff) { s.Missions = Doing(MissionOther) },
			"validateHire buildFile orderOrARS=no toRegister=no",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"gestionnaire or not, nobody says", func(s *Staff) {
				s.Gestionnaire = 0
				s.Situations = []situation.Situation{open(home, civil.MustNew(2025, 1, 1), civil.Date{})}
			},
			"validateHire buildFile orderOrARS=no situationHere=yes",
			"record start gestionnaire=(not stated) orderOrARS=no closeSituation",
		},
		{
			"military", func(s *Staff) { s.Profession, s.ArmedForces = roles.ProfessionInfirmier, true },
			"validateHire buildFile orderOrARS=yes checkOrder",
			"record start orderOrARS=yes remind",
		},
		{
			"number", func(s *Staff) { s.Number = number },
			"validateHire buildFile orderOrARS=no inform number=yes createSituation",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"number, declared by the employee", func(s *Staff) { s.Number, s.Request.Method = number, registration.PreRegistration },
			"validateHire buildFile orderOrARS=no inform number=yes declareSituation validateSituation",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"two here, one elsewhere, one over", func(s *Staff) {
				s.Gestionnaire = rpps.Yes
				s.Situations = []situation.Situation{
					open(home, civil.MustNew(2025, 1, 1), civil.Date{}),
					open(other, civil.MustNew(2025, 1, 1), civil.Date{}),
					open(home, civil.MustNew(2020, 1, 1), civil.MustNew(2021, 1, 1)),
					open(home, day.AddDays(10), civil.Date{}),
				}
			},
			"validateHire buildFile orderOrARS=no situationHere=yes",
			"record start closeHabilitation orderOrARS=no closeSituation closeSituation",
		},
		{
			"to begin here", func(s *Staff) {
				s.Number, s.Request.Method = number, registration.PreRegistration
				s.Situations = []situation.Situation{open(home, day.AddDays(10), civil.Date{})}
			},
			"validateHire buildFile orderOrARS=no situationHere=yes",
			"record start orderOrARS=no closeSituation",
		},
		{
			"elsewhere, and over here", func(s *Staff) {
				s.Situations = []situation.Situation{
					open(other, civil.MustNew(2025, 1, 1), civil.Date{}), open(home, civil.MustNew(2020, 1, 1), civil.MustNew(2021, 1, 1)),
				}
			},
			"validateHire buildFile orderOrARS=no inform number=yes createSituation",
			"record start orderOrARS=no nothingToClose",
		},
		{
			"here, of no known days", func(s *Staff) {
				s.Situations = []situation.Situation{open(home, civil.Date{}, civil.Date{})}
			},
			"validateHire buildFile orderOrARS=no situationHere=(not stated)",
			"record start orderOrARS=no closeSituation",
		},
		{
			"in no known place", func(s *Staff) {
				s.Situations = []situation.Situation{open(rpps.Structure{}, civil.MustNew(2025, 1, 1), civil.Date{})}
			},
			"validateHire buildFile orderOrARS=no situationHere=(not stated)",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"several numbers", func(s *Staff) { s.Request.Search.Found = registration.FoundSeveral },
			"validateHire buildFile orderOrARS=no inform number=(not stated)",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"unknown métier", func(s *Staff) { s.Profession = 0 },
			"validateHire buildFile orderOrARS=(not stated)",
			"record start orderOrARS=(not stated)",
		},
		{
			"student", func(s *Staff) { s.Category = roles.CategoryStudent },
			"validateHire buildFile orderOrARS=no",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"never searched", func(s *Staff) { s.Request = nil },
			"validateHire buildFile orderOrARS=no inform number=(not stated)",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"found, new identity asked", func(s *Staff) {
				s.Request.Search.Found, s.Request.Purpose = registration.FoundOne, registration.NewIdentity
			},
			"validateHire buildFile orderOrARS=no inform number=yes createSituation",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"two numbers", func(s *Staff) { s.Number, s.Request.Number = number, rpps.MustParseNumber("99700366240") },
			"validateHire buildFile orderOrARS=no inform number=(not stated)",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"not found, new situation asked", func(s *Staff) { s.Request.Purpose = registration.NewSituation },
			"validateHire buildFile orderOrARS=no inform number=(not stated)",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"not looked up, new situation asked", func(s *Staff) {
				s.Request.Purpose, s.Request.Search = registration.NewSituation, registration.Search{}
			},
			"validateHire buildFile orderOrARS=no inform number=(not stated)",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"looked up that day", func(s *Staff) { s.Request.Search.On = day },
			"validateHire buildFile orderOrARS=no inform number=no register receiveNumber giveNumber",
			"record start orderOrARS=no nothingToClose",
		},
		{
			"looked up on no day", func(s *Staff) { s.Request.Search.On = civil.Date{} },
			"validateHire buildFile orderOrARS=no inform number=no register receiveNumber giveNumber",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"looked up after the day", func(s *Staff) { s.Request.Search.On = day.AddDays(1) },
			"validateHire buildFile orderOrARS=no inform number=(not stated)",
			"record start orderOrARS=no situationHere=(not stated)",
		},
		{
			"number in the request, new identity asked", func(s *Staff) { s.Request.Number, s.Request.Purpose = number, registration.NewIdentity },
			"validateHire buildFile orderOrARS=no inform number=yes createSituation",
			"record start orderOrARS=no situationHere=(not stated)",
		},
	} {
		s := educator()
		tt.change(&s)
		entry, exit := EntryTasks(&s, context()), ExitTasks(&s, context())
		if got := codes(entry); got != tt.entry {
			t.Errorf("%s: entry %s", tt.name, got)
		}
		if got := codes(exit); got != tt.exit {
			t.Errorf("%s: exit %s", tt.name, got)
		}
		// Nobody is registered whom the assessment does not find to be.
		finding := Assess([]Staff{s}, context()).Findings[0]
		creates := strings.Contains(codes(entry), " register") || strings.Contains(codes(entry), "Situation ") || strings.HasSuffix(codes(entry), "Situation")
		if creates && !finding.Verdict.toDo() {
			t.Errorf("%s: %s, and the tasks are %s", tt.name, finding.Verdict, codes(entry))
		}
		for _, x := range slices.Concat(entry, exit) {
			if x.Source == "" || x.Evidence == 0 || x.Actor == 0 || x.Title.FR == "" || !strings.Contains(x.Text(language.English), x.Title.EN) {
				t.Errorf("%s: %+v", tt.name, x)
			}
			if x.Question != (x.Move == "") || (x.Situation >= 0) != (x.Code == "closeSituation") {
				t.Errorf("%s: %+v", tt.name, x)
			}
			if x.Situation >= 0 && !s.Situations[x.Situation].Structure.Same(home) {
				t.Error("a situation of somebody else is closed")
			}
		}
	}
}

func TestPrivacy(t *testing.T) {
	s := educator()
	s.Number = rpps.MustParseNumber("99700000013")
	var b strings.Builder
	slog.New(slog.NewTextHandler(&b, nil)).Info("x", "staff", s)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d"} {
		fmt.Fprintf(&b, verb, s)
	}
	for _, secret := range []string{"FICTIF", "997", "example", "E1"} {
		if strings.Contains(b.String(), secret) {
			t.Errorf("%s is shown: %s", secret, b.String())
		}
	}
	a := Assess([]Staff{s}, context())
	text, err := json.Marshal(a)
	if err != nil || strings.Contains(string(text), "FICTIF") || strings.Contains(string(text), "99700000013") {
		t.Error(err, string(text))
	}
	if got := clean("a\nb\x7f"); got != "a?b?" {
		t.Error(got)
	}
}

func TestRules(t *testing.T) {
	rs := Rules()
	rs[0].Code = "changed"
	if Rules()[0].Code != CodeNameUnknown {
		t.Error("the table can be changed")
	}
	for _, r := range Rules() {
		if r.Area != rule.AreaWorkforce || !strings.HasPrefix(string(r.Code), "WRK-") {
			t.Error(r.Code)
		}
	}
}

// TestTextNames: fields are named as in a file of registrations, and who has no
// reference is not left out of a list, nor held to be the whole plan.
func TestTextNames(t *testing.T) {
	p := Plan{
		Blocked: []Block{{Refs: []string{""}, Missing: []string{"identity.birthName", "situation.structure", "autre"}}},
		Unclear: []string{"A1", "", "A3"},
	}
	if got, want := p.Text(language.French), "  ?\n       à compléter ou corriger : nom_naissance, structure, autre\nÀ éclaircir d'abord\n  A1, ?, A3\n"; !strings.HasSuffix(got, want) {
		t.Errorf("%q", got)
	}
	if got := p.Markdown(language.French); !strings.Contains(got, "| ? | à compléter ou corriger : nom\\_naissance, structure, autre |") || !strings.Contains(got, "A1, ?, A3") {
		t.Errorf("%q", got)
	}
	a := Assessment{Findings: []Finding{{Verdict: Unclear, Missing: []string{"situation.siret", "situation.role"}}}}
	if got := a.Text(language.English); !strings.Contains(got, "\n?  to be cleared up\n") || !strings.Contains(got, "role\n") {
		t.Errorf("%q", got)
	}
}

// TestTexts reads an assessment and a plan in both languages.
func TestTexts(t *testing.T) {
	c := context()
	staff := []Staff{educator(), educator(), educator(), educator(), educator()}
	for i := range staff {
		staff[i].Ref = fmt.Sprintf("P%d", i)
		staff[i].Request.Identity.FirstNames = someone(i)
	}
	staff[1].Request = nil
	staff[2].Missions, staff[2].Request = 0, nil
	staff[3].Structure = other
	staff[4].Profession = roles.ProfessionInfirmier
	a := Assess(staff, c)
	p := MakePlan(a, PlanOptions{Strategy: StrategyRole, PerDay: 1, Start: day, Establishments: c.Establishments, Gestionnaires: []gestionnaire.Actor{actor(home, civil.MustNew(2025, 9, 2))}})
	refused := MakePlan(a, PlanOptions{})
	var b strings.Builder
	for _, tag := range []language.Tag{language.French, language.English} {
		b.WriteString(a.Text(tag) + "\n" + p.Text(tag) + "\n" + p.Markdown(tag) + "\n" + refused.Text(tag) + "\n" + refused.Markdown(tag) + "\n")
	}
	golden.File(t, "testdata/texts.md", b.String())
	if p := MakePlan(a, PlanOptions{Strategy: StrategyProfession, PerDay: 1, Start: day, Establishments: c.Establishments, Gestionnaires: []gestionnaire.Actor{actor(home, civil.MustNew(2025, 9, 2))}}); !strings.Contains(p.Text(language.French), "326 Educateur spécialisé") {
		t.Error(p.Text(language.French))
	}
}

// Who has a function and no métier is told what to state.
func TestFunction(t *testing.T) {
	s := educator()
	var err error
	if s.Profession, err = roles.FindProfession("Chef de service"); err != nil {
		t.Fatal(err)
	}
	f := assess(s, context())
	if f.Verdict != Unclear || !f.Has(CodeChannelUnknown) || !strings.Contains(f.Why[0].Message(language.French), "indiquez le métier") {
		t.Error(f.Verdict, f.Why)
	}
}
