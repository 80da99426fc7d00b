package matrixfile_test

import (
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
)

// FuzzLoad: Load does what the loader of the format does that Detect names.
func FuzzLoad(f *testing.F) {
	for _, name := range []string{"jsonapi-fictif.json", "publication-fictive.csv"} {
		b, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b[:min(len(b), 4000)]))
	}
	f.Add(strings.Join(strings.SplitAfter(csvText(habilitation.CNAM20240925()), "\n")[:4], ""))
	f.Add("Classe,Code,Libellé imprimé,GENR01\nx,34112-3,y,oui\n")
	f.Add("\xff\xfea\x00")
	f.Add("PK\x03\x04")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := matrixfile.Load(strings.NewReader(text), stateds()[0])
		load := map[matrixfile.Format]func(io.Reader, matrixfile.Options) (matrixfile.Result, error){
			matrixfile.FormatCSV: matrixfile.LoadCSV, matrixfile.FormatSheet: matrixfile.LoadSheet, matrixfile.FormatJSONAPI: matrixfile.LoadJSONAPI,
		}[matrixfile.Detect([]byte(text[:min(len(text), 64<<10)]))]
		require.NotNil(t, load)
		want, wantErr := load(strings.NewReader(text), stateds()[0])
		require.Equal(t, fmt.Sprint(wantErr), fmt.Sprint(err))
		require.Equal(t, want.Format, got.Format)
		require.Equal(t, want.Faults, got.Faults)
		require.Equal(t, want.Matrix == nil, got.Matrix == nil)
		if want.Matrix != nil {
			require.Equal(t, want.Matrix.Spec(), got.Matrix.Spec())
		}
	})
}
