package workforce

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// phrases are the words of the texts, in one language.
type phrases struct {
	yes, no, unknown                                      string
	assessed, on, persons                                 string
	plan, from, to, workingDays, none, colon              string
	wave, gestionnaire, missing, blocked, unclear, allOf  string
	hWave, hKey, hPersons, hFrom, hUntil, hRefs, hReasons string
	reads, chosen, choose                                 string
	methods                                               [3]string
	date                                                  func(civil.Date) string
}

var french = phrases{
	yes: "oui", no: "non", unknown: "à établir",
	assessed: "Évaluation", on: " du ", persons: "%d personne(s)",
	plan: "Plan %s : %s", from: " du %s", to: " au %s", workingDays: ", en %d jour(s) ouvré(s)",
	none: "  Personne n'est planifié.\n", colon: " : ",
	wave: "  %d. %s : %s, du %s au %s\n", gestionnaire: "gestionnaire %d", missing: "à compléter ou corriger : ",
	blocked: "Bloqué", unclear: "À éclaircir d'abord", allOf: "tout le plan",
	hWave: "Vague", hKey: "Groupe", hPersons: "Personnes", hFrom: "Du", hUntil: "Au", hRefs: "Références", hReasons: "Ce qui bloque",
	reads: "%d type(s) ouvert(s)", chosen: "rôle choisi", choose: "rôles possibles",
	methods: [3]string{"", "enregistrement manuel", "pré-enregistrement"},
	date:    civil.Date.French,
}

var english = phrases{
	yes: "yes", no: "no", unknown: "to be established",
	assessed: "Assessment", on: " of ", persons: "%d person(s)",
	plan: "Plan %s: %s", from: " from %s", to: " to %s", workingDays: ", in %d working day(s)",
	none: "  Nobody is planned.\n", colon: ": ",
	wave: "  %d. %s: %s, from %s to %s\n", gestionnaire: "gestionnaire %d", missing: "to be filled in or mended: ",
	blocked: "Blocked", unclear: "To be cleared up first", allOf: "the whole plan",
	hWave: "Wave", hKey: "Group", hPersons: "Persons", hFrom: "From", hUntil: "To", hRefs: "References", hReasons: "What blocks",
	reads: "%d type(s) open", chosen: "role chosen", choose: "roles to choose from",
	methods: [3]string{"", "manual registration", "pre-registration"},
	date:    civil.Date.String,
}

func words(tag language.Tag) *phrases {
	if rule.IsEnglish(tag) {
		return &english
	}
	return &french
}

// clean keeps a reference of the caller on its line, and shows that there is none.
func clean(s string) string {
	if s == "" {
		return "?"
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return '?'
		}
		return r
	}, s)
}

func cleanAll(refs []string) string {
	out := make([]string, len(refs))
	for i, r := range refs {
		out[i] = clean(r)
	}
	return strings.Join(out, ", ")
}

// columns names fields as files of registrations do, for people who never see a
// path; what is no field of its own keeps its path.
func columns(paths []string) string {
	out := make([]string, len(paths))
	for i, p := range paths {
		var f registration.Field
		switch {
		case p == registration.PathStructure:
			out[i] = "structure"
		case f.UnmarshalText([]byte(p)) == nil:
			out[i] = f.Column()
		default:
			out[i] = p
		}
	}
	return strings.Join(out, ", ")
}

// Text returns the assessment for reading: the totals, then each person with
// the reasons, the roles to choose from and what is missing, by the names of the
// columns of a file of registrations.
func (a Assessment) Text(tag language.Tag) string {
	w := words(tag)
	var b strings.Builder
	b.WriteString(w.assessed)
	if !a.At.IsZero() { // of the zero Assessment there is no day
		b.WriteString(w.on + w.date(a.At))
	}
	fmt.Fprintf(&b, w.colon+w.persons+"\n", len(a.Findings))
	for v := range Verdicts() {
		if n := a.Count(v); n > 0 {
			fmt.Fprintf(&b, "  %4d  %s\n", n, v.Title(tag))
		}
	}
	for i := range a.Findings {
		f := &a.Findings[i]
		fmt.Fprintf(&b, "\n%s  %s", clean(f.Ref), f.Verdict.Title(tag))
		if f.Profession != 0 {
			fmt.Fprintf(&b, "  [%s %s]", f.Profession.Code(), f.Profession.Label())
		}
		b.WriteByte('\n')
		for _, x := range f.Why {
			fmt.Fprintf(&b, "    %s [%s]\n", x.Message(tag), x.Code())
		}
		if f.Role != 0 {
			fmt.Fprintf(&b, "    %s%s%s %s\n", w.chosen, w.colon, f.Role.Code(), f.Role.Label())
		} else if len(f.Suggestions) > 0 {
			fmt.Fprintf(&b, "    %s%s%s\n", w.choose, w.colon, suggestionsText(f.Suggestions, tag))
		}
		if len(f.Missing) > 0 {
			fmt.Fprintf(&b, "    %s%s\n", w.missing, columns(f.Missing))
		}
	}
	return b.String()
}

// suggestionsText lists roles with what they open; those that rest on less
// than a mission say so.
func suggestionsText(s []Suggestion, tag language.Tag) string {
	w := words(tag)
	out := make([]string, len(s))
	for i, x := range s {
		out[i] = x.Role.Code() + " (" + fmt.Sprintf(w.reads, x.Reads)
		if x.Basis != ByMission {
			out[i] += " ; " + basisTitles[x.Basis].In(tag)
		}
		out[i] += ")"
	}
	return strings.Join(out, ", ")
}

