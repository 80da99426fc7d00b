package export_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestCasbinClear: a subject is clear when nothing stands against it, and then
// only.
func TestCasbinClear(t *testing.T) {
	for _, problems := range [][]string{nil, {}, {"HAB-SITUATION-ENDED"}, {"HAB-SUBJECT-NOT-STATED", "HAB-SITUATION-ENDED"}, {""}} {
		in := nurseInput()
		in.Subject.Problems = problems
		assert.Equal(t, len(problems) == 0, in.Casbin()[0].(map[string]any)["clear"], problems)
	}
}

// TestCasbinColumns: no sign of a key can be taken for one that steers.
func TestCasbinColumns(t *testing.T) {
	for b := range 256 {
		in := nurseInput()
		in.Subject.Columns = []string{string([]byte{byte(b)}), "a+b"}
		want := fmt.Sprintf("%%%02X", b)
		if strings.IndexByte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.", byte(b)) >= 0 {
			want = string(rune(b))
		}
		assert.Equal(t, want+"+a%2Bb", in.Casbin()[0].(map[string]any)["columns"])
	}
}

// TestCedarDay: a day is the number AAAAMMJJ, and a text that is no day is 0.
func TestCedarDay(t *testing.T) {
	in := nurseInput()
	for text, want := range map[string]string{
		"2026-06-01": "20260601", "2024-02-29": "20240229", "0001-01-01": "10101",
		"": "0", "2026": "0", "01/06/2026": "0", "20260601": "0", "2026-6-1": "0", "2026-02-30": "0", "2026-06-01 ": "0",
	} {
		in.Day = text
		assert.Equal(t, json.Number(want), in.Cedar("x").Professional.Attrs["day"], text)
	}
}

// TestInputKeepsItsFacts: none is lost on the way through JSON, for one that
// closes access would be lost too.
func TestInputKeepsItsFacts(t *testing.T) {
	in := nurseInput()
	for bit := range 32 {
		f := habilitation.Facts(1<<bit) & habilitation.AllFacts
		in.Facts = append(in.Facts, strings.Split(strings.TrimSuffix(f.String(), "(none stated)"), "|")...)
	}
	in.Facts = append(in.Facts, "moon")
	text, err := json.Marshal(in)
	require.NoError(t, err)
	var back export.Input
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, in, back)
	require.NoError(t, json.Unmarshal([]byte(`{"day":"2026-06-01"}`), &back))
	assert.Equal(t, []string{}, back.Facts)
}

// TestActionsOfInput: each action by its name, and what is no action by none.
func TestActionsOfInput(t *testing.T) {
	for a, want := range map[habilitation.Action]string{
		habilitation.Read: "read", habilitation.Deposit: "deposit", habilitation.Hide: "hide", habilitation.Unhide: "unhide", habilitation.Delete: "delete", 0: "", 99: "",
	} {
		assert.Equal(t, want, export.NewInput(nil, habilitation.Request{Action: a}).Action)
	}
}

// TestPathOfUnreadableInput: the part that cannot be read is named.
func TestPathOfUnreadableInput(t *testing.T) {
	for text, want := range map[string]string{
		`[]`: "input", `["day"]`: "input", `{"day":null}`: "input.day", `{1:2}`: "input", `{"day":"x",}`: "input",
		`{"subject":[]}`: "subject", `{"subject":5}`: "subject", `{"subject":{}}`: "subject.columns", `{"subject":{"columns":[],"problems":[]}}`: "subject.traits",
		`{"subject":{"columns":null}}`: "subject.columns", `{"codes":[]}`: "codes", `{"codes":{"role":null}}`: "codes.role",
	} {
		err := new(export.Input).UnmarshalJSON([]byte(text))
		f, ok := rule.AsFault(err)
		require.True(t, ok, text)
		assert.Equal(t, export.CodeInputUnreadable, f.Code(), text)
		assert.Equal(t, want, f.Path(), text)
	}
}

