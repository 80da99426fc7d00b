package registration_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Numbers that are never given: test numbers of the ANS, SIRET and FINESS of
// its test structures.
const (
	dupNumberA, dupNumberB = "99700000013", "99700218896"
	dupSiteA, dupSiteB     = "00099701500011", "00099701500029"
)

// dupRequest makes a request of "birth name|first names|date|place|sex", then
// options: n=number, s=SIRET, f=FINESS, from=, to=, town=, id=identifier.
func dupRequest(t testing.TB, text string, options ...string) reg.Request {
	t.Helper()
	var r reg.Request
	set := func(f reg.Field, v string) {
		if err := r.Set(f, v); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
	}
	for i, v := range strings.Split(text, "|") {
		set([]reg.Field{reg.FieldBirthName, reg.FieldFirstNames, reg.FieldBirthDate, reg.FieldBirthPlace, reg.FieldSex}[i], v)
	}
	for _, o := range options {
		k, v, _ := strings.Cut(o, "=")
		set(map[string]reg.Field{
			"n": reg.FieldNumber, "s": reg.FieldSIRET, "f": reg.FieldFINESS, "from": reg.FieldStart, "to": reg.FieldEnd,
			"town": reg.FieldBirthTown, "id": reg.FieldIdentifier,
		}[k], v)
	}
	return r
}

func codesOf(fs rule.Faults) []rule.Code {
	var out []rule.Code
	for _, f := range fs {
		out = append(out, f.Code())
	}
	slices.Sort(out)
	return out
}

