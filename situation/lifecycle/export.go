package lifecycle

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// words writes in one language.
type words struct{ tag language.Tag }

func (w words) pick(fr, en string) string { return rule.Text{FR: fr, EN: en}.In(w.tag) }

func (w words) actors(s Actors) string {
	var out []string
	for a := range s.All() {
		out = append(out, a.Title(w.tag))
	}
	return strings.Join(out, ", ")
}

func (w words) evidence(e rule.Evidence) string {
	switch e {
	case rule.Sourced:
		return w.pick("sourcé", "sourced")
	case rule.Inferred:
		return w.pick("déduit", "inferred")
	}
	return w.pick("choix de la bibliothèque", "choice of the library")
}

// guardTitles returns the titles of the guards of facts.
func (t *table) guardTitles(f Facts, tag language.Tag) string {
	var out []string
	for g := range f.All() {
		out = append(out, t.Guards[t.guards[g]-1].Title.In(tag))
	}
	return strings.Join(out, ", ")
}

// effectTitles returns the titles of effects; those about which the sources are
// silent are marked.
func (t *table) effectTitles(s Effects, tag language.Tag) string {
	var out []string
	for e := range s.All() {
		i := t.Effects[t.effects[e]-1]
		text := i.Title.In(tag)
		if i.Unknown {
			text += words{tag}.pick(" (suite inconnue)", " (outcome unknown)")
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// stateTitle returns the title of a state, "–" before the beginning.
func (t *table) stateTitle(s uint8, tag language.Tag) string {
	if i := t.state(s); i != nil {
		return i.Title.In(tag)
	}
	return "–"
}

// label returns the text of an arrow: event, actors, conditions, effects, ID.
func (t *table) label(m Move[uint8, uint8], refused bool, tag language.Tag) []string {
	w := words{tag}
	out := []string{t.event(m.On).Title.In(tag), w.pick("par ", "by ") + w.actors(m.By)}
	if m.If != 0 {
		out = append(out, w.pick("si ", "if ")+t.guardTitles(m.If, tag))
	}
	if m.Then != 0 {
		out = append(out, w.pick("puis ", "then ")+t.effectTitles(m.Then, tag))
	}
	last := m.ID + ", " + w.evidence(m.Evidence)
	if refused {
		last += w.pick(", écarté par la politique", ", refused by policy")
	}
	return append(out, last)
}

// Mermaid returns the machine as a stateDiagram-v2 of Mermaid. Every arrow
// says how sure it is.
func (m *Machine[S, E]) Mermaid(tag language.Tag) string {
	t := m.table()
	var b strings.Builder
	fmt.Fprintf(&b, "%%%% %s %s\n", t.Name, t.Version)
	fmt.Fprintf(&b, "stateDiagram-v2\n    accTitle: %s\n", mermaid(t.Title.In(tag)))
	id := func(s uint8) string {
		if i := t.state(s); i != nil {
			return "s_" + i.Code // a code alone could be a word of Mermaid
		}
		return "[*]"
	}
	for _, s := range t.States {
		fmt.Fprintf(&b, "    state \"%s\" as %s\n", mermaid(s.Title.In(tag)), id(s.State))
	}
	for _, v := range t.Moves {
		label := t.label(v, m.Refuses(v.ID), tag)
		fmt.Fprintf(&b, "    %s --> %s : %s\n", id(v.From), id(v.To), mermaid(strings.Join(label, " · ")))
	}
	for _, s := range t.States {
		if s.Final {
			fmt.Fprintf(&b, "    %s --> [*]\n", id(s.State))
		}
	}
	return b.String()
}

// mermaid escapes a text: what is neither a letter nor a digit nor harmless
// becomes an entity, which Mermaid decodes after it has found its own signs.
func mermaid(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 && !isAlnum(byte(r)) && !strings.ContainsRune(" .,'()/!?+=-", r) {
			fmt.Fprintf(&b, "#%d;", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// DOT returns the machine as a digraph of Graphviz. Arrows that no source
// states are dashed (inferred) or dotted (choice of the library); those that
// the policy refuses are grey.
func (m *Machine[S, E]) DOT(tag language.Tag) string {
	t := m.table()
	var b strings.Builder
	fmt.Fprintf(&b, "digraph %s {\n", dot(t.Name+" "+t.Version))
	fmt.Fprintf(&b, "\tlabel=%s;\n\tcharset=\"UTF-8\";\n\trankdir=TB;\n\tnode [shape=box, style=rounded];\n", dot(t.Title.In(tag)))
	b.WriteString("\t\"\" [shape=point];\n")
	for _, s := range t.States {
		shape := ""
		if s.Final {
			shape = ", peripheries=2"
		}
		fmt.Fprintf(&b, "\t%s [label=%s%s];\n", dot(s.Code), dot(s.Title.In(tag)), shape)
	}
	for _, v := range t.Moves {
		from := ""
		if s := t.state(v.From); s != nil {
			from = s.Code
		}
		refused := m.Refuses(v.ID)
		look := ""
		switch v.Evidence {
		case rule.Inferred:
			look = ", style=dashed"
		case rule.Policy:
			look = ", style=dotted"
		}
		if refused {
			look += ", color=gray, fontcolor=gray"
		}
		label := t.label(v, refused, tag)
		fmt.Fprintf(&b, "\t%s -> %s [label=%s%s];\n", dot(from), dot(t.state(v.To).Code), dot(label...), look)
	}
	b.WriteString("}\n")
	return b.String()
}

var dotEscapes = [...]string{'"': `\"`, '\\': `\\`, '&': "&amp;", '<': "&lt;", '>': "&gt;"}

// dot quotes lines as one string of DOT. Graphviz reads entities in labels, so
// they are escaped too.
func dot(lines ...string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i, l := range lines {
		if i > 0 {
			b.WriteString(`\n`)
		}
		for _, r := range l {
			if int(r) < len(dotEscapes) && dotEscapes[r] != "" {
				b.WriteString(dotEscapes[r])
				continue
			}
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Markdown returns the machine as tables of Markdown: the moves, the refusals, what no
// source foresees, then that of which they are made, states, events, conditions and
// effects. Every row of what a source, or the library, says has its evidence and source.
// What is empty has no table.
func (m *Machine[S, E]) Markdown(tag language.Tag) string {
	t, w := m.table(), words{tag}
	var b strings.Builder
	line := func(cells ...string) {
		b.WriteString("|")
		for _, c := range cells {
			b.WriteString(" " + c + " |")
		}
		b.WriteString("\n")
	}
	head := func(cells ...string) {
		line(cells...)
		b.WriteString(strings.Repeat("|---", len(cells)) + "|\n")
	}
	head("ID", w.pick("De", "From"), w.pick("Événement", "Event"), w.pick("Acteur", "Actor"), w.pick("Si", "If"),
		w.pick("Vers", "To"), w.pick("Puis", "Then"), w.pick("Preuve", "Evidence"), "Source")
	for _, v := range t.Moves {
		e := w.evidence(v.Evidence)
		if m.Refuses(v.ID) {
			e += w.pick(", écarté", ", refused")
		}
		cells := []string{
			v.ID, t.stateTitle(v.From, tag), t.event(v.On).Title.In(tag), w.actors(v.By), t.guardTitles(v.If, tag),
			t.stateTitle(v.To, tag), t.effectTitles(v.Then, tag), e, v.Source,
		}
		if v.Note != (rule.Text{}) {
			cells[8] += " — " + v.Note.In(tag)
		}
		line(mapped(cells, markdown)...)
	}
	if len(t.Refusals) > 0 {
		b.WriteString("\n")
		head(w.pick("Dans", "In"), w.pick("Événement exclu", "Event ruled out"), w.pick("Raison", "Reason"), w.pick("Preuve", "Evidence"), "Source")
		for _, r := range t.Refusals {
			line(mapped([]string{t.stateTitles(r.From, tag), t.eventTitles(r.On, tag), r.Why.In(tag), w.evidence(r.Evidence), r.Source}, markdown)...)
		}
	}
	if len(t.Unforeseen) > 0 {
		b.WriteString("\n")
		head(w.pick("Dans", "In"), w.pick("Événement non prévu par les sources", "Event that no source foresees"))
		for _, p := range t.Unforeseen {
			line(mapped([]string{t.stateTitles(p.From, tag), t.eventTitles(p.On, tag)}, markdown)...)
		}
	}
	word := func(title, code, source string, e rule.Evidence, note rule.Text) {
		if note != (rule.Text{}) {
			source += " — " + note.In(tag)
		}
		line(mapped([]string{title, code, w.evidence(e), source}, markdown)...)
	}
	list := func(n int, kind string) {
		if n > 0 {
			b.WriteString("\n")
			head(kind, "Code", w.pick("Preuve", "Evidence"), "Source")
		}
	}
	list(len(t.States), w.pick("État", "State"))
	for _, i := range t.States {
		word(i.Title.In(tag), i.Code, i.Source, i.Evidence, i.Note)
	}
	list(len(t.Events), w.pick("Événement", "Event"))
	for _, i := range t.Events {
		word(i.Title.In(tag), i.Code, i.Source, i.Evidence, i.Note)
	}
	list(len(t.Guards), "Condition")
	for _, i := range t.Guards {
		word(i.Title.In(tag), i.Code, i.Source, i.Evidence, i.Note)
	}
	list(len(t.Effects), w.pick("Suite", "Effect"))
	for _, i := range t.Effects {
		word(t.effectTitles(Doing(i.Effect), tag), i.Code, i.Source, i.Evidence, i.Note)
	}
	return b.String()
}

// markdown escapes a text for a cell of a table.
func markdown(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_{}[]<>#|~&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (t *table) stateTitles(states []uint8, tag language.Tag) string {
	return strings.Join(mapped(states, func(s uint8) string { return t.stateTitle(s, tag) }), ", ")
}

func (t *table) eventTitles(events []uint8, tag language.Tag) string {
	return strings.Join(mapped(events, func(e uint8) string { return t.event(e).Title.In(tag) }), ", ")
}

// Text returns the machine for reading: for each state what may happen, at
// whose hand, on which conditions, and what is refused.
func (m *Machine[S, E]) Text(tag language.Tag) string {
	t, w := m.table(), words{tag}
	colon := w.pick(" : ", ": ")
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s, version %s)\n", t.Title.In(tag), t.Name, t.Version)
	state := func(s uint8, title string) {
		fmt.Fprintf(&b, "\n%s\n", title)
		for _, v := range t.Moves {
			if v.From != s {
				continue
			}
			label := t.label(v, m.Refuses(v.ID), tag)
			fmt.Fprintf(&b, "  %s → %s\n", label[0], t.stateTitle(v.To, tag))
			for _, l := range label[1 : len(label)-1] {
				fmt.Fprintf(&b, "      %s\n", l)
			}
			fmt.Fprintf(&b, "      [%s%s%s]\n", label[len(label)-1], colon, v.Source)
			if v.Note != (rule.Text{}) {
				fmt.Fprintf(&b, "      %s\n", v.Note.In(tag))
			}
		}
		for _, e := range t.Events {
			c := t.cell(s, e.Event)
			if c.first < c.end {
				continue
			}
			switch c.kind {
			case ruleRefused:
				r := t.Refusals[c.reason]
				fmt.Fprintf(&b, "  %s%s%s [%s%s%s]\n", e.Title.In(tag), colon, r.Why.In(tag), w.evidence(r.Evidence), colon, r.Source)
			case ruleUndefined:
				fmt.Fprintf(&b, "  %s%s%s\n", e.Title.In(tag), colon, w.pick("non prévu par les sources", "no source foresees it"))
			}
		}
	}
	state(0, w.pick("Avant tout commencement", "Before the beginning"))
	for _, s := range t.States {
		title := s.Title.In(tag)
		if s.Final {
			title += w.pick(" (état final)", " (final state)")
		}
		state(s.State, title)
	}
	return b.String()
}
