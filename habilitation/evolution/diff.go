package evolution

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Kind is what happened to a type of document, to a subject or to a cell. The
// zero value is "not stated".
type Kind uint8

const (
	// Added: the new matrix has it, the old one has not.
	Added Kind = iota + 1
	// Removed: the old matrix has it, the new one has not.
	Removed
	// Renamed: the label has changed; of a subject, the key perhaps too.
	Renamed
	// Reclassed: the class of the type has changed. It opens or closes nothing.
	Reclassed
	// Recoded: who the column is for has changed: the codes, as printed or as
	// read. It can open or close a column to people although no cell changes.
	Recoded
	// Gained: the cell was closed and is open.
	Gained
	// Lost: the cell was open and is closed.
	Lost
)

var kinds = [...]struct {
	name string
	text rule.Text
}{
	{},
	{"added", rule.Text{FR: "ajouté", EN: "added"}},
	{"removed", rule.Text{FR: "retiré", EN: "removed"}},
	{"renamed", rule.Text{FR: "renommé", EN: "renamed"}},
	{"reclassed", rule.Text{FR: "reclassé", EN: "reclassed"}},
	{"recoded", rule.Text{FR: "recodé", EN: "recoded"}},
	{"gained", rule.Text{FR: "ouvert", EN: "opened"}},
	{"lost", rule.Text{FR: "fermé", EN: "closed"}},
}

// String returns the name, or "(not stated)".
func (k Kind) String() string {
	if k > 0 && int(k) < len(kinds) {
		return kinds[k].name
	}
	return enum.Nameless(k)
}

// MarshalText returns the name, or the empty text when not stated.
func (k Kind) MarshalText() ([]byte, error) {
	if int(k) >= len(kinds) {
		return nil, enum.ErrNoSuchValue
	}
	return []byte(kinds[k].name), nil
}

// Change is a text before and after. A text that does not exist on one side is
// empty there.
type Change struct {
	Old string `json:"old"`
	New string `json:"new"`
}

// VersionChange is a fact about the version that differs. Field is the name of
// the fact in the JSON form of [habilitation.Version]: "id", "title", "source",
// "published", "from", "until", "confidence" (in French) or "differences": the
// cells that another source gives otherwise, by source, each as its column, its
// type, here/there ("1/0"; "1/0?" when doubtful), without notes.
type VersionChange struct {
	Field string `json:"field"`
	Change
}

// DocumentChange is what happened to one type of document. A type that was both
// renamed and reclassed has one change for each.
type DocumentChange struct {
	Kind Kind   `json:"kind"`
	Code string `json:"code"`
	// Document is zero for a type that the library does not know: see Unlisted.
	Document habilitation.DocumentType `json:"-"`
	Label    Change                    `json:"label"`
	Class    ClassChange               `json:"class"`
	// Opens are the keys of the columns that read the type: in the new matrix
	// when it was added, in the old one when it was removed; nil otherwise.
	Opens []string `json:"opens,omitempty"`
	// Unlisted: the library does not know the code. Whatever the cells say, it
	// denies the type until its tables are brought up to date.
	Unlisted bool `json:"unlisted,omitempty"`
}

// ClassChange is the class of a type before and after; zero where the type does
// not exist or the publication prints none.
type ClassChange struct {
	Old habilitation.DocumentClass `json:"old"`
	New habilitation.DocumentClass `json:"new"`
}

// SubjectChange is what happened to one column. A column that was both renamed
// and recoded has one change for each.
type SubjectChange struct {
	Kind Kind `json:"kind"`
	// Key is the key in the new matrix, or in the old one when it was removed.
	Key   string `json:"key"`
	Keys  Change `json:"keys"`
	Label Change `json:"label"`
	// Printed are the codes as the publication prints them, Codes those that the
	// library reads, such as "professions 60 69" or "rôles GENR08".
	Printed Change `json:"printed"`
	Codes   Change `json:"codes"`
	// Opens are the types that the column reads: in the new matrix when it was
	// added, in the old one when it was removed; nil otherwise.
	Opens []string `json:"opens,omitempty"`
}

