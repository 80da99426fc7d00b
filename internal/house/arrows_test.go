package house

import (
	"encoding/json"
	"go/ast"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rooms are the packages that other people compile into their programs, and
// the packages of this module that each may import. What is not in a room's
// list is closed to it.
var rooms = map[string][]string{
	"rpps/civil": {},
	"rpps/rule":  {},
	"roles":      {"rpps/civil", "rpps/rule", "internal/rolesgen/fold"},
	"rpps":       {"rpps/civil", "rpps/rule", "roles", "situation/lifecycle"},
	"rpps/names": {"rpps", "internal/namekey"},
	"situation":  {"rpps/civil", "rpps/rule", "roles", "rpps", "situation/lifecycle"},
	"habilitation": {
		"rpps/civil", "rpps/rule", "roles", "rpps", "situation", "internal/latin",
	},
	// A matrix read from a file: translated into a habilitation.Matrix or refused.
	"habilitation/matrixfile": {"rpps/civil", "rpps/rule", "roles", "habilitation", "internal/rows", "internal/latin"},
	// Texts for people about a matrix that changes: not for a program that only
	// decides.
	"habilitation/evolution": {"rpps/civil", "rpps/rule", "roles", "situation", "habilitation"},
	// Beside the decision, so that a program that only decides does not link
	// the writing of traces.
	"habilitation/trace": {
		"rpps/civil", "rpps/rule", "roles", "rpps", "situation", "habilitation", "internal/jsontree",
	},
	"habilitation/export": {
		"rpps/civil", "rpps/rule", "roles", "situation", "habilitation", "internal/latin",
	},
	"situation/lifecycle":         {"rpps/civil", "rpps/rule"},
	"situation/lifecycle/history": {"rpps/rule", "situation/lifecycle"},
	"rpps/gestionnaire":           {"rpps/civil", "rpps/rule", "rpps", "situation/lifecycle"},
	"rpps/registration": {
		"rpps/civil", "rpps/rule", "roles", "rpps", "situation", "situation/lifecycle", "rpps/gestionnaire",
		"internal/namekey", "internal/latin", "internal/rows",
	},
	"rpps/services": {"rpps/civil", "rpps/rule", "roles", "rpps", "situation", "internal/latin"},
	"rpps/workforce": {
		"rpps/civil", "rpps/rule", "roles", "rpps", "situation", "situation/lifecycle", "habilitation", "rpps/gestionnaire",
		"rpps/registration",
	},

	// For the tests of others: pure as a room, so that it can be read as one, and
	// in no program.
	"habilitation/habilitationtest": {
		"rpps/civil", "rpps/rule", "roles", "rpps", "situation", "habilitation", "habilitation/evolution",
		"habilitation/matrixfile", "internal/rows", "internal/namekey", "internal/latin",
	},

	// Formats: above what they translate, below nothing of the library. The
	// sign-in ends in the subject of a decision, or in why there is none.
	"rpps/psc": {
		"rpps/civil", "rpps/rule", "roles", "rpps", "internal/namekey", "internal/latin", "internal/jsoncut", "internal/closing", "situation",
		"habilitation",
	},

	"rpps/psi": {
		"rpps/civil", "rpps/rule", "roles", "rpps", "rpps/registration", "internal/latin", "internal/jsoncut",
	},

	"rpps/fhir": {
		"rpps/civil", "rpps/rule", "roles", "rpps", "situation", "habilitation", "habilitation/trace", "internal/jsontree", "internal/latin",
		"internal/closing",
	},

	"rpps/annuaire": {
		"rpps/civil", "rpps/rule", "roles", "rpps", "situation", "internal/namekey", "internal/latin", "internal/rows", "internal/closing",
	},

	// Linked into the library, not importable from outside.
	"internal/rolesgen/fold": {"internal/latin"},
	"internal/namekey":       {"internal/latin"},
	"internal/closing":       {"rpps/civil", "roles", "situation", "habilitation", "internal/latin"},
	"internal/latin":         {},
	"internal/rows":          {},
	"internal/jsontree":      {},
	"internal/plainjson":     {},
	"internal/jsoncut":       {},
	"internal/enum":          {},
	"internal/choice":        {"rpps/rule"},
	"internal/limit":         {},
}

// everywhere are the packages that every room may import.
var everywhere = []string{"internal/enum", "internal/limit", "internal/choice", "internal/plainjson"}

// formats translate between a format of others and the values of the library.
var formats = []string{"rpps/psc", "rpps/psi", "rpps/annuaire", "rpps/fhir", "habilitation/matrixfile"}

// ends are the other rooms that no room imports.
var ends = []string{
	"rpps/names", "rpps/services", "rpps/workforce", "habilitation/export", "habilitation/habilitationtest", "situation/lifecycle/history",
}

// aboveFormats may import a format all the same: they stand in nobody's program.
var aboveFormats = []string{"habilitation/habilitationtest", "internal/perf", "internal/perf/probe/with"}

// workshop are the packages that nobody links: generators and this one.
var workshop = map[string][]string{
	"internal/rolesgen":            {"internal/rolesgen/fold"},
	"internal/rolesgen/main":       {"internal/rolesgen"},
	"internal/habilitationgen":     {},
	"internal/habilitationgen/cmd": {"internal/habilitationgen"},
	"internal/house":               {"internal/apirecord"},
	// The record of the exported API, in docs/api.
	// What govulncheck found, in a few lines.
	"internal/vulncheck":     {},
	"internal/apirecord":     {},
	"internal/apirecord/cmd": {"internal/apirecord"},
	// Golden files and generated documents, for the tests of every package.
	"internal/golden":    {},
	"internal/regsample": {"rpps/civil", "roles", "rpps/rule", "rpps", "rpps/registration", "rpps/gestionnaire"},
	// Written from the description of the interface, apart from the library.
	"internal/psiserver": {},
	// Files of extractions, written from their description and apart from the
	// library.
	"internal/extractgen":     {"roles", "rpps/civil"},
	"internal/extractgen/cmd": {"internal/extractgen"},
	// What is measured, and the page about it; the programs that it weighs.
	"internal/perf": {
		"roles", "rpps", "rpps/civil", "rpps/rule", "rpps/names", "rpps/gestionnaire", "rpps/registration", "rpps/workforce", "rpps/psc", "rpps/psi",
		"rpps/annuaire", "rpps/fhir", "situation", "situation/lifecycle", "situation/lifecycle/history", "habilitation",
		"habilitation/evolution", "habilitation/matrixfile", "internal/extractgen", "internal/regsample", "internal/jsontree",
	},
	"internal/perf/cmd": {"internal/perf"},
	"internal/perf/probe/with": {
		"roles", "rpps", "rpps/civil", "rpps/rule", "rpps/names", "rpps/services", "rpps/gestionnaire", "rpps/registration", "rpps/workforce", "rpps/psc",
		"rpps/psi", "rpps/annuaire", "rpps/fhir", "situation", "situation/lifecycle/history", "habilitation", "habilitation/evolution",
		"habilitation/matrixfile", "habilitation/trace", "habilitation/export",
	},
	"internal/perf/probe/without": {},
	// Tests of the machines of several rooms.
	"internal/cycles": {},
	// Tests of what the rooms print.
	"internal/privacy": {},
	// Tests of every room under hostile input, and of what may be shared.
	"internal/attack":     {},
	"internal/house/size": {},
	// What the tests reach, and what the fuzz targets have run.
	"internal/coverage":     {},
	"internal/coverage/cmd": {"internal/coverage"},
	"internal/fuzzing":      {},
	"internal/fuzzing/cmd":  {"internal/fuzzing"},
	// For tests, that of the text of values, and of codes that shut out.
	"internal/textfuzz":            {"rpps/rule"},
	"internal/closing/closingtest": {"rpps/civil", "roles", "situation", "habilitation"},
	// Runs the tests of the rooms on broken copies.
	"internal/mutation": {},
}

// publicRooms are the rooms that programs import, in order.
func publicRooms() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(rooms)), func(path string) bool { return strings.HasPrefix(path, "internal/") })
}

