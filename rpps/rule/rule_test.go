package rule_test

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

var (
	_ json.Marshaler           = rule.Fault{}
	_ encoding.TextMarshaler   = rule.Severity(0)
	_ encoding.TextUnmarshaler = (*rule.Severity)(nil)
	_ encoding.TextMarshaler   = rule.Evidence(0)
	_ encoding.TextUnmarshaler = (*rule.Evidence)(nil)
)

func text(fr, en string) rule.Text { return rule.Text{FR: fr, EN: en} }

var (
	ruleShape = &rule.Rule{
		Code: "TEST-SHAPE", Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: text("Forme", "Shape"), Message: text("la forme n'est pas bonne", "the shape is wrong"),
		Source: "tests", Evidence: rule.Sourced,
	}
	ruleCode = &rule.Rule{
		Code: "TEST-CODE", Area: rule.AreaNomenclature, Severity: rule.Warning,
		Title: text("Code", "Code"), Message: text("le code {0} a été remplacé par {1} & <autre>", "code {0} was replaced by {1} & <other>"),
		Source: "tests", Evidence: rule.Inferred,
	}
	ruleFilled = &rule.Rule{
		Code: "TEST-FILLED", Area: rule.AreaSituation, Severity: rule.Completion,
		Message: text("complété", "filled in"), Evidence: rule.Policy,
	}
	ruleGround = &rule.Rule{
		Code: "TEST-GROUND", Area: rule.AreaHabilitation, Severity: rule.Information,
		Message: rule.Text{FR: "seulement en français"},
	}
)

func TestLanguages(t *testing.T) {
	both, french := text("oui", "yes"), rule.Text{FR: "oui"}
	for _, c := range []struct {
		tag     string
		english bool
	}{
		{"fr", false},
		{"fr-CA", false},
		{"fr-FR", false},
		{"br", false},
		{"de", false},
		{"sco", false},
		{"mul", false},
		{"und", false},
		{"und-FR", false},
		{"und-GB", false},
		{"en", true},
		{"en-GB", true},
		{"en-US", true},
		{"en-FR", true},
		{"en-Latn-ZA", true},
		{"eng", true},
	} {
		tag := language.MustParse(c.tag)
		want := "oui"
		if c.english {
			want = "yes"
		}
		if rule.IsEnglish(tag) != c.english || both.In(tag) != want || french.In(tag) != "oui" {
			t.Errorf("%s: %t %s %s", c.tag, rule.IsEnglish(tag), both.In(tag), french.In(tag))
		}
	}
	if (rule.Text{}).In(language.English) != "" || both.In(language.Tag{}) != "oui" {
		t.Error("nothing stated")
	}
}

