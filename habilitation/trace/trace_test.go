package trace_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

func practice() situation.Situation {
	return situation.Situation{
		ID:        situation.DirectoryID("1009970001"),
		Structure: rpps.Structure{FINESS: rpps.MustParseFINESS("990000010"), SIRET: rpps.MustParseSIRET("00099701500011")},
		Role:      roles.GENR10, Profession: roles.ProfessionARole, Category: roles.CategoryCivil,
		Start: civil.YMD(2024, 1, 8), Stated: situation.Stated{Function: "9Z"},
	}
}

func full(facts habilitation.Facts) trace.Record {
	s := practice()
	d := habilitation.CNAM20240925().Decide(habilitation.Request{
		Subject: habilitation.SubjectOf(s, civil.YMD(2026, 1, 15)), Document: habilitation.MustParseDocumentType("80788-3"), Action: habilitation.Read, Facts: facts,
	})
	r := trace.Of(d, s, facts)
	r.ID, r.At = "evt-1", time.Date(2026, 1, 15, 9, 30, 0, 500_000_000, time.FixedZone("", 3600))
	r.Who, r.Name = rpps.MustParsePersonID("899700366240"), "Camille EXEMPLE"
	r.Patient, r.DocumentID, r.Motive, r.Done = "usager-42", "doc <7>", "dit: «oui»\nligne", rpps.Yes
	return r
}

const careTeam = habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible

// TestLine holds the form of a line: people's programs read it.
func TestLine(t *testing.T) {
	r := full(careTeam)
	assert.Equal(t, `{"schema":"rppsplus-trace/1","id":"evt-1","at":"2026-01-15T09:30:00.5+01:00","who":"899700366240","name":"Camille EXEMPLE",`+
		`"situation":"1009970001","structure":"1990000010","profession":"99","category":"C","function":"9Z","role":"GENR10",`+
		`"patient":"usager-42","document":"80788-3","documentId":"doc <7>","action":"read",`+
		`"facts":["care-team","initial-consent","not-opposed","visible"],"motive":"dit: «oui»\nligne","outcome":"allowed","done":"yes",`+
		`"reasons":["HAB-GROUND-CELL","HAB-GROUND-INITIAL-CONSENT","HAB-CAVEAT-ROLE-COLUMN","HAB-CAVEAT-METIER"],"day":"2026-01-15","matrix":"cnam-2024-09-25"}`,
		string(r.AppendLine(nil)))
	assert.Empty(t, r.Check())
	text, err := json.Marshal(r)
	require.NoError(t, err)
	assert.JSONEq(t, string(r.AppendLine(nil)), string(text))
	assert.NotContains(t, string(r.AppendLine(nil)), "\n")

	denied := full(0)
	assert.Contains(t, string(denied.AppendLine(nil)), `"outcome":"denied","done":"yes","reasons":["HAB-CARE-NOT-STATED"`)
	assert.True(t, denied.Check().Has(trace.CodeDoneDenied))
	assert.Equal(t, `x{"schema":"rppsplus-trace/1"}`, string(trace.Record{}.AppendLine([]byte("x"))))
	fs := trace.Record{}.Check()
	assert.Equal(t, 4, fs.Count(rule.Error), "at, who, action, outcome")
	assert.Equal(t, 5, fs.Count(rule.Warning))
}

// TestOtherDay: a decision proves nothing of an access on another day.
func TestOtherDay(t *testing.T) {
	paris, reunion := time.FixedZone("", 3600), time.FixedZone("", 4*3600)
	for _, c := range []struct {
		at   time.Time
		day  civil.Date
		want bool
	}{
		{time.Date(2026, 1, 15, 9, 30, 0, 0, paris), civil.YMD(2026, 1, 15), false},
		{time.Date(2026, 1, 15, 0, 0, 0, 0, paris), civil.YMD(2026, 1, 15), false},
		{time.Date(2026, 1, 14, 23, 30, 0, 0, time.UTC), civil.YMD(2026, 1, 15), false}, // written in UTC, decided in Paris
		{time.Date(2026, 1, 15, 2, 0, 0, 0, reunion), civil.YMD(2026, 1, 14), false},    // decided in Paris
		{time.Date(2026, 1, 15, 9, 30, 0, 0, time.UTC), civil.YMD(2026, 1, 16), true},
		{time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC), civil.YMD(2026, 1, 14), true},
		{time.Date(2026, 1, 15, 9, 30, 0, 0, paris), civil.YMD(2026, 1, 13), true},
		{time.Date(2026, 1, 15, 9, 30, 0, 0, paris), civil.YMD(2025, 1, 15), true},
		{time.Time{}, civil.YMD(2026, 1, 15), false},
		{time.Date(2026, 1, 15, 9, 30, 0, 0, paris), civil.Date{}, false},
		{time.Date(-4, 1, 15, 9, 30, 0, 0, paris), civil.YMD(2026, 1, 15), true},
		{time.Date(12026, 1, 15, 9, 30, 0, 0, paris), civil.YMD(2026, 1, 15), true},
	} {
		r := full(careTeam)
		r.At, r.Day = c.at, c.day
		assert.Equal(t, c.want, r.Check().Has(trace.CodeDay), "%s %s", c.at, c.day)
	}
}

