package civil_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/rppsplus/rppsplus/rpps/civil"
)

var (
	_ encoding.TextMarshaler   = civil.Date{}
	_ encoding.TextAppender    = civil.Date{}
	_ encoding.TextUnmarshaler = (*civil.Date)(nil)
	_ json.Marshaler           = civil.Date{}
	_ json.Unmarshaler         = (*civil.Date)(nil)
	_ driver.Valuer            = civil.Date{}
	_ sql.Scanner              = (*civil.Date)(nil)
	_ error                    = (*civil.Error)(nil)
)

func iso(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseISO(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return d
}

// Every day of the calendar, against package time.
func TestEveryDay(t *testing.T) {
	t.Parallel()
	slow := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	prev := civil.Date{}
	n := int32(0)
	for ; slow.Year() <= 9999; slow = slow.AddDate(0, 0, 1) {
		n++
		y, m, day := slow.Date()
		// Far centuries are as ours are; the short run goes through them by the
		// first and last days of their years.
		if (testing.Short() || raceDetector) && y > 4 && (y < 1890 || y > 2110) && y < 9996 && slow.YearDay() > 1 && slow.YearDay() < 365 {
			prev = prev.AddDays(1)
			continue
		}
		d, err := civil.New(y, m, day)
		if err != nil {
			t.Fatalf("%s: %v", slow, err)
		}
		if d.Ordinal() != n || d.IsZero() {
			t.Fatalf("%s: ordinal %d, want %d", slow, d.Ordinal(), n)
		}
		if d.Year() != y || d.Month() != m || d.Day() != day || d.Weekday() != slow.Weekday() {
			t.Fatalf("%s: %d %v %d %v", slow, d.Year(), d.Month(), d.Day(), d.Weekday())
		}
		if d.Compare(prev) != 1 || prev.Compare(d) != -1 || d.Compare(d) != 0 || prev.AddDays(1) != d && n > 1 {
			t.Fatalf("%s: order", slow)
		}
		text := slow.Format("2006-01-02")
		french := slow.Format("02/01/2006")
		if d.String() != text || d.French() != french {
			t.Fatalf("%s: %s %s", slow, d, d.French())
		}
		if back, err := civil.ParseISO(text); err != nil || back != d {
			t.Fatalf("%s: read back %v, %v", text, back, err)
		}
		if back, err := civil.ParseFrench(french); err != nil || back != d {
			t.Fatalf("%s: read back %v, %v", french, back, err)
		}
		if !d.Time(time.UTC).Equal(slow) {
			t.Fatalf("%s: time %s", slow, d.Time(time.UTC))
		}
		if civil.YMD(y, int(m), day) != d || civil.OfTime(slow.Add(23*time.Hour)) != d {
			t.Fatalf("%s: made otherwise", slow)
		}
		prev = d
	}
	if n != 3652059 || prev.AddDays(1) != (civil.Date{}) {
		t.Errorf("%d days; after the last comes %v", n, prev.AddDays(1))
	}
}

// Every combination of numbers around those that exist.
func TestNumbersOfNoDay(t *testing.T) {
	t.Parallel()
	for _, y := range []int{math.MinInt, -1, 0, 1, 4, 100, 400, 1900, 2000, 2023, 2024, 9999, 10000, math.MaxInt} {
		for m := -1; m <= 14; m++ {
			for day := -1; day <= 33; day++ {
				slow := time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
				exists := y >= 1 && y <= 9999 && slow.Year() == y && slow.Month() == time.Month(m) && slow.Day() == day
				d, err := civil.New(y, time.Month(m), day)
				if (err == nil) != exists || d.IsZero() == exists || civil.YMD(y, m, day) != d {
					t.Fatalf("%d-%d-%d: %v, %v", y, m, day, d, err)
				}
				if exists {
					continue
				}
				var e *civil.Error
				if !errors.As(err, &e) || *e != (civil.Error{Problem: civil.NoSuchDay, Offset: -1}) {
					t.Fatalf("%d-%d-%d: %#v", y, m, day, err)
				}
			}
		}
	}
	for _, huge := range []int{math.MinInt, math.MaxInt, 1<<8 + 1, 1<<16 + 1, math.MinInt + 1<<8 + 1} {
		if _, err := civil.New(2024, time.Month(huge), 1); !errors.Is(err, civil.NoSuchDay) {
			t.Errorf("month %d: %v", huge, err)
		}
		if _, err := civil.New(2024, 1, huge); !errors.Is(err, civil.NoSuchDay) {
			t.Errorf("day %d: %v", huge, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	const isoForm, frenchForm = "AAAA-MM-JJ", "JJ/MM/AAAA"
	for _, c := range []struct {
		form, text string
		problem    civil.Problem
		offset     int
	}{
		{isoForm, "", civil.BadShape, 0},
		{isoForm, "2", civil.BadShape, 1},
		{isoForm, "2024-06-1", civil.BadShape, 9},
		{isoForm, "2024-06-150", civil.BadShape, 10},
		{isoForm, "2024-06-15T00:00:00Z", civil.BadShape, 10},
		{isoForm, "2024-06-15 ", civil.BadShape, 10},
		{isoForm, " 2024-06-15", civil.BadShape, 0},
		{isoForm, "2024/06/15", civil.BadShape, 4},
		{isoForm, "2024-06/15", civil.BadShape, 7},
		{isoForm, "20240615", civil.BadShape, 4},
		{isoForm, "24-06-15", civil.BadShape, 2},
		{isoForm, "15/06/2024", civil.BadShape, 2},
		{isoForm, "+024-06-15", civil.BadShape, 0},
		{isoForm, "-024-06-15", civil.BadShape, 0},
		{isoForm, "2024-W6-15", civil.BadShape, 5},
		{isoForm, "2024-06-1a", civil.BadShape, 9},
		{isoForm, "2024-06-1:", civil.BadShape, 9},
		{isoForm, "2024-06-1/", civil.BadShape, 9},
		{isoForm, "2O24-06-15", civil.BadShape, 1},
		{isoForm, "2024\u201006\u201015", civil.BadShape, 4},
		{isoForm, "٢٠٢٤-٠٦-١٥", civil.BadShape, 0},
		{isoForm, "2024-06-15\x00", civil.BadShape, 10},
		{isoForm, "0000-00-00", civil.NoSuchDay, -1},
		{isoForm, "0000-01-01", civil.NoSuchDay, -1},
		{isoForm, "2024-00-15", civil.NoSuchDay, -1},
		{isoForm, "2024-13-15", civil.NoSuchDay, -1},
		{isoForm, "2024-06-00", civil.NoSuchDay, -1},
		{isoForm, "2024-06-31", civil.NoSuchDay, -1},
		{isoForm, "2023-02-29", civil.NoSuchDay, -1},
		{isoForm, "1900-02-29", civil.NoSuchDay, -1},
		{isoForm, "2024-02-30", civil.NoSuchDay, -1},
		{isoForm, "2024-99-99", civil.NoSuchDay, -1},
		{frenchForm, "", civil.BadShape, 0},
		{frenchForm, "1/6/2024", civil.BadShape, 1},
		{frenchForm, "15/6/2024", civil.BadShape, 4},
		{frenchForm, "15-06-2024", civil.BadShape, 2},
		{frenchForm, "15/06-2024", civil.BadShape, 5},
		{frenchForm, "15/06/24", civil.BadShape, 8},
		{frenchForm, "15/06/20240", civil.BadShape, 10},
		{frenchForm, "15062024", civil.BadShape, 2},
		{frenchForm, "2024-06-15", civil.BadShape, 2},
		{frenchForm, "06/15/2024", civil.NoSuchDay, -1},
		{frenchForm, "29/02/2023", civil.NoSuchDay, -1},
		{frenchForm, "00/00/0000", civil.NoSuchDay, -1},
		{frenchForm, "31/04/2024", civil.NoSuchDay, -1},
		{frenchForm, "15/06/0000", civil.NoSuchDay, -1},
	} {
		parse := civil.ParseISO
		if c.form == frenchForm {
			parse = civil.ParseFrench
		}
		d, err := parse(c.text)
		var e *civil.Error
		if !errors.As(err, &e) || *e != (civil.Error{Form: c.form, Problem: c.problem, Offset: c.offset}) || !d.IsZero() {
			t.Errorf("%s %q: %v, %+v", c.form, c.text, d, err)
			continue
		}
		if !errors.Is(err, c.problem) || errors.Is(err, civil.BadShape) && errors.Is(err, civil.NoSuchDay) {
			t.Errorf("%q: matching", c.text)
		}
		if len(c.text) > 3 && strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, e), c.text) {
			t.Errorf("%q: the error shows the text: %v", c.text, err)
		}
	}
}

func TestErrorTexts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want string
	}{
		{&civil.Error{Form: "AAAA-MM-JJ", Problem: civil.BadShape, Offset: 3}, "civil: not written as a date (AAAA-MM-JJ) at byte 3"},
		{&civil.Error{Form: "AAAA-MM-JJ", Problem: civil.BadShape}, "civil: not written as a date (AAAA-MM-JJ) at byte 0"},
		{&civil.Error{Form: "JJ/MM/AAAA", Problem: civil.NoSuchDay, Offset: -1}, "civil: no such day in the calendar (JJ/MM/AAAA)"},
		{&civil.Error{Problem: civil.NoSuchDay, Offset: -1}, "civil: no such day in the calendar"},
		{civil.BadShape, "civil: not written as a date"},
		{civil.Problem(0), "civil: no problem stated"},
		{civil.Problem(99), "civil: no problem stated"},
	} {
		if got := c.err.Error(); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	wrapped := fmt.Errorf("line 3: %w", &civil.Error{Problem: civil.BadShape})
	if !errors.Is(wrapped, civil.BadShape) || errors.Is(wrapped, civil.NoSuchDay) || errors.Is(wrapped, errors.New("x")) {
		t.Error("matching through another error")
	}
}

func TestPanics(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]func(){
		"Of":           func() { civil.MustNew(2023, time.February, 29) },
		"MustParseISO": func() { civil.MustParseISO("1987-02-29") },
	} {
		func() {
			defer func() {
				r := recover()
				if err, ok := r.(error); !ok || !errors.Is(err, civil.NoSuchDay) || strings.Contains(err.Error(), "1987") {
					t.Errorf("%s: panic %v", name, r)
				}
			}()
			f()
			t.Errorf("%s: no panic", name)
		}()
	}
	if civil.MustNew(2024, time.February, 29) != civil.MustParseISO("2024-02-29") {
		t.Error("the same day is two")
	}
}

