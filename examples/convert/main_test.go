package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
)

// today stands for the clock.
var today = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

func call(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(args, strings.NewReader(stdin), &out, &errs, today)
	return code, out.String(), errs.String()
}

// TestGolden runs every way from one format to another on the examples.
func TestGolden(t *testing.T) {
	codes := map[string]int{
		"userinfo-psi":   1, // Pro Santé Connect states no civil status
		"extraction-psi": 1, // nor an extraction a start
		"fhir-psi":       1, // nor a Practitioner a place of birth
	}
	for from := range formats {
		for _, to := range []string{"json", "fhir", "psi"} {
			name := from + "-" + to
			t.Run(name, func(t *testing.T) {
				code, out, notes := call(t, "", "-from", from, "-to", to, "-informed", "2026-11-20")
				if code != codes[name] {
					t.Errorf("code %d", code)
				}
				golden.File(t, "testdata/"+name+".golden", out)
				golden.File(t, "testdata/"+name+".notes", notes)
				if to != "psi" && !json.Valid([]byte(out)) {
					t.Error("no JSON")
				}
				if to == "fhir" {
					if _, err := fhir.Parse([]byte(out), fhir.Options{}); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	code, out, notes := call(t, "")
	golden.File(t, "testdata/userinfo-json.golden", out)
	golden.File(t, "testdata/userinfo-json.notes", notes)
	if code != 0 {
		t.Errorf("without arguments: code %d", code)
	}
	_, _, notes = call(t, "", "-from", "psi", "-to", "fhir", "-format", "json", "-lang", "en")
	golden.File(t, "testdata/psi-fhir-en.jsonl", notes)
	for line := range strings.Lines(notes) {
		var n note
		if err := json.Unmarshal([]byte(line), &n); err != nil || n.Code == "" || n.Message == "" || n.Severity == 0 {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// TestThere: a registration that may be sent comes through FHIR and back.
func TestThere(t *testing.T) {
	body := `{"lastName":"EXEMPLE","firstNames":"Camille","birthDate":"1988-03-14","genderCode":"F","birthLocationCode":"75056","email":"c@example.org","phone":"+33639980001","identifier":"899700366240",
	 "activity":{"professionCode":"99","professionalCategoryCode":"C","activityStartDate":"2026-12-01","function":"326","activityGenre":"GENR10","practiceMode":"S","numFINESSET":"990000010"}}`
	code, model, _ := call(t, body+"\n"+body, "-from", "psi", "-to", "json", "-")
	if code != 0 || strings.Count(model, `"role":"GENR10"`) != 4 {
		t.Fatalf("code %d: %s", code, model)
	}
	code, bundle, _ := call(t, body, "-from", "psi", "-to", "fhir", "-")
	if code != 0 {
		t.Fatal(bundle)
	}
	code, again, notes := call(t, bundle, "-from", "fhir", "-to", "json", "-")
	if code != 0 || notes != "" || !strings.Contains(again, `"role":"GENR10","profession":"99","function":"326","category":"C","mode":"S","start":"2026-12-01"`) {
		t.Fatalf("code %d: %s %s", code, again, notes)
	}
	// A userinfo comes through FHIR with what decides on rights, and without
	// the presence on the day of the sign-in.
	_, bundle, _ = call(t, "", "-from", "userinfo", "-to", "fhir")
	_, again, _ = call(t, bundle, "-from", "fhir", "-to", "json", "-")
	if !strings.Contains(again, `"role":"GENR10"`) || strings.Contains(again, `"source":"userinfo"`) {
		t.Fatal(again)
	}
}

// TestSent: what may be registered becomes a body.
func TestSent(t *testing.T) {
	bundle := `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Practitioner","id":"1"}}]}`
	code, out, notes := call(t, bundle, "-from", "fhir", "-to", "psi", "-")
	if code != 1 || out != "" || !strings.Contains(notes, "NO-SITUATION") {
		t.Errorf("code %d: %s %s", code, out, notes)
	}
	text, err := examples.ReadFile("extraction.txt")
	if err != nil {
		t.Fatal(err)
	}
	header, _, _ := strings.Cut(string(text), "\n")
	row := map[string]string{
		"Type d'identifiant PP": "8", "Identifiant PP": "99700366240", "Identification nationale PP": "899700366240", "Nom de famille": "EXEMPLE", "Prénoms": "Camille'",
		"Date de naissance": "14/03/1988", "Code commune de naissance": "75056", "Code pays de naissance": "99000", "Code sexe": "F",
		"Téléphone (coord. correspondance)": "0639980001", "Adresse e-mail (coord. correspondance)": "c@example.org", "Code profession": "99",
		"Code catégorie professionnelle": "C", "Nom d'exercice": "EXEMPLE", "Prénom d'exercice": "Camille", "Code mode exercice": "S", "Code secteur d'activité": "SA16",
		"Code rôle": "326", "Numéro FINESS site": "990000010", "Numéro SIRET site": "00099701500011", "Code genre d'activité": "GENR10",
	}
	var line strings.Builder
	for label := range strings.SplitSeq(strings.TrimSuffix(header, "|"), "|") {
		line.WriteString(row[label] + "|")
	}
	code, out, notes = call(t, header+"\n"+line.String()+"\n", "-from", "extraction", "-to", "psi", "-informed", "2026-11-20", "-format", "json", "-")
	// Files carry no start: that alone stands against the sending.
	var errs []string
	for line := range strings.Lines(notes) {
		var n note
		if json.Unmarshal([]byte(line), &n) == nil && n.Severity == 1 {
			errs = append(errs, n.Code)
		}
	}
	if code != 1 || out != "" || len(errs) != 1 || errs[0] != "REG-START-MISSING" {
		t.Errorf("code %d: %s %v", code, out, errs)
	}
	// A DR resource with what an establishment knows besides is sent.
	model := person{}
	if err := json.Unmarshal([]byte(`{"professional":{"civilStatus":{"birthName":"EXEMPLE","firstNames":["Camille"],"sex":"F","birthDate":"1988-03-14","birthPlace":{"commune":"75056","country":"99000"}},
		"rpps":"99700366240","exerciseName":{"family":"EXEMPLE"},"contact":{"email":"c@example.org","phone":"0639980001"}},
		"situations":[{"role":"GENR10","function":"326","category":"C","mode":"S","start":"2026-12-01","structure":{"finess":"990000010","siret":"00099701500011","sector":"SA16","kind":"ESMS"}}]}`), &model); err != nil {
		t.Fatal(err)
	}
	var sent, told bytes.Buffer
	c := &conversion{to: "psi", out: newWriter(&sent), notes: newWriter(&told)}
	c.day, c.informed = day("2026-11-22"), day("2026-11-20")
	if err := (&psiWriter{c}).person(0, model); err != nil {
		t.Fatal(err)
	}
	c.out.Flush()
	c.notes.Flush()
	if c.errors != 0 || !strings.Contains(sent.String(), `"activityGenre":"GENR10"`) || !strings.Contains(sent.String(), `"numFINESSET":"990000010"`) ||
		strings.Contains(sent.String(), "numSIRET") || !strings.Contains(told.String(), "structure.siret") {
		t.Errorf("%s\n%s", sent.String(), told.String())
	}
}

func TestNDJSON(t *testing.T) {
	const lines = `{"resourceType":"Practitioner","id":"1"}
oops
{"resourceType":"PractitionerRole","practitioner":{"reference":"Practitioner/1"},"photo":1}
`
	code, out, notes := call(t, "\ufeff"+lines, "-from", "fhir", "-lang", "en", "-")
	if code != 1 || strings.Count(out, `"situations"`) != 1 || !strings.Contains(notes, "line 2: FHIR-JSON") || !strings.Contains(notes, "(other): NOT-CARRIED") {
		t.Errorf("code %d: %s %s", code, out, notes)
	}
	// A first line that is broken costs itself too.
	code, out, notes = call(t, "oops\n"+lines, "-from", "fhir", "-lang", "en", "-")
	if code != 1 || strings.Count(out, `"situations"`) != 1 || !strings.Contains(notes, "line 1: FHIR-JSON") {
		t.Errorf("code %d: %s %s", code, out, notes)
	}
	// One resource over several lines, and one on one line.
	for _, text := range []string{"{\n\"resourceType\":\"Practitioner\"\n}", `{"resourceType":"Practitioner"}`, `{"resourceType":"Practitioner"}` + "\n\n"} {
		if code, out, _ := call(t, text, "-from", "fhir", "-"); code != 0 || strings.Count(out, "\n") != 3 {
			t.Errorf("%q: code %d: %s", text, code, out)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, args := range [][]string{
		{"-from", "x"}, {"-to", "x"}, {"-lang", "de"}, {"-format", "xml"}, {"-at", "x"}, {"-informed", "x"}, {"a", "b"}, {"no such file"}, {"-no"}, {"testdata"},
	} {
		if code, out, errs := call(t, "", args...); code != 2 || out != "" || errs == "" {
			t.Errorf("%v: code %d %s", args, code, out)
		}
	}
	for from, text := range map[string]string{"userinfo": "{", "fhir": "[]", "psi": "", "extraction": ""} {
		code, out, errs := call(t, text, "-from", from, "-")
		if code != 2 || out != "" || !strings.HasPrefix(errs, "convert:") {
			t.Errorf("%s: code %d %s %s", from, code, out, errs)
		}
	}
	if code, _, _ := call(t, "", "-h"); code != 0 {
		t.Error("help")
	}
	// What cannot be read of a body is told without showing it.
	code, _, errs := call(t, `{"birthDate":"hier EXEMPLE","genderCode":"Z9","identifier":"EXEMPLE","activity":{"activityGenre":"EXEMPLE"}}`, "-from", "psi", "-")
	if code != 1 || strings.Contains(errs, "EXEMPLE") || strings.Contains(errs, "Z9") || strings.Count(errs, "bodies[0]") != 4 {
		t.Errorf("code %d: %s", code, errs)
	}
	code, _, errs = call(t, `{"lastName":99700366240}`, "-from", "psi", "-")
	if code != 2 || strings.Contains(errs, "99700366240") {
		t.Errorf("code %d: %s", code, errs)
	}
}

// TestBodies: what of a body is not known is told, and what is no body refused.
func TestBodies(t *testing.T) {
	code, out, errs := call(t, `{"lastName":"EXEMPLE"} {"activity":{"surprise":"EXEMPLE"}}`, "-from", "psi", "-")
	if code != 0 || strings.Count(out, "\n") != 4 || strings.Contains(errs, "EXEMPLE") || errs != "bodies[1].* : NOT-CARRIED : n'est pas transporté vers json\n" {
		t.Errorf("code %d: %s %s", code, out, errs)
	}
	for _, text := range []string{"null", "[]", `"EXEMPLE"`, `{"activity":[]}`, `{} 7`, `{}`, `{"surprise":"EXEMPLE"}`} {
		code, _, errs := call(t, text, "-from", "psi", "-")
		if code != 2 || strings.Contains(errs, "EXEMPLE") || !strings.Contains(errs, "bodies[") {
			t.Errorf("%s: code %d: %s", text, code, errs)
		}
	}
}

func newWriter(b *bytes.Buffer) *bufio.Writer { return bufio.NewWriter(b) }

func day(s string) civil.Date { return civil.MustParseISO(s) }

// TestManyPeople: more than a hundred are written as several Bundles, whose
// addresses differ, and read back.
func TestManyPeople(t *testing.T) {
	var in strings.Builder
	for i := range 250 {
		fmt.Fprintf(&in, "{\"resourceType\":\"Practitioner\",\"id\":\"%d\",\"birthDate\":\"x\"}\n", i)
	}
	code, out, notes := call(t, in.String(), "-from", "fhir", "-to", "fhir", "-")
	if code != 0 || strings.Count(out, "\n") != 3 || !strings.Contains(notes, "people[249].professional.id") || strings.Contains(notes, "people[250]") {
		t.Fatalf("code %d, %d lines", code, strings.Count(out, "\n"))
	}
	seen := map[string]bool{}
	for _, part := range strings.Split(out, `"fullUrl":"`)[1:] {
		address, _, _ := strings.Cut(part, `"`)
		if seen[address] {
			t.Fatal("an address twice")
		}
		seen[address] = true
	}
	if len(seen) != 250 {
		t.Errorf("%d addresses", len(seen))
	}
	code, out, _ = call(t, out, "-from", "fhir", "-to", "json", "-")
	if code != 0 || strings.Count(out, "\n") != 252 {
		t.Errorf("code %d, %d lines", code, strings.Count(out, "\n"))
	}
}

// TestEndOfABody: an activity whose end is stated and cannot be read is not written as one
// that goes on.
func TestEndOfABody(t *testing.T) {
	const body = `{"lastName":"EXEMPLE","firstNames":"Camille","birthDate":"1988-03-14","genderCode":"F","birthLocationCode":"75056","email":"c@example.org","phone":"+33639980001","identifier":"899700366240",
	 "activity":{"professionCode":"99","professionalCategoryCode":"C","activityStartDate":"2026-01-05","function":"326","activityGenre":"GENR10","practiceMode":"S","numFINESSET":"990000010"%s}}`
	for _, c := range []struct {
		end     string
		carried bool
	}{
		{``, true},
		{`,"activityEndDate":"2025-12-31"`, true},
		{`,"activityEndReason":"DCD"`, true}, // a reason without a day is open on none
		{`,"activityEndDate":"2026-12-31","activityEndReason":"EXEMPLE"`, true},
		{`,"activityEndDate":"31/12/2025"`, false},
		{`,"activityEndDate":"2026-02-30"`, false},
		{`,"activityEndDate":" "`, false},
		{`,"activityEndDate":"31/12/2025","activityEndReason":"DCD"`, false},
		{`,"activityEndReason":"EXEMPLE"`, false},
	} {
		for _, to := range []string{"json", "fhir", "psi"} {
			code, out, notes := call(t, fmt.Sprintf(body, c.end), "-from", "psi", "-to", to, "-informed", "2026-01-02", "-")
			told := strings.Contains(notes, "bodies[0].activity : NOT-CARRIED")
			if carried := strings.Contains(out, "GENR10"); told == c.carried || !c.carried && (carried || code != 1) || c.carried && !carried && to != "psi" {
				t.Errorf("%s to %s: code %d: %s %s", c.end, to, code, out, notes)
			}
		}
	}
}
