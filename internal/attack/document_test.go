package attack_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

var update = flag.Bool("update", false, "write docs/trust/hostile.md")

const document = "../../docs/trust/hostile.md"

// A limit is a row of the document: what it bounds, its default, and what is
// said beyond it, by an input that is just beyond a lower one.
type limit struct {
	input  string
	value  int64
	bytes  bool
	option string // empty: fixed
	beyond func() said
}

func extraction(o annuaire.Options, text string) said {
	s := said{}
	r, err := annuaire.NewReader(strings.NewReader(text), o)
	if s.add(err); err != nil {
		return s
	}
	for p, err := range r.Persons(annuaire.GroupIndexed) {
		if s.add(err); p != nil {
			s.add(p.Faults.Err())
		}
	}
	return s
}

func userinfo(o psc.Options, text string) said {
	u, err := psc.Parse([]byte(text), o)
	if err != nil {
		return of(nil, err)
	}
	return of(u.Faults, nil)
}

func resource(o fhir.Options, text string) said {
	r, err := fhir.Parse([]byte(text), o)
	if err != nil {
		return of(nil, err)
	}
	return of(r.Common().Faults, nil)
}

func matrixJSON(o matrixfile.Options, text string) said {
	_, err := matrixfile.LoadJSONAPI(strings.NewReader(text), o)
	return of(nil, err)
}

func matrixCSV(o matrixfile.Options, text string) said {
	_, err := matrixfile.LoadCSV(strings.NewReader(text), o)
	return of(nil, err)
}

func traceLine(o trace.Options, text string) said {
	_, fs := o.Parse([]byte(text))
	return of(fs, nil)
}

