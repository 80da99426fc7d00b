package habilitation

import (
	"encoding/json"
	"log/slog"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Explain says the decision in words, as a few lines of text: the outcome,
// who asked for what, every reason with its code and source, and the matrix. A
// caveat, which neither opens nor closes, is marked as one. It names no person.
func (d Decision) Explain(tag language.Tag) string {
	t := phrasesFor(tag)
	var b strings.Builder
	if d.Allowed() {
		b.WriteString(t.allowed)
	} else {
		b.WriteString(t.denied)
	}
	b.WriteString(t.sep)
	if a := int(d.Action()); a < len(t.actions) {
		b.WriteString(t.actions[a])
	} else {
		b.WriteString(t.actions[0])
	}
	b.WriteByte(' ')
	switch {
	case d.Document() == 0:
		b.WriteString(t.noDocument)
	case d.Document().Code() == "":
		b.WriteString(t.unknownDocument)
	default:
		b.WriteString(t.open + d.Document().Label() + t.close + " (" + d.Document().Code() + ")")
	}
	if who := who(d.Subject(), t); who != "" {
		b.WriteString(t.by + who)
	}
	if !d.At().IsZero() {
		day := d.At().String()
		if t == &french {
			day = d.At().French()
		}
		b.WriteString(t.on + day)
	}
	for reason := range d.Reasons() {
		ru := reason.Rule()
		b.WriteString("\n- ")
		if reason.IsCaveat() {
			b.WriteString(t.caveat) // it neither opens nor closes
		}
		b.WriteString(ru.Message.In(tag))
		b.WriteString(" [" + string(ru.Code) + "] (" + d.sourceOf(ru, t) + ")")
	}
	if s := d.Source(tag); s != "" {
		b.WriteString("\n" + s)
	}
	return b.String()
}

// sourceOf is the source of a rule. The rules on a cell name the embedded
// matrix; where another one decided, that one is named.
func (d Decision) sourceOf(ru rule.Rule, t *phrases) string {
	if ru.Source == srcMatrix && d.matrix != nil && d.matrix.version.ID != "" && d.matrix.version.ID != idCNAM20240925 {
		return t.matrix + d.matrix.version.ID
	}
	return ru.Source
}

// Source says in one line which matrix, and which of its cells, the decision
// was drawn from. Columns have their French heading in French, their key in
// English.
func (d Decision) Source(tag language.Tag) string {
	if d.matrix == nil || d.matrix.version.ID == "" { // none, or the zero one
		return ""
	}
	t := phrasesFor(tag)
	v := &d.matrix.version
	var b strings.Builder
	b.WriteString(t.matrix + v.ID)
	switch {
	case !d.matrix.Covers(d.At()):
		b.WriteString(t.notCovered)
	case d.Action() == Read:
		if columns, allowed, ok := d.Cells(); ok {
			b.WriteString(t.cell + d.Document().Code() + " × ")
			first := true
			for i := range d.matrix.columns {
				if columns.Has(i) {
					if !first {
						b.WriteString(" + ")
					}
					first = false
					c := &d.matrix.columns[i]
					if t == &french && c.Heading != "" {
						b.WriteString(c.Heading)
					} else {
						b.WriteString(c.Key)
					}
				}
			}
			if allowed {
				b.WriteString(t.cellYes)
			} else {
				b.WriteString(t.cellNo)
			}
		}
	default:
		b.WriteString(t.noCell)
	}
	return b.String()
}

func who(s Subject, t *phrases) string {
	var parts []string
	if p := s.Profession(); p != 0 {
		parts = append(parts, p.Label()+" ("+p.Code()+")")
	}
	if s.IsStudent() {
		parts = append(parts, t.student)
	}
	if f := s.Function(); f != 0 {
		parts = append(parts, f.Label()+" ("+f.Code()+")")
	}
	if r := s.Role(); r != 0 {
		parts = append(parts, t.role+r.Label()+" ("+r.Code()+")")
	}
	return strings.Join(parts, ", ")
}

type phrases struct {
	allowed, denied, sep        string
	actions                     [6]string
	noDocument, unknownDocument string
	open, close, by, on         string
	matrix, cell                string
	cellYes, cellNo, noCell     string
	notCovered                  string
	student, role, caveat       string
}

func phrasesFor(tag language.Tag) *phrases {
	if rule.IsEnglish(tag) {
		return &english
	}
	return &french
}

var french = phrases{
	allowed: "Autorisé", denied: "Refusé", sep: " : ",
	actions:    [6]string{"action non renseignée sur", "lire", "déposer", "masquer", "démasquer", "supprimer"},
	noDocument: "un document de type non renseigné", unknownDocument: "un document de type inconnu",
	open: "« ", close: " »", by: ", par ", on: ", le ",
	matrix: "Matrice ", cell: ", case ", cellYes: " : ouverte", cellNo: " : fermée",
	noCell: " (elle ne régit que la lecture ; ici, les règles générales)", notCovered: ", sans valeur à cette date", student: "étudiant", role: "rôle ", caveat: "réserve : ",
}

var english = phrases{
	allowed: "Allowed", denied: "Denied", sep: ": ",
	actions:    [6]string{"action not stated on", "read", "deposit", "hide", "show again", "delete"},
	noDocument: "a document of a type not stated", unknownDocument: "a document of an unknown type",
	open: "“", close: "”", by: ", by ", on: ", on ",
	matrix: "Matrix ", cell: ", cell ", cellYes: ": open", cellNo: ": closed",
	noCell: " (it governs reading only; here, the general rules)", notCovered: ", of no force on that date", student: "student", role: "role ", caveat: "caveat: ",
}

// decisionJSON is the JSON form of a decision: part of the API.
type decisionJSON struct {
	Document string      `json:"document"`
	Action   string      `json:"action"`
	At       civil.Date  `json:"at"`
	Allowed  bool        `json:"allowed"`
	Reasons  []rule.Code `json:"reasons"`
	Matrix   string      `json:"matrix"`
	Source   string      `json:"source"`
}

// MarshalJSON returns {"document","action","at","allowed","reasons","matrix",
// "source"}: reasons are the codes of the rules in the fixed order, caveats
// included, and the source is in French. It names no person. It is not read back into
// a Decision; package trace reads its own lines.
func (d Decision) MarshalJSON() ([]byte, error) {
	out := decisionJSON{
		Document: d.Document().Code(), At: d.At(), Allowed: d.Allowed(),
		Reasons: d.Codes(), Source: d.Source(language.French),
	}
	if a := d.Action(); a != 0 {
		out.Action = a.String() // one that does not exist too: a denial must not fail to be written
	}
	if d.matrix != nil {
		out.Matrix = d.matrix.version.ID
	}
	return json.Marshal(out)
}

// String returns the outcome and the codes of the reasons.
func (d Decision) String() string {
	var b strings.Builder
	if d.Allowed() {
		b.WriteString("allowed")
	} else {
		b.WriteString("denied")
	}
	for r := range d.Reasons() {
		b.WriteByte(' ')
		b.WriteString(r.String())
	}
	return b.String()
}

// LogValue implements [slog.LogValuer]: what an access log needs, and no
// person.
func (d Decision) LogValue() slog.Value {
	id := ""
	if d.matrix != nil {
		id = d.matrix.version.ID
	}
	return slog.GroupValue(
		slog.Bool("allowed", d.Allowed()), slog.String("document", d.Document().String()),
		slog.String("action", d.Action().String()), slog.String("at", d.At().String()),
		slog.String("reasons", strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(d.String(), "denied"), "allowed"))),
		slog.String("matrix", id),
	)
}
