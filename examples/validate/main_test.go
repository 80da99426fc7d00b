package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/internal/regsample"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/registration"
)

// today stands for the clock.
var today = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

// call runs the program, and looks in all that it writes for data of persons.
func call(t testing.TB, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(args, strings.NewReader(stdin), &out, &errs, nil, today)
	written := errs.String()
	if !slices.Contains(args, "-psi") {
		written += out.String()
	}
	input := stdin
	if input == "" {
		input = string(example)
	}
	discreet(t, input, written)
	return code, out.String(), errs.String()
}

// personal are the columns of which nothing may be written.
var personal = []string{
	"nom_naissance", "prenoms", "date_naissance", "lieu_naissance_code", "lieu_naissance_ville", "email", "telephone",
	"nom_exercice", "prenom_exercice", "numero_rpps", "identifiant", "nom_usage",
}

// secrets are the texts of the personal columns, and their words and numbers.
func secrets(input string) []string {
	lines := strings.FieldsFunc(strings.TrimPrefix(input, "\ufeff"), func(r rune) bool { return r == '\n' || r == '\r' })
	if len(lines) == 0 {
		return nil
	}
	header := strings.Split(lines[0], ";")
	found := map[string]bool{}
	for _, line := range lines[1:] {
		for i, cell := range strings.Split(line, ";") {
			if i >= len(header) || !slices.Contains(personal, header[i]) {
				continue
			}
			cell = strings.ToLower(strings.Trim(cell, "\" "))
			found[cell] = true
			found[digits(cell)] = true
			for _, w := range strings.FieldsFunc(cell, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
				found[w] = true
			}
			if day, month, ok := strings.Cut(cell, "/"); ok && len(cell) == 10 {
				found[month[3:]+"-"+month[:2]+"-"+day] = true
			}
		}
	}
	var out []string
	for s := range found {
		// Shorter ones occur in any text. The domain is that of no person, and
		// that 99100 is France is in the text of a rule.
		if len(s) >= 4 && s != "example" && s != "99100" {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

var wordPattern = regexp.MustCompile(`[\pL\pN]+`)

func discreet(t testing.TB, input, written string) {
	t.Helper()
	written = strings.ToLower(written)
	words := map[string]bool{}
	for _, w := range wordPattern.FindAllString(written, -1) {
		words[w] = true
	}
	for _, s := range secrets(input) {
		whole := wordPattern.FindString(s) == s
		if whole && words[s] || !whole && strings.Contains(written, s) {
			t.Errorf("data of a person is written: %q", s)
		}
	}
}

func TestDiscreetCanFail(t *testing.T) {
	for _, leak := range []string{"Quéméner", "YANN", "12/03/1990", "1990-03-12", "99700000013", "0639980011", "06 39 98 00 11", "casabianca@example", "göteborg"} {
		written := strings.ToLower(leak)
		if !slices.ContainsFunc(secrets(string(example)), func(s string) bool { return strings.Contains(s, written) }) {
			t.Errorf("%s would not be seen", leak)
		}
	}
}

func TestGolden(t *testing.T) {
	for name, args := range map[string][]string{
		"exemple.txt":      {},
		"exemple-en.txt":   {"-lang", "en"},
		"exemple.jsonl":    {"-format", "json"},
		"exemple-en.jsonl": {"-format", "json", "-lang", "en"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := call(t, "", append(args, "-at", "2026-11-22")...)
			if code != 1 || errs != "" {
				t.Fatalf("code %d, %s", code, errs)
			}
			golden.File(t, "testdata/"+name, out)
		})
	}
	t.Run("psi", func(t *testing.T) {
		code, out, errs := call(t, "", "-psi", "-at", "2026-11-22")
		if code != 1 {
			t.Fatalf("code %d", code)
		}
		golden.File(t, "testdata/psi.jsonl", out)
		golden.File(t, "testdata/psi-constats.txt", errs)
	})
}

// finding is the documented form, read by other eyes than those that write it.
type finding struct {
	Line     int
	Path     string
	Code     string
	Severity string
	Message  string
}

type summary struct{ Records, Valid, Errors, Warnings, Completions int }

// contractPath is what the contract allows; "" is for a line as a whole.
var contractPath = regexp.MustCompile(`^((identity|contact|situation|information)\.[a-zA-Z0-9]+|request|request\.[a-z]+|)$`)

// parse holds the lines of JSON to the contract.
func parse(t testing.TB, out string) ([]finding, summary) {
	t.Helper()
	var found []finding
	lines := strings.SplitAfter(out, "\n")
	if len(lines) < 2 || lines[len(lines)-1] != "" {
		t.Fatalf("no summary, or no end of line: %q", out)
	}
	lines = lines[:len(lines)-1]
	for _, line := range lines[:len(lines)-1] {
		var keys map[string]any
		var f finding
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		if err := errors.Join(d.Decode(&f), json.Unmarshal([]byte(line), &keys)); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if len(keys) != 5 || f.Line < 1 || f.Code == "" || f.Message == "" || !contractPath.MatchString(f.Path) ||
			!slices.Contains([]string{"error", "warning", "completion", "information"}, f.Severity) {
			t.Errorf("not of the contract: %s", line)
		}
		if f.Path == "" && !strings.HasPrefix(f.Code, "REG-LINE-") && f.Code != "REG-COLUMN-UNKNOWN" {
			t.Errorf("without a path: %s", line)
		}
		found = append(found, f)
	}
	var last struct{ Summary *summary }
	d := json.NewDecoder(strings.NewReader(lines[len(lines)-1]))
	d.DisallowUnknownFields()
	if err := d.Decode(&last); err != nil || last.Summary == nil {
		t.Fatalf("%v: %s", err, lines[len(lines)-1])
	}
	return found, *last.Summary
}

// checkJSON runs the program on a file and checks that the summary counts what is listed.
func checkJSON(t testing.TB, in string, args ...string) (int, []finding, summary) {
	t.Helper()
	code, out, errs := call(t, in, append(append([]string{"-format", "json"}, args...), "-")...)
	if code == 2 || errs != "" {
		t.Fatalf("code %d, %s", code, errs)
	}
	found, s := parse(t, out)
	count := map[string]int{}
	for _, f := range found {
		count[f.Severity]++
	}
	if count["error"] != s.Errors || count["warning"] != s.Warnings || count["completion"] != s.Completions || s.Valid > s.Records {
		t.Errorf("%v listed, %+v", count, s)
	}
	if want := map[bool]int{true: 0, false: 1}[s.Errors == 0 && s.Valid == s.Records]; code != want {
		t.Errorf("code %d, %+v", code, s)
	}
	return code, found, s
}

// goodFile is a file in which there is nothing to say. Numbers and persons are
// invented.
const goodFile = `nom_naissance;prenoms;sexe;date_naissance;lieu_naissance_code;lieu_naissance_ville;nationalite_francaise;email;telephone;nom_exercice;prenom_exercice;numero_rpps;profession;categorie;role;mode_exercice;siret;finess;rpps_rang;secteur;date_debut;date_fin;motif_fin;information_date;eligibilite_verifiee;identifiant;nom_usage;statut_etat_civil;type_activite_liberale;type_structure;methode
Brindejonc;Maëlle Anna;F;12/03/1990;33063;;oui;maelle.brindejonc@example.org;06 39 98 10 11;Brindejonc;Maëlle;;326;C;GENR10;S;00099701500011;;;SA16;01/09/2026;;;24/08/2026;;;;;;;
Cadiou-Le Squer;Ronan;M;1985-07-30;29019;;oui;ronan.cadiou@example.org;+33 6 39 98 10 12;;;;328;C;GENR11;S;00099701500011;;;SA16;2026-09-01;;;2026-08-24;;;;;;;
d'Ornézan;Ghjulia Vannina;F;1994-02-28;2A004;;oui;ghjulia.ornezan@example.org;06.39.98.10.13;;;;328;C;GENR11;S;00099701500011;;;SA16;2026-10-05;;;2026-09-28;;;;;;;
Hoareau;Expédit;M;1979-11-02;97411;;oui;expedit.hoareau@example.org;0639981014;;;;326;M;GENR10;S;00099701500011;;;SA16;2026-10-05;;;2026-09-28;;;;;;;
Œuvrard;Loïse;I;2001-06-21;69123;;oui;loise.oeuvrard@example.org;06-39-98-10-15;;;;359;C;GENR12;S;00099701500011;;;SA16;2026-11-02;;;2026-10-20;;;;;;;
`

// plant puts "column=value" pairs, | between, into the nth registration of the
// good file.
func plant(t testing.TB, n int, pairs string) string {
	t.Helper()
	lines := strings.Split(goodFile, "\n")
	header, cells := strings.Split(lines[0], ";"), strings.Split(lines[n], ";")
	for pair := range strings.SplitSeq(pairs, "|") {
		column, value, _ := strings.Cut(pair, "=")
		i := slices.Index(header, column)
		if i < 0 {
			t.Fatalf("no column %s", column)
		}
		cells[i] = value
	}
	lines[n] = strings.Join(cells, ";")
	return strings.Join(lines, "\n")
}

// plantedErrors are what is put into one good line, and the one error that
// follows.
var plantedErrors = []struct{ put, path, code string }{
	{"nom_naissance=", "identity.birthName", "REG-BIRTHNAME-MISSING"},
	{"nom_naissance= \u00a0", "identity.birthName", "REG-BIRTHNAME-MISSING"},
	{"nom_naissance=Quartz7", "identity.birthName", "PER-NAME-ALPHABET"},
	{"nom_naissance=Núñez", "identity.birthName", "PER-NAME-ALPHABET"},
	{"nom_naissance=O’Quartz", "identity.birthName", "REG-NAME-TYPOGRAPHY"},
	{"nom_naissance=Que\u0301mar", "identity.birthName", "REG-NAME-TYPOGRAPHY"},
	{"nom_naissance=" + strings.Repeat("quartz", 51), "identity.birthName", "PER-NAME-LENGTH"},
	{"prenoms=", "identity.firstNames", "REG-FIRSTNAMES-MISSING"},
	{"prenoms=Gwendal, Tugdual", "identity.firstNames", "REG-FIRSTNAMES-SEPARATOR"},
	{"prenoms=Gwendal–Tugdual", "identity.firstNames", "REG-NAME-TYPOGRAPHY"},
	{"prenoms=" + strings.Repeat("gwendal ", 38), "identity.firstNames", "REG-FIRSTNAMES-LENGTH"},
	{"sexe=", "identity.sex", "REG-SEX-MISSING"},
	{"sexe=Dame", "identity.sex", "REG-SEX-UNREAD"},
	{"date_naissance=", "identity.birthDate", "REG-BIRTHDATE-MISSING"},
	{"date_naissance=31/04/1990", "identity.birthDate", "REG-DATE-NO-SUCH-DAY"},
	{"date_naissance=1990-02-29", "identity.birthDate", "REG-DATE-NO-SUCH-DAY"},
	{"date_naissance=03/31/1990", "identity.birthDate", "REG-DATE-NO-SUCH-DAY"},
	{"date_naissance=12/03/90", "identity.birthDate", "REG-DATE-SHAPE"},
	{"date_naissance=32944", "identity.birthDate", "REG-DATE-SERIAL"},
	{"date_naissance=2026-11-21|date_debut=2026-11-21|information_date=2026-11-22", "identity.birthDate", "REG-BIRTHDATE-AFTER-START"},
	{"lieu_naissance_code=", "identity.birthPlace", "REG-BIRTHPLACE-MISSING"},
	{"lieu_naissance_code=1053", "identity.birthPlace", "REG-BIRTHPLACE-ZEROS"},
	{"lieu_naissance_code=750560", "identity.birthPlace", "REG-BIRTHPLACE-LENGTH"},
	{"lieu_naissance_code=Chambéry", "identity.birthPlace", "REG-BIRTHPLACE-SHAPE"},
	{"lieu_naissance_code=PARIS", "identity.birthPlace", "REG-BIRTHPLACE-SHAPE"},
	{"lieu_naissance_code=99100|lieu_naissance_ville=Chambéry", "identity.birthPlace", "REG-BIRTHPLACE-FRANCE"},
	{"lieu_naissance_code=99134", "identity.birthTown", "REG-BIRTHTOWN-MISSING"},
	{"nationalite_francaise=apatride", "identity.frenchNationality", "REG-ANSWER-UNREAD"},
	{"nationalite_francaise=non", "identity.identifier", "REG-NATIONALITY-IDENTIFIER"},
	{"identifiant=99012345678901234", "identity.identifier", "ID-IDNPS-UNKNOWN"},
	{"identifiant=899700000014", "identity.identifier", "ID-IDNPS-KEY"},
	{"identifiant=4000997015/1", "identity.identifier", "REG-IDENTIFIER-KIND"},
	{"identifiant=899700218896|numero_rpps=99700000013", "identity.identifier", "REG-IDENTIFIER-OTHER"},
	{"numero_rpps=99700000014", "identity.rpps", "ID-RPPS-KEY"},
	{"numero_rpps=9970000001X", "identity.rpps", "ID-RPPS-SHAPE"},
	{"numero_rpps=9,97E+10", "identity.rpps", "REG-NUMBER-ROUNDED"},
	{"numero_rpps=9970000001", "identity.rpps", "ID-RPPS-SHAPE"},
	{"email=", "contact.email", "REG-EMAIL-MISSING"},
	{"email=tugdual.example.org", "contact.email", "REG-EMAIL-SHAPE"},
	{"email=Tugdual <tugdual@example.org>", "contact.email", "REG-EMAIL-SHAPE"},
	{"email=tugdual@example.org, gwendal@example.org", "contact.email", "REG-EMAIL-SHAPE"},
	{"telephone=", "contact.phone", "REG-PHONE-MISSING"},
	{"telephone=06 39 98 1O 11", "contact.phone", "REG-PHONE-SHAPE"},
	{"telephone=06 39 98 10 11 ou 06 39 98 10 12", "contact.phone", "REG-PHONE-SHAPE"},
	{"statut_etat_civil=ZZ", "identity.certification", "REG-CERTIFICATION-UNREAD"},
	{"methode=courrier", "request.method", "REG-METHOD-UNREAD"},
	{"profession=", "situation.profession", "REG-PROFESSION-MISSING"},
	{"profession=Astronaute", "situation.profession", "NOS-PROFESSION-UNKNOWN"},
	{"profession=60", "situation.profession", "REG-PROFESSION-ORDER"},
	{"profession=Masseur-kinésithérapeute", "situation.profession", "REG-PROFESSION-ORDER"},
	{"profession=Psychologue", "situation.profession", "REG-PROFESSION-ARS"},
	{"profession=318", "situation.profession", "NOS-CODE-SUCCESSOR"},
	{"profession=364", "situation.profession", "NOS-CODE-ENDED"},
	{"profession=373", "situation.profession", "REG-PROFESSION-LIST"},
	{"profession=35", "situation.profession", "REG-PROFESSION-COUNTERPART"},
	{"profession=38", "situation.profession", "REG-PROFESSION-COUNTERPART"},
	{"profession=358|categorie=E", "situation.profession", "REG-STUDENT-CLOSED"},
	{"profession=371|role=GENR11", "situation.homeCare", "REG-HOMECARE-UNVERIFIED"},
	{"profession=371|role=GENR11|eligibilite_verifiee=bientôt", "situation.homeCare", "REG-ANSWER-UNREAD"},
	{"categorie=", "situation.category", "REG-CATEGORY-MISSING"},
	{"categorie=Z", "situation.category", "NOS-CATEGORY-UNKNOWN"},
	{"categorie=E", "situation.category", "REG-STUDENT-CLOSED"},
	{"role=", "situation.role", "REG-ROLE-MISSING"},
	{"role=GENR55", "situation.role", "NOS-ROLE-UNKNOWN"},
	{"role=GENR01", "situation.role", "REG-ROLE-GENRE"},
	{"role=GENR99", "situation.role", "REG-ROLE-GENRE"},
	{"role=GENR04", "situation.role", "REG-ROLE-LIST"},
	{"mode_exercice=", "situation.mode", "REG-MODE-MISSING"},
	{"mode_exercice=Z", "situation.mode", "NOS-MODE-UNKNOWN"},
	{"type_activite_liberale=ACT-LIB-99|mode_exercice=L", "situation.liberalActivity", "NOS-LIBERAL-UNKNOWN"},
	{"siret=", "situation.structure", "REG-STRUCTURE-MISSING"},
	{"finess=990000010", "situation.structure", "REG-STRUCTURE-SEVERAL"},
	{"siret=00099701500012", "situation.siret", "ID-SIRET-KEY"},
	{"siret=99701500011", "situation.siret", "REG-NUMBER-ZEROS"},
	{"siret=9,97015E+10", "situation.siret", "REG-NUMBER-ROUNDED"},
	{"siret=0009970150001A", "situation.siret", "ID-SIRET-SHAPE"},
	{"siret=|finess=990000011", "situation.finess", "ID-FINESS-KEY"},
	{"siret=|finess=99000001X", "situation.finess", "ID-FINESS-SHAPE"},
	{"siret=|rpps_rang=99700366240008", "situation.rppsRang", "ID-RPPSRANG-KEY"},
	{"secteur=SA99", "situation.sector", "NOS-SECTOR-UNKNOWN"},
	{"type_structure=garage", "situation.structureKind", "REG-KIND-UNREAD"},
	{"type_structure=laboratoire|secteur=", "situation.structure", "GES-STRUCTURE-CLOSED"},
	{"date_debut=", "situation.start", "REG-START-MISSING"},
	{"date_debut=31/11/2026", "situation.start", "REG-DATE-NO-SUCH-DAY"},
	{"date_debut=46266", "situation.start", "REG-DATE-SERIAL"},
	{"date_debut=lundi", "situation.start", "REG-DATE-SHAPE"},
	{"date_fin=2026-08-31", "situation.end", "REG-END-BEFORE-START"},
	{"date_fin=2027-02-30", "situation.end", "REG-DATE-NO-SUCH-DAY"},
	{"motif_fin=XYZ", "situation.endReason", "NOS-ENDREASON-UNKNOWN"},
	{"information_date=", "information.on", "REG-INFORMATION-MISSING"},
	{"information_date=2026-11-23", "information.on", "REG-INFORMATION-LATE"},
	{"information_date=1899-12-31", "information.on", "REG-INFORMATION-BEFORE-BIRTH"},
	{"information_date=oui", "information.on", "REG-DATE-SHAPE"},
}

func errorsOf(found []finding) (out []finding) {
	for _, f := range found {
		if f.Severity == "error" {
			out = append(out, f)
		}
	}
	return out
}

func TestPlanted(t *testing.T) {
	if code, found, s := checkJSON(t, goodFile); code != 0 || len(found) > 0 || s != (summary{Records: 5, Valid: 5}) {
		t.Fatalf("the good file: code %d, %+v, %+v", code, s, found)
	}
	codes := map[string]bool{}
	for i, tt := range plantedErrors {
		t.Run(tt.put[:min(40, len(tt.put))], func(t *testing.T) {
			n := 1 + i%5
			in := plant(t, n, tt.put)
			single(t, in, n+1, tt.path, tt.code, 5)
		})
		codes[tt.code] = true
	}
	if len(plantedErrors) < 60 || len(codes) < 50 {
		t.Errorf("%d errors of %d rules", len(plantedErrors), len(codes))
	}
}

// single wants one error, in JSON and in text, in both languages.
func single(t *testing.T, in string, line int, path, code string, records int) {
	t.Helper()
	exit, found, s := checkJSON(t, in)
	errs := errorsOf(found)
	if exit != 1 || len(errs) != 1 || s.Valid != records-1 || s.Records != records {
		t.Fatalf("code %d, %+v, %+v", exit, s, found)
	}
	if f := errs[0]; f.Line != line || f.Path != path || f.Code != code {
		t.Errorf("line %d, %q, %s; want line %d, %q, %s", f.Line, f.Path, f.Code, line, path, code)
	}
	for _, f := range found {
		if f.Line != line {
			t.Errorf("a finding about another line: %+v", f)
		}
	}
	for lang, words := range map[string][2]string{"fr": {"Ligne", "  ERREUR "}, "en": {"Line", "  ERROR "}} {
		exit, out, stderr := call(t, in, "-lang", lang, "-")
		if exit != 1 || stderr != "" || strings.Count(out, words[1]) != 1 || strings.Count(out, "["+code+"]") != 1 ||
			!strings.HasPrefix(out, fmt.Sprintf("%s %d", words[0], line)) {
			t.Errorf("%s: code %d, %q, %q", lang, exit, out, stderr)
		}
		if slices.Contains(strings.FieldsFunc(out, func(r rune) bool { return r == '{' || r == '}' }), "0") {
			t.Errorf("%s: an argument was not filled in: %s", lang, out)
		}
	}
}

// TestPlantedPlausible: where one slip breaks several rules, all are told.
func TestPlantedPlausible(t *testing.T) {
	for put, want := range map[string]string{
		"date_naissance=2027-01-01":                        "REG-BIRTHDATE-FUTURE REG-INFORMATION-BEFORE-BIRTH",
		"siret=|finess=990000010|rpps_rang=99700366240007": "REG-STRUCTURE-SEVERAL",
		"profession=60|role=|email=a|siret=1":              "REG-EMAIL-SHAPE REG-PROFESSION-ORDER REG-ROLE-MISSING ID-SIRET-SHAPE",
	} {
		_, found, s := checkJSON(t, plant(t, 3, put))
		var got []string
		for _, f := range errorsOf(found) {
			got = append(got, f.Code)
		}
		if text := strings.Join(got, " "); text != want || s.Valid != 4 {
			t.Errorf("%s: %s, want %s", put, text, want)
		}
	}
}

// TestPlantedWarnings: these may be sent.
func TestPlantedWarnings(t *testing.T) {
	for _, tt := range []struct{ put, path, code, severity string }{
		{"nom_naissance=-", "identity.birthName", "REG-NAME-NO-LETTER", "warning"},
		{"nom_usage=Tugdual!", "identity.usageName", "REG-NAME-UNUSUAL", "warning"},
		{"nom_exercice=Tugdual_", "identity.exerciseName", "REG-NAME-UNUSUAL", "warning"},
		{"prenom_exercice=(Tugdual)", "identity.exerciseFirstName", "REG-NAME-UNUSUAL", "warning"},
		{"date_naissance=1931-01-01", "identity.birthDate", "REG-AGE-UNUSUAL", "warning"},
		{"lieu_naissance_code=00123", "identity.birthPlace", "REG-BIRTHPLACE-DEPARTMENT", "warning"},
		{"lieu_naissance_code=99134|lieu_naissance_ville=Cadix|nationalite_francaise=", "identity.frenchNationality", "REG-NATIONALITY-ASSUMED", "warning"},
		{"telephone=01 99 00 12 34", "contact.phone", "REG-PHONE-LANDLINE", "warning"},
		{"telephone=639981011", "contact.phone", "REG-PHONE-ZERO", "warning"},
		{"telephone=06 39 98 10 1", "contact.phone", "REG-PHONE-LENGTH", "warning"},
		{"role=GENR13", "situation.role", "REG-ROLE-NO-COLUMN", "warning"},
		{"mode_exercice=I", "situation.mode", "REG-MODE-INDIRECT", "warning"},
		{"mode_exercice=L", "situation.liberalActivity", "REG-LIBERAL-DEFAULT", "completion"},
		{"type_activite_liberale=ACT-LIB-01", "situation.liberalActivity", "REG-LIBERAL-UNUSED", "warning"},
		{"date_fin=2026-11-21", "situation.end", "REG-END-PAST", "warning"},
		{"motif_fin=RS", "situation.endReason", "REG-ENDREASON-ALONE", "warning"},
		{"statut_etat_civil=FC|methode=manuelle", "identity.certification", "REG-CERTIFICATION-METHOD", "warning"},
		{"profession=371|role=GENR11|eligibilite_verifiee=oui|type_structure=officine|secteur=", "situation.structure", "REG-COMPATIBILITY", "warning"},
	} {
		code, found, s := checkJSON(t, plant(t, 2, tt.put))
		if code != 0 || s.Valid != 5 || len(found) == 0 || len(errorsOf(found)) > 0 {
			t.Errorf("%s: code %d, %+v, %+v", tt.put, code, s, found)
			continue
		}
		if !slices.ContainsFunc(found, func(f finding) bool {
			return f.Line == 3 && f.Path == tt.path && strings.HasPrefix(f.Code, tt.code) && f.Severity == tt.severity
		}) {
			t.Errorf("%s: %+v", tt.put, found)
		}
	}
}

// TestPlantedLines: what is wrong with the line rather than with what it says.
func TestPlantedLines(t *testing.T) {
	good := strings.SplitAfter(goodFile, "\n")
	with := func(n int, line string) string {
		out := slices.Clone(good)
		out[n] = line
		return strings.Join(out, "")
	}
	for _, tt := range []struct {
		name, in, code string
		line           int
	}{
		{"a cell in excess", with(3, strings.TrimSuffix(good[3], "\n")+";Tugdual\n"), "REG-LINE-FIELDS", 4},
		{"a separator in a name", with(1, "Brin;dejonc"+strings.TrimPrefix(strings.ReplaceAll(good[1], ";;;;;;;\n", ";;;;;;;Tugdual\n"), "Brindejonc")), "REG-LINE-FIELDS", 2},
		{"a quote not closed", with(3, `"`+good[3]), "REG-LINE-QUOTE", 4},
		{"text after a quote", with(2, `"Cadiou" `+good[2]), "REG-LINE-QUOTE", 3},
		{"NUL", with(5, "\x00"+good[5]), "REG-LINE-NUL", 6},
		{"a byte of no character set", with(4, "\x8f\xe9"+good[4]), "REG-LINE-TEXT", 5},
		{"a line of more than 1 MB", with(2, strings.Repeat("Tugdual", 1<<18)+good[2]), "REG-LINE-LONG", 3},
	} {
		t.Run(tt.name, func(t *testing.T) { single(t, tt.in, tt.line, "", tt.code, 5) })
	}
	twice := strings.ReplaceAll(strings.Replace(goodFile, ";methode\n", ";methode;rôle\n", 1), ";;;;;;;\n", ";;;;;;;;\n")
	_, found, s := checkJSON(t, strings.Replace(twice, "2026-10-20;;;;;;;;", "2026-10-20;;;;;;;;GENR08", 1))
	if len(found) != 2 || found[0].Code != "REG-COLUMN-TWICE" || found[0].Line != 1 || found[1] != (finding{6, "situation.role", "REG-COLUMN-CONFLICT", "error", found[1].Message}) || s.Valid != 4 {
		t.Errorf("two values: %+v, %+v", found, s)
	}
}

// TestPlantedDuplicates repeats a line, or some of it.
func TestPlantedDuplicates(t *testing.T) {
	for _, tt := range []struct{ put, code, path, severity string }{
		{"", "REG-DUP-SITUATION", "request", "error"},
		{"siret=00099702300015", "REG-DUP-PERSON", "request", "error"},
		{"nom_naissance=BRINDEJONC|siret=00099702300015", "REG-DUP-PERSON", "request", "error"},
		{"prenoms=Maelle", "REG-DUP-SPELLING", "request", "warning"},
	} {
		pairs := "nom_exercice=Brindejonc"
		if tt.put != "" {
			pairs += "|" + tt.put
		}
		again := strings.Split(plant(t, 1, pairs), "\n")[1]
		in := goodFile + again + "\n"
		code, found, s := checkJSON(t, in)
		if len(found) != 1 || found[0].Code != tt.code || found[0].Line != 7 || found[0].Severity != tt.severity ||
			!strings.Contains(found[0].Message, "ligne 2") || s.Records != 6 || (code == 1) != (tt.severity == "error") {
			t.Errorf("%s: code %d, %+v, %+v", tt.put, code, s, found)
		}
		if code, found, s := checkJSON(t, in, "-duplicates=false"); code != 0 || len(found) > 0 || s.Valid != 6 {
			t.Errorf("%s: without the index: code %d, %+v", tt.put, code, found)
		}
	}
}

func TestFlags(t *testing.T) {
	for _, tt := range []struct {
		put   string
		args  []string
		valid int
		code  string // of the first finding
	}{
		{"role=GENR01", nil, 4, "REG-ROLE-GENRE"},
		{"role=GENR01", []string{"-genres", "six"}, 4, "REG-ROLE-GENRE"},
		{"role=GENR01", []string{"-genres", "portal"}, 5, "REG-ROLE-GENRE-KEPT"},
		{"profession=358|categorie=E", nil, 4, "REG-STUDENT-CLOSED"},
		{"profession=358|categorie=E", []string{"-students", "2026-11-22"}, 5, ""},
		{"profession=358|categorie=E", []string{"-students", "2026-11-23"}, 4, "REG-STUDENT-CLOSED"},
		{"numero_rpps=99700000014", nil, 4, "ID-RPPS-KEY"},
		{"numero_rpps=99700000014", []string{"-keys", "refused"}, 4, "ID-RPPS-KEY"},
		{"numero_rpps=99700000014", []string{"-keys", "warned"}, 5, "REG-KEY-WRONG"},
		{"siret=00099701500012", []string{"-keys", "warned"}, 5, "REG-KEY-WRONG"},
		{"information_date=2026-11-23", nil, 4, "REG-INFORMATION-LATE"},
		{"information_date=2026-11-23", []string{"-at", "2026-11-23"}, 5, ""},
		{"information_date=2026-11-22", []string{"-at", "2026-11-21"}, 4, "REG-INFORMATION-LATE"},
	} {
		_, found, s := checkJSON(t, plant(t, 4, tt.put), tt.args...)
		first := ""
		if len(found) > 0 {
			first = found[0].Code
		}
		if s.Valid != tt.valid || first != tt.code {
			t.Errorf("%s %v: %+v, %+v", tt.put, tt.args, s, found)
		}
	}
	// Without -at the day is that of the clock.
	var out bytes.Buffer
	if code := run([]string{"-"}, strings.NewReader(goodFile), &out, io.Discard, nil, time.Date(2026, 8, 24, 0, 0, 0, 0, time.UTC)); code != 1 || !strings.Contains(out.String(), "REG-INFORMATION-LATE") {
		t.Errorf("in August: code %d, %s", code, out.String())
	}
}

func TestLanguages(t *testing.T) {
	// Every message of the contract exists in both, and they differ.
	for _, tt := range plantedErrors {
		in := plant(t, 1, tt.put)
		_, fr, _ := checkJSON(t, in)
		_, en, _ := checkJSON(t, in, "-lang", "en")
		if len(fr) != len(en) {
			t.Fatalf("%s: %d and %d findings", tt.put, len(fr), len(en))
		}
		for i := range fr {
			if fr[i].Message == en[i].Message || fr[i].Code != en[i].Code {
				t.Errorf("%s: %q and %q", tt.put, fr[i].Message, en[i].Message)
			}
		}
	}
	_, out, _ := call(t, "", "-lang", "en")
	for _, french := range []string{"Ligne", "ligne", "serait", "ERREUR", "à voir", "complété", "peut", " et ", " le ", "enregistrement"} {
		if strings.Contains(out, french) {
			t.Errorf("%q in the English text", french)
		}
	}
	// French has a blank before the colon and the semicolon, English has none.
	for line := range strings.SplitSeq(out, "\n") {
		if strings.Contains(line, " : ") || strings.Contains(line, " ;") {
			t.Errorf("French punctuation in the English text: %q", line)
			break
		}
	}
}

func sampleFile(t testing.TB, n int, o regsample.CSVOptions) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := regsample.WriteCSV(&b, rand.New(rand.NewPCG(9, 9)), civil.OfTime(today), n, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGood(t *testing.T) {
	for _, o := range []regsample.CSVOptions{
		{}, {BOM: true, CRLF: true}, {Separator: ',', Shuffled: true}, {Separator: '\t', Windows1252: true, CRLF: true, Shuffled: true},
	} {
		in := string(sampleFile(t, 300, o))
		// Few names: people who are likely the same are told, none is refused.
		code, found, s := checkJSON(t, in)
		if code != 0 || s.Records != 300 || s.Valid != 300 || len(errorsOf(found)) > 0 {
			t.Errorf("%+v: code %d, %+v, %+v", o, code, s, errorsOf(found))
		}
	}
	code, out, errs := call(t, goodFile, "-")
	if code != 0 || errs != "" || out != "5 enregistrements : 5 peuvent être envoyés, 0 serait refusé ; 0 erreur, 0 point à voir, 0 champ complété.\n" {
		t.Errorf("code %d, %q, %q", code, out, errs)
	}
	// From a file, as from the standard input.
	file := filepath.Join(t.TempDir(), "good.csv")
	if err := os.WriteFile(file, []byte(goodFile), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, again, errs := call(t, "", file); code != 0 || again != out || errs != "" {
		t.Errorf("from a file: code %d, %q, %q", code, again, errs)
	}
	header, _, _ := strings.Cut(goodFile, "\n")
	if code, found, s := checkJSON(t, header); code != 0 || len(found) > 0 || s != (summary{}) {
		t.Errorf("the header alone: code %d, %+v", code, s)
	}
	if code, found, s := checkJSON(t, strings.TrimSuffix(goodFile, "\n")); code != 0 || len(found) > 0 || s.Valid != 5 {
		t.Errorf("no line end: code %d, %+v", code, s)
	}
	// Columns that are missing are an error of the file, also without records.
	if code, found, s := checkJSON(t, "prenoms;matricule\n"); code != 1 || s.Records != 0 || s.Errors != len(found)-1 || s.Warnings != 1 {
		t.Errorf("columns missing: code %d, %+v, %+v", code, s, found)
	}
	if code, out, _ := call(t, "prenoms;matricule\n", "-lang", "en", "-"); code != 1 || !strings.HasPrefix(out, "Columns of the file\n  ERROR ") {
		t.Errorf("columns missing: code %d, %q", code, out)
	}
}

// bodies reads the lines of -psi.
func bodies(t *testing.T, out string) (found []map[string]any) {
	t.Helper()
	for line := range strings.Lines(out) {
		var body map[string]any
		if err := json.Unmarshal([]byte(line), &body); err != nil || !strings.HasSuffix(line, "}\n") {
			t.Fatalf("%v: %q", err, line)
		}
		found = append(found, body)
	}
	return found
}

func TestPSI(t *testing.T) {
	code, out, errs := call(t, goodFile, "-psi", "-")
	found := bodies(t, out)
	if code != 0 || len(found) != 5 {
		t.Fatalf("code %d, %d bodies", code, len(found))
	}
	for i, name := range []string{"Brindejonc", "Cadiou-Le Squer", "d'Ornézan", "Hoareau", "Œuvrard"} {
		if found[i]["lastName"] != name {
			t.Errorf("body %d is for somebody else", i)
		}
	}
	if !strings.Contains(errs, "5 enregistrements : 5 peuvent être envoyés, 0 serait refusé ; 0 erreur, ") {
		t.Errorf("%q", errs)
	}
	// An invalid record has no body, and its findings go to the standard error.
	for i, tt := range plantedErrors {
		n := 1 + i%5
		code, out, errs := call(t, plant(t, n, tt.put), "-psi", "-")
		if b := bodies(t, out); code != 1 || len(b) != 4 || strings.Count(errs, "["+tt.code+"]") != 1 {
			t.Errorf("%s: code %d, %d bodies, %d times %s", tt.put, code, len(b), strings.Count(errs, tt.code), tt.code)
		}
	}
	// What the interface alone refuses has no body either.
	code, out, errs = call(t, plant(t, 2, "mode_exercice=I"), "-psi", "-lang", "en", "-")
	if b := bodies(t, out); code != 1 || len(b) != 4 || !strings.Contains(errs, "[PSI-") || !strings.Contains(errs, "4 may be sent") {
		t.Errorf("mode I: code %d, %d bodies, %s", code, len(b), errs)
	}
	// A wrong line and a missing column.
	code, out, errs = call(t, "matricule;"+strings.ReplaceAll(goodFile, "\n", "\n;")+"\"\n", "-psi", "-")
	if b := bodies(t, out); code != 1 || len(b) != 5 || !strings.Contains(errs, "REG-COLUMN-UNKNOWN") || !strings.Contains(errs, "REG-LINE-QUOTE") {
		t.Errorf("code %d, %d bodies, %s", code, len(b), errs)
	}
}

// TestPSIJSON: with -format json all that goes to the standard error is JSON,
// summary and columns included.
func TestPSIJSON(t *testing.T) {
	in := "matricule;" + strings.ReplaceAll(plant(t, 2, "email="), "\n", "\n;")
	code, out, errs := call(t, in, "-psi", "-format", "json", "-")
	if b := bodies(t, out); code != 1 || len(b) != 4 {
		t.Errorf("code %d, %d bodies", code, len(b))
	}
	for line := range strings.Lines(errs) {
		if !json.Valid([]byte(line)) {
			t.Errorf("no JSON: %q", line)
		}
	}
	if !strings.Contains(errs, `{"summary":{"records":5,"valid":4,`) {
		t.Error("no summary in JSON")
	}
}

func garbage(t testing.TB) map[string]struct {
	in   string
	code string
} {
	t.Helper()
	var zipped, compressed bytes.Buffer
	z := zip.NewWriter(&zipped)
	_, err := z.Create("xl/workbook.xml")
	g := gzip.NewWriter(&compressed)
	_, err2 := io.WriteString(g, goodFile)
	if err := errors.Join(err, err2, z.Close(), g.Close()); err != nil {
		t.Fatal(err)
	}
	random := make([]byte, 3000)
	rng := rand.New(rand.NewPCG(8, 8))
	for i := range random {
		random[i] = byte(rng.Uint32())
	}
	return map[string]struct {
		in   string
		code string
	}{
		"PDF":      {"%PDF-1.7\n1 0 obj\n", "REG-FILE-KIND"},
		"empty":    {" ", "REG-FILE-EMPTY"},
		"gzip":     {compressed.String(), "REG-FILE-KIND"},
		"xlsx":     {zipped.String(), "REG-FILE-SPREADSHEET"},
		"xls":      {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), "REG-FILE-SPREADSHEET"},
		"PNG":      {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "REG-FILE-KIND"},
		"HTML":     {"<html><body>Brindejonc</body></html>", "REG-FILE-KIND"},
		"JSON":     {`[{"nom_naissance":"Brindejonc"}]`, "REG-FILE-KIND"},
		"binary":   {string(random), "REG-FILE-KIND"},
		"a letter": {"Madame,\nvoici M. Brindejonc, né le 12/03/1990.\n", "REG-FILE-HEADER"},
		"no names": {"Brindejonc;Maëlle;F;12/03/1990\nCadiou;Ronan;M;1985-07-30\n", "REG-FILE-HEADER"},
		"one line": {strings.Repeat("Brindejonc", 300_000), "REG-LINE-LONG"},
	}
}

// TestGarbage: one line on the standard error, nothing on the standard output.
func TestGarbage(t *testing.T) {
	dir := t.TempDir()
	refused := func(name, stdin, says string, args ...string) {
		t.Helper()
		for _, more := range [][]string{nil, {"-format", "json"}, {"-psi"}, {"-lang", "en"}} {
			code, out, errs := call(t, stdin, append(slices.Clone(more), args...)...)
			if code != 2 || out != "" || strings.Count(errs, "\n") != 1 || !strings.HasSuffix(errs, "\n") ||
				!strings.HasPrefix(errs, "validate: ") || !strings.Contains(errs, says) {
				t.Errorf("%s %v: code %d, %q, %q", name, more, code, out, errs)
			}
			// The name of a folder of the test may have any number in it.
			if said := strings.ReplaceAll(errs, dir, ""); strings.Contains(said, "Brindejonc") || strings.Contains(said, "1990") {
				t.Errorf("%s: %q", name, errs)
			}
		}
	}
	for name, g := range garbage(t) {
		refused(name, g.in, g.code, "-")
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(g.in), 0o600); err != nil {
			t.Fatal(err)
		}
		refused(name+", a file", "", g.code, file)
	}
	refused("a directory", "", "directory", dir)
	refused("no file", "", "no such file", filepath.Join(dir, "none.csv"))
	refused("two files", "", "one file", "a.csv", "b.csv")
	refused("-at", "", "-at", "-at", "22/11/2026")
	refused("-at", "", "-at", "-at", "2026-02-30")
	refused("-students", "", "-students", "-students", "bientôt")
	refused("-genres", "", "-genres", "-genres", "all")
	refused("-keys", "", "-keys", "-keys", "any")
	refused("-lang", "", "-lang", "-lang", "de")
	refused("-format", "", "-format", "-format", "xml")

	if code, out, errs := call(t, "", "-nothing"); code != 2 || out != "" || errs == "" {
		t.Errorf("an unknown flag: code %d, %q, %q", code, out, errs)
	}
	if code, out, errs := call(t, "", "-h"); code != 0 || out != "" || !strings.Contains(errs, "-duplicates") {
		t.Errorf("help: code %d, %q, %q", code, out, errs)
	}
}

// failing takes no more than some bytes.
type failing struct{ left int }

func (w *failing) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, errors.New("disk full")
	}
	return len(b), nil
}