func TestFault(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault rule.Fault
		err   string
		fr    string
		json  string
	}{
		{
			"whole input", ruleShape.At(""),
			"TEST-SHAPE: the shape is wrong", "la forme n'est pas bonne",
			`{"path":"","code":"TEST-SHAPE","severity":"error","message":"la forme n'est pas bonne"}`,
		},
		{
			"path", ruleShape.At("situation.role"),
			"TEST-SHAPE: situation.role: the shape is wrong", "la forme n'est pas bonne",
			`{"path":"situation.role","code":"TEST-SHAPE","severity":"error","message":"la forme n'est pas bonne"}`,
		},
		{
			"line", ruleShape.At("a").On(rule.Position{Line: 12}),
			"TEST-SHAPE: line 12: a: the shape is wrong", "la forme n'est pas bonne",
			`{"line":12,"path":"a","code":"TEST-SHAPE","severity":"error","message":"la forme n'est pas bonne"}`,
		},
		{
			"line and column", ruleShape.At("a").On(rule.Position{Line: 12, Column: 7}),
			"TEST-SHAPE: line 12: a: column 7: the shape is wrong", "la forme n'est pas bonne",
			`{"line":12,"column":7,"path":"a","code":"TEST-SHAPE","severity":"error","message":"la forme n'est pas bonne"}`,
		},
		{
			"column alone", ruleShape.At("").On(rule.Position{Column: 7}),
			"TEST-SHAPE: column 7: the shape is wrong", "la forme n'est pas bonne",
			`{"column":7,"path":"","code":"TEST-SHAPE","severity":"error","message":"la forme n'est pas bonne"}`,
		},
		{
			"two arguments", ruleCode.At("code").With("364", "376"),
			"TEST-CODE: code: code 364 was replaced by 376 & <other>", "le code 364 a été remplacé par 376 & <autre>",
			`{"path":"code","code":"TEST-CODE","severity":"warning","message":"le code 364 a été remplacé par 376 & <autre>"}`,
		},
		{
			"one argument", ruleCode.At("").With("364"),
			"TEST-CODE: code 364 was replaced by  & <other>", "le code 364 a été remplacé par  & <autre>",
			`{"path":"","code":"TEST-CODE","severity":"warning","message":"le code 364 a été remplacé par  & <autre>"}`,
		},
		{
			"arguments that look like places", ruleCode.At("").With("{1}", "{0}"),
			"TEST-CODE: code {1} was replaced by {0} & <other>", "le code {1} a été remplacé par {0} & <autre>",
			`{"path":"","code":"TEST-CODE","severity":"warning","message":"le code {1} a été remplacé par {0} & <autre>"}`,
		},
		{
			"arguments of a message without places", ruleShape.At("").With("364", "376"),
			"TEST-SHAPE: the shape is wrong", "la forme n'est pas bonne",
			`{"path":"","code":"TEST-SHAPE","severity":"error","message":"la forme n'est pas bonne"}`,
		},
		{
			"marks of JSON", ruleCode.At("a\"b").With("\"", "\n"),
			"TEST-CODE: a\"b: code \" was replaced by \n & <other>", "le code \" a été remplacé par \n & <autre>",
			`{"path":"a\"b","code":"TEST-CODE","severity":"warning","message":"le code \" a été remplacé par \n & <autre>"}`,
		},
		{
			"completion", ruleFilled.At("x"), "TEST-FILLED: x: filled in", "complété",
			`{"path":"x","code":"TEST-FILLED","severity":"completion","message":"complété"}`,
		},
		{
			"zero",
			rule.Fault{},
			"rule: no fault", "",
			`{"path":"","code":"","severity":"","message":""}`,
		},
	} {
		if got := c.fault.Error(); got != c.err {
			t.Errorf("%s: error %q, want %q", c.name, got, c.err)
		}
		if got := c.fault.Message(language.French); got != c.fr {
			t.Errorf("%s: message %q, want %q", c.name, got, c.fr)
		}
		b, err := c.fault.MarshalJSON()
		if err != nil || string(b) != c.json {
			t.Errorf("%s: JSON\n%s, %v, want\n%s", c.name, b, err, c.json)
		}
		// encoding/json escapes three marks on its way, and means the same.
		var out bytes.Buffer
		if b, err = json.Marshal(c.fault); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if json.HTMLEscape(&out, []byte(c.json)); out.String() != string(b) {
			t.Errorf("%s: JSON %s, want %s", c.name, b, out.String())
		}
		if m := c.fault.Message(language.English); m != "" && !strings.HasSuffix(c.err, ": "+m) {
			t.Errorf("%s: English message %q", c.name, m)
		}
		if r := c.fault.Rule(); r.Code != c.fault.Code() || r.Severity != c.fault.Severity() {
			t.Errorf("%s: rule %v", c.name, r)
		}
	}
	b, err := ruleShape.At("a").On(rule.Position{Line: 1}).JSON(language.BritishEnglish)
	if want := `{"line":1,"path":"a","code":"TEST-SHAPE","severity":"error","message":"the shape is wrong"}`; err != nil || string(b) != want {
		t.Errorf("English JSON %s, %v", b, err)
	}
	if m := ruleGround.At("").Message(language.English); m != "seulement en français" {
		t.Errorf("a rule without English: %q", m)
	}
	if _, err := (&rule.Rule{Code: "X", Severity: 99}).At("").MarshalJSON(); err == nil {
		t.Error("a severity that does not exist has a JSON form")
	}
}

func TestFaultsJSON(t *testing.T) {
	for _, c := range []struct {
		faults rule.Faults
		want   string
	}{
		{nil, `null`},
		{rule.Faults{}, `[]`},
		{
			rule.Faults{ruleShape.At("a"), ruleFilled.At("b")},
			`[{"path":"a","code":"TEST-SHAPE","severity":"error","message":"la forme n'est pas bonne"},` +
				`{"path":"b","code":"TEST-FILLED","severity":"completion","message":"complété"}]`,
		},
	} {
		if b, err := json.Marshal(c.faults); err != nil || string(b) != c.want {
			t.Errorf("JSON %s, %v, want %s", b, err, c.want)
		}
	}
}

