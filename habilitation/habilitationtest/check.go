package habilitationtest

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Decider answers requests: a [habilitation.Matrix], a [habilitation.Timeline], a
// [Recorder], or the product's own way to them.
type Decider = habilitation.Decider

// Check fails the test with everything in which the answers differ from the
// table, in one report: see [Compare].
func Check(t T, d Decider, table Table) {
	if h, ok := t.(framer); ok {
		h.Helper()
	}
	if r := Compare(d, table); !r.OK() {
		t.Errorf("%s", r.Text(table.Language))
	}
}

// CheckAnswers is [Check] for a product that answers in its own way: answer
// is asked every case of the table, and the matrix serves to explain. A product may
// deny what the matrix opens; that it allows what the matrix denies is reported,
// expected or not. Give the matrix of the days of the table, under the policy of the
// product. Reasons expected are those of the matrix: an answer has none.
func CheckAnswers(t T, m *habilitation.Matrix, table Table, answer func(Case) (bool, error)) {
	if h, ok := t.(framer); ok {
		h.Helper()
	}
	if r := CompareAnswers(m, table, answer); !r.OK() {
		t.Errorf("%s", r.Text(table.Language))
	}
}

// Problem is what is wrong with an expectation. The zero value is "nothing".
type Problem uint8

const (
	// OtherAnswer: the answer is another; or a product that answers in its own way
	// allows, as expected, what the matrix denies.
	OtherAnswer Problem = iota + 1
	// OtherReasons: the answer is the one expected, without a reason expected.
	OtherReasons
	// Vacuous: denied as expected, but for a question that says too little to be
	// answered otherwise: no day, a day outside the matrix, circumstances that
	// contradict each other, nobody who asks, a role professional without a
	// role, a code that is not valid on the day, a category that is not stated
	// where students have no right, a situation without dates or that begins later,
	// a type that the DMP does not take; and circumstances, other than [NoFacts],
	// that say neither of two things of which one must be said: whether the document
	// is visible, whether the person is opposed, or refused the emergency access
	// that is asked for.
	// Name the reason in Because where it is meant; of circumstances, any reason.
	Vacuous
	// Unusable: the line asks nothing: no answer stated, nobody, no document,
	// no type in the class.
	Unusable
	// Failed: the product's own answer was an error.
	Failed
	// OtherQuestion: the decision is about another document, action, day or
	// person than were asked about, as when answers are kept under too short a
	// key. What it says is not compared.
	OtherQuestion
)

// Mismatch is one case in which the answer is not what the table says.
type Mismatch struct {
	// Line is the index in Table.Lines; -1 for a table without lines.
	Line    int
	Problem Problem
	// Case is what was asked, Decision what the matrix answers. Both are zero
	// for an unusable line.
	Case     Case
	Decision habilitation.Decision
	// Got is the answer. It may differ from that of Decision when a product
	// answers in its own way.
	Got Want
	// Missing are the reasons expected and not given.
	Missing []habilitation.Reason
	// Err is the error of the product, if it gave one.
	Err error
}

// Report is the outcome of a comparison.
type Report struct {
	// Table is what was compared, Cases how many requests were asked.
	Table      Table
	Cases      int
	Mismatches []Mismatch
	// Matrices are those that the answers were drawn from, in the order in which
	// they were asked.
	Matrices []*habilitation.Matrix
	// Own: a product answered in its own way.
	Own bool
}

// OK reports whether everything is as expected.
func (r Report) OK() bool { return len(r.Mismatches) == 0 }

// Compare asks everything that the table asks, and tells what is not as
// expected. A table without lines is a mismatch: it would never fail.
//
// The matrix, whose policy the subjects are made under and whose rows a class
// stands for (see [Table.Cases]), is that of the decider: of the day, for a
// [habilitation.Timeline]. A decider of another kind is asked for it by one
// request without a subject.
func Compare(d Decider, table Table) Report {
	if d == nil {
		d = (*habilitation.Matrix)(nil) // denies everything
	}
	return compare(func(day civil.Date) *habilitation.Matrix { return matrixOf(d, day) }, table, func(c Case) (habilitation.Decision, Want, error) {
		got := d.Decide(c.Request)
		return got, wantOf(got.Allowed()), nil
	}, false)
}

