// Package coverage judges a profile of statement coverage: how much of each
// package of the library its tests reach, and why the rest is not reached.
// .ci/coverage runs it.
//
// A block that no test reaches stands in a file of explanations, by file,
// function and text of its first line: not by number, so that an edit
// elsewhere changes nothing.
package coverage

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A Block is a run of statements that no test reached.
type Block struct {
	File       string // below the root of the module
	Func       string // "Decode", "(*Reader).next"
	Text       string // the line on which it begins, without the blanks around
	Begin, End int    // lines
	Statements int
}

// A Package counts the statements of one package.
type Package struct {
	Path                string // below the module
	Statements, Covered int
}

// Percent is how much of it is covered; 100 for a package without statements.
func (p Package) Percent() float64 {
	if p.Statements == 0 {
		return 100
	}
	return 100 * float64(p.Covered) / float64(p.Statements)
}

// A Report is a profile, read beside the source.
type Report struct {
	Packages []Package // by path
	Total    Package
	Open     []Block // by file and line
}

// Read reads a profile of the go command of module, whose files are in tree. A
// block that several test programs reached or not is covered when one did.
func Read(profile io.Reader, module string, tree fs.FS) (Report, error) {
	type span struct{ begin, column, end, endColumn, statements int }
	blocks := map[string]map[span]bool{}
	lines := bufio.NewScanner(profile)
	for n := 1; lines.Scan(); n++ {
		text := lines.Text()
		if strings.HasPrefix(text, "mode: ") {
			continue
		}
		var s span
		var hits int
		name, rest, _ := strings.Cut(text, ":")
		if _, err := fmt.Sscanf(rest, "%d.%d,%d.%d %d %d", &s.begin, &s.column, &s.end, &s.endColumn, &s.statements, &hits); err != nil {
			return Report{}, fmt.Errorf("profile, line %d: %w", n, err)
		}
		name, ok := strings.CutPrefix(name, module+"/")
		if !ok {
			return Report{}, fmt.Errorf("profile, line %d: not of %s", n, module)
		}
		if blocks[name] == nil {
			blocks[name] = map[span]bool{}
		}
		blocks[name][s] = blocks[name][s] || hits > 0
	}
	if err := lines.Err(); err != nil {
		return Report{}, err
	}

	var r Report
	packages := map[string]Package{}
	for _, name := range slices.Sorted(maps.Keys(blocks)) {
		src, err := readSource(tree, name)
		if err != nil {
			return Report{}, err
		}
		p := packages[path.Dir(name)]
		p.Path = path.Dir(name)
		for s, covered := range blocks[name] {
			p.Statements += s.statements
			switch {
			case covered:
				p.Covered += s.statements
			case s.statements == 0: // an empty block: nothing to reach
			default:
				begin := src.opening(s.begin, s.column)
				r.Open = append(r.Open, Block{
					File: name, Func: src.function(begin), Text: src.line(begin),
					Begin: begin, End: s.end, Statements: s.statements,
				})
			}
		}
		packages[p.Path] = p
	}
	for _, name := range slices.Sorted(maps.Keys(packages)) {
		p := packages[name]
		r.Packages = append(r.Packages, p)
		r.Total.Statements += p.Statements
		r.Total.Covered += p.Covered
	}
	slices.SortFunc(r.Open, func(a, b Block) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Begin, b.Begin), cmp.Compare(a.End, b.End))
	})
	return r, nil
}

// A source is a file with where its functions are.
type source struct {
	lines  []string
	funcs  []function
	firsts map[place]int // the first statement of a block: the line of its brace or colon
}

type place struct{ line, column int }

type function struct {
	name       string
	begin, end int
}

func readSource(tree fs.FS, name string) (source, error) {
	text, err := fs.ReadFile(tree, name)
	if err != nil {
		return source{}, err
	}
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, name, text, parser.SkipObjectResolution)
	if err != nil {
		return source{}, err
	}
	s := source{lines: strings.Split(string(text), "\n"), firsts: map[place]int{}}
	opens := func(opener token.Pos, list []ast.Stmt) {
		if len(list) > 0 {
			first := set.Position(list[0].Pos())
			s.firsts[place{first.Line, first.Column}] = set.Position(opener).Line
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			opens(n.Lbrace, n.List)
		case *ast.CaseClause:
			opens(n.Colon, n.Body)
		case *ast.CommClause:
			opens(n.Colon, n.Body)
		}
		return true
	})
	for _, d := range f.Decls {
		if d, ok := d.(*ast.FuncDecl); ok {
			s.funcs = append(s.funcs, function{funcName(d), set.Position(d.Pos()).Line, set.Position(d.End()).Line})
		}
	}
	return s, nil
}

