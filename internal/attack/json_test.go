package attack_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// A parser is one parser of JSON of the library.
type parser struct {
	name string
	// open begins an object that is read, up to a comma; own is a member of the
	// format whose value is a text, with a value.
	open, own, value string
	run              func([]byte) said
}

// of adds the errors of a list of findings, and the others in brackets: they
// are told, and nothing is refused.
func of(fs rule.Faults, err error) said {
	s := said{}
	s.add(err)
	for _, f := range fs {
		if f.Severity() == rule.Error {
			s[string(f.Code())] = true
		} else {
			s["("+string(f.Code())+")"] = true
		}
	}
	return s
}

var parsers = []parser{
	{"psc.Parse", `{"sub":"x",`, "SubjectNameID", "899700366240", func(b []byte) said {
		u, err := psc.Parse(b, psc.Options{MaxBytes: 1 << 30})
		if err != nil {
			return of(nil, err)
		}
		return of(u.Faults, nil)
	}},
	{"psi.ParseAnswer", `{"y":"x",`, "path", "/x", func(b []byte) said {
		a, err := psi.AnswerOptions{MaxBytes: 1 << 30}.ParseAnswer(201, b)
		if err != nil {
			return of(nil, err)
		}
		return of(a.Faults, nil)
	}},
	{"fhir.Parse", `{"resourceType":"Practitioner",`, "id", "x", func(b []byte) said {
		r, err := fhir.Parse(b, fhir.Options{MaxBytes: 1 << 30})
		if err != nil {
			return of(nil, err)
		}
		return of(r.Common().Faults, nil)
	}},
	{"trace.Parse", `{"schema":"` + trace.Schema + `",`, "matrix", "x", func(b []byte) said {
		_, fs := trace.Options{MaxLine: 1 << 30}.Parse(b)
		return of(fs, nil)
	}},
	{"matrixfile.LoadJSONAPI", `{"data":[],`, "name", "x", func(b []byte) said {
		_, err := matrixfile.LoadJSONAPI(bytes.NewReader(b), matrixOptions(1<<30))
		return of(nil, err)
	}},
	{"habilitationtest.ReadProfile", `{"answers":0,`, "pin", "x", func(b []byte) said {
		_, err := habilitationtest.Options{MaxProfileBytes: 1 << 30}.ReadProfile(bytes.NewReader(b))
		return of(nil, err)
	}},
	{"json.Unmarshal to export.Input", `{"facts":[],`, "document", "34112-3", func(b []byte) said {
		var in export.Input
		return of(nil, noted(json.Unmarshal(b, &in)))
	}},
	{"json.Unmarshal to civil.Date", `"`, "x", "", func(b []byte) said {
		var d civil.Date
		return of(nil, noted(json.Unmarshal(b, &d)))
	}},
}

// noted gives the errors of package json and of package civil a name.
func noted(err error) error {
	var syntax *json.SyntaxError
	var problem *civil.Error
	switch {
	case errors.As(err, &syntax):
		return named("encoding/json")
	case errors.As(err, &problem):
		return named(problem.Problem.Error())
	}
	return err
}

func named(name string) error { return rule.Faults{attackRule(name).At("")} }

// attackRule is a rule of the tests, by which an error of others is told.
func attackRule(name string) *rule.Rule {
	return &rule.Rule{Code: rule.Code(name), Severity: rule.Error}
}

// nested is n arrays, objects, or both by turns, one inside the other.
func nested(kind string, n int) string {
	switch kind {
	case "arrays":
		return strings.Repeat("[", n) + strings.Repeat("]", n)
	case "objects":
		return strings.Repeat(`{"a":`, n) + "1" + strings.Repeat("}", n)
	}
	return strings.Repeat(`[{"a":`, n/2) + "1" + strings.Repeat("}]", n/2)
}

