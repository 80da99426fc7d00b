package psc_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

const careTeam = habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.AnyDocument

// TestDecisions follows the way from a sign-in to a decision for each kind of
// person of the field: what they may read of four telling types, and why not.
func TestDecisions(t *testing.T) {
	const (
		hospital = "34112-3" // hospital report: nurses, no role
		project  = "80788-3" // personal support project: most roles
		prescr   = "57832-8" // prescription of care: GENR08, GENR11 of the roles
		leaving  = "86531-1" // certificate of leaving: roles, hardly any profession
	)
	one := activity{SIRET: "00099701500011"}
	with := func(f func(*activity)) activity { a := one; f(&a); return a }
	for _, tt := range []struct {
		name                 string
		profession, category string
		activity             activity
		open                 []string
		reason               habilitation.Reason // of the refusal of the hospital report
	}{
		{"GENR08 coordination", "99", "C", with(func(a *activity) { a.Role, a.Genre = "330", "GENR08" }), []string{project, prescr, leaving}, habilitation.CellDenied},
		{"GENR09 administrative", "99", "C", with(func(a *activity) { a.Role, a.Genre = "331", "GENR09" }), []string{project, leaving}, habilitation.CellDenied},
		{"GENR10 social life", "99", "C", with(func(a *activity) { a.Role, a.Genre = "326", "GENR10" }), []string{project, leaving}, habilitation.CellDenied},
		{"GENR11 care", "99", "C", with(func(a *activity) { a.Role, a.Genre = "313", "GENR11" }), []string{project, prescr, leaving}, habilitation.CellDenied},
		{"GENR12 management", "99", "C", with(func(a *activity) { a.Role, a.Genre = "359", "GENR12" }), []string{project, leaving}, habilitation.CellDenied},
		{"GENR13 has no column", "99", "C", with(func(a *activity) { a.Role, a.Genre = "331", "GENR13" }), nil, habilitation.NoColumn},
		{"GENR01 is no RPPS+ role", "99", "C", with(func(a *activity) { a.Role, a.Genre = "313", "GENR01" }), nil, habilitation.NoColumn},
		{"no role", "99", "C", with(func(a *activity) { a.Role = "326" }), nil, habilitation.RoleNotStated},
		{"unknown genre", "99", "C", with(func(a *activity) { a.Role, a.Genre = "326", "GENR77" }), nil, habilitation.RoleUnknown},
		{"ended métier keeps the role's rights", "99", "C", with(func(a *activity) { a.Role, a.Genre = "318", "GENR10" }), []string{project, leaving}, habilitation.CellDenied},
		{"student role", "99", "C", with(func(a *activity) { a.Role, a.Genre = "347", "GENR11" }), nil, habilitation.NoColumn},
		{"nurse", "60", "C", one, []string{hospital, project, prescr}, 0},
		{"student nurse", "60", "E", one, nil, habilitation.NoColumn},
		{"nurse without category", "60", "", one, nil, habilitation.CategoryNotStated},
		{"social worker", "41", "C", one, []string{project, leaving}, habilitation.CellDenied},
		{"hospital préparateur", "99", "C", with(func(a *activity) { a.Role, a.Genre, a.Sector = "316", "GENR01", "SA01" }), []string{hospital, project, prescr}, 0},
		{"hospital préparateur without genre", "99", "C", with(func(a *activity) { a.Role, a.Sector = "316", "SA01" }), []string{hospital, project, prescr}, 0},
		{"psychologist", "93", "C", one, nil, habilitation.NoColumn},
		{"ended profession code", "35", "C", one, nil, habilitation.ProfessionEnded},
		{"unknown profession code", "77", "C", one, nil, habilitation.ProfessionUnknown},
		{"physician", "10", "C", one, []string{hospital, project, prescr, leaving}, 0},
		{"intern", "10", "E", one, []string{hospital, project, prescr, leaving}, 0},
		{"occupational doctor", "10", "C", with(func(a *activity) { a.Role = "FON-29" }), nil, habilitation.OccupationalNoColumn},
	} {
		t.Run(tt.name, func(t *testing.T) {
			u := parse(t, payload(tt.profession, tt.category, tt.activity))
			s := u.Subject(psc.BySIRET(rpps.MustParseSIRET("00099701500011")), habilitation.Policy{})
			m, err := habilitation.At(signIn)
			if err != nil {
				t.Fatal(err)
			}
			for _, code := range []string{hospital, project, prescr, leaving} {
				d := m.Decide(habilitation.Request{
					Subject: s, Document: habilitation.MustParseDocumentType(code), Action: habilitation.Read, Facts: careTeam,
				})
				if got, want := d.Allowed(), slices.Contains(tt.open, code); got != want {
					t.Errorf("%s: allowed %v, want %v\n%s", code, got, want, d)
				}
				if tt.reason != 0 && code == hospital && !d.Has(tt.reason) {
					t.Errorf("%s: reasons %s, want %s", code, d, tt.reason)
				}
				if !d.Has(habilitation.CaveatPresence) {
					t.Errorf("%s: the decision does not say that the situation has no dates", code)
				}
			}
		})
	}
}

