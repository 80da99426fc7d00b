package evolution_test

import (
	"fmt"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// invented is a matrix of tomorrow: two cells of GENR11 are opened, one is
// closed to midwives.
func invented() *habilitation.Matrix {
	spec := habilitation.CNAM20240925().Spec()
	spec.Version.ID, spec.Version.From = "fictif-2030", civil.MustNew(2030, 1, 1)
	toggle(&spec, "11502-2", "GENR11")
	toggle(&spec, "34112-3", "GENR11")
	toggle(&spec, "89233-1", "midwife")
	m, err := habilitation.New(spec)
	if err != nil {
		panic(err)
	}
	return m
}

func ExampleDiff() {
	changes := evolution.Diff(habilitation.CNAM20240925(), invented())
	for _, c := range changes.Cells {
		fmt.Println(c.Column, c.Code, c.Kind)
	}
	// Output:
	// midwife 89233-1 lost
	// GENR11 11502-2 gained
	// GENR11 34112-3 gained
}

func ExampleImpact() {
	day := civil.MustNew(2030, 1, 1)
	// Keys are the caller's own; no name, no number of a person.
	staff := []evolution.Member{
		{Key: "poste-1", Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("50", "C", "", ""), day)},
		{Key: "poste-2", Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", "", "GENR11"), day)},
		{Key: "poste-3", Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), day)},
	}
	effects := evolution.Impact(evolution.Diff(habilitation.CNAM20240925(), invented()), staff)
	for _, e := range effects.Touched() {
		for _, l := range e.Losses {
			fmt.Println(e.Key, "perd", l.Document)
		}
		for _, g := range e.Gains {
			fmt.Println(e.Key, "gagne", g.Document, g.On)
		}
	}
	// Output:
	// poste-1 perd 89233-1
	// poste-2 gagne 11502-2 role-access
	// poste-2 gagne 34112-3 role-access
}

func ExampleNext() {
	timeline := habilitation.Embedded().With(invented())
	day, changes, ok := evolution.Next(timeline, civil.MustNew(2026, 6, 1))
	gained, lost := changes.Count()
	fmt.Println(ok, day, gained, lost)
	// Output: true 2030-01-01 2 1
}

func ExamplePress2023() {
	agreement := evolution.Press2023().Compare(habilitation.CNAM20240925())
	fmt.Println(agreement.Count())
	for _, f := range agreement.Findings {
		if f.Verdict == evolution.Differs {
			fmt.Println(f.Column, f.Document, f.Finding.In(language.English))
		}
	}
	// Output:
	// 24 1
	// physician ATTEST-RESID the single type out of reach of doctors
}

// The same changes for people, a spreadsheet, or a page.
func ExampleChanges() {
	changes := evolution.Diff(habilitation.CNAM20240925(), invented())
	fmt.Println(changes.Same(), changes.Compared)
	for c := range changes.Of("GENR11") {
		fmt.Println(c.Code, c.Kind)
	}
	for _, v := range changes.Version {
		if v.Field == "from" {
			fmt.Println(v.Field, v.Old, v.New)
		}
	}
	fmt.Println(len(changes.Documents), len(changes.Subjects))
	// Output:
	// false 2052
	// 11502-2 gained
	// 34112-3 gained
	// from 2024-09-25 2030-01-01
	// 0 0
}

// A new type and a column with another name: each is told once.
func ExampleDocumentChange() {
	spec := habilitation.CNAM20240925().Spec()
	spec.Version.ID, spec.Version.From = "fictif-2030", civil.MustNew(2030, 1, 1)
	spec.Rows = spec.Rows[1:]
	spec.Columns[0].Label = "Médecins (libellé inventé)"
	spec.Unlisted = []habilitation.UnlistedRow{{Code: "99999-0", Label: "Type inventé", Allowed: 1 | 1<<1}}
	m, err := habilitation.New(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	changes := evolution.Diff(habilitation.CNAM20240925(), m)
	for _, d := range changes.Documents {
		fmt.Println(d.Kind, d.Code, len(d.Opens), d.Unlisted, d.Class.Old, d.Class.New)
	}
	for _, s := range changes.Subjects {
		fmt.Println(s.Kind, s.Key, s.Label.New)
	}
	// Output:
	// removed DOCPAT03 10 false 10 (not stated)
	// added 99999-0 2 true (not stated) (not stated)
	// renamed physician Médecins (libellé inventé)
}

// A person in two situations is two members, each under a key of the caller's.
func ExampleMembers() {
	day := civil.MustNew(2030, 1, 1)
	carer := situation.Situation{Profession: roles.ProfessionARole, Role: roles.GENR11, Category: roles.CategoryCivil, Start: civil.MustNew(2026, 1, 5)}
	coordinator := carer
	coordinator.Role = roles.GENR08
	staff := evolution.Members("poste-4", day, habilitation.Policy{}, carer, coordinator)
	effects := evolution.Impact(evolution.Diff(habilitation.CNAM20240925(), invented()), staff)
	for _, e := range effects.Members {
		fmt.Println(e.Key, e.Before, e.After, e.Changed())
	}
	// Output:
	// poste-4 26 28 true
	// poste-4 34 34 false
}

// What the matrix of a day would change against that of another.
func ExamplePreview() {
	timeline := habilitation.Embedded().With(invented())
	changes, gap := evolution.Preview(timeline, civil.MustNew(2026, 6, 1), civil.MustNew(2030, 1, 1))
	gained, lost := changes.Count()
	fmt.Println(gained, lost, gap)
	_, gap = evolution.Preview(timeline, civil.MustNew(2020, 1, 1), civil.MustNew(2026, 6, 1))
	fmt.Println("a day without a matrix:", gap)
	// Output:
	// 2 1 false
	// a day without a matrix: true
}

// What the press wrote: statements, each with who wrote it and how sure the
// reading is.
func ExamplePartial() {
	p := evolution.Press2023()
	fmt.Println(p.ID(), p.Date())
	for s := range p.Statements() {
		if s.Scope == evolution.AllBut {
			fmt.Println(s.Column, s.Document, s.Confidence)
		}
	}
	// Output:
	// presse-arrete-2023 2023-10-26
	// physician ATTEST-RESID medium-high
}
