package names_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/names"
)

func TestCompare(t *testing.T) {
	c := names.NewCollator()
	for _, order := range [][]string{
		// Letters first, then accents from the left, then case.
		{"cote", "Cote", "coté", "côte", "côté", "coter"},
		{"eleve", "élevé", "élève", "ève"},
		{"Leger", "Léger", "Legrand"},
		{"pêche", "Pêche", "péchés"},
		{"haie", "haïe", "haif"},
		{"Zoe", "Zoé", "Zoë", "Zoëlle"},
		{"francais", "français", "France"},
		// Ligatures among the letters they join.
		{"Odile", "oedeme", "œdème", "Oedipe", "Ofélie"},
		{"cadet", "Caesar", "Cæsar", "Café"},
		// Spaces, hyphens and apostrophes count after the letters, accents and
		// case of the whole name.
		{"Leblanc", "Le Goff", "Le-Goff", "LeGoff"},
		{"Sainte", "Saintjean", "Saint Jean", "Saint-Jean"},
		{"d'Arc", "Darc", "de Gaulle", "Delatour", "De La Tour"},
		{"Leroy", "Lhermite", "L'Hermite"},
		// A particle sorts as it is written, whatever its case.
		{"Bernard", "de Gaulle", "De Gaulle", "Durand", "van Gogh", "Vasseur"},
		// The shorter first, nothing before all.
		{"", "A", "Anne", "Anne Marie", "Anne-Marie", "Annette"},
		{"Nunez", "Nuñez", "Nuoz"},
		// A hyphen is as if it were not there, also between two letters that
		// change places to be compared, as in Thai.
		{"เกา", "เ-กา", "เขา"},
	} {
		for i, a := range order {
			for j, b := range order {
				want := 0
				switch {
				case i < j:
					want = -1
				case i > j:
					want = 1
				}
				// The order is that of the text, not of its coding.
				for _, x := range [...]string{norm.NFC.String(a), norm.NFD.String(a)} {
					for _, y := range [...]string{norm.NFC.String(b), norm.NFD.String(b)} {
						if got := c.Compare(x, y); got != want {
							t.Errorf("%+q and %+q: %d, want %d", x, y, got, want)
						}
					}
				}
			}
		}
	}
}

func TestCompareName(t *testing.T) {
	c := names.NewCollator()
	order := []rpps.Name{
		{},
		{Given: "Zoé"},
		{Family: "Exemple"},
		{Family: "Exemple", Given: "Ana"},
		{Family: "Exemple", Given: "Anaïs"},
		{Family: "Exemple", Given: "Zoé"},
		{Family: "Exemplé", Given: "Ana"},
		{Family: "Exemples", Given: "Ana"},
	}
	for i, a := range order {
		for j, b := range order {
			if got := c.CompareName(a, b); got != sign(i-j) {
				t.Errorf("%d and %d: %d", i, j, got)
			}
		}
	}
}

func sign(n int) int { return min(1, max(-1, n)) }

func person(family, given, number, id string) rpps.Professional {
	p := rpps.Professional{ExerciseName: rpps.Name{Family: rpps.Private(family), Given: rpps.Private(given)}}
	if number != "" {
		p.Number = rpps.MustParseNumber(number)
	}
	if id != "" {
		p.ID = rpps.MustParsePersonID(id)
	}
	return p
}

func told(ps []rpps.Professional) string {
	var b strings.Builder
	for _, p := range ps {
		fmt.Fprintf(&b, "%s %s %s %s\n", p.ExerciseName.Family.Reveal(), p.ExerciseName.Given.Reveal(), p.Number.Canonical(), p.ID.Canonical())
	}
	return b.String()
}

