package house

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/doc"
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
	"testing"
)

// An exported type of a room needs one of two things, and an exported
// function the second:
//
//   - an Example of its own (ExampleType, ExampleType_Method), when it is a
//     main type: one that the package makes by a function, or that has methods
//     beyond those that every value has;
//   - a use in an Example of its package, found by the type checker: enough
//     for enumerations, options and records, which are best seen beside what
//     they belong to.
//
// Every Example has an output that is compared.

// ownExample are main types without an Example of their own, with the Example
// that shows them, and must.
var ownExample = map[string]string{
	"habilitation/evolution.Agreement": "ExamplePress2023",
	"habilitation/evolution.Effect":    "ExampleImpact",
	"habilitation/evolution.Effects":   "ExampleImpact",
	"habilitation/evolution.Member":    "ExampleMembers",
	"rpps/annuaire.ChangeKind":         "ExampleComparison",
	"rpps/psi.ActivityError":           "ExampleOutcome",
	"rpps/psi.ActivityErrorKind":       "ExampleOutcome",
	"rpps/psi.Divergences":             "ExampleRNIPP",
	"rpps/psi.Instant":                 "ExampleOutcome",
	"rpps/psi.RNIPPResponse":           "ExampleRNIPP",
	"rpps/psi.Row":                     "ExampleTable",
	"rpps/registration.Due":            "ExampleDeadlines",
	"rpps/registration.Summary":        "ExampleReader",
	"rpps/registration.System":         "ExampleTask",
	"rpps/registration.Work":           "ExamplePendingWork",
}

// noExample are names that need no Example at all, and why.
var noExample = map[string]string{
	"habilitation/habilitationtest.T": "an interface that *testing.T has: every Example of the package gives one",
}

// everyValue are the methods that values have by convention.
var everyValue = map[string]bool{
	"String": true, "GoString": true, "Format": true, "LogValue": true, "Error": true, "Unwrap": true, "Is": true,
	"MarshalText": true, "UnmarshalText": true, "AppendText": true, "MarshalJSON": true, "UnmarshalJSON": true,
	"Value": true, "Scan": true, "IsZero": true, "IsValid": true, "Valid": true, "Code": true, "Title": true, "Label": true, "Name": true,
}

// sample is what the Examples of a package show.
type sample struct {
	named map[string]bool            // by what Examples are named for: "T", "F"
	types map[string]map[string]bool // by the name of an Example: types of the package that it uses
	calls map[string]bool            // functions of the package that some Example calls
	bare  []string                   // Examples without an output
}

// TestExamples checks that the exported types and functions of the rooms are
// shown in an Example.
func TestExamples(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the rooms")
	}
	public := publicRooms()
	exports := exportData(t, public)

	excused := map[string]bool{}
	for _, path := range public {
		p := packages(t)[path]
		have := samples(t, path, exports)
		for _, e := range have.bare {
			t.Errorf("%s: %s has no output to compare", path, e)
		}
		for _, missing := range unshown(p, have, path, excused) {
			t.Error(missing)
		}
	}
	for _, table := range []map[string]string{ownExample, noExample} {
		for name := range table {
			if !excused[name] {
				t.Errorf("%s needs no place in the tables of internal/house/examples_test.go", name)
			}
		}
	}
}

// unshown returns what a package exports and no Example shows. What a table
// excuses is entered in excused.
func unshown(p *pkg, have sample, path string, excused map[string]bool) (out []string) {
	d, err := p.doc()
	if err != nil {
		return []string{err.Error()}
	}
	somewhere := map[string]bool{}
	for _, ts := range have.types {
		maps.Copy(somewhere, ts)
	}
	add := func(name, what string) {
		if noExample[name] != "" {
			excused[name] = true
			return
		}
		out = append(out, name+": "+what)
	}
	funcs := d.Funcs
	for _, ty := range d.Types {
		funcs = append(funcs, ty.Funcs...)
		main := slices.ContainsFunc(ty.Methods, func(f *doc.Func) bool { return f.Level == 0 && !everyValue[f.Name] }) ||
			slices.ContainsFunc(ty.Funcs, func(f *doc.Func) bool { return !strings.HasPrefix(f.Name, "Must") })
		name := path + "." + ty.Name
		switch {
		case have.named[ty.Name]:
		case main:
			if in := ownExample[name]; in != "" && have.types[in][ty.Name] {
				excused[name] = true
			} else {
				add(name, "a main type without an Example of its own: write "+"Example"+ty.Name+", or enter the Example that shows it in ownExample")
			}
		case !somewhere[ty.Name]:
			add(name, "no Example uses this type")
		}
	}
	for _, f := range funcs {
		shown := func(name string) bool { return have.named[name] || have.calls[name] }
		// MustParseT and ParseTLenient are shown by ParseT, or by one another.
		family := strings.TrimSuffix(strings.TrimPrefix(f.Name, "Must"), "Lenient")
		// Rules is the same in every package.
		if f.Name != "Rules" && !shown(f.Name) && !shown(family) && !shown("Must"+family) {
			add(path+"."+f.Name, "no Example calls this function")
		}
	}
	slices.Sort(out)
	return out
}

