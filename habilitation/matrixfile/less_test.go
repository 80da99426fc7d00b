package matrixfile_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestLessOpensNothing: a column, or the records of a profession, that a file has lost
// opens no type to anybody once its absence is accepted. A préparateur under a role is
// named by two columns: without that of the métier the role alone would decide.
func TestLessOpensNothing(t *testing.T) {
	o := stated()
	o.Accept, o.Version.Differences = matrixfile.MissingColumns, nil
	day := civil.MustNew(2026, 6, 1)
	reads := func(m *habilitation.Matrix, function, role string) (n int) {
		who := habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", function, role), day)
		for range m.Readable(habilitation.Request{Subject: who, Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed}) {
			n++
		}
		return n
	}
	without := func(key string) func(string) (matrixfile.Result, error) {
		return func(string) (matrixfile.Result, error) {
			at := -1
			var lines []string
			for line := range strings.Lines(csvText(habilitation.CNAM20240925())) {
				fields := splitCSV(t, line)
				for i, f := range fields {
					if f == key {
						at = i
					}
				}
				lines = append(lines, strings.Join(append(fields[:at:at], fields[at+1:]...), ";"))
			}
			return matrixfile.LoadCSV(strings.NewReader(strings.Join(lines, "\n")), o)
		}
	}
	records := func(lost ...string) func(string) (matrixfile.Result, error) {
		return func(text string) (matrixfile.Result, error) {
			var kept []string
			for _, d := range strings.SplitAfter(text, "\n}\n") {
				drop := false
				for _, code := range lost {
					drop = drop || strings.Contains(d, `"field_code_profession": "`+code+`"`)
				}
				if !drop {
					kept = append(kept, d)
				}
			}
			return matrixfile.LoadJSONAPI(strings.NewReader(strings.Join(kept, "")), o)
		}
	}
	text := jsonText(t)
	for name, load := range map[string]func(string) (matrixfile.Result, error){
		"the column of the métier": without("pharmacist-dispensing"),
		"the column of a role":     without("GENR08"),
		"the records of a métier":  records("316"),
		"of both":                  records("316", "317"),
		"of the pharmacists":       records("21"),
	} {
		r, err := load(text)
		if err != nil {
			t.Errorf("%s: %v", name, r.Faults)
			continue
		}
		for _, function := range []string{"", "313", "316", "317"} {
			for role := range roles.Roles() {
				whole, less := reads(habilitation.CNAM20240925(), function, role.Code()), reads(r.Matrix, function, role.Code())
				if less > whole {
					t.Errorf("without %s, 99 with %q and %v reads %d types, and %d with it", name, function, role, less, whole)
				}
			}
		}
	}
	// A new column for the same people takes the place of the old one.
	o.Columns = []habilitation.Column{{Key: "preparateurs", Functions: []roles.Profession{roles.MetierPreparateurHospitalier, roles.MetierPreparateur}}}
	renamed := strings.Replace(csvText(habilitation.CNAM20240925()), ",pharmacist-dispensing,", ",preparateurs,", 1)
	r, err := matrixfile.LoadCSV(strings.NewReader(renamed), o)
	if err != nil {
		t.Fatal(r.Faults)
	}
	if n := reads(r.Matrix, "316", ""); n != 78 {
		t.Errorf("préparateurs with a column of their own read %d types", n)
	}
	if _, columns, _ := r.Matrix.Size(); columns != 19 {
		t.Errorf("%d columns", columns)
	}
}

func splitCSV(t *testing.T, line string) []string {
	t.Helper()
	fields, err := csv.NewReader(strings.NewReader(line)).Read()
	if err != nil {
		t.Fatal(err)
	}
	return fields
}

// TestSeverities states which findings do not refuse a file: what was mended, and what was
// looked at or says itself when it must be.
func TestSeverities(t *testing.T) {
	others := map[rule.Code]rule.Severity{
		matrixfile.CodeColumnMissing: rule.Warning, matrixfile.CodeUnlisted: rule.Warning, matrixfile.CodeMissing: rule.Warning,
		matrixfile.CodeClassDiffers: rule.Warning, matrixfile.CodeLabelOther: rule.Warning, matrixfile.CodeLabelHyphen: rule.Warning,
		matrixfile.CodeFootnote: rule.Warning, matrixfile.CodeClosed: rule.Warning, matrixfile.CodePage: rule.Warning, matrixfile.CodeProfession: rule.Warning,
		matrixfile.CodeEncoding: rule.Completion, matrixfile.CodeCodeRepaired: rule.Completion, matrixfile.CodeClassFilled: rule.Completion,
		matrixfile.CodeLabelRepaired: rule.Completion, matrixfile.CodeCellNo: rule.Completion, matrixfile.CodeIgnored: rule.Completion, matrixfile.CodeValue: rule.Completion,
	}
	for _, r := range matrixfile.Rules() {
		want, ok := others[r.Code]
		if !ok {
			want = rule.Error
		}
		if r.Severity != want {
			t.Errorf("%s: %v, want %v", r.Code, r.Severity, want)
		}
	}
}

// TestColumnOfTwoMissing: of a code that two columns name, the one that is there
// decides, and the finding does not say that nobody reads.
func TestColumnOfTwoMissing(t *testing.T) {
	o := stated()
	o.Version.Differences, o.Accept = nil, matrixfile.AcceptAll
	r, err := matrixfile.Load(strings.NewReader("type_code;pharmacist-dispensing\n34112-3;oui\n80788-3;non\n"), o)
	require.NoError(t, err)
	day := o.Version.From
	request := habilitation.Request{
		Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("21", "C", "", ""), day), Action: habilitation.Read,
		Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.Informed | habilitation.NotOpposed | habilitation.Visible,
	}
	for code, want := range map[string]bool{"34112-3": true, "80788-3": false} {
		request.Document = habilitation.MustParseDocumentType(code)
		require.Equal(t, want, r.Matrix.Decide(request).Allowed(), code)
	}
	for _, f := range r.Faults {
		if f.Code() == matrixfile.CodeColumnMissing {
			require.Contains(t, f.Message(language.English), "whom no other names")
		}
	}
}
