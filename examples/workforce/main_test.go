package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/internal/golden"
)

// today stands for the clock.
var today = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func call(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(args, strings.NewReader(""), &out, &errs, today)
	return code, out.String(), errs.String()
}

func TestGolden(t *testing.T) {
	for name, args := range map[string][]string{
		"role.txt":       {},
		"profession.txt": {"-strategy", "profession"},
		"structure.txt":  {"-strategy", "structure", "-at", "2027-03-01"},
		"role-en.txt":    {"-lang", "en"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := call(args...)
			if code != 0 || errs != "" {
				t.Fatalf("code %d, %s", code, errs)
			}
			golden.File(t, "testdata/"+name, out)
		})
	}
}

// answer is the JSON answer, read by other eyes than those that write it.
type answer struct {
	At, Until, Strategy string
	Needs, Last         struct {
		Findings []struct{ Ref, Verdict, Role string }
	}
	Plan struct {
		WorkingDays int
		Waves       []struct {
			Key   string
			Slots []struct {
				Ref, On      string
				Gestionnaire int
			}
		}
		Blocked []struct{ Refs, Missing []string }
		Unclear []string
	}
	Events []struct {
		On, Kind, Ref, State string
		Tasks                []struct {
			Code, Actor string
			Situation   int
		}
	}
}

func TestStory(t *testing.T) {
	for _, strategy := range []string{"role", "profession", "structure"} {
		code, out, errs := call("-format", "json", "-strategy", strategy)
		if code != 0 {
			t.Fatal(errs)
		}
		var a answer
		if err := json.Unmarshal([]byte(out), &a); err != nil {
			t.Fatal(err)
		}
		if a.At != "2026-11-23" || a.Until != "2027-11-22" || a.Strategy != strategy {
			t.Error(a.At, a.Until, a.Strategy)
		}
		if n := len(a.Needs.Findings); n != 55 {
			t.Errorf("%d people are there on the first day, and five arrive later", n)
		}
		verdicts := map[string]string{}
		for _, f := range a.Needs.Findings {
			verdicts[f.Ref] = f.Verdict
		}
		registered, left := map[string]bool{}, map[string]bool{}
		for _, e := range a.Events {
			switch e.Kind {
			case "registered":
				if registered[e.Ref] || verdicts[e.Ref] == "orderOrARS" || verdicts[e.Ref] == "notEligible" {
					t.Errorf("%s is registered: %s", e.Ref, verdicts[e.Ref])
				}
				registered[e.Ref] = true
			case "refused":
				t.Errorf("%s: what is planned is refused", e.Ref)
			case "left":
				left[e.Ref] = true
				if registered[e.Ref] && e.State != "closed" {
					t.Errorf("%s leaves with a situation that is %q", e.Ref, e.State)
				}
				for _, x := range e.Tasks {
					// Of two employers only this one closes: the first
					// situation of P47 is elsewhere.
					if e.Ref == "P47" && x.Situation == 0 {
						t.Error("the situation of the other employer was closed")
					}
				}
			}
		}
		if len(registered) != 42 || len(left) != 7 {
			t.Errorf("%s: %d registered, %d left", strategy, len(registered), len(left))
		}
		for _, f := range a.Last.Findings {
			if f.Verdict == "toRegister" || f.Verdict == "newSituation" || left[f.Ref] {
				t.Errorf("%s is left over: %s", f.Ref, f.Verdict)
			}
			if registered[f.Ref] != (f.Verdict == "alreadyThere") {
				t.Errorf("%s: %s", f.Ref, f.Verdict)
			}
		}
		for _, secret := range []string{"FICTIF", "Camille", "9970000", "0639980", "p01@"} {
			if strings.Contains(out, secret) {
				t.Errorf("%s is shown", secret)
			}
		}
	}
}

// TestAnyDay tells the story from many days: it must not fail on any.
func TestAnyDay(t *testing.T) {
	for _, at := range []string{"0100-01-01", "2019-12-31", "2023-01-01", "2025-03-15", "2026-02-28", "2028-02-29", "9900-06-01"} {
		for _, format := range []string{"text", "json"} {
			if code, out, errs := call("-at", at, "-format", format); code != 0 || out == "" || errs != "" {
				t.Errorf("%s %s: code %d, %s", at, format, code, errs)
			}
		}
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"-at", "23/11/2026"}, "-at"},
		{[]string{"-at", "2026-02-30"}, "no such day"},
		{[]string{"-at", "0001-01-01"}, "calendar"},
		{[]string{"-at", "9999-01-01"}, "calendar"},
		{[]string{"-strategy", "luck"}, "-strategy"},
		{[]string{"-strategy", ""}, "-strategy"},
		{[]string{"-lang", "de"}, "-lang"},
		{[]string{"-format", "xml"}, "-format"},
		{[]string{"staff.csv"}, "unexpected argument"},
		{[]string{"-nothing"}, "not defined"},
	} {
		if code, out, errs := call(tt.args...); code != 2 || out != "" || !strings.Contains(errs, tt.says) {
			t.Errorf("%v: code %d, %q, %q", tt.args, code, out, errs)
		}
	}
	if code, _, _ := call("-h"); code != 0 {
		t.Error("help is no failure")
	}
}
