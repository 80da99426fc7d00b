package fuzzing

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const module = "github.com/rppsplus/rppsplus"

// A Reader is an exported function or method of the library that takes in what
// others wrote, with the targets that call it.
type Reader struct {
	Package string // below the root
	Type    string // of a method, "" for a function
	Name    string
	Stream  bool // it takes an io.Reader
	Targets []Target

	makers []string // functions of the package that return the type
}

func (r Reader) String() string {
	if r.Type != "" {
		return r.Package + "." + r.Type + "." + r.Name
	}
	return r.Package + "." + r.Name
}

// library are the folders of what others import.
var library = []string{"roles", "rpps", "situation", "habilitation"}

// Readers finds what takes in text in the library of a repository, and which
// targets of it call each: by its name, in the target or in a function of the
// tests that the target calls. A method is called when the target names its
// type, or calls a function that makes one, and calls a method of that name; one of JSON or text also when
// the target calls json.Unmarshal; one of JSON, text or SQL also when it calls the check of
// internal/textfuzz for that type.
func Readers(root string) ([]Reader, error) {
	var out []Reader
	uses := map[Target]map[string]bool{}
	err := folders(root, func(name string) error {
		if slices.Contains(library, strings.Split(name, "/")[0]) {
			readers, err := exported(root, name)
			if err != nil {
				return err
			}
			out = append(out, readers...)
		}
		tests, err := parseTests(filepath.Join(root, name))
		if err != nil {
			return err
		}
		for _, t := range tests {
			for _, target := range t.targets() {
				uses[Target{name, target}] = t.uses(target, name)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	targets := slices.SortedFunc(maps.Keys(uses), func(a, b Target) int { return strings.Compare(a.String(), b.String()) })
	for i, r := range out {
		for _, t := range targets {
			if calls(uses[t], r) {
				out[i].Targets = append(out[i].Targets, t)
			}
		}
	}
	slices.SortFunc(out, func(a, b Reader) int { return strings.Compare(a.String(), b.String()) })
	return out, nil
}

// folders calls f with every folder below the root in which the go command
// would look.
func folders(root string, f func(dir string) error) error {
	return fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() || name == "." {
			return err
		}
		if base := path.Base(name); base == "testdata" || base == "node_modules" || base[0] == '.' || base[0] == '_' {
			return fs.SkipDir
		}
		return f(name)
	})
}

func calls(uses map[string]bool, r Reader) bool {
	at := module + "/" + r.Package
	if r.Type == "" {
		return uses[at+"."+r.Name]
	}
	// The function calls the method of the options with the default ones.
	if strings.HasSuffix(r.Type, "Options") && uses[at+"."+r.Name] {
		return true
	}
	if !uses[at+"."+r.Type] && !slices.ContainsFunc(r.makers, func(f string) bool { return uses[at+"."+f] }) {
		return false
	}
	checked := func(checks ...string) bool {
		return slices.ContainsFunc(checks, func(c string) bool { return uses[module+"/internal/textfuzz."+c+"["+at+"."+r.Type+"]"] })
	}
	switch r.Name {
	case "UnmarshalText":
		return uses["."+r.Name] || uses["encoding/json.Unmarshal"] || checked("Enum", "Choice", "RoundTrip", "Scan")
	case "UnmarshalJSON":
		return uses["."+r.Name] || uses["encoding/json.Unmarshal"] || checked("Policy")
	case "Scan":
		return uses["."+r.Name] || checked("Scan")
	}
	return uses["."+r.Name]
}

// exported lists what takes in text in one package.
func exported(root, dir string) ([]Reader, error) {
	files, err := filepath.Glob(filepath.Join(root, dir, "*.go"))
	if err != nil {
		return nil, err
	}
	var out []Reader
	makers := map[string][]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range f.Decls {
			d, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if d.Recv == nil && d.Type.Results != nil {
				made := named(d.Type.Results.List[0].Type)
				makers[made] = append(makers[made], d.Name.Name)
			}
			if !takesText(d) {
				continue
			}
			r := Reader{Package: dir, Name: d.Name.Name, Stream: slices.ContainsFunc(d.Type.Params.List, isStream)}
			if d.Recv != nil {
				if r.Type = named(d.Recv.List[0].Type); !ast.IsExported(r.Type) {
					continue
				}
			}
			out = append(out, r)
		}
	}
	for i, r := range out {
		if r.Type != "" {
			out[i].makers = makers[r.Type]
		}
	}
	return out, nil
}

// isStream reports whether a parameter is an io.Reader.
func isStream(p *ast.Field) bool {
	t, ok := p.Type.(*ast.SelectorExpr)
	return ok && t.Sel.Name == "Reader"
}

// named is the name of a type, or of that to which it points.
func named(t ast.Expr) string {
	if p, ok := t.(*ast.StarExpr); ok {
		t = p.X
	}
	switch g := t.(type) {
	case *ast.IndexExpr:
		t = g.X
	case *ast.IndexListExpr:
		t = g.X
	}
	id, _ := t.(*ast.Ident)
	if id == nil {
		return ""
	}
	return id.Name
}

// takesText reports whether a function reads what others wrote: it is exported,
// takes text, bytes or a stream, and is named for reading or can fail. What
// writes, or panics on purpose, is left out.
func takesText(d *ast.FuncDecl) bool {
	name := d.Name.Name
	if !d.Name.IsExported() {
		return false
	}
	for _, p := range []string{"Must", "Append", "Write"} {
		if strings.HasPrefix(name, p) {
			return false
		}
	}
	text := slices.ContainsFunc(d.Type.Params.List, func(p *ast.Field) bool {
		switch t := p.Type.(type) {
		case *ast.Ident:
			return t.Name == "string" || t.Name == "any"
		case *ast.ArrayType:
			el, ok := t.Elt.(*ast.Ident)
			return ok && t.Len == nil && el.Name == "byte"
		case *ast.Ellipsis:
			el, ok := t.Elt.(*ast.Ident)
			return ok && el.Name == "string"
		case *ast.SelectorExpr:
			return strings.HasPrefix(t.Sel.Name, "Reader")
		}
		return false
	})
	if !text {
		return false
	}
	for _, p := range []string{"Parse", "Read", "Load", "Unmarshal", "Scan", "Find", "Detect"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	if d.Type.Results == nil {
		return false
	}
	for _, r := range d.Type.Results.List {
		var b strings.Builder
		ast.Inspect(r.Type, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				b.WriteString(id.Name + " ")
			}
			return true
		})
		if slices.Contains(strings.Fields(b.String()), "error") {
			return true
		}
	}
	return false
}