// TestFunctionOfAnotherList: the function that a decision was drawn from is in
// the line, and one that it was not drawn from is not.
func TestFunctionOfAnotherList(t *testing.T) {
	m, day := habilitation.CNAM20240925(), civil.YMD(2026, 1, 15)
	for text, want := range map[string]string{"FON-29": "FON-29", "fon-29": "fon-29", "347": "347", "313": "", "FON-05": "", "9Z": "9Z"} {
		s := situation.Situation{Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil, Start: civil.YMD(2020, 1, 1)}
		s.Stated.Function = text
		d := m.Decide(habilitation.Request{
			Subject: habilitation.SubjectOf(s, day), Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read, Facts: careTeam,
		})
		assert.Equal(t, want, trace.Of(d, s, careTeam).Function, text)
		assert.Equal(t, want == "" || want == "9Z", d.Allowed(), text)
	}
}

// TestDecisions: every decision, allowed or not, comes back from its line.
func TestDecisions(t *testing.T) {
	s := practice()
	m := habilitation.CNAM20240925()
	subject := habilitation.SubjectOf(s, civil.YMD(2026, 1, 15))
	n := 0
	for a := habilitation.Read; a <= habilitation.Delete; a++ {
		for bit := range 25 {
			facts := careTeam ^ habilitation.Facts(1<<bit)&habilitation.AllFacts
			for doc := range habilitation.DocumentTypes() {
				d := m.Decide(habilitation.Request{Subject: subject, Document: doc, Action: a, Facts: facts})
				r := trace.Of(d, s, facts)
				got, fs := trace.Parse(r.AppendLine(nil))
				if len(fs) > 0 || !reflect.DeepEqual(got, r) {
					t.Fatalf("%s: %v", r.AppendLine(nil), fs)
				}
				if (r.Allowed == rpps.Yes) != d.Allowed() || len(r.Reasons) != len(d.Codes()) {
					t.Fatal("outcome")
				}
				n++
			}
		}
		if testing.Short() {
			break
		}
	}
	t.Logf("%d decisions", n)
	// The zero decision denies.
	r := trace.Of(habilitation.Decision{}, situation.Situation{}, 0)
	assert.Equal(t, rpps.No, r.Allowed)
}