// CompareAnswers is [Compare] for a product that answers in its own way.
func CompareAnswers(m *habilitation.Matrix, table Table, answer func(Case) (bool, error)) Report {
	return compare(func(civil.Date) *habilitation.Matrix { return m }, table, func(c Case) (habilitation.Decision, Want, error) {
		got, err := answer(c)
		return m.Decide(c.Request), wantOf(got), err
	}, true)
}

func matrixOf(d Decider, day civil.Date) *habilitation.Matrix {
	switch d := d.(type) {
	case *habilitation.Matrix:
		return d
	case interface{ Matrix() *habilitation.Matrix }:
		return d.Matrix()
	case interface {
		At(civil.Date) (*habilitation.Matrix, error)
	}:
		if m, err := d.At(day); err == nil {
			return m
		}
	}
	return d.Decide(habilitation.Request{}).Matrix()
}

// vacuous are the reasons of a question that says too little, or the wrong
// thing, to be allowed whatever the matrix opens.
var vacuous = [...]habilitation.Reason{
	habilitation.SubjectNotStated, habilitation.SituationDatesUnknown, habilitation.SituationNotStarted, habilitation.SituationDatesReversed,
	habilitation.ProfessionNotStated, habilitation.ProfessionNotYet, habilitation.ProfessionEnded, habilitation.CategoryNotStated,
	habilitation.RoleNotStated, habilitation.RoleNotValid, habilitation.SubjectOtherDay, habilitation.DateNotStated, habilitation.MatrixNotInForce, habilitation.ActionNotStated,
	habilitation.FactsContradictory, habilitation.DocumentNotStated, habilitation.DocumentUnknown,
	habilitation.DocumentNotDMP,
}

// forgotten are the reasons of circumstances that state neither of two facts of
// which one is due. Without a consent it is otherwise: nothing else says that
// there is none.
var forgotten = [...]habilitation.Reason{
	habilitation.OppositionNotStated, habilitation.VisibilityNotStated,
	habilitation.EmergencyRefusalNotStated, habilitation.RegulationRefusalNotStated,
}

func compare(matrix func(civil.Date) *habilitation.Matrix, table Table, ask func(Case) (habilitation.Decision, Want, error), own bool) Report {
	out := Report{Table: table, Own: own}
	if len(table.Lines) == 0 {
		out.Mismatches = append(out.Mismatches, Mismatch{Line: -1, Problem: Unusable})
	}
	for i, e := range table.Lines {
		bad := Mismatch{Line: i}
		cases := 0
		if e.Want != Allowed && e.Want != Denied || e.Who.IsZero() || e.What.IsZero() {
			bad.Problem = Unusable
			out.Mismatches = append(out.Mismatches, bad)
			continue
		}
		m := matrix(table.at(&e))
		if m == nil {
			m = new(habilitation.Matrix)
		} else if !slices.Contains(out.Matrices, m) {
			out.Matrices = append(out.Matrices, m)
		}
		for c := range table.Cases(e, m) {
			cases++
			bad := bad
			var err error
			bad.Case = c
			bad.Decision, bad.Got, err = ask(c)
			for _, r := range e.Because {
				if !bad.Decision.Has(r) {
					bad.Missing = append(bad.Missing, r)
				}
			}
			switch {
			case err != nil:
				bad.Problem, bad.Err, bad.Got = Failed, err, 0
			case !answers(bad.Decision, c.Request):
				bad.Problem = OtherQuestion
			case bad.Got != e.Want, own && e.Want == Allowed && !bad.Decision.Allowed():
				bad.Problem = OtherAnswer
			case len(bad.Missing) > 0:
				bad.Problem = OtherReasons
			case e.Want == Denied && isVacuous(bad.Decision, c.Request.Facts, e.Because):
				bad.Problem = Vacuous
			default:
				continue
			}
			out.Mismatches = append(out.Mismatches, bad)
		}
		if out.Cases += cases; cases == 0 {
			bad.Problem = Unusable
			out.Mismatches = append(out.Mismatches, bad)
		}
	}
	return out
}

