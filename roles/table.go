package roles

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"iter"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/internal/rolesgen/fold"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// sets says to which value sets a code belongs.
type sets uint8

// entry is one code of a list.
type entry struct {
	code, label, short string
	more               []string // other labels in use
	from, until        int32    // days counted from 0001-01-01; until 0: open
	value              uint16
	list               List
	sets               sets
}

// notStated answers for the zero value and for values without a code.
var notStated entry

// table is a list, or several lists whose codes make one Go type. Tables are
// generated and never change.
type table struct {
	list     List // zero: several lists
	typeName string
	entries  []entry
	at       []uint16   // value to 1 + position in entries; 0: no code
	keys     []labelKey // sorted by key
}

// labelKey is a folded code or label of a value.
type labelKey struct {
	key   string
	value uint16
}

// get returns the entry of a value, notStated for none.
func (t *table) get(v uint16) *entry {
	if int(v) < len(t.at) {
		if i := t.at[v]; i != 0 {
			return &t.entries[i-1]
		}
	}
	return &notStated
}

// parse looks a code up.
func (t *table) parse(code string) (uint16, error) {
	// In the long lists the value is the number at the end.
	if n := len(code); n > 2 {
		if e := t.get(uint16(code[n-2]-'0')*10 + uint16(code[n-1]-'0')); e.code == code {
			return e.value, nil
		}
	}
	for i := range t.entries {
		if t.entries[i].code == code {
			return t.entries[i].value, nil
		}
	}
	return 0, unknown(t.list, code)
}

// find looks a code or label up. In the table of a single list no two codes
// share a label: the generator sees to it.
func (t *table) find(text string) (uint16, error) {
	m := t.matches(text)
	if len(m) == 0 {
		return 0, unknown(t.list, strings.TrimSpace(text))
	}
	return m[0].value, nil
}

// maxText bounds the texts that are folded; the longest label has 153 bytes.
const maxText = 1024

// matches returns the codes and labels that read like text, or like both halves of
// it: "313 - Aide-soignant", "Infirmier / Infirmière".
func (t *table) matches(text string) []labelKey {
	if len(text) > maxText {
		return nil
	}
	var buf [192]byte
	k := fold.Append(buf[:0], text)
	m := t.named(k)
	for i := 0; len(m) == 0 && i < len(k); i++ {
		if k[i] == ' ' {
			m = common(t.named(k[:i]), t.named(k[i+1:]))
		}
	}
	return m
}

// common returns what stands in both.
func common(a, b []labelKey) (out []labelKey) {
	for _, x := range a {
		if slices.ContainsFunc(b, func(y labelKey) bool { return x.value == y.value }) {
			out = append(out, x)
		}
	}
	return out
}

// named returns the codes and labels with a key. Behind a profession may stand the mark
// of both genders: "Aide-soignant H/F".
func (t *table) named(k []byte) []labelKey {
	if n := len(k) - len(" h f"); n > 0 && t.list == 0 && (string(k[n:]) == " h f" || string(k[n:]) == " f h") {
		k = k[:n]
	}
	// Comparing with string(k) copies nothing.
	i := sort.Search(len(t.keys), func(i int) bool { return t.keys[i].key >= string(k) })
	j := i
	for j < len(t.keys) && t.keys[j].key == string(k) {
		j++
	}
	return t.keys[i:j]
}

func (t *table) string(v uint16) string {
	if v == 0 {
		return enum.NotStated
	}
	if e := t.get(v); e.value != 0 {
		return e.code
	}
	return t.typeName + "(" + strconv.Itoa(int(v)) + ")"
}

func (t *table) appendText(b []byte, v uint16) ([]byte, error) {
	e := t.get(v)
	switch {
	case v == 0:
		return b, nil
	case e.value == 0:
		return nil, &ParseError{t.list, ProblemUnknown}
	case e.list == ListG15 && v > secondOffset:
		b = append(append(b, e.list.Key()...), ':')
	}
	return append(b, e.code...), nil
}

func (t *table) sqlValue(v uint16) (driver.Value, error) {
	b, err := t.appendText(nil, v)
	if v == 0 || err != nil {
		return nil, err
	}
	return string(b), nil
}

func (e *entry) shortLabel() string { return cmp.Or(e.short, e.label) }

func (e *entry) labels() []string {
	if e.value == 0 {
		return nil
	}
	out := make([]string, 0, 2+len(e.more))
	out = append(out, e.label)
	if e.short != "" && e.short != e.label {
		out = append(out, e.short)
	}
	return append(out, e.more...)
}

func (e *entry) validity() Validity { return Validity{dateOf(e.from), dateOf(e.until)} }

func (e *entry) status(day civil.Date) Status {
	if e.value == 0 || day.IsZero() {
		return 0
	}
	return statusOf(reached(day, e.from), e.until != 0 && reached(day, e.until))
}

// code is what the Go types of the tables have in common.
type code interface{ ~uint8 | ~uint16 }

func each[T code](t *table) iter.Seq[T] {
	return func(yield func(T) bool) {
		for i := range t.entries {
			if !yield(T(t.entries[i].value)) {
				return
			}
		}
	}
}

func unmarshal[T code](dst *T, parse func(string) (T, error), b []byte) error {
	*dst = 0
	if len(b) == 0 {
		return nil
	}
	v, err := parse(string(b))
	*dst = v
	return err
}

func scan[T code](dst *T, parse func(string) (T, error), src any) error {
	*dst = 0
	switch v := src.(type) {
	case nil:
		return nil
	case string:
		return unmarshal(dst, parse, []byte(v))
	case []byte:
		return unmarshal(dst, parse, v)
	}
	return fmt.Errorf("roles: cannot read a code from a %T", src)
}
