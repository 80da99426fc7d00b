package psc_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// TestSameRights: two activities at one place are one for the decisions only when
// nothing of them that a decision looks at differs, read or not.
func TestSameRights(t *testing.T) {
	exercise := func(profession, category, activity string) string {
		return `{"codeProfession":"` + profession + `","codeCategorieProfessionnelle":"` + category + `","activities":[{` + activity + `}]}`
	}
	const place = `"numeroSiretSite":"00099701500011"`
	const plain = place + `,"codeModeExercice":"S","codeGenreActivite":"GENR10","codeRole":"326","codeSecteurDactivite":"SA16"`
	for name, c := range map[string]struct {
		profession, category, activity string
		same                           bool
	}{
		"in another mode":      {"99", "C", strings.Replace(plain, `"S"`, `"B"`, 1), true},
		"in no mode":           {"99", "C", strings.Replace(plain, `"S"`, `""`, 1), true},
		"another profession":   {"60", "C", plain, false},
		"a profession unknown": {"77", "C", plain, false},
		"no profession":        {"", "C", plain, false},
		"another category":     {"99", "M", plain, false},
		"a student":            {"99", "E", plain, false},
		"a category unknown":   {"99", "Z", plain, false},
		"another role":         {"99", "C", strings.Replace(plain, "GENR10", "GENR11", 1), false},
		"a role unknown":       {"99", "C", strings.Replace(plain, "GENR10", "GENR77", 1), false},
		"no role":              {"99", "C", strings.Replace(plain, "GENR10", "", 1), false},
		"another function":     {"99", "C", strings.Replace(plain, "326", "347", 1), false},
		"a function unknown":   {"99", "C", strings.Replace(plain, "326", "3X6", 1), false},
		"another sector":       {"99", "C", strings.Replace(plain, "SA16", "SA01", 1), false},
		"another place":        {"99", "C", strings.Replace(plain, "00099701500011", "00099701500029", 1), false},
		"nowhere":              {"99", "C", strings.Replace(plain, place+",", "", 1), false},
	} {
		// Both ways round: the first is not the measure of the second.
		for _, turned := range []bool{false, true} {
			a, b := exercise("99", "C", plain), exercise(c.profession, c.category, c.activity)
			if turned {
				a, b = b, a
			}
			u, err := psc.Parse([]byte(`{"SubjectNameID":"899700366240","SubjectRefPro":{"exercices":[`+a+","+b+`]}}`), psc.Options{SignIn: signIn})
			if err != nil {
				t.Fatal(err)
			}
			got := u.Select(psc.AnyStructure())
			if got.Found() != c.same || got.Ambiguous() == c.same || len(got.Candidates) != 2 || c.same && got.Index != 0 {
				t.Errorf("%s, turned %t: %+v", name, turned, got)
			}
			denied := slices.Contains(slices.Collect(u.Subject(psc.AnyStructure(), habilitation.Policy{}).Problems()), habilitation.StructureAmbiguous)
			if denied == c.same {
				t.Errorf("%s, turned %t: ambiguous for the decision is %t", name, turned, denied)
			}
		}
	}
	// Two codes that nobody can read are two different ones.
	u, err := psc.Parse([]byte(`{"SubjectNameID":"899700366240","SubjectRefPro":{"exercices":[`+
		exercise("77", "C", plain)+","+exercise("78", "C", plain)+`]}}`), psc.Options{SignIn: signIn})
	if got := u.Select(psc.AnyStructure()); err != nil || !got.Ambiguous() {
		t.Errorf("two unknown professions: %+v, %v", got, err)
	}
	for _, pair := range [][2]string{{`"GENR77"`, `"GENR78"`}, {`"GENR77"`, `"GENR99"`}} {
		first, second := strings.Replace(plain, `"GENR10"`, pair[0], 1), strings.Replace(plain, `"GENR10"`, pair[1], 1)
		u, err := psc.Parse([]byte(`{"SubjectRefPro":{"exercices":[`+exercise("99", "C", first)+","+exercise("99", "C", second)+`]}}`), psc.Options{SignIn: signIn})
		if got := u.Select(psc.AnyStructure()); err != nil || !got.Ambiguous() {
			t.Errorf("two unknown roles: %+v, %v", got, err)
		}
	}
}

