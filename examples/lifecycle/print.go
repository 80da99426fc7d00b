package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// width is the longest line of a text that is wrapped.
const width = 100

// printList prints how large the machines are, and how sure.
func printList(w io.Writer, all []counts, lang language.Tag) {
	fmt.Fprintln(w, cli.Word(lang, "Les six cycles de vie", "The six life cycles"))
	fmt.Fprintln(w)
	long := 0
	for _, c := range all {
		long = max(long, utf8.RuneCountInString(c.Title.In(lang)))
	}
	row := func(name, title string, cells ...string) {
		var line strings.Builder
		line.WriteString("  " + pad(name, 14) + pad(title, long))
		for i, c := range cells {
			line.WriteString(strings.Repeat(" ", max(0, listColumns[i].width-utf8.RuneCountInString(c))) + c)
		}
		fmt.Fprintln(w, line.String())
	}
	var head []string
	for _, c := range listColumns {
		head = append(head, c.title.In(lang))
	}
	row("-machine", "", head...)
	for _, c := range all {
		var cells []string
		for _, col := range listColumns {
			cells = append(cells, fmt.Sprint(col.of(c)))
		}
		row(c.Machine, c.Title.In(lang), cells...)
	}
	fmt.Fprintln(w)
	paragraph(w, "", cli.Word(lang,
		"Un passage est sourcé (une source le dit), déduit des sources, ou choisi par la bibliothèque là où elles se taisent. Un passage écarté est refusé tant qu'une politique ne le permet pas.",
		"A move is sourced (a source states it), inferred from the sources, or chosen by the library where they are silent. A move that is off is refused until a policy allows it."))
}

var listColumns = [...]struct {
	title rule.Text
	width int
	of    func(counts) int
}{
	{rule.Text{FR: "états", EN: "states"}, 8, func(c counts) int { return c.States }},
	{rule.Text{FR: "passages", EN: "moves"}, 10, func(c counts) int { return c.Moves }},
	{rule.Text{FR: "sourcés", EN: "sourced"}, 10, func(c counts) int { return c.Sourced }},
	{rule.Text{FR: "déduits", EN: "inferred"}, 10, func(c counts) int { return c.Inferred }},
	{rule.Text{FR: "choisis", EN: "chosen"}, 10, func(c counts) int { return c.Chosen }},
	{rule.Text{FR: "écartés", EN: "off"}, 10, func(c counts) int { return c.Refused }},
}

func printHints(w io.Writer, lang language.Tag) {
	fmt.Fprintf(w, "\n%s\n", cli.Word(lang, "À essayer, après go run ./examples/lifecycle :", "To try, after go run ./examples/lifecycle:"))
	for _, h := range []struct{ flags, fr, en string }{
		{"-machine situation", "chaque passage : qui, à quelles conditions, selon quelle source", "each move: who, on which conditions, by which source"},
		{"-machine situation -replay example", "une année racontée, refus compris", "a year told, refusals included"},
		{"-machine situation -replay example -strict", "la même, quand seul ce qu'une source dit est permis", "the same, when only what a source states is permitted"},
		{"-machine exit -format mermaid -short", "un dessin", "a drawing"},
		{"-h", "toutes les options", "all flags"},
	} {
		fmt.Fprintf(w, "  %s%s\n", pad(h.flags, 44), cli.Word(lang, h.fr, h.en))
	}
}

// printSketch prints which event leads from where to where, and how sure that
// is.
func printSketch(w io.Writer, m machine, lang language.Tag) {
	fmt.Fprintf(w, "%s (%s, version %s)\n", m.Title().In(lang), m.Name(), m.Version())
	arrows := m.sketch(lang)
	if len(arrows) == 0 {
		fmt.Fprintln(w, "  "+cli.Word(lang, "aucun passage n'est permis par cette politique", "this policy permits no move"))
	}
	events, states := 0, 0
	for _, a := range arrows {
		events, states = max(events, utf8.RuneCountInString(a.event)), max(states, utf8.RuneCountInString(a.to.title))
	}
	from := named{code: "-"} // none
	for _, a := range arrows {
		if a.from != from {
			from = a.from
			title := from.title
			if from.code == "" {
				title = cli.Word(lang, "avant tout commencement", "before the beginning")
			}
			fmt.Fprintf(w, "  %s\n", title)
		}
		fmt.Fprintf(w, "    %s→ %s[%s]\n", pad(a.event, events+1), pad(a.to.title, states+1), evidences(a.evidence, lang))
	}
}

