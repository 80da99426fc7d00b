package privacy

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/internal/regsample"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// today is the day of the tests.
var today = civil.MustNew(2026, 11, 26)

// A document is a text that the library reads, and who reads it.
type document struct {
	name string
	text []byte
	// break_ gives the text with one thing replaced, by turns.
	breaks func(text []byte, with func(i int) string) [][]byte
	read   func(e *explorer, text []byte)
}

// documents returns a sample of everything that is read.
func documents(t testing.TB) []document {
	t.Helper()
	file := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	var out []document
	add := func(name string, text []byte, breaks func([]byte, func(int) string) [][]byte, read func(*explorer, []byte)) {
		out = append(out, document{name, text, breaks, read})
	}
	for _, name := range []string{"carte-2023", "otherIDs-et-membres-inconnus", "types-inattendus"} {
		add("userinfo", file("rpps/psc/testdata/"+name+".json"), breakJSON, readUserinfo)
	}
	for _, text := range answers {
		add("answer of PSI", []byte(text), breakJSON, readAnswer)
	}
	for _, name := range []string{"restricted.json", "former.json"} {
		add("FHIR", file("rpps/fhir/testdata/"+name), breakJSON, readResource)
	}
	add("FHIR lines", firstLines(file("rpps/fhir/testdata/public.ndjson"), 4), breakLines, readLines)
	w := extractgen.NewWorld(7, 12)
	for _, l := range []extractgen.Layout{extractgen.Activity56, extractgen.Restricted51, extractgen.Qualification13, extractgen.Diploma13, extractgen.Mailbox31} {
		var b bytes.Buffer
		if _, err := w.Write(&b, extractgen.Options{Layout: l}); err != nil {
			t.Fatal(err)
		}
		add("extraction", firstLines(b.Bytes(), 4), breakTable('|'), readExtraction)
	}
	add("toggles", []byte("N° ADELI;N° RPPS\n"+adeliNumber+";"+rppsNumber+"\n991234567;99700366240\n"), breakTable(';'), readToggles)
	var b bytes.Buffer
	if err := regsample.WriteCSV(&b, rand.New(rand.NewPCG(1, 2)), today, 3, regsample.CSVOptions{}); err != nil {
		t.Fatal(err)
	}
	add("registrations", b.Bytes(), breakTable(';'), readRegistrations)
	add("matrix", file("habilitation/matrixfile/testdata/publication-fictive.csv"), breakTable(';'), readMatrix)
	add("matrix of a site", file("habilitation/matrixfile/testdata/jsonapi-fictif.json"), breakJSON, readMatrix)
	add("expectations", file("examples/testkit/testdata/attentes.csv"), breakTable(';'), readExpectations)
	add("expectations in Markdown", file("examples/testkit/testdata/attentes.md"), breakTable('|'), readExpectations)
	add("profile", file("habilitation/habilitationtest/testdata/profile.json"), breakJSON, readProfile)
	var c bytes.Buffer
	if err := habilitationtest.WriteCopy(&c, habilitation.CNAM20240925()); err != nil {
		t.Fatal(err)
	}
	add("copy of a matrix", firstLines(c.Bytes(), 8), breakTable(';'), readCopy)
	add("trace", sampleTrace(), breakLines, readTrace)
	add("history", sampleHistory(t), breakLines, readHistory)
	return out
}

