package roles_test

import (
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/roles"
)

// FuzzTexts: every code list and every enumeration reads what it writes, from
// text and from SQL, and nothing else.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f,
		textfuzz.Enum[roles.Kind](), textfuzz.Enum[roles.Status](), textfuzz.Enum[roles.List](), textfuzz.Enum[roles.Channel](),
		textfuzz.Enum[roles.Role](), textfuzz.Enum[roles.Category](), textfuzz.Enum[roles.PracticeMode](), textfuzz.Enum[roles.Sector](),
		textfuzz.Enum[roles.LiberalActivity](), textfuzz.Enum[roles.EndReason](),
		textfuzz.Policy(roles.StudentPolicy{}, `{"rolesOpenFrom":"2027-01-01"}`),
		// Reads a list before the code, where it writes none.
		textfuzz.RoundTrip[roles.Profession]("60", "R85:313", "G15:93", "R85:", ":60", "X:60"),
		textfuzz.Scan[roles.Profession]("x"), textfuzz.Scan[roles.Role]("x"), textfuzz.Scan[roles.Category]("x"), textfuzz.Scan[roles.PracticeMode]("x"),
		textfuzz.Scan[roles.Sector]("x"), textfuzz.Scan[roles.LiberalActivity]("x"), textfuzz.Scan[roles.EndReason]("x"),
	)
}

// A codeList is a list with its readers.
type codeList[T interface {
	comparable
	Code() string
	Labels() []string
}] struct {
	all   func() iter.Seq[T]
	parse func(string) (T, error)
	find  func(string) (T, error)
	keys  map[T][]string // what is found, folded
}

func (l *codeList[T]) seed(f *testing.F) {
	l.keys = map[T][]string{}
	for v := range l.all() {
		for _, text := range append(v.Labels(), v.Code()) {
			l.keys[v] = append(l.keys[v], slow(text))
		}
		f.Add(v.Code())
		for _, text := range v.Labels() {
			f.Add(text)
		}
	}
}

// twice reports whether a text is one of the names, and then another.
func twice(names []string, text string) bool {
	words := strings.Fields(text)
	for i := 1; i < len(words); i++ {
		if slices.Contains(names, strings.Join(words[:i], " ")) && slices.Contains(names, strings.Join(words[i:], " ")) {
			return true
		}
	}
	return false
}

// check compares both readers with a walk of the list.
func (l *codeList[T]) check(t *testing.T, text string) {
	t.Helper()
	key := slow(text)
	var zero, strict T
	var lenient []T
	for v := range l.all() {
		if v.Code() == text {
			strict = v
		}
		if slices.Contains(l.keys[v], key) || twice(l.keys[v], key) {
			lenient = append(lenient, v)
		}
	}
	if got, err := l.parse(text); got != strict || (err == nil) != (strict != zero) {
		t.Errorf("%q: %v %v, want %v", text, got, err, strict)
	}
	got, err := l.find(text)
	if len(lenient) == 0 && (got != zero || err == nil) || len(lenient) == 1 && (got != lenient[0] || err != nil) || len(lenient) > 1 {
		t.Errorf("%q: found %v %v, want %v", text, got, err, lenient)
	}
}

// FuzzCodeLists compares the readers of the small lists with a walk of them.
func FuzzCodeLists(f *testing.F) {
	categories := codeList[roles.Category]{all: roles.Categories, parse: roles.ParseCategory, find: roles.FindCategory}
	modes := codeList[roles.PracticeMode]{all: roles.PracticeModes, parse: roles.ParsePracticeMode, find: roles.FindPracticeMode}
	sectors := codeList[roles.Sector]{all: roles.Sectors, parse: roles.ParseSector, find: roles.FindSector}
	liberal := codeList[roles.LiberalActivity]{all: roles.LiberalActivities, parse: roles.ParseLiberalActivity, find: roles.FindLiberalActivity}
	ends := codeList[roles.EndReason]{all: roles.EndReasons, parse: roles.ParseEndReason, find: roles.FindEndReason}
	categories.seed(f)
	modes.seed(f)
	sectors.seed(f)
	liberal.seed(f)
	ends.seed(f)
	f.Add("S\x00S")
	f.Add("C - Civil")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 900 {
			return
		}
		categories.check(t, text)
		modes.check(t, text)
		sectors.check(t, text)
		liberal.check(t, text)
		ends.check(t, text)
	})
}
