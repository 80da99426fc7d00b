package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// phrases are the words of the text, in one language.
type phrases struct {
	title, who, noName, matrix, noMatrix, circumstances string
	situations, noSituation, here                       string
	actions                                             [6]string
	open, closed, type_, none                           string
	why, odd, types                                     string
	unknown                                             string
}

var french = phrases{
	title: "Connexion Pro Santé Connect du %s\n", who: "Professionnel : %s\n", noName: "(nom non renseigné)",
	matrix: "Matrice : %s, publiée le %s\n", noMatrix: "Aucune matrice connue à cette date : tout est refusé.\n",
	circumstances: "Circonstances : %s\n",
	situations:    "\nSituations d'exercice\n", noSituation: "Aucune situation d'exercice dans cet établissement", here: " [établissement courant]",
	actions: [6]string{"", "lire", "déposer", "masquer", "démasquer", "supprimer"},
	open:    "\nCe qui est ouvert (%s)\n\n", closed: "\nCe qui est fermé partout (nombre de types : %d)\n",
	type_: "Type de document", none: "Rien n'est ouvert.\n",
	why: "\nPourquoi (n × : pour n types ; ✗ refus, ✓ fondement, ! réserve)\n", odd: "\nÀ vérifier dans le userinfo\n", types: "%3d × ", unknown: "(type inconnu)",
}

var english = phrases{
	title: "Pro Santé Connect sign-in of %s\n", who: "Professional: %s\n", noName: "(name not stated)",
	matrix: "Matrix: %s, published on %s\n", noMatrix: "No matrix is known at this date: everything is denied.\n",
	circumstances: "Circumstances: %s\n",
	situations:    "\nPractice situations\n", noSituation: "No practice situation in this establishment", here: " [current establishment]",
	actions: [6]string{"", "read", "deposit", "hide", "show again", "delete"},
	open:    "\nWhat is open (%s)\n\n", closed: "\nWhat is closed everywhere (number of types: %d)\n",
	type_: "Type of document", none: "Nothing is open.\n",
	why: "\nWhy (n ×: for n types; ✗ denial, ✓ ground, ! caveat)\n", odd: "\nTo be checked in the userinfo\n", types: "%3d × ", unknown: "(unknown type)",
}

func writeText(w io.Writer, o options, m *habilitation.Matrix, u *psc.Userinfo, situations []situation.Situation, list []asked) error {
	t := &french
	if rule.IsEnglish(o.lang) {
		t = &english
	}
	b := bufio.NewWriter(w)
	day := func(d civil.Date) string {
		if t == &french {
			return d.French()
		}
		return d.String()
	}
	fmt.Fprintf(b, t.title, day(o.at))
	fmt.Fprintf(b, t.who, person(u, t))
	if v := m.Version(); m.Covers(o.at) {
		fmt.Fprintf(b, t.matrix, v.Title+" ("+v.ID+")", day(v.Published))
	} else {
		fmt.Fprint(b, t.noMatrix)
	}
	fmt.Fprintf(b, t.circumstances, o.facts.Explain(o.lang))

	fmt.Fprint(b, t.situations)
	for i, a := range list {
		fmt.Fprintf(b, "  %c  %s\n", letter(i), place(a, u, situations, o, t))
	}
	table(b, list, o, t)
	reasons(b, list, o, t)

	if len(u.Faults) > 0 {
		fmt.Fprint(b, t.odd)
		for _, f := range u.Faults {
			fmt.Fprintf(b, "  %s (%s) [%s]\n", f.Message(o.lang), f.Path(), f.Code())
		}
	}
	return b.Flush()
}

// person is shown by name: it is the person's own session.
func person(u *psc.Userinfo, t *phrases) string {
	n := u.Professional.ExerciseName
	name := strings.TrimSpace(n.Given.Reveal() + " " + n.Family.Reveal())
	if name == "" {
		name = t.noName
	}
	if p, code := profession(u); p != 0 {
		name += ", " + p.Label() + " (" + code + ")"
	} else if code != "" {
		name += ", (" + code + ")"
	}
	return name
}

// letter names a situation in the table.
func letter(i int) rune { return rune('A' + i%26) }