// answers are answers of PSI, about nobody.
var answers = []string{
	`{"status":201,"identity":{"status":201,"id":"00000000-0000-4000-8000-000000000001","rppsIdentifiers":["899700000013"],"identityTraits":{"lastName":"ESSAI","firstNames":"Zoé Anne","birthDate":"1990-02-15","genderCode":"F","frenchNationality":true,"birthLocationCode":"33063","professionalLastName":"Fictif"},"message":"créé","rnippData":{"metadonnees":{"dateIdentification":"2026-06-03T09:17:45Z","codeReponseIdentification":3,"divergences":{"nom":true,"prenoms":false,"sexe":false,"dateNaissance":false,"lieuNaissance":true},"statutDuNomIdentifie":"O"},"individu":{"identites":[{"statut":"O","nom":"ESSAI","prenoms":["Zoé","Anne"]}],"sexe":"F","naissance":{"date":"1990-02-15","lieu":{"code":"33063","libelleCommune":"Bordeaux","libellePays":"France"},"numeroActe":"1234"}},"deces":{"date":"2025-06-15","lieu":{"code":"76540","libelleCommune":"Rouen","libellePays":"France"},"numeroActe":"15"}}},"activity":{"status":400,"code":"E04_U010_ACTIVITY_BAD_REQUEST","erreurs":[{"message":"paramètre obligatoire manquant codeProfession"}]},"cardOrderCps":{"status":201,"code":"E04_U010_CARD_ORDER_SUCCESSFUL","message":"ok","addressee":"ESSAI Zoé","shippingAddress":"1 RUE DE L'ESSAI 75002 PARIS FRANCE"},"timestamp":"2026-02-27 14:45:00.593000+00:00","path":"/v1/identities"}`,
	`{"status":400,"error":"Des erreurs","code":"E04_U010_KO_FORMAT_DATE","detail":[{"object":"registerIdentityRequestDto","field":"birthDate","message":"invalide","rejected":"01-01-2000","constraint":"Pattern"}],"timestamp":"2026-02-27 14:45:00.593000+00:00","path":"/v1/identities"}`,
	`{"status":409,"identity":{"status":409,"psiIdentifier":"00000000-0000-4000-8000-000000000001","rppsIdentifiers":["899700000013"],"error":"existe déjà","code":"E04_U010_KO_PSI_ACCOUNT_ALREADY_EXIST_AND_HAVE_ONE_RPPS_ID"}}`,
}

func validRow() regsample.Row { return regsample.Valid(rand.New(rand.NewPCG(5, 6)), today) }

func firstLines(b []byte, n int) []byte {
	var out []byte
	for line := range bytes.Lines(b) {
		if n--; n < 0 {
			break
		}
		out = append(out, line...)
	}
	return out
}

func sampleTrace() []byte {
	r := trace.Record{
		ID: "00000000-0000-4000-8000-000000000001", At: time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC),
		Who: rpps.PersonIDOf(rpps.MustParseNumber(rppsNumber)), Name: "Camille EXEMPLE", Situation: "s", Structure: "1990000010",
		Profession: "60", Category: "C", Patient: "p", DocumentID: "d", Document: "34112-3", Action: habilitation.Read,
		Facts: habilitation.CareTeam, Motive: "m", Allowed: rpps.Yes, Done: rpps.Yes, Day: today, Matrix: "cnam-2024-09-25",
	}
	line := append(r.AppendLine(nil), '\n')
	return append(line, line...)
}

// subject names the thing of a history.
const subject = "00000000-0000-4000-8000-000000000007"

func sampleHistory(t testing.TB) []byte {
	m := registration.Cycle()
	h, err := history.New(m, subject)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	for _, v := range m.Moves()[:1] {
		id, err := history.NewID(at, bytes.NewReader(make([]byte, 64)))
		if err != nil {
			t.Fatal(err)
		}
		for by := range v.By.All() {
			if _, err := h.Append(id, at, by, v.On, v.If); err != nil {
				t.Log(err)
			}
			break
		}
	}
	return h.AppendLines(nil)
}

// breakJSON replaces one member, value or name of a JSON text at a time, and
// then all texts but the words of the format.
func breakJSON(text []byte, with func(int) string) [][]byte {
	type span struct {
		from, to int
		key      bool
	}
	var spans []span
	d := json.NewDecoder(bytes.NewReader(text))
	for {
		from := int(d.InputOffset())
		token, err := d.Token()
		if err != nil {
			break
		}
		to := int(d.InputOffset())
		for from < to && strings.IndexByte(" \n\r\t,:", text[from]) >= 0 {
			from++
		}
		if _, delim := token.(json.Delim); delim {
			continue
		}
		next := bytes.TrimLeft(text[to:], " \n\r\t")
		spans = append(spans, span{from, to, len(next) > 0 && next[0] == ':'})
	}
	quote := func(s string) string {
		b, _ := json.Marshal(s)
		return string(b)
	}
	put := func(s span, new string) []byte {
		return append(append(append([]byte{}, text[:s.from]...), new...), text[s.to:]...)
	}
	var out [][]byte
	for i, s := range spans {
		c := quote(with(i))
		if s.key {
			out = append(out, put(s, c))
			if i%3 == 0 { // a member that is there twice
				out = append(out, put(s, c+":"+c+","+c))
			}
			continue
		}
		switch i % 5 {
		case 0, 1:
			out = append(out, put(s, c), put(s, rppsNumber))
		case 2:
			out = append(out, put(s, "{"+c+":["+c+"]}"), put(s, c))
		case 3:
			out = append(out, put(s, quote(birth.String())), put(s, c))
		case 4:
			out = append(out, put(s, "["+c+","+rppsNumber+"]"), put(s, quote(with(i+7))))
		}
	}
	// All at once, but what says what the text is.
	var all []byte
	last := 0
	for i, s := range spans {
		if s.key || text[s.from] != '"' || bytes.Contains(text[s.from:s.to], []byte("://")) || i > 0 && bytes.Contains(text[spans[i-1].from:spans[i-1].to], []byte("Type")) {
			continue
		}
		all = append(append(all, text[last:s.from]...), quote(with(i))...)
		last = s.to
	}
	out = append(out, append(all, text[last:]...))
	for i := 1; i < 12; i++ {
		out = append(out, append(text[:len(text)*i/12:len(text)*i/12], with(i)...))
	}
	return out
}