var basisTitles = [...]rule.Text{
	{},
	ByMission:    {FR: "d'après la mission", EN: "by the mission"},
	ByDocuments:  {FR: "d'après les documents seuls", EN: "by the documents alone"},
	ByProfession: {FR: "d'après le métier seul", EN: "by the métier alone"},
}

// heading says what the plan is: its strategy, method and span.
func (p Plan) heading(tag language.Tag) string {
	w := words(tag)
	how := p.Strategy.Title(tag)
	if p.Method > 0 && p.Method <= registration.PreRegistration {
		if how != "" {
			how += ", "
		}
		how += w.methods[p.Method]
	}
	s := fmt.Sprintf(w.plan, how, fmt.Sprintf(w.persons, p.Planned()))
	if !p.From.IsZero() {
		s += fmt.Sprintf(w.from, w.date(p.From)) + fmt.Sprintf(w.to, w.date(p.Until)) + fmt.Sprintf(w.workingDays, p.WorkingDays)
	}
	return s
}

// reasons are what blocks, one reason a line.
func (b Block) reasons(tag language.Tag) []string {
	var out []string
	if len(b.Missing) > 0 {
		out = append(out, words(tag).missing+columns(b.Missing))
	}
	for _, f := range b.Faults {
		out = append(out, f.Message(tag)+" ["+string(f.Code())+"]")
	}
	return out
}

func (w *Wave) refs() []string {
	out := make([]string, len(w.Slots))
	for i, s := range w.Slots {
		out[i] = s.Ref
	}
	return out
}

// title is the key of a wave, and what it stands for.
func (p Plan) title(key string) string {
	if t := p.keyTitle(key); t != "" {
		return key + " " + t
	}
	return key
}

// Text returns the plan for reading: wave by wave who is registered when and
// by which gestionnaire (counted from 1), then what is blocked and why.
func (p Plan) Text(tag language.Tag) string {
	w := words(tag)
	var b strings.Builder
	b.WriteString(p.heading(tag) + "\n")
	if len(p.Waves) == 0 {
		b.WriteString(w.none)
	}
	for i := range p.Waves {
		v := &p.Waves[i]
		fmt.Fprintf(&b, w.wave, i+1, p.title(v.Key), fmt.Sprintf(w.persons, len(v.Slots)), w.date(v.From), w.date(v.Until))
		for _, line := range v.lines() {
			fmt.Fprintf(&b, "       %s, %s%s%s\n", w.date(line.on), fmt.Sprintf(w.gestionnaire, line.gestionnaire+1), w.colon, cleanAll(line.refs))
		}
	}
	if len(p.Blocked) > 0 {
		b.WriteString(w.blocked + "\n")
	}
	for _, x := range p.Blocked {
		who := cleanAll(x.Refs)
		if who == "" {
			who = w.allOf
		}
		fmt.Fprintf(&b, "  %s\n", who)
		for _, r := range x.reasons(tag) {
			fmt.Fprintf(&b, "       %s\n", r)
		}
	}
	if len(p.Unclear) > 0 {
		fmt.Fprintf(&b, "%s\n  %s\n", w.unclear, cleanAll(p.Unclear))
	}
	return b.String()
}

// A line is what one gestionnaire does on one day for a wave.
type line struct {
	on           civil.Date
	gestionnaire int
	refs         []string
}

func (w *Wave) lines() []line {
	var out []line
	for _, s := range w.Slots {
		i := slices.IndexFunc(out, func(l line) bool { return l.on == s.On && l.gestionnaire == s.Gestionnaire })
		if i < 0 {
			i = len(out)
			out = append(out, line{on: s.On, gestionnaire: s.Gestionnaire})
		}
		out[i].refs = append(out[i].refs, s.Ref)
	}
	return out
}

// Markdown returns the plan as tables: the waves, what is blocked, what is to
// be cleared up.
func (p Plan) Markdown(tag language.Tag) string {
	w := words(tag)
	cell := strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", "&lt;", ">", "&gt;", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "`", "\\`")
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n", p.heading(tag))
	if len(p.Waves) > 0 {
		fmt.Fprintf(&b, "\n| %s | %s | %s | %s | %s | %s |\n|---|---|---|---|---|---|\n", w.hWave, w.hKey, w.hPersons, w.hFrom, w.hUntil, w.hRefs)
	}
	for i := range p.Waves {
		v := &p.Waves[i]
		fmt.Fprintf(&b, "| %d | %s | %d | %s | %s | %s |\n", i+1, cell.Replace(p.title(v.Key)), len(v.Slots), w.date(v.From), w.date(v.Until), cell.Replace(cleanAll(v.refs())))
	}
	if len(p.Blocked) > 0 {
		fmt.Fprintf(&b, "\n### %s\n\n| %s | %s |\n|---|---|\n", w.blocked, w.hRefs, w.hReasons)
	}
	for _, x := range p.Blocked {
		who := cleanAll(x.Refs)
		if who == "" {
			who = w.allOf
		}
		reasons := x.reasons(tag)
		for i, r := range reasons {
			reasons[i] = cell.Replace(r)
		}
		fmt.Fprintf(&b, "| %s | %s |\n", cell.Replace(who), strings.Join(reasons, "<br>"))
	}
	if len(p.Unclear) > 0 {
		fmt.Fprintf(&b, "\n### %s\n\n%s\n", w.unclear, cell.Replace(cleanAll(p.Unclear)))
	}
	return b.String()
}