// TestShapes reads one payload of each shape seen in the field.
func TestShapes(t *testing.T) {
	for _, tt := range []struct {
		file             string
		id, number       string
		kind             rpps.PersonIDKind
		exercises        int
		activities, kept int
		faults           []rule.Code
		role             string // of the first activity
		extra            []string
		identity         bool
	}{
		{"carte-2023.json", "899700000021", "99700000021", rpps.PersonRPPS, 1, 2, 2, []rule.Code{psc.CodeIdentifierKey}, "", nil, true},
		{"deux-exercices.json", "899700000039", "99700000039", rpps.PersonRPPS, 2, 4, 2, []rule.Code{psc.CodeIdentifierKey, psc.CodeActivityRepeated, psc.CodeActivityRepeated, psc.CodeIdentifierKey}, "", nil, true},
		{"edit-cinq-activites.json", "ANS20240102030405", "", rpps.PersonForeign, 1, 5, 5, []rule.Code{psc.CodeIdentifierKept, psc.CodeIdentifierKept}, "GENR01", nil, true},
		{"minimal.json", "899700000047", "99700000047", rpps.PersonRPPS, 1, 0, 0, []rule.Code{psc.CodeActivityMissing}, "", nil, true},
		{"sans-identite.json", "ANS20240102030406", "", rpps.PersonForeign, 0, 0, 0, []rule.Code{psc.CodeIdentityMissing}, "", nil, false},
		{"genre-premier-niveau.json", "899700000054", "99700000054", rpps.PersonRPPS, 1, 1, 1, []rule.Code{psc.CodeGenreTopLevel}, "GENR11", nil, true},
		{"otherIDs-et-membres-inconnus.json", "00000000-0000-4000-8000-000000000001", "99700000062", rpps.PersonPSI, 1, 1, 1, nil, "GENR10", []string{"nouveauMembre"}, true},
		{"identifiant-finess.json", "3990000010/LOCAL1", "", rpps.PersonFINESS, 0, 0, 0, []rule.Code{psc.CodeIdentityMissing}, "", nil, false},
		{"types-inattendus.json", "899700000070", "99700000070", rpps.PersonRPPS, 1, 1, 1, []rule.Code{psc.CodeType, psc.CodeType, psc.CodeDuplicateMember, psc.CodeMemberConflict, psc.CodeType, psc.CodeType}, "GENR12", []string{"SubjectOrganization", "otherIds[0]"}, true},
	} {
		t.Run(tt.file, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join("testdata", tt.file))
			if err != nil {
				t.Fatal(err)
			}
			u, err := psc.Parse(b, psc.Options{SignIn: signIn})
			if err != nil {
				t.Fatal(err)
			}
			p := u.Professional
			if p.ID.Canonical() != tt.id || p.ID.Kind() != tt.kind {
				t.Errorf("id %q %v, want %q %v", p.ID.Canonical(), p.ID.Kind(), tt.id, tt.kind)
			}
			if p.Number.Canonical() != tt.number {
				t.Errorf("number %q, want %q", p.Number.Canonical(), tt.number)
			}
			if len(p.Exercises) != tt.exercises || len(u.Activities) != tt.activities || len(situationsOf(u)) != tt.kept {
				t.Errorf("%d exercises, %d activities, %d situations", len(p.Exercises), len(u.Activities), len(situationsOf(u)))
			}
			var codes []rule.Code
			for _, f := range u.Faults {
				codes = append(codes, f.Code())
			}
			slices.Sort(codes)
			want := slices.Sorted(slices.Values(tt.faults))
			if !slices.Equal(codes, want) {
				t.Errorf("faults\n%v\nwant %v", u.Faults, want)
			}
			if len(u.Activities) > 0 && u.Activities[0].Situation.Stated.Role != tt.role {
				t.Errorf("role %q, want %q", u.Activities[0].Situation.Stated.Role, tt.role)
			}
			for _, name := range tt.extra {
				if _, ok := u.Extra[name]; !ok {
					t.Errorf("member %s was lost", name)
				}
			}
			if len(u.Extra) != len(tt.extra) {
				t.Errorf("unknown members %v, want %v", u.Extra, tt.extra)
			}
			if u.HasIdentity() != tt.identity {
				t.Errorf("identity %v", u.HasIdentity())
			}
		})
	}
}

// TestNothingLost checks that every level keeps the members that it does not
// know, and the texts that its types could not take.
func TestNothingLost(t *testing.T) {
	a := activity{Role: "999", Genre: "GENR55", Mode: "Z", Sector: "SA99", SIRET: "111", SIREN: "222", FINESS: "333", LegalFINESS: "444", Tech: "XX", ID: "9"}.members()
	a["nouveau"] = 1
	p := payload("9Z", "Z")
	ref := p["SubjectRefPro"].(map[string]any)
	ref["ailleurs"] = true
	e := ref["exercices"].([]any)[0].(map[string]any)
	e["activities"], e["autre"] = []any{a}, "x"
	u := parse(t, p)

	s := u.Activities[0].Situation
	if want := (situation.Stated{Role: "GENR55", Profession: "9Z", Function: "999", Category: "Z", Mode: "Z"}); s.Stated != want {
		t.Errorf("stated %+v", [...]string{s.Stated.Role, s.Stated.Profession, s.Stated.Function, s.Stated.Category, s.Stated.Mode})
	}
	want := rpps.StatedStructure{SIRET: "111", SIREN: "222", FINESS: "333", LegalFINESS: "444", ID: "9", Technical: "XX", Sector: "SA99"}
	if s.Structure.Stated != want {
		t.Error("a text of the structure was lost")
	}
	if s.Role != 0 || s.Profession != 0 || s.Function != 0 || s.Mode != 0 || s.Structure.Sector != 0 {
		t.Error("an unknown code became a known one")
	}
	if string(u.Activities[0].Extra["nouveau"]) != "1" || string(u.RefProExtra["ailleurs"]) != "true" || string(u.ExerciseExtra[0]["autre"]) != `"x"` {
		t.Error("an unknown member was lost")
	}
	for path, code := range map[string]rule.Code{
		"SubjectRefPro.exercices[0].codeProfession":                                   psc.CodeCodeUnknown,
		"SubjectRefPro.exercices[0].codeCategorieProfessionnelle":                     psc.CodeCodeUnknown,
		"SubjectRefPro.exercices[0].activities[0].codeGenreActivite":                  psc.CodeCodeUnknown,
		"SubjectRefPro.exercices[0].activities[0].codeRole":                           psc.CodeCodeUnknown,
		"SubjectRefPro.exercices[0].activities[0].codeModeExercice":                   psc.CodeCodeUnknown,
		"SubjectRefPro.exercices[0].activities[0].codeSecteurDactivite":               psc.CodeCodeUnknown,
		"SubjectRefPro.exercices[0].activities[0].numeroSiretSite":                    psc.CodeIdentifierKept,
		"SubjectRefPro.exercices[0].activities[0].numeroSirenSite":                    psc.CodeIdentifierKept,
		"SubjectRefPro.exercices[0].activities[0].numeroFinessSite":                   psc.CodeIdentifierKept,
		"SubjectRefPro.exercices[0].activities[0].numeroFinessetablissementJuridique": psc.CodeIdentifierKept,
		"SubjectRefPro.exercices[0].activities[0].identifiantTechniqueDeLaStructure":  psc.CodeIdentifierKept,
		"SubjectRefPro.exercices[0].activities[0].ancienIdentifiantDeLaStructure":     psc.CodeIdentifierKept,
	} {
		if !slices.ContainsFunc(u.Faults, func(f rule.Fault) bool { return f.Path() == path && f.Code() == code }) {
			t.Errorf("no %s at %s", code, path)
		}
	}
	// Even so the establishment is found by what it is called there.
	if got := u.Select(psc.ByText("111")); got.Index != 0 {
		t.Error("the establishment is not found by its unusable number")
	}
}

