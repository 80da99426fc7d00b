package main

import (
	"bufio"
	"errors"
	"io"
	"iter"
	"sync/atomic"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// report is what was counted: part of the contract with scripts.
type report struct {
	Layout          string            `json:"layout"`
	Lines           int               `json:"lines"`
	Rejected        int               `json:"rejected"`
	Persons         int               `json:"persons"`
	Situations      int               `json:"situations"`
	ByProfession    map[string]int    `json:"by_profession"`
	ByRole          map[string]int    `json:"by_role"`
	ByMode          map[string]int    `json:"by_mode"`
	ByStructureKind map[string]int    `json:"by_structure_kind"`
	Faults          map[rule.Code]int `json:"faults"`

	Columns  int    `json:"columns"`
	Repeated int    `json:"repeated"`
	Encoding string `json:"encoding,omitempty"`
	Day      string `json:"day,omitempty"`

	// For the text only.
	summary annuaire.Summary
	rules   map[rule.Code]rule.Fault // one fault of each
	refused rule.Faults              // the first lines that were refused
	errors  int                      // faults that are errors
}

// shown is how many refused lines the text names one by one.
const shown = 10

func newReport() *report {
	return &report{
		ByProfession: map[string]int{}, ByRole: map[string]int{}, ByMode: map[string]int{}, ByStructureKind: map[string]int{},
		Faults: map[rule.Code]int{}, rules: map[rule.Code]rule.Fault{},
	}
}

func (r *report) fault(f rule.Fault) {
	r.Faults[f.Code()]++
	if _, ok := r.rules[f.Code()]; !ok {
		r.rules[f.Code()] = f
	}
	if f.Severity() == rule.Error {
		r.errors++
	}
}

func (r *report) refuse(f rule.Fault) {
	r.fault(f)
	if len(r.refused) < shown {
		r.refused.Add(f)
	}
}

// unknown stands for a code of no list: what is written there could be
// anything.
const unknown = "(unknown)"

func (r *report) person(p *annuaire.Person) {
	r.Persons++
	r.Situations += len(p.Situations)
	for _, f := range p.Faults {
		r.fault(f)
		if f.Code() == annuaire.CodeLineRepeated {
			r.Repeated++
		}
	}
	// Exercises without a situation, for the professions.
	type exercise struct{ profession, category string }
	practised := map[exercise]bool{}
	for i := range p.Situations {
		s := &p.Situations[i]
		practised[exercise{s.Stated.Profession, s.Stated.Category}] = true
		add(r.ByProfession, s.Profession, s.Stated.Profession)
		add(r.ByRole, s.Role, s.Stated.Role)
		add(r.ByMode, s.Mode, s.Stated.Mode)
		switch {
		case s.Structure.Kind != 0:
			r.ByStructureKind[s.Structure.Kind.String()]++
		case s.Structure != rpps.Structure{}:
			r.ByStructureKind[unknown]++
		}
	}
	for _, e := range p.Professional.Exercises {
		if !practised[exercise{e.Stated.Profession, e.Stated.Category}] {
			add(r.ByProfession, e.Profession, e.Stated.Profession)
		}
	}
}

func add(to map[string]int, c roles.Coded, stated string) {
	switch {
	case !c.IsZero():
		to[c.Code()]++
	case stated != "":
		to[unknown]++
	}
}

// errOrder asks for the index: the file is not sorted by person.
var errOrder = errors.New("not sorted")

// count counts what is in the file and returns the exit code.
func count(o options, stdin io.Reader, out *bufio.Writer, progress io.Writer) (int, error) {
	s, err := find(o.file, o, stdin)
	if err != nil {
		return 0, err
	}
	defer s.close()
	if s.toggle {
		rep, err := readToggle(s)
		if err != nil {
			return 0, err
		}
		return rep.end(out, o)
	}
	var n atomic.Int64
	bar := cli.Progress{Out: progress, Size: s.size, Read: n.Load, Noun: cli.Word(o.lang, "personnes", "persons")}
	defer bar.Clear()

	var rep *report
	if s.once == nil {
		// Sorted, as published files are, it takes both cores and no memory.
		rep, err = read(s, o, &n, &bar, func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.PersonsParallel(0) })
	}
	if s.once != nil || errors.Is(err, errOrder) {
		rep, err = read(s, o, &n, &bar, func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.Persons(annuaire.GroupIndexed) })
	}
	if err != nil {
		return 0, err
	}
	bar.Clear()
	return rep.end(out, o)
}

// end prints the report and returns the exit code.
func (r *report) end(out io.Writer, o options) (int, error) {
	if err := r.print(out, o); err != nil {
		return 0, err
	}
	if r.errors > 0 || r.Rejected > 0 {
		return 1, nil
	}
	return 0, nil
}

// readToggle counts the table from ADELI to RPPS numbers, which has no persons
// but their numbers.
func readToggle(s source) (*report, error) {
	in := s.once
	if in == nil {
		in = io.NewSectionReader(s.at, 0, s.size)
	}
	rep := newReport()
	rep.Layout, rep.Columns = annuaire.LayoutToggle.String(), 2
	persons := map[rpps.Private]bool{}
	for t, err := range annuaire.Toggles(in) {
		if t.Line == 0 {
			return nil, err
		}
		rep.Lines++
		var all rule.Faults
		if f, ok := rule.AsFault(err); ok && !errors.As(err, &all) {
			all = rule.Faults{f}
		}
		for _, f := range all {
			rep.fault(f)
		}
		if all.Err() != nil {
			rep.Rejected++
			continue
		}
		persons[t.RPPSText] = true
	}
	rep.Persons = len(persons)
	return rep, nil
}

func read(s source, o options, n *atomic.Int64, bar *cli.Progress, persons func(*annuaire.Reader) iter.Seq2[*annuaire.Person, error]) (*report, error) {
	r, err := s.reader(o, n)
	if err != nil {
		return nil, err
	}
	rep := newReport()
	for _, f := range r.Header() {
		rep.fault(f)
	}
	for p, err := range persons(r) {
		f, ofLine := annuaire.LineFault(err)
		switch {
		case p != nil && err != nil:
			return nil, errOrder
		case ofLine:
			rep.refuse(f)
		case err != nil:
			return nil, err
		default:
			rep.person(p)
			bar.Show(rep.Persons)
		}
	}
	rep.summary = r.Summary()
	for _, f := range rep.summary.Faults() {
		rep.fault(f)
	}
	rep.Layout, rep.Columns = r.Layout().String(), len(r.Labels())
	rep.Lines = rep.summary.Lines
	rep.Rejected = rep.summary.Rejected + rep.Faults[annuaire.CodePersonMissing] + rep.Faults[annuaire.CodePersonMismatch]
	rep.Encoding = rep.summary.Encoding().String()
	if f, ok := annuaire.FileNameOf(s.name); ok && o.day.IsZero() {
		rep.Day = f.Day.String()
	} else if !o.day.IsZero() {
		rep.Day = o.day.String()
	}
	return rep, nil
}