func TestStructure(t *testing.T) {
	for _, c := range []struct {
		s    rpps.Structure
		want rpps.Private
	}{
		{rpps.Structure{}, ""},
		{rpps.Structure{ID: rpps.MustParseStructureID("1990000010"), SIRET: rpps.MustParseSIRET("00099701500011")}, "1990000010"},
		{rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011")}, "300099701500011"},
		{rpps.Structure{RPPSRang: rpps.MustParseRPPSRang("99700366240007")}, "499700366240007"},
		{rpps.Structure{Technical: rpps.MustParseTechnicalID("R95141"), SIREN: rpps.MustParseSIREN("000997015")}, "R95141"},
		{rpps.Structure{SIREN: rpps.MustParseSIREN("000997015")}, "2000997015"},
		{rpps.Structure{LegalFINESS: rpps.MustParseFINESS("990000036")}, "1990000036"},
	} {
		assert.Equal(t, c.want, trace.Of(habilitation.Decision{}, situation.Situation{Structure: c.s}, 0).Structure)
	}
}

// TestParse: what is not understood is told, kept, and written back.
func TestParse(t *testing.T) {
	for text, want := range map[string]struct {
		code rule.Code
		path string
	}{
		``:                             {trace.CodeJSON, ""},
		`[]`:                           {trace.CodeSchema, "schema"},
		`{}`:                           {trace.CodeSchema, "schema"},
		`{"schema":"x"}`:               {trace.CodeSchema, "schema"},
		`{"schema":1}`:                 {trace.CodeSchema, "schema"},
		`{"schema":"rppsplus-trace/1"`: {trace.CodeJSON, ""},
		`{"schema":"rppsplus-trace/1","who":"1","who":"2"}`:                              {trace.CodeJSON, ""},
		`{"schema":"rppsplus-trace/1","at":"hier"}`:                                      {trace.CodeMember, "at"},
		`{"schema":"rppsplus-trace/1","at":"2026-01-15T09:30:00.50Z"}`:                   {trace.CodeMember, "at"},
		`{"schema":"rppsplus-trace/1","who":""}`:                                         {trace.CodeMember, "who"},
		`{"schema":"rppsplus-trace/1","who":"10x@EXAMPLE.org"}`:                          {trace.CodeMember, "who"},
		`{"schema":"rppsplus-trace/1","who":7}`:                                          {trace.CodeMember, "who"},
		`{"schema":"rppsplus-trace/1","action":"look"}`:                                  {trace.CodeMember, "action"},
		`{"schema":"rppsplus-trace/1","outcome":"maybe"}`:                                {trace.CodeMember, "outcome"},
		`{"schema":"rppsplus-trace/1","done":"maybe"}`:                                   {trace.CodeMember, "done"},
		`{"schema":"rppsplus-trace/1","day":"2026-02-30"}`:                               {trace.CodeMember, "day"},
		`{"schema":"rppsplus-trace/1","facts":"visible"}`:                                {trace.CodeMember, "facts"},
		`{"schema":"rppsplus-trace/1","facts":["visible","moon"]}`:                       {trace.CodeMember, "facts"},
		`{"schema":"rppsplus-trace/1","facts":["visible","care-team"]}`:                  {trace.CodeMember, "facts"},
		`{"schema":"rppsplus-trace/1","facts":["visible|care-team"]}`:                    {trace.CodeMember, "facts"},
		`{"schema":"rppsplus-trace/1","reasons":[1]}`:                                    {trace.CodeMember, "reasons"},
		`{"schema":"rppsplus-trace/1","reasons":[]}`:                                     {trace.CodeMember, "reasons"},
		`{"schema":"rppsplus-trace/1","EXEMPLE":{"a":[1.50,null]}}`:                      {trace.CodeMember, ""},
		`{"schema":"rppsplus-trace/1","x":"` + strings.Repeat("x", trace.MaxLine) + `"}`: {trace.CodeTooLarge, ""},
	} {
		r, fs := trace.Parse([]byte(text))
		require.Len(t, fs, 1, "%.80s", text)
		assert.Equal(t, want.code, fs[0].Code(), "%.80s", text)
		assert.Equal(t, want.path, fs[0].Path(), "%.80s", text)
		if want.code != trace.CodeMember {
			assert.Equal(t, trace.Record{}, r)
			var u trace.Record
			assert.Error(t, u.UnmarshalJSON([]byte(text)))
			continue
		}
		assert.JSONEq(t, text, string(r.AppendLine(nil)), "written back")
		var u trace.Record
		require.NoError(t, json.Unmarshal([]byte(text), &u))
	}
	// A code of a later version, an identity of a sandbox, a wrong key.
	for _, text := range []string{
		`{"schema":"rppsplus-trace/1","reasons":["HAB-OF-TOMORROW"]}`,
		`{"schema":"rppsplus-trace/1","who":"899700366241"}`,
		`{"schema":"rppsplus-trace/1","who":"ANS20260101000000"}`,
		`{"schema":"rppsplus-trace/1","who":"somebody"}`,
		`{"schema":"rppsplus-trace/1","at":"2026-01-15T09:30:00Z"}`,
	} {
		r, fs := trace.Parse([]byte(text))
		assert.Empty(t, fs, text)
		assert.JSONEq(t, text, string(r.AppendLine(nil)))
	}
	// A field that is stated goes before a member that was not understood.
	r, _ := trace.Parse([]byte(`{"schema":"rppsplus-trace/1","action":"look","z":1}`))
	r.Action = habilitation.Read
	assert.Equal(t, `{"schema":"rppsplus-trace/1","action":"read","z":1}`, string(r.AppendLine(nil)))
	r.Extra["broken"] = json.RawMessage("{")
	assert.JSONEq(t, `{"schema":"rppsplus-trace/1","action":"read","z":1}`, string(r.AppendLine(nil)))
}

func TestRead(t *testing.T) {
	a, b := full(careTeam), full(0)
	file := append(a.AppendLine(nil), "\r\n\nnot JSON\n"...)
	file = append(file, strings.Repeat("x", 3*trace.MaxLine)+"\n"...)
	file = append(b.AppendLine(file), "\n{\"schema\":\"rppsplus-trace/1\",\"x\":1}"...)
	for _, in := range []io.Reader{bytes.NewReader(file), iotest.HalfReader(bytes.NewReader(file)), iotest.DataErrReader(bytes.NewReader(file))} {
		var got []string
		for l, err := range trace.Read(in) {
			code := ""
			if len(l.Faults) > 0 {
				code = string(l.Faults[0].Code())
				assert.Equal(t, l.Number, l.Faults[0].Position().Line)
			}
			got = append(got, fmt.Sprintf("%v %s %t", l, code, err == nil))
		}
		assert.Equal(t, []string{
			"line 1: Record(allowed, action read, reasons 4)  true",
			"line 3: Record((not stated), action (not stated), reasons 0) TRACE-JSON false",
			"line 4: Record((not stated), action (not stated), reasons 0) TRACE-TOO-LARGE false",
			fmt.Sprintf("line 5: Record(denied, action read, reasons %d)  true", len(b.Reasons)),
			"line 6: Record((not stated), action (not stated), reasons 0) TRACE-MEMBER true",
		}, got)
	}
	for range trace.Read(bytes.NewReader(file)) {
		break
	}
	last := error(nil)
	for _, err := range trace.Read(iotest.TimeoutReader(iotest.OneByteReader(bytes.NewReader(file)))) {
		last = err
	}
	assert.ErrorIs(t, last, iotest.ErrTimeout)
}

// TestMasked: a record shows nobody unless its line is asked for.
func TestMasked(t *testing.T) {
	r := full(careTeam)
	var text, js bytes.Buffer
	slog.New(slog.NewTextHandler(&text, nil)).Info("", "r", r)
	slog.New(slog.NewJSONHandler(&js, nil)).Info("", "r", r, "line", trace.Line{Record: r}, "at", &trace.Line{Record: r})
	shown := []string{text.String(), js.String(), r.String()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		shown = append(shown, fmt.Sprintf(verb, r), fmt.Sprintf(verb, &r), fmt.Sprintf(verb, []trace.Record{r}), fmt.Sprintf(verb, trace.Line{Record: r}))
	}
	for _, s := range shown {
		for _, secret := range []string{"99700366240", "EXEMPLE", "usager", "doc <7>", "oui", "990000010", "1009970001"} {
			assert.NotContains(t, s, secret)
		}
	}
}

// FuzzParse: nothing panics, and what was read is written with the same
// meaning, as encoding/json tells it.
func FuzzParse(f *testing.F) {
	f.Add(full(careTeam).AppendLine(nil))
	f.Add(full(0).AppendLine(nil))
	f.Add([]byte(`{"schema":"rppsplus-trace/1","who":"x","facts":["visible","moon"],"reasons":[],"day":"","z":{"a":[1.50,null]}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, fs := trace.Parse(text)
		if fs.Err() != nil {
			return
		}
		line := r.AppendLine(nil)
		if bytes.ContainsAny(line, "\n\r") {
			t.Fatalf("%q", line)
		}
		var want, got any
		for _, p := range []struct {
			text []byte
			to   *any
		}{{bytes.TrimPrefix(text, []byte("\ufeff")), &want}, {line, &got}} {
			d := json.NewDecoder(bytes.NewReader(p.text))
			d.UseNumber()
			if err := d.Decode(p.to); err != nil {
				t.Fatalf("%q: %v", p.text, err)
			}
		}
		if !reflect.DeepEqual(want, got) {
			t.Fatalf("%q became %q", text, line)
		}
	})
}

func Example() {
	day := civil.YMD(2026, 1, 15)
	s := situation.Situation{Role: roles.RoleSocialLife, Profession: roles.ProfessionARole, Category: roles.CategoryCivil, Start: civil.YMD(2024, 1, 8)}
	facts := habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed
	decision := habilitation.CNAM20240925().Decide(habilitation.Request{
		Subject: habilitation.SubjectOf(s, day), Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read, Facts: facts,
	})

	r := trace.Of(decision, s, facts)
	r.At = time.Date(2026, 1, 15, 9, 30, 0, 0, time.UTC)
	r.Who = rpps.MustParsePersonID("899700366240")
	r.Patient = "usager-42"
	fmt.Println(r) // names nobody
	fmt.Println(string(r.AppendLine(nil)))
	for _, f := range r.Check() {
		fmt.Println(f.Code(), f.Path())
	}
	// Output:
	// Record(denied, action read, reasons 3)
	// {"schema":"rppsplus-trace/1","at":"2026-01-15T09:30:00Z","who":"899700366240","profession":"99","category":"C","role":"GENR10","patient":"usager-42","document":"34112-3","action":"read","facts":["care-team","initial-consent","not-opposed"],"outcome":"denied","reasons":["HAB-CELL-DENIED","HAB-VISIBILITY-NOT-STATED","HAB-CAVEAT-ROLE-COLUMN"],"day":"2026-01-15","matrix":"cnam-2024-09-25"}
	// TRACE-INCOMPLETE structure
}

func BenchmarkAppendLine(b *testing.B) {
	r := full(careTeam)
	b.ReportAllocs()
	var dst []byte
	for b.Loop() {
		dst = r.AppendLine(dst[:0])
	}
}

// The same line by encoding/json from a map, as programs do it by hand.
func BenchmarkBaselineMap(b *testing.B) {
	var m map[string]any
	if err := json.Unmarshal(full(careTeam).AppendLine(nil), &m); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(m); err != nil {
			b.Fatal(err)
		}
	}
}