func TestDuplicatesPairs(t *testing.T) {
	const (
		situation = reg.CodeDupSituation
		person    = reg.CodeDupPerson
		pending   = reg.CodeDupPending
		number    = reg.CodeDupNumber
		spelling  = reg.CodeDupSpelling
	)
	const who = "Martin|Jeanne|1990-02-03|75114|F"
	in := func(s string, o ...string) []string { return append([]string{s}, o...) }
	for _, c := range []struct {
		name string
		a, b []string
		want []rule.Code
	}{
		{"same structure", in(who, "s="+dupSiteA), in(who, "s="+dupSiteA), []rule.Code{situation}},
		{"another structure", in(who, "s="+dupSiteA), in(who, "s="+dupSiteB), []rule.Code{person}},
		{"no structure", in(who), in(who), []rule.Code{person}},
		{"SIRET and FINESS have nothing in common", in(who, "s="+dupSiteA), in(who, "f=990000010"), []rule.Code{person}},
		{"same FINESS", in(who, "f=990000010"), in(who, "f=990000010"), []rule.Code{situation}},
		{"periods meet on a day", in(who, "s="+dupSiteA, "from=2026-01-01", "to=2026-03-31"), in(who, "s="+dupSiteA, "from=2026-03-31"), []rule.Code{situation}},
		{"one period after the other", in(who, "s="+dupSiteA, "from=2026-01-01", "to=2026-03-31"), in(who, "s="+dupSiteA, "from=2026-04-01"), []rule.Code{person}},
		{"open period", in(who, "s="+dupSiteA, "from=2020-01-01"), in(who, "s="+dupSiteA, "from=2026-04-01", "to=2026-05-01"), []rule.Code{situation}},
		{"start not stated", in(who, "s="+dupSiteA, "to=2026-03-31"), in(who, "s="+dupSiteA, "from=2026-04-01"), []rule.Code{person}},
		{"reversed dates exclude nothing", in(who, "s="+dupSiteA, "from=2026-03-31", "to=2026-01-01"), in(who, "s="+dupSiteA, "from=2026-04-01"), []rule.Code{situation}},

		{"numbers: another structure", in(who, "n="+dupNumberA, "s="+dupSiteA), in(who, "n="+dupNumberA, "s="+dupSiteB), []rule.Code{pending}},
		{"numbers: same structure", in(who, "n="+dupNumberA, "s="+dupSiteA), in(who, "n="+dupNumberA, "s="+dupSiteA), []rule.Code{situation}},
		{"number on one line", in(who, "n="+dupNumberA), in(who), []rule.Code{person}},
		{"number as identifier", in(who, "id=8"+dupNumberA), in(who, "n="+dupNumberA), []rule.Code{pending}},
		{"two numbers", in(who, "n="+dupNumberA, "s="+dupSiteA), in(who, "n="+dupNumberB, "s="+dupSiteA), []rule.Code{spelling}},
		{"number of another name", in(who, "n="+dupNumberA), in("Durand|Paul|1990-02-03|75114|F", "n="+dupNumberA), []rule.Code{number}},
		{"number of another birth date", in(who, "n="+dupNumberA), in("Martin|Jeanne|1990-02-04|75114|F", "n="+dupNumberA), []rule.Code{number}},
		{"numbers alone", in("", "n="+dupNumberA), in("", "n="+dupNumberA), []rule.Code{pending}},
		{"number and names without dates", in("Martin|Jeanne", "n="+dupNumberA), in("MARTIN|Jeannê", "n="+dupNumberA), []rule.Code{pending}},
		{"number with a name and without", in(who, "n="+dupNumberA, "s="+dupSiteA), in("", "n="+dupNumberA, "s="+dupSiteA), []rule.Code{situation}},
		{"numbers and another spelling", in(who, "n="+dupNumberA), in("Martín|Jeanne|1990-02-03", "n="+dupNumberA), []rule.Code{pending, spelling}},
		{"numbers and another place", in(who, "n="+dupNumberA, "s="+dupSiteA), in("Martin|Jeanne|1990-02-03|13055|F", "n="+dupNumberA, "s="+dupSiteA), []rule.Code{situation, spelling}},

		{"case, blanks, encoding", in("Lefèvre|Zoé|1990-02-03"), in("  LEFE\u0300VRE |zoe\u0301|03/02/1990"), []rule.Code{person}},
		{"first name only", in("Martin|Jeanne Anne Marie|1990-02-03"), in("Martin|Jeanne|1990-02-03"), []rule.Code{person}},
		{"further first names accented otherwise", in("Martin|Jeanne Hélène|1990-02-03"), in("Martin|Jeanne Helene|1990-02-03"), []rule.Code{person}},
		{"place and sex not stated", in(who), in("Martin|Jeanne|1990-02-03"), []rule.Code{person}},
		{"sex unknown", in(who), in("Martin|Jeanne|1990-02-03|75114|I"), []rule.Code{person}},

		{"accents", in("Lefèvre|Zoé|1990-02-03"), in("Lefevre|Zoe|1990-02-03"), []rule.Code{spelling}},
		{"hyphen in the name", in("Martin-Petit|Zoé|1990-02-03"), in("Martin Petit|Zoé|1990-02-03"), []rule.Code{spelling}},
		{"hyphen in the first name", in("Martin|Jean-Paul|1990-02-03"), in("Martin|Jean Paul|1990-02-03"), []rule.Code{spelling}},
		{"hyphen and inverted", in("Martin|Jean-Paul|1990-02-03"), in("Jean Paul|Martin|1990-02-03"), []rule.Code{spelling}},
		{"order of a double name", in("Martin Petit|Zoé|1990-02-03"), in("Petit Martin|Zoé|1990-02-03"), []rule.Code{spelling}},
		{"inverted", in("Martin|Jeanne|1990-02-03"), in("Jeanne|Martin|1990-02-03"), []rule.Code{spelling}},
		{"inverted double name", in("Durand Lefort|Marie|1990-02-03"), in("Marie|Durand Lefort|1990-02-03"), []rule.Code{spelling}},
		{"particle", in("de Villers|Anne|1990-02-03"), in("Villers|Anne|1990-02-03"), []rule.Code{spelling}},
		{"particle with an apostrophe", in("d’Aubert|Anne|1990-02-03"), in("Aubert|Anne|1990-02-03"), []rule.Code{spelling}},
		{"particle in the first names, inverted", in("de Villers|Anne|1990-02-03"), in("Anne|de Villers|1990-02-03"), []rule.Code{spelling}},
		{"particles in the first names, inverted", in("de la Tour|Anne|1990-02-03"), in("Anne|de la Tour|1990-02-03"), []rule.Code{spelling}},
		{"particle written together", in("Le Fèvre|Anne|1990-02-03"), in("Lefevre|Anne|1990-02-03"), []rule.Code{spelling}},
		{"particles written together", in("De la Croix|Anne|1990-02-03"), in("DELACROIX|Anne|1990-02-03"), []rule.Code{spelling}},
		{"particles written together in part", in("de Launay|Anne|1990-02-03"), in("Delaunay|Anne|1990-02-03"), []rule.Code{spelling}},
		{"particle written together, inverted", in("Dupré|Anne|1990-02-03"), in("Anne|du Pré|1990-02-03"), []rule.Code{spelling}},
		{"particle written together, one number", in("Le Fèvre|Anne|1990-02-03", "n="+dupNumberA), in("Lefevre|Anne|1990-02-03", "n="+dupNumberA), []rule.Code{pending, spelling}},
		{"a beginning that is no particle", in("Ledu|Anne|1990-02-03"), in("Du|Anne|1990-02-03"), nil},
		{"three letters stay", in("Lefou|Anne|1990-02-03"), in("Le Fou|Anne|1990-02-03"), []rule.Code{spelling}},
		{"three letters stay, of a longer particle", in("Desbon|Anne|1990-02-03"), in("Des Bon|Anne|1990-02-03"), []rule.Code{spelling}},
		{"a shorter particle", in("Desbo|Anne|1990-02-03"), in("De Sbo|Anne|1990-02-03"), []rule.Code{spelling}},
		{"a particle within", in("Valette|Anne|1990-02-03"), in("Vatte|Anne|1990-02-03"), nil},
		{"name of particles only", in("Le|Anh|1990-02-03"), in("Van|Anh|1990-02-03"), nil},
		{"name of particles only, the same", in("Le|Anh|1990-02-03"), in("LE|Anh|1990-02-03"), []rule.Code{person}},
		{"place contradicts", in(who), in("Martin|Jeanne|1990-02-03|13055|F"), []rule.Code{spelling}},
		{"sex contradicts", in(who), in("Martin|Jeanne|1990-02-03|75114|M"), []rule.Code{spelling}},
		{"town contradicts", in("Martin|Jeanne|1990-02-03|99352", "town=Oran"), in("Martin|Jeanne|1990-02-03|99352", "town=Alger"), []rule.Code{spelling}},
		{"town in another case", in("Martin|Jeanne|1990-02-03|99352", "town=Oran"), in("Martin|Jeanne|1990-02-03|99352", "town=ORAN"), []rule.Code{person}},
		{"second first names contradict", in("Martin|Marie Anne|1990-02-03"), in("Martin|Marie Claire|1990-02-03"), []rule.Code{spelling}},
		{"particle and sign before the second first name", in("Martin|de - Anne|1990-02-03"), in("Martin|de - Zoé|1990-02-03"), []rule.Code{spelling}},
		{"a word twice", in("Petit Petit|Zoé|1990-02-03"), in("Petit|Zoé|1990-02-03"), nil},
		{"words twice", in("Petit Petit|Zoé|1990-02-03"), in("Martin Martin|Zoé|1990-02-03"), nil},
		{"compound is compound already", in("Martin|Jean-Paul Marie|1990-02-03"), in("Martin|Jean-Paul-Marie|1990-02-03"), nil},
		{"a name in both columns", in("Martin|Martin|1990-02-03"), in("Petit|Petit|1990-02-03"), nil},
		{"third first names contradict", in("Martin|Marie Anne Zoé|1990-02-03"), in("Martin|Marie Anne Léa|1990-02-03"), []rule.Code{spelling}},

		{"twins", in("Martin|Jeanne|1990-02-03|75114|F"), in("Martin|Louise|1990-02-03|75114|F"), nil},
		{"twins with compound first names", in("Martin|Jean-Paul|1990-02-03|75114|M"), in("Martin|Jean-Pierre|1990-02-03|75114|M"), nil},
		{"homonyms", in("Martin|Jeanne|1990-02-03|75114|F"), in("Martin|Jeanne|1991-02-03|75114|F"), nil},
		{"father and son", in("Martin|Paul|1960-02-03|75114|M"), in("Martin|Paul|1990-02-03|75114|M"), nil},
		{"same first name and birth date", in("Martin|Paul|1990-02-03"), in("Durand|Paul|1990-02-03"), nil},
		{"no birth date", in("Martin|Jeanne", "s="+dupSiteA), in("Martin|Jeanne", "s="+dupSiteA), nil},
		{"no birth name", in("|Jeanne|1990-02-03"), in("|Jeanne|1990-02-03"), nil},
		{"no first name", in("Martin||1990-02-03"), in("Martin||1990-02-03"), nil},
		{"signs for names", in("-|'|1990-02-03"), in("-|'|1990-02-03"), nil},
		{"signs for a first name", in("Martin|-|1990-02-03"), in("Martin|-|1990-02-03"), nil},
		{"nothing", in(""), in(""), nil},
		{"only a structure", in("", "s="+dupSiteA), in("", "s="+dupSiteA), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := dupRequest(t, c.a[0], c.a[1:]...), dupRequest(t, c.b[0], c.b[1:]...)
			slices.Sort(c.want)
			for i, pair := range [][2]*reg.Request{{&a, &b}, {&b, &a}} {
				var d reg.Duplicates
				if fs := d.Add(7, pair[0]); fs != nil {
					t.Errorf("first: %v", fs)
				}
				fs := d.Add(9, pair[1])
				if got := codesOf(fs); !slices.Equal(got, c.want) {
					t.Errorf("order %d: %v, want %v", i, got, c.want)
				}
				for _, f := range fs {
					if f.Position() != (rule.Position{Line: 9}) || !strings.Contains(f.Message(language.French), "ligne 7") {
						t.Errorf("%v at %v", f.Message(language.French), f.Position())
					}
				}
			}
		})
	}
}