// printRecord prints a replay.
func printRecord(w io.Writer, r *record, lang language.Tag) {
	fmt.Fprintf(w, "%s (%s, version %s)\n", r.title, r.Machine, r.Version)
	if r.Title != "" {
		fmt.Fprintln(w, r.Title)
	}
	if r.Kind == kindHistory {
		text := cli.Word(lang, "Historique", "History")
		if r.Subject != "" {
			text += cli.Word(lang, " de ", " of ") + r.Subject
		}
		fmt.Fprintln(w, text)
	}
	for i := range r.Events {
		fmt.Fprintln(w)
		printStep(w, &r.Events[i], lang)
	}
	fmt.Fprintln(w)
	if r.Seal != nil {
		printSeal(w, r, lang)
		if !r.Seal.Holds && r.Made == 0 {
			return
		}
	}
	state := r.state
	if r.State == "" {
		state = cli.Word(lang, "rien n'a commencé", "nothing has begun")
	}
	marks := map[rule.Evidence]int{}
	for _, p := range r.Events {
		if p.Accepted {
			marks[p.Evidence]++
		}
	}
	fmt.Fprintf(w, "%s%s%s. %s", cli.Word(lang, "État atteint", "State reached"), cli.Colon(lang), state, number(lang, r.Made, "passage", "move"))
	if r.Made > 0 {
		var parts []string
		for _, e := range []rule.Evidence{rule.Sourced, rule.Inferred, rule.Policy} {
			if marks[e] > 0 {
				parts = append(parts, marked(marks[e], e, lang))
			}
		}
		fmt.Fprintf(w, " (%s)", strings.Join(parts, ", "))
	}
	if r.Kind == kindScript {
		fmt.Fprintf(w, ", %s", number(lang, r.Refused, "refus", "refusal"))
	}
	fmt.Fprintln(w, ".")
}

func printStep(w io.Writer, p *step, lang language.Tag) {
	fmt.Fprintf(w, "%2d. %s  %s%s%s\n", p.N, p.At, p.actor, cli.Colon(lang), p.event)
	if p.Note != "" {
		paragraph(w, "      ", cli.Word(lang, "« "+p.Note+" »", "“"+p.Note+"”"))
	}
	if p.Accepted {
		fmt.Fprintf(w, "    %s → %s  [%s, %s]\n", p.from, p.to, p.Move, evidence(p.Evidence, lang))
		for _, e := range p.effects {
			paragraph(w, "      ", cli.Word(lang, "puis ", "then ")+e)
		}
		return
	}
	x := p.refusal
	paragraph(w, "    ", cli.Word(lang, "REFUSÉ", "REFUSED")+" ["+string(x.code)+"] "+x.message)
	item := func(fr, en, text string) { paragraph(w, "      ", cli.Word(lang, fr, en)+cli.Colon(lang)+text) }
	if x.source != "" {
		paragraph(w, "      ", "["+evidence(x.evidence, lang)+cli.Colon(lang)+x.source+"]")
	}
	for _, u := range p.unknown {
		item(fmt.Sprintf("ligne %d, %s", u.line, u.path), fmt.Sprintf("line %d, %s", u.line, u.path),
			cli.Word(lang, "code inconnu ; sont connus : ", "unknown code; known are: ")+strings.Join(u.known, ", "))
	}
	if !x.known {
		return
	}
	var sets []string
	for _, s := range x.missing {
		sets = append(sets, strings.Join(s, ", "))
	}
	if len(sets) > 0 {
		item("codes des faits qui manquent", "codes of the facts not stated", strings.Join(sets, cli.Word(lang, " ; ou bien : ", "; or else: ")))
	}
	nobody := cli.Word(lang, "personne dans cet état", "nobody in this state")
	if x.code != lifecycle.CodeActor { // the message says it
		item("qui le peut", "who may", list(x.actors, nobody))
	}
	item("permis à cet acteur avec ces faits", "permitted to this actor with these facts", list(x.permitted, cli.Word(lang, "rien", "nothing")))
	if len(x.otherwise) > 0 {
		item("avec d'autres faits", "with other facts", strings.Join(x.otherwise, ", "))
	}
}