// slowAddMonths goes to the first of the month with package time, which
// normalises, and comes back to the last day that the month has.
func slowAddMonths(d civil.Date, n int) civil.Date {
	first := time.Date(d.Year(), d.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return civil.YMD(first.Year(), int(first.Month()), min(d.Day(), last))
}

func TestAddMonths(t *testing.T) {
	t.Parallel()
	near := 2500
	if testing.Short() || raceDetector {
		near = 60
	}
	for _, from := range []string{
		"0001-01-01", "0001-12-31", "1899-12-31", "1900-01-31", "1999-12-31", "2000-02-29", "2023-01-29",
		"2023-01-30", "2023-01-31", "2023-02-28", "2024-02-28", "2024-02-29", "2024-03-31", "2024-05-31", "9999-01-31", "9999-12-31",
	} {
		d := iso(t, from)
		for n := -121000; n <= 121000; n++ {
			if n < -near && n > near-119500 || n > near && n < 119500-near {
				// Far away one month in 97 will do.
				if n%97 != 0 {
					continue
				}
			}
			if got, want := d.AddMonths(n), slowAddMonths(d, n); got != want {
				t.Fatalf("%s and %d months: %v, want %v", from, n, got, want)
			}
		}
		for n := -10100; n <= 10100; n++ {
			if got, want := d.AddYears(n), slowAddMonths(d, 12*n); got != want {
				t.Fatalf("%s and %d years: %v, want %v", from, n, got, want)
			}
		}
	}
}

// TestAddMonthsEveryDay: 400 years are all that there is: the calendar begins anew.
func TestAddMonthsEveryDay(t *testing.T) {
	t.Parallel()
	step := 1
	if testing.Short() || raceDetector {
		step = 11
	}
	first := civil.MustNew(1900, 1, 1)
	for i := 0; i < 146097; i += step {
		d := first.AddDays(i)
		for n := -13; n <= 13; n++ {
			got := d.AddMonths(n)
			if want := slowAddMonths(d, n); got != want {
				t.Fatalf("%v and %d months: %v, want %v", d, n, got, want)
			}
			if back, _ := d.DaysSince(got.AddMonths(-n)); back < 0 || back > 3 {
				t.Fatalf("%v, %d months there and back: %d days", d, n, back)
			}
		}
		for _, n := range []int{math.MinInt, math.MinInt + 1, -200001, 200001, math.MaxInt - 1, math.MaxInt} {
			if got := d.AddMonths(n); !got.IsZero() {
				t.Fatalf("%v and %d months: %v", d, n, got)
			}
		}
	}
	if got := (civil.Date{}).AddMonths(1); !got.IsZero() {
		t.Errorf("not stated, and a month: %v", got)
	}
}

func TestArithmetic(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		got, want civil.Date
	}{
		{"31 January and a month", iso(t, "2023-01-31").AddMonths(1), iso(t, "2023-02-28")},
		{"31 January and a month, leap year", iso(t, "2024-01-31").AddMonths(1), iso(t, "2024-02-29")},
		{"31 March less a month", iso(t, "2023-03-31").AddMonths(-1), iso(t, "2023-02-28")},
		{"29 February and a year", iso(t, "2024-02-29").AddYears(1), iso(t, "2025-02-28")},
		{"29 February and four years", iso(t, "2024-02-29").AddYears(4), iso(t, "2028-02-29")},
		{"29 February and a century", iso(t, "2000-02-29").AddYears(100), iso(t, "2100-02-28")},
		{"over the year", iso(t, "2024-12-31").AddMonths(2), iso(t, "2025-02-28")},
		{"to the first day", iso(t, "0001-02-01").AddMonths(-1), iso(t, "0001-01-01")},
		{"before the first day", iso(t, "0001-01-31").AddMonths(-1), civil.Date{}},
		{"after the last year", iso(t, "9999-12-01").AddMonths(1), civil.Date{}},
		{"days over the leap day", iso(t, "2024-02-28").AddDays(2), iso(t, "2024-03-01")},
		{"from first to last", iso(t, "0001-01-01").AddDays(3652058), iso(t, "9999-12-31")},
		{"from last to first", iso(t, "9999-12-31").AddDays(-3652058), iso(t, "0001-01-01")},
		{"one too many", iso(t, "0001-01-01").AddDays(3652059), civil.Date{}},
		{"one too few", iso(t, "9999-12-31").AddDays(-3652059), civil.Date{}},
		{"a day before the first", iso(t, "0001-01-01").AddDays(-1), civil.Date{}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
	d := iso(t, "2024-02-29")
	for _, n := range []int{math.MinInt, math.MinInt + 1, math.MinInt/12 - 1, math.MinInt32, math.MaxInt32, math.MaxInt / 12, math.MaxInt - 1, math.MaxInt} {
		if got := [...]civil.Date{d.AddDays(n), d.AddMonths(n), d.AddYears(n)}; got != [3]civil.Date{} {
			t.Errorf("%d: %v", n, got)
		}
	}
	for _, n := range []int{-1, 0, 1, math.MaxInt} {
		if got := [...]civil.Date{(civil.Date{}).AddDays(n), (civil.Date{}).AddMonths(n), (civil.Date{}).AddYears(n)}; got != [3]civil.Date{} {
			t.Errorf("not stated and %d: %v", n, got)
		}
	}
}

// slowAge counts birthdays one by one; who is born on 29 February has the
// birthday of a common year on 1 March.
func slowAge(birth, at civil.Date) int {
	age := 0
	for {
		y := birth.Year() + age + 1
		birthday := civil.YMD(y, int(birth.Month()), birth.Day())
		if birthday.IsZero() {
			birthday = civil.YMD(y, 3, 1)
		}
		if birthday.IsZero() || birthday.After(at) {
			return age
		}
		age++
	}
}

func TestYearsSince(t *testing.T) {
	t.Parallel()
	for _, birth := range []string{"0001-01-01", "1899-12-31", "1904-02-29", "1999-02-28", "1999-03-01", "2000-02-29", "2000-12-31"} {
		b := iso(t, birth)
		for _, start := range []string{birth, "2023-01-01", "2027-12-01"} {
			for d, i := iso(t, start), 0; i < 900; d, i = d.AddDays(1), i+1 {
				got, ok := d.YearsSince(b)
				if !ok || got != slowAge(b, d) {
					t.Fatalf("born %s, on %s: %d, %t, want %d", birth, d, got, ok, slowAge(b, d))
				}
			}
		}
	}
	for _, c := range [][2]civil.Date{{}, {iso(t, "2024-01-01"), {}}, {{}, iso(t, "2024-01-01")}, {iso(t, "2024-01-01"), iso(t, "2024-01-02")}} {
		if n, ok := c[0].YearsSince(c[1]); ok || n != 0 {
			t.Errorf("%v since %v: %d, %t", c[0], c[1], n, ok)
		}
	}
}

func TestDaysSince(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d, e string
		days int
	}{
		{"2024-03-01", "2024-02-28", 2},
		{"2023-03-01", "2023-02-28", 1},
		{"2024-01-01", "2024-01-01", 0},
		{"2024-01-01", "2024-01-02", -1},
		{"9999-12-31", "0001-01-01", 3652058},
		{"0001-01-01", "9999-12-31", -3652058},
		{"1970-01-01", "0001-01-01", 719162},
	} {
		if n, ok := iso(t, c.d).DaysSince(iso(t, c.e)); !ok || n != c.days {
			t.Errorf("%s since %s: %d, %t", c.d, c.e, n, ok)
		}
		if iso(t, c.e).AddDays(c.days) != iso(t, c.d) {
			t.Errorf("%s and %d days", c.e, c.days)
		}
	}
	d := iso(t, "2024-01-01")
	if _, ok := d.DaysSince(civil.Date{}); ok {
		t.Error("since a day not stated")
	}
	if _, ok := (civil.Date{}).DaysSince(d); ok {
		t.Error("to a day not stated")
	}
}

func TestOrder(t *testing.T) {
	t.Parallel()
	zero, early, late := civil.Date{}, iso(t, "2023-12-31"), iso(t, "2024-01-01")
	for _, c := range []struct {
		d, e          civil.Date
		compare       int
		before, after bool
	}{
		{zero, zero, 0, false, false},
		{zero, early, -1, false, false},
		{early, zero, 1, false, false},
		{early, early, 0, false, false},
		{early, late, -1, true, false},
		{late, early, 1, false, true},
	} {
		if c.d.Compare(c.e) != c.compare || c.d.Before(c.e) != c.before || c.d.After(c.e) != c.after {
			t.Errorf("%v and %v: %d %t %t", c.d, c.e, c.d.Compare(c.e), c.d.Before(c.e), c.d.After(c.e))
		}
	}
	ds := []civil.Date{late, zero, early}
	slices.SortFunc(ds, civil.Date.Compare)
	if !slices.Equal(ds, []civil.Date{zero, early, late}) {
		t.Errorf("sorted %v", ds)
	}
}

// A Date is what its package comment promises.
func TestValue(t *testing.T) {
	t.Parallel()
	if n := unsafe.Sizeof(civil.Date{}); n != 4 {
		t.Errorf("%d bytes", n)
	}
	m := map[civil.Date]string{{}: "not stated", civil.MustNew(2024, 2, 29): "leap day"}
	if m[civil.YMD(2024, 2, 29)] != "leap day" || m[civil.Date{}] != "not stated" || len(m) != 2 {
		t.Errorf("as a map key: %v", m)
	}
	j, err := json.Marshal(m)
	if err != nil || string(j) != `{"":"not stated","2024-02-29":"leap day"}` {
		t.Errorf("as a JSON key: %s, %v", j, err)
	}
	var back map[civil.Date]string
	if err := json.Unmarshal(j, &back); err != nil || len(back) != 2 || back[civil.MustNew(2024, 2, 29)] != "leap day" {
		t.Errorf("JSON keys back: %v, %v", back, err)
	}
}

func TestZero(t *testing.T) {
	t.Parallel()
	var d civil.Date
	if !d.IsZero() || d.Year() != 0 || d.Month() != 0 || d.Day() != 0 || d.Ordinal() != 0 || d.French() != "" ||
		d.String() != "(date not stated)" || fmt.Sprint(d) != "(date not stated)" || !d.Time(time.UTC).IsZero() {
		t.Errorf("zero: %v %q", d, d.French())
	}
	if b, err := d.MarshalText(); err != nil || b == nil || len(b) != 0 {
		t.Errorf("text %q, %v", b, err)
	}
	if b, err := d.AppendText([]byte("x")); err != nil || string(b) != "x" {
		t.Errorf("appended %q, %v", b, err)
	}
	if v, err := d.Value(); err != nil || v != nil {
		t.Errorf("SQL %v, %v", v, err)
	}
	if b, err := json.Marshal(struct {
		A civil.Date
		B civil.Date  `json:",omitzero"`
		C *civil.Date `json:",omitempty"`
	}{}); err != nil || string(b) != `{"A":""}` {
		t.Errorf("JSON %s, %v", b, err)
	}
	// A time that was never set says nothing, here as in package time.
	if got := civil.OfTime(time.Time{}); !got.IsZero() {
		t.Errorf("of the zero time: %v", got)
	}
	if got := civil.OfTime(civil.Date{}.Time(time.UTC)); !got.IsZero() {
		t.Errorf("there and back: %v", got)
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	d := civil.MustNew(2024, 2, 29)
	if b, err := d.MarshalText(); err != nil || string(b) != "2024-02-29" {
		t.Errorf("text %s, %v", b, err)
	}
	if b, err := d.AppendText([]byte("le ")); err != nil || string(b) != "le 2024-02-29" {
		t.Errorf("appended %s, %v", b, err)
	}
	for _, c := range []struct {
		text string
		want civil.Date
		ok   bool
	}{
		{"2024-02-29", d, true},
		{"", civil.Date{}, true},
		{"2023-02-29", civil.Date{}, false},
		{"29/02/2024", civil.Date{}, false},
		{"(date not stated)", civil.Date{}, false},
		{" ", civil.Date{}, false},
	} {
		got := civil.MustNew(1999, 1, 1)
		if err := got.UnmarshalText([]byte(c.text)); (err == nil) != c.ok || got != c.want {
			t.Errorf("%q: %v, %v", c.text, got, err)
		}
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	d := civil.MustNew(2024, 2, 29)
	if b, err := json.Marshal(d); err != nil || string(b) != `"2024-02-29"` {
		t.Errorf("JSON %s, %v", b, err)
	}
	for _, c := range []struct {
		text string
		want civil.Date
		ok   bool
	}{
		{`"2024-02-29"`, d, true},
		{` "2024-02-29" `, d, true},
		{`""`, civil.Date{}, true},
		{`null`, civil.Date{}, true},
		{`"2023-02-29"`, civil.Date{}, false},
		{`"2024-02-29T00:00:00Z"`, civil.Date{}, false},
		{`"null"`, civil.Date{}, false},
		{`20240229`, civil.Date{}, false},
		{`0`, civil.Date{}, false},
		{`true`, civil.Date{}, false},
		{`{}`, civil.Date{}, false},
		{`[]`, civil.Date{}, false},
		{`["2024-02-29"]`, civil.Date{}, false},
		{`" 2024-02-29"`, civil.Date{}, false},
	} {
		got := civil.MustNew(1999, 1, 1)
		err := json.Unmarshal([]byte(c.text), &got)
		if (err == nil) != c.ok || got != c.want {
			t.Errorf("%s: %v, %v", c.text, got, err)
		}
		var e *civil.Error
		if err != nil && !errors.As(err, &e) {
			t.Errorf("%s: error %v", c.text, err)
		}
	}
	// Called by hand, without the care of encoding/json.
	for _, s := range []string{"", `"`, "x", `"2024-02-29`, `2024-02-29"`, "nul"} {
		got := civil.MustNew(1999, 1, 1)
		if err := got.UnmarshalJSON([]byte(s)); !errors.Is(err, civil.BadShape) || !got.IsZero() {
			t.Errorf("%q: %v, %v", s, got, err)
		}
	}
}

func TestSQL(t *testing.T) {
	t.Parallel()
	d := civil.MustNew(2024, 2, 29)
	if v, err := d.Value(); err != nil || v != driver.Value("2024-02-29") {
		t.Errorf("SQL %v, %v", v, err)
	}
	east, west := time.FixedZone("east", 14*3600), time.FixedZone("west", -12*3600)
	for _, c := range []struct {
		src  any
		want civil.Date
		ok   bool
	}{
		{nil, civil.Date{}, true},
		{"", civil.Date{}, true},
		{[]byte(nil), civil.Date{}, true},
		{time.Time{}, civil.Date{}, true},
		{"2024-02-29", d, true},
		{[]byte("2024-02-29"), d, true},
		{"2024-02-29 00:00:00", d, true},
		{"2024-02-29 23:59:59.999999+02", d, true},
		{"2024-02-29T00:00:00Z", d, true},
		{[]byte("2024-02-29T12:30"), d, true},
		{"2024-02-29 00:59", d, true},
		{"2024-02-29 09:50:00", d, true},
		{"2024-02-29 19:59", d, true},
		{"2024-02-29 20:00", d, true},
		{"2024-02-29 00:00:00 +0000 UTC", d, true},
		{"2024-02-29 00:00:00 +0100 CET", d, true},
		{"2024-02-29 00:00:00.5+02:00", d, true},
		{"2024-02-29 00:00:00,5-02:00:15", d, true},
		{"2024-02-29 00:00:00 UTC", d, true},
		{"2024-02-29 00:00Z", d, true},
		{"0044-03-15 00:00:00 BC", civil.Date{}, false},
		{"0044-03-15 00:00:00+00 BC", civil.Date{}, false},
		{"0044-03-15 00:00:00+00:00:00 BC", civil.Date{}, false},
		{"0044-03-15 00:00 BC", civil.Date{}, false},
		{"2024-02-29 00:00:", civil.Date{}, false},
		{"2024-02-29 00:00:0", civil.Date{}, false},
		{"2024-02-29 00:00:00.", civil.Date{}, false},
		{"2024-02-29 00:00:00+", civil.Date{}, false},
		{"2024-02-29 00:00:00+1", civil.Date{}, false},
		{"2024-02-29 00:00:00+01:", civil.Date{}, false},
		{"2024-02-29 00:00:00 né à Lyon", civil.Date{}, false},
		{time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC), d, true},
		{time.Date(2024, 2, 29, 23, 59, 0, 0, east), d, true},
		{time.Date(2024, 2, 29, 0, 1, 0, 0, west), d, true},
		// Infinities of databases: an end that is not stated is no end.
		{time.Date(12024, 2, 29, 0, 0, 0, 0, time.UTC), civil.Date{}, false},
		{time.Date(-4713, 11, 24, 0, 0, 0, 0, time.UTC), civil.Date{}, false},
		{time.Unix(9223372028715321600, 0).UTC(), civil.Date{}, false},
		{"2024-02-29 24:00", civil.Date{}, false},
		{"2024-02-29T23:60", civil.Date{}, false},
		{"2024-02-29T09:60", civil.Date{}, false},
		{"2024-02-29 29:00", civil.Date{}, false},
		{"2024-02-29T99:99:99+99:99", civil.Date{}, false},
		{"2024-02-29 ٠٠:٠٠", civil.Date{}, false},
		{"2024-02-29 ", civil.Date{}, false},
		{"2024-02-29T", civil.Date{}, false},
		{"2024-02-29 né à Lyon", civil.Date{}, false},
		{"2024-02-29 0x:00", civil.Date{}, false},
		{"2024-02-29 12h00", civil.Date{}, false},
		{"2024-02-29_12:00", civil.Date{}, false},
		{"2023-02-29 00:00:00", civil.Date{}, false},
		{"2024-02-290", civil.Date{}, false},
		{"29/02/2024", civil.Date{}, false},
		{int64(20240229), civil.Date{}, false},
		{19782.0, civil.Date{}, false},
		{true, civil.Date{}, false},
		{d, civil.Date{}, false},
	} {
		got := civil.MustNew(1999, 1, 1)
		err := got.Scan(c.src)
		if (err == nil) != c.ok || got != c.want {
			t.Errorf("%v: %v, %v", c.src, got, err)
		}
		if at, ok := c.src.(time.Time); ok && err != nil {
			// There is no text, so no place in it.
			var e *civil.Error
			if !errors.As(err, &e) || e.Problem != civil.NoSuchDay || e.Offset != -1 {
				t.Errorf("%v: %#v", at, err)
			}
		}
		if err != nil && strings.Contains(err.Error(), "Lyon") {
			t.Errorf("the error shows the text: %v", err)
		}
	}
	var null sql.Null[civil.Date]
	if err := null.Scan("2024-02-29"); err != nil || null.V != d {
		t.Errorf("sql.Null: %v, %v", null, err)
	}
}

// The day of a time is that of its own location, and comes back from there,
// also where the clocks skip midnight.
func TestTime(t *testing.T) {
	t.Parallel()
	instant := time.Date(2024, 2, 29, 23, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		zone *time.Location
		want string
	}{
		{time.UTC, "2024-02-29"}, {time.FixedZone("", 3600), "2024-03-01"}, {time.FixedZone("", -3600), "2024-02-29"},
	} {
		if got := civil.OfTime(instant.In(c.zone)); got != iso(t, c.want) {
			t.Errorf("%s: %v, want %s", c.zone, got, c.want)
		}
	}
	for _, c := range []struct{ zone, day, want string }{
		{"Europe/Paris", "2024-03-31", "2024-03-31T00:00:00+01:00"},
		{"Europe/Paris", "2024-10-27", "2024-10-27T00:00:00+02:00"},
		{"America/Cayenne", "2024-03-31", "2024-03-31T00:00:00-03:00"},
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00"},
		{"America/Havana", "2017-03-12", "2017-03-12T01:00:00-04:00"},
		{"Asia/Beirut", "2021-03-28", "2021-03-28T01:00:00+03:00"},
	} {
		loc, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Skipf("no time zones here: %v", err)
		}
		got := iso(t, c.day).Time(loc)
		if s := got.Format(time.RFC3339); s != c.want {
			t.Errorf("%s %s: %s, want %s", c.zone, c.day, s, c.want)
		}
		for d, i := iso(t, "1970-01-01"), 0; i < 25000; d, i = d.AddDays(1), i+1 {
			if back := civil.OfTime(d.Time(loc)); back != d {
				t.Fatalf("%s %v: comes back as %v", c.zone, d, back)
			}
		}
	}
}

func TestNoAllocs(t *testing.T) {
	d, e := civil.MustNew(2024, 2, 29), civil.MustNew(1999, 1, 1)
	buf := make([]byte, 0, 16)
	text, quoted := []byte("2024-02-29"), []byte(`"2024-02-29"`)
	for name, f := range map[string]func(){
		"ParseISO":      func() { _, _ = civil.ParseISO("2024-02-29") },
		"ParseFrench":   func() { _, _ = civil.ParseFrench("29/02/2024") },
		"New":           func() { _, _ = civil.New(2024, 2, 29) },
		"Compare":       func() { _ = d.Compare(e) },
		"AddMonths":     func() { _ = d.AddMonths(1) },
		"YearsSince":    func() { _, _ = d.YearsSince(e) },
		"AppendText":    func() { _, _ = d.AppendText(buf) },
		"UnmarshalText": func() { var d civil.Date; _ = d.UnmarshalText(text) },
		"UnmarshalJSON": func() { var d civil.Date; _ = d.UnmarshalJSON(quoted) },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func BenchmarkParseISO(b *testing.B) {
	b.Run("civil", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := civil.ParseISO("2024-02-29"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("time", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := time.Parse(time.DateOnly, "2024-02-29"); err != nil {
				b.Fatal(err)
			}
		}
	})
}
