package attack_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"runtime"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/names"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/rpps/services"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// alike are letters that look like one of ASCII and are another, or become it by
// a rule of case or compatibility.
var alike = map[rune]string{
	'A': "АΑ", 'B': "ВΒ", 'C': "СϹ", 'E': "ЕΕ", 'F': "Ϝ", 'G': "Ԍ", 'H': "НΗ", 'I': "ІΙİ", 'J': "Ј", 'K': "\u041A\u039A\u212A", 'M': "МΜ", 'N': "Ν",
	'O': "ОΟ", 'P': "РΡ", 'R': "Ꭱ", 'S': "Ѕ", 'T': "ТΤ", 'V': "Ѵ", 'X': "ХΧ", 'Y': "ҮΥ", 'Z': "Ζ",
	'a': "аα", 'c': "сϲ", 'e': "е", 'h': "һ", 'i': "іι\u0131", 'j': "ј", 'k': "\u212A\u043A", 'n': "ո", 'o': "оο", 'p': "рρ", 'q': "ԛ", 's': "ѕſ",
	'u': "υ", 'v': "ν", 'x': "х", 'y': "у",
}

// disguises are a text with one of its letters or digits as another writes it.
func disguises(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i, r := range s {
			var others []rune
			switch {
			case r >= '0' && r <= '9':
				for _, zero := range []rune{0x660, 0x6F0, 0x966, 0xFF10, 0x1D7CE, 0x2080} {
					others = append(others, zero+r-'0')
				}
				others = append(others, []rune("⓪①②③④⑤⑥⑦⑧⑨")[r-'0'])
			case r >= 'A' && r <= 'Z':
				others = append([]rune(alike[r]), 0xFF21+r-'A', 0x1D400+r-'A')
			case r >= 'a' && r <= 'z':
				others = append([]rune(alike[r]), 0xFF41+r-'a', 0x1D41A+r-'a')
			}
			for _, o := range others {
				if !yield(s[:i] + string(o) + s[i+utf8.RuneLen(r):]) {
					return
				}
			}
		}
	}
}

// unseen are characters that nobody sees, or that change what is seen.
var unseen = []string{
	"\x00", "\x1b", "\b", "\n", "\x7f", "\u0085", "\u009b", "\u00ad", "\u034f", "\u061c", "\u115f", "\u180e", "\u200c", "\u200d", "\u200e", "\u200f",
	"\u2028", "\u202a", "\u202e", "\u2060", "\u2066", "\u2069", "\u3164", "\ufe0f", "\ufff9", "\U000e0041", "\u0301", "\u0338", "\u20dd",
	"\xff", "\xc0\xb0", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\ufffd",
}

// strewn is a text with something between its characters or at its ends.
func strewn(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i <= len(s); i++ {
			if i < len(s) && !utf8.RuneStart(s[i]) {
				continue
			}
			for _, c := range unseen {
				if !yield(s[:i] + c + s[i:]) {
					return
				}
			}
		}
	}
}

// A code is a way of reading a code or an identifier.
type code struct {
	name, right string
	parse       func(string) (any, error)
}

func as[T any](f func(string) (T, error)) func(string) (any, error) {
	return func(s string) (any, error) { v, err := f(s); return v, err }
}

func asText[T any, P interface {
	*T
	UnmarshalText([]byte) error
}](s string) (any, error) {
	var v T
	err := P(&v).UnmarshalText([]byte(s))
	return v, err
}

