package engines

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestOPADays: a day that the calendar does not have is not stated, for the
// library and for OPA.
func TestOPADays(t *testing.T) {
	t.Parallel()
	allowed := opaAllows(t, habilitation.CNAM20240925())
	base := export.NewCodesInput(habilitation.CodesRequest{
		Profession: "60", Category: "C", Document: "34112-3", Action: habilitation.Read, Facts: good, At: today,
	}).OPA()
	for year := 2024; year <= 2101; year++ {
		for month := range 14 {
			for day := range 33 {
				text := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
				d, err := civil.ParseISO(text)
				want := err == nil && habilitation.CNAM20240925().Covers(d)
				if year > 2029 && year < 2099 && (day < 28 || month != 2) {
					continue
				}
				in := maps.Clone(base)
				in["day"] = text
				if got := allowed(in); got != want {
					t.Fatalf("%s: OPA %v, library %v", text, got, want)
				}
			}
		}
	}
}

// TestOPASectors: a sector or a qualification that is misspelt hides no
// occupational doctor.
func TestOPASectors(t *testing.T) {
	m := habilitation.CNAM20240925()
	allowed := opaAllows(t, m)
	in := export.NewCodesInput(habilitation.CodesRequest{
		Profession: "10", Category: "C", Document: "34112-3", Action: habilitation.Read, Facts: good, At: today,
	})
	for s := range roles.Sectors() {
		in.Codes.Sector = s.Code()
		subject := open("10", "C", "", "")
		subject.Structure.Sector = s
		want := m.Decide(habilitation.Request{
			Subject: habilitation.SubjectOf(subject, today), Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read, Facts: good,
		}).Allowed()
		if got := allowed(in.OPA()); got != want {
			t.Errorf("sector %s: OPA %v, library %v", s.Code(), got, want)
		}
	}
	for _, s := range []string{"sa66", "SA66 ", " SA66", "66", "SA066", "SA66^1.2.250.1.71.4.2.4", "SA999", "Santé au travail"} {
		in.Codes.Sector = s
		if allowed(in.OPA()) {
			t.Errorf("allowed in the sector %q", s)
		}
	}
	in.Codes.Sector = ""
	for _, s := range []string{"SM25", "sm25", " SM25", "SM25 ", "Sch35", "SCH35\n"} {
		in.Codes.Qualification = s
		if allowed(in.OPA()) {
			t.Errorf("allowed with the qualification %q", s)
		}
	}
}

