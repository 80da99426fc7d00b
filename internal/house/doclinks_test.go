package house

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A link of a doc comment stands in square brackets: [Type], [Type.Method],
// [pkg.Name], [path/of/pkg.Name]. What resolves to nothing is printed with
// its brackets, and nobody is told: TestDocLinks is told.

// bracket finds what looks like a link of a doc comment. Words of the field
// and of Go that stand in brackets without being names do not look like one:
// a name begins with a capital or has a package before it.
var bracket = regexp.MustCompile(`(?:^|[\s("'])(\[\*?(?:(?:[a-z][A-Za-z0-9_./-]*\.)?[A-Z][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?|[a-z][a-z0-9_]*(?:/[a-z0-9_.-]+)+)\])(?:$|[\s)"'.,:;?!])`)

// selector finds a name of a package in a line of code.
var selector = regexp.MustCompile(`\b([a-z]+)\.([A-Z]\w*)`)

// A linker checks the links of the packages of a module.
type linker struct {
	packages map[string]*pkg            // those of the module, by their path below it
	exported map[string]map[string]bool // names by import path, filled when asked
}

// names returns the exported names of a package, T.M for methods and fields;
// nil for a package that is not there.
func (l *linker) names(importPath string) map[string]bool {
	if have, ok := l.exported[importPath]; ok {
		return have
	}
	var files []*ast.File
	if below, ours := strings.CutPrefix(importPath, module+"/"); ours {
		if p := l.packages[below]; p != nil {
			files = p.files
		}
	} else if first, _, _ := strings.Cut(importPath, "/"); !strings.Contains(first, ".") {
		files = filesOf(filepath.Join(build.Default.GOROOT, "src", filepath.FromSlash(importPath)))
	} else {
		// Another module: what it exports is not looked up.
		l.exported[importPath] = nil
		return nil
	}
	var out map[string]bool
	if len(files) > 0 {
		out = map[string]bool{}
		for _, f := range files {
			declared(f, out)
		}
	}
	l.exported[importPath] = out
	return out
}

func filesOf(dir string) []*ast.File {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var out []*ast.File
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, e.Name()), nil, parser.SkipObjectResolution)
		if err == nil {
			out = append(out, f)
		}
	}
	return out
}

// declared enters the exported names of a file.
func declared(f *ast.File, out map[string]bool) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				out[d.Name.Name] = true
			} else {
				out[receiver(d.Recv.List[0].Type)+"."+d.Name.Name] = true
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					out[s.Name.Name] = true
					if i, ok := s.Type.(*ast.InterfaceType); ok {
						for _, m := range i.Methods.List {
							for _, n := range m.Names {
								out[s.Name.Name+"."+n.Name] = true
							}
						}
					}
					if st, ok := s.Type.(*ast.StructType); ok {
						for _, m := range st.Fields.List {
							for _, n := range m.Names {
								out[s.Name.Name+"."+n.Name] = true
							}
						}
					}
				case *ast.ValueSpec:
					for _, n := range s.Names {
						out[n.Name] = true
					}
				}
			}
		}
	}
}

// broken returns what is in brackets in a text and links to nothing.
// imports are the packages that the file knows, by name; here is the path of
// its own package.
func (l *linker) broken(text, here string, imports map[string]string) (links int, out []string) {
	p := comment.Parser{
		LookupPackage: func(name string) (string, bool) {
			path, ok := imports[name]
			return path, ok
		},
		LookupSym: func(recv, name string) bool {
			if recv != "" {
				name = recv + "." + name
			}
			return l.names(here)[name]
		},
	}
	var inText func(ts []comment.Text)
	inText = func(ts []comment.Text) {
		for _, x := range ts {
			switch x := x.(type) {
			case comment.Plain:
				for _, m := range bracket.FindAllStringSubmatch(string(x), -1) {
					out = append(out, m[1])
				}
			case *comment.Link:
				inText(x.Text)
			case *comment.DocLink:
				links++
				if x.ImportPath == "" || x.Name == "" {
					continue
				}
				name := x.Name
				if x.Recv != "" {
					name = x.Recv + "." + name
				}
				first, _, _ := strings.Cut(x.ImportPath, "/")
				if elsewhere := strings.Contains(first, ".") && !strings.HasPrefix(x.ImportPath, module+"/"); !elsewhere && !l.names(x.ImportPath)[name] {
					out = append(out, fmt.Sprintf("[%s.%s]", x.ImportPath, name))
				}
			}
		}
	}
	var inBlocks func(bs []comment.Block)
	inBlocks = func(bs []comment.Block) {
		for _, b := range bs {
			switch b := b.(type) {
			case *comment.Heading:
				inText(b.Text)
			case *comment.Paragraph:
				inText(b.Text)
			case *comment.List:
				for _, i := range b.Items {
					inBlocks(i.Content)
				}
			case *comment.Code:
				// A code block shows its brackets: a link in it is no link.
				for _, m := range bracket.FindAllStringSubmatch(b.Text, -1) {
					if name := strings.Trim(m[1], "[]*"); l.names(here)[name] {
						out = append(out, m[1]+" in a code block")
					}
				}
				// The code of a guide speaks of names that are there.
				for _, m := range selector.FindAllStringSubmatch(b.Text, -1) {
					path := imports[m[1]]
					if m[1] == here[strings.LastIndexByte(here, '/')+1:] {
						path = here
					}
					if strings.HasPrefix(path, module+"/") && !l.names(path)[m[2]] {
						out = append(out, m[0]+" in a code block")
					}
				}
			}
		}
	}
	inBlocks(p.Parse(text).Content)
	return links, out
}

