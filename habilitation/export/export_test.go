package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

var day = civil.YMD(2026, 6, 1)

// everything turns every choice of the policy.
var everything = habilitation.Policy{
	RoleAccess: habilitation.RoleSuspended, Occupational: habilitation.OccupationalAsPhysician, Columns: habilitation.FunctionPrevails,
	UnstatedCategory: habilitation.CategoryAssumedCivil, EmergencyForInterns: true, EmergencyForTechnicians: true,
	StudentDeposits: true, HiddenAndInvisible: true,
	Situation: situation.Policy{Presence: situation.PresenceIgnored, LastDay: situation.LastDayExcluded},
}

// small is an invented matrix whose texts try to break out of their places.
func small(t testing.TB) *habilitation.Matrix {
	t.Helper()
	m, err := habilitation.New(habilitation.Spec{
		Version: habilitation.Version{
			ID: "small-1", Title: "Essai\npermit(principal, action, resource); \"`|<b>", Source: "un\rtest\u2028 */",
			Published: civil.YMD(2025, 1, 1), From: civil.YMD(2025, 2, 1), Until: civil.YMD(2027, 1, 1),
			Confidence: rule.Text{FR: "inventée", EN: "invented"},
			Differences: []habilitation.Difference{{
				Column: "a,b \"+\" c", Document: habilitation.MustParseDocumentType("34112-3"), Here: true, Source: "un test",
			}},
		},
		Columns: []habilitation.Column{
			{Key: "a,b \"+\" c", Label: "Infirmiers | <i>", Printed: "60", Professions: []roles.Profession{roles.ProfessionInfirmier}},
			{Key: "#role", Label: "Rôle", Printed: "99", Roles: []roles.Role{roles.GENR11}},
			{Key: "doctors", Label: "Médecins", Printed: "10", Professions: []roles.Profession{roles.ProfessionMedecin}, Interns: []roles.Profession{roles.ProfessionMedecin}, ExcludesOccupational: true},
			{Key: "préparateurs", Label: "Préparateurs", Printed: "317", Functions: []roles.Profession{roles.MetierPreparateur}},
		},
		Rows: []habilitation.Row{
			{Document: habilitation.MustParseDocumentType("34112-3"), Label: "CR | <u>", Allowed: 0b1011},
			{Document: habilitation.MustParseDocumentType("*DICOM"), Label: "Images", Allowed: 0b0101},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return m.Under(everything)
}

type writer struct {
	file  string
	write func(io.Writer, *habilitation.Matrix) error
}

func table(f func(*export.Table, io.Writer) error) func(io.Writer, *habilitation.Matrix) error {
	return func(w io.Writer, m *habilitation.Matrix) error {
		t, err := export.NewTable(m, export.Selection{})
		if err != nil {
			return err
		}
		return f(t, w)
	}
}

// writers are all of them.
var writers = []writer{
	{"habilitation.rego", export.Rego},
	{"data.json", export.RegoData},
	{"schema.cedarschema", export.CedarSchema},
	{"policies.cedar", export.CedarPolicies},
	{"reasons.cedar", export.CedarReasons},
	{"entities.json", export.CedarEntities},
	{"model.conf", export.CasbinModel},
	{"policy.csv", export.CasbinPolicy},
	{"provenance.json", export.Provenance},
	{"matrix.csv", table((*export.Table).CSV)},
	{"matrix.json", table((*export.Table).JSON)},
	{"matrix.md", table((*export.Table).Markdown)},
	{"matrix.html", table((*export.Table).HTML)},
	{"matrix.txt", table((*export.Table).Text)},
}

func TestGolden(t *testing.T) {
	for name, m := range map[string]*habilitation.Matrix{"cnam-2024-09-25": habilitation.CNAM20240925(), "small": small(t)} {
		for _, w := range writers {
			if name == "small" && sameForAll(w.file) {
				continue // see TestSameForAll
			}
			t.Run(name+"/"+w.file, func(t *testing.T) {
				var first, second bytes.Buffer
				if err := errors.Join(w.write(&first, m), w.write(&second, m)); err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(first.Bytes(), second.Bytes()) {
					t.Error("two calls give two texts")
				}
				golden.File(t, filepath.Join("testdata", name, w.file), first.Bytes())
			})
		}
	}
}

// sameForAll says which files differ from matrix to matrix in their head only.
func sameForAll(file string) bool {
	switch file {
	case "habilitation.rego", "schema.cedarschema", "policies.cedar", "reasons.cedar", "model.conf":
		return true
	}
	return false
}

// TestSameForAll: below the head the rules are one text for every matrix and
// every policy.
func TestSameForAll(t *testing.T) {
	n := 0
	for _, w := range writers {
		if !sameForAll(w.file) {
			continue
		}
		var b bytes.Buffer
		if err := w.write(&b, small(t)); err != nil {
			t.Fatal(err)
		}
		if below(b.String()) != below(exported(t, w.file)) {
			t.Errorf("%s differs below the head", w.file)
		}
		n++
	}
	if n != 5 {
		t.Errorf("%d files", n)
	}
}

// TestCSVIsTheProjects holds the CSV against the file that the example program
// has always printed.
func TestCSVIsTheProjects(t *testing.T) {
	want, err := os.ReadFile("../../examples/matrix/testdata/matrice.csv")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := table((*export.Table).CSV)(&b, habilitation.CNAM20240925()); err != nil || !bytes.Equal(b.Bytes(), want) {
		t.Errorf("not byte for byte the same, %v", err)
	}
}

// TestEachSaysWhatItIs finds version, source, date, confidence and policy in
// every export but the CSV.
func TestEachSaysWhatItIs(t *testing.T) {
	m := habilitation.CNAM20240925().Under(everything)
	v := m.Version()
	for _, w := range writers {
		if w.file == "matrix.csv" {
			continue
		}
		var b bytes.Buffer
		if err := w.write(&b, m); err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(b.String(), "&#39;", "'")
		for what, options := range map[string][]string{
			"version": {v.ID}, "source": {v.Source}, "date": {"2024-09-25", "25/09/2024"},
			"confidence": {v.Confidence.EN, v.Confidence.FR},
			"policy":     {"role-access=suspended", "role-access = suspended", `"role_access":"suspended"`, `"role_access": "suspended"`, `\"role_access\":\"suspended\"`},
		} {
			if !slices.ContainsFunc(options, func(s string) bool { return strings.Contains(text, s) }) {
				t.Errorf("%s does not say its %s", w.file, what)
			}
		}
	}
}

// TestTextsStayInside: a title with a line break must not become a rule.
func TestTextsStayInside(t *testing.T) {
	m := small(t)
	for _, w := range writers {
		mark := map[string]string{".rego": "#", ".cedar": "//", ".cedarschema": "//", ".conf": "#"}[filepath.Ext(w.file)]
		if w.file == "policy.csv" {
			mark = "#"
		}
		if mark == "" {
			continue
		}
		var b bytes.Buffer
		if err := w.write(&b, m); err != nil {
			t.Fatal(err)
		}
		found := false
		for line := range strings.Lines(b.String()) {
			if strings.Contains(line, "permit(principal, action, resource)") {
				found = true
				if !strings.HasPrefix(line, mark) {
					t.Errorf("%s: the title left its comment: %q", w.file, line)
				}
			}
		}
		if !found {
			t.Errorf("%s: no title", w.file)
		}
	}
	for _, w := range writers {
		if filepath.Ext(w.file) != ".json" {
			continue
		}
		var b bytes.Buffer
		if err := w.write(&b, m); err != nil || !json.Valid(b.Bytes()) {
			t.Errorf("%s: %v, valid %v", w.file, err, json.Valid(b.Bytes()))
		}
	}
	var b bytes.Buffer
	if err := table((*export.Table).HTML)(&b, m); err != nil || strings.Contains(b.String(), "<b>") || strings.Contains(b.String(), "<u>") || strings.Contains(b.String(), "<i>") {
		t.Error("a label became markup")
	}
}

// broken fails after n bytes.
type broken struct{ n int }

var errBroken = errors.New("broken")

func (b *broken) Write(p []byte) (int, error) {
	if b.n -= len(p); b.n < 0 {
		return 0, errBroken
	}
	return len(p), nil
}

func TestErrors(t *testing.T) {
	wrong := habilitation.CNAM20240925().Under(habilitation.Policy{RoleAccess: 7, Columns: 9})
	for _, w := range writers {
		for _, m := range []*habilitation.Matrix{nil, {}} {
			if err := w.write(io.Discard, m); !errors.Is(err, export.CodeNoMatrix) {
				t.Errorf("%s of no matrix: %v", w.file, err)
			}
		}
		if err := w.write(io.Discard, wrong); !errors.Is(err, export.CodePolicyUnknown) || !strings.Contains(err.Error(), "role-access") || !strings.Contains(err.Error(), "columns") {
			t.Errorf("%s of an unknown policy: %v", w.file, err)
		}
		if err := w.write(&broken{100}, habilitation.CNAM20240925()); !errors.Is(err, errBroken) {
			t.Errorf("%s to a broken writer: %v", w.file, err)
		}
	}
	_, err := export.NewTable(habilitation.CNAM20240925(), export.Selection{Columns: []string{"nurse", "GENR13"}, Documents: []string{"none", "34112-3"}})
	if !errors.Is(err, export.CodeColumnUnknown) || !errors.Is(err, export.CodeDocumentUnknown) || !strings.Contains(err.Error(), "columns[1]") || !strings.Contains(err.Error(), "documents[0]") {
		t.Error(err)
	}
	if len(export.Rules()) != 5 {
		t.Error("rules")
	}
}

func TestSelection(t *testing.T) {
	tb, err := export.NewTable(habilitation.CNAM20240925(), export.Selection{Columns: []string{"genr10", "nurse"}, Documents: []string{"80788-3", "*DICOM"}})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := tb.CSV(&b); err != nil {
		t.Fatal(err)
	}
	const want = `class_code,class_label,type_code,type_label,GENR10,nurse
44,"Plan de soins, protocole de soins",80788-3,Projet personnalisé d'accompagnement,1,1
31,Imagerie médicale,*DICOM,Nom de la procédure à l'origine d'objets d'imagerie accessibles en format DICOM,0,1
`
	if got := b.String(); got != want {
		t.Error(got)
	}
}

// TestConsentReform holds the date of the exports against the library.
func TestConsentReform(t *testing.T) {
	m := habilitation.CNAM20240925()
	var b bytes.Buffer
	if err := export.RegoData(&b, m); err != nil {
		t.Fatal(err)
	}
	var data struct {
		Rppsplus struct {
			Matrix struct {
				Parameters struct {
					Reform string `json:"consent_reform"`
				} `json:"parameters"`
			} `json:"matrix"`
		} `json:"rppsplus"`
	}
	if err := json.Unmarshal(b.Bytes(), &data); err != nil {
		t.Fatal(err)
	}
	reform, err := civil.ParseISO(data.Rppsplus.Matrix.Parameters.Reform)
	if err != nil {
		t.Fatal(err)
	}
	allowed := func(at civil.Date) bool {
		return m.Decide(habilitation.Request{
			Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), at), Document: habilitation.MustParseDocumentType("34112-3"),
			Action: habilitation.Read, Facts: habilitation.CareTeam | habilitation.Informed | habilitation.NotOpposed | habilitation.Visible,
		}).Allowed()
	}
	if !allowed(reform.AddDays(-1)) || allowed(reform) {
		t.Errorf("%s is not the day on which the library changes", reform)
	}
}

func TestInput(t *testing.T) {
	m := habilitation.CNAM20240925()
	in := export.NewInput(m, habilitation.Request{
		Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", "317", "GENR10"), day),
		Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read,
		Facts: habilitation.CareTeam | habilitation.NotOpposed,
	})
	got, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"subject":{"columns":["pharmacist-dispensing","GENR10"],"problems":[],"traits":["technician"]},` +
		`"day":"2026-06-01","document":"34112-3","action":"read","facts":["care-team","not-opposed"]}`
	if string(got) != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	// The maps say what the JSON says.
	var viaJSON map[string]any
	if err := json.Unmarshal(got, &viaJSON); err != nil || !reflect.DeepEqual(viaJSON, in.OPA()) {
		t.Errorf("%v, not %v", in.OPA(), viaJSON)
	}

	codes := export.NewCodesInput(habilitation.CodesRequest{Profession: "60", Category: "C", Document: "x", Action: habilitation.Hide, At: day})
	codes.Codes.Sector, codes.Codes.RoleInferred, codes.Codes.NoRegulation = "SA66", true, true
	got, _ = json.Marshal(codes)
	if err := json.Unmarshal(got, &viaJSON); err != nil {
		t.Fatal(err)
	}
	delete(viaJSON, "subject")
	if !reflect.DeepEqual(viaJSON, codes.OPA()) {
		t.Errorf("%v, not %v", codes.OPA(), viaJSON)
	}

	// What is unknown stays so, and the zero request is empty.
	for name, c := range map[string]struct {
		r    habilitation.Request
		want export.Input
	}{
		"zero": {habilitation.Request{}, export.Input{
			Subject: &export.ResolvedSubject{Columns: []string{}, Problems: []string{"HAB-SUBJECT-NOT-STATED"}, Traits: []string{}}, Facts: []string{},
		}},
		"unknown": {
			habilitation.Request{Subject: habilitation.NoSubject(habilitation.IdentityMissing, day), Document: habilitation.UnknownDocument, Action: 77, Facts: 1 << 30},
			export.Input{
				Subject: &export.ResolvedSubject{Columns: []string{}, Problems: []string{"HAB-IDENTITY-MISSING"}, Traits: []string{}},
				Day:     "2026-06-01", Document: "(unknown)", Facts: []string{"0x40000000"},
			},
		},
	} {
		if got := export.NewInput(m, c.r); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	// Without a matrix nobody has a column.
	if got := export.NewInput(nil, habilitation.Request{}); len(got.Subject.Columns) != 0 {
		t.Error(got)
	}
}

// TestNoRoleNeeded: the métier has a column of its own.
func TestNoRoleNeeded(t *testing.T) {
	m := habilitation.CNAM20240925()
	for function, want := range map[string]int{"317": 0, "313": 1, "": 1} {
		s := habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", function, ""), day)
		if got := export.NewInput(m, habilitation.Request{Subject: s}).Subject.Problems; len(got) != want {
			t.Errorf("%q: %v", function, got)
		}
	}
}

func TestCodesOf(t *testing.T) {
	base := situation.Situation{
		Profession: roles.ProfessionARole, Category: roles.CategoryCivil, Function: roles.MetierPreparateur, Role: roles.GENR10,
		Structure: rpps.Structure{Sector: roles.SA66}, Qualification: "SM25", RoleInferred: true, Start: civil.YMD(2025, 1, 1),
	}
	want := export.SubjectCodes{
		Profession: "99", Category: "C", Function: "317", Role: "GENR10", Sector: "SA66", Qualification: "SM25", Situation: "open", RoleInferred: true,
	}
	if got := export.CodesOf(base, situation.Policy{}, day); got != want {
		t.Errorf("%+v", got)
	}
	for name, c := range map[string]struct {
		change func(*situation.Situation)
		at     civil.Date
		want   string
	}{
		"ended":       {func(s *situation.Situation) { s.End = civil.YMD(2025, 6, 1) }, day, export.SituationEnded},
		"not started": {func(s *situation.Situation) { s.Start = civil.YMD(2027, 6, 1) }, day, export.SituationNotStarted},
		"reversed":    {func(s *situation.Situation) { s.End = civil.YMD(2020, 6, 1) }, day, export.SituationDatesReversed},
		"no dates":    {func(s *situation.Situation) { s.Start = civil.Date{} }, day, export.SituationDatesUnknown},
		"no day":      {func(s *situation.Situation) {}, civil.Date{}, export.SituationDatesUnknown},
		"presence": {func(s *situation.Situation) {
			s.Start, s.Source, s.SeenOn = civil.Date{}, situation.SourceUserinfo, day
		}, day, export.SituationByPresence},
	} {
		s := base
		c.change(&s)
		if got := export.CodesOf(s, situation.Policy{}, c.at).Situation; got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
	// Codes that no list knows are kept.
	s := situation.Situation{Stated: situation.Stated{Profession: "00", Category: "Z", Function: "000", Role: "GENR77"}}
	if got := export.CodesOf(s, situation.Policy{}, day); got.Profession != "00" || got.Category != "Z" || got.Function != "000" || got.Role != "GENR77" {
		t.Errorf("%+v", got)
	}
	if got := export.CodesOf(situation.Situation{Profession: 9999, Category: 77, Function: 9999, Role: 77}, situation.Policy{}, day); got.Profession == "" || got.Category == "" || got.Function == "" || got.Role == "" {
		t.Errorf("a value of no code counts as not stated: %+v", got)
	}
}

// TestCedarAndCasbinWithoutSubject: codes are not resolved there.
func TestCedarAndCasbinWithoutSubject(t *testing.T) {
	in := export.NewCodesInput(habilitation.CodesRequest{Profession: "60", Category: "C", Document: "34112-3", Action: habilitation.Read, At: day})
	q := in.Cedar("x")
	if p := q.Professional.Attrs["problems"]; !reflect.DeepEqual(p, []any{"HAB-SUBJECT-NOT-STATED"}) {
		t.Error(p)
	}
	if sub := in.Casbin()[0].(map[string]any); sub["clear"] != false {
		t.Error(sub)
	}
	// A trait or a fact of another version closes.
	in = export.NewInput(habilitation.CNAM20240925(), habilitation.Request{Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), day)})
	in.Subject.Traits = append(in.Subject.Traits, "newer")
	in.Facts = []string{"care_team"}
	v := in.Casbin()
	if v[0].(map[string]any)["clear"] != false || v[3].(map[string]any)["unknown"] != true || v[3].(map[string]any)["care_team"] != false {
		t.Error(v)
	}
}

// FuzzTexts: no text of a matrix leaves its place, whatever it is.
func FuzzTexts(f *testing.F) {
	f.Add("title", "source", "key", "label")
	f.Add("a\nb", "\r\u2028#\u0085", "k,\"+\n", "<script>|`\n| x |")
	f.Add("*/ }", "//", "=cmd()", "\x00\xff")
	f.Fuzz(func(t *testing.T, title, source, key, label string) {
		m, err := habilitation.New(habilitation.Spec{
			Version: habilitation.Version{ID: "x", Title: title, Source: source, From: civil.YMD(2025, 1, 1), Confidence: rule.Text{FR: label, EN: source}},
			Columns: []habilitation.Column{{Key: key, Label: label, Printed: source, Professions: []roles.Profession{roles.ProfessionInfirmier}}},
			Rows:    []habilitation.Row{{Document: habilitation.MustParseDocumentType("34112-3"), Label: label, Allowed: 1}},
		})
		if err != nil {
			return
		}
		for _, w := range writers {
			var b bytes.Buffer
			if err := w.write(&b, m); err != nil {
				t.Fatal(w.file, err)
			}
			if sameForAll(w.file) && below(b.String()) != below(exported(t, w.file)) {
				t.Errorf("%s: a text of the matrix is below the head", w.file)
			}
			switch w.file {
			case "policy.csv":
				for line := range strings.Lines(b.String()) {
					if !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "p,") && !strings.HasPrefix(line, "g,columns ") && !strings.HasPrefix(line, "g2,") {
						t.Errorf("a line of its own: %q", line)
					}
				}
			case "matrix.csv":
				rows, err := csv.NewReader(&b).ReadAll()
				if err != nil || len(rows) != 2 || len(rows[1]) != 5 {
					t.Errorf("%d rows, %v", len(rows), err)
				}
			case "matrix.html":
				if got, want := strings.Count(b.String(), "<"), strings.Count(pageOf(t), "<"); got != want {
					t.Errorf("%d tags, not %d", got, want)
				}
			default:
				if filepath.Ext(w.file) == ".json" && !json.Valid(b.Bytes()) {
					t.Errorf("%s is not JSON", w.file)
				}
			}
		}
	})
}

func exported(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "cnam-2024-09-25", file))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// below is a file without the comment at its head.
func below(text string) string {
	for strings.HasPrefix(text, "#") || strings.HasPrefix(text, "//") {
		_, text, _ = strings.Cut(text, "\n")
	}
	return text
}

// pageOf is the page of a matrix whose texts have no sign of HTML.
func pageOf(t *testing.T) string {
	t.Helper()
	m, err := habilitation.New(habilitation.Spec{
		Version: habilitation.Version{ID: "x", From: civil.YMD(2025, 1, 1)},
		Columns: []habilitation.Column{{Key: "k", Professions: []roles.Profession{roles.ProfessionInfirmier}}},
		Rows:    []habilitation.Row{{Document: habilitation.MustParseDocumentType("34112-3"), Label: "l", Allowed: 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := table((*export.Table).HTML)(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
