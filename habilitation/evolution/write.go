package evolution

import (
	"cmp"
	"encoding/csv"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/plainjson"
)

// Text returns the differences as plain text.
func (c Changes) Text(tag language.Tag) string { r := c.report(tag); return r.text() }

// Markdown returns the differences as Markdown.
func (c Changes) Markdown(tag language.Tag) string { r := c.report(tag); return r.markdown() }

// HTML returns the differences as a page.
func (c Changes) HTML(tag language.Tag) string { r := c.report(tag); return r.html() }

// changesJSON is the JSON form of [Changes]: part of the API.
type changesJSON struct {
	Old       string           `json:"old"`
	New       string           `json:"new"`
	Compared  int              `json:"compared"`
	Gained    int              `json:"gained"`
	Lost      int              `json:"lost"`
	Version   []VersionChange  `json:"version"`
	Documents []DocumentChange `json:"documents"`
	Subjects  []SubjectChange  `json:"subjects"`
	Cells     []CellChange     `json:"cells"`
}

// MarshalJSON returns {"old","new","compared","gained","lost","version",
// "documents","subjects","cells"}: old and new are the IDs of the versions.
func (c Changes) MarshalJSON() ([]byte, error) {
	gained, lost := c.Count()
	return plainjson.Marshal(changesJSON{
		Old: c.Old.ID, New: c.New.ID, Compared: c.Compared, Gained: gained, Lost: lost,
		Version: some(c.Version), Documents: some(c.Documents), Subjects: some(c.Subjects), Cells: some(c.Cells),
	})
}

// some is a list that JSON writes as a list even when it is empty.
func some[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// CSV returns one line for each change, with commas: what ("version",
// "document", "subject", "cell"), kind, column, document, old and new. For a
// cell old and new are 0 and 1; for a type or a subject added or removed they
// are its label; its cells are not listed. A subject whose key and label have both
// changed has a line for each.
func (c Changes) CSV() string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	line := func(fields ...string) { _ = w.Write(fields) } // a Builder takes all
	line("what", "kind", "column", "document", "old", "new")
	for _, v := range c.Version {
		line("version", v.Field, "", "", v.Old, v.New)
	}
	for _, d := range c.Documents {
		if d.Kind == Reclassed {
			line("document", d.Kind.String(), "", d.Code, d.Class.Old.Code(), d.Class.New.Code())
			continue
		}
		line("document", d.Kind.String(), "", d.Code, d.Label.Old, d.Label.New)
	}
	for _, s := range c.Subjects {
		v := s.Label
		switch {
		case s.Kind == Recoded && s.Codes.Old != s.Codes.New:
			v = s.Codes
		case s.Kind == Recoded:
			v = s.Printed
		case s.Kind == Renamed && s.Keys.Old != s.Keys.New:
			line("subject", s.Kind.String(), s.Key, "", s.Keys.Old, s.Keys.New)
			if v.Old == v.New {
				continue
			}
		}
		line("subject", s.Kind.String(), s.Key, "", v.Old, v.New)
	}
	for _, x := range c.Cells {
		if x.Kind == Gained {
			line("cell", x.Kind.String(), x.Column, x.Code, "0", "1")
		} else {
			line("cell", x.Kind.String(), x.Column, x.Code, "1", "0")
		}
	}
	w.Flush()
	return b.String()
}

// fieldNames are the names of the facts about a version, for people.
var fieldNames = [...]struct{ field, fr, en string }{
	{"id", "identifiant", "identifier"},
	{"title", "titre", "title"},
	{"source", "source", "source"},
	{"published", "date de publication", "date of publication"},
	{"from", "premier jour d'effet", "first day of effect"},
	{"until", "jour de fin", "day of end"},
	{"confidence", "confiance", "confidence"},
	{"differences", "écarts connus avec d'autres sources (ici/là ; 1 ouvert, 0 fermé, ? douteux)", "known differences with other sources (here/there; 1 open, 0 closed, ? doubtful)"},
}