// codes are all readers of codes, identifiers and days.
var codes = []code{
	{"rpps.ParseNumber", "99700366240", as(rpps.ParseNumber)},
	{"rpps.ParseNumberLenient", "99700366240", as(rpps.ParseNumberLenient)},
	{"rpps.ParseRPPSRang", "99700366240123", func(s string) (any, error) {
		v, err := rpps.Options{AcceptWrongKey: true}.RPPSRang(s)
		return v, err
	}},
	{"rpps.ParseSIREN", "732829320", as(rpps.ParseSIREN)},
	{"rpps.ParseSIRENLenient", "732829320", as(rpps.ParseSIRENLenient)},
	{"rpps.ParseSIRET", "73282932000074", as(rpps.ParseSIRET)},
	{"rpps.ParseSIRETLenient", "73282932000074", as(rpps.ParseSIRETLenient)},
	{"rpps.ParseFINESS", "2A0000014", func(s string) (any, error) {
		v, err := rpps.Options{AcceptWrongKey: true}.FINESS(s)
		return v, err
	}},
	{"rpps.ParseFINESSLenient", "2A0000014", func(s string) (any, error) {
		v, err := rpps.Options{AcceptWrongKey: true, Separators: true}.FINESS(s)
		return v, err
	}},
	{"rpps.ParseADELI", "999999997", func(s string) (any, error) {
		v, err := rpps.Options{AcceptWrongKey: true}.ADELI(s)
		return v, err
	}},
	{"rpps.ParsePersonID", "899700366240", as(rpps.ParsePersonID)},
	{"rpps.ParsePersonIDLenient", "899700366240", as(rpps.ParsePersonIDLenient)},
	{"rpps.ParsePersonID, of an employee", "3990000010/KIS12", func(s string) (any, error) {
		v, err := rpps.Options{AcceptWrongKey: true}.PersonID(s)
		return v, err
	}},
	{"rpps.ParsePersonID, of an account", "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d", as(rpps.ParsePersonID)},
	{"rpps.ParseStructureID", "1990000010", func(s string) (any, error) {
		v, err := rpps.Options{AcceptWrongKey: true}.StructureID(s)
		return v, err
	}},
	{"rpps.ParseTechnicalID", "F990000010", func(s string) (any, error) {
		v, err := rpps.Options{AcceptWrongKey: true}.TechnicalID(s)
		return v, err
	}},
	{"rpps.ParseMSSante", "kis@essai.mssante.fr", as(rpps.ParseMSSante)},
	{"rpps.ParseMSSanteLenient", "kis@essai.mssante.fr", as(rpps.ParseMSSanteLenient)},
	{"rpps.ParseSex", "F", as(rpps.ParseSex)},
	{"rpps.ParseCertification", "FCP", as(rpps.ParseCertification)},
	{"rpps.ParseKind", "siret", as(rpps.ParseKind)},
	{"roles.ParseProfession", "60", as(roles.ParseProfession)},
	{"roles.ParseRole", "GENR08", as(roles.ParseRole)},
	{"roles.ParseCategory", "C", as(roles.ParseCategory)},
	{"roles.ParsePracticeMode", "S", as(roles.ParsePracticeMode)},
	{"roles.ParseSector", "SA01", as(roles.ParseSector)},
	{"roles.ParseLiberalActivity", "ACT-LIB-05", as(roles.ParseLiberalActivity)},
	{"habilitation.ParseDocumentType", "34112-3", as(habilitation.ParseDocumentType)},
	{"habilitation.ParseDocumentType, DICOM", habilitation.CodeDICOM, as(habilitation.ParseDocumentType)},
	{"habilitation.ParseDocumentClass", habilitation.ClassReport.Code(), as(habilitation.ParseDocumentClass)},
	{"habilitation.ParseAction", "read", as(habilitation.ParseAction)},
	{"habilitation.Facts", habilitation.CareTeam.String(), asText[habilitation.Facts]},
	{"lifecycle.ParseActor", lifecycle.Direction.String(), as(lifecycle.ParseActor)},
	{"services.ParseMailbox", firstMailbox(), as(services.ParseMailbox)},
	{"lifecycle.Machine.ParseState", situationState(), as(situation.Cycle().ParseState)},
	{"civil.ParseISO", "2024-02-29", as(civil.ParseISO)},
	{"civil.ParseFrench", "29/02/2024", as(civil.ParseFrench)},
	{"civil.Date.Scan", "2024-02-29", func(s string) (any, error) {
		var d civil.Date
		err := d.Scan(s)
		return d, err
	}},
	{"civil.Date.UnmarshalJSON", `"2024-02-29"`, func(s string) (any, error) {
		var d civil.Date
		err := d.UnmarshalJSON([]byte(s))
		return d, err
	}},
}