func TestDuplicatesPlaces(t *testing.T) {
	var d reg.Duplicates
	a := dupRequest(t, "Martin|Zoé|1990-02-03", "n="+dupNumberA)
	b := dupRequest(t, "Martin|Zoe|1990-02-03", "n="+dupNumberA)
	c := dupRequest(t, "Durand|Paul|1990-02-03", "n="+dupNumberA)
	d.Add(2, &a)
	fs := append(d.Add(3, &b), d.Add(4, &c)...)
	got := map[rule.Code]string{}
	for _, f := range fs {
		got[f.Code()] = f.Path()
	}
	want := map[rule.Code]string{
		reg.CodeDupPending: reg.PathRequest, reg.CodeDupSpelling: "identity.birthName", reg.CodeDupNumber: "identity.rpps",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	if fs := d.Add(5, nil); fs != nil || d.Len() != 4 {
		t.Errorf("%v, %d requests", fs, d.Len())
	}
}

// A person on many lines: each names the first line of its kind, once.
func TestDuplicatesFirstLine(t *testing.T) {
	const who = "Martin|Jeanne|1990-02-03"
	var d reg.Duplicates
	var got []string
	for i, site := range []string{dupSiteA, dupSiteB, "", dupSiteB, dupSiteA, ""} {
		r := dupRequest(t, who, "s="+site)
		var line []string
		for _, f := range d.Add(i+2, &r) {
			_, after, _ := strings.Cut(f.Message(language.English), "line ")
			line = append(line, string(f.Code())[8:]+" "+after[:1])
		}
		got = append(got, strings.Join(line, ","))
	}
	want := []string{"", "PERSON 2", "PERSON 2", "PERSON 2,SITUATION 3", "PERSON 3,SITUATION 2", "PERSON 2"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// Requests that differ in little are all remembered; those that differ in
// nothing take no place.
func TestDuplicatesRemembered(t *testing.T) {
	const who = "Martin|Jeanne|1990-02-03"
	var d reg.Duplicates
	var got []string
	for i, dates := range [][2]string{{"2024-01-01", "2024-12-31"}, {"2025-01-01", "2025-12-31"}, {"2025-06-01", "2025-06-30"}} {
		r := dupRequest(t, who, "s="+dupSiteA, "from="+dates[0], "to="+dates[1])
		for _, f := range d.Add(i+2, &r) {
			got = append(got, f.Message(language.English))
		}
	}
	if all := strings.Join(got, "\n"); len(got) != 3 || !strings.Contains(all, "structure as on line 3") {
		t.Errorf("%s", all)
	}
	r := dupRequest(t, who, "n="+dupNumberA)
	d = reg.Duplicates{}
	size := memoryOf(t, func() any {
		for i := range 5000 {
			d.Add(i, &r)
		}
		return &d
	})
	if d.Len() != 5000 || size > 200_000 {
		t.Errorf("%d requests in %d bytes", d.Len(), size)
	}
}

// The oracle: every pair, by plain comparison of texts.

type dupFinding struct {
	code  rule.Code
	other int
}

func slowAdd(before []reg.Request, r *reg.Request) []dupFinding {
	var out []dupFinding
	for i := range before {
		for _, code := range slowPair(&before[i], r) {
			if !slices.ContainsFunc(out, func(f dupFinding) bool { return f.code == code }) {
				out = append(out, dupFinding{code, i})
			}
		}
	}
	slices.SortFunc(out, func(a, b dupFinding) int { return strings.Compare(string(a.code), string(b.code)) })
	return out
}

func slowPair(a, b *reg.Request) (out []rule.Code) {
	x, y := a.KnownNumber().Canonical(), b.KnownNumber().Canonical()
	na, nb := slowNames(a), slowNames(b)
	sameKey := false
	if len(na) > 0 && len(nb) > 0 {
		// One of the two is read as written, the other may be compound.
		sameKey = slices.Contains(nb, na[0]) || slices.Contains(na, nb[0])
	}
	da, db := a.Identity.BirthDate, b.Identity.BirthDate
	if x != "" && x == y {
		if len(na) > 0 && len(nb) > 0 && !sameKey || !da.IsZero() && !db.IsZero() && da != db {
			return []rule.Code{reg.CodeDupNumber}
		}
	}
	traits := sameKey && !da.IsZero() && da == db
	certain := traits && slowSpelling(a, b) && !slowContradict(a, b)
	samePerson := x != "" && x == y || certain && (x == "" || y == "")
	if samePerson {
		s, u := a.Situation, b.Situation
		start := func(d, end civil.Date) int32 {
			if d.IsZero() || end.Before(d) {
				return 0
			}
			return d.Ordinal()
		}
		end := func(d, start civil.Date) int32 {
			if d.IsZero() || d.Before(start) {
				return 1 << 30
			}
			return d.Ordinal()
		}
		overlap := max(start(s.Start, s.End), start(u.Start, u.End)) <= min(end(s.End, s.Start), end(u.End, u.Start))
		switch {
		case slowSite(s.Structure, u.Structure) && overlap:
			out = append(out, reg.CodeDupSituation)
		case x != "" && x == y:
			out = append(out, reg.CodeDupPending)
		default:
			out = append(out, reg.CodeDupPerson)
		}
	}
	if traits && !certain || traits && !samePerson {
		out = append(out, reg.CodeDupSpelling)
	}
	return out
}

const slowParticles = " d de des du l la le les van von der den zu da das do dos di del della el "

// slowWords cuts a name into letters without accents.
func slowWords(name string) []string {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(name))
	return strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) })
}

