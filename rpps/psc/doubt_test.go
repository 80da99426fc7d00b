package psc_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/psc"
)

// decide reads a changed payload, and says what somebody may read who asks with
// the facts of a care team, or others.
func decide(t *testing.T, text, document string, q psc.Selector, o psc.Options, facts habilitation.Facts) (*psc.Userinfo, habilitation.Decision) {
	t.Helper()
	o.SignIn = signIn
	u, err := psc.Parse([]byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return u, habilitation.CNAM20240925().Decide(habilitation.Request{
		Subject: u.Subject(q, habilitation.Policy{}), Document: habilitation.MustParseDocumentType(document), Action: habilitation.Read, Facts: facts,
	})
}

// change replaces the first of a text, which must be there.
func change(t *testing.T, text, old, with string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("no %s", old)
	}
	return strings.Replace(text, old, with, 1)
}

func text(t *testing.T, p map[string]any) string {
	t.Helper()
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestTwoQualifications: a doctor who is an occupational one by one of two
// exercises is one.
func TestTwoQualifications(t *testing.T) {
	p := payload("10", "C", activity{SIRET: "00099701500011"})
	ref := p["SubjectRefPro"].(map[string]any)
	one := ref["exercices"].([]any)[0].(map[string]any)
	two := make(map[string]any, len(one))
	maps.Copy(two, one)
	q := psc.BySIRET(rpps.MustParseSIRET("00099701500011"))
	for _, c := range []struct {
		first, second string
		allowed       bool
	}{{"SM26", "SM25", false}, {"SCH35", "SM26", false}, {"SM26", "CAPA11", false}, {"SM26", "SM53", true}} {
		one["codeSavoirFaire"], two["codeSavoirFaire"] = c.first, c.second
		ref["exercices"] = []any{one, two}
		_, d := decide(t, text(t, p), "60591-5", q, psc.Options{}, careTeam)
		if d.Allowed() != c.allowed || d.Has(habilitation.OccupationalNoColumn) == c.allowed {
			t.Errorf("%s and %s: %v", c.first, c.second, d)
		}
	}
}

// TestCodesOfAnotherType: a list or an object in the place of a code may be what
// shuts the person out. Empty ones state nothing.
func TestCodesOfAnotherType(t *testing.T) {
	base := text(t, payload("10", "C", activity{}))
	for member, was := range map[string]string{
		"codeProfession": "10", "codeCategorieProfessionnelle": "C", "codeSavoirFaire": "", "codeRole": "", "codeSecteurDactivite": "SA16",
		"codeGenreActivite": "",
	} {
		for _, value := range []string{`["FON-29"]`, `{"code":"SA66"}`, `[ null ]`} {
			u, d := decide(t, change(t, base, `"`+member+`":"`+was+`"`, `"`+member+`":`+value), "60591-5", psc.AnyStructure(), psc.Options{}, careTeam)
			if d.Allowed() || !u.Faults.Has(psc.CodeType) {
				t.Errorf("%s %s: %v %v", member, value, d, u.Faults)
			}
		}
	}
	for _, value := range []string{`[]`, `{ }`, `null`} {
		if _, d := decide(t, change(t, base, `"codeRole":""`, `"codeRole":`+value), "60591-5", psc.AnyStructure(), psc.Options{}, careTeam); !d.Allowed() {
			t.Errorf("%s: %v", value, d)
		}
	}
	if _, d := decide(t, change(t, base, `"telephone":""`, `"telephone":["0639980001"]`), "60591-5", psc.AnyStructure(), psc.Options{}, careTeam); !d.Allowed() {
		t.Error("no code, and it shuts somebody out:", d)
	}
}

// TestRegulationUnread: what is neither yes nor no proves no call centre.
func TestRegulationUnread(t *testing.T) {
	base := text(t, payload("10", "C", activity{}))
	regulation := habilitation.Regulation | habilitation.RegulationNotRefused | habilitation.NotOpposed | habilitation.Visible
	for value, allowed := range map[string]bool{
		`"VRAI"`: true, `true`: true, `""`: true, `null`: true, // not stated: the program's word counts
		`"NON"`: false, `["FAUX"]`: false, `{"v":"VRAI"}`: false, `0`: false, `false`: false,
		`"FAUX","Acces_Regulation_Medicale":""`: false, `"VRAI","Acces_Regulation_Medicale":null`: false,
	} {
		_, d := decide(t, change(t, base, `"Acces_Regulation_Medicale":"FAUX"`, `"Acces_Regulation_Medicale":`+value), "60591-5", psc.AnyStructure(), psc.Options{}, regulation)
		if d.Allowed() != allowed || d.Has(habilitation.RegulationNotDeclared) == allowed {
			t.Errorf("%s: %v", value, d)
		}
	}
}

// TestGenreOfWhatIsMissing: the role of the top level may be that of an activity
// that was left out.
func TestGenreOfWhatIsMissing(t *testing.T) {
	p := payload("99", "C", activity{Role: "326"})
	p["codeGenreActivite"] = "GENR10"
	base := text(t, p)
	if _, d := decide(t, base, "80788-3", psc.AnyStructure(), psc.Options{}, careTeam); !d.Allowed() {
		t.Fatal("nothing below would prove anything:", d)
	}
	for name, c := range map[string]struct {
		old, with string
		elements  int
		allowed   bool
	}{
		"an activity that is none":    {`"activities":[`, `"activities":["x",`, 0, false},
		"an activity that is nothing": {`"activities":[`, `"activities":[null,`, 0, true},
		"an exercise that is none":    {`"exercices":[`, `"exercices":["x",`, 0, false},
		"an exercise that is nothing": {`"exercices":[`, `"exercices":[null,`, 0, true},
		"activities said twice":       {`"exercices":[`, `"exercices":[{"codeProfession":"99","activities":[],"activities":[{}]},`, 0, false},
		"beyond the limit":            {`"activities":[{`, `"activities":[{"codeRole":"326"},{`, 4, false},
		"a role that is a list":       {`"activities":[{"adresseEMail":"",`, `"activities":[{"CODEGENREACTIVITE":["GENR09"],`, 0, false},
	} {
		u, d := decide(t, change(t, base, c.old, c.with), "80788-3", psc.AnyStructure(), psc.Options{MaxElements: c.elements}, careTeam)
		if d.Allowed() != c.allowed {
			t.Errorf("%s: %v %v", name, d, u.Faults)
		}
	}
}

// TestEmptyActivity: an activity that states neither a place nor how the person
// practises is none, as in the extraction that the payload is made of.
func TestEmptyActivity(t *testing.T) {
	for name, c := range map[string]struct {
		activity map[string]any
		allowed  bool
	}{
		"nothing":          {map[string]any{}, false},
		"empty members":    {map[string]any{"codeModeExercice": "", "codeSecteurDactivite": "", "codeRole": "", "raisonSocialeSite": "", "codePays": ""}, false},
		"only an address":  {map[string]any{"codePostal": "99000", "adresseEMail": "a@example.org"}, false},
		"a mode":           {map[string]any{"codeModeExercice": "L"}, true},
		"a mode unknown":   {map[string]any{"codeModeExercice": "Z"}, true},
		"a role":           {map[string]any{"codeGenreActivite": "GENR01"}, true},
		"a function":       {map[string]any{"codeRole": "FON-AU"}, true},
		"a name":           {map[string]any{"raisonSocialeSite": "CABINET FICTIF"}, true},
		"an identifier":    {map[string]any{"numeroFinessSite": "990000010"}, true},
		"a useless number": {map[string]any{"numeroFinessSite": "111"}, true},
	} {
		p := payload("10", "C", activity{})
		p["SubjectRefPro"].(map[string]any)["exercices"].([]any)[0].(map[string]any)["activities"] = []any{c.activity}
		u, d := decide(t, text(t, p), "60591-5", psc.AnyStructure(), psc.Options{}, careTeam)
		if d.Allowed() != c.allowed || d.Has(habilitation.SituationDatesUnknown) == c.allowed || u.Faults.Has(psc.CodeActivityMissing) == c.allowed {
			t.Errorf("%s: %v %v", name, d, u.Faults)
		}
	}
}

// TestNumberSaidTwice: a number that is said in two ways is nobody's.
func TestNumberSaidTwice(t *testing.T) {
	p := payload("10", "C", activity{})
	p["SubjectNameID"] = "00000000-0000-4000-8000-000000000001"
	base := text(t, p)
	if u, _ := decide(t, base, "60591-5", psc.AnyStructure(), psc.Options{}, careTeam); u.Professional.Number.Canonical() != "99700000013" {
		t.Fatal("nothing below would prove anything")
	}
	twice := change(t, base, `"identifiant":"899700000013"`, `"identifiant":"899700000021","identifiant":"899700000013"`)
	if u, _ := decide(t, twice, "60591-5", psc.AnyStructure(), psc.Options{}, careTeam); !u.Professional.Number.IsZero() || !u.Faults.Has(psc.CodeMemberConflict) {
		t.Errorf("%v %v", u.Professional, u.Faults)
	}
}

// TestNilUserinfo: a program that does not look at the error of Parse has a subject who
// is denied everything, with the reason.
func TestNilUserinfo(t *testing.T) {
	u, err := psc.Parse([]byte("not JSON"), psc.Options{SignIn: signIn})
	if u != nil || err == nil {
		t.Fatal(u, err)
	}
	for _, s := range []habilitation.Subject{
		u.Subject(psc.AnyStructure(), habilitation.Policy{}), u.SubjectAt(psc.AnyStructure(), signIn, habilitation.Policy{}),
	} {
		d := habilitation.CNAM20240925().Decide(habilitation.Request{Subject: s, Action: habilitation.Read})
		if d.Allowed() || !d.Has(habilitation.IdentityMissing) {
			t.Error(d)
		}
	}
	if u.Select(psc.AnyStructure()).Err() == nil || !u.Current().IsZero() || u.HasIdentity() || situationsOf(u) != nil || !u.SignIn().IsZero() {
		t.Error("a nil userinfo says something")
	}
}

// A role that is in the list and stated where no activity carries it: the reason does
// not send people to look for a code that is none.
func TestReasonOfRoleStatedElsewhere(t *testing.T) {
	_, d := decide(t, `{"SubjectNameID":"899700000013","SubjectRole":["GENR10^1.2.250.1.213.1.1.5.5"],
		"SubjectRefPro":{"exercices":[{"codeProfession":"99","codeCategorieProfessionnelle":"C","activities":[{"codeRole":"326","numeroFinessSite":"990000010"}]}]}}`,
		"80788-3", psc.AnyStructure(), psc.Options{}, habilitation.CareTeam|habilitation.InitialConsent|habilitation.NotOpposed|habilitation.Visible)
	if d.Allowed() || !d.Has(habilitation.RoleUnknown) {
		t.Error(d)
	}
	for tag, want := range map[language.Tag]string{language.French: "hors de la situation d'exercice", language.English: "outside the practice situation"} {
		if got := d.Explain(tag); !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
}