// answers reports whether a decision is about what was asked. The zero Decision,
// by which a product refuses without a word, is about nothing: its reason tells.
func answers(d habilitation.Decision, r habilitation.Request) bool {
	a, b := d.Subject(), r.Subject
	return d == habilitation.Decision{} ||
		d.Document() == r.Document && d.Action() == r.Action && d.At() == r.Subject.At() &&
			a.Profession() == b.Profession() && a.Function() == b.Function() && a.Role() == b.Role() && a.IsStudent() == b.IsStudent() &&
			a.IsOccupationalDoctor() == b.IsOccupationalDoctor()
}

func isVacuous(d habilitation.Decision, f habilitation.Facts, meant []habilitation.Reason) bool {
	named := slices.ContainsFunc(meant, habilitation.Reason.IsDenial)
	for r := range vacuousIn(d, f) {
		// Of circumstances a reason that is named and given proves enough.
		if !slices.Contains(meant, r) && !(named && slices.Contains(forgotten[:], r)) {
			return true
		}
	}
	return false
}

// vacuousIn gives the reasons of a decision that make an expectation vacuous. A
// type that the matrix has no row for may get one; not so one that the DMP does
// not take, whose code is perhaps from another list. Who states no circumstance
// at all has forgotten none.
func vacuousIn(d habilitation.Decision, f habilitation.Facts) iter.Seq[habilitation.Reason] {
	return func(yield func(habilitation.Reason) bool) {
		for _, r := range vacuous {
			if d.Has(r) && !yield(r) {
				return
			}
		}
		for _, r := range forgotten {
			if f != 0 && d.Has(r) && !yield(r) {
				return
			}
		}
		if t := d.Document(); d.Has(habilitation.DocumentNoRow) && t.InJ07() && !t.InJ66() {
			yield(habilitation.DocumentNoRow)
		}
	}
}

// maxTold is how many types of one line are told one by one.
const maxTold = 6

// String returns the report in French: see [Report.Text].
func (r Report) String() string { return r.Text(language.French) }

// Text tells what is not as expected, as a person would: for each line what
// was expected, what the answer is, the question, the cell, the reasons and
// their sources. It names no real person.
func (r Report) Text(tag language.Tag) string {
	t := phrasesFor(tag)
	name := r.Table.Name
	if name == "" {
		name = t.table
	}
	var b strings.Builder
	b.WriteString(name + t.colon)
	if r.OK() {
		b.WriteString(count(t.held, len(r.Table.Lines), r.Cases))
		return b.String()
	}
	lines := 0
	for i, bad := range r.Mismatches {
		if i == 0 || bad.Line != r.Mismatches[i-1].Line {
			lines++
		}
	}
	if len(r.Table.Lines) == 0 {
		b.WriteString(t.noLines)
		return b.String()
	}
	b.WriteString(count(t.notHeld, lines, len(r.Table.Lines)))
	named := slices.DeleteFunc(slices.Clone(r.Matrices), func(m *habilitation.Matrix) bool { return m.Version().ID == "" })
	for _, m := range named {
		b.WriteString(t.of + m.Version().ID)
	}
	b.WriteString(".\n")
	for n, i := 1, 0; i < len(r.Mismatches); n++ {
		j := i + 1
		for j < len(r.Mismatches) && r.Mismatches[j].Line == r.Mismatches[i].Line {
			j++
		}
		r.line(&b, n, r.Mismatches[i:j], tag)
		i = j
	}
	for i, m := range named {
		if i == 0 {
			b.WriteByte('\n')
		}
		v := m.Version()
		b.WriteString(t.source + v.Title + " (" + v.ID + "), " + v.Source + "\n")
	}
	return b.String()
}