func slowBare(words []string) []string {
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.Contains(slowParticles, " "+w+" ") })
	if len(kept) == 0 {
		return words
	}
	for i, w := range kept {
		for slowTogether.MatchString(w) {
			w = slowTogether.ReplaceAllString(w, "$2")
		}
		kept[i] = w
	}
	return kept
}

var slowTogether = regexp.MustCompile(`^(des|de|du|la|le)(.{3,})$`)

func slowFirst(r *reg.Request) (first string, rest []string) {
	var given []string
	for _, n := range r.Identity.FirstNames {
		given = append(given, strings.Fields(n.Reveal())...)
	}
	for len(given) > 0 {
		first = strings.TrimSpace(first + " " + given[0])
		given = given[1:]
		if !strings.Contains(slowParticles, " "+strings.ToLower(first[strings.LastIndex(first, " ")+1:])+" ") {
			break
		}
	}
	return first, given
}

// slowNames returns the bags of words of a person: as written, then with the
// first two first names as one. None when a name is missing.
func slowNames(r *reg.Request) []string {
	family := slowBare(slowWords(r.Identity.BirthName.Reveal()))
	first, rest := slowFirst(r)
	given := slowBare(slowWords(first))
	if len(family) == 0 || len(given) == 0 {
		return nil
	}
	bag := func(words ...string) string {
		words = append(words, family...)
		slices.Sort(words)
		return fmt.Sprint(words)
	}
	out := []string{bag(given...)}
	if len(given) == 1 && len(rest) > 0 {
		out = append(out, bag(slowBare(slowWords(first+" "+rest[0]))...))
	}
	return out
}

