package evolution

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Scope is what a statement speaks of. The zero value is "not stated".
type Scope uint8

const (
	// OneCell: one subject and one type.
	OneCell Scope = iota + 1
	// AllBut: one subject, and every type but the one named.
	AllBut
	// SomeOfClass: one subject, and types of a class without saying which.
	SomeOfClass
	// NoDetail: one subject, in general words: nothing to compare.
	NoDetail
)

var scopeNames = [...]string{"", "one-cell", "all-but", "some-of-class", "no-detail"}

// String returns the name, or "(not stated)".
func (s Scope) String() string { return enum.String(scopeNames[:], s) }

// MarshalText returns the name, or the empty text when not stated.
func (s Scope) MarshalText() ([]byte, error) { return enum.Text(scopeNames[:], s) }

// Confidence is how sure the reading of a statement is: that the page says so,
// and that it means this type. The zero value is "not stated".
type Confidence uint8

// The degrees of confidence.
const (
	ConfidenceLow Confidence = iota + 1
	ConfidenceMedium
	ConfidenceMediumHigh
	ConfidenceHigh
)

var confidenceNames = [...]string{"", "low", "medium", "medium-high", "high"}

// String returns the name, or "(not stated)".
func (c Confidence) String() string { return enum.String(confidenceNames[:], c) }

// MarshalText returns the name, or the empty text when not stated.
func (c Confidence) MarshalText() ([]byte, error) { return enum.Text(confidenceNames[:], c) }

// Verdict is what a matrix says of a statement. The zero value is "not stated".
type Verdict uint8

const (
	// Agrees: the matrix says the same.
	Agrees Verdict = iota + 1
	// Differs: the matrix says the contrary.
	Differs
	// MayDiffer: the statement does not say which types it means, and the matrix
	// has some that would contradict it.
	MayDiffer
	// NotComparable: there is no such cell, or the statement names none.
	NotComparable
)

var verdictNames = [...]string{"", "agrees", "differs", "may-differ", "not-comparable"}

// String returns the name, or "(not stated)".
func (v Verdict) String() string { return enum.String(verdictNames[:], v) }

// MarshalText returns the name, or the empty text when not stated.
func (v Verdict) MarshalText() ([]byte, error) { return enum.Text(verdictNames[:], v) }

// Statement is what somebody wrote about a matrix.
type Statement struct {
	// Column is the key of the subject.
	Column string `json:"column"`
	Scope  Scope  `json:"scope"`
	// Document is the type of OneCell, or the one left out of AllBut; Class the
	// class of SomeOfClass.
	Document habilitation.DocumentType  `json:"document,omitzero"`
	Class    habilitation.DocumentClass `json:"class,omitzero"`
	// Open says whether the statement opens or closes; it means nothing for
	// NoDetail.
	Open bool `json:"open"`
	// Source and Confidence say who wrote it and how sure the reading is, Finding
	// what was found, in short.
	Source     string     `json:"source"`
	Confidence Confidence `json:"confidence"`
	Finding    rule.Text  `json:"finding"`
}

type statementRow struct {
	column, code string
	scope        Scope
	open         bool
	confidence   Confidence
	source       string
	fr, en       string
}

// Partial is a source that speaks of some cells of a matrix. It can be compared
// with a matrix; it is none, and nothing is decided by it.
type Partial struct {
	id    string
	about rule.Text
	date  civil.Date
	rows  []statementRow
}

// Press2023 returns what press and association pages wrote about the matrix
// annexed to the arrêté of 26 October 2023, read in 2026. The annex itself (87
// types) was not found.
func Press2023() Partial {
	return Partial{
		id: "presse-arrete-2023", date: civil.YMD(2023, 10, 26), rows: press2023[:],
		about: rule.Text{
			FR: "Ce que des pages de presse et d'associations disent de la matrice annexée à l'arrêté du 26 octobre 2023",
			EN: "What press and association pages say of the matrix annexed to the arrêté of 26 October 2023",
		},
	}
}

// ID returns a short stable name.
func (p Partial) ID() string { return p.id }

// Date returns the day of the text that the source is about.
func (p Partial) Date() civil.Date { return p.date }

// About says what the source is.
func (p Partial) About() rule.Text { return p.about }

// Statements gives the statements, in the order of the source's file.
func (p Partial) Statements() iter.Seq[Statement] {
	return func(yield func(Statement) bool) {
		for _, r := range p.rows {
			s := Statement{
				Column: r.column, Scope: r.scope, Open: r.open, Source: r.source, Confidence: r.confidence,
				Finding: rule.Text{FR: r.fr, EN: r.en},
			}
			switch r.scope {
			case SomeOfClass:
				s.Class, _ = habilitation.ParseDocumentClass(r.code)
			case OneCell, AllBut:
				s.Document, _ = habilitation.ParseDocumentType(r.code)
			}
			if !yield(s) {
				return
			}
		}
	}
}

// Finding is what a matrix says of one statement.
type Finding struct {
	Statement
	Verdict Verdict `json:"verdict"`
	// Cells is the number of cells compared, Against are the types for which the
	// matrix says, or may say, the contrary.
	Cells   int                         `json:"cells"`
	Against []habilitation.DocumentType `json:"against,omitempty"`
}

