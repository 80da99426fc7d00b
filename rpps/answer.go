package rpps

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
	if a > 0 && int(a) < len(answers) {
		return answers[a]
	}
	return notStatedText
}

// MarshalText returns "yes", "no", or the empty text when not stated.
func (a Answer) MarshalText() ([]byte, error) {
	if int(a) < len(answers) {
		return []byte(answers[a]), nil
	}
	return []byte{}, nil
}

// UnmarshalText is the inverse of MarshalText.
func (a *Answer) UnmarshalText(b []byte) error {
	*a = 0
	if len(b) == 0 {
		return nil
	}
	for i, n := range answers[1:] {
		if n == string(b) {
			*a = Answer(i + 1)
			return nil
		}
	}
	return personRules[ruleAnswer].At("")
}
