package engines

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// A graph is what a drawing says, without the signs of its format.
type graph struct {
	title  string
	states []state
	arrows []arrow
}

type state struct {
	code  string
	title string
	final bool
}

type arrow struct {
	from, to string // codes of states; from is empty before the beginning
	label    string // lines joined by " · "
	look            // only DOT tells it
}

// look says how sure a move is, and whether it is refused.
type look struct {
	style string
	grey  bool
}

// A drawing is one machine in one language: both texts, and the graph that its
// table asks for. In the place of its label an arrow has what the label must
// say, in this order.
type drawing struct {
	name         string
	mermaid, dot string
	want         graph
	words        [][]string
}

func draw[S, E ~uint8](m *lifecycle.Machine[S, E], tag language.Tag) drawing {
	d := drawing{
		name:    m.Name() + "." + tag.String(),
		mermaid: m.Mermaid(tag),
		dot:     m.DOT(tag),
		want:    graph{title: m.Title().In(tag)},
	}
	for _, s := range m.States() {
		d.want.states = append(d.want.states, state{s.Code, s.Title.In(tag), s.Final})
	}
	for _, v := range m.Moves() {
		a := arrow{from: m.StateCode(v.From), to: m.StateCode(v.To)}
		switch v.Evidence {
		case rule.Inferred:
			a.style = "dashed"
		case rule.Policy:
			a.style = "dotted"
		}
		a.grey = m.Refuses(v.ID)
		d.want.arrows = append(d.want.arrows, a)

		on, _ := m.Event(v.On)
		words := []string{on.Title.In(tag)}
		for by := range v.By.All() {
			words = append(words, by.Title(tag))
		}
		for g := range v.If.All() {
			info, _ := m.Guard(g)
			words = append(words, info.Title.In(tag))
		}
		for e := range v.Then.All() {
			info, _ := m.Effect(e)
			words = append(words, info.Title.In(tag))
		}
		d.words = append(d.words, append(words, " "+v.ID+","))
	}
	return d
}

// check returns what is wrong with a graph that a parser read from the drawing.
func (d *drawing) check(got graph) error {
	if got.title != d.want.title {
		return fmt.Errorf("title %q, want %q", got.title, d.want.title)
	}
	if !slices.Equal(got.states, d.want.states) {
		return fmt.Errorf("states %+v, want %+v", got.states, d.want.states)
	}
	if len(got.arrows) != len(d.want.arrows) {
		return fmt.Errorf("%d arrows, want %d", len(got.arrows), len(d.want.arrows))
	}
	for i, a := range got.arrows {
		rest, ok := strings.CutPrefix(" "+a.label, " "+d.words[i][0])
		for _, w := range d.words[i][1:] {
			if ok {
				_, rest, ok = strings.Cut(rest, w)
			}
		}
		if !ok {
			return fmt.Errorf("arrow %d: label %q, want %q in it", i, a.label, d.words[i])
		}
		a.label = ""
		if a != d.want.arrows[i] {
			return fmt.Errorf("arrow %d: %+v, want %+v", i, a, d.want.arrows[i])
		}
	}
	return nil
}

// read reads both texts and checks what they say, also that they say the same.
func (d *drawing) read() error {
	m, err := readMermaid(d.mermaid)
	if err != nil {
		return fmt.Errorf("Mermaid: %w", err)
	}
	g, err := readDOT(d.dot)
	if err != nil {
		return fmt.Errorf("DOT: %w", err)
	}
	if len(m.arrows) == len(g.arrows) {
		for i := range m.arrows {
			if m.arrows[i].label != g.arrows[i].label {
				return fmt.Errorf("arrow %d is labelled %q in Mermaid, %q in DOT", i, m.arrows[i].label, g.arrows[i].label)
			}
			m.arrows[i].look = g.arrows[i].look
		}
	}
	return cmp.Or(d.checkAs("Mermaid", m), d.checkAs("DOT", g))
}

func (d *drawing) checkAs(format string, g graph) error {
	if err := d.check(g); err != nil {
		return fmt.Errorf("%s: %w", format, err)
	}
	return nil
}