// onlyFor says who alone may import a package, tests set apart.
var onlyFor = map[string][]string{
	"internal/rolesgen/fold": {"roles", "internal/rolesgen"},
	"internal/latin": {
		"internal/rolesgen/fold", "internal/namekey", "rpps/registration", "rpps/psc", "rpps/psi", "rpps/annuaire", "rpps/fhir",
		"habilitation/matrixfile", "habilitation/export", "habilitation/habilitationtest", "internal/closing", "habilitation", "rpps/services",
	},
	"internal/closing":  {"rpps/psc", "rpps/annuaire", "rpps/fhir"},
	"internal/namekey":  {"rpps/names", "rpps/psc", "rpps/registration", "rpps/annuaire", "habilitation/habilitationtest"},
	"internal/rows":     {"rpps/registration", "rpps/annuaire", "habilitation/matrixfile", "habilitation/habilitationtest"},
	"internal/jsontree": {"rpps/fhir", "habilitation/trace", "internal/perf"},
}

// outside are the packages of other modules that the rooms may import; tests
// may also import testify.
var outside = []string{"golang.org/x/text", "github.com/google/uuid"}

// requirements are the modules that the root go.mod may require directly.
var requirements = []string{"github.com/stretchr/testify", "github.com/google/uuid", "golang.org/x/text"}

