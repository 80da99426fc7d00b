// Package apirecord writes down the exported API of packages, one line for
// each name, so that a change of the API shows in a review as changed lines.
//
// A line stands by itself:
//
//	const CodeNoMatrix rule.Code = "HAB-NO-MATRIX"
//	func ParseRole(string) (Role, error)
//	type Role uint8
//	type Request struct, comparable
//	field Request.Day civil.Date `json:"day"`
//	method (Role) Code() string
//
// Names of parameters and numbers behind enumerations are left out: changing
// them breaks nobody. Tags of fields and texts of constants are in: they are
// what is stored and matched. A struct is "comparable" when == and map keys
// compile, "opaque" when it has fields that only its package sees.
package apirecord

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"go/constant"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// Of returns the API of packages of the module in a directory, by their
// import paths. It builds them, as what the go command keeps of a build says
// how everything was declared.
func Of(dir string, paths ...string) (map[string][]string, error) {
	cmd := exec.Command("go", append([]string{"list", "-export", "-deps", "-json=ImportPath,Export"}, paths...)...)
	cmd.Dir = dir
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, said.String())
	}
	exports := map[string]string{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct{ ImportPath, Export string }
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		exports[p.ImportPath] = p.Export
	}
	imp := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})
	api := map[string][]string{}
	for _, path := range paths {
		pkg, err := imp.Import(path)
		if err != nil {
			return nil, err
		}
		api[path] = Lines(pkg)
	}
	return api, nil
}

// Lines returns the API of one package: constants, variables and functions by
// name, then types by name, each with its fields as declared and its methods
// by name.
func Lines(pkg *types.Package) []string {
	r := recorder{pkg: pkg}
	var typeNames []*types.TypeName
	var others []types.Object
	for _, name := range pkg.Scope().Names() {
		switch obj := pkg.Scope().Lookup(name); {
		case !obj.Exported():
		case isType(obj):
			typeNames = append(typeNames, obj.(*types.TypeName))
		default:
			others = append(others, obj)
		}
	}
	slices.SortStableFunc(others, func(a, b types.Object) int { return cmp.Compare(rank(a), rank(b)) })
	for _, obj := range others {
		r.value(obj)
	}
	for _, t := range typeNames {
		r.typeName(t)
	}
	return r.lines
}

func isType(obj types.Object) bool {
	_, ok := obj.(*types.TypeName)
	return ok
}

func rank(obj types.Object) int {
	switch obj.(type) {
	case *types.Const:
		return 0
	case *types.Var:
		return 1
	}
	return 2
}

type recorder struct {
	pkg   *types.Package
	lines []string
}

func (r *recorder) add(format string, args ...any) {
	r.lines = append(r.lines, fmt.Sprintf(format, args...))
}

// text writes a type as a reader of the package would: its own names bare,
// those of others after the name of their package.
func (r *recorder) text(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == r.pkg {
			return ""
		}
		return p.Name()
	})
}

func (r *recorder) value(obj types.Object) {
	switch obj := obj.(type) {
	case *types.Const:
		if named, ok := obj.Type().(*types.Named); ok && obj.Val().Kind() != constant.String {
			r.add("const %s %s", obj.Name(), r.text(named))
			return
		}
		r.add("const %s %s = %s", obj.Name(), r.text(obj.Type()), obj.Val().ExactString())
	case *types.Var:
		r.add("var %s %s", obj.Name(), r.text(obj.Type()))
	case *types.Func:
		r.add("func %s%s", obj.Name(), r.signature(obj.Signature()))
	}
}

// signature writes a signature without the names of parameters and results.
func (r *recorder) signature(s *types.Signature) string {
	return r.parameters(s.TypeParams()) + strings.TrimPrefix(r.text(bare(s)), "func")
}

// bare returns a type with the names of parameters and results taken out of
// its signatures.
func bare(t types.Type) types.Type {
	tuple := func(t *types.Tuple) *types.Tuple {
		var vars []*types.Var
		for v := range t.Variables() {
			vars = append(vars, types.NewParam(token.NoPos, nil, "", bare(v.Type())))
		}
		return types.NewTuple(vars...)
	}
	switch t := t.(type) {
	case *types.Signature:
		return types.NewSignatureType(nil, nil, nil, tuple(t.Params()), tuple(t.Results()), t.Variadic())
	case *types.Slice:
		return types.NewSlice(bare(t.Elem()))
	}
	return t
}

// parameters writes type parameters with their constraints.
func (r *recorder) parameters(list *types.TypeParamList) string {
	var out []string
	for p := range list.TypeParams() {
		out = append(out, p.Obj().Name()+" "+r.text(p.Constraint()))
	}
	if len(out) == 0 {
		return ""
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func (r *recorder) typeName(name *types.TypeName) {
	if name.IsAlias() {
		r.add("type %s = %s", name.Name(), r.text(types.Unalias(name.Type())))
		return
	}
	named := name.Type().(*types.Named)
	head := name.Name() + r.parameters(named.TypeParams())
	switch under := named.Underlying().(type) {
	case *types.Struct:
		r.add("type %s struct%s", head, qualities(named, under))
		for i := range under.NumFields() {
			f := under.Field(i)
			if !f.Exported() {
				continue
			}
			kind, tag := "field", ""
			if f.Embedded() {
				kind = "embedded"
			}
			if t := under.Tag(i); t != "" {
				tag = " `" + t + "`"
			}
			r.add("%s %s.%s %s%s", kind, name.Name(), f.Name(), r.text(bare(f.Type())), tag)
		}
	case *types.Interface:
		sealed := ""
		for m := range under.Methods() {
			if !m.Exported() {
				sealed = ", sealed"
			}
		}
		r.add("type %s interface%s", head, sealed)
		for m := range under.Methods() {
			if m.Exported() {
				r.add("method (%s) %s%s", name.Name(), m.Name(), r.signature(m.Signature()))
			}
		}
	default:
		r.add("type %s %s", head, r.text(under))
	}
	methods := slices.Collect(named.Methods())
	slices.SortFunc(methods, func(a, b *types.Func) int { return cmp.Compare(a.Name(), b.Name()) })
	for _, m := range methods {
		if !m.Exported() {
			continue
		}
		star := ""
		if _, ok := m.Signature().Recv().Type().(*types.Pointer); ok {
			star = "*"
		}
		r.add("method (%s%s) %s%s", star, name.Name(), m.Name(), r.signature(m.Signature()))
	}
}

func qualities(named *types.Named, s *types.Struct) string {
	out := ""
	if types.Comparable(named) {
		out += ", comparable"
	}
	for f := range s.Fields() {
		if !f.Exported() {
			return out + ", opaque"
		}
	}
	return out
}
