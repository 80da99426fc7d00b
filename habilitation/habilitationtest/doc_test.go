package habilitationtest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
)

var code = regexp.MustCompile("`([^`]+)`")

// rowsOf returns the rows of the table of a document that begins with a header,
// as the texts between code marks, by cell.
func rowsOf(t *testing.T, document, header string) [][][]string {
	t.Helper()
	_, rest, ok := strings.Cut(document, header+"\n")
	require.True(t, ok, header)
	var out [][][]string
	for i, line := range strings.Split(rest, "\n") {
		if !strings.HasPrefix(line, "|") {
			break
		}
		if i == 0 {
			continue
		}
		var row [][]string
		for cell := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
			var words []string
			for _, m := range code.FindAllStringSubmatch(cell, -1) {
				words = append(words, m[1])
			}
			row = append(row, words)
		}
		out = append(out, row)
	}
	require.NotEmpty(t, out)
	return out
}

// exported are the names of the kit: of the package, of fields and of methods.
func exported(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				out[n.Name.Name] = true
			case *ast.TypeSpec:
				out[n.Name.Name] = true
			case *ast.ValueSpec:
				for _, name := range n.Names {
					out[name.Name] = true
				}
			case *ast.Field:
				for _, name := range n.Names {
					out[name.Name] = true
				}
			}
			return true
		})
	}
	return out
}

// TestDocument holds the words of docs/testkit.md against the reader.
func TestDocument(t *testing.T) {
	b, err := os.ReadFile("../../docs/testkit.md")
	require.NoError(t, err)
	text := string(b)
	parse := func(header, cells string) error {
		_, err := kit.Parse("x.csv", []byte(header+"\n"+cells+"\n"))
		return err
	}
	// The names of the columns.
	for _, row := range rowsOf(t, text, "| Colonne | Autres noms admis | Ce qu'on y écrit |") {
		for _, name := range append(row[0], row[1]...) {
			assert.NotErrorIs(t, parse("qui;document;attendu;"+name, "60;SYNTH;oui;"), kit.CodeColumnUnknown, name)
		}
	}
	assert.ErrorIs(t, parse("qui;document;attendu;autre", "60;SYNTH;oui;"), kit.CodeColumnUnknown)
	// What is written in them.
	for name, header := range map[string]string{
		"qui": "qui;document;attendu", "document": "document;qui;attendu", "classe": "classe;qui;attendu", "attendu": "attendu;qui;document",
		"action": "action;qui;document;attendu", "date": "date;qui;document;attendu", "motif": "motif;qui;document;attendu",
	} {
		rest := map[string]string{
			"qui": ";SYNTH;oui", "document": ";60;oui", "classe": ";60;oui", "attendu": ";60;SYNTH",
		}[name]
		if rest == "" {
			rest = ";60;SYNTH;non"
		}
		for _, row := range rowsOf(t, text, "| Colonne | Autres noms admis | Ce qu'on y écrit |") {
			if row[0][0] == name {
				require.NotEmpty(t, row[2])
				for _, word := range row[2] {
					assert.NoError(t, parse(header, word+rest), "%s: %s", name, word)
				}
			}
		}
	}
	// The words for circumstances.
	for _, row := range rowsOf(t, text, "| Circonstance | Mots |") {
		for _, word := range row[1] {
			assert.NoError(t, parse("qui;document;attendu;"+row[0][0], "60;SYNTH;oui;"+word), "%s: %s", row[0][0], word)
		}
	}
	// The pin.
	assert.Contains(t, text, `"`+kit.Fingerprint(habilitation.CNAM20240925())+`"`)
	// Every name of the kit that the table for developers promises.
	names := exported(t)
	for _, row := range rowsOf(t, text, "| You want to | Use |") {
		for _, name := range row[1] {
			_, last, _ := strings.Cut("."+name, ".")
			for part := range strings.SplitSeq(last, ".") {
				assert.True(t, names[part], "%s is no name of the kit", name)
			}
		}
	}
}