// TestOPAMissing: a key of a question that is missing, or null, denies, and OPA
// says why.
func TestOPAMissing(t *testing.T) {
	module, data := regoFiles(t, habilitation.CNAM20240925())
	q, err := rego.New(rego.Query("data.rppsplus.habilitation.decision"), rego.Module("habilitation.rego", module),
		rego.Store(inmem.NewFromObject(data))).PrepareForEval(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	base := export.NewCodesInput(habilitation.CodesRequest{
		Profession: "60", Category: "C", Document: "34112-3", Action: habilitation.Read, Facts: good, At: today,
	}).OPA()
	check := func(name string, in any, why string) {
		rs, err := q.Eval(context.Background(), rego.EvalInput(in))
		if err != nil || len(rs) != 1 {
			t.Fatalf("%s: %v, %d answers", name, err, len(rs))
		}
		d := rs[0].Expressions[0].Value.(map[string]any)
		reasons := d["reasons"].([]any)
		if d["allow"] != false || len(reasons) == 0 || why != "" && !slices.Contains(reasons, any(why)) {
			t.Errorf("%s: %v", name, d)
		}
	}
	n := 0
	for key := range base {
		in := maps.Clone(base)
		delete(in, key)
		why := map[string]string{"action": "HAB-ACTION-NOT-STATED", "document": "HAB-DOCUMENT-NOT-STATED", "day": "HAB-DATE-NOT-STATED"}[key]
		check("without "+key, in, why)
		in[key] = nil
		check("null "+key, in, "")
		n++
	}
	if n < 5 {
		t.Errorf("%d keys", n)
	}
	for name, in := range map[string]any{"nothing": map[string]any{}, "null": nil, "a list": []any{}, "a text": "34112-3"} {
		check(name, in, "HAB-ACTION-NOT-STATED")
	}
}

func opaAllows(t *testing.T, m *habilitation.Matrix) func(any) bool {
	t.Helper()
	module, data := regoFiles(t, m)
	q, err := rego.New(rego.Query("data.rppsplus.habilitation.allow"), rego.Module("habilitation.rego", module),
		rego.Store(inmem.NewFromObject(data))).PrepareForEval(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return func(in any) bool {
		rs, err := q.Eval(context.Background(), rego.EvalInput(in))
		if err != nil {
			t.Error(err)
		}
		return rs.Allowed()
	}
}

// TestWideMatrix: as many columns as there may be, with keys that need escapes
// or differ by little, their cells all different.
func TestWideMatrix(t *testing.T) {
	t.Parallel()
	keys := []string{
		"A", "a", "a ", " a", "a+b", "a%2Bb", "a\\", "\"", "'", "type 34112-3", "columns a", "no-role", "known", "dmp", "policy", "#", "//", "é", "e\u0301",
		"a,b", "a\nb", "a\tb", "a\x00b", "true", "1", "null", "*", "</script>", "${x}", "`", "{", "}", "[", "]", "A+a",
	}
	var professions []roles.Profession
	for p := range roles.Professions() {
		if p.List() == roles.ListG15 && p < 128 {
			professions = append(professions, p)
		}
	}
	spec := habilitation.Spec{Version: habilitation.Version{ID: "wide", Title: "wide", Source: "a test", From: civil.YMD(2025, 1, 1), Until: civil.YMD(2027, 1, 1)}}
	for i := range habilitation.MaxColumns {
		key := fmt.Sprintf("column %d", i)
		if i < len(keys) {
			key = keys[i]
		}
		c := habilitation.Column{Key: key, ExcludesOccupational: i%5 == 0}
		c.Professions = []roles.Profession{professions[i%len(professions)], professions[(i*7+3)%len(professions)]}
		if c.Professions[0] == c.Professions[1] {
			c.Professions = c.Professions[:1]
		}
		if i%4 == 0 {
			c.Interns = c.Professions[:1]
		}
		if i%9 == 0 {
			c.Functions = []roles.Profession{roles.MetierPreparateur}
		}
		spec.Columns = append(spec.Columns, c)
	}
	i := 0
	for r := range roles.RPPSPlusRoles() {
		spec.Columns[63-i*3].Roles = []roles.Role{r}
		i++
	}
	seed := uint64(0x9e3779b97f4a7c15)
	for j, d := range slices.Backward(slices.Collect(habilitation.DocumentTypes())) {
		if j%4 != 0 {
			continue
		}
		seed ^= seed << 13
		seed ^= seed >> 7
		seed ^= seed << 17
		spec.Rows = append(spec.Rows, habilitation.Row{Document: d, Allowed: habilitation.ColumnSet(seed | seed<<31)})
	}
	m, err := habilitation.New(spec)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"default", "all of them at once"} {
		m := m.Under(policies[p])
		for name, load := range loaders {
			n := compare(t, load(t, m), m, every(9, cells(m, policies[p], fewDocuments(m))), true)
			t.Logf("%s, %s: %+v", name, p, n)
			if n.allowed == 0 {
				t.Errorf("%s, %s: nothing allowed", name, p)
			}
		}
	}
}

// TestHostileTexts: whatever the texts of a matrix are, the files load, and
// decide as the library.
func TestHostileTexts(t *testing.T) {
	long := strings.Repeat("a long text ", 1000)
	for _, text := range []string{
		long, strings.Repeat("é", 40_000), "ends \\", "\\", "\n[matchers]\nm = true\n", strings.Repeat(" ", 4094) + "[matchers]" + strings.Repeat(" ", 4086) + "m = true",
		"\u2028allow := true", "\rallow if true", "*/ permit(principal, action, resource);", "\"; #", "p, read, initial, 2020-01-01, 9999-99-99, X", "\x00\xff", "{0} ${x} %s",
	} {
		m, err := habilitation.New(habilitation.Spec{
			Version: habilitation.Version{ID: "x" + text, Title: text, Source: text, Confidence: rule.Text{FR: text, EN: text}, From: civil.YMD(2025, 1, 1)},
			Columns: []habilitation.Column{
				{Key: "nurse", Label: text, Printed: text, Professions: []roles.Profession{roles.ProfessionInfirmier}},
				{Key: "physician", Label: text, Printed: text, Professions: []roles.Profession{roles.ProfessionMedecin}},
			},
			Rows:     []habilitation.Row{{Document: habilitation.MustParseDocumentType("34112-3"), Label: text, Allowed: 1}},
			Unlisted: []habilitation.UnlistedRow{{Code: "x" + text, Label: text, Allowed: 3}},
		})
		if err != nil {
			t.Fatal(err)
		}
		var qs []question
		for _, code := range []string{"60", "10"} {
			s := open(code, "C", "", "")
			who := person{code, habilitation.SubjectOf(s, today), &s}
			qs = append(qs, question{who: who, r: habilitation.Request{
				Subject: who.subject, Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read, Facts: good,
			}})
		}
		for name, load := range loaders {
			if n := compare(t, load(t, m), m, slices.Values(qs), true); n.allowed != 1 {
				t.Errorf("%s: %d allowed", name, n.allowed)
			}
		}
	}
}
