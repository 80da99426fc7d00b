package privacy

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// A canary is a marked piece of personal data: no label, code or text of the
// library has its first four letters, or six digits of it in a row.
type canary struct {
	name string
	text string
	// part is what must not be seen either: 4 for letters, 6 for digits.
	part int
	// from is the first letter or digit that is nobody else's.
	from int
}

// The words. Each begins with four letters that follow each other in no
// language that the library speaks.
var words = []canary{
	{name: "birth name", text: "Zqxvarède", part: 4},
	{name: "usual name", text: "Wqjkaumônt", part: 4},
	{name: "first name", text: "Xvkzélie", part: 4},
	{name: "other first name", text: "Vxqzine", part: 4},
	{name: "used first name", text: "Qkwyanne", part: 4},
	{name: "exercise name", text: "Kwxzoulet", part: 4},
	{name: "exercise first name", text: "Jxqwette", part: 4},
	{name: "practice", text: "Fqzxabinet", part: 4},
	{name: "birth place", text: "Yqxwville", part: 4},
	{name: "address", text: "Hxqjerand", part: 4},
	{name: "town", text: "Pxqkourg", part: 4},
	{name: "free text", text: "Gxvqotion", part: 4},
	{name: "comment", text: "Bqxzarque", part: 4},
	{name: "member", text: "Dxqzembre", part: 4},
	{name: "column", text: "Txqvitre", part: 4},
	{name: "file name", text: "Nxqzichier", part: 4},
	{name: "mail", text: "zwqxlie.kvwq@example.org", part: 4},
	{name: "secure mail", text: "qvwxine.xkqz@medecin.mssante.fr", part: 4},
	{name: "subject", text: "Rxwqujet", part: 4},
	{name: "reference", text: reference, part: 4},
}

// reference is what the caller calls a person.
const reference = "Lxqreference"

// The numbers, of test ranges and of the ranges kept for fiction.
var (
	practiceNumber = rang(rppsNumber + "02")
	rppsNumber     = luhn("9974815263")
	otherNumber    = luhn("9976192835")
	nirNumber      = nir("2530899481527")
	adeliNumber    = adeli("99D48152")
	numbers        = []canary{
		{name: "RPPS", text: rppsNumber, part: 6},
		{name: "RPPS of another", text: otherNumber, part: 6},
		{name: "NIR", text: nirNumber, part: 6},
		{name: "ADELI", text: adeliNumber, part: 6},
		{name: "telephone", text: "0639988172", part: 6, from: 1},
		{name: "second telephone", text: "0199006475", part: 6, from: 2},
		{name: "practice number", text: practiceNumber, part: 6},
		{name: "local number", text: "H74829163", part: 6},
	}
)

// birth is the date of birth; no other date of the world is of its year.
var birth = civil.MustNew(1953, 8, 29)

// luhn appends the key of an RPPS number.
func luhn(body string) string {
	for k := '0'; k <= '9'; k++ {
		if _, err := rpps.ParseNumber(body + string(k)); err == nil {
			return body + string(k)
		}
	}
	panic("no key for " + body)
}

// rang appends the key of a practice.
func rang(body string) string {
	for k := '0'; k <= '9'; k++ {
		if _, err := rpps.ParseRPPSRang(body + string(k)); err == nil {
			return body + string(k)
		}
	}
	panic("no key for " + body)
}

func nir(body string) string {
	n, err := strconv.ParseUint(body, 10, 64)
	if err != nil {
		panic(err)
	}
	return body + fmt.Sprintf("%02d", 97-n%97)
}

func adeli(body string) string {
	for k := '0'; k <= '9'; k++ {
		if _, err := rpps.ParseADELI(body + string(k)); err == nil {
			return body + string(k)
		}
	}
	panic("no key for " + body)
}

// unaccented takes the accents of the canaries away.
var unaccented = strings.NewReplacer("è", "e", "ô", "o", "é", "e", "È", "E", "Ô", "O", "É", "E")

// A pattern is one form of one canary, in small letters.
type pattern struct {
	text   string
	canary string
	form   string
	// own is set for a short number, which counts as a number of its own only.
	own bool
	// digits is set where the text may stand in an address of the memory.
	digits bool
}

// forms returns how a text may come out as bytes.
func forms(name, text string) []pattern {
	var out []pattern
	add := func(form, p string) {
		out = append(out, pattern{text: strings.ToLower(p), canary: name, form: form})
	}
	list := func(verb, between string) string {
		var s []string
		for _, b := range []byte(text) {
			s = append(s, fmt.Sprintf(verb, b))
		}
		return strings.Join(s, between)
	}
	add("hex", hex.EncodeToString([]byte(text)))
	add("hex apart", list("%02x", " "))
	add("hex list", list("%#x", ", "))
	add("hex list of fmt", list("%#x", " "))
	add("decimal list", list("%d", " "))
	add("decimal list of JSON", list("%d", ","))
	add("decimal list of Go", list("%d", ", "))
	add("octal list", list("%o", " "))
	add("octal list with a mark", list("%#o", " "))
	add("octal list of Go", list("%O", " "))
	add("binary list", list("%b", " "))
	add("letters apart", list("%c", " "))
	add("points", list("%U", " "))
	add("quoted letters", list("%q", " "))
	return out
}