func printSeal(w io.Writer, r *record, lang language.Tag) {
	s := r.Seal
	if s.Holds {
		fmt.Fprintf(w, "%s%s%s%s\n", cli.Word(lang, "Le sceau tient : ", "The seal holds: "), number(lang, s.Count, "événement", "event"),
			cli.Word(lang, ", empreinte ", ", digest "), s.Head)
		paragraph(w, "", cli.Word(lang,
			"Il ne prouve rien contre qui peut récrire le fichier : gardez ailleurs ce nombre et cette empreinte.",
			"It proves nothing against who can write the file anew: keep this number and this digest elsewhere."))
		return
	}
	where := fmt.Sprint(cli.Word(lang, "ligne ", "line "), s.Line)
	if s.Path != "" {
		where += ", " + s.Path
	}
	paragraph(w, "", cli.Word(lang, "Le sceau ne tient pas : ", "The seal does not hold: ")+where+", "+string(s.Code)+cli.Colon(lang)+s.Message)
	if s.Count > 0 {
		paragraph(w, "", cli.Word(lang, "Ce qui précède cette ligne se tient ; rien de ce qui suit n'est rejoué.",
			"What comes before that line holds together; nothing after it is replayed."))
		return
	}
	paragraph(w, "", cli.Word(lang, "Rien n'est rejoué.", "Nothing is replayed."))
}

// number is a count with its noun; refus has no other plural.
func number(lang language.Tag, n int, fr, en string) string {
	if n > 1 && !strings.HasSuffix(fr, "s") {
		fr += "s"
	}
	if n != 1 {
		en += "s"
	}
	return fmt.Sprint(n, " ", cli.Word(lang, fr, en))
}

func list(items []string, none string) string {
	if len(items) == 0 {
		return none
	}
	return strings.Join(items, ", ")
}

func evidence(e rule.Evidence, lang language.Tag) string {
	switch e {
	case rule.Sourced:
		return cli.Word(lang, "sourcé", "sourced")
	case rule.Inferred:
		return cli.Word(lang, "déduit", "inferred")
	}
	return cli.Word(lang, "choix de la bibliothèque", "choice of the library")
}

func evidences(es []rule.Evidence, lang language.Tag) string {
	var out []string
	for _, e := range es {
		out = append(out, evidence(e, lang))
	}
	return strings.Join(out, ", ")
}

// marked is a count of moves with an evidence mark.
func marked(n int, e rule.Evidence, lang language.Tag) string {
	fr := "s"
	if n == 1 {
		fr = ""
	}
	switch e {
	case rule.Sourced:
		return fmt.Sprint(n, cli.Word(lang, " sourcé"+fr, " sourced"))
	case rule.Inferred:
		return fmt.Sprint(n, cli.Word(lang, " déduit"+fr, " inferred"))
	}
	return fmt.Sprint(n, cli.Word(lang, " choisi"+fr+" par la bibliothèque", " chosen by the library"))
}

func quote(s string) string { return fmt.Sprintf("%q", s) }

func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s)))
}

// paragraph prints a text in lines below an indent. No line begins with a sign
// that belongs to the word before.
func paragraph(w io.Writer, indent, text string) {
	line, used, hang := "", 0, ""
	if indent != "" {
		hang = "  "
	}
	flush := func() {
		fmt.Fprintln(w, indent+line)
	}
	words := strings.Split(text, " ")
	for i := 0; i < len(words); i++ {
		unit := words[i]
		for i+1 < len(words) && (unit == "«" || strings.HasSuffix(unit, " «") || tied(words[i+1])) {
			i++
			unit += " " + words[i]
		}
		n := utf8.RuneCountInString(unit)
		if line != "" && utf8.RuneCountInString(indent)+used+1+n > width {
			flush()
			line, used = hang+unit, len(hang)+n
			continue
		}
		if line != "" {
			line, used = line+" ", used+1
		}
		line, used = line+unit, used+n
	}
	flush()
}

// tied reports whether a word begins with a sign that follows a blank in
// French.
func tied(word string) bool {
	return strings.HasPrefix(word, ":") || strings.HasPrefix(word, ";") || strings.HasPrefix(word, "»") || strings.HasPrefix(word, "?")
}