func TestBroken(t *testing.T) {
	in := io.MultiReader(strings.NewReader(plant(t, 1, "email=")), iotest.ErrReader(errors.New("unplugged")))
	var out, errs bytes.Buffer
	if code := run([]string{"-"}, in, &out, &errs, nil, today); code != 2 || strings.Count(errs.String(), "\n") != 1 || !strings.Contains(errs.String(), "unplugged") {
		t.Errorf("code %d, %q", code, errs.String())
	}
	// What was found until then is there, and no summary that would be wrong.
	if !strings.Contains(out.String(), "REG-EMAIL-MISSING") || strings.Contains(out.String(), "enregistrement") {
		t.Errorf("%q", out.String())
	}
	errs.Reset()
	if code := run([]string{"-format", "json", "-"}, strings.NewReader(plant(t, 1, "email=")), &failing{}, &errs, nil, today); code != 2 || !strings.Contains(errs.String(), "disk full") {
		t.Errorf("code %d, %q", code, errs.String())
	}
}

// TestProgress gives a file long enough for two signs of progress.
func TestProgress(t *testing.T) {
	header, rest, _ := strings.Cut(goodFile, "\n")
	in := header + "\n" + strings.Repeat(rest, 2*cli.Every/5)
	file := filepath.Join(t.TempDir(), "long.csv")
	if err := os.WriteFile(file, []byte(in), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		want string // a pattern
	}{
		{[]string{"-"}, `^\r20000 enregistrements \r40000 enregistrements \r +\r$`},
		{[]string{"-lang", "en", file}, `^\r20000 records, (49|5\d) % \r40000 records, (99|100) % \r +\r$`},
	} {
		args := append([]string{"-duplicates=false", "-format", "json"}, tt.args...)
		var out, errs, progress, without bytes.Buffer
		if code := run(args, strings.NewReader(in), &out, &errs, &progress, today); code != 0 || errs.Len() > 0 {
			t.Fatalf("code %d, %s", code, errs.String())
		}
		if got := progress.String(); !regexp.MustCompile(tt.want).MatchString(got) {
			t.Errorf("%q, want %s", got, tt.want)
		}
		if code := run(args, strings.NewReader(in), &without, &errs, nil, today); code != 0 || errs.Len() > 0 || without.String() != out.String() {
			t.Errorf("without progress: code %d, %q, %q", code, errs.String(), without.String())
		}
		if want := fmt.Sprintf(`{"summary":{"records":%d,"valid":%d,"errors":0,`, 2*cli.Every, 2*cli.Every); !strings.HasPrefix(out.String(), want) {
			t.Errorf("%q", out.String())
		}
	}
	// A short file shows none.
	var progress bytes.Buffer
	if run([]string{"-"}, strings.NewReader(goodFile), io.Discard, io.Discard, &progress, today); progress.Len() > 0 {
		t.Errorf("%q", progress.String())
	}
}

