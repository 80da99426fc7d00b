// Package civil provides [Date], a day of the calendar without a clock or a
// place on earth: birth dates, starts and ends of practice situations,
// validity of codes.
//
// A Date is four bytes, comparable with ==, ordered by [Date.Compare], and
// usable as a map key. Its zero value means "not stated" and is never a day.
// The package never reads the clock: callers give the date at which they ask.
//
// The calendar is the proleptic Gregorian one, from year 1 to year 9999.
//
//	start := civil.MustNew(2026, 9, 1)
//	day, err := civil.ParseISO("2026-11-22")
//	if err == nil && day.Compare(start) >= 0 { … }
//
// # Not here
//
// Hours and time zones: a program turns a time into a day once, with [OfTime],
// in the zone that it means. Durations in months or years are for the rule that
// counts them.
//
// # Errors
//
// [New], [ParseISO], [ParseFrench] and the decodings refuse what is no day of the calendar, and leave
// the zero value. [MustNew] and [MustParseISO] are for constants and tests, and
// panic; [YMD] answers "not stated" instead.
//
// # Concurrency
//
// A Date is a value: use it from as many goroutines as you like.
package civil

import (
	"database/sql/driver"
	"strconv"
	"strings"
	"time"
)

// Date is a day of the calendar. The zero Date means "not stated".
type Date struct {
	// days counts from 1 for 0001-01-01; 0 is "not stated".
	days int32
}

const (
	minYear = 1
	maxYear = 9999
	// maxDays is 9999-12-31.
	maxDays = 3652059
)

// Error tells why a text or numbers are not a date. It never carries the
// text: a date may be somebody's birth date.
type Error struct {
	// Form is the form that was expected: "AAAA-MM-JJ", "JJ/MM/AAAA", or
	// empty for numbers.
	Form string
	// Problem is what is wrong.
	Problem Problem
	// Offset is the byte at which the shape breaks, counted from 0; -1 when
	// the shape is right and the day does not exist.
	Offset int
}

// Problem is the kind of an [Error]. It implements error, to be the target
// of [errors.Is].
type Problem uint8

const (
	// BadShape: not digits and separators where they must be.
	BadShape Problem = iota + 1
	// NoSuchDay: a month beyond 12, a 30 February, a year out of 1 to 9999.
	NoSuchDay
)

// Error returns the name of the problem.
func (p Problem) Error() string {
	switch p {
	case BadShape:
		return "civil: not written as a date"
	case NoSuchDay:
		return "civil: no such day in the calendar"
	}
	return "civil: no problem stated"
}

// Error returns the problem, the form that was expected and the place.
func (e *Error) Error() string {
	s := e.Problem.Error()
	if e.Form != "" {
		s += " (" + e.Form + ")"
	}
	if e.Offset >= 0 {
		s += " at byte " + strconv.Itoa(e.Offset)
	}
	return s
}

// Is reports whether target is the problem of e.
func (e *Error) Is(target error) bool {
	p, ok := target.(Problem)
	return ok && p == e.Problem
}

// New returns the date of a year (1 to 9999), month and day. Unlike
// [time.Date] it does not normalise: the 31 April is an *[Error].
func New(year int, month time.Month, day int) (Date, error) {
	if d, ok := fromYMD(year, int(month), day); ok {
		return d, nil
	}
	return Date{}, &Error{Problem: NoSuchDay, Offset: -1}
}

// MustNew is like [New] but panics on a day that does not exist: for constants
// in programs and tests.
func MustNew(year int, month time.Month, day int) Date {
	d, err := New(year, month, day)
	if err != nil {
		panic(err)
	}
	return d
}

// YMD returns the date of three numbers, and "not stated" for a day that does
// not exist. It cannot fail, for tables whose tests check every date.
func YMD(year, month, day int) Date {
	d, _ := fromYMD(year, month, day)
	return d
}

// OfTime returns the day of t in t's own location, and "not stated" for the
// zero time: it is what a program has that was given no date. It is "not stated"
// too for a time out of the years 1 to 9999; where that may come in from
// outside, as an end without a date is none, use [New], which refuses it.
func OfTime(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	y, m, d := t.Date()
	out, _ := fromYMD(y, int(m), d)
	return out
}