func firstMailbox() string {
	for m := range services.Mailboxes() {
		b, _ := m.MarshalText()
		return string(b)
	}
	return ""
}

func situationState() string { return situation.Cycle().StateCode(situation.State(1)) }

// TestDisguisedCodes: no code, identifier or day is read from letters and digits
// that only look like its own, or with something in it that nobody sees.
func TestDisguisedCodes(t *testing.T) {
	tried := 0
	for _, c := range codes {
		if _, err := c.parse(c.right); err != nil {
			t.Errorf("%s: %q is refused: %v", c.name, c.right, err)
			continue
		}
		for _, how := range []func(string) iter.Seq[string]{disguises, strewn} {
			for s := range how(c.right) {
				tried++
				if v, err := c.parse(s); err == nil {
					t.Errorf("%s: %+q is read, as %+v", c.name, s, v)
				}
			}
		}
	}
	if tried < 15_000 {
		t.Errorf("%d were tried", tried)
	}
}

// TestDisguisedLabels: a label in which a letter only looks alike is none; one
// with a mark or a sign that nobody sees is the label itself, or none, and never
// another.
func TestDisguisedLabels(t *testing.T) {
	labels, tried := 0, 0
	check := func(right string, find func(string) (any, error)) {
		want, err := find(right)
		if err != nil {
			return // of several codes, or none
		}
		labels++
		if testing.Short() && labels%8 > 0 {
			return
		}
		for s := range disguises(right) {
			// What Unicode itself holds to be the same, or a letter with a mark, is.
			same := fmt.Sprint(find(norm.NFC.String(s))) == fmt.Sprint(want, nil) && strings.ContainsAny(s, "\u212Aİ")
			tried++
			if got, err := find(s); err == nil && !same {
				t.Errorf("%+q is read as %v", s, got)
			}
		}
		for _, c := range unseen {
			tried++
			s := right[:len(right)/2]
			for !utf8.ValidString(s) {
				s = s[:len(s)-1]
			}
			s += c + right[len(s):]
			if got, err := find(s); err == nil && got != want {
				t.Errorf("%+q is %v, without it %v", s, got, want)
			}
		}
	}
	for p := range roles.Professions() {
		check(p.Label(), as(roles.FindProfession))
	}
	for r := range roles.Roles() {
		check(r.Label(), as(roles.FindRole))
	}
	for m := range roles.PracticeModes() {
		check(m.Label(), as(roles.FindPracticeMode))
	}
	for s := range roles.Sectors() {
		check(s.Label(), as(roles.FindSector))
	}
	for c := range roles.Categories() {
		check(c.Label(), as(roles.FindCategory))
	}
	for r := range roles.EndReasons() {
		check(r.Label(), as(roles.FindEndReason))
	}
	if labels < 150 || tried < 4_000 {
		t.Errorf("%d labels, %d tried", labels, tried)
	}
}

// Each field of a registration, with a text that is right and is read.
var registered = map[registration.Field]string{
	registration.FieldBirthDate: "1990-02-28", registration.FieldStart: "28/02/2025", registration.FieldSex: "F",
	registration.FieldFrenchNationality: "oui", registration.FieldNumber: "99700366240", registration.FieldSIRET: "73282932000074",
	registration.FieldProfession: "60", registration.FieldRole: "GENR08", registration.FieldMode: "S", registration.FieldCategory: "C",
	registration.FieldHomeCare: "oui", registration.FieldInformation: "2025-02-28",
}