func TestUnderOnWith(t *testing.T) {
	for _, c := range []struct{ path, prefix, want string }{
		{"role", "activities[2]", "activities[2].role"},
		{"", "activities[2]", "activities[2]"},
		{"[2]", "activities", "activities[2]"},
		{"[2].role", "activities", "activities[2].role"},
		{"role", "", "role"},
		{"", "", ""},
		{"a.b", "x.y", "x.y.a.b"},
	} {
		f := ruleShape.At(c.path)
		if got := f.Under(c.prefix); got.Path() != c.want || f.Path() != c.path {
			t.Errorf("%q under %q: %q", c.path, c.prefix, got.Path())
		}
	}
	if got := ruleShape.At("c").Under("b").Under("a").Path(); got != "a.b.c" {
		t.Errorf("under twice: %s", got)
	}
	f := ruleCode.At("p").On(rule.Position{Line: 1, Column: 2}).With("a", "b", "c").Under("q")
	if f.Position() != (rule.Position{Line: 1, Column: 2}) || f.Path() != "q.p" || f.Code() != "TEST-CODE" {
		t.Errorf("%v", f)
	}
	if g := f.On(rule.Position{}); g.Position() != (rule.Position{}) || f.Position().Line != 1 {
		t.Error("On changes its receiver, or does not clear")
	}
	// The arguments replace those before, and the fault stays comparable.
	again := ruleCode.At("p").With("a", "b").With("c")
	if got := again.Message(language.English); got != "code c was replaced by  & <other>" {
		t.Errorf("arguments of before: %s", got)
	}
	if again != ruleCode.At("p").With("c") || f.With() != ruleCode.At("q.p").On(f.Position()) {
		t.Error("the same arguments make two faults")
	}
	if m := map[rule.Fault]int{f: 1}; m[ruleCode.At("q.p").On(f.Position()).With("a", "b")] != 1 {
		t.Error("as a map key")
	}
}

func TestZeroFault(t *testing.T) {
	var f rule.Fault
	if f.Rule() != (rule.Rule{}) || f.Code() != "" || f.Severity() != 0 || f.Path() != "" || f.Position() != (rule.Position{}) {
		t.Errorf("zero: %v", f)
	}
	if errors.Is(f, rule.Code("")) || f.Is(nil) || errors.Is(f, io.EOF) {
		t.Error("zero matches")
	}
	if got := f.With("a").On(rule.Position{Line: 1}).Under("p").Error(); got != "rule: no fault" {
		t.Errorf("zero with all: %s", got)
	}
	fs := rule.Faults{f, ruleShape.At(""), f}
	fs.Sort()
	if len(fs) != 2 || fs[0] != f || fs.Err() == nil || fs.Count(0) != 1 {
		t.Errorf("in a list: %v", fs)
	}
}

