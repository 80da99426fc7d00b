package fhir_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/rppsplus/rppsplus/rpps/fhir"
)

// Reading a Bundle of six resources, beside encoding/json reading the same
// bytes into a map, which says nothing of what is in them.

func BenchmarkParse(b *testing.B) {
	text := sample(b, "restricted.json")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := fhir.Parse(text, fhir.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBaselineMap(b *testing.B) {
	text := sample(b, "restricted.json")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		var v map[string]any
		if err := json.Unmarshal(text, &v); err != nil {
			b.Fatal(err)
		}
	}
}

// Lines of NDJSON, beside encoding/json on each.

func lines(b *testing.B) []byte {
	return bytes.Repeat(sample(b, "public.ndjson"), 50)
}

func BenchmarkLines(b *testing.B) {
	text := lines(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range fhir.Lines(bytes.NewReader(text), fhir.Options{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkBaselineLinesMap(b *testing.B) {
	text := lines(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for line := range bytes.Lines(text) {
			var v map[string]any
			if err := json.Unmarshal(line, &v); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	r, err := fhir.Parse(sample(b, "restricted.json"), fhir.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.MarshalJSON(); err != nil {
			b.Fatal(err)
		}
	}
}

// The same from a map that encoding/json has read.
func BenchmarkBaselineWriteMap(b *testing.B) {
	var v map[string]any
	if err := json.Unmarshal(sample(b, "restricted.json"), &v); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(v); err != nil {
			b.Fatal(err)
		}
	}
}

// Joining the resources of people, beside the plain join: maps of what
// encoding/json has read, by their references, which reads none of them.

func BenchmarkPeople(b *testing.B) {
	r, err := fhir.Parse(sample(b, "restricted.json"), fhir.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		fhir.NewSet(r).People()
	}
}

func BenchmarkBaselineJoin(b *testing.B) {
	var bundle struct {
		Entry []struct{ Resource map[string]any }
	}
	if err := json.Unmarshal(sample(b, "restricted.json"), &bundle); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		byID := map[string]map[string]any{}
		for _, e := range bundle.Entry {
			kind, _ := e.Resource["resourceType"].(string)
			id, _ := e.Resource["id"].(string)
			byID[kind+"/"+id] = e.Resource
		}
		people := map[string][]map[string]any{}
		for _, e := range bundle.Entry {
			if e.Resource["resourceType"] != "PractitionerRole" {
				continue
			}
			who, _ := e.Resource["practitioner"].(map[string]any)
			where, _ := e.Resource["organization"].(map[string]any)
			ref, _ := who["reference"].(string)
			place, _ := where["reference"].(string)
			people[ref] = append(people[ref], byID[place])
		}
		if len(people) == 0 {
			b.Fatal("nobody")
		}
	}
}

// Making the resources of a person, beside encoding/json writing the same
// Bundle from a map that is there already.

func BenchmarkNew(b *testing.B) {
	people := []fhir.Person{educator()}
	b.ReportAllocs()
	for b.Loop() {
		fhir.New(people, fhir.NewOptions{})
	}
}

func BenchmarkBaselineMarshalMap(b *testing.B) {
	bundle, _ := fhir.New([]fhir.Person{educator()}, fhir.NewOptions{})
	var v map[string]any
	if err := json.Unmarshal(bundle.JSON(), &v); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(v); err != nil {
			b.Fatal(err)
		}
	}
}