// A shape is a hostile way of writing JSON. size says how much of it; the
// length of the text grows as size does.
type shape struct {
	name string
	of   func(p parser, size int) string
	grow bool // has a size
}

var shapes = []shape{
	{"arrays in arrays", func(p parser, n int) string { return p.open + `"x":` + nested("arrays", n) + "}" }, true},
	{"objects in objects", func(p parser, n int) string { return p.open + `"x":` + nested("objects", n) + "}" }, true},
	{"arrays and objects by turns", func(p parser, n int) string { return p.open + `"x":` + nested("both", n) + "}" }, true},
	{"only arrays", func(p parser, n int) string { return nested("arrays", n) }, true},
	{"many members", func(p parser, n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(`"m` + strconv.Itoa(i) + `":0,`)
		}
		return p.open + b.String() + `"z":0}`
	}, true},
	{"many members in a member", func(p parser, n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(`"m` + strconv.Itoa(i) + `":{},`)
		}
		return p.open + `"` + strings.Repeat("k", n) + `":{` + b.String() + `"z":0}}`
	}, true},
	{"one member many times", func(p parser, n int) string { return p.open + strings.Repeat(`"x":0,`, n) + `"z":0}` }, true},
	{"many documents", func(p parser, n int) string { return strings.Repeat(p.open+`"z":0}`, n/10) + strings.Repeat(" ", 10*n) }, true},
	{"a number of many digits", func(p parser, n int) string { return p.open + `"x":` + strings.Repeat("9", 10*n) + "}" }, true},
	{"1e999999", func(p parser, _ int) string { return p.open + `"x":1e999999}` }, false},
	{"a member twice", func(p parser, _ int) string {
		return p.open + `"` + p.own + `":"` + p.value + `","` + p.own + `":"other"}`
	}, false},
	{"a member twice, one spelt with an escape", func(p parser, _ int) string {
		return p.open + `"` + p.own + `":"` + p.value + `","` + fmt.Sprintf(`\u%04x`, p.own[0]) + p.own[1:] + `":"other"}`
	}, false},
	{"a member twice, in other case", func(p parser, _ int) string {
		return p.open + `"` + p.own + `":"` + p.value + `","` + strings.ToUpper(p.own) + `":"other"}`
	}, false},
	{"a member with a letter that looks alike", func(p parser, _ int) string {
		return p.open + `"` + strings.NewReplacer("S", "ſ", "k", "\u212A", "a", "а", "i", "ı", "o", "ο").Replace(p.own) + `":"` + p.value + `"}`
	}, false},
	{"half a surrogate", func(p parser, _ int) string { return p.open + `"` + p.own + `":"\ud800"}` }, false},
	{"half a surrogate in a name", func(p parser, _ int) string { return p.open + `"\ud800":1,"\udc00":1}` }, false},
	{"NUL, escaped", func(p parser, _ int) string { return p.open + `"` + p.own + `":"` + p.value + `\u0000"}` }, false},
	{"NUL", func(p parser, _ int) string { return p.open + "\"" + p.own + "\":\"" + p.value + "\x00\"}" }, false},
	{"a line end in a text", func(p parser, _ int) string { return p.open + "\"" + p.own + "\":\"\n\"}" }, false},
	{"bytes that are no UTF-8", func(p parser, _ int) string { return p.open + "\"" + p.own + "\":\"\xff\xfe\"}" }, false},
	{"an overlong form", func(p parser, _ int) string { return p.open + "\"" + p.own + "\":\"\xc0\xaf\"}" }, false},
	{"a surrogate in UTF-8", func(p parser, _ int) string { return p.open + "\"" + p.own + "\":\"\xed\xa0\x80\"}" }, false},
	{"byte order mark in the middle", func(p parser, _ int) string { return p.open + "\ufeff\"" + p.own + `":1}` }, false},
	{"two byte order marks", func(p parser, _ int) string { return "\ufeff\ufeff" + p.open + `"z":0}` }, false},
	{"text after the end", func(p parser, _ int) string { return p.open + `"z":0} x` }, false},
	{"a bracket after the end", func(p parser, _ int) string { return p.open + `"z":0}]` }, false},
	{"a comma too many", func(p parser, _ int) string { return p.open + `"z":0,}` }, false},
	{"a comment", func(p parser, _ int) string { return p.open + `/* */"z":0}` }, false},
	{"NaN", func(p parser, _ int) string { return p.open + `"x":NaN}` }, false},
	{"a leading zero", func(p parser, _ int) string { return p.open + `"x":01}` }, false},
	{"no end", func(p parser, _ int) string { return p.open + `"x":"` }, false},
	{"null", func(parser, int) string { return "null" }, false},
	{"nothing", func(parser, int) string { return "" }, false},
	{"UTF-16", func(p parser, _ int) string {
		var b strings.Builder
		b.WriteString("\xff\xfe")
		for _, c := range []byte(p.open + `"z":0}`) {
			b.WriteByte(c)
			b.WriteByte(0)
		}
		return b.String()
	}, false},
}

