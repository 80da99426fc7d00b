package explore

import (
	"cmp"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// PageQuestion asks for what the page shows first.
type PageQuestion struct {
	// Day is today, AAAA-MM-JJ: the page knows it, the library does not.
	Day string `json:"day"`
}

// Page is what the page shows first: the matrix and the lists of its forms.
type Page struct {
	Matrix  Publication `json:"matrix"`
	Columns []Column    `json:"columns"`
	Classes []Choice    `json:"classes"`
	Rows    []Row       `json:"rows"`
	// Cells and Open are how many cells there are, and how many allow.
	Cells int `json:"cells"`
	Open  int `json:"open"`
	// Professions are the regulated ones, Metiers those of role professionals.
	Professions []Choice `json:"professions"`
	Metiers     []Choice `json:"metiers"`
	Fonctions   []Choice `json:"fonctions"`
	Roles       []Choice `json:"roles"`
	Categories  []Choice `json:"categories"`
	// Circumstances are the lists of the sign-in form.
	Circumstances map[string][]Choice `json:"circumstances"`
	Structures    []Choice            `json:"structures"`
}

// Publication says which matrix it is and how far to trust it.
type Publication struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	Source     string `json:"source"`
	Published  string `json:"published"` // 25/09/2024
	Confidence string `json:"confidence"`
	// Today says whether the matrix answers for the day asked.
	Today bool `json:"today"`
}

func newPublication(m *habilitation.Matrix, day civil.Date) Publication {
	v := m.Version()
	return Publication{
		ID: v.ID, Title: v.Title, Source: v.Source, Published: v.Published.French(),
		Confidence: v.Confidence.In(language.French), Today: m.Covers(day),
	}
}

// Column is a column of the matrix.
type Column struct {
	Key string `json:"key"`
	// Short is the label that fits a table.
	Short   string `json:"short"`
	Label   string `json:"label"`
	Printed string `json:"printed"`
	// Role: the column is that of a role of RPPS+.
	Role bool `json:"role,omitempty"`
	// Who are those whom the column names.
	Who []Person `json:"who"`
}

// Person is somebody in general: codes as their lists write them.
type Person struct {
	Profession string `json:"profession"`
	Category   string `json:"category,omitempty"`
	Function   string `json:"function,omitempty"`
	Role       string `json:"role,omitempty"`
	Label      string `json:"label,omitempty"`
}

func (p Person) subject(policy habilitation.Policy, day civil.Date) habilitation.Subject {
	return policy.SubjectOfCodes(habilitation.ParseCodes(p.Profession, p.Category, p.Function, p.Role), day)
}

// Row is a row of the matrix. Cells has one letter a column: 1 open, 0 closed.
type Row struct {
	Document
	Cells string `json:"cells"`
	// Differs has one letter a column: 1 where another source gives, or may
	// give, another value.
	Differs string `json:"differs,omitempty"`
}

// short are labels of columns that fit a table. Another matrix may have other
// columns: they are shown by their whole label.
var short = map[string]string{
	"physician": "Médecins", "pharmacist-biologist": "Pharmaciens biologistes", "pharmacist-dispensing": "Pharmaciens officine et PUI",
	"dental-surgeon": "Chirurgiens-dentistes", "midwife": "Sages-femmes", "nurse": "Infirmiers", "physiotherapist": "Masseurs-kinésithérapeutes",
	"podiatrist": "Pédicures-podologues", "speech-therapist": "Orthophonistes",
	"ergo-psychomot-orthoptist-dietitian": "Ergo., psychomot., orthopt., diét.", "audio-prosthetics": "Audioprothèse, appareillage",
	"optician": "Opticiens-lunetiers", "radiographer": "Manipulateurs ERM", "GENR08": "Coordination, orientation",
	"social-worker": "Assistants de service social", "GENR09": "Administratif, appui", "GENR10": "Vie sociale et éducative",
	"GENR11": "Accompagnement au soin", "GENR12": "Encadrement, organisation",
}

