package house

import (
	"errors"
	"fmt"
	"go/ast"
	"go/doc/comment"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The Go that documents and package comments show is held to the types of the
// library. A block is the body of a function, or declarations; "…" stands for
// what is left out, and what comes from around the block is in given.

// given are the types of the variables that blocks take from around them.
var given = map[string]string{
	"action": "habilitation.Action", "at": "time.Time", "data": "[]byte", "day": "civil.Date", "document": "habilitation.DocumentType", "err": "error",
	"effect": "civil.Date", "event": "situation.Event", "facts": "habilitation.Facts", "file": "io.ReadWriter", "id": "uuid.UUID", "last": "civil.Date",
	"matrix": "*habilitation.Matrix", "mine": "rpps.Structure", "name": "annuaire.FileName", "now": "time.Time", "p": "rpps.Professional",
	"path": "string", "patient": "rpps.Private", "person": "rpps.Professional", "published": "civil.Date", "request": "habilitation.Request",
	"s": "situation.Situation", "situations": "[]situation.Situation", "siret": "rpps.SIRET", "t": "*testing.T", "text": "string", "today": "civil.Date",
	"use": "func(...any)", "version": "habilitation.Version",
}

// givenIn are those of one document or package, which go before given.
var givenIn = map[string]map[string]string{
	"docs/fhir.md":                {"first": "string", "get": "func(string) (io.Reader, error)"},
	"habilitation/evolution":      {"tomorrow": "*habilitation.Matrix", "today": "*habilitation.Matrix", "staff": "[]evolution.Member"},
	"habilitation/export":         {"data": "io.Writer"},
	"habilitation/trace":          {"decision": "habilitation.Decision"},
	"rpps/gestionnaire":           {"actor": "gestionnaire.Actor", "establishment": "gestionnaire.Establishment"},
	"rpps/psc":                    {"body": "[]byte", "here": "rpps.Structure"},
	"rpps/rule":                   {"r": "registration.Request"},
	"rpps/psi":                    {"request": "registration.Request", "status": "int", "received": "[]byte"},
	"situation/lifecycle":         {"machine": "*lifecycle.Machine[State, Event]", "state": "State", "event": "Event", "facts": "lifecycle.Facts"},
	"situation/lifecycle/history": {"facts": "lifecycle.Facts"},
}

// besides are declarations that blocks of a document refer to.
var besides = map[string]string{
	"docs/guide.md":       "type Document struct {\nID, Type string\nHidden bool\nAuthor rpps.PersonID\n}\n",
	"situation/lifecycle": "type State = situation.State\ntype Event = situation.Event\n",
}

// elsewhere says of blocks that are not compiled here why: those that hold the
// text.
var elsewhere = map[string]string{
	"rego.New(": "TestSnippets of examples/engines", "cedar.NewPolicySet()": "TestSnippets of examples/engines",
	"casbin.NewEnforcer(": "TestSnippets of examples/engines", "// will not": "shows what does not compile",
}

var (
	goBlock = regexp.MustCompile("(?s)```go\n(.*?)```\n")
	leftOut = regexp.MustCompile(`(?m)^\s*…\s*$|, …(\})|…; |(\{) ?… ?`)
)

// TestSnippets compiles the Go of all documents and package comments.
func TestSnippets(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the rooms")
	}
	public := publicRooms()
	check := newSnippetCheck(t, public)

	found := 0
	seen := map[string]bool{}
	try := func(where, block string) {
		found++
		for mark := range elsewhere {
			if strings.Contains(block, mark) {
				seen[mark] = true
				return
			}
		}
		for _, err := range check(where, block) {
			t.Errorf("%s: %v\n%s", where, err, block)
		}
	}
	for _, file := range documents(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		where, err := filepath.Rel(root, file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range goBlock.FindAllStringSubmatch(string(text), -1) {
			try(filepath.ToSlash(where), m[1])
		}
	}
	for _, path := range public {
		p := packages(t)[path]
		d, err := p.doc()
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range d.Parser().Parse(d.Doc).Content {
			// The others are drawings and forms of lines.
			if c, ok := b.(*comment.Code); ok && (strings.Contains(c.Text, ":=") || strings.Contains(c.Text, "func ")) {
				try(path, c.Text)
			}
		}
	}
	if found < 30 {
		t.Errorf("%d blocks found: the scan does not look where they are", found)
	}
	for mark := range elsewhere {
		if !seen[mark] {
			t.Errorf("no block holds %q: take it out of elsewhere", mark)
		}
	}

	// The check must see what it is asked to see.
	for block, want := range map[string]bool{
		"d := civil.MustNew(2026, 6, 1)\n…\nif d.IsZero() { … }":           true,
		"d := civil.MustNew(2026, 6)":                                      false,
		"var d int = civil.MustNew(2026, 6, 1)":                            false,
		"for range nothing {}":                                             false,
		"return matrix.Decide(request).Allowed()":                          false,
		"use(habilitation.Request{Document: document, …})":                 true,
		"func f(m habilitation.Matrix) bool { return m.At(civil.Date{}) }": false,
	} {
		if errs := check("", block); (len(errs) == 0) != want {
			t.Errorf("%q: %v", block, errs)
		}
	}
}

// newSnippetCheck returns a function that says what is wrong with a block.
func newSnippetCheck(t *testing.T, paths []string) func(where, block string) []error {
	t.Helper()
	exports := exportData(t, paths)
	fset := token.NewFileSet()
	compiled := importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		if exports[path] == "" {
			return nil, errors.New("no export data")
		}
		return os.Open(exports[path])
	})
	var imports strings.Builder
	for _, std := range []string{"errors", "fmt", "io", "log", "log/slog", "os", "testing", "time", "github.com/google/uuid", "golang.org/x/text/language"} {
		fmt.Fprintf(&imports, "import %q\n", std)
	}
	for _, path := range paths {
		fmt.Fprintf(&imports, "import %q\n", module+"/"+path)
	}
	fmt.Fprintf(&imports, "import kit %q\n", module+"/habilitation/habilitationtest")

	return func(where, block string) (out []error) {
		text := leftOut.ReplaceAllString(block, "$1$2")
		declarations := false
		for line := range strings.Lines(text) {
			declarations = declarations || strings.HasPrefix(line, "func ") || strings.HasPrefix(line, "type ")
		}
		if declarations {
			text = regexp.MustCompile(`(?m)^import .*$`).ReplaceAllString(text, "")
		} else {
			text = "func _() error {\n" + text + "\nreturn nil\n}\n"
		}
		variables := maps.Clone(given)
		maps.Copy(variables, givenIn[where])
		var vars strings.Builder
		for _, name := range slices.Sorted(maps.Keys(variables)) {
			fmt.Fprintf(&vars, "var %s %s\n", name, variables[name])
		}
		source := "package snippet\n" + imports.String() + vars.String() + besides[where] + text
		f, err := parser.ParseFile(fset, "snippet.go", source, 0)
		if err != nil {
			return []error{err}
		}
		config := types.Config{Importer: compiled, Error: func(err error) {
			// What is only shown need not be used.
			if e, ok := errors.AsType[types.Error](err); !ok || !e.Soft {
				out = append(out, err)
			}
		}}
		_, _ = config.Check("snippet", fset, []*ast.File{f}, nil)
		return out
	}
}