func TestGenre(t *testing.T) {
	for _, tt := range []struct {
		name         string
		top, current string
		activities   []activity
		roles        []string
		fault        rule.Code
	}{
		{"none", "", "", []activity{{}}, []string{""}, psc.CodeRoleMissing},
		{"only activity", "GENR10", "", []activity{{}}, []string{"GENR10"}, psc.CodeGenreTopLevel},
		{"same", "GENR10", "", []activity{{Genre: "GENR10"}}, []string{"GENR10"}, ""},
		{"conflict keeps the activity's", "GENR10", "", []activity{{Genre: "GENR11"}}, []string{"GENR11"}, psc.CodeGenreConflict},
		{"current of two", "GENR10", "F990000028", []activity{{Tech: "F990000010"}, {Tech: "F990000028"}}, []string{"", "GENR10"}, psc.CodeGenreTopLevel},
		{"two could be meant", "GENR10", "", []activity{{Tech: "F990000010"}, {Tech: "F990000028"}}, []string{"", ""}, psc.CodeRoleMissing},
		{"two current", "GENR10", "F990000028", []activity{{Tech: "F990000028", Mode: "S"}, {Tech: "F990000028", Mode: "L"}}, []string{"", ""}, psc.CodeRoleMissing},
		{"one has it, the other stays empty", "GENR10", "F990000028", []activity{{Tech: "F990000010", Genre: "GENR10"}, {Tech: "F990000028"}}, []string{"GENR10", ""}, psc.CodeRoleMissing},
		{"unknown", "GENR77", "", []activity{{}}, []string{"GENR77"}, psc.CodeCodeUnknown},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := payload("99", "C", tt.activities...)
			p["codeGenreActivite"], p["SubjectOrganizationID"] = tt.top, tt.current
			u := parse(t, p)
			var got []string
			for _, a := range u.Activities {
				got = append(got, a.Situation.Stated.Role)
			}
			if !slices.Equal(got, tt.roles) {
				t.Errorf("roles %q, want %q", got, tt.roles)
			}
			if tt.fault == "" && len(u.Faults) > 0 || tt.fault != "" && !u.Faults.Has(tt.fault) {
				t.Errorf("faults %v, want %q", u.Faults, tt.fault)
			}
		})
	}
}

