package textfuzz

import (
	"database/sql/driver"
	"errors"
	"strings"
	"testing"
)

// light is an enumeration; broken makes it fail in one way.
type light uint8

var broken string

func (l light) MarshalText() ([]byte, error) {
	if l > 2 {
		return nil, errors.New("unknown")
	}
	return []byte([]string{"", "red", "green"}[l]), nil
}

func (l *light) UnmarshalText(b []byte) error {
	s := string(b)
	if broken == "case" {
		s = strings.ToLower(s)
	}
	for i, name := range []string{"", "red", "green"} {
		if s == name {
			*l = light(i)
			if broken == "other" {
				*l = 1
			}
			return nil
		}
	}
	if broken != "leave" {
		*l = 0
	}
	return errors.New("unknown")
}

func (l light) Value() (driver.Value, error) { b, err := l.MarshalText(); return string(b), err }

func (l *light) Scan(src any) error {
	switch src := src.(type) {
	case string:
		return l.UnmarshalText([]byte(src))
	case []byte:
		if broken != "bytes" {
			return l.UnmarshalText(src)
		}
	}
	return errors.New("neither text nor bytes")
}

// spy notes that a check failed.
type spy struct {
	testing.TB
	failed bool
}

func (s *spy) Helper()               {}
func (s *spy) Errorf(string, ...any) { s.failed = true }

// dark has no texts.
type dark uint8

func (dark) MarshalText() ([]byte, error) { return nil, nil }
func (*dark) UnmarshalText([]byte) error  { return nil }

// mute cannot write any of its values.
type mute uint8

func (mute) MarshalText() ([]byte, error) { return nil, errors.New("unknown") }
func (*mute) UnmarshalText([]byte) error  { return nil }

func TestWithoutTexts(t *testing.T) {
	for name, check := range map[string]func() Check{"Enum": Enum[dark], "Choice": Choice[mute]} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: what has no texts is checked against nothing", name)
				}
			}()
			check()
		}()
	}
}

// lightOf reads the text of a light.
func lightOf(s string) (light, error) {
	var l light
	if s == "" && broken != "empty" {
		return 0, errors.New("empty")
	}
	if s == "green" && broken == "parse" {
		return 1, nil
	}
	return l, l.UnmarshalText([]byte(s))
}

func TestChecks(t *testing.T) {
	enum, round, scan, parse := Enum[light](), RoundTrip[light]("red"), Scan[light]("red"), Parse(lightOf)
	for _, c := range []struct {
		broken  string
		check   Check
		text    string
		noticed bool
	}{
		{"", enum, "red", false},
		{"", enum, "", false},
		{"", enum, "RED", false},
		{"case", enum, "RED", true},
		{"other", enum, "green", true},
		{"leave", enum, "blue", true},
		{"", round, "green", false},
		{"", round, "blue", false},
		{"other", round, "", true},
		{"leave", round, "blue", true},
		{"", scan, "green", false},
		{"", scan, "blue", false},
		{"bytes", scan, "green", true},
		{"other", scan, "green", false},
		{"", parse, "green", false},
		{"", parse, "blue", false},
		{"", parse, "", false},
		{"parse", parse, "green", true},
		{"empty", parse, "", true},
	} {
		broken = c.broken
		s := &spy{TB: t}
		c.check.check(s, c.text)
		if s.failed != c.noticed {
			t.Errorf("%q, broken %q: noticed %v", c.text, c.broken, s.failed)
		}
	}
	broken = ""
}