// TestDisguisedFields: what fills in a form does not read digits of other
// scripts, nor words of other letters. Blanks around and full-width letters of
// words are dirt that is taken.
func TestDisguisedFields(t *testing.T) {
	tried := 0
	for f, right := range registered {
		var want registration.Request
		if err := want.Set(f, right); err != nil {
			t.Fatalf("%v: %v", f, err)
		}
		for s := range disguises(right) {
			tried++
			var r registration.Request
			if r.Set(f, s) == nil && !wide(s) {
				t.Errorf("%v: %+q is read", f, s)
			}
		}
	}
	if tried < 300 {
		t.Errorf("%d were tried", tried)
	}
}

// wide reports whether a text is its own in compatibility forms, but for digits.
func wide(s string) bool {
	for _, r := range s {
		if r > unicode.MaxASCII && (unicode.IsDigit(r) || norm.NFKD.String(string(r)) == string(r)) {
			return false
		}
	}
	return true
}

// TestTurkishCells: no cell of a matrix opens by a letter of another alphabet.
func TestTurkishCells(t *testing.T) {
	var b bytes.Buffer
	m := habilitation.CNAM20240925()
	if err := wholeTable(t, m).CSV(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(b.String(), "\n")
	for _, cell := range []string{"ouı", "OUİ", "vraİ", "уes", "ο", "х", "Х", "１", "١", "𝟏", "1\u0338", "oui\u200b", "\u202eoui", "yeſ", "x"} {
		fields := strings.Split(strings.TrimSpace(lines[1]), ",")
		fields[len(fields)-1] = cell
		text := lines[0] + strings.Join(fields, ",") + "\n" + strings.Join(lines[2:], "")
		o := matrixOptions(0)
		o.Accept = matrixfile.AcceptAll
		r, err := matrixfile.LoadCSV(strings.NewReader(text), o)
		if err == nil || r.Matrix != nil || !errors.Is(err, matrixfile.CodeCellUnreadable) {
			t.Errorf("%+q: %v", cell, err)
		}
	}
}

// TestNamesAlike: names are the same with other marks, cases and blanks, and
// never with letters of another alphabet.
func TestNamesAlike(t *testing.T) {
	for _, name := range []string{"Exemple", "Kiss", "Hélène", "SAINT-JEAN"} {
		for s := range disguises(name) {
			if same := norm.NFKD.String(s) != norm.NFD.String(s) || strings.ContainsAny(s, "\u212Aİ"); names.Equal(s, name) && !same {
				t.Errorf("%+q is %q", s, name)
			}
		}
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			if !names.Equal(form.String(name), name) {
				t.Errorf("%q in another form", name)
			}
		}
	}
}

// steers reports the first character of a text that is no text: a control other
// than a line end, one that turns the direction of writing, one that cannot be
// seen.
func steers(s string) (r rune, found bool) {
	for _, r := range s {
		if r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			return r, true
		}
	}
	return utf8.RuneError, !utf8.ValidString(s)
}

