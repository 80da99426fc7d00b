package explore

import (
	"errors"
	"slices"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"

	"golang.org/x/text/language"
)

// plain are the circumstances under which a cell is explained: within the care
// team, with the initial consent, without opposition, for a type in general.
const plain = habilitation.CareTeam | habilitation.InitialConsent | habilitation.Informed | habilitation.NotOpposed | habilitation.AnyDocument

// CellQuestion asks about one cell.
type CellQuestion struct {
	Document string `json:"document"`
	Column   string `json:"column"`
	// Who is the index among those whom the column names.
	Who int    `json:"who"`
	Day string `json:"day"`
}

// Cell is one cell: what is published, and what the library decides.
type Cell struct {
	Document   Document `json:"document"`
	ClassLabel string   `json:"classLabel"`
	Column     Column   `json:"column"`
	Who        Person   `json:"who"`
	// Published is the cell as the matrix prints it.
	Published bool `json:"published"`
	// Facts are the circumstances, in words.
	Facts    string   `json:"facts"`
	Decision Decision `json:"decision"`
	// Differences are what other sources say of the cell.
	Differences []Difference `json:"differences"`
}

// Difference is what another source says of a cell.
type Difference struct {
	// Says is the other value, in words.
	Says   string `json:"says"`
	Source string `json:"source"`
	Note   string `json:"note,omitempty"`
}

var (
	errCell = errors.New("la matrice n'a pas cette case")
	errWho  = errors.New("la colonne ne nomme personne à cette place")
)

// ExplainCell answers for one cell, for somebody whom its column names, under
// plain circumstances.
func ExplainCell(q CellQuestion) (*Cell, error) {
	day, err := parseDay(q.Day)
	if err != nil {
		return nil, err
	}
	m := matrixFor(day)
	for cell := range m.Cells() {
		if cell.Row.Document.Code() != q.Document || cell.Column.Key != q.Column {
			continue
		}
		out := &Cell{
			Document: documentOf(cell.Row), ClassLabel: cell.Row.Document.Class().Label(), Column: newColumn(*cell.Column),
			Published: cell.Allowed, Facts: plain.Explain(language.French), Differences: []Difference{},
		}
		if q.Who < 0 || q.Who >= len(out.Column.Who) {
			return nil, errWho
		}
		out.Who = out.Column.Who[q.Who]
		out.Decision = newDecision(m.Decide(habilitation.Request{
			Subject: out.Who.subject(habilitation.Policy{}, day), Document: cell.Row.Document, Action: habilitation.Read, Facts: plain,
		}))
		for _, d := range m.Version().Differences {
			if d.Document == cell.Row.Document && d.Column == cell.Column.Key {
				out.Differences = append(out.Differences, newDifference(d))
			}
		}
		return out, nil
	}
	return nil, errCell
}

func newDifference(d habilitation.Difference) Difference {
	out := Difference{Says: "fermée", Source: d.Source, Note: d.Note}
	if d.There {
		out.Says = "ouverte"
	}
	if d.Doubtful {
		out.Says = "peut-être " + out.Says
	}
	return out
}

// PersonQuestion asks which columns name somebody: a profession, a métier or a
// role, or a métier and a role.
type PersonQuestion struct {
	// Profession is the code of a regulated profession or of a métier (TRE_R85).
	Profession string `json:"profession"`
	Role       string `json:"role"`
	Day        string `json:"day"`
}

// Columns are the columns that name a person, or why there is none.
type Columns struct {
	Who Person `json:"who"`
	// Keys are the columns, Labels their labels.
	Keys   []string `json:"keys"`
	Labels []string `json:"labels"`
	// Reasons are those by which no right can be proved.
	Reasons []Reason `json:"reasons"`
	// NeedsRole: a role professional reads by the column of the role.
	NeedsRole bool `json:"needsRole"`
	// Text says it in a sentence.
	Text string `json:"text"`
}

var errProfession = errors.New("ni profession, ni métier, ni rôle de ce code")

// FindColumns says which columns name a person, by the library.
func FindColumns(q PersonQuestion) (*Columns, error) {
	day, err := parseDay(q.Day)
	if err != nil {
		return nil, err
	}
	who := Person{Profession: q.Profession, Category: roles.CategoryCivil.Code(), Role: q.Role}
	switch p, err := roles.ParseProfession(q.Profession); {
	case q.Profession == "" && q.Role != "":
		who.Profession = roles.ProfessionARole.Code()
	case err != nil:
		return nil, errProfession
	case p.List() == roles.ListR85:
		who.Profession, who.Function = roles.ProfessionARole.Code(), q.Profession
	}
	if q.Role != "" {
		if _, err := roles.ParseRole(q.Role); err != nil {
			return nil, errProfession
		}
	}
	m := matrixFor(day)
	s := who.subject(habilitation.Policy{}, day)
	who.Label = personLabel(who)
	out := &Columns{Who: who, Keys: []string{}, Labels: []string{}, Reasons: []Reason{}}
	set := m.ColumnsOf(s)
	for i, c := range m.Columns() {
		if set.Has(i) {
			out.Keys, out.Labels = append(out.Keys, c.Key), append(out.Labels, newColumn(c).Short)
		}
	}
	var document habilitation.DocumentType
	for r := range m.Rows() {
		document = r.Document
		break
	}
	// What stands against the person whatever the document.
	aboutDocument := []habilitation.Reason{habilitation.CellDenied, habilitation.DocumentNoRow}
	for r := range m.Decide(habilitation.Request{Subject: s, Document: document, Action: habilitation.Read, Facts: plain}).Denials() {
		if !slices.Contains(aboutDocument, r) {
			out.Reasons = append(out.Reasons, newReason(r))
		}
		if r == habilitation.RoleNotStated {
			out.NeedsRole = true
		}
	}
	switch {
	case out.NeedsRole:
		out.Text = "Un professionnel à rôle lit par la colonne du rôle choisi pour sa situation, et non par son métier : choisissez aussi un rôle."
	case len(out.Keys) == 0:
		out.Text = "Aucune colonne : " + out.Reasons[0].Text + "."
	case len(out.Keys) == 1:
		out.Text = "Lit par la colonne « " + out.Labels[0] + " »."
	default:
		out.Text = "Plusieurs colonnes nomment cette personne ; la bibliothèque exige que toutes ouvrent le type de document."
	}
	return out, nil
}

// personLabel says who it is: profession, métier, role.
func personLabel(w Person) string {
	out := ""
	add := func(label, code string) {
		if label == "" {
			return
		}
		if out != "" {
			out += ", "
		}
		out += named(label, code)
	}
	if p, err := roles.ParseProfession(w.Profession); err == nil && (p != roles.ProfessionARole || w.Function == "" && w.Role == "") {
		add(p.Label(), p.Code())
	}
	if p, err := roles.ParseProfession(w.Function); err == nil {
		add(p.Label(), p.Code())
	}
	if r, err := roles.ParseRole(w.Role); err == nil {
		add(r.Label(), r.Code())
	}
	return out
}