func TestMaskedCodes(t *testing.T) {
	assert.Equal(t, "SubjectCodes(not stated)", export.SubjectCodes{}.String())
	for _, c := range []export.SubjectCodes{{Profession: "10"}, {NoRegulation: true}, {Situation: export.SituationOpen}} {
		assert.Equal(t, "SubjectCodes(masked)", fmt.Sprintf("%+v", c))
	}
}

// TestEveryChoiceIsKnown: the first value of a choice that the library does not
// have is refused, those before it are not.
func TestEveryChoiceIsKnown(t *testing.T) {
	n := 0
	for _, nested := range []bool{false, true} {
		at := func(p *habilitation.Policy) reflect.Value {
			if nested {
				return reflect.ValueOf(&p.Situation).Elem()
			}
			return reflect.ValueOf(p).Elem()
		}
		for i := range at(new(habilitation.Policy)).NumField() {
			if at(new(habilitation.Policy)).Field(i).Kind() != reflect.Uint8 {
				continue
			}
			n++
			for v := range uint64(4) {
				var p habilitation.Policy
				at(&p).Field(i).SetUint(v)
				err := export.Provenance(io.Discard, habilitation.CNAM20240925().Under(p))
				if v < 2 {
					assert.NoError(t, err)
				} else {
					assert.ErrorIs(t, err, export.CodePolicyUnknown)
				}
			}
		}
	}
	assert.Equal(t, 6, n)
}

// withSource is a matrix of one cell.
func withSource(t *testing.T, source string) *habilitation.Matrix {
	t.Helper()
	m, err := habilitation.New(habilitation.Spec{
		Version: habilitation.Version{ID: "x", Title: "t", Source: source, From: civil.YMD(2025, 1, 1)},
		Columns: []habilitation.Column{{Key: "nurse", Label: "Infirmiers", Professions: []roles.Profession{roles.ProfessionInfirmier}}},
		Rows:    []habilitation.Row{{Document: habilitation.MustParseDocumentType("34112-3"), Label: "CRH", Allowed: 1}},
	})
	require.NoError(t, err)
	return m
}

// TestLinesOfComments have 1,000 bytes at most beside their mark, end between
// two signs, and together hold the text; what turns the direction of writing is
// not in them.
func TestLinesOfComments(t *testing.T) {
	for _, sign := range []string{"x", "é", "€", "𝄞"} {
		for n := 980; n < 1020; n++ {
			source := strings.Repeat(".", n-n/len(sign)*len(sign)) + strings.Repeat(sign, n/len(sign))
			var b bytes.Buffer
			require.NoError(t, export.CasbinPolicy(&b, withSource(t, source+"\u202Eend\u200B.")))
			var head strings.Builder
			for line := range strings.Lines(b.String()) {
				if text, ok := strings.CutPrefix(line, "# "); ok {
					text = strings.TrimSuffix(text, "\n")
					assert.LessOrEqual(t, len(text), 1000)
					assert.True(t, utf8.ValidString(text))
					head.WriteString(text)
				}
			}
			assert.Contains(t, head.String(), "Source: "+source+"end.Published:", n)
		}
	}
}

// TestInputOfAnotherDay: the question is of the day on which it is asked, and a subject
// of another one has a problem; the zero subject has its own.
func TestInputOfAnotherDay(t *testing.T) {
	m, monday := habilitation.CNAM20240925(), civil.YMD(2026, 6, 1)
	r := habilitation.Request{Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), monday)}
	in := export.NewInput(m, r)
	assert.Equal(t, "2026-06-01", in.Day)
	assert.Empty(t, in.Subject.Problems)
	r.Subject = r.Subject.On(monday.AddDays(1))
	in = export.NewInput(m, r)
	assert.Equal(t, "2026-06-02", in.Day)
	assert.Equal(t, []string{"HAB-SUBJECT-OTHER-DAY"}, in.Subject.Problems)
	in = export.NewInput(m, habilitation.Request{Subject: habilitation.Subject{}.On(monday)})
	assert.Equal(t, "", in.Day)
	assert.Equal(t, []string{"HAB-SUBJECT-NOT-STATED"}, in.Subject.Problems)
}