func newColumn(c habilitation.Column) Column {
	out := Column{Key: c.Key, Short: cmp.Or(short[c.Key], c.Label), Label: c.Label, Printed: c.Printed, Role: len(c.Roles) > 0, Who: []Person{}}
	for _, p := range c.Professions {
		out.Who = append(out.Who, Person{Profession: p.Code(), Category: roles.CategoryCivil.Code(), Label: named(p.Label(), p.Code())})
	}
	for _, r := range c.Roles {
		out.Who = append(out.Who, Person{
			Profession: roles.ProfessionARole.Code(), Category: roles.CategoryCivil.Code(), Role: r.Code(),
			Label: "Professionnel à rôle, " + named(r.Label(), r.Code()),
		})
	}
	for _, f := range c.Functions {
		out.Who = append(out.Who, Person{
			Profession: roles.ProfessionARole.Code(), Category: roles.CategoryCivil.Code(), Function: f.Code(),
			Label: "Professionnel à rôle, " + named(f.Label(), f.Code()),
		})
	}
	for _, p := range c.Interns {
		out.Who = append(out.Who, Person{
			Profession: p.Code(), Category: roles.CategoryStudent.Code(), Function: roles.FonctionInterne.Code(),
			Label: "Interne, " + named(p.Label(), p.Code()),
		})
	}
	return out
}

func named(label, code string) string { return label + " (" + code + ")" }

// NewPage returns what the page shows first.
func NewPage(q PageQuestion) (*Page, error) {
	day, err := parseDay(q.Day)
	if err != nil {
		return nil, err
	}
	m := matrixFor(day)
	out := &Page{Matrix: newPublication(m, day), Circumstances: circumstances(), Structures: structures}
	for _, c := range m.Columns() {
		out.Columns = append(out.Columns, newColumn(c))
	}
	out.Rows, out.Classes, out.Open = rowsOf(m)
	_, _, out.Cells = m.Size()
	for p := range roles.Professions() {
		if p.At(day) != roles.StatusValid {
			continue
		}
		switch c := (Choice{p.Code(), p.Label()}); p.List() {
		case roles.ListG15, roles.ListR94, roles.ListR95:
			out.Professions = append(out.Professions, c)
		case roles.ListR85:
			out.Metiers = append(out.Metiers, c)
		case roles.ListR21:
			out.Fonctions = append(out.Fonctions, c)
		}
	}
	for r := range roles.RPPSPlusRoles() {
		out.Roles = append(out.Roles, Choice{r.Code(), r.Label()})
	}
	for c := range roles.Categories() {
		if c.At(day) == roles.StatusValid {
			out.Categories = append(out.Categories, Choice{c.Code(), c.Label()})
		}
	}
	return out, nil
}

// rowsOf returns the rows of a matrix, its classes in their order, and how
// many cells allow.
func rowsOf(m *habilitation.Matrix) (rows []Row, classes []Choice, open int) {
	differs := map[[2]string]bool{}
	for _, d := range m.Version().Differences {
		differs[[2]string{d.Document.Code(), d.Column}] = true
	}
	for r := range m.Rows() {
		x := Row{Document: documentOf(r)}
		var cells, other strings.Builder
		for i, c := range m.Columns() {
			letter := byte('0')
			if r.Allowed.Has(i) {
				letter = '1'
				open++
			}
			cells.WriteByte(letter)
			if differs[[2]string{x.Code, c.Key}] {
				other.WriteByte('1')
			} else {
				other.WriteByte('0')
			}
		}
		x.Cells = cells.String()
		if strings.Contains(other.String(), "1") {
			x.Differs = other.String()
		}
		rows = append(rows, x)
		if c := r.Document.Class(); len(classes) == 0 || classes[len(classes)-1].Code != c.Code() {
			classes = append(classes, Choice{c.Code(), c.Label()})
		}
	}
	return rows, classes, open
}

func documentOf(r habilitation.Row) Document {
	return Document{Code: r.Document.Code(), Label: cmp.Or(r.Label, r.Document.Label()), Class: r.Document.Class().Code()}
}