// closed are the packages of the standard library that a room must not
// import, with all below them, and why.
var closed = map[string]string{
	"os":            "the library does no input or output of its own",
	"net":           "the library does no input or output of its own",
	"io/ioutil":     "the library does no input or output of its own",
	"syscall":       "the library does no input or output of its own",
	"log":           "the library writes no log; log/slog serves LogValue",
	"flag":          "flags belong to programs",
	"expvar":        "global state",
	"testing":       "it would be linked into programs",
	"plugin":        "global state",
	"unsafe":        "nothing here needs it",
	"embed":         "tables are Go code, so that nothing is read at run time",
	"math/rand":     "answers do not depend on chance",
	"runtime/debug": "settings of the process belong to the program",
}

// stillOpen are the exceptions to closed.
var stillOpen = []string{"log/slog"}

// calls are functions that a room must not use, by import.
var calls = map[string]struct {
	names []string
	why   string
}{
	"time": {
		[]string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer", "Sleep", "Local", "LoadLocation"},
		"the library reads no clock and no time zone of the machine: the caller passes the day",
	},
	"fmt": {
		[]string{"Print", "Printf", "Println", "Scan", "Scanf", "Scanln"},
		"the library does not write to the standard output",
	},
	"log/slog": {
		[]string{"Default", "SetDefault", "Debug", "Info", "Warn", "Error", "Log", "LogAttrs", "DebugContext", "InfoContext", "WarnContext", "ErrorContext"},
		"the library writes no log: it only says how its values are logged",
	},
}

// TestRooms checks that every package is entered in a table above, and that
// the tables name nothing else.
func TestRooms(t *testing.T) {
	have := packages(t)
	for path := range have {
		_, room := rooms[path]
		_, tool := workshop[path]
		switch {
		case room && tool:
			t.Errorf("%s is in two tables", path)
		case room, tool, isExample(path):
		case path == "":
			t.Error("the root of the module is no package: give the files a room")
		default:
			t.Errorf("package %s is new: enter it in rooms (what programs link) or workshop (what they do not) of internal/house/arrows_test.go, with the packages it may import", path)
		}
	}
	for _, table := range []map[string][]string{rooms, workshop} {
		for path, may := range table {
			if have[path] == nil {
				t.Errorf("%s is in the tables of internal/house/arrows_test.go and not in the tree", path)
			}
			for _, to := range may {
				if have[to] == nil {
					t.Errorf("%s may import %s, which is not in the tree", path, to)
				}
			}
		}
	}
	for _, path := range publicRooms() {
		imported := slices.ContainsFunc(slices.Collect(maps.Values(rooms)), func(may []string) bool { return slices.Contains(may, path) })
		if !imported && !slices.Contains(formats, path) && !slices.Contains(ends, path) {
			t.Errorf("no room imports %s: enter it in formats or in ends of internal/house/arrows_test.go", path)
		}
	}
	if at := cycle(rooms); at != "" {
		t.Errorf("the tables let %s import itself", at)
	}
}

func isExample(path string) bool { return path == "examples" || strings.HasPrefix(path, "examples/") }

// cycle returns a package that can reach itself along the table, "" for none.
func cycle(table map[string][]string) string {
	for start := range table {
		seen := map[string]bool{}
		next := slices.Clone(table[start])
		for len(next) > 0 {
			at := next[0]
			next = next[1:]
			if at == start {
				return start
			}
			if !seen[at] {
				seen[at] = true
				next = append(next, table[at]...)
			}
		}
	}
	return ""
}

// TestArrows checks the imports of every package against the tables.
func TestArrows(t *testing.T) {
	for path, p := range packages(t) {
		may, room := rooms[path]
		if !room {
			may = workshop[path]
		}
		if may == nil && !isExample(path) {
			continue // TestRooms says so
		}
		for imported, where := range p.imports() {
			below, ours := strings.CutPrefix(imported, module+"/")
			switch {
			case isExample(path):
			case ours && !slices.Contains(may, below) && !slices.Contains(everywhere, below):
				t.Errorf("%s: %s must not import %s: the tables of internal/house/arrows_test.go do not let it", where, path, below)
			case !ours && strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") && !from(imported, outside):
				t.Errorf("%s: %s must not import %s", where, path, imported)
			case room && !ours:
				if why := closedTo(imported); why != "" {
					t.Errorf("%s: %s must not import %s: %s", where, path, imported, why)
				}
			}
			if ours && slices.Contains(formats, below) && !isExample(path) && !slices.Contains(aboveFormats, path) {
				t.Errorf("%s: nothing in the library imports a format package, and %s imports %s", where, path, below)
			}
			if who := onlyFor[below]; ours && who != nil && !slices.Contains(who, path) {
				t.Errorf("%s: %s is for %s only", where, below, strings.Join(who, " and "))
			}
		}
	}
}