// A testPackage is what the test files of one folder and one package declare.
type testPackage struct {
	inside bool // of the package that it tests
	decls  map[string]ast.Node
	files  map[string]*ast.File // in which each stands
}

// parseTests reads the test files of a folder: those of the package, and those
// beside it.
func parseTests(dir string) ([]*testPackage, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		return nil, err
	}
	byName := map[string]*testPackage{}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		t := byName[f.Name.Name]
		if t == nil {
			t = &testPackage{
				inside: !strings.HasSuffix(f.Name.Name, "_test"),
				decls:  map[string]ast.Node{}, files: map[string]*ast.File{},
			}
			byName[f.Name.Name] = t
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					t.decls[d.Name.Name], t.files[d.Name.Name] = d, f
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if v, ok := s.(*ast.ValueSpec); ok {
						for _, id := range v.Names {
							t.decls[id.Name], t.files[id.Name] = v, f
						}
					}
				}
			}
		}
	}
	var out []*testPackage
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		out = append(out, byName[name])
	}
	return out, nil
}

// targets are the names of the fuzz targets.
func (t *testPackage) targets() []string {
	var out []string
	for name, d := range t.decls {
		if _, ok := d.(*ast.FuncDecl); ok && strings.HasPrefix(name, "Fuzz") {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// uses are the names that a target mentions, by import path ("encoding/json.Unmarshal"),
// generic ones also with the type for which they stand, and the methods that it calls
// (".UnmarshalText").
func (t *testPackage) uses(target, dir string) map[string]bool {
	out := map[string]bool{}
	seen := map[string]bool{target: true}
	for next := []string{target}; len(next) > 0; {
		name := next[0]
		next = next[1:]
		imports := importsOf(t.files[name])
		imported := func(n ast.Expr) string {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && imports[x.Name] != "" {
					return imports[x.Name] + "." + s.Sel.Name
				}
			}
			return ""
		}
		ast.Inspect(t.decls[name], func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.IndexExpr:
				if of, is := imported(n.X), imported(n.Index); of != "" && is != "" {
					out[of+"["+is+"]"] = true
				}
			case *ast.SelectorExpr:
				if name := imported(n); name != "" {
					out[name] = true
					return false
				}
				out["."+n.Sel.Name] = true
			case *ast.Ident:
				if t.inside {
					out[module+"/"+dir+"."+n.Name] = true
				}
				if _, ok := t.decls[n.Name]; ok && !seen[n.Name] {
					seen[n.Name] = true
					next = append(next, n.Name)
				}
			}
			return true
		})
	}
	return out
}

// importsOf gives the imports of a file by the names that it calls them.
func importsOf(f *ast.File) map[string]string {
	out := map[string]string{}
	for _, i := range f.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		name := path.Base(p)
		if i.Name != nil {
			name = i.Name.Name
		}
		out[name] = p
	}
	return out
}
