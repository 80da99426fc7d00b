package roles

import (
	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// Status says whether a code is valid on a day. The zero value is "not
// stated": the code or the day is not known.
type Status uint8

const (
	// StatusValid: the day lies in the validity of the code.
	StatusValid Status = iota + 1
	// StatusNotYet: the code begins later.
	StatusNotYet
	// StatusEnded: the code has ended, on that day or before.
	StatusEnded
)

var statusNames = [...]string{"", "valid", "not yet", "ended"}

// String returns the name of the status, or "(not stated)".
func (s Status) String() string { return enum.String(statusNames[:], s) }

// MarshalText returns the name, or the empty text when not stated.
func (s Status) MarshalText() ([]byte, error) { return enum.Text(statusNames[:], s) }

// UnmarshalText is the inverse of MarshalText.
func (s *Status) UnmarshalText(b []byte) error { return unmarshalName(s, statusNames[:], "status", b) }

// Validity is the span of days in which a list gives a code as valid.
type Validity struct {
	// From is the first valid day.
	From civil.Date `json:"from"`
	// Until is the first day on which the code is no longer valid; zero
	// while no end is announced. The NOS give an end date without saying
	// whether that day still counts: reading it as excluded is the safe
	// side, and a choice of this package.
	Until civil.Date `json:"until"`
}

// At returns the status on a day; zero when the day or From is not stated.
func (v Validity) At(day civil.Date) Status {
	if v.From.IsZero() || day.IsZero() {
		return 0
	}
	return statusOf(day.Compare(v.From) >= 0, !v.Until.IsZero() && day.Compare(v.Until) >= 0)
}

// statusOf weighs whether the first day and the end have come.
func statusOf(begun, ended bool) Status {
	switch {
	case ended:
		return StatusEnded
	case !begun:
		return StatusNotYet
	}
	return StatusValid
}

// reached reports whether d is the n-th day of the calendar or later. A table
// holds ordinals because a [civil.Date] would be computed at start.
func reached(d civil.Date, n int32) bool { return d.Ordinal() >= n }

// dateOf returns the n-th day of the calendar; "not stated" for 0.
func dateOf(n int32) civil.Date {
	if n == 0 {
		return civil.Date{}
	}
	return civil.MustNew(1, 1, 1).AddDays(int(n) - 1)
}
