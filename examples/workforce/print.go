package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/rpps/workforce"
)

// phrases are the words of the text, in one language.
type phrases struct {
	title, needs, roles, rolesNote, plan, year, end string
	people, open                                    string
	registered, refused, arrived, left, replanned   string
	here, lacks, nothing                            string
	without, reminded, unclear                      string
	colon                                           string
	kinds                                           map[string]string
	date                                            func(civil.Date) string
}

var french = phrases{
	title: "Un foyer et une résidence, %d personnes sur l'année : du %s au %s\n(établissement et personnes fictifs)\n",
	needs: "\n1. QUI ENREGISTRER, ET POURQUOI (au %s, avant le choix des rôles)\n\n",
	roles: "\n2. QUEL RÔLE\n\n",
	rolesNote: "   Les missions décident ; parmi leurs rôles, celui qui ouvre le moins de types de documents du DMP vient d'abord.\n" +
		"   L'employeur choisit.\n\n",
	plan:   "\n3. LE PLAN, une fois les rôles choisis\n\n",
	year:   "\n4. L'ANNÉE\n",
	end:    "\n5. CE QUI RESTE (au %s)\n\n",
	people: "%d personne(s)", open: "%d type(s)",
	registered: "enregistré ; situation %s", refused: "refusé", arrived: "arrive", left: "part ; %s", replanned: "nouveau plan pour ceux qui restent : %s",
	here: "situation(s) ouverte(s) : %d", lacks: "il manque : %s", nothing: "Plus rien à faire.\n",
	without: "rien à clore", reminded: "à la personne de mettre sa situation à jour", unclear: "on ne sait ce qu'il y a à clore", colon: " : ",
	kinds: map[string]string{"active": "ouverte", "endScheduled": "ouverte, fin prévue", "planned": "à venir", "closed": "close"},
	date:  civil.Date.French,
}

var english = phrases{
	title: "A foyer and a résidence, %d people over the year: from %s to %s\n(the establishment and the people are fictitious)\n",
	needs: "\n1. WHO IS TO BE REGISTERED, AND WHY (on %s, before the roles are chosen)\n\n",
	roles: "\n2. WHICH ROLE\n\n",
	rolesNote: "   The missions decide; of their roles, the one that opens the fewest types of documents of the DMP comes first.\n" +
		"   The employer chooses.\n\n",
	plan:   "\n3. THE PLAN, once the roles are chosen\n\n",
	year:   "\n4. THE YEAR\n",
	end:    "\n5. WHAT IS LEFT (on %s)\n\n",
	people: "%d person(s)", open: "%d type(s)",
	registered: "registered; situation %s", refused: "refused", arrived: "arrives", left: "leaves; %s", replanned: "new plan for those who are left: %s",
	here: "situation(s) open: %d", lacks: "missing: %s", nothing: "Nothing is left to do.\n",
	without: "nothing to close", reminded: "the person is to update their situation", unclear: "it is not known what there is to close", colon: ": ",
	kinds: map[string]string{"active": "open", "endScheduled": "open, end set", "planned": "to come", "closed": "closed"},
	date:  civil.Date.String,
}

func writeText(w io.Writer, o options, h *house, needs, assessment workforce.Assessment, plan workforce.Plan, y year, last workforce.Assessment) error {
	t := &french
	if rule.IsEnglish(o.lang) {
		t = &english
	}
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, t.title, len(h.people), t.date(o.at), t.date(y.until))

	fmt.Fprintf(b, t.needs, t.date(needs.At))
	verdicts(b, o, h, t, needs)

	fmt.Fprint(b, t.roles+t.rolesNote)
	suggestions(b, o, h, t, needs)

	fmt.Fprint(b, t.plan)
	indent(b, plan.Text(o.lang))

	fmt.Fprint(b, t.year)
	events(b, o, t, y)

	fmt.Fprintf(b, t.end, t.date(last.At))
	remains(b, o, h, t, last)
	return b.Flush()
}

// verdicts tells who is to be registered: those of the same post, verdict and
// reasons on one line.
func verdicts(b *bufio.Writer, o options, h *house, t *phrases, a workforce.Assessment) {
	for v := range workforce.Verdicts() {
		if a.Count(v) == 0 {
			continue
		}
		fmt.Fprintf(b, "   %s%s%s\n", v.Title(o.lang), t.colon, fmt.Sprintf(t.people, a.Count(v)))
		lines := newLines()
		for _, f := range a.Findings {
			if f.Verdict != v {
				continue
			}
			_, p := h.find(f.Ref)
			head := p.post
			if f.Needs != 0 {
				head += " (" + needsText(f.Needs, o) + ")"
			}
			var why []string
			for _, x := range f.Why {
				why = append(why, "         "+x.Message(o.lang)+" ["+string(x.Code())+"]")
			}
			lines.add("      "+head, strings.Join(why, "\n"), f.Ref)
		}
		lines.print(b, t)
	}
}

func needsText(n workforce.Needs, o options) string {
	var out []string
	for x := range n.All() {
		out = append(out, x.Title(o.lang))
	}
	return strings.Join(out, ", ")
}