// exportData compiles packages and returns where their export data is, and
// that of all they import.
func exportData(t *testing.T, paths []string) map[string]string {
	t.Helper()
	args := []string{"list", "-export", "-deps", "-json=ImportPath,Export", "fmt", "errors", "os", "log/slog", "encoding/csv", "testing", "testing/fstest"}
	for _, p := range paths {
		args = append(args, "./"+p)
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = root
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	text, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &complaint)
	}
	out := map[string]string{}
	for d := json.NewDecoder(bytes.NewReader(text)); ; {
		var p struct{ ImportPath, Export string }
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		out[p.ImportPath] = p.Export
	}
}

// samples reads the Examples of a package from its tests, those of x_test.
func samples(t *testing.T, path string, exports map[string]string) sample {
	t.Helper()
	fset := token.NewFileSet()
	names, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(path), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		// All of x_test is compiled: Examples call helpers of other files.
		if strings.HasSuffix(f.Name.Name, "_test") {
			files = append(files, f)
		}
	}
	have := sample{named: map[string]bool{}, types: map[string]map[string]bool{}, calls: map[string]bool{}}
	if len(files) == 0 {
		return have
	}
	for _, e := range doc.Examples(files...) {
		first, _, _ := strings.Cut(e.Name, "_")
		have.named[first] = true
		if e.Output == "" && !e.EmptyOutput {
			have.bare = append(have.bare, "Example"+e.Name)
		}
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{
		Importer: importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
			file := exports[path]
			if file == "" {
				return nil, errors.New("no export data")
			}
			return os.Open(file)
		}),
		// What only the other tests import is not there, and not needed.
		Error: func(error) {},
	}
	_, _ = config.Check(module+"/"+path+"_test", fset, files, info)
	for _, f := range files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil || !strings.HasPrefix(fn.Name.Name, "Example") {
				continue
			}
			used := map[string]bool{}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				if e, ok := n.(ast.Expr); ok {
					if tv, ok := info.Types[e]; ok {
						note(tv.Type, module+"/"+path, used, 0)
					}
				}
				if id, ok := n.(*ast.Ident); ok {
					switch o := info.Uses[id].(type) {
					case *types.Func:
						if o.Pkg() != nil && o.Pkg().Path() == module+"/"+path && o.Signature().Recv() == nil {
							have.calls[o.Name()] = true
						}
					case *types.TypeName, *types.Const:
						note(o.Type(), module+"/"+path, used, 0)
					}
				}
				return true
			})
			have.types[fn.Name.Name] = used
		}
	}
	return have
}

// note enters the named types of a package that a type is made of.
func note(t types.Type, path string, out map[string]bool, depth int) {
	if depth > 4 {
		return
	}
	switch t := t.(type) {
	case *types.Named:
		if o := t.Obj(); o.Pkg() != nil && o.Pkg().Path() == path {
			out[o.Name()] = true
		}
		for a := range t.TypeArgs().Types() {
			note(a, path, out, depth+1)
		}
	case *types.Alias:
		if o := t.Obj(); o.Pkg() != nil && o.Pkg().Path() == path {
			out[o.Name()] = true
		}
		note(types.Unalias(t), path, out, depth+1)
	case *types.Pointer:
		note(t.Elem(), path, out, depth+1)
	case *types.Slice:
		note(t.Elem(), path, out, depth+1)
	case *types.Array:
		note(t.Elem(), path, out, depth+1)
	case *types.Map:
		note(t.Key(), path, out, depth+1)
		note(t.Elem(), path, out, depth+1)
	case *types.Tuple:
		for v := range t.Variables() {
			note(v.Type(), path, out, depth+1)
		}
	}
}

// TestUnshown shows the scan what it must see and what it must let pass.
func TestUnshown(t *testing.T) {
	text := `package p
// Kind is.
type Kind uint8
// Engine is.
type Engine struct{}
// Run runs.
func (Engine) Run() {}
// NewEngine makes.
func NewEngine() Engine { return Engine{} }
// Rules are.
func Rules() {}
`
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	p := &pkg{path: "p", name: "p", fset: fset, files: []*ast.File{f}}
	for _, c := range []struct {
		have sample
		want int
	}{
		{sample{}, 3},
		{sample{named: map[string]bool{"Engine": true}}, 2},
		{sample{named: map[string]bool{"Engine": true}, calls: map[string]bool{"NewEngine": true}}, 1},
		{sample{types: map[string]map[string]bool{"Example": {"Kind": true, "Engine": true}}, calls: map[string]bool{"NewEngine": true}}, 1},
		{sample{named: map[string]bool{"Engine": true, "NewEngine": true}, types: map[string]map[string]bool{"Example": {"Kind": true}}}, 0},
	} {
		if got := unshown(p, c.have, "p", map[string]bool{}); len(got) != c.want {
			t.Errorf("%v: %s", c.have, fmt.Sprint(got))
		}
	}
}
