package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// variable is read by a package that holds its mutants.
const variable = "MUTANT"

// selector is the file that reads it, added to the package.
const selector = `package %s

import (
	"os"
	"strconv"
)

var mutantOfThisRun, _ = strconv.Atoi(os.Getenv("` + variable + `"))
`

// A typed package, and its sources by the names of its files.
type typed struct {
	set     *token.FileSet
	name    string
	files   map[string]*ast.File
	sources map[string][]byte
	types   map[ast.Expr]types.TypeAndValue
	pkg     *types.Package
}

// readPackage reads and type-checks the package in dir.
func readPackage(dir string) (*typed, error) {
	list := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Export,GoFiles", ".")
	list.Dir = dir
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list in %s: %w", dir, err)
	}
	exports := map[string]string{}
	var last struct {
		ImportPath, Export string
		GoFiles            []string
	}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		last.GoFiles = nil
		if err := d.Decode(&last); err != nil {
			return nil, err
		}
		exports[last.ImportPath] = last.Export
	}
	p := &typed{
		set: token.NewFileSet(), files: map[string]*ast.File{}, sources: map[string][]byte{}, types: map[ast.Expr]types.TypeAndValue{},
	}
	var files []*ast.File
	for _, name := range last.GoFiles {
		if p.sources[name], err = os.ReadFile(filepath.Join(dir, name)); err != nil {
			return nil, err
		}
		f, err := parser.ParseFile(p.set, name, p.sources[name], parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		p.files[name], p.name = f, f.Name.Name
		files = append(files, f)
	}
	lookup := func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) }
	conf := types.Config{Importer: importer.ForCompiler(p.set, "gc", lookup)}
	p.pkg, err = conf.Check(last.ImportPath, p.set, files, &types.Info{Types: p.types})
	return p, err
}

// A site is an expression or statement with mutants.
type site struct {
	start, end int // offsets
	result     string
	variants   []variant
}

type variant struct {
	number int
	text   string
}

// schema puts every mutant that a program can choose while it runs into the
// sources, so that the package is compiled once for all: a < b becomes a call
// that compares with <= when the mutant of this run is that one. It gives
// these mutants a number from 1, says of the others which do not compile, and
// returns the files that have changed.
func (p *typed) schema(mutants []mutant) map[string][]byte {
	type key struct {
		file         string
		line, column int
	}
	at := map[key][]*mutant{}
	for i := range mutants {
		m := &mutants[i]
		k := key{m.file, m.line, m.column}
		at[k] = append(at[k], m)
	}
	out := map[string][]byte{}
	number := 0
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		source := p.sources[name]
		offset := func(pos token.Pos) int { return p.set.PositionFor(pos, false).Offset }
		text := func(n ast.Node) string { return string(source[offset(n.Pos()):offset(n.End())]) }
		var sites []site
		// enter numbers the mutants of the operator at pos and makes a site of n.
		enter := func(n ast.Node, pos token.Pos, op token.Token, result string, with func(by token.Token) string) {
			q := p.set.PositionFor(pos, false)
			s := site{start: offset(n.Pos()), end: offset(n.End()), result: result}
			for _, m := range at[key{name, q.Line, q.Column}] {
				number++
				m.number = number
				s.variants = append(s.variants, variant{number, with(mutators[m.mutator][op])})
			}
			if len(s.variants) > 0 {
				sites = append(sites, s)
			}
		}
		ast.Inspect(p.files[name], func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.IncDecStmt:
				enter(n, n.TokPos, n.Tok, "", func(by token.Token) string { return text(n.X) + by.String() })
			case *ast.BinaryExpr:
				t := p.types[n]
				if isString(t.Type) {
					q := p.set.PositionFor(n.OpPos, false)
					for _, m := range at[key{name, q.Line, q.Column}] {
						if m.mutator == "ARITHMETIC_BASE" {
							m.status = notViable
						}
					}
					if n.Op == token.ADD {
						break
					}
				}
				if t.Value == nil && t.Type != nil {
					enter(n, n.OpPos, n.Op, p.typeName(t.Type), func(by token.Token) string {
						return "return (" + text(n.X) + ") " + by.String() + " (" + text(n.Y) + ")"
					})
				}
			case *ast.UnaryExpr:
				if t := p.types[n]; t.Value == nil && t.Type != nil {
					enter(n, n.OpPos, n.Op, p.typeName(t.Type), func(by token.Token) string { return "return " + by.String() + "(" + text(n.X) + ")" })
				}
			}
			return true
		})
		if len(sites) > 0 {
			out[name] = render(source, sites)
		}
	}
	if number > 0 {
		out["zz_mutant_of_this_run.go"] = fmt.Appendf(nil, selector, p.name)
	}
	return out
}

// typeName writes a type as the package would.
func (p *typed) typeName(t types.Type) string {
	return types.TypeString(types.Default(t), func(q *types.Package) string {
		if q == p.pkg {
			return ""
		}
		return q.Name()
	})
}

func isString(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// render writes the sites into the source; one may stand inside another.
func render(source []byte, sites []site) []byte {
	// Outer sites before the inner ones that start at the same place.
	slices.SortFunc(sites, func(a, b site) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	var b bytes.Buffer
	next := 0
	var copyTo func(from, to int)
	copyTo = func(from, to int) {
		for next < len(sites) && sites[next].start < to {
			s := sites[next]
			next++
			b.Write(source[from:s.start])
			fmt.Fprintf(&b, "func() %s { switch mutantOfThisRun { ", s.result)
			for _, v := range s.variants {
				fmt.Fprintf(&b, "case %d: %s; ", v.number, v.text)
			}
			if s.result == "" {
				b.WriteString("default: ")
			} else {
				b.WriteString("}; return ")
			}
			copyTo(s.start, s.end)
			if s.result == "" {
				b.WriteString(" }")
			}
			b.WriteString(" }()")
			from = s.end
		}
		b.Write(source[from:to])
	}
	copyTo(0, len(source))
	return b.Bytes()
}

// build compiles the tests of the package with files of this content in the
// place of its own. What the compiler says is returned apart from other
// errors.
func build(top, scratch, pkg, name string, files map[string][]byte) (binary, complaint string, err error) {
	folder := filepath.Join(top, filepath.FromSlash(pkg))
	replace := map[string]string{}
	for file, text := range files {
		replace[filepath.Join(folder, file)] = filepath.Join(scratch, name+"-"+file)
		if err := os.WriteFile(filepath.Join(scratch, name+"-"+file), text, 0o644); err != nil {
			return "", "", err
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", "", err
	}
	overlayFile := filepath.Join(scratch, name+".json")
	if err := os.WriteFile(overlayFile, overlay, 0o644); err != nil {
		return "", "", err
	}
	binary = filepath.Join(scratch, name+".test")
	c := exec.Command("go", "test", "-c", "-vet=off", "-buildvcs=false", "-ldflags=-s -w", "-overlay", overlayFile, "-o", binary, "./"+pkg)
	c.Dir = top
	if out, err := c.CombinedOutput(); err != nil {
		// What the compiler says begins with the package, and may be about another
		// file than the one that was changed: a constant is used elsewhere.
		if strings.HasPrefix(string(out), "# ") {
			return "", string(out), nil
		}
		return "", "", fmt.Errorf("go test -c ./%s: %w\n%s", pkg, err, out)
	}
	return binary, "", nil
}