func place(a asked, u *psc.Userinfo, situations []situation.Situation, o options, t *phrases) string {
	if a.situation < 0 {
		return t.noSituation
	}
	s := situations[a.situation]
	name := cmp.Or(s.Structure.Name.Reveal(), s.Structure.TradeName.Reveal(), s.Structure.Canonical(), "?")
	var parts []string
	if s.Function != 0 {
		parts = append(parts, s.Function.Label()+" ("+s.Function.Code()+")")
	} else if s.Stated.Function != "" {
		parts = append(parts, "("+s.Stated.Function+")")
	}
	if s.Role != 0 {
		parts = append(parts, s.Role.Label()+" ("+s.Role.Code()+")")
	} else if s.Stated.Role != "" {
		parts = append(parts, "("+s.Stated.Role+")")
	}
	parts = append(parts, o.policy.Situation.OpenAt(&s, o.at).Explain(o.lang))
	current := u.OrganizationID != "" && s.Structure.Technical.Canonical() == u.OrganizationID.Reveal()
	if current {
		name += t.here
	}
	return name + "\n     " + strings.Join(parts, "\n     ")
}

// table shows the types that are open somewhere, class by class, then the
// others by class.
func table(b *bufio.Writer, list []asked, o options, t *phrases) {
	if len(list) == 0 || len(list[0].decisions) == 0 {
		return
	}
	var open []int // in the lists of decisions
	var closed []decided
	for i, d := range list[0].decisions {
		if slices.ContainsFunc(list, func(a asked) bool { return a.decisions[i].Allowed() }) {
			open = append(open, i)
		} else {
			closed = append(closed, d)
		}
	}
	fmt.Fprintf(b, t.open, t.actions[o.action])
	openTypes(b, list, open, t)
	if len(closed) > 0 {
		fmt.Fprintf(b, t.closed, len(closed))
		closedTypes(b, closed, t)
	}
}

func openTypes(b *bufio.Writer, list []asked, open []int, t *phrases) {
	if len(open) == 0 {
		fmt.Fprint(b, "  "+t.none)
		return
	}
	width := utf8.RuneCountInString(t.type_)
	for _, i := range open {
		width = max(width, utf8.RuneCountInString(t.name(list[0].decisions[i])))
	}
	fmt.Fprintf(b, "  %s", pad(t.type_, width))
	for j := range list {
		fmt.Fprintf(b, "  %c", letter(j))
	}
	fmt.Fprintln(b)
	class := habilitation.DocumentClass(0)
	for _, i := range open {
		d := list[0].decisions[i]
		if c := d.Document().Class(); c != class {
			class = c
			fmt.Fprintf(b, "  -- %s\n", c.Label())
		}
		fmt.Fprintf(b, "  %s", pad(t.name(d), width))
		for _, a := range list {
			mark := "·"
			if a.decisions[i].Allowed() {
				mark = "✓"
			}
			fmt.Fprintf(b, "  %s", mark)
		}
		fmt.Fprintln(b)
	}
}

func closedTypes(b *bufio.Writer, closed []decided, t *phrases) {
	byClass := map[habilitation.DocumentClass][]string{}
	var order []habilitation.DocumentClass
	for _, d := range closed {
		c := d.Document().Class()
		if byClass[c] == nil {
			order = append(order, c)
		}
		byClass[c] = append(byClass[c], t.name(d))
	}
	for _, c := range order {
		fmt.Fprintf(b, "  -- %s\n", cmp.Or(c.Label(), t.unknown))
		for _, n := range byClass[c] {
			fmt.Fprintf(b, "  %s\n", n)
		}
	}
}

// name is a type as it is shown.
func (t *phrases) name(d decided) string {
	if l := d.Document().Label(); l != "" {
		return l + " (" + d.code + ")"
	}
	return d.code + " " + t.unknown
}

// reasons says for each situation which reasons were given, for how many
// types, with the source of each.
func reasons(b *bufio.Writer, list []asked, o options, t *phrases) {
	fmt.Fprint(b, t.why)
	for j, a := range list {
		count := map[habilitation.Reason]int{}
		for _, d := range a.decisions {
			for r := range d.Reasons() {
				count[r]++
			}
		}
		fmt.Fprintf(b, "  %c\n", letter(j))
		for r := range habilitation.Reasons() {
			if count[r] == 0 {
				continue
			}
			sign := "✗"
			switch {
			case r.IsGround():
				sign = "✓"
			case r.IsCaveat():
				sign = "!"
			}
			text := fmt.Sprintf(t.types, count[r]) + r.Explain(o.lang)
			fmt.Fprintf(b, "    %s %s\n", sign, wrap(text, 92, "          "))
			fmt.Fprintf(b, "          [%s] %s\n", r.Code(), r.Rule().Source)
		}
	}
}

func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
}

// wrap breaks a text at spaces, with an indent from the second line on.
func wrap(s string, width int, indent string) string {
	var b strings.Builder
	n := 0
	for i, word := range strings.Fields(s) {
		l := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case n+1+l > width:
			b.WriteString("\n" + indent)
			n = utf8.RuneCountInString(indent) - 1
		default:
			b.WriteByte(' ')
			n++
		}
		b.WriteString(word)
		n += l
	}
	return b.String()
}
