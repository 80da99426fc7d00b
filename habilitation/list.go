package habilitation

import "iter"

// Readable gives the types of documents that a subject may read under the
// facts, in the order of the matrix. The document of the request is ignored,
// and the action is [Read]. Unless the facts say what the documents are
// (visible, hidden), the question is about types in general: [AnyDocument].
func (m *Matrix) Readable(r Request) iter.Seq[DocumentType] {
	m = m.orZero()
	r.Action = Read
	if r.Facts&visibility == 0 {
		r.Facts |= AnyDocument
	}
	return func(yield func(DocumentType) bool) {
		for _, row := range m.rows {
			r.Document = row.Document
			if m.Decide(r).Allowed() && !yield(row.Document) {
				return
			}
		}
	}
}

// DecideEach answers the same request for each of the documents, in their
// order. The document of the request is ignored; each decision names its own.
func (m *Matrix) DecideEach(r Request, docs iter.Seq[DocumentType]) iter.Seq[Decision] {
	return func(yield func(Decision) bool) {
		for d := range docs {
			r.Document = d
			if !yield(m.Decide(r)) {
				return
			}
		}
	}
}

// DecideAll answers the requests in their order, appending to dst: with room
// in dst it allocates nothing.
func (m *Matrix) DecideAll(dst []Decision, rs ...Request) []Decision {
	for _, r := range rs {
		dst = append(dst, m.Decide(r))
	}
	return dst
}

// Decider answers requests: a [Matrix]; a [Timeline], which answers by the matrix of
// the day; in tests, the recorder of package habilitationtest. A product that takes
// one where a matrix goes can be tested with that.
type Decider interface {
	Decide(Request) Decision
}

// decider is the one given; no matrix, which denies everything, for nil.
func decider(d Decider) Decider {
	if d == nil {
		return (*Matrix)(nil)
	}
	return d
}

// Filter gives the items that the request allows, in their order. question
// completes the request for one item: its type of document, and the facts
// that are its own (visible, hidden, deposited by the subject). The facts of the
// request hold for every item; its document is ignored, and [AnyDocument], which is
// of types in general: an item without a type, or of which nothing says whether it
// is hidden, is denied. Where refusals are shown, ask [DecideItems]; where each
// access is traced, [Matrix.Decide], with the facts that the trace keeps.
//
//	for doc := range habilitation.Filter(m, base, docs, func(d Doc, r *habilitation.Request) {
//		r.Document = d.Type
//		if d.HiddenByPatient {
//			r.Facts |= habilitation.HiddenByPatient
//		} else {
//			r.Facts |= habilitation.Visible
//		}
//	}) { … }
func Filter[T any](by Decider, base Request, items iter.Seq[T], question func(T, *Request)) iter.Seq[T] {
	by, base = decider(by), base.ofItems()
	return func(yield func(T) bool) {
		for it := range items {
			r := base
			question(it, &r)
			if by.Decide(r).Allowed() && !yield(it) {
				return
			}
		}
	}
}

// DecideItems is [Filter] with the reasons: it gives the decision on every item, and
// the item, in their order, those that are denied too. The decision comes first, so
// that a loop over one variable is not one over items that nobody judged.
func DecideItems[T any](by Decider, base Request, items iter.Seq[T], question func(T, *Request)) iter.Seq2[Decision, T] {
	by, base = decider(by), base.ofItems()
	return func(yield func(Decision, T) bool) {
		for it := range items {
			r := base
			question(it, &r)
			if !yield(by.Decide(r), it) {
				return
			}
		}
	}
}

// ofItems is a request about items, each of which states what it is.
func (r Request) ofItems() Request {
	r.Document = 0
	r.Facts &^= AnyDocument
	return r
}