// CellChange is a cell, of a type and a subject that both matrices have, whose
// value has changed.
type CellChange struct {
	// Kind is Gained or Lost.
	Kind Kind `json:"kind"`
	// Column is the key in the new matrix.
	Column   string                    `json:"column"`
	Code     string                    `json:"code"`
	Document habilitation.DocumentType `json:"-"`
	// Unlisted: the library does not know the type, and denies it.
	Unlisted bool `json:"unlisted,omitempty"`
}

// Changes are the differences between two matrices, as values in a fixed order:
// types and subjects in the order of the old matrix, added ones after them in
// the order of the new one; cells by subject, then by type.
type Changes struct {
	// Old and New are the versions that were compared; zero for no matrix.
	Old habilitation.Version
	New habilitation.Version

	Version   []VersionChange
	Documents []DocumentChange
	Subjects  []SubjectChange
	Cells     []CellChange

	// Compared is the number of cells that both matrices have.
	Compared int

	old, new *habilitation.Matrix
	labels   map[string]string // of types, as the new matrix prints them
}

// Diff returns what changes from the old matrix to the new one. A nil matrix is
// an empty one. Policies are not compared, nor is the order of rows and columns,
// nor [habilitation.Column.Heading]: a publication has none, it is a word of ours.
//
// Types are the same when their codes are, subjects when their keys are; a
// subject whose key changed is recognised when exactly one new column names the
// same people by the same codes.
func Diff(old, new *habilitation.Matrix) Changes {
	if old == nil {
		old = &habilitation.Matrix{}
	}
	if new == nil {
		new = &habilitation.Matrix{}
	}
	c := Changes{Old: old.Version(), New: new.Version(), old: old, new: new, labels: map[string]string{}}
	c.versions()
	before, after := columnsOf(old), columnsOf(new)
	pairs := c.subjects(before, after)
	c.documents(before, after, pairs)
	return c
}

// Same reports whether the matrices say the same: no difference but in the facts
// about the version.
func (c Changes) Same() bool {
	return len(c.Documents) == 0 && len(c.Subjects) == 0 && len(c.Cells) == 0
}

// Count returns the number of cells that were opened and that were closed, of
// types and subjects that both matrices have.
func (c Changes) Count() (gained, lost int) {
	for _, x := range c.Cells {
		if x.Kind == Gained {
			gained++
		} else {
			lost++
		}
	}
	return gained, lost
}

// Of gives the changed cells of one subject, by its key in the new matrix.
func (c Changes) Of(column string) iter.Seq[CellChange] {
	return func(yield func(CellChange) bool) {
		for _, x := range c.Cells {
			if x.Column == column && !yield(x) {
				return
			}
		}
	}
}

func (c *Changes) versions() {
	for _, f := range [...]VersionChange{
		{"id", Change{c.Old.ID, c.New.ID}},
		{"title", Change{c.Old.Title, c.New.Title}},
		{"source", Change{c.Old.Source, c.New.Source}},
		{"published", Change{day(c.Old.Published), day(c.New.Published)}},
		{"from", Change{day(c.Old.From), day(c.New.From)}},
		{"until", Change{day(c.Old.Until), day(c.New.Until)}},
		{"confidence", Change{c.Old.Confidence.FR, c.New.Confidence.FR}},
		{"differences", Change{differences(c.Old, nil), differences(c.New, nil)}},
	} {
		if f.Old != f.New {
			c.Version = append(c.Version, f)
		}
	}
}

