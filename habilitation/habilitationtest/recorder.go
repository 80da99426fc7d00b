package habilitationtest

import (
	"iter"
	"slices"
	"sync/atomic"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Recorder answers as its matrix does, and notes what the answers rested on.
// A product whose code takes a [habilitation.Decider], or an interface of its own
// with the methods that it calls, runs on a *habilitation.Matrix or a
// [habilitation.Timeline], and its tests on a Recorder: so does what it asks by
// [habilitation.Filter] and [habilitation.DecideItems]. [Record] makes it. It is safe for
// concurrent use, and allocates nothing when it answers.
type Recorder struct {
	m *habilitation.Matrix
	c *counts
}

type counts struct {
	cells           [][]atomic.Uint64 // by type of document, then column
	allowed         []habilitation.ColumnSet
	reasons         [reasonRoom]atomic.Uint64
	all             []habilitation.Reason
	answers, opened atomic.Uint64
}

// reasonRoom is more than the last reason.
const reasonRoom = 128

// Record returns a recorder of a matrix; nil counts as the zero matrix, which
// denies everything.
func Record(m *habilitation.Matrix) *Recorder {
	if m == nil {
		m = new(habilitation.Matrix)
	}
	c := &counts{all: slices.Collect(habilitation.Reasons())}
	_, columns, _ := m.Size()
	for r := range m.Rows() {
		for int(r.Document) >= len(c.cells) {
			c.cells, c.allowed = append(c.cells, nil), append(c.allowed, 0)
		}
		c.cells[r.Document], c.allowed[r.Document] = make([]atomic.Uint64, columns), r.Allowed
	}
	return &Recorder{m, c}
}

// note counts a decision. A cell is exercised when the answer rests on it: by
// an authorisation to read, which needs every cell of the subject, and by a
// denial that has no other ground than the cells that are closed.
func (r *Recorder) note(d habilitation.Decision) {
	r.c.answers.Add(1)
	if d.Allowed() {
		r.c.opened.Add(1)
	}
	closedOnly := true
	// Asking for each costs no allocation, as the iterators of a decision do
	// when a loop body has something to remember.
	for _, reason := range r.c.all {
		if d.Has(reason) {
			closedOnly = closedOnly && (reason == habilitation.CellDenied || !reason.IsDenial())
			r.c.reasons[reason].Add(1)
		}
	}
	if !closedOnly || d.Action() != habilitation.Read {
		return
	}
	columns, _, ok := d.Cells()
	if !ok {
		return
	}
	if !d.Allowed() {
		columns &^= r.c.allowed[d.Document()]
	}
	cells := r.c.cells[d.Document()]
	for i := range cells {
		if columns.Has(i) {
			cells[i].Add(1)
		}
	}
}

// Decide answers as [habilitation.Matrix.Decide].
func (r *Recorder) Decide(q habilitation.Request) habilitation.Decision {
	d := r.m.Decide(q)
	r.note(d)
	return d
}

// DecideCodes answers as [habilitation.Matrix.DecideCodes].
func (r *Recorder) DecideCodes(q habilitation.CodesRequest) habilitation.Decision {
	d := r.m.DecideCodes(q)
	r.note(d)
	return d
}

// DecideEach answers as [habilitation.Matrix.DecideEach].
func (r *Recorder) DecideEach(q habilitation.Request, docs iter.Seq[habilitation.DocumentType]) iter.Seq[habilitation.Decision] {
	return func(yield func(habilitation.Decision) bool) {
		for d := range r.m.DecideEach(q, docs) {
			r.note(d)
			if !yield(d) {
				return
			}
		}
	}
}

// DecideAll answers as [habilitation.Matrix.DecideAll].
func (r *Recorder) DecideAll(dst []habilitation.Decision, qs ...habilitation.Request) []habilitation.Decision {
	n := len(dst)
	dst = r.m.DecideAll(dst, qs...)
	for _, d := range dst[n:] {
		r.note(d)
	}
	return dst
}

// Readable answers as [habilitation.Matrix.Readable]. Every row that was looked
// at is noted, not only those that are given.
func (r *Recorder) Readable(q habilitation.Request) iter.Seq[habilitation.DocumentType] {
	q.Action = habilitation.Read
	if q.Facts&visibility == 0 {
		q.Facts |= habilitation.AnyDocument
	}
	return func(yield func(habilitation.DocumentType) bool) {
		for row := range r.m.Rows() {
			q.Document = row.Document
			if r.Decide(q).Allowed() && !yield(row.Document) {
				return
			}
		}
	}
}

// Under returns a recorder of the same matrix under a policy. Both note in the
// same place.
func (r *Recorder) Under(p habilitation.Policy) *Recorder { return &Recorder{r.m.Under(p), r.c} }

// Matrix returns the matrix, which notes nothing when it is asked.
func (r *Recorder) Matrix() *habilitation.Matrix { return r.m }

// Policy returns the policy of the matrix.
func (r *Recorder) Policy() habilitation.Policy { return r.m.Policy() }

// Version returns the version of the matrix.
func (r *Recorder) Version() habilitation.Version { return r.m.Version() }

// Covers reports whether the matrix answers for a day.
func (r *Recorder) Covers(day civil.Date) bool { return r.m.Covers(day) }

// Rows gives the rows of the matrix.
func (r *Recorder) Rows() iter.Seq[habilitation.Row] { return r.m.Rows() }

// Profile returns what was noted so far.
func (r *Recorder) Profile() Profile {
	p := Profile{Pin: Fingerprint(r.m), Answers: r.c.answers.Load(), Allowed: r.c.opened.Load()}
	for c := range r.m.Cells() {
		if n := r.c.cells[c.Row.Document][c.Index].Load(); n > 0 {
			p.Cells = append(p.Cells, CellCount{c.Row.Document, c.Column.Key, n})
		}
	}
	for reason := range habilitation.Reasons() {
		if n := r.c.reasons[reason].Load(); n > 0 {
			p.Reasons = append(p.Reasons, ReasonCount{reason.Code(), n})
		}
	}
	return p
}

// Coverage returns what was exercised so far: see [Profile.Coverage].
func (r *Recorder) Coverage() Coverage {
	c, err := r.Profile().Coverage(r.m)
	if err != nil {
		panic(err) // the profile is of this matrix
	}
	return c
}

// CellCount says how many answers rested on a cell.
type CellCount struct {
	Document habilitation.DocumentType `json:"document"`
	Column   string                    `json:"column"`
	Count    uint64                    `json:"count"`
}

// ReasonCount says how many answers had a reason.
type ReasonCount struct {
	Code  rule.Code `json:"code"`
	Count uint64    `json:"count"`
}
