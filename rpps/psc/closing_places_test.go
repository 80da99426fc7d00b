package psc_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/closing/closingtest"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/situation"
)

// TestClosingAnywhere: what shuts out does so in whatever member of a payload it
// stands.
func TestClosingAnywhere(t *testing.T) {
	// %T, %R, %E and %A are where a case puts members: at the top, in SubjectRefPro, in
	// the exercise and in the activity.
	const one = `{"SubjectNameID":"899700366240"%T,"SubjectRefPro":{"codeCivilite":"M"%R,"exercices":[{"codeProfession":"%P"%E,"activities":[{"numeroSiretSite":"00099701500011"%A}]}%X]}}`
	const two = `{"SubjectNameID":"899700366240"%T,"SubjectRefPro":{"exercices":[{"codeProfession":"%P"%E,"activities":[` +
		`{"numeroSiretSite":"00099701500011"%A},{"numeroSiretSite":"00099701600019"%A}]}%R]}}`
	const c, metier = `,"codeCategorieProfessionnelle":"C"`, `,"codeRole":"316"`
	const extern = `,{"codeProfession":"10","codeCategorieProfessionnelle":"E","activities":[{"codeModeExercice":"S"}]}`
	type at struct{ t, r, e, a, x string }
	for _, k := range []struct {
		name, payload, profession string
		at                        at
		want                      string
	}{
		{"nothing", one, "10", at{e: c}, "true"},
		{"nothing, by a nurse", one, "60", at{e: c}, "true"},

		{"the sector at the top", one, "10", at{e: c, t: `,"Secteur_Activite":"SA66^1.2.250.1.71.4.2.4"`}, "false"},
		{"the sector at the top, in small letters", one, "10", at{e: c, t: `,"Secteur_Activite":" sa47"`}, "false"},
		{"the sector at the top, of one of two", two, "10", at{e: c, t: `,"Secteur_Activite":"SA66"`}, "false false"},
		{"the sector at the top, of neither", two, "10", at{e: c, a: `,"codeSecteurDactivite":"SA07"`, t: `,"Secteur_Activite":"SA66"`}, "true true"},
		{"the sector at the top, of one that is not defined", one, "10", at{e: c, a: `,"codeSecteurDactivite":"SA43"`, t: `,"Secteur_Activite":"SA66"`}, "false"},
		{"the sector at the top, of another activity", two, "10", at{e: c, r: `,{"codeProfession":"10"` + c + `,"activities":[{"codeSecteurDactivite":"SA66"}]}`, t: `,"Secteur_Activite":"SA66"`}, "true true false"},
		{"another sector at the top", one, "10", at{e: c, t: `,"Secteur_Activite":"SA07"`}, "true"},
		{"the sector at the top, a list", one, "10", at{e: c, t: `,"Secteur_Activite":["SA66"]`}, "false"},
		{"the sector in SubjectRole", one, "10", at{e: c, t: `,"SubjectRole":["SA66"]`}, "false"},
		{"the sector of companies", one, "10", at{e: c, a: `,"codeSecteurDactivite":"SA13"`}, "false"},
		{"the sector in the exercise", one, "10", at{e: c + `,"codeSecteurDactivite":"SA66"`}, "false"},

		{"the savoir-faire at the top", one, "10", at{e: c, t: `,"codeSavoirFaire":"SM25"`}, "false"},
		{"the savoir-faire in SubjectRefPro", one, "10", at{e: c, r: `,"codeSavoirFaire":"SCH35"`}, "false"},
		{"the savoir-faire in the activity", one, "10", at{e: c, a: `,"codeSavoirFaire":"C41"`}, "false"},
		{"the savoir-faire in an activity of two", two, "10", at{e: c, a: `,"codeSavoirFaire":"sm25"`}, "false false"},
		{"the savoir-faire in another activity", two, "10", at{e: c, r: `,{"codeProfession":"10"` + c + `,"activities":[{"codeModeExercice":"S","codeSavoirFaire":"SM25"}]}`}, "false false false"},
		{"another savoir-faire in the activity", one, "10", at{e: c, a: `,"codeSavoirFaire":"SM26"`}, "true"},
		{"the savoir-faire as a fonction", one, "10", at{e: c, a: `,"codeRole":"SM25"`}, "false"},
		{"the savoir-faire of another exercise", two, "10", at{e: c, r: `,{"codeProfession":"10"` + c + `,"codeSavoirFaire":"SM25","activities":[]}`}, "false false"},
		{"a savoir-faire twice, two ways", one, "10", at{e: c + `,"codeSavoirFaire":"SM25","codeSavoirFaire":"SM26"`}, "false"},

		{"one of several savoir-faire", one, "10", at{e: c + `,"codeSavoirFaire":"SM26,SM25"`}, "false"},
		{"one of several savoir-faire, of another exercise", two, "10", at{e: c, r: `,{"codeProfession":"10"` + c + `,"codeSavoirFaire":"SM26;SM25","activities":[]}`}, "false false"},
		{"one of several in a place that is not due", one, "10", at{e: c, a: `,"codeModeExercice":"S / SM25"`}, "false"},
		{"a savoir-faire beside its label", one, "10", at{e: c + `,"codeSavoirFaire":"SM25 - Médecine du travail"`}, "false"},
		{"one of several fonctions", one, "10", at{e: c, a: `,"codeRole":"FON-01|FON-29"`}, "false"},
		{"one of several sectors", one, "10", at{e: c, a: `,"codeSecteurDactivite":"SA07 SA66"`}, "false"},
		{"one of several in a text of SubjectRole", one, "10", at{e: c, t: `,"SubjectRole":"10^1.2.250.1.71.1.2.7;SM25^1.2.250.1.213.2.28"`}, "false"},
		{"one in the words of another member", one, "10", at{e: c, t: `,"lieu":"bâtiment C41, salle SM25"`}, "true"},

		{"a number as a savoir-faire", one, "60", at{e: c + `,"codeSavoirFaire":"347"`}, "true"},

		{"a category in a member that nobody knows", one, "60", at{e: c, t: `,"exercice":{"x":[1],"codeCategorieProfessionnelle":"E"}`}, "false"},
		{"a category in a list there", one, "60", at{e: c, t: `,"exercices":[{"codeCategorieProfessionnelle":["E"],"x":"C"}]`}, "false"},
		{"E in another member there", one, "60", at{e: c, t: `,"exercice":{"codeCategorieProfessionnelle":"C","x":"E","y":["E"]}`}, "true"},
		{"a student's métier in a member that nobody knows", one, "60", at{e: c, t: `,"activite":{"codeRole":"346"}`}, "false"},
		{"a number there", one, "60", at{e: c, t: `,"activite":{"codeRole":{"x":"Y"},"numeroVoie":"346","codes":["codeRole","346"]}`}, "true"},

		{"the fonction at the top", one, "10", at{e: c, t: `,"codeRole":"FON-29"`}, "false"},
		{"the fonction in the exercise", one, "10", at{e: c + `,"codeRole":"FON-29"`}, "false"},
		{"the fonction as a savoir-faire", one, "10", at{e: c + `,"codeSavoirFaire":"FON-29"`}, "false"},
		{"the fonction of another activity", two, "10", at{e: c, r: `,{"codeProfession":"10"` + c + `,"activities":[{"codeRole":"FON-29"}]}`}, "true true false"},
		{"the fonction in SubjectRole, a list", one, "10", at{e: c, t: `,"SubjectRole":[["FON-29"]]`}, "false"},
		{"the fonction in SubjectRole, an object", one, "10", at{e: c, t: `,"SubjectRole":[{"code":"FON-29"}]`}, "false"},
		{"SubjectRole twice", one, "10", at{e: c, t: `,"SubjectRole":["10"],"SubjectRole":["FON-29"]`}, "false"},
		{"SubjectRole by another name", one, "10", at{e: c, t: `,"SubjectRoles":["FON-29^1.2.250.1.213.1.1.5.5"]`}, "false"},
		{"nothing in SubjectRole", one, "10", at{e: c, t: `,"SubjectRole":[null,""]`}, "true"},

		{"the category at the top", one, "60", at{e: c, t: `,"codeCategorieProfessionnelle":"E"`}, "false"},
		{"the category in the activity", one, "60", at{e: c, a: `,"codeCategorieProfessionnelle":"E"`}, "false"},
		{"another category in the activity", one, "60", at{e: c, a: c}, "true"},
		{"a student's métier at the top", one, "60", at{e: c, t: `,"codeRole":"346"`}, "false"},
		{"a student's métier in SubjectRole, a number", one, "60", at{e: c, t: `,"SubjectRole":[346]`}, "false"},
		{"a student's métier in SubjectRole, with blanks", one, "60", at{e: c, t: `,"SubjectRole":["346 ^1.2"]`}, "false"},
		{"in training, in SubjectRole", one, "60", at{e: c, t: `,"SubjectRole":["60^1.2.250.1.71.1.2.8"]`}, "false"},
		{"the métier of another exercise, that of a student", one, "60", at{e: c, x: extern, t: `,"SubjectRole":["60","10","354"]`}, "true false"},
		{"the métier of another exercise than that of a student", one, "60", at{e: c, x: extern, t: `,"SubjectRole":["60","10","346"]`}, "false false"},
		{"the métier of another exercise, which is no student's", one, "60", at{e: c, x: strings.Replace(extern, `"E"`, `"C"`, 1), t: `,"SubjectRole":["60","10","354"]`}, "false false"},
		{"the métier of another exercise, that of a student, in this one", one, "60", at{e: c + `,"codeRole":"354"`, x: extern}, "false true"},
		{"the métier of an exercise of the same profession", one, "10", at{e: c, x: extern, t: `,"SubjectRole":["10","354"]`}, "false false"},
		{"in training, beside an exercise as a student of it", one, "10", at{e: c, x: extern, t: `,"SubjectRole":["10^1.2.250.1.71.1.2.8"]`}, "false true"},
		{"in training for another exercise", one, "60", at{e: c, x: extern, t: `,"SubjectRole":["60","10^1.2.250.1.71.1.2.8"]`}, "true true"},
		{"the fonction of another exercise, that of an intern", one, "60", at{e: c, x: extern, t: `,"SubjectRole":["60","10","FON-48"]`}, "true true"},
		{"the métier of an extern who has an exercise", one, "10", at{e: `,"codeCategorieProfessionnelle":"E"`, t: `,"SubjectRole":["10","354"]`}, "false"},
		{"a student's métier as a savoir-faire", one, "60", at{e: c + `,"codeSavoirFaire":"FON-52"`}, "false"},

		{"a métier", one, "99", at{e: c, a: metier}, "true"},
		{"the role at the top", one, "99", at{e: c, a: metier, t: `,"codeGenreActivite":"GENR09"`}, "false"},
		{"the role at the top, of one of two", two, "99", at{e: c, a: metier, t: `,"codeGenreActivite":"GENR09"`}, "false false"},
		{"the role in SubjectRefPro", one, "99", at{e: c, a: metier, r: `,"codeGenreActivite":"GENR09"`}, "false"},
		{"the role in the exercise", one, "99", at{e: c + `,"codeGenreActivite":"GENR09"`, a: metier}, "false"},
		{"the role in SubjectRole, in small letters", one, "99", at{e: c, a: metier, t: `,"SubjectRole":["genr13"]`}, "false"},
		{"the role in SubjectRole, with blanks", one, "99", at{e: c, a: metier, t: `,"SubjectRole":["GENR09 ^1.2"]`}, "false"},
		{"care at the top, of one of two", two, "99", at{e: c, a: metier, t: `,"codeGenreActivite":"GENR01"`}, "true true"},
		{"care in SubjectRole", one, "99", at{e: c, a: metier, t: `,"SubjectRole":["GENR01"]`}, "true"},
		{"a role drawn from the top", one, "99", at{e: c, t: `,"codeGenreActivite":"GENR11"`}, "true"},
		{"and the same in SubjectRole", one, "99", at{e: c, t: `,"codeGenreActivite":"GENR11","SubjectRole":["GENR11"]`}, "true"},
		{"and another one in SubjectRole", one, "99", at{e: c, t: `,"codeGenreActivite":"GENR11","SubjectRole":["GENR13"]`}, "false"},
		{"and another one in the exercise", one, "99", at{e: c + `,"codeGenreActivite":"GENR13"`, t: `,"codeGenreActivite":"GENR11"`}, "false"},
		{"its own role, and another one in SubjectRole", one, "99", at{e: c, a: `,"codeGenreActivite":"GENR11"`, t: `,"SubjectRole":["GENR13"]`}, "true"},
		{"no care", one, "10", at{e: c, a: `,"codeGenreActivite":"GENR04"`}, "false"},
		{"no care, in small letters, with its list", one, "60", at{e: c, a: `,"codeGenreActivite":"genr04^1.2.250.1.213.1.6.1.19"`}, "false"},
		{"no care at the top", one, "10", at{e: c, t: `,"codeGenreActivite":"GENR04"`}, "false"},
		{"no care at the top, of one of two", two, "60", at{e: c, t: `,"codeGenreActivite":"GENR04"`}, "false false"},
		{"no care at the top, care in the activity", one, "60", at{e: c, a: `,"codeGenreActivite":"GENR01"`, t: `,"codeGenreActivite":"GENR04"`}, "true"},
		{"no care in one of two activities", two, "10", at{e: c, t: `,"codeGenreActivite":"GENR04"`, r: `,{"codeProfession":"10"` + c + `,"activities":[{"codeModeExercice":"S","codeGenreActivite":"GENR04"}]}`}, "true true false"},
		{"no care at the top, and care", one, "10", at{e: c, t: `,"codeGenreActivite":"GENR04","codeGenreActivite":"GENR01"`}, "false"},
		{"care and a student's number at the top", one, "10", at{e: c, t: `,"codeGenreActivite":"GENR01","codeGenreActivite":"346"`}, "true"},
		{"care drawn from the top, no care in SubjectRole", one, "60", at{e: c, t: `,"codeGenreActivite":"GENR01","SubjectRole":["GENR04"]`}, "false"},
		{"no care in the exercise", one, "10", at{e: c + `,"codeGenreActivite":"GENR04"`}, "false"},
		{"no care in SubjectRole", one, "10", at{e: c, t: `,"SubjectRole":["10","GENR04"]`}, "false"},
		{"no care as the fonction", one, "10", at{e: c, a: `,"codeRole":"GENR04"`}, "false"},
		{"no care of a préparateur, at the top", one, "99", at{e: c, a: metier, t: `,"codeGenreActivite":"GENR04"`}, "false"},
		{"a praticien conseil", one, "10", at{e: c, a: `,"codeRole":"FON-19"`}, "false"},
		{"a praticien conseil at the top", one, "10", at{e: c, t: `,"codeRole":"fon-19"`}, "false"},
		{"none of a nurse", one, "60", at{e: c + `,"codeSavoirFaire":"SM25"`, t: `,"Secteur_Activite":"SA66","codeRole":"FON-29","codeGenreActivite":"GENR10"`}, "true"},
	} {
		text := strings.NewReplacer("%T", k.at.t, "%R", k.at.r, "%E", k.at.e, "%A", k.at.a, "%X", k.at.x, "%P", k.profession).Replace(k.payload)
		u, err := psc.Parse([]byte(text), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(k.name, err)
		}
		// A métier and a role together read what both columns have.
		both := k.profession == "99" && strings.Contains(k.at.a, "316")
		got := opened(u, func(d habilitation.DocumentType) bool { return !both || d.Code() == "57833-6" })
		if got != k.want {
			t.Errorf("%s: open %s, want %s: %v", k.name, got, k.want, u.Faults)
		}
	}
}