// TestFormatsClose: a format that makes practice situations is held to every code that
// shuts somebody out.
func TestFormatsClose(t *testing.T) {
	held := 0
	for _, path := range formats {
		if !slices.Contains(rooms[path], "situation") {
			continue
		}
		files, err := filepath.Glob(filepath.Join(root, path, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(files, func(name string) bool {
			text, err := os.ReadFile(name)
			return err == nil && strings.Contains(string(text), "closingtest.Every(")
		}) {
			t.Errorf("%s makes practice situations: hold it to internal/closing/closingtest", path)
		}
		held++
	}
	if held < 3 {
		t.Errorf("only %d formats make practice situations", held)
	}
}

// from reports whether an import is one of the modules or below one.
func from(imported string, modules []string) bool {
	return slices.ContainsFunc(modules, func(m string) bool { return imported == m || strings.HasPrefix(imported, m+"/") })
}

func closedTo(imported string) string {
	if slices.Contains(stillOpen, imported) {
		return ""
	}
	for c, why := range closed {
		if from(imported, []string{c}) {
			return why
		}
	}
	return ""
}

// TestPure checks that the rooms read no clock, write nothing, compute
// nothing in init and export no variable.
func TestPure(t *testing.T) {
	for path, p := range packages(t) {
		if _, room := rooms[path]; !room {
			continue
		}
		for _, f := range p.files {
			for _, d := range f.Decls {
				switch d := d.(type) {
				case *ast.FuncDecl:
					if d.Recv == nil && d.Name.Name == "init" {
						t.Errorf("%s: func init: nothing is computed when a program starts", p.position(d))
					}
				case *ast.GenDecl:
					for _, s := range d.Specs {
						v, ok := s.(*ast.ValueSpec)
						for i := 0; ok && d.Tok.String() == "var" && i < len(v.Names); i++ {
							if v.Names[i].IsExported() {
								t.Errorf("%s: var %s: an exported variable is global state that anybody can change", p.position(v), v.Names[i].Name)
							}
						}
					}
				}
			}
			names := map[string]string{}
			for imported := range calls {
				if n := named(f, imported); n != "" {
					names[n] = imported
				}
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.SelectorExpr:
					if x, ok := n.X.(*ast.Ident); ok {
						c := calls[names[x.Name]]
						if slices.Contains(c.names, n.Sel.Name) {
							t.Errorf("%s: %s.%s: %s", p.position(n), x.Name, n.Sel.Name, c.why)
						}
					}
				case *ast.CallExpr:
					if x, ok := n.Fun.(*ast.Ident); ok && (x.Name == "println" || x.Name == "print") {
						t.Errorf("%s: %s writes to the standard error", p.position(n), x.Name)
					}
				}
				return true
			})
		}
	}
}

// TestRequirements checks the root go.mod: three modules at most, and nothing
// that would change what a user of the library builds.
func TestRequirements(t *testing.T) {
	cmd := exec.Command("go", "mod", "edit", "-json")
	cmd.Dir = root
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var mod struct {
		Module  struct{ Path string }
		Require []struct {
			Path     string
			Indirect bool
		}
		Replace, Exclude, Tool []any
	}
	if err := json.Unmarshal(text, &mod); err != nil {
		t.Fatal(err)
	}
	if mod.Module.Path != module {
		t.Fatalf("the module is %s", mod.Module.Path)
	}
	for _, r := range mod.Require {
		if !r.Indirect && !slices.Contains(requirements, r.Path) {
			t.Errorf("go.mod requires %s; it may require %s", r.Path, strings.Join(requirements, ", "))
		}
	}
	if len(mod.Replace)+len(mod.Exclude)+len(mod.Tool) > 0 {
		t.Error("the root go.mod has replace, exclude or tool directives: tools are pinned in tools/go.mod")
	}
}

// TestHouseCanFail shows the tables breaches that they must see.
func TestHouseCanFail(t *testing.T) {
	loop := maps.Clone(rooms)
	loop["rpps/civil"] = []string{"habilitation"}
	if cycle(loop) == "" {
		t.Error("a circle of arrows was not seen")
	}
	for _, imported := range []string{"os", "os/exec", "net/http", "log", "math/rand/v2", "testing/fstest"} {
		if closedTo(imported) == "" {
			t.Errorf("%s is open", imported)
		}
	}
	for _, imported := range []string{"log/slog", "ostrich", "math", "time"} {
		if closedTo(imported) != "" {
			t.Errorf("%s is closed", imported)
		}
	}
	if from("github.com/stretchr/testify/assert", outside) || !from("golang.org/x/text/language", outside) {
		t.Error("modules from outside")
	}
}