func limits(t testing.TB) []limit {
	person := strings.Repeat("899700218896|A|60|S|F990000010||\n", 9)
	archive := packed(t, "a.txt", zeros(4<<20), 8)
	opened := func(b []byte, o annuaire.ArchiveOptions) said { s, _ := openAll(b, o); return s }
	practitioner := `{"resourceType":"Practitioner","name":[{"a":1},{"a":[[[1]]]}],"gender":1,"birthDate":1}`
	json := `{"data":[{"a":1},{"a":[[1]]}]}`
	record := `{"schema":"` + trace.Schema + `","x":[[1,2]]}`
	table := []byte(headExpectations + "infirmier;34112-3;oui\ninfirmier;34112-3;oui\n")
	return []limit{
		{"registration, a line", registration.MaxLine, true, "FileOptions.MaxLine", func() said {
			_, err := registration.FileOptions{MaxLine: 9}.NewReader(strings.NewReader(headRegistration))
			return of(nil, err)
		}},
		{"registration, columns", registration.MaxColumns, false, "FileOptions.MaxColumns", func() said {
			_, err := registration.FileOptions{MaxColumns: 3}.NewReader(strings.NewReader(headRegistration))
			return of(nil, err)
		}},
		{"registration, lines of a record in quotes", 16, false, "", func() said {
			s := said{}
			r, err := registration.NewReader(strings.NewReader(headRegistration + `"` + strings.Repeat("a\n", 20) + `"` + "\n"))
			if s.add(err); err == nil {
				for rec := range r.All() {
					s.add(rec.Faults.Err())
				}
			}
			return s
		}},
		{"rpps, characters of a name", rpps.MaxNameLength, false, "", func() said {
			return of(nil, rpps.CheckName("name", strings.Repeat("A", rpps.MaxNameLength+1)))
		}},
		{"annuaire, a line", annuaire.MaxLine, true, "Options.MaxLine", func() said { return extraction(annuaire.Options{MaxLine: 9}, headExtraction) }},
		{"annuaire, columns", annuaire.MaxColumns, false, "Options.MaxColumns", func() said { return extraction(annuaire.Options{MaxColumns: 3}, headExtraction) }},
		{"annuaire, lines of one person", annuaire.MaxPersonLines, false, "Options.MaxPersonLines", func() said {
			return extraction(annuaire.Options{MaxPersonLines: 3}, headExtraction+person)
		}},
		{"annuaire, text of a stream kept to put persons together", annuaire.MaxBytes, true, "Options.MaxBytes", func() said {
			return extraction(annuaire.Options{MaxBytes: 99}, headExtraction+person)
		}},
		{"annuaire, one unpacked file of an archive", annuaire.MaxUnpacked, true, "ArchiveOptions.MaxUnpacked", func() said {
			return opened(archive, annuaire.ArchiveOptions{MaxUnpacked: 9})
		}},
		{"annuaire, how much longer than packed it is", annuaire.MaxRatio, false, "ArchiveOptions.MaxRatio", func() said {
			return opened(archive, annuaire.ArchiveOptions{})
		}},
		{"annuaire, files of an archive", annuaire.MaxEntries, false, "ArchiveOptions.MaxEntries", func() said {
			return opened(listOf(9, 9), annuaire.ArchiveOptions{MaxEntries: 3})
		}},
		{"annuaire, refused lines that a comparison keeps", annuaire.MaxDiffFaults, false, "DiffOptions.MaxFaults", nil},
		{"psc, a userinfo", psc.MaxBytes, true, "Options.MaxBytes", func() said { return userinfo(psc.Options{MaxBytes: 9}, `{"sub":"x"}`) }},
		{"psc, elements of its lists", psc.MaxElements, false, "Options.MaxElements", func() said {
			return userinfo(psc.Options{MaxElements: 1}, `{"SubjectRole":["1","2"]}`)
		}},
		{"psi, an answer", psi.MaxBytes, true, "AnswerOptions.MaxBytes", func() said {
			_, err := psi.AnswerOptions{MaxBytes: 9}.ParseAnswer(200, []byte(`{"status":1}`))
			return of(nil, err)
		}},
		{"fhir, a text", fhir.MaxBytes, true, "Options.MaxBytes", func() said { return resource(fhir.Options{MaxBytes: 9}, practitioner) }},
		{"fhir, a line of NDJSON", fhir.MaxLine, true, "Options.MaxLine", func() said {
			s := said{}
			for _, err := range fhir.Lines(strings.NewReader(practitioner), fhir.Options{MaxLine: 9}) {
				s.add(err)
			}
			return s
		}},
		{"fhir, levels", fhir.MaxDepth, false, "Options.MaxDepth", func() said { return resource(fhir.Options{MaxDepth: 3}, practitioner) }},
		{"fhir, values", fhir.MaxValues, false, "Options.MaxValues", func() said { return resource(fhir.Options{MaxValues: 3}, practitioner) }},
		{"fhir, findings of a resource", fhir.MaxFaults, false, "Options.MaxFaults", func() said { return resource(fhir.Options{MaxFaults: 1}, practitioner) }},
		{"fhir, resources in resources", fhir.MaxNested, false, "Options.MaxNested", func() said {
			return resource(fhir.Options{MaxNested: 1}, `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Bundle","entry":[{"resource":`+practitioner+`}]}}]}`)
		}},
		{"fhir, exercises of one person", fhir.MaxExercises, false, "", func() said {
			r, err := fhir.Parse([]byte(`{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Practitioner","id":"x","qualification":[`+
				strings.Repeat(`{"code":{"coding":[{"system":"https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante","code":"60"}]}},`, fhir.MaxExercises)+
				`{"code":{"coding":[{"system":"https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante","code":"60"}]}}]}},`+
				`{"resource":{"resourceType":"PractitionerRole","practitioner":{"reference":"Practitioner/x"}}}]}`), fhir.Options{})
			if err != nil {
				return of(nil, err)
			}
			return of(fhir.NewSet(r).People()[0].Faults, nil)
		}},
		{"matrixfile, a file", matrixfile.MaxBytes, true, "Options.MaxBytes", func() said { return matrixJSON(matrixOptions(9), json) }},
		{"matrixfile, a record", matrixfile.MaxLine, true, "Options.MaxLine", func() said {
			o := matrixOptions(0)
			o.MaxLine = 20
			return matrixCSV(o, headMatrix+"34112-3;1\n"+strings.Repeat("x", 30)+";0\n")
		}},
		{"matrixfile, lines", matrixfile.MaxLines, false, "Options.MaxLines", func() said {
			o := matrixOptions(0)
			o.MaxLines = 2
			return matrixCSV(o, headMatrix+"34112-3;1\nx;0\n")
		}},
		{"matrixfile, columns", matrixfile.MaxColumns, false, "Options.MaxColumns", func() said {
			o := matrixOptions(0)
			o.MaxColumns = 1
			return matrixCSV(o, headMatrix)
		}},
		{"matrixfile, levels of JSON", matrixfile.MaxDepth, false, "Options.MaxDepth", func() said {
			o := matrixOptions(0)
			o.MaxDepth = 1
			return matrixJSON(o, json)
		}},
		{"matrixfile, values of JSON", matrixfile.MaxValues, false, "Options.MaxValues", func() said {
			o := matrixOptions(0)
			o.MaxValues = 3
			return matrixJSON(o, json)
		}},
		{"matrixfile, findings", matrixfile.MaxFaults, false, "Options.MaxFaults", func() said {
			o := matrixOptions(0)
			o.MaxFaults = 1
			return matrixJSON(o, json)
		}},
		{"habilitation, columns of a matrix", habilitation.MaxColumns, false, "", func() said {
			spec := habilitation.CNAM20240925().Spec()
			for i := range habilitation.MaxColumns {
				spec.Columns = append(spec.Columns, habilitation.Column{Key: strconv.Itoa(i)})
			}
			_, err := habilitation.New(spec)
			return of(nil, err)
		}},
		{"habilitationtest, a file", habilitationtest.MaxBytes, true, "Options.MaxBytes", func() said {
			_, err := habilitationtest.Options{MaxBytes: 9}.Parse("x.csv", table)
			return of(nil, err)
		}},
		{"habilitationtest, expectations", habilitationtest.MaxLines, false, "Options.MaxLines", func() said {
			_, err := habilitationtest.Options{MaxLines: 1}.Parse("x.csv", table)
			return of(nil, err)
		}},
		{"habilitationtest, a profile", habilitationtest.MaxProfileBytes, true, "Options.MaxProfileBytes", func() said {
			_, err := habilitationtest.Options{MaxProfileBytes: 9}.ReadProfile(strings.NewReader(`{"pin":"x","answers":0}`))
			return of(nil, err)
		}},
		{"trace, a line", trace.MaxLine, true, "Options.MaxLine", func() said { return traceLine(trace.Options{MaxLine: 9}, record) }},
		{"trace, levels", trace.MaxDepth, false, "Options.MaxDepth", func() said { return traceLine(trace.Options{MaxDepth: 2}, record) }},
		{"trace, values", trace.MaxValues, false, "Options.MaxValues", func() said { return traceLine(trace.Options{MaxValues: 3}, record) }},
		{"history, events", history.MaxEvents, false, "ReadOptions.MaxEvents", nil},
		{"history, a line", 8 << 10, true, "", nil},
	}
}