func slowSpelling(a, b *reg.Request) bool {
	same := func(x, y string) bool {
		return strings.EqualFold(norm.NFC.String(strings.Join(strings.Fields(x), " ")), norm.NFC.String(strings.Join(strings.Fields(y), " ")))
	}
	fa, _ := slowFirst(a)
	fb, _ := slowFirst(b)
	return same(a.Identity.BirthName.Reveal(), b.Identity.BirthName.Reveal()) && same(fa, fb)
}

func slowContradict(a, b *reg.Request) bool {
	differ := func(x, y string) bool { return x != "" && y != "" && x != y }
	place := func(r *reg.Request) string {
		return r.Identity.BirthPlace.Country.Reveal() + r.Identity.BirthPlace.Commune.Reveal()
	}
	sex := func(r *reg.Request) string { return strings.Trim(r.Identity.Sex.Code(), "I") }
	_, ra := slowFirst(a)
	_, rb := slowFirst(b)
	for i := range min(len(ra), len(rb), 2) {
		if fmt.Sprint(slowWords(ra[i])) != fmt.Sprint(slowWords(rb[i])) {
			return true
		}
	}
	// Of a commune the code tells all; that of a country may stand in its place.
	asksTown := func(r *reg.Request) bool { return place(r) == "" || strings.HasPrefix(place(r), "99") }
	towns := asksTown(a) && asksTown(b)
	return differ(place(a), place(b)) || differ(sex(a), sex(b)) ||
		towns && differ(fmt.Sprint(slowWords(a.Identity.BirthPlace.Town.Reveal())), fmt.Sprint(slowWords(b.Identity.BirthPlace.Town.Reveal()))) &&
			a.Identity.BirthPlace.Town != "" && b.Identity.BirthPlace.Town != ""
}

// slowSite compares the identifiers of two places one by one.
func slowSite(s, u rpps.Structure) bool {
	shared := 0
	for kind, ids := range map[string][2]string{
		"siret": {s.SIRET.Canonical(), u.SIRET.Canonical()}, "finess": {s.FINESS.Canonical(), u.FINESS.Canonical()},
		"rang": {s.RPPSRang.Canonical(), u.RPPSRang.Canonical()}, "technical": {s.Technical.Canonical(), u.Technical.Canonical()},
		"id": {s.ID.Canonical(), u.ID.Canonical()},
	} {
		entity := kind == "technical" && strings.HasPrefix(ids[0], "REJ") || kind == "id" && strings.HasPrefix(ids[0], "2")
		switch {
		case ids[0] == "" || ids[1] == "":
		case ids[0] != ids[1]:
			return false
		case !entity:
			shared++
		}
	}
	return shared > 0
}

// randomRequest draws from few values, so that everything meets everything.
func randomRequest(t testing.TB, g *rand.Rand) reg.Request {
	pick := func(v ...string) string { return v[g.IntN(len(v))] }
	text := pick("Martin", "MARTIN", "Martín", "de Martin", "Demartin", "Jean", "Le", "Martin-Petit", "Petit Martin", "") + "|" +
		pick("Jean", "Jean", "JEAN Paul", "Jean-Paul", "Jean Marie", "Jean Paul Marie", "Martin", "de Martin", "Le", "") + "|" +
		pick("1990-02-03", "1990-02-03", "1990-02-03", "1991-02-03", "") + "|" +
		pick("75114", "75114", "13055", "99352", "") + "|" + pick("F", "M", "I", "", "")
	r := dupRequest(t, text, "n="+pick("", "", dupNumberA, dupNumberB), "s="+pick(dupSiteA, dupSiteB, ""),
		"f="+pick("", "", "990000010"), "from="+pick("2026-01-01", "2026-06-01", ""), "to="+pick("2026-05-31", "2025-01-01", "2026-12-31", ""))
	if strings.HasPrefix(string(r.Identity.BirthPlace.Country), "99") {
		r.Identity.BirthPlace.Town = rpps.Private(pick("Oran", "ORAN", "Alger", ""))
	}
	switch g.IntN(8) {
	case 0, 1:
		r.Situation.Structure.Technical = rpps.MustParseTechnicalID(pick("F86078728201072015", "C81024738700014", "REJ11223344"))
	case 2, 3:
		r.Situation.Structure.ID = rpps.MustParseStructureID(pick("1750803447", "381024738700014", "2443121975"))
	}
	return r
}