// drawings returns every machine of the library, and an invented one.
func drawings(t testing.TB) []drawing {
	t.Helper()
	odd, err := invented("l'« été » : \"a\\b\" (100 %), [*] --> œuf; <b>gras</b> & #35; {x} %% y | `z` ~ é\u0301 🩺")
	if err != nil {
		t.Fatal(err)
	}
	var out []drawing
	for _, tag := range []language.Tag{language.French, language.English} {
		out = append(out,
			draw(rpps.CertificationCycle(), tag),
			draw(situation.Cycle(), tag),
			draw(gestionnaire.Cycle(), tag),
			draw(registration.Cycle(), tag),
			draw(workforce.Entry(), tag),
			draw(workforce.Exit(), tag),
			draw(odd, tag),
		)
	}
	return out
}

// invented returns a machine whose texts all hold one text. One of its moves
// is refused by a policy. The error says that no machine has such a text.
func invented(text string) (*lifecycle.Machine[uint8, uint8], error) {
	same := func(before string) rule.Text { return rule.Text{FR: before + text, EN: text} }
	s := lifecycle.Spec[uint8, uint8]{
		Name: "state.note-end/1", Version: "2026-11", Title: same(""),
		States: []lifecycle.StateInfo[uint8]{
			{State: 1, Code: "end", Title: same(""), Source: "test", Evidence: rule.Sourced},
			{State: 2, Code: "note", Title: same("2"), Source: "test", Evidence: rule.Sourced, Final: true},
			{State: 3, Code: "style", Title: same("-"), Source: "test", Evidence: rule.Sourced, Final: true},
		},
		Events: []lifecycle.EventInfo[uint8]{
			{Event: 1, Code: "go", Title: same(""), Source: "test", Evidence: rule.Sourced},
			{Event: 2, Code: "classDef", Title: same(":"), Source: "test", Evidence: rule.Sourced},
		},
		Guards: []lifecycle.GuardInfo{
			{Guard: 1, Code: "one", Title: same(""), Source: "test", Evidence: rule.Sourced},
			{Guard: 2, Code: "two", Title: same("style "), Source: "test", Evidence: rule.Sourced},
		},
		Effects: []lifecycle.EffectInfo{
			{Effect: 1, Code: "do", Title: same("\\"), Source: "test", Evidence: rule.Sourced, Unknown: true},
		},
		Moves: []lifecycle.Move[uint8, uint8]{
			{ID: "T-1", On: 1, To: 1, By: lifecycle.By(lifecycle.Clock), Source: "test", Evidence: rule.Sourced},
			{ID: "T-2", From: 1, On: 1, To: 1, By: lifecycle.By(lifecycle.Clock, lifecycle.Ordre), If: lifecycle.Holding(1, 2), Source: "test", Evidence: rule.Inferred},
			{ID: "T-3", From: 1, On: 2, To: 2, By: lifecycle.By(lifecycle.Clock), Then: lifecycle.Doing(1), Source: "test", Evidence: rule.Policy},
			{ID: "T-4", From: 1, On: 2, To: 3, By: lifecycle.By(lifecycle.Ordre), Source: "test", Evidence: rule.Policy},
		},
	}
	m, err := lifecycle.New(s)
	if err != nil {
		return nil, err
	}
	return m.Under(lifecycle.Policy{Refuse: []string{"T-4"}})
}

func TestDrawings(t *testing.T) {
	list := drawings(t)
	if len(list) != 14 {
		t.Fatalf("%d drawings", len(list))
	}
	for _, d := range list {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			if err := d.read(); err != nil {
				t.Error(err)
			}
			t.Logf("%d states, %d arrows", len(d.want.states), len(d.want.arrows))
		})
	}
}

// TestLost takes lines out of drawings, and what lines say: what is left may be
// well-formed, it is not the drawing of the machine.
func TestLost(t *testing.T) {
	for _, d := range drawings(t) {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			missed := func(format, line, spoilt string, read func(string) (graph, error)) {
				g, err := read(spoilt)
				if format == "Mermaid" && len(g.arrows) == len(d.want.arrows) {
					for i := range g.arrows {
						g.arrows[i].look = d.want.arrows[i].look
					}
				}
				if err == nil && d.check(g) == nil {
					t.Errorf("%s: not missed: %q", format, line)
				}
			}
			n := 0
			for line := range strings.Lines(d.mermaid) {
				// Every third line: each means to read a whole drawing.
				if n++; strings.HasPrefix(line, "    ") && n%3 == 0 {
					missed("Mermaid", line, strings.Replace(d.mermaid, line, "", 1), readMermaid)
				}
			}
			for line := range strings.Lines(d.dot) {
				if strings.Contains(line, "label=") {
					missed("DOT", line, strings.Replace(d.dot, line, "", 1), readDOT)
				}
				for _, part := range []string{", style=dashed", ", style=dotted", ", color=gray, fontcolor=gray", ", peripheries=2"} {
					if strings.Contains(line, part) {
						missed("DOT", part, strings.Replace(d.dot, line, strings.Replace(line, part, "", 1), 1), readDOT)
					}
				}
			}
		})
	}
}