// TestInitials: a letter or nothing, whatever the cell begins with.
func TestInitials(t *testing.T) {
	for put, want := range map[string]string{
		"email=":                                    "Ligne 2 (M.B.) : ",
		"email=|prenoms=":                           "Ligne 2 (B.) : ",
		"email=|prenoms=|nom_naissance=":            "Ligne 2 : ",
		"email=|prenoms=Éloi":                       "Ligne 2 (É.B.) : ",
		"nom_naissance=\x1b[31mBrindejonc":          "Ligne 2 (M.) : ",
		"prenoms=\u202eMaëlle":                      "Ligne 2 (B.) : ",
		"prenoms=06 39 98 10 11|nom_naissance=1990": "Ligne 2 : ",
	} {
		_, out, _ := call(t, plant(t, 1, put), "-")
		if !strings.HasPrefix(out, want) {
			first, _, _ := strings.Cut(out, "\n")
			t.Errorf("%q: %q, want %q", put, first, want)
		}
	}
}

// TestSample breaks registrations in cli.Every way that is known, and looks at
// what is written about them.
func TestSample(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 2))
	fields := slices.Collect(registration.Fields())
	for _, m := range regsample.Mutations() {
		row := regsample.Valid(rng, civil.OfTime(today))
		m.Apply(rng, &row)
		var b bytes.Buffer
		if err := regsample.WriteRows(&b, fields, func(yield func(regsample.Row) bool) { yield(row) }, regsample.CSVOptions{}); err != nil {
			t.Fatal(err)
		}
		_, found, s := checkJSON(t, b.String())
		var got, want []string
		for _, f := range found {
			got = append(got, f.Path+" "+f.Code)
		}
		for _, f := range registration.Check(row.Request(), registration.Context{At: civil.OfTime(today)}) {
			want = append(want, f.Path()+" "+string(f.Code()))
		}
		if !slices.Equal(got, want) || s.Records != 1 || s.Valid == 1 && len(m.Codes) > 0 {
			t.Errorf("%s: %v, want %v", m.Name, got, want)
		}
		for _, lang := range []string{"fr", "en"} {
			call(t, b.String(), "-lang", lang, "-")
			call(t, b.String(), "-lang", lang, "-psi", "-")
		}
	}
}