func TestSelect(t *testing.T) {
	p := payload("99", "C",
		activity{Genre: "GENR10", SIRET: "00099701500011", SIREN: "000997015", FINESS: "990000010", LegalFINESS: "990000036", Tech: "F990000010", ID: "1990000010", Name: "IME Les Érables", TradeName: "LES ERABLES"},
		activity{Genre: "GENR08", SIRET: "00099701500029", SIREN: "000997015", FINESS: "990000028", LegalFINESS: "990000036", Tech: "F990000028", ID: "1990000028", Name: "SESSAD DU PARC"},
		activity{Genre: "GENR08", SIRET: "00099701500029", SIREN: "000997015", FINESS: "990000028", LegalFINESS: "990000036", Tech: "F990000028", ID: "1990000028", Name: "SESSAD DU PARC", Mode: "B"},
		activity{Genre: "GENR09", Tech: "C00099702300015", Name: "ESAT FICTIF"},
		activity{Genre: "GENR09", Name: "FOYER FICTIF"},
		activity{Genre: "GENR10", Name: "FOYER FICTIF"},
	)
	p["SubjectOrganizationID"], p["SubjectOrganization"] = "F990000028", "SESSAD DU PARC"
	u := parse(t, p)
	for _, tt := range []struct {
		name  string
		q     psc.Selector
		index int
		n     int
	}{
		{"SIRET", psc.BySIRET(rpps.MustParseSIRET("00099701500011")), 0, 1},
		{"SIRET as text with spaces", psc.ByText("000 997 015 00011"), 0, 1},
		{"FINESS", psc.ByFINESS(rpps.MustParseFINESS("990000010")), 0, 1},
		{"technical id", psc.ByTechnicalID(rpps.MustParseTechnicalID("F990000010")), 0, 1},
		{"technical id, small letter", psc.ByText("f990000010"), 0, 1},
		{"IDNST", psc.ByText("1990000010"), 0, 1},
		{"SIRET inside the technical id", psc.BySIRET(rpps.MustParseSIRET("00099702300015")), 3, 1},
		{"name without accents", psc.ByName("ime les erables"), 0, 1},
		{"trade name", psc.ByText("Les Érables"), 0, 1},
		{"two modes give the same rights", psc.ByFINESS(rpps.MustParseFINESS("990000028")), 1, 2},
		{"legal entity of several sites", psc.ByFINESS(rpps.MustParseFINESS("990000036")), -1, 3},
		{"SIREN of several sites", psc.ByText("000997015"), -1, 3},
		{"two roles under one name", psc.ByName("foyer fictif"), -1, 2},
		{"unknown", psc.ByText("99900000000000"), -1, 0},
		{"none in particular", psc.AnyStructure(), -1, 6},
		// A value that is not stated is not "any".
		{"empty name", psc.ByName(" - "), -1, 0},
		{"empty text", psc.ByText("--"), -1, 0},
		{"SIRET not stated", psc.BySIRET(rpps.SIRET{}), -1, 0},
		{"FINESS not stated", psc.ByFINESS(rpps.FINESS{}), -1, 0},
		{"technical id not stated", psc.ByTechnicalID(rpps.TechnicalID{}), -1, 0},
		// A FINESS is not looked for among the SIREN, though both have nine
		// digits and the same key.
		{"SIREN given as a FINESS", psc.ByFINESS(rpps.MustParseFINESS("000997015")), -1, 0},
		{"current", u.Current(), 1, 2},
		// All numbers of a site at once.
		{"SIRET of several numbers", psc.ByStructure(rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011")}), 0, 1},
		{"SIRET and FINESS", psc.ByStructure(rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500029"), FINESS: rpps.MustParseFINESS("990000028")}), 1, 2},
		{"SIRET of one site, FINESS of another", psc.ByStructure(rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), FINESS: rpps.MustParseFINESS("990000028")}), -1, 0},
		{"SIRET inside the technical id, and a FINESS", psc.ByStructure(rpps.Structure{SIRET: rpps.MustParseSIRET("00099702300015"), FINESS: rpps.MustParseFINESS("990000044")}), 3, 1},
		{"national identification", psc.ByStructure(rpps.Structure{ID: rpps.MustParseStructureID("1990000010")}), 0, 1},
		{"a structure not stated", psc.ByStructure(rpps.Structure{}), -1, 0},
		{"a structure with a name", psc.ByStructure(rpps.Structure{Name: "ESAT FICTIF"}), -1, 0},
		{"the legal entity of a structure", psc.ByStructure(rpps.Structure{LegalFINESS: rpps.MustParseFINESS("990000036"), SIREN: rpps.MustParseSIREN("000997015")}), -1, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := u.Select(tt.q)
			if got.Index != tt.index || len(got.Candidates) != tt.n {
				t.Fatalf("got %+v, want index %d of %d", got, tt.index, tt.n)
			}
			err := got.Err()
			switch {
			case tt.index >= 0 && (err != nil || !got.Found() || got.Ambiguous()):
				t.Error(err)
			case tt.index < 0 && tt.n == 0 && !errors.Is(err, psc.CodeSelectNone):
				t.Error(err)
			case tt.index < 0 && tt.n > 0 && !(errors.Is(err, psc.CodeSelectSeveral) && got.Ambiguous()):
				t.Error(err)
			}
		})
	}
	for _, tt := range []struct {
		q      psc.Selector
		reason habilitation.Reason
	}{
		{psc.ByName("foyer fictif"), habilitation.StructureAmbiguous},
		{psc.ByText("nulle part"), habilitation.StructureUnknown},
	} {
		problems := slices.Collect(u.Subject(tt.q, habilitation.Policy{}).Problems())
		if !slices.Equal(problems, []habilitation.Reason{tt.reason}) {
			t.Errorf("problems %v, want %v", problems, tt.reason)
		}
	}
}

// TestPresence: what is listed is open on the day of the sign-in, on no other,
// and not at all when the policy says so or the day is not known.
func TestPresence(t *testing.T) {
	p := payload("60", "C", activity{})
	b, _ := json.Marshal(p)
	ignore := habilitation.Policy{Situation: situation.Policy{Presence: situation.PresenceIgnored}}
	for _, tt := range []struct {
		name        string
		signIn, day civil.Date
		policy      habilitation.Policy
		open        bool
	}{
		{"that day", signIn, signIn, habilitation.Policy{}, true},
		{"the day after", signIn, signIn.AddDays(1), habilitation.Policy{}, false},
		{"the day before", signIn, signIn.AddDays(-1), habilitation.Policy{}, false},
		{"presence ignored", signIn, signIn, ignore, false},
		{"sign-in not stated", civil.Date{}, signIn, habilitation.Policy{}, false},
	} {
		u, err := psc.Parse(b, psc.Options{SignIn: tt.signIn})
		if err != nil {
			t.Fatal(err)
		}
		s := u.SubjectAt(psc.AnyStructure(), tt.day, tt.policy)
		closed := slices.Contains(slices.Collect(s.Problems()), habilitation.SituationDatesUnknown)
		if closed == tt.open {
			t.Errorf("%s: problems %v", tt.name, slices.Collect(s.Problems()))
		}
		if u.Faults.Has(psc.CodeSignInUnknown) != tt.signIn.IsZero() {
			t.Errorf("%s: faults %v", tt.name, u.Faults)
		}
		if u.SignIn() != tt.signIn {
			t.Error("sign-in lost")
		}
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		code       rule.Code
		pos        rule.Position
	}{
		{"empty", "", psc.CodeJSON, rule.Position{Line: 1, Column: 1}},
		{"blank", " \n ", psc.CodeJSON, rule.Position{Line: 1, Column: 1}},
		{"garbage", "%PDF-1.4", psc.CodeJSON, rule.Position{Line: 1, Column: 1}},
		{"cut", "{\"sub\":\n \"x", psc.CodeJSON, rule.Position{Line: 2, Column: 4}},
		{"second line", "{\n \"sub\": x}", psc.CodeJSON, rule.Position{Line: 2, Column: 9}},
		{"two objects", "{} {}", psc.CodeJSON, rule.Position{}},
		{"array", "[]", psc.CodeNotObject, rule.Position{}},
		{"null", "null", psc.CodeNotObject, rule.Position{}},
		{"text", `"899700000013"`, psc.CodeNotObject, rule.Position{}},
		{"too long", strings.Repeat(" ", 101), psc.CodeTooLarge, rule.Position{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			u, err := psc.Parse([]byte(tt.text), psc.Options{MaxBytes: 100})
			if u != nil || !errors.Is(err, tt.code) {
				t.Fatalf("got %v, %v", u, err)
			}
			f, _ := rule.AsFault(err)
			if tt.pos != (rule.Position{}) && f.Position() != tt.pos {
				t.Errorf("position %+v, want %+v", f.Position(), tt.pos)
			}
			if _, err := psc.Read(strings.NewReader(tt.text), psc.Options{MaxBytes: 100}); !errors.Is(err, tt.code) {
				t.Errorf("Read: %v", err)
			}
		})
	}
	if _, err := psc.Parse([]byte("\xef\xbb\xbf{}"), psc.Options{}); err != nil {
		t.Error("a byte order mark is refused:", err)
	}
	if _, err := psc.Read(failing{}, psc.Options{}); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("the error of the reader is lost:", err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, os.ErrDeadlineExceeded }

// TestNoPersonalDataShown marks every personal text of a payload and looks for
// the marks in everything that is printed, logged or returned as an error.
func TestNoPersonalDataShown(t *testing.T) {
	const mark = "ZZMARQUE"
	a := activity{Genre: "GENR10" + mark, SIRET: mark, SIREN: mark, FINESS: mark, LegalFINESS: mark, Tech: mark, ID: mark, Name: mark, TradeName: mark, Role: mark}.members()
	for _, k := range []string{"libelleVoie", "telephone", "adresseEMail", "codePostal", mark} {
		a[k] = mark
	}
	p := payload(mark, mark)
	for _, k := range []string{"sub", "SubjectNameID", "preferred_username", "given_name", "family_name", "SubjectOrganization", "SubjectOrganizationID", "Acces_Regulation_Medicale", mark} {
		p[k] = mark
	}
	p["otherIds"] = []any{map[string]any{"identifiant": mark, "origine": mark, "qualite": mark}}
	e := p["SubjectRefPro"].(map[string]any)["exercices"].([]any)[0].(map[string]any)
	e["activities"], e["nomDexercice"], e["prenomDexercice"] = []any{a}, mark, mark
	u := parse(t, p)

	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&out, verb, u)
		fmt.Fprintf(&out, verb, *u)
		fmt.Fprintf(&out, verb, u.Professional)
		fmt.Fprintf(&out, verb, u.Activities)
		fmt.Fprintf(&out, verb, situationsOf(u))
		fmt.Fprintf(&out, verb, u.Activities[0].Address)
		fmt.Fprintf(&out, verb, u.Faults)
		fmt.Fprintf(&out, verb, []any{u.NameID, u.Sub, u.Organization})
	}
	for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(h).Info("sign-in", "userinfo", u, "value", *u, "activity", u.Activities[0], "person", u.Professional, "faults", u.Faults)
	}
	faults, err := json.Marshal(u.Faults)
	if err != nil {
		t.Fatal(err)
	}
	out.Write(faults)
	out.WriteString(u.Faults.Error())
	out.WriteString(u.Select(psc.ByText(mark + "2")).Err().Error())
	if _, err := psc.Parse([]byte(`{"a": `+mark), psc.Options{}); err != nil {
		out.WriteString(err.Error())
	}
	low := strings.ToLower(out.String())
	for _, m := range []string{mark, fmt.Sprintf("%x", mark), "99700000013"} {
		if i := strings.Index(low, strings.ToLower(m)); i >= 0 {
			t.Errorf("%s is shown: …%s…", m, low[max(0, i-80):min(len(low), i+80)])
		}
	}
	if u.Professional.ExerciseName.Family.Reveal() != mark {
		t.Error("the raw name cannot be had")
	}
}

