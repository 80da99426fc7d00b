package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// reach is one line of the answer.
type reach struct {
	Columns     []string                    `json:"columns"`
	Professions []roles.Profession          `json:"professions,omitempty"`
	Interns     []roles.Profession          `json:"interns,omitempty"`
	Functions   []roles.Profession          `json:"functions,omitempty"`
	Roles       []roles.Role                `json:"roles,omitempty"`
	Reads       int                         `json:"reads"`
	Beyond      []habilitation.DocumentType `json:"beyond"`
	Missing     []habilitation.DocumentType `json:"missing,omitempty"`

	label string
}

// readers is the answer.
type readers struct {
	Matrix    string                      `json:"matrix"`
	At        civil.Date                  `json:"at"`
	Documents []habilitation.DocumentType `json:"documents"`
	Found     []reach                     `json:"found"`
	Nearest   []reach                     `json:"nearest,omitempty"`
}

// rolesFor prints who reads all of the types, the least far-reaching first.
func rolesFor(m *habilitation.Matrix, day civil.Date, codes []string, format string, tag language.Tag, w io.Writer) error {
	a := readers{Matrix: m.Version().ID, At: day, Found: []reach{}}
	for _, code := range codes {
		d, err := habilitation.ParseDocumentType(code)
		if err != nil {
			return fmt.Errorf("-roles-for: no type %q", code)
		}
		a.Documents = append(a.Documents, d)
	}
	a.find(m)
	switch format {
	case "json":
		return cli.JSON(w, a, "")
	case "csv":
		return a.csv(w)
	case "html":
		return errors.New("-format html: not for -roles-for")
	}
	a.text(w, format == "md", tag)
	return nil
}

// find looks for those who read all of the types; when nobody does, for those who
// read the most.
func (a *readers) find(m *habilitation.Matrix) {
	labels := map[string]string{}
	for _, c := range m.Columns() {
		labels[c.Key] = c.Label
	}
	line := func(r habilitation.Reach) reach {
		var who []string
		for _, k := range r.Keys {
			who = append(who, labels[k])
		}
		return reach{
			Columns: r.Keys, Professions: r.Professions, Interns: r.Interns, Functions: r.Functions, Roles: r.Roles,
			Reads: len(r.Reads), Beyond: append([]habilitation.DocumentType{}, r.Beyond(a.Documents...)...), Missing: r.Missing(a.Documents...),
			label: strings.Join(who, " + "),
		}
	}
	for _, r := range m.RolesFor(a.Documents...) {
		a.Found = append(a.Found, line(r))
	}
	if len(a.Found) > 0 {
		return
	}
	best := 1
	for r := range m.Reaches() {
		switch n := len(a.Documents) - len(r.Missing(a.Documents...)); {
		case n > best:
			best, a.Nearest = n, []reach{line(r)}
		case n == best:
			a.Nearest = append(a.Nearest, line(r))
		}
	}
}

func (a *readers) csv(w io.Writer) error {
	c := csv.NewWriter(w)
	_ = c.Write([]string{"columns", "label", "reads", "beyond"})
	for _, r := range a.Found {
		_ = c.Write([]string{strings.Join(r.Columns, " "), r.label, strconv.Itoa(r.Reads), join(r.Beyond, " ")})
	}
	c.Flush()
	return c.Error()
}

func (a *readers) text(w io.Writer, markdown bool, tag language.Tag) {
	en := rule.IsEnglish(tag)
	say := func(fr, english string) string { return rule.Text{FR: fr, EN: english}.In(tag) }
	title, mark, day := "", "  ", a.At.French()
	if markdown {
		title, mark = "# ", "- "
	}
	if en {
		day = a.At.String()
	}
	fmt.Fprintf(w, title+say("Qui lit ces types ? Matrice %s, le %s\n\n", "Who reads these types? Matrix %s, on %s\n\n"), a.Matrix, day)
	for _, d := range a.Documents {
		fmt.Fprintf(w, "%s%s %s\n", mark, d.Code(), d.Label())
	}
	fmt.Fprintln(w)
	if len(a.Found) == 0 {
		fmt.Fprint(w, say("Aucun rôle ni aucune profession ne les lit tous.\n", "No role and no profession reads all of them.\n"))
		for _, r := range a.Nearest {
			fmt.Fprintf(w, mark+say("%s : il manque %s\n", "%s: %s missing\n"), r.name(en), join(r.Missing, ", "))
		}
		return
	}
	fmt.Fprint(w, say("Du moins étendu au plus étendu :\n\n", "The least far-reaching first:\n\n"))
	role := false
	for i, r := range a.Found {
		role = role || len(r.Roles) > 0
		fmt.Fprintf(w, say("%d. %s [%s] : lit %d type%s\n", "%d. %s [%s]: reads %d type%s\n"), i+1, r.name(en), r.who(say), r.Reads, map[bool]string{true: "s"}[r.Reads > 1])
		if len(r.Beyond) > 0 {
			fmt.Fprintf(w, say("   ouvre aussi : %s\n", "   opens as well: %s\n"), r.beyond())
		}
	}
	fmt.Fprint(w, say("\nLe rôle suit ce que la personne fait, non ce qu'elle voudrait lire.\n", "\nThe role follows what the person does, not what they would like to read.\n"))
	if role {
		caveat := habilitation.CaveatRoleColumn.Explain(tag)
		fmt.Fprintln(w, strings.ToUpper(caveat[:1])+caveat[1:]+".")
	}
}

// name names the columns: by their labels, which are French, or by their keys
// before these.
func (r reach) name(english bool) string {
	if english {
		return strings.Join(r.Columns, " + ") + " (" + r.label + ")"
	}
	return r.label
}

// who says by which codes the people are found.
func (r reach) who(say func(fr, en string) string) string {
	var out []string
	add := func(name string, codes []string) {
		if len(codes) > 0 {
			out = append(out, name+" "+strings.Join(codes, " "))
		}
	}
	add("profession", texts(r.Professions))
	add(say("interne", "intern"), texts(r.Interns))
	add("métier", texts(r.Functions))
	add(say("rôle", "role"), texts(r.Roles))
	return strings.Join(out, ", ")
}

func texts[T interface{ Code() string }](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v.Code()
	}
	return out
}

// beyond lists a few types, and counts many by class.
func (r reach) beyond() string {
	if len(r.Beyond) <= 12 {
		return join(r.Beyond, ", ")
	}
	var out []string
	for c := habilitation.ClassReport; c.Code() != ""; c++ {
		n := 0
		for _, d := range r.Beyond {
			if d.Class() == c {
				n++
			}
		}
		if n > 0 {
			out = append(out, fmt.Sprintf("%s (%d)", c.Label(), n))
		}
	}
	return strings.Join(out, ", ")
}

func join(docs []habilitation.DocumentType, sep string) string {
	out := make([]string, len(docs))
	for i, d := range docs {
		out[i] = d.Code()
	}
	return strings.Join(out, sep)
}
