package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// print prints the report.
func (r *report) print(out io.Writer, o options) error {
	if o.json {
		return cli.JSON(out, r, "  ")
	}
	w := func(fr, en string) string { return cli.Word(o.lang, fr, en) }
	line := func(label string, value any) {
		fmt.Fprintf(out, "%s%s\n", pad(label+cli.Colon(o.lang), 26), fmt.Sprint(value))
	}
	line("Extraction", r.Layout)
	line(w("Colonnes", "Columns"), r.Columns)
	if r.Day != "" {
		line(w("Jour du fichier", "Day of the file"), r.Day)
	}
	if r.Encoding != "" {
		line(w("Encodage", "Encoding"), r.Encoding)
	}
	line(w("Lignes", "Lines"), r.Lines)
	line(w("Lignes refusées", "Lines refused"), r.Rejected)
	line(w("Lignes répétées", "Lines repeated"), r.Repeated)
	line(w("Personnes", "Persons"), r.Persons)
	line(w("Situations d'exercice", "Practice situations"), r.Situations)
	table := func(title string, counts map[string]int, label func(string) string) {
		if len(counts) == 0 {
			return
		}
		fmt.Fprintf(out, "\n%s\n", title)
		for _, key := range byCount(counts) {
			text := key
			if key == unknown {
				text = w("(autre)", "(other)")
			}
			fmt.Fprintf(out, "%9d  %s\n", counts[key], strings.TrimRight(pad(text, 16)+label(key), " "))
		}
	}
	table("Professions", r.ByProfession, func(c string) string {
		p, _ := roles.ParseProfession(c)
		return p.Label()
	})
	table(w("Rôles (genre d'activité)", "Roles (genre d'activité)"), r.ByRole, func(c string) string {
		p, _ := roles.ParseRole(c)
		return p.Label()
	})
	table(w("Modes d'exercice", "Practice modes"), r.ByMode, func(c string) string {
		p, _ := roles.ParsePracticeMode(c)
		return p.Label()
	})
	table("Structures", r.ByStructureKind, func(k string) string {
		if o.lang == language.English {
			return "" // the names of kinds are English, or official
		}
		return kindsInFrench[k]
	})
	if len(r.Faults) > 0 {
		fmt.Fprintf(out, "\n%s\n", w("Constats", "Findings"))
		codes := slices.SortedFunc(maps.Keys(r.Faults), func(a, b rule.Code) int {
			return cmp.Or(cmp.Compare(r.rules[a].Severity(), r.rules[b].Severity()), -cmp.Compare(r.Faults[a], r.Faults[b]), cmp.Compare(a, b))
		})
		for _, c := range codes {
			fmt.Fprintf(out, "%9d  %s %s [%s]\n", r.Faults[c], mark(r.rules[c].Severity(), o.lang), r.rules[c].Rule().Title.In(o.lang), c)
		}
	}
	if len(r.refused) > 0 {
		fmt.Fprintf(out, "\n%s\n", w("Premières lignes refusées", "First lines refused"))
		for _, f := range r.refused {
			fmt.Fprintf(out, "  %s\n", cli.Message(f, o.lang))
		}
	}
	return nil
}

var kindsInFrench = map[string]string{
	"ESMS": "Établissement ou service social ou médico-social", "DAC": "Dispositif d'appui à la coordination",
	"CRT": "Centre de ressources territorial", "officine": "Pharmacie d'officine", "hospital": "Établissement de santé",
	"practice": "Cabinet ou société d'exercice", "laboratory": "Laboratoire de biologie médicale",
}

// byCount are the keys, the most frequent first.
func byCount(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(-cmp.Compare(counts[a], counts[b]), cmp.Compare(a, b))
	})
}

func pad(s string, n int) string { return s + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s))) }

func mark(s rule.Severity, lang language.Tag) string {
	switch s {
	case rule.Error:
		return cli.Word(lang, "ERREUR  ", "ERROR   ")
	case rule.Warning:
		return cli.Word(lang, "à voir  ", "look at ")
	}
	return cli.Word(lang, "à savoir", "to know ")
}

// compare prints what changed between two days and returns the exit code.
func compare(o options, stdin io.Reader, out *bufio.Writer) (int, error) {
	var n atomic.Int64
	var readers [2]*annuaire.Reader
	for i, name := range [...]string{o.old, o.file} {
		s, err := find(name, o, stdin)
		if err != nil {
			return 0, err
		}
		defer s.close()
		if readers[i], err = s.reader(o, &n); err != nil {
			return 0, err
		}
	}
	c, err := annuaire.Diff(readers[0], readers[1], annuaire.DiffOptions{Establishment: o.establishment})
	if err != nil {
		return 0, err
	}
	kinds := map[annuaire.ChangeKind]int{}
	for _, x := range c.Changes {
		kinds[x.Kind]++
		if o.json {
			// Who it is, is what a script asks for.
			text, err := json.Marshal(x)
			if err != nil {
				return 0, err
			}
			fmt.Fprintf(out, "%s\n", text)
		}
	}
	if !o.json {
		fmt.Fprintf(out, cli.Word(o.lang, "%d personnes, dont %d sans changement\n", "%d persons, of whom %d without a change\n"), c.Persons, c.Unchanged)
		for _, k := range slices.Sorted(maps.Keys(kinds)) {
			fmt.Fprintf(out, "%9d  %s\n", kinds[k], k.Explain(o.lang))
		}
		for _, f := range c.Faults {
			fmt.Fprintf(out, "%s\n", cli.Message(f, o.lang))
		}
	}
	if !c.Complete() {
		before, after := max(len(c.BeforeFaults), c.Before.Rejected), max(len(c.AfterFaults), c.After.Rejected)
		if !o.json && before+after > 0 {
			fmt.Fprintf(out, cli.Word(o.lang, "Des lignes ont été refusées : %d avant, %d après ; des départs ou des arrivées peuvent n'en être pas.\n",
				"Lines were refused: %d before, %d after; some who left or appeared may not have.\n"), before, after)
		}
		return 1, nil
	}
	return 0, nil
}