func TestDuplicatesOracle(t *testing.T) {
	seen := map[rule.Code]int{}
	quiet := 0
	seeds := uint64(400)
	if testing.Short() {
		seeds = 50
	}
	for seed := range seeds {
		g := rand.New(rand.NewPCG(seed, 371))
		var d reg.Duplicates
		var before []reg.Request
		for range 30 {
			r := randomRequest(t, g)
			var got []dupFinding
			first, found := d.Find(&r)
			for _, f := range d.Add(len(before), &r) {
				_, after, _ := strings.Cut(f.Message(language.English), "line ")
				other, err := strconv.Atoi(after[:len(after)-len(strings.TrimLeft(after, "0123456789"))])
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, dupFinding{f.Code(), other})
				seen[f.Code()]++
			}
			slices.SortFunc(got, func(a, b dupFinding) int { return strings.Compare(string(a.code), string(b.code)) })
			if len(got) == 0 {
				quiet++
			}
			same := -1
			for _, f := range got {
				if f.code != reg.CodeDupNumber && f.code != reg.CodeDupSpelling && (same < 0 || f.other < same) {
					same = f.other
				}
			}
			if found != (same >= 0) || found && first != same {
				t.Fatalf("seed %d, line %d: Find says %d %v, want %d", seed, len(before), first, found, same)
			}
			if want := slowAdd(before, &r); !slices.Equal(got, want) {
				t.Fatalf("seed %d, line %d: %v, want %v", seed, len(before), got, want)
			}
			before = append(before, r)
		}
		// What a pair has does not depend on which comes first.
		for range 40 {
			a, b := g.IntN(len(before)), g.IntN(len(before))
			var x, y reg.Duplicates
			x.Add(0, &before[a])
			y.Add(0, &before[b])
			if p, q := codesOf(x.Add(1, &before[b])), codesOf(y.Add(1, &before[a])); !slices.Equal(p, q) {
				t.Fatalf("seed %d: %v one way, %v the other", seed, p, q)
			}
		}
	}
	if len(seen) != 5 || quiet == 0 {
		t.Errorf("the sets show %v and %d without", seen, quiet)
	}
}

// TestDuplicatesSets: whether a set has duplicates does not depend on its
// order.
func TestDuplicatesSets(t *testing.T) {
	for seed := range uint64(200) {
		g := rand.New(rand.NewPCG(seed, 1))
		set := make([]reg.Request, 4)
		for i := range set {
			set[i] = randomRequest(t, g)
		}
		var want bool
		for round := range 5 {
			var d reg.Duplicates
			any := false
			for i := range set {
				any = len(d.Add(i, &set[i])) > 0 || any
			}
			if round == 0 {
				want = any
			} else if any != want {
				t.Fatalf("seed %d: the order matters", seed)
			}
			g.Shuffle(len(set), func(i, j int) { set[i], set[j] = set[j], set[i] })
		}
	}
}

// Names in the letters of French are folded without the tables of Unicode. The
// tables are the oracle: a blank of no width at the start of a name is no part
// of it, and leaves it to them.

func byTables(r reg.Request) reg.Request {
	id := &r.Identity
	id.BirthName = "\u200b" + id.BirthName
	id.BirthPlace.Town = "\u200b" + id.BirthPlace.Town
	id.FirstNames = slices.Clone(id.FirstNames)
	for i := range id.FirstNames {
		id.FirstNames[i] = "\u200b" + id.FirstNames[i]
	}
	return r
}

func decomposed(r reg.Request) reg.Request {
	id := &r.Identity
	id.BirthName = rpps.Private(norm.NFD.String(string(id.BirthName)))
	id.FirstNames = slices.Clone(id.FirstNames)
	for i := range id.FirstNames {
		id.FirstNames[i] = rpps.Private(norm.NFD.String(string(id.FirstNames[i])))
	}
	return r
}

// sameFolds reports that the index keeps the same of a name however it is
// folded: a request that differs in nothing takes no place. The number makes
// it keep requests whose names say nothing.
func sameFolds(t testing.TB, family string, given ...string) {
	t.Helper()
	r := reg.Request{Number: rpps.MustParseNumber(dupNumberA)}
	id := &r.Identity
	id.BirthDate = civil.MustNew(1990, 2, 3)
	id.BirthName, id.BirthPlace.Town = rpps.Private(family), rpps.Private(family)
	for _, name := range given {
		id.FirstNames = append(id.FirstNames, rpps.Private(name))
	}
	all := []reg.Request{r, byTables(r)}
	if utf8.ValidString(family + strings.Join(given, "")) {
		all = append(all, decomposed(r), byTables(decomposed(r)))
	}
	var d reg.Duplicates
	for i := range all {
		d.Add(i, &all[i])
		if n := dupKept(&d); n != 1 {
			t.Errorf("%q, %q: way %d of folding it differs", family, given, i)
			return
		}
	}
}

// dupKept counts what the index remembers.
func dupKept(d *reg.Duplicates) (n int) {
	blocks := reflect.ValueOf(d).Elem().FieldByName("records")
	for i := range blocks.Len() {
		n += blocks.Index(i).Len()
	}
	return n
}

func TestDuplicatesFoldsCharacters(t *testing.T) {
	for r := range rune(0x3000) {
		if testing.Short() && r%7 > 0 {
			continue
		}
		c := string(r)
		sameFolds(t, "a"+c+"b"+c, c+"É", "de"+c, "x"+c+c+"é")
		sameFolds(t, c, c)
	}
	for _, c := range []string{"\xff", "a\xc3", "\xcc\x81", "\ufeff", "\ufb01", "\U00010400", "\U0001d400"} {
		sameFolds(t, c+"a"+c, "b"+c, c)
	}
}

