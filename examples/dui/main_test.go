package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/internal/golden"
)

// today stands for the clock.
var today = time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC)

func call(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(args, strings.NewReader(stdin), &out, &errs, today)
	return code, out.String(), errs.String()
}

func TestGolden(t *testing.T) {
	for name, args := range map[string][]string{
		"defaut.txt":       {},
		"defaut-en.txt":    {"-lang", "en"},
		"json.json":        {"-format", "json", "-document", "34112-3,80788-3,inconnu"},
		"suspendu.json":    {"-format", "json", "-document", "80788-3", "-role-access", "suspended"},
		"deposer.txt":      {"-action", "deposit", "-document", "28653-4", "-structure", "00099701500011"},
		"urgence.json":     {"-format", "json", "-document", "80788-3", "-consent=false", "-emergency"},
		"hors-equipe.json": {"-format", "json", "-document", "80788-3", "-care-team=false", "-consent=false"},
		"ailleurs.json":    {"-format", "json", "-document", "80788-3", "-structure", "nulle part"},
		"avant.json":       {"-format", "json", "-document", "80788-3", "-at", "2024-09-24"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := call(t, "", args...)
			if code != 0 || errs != "" {
				t.Fatalf("code %d, %s", code, errs)
			}
			golden.File(t, "testdata/"+name, out)
		})
	}
}

// answerJSON is the documented form, read by other eyes than those that write it.
type answerJSON struct {
	Matrix       string
	At           string
	Professional struct{ ID, Profession string }
	Situations   []struct{ Structure, Profession, Role string }
	Decisions    []struct {
		Situation        int
		Document, Action string
		Allowed          bool
		Reasons          []string
		Source           string
	}
}

