package civil_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/rppsplus/rppsplus/rpps/civil"
)

func ExampleDate() {
	start := civil.MustNew(2024, time.January, 31)
	fmt.Println(start, start.French(), start.Weekday())
	fmt.Println(start.AddMonths(1))
	fmt.Println(start.Before(civil.MustNew(2024, time.February, 1)), start == civil.MustParseISO("2024-01-31"))

	var unknown civil.Date
	fmt.Println(unknown, unknown.Before(start), start.After(unknown))
	// Output:
	// 2024-01-31 31/01/2024 Wednesday
	// 2024-02-29
	// true true
	// (date not stated) false false
}

func ExampleParseISO() {
	_, err := civil.ParseISO("2023-02-29")
	fmt.Println(err)
	fmt.Println(errors.Is(err, civil.NoSuchDay), errors.Is(err, civil.BadShape))
	// Output:
	// civil: no such day in the calendar (AAAA-MM-JJ)
	// true false
}

func ExampleParseFrench() {
	d, err := civil.ParseFrench("29/02/2024")
	fmt.Println(d, err)
	// Output: 2024-02-29 <nil>
}

func ExampleError() {
	_, err := civil.ParseFrench("29-02-2024")
	if e, ok := errors.AsType[*civil.Error](err); ok {
		fmt.Println(e.Form, e.Offset, e.Problem == civil.BadShape)
	}
	fmt.Println(err)
	// Output:
	// JJ/MM/AAAA 2 true
	// civil: not written as a date (JJ/MM/AAAA) at byte 2
}

func ExampleProblem() {
	_, err := civil.New(2023, time.April, 31)
	fmt.Println(errors.Is(err, civil.NoSuchDay))
	// Output: true
}

func ExampleDate_YearsSince() {
	born := civil.MustNew(2000, time.February, 29)
	eve, _ := civil.MustNew(2018, time.February, 28).YearsSince(born)
	day, _ := civil.MustNew(2018, time.March, 1).YearsSince(born)
	fmt.Println(eve, day)
	// Output: 17 18
}

func ExampleDate_MarshalJSON() {
	b, _ := json.Marshal(map[string]civil.Date{"start": civil.MustNew(2024, time.January, 31), "end": {}})
	fmt.Println(string(b))
	// Output: {"end":"","start":"2024-01-31"}
}

// Days come from the caller: the library reads no clock.
func ExampleOfTime() {
	paris := time.FixedZone("CET", 3600)
	signedIn := time.Date(2026, time.March, 31, 23, 30, 0, 0, time.UTC)
	fmt.Println(civil.OfTime(signedIn), civil.OfTime(signedIn.In(paris)))
	fmt.Println(civil.YMD(2026, 4, 1) == civil.OfTime(signedIn.In(paris)))
	// Output:
	// 2026-03-31 2026-04-01
	// true
}