// One order comes out, whatever the order given.
func TestSort(t *testing.T) {
	want := []rpps.Professional{
		person("", "", "", ""),
		person("", "", "99700000005", ""),
		person("d'Exemple", "Ana", "99700000013", ""),
		person("Dupont", "Camille", "", ""),
		person("Dupont", "Camille", "", "32A0000014/1453"),
		person("Dupont", "Camille", "", "32A0000014/1454"),
		person("Dupont", "Camille", "99700000005", ""),
		person("Dupont", "Camille", "99700000013", ""),
		person("Dupont", "Zoé", "99700000005", ""),
		person("Duponté", "Ana", "99700000005", ""),
		person("Œuvrard", "Ana", "99700000005", ""),
		person("Ofélie", "Ana", "99700000005", ""),
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		ps := slices.Clone(want)
		r.Shuffle(len(ps), func(i, j int) { ps[i], ps[j] = ps[j], ps[i] })
		names.Sort(ps)
		if got := told(ps); got != told(want) {
			t.Fatalf("got\n%swant\n%s", got, told(want))
		}
	}
	names.Sort(nil)
}

// Those who are equal in all that Sort looks at stay in the order given.
func TestSortStable(t *testing.T) {
	a, b := person("Dupont", "Camille", "99700000005", ""), person("Dupont", "Camille", "99700000005", "")
	a.Civility, b.Civility = "MME", "M"
	for _, ps := range [][]rpps.Professional{{a, b}, {b, a}} {
		first := ps[0].Civility
		if names.Sort(ps); ps[0].Civility != first {
			t.Errorf("%s no longer first", first)
		}
	}
}

func TestKey(t *testing.T) {
	for _, c := range []struct{ name, key string }{
		{"", ""},
		{"   ", ""},
		{"-'. ", ""},
		{"\u0301", ""},
		{"Dupont", "dupont"},
		{"DUPONT", "dupont"},
		{"  Dupont  ", "dupont"},
		{"Hélène", "helene"},
		{"He\u0301le\u0300ne", "helene"},
		{"François", "francois"},
		{"Ÿ", "y"},
		{"Saint-Jean", "saint jean"},
		{"SAINT JEAN", "saint jean"},
		{"Saint - Jean", "saint jean"},
		{"Saint\u2010Jean", "saint jean"},
		{"Saint\u2011Jean", "saint jean"},
		{"Saint–Jean", "saint jean"},
		{"Saint\u00a0Jean", "saint jean"},
		{"Saint\u202fJean", "saint jean"},
		{"St. Jean", "st jean"},
		{"Saint\tJean\r\n", "saint jean"},
		{"Saint_Jean", "saint jean"},
		{"D'Arc", "d arc"},
		{"d’Arc", "d arc"},
		{"d‘Arc", "d arc"},
		{"d`Arc", "d arc"},
		{"d´Arc", "d arc"},
		{"d′Arc", "d arc"},
		{"Kercʼhoat", "kerc hoat"},
		{"Keʻala", "ke ala"},
		{"Darc", "darc"},
		{"Œuvrard", "oeuvrard"},
		{"ŒUVRARD", "oeuvrard"},
		{"œ", "oe"},
		{"Lætitia", "laetitia"},
		{"LÆTITIA", "laetitia"},
		{"ﬁﬂ", "fifl"},
		{"Ｄｕｐｏｎｔ", "dupont"},
		{"Strauß", "strauss"},
		{"STRAUẞ", "strauss"},
		{"Ǆ", "dz"},
		{"İ", "i"},
		{"Du\u00adpont", "dupont"},
		{"Du\u200bpont", "dupont"},
		{"\ufeffDupont", "dupont"},
		{"Dupont 2", "dupont 2"},
		{"Dupont²", "dupont2"},
		{"Nguyễn Văn", "nguyen van"},
		{"Łukasz", "łukasz"},
		{"Иванов", "иванов"},
		{"\xff\xfe", ""},
		{"Du\xffpont", "du pont"},
		{"Exempl\xf7é", "exempl e"},
	} {
		if got := names.Key(c.name); got != c.key {
			t.Errorf("%+q: %q, want %q", c.name, got, c.key)
		}
		if got := names.Key(norm.NFD.String(c.name)); got != c.key {
			t.Errorf("%+q decomposed: %q, want %q", c.name, got, c.key)
		}
	}
}