// breakLines breaks each line of JSON.
func breakLines(text []byte, with func(int) string) (out [][]byte) {
	for line := range bytes.Lines(text) {
		for _, b := range breakJSON(bytes.TrimSpace(line), with) {
			before, after, _ := bytes.Cut(text, line)
			out = append(out, bytes.Join([][]byte{before, b, []byte("\n"), after}, nil))
		}
	}
	return out
}

// breakTable replaces the cells of the first lines of a table one at a time,
// the first line among them, and then breaks the lines themselves.
func breakTable(comma rune) func([]byte, func(int) string) [][]byte {
	return func(text []byte, with func(int) string) (out [][]byte) {
		r := csv.NewReader(bytes.NewReader(text))
		r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
		if comma == '|' { // no quotes in this format
			r.LazyQuotes = true
		}
		rows, err := r.ReadAll()
		if err != nil {
			panic(err)
		}
		write := func() []byte {
			var b bytes.Buffer
			for _, row := range rows {
				for i, c := range row {
					if i > 0 {
						b.WriteRune(comma)
					}
					if strings.ContainsAny(c, "\n\""+string(comma)) {
						c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
					}
					b.WriteString(c)
				}
				b.WriteByte('\n')
			}
			return b.Bytes()
		}
		n := 0
		for _, row := range rows[:min(len(rows), 6)] {
			for i, old := range row {
				n++
				for _, new := range []string{with(n), with(n + 5)} {
					row[i] = new
					out = append(out, write())
				}
				if n%4 == 0 {
					for _, new := range []string{birth.French(), birth.String(), with(n) + "\x00", `"` + with(n), with(n) + "\xff", old + with(n)} {
						row[i] = new
						out = append(out, write())
					}
				}
				row[i] = old
			}
		}
		// All cells of a line at once, one more and one less.
		for l := range rows {
			if l > 5 {
				break
			}
			old := rows[l]
			rows[l] = make([]string, len(old))
			for i := range old {
				rows[l][i] = with(i)
			}
			out = append(out, write())
			rows[l] = append(append([]string{}, old...), with(l), with(l+1))
			out = append(out, write())
			rows[l] = []string{with(l)}
			out = append(out, write())
			rows[l] = old
		}
		out = append(out, append(append([]byte{}, text...), `"`+with(1)+"\n"+with(2)...))
		for _, sep := range []string{"\n", "\t", ",", "\x00"} { // a list of persons and no header
			var all []string
			for i := range 8 {
				all = append(all, with(i))
			}
			out = append(out, []byte(strings.Join(all, sep)+"\n"))
		}
		return out
	}
}

func readUserinfo(e *explorer, text []byte) {
	u, err := psc.Parse(text, psc.Options{SignIn: today})
	e.see("psc.Parse", u, err)
	if u != nil {
		for _, s := range u.Situations() {
			e.see("psc.Userinfo.Situations", s)
		}
		e.see("psc.Userinfo.Subject", u.Subject(u.Current(), habilitation.Policy{}))
		e.see("psc.Userinfo.Select", u.Select(psc.ByText(words[7].text)), u.Select(psc.ByText(words[7].text)).Err())
	}
}

func readAnswer(e *explorer, text []byte) {
	for _, status := range []int{201, 400} {
		a, err := psi.ParseAnswer(status, text)
		e.see("psi.ParseAnswer", a, err)
		if a != nil {
			events := a.Trace()
			e.see("psi.Answer.Trace", events)
		}
	}
}