// line tells the mismatches of one line of the table.
func (r Report) line(b *strings.Builder, n int, bad []Mismatch, tag language.Tag) {
	t := phrasesFor(tag)
	e := &r.Table.Lines[bad[0].Line]
	b.WriteString("\n" + strconv.Itoa(n) + ". ")
	if e.Position.Line > 0 {
		b.WriteString(t.line + strconv.Itoa(e.Position.Line))
	} else {
		b.WriteString(t.expectation + strconv.Itoa(bad[0].Line+1))
	}
	if e.Title != "" {
		b.WriteString(t.dash + e.Title)
	}
	b.WriteByte('\n')
	if bad[0].Problem == Unusable {
		what := t.noTypes
		switch {
		case e.Want != Allowed && e.Want != Denied:
			what = t.noWant
		case e.Who.IsZero():
			what = t.noWho
		case e.What.IsZero():
			what = t.noWhat
		}
		b.WriteString("   " + what + "\n")
		return
	}
	if e.What.doc == 0 {
		b.WriteString("   " + t.meant + e.What.Text(tag) + count(t.wrong, len(bad), 0) + "\n")
	}
	for i, m := range bad {
		if i == maxTold {
			b.WriteString("   " + count(t.more, len(bad)-i, 0))
			for k, m := range bad[i:] {
				if k > 0 {
					b.WriteString(", ")
				}
				b.WriteString(m.Case.Request.Document.String())
			}
			b.WriteByte('\n')
			break
		}
		r.mismatch(b, e, m, tag)
	}
	if e.Note != "" {
		b.WriteString("   " + t.note + e.Note + "\n")
	}
}

func (r Report) mismatch(b *strings.Builder, e *Expectation, m Mismatch, tag language.Tag) {
	t := phrasesFor(tag)
	put := func(parts ...string) { b.WriteString("   " + strings.Join(parts, "") + "\n") }
	who := t.theMatrix
	if r.Own {
		who = t.theProduct
	}
	switch m.Problem {
	case OtherAnswer:
		put(t.expected, e.Want.Text(tag), who, m.Got.Text(tag), ".")
		if own := wantOf(m.Decision.Allowed()); r.Own && own == e.Want {
			put(t.agrees, own.Text(tag), ".")
		} else if r.Own {
			put(t.matrixToo, own.Text(tag), ".")
		}
	case OtherReasons:
		put(t.expected, e.Want.Text(tag), t.butReasons)
	case Vacuous:
		put(t.expected, e.Want.Text(tag), t.butVacuous)
	case OtherQuestion:
		put(t.expected, e.Want.Text(tag), t.butOther)
		first, _, _ := strings.Cut(m.Decision.Explain(tag), "\n")
		put(t.answered, first, ".")
	case Failed:
		// The text of the error is the product's: what it says of whom is not known here.
		put(t.expected, e.Want.Text(tag), t.failed, m.Err.Error())
	}
	put(t.question, m.Case.Text(tag), ".")
	if c := cellText(m.Decision, tag); c != "" {
		put(c)
	}
	for _, reason := range m.Missing {
		put(t.missing, reason.Explain(tag), " [", reason.String(), "]")
	}
	head := t.reasons
	if m.Decision.Allowed() {
		head = t.grounds
	}
	put(head)
	for line := range strings.Lines(m.Decision.Explain(tag)) {
		if strings.HasPrefix(line, "- ") { // a reason, with its code and source
			put(strings.TrimSuffix(line, "\n"))
		}
	}
}

// cellText names the cells that a decision was drawn from, with their value.
func cellText(d habilitation.Decision, tag language.Tag) string {
	t := phrasesFor(tag)
	columns, _, ok := d.Cells()
	if !ok || d.Action() != habilitation.Read {
		return ""
	}
	var parts []string
	for c := range d.Matrix().Cells() {
		if c.Row.Document != d.Document() || !columns.Has(c.Index) {
			continue
		}
		value := t.closed
		if c.Allowed {
			value = t.open
		}
		name := c.Column.Key
		if !rule.IsEnglish(tag) && c.Column.Heading != "" {
			name = c.Column.Heading
		}
		text := d.Document().Code() + " × " + name + t.colon + value
		if c.Differs {
			text += t.differs
		}
		parts = append(parts, text)
	}
	return t.cell + strings.Join(parts, " ; ")
}