// base64Forms returns the letters that a text gives in base64 whatever stands
// before and after it.
func base64Forms(name, text string) []pattern {
	var out []pattern
	for shift := range 3 {
		e := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + text))
		e = strings.TrimRight(e, "=")
		e = e[(shift*8+5)/6 : len(e)-1]
		out = append(out, pattern{text: strings.ToLower(e), canary: name, form: "base64"})
		url := strings.NewReplacer("+", "-", "/", "_").Replace(e)
		if url != e {
			out = append(out, pattern{text: strings.ToLower(url), canary: name, form: "base64 for addresses"})
		}
	}
	return out
}

// A finder finds the patterns in a text. It is a table of the first four bytes
// of each.
type finder struct {
	filter [1 << 13]uint64
	table  map[uint32][]pattern
}

func quad(s string, i int) uint32 {
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
}

func slot(q uint32) (int, uint64) {
	h := q * 2654435761 >> 13
	return int(h >> 6), 1 << (h & 63)
}

func newFinder(ps []pattern) *finder {
	f := &finder{table: map[uint32][]pattern{}}
	for _, p := range ps {
		if len(p.text) < 4 {
			panic("a pattern of less than four bytes: " + p.text)
		}
		q := quad(p.text, 0)
		if slices.ContainsFunc(f.table[q], func(o pattern) bool { return o.text == p.text }) {
			continue
		}
		f.table[q] = append(f.table[q], p)
		i, b := slot(q)
		f.filter[i] |= b
	}
	return f
}

// lower makes small letters of ASCII and of the accents of the canaries, and
// takes those away.
func lower(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		case c == 0xC3 && i+1 < len(s): // U+00C0 to U+00FF
			switch s[i+1] | 0x20 {
			case 0xA8, 0xA9, 0xAA, 0xAB:
				c = 'e'
				i++
			case 0xB3, 0xB4, 0xB6:
				c = 'o'
				i++
			}
		case c == 0xEF && i+2 < len(s) && s[i+1] == 0xBC && s[i+2] >= 0x90 && s[i+2] <= 0x99: // digits of full width
			c = '0' + s[i+2] - 0x90
			i += 2
		case c == 0xCC && i+1 < len(s) && s[i+1] <= 0x82: // accents apart
			i++
			continue
		}
		b = append(b, c)
	}
	return string(b)
}

// A hit is a canary that was found.
type hit struct {
	pattern
	at int
}

// find returns the first canary of a text. skip tells of a number that stands
// in an address of the memory.
func (f *finder) find(text string, skip func(token string) bool) (hit, bool) {
	s := lower(text)
	for i := 0; i+4 <= len(s); i++ {
		q := quad(s, i)
		if w, b := slot(q); f.filter[w]&b == 0 {
			continue
		}
		for _, p := range f.table[q] {
			if !strings.HasPrefix(s[i:], p.text) {
				continue
			}
			token := wordAround(s, i, i+len(p.text))
			switch {
			case p.own && strings.TrimLeft(token, "+-0x") != strings.TrimLeft(p.text, "0"):
			case p.digits && skip != nil && skip(token):
			default:
				return hit{p, i}, true
			}
		}
	}
	return hit{}, false
}

