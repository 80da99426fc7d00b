package trace_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// nurse is an invented professional on a day.
func nurse() (situation.Situation, habilitation.Decision, habilitation.Facts) {
	day := civil.MustNew(2026, 6, 1)
	s := situation.Situation{
		Structure:  rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011")},
		Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, Start: civil.MustNew(2020, 9, 1),
	}
	facts := habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible
	return s, habilitation.CNAM20240925().Decide(habilitation.Request{
		Subject: habilitation.SubjectOf(s, day), Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read, Facts: facts,
	}), facts
}

// The library gives the decision; who, when and for whom are the caller's.
func ExampleOf() {
	s, decision, facts := nurse()
	r := trace.Of(decision, s, facts)
	r.At = time.Date(2026, 6, 1, 9, 30, 0, 0, time.FixedZone("CEST", 7200))
	r.Who = rpps.PersonIDOf(rpps.MustParseNumber("99700366240"))
	r.Patient, r.Done = "dossier-17", rpps.Yes
	fmt.Println(len(r.Check()), r) // complete, and masked when it is printed
	fmt.Println(string(r.AppendLine(nil)))
	// Output:
	// 0 Record(allowed, action read, reasons 2)
	// {"schema":"rppsplus-trace/1","at":"2026-06-01T09:30:00+02:00","who":"899700366240","structure":"300099701500011","profession":"60","category":"C","patient":"dossier-17","document":"34112-3","action":"read","facts":["care-team","initial-consent","not-opposed","visible"],"outcome":"allowed","done":"yes","reasons":["HAB-GROUND-CELL","HAB-GROUND-INITIAL-CONSENT"],"day":"2026-06-01","matrix":"cnam-2024-09-25"}
}

// What is missing for the line to prove anything.
func ExampleRecord() {
	s, decision, facts := nurse()
	for _, f := range trace.Of(decision, s, facts).Check() {
		fmt.Println(f)
	}
	// Output:
	// TRACE-MISSING: at: without this, the trace does not say who did what, and when
	// TRACE-INCOMPLETE: patient: this is missing for the access to be understood later
	// TRACE-MISSING: who: without this, the trace does not say who did what, and when
}

func ExampleParse() {
	s, decision, facts := nurse()
	line := trace.Of(decision, s, facts).AppendLine(nil)
	r, faults := trace.Parse(line)
	fmt.Println(r.Allowed, r.Profession, r.Document, r.Action, len(faults))
	// Output: yes 60 34112-3 read 0
}

// A line that cannot be read costs itself.
func ExampleRead() {
	s, decision, facts := nurse()
	file := string(trace.Of(decision, s, facts).AppendLine(nil)) + "\n{broken\n"
	for l, err := range trace.Read(strings.NewReader(file)) {
		fmt.Println(l.Number, l.Record.Document, len(l.Faults), err)
	}
	// Output:
	// 1 34112-3 0 <nil>
	// 2  1 TRACE-JSON: line 2: column 2: the line is no JSON text in which each member stands once
}

// Lines of a record of ours are short: longer ones are not.
func ExampleOptions() {
	s, decision, facts := nurse()
	line := trace.Of(decision, s, facts).AppendLine(nil)
	_, faults := trace.Options{MaxLine: 100}.Parse(line)
	fmt.Println(faults.Err())
	// Output: TRACE-TOO-LARGE: the line is longer than the limit of 100 bytes
}
