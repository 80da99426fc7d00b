package psc_test

import (
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/psc"
)

// TestSubjectRoleCloses: what only SubjectRole says shuts out, and opens nothing.
func TestSubjectRoleCloses(t *testing.T) {
	every := func(habilitation.DocumentType) bool { return true }
	const site = `"numeroSiretSite":"00099701500011"`
	doctor := func(skill string, activities ...string) string {
		return `{"codeProfession":"10","codeCategorieProfessionnelle":"C","codeSavoirFaire":"` + skill + `","activities":[` + strings.Join(activities, ",") + `]}`
	}
	staff := func(activities ...string) string {
		return `{"codeProfession":"99","codeCategorieProfessionnelle":"C","activities":[` + strings.Join(activities, ",") + `]}`
	}
	for _, c := range []struct {
		name, exercises, roles string
		want                   string // open or not, for each situation
		told                   bool
	}{
		{"a doctor", doctor("", "{"+site+"}"), `"10"`, "true", false},
		{"occupational medicine", doctor("", "{"+site+"}"), `"SM25"`, "false", true},
		{"its old code", doctor("SM26", "{"+site+"}"), `"10","C41"`, "false", true},
		{"stated", doctor("SM25", "{"+site+"}"), `"SM25"`, "false", false},
		{"another skill", doctor("", "{"+site+"}"), `"SM26"`, "true", false},
		{"the fonction", doctor("", "{"+site+"}"), `"FON-29"`, "false", true},
		{"the fonction in small letters", doctor("", "{"+site+"}"), `"fon-29"`, "false", true},
		{"the fonction of another activity", doctor("", "{"+site+"}", `{"codeRole":"FON-29"}`), `"FON-29"`, "true false", false},
		{"an extern", doctor("", "{"+site+"}"), `"354"`, "false", true},
		{"an intern", strings.Replace(doctor("", "{"+site+"}"), `"10"`, `"60"`, 1), `"FON-48"`, "false", true},
		{"a student's métier", staff("{" + site + `,"codeGenreActivite":"GENR11"}`), `"347"`, "false", true},
		{"an activity with its own", doctor("", "{"+site+`,"codeRole":"FON-01"}`, `{"codeModeExercice":"S"}`), `"FON-29"`, "true false", true},
		{"the function that is not defined", doctor("", "{"+site+`,"codeRole":"FON-AU"}`), `"FON-29"`, "false", true},
		{"another profession", strings.Replace(doctor("", "{"+site+"}"), `"10"`, `"60"`, 1), `"SM25","FON-29","GENR10"`, "true", false},
		{"a métier without a role", staff("{" + site + `,"codeRole":"316"}`), `"316"`, "true", false},
		{"a role for it", staff("{" + site + `,"codeRole":"316"}`), `"GENR10"`, "false", true},
		{"a role that is stated", staff("{" + site + `,"codeGenreActivite":"GENR10"}`), `"GENR10"`, "true", false},
		{"a role opens nothing", staff("{" + site + "}"), `"GENR10"`, "false", true},
	} {
		u, err := psc.Parse([]byte(`{"SubjectRole":[`+c.roles+`],"SubjectRefPro":{"exercices":[`+c.exercises+`]}}`), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		if got := opened(u, every); got != c.want || u.Faults.Has(psc.CodeSubjectCloses) != c.told {
			t.Errorf("%s: open %s, want %s; told: %v", c.name, got, c.want, u.Faults)
		}
	}
}

// TestSubjectRoleKeepsRole: a role that stands in another place than is due leaves the situation
// a contradiction; a métier beside a role leaves the role.
func TestSubjectRoleKeepsRole(t *testing.T) {
	for _, c := range []struct{ activity, said, role, function string }{
		{`"codeRole":"316"`, "GENR10", "(contradiction)", "316"},
		{`"codeGenreActivite":"GENR11"`, "347", "GENR11", "347"},
		{`"codeGenreActivite":"GENR10","codeRole":"316"`, "GENR10", "GENR10", "316"},
	} {
		u, err := psc.Parse([]byte(`{"SubjectRole":["`+c.said+`"],"SubjectRefPro":{"exercices":[{"codeProfession":"99","codeCategorieProfessionnelle":"C",`+
			`"activities":[{"numeroSiretSite":"00099701500011",`+c.activity+`}]}]}}`), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		s := &u.Activities[0].Situation
		if s.Stated.Role != c.role || s.Stated.Function != c.function {
			t.Errorf("%s beside %s: role %q, métier %q", c.said, c.activity, s.Stated.Role, s.Stated.Function)
		}
	}
}

// TestSubjectRoleWhere: a fault names the element of the list, empty ones counted, and
// tells what stands twice once.
func TestSubjectRoleWhere(t *testing.T) {
	for roles, want := range map[string]string{
		`"10","","SM25","SM25"`:                 "PSC-SUBJECT-ROLE-CLOSES SubjectRole[2]",
		`"10","60"`:                             "PSC-SUBJECT-ROLE-MISMATCH SubjectRole[1]",
		`" ","10","60"`:                         "PSC-SUBJECT-ROLE-MISMATCH SubjectRole[2]",
		`"","10^1.2.250.1.71.1.2.8"`:            "PSC-SUBJECT-ROLE-CLOSES SubjectRole[1]",
		`"","10^1.2.250.1.213.1.1.5.5","10",""`: "",
	} {
		u, err := psc.Parse([]byte(`{"SubjectRole":[`+roles+`],"SubjectRefPro":{"exercices":[{"codeProfession":"10","codeCategorieProfessionnelle":"C",`+
			`"activities":[{"numeroSiretSite":"00099701500011"}]}]}}`), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range u.Faults {
			if f.Code() == psc.CodeSubjectCloses || f.Code() == psc.CodeSubjectRole {
				got = append(got, string(f.Code())+" "+f.Path())
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", roles, got, want)
		}
	}
}

// TestClosesSaidTwice: a savoir-faire of médecine du travail in a member that stands twice
// is that of the person: another value beside it opens no exercise.
func TestClosesSaidTwice(t *testing.T) {
	const place = `{"codeModeExercice":"S","numeroSiretSite":"00099701500029"}`
	for members, closes := range map[string]bool{
		`"codeSavoirFaire":"SM26","activities":[` + place + `]`:                                             false,
		`"codeSavoirFaire":"SM26","codeSavoirFaire":"SM53","activities":[` + place + `]`:                    false,
		`"codeSavoirFaire":"SM25","activities":[` + place + `]`:                                             true,
		`"codeSavoirFaire":"SM25","codeSavoirFaire":"SM26","activities":[` + place + `]`:                    true,
		`"codeSavoirFaire":"SM26","codeSavoirFaire":"SM25","activities":[` + place + `]`:                    true,
		`"codeSavoirFaire":"SM25","codeSavoirFaire":null,"activities":[` + place + `]`:                      true,
		`"CODESAVOIRFAIRE":"SM25","codeSavoirFaire":"","activities":[` + place + `]`:                        true,
		`"codeProfession":"SM25","activities":[]`:                                                           true,
		`"activities":[{"codeSavoirFaire":"SM25"}],"activities":[` + place + `]`:                            true,
		`"activities":[{"codeRole":"SM25"}],"activities":[]`:                                                true,
		`"activities":[{"codeRole":"SM25","codeRole":"FON-01","numeroSiretSite":"00099701500029"}]`:         true,
		`"activities":[{"codeRole":"FON-29","codeRole":"FON-01","numeroSiretSite":"00099701500029"}]`:       false, // of that one
		`"codeTypeSavoirFaire":"S","codeTypeSavoirFaire":["SM25"],"activities":[` + place + `]`:             true,
		`"codeTypeSavoirFaire":"S","codeTypeSavoirFaire":{"code":"SM25"},"activities":[` + place + `,null]`: true,
	} {
		const exercise = `{"codeProfession":"10","codeCategorieProfessionnelle":"C",`
		u, err := psc.Parse([]byte(`{"SubjectNameID":"899700366240","SubjectRefPro":{"exercices":[`+exercise+
			`"codeSavoirFaire":"SM26","activities":[{"codeModeExercice":"S","numeroSiretSite":"00099701500011"}]},`+exercise+members+`}]}}`), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		who := u.Subject(psc.BySIRET(rpps.MustParseSIRET("00099701500011")), habilitation.Policy{})
		if who.IsOccupationalDoctor() != closes {
			t.Errorf("%s: occupational %t, %v", members, !closes, u.Faults)
		}
	}
}