// Agreement is what a matrix says of all statements of a source.
type Agreement struct {
	// Source is the ID of the partial source, Matrix that of the version.
	Source   string    `json:"source"`
	Matrix   string    `json:"matrix"`
	Findings []Finding `json:"findings"`

	about  rule.Text
	matrix *habilitation.Matrix
}

// Compare says of each statement whether a matrix agrees.
func (p Partial) Compare(m *habilitation.Matrix) Agreement {
	if m == nil {
		m = &habilitation.Matrix{}
	}
	out := Agreement{Source: p.id, Matrix: m.Version().ID, about: p.about, matrix: m, Findings: []Finding{}}
	for s := range p.Statements() {
		f := Finding{Statement: s, Verdict: NotComparable}
		column := -1
		for i, c := range m.Columns() {
			if c.Key == s.Column {
				column = i
			}
		}
		for r := range m.Rows() {
			var of bool
			switch s.Scope {
			case OneCell:
				of = r.Document == s.Document
			case AllBut:
				of = r.Document != s.Document
			case SomeOfClass:
				of = r.Class == s.Class
			}
			if !of || column < 0 {
				continue
			}
			f.Cells++
			if r.Allowed.Has(column) != s.Open {
				f.Against = append(f.Against, r.Document)
			}
		}
		switch {
		case f.Cells == 0:
		case len(f.Against) == 0:
			f.Verdict = Agrees
		case s.Scope == SomeOfClass:
			f.Verdict = MayDiffer
		default:
			f.Verdict = Differs
		}
		out.Findings = append(out.Findings, f)
	}
	return out
}

// Count returns the number of statements about one cell with which the matrix
// agrees and from which it differs. Statements about several cells count in
// neither.
func (a Agreement) Count() (agree, differ int) {
	for _, f := range a.Findings {
		switch {
		case f.Scope != OneCell:
		case f.Verdict == Agrees:
			agree++
		case f.Verdict == Differs:
			differ++
		}
	}
	return agree, differ
}

// Text returns the agreement as plain text.
func (a Agreement) Text(tag language.Tag) string { r := a.report(tag); return r.text() }

// Markdown returns the agreement as Markdown.
func (a Agreement) Markdown(tag language.Tag) string { r := a.report(tag); return r.markdown() }

// HTML returns the agreement as a page.
func (a Agreement) HTML(tag language.Tag) string { r := a.report(tag); return r.html() }

func (a Agreement) report(tag language.Tag) report {
	w := wordsOf(tag)
	names := w.columns(a.matrix)
	agree, differ := a.Count()
	r := report{
		english: bool(w),
		title:   w.pick("Concordance de ", "Agreement of ") + a.Matrix + w.pick(" avec ", " with ") + a.Source,
		intro: []string{
			a.about.In(tag) + ".",
			w.pick("Cases décrites une à une : ", "Cells described one by one: ") + strconv.Itoa(agree+differ) +
				w.pick(" ; concordent : ", "; agree: ") + strconv.Itoa(agree) + w.pick(" ; diffèrent : ", "; differ: ") + strconv.Itoa(differ) + ".",
			w.pick("Source partielle : elle se compare, rien n'en est décidé.", "A partial source: it is compared with, nothing is decided by it."),
		},
	}
	for _, v := range [...]struct {
		verdict Verdict
		title   string
	}{
		{Differs, w.pick("Diffèrent", "Differ")},
		{MayDiffer, w.pick("Diffèrent peut-être", "May differ")},
		{Agrees, w.pick("Concordent", "Agree")},
		{NotComparable, w.pick("Sans case à comparer", "No cell to compare")},
	} {
		var gs []group
		for _, f := range a.Findings {
			if f.Verdict != v.verdict {
				continue
			}
			title := cmp.Or(names[f.Column], f.Column) + w.colon() + f.Source
			i := slices.IndexFunc(gs, func(g group) bool { return g.title == title })
			if i < 0 {
				i = len(gs)
				gs = append(gs, group{title: title})
			}
			gs[i].items = append(gs[i].items, item{f.code(), f.describe(w)})
		}
		r.add(section{v.title, gs})
	}
	return r
}

func (f Finding) code() string {
	if f.Scope == OneCell {
		return f.Document.Code()
	}
	return ""
}

func (f Finding) describe(w words) string {
	open := w.pick("fermé", "closed")
	if f.Open {
		open = w.pick("ouvert", "open")
	}
	if f.Scope == NoDetail {
		open = w.pick("non précisé", "not specified")
	}
	var out strings.Builder
	out.WriteString(open + w.semicolon() + w.pick(f.Finding.FR, f.Finding.EN))
	if len(f.Against) > 0 && f.Scope != OneCell {
		out.WriteString(w.semicolon() + w.pick("à l'opposé dans la matrice : ", "the contrary in the matrix: "))
		for i, d := range f.Against {
			if i > 0 {
				out.WriteString(", ")
			}
			out.WriteString(d.Code())
		}
	}
	return out.String() + " (" + w.pick("confiance ", "confidence ") + f.Confidence.describe(w) + ")"
}

func (c Confidence) describe(w words) string {
	switch c {
	case ConfidenceHigh:
		return w.pick("haute", "high")
	case ConfidenceMediumHigh:
		return w.pick("moyenne à haute", "medium to high")
	case ConfidenceMedium:
		return w.pick("moyenne", "medium")
	}
	return w.pick("basse", "low")
}