// TestSpoilt breaks drawings: the parsers refuse them.
func TestSpoilt(t *testing.T) {
	type spoil struct{ name, old, new string }
	mermaid := []spoil{
		{"no header", "stateDiagram-v2", ""},
		{"misspelt header", "stateDiagram-v2", "stateDiagram-v3"},
		{"no arrow", " --> ", " "},
		{"half an arrow", " --> ", " -- "},
		{"arrow from nowhere", "    [*] --> ", "     --> "},
		{"quote not closed", `" as s_`, ` as s_`},
		{"quote not opened", `state "`, `state `},
		{"raw quote in a title", `state "`, `state "a"`},
		{"raw semicolon in a label", " · ", "; "},
		{"raw brace", "\n    [*]", " {\n    [*]"},
	}
	dot := []spoil{
		{"no header", "digraph ", ""},
		{"half an arrow", " -> ", " > "},
		{"arrow to nowhere", " -> ", " -> ;"},
		{"quote not closed", `" [label="`, `" [label=`},
		{"bracket not closed", "];\n}", ";\n}"},
		{"brace not closed", "}\n", "\n"},
		{"raw quote in a label", `[label="`, `[label="a"`},
	}
	for _, d := range drawings(t) {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			for _, s := range mermaid {
				refuses(t, "Mermaid", s.name, d.mermaid, s.old, s.new, readMermaid)
			}
			for _, s := range dot {
				refuses(t, "DOT", s.name, d.dot, s.old, s.new, readDOT)
			}
		})
	}
}

func refuses(t *testing.T, format, name, text, before, after string, read func(string) (graph, error)) {
	t.Helper()
	spoilt := strings.Replace(text, before, after, 1)
	if spoilt == text {
		t.Errorf("%s: %s: no %q to spoil", format, name, before)
	}
	if _, err := read(spoilt); err == nil {
		t.Errorf("%s: %s: read all the same", format, name)
	}
}

// mermaidMistakes finds what Mermaid mistakes for something else in the middle
// of any text: a direction of the whole diagram, and the sign in which it keeps
// entities while it parses.
var mermaidMistakes = regexp.MustCompile(`(?i)direction[\s\p{Z}\x{feff}]+(TB|BT|RL|LR)|ﬂ°|¶ß`)

// FuzzText draws a machine whose texts hold any text: both parsers must give
// it back.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		"é", `"`, `\`, `\"`, `a\`, `\n`, `\N`, "#", "#35;", "#quot;", "&amp;", "&#35;", ";", ":", "::", ":::x", "-->", "--", "->", "[*]", "%%", "%%{init: {}}%%",
		"{", "}", "<<fork>>", "<br/>", "<b>x</b>", "as s_x", "state", "end note", "note right of x", "direction LR", "accTitle: x", "---", "|", "`", "*a*", "_a_",
		"“”", "a\u00a0: b", "a\u2028b", "a\u2029b", "a\ufeffb", "ﬂ°°39¶ß", "#", "/* x */", "// x", "1. x", "- x", "style x:y#z;", "classDef a:#fff;", "click x", "\U0001fa7a",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 300 {
			t.Skip("Mermaid's own reader takes time by the square of the length: seconds for 2,000 signs <")
		}
		if mermaidMistakes.MatchString(text) {
			t.Skip("Mermaid cannot show it as it is")
		}
		if strings.Trim(text, "\ufeff") != text {
			t.Skip("Mermaid takes a byte order mark at an end of a text for a blank")
		}
		if strings.ContainsRune(text, utf8.RuneError) {
			t.Skip("Gonum reads no replacement characters")
		}
		m, err := invented(text)
		if err != nil {
			t.Skip(err)
		}
		for _, tag := range []language.Tag{language.French, language.English} {
			d := draw(m, tag)
			if err := d.read(); err != nil {
				t.Error(err)
			}
		}
	})
}
