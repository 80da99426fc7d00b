package engines

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"github.com/dop251/goja"
)

// stateDiagramJS is the parser of state diagrams that Mermaid generates from
// its grammar.
//
//go:embed testdata/mermaid/stateDiagram.js
var stateDiagramJS string

// readJS does what Mermaid does around its parser: preprocessDiagram and
// Diagram.fromText before it, the StateDB it reports to, and the decoding of
// labels when they are drawn.
const readJS = `
function read(text) {
	const out = { title: "", doc: null };
	stateDiagram_default.yy = {
		setRootDoc(doc) { out.doc = doc; },
		setAccTitle(title) { out.title = title; },
		trimColon(s) { return s.startsWith(":") ? s.slice(1).trim() : s.trim(); },
	};
	text = cleanupComments(text);
	if (!/^\s*stateDiagram-v2/.test(text)) {
		throw new Error("no diagram type detected");
	}
	stateDiagram_default.parse(encodeEntities(text) + "\n");
	return JSON.stringify(out, (_, v) => typeof v === "string" ? decodeEntities(v) : v);
}`

var mermaidPrograms = sync.OnceValue(func() []*goja.Program {
	return []*goja.Program{
		goja.MustCompile("stateDiagram.js", stateDiagramJS, true),
		goja.MustCompile("read.js", readJS, true),
	}
})

// runMermaid returns what Mermaid's parser makes of a text, as JSON.
func runMermaid(text string) (string, error) {
	vm := goja.New()
	for _, p := range mermaidPrograms() {
		if _, err := vm.RunProgram(p); err != nil {
			return "", err
		}
	}
	var read func(string) (string, error)
	if err := vm.ExportTo(vm.Get("read"), &read); err != nil {
		return "", err
	}
	return read(text)
}

// A mermaidState is a state in what the parser returns.
type mermaidState struct {
	Stmt        string
	ID          string
	Type        string
	Description string
}

type mermaidStatement struct {
	mermaidState
	State1, State2 *mermaidState
}

// readMermaid parses a state diagram of Mermaid as the library writes them.
func readMermaid(text string) (graph, error) {
	var g graph
	said, err := runMermaid(text)
	if err != nil {
		return g, err
	}
	var out struct {
		Title string
		Doc   []json.RawMessage
	}
	if err := json.Unmarshal([]byte(said), &out); err != nil {
		return g, err
	}
	const ends = "[*]"
	code := func(id string) string { return strings.TrimPrefix(id, "s_") }
	g.title = html.UnescapeString(out.Title)
	position := map[string]int{}
	for _, raw := range out.Doc {
		if raw[0] == '"' {
			continue // the title, as a statement
		}
		var s mermaidStatement
		d := json.NewDecoder(bytes.NewReader(raw))
		d.DisallowUnknownFields()
		if err := d.Decode(&s); err != nil {
			return g, fmt.Errorf("%w in %s", err, raw)
		}
		switch {
		case s.Stmt == "state" && s.Type == "default":
			if _, twice := position[s.ID]; twice || s.ID == ends || !strings.HasPrefix(s.ID, "s_") {
				return g, fmt.Errorf("state %q", s.ID)
			}
			position[s.ID] = len(g.states)
			g.states = append(g.states, state{code: code(s.ID), title: html.UnescapeString(s.Description)})
		case s.Stmt == "relation" && s.State1.ID == ends:
			g.arrows = append(g.arrows, arrow{to: code(s.State2.ID), label: html.UnescapeString(s.Description)})
		case s.Stmt == "relation" && s.State2.ID == ends:
			i, ok := position[s.State1.ID]
			if !ok || s.Description != "" {
				return g, fmt.Errorf("end of %q, labelled %q", s.State1.ID, s.Description)
			}
			g.states[i].final = true
		case s.Stmt == "relation":
			g.arrows = append(g.arrows, arrow{from: code(s.State1.ID), to: code(s.State2.ID), label: html.UnescapeString(s.Description)})
		default:
			return g, fmt.Errorf("statement %+v", s)
		}
	}
	return g, nil
}

// TestMermaidSize: Mermaid draws no text that is longer than its maxTextSize,
// 50 000 units of UTF-16 unless its user says otherwise.
func TestMermaidSize(t *testing.T) {
	for _, d := range drawings(t) {
		if n := len(utf16.Encode([]rune(d.mermaid))); n > 50_000 {
			t.Errorf("%s has %d units", d.name, n)
		}
	}
}
