package evolution_test

import (
	"encoding/csv"
	"fmt"
	"go/format"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/internal/golden"
)

func pressFile(t *testing.T) [][]string {
	t.Helper()
	f, err := os.Open("data/presse-arrete-2023.csv")
	require.NoError(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = ';'
	rows, err := r.ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"colonne", "code", "portée", "lecture", "confiance", "source", "constat", "finding"}, rows[0])
	return rows[1:]
}

// TestPressTable makes the Go table of the data file again.
func TestPressTable(t *testing.T) {
	scopes := map[string]string{"case": "OneCell", "tous-sauf": "AllBut", "classe": "SomeOfClass", "sans-detail": "NoDetail"}
	sure := map[string]string{"haute": "ConfidenceHigh", "moyenne-haute": "ConfidenceMediumHigh", "moyenne": "ConfidenceMedium", "basse": "ConfidenceLow"}
	var b strings.Builder
	b.WriteString(`// Code generated from data/presse-arrete-2023.csv by the tests of this package (-update); DO NOT EDIT.

package evolution

// press2023 has one row a statement: column, code (of a type; of a class for
// SomeOfClass), scope, whether it opens, confidence, source, finding.
var press2023 = [...]statementRow{
`)
	for i, r := range pressFile(t) {
		scope, confidence := scopes[r[2]], sure[r[4]]
		require.NotEmpty(t, scope, "line %d", i+2)
		require.NotEmpty(t, confidence, "line %d", i+2)
		require.Contains(t, []string{"oui", "non", ""}, r[3], "line %d", i+2)
		require.Equal(t, scope == "NoDetail", r[3] == "", "line %d", i+2)
		require.NotEmpty(t, r[5]+r[6]+r[7], "line %d", i+2)
		fmt.Fprintf(&b, "{%q, %q, %s, %t, %s,\n%q,\n%q, %q},\n", r[0], r[1], scope, r[3] == "oui", confidence, r[5], r[6], r[7])
	}
	b.WriteString("}\n")
	want, err := format.Source([]byte(b.String()))
	require.NoError(t, err)
	golden.File(t, "zz_press.go", want)
}

func TestPressStatements(t *testing.T) {
	columns := map[string]bool{}
	for _, c := range habilitation.CNAM20240925().Columns() {
		columns[c.Key] = true
	}
	n := map[evolution.Scope]int{}
	p := evolution.Press2023()
	for s := range p.Statements() {
		n[s.Scope]++
		assert.True(t, columns[s.Column], s.Column)
		assert.NotZero(t, s.Confidence)
		assert.Equal(t, s.Scope == evolution.OneCell || s.Scope == evolution.AllBut, s.Document.Code() != "", "%+v", s)
		assert.Equal(t, s.Scope == evolution.SomeOfClass, s.Class != 0, "%+v", s)
	}
	assert.Equal(t, map[evolution.Scope]int{evolution.OneCell: 25, evolution.AllBut: 1, evolution.SomeOfClass: 1, evolution.NoDetail: 7}, n)
	assert.Equal(t, "2023-10-26", p.Date().String())
	assert.NotEqual(t, p.About().FR, p.About().EN)
}

// TestAgreement: of the 25 cells that others describe, 24 agree, and what does
// not is what the version says of itself.
func TestAgreement(t *testing.T) {
	m := habilitation.CNAM20240925()
	a := evolution.Press2023().Compare(m)
	agree, differ := a.Count()
	assert.Equal(t, [2]int{24, 1}, [2]int{agree, differ})

	var against []habilitation.Difference
	for _, f := range a.Findings {
		for _, d := range f.Against {
			against = append(against, habilitation.Difference{
				Column: f.Column, Document: d, Here: !f.Open, There: f.Open, Doubtful: f.Verdict == evolution.MayDiffer,
			})
		}
	}
	// The class of prescriptions also holds DOCPAT02, which patients deposit: it
	// is none, and the version does not name it.
	against = slices.DeleteFunc(against, func(d habilitation.Difference) bool { return d.Document == doc("DOCPAT02") })
	want := m.Version().Differences
	for i := range want {
		want[i].Source, want[i].Note = "", ""
	}
	assert.ElementsMatch(t, want, against)

	verdicts := map[evolution.Verdict]int{}
	for _, f := range a.Findings {
		verdicts[f.Verdict]++
		if f.Scope == evolution.AllBut {
			assert.Equal(t, 107, f.Cells)
		}
	}
	assert.Equal(t, map[evolution.Verdict]int{
		evolution.Agrees: 25, evolution.Differs: 1, evolution.MayDiffer: 1, evolution.NotComparable: 7,
	}, verdicts)
	golden.File(t, "testdata/press.fr.txt", a.Text(language.French))
	golden.File(t, "testdata/press.en.md", a.Markdown(language.English))
	assert.Contains(t, a.HTML(language.French), "<h2>Diffèrent</h2>")

	// The matrix with that cell closed agrees with all.
	s := m.Spec()
	toggle(&s, "ATTEST-RESID", "physician")
	s.Version.Differences = nil
	agree, differ = evolution.Press2023().Compare(build(t, s)).Count()
	assert.Equal(t, [2]int{25, 0}, [2]int{agree, differ})

	none := evolution.Press2023().Compare(nil)
	agree, differ = none.Count()
	assert.Zero(t, agree+differ)
	assert.False(t, slices.ContainsFunc(none.Findings, func(f evolution.Finding) bool { return f.Verdict != evolution.NotComparable }))
}