// suggestions tells which roles there are to choose from.
func suggestions(b *bufio.Writer, o options, h *house, t *phrases, a workforce.Assessment) {
	lines := newLines()
	for _, f := range a.Findings {
		if len(f.Suggestions) == 0 {
			continue
		}
		_, p := h.find(f.Ref)
		var out []string
		for i, s := range f.Suggestions {
			var text strings.Builder
			text.WriteString(fmt.Sprintf("      %d. %s %s, %s", i+1, s.Role.Code(), s.Role.Label(), fmt.Sprintf(t.open, s.Reads)))
			for _, n := range s.Notes {
				if n.Severity() == rule.Warning {
					text.WriteString("\n         ! " + n.Message(o.lang))
				}
			}
			out = append(out, text.String())
		}
		lines.add("   "+p.post, strings.Join(out, "\n"), f.Ref)
	}
	lines.print(b, t)
}

// lines gathers references that have the same text.
type lines struct {
	order []string
	refs  map[string][]string
	body  map[string]string
	head  map[string]string
}

func newLines() *lines {
	return &lines{refs: map[string][]string{}, body: map[string]string{}, head: map[string]string{}}
}

func (l *lines) add(head, body, ref string) {
	key := head + "\n" + body
	if l.refs[key] == nil {
		l.order = append(l.order, key)
		l.head[key], l.body[key] = head, body
	}
	l.refs[key] = append(l.refs[key], ref)
}

func (l *lines) print(b *bufio.Writer, t *phrases) {
	for _, key := range l.order {
		fmt.Fprintf(b, "%s%s%s\n", l.head[key], t.colon, strings.Join(l.refs[key], ", "))
		if l.body[key] != "" {
			fmt.Fprintln(b, l.body[key])
		}
	}
}

// events tells the year, month by month.
func events(b *bufio.Writer, o options, t *phrases, y year) {
	month := ""
	for _, e := range y.events {
		if m := fmt.Sprintf("%02d/%d", int(e.on.Month()), e.on.Year()); m != month {
			month = m
			fmt.Fprintf(b, "\n   %s\n", month)
		}
		fmt.Fprintf(b, "      %s  ", t.date(e.on))
		if e.kind == replanned {
			fmt.Fprintf(b, t.replanned+"\n", fmt.Sprintf(t.people, e.plan.Planned()))
			continue
		}
		fmt.Fprintf(b, "%s %s%s", e.who.Ref, e.who.post, t.colon)
		switch e.kind {
		case registered:
			fmt.Fprintf(b, t.registered+"\n", t.state(e))
		case refused:
			fmt.Fprintln(b, t.refused)
			for _, f := range e.faults {
				if f.Severity() == rule.Error {
					fmt.Fprintf(b, "         %s [%s]\n", f.Message(o.lang), f.Code())
				}
			}
		case arrived:
			fmt.Fprintln(b, t.arrived)
			tasks(b, o, e.tasks)
		case left:
			fmt.Fprintf(b, t.left+"\n", t.closing(e))
			tasks(b, o, e.tasks)
		}
	}
}

// closing says what the departure did to the situations here, as far as its
// tasks went.
func (t *phrases) closing(e event) string {
	if e.state != 0 {
		return "situation " + t.state(e)
	}
	switch e.tasks[len(e.tasks)-1].Code {
	case "nothingToClose":
		return t.without
	case "remind":
		return t.reminded
	}
	return t.unclear
}

func (t *phrases) state(e event) string {
	if s, ok := t.kinds[e.state.String()]; ok {
		return s
	}
	return e.state.String()
}

func tasks(b *bufio.Writer, o options, list []workforce.Task) {
	for i, x := range list {
		fmt.Fprintf(b, "         %d. %s\n", i+1, x.Text(o.lang))
		if note := x.Note.In(o.lang); note != "" && (x.Question || x.Situation >= 0) {
			fmt.Fprintf(b, "            %s\n", note)
		}
	}
}

// remains tells how many have their situation, and what is still to be done.
func remains(b *bufio.Writer, o options, h *house, t *phrases, a workforce.Assessment) {
	fmt.Fprintf(b, "   "+t.here+"\n", a.Count(workforce.AlreadyThere))
	open := 0
	for _, f := range a.Findings {
		if v := f.Verdict; v != workforce.ToRegister && v != workforce.NewSituation && v != workforce.Unclear {
			continue
		}
		open++
		_, p := h.find(f.Ref)
		fmt.Fprintf(b, "   %s %s%s%s\n", f.Ref, p.post, t.colon, f.Verdict.Title(o.lang))
		for _, x := range f.Why {
			fmt.Fprintf(b, "      %s [%s]\n", x.Message(o.lang), x.Code())
		}
		if len(f.Missing) > 0 {
			fmt.Fprintf(b, "      "+t.lacks+"\n", strings.Join(f.Missing, ", "))
		}
	}
	if open == 0 {
		fmt.Fprint(b, "   "+t.nothing)
	}
}

func indent(b *bufio.Writer, text string) {
	for l := range strings.Lines(text) {
		fmt.Fprint(b, "   "+l)
	}
}