func funcName(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return d.Name.Name
	}
	t, star := d.Recv.List[0].Type, ""
	if p, ok := t.(*ast.StarExpr); ok {
		t, star = p.X, "*"
	}
	switch g := t.(type) { // the name without type parameters
	case *ast.IndexExpr:
		t = g.X
	case *ast.IndexListExpr:
		t = g.X
	}
	name := "?"
	if id, ok := t.(*ast.Ident); ok {
		name = id.Name
	}
	if star != "" {
		return "(*" + name + ")." + d.Name.Name
	}
	return name + "." + d.Name.Name
}

func (s source) line(n int) string { return strings.TrimSpace(s.lines[n-1]) }

// opening is the line that opens the block that begins at a place: since Go 1.27 a
// profile names the first statement, before it the brace or colon in front.
func (s source) opening(line, column int) int {
	if opens, ok := s.firsts[place{line, column}]; ok {
		return opens
	}
	return line
}

// function names the function around a line; "var" for a function literal of
// a variable of the package.
func (s source) function(line int) string {
	for _, f := range s.funcs {
		if f.begin <= line && line <= f.end {
			return f.name
		}
	}
	return "var"
}

// An Explanation says why no test reaches the blocks of a function that begin
// with a text.
type Explanation struct {
	File, Func, Text string
	Blocks           int
	Why              string
}

// A Floor is the least percentage of a package that cannot have the common one.
type Floor struct {
	Path    string
	Percent float64
	Why     string
}

// ReadExplanations reads a table with tabulators: file, function, text, number
// of blocks, why; or "floor", package, percentage, why. Lines that begin with
// # are comments.
func ReadExplanations(in io.Reader) (list []Explanation, floors []Floor, err error) {
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		text := lines.Text()
		if text == "" || text[0] == '#' {
			continue
		}
		cells := strings.Split(text, "\t")
		if slices.Contains(cells, "") {
			return nil, nil, fmt.Errorf("explanations, line %d: an empty cell", n)
		}
		switch {
		case len(cells) == 4 && cells[0] == "floor":
			percent, err := strconv.ParseFloat(cells[2], 64)
			if err != nil {
				return nil, nil, fmt.Errorf("explanations, line %d: %w", n, err)
			}
			floors = append(floors, Floor{cells[1], percent, cells[3]})
		case len(cells) == 5:
			blocks, err := strconv.Atoi(cells[3])
			if err != nil {
				return nil, nil, fmt.Errorf("explanations, line %d: %w", n, err)
			}
			list = append(list, Explanation{cells[0], cells[1], cells[2], blocks, cells[4]})
		default:
			return nil, nil, fmt.Errorf("explanations, line %d: %d cells", n, len(cells))
		}
	}
	return list, floors, lines.Err()
}

// Judge says all that is wrong with a report: a package, or all together,
// below the floor, a block without explanation, an explanation without block.
// It is nil when nothing is.
func Judge(r Report, list []Explanation, floors []Floor, floor float64) error {
	var wrong []error
	if len(r.Packages) == 0 {
		return errors.New("the profile is empty")
	}
	if p := r.Total.Percent(); p < floor {
		wrong = append(wrong, fmt.Errorf("%.1f %% of all statements are covered, less than %g", p, floor))
	}
	lower := map[string]float64{}
	for _, f := range floors {
		lower[f.Path] = f.Percent
	}
	for _, p := range r.Packages {
		least, own := lower[p.Path]
		if !own {
			least = floor
		}
		delete(lower, p.Path)
		switch {
		case p.Percent() < least:
			wrong = append(wrong, fmt.Errorf("%s: %.2f %% of the statements are covered, less than %g", p.Path, p.Percent(), least))
		case own && p.Percent() >= floor:
			wrong = append(wrong, fmt.Errorf("%s: needs no floor of its own any more", p.Path))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(lower)) {
		wrong = append(wrong, fmt.Errorf("%s: a floor for no package", name))
	}

	type key struct{ file, function, text string }
	left := map[key]int{}
	for _, e := range list {
		left[key{e.File, e.Func, e.Text}] += e.Blocks
	}
	for _, b := range r.Open {
		k := key{b.File, b.Func, b.Text}
		if left[k]--; left[k] < 0 {
			wrong = append(wrong, fmt.Errorf("%s:%d-%d: %s: no test reaches this, and nothing says why:\n\t%s", b.File, b.Begin, b.End, b.Func, b.Text))
		}
	}
	for _, e := range list {
		k := key{e.File, e.Func, e.Text}
		if left[k] > 0 {
			wrong = append(wrong, fmt.Errorf("%s: %s: explained without need, %d of %d blocks:\n\t%s", e.File, e.Func, left[k], e.Blocks, e.Text))
			left[k] = 0
		}
	}
	return errors.Join(wrong...)
}