// TestOften: what is on many lines is counted at the end, by code and column, in an
// order that does not change.
func TestOften(t *testing.T) {
	lines := strings.SplitAfter(string(example), "\n")
	file := lines[0] + strings.Repeat(strings.Replace(lines[1], "12/03/1990", "32944", 1), 12) + strings.Repeat(strings.Replace(lines[2], "1985-07-30", "31258", 1), 9)
	for lang, want := range map[string]string{
		"fr": "\nLe plus souvent\n      21 x ERREUR    date_naissance : Date devenue un nombre [REG-DATE-SERIAL]\n",
		"en": "\nMost often\n      21 x ERROR     date_naissance: Date turned into a number [REG-DATE-SERIAL]\n",
	} {
		for _, flags := range [][]string{nil, {"-format", "json"}} {
			var out, errs strings.Builder
			code := run(append(flags, "-at", "2026-11-27", "-duplicates=false", "-lang", lang, "-"), strings.NewReader(file), &out, &errs, nil, time.Time{})
			if code != 1 || strings.HasSuffix(out.String(), want) != (flags == nil) {
				t.Errorf("%s %v: %d, %q, %s", lang, flags, code, out.String()[max(0, out.Len()-300):], errs.String())
			}
		}
	}
}

// TestOftenErrorsFirst: what refuses a line is counted before what does not, however
// often that is there.
func TestOftenErrorsFirst(t *testing.T) {
	lines := strings.SplitAfter(string(example), "\n")
	landline := strings.Replace(lines[1], "06 39 98 00 11", "01 99 00 12 34", 1)
	file := lines[0] + strings.Repeat(landline, 20) + strings.Repeat(strings.Replace(lines[2], "1985-07-30", "31258", 1), 10)
	var out, errs strings.Builder
	run([]string{"-at", "2026-11-27", "-duplicates=false", "-"}, strings.NewReader(file), &out, &errs, nil, time.Time{})
	want := "Le plus souvent\n      10 x ERREUR    date_naissance : Date devenue un nombre [REG-DATE-SERIAL]\n" +
		"      20 x à voir    telephone : Téléphone qui n'est pas un mobile [REG-PHONE-LANDLINE]\n"
	if !strings.HasSuffix(out.String(), want) {
		t.Error(out.String()[max(0, out.Len()-400):])
	}
}