// TestJSON gives every shape to every parser: a refusal by a code, or a reading
// that tells what is odd, at a cost that grows as the text does.
func TestJSON(t *testing.T) {
	n := 10_000
	if testing.Short() || raceDetector {
		n = 1_000
	}
	for _, p := range parsers {
		for _, s := range shapes {
			name := p.name + ", " + s.name
			if !s.grow {
				if got := p.run([]byte(s.of(p, 0))).String(); strings.Contains(got, "no code") {
					t.Errorf("%s: %s", name, got)
				}
				continue
			}
			var allocated, allocs, length [2]uint64
			for i, size := range [...]int{n, 10 * n} {
				text := []byte(s.of(p, size))
				var a, b runtime.MemStats
				runtime.ReadMemStats(&a)
				got := p.run(text).String()
				runtime.ReadMemStats(&b)
				allocated[i], allocs[i], length[i] = b.TotalAlloc-a.TotalAlloc, b.Mallocs-a.Mallocs, uint64(len(text))
				if strings.Contains(got, "no code") {
					t.Errorf("%s: %s", name, got)
				}
				// Findings of some thousand members are the most.
				if allocated[i] > 400*uint64(len(text))+2<<20 {
					t.Errorf("%s: %d bytes allocated for %d", name, allocated[i], len(text))
				}
			}
			// What is refused for its depth ends there, in the short text not at all.
			if allocated[1] > 15*allocated[0]+4<<20 || allocs[1] > 12*allocs[0]+max(10_000, length[1]/2) {
				t.Errorf("%s: work outruns the input: %v bytes, %v allocations", name, allocated, allocs)
			}
		}
	}
}

// TestDocumentsAndBlanks: to look for the end of the text behind each of very
// many documents would not end today.
func TestDocumentsAndBlanks(t *testing.T) {
	n := 1 << 19
	if testing.Short() || raceDetector {
		n = 1 << 16
	}
	text := strings.Repeat("{}", n) + strings.Repeat(" ", 32*n)
	if got := parsers[4].run([]byte(text)).String(); !strings.Contains(got, string(matrixfile.CodeShape)) {
		t.Error(got)
	}
}

