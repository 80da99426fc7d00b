package house

import (
	"bytes"
	"go/ast"
	"go/doc"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const module = "github.com/rppsplus/rppsplus"

// root is the folder of the root go.mod, seen from this package.
const root = "../.."

// A pkg is one package of the root module, as its files say.
type pkg struct {
	path  string // below the module, "" for the root
	name  string
	fset  *token.FileSet
	files []*ast.File // without tests
}

// position tells where a node stands, below the root.
func (p *pkg) position(n ast.Node) string {
	at := p.fset.Position(n.Pos())
	return at.Filename + ":" + strconv.Itoa(at.Line)
}

// doc returns what go doc shows of the package, from a copy: package go/doc takes out of
// a tree what is not exported, and other tests look for that.
func (p *pkg) doc() (*doc.Package, error) {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, f := range p.files {
		var text bytes.Buffer
		if err := format.Node(&text, p.fset, f); err != nil {
			return nil, err
		}
		again, err := parser.ParseFile(fset, p.fset.Position(f.Package).Filename, &text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, again)
	}
	return doc.NewFromFiles(fset, files, module+"/"+p.path)
}

// imports gives the imports of the package with the files that have them.
func (p *pkg) imports() map[string]string {
	out := map[string]string{}
	for _, f := range p.files {
		for _, i := range f.Imports {
			v, _ := strconv.Unquote(i.Path.Value)
			out[v] = p.position(i)
		}
	}
	return out
}

// named returns the name under which a file knows an import; "" for none.
func named(f *ast.File, imported string) string {
	for _, i := range f.Imports {
		if v, _ := strconv.Unquote(i.Path.Value); v == imported {
			if i.Name != nil {
				return i.Name.Name
			}
			return path.Base(imported)
		}
	}
	return ""
}

// packages parses every package of the root module. Modules below the root
// are left out.
func packages(t *testing.T) map[string]*pkg {
	t.Helper()
	out, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 5 {
		t.Fatalf("only %d packages found", len(out))
	}
	return out
}

var parsed = sync.OnceValues(func() (map[string]*pkg, error) {
	out := map[string]*pkg{}
	err := walk(func(name string, _ fs.DirEntry) error {
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		dir := path.Dir(name)
		if dir == "." {
			dir = ""
		}
		p := out[dir]
		if p == nil {
			p = &pkg{path: dir, fset: token.NewFileSet()}
			out[dir] = p
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(p.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		p.name = f.Name.Name
		p.files = append(p.files, f)
		return nil
	})
	return out, err
})

// walk calls f with every Go file place of the root module that the go
// command would look at, by its path below the root.
func walk(f func(name string, d fs.DirEntry) error) error {
	return fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == "." {
			return err
		}
		base := path.Base(name)
		if !d.IsDir() {
			return f(name, d)
		}
		if base == "testdata" || base == "vendor" || base[0] == '.' || base[0] == '_' {
			return fs.SkipDir
		}
		if _, err := os.Stat(filepath.Join(root, name, "go.mod")); err == nil {
			return fs.SkipDir
		}
		return nil
	})
}