func TestMatching(t *testing.T) {
	shape, code := ruleShape.At("a"), ruleCode.At("b").With("364", "376")
	deep := fmt.Errorf("file: %w", fmt.Errorf("line 3: %w", rule.Faults{code, shape}))
	joined := errors.Join(io.EOF, rule.Faults{shape}, rule.Faults{code})
	for _, c := range []struct {
		name   string
		err    error
		target error
		want   bool
	}{
		{"fault and its code", shape, rule.Code("TEST-SHAPE"), true},
		{"fault and another code", shape, rule.Code("TEST-CODE"), false},
		{"fault and the beginning of its code", shape, rule.Code("TEST"), false},
		{"fault and an error that says the same", shape, errors.New("TEST-SHAPE"), false},
		{"fault and itself", shape, ruleShape.At("a"), true},
		{"fault and the rule elsewhere", shape, ruleShape.At("b"), false},
		{"wrapped fault", fmt.Errorf("x: %w", shape), rule.Code("TEST-SHAPE"), true},
		{"list, first", rule.Faults{shape, code}, rule.Code("TEST-SHAPE"), true},
		{"list, last", rule.Faults{shape, code}, rule.Code("TEST-CODE"), true},
		{"list, none", rule.Faults{shape, code}, rule.Code("TEST-FILLED"), false},
		{"list and a fault of it", rule.Faults{shape, code}, code, true},
		{"list and a list", rule.Faults{shape}, rule.Faults{shape}, false},
		{"empty list", rule.Faults{}, rule.Code("TEST-SHAPE"), false},
		{"nil list", rule.Faults(nil), rule.Code(""), false},
		{"deep in errors", deep, rule.Code("TEST-SHAPE"), true},
		{"deep in errors, none", deep, rule.Code("TEST-FILLED"), false},
		{"joined", joined, rule.Code("TEST-CODE"), true},
		{"joined with another", joined, io.EOF, true},
		{"code and code", rule.Code("A-B"), rule.Code("A-B"), true},
		{"code and another", rule.Code("A-B"), rule.Code("A-C"), false},
	} {
		if got := errors.Is(c.err, c.target); got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
	if f, ok := rule.AsFault(deep); !ok || f != code {
		t.Errorf("deep in errors: %v, %t", f, ok)
	}
	if f, ok := rule.AsFault(shape); !ok || f != shape {
		t.Errorf("a fault: %v, %t", f, ok)
	}
	for _, err := range []error{nil, io.EOF, rule.Faults{}, rule.Faults(nil), fmt.Errorf("x: %w", io.EOF), rule.Code("TEST-SHAPE")} {
		if f, ok := rule.AsFault(err); ok || f != (rule.Fault{}) {
			t.Errorf("%v: %v", err, f)
		}
	}
	var fs rule.Faults
	if !errors.As(deep, &fs) || len(fs) != 2 {
		t.Errorf("the list: %v", fs)
	}
	list := rule.Faults{shape, code}
	un := list.Unwrap()
	if len(un) != 2 || un[0] != error(shape) || un[1] != error(code) {
		t.Errorf("unwrapped %v", un)
	}
	un[0] = nil
	if list[0] != shape {
		t.Error("the unwrapped list is the list")
	}
	if got := rule.Code("TEST-SHAPE").Error(); got != "TEST-SHAPE" {
		t.Errorf("code prints %s", got)
	}
}

func TestFaults(t *testing.T) {
	var fs rule.Faults
	if fs.Err() != nil || fs.Error() != "rule: no fault" || fs.Count(rule.Error) != 0 || fs.Has("TEST-SHAPE") || len(fs.Unwrap()) != 0 {
		t.Errorf("nil list: %v", fs.Err())
	}
	fs.Sort()
	fs.Add()
	if fs != nil {
		t.Error("a nil list becomes one")
	}
	fs.Add(ruleCode.At("b"), ruleGround.At("c"))
	fs.Add(ruleFilled.At("a"))
	if fs.Err() != nil {
		t.Errorf("no error in the list, and %v", fs.Err())
	}
	fs.Add(ruleShape.At("z"))
	if err := fs.Err(); err == nil || !errors.Is(err, rule.Code("TEST-CODE")) {
		t.Errorf("an error in the list, and %v", err)
	}
	for s, want := range map[rule.Severity]int{0: 0, rule.Error: 1, rule.Warning: 1, rule.Completion: 1, rule.Information: 1, 99: 0} {
		if got := fs.Count(s); got != want {
			t.Errorf("%d of %v", got, s)
		}
	}
	if !fs.Has("TEST-GROUND") || fs.Has("TEST-NONE") || fs.Has("") {
		t.Error("Has")
	}
	if got, want := (rule.Faults{ruleShape.At("a"), ruleFilled.At("")}).Error(), "TEST-SHAPE: a: the shape is wrong\nTEST-FILLED: filled in"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// sorted is the reading order, one fault after another.
func sorted() rule.Faults {
	return rule.Faults{
		ruleCode.At(""),
		ruleShape.At(""),
		ruleShape.At("a"),
		ruleCode.At("b"),
		ruleCode.At("b").With("1", "2"),
		ruleCode.At("b").With("1", "3"),
		ruleCode.At("b").With("2"),
		ruleShape.At("b"),
		ruleShape.At("").On(rule.Position{Column: 1}),
		ruleShape.At("").On(rule.Position{Line: 1}),
		ruleShape.At("a").On(rule.Position{Line: 1, Column: 2}),
		ruleShape.At("z").On(rule.Position{Line: 1, Column: 2}),
		ruleFilled.At("a").On(rule.Position{Line: 1, Column: 10}),
		ruleShape.At("a").On(rule.Position{Line: 2, Column: 1}),
		ruleShape.At("a").On(rule.Position{Line: 10}),
	}
}

// Whatever the order given and the repetitions, the same list comes out.
func TestSortAnyPermutation(t *testing.T) {
	want := sorted()
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		fs := sorted()
		for range r.IntN(10) {
			fs.Add(want[r.IntN(len(want))])
		}
		r.Shuffle(len(fs), func(i, j int) { fs[i], fs[j] = fs[j], fs[i] })
		given := slices.Clone(fs)
		fs.Sort()
		if !slices.Equal(fs, want) {
			t.Fatalf("given\n%v\ncomes out as\n%v", given, fs)
		}
		fs.Sort()
		if !slices.Equal(fs, want) {
			t.Fatal("sorting twice differs from sorting once")
		}
	}
}

func TestSortDrops(t *testing.T) {
	a := ruleShape.At("a")
	for _, c := range []struct{ in, want rule.Faults }{
		{rule.Faults{a, a}, rule.Faults{a}},
		{rule.Faults{a, ruleCode.At("a"), a}, rule.Faults{ruleCode.At("a"), a}},
		{
			rule.Faults{a, ruleShape.At("b"), a.With("x"), a.On(rule.Position{Line: 1})},
			rule.Faults{a, a.With("x"), ruleShape.At("b"), a.On(rule.Position{Line: 1})},
		},
	} {
		c.in.Sort()
		if !slices.Equal(c.in, c.want) {
			t.Errorf("%v, want %v", c.in, c.want)
		}
	}
}

type mark interface {
	fmt.Stringer
	encoding.TextMarshaler
}

func TestEnumerations(t *testing.T) {
	for _, c := range []struct {
		of     func(uint8) mark
		read   func([]byte) (mark, error)
		names  []string
		beyond string
	}{
		{
			func(n uint8) mark { return rule.Severity(n) },
			func(b []byte) (mark, error) { s := rule.Severity(7); err := s.UnmarshalText(b); return s, err },
			[]string{"(not stated)", "error", "warning", "completion", "information"},
			"(no such value: 99)",
		},
		{
			func(n uint8) mark { return rule.Evidence(n) },
			func(b []byte) (mark, error) { e := rule.Evidence(7); err := e.UnmarshalText(b); return e, err },
			[]string{"(not stated)", "sourced", "inferred", "policy"},
			"(no such value: 99)",
		},
	} {
		for i, name := range c.names {
			v := c.of(uint8(i))
			b, err := v.MarshalText()
			wantText := name
			if i == 0 {
				wantText = ""
			}
			if v.String() != name || err != nil || b == nil || string(b) != wantText {
				t.Errorf("%d: %s %q, %v", i, v, b, err)
			}
			if back, err := c.read(b); err != nil || back != v {
				t.Errorf("%s comes back as %v, %v", name, back, err)
			}
		}
		for _, n := range []uint8{uint8(len(c.names)), 99, 255} {
			if b, err := c.of(n).MarshalText(); err == nil || b != nil {
				t.Errorf("%d has the text %q", n, b)
			}
		}
		if got := c.of(99).String(); got != c.beyond {
			t.Errorf("99 prints %s", got)
		}
		for _, s := range []string{"not stated", "(not stated)", "Error", "ERROR", " error", "sourced ", "0", "1", "Dupont"} {
			if v, err := c.read([]byte(s)); err == nil || v == c.of(0) && strings.Contains(err.Error(), s) {
				t.Errorf("%q read as %v, %v", s, v, err)
			}
		}
	}
}

// A refused name leaves "not stated" and not the value of before.
func TestRefusalResets(t *testing.T) {
	s, e := rule.Warning, rule.Policy
	if s.UnmarshalText([]byte("x")) == nil || e.UnmarshalText([]byte("x")) == nil {
		t.Fatal("unknown names are taken")
	}
	if s != 0 || e != 0 {
		t.Errorf("left %v and %v", s, e)
	}
}

func TestRuleJSON(t *testing.T) {
	const want = `{"code":"TEST-SHAPE","area":"identifier","severity":"error","title":{"fr":"Forme","en":"Shape"},` +
		`"message":{"fr":"la forme n'est pas bonne","en":"the shape is wrong"},"source":"tests","evidence":"sourced"}`
	b, err := json.Marshal(ruleShape)
	if err != nil || string(b) != want {
		t.Errorf("JSON\n%s, %v, want\n%s", b, err, want)
	}
	var back rule.Rule
	if err := json.Unmarshal(b, &back); err != nil || back != *ruleShape {
		t.Errorf("back: %v, %v", back, err)
	}
}

// No printer panics on any fault, and none shows more than place and rule.
func TestPrinting(t *testing.T) {
	faults := append(sorted(), rule.Fault{}, rule.Fault{}.With("a").Under("b"))
	for _, f := range faults {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T", "%t"} {
			for _, v := range []any{f, &f, rule.Faults{f}, error(f), map[string]rule.Fault{"k": f}} {
				if out := fmt.Sprintf(verb, v); strings.Contains(out, "PANIC") || out == "" {
					t.Errorf("%s: %s", verb, out)
				}
			}
		}
		var b bytes.Buffer
		slog.New(slog.NewTextHandler(&b, nil)).Error("m", "err", f, "all", rule.Faults{f})
		slog.New(slog.NewJSONHandler(&b, nil)).Error("m", "err", f, "all", rule.Faults{f})
		if strings.Contains(b.String(), "PANIC") || strings.Contains(b.String(), "!ERROR") {
			t.Errorf("slog: %s", b.String())
		}
	}
}