func TestMembers(t *testing.T) {
	p := payload("10", "C", activity{})
	p["Acces_Regulation_Medicale"], p["authMode"] = "VRAI", "CARD"
	p["Palier_Authentification"] = "APPPRIP3^1.2.250.1.213.1.5.1.1.1"
	p["SubjectRole"] = []any{"10^1.2.250.1.213.1.1.5.5", 7, "", "60"}
	p["codeCivilite"] = "M"
	u := parse(t, p)
	if u.Regulation != rpps.Yes || u.AuthMode != "CARD" || u.AuthLevel != "APPPRIP3" || u.Sector != "SA16" || u.UITVersion != "1.0" {
		t.Error("a member of the top level is wrong")
	}
	if want := []psc.SubjectRole{{"10", "1.2.250.1.213.1.1.5.5"}, {"60", ""}}; !slices.Equal(u.SubjectRoles, want) {
		t.Errorf("SubjectRole %v", u.SubjectRoles)
	}
	if u.Professional.Civility != "M" || u.Professional.ExerciseName.Given.Reveal() != "Dominique" {
		t.Error("the names are wrong")
	}
	if s := u.Activities[0].Situation; s.Mode != roles.ModeSalarie || s.Structure.Kind != rpps.ESMS || s.Source != situation.SourceUserinfo || s.SeenOn != signIn {
		t.Error("the situation is wrong")
	}
	p = payload("10", "C", activity{})
	delete(p, "SubjectRefPro")
	p["SubjectRole"] = "10^1.2.250.1.213.1.1.5.5" // not a list
	u = parse(t, p)
	if !u.HasIdentity() || !u.Faults.Has(psc.CodeType) || u.Professional.ExerciseName.Family.Reveal() != "FICTIF" {
		t.Errorf("without SubjectRefPro: %v", u.Faults)
	}
	if got := slices.Collect(u.Subject(psc.AnyStructure(), habilitation.Policy{}).Problems()); !slices.Equal(got, []habilitation.Reason{habilitation.StructureUnknown}) {
		t.Errorf("problems %v", got)
	}
}

