package habilitation

import (
	"cmp"
	"iter"
	"slices"

	"github.com/rppsplus/rppsplus/rpps/civil"
)

// At returns the embedded matrix that answers for a day. The error is a
// [rule.Fault] of [CodeNoMatrix] when none does: nothing is decided by the
// matrix of another day.
func At(day civil.Date) (*Matrix, error) { return Embedded().At(day) }

// Timeline is several matrices with their days of effect, by value: the one of
// today beside the one that was published for tomorrow, or several side by side
// in a test. The zero Timeline has none and denies everything.
type Timeline struct{ list []*Matrix }

// Embedded returns the matrices that the library carries.
func Embedded() Timeline { return Timeline{[]*Matrix{CNAM20240925()}} }

// With returns the timeline with more matrices. A matrix replaces one of the
// same version ID.
func (v Timeline) With(ms ...*Matrix) Timeline {
	out := Timeline{slices.Clone(v.list)}
	for _, m := range ms {
		if m == nil {
			continue
		}
		out.list = slices.DeleteFunc(out.list, func(o *Matrix) bool { return o.version.ID == m.version.ID })
		out.list = append(out.list, m)
	}
	slices.SortStableFunc(out.list, func(a, b *Matrix) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.version.ID, b.version.ID))
	})
	return out
}

// All gives the matrices, oldest first.
func (v Timeline) All() iter.Seq[*Matrix] { return slices.Values(v.list) }

// At returns the matrix that answers for a day: the one that began last, of
// two that began the same day the last by ID. A later matrix ends the earlier
// ones: when it has ended itself, none of them answers again. The error is a
// [rule.Fault] of [CodeNoMatrix] when none answers.
func (v Timeline) At(day civil.Date) (*Matrix, error) {
	if m := v.last(day); m != nil && m.Covers(day) {
		return m, nil
	}
	return nil, rules[ruleNoMatrix].At("at")
}

// last returns the matrix that began last on a day, ended or not; nil when none
// had begun.
func (v Timeline) last(day civil.Date) *Matrix {
	for i := len(v.list) - 1; i >= 0; i-- {
		if m := v.list[i]; m.from <= day.Ordinal() {
			return m
		}
	}
	return nil
}
