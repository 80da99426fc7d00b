package attack_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
)

// noDays are texts of no day, each with a reader in mind that would take it.
var noDays = []string{
	"0000-00-00", "0000-01-01", "-001-01-01", "-2024-02-29", "+2024-02-29", "10000-01-01", "292277026596-12-04", "2023-02-29", "1900-02-29", "2024-02-30",
	"2024-04-31", "2024-13-01", "2024-00-01", "2024-01-00", "2024-01-32", "2024-1-1", "24-01-01", "2024/01/01", "2024-01-01T24:00:00", "2024-01-01 25:61",
	"2024-01-01T00:00:00+99:99", "20240101", "2024-W01-1", "2024-001", "1e9", "0x7e8-01-01", "2024-01-01\x00", " 2024-01-01", "2024-01-01 ", "١٩٩٠-٠١-٠١", "２０２４-０１-０１",
	"2024−01−01", "2024‑01‑01", "01/01/2024", "99/99/9999", "now", "today", "infinity", "-infinity", "epoch", "NaN", "null", "45292", "-1",
}

// instants are times that are no day of the calendar of the library.
var instants = []time.Time{
	time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(-4713, 11, 24, 0, 0, 0, 0, time.UTC),
	time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(math.MaxInt64, 0), time.Unix(math.MinInt64, 0), time.Unix(1<<55, 0), time.UnixMilli(math.MaxInt64),
}

// TestDays: no text of no day is one, and sums never leave the calendar nor come
// back into it from the other side.
func TestDays(t *testing.T) {
	for _, s := range noDays {
		if d, err := civil.ParseISO(s); err == nil {
			t.Errorf("ParseISO(%q) is %v", s, d)
		}
		var d civil.Date
		if err := d.UnmarshalText([]byte(s)); err == nil {
			t.Errorf("UnmarshalText(%q) is %v", s, d)
		}
		if err := d.Scan(s); err == nil && d.String() != s[:10] {
			t.Errorf("Scan(%q) is %v", s, d)
		}
	}
	for _, at := range instants {
		d := civil.MustNew(2024, 2, 29)
		if err := d.Scan(at); err == nil || !d.IsZero() || !civil.OfTime(at).IsZero() {
			t.Errorf("%v is %v, %v", at, d, err)
		}
	}
	first, last := civil.MustNew(1, 1, 1), civil.MustNew(9999, 12, 31)
	steps := []int{0, 1, -1, 12, 400, 3652058, 3652059, 3652060, 119988, math.MaxInt/2 + 1, math.MaxInt32, math.MinInt32, math.MaxInt, math.MinInt, math.MaxInt / 12, math.MinInt / 12}
	for _, d := range []civil.Date{{}, first, last, civil.MustNew(2024, 2, 29), civil.MustNew(9999, 2, 28)} {
		for _, n := range steps {
			for name, got := range map[string]civil.Date{"days": d.AddDays(n), "months": d.AddMonths(n), "years": d.AddYears(n)} {
				if d.IsZero() && !got.IsZero() {
					t.Errorf("%d %s after no day is %v", n, name, got)
				}
				if !got.IsZero() && (n > 0 && !got.After(d) || n < 0 && !got.Before(d) || n == 0 && got != d) {
					t.Errorf("%d %s after %v is %v", n, name, d, got)
				}
			}
		}
		for _, e := range []civil.Date{{}, first, last} {
			_ = d.Compare(e)
			_, _ = d.DaysSince(e)
			_, _ = d.YearsSince(e)
		}
		_ = fmt.Sprint(d, d.French(), d.Year(), d.Month(), d.Day(), d.Weekday(), d.Time(time.UTC))
	}
}

// TestFarDays: what is asked on the first and last day of the calendar, and on
// none, has an answer, and none opens anything that has not begun or is over.
func TestFarDays(t *testing.T) {
	days := []civil.Date{{}, civil.MustNew(1, 1, 1), civil.MustNew(1900, 1, 1), civil.MustNew(2025, 6, 1), civil.MustNew(9999, 12, 31)}
	for _, at := range days {
		for _, start := range days {
			for _, end := range days {
				s := situation.Situation{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, Source: situation.SourceEmployer, Start: start, End: end}
				open := s.OpenAt(at) == situation.Open
				should := !at.IsZero() && !start.IsZero() && start.Compare(at) <= 0 && (end.IsZero() || end.Compare(at) >= 0)
				if open && !should {
					t.Errorf("from %v to %v, open on %v", start, end, at)
				}
				subject := habilitation.SubjectOf(s, at)
				for d := range habilitation.CNAM20240925().Rows() {
					x := habilitation.CNAM20240925().Decide(habilitation.Request{Subject: subject, Document: d.Document, Action: habilitation.Read, Facts: habilitation.AllFacts})
					if x.Allowed() && !should {
						t.Fatalf("from %v to %v, allowed on %v", start, end, at)
					}
					break
				}
			}
		}
		for _, n := range []int{0, -1, 1, math.MaxInt, math.MinInt} {
			_ = registration.ExpiresOn(at, n)
		}
		registration.HomeCareCardEnd(at)
		registration.Experience([]registration.Period{{}}, at)
		workforce.IsWorkingDay(at, days)
		for f := range registration.Fields() {
			var r registration.Request
			for _, text := range append([]string{"9999-12-31", "0001-01-01"}, noDays...) {
				_ = r.Set(f, text)
				registration.Check(r, registration.Context{At: at})
			}
		}
	}
}

// TestFarDaysOfFormats: no period of a resource, and no instant of an answer,
// that is out of the calendar or none, leaves an end away.
func TestFarDaysOfFormats(t *testing.T) {
	for _, s := range append([]string{"0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2024-01-01T24:00:00Z", "2024-01-01T12:00:00+99:99"}, noDays...) {
		text := strings.ReplaceAll(`{"resourceType":"PractitionerRole","active":true,"period":{"start":"2020-01-01","end":"X"}}`, "X", strings.ReplaceAll(s, "\x00", `\u0000`))
		r, err := fhir.Parse([]byte(text), fhir.Options{SeenOn: civil.MustNew(2025, 6, 1)})
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		p := r.(*fhir.PractitionerRole)
		if p.Period.End.IsZero() && !p.Period.Doubtful {
			t.Errorf("an end of %q is none", s)
		}
		if open := p.Situation.OpenAt(civil.MustNew(2025, 6, 1)); open == situation.Open && p.Period.End.Compare(civil.MustNew(2025, 6, 1)) < 0 {
			t.Errorf("an end of %q is open", s)
		}
		if at, _, ok := psi.Instant(s).Time(); ok && (at.Year() < 0 || at.Year() > 9999) {
			t.Errorf("an instant of %q is %v", s, at)
		}
	}
}