// TestMembersOfOneName walks three members in every case of letters and every
// order: the last of the exact name counts, else the last of all.
func TestMembersOfOneName(t *testing.T) {
	names := []string{"sub", "SUB", "Sub", "other"}
	for n := range 64 {
		order := [3]int{n % 4, n / 4 % 4, n / 16}
		var text, want string
		exact, values := false, map[string]bool{}
		for i, k := range order {
			value := fmt.Sprint("v", i)
			text += `"` + names[k] + `":"` + value + `",`
			switch {
			case k == 0:
				want, exact = value, true
			case k < 3 && !exact:
				want = value
			}
			if k < 3 {
				values[value] = true
			}
		}
		u, err := psc.Parse([]byte("{"+strings.TrimSuffix(text, ",")+"}"), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		if u.Sub.Reveal() != want || u.Faults.Has(psc.CodeMemberConflict) != (len(values) > 1) {
			t.Errorf("%s: %q, want %q, %v", text, u.Sub.Reveal(), want, u.Faults)
		}
	}
}

// TestNumbersWithin: the number inside the technical identifier, or the national
// one, counts where the field of its own is empty, and not beside one that cannot be
// read or that is another.
func TestNumbersWithin(t *testing.T) {
	bySIRET, byFINESS := psc.BySIRET(rpps.MustParseSIRET("00099701500011")), psc.ByFINESS(rpps.MustParseFINESS("990000010"))
	for _, c := range []struct {
		a             activity
		siret, finess bool
	}{
		{activity{Tech: "C00099701500011"}, true, false},
		{activity{ID: "300099701500011"}, true, false},
		{activity{Tech: "C00099701500011", SIRET: "00099702300015"}, false, false},
		{activity{Tech: "C00099701500011", SIRET: "0009970230001"}, false, false},
		{activity{ID: "300099701500011", SIRET: "0009970230001"}, false, false},
		{activity{Tech: "F990000010"}, false, true},
		{activity{ID: "1990000010"}, false, true},
		{activity{Tech: "F990000010", FINESS: "990000028"}, false, false},
		{activity{Tech: "F990000010", FINESS: "99000002"}, false, false},
		{activity{ID: "1990000010", FINESS: "99000002"}, false, false},
		{activity{ID: "1990000010", SIRET: "0009970230001"}, false, true},
	} {
		c.a.Genre = "GENR10"
		u := parse(t, payload("99", "C", c.a))
		if got := [2]bool{u.Select(bySIRET).Found(), u.Select(byFINESS).Found()}; got != [2]bool{c.siret, c.finess} {
			t.Errorf("%+v: %v", c.a, got)
		}
	}
}

// TestSelectorIsEmpty: for each way of naming an establishment, named and not.
func TestSelectorIsEmpty(t *testing.T) {
	for _, c := range []struct{ named, not psc.Selector }{
		{psc.BySIRET(rpps.MustParseSIRET("00099701500011")), psc.BySIRET(rpps.SIRET{})},
		{psc.ByFINESS(rpps.MustParseFINESS("990000010")), psc.ByFINESS(rpps.FINESS{})},
		{psc.ByTechnicalID(rpps.MustParseTechnicalID("F990000010")), psc.ByTechnicalID(rpps.TechnicalID{})},
		{psc.ByName("ESAT"), psc.ByName("-")},
		{psc.ByText("990000010"), psc.ByText(" - ")},
		{psc.ByText("é"), psc.ByText("")},
		{psc.ByStructure(rpps.Structure{ID: rpps.MustParseStructureID("1990000010")}), psc.ByStructure(rpps.Structure{Name: "ESAT"})},
	} {
		if c.named.IsEmpty() || c.named.IsZero() || !c.not.IsEmpty() || c.not.IsZero() {
			t.Errorf("%#v %#v", c.named, c.not)
		}
	}
	if psc.AnyStructure().IsEmpty() {
		t.Error("any structure is none")
	}
}

// TestCurrentByIdentifier: the identifier of the current structure counts, and the
// name only without one.
func TestCurrentByIdentifier(t *testing.T) {
	p := payload("99", "C",
		activity{Genre: "GENR10", Tech: "F990000010", Name: "IME LES ERABLES"},
		activity{Genre: "GENR08", Tech: "F990000028", Name: "SESSAD DU PARC"},
	)
	p["SubjectOrganizationID"], p["SubjectOrganization"] = "F990000028", "IME LES ERABLES"
	u := parse(t, p)
	if got := u.Select(u.Current()); got.Index != 1 {
		t.Errorf("%+v", got)
	}
	delete(p, "SubjectOrganizationID")
	u = parse(t, p)
	if got := u.Select(u.Current()); got.Index != 0 {
		t.Errorf("%+v", got)
	}
}

// situationsOf lists the situations.
func situationsOf(u *psc.Userinfo) (out []situation.Situation) {
	for _, s := range u.Situations() {
		out = append(out, s)
	}
	return out
}

// TestSituationsHaveTheIndexOfTheActivity: behind a repetition, the index is still
// that of Activities and of a selection: another would be that of another place.
func TestSituationsHaveTheIndexOfTheActivity(t *testing.T) {
	here, there := activity{Genre: "GENR10", SIRET: "00099701500011"}, activity{Genre: "GENR08", SIRET: "00099702300015"}
	u := parse(t, payload("99", "C", here, here, there))
	sel := u.Select(psc.BySIRET(rpps.MustParseSIRET("00099702300015")))
	all := maps.Collect(u.Situations())
	if len(all) != 2 || all[0] != u.Activities[0].Situation || all[2] != u.Activities[2].Situation || all[sel.Index].Role != roles.RoleCoordination {
		t.Errorf("%d situations, selected %+v", len(all), sel)
	}
	for i := range u.Situations() {
		if got := u.Select(psc.AnyStructure().Chosen(i)); got.Index != i {
			t.Errorf("chosen %d: %+v", i, got)
		}
		break // the rest is not asked for
	}
}

// TestSelectionsOfOneCandidate: a repetition is no candidate, and one candidate is
// no choice between several.
func TestSelectionsOfOneCandidate(t *testing.T) {
	again := activity{Genre: "GENR10", SIRET: "00099701500011"}
	u := parse(t, payload("99", "C", again, again, again))
	if got := u.Select(psc.AnyStructure()); got.Index != 0 || len(got.Candidates) != 1 || len(situationsOf(u)) != 1 {
		t.Errorf("%+v, %d situations", got, len(situationsOf(u)))
	}
	for _, c := range []struct {
		s    psc.Selection
		want bool
	}{
		{psc.Selection{Index: -1}, false},
		{psc.Selection{Index: -1, Candidates: []int{4}}, false},
		{psc.Selection{Index: -1, Candidates: []int{4, 5}}, true},
		{psc.Selection{Index: 0, Candidates: []int{0, 1}}, false},
		{psc.Selection{Index: 1, Candidates: []int{1, 2}}, false},
	} {
		if c.s.Ambiguous() != c.want {
			t.Errorf("%+v: ambiguous is %t", c.s, c.s.Ambiguous())
		}
	}
}

// TestZeroSelection: a selection that nobody made is none, and not the first activity.
func TestZeroSelection(t *testing.T) {
	var none psc.Selection
	if none.Found() || none.Ambiguous() || !errors.Is(none.Err(), psc.CodeSelectNone) {
		t.Errorf("%t, %t, %v", none.Found(), none.Ambiguous(), none.Err())
	}
}

// TestNumberOfAnotherOrigin: the number of the person comes from the name of the
// sign-in, else from the first other identifier that says RPPS.
func TestNumberOfAnotherOrigin(t *testing.T) {
	for name, c := range map[string]struct{ nameID, others, want string }{
		"from the name":       {"899700366240", `{"identifiant":"899700218896","origine":"RPPS"}`, "99700366240"},
		"from another":        {"ANS20240102030405", `{"identifiant":"899700218896","origine":"RPPS"}`, "99700218896"},
		"from the first":      {"", `{"identifiant":"899700218896","origine":"rpps"},{"identifiant":"899700427885","origine":"RPPS"}`, "99700218896"},
		"of no origin":        {"", `{"identifiant":"899700218896"}`, ""},
		"of another register": {"", `{"identifiant":"899700218896","origine":"ADELI"}`, ""},
		"after an empty one":  {"", `{},{"identifiant":"","origine":""},{"identifiant":"899700218896","origine":"RPPS"}`, "99700218896"},
	} {
		u, err := psc.Parse([]byte(`{"SubjectNameID":"`+c.nameID+`","otherIds":[`+c.others+`]}`), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		if got := u.Professional.Number.Canonical(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		for _, id := range u.Professional.OtherIDs {
			if id == (rpps.OtherID{}) {
				t.Errorf("%s: an identifier of which nothing is stated", name)
			}
		}
	}
}

// TestReviewed: what is said of a payload as a whole.
func TestReviewed(t *testing.T) {
	const exercise = `"SubjectRefPro":{"exercices":[{"codeProfession":"60","codeCategorieProfessionnelle":"C","codeCiviliteDexercice":"M","activities":[%s]},` +
		`{"codeProfession":"60","codeCategorieProfessionnelle":"C","codeCiviliteDexercice":"DR","activities":[%[1]s]}]}`
	read := func(text string, o psc.Options) *psc.Userinfo {
		t.Helper()
		u, err := psc.Parse([]byte(text), o)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	if u := read("{"+fmt.Sprintf(exercise, "{}")+"}", psc.Options{SignIn: signIn}); u.Professional.ExerciseCivility != "M" {
		t.Errorf("civility %q, not the first", u.Professional.ExerciseCivility)
	}
	// Without an activity the day of the sign-in matters to nothing.
	for activities, want := range map[string]bool{"": false, "{}": true} {
		if u := read("{"+fmt.Sprintf(exercise, activities)+"}", psc.Options{}); u.Faults.Has(psc.CodeSignInUnknown) != want {
			t.Errorf("activities %q: %v", activities, u.Faults)
		}
	}
	for roles, want := range map[string]int{
		`"60^1.2"`:                   0,
		`"93^1.2"`:                   1,
		`"93^1.2","60^1.2","10^1.2"`: 2,
		`"326^1.2"`:                  0, // a métier à rôle is no profession of that list
		`"77^1.2"`:                   0, // and an unknown code is told elsewhere
		`"^1.2",""`:                  0,
	} {
		n := 0
		u := read(`{"SubjectRole":[`+roles+`],`+fmt.Sprintf(exercise, "{}")+"}", psc.Options{SignIn: signIn})
		for _, f := range u.Faults {
			if f.Code() == psc.CodeSubjectRole {
				n++
			}
		}
		if n != want {
			t.Errorf("%s: %d, want %d: %v", roles, n, want, u.Faults)
		}
	}
}

// TestLimitsExactly: what fills a limit is taken whole.
func TestLimitsExactly(t *testing.T) {
	text := `{"SubjectRefPro":{"exercices":[{"codeProfession":"99","activities":[{},{},{}]}]}}`
	for most, cut := range map[int]bool{3: true, 4: false, 5: false} {
		u, err := psc.Parse([]byte(text), psc.Options{SignIn: signIn, MaxElements: most})
		if err != nil || u.Faults.Has(psc.CodeTooMany) != cut || len(u.Activities) != min(3, most-1) {
			t.Errorf("%d elements: %d activities, %v, %v", most, len(u.Activities), u.Faults, err)
		}
	}
	for most, refused := range map[int]bool{len(text) - 1: true, len(text): false, len(text) + 1: false} {
		if _, err := psc.Parse([]byte(text), psc.Options{MaxBytes: most}); (err != nil) != refused {
			t.Errorf("%d bytes: %v", most, err)
		} else if f, ok := rule.AsFault(err); refused && (!ok || f.Code() != psc.CodeTooLarge) {
			t.Errorf("%d bytes: %v", most, err)
		}
	}
}

// TestSelectorNotStated: an establishment that a program forgot to state is
// not any of those of the person.
func TestSelectorNotStated(t *testing.T) {
	u, err := psc.Parse([]byte(`{"SubjectRefPro":{"exercices":[{"codeProfession":"60","codeCategorieProfessionnelle":"C",
		"activities":[{"numeroSiretSite":"00099701500011"}]}]}}`), psc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var forgotten psc.Selector
	if !forgotten.IsZero() || !forgotten.IsEmpty() || forgotten.String() != "Selector(not stated)" {
		t.Errorf("%v: zero %t, empty %t", forgotten, forgotten.IsZero(), forgotten.IsEmpty())
	}
	if got := u.Select(forgotten); got.Found() || len(got.Candidates) != 0 || !errors.Is(got.Err(), psc.CodeSelectNone) {
		t.Errorf("%+v, %v", got, got.Err())
	}
	if got := slices.Collect(u.Subject(forgotten, habilitation.Policy{}).Problems()); !slices.Contains(got, habilitation.StructureUnknown) {
		t.Errorf("problems %v", got)
	}
	asked := psc.AnyStructure()
	if asked.IsZero() || asked.IsEmpty() || !u.Select(asked).Found() {
		t.Error("any establishment was asked for by its name")
	}
}

// TestChosen: whoever chose one of several is asked about as if it were the only
// one there: an identity is needed, and a sign-in outside regulation stays one.
func TestChosen(t *testing.T) {
	const activities = `"SubjectRefPro":{"exercices":[{"codeProfession":"10","codeCategorieProfessionnelle":"C","activities":[
		{"codeRole":"FON-01","numeroSiretSite":"00099701500011"},{"codeGenreActivite":"GENR01","numeroSiretSite":"00099701500011"},
		{"codeRole":"FON-01","numeroSiretSite":"00099701500011"},{"codeRole":"FON-01","numeroSiretSite":"00099700600010"},
		{"codeRole":"FON-29","numeroSiretSite":"0009970150001X","numeroFinessSite":"990000010"}]}]}`
	u, err := psc.Parse([]byte(`{"SubjectNameID":"899700366240","Acces_Regulation_Medicale":"FAUX",`+activities+`}`), psc.Options{SignIn: signIn})
	if err != nil {
		t.Fatal(err)
	}
	decide := func(u *psc.Userinfo, q psc.Selector) habilitation.Decision {
		return habilitation.CNAM20240925().Decide(habilitation.Request{
			Subject: u.Subject(q, habilitation.Policy{}), Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read,
			Facts: habilitation.Regulation | habilitation.RegulationNotRefused | habilitation.NotOpposed | habilitation.Visible,
		})
	}
	here := rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), FINESS: rpps.MustParseFINESS("990000010")}
	if got, want := u.Select(psc.ByStructure(here)).Candidates, []int{0, 1, 4}; !slices.Equal(got, want) {
		t.Fatalf("candidates %v, want %v", got, want)
	}
	for i := -2; i <= len(u.Activities); i++ {
		q := psc.ByStructure(here).Chosen(i)
		exists := i == 0 || i == 1 // 2 is the same as 0, 3 elsewhere, and of 4 the SIRET cannot be read
		sel := u.Select(q)
		if sel.Found() != exists || exists && (sel.Index != i || !slices.Equal(sel.Candidates, []int{i})) || !exists && (sel.Index != -1 || sel.Err() == nil) {
			t.Errorf("%d: %+v", i, sel)
		}
		want := habilitation.RegulationNotDeclared
		if !exists {
			want = habilitation.StructureUnknown
		}
		if d := decide(u, q); d.Allowed() || !d.Has(want) {
			t.Errorf("%d: %v", i, d)
		}
	}
	nobody, err := psc.Parse([]byte(`{`+strings.Replace(activities, `"codeProfession":"10",`, "", 1)+`}`), psc.Options{SignIn: signIn})
	if err != nil {
		t.Fatal(err)
	}
	if d := decide(nobody, psc.AnyStructure().Chosen(0)); d.Allowed() || !d.Has(habilitation.IdentityMissing) {
		t.Errorf("without an identity: %v", d)
	}
}

// TestADELIListed: the directory ADELI is closed, and its accounts outlive the
// exercise: of a person known by such a number nothing is open by its presence.
func TestADELIListed(t *testing.T) {
	read := func(id, others string) *psc.Userinfo {
		u, err := psc.Parse([]byte(`{"SubjectNameID":"`+id+`","otherIds":[`+others+`],"SubjectRefPro":{"exercices":[{"codeProfession":"60",
			"codeCategorieProfessionnelle":"C","activities":[{"codeModeExercice":"S","codeGenreActivite":"GENR01","codeSecteurDactivite":"SA05",
			"numeroFinessSite":"990000010"}]}]}}`), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	const adeli, number = "0533100558", `{"identifiant":"899700218896","origine":"RPPS"}`
	for id, c := range map[string]struct {
		others string
		open   bool
	}{
		adeli:               {"", false},
		" " + adeli:         {number, true}, // the account of both numbers, whichever of them signs in
		"  " + adeli:        {`{"identifiant":"899700218896","origine":"ADELI"}`, false},
		"899700366240":      {`{"identifiant":"` + adeli + `","origine":"ADELI"}`, true},
		"ANS20240102030405": {`{"identifiant":"` + adeli + `","origine":"ADELI"}`, false},
		"ANS20240102030407": {`{"identifiant":"` + adeli[1:] + `","origine":"Adeli"}`, false}, // without its 0
		"ANS20240102030408": {`{"identifiant":"","origine":"ADELI"}`, false},
		"ANS20240102030406": {`{"identifiant":"` + adeli + `","origine":"ADELI"},` + number, true},
	} {
		u := read(id, c.others)
		s := &u.Activities[0].Situation
		if got := s.OpenAt(signIn).IsOpen(); got != c.open || u.Faults.Has(psc.CodeADELI) == c.open {
			t.Errorf("%q: open %t, %v", id, got, u.Faults)
		}
		// Dates that the program knows count for everybody.
		s.Start = signIn
		if !s.OpenAt(signIn).IsOpen() {
			t.Errorf("%q is not open by its dates", id)
		}
	}
}

// TestADELIHowever: the number of somebody known by ADELI alone does not vanish because it
// is said twice, beyond the limit, or in another form than is due.
func TestADELIHowever(t *testing.T) {
	const adeli = `"0997000007"`
	const other = `{"identifiant":"997000007","origine":"ADELI"}`
	for name, members := range map[string]string{
		"as it is due":          `"SubjectNameID":` + adeli,
		"in a second member":    `"SubjectNameID":` + adeli + `,"SubjectNameID":null`,
		"in the first of two":   `"SubjectNameID":"ANS20240102030405","SubjectNameID":` + adeli,
		"in other letters":      `"SubjectNameID":"","SUBJECTNAMEID":` + adeli,
		"in a list":             `"SubjectNameID":[` + adeli + `]`,
		"beside a label":        `"SubjectNameID":"0997000007 - x"`,
		"beside its list":       `"SubjectNameID":"0997000007^1.2.250.1.71.4.2.1"`,
		"in wide digits":        `"SubjectNameID":"０９９７００００\u200b０７"`,
		"in an object":          `"SubjectNameID":{"idnps":` + adeli + `}`,
		"of two lists":          `"otherIds":[` + other + `],"otherIds":[]`,
		"of lists in letters":   `"otherIds":[],"OTHERIDS":[` + other + `]`,
		"beyond the limit":      `"otherIds":[` + strings.Repeat(`{},`, psc.MaxElements) + other + `]`,
		"in a text":             `"otherIds":[` + adeli + `]`,
		"in a list of lists":    `"otherIds":[[` + other + `]]`,
		"of two origins":        `"otherIds":[{"identifiant":"997000007","origine":"ADELI","origine":""}]`,
		"of an origin in words": `"otherIds":[{"identifiant":"997000007","origine":"Répertoire ADELI"}]`,
		"of a list of origins":  `"otherIds":[{"identifiant":"997000007","origine":["adeli"]}]`,
		"of a second number":    `"otherIds":[{"identifiant":` + adeli + `,"identifiant":"x","origine":""}]`,
	} {
		u, err := psc.Parse([]byte(`{`+members+`,"SubjectRefPro":{"exercices":[{"codeProfession":"60","codeCategorieProfessionnelle":"C",
			"activities":[{"codeModeExercice":"S","numeroSiretSite":"00099701500011"}]}]}}`), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		if !u.Faults.Has(psc.CodeADELI) {
			t.Errorf("%s: no fault: %v", name, u.Faults)
		}
		for _, s := range u.Situations() {
			if s.OpenAt(signIn).IsOpen() {
				t.Errorf("%s: open", name)
			}
		}
		// A number of the RPPS that is certain opens.
		u, err = psc.Parse([]byte(`{"SubjectNameID":"899700366240",`+strings.NewReplacer("SubjectNameID", "x", "SUBJECTNAMEID", "y").Replace(members)+`}`), psc.Options{SignIn: signIn})
		if err != nil || u.Faults.Has(psc.CodeADELI) {
			t.Errorf("%s, beside a number of the RPPS: %v, %v", name, u.Faults, err)
		}
	}
}

// TestADELINot: who is known by another number is not known by ADELI, whatever the employer
// numbers them by.
func TestADELINot(t *testing.T) {
	for _, id := range []string{"3480787529/0123456789", "500099701500011/0123456789", "4123456782/0123456789", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "ANS20240102030405", "10a.0123456789@example.org"} {
		u, err := psc.Parse([]byte(`{"SubjectNameID":"`+id+`","otherIds":[{"identifiant":"`+id+`","origine":"","qualite":1}],"SubjectRefPro":{"exercices":[{"codeProfession":"60",
			"codeCategorieProfessionnelle":"C","activities":[{"codeModeExercice":"S","numeroSiretSite":"00099701500011"}]}]}}`), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		open := false
		for _, s := range u.Situations() {
			open = s.OpenAt(signIn).IsOpen()
		}
		if u.Faults.Has(psc.CodeADELI) || !open {
			t.Errorf("%s: %v", id, u.Faults)
		}
	}
}

// TestADELIWhere: the fault names the place that says it first; what another member holds
// is no number of the person.
func TestADELIWhere(t *testing.T) {
	const technical, adeli = `"SubjectNameID":"ANS20240102030405"`, `{"identifiant":"0997000007","origine":""}`
	for members, want := range map[string]string{
		`"SubjectNameID":"0997000007","otherIds":[` + adeli + `]`:             "SubjectNameID",
		technical + `,"otherIds":[` + adeli + `]`:                             "otherIds[0].identifiant",
		technical + `,"otherIds":[{"identifiant":"x","origine":"ADELI"}]`:     "otherIds[0].identifiant",
		technical + `,"otherIds":[{"identifiant":"x"},` + adeli + `]`:         "otherIds[1].identifiant",
		technical + `,"otherIds":[` + adeli + `,{"origine":"ADELI"}]`:         "otherIds[0].identifiant",
		technical + `,"otherIds":[` + adeli + `,"0997000007"]`:                "otherIds[0].identifiant",
		technical + `,"otherIds":["0997000007"]`:                              "otherIds",
		technical + `,"otherIds":[],"preferred_username":"0997000007"`:        "",
		technical + `,"preferred_username":"0997000007"`:                      "",
		technical + `,"otherIds":[{"identifiant":"x","origine":"Annuaire"}]`:  "",
		technical + `,"otherIds":[{"identifiant":"x","origine":"RPPS"},null]`: "",
	} {
		u, err := psc.Parse([]byte(`{`+members+`}`), psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, f := range u.Faults {
			if f.Code() == psc.CodeADELI {
				got.WriteString(f.Path())
			}
		}
		if got.String() != want {
			t.Errorf("%s: %q, want %q", members, got.String(), want)
		}
	}
}
