package rpps

import "github.com/rppsplus/rppsplus/internal/enum"

// Answer is a yes or a no that somebody must have stated. The zero value is
// "not stated", which is neither.
type Answer uint8

const (
	Yes Answer = iota + 1 // stated to be so
	No                    // stated not to be so
)

var answers = [...]string{"", "yes", "no"}

// AnswerOf returns [Yes] for true and [No] for false.
func AnswerOf(b bool) Answer {
	if b {
		return Yes
	}
	return No
}

// String returns "yes", "no" or "(not stated)".
func (a Answer) String() string {
	return enum.String(answers[:], a)
}

// MarshalText returns "yes", "no", or the empty text when not stated.
func (a Answer) MarshalText() ([]byte, error) {
	return enum.Text(answers[:], a)
}

// UnmarshalText is the inverse of MarshalText.
func (a *Answer) UnmarshalText(b []byte) error {
	if enum.Read(a, answers[:], b) {
		return nil
	}
	return personRules[ruleAnswer].At("")
}