// told is what is said of the limits whose input stands elsewhere: their tests
// are in the packages.
var told = map[string]string{
	"annuaire, refused lines that a comparison keeps": "the first are kept; `Complete` is false",
	"history, events": string(history.CodeTooMany),
	"history, a line": string(history.CodeAltered),
}

func (l limit) amount() string {
	switch {
	case l.bytes && l.value >= 1<<30:
		return strconv.FormatInt(l.value>>30, 10) + " GiB"
	case l.bytes && l.value >= 1<<20:
		return strconv.FormatInt(l.value>>20, 10) + " MiB"
	case l.bytes:
		return strconv.FormatInt(l.value>>10, 10) + " KiB"
	}
	return strconv.FormatInt(l.value, 10)
}

// grouped writes what is said of many inputs: one row for each outcome.
func grouped(b *bytes.Buffer, reader string, inputs []string, outcome func(string) string) {
	var order []string
	by := map[string][]string{}
	for _, in := range inputs {
		o := outcome(in)
		if by[o] == nil {
			order = append(order, o)
		}
		by[o] = append(by[o], in)
	}
	for i, o := range order {
		if i > 0 {
			reader = ""
		}
		fmt.Fprintf(b, "| %s | %s | %s |\n", reader, marked(o), strings.Join(by[o], "; "))
	}
}