// TestNothingSteers: labels of a file with what steers a terminal come out of no
// text for people.
func TestNothingSteers(t *testing.T) {
	const poison = "x\x1b[2J\x9b31m\u202e\u2066\u200b\x00\r\u0085\u009b\u2028\xffy"
	m := habilitation.CNAM20240925()
	spec := m.Spec()
	for i := range spec.Columns {
		spec.Columns[i].Label += poison
		spec.Columns[i].Printed += poison
	}
	for i := range spec.Rows {
		spec.Rows[i].Label += poison
	}
	spec.Unlisted = append(spec.Unlisted, habilitation.UnlistedRow{Code: "9" + poison, Label: poison})
	spec.Version.Title += poison
	spec.Version.Source += poison
	spec.Version.Confidence.FR += poison
	spec.Version.Confidence.EN += poison
	spec.Version.ID = "id"
	bad, err := habilitation.New(spec)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, tag := range []language.Tag{language.French, language.English} {
		c := evolution.Diff(m, bad)
		texts["evolution text "+tag.String()] = c.Text(tag)
		texts["evolution Markdown "+tag.String()] = c.Markdown(tag)
		texts["evolution HTML "+tag.String()] = c.HTML(tag)
		back := evolution.Diff(bad, m)
		texts["evolution back "+tag.String()] = back.Text(tag)
		p := evolution.Press2023().Compare(bad)
		texts["press "+tag.String()] = p.Text(tag) + p.HTML(tag) + p.Markdown(tag)
	}
	for name, write := range map[string]func(io.Writer) error{
		"text": wholeTable(t, bad).Text, "Markdown": wholeTable(t, bad).Markdown, "HTML": wholeTable(t, bad).HTML,
		"Rego":        func(w io.Writer) error { return export.Rego(w, bad) },
		"Casbin":      func(w io.Writer) error { return export.CasbinPolicy(w, bad) },
		"CasbinModel": func(w io.Writer) error { return export.CasbinModel(w, bad) },
		"Cedar":       func(w io.Writer) error { return export.CedarPolicies(w, bad) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		texts["export "+name] = b.String()
	}
	for name, text := range texts {
		if r, found := steers(text); found || len(text) < 100 {
			t.Errorf("%s has %U in it: %d bytes", name, r, len(text))
		}
	}
}

// TestNothingSteersFaults: faults, and what package fmt and slog print of what
// was read, have nothing of the input that could steer.
func TestNothingSteersFaults(t *testing.T) {
	const poison = "\x1b]0;x\x07\u202e\u2066\u200b\u009b31m"
	var texts []string
	add := func(v any, err error) {
		texts = append(texts, fmt.Sprintf("%v %+v %s %v", v, v, v, err))
		var b bytes.Buffer
		slog.New(slog.NewTextHandler(&b, nil)).Info("x", "v", v, "err", err)
		texts = append(texts, b.String())
		var all rule.Faults
		if errors.As(err, &all) {
			for _, f := range all {
				texts = append(texts, f.Message(language.French), f.Message(language.English), f.Path())
			}
		} else if f, ok := rule.AsFault(err); ok {
			texts = append(texts, f.Message(language.French), f.Path())
		}
	}
	for _, c := range codes {
		_, err := c.parse(c.right + poison)
		add(nil, err)
	}
	for f := range registration.Fields() {
		var r registration.Request
		err := r.Set(f, poison)
		add(r, err)
		add(nil, registration.Check(r, registration.Context{At: civil.MustNew(2025, 1, 1)}).Err())
	}
	for _, p := range parsers {
		for _, text := range []string{p.open + `"` + strings.ReplaceAll(p.own, "x", poison) + `":1,"` + poison + `":[{"` + poison + `":"` + poison + `"}]}`} {
			text = strings.ReplaceAll(strings.ReplaceAll(text, "\x1b", `\u001b`), "\x07", `\u0007`)
			texts = append(texts, p.run([]byte(text)).String())
		}
	}
	table, err := habilitationtest.Parse("x.csv", []byte("qui;document;attendu\n"+poison+";"+poison+";"+poison+"\n"))
	add(table, err)
	_, err = matrixfile.LoadSheet(strings.NewReader("Classe;Code;Libellé;Médecins"+poison+"\n"+poison+";34112-3"+poison+";"+poison+";"+poison+"\n"), matrixOptions(0))
	add(nil, err)
	for _, text := range texts {
		if r, found := steers(text); found {
			t.Errorf("%U in %+q", r, text)
		}
	}
	if len(texts) < 200 {
		t.Errorf("%d texts", len(texts))
	}
}

// TestMarksWithoutEnd: the work for a text grows as it does, however many marks
// stand on one letter.
func TestMarksWithoutEnd(t *testing.T) {
	n := 100_000
	if testing.Short() || raceDetector {
		n = 10_000
	}
	for name, f := range map[string]func(string){
		"names.Key":             func(s string) { names.Key(s) },
		"names.Collator":        func(s string) { names.NewCollator().Compare(s, s+"x") },
		"roles.FindProfession":  func(s string) { _, _ = roles.FindProfession(s) },
		"rpps.CheckName":        func(s string) { _ = rpps.CheckName("x", s) },
		"rpps.CheckNIR":         func(s string) { _ = rpps.CheckNIR(s) },
		"rpps.ParseNumber":      func(s string) { _, _ = rpps.ParseNumberLenient(s) },
		"rpps.ParsePersonID":    func(s string) { _, _ = rpps.ParsePersonIDLenient(s) },
		"rpps.ParseMSSante":     func(s string) { _, _ = rpps.ParseMSSanteLenient(s) },
		"rpps.Detect":           func(s string) { rpps.Detect(s) },
		"registration.Set":      func(s string) { var r registration.Request; _ = r.Set(registration.FieldProfession, s) },
		"registration.Set name": func(s string) { var r registration.Request; _ = r.Set(registration.FieldBirthName, s) },
		"habilitation codes":    func(s string) { habilitation.ParseCodes(s, s, s, s) },
	} {
		for _, again := range []string{"\u0301", "\u0323\u0301\u0345", "\u200b", "e\u0301", " ", "1 ", "\u00a0", "a", "\xff"} {
			var bytes [2]uint64
			for i, size := range [...]int{n, 10 * n} {
				s := "e" + strings.Repeat(again, size/len(again))
				var a, b runtime.MemStats
				runtime.ReadMemStats(&a)
				f(s)
				runtime.ReadMemStats(&b)
				bytes[i] = b.TotalAlloc - a.TotalAlloc
				if bytes[i] > 64*uint64(size)+1<<20 {
					t.Errorf("%s of %+q: %d bytes for %d", name, again, bytes[i], size)
				}
			}
			if bytes[1] > 15*bytes[0]+4<<20 {
				t.Errorf("%s of %+q: %v bytes", name, again, bytes)
			}
		}
	}
}

// TestLabelsRemembered: a reader of registrations remembers labels, and no more
// memory for those that are spelt longer: there is a length beyond which a text
// is no label, and a shorter one beyond which it is not remembered.
func TestLabelsRemembered(t *testing.T) {
	label := roles.ProfessionInfirmier.Label()
	spelt := func(i int) string { return label[:3] + strings.Repeat("\u2060", 150+i%150) + label[3:] }
	if _, err := roles.FindProfession(spelt(0)); err != nil {
		t.Fatal(err)
	}
	if p, err := roles.FindProfession(label + strings.Repeat("\u2060", 1000)); err == nil {
		t.Errorf("a label of 3,000 bytes is %v", p)
	}
	r, err := registration.NewReader(io.MultiReader(strings.NewReader("profession\n"), &lines{n: 150, line: func(i int) string { return spelt(i) + "\n" }}))
	if err != nil {
		t.Fatal(err)
	}
	before, read := alive(), 0
	for rec, err := range r.All() {
		if err != nil || rec.Request.Situation.Function.IsZero() {
			t.Fatal(rec.Faults, err)
		}
		read++
	}
	if now := alive(); now > before+64<<10 {
		t.Errorf("%d bytes are remembered", now-before)
	}
	if read != 150 {
		t.Errorf("%d records", read)
	}
	runtime.KeepAlive(r)
}

// lines makes lines one by one.
type lines struct {
	n, i int
	line func(int) string
	rest string
}

func (l *lines) Read(p []byte) (int, error) {
	if l.rest == "" {
		if l.i == l.n {
			return 0, io.EOF
		}
		l.rest = l.line(l.i)
		l.i++
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

func wholeTable(t testing.TB, m *habilitation.Matrix) *export.Table {
	t.Helper()
	table, err := export.NewTable(m, export.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return table
}