func fromYMD(y, m, d int) (Date, bool) {
	if y < minYear || y > maxYear || m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return Date{}, false
	}
	return Date{toDays(y, m, d)}, true
}

func isLeap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

func daysIn(y, m int) int {
	switch m {
	case 2:
		if isLeap(y) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// toDays counts days with the year turned to begin in March, so that the
// leap day comes last.
func toDays(y, m, d int) int32 {
	if m <= 2 {
		y--
		m += 12
	}
	return int32(365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d - 306)
}

// ymd is the inverse of toDays.
func (d Date) ymd() (year, month, day int) {
	n := int(d.days) + 305
	era := n / 146097
	doe := n % 146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day = doy - (153*mp+2)/5 + 1
	month = mp + 3
	year = yoe + era*400
	if month > 12 {
		month -= 12
		year++
	}
	return year, month, day
}

// ParseISO reads AAAA-MM-JJ (ISO 8601, ten bytes) and nothing else. The error
// is an *[Error].
func ParseISO(s string) (Date, error) {
	return parse(s, "AAAA-MM-JJ", "0000-00-00", 0, 5, 8)
}

// ParseFrench reads JJ/MM/AAAA (ten bytes) and nothing else. The error is an
// *[Error].
func ParseFrench(s string) (Date, error) {
	return parse(s, "JJ/MM/AAAA", "00/00/0000", 6, 3, 0)
}

// MustParseISO is like [ParseISO] but panics: for constants in tests.
func MustParseISO(s string) Date {
	d, err := ParseISO(s)
	if err != nil {
		panic(err)
	}
	return d
}

// parse reads a text in which year, month and day begin at y, m and d.
func parse(s, form, shape string, y, m, d int) (Date, error) {
	second := max(y, d) - 1 // a separator stands there, and before the month
	if len(s) == len(shape) && s[m-1] == shape[m-1] && s[second] == shape[second] {
		if year, month, day := digits(s[y:y+4]), digits(s[m:m+2]), digits(s[d:d+2]); year|month|day >= 0 {
			out, ok := fromYMD(year, month, day)
			if !ok {
				return Date{}, &Error{form, NoSuchDay, -1}
			}
			return out, nil
		}
	}
	at := 0 // where the shape breaks
	for at < min(len(s), len(shape)) && (shape[at] == '0' && s[at]-'0' <= 9 || shape[at] != '0' && s[at] == shape[at]) {
		at++
	}
	return Date{}, &Error{form, BadShape, at}
}

// digits returns the number that a text of digits writes, -1 for another text.
func digits(s string) int {
	n := 0
	for i := range len(s) {
		c := s[i] - '0'
		if c > 9 {
			return -1
		}
		n = n*10 + int(c)
	}
	return n
}

// Ordinal returns the number of the day, counting 0001-01-01 as 1; 0 when not
// stated. It is for compact storage and tables.
func (d Date) Ordinal() int32 { return d.days }

// IsZero reports whether the date is not stated.
func (d Date) IsZero() bool { return d.days == 0 }

// Year returns the year, 0 when not stated.
func (d Date) Year() int {
	if d.days == 0 {
		return 0
	}
	y, _, _ := d.ymd()
	return y
}

// Month returns the month, 0 when not stated.
func (d Date) Month() time.Month {
	if d.days == 0 {
		return 0
	}
	_, m, _ := d.ymd()
	return time.Month(m)
}

// Day returns the day of the month, 0 when not stated.
func (d Date) Day() int {
	if d.days == 0 {
		return 0
	}
	_, _, day := d.ymd()
	return day
}

// Weekday returns the day of the week; meaningless when not stated.
func (d Date) Weekday() time.Weekday { return time.Weekday(d.days % 7) }

// Compare returns -1, 0 or +1 as d is before, the same as, or after e. A date
// not stated comes before all others.
func (d Date) Compare(e Date) int {
	switch {
	case d.days < e.days:
		return -1
	case d.days > e.days:
		return 1
	}
	return 0
}

// Before reports whether both dates are stated and d is before e.
func (d Date) Before(e Date) bool { return d.days != 0 && d.days < e.days }

// After reports whether both dates are stated and d is after e.
func (d Date) After(e Date) bool { return e.days != 0 && d.days > e.days }

// AddDays returns the date n days later. The result is "not stated" when d is
// not stated or the result falls out of years 1 to 9999.
func (d Date) AddDays(n int) Date {
	// A sum beyond the largest int becomes a negative one.
	v := int(d.days) + n
	if d.days == 0 || v < 1 || v > maxDays {
		return Date{}
	}
	return Date{int32(v)}
}

// AddMonths returns the same day n months later, or the last day of that
// month when it is shorter: 31 January plus one month is 28 or 29 February.
// The result is "not stated" as for [Date.AddDays].
func (d Date) AddMonths(n int) Date {
	if d.days == 0 {
		return Date{}
	}
	y, m, day := d.ymd()
	t := y*12 + m - 1 + n // beyond the largest int it becomes negative
	if t < 12 {
		return Date{}
	}
	y, m = t/12, t%12+1
	if y > maxYear {
		return Date{}
	}
	return Date{toDays(y, m, min(day, daysIn(y, m)))}
}

// AddYears returns the same day n years later; 29 February becomes 28 in a
// common year. The result is "not stated" as for [Date.AddDays].
func (d Date) AddYears(n int) Date {
	// All the years of the calendar lead out of it, as more do.
	return d.AddMonths(12 * max(-maxYear, min(n, maxYear)))
}

// DaysSince returns the number of days from e to d, negative when d is
// before e. ok is false when one of them is not stated.
func (d Date) DaysSince(e Date) (days int, ok bool) {
	if d.days == 0 || e.days == 0 {
		return 0, false
	}
	return int(d.days - e.days), true
}

// YearsSince returns the number of whole years from e to d: the age at d of a
// person born on e. ok is false when one is not stated or d is before e.
func (d Date) YearsSince(e Date) (years int, ok bool) {
	if d.days == 0 || e.days == 0 || d.days < e.days {
		return 0, false
	}
	y, m, day := d.ymd()
	ey, em, eday := e.ymd()
	years = y - ey
	if m < em || m == em && day < eday {
		years--
	}
	return years, true
}

// Time returns midnight of the day in a location, or the first instant of the
// day where the clocks skip midnight; the zero time when not stated.
func (d Date) Time(loc *time.Location) time.Time {
	if d.days == 0 {
		return time.Time{}
	}
	y, m, day := d.ymd()
	t := time.Date(y, time.Month(m), day, 0, 0, 0, 0, loc)
	if t.Day() != day {
		// A midnight that was skipped is given as the hour before.
		if _, end := t.ZoneBounds(); !end.IsZero() {
			return end
		}
	}
	return t
}

// String returns AAAA-MM-JJ, or "(date not stated)".
func (d Date) String() string {
	if d.days == 0 {
		return "(date not stated)"
	}
	b, _ := d.AppendText(make([]byte, 0, 10))
	return string(b)
}

// French returns JJ/MM/AAAA, or the empty string when not stated.
func (d Date) French() string {
	if d.days == 0 {
		return ""
	}
	y, m, day := d.ymd()
	b := append2(make([]byte, 0, 10), day)
	b = append2(append(b, '/'), m)
	b = append2(append(b, '/'), y/100)
	return string(append2(b, y%100))
}

func append2(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// AppendText appends AAAA-MM-JJ, or nothing when not stated.
func (d Date) AppendText(b []byte) ([]byte, error) {
	if d.days == 0 {
		return b, nil
	}
	y, m, day := d.ymd()
	b = append2(append2(b, y/100), y%100)
	b = append2(append(b, '-'), m)
	return append2(append(b, '-'), day), nil
}

// MarshalText returns AAAA-MM-JJ, or the empty text when not stated.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(make([]byte, 0, 10)) }

// UnmarshalText reads AAAA-MM-JJ; the empty text is "not stated".
func (d *Date) UnmarshalText(b []byte) error {
	*d = Date{}
	if len(b) == 0 {
		return nil
	}
	v, err := ParseISO(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// MarshalJSON returns the quoted AAAA-MM-JJ, or "" when not stated.
func (d Date) MarshalJSON() ([]byte, error) {
	b, _ := d.AppendText(append(make([]byte, 0, 12), '"'))
	return append(b, '"'), nil
}

// UnmarshalJSON reads a quoted AAAA-MM-JJ; "" and null are "not stated".
func (d *Date) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*d = Date{}
		return nil
	}
	if len(b) < 2 || b[0] != '"' || b[len(b)-1] != '"' {
		*d = Date{}
		return &Error{"AAAA-MM-JJ", BadShape, 0}
	}
	return d.UnmarshalText(b[1 : len(b)-1])
}

// Value gives SQL the text AAAA-MM-JJ, which every database reads as a DATE
// whatever the session's time zone; NULL when not stated.
func (d Date) Value() (driver.Value, error) {
	if d.days == 0 {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads a DATE from SQL: NULL, a [time.Time] (its own calendar day), or
// the text AAAA-MM-JJ, as string or bytes, with or without a time of the day
// after it (hh:mm, seconds, zone). A time out of the years 1 to 9999 is an *[Error],
// and a text that says something else after the day, such as the era BC.
func (d *Date) Scan(src any) error {
	*d = Date{}
	switch v := src.(type) {
	case nil:
		return nil
	case time.Time:
		if *d = OfTime(v); d.IsZero() && !v.IsZero() {
			// As an infinity of a database: not stated would be another thing.
			return &Error{"AAAA-MM-JJ", NoSuchDay, -1}
		}
		return nil
	case string:
		return d.scanText(v)
	case []byte:
		return d.scanText(string(v))
	}
	return &Error{"AAAA-MM-JJ", BadShape, 0}
}

func (d *Date) scanText(s string) error {
	if hasTime(s) {
		s = s[:10]
	}
	return d.UnmarshalText([]byte(s))
}

// hasTime reports whether a time stands after the ten bytes of a date, as
// databases write it: a space or T, and hh:mm.
func hasTime(s string) bool {
	const shape = " 00:00"
	if len(s) < 10+len(shape) {
		return false
	}
	s = s[10:]
	if s[0] != ' ' && s[0] != 'T' {
		return false
	}
	for i := 1; i < len(shape); i++ {
		if shape[i] == '0' && (s[i] < '0' || s[i] > '9') || shape[i] == ':' && s[i] != ':' {
			return false
		}
	}
	return (s[1] <= '1' || s[1] == '2' && s[2] <= '3') && s[4] <= '5' && endsTime(s[len(shape):])
}

// endsTime reports whether a text ends a time after hh:mm: seconds and parts of
// them, and the zone. Anything else may say more of the day, as "BC" does.
func endsTime(s string) bool {
	digits := func(n int) bool { // n, or with n 0 as many as there are
		i := 0
		for i < len(s) && '0' <= s[i] && s[i] <= '9' && (n == 0 || i < n) {
			i++
		}
		ok := i > 0 && (n == 0 || i == n)
		s = s[i:]
		return ok
	}
	after := func(what string) bool {
		rest, ok := strings.CutPrefix(s, what)
		s = rest
		return ok
	}
	if after(":") && !digits(2) || (after(".") || after(",")) && !digits(0) {
		return false
	}
	after(" ")
	if after("+") || after("-") {
		if !digits(2) {
			return false
		}
		for range 2 { // minutes and seconds of the zone
			if colon := after(":"); (colon || s != "" && s[0] != ' ') && !digits(2) {
				return false
			}
		}
		name := strings.TrimPrefix(s, " ") // as package time writes it
		return s == "" || name != s && len(name) > 2 && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
	}
	return s == "" || s == "Z" || s == "UTC" || s == "GMT"
}
