package explore

import (
	"bytes"
	"encoding/base64"
	"errors"
	"path"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// FileQuestion asks what changes from the embedded matrix to that of a file.
type FileQuestion struct {
	// Name is the name of the file, Data its bytes in base64.
	Name string `json:"name"`
	Data string `json:"data"`
	// Blanks: a blank cell of a spreadsheet means closed.
	Blanks bool   `json:"blanks"`
	Day    string `json:"day"`
}

// Compared is what changes, or why the file is refused.
type Compared struct {
	// Read: the file is a matrix. Faults are what was found odd in it, mended or
	// refused.
	Read   bool    `json:"read"`
	Faults []Fault `json:"faults"`
	// Blanks: it was refused for blank cells, which may mean closed.
	Blanks bool   `json:"blanks"`
	Same   bool   `json:"same"`
	Old    string `json:"old"`
	New    string `json:"new"`
	// Counts are the figures, Cells the cells that change, Lists all else.
	Counts   []Count       `json:"counts"`
	Cells    []ChangedCell `json:"cells"`
	Lists    []List        `json:"lists"`
	Markdown string        `json:"markdown"`
}

// Count is a figure with its label.
type Count struct {
	Label string `json:"label"`
	Count int    `json:"count"`
}

// ChangedCell is a cell whose value changes.
type ChangedCell struct {
	Document string `json:"document"`
	Label    string `json:"label"`
	Column   string `json:"column"`
	Gained   bool   `json:"gained"`
}

// List is a list with its title.
type List struct {
	Label string   `json:"label"`
	Items []string `json:"items"`
}

var errFile = errors.New("le fichier n'a pas pu être lu")

// Compare reads the file and says what changes. What the file lacks or adds is
// accepted, and told: nothing is decided by it.
func Compare(q FileQuestion) (*Compared, error) {
	day, err := parseDay(q.Day)
	if err != nil {
		return nil, err
	}
	data, err := base64.StdEncoding.DecodeString(q.Data)
	if err != nil {
		return nil, errFile
	}
	old := matrixFor(day)
	name := path.Base(q.Name)
	options := matrixfile.Options{
		Version: habilitation.Version{
			ID: "fichier", Title: name, Source: name, Published: day, From: day,
			Confidence: rule.Text{
				FR: "Fichier choisi par l'utilisateur, pour une comparaison.", EN: "A file chosen by the user, for a comparison.",
			},
		},
		Base: old, Accept: matrixfile.AcceptAll,
	}
	if q.Blanks {
		options.Blanks = matrixfile.BlankIsNo
	}
	result, err := matrixfile.Load(bytes.NewReader(data), options)
	out := &Compared{Faults: []Fault{}, Counts: []Count{}, Cells: []ChangedCell{}, Lists: []List{}, Old: old.Version().ID, New: name}
	for _, f := range result.Faults {
		out.Faults = append(out.Faults, Fault{string(f.Code()), f.Severity().String(), f.Path(), f.Position().Line, f.Message(language.French)})
		if c := f.Code(); c == matrixfile.CodeCellBlank || c == matrixfile.CodeCellBlanks {
			out.Blanks = !q.Blanks
		}
	}
	if err != nil {
		if len(out.Faults) == 0 {
			return nil, errFile
		}
		return out, nil
	}
	out.Read = true
	changes := evolution.Diff(old, result.Matrix)
	out.tell(changes, old, result.Matrix)
	return out, nil
}

func (out *Compared) tell(changes evolution.Changes, old, next *habilitation.Matrix) {
	out.Same = changes.Same()
	out.Markdown = changes.Markdown(language.French)
	columns := map[string]string{}
	for _, m := range []*habilitation.Matrix{old, next} {
		for _, c := range m.Columns() {
			columns[c.Key] = newColumn(c).Short
		}
	}
	labels := map[string]string{}
	for r := range next.Rows() {
		labels[r.Document.Code()] = documentOf(r).Label
	}
	for _, c := range changes.Cells {
		out.Cells = append(out.Cells, ChangedCell{c.Code, labels[c.Code], columns[c.Column], c.Kind == evolution.Gained})
	}
	names := func(keys []string) string {
		if len(keys) == 0 {
			return "personne"
		}
		var out []string
		for _, k := range keys {
			out = append(out, columns[k])
		}
		return strings.Join(out, ", ")
	}
	lists := map[evolution.Kind]map[string][]string{}
	add := func(kind evolution.Kind, what, item string) {
		if lists[kind] == nil {
			lists[kind] = map[string][]string{}
		}
		lists[kind][what] = append(lists[kind][what], item)
	}
	unlisted := map[bool]string{true: " (type inconnu de la bibliothèque : refusé dans tous les cas)"}
	for _, d := range changes.Documents {
		item := d.Code + " " + d.Label.New + unlisted[d.Unlisted]
		switch d.Kind {
		case evolution.Added:
			item += " : lu par " + names(d.Opens)
		case evolution.Removed:
			item = d.Code + " " + d.Label.Old + " : était lu par " + names(d.Opens)
		case evolution.Renamed:
			item = d.Code + " : « " + d.Label.Old + " » devient « " + d.Label.New + " »"
		case evolution.Reclassed:
			item += " : " + d.Class.Old.Label() + " devient " + d.Class.New.Label()
		}
		add(d.Kind, "types", item)
	}
	for _, s := range changes.Subjects {
		item := s.Label.New + " (" + s.Key + ")"
		switch s.Kind {
		case evolution.Removed:
			item = s.Label.Old + " (" + s.Key + ")"
		case evolution.Renamed:
			item = "« " + s.Label.Old + " » (" + s.Keys.Old + ") devient « " + s.Label.New + " » (" + s.Keys.New + ")"
		case evolution.Recoded:
			codes := s.Codes
			if codes.Old == codes.New { // printed otherwise
				codes = s.Printed
			}
			item += " : " + codes.Old + " devient " + codes.New
		}
		add(s.Kind, "columns", item)
	}
	gained, lost := changes.Count()
	out.Counts = append(out.Counts, Count{"cases ouvertes", gained}, Count{"cases fermées", lost})
	for _, l := range []struct {
		kind        evolution.Kind
		what, label string
	}{
		{evolution.Added, "types", "types ajoutés"},
		{evolution.Removed, "types", "types retirés"},
		{evolution.Renamed, "types", "types renommés"},
		{evolution.Reclassed, "types", "types reclassés"},
		{evolution.Added, "columns", "colonnes ajoutées"},
		{evolution.Removed, "columns", "colonnes retirées"},
		{evolution.Renamed, "columns", "colonnes renommées"},
		{evolution.Recoded, "columns", "colonnes aux codes changés"},
	} {
		items := lists[l.kind][l.what]
		if len(items) == 0 {
			continue
		}
		out.Counts = append(out.Counts, Count{l.label, len(items)})
		out.Lists = append(out.Lists, List{strings.ToUpper(l.label[:1]) + l.label[1:], items})
	}
	out.Counts = append(out.Counts, Count{"cases comparées", changes.Compared})
}
