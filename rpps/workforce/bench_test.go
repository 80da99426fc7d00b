package workforce

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
)

// benchStaff is a house of n people, some of whom lack something.
func benchStaff(n int) []Staff {
	staff := make([]Staff, n)
	for i := range staff {
		s := educator()
		s.Ref = fmt.Sprintf("P%05d", i)
		s.Request.Identity.FirstNames = someone(i)
		switch i % 8 {
		case 0:
			s.Request.Identity.BirthName = ""
		case 1:
			s.Needs = 0
		}
		staff[i] = s
	}
	return staff
}

// BenchmarkAssess says of 200 people whether they are to be registered; the
// baseline checks the requests that are there, and says nothing else.
func BenchmarkAssess(b *testing.B) {
	staff, c := benchStaff(200), context()
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Assess(staff, c)
		}
	})
	b.Run("baseline", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for i := range staff {
				registration.Check(*staff[i].Request, registration.Context{At: c.At, Establishments: c.Establishments})
			}
		}
	})
}

// BenchmarkMakePlan gives those 200 people a day and somebody who registers
// them; the baseline sorts them and counts the working days.
func BenchmarkMakePlan(b *testing.B) {
	c := context()
	a := Assess(benchStaff(200), c)
	o := PlanOptions{
		Strategy: StrategyRole, WaveSize: 25, PerDay: 8, Start: day, Establishments: c.Establishments,
		Gestionnaires: []gestionnaire.Actor{actor(home, civil.MustNew(2025, 9, 2))},
	}
	if MakePlan(a, o).Planned() == 0 {
		b.Fatal("nobody is planned")
	}
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			MakePlan(a, o)
		}
	})
	b.Run("baseline", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			type slot struct {
				ref string
				on  civil.Date
			}
			var slots []slot
			for _, f := range a.Findings {
				if f.Verdict == ToRegister {
					slots = append(slots, slot{ref: f.Ref})
				}
			}
			slices.SortFunc(slots, func(a, b slot) int { return strings.Compare(a.ref, b.ref) })
			on := o.Start
			for i := range slots {
				if i%o.PerDay == 0 && i > 0 {
					for on = on.AddDays(1); !IsWorkingDay(on, nil); {
						on = on.AddDays(1)
					}
				}
				slots[i].on = on
			}
		}
	})
}
