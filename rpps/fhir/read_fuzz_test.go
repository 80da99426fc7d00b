package fhir_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/rppsplus/rppsplus/rpps/fhir"
)

// decoded is a resource that encoding/json made, with its error.
func decoded[T any, P interface {
	*T
	fhir.Resource
}](text []byte) (fhir.Resource, error) {
	var v T
	err := json.Unmarshal(text, &v)
	return P(&v), err
}

// FuzzUnmarshal: a stream, and a variable of a type of resource, read what
// Parse reads, and refuse what it refuses.
func FuzzUnmarshal(f *testing.F) {
	for _, name := range samples {
		if !strings.HasSuffix(name, ".ndjson") {
			f.Add(sample(f, name))
			continue
		}
		for line := range bytes.Lines(sample(f, name)) {
			f.Add(line)
		}
	}
	f.Add([]byte(`{"resourceType":"Device","id":"a","id":"b"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		want, wantErr := fhir.Parse(text, fhir.Options{})
		got, err := fhir.Read(iotest.HalfReader(bytes.NewReader(text)), fhir.Options{})
		if fmt.Sprint(err) != fmt.Sprint(wantErr) || !reflect.DeepEqual(got, want) {
			t.Fatalf("Read: %v, Parse %v", err, wantErr)
		}
		if !json.Valid(text) || string(bytes.TrimSpace(text)) == "null" {
			return // encoding/json answers by itself
		}
		fits := 0
		for _, decode := range []func([]byte) (fhir.Resource, error){
			decoded[fhir.Practitioner], decoded[fhir.PractitionerRole], decoded[fhir.Organization], decoded[fhir.Bundle], decoded[fhir.Other],
		} {
			v, err := decode(text)
			same := wantErr == nil && reflect.TypeOf(v) == reflect.TypeOf(want)
			if (err == nil) != same {
				t.Fatalf("%T: %v, Parse gives a %T, %v", v, err, want, wantErr)
			}
			if !same {
				continue
			}
			fits++
			a, err := v.MarshalJSON()
			b, err2 := want.MarshalJSON()
			if err != nil || err2 != nil || !bytes.Equal(a, b) {
				t.Fatalf("%s\n%s", a, b)
			}
		}
		if wantErr == nil && fits != 1 {
			t.Fatalf("%d types read it", fits)
		}
	})
}
