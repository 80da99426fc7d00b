package psc_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/psc"
)

// Reading a userinfo of five activities, beside encoding/json reading the same
// bytes into a map, which says nothing of what is in them.

func benchUserinfo(b *testing.B) []byte {
	b.Helper()
	text, err := os.ReadFile("testdata/edit-cinq-activites.json")
	if err != nil {
		b.Fatal(err)
	}
	return text
}

func BenchmarkParse(b *testing.B) {
	text := benchUserinfo(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := psc.Parse(text, psc.Options{SignIn: signIn}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBaselineMap(b *testing.B) {
	text := benchUserinfo(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		var v map[string]any
		if err := json.Unmarshal(text, &v); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSignIn is a whole sign-in: the userinfo, the situation of this
// establishment, and 200 documents of a record sorted; the baseline reads the
// same bytes into a map and asks another map for each document.
func BenchmarkSignIn(b *testing.B) {
	establishment := rpps.MustParseSIRET("00099701500011")
	m := habilitation.CNAM20240925()
	var kinds []habilitation.DocumentType
	for r := range m.Rows() {
		kinds = append(kinds, r.Document)
	}
	docs := make([]habilitation.DocumentType, 200)
	for i := range docs {
		docs[i] = kinds[i*7%len(kinds)]
	}
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			u, err := psc.Parse(userinfo, psc.Options{SignIn: signIn})
			if err != nil {
				b.Fatal(err)
			}
			base := habilitation.Request{
				Subject: u.Subject(psc.BySIRET(establishment), habilitation.Policy{}), Action: habilitation.Read,
				Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
			}
			n := 0
			for range habilitation.Filter(m, base, slices.Values(docs), func(d habilitation.DocumentType, r *habilitation.Request) { r.Document = d }) {
				n++
			}
			if n == 0 {
				b.Fatal("nothing is open")
			}
		}
	})
	b.Run("baseline", func(b *testing.B) {
		type key struct {
			role string
			kind habilitation.DocumentType
		}
		open := map[key]bool{}
		for c := range m.Cells() {
			if c.Column.Key == "GENR10" {
				open[key{"GENR10", c.Row.Document}] = c.Allowed
			}
		}
		b.ReportAllocs()
		for b.Loop() {
			var u struct {
				SubjectRefPro struct {
					Exercices []struct {
						Activities []struct{ CodeGenreActivite, NumeroSiretSite string }
					}
				}
			}
			if err := json.Unmarshal(userinfo, &u); err != nil {
				b.Fatal(err)
			}
			n := 0
			for _, e := range u.SubjectRefPro.Exercices {
				for _, a := range e.Activities {
					if a.NumeroSiretSite != "00099701500011" {
						continue
					}
					for _, d := range docs {
						if open[key{a.CodeGenreActivite, d}] {
							n++
						}
					}
				}
			}
			if n == 0 {
				b.Fatal("nothing is open")
			}
		}
	})
}