// differences are the known differences of a version in one line, whatever their
// order: a decision on such a cell carries a caveat. With names, for people, a
// column is named once.
func differences(v habilitation.Version, names map[string]string) string {
	type cell struct{ column, text string }
	sign := map[bool]string{true: "1", false: "0"}
	cells := map[string][]cell{}
	for _, d := range v.Differences {
		text := d.Document.Code() + " " + sign[d.Here] + "/" + sign[d.There]
		if d.Doubtful {
			text += "?"
		}
		cells[d.Source] = append(cells[d.Source], cell{d.Column, text})
	}
	var out []string
	for _, source := range slices.Sorted(maps.Keys(cells)) {
		slices.SortFunc(cells[source], func(a, b cell) int {
			return cmp.Or(strings.Compare(a.column, b.column), strings.Compare(a.text, b.text))
		})
		var texts []string
		last := ""
		for _, x := range slices.Compact(cells[source]) {
			if names == nil {
				x.text = x.column + " " + x.text
			} else if x.column != last {
				x.text = cmp.Or(names[x.column], x.column) + " " + x.text
			}
			last = x.column
			texts = append(texts, x.text)
		}
		out = append(out, strings.Join(texts, ", ")+" ("+source+")")
	}
	return strings.Join(out, " ; ")
}

func day(d interface {
	IsZero() bool
	String() string
},
) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// column is a column with its place in its matrix.
type column struct {
	habilitation.Column
	index int
	codes string
}

func columnsOf(m *habilitation.Matrix) []column {
	var out []column
	for i, c := range m.Columns() {
		out = append(out, column{c, i, codesOf(c)})
	}
	return out
}

// codesOf says in one line whom a column names.
func codesOf(c habilitation.Column) string {
	var parts []string
	for _, l := range [...]struct {
		name  string
		codes []roles.Profession
	}{{"professions", c.Professions}, {"internes", c.Interns}, {"métiers", c.Functions}} {
		if len(l.codes) > 0 {
			parts = append(parts, l.name+" "+list(l.codes))
		}
	}
	if len(c.Roles) > 0 {
		parts = append(parts, "rôles "+list(c.Roles))
	}
	if c.ExcludesOccupational {
		parts = append(parts, "sauf médecin du travail")
	}
	return strings.Join(parts, " ; ")
}

func list[T interface {
	comparable
	Code() string
}](values []T) string {
	out := make([]string, 0, len(values))
	for _, v := range values {
		out = append(out, v.Code())
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " ")
}

// pair is a subject that both matrices have.
type pair struct{ old, new column }

// matched returns the index in after of each column before, -1 for none: the one of the
// same key, or the only one left with the same codes.
func matched(before, after []column) []int {
	match := make([]int, len(before))
	for i, o := range before {
		match[i] = slices.IndexFunc(after, func(n column) bool { return n.Key == o.Key })
	}
	for i, o := range before {
		if match[i] >= 0 || o.codes == "" || only(before, o.codes, func(k int) bool { return match[k] < 0 }) < 0 {
			continue
		}
		match[i] = only(after, o.codes, func(k int) bool { return !slices.Contains(match, k) })
	}
	return match
}