// A fault that has no argument to put in costs its text and no more.
func TestNoAllocs(t *testing.T) {
	err := error(ruleShape.At("a"))
	for name, f := range map[string]func(){
		"At":   func() { _ = ruleShape.At("a").On(rule.Position{Line: 1}) },
		"Is":   func() { _ = errors.Is(err, rule.Code("TEST-SHAPE")) },
		"Path": func() { _ = ruleShape.At("a").Under("").Path() },
	} {
		// The Code in an interface is a string header on the heap.
		if n := testing.AllocsPerRun(100, f); n > 1 || n > 0 && name != "Is" {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// TestSortedAlike: all faults of a few rules, places and arguments come in one order,
// whatever theirs was, and none twice.
func TestSortedAlike(t *testing.T) {
	rules := [...]*rule.Rule{ruleShape, ruleCode, ruleFilled, ruleGround}
	texts := [...]string{"", "a", "a.b", "b"}
	var fs rule.Faults
	for i := range 1 << 12 { // two bits for each part
		part := func(n int) int { return i >> (2 * n) & 3 }
		at := rule.Position{Line: part(2), Column: part(3)}
		fs.Add(rules[part(0)].At(texts[part(1)]).On(at).With(texts[part(4)], texts[part(5)]))
	}
	fs.Sort()
	if len(fs) != 1<<12 {
		t.Fatalf("%d faults", len(fs))
	}
	for i := range fs[1:] {
		if pair := (rule.Faults{fs[i+1], fs[i]}); fs[i] == fs[i+1] {
			t.Fatalf("twice: %v", fs[i])
		} else if pair.Sort(); pair[0] != fs[i] {
			t.Fatalf("alone in another order: %v", pair)
		}
	}
	for seed := range uint64(8) {
		other := slices.Concat(fs, fs[:len(fs)/2])
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		if other.Sort(); !slices.Equal(fs, other) {
			t.Fatalf("seed %d: another order", seed)
		}
	}
}

// TestDays: a day is written as the language has it, and nothing else is a day.
func TestDays(t *testing.T) {
	r := &rule.Rule{Code: "X", Message: text("avant le {0} ({1})", "before {0} ({1})")}
	for _, c := range []struct{ arg, fr string }{
		{"2026-11-02", "02/11/2026"},
		{"0001-01-01", "01/01/0001"},
		{"2029-09-19", "19/09/2029"},
		{"2026-11-0", "2026-11-0"},
		{"2026-11-021", "2026-11-021"},
		{"2026/11/02", "2026/11/02"},
		{"2026-11/02", "2026-11/02"},
		{"2026-1a-02", "2026-1a-02"},
		{"/026-11-02", "/026-11-02"},
		{"2026-11-0:", "2026-11-0:"},
		{"", ""},
	} {
		f := r.At("").With(c.arg, "2026-06-01")
		if got, want := f.Message(language.French), "avant le "+c.fr+" (01/06/2026)"; got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if got, want := f.Message(language.English), "before "+c.arg+" (2026-06-01)"; got != want || f.Error() != "X: "+want {
			t.Errorf("%q %q, want %q", got, f.Error(), want)
		}
	}
	if f := (&rule.Rule{Message: rule.Text{FR: "le {0}"}}).At("").With("2026-06-01"); f.Message(language.English) != "le 01/06/2026" {
		t.Error(f.Message(language.English))
	}
}

// TestOtherBraces: what is no place for an argument is shown as it is.
func TestOtherBraces(t *testing.T) {
	r := &rule.Rule{Code: "X", Message: text("{2} {0} {", "{x} {1}{0} {{0}")}
	f := r.At("").With("a", "{0}")
	if got := f.Message(language.English); got != "{x} {0}a {a" {
		t.Errorf("%q", got)
	}
	if got := f.Message(language.French); got != "{2} a {" {
		t.Errorf("%q", got)
	}
}
