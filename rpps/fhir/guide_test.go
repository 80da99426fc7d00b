package fhir_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// plain is a JSON text as encoding/json reads it, with the digits of its
// numbers.
func plain(t testing.TB, text []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	d.UseNumber()
	var v any
	require.NoError(t, d.Decode(&v))
	return v
}

// TestGuide reads the resources that others published, from a folder of .json
// files named by RPPSPLUS_FHIR_GUIDE: the examples of the guide of the Annuaire
// Santé are in the folder main/ig of the branch gh-pages of
// ansforge/IG-fhir-annuaire. They are not in this repository.
func TestGuide(t *testing.T) {
	dir := os.Getenv("RPPSPLUS_FHIR_GUIDE")
	if dir == "" {
		t.Skip("RPPSPLUS_FHIR_GUIDE is not set")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	counts, codes := map[string]int{}, map[rule.Code]int{}
	var public, restricted fhir.Set
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		r, err := fhir.Parse(text, fhir.Options{})
		if errors.Is(err, fhir.CodeNotResource) { // descriptions of an interface stand beside the resources
			counts["(no resource)"]++
			continue
		}
		require.NoError(t, err, name)
		b := r.Common()
		counts[b.Type]++
		for _, f := range b.Faults {
			codes[f.Code()]++
			t.Logf("%s: %s", filepath.Base(name), f)
		}
		written, err := r.MarshalJSON()
		require.NoError(t, err, name)
		require.Equal(t, plain(t, text), plain(t, written), name)
		line, err := fhir.Line(r)
		require.NoError(t, err)
		require.Equal(t, plain(t, text), plain(t, line), name)
		if b.IsPublic() {
			public.Add(r)
		} else {
			restricted.Add(r)
		}
	}
	t.Logf("resources %v, faults %v", counts, codes)
	for _, s := range []*fhir.Set{&public, &restricted} {
		for _, p := range s.People() {
			t.Logf("%v, open %v", p, p.Situations)
			for _, f := range p.Faults {
				t.Log(f)
			}
		}
	}
}
