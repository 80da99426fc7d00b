package registration_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	reg "github.com/rppsplus/rppsplus/rpps/registration"
)

var french, english = language.French, language.English

func TestRuleTexts(t *testing.T) {
	leftover := regexp.MustCompile(`%[a-zA-Z!]|\{[^01]\}|\{\}|TODO|FIXME| {2}| ,|\(\)`)
	for _, r := range reg.Rules() {
		if strings.TrimSpace(r.Source) == "" {
			t.Errorf("%s: no source", r.Code)
		}
		for _, s := range []string{r.Title.FR, r.Title.EN, r.Message.FR, r.Message.EN, r.Source} {
			if m := leftover.FindString(s); m != "" {
				t.Errorf("%s: %q in %q", r.Code, m, s)
			}
			if s == "" || strings.TrimSpace(s) != s || strings.HasSuffix(s, ".") {
				t.Errorf("%s: text %q", r.Code, s)
			}
		}
		for _, arg := range []string{"{0}", "{1}"} {
			if strings.Contains(r.Message.FR, arg) != strings.Contains(r.Message.EN, arg) {
				t.Errorf("%s: %s in one language only", r.Code, arg)
			}
		}
	}
}

// TestArgumentsGiven checks that no finding leaves the place of an argument
// empty.
func TestArgumentsGiven(t *testing.T) {
	all := append(append(append([]one(nil), cases...), roleWalk()...), modeWalk()...)
	seen := 0
	for _, o := range all {
		for _, f := range o.check() {
			seen++
			for _, m := range []string{f.Message(french), f.Message(english)} {
				if strings.ContainsAny(m, "{}") || strings.Contains(m, "(not stated)") || strings.Contains(m, "  ") || strings.Contains(m, " : .") {
					t.Errorf("%s: %s: %q", o.name, f.Code(), m)
				}
			}
		}
	}
	if seen < 100 {
		t.Errorf("%d findings seen", seen)
	}
}

// TestCodes: each rule has a constant, and each constant is the code of a rule.
func TestCodes(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) == 0 {
		t.Fatal("no files", err)
	}
	var codes []string
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if n, ok := n.(*ast.ValueSpec); ok && len(n.Names) == 1 && strings.HasPrefix(n.Names[0].Name, "Code") && len(n.Values) == 1 {
				if v, ok := n.Values[0].(*ast.BasicLit); ok {
					codes = append(codes, strings.Trim(v.Value, `"`))
				}
			}
			return true
		})
	}
	var rules []string
	for _, r := range reg.Rules() {
		rules = append(rules, string(r.Code))
	}
	slices.Sort(codes)
	slices.Sort(rules)
	if len(rules) < 100 || !slices.Equal(codes, rules) {
		t.Errorf("constants %v, rules %v", codes, rules)
	}
}