func TestRules(t *testing.T) {
	seen := map[rule.Code]bool{}
	for _, r := range psc.Rules() {
		if r.Code == "" || seen[r.Code] || r.Title.FR == "" || r.Message.EN == "" || r.Source == "" || r.Evidence == 0 || r.Severity == 0 {
			t.Errorf("rule %q is incomplete or repeated", r.Code)
		}
		seen[r.Code] = true
	}
}

// FuzzParse: whatever the text, Parse does not panic, agrees with
// encoding/json on what is an object, loses no member of the top level, and
// opens nothing to an unknown person.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.json")
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`{"SubjectRefPro":{"exercices":[{"activities":[[],{}]}]}}`))
	m := habilitation.CNAM20240925()
	doc := habilitation.MustParseDocumentType("60591-5")
	f.Fuzz(func(t *testing.T, data []byte) {
		u, err := psc.Parse(data, psc.Options{SignIn: signIn})
		var members map[string]json.RawMessage
		plain := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
		isObject := json.Unmarshal(plain, &members) == nil && members != nil
		if (err == nil) != isObject {
			t.Fatalf("Parse says %v, encoding/json object: %v", err, isObject)
		}
		if err != nil {
			return
		}
		for _, a := range u.Activities {
			s := habilitation.SubjectOf(a.Situation, signIn)
			d := m.Decide(habilitation.Request{Subject: s, Document: doc, Action: habilitation.Read, Facts: careTeam})
			if d.Allowed() && (a.Situation.Profession == 0 || !a.Situation.Profession.InJ106() && a.Situation.Profession.Code() != "69") {
				t.Fatalf("open to %v", a)
			}
		}
		_ = u.Select(u.Current())
		_ = fmt.Sprintf("%+v", u)
	})
}

// TestHostileSize: a payload of the largest size, made of the smallest elements is
// read in a time that grows with its length, not with its square. The count
// of comparisons is what would explode; the test would not end.
func TestHostileSize(t *testing.T) {
	many := func(one string, n int) string { return strings.TrimSuffix(strings.Repeat(one+",", n), ",") }
	var keys strings.Builder
	for i := range 22_000 {
		fmt.Fprintf(&keys, `"k%d":0,`, i)
	}
	for name, text := range map[string]string{
		"activities": `{"SubjectRefPro":{"exercices":[{"activities":[` + many("{}", 80_000) + `]}]}}`,
		"exercises":  `{"SubjectRefPro":{"exercices":[` + many("{}", 80_000) + `]}}`,
		"other ids":  `{"otherIds":[` + many("{}", 80_000) + `]}`,
		"strays":     `{"otherIds":[` + many("1", 120_000) + `]}`,
		"members":    `{` + keys.String() + `"x":1}`,
		"same key":   `{` + many(`"a":1`, 40_000) + `}`,
		"deep":       `{"a":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`,
	} {
		u, err := psc.Parse([]byte(text), psc.Options{SignIn: signIn})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		_ = u.Select(psc.ByText("x"))
	}
}

