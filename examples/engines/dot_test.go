package engines

import (
	"fmt"
	"html"
	"strings"

	"gonum.org/v1/gonum/graph/formats/dot"
	"gonum.org/v1/gonum/graph/formats/dot/ast"
)

// readDOT parses a digraph of DOT as the library writes them.
func readDOT(text string) (graph, error) {
	var g graph
	file, err := dot.ParseString(text)
	if err != nil {
		return g, err
	}
	if len(file.Graphs) != 1 || !file.Graphs[0].Directed || file.Graphs[0].Strict {
		return g, fmt.Errorf("not one digraph: %v", file.Graphs)
	}
	declared := map[string]bool{}
	for _, s := range file.Graphs[0].Stmts {
		switch s := s.(type) {
		case *ast.Attr:
			if s.Key == "label" {
				if g.title, err = dotLabel(s.Val); err != nil {
					return g, err
				}
			}
		case *ast.AttrStmt:
			if s.Kind != ast.NodeKind {
				return g, fmt.Errorf("statement %v", s)
			}
		case *ast.NodeStmt:
			id, attrs, err := dotNode(s.Node, s.Attrs)
			switch {
			case err != nil:
				return g, err
			case declared[id]:
				return g, fmt.Errorf("node %q twice", id)
			case id == "" && attrs["shape"] != "point":
				return g, fmt.Errorf("the beginning has the shape %q", attrs["shape"])
			case id != "":
				g.states = append(g.states, state{id, attrs["label"], attrs["peripheries"] == "2"})
			}
			declared[id] = true
		case *ast.EdgeStmt:
			from, attrs, err := dotNode(s.From, s.Attrs)
			if err != nil {
				return g, err
			}
			if s.To == nil || !s.To.Directed || s.To.To != nil {
				return g, fmt.Errorf("edge %v", s)
			}
			to, _, err := dotNode(s.To.Vertex, nil)
			if err != nil {
				return g, err
			}
			if !declared[from] || !declared[to] || to == "" {
				return g, fmt.Errorf("edge from %q to %q: no such nodes", from, to)
			}
			a := arrow{from: from, to: to, label: strings.ReplaceAll(attrs["label"], "\n", " · ")}
			a.style, a.grey = attrs["style"], attrs["color"] == "gray" && attrs["fontcolor"] == "gray"
			g.arrows = append(g.arrows, a)
		default:
			return g, fmt.Errorf("statement %v", s)
		}
	}
	return g, nil
}

// dotNode returns the name of a node and the attributes of what is said of it.
func dotNode(v ast.Vertex, list []*ast.Attr) (id string, attrs map[string]string, err error) {
	n, ok := v.(*ast.Node)
	if !ok || n.Port != nil {
		return "", nil, fmt.Errorf("not a plain node: %v", v)
	}
	attrs = map[string]string{}
	for _, a := range list {
		attrs[a.Key] = dotString(a.Val)
		if a.Key == "label" {
			if attrs[a.Key], err = dotLabel(a.Val); err != nil {
				return "", nil, err
			}
		}
	}
	return dotString(n.ID), attrs, nil
}

// dotString returns the value of an ID of DOT. In quotes, a backslash before a
// quote goes and every other one stays.
func dotString(s string) string {
	if len(s) < 2 || s[0] != '"' {
		return s
	}
	return strings.ReplaceAll(s[1:len(s)-1], `\"`, `"`)
}

// dotLabel returns the text that Graphviz draws for a label: entities are
// decoded, then escapes.
func dotLabel(s string) (string, error) {
	s = html.UnescapeString(dotString(s))
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch {
		case i < len(s) && s[i] == '\\':
			b.WriteByte('\\')
		case i < len(s) && s[i] == 'n':
			b.WriteByte('\n')
		default: // the name of a node or of the graph, or nothing
			return "", fmt.Errorf("escape in label %q", s)
		}
	}
	return b.String(), nil
}