// TestExport: a list as HR software exports it, with a title above, its own names of
// columns and a total, reads alike as a CSV of Windows and as the Unicode text of a sheet.
func TestExport(t *testing.T) {
	file := "testdata/export-rh.csv"
	code, out, errs := call(t, "", "-at", "2026-08-25", file)
	if code != 1 || errs != "" {
		t.Fatal(code, errs)
	}
	golden.File(t, "testdata/export-rh.txt", out)

	bytes, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := charmap.Windows1252.NewDecoder().String(string(bytes))
	if err != nil {
		t.Fatal(err)
	}
	discreet(t, text[strings.Index(text, "Matricule"):], out)
	sheet, err := textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM).NewEncoder().String(strings.ReplaceAll(text, ";", "\t"))
	if err != nil {
		t.Fatal(err)
	}
	if _, again, _ := call(t, sheet, "-at", "2026-08-25", "-"); again != out {
		t.Errorf("as Unicode text:\n%s", again)
	}
}

// TestPlaceOnce: what is not known of a place is said once, not of everybody there.
func TestPlaceOnce(t *testing.T) {
	lines := strings.SplitAfter(string(example), "\n")
	line := strings.Replace(lines[1], "SA16", "", 1)
	file := lines[0] + strings.Repeat(line, 3) + strings.Replace(line, "00099701500011", "00099702300015", 1) + strings.Replace(line, "12/03/1990", "31258", 1)
	code, out, _ := call(t, file, "-at", "2026-11-27", "-duplicates=false", "-")
	if code != 1 || strings.Count(out, "GES-STRUCTURE-UNKNOWN") != 2 || strings.Contains(out, "Ligne 3 ") || !strings.Contains(out, "Ligne 5 ") ||
		!strings.Contains(out, "Ligne 6 (Z.L.) : serait refusée\n  ERREUR    date_naissance") || strings.Contains(out, "absente") ||
		!strings.Contains(out, "3 points à voir ne sont pas répétés : la structure est la même.\n5 enregistrements") || !strings.Contains(out, " 5 points à voir,") {
		t.Error(code, out)
	}
	if _, out, _ := call(t, lines[0]+line+line, "-at", "2026-11-27", "-lang", "en", "-duplicates=false", "-"); !strings.Contains(out, "1 point to look at is not repeated: the place is the same.\n2 records") {
		t.Error(out)
	}
}

