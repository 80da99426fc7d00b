package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// TestDocumented checks that every package has one package comment, and that
// every exported name of the rooms has a comment: its own, the one at the end
// of its line, or that of its group or interface.
func TestDocumented(t *testing.T) {
	for path, p := range packages(t) {
		comments := 0
		for _, f := range p.files {
			if f.Doc != nil {
				comments++
				start := "Package " + p.name + " "
				if p.name != "main" && !strings.HasPrefix(f.Doc.Text(), start) {
					t.Errorf("%s: the comment of the package must start with %q", p.position(f), start)
				}
			}
		}
		if comments != 1 {
			t.Errorf("package %s has %d package comments", path, comments)
		}
		if _, room := rooms[path]; room {
			for _, f := range p.files {
				for _, where := range undocumented(f) {
					t.Errorf("%s: exported and without a comment", p.position(where))
				}
			}
		}
	}
}

// undocumented returns the exported names of a file that have no comment.
func undocumented(f *ast.File) []ast.Node {
	var out []ast.Node
	need := func(n ast.Node, docs ...*ast.CommentGroup) {
		for _, d := range docs {
			if strings.TrimSpace(d.Text()) != "" {
				return
			}
		}
		out = append(out, n)
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && (d.Recv == nil || ast.IsExported(receiver(d.Recv.List[0].Type))) {
				need(d.Name, d.Doc)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					if s.Name.IsExported() {
						need(s.Name, s.Doc, d.Doc)
						if i, ok := s.Type.(*ast.InterfaceType); ok {
							for _, m := range i.Methods.List {
								if len(m.Names) > 0 && m.Names[0].IsExported() {
									need(m, m.Doc, m.Comment, s.Doc, d.Doc)
								}
							}
						}
					}
				case *ast.ValueSpec:
					for _, n := range s.Names {
						if n.IsExported() && d.Tok != token.IMPORT {
							need(n, s.Doc, s.Comment, d.Doc)
						}
					}
				}
			}
		}
	}
	return out
}

// receiver returns the name of the type of a receiver.
func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.IndexListExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// TestUndocumented shows the scan what it must see and what it must let pass.
func TestUndocumented(t *testing.T) {
	for text, want := range map[string]int{
		"func F() {}":           1,
		"// F is.\nfunc F() {}": 0,
		"func f() {}":           0,
		"// T is.\ntype T int\nfunc (t *T) M() {}":        1,
		"// T is.\ntype T[P any] int\nfunc (T[P]) M() {}": 1,
		"type t int\nfunc (t) M() {}":                     0,
		"type T int":                                      1,
		"const A, B = 1, 2":                               2,
		"const (\nA = 1 // a\nB = 2\n)":                   1,
		"// Group.\nconst (\nA = 1\nB = 2\n)":             0,
		"//go:generate x\nvar A = 1":                      1,
		"// I is.\ntype I interface{ M() }":               0,
	} {
		f, err := parser.ParseFile(token.NewFileSet(), "", "package p\n\n"+text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(undocumented(f)); got != want {
			t.Errorf("%q: %d, not %d", text, got, want)
		}
	}
}