// only returns the index of the one column with these codes that is free, -1 for none
// and for several.
func only(columns []column, codes string, free func(int) bool) int {
	found := -1
	for i, c := range columns {
		if c.codes == codes && free(i) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

func (c *Changes) subjects(before, after []column) []pair {
	match := matched(before, after)
	var pairs []pair
	for i, o := range before {
		if match[i] < 0 {
			c.Subjects = append(c.Subjects, SubjectChange{
				Kind: Removed, Key: o.Key, Keys: Change{Old: o.Key}, Label: Change{Old: o.Label},
				Printed: Change{Old: o.Printed}, Codes: Change{Old: o.codes}, Opens: reads(c.old, o.index),
			})
			continue
		}
		n := after[match[i]]
		pairs = append(pairs, pair{o, n})
		s := SubjectChange{
			Key: n.Key, Keys: Change{o.Key, n.Key}, Label: Change{o.Label, n.Label},
			Printed: Change{o.Printed, n.Printed}, Codes: Change{o.codes, n.codes},
		}
		if o.Key != n.Key || o.Label != n.Label {
			s.Kind = Renamed
			c.Subjects = append(c.Subjects, s)
		}
		if o.Printed != n.Printed || o.codes != n.codes {
			s.Kind = Recoded
			c.Subjects = append(c.Subjects, s)
		}
	}
	for j, n := range after {
		if !slices.Contains(match, j) {
			c.Subjects = append(c.Subjects, SubjectChange{
				Kind: Added, Key: n.Key, Keys: Change{New: n.Key}, Label: Change{New: n.Label},
				Printed: Change{New: n.Printed}, Codes: Change{New: n.codes}, Opens: reads(c.new, n.index),
			})
		}
	}
	return pairs
}

// line is a row of either kind.
type line struct {
	document    habilitation.DocumentType
	code, label string
	class       habilitation.DocumentClass
	allowed     habilitation.ColumnSet
}

// lines gives the rows of a matrix, then those that are not listed.
func lines(m *habilitation.Matrix) iter.Seq[line] {
	return func(yield func(line) bool) {
		for r := range m.Rows() {
			if !yield(line{r.Document, r.Document.Code(), r.Label, r.Class, r.Allowed}) {
				return
			}
		}
		for r := range m.Unlisted() {
			if !yield(line{0, r.Code, r.Label, r.Class, r.Allowed}) {
				return
			}
		}
	}
}

// reads returns the codes of the types that a column reads.
func reads(m *habilitation.Matrix, index int) []string {
	out := []string{}
	for l := range lines(m) {
		if l.allowed.Has(index) {
			out = append(out, l.code)
		}
	}
	return out
}

// readers returns the keys of the columns of a set.
func readers(columns []column, set habilitation.ColumnSet) []string {
	out := []string{}
	for _, c := range columns {
		if set.Has(c.index) {
			out = append(out, c.Key)
		}
	}
	return out
}

func (c *Changes) documents(before, after []column, pairs []pair) {
	news := map[string]line{}
	for l := range lines(c.new) {
		news[l.code] = l
	}
	type both struct{ old, new line }
	var common []both
	had := map[string]bool{}
	for o := range lines(c.old) {
		had[o.code] = true
		c.labels[o.code] = o.label
		n, ok := news[o.code]
		d := DocumentChange{Code: o.code, Document: o.document, Unlisted: o.document == 0}
		if !ok {
			d.Kind, d.Label.Old, d.Class.Old, d.Opens = Removed, o.label, o.class, readers(before, o.allowed)
			c.Documents = append(c.Documents, d)
			continue
		}
		common = append(common, both{o, n})
		d.Label, d.Class = Change{o.label, n.label}, ClassChange{o.class, n.class}
		if o.label != n.label {
			d.Kind = Renamed
			c.Documents = append(c.Documents, d)
		}
		if o.class != n.class {
			d.Kind = Reclassed
			c.Documents = append(c.Documents, d)
		}
	}
	for n := range lines(c.new) {
		c.labels[n.code] = n.label
		if !had[n.code] {
			c.Documents = append(c.Documents, DocumentChange{
				Kind: Added, Code: n.code, Document: n.document, Unlisted: n.document == 0,
				Label: Change{New: n.label}, Class: ClassChange{New: n.class}, Opens: readers(after, n.allowed),
			})
		}
	}
	c.Compared = len(common) * len(pairs)
	for _, p := range pairs {
		for _, b := range common {
			was, is := b.old.allowed.Has(p.old.index), b.new.allowed.Has(p.new.index)
			if was == is {
				continue
			}
			k := Lost
			if is {
				k = Gained
			}
			c.Cells = append(c.Cells, CellChange{k, p.new.Key, b.new.code, b.new.document, b.new.document == 0})
		}
	}
}
