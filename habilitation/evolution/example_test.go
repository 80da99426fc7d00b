package evolution_test

import (
	"fmt"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/rpps/civil"
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