// TestAbsentColumn: what lacks on every line, since its column lacks, is said once.
func TestAbsentColumn(t *testing.T) {
	lines := strings.SplitAfter(string(example), "\n")
	file := strings.NewReplacer("sexe", "s", "siret", "n", "finess", "f", "rpps_rang", "r").Replace(lines[0]) +
		strings.Repeat(lines[1], 12) + strings.Replace(lines[2], "1985-07-30", "31258", 1)
	for _, flags := range [][]string{{"-lang", "fr"}, {"-psi"}} {
		var out, errs strings.Builder
		code := run(append(flags, "-at", "2026-11-27", "-duplicates=false", "-"), strings.NewReader(file), &out, &errs, nil, time.Time{})
		said := out.String() + errs.String()
		if code != 1 || strings.Count(said, "colonne sexe est absente") != 1 ||
			strings.Contains(said, "REG-SEX-MISSING") || strings.Contains(said, "REG-STRUCTURE-MISSING") || !strings.Contains(said, "REG-COLUMN-STRUCTURE") ||
			strings.Count(said, "  ERREUR    2 colonnes absentes du fichier : voir en tête\n") != 1 || strings.Count(said, "REG-DATE-SERIAL") != 1 ||
			strings.Contains(said, "Ligne 2 ") || !strings.Contains(said, "\n12 enregistrements seraient refusés pour les seules colonnes absentes : voir en tête.\n") {
			t.Errorf("%v: %d, %s", flags, code, said)
		}
	}
	_, found, s := checkJSON(t, file)
	n := 0
	for _, f := range found {
		if f.Code == "REG-SEX-MISSING" || f.Code == "REG-STRUCTURE-MISSING" {
			n++
		}
	}
	if n != 2*13 || s.Valid != 0 {
		t.Errorf("JSON: %d, %+v", n, s)
	}
}