// Members that say two things, at each level of a userinfo, and those that only
// look like one: nobody gets a right by them.
func TestRightsFromRepeatedMembers(t *testing.T) {
	const userinfo = `{"SubjectNameID":"899700366240","SubjectRefPro":{"exercices":[{"codeProfession":"99","codeCategorieProfessionnelle":"C",` +
		`"activities":[{"codeGenreActivite":"GENR08","codeModeExercice":"S","ancienIdentifiantDeLaStructure":"F990000010"}]}]},"Acces_Regulation_Medicale":"VRAI"}`
	read := func(text string) *psc.Userinfo {
		t.Helper()
		u, err := psc.Parse([]byte(text), psc.Options{SignIn: civil.MustNew(2025, 6, 1)})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		return u
	}
	day, m := civil.MustNew(2025, 6, 1), habilitation.CNAM20240925()
	opens := func(s situation.Situation) bool { return m.ColumnsOf(habilitation.SubjectOf(s, day)) != 0 }
	u := read(userinfo)
	if len(u.Activities) != 1 || !opens(u.Activities[0].Situation) || u.Regulation != rpps.Yes || u.Professional.Number.IsZero() {
		t.Fatalf("the sample says nothing: %+v", u.Faults)
	}
	for _, c := range []struct{ was, is, about string }{
		{`"codeGenreActivite":"GENR08"`, `"codeGenreActivite":"GENR08","codeGenreActivite":"GENR12"`, "role"},
		{`"codeGenreActivite":"GENR08"`, `"codeGenreActivite":"GENR12","codegenreactivite":"GENR08"`, "role"},
		{`"codeGenreActivite":"GENR08"`, `"codeGenreActivite":"GENR12","code\u0047enreActivite":"GENR08"`, "role"},
		{`"codeGenreActivite":"GENR08"`, `"codeGenreActivıte":"GENR08"`, "role"},
		{`"codeGenreActivite":"GENR08"`, `"codeGenreActivite":"ＧＥＮＲ０８"`, "role"},
		{`"codeGenreActivite":"GENR08"`, `"codeGenreActivite":"GENR٠٨"`, "role"},
		{`"codeGenreActivite":"GENR08"`, `"codeGenreActivite":"GEΝR08"`, "role"},
		{`"codeGenreActivite":"GENR08"`, `"codeGenreActivite":"GENR\u200b08"`, "role"},
		{`"codeGenreActivite":"GENR08"`, `"codeGenreActivite":"GENR08\u0000"`, "role"},
		{`"codeProfession":"99"`, `"codeProfession":"10","codeProfession":"99"`, "role"},
		{`"codeProfession":"99"`, `"codeProfession":"９９"`, "role"},
		{`"SubjectNameID":"899700366240"`, `"SubjectNameID":"899700366240","SubjectNameID":"899700218896"`, "number"},
		{`"SubjectNameID":"899700366240"`, `"ſubjectNameID":"899700366240"`, "number"},
		{`"SubjectNameID":"899700366240"`, `"SubjectNameID":"٨٩٩٧٠٠٣٦٦٢٤٠"`, "number"},
		{`"SubjectNameID":"899700366240"`, `"otherIds":[{"identifiant":"899700366240","origine":"RPPſ"}]`, "number"},
		{`"VRAI"`, `"VRAı"`, "regulation"},
		{`"VRAI"`, `"vraı"`, "regulation"},
		{`"VRAI"`, `"VRАI"`, "regulation"},
		{`"VRAI"`, `"VRAI","Acces_Regulation_Medicale":"FAUX"`, "regulation"},
		{`"Acces_Regulation_Medicale":"VRAI"`, `"Acceſ_Regulation_Medicale":"VRAI"`, "regulation"},
		{`"SubjectRefPro":`, `"SubjectRefPro":{"exercices":[]},"SubjectRefPro":`, "role"},
		{`"exercices":`, `"exercices":[],"exercices":`, "role"},
		{`"activities":`, `"activities":[],"activities":`, "role"},
	} {
		text := strings.Replace(userinfo, c.was, c.is, 1)
		if text == userinfo {
			t.Fatalf("%s stands nowhere", c.was)
		}
		u := read(text)
		got := false
		for _, a := range u.Activities {
			if c.about == "role" {
				got = got || opens(a.Situation)
			}
		}
		switch c.about {
		case "number":
			got = !u.Professional.Number.IsZero()
		case "regulation":
			got = u.Regulation == rpps.Yes
		}
		if got {
			t.Errorf("%s gives a %s", c.is, c.about)
		}
	}
}