func ask2(t *testing.T, stdin string, args ...string) answerJSON {
	t.Helper()
	code, out, errs := call(t, stdin, append([]string{"-format", "json"}, args...)...)
	if code != 0 {
		t.Fatalf("code %d: %s", code, errs)
	}
	var a answerJSON
	if err := json.Unmarshal([]byte(out), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestContract(t *testing.T) {
	a := ask2(t, "")
	if len(a.Situations) != 2 || len(a.Decisions) != 2*108 || a.Matrix != "cnam-2024-09-25" || a.At != "2026-06-01" || a.Professional.ID != "899700000013" || a.Professional.Profession != "99" {
		t.Errorf("%d situations, %d decisions, %+v", len(a.Situations), len(a.Decisions), a.Professional)
	}
	open := map[int]int{}
	for _, d := range a.Decisions {
		if d.Allowed {
			open[d.Situation]++
		}
		if len(d.Reasons) == 0 || d.Source == "" || d.Action != "read" {
			t.Fatalf("a decision without reason or source: %+v", d)
		}
	}
	if open[0] != 9 || open[1] != 34 {
		t.Errorf("open %v, want 9 for GENR10 and 34 for GENR08", open)
	}

	none := ask2(t, `{"family_name":"FICTIF"}`, "-userinfo", "-")
	if len(none.Decisions) != 108 || none.Situations == nil || none.Decisions[0].Situation != -1 || none.Decisions[0].Allowed ||
		!slices.Contains(none.Decisions[0].Reasons, "HAB-IDENTITY-MISSING") {
		t.Error("without identity:", none.Decisions[0])
	}
	elsewhere := ask2(t, "", "-structure", "99999999999999", "-document", "80788-3")
	if d := elsewhere.Decisions; len(d) != 1 || d[0].Allowed || !slices.Contains(d[0].Reasons, "HAB-STRUCTURE-UNKNOWN") {
		t.Error("elsewhere:", d)
	}

	// Two roles in one establishment: nothing is guessed.
	two := strings.NewReplacer("00099702300015", "00099701500011", "990000028", "990000010").Replace(string(example))
	both := ask2(t, two, "-userinfo", "-", "-structure", "00099701500011", "-document", "80788-3")
	if len(both.Decisions) != 2 {
		t.Fatal("ambiguous:", both.Decisions)
	}
	for i, d := range both.Decisions {
		if d.Allowed || d.Situation != i || !slices.Contains(d.Reasons, "HAB-STRUCTURE-AMBIGUOUS") {
			t.Error("ambiguous:", d)
		}
	}
	// Without a question about one establishment each situation is answered.
	each := ask2(t, two, "-userinfo", "-", "-document", "80788-3")
	if len(each.Decisions) != 2 || !each.Decisions[0].Allowed || !each.Decisions[1].Allowed {
		t.Error("each:", each.Decisions)
	}
	for _, action := range []string{"deposit", "hide", "unhide", "delete"} {
		if d := ask2(t, "", "-action", action, "-document", "80788-3").Decisions[0]; !d.Allowed || d.Action != action {
			t.Error(action, d)
		}
	}
	file := filepath.Join(t.TempDir(), "userinfo.json")
	if err := os.WriteFile(file, example, 0o600); err != nil {
		t.Fatal(err)
	}
	if a := ask2(t, "", "-userinfo", file, "-document", "80788-3"); !a.Decisions[0].Allowed {
		t.Error("from a file:", a.Decisions)
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		stdin string
		args  []string
		says  string
	}{
		{"not json", []string{"-userinfo", "-"}, "PSC-JSON"},
		{string(example[:600]), []string{"-userinfo", "-"}, "ligne 18 : PSC-JSON : le texte n'est pas du JSON"},
		{string(example[:600]), []string{"-userinfo", "-", "-lang", "en"}, "line 18: PSC-JSON: the text is not JSON"},
		{"[]", []string{"-userinfo", "-"}, "PSC-NOT-OBJECT"},
		{"", []string{"-userinfo", "no such file"}, "no such file"},
		{"", []string{"-userinfo", "."}, "directory"},
		{"", []string{"-at", "01/06/2026"}, "-at"},
		{"", []string{"-at", "2026-02-30"}, "no such day"},
		{"", []string{"-action", "look"}, "-action"},
		{"", []string{"-lang", "de"}, "-lang"},
		{"", []string{"-format", "xml"}, "-format"},
		{"", []string{"-role-access", "maybe"}, "-role-access"},
		{"", []string{"-structure", "--"}, "-structure"},
		{"", []string{"-structure", ""}, "-structure"},
		{"", []string{"-document", ""}, "-document: empty"},
		{"", []string{"-userinfo", ""}, "-userinfo: empty"},
		{"", []string{"-document", ","}, "-document: empty"},
		{"", []string{"file.json"}, "unexpected argument"},
		{"", []string{"-nothing"}, "not defined"},
	} {
		code, out, errs := call(t, tt.stdin, tt.args...)
		if code != 2 || out != "" || !strings.Contains(errs, tt.says) || strings.Contains(errs, "Camille") {
			t.Errorf("%v: code %d, %q, %q", tt.args, code, out, errs)
		}
	}
	if code, _, _ := call(t, "", "-h"); code != 0 {
		t.Error("help is no failure")
	}
}

// TestText reads the text with odd userinfos: it must not fail on any.
func TestText(t *testing.T) {
	for _, in := range []string{
		`{}`,
		`{"SubjectRole":["10^1"]}`,
		`{"SubjectRefPro":{"exercices":[{"codeProfession":"9Z","activities":[{"codeRole":"x","codeGenreActivite":"y"}]}]}}`,
		`{"SubjectRefPro":{"exercices":[{"codeProfession":"60","codeCategorieProfessionnelle":"C","activities":[{}]}]}}`,
	} {
		for _, lang := range []string{"fr", "en"} {
			code, out, errs := call(t, in, "-userinfo", "-", "-lang", lang, "-document", "80788-3,nulle")
			if code != 0 || errs != "" || !strings.Contains(out, "cnam-2024-09-25") {
				t.Errorf("%s: code %d, %s", in, code, errs)
			}
		}
	}
}