func TestDuplicatesFoldsNames(t *testing.T) {
	parts := strings.Split("Martin|LEFÈVRE|lefèvre|Argencé|Müller|Haÿ|HAŸ|Cœur|CŒUR|Lætitia|Æ|Ñandú|Þór|Straße|STRAẞE|Łukasz|Şahin|İpek|ılı|"+
		"Nguyễn|Иванов|Σοφός|ΣΟΦΟΣ|李|Ångström|\u212bngström|\u212aim|ſimon|ﬁn|x\u0323\u0301|\u0301|\xff|7|de|DE|d|la|Le|van|"+
		"Jean|Jean|Marie|Anne|"+strings.Repeat("Longue", 30), "|")
	signs := []string{" ", " ", " ", "-", "-", "'", "’", "", "  ", "\t", "\v", "\u00a0", "\u202f", "\u2007", "\u3000", "\u0085", "\u200b", " - ", "\x00", "×", "÷", "."}
	g := rand.New(rand.NewPCG(2026, 12))
	pick := func(v []string) string { return v[g.IntN(len(v))] }
	name := func() string {
		var b strings.Builder
		for range g.IntN(4) {
			b.WriteString(pick(parts) + pick(signs))
		}
		if g.IntN(3) == 0 {
			return pick(signs) + b.String()
		}
		return b.String() + pick(parts)
	}
	tries := 20_000
	if testing.Short() {
		tries = 3_000
	}
	for range tries {
		given := make([]string, g.IntN(4))
		for i := range given {
			given[i] = name()
		}
		sameFolds(t, name(), given...)
	}
}

// TestDuplicatesFoldsWithoutMemory: both ways of folding are taken, and that of
// French asks for no memory but what is kept.
func TestDuplicatesFoldsWithoutMemory(t *testing.T) {
	for _, text := range []string{
		"Martin|Jeanne Anne Marie", "  LEFÈVRE d’Argencé|zoé-inès", "L'Haÿ|ÇÀ Æl Œl", "de la Tour|Le Goff", "|", "-|'",
	} {
		r := dupRequest(t, text)
		r.Identity.BirthPlace.Country, r.Identity.BirthPlace.Town = "99352", "Orán"
		allocs := func(r reg.Request) float64 {
			var d reg.Duplicates
			return testing.AllocsPerRun(500, func() {
				r.Identity.BirthDate = civil.MustNew(1950, 1, 1).AddDays(d.Len())
				d.Add(1, &r)
			})
		}
		if n := allocs(r); n != 0 {
			t.Errorf("%s: %v allocations", text, n)
		}
		if allocs(byTables(r)) == 0 {
			t.Errorf("%s: not by the tables", text)
		}
	}
}

func TestDuplicatesPrivacy(t *testing.T) {
	var d reg.Duplicates
	var out bytes.Buffer
	r := dupRequest(t, "Marquage|Zoraide|1937-11-23|75114|F", "n="+dupNumberA, "s="+dupSiteA, "from=2026-01-02", "town=Ici")
	for i := range 3 {
		for _, f := range d.Add(i, &r) {
			text, err := f.MarshalJSON()
			fmt.Fprintln(&out, f, f.Message(language.French), string(text), err)
		}
	}
	for _, v := range []any{d, &d, []reg.Duplicates{d}} {
		fmt.Fprintf(&out, "%v %+v %#v %s %q %d %x\n", v, v, v, v, v, v, v)
	}
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "d", d, "p", &d)
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "d", d, "p", &d)
	if !strings.Contains(out.String(), "Duplicates(3 requests)") || !strings.Contains(out.String(), "REG-DUP-SITUATION") {
		t.Error("nothing was printed")
	}
	for _, secret := range []string{"arquage", "ARQUAGE", "oraide", "ORAIDE", dupNumberA, dupSiteA, "1937", "75114"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("shows %s", secret)
		}
	}
	// A printer that calls no method sees hashes, in which short runs of
	// digits are chance.
	type hidden struct{ d reg.Duplicates }
	out.Reset()
	fmt.Fprintf(&out, "%v %#v\n", hidden{d}, hidden{d})
	for _, secret := range []string{"arquage", "ARQUAGE", "oraide", "ORAIDE", dupNumberA, dupSiteA, "1937-11-23"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("holds %s", secret)
		}
	}
}

// benchRequests are people of whom one in fifty comes twice.
func benchRequests(b *testing.B, n int, numbered bool) []reg.Request {
	b.Helper()
	out := make([]reg.Request, n)
	for i := range out {
		k := i
		if i%50 == 49 {
			k -= 30
		}
		r := &out[i]
		id := &r.Identity
		id.BirthName = rpps.Private("Nom-" + letters(k))
		id.FirstNames = []rpps.Private{"Jeanne", rpps.Private("Prénom" + letters(k%700)), "Marie"}
		id.BirthDate = civil.MustNew(1960, 1, 1).AddDays(k % 15000)
		id.BirthPlace.Commune = "75114"
		id.Sex = rpps.Female
		r.Situation.Structure.SIRET = rpps.MustParseSIRET(dupSiteA)
		r.Situation.Start = civil.MustNew(2026, 1, 1)
		if numbered {
			var err error
			if r.Number, err = (rpps.Options{AcceptWrongKey: true}).Number(fmt.Sprintf("997%08d", k)); err != nil {
				b.Fatal(err)
			}
		}
	}
	return out
}

func letters(n int) string {
	b := []byte{'a' + byte(n%26)}
	for n /= 26; n > 0; n /= 26 {
		b = append(b, 'a'+byte(n%26))
	}
	return string(b)
}

var benchKept any

func memoryOf(b testing.TB, build func() any) uint64 {
	b.Helper()
	var before, after runtime.MemStats
	benchKept = nil
	runtime.GC()
	runtime.ReadMemStats(&before)
	benchKept = build()
	runtime.GC()
	runtime.ReadMemStats(&after)
	return after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc)
}

const benchSize = 100_000

