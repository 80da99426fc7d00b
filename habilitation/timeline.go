package habilitation

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"sync"

	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// At returns the embedded matrix that answers for a day. The error is a
// [rule.Fault] of [CodeNoMatrix] when none does: nothing is decided by the
// matrix of another day.
func At(day civil.Date) (*Matrix, error) { return Embedded().At(day) }

// Timeline is several matrices with their days of effect, by value: the one of
// today beside the one that was published for tomorrow, or several side by side
// in a test. It is immutable and safe for concurrent use. The zero Timeline has
// none and denies everything.
type Timeline struct {
	list []*Matrix
	// kept are the same, each until the next one begins: who keeps the matrix of a
	// day past that is answered by none.
	kept []*Matrix
}

var (
	embeddedOnce sync.Once
	embeddedMade Timeline
)

// Embedded returns the matrices that the library carries, oldest first.
func Embedded() Timeline {
	embeddedOnce.Do(func() { embeddedMade = timelineOf(CNAM20240925()) })
	return embeddedMade
}

// timelineOf returns the timeline of matrices in their order.
func timelineOf(list ...*Matrix) Timeline {
	v := Timeline{list, slices.Clone(list)}
	for i, m := range list[:max(len(list)-1, 0)] {
		if next := list[i+1].version.From; m.Covers(next) {
			if until, err := m.InForce(m.version.From, next); err == nil { // or it answers on no day
				v.kept[i] = until
			}
		}
	}
	return v
}

// With returns the timeline with more matrices. A matrix replaces one of the
// same version ID; nil and the zero Matrix, which answer on no day, are passed
// over. Each keeps its own policy: state Under last.
func (v Timeline) With(ms ...*Matrix) Timeline {
	var list []*Matrix
	at := make(map[string]int, len(v.list)+len(ms))
	for _, m := range slices.Concat(v.list, ms) {
		if m == nil || m.span == 0 {
			continue
		}
		if i, there := at[m.version.ID]; there {
			list[i] = m
			continue
		}
		at[m.version.ID] = len(list)
		list = append(list, m)
	}
	slices.SortStableFunc(list, func(a, b *Matrix) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.version.ID, b.version.ID))
	})
	return timelineOf(list...)
}

// All gives the matrices, oldest first.
func (v Timeline) All() iter.Seq[*Matrix] { return slices.Values(v.list) }

// At returns the matrix that answers for a day: the one that began last, of
// two that began the same day the last by ID. A later matrix ends the earlier
// ones: when it has ended itself, none of them answers again, and the one that was
// returned answers for no day of the next: ask again when the day changes. The error
// is a [rule.Fault] of [CodeNoMatrix] when none answers.
func (v Timeline) At(day civil.Date) (*Matrix, error) {
	if i := v.last(day); i >= 0 && v.kept[i].Covers(day) {
		return v.kept[i], nil
	}
	return nil, rules[ruleNoMatrix].At("at")
}

// last returns the index of the matrix that began last on a day, ended or not; -1
// when none had begun.
func (v Timeline) last(day civil.Date) int {
	for i, m := range slices.Backward(v.list) {
		if m.from <= day.Ordinal() {
			return i
		}
	}
	return -1
}

// Under returns the timeline with all its matrices under a policy.
func (v Timeline) Under(p Policy) Timeline {
	list := make([]*Matrix, len(v.list))
	for i, m := range v.list {
		list[i] = m.Under(p)
	}
	return timelineOf(list...)
}

// Decide answers a request by the matrix of the subject's day. On a day that
// none covers everything is denied, with [MatrixNotInForce] among the reasons:
// what else is said then is drawn from the matrix that began last, or from the
// first one.
func (v Timeline) Decide(r Request) Decision {
	if len(v.list) == 0 {
		return new(Matrix).Decide(r)
	}
	return v.kept[max(v.last(r.Subject.at), 0)].Decide(r)
}

// Period is a run of days with one answer.
type Period struct {
	// From is the first day; Until the first day after it, not stated for the
	// last period.
	From, Until civil.Date
	// Matrix answers on these days; nil when none does.
	Matrix *Matrix
}

// Periods gives the periods from the first day of the first matrix on, without a
// hole: days that no matrix covers are a period without one.
func (v Timeline) Periods() iter.Seq[Period] {
	return func(yield func(Period) bool) {
		for i, m := range v.kept {
			var next civil.Date // the day on which another begins
			if i+1 < len(v.kept) {
				next = v.kept[i+1].version.From
			}
			if next == m.version.From {
				continue // two that begin the same day: the last answers
			}
			if !yield(Period{m.version.From, m.version.Until, m}) {
				return
			}
			if m.version.Until != next && !yield(Period{m.version.Until, next, nil}) {
				return
			}
		}
	}
}

// Next returns the first period that begins after a day: the next day on which
// the answer changes, and the matrix that answers from then on, nil for none.
// ok is false when nothing is foreseen to change.
func (v Timeline) Next(day civil.Date) (p Period, ok bool) {
	for p := range v.Periods() {
		if p.From.Ordinal() > day.Ordinal() {
			return p, true
		}
	}
	return Period{}, false
}

// Check returns what is odd in the days of effect, as warnings: days between two
// matrices that none covers ([CodeTimelineGap]), an end after which nothing is
// foreseen ([CodeTimelineEnd]), a matrix that another replaces before the end it
// states, or on its first day ([CodeTimelineOverlap]). A matrix without an end
// that a later one replaces is the usual case, and no fault.
//
// The arguments of the faults are versions and days.
func (v Timeline) Check() rule.Faults {
	var faults rule.Faults
	for i, m := range v.list {
		path := "versions[" + strconv.Itoa(i) + "]"
		end := m.version.Until
		if i+1 == len(v.list) {
			if !end.IsZero() {
				faults.Add(rules[ruleTimelineEnd].At(path).With(end.String()))
			}
			continue
		}
		next := v.list[i+1]
		switch from := next.version.From; {
		case from == m.version.From, end.After(from):
			faults.Add(rules[ruleTimelineOverlap].At(path).With(next.version.ID, from.String()))
		case end.Before(from):
			faults.Add(rules[ruleTimelineGap].At(path).With(end.String(), from.String()))
		}
	}
	faults.Sort()
	return faults
}
