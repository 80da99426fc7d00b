package fhir_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// FuzzParse: nothing panics; what is read is written with the same meaning, as
// encoding/json tells it; and what is made of it anew can be read.
func FuzzParse(f *testing.F) {
	for _, name := range samples {
		if !strings.HasSuffix(name, ".ndjson") {
			f.Add(sample(f, name))
			continue
		}
		for line := range bytes.Lines(sample(f, name)) {
			f.Add(line)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := fhir.Parse(text, fhir.Options{})
		if err != nil {
			fault, ok := rule.AsFault(err)
			if !ok || r != nil {
				t.Fatalf("%v", err)
			}
			var v struct {
				ResourceType string `json:"resourceType"`
			}
			plain := bytes.TrimPrefix(text, []byte("\ufeff"))
			if fault.Code() == fhir.CodeJSON && utf8.Valid(plain) && json.Valid(plain) {
				t.Fatal("JSON was refused as none")
			}
			if fault.Code() == fhir.CodeNotResource && json.Unmarshal(plain, &v) == nil && v.ResourceType != "" && bytes.Contains(plain, []byte(`"resourceType"`)) && !strings.Contains(strings.ToLower(strings.ReplaceAll(string(plain), `"resourceType"`, "")), "resourcetype") {
				t.Fatal("a resource was refused as none")
			}
			return
		}
		want := plain(t, text)
		for _, write := range []func() ([]byte, error){r.MarshalJSON, func() ([]byte, error) { return json.Marshal(r) }, func() ([]byte, error) { return fhir.Line(r) }} {
			got, err := write()
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(want, plain(t, got)) {
				t.Fatalf("written otherwise:\n%s\n%s", text, got)
			}
		}
		people := fhir.NewSet(r).People()
		for _, p := range people {
			if len(p.Roles) != len(p.Situations) {
				t.Fatal("roles and situations")
			}
		}
		for _, target := range []fhir.Target{fhir.Restricted, fhir.Public, fhir.TDDUI} {
			b, _ := fhir.New(people, fhir.NewOptions{Target: target})
			made, err := b.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			again, err := fhir.Parse(made, fhir.Options{})
			if err != nil || len(fhir.NewSet(again).People()) != len(people) {
				t.Fatalf("%v: %d people became others: %s", err, len(people), made)
			}
			for i, p := range fhir.NewSet(again).People() {
				for j, s := range p.Situations {
					was := people[i].Situations[j]
					if s.Start.IsZero() { // opens nothing
						continue
					}
					if s.Start != was.Start || s.End != was.End || s.Profession != was.Profession || s.Category != was.Category || s.Function != was.Function ||
						s.Role != was.Role && s.Role != 0 {
						t.Fatalf("%v is open as %v: %s", was, s, made)
					}
				}
			}
		}
	})
}

// FuzzLines: a line costs itself, and no other; every line that Parse takes
// comes out.
func FuzzLines(f *testing.F) {
	f.Add(sample(f, "public.ndjson"))
	f.Add([]byte("{\"resourceType\":\"A\"}\r\n\n[]\n{\"resourceType\":\"B\"}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var want []string
		for line := range bytes.SplitSeq(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\n")) {
			if len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			if r, err := fhir.Parse(line, fhir.Options{MaxBytes: fhir.MaxLine}); err == nil {
				want = append(want, r.Common().Type)
			} else {
				f, _ := rule.AsFault(err)
				want = append(want, string(f.Code()))
			}
		}
		var got []string
		for r, err := range fhir.Lines(bytes.NewReader(text), fhir.Options{}) {
			var f rule.Fault
			switch {
			case err == nil:
				got = append(got, r.Common().Type)
			case errors.As(err, &f):
				got = append(got, string(f.Code()))
				if f.Position().Line == 0 {
					t.Fatal("no line")
				}
			default:
				t.Fatal(err)
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q, want %q", got, want)
		}
		// A set by AddLines is the same set, and shuts out more at most.
		set, plain := new(fhir.Set), new(fhir.Set)
		var added []string
		for r, err := range set.AddLines(bytes.NewReader(text), fhir.Options{}) {
			f, _ := rule.AsFault(err)
			switch {
			case err == nil:
				added = append(added, r.Common().Type)
				plain.Add(r)
			case f.Code() == fhir.CodeLineLost:
				if f.Position().Line == 0 {
					t.Fatal("no line")
				}
			default:
				added = append(added, string(f.Code()))
			}
		}
		if !reflect.DeepEqual(added, want) || set.String() != plain.String() {
			t.Fatalf("added %q, want %q; %s, want %s", added, want, set, plain)
		}
		people, less := plain.People(), set.People()
		for i := range people {
			for j, s := range people[i].Situations {
				if got := less[i].Situations[j]; !got.Start.IsZero() && got != s {
					t.Fatalf("%v of %v", got, s)
				}
			}
		}
	})
}
