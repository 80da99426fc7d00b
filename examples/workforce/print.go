package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/language"

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

// printer writes the story as text.
type printer struct {
	*bufio.Writer
	*phrases
	house *house
	lang  language.Tag
}

func writeText(w io.Writer, o options, h *house, s story) error {
	p := printer{bufio.NewWriter(w), &french, h, o.lang}
	if rule.IsEnglish(o.lang) {
		p.phrases = &english
	}
	fmt.Fprintf(p, p.title, len(h.people), p.date(o.at), p.date(s.year.until))

	fmt.Fprintf(p, p.needs, p.date(s.needs.At))
	p.verdicts(s.needs)

	fmt.Fprint(p, p.roles+p.rolesNote)
	p.suggestions(s.needs)

	fmt.Fprint(p, p.plan)
	indent(p.Writer, s.plan.Text(o.lang))

	fmt.Fprint(p, p.year)
	p.events(s.year)

	fmt.Fprintf(p, p.end, p.date(s.last.At))
	p.remains(s.last)
	return p.Flush()
}

// verdicts tells who is to be registered: those of the same post, verdict and
// reasons on one line.
func (p printer) verdicts(a workforce.Assessment) {
	for v := range workforce.Verdicts() {
		if a.Count(v) == 0 {
			continue
		}
		fmt.Fprintf(p, "   %s%s%s\n", v.Title(p.lang), p.colon, fmt.Sprintf(p.people, a.Count(v)))
		var l lines
		for _, f := range a.Findings {
			if f.Verdict != v {
				continue
			}
			who := p.house.find(f.Ref)
			head := who.post
			if f.Needs != 0 {
				head += " (" + p.needsText(f.Needs) + ")"
			}
			var why []string
			for _, x := range f.Why {
				why = append(why, "         "+x.Message(p.lang)+" ["+string(x.Code())+"]")
			}
			l.add("      "+head, strings.Join(why, "\n"), f.Ref)
		}
		p.lines(l)
	}
}

func (p printer) needsText(n workforce.Needs) string {
	var out []string
	for x := range n.All() {
		out = append(out, x.Title(p.lang))
	}
	return strings.Join(out, ", ")
}

// suggestions tells which roles there are to choose from.
func (p printer) suggestions(a workforce.Assessment) {
	var l lines
	for _, f := range a.Findings {
		if len(f.Suggestions) == 0 {
			continue
		}
		who := p.house.find(f.Ref)
		var out []string
		for i, s := range f.Suggestions {
			var text strings.Builder
			text.WriteString(fmt.Sprintf("      %d. %s %s, %s", i+1, s.Role.Code(), s.Role.Label(), fmt.Sprintf(p.open, s.Reads)))
			for _, n := range s.Notes {
				if n.Severity() == rule.Warning {
					text.WriteString("\n         ! " + n.Message(p.lang))
				}
			}
			out = append(out, text.String())
		}
		l.add("   "+who.post, strings.Join(out, "\n"), f.Ref)
	}
	p.lines(l)
}

// lines gathers references that have the same text.
type lines []line

type line struct {
	head, body string
	refs       []string
}

func (l *lines) add(head, body, ref string) {
	for i, x := range *l {
		if x.head == head && x.body == body {
			(*l)[i].refs = append(x.refs, ref)
			return
		}
	}
	*l = append(*l, line{head, body, []string{ref}})
}

func (p printer) lines(list lines) {
	for _, l := range list {
		fmt.Fprintf(p, "%s%s%s\n", l.head, p.colon, strings.Join(l.refs, ", "))
		if l.body != "" {
			fmt.Fprintln(p, l.body)
		}
	}
}

// events tells the year, month by month.
func (p printer) events(y year) {
	month := ""
	for _, e := range y.events {
		if m := fmt.Sprintf("%02d/%d", int(e.on.Month()), e.on.Year()); m != month {
			month = m
			fmt.Fprintf(p, "\n   %s\n", month)
		}
		fmt.Fprintf(p, "      %s  ", p.date(e.on))
		if e.kind == replanned {
			fmt.Fprintf(p, p.replanned+"\n", fmt.Sprintf(p.people, e.plan.Planned()))
			continue
		}
		fmt.Fprintf(p, "%s %s%s", e.who.Ref, e.who.post, p.colon)
		switch e.kind {
		case registered:
			fmt.Fprintf(p, p.registered+"\n", p.state(e))
		case refused:
			fmt.Fprintln(p, p.refused)
			for _, f := range e.faults {
				if f.Severity() == rule.Error {
					fmt.Fprintf(p, "         %s [%s]\n", f.Message(p.lang), f.Code())
				}
			}
		case arrived:
			fmt.Fprintln(p, p.arrived)
			p.tasks(e.tasks)
		case left:
			fmt.Fprintf(p, p.left+"\n", p.closing(e))
			p.tasks(e.tasks)
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

func (p printer) tasks(list []workforce.Task) {
	for i, x := range list {
		fmt.Fprintf(p, "         %d. %s\n", i+1, x.Text(p.lang))
		if note := x.Note.In(p.lang); note != "" && (x.Question || x.Situation >= 0) {
			fmt.Fprintf(p, "            %s\n", note)
		}
	}
}

// remains tells how many have their situation, and what is still to be done.
func (p printer) remains(a workforce.Assessment) {
	fmt.Fprintf(p, "   "+p.here+"\n", a.Count(workforce.AlreadyThere))
	open := 0
	for _, f := range a.Findings {
		if v := f.Verdict; v != workforce.ToRegister && v != workforce.NewSituation && v != workforce.Unclear {
			continue
		}
		open++
		who := p.house.find(f.Ref)
		fmt.Fprintf(p, "   %s %s%s%s\n", f.Ref, who.post, p.colon, f.Verdict.Title(p.lang))
		for _, x := range f.Why {
			fmt.Fprintf(p, "      %s [%s]\n", x.Message(p.lang), x.Code())
		}
		if len(f.Missing) > 0 {
			fmt.Fprintf(p, "      "+p.lacks+"\n", strings.Join(f.Missing, ", "))
		}
	}
	if open == 0 {
		fmt.Fprint(p, "   "+p.nothing)
	}
}

func indent(b *bufio.Writer, text string) {
	for l := range strings.Lines(text) {
		fmt.Fprint(b, "   "+l)
	}
}
