package annuaire

import (
	"path"
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// FileName is what the name of an extraction tells: which one, and when it was
// made. The zero FileName is "not stated".
type FileName struct {
	// Layout is what the name says; zero when the name is of none known.
	Layout Layout
	// Day is the day on which the file was made, for [Options.Day]; Hour and
	// Minute the time of that day in France.
	Day          civil.Date
	Hour, Minute int
}

// FileNameOf reads a name such as
// "PS_LibreAcces_Personne_activite_202608250827.txt", with or without folders
// and whatever its extension: the time stands at the end, as twelve digits
// after the last underscore, or alone. ok is false when there is no such time.
func FileNameOf(name string) (f FileName, ok bool) {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name, _, _ = strings.Cut(name, ".")
	i := strings.LastIndexByte(name, '_')
	stamp := name[i+1:]
	if len(stamp) != 12 {
		return FileName{}, false
	}
	part := func(from, to int) (n int) {
		for _, c := range []byte(stamp[from:to]) {
			if c < '0' || c > '9' {
				ok = false
			}
			n = n*10 + int(c-'0')
		}
		return n
	}
	ok = true
	year, month, day := part(0, 4), part(4, 6), part(6, 8)
	f.Hour, f.Minute = part(8, 10), part(10, 12)
	date, err := civil.New(year, time.Month(month), day)
	if !ok || err != nil || f.Hour > 23 || f.Minute > 59 {
		return FileName{}, false
	}
	f.Day = date
	for l := Layout(1); l < layoutCount; l++ {
		if latin.EqualFold(name[:max(i, 0)], layouts[l].name) {
			f.Layout = l
		}
	}
	return f, true
}

// IsZero reports whether nothing is stated.
func (f FileName) IsZero() bool { return f == FileName{} }

// Age returns how many days old the file is; ok is false when a day is not
// stated, or the file is of a day to come.
func (f FileName) Age(today civil.Date) (days int, ok bool) {
	days, ok = today.DaysSince(f.Day)
	if !ok || days < 0 {
		return 0, false
	}
	return days, true
}

// Freshness says for how long a file speaks for today. The files are made
// every day, and days are missing: ten in a row in the summer of 2026. The
// zero Freshness is the safe side: a file speaks for its own day only.
type Freshness struct {
	// MaxDays is how old the file may be: 1 for that of yesterday, which is
	// what a nightly download leaves for the morning.
	MaxDays int
}

// Fresh reports whether the file may speak for today.
func (p Freshness) Fresh(f FileName, today civil.Date) bool {
	days, ok := f.Age(today)
	return ok && days <= p.MaxDays
}

// SeenOn returns the day for [Options.Day]: today when the file may speak for
// it, and otherwise the day of the file, on which alone its situations then
// count as open.
func (p Freshness) SeenOn(f FileName, today civil.Date) civil.Date {
	if p.Fresh(f, today) {
		return today
	}
	return f.Day
}