// opened reports for each situation, in their order, whether it reads a document of
// one of these types, with all that the care team has.
func opened(u *psc.Userinfo, among func(habilitation.DocumentType) bool) string {
	var out []string
	for _, s := range situationsOf(u) {
		some := false
		for d := range habilitation.CNAM20240925().DecideEach(habilitation.Request{
			Subject: habilitation.SubjectOf(s, signIn), Action: habilitation.Read,
			Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
		}, habilitation.DocumentTypes()) {
			some = some || d.Allowed() && among(d.Document())
		}
		out = append(out, fmt.Sprint(some))
	}
	return strings.Join(out, " ")
}

// TestEveryClosingCode: each code that shuts a doctor out does so in a member that is
// not read there.
func TestEveryClosingCode(t *testing.T) {
	closingtest.Every(t, signIn, func(code string) situation.Situation {
		u, err := psc.Parse([]byte(`{"SubjectRefPro":{"exercices":[{"codeProfession":"10","codeCategorieProfessionnelle":"C","activities":[`+
			`{"numeroSiretSite":"00099701500011"}]}]},"codeRole":"`+code+`"}`), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		return u.Activities[0].Situation
	})
}

// TestClosingBeyondWhatIsRead: what shuts out does so too in an element that is of no use,
// or beyond the limit.
func TestClosingBeyondWhatIsRead(t *testing.T) {
	const doctor = `{"codeProfession":"10","codeCategorieProfessionnelle":"C","activities":[{"numeroSiretSite":"00099701500011"}%A]}`
	for name, c := range map[string]struct {
		exercises, activities string
		most                  int
		want                  string
	}{
		"nothing":                                    {want: "true"},
		"an activity beyond the limit":               {activities: `,{"codeModeExercice":"S"}`, most: 2, want: "true"},
		"médecine du travail beyond the limit":       {activities: `,{"codeSavoirFaire":"SM25"}`, most: 2, want: "false"},
		"behind another savoir-faire, beyond it":     {activities: `,{"codeSavoirFaire":"SM26;SM25"}`, most: 2, want: "false"},
		"words beyond the limit":                     {activities: `,{"raisonSocialeSite":"SM26;SM25"}`, most: 2, want: "true"},
		"médecine du travail on the limit":           {activities: `,{"codeSavoirFaire":"SM25"}`, most: 3, want: "false false"},
		"the category of students beyond the limit":  {activities: `,{"codeCategorieProfessionnelle":"E"}`, most: 2, want: "false"},
		"behind a category, beyond the limit":        {activities: `,{"codeCategorieProfessionnelle":"C"},"SM25"`, most: 2, want: "false"},
		"a role behind an object, and no number":     {activities: `,{"codeRole":"x"},346`, most: 2, want: "true"},
		"a number in the list of a role":             {activities: `,{"codeRole":[{"x":1},346]}`, most: 2, want: "false"},
		"behind a category, in an element of a list": {activities: `,[{"codeCategorieProfessionnelle":"C"},"SM25"]`, want: "false"},
		"a list in the place of an activity":         {activities: `,["SA66"]`, want: "false"},
		"a list of nothing there":                    {activities: `,["SA07"]`, want: "true"},
		"a text in the place of an exercise":         {exercises: `,"SM25"`, want: "false"},
	} {
		text := `{"SubjectRefPro":{"exercices":[` + strings.Replace(doctor, "%A", c.activities, 1) + c.exercises + `]}}`
		u, err := psc.Parse([]byte(text), psc.Options{SignIn: signIn, MaxElements: c.most})
		if err != nil {
			t.Fatal(name, err)
		}
		if got := opened(u, func(habilitation.DocumentType) bool { return true }); got != c.want {
			t.Errorf("%s: open %s, want %s: %v", name, got, c.want, u.Faults)
		}
	}
}

// TestSameRightsOfSectors: two activities in one place are one answer only if
// they can but lead to the same decisions: a sector that closes is seen in small
// letters too.
func TestSameRightsOfSectors(t *testing.T) {
	for _, sector := range []string{"sa68", " SA47", "SA66^1.2.250.1.71.4.2.4"} {
		u, err := psc.Parse([]byte(`{"SubjectRefPro":{"exercices":[{"codeProfession":"10","codeCategorieProfessionnelle":"C","activities":[`+
			`{"identifiantTechniqueDeLaStructure":"R95141","codeModeExercice":"L"},`+
			`{"identifiantTechniqueDeLaStructure":"R95141","codeModeExercice":"S","codeSecteurDactivite":"`+sector+`"}]}]}}`), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		if s := u.Select(psc.ByText("R95141")); !s.Ambiguous() {
			t.Errorf("%s: %+v", sector, s)
		}
	}
}

// TestUnreadNumberIsUnsure: an activity of the place whose SIRET cannot be read is not
// taken, and does not make the other one look unique.
func TestUnreadNumberIsUnsure(t *testing.T) {
	q := psc.ByStructure(rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), FINESS: rpps.MustParseFINESS("990000010")})
	for second, want := range map[string]bool{
		`"codeRole":"FON-29"`:                false,
		`"codeSecteurDactivite":"SA66"`:      false,
		`"codeModeExercice":"L"`:             true, // of the same rights
		`"codeCategorieProfessionnelle":"E"`: false,
	} {
		u, err := psc.Parse([]byte(`{"SubjectRefPro":{"exercices":[{"codeProfession":"10","codeCategorieProfessionnelle":"C","activities":[`+
			`{"numeroSiretSite":"00099701500011"},{"numeroSiretSite":"0009970150001X","numeroFinessSite":"990000010",`+second+`}]}]}}`), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		if s := u.Select(q); s.Found() != want || s.Ambiguous() == want {
			t.Errorf("%s: %+v", second, s)
		}
	}
}

// TestRepeatedUnreadNumber: an activity that makes another unsure is named once,
// although it stands twice.
func TestRepeatedUnreadNumber(t *testing.T) {
	const unsure = `{"numeroSiretSite":"0009970150001X","numeroFinessSite":"990000010","codeRole":"FON-29"}`
	u, err := psc.Parse([]byte(`{"SubjectRefPro":{"exercices":[{"codeProfession":"10","codeCategorieProfessionnelle":"C","activities":[`+
		unsure+`,`+unsure+`,{"numeroSiretSite":"00099701500011"}]}]}}`), psc.Options{SignIn: signIn})
	if err != nil {
		t.Fatal(err)
	}
	q := psc.ByStructure(rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), FINESS: rpps.MustParseFINESS("990000010")})
	if s := u.Select(q); !slices.Equal(s.Candidates, []int{0, 2}) || s.Found() {
		t.Errorf("%+v", s)
	}
}