func fieldName(field string, w words) string {
	for _, f := range fieldNames {
		if f.field == field {
			return w.pick(f.fr, f.en)
		}
	}
	return field
}

func (c Changes) report(tag language.Tag) report {
	w := wordsOf(tag)
	id := func(v habilitation.Version) string {
		if v.ID == "" {
			return w.pick("aucune", "none")
		}
		return v.ID
	}
	r := report{english: bool(w), title: w.pick("Matrice d'habilitation : de ", "Habilitation matrix: from ") + id(c.Old) + w.pick(" à ", " to ") + id(c.New)}
	gained, lost := c.Count()
	r.intro = append(r.intro, w.pick("Cases comparées : ", "Cells compared: ")+strconv.Itoa(c.Compared)+
		w.pick(" ; ouvertes : ", "; opened: ")+strconv.Itoa(gained)+w.pick(" ; fermées : ", "; closed: ")+strconv.Itoa(lost)+".")
	if c.Same() {
		r.intro = append(r.intro, w.pick("Les deux matrices disent la même chose : aucun type, aucune colonne, aucune case ne change.",
			"Both matrices say the same: no type, no column and no cell changes."))
	}
	if n := c.unlisted(); n > 0 {
		r.intro = append(r.intro, w.pick(
			"Types que la bibliothèque ne connaît pas : "+strconv.Itoa(n)+". Elle refuse de les lire, quoi que disent leurs cases, jusqu'à la mise à jour de ses tables.",
			"Types that the library does not know: "+strconv.Itoa(n)+". It denies reading them, whatever their cells say, until its tables are brought up to date."))
	}

	names := w.columns(c.old, c.new)
	var facts []item
	for _, v := range c.Version {
		switch v.Field {
		case "confidence":
			v.Change = Change{c.Old.Confidence.In(tag), c.New.Confidence.In(tag)}
		case "differences":
			v.Change = Change{differences(c.Old, names), differences(c.New, names)}
		}
		facts = append(facts, item{text: fieldName(v.Field, w) + w.colon() + c.arrow(w, v.Change)})
	}
	r.add(section{w.pick("Version", "Version"), one(facts)})

	var docs []item
	for _, d := range c.Documents {
		docs = append(docs, item{d.Code, d.describe(w, names)})
	}
	r.add(section{w.pick("Types de documents", "Types of documents"), one(docs)})
	var subjects []item
	for _, s := range c.Subjects {
		subjects = append(subjects, item{cmp.Or(names[s.Key], s.Key), s.describe(w)})
	}
	r.add(section{w.pick("Colonnes", "Columns"), one(subjects)})
	r.add(section{w.pick("Cases fermées", "Cells closed"), c.groups(Lost, w)})
	r.add(section{w.pick("Cases ouvertes", "Cells opened"), c.groups(Gained, w)})
	return r
}

func one(items []item) []group {
	if items == nil {
		return nil
	}
	return []group{{items: items}}
}

// unlisted counts the types of the new matrix that the library does not know.
func (c Changes) unlisted() int {
	n := 0
	if c.new != nil {
		for range c.new.Unlisted() {
			n++
		}
	}
	return n
}

func (c Changes) arrow(w words, v Change) string {
	none := w.pick("(rien)", "(none)")
	old, now := v.Old, v.New
	if old == "" {
		old = none
	}
	if now == "" {
		now = none
	}
	return old + " → " + now
}

