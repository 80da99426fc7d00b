package habilitationtest

import (
	"iter"
	"slices"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Ordinary are the circumstances in which the cell alone decides: care team,
// initial consent, no opposition, a visible document.
const Ordinary = habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible

// NoFacts says that an expectation states no circumstance on purpose. Zero
// means that it takes those of its table.
const NoFacts habilitation.Facts = 1 << 31

// Want is the answer that is expected. The zero value is "not stated".
type Want uint8

const (
	Allowed Want = iota + 1 // autorisé
	Denied                  // refusé
)

// wantOf returns the expectation that an answer fulfils.
func wantOf(allowed bool) Want {
	if allowed {
		return Allowed
	}
	return Denied
}

// String returns "allowed", "denied" or "(not stated)".
func (w Want) String() string {
	switch w {
	case Allowed:
		return "allowed"
	case Denied:
		return "denied"
	}
	return "(not stated)"
}

// Text returns the word for the answer.
func (w Want) Text(tag language.Tag) string {
	switch w {
	case Allowed:
		return rule.Text{FR: "autorisé", EN: "allowed"}.In(tag)
	case Denied:
		return rule.Text{FR: "refusé", EN: "denied"}.In(tag)
	}
	return rule.Text{FR: "non renseigné", EN: "not stated"}.In(tag)
}

// Documents says which documents an expectation is about: one type, every
// type of a class, or all. It is a comparable value; the zero value is "not
// stated".
type Documents struct {
	doc   habilitation.DocumentType
	class habilitation.DocumentClass
	all   bool
}

// Type returns one type of document.
func Type(d habilitation.DocumentType) Documents { return Documents{doc: d} }

// TypeCode returns the type of a code. It panics for a code that no list
// knows, as [habilitation.MustParseDocumentType] does.
func TypeCode(code string) Documents { return Type(habilitation.MustParseDocumentType(code)) }

// Class returns every type of a class that the matrix has a row for.
func Class(c habilitation.DocumentClass) Documents { return Documents{class: c} }

// EveryType returns every type that the matrix has a row for.
func EveryType() Documents { return Documents{all: true} }

// IsZero reports whether no document is stated.
func (d Documents) IsZero() bool { return d == Documents{} }

// In gives the types meant, in the order of the matrix.
func (d Documents) In(m *habilitation.Matrix) iter.Seq[habilitation.DocumentType] {
	return func(yield func(habilitation.DocumentType) bool) {
		if !d.all && d.class == 0 {
			yield(d.doc)
			return
		}
		for r := range m.Rows() {
			if (d.all || r.Document.Class() == d.class) && !yield(r.Document) {
				return
			}
		}
	}
}

// String says in French which documents are meant: see [Documents.Text].
func (d Documents) String() string { return d.Text(language.French) }

// Text says which documents are meant, by label and code.
func (d Documents) Text(tag language.Tag) string {
	switch {
	case d.all:
		return rule.Text{FR: "tous les types de documents", EN: "every type of document"}.In(tag)
	case d.class != 0:
		return rule.Text{FR: "tous les types de la classe « ", EN: "every type of the class “"}.In(tag) +
			d.class.Label() + rule.Text{FR: " » (", EN: "” ("}.In(tag) + d.class.Code() + ")"
	}
	return documentText(d.doc, tag)
}

func documentText(d habilitation.DocumentType, tag language.Tag) string {
	switch {
	case d == 0:
		return rule.Text{FR: "un document de type non renseigné", EN: "a document of a type not stated"}.In(tag)
	case d.Code() == "":
		return rule.Text{FR: "un document de type inconnu", EN: "a document of an unknown type"}.In(tag)
	}
	return rule.Text{FR: "« ", EN: "“"}.In(tag) + d.Label() + rule.Text{FR: " » (", EN: "” ("}.In(tag) + d.Code() + ")"
}

// Expectation is one line of a [Table].
type Expectation struct {
	// Title says in words what the line is about; it may be missing.
	Title string
	// Who asks, for which documents, and to do what: not stated, to read.
	Who    Person
	What   Documents
	Action habilitation.Action
	// Facts are the circumstances; zero takes those of the table. See
	// [Ordinary] and [NoFacts].
	Facts habilitation.Facts
	// At is the day; zero takes that of the table.
	At civil.Date
	// Want is the answer, and Because the reasons that it must have, among
	// others; none asks for no reason in particular.
	Want    Want
	Because []habilitation.Reason
	// Note is a remark for the reader.
	Note string
	// Position is where the line stands in its file.
	Position rule.Position
}

// Table is a list of expectations with what they share.
type Table struct {
	// Name says where the table comes from, such as the name of its file.
	Name string
	// Facts and At are those of the lines that state none. Zero facts are
	// [Ordinary]; a day has no default.
	Facts habilitation.Facts
	At    civil.Date
	// Language is that of the report: French unless it is English.
	Language language.Tag
	// Lines are the expectations.
	Lines []Expectation
}

// facts returns the circumstances of a line.
func (t Table) facts(e *Expectation) habilitation.Facts {
	f := e.Facts
	if f == 0 {
		if f = t.Facts; f == 0 {
			f = Ordinary
		}
	}
	return f &^ NoFacts
}

func (t Table) at(e *Expectation) civil.Date {
	if e.At.IsZero() {
		return t.At
	}
	return e.At
}

func action(a habilitation.Action) habilitation.Action {
	if a == 0 {
		return habilitation.Read
	}
	return a
}

// Case is one request with what it is about, in words.
type Case struct {
	// Who asks, and Request what is asked.
	Who     Person
	Request habilitation.Request
}

// String says the case in French: see [Case.Text].
func (c Case) String() string { return c.Text(language.French) }

// Text says the case in words: who, to do what, with which document, under
// which circumstances, on which day.
func (c Case) Text(tag language.Tag) string {
	r := c.Request
	t := phrasesFor(tag)
	facts := r.Facts.Explain(tag)
	if facts == "" {
		facts = t.noFacts
	}
	action := t.actions[0]
	if int(r.Action) < len(t.actions) {
		action = t.actions[r.Action]
	}
	return action + " " + documentText(r.Document, tag) + t.by + c.Who.Text(tag) +
		", " + dayText(r.Subject.At(), tag) + t.facts + facts
}

func dayText(d civil.Date, tag language.Tag) string {
	switch {
	case d.IsZero():
		return rule.Text{FR: "un jour non renseigné", EN: "on a day not stated"}.In(tag)
	case rule.IsEnglish(tag):
		return english.on + d.String()
	}
	return french.on + d.French()
}

// Cases gives the requests of a line of the table, one for each type of
// document that it means in the matrix, under the policy of the matrix. Where the
// library has a later matrix for the day, a class or every type means those of its
// types too: a matrix that has grown old answers for what came since.
func (t Table) Cases(e Expectation, m *habilitation.Matrix) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		day := t.at(&e)
		s := e.Who.Subject(day, m.Policy())
		ask := func(d habilitation.DocumentType) bool {
			return yield(Case{e.Who, habilitation.Request{
				Subject: s, Document: d, Action: action(e.Action), Facts: t.facts(&e),
			}})
		}
		for d := range e.What.In(m) {
			if !ask(d) {
				return
			}
		}
		later, err := habilitation.At(day)
		if err != nil || !m.Version().From.Before(later.Version().From) {
			return
		}
		own := slices.Collect(e.What.In(m))
		for d := range e.What.In(later) {
			if !slices.Contains(own, d) && !ask(d) {
				return
			}
		}
	}
}
