package habilitationtest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"slices"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/limit"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Profile is what a [Recorder] noted, as a value that can be written, read and
// added up: tests of several packages write theirs, and a last step reads them
// all. Its lists are in the order of the matrix and of the reasons, those of a sum
// by type, key of the column and code, without what was never exercised. It names no
// person.
type Profile struct {
	// Pin names the matrix: see [Fingerprint].
	Pin string `json:"pin"`
	// Answers counts the answers, Allowed those that allow.
	Answers uint64        `json:"answers"`
	Allowed uint64        `json:"allowed"`
	Cells   []CellCount   `json:"cells"`
	Reasons []ReasonCount `json:"reasons"`
}

// Write writes the profile as JSON.
func (p Profile) Write(w io.Writer) error {
	if p.Cells == nil {
		p.Cells = []CellCount{}
	}
	if p.Reasons == nil {
		p.Reasons = []ReasonCount{}
	}
	b, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

// ReadProfile reads what [Profile.Write] wrote. The error is a [rule.Fault] of
// [CodeProfileJSON], or that of the reader.
func ReadProfile(r io.Reader) (Profile, error) { return Options{}.ReadProfile(r) }

// ReadProfile is the function [ReadProfile] under limits of the caller.
func (o Options) ReadProfile(r io.Reader) (Profile, error) {
	most := o.filled().MaxProfileBytes
	data, err := limit.Read(r, most)
	if err != nil {
		return Profile{}, err
	}
	var p Profile
	if len(data) > most || json.Unmarshal(data, &p) != nil || p.Pin == "" || p.Allowed > p.Answers || !p.isWritten(data) {
		return Profile{}, rules[ruleProfileJSON].At("")
	}
	return p, nil
}

// isWritten reports whether a text is what the profile writes, but for blanks: no
// member stands in it twice, or under another name.
func (p Profile) isWritten(text []byte) bool {
	var own, have, want bytes.Buffer
	return p.Write(&own) == nil && json.Compact(&want, own.Bytes()) == nil && json.Compact(&have, text) == nil &&
		bytes.Equal(want.Bytes(), have.Bytes())
}

// Merge returns the sum of two profiles of the same matrix. One without a pin
// is empty. The error is a [rule.Fault] of [CodeProfileMatrix].
func (p Profile) Merge(o Profile) (Profile, error) {
	switch {
	case p.Pin == "":
		p.Pin = o.Pin
	case o.Pin != "" && o.Pin != p.Pin:
		return Profile{}, rules[ruleProfileMatrix].At("pin")
	}
	p.Answers += o.Answers
	p.Allowed += o.Allowed
	type key struct {
		d habilitation.DocumentType
		c string
	}
	p.Cells = sum(p.Cells, o.Cells, func(c CellCount) key { return key{c.Document, c.Column} },
		func(c *CellCount) *uint64 { return &c.Count })
	p.Reasons = sum(p.Reasons, o.Reasons, func(c ReasonCount) rule.Code { return c.Code },
		func(c *ReasonCount) *uint64 { return &c.Count })
	return p, nil
}

// sum adds two lists up by key, in a fixed order.
func sum[E any, K comparable](a, b []E, key func(E) K, count func(*E) *uint64) []E {
	var out []E
	at := map[K]int{}
	for _, list := range [...][]E{a, b} {
		for _, e := range list {
			if i, ok := at[key(e)]; ok {
				*count(&out[i]) += *count(&e)
			} else {
				at[key(e)] = len(out)
				out = append(out, e)
			}
		}
	}
	slices.SortFunc(out, func(x, y E) int {
		switch x := any(x).(type) {
		case CellCount:
			y := any(y).(CellCount)
			return cmp.Or(cmp.Compare(x.Document, y.Document), cmp.Compare(x.Column, y.Column))
		case ReasonCount:
			return cmp.Compare(x.Code, any(y).(ReasonCount).Code)
		}
		return 0
	})
	return out
}

// Coverage holds a profile against its matrix. The error is a [rule.Fault] of
// [CodeProfileMatrix] for another matrix, or for a cell or a reason that does
// not exist.
func (p Profile) Coverage(m *habilitation.Matrix) (Coverage, error) {
	if p.Pin != Fingerprint(m) {
		return Coverage{}, rules[ruleProfileMatrix].At("pin")
	}
	c := Coverage{m: m, answers: p.Answers, allowed: p.Allowed, cells: map[place]uint64{}}
	columns := map[string]int{}
	for i, col := range m.Columns() {
		columns[col.Key] = i
		c.columns |= 1 << i
	}
	rowsOf := map[habilitation.DocumentType]bool{}
	for r := range m.Rows() {
		rowsOf[r.Document] = true
	}
	for _, n := range p.Cells {
		i, ok := columns[n.Column]
		if !ok || !rowsOf[n.Document] {
			return Coverage{}, rules[ruleProfileMatrix].At("cells")
		}
		c.cells[place{n.Document, i}] += n.Count
	}
	codes := map[rule.Code]habilitation.Reason{}
	for r := range habilitation.Reasons() {
		codes[r.Code()] = r
		c.scope = append(c.scope, r)
	}
	for _, n := range p.Reasons {
		r, ok := codes[n.Code]
		if !ok {
			return Coverage{}, rules[ruleProfileMatrix].At("reasons")
		}
		c.reasons[r] += n.Count
	}
	return c, nil
}