func readResource(e *explorer, text []byte) {
	r, err := fhir.Parse(text, fhir.Options{})
	e.see("fhir.Parse", r, err)
	if r != nil {
		set := fhir.NewSet(r)
		e.see("fhir.Set.People", set.People(), set.Organizations())
		line, err := fhir.Line(r)
		e.see("fhir.Line", line, err)
	}
}

func readLines(e *explorer, text []byte) {
	for r, err := range fhir.Lines(bytes.NewReader(text), fhir.Options{}) {
		e.see("fhir.Lines", r, err)
	}
	set := new(fhir.Set)
	for r, err := range set.AddLines(bytes.NewReader(text), fhir.Options{}) {
		e.see("fhir.Set.AddLines", r, err)
	}
	e.see("fhir.Set.AddLines", *set, set.People())
}

func readExtraction(e *explorer, text []byte) {
	for _, g := range []annuaire.Grouping{annuaire.GroupIndexed} {
		r, err := annuaire.NewReader(bytes.NewReader(text), annuaire.Options{Day: today})
		e.see("annuaire.NewReader", r, err)
		if r == nil {
			continue
		}
		e.see("annuaire.Reader.Header", r.Header())
		for rec, err := range r.Records() {
			e.see("annuaire.Reader.Records", err)
			if err != nil {
				e.see("annuaire.Reader.Records", rec)
				continue
			}
			rec = rec.Clone()
			a := rec.Activity()
			e.see("annuaire.Record.Activity", rec, a, a.Faults, rec.Address(), rec.Diploma())
			m, fs := rec.Mailbox()
			e.see("annuaire.Record.Mailbox", m, fs)
		}
		e.see("annuaire.Reader.Summary", r.Summary())
		if r, err = annuaire.NewReader(bytes.NewReader(text), annuaire.Options{Day: today}); err == nil {
			for p, err := range r.Persons(g) {
				e.see("annuaire.Reader.Persons", p, err)
			}
		}
	}
}

func readToggles(e *explorer, text []byte) {
	for x, err := range annuaire.Toggles(bytes.NewReader(text)) {
		e.see("annuaire.Toggles", x, err)
	}
}

func readRegistrations(e *explorer, text []byte) {
	r, err := registration.NewReader(bytes.NewReader(text))
	e.see("registration.NewReader", r, err)
	if r == nil {
		return
	}
	e.see("registration.Reader.Header", r.Header())
	var d registration.Duplicates
	n := 0
	for x, err := range r.Check(registration.Context{At: today}, &d) {
		e.see("registration.Reader.Check", x, err)
		if n++; n > 2 {
			break
		}
	}
	e.see("registration.Duplicates", &d)
}

func readMatrix(e *explorer, text []byte) {
	v := habilitation.CNAM20240925().Version()
	v.ID = "essai"
	x, err := matrixfile.Load(bytes.NewReader(text), matrixfile.Options{Version: v, Accept: matrixfile.MissingTypes})
	e.see("matrixfile.Load", x.Unlisted, x.Faults, err)
	if x.Matrix != nil && e.printed[reflect.TypeFor[matrixfile.Result]()] < 3 {
		e.see("matrixfile.Load", x)
	}
}

func readExpectations(e *explorer, text []byte) {
	table, err := habilitationtest.Parse("attentes", text)
	e.see("habilitationtest.Parse", err)
	_ = table
}

func readProfile(e *explorer, text []byte) {
	_, err := habilitationtest.ReadProfile(bytes.NewReader(text))
	e.see("habilitationtest.ReadProfile", err)
}

func readCopy(e *explorer, text []byte) {
	_, err := habilitationtest.ReadCopy(text)
	e.see("habilitationtest.ReadCopy", err)
}

func readTrace(e *explorer, text []byte) {
	for l, err := range trace.Read(bytes.NewReader(text)) {
		e.see("trace.Read", l, err)
		e.see("trace.Record.Check", l.Record.Check())
	}
}

func readHistory(e *explorer, text []byte) {
	h, err := history.Read(bytes.NewReader(text), registration.Cycle())
	e.see("history.Read", h, err)
}

// see takes several values.
func (e *explorer) see(key string, vs ...any) {
	e.called[key] = true
	for _, v := range vs {
		if v != nil {
			e.take(reflect.ValueOf(v), key, 0)
		}
	}
}