func TestEqual(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Hélène", "HELENE", true},
		{"Hélène", "He\u0301le\u0300ne", true},
		{"Jean-Pierre", "jean pierre", true},
		{"Jean\u00a0Pierre", "Jean Pierre", true},
		{"D’Arc", "D'ARC", true},
		{"Œuvrard", "OEUVRARD", true},
		{"ﬁls", "fils", true},
		{"", "-", true},
		{"Jeanpierre", "Jean-Pierre", false},
		{"De La Tour", "Delatour", false},
		{"Muller", "Mueller", false},
		{"Dupont", "Dupond", false},
		{"Dupont Jean", "Jean Dupont", false},
		{"", "a", false},
	} {
		if names.Equal(c.a, c.b) != c.want || names.Equal(c.b, c.a) != c.want {
			t.Errorf("%q and %q: %t", c.a, c.b, !c.want)
		}
	}
}

// Every character of Unicode has a key that is its own key, without capitals,
// marks or signs.
func TestKeyOfEveryCharacter(t *testing.T) {
	t.Parallel()
	last := rune(unicode.MaxRune)
	if testing.Short() {
		last = 0x2FFF
	}
	for r := rune(0); r <= last; r++ {
		s := string(r)
		checkKey(t, s)
		checkKey(t, "a"+s+"B")
	}
}

func checkKey(t *testing.T, s string) {
	t.Helper()
	k := names.Key(s)
	if again := names.Key(k); again != k {
		t.Fatalf("%+q: key %+q, whose key is %+q", s, k, again)
	}
	if strings.TrimSpace(k) != k || strings.Contains(k, "  ") {
		t.Fatalf("%+q: spaces in %+q", s, k)
	}
	for _, r := range k {
		if r != ' ' && !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.ToLower(r) != r {
			t.Fatalf("%+q: %+q in the key", s, r)
		}
	}
}

func FuzzKey(f *testing.F) {
	for _, s := range []string{"Hélène d’Arc", "Œuvrard-Exemple", "ﬁ", "\xff", "İ", "a\u0345\u0301", "ẞ", "Ǆ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkKey(t, s)
		for _, form := range []norm.Form{norm.NFC, norm.NFD, norm.NFKC, norm.NFKD} {
			if !names.Equal(s, form.String(s)) {
				t.Fatalf("%+q and %+q", s, form.String(s))
			}
		}
	})
}

// Compare is an order.
func FuzzCompare(f *testing.F) {
	f.Add("Exemple", "exemple", "Exemplé")
	f.Add("d'Arc", "Darc", "de Arc")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		o := names.NewCollator()
		if o.Compare(a, a) != 0 || o.Compare(a, b) != -o.Compare(b, a) {
			t.Fatalf("%+q and %+q: %d %d", a, b, o.Compare(a, b), o.Compare(b, a))
		}
		if o.Compare(a, b) <= 0 && o.Compare(b, c) <= 0 && o.Compare(a, c) > 0 {
			t.Fatalf("%+q, %+q, %+q: in a circle", a, b, c)
		}
	})
}

// Spaces, hyphens and apostrophes do not part the names of one family: letters
// come first, as in a directory.
func TestLettersFirst(t *testing.T) {
	sorted := []string{"Darc", "D'Arc", "De La Tour", "Delatour", "De-La-Zone", "Saint-Aubin", "Saint Marc", "Saint-Marc", "SaintMarc", "Saint Zoé"}
	c := names.NewCollator()
	for i, a := range sorted {
		for j, b := range sorted {
			if lettersOf(a) == lettersOf(b) {
				continue // the same letters: their order is a matter of marks
			}
			if got, want := c.Compare(a, b), cmp.Compare(i, j); got != want {
				t.Errorf("Compare(%q, %q) = %d, want %d", a, b, got, want)
			}
		}
	}
	for _, p := range [][2]string{{"Saint Marc", "Saint-Marc"}, {"d'Arc", "Darc"}} {
		if c.Compare(p[0], p[1]) == 0 || c.Compare(p[0], p[1]) != -c.Compare(p[1], p[0]) {
			t.Errorf("%q and %q are not told apart", p[0], p[1])
		}
	}
}

// lettersOf keeps the letters of a name.
func lettersOf(s string) string { return strings.ReplaceAll(names.Key(s), " ", "") }
