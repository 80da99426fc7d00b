package psi_test

import (
	"encoding/json"
	"testing"

	"github.com/rppsplus/rppsplus/rpps/psi"
)

// BenchmarkBody makes the body to send for a request, which checks it; the
// baseline writes the same members from a map with encoding/json.
func BenchmarkBody(b *testing.B) {
	r := marie()
	body, limits := psi.New(r, context(), psi.Options{})
	if body == nil {
		b.Fatal(limits)
	}
	text, err := body.AppendJSON(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		var to []byte
		for b.Loop() {
			body, _ := psi.New(r, context(), psi.Options{})
			if to, err = body.AppendJSON(to[:0]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline", func(b *testing.B) {
		var v map[string]any
		if err := json.Unmarshal(text, &v); err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := json.Marshal(v); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkParseAnswer reads a refusal; the baseline reads it into a map.
func BenchmarkParseAnswer(b *testing.B) {
	answer := []byte(`{"status":400,
		"identity":{"status":201,"id":"00000000-0000-4000-8000-000000000001"},
		"activity":{"status":400,"code":"E04_U010_ACTIVITY_BAD_REQUEST","erreurs":[
			{"message":"Le modeExercice utilise une valeure non autorisée ou inconnue."},
			{"message":"l'habilitation appliqué ne permet pas d'utiliser ce codeProfession"}]}}`)
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			a, err := psi.ParseAnswer(400, answer)
			if err != nil || a.Activity == nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var v map[string]any
			if err := json.Unmarshal(answer, &v); err != nil {
				b.Fatal(err)
			}
		}
	})
}