// wordAround returns the letters and digits around a place.
func wordAround(s string, from, to int) string {
	in := func(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' }
	for from > 0 && in(s[from-1]) {
		from--
	}
	for to < len(s) && in(s[to]) {
		to++
	}
	return s[from:to]
}

// patterns returns every form of the canaries.
func patterns() []pattern {
	var out []pattern
	for _, c := range words {
		plain := unaccented.Replace(c.text)
		out = append(out, pattern{text: strings.ToLower(plain[:c.part]), canary: c.name, form: "part of the text"})
		for _, s := range []string{c.text[:c.part], strings.ToLower(c.text[:c.part]), strings.ToUpper(c.text[:c.part])} {
			out = append(out, forms(c.name, s)...)
		}
		for _, s := range []string{c.text, plain, strings.ToLower(c.text), strings.ToUpper(c.text), strings.ToLower(plain), strings.ToUpper(plain)} {
			out = append(out, base64Forms(c.name, s)...)
		}
	}
	for _, c := range numbers {
		digits := c.text
		if i := strings.LastIndexAny(c.text, "DH"); i >= 0 {
			digits = c.text[i+1:]
		}
		for i := c.from; i+c.part <= len(digits); i++ {
			window := digits[i : i+c.part]
			out = append(out, pattern{text: window, canary: c.name, form: "part of the number", digits: true})
			out = append(out, forms(c.name, window)...)
		}
		out = append(out, base64Forms(c.name, c.text)...)
		if n, err := strconv.ParseUint(digits, 10, 64); err == nil {
			for form, verb := range map[string]string{"number in hex": "%x", "number in octal": "%o", "number in binary": "%b"} {
				out = append(out, pattern{text: fmt.Sprintf(verb, n), canary: c.name, form: form, digits: true})
			}
		}
		var pairs []string
		for i := len(digits) % 2; i < len(digits); i += 2 {
			pairs = append(pairs, digits[i:i+2])
		}
		for _, between := range []string{" ", ".", "-"} {
			out = append(out, pattern{text: strings.Join(pairs, between), canary: c.name, form: "number in pairs"})
		}
	}
	for _, s := range []string{birth.String(), birth.French(), "19530829", "29081953", "1953-08", "08/1953"} {
		out = append(out, pattern{text: s, canary: "birth date", form: "date", digits: true})
		out = append(out, forms("birth date", s)...)
		if len(s) > 7 {
			out = append(out, base64Forms("birth date", s)...)
		}
	}
	out = append(out, pattern{text: "1953", canary: "birth date", form: "year", own: true})
	for form, verb := range map[string]string{"day number": "%d", "day number in hex": "%x", "day number in octal": "%o", "day number in binary": "%b"} {
		out = append(out, pattern{text: fmt.Sprintf(verb, birth.Ordinal()), canary: "birth date", form: form, own: true})
	}
	return out
}

var canaries = newFinder(patterns())

// TestFinder plants each form of each canary and wants it found, and some texts
// that are none.
func TestFinder(t *testing.T) {
	all := append(slices.Clone(words), numbers...)
	all = append(all, canary{name: "birth date", text: birth.String()}, canary{name: "birth date", text: birth.French()})
	for _, c := range all {
		b := []byte(c.text)
		for form, text := range map[string]string{
			"raw": c.text, "upper": strings.ToUpper(c.text), "lower": strings.ToLower(c.text),
			"without accents": unaccented.Replace(strings.ToUpper(c.text)),
			"hex":             fmt.Sprintf("%x", c.text), "upper hex": fmt.Sprintf("%X", c.text), "hex apart": fmt.Sprintf("% x", c.text),
			"hex list": fmt.Sprintf("%#v", b), "decimal list": fmt.Sprint(b), "%d": fmt.Sprintf("%d", b), "%x of bytes": fmt.Sprintf("%x", b),
			"octal": fmt.Sprintf("%o", b), "octal with a mark": fmt.Sprintf("%#o", b), "octal of Go": fmt.Sprintf("%O", b),
			"binary": fmt.Sprintf("%b", b), "letters": fmt.Sprintf("%c", b), "points": fmt.Sprintf("%U", b), "quoted": fmt.Sprintf("%q", b),
			"base64":   base64.StdEncoding.EncodeToString(b),
			"base64 1": base64.RawURLEncoding.EncodeToString([]byte("." + c.text)),
			"base64 2": base64.StdEncoding.EncodeToString([]byte(".." + c.text + "...")),
		} {
			if _, ok := canaries.find("…it is «"+text+"».", nil); !ok {
				t.Errorf("%s as %s is not found: %s", c.name, form, text)
			}
		}
		if c.part == 0 {
			continue
		}
		part := c.text[:c.part]
		if c.part == 6 {
			part = c.text[len(c.text)-6:]
		}
		for form, text := range map[string]string{"part": part, "hex of a part": fmt.Sprintf("%x", part), "decimal list of a part": fmt.Sprint([]byte(part)), "upper part": strings.ToUpper(part)} {
			if _, ok := canaries.find("x "+text+"…", nil); !ok {
				t.Errorf("%s as %s is not found: %s", c.name, form, text)
			}
		}
	}
	for _, text := range []string{fmt.Sprint(birth.Ordinal()), fmt.Sprintf("%x", birth.Ordinal()), "{1953}", "-1953-", "+1953", "0000001953", fmt.Sprintf("%x", rppsNumber), "0x" + fmt.Sprintf("%x", mustUint(rppsNumber)), "06 39 98 81 72", "06.39.98.81.72", "９９７４８１５２６３"} {
		if _, ok := canaries.find("x "+text+" y", nil); !ok {
			t.Errorf("%s is not found", text)
		}
	}
	for _, text := range []string{"", "abc", "11953", "19530", "c01953ab", "99700366240", "Cabinet médical", "2026-11-26", "(masked)", "example.org", "mssante.fr"} {
		if h, ok := canaries.find(text, nil); ok {
			t.Errorf("%q: %s as %s is found", text, h.canary, h.form)
		}
	}
	if _, ok := canaries.find("0xc000"+rppsNumber[:6], func(token string) bool { return token == "0xc000"+rppsNumber[:6] }); ok {
		t.Error("an address is no number")
	}
}

func mustUint(s string) uint64 {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}
