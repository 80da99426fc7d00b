package export_test

import (
	"encoding/json"
	"io"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
)

// BenchmarkWrite writes the matrix for each engine; the baseline writes its
// cells with encoding/json, without the general rules.
func BenchmarkWrite(b *testing.B) {
	m := habilitation.CNAM20240925()
	for _, f := range []struct {
		name  string
		write func(io.Writer, *habilitation.Matrix) error
	}{
		{"Rego", export.Rego},
		{"RegoData", export.RegoData},
		{"CedarPolicies", export.CedarPolicies},
		{"CedarReasons", export.CedarReasons},
		{"CedarEntities", export.CedarEntities},
		{"CedarSchema", export.CedarSchema},
		{"CasbinModel", export.CasbinModel},
		{"CasbinPolicy", export.CasbinPolicy},
		{"Provenance", export.Provenance},
	} {
		b.Run(f.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := f.write(io.Discard, m); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("baseline", func(b *testing.B) {
		type cell struct {
			Document, Column string
			Allowed          bool
		}
		b.ReportAllocs()
		for b.Loop() {
			var cells []cell
			for c := range m.Cells() {
				cells = append(cells, cell{c.Row.Document.Code(), c.Column.Key, c.Allowed})
			}
			if err := json.NewEncoder(io.Discard).Encode(cells); err != nil {
				b.Fatal(err)
			}
		}
	})
}