type phrases struct {
	table, colon, of, line, expectation, dash, note string
	// With {0} and {1}.
	held, notHeld, noLines, more, wrong, meant                string
	expected, theMatrix, theProduct, agrees, matrixToo        string
	butReasons, butVacuous, failed, missing, question, source string
	butOther, answered                                        string
	cell, open, closed, differs, reasons, grounds             string
	noWant, noWho, noWhat, noTypes                            string
	actions                                                   [6]string
	by, on, facts, noFacts                                    string
}

// count fills two numbers in.
func count(text string, a, b int) string {
	return strings.NewReplacer("{0}", strconv.Itoa(a), "{1}", strconv.Itoa(b)).Replace(text)
}

func phrasesFor(tag language.Tag) *phrases {
	if rule.IsEnglish(tag) {
		return &english
	}
	return &french
}

var french = phrases{
	table: "table d'attentes", colon: " : ", of: ", matrice ", line: "ligne ", expectation: "attente ", dash: " — ", note: "Remarque : ",
	held: "toutes les attentes sont tenues ({0}, questions posées : {1})", notHeld: "attentes non tenues : {0} sur {1}", noLines: "aucune attente : ce test ne pourrait jamais échouer", more: "et {0} autres types de documents : ", wrong: " ; en écart : {0}", meant: "Documents : ",
	expected: "Attendu : ", theMatrix: " ; la réponse est : ", theProduct: " ; votre logiciel répond : ",
	agrees: "La matrice et les règles générales répondent comme attendu : ", matrixToo: "La matrice et les règles générales répondent : ",
	butReasons: " ; c'est la réponse, mais pas pour le motif attendu.",
	butVacuous: " ; c'est la réponse, mais la question posée ne peut pas en avoir d'autre : nommez le motif si c'est voulu.",
	butOther:   " ; la réponse porte sur une autre question : autre document, action, jour ou personne.", answered: "Réponse donnée : ",
	failed: " ; votre logiciel répond par une erreur : ", missing: "Motif attendu et absent : ", question: "Question : ", source: "Source : ",
	cell: "Case : ", open: "ouverte", closed: "fermée", differs: " (une autre source la donne autrement)",
	reasons: "Motifs :", grounds: "Fondements :",
	noWant: "Cette ligne ne dit pas quelle réponse elle attend.", noWho: "Cette ligne ne dit pas qui demande.",
	noWhat: "Cette ligne ne dit pas quel document.", noTypes: "Aucun type de document de la matrice n'est visé par cette ligne.",
	actions: [6]string{"action non renseignée sur", "lire", "déposer", "masquer", "démasquer", "supprimer"},
	by:      ", par ", on: "le ", facts: " ; circonstances : ", noFacts: "aucune",
}

var english = phrases{
	table: "table of expectations", colon: ": ", of: ", matrix ", line: "line ", expectation: "expectation ", dash: " – ", note: "Note: ",
	held: "every expectation holds ({0}, questions asked: {1})", notHeld: "expectations that do not hold: {0} of {1}", noLines: "no expectation: this test could never fail", more: "and {0} more types of documents: ", wrong: "; differing: {0}", meant: "Documents: ",
	expected: "Expected: ", theMatrix: "; the answer is: ", theProduct: "; your program answers: ",
	agrees: "The matrix and the general rules answer as expected: ", matrixToo: "The matrix and the general rules answer: ",
	butReasons: "; so it is, but not for the reason expected.",
	butVacuous: "; so it is, but the question as asked can have no other answer: name the reason if it is meant.",
	butOther:   "; the answer is about another question: another document, action, day or person.", answered: "Answer given: ",
	failed: "; your program answers with an error: ", missing: "Reason expected and not given: ", question: "Question: ", source: "Source: ",
	cell: "Cell: ", open: "open", closed: "closed", differs: " (another source gives it otherwise)",
	reasons: "Reasons:", grounds: "Grounds:",
	noWant: "This line does not say which answer it expects.", noWho: "This line does not say who asks.",
	noWhat: "This line does not say which document.", noTypes: "The matrix has no type of document that this line means.",
	actions: [6]string{"action not stated on", "read", "deposit", "hide", "show again", "delete"},
	by:      ", by ", on: "on ", facts: "; circumstances: ", noFacts: "none",
}