// marked writes codes as code.
func marked(outcome string) string {
	if outcome == "read" {
		return outcome
	}
	var out []string
	for c := range strings.FieldsSeq(outcome) {
		bare := strings.Trim(c, "()")
		out = append(out, strings.Replace(c, bare, "`"+bare+"`", 1))
	}
	return strings.Join(out, " ")
}

func page(t testing.TB) string {
	var b bytes.Buffer
	b.WriteString(`# Hostile input

Written by ` + "`go test ./internal/attack -run TestDocument -update`" + `: the tables are what came out of the attacks. The tests of
[internal/attack](../../internal/attack) make their inputs while they are read, up to 100 MB; memory is counted by the runtime, work in
bytes read and allocations, never by a clock.

What holds everywhere:

- A reader of a stream keeps one line, or one record, at a time. What is beyond a limit costs itself: it is told, and the next line follows.
- A reader of a whole text reads the limit and one byte, and refuses.
- Work grows as the input does. Where two lists of one input meet, one of them has a limit.
- Every limit is a constant of the package, and a field of its options where the table names one; 0 is the default.
- A refusal is a fault with a code, never a panic, and holds nothing of the input.

## Limits

| Input | Limit | Option | Beyond it |
|---|---|---|---|
`)
	for _, l := range limits(t) {
		option, beyond := "fixed", told[l.input]
		if l.option != "" {
			option = "`" + l.option + "`"
		}
		if l.beyond != nil {
			beyond = l.beyond().String()
		}
		if !strings.Contains(beyond, "`") {
			beyond = marked(beyond)
		}
		if beyond == "" || beyond == "read" || strings.Contains(beyond, "no code") {
			t.Errorf("%s: beyond the limit is %q", l.input, beyond)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", l.input, l.amount(), option, beyond)
	}
	b.WriteString(`
Fixed beside these: a record of a file of registrations or expectations has 16 lines at most, one of expectations 4,096 cells;
a run of ` + "`annuaire.Parallel`" + ` 1 MiB or 32,768 lines; a text beyond 1,024 bytes is no label of a list; a reader of registrations
remembers 1,024 labels of 256 bytes.

Memory that follows the input, because it is what was asked for: the list of persons of ` + "`annuaire.GroupIndexed`" + ` (about 40 bytes a
person, 32 a line), ` + "`annuaire.Diff`" + `, ` + "`fhir.Set`" + `, ` + "`registration.Duplicates`" + `. What takes bytes that are in memory already, such as
` + "`habilitationtest.ReadCopy`" + `, needs some multiple of them.

## Floods

Inputs that do not end: what is said of each. "read" stands for a stream in which there was nothing to read.

| Reader | Said | Of |
|---|---|---|
`)
	floodNames := make([]string, len(floods))
	for i, f := range floods {
		floodNames[i] = f.name
	}
	for _, tg := range readers(true) {
		grouped(&b, "`"+tg.name+"`", floodNames, func(name string) string {
			f := floods[slices.Index(floodNames, name)]
			n := int64(640 << 10)
			if f.lines() && tg.limit == 0 {
				n = 1 << 17
			}
			return run(tg, f, n).said
		})
	}
	b.WriteString(`
## JSON

Shapes inside a text that is right otherwise, 100,000 levels deep or with 10,000 members. A code in brackets is a finding of lesser
severity: what it is about is kept apart, or not believed, and the rest is read. Members of a name that is not known are kept or passed over
where the format says so, whatever they hold.

| Parser | Said | Of |
|---|---|---|
`)
	shapeNames := make([]string, len(shapes))
	for i, s := range shapes {
		shapeNames[i] = s.name
	}
	for _, p := range parsers {
		grouped(&b, "`"+p.name+"`", shapeNames, func(name string) string {
			size := 10_000
			if strings.Contains(name, "arrays") || strings.Contains(name, "objects") {
				size = 100_000
			}
			return p.run([]byte(shapes[slices.Index(shapeNames, name)].of(p, size))).String()
		})
	}
	b.WriteString(`
## Archives

| Archive | Said |
|---|---|
`)
	for _, a := range archives(t) {
		s, _ := openAll(a.b, a.o)
		fmt.Fprintf(&b, "| %s | %s |\n", a.name, marked(s.String()))
	}
	disguised := 0
	for _, c := range codes {
		for range disguises(c.right) {
			disguised++
		}
		for range strewn(c.right) {
			disguised++
		}
	}
	fmt.Fprintf(&b, `
"read" is said of what was unpacked whole: whether it is an extraction its reader tells. Names of files in an archive are compared and
never opened; they are handed out as they are.

## Letters and digits

%d ways of writing a code, an identifier or a day in other letters (Cyrillic, Greek, full-width, mathematical, Turkish), in digits of other
scripts, or with characters in it that nobody sees (controls, marks, direction of writing, broken UTF-8) were given to %d readers: all refuse
all of them. Words of formats are compared in ASCII alone: no dotless i, long s or kelvin sign passes for a letter of them.

Labels of the lists, headings and names are compared by their letters: case, marks, blanks and signs that nobody sees do not matter, and so a
label with a soft hyphen or a mark in it is that label, never another. Letters of another alphabet are others. Full-width letters are the same in
names and headings, and not in labels of the lists.

Texts for people (messages, reports, tables, pages, comments of exports) hold no control characters, and none that turn the direction of
writing, whatever stands in a label. Data (CSV, JSON, the names that accessors return) is as it was read: clean it before you show it.

## Days

Years are 1 to 9999. A text of no day is refused, in digits of ASCII only, also with an hour beyond 23:59. A time out of these years is refused
by `+"`Scan`"+`, and "not stated" by `+"`OfTime`"+`, which says so. Sums that leave the calendar are "not stated". An end that cannot be read
opens nothing.
`, disguised, len(codes))
	return b.String()
}

// TestDocument: docs/trust/hostile.md is what the attacks give.
func TestDocument(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("all attacks once more")
	}
	text := page(t)
	if *update {
		if err := os.WriteFile(document, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(document)
	if err != nil || string(have) != text {
		t.Errorf("%s is not what the attacks give: run with -update, and read the difference (%v)", document, err)
	}
}

// TestEveryLimitIsListed: the constants that bound something are those of the recorded
// API that begin with Max, and this file names each.
func TestEveryLimitIsListed(t *testing.T) {
	here, err := os.ReadFile("document_test.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	err = fs.WalkDir(os.DirFS("../../docs/api"), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		record, err := os.ReadFile("../../docs/api/" + name)
		for line := range strings.Lines(string(record)) {
			constant, ok := strings.CutPrefix(line, "const Max")
			if !ok {
				continue
			}
			found++
			constant = strings.TrimSuffix(path.Base(name), ".txt") + ".Max" + strings.Fields(constant)[0]
			if !strings.Contains(string(here), constant+",") {
				t.Errorf("%s is no limit of document_test.go", constant)
			}
		}
		return err
	})
	if err != nil || found < 30 {
		t.Errorf("%d limits found, %v", found, err)
	}
}

// TestLimits: each limit says what is beyond it, by a lower one of its own.
func TestLimits(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range limits(t) {
		if seen[l.input] || l.value <= 0 || l.beyond == nil && told[l.input] == "" {
			t.Errorf("%s", l.input)
		}
		seen[l.input] = true
		if l.beyond != nil {
			if s := l.beyond(); len(s) == 0 || strings.Contains(s.String(), "no code") {
				t.Errorf("%s: %s", l.input, s)
			}
		}
	}
}