// TestRegulationElsewhere: "no call centre" counts wherever it is said; "yes" only at
// the top.
func TestRegulationElsewhere(t *testing.T) {
	for payload, want := range map[string]rpps.Answer{
		`{"Acces_Regulation_Medicale":"VRAI"}`:                                                                     rpps.Yes,
		`{"SubjectRefPro":{"Acces_Regulation_Medicale":"FAUX"}}`:                                                   rpps.No,
		`{"SubjectRefPro":{"Acces_Regulation_Medicale":"VRAI"}}`:                                                   0,
		`{"SubjectRefPro":{"Acces_Regulation_Medicale":""}}`:                                                       0,
		`{"Acces_Regulation_Medicale":"VRAI","SubjectRefPro":{"exercices":[{"acces_regulation_medicale":false}]}}`: rpps.No,
		`{"Acces_Regulation_Medicale":"VRAI","SubjectRefPro":{"Acces_Regulation_Medicale":["x"]}}`:                 rpps.No,
		`{"Acces_Regulation_Medicale":"VRAI","SubjectRefPro":{"Acces_Regulation_Medicale":null}}`:                  rpps.Yes,
	} {
		u, err := psc.Parse([]byte(payload), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		if u.Regulation != want {
			t.Errorf("%s: %v, want %v", payload, u.Regulation, want)
		}
	}
}