// known returns the packages that a file imports, by name, as the comment of
// the package sees them too.
func known(files []*ast.File) map[string]string {
	out := map[string]string{}
	for _, f := range files {
		for _, i := range f.Imports {
			path := strings.Trim(i.Path.Value, `"`)
			if n := named(f, path); n != "_" && n != "." {
				out[n] = path
			}
		}
	}
	return out
}

// TestDocLinks reads every doc comment of the module, and holds each link in
// square brackets to a name that is there.
func TestDocLinks(t *testing.T) {
	l := &linker{packages: packages(t), exported: map[string]map[string]bool{}}
	links := 0
	for path, p := range l.packages {
		imports := known(p.files)
		for _, f := range p.files {
			for _, c := range docComments(f) {
				n, broken := l.broken(c.Text(), module+"/"+path, imports)
				links += n
				for _, b := range broken {
					t.Errorf("%s: %s links to nothing", p.position(c), b)
				}
			}
		}
	}
	if links < 500 {
		t.Errorf("%d links found: the scan does not look where they are", links)
	}
}

// docComments returns the comments of a file that godoc shows.
func docComments(f *ast.File) []*ast.CommentGroup {
	out := []*ast.CommentGroup{f.Doc}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			out = append(out, d.Doc)
		case *ast.GenDecl:
			out = append(out, d.Doc)
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					out = append(out, s.Doc)
				case *ast.ValueSpec:
					out = append(out, s.Doc)
				}
			}
		}
	}
	return slices.DeleteFunc(out, func(c *ast.CommentGroup) bool { return c == nil })
}

// TestBrokenLinks shows the scan links that it must see.
func TestBrokenLinks(t *testing.T) {
	l := &linker{packages: packages(t), exported: map[string]map[string]bool{}}
	imports := map[string]string{"civil": module + "/rpps/civil", "time": "time"}
	for text, want := range map[string]int{
		"See [Matrix].":                            0,
		"See [Matrix.Decide] and [*Matrix].":       0,
		"See [Matrice].":                           1,
		"See [Matrix.Judge].":                      1,
		"See [civil.Date] and [time.Time.Before].": 0,
		"See [civil.Day].":                         1,
		"See [time.Moment].":                       1,
		"See [psc.Parse].":                         1, // not imported
		"See [" + module + "/rpps/psc.Parse].":     0,
		"See [" + module + "/rpps/psc.Pars].":      1,
		"Write\n\n\ta [Matrix] (x)\n\ngo.":         1,
		"Write\n\n\ta [8]byte, b[Matrix]\n\ngo.":   0,
		"Write\n\n\tcivil.ParseISO(s)\n\ngo.":      0,
		"Write\n\n\tcivil.Day(2026)\n\ngo.":        1,
		"Write\n\n\thabilitation.Ad(day)\n\ngo.":   1,
		"Between [0, 1] and [a].":                  0,
		"# Of [Matrice]":                           1,
		"  - the [Matrice]":                        1,
	} {
		if _, got := l.broken(text, module+"/habilitation", imports); len(got) != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestGuides holds the package comment of every room to the form of a guide:
// what it answers, how it is called, sections of its own, and at the end those
// that all have, in one order.
func TestGuides(t *testing.T) {
	for _, path := range publicRooms() {
		p := packages(t)[path]
		d, err := p.doc()
		if err != nil {
			t.Fatal(err)
		}
		var headings []string
		code, links := false, strings.Count(d.Doc, "[")
		for _, b := range d.Parser().Parse(d.Doc).Content {
			switch b := b.(type) {
			case *comment.Heading:
				headings = append(headings, string(b.Text[0].(comment.Plain)))
			case *comment.Code:
				code = code || headings == nil
			}
		}
		if len(headings) < 2 || !code || links == 0 {
			t.Errorf("%s: the package comment is no guide: %d headings, code before the first of them: %v, %d links", path, len(headings), code, links)
		}
		last := -1
		for _, h := range headings {
			place := slices.Index(sectionOrder, h)
			if place < last {
				t.Errorf("%s: section %q stands too late; the last sections are %q", path, h, sectionOrder)
			}
			last = max(last, place)
		}
		for _, need := range slices.Sorted(maps.Keys(sections)) {
			if have, excused := slices.Contains(headings, need), sections[need][path] != ""; have == excused {
				t.Errorf("%s: section %q in the package comment: %v, and in sections of internal/house/doclinks_test.go the opposite", path, need, have)
			}
		}
	}
}

// sectionOrder is the order of the last sections of a guide.
var sectionOrder = []string{"Personal data", "Not here", "Errors", "Limits", "Concurrency", "Sources"}

// sections are the headings that guides have, with the packages that need
// none of that name, and why.
var sections = map[string]map[string]string{
	"Not here":    {},
	"Errors":      {},
	"Concurrency": {},
	"Limits": {
		"roles": "tables", "rpps/civil": "values of four bytes", "rpps/rule": "values", "rpps/names": "a name at a time",
		"situation": "values", "habilitation": "a matrix has at most 64 columns, which New says", "rpps/gestionnaire": "values",
		"rpps/services": "values", "rpps/workforce": "lists of the caller", "habilitation/evolution": "matrices",
		"habilitation/export": "matrices",
	},
	"Sources": {
		"rpps/civil": "the calendar", "rpps/rule": "words for what others source", "rpps/names": "collation of x/text",
		"situation/lifecycle": "an engine", "situation/lifecycle/history": "an engine",
	},
}
