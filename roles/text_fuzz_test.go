package roles_test

import (
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/rppsplus/rppsplus/internal/rolesgen/fold"
	"github.com/rppsplus/rppsplus/roles"
)

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

// check compares both readers with a walk of the list; key is the text, folded.
func (l *codeList[T]) check(t *testing.T, text, key string) {
	t.Helper()
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

// FuzzFind gives the same text to every reader of codes and labels, and compares
// with walks of the lists.
func FuzzFind(f *testing.F) {
	for p := range roles.Professions() {
		f.Add(p.Code())
		for _, l := range p.Labels() {
			f.Add(l)
		}
	}
	for i := range 1100 {
		f.Add(strconv.Itoa(i))
	}
	for _, s := range []string{
		"", " ", ":", "Infirmier H/F", "Infirmier (F/H) / Infirmière", "h f", "60 h f f h", "TRE_G15:93", "TRE_R85:313", "TRE_R22:GENR08", "tre_g15:93",
		"İ", "œ", "ﬀ ﬁ ﬂ Æ", "Ⅷ", "e\u0301\u200d", "\xff\xfe", "1\u00ad0", "010", "FON-", "FON-00", "FON-AU", "fon-29", "FON-+1", "1093", "2029", "-13", "+13", "3 3", "３１３",
		"genr08", "GENR00", "GENR1:", "S\x00S", "C - Civil",
	} {
		f.Add(s)
	}
	byRole := codeList[roles.Role]{all: roles.Roles, parse: roles.ParseRole, find: roles.FindRole}
	categories := codeList[roles.Category]{all: roles.Categories, parse: roles.ParseCategory, find: roles.FindCategory}
	modes := codeList[roles.PracticeMode]{all: roles.PracticeModes, parse: roles.ParsePracticeMode, find: roles.FindPracticeMode}
	sectors := codeList[roles.Sector]{all: roles.Sectors, parse: roles.ParseSector, find: roles.FindSector}
	liberal := codeList[roles.LiberalActivity]{all: roles.LiberalActivities, parse: roles.ParseLiberalActivity, find: roles.FindLiberalActivity}
	ends := codeList[roles.EndReason]{all: roles.EndReasons, parse: roles.ParseEndReason, find: roles.FindEndReason}
	byRole.seed(f)
	categories.seed(f)
	modes.seed(f)
	sectors.seed(f)
	liberal.seed(f)
	ends.seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 900 {
			return
		}
		key := slow(text)
		folds(t, text, key)
		byRole.check(t, text, key)
		categories.check(t, text, key)
		modes.check(t, text, key)
		sectors.check(t, text, key)
		liberal.check(t, text, key)
		ends.check(t, text, key)
		findsProfession(t, text)
		parsesProfession(t, text)
	})
}

// folds: the key of a text is as the slow reading has it, and its own key.
func folds(t *testing.T, text, key string) {
	t.Helper()
	once := string(fold.Append(nil, text))
	if twice := string(fold.Append(nil, once)); once != key || twice != once {
		t.Fatalf("%q: %q, again %q, want %q", text, once, twice, key)
	}
}

func findsProfession(t *testing.T, text string) {
	t.Helper()
	got, want := roles.FindProfessions(text), slowFind(text)
	if !slices.Equal(got, want) {
		t.Fatalf("%q: %v, want %v", text, got, want)
	}
	p, err := roles.FindProfession(text)
	switch {
	case len(want) == 0:
		if err == nil {
			t.Fatalf("%q: %v out of nothing", text, p)
		}
	case len(want) > 1 && slices.Equal(slowRank(want[0]), slowRank(want[1])):
		if !errors.Is(err, roles.ProblemAmbiguous) || p != 0 {
			t.Fatalf("%q: %v %v, want an ambiguity", text, p, err)
		}
	case p != want[0] || err != nil:
		t.Fatalf("%q: %v %v, want %v", text, p, err, want[0])
	}
}

// ofCode are the professions of each code.
var ofCode = sync.OnceValue(func() map[string][]roles.Profession {
	m := map[string][]roles.Profession{}
	for p := range roles.Professions() {
		m[p.Code()] = append(m[p.Code()], p)
	}
	return m
})

func parsesProfession(t *testing.T, text string) {
	t.Helper()
	var want roles.Profession
	in := map[roles.List]roles.Profession{}
	for _, p := range ofCode()[text] {
		in[p.List()] = p
		if text != "93" || p.List() != roles.ListG15 {
			want = p
		}
	}
	got, err := roles.ParseProfession(text)
	if got != want || (err == nil) != (want != 0) {
		t.Fatalf("%q: %v %v, want %v", text, got, err, want)
	}
	for l := range roles.ListR25 + 2 {
		if got, err := roles.ParseProfessionIn(l, text); got != in[l] || (err == nil) != (in[l] != 0) {
			t.Fatalf("%v %q: %v %v, want %v", l, text, got, err, in[l])
		}
	}
}