func (d DocumentChange) describe(w words, names map[string]string) string {
	unlisted := ""
	if d.Unlisted {
		unlisted = w.pick(" (type inconnu de la bibliothèque, refusé)", " (type unknown to the library, denied)")
	}
	opens := func(before bool) string {
		verb := w.pick("lu par ", "read by ")
		if before {
			verb = w.pick("était lu par ", "was read by ")
		}
		if len(d.Opens) == 0 {
			if before {
				return w.pick("n'était lu par aucune colonne", "was read by no column")
			}
			return w.pick("lu par aucune colonne", "read by no column")
		}
		columns := make([]string, len(d.Opens))
		for i, key := range d.Opens {
			columns[i] = cmp.Or(names[key], key)
		}
		return verb + strings.Join(columns, w.pick(" / ", ", ")) // a heading may have a comma
	}
	class := func(c habilitation.DocumentClass) string {
		if c.IsZero() {
			return w.pick("classe non renseignée", "class not stated")
		}
		return w.pick("classe ", "class ") + c.Code() + " " + c.Label()
	}
	switch d.Kind {
	case Added:
		return w.pick("ajouté", "added") + w.colon() + w.quote(d.Label.New) + ", " + class(d.Class.New) + w.semicolon() + opens(false) + unlisted
	case Removed:
		return w.pick("retiré", "removed") + w.colon() + w.quote(d.Label.Old) + ", " + class(d.Class.Old) + w.semicolon() + opens(true) + unlisted
	case Renamed:
		return w.pick("renommé", "renamed") + w.colon() + w.quote(d.Label.Old) + " → " + w.quote(d.Label.New) + unlisted
	}
	return w.pick("reclassé", "reclassed") + w.colon() + class(d.Class.Old) + " → " + class(d.Class.New) + unlisted
}

func (s SubjectChange) describe(w words) string {
	count := func() string { return strconv.Itoa(len(s.Opens)) }
	switch s.Kind {
	case Added:
		return w.pick("ajoutée", "added") + w.colon() + w.quote(s.Label.New) + " [" + s.Codes.New + "]" + w.semicolon() +
			w.pick("types lus : ", "types read: ") + count() + opened(s.Opens)
	case Removed:
		return w.pick("retirée", "removed") + w.colon() + w.quote(s.Label.Old) + " [" + s.Codes.Old + "]" + w.semicolon() +
			w.pick("types qu'elle lisait : ", "types it read: ") + count() + opened(s.Opens)
	case Renamed:
		out := w.pick("renommée", "renamed") + w.colon()
		if s.Keys.Old != s.Keys.New {
			out += s.Keys.Old + " → " + s.Keys.New
			if s.Label.Old == s.Label.New {
				return out
			}
			out += w.semicolon()
		}
		return out + w.quote(s.Label.Old) + " → " + w.quote(s.Label.New)
	}
	out := w.pick("personnes nommées", "people named") + w.colon()
	if s.Codes.Old == s.Codes.New {
		return out + w.pick("les mêmes ; codes imprimés ", "the same; codes as printed ") + w.quote(s.Printed.Old) + " → " + w.quote(s.Printed.New)
	}
	return out + "[" + s.Codes.Old + "] → [" + s.Codes.New + "]"
}

func opened(codes []string) string {
	if len(codes) == 0 {
		return ""
	}
	return " (" + strings.Join(codes, ", ") + ")"
}

// groups gives the cells of a kind, by subject.
func (c Changes) groups(k Kind, w words) []group {
	titles := map[string]string{}
	if c.new != nil {
		for _, col := range c.new.Columns() {
			title := w.column(col)
			if title == col.Key && col.Label != "" {
				title += w.colon() + col.Label
			}
			titles[col.Key] = title
		}
	}
	var out []group
	last := ""
	for _, x := range c.Cells {
		if x.Kind != k {
			continue
		}
		if last != x.Column {
			out = append(out, group{title: cmp.Or(titles[x.Column], x.Column)})
			last = x.Column
		}
		g := &out[len(out)-1]
		text := c.labels[x.Code]
		if x.Unlisted {
			text += w.pick(" (type inconnu de la bibliothèque, refusé)", " (type unknown to the library, denied)")
		}
		g.items = append(g.items, item{x.Code, text})
	}
	return out
}