// TestAttacks: what an adversary tried in order to be let in.
func TestAttacks(t *testing.T) {
	doc := habilitation.MustParseDocumentType("60591-5")
	m := habilitation.CNAM20240925()
	base := func() string {
		b, _ := json.Marshal(payload("10", "C", activity{SIRET: "00099701500011"}))
		return string(b)
	}
	open := func(text string, q psc.Selector, facts habilitation.Facts) habilitation.Decision {
		t.Helper()
		u, err := psc.Parse([]byte(text), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		return m.Decide(habilitation.Request{Subject: u.Subject(q, habilitation.Policy{}), Document: doc, Action: habilitation.Read, Facts: facts})
	}
	if !open(base(), psc.AnyStructure(), careTeam).Allowed() {
		t.Fatal("the plain payload is refused: nothing below would prove anything")
	}
	for name, change := range map[string][2]string{
		"profession twice":          {`"codeProfession":"10"`, `"codeProfession":"93","codeProfession":"10"`},
		"profession in two cases":   {`"codeProfession":"10"`, `"CODEPROFESSION":"93","codeProfession":"10"`},
		"profession in other cases": {`"codeProfession":"10"`, `"CODEPROFESSION":"93","codeprofession":"10"`},
		"category twice":            {`"codeCategorieProfessionnelle":"C"`, `"codeCategorieProfessionnelle":"E","codeCategorieProfessionnelle":"C"`},
		"activities twice":          {`"activities":[`, `"activities":[],"activities":[`},
		"exercises twice":           {`"exercices":[`, `"exercices":[],"exercices":[`},
		"SubjectRefPro twice":       {`"SubjectRefPro":{`, `"SubjectRefPro":{},"SubjectRefPro":{`},
		"SIRET twice":               {`"numeroSiretSite":"00099701500011"`, `"numeroSiretSite":"00099702300015","numeroSiretSite":"00099701500011"`},
		"function twice":            {`"codeRole":""`, `"codeRole":"FON-29","codeRole":""`},
		"métier as profession":      {`"codeProfession":"10"`, `"codeProfession":"313"`},
		"unknown member":            {`"codeProfession":"10"`, `"codeProfession":"10","x":0`},
	} {
		text := strings.Replace(base(), change[0], change[1], 1)
		if text == base() {
			t.Fatalf("%s: nothing was changed", name)
		}
		allowed := open(text, psc.AnyStructure(), careTeam).Allowed()
		if want := name == "unknown member"; allowed != want { // it alone is innocent
			t.Errorf("%s: allowed %v", name, allowed)
		}
	}
	// The same member twice with the same value harms nobody.
	same := strings.Replace(base(), `"codeProfession":"10"`, `"codeProfession":"10","codeProfession":"10"`, 1)
	if !open(same, psc.AnyStructure(), careTeam).Allowed() {
		t.Error("an innocent repetition is refused")
	}
	// The sign-in says that it is no regulation.
	regulation := habilitation.Regulation | habilitation.RegulationNotRefused | habilitation.NotOpposed | habilitation.Visible
	if d := open(base(), psc.AnyStructure(), regulation); d.Allowed() || !d.Has(habilitation.RegulationNotDeclared) {
		t.Error("regulation against the sign-in:", d)
	}
	if d := open(strings.Replace(base(), "FAUX", "VRAI", 1), psc.AnyStructure(), regulation); !d.Allowed() {
		t.Error("regulation with the sign-in:", d)
	}
	twice := strings.Replace(base(), `"Acces_Regulation_Medicale":"FAUX"`, `"Acces_Regulation_Medicale":"FAUX","Acces_Regulation_Medicale":"VRAI"`, 1)
	if d := open(twice, psc.AnyStructure(), regulation); twice == base() || d.Allowed() || !d.Has(habilitation.RegulationNotDeclared) {
		t.Error("regulation said both ways:", d)
	}
	// Who the person is, and where, said both ways: neither is believed.
	for name, value := range map[string]func(*psc.Userinfo) bool{
		"SubjectNameID":         func(u *psc.Userinfo) bool { return u.NameID == "" && u.Professional.ID.IsZero() },
		"SubjectOrganization":   func(u *psc.Userinfo) bool { return u.Organization == "" && u.Current().IsEmpty() },
		"SubjectOrganizationID": func(u *psc.Userinfo) bool { return u.OrganizationID == "" && u.Current().IsEmpty() },
	} {
		text := strings.TrimSuffix(base(), "}") + `,"` + name + `":"AUTRE"}` // the last one would count
		u, err := psc.Parse([]byte(text), psc.Options{SignIn: signIn})
		if err != nil || !u.Faults.Has(psc.CodeMemberConflict) || !value(u) {
			t.Errorf("%s said both ways is believed: %v %v", name, err, u)
		}
	}
	// The specialty of occupational medicine.
	if d := open(strings.Replace(base(), `"codeSavoirFaire":""`, `"codeSavoirFaire":"SM25"`, 1), psc.AnyStructure(), careTeam); !d.Has(habilitation.OccupationalNoColumn) {
		t.Error("occupational specialty:", d)
	}
	// A role that was drawn from the top level is said to be.
	p := payload("99", "C", activity{Role: "326"})
	p["codeGenreActivite"] = "GENR10"
	u := parse(t, p)
	d := m.Decide(habilitation.Request{Subject: u.Subject(psc.AnyStructure(), habilitation.Policy{}), Document: habilitation.MustParseDocumentType("80788-3"), Action: habilitation.Read, Facts: careTeam})
	if !d.Allowed() || !d.Has(habilitation.CaveatRoleInferred) {
		t.Error("inferred role:", d)
	}
	// SubjectRole names another profession.
	p = payload("10", "C", activity{})
	p["SubjectRole"] = []any{"93^1.2.250.1.213.1.1.5.5"}
	if u := parse(t, p); !u.Faults.Has(psc.CodeSubjectRole) {
		t.Error("no fault for another profession in SubjectRole:", u.Faults)
	}
}

// TestLimits: lists are bounded, and what is beyond is said.
func TestLimits(t *testing.T) {
	text := `{"SubjectRefPro":{"exercices":[{"codeProfession":"99","activities":[` + strings.TrimSuffix(strings.Repeat("{},", 2*psc.MaxElements), ",") + `]}]}}`
	u, err := psc.Parse([]byte(text), psc.Options{SignIn: signIn})
	if err != nil || len(u.Activities) != psc.MaxElements-1 || !u.Faults.Has(psc.CodeTooMany) {
		t.Errorf("%v, %v", u, err)
	}
	u, err = psc.Parse([]byte(`{"SubjectRefPro":{"exercices":[{"codeProfession":"99","activities":[1,"x",{}]}]}}`), psc.Options{SignIn: signIn})
	if err != nil || len(u.Activities) != 1 || len(u.Extra) != 2 {
		t.Errorf("strays became activities: %v, %v", u, err)
	}
	if _, err := psc.Read(strings.NewReader("{}"), psc.Options{MaxBytes: math.MaxInt}); err != nil {
		t.Error("no limit:", err)
	}
}

// TestByStructure walks what an activity and a program can state of three numbers:
// nothing, the number of the site, another one; the activity also one that cannot
// be read.
func TestByStructure(t *testing.T) {
	const nothing, ours, another, unread = 0, 1, 2, 3
	texts := [3][4]string{
		{"", "00099701500011", "00099702300015", "0009970150001"},
		{"", "990000010", "990000028", "99000001"},
		{"", "R10000000012345", "R10000000054321", "R?"},
	}
	for given := range 3 * 3 * 3 {
		var site rpps.Structure
		g := [3]int{given % 3, given / 3 % 3, given / 9}
		if g[0] != nothing {
			site.SIRET = rpps.MustParseSIRET(texts[0][g[0]])
		}
		if g[1] != nothing {
			site.FINESS = rpps.MustParseFINESS(texts[1][g[1]])
		}
		if g[2] != nothing {
			site.Technical = rpps.MustParseTechnicalID(texts[2][g[2]])
		}
		for stated := range 4 * 4 * 4 {
			a := [3]int{stated % 4, stated / 4 % 4, stated / 16}
			shared, against := false, false
			for i := range a {
				if a[i] != nothing && g[i] != nothing {
					shared = shared || a[i] == g[i]
					against = against || a[i] != g[i]
				}
			}
			u := parse(t, payload("99", "C", activity{Genre: "GENR10", SIRET: texts[0][a[0]], FINESS: texts[1][a[1]], Tech: texts[2][a[2]], Name: "IME LES ERABLES"}))
			if got := u.Select(psc.ByStructure(site)).Found(); got != (shared && !against) {
				t.Fatalf("the program states %v, the activity %v: found is %t", g, a, got)
			}
		}
		if q := psc.ByStructure(site); q.IsEmpty() != (given == 0) || q.IsZero() {
			t.Errorf("%v: empty %t, zero %t", g, q.IsEmpty(), q.IsZero())
		}
	}
}

// TestByStructureOfAnEntity: an IDNST of the legal entity is not that of a site, so that
// nobody has here the activity that they have in another site of it.
func TestByStructureOfAnEntity(t *testing.T) {
	const entity = "990000036"
	for _, c := range []struct {
		activity string
		site     rpps.Structure
		want     bool
	}{
		{`"ancienIdentifiantDeLaStructure":"1990000036","numeroFinessetablissementJuridique":"990000036"`, rpps.Structure{FINESS: rpps.MustParseFINESS("990000010"), ID: rpps.MustParseStructureID("1" + entity)}, false},
		{`"ancienIdentifiantDeLaStructure":"1990000036"`, rpps.Structure{FINESS: rpps.MustParseFINESS("990000010"), LegalFINESS: rpps.MustParseFINESS(entity), ID: rpps.MustParseStructureID("1" + entity)}, false},
		{`"ancienIdentifiantDeLaStructure":"1990000036","numeroFinessetablissementJuridique":"990000036"`, rpps.Structure{FINESS: rpps.MustParseFINESS(entity)}, false},
		{`"ancienIdentifiantDeLaStructure":"1990000036","numeroFinessetablissementJuridique":"990000036"`, rpps.Structure{ID: rpps.MustParseStructureID("1" + entity)}, false},
		{`"ancienIdentifiantDeLaStructure":"1990000036","numeroFinessetablissementJuridique":"990000036","numeroFinessSite":"990000010"`, rpps.Structure{FINESS: rpps.MustParseFINESS("990000010"), ID: rpps.MustParseStructureID("1" + entity)}, true},
		{`"ancienIdentifiantDeLaStructure":"1990000036","numeroFinessetablissementJuridique":"990000036","numeroFinessSite":"990000036"`, rpps.Structure{ID: rpps.MustParseStructureID("1" + entity)}, true},
		{`"numeroSiretSite":"00099701500011"`, rpps.Structure{FINESS: rpps.MustParseFINESS("990000010"), ID: rpps.MustParseStructureID("300099701500011")}, true},
		{`"ancienIdentifiantDeLaStructure":"1990000010","numeroFinessetablissementJuridique":"990000036"`, rpps.Structure{FINESS: rpps.MustParseFINESS("990000010"), LegalFINESS: rpps.MustParseFINESS(entity)}, true},
	} {
		u, err := psc.Parse([]byte(`{"SubjectRefPro":{"exercices":[{"codeProfession":"60","codeCategorieProfessionnelle":"C","activities":[{`+c.activity+`}]}]}}`), psc.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := u.Select(psc.ByStructure(c.site)).Found(); got != c.want {
			t.Errorf("%s: found %t, want %t", c.activity, got, c.want)
		}
	}
}

// TestByStructureTwice: an activity by SIRET and one by FINESS are at one place for
// the program alone, which must choose.
func TestByStructureTwice(t *testing.T) {
	site := psc.ByStructure(rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), FINESS: rpps.MustParseFINESS("990000010")})
	for _, genre := range []string{"GENR08", "GENR10"} {
		u := parse(t, payload("99", "C", activity{Genre: "GENR10", SIRET: "00099701500011"}, activity{Genre: genre, FINESS: "990000010"}))
		if got := u.Select(site); !got.Ambiguous() || len(got.Candidates) != 2 {
			t.Errorf("%s: %+v", genre, got)
		}
	}
	// Both name it in full: which of them is meant makes no difference.
	u := parse(t, payload("99", "C", activity{Genre: "GENR10", SIRET: "00099701500011", FINESS: "990000010", Mode: "S"}, activity{Genre: "GENR10", FINESS: "990000010", Mode: "B"}))
	if got := u.Select(site); got.Index != 0 || len(got.Candidates) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestSelectorPrintsMasked(t *testing.T) {
	var out bytes.Buffer
	q := psc.ByName("CABINET ZZMARQUE")
	fmt.Fprintf(&out, "%v %+v %#v %s %q", q, q, q, q, q)
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "q", q)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "q", q, "address", psc.Address{Street: "ZZMARQUE"})
	if strings.Contains(strings.ToUpper(out.String()), "ZZMARQUE") {
		t.Error(out.String())
	}
	for q, want := range map[psc.Selector]string{
		psc.AnyStructure(): "Selector(any)", psc.ByText(""): "Selector(not stated)", psc.ByText("x"): "Selector(masked)",
		psc.ByStructure(rpps.Structure{}): "Selector(not stated)", psc.ByStructure(rpps.Structure{FINESS: rpps.MustParseFINESS("990000010")}): "Selector(masked)",
	} {
		if q.String() != want {
			t.Errorf("%s, want %s", q, want)
		}
	}
	if (psc.Address{}).String() != "(not stated)" {
		t.Error("an address that is not stated")
	}
}

// TestUnknownCodeNamesItsLists: a profession and a function may be of several
// lists; the message names them.
func TestUnknownCodeNamesItsLists(t *testing.T) {
	u, err := psc.Parse([]byte(`{"SubjectRefPro":{"exercices":[{"codeProfession":"7777","activities":[{"codeRole":"7777","codeGenreActivite":"GENR77"}]}]}}`),
		psc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"codeProfession":    "(TRE_G15, TRE_R94, TRE_R95, TRE_R291)",
		"codeRole":          "(TRE_R85, TRE_R21, TRE_R96)",
		"codeGenreActivite": "(TRE_R22-GenreActivite)",
	}
	for _, f := range u.Faults {
		if f.Code() != psc.CodeCodeUnknown {
			continue
		}
		member := f.Path()[strings.LastIndexByte(f.Path(), '.')+1:]
		if text := f.Error(); want[member] == "" || !strings.Contains(text, want[member]) {
			t.Errorf("%s: %s", member, text)
		}
		delete(want, member)
	}
	if len(want) > 0 {
		t.Errorf("not told: %v", want)
	}
}