// TestPartialDecidesNothing: no method of a partial source gives a matrix, a
// spec, rows or a decision.
func TestPartialDecidesNothing(t *testing.T) {
	closed := []reflect.Type{
		reflect.TypeFor[*habilitation.Matrix](), reflect.TypeFor[habilitation.Spec](), reflect.TypeFor[habilitation.Decision](),
		reflect.TypeFor[habilitation.Timeline](), reflect.TypeFor[[]habilitation.Row](),
	}
	p := reflect.TypeFor[evolution.Partial]()
	require.NotZero(t, p.NumMethod())
	for m := range p.Methods() {
		for out := range m.Type.Outs() {
			assert.NotContains(t, closed, out, m.Name)
		}
	}
	assert.Zero(t, p.NumField()-4)
	for f := range p.Fields() {
		assert.False(t, f.IsExported())
	}
}

func TestPressEnums(t *testing.T) {
	type enum interface {
		String() string
		MarshalText() ([]byte, error)
	}
	for _, e := range []struct {
		stated, not []enum
	}{
		{[]enum{evolution.OneCell, evolution.AllBut, evolution.SomeOfClass, evolution.NoDetail}, []enum{evolution.Scope(0), evolution.NoDetail + 1}},
		{[]enum{evolution.ConfidenceLow, evolution.ConfidenceMedium, evolution.ConfidenceMediumHigh, evolution.ConfidenceHigh}, []enum{evolution.Confidence(0), evolution.ConfidenceHigh + 1}},
		{[]enum{evolution.Agrees, evolution.Differs, evolution.MayDiffer, evolution.NotComparable}, []enum{evolution.Verdict(0), evolution.NotComparable + 1}},
	} {
		seen := map[string]bool{}
		for _, v := range e.stated {
			b, err := v.MarshalText()
			require.NoError(t, err)
			assert.Equal(t, v.String(), string(b))
			assert.False(t, seen[v.String()])
			seen[v.String()] = true
		}
		for _, v := range e.not {
			b, err := v.MarshalText()
			assert.Empty(t, b)
			assert.Contains(t, []string{"(not stated)", "(no such value: 5)"}, v.String())
			assert.Equal(t, v.String() == "(not stated)", err == nil)
		}
	}
}

// TestPressByHand states what the pages say of which cell, apart from the data file, as
// habilitation states it of its own.
func TestPressByHand(t *testing.T) {
	type said struct {
		column, codes string
		scope         evolution.Scope
		open          bool
		confidence    evolution.Confidence
	}
	want := map[string]said{}
	for _, s := range []said{
		{"physician", "ATTEST-RESID", evolution.AllBut, true, evolution.ConfidenceMediumHigh},
		{"physician", "ATTEST-RESID", evolution.OneCell, false, evolution.ConfidenceMediumHigh},
		{"dental-surgeon", "80788-3 75496-0 83981-1 83901-9 68599-0", evolution.OneCell, false, evolution.ConfidenceHigh},
		{"nurse", "83981-1 DOCPAT06 47420-5 11502-2 15507-7 56445-0 PROT_ALD", evolution.OneCell, true, evolution.ConfidenceHigh},
		{"nurse", "75496-0 68599-0 83901-9 68817-6 89601-9", evolution.OneCell, false, evolution.ConfidenceHigh},
		{"GENR08", "15507-7 BIL_AUTO 34794-8 34112-3 11506-3 89601-9 CERT_DECL", evolution.OneCell, false, evolution.ConfidenceHigh},
		{"GENR08", "42", evolution.SomeOfClass, false, evolution.ConfidenceLow},
	} {
		for code := range strings.FieldsSeq(s.codes) {
			s.codes = ""
			want[s.column+" "+code+" "+s.scope.String()] = s
		}
	}
	var general []string
	for s := range evolution.Press2023().Statements() {
		if s.Scope == evolution.NoDetail {
			general = append(general, s.Column+" "+s.Confidence.String())
			continue
		}
		key := s.Column + " " + s.Document.Code() + s.Class.Code() + " " + s.Scope.String()
		assert.Equal(t, want[key], said{s.Column, "", s.Scope, s.Open, s.Confidence}, key)
		delete(want, key)
	}
	assert.Empty(t, want)
	// The last six columns are told to be narrow, podiatrists to read broadly.
	assert.Equal(t, []string{
		"podiatrist low", "GENR08 medium", "social-worker medium", "GENR09 medium", "GENR10 medium", "GENR11 medium", "GENR12 medium",
	}, general)
}