func BenchmarkDuplicatesAdd(b *testing.B) {
	b.Run("new", func(b *testing.B) { benchAdd(b, false) })
	b.Run("numbered", func(b *testing.B) { benchAdd(b, true) })
}

func benchAdd(b *testing.B, numbered bool) {
	rs := benchRequests(b, benchSize, numbered)
	build := func() any {
		d := new(reg.Duplicates)
		for i := range rs {
			d.Add(i, &rs[i])
		}
		return d
	}
	size := memoryOf(b, build)
	b.ReportAllocs()
	var d reg.Duplicates
	for i := 0; b.Loop(); i++ {
		if i%benchSize == 0 {
			d = reg.Duplicates{}
		}
		d.Add(i, &rs[i%benchSize])
	}
	b.ReportMetric(float64(size)/benchSize, "B/request")
}

// BenchmarkDuplicatesMap is the plain way: a map of one text, which finds the
// same spelling and nothing else, and keeps it.
func BenchmarkDuplicatesMap(b *testing.B) {
	rs := benchRequests(b, benchSize, false)
	add := func(m map[string]int, i int, r *reg.Request) int {
		id := &r.Identity
		key := strings.ToUpper(id.BirthName.Reveal() + "|" + id.FirstNames[0].Reveal() + "|" + id.BirthDate.String())
		if other, ok := m[key]; ok {
			return other
		}
		m[key] = i
		return -1
	}
	size := memoryOf(b, func() any {
		m := map[string]int{}
		for i := range rs {
			add(m, i, &rs[i])
		}
		return m
	})
	b.ReportAllocs()
	m := map[string]int{}
	for i := 0; b.Loop(); i++ {
		if i%benchSize == 0 {
			m = map[string]int{}
		}
		add(m, i, &rs[i%benchSize])
	}
	b.ReportMetric(float64(size)/benchSize, "B/request")
}

// TestDuplicatesManyBlocks: every one of many is found again, on its line.
func TestDuplicatesManyBlocks(t *testing.T) {
	var d reg.Duplicates
	const people = 800
	who := func(i int) reg.Request {
		letters := string([]rune{'a' + rune(i%26), 'a' + rune(i/26%26), 'a' + rune(i/676)})
		return dupRequest(t, "Exemple"+letters+"|Zoé|1990-02-03|75056|F")
	}
	for i := range people {
		r := who(i)
		if fs := d.Add(i+1, &r); fs != nil {
			t.Fatalf("%d: %v", i, fs)
		}
	}
	for i := range people {
		r := who(i)
		fs := d.Add(people+i+1, &r)
		if len(fs) != 1 || fs[0].Code() != reg.CodeDupPerson || !slices.Contains(strings.Fields(strings.NewReplacer(",", " ", ".", " ", ":", " ").Replace(fs[0].Message(language.English))), strconv.Itoa(i+1)) {
			t.Fatalf("%d: %v", i, fs)
		}
	}
}

// TestDuplicatesUnstatedWork: what one of two does not state does not set them
// apart.
func TestDuplicatesUnstatedWork(t *testing.T) {
	const who = "Martin|Zoé|1990-02-03|75056|F"
	for _, c := range []struct {
		a, b roles.Role
		want rule.Code
	}{
		{0, 0, reg.CodeDupSituation},
		{roles.GENR10, 0, reg.CodeDupSituation},
		{0, roles.GENR10, reg.CodeDupSituation},
		{roles.GENR10, roles.GENR10, reg.CodeDupSituation},
		{roles.GENR10, roles.GENR08, reg.CodeDupPending},
	} {
		var d reg.Duplicates
		a, b := dupRequest(t, who, "n="+dupNumberA, "s="+dupSiteA), dupRequest(t, who, "n="+dupNumberA, "s="+dupSiteA)
		a.Situation.Role, b.Situation.Role = c.a, c.b
		d.Add(1, &a)
		if got := codesOf(d.Add(2, &b)); !slices.Equal(got, []rule.Code{c.want}) {
			t.Errorf("%v and %v: %v", c.a, c.b, got)
		}
	}
}

// TestDuplicatesBlankNames: blanks of any kind, and first names that are empty,
// are no part of a name.
func TestDuplicatesBlankNames(t *testing.T) {
	const who = "Martin|Zoé|1990-02-03|75056|F"
	for name, change := range map[string]func(*rpps.CivilStatus){
		"an empty first name":  func(c *rpps.CivilStatus) { c.FirstNames = []rpps.Private{"", "Zoé"} },
		"a blank first name":   func(c *rpps.CivilStatus) { c.FirstNames = []rpps.Private{" ", "Zoé", "\t"} },
		"a wide blank before":  func(c *rpps.CivilStatus) { c.BirthName = "\u3000Martin" },
		"a wide blank after":   func(c *rpps.CivilStatus) { c.BirthName = "Martin\u3000" },
		"an Ogham blank, both": func(c *rpps.CivilStatus) { c.FirstNames = []rpps.Private{"\u1680Zoé\u1680"} },
	} {
		var d reg.Duplicates
		a, b := dupRequest(t, who), dupRequest(t, who)
		change(&b.Identity)
		d.Add(1, &a)
		if got := codesOf(d.Add(2, &b)); !slices.Equal(got, []rule.Code{reg.CodeDupPerson}) {
			t.Errorf("%s: %v", name, got)
		}
	}
}
